"""A panel whose marco also has data: the order of its criteria, other marcos' agreements and excused votes take nothing away."""

from __future__ import annotations

from evaluacion.score.consolidar import consolidate

from .votos import MARCO, acordada, marco_de, registro, registros

INDICADOR = {
    "id": "x",
    "nombre": "X",
    "definicion": "De prueba",
    "unidad": "casos",
    "acumulacion": "existencia",
    "sentido": "ascendente",
    "medida": "cumplimiento",
    "frecuencia": "anual",
    "meta_fija": 10,
}
DATOS = {"id": "d", "nombre": "D", "criterios": [{"id": "i", "nombre": "I", "indicadores": [INDICADOR]}]}
MIXTO = marco_de(grupos=[DATOS, *MARCO["grupos"]], requisitos=[{"id": "vigente", "texto": "¿Sigue vigente?"}])
SERIE = {"x": {"valores": {"2024": 5}}}


def test_the_votes_count_where_data_come_before_the_questions():
    """Two votes on a question of the second group: their mean, and each of them is kept."""
    written = [registro("r", judge, {"b.tres": answer}) for judge, answer in (("a", "no"), ("b", "parcial"))]
    found = consolidate(MIXTO, registros(*written))
    tres = next(item for item in found.resultado.ficha(0).preguntas if item.ruta == "b.tres")
    assert (tres.estado, tres.puntos) == ("respondida", 0.75)
    assert [card.preguntas[2].puntos for card in found.votos.crudo.fichas()] == [1.0, 0.5]
    row = next(row for row, item in enumerate(found.resultado.plan.preguntas) if item[1] == "tres")
    assert [vote.valor for vote in found.votos.votos_de(row, 0)] == ["no", "parcial"]


def test_an_agreement_of_another_marco_hides_none_of_this_one():
    """Wherever it stands among the others."""
    written = registros(*(registro("r", judge, {"b.tres": answer}) for judge, answer in (("a", "no"), ("b", "sí"))))
    agreed = [acordada("r", "b.tres", "sí", marco="otro"), acordada("r", "b.tres", "no")]
    found = consolidate(MIXTO, written, agreed)
    tres = next(item for item in found.resultado.ficha(0).preguntas if item.ruta == "b.tres")
    assert (tres.valor, tres.puntos) == ("no", 1.0)
    assert not found.resultado.problemas or all(problem.codigo != "registro_desconocido" for problem in found.resultado.problemas)


def test_an_excused_vote_leaves_the_rest_of_that_evaluators_own_scorecard_as_it_was():
    """What is asked of the record, its data and what was noticed are the same with the excuse and without it."""
    more = {"indicadores": SERIE, "requisitos": {"vigente": "sí"}}
    other = registro("r", "b", {"b.tres": "no", "b.cuatro": "sí"}, **more)
    excused = registro("r", "a", {"b.tres": {"respuesta": "sí", "excusa": "es su programa"}, "b.cuatro": "sí"}, **more)
    absent = registro("r", "a", {"b.cuatro": "sí"}, **more)
    one, two = (consolidate(MIXTO, registros(item, other)).votos.crudo for item in (excused, absent))
    for left, right in zip(one.fichas(), two.fichas(), strict=True):
        assert (left.elegible, left.total, left.respondidas) == (True, right.total, right.respondidas)
        assert [(item.puntos, item.valor) for item in left.indicadores] == [(0.5, 5.0)]
    assert [problem.codigo for problem in one.problemas] == [problem.codigo for problem in two.problemas]


def test_what_a_nameless_evaluator_writes_is_joined_without_a_name():
    """The other one's goes with its name."""
    nameless = registro("r", None, {"b.tres": {"respuesta": "sí", "nota": "Se vio"}})
    named = registro("r", "b", {"b.tres": {"respuesta": "sí", "nota": "También"}})
    records = consolidate(MIXTO, registros(nameless, named)).resultado.registros
    (found,) = records.respuestas([0], "prueba", "b.tres")
    assert found.nota == "Se vio\nb: También"


def test_the_data_of_all_are_one_series_with_what_any_of_them_says_of_it():
    """Baseline, target, values, source and note: each from whoever gives it, the first one's where several do."""
    one = {"x": {"linea_base": {"periodo": "2020", "valor": 1}, "valores": {"2024": 5}, "fuente": "Informe"}}
    two = {"x": {"meta": {"periodo": "2025", "valor": 9}, "valores": {"2023": 4}, "fuente": "Otro informe", "nota": "Preliminar"}}
    for data, source in (((one, two), "Informe"), ((two, one), "Otro informe")):
        written = (registro("r", judge, {"b.tres": "sí"}, indicadores=series) for judge, series in zip("ab", data, strict=True))
        records = consolidate(MIXTO, registros(*written)).resultado.registros
        found = records.series_de(0)["x"]
        assert (found.linea_base.valor, found.meta.valor, dict(found.valores)) == (1, 9, {"2023": 4, "2024": 5})
        assert (found.fuente.lugar, found.nota) == (source, "Preliminar")
        serie = records.serie("x")
        assert (serie.base_valor.tolist(), serie.meta_valor.tolist()) == ([1.0], [9.0])


