"""Hypothesis strategies: random valid marcos and records, as the plain dicts that a file would hold.

Everything drawn here is legal by the contract of files: dumped as JSON it is a valid input.
Nothing here imports the package under test.
"""

import re
import unicodedata
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

RANGOS: list[list[float] | None] = [None, [0, 100], [0, 3], [1, 5], [-2, 2], [10, 20]]
PESOS: list[float | None] = [None, None, None, 1, 2.5, 0]
PALABRAS = ["sí", "no", "parcial", "pleno", "incipiente", "nunca", "a veces", "en trámite", "logrado", "Alto"]
PUNTOS = [-2, -1, -0.5, 0, 0.3, 0.5, 1, 2, 3, 10]
NOMBRES_DE_NIVEL = ["incipiente", "en desarrollo", "consolidada", "ejemplar"]
VARIANTES_DE_NO_APLICA = ["no aplica", "No Aplica", " NO APLICA ", "n/a", "N/A", "n.a.", "N.A.", "na", " NA"]
ESCALA_COMUN = [
    {"valor": "sí", "puntos": 1},
    {"valor": "parcial", "puntos": 0.5},
    {"valor": "no", "puntos": 0},
    {"valor": "no aplica"},
]
FRECUENCIAS = [
    "mensual",
    "bimestral",
    "trimestral",
    "cuatrimestral",
    "semestral",
    "anual",
    "anual",
    "anual",
    "bienal",
    "trienal",
    "quinquenal",
    "sexenal",
]
FORMULAS = [
    "{a} + {b}",
    "{a} - {b}",
    "({a} - {b}) * {c}",
    "min({a}, {b}) + {c}",
    "max({a}, {b}, {c})",
    "abs({a} - {b})",
    "sum({a}, {b}, {c})",
    "mean({a}, {b})",
    "{a} ** 2 + {b}",
    "-{a} ** 2 - -{b}",
    "{a} - {b} - {c}",
]
COCIENTES = ["{a} / {b}", "100 * {a} / {b}", "{c} / {a} / {b}", "{a} - {c} / {b}"]


# ---------------------------------------------------------------- small pieces


def si_o_no(valor: bool) -> st.SearchStrategy[Any]:
    """The spellings of a boolean in a marco."""
    return st.sampled_from(["sí", True] if valor else ["no", False])


def fuentes() -> st.SearchStrategy[Any]:
    return st.sampled_from(["Obra de prueba, cap. 1", {"obra": "Obra de prueba", "lugar": "cap. 1"}])


def rara(draw: st.DrawFn, una_de: int) -> bool:
    """Draw something that happens about once in `una_de`; small draws, which Hypothesis favours, say no."""
    return draw(st.integers(1, una_de)) == una_de


def poner_peso(draw: st.DrawFn, cosa: dict) -> None:
    peso = draw(st.sampled_from(PESOS))
    if peso is not None:
        cosa["peso"] = peso


def limites(marco: dict) -> tuple[Fraction, Fraction]:
    bajo, alto = marco.get("rango") or [0, 100]
    return Fraction(bajo), Fraction(alto)


def como_texto(valor: Fraction) -> Any:
    """Write an edge as a person does: a whole number, a short decimal or a fraction such as `4/3`."""
    if valor.denominator == 1:
        return int(valor)
    if Fraction(repr(float(valor))) == valor:
        return float(valor)
    return f"{valor.numerator}/{valor.denominator}"


@st.composite
def escalas(draw: st.DrawFn) -> list[dict]:
    palabras = draw(st.lists(st.sampled_from(PALABRAS), min_size=2, max_size=5, unique=True))
    puntos = draw(
        st.lists(st.sampled_from(PUNTOS), min_size=len(palabras), max_size=len(palabras)).filter(lambda lista: min(lista) < max(lista))
    )
    escala: list[dict] = [{"valor": v, "puntos": p} for v, p in zip(palabras, puntos, strict=True)]
    if draw(st.booleans()):
        escala.append({"valor": "no aplica"})
    return escala


