"""Decisions: the shipped ones hold their cases, nothing is claimed too early, and answers are asked only when they matter."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluacion.base.recursos import shipped_decisiones
from evaluacion.check.decision import decide, review
from evaluacion.flujo.casos_definicion import run_casos_decision
from evaluacion.flujo.decision import load_decision, resolve_decision
from evaluacion.model.decision import Decision
from evaluacion.model.practica import Practica
from evaluacion.publish.decision import as_text
from evaluacion.read.marco import load_marco
from evaluacion.read.practica import RegistroLeido, RegistrosArchivo
from evaluacion.score.evaluate import evaluate

DE_MARCO = ("aproximacion_por_ciudad",)
"""Marcos that are decisions: one question for each type."""
SHIPPED = {name: load_decision(name) for name in shipped_decisiones()}


@pytest.mark.parametrize("name", SHIPPED)
def test_the_cases_of_a_shipped_decision_hold(name):
    """Each worked example gives the outcomes that it says."""
    count, problems = run_casos_decision(shipped_decisiones()[name].with_name("casos.yaml"))
    assert count >= 4
    assert [str(problem) for problem in problems] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_the_cases_reach_every_outcome_of_a_shipped_decision(name):
    """No outcome ships without an example that leads to it for certain."""
    import yaml

    cases = yaml.safe_load(shipped_decisiones()[name].with_name("casos.yaml").read_text(encoding="utf-8"))
    reached = {outcome for case in cases for outcome in case["espera"].get("resultados", ())}
    assert reached == {item.id for item in SHIPPED[name].resultados}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_outcome_names_its_source(name):
    """An official can always cite where an outcome comes from, in the printed work."""
    decision = SHIPPED[name]
    assert decision.fuente is not None
    assert decision.fuente.obra
    assert decision.fuente.lugar


def test_a_case_that_no_longer_holds_is_told_at_its_line(tmp_path):
    """Changing what a case expects makes `validar` fail there."""
    folder = tmp_path / "espacio_dialogo"
    folder.mkdir()
    source = shipped_decisiones()["espacio_dialogo"]
    (folder / "decision.yaml").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "casos.yaml").write_text(
        "- nombre: Mal\n  respuestas: {proposito: acordar}\n  espera: {resultados: [consulta]}\n", encoding="utf-8"
    )
    [problem] = run_casos_decision(folder / "casos.yaml")[1]
    assert (problem.codigo, problem.origen.linea, problem.origen.columna) == ("caso_no_se_cumple", 3, 24)


@st.composite
def partial_answers(draw):
    """Return a shipped decision with an answer, or none, to each of its questions."""
    decision = SHIPPED[draw(st.sampled_from(sorted(set(SHIPPED) - {"retos_remedios"})))]
    answers = {item.id: draw(st.sampled_from([*item.valores, None])) for item in decision.preguntas}
    return decision, {name: value for name, value in answers.items() if value is not None}


@given(partial_answers())
def test_what_is_certain_stays_whatever_is_answered_next(drawn):
    """A certain outcome is in every completion; a possible one in some and not in all."""
    decision, answers = drawn
    found = decide(decision, answers)
    missing = [item for item in decision.preguntas if item.id not in answers]
    ends = [
        {item.resultado for item in decide(decision, {**answers, **dict(zip([m.id for m in missing], values, strict=True))}).ciertos}
        for values in product(*(m.valores for m in missing))
    ]
    assert {item.resultado for item in found.ciertos} == set.intersection(*ends)
    assert {item.resultado for item in found.posibles} == set.union(*ends) - set.intersection(*ends)


@given(partial_answers())
def test_the_questions_that_decide_are_enough_and_none_is_idle(drawn):
    """With nothing possible no question is pending; answering those that decide leaves nothing open."""
    decision, answers = drawn
    found = decide(decision, answers)
    assert bool(found.posibles) == bool(found.deciden)
    chosen = {name: decision.pregunta(name).valores[0] for name in found.deciden}
    assert decide(decision, {**answers, **chosen}).posibles == ()


def test_a_question_that_cannot_change_the_outcome_is_not_asked():
    """Once the norm fixes the instrument, nothing else matters."""
    found = decide(SHIPPED["instrumento_planeacion"], {"marco_legal": "si"})
    assert [item.resultado for item in found.hallados] == ["el_que_fija_la_norma"]
    assert found.deciden == ()


def test_a_decision_with_too_many_combinations_is_refused():
    """Fifteen yes-or-no questions would be tried one by one 32,768 times."""
    decision = Decision.model_validate(
        {
            "decision": "grande",
            "version": "1.0.0",
            "titulo": "Grande",
            "preguntas": [{"id": f"p{i}", "texto": "¿?"} for i in range(15)],
            "reglas": [{"resultado": "x", "motivo": "Siempre."}],
            "resultados": [{"id": "x", "titulo": "X", "texto": "Equis."}],
        }
    )
    [defect] = review(decision)
    assert "32,768" in defect.mensaje


@pytest.mark.parametrize("written", ["Acordar", "ACORDAR", " acordar ", "que los participantes comprometan esfuerzos y recursos"])
def test_answers_are_read_without_capitals_or_accents_and_also_in_words(written):
    """An official may copy the option or its words."""
    done = resolve_decision("espacio_dialogo", [f"proposito={written}"])
    assert [item.resultado for item in done.resuelta.ciertos] == ["negociacion"]


def test_a_later_answer_prevails_over_the_file(tmp_path):
    """The command line corrects what the file says."""
    path = tmp_path / "respuestas.yaml"
    path.write_text("decision: espacio_dialogo\ntitulo: Mesa de agua\nrespuestas: {proposito: escuchar}\n", encoding="utf-8")
    done = resolve_decision(None, [str(path), "proposito=informar"])
    assert [item.resultado for item in done.resuelta.ciertos] == ["rendicion_de_cuentas"]
    assert done.titulo == "Mesa de agua"


def test_the_text_claims_nothing_that_the_missing_answers_could_change(dorado):
    """All outcomes that remain are shown, with the questions that would decide."""
    done = resolve_decision("acuerdo_interinstitucional", ["compromete_al_pais=no", "contraparte=no_se_sabe"])
    text = as_text(done.decision, done.titulo, done.respuestas, done.resuelta, done.procedencia)
    dorado(Path(__file__).parent / "esperado" / "abierta.txt", text)


def test_the_text_of_a_certain_outcome_gives_reasons_steps_and_source(dorado):
    """Why, what next, and the place of the printed work."""
    done = resolve_decision("retos_remedios", ["improvisacion=sí", *(f"{name}=no" for name in ("resistencia", "sin_recursos"))])
    text = as_text(done.decision, done.titulo, done.respuestas, done.resuelta, done.procedencia)
    dorado(Path(__file__).parent / "esperado" / "cierta.txt", text)


def test_without_a_terminal_it_lists_the_questions_and_ends_with_two(orden):
    """A pipe cannot answer: the questions are the answer."""
    done = orden("decidir", "modelo_convenio", check=2)
    assert "alcance: ¿Es un marco general o un proyecto específico?" in done.stdout
    assert "--respuestas" in done.stderr


def test_on_a_terminal_it_asks_only_what_can_still_change_the_outcome(llamar_terminal):
    """Between gobiernos, a twinning has one model: the scope is never asked; a wrong number is asked again; Enter is «no se sabe»."""
    code, said = llamar_terminal("modelo_convenio", "9\n1\nun hermanamiento\n")
    assert code == 0
    assert "Resultado: Hermanamiento (marco)" in said
    assert "¿Es un marco general" not in said
    assert "Escriba un número del 1 al 2." in said
    code, said = llamar_terminal("modelo_convenio", "2\n\n")
    assert "Todavía no se afirma un resultado" in said


@pytest.fixture
def llamar_terminal(monkeypatch):
    """Run `decidir` as if a person were at a terminal, with what is typed."""
    from click.testing import CliRunner

    from evaluacion.cli import decidir

    def call(name, typed):
        monkeypatch.setattr(decidir, "_is_terminal", lambda: True)
        result = CliRunner().invoke(decidir.decidir, [name], input=typed, standalone_mode=False)
        return result.return_value, result.output

    return call


def test_the_json_gives_outcomes_reasons_and_what_is_missing(orden):
    """Programs read the same as people."""
    done = orden("decidir", "espacio_dialogo", "--respuestas", "proposito=explorar", "--formato", "json", check=0)
    data = json.loads(done.stdout)
    assert [item["id"] for item in data["resultados"]] == ["deliberacion"]
    assert data["respuestas"] == {"proposito": "explorar"}
    assert (data["posibles"], data["deciden"]) == ([], [])
    assert data["resultados"][0]["fuentes"] == [str(SHIPPED["espacio_dialogo"].fuente)]
    assert data["procedencia"]["archivos"][0]["archivo"] == "decisiones/espacio_dialogo/decision.yaml"


@pytest.mark.parametrize("empty", ["", " null", " ''"])
def test_an_answer_left_empty_is_one_still_to_be_given(orden, tmp_path, empty):
    """A form with its keys and nothing after them claims nothing."""
    path = tmp_path / "consulta.yaml"
    path.write_text(f"decision: espacio_dialogo\nrespuestas:\n  proposito:{empty}\n", encoding="utf-8")
    said = orden("decidir", "--respuestas", path, check=0).stdout
    assert "Todavía no se afirma un resultado" in said
    assert "Lo deciden:\n  - proposito: " in said


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (("espacio_dialog",), "¿Quiso escribir «espacio_dialogo»?"),
        (("espacio_dialogo", "--respuestas", "proposito=acuerdo"), "Se admite: escuchar"),
        (("espacio_dialogo", "--respuestas", "fin=acordar"), "no pregunta «fin»"),
        (("--respuestas", "proposito=acordar"), "No se dice cuál decisión"),
        (("espacio_dialogo", "--respuestas", "no-existe.yaml"), "no-existe.yaml"),
        (("espacio_dialogo", "--respuestas", "proposito"), "Para responder, escriba «proposito=…»."),
    ],
)
def test_a_slip_ends_with_two_and_says_how_to_mend_it(orden, call, says):
    """Nothing is decided with an answer that is not understood."""
    assert says in orden("decidir", *call, check=2).stderr


def test_each_command_that_an_outcome_suggests_runs(orden):
    """«Siguiente» is an order of this tool that works as it is written."""
    commands = {item.orden for decision in SHIPPED.values() for item in decision.resultados if item.orden}
    assert len(commands) > 5
    for command in sorted(commands):
        words = command.split()
        assert words[0] == "evaluacion"
        assert orden(*words[1:]).returncode == (2 if words[1] == "decidir" else 0), command


def test_without_a_name_it_lists_every_decision(orden):
    """The list names each decision with the question that it answers, and the instruments that classify with their command."""
    said = orden("decidir", check=0).stdout
    for name, decision in SHIPPED.items():
        assert f"{name} " in said
        assert decision.titulo in said
    assert "«evaluacion marcos vocacion_ciudad»" in said
    assert "aproximacion_por_ciudad     Enfoque" in said


@pytest.mark.parametrize("name", DE_MARCO)
def test_a_marco_that_decides_says_the_same_as_its_scoring(name):
    """Whatever is answered or left unknown, the certain and the possible outcomes are the sure and the possible types of the record."""
    marco, decision = load_marco(name).marco, load_decision(name)
    paths = {item.preguntas[0].id: f"{item.id}.{item.preguntas[0].id}" for item in marco.criterios}
    tried = [
        {question: value for question, value in zip(paths, values, strict=True) if value}
        for values in product(("sí", "parcial", "no", None), repeat=len(paths))
    ]
    records = [
        Practica.model_validate(
            {marco.evalua: f"r{i:02}", "respuestas": {name: {paths[question]: value for question, value in answers.items()}}}
        )
        for i, answers in enumerate(tried)
    ]
    result = evaluate(marco, RegistrosArchivo([RegistroLeido(record, "r", {}, None) for record in records], {}))
    for i, answers in enumerate(tried):
        found = decide(decision, {question: "si" if value == "sí" else value for question, value in answers.items()})
        types = result.ficha(i).tipologia
        titles = {item.id: item.titulo.lower() for item in decision.resultados}
        assert {titles[item.resultado] for item in found.ciertos} == {item.lower() for item in types.seguros}, answers
        assert {titles[item.resultado] for item in found.hallados} == {item.lower() for item in types.posibles}, answers


def test_the_approach_by_type_of_city_is_decided_with_its_reason_and_its_source(orden, tmp_path):
    """From the answers of a file as of any decision: a city may be of two types, and each approach is given."""
    (tmp_path / "ciudad.yaml").write_text(
        "decision: aproximacion_por_ciudad\ntitulo: Ciudad inventada\nrespuestas: {turismo: parcial, industria: no, frontera: sí}\n",
        encoding="utf-8",
    )
    said = orden("decidir", "--respuestas", "ciudad.yaml", cwd=tmp_path, check=0).stdout
    assert said.startswith("Ciudad inventada\n")
    assert "Resultado: Turística\n  Enfoque de promoción" in said
    assert "Resultado: Fronteriza\n  Enfoque de cooperación transfronteriza" in said
    assert "(frontera: sí)" in said
    assert "cap. 1, La acción internacional como política pública, ejemplo de las ciudades" in said
    open_ = orden("decidir", "aproximacion_por_ciudad", "--respuestas", "turismo=no", cwd=tmp_path, check=0).stdout
    assert "Sin enfoque indicado: si ninguna otra condición se cumple" in open_


def test_a_marco_of_many_questions_is_no_decision(orden):
    """It says where its questions are."""
    said = orden("decidir", "cualitativo", "--respuestas", "x=sí", check=2).stderr
    assert "evaluacion marcos cualitativo" in said
