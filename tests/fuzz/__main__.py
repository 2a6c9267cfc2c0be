"""`python -m tests.fuzz`: walk through every door guided by coverage (atheris), and keep what showed something new.

    python -m pip install -c constraints.txt -e ".[fuzz]"
    python -m tests.fuzz --minutos 10                  # every door
    python -m tests.fuzz --minutos 2 practica tabla_csv
    python -m tests.fuzz --minimizar                   # leave in tests/fuzz/corpus only what adds coverage

A find stops the run with its trace; the file that made it is written beside, named `crash-…`.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import sys
import tempfile
from pathlib import Path

AQUI = Path(__file__).resolve().parent
CORPUS = AQUI / "corpus"
MAS_LARGO = 60_000
MAS_POR_PUERTA = 5_500
"""Bytes of the corpus that each door may have in the repository."""
SEGUNDOS = 25


def parse_args() -> argparse.Namespace:
    """Return what was asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("puertas", nargs="*", help="doors to walk through; by default, all")
    parser.add_argument("--minutos", type=float, default=10.0)
    parser.add_argument("--semilla", type=int, default=7)
    parser.add_argument("--trabajo", type=Path, default=None, help="folder of the growing corpus; by default, a temporary one")
    parser.add_argument("--minimizar", action="store_true", help="after the run, keep the smallest files that add coverage")
    return parser.parse_args()


def pack(number: int, data: bytes) -> bytes:
    """Return a file as an input of the run: its door goes before it, in one byte."""
    return bytes([number]) + data


def seed_folder(folder: Path, names: list[str]) -> None:
    """Write the seeds of the doors and what the repository keeps as the first inputs of a run."""
    from tests.fuzz.puertas import PUERTAS

    folder.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(names):
        kept = [path.read_bytes() for path in sorted((CORPUS / name).glob("*"))] if (CORPUS / name).is_dir() else []
        for data in [*PUERTAS[name].semillas(), *kept]:
            if len(data) < MAS_LARGO:
                (folder / hashlib.sha256(pack(number, data)).hexdigest()[:16]).write_bytes(pack(number, data))


def run(asked: argparse.Namespace) -> None:
    """Walk until the time is over; atheris ends the process."""
    import atheris

    with atheris.instrument_imports(include=["evaluacion"]):
        import importlib
        import pkgutil

        import evaluacion

        for module in pkgutil.walk_packages(evaluacion.__path__, "evaluacion."):
            if not module.name.endswith("__main__") and ".scale.motor_" not in module.name:
                importlib.import_module(module.name)
    from tests.fuzz.estropear import spoil
    from tests.fuzz.puertas import PUERTAS

    names = asked.puertas or sorted(PUERTAS)
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    work = asked.trabajo or folder / "corpus"
    seed_folder(work, names)
    doors = folder / "puertas"
    doors.mkdir()
    os.chdir(doors)

    def one_input(data: bytes) -> None:
        if data:
            PUERTAS[names[data[0] % len(names)]].enter(data[1:], doors)

    def mutate(data: bytes, max_size: int, seed: int) -> bytes:
        rng = random.Random(seed)  # noqa: S311 - the run gives the seed
        number = data[0] % len(names) if data and rng.random() < 0.9 else rng.randrange(len(names))
        is_same = bool(data) and data[0] % len(names) == number
        body = data[1:] if is_same else rng.choice(PUERTAS[names[number]].semillas())
        if PUERTAS[names[number]].clase != "xlsx" and rng.random() < 0.3:
            return pack(number, atheris.Mutate(body, max_size - 1))[:max_size]
        return pack(number, spoil(body, PUERTAS[names[number]].clase, rng))[:max_size]

    arguments = [
        sys.argv[0],
        f"-max_total_time={int(asked.minutos * 60)}",
        f"-seed={asked.semilla}",
        f"-max_len={MAS_LARGO}",
        f"-timeout={SEGUNDOS}",
        "-rss_limit_mb=3000",
        "-print_final_stats=1",
        f"-artifact_prefix={Path.cwd().parent}/",
        str(work),
    ]
    print(f"Corpus: {work}", flush=True)  # noqa: T201 - a command
    atheris.Setup(arguments, one_input, custom_mutator=mutate)
    atheris.Fuzz()


def lines_of(name: str, data: bytes, folder: Path) -> frozenset[tuple[str, int]]:
    """Return the lines of the package that a door runs over for some bytes."""
    from tests.fuzz.puertas import PUERTAS

    found: set[tuple[str, int]] = set()
    inside = str(AQUI.parent.parent / "evaluacion")

    def trace(frame, event, _):
        if not frame.f_code.co_filename.startswith(inside):
            return None
        if event == "line":
            found.add((frame.f_code.co_filename, frame.f_lineno))
        return trace

    sys.settrace(trace)
    try:
        PUERTAS[name].enter(data, folder)
    finally:
        sys.settrace(None)
    return frozenset(found)


def minimise(work: Path, names: list[str]) -> None:
    """Keep in the repository, of a corpus, the smallest files of each door that run over lines no smaller one does."""
    from tests.fuzz.puertas import PUERTAS

    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    inputs: dict[str, list[bytes]] = {name: [] for name in names}
    for path in sorted(work.iterdir()):
        data = path.read_bytes()
        if data:
            inputs[names[data[0] % len(names)]].append(data[1:])
    here = Path.cwd()
    os.chdir(folder)
    for name in names:
        known: set[tuple[str, int]] = set()
        for seed in PUERTAS[name].semillas():
            known |= lines_of(name, seed, folder)
        kept: list[bytes] = []
        for data in sorted(set(inputs[name]), key=lambda item: (len(item), item)):
            if sum(map(len, kept)) + len(data) > MAS_POR_PUERTA:
                continue
            lines = lines_of(name, data, folder)
            if lines - known:
                known |= lines
                kept.append(data)
        shutil.rmtree(CORPUS / name, ignore_errors=True)
        for data in kept:
            (CORPUS / name).mkdir(parents=True, exist_ok=True)
            (CORPUS / name / hashlib.sha256(data).hexdigest()[:12]).write_bytes(data)
        print(f"{name}: {len(kept)} of {len(inputs[name])}", flush=True)  # noqa: T201 - a command
    os.chdir(here)
    shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Run, or make small what a run left."""
    asked = parse_args()
    if not asked.minimizar:
        run(asked)
        return
    from tests.fuzz.puertas import PUERTAS

    if asked.trabajo is None:
        sys.exit("--minimizar needs --trabajo: the folder of the corpus of a run.")
    minimise(asked.trabajo.resolve(), asked.puertas or sorted(PUERTAS))


if __name__ == "__main__":
    main()
