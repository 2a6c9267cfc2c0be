"""From a file of a trend, or from records, to the trend: one engine, the marco's, on each period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.periodo import Periodo, parse_periodo
from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors, sort_problemas, suggestion
from evaluacion.compare.cifras import Cifra, verify
from evaluacion.compare.tendencia import Evolucion, follow
from evaluacion.flujo.calificar import indicators_of, make_procedencia
from evaluacion.flujo.propias import is_own_output
from evaluacion.flujo.reunir import gather, kind_of, require_registros
from evaluacion.flujo.rutas import Rutas
from evaluacion.model.cifras import Afirmacion
from evaluacion.model.procedencia import Procedencia
from evaluacion.publish.libro_xlsx import write_libro
from evaluacion.publish.tablero.arrange_tendencia import arrange_tendencia
from evaluacion.publish.tendencias_datos import Comprobadas, TendenciaHecha
from evaluacion.read.documento import read_documento
from evaluacion.read.marco import MarcoLeido, load_marco
from evaluacion.read.tabla import is_table
from evaluacion.read.tabla_registros import period_columns, registros_publicados
from evaluacion.read.tendencia import TendenciaLeida, read_tendencia
from evaluacion.score.evaluate import Resultado, evaluate
from evaluacion.score.periodo import RegistrosDelPeriodo

if TYPE_CHECKING:
    from evaluacion.model.registros import Registros
    from evaluacion.model.tabla_publicada import TablaPublicada

_POLICY = "promedios, cambios y crecimientos con los valores exactos; cada periodo se juzga solo con sus datos"
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Seguimiento:
    """A trend, where it comes from and what was noticed on the way."""

    tendencia: TendenciaHecha
    procedencia: Procedencia
    avisos: tuple[Problema, ...]


def trend_of(rutas: Sequence[str], *, marco: str | Path | None = None, indicador: str | None = None) -> Seguimiento:
    """Return the trend of a file that describes one, or that of the records of some paths.

    Raises:
        EvaluacionError: as `trend_of_file` and `trend_of_paths`.
    """
    if len(rutas) == 1 and _describes_a_trend(Path(rutas[0])):
        return trend_of_file(Path(rutas[0]), marco=marco, indicador=indicador)
    return trend_of_paths(rutas, marco=marco, indicador=indicador)


def _describes_a_trend(path: Path) -> bool:
    if not path.is_file() or is_table(path) or is_own_output(path):
        return False
    return kind_of(read_documento(path), path) == "tendencia"


def trend_of_file(path: Path, *, marco: str | Path | None = None, indicador: str | None = None) -> Seguimiento:
    """Return the trend that a file describes; `marco` and `indicador`, if given, take the place of its own.

    Raises:
        EvaluacionError: everything wrong with the file, with what it names or with the data.
    """
    leida = read_tendencia(path, marco=marco)
    written, place = leida.tendencia, leida.documento.origen
    leido = leida.marco
    name = indicador or written.indicador
    _check_indicator(leido, name, place(("indicador",)))
    registros = _records_of(leida, name)
    periods = [(period, place(("periodos", i))) for i, text in enumerate(written.periodos) if (period := parse_periodo(text)) is not None]
    trend, problems = _follow(leido, name, registros, periods, place(("tendencia",)))
    source = written.fuente or (leida.tabla.fuente if leida.tabla is not None else None)
    hecha = TendenciaHecha(
        written.tendencia,
        written.titulo,
        str(source) if source is not None else None,
        written.nota,
        trend,
        _printed_means(leida.tabla, trend),
        _answers(leida),
    )
    provenance = make_procedencia(registros, [leido], None, (_POLICY,))
    files = tuple(sorted({**dict(provenance.archivos), **leida.archivos}.items()))
    return Seguimiento(hecha, replace(provenance, archivos=files), problems)


def trend_of_paths(rutas: Rutas, *, marco: str | Path | None = None, indicador: str | None = None) -> Seguimiento:
    """Return the trend of an indicator in the records of some paths.

    Args:
        rutas: files, folders or wildcards.
        marco: the instrument; by default, the only one among the files.
        indicador: which indicator of it; by default, its only one.

    Raises:
        EvaluacionError: everything wrong with the records, or it is not clear which marco or which indicator.
    """
    found = gather(rutas)
    registros = require_registros(found, rutas)
    if marco is None and len(found.marcos) != 1:
        raise EvaluacionError([Problema("opcion_no_valida", "Falta el instrumento.", None, "Agregue --marco ID, o --marco RUTA.")])
    leido = load_marco(marco) if marco is not None else next(iter(found.marcos.values()))
    names = list(leido.marco.indicadores)
    if indicador is None and len(names) != 1:
        raise EvaluacionError(
            [Problema("opcion_no_valida", "Falta decir qué indicador.", None, f"Agregue --indicador: {', '.join(names)}.")]
        )
    name = indicador or names[0]
    _check_indicator(leido, name, None)
    trend, problems = _follow(leido, name, registros, (), None)
    definition = leido.marco.indicadores[name]
    hecha = TendenciaHecha(name, definition.nombre, None, None, trend, (None,) * len(trend.periodos), None)
    return Seguimiento(hecha, make_procedencia(registros, [leido], None, (_POLICY,)), (*found.problemas, *problems))


def _check_indicator(leido: MarcoLeido, name: str, origen: Origen | None) -> None:
    if name not in leido.marco.indicadores:
        what = f"El marco {quote(leido.marco.marco)} no tiene el indicador {quote(name)}."
        raise EvaluacionError([Problema("tendencia_no_valida", what, origen, suggestion(name, leido.marco.indicadores))])


def _records_of(leida: TendenciaLeida, name: str) -> Registros:
    if leida.tabla is not None:
        origen = leida.documento.origen(("tabla",))
        return registros_publicados(leida.tabla, tipo=leida.marco.marco.evalua, indicador=name, archivos={}, origen=origen)
    return require_registros(gather(leida.registros), leida.registros)


def _follow(
    leido: MarcoLeido, name: str, registros: Registros, asked: Sequence[tuple[Periodo, Origen]], origen: Origen | None
) -> tuple[Evolucion, tuple[Problema, ...]]:
    """Return the trend of the records that have data of the marco, and the warnings."""
    masks = [mask for item, mask in registros.indicadores().items() if item in indicators_of(leido)]
    rows = np.flatnonzero(np.logical_or.reduce(masks)) if masks else np.zeros(0, dtype=np.intp)
    problems = list(registros.avisos)
    whole = evaluate(leido.marco, registros, filas=rows)
    raise_errors([*problems, *whole.problemas])
    periods = _choose_periods(_measured_periods(whole, name), asked, origen)
    results = []
    for period in periods:
        results.append(evaluate(leido.marco, RegistrosDelPeriodo(registros, period), filas=rows, referencia=period.fin))
        problems.extend(results[-1].problemas)
    raise_errors(problems)
    return follow(leido.marco.indicadores[name], periods, results), tuple(sort_problemas(problems))


def _measured_periods(resultado: Resultado, name: str) -> list[Periodo]:
    serie = resultado.medidas[name].datos.serie
    return [period for column, period in enumerate(serie.periodos) if not np.isnan(serie.valores[:, column]).all()]


def _choose_periods(known: Sequence[Periodo], asked: Sequence[tuple[Periodo, Origen]], origen: Origen | None) -> list[Periodo]:
    texts = [period.texto for period in known]
    problems = [
        Problema("tendencia_no_valida", f"No hay datos del periodo {quote(period.texto)}.", place, suggestion(period.texto, texts))
        for period, place in asked
        if period[:2] not in {item[:2] for item in known}
    ]
    raise_errors(problems)
    wanted = {period[:2] for period, _ in asked}
    chosen = [period for period in known if not wanted or period[:2] in wanted]
    if len(chosen) < _LEAST:
        what = f"Una tendencia necesita al menos dos periodos con datos; hay {len(chosen)}."
        raise_errors([Problema("tendencia_no_valida", what, origen, "Agregue los valores de otro periodo.")])
    return chosen


def _printed_means(tabla: TablaPublicada | None, trend: Evolucion) -> tuple[Cifra | None, ...]:
    """Return the answer to the mean that the table prints for each period, if it prints one."""
    if tabla is None:
        return (None,) * len(trend.periodos)
    row = next((fila for fila, es in tabla.resumen.items() if es == "media"), None)
    columns = {period.texto: column for column, period in period_columns(tabla).items()}
    found: list[Cifra | None] = []
    for period in trend.periodos:
        column = columns[period.periodo]
        cell = tabla.casillas.get((row, column)) if row is not None else None
        if cell is None or cell.valor is None:
            found.append(None)
            continue
        claim = Afirmacion(
            id=re.sub(r"\W", "_", f"media_{column}".lower()), tipo="media", tabla=tabla.id, columna=column, publicado=cell.texto
        )
        found.append(verify(claim, {tabla.id: tabla}))
    return tuple(found)


def _answers(leida: TendenciaLeida) -> Comprobadas | None:
    if leida.verificacion is None or leida.tabla is None:
        return None
    claims, tablas = leida.verificacion.verificacion, leida.verificacion.tablas
    about = tuple(verify(claim, tablas) for claim in claims.cifras if claim.tabla == leida.tabla.id)
    return Comprobadas(about, claims, tablas)


def write_trend(done: Seguimiento, salida: Path) -> tuple[Path, Problema | None]:
    """Write a workbook with the trend; return where it went, and a warning when that is not where it was asked."""
    return write_libro(arrange_tendencia(done.tendencia, done.procedencia), salida)


def join_provenance(base: Procedencia, others: Sequence[Procedencia]) -> Procedencia:
    """Return the provenance of a board with the marcos, the files and the policies of what it includes."""
    every = (base, *others)
    return replace(
        base,
        marcos=tuple(dict.fromkeys(marco for item in every for marco in item.marcos)),
        archivos=tuple(sorted({name: digest for item in every for name, digest in item.archivos}.items())),
        politicas=tuple(dict.fromkeys(policy for item in every for policy in item.politicas)),
    )
