"""A file of a trend with what it names: its marco, its table or records, and the claims about that table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors, suggestion
from evaluacion.base.recursos import shipped_marcos
from evaluacion.model.tabla_publicada import TablaPublicada
from evaluacion.model.tendencia import TablaDeCatalogo, Tendencia
from evaluacion.read.cifras import Lectura, VerificacionLeida, add_catalogo, file_beside, path_beside, read_verificacion
from evaluacion.read.documento import Documento
from evaluacion.read.marco import MarcoLeido, load_marco


@dataclass(slots=True)
class TendenciaLeida:
    """A trend as it was written, with what it names already read (but its records), and the files with their sha256."""

    tendencia: Tendencia
    documento: Documento
    marco: MarcoLeido
    tabla: TablaPublicada | None
    verificacion: VerificacionLeida | None
    registros: list[Path]
    archivos: dict[str, str]


def read_tendencia(path: Path, *, marco: str | Path | None = None) -> TendenciaLeida:
    """Return what a file of a trend says and names; `marco`, if given, takes the place of its own.

    Raises:
        EvaluacionError: everything wrong with the file, its marco, its table or its claims.
    """
    lectura = Lectura()
    tendencia, documento = lectura.load(path, Tendencia)
    found, records = list[MarcoLeido](), list[Path]()
    tabla: TablaPublicada | None = None
    claims: VerificacionLeida | None = None
    with gathering(lectura.problemas):
        found.append(load_marco(marco) if marco is not None else own_marco(path, tendencia.marco, documento))
    with gathering(lectura.problemas):
        if tendencia.tabla is not None:
            tabla = _find_table(path, tendencia.tabla, documento, lectura)
    with gathering(lectura.problemas):
        if tendencia.cifras is not None and tabla is not None:
            claims = _read_claims(path, tendencia.cifras, tabla, documento)
    for position, name in enumerate(tendencia.registros):
        with gathering(lectura.problemas):
            records.append(file_beside(path, name, documento.origen(("registros", position))))
    raise_errors(lectura.problemas)
    files = {**lectura.archivos, **(claims.archivos if claims is not None else {})}
    return TendenciaLeida(tendencia, documento, found[0], tabla, claims, records, files)


@contextmanager
def gathering(problems: list[Problema]) -> Iterator[None]:
    """Keep the problems of a part, so that those of the others are told too."""
    try:
        yield
    except EvaluacionError as error:
        problems.extend(error.problemas)


def own_marco(path: Path, name: str, documento: Documento) -> MarcoLeido:
    """Return the marco that the key `marco` of a file names: one that ships, or a file beside it.

    Raises:
        EvaluacionError: there is none, or it is wrong.
    """
    if name in shipped_marcos():
        return load_marco(name)
    origen = documento.origen(("marco",))
    target = path_beside(path, name, origen)
    if not target.exists():
        what, remedy = f"No hay un marco {quote(name)}.", suggestion(name, shipped_marcos())
        raise EvaluacionError([Problema("marco_desconocido", what, origen, f"{remedy} Si es suyo, escriba su archivo.")])
    return load_marco(target)


def _find_table(path: Path, named: TablaDeCatalogo, documento: Documento, lectura: Lectura) -> TablaPublicada | None:
    add_catalogo(file_beside(path, named.catalogo, documento.origen(("tabla", "catalogo"))), lectura)
    if named.id not in lectura.tablas and not lectura.problemas:
        what = f"El catálogo no tiene una tabla {quote(named.id)}."
        raise EvaluacionError([Problema("cifra_no_valida", what, documento.origen(("tabla", "id")), suggestion(named.id, lectura.tablas))])
    return lectura.tablas.get(named.id)


def _read_claims(path: Path, name: str, tabla: TablaPublicada, documento: Documento) -> VerificacionLeida:
    origen = documento.origen(("cifras",))
    claims = read_verificacion(file_beside(path, name, origen))
    if claims.tablas.get(tabla.id) != tabla:
        what = f"Las cifras de {quote(name)} no son de la tabla {quote(tabla.id)} de este catálogo."
        raise EvaluacionError([Problema("cifra_no_valida", what, origen, "Use el mismo catálogo en los dos archivos.")])
    return claims
