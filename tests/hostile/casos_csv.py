"""Tables in CSV and NDJSON: what people, programs and enemies put in them."""

from __future__ import annotations

import json

from .bases import COMPARACION, MARCO, TABLA
from .caso import Contenido, caso

MEDIDO = MARCO.replace("preguntas:\n", "indicadores:\n").replace(
    "          - {id: poblacion, texto: ¿Se sabe a cuántas personas llega?, evidencia: opcional}\n"
    "          - {id: registro, texto: ¿Hay un padrón?, evidencia: opcional}\n",
    "          - {id: acuerdos, nombre: Acuerdos, definicion: Firmados., unidad: acuerdos, sentido: ascendente,\n"
    "             acumulacion: existencia, medida: avance, frecuencia: anual, semaforo: [{hasta: 70, luz: rojo}, {luz: verde}]}\n",
)
HEAD = "practica,titulo,prueba.alcance.poblacion,prueba.alcance.registro\n"
SERIE = "practica,acuerdos.linea_base.periodo,acuerdos.linea_base.valor,acuerdos.meta.periodo,acuerdos.meta.valor,acuerdos.2024\n"
TO_CSV = "calificar {0} --marco marco.yaml --formato csv"
TO_JSON = "calificar {0} --marco marco.yaml --formato json"


def tabla(
    name: str, trampa: str, data: Contenido, *, archivo: str = "datos.csv", marco: str = MARCO, orden: str = TO_CSV, **rest: object
) -> None:
    """Add a case of a table of records, scored with the small marco."""
    caso(name, trampa, {archivo: data, "marco.yaml": marco}, orden=orden, **rest)


def mal(name: str, trampa: str, data: Contenido, codigo: str | tuple[str, ...], **rest: object) -> None:
    """Add a CSV that must be refused."""
    tabla(f"csv/{name}", trampa, data, codigos=codigo, **rest)


def bien(name: str, trampa: str, data: Contenido, *dice: str, **rest: object) -> None:
    """Add a CSV that must be understood, with these words in the scores."""
    tabla(f"csv/{name}", trampa, data, sale=0, dice=dice, **rest)


# --- quotes, delimiters, widths ------------------------------------------------------------------------------------------

