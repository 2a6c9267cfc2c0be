"""The answers to a complaint as JSON: unrounded numbers, with their places and their provenance."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from evaluacion.publish.explicar_comun import item_name

if TYPE_CHECKING:
    from evaluacion.compare.brecha import Aporte, BrechaEntreDos
    from evaluacion.compare.comparado import Comparado
    from evaluacion.compare.reparto_brecha import Brecha as Reparto
    from evaluacion.compare.supuesto import Efecto, Supuesto
    from evaluacion.compare.supuesto_celdas import EfectoEnCeldas
    from evaluacion.model.ficha import Ficha, FichaIndicador, FichaPregunta, NivelAlcanzado, Puntaje
    from evaluacion.model.procedencia import Procedencia

_STANDS = {1: "encima", 0: "no se distinguen", -1: "debajo", None: None}


def supposed_as_json(supuestos: Sequence[Supuesto], procedencia: Procedencia, *, ascii_only: bool = False) -> str:
    """Return what some suppositions would change, one item an instrument."""
    return _dump({"procedencia": procedencia.as_dict(), "supuestos": [_supposed(item) for item in supuestos]}, ascii_only=ascii_only)


def gaps_as_json(brechas: Sequence[BrechaEntreDos], procedencia: Procedencia, *, ascii_only: bool = False) -> str:
    """Return the gap between two records, one item an instrument; each number is the first less the second."""
    return _dump({"procedencia": procedencia.as_dict(), "brechas": [_gap(item) for item in brechas]}, ascii_only=ascii_only)


def cells_as_json(efecto: EfectoEnCeldas, procedencia: Procedencia, *, ascii_only: bool = False) -> str:
    """Return what other data of a unit would change in a comparison."""
    rows, row = efecto.antes.renglones, efecto.fila
    states = {"antes": efecto.antes, "despues": efecto.despues}
    data = {
        "unidad": rows.ids[row],
        "periodo": rows.periodos[row] if rows.periodos is not None else None,
        "si": [cell.texto for cell in efecto.celdas],
        **{name: _standing(comparado, row) for name, comparado in states.items()},
        "nodos": [
            {"id": efecto.antes.arbol.ids[node], **{name: _node(comparado, row, node) for name, comparado in states.items()}}
            for node in efecto.nodos
        ],
        "otras": [
            {"id": rows.ids[other], **{name: _standing(comparado, other) for name, comparado in states.items()}} for other in efecto.movidos
        ],
    }
    return _dump({"procedencia": procedencia.as_dict(), "supuesto": data}, ascii_only=ascii_only)


def units_as_json(
    comparado: Comparado, filas: tuple[int, int], brecha: Reparto, procedencia: Procedencia, *, ascii_only: bool = False
) -> str:
    """Return the gap between two units of a comparison, node by node, the first less the second."""
    one, other = filas
    data = {
        "unidad": comparado.renglones.ids[one],
        "contra": comparado.renglones.ids[other],
        "total": {"unidad": _standing(comparado, one), "contra": _standing(comparado, other)},
        "brecha": brecha.total,
        "ajuste": brecha.resto,
        "nodos": [
            {
                "id": name,
                "unidad": _node(comparado, one, node),
                "contra": _node(comparado, other, node),
                "aporte": float(brecha.partes[node]),
            }
            for node, name in enumerate(comparado.arbol.ids)
        ],
    }
    return _dump({"procedencia": procedencia.as_dict(), "brecha": data}, ascii_only=ascii_only)


def _standing(comparado: Comparado, row: int) -> dict[str, Any]:
    best = int(comparado.mejor[row, -1])
    return _node(comparado, row, -1) | {"lugar": _place((best, int(comparado.peor[row, -1])) if best else None)}


def _node(comparado: Comparado, row: int, node: int) -> dict[str, float | None]:
    values = comparado.nodos[:, row, node].tolist()
    return {name: None if math.isnan(value) else value for name, value in zip(("puntaje", "minimo", "maximo"), values, strict=True)}


def _dump(data: dict[str, Any], *, ascii_only: bool) -> str:
    return json.dumps(data, ensure_ascii=ascii_only, indent=1, allow_nan=False) + "\n"


def _supposed(item: Supuesto) -> dict[str, Any]:
    effect = item.juntas
    alone = [
        {"si": supposition.texto, "despues": _summary(sola.ficha_despues)}
        for supposition, sola in zip(item.suposiciones, item.solas, strict=False)
    ]
    return {
        "marco": effect.antes.marco.marco,
        "unidad": effect.ficha_antes.practica,
        "evaluador": effect.ficha_antes.evaluador,
        "si": [supposition.texto for supposition in item.suposiciones],
        "con_evidencia": item.con_evidencia,
        "antes": _summary(effect.ficha_antes),
        "despues": _summary(effect.ficha_despues),
        "por_separado": alone,
        "reactivos": [
            {"id": item_name(change.despues), "antes": _answer(change.antes), "despues": _answer(change.despues)}
            for change in effect.reactivos
        ],
        "nodos": [
            {"clase": node.clase, "nombre": node.nombre, "antes": _puntaje(node.antes), "despues": _puntaje(node.despues)}
            for node in effect.nodos
        ],
        "otros": _others(effect),
        "camino": _way(effect),
    }


def _others(effect: Efecto) -> list[dict[str, Any]]:
    return [
        {
            "id": effect.antes.registros.identidad(int(effect.antes.filas[item.posicion])).id,
            "antes": _STANDS[item.antes],
            "despues": _STANDS[item.despues],
            "lugar_antes": _place(item.lugar_antes),
            "lugar_despues": _place(item.lugar_despues),
        }
        for item in effect.vecinos
    ]


def _way(effect: Efecto) -> dict[str, Any] | None:
    way = effect.camino
    if way is None:
        return None
    steps = [
        {"id": item_name(paso.brecha.item), "respuesta": paso.brecha.mejor, "garantizado": paso.despues, "nivel": paso.nivel}
        for paso in way.pasos
    ]
    return {"nivel": way.meta, "pasos": steps}


def _summary(ficha: Ficha) -> dict[str, Any]:
    types = ficha.tipologia
    return {
        "total": _puntaje(ficha.total),
        "nivel": _level(ficha.nivel),
        "subnivel": _level(ficha.subnivel) if ficha.subnivel is not None else None,
        "tipos": {"seguros": list(types.seguros), "posibles": list(types.posibles)} if types is not None else None,
        "lugar": _place(ficha.lugar),
        "elegible": ficha.elegible,
        "provisional": ficha.provisional,
    }


def _level(nivel: NivelAlcanzado) -> dict[str, Any]:
    return {"seguro": nivel.seguro, "al_menos": nivel.al_menos, "hasta": nivel.hasta}


def _place(lugar: tuple[int, int] | None) -> dict[str, int] | None:
    return {"mejor": lugar[0], "peor": lugar[1]} if lugar is not None else None


def _puntaje(puntaje: Puntaje) -> dict[str, float | None]:
    return puntaje._asdict()


def _answer(item: FichaPregunta | FichaIndicador) -> dict[str, Any]:
    return {
        "estado": item.estado,
        "valor": item.valor,
        "puntos": item.puntos,
        "bajo": item.bajo,
        "alto": item.alto,
        "origen": item.origen.as_dict() if item.escrita is not None else None,
    }


def _gap(brecha: BrechaEntreDos) -> dict[str, Any]:
    return {
        "marco": brecha.una.marco.marco,
        "unidad": brecha.una.practica,
        "contra": brecha.otra.practica,
        "orden": _STANDS[-brecha.orden],
        "total": {"unidad": _summary(brecha.una), "contra": _summary(brecha.otra)},
        "brecha": _aporte(brecha.brechas),
        "ajuste": _aporte(brecha.ajuste),
        "criterios": [
            {
                "id": item.una.criterio.id,
                "unidad": _puntaje(item.una.puntaje),
                "contra": _puntaje(item.otra.puntaje),
                "aporte": _aporte(item.aporte),
                "reactivos": [
                    {"id": item_name(one.una), "unidad": _answer(one.una), "contra": _answer(one.otra), "aporte": _aporte(one.aporte)}
                    for one in item.reactivos
                ],
            }
            for item in brecha.criterios
        ],
    }


def _aporte(aporte: Aporte) -> dict[str, float | None]:
    return {name: None if math.isnan(value) else value for name, value in aporte._asdict().items()}
