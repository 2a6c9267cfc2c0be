"""The sheet of a marco: a row a question, with its answer and evidence, and the hidden columns that its live score is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.model.formulario import CLAVE, DE_RESPUESTA, make_key
from evaluacion.model.marco import Pregunta
from evaluacion.publish.formulario.contenido import value_at
from evaluacion.publish.formulario.estilos import CALCULO, entry, fixed, key
from evaluacion.publish.libro import Celda, Fila, Hoja, Hojeador, Impresion, Rango, absolute_name, cell_name
from evaluacion.publish.tablero.estilos import BLUE, NOTA, TITULO, headers, height_of, label
from evaluacion.publish.tablero.seccion import criterio_name, number_of
from evaluacion.score.kernel import apply_dependences, points_of_codes
from evaluacion.score.plan import NO_APLICA, RESPONDIDA

if TYPE_CHECKING:
    from evaluacion.model.marco import Criterio, Marco
    from evaluacion.model.practica import Respuesta
    from evaluacion.publish.formulario.contenido import RegistroPedido
    from evaluacion.publish.formulario.hoja_listas import Escala
    from evaluacion.score.evaluate import Resultado

FIJOS = (CLAVE, "N.º", "Criterio", "Pregunta", "Ayuda")
AUXILIARES = ("_criterio", "_peso", "_posición", "_puntos", "_propio", "_estado", "_punto", "_alto")
_WIDTHS = (7.0, 6.0, 18.0, 44.0, 36.0)
_FROZEN = FIJOS.index("Pregunta") + 1
_PRINTED = 12
"""Columns that print: up to the reason; the rest would make the text too small to read."""
_ANSWER = len(FIJOS)
_HELPERS = _ANSWER + len(DE_RESPUESTA)
_CRITERIO, _PESO, _POSICION, _PUNTOS, _PROPIO, _ESTADO, _PUNTO, _ALTO = range(_HELPERS, _HELPERS + len(AUXILIARES))
_PROOF = tuple(
    _ANSWER + i for i, campo in enumerate(DE_RESPUESTA) if campo.ruta in {("evidencia", name) for name in ("texto", "documento", "url")}
)
ANCHOS = (*_WIDTHS, *(campo.ancho for campo in DE_RESPUESTA), *(8.0 for _ in AUXILIARES))
ENCABEZADO = 3
_PROGRESS = 2
"""Row of the headings."""
_GUIDE = "Escriba solo en las celdas de color crema. Deje vacío lo que no se sabe: vacío no es «no»."


@dataclass(frozen=True, slots=True)
class Preguntas:
    """The sheet of the questions of a marco, and where its rows are."""

    hoja: Hoja
    primera: int
    ultima: int
    estados: dict[str, tuple[int, ...]]
    """By criterion, the state of each of its questions."""

    def block(self, column: int) -> str:
        """Return a column of its rows as a formula of another sheet names it."""
        return f"'{self.hoja.nombre}'!{absolute_name(self.primera, column)}:{absolute_name(self.ultima, column)}"

    @property
    def criterio(self) -> str:
        """The criterion of each question."""
        return self.block(_CRITERIO)

    @property
    def peso(self) -> str:
        """The weight of each question."""
        return self.block(_PESO)

    @property
    def estado(self) -> str:
        """The state of each question: 0 unanswered, 1 no aplica, 2 answered, 3 without the evidence that it needs."""
        return self.block(_ESTADO)

    @property
    def punto(self) -> str:
        """The points of each question, on [0, 1]; 0 where there are none."""
        return self.block(_PUNTO)

    @property
    def alto(self) -> str:
        """The most that each question may still be worth, on [0, 1]."""
        return self.block(_ALTO)

    def progress(self, criterio: Criterio) -> tuple[tuple[int, str], tuple[int, str]]:
        """Return how many questions of a criterion are answered and how many apply, each with its formula."""
        mine = f'({self.criterio}="{criterio.id}")'
        states = self.estados[criterio.id]
        answered, applicable = sum(state == RESPONDIDA for state in states), sum(state != NO_APLICA for state in states)
        return (answered, f"SUMPRODUCT({mine}*({self.estado}=2))"), (applicable, f"SUMPRODUCT({mine}*({self.estado}<>1))")


def arrange_preguntas(nombre: str, marco: Marco, registro: RegistroPedido, escala: Escala) -> Preguntas:
    """Return the sheet of a marco for a record."""
    resultado, position = registro.resultados[marco.marco]
    values = _helper_values(resultado, position)
    states = {c.id: tuple(int(values[f"{c.id}.{q.id}"][1]) for q in c.preguntas) for c in marco.criterios if c.preguntas}
    answers = registro.practica.respuestas.get(marco.marco, {})
    rows = [(criterio, item) for _, criterio, item in marco.walk() if isinstance(item, Pregunta)]
    first = ENCABEZADO + 1
    places = {f"{criterio.id}.{item.id}": first + i for i, (criterio, item) in enumerate(rows)}
    sheet = Hojeador()
    sheet.put(None, label(marco.titulo, TITULO), alto=28)
    sheet.put(None, label(f"{marco.marco}, versión {marco.version}. {_GUIDE}", NOTA))
    sheet.skip()
    sheet.put(*headers(*FIJOS, *(campo.titulo for campo in DE_RESPUESTA), *AUXILIARES), alto=30)
    for path, (criterio, item) in zip(places, rows, strict=True):
        answer = answers.get(path)
        said = marco.answer_of(answer.respuesta) if answer is not None and answer.respuesta else None
        fixed_cells = _fixed_cells(marco, registro.numero, criterio, item)
        helpers = _helper_cells(places, (make_key(registro.numero, marco.marco, ""), criterio, item), escala, said, values[path])
        cells = (*fixed_cells, *_answer_cells(answer, said), *helpers)
        sheet.put(*cells, alto=height_of(cells, ANCHOS), de=f"{registro.id} {path}", origen=registro.origen)
    last = len(sheet.filas) - 1
    lists = tuple(
        escala.choices(Rango(places[path], _ANSWER, places[path], _ANSWER), admite_no_aplica=item.admite_no_aplica)
        for path, (_, item) in zip(places, rows, strict=True)
    )
    hoja = Hoja(
        nombre,
        BLUE,
        ANCHOS,
        tuple(sheet.filas),
        (ENCABEZADO + 1, _FROZEN),
        encabezado=ENCABEZADO,
        impresion=Impresion((1, 0), repetir=(ENCABEZADO, ENCABEZADO), area=Rango(0, 0, last, _PRINTED)),
        listas=lists,
        protegida=True,
        columnas_ocultas=tuple(range(_HELPERS, _HELPERS + len(AUXILIARES))),
    )
    return Preguntas(hoja, first, last, states)


def with_progress(hoja: Hoja, cell: Celda) -> Hoja:
    """Return the sheet of a marco with how much is answered, and what it is worth, over its headings."""
    filas = list(hoja.filas)
    filas[_PROGRESS] = Fila((None, cell, *(Celda(None, cell.estilo) for _ in range(_FROZEN, _ANSWER + 1))))
    return replace(hoja, filas=tuple(filas))


def _fixed_cells(marco: Marco, numero: int, criterio: Criterio, item: Pregunta) -> tuple[Celda, ...]:
    needs = {"obligatoria": "Evidencia obligatoria.", "recomendada": "Conviene dar evidencia.", "opcional": ""}[item.evidencia]
    base = next((other for other in criterio.preguntas if other.id == item.depende_de), None)
    help_text = " ".join(
        part
        for part in (
            item.ayuda,
            needs,
            "" if item.admite_no_aplica else "No admite «no aplica».",
            f"Cuenta según lo que se responda en {number_of(criterio, base)}." if base is not None else "",
        )
        if part
    )
    path = f"{criterio.id}.{item.id}"
    texts = (number_of(criterio, item), criterio_name(criterio), item.texto, help_text)
    return (key(make_key(numero, marco.marco, path)), *map(fixed, texts))


def _answer_cells(answer: Respuesta | None, said: str | None) -> tuple[Celda, ...]:
    return tuple(entry(said if campo.ruta == ("respuesta",) else value_at(answer, campo.ruta)) for campo in DE_RESPUESTA)


def _helper_values(resultado: Resultado, position: int) -> dict[str, tuple[float, float, float, float]]:
    """Return by question its own state, and its state, points and upper end once what it depends on is known."""
    found: dict[str, tuple[float, float, float, float]] = {}
    for criterio, plan in zip(resultado.marco.criterios, resultado.plan.criterios, strict=True):
        if plan.de_indicadores:
            continue
        own = points_of_codes(plan, resultado.codigos[plan.inicio : plan.inicio + plan.n, [position]])
        after = apply_dependences(plan, own)
        for q, item in enumerate(criterio.reactivos):
            point = float(np.nan_to_num(after.punto[q, 0]))
            state = (float(own.estado[q, 0]), float(after.estado[q, 0]))
            found[f"{criterio.id}.{item.id}"] = (*state, point, float(after.alto[q, 0]))
    return found


def _helper_cells(
    places: dict[str, int],
    row_of: tuple[str, Criterio, Pregunta],
    escala: Escala,
    said: str | None,
    values: tuple[float, float, float, float],
) -> tuple[Celda, ...]:
    prefix, criterio, item = row_of
    row = places[f"{criterio.id}.{item.id}"]
    at = {column: cell_name(row, column) for column in (_ANSWER, *_PROOF, _POSICION, _PUNTOS, _PROPIO, _ESTADO, _PUNTO)}
    position = escala.position(said)
    is_inverse = item.sentido == "inverso"
    worth = 0.0 if position == 0 else abs(is_inverse - escala.puntos[position - 1])
    points = f"INDEX({escala.block(2)},{at[_POSICION]})"
    proof = ",".join(f'TRIM({at[column]})=""' for column in _PROOF)
    own = f"IF(AND({at[_PUNTOS]}>0,{proof}),3,2)" if item.evidencia == "obligatoria" else "2"
    state, point = at[_PROPIO], at[_PUNTOS]
    if item.depende_de is not None:
        base_key = f"{prefix}{criterio.id}.{item.depende_de}"
        ends = (min(places.values()), max(places.values()))
        of_base, worth_of_base = (_by_key(base_key, ends, column) for column in (_PROPIO, _PUNTOS))
        lost = f"AND({of_base}=2,{worth_of_base}=0)"
        state = f"IF({lost},2,IF(OR({of_base}=0,{of_base}=3),0,IF({of_base}=1,1,{at[_PROPIO]})))"
        point = f"IF({lost},0,{at[_PUNTOS]})"
    formulas: tuple[tuple[str, float], ...] = (
        (f"SUMPRODUCT(({escala.block(0)}=TRIM({at[_ANSWER]}))*{escala.block(1)})", float(position)),
        (f"IF({at[_POSICION]}=0,0,{'1-' if is_inverse else ''}{points})", worth),
        (f"IF({at[_POSICION]}=0,0,IF(INDEX({escala.block(3)},{at[_POSICION]})=1,1,{own}))", values[0]),
        (state, values[1]),
        (f"IF({at[_ESTADO]}=2,{point},0)", values[2]),
        (f"IF({at[_ESTADO]}=2,{at[_PUNTO]},IF({at[_ESTADO]}=0,1,IF({at[_ESTADO]}=3,{at[_PUNTOS]},0)))", values[3]),
    )
    live = tuple(Celda(value, CALCULO, formula=formula) for formula, value in formulas)
    return (Celda(criterio.id, CALCULO), Celda(item.peso, CALCULO), *live)


def _by_key(wanted: str, ends: tuple[int, int], column: int) -> str:
    """Return what reads a column in the row with a key, wherever sorting has put it."""
    values, keys = (f"{absolute_name(ends[0], place)}:{absolute_name(ends[1], place)}" for place in (column, 0))
    return f'INDEX({values},MATCH("{wanted}",{keys},0))'
