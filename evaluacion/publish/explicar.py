"""How a number came about, in sentences: from the total down to the evidence, its file and line, and the literature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.base.numeros import show_number, show_plain
from evaluacion.publish.marco import how_types_are_found
from evaluacion.publish.panel_textos import said_of, votes_lines
from evaluacion.publish.texto import claim_text, coverage_text, measure_text, place_text, type_text
from evaluacion.score.tipologia import MEDIDAS

if TYPE_CHECKING:
    from evaluacion.model.ficha import Ficha, FichaCriterio, FichaIndicador, FichaPregunta, FichaTipologia, Puntaje

_FULL = 100.0
_STATES = {
    "respondida": "respondida",
    "sin_responder": "sin responder",
    "no_aplica": "no aplica",
    "sin_evidencia": "respondida sin la evidencia obligatoria",
}
_MEANS = {"aritmetica": "la media ponderada", "geometrica": "la media geométrica", "armonica": "la media armónica", "minimo": "el menor"}


def explain_ficha(ficha: Ficha) -> str:
    """Return the whole of a scorecard in sentences, criterion by criterion."""
    marco = ficha.marco
    lines = [
        f"{ficha.titulo or ficha.practica} ({ficha.practica})" + (f", según {ficha.evaluador}" if ficha.evaluador else ""),
        f"Marco: {marco.titulo} ({marco.marco} {marco.version}). Registro: {ficha.origen}.",
        "",
    ]
    more = "Para ver de dónde sale un criterio o una pregunta, agréguelos a la orden: " + ficha.criterios[0].criterio.id + "."
    if ficha.tipologia is not None:
        return "\n".join([*lines, *_explain_types(ficha, ficha.tipologia), "", more]) + "\n"
    lines += [_total_sentence(ficha), *_own_totals(ficha), _level_sentence(ficha), *_gate_sentences(ficha)]
    if ficha.lectura_alterna is not None:
        other = ficha.lectura_alterna
        lines.append(
            f"Sin {', '.join(other.sin)} (que algunos leen al revés) el puntaje es {show_number(other.puntaje)}, "
            f"con {show_number(other.minimo)} garantizado y {show_number(other.maximo)} alcanzable."
        )
    how = _MEANS[marco.agregacion.total]
    lines += ["", f"El total es {how} de sus grupos; cada grupo es {_MEANS[marco.agregacion.grupos]} de sus criterios:"]
    for grupo in ficha.grupos:
        if len(ficha.grupos) > 1:
            lines.append(f"{grupo.grupo.nombre}: {_interval(grupo.puntaje)} (peso {grupo.grupo.peso:g})")
        lines += [f"  {item.criterio.nombre}: {_interval(item.puntaje)} (peso {item.criterio.peso:g})" for item in grupo.criterios]
    return "\n".join([*lines, "", more]) + "\n"


def _explain_types(ficha: Ficha, tipologia: FichaTipologia) -> list[str]:
    """Return the types of a record in sentences: how they were found, and what each one advises."""
    marco = ficha.marco
    lines = [f"Tipo: {type_text(tipologia)}."]
    if tipologia.por_confirmar:
        lines.append("Lo deciden las respuestas que faltan.")
    lines += [f"{MEDIDAS[item.id][0].capitalize()} ({MEDIDAS[item.id][1]}): {measure_text(item)}." for item in tipologia.medidas]
    if marco.tipologia is not None:
        lines.append(how_types_are_found(marco.tipologia))
        for name in tipologia.posibles:
            tipo = marco.tipologia.named(name)
            words = " ".join(part for part in (tipo.descripcion, tipo.recomendacion) if part)
            lines += [f"«{name}»: {words}"] if words else []
    answered = f"{coverage_text(ficha)} {'indicadores' if ficha.indicadores else 'preguntas'}"
    return [
        *lines,
        "",
        f"Sus criterios ({answered} con respuesta):",
        *(f"  {item.criterio.nombre}: {_interval(item.puntaje)}" for item in ficha.criterios),
    ]


def _total_sentence(ficha: Ficha) -> str:
    total = ficha.total
    if total.no_aplica:
        return "Nada del marco aplica a este registro: no tiene puntaje."
    central = (
        "no hay puntaje central, porque nada está respondido" if total.puntaje is None else f"el puntaje es {show_number(total.puntaje)}"
    )
    mark = " (provisional: falta responder)" if ficha.provisional and total.puntaje is not None else ""
    return (
        f"Con lo respondido ({coverage_text(ficha)} {'indicadores' if ficha.indicadores else 'preguntas'}, cobertura {_percent(total.cobertura)}) {central}{mark}. "
        f"Si lo que falta resultara lo peor, serían {show_number(total.minimo)} (garantizado); si lo mejor, {show_number(total.maximo)} (alcanzable). "
        f"Aplica {_percent(total.aplicabilidad)} del marco."
    )


def _own_totals(ficha: Ficha) -> list[str]:
    """Return what each evaluator's answers alone would give, where there are several."""
    if len(ficha.evaluadores) < 2:  # noqa: PLR2004 - one is the total itself
        return []
    own = ", ".join(f"{item.evaluador or 'sin nombre'} {show_number(item.puntaje.puntaje)}" for item in ficha.evaluadores)
    how = {"media": "la media", "mediana": "la mediana"}[ficha.marco.consolidacion]
    return [f"Cada respuesta es {how} de los votos de {len(ficha.evaluadores)} evaluadores; lo de cada uno por separado: {own}."]


