"""Indicadores: baseline, target, value, measure and traffic light of every indicator with data."""

from __future__ import annotations

from collections.abc import Iterator

from evaluacion.base.periodo import parse_periodo
from evaluacion.model.ficha import FichaIndicador
from evaluacion.model.marco import Indicador
from evaluacion.publish.libro import Celda, Fila, Hoja, Hojeador, Minigrafica, Rango
from evaluacion.publish.tablero.estilos import (
    CUERPO,
    GREEN,
    LIGHT_GREY,
    NOTA,
    SKY,
    TITULO,
    datum,
    headers,
    height_of,
    label,
    number,
    text,
)
from evaluacion.publish.tablero.hoja_series import Series
from evaluacion.publish.tablero.impresion import print_table
from evaluacion.publish.tablero.nombres import INDICADORES
from evaluacion.publish.tablero.seccion import Renglon, Seccion
from evaluacion.score.indicators import NOT_DUE

_COLUMNS = (
    ("Marco", 13),
    ("Registro", 28),
    ("Evaluador", 14),
    ("Indicador", 32),
    ("Unidad", 12),
    ("Sentido", 12),
    ("Línea base", 12),
    ("Periodo", 9),
    ("Meta", 12),
    ("Periodo", 9),
    ("Valor", 12),
    ("Periodo", 9),
    ("Se mide", 13),
    ("Serie", 16),
    ("Medida (%)", 10),
    ("Valor esperado a la fecha", 12),
    ("Avance esperado (%)", 10),
    ("Semáforo", 17),
    ("Señales", 22),
    ("Motivo o nota", 38),
    ("Fuente del dato", 34),
    ("Archivo y línea", 28),
)
_SERIE = [name for name, _ in _COLUMNS].index("Serie")
_WIDTHS = tuple(float(width) for _, width in _COLUMNS)
_PRINTED = len(_COLUMNS) - 2
"""Columns that go on paper: not the source of the datum nor the file and line."""
_EXPLANATIONS = (
    "La medida se muestra completa, aunque sea negativa o pase de 100; al puntaje entra entre 0 y 100. Sin línea base o meta no hay medida.",
    "El semáforo compara con lo que tocaba lograr al cierre del periodo del valor, o con la meta si el indicador lo dice.",
    "Serie: los valores del indicador del más antiguo al más reciente; los datos están en la hoja Series. Los negativos van hacia abajo.",
    "Las letras del semáforo: R rojo, A amarillo, V verde, E exceso, P aún no exigible.",
    "Con «—» en Marco: datos que los registros traen y ningún instrumento de este tablero califica (o solo como parte de una fórmula).",
)
_CENTRED = CUERPO._replace(horizontal="center")
LUZ = {
    "rojo": ("R · rojo", "#F4A582"),
    "amarillo": ("A · amarillo", "#F0E442"),
    "verde": ("V · verde", GREEN),
    "exceso": ("E · exceso", SKY),
    NOT_DUE: ("P · aún no exigible", LIGHT_GREY),
}
"""Each light as readers see it: a letter, the word and a colour."""


def arrange_indicadores(secciones: tuple[Seccion, ...], series: Series) -> Hoja:
    """Return the sheet, with one row for each indicator for which a record gives anything, and its series drawn small."""
    sheet, minis = Hojeador(), list[Minigrafica]()
    sheet.put(label("Indicadores", TITULO), alto=26)
    for line in (*_EXPLANATIONS, *_silences(secciones)):
        sheet.put(label(line, NOTA))
    head = sheet.put(*headers(*(name for name, _ in _COLUMNS)), alto=28)
    for seccion in secciones:
        for renglon in seccion.detallados:
            for item in renglon.ficha.indicadores:
                if _says_something(item):
                    minis.extend(series.draw(renglon, item.indicador.id, sheet.siguiente, _SERIE))
                    sheet.filas.append(_row(seccion, renglon, item))
    for renglon, name, fila in _other_data(secciones):
        minis.extend(series.draw(renglon, name, sheet.siguiente, _SERIE))
        sheet.filas.append(fila)
    return Hoja(
        INDICADORES.nombre,
        INDICADORES.color,
        _WIDTHS,
        tuple(sheet.filas),
        congelar=(head + 1, 4),
        filtro=Rango(head, 0, max(sheet.siguiente - 1, head + 1), len(_COLUMNS) - 1),
        encabezado=head,
        minigraficas=tuple(minis),
        impresion=print_table(head, sheet.siguiente, _WIDTHS, _PRINTED),
    )


def _says_something(item: FichaIndicador) -> bool:
    return item.escrita is not None or item.valor is not None or item.estado != "sin_responder"


