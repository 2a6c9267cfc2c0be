"""The public door: what a program imports and calls."""

from __future__ import annotations

import importlib
import json
from datetime import date
from pathlib import Path

import pytest

import evaluacion
from evaluacion import EvaluacionError, Marco, as_frame, as_json, evaluate, load_marco, read_practicas, score_paths
from evaluacion.flujo.reunir import gather

CASOS = Path(__file__).resolve().parent.parent / "puntajes" / "casos"


@pytest.fixture
def practicas(raiz):
    """The folder of the examples."""
    return raiz / "examples" / "practicas"


def test_every_public_name_resolves():
    """PEP 562: each name of __all__ is there, is what its module has, and dir() lists them."""
    for name in evaluacion.__all__:
        assert getattr(evaluacion, name) is not None
    for name, module in evaluacion._WHERE.items():
        assert getattr(evaluacion, name) is getattr(importlib.import_module(module), name)
    assert dir(evaluacion) == sorted(evaluacion.__all__)
    with pytest.raises(AttributeError, match="nada"):
        evaluacion.nada  # noqa: B018 - the access is the test


def test_a_marco_goes_in_by_id_path_folder_or_value(raiz, practicas):
    """All the ways to name a marco give the same scores."""
    folder = raiz / "criteria" / "estrategico"
    leido = load_marco("estrategico")
    assert isinstance(leido.marco, Marco)
    ways = ["estrategico", folder, folder / "marco.yaml", str(folder / "marco.yaml"), leido, leido.marco]
    found = [evaluate(way, practicas).nodos.tobytes() for way in ways]
    assert len(set(found)) == 1


def test_records_go_in_by_path_paths_or_value(practicas):
    """A path, several paths, and what read_practicas returns give the same scores."""
    files = sorted(practicas.glob("*.yaml"))
    records = read_practicas(*files)
    found = [evaluate("cualitativo", way) for way in (practicas, str(practicas), files, records, read_practicas(practicas))]
    assert len({resultado.nodos.tobytes() for resultado in found}) == 1
    assert len(found[0]) == len(files)


def test_the_result_is_ordered_and_gives_fichas(practicas):
    """Fichas come by record id; one by position is the same as in the iteration."""
    resultado = evaluate("cualitativo", practicas)
    fichas = list(resultado.fichas())
    assert [ficha.practica for ficha in fichas] == sorted(ficha.practica for ficha in fichas)
    assert resultado.ficha(3) == fichas[3]
    assert list(resultado.fichas([3, 1])) == [fichas[3], fichas[1]]
    assert resultado.nodos.shape == (6, 15 + len(resultado.marco.grupos) + 1, len(fichas))


def test_scores_as_frame_and_as_json(practicas):
    """A frame has one row a scorecard of every marco; JSON is what the command gives."""
    done = score_paths([practicas])
    frame = as_frame(done.resultados)
    data = json.loads(as_json(done.resultados, done.procedencia))
    assert len(frame) == len(data["fichas"])
    assert list(frame["practica"]) == [ficha["practica"] for ficha in data["fichas"]]
    assert set(frame["marco"]) == {"cualitativo", "cuantitativo", "estrategico"}


def test_what_is_wrong_comes_as_one_exception_with_every_problem(tmp_path):
    """An unknown marco, a record with two slips, a period that is none."""
    with pytest.raises(EvaluacionError, match="¿Quiso escribir «cualitativo»"):
        evaluate("cualitatvo", [])
    (tmp_path / "x.yaml").write_text("practica: x\nrespuestas:\n  pesos: {a.p1: talvez, a.p9: sí}\n", encoding="utf-8")
    with pytest.raises(EvaluacionError) as raised:
        evaluate(CASOS / "pesos", tmp_path)
    assert [problem.codigo for problem in raised.value.problemas] == ["respuesta_desconocida", "pregunta_desconocida"]
    assert all(problem.origen.linea == 3 for problem in raised.value.problemas)
    assert json.dumps([problem.as_dict() for problem in raised.value.problemas])
    (tmp_path / "x.yaml").write_text("practica: x\nrespuestas:\n  pesos: {a.p1: sí}\n", encoding="utf-8")
    with pytest.raises(EvaluacionError, match="ayer"):
        evaluate(CASOS / "pesos", tmp_path, fecha="ayer")


def test_fecha_moves_what_is_late(tmp_path):
    """The period of reference is the caller's, and by default the latest datum; the clock is never read."""
    (tmp_path / "x.yaml").write_text(
        "practica: x\nindicadores:\n  anual: {linea_base: {periodo: 2015, valor: 0}, meta: {periodo: 2026, valor: 9}, valores: {2017: 4}}\n",
        encoding="utf-8",
    )
    late = [
        evaluate(CASOS / "indicadores_frecuencias", tmp_path, fecha=when).ficha(0).indicadores[2].senales
        for when in (None, "2019", "2019-07", "2020", "2020-01-31")
    ]
    assert late == [(), (), (), ("dato atrasado",), ("dato atrasado",)]


def test_one_path_and_one_marco_go_in_without_a_list(practicas, tmp_path):
    """A text is a path, never its letters: for the records, for the marcos and for the board."""
    wanted = [resultado.nodos.tobytes() for resultado in score_paths([practicas], marcos=["estrategico"]).resultados]
    for path in (practicas, str(practicas)):
        assert [resultado.nodos.tobytes() for resultado in score_paths(path, marcos="estrategico").resultados] == wanted
        written, _ = evaluacion.write_tablero(path, str(tmp_path / "t.xlsx"), marcos="estrategico")
        assert written.stat().st_size > 0
        assert len(gather(path).registros) == len(read_practicas(path))
    assert evaluate("estrategico", str(practicas)).nodos.tobytes() in wanted


PLAN = """\
estrategia: puerto
fecha: 2025-01-31
titulo: Plan del puerto
acciones:
  - {id: feria, inicio: 2026-01-01, fin: 2025-01-01}
"""


def test_a_strategy_is_reviewed_from_a_program(tmp_path):
    """One path or several; each finding has its rule and its place, the file its scores, and a board can be written."""
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    done = evaluacion.review_paths(path)
    assert isinstance(done, evaluacion.Revisado)
    assert done.total.hallazgos == evaluacion.review_paths([str(path)]).total.hallazgos
    found = {item.regla: item for item in done.total.hallazgos}
    assert isinstance(found["COH-06"], evaluacion.Hallazgo)
    assert found["COH-06"].origen.linea == 5
    assert isinstance(done.leidas[0].estrategia, evaluacion.Estrategia)
    assert [resultado.marco.marco for _, resultado in done.resultados] == [item.marco for item in done.total.revisiones[0].puntajes]
    written, warnings = evaluacion.publish_revision(done, tmp_path / "plan.xlsx")
    assert (written.stat().st_size > 0, warnings) == (True, ())


def test_the_options_of_a_review_choose_the_day_and_the_rules(tmp_path):
    """The day of the call wins over that of the file; only the rules asked for run; a review is written in any shape."""
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    options = evaluacion.Opciones(fecha=date(2026, 6, 30), seleccion=evaluacion.Seleccion(solo=("COH-06",)))
    total = evaluacion.review_paths(path, options).total
    assert [item.regla for item in total.hallazgos] == ["COH-06"]
    assert total.revisiones[0].fecha == "2026-06-30"
    assert json.loads(evaluacion.write_as("json", total))["hallazgos"][0]["linea"] == 5
