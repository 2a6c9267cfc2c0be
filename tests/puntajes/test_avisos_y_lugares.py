"""What scoring reports (rules 2 to 5, 12), the state of each question, and the places of several records (rule 18)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluacion.read.documento import parse_documento
from evaluacion.read.marco import resolve_marco
from evaluacion.read.practica import RegistrosArchivo, load_practica
from evaluacion.score.evaluate import evaluate

MARCO = {
    "marco": "m",
    "version": "1.0.0",
    "titulo": "De prueba",
    "aplicabilidad_minima": 0,
    "grupos": [
        {
            "id": "g",
            "nombre": "G",
            "criterios": [
                {
                    "id": "a",
                    "nombre": "A",
                    "preguntas": [
                        {"id": "p1", "texto": "Uno", "evidencia": "opcional"},
                        {"id": "p2", "texto": "Dos", "depende_de": "p1", "evidencia": "opcional"},
                        {"id": "p3", "texto": "Tres", "admite_no_aplica": "no", "evidencia": "recomendada"},
                        {"id": "p4", "texto": "Cuatro", "evidencia": "obligatoria"},
                    ],
                }
            ],
        }
    ],
}


def score(*records, marco=MARCO):
    """Score records whose answers are written as data."""
    leido = resolve_marco(parse_documento(json.dumps(marco), "marco.json"), Path("marco.json"))
    found = [load_practica(parse_documento(json.dumps(record), f"{i}.json")) for i, record in enumerate(records)]
    return evaluate(leido.marco, RegistrosArchivo(found, {}))


def answers(ident="r", **written):
    """Return a record with answers to the questions of criterion `a`."""
    return {"practica": ident, "respuestas": {"m": {f"a.{name}": value for name, value in written.items()}}}


NO_APLICA = {"respuesta": "no aplica", "motivo": "Ejemplo"}


@pytest.mark.parametrize(
    ("written", "reported"),
    [
        ({"p1": "no", "p2": "sí"}, True),
        ({"p1": "no", "p2": NO_APLICA}, True),
        ({"p1": "no", "p2": "no"}, False),
        ({"p1": "no"}, False),
        ({"p1": NO_APLICA, "p2": "sí"}, True),
        ({"p1": NO_APLICA, "p2": NO_APLICA}, False),
        ({"p2": "sí"}, True),
        ({"p2": "no"}, True),
        ({"p1": "sí", "p2": "sí"}, False),
        ({"p1": "parcial", "p2": NO_APLICA}, False),
    ],
)
def test_what_a_dependence_overrules_is_reported(written, reported):
    """A written answer that does not count because of the question it depends on is a warning; one that agrees is not."""
    found = [problem for problem in score(answers(**written)).problemas if problem.codigo == "respuesta_dependiente"]
    assert bool(found) == reported
    assert all(problem.severidad == "aviso" and "a.p1" in problem.mensaje and problem.origen.archivo == "0.json" for problem in found)


def test_what_is_written_is_kept_and_shown_even_when_it_does_not_count():
    """The ficha shows the written answer and its state apart: waiting, dragged, without evidence."""
    waiting, dragged = score(answers("r1", p2="sí", p4="sí")).ficha(0), score(answers("r2", p1="no", p2="sí")).ficha(0)
    by_id = {item.pregunta.id: item for item in waiting.preguntas}
    assert [(by_id[name].estado, by_id[name].valor, by_id[name].puntos) for name in ("p1", "p2", "p3", "p4")] == [
        ("sin_responder", None, None),
        ("sin_responder", "sí", None),
        ("sin_responder", None, None),
        ("sin_evidencia", "sí", None),
    ]
    second = dragged.preguntas[1]
    assert (second.estado, second.valor, second.puntos) == ("respondida", "sí", 0.0)


@pytest.mark.parametrize(
    ("written", "code", "severity", "says"),
    [
        ({"p1": "talvez"}, "respuesta_desconocida", "error", "talvez"),
        ({"p1": "parsial"}, "respuesta_desconocida", "error", "¿Quiso escribir «parcial»?"),
        ({"p1": "1"}, "respuesta_desconocida", "error", "Se admite: sí, parcial, no, no aplica"),
        ({"p3": "talvez"}, "respuesta_desconocida", "error", "talvez"),
        ({"p4": "talvez"}, "respuesta_desconocida", "error", "talvez"),
        ({"p3": NO_APLICA}, "no_aplica_no_admitido", "error", "a.p3"),
        ({"p1": "no aplica"}, "no_aplica_sin_motivo", "aviso", "a.p1"),
        ({"p3": "sí"}, "sin_evidencia_recomendada", "aviso", "a.p3"),
        ({"p9": "sí"}, "pregunta_desconocida", "error", "a.p9"),
    ],
)
def test_answers_that_are_wrong_or_weak_are_reported(written, code, severity, says):
    """Each kind of slip in an answer has its code, its severity, the value quoted and the way out."""
    (found,) = score(answers(**written)).problemas
    assert (found.codigo, found.severidad) == (code, severity)
    assert says in str(found)
    assert found.origen.linea == 1


def test_a_question_that_is_not_there_is_looked_for_in_its_own_criterion():
    """What another criterion calls so is not offered; where the criterion itself is not there, any is."""
    other = {"id": "b", "nombre": "B", "preguntas": [{"id": "costo", "texto": "?"}]}
    marco = {**MARCO, "grupos": [*MARCO["grupos"], {"id": "h", "nombre": "H", "criterios": [other]}]}
    inside, apart = (
        score({"practica": "r", "respuestas": {"m": {name: "sí"}}}, marco=marco).problemas[0].remedio for name in ("a.costo", "c.costo")
    )
    assert "b.costo" not in inside
    assert "a.p1" in inside
    assert "¿Quiso escribir «b.costo»?" in apart


def test_a_word_that_is_no_answer_hides_no_other_finding_of_its_criterion():
    """Of two questions that depend on a third, one has no answer of the scale and the other one contradicts."""
    base, *rest = MARCO["grupos"][0]["criterios"][0]["preguntas"]
    criterion = {
        "id": "a",
        "nombre": "A",
        "preguntas": [base, *rest, {"id": "p5", "texto": "Cinco", "depende_de": "p1", "evidencia": "opcional"}],
    }
    marco = {**MARCO, "grupos": [{"id": "g", "nombre": "G", "criterios": [criterion]}]}
    found = score(answers(p1="no", p2="talvez", p5="sí"), marco=marco).problemas
    assert [problem.codigo for problem in found] == ["respuesta_desconocida", "respuesta_dependiente"]


def test_a_recommended_evidence_that_is_there_is_not_reported():
    """Neither is a `no`, which claims nothing."""
    assert not score(answers(p3={"respuesta": "sí", "evidencia": "Ejemplo"})).problemas
    assert not score(answers(p3="no")).problemas


def test_of_a_question_that_speaks_against_only_a_no_claims_anything():
    """A `sí` there is worth nothing, and needs no evidence."""
    question = {"id": "p1", "texto": "Uno", "sentido": "inverso", "evidencia": "recomendada"}
    marco = {**SIMPLE, "grupos": [{"id": "g", "nombre": "G", "criterios": [{"id": "a", "nombre": "A", "preguntas": [question]}]}]}
    assert not score(answers(p1="sí"), marco=marco).problemas
    assert [problem.codigo for problem in score(answers(p1="no"), marco=marco).problemas] == ["sin_evidencia_recomendada"]


def test_an_exempt_criterion_is_listed():
    """A criterion that does not apply is exempt from its gate, and the ficha says so."""
    marco = {
        **MARCO,
        "niveles": [{"desde": 0, "nombre": "bajo"}, {"desde": 50, "nombre": "alto"}],
        "compuertas": [{"nivel": "alto", "criterios": "todos", "minimo": 40}],
        "grupos": [
            *MARCO["grupos"],
            {"id": "h", "nombre": "H", "criterios": [{"id": "b", "nombre": "B", "preguntas": [{"id": "q", "texto": "Q"}]}]},
        ],
    }
    record = answers(p1="sí", p2="sí", p3="sí", p4="no")
    record["respuestas"]["m"]["b.q"] = NO_APLICA
    ficha = score(record, marco=marco).ficha(0)
    assert [(gate.nivel, gate.criterio, gate.estado) for gate in ficha.compuertas] == [("alto", "b", "exenta")]
    assert ficha.nivel.seguro == "alto"


SIMPLE = {
    "marco": "m",
    "version": "1.0.0",
    "titulo": "De prueba",
    "grupos": [
        {
            "id": "g",
            "nombre": "G",
            "criterios": [{"id": "a", "nombre": "A", "preguntas": [{"id": f"p{k}", "texto": "?"} for k in range(1, 5)]}],
        }
    ],
}


def places(marco, **records):
    """Return the range of rank of each record, given its four answers."""
    words = {"s": "sí", "m": "parcial", "n": "no", "x": NO_APLICA}
    written = [answers(name, **{f"p{k}": words[c] for k, c in enumerate(text, start=1) if c != "-"}) for name, text in records.items()]
    resultado = score(*written, marco=marco)
    return {ficha.practica: ficha.lugar for ficha in resultado.fichas()}


def test_when_all_is_answered_ranks_are_those_of_a_competition():
    """1, 2, 2, 4: equal totals share the best place, and so they share the worst."""
    assert places(SIMPLE, a="ssss", b="sssn", c="ssns", d="snnn") == {"a": (1, 1), "b": (2, 2), "c": (2, 2), "d": (4, 4)}


def test_what_is_missing_opens_the_rank():
    """Record b is between 50 and 100, c at 75, d at 25: b may be first or second, never below d."""
    assert places(SIMPLE, b="ss--", c="sssn", d="snnn") == {"b": (1, 2), "c": (1, 2), "d": (3, 3)}


def test_intervals_that_touch_are_not_apart():
    """An upper end equal to another's lower end does not settle who is above."""
    assert places(SIMPLE, a="ss--", b="ssnn", c="nnnn") == {"a": (1, 1), "b": (1, 2), "c": (3, 3)}


