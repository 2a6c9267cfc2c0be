"""What a program calls: records from paths or frames, and their scores."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from evaluacion.base.problema import raise_errors
from evaluacion.flujo.calificar import parse_reference
from evaluacion.flujo.reunir import find_repeated, gather, require_registros
from evaluacion.model.marco import Marco
from evaluacion.read.marco import MarcoLeido, load_marco
from evaluacion.read.moderacion import read_moderacion
from evaluacion.score.consolidar import Consolidado
from evaluacion.score.consolidar import consolidate as consolidate_registros
from evaluacion.score.evaluate import Resultado
from evaluacion.score.evaluate import evaluate as evaluate_registros

if TYPE_CHECKING:
    from evaluacion.model.registros import Registros


def read_practicas(*rutas: str | Path) -> Registros:
    """Return the records of some files, folders or tables.

    Raises:
        EvaluacionError: everything that is wrong with them, each problem at its place.
    """
    return require_registros(gather(rutas), list(rutas))


def evaluate(marco: str | Path | Marco | MarcoLeido, registros: Any, *, fecha: str | None = None) -> Resultado:  # noqa: ANN401 - see Args
    """Return the scores of records under a marco, in order of record id and evaluator.

    Args:
        marco: an id, a path, or a marco already loaded.
        registros: what `read_practicas` returns, a path, several paths, or a pandas DataFrame with the columns of a
            table of records (one row a record).
        fecha: period of reference for late data; default: the latest measured period in the data.

    Raises:
        EvaluacionError: everything that is wrong with the marco, the records or their answers.
    """
    resultado = evaluate_registros(_as_marco(marco), _as_registros(registros), referencia=parse_reference(fecha))
    raise_errors(resultado.problemas)
    return resultado


def consolidate(
    marco: str | Path | Marco | MarcoLeido,
    registros: Any,  # noqa: ANN401 - as in `evaluate`
    moderacion: str | Path | None = None,
    *,
    fecha: str | None = None,
) -> Consolidado:
    """Return the records of a marco, one an id, with the votes of all their evaluators put together.

    Args:
        marco: as in `evaluate`.
        registros: as in `evaluate`: several records with one id and different evaluators.
        moderacion: a file with the agreed answers.
        fecha: period of reference for late data.

    Raises:
        EvaluacionError: everything that is wrong with the marco, the records, their answers or the agreed answers.
    """
    agreed = read_moderacion(Path(moderacion)).acordadas if moderacion is not None else ()
    done = consolidate_registros(_as_marco(marco), _as_registros(registros), agreed, referencia=parse_reference(fecha))
    raise_errors(done.resultado.problemas)
    return done


def _as_marco(given: str | Path | Marco | MarcoLeido) -> Marco:
    if isinstance(given, Marco):
        return given
    return given.marco if isinstance(given, MarcoLeido) else load_marco(given).marco


def _as_registros(given: Any) -> Registros:  # noqa: ANN401
    if isinstance(given, str | Path):
        return read_practicas(given)
    if isinstance(given, Sequence):
        return read_practicas(*given)
    if hasattr(given, "columns") and hasattr(given, "to_dict"):
        from evaluacion.read.frame import registros_de_frame  # noqa: PLC0415 - pandas only when it comes in

        found = registros_de_frame(given)
        raise_errors(find_repeated(found))
        return found
    return cast("Registros", given)
