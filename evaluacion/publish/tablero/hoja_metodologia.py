"""Metodología: everything a reader needs to obtain the same numbers again, and what they do not say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from evaluacion.base.numeros import show_plain
from evaluacion.publish.libro import Celda, Hoja, Hojeador
from evaluacion.publish.marco import how_types_are_found
from evaluacion.publish.tablero.estilos import CUERPO, SUBTITULO, TITULO, band, datum, headers, height_of, label, number, percent, text
from evaluacion.publish.tablero.nombres import METODOLOGIA
from evaluacion.publish.tablero.seccion import criterio_name

if TYPE_CHECKING:
    from evaluacion.model.marco import Indicador, Marco
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.model.tipologia import Tipologia
    from evaluacion.publish.tablero.conjunto import Apartado
    from evaluacion.publish.tablero.hoja_datos import Completo

_WIDTHS = (42.0, 74.0, 13.0, 13.0, 54.0)
_MEDIA = {
    "aritmetica": "media aritmética ponderada",
    "geometrica": "media geométrica ponderada",
    "armonica": "media armónica ponderada",
    "minimo": "el menor",
}
_CENTRED = CUERPO._replace(horizontal="center")
_READING = (
    (
        "Qué cubre el intervalo",
        "Las respuestas que faltan, y nada más: lo garantizado supone que todas resultan la peor; lo alcanzable, que todas resultan la mejor.",
    ),
    (
        "Qué no cubre",
        (
            "Los errores de juicio, una evidencia mal leída, un instrumento que no mide lo que importa. Un intervalo cerrado (garantizado igual a alcanzable) "
            "dice que todo se respondió, no que todo se respondió bien."
        ),
    ),
    ("Puntaje", "Usa solo lo respondido y se mantiene dentro de su intervalo. Bajo la cobertura mínima se marca como provisional."),
    ("Silencio", "Una pregunta sin responder no gana ni pierde puntos: ensancha el intervalo. Nunca vale más que un «no» honesto."),
    ("No aplica", "Sale del cálculo y baja la aplicabilidad. Bajo la aplicabilidad mínima no se da nivel ni lugar."),
    (
        "Nivel",
        (
            "Se busca dos veces, con lo garantizado y con lo alcanzable, requisitos mínimos incluidos. Si difieren se dice «al menos… hasta…»; "
            "se afirma solo el primero."
        ),
    ),
    (
        "Lugar",
        (
            "El mejor posible es 1 más los registros cuyo garantizado supera mi alcanzable; el peor, 1 más los otros cuyo alcanzable supera mi garantizado. "
            "Dos registros cuyos intervalos se cruzan no se distinguen."
        ),
    ),
    (
        "Comparaciones",
        "Bandas, requisitos, empates y lugares se deciden con valores redondeados a 9 decimales en escala de 0 a 100. Las celdas guardan el valor sin redondear.",
    ),
)


def arrange_metodologia(secciones: Sequence[Apartado], procedencia: Procedencia, lecturas: Sequence[tuple[str, str]]) -> Hoja:
    """Return the sheet; `lecturas` are more words and what they mean, of this board and not of another."""
    sheet = Hojeador()
    sheet.put(label("Metodología", TITULO), alto=26)
    sheet.put(*band(len(_WIDTHS), "Cómo se leen los números"))
    for name, words in (*_READING, *lecturas):
        _put(sheet, label(name, CUERPO._replace(negrita=True)), label(words, CUERPO))
    sheet.skip()
    for seccion in secciones:
        _put_marco(sheet, seccion.marco, procedencia)
        _put_indicators(sheet, seccion.marco)
        sheet.skip()
    _put_provenance(sheet, procedencia)
    return Hoja(METODOLOGIA.nombre, METODOLOGIA.color, _WIDTHS, tuple(sheet.filas), congelar=(1, 0), cuadricula=False)


def readings_of(secciones: Sequence[Apartado], most: int, completo: Completo | None) -> Iterator[tuple[str, str]]:
    """Yield the words of a board made with every record at hand; `completo` is the file beside it, where `most` leaves some out."""
    yield (
        "Brechas",
        "Cada ganancia se obtuvo calificando de nuevo el registro con esa respuesta cambiada, no con una fórmula aproximada.",
    )
    yield (
        "Fórmulas de Excel",
        (
            "Las hay en Resumen y Ficha, y solo buscan en Datos lo que ya está calculado; cada una guarda su valor. Cambiar una celda de otra "
            "hoja no recalcula el puntaje: corrija el registro y repita la orden."
        ),
    )
    yield (
        "Qué se detalla",
        f"Hasta {most:,} registros y hasta {most:,} renglones de preguntas. Si hay más, se eligen registros completos y la hoja lo dice; las cuentas incluyen a todos.",
    )
    for seccion in secciones:
        if seccion.recorte:
            yield "Registros que se muestran", seccion.recorte
    if completo is not None:
        yield "Todos los registros", f"{completo.nombre} (sha256 {completo.sha256})"


def _put(sheet: Hojeador, *cells: Celda | None) -> None:
    sheet.put(*cells, alto=height_of(cells, _WIDTHS))


def _pair(sheet: Hojeador, name: str, words: object) -> None:
    _put(sheet, label(name, CUERPO._replace(negrita=True)), text(words))


def _put_marco(sheet: Hojeador, marco: Marco, procedencia: Procedencia) -> None:
    used = next((item for item in procedencia.marcos if item.marco == marco.marco), None)
    sheet.put(*band(len(_WIDTHS), f"{marco.titulo} ({marco.marco} {marco.version})"))
    _pair(sheet, "Huella del contenido (sha256)", used.huella if used else None)
    _pair(sheet, "Archivo", used.archivo if used else None)
    _pair(sheet, "Fuente", marco.fuente)
    _pair(sheet, "Evalúa", marco.evalua)
    for name, words in _rules(marco):
        _pair(sheet, name, words)
    if marco.nota_metodologica:
        for i, paragraph in enumerate(re.split(r"\n\s*\n|\n", marco.nota_metodologica)):
            _pair(sheet, "Nota metodológica" if i == 0 else "", paragraph)
    sheet.skip()
    sheet.put(label(f"Criterios y pesos: {marco.titulo}", SUBTITULO))
    sheet.put(*headers("Grupo", "Criterio", "Peso", "Peso en el total", "Fuente"))
    _put_weights(sheet, marco)


def _rules(marco: Marco) -> Iterator[tuple[str, str]]:
    low, high = (show_plain(end) for end in marco.rango)
    yield (
        "Escala",
        "; ".join(f"{v.valor} = {show_plain(v.puntos)}" if v.puntos is not None else f"{v.valor} (sin puntos)" for v in marco.escala),
    )
    yield "Pregunta", "Puntos llevados de 0 a 1: (puntos - menor) / (mayor - menor). En una pregunta inversa, 1 menos eso."
    yield "Criterio", f"{low} + ({high} - {low}) x suma(peso x puntos) / suma(peso), sobre las preguntas respondidas que aplican."
    if marco.tipologia is not None:
        yield from _types(marco.tipologia)
    else:
        yield from _grades(marco)
    for requisito in marco.requisitos:
        yield "Requisito sin puntos", f"{requisito.texto} Sin él, el registro se muestra y no toma lugar."
    yield "Aplicabilidad mínima", f"{percent(marco.aplicabilidad_minima)}: por debajo no hay nivel, tipo ni lugar."


def _types(tipologia: Tipologia) -> Iterator[tuple[str, str]]:
    """Yield how the types are found, and each of them."""
    yield "Tipología", f"Este instrumento clasifica y no califica: no hay total. {how_types_are_found(tipologia)}"
    if tipologia.modo == "reparto":
        yield "Equilibrio", "Entropía de Shannon de las partes entre el logaritmo del número de criterios que aplican: 1 es reparto parejo."
        yield "Dispersión", "Número efectivo de criterios: e elevado a esa entropía; 1 es todo en un criterio."
    for nombre in tipologia.nombres:
        tipo = tipologia.named(nombre)
        yield f"Tipo «{nombre}»", " ".join(part for part in (tipo.descripcion, tipo.recomendacion) if part) or "Sin más descripción."
    yield (
        "Varios tipos posibles",
        "Con respuestas que faltan, se dicen todos los que todavía caben; se afirma solo lo que nada puede cambiar.",
    )


def _grades(marco: Marco) -> Iterator[tuple[str, str]]:
    """Yield how the total, the levels and the places are found."""
    high = show_plain(marco.rango[1])
    yield "Grupo", f"{_MEDIA[marco.agregacion.grupos].capitalize()} de sus criterios."
    yield "Total", f"{_MEDIA[marco.agregacion.total].capitalize()} de los grupos."
    for i, nivel in enumerate(marco.niveles):
        end = f"menos de {show_plain(marco.niveles[i + 1].desde)}" if i + 1 < len(marco.niveles) else f"{high}, incluido"
        parts = f" En partes iguales: {', '.join(nivel.subniveles)}." if nivel.subniveles else ""
        described = f" {nivel.descripcion}" if nivel.descripcion else ""
        yield f"Nivel «{nivel.nombre}»", f"De {show_plain(nivel.desde)} a {end}.{parts}{described}"
    names = {criterio.id: criterio.nombre for criterio in marco.criterios}
    for gate in marco.compuertas:
        which = "cada criterio que aplica" if gate.criterios == "todos" else ", ".join(names[name] for name in gate.criterios)
        yield (
            f"Requisito mínimo de «{gate.nivel}»",
            f"Al menos {show_plain(gate.minimo)} en {which}. Vale también para los niveles de arriba.",
        )
    yield "Cobertura mínima", f"{percent(marco.cobertura_minima)}: por debajo, el puntaje es provisional y no hay lugar."
    yield (
        "Clasificación",
        "Los registros se ordenan por lo garantizado." if marco.clasificacion else "Este instrumento no ordena registros.",
    )


def _put_weights(sheet: Hojeador, marco: Marco) -> None:
    groups = sum(grupo.peso for grupo in marco.grupos)
    is_plain = marco.agregacion.grupos == "aritmetica" and marco.agregacion.total == "aritmetica"
    for grupo in marco.grupos:
        inside = sum(criterio.peso for criterio in grupo.criterios)
        for criterio in grupo.criterios:
            share = criterio.peso / inside * grupo.peso / groups if is_plain and inside and groups and marco.tipologia is None else None
            _put(
                sheet,
                text(f"{grupo.nombre} (peso {show_plain(grupo.peso)})"),
                text(criterio_name(criterio) + (f": {criterio.definicion}" if criterio.definicion else "")),
                datum(criterio.peso, _CENTRED),
                number(None, 0, _CENTRED) if share is None else Celda(share, _CENTRED._replace(formato="0.0%")),
                text(criterio.fuente or grupo.fuente or marco.fuente),
            )


def _put_indicators(sheet: Hojeador, marco: Marco) -> None:
    if not marco.indicadores:
        return
    sheet.skip()
    sheet.put(label(f"Fichas de indicador: {marco.titulo}", SUBTITULO))
    sheet.put(*headers("Indicador", "Definición y cálculo", "Unidad", "Frecuencia", "Fuente"))
    for indicador in marco.indicadores.values():
        _put(
            sheet,
            text(indicador.nombre),
            text(_how_it_is_measured(indicador)),
            text(indicador.unidad),
            text(indicador.frecuencia),
            text(indicador.fuente or marco.fuente),
        )


def _how_it_is_measured(indicador: Indicador) -> str:
    measure = "100 x (valor - línea base) / (meta - línea base)"
    if indicador.sentido == "mantener":
        measure = f"100 a no más de {show_plain(indicador.tolerancia)} de la meta, y de ahí baja hasta 0 al doble de esa distancia"
    elif indicador.medida == "cumplimiento":
        measure = "100 x valor / meta" if indicador.sentido == "ascendente" else "100 x (2 - valor / meta)"
    parts = [indicador.definicion, f"Sentido: {indicador.sentido}. Medida ({indicador.medida}): {measure}."]
    if indicador.formula:
        parts.append(f"Valor derivado: {indicador.formula}.")
    if indicador.semaforo:
        bands = ", ".join(
            f"{band.luz} hasta {show_plain(band.hasta)}" if band.hasta is not None else band.luz for band in indicador.semaforo
        )
        parts.append(f"Semáforo, sin incluir el fin de cada banda: {bands}.")
    return "\n".join(parts)


def _put_provenance(sheet: Hojeador, procedencia: Procedencia) -> None:
    sheet.put(*band(len(_WIDTHS), "De dónde sale este libro"))
    _pair(sheet, "Herramienta", f"{procedencia.herramienta} {procedencia.version}")
    _pair(sheet, "Fecha de referencia", procedencia.fecha_referencia or "el último periodo medido en los datos")
    for i, policy in enumerate(procedencia.politicas or ("las que declara cada instrumento",)):
        _pair(sheet, "Decisiones aplicadas" if i == 0 else "", policy)
    sheet.skip()
    sheet.put(*headers("Archivo leído", "sha256"))
    for name, digest in procedencia.archivos:
        _put(sheet, text(name), text(digest))
