"""The folder of the scores: which file each part has, what is done already, what is left over, and the manifest of all."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from evaluacion.publish.salida import write_bytes
from evaluacion.read.parte import Parte
from evaluacion.scale.conjunto import CARPETA, CIFRAS, RANKING
from evaluacion.scale.normal import require_regular
from evaluacion.scale.plan import PlanDePuntajes
from evaluacion.scale.tarea import Tarea
from evaluacion.scale.trabajo import Hecho

MANIFIESTO = "manifiesto.json"
_SHORT = 8


def tasks_of(partes: Sequence[Parte], carpeta: Path) -> list[Tarea]:
    """Return each part with its file: the name of the input and the number of the part; two inputs of one name are told apart.

    The files are named from the root: whoever does a part may work in another folder.
    """
    folder = carpeta.absolute()
    inputs = {parte.archivo: Path(parte.archivo).stem for parte in partes}
    stems = Counter(stem.casefold() for stem in inputs.values())  # where capitals are not told apart they would be one file
    names = {
        archivo: stem if stems[stem.casefold()] == 1 else f"{stem}-{hashlib.sha256(archivo.encode()).hexdigest()[:_SHORT]}"
        for archivo, stem in inputs.items()
    }
    return [Tarea(parte, str(folder / f"{names[parte.archivo]}-{parte.numero:05d}.parquet")) for parte in partes]


def left_over(carpeta: Path, tareas: Sequence[Tarea]) -> list[Path]:
    """Return the Parquet files of a folder that are of no part."""
    wanted = {tarea.salida for tarea in tareas}
    return sorted(path for path in carpeta.absolute().glob("*.parquet") if str(path) not in wanted)


def write_manifest(carpeta: Path, hechos: Sequence[Hecho], plan: PlanDePuntajes) -> None:
    """Write what the folder holds: the provenance, the hash of the plan, and every file with its digest; of each part, its stretch.

    Raises:
        EvaluacionError: it cannot be written.
        OSError: a file cannot be read again.
    """
    inputs = sorted({(hecho.tarea.parte.archivo, hecho.tarea.parte.sha256) for hecho in hechos})
    parts = [
        {
            "salida": Path(hecho.tarea.salida).name,
            "archivo": hecho.tarea.parte.archivo,
            "inicio": hecho.tarea.parte.inicio,
            "fin": hecho.tarea.parte.fin,
            "filas": hecho.filas,
            "sha256": digest_of(Path(hecho.tarea.salida)),
        }
        for hecho in hechos
    ]
    said = {
        "procedencia": plan.procedencia.as_dict() | {"archivos": [{"archivo": name, "sha256": digest} for name, digest in inputs]},
        "plan": plan.huella,
        "filas": sum(hecho.filas for hecho in hechos),
        "partes": parts,
        "conjunto": [{"salida": f"{CARPETA}/{name}", "sha256": digest_of(carpeta / CARPETA / name)} for name in (CIFRAS, RANKING)],
    }
    write_bytes(carpeta / MANIFIESTO, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode())


def digests_before(carpeta: Path) -> dict[str, str]:
    """Return the sha256 that the manifest of an earlier run, where there is one, gives to each file of scores."""
    try:
        require_regular(carpeta / MANIFIESTO)
        parts = json.loads((carpeta / MANIFIESTO).read_bytes())["partes"]
        return {str(part["salida"]): str(part["sha256"]) for part in parts}
    except (OSError, ValueError, RecursionError, LookupError, TypeError):
        return {}


def digest_of(path: Path) -> str:
    """Return the sha256 of a file.

    Raises:
        OSError: it cannot be read, or it is no regular file.
    """
    require_regular(path)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
