"""What goes into a form comes back: the same record, whoever saved the form."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from evaluacion.flujo.importado import write_importado
from evaluacion.model.practica import SIN_EVIDENCIA, Practica
from evaluacion.publish.registro_yaml import as_yaml
from evaluacion.read.documento import parse_documento
from evaluacion.read.practica import load_practica

from .conftest import Taller, cell_of, cells_of

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")
PHASES = (Phase.explicit, Phase.generate)
"""Workbooks are too slow to shrink by trying hundreds of them."""
PREGUNTAS = ("base.hay", "base.abierta", "base.inversa", "probada.acta", "probada.foto", "sola.unica", "muda.nada")
TEXTOS = (
    st.one_of(
        st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs")), min_size=1, max_size=40),
        st.sampled_from(
            [
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "{=A1}",
                "http://a.mx/x",
                "_x0041_",
                "007",
                "1e5",
                "sí",
                "no",
                "null",
                "12:30",
                "2024-05-12",
                "ñandú\nsegundo renglón",
                "a # b",
                "a: b",
                "'comilla",
                '"doble"',
                "TRUE",
                "3/4",
                "tab\taquí",
                "😀 emoji",
                "&amp; <b>",
                "0.10",
                "...",
            ]
        ),
    )
    .map(lambda text: text.strip())
    .filter(lambda text: text and load_text(text))
)


def proving(texts):
    """Return the texts that say something when they stand for an evidence: `no` is none."""
    return texts.filter(lambda text: not SIN_EVIDENCIA.fullmatch(text))


FECHAS = st.dates(min_value=date(1900, 1, 1)).map(str)
NUMEROS = st.one_of(st.integers(-(10**9), 10**9).map(float), st.floats(-1e12, 1e12).map(lambda value: float(f"{value:.15g}")))
PERIODOS = st.one_of(st.integers(1990, 2040).map(str), st.sampled_from(["2024-S1", "2024-T3", "2023-07", "2022-C2"]))
FUENTES = st.fixed_dictionaries({}, optional=dict.fromkeys(("obra", "autor", "publicado", "lugar", "url", "nota"), TEXTOS)).filter(bool)


def load_text(text):
    """Whether a text may stand in a record at all."""
    from evaluacion.read.texto import check_text

    return check_text(text, None, key=False) is None


def optional(**parts):
    return st.fixed_dictionaries({}, optional=parts).filter(bool)


RESPUESTAS = optional(
    respuesta=st.sampled_from(["sí", "a veces", "nunca"]),
    evidencia=optional(texto=proving(TEXTOS), documento=proving(TEXTOS), lugar=TEXTOS, pagina=TEXTOS, url=proving(TEXTOS), fecha=FECHAS),
    motivo=TEXTOS,
    fuente=FUENTES,
    nota=TEXTOS,
    verificada=st.fixed_dictionaries({"por": TEXTOS}, optional={"fecha": FECHAS, "nota": TEXTOS}),
    correccion=st.fixed_dictionaries({"antes": TEXTOS, "motivo": TEXTOS, "quien": TEXTOS}, optional={"fecha": FECHAS}),
    excusa=TEXTOS,
)
PUNTOS = st.fixed_dictionaries({"periodo": PERIODOS, "valor": NUMEROS})
SERIES = optional(
    linea_base=PUNTOS,
    meta=PUNTOS,
    valores=st.dictionaries(PERIODOS, NUMEROS, min_size=1, max_size=9),
    intermedias=st.dictionaries(PERIODOS, NUMEROS, min_size=1, max_size=4),
    no_aplica=st.sampled_from([True]),
    motivo=TEXTOS,
    fuente=FUENTES,
    nota=TEXTOS,
)
REGISTROS = st.fixed_dictionaries(
    {"practica": st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,20}", fullmatch=True)},
    optional={
        "titulo": TEXTOS,
        "descripcion": TEXTOS,
        "territorio": optional(nombre=TEXTOS, tipo=TEXTOS, clave=st.sampled_from(["09001", "22", "9"]), pais=st.sampled_from(["MX", "ES"])),
        "periodo": st.sampled_from([{"desde": "2021", "hasta": "2024"}, {"desde": "2021-03-15"}, {"hasta": "2024-12"}]),
        "responsable": TEXTOS,
        "ods": st.lists(st.integers(1, 17), min_size=1, max_size=5),
        "evaluacion": optional(fecha=FECHAS, rol=st.sampled_from(["externo", "interno"])),
        "requisitos": st.sampled_from([{"vigencia": True}, {"vigencia": False}, {"otro": True}]),
        "respuestas": optional(
            mezcla=st.dictionaries(st.sampled_from(PREGUNTAS), RESPUESTAS, min_size=1),
            cualitativo=st.just({"sostenibilidad.continuidad": {"respuesta": "parcial", "evidencia": {"texto": "de otro marco"}}}),
        ),
        "indicadores": optional(firmados=SERIES, en_tramite=SERIES, ajeno=SERIES),
        "fuente": FUENTES,
        "nota": TEXTOS,
    },
)


@settings(max_examples=3, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(st.lists(REGISTROS, min_size=10, max_size=10, unique_by=lambda data: data["practica"].casefold()))
def test_records_come_back_from_one_form_as_they_went(data):
    """Any records, put into a form and read from it, are the same records: texts, dates, numbers, and what is not shown."""
    records = [Practica.model_validate(item) for item in data]
    with tempfile.TemporaryDirectory() as folder:
        taller = Taller(Path(folder))
        (path,) = taller.make(*map(as_yaml, records), un_libro=True)
        done = taller.read(path)
    assert {item.practica.id: item.practica for item in done.registros} == {record.id: record for record in records}
    assert done.anexos == {}


@settings(max_examples=60, deadline=None)
@given(REGISTROS)
def test_a_record_written_as_yaml_is_read_as_the_same_record(data):
    """The file that is written says the same, whatever its texts look like."""
    record = Practica.model_validate(data)
    assert load_practica(parse_documento(as_yaml(record), "r.yaml")).practica == record


def fill_by_hand(book, data):
    """Write a record into an empty form, cell by cell."""
    for path, answer in data.get("respuestas", {}).get("mezcla", {}).items():
        key = f"1/mezcla/{path}"
        given = {"Respuesta": answer.get("respuesta"), "Motivo": answer.get("motivo"), "Nota": answer.get("nota")}
        given |= {"Evidencia": answer.get("evidencia", {}).get("texto"), "Página": answer.get("evidencia", {}).get("pagina")}
        given |= {"Corrección: antes": answer.get("correccion", {}).get("antes")}
        given |= {"Corrección: motivo": answer.get("correccion", {}).get("motivo")}
        given |= {"Corrección: quién": answer.get("correccion", {}).get("quien")}
        for title, value in given.items():
            cell_of(book, key, title).value = value
            cell_of(book, key, title).data_type = "s" if value else "n"
    for name, serie in data.get("indicadores", {}).items():
        for cells, (period, value) in zip(
            zip(
                cells_of(book, f"1/indicadores/{name}/valores", "Periodo"),
                cells_of(book, f"1/indicadores/{name}/valores", "Valor"),
                strict=True,
            ),
            serie.get("valores", {}).items(),
            strict=False,
        ):
            cells[0].value, cells[1].value = period, value


A_MANO = TEXTOS.filter(lambda text: "_x" not in text)
"""That program writes `_x0041_` as it is, which in a workbook is an A."""
CORTAS = optional(
    respuesta=st.sampled_from(["sí", "a veces", "nunca"]),
    evidencia=optional(texto=proving(A_MANO), pagina=A_MANO),
    motivo=A_MANO,
    nota=A_MANO,
    correccion=st.fixed_dictionaries({"antes": A_MANO, "motivo": A_MANO, "quien": A_MANO}),
)


@settings(max_examples=10, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(
    st.fixed_dictionaries(
        {"practica": st.just("p1")},
        optional={
            "respuestas": st.fixed_dictionaries({"mezcla": st.dictionaries(st.sampled_from(PREGUNTAS), CORTAS, min_size=1)}),
            "indicadores": optional(firmados=optional(valores=st.dictionaries(PERIODOS, NUMEROS, min_size=1, max_size=6))),
        },
    )
)
def test_an_empty_form_that_somebody_fills_in_is_the_record_that_it_says(data):
    """Another program writes the answers into an empty form; the record has them all."""
    with tempfile.TemporaryDirectory() as folder:
        taller = Taller(Path(folder))
        (path,) = taller.make()
        done = taller.read(taller.change(path, lambda book: fill_by_hand(book, data)))
    assert [item.practica for item in done.registros] == [Practica.model_validate(data)]


LLENO = """
practica: p1
titulo: "Programa «Ñandú» = 1+1"
territorio: {nombre: Puebla, tipo: estado, clave: "21", pais: MX}
ods: [4, 17]
evaluacion: {evaluador: Ana, fecha: "2025-05-12", rol: externo}
requisitos: {vigencia: sí}
respuestas:
  mezcla:
    base.hay: {respuesta: sí, evidencia: {texto: "=HYPERLINK(1)", pagina: "3-4", fecha: 2024-07}}
    base.abierta: {respuesta: a veces, correccion: {antes: sí, motivo: se revisó, quien: Ana}}
    probada.acta: sí
    sola.unica: {respuesta: no aplica, motivo: "fue\\nuna sola vez"}
