"""The answers to published figures: as text, as Markdown and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from evaluacion.base.numeros import show_number
from evaluacion.compare.cifras import MAS_TRUNCAMIENTO, VEREDICTOS
from evaluacion.publish.texto import escape_markdown

if TYPE_CHECKING:
    from evaluacion.compare.cifras import Cifra
    from evaluacion.model.cifras import Verificacion
    from evaluacion.model.comun import Fuente
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.model.tabla_publicada import TablaPublicada

ENCABEZADOS = ("Cifra", "Publicado", "Recalculado", "Veredicto")
VEREDICTO = {
    "se_sigue": "se sigue",
    "se_sigue_con_redondeo": "se sigue con redondeo",
    "no_se_reproduce": "no se reproduce",
    "no_verificable": "no verificable",
}
RECETAS = {
    "suma": "la suma de las celdas",
    "media": "la media de las celdas",
    "participacion": "la parte entre el todo",
    "crecimiento": "el valor final entre el inicial, menos uno",
    "diferencia": "el valor final menos el inicial",
    "mayores": "lo que reúnen las filas mayores",
    "lugar": "el lugar entre las filas",
    "conteo": "las filas que cumplen la condición",
    "tasa_compuesta": "la tasa compuesta, cada periodo sobre el anterior",
    "con_resumen": "la suma que incluye por error la fila de total",
    "mediana": "la mediana en vez de la media",
    "media_de_razones": "la media de las razones de cada fila, en vez de la razón de las sumas",
    "media_de_porcentajes": "la media de los porcentajes impresos de cada fila, en vez de la razón de las sumas",
    "suma_de_porcentajes": "la suma de los porcentajes impresos de esas filas",
    "sobre_el_resto": "la parte entre el resto, en vez de entre el todo",
    "otro_total": "otro total como divisor",
    "total_impreso": "el total impreso como divisor, en vez de la suma de las filas",
    "una_unidad_menos": "el mismo conteo menos uno (porcentaje de una versión anterior del dato)",
    "medias_impresas": "las medias ya redondeadas que imprime la tabla, en vez de las exactas",
    "medias_redondeadas": "medias redondeadas antes de operar, en vez de las exactas",
    "sobre_el_final": "el valor final como divisor, en vez del inicial",
    "puntos_por_porcentaje": "la diferencia en puntos, en vez del crecimiento en porcentaje",
    "porcentaje_por_puntos": "el crecimiento en porcentaje, en vez de la diferencia en puntos",
    "sin_restar_uno": "el valor final como porcentaje del inicial, sin restar 100",
    "tasa_simple": "una tasa simple, sin componer los periodos",
    "sin_repartir": "el crecimiento de todo el plazo, sin repartirlo en periodos",
    "un_periodo_menos": "un periodo de menos",
    "un_periodo_mas": "un periodo de más",
    "multiplicar_incremento": "la receta que multiplica el incremento sobre la base, en vez de la tasa",
    "redondeo_por_periodo": "el redondeo de cada periodo antes del siguiente",
    "una_fila_menos": "una fila de menos",
    "una_fila_mas": "una fila de más",
    "lugar_sin_saltos": "los empates contados como un solo lugar",
    "empate_al_final": "el último de los lugares que comparten los empatados",
    "orden_inverso": "el orden inverso",
    "limite_contrario": "el valor que está justo en el límite contado al revés",
    "truncamiento": "los decimales cortados en vez de redondeados",
}
"""Each recipe, as it is called in a sentence."""
_MOST_DECIMALS = 9


def recipe_text(receta: str) -> str:
    """Return how a recipe is called in a sentence."""
    if receta.endswith(MAS_TRUNCAMIENTO):
        return f"{RECETAS[receta.removesuffix(MAS_TRUNCAMIENTO)]}, y los decimales cortados en vez de redondeados"
    return RECETAS[receta]


def shown_value(cifra: Cifra) -> str:
    """Return the recomputed value with the printed decimals, or more when those would hide why it does not follow."""
    if cifra.recalculado is None:
        return "—"
    printed, decimals = cifra.afirmacion.impreso
    hides = cifra.veredicto in ("no_se_reproduce", "se_sigue_con_redondeo")
    value = float(cifra.recalculado)
    while hides and decimals < _MOST_DECIMALS and Fraction(show_number(value, decimals).replace(",", "")) == printed:
        decimals += 1
    unit = "%" if cifra.afirmacion.publicado.endswith("%") else ""
    return show_number(value, decimals) + unit


def answer_text(cifra: Cifra) -> str:
    """Return the answer to a figure in a few sentences, with the note of who wrote the claim."""
    note = cifra.afirmacion.nota
    return f"{_verdict_text(cifra)} {note}" if note else _verdict_text(cifra)


def _verdict_text(cifra: Cifra) -> str:
    claim, value = cifra.afirmacion, shown_value(cifra)
    if cifra.veredicto == "no_verificable":
        would_be = "" if cifra.recalculado is None else f" Con la lectura propuesta daría {value}."
        return f"No se puede comprobar: {cifra.motivo}.{would_be} Por confirmar con el impreso y el autor."
    if cifra.veredicto == "se_sigue":
        return f"Se sigue de la tabla impresa: {value}."
    if cifra.veredicto == "se_sigue_con_redondeo":
        return f"Con los valores impresos da {value}; con valores que se imprimirían igual puede dar {claim.publicado}."
    head = f"No se reproduce con la tabla impresa: dice {claim.publicado} y resulta {value}"
    if cifra.receta is None:
        return f"{head}; ninguna de las recetas usuales da lo impreso."
    return f"{head}; se reproduce con {recipe_text(cifra.receta)}."


def source_of(cifra: Cifra, verificacion: Verificacion, tablas: Mapping[str, TablaPublicada]) -> Fuente | None:
    """Return where a figure was printed: its own source, completed with that of the file, or that of its table."""
    own, common = cifra.afirmacion.fuente, verificacion.fuente
    if own is None:
        tabla = tablas.get(cifra.afirmacion.tabla or "")
        return tabla.fuente if tabla is not None else common
    if common is None or own.obra is not None:
        return own
    place = ", ".join(part for part in (common.lugar, own.lugar) if part)
    return common.model_copy(update={**own.model_dump(exclude_none=True), "lugar": place or None})


def cifra_as_dict(cifra: Cifra, verificacion: Verificacion, tablas: Mapping[str, TablaPublicada]) -> dict[str, Any]:
    """Return an answer as plain data; `publicado` is the number, and `texto` has it as it was printed."""
    source = source_of(cifra, verificacion, tablas)
    return {
        "id": cifra.afirmacion.id,
        "publicado": _plain(cifra.afirmacion.impreso[0]),
        "recalculado": None if cifra.recalculado is None else _plain(cifra.recalculado),
        "veredicto": cifra.veredicto,
        "receta": cifra.receta,
        "fuente": str(source) if source is not None else None,
        "texto": answer_text(cifra),
    }


def _plain(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)


def as_json(
    cifras: Sequence[Cifra],
    verificacion: Verificacion,
    tablas: Mapping[str, TablaPublicada],
    procedencia: Procedencia,
    *,
    ascii_only: bool = False,
) -> str:
    """Return the answers as JSON: `{procedencia, cifras: […]}`."""
    answers = [cifra_as_dict(cifra, verificacion, tablas) for cifra in cifras]
    return json.dumps({"procedencia": procedencia.as_dict(), "cifras": answers}, ensure_ascii=ascii_only, indent=1) + "\n"


def count_text(cifras: Sequence[Cifra]) -> str:
    """Return how many answers there are of each kind."""
    counts = Counter(cifra.veredicto for cifra in cifras)
    shown = "; ".join(f"{VEREDICTO[name]}: {counts[name]}" for name in VEREDICTOS if counts[name])
    return f"Cifras comprobadas: {len(cifras)}. De ellas, {shown}."


def _rows(cifras: Sequence[Cifra]) -> list[tuple[str, ...]]:
    return [(c.afirmacion.id, c.afirmacion.publicado, shown_value(c), VEREDICTO[c.veredicto]) for c in cifras]


def as_text(cifras: Sequence[Cifra], verificacion: Verificacion, procedencia: Procedencia) -> str:
    """Return the answers as an aligned table for a terminal, and a sentence for each that does not simply follow."""
    rows = [ENCABEZADOS, *_rows(cifras)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(ENCABEZADOS))]
    lines = [verificacion.titulo]
    for position, row in enumerate(rows):
        cells = [
            cell.rjust(width) if column in (1, 2) else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
        if position == 0:
            lines.append("  ".join("-" * width for width in widths))
    notes = [f"{cifra.afirmacion.id}: {answer_text(cifra)}" for cifra in cifras if cifra.veredicto != "se_sigue"]
    return "\n".join([*lines, *([""] if notes else []), *notes, "", count_text(cifras), _source_line(procedencia)]) + "\n"


def _source_line(procedencia: Procedencia) -> str:
    return f"Con {procedencia.herramienta} {procedencia.version}; archivos leídos: {len(procedencia.archivos)}."


def as_markdown(cifras: Sequence[Cifra], verificacion: Verificacion, tablas: Mapping[str, TablaPublicada], procedencia: Procedencia) -> str:
    """Return the answers as a Markdown table, with the sentence and the place of each."""
    lines = [f"# {escape_markdown(verificacion.titulo)}", "", escape_markdown(count_text(cifras)), ""]
    lines += ["| " + " | ".join((*ENCABEZADOS, "Por qué", "Dónde")) + " |", "|---|---:|---:|---|---|---|"]
    for cifra, row in zip(cifras, _rows(cifras), strict=True):
        source = source_of(cifra, verificacion, tablas)
        place = (source.lugar or str(source)) if source is not None else ""
        lines.append("| " + " | ".join(escape_markdown(cell) for cell in (*row, answer_text(cifra), place)) + " |")
    return "\n".join([*lines, "", escape_markdown(_source_line(procedencia))]) + "\n"
