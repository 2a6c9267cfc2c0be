"""What comes before a date and says how to take it: a más tardar, antes de, al cierre de, desde, para."""

from __future__ import annotations

import re
from typing import NamedTuple

from evaluacion.check.enunciado.texto import Texto

HASTA, ANTES, MEDIADOS, PRINCIPIOS, DESDE, DEBIL = "hasta", "antes", "mediados", "principios", "desde", "debil"
_REACH = 90


class Preambulo(NamedTuple):
    """Where the words before a date begin in the plain text, and what they make of it."""

    a: int
    clase: str
    fuerte: bool
    """Whether they can only announce a deadline: `a más tardar`, `para`, `de aquí a`; not `en`."""


_FIRM = (
    r"(?:a mas tardar|(?:a )?no mas tarde|no despues|como (?:maximo|tarde|limite|fecha limite)|maximo|a lo mas|(?:con |teniendo como |antes de la |en la |la )?"
    r"fecha (?:limite|maxima|tope|de (?:cierre|entrega|termino|conclusion))|con (?:limite|plazo|vencimiento)|plazo(?: limite| maximo)?),?:?"
)
_HEAD = (
    r"(?:(?:el |la |los |las )?(?:(?:dia|mes|ano(?: fiscal)?|anos|periodo(?: comprendido)?|ejercicio(?: fiscal)?|bienio|trienio|cuatrienio|quinquenio|sexenio|ciclo(?: escolar| fiscal| agricola)?|vigencia(?: fiscal)?|temporada(?: turistica)?|"
    r"(?:temporada de )?(?:primavera|verano|otono|invierno)|(?:administracion|gestion|gobierno|legislatura|mandato|ayuntamiento)(?: (?!publica)[a-z]{5,})?)(?: de(?:l)?)?(?: ano)?(?: entre)?,? )?)"
)
_REMAINDER = r"(?:(?:en|durante|a lo largo de|dentro de) )?(?:lo que (?:queda|resta|falta)|(?:el )?resto|los (?:meses|dias) que (?:quedan|restan|faltan))"
_ENDS = r"(?:fines|finales|fin|final|cierre|termino|conclusion|culminacion|vencimiento)"
_TO_END = r"(?:termine|termina|concluya|finalice|acabe|culmine|cierre|terminar|finalizar|concluir|acabar|culminar|cerrar|que termine|que concluya|que finalice|que acabe)"
_PATTERN = re.compile(
    r"(?<![a-z0-9])(?:"
    rf"(?P<fin>(?:{_FIRM} )?(?:(?:antes (?:de que|de|del|que)|al|para|cuando) (?:se )?{_TO_END} |"
    rf"(?:(?:antes de|antes del|para|para el|para la|hacia|hacia el|en|en el|hasta|hasta el|hasta la|a|al|a la|durante el|previo al) )?{_ENDS} )"
    rf"(?:de(?:l)? )?{_HEAD})\Z|"
    rf"(?P<medio>(?:(?:antes de|a|para|hacia|en|hasta|por) )?mediados (?:de |del ){_HEAD})\Z|"
    rf"(?P<inicio>(?:(?:antes de|a|al|para|hacia|en|desde|por) )?(?:los )?(?:principios?|inicios?|comienzos?|arranque) (?:de |del ){_HEAD})\Z|"
    rf"(?P<antes>(?:{_FIRM} |hasta |para )?(?:antes|previo|previamente|con anterioridad)(?: de| a)?(?:l)? {_HEAD})\Z|"
    rf"(?P<desde>(?:a partir|a contar|(?:iniciando|comenzando|empezando)(?: a partir)?(?=(?: de| en))|desde|desde inicios|vigente desde|con inicio) ?(?:de|del|en|el)? ?{_HEAD})\Z|"
    rf"(?P<firme>{_FIRM} ?(?:(?:que|en|para|durante|hacia|hasta|a|al|de|del|dentro de|el|es|sera) )*{_HEAD}|"
    r"(?:de aqui|de hoy|desde hoy|desde ahora|de cara|rumbo|con miras|con vistas|con horizonte|con un horizonte|con la mira|con meta|"
    rf"en el horizonte|previsto)(?: ?(?:a|al|hasta|hacia|para|en|de|el))* {_HEAD}|(?:y )?(?:hasta|para|hacia|al|antes) (?:este |fines de |finales de )?{_HEAD})\Z|"
    rf"(?P<simple>(?:en|durante|a lo largo de|a lo largo|en el transcurso de|en el curso de|en el marco|dentro de|por|a|este|en este|durante este|el|"
    rf"(?:en|durante) tod[oa]|dentro|con cierre|con corte|entre|{_REMAINDER})(?:l| del| de| a| al| en)? (?:proximo |pasado )?{_HEAD})\Z|"
    rf"(?P<cabeza>(?:la |el )?(?:periodo|ejercicio fiscal|ejercicio|bienio|trienio|quinquenio|sexenio|administracion|ciclo (?:escolar|fiscal)|ano fiscal|ano)(?: (?:municipal|estatal|federal))? ?(?:de )?)\Z|"
    r"(?P<debil>(?:de|del|del ano|de el) )\Z"
    r")"
)


_WORDS = frozenset(
    "a al ahora antes anterioridad arranque aqui ano anos ayuntamiento bienio cara cierre ciclo comienzo comienzos como comprendido con cuando cuatrienio culminacion "
    "curso conclusion contar comenzando corte de del desde despues dentro dia durante ejercicio el empezando en entrega entre es escolar estatal este este falta federal "
    "fecha fin final finales fines fiscal firmado hacia hasta hoy horizonte inicio inicios iniciando invierno la largo las limite lo los marco mas maxima maximo mediados mes meta "
    "mandato mira miras municipal no otono para partir pasado periodo plazo por presente previamente previo previsto primavera principio principios proximo que queda quedan quinquenio "
    "resta restan resto faltan temporada meses dias rumbo se sera sexenio tarde tardar teniendo termino toda todo tope transcurso trienio turistica un vencimiento verano vigencia vigente vistas y "
    "termine termina concluya finalice acabe culmine terminar finalizar concluir acabar culminar cerrar administracion agricola gestion gobierno legislatura , :".split()
)
_OF_GOVERNMENT = frozenset("administracion gestion gobierno legislatura mandato ayuntamiento".split())


def read_preambulo(texto: Texto, i: int) -> Preambulo | None:
    """Return the longest run of words that ends just before a token and leads into a date."""
    k = i
    while k > 0 and (texto.palabras[k - 1] in _WORDS or (k > 1 and texto.palabras[k - 2] in _OF_GOVERNMENT)):
        k -= 1
    if k == i:
        return None
    place = texto.inicios[i]
    found = _PATTERN.search(texto.plano, max(texto.inicios[k], place - _REACH), place)
    if found is None:
        return None
    kind = found.lastgroup or ""
    start = found.start()
    if kind in {"fin", "firme"}:
        return Preambulo(start, HASTA, fuerte=True)
    if kind in {"simple", "cabeza"}:
        return Preambulo(start, HASTA, fuerte=False)
    classes = {"medio": MEDIADOS, "inicio": PRINCIPIOS, "antes": ANTES, "desde": DESDE, "debil": DEBIL}
    return Preambulo(start, classes[kind], fuerte=kind in {"medio", "antes"})