def _percent(fraction: float | None) -> str:
    return "—" if fraction is None else f"{show_number(fraction * _FULL, 0)} %"


def _level_sentence(ficha: Ficha) -> str:
    if ficha.nivel.al_menos is None:
        return "No tiene nivel: aplica demasiado poco del marco, o el marco no define niveles."
    place = f" Lugar: {place_text(ficha.lugar)}." if ficha.lugar else ""
    part = f" Subnivel: {claim_text(ficha.subnivel)}." if ficha.subnivel is not None else ""
    if ficha.nivel.seguro is not None:
        return f"Nivel: {ficha.nivel.seguro}; las respuestas que faltan ya no lo cambian.{part}{place}"
    return f"Nivel: {claim_text(ficha.nivel)}; lo decide lo que falta responder.{part}{place}"


def _gate_sentences(ficha: Ficha) -> list[str]:
    words = {
        "cerrada": "no se alcanza ni con las mejores respuestas que faltan",
        "pendiente": "depende de lo que falta responder",
        "exenta": "no se exige, porque no aplica,",
    }
    together: dict[tuple[str, float, str], list[str]] = {}
    for gate in ficha.compuertas:
        together.setdefault((gate.nivel, gate.minimo, gate.estado), []).append(gate.criterio)
    return [
        f"Requisito mínimo de «{level}» ({show_number(minimum)} por criterio): {words[state]} en {', '.join(criteria)}."
        for (level, minimum, state), criteria in together.items()
    ]


def _interval(puntaje: Puntaje) -> str:
    if puntaje.no_aplica:
        return "no aplica"
    return f"{show_number(puntaje.puntaje)} [{show_number(puntaje.minimo)} a {show_number(puntaje.maximo)}]"


def explain_criterio(ficha: Ficha, item: FichaCriterio) -> str:
    """Return a criterion of a scorecard in sentences, question by question."""
    criterio = item.criterio
    lines = [f"{ficha.titulo or ficha.practica}: {criterio.nombre} = {_interval(item.puntaje)}"]
    if criterio.definicion:
        lines.append(criterio.definicion)
    if criterio.fuente:
        lines.append(f"Fuente: {criterio.fuente}.")
    if not item.puntaje.no_aplica:
        lines.append(
            f"Cobertura {_percent(item.puntaje.cobertura)}, aplicabilidad {_percent(item.puntaje.aplicabilidad)}. "
            + _how_it_is_found(ficha)
        )
    lines.append("")
    for question in item.preguntas:
        lines += _question_lines(ficha, question)
    for indicator in item.indicadores:
        lines += _indicator_lines(ficha, indicator)
    return "\n".join(lines) + "\n"


def _how_it_is_found(ficha: Ficha) -> str:
    if is_count(ficha):
        return "Es su parte de la cuenta; los extremos suponen lo menos y lo más que puede ser con las cuentas que faltan."
    return "Es la media ponderada de lo respondido; los extremos suponen lo peor y lo mejor de lo que falta."


def is_count(ficha: Ficha) -> bool:
    """Whether the indicators of a scorecard are counts that are spread."""
    return ficha.tipologia is not None and ficha.tipologia.modo == "reparto"


def explain_pregunta(ficha: Ficha, item: FichaPregunta) -> str:
    """Return one question of a scorecard in sentences."""
    return "\n".join([f"{ficha.titulo or ficha.practica} ({ficha.practica})", "", *_question_lines(ficha, item)]) + "\n"


def explain_indicador(ficha: Ficha, item: FichaIndicador) -> str:
    """Return one indicator of a scorecard in sentences."""
    return "\n".join([f"{ficha.titulo or ficha.practica} ({ficha.practica})", "", *_indicator_lines(ficha, item)]) + "\n"


