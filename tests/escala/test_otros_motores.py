"""The snippets of the guide for Spark and Ray, taken from its page as they are printed and run on the real engines."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evaluacion.flujo.escala import score_to_folder
from evaluacion.scale.puntuar import score_arrow

from .conftest import MARCO
from .corridas import RAIZ, write_inputs

pytestmark = pytest.mark.lenta
GUIA = RAIZ / "docs" / "guia" / "22-millones.md"
BEFORE = f"""
import pyarrow as pa
from evaluacion.flujo.escala import score_to_folder
from evaluacion.scale.puntuar import schema_of, score_arrow
plan = score_to_folder("datos", "plan", marcos="{MARCO}").plan
"""
SPARK = """
from pyspark.sql import SparkSession
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
"""
RAY = """
import ray
ray.init(num_cpus=2, include_dashboard=False, _node_ip_address="127.0.0.1")
"""


def snippet(heading):
    """Return the block of code of the guide that follows some words."""
    found = re.search(rf"^{re.escape(heading)}.*?^```text\n(.*?)^```$", GUIA.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return found[1]


def has(*modules):
    """Whether modules can be imported."""
    return all(importlib.util.find_spec(name) for name in modules)


@pytest.mark.parametrize(
    ("heading", "prologue", "output"),
    [
        pytest.param(
            "Con Spark",
            SPARK,
            "puntajes_spark",
            marks=pytest.mark.skipif(not has("pyspark") or shutil.which("java") is None, reason="pyspark and Java"),
        ),
        pytest.param("Con Ray", RAY, "puntajes_ray", marks=pytest.mark.skipif(not has("ray"), reason="ray")),
    ],
)
def test_the_snippet_of_the_guide_gives_what_the_function_gives(heading, prologue, output, tabla, taller):
    """Every record with the same columns and the same bits, whatever way the engine cuts them."""
    write_inputs(tabla, taller / "datos", 3)
    code = snippet(heading)
    assert sum(bool(line.strip()) for line in code.splitlines()) <= 10
    (taller / "guia.py").write_text(BEFORE + prologue + code, encoding="utf-8")
    here = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1", "RAY_USAGE_STATS_ENABLED": "0", "PYTHONPATH": str(RAIZ)}
    done = subprocess.run(
        [sys.executable, "guia.py"], env={**os.environ, **here}, timeout=600, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = pa.concat_tables([pq.read_table(path) for path in sorted(Path(output).glob("*.parquet"))]).sort_by("practica")
    plan = score_to_folder("datos", "plan", marcos=MARCO).plan
    assert found.replace_schema_metadata().equals(score_arrow(tabla, plan).sort_by("practica"))
