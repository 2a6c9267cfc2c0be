"""The facts of one record as live cells: what Resumen puts in its card and Ficha at its top."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from evaluacion.publish.tablero.columnas_datos import MEDIDA, OTRA, measure_title
from evaluacion.publish.tablero.estilos import LINEA, number
from evaluacion.publish.tablero.resumen_cifras import left_out, mean_of
from evaluacion.score.kernel import COBERTURA, MAXIMO, MINIMO, PUNTAJE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluacion.publish.libro import Celda, Estilo
    from evaluacion.publish.tablero.buscar import Buscador
    from evaluacion.publish.tablero.seccion import Seccion

_LEFT = LINEA._replace(horizontal="left")
PALABRAS = _LEFT._replace(ajustar=True)
CIFRA_VIVA = LINEA._replace(formato="#,##0.0", negrita=True, horizontal="right")
PORCENTAJE_VIVO = CIFRA_VIVA._replace(formato="0%")
_MEASURE = CIFRA_VIVA._replace(formato="#,##0.00")
_MEAN_STYLE = LINEA._replace(horizontal="right")
_SCORES = (
    ("Garantizado", "minimo", MINIMO),
    ("Puntaje", "puntaje", PUNTAJE),
    ("Alcanzable", "maximo", MAXIMO),
)


class Hecho(NamedTuple):
    """One fact: what it is called, its cell, and the mean of the records where it has one."""

    nombre: str
    celda: Celda
    promedio: Celda | None = None


def facts_of(seccion: Seccion, buscar: Buscador) -> Iterator[Hecho]:
    """Yield the facts of the record that a drop-down names."""
    marco = seccion.marco
    yield Hecho("Clave", buscar.pick("practica", PALABRAS))
    if any(renglon.ficha.evaluador for renglon in seccion.renglones):
        yield Hecho("Evaluador", buscar.pick("evaluador", PALABRAS))
    yield from _grades(seccion, buscar) if marco.tipologia is None else _types(seccion, buscar)
    yield Hecho(
        "Cobertura", buscar.pick("cobertura", PORCENTAJE_VIVO), _mean(mean_of(seccion, COBERTURA), _MEAN_STYLE._replace(formato="0%"))
    )
    yield Hecho("Respondidas", buscar.pick_of("respondidas", "aplican", PALABRAS))
    if marco.requisitos:
        yield Hecho("Elegible", buscar.pick("elegible", PALABRAS))


def gate_fact(buscar: Buscador) -> Hecho:
    """Return the minimums that hold back the record that a drop-down names."""
    return Hecho("Requisito mínimo que detiene", buscar.pick("requisitos", PALABRAS, "ninguno"))


def _grades(seccion: Seccion, buscar: Buscador) -> Iterator[Hecho]:
    if seccion.marco.niveles:
        yield Hecho("Nivel", buscar.pick("nivel", PALABRAS))
    if seccion.clasifica:
        yield Hecho("Lugar", buscar.pick("lugar", PALABRAS))
    low_decimals, high_decimals = seccion.decimales
    for (name, key, medida), decimals in zip(_SCORES, (low_decimals, 1, high_decimals), strict=True):
        shown = CIFRA_VIVA._replace(formato=f"#,##0.{'0' * decimals}")
        yield Hecho(name, buscar.pick(key, shown), _mean(mean_of(seccion, medida)))
    low, high = mean_of(seccion, MINIMO), mean_of(seccion, MAXIMO)
    margin = high - low if low is not None and high is not None else None
    yield Hecho("Margen: respuestas que faltan", buscar.pick("margen", CIFRA_VIVA), _mean(margin))
    yield Hecho("Provisional", buscar.pick("provisional", PALABRAS))
    if left_out(seccion):
        for name, key, _ in (_SCORES[0], _SCORES[2]):
            yield Hecho(f"{name} sin {left_out(seccion)}", buscar.pick(f"{seccion.marco.marco}.{OTRA}{key}", CIFRA_VIVA))


def _types(seccion: Seccion, buscar: Buscador) -> Iterator[Hecho]:
    prefix = seccion.marco.marco
    yield Hecho("Tipo", buscar.pick(f"{prefix}.tipo", PALABRAS))
    for name in seccion.resultado.tipos.medidas if seccion.resultado.tipos is not None else ():
        title, ends = measure_title(name), (("", ""), (": mínimo", ".minimo"), (": máximo", ".maximo"))
        for word, end in ends:
            yield Hecho(f"{title}{word}", buscar.pick(f"{prefix}.{MEDIDA}{name}{end}", _MEASURE))


def _mean(value: float | None, estilo: Estilo = _MEAN_STYLE) -> Celda:
    if value is not None and estilo.formato:
        return number(value, 0, estilo)._replace(estilo=estilo)
    return number(value, 1, estilo)
