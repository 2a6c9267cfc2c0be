"""Rules 1-18 of the scoring contract, written a second time, slowly and plainly.

Nothing here imports the package under test, reads a file or uses numpy.  All the
arithmetic is done with exact fractions; numbers become floats only in the answer.
The numbers in the comments ("rule 6") are those of the contract.
"""

import datetime
import itertools
import math
import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from typing import Any

CIEN = Fraction(100)
NO_APLICA = {"no aplica", "n/a", "n.a.", "na"}
CLASES = ("practica", "gobierno", "acuerdo", "hermanamiento", "plan")
ESCALA = [
    {"valor": "sí", "puntos": 1},
    {"valor": "parcial", "puntos": 0.5},
    {"valor": "no", "puntos": 0},
    {"valor": "no aplica"},
]
MESES = {
    "mensual": 1,
    "bimestral": 2,
    "trimestral": 3,
    "cuatrimestral": 4,
    "semestral": 6,
    "anual": 12,
    "bienal": 24,
    "trienal": 36,
    "quinquenal": 60,
    "sexenal": 72,
}


# ---------------------------------------------------------------- numbers and words


def numero(valor: Any) -> Fraction:
    """Return the exact value of a number as a person reads it: 0.1 is one tenth, `4/3` four thirds."""
    if isinstance(valor, bool):
        raise ValueError(f"no es un número: {valor!r}")
    if isinstance(valor, int | Fraction):
        return Fraction(valor)
    if isinstance(valor, float):
        return Fraction(repr(valor))
    return Fraction(str(valor).strip().replace(" ", ""))


def redondear(valor: Fraction, decimales: int = 9) -> Fraction:
    """Round half away from zero."""
    escala = 10**decimales
    entero = math.floor(abs(valor) * escala + Fraction(1, 2))
    return Fraction(entero if valor >= 0 else -entero, escala)


def doce(valor: Fraction) -> Decimal:
    """Round a raw datum to twelve significant digits (rule 13)."""
    contexto = Context(prec=12, rounding=ROUND_HALF_UP)
    return contexto.divide(Decimal(valor.numerator), Decimal(valor.denominator))


def en_cien(valor: Fraction, rango: tuple[Fraction, Fraction]) -> Fraction:
    """Put a figure of the range on 0-100 with nine decimals, as every comparison looks at it (rule 13)."""
    bajo, alto = rango
    return redondear(CIEN * (valor - bajo) / (alto - bajo))


def palabra(valor: Any) -> str:
    """Fold case, accents and outer spaces; booleans are the words sí and no (rule 2)."""
    if valor is True:
        valor = "sí"
    elif valor is False:
        valor = "no"
    descompuesta = unicodedata.normalize("NFD", str(valor).strip().lower())
    return "".join(c for c in descompuesta if not unicodedata.combining(c))


def flotante(valor: Fraction | None) -> float | None:
    """Leave the exact world."""
    return None if valor is None else float(valor)


# ---------------------------------------------------------------- answers (rules 1-5)


def leer_escala(marco: dict) -> dict[str, tuple[str, Fraction | None]]:
    """Return {folded word: (word of the marco, rescaled points or None)} (rule 1)."""
    escala = marco.get("escala") or ESCALA
    puntos = [numero(e["puntos"]) for e in escala if e.get("puntos") is not None]
    bajo, alto = min(puntos), max(puntos)
    leida: dict[str, tuple[str, Fraction | None]] = {}
    for entrada in escala:
        valor = entrada["valor"]
        texto = {True: "sí", False: "no"}[valor] if isinstance(valor, bool) else str(valor)
        if entrada.get("puntos") is None:
            leida["no aplica"] = (texto, None)
        else:
            leida[palabra(valor)] = (texto, (numero(entrada["puntos"]) - bajo) / (alto - bajo))
    return leida


