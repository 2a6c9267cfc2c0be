"""What changed in the rules, each with a marco that has it alone; and how a level moved."""

from __future__ import annotations

import pytest

from evaluacion.compare.cambio_niveles import level_move
from evaluacion.compare.cambio_reglas import is_break, rule_changes
from evaluacion.model.marco import Marco
from evaluacion.score.plan import make_plan


def _question(name, **more):
    return {"id": name, "texto": f"¿{name}?", **more}


def _indicator(name, **more):
    return {
        "id": name,
        "nombre": name,
        "definicion": "Lo que mide.",
        "unidad": "casos",
        "sentido": "ascendente",
        "acumulacion": "existencia",
        "medida": "avance",
        "frecuencia": "anual",
        **more,
    }


def _criterion(name, *questions, **more):
    return {"id": name, "nombre": name.upper(), "preguntas": list(questions), **more}


def _marco(*criteria, **more):
    groups = more.pop("grupos", None) or [{"id": "g", "nombre": "G", "criterios": list(criteria)}]
    return Marco.model_validate({"marco": "m", "version": "1.0.0", "evalua": "practica", "titulo": "M", "grupos": groups, **more})


PLAIN = _marco(_criterion("a", _question("p"), _question("q")), _criterion("b", _question("r")))


def _one(after, before=PLAIN):
    (found,) = rule_changes(before, after)
    return found


def test_the_same_rules_have_no_change():
    """A marco against itself changes nothing and breaks nothing."""
    assert rule_changes(PLAIN, PLAIN) == ()
    assert not is_break(PLAIN, PLAIN)


@pytest.mark.parametrize(("version", "breaks"), [("1.0.1", False), ("1.9.0", False), ("2.0.0", True)])
def test_only_another_major_version_breaks_the_series(version, breaks):
    """Minor versions go on with the series."""
    assert is_break(PLAIN, PLAIN.model_copy(update={"version": version})) is breaks


def test_a_weight_moves_scores_and_its_marcos_have_it_alone():
    """`hacia` is the earlier marco with the new weight, `desde` the later one with the old."""
    found = _one(_marco(_criterion("a", _question("p"), _question("q"), peso=3), _criterion("b", _question("r"))))
    assert (found.lugar, found.antes, found.despues, found.mueve, found.criterio) == ("a: peso", "1", "3", "puntaje", "a")
    assert [c.peso for c in found.hacia.criterios] == [3, 1]
    assert [c.peso for c in found.desde.criterios] == [1, 1]


def test_the_weight_of_a_group_is_told():
    """A group has its weight too."""
    grupo = {"id": "g", "nombre": "G", "criterios": [_criterion("a", _question("p"))]}
    found = _one(_marco(grupos=[{**grupo, "peso": 2}]), _marco(grupos=[grupo]))
    assert (found.lugar, found.mueve, found.hacia.grupos[0].peso, found.desde.grupos[0].peso) == ("grupo g: peso", "puntaje", 2, 1)


def test_a_question_that_comes_or_goes_is_put_in_the_other_marco():
    """The earlier marco gets the new question; the later one is left without it."""
    after = _marco(_criterion("a", _question("p"), _question("q"), _question("s", depende_de="q")), _criterion("b", _question("r")))
    found = _one(after)
    assert (found.lugar, found.antes, found.despues) == ("a.s", None, "¿s?")
    assert list(found.hacia.preguntas) == ["a.p", "a.q", "a.s", "b.r"]
    assert list(found.desde.preguntas) == ["a.p", "a.q", "b.r"]
    back = _one(PLAIN, after)
    assert (back.antes, back.despues) == ("¿s?", None)


def test_a_question_without_the_one_it_depends_on_stands_on_its_own():
    """Taking away the base of a dependence leaves a marco that can be scored."""
    both = _marco(_criterion("a", _question("p"), _question("q", depende_de="p")), _criterion("b", _question("r")))
    neither = _marco(_criterion("b", _question("r")))
    changes = rule_changes(neither, both)
    assert [change.lugar for change in changes] == ["a.p", "a.q"]
    for change in changes:
        make_plan(change.hacia)
        make_plan(change.desde)


def test_a_criterion_of_another_group_comes_with_its_group():
    """A new criterion goes to its own group, which is made where it is not there; an empty one goes."""
    two = _marco(
        grupos=[
            {"id": "g", "nombre": "G", "criterios": [_criterion("a", _question("p"))]},
            {"id": "h", "nombre": "H", "criterios": [_criterion("b", _question("r"))]},
        ]
    )
    one = _marco(_criterion("a", _question("p")))
    found = _one(two, one)
    assert [grupo.id for grupo in found.hacia.grupos] == ["g", "h"]
    assert [grupo.id for grupo in found.desde.grupos] == ["g"]


