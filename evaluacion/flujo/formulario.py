"""From marcos and records to forms."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, only_errors, quote, raise_errors, suggestion
from evaluacion.flujo.calificar import indicators_of
from evaluacion.flujo.reunir import gather, require_registros
from evaluacion.flujo.rutas import Rutas, listed
from evaluacion.model.practica import Practica
from evaluacion.publish.formulario.arrange import arrange_formulario
from evaluacion.publish.formulario.contenido import MarcoPedido, RegistroPedido
from evaluacion.publish.libro import Libro
from evaluacion.publish.libro_limites import find_misfits
from evaluacion.publish.libro_xlsx import write_libro
from evaluacion.publish.registro_yaml import plain_practica
from evaluacion.publish.salida import ensure_folder
from evaluacion.read.documento import Documento
from evaluacion.read.marco import MarcoLeido, load_marco
from evaluacion.read.practica import RegistroLeido, RegistrosArchivo
from evaluacion.score.evaluate import evaluate

UN_LIBRO = "formularios.xlsx"
NUEVO = "nuevo"
_DIGITS = 15
_MOST_NAME = 120
_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
_UNDERSCORE = "\\u005f"
"""As JSON may write it too; in a workbook some texts with underscores mean another sign, and not all programs agree on which."""
_NOWHERE = Origen("")


@dataclass(frozen=True, slots=True)
class Hechos:
    """The forms that were written and what was noticed on the way."""

    escritos: tuple[Path, ...]
    avisos: tuple[Problema, ...]


def write_formularios(
    marcos: Sequence[str | Path],
    salida: Path,
    *,
    practicas: Rutas = (),
    ids: Sequence[str] = (),
    un_libro: bool = False,
    reemplazar: bool = False,
) -> Hechos:
    """Write the forms of some marcos: one workbook a record, or one for all of them.

    Args:
        marcos: ids or paths of what is asked.
        salida: the folder of the forms; it is made if it does not exist.
        practicas: where what is already known is; without it, forms with nothing in them.
        ids: the records wanted; without `practicas`, the ids of new ones.
        un_libro: all the records in one workbook.
        reemplazar: write over forms that exist.

    Raises:
        EvaluacionError: everything that is wrong; no form is written then.
    """
    chosen = load_asked(marcos)
    records, warnings = known_records(practicas, ids) if listed(practicas) else (new_records(ids, chosen), [])
    found, problems = ask(chosen, records)
    raise_errors([*warnings, *problems])
    groups = [found] if un_libro else [[item] for item in found]
    names = [UN_LIBRO] if un_libro else [f"{name}.xlsx" for name in names_of([_who(item) for item in found])]
    books = [make_libro(chosen, group) for group in groups]
    return write_libros(list(zip(names, books, strict=True)), salida, avisos=(*warnings, *problems), reemplazar=reemplazar)


def write_libros(books: Sequence[tuple[str, Libro]], salida: Path, *, avisos: Sequence[Problema], reemplazar: bool) -> Hechos:
    """Write some workbooks, each with its name, in a folder; all of them or, when anything is wrong, none.

    Raises:
        EvaluacionError: what does not fit in a cell, and the files that exist when `reemplazar` is not asked.
    """
    targets = [salida / name for name, _ in books]
    misfits = [problem for _, book in books for hoja in book.hojas for problem in find_misfits(hoja)]
    existing = [] if reemplazar else refuse_existing(targets)
    raise_errors([*misfits, *existing])
    ensure_folder(salida)
    written = [write_libro(book, path) for (_, book), path in zip(books, targets, strict=True)]
    busy = [warning for _, warning in written if warning is not None]
    return Hechos(tuple(path for path, _ in written), (*avisos, *busy))


def load_asked(marcos: Sequence[str | Path]) -> list[MarcoLeido]:
    """Return the marcos that a form asks, each once.

    Raises:
        EvaluacionError: one of them is not valid, or evaluates plans.
    """
    found: dict[str, MarcoLeido] = {}
    for reference in marcos:
        leido = load_marco(reference)
        found.setdefault(leido.marco.marco, leido)
    kinds = {leido.marco.evalua for leido in found.values()}
    if "plan" in kinds:
        name = next(name for name, leido in found.items() if leido.marco.evalua == "plan")
        problem = Problema("opcion_no_valida", f"El marco {quote(name)} evalúa planes, que no tienen formulario.", None, "Quítelo.")
        raise EvaluacionError([problem])
    return list(found.values())


def known_records(rutas: Rutas, ids: Sequence[str]) -> tuple[list[RegistroLeido], list[Problema]]:
    """Return the records of some paths, those asked for or all, and what was noticed."""
    reunion = gather(rutas)
    registros = require_registros(reunion, rutas)
    names = registros.claves().ids
    unknown = [name for name in ids if name not in names]
    raise_errors(
        Problema("registro_desconocido", f"No hay un registro {quote(name)}.", None, suggestion(name, sorted(set(names))))
        for name in unknown
    )
    rows = [row for row in range(len(registros)) if not ids or names[row] in ids]
    found = []
    for row in rows:
        origen = registros.origen(row)
        found.append(RegistroLeido(registros.practica(row), origen.archivo, {}, LugarDe(origen.archivo, None, lugar=origen)))
    return sorted(found, key=lambda item: (item.practica.id, item.practica.evaluador or "")), reunion.problemas


@dataclass(slots=True)
class LugarDe(Documento):
    """A record whose every value is said to be at one place."""

    lugar: Origen = _NOWHERE

    def origen(self, ruta: Sequence[str | int], *, key: bool = False) -> Origen:  # noqa: ARG002 - one place for all
        """Return the place of the record."""
        return self.lugar


def new_records(ids: Sequence[str], marcos: Sequence[MarcoLeido]) -> list[RegistroLeido]:
    """Return records of which nothing is known but their ids; without ids, the one that has none yet."""
    from evaluacion.read.load import load_model  # noqa: PLC0415 - only for new ids

    found = []
    for name in ids or [NUEVO]:
        data: dict[str, Any] = {str(marcos[0].marco.evalua): name}
        documento = LugarDe("--practica", data, lugar=Origen("--practica"))
        found.append(RegistroLeido(load_model(documento, Practica), "", {}, documento))
    return found


def ask(marcos: Sequence[MarcoLeido], records: Sequence[RegistroLeido]) -> tuple[list[RegistroPedido], list[Problema]]:
    """Return the records as forms ask for them, scored under each marco, and what is wrong with what is known."""
    registros = RegistrosArchivo(records, {})
    rows = np.arange(len(records), dtype=np.intp)
    results = [evaluate(leido.marco, registros, filas=rows) for leido in marcos]
    problems = [problem for result in results for problem in result.problemas]
    places = [{int(row): i for i, row in enumerate(result.filas)} for result in results]
    found = [
        RegistroPedido(
            1,
            "" if record.archivo == "" and record.practica.id == NUEVO else record.practica.id,
            record.practica,
            {result.marco.marco: (result, place[row]) for result, place in zip(results, places, strict=True)},
            record.origen(()) if record.archivo else None,
        )
        for row, record in enumerate(records)
    ]
    return found, [*only_errors(problems), *_too_precise(found, marcos)]


def _too_precise(records: Sequence[RegistroPedido], marcos: Sequence[MarcoLeido]) -> Iterator[Problema]:
    """Yield a problem for each number that a cell would cut."""
    shown = {name for leido in marcos for name in indicators_of(leido)}
    for record in records:
        for name, serie in record.practica.indicadores.items():
            points = [point.valor for point in (serie.linea_base, serie.meta) if point is not None]
            numbers = [*points, *serie.valores.values(), *serie.intermedias.values()] if name in shown else []
            for value in numbers:
                if too_precise(value):
                    what = f"{quote(record.practica.id)}: el indicador {quote(name)} dice {value!r}, que tiene más de {_DIGITS} cifras."
                    yield Problema("numero_demasiado_largo", what, record.origen, "Redondéelo a lo que de verdad se midió.")


def too_precise(value: float) -> bool:
    """Whether a cell would cut a number."""
    return float(f"{value:.{_DIGITS}g}") != value


def make_libro(marcos: Sequence[MarcoLeido], records: Sequence[RegistroPedido]) -> Libro:
    """Return the form of some records, in the order given."""
    asked = [MarcoPedido(leido.marco, leido.huella, tuple(sorted(indicators_of(leido) - set(leido.marco.indicadores)))) for leido in marcos]
    numbered = [
        RegistroPedido(number, item.id, item.practica, item.resultados, item.origen) for number, item in enumerate(records, start=1)
    ]
    rest = {item.numero: text for item in numbered if (text := rest_of(item.practica, asked))}
    return arrange_formulario(asked, numbered, rest)


def rest_of(practica: Practica, marcos: Sequence[MarcoPedido]) -> str:
    """Return as JSON what a form of some marcos does not show of a record; empty when that is nothing."""
    data = plain_practica(practica)
    mine = {pedido.marco.marco for pedido in marcos}
    shown = {name for pedido in marcos for name in (*pedido.marco.indicadores, *pedido.variables)}
    answers = {name: value for name, value in data.get("respuestas", {}).items() if name not in mine}
    series = {name: value for name, value in data.get("indicadores", {}).items() if name not in shown}
    rest = {name: value for name, value in (("respuestas", answers), ("indicadores", series)) if value}
    return json.dumps(rest, ensure_ascii=True, sort_keys=True).replace("_", _UNDERSCORE) if rest else ""


def _who(item: RegistroPedido) -> tuple[str, str | None]:
    return item.id or NUEVO, item.practica.evaluador


def names_of(who: Sequence[tuple[str, str | None]]) -> list[str]:
    """Return the name of the file of each record: its id, with who evaluates where several do."""
    times = Counter(name for name, _ in who)
    return apart([f"{name}--{slug_of(judge or 'sin-evaluador')}" if times[name] > 1 else name for name, judge in who])


def apart(names: Iterable[str]) -> list[str]:
    """Return names of files, none twice even where capitals do not count, none that Windows keeps for itself."""
    found: dict[str, str] = {}
    for name in names:
        wanted = name[:_MOST_NAME] + ("_" if _DEVICES.fullmatch(name) else "")
        number, again = 1, wanted
        while again.casefold() in found:
            number += 1
            again = f"{wanted}-{number}"
        found[again.casefold()] = again
    return list(found.values())


def slug_of(text: str) -> str:
    """Return what a name of a person is in the name of a file: no accents, no blanks."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").casefold()[:60] or "evaluador"


def refuse_existing(targets: Sequence[Path]) -> list[Problema]:
    """Return a problem for each form that exists."""
    remedy = "Puede tener respuestas. Indique otra carpeta, o agregue --reemplazar."
    return [
        Problema("salida_imposible", f"No se escribió «{path}»: ya existe.", Origen(str(path)), remedy) for path in targets if path.exists()
    ]
