"""How a case is read here, and how its problems are written down: one line each, `place code`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from evaluacion.base.problema import EvaluacionError, Problema, sort_problemas
from evaluacion.flujo.publicados import check_published
from evaluacion.flujo.reunir import DEFINICIONES, kind_of
from evaluacion.read.documento import Documento, parse_documento, read_documento
from evaluacion.read.marco import resolve_marco
from evaluacion.read.practica import load_practica
from evaluacion.read.territorio import check_territorio
from evaluacion.read.texto import decode

CASOS = Path(__file__).parent / "casos"
BEGINNING = "# orden: "
DEFINED = {kind for _, *kinds in DEFINICIONES.values() for kind in kinds}


class Caso(NamedTuple):
    """A file or folder of a case, the problems that it must give and the options of its command line."""

    ruta: Path
    codigo: str
    espera: tuple[str, ...]
    opciones: tuple[str, ...]


def discover() -> list[Caso]:
    """Return every case: what stands beside each `.espera`, whatever its extension, or the folder of that name."""
    cases = []
    for espera in sorted(CASOS.glob("*/*.espera")):
        lines = espera.read_text(encoding="utf-8").splitlines()
        options = tuple(lines.pop(0).removeprefix(BEGINNING).split()) if lines and lines[0].startswith(BEGINNING) else ()
        found = [path for path in espera.parent.glob(f"{espera.stem}*") if path != espera and espera.stem in (path.name, path.stem)]
        if len(found) != 1:
            raise AssertionError(f"{espera}: {len(found)} files or folders of that name")
        cases.append(Caso(found[0], espera.parent.name, tuple(line for line in lines if line), options))
    return cases


def problems_of_documento(documento: Documento, path: Path) -> list[Problema]:
    """Return every problem of one document as what it is (a marco, a definition, a record), in order of place."""
    kind = kind_of(documento, path)
    if kind in DEFINED:
        return sort_problemas(check_published(path, kind))
    try:
        if isinstance(documento.datos, dict) and "marco" in documento.datos:
            return sort_problemas(resolve_marco(documento, path).avisos)
        record = load_practica(documento)
    except EvaluacionError as error:
        return list(error.problemas)
    finding = check_territorio(record.practica.territorio, record.origen(("territorio",)))
    return sort_problemas([*documento.avisos, *([finding] if finding else [])])


def problems_of_file(path: Path) -> list[Problema]:
    """Return every problem of one file."""
    try:
        documento = read_documento(path)
    except EvaluacionError as error:
        return list(error.problemas)
    return problems_of_documento(documento, path)


def problems_of_bytes(data: bytes, name: str) -> list[Problema]:
    """Return every problem of a file with those bytes."""
    try:
        documento = parse_documento(decode(data, name), name)
    except EvaluacionError as error:
        return list(error.problemas)
    return problems_of_documento(documento, Path(name))


def problems_of_run(path: Path, options: tuple[str, ...]) -> list[Problema]:
    """Return every problem of reading and scoring a folder (and of running its cases), as the commands do."""
    from evaluacion.flujo.calificar import score_paths
    from evaluacion.flujo.casos import run_casos
    from evaluacion.flujo.reunir import gather

    marcos = [option for option in options if not option.startswith("--")]
    found: list[Problema] = []
    reunion = gather([path])
    found.extend(reunion.problemas)
    for cases in reunion.casos:
        try:
            found.extend(run_casos(cases)[1])
        except EvaluacionError as error:
            found.extend(error.problemas)
    if "--validar" in options:
        return sort_problemas(found)
    try:
        found.extend(score_paths([path], marcos=marcos).avisos)
    except EvaluacionError as error:
        found.extend(error.problemas)
    return sort_problemas(found)


def written(problem: Problema, *, with_file: bool = False) -> str:
    """Return `line:column code`; with the name of the file in front where a case has several."""
    origen = problem.origen
    if origen is None:
        return f"- {problem.codigo}"
    place = ":".join(str(part) for part in (origen.linea, origen.columna) if part is not None) or "-"
    return f"{Path(origen.archivo).name}:{place} {problem.codigo}" if with_file else f"{place} {problem.codigo}"
