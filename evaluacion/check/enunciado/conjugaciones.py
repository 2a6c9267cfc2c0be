"""The infinitive of a conjugated verb: of a future by its ending, of other forms by a closed list of the verbs of plans."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_VERBOS = tuple(
    "abatir abrir acceder acordar acreditar actualizar adherir admitir adoptar adquirir alcanzar alfabetizar ampliar analizar aplicar apoyar aportar "
    "aprender aprobar asesorar asistir atender atraer aumentar auditar avalar ayudar bajar becar beneficiar brindar calificar canalizar capacitar captar "
    "celebrar certificar colaborar colocar comercializar compartir completar comprar concluir concretar conectar conformar conocer consolidar constituir "
    "construir consultar contar contratar contribuir convertir convocar cooperar coordinar crear crecer cubrir cumplir cursar definir desarrollar "
    "descender designar destinar diagnosticar difundir digitalizar diseñar disminuir disponer distribuir diversificar documentar donar duplicar editar "
    "educar ejecutar ejercer elaborar elevar eliminar emitir emprender enseñar entregar enviar equipar erradicar establecer estudiar evaluar exhibir "
    "existir expandir expedir exponer exportar facilitar favorecer financiar firmar fomentar formalizar formar fortalecer ganar garantizar generar "
    "gestionar graduar habilitar hermanar identificar impartir implementar importar impulsar inaugurar incluir incorporar incrementar ingresar iniciar "
    "inscribir instalar instituir instrumentar integrar intercambiar intervenir introducir invertir invitar lanzar levantar llegar llevar lograr mantener "
    "mejorar modernizar monitorear montar movilizar multiplicar negociar obtener ofrecer operar optimizar organizar otorgar pagar participar pasar "
    "permanecer permitir plantar poner posicionar postular potenciar preservar prestar presentar prevenir producir profesionalizar promover proporcionar "
    "proteger publicar ratificar realizar recaudar recibir reconocer recuperar reciclar reducir reforestar reforzar registrar regularizar rehabilitar "
    "renovar reportar representar rescatar resolver respaldar restaurar reunir sembrar señalizar simplificar sistematizar solicitar sostener subir "
    "suscribir sumar superar tener terminar trabajar traducir tramitar transferir transformar transitar triplicar unir usar utilizar vender verificar "
    "viajar vincular visitar".split()
)
_SUELTAS = {
    "acuerda": "acordar", "acuerdan": "acordar", "acuerde": "acordar", "acuerden": "acordar", "aprueba": "aprobar", "aprueban": "aprobar",
    "apruebe": "aprobar", "aprueben": "aprobar", "atiende": "atender", "atienden": "atender", "atienda": "atender", "atiendan": "atender",
    "atraiga": "atraer", "atraigan": "atraer", "adquiera": "adquirir", "adquieran": "adquirir", "cuente": "contar", "cuenten": "contar",
    "cuenta": "contar", "cuentan": "contar", "convierta": "convertir", "conviertan": "convertir", "disponga": "disponer", "dispongan": "disponer",
    "este": "estar", "esten": "estar", "exponga": "exponer", "expongan": "exponer", "haya": "haber", "hayan": "haber", "haga": "hacer",
    "hagan": "hacer", "intervenga": "intervenir", "intervengan": "intervenir", "invierta": "invertir", "inviertan": "invertir", "invierte": "invertir",
    "mantenga": "mantener", "mantengan": "mantener", "obtenga": "obtener", "obtengan": "obtener", "ponga": "poner", "pongan": "poner",
    "promueva": "promover", "promuevan": "promover", "promueve": "promover", "promueven": "promover", "refuerce": "reforzar", "refuercen": "reforzar",
    "renueve": "renovar", "renueven": "renovar", "renueva": "renovar", "renuevan": "renovar", "resuelva": "resolver", "resuelvan": "resolver",
    "reúna": "reunir", "sea": "ser", "sean": "ser", "siembre": "sembrar", "siembren": "sembrar", "sostenga": "sostener", "sostengan": "sostener",
    "tenga": "tener", "tengan": "tener", "vaya": "ir", "vayan": "ir", "prevenga": "prevenir", "prevengan": "prevenir",
    "transfiera": "transferir", "transfieran": "transferir", "busca": "buscar", "buscan": "buscar", "pretende": "pretender", "espera": "esperar",
    "propone": "proponer", "preve": "prever", "procura": "procurar", "dispone": "disponer", "establecen": "establecer",
}  # fmt: skip
_PARTICIPIOS = {
    "abiert": "abrir", "cubiert": "cubrir", "dich": "decir", "dispuest": "disponer", "escrit": "escribir", "expuest": "exponer", "hech": "hacer",
    "impres": "imprimir", "inscrit": "inscribir", "puest": "poner", "resuelt": "resolver", "suscrit": "suscribir", "vist": "ver",
}  # fmt: skip
_FUTUROS = {
    "podr": "poder", "querr": "querer", "sabr": "saber", "habr": "haber", "cabr": "caber", "har": "hacer", "dir": "decir", "satisfar": "satisfacer",
}  # fmt: skip
_CONTRAIDOS = (("tendr", "tener"), ("pondr", "poner"), ("vendr", "venir"), ("saldr", "salir"), ("valdr", "valer"))
_FUTURO = re.compile(r"(?P<raiz>\w+r)(?:á|án|emos)")
_FUTURO_SIN_TILDE = re.compile(r"(?P<raiz>\w+[aei]r|\w+dr|podr|habr|har)(?:a|an)")
_INFINITIVO = re.compile(r"\w*[aeií]r")
_NO_FUTUROS = frozenset(("azafrán", "alacrán", "refrán", "corán", "teherán", "extremos", "supremos"))
_DUROS = (("c", "qu"), ("g", "gu"), ("z", "c"))
"""How the last letter of a stem is written before an e."""


def of_future(written: str, *, without_accent: bool = False) -> str | None:
    """Return the infinitive of a verb in the future, or None when a word is something else.

    Args:
        written: one word in lower case, with its accents.
        without_accent: whether any verb may lack its accent, as where `se` comes before it; else only the verbs of plans may.
    """
    found = _FUTURO.fullmatch(written) or _FUTURO_SIN_TILDE.fullmatch(written)
    if found is not None and written.endswith(("a", "an")) and not without_accent and found["raiz"] not in _known():
        return None
    if found is None or written in _NO_FUTUROS:
        return None
    stem = found["raiz"]
    if stem in _FUTUROS:
        return _FUTUROS[stem]
    contracted = next((stem.removesuffix(short) + whole for short, whole in _CONTRAIDOS if stem.endswith(short)), None)
    return contracted or (stem if _INFINITIVO.fullmatch(stem) else None)


def of_wish(plain: str) -> str | None:
    """Return the infinitive of a verb in the subjunctive: `impartan`, `sea`, `alcancen`."""
    return _SUELTAS.get(plain) or _subjunctives().get(plain)


def of_present(plain: str) -> str | None:
    """Return the infinitive of a verb in the present: `capacita`, `firman`."""
    return _SUELTAS.get(plain) or _presents().get(plain)


def of_participle(plain: str) -> str | None:
    """Return the infinitive of a participle, in any gender and number: `firmados`, `abierta`."""
    stem = plain.removesuffix("s")[:-1]
    if stem in _PARTICIPIOS:
        return _PARTICIPIOS[stem]
    known = _participles().get(stem)
    return known or (f"{stem[:-2]}ar" if stem.endswith("ad") and len(stem) > 4 else f"{stem[:-2]}er" if stem.endswith("id") else None)


def _folded(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", word) if unicodedata.category(char) != "Mn")


@cache
def _known() -> frozenset[str]:
    return frozenset(map(_folded, _VERBOS))


@cache
def _subjunctives() -> dict[str, str]:
    return {
        _folded(f"{_wishing_stem(verb)}{end}"): verb for verb in _VERBOS for end in (("e", "en") if verb.endswith("ar") else ("a", "an"))
    }


def _wishing_stem(verb: str) -> str:
    """Return the stem of the subjunctive: certifiqu-, alcanc-, reduzc-, proteg- as protej-, construy-."""
    stem = verb[:-2]
    if verb.endswith("ar"):
        return next((stem[:-1] + hard for soft, hard in _DUROS if stem.endswith(soft)), stem)
    if stem.endswith("c"):
        return f"{stem[:-1]}{'zc' if stem[-2] in 'aeiou' else 'z'}"
    if stem.endswith("g"):
        return f"{stem[:-1]}j"
    return f"{stem}y" if stem.endswith("u") else stem


@cache
def _presents() -> dict[str, str]:
    forms: dict[str, str] = {}
    for verb in _VERBOS:
        stem = verb[:-2]
        soft = f"{stem}y" if verb.endswith("uir") else stem
        forms |= {_folded(f"{soft}{end}"): verb for end in (("a", "an") if verb.endswith("ar") else ("e", "en"))}
    return forms


@cache
def _participles() -> dict[str, str]:
    return {_folded(f"{verb[:-2]}{'ad' if verb.endswith('ar') else 'id'}"): verb for verb in _VERBOS}
