"""From a procedure and a record, or options, to its dates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors
from evaluacion.base.recursos import shipped_procedimientos
from evaluacion.check.calendario import Calendario, CierreDias
from evaluacion.check.expediente import FIRST_YEAR, LAST_YEAR, read_hechos, review_expediente, review_procedimiento
from evaluacion.check.procedimiento import Plazos, Seguimiento, follow
from evaluacion.flujo.definicion import check_shipped, find_definition, place_defects
from evaluacion.model.procedencia import Procedencia
from evaluacion.model.procedimiento import Cierre, Expediente, Procedimiento
from evaluacion.read.calendario import read_feriados
from evaluacion.read.documento import Documento, parse_documento, read_bytes, read_documento, show_path
from evaluacion.read.load import load_model
from evaluacion.read.nodos import Mapa
from evaluacion.read.texto import decode
from evaluacion.version import VERSION

_MARGIN_YEARS = 4


@dataclass(frozen=True, slots=True)
class Seguido:
    """A procedure as it stands, with its record and where it comes from."""

    seguimiento: Seguimiento
    expediente: Expediente
    procedencia: Procedencia


def load_procedimiento(reference: str | Path) -> Procedimiento:
    """Return a shipped procedure by its id, or the one of a file or of the folder that holds it.

    Raises:
        EvaluacionError: there is none of that name, or it is not sound.
    """
    path = find_definition(reference, shipped_procedimientos(), "procedimiento.yaml", "un procedimiento")
    documento = read_documento(path)
    procedimiento = load_model(documento, Procedimiento)
    found = place_defects(review_procedimiento(procedimiento), documento)
    if path.name == "procedimiento.yaml" and path.resolve().parent.name != procedimiento.procedimiento:
        what = f"La carpeta se llama {quote(path.resolve().parent.name)} y el procedimiento {quote(procedimiento.procedimiento)}."
        found.append(Problema("procedimiento_no_valido", what, documento.origen(("procedimiento",)), "Use el mismo nombre."))
    raise_errors(found)
    return procedimiento


def is_expediente(path: Path) -> bool:
    """Whether a path is a file that looks like a record rather than a procedure."""
    if not path.is_file():
        return False
    data = read_documento(path).datos
    return isinstance(data, dict) and "pasos" not in data


def follow_file(
    reference: str | None, path: Path | None, *, hoy: date, fecha: str | None = None, firma: str | None = None, desde: str | None = None
) -> Seguido:
    """Return how a procedure goes, from a record or from one date.

    Args:
        reference: id or path of the procedure; None when the record names it.
        path: the record, if there is one.
        hoy: the day of reference when neither `fecha` nor the record gives one.
        fecha: the day of reference.
        firma: the day of the signature; it stands in for what the record says.
        desde: the day on which it begins; likewise.

    Raises:
        EvaluacionError: something is not understood, or some date cannot be.
    """
    if path is None:
        documento = Documento("las opciones", Mapa("las opciones"))
        documento.datos["procedimiento"] = reference
        archivos: tuple[tuple[str, str], ...] = ()
    else:
        data = read_bytes(path)
        documento = parse_documento(decode(data, show_path(path)), show_path(path))
        archivos = ((show_path(path), hashlib.sha256(data).hexdigest()),)
    _override(documento, firma=firma, desde=desde, fecha=fecha)
    given = documento.datos.get("procedimiento") if isinstance(documento.datos, dict) else None
    if path is None and isinstance(given, str):
        documento.datos["procedimiento"] = load_procedimiento(given).procedimiento
    expediente = load_model(documento, Expediente)
    procedimiento = load_procedimiento(reference) if reference is not None else _load_named(expediente, documento)
    if expediente.procedimiento != procedimiento.procedimiento:
        what = f"El expediente es de {quote(expediente.procedimiento)} y se pidió {quote(procedimiento.procedimiento)}."
        raise EvaluacionError([Problema("opcion_no_valida", what, documento.origen(("procedimiento",)), "Indique uno solo.")])
    try:
        seguimiento = follow_expediente(expediente, procedimiento, documento, hoy)
    except EvaluacionError as error:
        if path is not None:
            raise
        raise EvaluacionError([replace(item, origen=None) for item in error.problemas]) from None
    policies = tuple(f"--{key} {value}" for key, value in (("firma", firma), ("desde", desde), ("fecha", fecha)) if value)
    used = (f"procedimiento {procedimiento.procedimiento} {procedimiento.version}", f"calendario: {seguimiento.calendario.nombre}")
    procedencia = Procedencia("evaluacion", VERSION, (), archivos, seguimiento.referencia.isoformat(), (*policies, *used))
    return Seguido(seguimiento, expediente, procedencia)


def _load_named(expediente: Expediente, documento: Documento) -> Procedimiento:
    """Return the procedure that a record names.

    Raises:
        EvaluacionError: there is none of that name.
    """
    name = expediente.procedimiento
    raise_errors(check_shipped(name, shipped_procedimientos(), "procedimiento_no_valido", documento, "procedimiento"))
    return load_procedimiento(name)


def _override(documento: Documento, *, firma: str | None, desde: str | None, fecha: str | None) -> None:
    """Put the dates of the options in place of those of the file."""
    if not isinstance(documento.datos, dict):
        return
    if firma or desde:
        documento.require_places()
        documento.datos.pop("firma", None)
        documento.datos.pop("desde", None)
    documento.datos.update({key: value for key, value in (("firma", firma), ("desde", desde), ("fecha", fecha)) if value})


def follow_expediente(
    expediente: Expediente, procedimiento: Procedimiento, documento: Documento, hoy: date, before: tuple[str | int, ...] = ()
) -> Seguimiento:
    """Return how a record goes.

    Args:
        expediente: the record.
        procedimiento: its procedure.
        documento: where the record is written, for the places of what is wrong.
        hoy: the day of reference when the record gives none.
        before: path of the record in its document.

    Raises:
        EvaluacionError: some date cannot be, or names nothing.
    """
    referencia = date.fromisoformat(expediente.fecha) if expediente.fecha else hoy
    raise_errors(place_defects(review_expediente(expediente, procedimiento, referencia), documento, before))
    hechos = read_hechos(expediente)
    given = date.fromisoformat(expediente.firma or expediente.desde or "9999-12-31")
    days = [referencia, *hechos.values(), *([given] if expediente.firma or expediente.desde else [])]
    calendario = make_calendario(days, expediente.dias_inhabiles)
    parametros = {name: item.valor for name, item in procedimiento.parametros.items()} | expediente.parametros
    plazos = Plazos(procedimiento, parametros, calendario)
    try:
        own = expediente.firma if procedimiento.ancla.clave == "firma" else expediente.desde
        ancla = hechos.get(procedimiento.ancla.id) or (given if own else plazos.find_ancla(given))
        return follow(plazos, ancla, hechos, referencia)
    except EvaluacionError as error:
        where = documento.origen((*before, "dias_inhabiles"), key=True) if expediente.dias_inhabiles else documento.origen(before)
        raise EvaluacionError(
            [Problema(item.codigo, item.mensaje, item.origen or where, item.remedio) for item in error.problemas]
        ) from None


def make_calendario(days: Iterable[date], cierres: Iterable[Cierre]) -> Calendario:
    """Return the calendar of Mexico around some days, with some closures."""
    closed = tuple(CierreDias(*item.dias, item.motivo) for item in cierres)
    years = [day.year for day in days] + [item.hasta.year for item in closed]
    first, last = max(min(years) - _MARGIN_YEARS, FIRST_YEAR), min(max(years) + _MARGIN_YEARS, LAST_YEAR)
    feriados, version = read_feriados(first, last)
    name = f"México, días de descanso obligatorio (holidays {version})"
    return Calendario(name, feriados, closed, date(first, 1, 1), date(last, 12, 31))


def parse_day(text: str | None, option: str) -> str | None:
    """Return the date of an option.

    Raises:
        EvaluacionError: it is no date AAAA-MM-DD.
    """
    try:
        return None if text is None else date.fromisoformat(text).isoformat()
    except ValueError:
        problem = Problema("opcion_no_valida", f"{option} dice {quote(text)}.", Origen(option), "Escriba una fecha que exista, AAAA-MM-DD.")
        raise EvaluacionError([problem]) from None


def check_procedimiento(path: Path) -> list[Problema]:
    """Return everything wrong with the file of a procedure."""
    try:
        load_procedimiento(path)
    except EvaluacionError as error:
        return list(error.problemas)
    return []


def check_expediente(path: Path) -> list[Problema]:
    """Return everything wrong with a record; one without a date of its own is judged as of its latest fact, never today."""
    try:
        documento = read_documento(path)
        expediente = load_model(documento, Expediente)
        given = date.fromisoformat(expediente.firma or expediente.desde or f"{FIRST_YEAR}-01-01")
        latest = max(read_hechos(expediente).values(), default=given)
        follow_expediente(expediente, _load_named(expediente, documento), documento, latest)
    except EvaluacionError as error:
        return list(error.problemas)
    return []


def write_seguido(done: Seguido, salida: Path, formato: str, *, aviso_dias: int | None = None) -> tuple[Path, Problema | None]:
    """Write a procedure as a calendar (`ics`) or as a workbook (`xlsx`); return where it went, and a warning if that is not where it was asked.

    Raises:
        EvaluacionError: the file cannot be written.
    """
    seguimiento, expediente = done.seguimiento, done.expediente
    if formato == "ics":
        from evaluacion.publish.ics import as_ics  # noqa: PLC0415 - only what is written is imported
        from evaluacion.publish.salida import write_bytes  # noqa: PLC0415

        write_bytes(salida, as_ics(seguimiento, expediente, done.procedencia, nombre=_name_of(done), aviso_dias=aviso_dias).encode())
        return salida, None
    from evaluacion.publish.libro import Libro  # noqa: PLC0415
    from evaluacion.publish.libro_xlsx import write_libro  # noqa: PLC0415
    from evaluacion.publish.tablero.hoja_gantt import arrange_gantt  # noqa: PLC0415

    title = expediente.titulo or seguimiento.procedimiento.titulo
    foot = f"evaluacion {VERSION}; {seguimiento.procedimiento.procedimiento} {seguimiento.procedimiento.version}; {seguimiento.calendario.nombre}"
    return write_libro(Libro(title, seguimiento.procedimiento.titulo, foot, (arrange_gantt(seguimiento, expediente),)), salida)


def _name_of(done: Seguido) -> str:
    """Return what tells a record from others whatever its dates: its id, else its file, else the day that the options gave."""
    files = [Path(name).stem for name, _ in done.procedencia.archivos]
    return done.expediente.expediente or (files[0] if files else done.seguimiento.ancla.isoformat())
