"""The door of PyYAML: a strict YAML reader on libyaml's event stream that keeps line and column of everything.

Scalars follow the core schema of YAML 1.2, stricter: `no` and `sí` are words, `012`, `1_000`, `12:30` and dates stay
text. Anchors, aliases, merge keys, tags, directives and further documents are refused, as are duplicate keys.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import yaml

from evaluacion.base.numeros import is_lost
from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors
from evaluacion.read.nodos import Decimal1, Lista, Mapa
from evaluacion.read.texto import check_text, end_lines, is_suspect

MAX_DEPTH = 32
MAX_NODES = 200_000
_STARTS_TYPED = frozenset("0123456789-+.~ntfNTF")
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]*|(?=\.[0-9]))(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?")
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What YAML takes for the end of a line: old Macintosh ends them with a carriage return alone."""
_NOT_A_NUMBER = re.compile(r"[-+]?\.inf|\.nan", re.IGNORECASE)
_WORDS: dict[str, bool | None] = {
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_EATEN_COMMENT = re.compile(r"[ \t]+#[^\W_]")
_HAS_COMMENT = re.compile(r"[ \t]#[^\W_]")
"""The same anywhere in a text: it looks at each space once, however many there are."""
_MAX_DIGITS = 18


def _make_parser(text: str) -> Any:  # noqa: ANN401 - libyaml's parser has no type
    """Return libyaml's parser, or the one in pure Python (fifteen times slower) where PyYAML came without it."""
    return yaml.CSafeLoader(text) if yaml.__with_libyaml__ else yaml.SafeLoader(text)


class _Builder:
    """Builds the document while events stream in, gathering what is wrong."""

    def __init__(self, text: str, archivo: str) -> None:
        self.text = text
        self.archivo = archivo
        self.problemas: list[Problema] = []
        self.suspect = is_suspect(text)
        self.comments = "#" in text and _HAS_COMMENT.search(text) is not None
        self.lines: list[str] | None = None

    def origen(self, mark: Any) -> Origen:  # noqa: ANN401 - a mark of PyYAML
        return Origen(self.archivo, mark.line + 1, mark.column + 1)

    def report(self, code: str, message: str, mark: Any, remedy: str, **kind: Any) -> None:  # noqa: ANN401
        self.problemas.append(Problema(code, message, self.origen(mark), remedy, **kind))

    def scalar(self, event: Any) -> Any:  # noqa: ANN401 - an event of PyYAML gives a plain value
        value = event.value
        if event.tag is not None or event.anchor is not None:
            self.refuse_feature(event)
        if self.suspect:
            value = self.checked(value, event.start_mark, key=False)
        if not event.implicit[0]:
            return value
        if self.comments:
            self.look_for_comment(event)
        if not value:
            return None
        if value[0] not in _STARTS_TYPED:
            return value
        return self.typed(value, event.start_mark)

    def typed(self, value: str, mark: Any) -> Any:  # noqa: ANN401
        if value.isdigit() and value.isascii() and len(value) <= _MAX_DIGITS and (value[0] != "0" or value == "0"):
            return int(value)
        if value in _WORDS:
            return _WORDS[value]
        if _INT.fullmatch(value):
            if len(value) > _MAX_DIGITS:
                return self.too_big(value, mark)
            return int(value)
        if _FLOAT.fullmatch(value):
            number = Decimal1(value)
            if number in (float("inf"), float("-inf")):
                return self.too_big(value, mark)
            if is_lost(number, value):
                return self.too_small(value, mark)
            return number
        if _NOT_A_NUMBER.fullmatch(value):
            self.report("numero_no_finito", f"{quote(value)} no es un número finito.", mark, "Deje vacío lo que no se sabe.")
        return value

    def too_big(self, value: str, mark: Any) -> str:  # noqa: ANN401
        self.report(
            "numero_no_finito",
            f"El número {quote(value, 30)} es demasiado grande para guardarse exacto.",
            mark,
            "Use una unidad mayor; si es una clave o un folio, escríbalo entre comillas.",
        )
        return value

    def too_small(self, value: str, mark: Any) -> str:  # noqa: ANN401
        what = f"El número {quote(value, 30)} es demasiado pequeño para guardarse."
        self.report("numero_no_finito", what, mark, "Escriba 0 si es cero, o use una unidad menor.")
        return value

    def checked(self, value: str, mark: Any, *, key: bool) -> str:  # noqa: ANN401
        found = check_text(value, self.origen(mark), key=key)
        if found is not None:
            self.problemas.append(found)
        return unicodedata.normalize("NFC", value) if key else end_lines(value)

    def look_for_comment(self, event: Any) -> None:  # noqa: ANN401
        if self.lines is None:
            self.lines = _BREAK.split(self.text)
        end = event.end_mark
        if end.line >= len(self.lines):  # an empty value after the last line
            return
        match = _EATEN_COMMENT.match(self.lines[end.line], end.column)
        if match is not None and event.value:
            eaten = self.lines[end.line][end.column :].strip()
            self.report(
                "comentario_dudoso",
                f"Lo que sigue a « #» se tomó como comentario y no se leyó: {quote(eaten)}.",
                end,
                "Si es parte del texto, escriba todo el texto entre comillas.",
                severidad="aviso",
            )

    def refuse_feature(self, event: Any) -> None:  # noqa: ANN401
        feature = (
            f"la etiqueta {quote(event.tag.replace('tag:yaml.org,2002:', '!!'))}"
            if event.tag is not None
            else f"el ancla {quote(f'&{event.anchor}')}"
        )
        self.report(
            "yaml_no_admitido",
            f"No se admite {feature}.",
            event.start_mark,
            "Escriba el valor completo, sin anclas (&), alias (*), etiquetas (!) ni fusiones (<<).",
        )

    def key(self, event: Any, holder: Mapa) -> str | None:  # noqa: ANN401
        if not isinstance(event, yaml.ScalarEvent):
            self.report("clave_no_es_texto", "La clave no es un texto.", event.start_mark, "Escriba la clave como una palabra.")
            return None
        value = event.value
        if event.tag is not None or event.anchor is not None:
            self.refuse_feature(event)
        if self.suspect:
            value = self.checked(value, event.start_mark, key=True)
        if value != value.strip(" \t\r\n"):
            self.report(
                "forma_no_valida",
                f"La clave {quote(value)} empieza o termina con un espacio.",
                event.start_mark,
                "Quite los espacios de dentro de las comillas.",
            )
        if value == "<<" and event.implicit[0]:
            self.report(
                "yaml_no_admitido",
                "No se admite la fusión «<<».",
                event.start_mark,
                "Escriba las claves completas.",
            )
        if value in holder.lugares:
            line = holder.lugares[value][0] + 1
            self.report(
                "clave_repetida",
                f"La clave {quote(value)} ya está en el renglón {line}.",
                event.start_mark,
                "Deje una sola; si son dos cosas, déles nombres distintos.",
            )
        return str(value)


def parse_yaml(text: str, archivo: str) -> tuple[Any, list[Problema]]:
    """Return the document as `Mapa`, `Lista` and plain scalars, and the warnings found.

    Args:
        text: the whole file, decoded.
        archivo: the name to put in each place.

    Raises:
        EvaluacionError: everything that is wrong with the file as YAML, with its places.
    """
    document, problems = parse_yaml_leniently(text, archivo)
    raise_errors(problems)
    return document, problems


def parse_yaml_leniently(text: str, archivo: str) -> tuple[Any, list[Problema]]:
    """Return what could be read and every problem found, errors included: the caller adds its own and then raises.

    Raises:
        EvaluacionError: the reading could not go on.
    """
    builder = _Builder(text, archivo)
    try:
        document = _build(builder)
    except yaml.YAMLError as error:
        builder.problemas.append(_translate(error, archivo, builder.text))
        raise EvaluacionError(builder.problemas) from None
    return document, builder.problemas


def _too_deep(origen: Origen) -> Problema:
    return Problema("demasiado_anidado", f"Hay más de {MAX_DEPTH} niveles de anidación.", origen, "Aplane la estructura del archivo.")


def _build(builder: _Builder) -> Any:  # noqa: ANN401, C901, PLR0912, PLR0915 - one loop over the events: splitting it doubles its cost
    parser = _make_parser(builder.text)
    archivo = builder.archivo
    next_event, read_scalar, read_key, read_typed = parser.get_event, builder.scalar, builder.key, builder.typed
    look_closely, starts_typed = builder.suspect or builder.comments, _STARTS_TYPED
    scalar_event, map_start, seq_start = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
    map_end, seq_end = yaml.MappingEndEvent, yaml.SequenceEndEvent
    stack: list[tuple[Any, Any, bool]] = []
    root: Any = None
    seen_root = False
    holder: Any = None
    places: Any = None
    name: str | None = None
    key_mark: Any = None
    awaiting_key = False
    nodes = 0
    while True:
        event = next_event()
        if event is None:
            break
        kind = type(event)
        if kind is scalar_event:
            nodes += 1
            mark, value = event.start_mark, event.value
            special = look_closely or event.tag is not None or event.anchor is not None
            if awaiting_key:
                plain = not special and event.implicit[0] and value not in places and value != "<<"
                name = value if plain else read_key(event, holder)
                key_mark, awaiting_key = mark, False
                continue
            if special:
                value = read_scalar(event)
            elif event.implicit[0]:
                value = None if not value else read_typed(value, mark) if value[0] in starts_typed else value
        elif kind is map_end or kind is seq_end:
            holder, places, awaiting_key = stack.pop()
            continue
        elif kind is map_start or kind is seq_start:
            nodes += 1
            mark = event.start_mark
            if awaiting_key:
                read_key(event, holder)
                raise EvaluacionError(builder.problemas)
            if event.tag is not None or event.anchor is not None:
                builder.refuse_feature(event)
            if len(stack) >= MAX_DEPTH:
                raise EvaluacionError([*builder.problemas, _too_deep(builder.origen(mark))])
            value = Mapa(archivo, (mark.line, mark.column)) if kind is map_start else Lista(archivo, (mark.line, mark.column))
        else:
            _check_stream(builder, event, seen_root=seen_root)
            continue
        if nodes > MAX_NODES:
            raise EvaluacionError(
                [
                    *builder.problemas,
                    Problema(
                        "archivo_grande",
                        f"El archivo tiene más de {MAX_NODES:,} valores.",
                        builder.origen(event.start_mark),
                        "Divídalo, o entregue los registros como tabla.",
                    ),
                ]
            )
        if holder is None:
            root, seen_root = value, True
        elif type(places) is dict:
            if name is not None and name not in places:
                holder[name] = value
                places[name] = (key_mark.line, key_mark.column, mark.line, mark.column)
            awaiting_key = True
        else:
            holder.append(value)
            places.append((mark.line, mark.column))
        if kind is not scalar_event:
            stack.append((holder, places, awaiting_key))
            holder, places, awaiting_key = value, value.lugares, kind is map_start
    return root


def _check_stream(builder: _Builder, event: Any, *, seen_root: bool) -> None:  # noqa: ANN401
    if isinstance(event, yaml.AliasEvent):
        builder.report(
            "yaml_no_admitido",
            f"No se admite el alias {quote(f'*{event.anchor}')}.",
            event.start_mark,
            "Escriba el valor completo.",
        )
        raise EvaluacionError(builder.problemas)
    if isinstance(event, yaml.DocumentStartEvent):
        if event.version is not None or event.tags:
            builder.report("yaml_no_admitido", "No se admiten directivas (%).", event.start_mark, "Bórrelas.")
        if seen_root:
            builder.report(
                "yaml_no_admitido",
                "El archivo tiene más de un documento (otra línea «---»).",
                event.start_mark,
                "Ponga cada documento en su archivo.",
            )
            raise EvaluacionError(builder.problemas)


_EXPLANATIONS = (
    ("found character '\\t'", "Hay un tabulador en la sangría.", "Use espacios para sangrar."),
    (
        "mapping values are not allowed",
        "Hay «: » dentro de un texto sin comillas, o la sangría no corresponde.",
        "Ponga el texto entre comillas o corrija la sangría.",
    ),
    ("could not find expected ':'", "Falta «:» después de una clave.", "Escriba «clave: valor»."),
    (
        "did not find expected key",
        "La sangría no corresponde, o falta cerrar comillas o llaves antes de aquí.",
        "Alinee este renglón con los de su mismo nivel.",
    ),
    ("did not find expected '-' indicator", "La sangría de esta lista no corresponde.", "Alinee los guiones de la lista."),
    ("found unexpected end of stream", "Las comillas que se abren aquí no se cierran.", "Cierre las comillas."),
    (
        "did not find expected ',' or",
        "Falta una coma o el cierre de «[» o «{».",
        "Revise comas, corchetes y llaves; dentro de llaves, ponga entre comillas los textos con «?», coma o dos puntos.",
    ),
    (
        "did not find expected node content",
        "Falta un valor, o hay un signo que YAML reserva.",
        "Escriba el valor; si empieza con un signo, póngalo entre comillas.",
    ),
    (
        "found character that cannot start any token",
        "El texto empieza con un signo que YAML reserva (@, `, %).",
        "Ponga el texto entre comillas.",
    ),
    (
        "found unknown escape character",
        "Hay una diagonal inversa dentro de comillas dobles.",
        "Use comillas simples, o escriba la diagonal dos veces.",
    ),
    (
        "block sequence entries are not allowed",
        "Hay una lista donde no puede empezar.",
        "Ponga la lista en el renglón siguiente, con sangría.",
    ),
    (
        "did not find expected comment or line break",
        "El texto empieza con «>» o «|», que YAML reserva.",
        "Ponga el texto entre comillas.",
    ),
    ("found undefined tag handle", "No se admiten etiquetas (!).", "Ponga el texto entre comillas."),
    ("control characters are not allowed", "Hay caracteres de control.", "Bórrelos."),
    ("exceeded max depth", "Hay demasiados niveles de anidación.", "Aplane la estructura."),
    (
        "did not find expected alphabetic",
        "Hay un ancla (&), alias (*) o etiqueta (!) mal escritos.",
        "Si es texto, póngalo entre comillas.",
    ),
)


_TOLD_WHERE_IT_BEGINS = ("found unexpected end of stream", "could not find expected ':'")
"""What libyaml notices late: the place to mend is where the text or the key began."""


def _translate(error: yaml.YAMLError, archivo: str, text: str) -> Problema:
    said = " ".join(str(part) for part in (getattr(error, "problem", ""), getattr(error, "reason", "")) if part)
    marks = [mark for name in ("problem_mark", "context_mark") if (mark := getattr(error, name, None)) is not None]
    if any(needle in said for needle in _TOLD_WHERE_IT_BEGINS):
        marks.reverse()
    origen = Origen(archivo, marks[0].line + 1, marks[0].column + 1) if marks else Origen(archivo)
    lines = text.split("\n")
    if marks and marks[0].line < len(lines) and lines[marks[0].line][marks[0].column :].startswith("\t"):
        said = "found character '\\t'"
    for needle, what, remedy in _EXPLANATIONS:
        if needle in said:
            return Problema("yaml_invalido", what, origen, remedy)
    return Problema(
        "yaml_invalido",
        "Este renglón no se puede leer como YAML.",
        origen,
        "Revise sangría, comillas y dos puntos; si el texto lleva signos, póngalo entre comillas.",
    )
