"""Forms for several evaluators: from a list of titles or from what is known, a form a pair, and who has what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors, suggestion
from evaluacion.flujo.formulario import (
    UN_LIBRO,
    Hechos,
    LugarDe,
    apart,
    ask,
    known_records,
    load_asked,
    make_libro,
    new_records,
    slug_of,
    write_libros,
)
from evaluacion.flujo.reparto import Par, can_be_linked, groups_of, share_out
from evaluacion.flujo.rutas import Rutas, listed
from evaluacion.model.comun import fold
from evaluacion.model.formulario import REPARTO
from evaluacion.model.practica import Practica
from evaluacion.publish.formulario.contenido import RegistroPedido
from evaluacion.publish.formulario.hoja_reparto import Encargo, arrange_reparto
from evaluacion.publish.libro import Libro
from evaluacion.publish.registro_yaml import plain_practica
from evaluacion.read.lista import read_lista
from evaluacion.read.marco import MarcoLeido
from evaluacion.read.practica import RegistroLeido
from evaluacion.read.texto import check_text

POR_PRACTICA, SEMILLA = 2, 7
_IDENTITY = ("titulo", "descripcion", "territorio", "periodo", "responsable", "ods", "fuente")
"""What a form may tell an evaluator about a record that somebody else evaluated."""
_PLACE = Origen("--evaluadores")


@dataclass(frozen=True, slots=True)
class Encomienda:
    """Who evaluates: how many of them each record, and the number that the draw starts from."""

    evaluadores: tuple[str, ...] = ()
    por_practica: int | None = None
    semilla: int = SEMILLA

    @property
    def cada_una(self) -> int:
        """How many evaluators each record has."""
        return self.por_practica if self.por_practica is not None else min(POR_PRACTICA, len(self.evaluadores))


def plan_encomienda(
    words: Sequence[str], por_practica: int | None, semilla: int | None, *, de_lista: bool, con_practicas: bool
) -> Encomienda:
    """Return who evaluates, from the options of a call.

    Raises:
        EvaluacionError: options that do not go together, or names that are none.
    """
    problems = []
    if de_lista and con_practicas:
        problems.append(_option("--lista y --practicas no van juntas.", "La lista es para registros nuevos: quite una de las dos."))
    if not words and (por_practica is not None or semilla is not None):
        problems.append(_option("--por-practica y --semilla van con --evaluadores.", "Agregue --evaluadores, o quítelas."))
    raise_errors(problems)
    return Encomienda(split_names(words) if words else (), por_practica, SEMILLA if semilla is None else semilla)


def split_names(words: Sequence[str]) -> tuple[str, ...]:
    """Return the names of some evaluators, written with commas or semicolons between them.

    Raises:
        EvaluacionError: there is none, one is twice, or one hides characters.
    """
    names = [" ".join(name.split()) for word in words for name in re.split(r"[,;\n]", word)]
    found = [name for name in names if name]
    hidden = [problem for name in found if (problem := check_text(name, _PLACE, key=False)) is not None]
    folded = [fold(name) for name in found]
    twice = dict.fromkeys(name for name in found if folded.count(fold(name)) > 1)
    problems = [
        *hidden,
        *([] if found else [_option("--evaluadores no dice ningún nombre.", "Escriba los nombres separados por comas.")]),
        *([_option(f"Hay evaluadores repetidos: {', '.join(map(quote, twice))}.", "Distíngalos, o deje uno.")] if twice else []),
    ]
    raise_errors(problems)
    return tuple(found)


def _option(what: str, remedy: str) -> Problema:
    return Problema("opcion_no_valida", what, None, remedy)


def write_repartidos(
    marcos: Sequence[str | Path],
    salida: Path,
    *,
    lista: str | Path | None = None,
    practicas: Rutas = (),
    ids: Sequence[str] = (),
    encomienda: Encomienda = Encomienda(),
    un_libro: bool = False,
    reemplazar: bool = False,
) -> Hechos:
    """Write the forms of some marcos for several evaluators, and the workbook that says who has what.

    Args:
        marcos: ids or paths of what is asked.
        salida: the folder of the forms; it is made if it does not exist.
        lista: a list of titles, in Excel or CSV; the records are made from it.
        practicas: where what is already known is, when there is no list.
        ids: the records wanted; without list and without `practicas`, the ids of new ones.
        encomienda: who evaluates; nobody named is one form a record.
        un_libro: one workbook for each evaluator instead of one for each pair.
        reemplazar: write over forms that exist.

    Raises:
        EvaluacionError: everything that is wrong; no form is written then.
    """
    chosen = load_asked(marcos)
    records, warnings = _records_of(chosen, lista, practicas, ids)
    if encomienda.evaluadores:
        books, told = _shared_books(chosen, records, encomienda, un_libro=un_libro)
    else:
        books, told = _own_books(chosen, records, un_libro=un_libro)
    raise_errors([*warnings, *told])
    return write_libros(books, salida, avisos=(*warnings, *told), reemplazar=reemplazar)


def _own_books(
    marcos: Sequence[MarcoLeido], records: Sequence[RegistroLeido], *, un_libro: bool
) -> tuple[list[tuple[str, Libro]], list[Problema]]:
    """Return a form for each record, or one for all, for nobody in particular."""
    found, problems = ask(marcos, records)
    groups = [found] if un_libro else [[item] for item in found]
    names = [UN_LIBRO] if un_libro else [f"{name}.xlsx" for name in apart(item.id for item in found)]
    return [(name, make_libro(marcos, group)) for name, group in zip(names, groups, strict=True)], problems


def _shared_books(
    marcos: Sequence[MarcoLeido], records: Sequence[RegistroLeido], encomienda: Encomienda, *, un_libro: bool
) -> tuple[list[tuple[str, Libro]], list[Problema]]:
    """Return the forms of each evaluator and the workbook that says who has what."""
    by_id: dict[str, list[RegistroLeido]] = {}
    for record in records:
        by_id.setdefault(record.practica.id, []).append(record)
    pairs, told = _share(by_id, encomienda)
    found, problems = ask(marcos, [_for_evaluator(by_id[name], judge) for name, judge in pairs])
    titles = {name: items[0].practica.titulo for name, items in by_id.items()}
    errands = _name_files(pairs, titles, encomienda.evaluadores, un_libro=un_libro)
    by_file: dict[str, list[RegistroPedido]] = {}
    for item, errand in zip(found, errands, strict=True):
        by_file.setdefault(errand.archivo, []).append(item)
    books = [(name, make_libro(marcos, items)) for name, items in by_file.items()]
    said = [f"{problem.mensaje} {problem.remedio}" for problem in told]
    books.append((REPARTO, arrange_reparto(errands, encomienda.evaluadores, _how(encomienda, marcos), said)))
    return books, [*told, *problems]


def _records_of(
    marcos: Sequence[MarcoLeido], lista: str | Path | None, practicas: Rutas, ids: Sequence[str]
) -> tuple[list[RegistroLeido], list[Problema]]:
    """Return the records of a list, of some paths, or new ones, and what was noticed."""
    if lista is None:
        return known_records(practicas, ids) if listed(practicas) else (new_records(ids, marcos), [])
    read = read_lista(Path(lista), str(marcos[0].marco.evalua))
    names = [record.practica.id for record in read.registros]
    raise_errors(
        Problema("registro_desconocido", f"La lista no tiene ningún registro {quote(name)}.", None, suggestion(name, names))
        for name in ids
        if name not in names
    )
    return [record for record in read.registros if not ids or record.practica.id in ids], read.avisos


def _share(by_id: dict[str, list[RegistroLeido]], encomienda: Encomienda) -> tuple[list[Par], list[Problema]]:
    """Return who evaluates what and what there is to tell about it.

    Raises:
        EvaluacionError: more evaluators are asked for each record than there are.
    """
    judges, each = encomienda.evaluadores, encomienda.cada_una
    if each > len(judges):
        what = f"Se piden {each} evaluadores por práctica y hay {len(judges)}."
        raise EvaluacionError([_option(what, "Baje --por-practica, o agregue nombres a --evaluadores.")])
    known = {fold(name): name for name in judges}
    before = {
        (name, known[fold(item.practica.evaluador)])
        for name, items in by_id.items()
        for item in items
        if item.practica.evaluador and fold(item.practica.evaluador) in known
    }
    pairs = share_out(list(by_id), judges, each, encomienda.semilla, before)
    return pairs, [*_not_linked(pairs, by_id, encomienda), *_left_out(sorted(before - set(pairs)), by_id)]


def _not_linked(pairs: Sequence[Par], by_id: dict[str, list[RegistroLeido]], encomienda: Encomienda) -> Iterator[Problema]:
    """Yield a warning when some evaluators share nothing with the others, directly or through anybody."""
    judges, each = encomienda.evaluadores, encomienda.cada_una
    groups = groups_of(pairs, judges)
    if len(groups) == 1:
        return
    counts = f"{len(by_id)} registros, {len(judges)} evaluadores y {each} por práctica"
    what = f"Con {counts} no se puede enlazar a todos: quedan {len(groups)} grupos sin ninguna práctica en común."
    idle = [name for records, names in groups if not records for name in names]
    more = f" Sin nada que evaluar: {', '.join(sorted(idle))}." if idle else ""
    wanted = next((number for number in range(each, len(judges) + 1) if can_be_linked(len(by_id), len(judges), number)), None)
    remedy = f"Con --por-practica {wanted} se enlazan." if wanted is not None else "Invite a menos evaluadores, o agregue registros."
    why = " Sin enlace no se distingue a un evaluador severo de una práctica débil."
    yield Problema("reparto_sin_enlace", what + more, None, remedy + why, "aviso")


def _left_out(pairs: Sequence[Par], by_id: dict[str, list[RegistroLeido]]) -> Iterator[Problema]:
    for name, judge in pairs:
        record = next(item for item in by_id[name] if item.practica.evaluador and fold(item.practica.evaluador) == fold(judge))
        what = f"{quote(judge)} ya evaluó {quote(name)} y el reparto no le da ese formulario."
        remedy = "Su registro queda como está. Para que entre, suba --por-practica."
        yield Problema("reparto_sin_enlace", what, record.origen(()), remedy, "aviso")


def _for_evaluator(records: Sequence[RegistroLeido], judge: str) -> RegistroLeido:
    """Return a record as an evaluator gets it: with the own answers if there are, else with what says which record it is."""
    own = next((item for item in records if item.practica.evaluador and fold(item.practica.evaluador) == fold(judge)), None)
    base = own or records[0]
    data = plain_practica(base.practica)
    kept = data if own is not None else {name: data[name] for name in (base.practica.tipo, *_IDENTITY) if name in data}
    said = {**kept.get("evaluacion", {}), "evaluador": base.practica.evaluador if own is not None else judge}
    practica = Practica.model_validate({**kept, "evaluacion": said})
    place = base.origen(())
    return RegistroLeido(practica, base.archivo or str(_PLACE), {}, LugarDe(base.archivo, None, lugar=place))


def _name_files(pairs: Sequence[Par], titles: dict[str, str | None], judges: Sequence[str], *, un_libro: bool) -> list[Encargo]:
    """Return each form with the name of its file, in order of record."""
    slugs = dict(zip(judges, apart([slug_of(name) for name in judges]), strict=True))
    stems = [f"formularios--{slugs[judge]}" if un_libro else f"{name}--{slugs[judge]}" for name, judge in pairs]
    names = dict(zip(dict.fromkeys(stems), apart(dict.fromkeys(stems)), strict=True))
    return [Encargo(name, titles[name], judge, f"{names[stem]}.xlsx") for (name, judge), stem in zip(pairs, stems, strict=True)]


def _how(encomienda: Encomienda, marcos: Sequence[MarcoLeido]) -> str:
    asked = ", ".join(f"{leido.marco.marco} {leido.marco.version}" for leido in marcos)
    many = f"{encomienda.cada_una} por práctica, semilla {encomienda.semilla}"
    return f"Marcos: {asked}. Evaluadores: {len(encomienda.evaluadores)}, {many}."
