"""The board of a folder of scores says what the board of the same records would, and names the files that have them all."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections import Counter

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hojas import differences, formulas_of, recalculate
from test_tablero_valores import ESPERADO, sheet_of, texts

from evaluacion.base.problema import EvaluacionError
from evaluacion.cli.principal import evaluacion
from evaluacion.flujo.calificar import score_paths
from evaluacion.flujo.escala import score_to_folder
from evaluacion.flujo.propias import is_own_output
from evaluacion.flujo.tablero_partes import make_secciones_partes, write_tablero_partes
from evaluacion.publish.libro import libro_como_texto
from evaluacion.publish.tablero.arrange_partes import arrange_tablero_partes
from evaluacion.publish.tablero.hoja_archivos import ArchivoJunto
from evaluacion.publish.tablero.nombres import HOJAS_DE_PARTES
from evaluacion.publish.tablero.seccion import make_secciones
from evaluacion.publish.tablero.seleccion import ends_of
from evaluacion.read.marco import load_marco
from evaluacion.scale.carpeta import digest_of
from evaluacion.scale.leida import read_folder
from evaluacion.scale.muestra import Tramo, choose_rows
from evaluacion.version import VERSION

N = 160
MARCOS = ("cualitativo", "dimensiones", "estrategico", "imagen_ciudad", "indice_internacionalizacion", "vocacion_ciudad")
"""With levels and without, that order records and that do not, and a typology of each kind."""


def records_of(marcos, count, seed=7):
    """Return a table of invented records, some answered much and some little, some judged by two, some with names that look like formulas."""
    draw = random.Random(seed)  # noqa: S311 - a reproducible draw
    odds = [(3 * draw.random(), 1, 2, 0.7) for _ in range(count)]
    columns = {
        "practica": [f"r-{row - (row % 9 == 1):04d}" for row in range(count)],
        "evaluacion.evaluador": [f"Juez {row % 9}" if row % 9 < 2 else None for row in range(count)],
        "titulo": [f"=Zona {row}" if row % 50 == 0 else f"Árbol {count - row}" if row % 3 else None for row in range(count)],
    }
    for name in marcos:
        marco = load_marco(name).marco
        words = [None, *(valor.valor for valor in marco.escala if valor.puntos is not None)]
        for path in marco.preguntas:
            columns[f"{name}.{path}"] = [draw.choices(words, (odds[row] * 9)[: len(words)])[0] for row in range(count)]
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


@pytest.fixture(scope="module")
def carpeta(tmp_path_factory):
    """The same records in one file, and scored by parts of fifty rows: the results of the first, the folder of the second."""
    folder = tmp_path_factory.mktemp("partes")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("evaluacion.read.parte.FILAS_DE_PARTE", 50)
        patch.setattr("evaluacion.scale.orden_externo.FILAS_DE_CORRIDA", 90)
        patch.setattr("evaluacion.scale.columnas_puntajes.FILAS_DE_LOTE", 70)
        patch.setattr("evaluacion.scale.conjunto.FILAS_DE_LOTE", 70)
        pq.write_table(records_of(MARCOS, N), folder / "datos.parquet", row_group_size=50)
        score_to_folder(folder / "datos.parquet", folder / "puntajes", marcos=list(MARCOS))
    return score_paths(folder / "datos.parquet", marcos=list(MARCOS)).resultados, folder / "puntajes"


def shown(renglon):
    """What the sheets show of a record."""
    ficha = renglon.ficha
    nodes = [item.puntaje for item in (*ficha.criterios, *ficha.grupos)]
    who = (renglon.posicion, renglon.nombre, ficha.practica, ficha.evaluador)
    return (*who, ficha.total, nodes, ficha.nivel, ficha.subnivel, ficha.lugar, ficha.provisional, ficha.elegible, ficha.tipologia)


def test_every_figure_and_record_is_that_of_the_ordinary_board(carpeta):
    """Means, levels, types and each scorecard are the same to the last bit, for every kind of marco."""
    results, folder = carpeta
    read = read_folder(folder)
    assert len(read.partes) >= 3
    ordinary, parted = make_secciones(results, sin_clasificar=False), make_secciones_partes(read, N * len(MARCOS))
    assert [one.marco for one in parted] == [one.marco for one in ordinary]
    for one, other in zip(parted, ordinary, strict=True):
        assert one.conjunto == other.conjunto, one.marco.marco
        assert one.clasifica == other.clasifica
        records = zip(sorted(one.renglones, key=by_record), sorted(other.renglones, key=by_record), strict=True)
        assert all(shown(mine)[1:] == shown(theirs)[1:] for mine, theirs in records), one.marco.marco
        assert [mine.nombre for mine in one.renglones] == [theirs.nombre for theirs in other.renglones]


def by_record(renglon):
    """The key of a record."""
    return renglon.ficha.practica, renglon.ficha.evaluador or ""


@pytest.mark.parametrize("most", [len(MARCOS), 333])
def test_the_records_that_are_listed_are_those_that_the_ordinary_board_would_list(carpeta, most):
    """The best, the worst and the sample by level are the same, although nobody has held the records."""
    results, folder = carpeta
    ordinary = make_secciones(results, sin_clasificar=False, filas_max=most)
    for one, other in zip(make_secciones_partes(read_folder(folder), most), ordinary, strict=True):
        assert len(one.renglones) == len(other.renglones) < N
        assert [renglon.nombre for renglon in one.renglones] == [renglon.nombre for renglon in other.renglones]
        if one.clasifica:
            placed = [renglon.ficha.lugar is not None for block in one.bloques[:-1] for renglon in block.renglones]
            assert all(placed)
        assert sum(len(block.renglones) for block in one.bloques) == len(one.renglones)


def test_the_sample_keeps_the_shares_of_the_levels(carpeta):
    """Of each level that is left in the middle come as many as its share, give or take one; a second draw is the same."""
    read = read_folder(carpeta[1])
    figures = read.cifras["cualitativo"]
    tramo = Tramo(0, figures["filas"], figures["clasificadas"])
    everyone, chosen = choose_rows(read.ranking, tramo, N), choose_rows(read.ranking, tramo, 60)
    assert chosen == choose_rows(read.ranking, tramo, 60)
    best, worst = ends_of(tramo.clasificadas, 60)
    middle, drawn = (
        Counter(map(stratum, rows))
        for rows in ([one for one in rows if one.posicion not in (*best, *worst)] for rows in (everyone, chosen))
    )
    share = drawn.total() / middle.total()
    assert len(middle) > 2
    assert all(abs(drawn[key] - share * count) < 1 for key, count in middle.items())


def stratum(one):
    """The level of a record, and whether it takes a place."""
    return one.fila["nivel_al_menos"], one.fila["nivel_hasta"], one.fila["lugar_mejor"] is None


@pytest.fixture
def pequena(tmp_path, taller, monkeypatch):
    """A folder of scores of a dozen records under the tiny marco, in three parts."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("evaluacion.read.parte.FILAS_DE_PARTE", 4)
    (tmp_path / "marco.yaml").write_text(taller.marco_texto, encoding="utf-8")
    draw = random.Random(2)  # noqa: S311 - a reproducible draw
    paths = ("diseno.plan", "diseno.metas", "diseno.cambios", "resultados.otros")
    columns = {"practica": [f"r{row}" for row in range(12)], "titulo": [f"Práctica {row}" for row in range(12)]}
    columns |= {f"pequeno.{path}": draw.choices([None, "sí", "parcial", "no"], k=12) for path in paths}
    pq.write_table(pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()}), "datos.parquet", row_group_size=4)
    score_to_folder("datos.parquet", "puntajes", marcos="marco.yaml")
    return tmp_path / "puntajes"


