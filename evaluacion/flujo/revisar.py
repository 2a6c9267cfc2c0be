"""From paths to the review of every strategy in them."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from evaluacion.base.problema import EvaluacionError, Problema, only_errors
from evaluacion.base.recoleccion import without_collection
from evaluacion.check.catalogo import is_about_exceptions
from evaluacion.check.registros import Fila, RegistrosRevision, make_row
from evaluacion.check.regla import Regla
from evaluacion.check.revisar import Criterios, Dictamen, Respuesta, place_doubts, review, review_exceptions
from evaluacion.flujo.candidatas import ENTRADA, find_barren, find_repeated, may_be_estrategia, misspelt, not_estrategia, nothing_in
from evaluacion.flujo.conocidos import mark_known
from evaluacion.flujo.criterios import Seleccion, criterios_of, require_something
from evaluacion.flujo.estrategia_en_libro import LIBRO, is_book, place_in_cells, read_book
from evaluacion.flujo.familias import score_families
from evaluacion.flujo.rutas import Rutas, find_files, listed
from evaluacion.model.hallazgo import ReglaUsada, Revision, RevisionTotal
from evaluacion.model.procedencia import Procedencia
from evaluacion.read.configuracion import ConfiguracionLeida, find_configuracion, read_configuracion
from evaluacion.read.documento import parse_documento, read_bytes, show_path
from evaluacion.read.estrategia import EstrategiaLeida, is_estrategia, load_estrategia
from evaluacion.read.texto import decode
from evaluacion.version import VERSION

if TYPE_CHECKING:
    from evaluacion.model.hallazgo import PuntajeFamilia
    from evaluacion.read.marco import MarcoLeido
    from evaluacion.score.evaluate import Resultado

_WRITTEN = frozenset({".yaml", ".yml", ".json", LIBRO})
DeDonde = Literal["opción", "archivo", "hoy"]


@dataclass(frozen=True, slots=True)
class Opciones:
    """What a call asks of a review."""

    fecha: date | None = None
    seleccion: Seleccion = field(default_factory=Seleccion)
    conocidos: frozenset[str] = frozenset()
    con_fichas: bool = False
    """Whether an output shows the scorecards."""
    con_dudas: bool = True
    """Whether an output shows the place of what could not be judged."""
    hoy: date | None = None
    """The day of the clock, when a caller gives it."""


@dataclass(slots=True)
class _Leida:
    leida: EstrategiaLeida
    texto: str
    criterios: Criterios
    fecha: date
    fecha_de: DeDonde
    config: Path | None
    dictamen: Dictamen | None = None
    fila: Fila | None = None


@dataclass(slots=True)
class _Corrida:
    opciones: Opciones
    leidas: list[_Leida] = field(default_factory=list)
    archivos: dict[str, str] = field(default_factory=dict)
    problemas: list[Problema] = field(default_factory=list)
    configuraciones: dict[Path, tuple[ConfiguracionLeida, Criterios]] = field(default_factory=dict)
    folders: dict[Path, Path | None] = field(default_factory=dict)
    raices: tuple[Path, ...] = ()
    """Folders that were asked for whole."""
    sin_configuracion: Criterios | None = None
    vistos: list[Path] = field(default_factory=list)
    """Each file that was a strategy or could not be read."""


@dataclass(frozen=True, slots=True)
class Revisado:
    """The reviews, what was reviewed, its answers and scores, and the problems: files that could not be reviewed, strategies twice."""

    total: RevisionTotal
    problemas: tuple[Problema, ...]
    configuraciones: tuple[ConfiguracionLeida, ...]
    leidas: tuple[EstrategiaLeida, ...]
    """The strategies, in the order of the first reviews."""
    registros: RegistrosRevision
    resultados: tuple[tuple[MarcoLeido, Resultado], ...]


_SIN_OPCIONES = Opciones()


def review_paths(rutas: Rutas, opciones: Opciones = _SIN_OPCIONES) -> Revisado:
    """Return the review of every strategy in some paths, one or several; `-` is the standard input.

    Raises:
        EvaluacionError: a path leads to nothing, a configuration is wrong, or there is no strategy to review.
    """
    with without_collection():
        return _review_all(listed(rutas), _Corrida(opciones))


def _review_all(rutas: Sequence[str | Path], run: _Corrida) -> Revisado:
    run.raices = tuple(Path(ruta).resolve() for ruta in rutas if Path(ruta).is_dir())
    for path, is_named in _files_of(rutas):
        try:
            _read_one(path, run, is_named=is_named)
        except EvaluacionError as error:
            run.problemas.extend(item for item in error.problemas if item not in run.problemas)
            run.vistos.append(path or Path(ENTRADA))
    is_nothing = not run.leidas and not only_errors(run.problemas)
    run.problemas.extend([nothing_in(rutas)] if is_nothing else find_barren(rutas, run.vistos) if len(rutas) > 1 else ())
    if not run.leidas:
        raise EvaluacionError(run.problemas)
    _ask_all(run)
    return _finish(run)


def review_read(leidas: Sequence[EstrategiaLeida], archivos: dict[str, str], *, hoy: date | None = None) -> Revisado:
    """Return the review of some strategies that were read, without the text of their lines.

    Raises:
        EvaluacionError: a configuration above one of them is wrong.
    """
    run = _Corrida(Opciones(hoy=hoy), archivos=dict(archivos))
    for leida in leidas:
        _add(leida, "", Path(leida.documento.archivo), run)
    _ask_all(run)
    return _finish(run)


def _ask_all(run: _Corrida) -> None:
    require_something([item.criterios for item in run.leidas])
    for item in run.leidas:
        place = item.leida.lugar
        name = Path(item.leida.documento.archivo).name
        item.dictamen = review(
            item.leida.estrategia,
            place,
            archivo=name,
            fecha=item.fecha,
            criterios=item.criterios,
            renglones=item.texto.splitlines(),
        )
        item.dictamen = place_in_cells(item.dictamen, item.leida)
        item.fila = make_row(item.leida.estrategia, item.leida.documento.archivo, place, item.dictamen)


def _files_of(rutas: Sequence[str | Path]) -> list[tuple[Path | None, bool]]:
    named = [ruta for ruta in rutas if str(ruta) != ENTRADA]
    found: list[tuple[Path | None, bool]] = [(None, True)] if len(named) < len(rutas) else []
    for path, is_named in find_files(named):
        if is_named or path.suffix.casefold() in _WRITTEN:
            found.append((path, is_named))
    return found


def _read_one(path: Path | None, run: _Corrida, *, is_named: bool) -> None:
    data = sys.stdin.buffer.read() if path is None else b"" if is_book(path) else read_bytes(path)
    archivo = ENTRADA if path is None else show_path(path)
    if is_book(path, data):
        _read_book(path, run, is_named=is_named)
        return
    if not is_named and not may_be_estrategia(data):
        return
    text = decode(data, archivo)
    documento = parse_documento(text, archivo)
    if not is_estrategia(documento):
        problem = misspelt(documento, path or Path(ENTRADA)) or (not_estrategia(documento) if is_named else None)
        if problem is not None:
            raise EvaluacionError([problem])
        return
    run.archivos[archivo] = hashlib.sha256(data).hexdigest()
    run.vistos.append(path or Path(ENTRADA))
    _add(load_estrategia(documento), text, path if path is not None else Path.cwd() / ENTRADA, run)


def _read_book(path: Path | None, run: _Corrida, *, is_named: bool) -> None:
    leida, warnings = read_book(path, is_named=is_named)
    run.problemas.extend(warnings)
    if leida is not None and path is not None:
        run.archivos[leida.documento.archivo] = hashlib.sha256(read_bytes(path, max_bytes=None)).hexdigest()
        run.vistos.append(path)
        _add(leida, "", path, run)


def _add(leida: EstrategiaLeida, text: str, path: Path, run: _Corrida) -> None:
    config, criterios = _criterios_for(path, run)
    day, source = _day_of(leida, run.opciones)
    run.leidas.append(_Leida(leida, text, criterios, day, source, config))


def _day_of(leida: EstrategiaLeida, opciones: Opciones) -> tuple[date, DeDonde]:
    if opciones.fecha is not None:
        return opciones.fecha, "opción"
    if leida.estrategia.fecha is not None:
        return date.fromisoformat(leida.estrategia.fecha), "archivo"
    return opciones.hoy or date.today(), "hoy"  # noqa: DTZ011 - the day of the person who runs it


def _criterios_for(path: Path, run: _Corrida) -> tuple[Path | None, Criterios]:
    folder = path.parent
    if folder not in run.folders:
        run.folders[folder] = find_configuracion(path)
    found = run.folders[folder]
    if found is None:
        if run.sin_configuracion is None:
            run.sin_configuracion = criterios_of(None, run.opciones.seleccion)
        return None, run.sin_configuracion
    if found not in run.configuraciones:
        leida = read_configuracion(found)
        run.configuraciones[found] = (leida, criterios_of(leida, run.opciones.seleccion))
        run.archivos[leida.archivo] = hashlib.sha256(read_bytes(found)).hexdigest()
    return found, run.configuraciones[found][1]


def _finish(run: _Corrida) -> Revisado:
    run.leidas.sort(key=lambda item: (item.leida.documento.archivo, item.leida.estrategia.estrategia))
    registros = RegistrosRevision([item.fila for item in run.leidas if item.fila is not None], run.archivos)
    scored = score_families(registros, con_fichas=run.opciones.con_fichas)
    reviews = [_one(item, scored.puntajes[position], scored.fichas[position], run) for position, item in enumerate(run.leidas)]
    reviews.extend(_of_configurations(run))
    rules = {rule.codigo: rule for item in run.leidas for rule in (*item.criterios.reglas, *item.criterios.tardias)}
    provenance = Procedencia("evaluacion", VERSION, scored.marcos, tuple(sorted(run.archivos.items())), None, _policies(run))
    total = RevisionTotal(tuple(reviews), (*map(_used, rules.values()), *_own_rules(run)), provenance, tuple(run.problemas))
    configs = tuple(leida for leida, _ in run.configuraciones.values())
    leidas = tuple(item.leida for item in run.leidas)
    problems = (*run.problemas, *find_repeated(leidas))
    return Revisado(total, problems, configs, leidas, registros, scored.resultados)


def _policies(run: _Corrida) -> tuple[str, ...]:
    days = sorted({(item.fecha.isoformat(), item.fecha_de) for item in run.leidas})
    return tuple(f"día de referencia {day} ({source})" for day, source in days)


def _one(item: _Leida, puntajes: tuple[PuntajeFamilia, ...], fichas: tuple, run: _Corrida) -> Revision:  # type: ignore[type-arg]
    dictamen = item.dictamen
    if dictamen is None:
        raise AssertionError
    findings = mark_known(dictamen.hallazgos, run.opciones.conocidos)
    return Revision(
        archivo=item.leida.documento.archivo,
        estrategia=item.leida.estrategia.estrategia,
        fecha=item.fecha.isoformat(),
        fecha_de=item.fecha_de,
        hallazgos=findings,
        en_duda=tuple(dict.fromkeys(code for code, _ in dictamen.dudas)),
        no_juzgadas=place_doubts(dictamen, item.leida.estrategia, item.leida.lugar) if run.opciones.con_dudas else (),
        en_regla=(*(answer.regla.codigo for answer in dictamen.respuestas if answer.veredicto == "sí"), *dictamen.propias_en_regla),
        no_aplican=tuple((answer.regla.codigo, answer.motivo or "") for answer in dictamen.respuestas if _does_not_fit(answer)),
        puntajes=puntajes,
        fichas=fichas,
        plazos_desde=dictamen.plazos_desde,
    )


def _does_not_fit(answer: Respuesta) -> bool:
    """Whether a rule does not apply and it is worth saying: that nothing is excepted is not."""
    return answer.veredicto == "no aplica" and not is_about_exceptions(answer.regla.codigo)


def _of_configurations(run: _Corrida) -> Iterable[Revision]:
    """Yield the review of the exceptions of each configuration: are they in force and, if its whole folder was read, in use."""
    for path, (leida, criterios) in run.configuraciones.items():
        own = leida.configuracion.excepciones[: leida.propias_excepciones]
        if not own:
            continue
        mine = [item for item in run.leidas if item.config == path and item.dictamen is not None]
        is_whole = any(path.resolve().parent.is_relative_to(root) for root in run.raices)
        used = {number for item in mine if item.dictamen for number in item.dictamen.usadas} if is_whole else set(range(len(own)))
        day, source = max((item.fecha, item.fecha_de) for item in mine) if mine else (run.opciones.hoy or date.today(), "hoy")  # noqa: DTZ011
        lines = decode(read_bytes(path), leida.archivo).splitlines()
        done = review_exceptions(own, used, leida.lugar, archivo=path.name, fecha=day, criterios=criterios, renglones=lines)
        findings = mark_known(done.hallazgos, run.opciones.conocidos)
        yield Revision(leida.archivo, "configuracion", day.isoformat(), source, findings)


def _used(rule: Regla) -> ReglaUsada:
    page = (rule.codigo, rule.titulo, rule.que, rule.por_que, rule.remedio, rule.fuente)
    return ReglaUsada(*page, rule.severidad, rule.familia, rule.mal, rule.bien)


def _own_rules(run: _Corrida) -> Iterable[ReglaUsada]:
    found = {own.regla: own for item in run.leidas for own in item.criterios.propias}
    for own in found.values():
        remedy = own.remedio or "Corrija el valor."
        yield ReglaUsada(
            own.regla, own.mensaje, own.mensaje, "Regla propia de la configuración.", remedy, "evaluacion.yaml", own.severidad, "propias"
        )


def under_bar(total: RevisionTotal, minimo: float | None, cobertura: float | None) -> tuple[str, ...]:
    """Return what is under the bars asked for, one sentence each."""
    found: list[str] = []
    for revision in total.revisiones:
        for score in revision.puntajes:
            least, answered = score.puntaje.minimo, (score.puntaje.cobertura or 0.0) * 100
            if minimo is not None and least is not None and round(least, 6) < minimo:
                found.append(f"{revision.archivo}, {score.marco}: garantizado {least:.1f}, menor que {minimo:g}.")
            if cobertura is not None and least is not None and round(answered, 6) < cobertura:
                found.append(f"{revision.archivo}, {score.marco}: cobertura {answered:.0f} %, menor que {cobertura:g} %.")
    return tuple(found)


def stricter(*bars: float | None) -> float | None:
    """Return the highest of some bars; None when there is none."""
    known = [bar for bar in bars if bar is not None]
    return max(known) if known else None
