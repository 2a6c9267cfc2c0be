"""Rule 20: many evaluations of a record as one, by the kernel that scores everything else."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluacion.model.marco import Indicador
from evaluacion.score.brechas import Calificado, find_brechas
from evaluacion.score.consolidar import consolidate
from evaluacion.score.evaluate import evaluate
from evaluacion.score.kernel import MAXIMO, MINIMO, PUNTAJE

from .votos import MARCO, PREGUNTAS, RESPUESTAS, acordada, marco_de, naive_alpha, registro, registros

PRUEBA = marco_de()


def answer(word, proof):
    """An answer as it is written, with evidence or without."""
    if word is None:
        return None
    return {"respuesta": word, "motivo": "no corresponde", **({"evidencia": "consta"} if proof else {})}


ANSWERS = st.fixed_dictionaries({path: st.builds(answer, st.sampled_from(RESPUESTAS), st.booleans()) for path in PREGUNTAS})
PANELES = st.dictionaries(st.sampled_from(["x", "y", "z"]), st.dictionaries(st.sampled_from("abcde"), ANSWERS, min_size=1), min_size=1)
MARCOS = st.sampled_from([PRUEBA, marco_de(consolidacion="mediana")])


def leidos(panel):
    """The records of a panel, evaluator by evaluator."""
    return [registro(name, judge, answers) for name, judges in panel.items() for judge, answers in judges.items()]


def points(marco, *votes, **more):
    """State, points and ends of the question `b.tres`, that is inverse, with some votes."""
    written = [registro("x", f"e{i}", {"b.tres": vote}, **more) for i, vote in enumerate(votes)]
    item = consolidate(marco, registros(*written)).resultado.ficha(0).preguntas[2]
    return item.estado, item.puntos, item.bajo, item.alto


@given(PANELES, MARCOS, st.randoms(use_true_random=False))
def test_the_order_of_evaluators_and_files_changes_no_bit(panel, marco, random):
    """Every number of every node, bit for bit."""
    shuffled = leidos(panel)
    random.shuffle(shuffled)
    one, other = consolidate(marco, registros(*leidos(panel))), consolidate(marco, registros(*shuffled))
    assert one.resultado.nodos.tobytes() == other.resultado.nodos.tobytes()
    assert one.votos.evaluadores == other.votos.evaluadores


@given(PANELES, MARCOS, st.permutations("abcde"))
def test_who_is_called_what_changes_no_bit(panel, marco, names):
    """The votes of one evaluator in the name of another: the same consolidated scores."""
    other = {name: {names["abcde".index(judge)]: said for judge, said in judges.items()} for name, judges in panel.items()}
    one, two = (consolidate(marco, registros(*leidos(item))).resultado for item in (panel, other))
    assert one.nodos.tobytes() == two.nodos.tobytes()


@given(st.dictionaries(st.sampled_from(["x", "y"]), ANSWERS, min_size=1), MARCOS)
def test_one_evaluator_is_the_plain_score(answers, marco):
    """Scores, levels, gates, places and states: all that a single evaluation has."""
    found = registros(*(registro(name, "sola", said) for name, said in answers.items()))
    together, plain = consolidate(marco, found).resultado, evaluate(marco, found)
    assert together.nodos.tobytes() == plain.nodos.tobytes()
    assert together.codigos.tobytes() == plain.codigos.tobytes()
    for one, other in zip(together.fichas(), plain.fichas(), strict=True):
        assert (one.nivel, one.compuertas, one.lugar, one.evaluador) == (other.nivel, other.compuertas, other.lugar, "sola")
        assert [(a.estado, a.puntos, a.valor) for a in one.preguntas] == [(b.estado, b.puntos, b.valor) for b in other.preguntas]


@given(ANSWERS, MARCOS, st.integers(2, 7))
def test_identical_votes_are_the_plain_score(answers, marco, judges):
    """Bit for bit, however many evaluators there are."""
    together = consolidate(marco, registros(*(registro("x", f"e{i}", answers) for i in range(judges)))).resultado
    assert together.nodos.tobytes() == evaluate(marco, registros(registro("x", "e", answers))).nodos.tobytes()


@given(PANELES, MARCOS, st.sampled_from(PREGUNTAS))
def test_an_excused_vote_is_an_absent_one(panel, marco, path):
    """With its evidence: in the consolidated score and in the evaluator's own total."""
    excused, absent = [], []
    for name, judges in panel.items():
        for judge, said in judges.items():
            changed = {**said, path: {**(said[path] or {}), "excusa": "es su programa"}} if judge == "a" else said
            excused.append(registro(name, judge, changed))
            absent.append(registro(name, judge, {**said, path: None} if judge == "a" else said))
    one, other = consolidate(marco, registros(*excused)), consolidate(marco, registros(*absent))
    assert one.resultado.nodos.tobytes() == other.resultado.nodos.tobytes()
    assert one.votos.crudo.nodos.tobytes() == other.votos.crudo.nodos.tobytes()


