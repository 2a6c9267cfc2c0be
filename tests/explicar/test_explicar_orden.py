"""The command: its forms, its clashes, and the sheet as a file."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from click.testing import CliRunner

from evaluacion.cli.principal import evaluacion

SI = ("--unidad", "norte", "--si", "gente.plazas=sí")


def call(*args):
    return CliRunner().invoke(evaluacion, ["explicar", "reclamos", *args], standalone_mode=False)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((*SI, "--contra", "sur"), "--si o --contra"),
        ((*SI, "--con-evidencia", "gente"), "el registro entero"),
        (("--con-evidencia",), "solo va con --si"),
        (("--contra", "sur"), "--unidad"),
        ((*SI, "--formato", "xlsx"), "--salida"),
        ((*SI, "--formato", "json", "--salida", "r.md"), "cambie el nombre o la forma"),
        (("--unidad", "norte", "--formato", "markdown"), "solo va con --si o --contra"),
    ],
)
def test_options_that_clash_are_refused_with_the_way_out(reclamos, args, words):
    """Nothing is guessed, nothing is written."""
    result = call(*args)
    assert words in str(getattr(result.exception, "message", "")) + result.output
    assert not list(reclamos.parent.glob("r.*"))


@pytest.mark.usefixtures("reclamos")
def test_unidad_is_another_name_of_practica():
    """Both say the same, with or without a supposition."""
    assert call("--unidad", "norte").output == call("--practica", "norte").output
    assert call(*SI).output == call("--practica", *SI[1:]).output


def test_the_name_of_the_output_gives_its_form(reclamos):
    """Markdown, JSON and a sheet, by extension."""
    for name in ("r.md", "r.json", "r.xlsx"):
        assert call(*SI, "--salida", name).exception is None
    assert (reclamos.parent / "r.md").read_text(encoding="utf-8").startswith("# Qué cambiaría")
    assert json.loads((reclamos.parent / "r.json").read_text(encoding="utf-8"))["supuestos"][0]["unidad"] == "norte"
    assert (reclamos.parent / "r.xlsx").read_bytes()[:2] == b"PK"


def test_the_sheet_is_the_same_bytes_each_time(reclamos):
    """Nothing of the clock gets in."""
    for name in ("r.xlsx", "s.xlsx"):
        call(*SI, "--salida", name)
    assert (reclamos.parent / "r.xlsx").read_bytes() == (reclamos.parent / "s.xlsx").read_bytes()


@pytest.mark.skipif(shutil.which("soffice") is None or shutil.which("pdftotext") is None, reason="needs LibreOffice and pdftotext")
@pytest.mark.lenta
@pytest.mark.usefixtures("reclamos")
def test_on_paper_every_word_of_the_answer_is_there_one_page_wide(tmp_path):
    """LibreOffice prints the sheet whole: its text is that of the report."""
    call("--unidad", "norte", "--contra", "sur", "--salida", "r.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/perfil"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "r.xlsx"], check=True, capture_output=True, timeout=180)
    words = subprocess.run(["pdftotext", "-layout", "r.pdf", "-"], check=True, capture_output=True, text=True).stdout
    told = " ".join(words.split())
    for expected in (
        "sur queda con seguridad por encima de norte",
        "Aporte a lo alcanzable",
        "reclamos/sur.yaml:10:5",
        "archivos leídos: 3",
    ):
        assert expected in told
