"""Every door through which a file or a text of a person comes in: how it is opened, and sound things to spoil.

A door takes a path and does what a command does with it, from the reading to the text that is shown. It returns, or raises
the one exception; a door of texts, the one that its reader names. `test_lectores` checks that no reader of the package is
left out, and `python -m tests.fuzz` walks through all of them guided by coverage.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from evaluacion.base.problema import EvaluacionError

RAIZ = Path(__file__).resolve().parent.parent.parent
FORMULARIOS = RAIZ / "tests" / "formularios" / "casos"
HOY = date(2026, 3, 17)
PUERTAS: dict[str, Puerta] = {}


@dataclass(frozen=True)
class Puerta:
    """A way in: the name under which its file is written, its shape, what opens it, and the sound files it begins with."""

    nombre: str
    archivo: str
    clase: str
    abrir: Callable[[Path], object]
    semillas: Callable[[], list[bytes]]
    junto: Callable[[], dict[str, bytes]] = field(default=dict)
    """Files that must be beside it."""
    rehusa: tuple[type[Exception], ...] = (EvaluacionError,)
    """How it refuses."""

    def prepare(self, folder: Path) -> Path:
        """Return where its file goes, in a folder with what must be beside it."""
        home = folder / self.nombre
        if not home.exists():
            home.mkdir(parents=True)
            for name, data in self.junto().items():
                (home / name).parent.mkdir(parents=True, exist_ok=True)
                (home / name).write_bytes(data)
        return home / self.archivo

    def enter(self, data: bytes, folder: Path) -> Exception | None:
        """Open it with some bytes; return how it refused, None when it took them, and let anything else be raised."""
        path = self.prepare(folder)
        path.write_bytes(data)
        try:
            self.abrir(path)
        except self.rehusa as error:
            return error
        return None


def puerta(archivo: str, clase: str, semillas: Callable[[], list[bytes]], **rest: object) -> Callable[[Callable], Callable]:
    """Register a door."""

    def register(function: Callable) -> Callable:
        name = function.__name__
        PUERTAS[name] = Puerta(name, archivo, clase, function, semillas, **rest)
        return function

    return register


def files(*patterns: str) -> Callable[[], list[bytes]]:
    """Return the sound files of some patterns, the shortest first."""
    return cache(lambda: sorted((path.read_bytes() for item in patterns for path in RAIZ.glob(item)), key=len))


def written(*texts: str) -> Callable[[], list[bytes]]:
    """Return some texts as files."""
    return lambda: [text.encode() for text in texts]


# --- documents ------------------------------------------------------------------------------------------------------


@puerta("a.yaml", "yaml", files("plantillas/practica.yaml"))
def documento_yaml(path: Path) -> object:
    from evaluacion.read.documento import read_documento

    return read_documento(path).origen(("x", 0))


@puerta("a.json", "json", written('{"practica": "a", "titulo": "T", "x": [1, 2.50, null, {"y": "ñ\\u00e1"}]}'))
def documento_json(path: Path) -> object:
    from evaluacion.read.documento import read_documento

    return read_documento(path).origen(("x", 3, "y"))


def read_anything(path: Path) -> object:
    """Do what `evaluacion validar` does."""
    from evaluacion.flujo.validar import validate_paths

    return validate_paths([(path, True)])


def score(path: Path) -> object:
    """Do what `evaluacion calificar` does, into text and JSON."""
    from evaluacion.flujo.calificar import score_paths
    from evaluacion.publish import datos, texto

    done = score_paths([path])
    return texto.as_text(done.resultados, done.procedencia), datos.as_json(done.resultados, done.procedencia)


MARCOS = ("plantillas/marco.yaml", "tests/formularios/casos/me*.yaml", "criteria/rango_oficina_migrante/marco.yaml")
CASO = """
- caso: Todo
  registro: {respuestas: {base.hay: sí, base.abierta: a veces}}
  espera: {puntaje: 1}
"""
PRACTICA = b"""practica: p
titulo: T
respuestas:
  mezcla:
    base.hay: s\xc3\xad
    base.abierta: {respuesta: a veces, evidencia: {texto: Consta, url: "https://a.mx"}, fuente: {obra: O, lugar: "p. 3"}}
    base.inversa: s\xc3\xad
    probada.acta: nunca
    sola.unica: {respuesta: no aplica, motivo: M}
indicadores:
  firmados: {linea_base: {periodo: 2019, valor: 1}, meta: {periodo: 2024, valor: 9}, valores: {2020: 3, 2021: 4.50}}
  en_tramite: {valores: {2020: 3, 2021: 4}}
