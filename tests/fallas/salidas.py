"""Every kind of file that the tool writes: the call that makes it, and what is there when it ends."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

RAIZ = Path(__file__).resolve().parent.parent.parent
EJEMPLOS = RAIZ / "examples"
MARCO = """\
marco: breve
version: 1.0.0
titulo: Marco breve
fuente: Obra de prueba
niveles: [{desde: 0, nombre: bajo}, {desde: 50, nombre: alto}]
grupos:
  - id: g
    nombre: Grupo
    criterios:
      - id: a
        nombre: Primero
        preguntas: [{id: p1, texto: ¿Uno?, evidencia: opcional}, {id: p2, texto: ¿Dos?, evidencia: opcional}]
      - id: b
        nombre: Segundo
        preguntas: [{id: q1, texto: ¿Tres?, evidencia: opcional}]
"""
TABLA = "practica,titulo,breve.a.p1,breve.a.p2,breve.b.q1\nuno,Zapata,sí,no,parcial\ndos,Ámbar,no,sí,sí\ntres,Ñandú,sí,sí,sí\n"
VOTOS = "practica,titulo,evaluacion.evaluador,breve.a.p1,breve.a.p2,breve.b.q1\n"
ENVIADO = "lleno.xlsx"
INDICE = "unidad,2005,2010\nbaja,1.0,2.0\nsonora,2.0,3.0\n"
TABLAS = """\
catalogo: prueba
titulo: Tablas de prueba
tablas:
  - id: indice
    archivo: indice.csv
    titulo: Índice de prueba
    fuente: {obra: Obra de prueba, autor: Nadie, publicado: 2025, lugar: tabla 1}
    unidad: puntos
    columnas: {"2005": Índice en 2005, "2010": Índice en 2010}
