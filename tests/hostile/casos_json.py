"""JSON of every class: a record, a result to compare with, the findings known before, a comparison."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache

from .bases import COMPARACION, ESTRATEGIA, MARCO, PRACTICA, TABLA
from .caso import Contenido, caso

REGISTRO = '{"practica": "beca", "titulo": "Beca", "respuestas": {"prueba": {"alcance.poblacion": "sí", "alcance.registro": "no"}}}'
CONOCIDOS = '{"formato": 1, "conocidos": [{"huella": "abc", "regla": "OBJ-01", "ruta": "x", "texto": "y"}]}'


@cache
def resultado() -> str:
    """Return what `calificar --formato json` writes of the sound record."""
    import tempfile
    from pathlib import Path

    from click.testing import CliRunner

    from evaluacion.cli.principal import evaluacion

    runner = CliRunner()
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("beca.yaml", PRACTICA), ("marco.yaml", MARCO)):
            (Path(folder) / name).write_text(text, encoding="utf-8")
        target = Path(folder) / "r.json"
        words = ["calificar", f"{folder}/beca.yaml", "--marco", f"{folder}/marco.yaml", "--formato", "json", "--salida", str(target)]
        runner.invoke(evaluacion, words, catch_exceptions=False)
        return target.read_text(encoding="utf-8").replace(f"{folder}/", "")


def registro(name: str, trampa: str, data: Contenido, **rest: object) -> None:
    """Add a case of a record in JSON."""
    caso(f"json/{name}", trampa, {"beca.json": data, "marco.yaml": MARCO}, orden="calificar {0} --marco marco.yaml --formato json", **rest)


def anterior(name: str, trampa: str, spoil: Callable[[str], str | bytes], **rest: object) -> None:
    """Add a case of a result set given as an earlier round."""

    def lay(path: object) -> None:
        data = spoil(resultado())
        path.write_bytes(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)

    files = {"antes.json": lay, "beca.yaml": PRACTICA, "marco.yaml": MARCO}
    caso(f"resultado/{name}", trampa, files, orden="diferencias {0} beca.yaml --marco marco.yaml", **rest)


def conocidos(name: str, trampa: str, data: Contenido, **rest: object) -> None:
    """Add a case of the findings known before."""
    caso(
        f"conocidos/{name}",
        trampa,
        {"conocidos.json": data, "plan.yaml": ESTRATEGIA},
        orden="revisar plan.yaml --fallar-con nunca --ya-conocidos {0}",
        **rest,
    )


DEEP = "[" * 100_000 + "]" * 100_000
registro("sano", "Nada", REGISTRO, sale=0, dice='"puntaje": 50')
registro("bom", "Con marca de orden de bytes", b"\xef\xbb\xbf" + REGISTRO.encode(), sale=0, dice='"puntaje": 50')
registro("espacios", "Con espacios y renglones antes y después", f"\n\n  {REGISTRO}\n\n", sale=0, dice='"puntaje": 50')
registro("escapes", "Con letras escritas con escapes", json.dumps(json.loads(REGISTRO)), sale=0, dice='"puntaje": 50')
registro("emoji", "Un par de sustitutos completo", REGISTRO.replace('"Beca"', '"\\ud83d\\ude00"'), sale=0, dice="😀")
for _name, _trampa, _data, _code in (
    ("nan", "NaN", REGISTRO.replace('"Beca"', "NaN"), "json_invalido"),
    ("infinito", "-Infinity", REGISTRO.replace('"Beca"', "-Infinity"), "json_invalido"),
    ("coma-final", "Una coma de más", REGISTRO.replace("}}}", "}},}"), "json_invalido"),
    ("comentario", "Un comentario", f"/* x */{REGISTRO}", ""),
    ("comillas-simples", "Comillas simples", REGISTRO.replace('"', "'"), "json_invalido"),
    ("sin-cerrar", "Falta la última llave", REGISTRO[:-1], "json_invalido"),
    ("de-mas", "Sobra algo al final", f"{REGISTRO} x", "json_invalido"),
    ("dos", "Dos documentos", f"{REGISTRO}\n{REGISTRO}", ""),
    ("clave-repetida", "Una clave dos veces", REGISTRO.replace('"titulo"', '"practica": "otra", "titulo"'), "clave_repetida"),
    (
        "clave-repetida-escapada",
        "Una clave dos veces, una con escapes",
        REGISTRO.replace('"titulo"', '"pr\\u0061ctica": "otra", "titulo"'),
        "clave_repetida",
    ),
    (
        "clave-repetida-nfd",
        "Dos claves iguales escritas de dos formas",
        '{"practica": "beca", "requisitos": {"a\u00f1o": true, "an\u0303o": false}}',
        "clave_repetida",
    ),
    ("hondo", "100,000 listas una dentro de otra", REGISTRO.replace('"Beca"', DEEP), "demasiado_anidado"),
    ("hondo-abierto", "100,000 corchetes que no cierran", "[" * 100_000, "demasiado_anidado"),
    ("hondo-objetos", "50,000 objetos uno dentro de otro", '{"a":' * 50_000 + "1" + "}" * 50_000, "demasiado_anidado"),
    ("entero-enorme", "10 elevado a 5,000", REGISTRO.replace('"Beca"', "1" + "0" * 5000), "numero_no_finito"),
    ("decimal-enorme", "1e999", REGISTRO.replace('"Beca"', "1e999"), "numero_no_finito"),
    ("sustituto", "Medio carácter", REGISTRO.replace('"Beca"', '"\\ud800"'), "caracter_de_control"),
    ("sustituto-en-clave", "Medio carácter en una clave", REGISTRO.replace('"titulo"', '"\\udc00"'), "caracter_de_control"),
    ("nul", "Un NUL escrito con escape", REGISTRO.replace('"Beca"', '"a\\u0000b"'), "caracter_de_control"),
    ("separador", "U+2028 escrito con escape", REGISTRO.replace('"Beca"', '"a\\u2028b"'), "caracter_de_control"),
    ("bidi", "Una marca de dirección escrita con escape", REGISTRO.replace('"Beca"', '"a\\u202eb"'), "caracter_invisible"),
    ("invisible-en-clave", "Un espacio de ancho cero en una clave", REGISTRO.replace('"titulo"', '"ti\\u200btulo"'), "caracter_invisible"),
    ("renglon-en-texto", "Un renglón sin escapar dentro de un texto", REGISTRO.replace("Beca", "Be\nca"), "json_invalido"),
    ("cero-a-la-izquierda", "Un número con cero a la izquierda", REGISTRO.replace('"Beca"', "012"), "json_invalido"),
    ("mas", "Un número con signo más", REGISTRO.replace('"Beca"', "+12"), "json_invalido"),
    ("lista", "Una lista en vez de un grupo", f"[{REGISTRO}]", ""),
    ("vacio", "Un grupo vacío", "{}", "tipo_de_archivo"),
    ("muchos", "200,001 valores", '{"practica": "beca", "ods": [' + "1," * 200_001 + "1]}", "archivo_grande"),
    ("pesado", "2 MB", REGISTRO.replace("Beca", "x" * 2_000_001), "archivo_grande"),
    ("utf-16", "En UTF-16", REGISTRO.encode("utf-16"), "codificacion"),
    ("latin-1", "En Latin-1", REGISTRO.encode("latin-1"), "codificacion"),
):
    registro(_name, _trampa, _data, sale=2, codigos=_code, segundos=4)

anterior("sano", "Nada", lambda text: text, sale=0)
anterior("bom", "Con marca de orden de bytes", lambda text: b"\xef\xbb\xbf" + text.encode(), sale=0)
anterior("crlf", "Renglones de Windows", lambda text: text.replace("\n", "\r\n"), sale=0)
for _name, _trampa, _spoil, _code in (
    ("cortado", "La segunda mitad no llegó", lambda text: text[: len(text) // 2], "json_invalido"),
    ("puntaje-cambiado", "Alguien cambió el puntaje", lambda text: text.replace('"puntaje": 50', '"puntaje": 91'), "resultado_no_coincide"),
    (
        "nan",
        "Un puntaje NaN",
        lambda text: text.replace('"puntaje": 50.0', '"puntaje": NaN').replace('"puntaje": 50', '"puntaje": NaN'),
        "json_invalido",
    ),
    (
        "clave-repetida",
        "El puntaje dos veces",
        lambda text: text.replace('"puntaje": 50', '"puntaje": 91, "puntaje": 50', 1),
        "clave_repetida",
    ),
    (
        "hondo",
        "100,000 listas una dentro de otra",
        lambda text: text.replace('"fichas": [', f'"fichas": [{DEEP}, ', 1),
        "demasiado_anidado",
    ),
    ("sin-fichas", "Sin la clave de las fichas", lambda text: text.replace('"fichas"', '"fechas"', 1), "tipo_de_archivo"),
    ("fichas-texto", "Las fichas son un texto", lambda text: text[: text.index('"fichas"')] + '"fichas": "x"}', "tipo_de_archivo"),
    ("lista", "Una lista con el mismo principio", lambda text: text[: text.index("{", 5) + 2] + "x", ""),
    ("entero-enorme", "Un puntaje de 10,000 cifras", lambda text: text.replace('"puntaje": 50', f'"puntaje": {"9" * 10_000}', 1), ""),
    (
        "puntaje-texto",
        "Un puntaje escrito como texto",
        lambda text: text.replace('"puntaje": 50.0', '"puntaje": "50"').replace('"puntaje": 50,', '"puntaje": "50",'),
        "",
    ),
    (
        "tipo-otro",
        "Un registro de una clase que no existe",
        lambda text: text.replace('"tipo": "practica"', '"tipo": "alebrije"'),
        "tipo_de_archivo",
    ),
    ("id-con-ruta", "Un identificador que es una ruta", lambda text: text.replace('"practica": "beca"', '"practica": "../../x"'), ""),
    ("id-lista", "Un identificador que es una lista", lambda text: text.replace('"practica": "beca"', '"practica": ["beca"]'), ""),
    (
        "respuesta-otra",
        "Una respuesta que no es de la escala",
        lambda text: text.replace('"respuesta": "sí"', '"respuesta": "tal vez"'),
        "",
    ),
    ("utf-16", "En UTF-16", lambda text: text.encode("utf-16"), ""),
    ("control", "Un NUL dentro", lambda text: text.replace('"beca"', '"be\x00ca"'), ""),
    ("sustituto", "Medio carácter escrito con escape", lambda text: text.replace('"titulo": "Beca"', '"titulo": "\\ud800"'), ""),
    ("origen-raro", "Un lugar con claves de más", lambda text: text.replace('"linea": ', '"otra": 1, "linea": ', 1), "tipo_de_archivo"),
    (
        "marcos-raros",
        "Un marco usado con claves de más",
        lambda text: text.replace('"version": "1.0.0"', '"version": "1.0.0", "otra": 1', 1),
        "tipo_de_archivo",
    ),
):
    anterior(_name, _trampa, _spoil, sale=2, codigos=_code)

conocidos("sano", "Nada", CONOCIDOS, sale=0)
for _name, _trampa, _data, _code in (
    ("hondo", "100,000 listas una dentro de otra", DEEP, "demasiado_anidado"),
    ("vacio", "Cero bytes", "", "archivo_vacio"),
    ("no-es-json", "Un texto cualquiera", "hola", "json_invalido"),
    ("cortado", "A la mitad", CONOCIDOS[:30], "json_invalido"),
    ("lista", "Una lista", "[1]", "json_invalido"),
    ("otro-formato", "Un formato que no existe", CONOCIDOS.replace("1", "2", 1), "json_invalido"),
    ("formato-lista", "El formato es una lista", CONOCIDOS.replace("1", "[1]", 1), "json_invalido"),
    ("sin-huella", "Un hallazgo sin huella", CONOCIDOS.replace('"huella"', '"otra"'), "json_invalido"),
    ("clave-repetida", "La huella dos veces", CONOCIDOS.replace('"regla"', '"huella": "def", "regla"'), "clave_repetida"),
    ("nan", "NaN", CONOCIDOS.replace('"abc"', "NaN"), "json_invalido"),
    ("entero-enorme", "Un entero de 10,000 cifras", CONOCIDOS.replace('"abc"', "9" * 10_000), "numero_no_finito"),
    ("utf-16", "En UTF-16", CONOCIDOS.encode("utf-16"), "codificacion"),
    ("utf-16-sin-marca", "En UTF-16 sin marca", CONOCIDOS.encode("utf-16-le"), "codificacion"),
    ("latin-1", "En Latin-1", CONOCIDOS.replace('"y"', '"ñ"').encode("latin-1"), "codificacion"),
    ("pesado", "2 MB", CONOCIDOS.replace('"y"', f'"{"y" * 2_000_001}"'), "archivo_grande"),
    ("bidi", "Una marca de dirección", CONOCIDOS.replace('"y"', '"a\u202eb"'), "caracter_invisible"),
):
    conocidos(_name, _trampa, _data, sale=2, codigos=_code)
conocidos("bom", "Con marca de orden de bytes", b"\xef\xbb\xbf" + CONOCIDOS.encode(), sale=0)

_EN_JSON = json.dumps(
    {
        "comparacion": "prueba",
        "titulo": "x",
        "unidades": {"archivo": "datos.csv", "id": "clave"},
        "nodos": [{"id": "indice", "nombre": "x"}, {"id": "uno", "nombre": "x", "padre": "indice"}],
    }
)
caso(
    "json-comparacion/sano",
    "Una comparación escrita en JSON",
    {"c.json": _EN_JSON, "datos.csv": TABLA},
    orden="comparar {0}",
    sale=0,
    dice="u1",
)
caso(
    "json-comparacion/hondo",
    "100,000 listas una dentro de otra",
    {"c.json": _EN_JSON.replace('"x"', DEEP, 1), "datos.csv": TABLA},
    orden="comparar {0}",
    codigos="demasiado_anidado",
)
caso(
    "json-comparacion/yaml-con-llaves", "YAML con nombre de JSON", {"c.json": COMPARACION, "datos.csv": TABLA}, orden="comparar {0}", sale=0
)
