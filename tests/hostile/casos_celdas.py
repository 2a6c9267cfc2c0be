"""Cells of workbooks: what Excel hides, shows otherwise, or never writes."""

from __future__ import annotations

from pathlib import Path

from .bases import MARCO
from .caso import caso
from .casos_csv import MEDIDO, TO_CSV, TO_JSON
from .libro import HEAD, MAIN, SHEET, cell, letters_of, parts, sheet, zipped

NOMBRES = ["practica", "titulo", "prueba.alcance.poblacion", "prueba.alcance.registro"]
BECA = ["beca", "Beca", "sí", "no"]
MEDIDAS = [
    "practica",
    "acuerdos.linea_base.periodo",
    "acuerdos.linea_base.valor",
    "acuerdos.meta.periodo",
    "acuerdos.meta.valor",
    "acuerdos.2024",
]
SERIE = ["beca", "2020", 0, "2026", 100]


def libro(name: str, trampa: str, files: dict[str, bytes], *, marco: str = MARCO, orden: str = TO_CSV, **rest: object) -> None:
    """Add a case of a workbook of records."""

    def lay(path: Path) -> None:
        path.write_bytes(zipped(files))

    caso(f"celdas/{name}", trampa, {"datos.xlsx": lay, "marco.yaml": marco}, orden=orden, **rest)


def medida(name: str, trampa: str, value: str, **rest: object) -> None:
    """Add a case of a cell where a number of an indicator goes: F2."""
    libro(name, trampa, parts(sheet([MEDIDAS, [*SERIE, value]])), marco=MEDIDO, orden=TO_JSON, **rest)


def hoja(name: str, trampa: str, *rows: list, **rest: object) -> None:
    """Add a case of a sheet of answers."""
    libro(name, trampa, parts(sheet([NOMBRES, *rows])), **rest)


# --- numbers as cells ----------------------------------------------------------------------------------------------------

for _name, _trampa, _xml, _shown in (
    ("numero", "Nada", cell("F2", 40), '"valor": 40'),
    ("numero-como-texto", "Un número guardado como texto", cell("F2", "40.5"), "40.5"),
    ("numero-con-ruido", "0.1+0.2, como lo guarda Excel", cell("F2", "0.30000000000000004", kind="n"), "0.3"),
    ("formula-con-valor", "Una fórmula con su valor guardado", cell("F2", None, raw="<f>20+20</f><v>40</v>"), '"valor": 40'),
    ("exponente", "Un número con exponente", cell("F2", "4E1", kind="n"), '"valor": 40'),
    ("vacia-con-formato", "Una celda vacía con formato", '<c r="F2" s="1"/>', '"valor": null'),
):
    medida(_name, _trampa, _xml, sale=0, dice=_shown)
for _name, _trampa, _xml, _code in (
    ("formula-sin-valor", "Una fórmula que nunca se calculó", cell("F2", None, raw="<f>A1</f>"), "formula_sin_valor"),
    ("error-ref", "El error #REF!", cell("F2", "#REF!", kind="e"), "celda_no_valida"),
    ("error-de-formula", "Una fórmula que da #DIV/0!", cell("F2", None, kind="e", raw="<f>1/0</f><v>#DIV/0!</v>"), "celda_no_valida"),
    ("porcentaje", "Un número con formato de porcentaje", cell("F2", 0.4, style=1), "numero_ambiguo"),
    ("porcentaje-propio", "Un porcentaje con formato hecho a mano", cell("F2", 0.4, style=3), "numero_ambiguo"),
    ("fecha-en-indicador", "Una fecha donde va un número", cell("F2", 45000, style=2), ""),
    ("ambiguo", "1,234 como texto", cell("F2", "1,234"), "numero_ambiguo"),
    ("numero-que-no-lo-es", "Una celda de número con letras", cell("F2", "abc", kind="n"), "celda_no_valida"),
    ("numero-infinito", "Una celda de número con 1E999", cell("F2", "1E999", kind="n"), "celda_no_valida"),
    ("numero-nan", "Una celda de número con NaN", cell("F2", "NaN", kind="n"), "celda_no_valida"),
    ("booleano", "Un verdadero donde va un número", cell("F2", 1, kind="b"), ""),
    ("texto-compartido-negativo", "Un texto compartido con número negativo", cell("F2", "-1", kind="s"), "tabla_invalida"),
    ("texto-compartido-lejano", "Un texto compartido que no existe", cell("F2", "99", kind="s"), "tabla_invalida"),
    ("texto-compartido-letras", "Un texto compartido cuyo número son letras", cell("F2", "x", kind="s"), "tabla_invalida"),
    ("texto-compartido-enorme", "Un texto compartido de 5,000 cifras", cell("F2", "9" * 5000, kind="s"), "tabla_invalida"),
    ("clase-desconocida", "Una clase de celda que no existe", cell("F2", "40", kind="zzz"), "celda_no_valida"),
    ("fuera-de-su-fila", "La celda dice estar en otra fila", cell("F9", 40), "tabla_invalida"),
    ("columna-repetida", "Dos celdas con la misma referencia", cell("F2", 40) + cell("F2", 50), "tabla_invalida"),
    ("columna-hacia-atras", "Las celdas van hacia atrás", cell("F2", 40) + cell("E2", 50), "tabla_invalida"),
    ("columna-lejana", "Una celda más allá de XFD", cell("F2", 40) + cell("ZZZ2", 50), "archivo_grande"),
    ("referencia-rara", "Una referencia que no lo es", '<c r="f2"><v>40</v></c>', "tabla_invalida"),
):
    medida(_name, _trampa, _xml, codigos=_code)