def agregaciones(marco: dict) -> st.SearchStrategy[dict]:
    legales = ["aritmetica", "minimo"]
    if limites(marco)[0] > 0:
        legales += ["geometrica", "armonica"]
    clase = st.sampled_from(legales)
    return st.one_of(
        st.fixed_dictionaries({"grupos": clase, "total": clase}),
        st.fixed_dictionaries({"total": clase}),
        st.fixed_dictionaries({"grupos": clase}),
    )


@st.composite
def niveles(draw: st.DrawFn, marco: dict) -> list[dict]:
    """Bands whose first edge is the lower end of the range; the others are often fractions."""
    bajo, alto = limites(marco)
    partes = draw(st.sampled_from([2, 3, 4, 6, 7, 8, 12]))
    cortes = draw(st.lists(st.integers(1, partes - 1), min_size=1, max_size=3, unique=True))
    edges = [bajo] + [bajo + (alto - bajo) * Fraction(k, partes) for k in sorted(cortes)]
    return [{"desde": como_texto(d), "nombre": n} for d, n in zip(edges, NOMBRES_DE_NIVEL, strict=False)]


@st.composite
def compuertas(draw: st.DrawFn, marco: dict) -> list[dict]:
    """At most one gate a level, never on the lowest level."""
    bajo, alto = limites(marco)
    criterios = [c["id"] for g in marco["grupos"] for c in g["criterios"]]
    lista = []
    for nivel in marco["niveles"][1:]:
        if draw(st.booleans()):
            nombrados = st.lists(st.sampled_from(criterios), min_size=1, max_size=3, unique=True)
            pedidos = draw(st.one_of(st.just("todos"), nombrados))
            minimo = bajo + (alto - bajo) * Fraction(draw(st.integers(1, 8)), 8)
            lista.append({"nivel": nivel["nombre"], "criterios": pedidos, "minimo": como_texto(minimo)})
    return lista


def poner_lo_comun(draw: st.DrawFn, marco: dict) -> None:
    """Add what every kind of marco may have: aggregation, levels, gates, requirements, minima."""
    if draw(st.booleans()):
        marco["agregacion"] = draw(agregaciones(marco))
    if not rara(draw, 4):
        marco["niveles"] = draw(niveles(marco))
        puertas = draw(compuertas(marco))
        if puertas:
            marco["compuertas"] = puertas
    requisitos = draw(st.integers(0, 2))
    if requisitos and draw(st.booleans()):
        marco["requisitos"] = [{"id": f"requisito_{k}", "texto": f"Requisito {k}"} for k in range(requisitos)]
    cobertura = draw(st.sampled_from([None, 0, 0.5, 0.66, 1]))
    if cobertura is not None:
        marco["cobertura_minima"] = cobertura
    aplicabilidad = draw(st.sampled_from([None, 0, 0.5, 0.75, 1]))
    if aplicabilidad is not None:
        marco["aplicabilidad_minima"] = aplicabilidad
    if draw(st.booleans()):
        marco["clasificacion"] = draw(si_o_no(draw(st.booleans())))


def cabecera(draw: st.DrawFn) -> dict:
    marco: dict = {
        "marco": draw(st.sampled_from(["prueba", "marco_2", "m"])),
        "version": draw(st.sampled_from(["1.0.0", "0.3.12"])),
        "evalua": "practica",
        "titulo": "Marco de prueba",
        "fuente": draw(fuentes()),
    }
    rango = draw(st.sampled_from(RANGOS))
    if rango is not None:
        marco["rango"] = list(rango)
    return marco


# ---------------------------------------------------------------- marcos of questions


@st.composite
def preguntas(draw: st.DrawFn, con_no_aplica: bool) -> list[dict]:
    lista: list[dict] = []
    for k in range(draw(st.integers(1, 5))):
        pregunta: dict = {"id": f"p{k + 1}", "texto": f"¿Pregunta {k + 1}?"}
        poner_peso(draw, pregunta)
        sentido = draw(st.sampled_from([None, None, "directo", "inverso"]))
        if sentido:
            pregunta["sentido"] = sentido
        evidencia = draw(st.sampled_from([None, "opcional", "recomendada", "obligatoria"]))
        if evidencia:
            pregunta["evidencia"] = evidencia
        if con_no_aplica and draw(st.booleans()):
            pregunta["admite_no_aplica"] = draw(si_o_no(draw(st.booleans())))
        if draw(st.booleans()):
            pregunta["recomendacion"] = "Qué hacer cuando falta."
        if draw(st.booleans()):
            pregunta["fuente"] = draw(fuentes())
        lista.append(pregunta)
    # dependences: towards direct questions that depend on nothing, from direct questions that none depends on
    directas = [p["id"] for p in lista if p.get("sentido") != "inverso"]
    if len(directas) > 1 and draw(st.booleans()):
        raiz = draw(st.sampled_from(directas))
        otras = [i for i in directas if i != raiz]
        for ident in draw(st.lists(st.sampled_from(otras), min_size=1, max_size=3, unique=True)):
            next(p for p in lista if p["id"] == ident)["depende_de"] = raiz
    return lista


