"""From marcos to a form for KoboToolbox and ODK."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evaluacion.base.problema import raise_errors
from evaluacion.flujo.calificar import indicators_of
from evaluacion.flujo.formulario import Hechos, known_records, load_asked, new_records, refuse_existing
from evaluacion.flujo.rutas import Rutas, listed
from evaluacion.publish.formulario.contenido import MarcoPedido
from evaluacion.publish.libro_limites import find_misfits
from evaluacion.publish.libro_xlsx import write_libro
from evaluacion.publish.salida import ensure_folder
from evaluacion.publish.xlsform.libro import arrange_xlsform, id_of_form
from evaluacion.read.marco import MarcoLeido


def write_xlsform(
    marcos: Sequence[str | Path], salida: Path, *, practicas: Rutas = (), ids: Sequence[str] = (), reemplazar: bool = False
) -> Hechos:
    """Write the XLSForm of some marcos in a folder; return where it is and what was noticed.

    Args:
        marcos: ids or paths of what is asked.
        salida: the folder; it is made if it does not exist.
        practicas: the records among which the one evaluated is chosen.
        ids: only those records; with neither, whoever answers writes the id.
        reemplazar: write over a form that exists.

    Raises:
        EvaluacionError: everything that is wrong; no form is written then.
    """
    leidos = load_asked(marcos)
    asked = as_pedidos(leidos)
    if listed(practicas):
        records, problems = known_records(practicas, ids)
        raise_errors(problems)
    else:
        records, problems = (new_records(ids, leidos) if ids else []), []
    kind = asked[0].marco.evalua
    libro = arrange_xlsform(asked, [record.practica for record in records if record.practica.tipo == kind])
    path = salida / f"{id_of_form(asked)}.xlsx"
    misfits = [problem for hoja in libro.hojas for problem in find_misfits(hoja)]
    raise_errors([*misfits, *([] if reemplazar else refuse_existing([path]))])
    ensure_folder(salida)
    written, busy = write_libro(libro, path)
    return Hechos((written,), (*problems, *([busy] if busy is not None else [])))


def as_pedidos(marcos: Sequence[MarcoLeido]) -> list[MarcoPedido]:
    """Return the marcos as forms ask them: with their hash and the variables of their formulas."""
    return [MarcoPedido(leido.marco, leido.huella, tuple(sorted(indicators_of(leido) - set(leido.marco.indicadores)))) for leido in marcos]
