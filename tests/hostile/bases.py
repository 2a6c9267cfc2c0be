"""A sound file of each class that people write, with the command that reads it: the traps are set in these."""

from __future__ import annotations

from dataclasses import dataclass, field

MARCO = """marco: prueba
version: 1.0.0
titulo: Marco de prueba
grupos:
  - id: unico
    nombre: Grupo único
    criterios:
      - id: alcance
        nombre: Alcance
        preguntas:
          - {id: poblacion, texto: ¿Se sabe a cuántas personas llega?, evidencia: opcional}
          - {id: registro, texto: ¿Hay un padrón?, evidencia: opcional}
"""
TABLA = "clave,nombre,region,uno,dos\nu1,Uno,norte,40,12\nu2,Dos,sur,55,10\nu3,Tres,sur,70,15\n"
NODOS = "nodos: [{id: indice, nombre: Índice}, {id: uno, nombre: Uno, padre: indice}, {id: dos, nombre: Dos, padre: indice}]\n"
COMPARACION = "comparacion: prueba\ntitulo: Comparación de prueba\nunidades: {archivo: datos.csv, id: clave, nombre: nombre}\n" + NODOS
PRACTICA = "practica: beca\ntitulo: Beca\nrespuestas:\n  prueba:\n    alcance.poblacion: sí\n    alcance.registro: no\n"
ESTRATEGIA = (
    "estrategia: municipio\ntitulo: Estrategia del municipio\nfecha: 2025-01-31\n"
    "objetivos:\n  - {id: uno, enunciado: Firmar 3 acuerdos de cooperación con ciudades de Asia para 2027}\n"
)


@dataclass(frozen=True)
class Base:
    """A class of file: its name, what it says, the command that reads it, what must be beside it, and the code when it is right."""

    nombre: str
    archivo: str
    texto: str
    orden: str
    junto: dict[str, str] = field(default_factory=dict)
    sale: int = 0