def leer_respuesta(escala: dict, escrito: Any) -> tuple[str | None, Fraction | None, bool]:
    """Return (word of the marco, rescaled points, has evidence) of what is written for one question."""
    evidencia = False
    if isinstance(escrito, dict):
        evidencia = bool(escrito.get("evidencia"))
        escrito = escrito.get("respuesta")
    if escrito is None or palabra(escrito) == "":
        return None, None, evidencia
    clave = palabra(escrito)
    if clave in NO_APLICA:
        clave = "no aplica"
    if clave not in escala:
        raise ValueError(f"respuesta fuera de la escala: {escrito!r}")
    texto, puntos = escala[clave]
    return texto, puntos, evidencia


def estado_propio(pregunta: dict, escala: dict, escrito: Any) -> dict:
    """Judge one question by itself, before looking at the one it depends on."""
    texto, puntos, evidencia = leer_respuesta(escala, escrito)
    salida = {"id": pregunta["id"], "peso": numero(pregunta.get("peso", 1)), "respuesta": texto}
    if texto is None:
        return salida | sin_responder()
    if puntos is None:
        return salida | no_aplica()
    if pregunta.get("sentido") == "inverso":
        puntos = 1 - puntos
    if pregunta.get("evidencia") == "obligatoria" and puntos > 0 and not evidencia:
        return salida | {"estado": "sin_evidencia", "puntos": None, "bajo": Fraction(0), "alto": puntos}
    return salida | respondida(puntos)


def respondida(puntos: Fraction) -> dict:
    return {"estado": "respondida", "puntos": puntos, "bajo": puntos, "alto": puntos}


def sin_responder() -> dict:
    return {"estado": "sin_responder", "puntos": None, "bajo": Fraction(0), "alto": Fraction(1)}


def no_aplica() -> dict:
    return {"estado": "no_aplica", "puntos": None, "bajo": None, "alto": None}


def preguntas_de(criterio: dict, escala: dict, respuestas: dict) -> list[dict]:
    """Judge the questions of one criterion, dependences included (rule 4)."""
    propias = {}
    for pregunta in criterio["preguntas"]:
        escrito = respuestas.get(f"{criterio['id']}.{pregunta['id']}")
        propias[pregunta["id"]] = estado_propio(pregunta, escala, escrito)
    juzgadas = []
    for pregunta in criterio["preguntas"]:
        juzgada = dict(propias[pregunta["id"]])
        if pregunta.get("depende_de"):
            otra = propias[pregunta["depende_de"]]
            if otra["estado"] == "respondida" and otra["puntos"] == 0:
                juzgada |= respondida(Fraction(0))
            elif otra["estado"] == "no_aplica":
                juzgada |= no_aplica()
            elif otra["estado"] in ("sin_responder", "sin_evidencia"):
                juzgada |= sin_responder()
        juzgadas.append(juzgada)
    return juzgadas


# ---------------------------------------------------------------- nodes (rules 6-10)


def nodo_vacio() -> dict:
    """Return a node that is `no aplica`: no numbers; its parents count its aplicabilidad as 0."""
    return {
        "aplica": False,
        "puntaje": None,
        "minimo": None,
        "maximo": None,
        "cobertura": None,
        "aplicabilidad": Fraction(0),
        "estricto": None,
    }


def sostener(puntaje: Fraction | None, minimo: Fraction, maximo: Fraction) -> Fraction | None:
    """Hold the central score inside its interval (rule 9)."""
    return None if puntaje is None else min(max(puntaje, minimo), maximo)


def nodo_de_criterio(hojas: list[dict], rango: tuple[Fraction, Fraction]) -> dict:
    """Score a criterion from its questions or indicators: always the arithmetic mean (rule 6)."""
    bajo, alto = rango

    def en_rango(media: Fraction) -> Fraction:
        return bajo + (alto - bajo) * media

    todo = sum(h["peso"] for h in hojas)
    nodo = nodo_vacio()
    if todo > 0:
        peor = sum(h["peso"] * (0 if h["estado"] == "no_aplica" else h["bajo"]) for h in hojas)
        nodo["estricto"] = en_rango(peor / todo)
    aplicables = [h for h in hojas if h["estado"] != "no_aplica"]
    aplicable = sum(h["peso"] for h in aplicables)
    if aplicable == 0:
        return nodo
    contestadas = [h for h in aplicables if h["estado"] == "respondida"]
    contestado = sum(h["peso"] for h in contestadas)
    nodo["aplica"] = True
    nodo["minimo"] = en_rango(sum(h["peso"] * h["bajo"] for h in aplicables) / aplicable)
    nodo["maximo"] = en_rango(sum(h["peso"] * h["alto"] for h in aplicables) / aplicable)
    if contestado > 0:
        media = en_rango(sum(h["peso"] * h["puntos"] for h in contestadas) / contestado)
        nodo["puntaje"] = sostener(media, nodo["minimo"], nodo["maximo"])
    nodo["cobertura"] = Fraction(contestado) / aplicable
    nodo["aplicabilidad"] = Fraction(aplicable) / todo
    return nodo


