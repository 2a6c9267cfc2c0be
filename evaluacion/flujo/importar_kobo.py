"""From an export of KoboToolbox to the records that its submissions write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors
from evaluacion.base.recursos import shipped_marcos
from evaluacion.flujo.avisos_formulario import of_other_version
from evaluacion.flujo.xlsform import as_pedidos
from evaluacion.model.formulario import MarcoDelFormulario, RegistroDelFormulario
from evaluacion.model.xlsform import Encuesta, split_name
from evaluacion.publish.xlsform.encuesta import arrange_encuesta
from evaluacion.read.celda_escrita import Escrita
from evaluacion.read.celdas_xlsx import HojaLeida
from evaluacion.read.hojas_kobo import HojaCsv
from evaluacion.read.kobo import Exportacion, headings_of, read_kobo, versions_of
from evaluacion.read.marco import MarcoLeido, load_marco
from evaluacion.read.registro_formulario import Armador, RegistroEnCeldas
from evaluacion.read.registro_kobo import as_formulario

_MOST_SHOWN = 8
_MADE = "El XLSForm se hace con «evaluacion formulario MARCO --xlsform»; exporte sus respuestas en XLS."


@dataclass(slots=True)
class Recogido:
    """What an export gives: the records, what has no place in them, and the marcos they answer."""

    leidos: dict[str, MarcoLeido]
    hechos: list[RegistroEnCeldas] = field(default_factory=list)
    sin_lugar: list[Escrita] = field(default_factory=list)
    problemas: list[Problema] = field(default_factory=list)


def collect_export(hojas: Sequence[HojaLeida], archivo: str, own: Mapping[str, MarcoLeido], seen: dict[str, Origen]) -> Recogido:
    """Return the records of an export.

    Args:
        hojas: its sheets.
        archivo: its name in messages.
        own: marcos given by path, by id.
        seen: the submissions of other exports, by uuid; those of this one are added.

    Raises:
        EvaluacionError: nobody knows which marcos it answers, or it has no column of theirs.
    """
    versions = versions_of(hojas)
    leidos, problems = _marcos_of(hojas, archivo, versions, own)
    raise_errors(problem for problem in problems if problem.severidad == "error")
    encuesta = arrange_encuesta(as_pedidos(list(leidos.values())))
    read = read_kobo(hojas, encuesta)
    if not read.columnas:
        what = "Ninguna columna es de una pregunta del marco."
        raise EvaluacionError([Problema("formulario_no_valido", what, Origen(archivo), _MADE)])
    done = Recogido(leidos, problemas=[*problems, *read.problemas, *_repeated(read, seen), *_missing(read, encuesta, archivo)])
    if encuesta.repetidos and any(isinstance(hoja, HojaCsv) for hoja in hojas):
        what = "Un CSV de KoboToolbox no trae los valores de los indicadores, que van en grupos repetidos."
        done.problemas.append(Problema("formulario_cambiado", what, Origen(archivo), "Exporte en XLS.", "aviso"))
    if not read.envios:
        done.problemas.append(
            Problema("archivo_vacio", "El archivo no trae ningún envío.", Origen(archivo), "Exporte las respuestas que llegaron.")
        )
    marcos = {name: leido.marco for name, leido in leidos.items()}
    for envio in read.envios:
        if encuesta.tipo not in envio.celdas:
            what = "Falta el identificador del registro en este envío."
            done.problemas.append(Problema("falta_clave", what, envio.origen, f"Escríbalo en la columna «{encuesta.tipo}»."))
            continue
        form = as_formulario(envio, encuesta, archivo)
        hecho = Armador(form, RegistroDelFormulario(1, encuesta.tipo, ""), marcos).hecho
        hecho.documento.lugares.setdefault((), envio.origen)
        done.hechos.append(hecho)
        done.sin_lugar += hecho.sin_lugar
    done.sin_lugar += read.sueltas
    if done.sin_lugar:
        done.problemas.append(_without_place(done.sin_lugar))
    return done


def _marcos_of(
    hojas: Sequence[HojaLeida], archivo: str, versions: Mapping[tuple[MarcoDelFormulario, ...], Origen], own: Mapping[str, MarcoLeido]
) -> tuple[dict[str, MarcoLeido], list[Problema]]:
    """Return the marcos that an export answers, as they are now, and what changed in them since its form was made."""
    named = {made.marco: where for marcos, where in versions.items() for made in marcos}
    if not named:
        paths = [split_name(heading) for heading in headings_of(hojas)]
        named = dict.fromkeys([path[1] for path in paths if path[0] == "respuestas" and len(path) > 1] or own, Origen(archivo))
    found: dict[str, MarcoLeido] = {}
    problems: list[Problema] = []
    for name, where in named.items():
        leido = own.get(name) or (load_marco(name) if name in shipped_marcos() else None)
        if leido is None:
            what = f"El archivo responde al marco {quote(name)}, que no es de los incluidos."
            problems.append(Problema("marco_desconocido", what, where, "Indíquelo con --marco RUTA."))
        else:
            found[name] = leido
    if not named:
        what = "El archivo no dice a qué marco responde: le falta la columna «evaluacion_version»."
        problems.append(Problema("formulario_no_valido", what, Origen(archivo), f"Indíquelo con --marco. {_MADE}"))
    elif not versions:
        what = "El archivo no dice con qué versión del marco se hizo el formulario: le falta la columna «evaluacion_version»."
        remedy = "Se leyó con la de ahora. Exporte todas las preguntas si puede."
        problems.append(Problema("formulario_de_otra_version", what, Origen(archivo), remedy, "aviso"))
    problems += _other_versions(versions, found)
    return found, problems


def _other_versions(versions: Mapping[tuple[MarcoDelFormulario, ...], Origen], leidos: Mapping[str, MarcoLeido]) -> Iterator[Problema]:
    places = {made: where for marcos, where in versions.items() for made in marcos}
    for made, where in places.items():
        leido = leidos.get(made.marco)
        if leido is not None and not leido.huella.startswith(made.huella):
            yield of_other_version(made, leido.marco, where)


def _repeated(read: Exportacion, seen: dict[str, Origen]) -> Iterator[Problema]:
    for uuid, where in read.uuids:
        first = seen.setdefault(uuid, where)
        if first is not where:
            what = f"El envío {quote(uuid)} está también en {first}."
            yield Problema("envio_repetido", what, where, "Deje uno solo.")


def _missing(read: Exportacion, encuesta: Encuesta, archivo: str) -> Iterator[Problema]:
    wanted = [name for name in encuesta.preguntas if name.endswith("-respuesta") and name not in encuesta.repetidos]
    missing = [name for name in wanted if name not in read.columnas]
    if missing:
        shown = ", ".join(map(quote, missing[:_MOST_SHOWN])) + (
            f" y {len(missing) - _MOST_SHOWN} más" if len(missing) > _MOST_SHOWN else ""
        )
        remedy = "Quedan sin responder. Si se respondieron, exporte todas las preguntas de todas las versiones."
        yield Problema("formulario_cambiado", f"Al archivo le faltan columnas: {shown}.", Origen(archivo), remedy, "aviso")


def _without_place(cells: Sequence[Escrita]) -> Problema:
    titles = list(dict.fromkeys(cell.celda.texto.split(": ", 1)[0] for cell in cells if ": " in cell.celda.texto))
    shown = ", ".join(map(quote, titles[:_MOST_SHOWN])) + (f" y {len(titles) - _MOST_SHOWN} más" if len(titles) > _MOST_SHOWN else "")
    columns = f" en las columnas {shown}" if titles else ""
    what = f"Hay respuestas que el registro no tiene dónde guardar{columns}."
    return Problema("formulario_cambiado", what, cells[0].origen, "No se pierden: van al anexo.", "aviso")