def test_the_board_reads_as_its_golden_text(pequena, dorado):
    """Every cell, format, scale and chart of a tiny board is what was last read and accepted; digests aside."""
    read = read_folder(pequena)
    beside = [ArchivoJunto("puntajes/conjunto/ranking.parquet", "todos los registros en orden, con su lugar", 12, "d" * 64)]
    libro = arrange_tablero_partes(make_secciones_partes(read, 7), read.procedencia, beside, filas_max=7)
    said = re.sub(r"\b[0-9a-f]{64}\b", "‹sha256›", libro_como_texto(libro))
    said = re.sub(r"\([0-9a-f]{12}\)", "(‹huella›)", said).replace(f"evaluacion {VERSION}", "evaluacion ‹versión›")
    dorado(ESPERADO / "partes.txt", said)


def test_the_sheets_are_the_announced_ones_and_name_the_files(pequena):
    """The first page announces them; the last one names every file by its way from the workbook, with its rows and its digest."""
    read = read_folder(pequena)
    written, noted = write_tablero_partes("puntajes", "informes.xlsx", filas_max=7)
    book = openpyxl.load_workbook(written)
    assert (book.sheetnames, noted) == ([hoja.nombre for hoja in HOJAS_DE_PARTES], ())
    rows = {row[0]: row[2:4] for row in book["Archivos"].iter_rows(min_row=5, values_only=True)}
    assert rows == {
        **{f"puntajes/{one.nombre}": (one.filas, one.sha256) for one in read.partes},
        "puntajes/conjunto/ranking.parquet": (12, read.conjunto[1].sha256),
        "puntajes/conjunto/cifras.json": ("—", read.conjunto[0].sha256),
    }
    assert formulas_of(written) == []


def test_how_the_sample_was_drawn_is_said(pequena):
    """The sheets say how many records are listed, how they were chosen and with which seed."""
    read = read_folder(pequena)
    libro = arrange_tablero_partes(make_secciones_partes(read, 7), read.procedencia, [], filas_max=7)
    assert any("semilla 2026" in text for text in texts(libro, "Ranking"))
    assert any("se muestran 7 de 12 registros" in text for text in texts(libro, "Comparativo"))
    titles = [text for text in texts(libro, "Ranking") if re.search(r": \d+ de 12$", text)]
    assert titles[0] == "Los de mayor puntaje garantizado: 3 de 12"
    whole = arrange_tablero_partes(make_secciones_partes(read, 12), read.procedencia, [], filas_max=12)
    assert "Todos los registros: 12 de 12" in texts(whole, "Ranking")
    assert not any("semilla" in text for text in texts(whole))
    assert sheet_of(whole, "Resumen").graficas


