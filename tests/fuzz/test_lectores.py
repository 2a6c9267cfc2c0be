"""Any bytes through any door are values or the one exception; no reader of the package is without a door."""

from __future__ import annotations

import ast
import random
import sys
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluacion.base.problema import EvaluacionError

from .estropear import TOKENS, WEIRD, at_path, dump_tree, load_tree, nodes, replace_node, spoil
from .puertas import PUERTAS, RAIZ

CORPUS = Path(__file__).parent / "corpus"
PAQUETE = RAIZ / "evaluacion"
POR_PUERTA = 1
PESADAS = {
    "marco",
    "tabla_publicada",
    "estrategia",
    "comparacion",
    "tendencia",
    "practica",
    "diferencias_de_marcos",
    "formulario",
    "cifras",
    "catalogo",
    "sin_nombrar",
}
"""Those that take a tenth of a second: without --lentas their accidents are those of the corpus."""
POR_PUERTA_LARGA = 400
NO_TEXTO = b"\x89PNG\r\n\x1a\n\0"
BYTES = st.binary(max_size=300) | st.lists(st.sampled_from(TOKENS), max_size=30).map(b"".join)


@pytest.fixture(scope="module", autouse=True)
def _in_a_folder(tmp_path_factory):
    """Work where nothing else is: the names in the seeds lead nowhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("trabajo"))
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the files of the doors are written."""
    return tmp_path_factory.mktemp("puertas")


def enter(door, data, folder):
    """Open a door with some bytes, and check how it refuses: with problems that are said whole, at a place, and can be printed."""
    refused = door.enter(data, folder)
    if isinstance(refused, EvaluacionError):
        assert refused.problemas
        for problem in refused.problemas:
            assert problem.mensaje.endswith((".", "?")), problem
            str(problem).encode("utf-8")


@pytest.mark.parametrize("name", PUERTAS)
def test_a_sound_file_passes_and_its_accidents_are_told(name, folder):
    """The first seed of each door is taken; spoiled ones, and bytes that are nothing, are taken or told."""
    door = PUERTAS[name]
    seeds = door.semillas()
    if name != "incluida":
        assert door.enter(seeds[0], folder) is None
    enter(door, b"", folder)
    if name in PESADAS:
        return
    rng = random.Random(7)  # noqa: S311 - which accidents happen
    for _ in range(POR_PUERTA):
        enter(door, spoil(rng.choice(seeds[:2]), door.clase, rng), folder)


@pytest.mark.lenta
@pytest.mark.parametrize("name", PUERTAS)
def test_many_accidents_of_every_seed_are_told(name, folder):
    """The long form: every seed, hundreds of accidents."""
    door = PUERTAS[name]
    rng = random.Random(11)  # noqa: S311 - which accidents happen
    for _ in range(POR_PUERTA_LARGA):
        enter(door, spoil(rng.choice(door.semillas()), door.clase, rng), folder)


LIGERAS = [
    name for name in PUERTAS if name.startswith(("documento", "conocidos", "lista_csv", "numero", "formula", "suposicion", "tabla_"))
]


@given(st.sampled_from(LIGERAS), BYTES)
@settings(max_examples=25)
def test_any_bytes_are_values_or_the_one_exception(folder, name, data):
    """Hypothesis looks for the bytes that a quick door neither takes nor tells."""
    enter(PUERTAS[name], data, folder)


@pytest.mark.lenta
@given(st.sampled_from(sorted(PUERTAS)), BYTES, st.randoms(use_true_random=False), st.booleans())
def test_any_bytes_and_any_accident_through_any_door(folder, name, data, rng, is_seed):
    """The long form: every door, bytes from nothing and accidents that Hypothesis can make smaller."""
    door = PUERTAS[name]
    enter(door, spoil(rng.choice(door.semillas()), door.clase, rng) if is_seed else data, folder)


TREES = [name for name, door in PUERTAS.items() if door.clase in ("yaml", "json")]


def replaced(data):
    """Yield the document with each node replaced by each value of another type."""
    tree = load_tree(data)
    for path in nodes(tree):
        for value in WEIRD:
            if value != at_path(tree, path):
                yield dump_tree(replace_node(tree, path, value))