def agregar(metodo: str, pares: list[tuple[Fraction, Fraction]]) -> Fraction:
    """Return the weighted mean of the kind asked for over (weight, value), all weights positive (rule 7)."""
    peso = sum(p for p, _ in pares)
    if metodo == "aritmetica":
        return sum(p * v for p, v in pares) / Fraction(peso)
    if metodo == "minimo":
        return min(v for _, v in pares)
    if metodo == "armonica":
        return peso / sum(p / v for p, v in pares)
    if metodo == "geometrica":
        with localcontext() as contexto:
            contexto.prec = 60
            suma = sum(exacto(p) * exacto(v).ln() for p, v in pares)
            return Fraction((suma / exacto(Fraction(peso))).exp())
    raise ValueError(f"agregación desconocida: {metodo!r}")


def exacto(valor: Fraction) -> Decimal:
    return Decimal(valor.numerator) / Decimal(valor.denominator)


def nodo_de_hijos(hijos: list[tuple[Fraction, dict]], metodo: str) -> dict:
    """Score a group from its criteria, or the total from its groups (rules 7-10)."""
    nodo = nodo_vacio()
    pesan = [(p, h) for p, h in hijos if p > 0]
    estrictos = [(p, h["estricto"]) for p, h in pesan if h["estricto"] is not None]
    if estrictos:
        nodo["estricto"] = agregar(metodo, estrictos)
    aplicables = [(p, h) for p, h in pesan if h["aplica"]]
    if not aplicables:
        return nodo
    nodo["aplica"] = True
    nodo["minimo"] = agregar(metodo, [(p, h["minimo"]) for p, h in aplicables])
    nodo["maximo"] = agregar(metodo, [(p, h["maximo"]) for p, h in aplicables])
    con_puntaje = [(p, h["puntaje"]) for p, h in aplicables if h["puntaje"] is not None]
    if con_puntaje:
        nodo["puntaje"] = sostener(agregar(metodo, con_puntaje), nodo["minimo"], nodo["maximo"])
    nodo["cobertura"] = agregar("aritmetica", [(p, h["cobertura"]) for p, h in aplicables])
    nodo["aplicabilidad"] = agregar("aritmetica", [(p, h["aplicabilidad"]) for p, h in pesan])
    return nodo


def cifras(nodo: dict) -> dict:
    """Return the figures of a node as data: null for every number of one that is `no aplica`."""
    claves = ("puntaje", "minimo", "maximo", "cobertura", "aplicabilidad")
    return {clave: flotante(nodo[clave]) if nodo["aplica"] else None for clave in claves}


# ---------------------------------------------------------------- levels and gates (rules 11-12)


def estados_de_compuertas(marco: dict, nodos: dict[str, dict], rango: tuple[Fraction, Fraction]) -> list[dict]:
    """Return every gate on every criterion with its state, in the order of levels and then of criteria."""
    orden_niveles = [n["nombre"] for n in marco.get("niveles") or []]
    orden_criterios = list(nodos)
    estados = []
    for compuerta in marco.get("compuertas") or []:
        pedidos = compuerta["criterios"]
        if isinstance(pedidos, str):
            pedidos = orden_criterios if palabra(pedidos) == "todos" else [pedidos]
        umbral = en_cien(numero(compuerta["minimo"]), rango)
        for criterio in pedidos:
            nodo = nodos[criterio]
            if not nodo["aplica"]:
                estado = "exenta"
            elif en_cien(nodo["maximo"], rango) < umbral:
                estado = "cerrada"
            elif en_cien(nodo["minimo"], rango) < umbral:
                estado = "pendiente"
            else:
                estado = "abierta"
            estados.append({"nivel": compuerta["nivel"], "criterio": criterio, "estado": estado})
    estados.sort(key=lambda e: (orden_niveles.index(e["nivel"]), orden_criterios.index(e["criterio"])))
    return estados


