"""The figures of a folder of scores as the values that a board takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from evaluacion.publish.tablero.conjunto import MEDIDAS_CON_MEDIA, TOTAL, Conjunto, ConjuntoDeTipos, EnNivel
from evaluacion.publish.tablero.seccion_partes import Distribucion
from evaluacion.scale.acopio import POR_CONFIRMAR
from evaluacion.scale.columnas_puntajes import MEDIDAS
from evaluacion.scale.conjunto import CUANTILES
from evaluacion.scale.fichas import types_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluacion.model.marco import Marco
    from evaluacion.model.tipologia import Tipologia

_WITH_MEAN = {name: measure for name, measure in MEDIDAS.items() if measure in MEDIDAS_CON_MEDIA}


def conjunto_of_figures(marco: Marco, cifras: Mapping[str, Any]) -> Conjunto:
    """Return what is said of all the records of a marco, out of what the file of figures says."""
    means, low, high, sure = (cifras[name] for name in ("medias", "nivel_al_menos", "nivel_hasta", "nivel_seguro"))
    names = [nivel.nombre for nivel in marco.niveles]
    return Conjunto(
        total=cifras["filas"],
        con_datos=means.get("cobertura", 0.0) > 0,
        provisionales=cifras["provisional"].get("sí", 0),
        medias={(measure, node): means.get(column) for column, measure, node in _columns(marco)},
        niveles=tuple(EnNivel(*(counts.get(name, 0) for counts in (low, high, sure))) for name in names),
        sin_nivel=low.get("", 0),
        tipos=_types(marco, marco.tipologia, cifras) if marco.tipologia is not None else None,
    )


def distribution_of_figures(marco: Marco, cifras: Mapping[str, Any]) -> Distribucion:
    """Return how the scores of all the records of a marco are spread."""
    shares = {f"{share:g}": share for share in CUANTILES}
    quantiles = {
        (measure, node): tuple(cifras["cuantiles"][column][share] for share in shares)
        for column, measure, node in _columns(marco)
        if column in cifras["cuantiles"]
    }
    return Distribucion(tuple(shares.values()), quantiles, tuple(cifras["decimos"]))


def _columns(marco: Marco) -> Iterator[tuple[str, int, int]]:
    """Yield each column of numbers that has a mean, with its measure and its node."""
    nodes = [f"{marco.marco}.{criterio.id}." for criterio in marco.criterios]
    nodes += [f"{marco.marco}.grupo:{grupo.id}." for grupo in marco.grupos]
    for name, measure in _WITH_MEAN.items():
        yield name, measure, TOTAL
        yield from ((f"{prefix}{name}", measure, node) for node, prefix in enumerate(nodes))


def _types(marco: Marco, tipologia: Tipologia, cifras: Mapping[str, Any]) -> ConjuntoDeTipos:
    sure, possible = (
        [(types_in(words, tipologia.nombres), count) for words, count in cifras[f"{marco.marco}.tipos_{end}"].items()]
        for end in ("seguros", "posibles")
    )
    counts = [tuple(sum(count for types, count in side if name in types) for name in tipologia.nombres) for side in (sure, possible)]
    return ConjuntoDeTipos(
        seguros=counts[0],
        posibles=counts[1],
        con_seguro=sum(count for types, count in sure if types),
        por_confirmar=cifras[POR_CONFIRMAR].get("sí", 0),
        sin_tipo=sum(count for types, count in possible if not types),
    )
