"""The documentation: it names everything that exists, its links lead somewhere, and its examples run as printed."""

from __future__ import annotations

import contextlib
import difflib
import io
import json
import re
import shlex
import shutil
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

RAIZ = Path(__file__).resolve().parents[2]
GUIA = RAIZ / "docs" / "guia"
PAGES = sorted(GUIA.glob("*.md"))
WALKED = ("indice", "datos_publicados", "estrategias", "comparar_estados", "comparar_practicas", "panel")
WALKS = [RAIZ / "examples" / name / "LEEME.md" for name in WALKED]
LINKED = [
    *sorted((RAIZ / "docs").rglob("*.md")),
    *sorted(RAIZ.glob("README*.md")),
    RAIZ / "CONTRIBUTING.md",
    RAIZ / "CHANGELOG.md",
    RAIZ / "SECURITY.md",
]
CODES_START, CODES_END = "<!-- códigos: los escribe «pytest tests/docs --actualizar» -->", "<!-- fin de los códigos -->"
INSTALLING = re.compile(r"^python3 -m venv .*|^\.venv/bin/python -m pip .*", re.MULTILINE)

# --- what exists is documented -------------------------------------------------------------------------------------


def commands():
    from evaluacion.cli.principal import evaluacion

    context = click.Context(evaluacion, info_name="evaluacion")
    return {name: evaluacion.get_command(context, name) for name in evaluacion.list_commands(context)}


def section_of(text, heading):
    found = re.search(rf"^## `{re.escape(heading)}.*?`\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else None


@pytest.mark.parametrize("name", list(commands()))
def test_each_command_has_a_section_with_each_of_its_options_and_an_example(name):
    section = section_of((GUIA / "08-ordenes.md").read_text(encoding="utf-8"), f"evaluacion {name}")
    assert section is not None, f"08-ordenes.md has no section «## `evaluacion {name} …`»"
    options = [word for param in commands()[name].params if isinstance(param, click.Option) for word in param.opts]
    missing = [word for word in options if not re.search(rf"`{re.escape(word)}\b", section)]
    assert not missing, f"not in the section of {name}: {missing}"
    assert f"```sh\nevaluacion {name}" in section, f"the section of {name} has no example that runs"


def test_the_options_of_every_command_are_documented():
    from evaluacion.cli.principal import evaluacion

    text = (GUIA / "08-ordenes.md").read_text(encoding="utf-8")
    general = [word for param in evaluacion.params for word in param.opts] + ["--help", "-h"]
    assert [word for word in general if f"`{word}`" not in text] == []


def codes_table():
    from evaluacion.base.codigos import CODIGOS

    rows = [f"| `{code}` | {page.titulo} | {page.que.replace('|', chr(92) + '|')} |" for code, page in CODIGOS.items()]
    return "\n".join(["| Código | Qué pasa | En detalle |", "|---|---|---|", *rows])


def test_each_problem_code_is_in_the_guide_with_its_title(request):
    page = GUIA / "09-problemas.md"
    text = page.read_text(encoding="utf-8")
    start, end = text.index(CODES_START) + len(CODES_START), text.index(CODES_END)
    wanted = f"\n\n{codes_table()}\n\n"
    if request.config.getoption("--actualizar"):
        text = text[:start] + wanted + text[end:]
        page.write_text(text, encoding="utf-8", newline="\n")
        end = text.index(CODES_END)
    assert text[start:end] == wanted, "09-problemas.md is stale: run pytest tests/docs --actualizar"


RULES_START, RULES_END = "<!-- reglas: las escribe «pytest tests/docs --actualizar» -->", "<!-- fin de las reglas -->"


def rules_table():
    from evaluacion.check.catalogo import all_rules

    rows = [f"| `{rule.codigo}` | {rule.severidad} | {rule.titulo} | {rule.que} |" for rule in all_rules().values()]
    return "\n".join(["| Regla | Severidad | Qué encuentra | En detalle |", "|---|---|---|---|", *rows])


def test_each_rule_about_strategies_is_in_the_guide(request):
    page = GUIA / "13-revisar-estrategias.md"
    text = page.read_text(encoding="utf-8")
    start, end = text.index(RULES_START) + len(RULES_START), text.index(RULES_END)
    wanted = f"\n\n{rules_table()}\n\n"
    if request.config.getoption("--actualizar"):
        text = text[:start] + wanted + text[end:]
        page.write_text(text, encoding="utf-8", newline="\n")
        end = text.index(RULES_END)
    assert text[start:end] == wanted, "13-revisar-estrategias.md is stale: run pytest tests/docs --actualizar"


def keys_of(schema):
    data = json.loads((RAIZ / "schemas" / f"{schema}.schema.json").read_text(encoding="utf-8"))
    found = set()

    def walk(node):
        if isinstance(node, dict):
            found.update(node.get("properties", {}))
            for item in node.values():
                walk(item)
        elif isinstance(node, list):
            for item in node:
                walk(item)

    walk(data)
    return found


@pytest.mark.parametrize(
    ("schema", "pages"),
    [
        ("practica", ("03-escribir-una-practica", "07-indicadores")),
        ("marco", ("04-escribir-un-marco", "07-indicadores")),
        ("casos", ("03-escribir-una-practica", "04-escribir-un-marco", "07-indicadores")),
        ("estrategia", ("13-revisar-estrategias",)),
        ("configuracion", ("13-revisar-estrategias",)),
        *((name, ("03-escribir-una-practica", "11-verificar-cifras")) for name in ("cifras", "tablas", "enmiendas", "proyeccion")),
        *((name, ("20-panel",)) for name in ("panel", "moderacion")),
        ("tendencia", ("03-escribir-una-practica", "12-tendencias")),
        ("comparacion", ("19-comparar-con-rigor",)),
        *((name, ("03-escribir-una-practica", "14-decidir")) for name in ("decision", "consulta", "casos_decision")),
        *((name, ("03-escribir-una-practica", "15-procedimientos")) for name in ("procedimiento", "expediente", "casos_procedimiento")),
    ],
)
def test_each_key_of_a_file_is_explained(schema, pages):
    text = "\n".join((GUIA / f"{page}.md").read_text(encoding="utf-8") for page in pages)
    missing = [key for key in sorted(keys_of(schema)) if not re.search(rf"\b{key}\b", text)]
    assert not missing, f"keys of {schema} that {pages} do not name: {missing}"


DEFINED = set().union(
    *(keys_of(name) for name in ("decision", "consulta", "casos_decision", "procedimiento", "expediente", "casos_procedimiento"))
)
"""The keys of decisions and procedures."""


def test_each_key_that_the_glossary_gives_exists():
    text = (RAIZ / "docs" / "glosario.md").read_text(encoding="utf-8")
    rows = [row.split("|") for row in text.splitlines() if row.startswith("| ") and row.count("|") >= 5]
    keys = {key for row in rows for key in re.findall(r"`([a-z_]+)`", row[3])}
    written = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (
            RAIZ / "evaluacion" / "publish" / "datos.py",
            RAIZ / "evaluacion" / "publish" / "tendencias_datos.py",
            RAIZ / "evaluacion" / "publish" / "panel_datos.py",
            RAIZ / "evaluacion" / "model" / "procedencia.py",
        )
    )
    statement = (RAIZ / "evaluacion" / "check" / "enunciado" / "valores.py").read_text(encoding="utf-8")
    known = (
        {
            key
            for schema in ("practica", "marco", "casos", "estrategia", "configuracion", "comparacion", "panel", "moderacion")
            for key in keys_of(schema)
        }
        | DEFINED
        | {"extiende", "cambios"}
        | set(re.findall(r'"([a-z_0-9]+)"', written))
        | set(re.findall(r"^    ([a-z_]+):", statement, re.MULTILINE))
    )
    assert len(rows) > 40
    assert keys - known == set()


