"""The first sheet of the form of a strategy: how to fill it in, what happens then, and a link to each sheet."""

from __future__ import annotations

from collections.abc import Sequence

from evaluacion.model.formulario_estrategia import Seccion
from evaluacion.publish.formulario.estilos import entry
from evaluacion.publish.formulario.hoja_instrucciones import INSTRUCCIONES
from evaluacion.publish.libro import Celda, Enlace, Hoja, Hojeador, Impresion
from evaluacion.publish.tablero.estilos import ENLACE, NAVY, NOTA, SUBTITULO, TITULO, height_of, label

_ANCHOS = (3.0, 28.0, 110.0)
_PLAIN = NOTA._replace(cursiva=False, color=None, tamano=10, ajustar=True, vertical="top")
_STEPS = (
    (
        "Por dónde empezar",
        "Identificación, Diagnóstico y Ejes. Después los objetivos, su indicador y las acciones. Lo demás puede esperar.",
    ),
    ("Dónde se escribe", "Solo en las celdas de color crema. Las demás están protegidas, sin contraseña, para no borrarlas por descuido."),
    ("Lo que no se sabe", "Se deja vacío: al revisar, la herramienta dice qué falta, en qué hoja y en qué celda."),
    ("Listas", "Las celdas con flecha se llenan de la lista. Las de eje y objetivo muestran los identificadores de esas hojas."),
    (
        "Identificadores",
        "Nombres cortos con letras sin acento, números y guion. Unen las hojas: un objetivo con su eje, una acción con su objetivo.",
    ),
    (
        "Un objetivo",
        "En una frase: qué se hará, cuánto, para quién y para cuándo. Su indicador va en Indicadores; lo ya medido, en Series.",
    ),
    ("Fechas", "Año, año-mes o año-mes-día: 2025, 2025-07, 2025-07-31."),
    ("Números", "Sin separador de miles ni signo de pesos: 1200000. La moneda va en su celda."),
    ("Fórmulas", "No van en las celdas que se llenan. Pegue valores."),
    ("Qué no se toca", "La primera columna dice qué es cada renglón. Puede ordenar, ocultar renglones o insertar otros; no la cambie."),
    ("Al terminar", "Guarde como «Libro de Excel (.xlsx)». Se revisa con «evaluacion revisar» y se pasa a YAML con «evaluacion importar»."),
)
_DE_DATOS = {
    "Identificación": "De quién es el plan, de cuándo a cuándo, qué documento lo contiene y su visión.",
    "Diagnóstico": "Fortalezas, oportunidades, debilidades y amenazas; lo heredado de gobiernos anteriores.",
    "Presupuesto": "Total y fuentes de financiamiento.",
    "Organización": "Quién lo lleva, cómo se comunica y cómo se le da seguimiento.",
    "Sostenibilidad": "Lo que lo hace durar y otros elementos de la planificación.",
}


def arrange_instrucciones(secciones: Sequence[Seccion]) -> Hoja:
    """Return the first sheet, with a link to each of the others."""
    sheet = Hojeador()

    def put(*cells: Celda | None) -> None:
        sheet.put(*cells, alto=height_of(cells, _ANCHOS))

    sheet.put(None, label("Formulario de estrategia", TITULO), alto=30)
    put(None, None, label("Plan de internacionalización de un gobierno local, para llenarlo en una hoja de cálculo.", _PLAIN))
    sheet.skip()
    sheet.put(None, label("Cómo se llena", SUBTITULO), alto=17)
    for word, meaning in _STEPS:
        put(None, label(word, _PLAIN._replace(negrita=True)), label(meaning, _PLAIN))
    put(None, Celda("así se ven", entry(None).estilo._replace(bloqueada=True)), label("las celdas en que se escribe.", _PLAIN))
    sheet.skip()
    sheet.put(None, label("Hojas", SUBTITULO), alto=17)
    for section in secciones:
        about = section.nota or _DE_DATOS.get(section.titulo, "")
        put(None, Celda(section.titulo, ENLACE._replace(vertical="top"), Enlace(section.titulo, 0)), label(about, _PLAIN))
    return Hoja(INSTRUCCIONES, NAVY, _ANCHOS, tuple(sheet.filas), impresion=Impresion((1, 0)), cuadricula=False, protegida=True)
