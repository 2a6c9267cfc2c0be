"""What an installation takes: every version pinned, every file with its hash, every licence known."""

from __future__ import annotations

import importlib.metadata
import json
import re
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from referencing import Registry, Resource

RAIZ = Path(__file__).resolve().parents[2]
PROYECTO = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = {"requirements.lock": PROYECTO["project"]["dependencies"], "requirements-build.lock": PROYECTO["build-system"]["requires"]}
ENTRY = re.compile(r"([\w.-]+)==([\w.]+)(?: ; ([^\\\n]+?))? \\\n((?:    --hash=sha256:[0-9a-f]{64} \\\n)*    --hash=sha256:[0-9a-f]{64}\n)")
SYSTEMS = [
    {"sys_platform": system, "platform_system": name, "os_name": kind, "python_version": python, "python_full_version": f"{python}.0"}
    for system, name, kind in (("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"), ("win32", "Windows", "nt"))
    for python in ("3.11", "3.12", "3.13")
]
COMPATIBLES = {"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "PSF-2.0", "0BSD", "CC0-1.0", "Zlib"}
POR_SU_CLASIFICADOR = {"License :: OSI Approved :: Apache Software License", "License :: OSI Approved :: BSD License"}


def pinned():
    lines = (RAIZ / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {canonicalize_name(name): version for name, version in (line.split("==") for line in lines)}


def entries_of(lock):
    text = (RAIZ / lock).read_text(encoding="utf-8")
    return {canonicalize_name(name): (version, mark, hashes.count("--hash")) for name, version, mark, hashes in ENTRY.findall(text)}


def closure(requirements, system):
    """Return what the requirements bring along on a system, by what each installed package says that it needs."""
    found, pending = set(), [Requirement(text) for text in requirements]
    while pending:
        item = pending.pop()
        if item.marker is not None and not item.marker.evaluate({**system, "extra": ""}):
            continue
        name = canonicalize_name(item.name)
        if name not in found:
            found.add(name)
            pending += [Requirement(text) for text in importlib.metadata.requires(name) or ()]
    return found


def test_the_constraints_name_each_package_once():
    lines = (RAIZ / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines)
    assert len(pinned()) == len(lines)


def test_what_each_extra_asks_for_is_pinned():
    asked = [Requirement(text) for group in PROYECTO["project"]["optional-dependencies"].values() for text in group]
    assert {canonicalize_name(item.name) for item in asked} - {"evaluacion"} <= set(pinned())


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_is_made_of_pinned_versions_with_hashes_and_nothing_else(lock):
    """No address, no option, no file: a name, its version of constraints.txt, its mark and the hashes of its files."""
    body = (RAIZ / lock).read_text(encoding="utf-8").split("\n", 2)[2]
    assert ENTRY.sub("", body) == ""
    assert {name: version for name, (version, _, _) in entries_of(lock).items()}.items() <= pinned().items()


def test_the_lock_holds_all_that_an_installation_brings_on_each_system():
    """On Linux, macOS and Windows, with Python 3.11 to 3.13: exactly what is needed, with a mark where it is not for all."""
    entries = entries_of("requirements.lock")
    for system in SYSTEMS:
        wanted = closure(LOCKS["requirements.lock"], system)
        locked = {name for name, (_, mark, _) in entries.items() if not mark or Requirement(f"{name} ; {mark}").marker.evaluate(system)}
        assert locked == wanted, system


def test_packages_with_compiled_code_have_a_file_for_each_system():
    """Three systems by three versions of Python, at the least."""
    entries = entries_of("requirements.lock")
    assert all(entries[name][2] >= len(SYSTEMS) for name in ("numpy", "pandas", "pyarrow", "pydantic-core", "pyyaml", "rpds-py"))


# --- the list of components ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sbom():
    return json.loads((RAIZ / "sbom.cdx.json").read_text(encoding="utf-8"))


def test_the_list_of_components_is_what_its_schema_asks(sbom):
    """CycloneDX 1.6, with the schemas that its own library carries."""
    kept = pytest.importorskip("cyclonedx.schema._res")
    version = pytest.importorskip("cyclonedx.schema").SchemaVersion.V1_6
    schema = json.loads(Path(kept.BOM_JSON_STRICT[version]).read_text(encoding="utf-8"))
    others = [(schema["$id"].rpartition("/")[0] + f"/{Path(path).name}", Path(path)) for path in (kept.SPDX_JSON, kept.JSF)]
    registry = Registry().with_resources(
        (name, Resource.from_contents(json.loads(path.read_text(encoding="utf-8")))) for name, path in others
    )
    assert [error.message for error in Draft7Validator(schema, registry=registry).iter_errors(sbom)] == []


def test_the_list_of_components_is_that_of_the_lock(sbom):
    """The same packages at the same versions, and of this version of the tool: if not, run suministro/componentes.py."""
    listed = {canonicalize_name(item["name"]): item["version"] for item in sbom["components"]}
    assert listed == {name: version for name, (version, _, _) in entries_of("requirements.lock").items()}
    from evaluacion.version import VERSION

    assert sbom["metadata"]["component"]["version"] == VERSION


def test_the_list_says_what_the_tool_asks_for_itself(sbom):
    (direct,) = (set(item["dependsOn"]) for item in sbom["dependencies"] if item["ref"] == sbom["metadata"]["component"]["bom-ref"])
    assert {canonicalize_name(ref.split("==")[0]) for ref in direct} == {
        canonicalize_name(Requirement(text).name) for text in PROYECTO["project"]["dependencies"]
    }


def test_each_component_has_a_licence_that_goes_with_ours(sbom):
    """Permissive all of them: nothing that obliges whoever passes the tool on."""
    for item in sbom["components"]:
        assert item["licenses"]
        for licence in item["licenses"]:
            if "name" in licence.get("license", {}):
                assert licence["license"]["name"] in POR_SU_CLASIFICADOR, item["name"]
            else:
                said = licence.get("expression") or licence["license"]["id"]
                assert set(said.split(" AND ")) <= COMPATIBLES, item["name"]


def test_the_list_of_components_tells_no_time_and_no_address(sbom):
    """Two runs give the same bytes; the only address is the name of its schema."""
    text = json.dumps({key: value for key, value in sbom.items() if key != "$schema"})
    assert "://" not in text
    assert not {"serialNumber", "timestamp"} & ({*sbom} | {*sbom["metadata"]})


# --- what is promised ------------------------------------------------------------------------------------------------


def test_each_test_that_a_promise_names_exists():
    """SECURITY.md says which test holds each promise: the file is there, and the test in it."""
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", (RAIZ / "SECURITY.md").read_text(encoding="utf-8"))
    assert named
    assert [name for path, name in named if f"def {name}(" not in (RAIZ / path).read_text(encoding="utf-8")] == []


def test_the_supported_version_is_this_one():
    from evaluacion.version import VERSION

    assert f"| {VERSION.rpartition('.')[0]} | sí |" in (RAIZ / "SECURITY.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", ["evaluacion", "examples", "suministro"])
def test_each_exception_to_a_rule_of_security_says_why(folder):
    """On its own line, for one rule, with a reason: `# nosec B311 # a sample, not a secret`."""
    for path in sorted((RAIZ / folder).rglob("*.py")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "# nosec" in line:
                assert re.search(r"# nosec B\d{3} # \w.*\w", line), f"{path.name}: {line}"
