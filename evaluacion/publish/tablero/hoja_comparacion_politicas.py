"""Políticas: what was declared or taken by default, node by node, and every thing that a policy did to the data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evaluacion.publish.comparacion_textos import SUCESOS
from evaluacion.publish.libro import Celda, Hoja, Hojeador, Impresion, Rango
from evaluacion.publish.tablero.comparacion_tabla import CENTRADA, share
from evaluacion.publish.tablero.comparacion_vista import FILAS_MAX_COMPARACION, UNIDAD
from evaluacion.publish.tablero.estilos import AVISO, NOTA, SUBTITULO, TITULO, datum, headers, height_of, label, lines_of, number, text
from evaluacion.publish.tablero.impresion import paper_for
from evaluacion.publish.tablero.nombres import POLITICAS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluacion.compare.comparado import Suceso
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.publish.tablero.comparacion_vista import ComparacionVista

_WIDTHS = (27.0, 32.0, 22.0, 14.0, 12.0, 13.0, 42.0, 20.0, 20.0)
_NODES = (
    "Nodo",
    "Nombre",
    "Forma parte de",
    "Sentido",
    "Peso",
    "Peso en el total",
    "Normalización",
    "Agregación de lo que lo forma",
    "Denominador",
)
_EVENTS = ("Qué pasó", "Nodo", "Unidad", "Periodo", "Antes", "Después", "Detalle")
_TREATED = (
    "Indicador",
    "Qué se hizo",
    "Valores acercados",
    "Asimetría antes",
    "Asimetría después",
    "Curtosis antes",
    "Curtosis después",
    "Cumple al final",
)
_METODOS = {"winsor": "se acercaron los extremos", "logaritmo": "logaritmo", "ninguno": "nada bastó"}
_HEADER_HEIGHT = 30.0
_WRAPPED = UNIDAD._replace(ajustar=True)
_HOW = (
    "Toda política que cambia un puntaje está aquí, también la que se tomó por omisión. «Peso» compara a cada nodo con sus hermanos; "
    "«peso en el total» es lo que le toca del total cuando no falta nada."
)


def arrange_politicas(vista: ComparacionVista, nombre: str = POLITICAS.nombre, procedencia: Procedencia | None = None) -> Hoja:
    """Return the sheet; with `procedencia`, what the comparison comes from at the end, for a workbook of its own."""
    sheet = Hojeador()
    sheet.put(text(f"Políticas: {vista.titulo}", TITULO), alto=28)
    for line in lines_of(_HOW, _WIDTHS, NOTA):
        sheet.put(label(line, NOTA))
    sheet.put(label("Lo que rige la comparación", SUBTITULO))
    sheet.put(*headers("Política", "Lo declarado"))
    for name, said in vista.politicas:
        for i, line in enumerate(lines_of(said, _WIDTHS[1:], UNIDAD)):
            sheet.put(label("" if i else name, UNIDAD), text(line, UNIDAD._replace(borde=False)))
    sheet.skip()
    _put_nodes(sheet, vista)
    _put_treated(sheet, vista)
    _put_events(sheet, vista)
    if procedencia is not None:
        _put_provenance(sheet, procedencia)
    return Hoja(
        nombre,
        POLITICAS.color,
        _WIDTHS,
        tuple(sheet.filas),
        congelar=(1, 1),
        impresion=Impresion((1, 0), area=Rango(0, 0, sheet.siguiente - 1, len(_WIDTHS) - 1), papel=paper_for(_WIDTHS)),
        cuadricula=False,
    )


def _put_nodes(sheet: Hojeador, vista: ComparacionVista) -> None:
    done = vista.comparado
    tree, weights = done.arbol, done.pesos_efectivos.tolist()
    sheet.put(label("Nodos, del total a los indicadores", SUBTITULO))
    sheet.put(*headers(*_NODES), alto=_HEADER_HEIGHT)
    for node in vista.nodos_desde_arriba:
        said, parent = vista.declarados[node], int(tree.padre[node])
        cells = (
            text(tree.ids[node], UNIDAD),
            text(vista.node_name(node), _WRAPPED),
            text(tree.ids[parent] if parent >= 0 else "", UNIDAD),
            text(said.sentido, CENTRADA),
            datum(float(tree.pesos[node]) if parent >= 0 else None, CENTRADA),
            share(weights[node], 2),
            text(said.normalizacion, _WRAPPED),
            text(said.agregacion, CENTRADA),
            text(said.denominador, UNIDAD),
        )
        sheet.put(*cells, alto=height_of(cells, _WIDTHS), de=tree.ids[node])
    sheet.skip()


def _put_events(sheet: Hojeador, vista: ComparacionVista) -> None:
    sheet.put(label("Lo que las políticas hicieron a los datos", SUBTITULO))
    kinds = list(SUCESOS)
    events = sorted(vista.comparado.sucesos, key=lambda event: kinds.index(event.clase))
    times = Counter[str](event.clase for event in events if event.unidad is not None or event.clase == "constante")
    for kind, (_, many) in SUCESOS.items():
        sheet.put(number(times[kind], 0, CENTRADA), label(many, UNIDAD))
    sheet.skip()
    if not events:
        return
    if len(events) > FILAS_MAX_COMPARACION:
        words = f"Se muestran {FILAS_MAX_COMPARACION:,} de {len(events):,}. Todos están en lo que escribe «evaluacion comparar» con --formato json."
        sheet.put(label(words, AVISO))
    sheet.put(*headers(*_EVENTS), alto=_HEADER_HEIGHT)
    names = dict(zip(vista.comparado.renglones.ids, vista.comparado.renglones.nombres, strict=True))
    for event in events[:FILAS_MAX_COMPARACION]:
        sheet.put(*_event_cells(event, names), de=event.unidad or event.nodo)
    sheet.skip()


def _put_treated(sheet: Hojeador, vista: ComparacionVista) -> None:
    """Put what was done to the indicators with extreme values, where that was declared."""
    if not vista.comparado.tratamientos:
        return
    sheet.put(label("Indicadores con valores extremos", SUBTITULO))
    sheet.put(*headers(*_TREATED), alto=_HEADER_HEIGHT)
    for done in vista.comparado.tratamientos:
        measures = (number(value, 2, CENTRADA) for value in (*done.asimetria, *done.curtosis))
        how = (label(_METODOS[done.metodo], UNIDAD), number(done.puntos, 0, CENTRADA))
        passes = label("sí" if done.alcanza else "no", CENTRADA)
        sheet.put(text(vista.node_name(done.columna), UNIDAD), *how, *measures, passes)
    sheet.skip()


def _event_cells(event: Suceso, names: dict[str, str]) -> Iterator[Celda]:
    yield label(SUCESOS[event.clase][0], UNIDAD)
    yield text(event.nodo, UNIDAD)
    yield text(names.get(event.unidad, event.unidad) if event.unidad is not None else "", UNIDAD)
    yield text(event.periodo, CENTRADA)
    yield datum(event.antes, CENTRADA)
    yield datum(event.despues, CENTRADA)
    yield text(event.detalle, UNIDAD._replace(borde=False))


def _put_provenance(sheet: Hojeador, procedencia: Procedencia) -> None:
    plain = UNIDAD._replace(borde=False)
    sheet.put(label("De dónde sale", SUBTITULO))
    sheet.put(label(f"{procedencia.herramienta} {procedencia.version}", plain))
    for marco in procedencia.marcos:
        sheet.put(text(f"Marco {marco.marco} {marco.version}, {marco.archivo}, huella {marco.huella}", plain))
    for name, digest in procedencia.archivos:
        sheet.put(text(f"Archivo {name}, sha256 {digest}", plain))