@pytest.mark.lenta
@pytest.mark.parametrize("name", TREES)
def test_any_node_of_any_document_may_be_of_another_type(name, folder):
    """Every node of the first seed, replaced by each of the odd values, a thousand of them at most."""
    found = list(replaced(PUERTAS[name].semillas()[0]))
    for data in found[:: max(1, len(found) // 1000)]:
        enter(PUERTAS[name], data, folder)


@pytest.mark.parametrize("name", ["documento_yaml", "consulta", "configuracion", "proyeccion", "practica_json"])
def test_a_node_of_another_type_is_told(name, folder):
    """The short form: one node in so many, of the smallest documents."""
    found = list(replaced(PUERTAS[name].semillas()[0]))
    for data in islice(found, 0, None, max(1, len(found) // 12)):
        enter(PUERTAS[name], data, folder)


def test_what_the_guided_runs_kept_is_still_told(folder):
    """The corpus of `python -m tests.fuzz`: each file through the door that it is named after."""
    kept = sorted(CORPUS.glob("*/*"))
    assert len(kept) > 50
    assert sum(path.stat().st_size for path in kept) < 300_000
    for path in kept[:: max(1, len(kept) // 40)]:
        enter(PUERTAS[path.parent.name], path.read_bytes(), folder)


@pytest.mark.lenta
def test_all_that_the_guided_runs_kept_is_still_told(folder):
    """The long form: the whole corpus."""
    for path in sorted(CORPUS.glob("*/*")):
        enter(PUERTAS[path.parent.name], path.read_bytes(), folder)


# --- no reader without a door ---------------------------------------------------------------------------------------

_GIVEN = ("Path", "Rutas", "bytes")
NO_ABREN = {
    # they write
    "make_ejemplo", "write_template", "write_tablero", "write_comparison", "write_conocidos", "write_differences", "write_index_differences",
    "write_formularios", "write_libros", "write_formularios_de_estrategia", "write_importado", "write_panel", "write_seguido", "write_repartidos",
    "write_trend", "write_xlsform", "refuse_existing", "publish_tablero", "publish_revision",
    # they take what another door has read, or paths to look at without opening them
    "decode", "line_and_column", "show_path", "missing", "listed", "nothing_in", "find_barren", "misspelt", "find_configuracion",
    "names_of", "broken", "too_big", "is_table", "make_procedencia", "known_records", "already_read",
    # they are doors of which another one is the whole: the same readers behind them
    "explain_paths", "explain_supposed", "explain_gap", "answer_supposed", "answer_gap", "since", "is_compared", "load_asked", "load_typology",
    "read_versions", "check_with_schema", "read_book", "find_definition", "trend_of_paths", "read_practicas", "evaluate", "score_strategies",
    "read_estrategias", "provenance_of", "review_read", "check_shipped", "own_marco", "file_beside", "is_book",
}  # fmt: skip


def readers():
    """Return the public functions of `read` and `flujo` that take a path, some paths or bytes, by module."""
    found = {}
    for layer in ("read", "flujo"):
        for path in sorted((PAQUETE / layer).glob("*.py")):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    given_ = [ast.unparse(item.annotation) for item in (*node.args.args, *node.args.kwonlyargs) if item.annotation]
                    if any(kind in words.replace("|", " ").split() for words in given_ for kind in _GIVEN):
                        found[node.name] = f"{layer}/{path.name}"
    return found


def names_in(node):
    """Return every name that some code mentions."""
    return {item.id if isinstance(item, ast.Name) else item.attr for item in ast.walk(node) if isinstance(item, ast.Name | ast.Attribute)}


def test_no_reader_is_without_a_door():
    """Every public function that takes a file is reached from a door, by the names that the code mentions, or is named with why not."""
    mentions = {}
    for layer in ("read", "flujo"):
        for path in (PAQUETE / layer).glob("*.py"):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                names = [node.name] if isinstance(node, ast.FunctionDef | ast.ClassDef) else []
                names += [item.id for item in getattr(node, "targets", ()) if isinstance(item, ast.Name)]
                for name in names:
                    mentions.setdefault(name, set()).update(names_in(node))
    reached = set()
    found = names_in(ast.parse((RAIZ / "tests" / "fuzz" / "puertas.py").read_text(encoding="utf-8")))
    while found:
        reached |= found
        found = {name for item in found for name in mentions.get(item, ())} - reached
    wanted = readers()
    assert len(wanted) > 60
    assert {f"{where}: {name}" for name, where in wanted.items() if name not in reached | NO_ABREN} == set()


@pytest.mark.lenta
def test_every_reader_is_called_by_some_door(tmp_path):
    """The long form: each is really called on some seed, or on bytes that are no text."""
    wanted = readers()
    reached = set()
    inside = str(PAQUETE)

    def watch(frame, event, _):
        if event == "call" and frame.f_code.co_name in wanted and frame.f_code.co_filename.startswith(inside):
            reached.add(frame.f_code.co_name)

    for door in PUERTAS.values():
        for data in (*door.semillas(), NO_TEXTO):
            sys.setprofile(watch)
            try:
                door.enter(data, tmp_path)
            finally:
                sys.setprofile(None)
    assert {f"{where}: {name}" for name, where in wanted.items() if name not in reached | NO_ABREN} == set()