bien(
    "comillas-con-coma",
    "Una coma y un renglón dentro de comillas",
    f'{HEAD}beca,"Beca, primera\netapa",sí,no\n',
    "Beca, primera\\netapa",
    orden=TO_JSON,
)
bien("comillas-dobles", "Comillas duplicadas", f'{HEAD}beca,"La ""Beca""",sí,no\n', 'La \\"Beca\\"', orden=TO_JSON)
bien("punto-y-coma", "Separado con punto y coma", HEAD.replace(",", ";") + "beca;Beca, uno;sí;sí\n", "100")
bien("tabulador", "Separado con tabulador", HEAD.replace(",", "\t") + "beca\tBeca\tsí\tsí\n", "100")
bien("barra", "Separado con barra", HEAD.replace(",", "|") + "beca|Beca|sí|sí\n", "100")
bien("sep-de-excel", "La primera línea es «sep=;»", "sep=;\n" + HEAD.replace(",", ";") + "beca;Beca;sí;sí\n", "100")
bien("bom", "Con marca de orden de bytes", b"\xef\xbb\xbf" + f"{HEAD}beca,Beca,sí,sí\n".encode(), "100")
bien(
    "renglones-mezclados",
    "Fines de renglón de tres sistemas",
    (HEAD.rstrip("\n") + "\r\nbeca,Beca,sí,sí\rred,Red,no,no\nplan,Plan,sí,no\r\n").encode(),
    "100",
    "50",
)
bien("renglones-vacios", "Renglones vacíos y de puras comas", f"\n{HEAD}\nbeca,Beca,sí,sí\n,,,\n\n", "100")
bien("cero-a-la-izquierda", "Un identificador que parece número", f"{HEAD}007,Beca,sí,sí\n", "007")
bien("sin-renglon-final", "Sin fin de renglón al final", f"{HEAD}beca,Beca,sí,sí", "100")
bien("espacios", "Espacios alrededor de las respuestas", f"{HEAD}beca , Beca , sí , SÍ\n", "100")
mal("comilla-sin-cerrar", "Una comilla que no cierra", f'{HEAD}beca,"Beca,sí,no\nred,Red,sí,sí\n', "tabla_invalida")
mal("comilla-en-medio", "Una comilla en medio de una celda", f'{HEAD}beca,Be"ca,sí,no\n', "tabla_invalida")
mal("texto-tras-comilla", "Texto después de cerrar comillas", f'{HEAD}beca,"Beca"x,sí,no\n', "tabla_invalida")
mal("comillas-en-encabezado", "Comillas sin cerrar en los nombres", '"practica,titulo\nbeca,Beca\n', "tabla_invalida")
mal("celdas-de-mas", "Una celda de más", f"{HEAD}beca,Beca,sí,no,sí\n", "fila_de_otro_ancho")
mal("celdas-de-menos", "Una celda de menos", f"{HEAD}beca,Beca,sí\n", "fila_de_otro_ancho")
mal("solo-encabezado", "Solo el renglón de nombres", HEAD, "archivo_vacio")
mal("vacio", "Cero bytes", b"", "archivo_vacio")
mal("solo-bom", "Solo la marca de orden de bytes", b"\xef\xbb\xbf", "archivo_vacio")
mal("solo-renglones", "Solo fines de renglón", b"\n\r\n\n", "archivo_vacio")
mal("columna-repetida", "Dos columnas con el mismo nombre", "practica,titulo,titulo\nbeca,a,b\n", "tabla_invalida")
mal(
    "columna-repetida-compuesta",
    "La misma pregunta con su nombre corto y el largo",
    "practica,prueba.alcance.poblacion,respuestas.prueba.alcance.poblacion\nbeca,sí,no\n",
    "tabla_invalida",
)
mal("columna-sin-nombre", "Una columna sin nombre con datos", "practica,titulo,\nbeca,Beca,dato\n", "tabla_invalida")
mal("columna-que-no-existe", "Una columna mal escrita", "practica,titullo,prueba.alcance.poblacion\nbeca,Beca,sí\n", "columna_desconocida")
mal(
    "columna-con-invisible",
    "Un espacio de ancho cero en el nombre",
    "practica,ti\u200btulo,prueba.alcance.poblacion\nbeca,Beca,sí\n",
    "caracter_invisible",
)
mal(
    "cinco-mil-columnas",
    "5,000 columnas que no existen",
    "practica," + ",".join(f"x{n}y" for n in range(5000)) + "\nbeca" + ",1" * 5000 + "\n",
    "columna_desconocida",
    segundos=10,
)
mal("sin-identificador", "Una fila sin identificador", f"{HEAD},Beca,sí,no\n", "falta_clave")
mal("identificador-repetido", "Dos filas del mismo registro", f"{HEAD}beca,Beca,sí,no\nbeca,Beca,no,no\n", "registro_repetido")
mal("identificador-con-ruta", "Un identificador que es una ruta", f"{HEAD}../../etc/passwd,Beca,sí,no\n", "forma_no_valida")
mal("identificador-con-diagonal", "Un identificador con diagonal", f"{HEAD}a/b,Beca,sí,no\n", "forma_no_valida")
mal("identificador-homografo", "Un identificador con una letra cirílica", f"{HEAD}bec\u0430,Beca,sí,no\n", "forma_no_valida")
mal("identificador-formula", "Un identificador que es una fórmula", f"{HEAD}=1+1,Beca,sí,no\n", "forma_no_valida")
mal("nul", "Un NUL en una celda", f"{HEAD}beca,Be\x00ca,sí,no\n", "caracter_de_control")
mal("bidi", "Una marca que voltea el texto", f"{HEAD}beca,Be\u202eca,sí,no\n", "caracter_invisible")
mal("escape", "Una secuencia de terminal", f"{HEAD}beca,\x1b[31mBeca,sí,no\n", "caracter_de_control")
mal("windows-1252", "Guardado en Windows-1252", f"{HEAD}beca,Beca,sí,no\n".encode("cp1252"), "codificacion")
mal("utf-16", "Guardado en UTF-16", f"{HEAD}beca,Beca,sí,no\n".encode("utf-16"), "codificacion")
mal("utf-8-malo-al-final", "Un byte malo en el último renglón", f"{HEAD}beca,Beca,sí,no\n".encode() + b"red,R\xe9d,no,no\n", "codificacion")
mal("respuesta-desconocida", "Una respuesta fuera de la escala", f"{HEAD}beca,Beca,tal vez,no\n", "respuesta_desconocida")
mal("respuesta-formula", "Una fórmula por respuesta", f'{HEAD}beca,Beca,"=HYPERLINK(""x"")",no\n', "respuesta_desconocida")
mal("otro-tipo", "Dos columnas de identificador", "practica,gobierno,titulo\nbeca,mun,Beca\n", "valor_no_permitido")
mal(
    "html",
    "Una página web con nombre de CSV",
    b"<!DOCTYPE html><html><body><table><tr><td>practica</td></tr></table></html>",
    "tipo_de_archivo",
)
mal("xls", "Un libro antiguo con nombre de CSV", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "tipo_de_archivo")
mal("gzip", "Un CSV comprimido", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00", "tipo_de_archivo")
bien("formula-en-titulo", "Un título que es una fórmula se guarda con apóstrofo", f'{HEAD}beca,"=1+1",sí,no\n', "'=1+1")
bien("celda-de-10-mb", "Una celda de 10 MB", f"{HEAD}beca,{'x' * 10_000_000},sí,sí\n", "100", segundos=6, mb=400)
bien(
    "cien-mil-renglones-vacios",
    "100,000 renglones de puras comas",
    HEAD + ",,,\n" * 100_000 + "beca,Beca,sí,sí\n",
    "100",
    segundos=6,
    mb=200,
)
bien(
    "xlsx-con-nombre-de-csv",
    "Un nombre que no es el de su contenido",
    HEAD.replace(",", ";") + "beca;Beca;sí;sí\n",
    "100",
    archivo="datos.xlsx",
)
mal("como-yaml", "Una tabla con nombre de YAML", f"{HEAD}beca,Beca,sí,no\n", "tipo_de_archivo", archivo="datos.yaml")

# --- numbers -------------------------------------------------------------------------------------------------------------

FILA = "beca,2020,0,2026,100,"
for _name, _written, _shown in (
    ("entero", "40", "40"),
    ("miles-y-decimales", '"1,040.5"', "1040.5"),
    ("negativo", "-5", "-5"),
    ("menos-cero", "-0", ""),
    ("con-espacios", " 40 ", "40"),
    ("fraccion", "1/2", "0.5"),
):
    bien(f"numero-{_name}", f"Un número escrito {_written}", f"{SERIE}{FILA}{_written}\n", _shown, marco=MEDIDO, orden=TO_JSON)
for _name, _written, _code in (
    ("ambiguo", '"1,234"', "numero_ambiguo"),
    ("de-europa", '"1.234,5"', ""),
    ("punto-de-miles", "1.234.567", ""),
    ("nan", "NaN", "celda_no_valida"),
    ("infinito", "inf", "celda_no_valida"),
    ("enorme", "1e999", "celda_no_valida"),
    ("diez-mil-cifras", "9" * 10_000, "celda_no_valida"),
    ("hexadecimal", "0x10", "celda_no_valida"),
    ("guion-bajo", "1_000", "celda_no_valida"),
    ("arabigo", "\u0664\u0660", "celda_no_valida"),
    ("ancho", "\uff14\uff10", "celda_no_valida"),
    ("menos-tipografico", "\u221240", ""),
    ("porcentaje", "40%", ""),
    ("moneda", "$40", ""),
    ("palabra", "cuarenta", "celda_no_valida"),
    ("error-de-excel", "#REF!", "celda_no_valida"),
    ("cero-entre-cero", "0/0", "celda_no_valida"),
    ("uno-entre-cero", "1/0", "celda_no_valida"),
    ("fraccion-enorme", "1/" + "9" * 400, ""),
):
    mal(f"numero-{_name}", f"Un número escrito {_written[:20]}", f"{SERIE}{FILA}{_written}\n", _code, marco=MEDIDO)
mal("periodo-imposible", "Una columna del mes 13", "practica,acuerdos.2024-13\nbeca,4\n", "columna_desconocida", marco=MEDIDO)

# --- tables of a comparison ----------------------------------------------------------------------------------------------


def unidades(name: str, trampa: str, data: Contenido, comparacion: str = COMPARACION, **rest: object) -> None:
    """Add a case of the table of a comparison."""
    caso(f"csv-unidades/{name}", trampa, {"datos.csv": data, "comparacion.yaml": comparacion}, orden="comparar comparacion.yaml", **rest)


unidades("sano", "Nada", TABLA, sale=0, dice="Tres")
for _name, _trampa, _data, _code in (
    ("repetida", "Una unidad dos veces", f"{TABLA}u1,Otra,norte,1,2\n", "unidad_repetida"),
    ("sin-clave", "Una unidad sin clave", f"{TABLA},Otra,norte,1,2\n", ""),
    ("sin-columna", "Falta la columna de un nodo", "clave,nombre\nu1,Uno\n", "comparacion_no_valida"),
    ("texto", "Un texto donde va un número", f"{TABLA}u4,Otra,norte,mucho,2\n", ""),
    ("ambiguo", "Un número ambiguo", f'{TABLA}u4,Otra,norte,"1,234",2\n', "numero_ambiguo"),
    ("nan", "NaN", f"{TABLA}u4,Otra,norte,NaN,2\n", ""),
    ("enorme", "Un número que no cabe", f"{TABLA}u4,Otra,norte,1e999,2\n", ""),
    ("vacia", "Cero bytes", b"", "archivo_vacio"),
    ("solo-nombres", "Solo el encabezado", "clave,nombre,uno,dos\n", "archivo_vacio"),
    ("otra-codificacion", "En Windows-1252", (TABLA + "u4,Ñ,sur,1,2\n").encode("cp1252"), "codificacion"),
    ("comilla", "Una comilla sin cerrar", f'{TABLA}u4,"Otra,sur,1,2\n', "tabla_invalida"),
    ("ancho", "Una celda de más", f"{TABLA}u4,Otra,sur,1,2,3\n", "fila_de_otro_ancho"),
    ("columna-dos-veces", "La columna de un nodo, dos veces", "clave,nombre,uno,uno,dos\nu1,a,1,2,3\nu2,b,4,5,6\n", "tabla_invalida"),
    ("pdf", "Un PDF con nombre de CSV", b"%PDF-1.7\n\xe2\xe3", "tipo_de_archivo"),
):
    unidades(_name, _trampa, _data, sale=2, codigos=_code)
unidades(
    "enormes", "Valores de 1e300, que se desbordan al sumar", f"{TABLA}u4,Otra,norte,1e300,-1e300\n", sale=2, codigos="fuera_de_limites"
)
unidades("una-sola", "Una sola unidad: no hay con qué compararla", "clave,nombre,uno,dos\nu1,Uno,1,2\n", sale=0, dice="0 %")

# --- NDJSON --------------------------------------------------------------------------------------------------------------

UNO = {"practica": "beca", "titulo": "Beca", "respuestas": {"prueba": {"alcance.poblacion": "sí", "alcance.registro": "no"}}}
DOS = UNO | {"practica": "red", "titulo": "Red"}


def lineas(*rows: object) -> str:
    """Return rows as NDJSON; a text is a line as it is."""
    return "".join((row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)) + "\n" for row in rows)


