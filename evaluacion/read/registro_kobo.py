"""A submission of KoboToolbox as the rows of a form, so that both are read as records in one way."""

from __future__ import annotations

from evaluacion.model.comun import fold
from evaluacion.model.formulario import (
    DE_INDICADOR,
    DE_RESPUESTA,
    DE_SERIE,
    ID,
    INDICADORES,
    PUNTOS,
    REQUISITOS,
    SERIES,
    VALOR,
    Cabeza,
    make_key,
)
from evaluacion.model.xlsform import ENTRE_ID_Y_TITULO, Encuesta, split_name
from evaluacion.read.celda_escrita import Escrita
from evaluacion.read.formulario import FormularioLeido, Renglon
from evaluacion.read.kobo import Envio

_ONLY = 1
"""A submission has one record."""
_ANSWERS = {campo.ruta: fold(campo.titulo) for campo in DE_RESPUESTA}
_DATA = {campo.ruta: fold(campo.titulo) for campo in DE_INDICADOR if campo.titulo not in DE_SERIE}
_POINTS = {"periodo": fold(DE_SERIE[0]), "valor": fold(DE_SERIE[1])}


def as_formulario(envio: Envio, encuesta: Encuesta, archivo: str) -> FormularioLeido:
    """Return a submission as a form with one record; `sueltas` stays empty."""
    form = FormularioLeido(archivo, Cabeza((), (), {}))
    rows: dict[tuple[str, ...], Renglon] = {}
    for name, cell in envio.celdas.items():
        parts, title = _place_of(name, encuesta.tipo)
        row = rows.setdefault(parts, _row(parts, cell))
        row.celdas[title] = _without_title(cell) if parts == (ID,) else cell
    form.renglones += rows.values()
    for answers in envio.series:
        for kind in SERIES:
            mine = {name: cell for name, cell in answers.items() if split_name(name)[2] == kind}
            if mine:
                first = next(iter(mine.values()))
                row = _row((INDICADORES, split_name(next(iter(mine)))[1], kind), first)
                row.celdas.update({_POINTS[split_name(name)[-1]]: cell for name, cell in mine.items()})
                form.renglones.append(row)
    return form


def _row(parts: tuple[str, ...], cell: Escrita) -> Renglon:
    return Renglon(make_key(_ONLY, *parts), _ONLY, parts, {}, cell.origen)


def _place_of(name: str, kind: str) -> tuple[tuple[str, ...], str]:
    """Return the parts of the key of the row where an answer goes, and its heading."""
    path = split_name(name)
    if path[0] == "respuestas":
        return (path[1], f"{path[2]}.{path[3]}"), _ANSWERS[path[4:]]
    if path[0] == REQUISITOS:
        return (REQUISITOS, path[1]), fold(VALOR)
    if path[0] == INDICADORES:
        return (path[:3], _POINTS[path[3]]) if path[2] in PUNTOS else (path[:2], _DATA[path[2:]])
    return ((ID,) if path == (kind,) else (".".join(path),)), fold(VALOR)


def _without_title(cell: Escrita) -> Escrita:
    """Return the id of a record also when it was chosen from a list and exported by its label, with its title and its marks."""
    text = cell.celda.texto.split(ENTRE_ID_Y_TITULO)[0].replace("\\_", "_")
    return Escrita(cell.celda._replace(texto=text), cell.origen)
