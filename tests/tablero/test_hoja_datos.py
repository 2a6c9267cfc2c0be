"""Datos has every number unrounded; with too many records, some of them, and a Parquet with all beside the workbook."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.flujo.tablero import write_tablero
from evaluacion.publish.tablero.seccion import make_secciones


def rows_of(libro):
    """The rows of Datos, each as what it has under each heading."""
    hoja = next(hoja for hoja in libro.hojas if hoja.nombre == "Datos")
    names = [cell.valor for cell in hoja.filas[hoja.encabezado].celdas]
    cells = [[cell.valor if cell else None for cell in fila.celdas] for fila in hoja.filas[hoja.encabezado + 1 :]]
    return [dict(zip(names, row, strict=True)) for row in cells]


def many(count):
    """Records with as many different answers as they can have, some of them without a place."""
    words = ("no", "parcial", "sí")
    paths = ("diseno.plan", "diseno.metas", "diseno.cambios", "resultados.logros", "resultados.otros")
    texts = []
    for i in range(count):
        lines = [
            f"    {path}: {{respuesta: {words[(i // 3**n) % 3]}, evidencia: consta}}\n" for n, path in enumerate(paths) if i % 7 or n == 3
        ]
        texts.append(
            f"practica: r{i:03}\ntitulo: Registro {i}\nrespuestas:\n  pequeno:\n{''.join(lines)}indicadores: {{acuerdos: no aplica}}\n"
        )
    return texts


@pytest.fixture
def carpeta(taller, tmp_path, monkeypatch):
    """A folder with a marco and twenty records."""
    monkeypatch.chdir(tmp_path)
    Path("marco.yaml").write_text(taller.marco_texto, encoding="utf-8")
    Path("registros").mkdir()
    for i, text in enumerate(many(20)):
        Path(f"registros/r{i:02}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_each_number_of_a_scorecard_is_in_its_row(taller):
    """Unrounded; a blank is unknown, and what does not apply says so."""
    excluded = taller.dos.replace("  pequeno:\n", "  pequeno:\n").replace(
        "titulo: Becas", "titulo: Becas\nindicadores: {acuerdos: no aplica}"
    )
    resultado = taller.score(taller.uno, excluded)
    rows = {row["Clave"]: row for row in rows_of(taller.board(taller.uno, excluded))}
    for ficha in resultado.fichas():
        row = rows[ficha.practica]
        assert (row["Garantizado"], row["Puntaje"], row["Alcanzable"]) == (ficha.total.minimo, ficha.total.puntaje, ficha.total.maximo)
        assert (row["Lugar: mejor"], row["Lugar: peor"]) == (ficha.lugar or (None, None))
        assert (row["Respondidas"], row["Aplican"]) == ficha.respondidas
        for criterio in ficha.criterios:
            name = f"{criterio.criterio.numero}. {criterio.criterio.nombre}"
            shown = [row[f"{name}: {end}"] for end in ("garantizado", "puntaje", "alcanzable")]
            score = criterio.puntaje
            assert shown == (["n/a"] * 3 if score.no_aplica else [score.minimo, score.puntaje, score.maximo])
    assert rows["becas"]["3. Cifras: garantizado"] == "n/a"
    assert rows["becas"]["2. Resultados: puntaje"] is None


def test_the_chosen_are_the_best_the_worst_and_a_sample_of_each_level(taller):
    """Half and a quarter of the cap; the same records each time; Detalle takes its own out of them."""
    resultado = taller.score(*many(120))
    (whole,) = make_secciones((resultado,), sin_clasificar=False)
    (cut,) = make_secciones((resultado,), sin_clasificar=False, filas_max=24)
    order = [renglon.posicion for renglon in whole.renglones]
    placed = [renglon.posicion for renglon in whole.renglones if renglon.ficha.lugar is not None]
    chosen = [renglon.posicion for renglon in cut.renglones]
    assert len(chosen) == 24
    assert chosen == sorted(chosen, key=order.index)
    assert set(placed[:12]) | set(placed[-6:]) <= set(chosen)
    sampled = set(chosen) - set(placed[:12]) - set(placed[-6:])
    assert sampled & (set(order) - set(placed)), "those without a place are a stratum too"
    assert chosen == [renglon.posicion for renglon in make_secciones((resultado,), sin_clasificar=False, filas_max=24)[0].renglones]
    assert {renglon.posicion for renglon in cut.detallados} <= set(chosen)
    assert len(cut.detallados) == 24 // 5
    assert cut.recorte.startswith("Instrumento pequeño: se muestran 24 de 120 registros (los de mayor y de menor")


def test_records_that_are_not_compared_are_all_sampled(taller):
    """No best and no worst where there is no order."""
    resultado = taller.score(*many(120))
    (cut,) = make_secciones((resultado,), sin_clasificar=True, filas_max=24)
    assert len(cut.renglones) == 24
    assert [renglon.nombre for renglon in cut.renglones] != [
        renglon.nombre for renglon in make_secciones((resultado,), sin_clasificar=True)[0].renglones[:24]
    ]
    assert "(una muestra al azar" in cut.recorte


def test_the_figures_of_the_whole_count_everybody(taller):
    """Means and levels are the same with and without a cap."""

    def figures(libro):
        resumen = next(hoja for hoja in libro.hojas if hoja.nombre == "Resumen")
        rows = [[cell.valor for cell in fila.celdas if cell and cell.formula is None] for fila in resumen.filas]
        start = next(i for i, row in enumerate(rows) if row[:1] == ["Registros"])
        return rows[start : start + 4]

    records = many(40)
    assert figures(taller.board(*records, filas_max=5)) == figures(taller.board(*records))


def test_a_parquet_with_every_record_stands_beside_a_board_that_is_cut(carpeta):
    """The sheets and the warning name it; its digest is the one that Datos writes; the same bytes twice."""
    path, warnings = write_tablero("registros", "t.xlsx", marcos=["marco.yaml"], filas_max=8)
    whole = carpeta / "t.datos.parquet"
    assert pq.read_table(whole).num_rows == 20
    (warning,) = [item for item in warnings if item.codigo == "tablero_recortado"]
    assert (warning.severidad, "20 registros" in warning.mensaje, "t.datos.parquet" in warning.mensaje) == ("aviso", True, True)
    book = openpyxl.load_workbook(path)
    digest = hashlib.sha256(whole.read_bytes()).hexdigest()
    for hoja in ("Datos", "Metodología"):
        words = [str(cell.value) for row in book[hoja] for cell in row]
        assert any("t.datos.parquet" in text and digest in text for text in words), hoja
    for hoja in ("Resumen", "Comparativo", "Datos", "Metodología"):
        assert any("8 de 20 registros" in str(cell.value) for row in book[hoja] for cell in row), hoja
    before = [path.read_bytes(), whole.read_bytes()]
    write_tablero("registros", "t.xlsx", marcos=["marco.yaml"], filas_max=8)
    assert [path.read_bytes(), whole.read_bytes()] == before


def test_a_board_that_lists_everybody_has_no_parquet(carpeta):
    """Nor a warning."""
    _, warnings = write_tablero("registros", "t.xlsx", marcos=["marco.yaml"], filas_max=20)
    assert "tablero_recortado" not in [item.codigo for item in warnings]
    assert not (carpeta / "t.datos.parquet").exists()


def test_a_board_that_cannot_be_written_leaves_no_parquet(carpeta):
    """Both or neither."""
    Path("t.xlsx").mkdir()
    with pytest.raises(EvaluacionError):
        write_tablero("registros", "t.xlsx", marcos=["marco.yaml"], filas_max=8)
    assert sorted(path.name for path in carpeta.iterdir()) == ["marco.yaml", "registros", "t.xlsx"]


@pytest.mark.usefixtures("carpeta")
def test_a_file_of_somebody_else_is_not_replaced():
    """The name of the Parquet is taken by a file that this tool did not write."""
    Path("t.datos.parquet").write_text("mío", encoding="utf-8")
    with pytest.raises(EvaluacionError) as raised:
        write_tablero("registros", "t.xlsx", marcos=["marco.yaml"], filas_max=8)
    assert raised.value.problemas[0].codigo == "salida_imposible"
    assert Path("t.datos.parquet").read_text(encoding="utf-8") == "mío"
    assert not Path("t.xlsx").exists()


def test_the_command_says_that_records_were_left_out(carpeta, orden):
    """In the terminal, with the name of the file that has them all; a cap of nothing is refused in Spanish."""
    done = orden("tablero", "registros", "--marco", "marco.yaml", "--salida", "t.xlsx", "--filas-max", "5", cwd=carpeta, check=0)
    assert "[tablero_recortado]" in done.stderr
    assert "«t.datos.parquet»" in done.stderr
    refused = orden("tablero", "registros", "--salida", "u.xlsx", "--filas-max", "0", cwd=carpeta, check=2)
    assert "--filas-max va de 1 a 50000 y dice 0." in refused.stderr