def ndjson(name: str, trampa: str, data: Contenido, **rest: object) -> None:
    """Add a case of NDJSON."""
    tabla(f"ndjson/{name}", trampa, data, archivo="datos.ndjson", **rest)


for _name, _trampa, _data, _dice in (
    ("sano", "Nada", lineas(UNO, DOS), "50"),
    ("bom", "Con marca de orden de bytes", b"\xef\xbb\xbf" + lineas(UNO).encode(), "50"),
    ("crlf", "Renglones de Windows", lineas(UNO, DOS).replace("\n", "\r\n").encode(), "50"),
    ("renglones-vacios", "Renglones vacíos entre otros", lineas(UNO, "", DOS, ""), "50"),
    ("sin-renglon-final", "Sin fin de renglón al final", lineas(UNO, DOS).rstrip("\n"), "50"),
    (
        "entero-enorme",
        "Un entero de 5,000 cifras donde va un texto",
        lineas('{"practica": "red", "prueba.alcance.poblacion": "sí", "titulo": ' + "9" * 5000 + "}"),
        "9" * 5000,
    ),
    ("claves-distintas", "Cada renglón con otras claves", lineas(UNO, {"practica": "red"}), "red"),
):
    ndjson(_name, _trampa, _data, sale=0, dice=_dice, orden=TO_JSON)
