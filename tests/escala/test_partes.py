"""Scores by parts are the scores of the single path, and so are their problems; what was done is not done again."""

from __future__ import annotations

import hashlib
import pickle

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evaluacion.base.problema import EvaluacionError, only_errors
from evaluacion.flujo.calificar import score_paths
from evaluacion.flujo.escala import score_to_folder
from evaluacion.publish.datos import write_parquet
from evaluacion.read.corte_texto import cut_lines
from evaluacion.read.parte import cut_file, read_parte
from evaluacion.scale.motores import run_here
from evaluacion.scale.puntuar import score_arrow
from evaluacion.scale.repetidos import hash_texts

from .conftest import MARCO, N, write

DIGITAL, CONTINUA = "estrategico.digitalizacion.inclusion_digital", "cualitativo.sostenibilidad.continuidad"
FORMATS = ("parquet", "csv", "ndjson")


def single(*paths):
    """Return the table of the single path, in the order of the ids."""
    done = score_paths(list(paths), marcos=MARCO)
    write_parquet(done.resultados, done.procedencia, paths[0].with_name("de-una-vez.parquet"), clasificar=False)
    return pq.read_table(paths[0].with_name("de-una-vez.parquet")).replace_schema_metadata()


def whole(folder):
    """Return the scores of a folder as one table, in the order of the ids."""
    return pa.concat_tables([pq.read_table(path).replace_schema_metadata() for path in sorted(folder.glob("*.parquet"))]).sort_by(
        "practica"
    )


def bytes_of(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.usefixtures("cortas")
def test_the_parts_hold_what_the_single_path_gives(kind, tabla, taller):
    """Same columns, same numbers to the last bit, in every format, with no marco asked for."""
    path = write(tabla, taller / f"datos.{kind}")
    done = score_to_folder(path, taller / "puntajes")
    assert len(done.hechos) >= 3
    assert whole(taller / "puntajes").equals(single(path))
    assert done.filas == N


@pytest.mark.usefixtures("cortas")
def test_rows_keep_the_order_of_the_file(tabla, taller):
    """The scores of a part follow its rows, so that both can be read side by side."""
    done = score_to_folder(write(tabla, taller / "datos.parquet"), taller / "puntajes")
    names = [name for hecho in done.hechos for name in pq.read_table(hecho.tarea.salida)["practica"].to_pylist()]
    assert names == tabla["practica"].to_pylist()


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.usefixtures("cortas")
def test_the_parts_of_a_file_are_all_its_rows_at_their_places(kind, tabla, taller):
    """Cut or not, a record is at the same line and column, also where cells hold line breaks."""
    path = write(tabla, taller / f"datos.{kind}")
    found = [
        (part.texto(row, "practica"), part.lugar(row, "practica"))
        for parte in cut_file(path)
        for part in read_parte(parte)
        for row in range(part.filas)
    ]
    records = score_paths([path], marcos=MARCO).resultados[0].registros
    assert sorted(found) == sorted((records.identidad(row).id, records.origen(row)) for row in range(N))


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param({f"{MARCO}.sostenibilidad.continuidad": {850: "quizá", 1_450: "tal vez"}}, id="answers"),
        pytest.param({"practica": {5: "con espacio", 1_111: ""}}, id="ids"),
        pytest.param({"practica": {1_250: "con espacio"}, f"{MARCO}.sostenibilidad.continuidad": {600: "nop", 1_251: "nop"}}, id="both"),
    ],
)
@pytest.mark.usefixtures("cortas")
def test_the_errors_are_those_of_the_single_path(kind, spoil, tabla, taller):
    """A wrong cell in any part is told with its file, its row and its column, and no score is published."""
    for column, cells in spoil.items():
        values = tabla[column].to_pylist()
        for row, text in cells.items():
            values[row] = text
        tabla = tabla.set_column(tabla.column_names.index(column), column, [values])
    path = write(tabla, taller / f"datos.{kind}")
    with pytest.raises(EvaluacionError) as alone:
        score_paths([path], marcos=MARCO)
    with pytest.raises(EvaluacionError) as parted:
        score_to_folder(path, taller / "puntajes", marcos=MARCO)
    assert set(only_errors(parted.value.problemas)) == set(only_errors(alone.value.problemas))
    assert not (taller / "puntajes" / "manifiesto.json").exists()
    assert not list((taller / "puntajes").glob(".*"))


