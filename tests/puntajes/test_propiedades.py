"""What holds of any marco and any record: order, interval, neutrality, and the same bits by every way through the kernel."""

from __future__ import annotations

import copy
import json
import random
import sys
from pathlib import Path

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from independiente import estrategias, semantica

from evaluacion.read.documento import parse_documento
from evaluacion.read.marco import resolve_marco
from evaluacion.read.practica import RegistrosArchivo, load_practica
from evaluacion.score import kernel
from evaluacion.score.evaluate import evaluate
from evaluacion.score.kernel import APLICABILIDAD, COBERTURA, MAXIMO, MINIMO, PUNTAJE, score_codes
from evaluacion.score.levels import comparable
from evaluacion.score.plan import FIRST_ANSWER, NO_APLICA, SIN_RESPONDER, make_plan

NEAR = 1e-9
la_mitad = settings(max_examples=settings.default.max_examples // 2)


def read(marco):
    """Read a marco as a file would be."""
    return resolve_marco(parse_documento(json.dumps(marco), "marco.json"), Path("marco.json")).marco


def score(marco, *records):
    """Score records written as data under a marco written as data."""
    found = [load_practica(parse_documento(json.dumps(record), f"{i}.json")) for i, record in enumerate(records)]
    resultado = evaluate(read(marco), RegistrosArchivo(found, {}))
    assert not [problem for problem in resultado.problemas if problem.severidad == "error"], resultado.problemas
    return resultado


def same(one, other):
    """Whether two arrays agree to 1e-9, empty where the other is."""
    return np.allclose(one, other, rtol=NEAR, atol=NEAR, equal_nan=True)


def random_codes(plan, n, seed, *, with_unanswered=True):
    """Return (questions, n) codes that the plan gives its questions."""
    rng = np.random.default_rng(seed)
    sizes = np.concatenate([criterio.codigos for criterio in plan.criterios])
    codes = (rng.random((len(sizes), n)) * sizes[:, None]).astype(np.uint8)
    return codes if with_unanswered else np.maximum(codes, 1)


@st.composite
def marcos_y_codigos(draw):
    """A marco of questions as a plan, and codes of some records."""
    plan = make_plan(read(draw(estrategias.marcos())))
    return plan, random_codes(plan, draw(st.integers(1, 12)), draw(st.integers(0, 2**32 - 1)))


@st.composite
def casos_de_indicadores(draw):
    """A marco of indicators and one record of it."""
    marco = draw(estrategias.marcos_de_indicadores())
    return marco, draw(estrategias.registros_de_indicadores(marco))


@given(marcos_y_codigos())
def test_every_score_is_in_the_range_and_inside_its_interval(given_):
    """Bottom of the range <= minimum <= score <= maximum <= top, fractions in [0, 1], of every node; the empty ones agree."""
    plan, codes = given_
    nodes = score_codes(plan, codes)
    low, central, high = nodes[MINIMO], nodes[PUNTAJE], nodes[MAXIMO]
    known, slack = ~np.isnan(low), NEAR * (plan.alto - plan.bajo)
    assert (np.isnan(high) == ~known).all()
    assert (np.isnan(nodes[COBERTURA]) == ~known).all()
    assert np.isnan(central[~known]).all()
    assert (low[known] >= plan.bajo - slack).all()
    assert (high[known] <= plan.alto + slack).all()
    assert (low[known] <= high[known] + slack).all()
    scored = ~np.isnan(central)
    assert (central[scored] >= low[scored]).all()
    assert (central[scored] <= high[scored]).all()
    for measure in (COBERTURA, APLICABILIDAD):
        assert (nodes[measure][known] >= 0).all()
        assert (nodes[measure][known] <= 1 + NEAR).all()
    assert np.isfinite(nodes[~np.isnan(nodes)]).all()


@given(casos_de_indicadores())
def test_scores_of_indicators_are_inside_their_interval(given_):
    """The same of marcos of indicators."""
    marco, record = given_
    resultado = score(marco, record)
    nodes, plan = resultado.nodos, resultado.plan
    known = ~np.isnan(nodes[PUNTAJE])
    assert (nodes[PUNTAJE][known] >= nodes[MINIMO][known]).all()
    assert (nodes[PUNTAJE][known] <= nodes[MAXIMO][known]).all()
    some = ~np.isnan(nodes[MINIMO])
    slack = NEAR * (plan.alto - plan.bajo)
    assert (nodes[MINIMO][some] >= plan.bajo - slack).all()
    assert (nodes[MAXIMO][some] <= plan.alto + slack).all()


def worth_of(plan, row, code):
    """Return what an answered code of a question earns, NaN when it is no proven answer."""
    criterio = next(c for c in plan.criterios if c.inicio <= row < c.inicio + c.n)
    return criterio.punto[row - criterio.inicio, code]


@given(marcos_y_codigos(), st.data())
def test_a_better_answer_never_lowers_anything(given_, data):
    """A proven answer changed to a better proven one lowers no minimum, no maximum and no score of any node."""
    plan, codes = given_
    row = data.draw(st.integers(0, len(codes) - 1))
    options = [code for code in range(FIRST_ANSWER, 255) if code < int(np.concatenate([c.codigos for c in plan.criterios])[row])]
    worth = {code: worth_of(plan, row, code) for code in options if not np.isnan(worth_of(plan, row, code))}
    worse, better = (data.draw(st.sampled_from(sorted(worth))) for _ in range(2))
    assume(worth[worse] < worth[better])
    before, after = codes.copy(), codes.copy()
    before[row], after[row] = worse, better
    one, other = score_codes(plan, before), score_codes(plan, after)
    slack = NEAR * (plan.alto - plan.bajo)
    for measure in (MINIMO, MAXIMO, PUNTAJE):
        known = ~np.isnan(one[measure]) & ~np.isnan(other[measure])
        assert (other[measure][known] >= one[measure][known] - slack).all()


@given(marcos_y_codigos(), st.data())
def test_answering_never_widens_the_interval(given_, data):
    """A missing question that is answered leaves the interval of every node inside the one it had.

    Unless a question that depends on it says `no aplica`: that begins to count only then (rule 4), and takes weight out.
    """
    plan, codes = given_
    row = data.draw(st.integers(0, len(codes) - 1))
    criterio = next(c for c in plan.criterios if c.inicio <= row < c.inicio + c.n)
    dependents = criterio.inicio + np.flatnonzero(criterio.base == row - criterio.inicio)
    assume(not (codes[dependents] == NO_APLICA).any())
    sizes = np.concatenate([criterio.codigos for criterio in plan.criterios])
    before, after = codes.copy(), codes.copy()
    before[row] = SIN_RESPONDER
    after[row] = data.draw(st.integers(FIRST_ANSWER, int(sizes[row]) - 1))
    one, other = score_codes(plan, before), score_codes(plan, after)
    known, slack = ~np.isnan(one[MINIMO]), NEAR * (plan.alto - plan.bajo)
    assert (other[MINIMO][known] >= one[MINIMO][known] - slack).all()
    assert (other[MAXIMO][known] <= one[MAXIMO][known] + slack).all()


def _walk(marco):
    for group in marco["grupos"]:
        yield group
        for criterion in group["criterios"]:
            yield criterion
            yield from criterion.get("preguntas", ())


@la_mitad
@given(st.data())
def test_the_scale_of_weights_is_irrelevant(data):
    """Every weight of one level times seven gives the same numbers."""
    marco = data.draw(estrategias.marcos())
    record = data.draw(estrategias.registros(marco))
    times = copy.deepcopy(marco)
    for thing in _walk(times):
        thing["peso"] = thing.get("peso", 1) * 7
    assert same(score(marco, record).nodos, score(times, record).nodos)


@la_mitad
@given(st.data())
def test_a_question_that_never_applies_is_neutral(data):
    """Adding a question, and a criterion, that no record finds applicable changes aplicabilidad and the strict minimum, nothing else."""
    marco = data.draw(
        estrategias.marcos().filter(lambda m: any(e["valor"] == "no aplica" for e in m.get("escala", estrategias.ESCALA_COMUN)))
    )
    record = data.draw(estrategias.registros(marco))
    more, other = copy.deepcopy(marco), copy.deepcopy(record)
    answers = other["respuestas"][marco["marco"]]
    group = more["grupos"][0]
    first = group["criterios"][0]
    first["preguntas"].append({"id": "nueva", "texto": "¿Nueva?", "peso": data.draw(st.sampled_from([0.5, 1, 3]))})
    answers[f"{first['id']}.nueva"] = {"respuesta": "no aplica", "motivo": "Ejemplo"}
    group["criterios"].append({"id": "nuevo", "nombre": "Nuevo", "preguntas": [{"id": "p", "texto": "¿?"}]})
    answers["nuevo.p"] = {"respuesta": "no aplica", "motivo": "Ejemplo"}
    one, two = score(marco, record), score(more, other)
    at = len(group["criterios"]) - 1
    kept = [node for node in range(two.nodos.shape[1]) if node != at]
    for measure in (PUNTAJE, MINIMO, MAXIMO, COBERTURA):
        assert same(one.nodos[measure, :, 0], two.nodos[measure, kept, 0])
    assert (two.nodos[APLICABILIDAD, kept, 0] <= one.nodos[APLICABILIDAD, :, 0] + NEAR).all()
    assert np.isnan(two.nodos[MINIMO, at, 0])


@la_mitad
@given(st.data())
def test_the_order_of_records_is_irrelevant(data):
    """Records in any order give the same fichas, bit by bit, and the same places."""
    marco = data.draw(estrategias.marcos())
    records = [data.draw(estrategias.registros(marco, ident=f"r{i}")) for i in range(data.draw(st.integers(2, 5)))]
    shuffled = data.draw(st.permutations(records))
    one, other = score(marco, *records), score(marco, *shuffled)
    assert [ficha.practica for ficha in one.fichas()] == [ficha.practica for ficha in other.fichas()]
    assert one.nodos.tobytes() == other.nodos.tobytes()
    assert [ficha.lugar for ficha in one.fichas()] == [ficha.lugar for ficha in other.fichas()]


@la_mitad
@given(st.data())
def test_the_order_of_evaluators_is_irrelevant(data):
    """Two evaluators of one record give their two fichas, whoever comes first."""
    marco = data.draw(estrategias.marcos())
    both = [{**data.draw(estrategias.registros(marco, ident="r")), "evaluacion": {"evaluador": name}} for name in ("Ana", "Luis")]
    one, other = score(marco, *both), score(marco, *reversed(both))
    assert [ficha.evaluador for ficha in one.fichas()] == [ficha.evaluador for ficha in other.fichas()] == ["Ana", "Luis"]
    assert one.nodos.tobytes() == other.nodos.tobytes()


@la_mitad
@given(st.data())
def test_the_order_of_the_marco_is_irrelevant(data):
    """Groups, criteria and questions in any order give every node the same numbers, level and gates."""
    marco = data.draw(estrategias.marcos())
    record = data.draw(estrategias.registros(marco))
    moved = copy.deepcopy(marco)
    moved["grupos"] = data.draw(st.permutations(moved["grupos"]))
    for group in moved["grupos"]:
        group["criterios"] = data.draw(st.permutations(group["criterios"]))
        for criterion in group["criterios"]:
            criterion["preguntas"] = data.draw(st.permutations(criterion["preguntas"]))
    one, other = score(marco, record).ficha(0), score(moved, record).ficha(0)
    for name in ("puntaje", "minimo", "maximo", "cobertura", "aplicabilidad"):
        pairs = [(getattr(one.total, name), getattr(other.total, name))]
        theirs = {item.criterio.id: getattr(item.puntaje, name) for item in other.criterios}
        pairs += [(getattr(item.puntaje, name), theirs[item.criterio.id]) for item in one.criterios]
        assert all(a == b if a is None or b is None else abs(a - b) < NEAR for a, b in pairs)
    assert one.nivel == other.nivel
    assert set(one.compuertas) == set(other.compuertas)


@given(marcos_y_codigos())
def test_table_and_direct_rule_give_the_same_bits(given_):
    """The kernel by tables and by the exact rule agree bit by bit."""
    plan, codes = given_
    by_table = score_codes(plan, codes)
    kept = kernel.MAX_COMBINATIONS
    try:
        kernel.MAX_COMBINATIONS = 0
        directly = score_codes(plan, codes)
    finally:
        kernel.MAX_COMBINATIONS = kept
    assert by_table.tobytes() == directly.tobytes()


@la_mitad
@given(marcos_y_codigos())
def test_one_record_alone_has_the_bits_it_has_among_many(given_):
    """A record scored alone and among others is the same, bit by bit."""
    plan, codes = given_
    together = score_codes(plan, codes)
    for record in range(codes.shape[1]):
        assert score_codes(plan, codes[:, record : record + 1])[:, :, 0].tobytes() == together[:, :, record].tobytes()


@given(marcos_y_codigos())
def test_the_boundaries_of_chunks_change_nothing(given_):
    """Chunks of three records give the bits of one chunk, also in an array to be filled and with three measures."""
    plan, codes = given_
    whole = score_codes(plan, codes)
    kept = kernel.CHUNK
    try:
        kernel.CHUNK = 3
        assert score_codes(plan, codes).tobytes() == whole.tobytes()
        out = np.full((3, plan.n_nodos, codes.shape[1]), 7.0)
        assert score_codes(plan, codes, measures=3, out=out) is out
        assert out.tobytes() == np.ascontiguousarray(whole[:3]).tobytes()
    finally:
        kernel.CHUNK = kept


def complete(marco, record, rng):
    """Return the record with every missing answer given at random, `no aplica` included, and the evidence that was missing."""
    full = copy.deepcopy(record)
    answers = full["respuestas"][marco["marco"]]
    scale = [item["valor"] for item in marco.get("escala", estrategias.ESCALA_COMUN) if item["valor"] != "no aplica"]
    for group in marco["grupos"]:
        for criterion in group["criterios"]:
            for question in criterion["preguntas"]:
                path = f"{criterion['id']}.{question['id']}"
                given_ = answers.get(path)
                written = given_ if isinstance(given_, dict) else {"respuesta": given_}
                if written.get("respuesta") is None:
                    options = scale + (["no aplica"] if admits_no_aplica(marco, question) else [])
                    written = {**written, "respuesta": rng.choice(options), "motivo": "Ejemplo"}
                elif semantica.palabra(written["respuesta"]) in semantica.NO_APLICA:
                    pass
                elif question.get("evidencia") == "obligatoria" and not written.get("evidencia") and rng.random() < 0.5:
                    written = {**written, "respuesta": rng.choice([written["respuesta"], min_word(marco, question)])}
                answers[path] = {"evidencia": "Ejemplo", **written}
    return full


def admits_no_aplica(marco, question):
    """Whether a question may be answered `no aplica`."""
    scale = [item["valor"] for item in marco.get("escala", estrategias.ESCALA_COMUN)]
    return "no aplica" in scale and question.get("admite_no_aplica", True) not in ("no", False)


def min_word(marco, question):
    """Return the answer of the scale that earns least in a question: what an unproven claim turns out to be at worst."""
    points = {item["valor"]: item["puntos"] for item in marco.get("escala", estrategias.ESCALA_COMUN) if "puntos" in item}
    return (max if question.get("sentido") == "inverso" else min)(points, key=points.get)


@la_mitad
@given(st.data())
def test_completing_the_answers_never_changes_what_was_claimed(data):
    """Whatever the missing answers turn out to be: level between the two claimed, total in the interval, rank within its range."""
    marco = data.draw(estrategias.marcos().filter(lambda m: m.get("niveles")))
    marco = {**marco, "aplicabilidad_minima": 0, "cobertura_minima": 0, "clasificacion": "sí"}
    marco.pop("requisitos", None)
    records = [data.draw(estrategias.registros(marco, ident=f"r{i}")) for i in range(data.draw(st.integers(1, 4)))]
    for record in records:
        record.pop("requisitos", None)
    rng = random.Random(data.draw(st.integers(0, 2**32)))  # noqa: S311 - which answers a test gives
    before = score(marco, *records)
    after = score(marco, *(complete(marco, record, rng) for record in records))
    names = [nivel["nombre"] for nivel in marco["niveles"]]
    for claimed, true in zip(before.fichas(), after.fichas(), strict=True):
        if claimed.total.minimo is None or true.total.minimo is None:
            return
    for claimed, true in zip(before.fichas(), after.fichas(), strict=True):
        assert true.nivel.seguro is not None
        position = names.index(true.nivel.seguro)
        assert names.index(claimed.nivel.al_menos) <= position <= names.index(claimed.nivel.hasta)
        low, value, high = (comparable(before.plan, end) for end in (claimed.total.minimo, true.total.minimo, claimed.total.maximo))
        assert low <= value <= high
        assert claimed.lugar[0] <= true.lugar[0]
        assert true.lugar[1] <= claimed.lugar[1]
