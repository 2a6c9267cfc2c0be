"""From a file of a comparison to what another datum would change in it, and to what separates two of its units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evaluacion.base.numeros import parse_number
from evaluacion.base.problema import EvaluacionError, Problema, quote, suggestion
from evaluacion.compare.aggregate import EscalaError
from evaluacion.compare.comparar import compute
from evaluacion.compare.impute import FaltanteError
from evaluacion.compare.regla import ReglaError
from evaluacion.compare.reparto_brecha import Brecha, split_gap
from evaluacion.compare.supuesto_celdas import CeldaSupuesta, EfectoEnCeldas, find_cell_effect, with_cells
from evaluacion.flujo.comparar import Comparada, compare
from evaluacion.model.comun import fold
from evaluacion.read.documento import read_documento

if TYPE_CHECKING:
    from evaluacion.model.procedencia import Procedencia

_KEY = "comparacion"
_WRITTEN = (".yaml", ".yml", ".json")
_HOW = "Escriba --si 'INDICADOR=4.2', o --si 'INDICADOR=' para quitar el dato."


@dataclass(frozen=True, slots=True)
class CeldasRespondidas:
    """What other data would change in a comparison: all together, and each alone where there are several."""

    titulo: str
    juntas: EfectoEnCeldas
    solas: tuple[EfectoEnCeldas, ...]
    procedencia: Procedencia
    avisos: tuple[Problema, ...]


@dataclass(frozen=True, slots=True)
class UnidadesContrastadas:
    """What separates two units of a comparison: their rows, and how the gap at the root is made up."""

    titulo: str
    hecha: Comparada
    filas: tuple[int, int]
    brecha: Brecha
    procedencia: Procedencia
    avisos: tuple[Problema, ...]


def is_comparison(path: Path) -> bool:
    """Whether a path is a file that describes a comparison."""
    if path.suffix.casefold() not in _WRITTEN or not path.is_file():
        return False
    data = read_documento(path).datos
    return isinstance(data, dict) and _KEY in data


def suppose_cells(path: Path, unidad: str | None, si: Sequence[str], periodo: str | None) -> CeldasRespondidas:
    """Return what would change in a comparison if some data of a unit were others.

    Raises:
        EvaluacionError: what is wrong with the comparison, the unit or the suppositions.
    """
    done = compare(path)
    if not done.hecha.comparacion.unidades.archivo:
        what = "Las unidades de esta comparación son registros: lo que se supone es una respuesta, no un puntaje."
        raise EvaluacionError([_wrong(what, "Use «evaluacion explicar» con la carpeta de los registros.")])
    row = _row(done, unidad, periodo)
    cells = _read(done, si)
    alone = tuple(_effect(done, row, (cell,)) for cell in cells) if len(cells) > 1 else ()
    return CeldasRespondidas(done.hecha.titulo, _effect(done, row, cells), alone, done.procedencia, done.avisos)


def contrast_units(path: Path, unidad: str, contra: str, periodo: str | None) -> UnidadesContrastadas:
    """Return what separates two units of a comparison.

    Raises:
        EvaluacionError: what is wrong with the comparison or the units, or one of them has no score.
    """
    done = compare(path)
    rows = _row(done, unidad, periodo), _row(done, contra, periodo)
    if rows[0] == rows[1]:
        raise EvaluacionError([_wrong(f"--contra repite {quote(contra)}.", "Indique otra unidad.")])
    split = split_gap(done.hecha.comparado, *rows)
    if split is None:
        names = [done.entradas.renglones.ids[row] for row in rows]
        raise EvaluacionError(
            [_wrong(f"No hay brecha entre {quote(names[0])} y {quote(names[1])}: una no tiene puntaje.", "Indique otra unidad.")]
        )
    return UnidadesContrastadas(done.hecha.titulo, done, rows, split, done.procedencia, done.avisos)


def _effect(done: Comparada, row: int, cells: tuple[CeldaSupuesta, ...]) -> EfectoEnCeldas:
    given = done.entradas
    raw = with_cells(given.crudos, row, cells)
    try:
        after = compute(given.arbol, given.renglones, raw, given.reglas, politicas=given.politicas, denominadores=given.denominadores)
    except (ReglaError, FaltanteError, EscalaError) as error:
        said = ", ".join(quote(cell.texto) for cell in cells)
        raise EvaluacionError([_wrong(f"Con --si {said} la comparación no se puede hacer: {error}.", "Suponga otro valor.")]) from None
    return find_cell_effect(done.hecha.comparado, after, row, cells)


def _row(done: Comparada, unidad: str | None, periodo: str | None) -> int:
    """Return the row of a unit, by its id or its name; of several periods, the one asked for, or the last."""
    rows = done.entradas.renglones
    if unidad is None:
        raise EvaluacionError([Problema("registro_desconocido", f"Hay {len(set(rows.ids))} unidades.", None, "Indique una con --unidad.")])
    word = fold(unidad)
    found = [i for i, names in enumerate(zip(rows.ids, rows.nombres, strict=True)) if word in map(fold, names)]
    if not found:
        known = list(dict.fromkeys([*rows.ids, *rows.nombres]))
        raise EvaluacionError([Problema("registro_desconocido", f"No hay una unidad {quote(unidad)}.", None, suggestion(unidad, known))])
    if rows.periodos is None:
        return found[0]
    periods = [rows.periodos[i] for i in found]
    if periodo is not None and periodo not in periods:
        raise EvaluacionError([_wrong(f"{quote(unidad)} no tiene datos de {quote(periodo)}.", suggestion(periodo, periods))])
    return found[periods.index(periodo)] if periodo is not None else found[-1]


def _read(done: Comparada, si: Sequence[str]) -> tuple[CeldaSupuesta, ...]:
    """Return the cells that some texts suppose.

    Raises:
        EvaluacionError: everything that cannot be read in them.
    """
    leaves = {name: position for position, name in enumerate(done.entradas.arbol.ids[: done.entradas.arbol.n_hojas])}
    found: list[CeldaSupuesta] = []
    problems: list[Problema] = []
    for text in si:
        name, sign, value = (part.strip() for part in text.partition("="))
        if not sign:
            problems.append(_wrong(f"--si dice {quote(text)}.", _HOW))
        elif name not in leaves:
            problems.append(Problema("indicador_desconocido", f"--si: no hay un indicador {quote(name)}.", None, suggestion(name, leaves)))
        elif any(cell.hoja == leaves[name] for cell in found):
            problems.append(_wrong(f"Dos --si hablan de {quote(name)}.", "Deje una sola."))
        else:
            problems.extend(_add(found, text, leaves[name], value))
    if problems:
        raise EvaluacionError(problems)
    return tuple(found)


def _add(found: list[CeldaSupuesta], text: str, leaf: int, value: str) -> list[Problema]:
    try:
        number = parse_number(value) if value else None
    except ValueError as error:
        return [_wrong(f"--si {quote(text)}: {error}.", "Escriba el número sin comas: 1234.5.")]
    if value and number is None:
        return [_wrong(f"--si {quote(text)} no dice un número.", "Escriba el número sin unidades: 1234.5.")]
    found.append(CeldaSupuesta(text, leaf, number))
    return []


def _wrong(message: str, remedy: str) -> Problema:
    return Problema("opcion_no_valida", message, None, remedy)
