"""JSON Schemas of the files that people write, made from the models, so that an editor completes keys and shows help."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from evaluacion.model.casos import Caso
from evaluacion.model.cifras import Catalogo, Enmiendas, Verificacion
from evaluacion.model.comparacion import Comparacion
from evaluacion.model.decision import CasoDecision, Consulta, Decision
from evaluacion.model.estrategia import Estrategia
from evaluacion.model.marco import Indicador, Marco, Pregunta
from evaluacion.model.moderacion import Moderacion
from evaluacion.model.panel import Panel
from evaluacion.model.practica import TIPOS, Practica
from evaluacion.model.procedimiento import CasoProcedimiento, Expediente, Procedimiento
from evaluacion.model.proyeccion import Proyeccion
from evaluacion.model.revision_config import ConfiguracionRevision
from evaluacion.model.tendencia import Tendencia

if TYPE_CHECKING:
    from evaluacion.model.comun import Modelo

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TITLES = {
    "marco": "Un marco: instrumento de evaluación",
    "practica": "Un registro: práctica, gobierno, acuerdo o hermanamiento",
    "casos": "Los casos de un marco: ejemplos resueltos",
    "cifras": "Cifras publicadas que se vuelven a calcular con sus tablas",
    "tablas": "Un catálogo de tablas publicadas",
    "enmiendas": "Fallas de lectura enmendadas y errores de la fuente",
    "proyeccion": "Una proyección por escenarios",
    "tendencia": "La tendencia de un índice o indicador a través de los años",
    "panel": "Un panel de evaluadores: qué evaluaciones se juntan",
    "moderacion": "Una moderación: las respuestas que un panel acordó",
    "estrategia": "Una estrategia de internacionalización",
    "configuracion": "La configuración de una revisión, evaluacion.yaml",
    "comparacion": "Una comparación de unidades por un índice",
    "decision": "Una decisión: preguntas cerradas, reglas y resultados",
    "consulta": "Las respuestas a una decisión",
    "casos_decision": "Los casos de una decisión: ejemplos resueltos",
    "procedimiento": "Un procedimiento: pasos con sus plazos",
    "expediente": "Un procedimiento en curso, con sus fechas",
    "casos_procedimiento": "Los casos de un procedimiento: ejemplos resueltos",
}
_MODELS: dict[str, type[Modelo]] = {
    "cifras": Verificacion,
    "tablas": Catalogo,
    "enmiendas": Enmiendas,
    "proyeccion": Proyeccion,
    "tendencia": Tendencia,
    "panel": Panel,
    "moderacion": Moderacion,
    "estrategia": Estrategia,
    "configuracion": ConfiguracionRevision,
    "comparacion": Comparacion,
    "decision": Decision,
    "consulta": Consulta,
    "procedimiento": Procedimiento,
    "expediente": Expediente,
}
_CASES: dict[str, type[Modelo]] = {"casos": Caso, "casos_decision": CasoDecision, "casos_procedimiento": CasoProcedimiento}
ESQUEMAS = tuple(_TITLES)


def file_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file: one of `ESQUEMAS`."""
    if kind == "marco":
        schema = _marco_schema()
    elif kind == "practica":
        schema = _practica_schema()
    elif kind in _MODELS:
        schema = _of_model(_MODELS[kind])
    else:
        case = _of_model(_CASES[kind])
        case = _with_no_aplica(case) if kind == "casos" else case
        definitions = case.pop("$defs")
        schema = {"type": "array", "minItems": 1, "items": case, "$defs": definitions}
    return {"$schema": _DIALECT, **schema, "title": _TITLES[kind]}


def _of_model(model: type[Modelo]) -> dict[str, Any]:
    schema = model.model_json_schema(mode="validation")
    return dict(_clean(schema))


