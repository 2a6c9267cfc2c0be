"""Sets of which a part cannot be more than the whole: the households, the population, the staff."""

from __future__ import annotations

from evaluacion.check.enunciado.plural import singular
from evaluacion.check.enunciado.texto import Texto

CONJUNTOS = frozenset(
    "hogar vivienda escuela plantel municipio localidad comunidad colonia barrio dependencia empresa pyme mipyme negocio persona habitante ciudadano ciudadana "
    "estudiante alumno alumna docente maestro maestra funcionario funcionaria servidor servidora trabajador trabajadora empleado empleada enlace joven nino nina "
    "adolescente mujer hombre adulto adulta familia productor productora artesano artesana becario becaria migrante alcaldia aula hospital clinica "
    "poblacion personal plantilla matricula padron alumnado estudiantado profesorado ciudadania territorio".split()
)
"""Names of wholes, in the singular and without accents."""
PARTES = frozenset(("cobertura", "proporcion", "porcentaje"))
"""Names of what goes from nothing to the whole."""
_MAY_EXCEED = frozenset(
    "metas ingresos costos gastos recursos ventas exportaciones importaciones inversiones remesas niveles valores registrados registradas reportados "
    "reportadas obtenidos obtenidas observados observadas que de".split()
)
"""After «de los»: what may be passed, because it is a figure of before or of reference."""
_MANY = frozenset(("los", "las", "sus", "nuestros", "nuestras", "todos", "todas"))
_ONE = frozenset(("la", "el", "su", "nuestra", "nuestro", "toda", "todo"))
_OF = frozenset(("de", "del"))
_BACK = 6


def is_of_a_set(texto: Texto, i: int, j: int) -> bool:
    """Whether a percentage between two tokens is a part of a whole: 80 % de los hogares, cobertura de 80 %."""
    return _takes_part(texto, j) or _is_part(texto, i)


def _takes_part(texto: Texto, j: int) -> bool:
    if texto.word(j) not in _OF:
        return False
    article = texto.word(j + 1)
    if article in _MANY:
        return texto.word(j + 2) not in _MAY_EXCEED
    return singular(texto.word(j + 1 + (article in _ONE))) in CONJUNTOS


def _is_part(texto: Texto, i: int) -> bool:
    """Whether a percentage is the value of a share named before it: una cobertura de vacunación del 80 %."""
    if texto.word(i - 1) not in {"de", "del", "a", "al"}:
        return False
    return any(texto.word(k) in PARTES for k in range(i - 2, max(-1, i - _BACK), -1))
