"""What time, programs and people do to files: a sound file and a source of chance, into one that is spoiled.

`rng` is anything with the methods of `random.Random`: that of Hypothesis in the tests, a seeded one in the guided run.
"""

from __future__ import annotations

import io
import json
import zipfile
from functools import lru_cache
from typing import Any

import yaml

TOKENS = tuple(
    token.encode("utf-8", "surrogatepass")
    for token in (
        *"\0\t\n\r\x1b\x85 -:,;[]{}#&*!|>'\"%@`~?=<\\/().^$_",
        "\r\n", "---\n", "...\n", "- ", ": ", "? ", "<<: ", "*a ", "&a ", "!!python/object:os.system ", "%YAML 1.1\n", "''", '""', '"""',
        "0", "-0", "007", "1e999", "1e-999", "-1e308", ".5", "1_000", "0x10", "0o7", "12:30", "1.10", "9" * 20, "9" * 400, "1/0", "3/4",
        "1,234", "1.234,50", "NaN", ".nan", "Infinity", "-.inf", "null", "~", "true", "no", "sí", "no aplica", "x", "ñ", "e\u0301", "\u00a0",
        "\u200b", "\u202e", "\ufeff", "\u2028", "\ud800", "😀", "٣", "Ａ", "ß", "İ", "2024", "2024-13-45", "0000", "9999-12-31", "2024-T5",
        "2020-02-29", "../x", "/etc/passwd", "C:\\x", "a" * 300, "(" * 40, "[" * 40, '{"a":' * 40, "[" * 1200, "=1+1", "@SUM(A1)", "http://", "javascript:x",
        "%s", "{0}", "${x}", "\\u0000", "\\ud800", "&#0;", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "]]>", "<![CDATA[", "_x0000_", "A1", "XFD1048576",
        "comparacion", "marco", "practica", "estrategia", "id", "formula", "extiende", "cualitativo@1", "a.b", "a@b",
    )
)  # fmt: skip
WEIRD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 0.5, -0.0, 10**15, 10**17, -(10**17), 1e308, 1e-320, "", " ", "x", "no", "sí", "no aplica", "2024", "2024-02-30",
    "9999-12-31", "0001-01-01", "1e999", "=1+1", "../x.yaml", ".", "/", "a" * 3000, "ñandú\n\ttab", "a@b", "cualitativo@1", "a ** b", "{x}", "\u200bx",
    "10%", "1,5", "-", [], {}, [[]], [None], [{}], {"": None}, {"x": {}}, {"id": "a"}, [1, "a", None, {}], ["x"] * 50, {"a": {"b": {"c": {"d": 1}}}},
    ["a", "a"], [0, 0], [1, 0], ["2024", "2023"], {"2024": "x"}, {"desde": 5}, {"archivo": "x.csv"},
)  # fmt: skip
_CELLS = (*(token for token in TOKENS if len(token) < 40), b"1899-12-30", b"TRUE", b"#REF!", b"-1", b"1e400")


def spoil(data: bytes, clase: str, rng: Any) -> bytes:
    """Return some bytes after an accident of their kind, at times after several."""
    done = data
    for _ in range(rng.choice((1, 1, 1, 1, 2, 5))):
        done = _once(done, clase, rng)
    return done


def _once(data: bytes, clase: str, rng: Any) -> bytes:
    if clase == "xlsx":
        return spoil_book(data, rng)
    if clase in ("yaml", "json") and rng.random() < 0.6:
        changed = spoil_tree(data, rng)
        if changed is not None:
            return changed
    if clase in ("csv", "yaml", "ndjson", "texto") and rng.random() < 0.4:
        return spoil_lines(data, rng, b";" if b";" in data[:200] else b",")
    return spoil_bytes(data, rng)


def spoil_bytes(data: bytes, rng: Any) -> bytes:
    """Return the bytes with one stretch flipped, cut, moved, repeated or put in."""
    at = rng.randint(0, len(data))
    to = min(len(data), at + rng.choice((1, 1, 2, 4, 16, 100)))
    piece = data[at:to]
    kind = rng.randint(0, 6)
    if kind == 0 and piece:
        return data[:at] + bytes([piece[0] ^ 1 << rng.randint(0, 7)]) + data[at + 1 :]
    if kind == 1:
        return data[:at] + data[to:]
    if kind == 2:
        return data[:at]
    if kind == 3:
        return data[:to] + piece * rng.choice((1, 1, 2, 20)) + data[to:]
    if kind == 4 and piece:
        other = rng.randint(0, len(data))
        return data[:other] + piece + data[other:]
    if kind == 5:
        return data[:at] + bytes(rng.randint(0, 255) for _ in range(rng.choice((1, 2, 8)))) + data[at:]
    return data[:at] + rng.choice(TOKENS) + data[rng.choice((at, to)) :]


