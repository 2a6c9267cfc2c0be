"""JSON, CSV and Parquet: exact where they must be exact, harmless where a spreadsheet opens them."""

from __future__ import annotations

import csv
import io
import json

import numpy as np

from evaluacion.publish.datos import as_columns, as_csv, as_frame, as_json, escape_text, write_csv, write_parquet


def nodes_of(ficha):
    """Yield the column name and the numbers of every node of a ficha as JSON has it."""
    yield "", ficha
    for group in ficha["grupos"]:
        yield f"{ficha['marco']}.grupo:{group['id']}.", group
        for criterion in group["criterios"]:
            yield f"{ficha['marco']}.{criterion['id']}.", criterion


MEASURES = ("puntaje", "minimo", "maximo", "cobertura", "aplicabilidad")


def test_the_json_holds_the_floats_bit_by_bit(ejemplos):
    """What JSON says, read again, is the number that was computed: nothing is rounded."""
    data = json.loads(as_json(ejemplos.resultados, ejemplos.procedencia))
    fichas = iter(data["fichas"])
    for resultado in ejemplos.resultados:
        for position in range(len(resultado)):
            ficha = next(fichas)
            for row, name in enumerate(MEASURES):
                value = resultado.nodos[row, -1, position]
                assert ficha[name] == (None if np.isnan(value) else value)


def test_parquet_holds_exactly_what_json_holds(ejemplos, tmp_path):
    """Every number of every node, level, place and flag is the same in both; the provenance travels in the metadata."""
    import pyarrow.parquet as pq

    path = tmp_path / "x.parquet"
    write_parquet(ejemplos.resultados, ejemplos.procedencia, path)
    table = pq.read_table(path)
    rows = table.to_pylist()
    fichas = json.loads(as_json(ejemplos.resultados, ejemplos.procedencia))["fichas"]
    assert len(rows) == len(fichas)
    for row, ficha in zip(rows, fichas, strict=True):
        assert [row[name] for name in ("marco", "version", "practica", "titulo", "evaluador")] == [
            ficha[name] for name in ("marco", "version", "practica", "titulo", "evaluador")
        ]
        assert [row[f"nivel_{part}"] for part in ("seguro", "al_menos", "hasta")] == list(ficha["nivel"].values())
        assert (row["provisional"], row["elegible"], row["minimo_estricto"]) == (
            ficha["provisional"],
            ficha["elegible"],
            ficha["minimo_estricto"],
        )
        place = ficha["lugar"] or {"mejor": None, "peor": None}
        assert (row["lugar_mejor"], row["lugar_peor"]) == (place["mejor"], place["peor"])
        for prefix, node in nodes_of(ficha):
            assert [row[prefix + name] for name in MEASURES] == [node[name] for name in MEASURES]
        others = [name for name in row if "." in name and not name.startswith(f"{ficha['marco']}.")]
        assert all(row[name] is None for name in others)
    assert json.loads(table.schema.metadata[b"procedencia"]) == json.loads(json.dumps(ejemplos.procedencia.as_dict()))


def test_the_frame_is_the_same_table(ejemplos):
    """as_frame gives the columns of the table, one row a scorecard."""
    frame = as_frame(ejemplos.resultados)
    columns = as_columns(ejemplos.resultados)
    assert list(frame.columns) == list(columns)
    assert len(frame) == sum(len(resultado) for resultado in ejemplos.resultados)
    assert frame["minimo"].tolist() == columns["minimo"]


def test_the_csv_of_a_spreadsheet_has_mark_and_provenance_beside(ejemplos, tmp_path):
    """UTF-8 with byte order mark, CRLF, one row a scorecard, numbers that round-trip; provenance in its own file."""
    written = write_csv(ejemplos.resultados, ejemplos.procedencia, tmp_path / "puntajes.csv")
    assert [path.name for path in written] == ["puntajes.csv", "puntajes.procedencia.json"]
    data = written[0].read_bytes()
    assert data.startswith(b"\xef\xbb\xbfmarco,")
    assert data.count(b"\r\n") == data.count(b"\n")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    columns = as_columns(ejemplos.resultados)
    assert [None if not row["minimo"] else float(row["minimo"]) for row in rows] == columns["minimo"]
    assert {row["provisional"] for row in rows} == {"sí", "no"}
    provenance = json.loads(written[1].read_text(encoding="utf-8"))
    assert [item["marco"] for item in provenance["marcos"]] == ["cualitativo", "cuantitativo", "estrategico"]
    assert all(len(item["sha256"]) == 64 for item in provenance["archivos"])


def test_text_that_looks_like_a_formula_is_escaped_in_csv(hostil):
    """No cell of text begins with = + - @ (nor their wide forms, nor behind blanks); other text stays."""
    rows = list(csv.DictReader(io.StringIO(as_csv(hostil.resultados))))
    assert len(rows) == 8
    for row in rows:
        for name in ("titulo", "evaluador"):
            assert row[name].lstrip()[:1] not in tuple("=+-@＝"), row[name]
    assert rows[6]["titulo"] == "normal = no"
    assert rows[0]["titulo"] == '\'=cmd|"/c calc"!A1'


def test_escape_text_also_looks_at_tabs_and_breaks():
    """Tab and carriage return at the start are how a cell hides a formula."""
    for text in ("=1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\u00a0=1", "\n=1", "＝1", "＋1", "－1", "＠x"):
        assert escape_text(text) == "'" + text, repr(text)
    for text in ("", "a=1", "1-2", "sí", " "):
        assert escape_text(text) == text


def test_the_json_is_not_escaped(hostil):
    """JSON is the exact record: the same texts, as they were written."""
    titles = [ficha["titulo"] for ficha in json.loads(as_json(hostil.resultados, hostil.procedencia))["fichas"]]
    assert titles[0] == '=cmd|"/c calc"!A1'
    assert titles[5] == "＝1"
    assert all(ord(char) < 128 for char in as_json(hostil.resultados, hostil.procedencia, ascii_only=True))
