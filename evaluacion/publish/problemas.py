"""The problems of the files that could not be reviewed, as findings, for the shapes that show nothing else of a run."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from evaluacion.base.codigos import CODIGOS
from evaluacion.model.hallazgo import Hallazgo, ReglaUsada, Revision

if TYPE_CHECKING:
    from evaluacion.base.origen import Origen
    from evaluacion.base.problema import Problema
    from evaluacion.model.hallazgo import RevisionTotal, Severidad

_SEVERITY: dict[str, Severidad] = {"error": "falla", "aviso": "aviso"}
_HEAVIEST = 1_000.0
"""A file that cannot be read comes before anything that is wrong in the others."""


def with_problems(total: RevisionTotal) -> RevisionTotal:
    """Return a review in which each problem that has a place is a finding, and its code a rule."""
    by_file: dict[str, list[Hallazgo]] = {}
    for problem in total.problemas:
        if problem.origen is not None:
            by_file.setdefault(problem.origen.archivo, []).append(_finding(problem, problem.origen))
    known = [
        replace(item, hallazgos=(*item.hallazgos, *by_file.pop(item.archivo))) if item.archivo in by_file else item
        for item in total.revisiones
    ]
    unread = [Revision(name, "", "", "archivo", tuple(found)) for name, found in by_file.items()]
    codes = dict.fromkeys(problem.codigo for problem in total.problemas if problem.origen is not None)
    return replace(total, revisiones=(*known, *unread), reglas=(*total.reglas, *map(_rule, codes)))


def _finding(problem: Problema, origen: Origen) -> Hallazgo:
    name = origen.archivo.rsplit("/", 1)[-1]
    digest = hashlib.sha256(f"{problem.codigo}\0{name}\0{problem.mensaje}".encode()).hexdigest()[:16]
    severity = _SEVERITY[problem.severidad]
    return Hallazgo(problem.codigo, severity, origen, "", problem.mensaje, problem.remedio, digest, peso=_HEAVIEST)


def _rule(code: str) -> ReglaUsada:
    page = CODIGOS[code]
    return ReglaUsada(
        codigo=code,
        titulo=page.titulo,
        que=page.que,
        por_que=page.por_que,
        remedio="El archivo no se revisó: corrija lo que se señala y vuelva a revisarlo.",
        fuente="formato de los archivos",
        severidad="falla",
        familia="lectura",
        mal=page.mal,
        bien=page.bien,
    )