def _silences(secciones: tuple[Seccion, ...]) -> list[str]:
    lines = []
    for seccion in secciones:
        items = [item for renglon in seccion.detallados for item in renglon.ficha.indicadores]
        silent = sum(not _says_something(item) for item in items)
        if silent:
            lines.append(
                f"{seccion.marco.titulo}: los registros callan {silent:,} de {len(items):,} indicadores posibles; no se listan aquí."
            )
    if not any(renglon.ficha.indicadores for seccion in secciones for renglon in seccion.detallados):
        lines.append("Ninguno de los instrumentos de este tablero tiene indicadores.")
    return lines


def _row(seccion: Seccion, renglon: Renglon, item: FichaIndicador) -> Fila:
    indicador, ficha, written = item.indicador, renglon.ficha, item.escrita
    base, target = item.linea_base or (None, None), item.meta or (None, None)
    notes = "\n".join(part for part in (written.motivo, written.nota) if part) if written else ""
    cells: tuple[Celda, ...] = (
        text(seccion.marco.marco),
        text(renglon.nombre),
        text(ficha.evaluador),
        text(indicador.nombre),
        text(indicador.unidad),
        label(indicador.sentido, CUERPO),
        datum(base[1], _CENTRED),
        text(base[0]),
        datum(target[1], _CENTRED),
        text("fija" if item.indicador.meta_fija is not None else target[0]),
        datum(item.valor, _CENTRED),
        text(item.periodo),
        label(_how_measured(seccion, indicador), CUERPO),
        Celda(None, CUERPO),
        number(item.medida, 1, _CENTRED, empty="n/a" if item.estado == "no_aplica" else "—"),
        number(item.esperado, 1, _CENTRED),
        number(_expected_progress(item), 1, _CENTRED),
        _light(item),
        text("; ".join((*item.senales, *((item.falla,) if item.falla else ())))),
        text(notes),
        text(str(written.fuente) if written and written.fuente else None),
        text(item.origen),
    )
    return Fila(cells, height_of(cells, _WIDTHS), f"{ficha.practica}, {indicador.id}", item.origen)


def _how_measured(seccion: Seccion, indicador: Indicador) -> str:
    tipologia = seccion.marco.tipologia
    return "cuenta" if tipologia is not None and tipologia.modo == "reparto" else indicador.medida


def _other_data(secciones: tuple[Seccion, ...]) -> Iterator[tuple[Renglon, str, Fila]]:
    """Yield the data of indicators that no instrument of the board has, once for each record."""
    known = {name for seccion in secciones for name in seccion.marco.indicadores}
    seen: set[tuple[str, str | None]] = set()
    for seccion in secciones:
        for renglon in seccion.detallados:
            key = (renglon.ficha.practica, renglon.ficha.evaluador)
            if key not in seen:
                seen.add(key)
                names = [name for name in renglon.ficha.series if name not in known]
                yield from ((renglon, name, _other_row(seccion, renglon, name)) for name in names)


def _other_row(seccion: Seccion, renglon: Renglon, name: str) -> Fila:
    ficha, resultado = renglon.ficha, seccion.resultado
    written = ficha.series[name]
    origen = resultado.registros.origen(int(resultado.filas[renglon.posicion]), "indicadores", name)
    last = max(written.valores, key=lambda period: parse_periodo(period) or (0, 0, ""), default=None)
    base, target = written.linea_base, written.meta
    cells: tuple[Celda, ...] = (
        text(None),
        text(renglon.nombre),
        text(ficha.evaluador),
        text(name),
        text(None),
        text(None),
        datum(base.valor if base else None, _CENTRED),
        text(base.periodo if base else None),
        datum(target.valor if target else None, _CENTRED),
        text(target.periodo if target else None),
        datum(written.valores[last] if last else None, _CENTRED),
        text(last),
        text(None),
        Celda(None, CUERPO),
        number(None, 1, _CENTRED),
        number(None, 1, _CENTRED),
        number(None, 1, _CENTRED),
        label("— · sin marco", CUERPO),
        text(None),
        text("\n".join(part for part in (written.motivo, written.nota) if part)),
        text(str(written.fuente) if written.fuente else None),
        text(origen),
    )
    return Fila(cells, height_of(cells, _WIDTHS), f"{ficha.practica}, {name}", origen)


def _expected_progress(item: FichaIndicador) -> float | None:
    """Return the measure that the expected value would have, to be read beside the measure; None where no value was due."""
    base, target = item.linea_base, item.meta
    if item.esperado is None or item.indicador.medida != "avance" or base is None or target is None or target[1] == base[1]:
        return None
    return 100 * (item.esperado - base[1]) / (target[1] - base[1])


def _light(item: FichaIndicador) -> Celda:
    if item.estado == "no_aplica":
        return label("n/a · no aplica", CUERPO)
    if item.luz is None:
        return label("— · sin medida", CUERPO)
    words, color = LUZ[item.luz]
    return label(words, CUERPO._replace(fondo=color, negrita=True))