# --- texts as cells ------------------------------------------------------------------------------------------------------

hoja("formula-en-titulo", "Un título que parece fórmula, guardado como texto", ["beca", "=1+1", "sí", "no"], sale=0, dice="'=1+1")
hoja("booleano-por-respuesta", "Excel tomó «sí» por verdadero", ["beca", "Beca", cell("C2", 1, kind="b"), "no"], sale=0, dice="50")
hoja("escape-de-excel", "Un salto escrito _x000D_", ["beca", "Be_x000D_ca", "sí", "no"], sale=0)
hoja("escape-nul", "Un NUL escrito _x0000_", ["beca", "Be_x0000_ca", "sí", "no"], codigos="caracter_de_control")
hoja("escape-bidi", "Una marca de dirección escrita _x202E_", ["beca", "Be_x202E_ca", "sí", "no"], codigos="caracter_invisible")
hoja("escape-sustituto", "Medio carácter escrito _xD800_: se deja escrito", ["beca", "Be_xD800_ca", "sí", "no"], sale=0, dice="_xD800_")
hoja("id-numerico", "Un identificador que Excel guardó como número", [cell("A2", 7), "Beca", "sí", "no"], sale=0, dice=",7,")
hoja("id-con-ruta", "Un identificador que es una ruta", ["../x", "Beca", "sí", "no"], codigos="forma_no_valida")
hoja("id-repetido", "Dos filas del mismo registro", BECA, BECA, codigos="registro_repetido")
hoja("error-en-titulo", "Un título con #N/A", ["beca", cell("B2", "#N/A", kind="e"), "sí", "no"], codigos="celda_no_valida")
hoja("dato-sin-columna", "Un dato en una columna sin nombre", [*BECA, "suelto"], codigos="tabla_invalida")
hoja("solo-titulos", "Solo la fila de títulos", codigos="archivo_vacio")
libro("sin-encabezado", "Ninguna hoja tiene identificadores", parts(sheet([["a", "b"], [1, 2]])), codigos="falta_clave")
libro(
    "columna-repetida-en-titulos",
    "Dos columnas con el mismo nombre",
    parts(sheet([["practica", "titulo", "titulo"], ["beca", "a", "b"]])),
    codigos="tabla_invalida",
)
libro("encabezado-hondo", "El encabezado está en la fila 40", parts(sheet([NOMBRES, BECA], first=40)), sale=0, dice="50")
libro(
    "encabezado-en-la-60",
    "El encabezado está en la fila 60, y antes no hay nada",
    parts(sheet([NOMBRES, BECA], first=60)),
    sale=0,
    dice="50",
)
libro(
    "encabezado-demasiado-hondo",
    "El encabezado está en la fila 60, tras 59 renglones de texto",
    parts(sheet([*[["a", "b"]] * 59, NOMBRES, BECA])),
    codigos="falta_clave",
)
libro(
    "hoja-oculta",
    "Los registros están en una hoja oculta",
    parts(sheet([NOMBRES, BECA]), states={0: "hidden"}),
    sale=0,
    codigos="celda_oculta",
    dice="50",
)
libro(
    "hoja-muy-oculta",
    "Los registros están en una hoja muy oculta",
    parts(sheet([NOMBRES, BECA]), states={0: "veryHidden"}),
    sale=0,
    codigos="celda_oculta",
    dice="50",
)
libro(
    "dos-hojas",
    "Dos hojas con registros",
    parts(sheet([NOMBRES, BECA]), sheet([NOMBRES, ["red", *BECA[1:]]])),
    sale=0,
    codigos="tabla_invalida",
    dice="beca",
)
libro(
    "fila-oculta",
    "Una fila filtrada",
    parts(sheet([NOMBRES, BECA]).replace(b'<row r="2">', b'<row r="2" hidden="1">')),
    sale=0,
    codigos="celda_oculta",
    dice="50",
)
libro(
    "columna-oculta",
    "Una columna oculta",
    parts(sheet([NOMBRES, BECA], before='<cols><col min="3" max="3" hidden="1"/></cols>')),
    sale=0,
    codigos="celda_oculta",
)
libro(
    "columnas-ocultas-enormes",
    "Un intervalo de columnas ocultas de 5,000 cifras",
    parts(sheet([NOMBRES, BECA], before=f'<cols><col min="1" max="{"9" * 5000}" hidden="1"/></cols>')),
    codigos="tabla_invalida",
)
libro(
    "combinadas",
    "Celdas combinadas dentro de la tabla",
    parts(sheet([NOMBRES, BECA], after='<mergeCells><mergeCell ref="B2:C2"/></mergeCells>')),
    codigos="celda_no_valida",
)
libro(
    "combinadas-raras",
    "Una combinación que no es un intervalo",
    parts(sheet([NOMBRES, BECA], after='<mergeCells><mergeCell ref="x"/></mergeCells>')),
    sale=0,
    dice="50",
)
libro(
    "dimension-falsa",
    "Una dimensión declarada de una celda",
    parts(sheet([NOMBRES, BECA], before='<dimension ref="A1"/>')),
    sale=0,
    dice="50",
)
libro(
    "dimension-enorme",
    "Una dimensión declarada de toda la hoja",
    parts(sheet([NOMBRES, BECA], before='<dimension ref="A1:XFD1048576"/>')),
    sale=0,
    dice="50",
)
libro(
    "celda-lejana",
    "Una celda en XFD1048576",
    parts(sheet([NOMBRES, BECA]).replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')),
    codigos="archivo_grande",
)
libro(
    "fila-lejana",
    "Una fila 1048577",
    parts(sheet([NOMBRES, BECA]).replace(b"</sheetData>", b'<row r="1048577"><c r="A1048577"><v>1</v></c></row></sheetData>')),
    codigos="archivo_grande",
)
libro(
    "fila-lejana-vacia",
    "Una celda con formato y sin dato, en la fila 900000",
    parts(sheet([NOMBRES, BECA]).replace(b"</sheetData>", b'<row r="900000"><c r="A900000" s="1"/></row></sheetData>')),
    sale=0,
    dice="50",
)
libro(
    "filas-hacia-atras",
    "Las filas van hacia atrás",
    parts(sheet([NOMBRES, BECA]).replace(b"</sheetData>", b'<row r="1"/></sheetData>')),
    codigos="tabla_invalida",
)
libro(
    "fila-rara",
    "Una fila cuyo número no lo es",
    parts(sheet([NOMBRES, BECA]).replace(b'<row r="2"', b'<row r="dos"')),
    codigos="tabla_invalida",
)
libro(
    "fila-enorme",
    "Una fila cuyo número tiene 5,000 cifras",
    parts(sheet([NOMBRES, BECA]).replace(b'<row r="2"', f'<row r="{"9" * 5000}"'.encode())),
    codigos="tabla_invalida",
)
libro(
    "sin-referencias",
    "Celdas sin referencia, en orden",
    parts(
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData><row><c t="inlineStr"><is><t>practica</t></is></c><c t="inlineStr"><is><t>titulo</t></is></c></row><row><c t="inlineStr"><is><t>beca</t></is></c><c t="inlineStr"><is><t>Beca</t></is></c></row></sheetData></worksheet>'.encode()
    ),
    orden="validar {0}",
    sale=0,
    codigos="sin_marco",
)
libro(
    "sin-textos",
    "Falta la parte de los textos compartidos",
    {name: data for name, data in parts(sheet([[cell("A1", "0", kind="s"), "titulo"], BECA[:2]])).items() if "shared" not in name},
    codigos="tabla_invalida",
)
libro(
    "sin-estilos",
    "Falta la parte de los estilos",
    {name: data for name, data in parts(sheet([NOMBRES, BECA])).items() if "styles" not in name},
    sale=0,
    dice="50",
)
libro(
    "sin-hoja",
    "Falta la parte de la hoja",
    {name: data for name, data in parts(sheet([NOMBRES, BECA])).items() if name != SHEET},
    codigos="tabla_invalida",
)
libro(
    "sin-libro",
    "Falta la parte del libro",
    {name: data for name, data in parts(sheet([NOMBRES, BECA])).items() if name != "xl/workbook.xml"},
    codigos="tabla_invalida",
)
libro(
    "sin-relaciones",
    "Faltan las relaciones",
    {name: data for name, data in parts(sheet([NOMBRES, BECA])).items() if name != "_rels/.rels"},
    codigos="tabla_invalida",
)
libro(
    "relacion-que-sale",
    "Una relación que sale del libro",
    {name: data.replace(b"worksheets/sheet1.xml", b"../../../etc/passwd") for name, data in parts(sheet([NOMBRES, BECA])).items()},
    codigos="tabla_invalida",
)
libro(
    "relacion-externa",
    "Una hoja que está en la red",
    {
        name: data.replace(b'Target="worksheets/sheet1.xml"', b'Target="https://example.org/h.xml" TargetMode="External"')
        for name, data in parts(sheet([NOMBRES, BECA])).items()
    },
    codigos="falta_clave",
)
libro("sin-hojas", "Un libro sin hojas", parts(), codigos="falta_clave")
libro(
    "mil-columnas",
    "Un encabezado de 5,000 columnas que no existen",
    parts(sheet([["practica", *(f"x{n}y" for n in range(4999))]])),
    codigos="",
    segundos=6,
)
libro(
    "texto-de-40-mil",
    "Un texto más largo de lo que cabe en una celda de Excel",
    parts(sheet([NOMBRES, ["beca", "x" * 40_000, "sí", "no"]])),
    sale=0,
)
libro(
    "hondo",
    "100,000 elementos uno dentro de otro",
    parts(sheet([NOMBRES, BECA], before="<a>" * 100_000 + "</a>" * 100_000)),
    sale=0,
    dice="50",
    segundos=5,
)
libro(
    "atributo-enorme",
    "Un atributo de 1 MB",
    parts(sheet([NOMBRES, BECA], before=f'<sheetPr codeName="{"x" * 900_000}"/>')),
    sale=0,
    dice="50",
)
libro(
    "fecha-1904",
    "Fechas contadas desde 1904",
    parts(sheet([[*NOMBRES, "evaluacion.fecha"], [*BECA, cell("E2", 43538, style=2)]]), extra='<workbookPr date1904="1"/>'),
    sale=0,
    orden=TO_JSON,
    dice="50",
)
libro(
    "fecha-imposible",
    "Una fecha de 1E300 días",
    parts(sheet([[*NOMBRES, "evaluacion.fecha"], [*BECA, cell("E2", "1E300", style=2)]])),
    codigos="valor_no_permitido",
)
libro(
    "fecha-negativa",
    "Una fecha negativa",
    parts(sheet([[*NOMBRES, "evaluacion.fecha"], [*BECA, cell("E2", -5, style=2)]])),
    codigos="celda_no_valida",
)
libro(
    "fecha-29-de-febrero-de-1900",
    "El día que solo existe en Excel",
    parts(sheet([[*NOMBRES, "evaluacion.fecha"], [*BECA, cell("E2", 60, style=2)]])),
    sale=0,
)
libro(
    "muchas-columnas-ocultas",
    "Columnas con letras hasta XFD",
    parts(sheet([[*NOMBRES, *(None for _ in range(100)), cell(f"{letters_of(16384)}1", "x")], BECA])),
    codigos="",
)
