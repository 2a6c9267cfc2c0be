"""The traps of any text file, set in a sound file of each class: the expected outcome follows from the trap alone."""

from __future__ import annotations

from collections.abc import Callable

from .bases import BASES, Base
from .caso import caso

Bytes = Callable[[str], bytes]
DEEP = "[" * 5000 + "]" * 5000


def _nul(text: str) -> bytes:
    return text.encode() + b"nota: a\x00b\n"


TRAMPAS: tuple[tuple[str, str, Bytes, str], ...] = (
    ("nul", "Un carácter NUL dentro de un valor", _nul, "caracter_de_control"),
    ("utf-16", "Guardado en UTF-16 con marca", lambda text: text.encode("utf-16"), "codificacion"),
    ("utf-16-sin-marca", "Guardado en UTF-16 sin marca", lambda text: text.encode("utf-16-be"), "codificacion"),
    ("utf-32", "Guardado en UTF-32", lambda text: text.encode("utf-32"), "codificacion"),
    ("windows-1252", "Guardado en Windows-1252", lambda text: (text + "nota: “ñandú”\n").encode("cp1252"), "codificacion"),
    ("utf-8-cortado", "Una letra de UTF-8 a la mitad, al final", lambda text: (text + "nota: ñ").encode()[:-1], "codificacion"),
    ("utf-8-largo", "Una diagonal en UTF-8 más largo de lo debido", lambda text: text.encode() + b"nota: \xc0\xaf\n", "codificacion"),
    ("mitad-de-par", "Medio carácter (sustituto suelto) en bytes", lambda text: text.encode() + b"nota: \xed\xa0\x80\n", "codificacion"),
    ("vacio", "Cero bytes", lambda _: b"", "archivo_vacio"),
    ("solo-espacios", "Solo espacios y renglones", lambda _: b"  \n\n   \n", "archivo_vacio"),
    ("solo-comentarios", "Solo comentarios", lambda _: b"# nada\n# nada\n", "archivo_vacio"),
    ("clave-repetida", "La primera clave, otra vez al final", lambda text: f"{text}{text.splitlines()[0]}\n".encode(), "clave_repetida"),
    ("alias", "Un ancla y su alias", lambda text: f"{text}nota: &a [x]\nvision: *a\n".encode(), "yaml_no_admitido"),
    ("fusion", "Una fusión de claves", lambda text: f"{text}<<: {{nota: x}}\n".encode(), "yaml_no_admitido"),
    (
        "etiqueta",
        "Una etiqueta de objeto de Python",
        lambda text: f"{text}nota: !!python/object/apply:os.system [id]\n".encode(),
        "yaml_no_admitido",
    ),
    ("dos-documentos", "Un segundo documento", lambda text: f"{text}---\n{text}".encode(), "yaml_no_admitido"),
    ("directiva", "Una directiva de versión", lambda text: f"%YAML 1.1\n---\n{text}".encode(), "yaml_no_admitido"),
    ("tabulador", "Sangría con tabulador", lambda text: f"{text}nota:\n\t- x\n".encode(), "yaml_invalido"),
    ("sin-cerrar", "Comillas sin cerrar", lambda text: f'{text}nota: "abierta\n'.encode(), "yaml_invalido"),
    ("hondo", "5,000 listas una dentro de otra", lambda text: f"{text}nota: {DEEP}\n".encode(), "demasiado_anidado"),
    ("bidi-en-clave", "Una marca de dirección dentro de una clave", lambda text: f'{text}"no\u202eta": x\n'.encode(), "caracter_invisible"),
    ("bidi-en-texto", "Una marca que voltea el texto", lambda text: f"{text}nota: pago \u202eon\n".encode(), "caracter_invisible"),
    ("clave-con-espacio-duro", "Una clave con espacio duro", lambda text: f"{text}no\u00a0ta: x\n".encode(), "caracter_invisible"),
    ("clave-lista", "Una lista como clave", lambda text: f"{text}? [a, b]\n: x\n".encode(), "clave_no_es_texto"),
    ("no-es-numero", "NaN escrito a la manera de YAML", lambda text: f"{text}nota: .nan\n".encode(), "numero_no_finito"),
    ("numero-enorme", "Un entero de 10,000 cifras", lambda text: f"{text}nota: {'9' * 10_000}\n".encode(), "numero_no_finito"),
    ("clave-de-mas", "Una clave que no existe", lambda text: f"{text}desconocida_del_todo: x\n".encode(), "clave_desconocida"),
    ("pesado", "2 MB de comentario", lambda text: f"{text}# {'x' * 2_000_001}\n".encode(), "archivo_grande"),
    ("pdf", "Un PDF con nombre de YAML", lambda _: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\n", "tipo_de_archivo"),
    ("zip", "Un zip con nombre de YAML", lambda _: b"PK\x03\x04\x14\x00\x00\x00\x00\x00\xff\xff", ""),
    ("png", "Una imagen con nombre de YAML", lambda _: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "tipo_de_archivo"),
    ("html", "Una página web con nombre de YAML", lambda _: b"<!DOCTYPE html>\n<html><body>No disponible</body></html>\n", ""),
)
"""Name, what it tries, how it spoils a sound file, the code that must be told."""

BIEN: tuple[tuple[str, str, Bytes], ...] = (
    ("sano", "Nada: el archivo del que salen los demás", lambda text: text.encode()),
    ("bom", "Con marca de orden de bytes", lambda text: b"\xef\xbb\xbf" + text.encode()),
    ("crlf", "Renglones de Windows", lambda text: text.replace("\n", "\r\n").encode()),
    ("cr", "Renglones de Mac antiguo", lambda text: text.replace("\n", "\r").encode()),
    ("sin-renglon-final", "Sin fin de renglón al final", lambda text: text.rstrip("\n").encode()),
)
_LISTS = ("casos",)


def _inside(base: Base, spoiled: bytes) -> bytes:
    """Return a spoiled list with what was added at its end moved into its last item."""
    whole = base.texto.encode()
    if not base.texto.startswith("- ") or not spoiled.startswith(whole) or b"\n---\n" in spoiled:
        return spoiled
    added = spoiled[len(whole) :].removeprefix(b"- ")
    return whole + b"".join(b"  " + line for line in added.splitlines(keepends=True))


def _add(base: Base, name: str, trampa: str, data: bytes, **rest: object) -> None:
    files = {base.archivo: data, **{other: text for other, text in base.junto.items() if other != base.archivo}}
    caso(f"{base.nombre}/{name}", trampa, files, orden=base.orden, **rest)


for _number, _base in enumerate(BASES):
    for _row, (_name, _trampa, _spoil) in enumerate(BIEN):
        _add(_base, _name, _trampa, _spoil(_base.texto), sale=0, corta=(_number + _row) % 13 == 0)
    for _row, (_name, _trampa, _spoil, _code) in enumerate(TRAMPAS):
        _add(_base, _name, _trampa, _inside(_base, _spoil(_base.texto)), sale=2, codigos=_code, corta=(_number + _row) % 13 == 0)