def test_order_is_by_the_guaranteed_end_and_never_by_the_central_score():
    """A record with one good answer and nothing else does not stand above one that is all proven."""
    found = places(SIMPLE, poco="s---", mucho="sssn")
    assert found["mucho"][0] == 1
    assert found["poco"] == (1, 2)


def test_those_under_the_minima_are_shown_and_not_ranked():
    """Too little coverage, too little applicability, a requisito unmet or unknown: no place, and the others are ranked without them."""
    assert places({**SIMPLE, "cobertura_minima": 0.75}, a="s---", b="sss-", c="nnnn") == {"a": None, "b": (1, 1), "c": (2, 2)}
    assert places({**SIMPLE, "aplicabilidad_minima": 0.75}, a="ssxx", b="sssx", c="nnnn") == {"a": None, "b": (1, 1), "c": (2, 2)}
    assert places({**SIMPLE, "clasificacion": "no"}, a="ssss", b="nnnn") == {"a": None, "b": None}
    assert places({**SIMPLE, "requisitos": [{"id": "r", "texto": "R"}]}, a="ssss") == {"a": None}


def test_places_are_by_the_total_and_not_by_a_group():
    """Of two groups, one that is not answered at all does not take the place away while the total has enough."""
    other = {"id": "h", "nombre": "H", "criterios": [{"id": "b", "nombre": "B", "preguntas": [{"id": "q", "texto": "?"}]}]}
    marco = {**SIMPLE, "cobertura_minima": 0.5, "grupos": [*SIMPLE["grupos"], other]}
    records = [answers(name, **dict.fromkeys(("p1", "p2", "p3", "p4"), word)) for name, word in (("r", "sí"), ("s", "no"), ("t", "sí"))]
    for record in records[1:]:
        record["respuestas"]["m"]["b.q"] = "sí"
    found = list(score(*records, marco=marco).fichas())
    assert {ficha.practica: ficha.lugar for ficha in found} == {"r": (1, 2), "s": (2, 3), "t": (1, 1)}
    assert [ficha.provisional for ficha in found] == [False] * 3


