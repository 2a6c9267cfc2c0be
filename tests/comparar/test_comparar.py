"""Comparisons as files: what each command says, and that neither the order of rows nor the name of a state changes anything."""

from __future__ import annotations

import csv
import json
import random
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import evaluacion
from evaluacion.flujo.comparar import compare
from evaluacion.publish.comparacion import as_text
from evaluacion.publish.comparacion_datos import as_csv, as_json
from evaluacion.publish.tablero.comparacion_hecha import make_vista

AQUI = Path(__file__).parent
EJEMPLOS = ("estados", "practicas")
DATOS = "clave,nombre,region,a,b,pob\nu1,=1+1,norte,1,10,100\nu2,Dos,norte,2,20,200\nu3,Tres,sur,3,,300\nu4,@x,sur,4,10,400\n"
CABEZA = "comparacion: prueba\nunidades: {archivo: datos.csv, id: clave, nombre: nombre, grupos: [region]}\n"
NODOS = "nodos:\n  - {id: total}\n  - {id: a, padre: total, denominador: pob}\n  - {id: b, padre: total, sentido: -1}\n"


def write(folder, text, **tables):
    """Write a comparison and its tables in a folder, and return its path."""
    path = folder / "comparacion.yaml"
    path.write_text(text, encoding="utf-8")
    for name, table in {"datos": DATOS, **tables}.items():
        (folder / f"{name}.csv").write_text(table, encoding="utf-8")
    return path


def rows_of(done):
    return {row["id"]: row for row in csv.DictReader(as_csv(done.hecha).splitlines())}


@pytest.mark.parametrize("name", EJEMPLOS)
def test_the_examples_say_what_they_said(name, raiz, dorado, monkeypatch):
    """In a terminal and as CSV; every number at full precision."""
    monkeypatch.chdir(raiz)
    done = compare(f"examples/comparar_{name}/comparacion.yaml")
    text = as_text(done.hecha, done.procedencia)
    dorado(AQUI / "esperado" / f"{name}.txt", text)
    dorado(AQUI / "esperado" / f"{name}.csv", as_csv(done.hecha).replace("\r\n", "\n"))


def test_json_has_every_score_with_its_coverage_its_place_and_what_was_done(raiz, monkeypatch):
    """And the provenance names every file with its sha256 and every policy."""
    monkeypatch.chdir(raiz)
    done = compare("examples/comparar_estados/comparacion.yaml")
    data = json.loads(as_json(done.hecha, done.procedencia))
    first = next(unit for unit in data["unidades"] if unit["id"] == "14")
    assert first["nodos"]["accion"]["lugar"] == {"mejor": 2, "peor": 2}
    assert first["nodos"]["accion"]["disponibilidad"] == {"cuenta": 1.0, "peso": 1.0}
    assert first["nodos"]["indice"]["dato"] == 3.0
    assert {event["clase"] for event in data["sucesos"]} == {"atipica"}
    assert len(data["procedencia"]["archivos"]) == 4
    assert any("normalización" in policy for policy in data["procedencia"]["politicas"])


def test_the_order_of_rows_in_the_tables_changes_no_byte(raiz, tmp_path):
    """Neither of the units, nor of the nodes, nor of the weights."""
    source = raiz / "examples" / "datos_publicados"
    head = "comparacion: p\nunidades: {archivo: u.csv, id: entidad, nombre: nombre, excluye: total}\npesos: w.csv\n"
    tree = "id,padre,sentido\ntotal,,1\nx,total,1\ny,total,1\nestatales,x,1\nlocales,x,1\nlocales_pct,y,-1\nestatales_pct,y,1\n"
    weights = "nodo,peso\nx,0.3\ny,0.7\nestatales,0.1\nlocales,0.2\nlocales_pct,0.7\nestatales_pct,1.1\n"
    units = (source / "tabla-2-acuerdos.csv").read_text(encoding="utf-8")
    found = set()
    for seed in range(3):
        folder = tmp_path / str(seed)
        folder.mkdir()
        shuffle = random.Random(seed)  # noqa: S311 - it only shuffles rows
        for name, text in (("u", units), ("n", tree), ("w", weights)):
            first, *rows = text.splitlines()
            shuffle.shuffle(rows)
            (folder / f"{name}.csv").write_text("\n".join([first, *rows]) + "\n", encoding="utf-8")
        path = write(folder, head + "nodos: {archivo: n.csv, id: id, padre: padre, sentido: sentido}\n")
        found.add(as_csv(compare(path).hecha))
    assert len(found) == 1


