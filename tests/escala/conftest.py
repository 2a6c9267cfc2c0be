"""Tables of some thousands of invented records, in every format, and parts small enough to have several of them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest

from evaluacion.read.marco import load_marco

MARCO = "cualitativo"
N = 1_500


@pytest.fixture(scope="session")
def tabla():
    """Answers drawn at random, with blanks, evidence and titles."""
    rng = np.random.default_rng(20_261_121)
    columns = {"practica": [f"p-{row:05d}" for row in rng.permutation(N)], "titulo": [f"Práctica {row}, «así»" for row in range(N)]}
    for path in load_marco(MARCO).marco.preguntas:
        drawn = rng.integers(0, 4, N).tolist()
        columns[f"{MARCO}.{path}"] = [(None, "sí", "parcial", "no")[code] for code in drawn]
    columns[f"{MARCO}.{path}.evidencia"] = [f'Acta {row}\ndos renglones, y "comillas"' for row in range(N)]
    return pa.table(columns)


def write(tabla, path):
    """Write a table in the format of its name."""
    match path.suffix:
        case ".parquet":
            pq.write_table(tabla, path, row_group_size=250)
        case ".csv":
            pc.write_csv(tabla, path)
        case ".ndjson":
            path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in tabla.to_pylist()), encoding="utf-8")
    return path


@pytest.fixture
def tres_partes(monkeypatch):
    """Parts of Parquet of 500 rows: how many are in memory at once stays as it is, also in other processes."""
    monkeypatch.setattr("evaluacion.read.parte.FILAS_DE_PARTE", 500)


@pytest.fixture
def cortas(monkeypatch, tres_partes):  # noqa: ARG001 - both
    """Parts of 500 rows, or of 200 kB, and batches of 130 rows, read in blocks that end anywhere."""
    monkeypatch.setattr("evaluacion.read.parte.FILAS_DE_LOTE", 130)
    monkeypatch.setattr("evaluacion.read.corte_texto.BYTES_DE_PARTE", 200_000)
    monkeypatch.setattr("evaluacion.read.corte_texto._BLOCK", 70_001)


@pytest.fixture
def taller(tmp_path, monkeypatch):
    """A folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def disco(tmp_path):
    """A folder on a disk of 160 kB, where the tests may mount one."""
    folder = tmp_path / "disco"
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("only an administrator mounts a disk")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=160k", "tmpfs", str(folder)], capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)
