"""The scorecards of some records, read again from the files of scores: all that a board shows but the questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.model.ficha import Ficha, FichaCriterio, FichaGrupo, FichaTipologia, MedidaDeTipo, NivelAlcanzado, Puntaje
from evaluacion.scale.columnas_puntajes import MEDIDAS, read_batches
from evaluacion.score.levels import below

if TYPE_CHECKING:
    from evaluacion.model.marco import Marco
    from evaluacion.model.tipologia import Tipologia

Clave = tuple[str, str, str | None]
"""Marco, record and evaluator."""
_JOINED = "; "
_KIND = "practica"
_NOTHING = Puntaje(None, None, None, None, None)
_ENDS = ("", ".minimo", ".maximo")


def find_fichas(
    archivos: Sequence[str], marcos: Mapping[str, Marco], elegidas: Iterable[Mapping[str, Any]]
) -> tuple[dict[Clave, Ficha], Counter[tuple[str, str]]]:
    """Return the scorecard of each row of the ranking, and how many evaluators each of those records has under each marco.

    Args:
        archivos: the files of scores.
        marcos: the instruments, by id.
        elegidas: rows of the ranking.
    """
    import pyarrow as pa  # noqa: PLC0415 - heavy
    import pyarrow.compute as pc  # noqa: PLC0415

    wanted: dict[Clave, Mapping[str, Any]] = {(row["marco"], row["practica"], row["evaluador"]): row for row in elegidas}
    names = pa.array(sorted({practica for _, practica, _ in wanted}), pa.string())
    found: dict[Clave, Ficha] = {}
    times: Counter[tuple[str, str]] = Counter()
    for archivo in archivos:
        for batch in read_batches([archivo]):
            rows = batch.filter(pc.is_in(batch.column("practica"), value_set=names))
            for row in rows.to_pylist():
                times[row["marco"], row["practica"]] += 1
                key = (row["marco"], row["practica"], row["evaluador"])
                if key in wanted:
                    found[key] = ficha_of(marcos[key[0]], row, wanted[key], archivo)
    return found, times


def ficha_of(marco: Marco, row: Mapping[str, Any], place: Mapping[str, Any], archivo: str) -> Ficha:
    """Return the scorecard that a row of the scores says, with the place that its row of the ranking says."""
    total = _puntaje(row, "")
    return Ficha(
        marco=marco,
        practica=row["practica"],
        tipo=_KIND,
        titulo=row["titulo"],
        evaluador=row["evaluador"],
        series={},
        origen=Origen(archivo),
        total=total,
        minimo_estricto=row["minimo_estricto"],
        nivel=_nivel(row, "nivel"),
        subnivel=_nivel(row, "subnivel") if marco.peldanos else None,
        tipologia=_tipologia(marco, marco.tipologia, row, total) if marco.tipologia is not None else None,
        compuertas=(),
        provisional=bool(row["provisional"]),
        elegible=row["elegible"],
        requisitos=(),
        lugar=(place["lugar_mejor"], place["lugar_peor"]) if place["lugar_mejor"] is not None else None,
        lectura_alterna=None,
        grupos=tuple(
            FichaGrupo(
                grupo,
                _puntaje(row, f"{marco.marco}.grupo:{grupo.id}."),
                tuple(FichaCriterio(criterio, _puntaje(row, f"{marco.marco}.{criterio.id}."), (), ()) for criterio in grupo.criterios),
            )
            for grupo in marco.grupos
        ),
    )


def _puntaje(row: Mapping[str, Any], prefix: str) -> Puntaje:
    """Return the five numbers of a node; all None where nothing of it applies (rule 8)."""
    numbers = Puntaje(*(row[f"{prefix}{measure}"] for measure in MEDIDAS))
    return numbers if numbers.cobertura is not None else _NOTHING


def _nivel(row: Mapping[str, Any], name: str) -> NivelAlcanzado:
    return NivelAlcanzado(*(row[f"{name}_{end}"] for end in ("seguro", "al_menos", "hasta")))


def _tipologia(marco: Marco, tipologia: Tipologia, row: Mapping[str, Any], total: Puntaje) -> FichaTipologia:
    applies = total.cobertura is not None and not bool(below(np.array([total.aplicabilidad], dtype=float), marco.aplicabilidad_minima)[0])
    prefix = f"{marco.marco}."
    own = [name.removeprefix(prefix) for name in row if name.startswith(prefix)]
    sure, possible = (types_in(row[f"{prefix}tipos_{end}"], tipologia.nombres) for end in ("seguros", "posibles"))
    measures = (name for name in own if "." not in name and not name.startswith("tipos_"))
    numbers = tuple(MedidaDeTipo(name, *(row[f"{prefix}{name}{end}"] for end in _ENDS)) for name in measures)
    return FichaTipologia(tipologia.modo, applies, sure, possible, numbers)


def types_in(words: str | None, nombres: Sequence[str]) -> tuple[str, ...]:
    """Return the types that a cell of the scores lists, which are in the order of the names of the typology."""
    rest, found = words or "", []
    for name in nombres:
        if rest == name or rest.startswith(f"{name}{_JOINED}"):
            found.append(name)
            rest = rest[len(name) + len(_JOINED) :]
    return tuple(found)
