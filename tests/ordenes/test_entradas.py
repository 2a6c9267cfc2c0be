"""Bad input: every problem listed at its place, nothing written, what was there intact."""

from __future__ import annotations

import json

import pytest


def test_three_mistakes_give_three_messages_with_their_lines(llamar, escribir):
    """A record with three separate mistakes: three errors, each at its line and column."""
    escribir(
        "mal.yaml",
        "practica: mal\ntitulo: X\nods: [4, 18]\nrespuestas:\n  breve:\n    a.p1: talvez\n    a.p7: sí\nperiodo: {desde: 2021, hasta: nunca}\n",
    )
    for call in (["validar", "mal.yaml", "marco.yaml"], ["calificar", "mal.yaml", "--marco", "marco.yaml"]):
        code, out, err = llamar(*call)
        assert code == 2, err
        assert "mal.yaml:3:10: error" in err
        assert "mal.yaml:8:31: error" in err
        assert call[0] == "validar" or out == ""


def test_mistakes_in_answers_are_all_listed(llamar, escribir):
    """Two unknown answers and one unknown question, in one run."""
    escribir("mal.yaml", "practica: mal\nrespuestas:\n  breve:\n    a.p1: talvez\n    a.p7: sí\n    b.q1: parsial\n")
    code, _, err = llamar("calificar", "mal.yaml", "--marco", "marco.yaml")
    assert code == 2
    assert [line.split(": ")[0] for line in err.splitlines()[:3]] == ["mal.yaml:4:5", "mal.yaml:5:5", "mal.yaml:6:5"]
    assert "¿Quiso escribir «parcial»?" in err
    assert "3 errores, 0 avisos." in err


def test_all_problems_of_all_files_come_in_one_run(llamar, escribir):
    """A file that cannot be read does not hide the wrong answers of another one."""
    escribir("roto.yaml", "practica: roto\nrespuestas: {breve: {a.p1: sí\n")
    escribir("mal.yaml", "practica: mal\nrespuestas:\n  breve: {a.p1: talvez}\n")
    for call in (["validar", "."], ["calificar", "."]):
        code, _, err = llamar(*call)
        assert code == 2
        assert "roto.yaml:" in err
        assert "mal.yaml:3:11: error [respuesta_desconocida]" in err, call


@pytest.mark.parametrize("formato", ["tabla", "json", "csv", "parquet", "md"])
def test_with_bad_input_nothing_is_written_over(llamar, escribir, taller, formato):
    """The old output stays as it was, and no file appears."""
    escribir("mal.yaml", "practica: mal\nrespuestas:\n  breve: {a.p1: talvez}\n")
    target = escribir("salida.dat", "lo de antes")
    before = sorted(path.name for path in taller.iterdir())
    assert llamar("calificar", ".", "--formato", formato, "--salida", target).codigo == 2
    assert target.read_text(encoding="utf-8") == "lo de antes"
    assert sorted(path.name for path in taller.iterdir()) == before


def test_with_bad_input_the_board_is_not_written_over(llamar, escribir):
    """The same of the board."""
    escribir("mal.yaml", "practica: mal\nrespuestas:\n  breve: {a.p1: talvez}\n")
    target = escribir("tablero.xlsx", "lo de antes")
    assert llamar("tablero", ".", "--salida", target).codigo == 2
    assert target.read_text(encoding="utf-8") == "lo de antes"


def test_two_evaluators_of_a_record_give_two_fichas(llamar, escribir):
    """Same id, another evaluador: one ficha each, nothing averaged, ordered by evaluator."""
    for name, answer in (("Luis", "sí"), ("Ana", "no")):
        escribir(f"{name}.yaml", f"practica: tres\nevaluacion: {{evaluador: {name}}}\nrespuestas:\n  breve: {{b.q1: {answer}}}\n")
    code, out, _ = llamar("calificar", "Luis.yaml", "Ana.yaml", "--marco", "marco.yaml", "--formato", "json")
    assert code == 0
    assert [(f["practica"], f["evaluador"], f["puntaje"]) for f in json.loads(out)["fichas"]] == [("tres", "Ana", 0), ("tres", "Luis", 100)]
    assert "tres (Ana)" in llamar("calificar", "Luis.yaml", "Ana.yaml", "--marco", "marco.yaml").salida


def test_a_repeated_record_is_refused_with_both_places(llamar, escribir):
    """Same id and same evaluator twice: an error that names the two files."""
    escribir("copia.yaml", "practica: uno\nrespuestas:\n  breve: {b.q1: sí}\n")
    code, _, err = llamar("calificar", ".")
    assert code == 2
    assert "error [registro_repetido]" in err
    assert "copia.yaml:1" in err
    assert "uno.yaml:1" in err
    assert "evaluador" in err


def test_a_folder_with_nothing_to_score_says_so(llamar, taller):
    """An empty folder, and one that only holds a marco."""
    (taller / "vacia").mkdir()
    assert "nada_que_evaluar" in llamar("calificar", "vacia").errores
    code, _, err = llamar("calificar", "marco.yaml")
    assert code == 2
    assert "nada_que_evaluar" in err


def test_a_record_without_answers_asks_for_a_marco(llamar, escribir):
    """Without --marco nobody knows what to score it with; with it, everything is unanswered."""
    escribir("vacio/nada.yaml", "practica: nada\n")
    assert "sin_marco" in llamar("calificar", "vacio").errores
    code, out, _ = llamar("calificar", "vacio", "--marco", "marco.yaml", "--formato", "json")
    assert code == 0
    assert json.loads(out)["fichas"][0]["puntaje"] is None


def test_answers_of_an_unknown_marco_are_an_error_with_the_nearest(llamar, escribir):
    """A slip in the name of the marco inside a record."""
    escribir("otro/x.yaml", "practica: x\nrespuestas:\n  cualitatvo: {sostenibilidad.continuidad: sí}\n")
    code, _, err = llamar("calificar", "otro")
    assert code == 2
    assert "x.yaml:3:3: error [marco_desconocido]" in err
    assert "¿Quiso escribir «cualitativo»?" in err
