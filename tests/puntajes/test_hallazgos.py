"""All that scoring says of one record that has something of everything: each finding at its line, and the whole scorecard."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from evaluacion.base.origen import Origen
from evaluacion.base.periodo import parse_periodo
from evaluacion.model.ficha import FichaPregunta
from evaluacion.model.moderacion import Acordada, RespuestaAcordada
from evaluacion.read.documento import parse_documento
from evaluacion.read.marco import read_marco
from evaluacion.read.practica import RegistrosArchivo, load_practica
from evaluacion.score.brechas import Calificado, find_brechas
from evaluacion.score.consolidar import consolidate
from evaluacion.score.evaluate import evaluate
from evaluacion.score.periodo import RegistrosDelPeriodo
from evaluacion.score.ruta import find_rutas

CARPETA = Path(__file__).parent / "hallazgos"
GOOD = ("uno: parsial", "dos: {respuesta: no aplica, motivo: No viene al caso}", "a.trece: sí", "b.uno: sí")
"""What of the record is an error, and must be mended before there is a scorecard."""


OTHER_KIND = "gobierno: g\nrespuestas:\n  hallazgos:\n    a.dos: sí\n"


@pytest.fixture(scope="module")
def marco():
    """The marco of the folder."""
    return read_marco(CARPETA / "marco.yaml").marco


def score(marco, *texts):
    """Score some records, each a text."""
    found = [load_practica(parse_documento(text, f"r{i}.yaml")) for i, text in enumerate(texts)]
    return evaluate(marco, RegistrosArchivo(found, {}))


def text_of_record():
    """The record with something of everything."""
    return (CARPETA / "r.yaml").read_text(encoding="utf-8")


def mended(text):
    """The same record, and the same lines, without its errors."""
    for line in GOOD:
        text = text.replace(f"    {line}\n", "\n").replace(f"    a.{line}\n", "\n")
    return text


def test_each_finding_is_told_whole_and_at_its_place(marco, dorado):
    """Code, severity, sentence, remedy, line and column: the golden text was read against the record."""
    dorado(CARPETA / "hallazgos.txt", "\n".join(map(str, score(marco, text_of_record(), OTHER_KIND).problemas)) + "\n")


def plain(value):
    """Return what a field holds as one text: a part of the marco by its id, a place as editors read it."""
    if isinstance(value, Origen):
        return str(value)
    if hasattr(value, "model_dump"):
        known = value.model_dump(mode="json", exclude_defaults=True)
        return known.get("id") or known.get("marco") or str(known)
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, tuple):
        return f"({', '.join(map(plain, value))})"
    if isinstance(value, Mapping):
        return f"({', '.join(value)})"
    return str(value)


def fields_of(value):
    """Return the names of the fields of a part of a scorecard."""
    return value._fields if hasattr(value, "_fields") else [field.name for field in dataclasses.fields(value)]


def lines_of(part, name="ficha"):
    """Yield a part of a scorecard as a line with its own fields, and then its parts."""
    inner = [kind for kind in ("grupos", "criterios", "preguntas", "indicadores") if kind in fields_of(part)]
    yield f"{name}: " + "; ".join(f"{of} {plain(getattr(part, of))}" for of in fields_of(part) if of not in inner)
    for kind in inner:
        for item in getattr(part, kind):
            yield from lines_of(item, kind)


def text_of(part, leave=()):
    """Return the fields of a gap or of a step as one line, the record and the parts of the marco by their ids."""
    return "; ".join(f"{of} {plain(getattr(part, of))}" for of in fields_of(part) if of not in leave)


def said_of(resultado):
    """Return all that a result says: scorecards, gaps with what mending them is worth, and the ways to the next level."""
    fichas = list(resultado.fichas())
    gaps = find_brechas(resultado, [Calificado(position, ficha) for position, ficha in enumerate(fichas)])
    lines = [line for ficha in fichas for line in lines_of(ficha)]
    for gap in gaps:
        place = f"{gap.registro.ficha.practica} {gap.criterio.criterio.id}.{item_of(gap)}"
        first = gap.primero.ruta if gap.primero else None
        lines.append(f"brecha {place}: primero {first}; " + text_of(gap, ("registro", "criterio", "item", "primero")))
    for way in find_rutas(resultado, gaps):
        steps = [f"{step.brecha.criterio.criterio.id}.{item_of(step.brecha)} {step.despues:.6g} {step.nivel}" for step in way.pasos]
        lines.append(f"ruta {way.registro.ficha.practica} a {way.meta}: {', '.join(steps)}")
    return "\n".join(lines) + "\n"


def item_of(gap):
    """Return the id of the question or the indicator of a gap."""
    return gap.item.pregunta.id if isinstance(gap.item, FichaPregunta) else gap.item.indicador.id


def test_the_scorecard_says_all_that_was_found_of_each_question_and_indicator(marco, dorado):
    """Every field of the scorecard, of the gaps and of the way: the golden text was read against the record."""
    dorado(CARPETA / "ficha.txt", said_of(score(marco, mended(text_of_record()))))


def agreed(path, answer, line):
    """An agreed answer on the record of the panel."""
    said = RespuestaAcordada(
        practica="r", marco="hallazgos", pregunta=path, respuesta=answer, motivo="Se discutió", quien="mesa", fecha="2025-01-02"
    )
    return Acordada(said, *(Origen("moderacion.yaml", line + more, 5) for more in range(3)))


AGREED = [agreed("a.dos", "parcial", 10), agreed("a.tres", "no aplica", 20), agreed("e.sin", "sí", 30)]
WRONG = [agreed("a.trece", "sí", 40), agreed("a.cuatro", "talves", 50), agreed("a.dos", "no aplica", 60)]


def test_a_panel_says_the_same_things_with_the_votes_behind_them(marco, dorado):
    """Votes, agreed answers, data that the evaluators dispute, and whatever is joined of what they write."""
    found = consolidate(marco, panel(), [*AGREED, *WRONG])
    assert [item.acuerdo.pregunta for item in found.sin_desacuerdo] == ["a.tres", "e.sin"]
    lines = [*map(str, found.resultado.problemas), str(found.resultado.codigos.tolist()), said_of(found.resultado)]
    dorado(CARPETA / "panel.txt", "\n".join(lines))


def panel():
    """The records of the evaluators."""
    texts = sorted((CARPETA / "panel").glob("*.yaml"))
    return RegistrosArchivo([load_practica(parse_documento(path.read_text(encoding="utf-8"), path.name)) for path in texts], {})


def test_records_put_together_answer_as_any_records_do(marco):
    """Keys, marcos, questions, answers and places: the first evaluator's where one must be chosen, what all say where it is said."""
    juntos = consolidate(marco, panel()).resultado.registros
    assert len(juntos) == 2
    assert (juntos.archivos, juntos.avisos) == (panel().archivos, panel().avisos)
    assert juntos.claves() == (["r", "s"], ["practica"] * 2, [None, "caro"], ["Como lo llama Ana", None])
    assert juntos.identidad(0) == ("r", "practica", None, "Como lo llama Ana")
    assert [juntos.practica(fila).evaluacion.evaluador for fila in range(2)] == ["ana", "caro"]
    assert {name: mask.tolist() for name, mask in juntos.marcos().items()} == {"hallazgos": [True, True]}
    assert {name: mask.tolist() for name, mask in juntos.indicadores().items()}["x"] == [True, False]
    assert (juntos.preguntas("hallazgos")["a.uno"], juntos.preguntas("hallazgos")["s.uno"]) == (0, 1)
    assert juntos.requisito("vigente") == [None, True]
    column = juntos.columna("hallazgos", "a.uno")
    assert (column.valores, column.indices.tolist(), column.evidencia.tolist(), column.motivo.tolist()) == (
        ["sí"],
        [0, 0],
        [True, False],
        [False] * 2,
    )
    column = juntos.columna("hallazgos", "a.tres")
    assert (column.valores, column.indices.tolist(), column.evidencia.tolist(), column.motivo.tolist()) == (
        ["no aplica"],
        [0, -1],
        [False] * 2,
        [True, False],
    )
    one, other = juntos.respuestas([0, 1], "hallazgos", "a.uno")
    assert (one.respuesta, str(one.evidencia), one.nota) == ("sí", "ana: Acta\nbeto: Minuta", "ana: Se vio\nbeto: También se vio")
    assert (other.respuesta, other.evidencia, other.nota) == ("sí", None, None)
    assert juntos.respuestas([1, 0], "hallazgos", "a.dos")[1].respuesta is None
    assert juntos.respuestas([0], "hallazgos", "a.tres")[0].motivo == "ana: No hay\nbeto: Nunca hubo"
    series = juntos.series_de(0)
    assert sorted(series) == ["nuevo", "retrocede", "y"]
    joined = series["retrocede"]
    assert (joined.linea_base.valor, joined.meta.valor, dict(joined.valores), dict(joined.intermedias)) == (
        7,
        9,
        {"2022-T3": 6},
        {"2023": 8},
    )
    assert (joined.motivo, joined.fuente, joined.nota) == ("Se corrigió", None, None)
    assert (str(juntos.origen(0)), str(juntos.origen(1, "respuestas", "hallazgos", "a.uno"))) == ("ana.yaml:1:1", "caro.yaml:6:5")


