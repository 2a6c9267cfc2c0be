"""Write `sbom.cdx.json`, the list of components (CycloneDX): each package of the lock with its version and its licence.

    python -m pip install -c constraints.txt ".[suministro]"
    python suministro/componentes.py

cyclonedx-py describes the environment that runs it. What is not in `requirements.lock` is left out, and so are addresses, times and
serial numbers: the same lock gives the same bytes. Before it is written it is validated against the schema of CycloneDX.
"""

from __future__ import annotations

import json
import re
import subprocess  # nosec B404 # a program with fixed words, below
import sys
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

RAIZ = Path(__file__).resolve().parents[1]
LOCK, SALIDA = RAIZ / "requirements.lock", RAIZ / "sbom.cdx.json"
ROOT = "root-component"


def locked(text: str) -> dict[str, tuple[str, str]]:
    """Return the version and the mark of system of each package of a lock, by normal name."""
    found = re.findall(r"^([\w.-]+)==([\w.]+)(?: ; (.+?))? \\$", text, re.MULTILINE)
    return {normal(name): (version, mark) for name, version, mark in found}


def normal(name: str) -> str:
    """Return the name by which registries know a package."""
    return re.sub(r"[-_.]+", "-", name).lower()


def describe_environment() -> dict[str, Any]:
    """Return what cyclonedx-py says of the environment that runs this, without times nor serial numbers."""
    options = ["--pyproject", "pyproject.toml", "--sv", "1.6", "--output-reproducible", "--no-validate", "--of", "JSON"]
    command = [sys.executable, "-m", "cyclonedx_py", "environment", *options, sys.executable]
    done = subprocess.run(command, cwd=RAIZ, capture_output=True, encoding="utf-8", check=True)  # noqa: S603 # nosec B603 # no shell, fixed words
    described: dict[str, Any] = json.loads(done.stdout)
    return described


def keep_locked(described: dict[str, Any], lock: dict[str, tuple[str, str]], version: str) -> dict[str, Any]:
    """Return the list with the packages of the lock alone: name, version, licence, what each needs, and where."""
    components = []
    for item in described["components"]:
        pinned, mark = lock.get(normal(item["name"]), (None, ""))
        if item["version"] == pinned:
            kept = {key: item[key] for key in ("bom-ref", "name", "version", "type", "purl", "description", "licenses") if key in item}
            components.append(kept | ({"properties": [{"name": "evaluacion:sistema", "value": mark}]} if mark else {}))
    refs = {ROOT} | {item["bom-ref"] for item in components}
    edges = [
        {"ref": item["ref"], "dependsOn": [ref for ref in item.get("dependsOn", ()) if ref in refs]}
        for item in described["dependencies"]
        if item["ref"] in refs
    ]
    root = described["metadata"]["component"] | {"version": version}
    return {
        **{key: described[key] for key in ("$schema", "bomFormat", "specVersion", "version")},
        "metadata": {"component": root, "properties": described["metadata"]["properties"]},
        "components": sorted(components, key=lambda item: item["bom-ref"].lower()),
        "dependencies": sorted(edges, key=lambda item: item["ref"].lower()),
    }


def make_sbom() -> str:
    """Return the list of components as JSON text, validated.

    Raises:
        ValueError: the environment lacks a package of the lock, or has it at another version; or the list is not what its schema asks.
    """
    lock = locked(LOCK.read_text(encoding="utf-8"))
    version = re.search(r'VERSION = "([^"]+)"', (RAIZ / "evaluacion" / "version.py").read_text(encoding="utf-8"))
    made = keep_locked(describe_environment(), lock, version[1] if version else "")
    missing = set(lock) - {normal(item["name"]) for item in made["components"]}
    if missing:
        raise ValueError(f"not in this environment at the version of the lock: {', '.join(sorted(missing))}")
    text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if error is not None:
        raise ValueError(f"not valid CycloneDX: {error}")
    return text


if __name__ == "__main__":
    SALIDA.write_text(make_sbom(), encoding="utf-8", newline="\n")