@pytest.mark.usefixtures("cortas")
def test_a_record_that_is_in_two_parts_is_told_with_both_places(tabla, taller):
    """Nothing is counted twice: the same id in another part, or in another file, is an error at its row."""
    write(tabla, taller / "a.parquet")
    write(tabla.slice(1_010, 2), taller / "b.csv")
    with pytest.raises(EvaluacionError) as alone:
        score_paths(["a.parquet", "b.csv"], marcos=MARCO)
    with pytest.raises(EvaluacionError) as parted:
        score_to_folder(["a.parquet", "b.csv"], "puntajes", marcos=MARCO)
    assert set(parted.value.problemas) == set(only_errors(alone.value.problemas))
    assert len(parted.value.problemas) == 2


@pytest.mark.usefixtures("cortas")
def test_a_run_that_is_stopped_goes_on_and_ends_with_the_same_bytes(tabla, taller):
    """The parts that were finished are not done again, and the folder ends as if nobody had stopped it."""
    path = write(tabla, taller / "datos.parquet")
    score_to_folder(path, taller / "sin-pausa")

    def stopped(tareas, trabajo):
        yield from run_here(tareas[:1], trabajo)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        score_to_folder(path, taller / "puntajes", motor=stopped)
    assert [item.name for item in (taller / "puntajes").iterdir()] == ["datos-00000.parquet"]
    done = score_to_folder(path, taller / "puntajes")
    assert done.reusadas == 1
    assert bytes_of(taller / "puntajes") == bytes_of(taller / "sin-pausa")


@pytest.mark.usefixtures("cortas")
def test_warnings_of_finished_parts_are_told_again(tabla, taller):
    """Going on where one was left says what the whole run would have said."""
    path = write(tabla, taller / "datos.parquet")
    first = score_to_folder(path, taller / "puntajes")
    again = score_to_folder(path, taller / "puntajes")
    assert again.reusadas == len(again.hechos)
    assert again.avisos == first.avisos != ()


@pytest.mark.usefixtures("cortas")
def test_what_changed_is_done_again_and_what_is_left_over_goes(tabla, taller):
    """Another input or another plan makes other parts; the parts of a file that is not there any more are removed."""
    write(tabla.slice(0, 750), taller / "a.parquet")
    write(tabla.slice(750), taller / "b.parquet")
    score_to_folder(["a.parquet", "b.parquet"], "puntajes", marcos=MARCO)
    write(tabla.slice(750, 100), taller / "b.parquet")
    done = score_to_folder(["a.parquet", "b.parquet"], "puntajes", marcos=MARCO)
    assert (done.reusadas, done.filas) == (2, 850)
    assert score_to_folder(["a.parquet", "b.parquet"], "puntajes", marcos=MARCO, fecha="2024").reusadas == 0
    assert whole(taller / "puntajes").num_rows == 850


def test_a_folder_with_files_of_others_is_left_as_it_is(tabla, taller):
    """Parquet files that this tool did not write are never replaced nor mixed with scores."""
    (taller / "puntajes").mkdir()
    write(tabla, taller / "puntajes" / "ajena.parquet")
    with pytest.raises(EvaluacionError, match="salida_imposible"):
        score_to_folder(write(tabla, taller / "datos.parquet"), taller / "puntajes")


def test_a_parquet_of_ours_that_is_no_part_is_never_removed(tabla, taller):
    """Scores that somebody wrote to a file of the folder stay there: the run says so, and ends."""
    path = write(tabla, taller / "datos.parquet")
    done = score_paths(path)
    (taller / "puntajes").mkdir()
    write_parquet(done.resultados, done.procedencia, taller / "puntajes" / "resumen.parquet")
    with pytest.raises(EvaluacionError, match=r"resumen\.parquet.*salida_imposible"):
        score_to_folder(path, taller / "puntajes")
    assert [found.name for found in (taller / "puntajes").iterdir()] == ["resumen.parquet"]