@st.composite
def marcos(draw: st.DrawFn) -> dict:
    """Random valid marcos of questions."""
    marco = cabecera(draw)
    if draw(st.booleans()):
        marco["escala"] = draw(escalas())
    con_no_aplica = any(e["valor"] == "no aplica" for e in marco.get("escala") or ESCALA_COMUN)
    marco["grupos"] = []
    cuenta = 0
    for g in range(draw(st.integers(1, 3))):
        grupo: dict = {"id": f"grupo_{g + 1}", "nombre": f"Grupo {g + 1}"}
        poner_peso(draw, grupo)
        grupo["criterios"] = []
        for _ in range(draw(st.integers(1, 4))):
            cuenta += 1
            criterio: dict = {
                "id": f"criterio_{cuenta}",
                "numero": cuenta,
                "nombre": f"Criterio {cuenta}",
                "definicion": "Qué mira este criterio.",
            }
            poner_peso(draw, criterio)
            criterio["preguntas"] = draw(preguntas(con_no_aplica))
            grupo["criterios"].append(criterio)
        marco["grupos"].append(grupo)
    poner_lo_comun(draw, marco)
    return marco


# ---------------------------------------------------------------- records of answers


def sin_acentos(texto: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", texto) if not unicodedata.combining(c))


def escrituras(valor: str) -> st.SearchStrategy[Any]:
    """The ways in which a person writes one answer of the scale."""
    if valor == "no aplica":
        return st.sampled_from(VARIANTES_DE_NO_APLICA)
    formas: list[Any] = [
        valor,
        valor,
        valor.upper(),
        valor.capitalize(),
        sin_acentos(valor),
        sin_acentos(valor).upper(),
        f"  {valor}",
        f" {valor.title()} ",
    ]
    if valor in ("sí", "no"):
        formas.append(valor == "sí")
    return st.sampled_from(formas)


def evidencias() -> st.SearchStrategy[Any]:
    return st.sampled_from(
        [
            "Acta de la sesión de instalación",
            {"texto": "Convenio firmado", "documento": "Gaceta municipal", "pagina": 12},
            {"texto": "Informe anual", "url": "https://example.org/informe", "fecha": "2024-05-12"},
        ]
    )


@st.composite
def respuestas(draw: st.DrawFn, pregunta: dict, escala: list[dict], callada: bool) -> Any:
    """One legal answer, short or long; None when the question is left unanswered."""
    if callada and rara(draw, 3):
        return None
    valores = [e["valor"] for e in escala]
    if pregunta.get("admite_no_aplica") in ("no", False):
        valores = [v for v in valores if v != "no aplica"]
    valor = draw(st.sampled_from(valores))
    escrito = draw(escrituras(valor))
    if valor == "no aplica":
        return {"respuesta": escrito, "motivo": "No corresponde a este gobierno."}
    if draw(st.booleans()):
        return escrito
    larga: dict = {"respuesta": escrito}
    if draw(st.booleans()):
        larga["evidencia"] = draw(evidencias())
    return larga


def poner_requisitos(draw: st.DrawFn, marco: dict, registro: dict) -> None:
    escritos = {}
    for requisito in marco.get("requisitos") or []:
        valor = draw(st.sampled_from(["sí", "sí", "sí", "no", None]))
        if valor is not None:
            escritos[requisito["id"]] = draw(escrituras(valor))
    if escritos:
        registro["requisitos"] = escritos


@st.composite
def registros(draw: st.DrawFn, marco: dict, ident: str | None = None) -> dict:
    """Random legal records of a marco of questions; pass `ident` to fix the id of the record."""
    registro: dict = {
        "practica": ident or draw(st.sampled_from(["qro-1", "Practica_2", "r3", "A-b_4"])),
        "titulo": "Práctica de prueba",
    }
    poner_requisitos(draw, marco, registro)
    escala = marco.get("escala") or ESCALA_COMUN
    callada = draw(st.booleans())
    escritas = {}
    for grupo in marco["grupos"]:
        for criterio in grupo["criterios"]:
            for pregunta in criterio["preguntas"]:
                respuesta = draw(respuestas(pregunta, escala, callada))
                if respuesta is not None:
                    escritas[f"{criterio['id']}.{pregunta['id']}"] = respuesta
    registro["respuestas"] = {marco["marco"]: escritas}
    return registro


# ---------------------------------------------------------------- marcos of indicators


@st.composite
def semaforos(draw: st.DrawFn) -> list[dict]:
    edges = sorted(draw(st.lists(st.sampled_from([40, 50, 62.5, 70, 90, 100, 120, 130]), min_size=3, max_size=3, unique=True)))
    bandas: list[dict] = [{"hasta": h, "luz": luz} for h, luz in zip(edges, ["rojo", "amarillo", "verde"], strict=True)]
    return [*bandas, {"luz": "exceso"}]


@st.composite
def indicadores(draw: st.DrawFn, ident: str, hermanos: list[str]) -> dict:
    """One indicator; `hermanos` are earlier ones, not derived, that a formula may name."""
    indicador: dict = {
        "id": ident,
        "nombre": f"Indicador {ident}",
        "definicion": "Qué cuenta este indicador.",
        "unidad": "casos",
        "sentido": draw(st.sampled_from(["ascendente", "ascendente", "descendente", "mantener"])),
        "acumulacion": draw(st.sampled_from(["existencia", "flujo_anual", "flujo_acumulado"])),
        "medida": draw(st.sampled_from(["avance", "avance", "cumplimiento"])),
        "frecuencia": draw(st.sampled_from(FRECUENCIAS)),
        "dimension": draw(st.sampled_from(["eficacia", "eficiencia", "calidad", "economía"])),
        "semaforo": draw(semaforos()),
        "fuente": draw(fuentes()),
    }
    if indicador["sentido"] == "mantener":
        indicador["tolerancia"] = draw(st.sampled_from([0.5, 1, 2.5, 10]))
    sobre = draw(st.sampled_from([None, "esperado", "meta"]))
    if sobre:
        indicador["semaforo_sobre"] = sobre
    poner_peso(draw, indicador)
    if rara(draw, 4):
        nombres = {letra: f"{ident}_{letra}" for letra in "abc"}
        plantilla = draw(st.sampled_from(FORMULAS + COCIENTES))
        if plantilla in FORMULAS and indicador["medida"] == "avance" and hermanos and draw(st.booleans()):
            nombres["a"] = draw(st.sampled_from(hermanos))
        indicador["formula"] = plantilla.format(**nombres)
    return indicador


@st.composite
def marcos_de_indicadores(draw: st.DrawFn) -> dict:
    """Random valid marcos of indicators."""
    marco = cabecera(draw)
    marco["grupos"] = []
    criterios = hechos = 0
    hermanos: list[str] = []
    for g in range(draw(st.integers(1, 2))):
        grupo: dict = {"id": f"grupo_{g + 1}", "nombre": f"Grupo {g + 1}"}
        poner_peso(draw, grupo)
        grupo["criterios"] = []
        for _ in range(draw(st.integers(1, 2))):
            criterios += 1
            criterio: dict = {
                "id": f"criterio_{criterios}",
                "nombre": f"Criterio {criterios}",
                "definicion": "Qué mira este criterio.",
            }
            poner_peso(draw, criterio)
            criterio["indicadores"] = []
            for _ in range(draw(st.integers(1, 3))):
                hechos += 1
                indicador = draw(indicadores(f"ind_{hechos}", hermanos))
                if "formula" not in indicador:
                    hermanos.append(indicador["id"])
                criterio["indicadores"].append(indicador)
            grupo["criterios"].append(criterio)
        marco["grupos"].append(grupo)
    poner_lo_comun(draw, marco)
    return marco


# ---------------------------------------------------------------- records of indicators

GRANOS = {
    "anio": (12, lambda fin: f"{fin // 12}"),
    "semestre": (6, lambda fin: f"{fin // 12}-S{fin % 12 // 6 + 1}"),
    "trimestre": (3, lambda fin: f"{fin // 12}-T{fin % 12 // 3 + 1}"),
    "mes": (1, lambda fin: f"{fin // 12}-{fin % 12 + 1:02d}"),
}
INICIO = 2018 * 12


def cifra() -> st.SearchStrategy[float]:
    """Values of moderate size: whole numbers, halves and quarters, exact in binary."""
    return st.one_of(st.integers(-20, 200), st.integers(0, 400).map(lambda n: n / 4))


def positiva() -> st.SearchStrategy[float]:
    return st.one_of(st.integers(1, 200), st.integers(1, 400).map(lambda n: n / 4))


def tramos(draw: st.DrawFn) -> tuple[str, int, int, int]:
    """Return (grain, steps from the origin of the baseline, of the target, and of the horizon)."""
    grano = draw(st.sampled_from(["anio", "anio", "anio", "semestre", "trimestre", "mes"]))
    base = draw(st.integers(1, 4))
    meta = base + draw(st.integers(1, 8))
    return grano, base, meta, meta + 3


def periodo(grano: str, paso: int) -> str:
    meses, escribir = GRANOS[grano]
    return escribir(INICIO + paso * meses)


def escribir_periodo(draw: st.DrawFn, grano: str, paso: int) -> Any:
    """A year may be written as a number or as text."""
    texto = periodo(grano, paso)
    return int(texto) if grano == "anio" and draw(st.booleans()) else texto


def valores_de(draw: st.DrawFn, grano: str, horizonte: int, cual: st.SearchStrategy[float]) -> dict[str, float]:
    pasos = draw(st.lists(st.integers(0, horizonte), min_size=0 if rara(draw, 10) else 1, max_size=4, unique=True))
    return {periodo(grano, p): draw(cual) for p in sorted(pasos)}


@st.composite
def datos_de_indicador(draw: st.DrawFn, indicador: dict) -> dict:
    """Baseline, target, steps and values of an indicator that is not derived; any of them may be missing."""
    grano, paso_base, paso_meta, horizonte = tramos(draw)
    cumplimiento = indicador["medida"] == "cumplimiento" and indicador["sentido"] != "mantener"
    base, meta = draw(cifra()), draw(cifra())
    if cumplimiento:
        base, meta = draw(positiva()), draw(positiva())
        meta = meta + base if indicador["sentido"] == "ascendente" else meta
        base = base + meta if indicador["sentido"] == "descendente" else base
        if rara(draw, 10):
            meta, base = draw(st.sampled_from([0, -5])), None
    elif indicador["sentido"] == "ascendente" and meta < base and not rara(draw, 4):
        base, meta = meta, base
    elif indicador["sentido"] == "descendente" and meta > base and not rara(draw, 4):
        base, meta = meta, base
    datos: dict = {}
    if base is not None and not rara(draw, 8):
        datos["linea_base"] = {"periodo": escribir_periodo(draw, grano, paso_base), "valor": base}
    if not rara(draw, 8):
        datos["meta"] = {"periodo": escribir_periodo(draw, grano, paso_meta), "valor": meta}
    if indicador["sentido"] == "mantener":
        tolerancia = indicador["tolerancia"]
        cerca = st.integers(-12, 12).map(lambda k: meta + tolerancia * k / 4)
        valores = valores_de(draw, grano, horizonte, st.one_of(cerca, cerca, cifra()))
    else:
        cual = st.one_of(positiva(), st.just(0)) if cumplimiento and not rara(draw, 8) else cifra()
        valores = valores_de(draw, grano, horizonte, cual)
    if valores:
        datos["valores"] = valores
    if len(datos) >= 2 and "linea_base" in datos and "meta" in datos and indicador["medida"] == "avance":
        pasos = draw(st.lists(st.integers(paso_base + 1, paso_meta), max_size=2, unique=True))
        pasos = sorted(p for p in pasos if p < paso_meta)
        partes = sorted(draw(st.lists(st.integers(0, 4), min_size=len(pasos), max_size=len(pasos))))
        if pasos:
            datos["intermedias"] = {periodo(grano, p): base + (meta - base) * k / 4 for p, k in zip(pasos, partes, strict=True)}
    if datos and draw(st.booleans()):
        datos["fuente"] = "Informe de prueba"
    return datos


@st.composite
def datos_de_variables(draw: st.DrawFn, indicador: dict, variables: list[str]) -> dict[str, dict]:
    """Data of the variables of a derived indicator, and sometimes a baseline or a target of its own."""
    grano, paso_base, paso_meta, horizonte = tramos(draw)
    cumplimiento = indicador["medida"] == "cumplimiento" and indicador["sentido"] != "mantener"
    cociente = "/" in indicador["formula"]
    medidos = draw(st.lists(st.integers(0, horizonte), min_size=1, max_size=4, unique=True))
    con_base = not cumplimiento and not rara(draw, 5)
    con_meta = not rara(draw, 5)
    salida: dict[str, dict] = {}
    for nombre in variables:
        if rara(draw, 15):
            continue
        cual = st.integers(1, 20) if cociente else st.integers(0, 40)
        datos: dict = {}
        if con_base and not rara(draw, 15):
            paso = paso_base + 1 if rara(draw, 15) else paso_base
            datos["linea_base"] = {"periodo": escribir_periodo(draw, grano, paso), "valor": draw(cual)}
        if con_meta and not rara(draw, 15):
            datos["meta"] = {"periodo": escribir_periodo(draw, grano, paso_meta + 1), "valor": draw(cual)}
        de_mas = draw(st.lists(st.integers(0, horizonte), max_size=1))
        medido = st.integers(0, 20) if cociente and rara(draw, 5) else cual
        pasos = sorted({*medidos, *de_mas})
        datos["valores"] = {periodo(grano, p): draw(medido) for p in pasos}
        salida[nombre] = datos
    propias: dict = {}
    if not cumplimiento and rara(draw, 4):
        propias["linea_base"] = {"periodo": escribir_periodo(draw, grano, paso_base), "valor": draw(cifra())}
    if rara(draw, 4):
        propias["meta"] = {"periodo": escribir_periodo(draw, grano, paso_meta + 1), "valor": draw(cifra())}
    if propias:
        salida[indicador["id"]] = propias
    return salida


def variables_de(indicador: dict) -> list[str]:
    """The names in a formula, functions apart."""
    nombres = re.findall(r"[a-z][a-z0-9_]*", indicador.get("formula", ""))
    return [n for n in dict.fromkeys(nombres) if n not in ("min", "max", "abs", "sum", "mean")]


def no_aplica_de_indicador() -> dict:
    """How a record says that an indicator does not apply (the one place that fixes the spelling)."""
    return {"respuesta": "no aplica", "motivo": "No corresponde a este gobierno."}


@st.composite
def registros_de_indicadores(draw: st.DrawFn, marco: dict, ident: str | None = None) -> dict:
    """Random legal records of a marco of indicators; pass `ident` to fix the id of the record."""
    registro: dict = {
        "practica": ident or draw(st.sampled_from(["qro-1", "Practica_2", "r3", "A-b_4"])),
        "titulo": "Práctica de prueba",
    }
    poner_requisitos(draw, marco, registro)
    todos = [i for g in marco["grupos"] for c in g["criterios"] for i in c["indicadores"]]
    citados = {nombre for i in todos for nombre in variables_de(i)}
    datos: dict[str, dict] = {}
    for indicador in todos:
        if rara(draw, 12):
            continue
        if rara(draw, 8) and indicador["id"] not in citados:
            datos[indicador["id"]] = no_aplica_de_indicador()
        elif "formula" in indicador:
            propias = [n for n in variables_de(indicador) if n not in datos and n.startswith(indicador["id"])]
            datos |= draw(datos_de_variables(indicador, propias))
        else:
            escritos = draw(datos_de_indicador(indicador))
            if escritos:
                datos[indicador["id"]] = escritos
    registro["indicadores"] = datos
    return registro
