"""What the fuzzing found, each as the smallest file that showed it: mended, and told as it must be."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from evaluacion.model.formulario import mark_of_formula

from .puertas import PUERTAS, forms, table_book

DEEP = b"[" * 20_000
LONG_NAME = b"a" * 5_000


def recompressed(data, method, *, damage=False):
    """Return a workbook whose parts are compressed in another way, and damaged inside or not."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(out, "w", method) as other:
        for name in book.namelist():
            other.writestr(name, book.read(name))
    made = bytearray(out.getvalue())
    if damage:
        with zipfile.ZipFile(io.BytesIO(bytes(made))) as book:
            for entry in book.infolist():
                start = entry.header_offset + 30 + len(entry.filename)
                made[start : start + 16] = b"\xff" * 16
    return bytes(made)


CASOS = {
    "json deeper than the stack, as what was known": ("conocidos", b'{"formato": 1, "conocidos": ' + DEEP, "demasiado_anidado"),
    "json deeper than the stack, as a result": ("resultado", b'{\n "procedencia": {\n' + DEEP, "json_invalido"),
    "a result that is only brackets": ("resultado", DEEP, "demasiado_anidado"),
    "a marco that extends a name that no disk holds": (
        "marco_usado",
        b"marco: m\nversion: 1.0.0\ntitulo: T\nextiende: " + LONG_NAME + b"\n",
        "extension_no_valida",
    ),
    "a workbook compressed by no program of sheets": ("tabla_xlsx", recompressed(table_book(), zipfile.ZIP_LZMA), "libro_peligroso"),
    "a table damaged inside its parts": ("tabla_xlsx", recompressed(table_book(), zipfile.ZIP_DEFLATED, damage=True), "tabla_invalida"),
    "a form compressed by no program of sheets": ("formulario", recompressed(forms()["form"], zipfile.ZIP_LZMA, damage=True), "libro_peligroso"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASOS)
def test_what_was_found_is_told(name, tmp_path):
    """Each find is one problem of the catalogue, and no failure of the tool."""
    door, data, code = CASOS[name]
    refused = PUERTAS[door].enter(data, tmp_path)
    assert refused is not None
    assert code in {problem.codigo for problem in refused.problemas}


def test_a_definition_may_not_have_a_name_that_no_disk_holds(tmp_path):
    """A reference longer than any name is no definition; it is told among the options."""
    assert PUERTAS["opciones"].enter(LONG_NAME, tmp_path) is None


@pytest.mark.parametrize(
    ("door", "data"),
    [
        ("documento_yaml", b"practica: a\ntitulo: T\nnota: " + b" \t" * 400_000 + b"x #y\n"),
        ("documento_yaml", b"practica: a" + b"\t" * 800_000 + b"\n#y\n #z\n"),
        ("documento_json", b'{"a": "' + b" " * 800_000 + b'#x"}'),
        ("suposicion", b"base.hay=" + b"a " * 50_000),
        ("objetivos", b"en " * 4_000),
    ],
)
def test_long_runs_of_one_sign_are_read_at_once(door, data, tmp_path):
    """What made a pattern go back and forth takes less than seconds."""
    started = time.process_time()
    PUERTAS[door].enter(data, tmp_path)
    assert time.process_time() - started < 5


def test_a_formula_of_a_sheet_longer_than_any_is_marked_at_once():
    """The mark of a formula does not look into what no program of sheets takes."""
    started = time.process_time()
    assert mark_of_formula("a" * 3_000_000) != mark_of_formula("a" * 2_999_999)
    assert mark_of_formula("Hoja1!A1+1.50") == mark_of_formula("'Otra hoja'!$B$7 + 1.500")
    assert time.process_time() - started < 2
