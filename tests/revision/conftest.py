"""What the tests of reviews share: a text reviewed as a file, and the cases on disk."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evaluacion.check.catalogo import all_rules
from evaluacion.check.revisar import make_criterios, review
from evaluacion.read.documento import parse_documento
from evaluacion.read.estrategia import load_estrategia

CASOS = Path(__file__).parent / "casos"
HOY = date(2025, 1, 31)
MARK = "✗"


@dataclass(frozen=True)
class Caso:
    """One file: the rule it is about, whether it is wrong, and how many findings each line must have."""

    codigo: str
    ruta: Path
    texto: str
    espera: Counter

    def __str__(self):
        return f"{self.codigo}/{self.ruta.stem}"


def discover():
    return [read_case(path) for path in sorted(CASOS.glob("*/*.yaml"))]


def read_case(path):
    text = path.read_text(encoding="utf-8")
    lines = Counter({number: line.count(MARK) for number, line in enumerate(text.splitlines(), 1) if MARK in line})
    return Caso(path.parent.name, path, text, lines)


def review_text(text, *, fecha=None, sin=(), archivo="caso.yaml", **config):
    """Return what the rules say of a strategy written as text."""
    leida = load_estrategia(parse_documento(text, archivo))
    day = fecha or (date.fromisoformat(leida.estrategia.fecha) if leida.estrategia.fecha else HOY)
    rules = [rule for code, rule in all_rules().items() if code not in sin]
    criterios = make_criterios(rules, **config)
    return review(leida.estrategia, leida.lugar, archivo=archivo, fecha=day, criterios=criterios)


def lines_of(dictamen, codigo):
    return Counter(item.origen.linea for item in dictamen.hallazgos if item.regla == codigo)
