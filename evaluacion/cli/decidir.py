"""`evaluacion decidir`: a choice by closed questions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from evaluacion.cli.consola import can_print_json, fit, say, tell
from evaluacion.cli.espanol import Orden

if TYPE_CHECKING:
    from evaluacion.flujo.decision import Decidido
    from evaluacion.model.decision import PreguntaCerrada

WITHOUT_ANSWERS = 2


@click.command(cls=Orden, epilog="Ejemplo: evaluacion decidir espacio_dialogo --respuestas proposito=acordar")
@click.argument("decision", required=False, metavar="[DECISION]")
@click.option("--respuestas", multiple=True, metavar="ARCHIVO|CLAVE=VALOR", help="Archivo de respuestas, o una respuesta; puede repetirse.")
@click.option("--formato", type=click.Choice(("texto", "json")), default="texto", metavar="texto|json", help="Forma de la salida.")
def decidir(decision: str | None, respuestas: tuple[str, ...], formato: str) -> int:
    """Elige entre opciones con preguntas cerradas, y dice por qué y con qué fuente.

    Sin DECISION las lista. Sin respuestas las pregunta en la terminal; si no hay terminal, muestra las preguntas y termina
    con 2. Lo que no se sabe se omite: se muestran todos los resultados que siguen siendo posibles y qué los decide.
    """
    from evaluacion.flujo.decision import resolve_decision  # noqa: PLC0415 - heavy
    from evaluacion.publish.decision import as_json, as_text, questions_text  # noqa: PLC0415

    if decision is None and not respuestas:
        return _list(formato)
    done = resolve_decision(decision, respuestas)
    if not respuestas:
        if not _is_terminal():
            say(questions_text(done.decision))
            tell("Faltan respuestas: escríbalas con --respuestas clave=valor, o en un archivo.")
            return WITHOUT_ANSWERS
        done = _ask(done)
    if formato == "json":
        say(
            as_json(done.decision, done.titulo, done.respuestas, done.resuelta, done.procedencia, ascii_only=not can_print_json()),
            es_dato=True,
        )
    else:
        say(as_text(done.decision, done.titulo, done.respuestas, done.resuelta, done.procedencia))
    return 0


def _list(formato: str) -> int:
    import json  # noqa: PLC0415

    from evaluacion.flujo.decision import list_decisiones  # noqa: PLC0415 - heavy
    from evaluacion.publish.decision import list_text  # noqa: PLC0415

    found, others = list_decisiones()
    if formato == "json":
        data = [{"decision": item.decision, "version": item.version, "titulo": item.titulo} for item in found]
        data += [{"marco": name, "titulo": title, "orden": command} for name, title, command in others]
        say(json.dumps(data, ensure_ascii=not can_print_json(), indent=1), es_dato=True)
    else:
        say(list_text(found, others))
    return 0


def _is_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _ask(done: Decidido) -> Decidido:
    """Return the decision with what a person answers: only what can still change the outcome is asked."""
    from dataclasses import replace  # noqa: PLC0415

    from evaluacion.check.decision import decide  # noqa: PLC0415

    tell(done.decision.titulo)
    skipped: set[str] = set()
    while pending := [name for name in done.resuelta.deciden if name not in skipped]:
        answer = _prompt(done.decision.pregunta(pending[0]))
        if answer is None:
            skipped.add(pending[0])
            continue
        answers = {**done.respuestas, pending[0]: answer}
        done = replace(done, respuestas=answers, resuelta=decide(done.decision, answers))
    return done


def _prompt(question: PreguntaCerrada) -> str | None:
    """Return the option that a person chooses by its number or its word; None for «no se sabe»."""
    tell(f"\n{question.texto}")
    if question.ayuda:
        tell(f"  {question.ayuda}")
    options = question.admitidas
    for number, option in enumerate(options, start=1):
        tell(f"  {number}. {option.texto}")
    while True:
        written = click.prompt(fit("Número, o Intro si no se sabe", sys.stderr), default="", show_default=False, err=True).strip()
        if not written:
            return None
        if written.isdecimal() and 1 <= int(written) <= len(options):
            return options[int(written) - 1].valor
        found = question.find_option(written)
        if found is not None:
            return found
        tell(f"Escriba un número del 1 al {len(options)}.")