def test_the_board_may_stand_among_the_parts(pequena, orden):
    """Inside the folder it is written, taken for no record, kept by a later run, and made again with the same bytes."""
    done = orden("tablero", "puntajes/", "--salida", "puntajes/tablero.xlsx", cwd=pequena.parent)
    assert done.returncode == 0, done.stderr
    path = pequena / "tablero.xlsx"
    first = path.read_bytes()
    assert is_own_output(path)
    assert score_to_folder("datos.parquet", "puntajes", marcos="marco.yaml").filas == 12
    write_tablero_partes("puntajes", path)
    assert path.read_bytes() == first
    rows = [row[0] for row in openpyxl.load_workbook(path)["Archivos"].iter_rows(min_row=5, values_only=True)]
    assert rows[0] == "conjunto/ranking.parquet"


def _lose_manifest(folder):
    (folder / "manifiesto.json").unlink()


def _lose_part(folder):
    (folder / "datos-00001.parquet").unlink()


def _change_part(folder):
    shutil.copy(folder / "datos-00000.parquet", folder / "datos-00001.parquet")


def _change_figures(folder):
    path = folder / "conjunto" / "cifras.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"filas": 12', '"filas": 13'), encoding="utf-8")


def _lose_ranking(folder):
    (folder / "conjunto" / "ranking.parquet").unlink()


def _break_manifest(folder):
    (folder / "manifiesto.json").write_text("{", encoding="utf-8")


def _lead_out(folder):
    path = folder / "manifiesto.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    said["partes"][0]["salida"] = "../datos.parquet"
    path.write_text(json.dumps(said), encoding="utf-8")


def _older_manifest(folder):
    path = folder / "manifiesto.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    said["conjunto"] = []
    path.write_text(json.dumps(said), encoding="utf-8")


def _forge(folder):
    path, manifest = folder / "conjunto" / "cifras.json", folder / "manifiesto.json"
    before = digest_of(path)
    figures = json.loads(path.read_text(encoding="utf-8"))
    del figures["marcos"]["pequeno"]["decimos"]
    path.write_text(json.dumps(figures), encoding="utf-8")
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(before, digest_of(path)), encoding="utf-8")


SPOILT = {
    "somebody wrote other figures and signed them": (_forge, "no se entiende", True),
    "no manifest": (_lose_manifest, "no está completa: no tiene «manifiesto.json»", True),
    "a part is missing": (_lose_part, "Falta: «datos-00001.parquet»", True),
    "a part changed": (_change_part, "cambió después", False),
    "the figures changed": (_change_figures, "cambió después", False),
    "no ranking": (_lose_ranking, "Falta: «conjunto/ranking.parquet»", True),
    "the manifest is no JSON": (_break_manifest, "no se entiende", True),
    "the manifest leads out of the folder": (_lead_out, "no se entiende", True),
    "the manifest names no figures": (_older_manifest, "Falta: «conjunto/cifras.json»", True),
}


@pytest.mark.parametrize(("spoil", "words", "mends"), SPOILT.values(), ids=SPOILT)
def test_a_folder_that_is_not_complete_is_refused_and_can_be_finished(pequena, spoil, words, mends):
    """The problem says what is missing and how to finish it; doing that gives the board."""
    spoil(pequena)
    with pytest.raises(EvaluacionError) as refused:
        write_tablero_partes("puntajes", "t.xlsx")
    problem = refused.value.problemas[0]
    assert problem.codigo == "puntajes_incompletos"
    assert words in problem.mensaje
    assert "Repita la orden" in problem.remedio or "repita la orden" in problem.remedio
    assert not (pequena.parent / "t.xlsx").exists()
    if not mends:
        (pequena.parent / problem.origen.archivo).unlink()
    score_to_folder("datos.parquet", "puntajes", marcos="marco.yaml")
    write_tablero_partes("puntajes", "t.xlsx")


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        (("--fecha", "2024"), "--fecha: de una carpeta de puntajes"),
        (("--marco", "cualitativo", "--sin-clasificar"), "--marco, --sin-clasificar"),
        (("datos.parquet",), "se hace de ella sola"),
    ],
)
@pytest.mark.usefixtures("pequena")
def test_the_command_says_what_a_folder_of_scores_does_not_take(extra, words):
    """Options that belong to scoring, and other paths beside the folder, are refused in words."""
    done = CliRunner().invoke(evaluacion, ["tablero", "puntajes", *extra, "--salida", "t.xlsx"])
    assert (done.exit_code, words in done.output) == (2, True), done.output


@pytest.mark.libreoffice
def test_another_program_reads_the_same_values(pequena, tmp_path):
    """LibreOffice opens the board and saves every value as it is."""
    written, _ = write_tablero_partes(pequena, tmp_path / "t.xlsx", filas_max=7)
    assert differences(written, recalculate(tmp_path, written) / "t.xlsx") == []
