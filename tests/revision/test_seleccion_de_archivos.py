"""Nothing that somebody asked to review is left out in silence."""

from __future__ import annotations

from datetime import date

import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.flujo.revisar import Opciones, review_paths

BUENA = "estrategia: buena\nvision: v\n"


@pytest.fixture
def carpeta(tmp_path, monkeypatch):
    """Give a folder of work with a strategy that can be read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "planes").mkdir()
    (tmp_path / "planes" / "buena.yaml").write_text(BUENA, encoding="utf-8")
    return tmp_path


def problems(*rutas):
    return [(item.codigo, item.remedio) for item in review_paths(rutas, Opciones(hoy=date(2026, 7, 1))).problemas]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_strategy_of_a_folder_in_another_encoding_is_told(carpeta, codec):
    """It cannot be read, and its absence would look like a clean review."""
    (carpeta / "planes" / "otra.yaml").write_bytes("estrategia: otra\n".encode(codec))
    assert [code for code, _ in problems("planes")] == ["codificacion"]


@pytest.mark.parametrize("clave", ["Estrategia", "ESTRATEGIA", "estratejia", "estrategía", "Estratégia", "estrategias", '"Estrategia"'])
def test_a_strategy_of_a_folder_whose_first_key_is_misspelt_is_told(carpeta, clave):
    """With the key that was meant."""
    (carpeta / "planes" / "otra.yaml").write_text(f"{clave}: otra\nvision: v\n", encoding="utf-8")
    assert problems("planes") == [("clave_desconocida", "¿Quiso escribir «estrategia»?")]


def test_a_file_with_the_keys_of_a_strategy_and_no_name_is_told(carpeta):
    """Three keys of its first level are enough; two may be of something else."""
    path = carpeta / "planes" / "otra.yaml"
    path.write_text("titulo: t\nejes: []\nobjetivos: []\nacciones: []\n", encoding="utf-8")
    assert problems("planes") == [("falta_clave", "Empiece con «estrategia: identificador».")]
    path.write_text("titulo: t\nejes: []\nobjetivos: []\n", encoding="utf-8")
    assert problems("planes") == []


def test_a_strategy_after_a_byte_order_mark_is_reviewed(carpeta):
    """As some editors write it."""
    (carpeta / "planes" / "otra.yaml").write_text("estrategia: otra\n", encoding="utf-8-sig")
    assert len(review_paths(["planes"], Opciones(hoy=date(2026, 7, 1))).leidas) == 2


def test_a_file_of_another_kind_in_a_folder_is_passed_over(carpeta):
    """Records and files of other tools lie beside strategies."""
    (carpeta / "planes" / "otra.yaml").write_text("practica: x\nestrategias: 3\n", encoding="utf-8")
    (carpeta / "planes" / "ci.yml").write_text("on: push\njobs: {a: {strategy: {}}}\n", encoding="utf-8")
    assert problems("planes") == []


def test_each_named_path_without_a_strategy_is_an_error(carpeta, orden):
    """Although another one had something to review."""
    (carpeta / "vacia").mkdir()
    (carpeta / "soloprac").mkdir()
    (carpeta / "soloprac" / "p.yaml").write_text("practica: p\n", encoding="utf-8")
    said = orden("revisar", "planes/buena.yaml", "soloprac", "vacia", cwd=carpeta, check=2).stderr
    assert "«soloprac»" in said
    assert "«vacia»" in said


def test_what_could_not_be_read_explains_why_nothing_was_reviewed(carpeta):
    """Nobody is asked for a file that was given."""
    (carpeta / "mala.yaml").write_bytes("estrategia: otra\n".encode("utf-16"))
    with pytest.raises(EvaluacionError) as error:
        review_paths(["mala.yaml"])
    assert [item.codigo for item in error.value.problemas] == ["codificacion"]


def test_two_files_with_one_strategy_are_a_warning_that_names_both(carpeta, orden):
    """A copy may be meant; a forgotten identifier would show two scores under one name."""
    (carpeta / "planes" / "copia.yaml").write_text(BUENA, encoding="utf-8")
    (found,) = review_paths(["planes"], Opciones(hoy=date(2026, 7, 1))).problemas
    assert (found.codigo, found.severidad) == ("identificador_repetido", "aviso")
    assert "planes/buena.yaml" in found.mensaje
    assert "planes/copia.yaml" in found.mensaje
    alone = orden("revisar", "planes/buena.yaml", "--fallar-con", "nunca", cwd=carpeta, check=0)
    both = orden("revisar", "planes", "--fallar-con", "nunca", cwd=carpeta, check=0)
    assert "identificador_repetido" not in alone.stderr
    assert "identificador_repetido" in both.stderr


def test_a_link_to_nothing_is_told_by_its_own_name_and_what_it_points_to(carpeta):
    """Named or found in a folder, the name of what is not there would not help to find the link."""
    link = carpeta / "planes" / "roto.yaml"
    try:
        link.symlink_to("nada.yaml")
    except OSError:
        pytest.skip("links cannot be made here")
    found = review_paths(["planes"], Opciones(hoy=date(2026, 7, 1))).problemas
    with pytest.raises(EvaluacionError) as error:
        review_paths(["planes/roto.yaml"])
    for problem in (*found, *error.value.problemas):
        assert (problem.codigo, problem.origen.archivo) == ("archivo_no_encontrado", "planes/roto.yaml")
        assert problem.mensaje == "Es un enlace a «nada.yaml», que no existe."
    assert len(found) == 1