def nivel_en(marco: dict, valor: Fraction, impiden: set[str], estados: list[dict], rango: tuple[Fraction, Fraction]) -> str | None:
    """Return the highest level whose edge is reached and whose gates, with those of the levels below, are open."""
    alcanzado = None
    for nivel in marco["niveles"]:
        if en_cien(valor, rango) < en_cien(numero(nivel["desde"]), rango):
            break
        if any(e["nivel"] == nivel["nombre"] and e["estado"] in impiden for e in estados):
            break
        alcanzado = nivel["nombre"]
    return alcanzado


def nivel_de(marco: dict, total: dict, estados: list[dict], rango: tuple[Fraction, Fraction]) -> dict:
    """Find the level twice, with all lower ends and with all upper ends (rule 11)."""
    minima = numero(marco.get("aplicabilidad_minima", 0.75))
    sin_nivel = {"seguro": None, "al_menos": None, "hasta": None}
    if not marco.get("niveles") or not total["aplica"]:
        return sin_nivel
    if redondear(CIEN * total["aplicabilidad"]) < redondear(CIEN * minima):
        return sin_nivel
    al_menos = nivel_en(marco, total["minimo"], {"cerrada", "pendiente"}, estados, rango)
    hasta = nivel_en(marco, total["maximo"], {"cerrada"}, estados, rango)
    return {"seguro": al_menos if al_menos == hasta else None, "al_menos": al_menos, "hasta": hasta}


# ---------------------------------------------------------------- formulas (rule 17)

PIEZA = re.compile(r"\s*(?:(\d+(?:\.\d+)?|\.\d+)|([a-z][a-z0-9_]*)|(\*\*|[-+*/(),]))")
FUNCIONES = ("min", "max", "abs", "sum", "mean")


class NoCalculable(Exception):
    """The data of one record do not allow the figure to be worked out."""


