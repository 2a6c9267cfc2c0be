"""Run the worked examples of a marco: each must give the result it says."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from evaluacion.base.periodo import parse_periodo
from evaluacion.base.problema import EvaluacionError, Problema, only_errors, quote, suggestion
from evaluacion.model.casos import Caso, Casos, Espera, EsperaIndicador, EsperaNivel, EsperaNodo, EsperaTipologia
from evaluacion.model.practica import TIPOS, Practica
from evaluacion.read.documento import Documento, read_documento
from evaluacion.read.load import load_model
from evaluacion.read.marco import MarcoLeido, read_marco
from evaluacion.read.nodos import Lista, Mapa
from evaluacion.read.practica import RegistroLeido, RegistrosArchivo
from evaluacion.score.evaluate import evaluate
from evaluacion.score.tipologia import MEDIDAS

if TYPE_CHECKING:
    from evaluacion.model.ficha import Ficha, FichaIndicador, FichaTipologia, NivelAlcanzado, Puntaje
    from evaluacion.model.marco import Marco

_TOLERANCE = 1e-9
_NODE = ("puntaje", "minimo", "maximo", "cobertura", "aplicabilidad")


def run_casos(path: Path, marco: MarcoLeido | None = None) -> tuple[int, list[Problema]]:
    """Return how many cases a `casos.yaml` holds and what does not come out as they say.

    Args:
        path: the file of cases.
        marco: the instrument; by default, the `marco.yaml` beside the file.

    Raises:
        EvaluacionError: the cases or the marco cannot be read.
    """
    documento = load_wrapped(read_documento(path))
    casos = load_model(documento, Casos).casos
    leido = marco if marco is not None else read_marco(path.with_name("marco.yaml"))
    problems: list[Problema] = []
    for position, caso in enumerate(casos):
        try:
            problems.extend(check_caso(caso, leido, documento, position))
        except EvaluacionError as error:
            problems.extend(error.problemas)
    return len(casos), problems


def load_wrapped(documento: Documento) -> Documento:
    """Return the document of a list of cases as the mapping that the model reads, places kept."""
    documento.require_places()
    data = documento.datos
    if not isinstance(data, Lista):
        raise EvaluacionError(
            [
                Problema(
                    "tipo_equivocado", "Los casos se escriben como una lista.", documento.origen(()), "Empiece cada caso con «- nombre: …»."
                )
            ]
        )
    wrapped = Mapa(documento.archivo)
    wrapped["casos"] = data
    wrapped.lugares["casos"] = (*data.marca, *data.marca)
    return Documento(documento.archivo, wrapped, documento.avisos)


def check_caso(caso: Caso, leido: MarcoLeido, documento: Documento, position: int) -> Iterator[Problema]:
    """Yield what does not come out as a case says.

    Raises:
        EvaluacionError: the case names something that the marco does not have.
    """
    marco = leido.marco
    written = {path: caso.todas for path in marco.preguntas if caso.todas is not None} | caso.respuestas
    data = {"respuestas": {marco.marco: written}, "indicadores": caso.indicadores, "requisitos": caso.requisitos}
    kind = marco.evalua if marco.evalua in TIPOS else TIPOS[0]
    practica = Practica.model_validate({kind: "caso", **data})
    where = ("casos", position)
    places = {("respuestas", marco.marco, path): ("respuestas", path) for path in caso.respuestas}
    marks: dict[tuple[str, ...], tuple[int, int]] = {key: _mark(documento, (*where, *ruta)) for key, ruta in places.items()}
    marks[("respuestas",)] = _mark(documento, where)
    marks.update({("indicadores", name): _mark(documento, (*where, "indicadores", name)) for name in caso.indicadores})
    registro = RegistroLeido(practica, documento.archivo, marks, None)
    period = parse_periodo(caso.fecha) if caso.fecha is not None else None
    resultado = evaluate(marco, RegistrosArchivo([registro], {}), referencia=period.fin if period else None)
    errors = only_errors(resultado.problemas)
    if errors:
        raise EvaluacionError(errors)
    yield from _unknown_names(caso, leido.marco, documento, where)
    for ruta, expected, found in _differences(caso.espera, resultado.ficha(0)):
        yield Problema(
            "caso_no_se_cumple",
            f"Caso {quote(caso.nombre)}: «{' → '.join(ruta)}» debía ser {_show(expected)} y es {_show(found)}.",
            documento.origen((*where, "espera", *ruta)),
            "Corrija el caso si está mal; si no, el marco ya no significa lo mismo.",
        )


def _unknown_names(caso: Caso, marco: Marco, documento: Documento, where: tuple[str | int, ...]) -> Iterator[Problema]:
    known: dict[str, list[str]] = {
        "grupos": [grupo.id for grupo in marco.grupos],
        "criterios": [criterio.id for criterio in marco.criterios],
        "indicadores": list(marco.indicadores),
    }
    yield from _unknown_types(caso, marco, documento, where)
    for kind, names in known.items():
        for name in getattr(caso.espera, kind):
            if name not in names:
                yield Problema(
                    "caso_no_valido",
                    f"Caso {quote(caso.nombre)}: el marco no tiene {quote(name)} entre sus {kind}.",
                    documento.origen((*where, "espera", kind, name), key=True),
                    suggestion(name, names) or f"Quite «{kind}».",
                )


def _unknown_types(caso: Caso, marco: Marco, documento: Documento, where: tuple[str | int, ...]) -> Iterator[Problema]:
    """Yield the types and measures that a case expects and the typology of the marco does not have."""
    if caso.espera.tipologia is None:
        return
    of_marco = marco.tipologia.nombres if marco.tipologia is not None else ()
    for kind in ("seguros", "posibles"):
        for position, name in enumerate(getattr(caso.espera.tipologia, kind) or ()):
            if name not in of_marco:
                message = f"Caso {quote(caso.nombre)}: el marco no tiene el tipo {quote(name)}."
                origen = documento.origen((*where, "espera", "tipologia", kind, position))
                yield Problema("caso_no_valido", message, origen, suggestion(name, of_marco) or "Quite «tipologia».")
    for name in caso.espera.tipologia.medidas:
        if name not in MEDIDAS:
            message = f"Caso {quote(caso.nombre)}: no hay una medida {quote(name)}."
            origen = documento.origen((*where, "espera", "tipologia", "medidas", name), key=True)
            yield Problema("caso_no_valido", message, origen, suggestion(name, MEDIDAS))


def _mark(documento: Documento, ruta: tuple[str | int, ...]) -> tuple[int, int]:
    origen = documento.origen(ruta, key=True)
    return (origen.linea or 1) - 1, (origen.columna or 1) - 1


def _show(value: object) -> str:
    if value is None:
        return "vacío"
    if isinstance(value, bool):
        return "sí" if value else "no"
    return f"{value:.12g}" if isinstance(value, float) else quote(str(value))


def _same(expected: object, found: object) -> bool:
    if isinstance(expected, float) and isinstance(found, float) and not isinstance(expected, bool):
        return math.isclose(expected, found, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)
    return expected == found


Diferencia = tuple[tuple[str, ...], object, object]


def _differences(espera: Espera, ficha: Ficha) -> Iterator[Diferencia]:
    pairs: list[Diferencia] = list(_of_node((), espera, ficha.total))
    written = espera.model_fields_set
    plain = {
        "minimo_estricto": ficha.minimo_estricto,
        "provisional": ficha.provisional,
        "elegible": ficha.elegible,
    }
    pairs.extend(((name,), getattr(espera, name), value) for name, value in plain.items() if name in written)
    for name, level, reached in (("nivel", espera.nivel, ficha.nivel), ("subnivel", espera.subnivel, ficha.subnivel)):
        pairs.extend(_of_level(name, level, reached) if level is not None else ())
    if espera.tipologia is not None:
        pairs.extend(_of_types(espera.tipologia, ficha.tipologia))
    if "compuerta" in written:
        expected = [(gate.nivel, gate.criterio, gate.estado) for gate in espera.compuerta]
        found = [(gate.nivel, gate.criterio, gate.estado) for gate in ficha.compuertas if gate.estado != "exenta"]
        pairs.append((("compuerta",), str(expected), str(found)))
    if espera.sin_lectura_alterna is not None and ficha.lectura_alterna is not None:
        names = espera.sin_lectura_alterna.model_fields_set & {"puntaje", "minimo", "maximo"}
        pairs.extend(
            (("sin_lectura_alterna", name), getattr(espera.sin_lectura_alterna, name), getattr(ficha.lectura_alterna, name))
            for name in sorted(names)
        )
    groups = {grupo.grupo.id: grupo.puntaje for grupo in ficha.grupos}
    criteria = {criterio.criterio.id: criterio.puntaje for criterio in ficha.criterios}
    for kind, nodes, having in (("grupos", espera.grupos, groups), ("criterios", espera.criterios, criteria)):
        for name, node in nodes.items():
            pairs.extend(_of_node((kind, name), node, having[name]) if name in having else ())
    indicators = {item.indicador.id: item for item in ficha.indicadores}
    for name, item in espera.indicadores.items():
        pairs.extend(_of_indicator(name, item, indicators[name]) if name in indicators else ())
    return (pair for pair in pairs if not _same(pair[1], pair[2]))


def _of_types(espera: EsperaTipologia, found: FichaTipologia | None) -> Iterator[Diferencia]:
    for kind in ("seguros", "posibles"):
        if getattr(espera, kind) is not None:
            yield ("tipologia", kind), ", ".join(getattr(espera, kind)), ", ".join(getattr(found, kind, ()))
    having = {item.id: item for item in found.medidas} if found is not None else {}
    for name, measure in espera.medidas.items():
        for field in sorted(measure.model_fields_set):
            yield ("tipologia", "medidas", name, field), getattr(measure, field), getattr(having.get(name), field, None)


def _of_level(name: str, espera: EsperaNivel, nivel: NivelAlcanzado | None) -> Iterator[Diferencia]:
    for part in ("seguro", "al_menos", "hasta"):
        if part in espera.model_fields_set:
            yield (name, part), getattr(espera, part), getattr(nivel, part) if nivel is not None else None


def _of_node(ruta: tuple[str, ...], espera: EsperaNodo, puntaje: Puntaje) -> Iterator[Diferencia]:
    for name in _NODE:
        if name in espera.model_fields_set:
            yield (*ruta, name), getattr(espera, name), getattr(puntaje, name)


def _of_indicator(name: str, espera: EsperaIndicador, found: FichaIndicador) -> Iterator[Diferencia]:
    having = {
        "valor": found.valor,
        "periodo": found.periodo,
        "medida": found.medida,
        "esperado": found.esperado,
        "semaforo": found.luz,
        "senales": tuple(sorted(found.senales)),
    }
    for field in sorted(espera.model_fields_set):
        expected = getattr(espera, field)
        yield ("indicadores", name, field), tuple(sorted(expected)) if field == "senales" else expected, having[field]
