"""Each rule has a page, a question and cases; each case gives exactly the findings that it marks, where it marks them."""

from __future__ import annotations

from collections import Counter

import pytest

from evaluacion.check.catalogo import FAMILIAS, all_rules
from evaluacion.flujo.familias import family_marcos

from .conftest import discover, lines_of, review_text

CASES = discover()
RULES = all_rules()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_gives_the_findings_that_it_marks(case):
    """Line by line: as many findings of the rule as the line has marks, none elsewhere."""
    assert lines_of(review_text(case.texto), case.codigo) == case.espera


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_says_what_it_is(case):
    """A wrong case has marks and a right one has none; each opens with a sentence."""
    is_wrong = case.ruta.name.startswith("mal-")
    assert is_wrong or case.ruta.name.startswith("bien-")
    assert bool(case.espera) is is_wrong
    assert case.texto.startswith("# ")
    assert case.texto.split("\n")[0].endswith(".")


@pytest.mark.parametrize("codigo", RULES)
def test_a_rule_has_three_wrong_and_three_right_cases(codigo):
    """A rule without cases fails here."""
    kinds = Counter(case.ruta.name.split("-")[0] for case in CASES if case.codigo == codigo)
    assert kinds["mal"] >= 3
    assert kinds["bien"] >= 3


def test_there_are_no_cases_of_rules_that_do_not_exist():
    """A case in a folder with a slip in its name would test nothing."""
    assert {case.codigo for case in CASES} <= set(RULES)


@pytest.mark.parametrize("codigo", RULES)
def test_without_a_rule_its_cases_turn_red(codigo):
    """Each wrong case of a rule needs that rule and no other."""
    wrong = [case for case in CASES if case.codigo == codigo and case.espera]
    assert wrong
    assert all(lines_of(review_text(case.texto, sin={codigo}), codigo) != case.espera for case in wrong)


@pytest.mark.parametrize("codigo", RULES)
def test_a_rule_has_a_whole_page(codigo):
    """What, why with its source, how to mend: none is empty, and each is a sentence."""
    rule = RULES[codigo]
    for text in (rule.titulo, rule.que, rule.por_que, rule.fuente, rule.mal, rule.bien, rule.remedio):
        assert text.strip()
    for text in (rule.que, rule.por_que, rule.remedio):
        assert text.endswith(".")


@pytest.mark.parametrize("codigo", RULES)
def test_the_examples_of_a_page_are_true(codigo):
    """The wrong example is found, by that rule; the right one is not."""
    rule = RULES[codigo]
    assert lines_of(review_text(f"estrategia: ejemplo\n{rule.mal}"), codigo)
    assert not lines_of(review_text(f"estrategia: ejemplo\n{rule.bien}"), codigo)


def test_every_rule_answers_a_question_and_every_question_has_a_rule():
    """The families of rules and the marcos that ship say the same, and each question names its rules."""
    asked = {(leido.marco.marco, path): question for leido in family_marcos() for path, question in leido.marco.preguntas.items()}
    answered = {}
    for rule in RULES.values():
        answered.setdefault((rule.familia, rule.pregunta), []).append(rule.codigo)
    assert set(asked) == set(answered)
    for key, question in asked.items():
        named = question.ayuda.rstrip(".").replace("La responde la regla ", "").replace("La responden las reglas ", "")
        assert sorted(named.split(", ")) == sorted(answered[key]), key
    assert {rule.familia for rule in RULES.values()} == set(FAMILIAS)
