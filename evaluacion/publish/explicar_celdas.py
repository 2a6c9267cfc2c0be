"""The answers to a complaint about a comparison as reports: what another datum would change, and what separates two units."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from evaluacion.base.numeros import COMPARED_DECIMALS, show_number, show_plain
from evaluacion.base.problema import quote
from evaluacion.publish.explicar_comun import listed
from evaluacion.publish.informe import Apartado, Bloque, Cifra, Lista, Parrafo, Tabla
from evaluacion.publish.tablero.estilos import decimals_apart
from evaluacion.publish.texto import place_text

if TYPE_CHECKING:
    from evaluacion.compare.comparado import Comparado, Suceso
    from evaluacion.compare.reparto_brecha import Brecha
    from evaluacion.compare.supuesto_celdas import EfectoEnCeldas
    from evaluacion.model.procedencia import Procedencia

_HECHOS = {
    "topada": "el puntaje se topó en el extremo de la escala",
    "imputada": "el dato falta y se llenó",
    "atipica": "el dato se acercó por ser extremo",
    "constante": "el indicador vale lo mismo en todos",
    "sin_disponibilidad": "faltan demasiados datos",
    "denominada": "se dividió entre su denominador",
}
_MARGEN = "Garantizado y alcanzable son lo menos y lo más que puede valer con las respuestas que faltan; donde todo se sabe son iguales. "


def arrange_cells(titulo: str, efecto: EfectoEnCeldas, solas: Sequence[EfectoEnCeldas], procedencia: Procedencia) -> Iterator[Bloque]:
    """Yield what other data of a unit would change in a comparison."""
    before, row = efecto.antes, efecto.fila
    yield Apartado(titulo)
    yield Parrafo(f"Unidad: {_unit(before, row)}{_place_written(before, row)}.")
    names = listed([quote(cell.texto) for cell in efecto.celdas])
    yield Parrafo(f"Es una suposición: ningún archivo cambió. Se supone {names}; todo lo demás queda igual.", destacado=True)
    yield Apartado("Qué se supone")
    yield Lista(tuple(_cell_lines(efecto)))
    yield Apartado("Antes y después")
    yield Tabla(("", "Antes", "Después", "Diferencia"), tuple(_totals(efecto)))
    if solas:
        yield Apartado("Cada suposición por separado")
        rows = [_scenario("Hoy", before, row), *(_scenario(sola.celdas[0].texto, sola.despues, row) for sola in solas)]
        yield Tabla(("Suposición", "Puntaje", "Lugar"), (*rows, _scenario("Todas juntas", efecto.despues, row)))
    yield Apartado("Qué se movió")
    yield Tabla(("Parte", "Antes", "Después", "Diferencia"), tuple(_moved(efecto)))
    yield Lista(tuple(_others(efecto)))
    yield Parrafo(f"{_MARGEN if _is_open((before, efecto.despues), row) else ''}{_policies(procedencia)}")


def _unit(comparado: Comparado, row: int) -> str:
    rows = comparado.renglones
    period = f", {rows.periodos[row]}" if rows.periodos is not None else ""
    name = rows.ids[row] if rows.ids[row] == rows.nombres[row] else f"{rows.nombres[row]} ({rows.ids[row]})"
    return f"{name}{period}"


def _place_written(comparado: Comparado, row: int) -> str:
    return f"; está en {comparado.renglones.origenes[row]}" if comparado.renglones.origenes else ""


def _policies(procedencia: Procedencia) -> str:
    digests = ", ".join(f"{name} (sha256 {digest[:12]})" for name, digest in procedencia.archivos)
    return f"Políticas: {'; '.join(procedencia.politicas)}. Archivos: {digests}."


def _cell_lines(efecto: EfectoEnCeldas) -> Iterator[str]:
    for cell in efecto.celdas:
        arbol, row = efecto.antes.arbol, efecto.fila
        own = arbol.ids[cell.hoja]
        raws = [_datum(comparado.crudos[0, row, cell.hoja]) for comparado in (efecto.antes, efecto.despues)]
        scores = [show_number(_known(comparado.nodos[0, row, cell.hoja])) for comparado in (efecto.antes, efecto.despues)]
        events = "".join(f" Después, {_HECHOS[event.clase]}." for event in _events(efecto.despues, own, row))
        yield (
            f"{own}: {arbol.nombres[cell.hoja]}. Dato: antes {raws[0]}, después {raws[1]}. En la escala: antes {scores[0]}, después {scores[1]}; "
            f"pesa {show_number(100 * float(efecto.antes.pesos_efectivos[cell.hoja]))} % del índice.{events}"
        )


def _events(comparado: Comparado, node: str, row: int) -> Iterator[Suceso]:
    rows = comparado.renglones
    period = rows.periodos[row] if rows.periodos is not None else None
    yield from (
        event
        for event in comparado.sucesos
        if event.nodo == node and event.unidad in (None, rows.ids[row]) and event.periodo in (None, period)
    )


def _datum(value: float) -> str:
    """Return a raw value with at most nine significant digits."""
    return "sin dato" if math.isnan(value) else show_plain(float(f"{value:.9g}"))


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _difference(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else other - one


def _totals(efecto: EfectoEnCeldas) -> Iterator[tuple[str | Cifra, ...]]:
    row, states = efecto.fila, (efecto.antes, efecto.despues)
    places = decimals_apart([_known(comparado.nodos[end, row, -1]) for comparado in states for end in range(3)])
    ends = (("Garantizado", 1), ("Puntaje", 0), ("Alcanzable", 2)) if _is_open(states, row) else (("Puntaje", 0),)
    for name, end in ends:
        one, other = (_known(comparado.nodos[end, row, -1]) for comparado in states)
        yield (name, Cifra(one, places), Cifra(other, places), Cifra(_difference(one, other), places, con_signo=True))
    was, is_ = (_place(comparado, row) for comparado in states)
    yield ("Lugar", was, is_, "igual" if was == is_ else "cambia")


def _place(comparado: Comparado, row: int) -> str:
    best = int(comparado.mejor[row, -1])
    return place_text((best, int(comparado.peor[row, -1]))) if best else comparado.renglones.motivos.get(row, "sin lugar")


def _is_open(states: Sequence[Comparado], *rows: int) -> bool:
    """Whether missing answers leave an interval in the index of some rows."""
    return any(_known(state.nodos[1, row, -1]) != _known(state.nodos[2, row, -1]) for state in states for row in rows)


def _scenario(name: str, comparado: Comparado, row: int) -> tuple[str | Cifra, ...]:
    return (name, Cifra(_known(comparado.nodos[0, row, -1]), 2), _place(comparado, row))


def _moved(efecto: EfectoEnCeldas) -> Iterator[tuple[str | Cifra, ...]]:
    for node in efecto.nodos:
        one, other = (_known(comparado.nodos[0, efecto.fila, node]) for comparado in (efecto.antes, efecto.despues))
        yield (efecto.antes.arbol.nombres[node], Cifra(one, 2), Cifra(other, 2), Cifra(_difference(one, other), 2, con_signo=True))


def _others(efecto: EfectoEnCeldas) -> Iterator[str]:
    rows = efecto.antes.renglones
    moved = [f"{rows.ids[row]} (antes {_place(efecto.antes, row)}; después {_place(efecto.despues, row)})" for row in efecto.movidos]
    yield f"Cambia el lugar de {listed(moved)}." if moved else "Ninguna otra unidad cambia de lugar."
    if efecto.puntajes_ajenos:
        many = f"otras {efecto.puntajes_ajenos:,} unidades" if efecto.puntajes_ajenos > 1 else "otra unidad"
        yield f"La escala se calcula con los datos de todos: con este cambio se mueve también el puntaje de {many}."


def arrange_units(titulo: str, comparado: Comparado, filas: tuple[int, int], brecha: Brecha, procedencia: Procedencia) -> Iterator[Bloque]:
    """Yield what separates two units of a comparison, the first less the second."""
    one, other = (comparado.renglones.ids[row] for row in filas)
    yield Apartado(titulo)
    yield Lista(tuple(_standing(comparado, row) for row in filas))
    yield Parrafo(_verdict(comparado, filas), destacado=True)
    yield Apartado("Cuánto aporta cada parte a la brecha")
    yield Parrafo(
        f"Puntos del índice: con + favorecen a {one}; con −, a {other}. La brecha ({one} menos {other}) es {Cifra(brecha.total, 2, con_signo=True)}; "
        "los aportes de los indicadores la suman exactamente, y aquí se muestran redondeados."
    )
    inner = [
        node
        for node in range(comparado.arbol.n_hojas, len(comparado.arbol.ids) - 1)
        if comparado.arbol.padre[node] == len(comparado.arbol.ids) - 1
    ]
    if inner:
        yield Tabla(
            ("Parte", one, other, "Aporte a la brecha"), tuple(_part(comparado, filas, brecha, node) for node in _by_size(brecha, inner))
        )
    yield Apartado("Cada indicador")
    yield Tabla(
        ("Indicador", f"Dato de {one}", f"Dato de {other}", f"Puntaje de {one}", f"Puntaje de {other}", "Aporte a la brecha"),
        tuple(_leaf_rows(comparado, filas, brecha)),
    )
    missing = "Lo que falta en una de las dos cuenta en ella como el resto de su grupo. " if brecha.sin_dato.any() else ""
    margin = _MARGEN if _is_open((comparado,), *filas) else ""
    yield Parrafo(f"{margin}{missing}{_policies(procedencia)}")


def _standing(comparado: Comparado, row: int) -> str:
    low, high = (show_number(_known(comparado.nodos[end, row, -1]), 2) for end in (1, 2))
    ends = "" if low == high else f" [{low} garantizado, {high} alcanzable]"
    return f"{_unit(comparado, row)}: {show_number(_known(comparado.nodos[0, row, -1]), 2)}{ends}, lugar {_place(comparado, row)}{_place_written(comparado, row)}"


def _verdict(comparado: Comparado, filas: tuple[int, int]) -> str:
    one, other = (comparado.renglones.ids[row] for row in filas)
    (low, low_other), (high, high_other) = (comparado.nodos[end, list(filas), -1].round(COMPARED_DECIMALS).tolist() for end in (1, 2))
    lacking = "".join(_lacking(comparado, row) for row in filas)
    if low > high_other or high < low_other:
        above, below = (one, other) if low > high_other else (other, one)
        sure = (
            " con seguridad: lo que falta responder ya no lo cambia" if _is_open((comparado,), *filas) else ", con las políticas declaradas"
        )
        return f"{above} queda por encima de {below}{sure}.{lacking}"
    if low == high == low_other == high_other:
        return f"{one} y {other} empatan, con las políticas declaradas.{lacking}"
    return f"{one} y {other} no se distinguen: lo decide lo que falta responder.{lacking}"


def _lacking(comparado: Comparado, row: int) -> str:
    """Return which data a unit lacks, if any."""
    empty = [comparado.arbol.ids[leaf] for leaf in range(comparado.arbol.n_hojas) if math.isnan(comparado.crudos[0, row, leaf])]
    return f" A {comparado.renglones.ids[row]} le {'falta' if len(empty) == 1 else 'faltan'} {listed(empty)}." if empty else ""


def _by_size(brecha: Brecha, nodes: Sequence[int]) -> list[int]:
    return sorted(nodes, key=lambda node: -round(abs(float(brecha.partes[node])), COMPARED_DECIMALS))


def _part(comparado: Comparado, filas: tuple[int, int], brecha: Brecha, node: int) -> tuple[str | Cifra, ...]:
    scores = (Cifra(_known(comparado.nodos[0, row, node]), 2) for row in filas)
    return (comparado.arbol.nombres[node], *scores, Cifra(float(brecha.partes[node]), 2, con_signo=True))


def _leaf_rows(comparado: Comparado, filas: tuple[int, int], brecha: Brecha) -> Iterator[tuple[str | Cifra, ...]]:
    for leaf in _by_size(brecha, range(comparado.arbol.n_hojas)):
        name, *scores, part = _part(comparado, filas, brecha, leaf)
        data = [_datum(comparado.crudos[0, row, leaf]) for row in filas]
        own = comparado.arbol.ids[leaf]
        yield (f"{own}: {name}" if own != name else own, *data, *scores, part)
    if round(brecha.resto, COMPARED_DECIMALS):
        yield ("Ajuste: cada puntaje se mantiene dentro de su intervalo", "—", "—", "—", "—", Cifra(brecha.resto, 2, con_signo=True))
    whole = (Cifra(_known(comparado.nodos[0, row, -1]), 2) for row in filas)
    yield ("Índice", "—", "—", *whole, Cifra(brecha.total, 2, con_signo=True))
