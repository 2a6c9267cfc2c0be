"""What a supposition says is what an edited file would say, for everybody; and it claims nothing more."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluacion.base.problema import EvaluacionError
from evaluacion.flujo.calificar import score_paths
from evaluacion.flujo.explicar_respuesta import answer_supposed
from evaluacion.flujo.explicar_si import explain_supposed
from evaluacion.flujo.registro_supuesto import suppose
from evaluacion.flujo.suposicion import parse_suposiciones
from evaluacion.publish.datos import ficha_as_dict
from evaluacion.publish.explicar_respuesta import as_libro
from evaluacion.publish.libro import libro_como_texto
from evaluacion.read.documento import parse_documento
from evaluacion.read.marco import read_marco
from evaluacion.read.practica import RegistrosArchivo, load_practica
from evaluacion.read.supuesto import replace_record
from evaluacion.score.evaluate import evaluate

AQUI = Path(__file__).parent
CASOS = AQUI / "casos" / "reclamos"
ESPERADO = AQUI / "esperado"
MARCO = read_marco(CASOS / "marco.yaml").marco
NOMBRES = ("norte", "sur", "valle")
DATOS = {name: json.loads(json.dumps(yaml.safe_load((CASOS / f"{name}.yaml").read_text(encoding="utf-8")))) for name in NOMBRES}


def read(data):
    return RegistrosArchivo([load_practica(parse_documento(json.dumps(item), f"{name}.json")) for name, item in data.items()], {})


def edited(name, changes):
    """The data of the records after editing one of them by hand: keys are the left side of a supposition."""
    data = json.loads(json.dumps(DATOS))
    record = data[name]
    for key, value in changes.items():
        if key.startswith("tramites."):
            values = record["indicadores"]["tramites"]["valores"]
            part = key.removeprefix("tramites.")
            values.pop(part, None)
            if value != "":
                values[part] = float(value)
            continue
        answers = record["respuestas"]["oficinas"]
        former = answers.pop(key, None)
        kept = {"evidencia": former["evidencia"]} if isinstance(former, dict) and "evidencia" in former else {}
        head, _, reason = value.partition(":")
        if value:
            answers[key] = {"respuesta": head, **kept} | ({"motivo": reason.strip()} if reason else {})
    return data


ANSWERS = st.sampled_from(["sí", "parcial", "no", "", "no aplica: así es"])
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(["reglas.manual", "reglas.vigente", "gente.plazas", "gente.cursos"], ANSWERS),
        "reglas.quejas": st.sampled_from(["sí", "no", ""]),
        "tramites.2024": st.sampled_from(["", "0", "55.5", "99"]),
        "tramites.2026": st.sampled_from(["10", "240"]),
    },
)


@given(st.sampled_from(NOMBRES), CHANGES)
def test_a_supposition_scores_as_the_file_edited_so(name, changes):
    """Bit for bit: nodes, levels and places of everybody."""
    registros, row = read(DATOS), NOMBRES.index(name)
    items = parse_suposiciones([f"{key}={value}" for key, value in changes.items()], [MARCO], ["oficinas"])
    supposed = replace_record(registros, row, suppose(registros.practica(row), items, evidencia=False))
    one = evaluate(MARCO, supposed, filas=[len(registros) if i == row else i for i in range(len(registros))])
    other = evaluate(MARCO, read(edited(name, changes)))
    np.testing.assert_array_equal(one.nodos, other.nodos)
    assert [list(map(int, places)) for places in one.lugares] == [list(map(int, places)) for places in other.lugares]
    for mine, theirs in zip(one.fichas(), other.fichas(), strict=True):
        assert numbers(mine) == numbers(theirs)


def numbers(ficha):
    """The data of a scorecard without the places of its answers."""

    def plain(value):
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items() if key not in ("origen", "archivo")}
        return [plain(item) for item in value] if isinstance(value, list | tuple) else value

    return plain(json.loads(json.dumps(ficha_as_dict(ficha), default=str)))


def test_a_supposition_gives_what_the_command_gives_once_the_file_says_it(reclamos):
    """The whole way, from files and back to them."""
    effect = explain_supposed(reclamos, ["reglas.manual=sí", "tramites.2024=150"], registro="norte", con_evidencia=True).supuestos[0].juntas
    path = reclamos / "norte.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("reglas.manual: no", "reglas.manual: {respuesta: sí, evidencia: Gaceta}").replace("2024: 120", "2024: 150"),
        encoding="utf-8",
    )
    (real,) = score_paths([reclamos]).resultados
    assert effect.ficha_despues.total == real.ficha(0).total
    assert [ficha.lugar for ficha in effect.despues.fichas()] == [ficha.lugar for ficha in real.fichas()]


def test_a_claim_without_the_evidence_that_is_obligatory_stays_unproven_and_says_how_to_suppose_it(reclamos):
    """The word alone moves what is reachable, not what is guaranteed."""
    bare = explain_supposed(reclamos, ["reglas.manual=sí"], registro="norte").supuestos[0].juntas
    proven = explain_supposed(reclamos, ["reglas.manual=sí"], registro="norte", con_evidencia=True).supuestos[0].juntas
    assert bare.ficha_despues.total.minimo == bare.ficha_antes.total.minimo
    assert proven.ficha_despues.total.minimo > proven.ficha_antes.total.minimo
    assert "agregue --con-evidencia" in answer_supposed(reclamos, ["reglas.manual=sí"], registro="norte").as_text("texto")


def test_each_supposition_is_also_told_alone(reclamos):
    """Several at once are worth what they are worth together, and each by itself is shown."""
    found = explain_supposed(reclamos, ["gente.plazas=sí", "gente.cursos=sí"], registro="norte").supuestos[0]
    alone = [sola.ficha_despues.total.minimo for sola in found.solas]
    assert found.juntas.ficha_antes.total.minimo < min(alone) < max(alone) < found.juntas.ficha_despues.total.minimo


def test_whoever_is_passed_is_named_with_the_place_that_is_left(reclamos):
    """The ranks after are those of everybody, scored again."""
    effect = explain_supposed(reclamos, ["gente.plazas=sí", "gente.cursos=sí", "reglas.quejas=no"], registro="norte").supuestos[0].juntas
    after = {effect.despues.registros.identidad(int(row)).id: effect.despues.ficha(i).lugar for i, row in enumerate(effect.despues.filas)}
    told = {effect.antes.registros.identidad(int(effect.antes.filas[item.posicion])).id: item for item in effect.vecinos}
    assert {name: after[name] for name in told} == {name: item.lugar_despues for name, item in told.items()}
    assert told["valle"].despues != told["valle"].antes


def test_a_supposition_that_says_what_is_written_changes_nothing_and_says_so(reclamos):
    """Nothing is sold as a change."""
    told = answer_supposed(reclamos, ["reglas.quejas=PARCIAL"], registro="norte").as_text("texto")
    assert "no cambia nada" in told
    assert explain_supposed(reclamos, ["reglas.quejas=PARCIAL"], registro="norte").supuestos[0].juntas.nodos == ()


def test_a_requisito_can_be_supposed_and_takes_the_place_away(reclamos):
    """Unmet, the record is shown and not ranked."""
    found = explain_supposed(reclamos, ["requisitos.publica=no"], registro="valle").supuestos[0].juntas
    assert (found.ficha_antes.lugar is not None, found.ficha_despues.lugar) == (True, None)
    assert "requisitos.publica: antes, se cumple; después, no se cumple." in answer_supposed(
        reclamos, ["requisitos.publica=no"], registro="valle"
    ).as_text("texto")


@pytest.mark.parametrize(
    ("si", "code", "words"),
    [
        ("reglas.manua=sí", "pregunta_desconocida", "reglas.manual"),
        ("oficinas.reglas.manual=parcal", "respuesta_desconocida", "¿Quiso escribir «parcial»?"),
        ("reglas.manual=no aplica", "no_aplica_sin_motivo", "reglas.manual=no aplica: motivo"),
        ("reglas.quejas=n/a: nadie se queja", "no_aplica_no_admitido", "siempre corresponde"),
        ("reglas.manual", "opcion_no_valida", "criterio.pregunta=respuesta"),
        ("tramites=70", "opcion_no_valida", "tramites.2024=70"),
        ("tramites.2024=setenta", "opcion_no_valida", "no dice un número"),
        ("tramites.2024=1,500", "opcion_no_valida", "sin comas"),
        ("tramites.linea_base=3", "opcion_no_valida", "línea base"),
        ("tramites=no aplica", "no_aplica_sin_motivo", "motivo"),
        ("requisitos.privada=sí", "requisito_desconocido", "publica"),
        ("requisitos.publica=quizá", "respuesta_desconocida", "sí o no"),
    ],
)
def test_a_supposition_that_cannot_be_read_says_what_is_wrong_and_how_to_write_it(reclamos, si, code, words):
    """A slip is an error with its remedy, never a silent nothing."""
    with pytest.raises(EvaluacionError) as error:
        explain_supposed(reclamos, [si], registro="norte")
    assert [problem.codigo for problem in error.value.problemas] == [code]
    assert words in str(error.value)


def test_two_suppositions_about_the_same_are_refused(reclamos):
    """With and without the name of the marco it is the same question."""
    with pytest.raises(EvaluacionError, match="hablan de lo mismo"):
        explain_supposed(reclamos, ["reglas.manual=sí", "oficinas.reglas.manual=no"], registro="norte")


def test_a_record_with_several_evaluations_asks_whose(reclamos):
    """Each evaluation is its own; none is changed for another."""
    text = (reclamos / "sur.yaml").read_text(encoding="utf-8")
    for judge in ("ana", "beto"):
        (reclamos / f"sur-{judge}.yaml").write_text(f"{text}evaluacion: {{evaluador: {judge}}}\n", encoding="utf-8")
    (reclamos / "sur.yaml").unlink()
    with pytest.raises(EvaluacionError, match="--evaluador: ana, beto"):
        explain_supposed(reclamos, ["reglas.quejas=sí"], registro="sur")
    found = explain_supposed(reclamos, ["reglas.quejas=sí"], registro="sur", evaluador="beto").supuestos[0].juntas
    assert found.ficha_despues.evaluador == "beto"
    assert found.despues.ficha(1).total == found.antes.ficha(1).total


SI = ("reglas.manual=sí", "reglas.quejas=no", "gente.cursos=no aplica: no hay personal nuevo", "tramites.2024=190")


def test_the_answer_reads_as_it_should(reclamos, dorado):
    """The text, the Markdown, the JSON and the sheet, as a person reads them."""
    answer = answer_supposed(reclamos, SI, registro="norte")
    for formato, name in (("texto", "si.txt"), ("markdown", "si.md"), ("json", "si.json")):
        dorado(ESPERADO / name, answer.as_text(formato))
    dorado(ESPERADO / "si-hoja.txt", libro_como_texto(as_libro(answer.informe)))


def test_no_number_moves_in_the_files_that_were_read(reclamos):
    """A supposition writes nothing."""
    before = {path.name: path.read_bytes() for path in reclamos.iterdir()}
    answer_supposed(reclamos, SI, registro="norte")
    assert {path.name: path.read_bytes() for path in reclamos.iterdir()} == before


@settings(max_examples=20)
@given(st.data())
def test_a_supposition_on_the_practices_that_ship_scores_as_the_file_edited_so(data):
    """Also on real records, whatever question is asked."""
    done = shipped()
    resultado = done[data.draw(st.integers(0, len(done) - 1))]
    row = data.draw(st.integers(0, len(resultado) - 1))
    path = data.draw(st.sampled_from(sorted(resultado.marco.preguntas)))
    answer = data.draw(st.sampled_from(["sí", "parcial", "no", ""]))
    items = parse_suposiciones([f"{path}={answer}"], [resultado.marco], [resultado.marco.marco])
    fila = int(resultado.filas[row])
    practica = resultado.registros.practica(fila)
    supposed = replace_record(resultado.registros, fila, suppose(practica, items, evidencia=True))
    rows = [len(resultado.registros) if item == fila else item for item in resultado.filas.tolist()]
    after = evaluate(resultado.marco, supposed, filas=rows)
    raw = practica.model_dump(exclude_none=True)
    written = raw["respuestas"].setdefault(resultado.marco.marco, {})
    former = written.pop(path, {})
    if answer:
        written[path] = {"respuesta": answer, "evidencia": former.get("evidencia") or {"texto": "Acta"}}
    data_of = [
        raw if item == fila else resultado.registros.practica(item).model_dump(exclude_none=True) for item in resultado.filas.tolist()
    ]
    again = evaluate(
        resultado.marco, RegistrosArchivo([load_practica(parse_documento(json.dumps(item), "r.json")) for item in data_of], {})
    )
    np.testing.assert_array_equal(after.nodos, again.nodos)


def shipped():
    if not _SHIPPED:
        root = AQUI.parent.parent / "examples" / "practicas"
        _SHIPPED.extend(result for result in score_paths([root]).resultados if result.marco.preguntas)
    return _SHIPPED


_SHIPPED: list = []


def test_an_effect_is_a_frozen_value(reclamos):
    """Nobody changes an answer once it is given."""
    effect = explain_supposed(reclamos, ["reglas.quejas=no"], registro="norte").supuestos[0].juntas
    with pytest.raises(dataclasses.FrozenInstanceError):
        effect.posicion = 3


def test_an_answer_that_a_rule_gave_can_be_supposed_too():
    """Of a strategy only the answer supposed changes: the others are those that the rules gave."""
    path = AQUI.parent.parent / "examples" / "estrategias" / "modelo.yaml"
    effect = explain_supposed(path, ["revision_objetivos.especifico.verbo=no"]).supuestos[0].juntas
    assert [change.despues.ruta for change in effect.reactivos] == ["especifico.verbo"]
    assert effect.ficha_despues.practica == effect.ficha_antes.practica


def test_in_an_instrument_that_classifies_the_types_before_and_after_are_told(tmp_path):
    """There is no score, no place and no gap; there is a type."""
    path = tmp_path / "ciudad.yaml"
    path.write_text("gobierno: ciudad\nrespuestas:\n  reactiva_planificada: {reactiva.empresas: sí}\n", encoding="utf-8")
    told = answer_supposed(path, ["reactiva.turistas=no"]).as_text("texto")
    assert "Tipo" in told
    assert "Garantizado  " not in told