@settings(max_examples=60)
@given(PANELES, MARCOS, st.data())
def test_the_interval_holds_every_completion(panel, marco, data):
    """Whatever is agreed on the questions that have no result yet, the total stays inside its interval."""
    found = registros(*leidos(panel))
    before = consolidate(marco, found).resultado
    agreed = []
    for i, ficha in enumerate(before.fichas()):
        open_ = [item.ruta for item in ficha.preguntas if item.estado == "sin_responder" and item.pregunta.evidencia != "obligatoria"]
        agreed += [acordada(ficha.practica, path, data.draw(st.sampled_from(RESPUESTAS[1:]))) for path in open_ if i < 3]
    after = consolidate(marco, found, agreed).resultado
    low, high, total = before.nodos[MINIMO, -1], before.nodos[MAXIMO, -1], after.nodos
    known = ~np.isnan(total[MINIMO, -1]) & ~np.isnan(low)
    assert (total[MINIMO, -1][known] >= low[known] - 1e-9).all()
    assert (total[MAXIMO, -1][known] <= high[known] + 1e-9).all()


def test_points_are_the_mean_of_the_votes_or_their_median():
    """Four votes, the question turned round; no aplica and silence are no votes of points."""
    assert points(PRUEBA, "sí", "no", "no", "parcial")[1] == pytest.approx(0.625)
    assert points(marco_de(consolidacion="mediana"), "sí", "no", "no", "parcial")[1] == 0.75
    assert points(marco_de(consolidacion="mediana"), "sí", "sí", "no")[1] == 0.0
    assert points(PRUEBA, "sí", "no", None, "no aplica")[1] == 0.5
    assert points(marco_de(consolidacion="Mediana"), "no", "no", "sí")[1] == 1.0


def test_no_aplica_goes_by_majority_and_a_tie_waits():
    """More no aplica than answers: it does not apply; as many: unanswered, and it may be anything."""
    assert points(PRUEBA, "no aplica", "no aplica", "sí") == ("no_aplica", None, 0.0, 0.0)
    assert points(PRUEBA, "no aplica", "sí") == ("sin_responder", None, 0.0, 1.0)
    assert points(PRUEBA, "no aplica", "sí", "sí") == ("respondida", 0.0, 0.0, 0.0)


def test_the_evidence_of_one_serves_all_and_that_of_nobody_none():
    """An obligatory evidence: given once it proves the mean; else what is claimed is only the upper end."""
    some = [registro("x", "a", {"a.uno": "sí"}), registro("x", "b", {"a.uno": {"respuesta": "no", "evidencia": "acta"}})]
    none = [registro("x", "a", {"a.uno": "sí"}), registro("x", "b", {"a.uno": "no"})]
    zero = [registro("x", "a", {"a.uno": "no"}), registro("x", "b", {"a.uno": "no"})]
    found = [consolidate(PRUEBA, registros(*item)).resultado.ficha(0).preguntas[0] for item in (some, none, zero)]
    assert [(item.estado, item.bajo, item.alto) for item in found] == [
        ("respondida", 0.5, 0.5),
        ("sin_evidencia", 0.0, 0.5),
        ("respondida", 0.0, 0.0),
    ]
    assert str(found[0].escrita.evidencia) == "acta"


def test_an_agreed_answer_replaces_the_votes_and_both_stay():
    """The tie is over; who voted what, and why it was agreed, is in the scorecard."""
    written = registros(registro("x", "a", {"b.tres": "no aplica"}), registro("x", "b", {"b.tres": "sí"}))
    done = consolidate(PRUEBA, written, [acordada("x", "b.tres", "parcial"), acordada("x", "b.tres", "sí", marco="otro")])
    item = done.resultado.ficha(0).preguntas[2]
    assert (item.estado, item.valor, item.puntos, item.acordada.acuerdo.motivo) == ("respondida", "parcial", 0.5, "se discutió")
    assert [(voto.evaluador, voto.valor, voto.puntos) for voto in item.votos] == [("a", "no aplica", None), ("b", "sí", 0.0)]
    assert done.sin_desacuerdo == ()