def test_states_are_the_same_by_key_name_or_alias(tmp_path):
    """Two tables that call them otherwise are put together; a number of rows is not."""
    nodes = "nodos:\n  - {id: total}\n  - {id: a, padre: total}\n  - {id: b, padre: total}\n"
    one = "entidad,a\nCDMX,1\nEdomex,2\nVeracruz de Ignacio de la Llave,3\n"
    two = "entidad,b\n30,30\nCiudad de México,10\nMéxico,20\n"
    path = write(tmp_path, "comparacion: p\nunidades: {archivo: [uno.csv, dos.csv], id: entidad}\n" + nodes, uno=one, dos=two)
    found = rows_of(compare(path))
    assert {name: (row["a"], row["b"]) for name, row in found.items()} == {
        "CDMX": ("0.0", "0.0"),
        "Edomex": ("50.0", "50.0"),
        "Veracruz de Ignacio de la Llave": ("100.0", "100.0"),
    }


def test_no_text_of_a_table_runs_as_a_formula(tmp_path):
    """In the CSV, for it is opened in a spreadsheet."""
    found = rows_of(compare(write(tmp_path, CABEZA + NODOS)))
    assert found["u1"]["nombre"] == "'=1+1"
    assert found["u4"]["nombre"] == "'@x"


def test_what_is_missing_is_skipped_and_the_least_share_withholds(tmp_path):
    """With nothing demanded the weights are those of what there is; with all demanded there is no score."""
    path = write(tmp_path, CABEZA + NODOS)
    found = rows_of(compare(path))
    assert found["u3"]["b"] == ""
    assert float(found["u3"]["total"]) == pytest.approx(200 / 3)
    path = write(tmp_path, CABEZA + NODOS + "faltantes: {disponibilidad_minima: 1}\n")
    assert (rows_of(compare(path))["u3"]["total"], rows_of(compare(path))["u3"]["rango.total"]) == ("", "")


def test_denominators_divide_and_are_said(tmp_path):
    """Every unit has the same a per head: the column tells nobody apart, and both things are events."""
    done = compare(write(tmp_path, CABEZA + NODOS + "denominar: sí\n"))
    assert {event.clase for event in done.hecha.comparado.sucesos} >= {"denominada", "constante"}
    assert "dividido entre pob" in as_text(done.hecha, done.procedencia)


@pytest.mark.parametrize(
    ("pesos", "table", "wanted"),
    [
        ("w.csv", "indicador,peso\na,3\nb,1\n", 0.75),
        ("{ahp: w.csv}", "criterio,a,b\na,1,3\nb,,1\n", 0.75),
        ("{presupuesto: w.csv}", "persona,a,b\np,60,40\nq,90,10\n", 0.75),
        ("iguales", "x,y\n1,2\n", 0.5),
    ],
)
def test_weights_come_from_where_they_are_declared(tmp_path, pesos, table, wanted):
    """A table, a matrix of pairs with half of it blank, points shared out by people, or all the same."""
    done = compare(write(tmp_path, CABEZA + NODOS + f"pesos: {pesos}\n", w=table))
    arbol = done.hecha.comparado.arbol
    assert done.hecha.comparado.pesos_efectivos[arbol.ids.index("a")] == pytest.approx(wanted)


def test_an_inconsistent_matrix_is_told_with_its_ratio(tmp_path):
    """It is used, and its ratio goes with the result."""
    nodes = "nodos:\n  - {id: total}\n  - {id: a, padre: total}\n  - {id: b, padre: total}\n  - {id: pob, padre: total}\n"
    matrix = "criterio,a,b,pob\na,1,9,1/9\nb,1/9,1,9\npob,9,1/9,1\n"
    done = compare(write(tmp_path, CABEZA + nodes + "pesos: {ahp: w.csv}\n", w=matrix))
    assert any("razón de consistencia" in problem.mensaje for problem in done.avisos)
    assert done.hecha.consistencia["total"] > 0.1
    assert "conviene revisar los juicios" in as_text(done.hecha, done.procedencia)