def spoil(path):
    """Change some bytes in the middle of a file."""
    data = bytearray(path.read_bytes())
    for place in range(len(data) // 2, len(data) // 2 + 3):
        data[place] ^= 0x55
    path.write_bytes(data)


@pytest.mark.usefixtures("cortas")
@pytest.mark.parametrize("with_manifest", [True, False])
def test_a_part_that_was_spoiled_is_never_taken_for_a_good_one(tabla, taller, with_manifest):
    """What the manifest names is compared with it and done again; without one the pages tell, and the file goes."""
    path, folder = write(tabla, taller / "datos.parquet"), taller / "puntajes"
    score_to_folder(path, folder)
    sound = bytes_of(folder)
    spoil(folder / "datos-00001.parquet")
    if not with_manifest:
        (folder / "manifiesto.json").unlink()
        with pytest.raises(EvaluacionError, match=r"datos-00001\.parquet.*puntajes_incompletos.*se dañó"):
            score_to_folder(path, folder)
        assert not (folder / "datos-00001.parquet").exists()
    assert score_to_folder(path, folder).reusadas == len(list(folder.glob("*.parquet"))) - 1
    assert bytes_of(folder) == sound


@pytest.mark.usefixtures("cortas")
@pytest.mark.parametrize("said", ['{"avisos": [], "respondidos": [], "leidas": 500}', '{"avisos": [[]]}', "[]", "{", '{"avisos": 3}'])
def test_a_part_that_tells_its_end_in_another_way_is_done_again(tabla, taller, said):
    """A folder that another version left is taken up without its parts: none is read half."""
    path, folder = write(tabla, taller / "datos.parquet"), taller / "puntajes"
    score_to_folder(path, folder)
    sound, part = bytes_of(folder), folder / "datos-00001.parquet"
    table = pq.read_table(part)
    with pq.ParquetWriter(part, table.schema) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({"hecho": said})
    (folder / "manifiesto.json").unlink()
    assert score_to_folder(path, folder).reusadas == len(list(folder.glob("*.parquet"))) - 1
    assert bytes_of(folder) == sound


@pytest.mark.parametrize("files", [["a.csv", "b.csv"], ["a.csv"]])
def test_a_record_that_is_twice_under_different_marcos_is_told(taller, files):
    """As in a single run: in two files or in one, although no instrument has it twice."""
    (taller / "a.csv").write_text(
        f"practica,{DIGITAL},{CONTINUA}\nx,sí,\ny,no,\n" + ("" if "b.csv" in files else "x,,no\n"), encoding="utf-8"
    )
    (taller / "b.csv").write_text(f"practica,{CONTINUA}\nx,sí\nz,no\n", encoding="utf-8")
    for score in (lambda: score_paths(files), lambda: score_to_folder(files, "puntajes")):
        with pytest.raises(EvaluacionError, match=r"registro_repetido.*«x» ya está en a\.csv:2:1"):
            score()


def test_a_bar_for_instruments_without_totals_is_refused_before_anything_is_done(taller):
    """Nobody waits for a run of hours to hear that it cannot be compared."""
    (taller / "voc.csv").write_text("practica,vocacion_ciudad.productora.gente\nx,sí\n", encoding="utf-8")
    with pytest.raises(EvaluacionError, match="opcion_no_valida"):
        score_to_folder("voc.csv", "puntajes", con_totales=True)
    assert not (taller / "puntajes").exists()


def test_the_pure_function_takes_an_arrow_table_and_gives_one(tabla, taller):
    """Any engine can call it: the plan travels as some kilobytes, and the table needs no file."""
    path = write(tabla, taller / "datos.parquet")
    plan = score_to_folder(path, taller / "puntajes").plan
    assert len(plan.planes) == 1
    sent = pickle.dumps(plan)
    assert len(sent) < 200_000
    scored = score_arrow(tabla.slice(100, 50), pickle.loads(sent))  # noqa: S301 - what was just made
    assert scored.equals(pq.read_table(taller / "puntajes" / "datos-00000.parquet").replace_schema_metadata().slice(100, 50))
    spoilt = tabla.slice(0, 5).set_column(0, "practica", [["a", "b", "c d", "e", "f"]])
    with pytest.raises(EvaluacionError, match="partición:3:1"):
        score_arrow(spoilt, plan)


@pytest.mark.usefixtures("cortas")
def test_a_text_with_lone_carriage_returns_is_one_part(taller):
    """Where lines are counted otherwise nothing is cut."""
    (taller / "vieja.csv").write_bytes(b"practica,titulo\r" + b"".join(b"p-%d,Uno\r\n" % row for row in range(20_000)))
    assert len(cut_lines(taller / "vieja.csv", is_csv=True).tramos) == 1


def test_equal_texts_have_equal_hashes_and_different_ones_do_not():
    """Order, length and absence count."""
    words = ["a", "b", "ab", "ba", "", None, "aa", "á" * 5_000, "a"]
    found = hash_texts(pa.array(words)).tolist()
    assert found[0] == found[-1]
    assert len(set(found)) == len(words) - 1
    assert hash_texts(pa.array(words).slice(2, 3)).tolist() == found[2:5]
