"""The inventory of the sources: each of its numbered systems is handled, and each thing it names exists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from evaluacion import load_marco
from evaluacion.cli.principal import _ORDENES

RAIZ = Path(__file__).resolve().parents[2]
PAGE = RAIZ / "docs" / "inventario.md"
CRITERIA = RAIZ / "criteria"
SYSTEMS = 116
HEADING = ["Núm.", "Sistema de la fuente", "Lugar", "Tipo", "Con qué se atiende"]
KINDS = {"lista", "clasificación", "índice", "indicadores", "procedimiento", "matriz", "preguntas", "regla", "datos", "narración"}
LEFT_OUT = {"datos", "narración"}
CLAUSES = {
    "marco": r"\[`(?P<marco>\w+)`\]\(\.\./criteria/(?P<carpeta>\w+)/marco\.yaml\)(?: › (?P<partes>`[\w.]+`(?:, `[\w.]+`)*))?",
    "orden": r"`evaluacion (?P<orden>[\w-]+)`",
    "en_preparacion": r"en preparación: `evaluacion (?P<orden>[\w-]+)`",
    "archivo": r"\[`(?P<nombre>[\w.-]+)`\]\((?P<ruta>\.\./examples/[\w./-]+)\)",
}
NOTE = r"(?: \([^`();]+\))?"
UNEVALUATED = r"no evaluable: (?P<razon>[^`;()]+)"


@dataclass(frozen=True)
class Row:
    """A row of the inventory: its number, system, place, kind, and the clauses that say what handles it."""

    number: int
    system: str
    place: str
    kind: str
    clauses: tuple[str, ...]


def cells_of(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def read_rows():
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| *\d+ *\|", line)]
    return [
        Row(int(number), system, place, kind, tuple(handled.split("; "))) for number, system, place, kind, handled in map(cells_of, lines)
    ]


ROWS = read_rows()


def clauses_of(kind):
    """Return the pairs (row, match) of the clauses of a kind, in order."""
    found = ((row, re.fullmatch(CLAUSES[kind] + NOTE, clause)) for row in ROWS for clause in row.clauses)
    return [(row, match) for row, match in found if match]


def unevaluated():
    found = ((row, re.fullmatch(UNEVALUATED, clause)) for row in ROWS for clause in row.clauses)
    return [(row, match) for row, match in found if match]


def shipped():
    return sorted(path.parent.name for path in CRITERIA.glob("*/marco.yaml"))


def parts_of(name):
    """Return the ids of a marco as the inventory writes them: its criteria, and criterion.question or .indicator."""
    found = set()
    for grupo in load_marco(CRITERIA / name).marco.grupos:
        for criterio in grupo.criterios:
            found.add(criterio.id)
            found.update(f"{criterio.id}.{item.id}" for item in (*criterio.preguntas, *criterio.indicadores))
    return found


# --- the tables are whole ------------------------------------------------------------------------------------------


def test_each_of_the_systems_of_the_sources_has_one_row_in_order():
    assert [row.number for row in ROWS] == list(range(1, SYSTEMS + 1))


def test_every_table_of_systems_has_the_same_columns():
    headings = [cells_of(line) for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| Núm.")]
    assert len(headings) > 8
    assert [heading for heading in headings if heading != HEADING] == []


def test_each_row_gives_the_system_its_place_and_its_kind():
    bare = [row.number for row in ROWS if not (row.system and row.place)]
    strange = {row.number: row.kind for row in ROWS if not set(row.kind.split(" y ")) <= KINDS}
    assert bare == []
    assert strange == {}


def test_a_place_is_of_the_printed_work_and_not_of_a_file():
    assert [row.number for row in ROWS if re.search(r"\bl[íi]neas? \d|\bL ?\d|\brengl[óo]n(es)? \d|\.txt|/", row.place)] == []


def test_each_row_says_with_what_it_is_handled():
    patterns = [pattern + NOTE for pattern in CLAUSES.values()] + [UNEVALUATED]
    unread = [(row.number, clause) for row in ROWS for clause in row.clauses if not any(re.fullmatch(item, clause) for item in patterns)]
    assert unread == []


# --- what is named exists ------------------------------------------------------------------------------------------


def test_each_instrument_named_ships():
    named = {match["marco"] for _, match in clauses_of("marco")}
    assert sorted(named - set(shipped())) == []


def test_each_instrument_is_linked_by_its_own_name():
    assert [(row.number, match["marco"]) for row, match in clauses_of("marco") if match["marco"] != match["carpeta"]] == []


@pytest.mark.parametrize("name", shipped())
def test_each_part_named_of_an_instrument_is_in_it(name):
    parts = parts_of(name)
    named = [
        (row.number, part)
        for row, match in clauses_of("marco")
        if match["marco"] == name
        for part in re.findall(r"[\w.]+", match["partes"] or "")
    ]
    assert [(number, part) for number, part in named if part not in parts] == []


@pytest.mark.parametrize("name", shipped())
def test_an_instrument_that_ships_handles_some_system(name):
    assert [row.number for row, match in clauses_of("marco") if match["marco"] == name], f"no row names {name}"


def test_no_row_names_a_part_twice():
    named = [
        (row.number, match["marco"], part) for row, match in clauses_of("marco") for part in re.findall(r"[\w.]+", match["partes"] or "")
    ]
    assert sorted(item for item in set(named) if named.count(item) > 1) == []


def test_each_command_named_exists():
    assert sorted({match["orden"] for _, match in clauses_of("orden")} - set(_ORDENES)) == []


def test_a_command_in_preparation_does_not_exist_yet():
    assert sorted({match["orden"] for _, match in clauses_of("en_preparacion")} & set(_ORDENES)) == []


def test_each_example_exists_and_is_linked_by_its_own_name():
    linked = [(row.number, match["nombre"], (PAGE.parent / match["ruta"]).resolve()) for row, match in clauses_of("archivo")]
    assert linked
    assert [(number, name) for number, name, path in linked if not path.is_file() or path.name != name] == []


def test_each_published_table_is_of_some_system():
    linked = {match["nombre"] for _, match in clauses_of("archivo")}
    assert sorted({path.name for path in (RAIZ / "examples" / "datos_publicados").glob("*.csv")} - linked) == []


# --- what is left out ----------------------------------------------------------------------------------------------


def test_only_data_and_narrative_are_left_unevaluated():
    assert [row.number for row, _ in unevaluated() if row.kind not in LEFT_OUT] == []


def test_what_is_left_unevaluated_has_a_reason():
    assert [row.number for row, match in unevaluated() if len(match["razon"].split()) < 5] == []


def test_nothing_is_both_unevaluated_and_handled_by_an_instrument():
    handled = {row.number for kind in ("marco", "orden", "en_preparacion") for row, _ in clauses_of(kind)}
    assert [row.number for row, _ in unevaluated() if row.number in handled] == []


def test_the_summary_counts_what_the_tables_say():
    left_out = {row.number for row, _ in unevaluated()}
    now = {row.number for kind in ("marco", "orden", "archivo") for row, _ in clauses_of(kind)} - left_out
    counted = {"atendido": len(now), "en preparación": SYSTEMS - len(now) - len(left_out), "no evaluable": len(left_out)}
    text = PAGE.read_text(encoding="utf-8")
    written = {state: int(number) for state, number in re.findall(r"^\| ([a-zó ]+) \| (\d+) \|", text, re.MULTILINE)}
    assert written == counted


# --- the readme counts them ----------------------------------------------------------------------------------------

UNITS = {
    "README.md": ["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"],
    "README.en.md": ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
}
TENS = {
    "README.md": {20: "veinti{}", 30: "treinta y {}", 40: "cuarenta y {}"},
    "README.en.md": {20: "twenty-{}", 30: "thirty-{}", 40: "forty-{}"},
}
ROUND = {"README.md": {20: "veinte", 30: "treinta", 40: "cuarenta"}, "README.en.md": {20: "twenty", 30: "thirty", 40: "forty"}}
OTHERS = {"README.md": r"^\| otros ([\w ]+?) \|", "README.en.md": r"^\| ([\w-]+) more \|"}


def number_in_words(page):
    """Return the number that each expression of a page says, from 20 to 49, accents folded."""
    words = {word: number for number, word in ROUND[page].items()}
    return words | {
        pattern.format(unit): ten + number for ten, pattern in TENS[page].items() for number, unit in enumerate(UNITS[page], start=1)
    }


@pytest.mark.parametrize("page", sorted(OTHERS))
def test_the_readme_counts_the_instruments_that_ship(page):
    text = (RAIZ / page).read_text(encoding="utf-8")
    named = re.findall(r"^\| `criteria/(\w+)` \|", text, re.MULTILINE)
    others = re.search(OTHERS[page], text, re.MULTILINE)
    assert others, f"{page} does not say how many other instruments ship"
    words = others[1].translate(str.maketrans("áéíóú", "aeiou"))
    assert set(named) <= set(shipped())
    assert number_in_words(page)[words] == len(shipped()) - len(named)
