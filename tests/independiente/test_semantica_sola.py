"""The independent reimplementation against numbers worked out by hand."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .estrategias import marcos, marcos_de_indicadores, registros, registros_de_indicadores
from .semantica import Formula, NoCalculable, calificar, clasificar, esperado_en, fin, numero

TERCIO = 100 / 3


def hacer_marco(*criterios: list[dict], **mas: object) -> dict:
    """A marco of one group; each argument is the list of questions of a criterion (c1, c2…)."""
    return {
        "marco": "m",
        "version": "1.0.0",
        "grupos": [{"id": "g", "criterios": [{"id": f"c{k}", "preguntas": p} for k, p in enumerate(criterios, 1)]}],
        **mas,
    }


def p(ident: str, **mas: object) -> dict:
    return {"id": ident, "texto": "¿?", **mas}


def correr(marco: dict, respuestas: dict, **mas: object) -> dict:
    return calificar(marco, {"practica": "x", "respuestas": {"m": respuestas}, **mas})


def cifras(nodo: dict) -> tuple:
    return tuple(nodo[c] for c in ("puntaje", "minimo", "maximo", "cobertura", "aplicabilidad"))


def hojas(ficha: dict, criterio: int = 0, clase: str = "preguntas") -> dict[str, dict]:
    return {h["id"]: h for h in ficha["grupos"][0]["criterios"][criterio][clase]}


def test_answers_missing_and_not_applicable():
    marco = hacer_marco([p("a"), p("b"), p("c"), p("d")], aplicabilidad_minima=0)
    ficha = correr(marco, {"c1.a": " SI ", "c1.b": "Parcial", "c1.d": {"respuesta": "N.A.", "motivo": "…"}})
    # three apply, two are answered: 1 and 0.5
    assert cifras(ficha) == pytest.approx((75, 50, 250 / 3, 2 / 3, 0.75))
    assert [h["estado"] for h in hojas(ficha).values()] == ["respondida", "respondida", "sin_responder", "no_aplica"]
    assert hojas(ficha)["a"]["respuesta"] == "sí"
    assert ficha["minimo_estricto"] == pytest.approx(37.5)


def test_own_scale_with_negative_points_and_range():
    escala = [{"valor": "alto", "puntos": 3}, {"valor": "medio", "puntos": 0}, {"valor": "bajo", "puntos": -1}]
    marco = hacer_marco([p("a"), p("b", sentido="inverso")], escala=escala, rango=[1, 5])
    ficha = correr(marco, {"c1.a": "MEDIO", "c1.b": "medio"})
    # medio = 1/4; inverse 3/4; mean 1/2; 1 + 4/2
    assert [h["puntos"] for h in hojas(ficha).values()] == [0.25, 0.75]
    assert ficha["puntaje"] == 3
    with pytest.raises(ValueError, match="fuera de la escala"):
        correr(marco, {"c1.a": "no aplica"})


@pytest.mark.parametrize(
    ("raiz", "hija", "estado", "puntos"),
    [
        ("no", "sí", "respondida", 0),
        (False, None, "respondida", 0),
        ({"respuesta": "no aplica", "motivo": "…"}, "sí", "no_aplica", None),
        (None, "sí", "sin_responder", None),
        ("parcial", "sí", "respondida", 1),
    ],
)
def test_dependence(raiz, hija, estado, puntos):
    marco = hacer_marco([p("hija", depende_de="raiz"), p("raiz")])
    escritas = {"c1.raiz": raiz, "c1.hija": hija}
    hoja = hojas(correr(marco, {k: v for k, v in escritas.items() if v is not None}))["hija"]
    assert (hoja["estado"], hoja["puntos"]) == (estado, puntos)


def test_a_claim_without_evidence_narrows_from_above():
    marco = hacer_marco([p("a"), p("b", evidencia="obligatoria"), p("c", depende_de="b")])
    ficha = correr(marco, {"c1.a": "sí", "c1.b": "parcial", "c1.c": "sí"})
    # b may be 0 to 0.5, c (unanswered because of b) 0 to 1; the mean of what is proven is 100
    assert cifras(ficha) == pytest.approx((250 / 3, TERCIO, 250 / 3, 1 / 3, 1))
    assert [h["estado"] for h in hojas(ficha).values()] == ["respondida", "sin_evidencia", "sin_responder"]
    proven = correr(marco, {"c1.a": "no", "c1.b": {"respuesta": "sí", "evidencia": "acta"}, "c1.c": "no"})
    assert cifras(proven) == pytest.approx((TERCIO, TERCIO, TERCIO, 1, 1))
    # an honest no needs no evidence
    assert hojas(correr(marco, {"c1.b": "no"}))["b"]["estado"] == "respondida"


def test_weights_and_zero_weights():
    marco = hacer_marco([p("a", peso=2.5), p("b", peso=0), p("c")], [p("a", peso=0)])
    ficha = correr(marco, {"c1.a": "sí", "c1.b": "no", "c1.c": "no", "c2.a": "sí"})
    assert ficha["puntaje"] == pytest.approx(100 * 2.5 / 3.5)
    assert cifras(ficha["grupos"][0]["criterios"][1]) == (None,) * 5
    assert ficha["aplicabilidad"] == 0.5
    assert ficha["nivel"] == {"seguro": None, "al_menos": None, "hasta": None}


@pytest.mark.parametrize(("metodo", "total"), [("aritmetica", 3), ("geometrica", 5**0.5), ("armonica", 10 / 6), ("minimo", 1)])
def test_aggregations(metodo, total):
    marco = hacer_marco([p("a")], [p("a")], rango=[1, 5], agregacion={"grupos": metodo})
    assert correr(marco, {"c1.a": "sí", "c2.a": "no"})["puntaje"] == pytest.approx(total, abs=1e-12)


def test_a_criterion_without_answers_stands_with_its_interval():
    marco = hacer_marco([p("a")], [p("a"), p("b")], cobertura_minima=0.66)
    ficha = correr(marco, {"c1.a": "sí"})
    assert cifras(ficha) == (100, 50, 100, 0.5, 1)
    assert ficha["provisional"] is True
    vacia = correr(marco, {})
    assert cifras(vacia) == (None, 0, 100, 0, 1)
    assert vacia["provisional"] is True


def test_everything_not_applicable():
    marco = hacer_marco([p("a")], cobertura_minima=0.5, niveles=[{"desde": 0, "nombre": "uno"}])
    ficha = correr(marco, {"c1.a": {"respuesta": "na", "motivo": "…"}})
    assert cifras(ficha) == (None,) * 5
    assert ficha["provisional"] is False
    assert ficha["nivel"] == {"seguro": None, "al_menos": None, "hasta": None}


def test_levels_with_fractional_edges():
    niveles = [{"desde": 0, "nombre": "uno"}, {"desde": "4/3", "nombre": "dos"}, {"desde": 2, "nombre": "tres"}]
    marco = hacer_marco([p("a"), p("b"), p("c"), p("d"), p("e"), p("f")], rango=[0, 2], niveles=niveles)
    cuatro = {f"c1.{k}": "sí" for k in "abcd"}
    assert correr(marco, cuatro | {"c1.e": "no", "c1.f": "no"})["nivel"]["seguro"] == "dos"
    assert correr(marco, cuatro)["nivel"] == {"seguro": None, "al_menos": "dos", "hasta": "tres"}


def test_gates_accumulate_and_exempt():
    niveles = [{"desde": 0, "nombre": "uno"}, {"desde": 40, "nombre": "dos"}, {"desde": 60, "nombre": "tres"}]
    puertas = [
        {"nivel": "tres", "criterios": ["c3"], "minimo": 10},
        {"nivel": "dos", "criterios": "todos", "minimo": 50},
    ]
    marco = hacer_marco([p("a"), p("b")], [p("a")], [p("a")], niveles=niveles, compuertas=puertas, aplicabilidad_minima=0)
    na = {"respuesta": "no aplica", "motivo": "…"}
    ficha = correr(marco, {"c1.a": "sí", "c2.a": "no", "c3.a": na})
    assert ficha["compuerta"] == [{"nivel": "dos", "criterio": "c2", "estado": "cerrada"}]
    # 25 to 50: the band would allow "dos", the closed gate does not
    assert ficha["nivel"] == {"seguro": "uno", "al_menos": "uno", "hasta": "uno"}
    ficha = correr(marco, {"c1.a": "no", "c2.a": "sí", "c3.a": "sí"})
    assert ficha["compuerta"] == [{"nivel": "dos", "criterio": "c1", "estado": "pendiente"}]
    assert ficha["nivel"] == {"seguro": None, "al_menos": "uno", "hasta": "tres"}


def test_requirements():
    marco = hacer_marco([p("a")], requisitos=[{"id": "r"}, {"id": "s"}])
    assert correr(marco, {}, requisitos={"r": "sí", "s": True})["elegible"] is True
    assert correr(marco, {}, requisitos={"r": "SI"})["elegible"] is None
    assert correr(marco, {}, requisitos={"r": False})["elegible"] is False
    assert correr(hacer_marco([p("a")]), {})["elegible"] is True


def test_ranks():
    def ficha(ident, minimo, maximo, cobertura=1.0, elegible=True):
        return {
            "practica": ident,
            "minimo": minimo,
            "maximo": maximo,
            "cobertura": cobertura,
            "aplicabilidad": 1.0,
            "elegible": elegible,
        }

    fijas = [ficha("a", 90, 90), ficha("b", 80, 80), ficha("c", 80, 80 + 1e-12), ficha("d", 70, 70)]
    assert clasificar(fijas, 0, 0) == {"a": (1, 1), "b": (2, 2), "c": (2, 2), "d": (4, 4)}
    anchas = [
        ficha("a", 50, 90),
        ficha("b", 60, 70),
        ficha("c", 10, 50),
        ficha("d", 0, 100, 0.1),
        ficha("e", 9, 9, 1, None),
    ]
    # c reaches exactly the lower end of a: only b is surely better
    assert clasificar(anchas, 0.5, 0.75) == {"a": (1, 2), "b": (1, 2), "c": (2, 3), "d": None, "e": None}


# ---------------------------------------------------------------- indicators

SEMAFORO = [
    {"hasta": 70, "luz": "rojo"},
    {"hasta": 90, "luz": "amarillo"},
    {"hasta": 130, "luz": "verde"},
    {"luz": "exceso"},
]


def con_indicador(datos: object, variables: dict | None = None, fecha: object = None, **mas: object) -> dict:
    indicador = {
        "id": "i",
        "sentido": "ascendente",
        "medida": "avance",
        "frecuencia": "anual",
        "semaforo": SEMAFORO,
        **mas,
    }
    marco = {
        "marco": "m",
        "version": "1",
        "grupos": [{"id": "g", "criterios": [{"id": "c", "indicadores": [indicador]}]}],
    }
    registro = {"practica": "x", "indicadores": {**({"i": datos} if datos else {}), **(variables or {})}}
    return hojas(calificar(marco, registro, fecha=fecha), clase="indicadores")["i"]


ACUERDOS = {
    "linea_base": {"periodo": 2021, "valor": 60},
    "meta": {"periodo": 2027, "valor": 80},
    "intermedias": {"2024": 68},
    "valores": {"2022": 62, "2024": 68},
}


def test_progress_and_what_was_due():
    hoja = con_indicador(ACUERDOS)
    assert (hoja["valor"], hoja["periodo"], hoja["medida"], hoja["puntos"]) == (68, "2024", 40, 0.4)
    assert (hoja["esperado"], hoja["semaforo"], hoja["senales"]) == (68, "verde", [])
    assert con_indicador(ACUERDOS, semaforo_sobre="meta")["semaforo"] == "rojo"
    assert con_indicador(ACUERDOS, fecha="2026-12-31")["senales"] == []
    assert con_indicador(ACUERDOS, fecha="2027-01-01")["senales"] == ["dato atrasado"]
    caida = con_indicador({**ACUERDOS, "valores": {"2023": 58}})
    assert (caida["medida"], caida["puntos"], caida["senales"]) == (-10, 0, ["retroceso"])
    assert caida["esperado"] == pytest.approx(60 + 8 * 2 / 3)
    pronto = con_indicador({**ACUERDOS, "valores": {"2022": 62}}, frecuencia="bienal")
    assert (pronto["semaforo"], pronto["esperado"], pronto["puntos"]) == ("aún no exigible", 60, 0.1)


def test_the_other_measures():
    datos = {"meta": {"periodo": 2027, "valor": 80}, "valores": {"2024": 60}}
    assert con_indicador(datos)["estado"] == "sin_responder"
    assert con_indicador(datos, medida="cumplimiento")["medida"] == 75
    baja = con_indicador(datos, medida="cumplimiento", sentido="descendente")
    assert (baja["medida"], baja["puntos"], baja["semaforo"]) == (125, 1, "verde")
    assert con_indicador(datos, sentido="mantener", tolerancia=20)["medida"] == 100
    assert con_indicador(datos, sentido="mantener", tolerancia=16)["medida"] == 75
    assert con_indicador(datos, sentido="mantener", tolerancia=10)["puntos"] == 0
    for base, sentido in [(80, "ascendente"), (90, "ascendente"), (70, "descendente")]:
        mala = con_indicador({**datos, "linea_base": {"periodo": 2021, "valor": base}}, sentido=sentido)
        assert (mala["estado"], mala["puntos"], mala["senales"]) == ("sin_responder", None, ["no calculable"])
    assert con_indicador({"respuesta": "no aplica", "motivo": "…"})["estado"] == "no_aplica"


def test_derived_indicator():
    variables = {
        "a": {
            "linea_base": {"periodo": 2020, "valor": 1},
            "meta": {"periodo": 2024, "valor": 6},
            "valores": {"2021": 2, "2022": 3},
        },
        "b": {
            "linea_base": {"periodo": 2020, "valor": 2},
            "meta": {"periodo": 2024, "valor": 6},
            "valores": {"2021": 3, "2023": 9},
        },
    }
    hoja = con_indicador(None, variables, formula="a + b")
    # 2021 is the last period with both: 5; baseline 3, target 12; due 3 + 9/4
    assert (hoja["valor"], hoja["periodo"], hoja["esperado"]) == (5, "2021", 5.25)
    assert hoja["medida"] == pytest.approx(200 / 9)
    propia = con_indicador({"meta": {"periodo": 2024, "valor": 7}}, variables, formula="a + b")
    assert propia["medida"] == 50
    assert con_indicador(None, {"a": variables["a"]}, formula="a + b")["senales"] == ["no calculable"]
    assert con_indicador(None, variables, formula="a / (b - 3)")["senales"] == ["no calculable"]


def test_formula_grammar():
    valores = {"a": numero(2), "b": numero(3)}
    for texto, esperado in [
        ("a + b * 2", 8),
        ("(a + b) * 2", 10),
        ("-a ** 2", -4),
        ("2 ** a ** b", 256),
        ("a ** -1", 0.5),
        ("8 / a / 2", 2),
        ("min(a, b) + max(a, b) + abs(a - b)", 6),
        ("mean(a, b, 4) + sum(a, b)", 8),
    ]:
        assert Formula(texto).evaluar(valores) == esperado
    with pytest.raises(NoCalculable):
        Formula("a / (b - 3)").evaluar(valores)
    for mala in ["a +", "a b", "a.b", "open(a)", "(a", "a[0]", "__import__", "abs(a, b)"]:
        with pytest.raises(ValueError, match=r"\w"):
            Formula(mala)


def test_periods():
    assert fin("2024") == fin("2024-S2") == fin("2024-T4") == fin("2024-12") == 12 * 2024 + 12
    assert fin("2024-S1") == fin("2024-T2") == fin("2024-06") == fin(2024) - 6
    base, meta = ("2020", numero(0)), ("2024", numero(48))
    assert esperado_en(base, meta, {}, "2021-T3", 12) == 0
    assert esperado_en(base, meta, {}, "2021-T3", 6) == 6
    assert esperado_en(base, meta, {}, "2021-T3", 3) == 9
    assert esperado_en(base, meta, {"2022": numero(36)}, "2021", 12) == 18
    assert esperado_en(base, meta, {}, "2026", 72) == 48


# ---------------------------------------------------------------- the strategies themselves

PASO = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def revisar(nodo: dict, rango: list[float]) -> None:
    if nodo["minimo"] is None:
        assert cifras(nodo) == (None,) * 5
        return
    assert rango[0] <= nodo["minimo"] <= nodo["maximo"] <= rango[1]
    assert nodo["puntaje"] is None or nodo["minimo"] <= nodo["puntaje"] <= nodo["maximo"]
    assert 0 <= nodo["cobertura"] <= 1
    assert 0 < nodo["aplicabilidad"] <= 1
    if nodo["cobertura"] == 1:
        assert nodo["minimo"] == nodo["puntaje"] == nodo["maximo"]


def revisar_ficha(marco: dict, registro: dict) -> None:
    ficha = calificar(marco, registro)
    assert ficha == calificar(json.loads(json.dumps(marco)), json.loads(json.dumps(registro)))
    json.dumps(ficha, allow_nan=False)
    for nodo in [ficha, *ficha["grupos"], *(c for g in ficha["grupos"] for c in g["criterios"])]:
        revisar(nodo, marco.get("rango") or [0, 100])
    if ficha["minimo"] is not None:
        assert ficha["minimo_estricto"] <= ficha["minimo"] + 1e-12
    if ficha["nivel"]["al_menos"] is not None:
        nombres = [n["nombre"] for n in marco["niveles"]]
        assert nombres.index(ficha["nivel"]["al_menos"]) <= nombres.index(ficha["nivel"]["hasta"])


@PASO
@given(st.data())
def test_strategies_of_questions_hold_the_invariants(data):
    marco = data.draw(marcos())
    revisar_ficha(marco, data.draw(registros(marco)))


@PASO
@given(st.data())
def test_strategies_of_indicators_hold_the_invariants(data):
    marco = data.draw(marcos_de_indicadores())
    revisar_ficha(marco, data.draw(registros_de_indicadores(marco)))
