"""Shows what the cases give, and writes the index: `python -m tests.hostile.ver [--malos] [--indice] [--en CARPETA] [TEXTO…]`.

With texts, only the cases whose name has one of them. `--malos`: only those with faults. `--en`: lays the files out in
a folder and runs nothing. `--indice`: writes the index, with the places told now, when no case has a fault.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from .corpus import CASOS
from .correr import Servidor, faults
from .indice import declared, places_of, write_index


def say(text: str, end: str = "\n") -> None:
    """Write a line to stdout."""
    sys.stdout.write(f"{text}{end}")


def main() -> int:
    """Show what the cases give; return 1 when some case has a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("textos", nargs="*")
    parser.add_argument("--malos", action="store_true")
    parser.add_argument("--indice", action="store_true")
    parser.add_argument("--en", type=Path)
    asked = parser.parse_args()
    cases = [caso for caso in CASOS if not asked.textos or any(text in caso.nombre for text in asked.textos)]
    if asked.en is not None:
        for caso in cases:
            caso.lay_out(asked.en / caso.nombre)
        say(f"{len(cases)} cases in {asked.en}")
        return 0
    bad, cpu, rows = 0, 0.0, []
    with tempfile.TemporaryDirectory() as held:
        server = Servidor(Path(held))
        for number, caso in enumerate(cases):
            done = server.run(caso, Path(held) / str(number))
            found = faults(caso, done)
            bad, cpu = bad + bool(found), cpu + done.cpu
            rows.append(declared(caso) | {"problemas": places_of(done)})
            if found or not asked.malos:
                say(f"{'MAL' if found else 'bien'} {caso.nombre}: {caso.trampa} [{done.sale}, {done.cpu:.2f} s, {done.mb:.0f} MB]")
                say("".join(f"   ! {fault}\n" for fault in found), end="")
                shown = (done.errores if done.sale else f"{done.errores}\n{done.salida[:400]}").splitlines()
                say("".join(f"     {line[:230]}\n" for line in shown[: 30 if found else 6]), end="")
        server.close()
    say(f"{len(cases)} cases, {bad} with faults, {cpu:.1f} s of processor")
    if asked.indice and not asked.textos and not bad:
        write_index(rows)
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