def test_many_equal_findings_are_told_once_each_up_to_twenty_and_then_counted():
    """Twenty places in the order of the records, and one line that counts the rest."""
    records = [{"gobierno": f"g{i:02}", "respuestas": {"m": {"a.p1": "quizá"}}} for i in range(25)]
    found = score(*records).problemas
    for code in ("respuesta_desconocida", "otra_clase_de_registro"):
        told = [problem for problem in found if problem.codigo == code]
        assert [problem.origen.archivo for problem in told] == [f"{i}.json" for i in range(21)]
        assert "y 5 registros más con lo mismo" in told[-1].mensaje
    assert any("con lo mismo en «a.p1», desde aquí." in problem.mensaje for problem in found)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ({"p1": "quizá"}, "respuesta_desconocida"),
        ({"p3": NO_APLICA}, "no_aplica_no_admitido"),
        ({"p1": "no aplica"}, "no_aplica_sin_motivo"),
    ],
)
def test_the_line_that_counts_the_rest_names_the_question(written, code):
    """Whatever is wrong with it."""
    told = [problem.mensaje for problem in score(*(answers(f"r{i:02}", **written) for i in range(23))).problemas if problem.codigo == code]
    assert (len(told), told[-1]) == (21, f"… y 3 registros más con lo mismo en «a.{next(iter(written))}», desde aquí.")
    told = [problem.mensaje for problem in score(*(answers(f"r{i:02}", **written) for i in range(20))).problemas if problem.codigo == code]
    assert (len(told), "registros más" in told[-1]) == (20, False)


