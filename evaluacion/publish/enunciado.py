"""Statements that were read, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from evaluacion.base.numeros import show_number

if TYPE_CHECKING:
    from evaluacion.check.enunciado import Cantidad, Enunciado, LineaBase, Plazo

REGLAS = {
    "sin_cantidad": "No dice cuánto.",
    "cantidad_vaga": "Una palabra ocupa el lugar del número.",
    "sin_unidad": "Hay un número y no se dice de qué.",
    "numero_ambiguo": "El número se puede leer de dos maneras: escriba los miles con coma.",
    "moneda_ambigua": "No se dice de qué moneda.",
    "rango": "La meta se da entre dos valores.",
    "sin_plazo": "No dice para cuándo.",
    "plazo_vago": "Habla de tiempo y no da un día.",
    "plazo_pasado": "El plazo ya terminó.",
    "plazo_invertido": "El periodo termina antes de empezar.",
    "fecha_inexistente": "El calendario no tiene esa fecha.",
    "sin_verbo": "No dice con un infinitivo qué se hará.",
    "verbo_vago": "El verbo no dice qué se podrá observar.",
    "doble_objetivo": "Son dos objetivos: cada verbo tiene su complemento.",
    "porcentaje_sin_base": "El porcentaje no dice respecto de qué.",
    "meta_contra_linea_base": "La meta va en sentido contrario al del verbo.",
    "valor_imposible": "El valor no puede ocurrir.",
}
"""Each rule of a statement in one sentence."""


def as_json(leidos: Sequence[Enunciado], *, single: bool, ascii_only: bool = False) -> str:
    """Return the statements as a JSON list, or the only one as an object."""
    data: list[dict[str, Any]] = [asdict(item) for item in leidos]
    return json.dumps(data[0] if single else data, ensure_ascii=ascii_only, indent=2) + "\n"


def as_text(leidos: Sequence[Enunciado], fecha: date, *, today: bool) -> str:
    """Return the statements as text, each with what it says and what is wrong with it."""
    lines = [f"Día de referencia: {fecha.isoformat()}{' (hoy)' if today else ''}."]
    for item in leidos:
        lines += ["", *_lines(item)]
    return "\n".join(lines) + "\n"


def _lines(item: Enunciado) -> Iterator[str]:
    yield item.texto
    yield f"  Verbos:     {', '.join(item.verbos) or '—'}"
    yield f"  Cantidades: {'; '.join(map(_show_quantity, item.cantidades)) or '—'}"
    if item.linea_base is not None:
        yield f"  Línea base: {_show_base(item.linea_base)}"
    yield f"  Plazo:      {_show_deadline(item.plazo)}"
    if not item.hallazgos:
        yield "  Sin hallazgos."
    for finding in item.hallazgos:
        yield f"  {finding.severidad} [{finding.regla}] {REGLAS[finding.regla]}"


def _show(value: float | None) -> str:
    if value is None:
        return "¿?"
    return show_number(value, 0 if value == int(value) else 4).rstrip()


def _show_quantity(item: Cantidad) -> str:
    upper = f" a {_show(item.hasta)}" if item.hasta is not None else ""
    return f"{_show(item.valor)}{upper} {item.unidad or 'sin unidad'} («{item.tramo}»)"


def _show_deadline(deadline: Plazo | None) -> str:
    if deadline is None:
        return "—"
    return f"«{deadline.texto}», hasta {deadline.fin or 'un día que no se puede calcular'}"


def _show_base(base: LineaBase) -> str:
    value = _show(base.valor) if base.valor is not None else "sin valor"
    return f"{value} en {base.periodo}" if base.periodo is not None else value
