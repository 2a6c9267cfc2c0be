"""Trends: what each command says, numbers computed by hand, bad inputs at their place."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.flujo.tendencias import trend_of, trend_of_file
from evaluacion.publish.tendencias import as_markdown, as_text
from evaluacion.publish.tendencias_datos import trend_as_dict

AQUI = Path(__file__).parent
CASOS = sorted(path.parent for path in AQUI.glob("casos/*/tendencia.yaml"))
ERRORES = sorted(path.parent for path in AQUI.glob("errores/*/espera.txt"))


def without_hash(text):
    """Return a text without its last line, which has the hash of the marco."""
    return "".join(text.splitlines(keepends=True)[:-1])


@pytest.mark.parametrize("case", CASOS, ids=lambda path: path.name)
def test_what_a_trend_says(case, dorado, monkeypatch):
    """As text and as Markdown; refreshed with --actualizar and read in the diff."""
    monkeypatch.chdir(case)
    done = trend_of_file(Path("tendencia.yaml"))
    dorado(case / "esperado.txt", without_hash(as_text(done.tendencia, done.procedencia)))
    dorado(case / "esperado.md", without_hash(as_markdown(done.tendencia, done.procedencia)))


@pytest.mark.parametrize("case", ERRORES, ids=lambda path: path.name)
def test_what_cannot_be_followed_is_an_error_at_its_place(case, monkeypatch):
    """Each folder gives the problems that its `espera.txt` lists, and no trend."""
    monkeypatch.chdir(case.parent)
    with pytest.raises(EvaluacionError) as caught:
        trend_of_file(Path(case.name) / "tendencia.yaml")
    found = [str(problem).split("]")[0].removeprefix(f"{case.name}/") + "]" for problem in caught.value.problemas]
    assert found == (case / "espera.txt").read_text(encoding="utf-8").splitlines()
    assert all(problem.remedio for problem in caught.value.problemas)


@pytest.fixture
def pueblos(monkeypatch):
    """Four towns and three years; one of them lacks the second."""
    monkeypatch.chdir(AQUI / "casos" / "pueblos")
    return trend_of_file(Path("tendencia.yaml")).tendencia.evolucion


def test_means_changes_and_growth_are_those_computed_by_hand(pueblos):
    """0.5, 1.5, 2.9 and 1.1 have mean 1.5 and median 1.3; the step to 2020 leaves out the town without it."""
    first, second, third = pueblos.periodos
    assert (first.n, first.media, first.mediana) == (4, Fraction(3, 2), Fraction(13, 10))
    assert (second.n, second.media, second.mediana) == (3, Fraction(11, 6), Fraction(3, 2))
    assert (third.n, third.media) == (4, Fraction(33, 20))
    step, whole = pueblos.tramos[0], pueblos.plazo
    assert (step.comparables, step.cambio, step.crecimiento) == (3, Fraction(1, 5), Fraction(600, 49))
    assert (whole.comparables, whole.cambio, whole.crecimiento) == (4, Fraction(3, 20), 10)


def test_a_missing_year_is_to_be_confirmed_and_never_the_lowest_level(pueblos):
    """Its level may be any, so that it is counted apart and as possible in each."""
    second = pueblos.periodos[1]
    assert {name: tuple(count) for name, count in second.niveles.items()} == {
        "bajo": (0, 1), "medio": (2, 3), "alto": (0, 1), "muy alto": (1, 2),
    }  # fmt: skip
    assert second.por_confirmar == 1
    assert pueblos.tramos[0].celdas["medio", "por confirmar"] == ("cuatro",)
    assert pueblos.tramos[1].celdas["por confirmar", "bajo"] == ("cuatro",)


def test_movers_go_from_the_largest_and_ties_stay_together(pueblos):
    """Two towns lose half a point between the ends."""
    assert [(record.id, change) for record, change in pueblos.plazo.suben] == [("uno", Fraction(3, 2)), ("tres", Fraction(1, 10))]
    assert [(record.id, change) for record, change in pueblos.plazo.bajan] == [("cuatro", Fraction(-1, 2)), ("dos", Fraction(-1, 2))]
    assert pueblos.tramos[0].iguales == 1


def test_the_records_alone_give_the_same_trend(pueblos):
    """A file that describes the trend is a convenience: paths, marco and indicator say the same."""
    files = ["uno.yaml", "dos.yaml", "tres.yaml", "cuatro.yaml"]
    for given in ([*files, "marco.yaml"], files):
        done = trend_of(given, marco=None if "marco.yaml" in given else "marco.yaml")
        assert done.tendencia.evolucion == pueblos


def test_the_json_has_the_documented_keys(orden):
    """Numbers are not rounded, and stdout holds nothing but the JSON."""
    said = json.loads(orden("tendencias", AQUI / "casos" / "pueblos" / "tendencia.yaml", "--formato", "json", check=0).stdout)
    assert set(said) == {
        "procedencia", "tendencia", "titulo", "fuente", "marco", "indicador", "unidad",
        "periodos", "plazo", "transiciones", "movimientos", "registros", "cifras",
    }  # fmt: skip
    assert said["periodos"][1]["media"] == float(Fraction(11, 6))
    assert said["periodos"][1]["niveles"]["medio"] == {"seguros": 2, "posibles": 3}
    assert said["transiciones"][-1]["celdas"][0] == {"de": "bajo", "a": "alto", "n": 1, "ids": ["uno"]}
    assert [item["archivo"].rpartition("/")[2] for item in said["procedencia"]["archivos"]] == [
        "cuatro.yaml", "dos.yaml", "tendencia.yaml", "tres.yaml", "uno.yaml",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["uno.yaml"], "Agregue --marco ID"),
        (["uno.yaml", "--marco", "indicadores_allas"], "Agregue --indicador: "),
        (["uno.yaml", "--marco", "marco.yaml", "--indicador", "otro"], "no tiene el indicador «otro»"),
        (["tendencia.yaml", "--formato", "xlsx"], "termine en .xlsx"),
        (["tendencia.yaml", "--salida", "libro.xlsx"], "--formato xlsx"),
        (["tendencia.yaml", "--salida", "uno.yaml"], "es uno de los archivos de entrada"),
        (["nada.yaml"], "No existe ningún archivo"),
    ],
)
def test_a_call_that_is_not_understood_ends_with_2_and_says_why(words, says, orden):
    """And writes nothing."""
    done = orden("tendencias", *words, cwd=AQUI / "casos" / "pueblos", check=2)
    assert says in done.stderr
    assert done.stdout == ""


def test_validar_tells_a_trend_apart_and_checks_what_it_names(orden):
    """As it does the other files of published figures."""
    done = orden("validar", "casos/pueblos", "--esquema", cwd=AQUI, check=0)
    assert "casos/pueblos/tendencia.yaml: tendencia" in done.stdout
    wrong = orden("validar", "errores/periodo_sin_datos/tendencia.yaml", cwd=AQUI / "errores" / "..", check=2)
    assert "errores/periodo_sin_datos/tendencia.yaml:6:18: error [tendencia_no_valida]" in wrong.stderr


def test_the_options_change_what_the_file_says(monkeypatch, tmp_path):
    """Another marco with other names for its levels."""
    monkeypatch.chdir(AQUI / "casos" / "pueblos")
    other = tmp_path / "marco.yaml"
    other.write_text(Path("marco.yaml").read_text(encoding="utf-8").replace("nombre: medio", "nombre: regular"), encoding="utf-8")
    names = trend_as_dict(trend_of_file(Path("tendencia.yaml"), marco=other).tendencia)["periodos"][0]["niveles"]
    assert list(names) == ["bajo", "regular", "alto", "muy alto"]