"""
REGISTRO = {"a.yaml": PRACTICA, "mezcla.yaml": (FORMULARIOS / "mezcla.yaml").read_bytes()}


@puerta("marco.yaml", "yaml", files(*MARCOS))
def marco(path: Path) -> object:
    from evaluacion.read.marco import read_marco

    read_anything(path)
    return read_marco(path)


@puerta(
    "cual.yaml", "yaml", written("marco: cual\nversion: 1.0.0\ntitulo: C\nextiende: seguimiento@1\ncambios: {}\n"), junto=lambda: REGISTRO
)
def marco_usado(path: Path) -> object:
    from evaluacion.flujo.calificar import score_paths
    from evaluacion.publish import datos, texto

    done = score_paths([path.with_name("a.yaml")], marcos=[path])
    return texto.as_markdown(done.resultados, done.procedencia), datos.as_json(done.resultados, done.procedencia)


@puerta("casos.yaml", "yaml", files("criteria/rango_oficina_migrante/casos.yaml"), junto=lambda: {"marco.yaml": files(*MARCOS)()[0]})
def casos(path: Path) -> object:
    return read_anything(path)


@puerta(
    "practica.yaml", "yaml", lambda: [PRACTICA, *files("plantillas/practica.yaml", "examples/practicas/q*.yaml")()], junto=lambda: REGISTRO
)
def practica(path: Path) -> object:
    from evaluacion.flujo.calificar import score_paths
    from evaluacion.publish import texto

    read_anything(path)
    done = score_paths([path], marcos=[path.with_name("mezcla.yaml")])
    return texto.as_text(done.resultados, done.procedencia)


@puerta(
    "practica.json",
    "json",
    written('{"practica": "p", "titulo": "T", "respuestas": {"cualitativo": {"sostenibilidad.continuidad": "sí"}}}'),
)
def practica_json(path: Path) -> object:
    return score(path)


@puerta("e.yaml", "yaml", files("plantillas/estrategia.yaml", "examples/estrategias/[a-c]*.yaml"))
def estrategia(path: Path) -> object:
    from evaluacion.flujo.formatos import formats, write_as
    from evaluacion.flujo.revisar import Opciones, review_paths

    done = review_paths([path], Opciones(fecha=HOY, con_fichas=True))
    return [write_as(name, done.total) for name in formats()]


@puerta(
    "suelto.yaml",
    "yaml",
    files("examples/estrategias/objetivos-del-libro.yaml", "plantillas/practica.yaml"),
    junto=lambda: {"tablas.yaml": CATALOGO.encode(), "t.csv": b"c\n6\n"},
)
def sin_nombrar(path: Path) -> object:
    """A file that nobody names, in a folder that is walked, with a published table beside it."""
    from evaluacion.flujo.reunir import gather
    from evaluacion.flujo.revisar import Opciones, review_paths
    from evaluacion.flujo.rutas import find_files, inputs_of

    inputs_of(find_files(path.parent), [path, path.parent])
    with suppress(EvaluacionError):
        review_paths([path.parent], Opciones(fecha=HOY))
    return gather(path.parent)


CONFIGURACION = """
reglas: {OBJ-01: {severidad: aviso}, PLAN-16: no, COH-09: falla, EJE-03: {severidad: aviso, umbrales: {maximo: 4}}}
fallar_con: aviso
minimo: 10
excepciones: [{regla: PLAN-09, motivo: Se verá, hasta: 2030-12-31}]
propias: [{regla: X-1, ruta: "objetivos[].responsable", condicion: existe, mensaje: M, remedio: R}]
"""


@puerta("evaluacion.yaml", "yaml", written(CONFIGURACION), junto=lambda: {"e.yaml": files("examples/estrategias/o*.yaml")()[0]})
def configuracion(path: Path) -> object:
    from evaluacion.flujo.formatos import write_as
    from evaluacion.flujo.revisar import Opciones, review_paths
    from evaluacion.read.configuracion import read_configuracion

    read_configuracion(path)
    return write_as("texto", review_paths([path.with_name("e.yaml")], Opciones(fecha=HOY)).total)


@puerta("conocidos.json", "json", written('{"formato": 1, "conocidos": [{"huella": "a1", "regla": "OBJ-01", "ruta": "", "texto": "T"}]}'))
def conocidos(path: Path) -> object:
    from evaluacion.flujo.conocidos import read_conocidos

    return read_conocidos(path)


@cache
def scored_folder() -> dict[str, bytes]:
    """Return every file of a folder of scores."""
    from tempfile import TemporaryDirectory

    from evaluacion.flujo.escala import score_to_folder

    with TemporaryDirectory() as made:
        table, folder = Path(made, "datos.csv"), Path(made, "puntajes")
        table.write_text("practica,estrategico.digitalizacion.inclusion_digital\na,sí\nb,no\nc,\n", encoding="utf-8")
        score_to_folder(table, folder, marcos="estrategico")
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def board_of(folder: Path) -> object:
    """Do what `evaluacion tablero CARPETA/` does."""
    from evaluacion.flujo.tablero_partes import write_tablero_partes

    return write_tablero_partes(folder, folder.with_name("tablero.xlsx"))


@puerta("manifiesto.json", "json", lambda: [scored_folder()["manifiesto.json"]], junto=scored_folder)
def puntajes_manifiesto(path: Path) -> object:
    return board_of(path.parent)


@puerta("cifras.json", "json", lambda: [scored_folder()["conjunto/cifras.json"]], junto=scored_folder)
def puntajes_cifras(path: Path) -> object:
    told = path.parent / "conjunto" / "cifras.json"
    told.write_bytes(path.read_bytes())
    forge_manifest(path.parent)
    return board_of(path.parent)


def forge_manifest(folder: Path) -> None:
    """Make the manifest agree with what the files say now, as somebody who means harm would."""
    import hashlib
    import re

    path = folder / "manifiesto.json"
    digest = hashlib.sha256((folder / "conjunto" / "cifras.json").read_bytes()).hexdigest()
    text = scored_folder()["manifiesto.json"].decode()
    sound = hashlib.sha256(scored_folder()["conjunto/cifras.json"]).hexdigest()
    path.write_text(re.sub(sound, digest, text), encoding="utf-8")


# --- comparisons and what goes with them ----------------------------------------------------------------------------

COMPARACION = """comparacion: c
titulo: T
unidades: {archivo: datos.csv, id: clave, nombre: nombre, periodo: anio}
nodos:
  - {id: i, nombre: Índice}
  - {id: g, nombre: Grupo, padre: i, peso: 2}
  - {id: x, nombre: X, padre: g, toma_de: x, unidad: u, postes: [0, 10]}
  - {id: y, nombre: Y, padre: g, toma_de: "y", sentido: descendente, denominador: x}
  - {id: z, nombre: Z, padre: i, toma_de: z, meta: 4}
