"""Records invented for the tests of the answers to a complaint."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

CASOS = Path(__file__).parent / "casos" / "reclamos"


@pytest.fixture
def reclamos(tmp_path, monkeypatch):
    """A folder `reclamos` with a marco and three records, from where a person would call."""
    shutil.copytree(CASOS, tmp_path / "reclamos")
    monkeypatch.chdir(tmp_path)
    return Path("reclamos")
