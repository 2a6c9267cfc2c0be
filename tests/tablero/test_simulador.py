"""The Simulador: what its formulas give for any weights is what the engine gives for a marco with those weights."""

from __future__ import annotations

import math
import random

import pytest
from hojas import drive

from evaluacion.flujo.calificar import score_paths
from evaluacion.publish.libro import Libro
from evaluacion.publish.libro_xlsx import write_libro
from evaluacion.publish.orden import lines_of
from evaluacion.publish.tablero.arrange import arrange_tablero
from evaluacion.publish.tablero.hoja_simulador_obra import (
    AL_MENOS,
    ALTO,
    ALTO_ALTERNO,
    BAJO,
    BAJO_ALTERNO,
    CAMBIO,
    DIFERENCIA,
    HASTA,
    LUGAR,
    PUNTAJE_EN,
)
from evaluacion.publish.tablero.seccion import make_secciones
from evaluacion.publish.texto import place_text
from evaluacion.read.marco import find_marco, load_marco
from evaluacion.score.evaluate import evaluate

NOTHING = ("n/a", "—")


def draw_weights(draw, originals):
    """Weights for each row of a table: like those of the marco, of any size, whole, or mostly zero."""
    kind = draw.randrange(4)
    sizes = (lambda: draw.uniform(0, 5), lambda: 10 ** draw.uniform(-3, 6), lambda: draw.randint(0, 3), lambda: draw.choice((0, 0, 0, 1.5)))
    return [draw.choice((original, sizes[kind]())) for original in originals]


def with_weights(marco, weights):
    """The marco with the weights of the table of the Simulador, in its order."""
    left = iter(weights)
    groups = []
    for grupo in marco.grupos:
        own = next(left) if len(marco.grupos) > 1 else grupo.peso
        criteria = tuple(criterio.model_copy(update={"peso": float(next(left))}) for criterio in grupo.criterios)
        groups.append(grupo.model_copy(update={"peso": float(own), "criterios": criteria}))
    return marco.model_copy(update={"grupos": tuple(groups)})


def simulador(libro):
    """The sheet of a board."""
    return next(hoja for hoja in libro.hojas if hoja.nombre == "Simulador")


class Simulado:
    """A board whose Simulador is driven: each section with its cells of weights and its records."""

    def __init__(self, path, resultados, procedencia, *, sin_clasificar=False):
        libro = arrange_tablero(resultados, procedencia, sin_clasificar=sin_clasificar)
        self.hoja = simulador(libro)
        self.secciones = [s for s in make_secciones(tuple(resultados), sin_clasificar=sin_clasificar) if s.marco.tipologia is None]
        assert len(self.secciones) == len(self.hoja.numeros)
        self.libro, _ = write_libro(Libro("Simulador", "", "", (self.hoja,)), path)
        self.pesos = [item.rango for item in self.hoja.numeros]

    def originals(self, section):
        """The weights that a section starts with."""
        block = self.pesos[section]
        return [self.hoja.filas[row].celdas[block.columna].valor for row in range(block.fila, block.fila_final + 1)]

    def rows(self, section):
        """The block of the records of a section, from the first column."""
        first = self.pesos[section].fila + 1
        return f"A{first}:{chr(ord('A') + ALTO_ALTERNO)}{first + len(self.secciones[section].renglones) - 1}"

    def state(self, section):
        """The cell that says what the weights of a section are worth."""
        return f"A{self.pesos[section].fila - 1}"

    def step(self, weights):
        """Write these weights, one list a section, and read every record and every state."""
        write = {str(block): [[weight] for weight in given] for block, given in zip(self.pesos, weights, strict=True)}
        read = [cell for section in range(len(self.pesos)) for cell in (self.rows(section), self.state(section))]
        return {"hoja": "Simulador", "escribe": write, "lee": read}

    def sections_of(self, told):
        """The rows and the state of each section, out of what a step read."""
        return [(told[2 * i], told[2 * i + 1][0][0]) for i in range(len(self.pesos))]


def number(cell):
    """What a cell says, None where it says that there is no number."""
    assert isinstance(cell, float) or cell in NOTHING, cell
    return None if cell in NOTHING else cell


def assert_same(seccion, weights, rows):
    """The rows of a section say what the engine says of its records with those weights."""
    before = seccion.resultado
    after = evaluate(with_weights(before.marco, weights), before.registros, filas=before.filas)
    lines, starts = lines_of(after), lines_of(before)
    for renglon, row in zip(seccion.renglones, rows, strict=True):
        i, where = renglon.posicion, (seccion.marco.marco, renglon.nombre, weights)
        now, start = lines[i], starts[i]
        expected = {BAJO: now.minimo, PUNTAJE_EN: now.puntaje, ALTO: now.maximo}
        if after.alterna is not None:
            _, low, high = (None if math.isnan(value) else value for value in after.alterna[1][:, i].tolist())
            expected |= {BAJO_ALTERNO: low, ALTO_ALTERNO: high}
        known = now.minimo is not None and start.minimo is not None
        expected[DIFERENCIA] = now.minimo - start.minimo if known else None
        for column, value in expected.items():
            assert number(row[column]) == (value if value is None else pytest.approx(value, abs=1e-9)), (column, where)
        level = now.subnivel or now.nivel
        if seccion.marco.niveles:
            assert (row[AL_MENOS], row[HASTA]) == (level.al_menos or "sin nivel", level.hasta or "sin nivel"), where
        if seccion.clasifica:
            assert row[LUGAR] == (place_text(now.lugar) if now.lugar else row[LUGAR]), where
            assert (now.lugar is None) == (row[LUGAR] == "—" or row[LUGAR].startswith("sin lugar: ")), where
            assert row[CAMBIO] == change(start.lugar, now.lugar), where