normalizacion: {metodo: minmax, salida: [0, 100], por: todo}
faltantes: {politica: omitir, disponibilidad_minima: 0.5}
atipicos: {metodo: winsor, puntos_max: 5, asimetria: 2, curtosis: 3.5}
agregacion: [aritmetica, aritmetica]
finalistas: 2
incertidumbre: {pesos: 25%, normalizacion: [minmax, prank], agregacion: [aritmetica], faltantes: sí, sorteos: 100, semilla: 7}
"""
DATOS = "clave,nombre,anio,x,y,z\n" + "".join(
    f"{u},{u.upper()},{y},{n + y % 5},{2.5 * n},{'' if n == 2 else n * n}\n" for y in (2020, 2021) for n, u in enumerate("abcd", 1)
)
ABIERTA = "plantillas/comparacion.yaml"


@puerta(
    "c.yaml",
    "yaml",
    lambda: [COMPARACION.encode(), files(ABIERTA)()[0]],
    junto=lambda: {"datos.csv": DATOS.encode(), "comparacion.datos.csv": (RAIZ / "plantillas" / "comparacion.datos.csv").read_bytes()},
)
def comparacion(path: Path) -> object:
    from evaluacion.flujo.comparar import check_comparison, compare
    from evaluacion.publish import comparacion_datos as datos
    from evaluacion.publish.comparacion import as_text

    check_comparison(path)
    done = compare(path)
    return as_text(done.hecha, done.procedencia, periodo=None, nodo=None), datos.as_json(done.hecha, done.procedencia)


@puerta("datos.csv", "csv", written(DATOS), junto=lambda: {"c.yaml": COMPARACION.replace("100, semilla", "20, semilla").encode()})
def comparacion_tabla(path: Path) -> object:
    return comparacion(path.with_name("c.yaml"))


@puerta("nodos.csv", "csv", written("id,nombre,padre,peso,toma_de\ni,I,,,\nx,X,i,1,x\nz,Z,i,2,z\n"), junto=lambda: {
    "c.yaml": b"comparacion: c\ntitulo: T\nunidades: {archivo: datos.csv, id: clave, periodo: anio}\nnodos: {archivo: nodos.csv}\n",
    "datos.csv": DATOS.encode(),
})  # fmt: skip
def comparacion_nodos(path: Path) -> object:
    return comparacion(path.with_name("c.yaml"))


@puerta("c.yaml", "yaml", written(COMPARACION), junto=lambda: {"datos.csv": DATOS.encode(), "antes.yaml": COMPARACION.encode()})
def diferencias_indice(path: Path) -> object:
    from evaluacion.flujo.diferencias_comparaciones import index_differences, is_comparison
    from evaluacion.publish.diferencias_indice_texto import as_text

    is_comparison(path)
    return as_text(index_differences([path.with_name("antes.yaml"), path]).diferencias)


@puerta("c.yaml", "yaml", written(COMPARACION), junto=lambda: {"datos.csv": DATOS.encode()})
def explicar_comparacion(path: Path) -> object:
    from evaluacion.flujo.explicar_comparacion import contrast_units, is_comparison, suppose_cells

    is_comparison(path)
    return suppose_cells(path, "a", ["x=3"], "2021"), contrast_units(path, "a", "b", "2021")


def published(*names: str) -> Callable[[], dict[str, bytes]]:
    """Return the shipped published figures, but some."""
    return lambda: {item.name: item.read_bytes() for item in (RAIZ / "examples" / "datos_publicados").iterdir() if item.name not in names}


def trend() -> str:
    """Return the shipped trend, as it is written beside its tables."""
    return files("examples/indice/tendencia.yaml")()[0].decode().replace("../datos_publicados/", "")


@puerta("t.yaml", "yaml", lambda: [trend().encode()], junto=published())
def tendencia(path: Path) -> object:
    from evaluacion.flujo.tendencias import trend_of
    from evaluacion.publish.tendencias import as_text

    read_anything(path)
    done = trend_of([str(path)])
    return as_text(done.tendencia, done.procedencia)


@puerta("p.yaml", "yaml", files("examples/datos_publicados/proyeccion*.yaml"))
def proyeccion(path: Path) -> object:
    from evaluacion.flujo.proyeccion import project_file
    from evaluacion.publish.proyeccion import as_text

    read_anything(path)
    done = project_file(path, {})
    return as_text(done.proyeccion, done.trayectorias, done.procedencia)


@puerta("cifras-otras-fuentes.yaml", "yaml", files("examples/datos_publicados/cifras-otras*.yaml"), junto=published())
def cifras(path: Path) -> object:
    from evaluacion.flujo.cifras import verify_file
    from evaluacion.publish.cifras import as_text

    read_anything(path)
    done = verify_file(path)
    return as_text(done.cifras, done.verificacion, done.procedencia)


VERIFICACION = 'verificacion: v\ntitulo: T\ncatalogo: tablas.yaml\ncifras:\n  - {id: a, tipo: suma, tabla: t, columna: c, publicado: "6"}\n'
CATALOGO = "catalogo: k\ntitulo: T\nfuente: {obra: O}\ntablas:\n  - {id: t, archivo: t.csv, titulo: T, columnas: {c: {nombre: C}}}\n"


@puerta("tablas.yaml", "yaml", files("examples/datos_publicados/tablas.yaml"), junto=published())
def catalogo(path: Path) -> object:
    from evaluacion.flujo.reunir import listed_tables
    from evaluacion.read.cifras import read_catalogo

    listed_tables(path)
    return read_catalogo(path), read_anything(path)


@puerta(
    "tabla-1-indice.csv",
    "csv",
    files("examples/datos_publicados/tabla-1*.csv"),
    junto=lambda: {**published()(), "t.yaml": trend().encode()},
)
def tabla_publicada(path: Path) -> object:
    from evaluacion.flujo.tendencias import trend_of_file
    from evaluacion.publish.tendencias import as_text
    from evaluacion.read.cifras import read_catalogo

    read_catalogo(path.with_name("tablas.yaml"))
    done = trend_of_file(path.with_name("t.yaml"))
    return as_text(done.tendencia, done.procedencia)


# --- panels and rounds ----------------------------------------------------------------------------------------------

VOTOS = {f"v/{who}.yaml": PRACTICA + f"evaluacion: {{evaluador: {who}}}\n".encode() for who in ("ana", "luis")}
MODERACION = """moderacion: m
titulo: T
acuerdos:
  - {practica: p, marco: mezcla, pregunta: base.hay, respuesta: nunca, motivo: M, quien: Q, fecha: 2026-11-21}
