"""Nothing that the tool writes is left out: neither an option, nor a shape, nor a place of the code."""

from __future__ import annotations

import ast

import click
import pytest

from evaluacion.cli.principal import _ORDENES, evaluacion
from evaluacion.flujo.formatos import LIBRO, formats

from .salidas import CASOS, RAIZ
from .vivero import call_sites

SOURCES = sorted((RAIZ / "evaluacion").rglob("*.py"))
ESCRIBEN = {"salida", "guardar_conocidos"}
"""Options that name what is written."""
DICEN_ARCHIVO = ("ARCHIVO", "CARPETA", "RUTA")
LEEN = {
    "lista", "moderacion", "reparto", "marcos", "marco", "ruta", "rutas", "archivo", "practicas", "incluir", "anteriores", "ya_conocidos",
    "respuestas",
}  # fmt: skip
"""Options that name what is read."""
DE_SALIDA = {
    ("evaluacion.publish.salida", "_put"): "fills a temporary",
    ("evaluacion.publish.salida", "_look_like"): "a temporary",
    ("evaluacion.publish.salida", "_swap"): "the swap",
    ("evaluacion.publish.salida", "_flush"): "a temporary",
    ("evaluacion.publish.salida", "_flush_folder"): "reads",
    ("evaluacion.publish.salida", "ensure_folder"): "the door of folders",
    ("evaluacion.publish.temporales", "_make"): "makes the temporary",
    ("evaluacion.publish.temporales", "_remove"): "removes the temporary",
    ("evaluacion.publish.temporales", "_opened"): "reads",
    ("evaluacion.publish.datos", "write"): "fills a temporary",
    ("evaluacion.publish.datos", "write_columns"): "fills a temporary",
    ("evaluacion.publish.libro_xlsx", "_write"): "fills a temporary",
    ("evaluacion.scale.trabajo", "_write"): "fills a temporary",
    ("evaluacion.scale.conjunto", "_write_ranking"): "fills a temporary",
    ("evaluacion.scale.contados", "_spill"): "works in a temporary folder",
    ("evaluacion.scale.contados", "close"): "works in a temporary folder",
    ("evaluacion.scale.orden_externo", "_write_run"): "works in a temporary folder",
    ("evaluacion.scale.acopio", "add"): "works in a temporary folder",
    ("evaluacion.scale.acopio", "take"): "works in a temporary folder",
    ("evaluacion.scale.acopio", "resumen"): "works in a temporary folder",
    ("evaluacion.scale.candado", "_take"): "the lock of a folder",
    ("evaluacion.scale.candado", "_let_go"): "the lock of a folder",
    ("evaluacion.flujo.escala", "score_to_folder"): "takes away the manifest that no longer holds",
    ("evaluacion.flujo.escala", "_publish"): "takes away what is left of another run",
    ("evaluacion.read.frame", "_digest"): "writes to memory",
    ("evaluacion.cli.proceso", "_open_closed_streams"): "the streams",
    ("evaluacion.cli.consola", "_forget"): "the streams",
}
"""Where the code may write, and why; the rest goes through `write_atomically` and `write_bytes`."""
MUDAN = {
    "write_text", "write_bytes", "rename", "unlink", "rmdir", "mkdir", "touch", "symlink_to", "hardlink_to", "chmod", "chown", "rmtree", "remove",
    "makedirs", "copy", "copyfile", "move", "mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile", "TemporaryDirectory", "ParquetWriter",
    "RecordBatchFileWriter", "new_file", "write_table", "to_csv", "to_parquet", "to_excel", "to_json", "savetxt", "savez", "tofile", "memmap",
    "Workbook", "ZipFile",
}  # fmt: skip
INOCENTES = {"copy": "of values", "remove": "of a list", "ZipFile": "reads", "move": "of values"}


def options():
    """Yield each command with its parameters."""
    context = click.Context(evaluacion)
    for name in _ORDENES:
        yield name, evaluacion.get_command(context, name).params


def test_every_shape_of_every_output_is_a_case():
    """Those that click offers, and those that each command names otherwise: a new one fails here until somebody adds its case."""
    wanted = set()
    for name, params in options():
        if not any(param.name in ESCRIBEN for param in params):
            continue
        choice = next((param.type.choices for param in params if param.name == "formato"), ())
        shapes = (*formats(), LIBRO) if name == "revisar" else choice
        wanted |= {(name, shape) for shape in shapes} or {(name, None)}
    covered = {(caso.orden, caso.forma) for caso in CASOS}
    missing = {(name, shape) for name, shape in wanted if shape is not None and (name, shape) not in covered}
    missing |= {(name, shape) for name, shape in wanted if shape is None and name not in {caso.orden for caso in CASOS}}
    assert not missing


def test_every_option_that_names_a_file_is_known_as_one_that_reads_or_writes():
    """A new option that writes has to be noticed."""
    named = {param.name for _, params in options() for param in params if any(word in str(param.metavar) for word in DICEN_ARCHIVO)}
    assert named - LEEN - ESCRIBEN == {"carpeta", "formatos"}  # `ejemplo CARPETA` and `revisar --formato FORMATO=ARCHIVO`: both are cases


@pytest.mark.lenta
def test_every_place_that_writes_is_passed_by_some_case(vivero):
    """Each call of the door, wherever it is in the code."""
    for caso in CASOS:
        assert sorted(vivero.referencia(caso)) == sorted(caso.salidas)
    sites = set()
    for path in SOURCES:
        sites |= call_sites(path.read_text(encoding="utf-8"), ".".join(path.relative_to(RAIZ).with_suffix("").parts))
    sites = {site for site in sites if not site.startswith("evaluacion.publish.salida:")}
    assert sites - set(vivero.llamaron) == set()


def writers(path):
    """Yield the functions of a module that change files, by what they call."""
    module = ".".join(path.relative_to(RAIZ).with_suffix("").parts)

    def visit(node, name):
        for inside in ast.iter_child_nodes(node):
            here = inside.name if isinstance(inside, ast.FunctionDef) else name
            if isinstance(inside, ast.Call) and changes(inside):
                found.add((module, here))
            visit(inside, here)

    found = set()
    text = path.read_text(encoding="utf-8")
    if any(f"{word}(" in text for word in (*MUDAN, "open", "replace")):
        visit(ast.parse(text), "")
    return found


def changes(call):
    """Whether a call changes a file: by its name, or by the mode in which it opens one."""
    named = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if named == "open":
        of_system = isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "os"
        modes = [*call.args, *(word.value for word in call.keywords)]
        written = [mode.value for mode in modes if isinstance(mode, ast.Constant) and isinstance(mode.value, str)]
        return of_system or any(set(mode) <= set("rwxabt+U") and set(mode) & set("wxa+") for mode in written)
    if named == "replace":  # that of texts has two
        return len(call.args) == 1 and not call.keywords
    if named == "write_bytes" and isinstance(call.func, ast.Name):
        return False
    return named in MUDAN - set(INOCENTES)


def test_nothing_writes_but_through_the_one_door():
    """Whoever opens a file to write, moves it or makes a temporary does it in the door, or in what fills its temporaries."""
    found = set().union(*map(writers, SOURCES))
    assert found == set(DE_SALIDA)
