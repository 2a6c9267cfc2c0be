"""Reviews of several kinds, made once from real files: nothing found, much found, names and words that break things."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from evaluacion.flujo.conocidos import mark_known
from evaluacion.flujo.criterios import Seleccion
from evaluacion.flujo.revisar import Opciones, review_paths
from evaluacion.model.hallazgo import RevisionTotal
from evaluacion.model.procedencia import Procedencia

FORMATOS = ("sarif", "junit", "github", "gitlab", "markdown")
DIA = date(2025, 5, 1)
HOSTIL = "]]> {0} [x](9) 😀 | `y` %0A, b: \\n::error::c & <i> ~~z~~ ' *w* _v_ &lt; ![p](q) fin"
"""Words that mean something to some shape; as they go between double quotes in YAML."""
NOMBRE = "a,b;c %25 'é' 😀 [x] {0} #1 & @.yaml"

SUCIA = """\
estrategia: sucia
periodo: {desde: 2024, hasta: 2026}
ejes:
  - {id: ied, nombre: Inversión}
objetivos:
  - id: uno
    eje: otro
    enunciado: Atraer inversión
actores:
  - {nombre: Cámara de Comercio, sector: privado}
excepciones:
  - {regla: EJE-04, motivo: Los socios se eligen en junio, hasta: 2026-12-31}
"""
LIMPIA = """\
estrategia: limpia
actores:
  - {nombre: A, sector: social}
  - {nombre: B, sector: privado}
  - {nombre: C, sector: internacional}
  - {nombre: D, sector: academico}
  - {nombre: E, sector: gobierno local}
"""


def hostile(words=HOSTIL):
    return (
        SUCIA.replace("estrategia: sucia", f'estrategia: hostil\ntitulo: "{words}"')
        .replace("Cámara de Comercio", f'"Cámara {words}"')
        .replace("    enunciado: Atraer inversión", f'    enunciado: "😀 Atraer {words}"\n    indicador: {{nombre: "Aumento de {words}"}}')
        .replace("Los socios se eligen en junio", f'"Motivo {words}"')
    )


def review_files(folder, files, *, solo=()):
    """Return the review of some files written in a folder, which is the current one meanwhile."""
    for name, text in files.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return review_paths(["."], Opciones(fecha=DIA, seleccion=Seleccion(tuple(solo)))).total


def with_known(total, every=2):
    """Return a review in which one finding of every few was known before."""
    known = frozenset(item.huella for item in total.hallazgos[::every])
    return replace(total, revisiones=tuple(replace(item, hallazgos=mark_known(item.hallazgos, known)) for item in total.revisiones))


@dataclass(frozen=True)
class Muestra:
    """A review and what it is called."""

    nombre: str
    total: RevisionTotal


@pytest.fixture(scope="session")
def muestras(tmp_path_factory):
    """The reviews by name."""
    dirty = review_files(tmp_path_factory.mktemp("sucia"), {"planes/norte/plan.yaml": SUCIA, "planes/sur/plan.yaml": SUCIA})
    return {
        "vacía": RevisionTotal((), (), Procedencia("evaluacion", "0.1.0", (), (), None, ())),
        "limpia": review_files(tmp_path_factory.mktemp("limpia"), {"plan.yaml": LIMPIA}, solo=["ACT-01"]),
        "sucia": dirty,
        "con conocidos": with_known(dirty),
        "hostil": review_files(tmp_path_factory.mktemp("hostil"), {f"carpeta, rara/{NOMBRE}": hostile()}),
    }


@pytest.fixture(params=("vacía", "limpia", "sucia", "con conocidos", "hostil"))
def muestra(request, muestras):
    """Each review in turn."""
    return Muestra(request.param, muestras[request.param])


@pytest.fixture
def sucia(muestras):
    """A review with findings in two copies of one file, in two folders."""
    return muestras["sucia"]


def reworded(total, words):
    """Return a review whose names and texts are all the words given, whatever they hold."""

    def change(revision):
        place = revision.hallazgos[0].origen._replace(archivo=words)
        findings = tuple(
            item._replace(texto=words, remedio=words, renglon=words, motivo=words if item.motivo else None, ruta=words, origen=place)
            for item in revision.hallazgos
        )
        doubts = tuple(item._replace(motivo=words, ruta=words, origen=place) for item in revision.no_juzgadas)
        return replace(revision, archivo=words, hallazgos=findings, no_juzgadas=doubts)

    rules = tuple(replace(rule, titulo=words, que=words, por_que=words, remedio=words, mal=words, bien=words) for rule in total.reglas)
    return replace(total, revisiones=tuple(map(change, total.revisiones[:1])), reglas=rules)


@pytest.fixture(scope="session")
def breve(tmp_path_factory):
    """A short review, for many wordings of it."""
    return review_files(tmp_path_factory.mktemp("breve"), {"plan.yaml": SUCIA}, solo=["EJE-04", "COH-01", "ACT-01"])
