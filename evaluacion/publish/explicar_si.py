"""The answer to «and if this were otherwise?» as a report: before and after, what moved, who is passed and what is still missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.base.numeros import show_number
from evaluacion.base.problema import quote
from evaluacion.model.ficha import FichaIndicador, FichaPregunta
from evaluacion.publish.explicar_comun import (
    COMO_LEER,
    decimals_of,
    instrument_text,
    item_name,
    item_text,
    listed,
    place_of,
    record_name,
    said,
)
from evaluacion.publish.explicar_lugar import arrange_place, arrange_way
from evaluacion.publish.informe import Apartado, Bloque, Cifra, Lista, Parrafo, Tabla
from evaluacion.publish.texto import claim_text, coverage_text, level_text, place_text, type_text

if TYPE_CHECKING:
    from evaluacion.compare.supuesto import CambioDeReactivo, Efecto, Supuesto
    from evaluacion.model.ficha import Ficha
    from evaluacion.model.procedencia import Procedencia

_MOVED = ("Parte", "Garantizado antes", "Garantizado después", "Puntaje antes", "Puntaje después", "Alcanzable antes", "Alcanzable después")
_CLASES = {"criterio": "Criterio", "grupo": "Grupo", "total": "Total"}


def arrange_effect(supuesto: Supuesto, procedencia: Procedencia) -> Iterator[Bloque]:
    """Yield what some suppositions would change in one instrument."""
    efecto, names = supuesto.juntas, [item.texto for item in supuesto.suposiciones]
    before = efecto.ficha_antes
    yield Apartado(before.marco.titulo)
    yield Parrafo(instrument_text(before, procedencia))
    yield Parrafo(f"Registro: {record_name(before)}; está en {before.origen}.")
    brought = " Se supone también que cada respuesta trae su evidencia." if supuesto.con_evidencia else ""
    yield Parrafo(
        f"Es una suposición: ningún archivo cambió. Se supone {listed([quote(name) for name in names])}.{brought}", destacado=True
    )
    yield Apartado("Qué se supone")
    yield Lista((*_changes(supuesto), *_unchanged(supuesto)))
    yield Apartado("Antes y después")
    yield _totals(efecto)
    yield Parrafo(_level_sentence(efecto))
    if supuesto.solas:
        yield Apartado("Cada suposición por separado")
        yield _one_by_one(names, efecto, supuesto.solas)
    if efecto.nodos and before.marco.tipologia is None:
        yield Apartado("Qué se movió")
        yield Tabla(_MOVED, tuple(_moved(efecto)))
    if before.marco.tipologia is None:
        yield from arrange_place(efecto)
        yield from arrange_way(efecto)
    yield Parrafo(COMO_LEER)


def _changes(supuesto: Supuesto) -> Iterator[str]:
    for change in supuesto.juntas.reactivos:
        before, after = change
        yield (
            f"{item_name(after)}: {item_text(after)} Antes: {said(before)}; {place_of(before)}. "
            f"Después: {said(after)}.{_remark(change, con_evidencia=supuesto.con_evidencia)}"
        )
    before_, after_ = (dict(ficha.requisitos) for ficha in (supuesto.juntas.ficha_antes, supuesto.juntas.ficha_despues))
    yield from (
        f"requisitos.{name}: antes, {_met(before_[name])}; después, {_met(met)}." for name, met in after_.items() if met != before_[name]
    )


def _met(answer: bool | None) -> str:  # noqa: FBT001 - what a record says of a requisito
    return "sin responder" if answer is None else "se cumple" if answer else "no se cumple"


def _unchanged(supuesto: Supuesto) -> Iterator[str]:
    """Yield the suppositions that change nothing."""
    before, after = (dict(ficha.requisitos) for ficha in (supuesto.juntas.ficha_antes, supuesto.juntas.ficha_despues))
    moved = {item_name(change.despues) for change in supuesto.juntas.reactivos} | {name for name in after if after[name] != before[name]}
    why = "el registro ya dice eso y lo que le falta es la evidencia obligatoria; agregue --con-evidencia para suponerla"
    unproven = {question.ruta: why for question in supuesto.juntas.ficha_despues.preguntas if question.estado == "sin_evidencia"}
    derived = any(change.despues.estado for change in supuesto.juntas.reactivos if not isinstance(change.despues, FichaPregunta))
    for item in supuesto.suposiciones:
        if item.ruta not in moved and not (item.clase == "indicador" and derived):
            yield f"{quote(item.texto)}: no cambia nada, porque {unproven.get(item.ruta, 'el registro ya dice eso o porque no entra en la cuenta')}."


def _remark(change: CambioDeReactivo, *, con_evidencia: bool) -> str:
    """Return what whoever uses the supposition should know about an answer."""
    before, after = change
    if not isinstance(after, FichaPregunta) or not isinstance(before, FichaPregunta):
        cause = " Cambia con los datos de los que se calcula." if after.escrita == before.escrita else _on_period(before, after)
        return cause + (f" No se puede calcular: {after.falla}." if isinstance(after, FichaIndicador) and after.falla else "")
    written = after.escrita
    if written == before.escrita:
        return f" Cambia por {_base_of(after)}, de la que depende."
    if written is None:
        return " Se quita lo escrito."
    if after.estado == "sin_evidencia":
        return " Sin evidencia no se da por probada y cuenta como sin responder; para ver qué pasaría con ella, agregue --con-evidencia."
    if after.pregunta.depende_de is not None and after.estado == "sin_responder":
        return f" No cuenta mientras no se responda {_base_of(after)}, de la que depende."
    if written.motivo:
        return f" Motivo que se supone: {written.motivo.rstrip('.')}."
    return _on_evidence(before, after, con_evidencia=con_evidencia)


def _base_of(item: FichaPregunta) -> str:
    """Return the path of the question on which one depends."""
    return f"{item.ruta.rpartition('.')[0]}.{item.pregunta.depende_de}"


def _on_period(before: FichaPregunta | FichaIndicador, after: FichaPregunta | FichaIndicador) -> str:
    """Return why a value supposed does not count, where it does not."""
    is_idle = isinstance(before, FichaIndicador) and isinstance(after, FichaIndicador) and after.valor == before.valor
    if not is_idle or not isinstance(after, FichaIndicador) or after.periodo is None or after.puntos != before.puntos:
        return ""
    return f" El valor que se juzga es el del último periodo medido, {after.periodo}."


def _on_evidence(before: FichaPregunta, after: FichaPregunta, *, con_evidencia: bool) -> str:
    had = before.escrita is not None and before.escrita.evidencia is not None and before.escrita.evidencia.presente
    if had:
        return " Conserva la evidencia escrita, que habría que revisar: se escribió para la respuesta anterior."
    if con_evidencia:
        return " Supone una evidencia que hoy no está escrita."
    return " Cuenta, pero sin evidencia no se puede defender." if after.puntos and after.pregunta.evidencia == "recomendada" else ""


def _totals(efecto: Efecto) -> Tabla:
    before, after = efecto.ficha_antes, efecto.ficha_despues
    pairs = [(getattr(before.total, name), getattr(after.total, name)) for name in ("minimo", "puntaje", "maximo")]
    places = decimals_of(before, after)
    rows: list[tuple[str | Cifra, ...]] = []
    if before.marco.tipologia is None:
        rows += [
            (name, Cifra(one, places), Cifra(other, places), Cifra(_difference(one, other), places, con_signo=True))
            for name, (one, other) in zip(("Garantizado", "Puntaje", "Alcanzable"), pairs, strict=True)
        ]
        words = [("Nivel", level_text(before), level_text(after)), ("Lugar", _place_words(before), _place_words(after))]
    else:
        words = [("Tipo", _type_words(before), _type_words(after))]
    words.append(("Respondidas", coverage_text(before), coverage_text(after)))
    rows += [(name, one, other, "igual" if one == other else "cambia") for name, one, other in words]
    return Tabla(("", "Antes", "Después", "Diferencia"), tuple(rows))


def _type_words(ficha: Ficha) -> str:
    return type_text(ficha.tipologia) if ficha.tipologia is not None else "—"


def _difference(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after - before


def _place_words(ficha: Ficha) -> str:
    return place_text(ficha.lugar) if ficha.lugar is not None else "sin lugar"


def _level_sentence(efecto: Efecto) -> str:
    before, after = efecto.ficha_antes, efecto.ficha_despues
    if after.marco.tipologia is not None:
        was, is_ = _type_words(before), _type_words(after)
        return "El tipo no cambia." if was == is_ else f"El tipo pasa de «{was}» a «{is_}»."
    if not after.marco.niveles:
        return "Este instrumento no define niveles."
    one, other = (claim_text(ficha.nivel) for ficha in (before, after))
    changed = f"El nivel no cambia: {other}." if one == other else f"El nivel pasa de «{one}» a «{other}»."
    open_ = " Lo decide lo que falta responder." if after.nivel.seguro is None and after.nivel.al_menos is not None else ""
    gates = [f"{gate.criterio} ({show_number(gate.minimo)} para «{gate.nivel}»)" for gate in after.compuertas if gate.estado == "cerrada"]
    closed = f" Requisitos mínimos que no se alcanzan ni con las mejores respuestas que faltan: {listed(gates)}." if gates else ""
    return changed + open_ + closed


def _one_by_one(nombres: list[str], efecto: Efecto, solas: tuple[Efecto, ...]) -> Tabla:
    rows = [_scenario("Hoy", efecto.ficha_antes)]
    rows += [_scenario(name, sola.ficha_despues) for name, sola in zip(nombres, solas, strict=True)]
    rows.append(_scenario("Todas juntas", efecto.ficha_despues))
    if efecto.ficha_antes.marco.tipologia is not None:
        return Tabla(("Suposición", "Tipo"), tuple(rows))
    return Tabla(("Suposición", "Garantizado", "Puntaje", "Alcanzable", "Nivel", "Lugar"), tuple(rows))


def _scenario(name: str, ficha: Ficha) -> tuple[str | Cifra, ...]:
    if ficha.tipologia is not None:
        return (name, _type_words(ficha))
    total = ficha.total
    return (name, Cifra(total.minimo), Cifra(total.puntaje), Cifra(total.maximo), level_text(ficha), _place_words(ficha))


def _moved(efecto: Efecto) -> Iterator[tuple[str | Cifra, ...]]:
    for node in efecto.nodos:
        one, other = node.antes, node.despues
        name = _CLASES[node.clase] if node.clase == "total" else f"{_CLASES[node.clase]}: {node.nombre}"
        yield (name, *(Cifra(value) for field in ("minimo", "puntaje", "maximo") for value in (getattr(one, field), getattr(other, field))))
