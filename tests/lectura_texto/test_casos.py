"""The cases on disk, and hostile inputs made here: each gives exactly the problems that it says, where it says."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from evaluacion.base.codigos import CODIGOS

from .generados import GENERADOS, Generado
from .lectura import CASOS, Caso, discover, problems_of_bytes, problems_of_file, problems_of_run, written

if TYPE_CHECKING:
    from pathlib import Path

    from evaluacion.base.problema import Problema

DISCOVERED = discover()
FILES = [case for case in DISCOVERED if case.ruta.is_file()]
RUNS = [case for case in DISCOVERED if case.ruta.is_dir()]

NOT_FROM_TEXT = {
    "archivo_no_encontrado": "a path, not a content: test_documentos provokes it",
    "archivo_ilegible": "a folder or a device in place of a file: test_documentos provokes it",
    "numero_ambiguo": "the grammar of numbers in tables; in YAML and JSON a number with commas is no number",
    "tabla_invalida": "tables",
    "columna_desconocida": "tables",
    "fila_de_otro_ancho": "tables",
    "celda_no_valida": "tables",
    "formula_sin_valor": "workbooks",
    "celda_oculta": "workbooks",
    "libro_peligroso": "workbooks",
    "texto_demasiado_largo": "writing of the board",
    "tablero_recortado": "writing of the board: tests/tablero",
    "salida_ocupada": "writing",
    "salida_imposible": "writing",
    "parte_sin_terminar": "faults of a run in parts: tests/escala",
    "puntajes_incompletos": "a folder of scores by parts: tests/escala",
    "opcion_no_valida": "command line",
    "registro_desconocido": "command line",
    "identificador_repetido": "strategies: tests/revision",
    "cifra_no_valida": "claims need tables beside them: tests/cifras",
    "comparacion_no_valida": "comparisons name tables: tests/comparar",
    "unidad_repetida": "comparisons name tables: tests/comparar",
    "sin_correspondencia": "comparisons name tables: tests/comparar",
    "fuera_del_arbol": "comparisons name tables: tests/comparar",
    "tendencia_no_valida": "trends need data beside them: tests/tendencias",
    "formulario_no_valido": "forms: tests/formularios",
    "formulario_cambiado": "forms: tests/formularios",
    "formulario_de_otra_version": "forms: tests/formularios",
    "envio_repetido": "forms: tests/formularios",
    "reparto_sin_enlace": "command line: tests/formularios",
    "dato_en_disputa": "panels need several evaluations: tests/panel",
    "moderacion_repetida": "moderations: tests/panel",
    "moderacion_sin_desacuerdo": "moderations: tests/panel",
    "evaluador_parecido": "panels need several evaluations: tests/panel",
    "panel_sin_enlace": "panels need several evaluations: tests/panel",
    "panel_no_valido": "command line: tests/panel",
    "numero_demasiado_largo": "forms: tests/formularios",
    "resultado_no_coincide": "a result set beside others: tests/diferencias",
    "enmienda_no_coincide": "amendments need a table beside them: tests/cifras",
}
"""Codes of the catalogue that no YAML or JSON file provokes, and why: their tests are elsewhere."""

QUOTED = re.compile(r"«[^»]*»")
ENGLISH = re.compile(r"\b(the|expected|found|while|should|must|input|valid|error at|line \d|column \d|Traceback|NoneType|str|dict|list)\b")


def name_of(case: Caso) -> str:
    """Return the name of a case as pytest shows it."""
    return f"{case.codigo}/{case.ruta.name}"


def problems_of(case: Caso, folder: Path) -> list[Problema]:
    """Return the problems of a case, read from its place, or from a copy when it is a folder."""
    if case.ruta.is_file():
        return problems_of_file(case.ruta)
    copy = folder / case.ruta.name
    shutil.copytree(case.ruta, copy)
    return problems_of_run(copy, case.opciones)


@pytest.mark.parametrize("case", FILES, ids=name_of)
def test_a_file_gives_its_problems_at_their_places(case: Caso) -> None:
    """Every problem of a file comes in one run, in order of place, each with its line and column."""
    assert [written(problem) for problem in problems_of_file(case.ruta)] == list(case.espera)


@pytest.mark.parametrize("case", RUNS, ids=name_of)
def test_a_folder_gives_its_problems_at_their_places(case: Caso, tmp_path: Path) -> None:
    """Every problem of reading and scoring a folder comes in one run, with file, line and column."""
    assert [written(problem, with_file=problem.origen is not None) for problem in problems_of(case, tmp_path)] == list(case.espera)


@pytest.mark.parametrize("generado", GENERADOS, ids=lambda generado: generado.nombre)
def test_hostile_bytes_give_their_problems_at_their_places(generado: Generado) -> None:
    """Bytes that no person writes give the one exception with code and place, and never a crash."""
    assert [written(problem) for problem in problems_of_bytes(generado.datos(), generado.archivo)] == list(generado.espera)


@pytest.mark.parametrize("case", DISCOVERED, ids=name_of)
def test_every_message_says_what_and_how_to_mend_it(case: Caso, tmp_path: Path) -> None:
    """Every message is a Spanish sentence with a remedy, without words of the libraries underneath."""
    for problem in problems_of(case, tmp_path):
        whole = QUOTED.sub("", f"{problem.mensaje} {problem.remedio}")
        assert problem.mensaje.endswith("."), problem
        assert "«»" not in problem.mensaje, problem
        assert problem.remedio.endswith((".", "?")), problem
        assert ENGLISH.search(whole) is None, problem
        assert ".." not in QUOTED.sub("", problem.mensaje), problem


@pytest.mark.parametrize("case", DISCOVERED, ids=name_of)
def test_every_problem_names_its_file(case: Caso, tmp_path: Path) -> None:
    """A problem found in a file names it, so that an editor can open it there; paths go with `/`."""
    for problem in problems_of(case, tmp_path):
        if problem.codigo == "nada_que_evaluar":
            continue
        assert problem.origen is not None, problem
        assert problem.origen.archivo, problem
        assert str(problem).startswith(f"{problem.origen}: {problem.severidad} [{problem.codigo}] "), problem


def test_every_code_that_text_can_provoke_has_a_case() -> None:
    """A code of the catalogue has a case here, or a reason why no YAML or JSON file provokes it."""
    provoked = {case.codigo for case in DISCOVERED} | {line.split()[-1] for generado in GENERADOS for line in generado.espera}
    assert set(CODIGOS) - provoked - set(NOT_FROM_TEXT) == set()


def test_the_reasons_name_codes_that_exist_and_have_no_case() -> None:
    """The list of codes without a case here stays true: no unknown code, none that has a case after all."""
    assert set(NOT_FROM_TEXT) <= set(CODIGOS)
    assert set(NOT_FROM_TEXT) & {case.codigo for case in DISCOVERED} == set()


def test_every_file_of_a_case_has_what_it_must_give() -> None:
    """No case lies about without its `.espera`, and each folder of cases is named after a code that the cases in it give."""
    with_espera = {case.ruta for case in DISCOVERED}
    present = {path for folder in CASOS.iterdir() for path in folder.iterdir() if path.suffix != ".espera"}
    assert present == with_espera
    for case in DISCOVERED:
        assert case.codigo == "sin_problemas" or case.codigo in {line.split()[-1] for line in case.espera}, case


def test_problems_with_the_same_words_are_told_once() -> None:
    """The same problem at the same place is told once."""
    for case in FILES:
        found = [str(problem) for problem in problems_of_file(case.ruta)]
        assert len(found) == len(set(found)), case