for _name, _trampa, _data, _code in (
    ("u2028", "Un separador de línea de Unicode dentro de un texto", lineas(UNO | {"titulo": "a\u2028b"}), "caracter_de_control"),
    ("cortado", "El último renglón está a la mitad", lineas(UNO, DOS)[:-30], "json_invalido"),
    ("lista", "Un renglón que es una lista", lineas(UNO, "[1, 2]"), "tabla_invalida"),
    ("numero", "Un renglón que es un número", lineas(UNO, "3"), "tabla_invalida"),
    ("nulo", "Un renglón que es null", lineas(UNO, "null"), "tabla_invalida"),
    ("clave-repetida", "Una clave dos veces en un renglón", lineas(UNO, '{"practica": "red", "practica": "plan"}'), "clave_repetida"),
    (
        "hondo",
        "100,000 listas una dentro de otra",
        lineas(UNO, '{"practica": "red", "nota": ' + "[" * 100_000 + "]" * 100_000 + "}"),
        "demasiado_anidado",
    ),
    ("hondo-abierto", "100,000 llaves que no cierran", lineas(UNO, '{"a":' * 100_000), "demasiado_anidado"),
    ("nan", "NaN", lineas(UNO, '{"practica": "red", "nota": NaN}'), "json_invalido"),
    ("sustituto", "Medio carácter escrito con escape", lineas(UNO, '{"practica": "red", "titulo": "\\ud800"}'), "caracter_de_control"),
    ("nul-escapado", "Un NUL escrito con escape", lineas(UNO, '{"practica": "red", "titulo": "a\\u0000b"}'), "caracter_de_control"),
    (
        "bidi-escapado",
        "Una marca de dirección escrita con escape",
        lineas(UNO, '{"practica": "red", "titulo": "a\\u202eb"}'),
        "caracter_invisible",
    ),
    ("coma-final", "Una coma después del último", lineas(UNO, '{"practica": "red",}'), "json_invalido"),
    ("comentario", "Un comentario", lineas("// datos", UNO), "json_invalido"),
    ("dos-en-un-renglon", "Dos objetos en un renglón", lineas(json.dumps(UNO) + json.dumps(DOS)), "json_invalido"),
    ("basura-al-final", "Bytes que no son texto, al final", lineas(UNO).encode() + b"\xff\xfe\xfd", "codificacion"),
    ("clave-desconocida", "Una clave que no existe", lineas(UNO, DOS | {"desconocida_del_todo": 1}), "valor_no_permitido"),
    ("repetido", "El mismo registro dos veces", lineas(UNO, UNO), "registro_repetido"),
    ("vacio", "Cero bytes", b"", "archivo_vacio"),
    ("solo-llaves", "Un renglón sin claves", lineas("{}"), ""),
    ("utf-16", "En UTF-16", lineas(UNO).encode("utf-16"), "codificacion"),
    ("renglon-de-3-mb", "Un renglón de 3 MB", lineas(UNO, '{"practica": "red", "nota": "' + "x" * 3_000_000 + '", "z": 1}'), ""),
):
    ndjson(_name, _trampa, _data, sale=2, codigos=_code)
