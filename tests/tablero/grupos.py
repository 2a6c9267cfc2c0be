"""Invented marcos whose groups are put together in every way, and records with every kind of answer and of silence."""

from __future__ import annotations

import random

FORMAS = (("geometrica", "armonica"), ("minimo", "aritmetica"), ("aritmetica", "geometrica"), ("armonica", "minimo"))
GRUPOS = """
marco: {name}
version: 1.0.0
titulo: Grupos con {grupos} y total con {total}
rango: [1, 5]
agregacion: {{grupos: {grupos}, total: {total}}}
cobertura_minima: {cobertura}
aplicabilidad_minima: {aplicabilidad}
{requisitos}
niveles:
  - {{desde: 1, nombre: bajo}}
  - {{desde: 2.5, nombre: medio, subniveles: [entrada, salida]}}
  - {{desde: 3.5, nombre: alto}}
compuertas:
  - {{nivel: alto, criterios: [a1, b1], minimo: 3}}
  - {{nivel: medio, criterios: todos, minimo: 1.5}}
nota_metodologica: Inventado para la prueba.
grupos:
  - {{id: a, nombre: A, peso: 2, criterios: [{a}]}}
  - {{id: b, nombre: B, criterios: [{b}]}}
  - {{id: c, nombre: C, peso: 0.5, criterios: [{c}]}}
"""


def marco_de_grupos(name, grupos, total, requisitos):
    """A marco of three groups, gates, divided levels, a question of two readings and proofs that are demanded."""

    def criterio(identity, weight):
        extra = ("evidencia: obligatoria", "lectura_alterna: sí", "depende_de: q1")
        questions = ", ".join(f"{{id: q{i}, texto: Pregunta, {what}}}" for i, what in enumerate(extra))
        return f"{{id: {identity}, nombre: {identity.upper()}, peso: {weight}, preguntas: [{questions}]}}"

    parts = {group: ", ".join(criterio(f"{group}{i}", i) for i in range(1, size + 1)) for group, size in (("a", 3), ("b", 2), ("c", 1))}
    limits = {"cobertura": 0.5, "aplicabilidad": 0.6} if requisitos else {"cobertura": 0, "aplicabilidad": 0}
    asked = "requisitos: [{id: abierta, texto: Es pública}]" if requisitos else ""
    return GRUPOS.format(name=name, grupos=grupos, total=total, requisitos=asked, **limits, **parts)


def registros(name, count, seed):
    """Records with every kind of answer, of silence and of exclusion; the last two say the same."""
    draw = random.Random(seed)  # noqa: S311 - a reproducible draw
    paths = [f"{group}{i}.q{q}" for group, size in (("a", 3), ("b", 2), ("c", 1)) for i in range(1, size + 1) for q in range(3)]
    found = []
    for number in range(count):
        answered = draw.random()
        lines = []
        for path in paths:
            word = draw.choices(("sí", "parcial", "no", "no aplica", ""), (3 * answered, 1, 1.5, 0.6, 1.2 * (1 - answered)))[0]
            proof = draw.choice(("", ", evidencia: Consta."))
            why = ", motivo: No toca." if word == "no aplica" else proof
            lines += [f"    {path}: {{respuesta: {word}{why}}}"] if word else []
        meets = draw.choice(("requisitos: {abierta: sí}",) * 4 + ("requisitos: {abierta: no}", ""))
        found.append("\n".join([f"titulo: Registro {number}", meets, "respuestas:", f"  {name}:", *lines]))
    found[-1] = found[-2]
    return [f"practica: r{i:02}\n{text}\n" for i, text in enumerate(found)]