class Formula:
    """A recursive-descent reading of arithmetic on named variables."""

    def __init__(self, texto: str) -> None:
        self.piezas: list[tuple[str, str]] = []
        lugar = 0
        texto = texto.strip()
        while lugar < len(texto):
            hallada = PIEZA.match(texto, lugar)
            if hallada is None:
                raise ValueError(f"fórmula ilegible: {texto!r}")
            lugar = hallada.end()
            for clase, pieza in zip(("numero", "nombre", "signo"), hallada.groups(), strict=True):
                if pieza is not None:
                    self.piezas.append((clase, pieza))
        self.lugar = 0
        self.arbol = self.suma()
        if self.lugar != len(self.piezas):
            raise ValueError(f"sobra texto en la fórmula: {texto!r}")
        self.nombres = list(dict.fromkeys(self.buscar_nombres(self.arbol)))

    def sigue(self, *signos: str) -> str | None:
        if self.lugar < len(self.piezas) and self.piezas[self.lugar][0] == "signo":
            signo = self.piezas[self.lugar][1]
            if signo in signos:
                self.lugar += 1
                return signo
        return None

    def suma(self) -> tuple:
        izquierda = self.producto()
        while signo := self.sigue("+", "-"):
            izquierda = (signo, izquierda, self.producto())
        return izquierda

    def producto(self) -> tuple:
        izquierda = self.unario()
        while signo := self.sigue("*", "/"):
            izquierda = (signo, izquierda, self.unario())
        return izquierda

    def unario(self) -> tuple:
        if self.sigue("-"):
            return ("negativo", self.unario())
        if self.sigue("+"):
            return self.unario()
        return self.potencia()

    def potencia(self) -> tuple:
        base = self.atomo()
        if self.sigue("**"):
            return ("**", base, self.unario())
        return base

    def atomo(self) -> tuple:
        if self.sigue("("):
            dentro = self.suma()
            self.exigir(")")
            return dentro
        if self.lugar >= len(self.piezas):
            raise ValueError("la fórmula termina antes de tiempo")
        clase, pieza = self.piezas[self.lugar]
        self.lugar += 1
        if clase == "numero":
            return ("numero", numero(pieza))
        if clase == "nombre" and pieza in FUNCIONES and self.sigue("("):
            argumentos = [self.suma()]
            while self.sigue(","):
                argumentos.append(self.suma())
            self.exigir(")")
            if pieza == "abs" and len(argumentos) != 1:
                raise ValueError("abs lleva un solo argumento")
            return ("funcion", pieza, argumentos)
        if clase == "nombre":
            return ("nombre", pieza)
        raise ValueError(f"signo fuera de lugar: {pieza!r}")

    def exigir(self, signo: str) -> None:
        if not self.sigue(signo):
            raise ValueError(f"falta {signo!r} en la fórmula")

    def buscar_nombres(self, arbol: tuple) -> list[str]:
        if arbol[0] == "nombre":
            return [arbol[1]]
        if arbol[0] == "numero":
            return []
        ramas = arbol[2] if arbol[0] == "funcion" else arbol[1:]
        return [nombre for rama in ramas for nombre in self.buscar_nombres(rama)]

    def evaluar(self, valores: dict[str, Fraction]) -> Fraction:
        try:
            return self.valor(self.arbol, valores)
        except (ZeroDivisionError, OverflowError) as falla:
            raise NoCalculable(str(falla)) from falla

    def valor(self, arbol: tuple, valores: dict[str, Fraction]) -> Fraction:
        clase = arbol[0]
        if clase == "numero":
            return arbol[1]
        if clase == "nombre":
            return valores[arbol[1]]
        if clase == "negativo":
            return -self.valor(arbol[1], valores)
        if clase == "funcion":
            lista = [self.valor(rama, valores) for rama in arbol[2]]
            if arbol[1] == "min":
                return min(lista)
            if arbol[1] == "max":
                return max(lista)
            if arbol[1] == "abs":
                return abs(lista[0])
            return sum(lista) / Fraction(len(lista) if arbol[1] == "mean" else 1)
        uno, dos = self.valor(arbol[1], valores), self.valor(arbol[2], valores)
        if clase == "+":
            return uno + dos
        if clase == "-":
            return uno - dos
        if clase == "*":
            return uno * dos
        if clase == "/":
            return uno / dos
        return elevar(uno, dos)


def elevar(base: Fraction, exponente: Fraction) -> Fraction:
    """Return a power: exact for whole exponents, by floats for the others."""
    if exponente.denominator == 1 and abs(exponente) <= 1000:
        return base**exponente.numerator
    if base < 0 or (base == 0 and exponente < 0):
        raise NoCalculable("potencia sin valor real")
    return Fraction(float(base) ** float(exponente))


# ---------------------------------------------------------------- indicators (rules 14-16)


def fin(periodo: Any) -> int:
    """Return the last month of a period, counted in months."""
    texto = str(periodo).strip()
    partes = re.fullmatch(r"(\d{4})(?:-(?:S([12])|T([1-4])|(\d{2})))?", texto)
    if partes is None:
        raise ValueError(f"periodo ilegible: {periodo!r}")
    anio, semestre, trimestre, mes = partes.groups()
    ultimo = 12
    if semestre:
        ultimo = 6 * int(semestre)
    elif trimestre:
        ultimo = 3 * int(trimestre)
    elif mes:
        ultimo = int(mes)
    return 12 * int(anio) + ultimo


def fin_de_fecha(fecha: Any) -> int:
    """Return the month of a date (or the last month of a period)."""
    if isinstance(fecha, datetime.date):
        return 12 * fecha.year + fecha.month
    texto = str(fecha).strip()
    return fin(texto[:7]) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", texto) else fin(texto)


def es_no_aplica(datos: Any) -> bool:
    """Tell whether the record says that an indicator does not apply."""
    if isinstance(datos, dict):
        return palabra(datos.get("respuesta", "")) in NO_APLICA or palabra(datos.get("no_aplica", "no")) == "si"
    return datos is not None and palabra(datos) in NO_APLICA