_PROPIO = {"marco.yaml": MARCO}
_VOTOS = {
    f"votos/{who}.yaml": f"practica: beca\nevaluacion: {{evaluador: {who}}}\nrespuestas:\n  prueba: {{alcance.poblacion: {answer}}}\n"
    for who, answer in (("ana", "sí"), ("luis", "no"))
}
_CATALOGO = (
    "catalogo: prueba\ntitulo: Tablas de prueba\n"
    "tablas:\n  - {id: indice, archivo: indice.csv, titulo: Índice, fuente: Tabla 1, columnas: {a: Antes, b: Después}}\n"
)
_INDICE = "clave,nombre,a,b\n01,Norte,1,2\n02,Sur,3,4\n"
BASES = (
    Base("practica", "beca.yaml", PRACTICA, "calificar {0} --marco marco.yaml --formato json", _PROPIO),
    Base("marco", "marco.yaml", MARCO, "validar {0}"),
    Base("marco-pedido", "marco.yaml", MARCO, "calificar beca.yaml --marco {0}", {"beca.yaml": PRACTICA}),
    Base(
        "marco-extendido",
        "propio.yaml",
        "marco: propio\nversion: 1.0.0\ntitulo: Propio\nextiende: marco.yaml\ncambios:\n  criterios:\n    alcance: {peso: 2}\n",
        "validar {0}",
        _PROPIO,
    ),
    Base("casos", "casos.yaml", "- nombre: Vacío\n  respuestas: {}\n  espera: {puntaje: null}\n", "validar {0} marco.yaml", _PROPIO),
    Base("estrategia", "plan.yaml", ESTRATEGIA, "revisar {0} --fallar-con nunca"),
    Base("comparacion", "comparacion.yaml", COMPARACION, "comparar {0}", {"datos.csv": TABLA}),
    Base(
        "configuracion",
        "evaluacion.yaml",
        "reglas:\n  OBJ-01: aviso\nfallar_con: nunca\n",
        "revisar plan.yaml",
        {"plan.yaml": ESTRATEGIA},
    ),
    Base(
        "moderacion",
        "moderacion.yaml",
        "moderacion: sesion\nacuerdos:\n  - {practica: beca, marco: prueba, pregunta: alcance.poblacion, respuesta: sí, motivo: Acta, quien: Ana, fecha: 2025-01-31}\n",
        "panel votos --marco marco.yaml --moderacion {0}",
        _PROPIO | _VOTOS,
    ),
    Base("panel", "panel.yaml", "panel: prueba\nregistros: [votos]\nmarco: marco.yaml\n", "panel {0}", _PROPIO | _VOTOS),
    Base(
        "cifras",
        "cifras.yaml",
        "verificacion: prueba\ntitulo: Cifras de prueba\ncatalogo: tablas.yaml\n"
        'cifras:\n  - {id: media, tipo: media, tabla: indice, columna: a, publicado: "2", fuente: Tabla 1}\n',
        "verificar-cifras {0}",
        {"tablas.yaml": _CATALOGO, "indice.csv": _INDICE},
    ),
    Base(
        "catalogo",
        "tablas.yaml",
        _CATALOGO,
        "verificar-cifras cifras.yaml",
        {
            "cifras.yaml": "verificacion: prueba\ntitulo: Cifras de prueba\ncatalogo: tablas.yaml\n"
            'cifras:\n  - {id: media, tipo: media, tabla: indice, columna: a, publicado: "2", fuente: Tabla 1}\n',
            "indice.csv": _INDICE,
        },
    ),
    Base("proyeccion", "proyeccion.yaml", "proyeccion: prueba\ntitulo: Prueba\nbase: 100\ntasa: 20\nperiodos: 2\n", "proyectar {0}"),
    Base(
        "expediente",
        "expediente.yaml",
        "procedimiento: hermanamiento\ndesde: 2026-01-05\nfecha: 2026-01-05\n",
        "procedimiento hermanamiento {0}",
    ),
    Base(
        "consulta",
        "consulta.yaml",
        "decision: espacio_dialogo\nrespuestas: {proposito: acordar}\n",
        "decidir espacio_dialogo --respuestas {0}",
    ),
    Base(
        "decision",
        "propia/decision.yaml",
        "decision: propia\nversion: 1.0.0\ntitulo: ¿Se firma?\n"
        "preguntas:\n  - {id: listo, texto: ¿Está listo?, opciones: [{valor: sí, texto: sí}, {valor: no, texto: no}]}\n"
        "reglas:\n  - {si: {listo: sí}, resultado: firma, motivo: Está listo}\n  - {si: {listo: no}, resultado: espera, motivo: No está}\n"
        "resultados:\n  - {id: firma, titulo: Firme, texto: Puede firmar}\n  - {id: espera, titulo: Espere, texto: Todavía no}\n",
        "validar {0}",
    ),
    Base(
        "procedimiento",
        "propio/procedimiento.yaml",
        "procedimiento: propio\nversion: 1.0.0\ntitulo: Trámite\nancla: {id: inicio, nombre: Inicio, clave: desde, paso_de_la_otra: uno, es_paso: no}\n"
        "pasos:\n  - {id: uno, numero: 1, nombre: Uno, texto: Se hace uno, responsable: nadie, limite: {tras: inicio, semanas: 4}, despues_de: [inicio]}\n",
        "validar {0}",
    ),
    Base(
        "tendencia",
        "tendencia.yaml",
        "tendencia: prueba\ntitulo: Prueba\nmarco: indice_internacionalizacion\nindicador: indice\ntabla: {catalogo: tablas.yaml, id: indice}\n",
        "tendencias {0}",
        {
            "tablas.yaml": _CATALOGO.replace("{a: Antes, b: Después}", '{"2005": Antes, "2010": Después}'),
            "indice.csv": _INDICE.replace("a,b", "2005,2010").replace("3,4", "2,3"),
        },
    ),
)
