"""The cases of `casos/`: small marcos, one a feature of the contract, with results worked out by hand; and that breaking the code breaks a case."""

from __future__ import annotations

import contextlib
import importlib
import inspect
import sys
from pathlib import Path

import numpy as np
import pytest

from evaluacion.flujo.casos import check_caso, load_wrapped, run_casos
from evaluacion.model.casos import Casos
from evaluacion.read.documento import read_documento
from evaluacion.read.load import load_model
from evaluacion.read.marco import read_marco

CARPETA = Path(__file__).parent / "casos"
ARCHIVOS = sorted(CARPETA.glob("*/casos.yaml"))


@pytest.mark.parametrize("path", ARCHIVOS, ids=lambda path: path.parent.name)
def test_every_caso_holds(path):
    """The marco of the folder gives what its casos say."""
    count, problems = run_casos(path)
    assert count > 0
    assert not problems, "\n".join(map(str, problems))


def test_a_caso_that_does_not_hold_says_where_and_by_how_much(tmp_path):
    """The runner is no yes-man: a wrong expectation is an error at its line, with both numbers."""
    (tmp_path / "marco.yaml").write_text((CARPETA / "compuertas" / "marco.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    path = tmp_path / "casos.yaml"
    path.write_text("- nombre: Falso\n  todas: sí\n  espera:\n    puntaje: 99\n    nivel: alto\n    cobertura: 1\n", encoding="utf-8")
    count, problems = run_casos(path)
    assert count == 1
    assert [problem.origen.linea for problem in problems] == [4, 5, 5, 5]
    assert all(problem.codigo == "caso_no_se_cumple" for problem in problems)
    assert "99" in problems[0].mensaje
    assert "100" in problems[0].mensaje


# ---------------------------------------------------------------- breaking the code must break a case

KERNEL, PLAN, ENCODE, LEVELS, INDICATORS, DERIVED, SERIES, EVALUATE, FICHA, FORMULA, TIPOLOGIA, PARSER = (
    *(f"evaluacion.score.{name}" for name in ("kernel", "plan", "encode", "levels", "indicators", "derived", "series")),
    *(f"evaluacion.score.{name}" for name in ("evaluate", "ficha", "formula", "tipologia")),
    "evaluacion.base.formula",
)
EN_LA_CORTA = 3
"""One breakage in so many is tried in the short form."""
ROTURAS = [
    # rule 1: scale and range
    ("points are rescaled from the lowest", PLAN, "(points - low) / (high - low)", "points / high"),
    ("the range has a width", KERNEL, "span = high_end - low_end", "span = high_end"),
    ("the lower end starts at the bottom of the range", KERNEL, "result[MINIMO] = low_end + span", "result[MINIMO] = span"),
    ("the upper end starts at the bottom of the range", KERNEL, "result[MAXIMO] = low_end + span", "result[MAXIMO] = span"),
    ("the score starts at the bottom of the range", KERNEL, "result[PUNTAJE] = low_end + span", "result[PUNTAJE] = span"),
    # rule 2: tolerant reading
    ("answers are folded", ENCODE, "marco.position_of(value)", "marco.palabras.get(value)"),
    # rule 4: inverse and dependent questions
    ("inverse points are turned round", PLAN, 'worth = 1 - points if item.sentido == "inverso" else points', "worth = points"),
    ("dependences are applied", KERNEL, "if (criterio.base < 0).all():", "if True:"),
    ("only a base worth 0 drags", KERNEL, "(puntos.punto[base] == 0)", "(puntos.punto[base] <= 0.5)"),
    ("a dragged question is answered", KERNEL, "state[question, lost] = RESPONDIDA", "state[question, lost] = SIN_RESPONDER"),
    ("a dragged question is worth 0", KERNEL, "= high[question, lost] = 0.0", "= high[question, lost] = 1.0"),
    (
        "a waiting question is unanswered",
        KERNEL,
        "state[question, open_] = SIN_RESPONDER",
        "state[question, open_] = state[question, open_]",
    ),
    ("a waiting question keeps its interval open", KERNEL, "= np.nan, 0.0, 1.0", "= np.nan, low[question, open_], high[question, open_]"),
    ("a base without evidence makes wait", KERNEL, " | (of_base == SIN_EVIDENCIA)", ""),
    ("no aplica is inherited", KERNEL, "state[question, excluded] = NO_APLICA", "state[question, excluded] = state[question, excluded]"),
    # rule 5: evidence
    ("evidence is demanded", PLAN, "if proven or worth == 0:", "if True:"),
    ("a claim reaches what it claims", PLAN, "= SIN_EVIDENCIA, 0.0, worth", "= SIN_EVIDENCIA, 0.0, 1.0"),
    ("a claim starts at 0", PLAN, "= SIN_EVIDENCIA, 0.0, worth", "= SIN_EVIDENCIA, worth, worth"),
    ("evidence looks at the turned points", ENCODE, 'earned = 1 - points if question.sentido == "inverso" else points', "earned = points"),
    ("recommended is not obligatory", ENCODE, 'if question.evidencia != "obligatoria":', 'if question.evidencia == "opcional":'),
    # rules 6 and 7: means and weights
    ("questions weigh in the score", KERNEL, "total = total + weight * np.where", "total = total + np.where"),
    ("questions weigh in the lower end", KERNEL, "total_low = total_low + weight * np.where", "total_low = total_low + np.where"),
    ("questions weigh in the upper end", KERNEL, "total_high = total_high + weight * np.where", "total_high = total_high + np.where"),
    ("questions weigh in coverage", KERNEL, "answered = answered + weight * is_answered", "answered = answered + is_answered"),
    ("criteria weigh", PLAN, "[criterio.peso for criterio in grupo.criterios]", "[1.0 for criterio in grupo.criterios]"),
    ("groups weigh", PLAN, "[grupo.peso for grupo in marco.grupos]", "[1.0 for grupo in marco.grupos]"),
    ("unequal weights are not equal", KERNEL, "equal = bool((weights[counted] == weights[counted[0]]).all())", "equal = True"),
    ("the geometric mean weighs", KERNEL, "total += weight * np.log(", "total += np.log("),
    ("the geometric mean is geometric", KERNEL, 'return np.exp(mean) if kind == "geometrica" else mean', "return mean"),
    ("the harmonic mean weighs", KERNEL, "total += weight * np.where(known, 1.0 /", "total += np.where(known, 1.0 /"),
    (
        "the harmonic mean is harmonic",
        KERNEL,
        'if kind == "armonica":\n        return _ratio(whole, total)',
        'if kind == "armonica":\n        return _ratio(total, whole)',
    ),
    ("the smallest is the smallest", KERNEL, "np.minimum(total, value), total)", "np.maximum(total, value), total)"),
    ("weight 0 cannot be the smallest", KERNEL, "if weight == 0:", 'if weight == 0 and kind != "minimo":'),
    ("groups are put together as `grupos` says", KERNEL, 'plan.agregador("grupos")', 'plan.agregador("total")'),
    ("the total is put together as `total` says", KERNEL, 'plan.agregador("total")', 'plan.agregador("grupos")'),
    # rule 8: no aplica
    ("no aplica leaves the denominator", KERNEL, "is_applicable = state[question] != NO_APLICA", "is_applicable = np.ones(n, dtype=bool)"),
    ("no aplica is a state", PLAN, "state[:, NO_APLICA] = NO_APLICA", "state[:, NO_APLICA] = SIN_RESPONDER"),
    ("aplicabilidad is over the whole weight", KERNEL, "_ratio(applicable, whole)", "_ratio(applicable, applicable)"),
    (
        "a criterion that does not apply has aplicabilidad 0",
        KERNEL,
        "np.nan_to_num(_ratio(applicable, whole))",
        "_ratio(applicable, whole)",
    ),
    ("a group that does not apply has aplicabilidad 0", KERNEL, "np.nan_to_num(out[APLICABILIDAD, node], copy=False)", "pass"),
    ("the strict minimum counts no aplica", KERNEL, "_ratio(total_low, whole)", "_ratio(total_low, applicable)"),
    ("aplicabilidad_minima takes the level away", LEVELS, "~below(total[APLICABILIDAD], plan.marco.aplicabilidad_minima)", "True"),
    ("nothing applicable has no number", FICHA, "if known[COBERTURA] is not None else _NOT_APPLICABLE", ""),
    # rule 9: interval
    (
        "the score is held inside its interval",
        KERNEL,
        "np.minimum(np.maximum(result[PUNTAJE], result[MINIMO]), result[MAXIMO])",
        "result[PUNTAJE]",
    ),
    ("a group is held inside its interval", KERNEL, "np.minimum(out[PUNTAJE, node], out[MAXIMO, node], out=out[PUNTAJE, node])", "pass"),
    ("what is missing may be the best", PLAN, "np.zeros((n, width)), np.ones((n, width))", "np.zeros((n, width)), np.zeros((n, width))"),
    ("what is missing may be the worst", PLAN, "np.zeros((n, width)), np.ones((n, width))", "np.ones((n, width)), np.ones((n, width))"),
    ("a missing score is not 0", KERNEL, "n = values.shape[1]\n", "n = values.shape[1]\n    values = np.nan_to_num(values)\n"),
    (
        "low coverage is provisional",
        LEVELS,
        "below(total[COBERTURA], plan.marco.cobertura_minima) | np.isnan(total[PUNTAJE])",
        "np.isnan(total[PUNTAJE])",
    ),
    ("no score at all is provisional", LEVELS, " | np.isnan(total[PUNTAJE])", ""),
    (
        "what does not apply is not provisional",
        LEVELS,
        "applies = ~np.isnan(total[MINIMO])",
        "applies = np.ones(total.shape[1], dtype=bool)",
    ),
    # rule 10: coverage
    (
        "coverage is among what applies",
        KERNEL,
        "_ratio(answered, applicable)\n    result[APLICABILIDAD]",
        "_ratio(answered, whole)\n    result[APLICABILIDAD]",
    ),
    ("coverage is always a weighted mean", KERNEL, '"aritmetica" if m in (COBERTURA, APLICABILIDAD) else kind', "kind"),
    # rules 11 to 13: levels, gates, rounding
    ("the edge belongs to the upper band", LEVELS, 'side="right") - 1\n    for', 'side="left") - 1\n    for'),
    (
        "levels look at both ends",
        LEVELS,
        "_level_of(plan, nodes[end]), -1) for end in (MINIMO, MAXIMO))",
        "_level_of(plan, nodes[end]), -1) for end in (PUNTAJE, PUNTAJE))",
    ),
    ("gates exist", LEVELS, "return sorted(dict.fromkeys(found)", "return [] and sorted(dict.fromkeys(found)"),
    (
        "gates accumulate",
        LEVELS,
        "level[held[closed]] = position - 1",
        "np.where(closed & (level == position), position - 1, level)",
    ),
    ("gates name criteria", LEVELS, '(ids if gate.criterios == "todos" else gate.criterios)', "ids"),
    (
        "gates of all criteria",
        LEVELS,
        '(ids if gate.criterios == "todos" else gate.criterios)',
        '(() if gate.criterios == "todos" else gate.criterios)',
    ),
    ("no aplica is exempt", LEVELS, "comparable(plan, minimum), np.isnan(values))", "comparable(plan, minimum), False)"),
    (
        "a gate is reached at its value",
        LEVELS,
        "comparable(plan, values) >= comparable(plan, minimum)",
        "comparable(plan, values) > comparable(plan, minimum)",
    ),
    ("a gate is closed only when the upper end is under it", LEVELS, "np.where(high, PENDIENTE, CERRADA)", "CERRADA"),
    (
        "a gate is pending when only the lower end is under it",
        LEVELS,
        "for end in (MINIMO, MAXIMO))\n        exempt",
        "for end in (MAXIMO, MAXIMO))\n        exempt",
    ),
    ("a criterion that does not apply is not short of its gate", LEVELS, "np.where(exempt, EXENTA,", "np.where(exempt, CERRADA,"),
    ("comparisons are rounded", LEVELS, "* _FULL, COMPARED_DECIMALS)\n\n\ndef below", "* _FULL, 17)\n\n\ndef below"),
    (
        "coverage is compared rounded",
        LEVELS,
        "np.round(values * _FULL, COMPARED_DECIMALS) >= round(minimum * _FULL, COMPARED_DECIMALS)",
        "values >= minimum",
    ),
    # requisitos and the other reading
    ("one unmet requisito is enough", EVALUATE, "if False in answers:", "if answers and not any(answers):"),
    ("an unanswered requisito is unknown", EVALUATE, "return None if None in answers else True", "return True"),
    ("the other reading leaves questions out", EVALUATE, 'update={"peso": 0.0}', "update={}"),
    # rules 14 and 15: measures
    ("progress starts at the baseline", INDICATORS, "ratio = (value - base) / (target - base)", "ratio = value / target"),
    ("the last period is judged", SERIES, "holds.shape[1] - 1 - np.argmax(holds[:, ::-1], axis=1)", "np.argmax(holds, axis=1)"),
    ("points are clipped", INDICATORS, "measure, points = _FULL * ratio, np.clip(ratio, 0, 1)", "measure, points = _FULL * ratio, ratio"),
    (
        "the measure is not clipped",
        INDICATORS,
        "measure, points = _FULL * ratio, np.clip(ratio, 0, 1)",
        "measure, points = np.clip(_FULL * ratio, 0, 100), np.clip(ratio, 0, 1)",
    ),
    ("compliance descending is 2 - ratio", INDICATORS, "else 2 - reached", "else 1 / reached"),
    ("compliance is not progress", INDICATORS, 'elif indicador.medida == "cumplimiento":', "elif False:"),
    ("compliance needs a target above 0", INDICATORS, "(target <= 0), BAD_TARGET", "(target <= -1e9), BAD_TARGET"),
    ("compliance needs a value from 0", INDICATORS, "(value < 0), BAD_VALUE", "(value < -1e9), BAD_VALUE"),
    ("compliance has no setback", INDICATORS, "(_compared(measure) < 0) & is_progress", "(_compared(measure) < 0)"),
    ("a setback is signalled", INDICATORS, "(_compared(measure) < 0) & is_progress", "(_compared(measure) < -1e9)"),
    ("keeping has a tolerance", INDICATORS, "float(indicador.tolerancia or 1)", "1.0"),
    ("keeping falls to 0 at twice the tolerance", INDICATORS, "np.clip(2 - np.abs", "np.clip(1 - np.abs"),
    (
        "keeping is kept inside",
        INDICATORS,
        "np.clip(2 - np.abs(value - target) / float(indicador.tolerancia or 1), 0, 1)",
        "(2 - np.abs(value - target) / float(indicador.tolerancia or 1))",
    ),
    ("target = baseline is a fault", INDICATORS, "_mark(fault, gap == 0, SAME)", "fault"),
    ("target = baseline is seen at 12 digits", INDICATORS, "gap = significant(target) - significant(base)", "gap = target - base"),
    (
        "target against the sense is a fault",
        INDICATORS,
        '(-1 if indicador.sentido == "descendente" else 1) < 0, AGAINST)',
        '(-1 if indicador.sentido == "descendente" else 1) < -1e9, AGAINST)',
    ),
    ("the sense of a descending one", INDICATORS, '(-1 if indicador.sentido == "descendente" else 1) < 0', "1 < 0"),
    (
        "an indicator may not apply",
        INDICATORS,
        "state = np.where(serie.no_aplica, NO_APLICA,",
        "state = np.where(serie.no_aplica & False, NO_APLICA,",
    ),
    ("a missing indicator may be the best", INDICATORS, "np.where(is_known, worth.max(axis=0), 1.0)", "np.zeros(n)"),
    # rule 16: what was due, and the light
    ("due is counted in whole periods", INDICATORS, "(end - base_end) // months * months", "(end - base_end)"),
    ("each frequency has its months", INDICATORS, "months = MONTHS_OF_FRECUENCIA[indicador.frecuencia]", "months = 12"),
    (
        "intermediate targets bend the line",
        INDICATORS,
        "for row in np.flatnonzero(known & (~np.isnan(serie.intermedias)).any(axis=1)):",
        "for row in ():",
    ),
    ("at the target the target is due", INDICATORS, "due = np.where(end >= target_end, target, due)", "due = due + 0"),
    ("the light looks at what was due", INDICATORS, 'and indicador.semaforo_sobre == "esperado"', 'and indicador.semaforo_sobre == ""'),
    ("the light may look at the target", INDICATORS, 'and indicador.semaforo_sobre == "esperado"', ""),
    (
        "the light of compliance reads the measure",
        INDICATORS,
        'is_progress = indicador.sentido != "mantener" and indicador.medida == "avance"',
        "is_progress = True",
    ),
    ("nothing due is no light", INDICATORS, "return np.where(not_due, -2,", "return np.where(not_due & False, -2,"),
    (
        "lights are half-open",
        INDICATORS,
        'np.searchsorted(edges, _compared(seen), side="right")',
        'np.searchsorted(edges, _compared(seen), side="left")',
    ),
    ("lights look at nine decimals", INDICATORS, "np.searchsorted(edges, _compared(seen)", "np.searchsorted(edges, (seen)"),
    ("two periods are not late", INDICATORS, "(reference - datos.fin > 2 * months)", "(reference - datos.fin >= 2 * months)"),
    ("more than two periods are late", INDICATORS, "(reference - datos.fin > 2 * months)", "(reference - datos.fin > 3 * months)"),
    ("late is seen from the latest datum", SERIES, "max((_latest(serie) for serie in series), default=-1)", "-1"),
    # rule 17: formulas
    ("all the variables are needed", DERIVED, "np.all(present, axis=0)", "np.any(present, axis=0)"),
    ("a missing variable is a fault", DERIVED, "& wants, NO_VARIABLE, 0)", "& wants & False, NO_VARIABLE, 0)"),
    (
        "baselines of other periods are not added",
        DERIVED,
        "same = reduce(np.logical_and, [of == ends[0] for of in ends], ends[0] >= 0)",
        "same = ends[0] >= 0",
    ),
    ("a written baseline rules", DERIVED, "use = (end < 0) & same", "use = same"),
    (
        "a derived value without number is a fault",
        DERIVED,
        "np.where(has & np.isnan(value), BAD_FORMULA, fault)",
        "np.where(has & False, _BAD_FORMULA, fault)",
    ),
    ("a divisor of 0 stays no number", FORMULA, "np.where(np.isinf(result), np.nan, result)", "result"),
    ("the mean is no sum", FORMULA, '"mean": lambda stack: np.mean(stack, axis=0)', '"mean": lambda stack: np.sum(stack, axis=0)'),
    # limits, fixed targets and parts of levels
    ("a value outside its limits is none", DERIVED, "& ~_is_inside(value, limites), OUTSIDE, fault)", "& False, OUTSIDE, fault)"),
    ("a variable outside its limits is none", DERIVED, "_is_inside(datos.serie.valores, datos.limites)", "True"),
    ("limits include their ends", DERIVED, "(seen >= low) & (seen <= high)", "(seen > low) & (seen < high)"),
    ("what is missing lies within its limits", DERIVED, "limits = indicador.limites or ANYTHING", "limits = ANYTHING"),
    ("a formula with variables missing is bounded", DERIVED, "limites, meet(ends, limites))", "limites, free)"),
    ("the last period touched is looked at", DERIVED, "last_column(touched)", "np.full(len(column), -1)"),
    ("the target may be fixed", INDICATORS, "if fixed is None:", "if True:"),
    ("the best end of a range may be inside it", INDICATORS, "tried.append(np.clip(datos.serie.meta_valor, low, high))", "pass"),
    (
        "a faulty value bounds nothing",
        INDICATORS,
        "faulty = ~np.isnan(datos.valor) & (fault != 0)",
        "faulty = np.zeros(len(fault), dtype=bool)",
    ),
    (
        "a difference turns the ends round",
        FORMULA,
        "Extremos(a.bajo - b.alto, a.alto - b.bajo)",
        "Extremos(a.bajo - b.bajo, a.alto - b.alto)",
    ),
    ("an unknown variable leaves the formula open", FORMULA, "np.where(known, low, -np.inf), np.where(known, high, np.inf)", "low, high"),
    ("parts are half-open", LEVELS, 'side="right") - 1\n    last', 'side="left") - 1\n    last'),
    (
        "parts look at both ends",
        LEVELS,
        "_peldano_of(plan, nodes[end]), -1) for end in (MINIMO, MAXIMO))",
        "_peldano_of(plan, nodes[end]), -1) for end in (MINIMO, MINIMO))",
    ),
    ("a gate holds the part back too", LEVELS, "np.minimum(reached, last[_level_of(plan, ends)])", "reached"),
    # rule 17: precedence
    ("powers group to the right", PARSER, '"**": (41, 40)', '"**": (40, 41)'),
    ("a minus is weaker than a power", PARSER, "_UNARY_BINDING = 30", "_UNARY_BINDING = 50"),
    ("products bind before sums", PARSER, '"*": (20, 21)', '"*": (10, 11)'),
    ("subtractions group to the left", PARSER, '"-": (10, 11)', '"-": (11, 10)'),
    ("divisions group to the left", PARSER, '"/": (20, 21)', '"/": (21, 20)'),
    # typologies
    ("a typology has no total", TIPOLOGIA, "nodes[measure, len(plan.criterios) :] = np.nan", "pass"),
    ("the axis is the second pole minus the first", TIPOLOGIA, "axis = np.array([two[0] - one[0],", "axis = np.array([one[0] - two[0],"),
    (
        "the low end of the axis takes the high end of the first pole",
        TIPOLOGIA,
        "two[1] - one[2], two[2] - one[1]])",
        "two[1] - one[1], two[2] - one[1]])",
    ),
    (
        "the high end of the axis takes the low end of the first pole",
        TIPOLOGIA,
        "two[1] - one[2], two[2] - one[1]])",
        "two[1] - one[2], two[2] - one[2]])",
    ),
    ("a type is sure only when alone", TIPOLOGIA, "possible.sum(axis=0) == 1", "possible.sum(axis=0) >= 1"),
    ("bands are half-open", TIPOLOGIA, 'np.round(low, COMPARED_DECIMALS), side="right")', 'np.round(low, COMPARED_DECIMALS), side="left")'),
    (
        "the upper end opens bands",
        TIPOLOGIA,
        'np.round(high, COMPARED_DECIMALS), side="right")',
        'np.round(low, COMPARED_DECIMALS), side="right")',
    ),
    (
        "both poles under the minimum is no type",
        TIPOLOGIA,
        "neither = (seen_one[1] < least) & (seen_two[1] < least)",
        "neither = (seen_one[1] < least) & False",
    ),
    (
        "one pole at the minimum is enough",
        TIPOLOGIA,
        "neither = (seen_one[1] < least) & (seen_two[1] < least)",
        "neither = (seen_one[1] <= least) & (seen_two[1] < least)",
    ),
    ("the second pole alone may reach the minimum", TIPOLOGIA, "np.logical_or(with_one, with_two)", "with_one"),
    ("the first pole alone may reach the minimum", TIPOLOGIA, "np.logical_or(with_one, with_two)", "with_two"),
    (
        "a trait is sure by its lower end",
        TIPOLOGIA,
        "for end in (MINIMO, MAXIMO))\n    if tipologia.ninguno",
        "for end in (MAXIMO, MAXIMO))\n    if tipologia.ninguno",
    ),
    (
        "the cut of a trait is included",
        TIPOLOGIA,
        ">= comparable(plan, tipologia.corte or 0.0)",
        "> comparable(plan, tipologia.corte or 0.0)",
    ),
    (
        "no trait is sure when none is possible",
        TIPOLOGIA,
        "~possible.any(axis=0), ~sure.any(axis=0)",
        "~sure.any(axis=0), ~sure.any(axis=0)",
    ),
    (
        "no trait is possible when none is sure",
        TIPOLOGIA,
        "~possible.any(axis=0), ~sure.any(axis=0)",
        "~possible.any(axis=0), ~possible.any(axis=0)",
    ),
    (
        "a type needs enough of the marco",
        TIPOLOGIA,
        "valid = ~np.isnan(total[COBERTURA]) & ~below(total[APLICABILIDAD], plan.marco.aplicabilidad_minima)",
        "valid = ~np.isnan(total[COBERTURA])",
    ),
    ("a negative count is no count", TIPOLOGIA, "np.where(value < 0, NEGATIVE, fault)", "fault"),
    ("counts of other periods do not add up", TIPOLOGIA, "(column < 0), OTHER_PERIOD,", "(column < 0), 0,"),
    ("a month is not the year that ends with it", TIPOLOGIA, "period.fin * _MOST_MONTHS + period.meses", "period.fin * _MOST_MONTHS"),
    ("the target of a count is no matter", TIPOLOGIA, "np.isin(item.falla, _FAULTS_OF_COUNTS) & ", ""),
    (
        "without a name for nothing, nothing known is no type",
        TIPOLOGIA,
        "_alone(possible) & ((whole > 0) | (missing == 0))",
        "_alone(possible)",
    ),
    ("a share is of the total", TIPOLOGIA, "np.divide(counted, whole,", "np.divide(counted, counted,"),
    ("a share with a count missing has no value", TIPOLOGIA, "point = np.where(known & is_whole,", "point = np.where(known,"),
    ("a share with a count missing may be nothing", TIPOLOGIA, "low = np.where(known & is_whole,", "low = np.where(known,"),
    ("an unknown share may be all", TIPOLOGIA, "np.where(known, share, 1.0)", "np.where(known, share, 0.5)"),
    ("coverage counts what has any", TIPOLOGIA, "used = (counted > 0).sum(axis=0)", "used = (counted >= 0).sum(axis=0)"),
    ("coverage grows with what is missing", TIPOLOGIA, "(used + missing) / applicable)", "used / applicable)"),
    (
        "dispersion is the exponential of the entropy",
        TIPOLOGIA,
        "np.where(whole > 0, np.exp(entropy), 0.0)",
        "np.where(whole > 0, 1 + entropy, 0.0)",
    ),
    (
        "an unknown count adds at most one criterion",
        TIPOLOGIA,
        "np.ones(whole.shape), known + missing)",
        "np.ones(whole.shape), known + 2 * missing)",
    ),
    (
        "an unknown count may dwarf the others",
        TIPOLOGIA,
        "missing, np.ones(whole.shape), known + missing)",
        "missing, known, known + missing)",
    ),
    (
        "evenness is relative to the criteria that apply",
        TIPOLOGIA,
        "applicable = (~counts.no_aplica).sum(axis=0)",
        "applicable = np.full(counts.valor.shape[1], len(counts.valor))",
    ),
    ("the largest share falls with unknown counts", TIPOLOGIA, "most / (whole + missing * most)", "most / whole"),
    ("nothing counted is no spread", TIPOLOGIA, "possible & (whole + missing > 0)", "possible"),
    ("nothing counted has its name", TIPOLOGIA, "((whole == 0) & (applicable > 0))[None]", "((whole == 1) & (applicable > 0))[None]"),
]


@pytest.fixture(scope="module")
def leidos():
    """Every marco with its casos, read once."""
    found = []
    for path in ARCHIVOS:
        documento = load_wrapped(read_documento(path))
        found.append((read_marco(path.with_name("marco.yaml")), documento, load_model(documento, Casos).casos))
    return found


def first_difference(leidos):
    """Return what first comes out otherwise than a caso says, or None."""
    for leido, documento, casos in leidos:
        for position, caso in enumerate(casos):
            with np.errstate(all="ignore"):
                try:
                    problem = next(check_caso(caso, leido, documento, position), None)
                except Exception as error:  # noqa: BLE001 - a broken program may fail in any way; it was noticed
                    return repr(error)
            if problem is not None:
                return str(problem)
    return None


@contextlib.contextmanager
def broken(name, old, new):
    """Run with one line of a module changed, in that module and wherever its functions were imported."""
    module = importlib.import_module(name)
    source = inspect.getsource(module)
    assert source.count(old) == 1, f"{name} has {source.count(old)} times {old!r}: write the breakage again for the line that does it now"
    before = dict(vars(module))
    others = []
    try:
        exec(compile(source.replace(old, new), module.__file__, "exec"), vars(module))  # noqa: S102 - our own source with one line changed
        for other in [other for key, other in sys.modules.items() if key.startswith("evaluacion.") and other is not module]:
            for key, value in list(vars(other).items()):
                if inspect.isfunction(value) and value is before.get(key) and value is not vars(module)[key]:
                    others.append((other, key, value))
                    setattr(other, key, vars(module)[key])
        yield
    finally:
        for other, key, value in others:
            setattr(other, key, value)
        vars(module).clear()
        vars(module).update(before)


@pytest.mark.parametrize(
    ("feature", "module", "old", "new"),
    [
        pytest.param(*rotura, id=rotura[0].replace(" ", "_"), marks=[pytest.mark.lenta] if number % EN_LA_CORTA else [])
        for number, rotura in enumerate(ROTURAS)
    ],
)
def test_breaking_a_feature_is_noticed(leidos, feature, module, old, new):
    """With that line of the code broken, at least one caso does not hold; all of them in the long form (and see `tests/mutacion`)."""
    of_indicators = module in (INDICATORS, FORMULA, PARSER)
    likely_first = sorted(leidos, key=lambda item: item[0].marco.marco.startswith("indicadores") != of_indicators)
    with broken(module, old, new):
        found = first_difference(likely_first)
    assert found is not None, f"no caso notices that this is broken: {feature}"


def test_with_nothing_broken_every_caso_holds(leidos):
    """The breakages leave the code as it was."""
    assert first_difference(leidos) is None


@pytest.mark.parametrize(("module", "old"), [pytest.param(rotura[1], rotura[2], id=rotura[0].replace(" ", "_")) for rotura in ROTURAS])
def test_each_breakage_is_of_a_line_that_is_there(module, old):
    """A line that was written in another way since is broken nowhere: its breakage has to be written again."""
    assert inspect.getsource(importlib.import_module(module)).count(old) == 1