"""
CIFRAS = """\
verificacion: prueba
titulo: Cifras de prueba
fuente: {obra: Obra de prueba, autor: Nadie, publicado: 2025}
catalogo: tablas.yaml
cifras: [{id: media, tipo: media, tabla: indice, columna: "2005", publicado: "1.5", fuente: Fila Promedio}]
"""
TENDENCIA = """\
tendencia: prueba
titulo: Índice de prueba
marco: indice_internacionalizacion
indicador: indice
tabla: {catalogo: tablas.yaml, id: indice}
"""
EJEMPLO = tuple(
    sorted(["ejemplo/puntajes.json", "ejemplo/tablero.xlsx", *(f"ejemplo/practicas/{path.name}" for path in (EJEMPLOS / "practicas").iterdir())])
)
DE_ANTES = b"lo de antes"


class Caso(NamedTuple):
    """A call that writes: the command, the shape, its words (`{e}` the inputs, `{s}` where it writes) and what it leaves."""

    orden: str
    forma: str
    resto: str
    salidas: tuple[str, ...]
    reemplaza: bool = True
    """Whether it writes over a file that another program made."""

    @property
    def nombre(self) -> str:
        """What the case is called in a report."""
        return f"{self.orden}-{self.forma}"

    def palabras(self, entradas: Path, salida: Path) -> list[str]:
        """Return the words of the call."""
        return [self.orden, *(word.format(e=entradas, s=salida, x=EJEMPLOS) for word in self.resto.split())]


def _shapes(orden: str, forms: str, rest: str) -> list[Caso]:
    """Return a case for each shape (`name=extension`) that goes to one file."""
    made = []
    for form in forms.split():
        name, _, extension = form.partition("=")
        beside = ("x.csv", "x.procedencia.json") if name == "csv" and orden in ("calificar", "comparar", "diferencias") else ()
        option = "" if extension == "xlsx" and name == "xlsx-solo" else f"--formato {name} "
        made.append(Caso(orden, name.removesuffix("-solo"), f"{rest} {option}--salida {{s}}/x.{extension}", beside or (f"x.{extension}",)))
    return made


_REGISTROS = "{e}/registros --marco {e}/marco.yaml"
CASOS = [
    *_shapes("calificar", "tabla=txt json=json csv=csv parquet=parquet md=md", _REGISTROS),
    Caso(
        "calificar",
        "carpeta",
        "{e}/registros/tabla.csv --marco {e}/marco.yaml --salida {s}/puntajes/",
        ("puntajes/conjunto/cifras.json", "puntajes/conjunto/lugares.parquet", "puntajes/manifiesto.json", "puntajes/tabla-00000.parquet"),
        reemplaza=False,
    ),
    Caso("tablero", "xlsx", f"{_REGISTROS} --salida {{s}}/x.xlsx", ("x.xlsx",)),
    Caso(
        "tablero",
        "recortado",
        f"{_REGISTROS} --filas-max 1 --salida {{s}}/x.xlsx",
        ("x.datos.parquet", "x.xlsx"),
        reemplaza=False,
    ),
    Caso("formulario", "marco", "{e}/marco.yaml --practicas {e}/registros --salida {s}/f", ("f/dos.xlsx", "f/tres.xlsx", "f/uno.xlsx"), reemplaza=False),
    Caso("formulario", "un-libro", "{e}/marco.yaml --practicas {e}/registros --un-libro --reemplazar --salida {s}", ("formularios.xlsx",)),
    Caso("formulario", "estrategia", "--estrategia --reemplazar --salida {s}", ("estrategia.xlsx",)),
    Caso("formulario", "xlsform", "{e}/marco.yaml --xlsform --reemplazar --salida {s}", ("evaluacion-breve.xlsx",)),
    Caso(
        "formulario",
        "reparto",
        "{e}/marco.yaml --practicas {e}/registros --evaluadores Ana,Beto,Cata --un-libro --reemplazar --salida {s}",
        ("formularios--ana.xlsx", "formularios--beto.xlsx", "formularios--cata.xlsx", "reparto.xlsx"),
    ),
    Caso("importar", "registros", f"{{e}}/{ENVIADO} --marco {{e}}/marco.yaml --salida {{s}}/r", ("r/dos.yaml", "r/tres.yaml", "r/uno.yaml"), reemplaza=False),
    *_shapes("panel", "tabla=txt json=json csv=csv xlsx-solo=xlsx", "{e}/votos.csv --marco {e}/marco.yaml"),
    Caso(
        "panel",
        "estado",
        "{e}/reparto --estado --reparto {e}/reparto/reparto.xlsx --marco {e}/marco.yaml --formato json --salida {s}/x.json",
        ("x.json",),
    ),
    *_shapes("explicar", "texto=txt markdown=md json=json xlsx=xlsx", f"{_REGISTROS.split()[0]} --practica uno --contra dos --marco {{e}}/marco.yaml"),
    *_shapes("verificar-cifras", "tabla=txt json=json md=md", "{e}/cifras.yaml"),
    *_shapes("proyectar", "tabla=txt json=json csv=csv", "{x}/datos_publicados/proyeccion-acuerdos.yaml"),
    *(Caso("nueva", clase, f"{clase} --salida {{s}}/x.yaml", ("x.yaml",), reemplaza=False) for clase in ("estrategia", "practica", "marco", "moderacion")),
    Caso("nueva", "comparacion", "comparacion --salida {s}/x.yaml", ("datos.csv", "x.yaml"), reemplaza=False),
    *_shapes("tendencias", "tabla=txt json=json md=md xlsx=xlsx", "{e}/tendencia.yaml"),
    *_shapes("comparar", "tabla=txt json=json csv=csv parquet=parquet xlsx=xlsx", "{e}/comparacion.yaml"),
    *_shapes("diferencias", "tabla=txt json=json csv=csv markdown=md xlsx-solo=xlsx", "{e}/antes.csv {e}/registros/tabla.csv --marco {e}/marco.yaml"),
    *_shapes("procedimiento", "texto=txt json=json ics=ics xlsx=xlsx", "acuerdo_interinstitucional --firma 2026-09-30 --fecha 2026-09-01"),
    Caso("esquema", "clase", "practica --salida {s}/x.json", ("x.json",)),
    Caso("esquema", "marco", "--marco {e}/marco.yaml --salida {s}/x.json", ("x.json",)),
    *_shapes(
        "revisar",
        "texto=txt github=txt gitlab=json json=json junit=xml markdown=md ndjson=ndjson sarif=sarif xlsx=xlsx",
        "{e}/estrategia.yaml --fecha 2026-01-01 --fallar-con nunca",
    ),
    Caso(
        "revisar",
        "varios",
        "{e}/estrategia.yaml --fecha 2026-01-01 --fallar-con nunca --formato sarif={s}/a.sarif --formato json={s}/b.json --guardar-conocidos {s}/c.json",
        ("a.sarif", "b.json", "c.json"),
    ),
    Caso("ejemplo", "carpeta", "{s}/ejemplo", EJEMPLO, reemplaza=False),
]
POR_NOMBRE = {caso.nombre: caso for caso in CASOS}
MUESTRA = [POR_NOMBRE[name] for name in ("calificar-json", "tablero-xlsx", "calificar-parquet")]
"""One of each way of filling a file: bytes, the library of workbooks, the library of Parquet."""


def write_inputs(folder: Path) -> None:
    """Write what the cases read, save what other commands make of it (see `vivero`)."""
    (folder / "registros").mkdir(parents=True)
    (folder / "marco.yaml").write_text(MARCO, encoding="utf-8")
    (folder / "registros" / "tabla.csv").write_text(TABLA, encoding="utf-8")
    (folder / "antes.csv").write_text(TABLA.replace("parcial", "no"), encoding="utf-8")
    for name, text in (("indice.csv", INDICE), ("tablas.yaml", TABLAS), ("cifras.yaml", CIFRAS), ("tendencia.yaml", TENDENCIA)):
        (folder / name).write_text(text, encoding="utf-8")
    rows = TABLA.splitlines()[1:]
    votes = [f"{i},{t},{who},{rest}\n" for row in rows for i, t, rest in [row.split(",", 2)] for who in ("ana", "beto")]
    (folder / "votos.csv").write_text(VOTOS + "".join(votes), encoding="utf-8")
    shutil.copy(RAIZ / "plantillas" / "comparacion.yaml", folder / "comparacion.yaml")
    shutil.copy(RAIZ / "plantillas" / "comparacion.datos.csv", folder / "datos.csv")
    shutil.copy(EJEMPLOS / "estrategias" / "coahuila-global.yaml", folder / "estrategia.yaml")


MAKERS = (
    ("formulario {e}/marco.yaml --practicas {e}/registros --un-libro --salida {e}/hecho", "hecho/formularios.xlsx", ENVIADO),
    ("formulario {e}/marco.yaml --practicas {e}/registros --evaluadores Ana,Beto,Cata --salida {e}/reparto", "reparto/reparto.xlsx", None),
)
"""Inputs that the tool itself makes: the call, what it writes, and the name under which it is used."""
