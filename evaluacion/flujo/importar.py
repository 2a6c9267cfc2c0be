"""From forms that came back to files of records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, only_errors, quote, raise_errors
from evaluacion.base.recursos import shipped_marcos
from evaluacion.flujo.avisos_formulario import lost_rows, of_other_version, reading_order, without_place, without_question
from evaluacion.flujo.escrito_aparte import typed_elsewhere
from evaluacion.flujo.formulario_estrategia import repeated
from evaluacion.flujo.importado import Importado
from evaluacion.flujo.importar_estrategia import import_estrategia
from evaluacion.flujo.importar_kobo import collect_export
from evaluacion.flujo.reunir import find_repeated
from evaluacion.flujo.rutas import FOREIGN_BOOKS, Rutas, find_files, listed
from evaluacion.model.formulario import REPARTO
from evaluacion.model.practica import TIPOS, Practica
from evaluacion.publish.registro_yaml import as_yaml
from evaluacion.read.celda_escrita import Escrita
from evaluacion.read.celdas_xlsx import HojaLeida
from evaluacion.read.documento import parse_documento, show_path
from evaluacion.read.extranos import what_it_is
from evaluacion.read.formulario import FormularioLeido, Renglon, is_reparto, read_formulario
from evaluacion.read.formulario_estrategia import looks_like_form
from evaluacion.read.hojas_kobo import read_hojas
from evaluacion.read.load import load_model
from evaluacion.read.marco import MarcoLeido, load_marco
from evaluacion.read.practica import RegistroLeido, RegistrosArchivo, load_practica
from evaluacion.read.registro_formulario import Armador, RegistroEnCeldas
from evaluacion.read.tabla import read_head
from evaluacion.read.territorio import check_territorio
from evaluacion.score.evaluate import evaluate

_ASK = "Pida de vuelta el libro de Excel (.xlsx) que se envió, con todas sus hojas."
_SAVE_AS = "Ábralo en Excel o LibreOffice y guárdelo como «Libro de Excel (.xlsx)»."


def import_formularios(rutas: Rutas, *, marcos: Sequence[str | Path] = ()) -> Importado:
    """Return the records that some forms write.

    Args:
        rutas: forms, or folders with them.
        marcos: the instruments of their own that the forms ask, by path; those that ship are found by themselves.

    Raises:
        EvaluacionError: everything wrong with any form, each at its sheet and cell.
    """
    done = Importado()
    paths = _forms_in(rutas, done.problemas)
    own = {leido.marco.marco: leido for leido in map(load_marco, marcos)}
    done.formularios = len(paths)
    used: dict[str, tuple[MarcoLeido, list[int]]] = {}
    for path in paths:
        try:
            if looks_like_form(path):
                _import_estrategia(path, done)
            else:
                _import_one(path, own, done, used)
        except EvaluacionError as error:
            done.problemas.extend(error.problemas)
    registros = RegistrosArchivo(done.registros, {})
    for leido, rows in used.values():
        done.problemas.extend(evaluate(leido.marco, registros, filas=np.array(rows, dtype=np.intp)).problemas)
    done.problemas.extend([*find_repeated(registros), *repeated([(item.estrategia.estrategia, item.archivo) for item in done.estrategias])])
    raise_errors(done.problemas)
    return done


def _import_estrategia(path: Path, done: Importado) -> None:
    made = import_estrategia(path)
    done.estrategias.append(made)
    done.problemas.extend(made.avisos)
    if made.sueltas:
        done.anexos[made.archivo] = list(made.sueltas)


def _forms_in(rutas: Rutas, problems: list[Problema]) -> list[Path]:
    """Return the workbooks of some paths; in folders, only those that Excel makes, and the others are told.

    Raises:
        EvaluacionError: there is none.
    """
    found: list[Path] = []
    for path, is_named in find_files(rutas):
        suffix = path.suffix.casefold()
        if is_named or (suffix == ".xlsx" and not _is_sharing(path)):
            found.append(path)
        elif suffix in FOREIGN_BOOKS:
            what = "Puede ser un formulario, pero está guardado en un formato que no se lee, así que se pasó por alto."
            problems.append(Problema("tipo_de_archivo", what, Origen(show_path(path)), _SAVE_AS, "aviso"))
    if not found:
        shown = ", ".join(str(ruta) for ruta in listed(rutas))
        problem = Problema("nada_que_evaluar", f"No hay ningún formulario en {quote(shown)}.", None, "Indique los libros .xlsx devueltos.")
        raise EvaluacionError([*problems, problem])
    return found


def _is_sharing(path: Path) -> bool:
    """Whether a workbook is the one that says who evaluates what: it lies beside the forms."""
    return path.name.casefold() == REPARTO and is_reparto(path)


def _import_one(path: Path, own: Mapping[str, MarcoLeido], done: Importado, used: dict[str, tuple[MarcoLeido, list[int]]]) -> None:
    archivo = show_path(path)
    sheets = read_hojas(path, archivo)
    if sheets is not None:
        _import_export(sheets, archivo, own, done, used)
        return
    _check_kind(path, archivo)
    form = read_formulario(path, archivo)
    done.problemas.extend(form.problemas)
    leidos, problems = _marcos_of(form, own)
    done.problemas.extend(problems)
    raise_errors(only_errors(problems))
    marcos = {name: leido.marco for name, leido in leidos.items()}
    first = len(done.registros)
    loose: list[Escrita] = []
    gone: list[Renglon] = []
    for registro in form.cabeza.registros:
        if registro.tipo not in TIPOS:
            where = Origen(archivo)
            raise EvaluacionError([Problema("formulario_no_valido", "La hoja oculta se cambió.", where, "Pida de nuevo el formulario.")])
        hecho = Armador(form, registro, marcos).hecho
        done.problemas.extend([*hecho.problemas, *lost_rows(hecho, marcos)])
        loose += hecho.sin_lugar
        gone += hecho.sin_pregunta
        if not only_errors(hecho.problemas):
            _add_record(hecho, done)
    numbers = {item.numero for item in form.cabeza.registros}
    loose += [cell for row in form.renglones if row.numero not in numbers for cell in row.apart()]
    mine = done.registros[first:]
    for name, leido in leidos.items():
        used.setdefault(name, (leido, []))[1].extend(range(first, first + len(mine)))
    loose += typed_elsewhere(form)
    done.problemas.extend(_keep_apart(form, loose, gone, done))


def _keep_apart(form: FormularioLeido, loose: list[Escrita], gone: Sequence[Renglon], done: Importado) -> Iterator[Problema]:
    """Put in the annex what of a form has no place, and yield the warnings of it."""
    loose.sort(key=reading_order)
    if loose or form.notas:
        done.anexos.setdefault(form.archivo, []).extend([*loose, *sorted(form.notas, key=reading_order)])
    asked = {cell.origen for row in gone for cell in row.celdas.values()}
    yield from without_question(gone)
    yield from without_place([cell for cell in loose if cell.origen not in asked], "Hay texto donde no se pregunta nada")
    yield from without_place(sorted(form.notas, key=reading_order), "Hay comentarios o cuadros de texto")


def _import_export(
    sheets: Sequence[HojaLeida], archivo: str, own: Mapping[str, MarcoLeido], done: Importado, used: dict[str, tuple[MarcoLeido, list[int]]]
) -> None:
    """Add the records of an export of KoboToolbox."""
    found = collect_export(sheets, archivo, own, done.envios)
    done.problemas.extend(found.problemas)
    first = len(done.registros)
    for hecho in found.hechos:
        done.problemas.extend(hecho.problemas)
        try:
            if not only_errors(hecho.problemas):
                _add_record(hecho, done)
        except EvaluacionError as error:
            done.problemas.extend(error.problemas)
    for name, leido in found.leidos.items():
        used.setdefault(name, (leido, []))[1].extend(range(first, len(done.registros)))
    if found.sin_lugar:
        done.anexos[archivo] = found.sin_lugar


def _check_kind(path: Path, archivo: str) -> None:
    """Refuse what is no .xlsx workbook, by what it is.

    Raises:
        EvaluacionError: it is something else.
    """
    head = read_head(path, archivo)
    if not head:
        raise EvaluacionError([Problema("archivo_vacio", "El archivo está vacío.", Origen(archivo), "Vuelva a copiarlo o a pedirlo.")])
    if not head.startswith(b"PK"):
        what, remedy = what_it_is(head) or ("otra cosa; quizá un texto o un CSV", _ASK)
        remedy = _ASK if "tabla" in remedy else remedy
        raise EvaluacionError([Problema("tipo_de_archivo", f"No es un formulario en .xlsx: es {what}.", Origen(archivo), remedy)])


def _marcos_of(form: FormularioLeido, own: Mapping[str, MarcoLeido]) -> tuple[dict[str, MarcoLeido], list[Problema]]:
    """Return the marcos that a form asks, as they are now, and what changed in them since it was made."""
    found: dict[str, MarcoLeido] = {}
    problems: list[Problema] = []
    for made in form.cabeza.marcos:
        leido = own.get(made.marco) or (load_marco(made.marco) if made.marco in shipped_marcos() else None)
        if leido is None:
            what = f"El formulario pregunta por el marco {quote(made.marco)}, que no es de los incluidos."
            problems.append(Problema("marco_desconocido", what, Origen(form.archivo), "Indíquelo con --marco RUTA."))
            continue
        found[made.marco] = leido
        if leido.huella != made.huella:
            problems.append(of_other_version(made, leido.marco, Origen(form.archivo)))
    return found, problems


def _add_record(hecho: RegistroEnCeldas, done: Importado) -> None:
    """Add the record that a form writes, once it proves to be the same when it is written and read."""
    practica = load_model(hecho.documento, Practica)
    text = as_yaml(practica)
    again = load_practica(parse_documento(text, f"{practica.id}.yaml")).practica
    if again != practica:
        what = f"El registro {quote(practica.id)} no se lee igual una vez escrito."
        raise EvaluacionError(
            [Problema("salida_imposible", what, hecho.documento.origen(()), "Es una falla de esta herramienta: repórtela.")]
        )
    done.registros.append(RegistroLeido(practica, hecho.documento.archivo, {}, hecho.documento))
    finding = check_territorio(practica.territorio, hecho.documento.origen(("territorio", "nombre")))
    done.problemas.extend([finding] if finding is not None else [])
