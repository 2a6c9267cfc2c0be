"""Marcos: found by id or path, resolved (what they extend, their changes), and checked as a whole."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors, suggestion
from evaluacion.base.recursos import shipped_marcos
from evaluacion.model.marco import Marco
from evaluacion.read.coherencia import check_marco
from evaluacion.read.documento import Documento, is_there, read_documento, real_path
from evaluacion.read.load import load_model
from evaluacion.read.nodos import Lista, Mapa

_REFERENCE = re.compile(r"([a-z][a-z0-9_]*)@(\d+)")
_PATH = re.compile(r"[\w./@-]+")
_MAX_EXTENSIONS = 8
_FILE_NAMES = ("marco.yaml", "marco.yml", "marco.json")
_CHANGES = ("grupos", "criterios", "preguntas", "indicadores")
_EXTENDING_KEYS = ("extiende", "cambios")


@dataclass(frozen=True, slots=True)
class MarcoLeido:
    """A marco with the file that says it, its content hash and the warnings of reading it."""

    marco: Marco
    documento: Documento
    huella: str
    avisos: tuple[Problema, ...] = ()

    def origen(self, *ruta: str | int) -> Origen:
        """Return the place of a value of the marco."""
        return self.documento.origen(ruta)


def load_marco(reference: str | Path) -> MarcoLeido:
    """Return the marco with that id (of those that ship), or the one that a file or its folder holds.

    Raises:
        EvaluacionError: there is no such marco, or everything that is wrong with it, each with its place.
    """
    return read_marco(find_marco(reference))


def find_marco(reference: str | Path) -> Path:
    """Return the path of the file of a marco, given its id, its file or its folder.

    Raises:
        EvaluacionError: nothing goes by that name; the nearest id is offered.
    """
    ids = shipped_marcos()
    path = Path(reference)
    with suppress(OSError):  # a name that is too long, a folder that may not be entered: no such marco
        if str(reference) in ids and not path.is_file():
            return ids[str(reference)]
        inside = next((path / name for name in _FILE_NAMES if (path / name).is_file()), None)
        if inside is not None:
            return inside
        if path.is_file():
            return path
    raise EvaluacionError(
        [
            Problema(
                "marco_desconocido",
                f"No hay un marco ni un archivo que se llame {quote(str(reference))}.",
                None,
                suggestion(str(reference), ids) + " «evaluacion marcos» los lista.",
            )
        ]
    )


def read_marco(path: Path) -> MarcoLeido:
    """Return the marco that a file holds, resolved and checked.

    Raises:
        EvaluacionError: everything that is wrong with it, each problem at its place.
    """
    return resolve_marco(read_documento(path), path)


def resolve_marco(documento: Documento, path: Path) -> MarcoLeido:
    """Return the marco that a document writes; `path` is where the files it names are looked for.

    Raises:
        EvaluacionError: everything that is wrong with it, each problem at its place.
    """
    documento.require_places()
    warnings = list(documento.avisos)
    resolved = _extend(documento, path, (path.resolve(),), warnings)
    resolved = _with_shared_indicators(resolved, path, (path.resolve(),))
    marco = load_model(resolved, Marco, known={"": _EXTENDING_KEYS})
    problems = check_marco(marco, resolved)
    raise_errors([*warnings, *problems])
    return MarcoLeido(marco, resolved, content_hash(marco), (*warnings, *problems))


def content_hash(marco: Marco) -> str:
    """Return the sha256 of the resolved marco as canonical JSON (sorted keys, no blanks, UTF-8).

    How votes are put together counts only where it is not the mean: a marco that never knew of votes keeps its hash.
    """
    plain = marco.model_dump(mode="json", exclude_defaults=False)
    if marco.consolidacion == "media":
        del plain["consolidacion"]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _extend(documento: Documento, path: Path, seen: tuple[Path, ...], warnings: list[Problema]) -> Documento:
    data = documento.datos
    if not isinstance(data, Mapa) or "extiende" not in data:
        if isinstance(data, Mapa) and "cambios" in data:
            raise EvaluacionError(
                [
                    Problema(
                        "extension_no_valida",
                        "Hay «cambios» sin «extiende».",
                        documento.origen(("cambios",), key=True),
                        "Diga qué marco cambia: extiende: cualitativo@1.",
                    )
                ]
            )
        return documento
    base_path = _find_base(documento, data["extiende"], path, seen)
    base_document = read_documento(base_path)
    base_document.require_places()
    warnings.extend(base_document.avisos)
    base = _keys_of(_extend(base_document, base_path, (*seen, base_path.resolve()), warnings))
    _check_major(documento, data["extiende"], base)
    merged = base.copy_with_places()
    problems = list(_apply_changes(merged, data.get("cambios"), documento))
    if "marco" not in data:
        message = f"Falta la clave «marco»: lo que extiende {quote(data['extiende'])} es otro marco."
        raise EvaluacionError([Problema("falta_clave", message, documento.origen(()), "Dele su identificador: marco: mi_marco.")])
    merged.update({key: value for key, value in data.items() if key not in _EXTENDING_KEYS})
    merged.lugares = {key: data.lugares.get(key, data.lugares["extiende"]) for key in merged}
    merged.archivo, merged.marca = data.archivo, data.marca
    return Documento(documento.archivo, merged, [*documento.avisos, *problems])


def _keys_of(base: Documento) -> Mapa:
    """Return the keys of a document that another takes as its base."""
    if isinstance(base.datos, Mapa):
        return base.datos
    raise EvaluacionError(
        [
            Problema(
                "extension_no_valida",
                "El archivo del que se toma no es un marco: no es un grupo de claves.",
                base.origen(()),
                "Indique el archivo de un marco, con sus claves «marco», «version» y «grupos».",
            )
        ]
    )


def _with_shared_indicators(documento: Documento, path: Path, seen: tuple[Path, ...]) -> Documento:
    """Return the marco with the definition of each indicator that says `toma_de` taken from the marco that it names."""
    if not isinstance(documento.datos, Mapa):
        return documento
    problems: list[Problema] = []
    data = documento.datos.copy_with_places()
    _copy_tree(data)
    bases: dict[Path, Documento] = {}
    for g, grupo in enumerate(_entries(data, "grupos")):
        for c, criterio in enumerate(_entries(grupo, "criterios")):
            indicators = criterio.get("indicadores")
            if not isinstance(indicators, Lista):
                continue
            for i, entry in enumerate(indicators):
                if isinstance(entry, Mapa) and "toma_de" in entry:
                    where = ("grupos", g, "criterios", c, "indicadores", i, "toma_de")
                    try:
                        indicators[i] = _take_indicator(documento, where, entry, (path, seen), bases)
                    except EvaluacionError as error:
                        problems.extend(error.problemas)
    raise_errors(problems)
    return Documento(documento.archivo, data, documento.avisos)


def _take_indicator(
    documento: Documento, where: tuple[str | int, ...], entry: Mapa, of: tuple[Path, tuple[Path, ...]], bases: dict[Path, Documento]
) -> Mapa:
    """Return the definition of an indicator; `of`: the file that asks and those that led to it; `bases`: those that are read already."""
    path, seen = of
    base_path = _find_base(documento, entry["toma_de"], path, seen, where)
    if base_path not in bases:
        base = read_documento(base_path)
        base.require_places()
        bases[base_path] = _with_shared_indicators(base, base_path, (*seen, base_path.resolve()))
    shared = _keys_of(bases[base_path])
    _check_major(documento, entry["toma_de"], shared, where)
    known = [
        item
        for grupo in _entries(shared, "grupos")
        for criterio in _entries(grupo, "criterios")
        for item in _entries(criterio, "indicadores")
    ]
    found = next((item for item in known if item.get("id") == entry.get("id")), None)
    if found is None:
        message = f"{quote(entry['toma_de'])} no tiene el indicador {quote(entry.get('id'))}."
        remedy = suggestion(str(entry.get("id")), [str(item.get("id")) for item in known])
        raise EvaluacionError([Problema("extension_no_valida", message, documento.origen(where), remedy)])
    taken = entry.copy_with_places()
    mark = entry.lugares["toma_de"]
    for key, value in found.items():
        if key not in entry:
            taken[key], taken.lugares[key] = value, mark
    return taken


def _find_base(
    documento: Documento, reference: object, path: Path, seen: tuple[Path, ...], where: tuple[str | int, ...] = ("extiende",)
) -> Path:
    origen = documento.origen(where)

    def refuse(message: str, remedy: str) -> EvaluacionError:
        return EvaluacionError([Problema("extension_no_valida", message, origen, remedy)])

    if not isinstance(reference, str) or not _PATH.fullmatch(reference):
        raise refuse(f"{quote(reference)} no nombra un marco.", "Escriba «id@versión mayor» (cualitativo@1) o un archivo de esta carpeta.")
    ids = shipped_marcos()
    match = _REFERENCE.fullmatch(reference)
    if match is not None:
        if match[1] not in ids:
            raise refuse(f"No hay un marco {quote(match[1])}.", suggestion(match[1], ids))
        found = ids[match[1]]
    else:
        root = path.resolve().parent
        found = real_path(root / reference)
        if not any(found.is_relative_to(allowed) for allowed in (root, Path.cwd().resolve())):
            raise refuse(f"{quote(reference)} sale de la carpeta de trabajo.", "Ponga el marco que extiende en esta carpeta.")
        if is_there(found) and found.is_dir():
            found = found / "marco.yaml"
        if not is_there(found, file=True):
            raise refuse(f"No existe el archivo {quote(reference)}.", "Un marco incluido se nombra con su versión: cualitativo@1.")
    if found.resolve() in seen:
        raise refuse("El marco se extiende a sí mismo.", "Quite el ciclo.")
    if len(seen) > _MAX_EXTENSIONS:
        raise refuse(f"Hay más de {_MAX_EXTENSIONS} extensiones encadenadas.", "Extienda directamente el marco original.")
    return found


def _check_major(documento: Documento, reference: str, base: Mapa, where: tuple[str | int, ...] = ("extiende",)) -> None:
    match = _REFERENCE.fullmatch(reference)
    version = str(base.get("version", ""))
    if match is not None and version.partition(".")[0] != match[2]:
        raise EvaluacionError(
            [
                Problema(
                    "extension_no_valida",
                    f"Se pide la versión mayor {match[2]} de {quote(match[1])} y la que hay es {version}.",
                    documento.origen(where),
                    "Revise los cambios contra la versión nueva y actualice el número.",
                )
            ]
        )


def _apply_changes(marco: Mapa, changes: object, documento: Documento) -> Iterator[Problema]:
    if changes is None:
        return
    if not isinstance(changes, Mapa):
        yield Problema(
            "extension_no_valida",
            "«cambios» debe ser un grupo de claves.",
            documento.origen(("cambios",)),
            f"Se admite: {', '.join(_CHANGES)}.",
        )
        return
    _copy_tree(marco)
    for kind, entries in changes.items():
        if kind in _CHANGES and not isinstance(entries, Mapa):
            yield Problema(
                "extension_no_valida",
                f"{quote(kind)} debe ser un grupo de claves «identificador: cambio».",
                documento.origen(("cambios", kind)),
                "Por ejemplo: {sostenibilidad: {peso: 2}}.",
            )
            continue
        if not isinstance(entries, Mapa) or kind not in _CHANGES:
            yield Problema(
                "extension_no_valida",
                f"{quote(kind)} no es una clase de cambio.",
                documento.origen(("cambios", kind), key=True),
                suggestion(kind, _CHANGES),
            )
            continue
        for name, change in entries.items():
            problem = _apply_change(marco, kind, name, change)
            if problem is not None:
                what, remedy = problem
                yield Problema("extension_no_valida", what, documento.origen(("cambios", kind, name), key=True), remedy)


def _copy_tree(marco: Mapa) -> None:
    """Copy the lists and mappings that changes may touch, so that the base document stays as read."""

    def copy(node: Any) -> Any:  # noqa: ANN401 - parsed data
        if isinstance(node, Mapa):
            other: Any = node.copy_with_places()
            for key, value in node.items():
                other[key] = copy(value)
            return other
        if isinstance(node, Lista):
            other = Lista(node.archivo, node.marca)
            other.extend(copy(item) for item in node)
            other.lugares = list(node.lugares)
            return other
        return node

    marco["grupos"] = copy(marco.get("grupos"))


def _is_off(change: object) -> bool:
    return change is False or (isinstance(change, str) and change.strip().casefold() == "no")


def _apply_change(marco: Mapa, kind: str, name: str, change: object) -> tuple[str, str] | None:
    """Apply one change in place, or return what is wrong with it and how to mend it."""
    if not _is_off(change) and not isinstance(change, Mapa):
        return f"El cambio de {quote(name)} debe ser «no» (apagar) o un grupo de claves.", "Por ejemplo: {peso: 2}."
    groups = _entries(marco, "grupos")
    criteria = [(group, criterion) for group in groups for criterion in _entries(group, "criterios")]
    if kind == "grupos":
        return _edit(marco, "grupos", name, change, groups)
    if kind == "criterios":
        holder = next((group for group, criterion in criteria if criterion.get("id") == name), None)
        if holder is None and isinstance(change, Mapa):
            return _add_criterion(groups, name, change)
        return _edit(holder or Mapa(), "criterios", name, change, [criterion for _, criterion in criteria])
    criterion_id, _, question = name.partition(".")
    owner = next((criterion for _, criterion in criteria if criterion.get("id") == criterion_id), None)
    if owner is None or not question:
        ids = [str(criterion.get("id")) for _, criterion in criteria]
        return f"{quote(name)} no empieza con un criterio de este marco.", "Escriba criterio.pregunta. " + suggestion(criterion_id, ids)
    return _edit(owner, kind, question, change, _entries(owner, kind), may_add=True)


def _entries(holder: Mapa, key: str) -> list[Mapa]:
    found = holder.get(key)
    return [item for item in found if isinstance(item, Mapa)] if isinstance(found, Lista) else []


def _add_criterion(groups: list[Mapa], name: str, change: Mapa) -> tuple[str, str] | None:
    if len(groups) > 1 and "grupo" not in change:
        return f"El criterio nuevo {quote(name)} no dice a qué grupo entra.", "Agregue «grupo: ID»."
    wanted = change.get("grupo", groups[0].get("id") if groups else None)
    group = next((group for group in groups if group.get("id") == wanted), None)
    if group is None:
        return f"No hay un grupo {quote(wanted)}.", suggestion(str(wanted), [str(group.get("id")) for group in groups])
    _append(group, "criterios", name, change)
    return None


def _append(holder: Mapa, key: str, name: str, change: Mapa) -> None:
    entry = change.copy_with_places()
    entry.pop("grupo", None)
    entry["id"] = name
    entry.lugares["id"] = (*change.marca, *change.marca)
    if not isinstance(holder.get(key), Lista):
        holder[key] = Lista(change.archivo, change.marca)
        holder.lugares[key] = (*change.marca, *change.marca)
    holder[key].append(entry)
    holder[key].lugares.append(change.marca)


def _edit(holder: Mapa, key: str, name: str, change: object, known: list[Mapa], *, may_add: bool = False) -> tuple[str, str] | None:
    entries = holder.get(key)
    position = next((i for i, item in enumerate(entries or ()) if isinstance(item, Mapa) and item.get("id") == name), None)
    if position is None or not isinstance(entries, Lista):
        if may_add and isinstance(change, Mapa):
            _append(holder, key, name, change)
            return None
        return f"No hay {quote(name)} en el marco que se extiende.", suggestion(name, [str(item.get("id")) for item in known])
    if not isinstance(change, Mapa):  # «no»: it is switched off
        del entries[position]
        del entries.lugares[position]
        return None
    entry = entries[position]
    entry.update(change)
    entry.archivo, entry.marca = change.archivo, change.marca
    entry.lugares = {field: change.lugares.get(field, (*change.marca, *change.marca)) for field in entry}
    return None
