"""What a scorecard says of an indicator, read out of the measures of a result."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from evaluacion.model.ficha import FichaIndicador
from evaluacion.score.derived import FAULTS
from evaluacion.score.indicators import NOT_DUE, Medidas

if TYPE_CHECKING:
    from evaluacion.base.origen import Origen
    from evaluacion.model.ficha import Estado
    from evaluacion.model.marco import Indicador
    from evaluacion.model.practica import SerieEscrita

ESTADOS: tuple[Estado, ...] = ("sin_responder", "no_aplica", "respondida", "sin_evidencia")
"""The states in the order of the kernel's codes."""
_NOT_DUE_BAND = -2


def make_ficha_indicador(indicador: Indicador, measured: Medidas, i: int, written: SerieEscrita | None, origen: Origen) -> FichaIndicador:
    """Return what an indicator says of the i-th record of a result.

    Args:
        indicador: the indicator.
        measured: its measures in every record.
        i: which of them.
        written: what the record writes of it.
        origen: where.
    """
    serie = measured.datos.serie
    period = measured.periodo(i)
    fault = FAULTS[int(measured.falla[i])] or None
    signs = ((measured.retroceso[i], "retroceso"), (measured.atrasado[i], "dato atrasado"), (fault, "no calculable"))
    base = _point(int(serie.base_fin[i]), float(serie.base_valor[i]))
    target: tuple[str | None, float] | None = _point(int(serie.meta_fin[i]), float(serie.meta_valor[i]))
    if written is not None:
        base = (written.linea_base.periodo, written.linea_base.valor) if written.linea_base else base
        target = (written.meta.periodo, written.meta.valor) if written.meta else target
    if indicador.meta_fija is not None:
        target = (None, indicador.meta_fija)
    values = tuple(
        (parsed.texto, float(value)) for parsed, value in zip(serie.periodos, serie.valores[i], strict=True) if not math.isnan(value)
    )
    return FichaIndicador(
        indicador=indicador,
        estado=ESTADOS[int(measured.estado[i])],
        valor=number_or_none(float(measured.datos.valor[i])),
        periodo=period.texto if period is not None else None,
        linea_base=base,
        meta=target,
        medida=number_or_none(float(measured.medida[i])),
        esperado=number_or_none(float(measured.esperado[i])),
        puntos=number_or_none(float(measured.puntos[i])),
        bajo=float(measured.extremos.bajo[i]),
        alto=float(measured.extremos.alto[i]),
        luz=_light(indicador, measured, i),
        senales=tuple(name for holds, name in signs if holds),
        falla=fault,
        serie=values,
        escrita=written,
        origen=origen,
    )


def _light(indicador: Indicador, measured: Medidas, i: int) -> str | None:
    band = int(measured.luz[i])
    if band == _NOT_DUE_BAND:
        return NOT_DUE
    return indicador.semaforo[band].luz if band >= 0 else None


def _point(end: int, value: float) -> tuple[str, float] | None:
    return None if end < 0 or math.isnan(value) else (_period_name(end), value)


def _period_name(end: int) -> str:
    """Return the name of the period that ends in that month: the year for December, else year and month."""
    year, month = divmod(end - 1, 12)
    return str(year) if month == 11 else f"{year}-{month + 1:02d}"  # noqa: PLR2004 - December


def number_or_none(value: float) -> float | None:
    """Return a number, None where it is not known."""
    return None if math.isnan(value) else float(value)