def serie(datos: Any) -> dict[str, Fraction]:
    """Return the measured values by period."""
    valores = datos.get("valores") or {} if isinstance(datos, dict) else {}
    return {str(p).strip(): numero(v) for p, v in valores.items() if v is not None}


def punto(datos: Any, clave: str) -> tuple[str, Fraction] | None:
    """Return (period, value) of the baseline or of the target."""
    escrito = datos.get(clave) if isinstance(datos, dict) else None
    if not escrito or escrito.get("valor") is None:
        return None
    return str(escrito["periodo"]).strip(), numero(escrito["valor"])


def ultimo_periodo(periodos: Any) -> str | None:
    lista = sorted(periodos, key=lambda p: (fin(p), p))
    return lista[-1] if lista else None


def derivar(formula: Formula, indicadores: dict, clave: str) -> tuple[str, Fraction] | None:
    """Work out a baseline or a target from those of the variables, when all have one for the same period."""
    puntos = [punto(indicadores.get(nombre), clave) for nombre in formula.nombres]
    if not puntos or any(p is None for p in puntos) or len({p[0] for p in puntos}) != 1:
        return None
    valores = {nombre: p[1] for nombre, p in zip(formula.nombres, puntos, strict=True)}
    return puntos[0][0], formula.evaluar(valores)


def esperado_en(
    base: tuple[str, Fraction], meta: tuple[str, Fraction], intermedias: dict[str, Fraction], periodo: str, meses: int
) -> Fraction:
    """Return what was due at the end of the value's own period, in whole periods of `frecuencia` (rule 16)."""
    inicio, final, ahora = fin(base[0]), fin(meta[0]), fin(periodo)
    if ahora <= inicio:
        return base[1]
    if ahora >= final:
        return meta[1]
    mes = inicio + (ahora - inicio) // meses * meses
    nudos = [(inicio, base[1])]
    nudos += sorted((fin(p), v) for p, v in intermedias.items() if inicio < fin(p) < final)
    nudos.append((final, meta[1]))
    for (mes_uno, uno), (mes_dos, dos) in itertools.pairwise(nudos):
        if mes_uno <= mes <= mes_dos:
            return uno + (dos - uno) * Fraction(mes - mes_uno, mes_dos - mes_uno)
    raise AssertionError("el mes cae fuera de la línea")


def medir(indicador: dict, valor: Fraction, base: tuple[str, Fraction] | None, meta: tuple[str, Fraction]) -> Fraction:
    """Return the measure, unclipped (rule 15)."""
    sentido = indicador.get("sentido", "ascendente")
    objetivo = meta[1]
    if sentido == "mantener":
        tolerancia, distancia = numero(indicador["tolerancia"]), abs(valor - objetivo)
        if doce(distancia) <= doce(tolerancia):
            return CIEN
        if tolerancia == 0 or distancia >= 2 * tolerancia:
            return Fraction(0)
        return CIEN * (2 - distancia / tolerancia)
    if base is not None:
        contra = doce(objetivo) < doce(base[1]) if sentido == "ascendente" else doce(objetivo) > doce(base[1])
        if contra or doce(objetivo) == doce(base[1]):
            raise NoCalculable("la meta no va en el sentido del indicador")
    if indicador.get("medida", "avance") == "avance":
        assert base is not None
        return CIEN * (valor - base[1]) / (objetivo - base[1])
    if objetivo <= 0 or valor < 0:
        raise NoCalculable("cumplimiento pide meta positiva y valor no negativo")
    if sentido == "ascendente":
        return CIEN * valor / objetivo
    return CIEN * (2 - valor / objetivo)


def luz_de(semaforo: list[dict] | None, medida: Fraction) -> str | None:
    """Return the light of the half-open band where the measure falls."""
    for banda in semaforo or []:
        if banda.get("hasta") is None or redondear(medida) < redondear(numero(banda["hasta"])):
            return banda["luz"]
    return None


