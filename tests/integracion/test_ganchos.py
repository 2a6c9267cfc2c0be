"""The hooks: pre-commit, the action of GitHub and the template of GitLab, each run as its service would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from .conftest import LIMPIA, SUCIA

RAIZ = Path(__file__).resolve().parents[2]
PAGINA = (RAIZ / "docs" / "guia" / "integracion-continua.md").read_text(encoding="utf-8")
ACCION = yaml.safe_load((RAIZ / "action.yml").read_text(encoding="utf-8"))
PLANTILLA = yaml.safe_load((RAIZ / "plantillas" / "gitlab-ci.yml").read_text(encoding="utf-8"))
(GANCHO,) = yaml.safe_load((RAIZ / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
PASOS = {step["id"]: step for step in ACCION["runs"]["steps"] if "id" in step}
TRABAJO = PLANTILLA["evaluacion-revisar"]
needs_shell = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")


def example_of(path):
    """Return an example of the page, as data."""
    found = re.search(rf"^\*\*{re.escape(path)}\*\*\n\n```yaml\n(.*?)^```", PAGINA, re.MULTILINE | re.DOTALL)
    return yaml.safe_load(found[1])


def run(*args, cwd, env=None, check=None):
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") and key != "PYTHONPATH"}
    done = subprocess.run(
        list(map(str, args)), cwd=cwd, env={**clean, **(env or {})}, capture_output=True, encoding="utf-8", check=False, timeout=900
    )
    if check is not None:
        assert done.returncode == check, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def make_repo(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    run("git", "init", "-q", "-b", "main", cwd=folder, check=0)
    run("git", "add", "-A", cwd=folder, check=0)
    return folder


# --- pre-commit ----------------------------------------------------------------------------------------------------


def test_the_hook_runs_a_command_of_the_tool_on_a_folder(orden, tmp_path):
    """With its own arguments: findings are 1, and nothing to review is 2, never green."""
    command = [*GANCHO["entry"].split()[1:], *GANCHO["args"]]
    assert GANCHO["pass_filenames"] is False
    (tmp_path / "otro.yaml").write_text("clave: valor\n", encoding="utf-8")
    assert "nada_que_evaluar" in orden(*command, cwd=tmp_path, check=2).stderr
    (tmp_path / "plan.yaml").write_text(SUCIA, encoding="utf-8")
    assert "COH-01" in orden(*command, cwd=tmp_path, check=1).stdout


def test_the_example_of_the_guide_names_the_hook():
    """With arguments that the command takes."""
    (repo,) = example_of(".pre-commit-config.yaml")["repos"]
    (hook,) = repo["hooks"]
    assert hook["id"] == GANCHO["id"]
    assert hook["args"] == ["planes", "--fallar-con", "aviso"]


@pytest.mark.lenta
def test_pre_commit_runs_the_hook_of_a_clone(tmp_path):
    """For real: it installs the package in an environment of its own, so it needs the network."""
    if shutil.which("pre-commit") is None:
        pytest.skip("pre-commit is not installed: install the extra «desarrollo»")
    clone = tmp_path / "evaluacion"
    shutil.copytree(RAIZ, clone, ignore=shutil.ignore_patterns(".git", ".venv*", "__pycache__", ".*_cache", "build*", "ejemplo-evaluacion"))
    make_repo(clone, {})
    run("git", "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x", cwd=clone, check=0)
    commit = run("git", "rev-parse", "HEAD", cwd=clone, check=0).stdout.strip()
    config = yaml.safe_dump({"repos": [{"repo": str(clone), "rev": commit, "hooks": [{"id": GANCHO["id"]}]}]})
    work = tmp_path / "planes"
    work.mkdir()
    make_repo(work, {".pre-commit-config.yaml": config, "plan.yaml": SUCIA, "otro.yaml": "clave: valor\n", "nota.txt": "nada\n"})
    env = {"PRE_COMMIT_HOME": str(tmp_path / "cache"), "PRE_COMMIT_COLOR": "never"}

    found = run("pre-commit", "run", "--all-files", cwd=work, env=env, check=1).stdout
    assert re.search(r"^Revisar estrategias\.+Failed$", found, re.MULTILINE)
    assert "- exit code: 1" in found
    assert re.search(r"^plan\.yaml:\d+:\d+: falla \[COH-01\]", found, re.MULTILINE)

    (work / ".pre-commit-config.yaml").write_text(
        config.replace(f"id: {GANCHO['id']}", f"id: {GANCHO['id']}\n    args: [., --solo, ACT-01]")
    )
    (work / "plan.yaml").write_text(LIMPIA, encoding="utf-8")
    run("git", "add", "-A", cwd=work, check=0)
    assert re.search(r"^Revisar estrategias\.+Passed$", run("pre-commit", "run", cwd=work, env=env, check=0).stdout, re.MULTILINE)

    run("git", "rm", "-qf", "plan.yaml", cwd=work, check=0)
    nothing = run("pre-commit", "run", "--all-files", cwd=work, env=env, check=1).stdout
    assert "- exit code: 2" in nothing
    assert "nada_que_evaluar" in nothing


# --- GitHub --------------------------------------------------------------------------------------------------------


def run_step(name, cwd, temp, **inputs):
    """Run the shell lines of a step as the service does, with the inputs given or those by omission."""
    values = {key: item["default"] for key, item in ACCION["inputs"].items()} | {
        key.replace("_", "-"): text for key, text in inputs.items()
    }
    given = {
        key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: values[found[1]], text)
        for key, text in PASOS[name].get("env", {}).items()
    }
    env = {
        "RUNNER_TEMP": str(temp),
        "GITHUB_ACTION_PATH": str(RAIZ),
        "GITHUB_STEP_SUMMARY": str(temp / "resumen"),
        "GITHUB_OUTPUT": str(temp / "salidas"),
        **given,
    }
    installed = temp / "salidas"
    if installed.exists():
        env["PYTHON"] = installed.read_text().strip().removeprefix("python=")
    else:
        env |= {"PYTHON": sys.executable, "PYTHONPATH": str(RAIZ)}
    return run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", PASOS[name]["run"], cwd=cwd, env=env)


def test_the_action_trusts_no_other_than_the_installer_of_python():
    """And hands its inputs to the shell as values, never as text of a script."""
    steps = ACCION["runs"]["steps"]
    assert [step["uses"].split("@")[0] for step in steps if "uses" in step] == ["actions/setup-python"]
    assert not any("${{" in step["run"] for step in steps if "run" in step)
    used = set(re.findall(r"inputs\.([\w-]+)", " ".join(PASOS["revisar"]["env"].values())))
    assert used == set(ACCION["inputs"])


def test_the_examples_of_the_guide_give_inputs_that_the_action_has():
    """Each is documented too, and only two other actions are named."""
    steps = example_of(".github/workflows/estrategias.yml")["jobs"]["revisar"]["steps"]
    assert [step["uses"].split("@")[0] for step in steps] == ["actions/checkout", "GRUPO/evaluacion", "github/codeql-action/upload-sarif"]
    assert set(steps[1]["with"]) <= set(ACCION["inputs"])
    assert steps[2]["with"]["sarif_file"] == steps[1]["with"]["sarif"]
    assert [name for name in ACCION["inputs"] if f"| `{name}` |" not in PAGINA] == []


@needs_shell
def test_the_action_annotates_and_leaves_a_summary(orden, tmp_path):
    """The log has what `--formato github` gives, and the summary what `--formato markdown` gives."""
    work, temp = tmp_path / "repo", tmp_path / "temp"
    make_repo(work, {"planes norte/plan.yaml": SUCIA, "sur/plan.yaml": SUCIA, "otro/plan.yaml": SUCIA})
    temp.mkdir()
    done = run_step("revisar", work, temp, rutas="planes norte\nsur\n", fecha="2025-05-01", sarif="revision.sarif")
    assert done.returncode == 1
    wanted = {
        name: orden("revisar", "planes norte", "sur", "--fecha", "2025-05-01", "--formato", name, cwd=work).stdout
        for name in ("github", "markdown", "sarif")
    }
    assert done.stdout == wanted["github"]
    assert (temp / "resumen").read_text(encoding="utf-8") == wanted["markdown"]
    assert (work / "revision.sarif").read_text(encoding="utf-8") == wanted["sarif"]


@needs_shell
@pytest.mark.parametrize(
    ("inputs", "final"),
    [
        ({}, 1),
        ({"fallar_con": "nunca"}, 0),
        ({"fallar_con": "nunca", "minimo": "90"}, 1),
        ({"fallar_con": "nunca", "cobertura_minima": "100"}, 1),
        ({"opciones": "--solo=ACT-01\n--fallar-con=nunca\n"}, 0),
        ({"formato": "markdown", "fallar_con": "nunca"}, 0),
        ({"rutas": "vacia"}, 2),
        ({"rutas": ""}, 2),
        ({"rutas": '"; exit 0; "'}, 2),
    ],
)
def test_the_action_ends_as_the_review_does(tmp_path, inputs, final):
    """Green only when something was reviewed; an input is never run as a command."""
    work, temp = tmp_path / "repo", tmp_path / "temp"
    make_repo(work, {"plan.yaml": SUCIA, "vacia/otro.yaml": "clave: valor\n"})
    temp.mkdir()
    assert run_step("revisar", work, temp, **inputs).returncode == final


@needs_shell
def test_the_action_begins_with_a_plan_that_has_findings_already(tmp_path):
    """It writes their list and, given the list, fails only with new ones."""
    work, temp = tmp_path / "repo", tmp_path / "temp"
    make_repo(work, {"plan.yaml": SUCIA})
    temp.mkdir()
    assert run_step("revisar", work, temp, fecha="2025-05-01", opciones="--guardar-conocidos=conocidos.json").returncode == 1
    assert run_step("revisar", work, temp, fecha="2025-05-01", ya_conocidos="conocidos.json").returncode == 0


@needs_shell
@pytest.mark.lenta
def test_the_action_installs_what_is_beside_it(tmp_path):
    """For real, with the network: the environment that it makes reviews."""
    work, temp = make_repo(tmp_path / "repo", {"plan.yaml": SUCIA}), tmp_path / "temp"
    temp.mkdir()
    done = run_step("instalar", work, temp)
    assert done.returncode == 0, done.stderr
    assert str(temp) in (temp / "salidas").read_text()
    assert run_step("revisar", work, temp).returncode == 1


# --- GitLab --------------------------------------------------------------------------------------------------------


def run_job(folder, *lines, **variables):
    """Run lines of the job as the service does: one after another, until one fails."""
    env = {**TRABAJO["variables"], "CI_PROJECT_DIR": str(folder), **variables}
    return run("bash", "-eo", "pipefail", "-c", "\n".join(lines), cwd=folder, env=env)


def with_tool(folder):
    """Put the tool under test where the job installs it."""
    python = folder / ".evaluacion-ci" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{RAIZ}" exec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)


def test_the_example_of_the_guide_includes_the_template_with_variables_that_it_reads():
    """Each variable is used by a line of the job, and documented."""
    example = example_of(".gitlab-ci.yml")
    assert example["include"][0]["file"] == "plantillas/gitlab-ci.yml"
    lines = "\n".join([*TRABAJO["before_script"], *TRABAJO["script"]])
    for name in example["variables"]:
        assert f"${name}" in lines
        assert f"| `{name}` |" in PAGINA


@needs_shell
def test_the_job_writes_the_reports_that_it_hands_over(tmp_path):
    """Each report and path of its artifacts exists after a run that fails."""
    work = make_repo(tmp_path, {"plan.yaml": SUCIA})
    with_tool(work)
    done = run_job(work, *TRABAJO["script"])
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("Lo primero\n")
    artifacts = TRABAJO["artifacts"]
    assert artifacts["when"] == "always"
    for name in (*artifacts["paths"], *artifacts["reports"].values()):
        assert (work / name).stat().st_size > 0


@needs_shell
@pytest.mark.parametrize(
    ("variables", "final"),
    [({"EVALUACION_OPCIONES": "--fallar-con nunca"}, 0), ({"EVALUACION_RUTAS": "vacia"}, 2), ({"EVALUACION_RUTAS": "plan.yaml sur"}, 1)],
)
def test_the_job_ends_as_the_review_does(tmp_path, variables, final):
    """Green only when something was reviewed."""
    work = make_repo(tmp_path, {"plan.yaml": SUCIA, "sur/plan.yaml": SUCIA, "vacia/otro.yaml": "clave: valor\n"})
    with_tool(work)
    assert run_job(work, *TRABAJO["script"], **variables).returncode == final


@needs_shell
def test_the_job_refuses_to_guess_where_the_tool_comes_from(tmp_path):
    """A package of the same name could be another's."""
    done = run_job(tmp_path, *TRABAJO["before_script"])
    assert done.returncode == 2
    assert "EVALUACION_FUENTE" in done.stdout


@needs_shell
@pytest.mark.lenta
def test_the_job_installs_and_reviews(tmp_path):
    """For real, with the network."""
    work = make_repo(tmp_path, {"plan.yaml": SUCIA})
    done = run_job(work, *TRABAJO["before_script"], *TRABAJO["script"], EVALUACION_FUENTE=str(RAIZ))
    assert done.returncode == 1, done.stderr
    assert (work / "revision-junit.xml").exists()