def test_goalposts_of_a_table_are_those_of_the_nodes(tmp_path):
    """In natural units, the lesser first, whatever the direction; what is out of them is capped and told."""
    table = "indicador,inferior,superior\na,1,3\nb,0,20\n"
    done = compare(write(tmp_path, CABEZA + NODOS + "normalizacion: {metodo: postes, postes: p.csv}\n", p=table))
    found = rows_of(done)
    assert [found[unit]["a"] for unit in ("u1", "u2", "u3", "u4")] == ["0.0", "50.0", "100.0", "100.0"]
    assert [found[unit]["b"] for unit in ("u1", "u2")] == ["50.0", "0.0"]
    assert [(event.unidad, event.clase) for event in done.hecha.comparado.sucesos] == [("u4", "topada")]


def test_finalists_are_as_many_as_declared_or_all_who_tie(tmp_path):
    """Unless a node that is declared breaks the tie."""
    nodes = "nodos:\n  - {id: total}\n  - {id: b, padre: total}\n  - {id: a, padre: total, peso: 0}\n"
    path = write(tmp_path, CABEZA + nodes + "finalistas: 2\n")
    names = compare(path).hecha.comparado.renglones.ids
    assert [names[row] for row in compare(path).hecha.finalistas] == ["u2", "u1", "u4"]
    path = write(tmp_path, CABEZA + nodes + "finalistas: 2\ndesempate: [a]\n")
    assert [names[row] for row in compare(path).hecha.finalistas] == ["u2", "u4"]


def test_a_unit_that_does_not_meet_a_requisito_is_shown_without_a_place(tmp_path):
    """And the others are ranked as if it were not there."""
    data = DATOS.replace("pob\n", "pob,vigente\n").replace("100\n", "100,sí\n").replace("200\n", "200,sí\n")
    data = data.replace("300\n", "300,\n").replace("400\n", "400,no\n")
    done = compare(write(tmp_path, CABEZA + NODOS + "requisitos: [{id: vigente, texto: Plan vigente}]\n", datos=data))
    found = rows_of(done)
    assert (found["u4"]["rango.total"], found["u4"]["motivo"]) == ("", "no cumple «Plan vigente»")
    assert found["u3"]["motivo"] == "no responde «Plan vigente»"
    assert found["u4"]["a"] == "100.0"


def test_periods_are_compared_each_by_itself(orden, tmp_path):
    """A place is among those of the period; `--periodo` shows one of them."""
    data = "clave,anio,a\nu1,2023,1\nu2,2023,2\nu1,2024,4\nu2,2024,3\n"
    nodes = "nodos:\n  - {id: total}\n  - {id: a, padre: total}\n"
    head = "comparacion: p\nunidades: {archivo: datos.csv, id: clave, periodo: anio}\n"
    path = write(tmp_path, head + nodes, datos=data)
    found = [(row["id"], row["periodo"], row["rango.total"]) for row in csv.DictReader(as_csv(compare(path).hecha).splitlines())]
    assert found == [("u1", "2023", "2"), ("u1", "2024", "1"), ("u2", "2023", "1"), ("u2", "2024", "2")]
    said = orden("comparar", path, "--periodo", "2024", check=0).stdout
    assert "Periodo 2024" in said
    assert "Periodo 2023" not in said


