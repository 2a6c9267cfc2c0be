"""What a run compares and what it leaves a trace of: the bar of `--minimo`, the files read, the territories."""

from __future__ import annotations

import hashlib
import json
import math

import pytest

TWO_OF_THREE = "practica: r\nrespuestas: {m: {a.p: sí, a.q: sí, a.r: no}}\n"
MARCO = (
    "marco: m\nversion: 1.0.0\ntitulo: De prueba\ngrupos: [{id: g, nombre: G, criterios: [{id: a, nombre: A, preguntas: ["
    "{id: p, texto: '¿P?'}, {id: q, texto: '¿Q?'}, {id: r, texto: '¿R?'}]}]}]\n"
)


@pytest.fixture
def carpeta(tmp_path):
    """A record with two thirds of its marco."""
    folder = tmp_path / "datos"
    folder.mkdir()
    (folder / "marco.yaml").write_text(MARCO, encoding="utf-8")
    (folder / "r.yaml").write_text(TWO_OF_THREE, encoding="utf-8")
    return folder


def test_the_bar_is_compared_with_nine_decimals_and_not_with_those_shown(llamar, carpeta):
    """The last bit of a sum keeps nobody under the bar; the decimals that are not shown do."""
    _, out, _ = llamar("calificar", carpeta, "--formato", "json")
    exact = json.loads(out)["fichas"][0]["minimo"]
    assert "66.7" in llamar("calificar", carpeta)[1]
    bars = {66.6: 0, exact: 0, math.nextafter(exact, 100): 0, exact + 1e-8: 1, 66.7: 1}
    assert {bar: llamar("calificar", carpeta, "--minimo", repr(bar))[0] for bar in bars} == bars


def test_the_provenance_has_the_sha256_of_a_table(llamar, carpeta):
    """A table is named with the digest of its bytes, as a record of its own is."""
    table = carpeta / "tabla.csv"
    table.write_text("practica,m.a.p,m.a.q,m.a.r\ntabla-a,sí,no,no\n", encoding="utf-8")
    code, out, _ = llamar("calificar", carpeta, "--formato", "json")
    assert code == 0
    files = {item["archivo"]: item["sha256"] for item in json.loads(out)["procedencia"]["archivos"]}
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (table, carpeta / "r.yaml")}
    assert {name.rsplit("/", 1)[-1]: digest for name, digest in files.items()} == digests


@pytest.mark.parametrize("order", ["validar", "calificar"])
def test_a_territory_that_is_none_is_told_by_the_commands(llamar, carpeta, order):
    """Reading a record looks at its territory: the finding comes with its place and does not stop the work."""
    (carpeta / "r.yaml").write_text(TWO_OF_THREE + "territorio: {nombre: Queretaro de Artiaga, tipo: estado}\n", encoding="utf-8")
    code, _, err = llamar(order, carpeta)
    assert code == 0
    assert "r.yaml:3:1: aviso [territorio_desconocido]" in err