def test_a_source_that_only_one_gives_is_the_source():
    """Whichever of them it is."""
    for sources in (("Informe", None), (None, "Informe")):
        data = [{"x": {"valores": {"2024": 5}, **({"fuente": source} if source else {})}} for source in sources]
        written = (registro("r", judge, {"b.tres": "sí"}, indicadores=series) for judge, series in zip("ab", data, strict=True))
        assert consolidate(MIXTO, registros(*written)).resultado.registros.series_de(0)["x"].fuente.lugar == "Informe"


def test_late_data_are_late_in_each_evaluators_own_scorecard_too():
    """By the date of reference, and not by the latest data of the panel."""
    written = [registro("r", judge, {"b.tres": "sí"}, indicadores=SERIE) for judge in "ab"]
    for reference, signs in ((2026 * 12 + 12, ()), (2027 * 12 + 1, ("dato atrasado",))):
        found = consolidate(MIXTO, registros(*written), referencia=reference)
        cards = [*found.votos.crudo.fichas(), found.resultado.ficha(0)]
        assert [card.indicadores[0].senales for card in cards] == [signs] * 3


def test_agreements_come_by_record_and_question_however_they_are_written():
    """The order of the file of agreed answers is nobody's."""
    written = registros(*(registro(name, judge, dict.fromkeys(("b.tres", "b.cuatro"), "sí")) for name in "rs" for judge in "ab"))
    agreed = [acordada(name, path, "sí") for name in "sr" for path in ("b.cuatro", "b.tres")]
    found = consolidate(MIXTO, written, agreed).sin_desacuerdo
    assert [(item.acuerdo.practica, item.acuerdo.pregunta) for item in found] == [
        (name, path) for name in "rs" for path in ("b.tres", "b.cuatro")
    ]


def test_the_evidence_of_one_stays_as_it_is_written():
    """Document, page and date in their places; that of several becomes one text."""
    proof = {"texto": "Se vio", "documento": "Acta", "pagina": "3"}
    one = registro("r", "a", {"b.tres": {"respuesta": "sí", "evidencia": proof}})
    for other, text, document in (({"respuesta": "sí"}, "Se vio", "Acta"), ({"respuesta": "sí", "evidencia": "Otra"}, None, None)):
        records = consolidate(MIXTO, registros(one, registro("r", "b", {"b.tres": other}))).resultado.registros
        (found,) = records.respuestas([0], "prueba", "b.tres")
        assert found.evidencia.documento == document
        assert found.evidencia.texto == (text or "a: Se vio — Acta, p. 3\nb: Otra")


def test_evaluators_dispute_a_requisito_only_where_they_say_different_things():
    """All no is a no."""
    for said, answer in ((("no", "no"), False), (("sí", "sí"), True), (("sí", "no"), None), ((None, "no"), False)):
        written = [
            registro("r", judge, {"b.tres": "sí"}, requisitos={} if word is None else {"vigente": word})
            for judge, word in zip("ab", said, strict=True)
        ]
        found = consolidate(MIXTO, registros(*written)).resultado
        assert found.ficha(0).elegible is answer
        assert any("vigente" in problem.mensaje for problem in found.problemas) == (answer is None)


def test_a_tie_claims_nothing_and_needs_no_proof():
    """A `sí` and a `no aplica` wait to be moderated: nothing counts, and no evidence is missed."""
    written = [registro("r", judge, {"b.cuatro": answer}) for judge, answer in (("a", "sí"), ("b", "no aplica"))]
    for agreed, missed in (((), False), ((acordada("r", "b.cuatro", "sí"),), True)):
        found = consolidate(MIXTO, registros(*written), agreed).resultado.problemas
        assert any(problem.codigo == "sin_evidencia_recomendada" for problem in found) == missed


def test_an_agreement_on_an_unknown_record_offers_the_nearest_one():
    """By its id."""
    found = consolidate(MIXTO, registros(registro("programa", "a", {"b.tres": "sí"})), [acordada("progama", "b.tres", "sí")])
    (told,) = (problem for problem in found.resultado.problemas if problem.codigo == "registro_desconocido")
    assert (told.mensaje, told.remedio) == ("No hay ninguna evaluación de «progama» con «prueba».", "¿Quiso escribir «programa»?")
