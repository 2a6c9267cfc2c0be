"""What a second corpus, written without seeing the first, found to be read wrongly."""

from __future__ import annotations

from pathlib import Path

from .bases import COMPARACION, ESTRATEGIA, MARCO, PRACTICA, TABLA
from .caso import caso
from .casos_celdas import BECA, NOMBRES, libro
from .casos_csv import MEDIDO, mal
from .casos_parquet import array, lay, measure, parquet
from .casos_rutas import link, pipe
from .libro import cell, parts, sheet

_VOTO = f"practica,evaluacion.evaluador,{NOMBRES[2]}\n"
_FORMATO = parts(sheet([NOMBRES, [cell("A2", 1012, style=1), *BECA[1:]]]))
_FORMATO["xl/styles.xml"] = (
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1">'
    b'<numFmt numFmtId="164" formatCode="00000"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)
libro("clave-con-ceros-del-formato", "Una clave 1012 que se ve 01012", _FORMATO, sale=0, dice="01012")
_FECHA = dict(_FORMATO) | {"xl/styles.xml": _FORMATO["xl/styles.xml"].replace(b"00000", b"d-mmm")}
libro("clave-vuelta-fecha", "Una clave 1-2 que Excel volvió fecha", _FECHA, codigos="celda_no_valida")
_LARGA = parts(sheet([NOMBRES, [cell("A2", "12345678901234500000", raw="12345678901234500000"), *BECA[1:]]]))
_LARGA["xl/worksheets/sheet1.xml"] = sheet([NOMBRES, ['<c r="A2"><v>12345678901234500000</v></c>', *BECA[1:]]])
libro("clave-de-veinte-cifras", "Excel cambió por ceros las últimas cifras", _LARGA, codigos="celda_no_valida")

parquet(
    "entero-inexacto",
    "Un entero que un número de 64 bits redondea",
    lay(measure(array([2**53 + 1]))),
    marco=MEDIDO,
    codigos="numero_no_finito",
)
mal("veinte-mil-columnas", "Más columnas que una hoja", ",".join(["practica", *(f"k{n}" for n in range(20_000))]) + "\n", "archivo_grande")
mal("tres-millones-de-comas", "Solo separadores", "," * 3_000_000, "archivo_grande", corta=False, segundos=10)
mal("clave-de-mil-letras", "Una clave que no cabe en el nombre de un archivo", f"practica,titulo\n{'a' * 1000},A\n", "forma_no_valida")
caso(
    "panel-adverso/nombre-en-dos-letras",
    "El mismo nombre, con la tilde aparte",
    {"v/a.csv": f"{_VOTO}beca,José,sí\n", "v/b.csv": f"{_VOTO}beca,Jose\u0301,no\n", "marco.yaml": MARCO},
    orden="panel v --marco marco.yaml",
    codigos=("registro_repetido",),
)
for _name, _trampa, _make in (
    ("tubo", "Una configuración que es un tubo", pipe),
    ("dispositivo", "Una configuración que es /dev/zero", link("/dev/zero")),
    ("enlace-roto", "Una configuración que es un enlace roto", link("no-existe")),
):
    caso(
        f"configuracion-adversa/{_name}",
        _trampa,
        {"evaluacion.yaml": _make, "plan.yaml": ESTRATEGIA},
        orden="revisar plan.yaml",
        codigos=("archivo_no_encontrado" if _name == "enlace-roto" else "archivo_ilegible",),
    )
for _name, _trampa, _path in (
    ("absoluta", "Una comparación que lee una tabla de la máquina", "/etc/passwd"),
    ("hacia-arriba", "Una comparación que sale de su carpeta", "../../../../../../../etc/passwd"),
    ("dispositivo", "Una comparación de /dev/zero", "/dev/zero"),
):
    caso(
        f"comparacion-adversa/{_name}",
        _trampa,
        {"comparacion.yaml": COMPARACION.replace("datos.csv", _path), "datos.csv": TABLA},
        orden="comparar {0}",
        codigos=("comparacion_no_valida",),
    )
caso(
    "comparacion-adversa/enlace",
    "Una tabla que es un enlace a un archivo de la máquina",
    {"comparacion.yaml": COMPARACION, "datos.csv": link("/etc/passwd")},
    orden="comparar {0}",
    codigos=("comparacion_no_valida",),
)
for _name, _trampa, _formula in (
    ("exponente-enorme", "Una potencia con exponente de ocho cifras", "uno ** 99999999"),
    ("exponente-calculado", "Un exponente enorme hecho de números chicos", "uno ** (9 * 9 * 9)"),
    ("torre", "Una torre de potencias", "uno ** 9 ** 9 ** 9"),
    ("exponente-negado", "Un exponente enorme con signo", "uno ** -(60 + 60)"),
):
    caso(
        f"formula-adversa/{_name}",
        _trampa,
        {
            "marco.yaml": MARCO[: MARCO.index("        preguntas:")]
            + "        indicadores:\n          - {id: uno, nombre: Uno, definicion: D, unidad: u, sentido: ascendente, medida: avance,"
            f" acumulacion: flujo_anual, frecuencia: anual, dimension: eficacia, formula: '{_formula.replace('uno', 'otro')}'}}\n"
        },
        codigos=("formula_no_valida",),
    )
_MUCHAS = "".join(f"clave_{n}: 1\n" for n in range(5000))
caso(
    "practica-adversa/cinco-mil-claves",
    "Cinco mil claves que no existen",
    {"beca.yaml": PRACTICA + _MUCHAS},
    codigos=("clave_desconocida",),
)


def _same(path: Path) -> None:
    path.write_text("practica,titulo\n" + "a,A\n" * 30_000, encoding="utf-8")


caso("registro-adverso/treinta-mil-iguales", "El mismo registro, treinta mil veces", {"datos.csv": _same}, codigos=("registro_repetido",))