def _question_lines(ficha: Ficha, item: FichaPregunta) -> list[str]:
    question, written = item.pregunta, item.escrita
    lines = [f"{item.ruta}: {question.texto}"]
    if question.sentido == "inverso":
        lines.append("  Un sí habla en contra: sus puntos se cuentan al revés.")
    said = said_of(item)
    answer = f"respuesta «{said}», " if said is not None else ""
    worth = (
        f"vale {show_number(item.puntos, 2)} de 1"
        if item.puntos is not None
        else f"puede valer de {show_number(item.bajo, 2)} a {show_number(item.alto, 2)}"
    )
    lines.append(f"  {answer}{_STATES[item.estado]}" + ("." if item.estado == "no_aplica" else f"; {worth}, con peso {question.peso:g}."))
    if question.depende_de is not None:
        lines.append(f"  Depende de {question.depende_de}: si esa vale 0, esta también.")
    if written is not None:
        if written.evidencia is not None and written.evidencia.presente:
            lines.append(f"  Evidencia: {written.evidencia}")
        if written.motivo:
            lines.append(f"  Motivo: {written.motivo}")
        lines += [f"  {line}" for line in votes_lines(item)]
        if written.correccion:
            lines.append(f"  Corrección: antes «{written.correccion.antes}»; {written.correccion.motivo} ({written.correccion.quien}).")
        lines.append(f"  Está en {item.origen}")
    source = ", ".join(str(part) for part in (ficha.marco.fuente, question.fuente) if part)
    if source:
        lines.append(f"  Fuente de la pregunta: {source}")
    if question.recomendacion and (item.puntos is None or item.puntos < 1) and item.estado != "no_aplica":
        lines.append(f"  Qué hacer: {question.recomendacion}")
    return [*lines, ""]


def _measure_sentence(item: FichaIndicador) -> str:
    if item.falla:
        return f"No se puede calcular: {item.falla}. Cuenta como sin responder: {_reach(item)}."
    if item.medida is None:
        return f"Cuenta como sin responder: {_reach(item)}."
    due = f" Lo debido a {item.periodo} era {show_plain(item.esperado)} {item.indicador.unidad}." if item.esperado is not None else ""
    return f"{item.indicador.medida.capitalize()}: {show_number(item.medida)} %; vale {show_number(item.puntos, 2)} de 1.{due}"


def _reach(item: FichaIndicador) -> str:
    """Return between which points an indicator without measure may be."""
    low, high = ("0" if end == 0 else "1" if end == 1 else show_number(end, 2) for end in (item.bajo, item.alto))
    return f"puede valer de {low} a {high}"


def _share_lines(item: FichaIndicador) -> list[str]:
    """Return what a count says in a typology: its value and its share."""
    if item.falla:
        return [f"  No cuenta: {item.falla}. Su parte puede ser cualquiera."]
    if item.valor is None:
        return ["  No se dio la cuenta: su parte puede ser cualquiera."]
    share = (
        f"  Es {show_number(item.puntos * _FULL)} % de la cuenta."
        if item.puntos is not None
        else "  Su parte depende de las cuentas que faltan."
    )
    return [f"  Valor: {show_plain(item.valor)} {item.indicador.unidad} ({item.periodo})", share]


def _measured_lines(item: FichaIndicador) -> list[str]:
    unit = item.indicador.unidad
    value = (item.periodo, item.valor) if item.valor is not None else None
    lines = [
        f"  {label}: " + (f"{show_plain(point[1])} {unit} ({point[0] or 'fija'})" if point else "no se dio")
        for label, point in (("Línea base", item.linea_base), ("Meta", item.meta), ("Valor", value))
    ]
    lines.append("  " + _measure_sentence(item))
    if item.luz:
        lines.append(f"  Semáforo: {item.luz}")
    if item.senales:
        lines.append(f"  Señales: {', '.join(item.senales)}")
    return lines


def _indicator_lines(ficha: Ficha, item: FichaIndicador) -> list[str]:
    indicator = item.indicador
    how = "cuenta" if is_count(ficha) else f"{indicator.sentido}, {indicator.medida}"
    lines = [f"{indicator.id}: {indicator.nombre} ({indicator.unidad}; {how})"]
    if item.estado == "no_aplica":
        motive = item.escrita.motivo if item.escrita else None
        return [*lines, "  No aplica" + (f": {motive}" if motive else "."), ""]
    lines += _share_lines(item) if is_count(ficha) else _measured_lines(item)
    if indicator.formula:
        lines.append(f"  Fórmula: {indicator.formula}")
    if item.escrita is not None:
        if item.escrita.fuente:
            lines.append(f"  Fuente del dato: {item.escrita.fuente}")
        lines.append(f"  Está en {item.origen}")
    if indicator.fuente:
        lines.append(f"  Fuente del indicador: {indicator.fuente}")
    return [*lines, ""]
