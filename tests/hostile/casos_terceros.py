"""What a third corpus found, also written without seeing the others: silences that earned points, folders of scores damaged by hand."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from .bases import COMPARACION, MARCO, PRACTICA, TABLA
from .caso import caso
from .casos_celdas import BECA, NOMBRES, libro
from .casos_contenido import practica
from .casos_csv import HEAD, MEDIDO, SERIE, bien, lineas, mal, ndjson
from .casos_json import anterior, registro
from .casos_rutas import pipe
from .libro import marco_hash, parts, sheet

TAG = "\U000e0041"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
DATO = "practica: beca\ntitulo: Beca\nindicadores:\n  acuerdos: {linea_base: {periodo: 2020, valor: 0}, meta: {periodo: 2030, valor: 100}, valores: {2024: %s}}\n"

# --- numbers, periods and signs that were read as something else ----------------------------------------------------------

practica("numero-perdido", "1e-400, que se guardaría como 0", DATO % "1e-400", marco=MEDIDO, codigos="numero_no_finito")
practica("cero-escrito", "Un cero con exponente", DATO % "0e-400", marco=MEDIDO, sale=0, dice='"valor": 0.0')
practica("periodo-0000", "El año 0000", DATO.replace("2024", "0000") % "5", marco=MEDIDO, codigos="valor_no_permitido")
practica(
    "fecha-0000",
    "Una evidencia del año 0000",
    PRACTICA.replace("poblacion: sí", "poblacion: {respuesta: sí, evidencia: {texto: x, fecha: 0000}}"),
    codigos="valor_no_permitido",
)
practica(
    "medida-enorme",
    "Un avance que no cabe en un número",
    (DATO % "1.0e+307").replace("valor: 100", "valor: 0.5"),
    marco=MEDIDO,
    sale=0,
    codigos="indicador_no_calculable",
    dice='"medida": null',
)
mal("numero-perdido", "1e-400 en una celda", f"{SERIE}beca,2020,0,2030,100,1e-400\n", "celda_no_valida", marco=MEDIDO)
mal("grupo-con-cero", "Miles que empiezan con cero", f'{SERIE}beca,2020,0,2030,100,"0,123,456"\n', "celda_no_valida", marco=MEDIDO)
mal("columna-0000", "Una columna del año 0000", "practica,acuerdos.0000\nbeca,4\n", "columna_desconocida", marco=MEDIDO)
ndjson(
    "numero-perdido",
    "1e-400 en una línea",
    '{"practica": "beca", "acuerdos": {"valores": {"2024": 1e-400}}}\n',
    codigos=("celda_no_valida",),
    marco=MEDIDO,
)
registro(
    "numero-perdido",
    "1e-400 en JSON",
    '{"practica": "beca", "indicadores": {"acuerdos": {"valores": {"2024": 1e-400}}}}',
    sale=2,
    codigos="numero_no_finito",
)
registro(
    "medio-millon-de-valores",
    "Más valores que los que se admiten, sin nada que leer dos veces",
    '{"practica": "beca", "ods": [' + "1," * 500_000 + "1]}",
    sale=2,
    codigos="archivo_grande",
    segundos=8,
    corta=False,
)

# --- signs that nobody sees ------------------------------------------------------------------------------------------------

mal("etiquetas-en-texto", "Etiquetas de Unicode en un texto", f"{HEAD}beca,Beca{TAG},sí,no\n", "caracter_invisible")
mal("etiquetas-en-clave", "Etiquetas de Unicode en un identificador", f"{HEAD}beca{TAG},Beca,sí,no\n", "caracter_invisible")
bien("bandera-de-escocia", "La bandera que se escribe con etiquetas", f"{HEAD}beca,Beca {SCOTLAND},sí,no\n", "50")
mal("control-c1", "Comillas de Windows leídas como Latin-1", f"{HEAD}beca,\x93Beca\x94,sí,no\n", "caracter_de_control")
mal("separador-de-renglon", "U+2028 en una celda", f"{HEAD}beca,Be\u2028ca,sí,no\n", "caracter_de_control")
practica(
    "etiquetas-en-texto",
    "Etiquetas de Unicode en un texto",
    PRACTICA.replace("titulo: Beca", f"titulo: Beca{TAG}"),
    codigos="caracter_invisible",
)
practica(
    "etiquetas-en-clave", "Etiquetas de Unicode en una clave", PRACTICA.replace("titulo:", f"titulo{TAG}:"), codigos="caracter_invisible"
)
registro(
    "etiquetas",
    "Etiquetas de Unicode escritas con escape",
    '{"practica": "beca", "titulo": "Beca\\udb40\\udc41"}',
    sale=2,
    codigos="caracter_invisible",
)
libro(
    "etiquetas-en-texto",
    "Etiquetas de Unicode en una celda",
    parts(sheet([NOMBRES, [BECA[0], f"Beca{TAG}", *BECA[2:]]])),
    codigos="caracter_invisible",
)

# --- silence that earned points ----------------------------------------------------------------------------------------------

OBLIGADA = MARCO.replace("padrón?, evidencia: opcional", "padrón?, evidencia: obligatoria")
for _name, _said, _code in (
    ("invisible", '"\u200b"', "caracter_invisible"),
    ("braille", '"\u2800"', "caracter_invisible"),
    ("hangul", '"\u3164"', "caracter_invisible"),
    ("dice-no", "no", "valor_no_permitido"),
    ("dice-na", "N/A", "valor_no_permitido"),
    ("dice-ninguna", "Ninguna.", "valor_no_permitido"),
    ("raya", '"—"', "valor_no_permitido"),
    ("documento-no", "{documento: no hay}", "valor_no_permitido"),
    ("url-codigo", "{url: ' JavaScript :alert(1)'}", "valor_no_permitido"),
):
    practica(
        f"evidencia-{_name}",
        "Una evidencia que no dice nada, donde hace falta",
        PRACTICA.replace("registro: no", f"registro: {{respuesta: sí, evidencia: {_said}}}"),
        marco=OBLIGADA,
        codigos=_code,
    )
practica("evidencia-norma", "Una evidencia que empieza con «no»", PRACTICA.replace("registro: no", "registro: {respuesta: sí, evidencia: Norma 5}"), marco=OBLIGADA, sale=0, dice='"puntaje": 100.0')  # fmt: skip
practica(
    "motivo-invisible",
    "Un motivo que no se ve",
    PRACTICA.replace("poblacion: sí", 'poblacion: {respuesta: no aplica, motivo: "\u200b"}'),
    codigos="caracter_invisible",
)
_PRUEBA = f"{HEAD.strip()},prueba.alcance.registro.evidencia\n"
for _name, _said, _code in (
    ("invisible", "\u200b", "caracter_invisible"),
    ("dice-no", "No", "valor_no_permitido"),
    ("guion", "-", "valor_no_permitido"),
):
    mal(f"evidencia-{_name}", "Una evidencia que no dice nada", f"{_PRUEBA}beca,Beca,sí,sí,{_said}\n", _code, marco=OBLIGADA)
bien(
    "evidencia-espacio-duro",
    "Una celda con un espacio duro está vacía",
    f"{_PRUEBA}beca,Beca,sí,sí,\u00a0\n",
    '"sin_evidencia"',
    marco=OBLIGADA,
    orden="calificar {0} --marco marco.yaml --formato json",
)
mal("direccion-codigo", "Una dirección que es código", f"{HEAD.strip()},fuente.url\nbeca,Beca,sí,no,vbscript:x\n", "valor_no_permitido")
practica(
    "indicador-sin-motivo",
    "Un indicador que no aplica, sin decir por qué",
    "practica: beca\ntitulo: Beca\nindicadores: {acuerdos: no aplica}\n",
    marco=MEDIDO,
    sale=0,
    codigos="no_aplica_sin_motivo",
)
practica(
    "indicador-con-datos",
    "Un indicador que no aplica y da valores",
    (DATO % "5").replace("}}\n", "}, no_aplica: sí, motivo: x}\n"),
    marco=MEDIDO,
    sale=0,
    codigos="valor_contradictorio",
)
bien(
    "indicador-sin-motivo",
    "Un indicador que no aplica, sin columna de motivo",
    "practica,acuerdos,acuerdos.2024\nbeca,no aplica,\n",
    marco=MEDIDO,
    codigos=("no_aplica_sin_motivo",),
)

# --- units of a comparison -----------------------------------------------------------------------------------------------------

for _name, _trampa, _data, _code in (
    ("clave-invisible", "Dos claves que se ven iguales", TABLA.replace("u2,", "u1\u200b,"), "caracter_invisible"),
    (
        "clave-en-dos-letras",
        "La misma clave, con la tilde aparte",
        TABLA.replace("u1,", "é,").replace("u2,", "e\u0301,"),
        "unidad_repetida",
    ),
    ("clave-con-etiquetas", "Una clave con etiquetas de Unicode", TABLA.replace("u2,", f"u2{TAG},"), "caracter_invisible"),
):
    caso(f"unidades/{_name}", _trampa, {"comparacion.yaml": COMPARACION, "datos.csv": _data}, orden="comparar {0}", codigos=(_code,))

# --- results of another round ----------------------------------------------------------------------------------------------------


def _first(change: Callable[[dict], object]) -> Callable[[str], str]:
    """Return a trap that changes the first scorecard of a result set."""

    def spoil(text: str) -> str:
        data = json.loads(text)
        change(data["fichas"][0])
        return json.dumps(data, ensure_ascii=False, indent=1)

    return spoil


def _without_fichas(text: str) -> str:
    return json.dumps(json.loads(text) | {"fichas": []}, ensure_ascii=False, indent=1)


_CON_NIVEL = {"seguro": "excelente", "al_menos": "excelente", "hasta": "excelente"}
anterior(
    "nivel-que-no-existe",
    "Un nivel que el marco no tiene",
    _first(lambda ficha: ficha.update(nivel=_CON_NIVEL)),
    codigos="resultado_no_coincide",
)
anterior("nivel-lista", "El nivel es una lista", _first(lambda ficha: ficha.update(nivel=[])), codigos="tipo_de_archivo")
anterior(
    "marco-que-no-uso",
    "Una ficha de un marco que el resultado no usó",
    _first(lambda ficha: ficha.update(marco="otro")),
    codigos="tipo_de_archivo",
)
anterior("fichas-vacias", "Ninguna ficha", _without_fichas, codigos="tipo_de_archivo")

# --- what is named and is not there -------------------------------------------------------------------------------------------------

_CATALOGO = (
    "catalogo: prueba\ntitulo: T\ntablas:\n  - {id: indice, archivo: indice.csv, titulo: Índice, fuente: T1, columnas: {a: Antes}}\n"
)
_CIFRAS = 'verificacion: prueba\ntitulo: T\ncatalogo: tablas.yaml\ncifras:\n  - {id: media, tipo: media, tabla: indice, columna: a, publicado: "2", fuente: T1}\n'
_PANEL = "panel: prueba\nregistros: [votos]\nmarco: marco.yaml\nmoderacion: acta.yaml\n"
for _name, _files, _orden, _code in (
    ("tabla-ausente", {"tablas.yaml": _CATALOGO, "cifras.yaml": _CIFRAS}, "verificar-cifras cifras.yaml", "archivo_no_encontrado"),
    ("catalogo-ausente", {"cifras.yaml": _CIFRAS}, "verificar-cifras cifras.yaml", "archivo_no_encontrado"),
    (
        "panel-sin-registros",
        {"panel.yaml": _PANEL, "marco.yaml": MARCO, "acta.yaml": "moderacion: m\nacuerdos: []\n"},
        "panel panel.yaml",
        "archivo_no_encontrado",
    ),
    (
        "celda-que-no-es-numero",
        {"indice.csv": "clave,a\n01,uno\n", "tablas.yaml": _CATALOGO, "cifras.yaml": _CIFRAS},
        "verificar-cifras cifras.yaml",
        "celda_no_valida",
    ),
):
    caso(
        f"nombrado/{_name}",
        "Un archivo nombra lo que no está, o está mal: se dice el renglón que hay que corregir",
        _files,
        orden=_orden,
        codigos=(_code,),
    )

# --- a folder of scores damaged by hand -----------------------------------------------------------------------------------------------

_PUNTAJES = {"datos.csv": f"{HEAD}beca,Beca,sí,no\nred,Red,no,no\n", "marco.yaml": MARCO}
_MANIFIESTO, _CIFRAS_DE_TODOS, _RANKING, _PARTE = (
    "p/manifiesto.json",
    "p/conjunto/cifras.json",
    "p/conjunto/ranking.parquet",
    "p/datos-00000.parquet",
)


@cache
def _scored() -> dict[str, bytes]:
    """Return the files of a sound folder of scores."""
    import contextlib
    import os

    from evaluacion.flujo.escala import score_to_folder

    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as opened:
        os.chdir(folder)
        opened.callback(os.chdir, here)
        for name, text in _PUNTAJES.items():
            Path(name).write_text(text, encoding="utf-8")
        score_to_folder("datos.csv", "p", marcos="marco.yaml")
        return {name: Path(name).read_bytes() for name in (_MANIFIESTO, _CIFRAS_DE_TODOS, _RANKING, _PARTE)}


def puntajes(name: str, trampa: str, spoiled: str, spoil: Callable[[bytes], bytes | None] | None, orden: str, **rest: object) -> None:
    """Add a case of a folder of scores with a file that is spoiled: gone (None), changed, or a pipe (no `spoil`)."""

    def lay(held: str) -> Callable[[Path], None]:
        def put(path: Path) -> None:
            data = _scored()[held]
            if held == spoiled and spoil is None:
                pipe(path)
                return
            data = spoil(data) if held == spoiled else data
            if data is not None:
                path.write_bytes(data)

        return put

    files = {held: lay(held) for held in (spoiled, *({_MANIFIESTO, _CIFRAS_DE_TODOS, _RANKING, _PARTE} - {spoiled}))}
    caso(f"puntajes/{name}", trampa, files | _PUNTAJES, orden=orden, **rest)


def _manifest(change: Callable[[dict], object]) -> Callable[[bytes], bytes]:
    def spoil(data: bytes) -> bytes:
        said = json.loads(data)
        change(said)
        return json.dumps(said, ensure_ascii=False).encode()

    return spoil


BOARD, AGAIN = "tablero p --salida t.xlsx", "calificar datos.csv --marco marco.yaml --salida p/"
for _name, _file in (("manifiesto", _MANIFIESTO), ("cifras", _CIFRAS_DE_TODOS), ("ranking", _RANKING), ("parte", _PARTE)):
    puntajes(f"{_name}-tubo", "Un tubo en lugar de un archivo: nadie escribe en él", _file, None, BOARD, codigos="puntajes_incompletos" if _file != _MANIFIESTO else "archivo_ilegible")  # fmt: skip
    puntajes(f"{_name}-falta", "Falta un archivo", _file, lambda _: None, BOARD, codigos="puntajes_incompletos")
    puntajes(
        f"{_name}-corto", "La segunda mitad no llegó", _file, lambda data: data[: len(data) // 2], BOARD, codigos="puntajes_incompletos"
    )
puntajes("parte-tubo-otra-vez", "Repetir con un tubo en lugar de una parte", _PARTE, None, AGAIN, codigos="salida_imposible", escribe="p/")
for _name, _trampa, _spoil in (
    ("dice-nan", "NaN en el manifiesto", lambda data: data.replace(b'"filas": ', b'"filas": NaN, "x": ', 1)),
    ("dos-veces", "Una clave dos veces", lambda data: data.replace(b"{", b'{"partes": [], ', 1)),
    ("otras-filas", "Más filas que las de la parte", _manifest(lambda said: said["partes"][0].update(filas=9))),
    ("filas-texto", "Las filas, como texto", _manifest(lambda said: said["partes"][0].update(filas="2"))),
    ("filas-negativas", "Menos dos filas", _manifest(lambda said: said["partes"][0].update(filas=-2))),
    ("parte-repetida", "La misma parte, dos veces", _manifest(lambda said: said["partes"].append(said["partes"][0]))),
    ("sin-partes", "Ninguna parte", _manifest(lambda said: said.update(partes=[]))),
    ("hacia-arriba", "Una parte fuera de la carpeta", _manifest(lambda said: said["partes"][0].update(salida="../datos.csv"))),
    ("utf-16", "En UTF-16", lambda data: data.decode().encode("utf-16")),
):
    puntajes(f"manifiesto-{_name}", _trampa, _MANIFIESTO, _spoil, BOARD, codigos="puntajes_incompletos")

# --- forms and exports ---------------------------------------------------------------------------------------------------------------

_P, _R = "respuestas-prueba-alcance-poblacion", "respuestas-prueba-alcance-registro"
_KOBO = (
    "practica",
    "titulo",
    "territorio-nombre",
    f"{_P}-respuesta",
    f"{_P}-motivo",
    f"{_P}-evidencia-texto",
    f"{_P}-evidencia-url",
    f"{_R}-respuesta",
    "evaluacion_version",
    "_uuid",
    "_index",
)


def kobo(name: str, trampa: str, said: dict[str, str] | None, **rest: object) -> None:
    """Add a case of an export of KoboToolbox in CSV with one submission (None: without any), that says something else."""
    version = f"prueba@1.0.0-{marco_hash()}"
    sound = {
        "practica": "beca",
        "titulo": "Beca",
        f"{_P}-respuesta": "si",
        f"{_R}-respuesta": "no",
        "evaluacion_version": version,
        "_uuid": "u1",
        "_index": "1",
    }
    rows = [",".join(_KOBO)] + ([] if said is None else [",".join(f'"{(sound | said).get(column, "")}"' for column in _KOBO)])
    files = {"envios.csv": "\n".join(rows) + "\n", "marco.yaml": MARCO}
    caso(f"kobo/{name}", trampa, files, orden="importar {0} --marco marco.yaml", **rest)


kobo("sano", "Nada", {}, sale=0)
for _name, _trampa, _said, _code in (
    ("sin-envios", "Solo los nombres de las columnas", None, "archivo_vacio"),
    ("respuesta-otra", "Una respuesta que no es de la lista", {f"{_P}-respuesta": "tal_vez"}, "respuesta_desconocida"),
    ("respuesta-invisible", "Una respuesta con un signo que no se ve", {f"{_P}-respuesta": "s\u200bi"}, "respuesta_desconocida"),
    ("etiquetas", "Etiquetas de Unicode en el título", {"titulo": f"Beca{TAG}"}, "caracter_invisible"),
    ("bidi", "Una marca que voltea el título", {"titulo": "Be\u202eca"}, "caracter_invisible"),
    ("evidencia-no", "Una evidencia que dice que no hay", {f"{_P}-evidencia-texto": "No"}, "valor_no_permitido"),
    ("evidencia-invisible", "Una evidencia que no se ve", {f"{_P}-evidencia-texto": "\u200b"}, "caracter_invisible"),
    ("direccion-codigo", "Una dirección que es código", {f"{_P}-evidencia-url": "javascript:alert(1)"}, "valor_no_permitido"),
    ("clave-ruta", "Un identificador que es una ruta", {"practica": "../beca"}, "forma_no_valida"),
    ("clave-vacia", "Un envío sin identificador", {"practica": ""}, "falta_clave"),
):
    kobo(_name, _trampa, _said, codigos=_code)
kobo("no-aplica-sin-motivo", "No aplica, sin decir por qué", {f"{_P}-respuesta": "no_aplica"}, sale=0, codigos="no_aplica_sin_motivo")

# --- entities --------------------------------------------------------------------------------------------------------------------------

for _name, _trampa, _territory in (
    ("mal-escrita", "Una entidad mal escrita", "{nombre: Jalizco, tipo: estado, pais: MX}"),
    ("letra-ajena", "Una letra cirílica en el nombre", "{nombre: J\u0430lisco, tipo: estado, pais: MX}"),
    ("clave-de-otra", "La clave es de otra entidad", '{nombre: Jalisco, tipo: estado, clave: "22", pais: MX}'),
    ("clave-sin-cero", "A la clave le falta su cero", '{nombre: Ciudad de México, tipo: estado, clave: "9", pais: MX}'),
):
    practica(f"entidad-{_name}", _trampa, f"{PRACTICA}territorio: {_territory}\n", sale=0, codigos="territorio_desconocido")
for _name, _nombre in (("alias", "Edomex"), ("mayusculas", "JALISCO"), ("tilde-aparte", "Me\u0301xico"), ("espacios", "'  nuevo   leon '")):
    practica(
        f"entidad-{_name}",
        "Un nombre usual de una entidad",
        f"{PRACTICA}territorio: {{nombre: {_nombre}, tipo: estado, pais: MX}}\n",
        sale=0,
    )
practica(
    "entidad-de-otro-pais",
    "Un estado de otro país no es de los 32",
    f"{PRACTICA}territorio: {{nombre: Texas, tipo: estado, pais: US}}\n",
    sale=0,
)
mal("entidad-clave-larga", "Una clave con espacios", f"{HEAD.strip()},territorio.clave\nbeca,Beca,sí,no,1 4\n", "forma_no_valida")
ndjson(
    "nivel-sano",
    "Una línea sana",
    lineas({"practica": "beca", "prueba.alcance.poblacion": "sí", "prueba.alcance.registro": "no"}),
    sale=0,
    dice="50",
)
