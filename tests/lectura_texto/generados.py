"""Hostile inputs that are awkward as files: other encodings, NUL bytes, thousands of levels, megabytes."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import NamedTuple

_RECORD = "practica: ejemplo\ntitulo: Evaluación de becas\n"
_TWO_MB = 2_000_000
_MANY = 200_000


class Generado(NamedTuple):
    """The bytes of a file, made when asked, its name and the problems that it must give."""

    nombre: str
    archivo: str
    datos: Callable[[], bytes]
    espera: tuple[str, ...]


def _make(nombre: str, archivo: str, datos: bytes | Callable[[], bytes], *espera: str) -> Generado:
    return Generado(nombre, archivo, datos if callable(datos) else lambda: datos, espera)


def _levels(opening: bytes, count: int, closing: bytes = b"") -> Callable[[], bytes]:
    return lambda: opening * count + closing * count


def _billion_laughs() -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines).encode()


def _merge_bomb() -> bytes:
    lines = ["a0: &a0 {k0: 1}"]
    lines += [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}], k{n}: 1}}" for n in range(1, 20)]
    return "\n".join(lines).encode()


GENERADOS: tuple[Generado, ...] = (
    _make("windows_1252", "a.yaml", _RECORD.encode("cp1252"), "2 codificacion"),
    _make("windows_1252_json", "a.json", '{"practica": "ejemplo",\n\n "titulo": "Evaluación"}'.encode("cp1252"), "3 codificacion"),
    _make("mac_roman", "a.yaml", _RECORD.encode("mac-roman"), "2 codificacion"),
    _make("utf_16_little", "a.yaml", codecs.BOM_UTF16_LE + _RECORD.encode("utf-16-le"), "1 codificacion"),
    _make("utf_16_big", "a.json", codecs.BOM_UTF16_BE + '{"practica": "a"}'.encode("utf-16-be"), "1 codificacion"),
    _make("utf_16_without_mark", "a.yaml", _RECORD.encode("utf-16-le"), "1 codificacion"),
    _make("utf_32", "a.yaml", codecs.BOM_UTF32_LE + _RECORD.encode("utf-32-le"), "1 codificacion"),
    _make("cut_in_the_middle_of_a_letter", "a.yaml", "practica: ejemplo\ntitulo: Niñ".encode()[:-1], "2 codificacion"),
    _make("surrogate_in_utf_8", "a.yaml", b"practica: ejemplo\ntitulo: \xed\xa0\x80\n", "2 codificacion"),
    _make("overlong_slash", "a.yaml", b"practica: ejemplo\ntitulo: \xc0\xaf\n", "2 codificacion"),
    _make(
        "lines_of_old_macintosh",
        "a.yaml",
        b"practica: ejemplo\rtitulo: Beca #2 nueva\rnota: Una #dos",
        "2:13 comentario_dudoso",
        "3:10 comentario_dudoso",
    ),
    _make(
        "lines_of_windows",
        "a.yaml",
        b"practica: ejemplo\r\ntitulo: Beca #2 nueva\r\nnota: Una #dos\r\n",
        "2:13 comentario_dudoso",
        "3:10 comentario_dudoso",
    ),
    _make("utf_8_with_mark", "a.yaml", codecs.BOM_UTF8 + _RECORD.encode()),
    _make("utf_8_with_mark_json", "a.json", codecs.BOM_UTF8 + b'{"practica": "ejemplo"}'),
    _make("utf_8_with_mark_twice", "a.yaml", codecs.BOM_UTF8 * 2 + _RECORD.encode()),
    _make("only_a_mark", "a.yaml", codecs.BOM_UTF8, "- archivo_vacio"),
    _make("nul_byte", "a.yaml", b"practica: ejemplo\ntitulo: Beca\x00s\n", "2:13 caracter_de_control"),
    _make("nul_byte_json", "a.json", b'{"practica": "ejemplo",\n "titulo": "Beca\x00s"}', "2:17 caracter_de_control"),
    _make("only_nul_bytes", "a.yaml", b"\x00" * 4096, "1:1 caracter_de_control"),
    _make("escape_byte", "a.yaml", b"practica: ejemplo\n\x1b[31mtitulo: Beca\n", "2:1 caracter_de_control"),
    _make("next_line_character", "a.yaml", "practica: ejemplo\ntitulo: Be\u0085ca\n".encode(), "2:11 caracter_de_control"),
    _make("curly_quote_of_windows_read_as_latin", "a.yaml", "practica: ejemplo\ntitulo: Be\u0093ca\n".encode(), "2:11 caracter_de_control"),
    _make("line_separator", "a.yaml", "practica: ejemplo\ntitulo: Be\u2028ca\n".encode(), "2:11 caracter_de_control"),
    _make("fifty_kilobytes_of_brackets", "a.yaml", _levels(b"[", 50_000), "1:33 demasiado_anidado"),
    _make("fifty_kilobytes_of_brackets_json", "a.json", _levels(b"[", 50_000), "1:33 demasiado_anidado"),
    _make("fifty_kilobytes_of_closed_brackets_json", "a.json", _levels(b"[", 25_000, b"]"), "1:33 demasiado_anidado"),
    _make("fifty_kilobytes_of_braces", "a.yaml", _levels(b"{a: ", 12_500), "1:129 demasiado_anidado"),
    _make("fifty_kilobytes_of_braces_json", "a.json", _levels(b'{"a":', 10_000), "1:161 demasiado_anidado"),
    _make("fifty_kilobytes_of_dashes", "a.yaml", _levels(b"- ", 25_000), "1:65 demasiado_anidado"),
    _make("fifty_kilobytes_of_question_marks", "a.yaml", _levels(b"? ", 25_000), "1:3 clave_no_es_texto"),
    _make("brackets_as_a_key", "a.yaml", lambda: b"? " + b"[" * 50_000, "1:3 clave_no_es_texto"),
    _make("billion_laughs", "a.yaml", _billion_laughs, "1:5 yaml_no_admitido", "2:5 yaml_no_admitido", "2:10 yaml_no_admitido"),
    _make(
        "merge_bomb",
        "a.yaml",
        _merge_bomb,
        "1:5 yaml_no_admitido",
        "2:5 yaml_no_admitido",
        "2:10 yaml_no_admitido",
        "2:15 yaml_no_admitido",
    ),
    _make("two_megabytes", "a.yaml", lambda: b"practica: a\nnota: " + b"x" * _TWO_MB, "- archivo_grande"),
    _make("two_megabytes_json", "a.json", lambda: b'{"practica": "a", "nota": "' + b"x" * _TWO_MB + b'"}', "- archivo_grande"),
    _make("many_values", "a.yaml", lambda: b"[" + b"1, " * _MANY + b"1]", f"1:{2 + 3 * (_MANY - 1)} archivo_grande"),
    _make("many_values_json", "a.json", lambda: b"[" + b"1, " * _MANY + b"1]", f"1:{2 + 3 * (_MANY - 1)} archivo_grande"),
    _make("many_empty_lines", "a.yaml", lambda: b"\n" * 1_000_000, "- archivo_vacio"),
    _make("long_number", "a.json", lambda: b'{"practica": "a",\n "ods": [' + b"9" * 100_000 + b"]}", "2:10 numero_no_finito"),
    _make("long_number_yaml", "a.yaml", lambda: b"practica: a\nods: [" + b"9" * 100_000 + b"]\n", "2:7 numero_no_finito"),
    _make("long_decimal_yaml", "a.yaml", lambda: b"practica: a\nnota: 0." + b"9" * 100_000 + b"\n"),
    _make("long_key", "a.yaml", lambda: b"practica: a\n? " + b"k" * 100_000 + b"\n: x\n", "2:3 clave_desconocida"),
)
