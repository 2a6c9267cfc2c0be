"""What a comparison's file puts in doubt, drawn: its options as rules, and the open answers of its records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.compare.abiertas import Abiertas
from evaluacion.compare.aggregate import EscalaError
from evaluacion.compare.duda import DemasiadosSorteosError, Duda
from evaluacion.compare.poner_en_duda import OpcionDeNormalizacion, put_in_doubt
from evaluacion.compare.regla import Regla, ReglaError
from evaluacion.compare.sorteos import Supuestos
from evaluacion.flujo.comparar_fichas import Partes
from evaluacion.flujo.comparar_reglas import rule_of
from evaluacion.read.comparacion_lector import CODIGO

if TYPE_CHECKING:
    from evaluacion.compare.comparado import Arbol, Comparado
    from evaluacion.compare.politicas import Politicas
    from evaluacion.model.comparacion import Incertidumbre
    from evaluacion.model.comparacion_nodos import Nodo, Normalizacion
    from evaluacion.read.comparacion import ComparacionLeida
    from evaluacion.score.evaluate import Resultado


def doubt_comparison(
    leida: ComparacionLeida, comparado: Comparado, nodos: Mapping[str, Nodo], reglas: Sequence[Regla], politicas: Politicas, partes: Partes
) -> Duda | None:
    """Return what the draws say, or None when the file puts nothing in doubt.

    Raises:
        EvaluacionError: an option cannot be drawn on these data, or the draws do not fit.
    """
    doubt = leida.comparacion.incertidumbre
    if doubt is None:
        return None
    arbol = comparado.arbol
    options = options_of(doubt, [nodos[name] for name in arbol.ids[: arbol.n_hojas]])
    drawn = Supuestos(
        doubt.pesos,
        tuple(option.nombre for option in options),
        tuple(dict.fromkeys(doubt.agregacion or ())),
        doubt.faltantes,
        doubt.sorteos,
        doubt.semilla,
    )
    try:
        return put_in_doubt(
            comparado,
            drawn,
            reglas,
            options,
            abiertas=tuple(open_answers(arbol, nodos, partes)),
            disponibilidad_minima=politicas.disponibilidad_minima,
            finalistas=doubt.primeros or leida.comparacion.finalistas,
        )
    except DemasiadosSorteosError as error:
        remedy = f"Escriba «sorteos: {error.caben}» o menos."
        raise _refused(leida, str(error), ("incertidumbre", "sorteos"), remedy) from None
    except EscalaError as error:
        remedy = "Quite esa agregación, o elija otra salida en «normalizacion», como [1, 100]."
        raise _refused(leida, str(error), ("incertidumbre", "agregacion"), remedy) from None
    except ReglaError as error:
        raise _refused(leida, str(error), ("incertidumbre", "normalizacion"), "Elija otro método.") from None


def _refused(leida: ComparacionLeida, reason: str, ruta: tuple[str, ...], remedy: str) -> EvaluacionError:
    return EvaluacionError([Problema(CODIGO, f"{reason[0].upper()}{reason[1:]}.", leida.documento.origen(ruta), remedy)])


def options_of(doubt: Incertidumbre, hojas: Sequence[Nodo]) -> list[OpcionDeNormalizacion]:
    """Return the normalisations among which it is drawn; an indicator that declares its own keeps it in all of them."""
    found: dict[str, OpcionDeNormalizacion] = {}
    for method in doubt.normalizacion:
        name = _name_of(method)
        found[name] = OpcionDeNormalizacion(name, tuple(rule_of(nodo, nodo.normalizacion or method) for nodo in hojas))
    return list(found.values())


def _name_of(method: Normalizacion) -> str:
    """Return the method with what it says of itself, so that two options with one name are one option."""
    range_ = "" if method.salida is None else f" [{method.salida[0]:g}, {method.salida[1]:g}]"
    return f"{method.metodo}{range_}{' por periodo' if method.por == 'periodo' else ''}"


def open_answers(arbol: Arbol, nodos: Mapping[str, Nodo], partes: Partes) -> Iterator[Abiertas]:
    """Yield the open answers of each instrument, with the leaves that take its scores."""
    taken: dict[str, list[tuple[int, int]]] = {}
    results: dict[str, Resultado] = {}
    for leaf, name in enumerate(arbol.ids[: arbol.n_hojas]):
        part = partes.get(nodos[name].toma_de or name)
        if part is None:
            continue
        result, node = part
        results[result.marco.marco] = result
        taken.setdefault(result.marco.marco, []).append((leaf, node % result.plan.n_nodos))
    for marco in sorted(results):
        leaves, nodes = zip(*taken[marco], strict=True)
        yield Abiertas.of(results[marco], np.arange(len(results[marco])), np.array(leaves), np.array(nodes))
