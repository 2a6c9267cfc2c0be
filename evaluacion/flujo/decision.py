"""From a decision and some answers to what they decide."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors
from evaluacion.base.recursos import shipped_decisiones, shipped_marcos
from evaluacion.check.decision import Resuelta, decide, read_answers, review
from evaluacion.flujo.definicion import check_shipped, find_definition, place_defects
from evaluacion.model.decision import Consulta, Decision
from evaluacion.model.procedencia import Procedencia
from evaluacion.read.documento import Documento, parse_documento, read_bytes, read_documento, show_path
from evaluacion.read.load import load_model
from evaluacion.read.texto import decode
from evaluacion.version import VERSION


@dataclass(frozen=True, slots=True)
class Decidido:
    """A decision, the answers that it was given, what they decide, and where it comes from."""

    decision: Decision
    titulo: str | None
    respuestas: Mapping[str, str]
    resuelta: Resuelta
    procedencia: Procedencia


def load_decision(reference: str | Path) -> Decision:
    """Return a shipped decision by its id, or the one of a file or of the folder that holds it.

    Raises:
        EvaluacionError: there is none of that name, or it is not sound.
    """
    return _load_shipped(reference)[0]


def _load_shipped(reference: str | Path) -> tuple[Decision, Path]:
    if str(reference) in _marcos() and not Path(reference, "decision.yaml").exists():
        from evaluacion.flujo.decision_de_marco import load_typology  # noqa: PLC0415 - heavy: the scoring

        return load_typology(str(reference))
    path = find_definition(reference, shipped_decisiones(), "decision.yaml", "una decisión")
    documento = read_documento(path)
    decision = load_model(documento, Decision)
    raise_errors([*place_defects(review(decision), documento), *_misnamed(decision.decision, path, documento)])
    return decision, path


def _marcos() -> dict[str, Path]:
    """Return the shipped marcos that no decision is named after."""
    return {name: path for name, path in shipped_marcos().items() if name not in shipped_decisiones()}


def _misnamed(name: str, path: Path, documento: Documento) -> list[Problema]:
    """Return a problem when a shipped folder is not called as what it holds."""
    if path.name != "decision.yaml" or path.resolve().parent.name == name:
        return []
    what = f"La carpeta se llama {quote(path.resolve().parent.name)} y la decisión {quote(name)}."
    return [Problema("decision_no_valida", what, documento.origen(("decision",)), "Use el mismo nombre.")]


def resolve_decision(reference: str | None, respuestas: Sequence[str]) -> Decidido:
    """Return what some answers decide.

    Args:
        reference: id or path of the decision; None when a file of answers names it.
        respuestas: `key=value` pairs, and paths of files of answers; the later ones prevail.

    Raises:
        EvaluacionError: there is no such decision, or an answer is not one of those that it admits.
    """
    files = [Path(item) for item in respuestas if "=" not in item]
    consultas = [_read_consulta(path) for path in files]
    named = list(dict.fromkeys([*([reference] if reference else []), *(consulta.decision for consulta, _, _ in consultas)]))
    if not named:
        raise EvaluacionError([Problema("opcion_no_valida", "No se dice cuál decisión.", None, "Escriba su identificador.")])
    if reference is None:
        raise_errors(check_shipped(named[0], shipped_decisiones() | _marcos(), "decision_no_valida", consultas[0][1], "decision"))
    decision, path = _load_shipped(named[0])
    problems: list[Problema] = []
    answers: dict[str, str] = {}
    for consulta, documento, _ in consultas:
        if consulta.decision != decision.decision:
            what = f"Estas respuestas son de {quote(consulta.decision)} y la decisión es {quote(decision.decision)}."
            problems.append(Problema("decision_no_valida", what, documento.origen(("decision",)), "Indique una sola decisión."))
            continue
        given, wrong = read_answers(decision, consulta.respuestas)
        answers.update(given)
        problems.extend(place_defects(wrong, documento))
    pairs = [(key.strip(), value.strip()) for key, _, value in (item.partition("=") for item in respuestas if "=" in item)]
    problems.extend(_repeated(pairs))
    given, wrong = read_answers(decision, dict(pairs))
    answers.update(given)
    problems.extend(Problema(item.codigo, item.mensaje, Origen("--respuestas"), item.remedio) for item in wrong)
    raise_errors(problems)
    read = [(show_path(path), hashlib.sha256(read_bytes(path)).hexdigest()), *((doc.archivo, digest) for _, doc, digest in consultas)]
    titulo = next((consulta.titulo for consulta, _, _ in consultas if consulta.titulo), None)
    procedencia = Procedencia("evaluacion", VERSION, (), _shown(read, path), None, ())
    return Decidido(decision, titulo, answers, decide(decision, answers), procedencia)


def _repeated(pairs: Sequence[tuple[str, str]]) -> list[Problema]:
    """Return a problem for each key that is answered more than once: nobody could say which answer holds."""
    counts = Counter(key for key, _ in pairs)
    place = Origen("--respuestas")
    return [
        Problema("opcion_no_valida", f"La respuesta {quote(key)} está {count} veces.", place, "Déjela una sola vez.")
        for key, count in counts.items()
        if count > 1
    ]


def _shown(read: Sequence[tuple[str, str]], definition: Path) -> tuple[tuple[str, str], ...]:
    """Return the files read with their sha256; a shipped definition goes by its place among the data, wherever it is installed."""
    is_shipped = definition in (*shipped_decisiones().values(), *_marcos().values())
    name = "/".join(definition.parts[-3:]) if is_shipped else read[0][0]
    return ((name, read[0][1]), *read[1:])


def _read_consulta(path: Path) -> tuple[Consulta, Documento, str]:
    if not path.suffix and not path.exists():
        what = f"{quote(str(path))} no es una respuesta ni un archivo."
        raise EvaluacionError([Problema("opcion_no_valida", what, Origen("--respuestas"), f"Para responder, escriba «{path}=…».")])
    data = read_bytes(path)
    documento = parse_documento(decode(data, show_path(path)), show_path(path))
    return load_model(documento, Consulta), documento, hashlib.sha256(data).hexdigest()


def check_decision(path: Path) -> list[Problema]:
    """Return everything wrong with the file of a decision."""
    try:
        _load_shipped(path)
    except EvaluacionError as error:
        return list(error.problemas)
    return []


def check_consulta(path: Path) -> list[Problema]:
    """Return everything wrong with a file of answers to a decision."""
    try:
        resolve_decision(None, [str(path)])
    except EvaluacionError as error:
        return list(error.problemas)
    return []


def list_decisiones() -> tuple[list[Decision], list[tuple[str, str, str]]]:
    """Return the decisions, those that a marco is among them, and the other marcos that classify: `(id, title, command)`."""
    from evaluacion.flujo.decision_de_marco import as_decision, is_decidable  # noqa: PLC0415 - heavy: only for the list
    from evaluacion.read.marco import load_marco  # noqa: PLC0415

    found, others = [load_decision(name) for name in shipped_decisiones()], []
    for name in shipped_marcos():
        marco = load_marco(name).marco
        if is_decidable(marco):
            found.append(as_decision(marco))
        elif marco.tipologia is not None:
            others.append((name, marco.titulo, f"evaluacion marcos {name}"))
    return sorted(found, key=lambda item: item.decision), others
