"""Result sets that somebody changed by hand: nothing in them is taken on trust, and each says what is wrong and where."""

from __future__ import annotations

import json

import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.read.resultados import read_resultado

REGISTRO = """\
practica: p1
titulo: Beca
respuestas:
  cualitativo:
    sostenibilidad.continuidad: {respuesta: sí, evidencia: consta en acta}
    replicabilidad.sistematizacion: {nota: falta preguntar}
indicadores:
  acuerdos_firmados: {linea_base: {periodo: 2022, valor: 2}, meta: {periodo: 2025, valor: 6}, valores: {2023: 3, 2024: 4}}
  comercio_internacional: {no_aplica: true, motivo: no hay comercio exterior}
  redes_internacionales: {meta: {periodo: 2025, valor: 6}}
"""


@pytest.fixture(scope="module")
def sano(tmp_path_factory):
    """The text of a result set of two marcos."""
    from evaluacion.cli.principal import _run

    folder = tmp_path_factory.mktemp("resultado")
    (folder / "p1.yaml").write_text(REGISTRO, encoding="utf-8")
    words = ["calificar", folder / "p1.yaml", "--marco", "cualitativo", "--marco", "cuantitativo", "--formato", "json"]
    assert _run([*map(str, words), "--salida", str(folder / "r.json")]) == 0
    return (folder / "r.json").read_text(encoding="utf-8")


@pytest.fixture
def read(sano, tmp_path, monkeypatch):
    """Read the result set with one of its texts changed, or with one of its values."""

    def change(*, text=None, value=None):
        data = sano if text is None else sano.replace(*text, 1)
        assert text is None or data != sano
        if value is not None:
            tree = json.loads(data)
            value(tree["fichas"][0], tree)
            data = json.dumps(tree, ensure_ascii=False, indent=1)
        (tmp_path / "r.json").write_text(data, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        return read_resultado(tmp_path / "r.json")

    return change


def refused(read, **changes):
    with pytest.raises(EvaluacionError) as caught:
        read(**changes)
    (problem,) = caught.value.problemas
    return problem


def test_what_was_answered_and_measured_comes_back(read):
    """Answers with their evidence, what was only noted as unanswered, and each series as far as the result says it."""
    (leido,) = read().registros.leidos
    answers, series = leido.practica.respuestas["cualitativo"], leido.practica.indicadores
    assert answers["sostenibilidad.continuidad"].respuesta == "sí"
    assert "replicabilidad.sistematizacion" not in answers
    assert series["acuerdos_firmados"].valores == {"2024": 4.0}
    assert (series["comercio_internacional"].no_aplica, series["redes_internacionales"].valores) == (True, {})


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        pytest.param(('"tipo": "practica"', '"tipo": "practica",\n   "tipo": "plan"'), "clave_repetida", "«tipo»", id="a key twice"),
        pytest.param(('"titulo": "Beca"', '"titulo": "Be\u202eca"'), "caracter_invisible", "U+202E", id="a mark that turns the text"),
        pytest.param(('"titulo": "Beca"', '"titulo": "Be\\u0007ca"'), "caracter_de_control", "U+0007", id="a bell in an escape"),
        pytest.param(('"puntaje": 100.0', '"puntaje": NaN'), "json_invalido", "No se esperaba «NaN»", id="no number"),
        pytest.param(('"puntaje": 100.0', '"puntaje": 1e999'), "numero_no_finito", "1e999", id="a number beyond all"),
        pytest.param(('"puntaje": 100.0', f'"puntaje": {"9" * 30}'), "numero_no_finito", "999", id="a number without end"),
    ],
)
def test_what_no_program_writes_is_told_at_its_line(read, change, code, says):
    """A quick reading does for a sound file; the careful one finds the place of what is not."""
    problem = refused(read, text=change)
    assert problem.codigo == code
    assert says in problem.mensaje
    assert (problem.origen.archivo, problem.origen.linea > 1) == ("r.json", True)


def put(name, value):
    return lambda ficha, _tree: ficha.__setitem__(name, value)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(put("puntaje", "alto"), id="a total in words"),
        pytest.param(put("minimo", value=True), id="a total that is a truth"),
        pytest.param(put("tipo", "titulo"), id="a kind of record that does not exist"),
        pytest.param(put("grupos", {"a": 1}), id="groups that are no list"),
        pytest.param(lambda ficha, _tree: ficha["nivel"].__setitem__("al_menos", 3), id="a level that is a number"),
        pytest.param(lambda ficha, _tree: ficha["origen"].__setitem__("linea", "5"), id="a line in words"),
        pytest.param(lambda ficha, _tree: ficha["origen"].__setitem__("celdas", "A1"), id="a place with one thing too many"),
        pytest.param(lambda _ficha, tree: tree["procedencia"].__setitem__("marcos", 3), id="rules that are a number"),
        pytest.param(lambda _ficha, tree: tree["fichas"].clear(), id="no scorecard"),
        pytest.param(lambda _ficha, tree: tree.__setitem__("fichas", {"a": 1}), id="scorecards that are no list"),
        pytest.param(put("marco", "otro"), id="a marco that the result never used"),
    ],
)
def test_values_of_another_shape_are_no_result_set(read, change):
    """The message says what the file should be and how to make it again."""
    problem = refused(read, value=change)
    assert (problem.codigo, problem.origen.archivo, problem.origen.linea) == ("tipo_de_archivo", "r.json", 1)
    assert "tiene otra forma" in problem.mensaje
    assert "calificar … --formato json" in problem.remedio


def test_a_result_set_without_one_of_its_keys_names_it(read):
    """Whoever trimmed the file sees what is missing."""
    assert "falta «grupos»" in refused(read, value=lambda ficha, _tree: ficha.pop("grupos")).mensaje
