"""Write the locks: each package that an installation takes, at one version, with the hash of each of its files.

    python -m pip install -c constraints.txt ".[suministro]"
    python suministro/bloquear.py

`constraints.txt` decides the versions; uv finds what they bring along on every system and writes it with its marks
(`sys_platform == 'win32'`). The hashes come from the registry that uv is set up to ask, and no address is written: whoever installs
from a mirror gets the same files, or a refusal.
"""

from __future__ import annotations

import subprocess  # nosec B404 # a program with fixed words, below
import sys
import tomllib
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[1]
LOCKS = {
    "requirements.lock": ("pyproject.toml", "Lo que la herramienta necesita para correr"),
    "requirements-build.lock": ("-", "Lo que hace falta para construir el paquete"),
}
HEADER = """# {what}: Python 3.11 o posterior, en Linux, macOS y Windows.
# Lo escribe «python suministro/bloquear.py» con las versiones de constraints.txt; no se edita a mano.
"""


def compile_lock(source: str, text: str) -> str:
    """Return the packages that a source needs, with hashes, as uv resolves them under the constraints; `-` stands for the text."""
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    command = [sys.executable, "-m", "uv", "pip", "compile", source, "--constraints", "constraints.txt", *options]
    return subprocess.run(command, cwd=RAIZ, input=text, capture_output=True, encoding="utf-8", check=True).stdout  # noqa: S603 # nosec B603 # no shell, fixed words


def main() -> int:
    """Write both locks and return 0; what uv says of a failure goes to stderr, with its code."""
    builder = "\n".join(tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"])
    for name, (source, what) in LOCKS.items():
        try:
            lock = compile_lock(source, builder)
        except subprocess.CalledProcessError as error:
            sys.stderr.write(error.stderr)
            return int(error.returncode)
        (RAIZ / name).write_text(HEADER.format(what=what) + lock, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
