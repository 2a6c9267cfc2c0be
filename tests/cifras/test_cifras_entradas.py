"""Bad inputs of the claims, their tables and their amendments: every problem at its place, and nothing answered."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from evaluacion.model.cifras import Afirmacion

TABLA = "fila,nombre,a,b\nx,Equis,1,2\ny,Ye,3,4\nt,Total,4,6\n"
CATALOGO = """\
catalogo: c
tablas:
  - {id: t, archivo: t.csv, titulo: Tabla, fuente: Prueba, resumen: [{fila: t}]}
"""
CIFRAS = "verificacion: v\ntitulo: Prueba\ncatalogo: tablas.yaml\ncifras:\n"


@pytest.fixture
def carpeta(tmp_path):
    (tmp_path / "t.csv").write_text(TABLA, encoding="utf-8")
    (tmp_path / "tablas.yaml").write_text(CATALOGO, encoding="utf-8")
    return tmp_path


def run(orden, carpeta, text, *args, code=2):
    (carpeta / "cifras.yaml").write_text(text, encoding="utf-8")
    return orden("verificar-cifras", "cifras.yaml", *args, cwd=carpeta, check=code)


@pytest.mark.parametrize(
    ("claim", "code", "says"),
    [
        ('{id: a, tipo: total, tabla: q, columna: a, publicado: "4"}', "cifra_no_valida", "No hay una tabla «q»"),
        ('{id: a, tipo: total, columna: a, publicado: "4"}', "cifra_no_valida", "no dice su tabla"),
        ('{id: a, tipo: total, tabla: t, columna: aa, publicado: "4"}', "cifra_no_valida", "no tiene la columna «aa»"),
        ('{id: a, tipo: total, tabla: t, columna: a, filas: [x, Yes], publicado: "4"}', "cifra_no_valida", "no tiene la fila «Yes»"),
        ('{id: a, tipo: total, tabla: t, columna: a, filas: [x, x], publicado: "4"}', "cifra_no_valida", "«x» está dos veces"),
        ('{id: a, tipo: total, tabla: t, columna: nombre, publicado: "4"}', "celda_no_valida", "«Equis», que no es un número"),
        ('{id: a, tipo: total, tabla: t, publicado: "4"}', "valor_no_permitido", "necesita «columna» o «columnas»"),
        ('{id: a, tipo: media, tabla: t, columna: a, cuantos: 2, publicado: "4"}', "valor_no_permitido", "no lleva «cuantos»"),
        ('{id: a, tipo: mayores, tabla: t, columna: a, publicado: "4"}', "valor_no_permitido", "necesita «cuantos»"),
        ('{id: a, tipo: participacion, tabla: t, columna: a, publicado: "4"}', "valor_no_permitido", "necesita «entre»"),
        (
            '{id: a, tipo: crecimiento, tabla: t, desde: {fila: x}, hasta: {columna: a}, publicado: "4"}',
            "cifra_no_valida",
            "«desde» no dice",
        ),
        ("{id: a, tipo: total, tabla: t, columna: a, publicado: cuatro}", "valor_no_permitido", "una cifra como se imprimió"),
        ('{id: a, tipo: total, tabla: t, columna: a, publicado: "1,5"}', "valor_no_permitido", "una cifra como se imprimió"),
        ('{id: a, tipo: sumar, tabla: t, columna: a, publicado: "4"}', "valor_no_permitido", "«suma»"),
        ('{id: a, tipo: total, tabla: t, colunma: a, publicado: "4"}', "clave_desconocida", "«columna»"),
        ('{id: a, tipo: conteo, tabla: t, columna: a, condicion: {}, publicado: "4"}', "valor_no_permitido", "indique «minimo»"),
        (
            '{id: a, tipo: proyeccion, base: {valor: "1"}, tasa: 900, factor: 9, periodos: 2, publicado: "4"}',
            "valor_no_permitido",
            "hasta 1000",
        ),
        ('{id: a, tipo: proyeccion, base: {valor: "1"}, tasa: 9, periodos: 999, publicado: "4"}', "fuera_de_limites", "100"),
    ],
)
def test_a_claim_that_cannot_be_computed_is_an_error_at_its_line(claim, code, says, orden, carpeta):
    """Exit 2, the code, the place and what is wrong."""
    done = run(orden, carpeta, f"{CIFRAS}  - {claim}\n")
    assert f"[{code}]" in done.stderr
    assert says in done.stderr
    assert "cifras.yaml:5:" in done.stderr
    assert done.stdout == ""


def test_every_problem_comes_in_one_run(orden, carpeta):
    """Two claims with the same id and an unknown row."""
    good = '  - {id: a, tipo: total, tabla: t, columna: a, publicado: "4"}\n'
    done = run(orden, carpeta, CIFRAS + good + good + '  - {id: b, tipo: lugar, tabla: t, columna: a, fila: zz, publicado: "1"}\n')
    assert "La cifra «a» está dos veces" in done.stderr
    assert "no tiene la fila «zz»" in done.stderr


def test_a_number_keeps_the_decimals_with_which_it_was_written(orden, carpeta):
    """38.40 and 38.4 are the same number, and not the same figure in print; a float of a program has lost them."""
    data = {"verificacion": "v", "titulo": "Prueba", "catalogo": "tablas.yaml"}
    claim = {"id": "a", "tipo": "media", "tabla": "t", "columna": "a", "publicado": 2.0}
    (carpeta / "cifras.json").write_text(json.dumps({**data, "cifras": [claim]}), encoding="utf-8")
    assert "a            2.0          2.0  se sigue" in orden("verificar-cifras", "cifras.json", cwd=carpeta, check=0).stdout
    run(orden, carpeta, f"{CIFRAS}  - {{id: a, tipo: media, tabla: t, columna: a, publicado: 2.04}}\n", "--estricto", code=1)
    with pytest.raises(ValidationError, match="entre comillas"):
        Afirmacion.model_validate(claim)


@pytest.mark.parametrize(
    ("table", "code", "says"),
    [
        ("fila,a\nx,1\nx,2\n", "tabla_invalida", "La fila «x» está dos veces"),
        ("fila,a\nx,1\n,2\n", "tabla_invalida", "no tiene identificador"),
        ('fila,a\nx,"1,500"\nt,1\n', "numero_ambiguo", "1,500"),
        ("fila,a\nx,1,2\n", "fila_de_otro_ancho", "celdas"),
        ("fila\nx\nt\n", "tabla_invalida", "una sola columna"),
        ("fila,a\nx,1\n", "cifra_no_valida", "no tiene la fila «t»"),
        ("", "archivo_vacio", ""),
    ],
)
def test_a_table_that_cannot_be_read_is_an_error(table, code, says, orden, carpeta):
    """As a table, or because it is not what its catalogue says."""
    (carpeta / "t.csv").write_text(table, encoding="utf-8")
    done = run(orden, carpeta, CIFRAS + '  - {id: a, tipo: total, tabla: t, columna: a, publicado: "4"}\n')
    assert f"[{code}]" in done.stderr
    assert says in done.stderr


@pytest.mark.parametrize("name", ["/etc/hostname", "../../fuera.csv", "t.csv; rm"])
def test_a_table_outside_the_folder_is_refused(name, orden, carpeta):
    """Files that a file names stay beside it."""
    inner = carpeta / "dentro" / "mas"
    inner.mkdir(parents=True)
    (inner / "cifras.yaml").write_text(
        f"verificacion: v\ntitulo: T\ncatalogo: '{name}'\ncifras: [{{id: a, tipo: total, tabla: t, columna: a, publicado: '4'}}]\n"
    )
    done = orden("verificar-cifras", "cifras.yaml", cwd=inner, check=2)
    assert "[cifra_no_valida]" in done.stderr


def test_an_amendment_must_agree_with_its_table(orden, carpeta):
    """It is the proof of what was changed."""
    (carpeta / "tablas.yaml").write_text(f"{CATALOGO}enmiendas: enmiendas.yaml\n", encoding="utf-8")
    lines = [
        "enmiendas:",
        "  - {tabla: t, celda: {fila: x, columna: a}, leido: l, enmendado: '7', motivo: Prueba.}",
        "  - {tabla: t, celda: {fila: q, columna: a}, leido: l, enmendado: '7', motivo: Prueba.}",
        "  - {tabla: zz, celda: {fila: x, columna: a}, leido: l, enmendado: '7', motivo: Prueba.}",
    ]
    (carpeta / "enmiendas.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = run(orden, carpeta, CIFRAS + '  - {id: a, tipo: total, tabla: t, columna: a, publicado: "4"}\n')
    assert "enmiendas.yaml:2:5: error [enmienda_no_coincide] La enmienda dice «7» y la tabla «1»." in done.stderr
    assert done.stderr.count("[cifra_no_valida]") == 2
    assert orden("validar", "tablas.yaml", cwd=carpeta).returncode == 2


def test_strict_ends_with_1_when_a_figure_is_not_reproduced(orden, carpeta):
    """Without it, a question answered is a run that went well."""
    text = CIFRAS + '  - {id: a, tipo: total, tabla: t, columna: a, publicado: "5"}\n'
    assert "4" in run(orden, carpeta, text, code=0).stdout
    run(orden, carpeta, text, "--estricto", code=1)
    run(orden, carpeta, text.replace('"5"', '"4"'), "--estricto", code=0)


def test_the_tables_may_be_described_in_the_same_file(orden, carpeta):
    """One file is enough for one table; the answer goes where it is asked."""
    text = 'verificacion: v\ntitulo: "=Prueba | uno"\ntablas:\n  - {id: t, archivo: t.csv, titulo: Tabla, fuente: Prueba}\n'
    text += 'cifras:\n  - {id: a, tipo: total, tabla: t, columna: b, filas: [Equis, ye], publicado: "6"}\n'
    done = run(orden, carpeta, text, "--formato", "md", "--salida", "salida.md", code=0)
    assert done.stderr == "Cifras: salida.md\n"
    assert "| a | 6 | 6 | se sigue |" in (carpeta / "salida.md").read_text(encoding="utf-8")
    assert "\\|" in (carpeta / "salida.md").read_text(encoding="utf-8")


def test_a_table_described_twice_is_told_at_the_second(orden, carpeta):
    """Nobody knows which one a claim means."""
    text = "verificacion: v\ntitulo: Prueba\ntablas:\n"
    text += "  - {id: t, archivo: t.csv, titulo: Tabla, fuente: Prueba}\n  - {id: t, archivo: t.csv, titulo: Otra, fuente: Prueba}\n"
    text += 'cifras:\n  - {id: a, tipo: total, tabla: t, columna: b, filas: [x, y], publicado: "6"}\n'
    done = run(orden, carpeta, text)
    assert "cifras.yaml:5:10: error [cifra_no_valida] La tabla «t» está dos veces." in done.stderr


def test_a_folder_with_published_data_is_checked_whole(orden, raiz):
    """Claims, catalogue, amendments and projection are told apart, and the tables beside them are not taken for records."""
    done = orden("validar", "examples/datos_publicados", "--esquema", check=0, cwd=raiz)
    assert "tabla-1-indice.csv: tabla publicada" in done.stdout
    assert "cifras-capitulo-2.yaml: cifras" in done.stdout
