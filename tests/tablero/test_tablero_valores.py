"""The board as a value: what each sheet says, without any file."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from evaluacion.publish.libro import Celda, libro_como_texto
from evaluacion.publish.tablero.nombres import HOJAS, SIN_CLASIFICAR
from evaluacion.publish.tablero.seccion import make_secciones
from evaluacion.score.brechas import Calificado, find_brechas

ESPERADO = Path(__file__).parent / "esperado"


def texts(libro, *hojas):
    """Every text of some sheets (all by default), but for those that follow a drop-down."""
    return [
        celda.valor
        for hoja in libro.hojas
        if not hojas or hoja.nombre in hojas
        for fila in hoja.filas
        for celda in fila.celdas
        if isinstance(celda, Celda) and isinstance(celda.valor, str) and celda.formula is None
    ]


def sheet_of(libro, nombre):
    """A sheet by its name."""
    return next(hoja for hoja in libro.hojas if hoja.nombre == nombre)


@pytest.mark.parametrize(("nombre", "sin_clasificar"), [("clasificado", False), ("sin_clasificar", True)])
def test_the_board_reads_as_its_golden_text(taller, dorado, nombre, sin_clasificar):
    """Every cell, format, link, scale and chart of a tiny board is what was last read and accepted."""
    dorado(ESPERADO / f"{nombre}.txt", libro_como_texto(taller.board(sin_clasificar=sin_clasificar)))


def test_the_sheets_are_the_announced_ones_in_order(taller):
    """The first page announces exactly the sheets that follow it, and links to each."""
    libro = taller.board()
    assert [hoja.nombre for hoja in libro.hojas if not hoja.oculta] == [hoja.nombre for hoja in HOJAS]
    assert [hoja.nombre for hoja in libro.hojas if hoja.oculta] == ["Listas"]
    links = {celda.enlace.hoja for fila in libro.hojas[0].filas for celda in fila.celdas if celda and celda.enlace}
    assert links == {hoja.nombre for hoja in HOJAS[1:]}
    assert all(len(hoja.nombre) <= 31 for hoja in libro.hojas)


def test_unranked_boards_say_so_and_are_alphabetical(taller):
    """Without classification there are no places, the order is by title, and the line stands on the sheets that compare."""
    libro = taller.board(sin_clasificar=True)
    for hoja in ("Contenido", "Resumen", "Comparativo"):
        assert SIN_CLASIFICAR in texts(libro, hoja)
    shown = texts(libro, "Resumen")
    assert "Lugar" not in shown
    assert not [text for text in shown if text.startswith(("sin lugar", "1 a"))]
    assert shown.index("Becas") < shown.index("Ferias en el exterior")
    assert SIN_CLASIFICAR not in texts(taller.board())


def test_ranked_boards_put_the_best_guaranteed_first_and_explain_the_unranked(taller):
    """The place is a range; a record under the minimum coverage stands last with the reason."""
    shown = texts(taller.board(), "Resumen")
    assert shown.index("Ferias en el exterior") < shown.index("Becas")
    assert "1" in shown
    assert "sin lugar: cobertura menor que 50 %" in shown


def test_overlapping_records_are_not_told_apart(taller):
    """Two records whose intervals cross share a range of places and the words for it."""
    one = taller.uno.replace("    resultados.otros: {respuesta: no, nota: Nadie ha preguntado.}\n", "")
    other = one.replace("practica: ferias", "practica: foros").replace("Ferias", "Foros")
    assert texts(taller.board(one, other), "Resumen").count("1 a 2, no se distinguen") == 2


def test_the_level_shown_claims_no_more_than_what_is_guaranteed(taller):
    """While answers are missing the level reads «al menos … hasta …»."""
    assert "al menos inicial; hasta medio" in texts(taller.board(taller.dos), "Resumen")


def test_unknown_is_a_dash_and_no_aplica_is_said(taller):
    """A criterion without answers shows a dash in the heat map, never a zero; one that does not apply shows n/a."""
    nothing = "practica: vacia\ntitulo: Vacía\nrespuestas: {pequeno: {resultados.otros: no}}\nindicadores: {acuerdos: no aplica}\n"
    (row,) = [
        fila
        for fila in sheet_of(taller.board(nothing), "Comparativo").filas
        if fila.celdas and fila.celdas[0] and fila.celdas[0].valor == "Vacía" and any(c and isinstance(c.valor, float) for c in fila.celdas)
    ]
    assert [row.celdas[i].valor for i in (1, 3)] == ["—", "n/a"]


def gaps(seccion):
    """The gaps of every record of a section."""
    return find_brechas(seccion.resultado, [Calificado(renglon.posicion, renglon.ficha) for renglon in seccion.renglones])


def answer(record, path, word):
    """The record with one answer written over, with evidence."""
    lines = re.sub(rf"    {re.escape(path)}:.*\n(?:      .*\n)*", "", record).splitlines()
    where = lines.index("  pequeno:") + 1
    return "\n".join([*lines[:where], f"    {path}: {{respuesta: {word}, evidencia: consta}}", *lines[where:]]) + "\n"


@pytest.mark.parametrize("cual", ["uno", "dos"])
def test_gains_are_those_of_scoring_the_record_again(taller, cual):
    """Every gap of a question says what writing that answer in the file does to the total."""
    record = getattr(taller, cual)
    resultado = taller.score(record)
    (seccion,) = make_secciones((resultado,), sin_clasificar=False)
    found = gaps(seccion)
    asked = [brecha for brecha in found if hasattr(brecha.item, "pregunta")]
    assert asked
    for brecha in asked:
        start = record
        if brecha.primero is not None:
            start = answer(record, brecha.primero.ruta, "sí")
        before = taller.score(start).ficha(0).total
        after = taller.score(answer(start, brecha.item.ruta, brecha.mejor.split(",")[0])).ficha(0).total
        assert math.isclose(brecha.gana, after.minimo - before.minimo, abs_tol=1e-9), brecha
        assert math.isclose(brecha.despues, after.minimo, abs_tol=1e-9), brecha
        if brecha.lista == "Por responder":
            widths = []
            for word in ("sí", "parcial", "no"):
                total = taller.score(answer(start, brecha.item.ruta, word)).ficha(0).total
                widths.append(total.maximo - total.minimo)
            assert math.isclose(brecha.cierra, before.maximo - before.minimo - max(widths), abs_tol=1e-9), brecha


def test_gaps_are_the_questions_that_are_open_or_could_be_better(taller):
    """What is already at its best, or does not apply, is in no list; a question that waits names the other first."""
    (seccion,) = make_secciones((taller.score(taller.uno, taller.dos),), sin_clasificar=False)
    shown = {
        (brecha.registro.ficha.practica, getattr(brecha.item, "ruta", "acuerdos")): (
            brecha.lista,
            brecha.mejor,
            brecha.primero and brecha.primero.ruta,
        )
        for brecha in gaps(seccion)
    }
    assert shown == {
        ("ferias", "diseno.metas"): ("Por mejorar", "sí", None),
        ("ferias", "resultados.otros"): ("Por mejorar", "sí", None),
        ("ferias", "acuerdos"): ("Por mejorar", "alcanzar la meta", None),
        ("becas", "diseno.plan"): ("Por mejorar", "sí", None),
        ("becas", "diseno.metas"): ("Por mejorar", "sí", "diseno.plan"),
        ("becas", "resultados.logros"): ("Por responder", "sí, con evidencia", None),
        ("becas", "resultados.otros"): ("Por responder", "sí", None),
        ("becas", "acuerdos"): ("Por responder", "línea base, meta y valor medidos", None),
    }


def test_a_gap_names_the_level_and_the_gate_it_opens(taller):
    """The improvement that lifts a level or meets a requisito mínimo says which."""
    no_plan = answer(answer(taller.uno, "diseno.plan", "no"), "diseno.metas", "sí")
    (seccion,) = make_secciones((taller.score(no_plan),), sin_clasificar=False)
    opened = {brecha.item.ruta: brecha.abre for brecha in gaps(seccion) if hasattr(brecha.item, "ruta")}
    assert opened["diseno.plan"] == ("cumple el requisito mínimo de «alto» en Diseño",)
    assert opened["resultados.otros"] == ()
    (seccion,) = make_secciones((taller.score(taller.uno),), sin_clasificar=False)
    opened = {brecha.item.ruta: brecha.abre for brecha in gaps(seccion) if hasattr(brecha.item, "ruta")}
    assert opened["resultados.otros"] == ("asegura el nivel «alto»",)


def test_a_question_that_another_decides_says_so(taller):
    """Detalle explains the zero, the wait or the exclusion that comes from the question it depends on."""
    assert "Vale 0 porque la 1.1 vale 0." in texts(taller.board(), "Detalle")
    waits = taller.dos.replace("    diseno.plan: no\n", "    diseno.metas: sí\n")
    assert "Espera la respuesta de la 1.1." in texts(taller.board(waits), "Detalle")
    excluded = taller.dos.replace("diseno.plan: no", "diseno.plan: {respuesta: no aplica, motivo: No toca.}")
    assert "No aplica porque no aplica la 1.1." in texts(taller.board(excluded), "Detalle")


def test_beyond_the_cap_whole_records_are_chosen_and_the_sheet_says_so(taller):
    """Detalle keeps to its cap; the other sheets still list everybody, who fit."""
    records = [taller.dos.replace("practica: becas", f"practica: becas-{i:02d}") for i in range(20)]
    libro = taller.board(*records, filas_max=24)
    detalle = sheet_of(libro, "Detalle")
    assert sum(1 for fila in detalle.filas if fila.de) == 4 * 5
    assert any("se detallan 4 de 20 registros" in text for text in texts(libro, "Detalle"))
    assert sum(text.startswith("sin lugar") for text in texts(libro, "Resumen")) == 20


def test_a_record_to_which_nothing_applies_has_no_gaps(taller):
    """Where everything is «no aplica» there is nothing to answer or improve."""
    excluded = taller.uno
    for path in ("diseno.plan", "diseno.metas", "diseno.cambios", "resultados.logros", "resultados.otros"):
        excluded = answer(excluded, path, "no aplica")
    excluded = re.sub(r"^indicadores:.*(?:\n[ ].*)*", "indicadores: {acuerdos: no aplica}", excluded, flags=re.MULTILINE)
    resultado = taller.score(excluded)
    assert resultado.ficha(0).total.no_aplica
    assert find_brechas(resultado, [Calificado(0, resultado.ficha(0))]) == []


def rows_of(libro, nombre):
    """The values of a sheet below its headings, as mappings of column to value."""
    hoja = next(hoja for hoja in libro.hojas if hoja.nombre == nombre)
    names = [celda.valor for celda in hoja.filas[hoja.encabezado].celdas]
    return hoja, [dict(zip(names, (celda.valor for celda in fila.celdas), strict=True)) for fila in hoja.filas[hoja.encabezado + 1 :]]


def test_the_road_map_gets_each_record_to_its_next_level(taller):
    """The last step of a record assures the level it looks for; those before it do not; the columns of the team are empty."""
    _, rows = rows_of(taller.board(), "Hoja de ruta")
    assert {row["Registro"] for row in rows} == {"Ferias en el exterior", "Becas"}
    for row in rows:
        place, _, count = row["Paso"].partition(" de ")
        assert (row["Nivel asegurado tras el paso"] == row["Nivel que se busca"]) == (place == count)
        assert (row["Responsable"], row["Fecha"]) == (None, None)
        assert row["Nivel asegurado hoy"] != row["Nivel que se busca"]


def test_the_road_map_says_who_is_already_at_the_top_or_has_no_way(taller):
    """A record with the highest level assured, and one to which nothing applies, are counted above the table."""
    whole = taller.uno.replace("diseno.metas: parcial", "diseno.metas: sí").replace(
        "resultados.otros: {respuesta: no,", "resultados.otros: {respuesta: sí,"
    )
    whole = whole.replace("2025: 18.5", "2025: 30")
    none = "{respuesta: no aplica, motivo: No hay.}"
    paths = ("diseno.plan", "diseno.metas", "diseno.cambios", "resultados.logros", "resultados.otros")
    nothing = "practica: vacia\nrespuestas:\n  pequeno:\n" + "".join(f"    {path}: {none}\n" for path in paths)
    shown = texts(taller.board(whole, nothing + "indicadores: {acuerdos: no aplica}\n"), "Hoja de ruta")
    assert "Instrumento pequeño: 1 registro ya asegura el nivel más alto, «alto»." in shown
    assert any(text.startswith("Instrumento pequeño: 1 registro sin camino") for text in shown)


def test_the_progress_of_an_indicator_stands_beside_the_expected_one(taller):
    """From 10 in 2023 to 30 in 2027: 20 was due at the end of 2025, half of the way, and 18.5 is 42.5 % of it."""
    _, (row, *_) = rows_of(taller.board(), "Indicadores")
    shown = tuple(row[name] for name in ("Medida (%)", "Valor esperado a la fecha", "Avance esperado (%)", "Semáforo"))
    assert shown == (42.5, 20, 50, "A · amarillo")
    percent = taller.marco_texto.replace("medida: avance", "medida: cumplimiento")
    _, (row, *_) = rows_of(taller.board(marco=percent), "Indicadores")
    assert row["Avance esperado (%)"] == "—"


def test_each_series_is_listed_and_drawn_small(taller):
    """Baseline, values in order and target; the small chart shows only the values, from zero unless one is negative."""
    several = taller.uno.replace("valores: {2025: 18.5}", "valores: {2025: 18.5, 2024: 12}")
    libro = taller.board(several)
    hoja, rows = rows_of(libro, "Series")
    assert [(row["Dato"], row["Periodo"], row["Valor"]) for row in rows] == [
        ("línea base", "2023", 10),
        ("valor", "2024", 12),
        ("valor", "2025", 18.5),
        ("meta", "2027", 30),
    ]
    (mini,) = next(hoja for hoja in libro.hojas if hoja.nombre == "Indicadores").minigraficas
    drawn = [hoja.filas[row].celdas[mini.datos.columna].valor for row in range(mini.datos.fila, mini.datos.fila_final + 1)]
    assert (mini.hoja, drawn, mini.desde) == ("Series", [12, 18.5], 0.0)
    falling = taller.board(several.replace("2024: 12", "2024: -12"))
    assert next(hoja for hoja in falling.hojas if hoja.nombre == "Indicadores").minigraficas[0].desde is None
    assert next(hoja for hoja in taller.board().hojas if hoja.nombre == "Indicadores").minigraficas == ()