def juzgar_indicador(indicador: dict, indicadores: dict, referencia: int | None) -> dict:
    """Judge one indicator with the data of one record."""
    datos = indicadores.get(indicador["id"])
    hoja = {
        "id": indicador["id"],
        "peso": numero(indicador.get("peso", 1)),
        "valor": None,
        "periodo": None,
        "medida": None,
        "esperado": None,
        "semaforo": None,
        "senales": [],
    }
    if es_no_aplica(datos):
        return hoja | no_aplica()
    meses = MESES[palabra(indicador.get("frecuencia", "anual"))]
    mantener = indicador.get("sentido") == "mantener"
    avance = not mantener and indicador.get("medida", "avance") == "avance"
    base, meta = punto(datos, "linea_base"), punto(datos, "meta")
    falla = False
    valor: Fraction | None = None
    if indicador.get("formula"):
        formula = Formula(indicador["formula"])
        series = [serie(indicadores.get(nombre)) for nombre in formula.nombres]
        comunes = set(series[0]).intersection(*series[1:]) if series else set()
        periodo = ultimo_periodo(comunes)
        try:
            if periodo is None:
                raise NoCalculable("falta una variable")
            valor = formula.evaluar({n: s[periodo] for n, s in zip(formula.nombres, series, strict=True)})
            base = base or derivar(formula, indicadores, "linea_base")
            meta = meta or derivar(formula, indicadores, "meta")
        except NoCalculable:
            falla = True
    else:
        valores = serie(datos)
        periodo = ultimo_periodo(valores)
        valor = None if periodo is None else valores[periodo]

    medida: Fraction | None = None
    falta = valor is None or meta is None or (avance and base is None)
    if not falla and not falta:
        try:
            medida = medir(indicador, valor, base, meta)
        except NoCalculable:
            falla = True

    hoja["valor"], hoja["periodo"] = valor, periodo
    if avance and medida is not None and redondear(medida) < 0:
        hoja["senales"].append("retroceso")
    if periodo is not None and referencia is not None and referencia - fin(periodo) > 2 * meses:
        hoja["senales"].append("dato atrasado")
    if falla:
        hoja["senales"].append("no calculable")
    if medida is None:
        return hoja | sin_responder()

    hoja["medida"] = medida
    leida: Fraction | None = medida
    if avance:
        intermedias = {str(p).strip(): numero(v) for p, v in ((datos or {}).get("intermedias") or {}).items()}
        hoja["esperado"] = esperado_en(base, meta, intermedias, periodo, meses)
        if indicador.get("semaforo_sobre", "esperado") == "esperado":
            if fin(periodo) <= fin(base[0]) or doce(hoja["esperado"]) == doce(base[1]):
                leida = None
            else:
                leida = CIEN * (valor - base[1]) / (hoja["esperado"] - base[1])
    if indicador.get("semaforo"):
        hoja["semaforo"] = "aún no exigible" if leida is None else luz_de(indicador["semaforo"], leida)
    return hoja | respondida(min(max(medida, Fraction(0)), CIEN) / CIEN)


# ---------------------------------------------------------------- the scorecard


def elegible_de(marco: dict, registro: dict) -> bool | None:
    """Tell whether all requirements are met: True, False, or None while one is unanswered."""
    escritos = registro.get("requisitos") or {}
    leidos = []
    for requisito in marco.get("requisitos") or []:
        escrito = escritos.get(requisito["id"])
        if isinstance(escrito, dict):
            escrito = escrito.get("respuesta")
        leidos.append(None if escrito is None or palabra(escrito) == "" else palabra(escrito))
    if "no" in leidos:
        return False
    return None if None in leidos else True


def provisional_de(marco: dict, total: dict) -> bool:
    """Tell whether the central score is provisional (rule 9)."""
    if not total["aplica"]:
        return False
    if total["puntaje"] is None:
        return True
    minima = numero(marco.get("cobertura_minima") or 0)
    return redondear(CIEN * total["cobertura"]) < redondear(CIEN * minima)


def hoja_como_dato(hoja: dict, claves: tuple[str, ...]) -> dict:
    return {c: flotante(hoja[c]) if isinstance(hoja[c], Fraction) else hoja[c] for c in claves}


