"""The key figures of a section of Resumen: means, notes, how many records have each level, and the means of each criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.publish.libro import Celda
from evaluacion.publish.tablero.conjunto import TOTAL
from evaluacion.publish.tablero.estilos import CIFRA, CIFRA_ETIQUETA, LINEA, LINEA_CENTRADA, NOTA, headers, label, number, percent, text
from evaluacion.publish.tablero.seccion import criterio_name, number_of
from evaluacion.score.kernel import COBERTURA, MAXIMO, MINIMO, PUNTAJE

if TYPE_CHECKING:
    from evaluacion.publish.tablero.conjunto import Apartado
    from evaluacion.publish.tablero.resumen_tipologia import Renglones

_WRAPPED = LINEA._replace(ajustar=True)
_INTERVAL = (
    "Garantizado: si lo que falta resultara lo peor. Alcanzable: si resultara lo mejor. "
    "El margen entre ambos son respuestas que faltan, no errores de juicio."
)
_RANGE_OF_PLACE = (
    "Lugar: «2 a 5» quiere decir que, con lo respondido, ese registro puede ocupar cualquiera de ellos; no se distingue de otros."
)


def mean_of(seccion: Apartado, medida: int, nodo: int = TOTAL) -> float | None:
    """Return the mean of a measure of a node over every record, listed or not; None where no record has it."""
    return seccion.conjunto.medias[medida, nodo]


def figures_of(seccion: Apartado, *, otra_lectura: bool = True) -> Renglones:
    """Return the rows of key figures with the notes that they need; `otra_lectura`: whether the total that others read is shown."""
    low, score, high, cover = (mean_of(seccion, medida) for medida in (MINIMO, PUNTAJE, MAXIMO, COBERTURA))
    margin = high - low if low is not None and high is not None else None
    names = ("Registros", *(f"{name} (promedio)" for name in ("Garantizado", "Puntaje", "Alcanzable", "Margen", "Cobertura")))
    values = [number(seccion.conjunto.total, 0, CIFRA), *(number(value, 1, CIFRA) for value in (low, score, high, margin))]
    covered = number(None, 0, CIFRA) if cover is None else Celda(cover, CIFRA._replace(formato="0%"))
    rows: Renglones = [(None, *headers(*names, estilo=CIFRA_ETIQUETA)), (None, *values, covered)]
    return [*rows, *((None, label(note, NOTA)) for note in _notes(seccion, otra_lectura=otra_lectura))]


def _notes(seccion: Apartado, *, otra_lectura: bool) -> list[str]:
    marco = seccion.marco
    notes = [_INTERVAL]
    if seccion.conjunto.provisionales:
        notes.append(f"* Provisional: menos de {percent(marco.cobertura_minima)} respondido; el puntaje puede cambiar mucho.")
    if seccion.clasifica:
        notes.append(_RANGE_OF_PLACE)
    elif not marco.clasificacion:
        notes.append("Este instrumento no ordena registros: se muestran por orden alfabético.")
    if not seccion.conjunto.con_datos:
        notes.append("Ningún registro tiene todavía datos suficientes para una cifra; por eso no hay gráficas.")
    if otra_lectura and left_out(seccion):
        notes.append(f"«Sin {left_out(seccion)}»: el total sin lo que algunos jurados leen al revés.")
    return notes


def left_out(seccion: Apartado) -> str:
    """Return the numbers of the questions that some read the other way, as the headings name them."""
    found = [number_of(criterio, q) for criterio in seccion.marco.criterios for q in criterio.preguntas if q.lectura_alterna]
    return ", ".join(found)


def level_rows(seccion: Apartado) -> Renglones:
    """Return how many records have each level: surely, at best, and whatever is answered."""
    if not seccion.marco.niveles:
        return []
    rows: Renglones = [(*headers("Nivel (registros en cada uno)", "Asegurado", "Alcanzable", "Ya definitivo"),)]
    for nivel, counts in zip(seccion.marco.niveles, seccion.conjunto.niveles, strict=True):
        rows.append((text(nivel.nombre, LINEA), *(number(count, 0, LINEA_CENTRADA) for count in counts)))
    without = seccion.conjunto.sin_nivel
    if without:
        rows.append((label("sin nivel", LINEA), number(without, 0, LINEA_CENTRADA), number(without, 0, LINEA_CENTRADA), None))
    return rows


def criteria_rows(seccion: Apartado) -> Renglones:
    """Return the means of each criterion: guaranteed, of what is answered, reachable."""
    return [
        (text(criterio_name(criterio), _WRAPPED), *(number(mean_of(seccion, medida, c)) for medida in (MINIMO, PUNTAJE, MAXIMO)))
        for c, criterio in enumerate(seccion.marco.criterios)
    ]
