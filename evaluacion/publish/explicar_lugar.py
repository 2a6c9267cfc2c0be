"""The last part of the answer to «and if this were otherwise?»: the place among the others, and what the next level would take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.compare.supuesto import DEBAJO, ENCIMA, JUNTO
from evaluacion.publish.explicar_comun import item_name, item_text, listed, said
from evaluacion.publish.informe import Apartado, Bloque, Cifra, Lista, Parrafo, Tabla
from evaluacion.publish.orden import reason_without_place
from evaluacion.publish.texto import place_text

if TYPE_CHECKING:
    from evaluacion.compare.supuesto import Efecto
    from evaluacion.model.ficha import Ficha


def arrange_place(efecto: Efecto) -> Iterator[Bloque]:
    """Yield the place before and after, who is passed and whose place moves."""
    yield Apartado("Lugar entre los demás")
    before, after = efecto.ficha_antes, efecto.ficha_despues
    if not after.marco.clasificacion:
        yield Parrafo("Este instrumento no ordena registros.")
        return
    lines = [f"Lugar antes: {_reasoned(before)}. Lugar después: {_reasoned(after)}."]
    lines += _passing(efecto)
    moved = [item for item in efecto.vecinos if item.lugar_antes != item.lugar_despues]
    places = [
        f"{_name(efecto, item.posicion)} (antes {place_text(item.lugar_antes)}; después {place_text(item.lugar_despues)})" for item in moved
    ]
    lines.append(f"Cambia el lugar de {listed(places)}." if places else "Ningún otro registro cambia de lugar.")
    yield Lista(tuple(lines))


def _reasoned(ficha: Ficha) -> str:
    if ficha.lugar is not None:
        return place_text(ficha.lugar)
    return reason_without_place(ficha)


def _passing(efecto: Efecto) -> Iterator[str]:
    """Yield who is passed, who passes, and who can no longer be told apart; only of those with a place."""
    told = {
        ENCIMA: "Quedan con seguridad por encima: {}.",
        JUNTO: "Ya no se distinguen de este registro (lo deciden las respuestas que faltan, o empatan): {}.",
        DEBAJO: "Quedan con seguridad por debajo: {}.",
    }
    for stands, words in told.items():
        names = [_name(efecto, item.posicion) for item in efecto.vecinos if item.despues == stands and item.antes != stands]
        if names:
            yield words.format(listed(names))
    if efecto.ficha_despues.lugar is not None and not any(item.antes != item.despues for item in efecto.vecinos):
        yield "No pasa a nadie con seguridad, y nadie lo pasa."


def _name(efecto: Efecto, position: int) -> str:
    identity = efecto.antes.registros.identidad(int(efecto.antes.filas[position]))
    return f"{identity.id} ({identity.evaluador})" if _is_repeated(efecto, identity.id) and identity.evaluador else identity.id


def _is_repeated(efecto: Efecto, name: str) -> bool:
    ids = efecto.antes.registros.claves().ids
    return [ids[row] for row in efecto.antes.filas.tolist()].count(name) > 1


def arrange_way(efecto: Efecto) -> Iterator[Bloque]:
    """Yield what would assure the next level after the change; nothing where there is none higher."""
    marco, level = efecto.ficha_despues.marco, efecto.ficha_despues.nivel
    if not marco.niveles or level.al_menos == marco.niveles[-1].nombre or level.al_menos is None:
        return
    way = efecto.camino
    yield Apartado("Qué faltaría para el nivel siguiente")
    if way is None:
        yield Parrafo(f"Con lo que aplica a este registro, ninguna respuesta asegura un nivel más alto que «{level.al_menos}».")
        return
    yield Parrafo(
        f"Aun con lo supuesto, lo asegurado es «{level.al_menos}». Para asegurar «{way.meta}» harían falta, juntas, estas respuestas:"
    )
    rows = tuple(
        (
            f"{item_name(paso.brecha.item)}: {item_text(paso.brecha.item)}",
            said(paso.brecha.item),
            paso.brecha.mejor,
            Cifra(paso.despues),
            paso.nivel,
        )
        for paso in way.pasos
    )
    yield Tabla(("Pregunta o indicador", "Hoy, con lo supuesto", "Haría falta", "Garantizado entonces", "Nivel asegurado"), rows)
    yield Parrafo("Es un camino, el más corto empezando por lo que más gana; puede haber otros. No dice qué respuesta es la verdadera.")
