"""A list of titles, in Excel or CSV, as the records that forms are made for: a row each, ids made from the titles."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors
from evaluacion.model.comun import fold
from evaluacion.model.formulario import DE_REGISTRO, ID, VALOR, Cabeza, RegistroDelFormulario
from evaluacion.model.identificador import make_id
from evaluacion.model.practica import TIPOS, Practica
from evaluacion.read.celda_escrita import Escrita
from evaluacion.read.formulario import FormularioLeido, Renglon
from evaluacion.read.lista_celdas import HojaDeLista, read_hojas
from evaluacion.read.load import load_model
from evaluacion.read.practica import RegistroLeido
from evaluacion.read.registro_formulario import Armador

_TITULO = ("titulo",)
_TITLES = ("titulo", "nombre", "nombre de la practica", "titulo de la practica", "buena practica", "programa", "proyecto", "title")
_WORDS: dict[tuple[str, ...], tuple[str, ...]] = {
    _TITULO: _TITLES,
    (ID,): ("identificador", "id"),
    ("descripcion",): ("resumen",),
    ("territorio", "nombre"): ("territorio", "municipio", "entidad", "entidad federativa", "ciudad", "alcaldia"),
    ("territorio", "clave"): ("clave de inegi", "clave inegi"),
    ("territorio", "pais"): ("pais",),
    ("periodo", "desde"): ("inicio",),
    ("periodo", "hasta"): ("fin", "termino"),
    ("responsable",): ("dependencia", "institucion"),
    ("fuente", "lugar"): ("fuente",),
}
"""Further ways in which people call a datum of a record."""
_NOT_LISTED = "evaluacion"
_NUMBERING = frozenset({"#", "no", "no.", "n.o", "num", "num.", "numero", "consecutivo"})
"""Headings of a column that only counts."""
_LIKE = 0.8
_WANTED = "Ponga «Título» en la primera celda de la columna de los títulos; puede haber otras: id, territorio, responsable."


def _known_headings() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for campo in DE_REGISTRO:
        if campo.ruta[0] != _NOT_LISTED:
            found |= dict.fromkeys((fold(campo.titulo), ".".join(campo.ruta), *_WORDS.get(campo.ruta, ())), campo.ruta)
    return found


_HEADINGS = _known_headings()


@dataclass(slots=True)
class Lista:
    """The records of a list, in its order, and what was noticed."""

    registros: list[RegistroLeido] = field(default_factory=list)
    avisos: list[Problema] = field(default_factory=list)


def read_lista(path: Path, tipo: str) -> Lista:
    """Return the records that a list names.

    Args:
        path: a workbook (.xlsx) or a CSV file with a heading over the titles.
        tipo: what the records are: `practica`, `gobierno`, `acuerdo` or `hermanamiento`.

    Raises:
        EvaluacionError: everything wrong with the list, each at its cell.
    """
    hojas = read_hojas(path)
    hoja, header = _find_header(hojas)
    lista = Lista()
    columns = _columns_of(hoja, header, lista.avisos)
    rows = [cells for number, cells in hoja.filas.items() if number > header]
    made = [item for cells in rows if (item := _record_of(hoja, cells, columns, tipo, lista.avisos)) is not None]
    lista.avisos.extend(_repeated(made, tipo))
    lista.registros = [record for record, _ in made]
    if not rows:
        place = next(iter(hoja.filas[header].values())).origen
        lista.avisos.append(Problema("nada_que_evaluar", "La lista no tiene ningún título.", place, "Escriba uno en cada renglón."))
    raise_errors(lista.avisos)
    return lista


def _find_header(hojas: Sequence[HojaDeLista]) -> tuple[HojaDeLista, int]:
    """Return the first sheet with a heading over the titles, and its row.

    Raises:
        EvaluacionError: there is none.
    """
    for hoja in hojas:
        for number, cells in hoja.filas.items():
            if any(_titles_of(cells)):
                return hoja, number
    first = next(iter(hojas[0].filas.values()))
    shown = ", ".join(quote(cell.celda.texto, 30) for cell in list(first.values())[:6])
    what = f"No se encontró la columna de los títulos; el primer renglón dice {shown}."
    raise EvaluacionError([Problema("columna_desconocida", what, next(iter(first.values())).origen, _WANTED)])


def _titles_of(cells: dict[int, Escrita]) -> Iterator[int]:
    """Yield the columns whose heading says that they have titles, the clearest first."""
    words = {column: fold(cell.celda.texto) for column, cell in cells.items()}
    for wanted in (*_TITLES, *TIPOS):
        yield from (column for column, word in words.items() if word == wanted)


def _columns_of(hoja: HojaDeLista, header: int, problems: list[Problema]) -> dict[int, tuple[str, ...]]:
    """Return what each column holds, as its path in a record; what cannot be used is reported."""
    cells = hoja.filas[header]
    title = next(_titles_of(cells))
    found: dict[int, tuple[str, ...]] = {title: _TITULO}
    for column, cell in cells.items():
        word = fold(cell.celda.texto)
        path = (ID,) if word in TIPOS else _HEADINGS.get(word)
        if column == title or (path is None and word in _NUMBERING):
            continue
        if path is None:
            problems.append(_unused(word, cell))
        elif path in found.values():
            what = f"La columna {quote(cell.celda.texto)} repite lo que ya dice otra."
            problems.append(Problema("tabla_invalida", what, cell.origen, "Deje una sola, o cámbiele el encabezado."))
        else:
            found[column] = path
    loose: dict[int, Escrita] = {}
    for row, line in hoja.filas.items():
        loose = {column: cell for column, cell in line.items() if row > header and column not in cells} | loose
    problems.extend(
        Problema("tabla_invalida", "Hay datos en una columna sin encabezado.", cell.origen, "Póngale uno, o bórrela.")
        for cell in loose.values()
    )
    return found


def _unused(word: str, cell: Escrita) -> Problema:
    """Return the problem of a heading that is none of a list: an error when it looks like one that was mistyped."""
    close = difflib.get_close_matches(word[:100], _HEADINGS, n=1, cutoff=_LIKE)
    shown = quote(cell.celda.texto)
    if close:
        what = f"La columna {shown} no es un dato de la lista."
        return Problema("columna_desconocida", what, cell.origen, f"¿Quiso escribir {quote(close[0])}?")
    return Problema("columna_desconocida", f"La columna {shown} no se usa.", cell.origen, "Si no hace falta, déjela así.", "aviso")


def _record_of(
    hoja: HojaDeLista, cells: dict[int, Escrita], columns: dict[int, tuple[str, ...]], tipo: str, problems: list[Problema]
) -> tuple[RegistroLeido, Origen] | None:
    """Return the record of a row and the place of its title; None when something of it is wrong (reported)."""
    written = {path: cells[column] for column, path in columns.items() if column in cells}
    title = written.get(_TITULO)
    if title is None:
        place = next(iter(cells.values())).origen
        problems.append(Problema("valor_vacio", "Este renglón no tiene título.", place, "Escríbalo, o borre el renglón."))
        return None
    said = written.get((ID,))
    name = said.celda.texto.strip() if said is not None else make_id(title.celda.texto)
    if not name:
        what = f"De {quote(title.celda.texto)} no sale un identificador: no tiene letras latinas ni números."
        problems.append(Problema("forma_no_valida", what, title.origen, "Agregue una columna «id» y escríbalo ahí."))
        return None
    registro = RegistroDelFormulario(1, tipo, name)
    rows = [
        Renglon(".".join(path), 1, (".".join(path),), {fold(VALOR): cell}, cell.origen) for path, cell in written.items() if path != (ID,)
    ]
    form = FormularioLeido(hoja.archivo, Cabeza((), (registro,), {}), rows)
    hecho = Armador(form, registro, {}).hecho
    problems += hecho.problemas
    hecho.documento.lugares |= {(): title.origen, (tipo,): (said or title).origen}
    if hecho.problemas:
        return None
    try:
        practica = load_model(hecho.documento, Practica)
    except EvaluacionError as error:
        problems += error.problemas
        return None
    return RegistroLeido(practica, hoja.archivo, {}, hecho.documento), (said or title).origen


def _repeated(made: Sequence[tuple[RegistroLeido, Origen]], tipo: str) -> Iterator[Problema]:
    """Yield a problem for each record whose id another one has."""
    seen: dict[str, tuple[RegistroLeido, Origen]] = {}
    for record, place in made:
        practica = record.practica
        other, where = seen.setdefault(practica.id.casefold(), (record, place))
        if other is record:
            continue
        titles = [str(item.titulo) for item in (other.practica, practica)]
        cell = where.celda or f"el renglón {where.linea}"
        if fold(titles[0]) == fold(titles[1]):
            what = f"El título {quote(titles[1])} ya está en {cell}."
        else:
            what = f"{quote(titles[1])} y {quote(titles[0])} ({cell}) tendrían el mismo identificador, {quote(practica.id)}."
        remedy = f"Quite uno; si son dos {KINDS_PLURAL[tipo]}, dele a cada renglón otro «id»."
        yield Problema("registro_repetido", what, place, remedy)


KINDS_PLURAL = {"practica": "prácticas", "gobierno": "gobiernos", "acuerdo": "acuerdos", "hermanamiento": "hermanamientos"}
