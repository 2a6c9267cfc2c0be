"""Read everything a person named, whatever it is, gathering every problem of every file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from operator import lt
from pathlib import Path
from typing import TYPE_CHECKING

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, nearest, only_errors, quote
from evaluacion.base.recoleccion import without_collection
from evaluacion.base.recursos import CONFIGURACION
from evaluacion.flujo.comparadas import is_compared
from evaluacion.flujo.propias import is_own_output
from evaluacion.flujo.rutas import FOREIGN_BOOKS, Rutas, find_files, listed
from evaluacion.model.formulario import HOJA_CLAVES
from evaluacion.model.practica import TIPOS
from evaluacion.read.documento import Documento, parse_documento, read_bytes, read_documento, show_path
from evaluacion.read.marco import MarcoLeido, resolve_marco
from evaluacion.read.practica import RegistroLeido, RegistrosArchivo, load_practica, rescue_practica
from evaluacion.read.registros import join_registros
from evaluacion.read.registros_tabla import registros_tabla
from evaluacion.read.tabla import is_table, read_tabla_leniently
from evaluacion.read.tabla_incompleta import rescue_tabla
from evaluacion.read.territorio import check_territorio
from evaluacion.read.texto import decode

if TYPE_CHECKING:
    from evaluacion.model.registros import Registros
    from evaluacion.read.estrategia import EstrategiaLeida

ESTRATEGIA = "estrategia"
CLASES = ("marco", *TIPOS, ESTRATEGIA)
_CASES = "casos"
_MOST_REPEATED = 1000
"""Repeated records that are told of one reading."""
_BOOK = ".xlsx"
_CONFIGURACION = "configuracion"
CASOS = (_CASES, "casos_decision", "casos_procedimiento")
"""Worked examples of a marco, of a decision and of a procedure."""
PUBLICADOS = {
    "verificacion": "cifras",
    "catalogo": "tablas",
    "proyeccion": "proyeccion",
    "enmiendas": "enmiendas",
    "tendencia": "tendencia",
    "comparacion": "comparacion",
    "panel": "panel",
    "moderacion": "moderacion",
}
"""By its first key, what a file about published figures is."""
PANEL, MODERACION = "panel", "moderacion"
_NAMING = ("tendencia", PANEL)
"""Keys of files that also name a marco: they say what the file is before that does."""
DEFINICIONES = {"decision": ("preguntas", "decision", "consulta"), "procedimiento": ("pasos", "procedimiento", "expediente")}
"""By its first key: what marks a definition, what it is then, and what it is otherwise (answers to it, a record of it)."""
CATALOGO = "tablas.yaml"
"""How a catalogue is called when the tables beside it are to be told apart from tables of records."""


_CHECKED = frozenset(PUBLICADOS.values()) | {kind for _, *kinds in DEFINICIONES.values() for kind in kinds}


@dataclass(slots=True)
class Reunion:
    """What was found: records, marcos (by id), cases, and every problem."""

    registros: Registros | None = None
    marcos: dict[str, MarcoLeido] = field(default_factory=dict)
    casos: dict[Path, Documento] = field(default_factory=dict)
    """Files of worked examples, by path; `flujo.casos` runs them."""
    publicados: dict[Path, str] = field(default_factory=dict)
    """Files about published figures, decisions and procedures, and what each is; `flujo.publicados` checks them."""
    estrategias: list[EstrategiaLeida] = field(default_factory=list)
    """Strategies: the rules answer for them."""
    archivos_estrategias: dict[str, str] = field(default_factory=dict)
    """The file of each strategy and its sha256."""
    problemas: list[Problema] = field(default_factory=list)
    leidos: list[tuple[str, str]] = field(default_factory=list)
    """Each file read and what it is."""
    incompletos: list[RegistroLeido] = field(default_factory=list)
    """What is sound of the records with errors of shape: their answers are checked, never scored."""
    tablas_incompletas: list[Registros] = field(default_factory=list)
    """What is sound of the tables with errors, to the same end."""


@dataclass(slots=True)
class _Lectura:
    reunion: Reunion
    registros: list[RegistroLeido] = field(default_factory=list)
    archivos: dict[str, str] = field(default_factory=dict)
    tablas: list[Registros] = field(default_factory=list)


def gather(rutas: Rutas, *, progress: Iterable[tuple[Path, bool]] | None = None) -> Reunion:
    """Return everything that the paths hold; problems are in the result, not raised, so that all files are read.

    Args:
        rutas: files, folders, wildcards; one or several.
        progress: the files, already found, wrapped by something that shows how far the reading is.

    Raises:
        EvaluacionError: a path leads to nothing.
    """
    lectura = _Lectura(Reunion())
    with without_collection():
        for path, is_named in progress if progress is not None else find_files(rutas):
            try:
                _read_one(path, lectura, is_named=is_named)
            except EvaluacionError as error:
                lectura.reunion.problemas.extend(error.problemas)
    parts: list[Registros] = [*lectura.tablas]
    if lectura.registros:
        parts.insert(0, RegistrosArchivo(lectura.registros, lectura.archivos))
    if parts:
        joined = join_registros(parts)
        lectura.reunion.registros = joined
        lectura.reunion.problemas.extend(joined.avisos)
    parts += lectura.reunion.tablas_incompletas
    if parts:
        lectura.reunion.problemas.extend(find_repeated(join_registros(parts)))
    return lectura.reunion


def _read_one(path: Path, lectura: _Lectura, *, is_named: bool) -> None:
    archivo = show_path(path)
    if _is_passed_over(path, lectura, is_named=is_named):
        return
    if is_table(path):
        what = _read_table(path, lectura, is_named=is_named)
        lectura.reunion.leidos.append((archivo, what))
        return
    data = read_bytes(path)
    documento = parse_documento(decode(data, archivo), archivo)
    kind = kind_of(documento, path)
    if kind == "marco":
        leido = resolve_marco(documento, path)
        other = lectura.reunion.marcos.setdefault(leido.marco.marco, leido)
        if other is not leido:
            lectura.reunion.problemas.append(_repeated_marco(leido, other))
        lectura.reunion.problemas.extend(leido.avisos)
    elif kind in CASOS:
        lectura.reunion.casos[path] = documento
        lectura.reunion.problemas.extend(documento.avisos)
    elif kind is None:
        problem = _unknown_kind(documento, archivo, is_named=is_named)
        lectura.reunion.problemas.append(problem)
        return
    elif kind in _CHECKED:
        lectura.reunion.publicados[path] = kind
    elif kind == ESTRATEGIA:
        _read_strategy(documento, hashlib.sha256(data).hexdigest(), lectura)
    elif kind == _CONFIGURACION:
        from evaluacion.read.configuracion import read_configuracion  # noqa: PLC0415 - its models only where there is one

        read_configuracion(path)
    else:
        _read_record(documento, hashlib.sha256(data).hexdigest(), lectura)
    lectura.reunion.leidos.append((archivo, kind))


def _is_form(path: Path, lectura: _Lectura, *, is_named: bool) -> bool:
    """Whether a workbook is a form; that of a strategy is read when it was named, and those of a folder are passed over.

    Raises:
        EvaluacionError: it was named and is the form of a marco, or it is wrong.
    """
    from evaluacion.flujo.estrategia_en_libro import read_named_form  # noqa: PLC0415 - only where there are workbooks
    from evaluacion.read.formulario_estrategia import looks_like_form, to_import  # noqa: PLC0415 - as above

    archivo, is_plan = show_path(path), looks_like_form(path)
    is_form = is_plan or looks_like_form(path, hoja=HOJA_CLAVES)
    if not is_form or not is_named:
        return bool(is_form)
    if not is_plan:
        raise EvaluacionError([Problema("tipo_de_archivo", "Es un formulario, no registros.", Origen(archivo), to_import(archivo))])
    leida, warnings = read_named_form(path)
    lectura.reunion.estrategias.append(leida)
    lectura.reunion.archivos_estrategias[archivo] = _digest(path)
    lectura.reunion.problemas.extend(warnings)
    lectura.reunion.leidos.append((archivo, ESTRATEGIA))
    return True


def _is_passed_over(path: Path, lectura: _Lectura, *, is_named: bool) -> bool:
    """Whether a file is no file of records: a form (that of a strategy is read), a foreign workbook or what this tool wrote."""
    if path.suffix.casefold() == _BOOK and _is_form(path, lectura, is_named=is_named):
        return True
    if not is_named and path.suffix.casefold() in FOREIGN_BOOKS:
        lectura.reunion.problemas.append(_foreign_book(show_path(path)))
        return True
    if is_own_output(path):
        if is_named:
            raise EvaluacionError([_own_output(show_path(path))])
        return True
    return False


def _read_table(path: Path, lectura: _Lectura, *, is_named: bool) -> str:
    if not is_named and path.name in listed_tables(path.with_name(CATALOGO)):
        return "tabla publicada"
    if not is_named and is_compared(path):
        return "tabla de una comparación"
    tabla = read_tabla_leniently(path)
    try:
        records = registros_tabla(tabla, _digest(path))
    except EvaluacionError:
        lectura.reunion.tablas_incompletas.append(rescue_tabla(tabla))
        raise
    lectura.tablas.append(records)
    return f"tabla con {len(records):,} {'registro' if len(records) == 1 else 'registros'}"


def _read_strategy(documento: Documento, digest: str, lectura: _Lectura) -> None:
    from evaluacion.read.estrategia import load_estrategia  # noqa: PLC0415 - its models only where there is one

    leida = load_estrategia(documento)
    lectura.reunion.estrategias.append(leida)
    lectura.reunion.archivos_estrategias[documento.archivo] = digest
    lectura.reunion.problemas.extend(documento.avisos)
    finding = check_territorio(leida.estrategia.territorio, leida.documento.origen(("territorio",)))
    if finding is not None:
        lectura.reunion.problemas.append(finding)


def _read_record(documento: Documento, digest: str, lectura: _Lectura) -> None:
    try:
        record = load_practica(documento)
    except EvaluacionError:
        rescued = rescue_practica(documento)
        lectura.reunion.incompletos.extend([rescued] if rescued is not None else [])
        raise
    lectura.registros.append(record)
    lectura.archivos[documento.archivo] = digest
    lectura.reunion.problemas.extend(documento.avisos)
    finding = check_territorio(record.practica.territorio, record.origen(("territorio",)))
    if finding is not None:
        lectura.reunion.problemas.append(finding)


def listed_tables(catalogo: Path) -> frozenset[str]:
    """Return the names of the files that a catalogue of published tables lists; none when there is no catalogue."""
    if not catalogo.is_file():
        return frozenset()
    try:
        data = read_documento(catalogo).datos
    except EvaluacionError:
        return frozenset()
    listed = data.get("tablas") if isinstance(data, dict) else None
    return frozenset(str(item.get("archivo")) for item in listed if isinstance(item, dict)) if isinstance(listed, list) else frozenset()


def _foreign_book(archivo: str) -> Problema:
    return Problema(
        "tipo_de_archivo",
        "Puede tener registros, pero es un libro de una clase que no se lee, así que se pasó por alto.",
        Origen(archivo),
        "Ábralo en Excel o LibreOffice y guárdelo como «Libro de Excel (.xlsx)»; si no tiene registros, déjelo así.",
        "aviso",
    )


def _own_output(archivo: str) -> Problema:
    return Problema(
        "tipo_de_archivo",
        "Este archivo es un resultado de esta herramienta, no registros.",
        Origen(archivo),
        "Indique los archivos de los registros, o la carpeta: de ella se toman solo los que lo son.",
    )


def _repeated_marco(leido: MarcoLeido, other: MarcoLeido) -> Problema:
    return Problema(
        "marco_repetido",
        f"El marco {quote(leido.marco.marco)} ya está en {other.documento.archivo}.",
        leido.origen("marco"),
        "Dele otro identificador, o quite uno de los dos.",
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def kind_of(documento: Documento, path: Path) -> str | None:
    """Return what a document is, by the keys it has: marco, practica, gobierno…, casos, cifras…; None when it is none."""
    data = documento.datos
    if isinstance(data, list):
        looks_like_cases = bool(data) and all(isinstance(item, dict) and "espera" in item for item in data)
        return _kind_of_cases(path) if looks_like_cases or path.stem == _CASES else None
    if not isinstance(data, dict):
        return None
    if path.name == CONFIGURACION and not any(kind in data for kind in CLASES):
        return _CONFIGURACION
    if "extiende" in data:
        return "marco"
    naming = next((key for key in _NAMING if key in data), None)
    if naming is not None:
        return PUBLICADOS[naming]
    known = next((kind for kind in CLASES if kind in data), None) or next((PUBLICADOS[key] for key in PUBLICADOS if key in data), None)
    return known or next((_kind_of_definition(key, data) for key in DEFINICIONES if key in data), None)


def _kind_of_definition(key: str, data: dict[str, object]) -> str:
    mark, definition, use = DEFINICIONES[key]
    return definition if mark in data or "version" in data else use


def _kind_of_cases(path: Path) -> str:
    """Return of what the cases are: of the definition that is beside them, else of a marco."""
    return next((f"{_CASES}_{name}" for name in DEFINICIONES if path.with_name(f"{name}.yaml").is_file()), _CASES)


def _unknown_kind(documento: Documento, archivo: str, *, is_named: bool) -> Problema:
    keys = list(documento.datos) if isinstance(documento.datos, dict) else []
    close = next(((key, found) for key in keys if (found := nearest(str(key), (*CLASES, *PUBLICADOS, *DEFINICIONES))) is not None), None)
    if close is not None:
        return Problema(
            "clave_desconocida",
            f"Ninguna clave dice qué es este archivo; hay {quote(close[0])}.",
            documento.origen((close[0],), key=True),
            f"¿Quiso escribir {quote(close[1])}?",
        )
    return Problema(
        "tipo_de_archivo",
        "Ninguna clave dice qué es este archivo" + ("." if is_named else ", así que no se leyó."),
        Origen(archivo, 1, 1),
        f"Empiece con una de estas claves: {', '.join(CLASES)}.",
        "error" if is_named else "aviso",
    )


def find_repeated(registros: Registros) -> Iterator[Problema]:
    """Yield a problem for each record whose id and evaluator another one has."""
    ids, _, judges, _ = registros.claves()
    if all(map(lt, ids, islice(ids, 1, None))) or len(set(ids)) == len(ids):  # those in order are seen in a third of the time
        return
    seen: dict[tuple[str, str | None], int] = {}
    told = 0
    for row, key in enumerate(zip(ids, judges, strict=True)):
        first = seen.setdefault(key, row)
        if first != row and (told := told + 1) <= _MOST_REPEATED:
            who = f" de {quote(key[1])}" if key[1] else ""
            yield Problema(
                "registro_repetido",
                f"El registro {quote(key[0])}{who} ya está en {registros.origen(first)}.",
                registros.origen(row),
                "Quite uno, o distíngalos con «evaluacion: {evaluador: …}».",
            )


def require_registros(reunion: Reunion, rutas: Rutas) -> Registros:
    """Return the records found.

    Raises:
        EvaluacionError: something could not be read, or there is no record.
    """
    if only_errors(reunion.problemas):
        raise EvaluacionError(reunion.problemas)
    if reunion.registros is None or len(reunion.registros) == 0:
        shown = ", ".join(str(ruta) for ruta in listed(rutas))
        raise EvaluacionError(
            [
                *reunion.problemas,
                Problema(
                    "nada_que_evaluar",
                    f"No hay ningún registro en {quote(shown)}.",
                    None,
                    "Indique la carpeta de las prácticas, o una tabla.",
                ),
            ]
        )
    return reunion.registros