def _clean(node: Any) -> Any:  # noqa: ANN401 - a JSON Schema is plain data
    """Return the schema without the English titles and docstrings that pydantic takes from the code."""
    if isinstance(node, list):
        return [_clean(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {key: _clean(value) for key, value in node.items()}
    if node.get("type") == "string" and not {"pattern", "enum", "const"} & node.keys():
        found["type"] = ["string", "number"]
    if node.get("type") == "object" and "properties" in node:
        found.pop("description", None)
        found.pop("title", None)
    return found


def _with_no_aplica(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema with the long form of an indicator that does not apply: `{respuesta: no aplica, motivo: …}`."""
    serie = schema["$defs"]["SerieEscrita"]
    answer = {"title": "Respuesta", "description": "Solo «no aplica», con su motivo.", "enum": ["no aplica", "No aplica", "n/a"]}
    properties = {**serie["properties"], "respuesta": answer}
    return {**schema, "$defs": {**schema["$defs"], "SerieEscrita": {**serie, "properties": properties}}}


def _marco_schema() -> dict[str, Any]:
    schema = _of_model(Marco)
    properties = dict(schema["properties"])
    properties["extiende"] = {
        "title": "Extiende",
        "description": "Marco del que parte: id@versión mayor (cualitativo@1) o un archivo de esta carpeta.",
        "type": "string",
    }
    indicator = schema["$defs"]["Indicador"]
    wanted = indicator.pop("required")
    indicator.update({"required": ["id"], "if": {"required": ["toma_de"]}, "else": {"required": wanted}})
    change = {"anyOf": [{"const": "no"}, {"const": False}, {"type": "object"}]}
    properties["cambios"] = {
        "title": "Cambios",
        "description": "Qué cambia: por grupo, criterio o criterio.pregunta; «no» lo apaga.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            kind: {"title": kind.capitalize(), "type": "object", "additionalProperties": change}
            for kind in ("grupos", "criterios", "preguntas", "indicadores")
        },
    }
    required = [key for key in schema["required"] if key != "marco"]
    return {
        **schema,
        "properties": properties,
        "required": ["marco"],
        "if": {"required": ["extiende"]},
        "else": {"required": required},
    }


def _practica_schema() -> dict[str, Any]:
    schema = _with_no_aplica(_of_model(Practica))
    return {**schema, "oneOf": [{"required": [kind]} for kind in TIPOS]}


def record_schema(marco: Marco) -> dict[str, Any]:
    """Return the JSON Schema of the records of a marco: its questions, its answers, its indicators, with their help."""
    schema = _practica_schema()
    definitions = dict(schema["$defs"])
    answers = [valor.valor for valor in marco.escala]
    without = [valor.valor for valor in marco.escala if valor.puntos is not None]
    definitions["respuesta_de_la_escala"] = _answer_definition(answers, definitions["Respuesta"])
    definitions["respuesta_sin_no_aplica"] = _answer_definition(without, definitions["Respuesta"])
    properties = dict(schema["properties"])
    properties["respuestas"] = {
        "title": "Respuestas",
        "type": "object",
        "properties": {
            marco.marco: {
                "title": marco.titulo,
                "type": "object",
                "additionalProperties": False,
                "properties": {path: _question_property(question) for path, question in marco.preguntas.items()},
            }
        },
    }
    if marco.indicadores:
        properties["indicadores"] = {
            "title": "Indicadores",
            "type": "object",
            "properties": {name: _indicator_property(item, properties["indicadores"]) for name, item in marco.indicadores.items()},
            "patternProperties": properties["indicadores"]["patternProperties"],
            "additionalProperties": False,
        }
    if marco.requisitos:
        properties["requisitos"] = {
            "title": "Requisitos",
            "type": "object",
            "properties": {item.id: {"title": item.texto, "enum": ["sí", "no", True, False]} for item in marco.requisitos},
        }
    title = f"Un registro de «{marco.titulo}» ({marco.marco} {marco.version})"
    return {"$schema": _DIALECT, **schema, "properties": properties, "$defs": definitions, "title": title}


def _answer_definition(answers: list[str], long_form: dict[str, Any]) -> dict[str, Any]:
    words: list[Any] = list(answers)
    words += [True, False] if {"sí", "no"} <= set(answers) else []
    words += [int(word) for word in answers if word.isdecimal()]
    answer = {**long_form["properties"]["respuesta"], "anyOf": [{"enum": words}, {"type": "null"}]}
    return {"anyOf": [{"enum": words}, {**long_form, "properties": {**long_form["properties"], "respuesta": answer}}]}


def _question_property(question: Pregunta) -> dict[str, Any]:
    kind = "respuesta_de_la_escala" if question.admite_no_aplica else "respuesta_sin_no_aplica"
    parts = [question.texto, question.ayuda, "Un sí habla en contra." if question.sentido == "inverso" else None]
    return {"title": question.id, "description": " ".join(part for part in parts if part), "$ref": f"#/$defs/{kind}"}


def _indicator_property(item: Indicador, generic: dict[str, Any]) -> dict[str, Any]:
    description = f"{item.definicion} Unidad: {item.unidad}."
    return {"title": item.nombre, "description": description, "allOf": [next(iter(generic["patternProperties"].values()))]}


def schema_text(schema: dict[str, Any]) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=False) + "\n"
