"""A corpus of spoiled forms: each one is survived, or gets the message that it deserves, at its sheet and cell."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.flujo.formulario import write_formularios
from evaluacion.flujo.importado import annex_of
from evaluacion.flujo.importar import import_formularios
from evaluacion.publish.registro_yaml import as_yaml
from evaluacion.read.documento import parse_documento
from evaluacion.read.marco import load_marco
from evaluacion.read.practica import load_practica

from .conftest import MARCOS, MEZCLA
from .estropear import CASOS
from .paquete import Paquete

DORADO = Path(__file__).parent / "estropeados.txt"
REGISTRO = """practica: p1
titulo: Beca Embajadores
respuestas: {mezcla: {base.hay: {respuesta: a veces, evidencia: consta en acta}}}
indicadores: {firmados: {valores: {2022: 3}}, en_tramite: {valores: {2022: 1}}}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The form that is spoiled, made once."""
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "p1.yaml").write_text(REGISTRO, encoding="utf-8")
    (path,) = write_formularios(MARCOS, folder / "formularios", practicas=folder / "p1.yaml").escritos
    return path.read_bytes()


def answer_to(name, made, folder):
    """Return what the tool says of a spoiled form: its problems, the records and what is kept apart."""
    form = Paquete(made)
    form.huella = load_marco(MEZCLA).huella
    spoiled = CASOS[name](form)
    files = spoiled if isinstance(spoiled, dict) else {"p1.xlsx": form.save() if spoiled is None else spoiled}
    for file, data in files.items():
        (folder / file).write_bytes(data)
    source = folder if len(files) > 1 else folder / "p1.xlsx"
    try:
        done = import_formularios(source, marcos=MARCOS)
    except EvaluacionError as error:
        said = [*map(str, error.problemas), "(no se escribe nada)"]
    else:
        said = [str(problem) for problem in done.problemas]
        said += [line for item in done.registros for line in ("registro:", *changes(as_yaml(item.practica)))]
        said += [line for cells in done.anexos.values() for line in ("anexo:", *annex_of(cells).splitlines())]
    return [shortened(line).replace(f"{folder}/", "") for line in said]


def changes(text):
    """Return what a record says that the one of the form did not, and what it no longer says."""
    before, after = as_yaml(load_practica(parse_documento(REGISTRO, "p1.yaml")).practica).splitlines(), text.splitlines()
    lines = [line for line in difflib.unified_diff(before, after, n=0, lineterm="") if line[:3] not in ("---", "+++") and line[0] != "@"]
    return lines or ["(igual)"]


def shortened(line):
    """Return a line without the middle of what is very long in it."""
    return re.sub(r"(.)\1{199,}", lambda match: f"{match[1]}{{{len(match[0])} veces}}", line)


def test_every_spoiled_form_gets_the_message_that_it_deserves(made, tmp_path, dorado):
    """What the tool says of each case is the one that was read and kept."""
    blocks = []
    for name, case in CASOS.items():
        folder = tmp_path / name
        folder.mkdir()
        blocks.append("\n".join([f"== {name}: {case.__doc__}", *answer_to(name, made, folder)]))
    dorado(DORADO, "\n\n".join(blocks) + "\n")


def test_the_corpus_is_large():
    """Forty at least."""
    assert len(CASOS) >= 40


def test_each_refusal_names_the_file_and_each_wrong_answer_its_cell():
    """No refusal without a file, and with a sheet and a cell unless the whole file is at fault."""
    blocks = DORADO.read_text(encoding="utf-8").split("\n\n")
    refused = [block.splitlines()[1:-1] for block in blocks if block.endswith(("(no se escribe nada)", "(no se escribe nada)\n"))]
    assert len(refused) > 30
    for lines in refused:
        for line in lines:
            assert re.match(r"p1[^!]*\.xlsx(![^!]+![A-Z]+\d+)?: (error|aviso) \[\w+\] .+\.", line), line