@pytest.mark.parametrize(
    ("names", "shown"), [(("p1", "p2", "p3"), "(a.p1, a.p2, a.p3)"), (("p1", "p2", "p3", "p4"), "(a.p1, a.p2, a.p3, …)")]
)
def test_of_the_answers_without_evidence_three_are_named(names, shown):
    """And the rest are there."""
    (told,) = score(answers(**dict.fromkeys(names, "sí")), marco=SIMPLE).problemas
    assert f"{len(names)} respuestas cuentan" in told.mensaje
    assert shown in told.mensaje


def test_where_nothing_applies_there_is_no_minimum_of_any_kind():
    """Neither the guaranteed one nor the strict one."""
    ficha = score(answers(**dict.fromkeys(("p1", "p2", "p3", "p4"), NO_APLICA)), marco=SIMPLE).ficha(0)
    assert (ficha.total.minimo, ficha.total.maximo, ficha.minimo_estricto) == (None, None, None)


def test_the_line_that_counts_the_rest_names_the_question_that_has_the_answer():
    """And not the one that it depends on."""
    found = score(*(answers(f"r{i:02}", p1="no", p2="sí") for i in range(23))).problemas
    told = [problem for problem in found if problem.codigo == "respuesta_dependiente"]
    assert (len(told), told[-1].mensaje) == (21, "… y 3 registros más con lo mismo en «a.p2», desde aquí.")


def test_a_minimum_is_looked_at_with_all_its_decimals():
    """Three of four answers are under 75.01 % and over 74.99 %; two of three, under 66.8 %."""
    assert places({**SIMPLE, "cobertura_minima": 0.7501}, b="sss-") == {"b": None}
    assert places({**SIMPLE, "cobertura_minima": 0.7499}, b="sss-") == {"b": (1, 1)}
    assert places({**SIMPLE, "cobertura_minima": 0.668}, b="ss-x") == {"b": None}


def test_records_without_evaluator_are_ordered_by_id():
    """However their files are called, and each scorecard is asked for by its place in that order."""
    resultado = score(answers("b", p1="sí"), answers("a", p1="no"), answers("c", p1="parcial"))
    assert [resultado.ficha(place).practica for place in range(3)] == ["a", "b", "c"]
    assert [ficha.practica for ficha in resultado.fichas([2, 0])] == ["c", "a"]


def test_some_rows_are_scored_as_those_rows():
    """In the order of their ids, or as they were asked for."""
    whole = score(answers("a", p1="sí", p3="no"), answers("b", p1="no", p3="no"), answers("c", p1="parcial", p3="no"))
    for rows, in_order, names in (([2, 0], True, "ac"), ([2, 0], False, "ca"), ([1], True, "b"), ([], True, "")):
        some = evaluate(whole.marco, whole.registros, filas=rows, en_orden=in_order)
        assert "".join(ficha.practica for ficha in some.fichas()) == names
        assert some.nodos.tobytes() == whole.nodos[:, :, ["abc".index(name) for name in names]].tobytes()


def test_records_are_ordered_by_id_and_then_by_evaluator():
    """Whatever the order of the files, scorecards come by id and evaluator."""
    records = [
        {"practica": name, "evaluacion": {"evaluador": judge}, "respuestas": {"m": {"a.p1": "sí"}}}
        for name, judge in (("b", "y"), ("b", "x"), ("a", "z"))
    ]
    resultado = score(*records)
    assert [(ficha.practica, ficha.evaluador) for ficha in resultado.fichas()] == [("a", "z"), ("b", "x"), ("b", "y")]
