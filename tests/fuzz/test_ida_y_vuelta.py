"""The same words by every way in: a text is read equal from YAML, JSON, CSV, NDJSON, Parquet and a workbook, and written equal."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evaluacion.flujo.api import read_practicas
from evaluacion.model.practica import Practica
from evaluacion.publish.registro_yaml import as_yaml
from evaluacion.read.texto import CONTROL, HIDDEN

PALABRAS = (
    "no",
    "sí",
    "007",
    "0.10",
    "1e5",
    "12:30",
    "null",
    "~",
    "TRUE",
    "=1+1",
    "+1",
    "@x",
    "'a",
    '"a"',
    "a: b # c",
    "- a",
    "2024-05-12",
    "#N/A",
    "a;b,c\td",
)
TEXTOS = (
    st.sampled_from(PALABRAS)
    | st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co")) | st.sampled_from("\n \t=#:'\""), min_size=1, max_size=40)
).map(lambda text: unicodedata.normalize("NFC", text).strip()).filter(lambda text: text and not HIDDEN.search(text) and not CONTROL.search(text))  # fmt: skip
NOMBRES = ("practica", "titulo", "descripcion", "responsable", "nota")


def write_yaml(path, record):
    path.write_text(as_yaml(Practica.model_validate(record)), encoding="utf-8")


def write_json(path, record):
    path.write_text(json.dumps(record), encoding="utf-8")


def write_csv(path, record):
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([NOMBRES, [record[name] for name in NOMBRES]])
    path.write_bytes(out.getvalue().encode())


def write_parquet(path, record):
    pq.write_table(pa.table({name: [record[name]] for name in NOMBRES}), path)


def write_xlsx(path, record):
    book = openpyxl.Workbook()
    book.active.append(NOMBRES)
    for column, name in enumerate(NOMBRES, 1):
        cell = book.active.cell(2, column)
        cell.value, cell.data_type = record[name].replace("_x", "_x005F_x"), "s"
    book.save(path)


FORMAS = {
    "r.yaml": write_yaml,
    "r.json": write_json,
    "r.ndjson": write_json,
    "r.csv": write_csv,
    "r.parquet": write_parquet,
    "r.xlsx": write_xlsx,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the records are written."""
    return tmp_path_factory.mktemp("ida")


@given(TEXTOS, TEXTOS, TEXTOS)
@settings(max_examples=15)
@example("no", "007", "a\nb")
@example("=1+1", "'=1", "ñ" * 2_000)
@example("&amp; <b>", "_x0041_", "{}")
def test_any_words_are_the_same_by_every_way_in(folder, titulo, responsable, nota):
    """One record of any words, written in each of the six forms, is read equal."""
    record = {"practica": "p", "titulo": titulo, "descripcion": "007", "responsable": responsable, "nota": nota}
    for name, write in FORMAS.items():
        write(folder / name, record)
        found = read_practicas(folder / name).practica(0)
        assert {"practica": found.id, **{key: getattr(found, key) for key in NOMBRES[1:]}} == record, name