def test_an_agreed_answer_proves_nothing_by_itself():
    """An obligatory evidence is as obligatory for what was agreed; for no aplica there is nothing to prove."""
    written = registros(registro("x", "a", {"a.uno": "no"}), registro("x", "b", {"a.uno": "parcial"}))
    claimed = consolidate(PRUEBA, written, [acordada("x", "a.uno", "sí")]).resultado.ficha(0).preguntas[0]
    assert (claimed.estado, claimed.bajo, claimed.alto) == ("sin_evidencia", 0.0, 1.0)
    out = consolidate(PRUEBA, written, [acordada("x", "a.uno", "no aplica")]).resultado.ficha(0).preguntas[0]
    assert out.estado == "no_aplica"


def test_agreeing_what_all_said_already_is_noticed():
    """For answers and for no aplica."""
    written = registros(registro("x", "a", {"b.tres": "sí", "b.cuatro": "no aplica"}), registro("x", "b", {"b.tres": "sí"}))
    agreed = [acordada("x", "b.tres", "Sí"), acordada("x", "b.cuatro", "n/a"), acordada("x", "a.uno", "no")]
    done = consolidate(PRUEBA, written, agreed)
    assert [item.acuerdo.pregunta for item in done.sin_desacuerdo] == ["b.tres", "b.cuatro"]


@pytest.mark.parametrize(
    ("agreed", "wanted"),
    [
        (acordada("y", "b.tres", "sí"), {"registro_desconocido": "en_practica"}),
        (acordada("x", "b.tre", "sí"), {"pregunta_desconocida": "origen"}),
        (acordada("x", "b.tres", "quizá"), {"respuesta_desconocida": "en_respuesta"}),
        (acordada("x", "b.quinta", "quizá"), {"pregunta_desconocida": "origen", "respuesta_desconocida": "en_respuesta"}),
        (acordada("x", "b.cinco", "no aplica"), {"no_aplica_no_admitido": "en_respuesta"}),
    ],
)
def test_an_agreement_about_what_is_not_there_is_an_error_at_its_line(agreed, wanted):
    """A record, a question or an answer that nobody knows, each at its own key."""
    groups = [{**MARCO["grupos"][0], "criterios": [*MARCO["grupos"][0]["criterios"]]}]
    last = groups[0]["criterios"][1]
    closed = {"id": "cinco", "texto": "¿Cinco?", "admite_no_aplica": False}
    groups[0]["criterios"][1] = {**last, "preguntas": [*last["preguntas"], closed]}
    found = consolidate(marco_de(grupos=groups), registros(registro("x", "a", {"b.tres": "sí"})), [agreed]).resultado.problemas
    errors = [problem for problem in found if problem.severidad == "error"]
    assert {problem.codigo: problem.origen for problem in errors} == {code: getattr(agreed, key) for code, key in wanted.items()}


def test_each_evaluator_keeps_an_own_total_beside():
    """As their records apart are scored, in order of name."""
    written = registros(registro("x", "b", {"b.tres": "no"}), registro("x", "a", {"b.tres": "sí"}), registro("y", "a", {"b.tres": "sí"}))
    found = consolidate(PRUEBA, written)
    assert [(item.evaluador, item.puntaje.puntaje) for item in found.resultado.ficha(0).evaluadores] == [("a", 0.0), ("b", 100.0)]
    assert found.resultado.nodos[PUNTAJE, -1].tolist() == [50.0, 0.0]
    assert found.votos.quien.tolist() == [[0, 1], [0, -1]]


def test_recommended_evidence_is_missed_only_where_nobody_gives_it():
    """One warning a record, for what counts and nobody supports."""
    proven = {"respuesta": "sí", "evidencia": "acta"}
    one = consolidate(PRUEBA, registros(registro("x", "a", {"b.cuatro": "sí"}), registro("x", "b", {"b.cuatro": proven})))
    other = consolidate(PRUEBA, registros(registro("x", "a", {"b.cuatro": "sí"}), registro("x", "b", {"b.cuatro": "no"})))
    assert [problem.codigo for problem in one.resultado.problemas] == []
    assert [problem.codigo for problem in other.resultado.problemas] == ["sin_evidencia_recomendada"]


