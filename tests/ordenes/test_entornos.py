"""The tool in processes of its own: consoles, pipes, signals, missing things, and what it imports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

RAIZ = Path(__file__).resolve().parent.parent.parent
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
PESADAS = ("numpy", "pandas", "pyarrow", "pydantic", "openpyxl", "xlsxwriter", "jsonschema", "yaml")
PRACTICA = "examples/practicas/queretaro-oficina.yaml"


def child(code, *args, **env):
    """Run a piece of Python in the project; return what it printed as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, args)],
        capture_output=True,
        cwd=RAIZ,
        env={**os.environ, "PYTHONPATH": str(RAIZ), **env},
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def shell(command, **env):
    """Run a line of shell in the project with `evaluacion` standing for the tool."""
    full = {key: value for key, value in {**os.environ, "PYTHONPATH": str(RAIZ), "NO_COLOR": "1", **env}.items() if value is not None}
    tool = f"'{sys.executable}' -m evaluacion"
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command.replace("evaluacion", tool)],
        capture_output=True,
        cwd=RAIZ,
        env=full,
        check=False,
        encoding="utf-8",
        errors="replace",
        timeout=60,
    )


def assert_quiet(done, code=0):
    """It ended as it should, and without a traceback."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    assert "BrokenPipe" not in done.stderr


# ---------------------------------------------------------------- imports


def test_help_and_import_load_nothing_heavy():
    """`import evaluacion`, its names, the help of the tool and of every command: no numpy, pandas, pydantic, yaml and the like."""
    found = child(
        """
        import io, json, sys
        heavy = sys.argv[1:]
        import evaluacion
        dir(evaluacion); evaluacion.__version__
        after_import = [name for name in heavy if name in sys.modules]
        from evaluacion.cli.principal import _ORDENES, main
        kept, sys.stdout = sys.stdout, io.StringIO()
        for call in [["--help"], ["--version"], [], *([name, "--help"] for name in _ORDENES)]:
            try:
                main(call)
            except SystemExit as end:
                assert not end.code, call
        sys.stdout = kept
        print(json.dumps([after_import, [name for name in heavy if name in sys.modules]]))
        """,
        *PESADAS,
    )
    assert found == [[], []]


def test_a_yaml_record_scored_as_json_loads_no_table_library(tmp_path):
    """One YAML record with --formato json needs neither pandas nor pyarrow nor jsonschema nor a spreadsheet library."""
    found = child(
        """
        import json, sys
        from evaluacion.cli.principal import main
        try:
            main(["calificar", sys.argv[1], "--formato", "json", "--salida", sys.argv[2]])
        except SystemExit as end:
            assert not end.code
        print(json.dumps([name for name in sys.argv[3:] if name in sys.modules]))
        """,
        PRACTICA,
        tmp_path / "x.json",
        "pandas", "pyarrow", "jsonschema", "openpyxl", "xlsxwriter", "python_calamine", "hypothesis",
    )  # fmt: skip
    assert found == []
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["fichas"]


# ---------------------------------------------------------------- consoles and surroundings


@pytest.mark.parametrize("encoding", ["cp1252", "cp850"])
def test_old_consoles_get_text_and_never_a_traceback(encoding):
    """Several commands under a console that knows few characters: exit 0, accents kept where it has them."""
    found = child(
        """
        import io, json, os, sys
        encoding, path = sys.argv[1:]
        from evaluacion.cli.principal import main
        real = sys.stdout
        said = []
        for call in (["marcos", "cualitativo"], ["calificar", path], ["explicar", path], ["calificar", path, "--formato", "json"],
                     ["calificar", path, "--formato", "md"], ["calificar", "nó-está→.yaml"]):
            out, err = io.TextIOWrapper(io.BytesIO(), encoding=encoding), io.TextIOWrapper(io.BytesIO(), encoding=encoding)
            sys.stdout, sys.stderr = out, err
            try:
                main(call)
            except SystemExit as end:
                code = end.code
            out.flush(), err.flush()
            said.append([code, out.buffer.getvalue().decode(encoding), err.buffer.getvalue().decode(encoding)])
        sys.stdout = real
        print(json.dumps(said))
        """,
        encoding,
        PRACTICA,
        PYTHONIOENCODING="utf-8",
    )
    assert [code for code, _, _ in found] == [0, 0, 0, 0, 0, 2]
    assert not any("Traceback" in err for _, _, err in found)
    assert json.loads(found[3][1])["fichas"]
    assert "Cobertura mínima" in found[0][1]


def test_the_environment_variable_of_the_console_is_enough(orden):
    """PYTHONIOENCODING=cp850, as a Windows console sets it."""
    assert_quiet(orden("calificar", PRACTICA, entorno={"PYTHONIOENCODING": "cp850"}))


@POSIX
def test_plain_locale_no_home_and_no_stdin():
    """LC_ALL=C without UTF-8 mode, no HOME, and a closed stdin, all at once; and a path with accents among them."""
    done = shell(
        f"evaluacion calificar {PRACTICA} --formato md <&-",
        LC_ALL="C", LANG="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING=None, HOME=None,
    )  # fmt: skip
    assert_quiet(done)
    assert "qro-oficina" in done.stdout


@POSIX
def test_a_pipe_that_closes_early_is_no_error():
    """`| head -1` of a long output, or a reader that reads nothing: exit 0 (1 means a bar not reached) and no complaint."""
    for reader in ("head -1", "true"):
        assert_quiet(shell(f"evaluacion calificar examples/practicas --formato json | {reader}; exit ${{PIPESTATUS[0]}}"))


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_stdout_is_said_in_one_line():
    """Writing to /dev/full: exit 2 and a message, no traceback."""
    done = shell("evaluacion marcos cualitativo > /dev/full")
    assert_quiet(done, 2)
    assert "salida_imposible" in done.stderr


@POSIX
def test_closed_stdout_and_stderr_do_not_break_it():
    """Started without the streams, as a scheduler may do."""
    assert shell("evaluacion marcos >&- 2>&-").returncode in (0, 2)


@POSIX
def test_no_color_is_honoured_on_a_terminal(tmp_path):
    """On a terminal errors have colour; with NO_COLOR, never."""
    import pty

    (tmp_path / "mal.yaml").write_text("practica: mal\notra: 1\n", encoding="utf-8")
    seen = []
    for extra in ({}, {"NO_COLOR": "1"}):
        ours, theirs = pty.openpty()
        env = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"PYTHONPATH": str(RAIZ), "TERM": "xterm"} | extra
        subprocess.run(
            [sys.executable, "-m", "evaluacion", "validar", tmp_path],
            stderr=theirs,
            stdout=subprocess.DEVNULL,
            cwd=RAIZ,
            env=env,
            check=False,
        )
        os.close(theirs)
        seen.append(os.read(ours, 65536))
        os.close(ours)
    assert b"\x1b[31m" in seen[0]
    assert b"\x1b" not in seen[1]
    assert b"clave_desconocida" in seen[1]


# ---------------------------------------------------------------- outputs that cannot be written


@pytest.mark.parametrize(
    ("command", "option"),
    [("calificar", "--formato=json"), ("calificar", "--formato=csv"), ("calificar", "--formato=parquet"), ("tablero", "")],
)
def test_an_output_that_cannot_be_written_says_why(llamar, taller, command, option):
    """A folder as output, a folder that is not there: exit 2, the path, nothing left behind."""
    (taller / "carpeta.xlsx").mkdir()
    (taller / "carpeta").mkdir()
    before = sorted(str(path) for path in taller.rglob("*"))
    targets = {"tablero": ("carpeta.xlsx", "no/hay/x.xlsx"), "--formato=parquet": ("no/hay/x.dat",)}  # Parquet goes into folders, by parts
    for target in targets.get(command, targets.get(option, ("carpeta", "no/hay/x.dat"))):
        code, _, err = llamar(*filter(None, (command, ".", option, "--salida", target)))
        assert code == 2
        assert "salida_imposible" in err
        assert target in err
    assert sorted(str(path) for path in taller.rglob("*")) == before


def test_a_folder_without_permission_says_so(llamar, taller):
    """A folder in which one may not write."""
    closed = taller / "cerrada"
    closed.mkdir()
    closed.chmod(0o500)
    target = closed / "x.json" if os.geteuid() else Path("/proc/x.json")
    if not target.parent.is_dir():
        pytest.skip("no folder here that refuses root")
    code, _, err = llamar("calificar", ".", "--formato", "json", "--salida", target)
    closed.chmod(0o700)
    assert code == 2
    assert "salida_imposible" in err
    assert str(target) in err