def test_a_workbook_and_a_parquet_say_what_the_csv_says(tmp_path):
    """The tables that a comparison names may be of any kind; its header is told by the column of the id."""
    import pyarrow as pa
    import xlsxwriter

    path = write(tmp_path, CABEZA + NODOS)
    wanted = as_csv(compare(path).hecha)
    header, *rows = list(csv.reader(DATOS.splitlines()))
    with xlsxwriter.Workbook(tmp_path / "datos.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "Un título sobre la tabla")
        for position, row in enumerate([header, *rows], 2):
            for column, cell in enumerate(row):
                if cell and position > 2 and column > 2:
                    sheet.write_number(position, column, float(cell))
                elif cell:
                    sheet.write_string(position, column, cell)
    columns = {name: [row[i] or None for row in rows] for i, name in enumerate(header)}
    numbers = {name: [float(cell) if cell else None for cell in columns[name]] for name in ("a", "b", "pob")}
    pq.write_table(pa.table({**columns, **numbers}), tmp_path / "datos.parquet")
    for kind in ("xlsx", "parquet"):
        write(tmp_path, CABEZA.replace("datos.csv", f"datos.{kind}") + NODOS)
        assert as_csv(compare(path).hecha) == wanted, kind


def test_every_format_is_written_with_its_provenance(orden, tmp_path):
    """CSV with its provenance beside it, Parquet with it inside."""
    path = write(tmp_path, CABEZA + NODOS)
    for kind in ("csv", "json", "parquet", "txt"):
        orden("comparar", path, "--salida", tmp_path / f"r.{kind}", check=0)
    table = pq.read_table(tmp_path / "r.parquet")
    assert table.column("total").to_pylist() == [float(row["total"]) for row in rows_of(compare(path)).values()]
    assert b"procedencia" in table.schema.metadata
    assert json.loads((tmp_path / "r.procedencia.json").read_text(encoding="utf-8"))["archivos"]
    assert orden("comparar", path, "--salida", tmp_path / "datos.csv", check=2).stderr.count("entrada")


def test_several_marcos_are_the_leaves_of_one_index(tmp_path, raiz):
    """Records enter as they are, each leaf with the interval of its missing answers."""
    shutil.copytree(raiz / "examples" / "practicas", tmp_path / "p")
    nodes = "nodos:\n  - {id: total}\n  - {id: cualitativo, padre: total}\n  - {id: s, padre: total, toma_de: cualitativo.sostenibilidad}\n"
    path = tmp_path / "comparacion.yaml"
    path.write_text("comparacion: p\nunidades: {fichas: p, marco: cualitativo}\n" + nodes, encoding="utf-8")
    done = evaluacion.compare_file(path)
    scores = evaluacion.evaluate("cualitativo", [tmp_path / "p"])
    leaf = done.hecha.comparado.arbol.ids.index("cualitativo")
    assert done.hecha.comparado.crudos[:, :, leaf] == pytest.approx(scores.nodos[:3, -1], nan_ok=True)


def test_an_exclusion_that_names_nobody_is_told(tmp_path):
    """Misspelt, the total would stay as one more unit."""
    head = CABEZA.replace("grupos: [region]", "excluye: [u9, u2]")
    warnings = [str(problem) for problem in compare(write(tmp_path, head + NODOS)).avisos]
    assert len(warnings) == 1
    assert "Ninguna fila se llama «u9»: no excluye nada." in warnings[0]


def test_siblings_without_any_weight_are_told(tmp_path):
    """The node above them has no score, and the reader is told why."""
    done = compare(write(tmp_path, CABEZA + NODOS + "pesos: pesos.csv\n", pesos="nodo,peso\na,0\nb,0\n"))
    assert any("Ningún componente de «total» tiene peso: se queda sin puntaje." in str(problem) for problem in done.avisos)


def test_every_policy_is_told_with_what_is_taken_by_default(tmp_path):
    """The output range, the tie break and the requisitos too; and only records have answers to draw."""
    text = CABEZA + NODOS + "finalistas: 2\ndesempate: [b, a]\nrequisitos: [{id: vale, texto: Vigente}]\nincertidumbre: {pesos: 25%}\n"
    data = DATOS.replace("pob\n", "pob,vale\n", 1).replace("00\n", "00,sí\n")
    told = compare(write(tmp_path, text, datos=data)).procedencia.politicas
    assert "normalización: mínimo y máximo observados, de 0 a 100" in told
    assert "requisitos: Vigente" in told
    assert "finalistas: 2; desempatan, en orden, b, a" in told
    assert "puesto en duda: pesos hasta ±25 % (1,000 sorteos, semilla 1)" in told


def test_an_indicator_without_data_is_not_called_one_that_tells_nobody_apart(tmp_path):
    """Nothing was measured is not the same as all are equal."""
    data = "clave,nombre,region,a,b,pob\nu1,U,n,,1,1\nu2,D,n,,1,1\n"
    done = compare(write(tmp_path, CABEZA + NODOS, datos=data))
    text = as_text(done.hecha, done.procedencia)
    assert "- 1 indicador sin ningún dato: a." in text
    assert "- 1 indicador que no distingue a las unidades: b." in text


def test_units_that_are_only_numbered_are_not_taken_for_states(tmp_path):
    """1 to 40 are anything; 01 to 32, with a national row, are the states."""
    numbered = "clave,nombre,region,a,b,pob\n" + "".join(f"{n},U,n,{n},{n % 7},1\n" for n in range(1, 41))
    assert compare(write(tmp_path, CABEZA + NODOS, datos=numbered)).avisos == ()
    states = "clave,nombre,region,a,b,pob\n" + "".join(f"{n:02},U,n,{n},{n % 7},1\n" for n in range(33))
    warnings = compare(write(tmp_path, CABEZA + NODOS, datos=states)).avisos
    assert ["«00» no es ninguna" in str(problem) for problem in warnings] == [True]


def test_records_that_cannot_be_told_apart_are_listed_by_what_is_sure(raiz, monkeypatch):
    """Rule 18: by the least score, among finalists and in the sheets too."""
    monkeypatch.chdir(raiz)
    done = compare("examples/comparar_practicas/comparacion.yaml")
    least = done.hecha.comparado.nodos[1, :, -1]
    for order in (done.hecha.finalistas, make_vista(done.hecha).orden):
        assert [float(least[row]) for row in order] == sorted((float(least[row]) for row in order), reverse=True)


def test_json_has_places_in_groups_strengths_correlations_and_alpha(tmp_path):
    """With their cases, and with «pocos casos» under 30 units."""
    done = compare(write(tmp_path, CABEZA + NODOS))
    data = json.loads(as_json(done.hecha, done.procedencia))
    units = {unit["id"]: unit for unit in data["unidades"]}
    assert units["u1"]["nodos"]["a"]["lugar_en_grupo"] == {"region": {"mejor": 2, "peor": 2}}
    assert units["u3"]["nodos"]["b"]["lugar_en_grupo"] == {"region": None}
    assert units["u2"]["fortalezas"] == [{"nodo": "a", "diferencia": pytest.approx(100 / 6)}]
    assert units["u2"]["debilidades"] == [{"nodo": "b", "diferencia": -50.0}]
    table = data["correlaciones"]
    i, j = table["nodos"].index("a"), table["nodos"].index("b")
    assert table["valores"][i][j] == pytest.approx(1 / 28**0.5)
    assert (table["casos"][i][j], table["pocos_casos"][i][j]) == (3, True)
    assert data["alfa"] == [{"nodo": "total", "alfa": pytest.approx(6 / 19), "casos": 3, "pocos_casos": True}]


TABLA_DE_NODOS = "iCode,Parent,Weight,Direction,Level\ntotal,,1,1,2\na,total,3,1,1\nb,total,1,-1,1\n"


@pytest.mark.parametrize(
    "nodos",
    [
        "nodos: arbol.csv\n",
        "nodos: {archivo: arbol.csv}\n",
        "nodos: {archivo: arbol.csv, columnas: {id: iCode, padre: Parent, peso: Weight, sentido: Direction}}\n",
        "nodos: {archivo: arbol.csv, id: iCode, padre: Parent, peso: Weight, sentido: Direction}\n",
    ],
)
def test_the_columns_of_a_tree_are_found_by_their_usual_names(nodos, tmp_path):
    """As the key is called, or as COINr calls it; said or not, weights and directions are those of the table."""
    done = compare(write(tmp_path, CABEZA + nodos, arbol=TABLA_DE_NODOS))
    arbol = done.hecha.comparado.arbol
    assert arbol.pesos[list(arbol.ids).index("a")] == 3
    assert rows_of(done)["u1"]["b"] == "100.0"


def test_a_tree_without_a_usual_column_says_which_is_missing(tmp_path):
    """At the place of the table, with the columns that it has."""
    with pytest.raises(evaluacion.EvaluacionError) as error:
        compare(write(tmp_path, CABEZA + "nodos: arbol.csv\n", arbol="id,de,peso\na,total,1\ntotal,,1\n"))
    assert [(p.codigo, p.origen.linea) for p in error.value.problemas] == [("comparacion_no_valida", 3)]


def test_a_table_may_be_kept_outside_the_project_and_nothing_else(tmp_path, orden):
    """Data are often apart from what is declared of them; a file that is no table is not read for anybody."""
    (tmp_path / "datos").mkdir()
    (tmp_path / "proyecto").mkdir()
    (tmp_path / "datos" / "unidades.csv").write_text("clave,x\na,1\nb,2\n", encoding="utf-8")
    (tmp_path / "datos" / "claves").write_text("clave,x\na,1\nb,2\n", encoding="utf-8")
    written = tmp_path / "proyecto" / "c.yaml"
    text = "comparacion: c\ntitulo: T\nunidades: {{archivo: ../datos/{}, id: clave}}\nnodos:\n  - {{id: i, nombre: I}}\n  - {{id: x, nombre: X, padre: i}}\n"
    written.write_text(text.format("unidades.csv"), encoding="utf-8")
    assert orden("comparar", written, cwd=written.parent).returncode == 0
    written.write_text(text.format("claves"), encoding="utf-8")
    refused = orden("comparar", written, cwd=written.parent)
    assert refused.returncode == 2
    assert "c.yaml:3:21" in refused.stderr
    assert "no es una tabla por su nombre" in refused.stderr