def test_what_is_written_is_joined_with_who_says_it():
    """Different evidence and reasons keep their authors; equal ones are told once."""
    written = registros(
        registro("x", "a", {"b.cuatro": {"respuesta": "sí", "evidencia": "acta", "nota": "igual"}}),
        registro("x", "b", {"b.cuatro": {"respuesta": "sí", "evidencia": "oficio", "nota": "igual"}}),
        registro("x", "c", {"b.cuatro": {"respuesta": "sí", "excusa": "es suyo", "nota": "fuera"}}),
    )
    said = consolidate(PRUEBA, written).resultado.ficha(0).preguntas[3]
    assert (said.valor, str(said.escrita.evidencia), said.escrita.nota) == ("sí", "a: acta\nb: oficio", "igual")
    assert said.votos[2].excusa == "es suyo"


def test_gaps_of_consolidated_records_are_found_by_scoring_them_again():
    """Mending a question in which the votes differ gives what the best answer of all would give."""
    written = registros(registro("x", "a", {"b.cuatro": "no"}), registro("x", "b", {"b.cuatro": "sí"}))
    done = consolidate(PRUEBA, written).resultado
    gap = next(item for item in find_brechas(done, [Calificado(0, done.ficha(0))]) if item.item.ruta == "b.cuatro")
    best = consolidate(PRUEBA, written, [acordada("x", "b.cuatro", "sí")]).resultado
    assert gap.lista == "Por mejorar"
    assert gap.despues == best.nodos[MINIMO, -1, 0]


def test_votes_before_a_correction_are_kept_for_the_agreement():
    """Scores take what is answered now; agreement, what was answered before discussing."""
    changed = {"respuesta": "sí", "correccion": {"antes": "no", "motivo": "se discutió", "quien": "b"}}
    found = consolidate(PRUEBA, registros(registro("x", "a", {"b.cuatro": "sí"}), registro("x", "b", {"b.cuatro": changed}))).votos
    assert found.valores(3).tolist() == [[1.0, 1.0]]
    assert found.valores(3, previos=True).tolist() == [[1.0, 0.0]]


def test_indicators_and_requisitos_are_facts_and_are_not_averaged():
    """What all of them say, or only one says, counts; what they say differently does not, and is told."""
    item = {
        "id": "firmados",
        "nombre": "Acuerdos",
        "definicion": "Cuántos",
        "unidad": "acuerdos",
        "sentido": "ascendente",
        "acumulacion": "existencia",
        "medida": "avance",
        "frecuencia": "anual",
    }
    assert Indicador.model_validate(item)
    groups = [{"id": "g", "nombre": "G", "criterios": [{"id": "c", "nombre": "C", "indicadores": [item]}]}]
    marco = marco_de(grupos=groups, niveles=[], compuertas=[], requisitos=[{"id": "vigencia", "texto": "¿Vigente?"}])
    base = {"linea_base": {"periodo": 2020, "valor": 0}, "meta": {"periodo": 2025, "valor": 10}}

    def data(name, judge, requisito, **more):
        return registro(name, judge, {}, indicadores={"firmados": {**base, **more}}, requisitos={"vigencia": requisito})

    found = consolidate(
        marco,
        registros(
            data("x", "a", requisito=True, valores={2022: 5}),
            data("x", "b", requisito=True, valores={2024: 8}, fuente="registro"),
            data("y", "a", requisito=True, valores={2022: 5}),
            data("y", "b", requisito=False, valores={2022: 6}),
            registro("z", "a", {}, indicadores={"firmados": "no aplica"}),
            data("z", "b", requisito=True, valores={2022: 6}),
            registro("w", "a", {}, indicadores={"firmados": "no aplica"}, titulo="W"),
            registro("w", "b", {}),
        ),
    ).resultado
    cards = {ficha.practica: ficha for ficha in found.fichas()}
    assert [cards[name].indicadores[0].estado for name in "wxyz"] == ["no_aplica", "respondida", "sin_responder", "sin_responder"]
    assert (cards["x"].indicadores[0].valor, cards["x"].indicadores[0].serie[0]) == (8.0, ("2022", 5.0))
    assert [cards[name].elegible for name in "wxyz"] == [None, True, None, True]
    assert cards["w"].titulo == "W"
    told = [problem for problem in found.problemas if problem.codigo == "dato_en_disputa"]
    assert len(told) == 3
    assert "y" not in cards["y"].series


