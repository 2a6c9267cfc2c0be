"""The board on paper: one page wide, readable, and with the headings of a table on each page that it takes."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from itertools import pairwise

import pytest
from hojas import find_soffice

from evaluacion.publish.libro import DEFAULT_HEIGHT, pixels_of
from evaluacion.publish.libro_xlsx import write_libro
from evaluacion.publish.tablero.arrange import arrange_tablero
from evaluacion.publish.tablero.estilos import _FIT
from evaluacion.publish.tablero.hoja_gantt import GANTT
from evaluacion.publish.tablero.nombres import (
    ACCIONES,
    ACTORES,
    COMPARACION,
    CORRELACIONES,
    DUDA,
    FODA,
    FORTALEZAS,
    HALLAZGOS,
    HOJAS,
    MAPA,
    POLITICAS,
    RIESGOS,
    TENDENCIAS,
)

_INNER = {"carta": (979, 710), "doble_carta": (1555, 950)}
_LEAST_BODY = 6.0
_BODY = 10.0
_TABLES = {"Resumen": "Registro", "Comparativo": "Registro"}


def many(taller, count=150):
    """As many records as asked, half of one sort and half of the other."""
    found = []
    for i in range(count):
        base = taller.uno if i % 2 else taller.dos
        name = re.search(r"practica: (\w+)", base).group(1)
        found.append(base.replace(f"practica: {name}", f"practica: r{i}"))
    return found


def two_marcos(taller, records):
    """The board of those records under two marcos."""
    results = [taller.score(*records), taller.score(*records)]
    return arrange_tablero(results, taller.provenance(*results))


def sheet_of(libro, name):
    """A sheet by its name."""
    return next(hoja for hoja in libro.hojas if hoja.nombre == name)


def printed_widths(hoja):
    """The columns of a sheet that go on paper."""
    area = hoja.impresion.area
    return hoja.anchos[: area.columna_final + 1] if area else hoja.anchos


def height(filas):
    """How high some rows are, in pixels."""
    return sum(fila.alto or DEFAULT_HEIGHT for fila in filas) * 4 / 3


def words_of(fila):
    """The texts of a row."""
    return [celda.valor for celda in fila.celdas if celda is not None]


@pytest.mark.parametrize("count", [1, 16, 150])
def test_every_sheet_is_one_page_wide_and_its_body_can_be_read(taller, count):
    """Text of ten points is at least six on paper, and what is printed fits in the width of the page, also as LibreOffice draws it."""
    for hoja in two_marcos(taller, many(taller, count)).hojas:
        if hoja.oculta:
            continue
        shown = hoja.impresion
        wide = pixels_of(tuple(printed_widths(hoja))) * 1.058
        scale = _INNER[shown.papel][0] / wide if shown.paginas else shown.escala / 100
        assert shown.paginas is None or shown.paginas[0] == 1, hoja.nombre
        assert wide * min(scale, 1) <= _INNER[shown.papel][0] + 1, hoja.nombre
        assert _BODY * min(scale, 1) >= _LEAST_BODY, hoja.nombre


@pytest.mark.parametrize("hoja", list(_TABLES))
@pytest.mark.parametrize("marcos", [1, 2])
def test_each_page_of_a_long_table_begins_with_its_headings(taller, hoja, marcos):
    """A page that begins among 150 records says again what the columns are, and no page holds more than fits."""
    records = many(taller)
    sheet = sheet_of(two_marcos(taller, records) if marcos == 2 else taller.board(*records), hoja)
    shown = sheet.impresion
    edges = [0, *shown.saltos, len(sheet.filas)]
    assert len(edges) > 3 * marcos
    for first, end in pairwise(edges):
        assert height(sheet.filas[first:end]) * shown.escala / 100 <= _INNER[shown.papel][1]
        with_records = [fila for fila in sheet.filas[first:end] if fila.de]
        if with_records:
            heading = next(i for i, fila in enumerate(sheet.filas[first:end]) if _TABLES[hoja] in words_of(fila))
            assert not [fila for fila in sheet.filas[first : first + heading] if fila.de]


def test_no_chart_of_resumen_crosses_a_page_break(taller):
    """Every chart ends, in pixels, before the next page begins."""
    for count in (1, 16, 38, 60):
        sheet = sheet_of(two_marcos(taller, many(taller, count)), "Resumen")
        for grafica in sheet.graficas:
            after = [row for row in sheet.impresion.saltos if row > grafica.fila]
            room = height(sheet.filas[grafica.fila : after[0] if after else None])
            assert not after or grafica.alto + 4 <= room, (count, grafica.titulo)


def test_the_series_of_a_chart_hold_no_repeated_heading(taller):
    """The rows that charts read are records and criteria, each once."""
    sheet = sheet_of(taller.board(*many(taller)), "Resumen")
    for grafica in sheet.graficas:
        for serie in grafica.series:
            read = sheet.filas[serie.categorias.fila : serie.categorias.fila_final + 1]
            words = [fila.celdas[serie.categorias.columna].valor for fila in read]
            assert not {"Registro", "Criterio", None} & set(words), grafica.titulo


def test_notes_print_whole(taller):
    """A line that is not wrapped is no longer than the columns that print, because paper ends with them."""
    for records in ((taller.uno,), many(taller, 3)):
        for hoja in taller.board(*records).hojas:
            room = sum(printed_widths(hoja)) * 1.058
            for fila in hoja.filas if hoja.impresion.area else ():
                for column, celda in enumerate(fila.celdas):
                    if celda is not None and isinstance(celda.valor, str) and not celda.estilo.ajustar and not celda.estilo.borde:
                        left = room - sum(hoja.anchos[:column])
                        shown = column >= len(printed_widths(hoja)) or len(celda.valor) * celda.estilo.tamano / _FIT / 1.05 <= left
                        assert shown, (hoja.nombre, celda.valor)


def test_the_type_of_a_typology_stands_in_a_wide_column(taller, raiz):
    """Comparativo shows the types of a record in a column of their own, wide enough for a sentence in a few lines."""
    marco = (raiz / "criteria" / "vocacion_ciudad" / "marco.yaml").read_text(encoding="utf-8")
    types = taller.score("practica: ciudad\ntitulo: Ciudad inventada\nrespuestas: {vocacion_ciudad: {}}\n", marco=marco)
    scores = taller.score(taller.uno)
    for results in ([types], [types, scores], [scores, types]):
        sheet = sheet_of(arrange_tablero(results, taller.provenance(*results)), "Comparativo")
        rows = [fila for fila in sheet.filas if fila.de == "ciudad"]
        assert len(rows) == 2
        for fila in rows:
            assert "por confirmar" in fila.celdas[-1].valor
            assert sheet.anchos[len(fila.celdas) - 1] >= 40
            assert (fila.alto or DEFAULT_HEIGHT) < 60


def test_cells_with_a_link_are_short(taller):
    """LibreOffice never wraps a cell that is a link: names, that may be long, are plain text beside an arrow, a place or an id."""
    long = taller.uno.replace("Ferias en el exterior", "Programa de vinculación " * 12)
    for hoja in taller.board(long, taller.dos).hojas:
        linked = [celda for fila in hoja.filas for celda in fila.celdas if celda is not None and celda.enlace is not None]
        assert not [celda for celda in linked if len(celda.valor) > 45], hoja.nombre


@pytest.mark.libreoffice
def test_libreoffice_prints_the_pages_that_were_laid_out(taller, tmp_path):
    """Resumen, Comparativo and Ficha of two marcos take as many pages as the sheet says: none is cut by the width."""
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo is not installed")
    libro = two_marcos(taller, many(taller, 60))
    sheets = [sheet_of(libro, name) for name in ("Resumen", "Comparativo", "Ficha")]
    paths = [write_libro(replace(libro, hojas=(replace(s, listas=()),)), tmp_path / f"{s.nombre}.xlsx")[0] for s in sheets]
    profile = (tmp_path / "perfil").as_uri()
    command = [find_soffice(), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=120)
    for sheet, path in zip(sheets, paths, strict=True):
        told = subprocess.run(["pdfinfo", str(path.with_suffix(".pdf"))], check=True, capture_output=True, encoding="utf-8")
        assert int(re.search(r"Pages:\s+(\d+)", told.stdout).group(1)) == len(sheet.impresion.saltos) + 1, sheet.nombre


def test_the_guide_shows_a_picture_of_every_sheet(raiz):
    """Each sheet of a board, of a strategy, of a trend and of a file of a procedure is named in the words of a picture that exists."""
    page = raiz / "docs" / "guia" / "05-tablero.md"
    pictures = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    for words, target in pictures:
        picture = page.parent / target
        assert picture.is_file(), target
        assert picture.stat().st_size <= 150_000, target
        assert len(words) > 20, target
    told = " ".join(words for words, _ in pictures)
    sheets = (
        *HOJAS,
        FODA,
        ACTORES,
        RIESGOS,
        ACCIONES,
        HALLAZGOS,
        GANTT,
        TENDENCIAS,
        COMPARACION,
        MAPA,
        FORTALEZAS,
        CORRELACIONES,
        DUDA,
        POLITICAS,
    )
    assert [hoja.nombre for hoja in sheets if hoja.nombre not in told] == []
