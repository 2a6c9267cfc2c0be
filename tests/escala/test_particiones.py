"""Partitions as engines and people leave them: other columns, other types, no rows, any cut; the scores are those of the rows."""

from __future__ import annotations

import json
import re

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluacion.base.problema import EvaluacionError
from evaluacion.cli.principal import main
from evaluacion.flujo.calificar import score_paths, short_of
from evaluacion.flujo.escala import score_to_folder

from .conftest import MARCO, write
from .test_partes import whole

ROWS = 60


@pytest.fixture(scope="module")
def pocas(tabla):
    """Sixty records."""
    return tabla.slice(0, ROWS)


@pytest.fixture
def otra(pocas, taller):
    """Score a folder with half of the records and another file with the rest, that a test has changed; return the run."""

    def score(table, name="b.parquet", **options):
        (taller / "datos").mkdir(exist_ok=True)
        write(pocas.slice(0, ROWS // 2), taller / "datos" / "a.parquet")
        pq.write_table(table, taller / "datos" / name)
        return score_to_folder("datos", "puntajes", **options)

    return score


def errors_of(caught):
    """Return the code, the file and the line of each error."""
    return {(p.codigo, p.origen.archivo, p.origen.linea) for p in caught.value.problemas if p.severidad == "error"}


def figures_of(folder):
    """Return the figures of all, without what names the files."""
    return json.loads((folder / "conjunto" / "cifras.json").read_text(encoding="utf-8"))["marcos"]


ways = st.lists(st.integers(0, ROWS), max_size=5).map(lambda cuts: [0, *sorted(cuts), ROWS])


@given(
    cuts=ways,
    order=st.randoms(use_true_random=False),
    kinds=st.lists(st.sampled_from(["parquet", "csv", "ndjson"]), min_size=6, max_size=6),
)
@settings(max_examples=3)
def test_any_cut_of_the_same_rows_gives_the_same_scores_and_figures(pocas, tmp_path_factory, cuts, order, kinds):
    """Files of any size, format and order of columns, among them empty ones: a score depends on its row and on nothing else."""
    folder = tmp_path_factory.mktemp("cortes")
    write(pocas, folder / "todas.parquet")
    score_to_folder(folder / "todas.parquet", folder / "de-una-vez", marcos=MARCO)
    (folder / "datos").mkdir()
    for number, (start, end, kind) in enumerate(zip(cuts, cuts[1:], kinds, strict=False)):
        names = list(pocas.column_names)
        order.shuffle(names)
        kind = kind if end > start else "parquet"  # noqa: PLW2901 - an empty file of a person is an error
        write(pocas.slice(start, end - start).select(names), folder / "datos" / f"{number}.{kind}")
    score_to_folder(folder / "datos", folder / "puntajes", marcos=MARCO)
    assert whole(folder / "puntajes").equals(whole(folder / "de-una-vez"))
    found, wanted = figures_of(folder / "puntajes"), figures_of(folder / "de-una-vez")
    assert found.keys() == wanted.keys()
    for name, figures in wanted.items():
        means = figures.pop("medias"), found[name].pop("medias")
        assert means[1] == pytest.approx(means[0], rel=1e-14)
        assert found[name] == figures


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda table: table.select(table.column_names[::-1]), id="columns in another order"),
        pytest.param(lambda table: table.select(table.column_names[:20]), id="columns that are missing"),
        pytest.param(lambda table: table.cast(pa.schema([(name, pa.large_string()) for name in table.column_names])), id="large strings"),
        pytest.param(lambda table: table.set_column(0, "practica", pa.array(range(table.num_rows))), id="ids that are numbers"),
        pytest.param(lambda table: table.set_column(2, table.column_names[2], pa.nulls(table.num_rows)), id="a column of nothing"),
        pytest.param(
            lambda table: pa.table([column.dictionary_encode() for column in table.columns], names=table.column_names), id="dictionaries"
        ),
    ],
)
def test_a_partition_of_another_shape_is_scored_by_the_names_of_its_columns(pocas, otra, taller, change):
    """What the single path gives for the same files."""
    otra(change(pocas.slice(ROWS // 2)), marcos=MARCO)
    done = score_paths("datos", marcos=MARCO)
    result = done.resultados[0]
    scores = dict(zip((result.registros.identidad(int(row)).id for row in result.filas), result.nodos[0, -1].tolist(), strict=True))
    table = whole(taller / "puntajes")
    assert sorted(table["practica"].to_pylist()) == sorted(scores)
    assert table["puntaje"].to_pylist() == pytest.approx([scores[name] for name in table["practica"].to_pylist()], nan_ok=True)


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (lambda table: table.set_column(2, table.column_names[2], pa.array([7] * table.num_rows)), ("respuesta_desconocida", 1)),
        (lambda table: table.set_column(2, table.column_names[2], pa.array([["sí"]] * table.num_rows)), ("celda_no_valida", 1)),
        (
            lambda table: table.append_column("x", pa.array([[("a", 1)]] * table.num_rows, pa.map_(pa.string(), pa.int64()))),
            ("celda_no_valida", 1),
        ),
        (lambda table: table.set_column(0, "practica", pa.array([b"\xff"] * table.num_rows)), ("celda_no_valida", 1)),
        (lambda table: table.set_column(0, "practica", pa.array([0.5, *range(1, table.num_rows)])), ("forma_no_valida", 1)),
    ],
    ids=["numbers for answers", "lists for answers", "maps", "bytes for ids", "ids with decimals"],
)
def test_types_that_are_no_records_are_told_with_their_file_and_place(pocas, otra, change, wanted):
    """The file, the row and the column; nothing is published."""
    with pytest.raises(EvaluacionError) as caught:
        otra(change(pocas.slice(ROWS // 2)), marcos=MARCO)
    assert (wanted[0], "datos/b.parquet", wanted[1]) in errors_of(caught)


def test_an_empty_partition_is_a_warning_and_nothing_but_empty_ones_an_error(pocas, otra, taller):
    """Engines leave Parquet files without rows; a table of a person without rows is a slip."""
    done = otra(pocas.slice(0, 0))
    assert done.filas == ROWS // 2
    assert ("archivo_vacio", "aviso", "datos/b.parquet") in {(p.codigo, p.severidad, p.origen.archivo) for p in done.avisos}
    (taller / "datos" / "c.csv").write_text("practica,titulo\n", encoding="utf-8")
    with pytest.raises(EvaluacionError) as caught:
        score_to_folder("datos", "puntajes")
    assert errors_of(caught) == {("archivo_vacio", "datos/c.csv", None)}
    with pytest.raises(EvaluacionError, match=r"datos/b\.parquet.*archivo_vacio"):
        score_to_folder("datos/b.parquet", "puntajes")


def test_a_partition_that_answers_nothing_is_not_taken_for_an_empty_one(pocas, otra):
    """It has records and they have no scores: that is what is said, also when the part was done before."""
    for _ in range(2):
        done = otra(pocas.slice(ROWS // 2).select(["practica", "titulo"]))
        assert done.filas == ROWS // 2
        (problem,) = [p for p in done.avisos if p.codigo == "sin_marco"]
        assert problem.origen.archivo == "datos/b.parquet"


def test_the_same_record_in_partitions_of_another_shape_is_counted_once_or_not_at_all(pocas, otra):
    """The order of the columns and their types do not hide that it is the same one; both places are told."""
    with pytest.raises(EvaluacionError, match=r"datos/b\.parquet:1:.*registro_repetido.*datos/a\.parquet:8:1"):
        otra(pocas.slice(7, 1).select(pocas.column_names[::-1]).cast(pa.schema([(n, pa.large_string()) for n in pocas.column_names[::-1]])))


def test_names_of_files_of_any_kind_have_a_file_of_scores_each(pocas, taller):
    """Spaces, accents, signs, the same name in two folders, and names that differ in capitals only."""
    names = ["con espacio", "año ñandú", "sub/año ñandú", "a#b%c;", "-", "a'b", "Mayor", "mayor", "x", "x-00000", "emoji😀"]
    (taller / "datos" / "sub").mkdir(parents=True)
    for number, name in enumerate(names):
        write(pocas.slice(number, 1), taller / "datos" / f"{name}.parquet")
    done = score_to_folder("datos", "puntajes", marcos=MARCO)
    made = [path.name.casefold() for path in (taller / "puntajes").glob("*.parquet")]
    assert len(set(made)) == len(names) == done.filas
    assert score_to_folder("datos", "puntajes", marcos=MARCO).reusadas == len(names)


@pytest.mark.lenta
def test_hundreds_of_tiny_files_are_one_result(pocas, taller):
    """A part each, all in the manifest."""
    (taller / "datos").mkdir()
    few = pocas.select(pocas.column_names[:6])
    for number in range(300):
        pq.write_table(few.slice(number % ROWS, 1).set_column(0, "practica", [[f"p-{number}"]]), taller / "datos" / f"{number:03d}.parquet")
    done = score_to_folder("datos", "puntajes", marcos=MARCO)
    assert (done.filas, len(done.hechos)) == (300, 300)
    assert len(json.loads((taller / "puntajes" / "manifiesto.json").read_text(encoding="utf-8"))["partes"]) == 300


def run(*words):
    """Return how a call of the command ends."""
    with pytest.raises(SystemExit) as ended:
        main(["calificar", *words])
    return ended.value.code


def test_a_bar_is_compared_in_a_folder_as_in_a_file(pocas, taller, capsys):
    """The same records are under it; of many, the first are named and the rest counted."""
    write(pocas, taller / "datos.parquet")
    for bar in ("0", "30", "100.5"):
        short = {name for name, _, _ in short_of(score_paths("datos.parquet", marcos=MARCO), float(bar))}
        capsys.readouterr()
        assert run("datos.parquet", "--marco", MARCO, "--salida", "puntajes/", "--minimo", bar) == (1 if short else 0)
        said = capsys.readouterr().err
        named = set(re.findall(r"^(\S+) \(cualitativo\): garantizado", said, re.MULTILINE))
        more = re.search(r"… y (\d+) registros? más por debajo", said)
        assert named <= short
        assert len(named) + int(more[1] if more else 0) == len(short)
    assert len(short) == ROWS


def test_a_bar_on_typologies_only_is_a_mistake_in_a_folder_too(taller, capsys):
    """A typology has no total."""
    (taller / "datos.csv").write_text("practica,titulo\na,Uno\n", encoding="utf-8")
    assert run("datos.csv", "--marco", "vocacion_ciudad", "--salida", "puntajes/", "--minimo", "1") == 2
    assert "clasifica y no califica" in capsys.readouterr().err


def test_what_says_it_did_a_part_is_not_believed(pocas, taller):
    """Workers that see another folder, or that have another version, leave parts that are missing."""
    from dataclasses import replace

    from evaluacion.scale.trabajo import Hecho, Trabajo

    write(pocas, taller / "datos.parquet")
    with pytest.raises(EvaluacionError, match="en la carpeta no hay una"):
        score_to_folder("datos.parquet", "puntajes", marcos=MARCO, motor=lambda tareas, _: (Hecho(tarea, 60) for tarea in tareas))

    def older(tareas, trabajo):
        plan = replace(trabajo.plan, procedencia=replace(trabajo.plan.procedencia, version="0.0.9"))
        yield from map(Trabajo(plan), tareas)

    with pytest.raises(EvaluacionError, match=r"la orden es de evaluacion 0\.0\.9"):
        score_to_folder("datos.parquet", "puntajes", marcos=MARCO, motor=older)
