"""A tiny board: one marco of three criteria and two records, one of them half unanswered."""

from __future__ import annotations

from pathlib import Path

import pytest
from grupos import FORMAS, marco_de_grupos, registros

from evaluacion.model.procedencia import MarcoUsado, Procedencia
from evaluacion.publish.tablero.arrange import arrange_tablero
from evaluacion.read.documento import parse_documento
from evaluacion.read.marco import resolve_marco
from evaluacion.read.practica import RegistrosArchivo, load_practica
from evaluacion.score.evaluate import evaluate

CASOS = Path(__file__).parent / "casos"


class Taller:
    """Marco and records as texts, read and scored as the tool does."""

    marco_texto = (CASOS / "marco.yaml").read_text(encoding="utf-8")
    uno = (CASOS / "uno.yaml").read_text(encoding="utf-8")
    dos = (CASOS / "dos.yaml").read_text(encoding="utf-8")

    def score(self, *records, marco=None):
        """Return the result of some records written as YAML."""
        leido = resolve_marco(parse_documento(marco or self.marco_texto, "marco.yaml"), CASOS / "marco.yaml")
        read = [load_practica(parse_documento(text, f"registro{i}.yaml")) for i, text in enumerate(records, start=1)]
        resultado = evaluate(leido.marco, RegistrosArchivo(read, {}))
        assert not [problem for problem in resultado.problemas if problem.severidad == "error"], resultado.problemas
        return resultado

    def provenance(self, *resultados):
        """Return where those results come from."""
        used = tuple(MarcoUsado(r.marco.marco, r.marco.version, r.marco.titulo, "f" * 64, "marco.yaml") for r in resultados)
        return Procedencia("evaluacion", "0.0.0", used, (("registro1.yaml", "a" * 64), ("registro2.yaml", "b" * 64)), None, ())

    def board(self, *records, marco=None, **options):
        """Return the board of some records."""
        resultado = self.score(*(records or (self.uno, self.dos)), marco=marco)
        return arrange_tablero([resultado], self.provenance(resultado), **options)


@pytest.fixture
def taller():
    """The workshop of tiny boards."""
    return Taller()


@pytest.fixture
def de_grupos(taller):
    """One result for each way of putting groups together, half of them with requisitos."""
    found = []
    for i, (grupos, total) in enumerate(FORMAS):
        name = f"forma_{i}"
        found.append(taller.score(*registros(name, 14, i), marco=marco_de_grupos(name, grupos, total, requisitos=i % 2 == 0)))
    return found