def test_a_criterion_that_changes_group_is_told():
    """Moving a criterion changes what it weighs; it is said, and counts among what the rules move together."""
    apart = _marco(
        grupos=[
            {"id": "g", "nombre": "G", "criterios": [_criterion("a", _question("p"))]},
            {"id": "h", "nombre": "H", "criterios": [_criterion("b", _question("r"))]},
        ]
    )
    turned = _marco(
        grupos=[
            {"id": "g", "nombre": "G", "criterios": [_criterion("b", _question("r"))]},
            {"id": "h", "nombre": "H", "criterios": [_criterion("a", _question("p"))]},
        ]
    )
    assert [(c.lugar, c.antes, c.despues, c.hacia) for c in rule_changes(apart, turned)] == [
        ("a: grupo", "g", "h", None),
        ("b: grupo", "h", "g", None),
    ]


def test_a_marco_that_is_left_with_nothing_is_no_marco():
    """Where all the questions are others, taking the only one away leaves nothing to score."""
    changes = rule_changes(_marco(_criterion("a", _question("p"))), _marco(_criterion("a", _question("q"))))
    assert [(c.lugar, c.hacia is None, c.desde is None) for c in changes] == [("a.p", True, False), ("a.q", False, True)]


@pytest.mark.parametrize(
    ("field", "value", "moves"),
    [
        ("peso", 2, "puntaje"),
        ("sentido", "inverso", "puntaje"),
        ("evidencia", "obligatoria", "puntaje"),
        ("ayuda", "Así.", "texto"),
        ("admite_no_aplica", False, "texto"),
    ],
)
def test_each_field_of_a_question_says_what_it_moves(field, value, moves):
    """Weight, sense and evidence move scores; help does not."""
    found = _one(_marco(_criterion("a", _question("p", **{field: value}), _question("q")), _criterion("b", _question("r"))))
    assert (found.lugar, found.mueve) == (f"a.p: {field}", moves)
    assert (found.hacia is not None) is (moves == "puntaje")


def test_an_indicator_in_the_place_of_a_question_is_told():
    """A question that becomes an indicator of the same name is a change of rules that has no half way."""
    after = _marco({"id": "b", "nombre": "B", "indicadores": [_indicator("r", tolerancia=None)]})
    found = rule_changes(_marco(_criterion("b", _question("r"))), after)
    assert any(change.lugar == "b.r: medida" and change.hacia is None for change in found)


def test_the_target_of_an_indicator_moves_scores():
    """The definition of an indicator is a rule."""
    before, after = (_marco({"id": "b", "nombre": "B", "indicadores": [_indicator("r", medida=how)]}) for how in ("avance", "cumplimiento"))
    found = _one(after, before)
    assert (found.lugar, found.mueve, found.hacia.indicadores["r"].medida) == ("b.r: medida", "puntaje", "cumplimiento")


@pytest.mark.parametrize(
    ("more", "place", "moves"),
    [
        ({"rango": [0, 10]}, "rango", "puntaje"),
        ({"agregacion": {"total": "minimo"}}, "agregacion", "puntaje"),
        ({"escala": [{"valor": "sí", "puntos": 2}, {"valor": "no", "puntos": 0}]}, "escala", "puntaje"),
        ({"niveles": [{"desde": 0, "nombre": "bajo"}]}, "niveles", "nivel"),
        ({"cobertura_minima": 0.5}, "cobertura_minima", "nivel"),
        ({"clasificacion": False}, "clasificacion", "nivel"),
        ({"titulo": "Otro"}, "titulo", "texto"),
    ],
)
def test_what_is_of_the_whole_marco_says_what_it_moves(more, place, moves):
    """Scale, range and aggregation move scores; bands and thresholds, levels and places."""
    found = _one(_marco(_criterion("a", _question("p"), _question("q")), _criterion("b", _question("r")), **more))
    assert (found.lugar, found.mueve) == (place, moves)


def test_words_of_groups_and_criteria_are_only_words():
    """Another name moves nothing."""
    other = _marco(_criterion("a", _question("p"), _question("q"), definicion="Otra."), _criterion("b", _question("r")))
    assert (_one(other).lugar, _one(other).mueve) == ("a: definicion", "texto")


NAMES = ["bajo", "medio", "alto"]


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ((0, 0), (1, 1), "gana"),
        ((0, 1), (2, 2), "gana"),
        ((2, 2), (0, 1), "pierde"),
        ((0, 2), (1, 2), "sube_garantizado"),
        ((1, 2), (0, 2), "baja_garantizado"),
        ((0, 2), (0, 1), "cambia_alcanzable"),
        ((0, 2), (0, 2), "igual"),
        ((-1, -1), (0, 0), "sin_comparar"),
    ],
)
def test_a_level_is_gained_or_lost_only_when_it_is_sure(before, after, moved):
    """Gained: the guaranteed level is over the reachable one of before. Else only the end that moved is told."""
    assert level_move((NAMES, NAMES), before, after) == moved


def test_levels_with_other_names_are_not_compared():
    """Other bands are another scale."""
    assert level_move((NAMES, ["bajo", "alto"]), (0, 0), (1, 1)) == "sin_comparar"