indicadores:
  firmados: {linea_base: {periodo: 2021, valor: 60}, meta: {periodo: 2027, valor: 80.5}, valores: {2022: 62, 2024-S1: 0.1}}
"""


def test_the_longest_text_of_a_cell_comes_back(taller):
    """A text of 32,767 characters with accents is the same after the form."""
    (path,) = taller.make(f"practica: p1\ntitulo: {'á' * 32_767}\n")
    assert taller.read(path).registros[0].practica.titulo == "á" * 32_767


def test_no_cell_that_comes_from_a_record_is_a_formula(taller):
    """A text that starts with an equals sign stays a text, in a cell of texts."""
    (path,) = taller.make(LLENO)
    cell = cell_of(openpyxl.load_workbook(path), "1/mezcla/base.hay", "Evidencia")
    assert (cell.data_type, cell.number_format) == ("s", "@")


def test_two_runs_give_the_same_bytes(taller):
    """The same marco and the same records make the same form."""
    (path,) = taller.make(LLENO)
    first = path.read_bytes()
    (again,) = taller.make(LLENO)
    assert again.read_bytes() == first


def test_only_the_cells_to_write_in_are_unlocked(taller):
    """Every sheet is protected without a password; the answer is open and the question is not."""
    (path,) = taller.make()
    book = openpyxl.load_workbook(path)
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    assert not cell_of(book, "1/mezcla/base.hay", "Respuesta").protection.locked
    assert cell_of(book, "1/mezcla/base.hay", "Pregunta").protection.locked
    assert {book[name].sheet_state for name in ("_evaluacion", "_listas")} == {"veryHidden"}


def test_the_forms_of_two_evaluators_become_two_evaluations(taller, tmp_path):
    """One record, two forms, two evaluators: two files, each with its answers."""
    (path,) = taller.make()
    found = []
    for who, answer in (("Ana Ñú", "sí"), ("Beto", "nunca")):
        filled = taller.fill(path, {("1/evaluacion.evaluador", "Valor"): who, ("1/mezcla/base.hay", "Respuesta"): answer})
        found.append(filled.rename(tmp_path / f"{answer}.xlsx"))
    done = taller.read(*found)
    written = write_importado(done, tmp_path / "sal")
    assert [path.name for path in written] == ["p1--ana-nu.yaml", "p1--beto.yaml"]
    assert "base.hay: nunca" in written[1].read_text(encoding="utf-8")
