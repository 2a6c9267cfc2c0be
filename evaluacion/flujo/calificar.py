"""From records to results: which marcos, which rows, what is wrong, and where it all came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.formula import parse_formula
from evaluacion.base.periodo import parse_periodo
from evaluacion.base.problema import EvaluacionError, Problema, Severidad, nearest, only_errors, quote, suggestion
from evaluacion.base.recursos import shipped_marcos
from evaluacion.flujo.reunir import Reunion, gather, require_registros
from evaluacion.flujo.rutas import Rutas, listed
from evaluacion.model.marco import Marco
from evaluacion.model.procedencia import MarcoUsado, Procedencia
from evaluacion.read.marco import MarcoLeido, load_marco
from evaluacion.read.practica import RegistrosArchivo
from evaluacion.read.registros import join_registros
from evaluacion.score.evaluate import Resultado, evaluate, rows_for
from evaluacion.score.kernel import MINIMO
from evaluacion.score.levels import comparable
from evaluacion.version import VERSION

if TYPE_CHECKING:
    from datetime import date

    from evaluacion.flujo.revisar import Revisado
    from evaluacion.model.registros import Registros

SIN_CLASIFICAR = "sin clasificar: por orden alfabético, sin lugares"
"""How the provenance says that nobody takes a place."""
_VERY_CLOSE = 0.85
_INDICATORS, _EXTENDS = b"indicadores:", b"extiende:"


@dataclass(frozen=True, slots=True)
class Calificacion:
    """Results by marco, in alphabetical order, with their provenance and what was noticed on the way."""

    resultados: tuple[Resultado, ...]
    procedencia: Procedencia
    avisos: tuple[Problema, ...]
    revisado: Revisado | None = None
    """The review of the strategies among the records, where families of rules score them."""


def score_paths(
    rutas: Rutas,
    *,
    marcos: Rutas = (),
    fecha: str | None = None,
    politicas: Sequence[str] = (),
    reunion: Reunion | None = None,
    hoy: date | None = None,
) -> Calificacion:
    """Return the scores of every record in some paths.

    Args:
        rutas: files, folders or wildcards with the records; one or several.
        marcos: ids or paths of instruments, one or several; by default, those that each record answers.
        fecha: period of reference for late data (`2024`, `2024-T3`, `2024-07`).
        politicas: choices of presentation to name in the provenance.
        reunion: what the paths hold, when somebody has read them already.
        hoy: day of reference of the strategies that give none; by default, that of the clock.

    Raises:
        EvaluacionError: everything that is wrong with the input; nothing is scored then.
    """
    found, asked = reunion if reunion is not None else gather(rutas), listed(marcos)
    reference = parse_reference(fecha)
    if only_errors(found.problemas):
        raise EvaluacionError([*found.problemas, *only_errors(judge_answers(found, asked))])
    families, revisado = score_strategies(found, asked, hoy)
    policies = (*politicas, *(revisado.total.procedencia.politicas if revisado is not None else ()))
    if revisado is not None and found.registros is None:
        provenance = make_procedencia(revisado.registros, [leido for leido, _ in families], fecha, policies)
        return Calificacion(tuple(result for _, result in families), provenance, tuple(found.problemas), revisado)
    registros = require_registros(found, rutas)
    chosen, problems = choose_marcos(registros, found, asked)
    results = [evaluate(leido.marco, registros, filas=rows, referencia=reference) for leido, rows in chosen]
    problems = [*found.problemas, *problems, *(problem for result in results for problem in result.problemas)]
    problems.extend(unused_data(registros, [leido for leido, _ in chosen], asked=bool(asked)))
    if only_errors(problems):
        raise EvaluacionError(problems)
    everything = registros if revisado is None else join_registros([registros, revisado.registros])
    provenance = make_procedencia(everything, [*(leido for leido, _ in chosen), *(leido for leido, _ in families)], fecha, policies)
    return Calificacion((*results, *(result for _, result in families)), provenance, tuple(problems), revisado)


def score_strategies(
    reunion: Reunion, asked: Sequence[str | Path], hoy: date | None = None
) -> tuple[list[tuple[MarcoLeido, Resultado]], Revisado | None]:
    """Return the results of the strategies under the families of rules, those asked for or all, and their review."""
    if not reunion.estrategias:
        return [], None
    from evaluacion.flujo.revisar import review_read  # noqa: PLC0415 - rules only where there are strategies

    wanted = {str(name) for name in asked}
    revisado = review_read(reunion.estrategias, reunion.archivos_estrategias, hoy=hoy)
    found = [item for item in revisado.resultados if not wanted or item[0].marco.marco in wanted]
    return found, revisado if found else None


def judge_answers(reunion: Reunion, marcos: Rutas) -> list[Problema]:
    """Return what is wrong in the answers of all the records, also of those with errors of shape: all is told at once."""
    parts: list[Registros] = [RegistrosArchivo(reunion.incompletos, {})] if reunion.incompletos else []
    parts.extend(reunion.tablas_incompletas)
    parts.extend([reunion.registros] if reunion.registros is not None else [])
    if not parts:
        return []
    registros = join_registros(parts)
    asked = listed(marcos)
    chosen, problems = choose_marcos(registros, reunion, asked)
    problems = [replace(problem, severidad="aviso") if problem.codigo == "sin_marco" else problem for problem in problems]
    for leido, rows in chosen:
        problems.extend(evaluate(leido.marco, registros, filas=rows).problemas)
    problems.extend(unused_data(registros, [leido for leido, _ in chosen], asked=bool(asked)))
    return problems


def short_of(done: Calificacion, minimo: float) -> list[tuple[str, str, float | None]]:
    """Return the id, marco and guaranteed total of the records under a bar (rule 13 decides); None: nothing applies.

    Raises:
        EvaluacionError: every marco is a typology, which has no total: a bar on nothing would always be met.
    """
    require_totals([resultado.marco for resultado in done.resultados])
    found: list[tuple[str, str, float | None]] = []
    for resultado in done.resultados:
        if resultado.marco.tipologia is not None:
            continue
        lowest = resultado.nodos[MINIMO, -1]
        reached = comparable(resultado.plan, lowest) >= comparable(resultado.plan, minimo)
        for i in np.flatnonzero(~reached):
            name = resultado.registros.identidad(int(resultado.filas[i])).id
            found.append((name, resultado.marco.marco, None if np.isnan(lowest[i]) else float(lowest[i])))
    return found


def require_totals(marcos: Sequence[Marco]) -> None:
    """Raise when no marco has a total to compare with a bar.

    Raises:
        EvaluacionError: every one is a typology: a bar on nothing would always be met.
    """
    if all(marco.tipologia is not None for marco in marcos):
        listed = ", ".join(quote(marco.marco) for marco in marcos)
        problem = Problema("opcion_no_valida", f"--minimo no se puede comparar: {listed} clasifica y no califica.", None, "Quite --minimo.")
        raise EvaluacionError([problem])


def parse_reference(fecha: str | None) -> int | None:
    """Return the last month of a period of reference, in months since year 0.

    Raises:
        EvaluacionError: it is no period.
    """
    if fecha is None:
        return None
    period = parse_periodo(fecha)
    if period is None:
        raise EvaluacionError(
            [Problema("opcion_no_valida", f"--fecha dice {quote(fecha)}.", None, "Escriba 2024, 2024-S1, 2024-T3, 2024-07 o 2024-07-31.")]
        )
    return period.fin


def choose_marcos(
    registros: Registros, reunion: Reunion, asked: Sequence[str | Path]
) -> tuple[list[tuple[MarcoLeido, Sequence[int]]], list[Problema]]:
    """Return each marco with the rows to score under it, in alphabetical order of id, and what is wrong.

    Asked for: every record under each marco asked. Otherwise: each record under the marcos that it answers, found
    among the files read and those that ship; indicators lead to the marcos that define them.
    """
    everyone = range(len(registros))
    problems: list[Problema] = []
    if asked:
        found: dict[str, MarcoLeido] = {}
        for reference in asked:
            try:
                leido = reunion.marcos.get(str(reference)) or load_marco(reference)
                other = found.setdefault(leido.marco.marco, leido)
                problems.extend([_two_marcos(leido, other, "error")] if other.huella != leido.huella else leido.avisos)
            except EvaluacionError as error:
                problems.extend(error.problemas)
        problems.extend(_shadowing(found.values()))
        return [(found[name], everyone) for name in sorted(found)], problems
    answered = registros.marcos()
    known: dict[str, MarcoLeido] = dict(reunion.marcos)
    rows: dict[str, np.ndarray] = {}
    for name, mask in answered.items():
        if name not in known and name in shipped_marcos():
            known[name] = load_marco(name)
        if name in known:
            rows[name] = mask
            continue
        first = int(np.flatnonzero(mask)[0])
        problems.append(
            Problema(
                "marco_desconocido",
                f"No hay un marco {quote(name)}.",
                registros.origen(first, "respuestas", name),
                suggestion(name, sorted({*known, *shipped_marcos()})) + " Si es suyo, indíquelo con --marco RUTA.",
            )
        )
    _add_indicator_marcos(registros, known, rows)
    problems.extend(_shadowing(known[name] for name in rows))
    if not rows and not problems:
        problems.append(
            Problema(
                "sin_marco",
                "Ningún registro responde un marco.",
                registros.origen(0),
                "Indique uno: --marco cualitativo. «evaluacion marcos» los lista.",
            )
        )
    return [(known[name], np.flatnonzero(rows[name])) for name in sorted(rows)], problems  # type: ignore[misc]


def _shadowing(marcos: Iterable[MarcoLeido]) -> Iterator[Problema]:
    """Warn of each marco that goes by the name of one that ships and is another."""
    for leido in marcos:
        path = shipped_marcos().get(leido.marco.marco)
        if path is not None and Path(leido.documento.archivo).resolve() != path.resolve():
            shipped = load_marco(leido.marco.marco)
            if shipped.huella != leido.huella:
                yield _two_marcos(leido, shipped, "aviso")


def _two_marcos(leido: MarcoLeido, other: MarcoLeido, severidad: Severidad) -> Problema:
    return Problema(
        "marco_repetido",
        f"Hay dos marcos {quote(leido.marco.marco)}: este, versión {leido.marco.version}, y el de {_marco_place(other)}, versión {other.marco.version}.",
        leido.origen("marco"),
        "Se usó este." if severidad == "aviso" else "Indique uno solo, o dele otro identificador.",
        severidad,
    )


def _add_indicator_marcos(registros: Registros, known: dict[str, MarcoLeido], rows: dict[str, np.ndarray]) -> None:
    """Add the marcos that define an indicator with data, for records of the kind that each evaluates."""
    with_data = registros.indicadores()
    if not with_data:
        return
    for name, path in shipped_marcos().items():
        if name not in known and _may_define(path.read_bytes(), with_data):
            known[name] = load_marco(name)
    for name, leido in known.items():
        found = rows_for(leido.marco, registros, rows)
        if found.any():
            rows[name] = found


def _may_define(text: bytes, indicators: Iterable[str]) -> bool:
    """Whether the text of a marco may define any of some indicators: it says their names, or it takes them from another marco."""
    return _INDICATORS in text and (_EXTENDS in text or any(name.encode() in text for name in indicators))


def unused_data(registros: Registros, marcos: Sequence[MarcoLeido], *, asked: bool) -> Iterator[Problema]:
    """Yield a warning for answers, indicators and requisitos that look like a slip: no marco in use has them."""
    ids = {leido.marco.marco for leido in marcos}
    if asked:
        yield from _unanswered(registros, marcos)
    for name, mask in registros.marcos().items():
        close = nearest(name, ids) if asked and name not in ids else None
        if close is not None and name not in shipped_marcos():
            yield Problema(
                "marco_sin_usar",
                f"Hay respuestas de {quote(name)}, que no se pidió.",
                registros.origen(int(np.flatnonzero(mask)[0]), "respuestas", name),
                f"¿Quiso escribir {quote(close)}?",
                "aviso",
            )
    used = {name for leido in marcos for name in indicators_of(leido)}
    for name, mask in registros.indicadores().items():
        close = nearest(name, used) if name not in used else None
        if close is not None and _similarity(name, close) >= _VERY_CLOSE:
            yield Problema(
                "indicador_desconocido",
                f"Ningún marco en uso tiene el indicador {quote(name)}.",
                registros.origen(int(np.flatnonzero(mask)[0]), "indicadores", name),
                f"¿Quiso escribir {quote(close)}?",
                "aviso",
            )
    yield from _unused_requisitos(registros, {requisito.id for leido in marcos for requisito in leido.marco.requisitos})


def _unanswered(registros: Registros, marcos: Sequence[MarcoLeido]) -> Iterator[Problema]:
    """Warn of an instrument that was asked for and that no record answers."""
    answered, with_data = registros.marcos(), registros.indicadores()
    for leido in marcos:
        name = leido.marco.marco
        if name not in answered and nearest(name, answered) is None and not indicators_of(leido) & with_data.keys():
            others = ", ".join(quote(other) for other in sorted(answered)) or "ninguno"
            yield Problema(
                "marco_sin_usar",
                f"Ningún registro responde {quote(name)}; los que responden: {others}.",
                registros.origen(0),
                "Todo queda sin responder. Revise el identificador bajo «respuestas».",
                "aviso",
            )


def _unused_requisitos(registros: Registros, known: set[str]) -> Iterator[Problema]:
    reported: set[str] = set()
    for row in range(len(registros)) if known else ():
        for name in registros.practica(row).requisitos:
            if name not in known and name not in reported:
                reported.add(name)
                yield Problema(
                    "requisito_desconocido",
                    f"Ningún marco en uso tiene el requisito {quote(name)}.",
                    registros.origen(row, "requisitos", name),
                    suggestion(name, sorted(known)),
                    "aviso",
                )


def _similarity(one: str, other: str) -> float:
    from difflib import SequenceMatcher  # noqa: PLC0415 - only when a name is in doubt

    return SequenceMatcher(None, one, other).ratio()


def indicators_of(leido: MarcoLeido) -> set[str]:
    """Return the indicators that a marco reads: its own and the variables of their formulas."""
    own = leido.marco.indicadores
    return set(own) | {name for item in own.values() if item.formula for name in parse_formula(item.formula).nombres}


def make_procedencia(registros: Registros, marcos: Sequence[MarcoLeido], fecha: str | None, politicas: Sequence[str]) -> Procedencia:
    """Return the provenance of results on those records and marcos."""
    used = tuple(
        MarcoUsado(leido.marco.marco, leido.marco.version, leido.marco.titulo, leido.huella, _marco_place(leido)) for leido in marcos
    )
    return Procedencia("evaluacion", VERSION, used, tuple(sorted(registros.archivos.items())), fecha, tuple(politicas))


def _marco_place(leido: MarcoLeido) -> str:
    """Return where the marco is, without the folder of the installation for those that ship."""
    shipped_path = shipped_marcos().get(leido.marco.marco)
    if shipped_path is not None and shipped_path.resolve() == Path(leido.documento.archivo).resolve():
        return f"criteria/{leido.marco.marco}/marco.yaml"
    return leido.documento.archivo
