"""The columns of Datos and what each record has in them: numbers unrounded, blank where it is unknown, «n/a» where it does not apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from evaluacion.publish.libro import Celda, Estilo
from evaluacion.publish.tablero.lecturas import gate_of, gates_text, level_of, margin_of, place_of
from evaluacion.publish.tablero.pasos import PASOS, asked_text, how_text, number_text
from evaluacion.publish.tablero.seccion import criterio_name
from evaluacion.publish.texto import type_text
from evaluacion.score.tipologia import COBERTURA_DE_TIPOS, MEDIDAS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluacion.model.ficha import Ficha, Puntaje
    from evaluacion.model.marco import Marco
    from evaluacion.publish.tablero.seccion import Renglon, Seccion
    from evaluacion.score.brechas import Brecha

NO_APLICA = "n/a"
MEDIDA, OTRA = "medida:", "otra_lectura:"
"""How the keys of the measures of a typology, and of the total that others read, begin after their marco."""
_PLAIN = Estilo(tamano=9)
_TEXT = _PLAIN._replace(literal=True)
_NUMBER = _PLAIN._replace(formato="#,##0.0###")
_FRACTION = _PLAIN._replace(formato="0%")
_WHOLE = _PLAIN._replace(formato="#,##0")
_ENDS = (("minimo", "garantizado"), ("puntaje", "puntaje"), ("maximo", "alcanzable"))
_OWN = (
    ("marco", "Marco", 16.0),
    ("eleccion", "Registro", 40.0),
    ("practica", "Clave", 22.0),
    ("evaluador", "Evaluador", 14.0),
    ("minimo", "Garantizado", 12.0),
    ("puntaje", "Puntaje", 12.0),
    ("maximo", "Alcanzable", 12.0),
    ("margen", "Margen", 12.0),
    ("cobertura", "Cobertura", 11.0),
    ("nivel", "Nivel", 34.0),
    ("lugar", "Lugar", 26.0),
    ("aplicabilidad", "Aplicabilidad", 11.0),
    ("respondidas", "Respondidas", 11.0),
    ("aplican", "Aplican", 9.0),
    ("provisional", "Provisional", 11.0),
    ("elegible", "Elegible", 13.0),
    ("nivel_al_menos", "Nivel asegurado", 16.0),
    ("nivel_hasta", "Nivel alcanzable", 16.0),
    ("lugar_mejor", "Lugar: mejor", 9.0),
    ("lugar_peor", "Lugar: peor", 9.0),
    ("requisitos", "Requisito mínimo que detiene", 40.0),
)
_PASO = (
    ("criterio", "criterio", 24.0),
    ("numero", "núm.", 8.0),
    ("reactivo", "pregunta o indicador", 40.0),
    ("mejor", "mejor respuesta", 18.0),
    ("gana", "gana en lo garantizado", 12.0),
    ("despues", "garantizado con el cambio", 12.0),
    ("cierra", "margen que cierra", 12.0),
    ("abre", "qué abre", 30.0),
    ("como", "cómo", 40.0),
)


class Columna(NamedTuple):
    """A column: its key (that of the CSV and the Parquet, where they have it), its heading and its width."""

    clave: str
    titulo: str
    ancho: float


def columns_of(secciones: tuple[Seccion, ...]) -> list[Columna]:
    """Return the columns for some sections: the common ones, those of each marco, and the next steps."""
    wanted = {
        "lugar": any(seccion.clasifica for seccion in secciones),
        "requisitos": any(seccion.marco.compuertas for seccion in secciones),
    }
    found = [Columna(*column) for column in _OWN if wanted.get(column[0].partition("_")[0], True)]
    several = len(secciones) > 1
    for seccion in secciones:
        marco, of = seccion.marco, f"{seccion.marco.marco}, " if several else ""
        found += [Columna(f"{marco.marco}.{key}", f"{of}{title}", 12.0) for key, title in _special(seccion)]
        for criterio in marco.criterios:
            name, key = f"{of}{criterio_name(criterio)}", f"{marco.marco}.{criterio.id}"
            found += [Columna(f"{key}.{end}", f"{name}: {word}", 12.0) for end, word in _ENDS]
            if criterio.id in gated(marco):
                found.append(Columna(f"{key}.requisito", f"{name}: requisito mínimo", 24.0))
    if any(seccion.marco.tipologia is None for seccion in secciones):
        found += [Columna(f"paso{n}.{key}", f"Paso {n}: {title}", width) for n in range(1, PASOS + 1) for key, title, width in _PASO]
    return found


def measure_title(name: str) -> str:
    """Return how readers call a measure of a typology, apart from the coverage of the answers."""
    return "Criterios con alguna" if name == COBERTURA_DE_TIPOS else MEDIDAS[name][0].capitalize()


def gated(marco: Marco) -> set[str]:
    """Return the criteria in which a level asks a minimum."""
    everyone = [criterio.id for criterio in marco.criterios]
    return {name for gate in marco.compuertas for name in (everyone if gate.criterios == "todos" else gate.criterios)}


def _special(seccion: Seccion) -> Iterator[tuple[str, str]]:
    """Yield what only some marcos have: the type and its measures, and the total that others read."""
    marco = seccion.marco
    if marco.tipologia is not None and seccion.resultado.tipos is not None:
        yield "tipo", "Tipo"
        for name in seccion.resultado.tipos.medidas:
            ends = (("", ""), (".minimo", ": mínimo"), (".maximo", ": máximo"))
            yield from ((f"{MEDIDA}{name}{end}", f"{measure_title(name)}{word}") for end, word in ends)
    if seccion.resultado.alterna is not None:
        yield f"{OTRA}minimo", "Otra lectura: garantizado"
        yield f"{OTRA}maximo", "Otra lectura: alcanzable"


def cells_of(seccion: Seccion, renglon: Renglon, choice: str, steps: tuple[Brecha, ...]) -> Iterator[tuple[str, Celda | None]]:
    """Yield what a record has in its columns, each with the key of its column."""
    marco, ficha, prefix = seccion.marco, renglon.ficha, seccion.marco.marco
    yield "marco", _words(prefix)
    yield "eleccion", _words(choice)
    yield "practica", _words(ficha.practica)
    yield "evaluador", _words(ficha.evaluador)
    yield from _total_cells(seccion, renglon)
    yield from ((f"{prefix}.{key}", cell) for key, cell in _special_cells(ficha))
    asked = gated(marco) if marco.compuertas else ()
    for criterio in ficha.criterios:
        key = f"{prefix}.{criterio.criterio.id}"
        yield from ((f"{key}.{end}", _score(criterio.puntaje, end)) for end, _ in _ENDS)
        if criterio.criterio.id in asked:
            yield f"{key}.requisito", _words(gate_of(ficha.compuertas, criterio.criterio.id))
    for n, brecha in enumerate(steps, 1):
        yield from ((f"paso{n}.{key}", cell) for key, cell in _step_cells(brecha))


def _total_cells(seccion: Seccion, renglon: Renglon) -> Iterator[tuple[str, Celda | None]]:
    ficha, total = renglon.ficha, renglon.ficha.total
    graded = seccion.marco.tipologia is None
    if graded:
        yield from ((end, _score(total, end)) for end, _ in _ENDS)
        yield "margen", _words(NO_APLICA) if total.no_aplica else _number(margin_of(total))
        yield "provisional", _words("sí" if ficha.provisional else "no")
    yield "cobertura", _words(NO_APLICA) if total.no_aplica else _number(total.cobertura, _FRACTION)
    yield "aplicabilidad", _number(total.aplicabilidad, _FRACTION)
    answered, applicable = ficha.respondidas
    yield "respondidas", _number(answered, _WHOLE)
    yield "aplican", _number(applicable, _WHOLE)
    yield "elegible", _words({True: "sí", False: "no", None: "por confirmar"}[ficha.elegible])
    yield "nivel", _words(level_of(ficha))
    yield "nivel_al_menos", _words(ficha.nivel.al_menos)
    yield "nivel_hasta", _words(ficha.nivel.hasta)
    if seccion.clasifica and graded:
        yield "lugar", _words(place_of(ficha))
        yield from ((key, _number(place, _WHOLE)) for key, place in zip(("lugar_mejor", "lugar_peor"), ficha.lugar or (), strict=False))
    if seccion.marco.compuertas:
        yield "requisitos", _words(gates_text(seccion, ficha))


def _special_cells(ficha: Ficha) -> Iterator[tuple[str, Celda | None]]:
    if ficha.tipologia is not None:
        yield "tipo", _words(type_text(ficha.tipologia))
        for item in ficha.tipologia.medidas:
            ends = (("", item.valor), (".minimo", item.minimo), (".maximo", item.maximo))
            yield from ((f"{MEDIDA}{item.id}{end}", _number(value)) for end, value in ends)
    if ficha.lectura_alterna is not None:
        yield f"{OTRA}minimo", _number(ficha.lectura_alterna.minimo)
        yield f"{OTRA}maximo", _number(ficha.lectura_alterna.maximo)


def _step_cells(brecha: Brecha) -> Iterator[tuple[str, Celda | None]]:
    yield "criterio", _words(criterio_name(brecha.criterio.criterio))
    yield "numero", _words(number_text(brecha))
    yield "reactivo", _words(asked_text(brecha))
    yield "mejor", _words(brecha.mejor)
    yield "gana", _number(brecha.gana)
    yield "despues", _number(brecha.despues)
    yield "cierra", _number(brecha.cierra)
    yield "abre", _words("; ".join(brecha.abre))
    yield "como", _words(how_text(brecha))


def _score(puntaje: Puntaje, end: str) -> Celda | None:
    return _words(NO_APLICA) if puntaje.no_aplica else _number(getattr(puntaje, end))


def _number(value: float | None, estilo: Estilo = _NUMBER) -> Celda | None:
    return None if value is None else Celda(value, estilo)


def _words(words: str | None) -> Celda | None:
    return Celda(words, _TEXT) if words and not words.isspace() else None
