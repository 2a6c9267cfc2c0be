"""From strategies to forms: one workbook each, or an empty one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors
from evaluacion.flujo.candidatas import may_be_estrategia, not_estrategia, nothing_in
from evaluacion.flujo.estrategia_en_libro import is_book, read_book
from evaluacion.flujo.formulario import Hechos, names_of, refuse_existing, too_precise
from evaluacion.flujo.rutas import Rutas, find_files, listed
from evaluacion.publish.estrategia_yaml import plain_estrategia
from evaluacion.publish.formulario.estrategia import arrange_estrategia
from evaluacion.publish.libro import Libro
from evaluacion.publish.libro_limites import find_misfits
from evaluacion.publish.libro_xlsx import write_libro
from evaluacion.publish.salida import ensure_folder
from evaluacion.read.documento import parse_documento, read_bytes, show_path
from evaluacion.read.estrategia import EstrategiaLeida, is_estrategia, load_estrategia
from evaluacion.read.texto import decode

VACIO = "estrategia"
"""Name of the form of a strategy that does not exist yet."""
_TEXTS = frozenset({".yaml", ".yml", ".json"})


def write_formularios_de_estrategia(rutas: Rutas, salida: Path, *, reemplazar: bool = False) -> Hechos:
    """Write the form of each strategy of some paths; without paths, an empty one.

    Args:
        rutas: files of strategies, forms of them too, or folders.
        salida: the folder of the forms; it is made if it does not exist.
        reemplazar: write over forms that exist.

    Raises:
        EvaluacionError: everything that is wrong; no form is written then.
    """
    leidas, warnings = read_estrategias(rutas) if listed(rutas) else ([], [])
    known = [plain_estrategia(leida.estrategia) for leida in leidas]
    raise_errors(problem for leida, data in zip(leidas, known, strict=True) for problem in _unfit(leida, data))
    names = names_of([(leida.estrategia.estrategia, None) for leida in leidas]) or [VACIO]
    books = [arrange_estrategia(data) for data in known or [{}]]
    targets = [salida / f"{name}.xlsx" for name in names]
    places = [leida.documento.archivo for leida in leidas] or [""]
    misfits = [problem for book, place in zip(books, places, strict=True) for problem in _misfits(book, place)]
    raise_errors([*misfits, *(() if reemplazar else refuse_existing(targets))])
    ensure_folder(salida)
    written = [write_libro(book, path) for book, path in zip(books, targets, strict=True)]
    return Hechos(tuple(path for path, _ in written), (*warnings, *(warning for _, warning in written if warning is not None)))


def read_estrategias(rutas: Rutas) -> tuple[list[EstrategiaLeida], list[Problema]]:
    """Return the strategies of some paths by id, and what was noticed.

    Raises:
        EvaluacionError: everything wrong with any of them, or there is none.
    """
    found: list[EstrategiaLeida] = []
    problems: list[Problema] = []
    for path, is_named in find_files(rutas):
        try:
            leida, warnings = _read_one(path, is_named=is_named)
        except EvaluacionError as error:
            problems.extend(error.problemas)
            continue
        problems.extend(warnings)
        found.extend([leida] if leida is not None else [])
    if not found:
        problems.append(nothing_in(listed(rutas)))
    problems.extend(repeated([(leida.estrategia.estrategia, leida.documento.archivo) for leida in found]))
    raise_errors(problems)
    return sorted(found, key=lambda leida: leida.estrategia.estrategia), problems


def _read_one(path: Path, *, is_named: bool) -> tuple[EstrategiaLeida | None, list[Problema]]:
    if not is_named and path.suffix.casefold() not in _TEXTS | {".xlsx"}:
        return None, []
    data = b"" if is_book(path) else read_bytes(path)
    if is_book(path, data):
        return read_book(path, is_named=is_named)
    if not is_named and not may_be_estrategia(data):
        return None, []
    archivo = show_path(path)
    documento = parse_documento(decode(data, archivo), archivo)
    if is_estrategia(documento):
        return load_estrategia(documento), []
    if is_named:
        raise EvaluacionError([not_estrategia(documento)])
    return None, []


def repeated(named: list[tuple[str, str]]) -> Iterator[Problema]:
    """Yield a problem for each strategy, of those with their files, whose id another one has."""
    first: dict[str, str] = {}
    for name, archivo in named:
        if name in first:
            what = f"La estrategia {quote(name)} está también en {quote(first[name])}."
            yield Problema("registro_repetido", what, Origen(archivo), "Dé a cada una su identificador, o indique un solo archivo.")
        first.setdefault(name, archivo)


def _unfit(leida: EstrategiaLeida, data: dict[str, Any]) -> Iterator[Problema]:
    """Yield a problem for each value that a cell would change: a number that is too long."""
    for path, value in _values(data, ()):
        if isinstance(value, float) and too_precise(value):
            place = leida.lugar(path)[0]
            what = f"«{'.'.join(map(str, path))}» dice {value!r}, que tiene más de 15 cifras."
            yield Problema("numero_demasiado_largo", what, place, "Redondéelo a lo que de verdad se midió.")


def _values(node: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:  # noqa: ANN401 - plain data
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else None
    if pairs is None:
        yield path, node
        return
    for step, value in pairs:
        yield from _values(value, (*path, step))


def _misfits(book: Libro, archivo: str) -> Iterator[Problema]:
    """Yield what of a form does not fit in a workbook, at the file that says it."""
    for hoja in book.hojas:
        for problem in find_misfits(hoja):
            yield Problema(problem.codigo, problem.mensaje, Origen(archivo) if archivo else problem.origen, problem.remedio)