"""
PANEL = {**VOTOS, "mezcla.yaml": REGISTRO["mezcla.yaml"], "moderacion.yaml": MODERACION.encode()}


@puerta(
    "panel.yaml",
    "yaml",
    written("panel: p\ntitulo: T\nregistros: [v]\nmarco: mezcla.yaml\nmoderacion: moderacion.yaml\n"),
    junto=lambda: PANEL,
)
def panel(path: Path) -> object:
    from evaluacion.flujo.panel import convene_any, convene_file
    from evaluacion.flujo.reunir import gather
    from evaluacion.publish.panel import as_text

    read_anything(path)
    convene_any([str(path)], reunion=gather([path]))
    done = convene_file(path)
    return as_text(done.hecho, done.procedencia)


@puerta("moderacion.yaml", "yaml", lambda: [MODERACION.encode(), *files("plantillas/moderacion.yaml")()], junto=lambda: PANEL)
def moderacion(path: Path) -> object:
    from evaluacion.flujo.api import consolidate
    from evaluacion.flujo.panel import convene

    read_anything(path)
    consolidate(path.with_name("mezcla.yaml"), path.with_name("v"), path)
    return convene([path.with_name("v")], marcos=[path.with_name("mezcla.yaml")], moderacion=path)


@cache
def result_set() -> dict[str, bytes]:
    """Return the result set of a record, and what made it."""
    import tempfile

    from evaluacion.flujo.calificar import score_paths
    from evaluacion.publish import datos

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for item, data in REGISTRO.items():
            (folder / item).write_bytes(data)
        done = score_paths([folder / "a.yaml"], marcos=[folder / "mezcla.yaml"])
        return {**REGISTRO, "antes.json": datos.as_json(done.resultados, done.procedencia).encode()}


@puerta("despues.json", "json", lambda: [result_set()["antes.json"]], junto=result_set)
def resultado(path: Path) -> object:
    from evaluacion.flujo.diferencias import differences_of
    from evaluacion.flujo.diferencias_lados import is_marco
    from evaluacion.publish.diferencias_texto import as_text
    from evaluacion.read.resultados import read_resultado

    is_marco(path)
    read_resultado(path)
    return as_text(differences_of([str(path.with_name("antes.json")), str(path)], marcos=[path.with_name("mezcla.yaml")]).diferencias)


@puerta("b.yaml", "yaml", lambda: [PRACTICA], junto=lambda: REGISTRO)
def diferencias(path: Path) -> object:
    from evaluacion.flujo.diferencias import differences_of
    from evaluacion.publish.diferencias_texto import as_text

    return as_text(differences_of([str(path.with_name("a.yaml")), str(path)], marcos=[path.with_name("mezcla.yaml")]).diferencias)


@puerta("marco.yaml", "yaml", lambda: [REGISTRO["mezcla.yaml"]], junto=lambda: REGISTRO)
def diferencias_de_marcos(path: Path) -> object:
    from evaluacion.flujo.diferencias import differences_of
    from evaluacion.publish.diferencias_texto import as_text

    rounds = [str(path.with_name("mezcla.yaml")), str(path)]
    return as_text(differences_of(rounds, practicas=[path.with_name("a.yaml")]).diferencias)


# --- decisions and procedures ---------------------------------------------------------------------------------------


@puerta("mia.yaml", "yaml", files("decisiones/ruta*/decision.yaml", "decisiones/retos*/decision.yaml"))
def decision(path: Path) -> object:
    from evaluacion.flujo.decision import load_decision

    read_anything(path)
    return load_decision(path)


@puerta("consulta.yaml", "yaml", written("decision: ruta_sin_presupuesto\ntitulo: T\nrespuestas: {presupuesto: sí}\n"))
def consulta(path: Path) -> object:
    from evaluacion.flujo.decision import check_consulta, resolve_decision

    check_consulta(path)
    return resolve_decision(None, [str(path)])


@puerta(
    "casos.yaml",
    "yaml",
    files("decisiones/ruta*/casos.yaml"),
    junto=lambda: {"decision.yaml": files("decisiones/ruta*/decision.yaml")()[0]},
)
def casos_de_decision(path: Path) -> object:
    return read_anything(path)


@puerta("mio.yaml", "yaml", files("procedimientos/hermanamiento/procedimiento.yaml"))
def procedimiento(path: Path) -> object:
    from evaluacion.flujo.procedimiento import load_procedimiento

    read_anything(path)
    return load_procedimiento(path)


@puerta("casos.yaml", "yaml", files("procedimientos/her*/casos.yaml"), junto=lambda: {
    "procedimiento.yaml": files("procedimientos/hermanamiento/procedimiento.yaml")()[0]
})  # fmt: skip
def casos_de_procedimiento(path: Path) -> object:
    return read_anything(path)


@puerta("x.yaml", "yaml", files("tests/procedimientos/expedientes/*.yaml"))
def expediente(path: Path) -> object:
    from evaluacion.flujo.procedimiento import follow_file, is_expediente
    from evaluacion.publish.ics import as_ics
    from evaluacion.publish.procedimiento import as_text

    read_anything(path)
    is_expediente(path)
    done = follow_file(None, path, hoy=HOY)
    return as_text(done.seguimiento, done.expediente, done.procedencia), as_ics(
        done.seguimiento, done.expediente, done.procedencia, nombre="x", aviso_dias=1
    )


# --- tables ---------------------------------------------------------------------------------------------------------

TABLA = """practica,titulo,evaluacion.evaluador,mezcla.base.hay,mezcla.base.abierta,mezcla.base.abierta.evidencia,\
firmados.2020,firmados.2021
p1,Uno,Ana,sí,a veces,Consta,3,9
p2,"Dos, y
más",,nunca,,,1.50,
"""
CON_MARCO = {"mezcla.yaml": REGISTRO["mezcla.yaml"]}


def score_table(path: Path) -> object:
    """Score a table of records as a whole, and cut it in parts."""
    from evaluacion.flujo.calificar import score_paths
    from evaluacion.publish import texto
    from evaluacion.read.corte_texto import last_row_end
    from evaluacion.read.parte import cut_file, is_same, read_first, read_parte

    last_row_end(path.read_bytes(), is_csv=path.suffix != ".ndjson")
    with suppress(EvaluacionError):
        for parte in cut_file(path):
            is_same(parte)
            read_first(parte)
            list(read_parte(parte))
    done = score_paths([path], marcos=[path.with_name("mezcla.yaml")])
    return texto.as_text(done.resultados, done.procedencia)


@puerta("t.csv", "csv", written(TABLA, TABLA.replace(",", ";"), "\ufeff" + TABLA.replace("\n", "\r\n")), junto=lambda: CON_MARCO)
def tabla_csv(path: Path) -> object:
    return score_table(path)


@puerta("t.tsv", "csv", written(TABLA.replace(", ", " ").replace(",", "\t")), junto=lambda: CON_MARCO)
def tabla_tsv(path: Path) -> object:
    return score_table(path)


@puerta("t.ndjson", "ndjson", written(
    '{"practica": "p1", "titulo": "Uno", "respuestas": {"mezcla": {"base.hay": "sí", "base.abierta": {"respuesta": "a veces"}}}}\n'
    '{"practica": "p2", "titulo": "Dos", "indicadores": {"firmados": {"valores": {"2020": 1.50}}}}\n'
), junto=lambda: CON_MARCO)  # fmt: skip
def tabla_ndjson(path: Path) -> object:
    return score_table(path)


@cache
def table_book() -> bytes:
    """Return the table as a workbook."""
    import csv
    import io

    import openpyxl

    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(TABLA)):
        book.active.append([float(cell) if cell.replace(".", "").isdigit() else cell for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@puerta("t.xlsx", "xlsx", lambda: [table_book()], junto=lambda: CON_MARCO)
def tabla_xlsx(path: Path) -> object:
    return score_table(path)


@cache
def table_parquet() -> list[bytes]:
    """Return the table as Parquet: of texts, and of the types that other programs write."""
    import io

    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet as pq

    plain = pa.csv.read_csv(io.BytesIO(TABLA.encode()))
    found = []
    for table in (plain.cast(pa.schema([(name, pa.string()) for name in plain.column_names])), plain):
        out = io.BytesIO()
        pq.write_table(table, out, compression="none")
        found.append(out.getvalue())
    return found


@puerta("t.parquet", "binario", table_parquet, junto=lambda: CON_MARCO)
def tabla_parquet(path: Path) -> object:
    return score_table(path)


@puerta("t.csv", "csv", written(TABLA), junto=lambda: CON_MARCO)
def partes_a_carpeta(path: Path) -> object:
    from evaluacion.flujo.escala import score_to_folder

    folder = path.with_name("puntajes")
    shutil.rmtree(folder, ignore_errors=True)
    return score_to_folder([path], folder, marcos=[path.with_name("mezcla.yaml")])


# --- forms ----------------------------------------------------------------------------------------------------------


@cache
def forms() -> dict[str, bytes]:
    """Return a form of a record, that of a strategy, a sharing, and the XLSForm with an export of it."""
    import tempfile

    from evaluacion.flujo.formulario import write_formularios
    from evaluacion.flujo.formulario_estrategia import write_formularios_de_estrategia
    from evaluacion.flujo.repartir import Encomienda, write_repartidos

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.yaml").write_bytes(PRACTICA)
        (folder / "e.yaml").write_bytes(files("examples/estrategias/o*.yaml")()[0])
        found = {"form": write_formularios([FORMULARIOS / "mezcla.yaml"], folder / "f", practicas=folder / "a.yaml").escritos[0]}
        found["plan"] = write_formularios_de_estrategia([folder / "e.yaml"], folder / "g").escritos[0]
        shared = write_repartidos([FORMULARIOS / "mezcla.yaml"], folder / "h", ids=["p1", "p2"], encomienda=Encomienda(("Ana", "Luis")))
        found["reparto"] = next(path for path in shared.escritos if path.name == "reparto.xlsx")
        found["suyo"] = next(path for path in shared.escritos if path.name != "reparto.xlsx")
        return {key: path.read_bytes() for key, path in found.items()}


@puerta("f.xlsx", "xlsx", lambda: [forms()["form"]], junto=lambda: {**CON_MARCO, "reparto.xlsx": forms()["reparto"]})
def formulario(path: Path) -> object:
    from evaluacion.flujo.estado_panel import state_of_panel
    from evaluacion.flujo.importar import import_formularios
    from evaluacion.publish.registro_yaml import as_yaml

    read_anything(path)
    done = import_formularios([path], marcos=[path.with_name("mezcla.yaml")])
    state_of_panel([path], path.with_name("reparto.xlsx"), marcos=[path.with_name("mezcla.yaml")])
    return [as_yaml(item.practica) for item in done.registros]


@puerta("g.xlsx", "xlsx", lambda: [forms()["plan"]])
def formulario_de_estrategia(path: Path) -> object:
    from evaluacion.flujo.importar import import_formularios
    from evaluacion.flujo.revisar import Opciones, review_paths

    import_formularios([path])
    return review_paths([path], Opciones(fecha=HOY))


@puerta("reparto.xlsx", "xlsx", lambda: [forms()["reparto"]], junto=lambda: {**CON_MARCO, "f.xlsx": forms()["suyo"]})
def reparto(path: Path) -> object:
    from evaluacion.flujo.estado_panel import state_of_panel
    from evaluacion.read.formulario import is_reparto
    from evaluacion.read.reparto import read_reparto

    is_reparto(path)
    read_reparto(path)
    return state_of_panel([path.with_name("f.xlsx")], path, marcos=[path.with_name("mezcla.yaml")])


@puerta("k.csv", "csv", lambda: [export_csv()], junto=lambda: CON_MARCO)
def kobo_csv(path: Path) -> object:
    from evaluacion.flujo.importar import import_formularios

    return import_formularios([path], marcos=[path.with_name("mezcla.yaml")])


@puerta("k.xlsx", "xlsx", lambda: [export_book()], junto=lambda: CON_MARCO)
def kobo_xlsx(path: Path) -> object:
    return kobo_csv(path)


@cache
def export_rows() -> list[list[str]]:
    """Return the headings and a row of an export, by the names that the XLSForm gives."""
    import tempfile

    import openpyxl

    from evaluacion.flujo.xlsform import write_xlsform

    with tempfile.TemporaryDirectory() as name:
        made = write_xlsform([FORMULARIOS / "mezcla.yaml"], Path(name)).escritos[0]
        rows = list(openpyxl.load_workbook(made)["survey"].iter_rows(values_only=True))
    head = rows[0]
    column = {title: head.index(title) for title in ("type", "name", "calculation") if title in head}
    found = [
        (row[column["name"]], row[column["calculation"]] if "calculation" in column else None, str(row[column["type"]]))
        for row in rows[1:]
        if row[column["name"]] and not str(row[column["type"]]).startswith(("begin", "end", "note"))
    ]
    values = [str(said).strip("'\"") if said else "p1" if name in ("practica", "titulo", "id_registro") else "" for name, said, _ in found]
    return [[name for name, _, _ in found] + ["_id", "_uuid", "_index"], [*values, "1", "u-1", "1"]]


def export_csv() -> bytes:
    """Return the export as KoboToolbox writes it in CSV."""
    return "\n".join(";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in export_rows()).encode() + b"\n"


@cache
def export_book() -> bytes:
    """Return the export as a workbook."""
    import io

    import openpyxl

    book = openpyxl.Workbook()
    for row in export_rows():
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@puerta("lista.csv", "csv", written("id,titulo,responsable\np1,Uno,Ana\np2,Dos,\n"))
def lista_csv(path: Path) -> object:
    from evaluacion.read.lista import read_lista

    return read_lista(path, "practica")


@puerta("lista.xlsx", "xlsx", lambda: [list_book()])
def lista_xlsx(path: Path) -> object:
    return lista_csv(path)


@cache
def list_book() -> bytes:
    """Return the list as a workbook."""
    import io

    import openpyxl

    book = openpyxl.Workbook()
    for row in (("Título", "Responsable"), ("Uno", "Ana"), ("Dos", 3)):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# --- any file under any name ----------------------------------------------------------------------------------------


@puerta("cualquiera.yaml", "yaml", written("practica: a\n"))
def incluida(path: Path) -> object:
    from evaluacion.flujo.incluir import Inclusion, include

    return include([path], Inclusion(), hoy=HOY)


@puerta(
    "objetivos.txt",
    "texto",
    written("Aumentar 20 % los acuerdos firmados para diciembre de 2027.\nReducir de 1,200 a 900 los trámites en dos años.\n"),
)
def objetivos(path: Path) -> object:
    from evaluacion.flujo.leer_objetivo import lines_of, lines_of_file, read_statements
    from evaluacion.publish.enunciado import as_json, as_text

    lines_of(path.read_bytes(), "entrada")
    found = read_statements(lines_of_file(path), HOY)
    return as_text(found, HOY, today=False), as_json(found, single=False)


@puerta("suposicion.txt", "texto", written("base.hay=sí", "firmados.2021=4,500"))
def suposicion(path: Path) -> object:
    from evaluacion.flujo.suposicion import parse_suposiciones
    from evaluacion.read.marco import read_marco

    leido = read_marco(FORMULARIOS / "mezcla.yaml")
    return parse_suposiciones([said(path)], [leido.marco], ["mezcla"])


def said(path: Path) -> str:
    """Return what a file holds as a text of the command line, where any byte may come."""
    return path.read_bytes().decode("utf-8", "surrogateescape")


@puerta("opciones.txt", "texto", written("2026-03-17", "2024-T3", "a, b; c", "base", "cualitativo@1"))
def opciones(path: Path) -> object:
    """Every option that is a text, one after the other."""
    from evaluacion.flujo.calificar import parse_reference
    from evaluacion.flujo.decision import resolve_decision
    from evaluacion.flujo.leer_objetivo import parse_day
    from evaluacion.flujo.procedimiento import load_procedimiento
    from evaluacion.flujo.procedimiento import parse_day as parse_firma
    from evaluacion.flujo.repartir import split_names
    from evaluacion.flujo.rutas import find_files
    from evaluacion.read.marco import find_marco, load_marco
    from evaluacion.read.territorio import find_entidad

    text = said(path)
    taken = 0
    for action in (
        parse_reference,
        parse_day,
        lambda option: parse_firma(option, "--firma"),
        lambda option: split_names([option]),
        find_marco,
        load_marco,
        load_procedimiento,
        lambda option: resolve_decision(option, [f"{option}={option}"]),
        lambda option: find_files([option]) if not set("*?[/") & set(option) and option.strip(". ") else None,
        find_entidad,
    ):
        with suppress(EvaluacionError):
            action(text)
            taken += 1
    return taken


@puerta("formula.txt", "formula", written("a + b * min(2, c) ** -1", "100 * (x - y) / mean(x, y)"), rehusa=(EvaluacionError, ValueError))
def formula(path: Path) -> object:
    import numpy as np

    from evaluacion.base.formula import FormulaError, parse_formula
    from evaluacion.score.formula import Extremos, bound_formula, compute_formula

    try:
        found = parse_formula(said(path))
    except FormulaError as error:
        return str(error)
    ends = {name: Extremos(np.array([-1.0, 2.0]), np.array([3.0, 2.0])) for name in found.nombres}
    return compute_formula(found, {name: np.array([2.0, 0.0]) for name in found.nombres}), bound_formula(found, ends)


@puerta("numero.txt", "texto", written("1,234.50", "3/4", "-1e5", "2024-T3"), rehusa=(ValueError,))
def numero(path: Path) -> object:
    from evaluacion.base.numeros import parse_number
    from evaluacion.base.periodo import parse_periodo

    parse_periodo(said(path))
    return parse_number(said(path))
