"""What separates two records: parts that add up, the answers behind them, and nothing that missing answers could change."""

from __future__ import annotations

import math
from itertools import permutations
from pathlib import Path

import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.compare.brecha import find_gap
from evaluacion.flujo.calificar import score_paths
from evaluacion.flujo.explicar_contra import EnPanel, explain_gap
from evaluacion.flujo.explicar_respuesta import answer_gap
from evaluacion.flujo.panel import convene_file
from evaluacion.publish.explicar_respuesta import as_libro
from evaluacion.publish.libro import libro_como_texto

RAIZ = Path(__file__).resolve().parents[2]
ESPERADO = Path(__file__).parent / "esperado"
MEASURES = ("minimo", "puntaje", "maximo")


def pairs_of(resultado):
    return list(permutations(range(min(len(resultado), 6)), 2))


@pytest.mark.parametrize("kind", ["aritmetica", "geometrica", "armonica", "minimo"])
def test_the_criteria_add_up_to_the_gap_of_the_totals_whatever_the_mean(reclamos, kind):
    """Guaranteed, score and reachable, each by itself; and the questions add up to their criterion."""
    marco = reclamos / "marco.yaml"
    text = (
        marco.read_text(encoding="utf-8")
        .replace("niveles:", "rango: [1, 5]\nniveles:")
        .replace("desde: 50", "desde: 3")
        .replace("desde: 80", "desde: 4")
    )
    text = text.replace("desde: 0", "desde: 1").replace("minimo: 60", "minimo: 3")
    marco.write_text(text.replace("grupos:\n", f"agregacion: {{grupos: {kind}, total: {kind}}}\ngrupos:\n", 1), encoding="utf-8")
    (resultado,) = score_paths([reclamos]).resultados
    for one, other in pairs_of(resultado):
        check(find_gap(resultado, one, other))


def test_the_criteria_add_up_on_the_practices_that_ship():
    """Also on real records, with much unanswered."""
    for resultado in score_paths([RAIZ / "examples" / "practicas"]).resultados:
        for one, other in pairs_of(resultado):
            check(find_gap(resultado, one, other))


def check(gap):
    for measure in MEASURES:
        whole = getattr(gap.brechas, measure)
        if math.isnan(whole):
            continue
        parts = [getattr(item.aporte, measure) for item in gap.criterios]
        assert math.fsum([*parts, getattr(gap.ajuste, measure)]) == pytest.approx(whole, abs=1e-9)
        totals = [getattr(ficha.total, measure) for ficha in (gap.una, gap.otra)]
        assert whole == totals[0] - totals[1]
        if abs(getattr(gap.ajuste, measure)) < 1e-12:
            for item, part in zip(gap.criterios, parts, strict=True):
                assert math.fsum(getattr(one.aporte, measure) for one in item.reactivos) == pytest.approx(part, abs=1e-9)


def test_the_gap_seen_from_the_other_side_is_the_same_with_the_other_sign(reclamos):
    """Swapping the records negates every number and the verdict."""
    (one,), (other,) = (explain_gap(reclamos, *names).brechas for names in (("norte", "sur"), ("sur", "norte")))
    assert other.orden == -one.orden
    for mine, theirs in zip(one.criterios, other.criterios, strict=True):
        assert tuple(mine.aporte) == pytest.approx(tuple(-value for value in theirs.aporte), abs=1e-9)


def test_only_intervals_that_do_not_touch_tell_two_records_apart(reclamos):
    """A verdict never claims what the missing answers could change."""
    (resultado,) = score_paths([reclamos]).resultados
    for one, other in pairs_of(resultado):
        gap = find_gap(resultado, one, other)
        assert (gap.orden > 0) == (gap.una.total.minimo > gap.otra.total.maximo)


@pytest.mark.parametrize(
    ("names", "words"),
    [(("norte", "suur"), "¿Quiso escribir «sur»?"), (("nort", "sur"), "¿Quiso escribir «norte»?"), (("sur", "sur"), "otro registro")],
)
def test_a_record_that_is_not_there_is_an_error_with_the_nearest(reclamos, names, words):
    """Both names are looked up in the same way."""
    with pytest.raises(EvaluacionError) as error:
        explain_gap(reclamos, *names)
    assert words in str(error.value)


def test_the_gap_reads_as_it_should(reclamos, dorado):
    """The text, the Markdown, the JSON and the sheet, as a person reads them."""
    answer = answer_gap(reclamos, "norte", "sur")
    for formato, name in (("texto", "contra.txt"), ("markdown", "contra.md"), ("json", "contra.json")):
        dorado(ESPERADO / name, answer.as_text(formato))
    dorado(ESPERADO / "contra-hoja.txt", libro_como_texto(as_libro(answer.informe)))


def test_the_gap_of_a_panel_is_that_of_its_votes_together(orden):
    """With --panel each record is one, as the panel scores it, also with its moderation; --si and --evaluador do not go with it."""
    panel = RAIZ / "examples" / "panel" / "panel.yaml"
    (gap,) = explain_gap(panel, "med-aci", "qro-oficina", panel=EnPanel()).brechas
    totals = {ficha.practica: ficha.total for ficha in convene_file(panel).calificacion.resultados[0].fichas()}
    assert (gap.una.total, gap.otra.total) == (totals["med-aci"], totals["qro-oficina"])
    for measure, whole in zip(MEASURES, gap.brechas, strict=True):
        parts = sum(getattr(item.aporte, measure) for item in gap.criterios) + getattr(gap.ajuste, measure)
        assert math.isclose(parts, whole, abs_tol=1e-9)
    words = ("explicar", panel.parent / "evaluaciones", "--panel", "--unidad", "med-aci", "--contra", "qro-oficina")
    said = orden(*words, "--moderacion", panel.parent / "moderacion.yaml", check=0).stdout
    assert "51.8 garantizado" in said
    assert "49.5 garantizado" in orden(*words, check=0).stdout
    assert "quite --evaluador" in orden(*words, "--evaluador", "evaluadora_a", check=2).stderr
    assert "use --evaluador" in orden(*words[:5], "--si", "sostenibilidad.continuidad=no", check=2).stderr
