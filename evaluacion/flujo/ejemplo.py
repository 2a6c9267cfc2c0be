"""The shipped example, written, scored and made into a board."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evaluacion.base.problema import Problema
from evaluacion.base.recursos import shipped
from evaluacion.flujo.calificar import SIN_CLASIFICAR, score_paths
from evaluacion.flujo.propias import is_own_output
from evaluacion.flujo.tablero import publish_tablero
from evaluacion.publish.datos import as_json
from evaluacion.publish.salida import ensure_folder, refuse_inputs, write_bytes
from evaluacion.publish.texto import as_text
from evaluacion.read.documento import read_bytes


@dataclass(frozen=True, slots=True)
class Ejemplo:
    """What was made: the text to show and what was noticed."""

    texto: str
    avisos: tuple[Problema, ...]


def make_ejemplo(carpeta: Path) -> Ejemplo:
    """Write the shipped practices into a folder, score them and make their board.

    A file that a person has changed there is left as it is.

    Raises:
        EvaluacionError: the folder cannot be written, or what is in it cannot be scored.
    """
    practices = carpeta / "practicas"
    ensure_folder(practices)
    kept = []
    for source in sorted(shipped("examples").joinpath("practicas").iterdir()):
        target = practices / source.name
        data = source.read_bytes()
        if not target.is_file():
            write_bytes(target, data)
        elif read_bytes(target, max_bytes=None) != data:
            kept.append(target)
    for output in (carpeta / "tablero.xlsx", carpeta / "puntajes.json"):
        if output.exists() and not is_own_output(output):
            refuse_inputs(output, [output])
    done = score_paths([practices], politicas=[SIN_CLASIFICAR])
    board, noted = publish_tablero(done, carpeta / "tablero.xlsx", sin_clasificar=True)
    scores = carpeta / "puntajes.json"
    write_bytes(scores, as_json(done.resultados, done.procedencia, clasificar=False).encode())
    lines = [
        as_text(done.resultados, done.procedencia, clasificar=False),
        "Es lo que dice la fuente publicada, no una evaluación de los programas: por eso va por orden alfabético y sin lugares.",
        "",
        f"Prácticas: {practices}",
        f"Tablero:   {board}",
        f"Puntajes:  {scores}",
        *(f"Se conservó su versión de {path}" for path in kept),
        "",
        "Siguiente paso: abra el tablero, o pregunte de dónde sale un número:",
        f"  evaluacion explicar {_quoted(practices)} --practica qro-beca-embajadores sostenibilidad",
    ]
    return Ejemplo("\n".join(lines) + "\n", (*done.avisos, *noted))


def _quoted(path: Path) -> str:
    text = str(path)
    return f'"{text}"' if " " in text else text
