"""From the evaluators' records to a panel: consolidated scores, how far they agree, and what is still to be agreed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors
from evaluacion.compare.panel import Panel, analyse_panel
from evaluacion.compare.remuestreo import MINIMO_DE_REGISTROS, SEMILLA, SORTEOS
from evaluacion.flujo.calificar import Calificacion, choose_marcos, make_procedencia, parse_reference, unused_data
from evaluacion.flujo.reunir import MODERACION, PANEL, Reunion, gather, require_registros
from evaluacion.flujo.rutas import Rutas, listed
from evaluacion.model.comun import fold
from evaluacion.publish.panel_datos import PanelHecho
from evaluacion.read.documento import show_path
from evaluacion.read.marco import MarcoLeido
from evaluacion.read.moderacion import ModeracionLeida, find_unknown_marcos, read_moderacion
from evaluacion.read.panel import read_panel
from evaluacion.score.consolidar import Consolidado, consolidate

if TYPE_CHECKING:
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.model.registros import Registros

_AGREEMENT = (
    "acuerdo: alfa de Krippendorff ordinal dentro de cada pregunta, con los votos previos a cualquier corrección; "
    "criterio y total, media ponderada por su peso"
)
_DRAWS = f"IC: 5-95 % de {SORTEOS:,} sorteos de registros enteros, semilla {SEMILLA}; con menos de {MINIMO_DE_REGISTROS}, ninguno"


@dataclass(frozen=True, slots=True)
class Paneles:
    """The panels by marco, as results like any other, and what each says of its evaluators."""

    calificacion: Calificacion
    hecho: PanelHecho

    @property
    def procedencia(self) -> Procedencia:
        """Where it all comes from."""
        return self.calificacion.procedencia

    def unranked(self) -> Paneles:
        """Return the same panels without places, by name: for records that must not be compared."""
        from evaluacion.flujo.calificar import SIN_CLASIFICAR  # noqa: PLC0415 - heavy: only where it is asked

        scores = self.calificacion
        sources = replace(scores.procedencia, politicas=(SIN_CLASIFICAR, *scores.procedencia.politicas))
        return Paneles(replace(scores, procedencia=sources), replace(self.hecho, clasificar=False))


def convene(
    rutas: Rutas,
    *,
    marcos: Rutas = (),
    moderacion: str | Path | None = None,
    fecha: str | None = None,
    reunion: Reunion | None = None,
    politicas: Sequence[str] = (),
) -> Paneles:
    """Return the panel of the records of some paths.

    Args:
        rutas: files, folders or tables with the evaluations: several with one id and different evaluators.
        marcos: instruments; by default, those that each record answers.
        moderacion: a file with the agreed answers; by default, the one that is among the paths.
        fecha: period of reference for late data.
        reunion: what the paths hold, when somebody has read them already.
        politicas: choices of presentation to name in the provenance.

    Raises:
        EvaluacionError: everything that is wrong with the records, their answers or the agreed answers.
    """
    found, asked = reunion if reunion is not None else gather(rutas), listed(marcos)
    reference = parse_reference(fecha)
    where = Path(moderacion) if moderacion is not None else _moderation_among(found)
    leida = read_moderacion(where) if where is not None else None
    registros = require_registros(found, rutas)
    chosen, problems = choose_marcos(registros, found, asked)
    if leida is not None:
        problems.extend(find_unknown_marcos(leida, {**found.marcos, **{leido.marco.marco: leido for leido, _ in chosen}}))
    agreed = leida.acordadas if leida is not None else ()
    together = [consolidate(leido.marco, registros, agreed, filas=rows, referencia=reference) for leido, rows in chosen]
    problems = [*found.problemas, *problems, *(problem for item in together for problem in item.resultado.problemas)]
    problems.extend(unused_data(registros, [leido for leido, _ in chosen], asked=bool(asked)))
    raise_errors(problems)
    panels = tuple(analyse_panel(item) for item in together)
    problems.extend(problem for item in together for problem in already_agreed(item))
    problems.extend(problem for panel in panels for problem in _not_linked(panel))
    problems.extend(dict.fromkeys(problem for item in together for problem in _alike(item)))
    provenance = _provenance(registros, [leido for leido, _ in chosen], fecha, politicas, leida)
    results = tuple(item.resultado for item in together)
    hecho = PanelHecho(panels, leida.moderacion if leida is not None else None, leida.archivo if leida is not None else None)
    return Paneles(Calificacion(results, provenance, tuple(problems)), hecho)


def _moderation_among(found: Reunion) -> Path | None:
    """Return the moderation that was found with the records: what was agreed is never left out in silence.

    Raises:
        EvaluacionError: there are several.
    """
    paths = sorted(path for path, kind in found.publicados.items() if kind == MODERACION)
    if len(paths) > 1:
        what = f"Hay {len(paths)} moderaciones: {', '.join(map(show_path, paths))}."
        raise EvaluacionError([Problema("opcion_no_valida", what, None, "Indique cuál vale con --moderacion ARCHIVO.")])
    return paths[0] if paths else None


def convene_any(
    rutas: Sequence[str],
    *,
    marcos: Rutas = (),
    moderacion: str | Path | None = None,
    fecha: str | None = None,
    reunion: Reunion | None = None,
) -> Paneles:
    """Return the panel of a file that describes one, or that of the records of some paths; arguments as in `convene`.

    Raises:
        EvaluacionError: as `convene` and `convene_file`.
    """
    paths = [Path(ruta) for ruta in rutas]
    if reunion is not None and len(paths) == 1 and reunion.publicados.get(paths[0]) == PANEL:
        return convene_file(paths[0], marcos=marcos, moderacion=moderacion, fecha=fecha)
    return convene(rutas, marcos=marcos, moderacion=moderacion, fecha=fecha, reunion=reunion)


def convene_file(path: Path, *, marcos: Rutas = (), moderacion: str | Path | None = None, fecha: str | None = None) -> Paneles:
    """Return the panel that a file describes; the other arguments, where given, take the place of what it says.

    Raises:
        EvaluacionError: everything wrong with the file or with what it names.
    """
    leido = read_panel(path)
    reunion, asked = gather(leido.registros), listed(marcos)
    if leido.marco is not None and not asked:
        reunion.marcos[leido.marco.marco.marco] = leido.marco
        asked = [leido.marco.marco.marco]
    done = convene(
        leido.registros, marcos=asked, moderacion=moderacion or leido.moderacion, fecha=fecha or leido.panel.fecha, reunion=reunion
    )
    scores = done.calificacion
    files = tuple(sorted({**dict(scores.procedencia.archivos), **leido.archivos}.items()))
    scores = replace(scores, procedencia=replace(scores.procedencia, archivos=files))
    return Paneles(scores, replace(done.hecho, titulo=leido.panel.titulo, nota=leido.panel.nota))


def write_panel(done: Paneles, salida: Path) -> tuple[Path, tuple[Problema, ...]]:
    """Write a whole board on the consolidated records, with the sheets of the panel; return as `publish_tablero`."""
    from evaluacion.flujo.tablero import publish_tablero  # noqa: PLC0415 - heavy: only where a board is asked
    from evaluacion.publish.tablero.hoja_panel import arrange_panel  # noqa: PLC0415 - as above

    return publish_tablero(done.calificacion, salida, sin_clasificar=not done.hecho.clasificar, anexas=arrange_panel(done.hecho))


def check_moderacion(path: Path, marcos: dict[str, MarcoLeido], registros: Iterable[str] | None) -> list[Problema]:
    """Return what is wrong with a file of agreed answers by itself, with its marcos, and with the records that were read with it.

    Args:
        path: the file.
        marcos: the marcos known by id.
        registros: the ids of the records read with it; None when there are none, and then nothing is said of them.
    """
    from evaluacion.base.problema import suggestion  # noqa: PLC0415 - only when a moderation is checked
    from evaluacion.base.recursos import shipped_marcos  # noqa: PLC0415 - as above
    from evaluacion.read.marco import load_marco  # noqa: PLC0415 - as above
    from evaluacion.score.consolidar import check_acordada  # noqa: PLC0415 - as above

    try:
        leida = read_moderacion(path)
    except EvaluacionError as error:
        return list(error.problemas)
    known = {**{name: load_marco(name) for name in {item.acuerdo.marco for item in leida.acordadas} & shipped_marcos().keys()}, **marcos}
    problems = list(find_unknown_marcos(leida, known))
    ids = set(registros) if registros is not None else None
    for acordada in leida.acordadas:
        if acordada.acuerdo.marco in known:
            problems.extend(check_acordada(known[acordada.acuerdo.marco].marco, acordada))
        name = acordada.acuerdo.practica
        if ids is not None and name not in ids:
            what = f"No hay ningún registro {quote(name)} entre lo leído."
            problems.append(Problema("registro_desconocido", what, acordada.en_practica, suggestion(name, sorted(ids))))
    return problems


def already_agreed(item: Consolidado) -> Iterator[Problema]:
    """Yield a warning for each agreed answer that all the votes already were."""
    for acordada in item.sin_desacuerdo:
        said = acordada.acuerdo
        what = f"Los votos de «{said.pregunta}» en {quote(said.practica)} ya eran todos {quote(said.respuesta)}."
        yield Problema(
            "moderacion_sin_desacuerdo", what, acordada.origen, "Revise si es esa la pregunta; si sobra, quite el renglón.", "aviso"
        )


def _alike(item: Consolidado) -> Iterator[Problema]:
    """Yield a warning for each evaluator whose name is that of another but for case, accents or spaces."""
    votos, first = item.votos, dict[str, str]()
    judges = votos.crudo.registros.claves().evaluadores
    rows = votos.crudo.filas.tolist()
    for name in filter(None, votos.evaluadores):
        other = first.setdefault(fold(name), name)
        if other != name:
            row = next(row for row in rows if judges[row] == name)
            what = f"{quote(other)} y {quote(name)} cuentan como dos evaluadores."
            remedy = "Si son la misma persona, escriba su nombre igual en todos sus registros."
            yield Problema("evaluador_parecido", what, votos.crudo.registros.origen(row, "evaluacion", "evaluador"), remedy, "aviso")


def _not_linked(panel: Panel) -> Iterator[Problema]:
    """Yield a warning when not every evaluator judged every record, and another word when no record links some of them."""
    severity, votos = panel.severidad, panel.consolidado.votos
    if severity.completo or not panel.calificadas or panel.consolidado.resultado.marco.tipologia is not None:
        return
    given, whole = panel.calificadas, len(votos) * len(votos.evaluadores)
    name = panel.consolidado.resultado.marco.marco
    what = f"{quote(name)}: hay {given} de {whole} evaluaciones posibles con puntaje: no todos los evaluadores vieron todo."
    if severity.enlazado:
        remedy = "Compare también el total ajustado por severidad, que va al lado."
    else:
        groups = int(severity.grupos.max()) + 1
        what += f" Quedan {groups} grupos sin ningún registro en común."
        remedy = "Sin enlace no se distingue a un evaluador severo de una práctica débil: no hay severidad ni total ajustado."
    yield Problema("panel_sin_enlace", what, votos.crudo.registros.origen(int(votos.crudo.filas[0])), remedy, "aviso")


def _provenance(
    registros: Registros, marcos: Sequence[MarcoLeido], fecha: str | None, politicas: Sequence[str], leida: ModeracionLeida | None
) -> Procedencia:
    """Return the provenance of a panel: also how votes are put together, how agreement is measured, and the moderation."""
    how = [f"{leido.marco.marco}: cada respuesta es la {leido.marco.consolidacion} de los votos" for leido in marcos]
    found = make_procedencia(registros, marcos, fecha, (*politicas, *how, _AGREEMENT, _DRAWS))
    if leida is None:
        return found
    return replace(found, archivos=tuple(sorted({**dict(found.archivos), show_path(Path(leida.archivo)): leida.sha256}.items())))
