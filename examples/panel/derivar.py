"""Makes the votes of this exercise out of the records of examples/practicas: nobody judged anything here.

Run from the root of the repository: python examples/panel/derivar.py
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from evaluacion import Practica, read_practicas
from evaluacion.model.practica import Respuesta

AQUI = Path(__file__).parent
MARCO = "cualitativo"
PRACTICAS = 12
"""The practices with most answers, by id where two have as many."""
BREVE, AMPLIA = 100, 165
"""Characters under which evaluadora_b calls an evidence brief, and from which evaluadora_c calls it ample."""
ESTRICTOS = ("sostenibilidad", "transparencia")
"""Criteria that evaluadora_b reads one step lower."""
FUERA = "escalabilidad.nuevas_practicas"
"""Question that evaluadora_c takes as not applicable outside Mexico, and from which evaluadora_b is excused in one record."""
EXCUSADA = "med-aci"
PASOS = ("no", "parcial", "sí")


def lower(answer: str) -> str:
    """Return the answer one step lower."""
    return PASOS[max(PASOS.index(answer) - 1, 0)]


def vote_of(judge: str, path: str, answer: str, evidence: str) -> str:
    """Return what an evaluator of the exercise answers where the record says `answer` with that evidence."""
    if judge == "evaluadora_b" and (path.partition(".")[0] in ESTRICTOS or len(evidence) < BREVE):
        return lower(answer)
    if judge == "evaluadora_c" and answer == "parcial" and len(evidence) >= AMPLIA:
        return "sí"
    return answer


def cells_of(judge: str, practica: Practica, path: str, written: Respuesta) -> dict[str, str]:
    """Return the answer of an evaluator to a question of a record, and what else is written beside it."""
    evidence = written.evidencia.texto if written.evidencia is not None and written.evidencia.texto else ""
    if path == FUERA and judge == "evaluadora_c" and practica.territorio is not None and practica.territorio.pais != "MX":
        return {"": "no aplica", "motivo": "Ejercicio: esta evaluadora lee la pregunta solo para México."}
    cells = {"": vote_of(judge, path, written.respuesta or "no", evidence)}
    if path == FUERA and judge == "evaluadora_b" and practica.id == EXCUSADA:
        cells["excusa"] = "Ejercicio: se excusa para mostrar cómo se quita un voto."
    if judge == "evaluadora_a" and written.evidencia is not None:
        cells["evidencia"] = str(written.evidencia)
    return cells


def main() -> None:
    """Write a table for each evaluator."""
    registros = read_practicas(AQUI.parent / "practicas")
    everyone = [registros.practica(fila) for fila in range(len(registros))]
    chosen = sorted(everyone, key=lambda item: (-len(item.respuestas.get(MARCO, {})), item.id))[:PRACTICAS]
    for judge in ("evaluadora_a", "evaluadora_b", "evaluadora_c"):
        rows = []
        for practica in sorted(chosen, key=lambda item: item.id):
            row = {"practica": practica.id, "titulo": practica.titulo, "evaluacion.evaluador": judge, "evaluacion.fecha": "2026-11-21"}
            for path, written in practica.respuestas[MARCO].items():
                cells = cells_of(judge, practica, path, written)
                row |= {f"{MARCO}.{path}" + (f".{key}" if key else ""): text for key, text in cells.items()}
            rows.append(row)
        names = list(dict.fromkeys(name for row in rows for name in row))
        with (AQUI / "evaluaciones" / f"{judge}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*names[:4], *sorted(names[4:])], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    sys.exit(main())
