"""Panels made here: a small marco, votes by evaluator, and the records that write them."""

from __future__ import annotations

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.model.marco import Marco
from evaluacion.model.moderacion import Acordada, RespuestaAcordada
from evaluacion.model.practica import Practica
from evaluacion.read.practica import RegistroLeido, RegistrosArchivo

MARCO = {
    "marco": "prueba",
    "version": "1.0.0",
    "titulo": "Prueba",
    "niveles": [{"desde": 0, "nombre": "bajo"}, {"desde": 50, "nombre": "alto"}],
    "compuertas": [{"nivel": "alto", "criterios": "todos", "minimo": 25}],
    "grupos": [
        {
            "id": "g",
            "nombre": "G",
            "criterios": [
                {
                    "id": "a",
                    "nombre": "A",
                    "peso": 2,
                    "preguntas": [
                        {"id": "uno", "texto": "¿Uno?", "peso": 3, "evidencia": "obligatoria"},
                        {"id": "dos", "texto": "¿Dos?", "depende_de": "uno"},
                    ],
                },
                {
                    "id": "b",
                    "nombre": "B",
                    "preguntas": [
                        {"id": "tres", "texto": "¿Tres?", "sentido": "inverso"},
                        {"id": "cuatro", "texto": "¿Cuatro?", "evidencia": "recomendada"},
                    ],
                },
            ],
        }
    ],
}
PREGUNTAS = ("a.uno", "a.dos", "b.tres", "b.cuatro")
RESPUESTAS = (None, "sí", "parcial", "no", "no aplica")


def marco_de(**changes):
    """The small marco, with some keys changed."""
    return Marco.model_validate({**MARCO, **changes})


def registro(name, judge, answers, **more):
    """A record of one evaluator: answers by path, a word or a mapping."""
    said = {path: answer for path, answer in answers.items() if answer is not None}
    data = {"practica": name, "evaluacion": {"evaluador": judge}, "respuestas": {"prueba": said}, **more}
    return RegistroLeido(Practica.model_validate(data), f"{name}-{judge}.yaml", {}, None)


def registros(*leidos):
    """Some records as one set."""
    return RegistrosArchivo(leidos, {item.archivo: "0" for item in leidos})


def acordada(name, path, answer, marco="prueba"):
    """An agreed answer."""
    said = RespuestaAcordada(
        practica=name, marco=marco, pregunta=path, respuesta=answer, motivo="se discutió", quien="mesa", fecha="2025-01-02"
    )
    return Acordada(said, *(Origen("moderacion.yaml", line, 5) for line in (5, 3, 6)))


def naive_alpha(votos, metric):
    """Krippendorff's alpha by its coincidence matrix, written out: the same definition by another way."""
    units = [[float(v) for v in row if not np.isnan(v)] for row in votos]
    units = [row for row in units if len(row) > 1]
    values = sorted({v for row in units for v in row})
    if len(values) < 2:
        return None
    o = {(c, k): 0.0 for c in values for k in values}
    for row in units:
        for i, c in enumerate(row):
            for j, k in enumerate(row):
                if i != j:
                    o[c, k] += 1 / (len(row) - 1)
    n = {c: sum(o[c, k] for k in values) for c in values}
    total = sum(n.values())

    def apart(c, k):
        if metric == "nominal":
            return float(c != k)
        if metric == "intervalo":
            return (c - k) ** 2
        if metric == "razon":
            return ((c - k) / (c + k)) ** 2 if c + k else 0.0
        low, high = sorted((c, k))
        return (sum(n[g] for g in values if low <= g <= high) - (n[low] + n[high]) / 2) ** 2

    observed = sum(o[c, k] * apart(c, k) for c in values for k in values)
    expected = sum(n[c] * n[k] * apart(c, k) for c in values for k in values)
    return 1 - (total - 1) * observed / expected
