"""A folder named without its slash: whoever has a large table is told, instead of getting a text that nobody can open."""

from __future__ import annotations

from click.testing import CliRunner

from evaluacion.cli.principal import evaluacion

from .conftest import MARCO, write

ORDEN = ("calificar", "datos.parquet", "--marco", MARCO, "--salida", "puntajes")


def test_a_large_table_under_the_name_of_a_folder_without_its_slash_is_refused(tabla, taller, monkeypatch):
    """The call says how to name the folder and writes nothing; asking for a form is enough to have the file."""
    write(tabla, taller / "datos.parquet")
    monkeypatch.setattr("evaluacion.cli.calificar._MOST_IN_TEXT", 10)
    said = CliRunner().invoke(evaluacion, ORDEN, standalone_mode=False)
    assert "--salida puntajes/" in str(said.exception)
    assert not (taller / "puntajes").exists()
    assert CliRunner().invoke(evaluacion, [*ORDEN, "--formato", "tabla"], standalone_mode=False).exception is None
    assert (taller / "puntajes").is_file()