def test_consolidated_records_are_records_like_any_other():
    """Whoever asks them by column gets what all the evaluators say together."""
    written = registros(
        registro("x", "a", {"b.tres": "sí", "b.cuatro": {"respuesta": "no aplica", "motivo": "no"}}), registro("x", "b", {"b.tres": "Sí"})
    )
    done = consolidate(PRUEBA, written, [acordada("x", "a.dos", "no")])
    found = done.resultado.registros
    column = found.columna("prueba", "b.cuatro")
    assert (list(column.valores), column.indices.tolist(), column.motivo.tolist()) == (["no aplica"], [0], [True])
    assert found.preguntas("prueba") == {"b.tres": 0, "b.cuatro": 0}
    assert found.marcos()["prueba"].tolist() == [True]
    assert found.practica(0).id == "x"
    assert [found.respuestas([0], "prueba", path)[0].respuesta for path in ("a.dos", "b.tres")] == ["no", "sí"]
    assert found.respuestas([0], "otro", "b.tres") == [None]


def test_no_record_is_no_panel():
    """Nothing to put together gives nothing."""
    found = consolidate(PRUEBA, registros(registro("x", "a", {})), filas=[])
    assert (len(found.votos), len(found.resultado), found.votos.evaluadores) == (0, 0, ())


def test_the_agreement_of_a_panel_reads_what_was_voted():
    """The matrices that the panel compares are those of the answers, question by question."""
    written = [
        registro(name, judge, {"b.cuatro": word})
        for name, words in {"x": "sn", "y": "nn", "z": "ss"}.items()
        for judge, word in zip("ab", ({"s": "sí", "n": "no"}[w] for w in words), strict=True)
    ]
    votos = consolidate(PRUEBA, registros(*written)).votos
    assert naive_alpha(votos.valores(3), "ordinal") == pytest.approx(naive_alpha(np.array([[1, 0], [0, 0], [1, 1.0]]), "ordinal"))
    assert {field.name for field in fields(votos)} >= {"codigos", "previos", "evidencia", "acordadas"}


DEPENDENCIA = [("sí", "sí"), ("no", None)]


def second(marco, *votes, agreed=()):
    """The question `a.dos`, that depends on `a.uno`, with some votes on both."""
    said = ({"a.uno": {"respuesta": one, "evidencia": "consta", "motivo": "así es"} if one else None, "a.dos": two} for one, two in votes)
    written = registros(*(registro("x", f"e{i}", answers) for i, answers in enumerate(said)))
    return consolidate(marco, written, agreed).resultado.ficha(0).preguntas[1]


@pytest.mark.parametrize("written", [None, "no", "parcial", "sí", "no aplica"])
def test_who_says_no_to_a_question_votes_zero_on_those_that_depend_on_it(written):
    """Rule 4 in the vote of each: whatever is written, and silence does not pay."""
    item = second(PRUEBA, ("sí", "sí"), ("no", written and {"respuesta": written, "motivo": "no corresponde"}))
    assert (item.estado, item.puntos, item.bajo, item.alto, item.valor) == ("respondida", 0.5, 0.5, 0.5, None)
    assert [(voto.puntos, voto.por_otra) for voto in item.votos] == [(1.0, False), (0.0, written != "no")]


def test_a_vote_waits_for_that_evaluators_answer_to_the_question_it_depends_on():
    """Without it the vote does not count; where it does not apply, neither does this one."""
    assert second(PRUEBA, ("sí", "no"), (None, "sí")).puntos == 0.0
    assert second(PRUEBA, ("sí", "sí"), ("sí", "no")).puntos == 0.5
    assert second(PRUEBA, ("sí", "sí"), ("no aplica", "no"), ("no aplica", "no")).estado == "no_aplica"


def test_an_agreed_answer_frees_the_votes_on_what_depends_on_it():
    """Who was overruled has said nothing of the rest: only who wrote an answer votes there."""
    assert second(PRUEBA, *DEPENDENCIA, agreed=[acordada("x", "a.uno", "sí")]).puntos == 1.0
    assert second(PRUEBA, *DEPENDENCIA, agreed=[acordada("x", "a.uno", "no")]).puntos == 0.0