def test_the_records_of_one_period_are_the_same_with_the_values_of_that_period_alone():
    """Whatever has no period is as it was."""
    whole = panel()
    view = RegistrosDelPeriodo(whole, parse_periodo("2023"))
    assert (len(view), view.archivos, view.avisos, view.claves()) == (3, whole.archivos, whole.avisos, whole.claves())
    assert [view.identidad(row) for row in range(3)] == [whole.identidad(row) for row in range(3)]
    assert [view.practica(row) for row in range(3)] == [whole.practica(row) for row in range(3)]
    assert [view.series_de(row) for row in range(3)] == [whole.series_de(row) for row in range(3)]
    assert {name: mask.tolist() for name, mask in view.marcos().items()} == {"hallazgos": [True] * 3}
    assert {name: mask.tolist() for name, mask in view.indicadores().items()} == {
        name: mask.tolist() for name, mask in whole.indicadores().items()
    }
    assert view.preguntas("hallazgos") == whole.preguntas("hallazgos")
    assert view.requisito("vigente") == [True, False, True]
    assert view.columna("hallazgos", "a.uno").evidencia.tolist() == [True, True, False]
    assert view.respuestas([2, 0], "hallazgos", "a.dos") == whole.respuestas([2, 0], "hallazgos", "a.dos")
    assert str(view.origen(2, "respuestas", "hallazgos", "a.uno")) == "caro.yaml:6:5"
    found, before = view.serie("fija"), whole.serie("fija")
    assert ([period.texto for period in before.periodos], [period.texto for period in found.periodos]) == (["2023", "2024"], ["2023"])
    assert found.valores[0].tolist() == [10.0]
    assert np.isnan(found.valores[1:]).all()
    assert view.serie("retrocede").valores.shape == (3, 0)
    assert view.serie("retrocede").base_valor.tolist()[0] == 7.0