def change(before, after):
    """How the change of a range of places reads."""

    def moved(end):
        step = after[end] - before[end]
        return f"▲ {-step}" if step < 0 else f"▼ {step}" if step else "="

    if before is None or after is None:
        return "—" if before is after else "entra" if after else "sale"
    return moved(0) if after[0] - before[0] == after[1] - before[1] else f"mejor {moved(0)}, peor {moved(1)}"


def sets_of(board, count, seed):
    """That many random sets of weights, after the ones of the start and before all zeros and the start again."""
    draw = random.Random(seed)  # noqa: S311 - a reproducible draw
    originals = [board.originals(section) for section in range(len(board.pesos))]
    drawn = [[draw_weights(draw, weights) for weights in originals] for _ in range(count)]
    return [originals, *drawn, [[0.0] * len(weights) for weights in originals], originals]


def assert_all_same(board, sets, told):
    """After each set of weights every section says what the engine says, in words too where nothing counts or changed."""
    for weights, read in zip(sets, told, strict=True):
        sections = board.sections_of(read)
        for seccion, given, start, (rows, state) in zip(board.secciones, weights, sets[0], sections, strict=True):
            assert_same(seccion, given, rows)
            assert not [cell for row in rows for cell in row if isinstance(cell, str) and "#" in cell]
            if given == start:
                assert state == "Pesos de inicio: los del instrumento."
            elif not any(given):
                assert state == "Los pesos que cuentan son todos 0: no hay total, ni nivel, ni lugar."


@pytest.mark.libreoffice
@pytest.mark.parametrize("cuantos", [5, pytest.param(50, marks=pytest.mark.lenta)])
def test_any_weights_give_what_the_engine_gives(raiz, taller, de_grupos, tmp_path, cuantos):
    """Totals, levels, ranges of places and changes: the three marcos of the book on the examples; groups with every mean.

    The groups have gates, requisitos, divided levels, questions of two readings, silences and answers that do not apply; they
    are shown with places and without.
    """
    done, inventado = score_paths(raiz / "examples" / "practicas"), taller.provenance(*de_grupos)
    boards = [
        Simulado(tmp_path / "ejemplos.xlsx", done.resultados, done.procedencia),
        Simulado(tmp_path / "grupos.xlsx", de_grupos, inventado),
        Simulado(tmp_path / "sin.xlsx", de_grupos, inventado, sin_clasificar=True),
    ]
    sets = [sets_of(board, cuantos, seed) for seed, board in enumerate(boards)]
    work = [(board.libro, [board.step(weights) for weights in given]) for board, given in zip(boards, sets, strict=True)]
    for board, given, told in zip(boards, sets, drive(tmp_path, work), strict=True):
        assert_all_same(board, given, told)


@pytest.mark.libreoffice
def test_what_is_no_weight_gives_words_and_no_numbers(taller, tmp_path):
    """A blank, a text, a negative or a huge weight, which only pasting can bring: the sheet asks for another, without errors."""
    resultado = taller.score(taller.uno, taller.dos)
    board = Simulado(tmp_path / "t.xlsx", [resultado], taller.provenance(resultado))
    (told,) = drive(tmp_path, [(board.libro, [board.step([[1.0, peso, 1.0]]) for peso in ("", "dos", -1.0, 2e9)])])
    for read in told:
        ((rows, state),) = board.sections_of(read)
        assert state.startswith("Revise los pesos: ")
        for row in rows:
            assert [row[column] for column in (BAJO, PUNTAJE_EN, ALTO, LUGAR, DIFERENCIA)] == ["—"] * 5
            assert (row[AL_MENOS], row[HASTA]) == ("sin nivel", "sin nivel")


def test_only_the_weights_can_be_written(taller, de_grupos):
    """The cells of the weights, which take numbers from 0, and no other; there is no password and the original stands beside."""
    resultados = [taller.score(taller.uno), *de_grupos]
    hoja = simulador(arrange_tablero(resultados, taller.provenance(*resultados)))
    written = {(row, c) for row, fila in enumerate(hoja.filas) for c, cell in enumerate(fila.celdas) if cell and not cell.estilo.bloqueada}
    asked = {(row, item.rango.columna) for item in hoja.numeros for row in range(item.rango.fila, item.rango.fila_final + 1)}
    assert hoja.protegida
    assert written == asked
    assert len(asked) == 3 + 4 * (3 + 6)
    assert {item.minimo for item in hoja.numeros} == {0}
    for row, column in asked:
        before, now = hoja.filas[row].celdas[column - 1 : column + 1]
        assert before.valor == now.valor
        assert now.formula is None


def test_what_is_not_simulated_is_said(taller, monkeypatch):
    """A marco that classifies in types, one with too many records and one without any: words in the place of numbers."""
    resultado = taller.score(taller.uno, taller.dos)
    tipos = evaluate(load_marco(find_marco("reactiva_planificada")).marco, resultado.registros)
    nadie = evaluate(load_marco(find_marco("estrategico")).marco, resultado.registros, filas=[])
    monkeypatch.setattr("evaluacion.publish.tablero.hoja_simulador.MAX_REGISTROS", 1)
    resultados = [tipos, resultado, nadie]
    hoja = simulador(arrange_tablero(resultados, taller.provenance(*resultados)))
    words = [cell.valor for fila in hoja.filas for cell in fila.celdas if cell and isinstance(cell.valor, str)]
    assert "Este instrumento clasifica en tipos y no da un total: sus pesos no se simulan." in words
    assert "No hay registros con este instrumento." in words
    assert any(word.startswith("No se simula: son 2 registros, y aquí caben 1 por instrumento") for word in words)
    assert hoja.numeros == ()
    assert not [cell for fila in hoja.filas for cell in fila.celdas if cell and cell.formula]
