"""From paths to the explanation of one number."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote, suggestion
from evaluacion.flujo.calificar import Calificacion, score_paths
from evaluacion.flujo.explicar_comparacion import is_comparison
from evaluacion.flujo.reunir import gather
from evaluacion.flujo.rutas import Rutas
from evaluacion.publish.explicar import explain_criterio, explain_ficha, explain_indicador, explain_pregunta

if TYPE_CHECKING:
    from evaluacion.model.ficha import Ficha

_MOST_NAMES = 12


def explain_paths(
    ruta: str | Path,
    *,
    registro: str | None = None,
    que: str | None = None,
    marcos: Rutas = (),
    fecha: str | None = None,
    progress: Iterable[tuple[Path, bool]] | None = None,
    panel: bool = False,
    moderacion: str | Path | None = None,
) -> str:
    """Return in sentences how the scores of a record, a criterion or a question came about.

    With `panel` the votes of several evaluators are put together, with the agreed answers of `moderacion`.

    Raises:
        EvaluacionError: what is wrong with the input, or there is no such record, criterion or question.
    """
    if is_comparison(Path(ruta)):
        message, remedy = "Es una comparación, y sus unidades no tienen preguntas.", "Use --si o --contra, o vea «evaluacion comparar»."
        raise EvaluacionError([Problema("opcion_no_valida", message, Origen(str(ruta)), remedy)])
    reunion = gather([ruta], progress=progress)
    if panel:
        from evaluacion.flujo.panel import convene_any  # noqa: PLC0415 - only where votes are put together

        done = convene_any([str(ruta)], marcos=marcos, moderacion=moderacion, fecha=fecha, reunion=reunion).calificacion
    else:
        done = score_paths([ruta], marcos=marcos, fecha=fecha, reunion=reunion)
    fichas = _of_record(done, registro)
    if que is None:
        return "\n".join(explain_ficha(ficha) for ficha in fichas)
    texts = [text for ficha in fichas for text in _explain(ficha, que)]
    if not texts:
        known = [name for ficha in fichas for name in _names(ficha)]
        raise EvaluacionError(
            [Problema("registro_desconocido", f"No hay un criterio, pregunta o indicador {quote(que)}.", None, suggestion(que, known))]
        )
    return "\n".join(texts)


def _of_record(done: Calificacion, registro: str | None) -> list[Ficha]:
    ids = list(dict.fromkeys(result.registros.identidad(int(row)).id for result in done.resultados for row in result.filas))
    if registro is None and len(ids) > 1:
        shown = ", ".join(ids[:_MOST_NAMES]) + (", …" if len(ids) > _MOST_NAMES else "")
        raise EvaluacionError(
            [Problema("registro_desconocido", f"Hay {len(ids)} registros.", None, f"Indique uno con --practica: {shown}.")]
        )
    if registro is not None and registro not in ids:
        raise EvaluacionError([Problema("registro_desconocido", f"No hay un registro {quote(registro)}.", None, suggestion(registro, ids))])
    wanted = registro if registro is not None else ids[0]
    return [
        result.ficha(position)
        for result in done.resultados
        for position, row in enumerate(result.filas)
        if result.registros.identidad(int(row)).id == wanted
    ]


def _explain(ficha: Ficha, que: str) -> list[str]:
    found = [explain_criterio(ficha, item) for item in ficha.criterios if item.criterio.id == que]
    found += [explain_pregunta(ficha, item) for item in ficha.preguntas if que in (item.ruta, f"{ficha.marco.marco}.{item.ruta}")]
    found += [explain_indicador(ficha, item) for item in ficha.indicadores if item.indicador.id == que]
    return found


def _names(ficha: Ficha) -> list[str]:
    return [
        *(item.criterio.id for item in ficha.criterios),
        *(item.ruta for item in ficha.preguntas),
        *(item.indicador.id for item in ficha.indicadores),
    ]