def calificar(marco: dict, registro: dict, *, fecha: Any = None) -> dict:
    """Score one record with one marco, both plain dicts, as the contract's page says."""
    rango = (numero(marco["rango"][0]), numero(marco["rango"][1])) if marco.get("rango") else (Fraction(0), CIEN)
    escala = leer_escala(marco)
    respuestas = (registro.get("respuestas") or {}).get(marco["marco"]) or {}
    indicadores = registro.get("indicadores") or {}
    if fecha is not None:
        referencia = fin_de_fecha(fecha)
    else:
        medidos = [fin(p) for datos in indicadores.values() for p in serie(datos)]
        referencia = max(medidos) if medidos else None
    metodos = {"grupos": "aritmetica", "total": "aritmetica"} | (marco.get("agregacion") or {})

    nodos: dict[str, dict] = {}
    grupos_como_datos = []
    grupos: list[tuple[Fraction, dict]] = []
    for grupo in marco["grupos"]:
        criterios_como_datos = []
        criterios: list[tuple[Fraction, dict]] = []
        for criterio in grupo["criterios"]:
            if criterio.get("indicadores"):
                clave = "indicadores"
                columnas = ("id", "estado", "valor", "periodo", "medida", "esperado", "semaforo", "senales", "puntos")
                hojas = [juzgar_indicador(i, indicadores, referencia) for i in criterio["indicadores"]]
            else:
                clave, columnas = "preguntas", ("id", "estado", "respuesta", "puntos")
                hojas = preguntas_de(criterio, escala, respuestas)
            nodo = nodo_de_criterio(hojas, rango)
            nodos[criterio["id"]] = nodo
            criterios.append((numero(criterio.get("peso", 1)), nodo))
            datos = [hoja_como_dato(h, columnas) for h in hojas]
            criterios_como_datos.append({"id": criterio["id"], **cifras(nodo), clave: datos})
        nodo_grupo = nodo_de_hijos(criterios, metodos["grupos"])
        grupos.append((numero(grupo.get("peso", 1)), nodo_grupo))
        grupos_como_datos.append({"id": grupo["id"], **cifras(nodo_grupo), "criterios": criterios_como_datos})
    total = nodo_de_hijos(grupos, metodos["total"])

    estados = estados_de_compuertas(marco, nodos, rango)
    return {
        "practica": next(registro[c] for c in CLASES if c in registro),
        "marco": marco["marco"],
        "version": str(marco["version"]),
        **cifras(total),
        "nivel": nivel_de(marco, total, estados, rango),
        "compuerta": [e for e in estados if e["estado"] in ("cerrada", "pendiente")],
        "provisional": provisional_de(marco, total),
        "elegible": elegible_de(marco, registro),
        "minimo_estricto": flotante(total["estricto"]) if total["aplica"] else None,
        "grupos": grupos_como_datos,
    }


def clasificar(
    fichas: list[dict], cobertura_minima: Any, aplicabilidad_minima: Any, *, rango: Any = (0, 100)
) -> dict[str, tuple[int, int] | None]:
    """Rank the scorecards of one marco as ranges (mejor, peor); None for what is shown, not ranked (rule 18)."""
    extremos = (numero(rango[0]), numero(rango[1]))
    minima_c = redondear(CIEN * numero(cobertura_minima))
    minima_a = redondear(CIEN * numero(aplicabilidad_minima))

    def entra(ficha: dict) -> bool:
        if ficha["minimo"] is None or ficha["elegible"] is not True:
            return False
        cobertura = redondear(CIEN * numero(ficha["cobertura"]))
        return cobertura >= minima_c and redondear(CIEN * numero(ficha["aplicabilidad"])) >= minima_a

    compiten = [(f["practica"], en_cien(numero(f["minimo"]), extremos), en_cien(numero(f["maximo"]), extremos)) for f in fichas if entra(f)]
    rangos: dict[str, tuple[int, int] | None] = {f["practica"]: None for f in fichas}
    for yo, minimo, maximo in compiten:
        mejor = 1 + sum(1 for otro, bajo, _ in compiten if otro != yo and bajo > maximo)
        peor = 1 + sum(1 for otro, _, alto in compiten if otro != yo and alto > minimo)
        rangos[yo] = (mejor, peor)
    return rangos