# --- the front pages -----------------------------------------------------------------------------------------------


def blocks_of(path, language="sh"):
    return re.findall(rf"^```{language}[ \t]*\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_both_readmes_and_the_page_of_installation_give_the_same_two_commands():
    wanted = [block.strip() for block in blocks_of(RAIZ / "README.md")[:2]]
    assert all("\n" not in block for block in wanted)
    assert [block.strip() for block in blocks_of(RAIZ / "README.en.md")[:2]] == wanted
    assert INSTALLING.findall((GUIA / "01-instalar.md").read_text(encoding="utf-8"))[:2] == wanted
    windows = [line for block in blocks_of(RAIZ / "README.md", "powershell") for line in block.split("\n") if line]
    for page in (RAIZ / "README.en.md", GUIA / "01-instalar.md"):
        assert [line for line in windows if line not in page.read_text(encoding="utf-8")] == [], page.name


def test_each_release_of_the_changelog_opens_with_what_changes_in_scores():
    from evaluacion import __version__

    text = (RAIZ / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert any(release.startswith(f"[{__version__}]") for release in releases)
    for release in releases:
        assert release.split("\n", 1)[1].strip().startswith("**Cambia puntajes**"), release.split("\n", 1)[0]


# --- links ---------------------------------------------------------------------------------------------------------


def anchors_of(path):
    found = set()
    for heading in re.findall(r"^#+ (.+)$", without_code(path.read_text(encoding="utf-8")), re.MULTILINE):
        plain = "".join(char for char in unicodedata.normalize("NFC", heading.lower()) if char.isalnum() or char in " -_")
        found.add(plain.strip().replace(" ", "-"))
    return found


def without_code(text):
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", LINKED, ids=lambda path: path.relative_to(RAIZ).as_posix())
def test_each_link_and_picture_leads_somewhere(page):
    text = without_code(page.read_text(encoding="utf-8"))
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        if not path.exists() or (anchor and anchor not in anchors_of(path)):
            broken.append(target)
    assert not broken, f"{page.name}: {broken}"


# --- the examples run ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, text, line, the paragraph line before it, and whether it follows another block."""

    language: str
    text: str
    line: int
    before: str
    follows: bool


def read_blocks(path):
    lines = path.read_text(encoding="utf-8").split("\n")
    found, before, follows, i = [], "", False, 0
    while i < len(lines):
        opening = re.fullmatch(r"```(\w+)\s*", lines[i])
        if opening:
            end = lines.index("```", i + 1)
            found.append(Block(opening[1], "\n".join(lines[i + 1 : end]) + "\n", i + 1, before, follows))
            before, follows, i = "", True, end
        elif lines[i].strip():
            before, follows = lines[i].strip(), False
        i += 1
    return found


def run_line(line):
    from evaluacion.cli.principal import _run

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = _run(shlex.split(line, comments=True)[1:])
    return code, out.getvalue() + err.getvalue()


def squeeze(line):
    return " ".join(line.split())


def missing_lines(printed, output):
    """Return the lines of a printed output that the real one does not have; «…» stands for what was left out."""
    real = [squeeze(line) for line in output.splitlines()]
    for line in printed.splitlines():
        pattern = ".*".join(re.escape(part) for part in (squeeze(piece) for piece in line.split("…")))
        if squeeze(line) and not any(re.fullmatch(f".*{pattern}.*" if "…" in line else pattern, item) for item in real):
            near = difflib.get_close_matches(squeeze(line), real, n=1, cutoff=0)
            yield f"  printed: {squeeze(line)}\n  real:    {near[0] if near else '(nothing)'}"


def expected_code(block):
    marked = re.fullmatch(r"<!-- termina con (\d) -->", block.before)
    return int(marked[1]) if marked else 0


def write_file(block):
    written = re.match(r"(Al final de )?\*\*([\w./-]+\.\w+)\*\*", block.before)
    if written is None:
        return False
    path = Path(written[2])
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a" if written[1] else "w", encoding="utf-8", newline="\n") as opened:
        opened.write(block.text)
    return True


def run_block(block, names):
    """Return what a block says when it is run, or None when it is not one that runs."""
    if block.language == "sh":
        assert block.text.startswith("evaluacion "), f"line {block.line}: a sh block of the guide starts with «evaluacion »"
        output = ""
        for line in filter(None, block.text.split("\n")):
            code, said = run_line(line)
            assert code == expected_code(block), f"line {block.line}: «{line}» ended with {code}\n{said}"
            output += said
        return output
    if block.language == "python":
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(block.text, f"line {block.line}", "exec"), names)  # noqa: S102 - the guide's own examples
        return out.getvalue()
    return None


def work_in_a_copy(tmp_path, monkeypatch):
    shutil.copytree(RAIZ / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.mark.parametrize("page", WALKS, ids=lambda path: path.parent.name)
def test_the_walk_through_of_an_example_runs_and_says_what_is_printed(page, tmp_path, monkeypatch):
    work_in_a_copy(tmp_path, monkeypatch)
    output, wrong = "", []
    for block in read_blocks(page):
        if block.language == "text":
            wrong += [f"{page.parent.name}, line {block.line}:\n{item}" for item in missing_lines(block.text, output)]
        else:
            output += run_block(block, {}) or ""
    assert output
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_examples_of_a_page_run_and_say_what_is_printed(page, tmp_path, monkeypatch):
    work_in_a_copy(tmp_path, monkeypatch)
    output, names, wrong = None, {}, []
    for block in read_blocks(page):
        if block.language == "text" and block.follows and output is not None:
            wrong += [f"{page.name}, line {block.line}:\n{item}" for item in missing_lines(block.text, output)]
            output = None
            continue
        output = None if write_file(block) else run_block(block, names)
    assert not wrong, "\n".join(wrong)


def test_the_guide_writes_and_uses_a_marco_of_two_criteria_by_copy_and_paste():
    blocks = read_blocks(GUIA / "04-escribir-un-marco.md")
    written = [
        re.match(r"\*\*([\w./-]+)\*\*", block.before)[1] for block in blocks if block.language == "yaml" and block.before.startswith("**")
    ]
    assert {"mi_marco/marco.yaml", "mi_marco/casos.yaml", "misiones/mision-a.yaml"} <= set(written)
    ran = [line for block in blocks if block.language == "sh" for line in block.text.split("\n")]
    for order in (
        "validar mi_marco",
        "calificar misiones --marco mi_marco",
        "tablero misiones --marco mi_marco",
        "esquema --marco mi_marco",
        "marcos mi_marco",
    ):
        assert any(line.startswith(f"evaluacion {order}") for line in ran), order