def spoil_lines(data: bytes, rng: Any, separator: bytes) -> bytes:
    """Return the text with a line repeated, taken out, moved or indented, or with a cell of it changed."""
    lines = data.split(b"\n")
    at, other = rng.randint(0, len(lines) - 1), rng.randint(0, len(lines) - 1)
    kind = rng.randint(0, 5)
    if kind == 0:
        lines.insert(at, lines[at])
    elif kind == 1:
        del lines[at]
    elif kind == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == 3:
        lines[at] = b"  " + lines[at] if rng.random() < 0.5 else lines[at][1:]
    else:
        cells = lines[at].split(separator)
        cells[rng.randint(0, len(cells) - 1)] = rng.choice(_CELLS)
        lines[at] = separator.join(cells)
    return b"\n".join(lines)


@lru_cache(maxsize=256)
def _tree_of(data: bytes) -> str | None:
    try:
        return json.dumps(yaml.load(data, Loader=_Loader), ensure_ascii=False, default=str)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return None


class _Loader(yaml.CSafeLoader):
    """A safe loader that leaves words and dates as texts."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as PyYAML has it
        first: [item for item in found if item[0].rsplit(":", 1)[1] not in ("bool", "timestamp")]
        for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


def nodes(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every node of a tree, the root first."""
    found = [path]
    if isinstance(tree, dict):
        found += [below for key, value in tree.items() for below in nodes(value, (*path, key))]
    elif isinstance(tree, list):
        found += [below for number, value in enumerate(tree) for below in nodes(value, (*path, number))]
    return found


def replace_node(tree: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Return a tree with another value at a path."""
    if not path:
        return value
    copied = dict(tree) if isinstance(tree, dict) else list(tree)
    copied[path[0]] = replace_node(tree[path[0]], path[1:], value)
    return copied


def at_path(tree: Any, path: tuple[Any, ...]) -> Any:
    """Return the node at a path."""
    for step in path:
        tree = tree[step]
    return tree


def load_tree(data: bytes) -> Any:
    """Return what a sound document says, words and dates as texts; None when it is none."""
    text = _tree_of(data)
    return None if text is None else json.loads(text)


def dump_tree(tree: Any) -> bytes:
    """Return a tree as bytes that are JSON and YAML at once."""
    return json.dumps(tree, ensure_ascii=False).encode("utf-8", "surrogatepass")


def spoil_tree(data: bytes, rng: Any) -> bytes | None:
    """Return the document with one node replaced, taken out, repeated, renamed or moved; None when it is no document."""
    tree = load_tree(data)
    if not isinstance(tree, dict | list) or not tree:
        return None
    paths = nodes(tree)[1:]
    path = rng.choice(paths)
    kind = rng.randint(0, 5)
    holder = at_path(tree, path[:-1])
    if kind == 0 and isinstance(holder, dict):
        return dump_tree(replace_node(tree, path[:-1], {key: value for key, value in holder.items() if key != path[-1]}))
    if kind == 0:
        return dump_tree(replace_node(tree, path[:-1], [*holder, holder[path[-1]]]))
    if kind == 1 and isinstance(holder, dict):
        name = rng.choice(("x", "", "id", "a.b", "2024", *holder))
        return dump_tree(replace_node(tree, path[:-1], {name if key == path[-1] else key: value for key, value in holder.items()}))
    if kind == 2:
        return dump_tree(replace_node(tree, path, at_path(tree, rng.choice(paths))))
    return dump_tree(replace_node(tree, path, rng.choice(WEIRD)))


def spoil_book(data: bytes, rng: Any) -> bytes:
    """Return the workbook with one part of it spoiled, taken out or repeated, or with its own bytes spoiled."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            parts = {name: book.read(name) for name in book.namelist()}
    except Exception:  # noqa: BLE001 - whatever a broken zip raises: then its own bytes are spoiled
        parts = {}
    if not parts or rng.random() < 0.05:
        return spoil_bytes(data, rng)
    name = rng.choice(sorted(parts))
    if rng.random() < 0.7:
        name = rng.choice([part for part in sorted(parts) if "sheet" in part or "shared" in part or "workbook" in part] or [name])
    kind = rng.randint(0, 9)
    if kind == 0:
        del parts[name]
    elif kind == 1:
        parts[rng.choice(sorted(parts))] = parts[name]
    elif kind < 7:
        parts[name] = spoil_xml(parts[name], rng)
    else:
        parts[name] = spoil_bytes(parts[name], rng)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if rng.random() < 0.9 else zipfile.ZIP_STORED) as book:
        for part, content in parts.items():
            book.writestr(zipfile.ZipInfo(part), content)
    return out.getvalue()


def spoil_xml(data: bytes, rng: Any) -> bytes:
    """Return the XML with the content of a tag or of an attribute changed, or a whole tag repeated or taken out."""
    marks = [place for place, byte in enumerate(data) if byte in b'>"']
    if not marks:
        return spoil_bytes(data, rng)
    start = rng.choice(marks) + 1
    end = min((found for sign in (b"<", b'"') if (found := data.find(sign, start)) >= 0), default=len(data))
    kind = rng.randint(0, 3)
    if kind == 0:
        close = data.find(b">", start) + 1
        return data[:start] + data[close:] if close > start else data
    if kind == 1:
        open_, close = data.rfind(b"<", 0, start), data.find(b">", start) + 1
        return data[:close] + data[max(open_, 0) : close] + data[close:]
    return data[:start] + rng.choice(_CELLS).replace(b"<", b"&lt;" if rng.random() < 0.8 else b"<") + data[end:]
