"""A marco as a page that a person reads."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.base.numeros import show_number, show_plain
from evaluacion.base.textos import MEDIAS
from evaluacion.model.marco import Indicador, Pregunta
from evaluacion.model.tipologia import SinTipo

if TYPE_CHECKING:
    from evaluacion.model.marco import Criterio, Marco, Nivel
    from evaluacion.model.tipologia import Tipologia

_WIDTH = 96
_FULL = 100.0


def marco_page(marco: Marco, huella: str) -> str:
    """Return everything that a marco says, as text: scale, levels, criteria, questions, sources, decisions."""
    lines = [marco.titulo, "=" * len(marco.titulo)]
    lines.append(f"{marco.marco} {marco.version} · evalúa: {marco.evalua} · huella {huella[:12]}")
    if marco.fuente:
        lines += _wrap(f"Fuente: {marco.fuente}")
    answers = [
        f"{valor.valor} = {show_plain(valor.puntos)}" if valor.puntos is not None else f"{valor.valor} (no cuenta)"
        for valor in marco.escala
    ]
    lines += ["", "Respuestas: " + "; ".join(answers), f"Puntajes de {show_plain(marco.rango[0])} a {show_plain(marco.rango[1])}."]
    if marco.niveles:
        lines += _wrap("Niveles: " + "; ".join(map(_level, marco.niveles)) + ".")
    for gate in marco.compuertas:
        which = "cada criterio" if gate.criterios == "todos" else ", ".join(gate.criterios)
        lines.append(f"Requisito mínimo de «{gate.nivel}»: {show_plain(gate.minimo)} en {which}.")
    lines += [f"Requisito de elegibilidad {item.id}: {item.texto}" for item in marco.requisitos]
    joined = f"{_how('criterios', marco.agregacion.grupos)}, {_how('grupos', marco.agregacion.total)}"
    lines.append(
        f"Cobertura mínima {show_number(marco.cobertura_minima * _FULL, 0)} %; aplicabilidad mínima "
        f"{show_number(marco.aplicabilidad_minima * _FULL, 0)} %; {joined if marco.tipologia is None else 'sin total'}."
    )
    if not marco.clasificacion:
        lines.append("Este instrumento no ordena registros.")
    if marco.tipologia is not None:
        lines += ["", *_tipologia_lines(marco.tipologia)]
    if marco.nota_metodologica:
        lines += ["", "Nota metodológica", *_paragraphs(marco.nota_metodologica)]
    for grupo in marco.grupos:
        weighs = marco.tipologia is None
        lines += ["", f"## {grupo.nombre}" + (f" (peso {show_plain(grupo.peso)})" if weighs else "")]
        for criterio in grupo.criterios:
            lines += ["", *_criterio_lines(criterio, with_weight=weighs)]
    return "\n".join(lines) + "\n"


def how_types_are_found(tipologia: Tipologia) -> str:
    """Return in a sentence how the types follow from the scores of the criteria."""
    if tipologia.modo == "polos":
        return f"El eje es el puntaje de «{tipologia.polos[1]}» menos el de «{tipologia.polos[0]}», de -100 a 100."
    if tipologia.modo == "rasgos":
        return f"Cada criterio que llega a {show_plain(tipologia.corte)} muestra su tipo; puede haber varios."
    return f"Cada criterio es su parte de la cuenta; los tipos se leen en la medida «{tipologia.sobre}»."


def _tipologia_lines(tipologia: Tipologia) -> Iterator[str]:
    yield "Tipología: este instrumento clasifica y no califica."
    yield from _wrap(how_types_are_found(tipologia))
    rest = tipologia.resto
    for tipo in (*tipologia.tipos, *((rest,) if rest is not None else ())):
        if isinstance(tipo, SinTipo):
            where = f"los dos polos debajo de {show_plain(tipo.debajo_de)}" if tipo.debajo_de is not None else "ningún tipo"
        else:
            where = f"desde {show_plain(round(tipo.desde, 2))}" if tipo.desde is not None else f"criterio {tipo.criterio}"
        yield from _wrap(f"- {tipo.nombre} ({where})" + (f": {tipo.descripcion}" if tipo.descripcion else ""), "  ")
        if tipo.recomendacion:
            yield from _wrap(f"Qué hacer: {tipo.recomendacion}", "    ")


def _level(nivel: Nivel) -> str:
    parts = f" (en partes iguales: {', '.join(nivel.subniveles)})" if nivel.subniveles else ""
    return f"{nivel.nombre} desde {show_plain(nivel.desde)}{parts}"


def _how(what: str, kind: str) -> str:
    return f"de los {what}, el menor" if kind == "minimo" else f"{what} por media {MEDIAS[kind]}"


def _wrap(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False) or [""]


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n"):
        yield from _wrap(paragraph, "  ")


def _criterio_lines(criterio: Criterio, *, with_weight: bool) -> Iterator[str]:
    number = f"{criterio.numero}. " if criterio.numero is not None else ""
    family = f" · {criterio.familia}" if criterio.familia else ""
    weight = f" (peso {show_plain(criterio.peso)})" if with_weight else ""
    yield f"{number}{criterio.nombre} [{criterio.id}]{weight}{family}"
    if criterio.definicion:
        yield from _wrap(criterio.definicion, "   ")
    for item in criterio.reactivos:
        yield from _question_lines(item) if isinstance(item, Pregunta) else _indicator_lines(item)


def _question_lines(question: Pregunta) -> Iterator[str]:
    yield from _wrap(f"- {question.id}: {question.texto}", "   ")
    notes = [
        "un sí habla en contra" if question.sentido == "inverso" else "",
        f"depende de {question.depende_de}" if question.depende_de else "",
        "no admite «no aplica»" if not question.admite_no_aplica else "",
        "evidencia obligatoria" if question.evidencia == "obligatoria" else "",
        "el total se muestra también sin ella" if question.lectura_alterna else "",
        f"peso {show_plain(question.peso)}" if question.peso != 1 else "",
    ]
    noted = "; ".join(note for note in notes if note)
    if noted:
        yield from _wrap(f"({noted})", "     ")
    for label, text in (("Ayuda", question.ayuda), ("Qué hacer", question.recomendacion), ("Fuente", question.fuente)):
        if text:
            yield from _wrap(f"{label}: {text}", "     ")


def _indicator_lines(item: Indicador) -> Iterator[str]:
    yield from _wrap(
        f"- {item.id}: {item.nombre} ({item.unidad}; {item.sentido}; {item.acumulacion.replace('_', ' ')}; {item.frecuencia})", "   "
    )
    yield from _wrap(item.definicion, "     ")
    if item.formula:
        yield f"     Fórmula: {item.formula}"
    if item.semaforo:
        bands = [
            f"{band.luz} hasta {show_plain(band.hasta)} %" if band.hasta is not None else f"{band.luz} después" for band in item.semaforo
        ]
        over = "lo esperado a la fecha" if item.semaforo_sobre == "esperado" else "la meta"
        yield from _wrap(f"Semáforo sobre {over}: {'; '.join(bands)}.", "     ")
    dimension = f" Dimensión: {item.dimension}." if item.dimension else ""
    fixed = f" Meta fija: {show_plain(item.meta_fija)} {item.unidad}." if item.meta_fija is not None else ""
    limits = f" Va de {show_plain(item.limites[0])} a {show_plain(item.limites[1])}." if item.limites else ""
    weight = f" Peso {show_plain(item.peso)}." if item.peso != 1 else ""
    yield from _wrap(f"Medida: {item.medida}.{fixed}{limits}{dimension}{weight}", "     ")
    for label, text in (("Ayuda", item.ayuda), ("Qué hacer", item.recomendacion), ("Fuente", item.fuente)):
        if text:
            yield from _wrap(f"{label}: {text}", "     ")
