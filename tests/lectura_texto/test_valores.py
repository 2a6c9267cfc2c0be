"""What the values of YAML, JSON and records mean: words, numbers, dates and texts as people write them."""

from __future__ import annotations

import json

import pytest
import yaml

from evaluacion.base.problema import EvaluacionError
from evaluacion.read import yaml as reader
from evaluacion.read.documento import Documento, parse_documento
from evaluacion.read.json import parse_json
from evaluacion.read.practica import RegistroLeido, load_practica
from evaluacion.read.yaml import parse_yaml


def value_of(written: str) -> object:
    """Return what the reader makes of a value written in YAML."""
    return parse_yaml(f"a: {written}\n", "a.yaml")[0]["a"]


def record(text: str, archivo: str = "a.yaml") -> RegistroLeido:
    """Return the record that a text writes."""
    return load_practica(parse_documento(text, archivo))


@pytest.mark.parametrize("written", ["no", "No", "NO", "sí", "si", "Sí", "yes", "on", "off", "y", "n", "Yes", "OFF"])
def test_words_that_old_yaml_takes_for_booleans_stay_words(written):
    """`no` and `sí` are read alike, as the words that they are."""
    assert value_of(written) == written


@pytest.mark.parametrize(
    "written",
    [
        "012",
        "01012",
        "00",
        "-07",
        "1_000",
        "12:30",
        "1:2:3",
        "0x1F",
        "0o17",
        "0b1",
        "2025-05-12",
        "2025-05-12 10:00:00",
        "1e",
        "1.2.3",
        "+",
        "-x",
        ".",
        "1,500",
        "4/3",
    ],
)
def test_what_only_resembles_a_number_stays_text(written):
    """Leading zeros, underscores, clock times, other bases, dates and fractions stay as they are written."""
    assert value_of(written) == written


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", 0),
        ("-0", 0),
        ("12", 12),
        ("+3", 3),
        ("-3", -3),
        ("1.10", 1.1),
        ("1.", 1.0),
        (".5", 0.5),
        ("-.5", -0.5),
        ("1e3", 1000.0),
        ("1.5E-2", 0.015),
        ("9" * 18, int("9" * 18)),
    ],
)
def test_numbers_are_those_of_the_core_schema(written, value):
    """Decimal integers and floats are numbers of their own kind."""
    found = value_of(written)
    assert found == value
    assert isinstance(found, type(value))


@pytest.mark.parametrize(("written", "value"), [("true", True), ("True", True), ("FALSE", False), ("null", None), ("~", None), ("", None)])
def test_the_words_of_the_core_schema(written, value):
    """`true`, `false` and `null` mean what they mean in YAML 1.2."""
    assert value_of(written) is value


@pytest.mark.parametrize("written", ['"no"', "'12'", '"true"', '"~"', '"1.10"', '""', "'null'", "|\n  12", ">-\n  true"])
def test_quoted_and_block_texts_are_texts(written):
    """Quotes and block marks always make a text."""
    assert isinstance(value_of(written), str)


def test_keys_are_always_text():
    """Keys that look like numbers, words or nothing are texts."""
    assert list(parse_yaml("{2024: a, no: b, true: c, 1.10: d, 012: e, ~: f}", "a")[0]) == ["2024", "no", "true", "1.10", "012", "~"]


def test_keys_are_composed():
    """A key that came decomposed is read composed, in YAML and in JSON, written or escaped."""
    assert list(parse_yaml("poblacio\u0301n: 1", "a")[0]) == ["población"]
    assert list(parse_documento('{"poblacio\u0301n": 1}', "a").datos) == ["población"]
    assert list(parse_documento('{"poblacio\\u0301n": 1}', "a").datos) == ["población"]
    assert list(parse_json('{"poblacio\\u0301n": 1}', "a")) == ["población"]


@pytest.mark.parametrize("written", ["1.10", "1.0", "2.50", "1e3", "10.", "-0.0"])
@pytest.mark.parametrize("archivo", ["a.yaml", "a.json"])
def test_a_number_where_a_text_is_expected_keeps_its_written_form(written, archivo):
    """A version or a page written `1.10` is the text `1.10`, never `1.1`, in YAML and in JSON."""
    if archivo == "a.json" and written == "10.":
        pytest.skip("no number of JSON")
    text = f'{{"practica": "ejemplo", "titulo": {written}}}'
    assert record(text, archivo).practica.titulo == written


def test_an_integer_where_a_text_is_expected_keeps_its_digits():
    """`publicado: 2025` and `pagina: 12` are texts."""
    practica = record("practica: 2024\nfuente: {publicado: 2025}\nresponsable: 12\n").practica
    assert (practica.id, practica.responsable) == ("2024", "12")
    assert practica.fuente is not None
    assert practica.fuente.publicado == "2025"


def test_keys_of_territories_keep_their_zeros():
    """`09010` keeps its leading zero with and without quotes."""
    for written in ("09010", '"09010"', "'09010'"):
        territorio = record(f"practica: a\nterritorio: {{clave: {written}}}\n").practica.territorio
        assert territorio is not None
        assert territorio.clave == "09010"


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("sí", "sí"),
        ("Sí", "Sí"),
        ("no", "no"),
        ("true", "sí"),
        ("false", "no"),
        ("parcial", "parcial"),
        ("no aplica", "no aplica"),
        ("3", "3"),
        ("{respuesta: true}", "sí"),
        ("{respuesta: no}", "no"),
        ("{respuesta: 1.5}", "1.5"),
        ("", None),
        ("{evidencia: Acta}", None),
    ],
)
def test_answers_as_people_write_them(written, answer):
    """An answer is its word; booleans are sí and no; a blank one is unanswered."""
    practica = record(f"practica: a\nrespuestas:\n  prueba:\n    alcance.poblacion: {written}\n").practica
    assert practica.respuestas["prueba"]["alcance.poblacion"].respuesta == answer


@pytest.mark.parametrize(
    ("written", "value"),
    [("sí", True), ("si", True), ("SÍ", True), ("no", False), ("NO", False), ("true", True), ("false", False), ('" no "', False)],
)
def test_requisitos_are_yes_or_no(written, value):
    """A requisito reads sí, no and booleans, whatever their case, accent and blanks."""
    assert record(f"practica: a\nrequisitos: {{vigencia: {written}}}\n").practica.requisitos == {"vigencia": value}


def test_short_forms_of_evidence_and_source_are_texts():
    """A text in place of evidence or source is its `texto` or its `lugar`."""
    practica = record("practica: a\nfuente: Informe\nrespuestas: {prueba: {a.b: {respuesta: sí, evidencia: Acta 12}}}\n").practica
    evidencia = practica.respuestas["prueba"]["a.b"].evidencia
    assert practica.fuente is not None
    assert practica.fuente.lugar == "Informe"
    assert evidencia is not None
    assert (evidencia.texto, evidencia.presente) == ("Acta 12", True)


@pytest.mark.parametrize("written", ['""', '"  "', "{}", "{pagina: 3}", ""])
def test_empty_evidence_is_no_evidence(written):
    """Evidence that says nothing does not count as evidence."""
    answer = record(f"practica: a\nrespuestas: {{prueba: {{a.b: {{respuesta: sí, evidencia: {written}}}}}}}\n").practica.respuestas[
        "prueba"
    ]["a.b"]
    assert answer.evidencia is None or not answer.evidencia.presente


def test_dates_stay_text():
    """A date is the text that was written, in YAML and in JSON."""
    for text, archivo in (
        ("practica: a\nevaluacion: {fecha: 2025-05-12}\n", "a.yaml"),
        ('{"practica": "a", "evaluacion": {"fecha": "2025-05-12"}}', "a.json"),
    ):
        evaluacion = record(text, archivo).practica.evaluacion
        assert evaluacion is not None
        assert evaluacion.fecha == "2025-05-12"


def test_indicator_data_are_read_whole():
    """Periods are texts in capitals, values numbers, fractions their value, `no aplica` a state."""
    practica = record(
        "practica: a\nindicadores:\n  uno: {linea_base: {periodo: 2021, valor: 60}, meta: {periodo: 2027, valor: 4/3}, "
        "valores: {2024-s1: 1.5, 2024-07: 2}}\n"
        "  dos: no aplica\n  tres: {respuesta: N/A, motivo: no hay}\n"
    ).practica
    uno, dos, tres = (practica.indicadores[name] for name in ("uno", "dos", "tres"))
    assert uno.linea_base is not None
    assert uno.meta is not None
    assert (uno.linea_base.periodo, uno.linea_base.valor, uno.meta.valor) == ("2021", 60.0, 4 / 3)
    assert uno.valores == {"2024-S1": 1.5, "2024-07": 2.0}
    assert (dos.no_aplica, tres.no_aplica, tres.motivo) == (True, True, "no hay")


@pytest.mark.parametrize("kind", ["practica", "gobierno", "acuerdo", "hermanamiento"])
def test_the_key_that_a_record_has_says_what_it_is(kind):
    """The kind of a record is its key, and its id the value; an empty second key does not count."""
    practica = record(f"{kind}: uno-2\n{'gobierno' if kind != 'gobierno' else 'acuerdo'}:\n").practica
    assert (practica.tipo, practica.id) == (kind, "uno-2")


def test_json_says_the_same_as_yaml():
    """The same record in YAML and in JSON is the same value."""
    data = {
        "practica": "a",
        "ods": [4, 17],
        "territorio": {"nombre": "Querétaro", "clave": "22"},
        "requisitos": {"vigencia": True},
        "respuestas": {"prueba": {"a.b": {"respuesta": "sí", "evidencia": "Acta"}, "a.c": "no"}},
        "indicadores": {"x": {"valores": {"2024": 1.25}}},
    }
    from_yaml = record(yaml.safe_dump(data, allow_unicode=True)).practica
    assert record(json.dumps(data), "a.json").practica == from_yaml
    assert record(json.dumps(data, ensure_ascii=False, indent=2), "a.json").practica == from_yaml


def test_answers_know_their_place_in_yaml_and_json():
    """The place of an answer is that of its key; of something unwritten, that of the deepest part written."""
    yaml_record = record("practica: a\nrespuestas:\n  prueba:\n    a.b: sí\n")
    json_record = record('{"practica": "a",\n "respuestas": {"prueba": {\n  "a.b": "sí"}}}', "a.json")
    assert str(yaml_record.origen(("respuestas", "prueba", "a.b"))) == "a.yaml:4:5"
    assert str(json_record.origen(("respuestas", "prueba", "a.b"))) == "a.json:3:3"
    assert str(yaml_record.origen(("respuestas", "prueba", "a.zz"))) == "a.yaml:3:3"
    assert str(yaml_record.origen(("titulo",))) == "a.yaml:1:1"
    assert str(json_record.origen(("respuestas", "prueba", "a.zz"))).startswith("a.json:2:")


def test_a_json_document_inside_another_file_counts_its_lines():
    """A document that starts further down (a line of NDJSON) gives places of the whole file."""
    documento = Documento("a.ndjson", {"practica": "a"}, texto='{"practica": "a"}', linea=6)
    assert str(documento.origen(("practica",))) == "a.ndjson:7:14"


def test_libyaml_reads_when_it_is_there():
    """The reader stands on libyaml's event stream wherever PyYAML was built with it, for it is ten times faster."""
    assert isinstance(reader._make_parser("a: b"), yaml.CSafeLoader) is yaml.__with_libyaml__


def test_a_warning_does_not_stop_the_reading():
    """` #` in a text warns and names what was not read."""
    data, warnings = parse_yaml("titulo: Programa #1\n", "a.yaml")
    assert data["titulo"] == "Programa"
    assert [(problem.severidad, problem.codigo) for problem in warnings] == [("aviso", "comentario_dudoso")]
    assert "«#1»" in warnings[0].mensaje


@pytest.mark.parametrize(
    "text",
    [
        "a: uno # dos",
        "a: uno #",
        "a: uno #--- fin",
        "a: 'uno #1'",
        "a: 'uno' #1",
        "# uno #1\na: b",
        "a: |\n  uno #1",
        "a: # uno #1\n  b: c",
        "a: uno#1",
    ],
)
def test_comments_that_are_plainly_comments_do_not_warn(text):
    """Comments with a blank after `#`, after quotes, or of a whole line, and blocks, do not warn."""
    assert parse_yaml(text, "a.yaml")[1] == []


@pytest.mark.parametrize("text", ["- uno #1", "[uno #1\n]", "a: [dos,\n tres #x\n ]", "a: uno\n  dos #3", "a: uno #ñ"])
def test_a_comment_that_eats_text_warns_wherever_it_is(text):
    """Lists, flow lists and folded texts warn as well."""
    assert [problem.codigo for problem in parse_yaml(text, "a.yaml")[1]] == ["comentario_dudoso"]


def test_both_lines_of_a_repeated_key_are_named():
    """A repeated key is found at its second place, and the message names the line of the first."""
    for text, archivo in (
        ("practica: x\ntitulo: A\n\ntitulo: B\n", "a.yaml"),
        ('{"practica": "x",\n"titulo": "A",\n\n"titulo": "B"}', "a.json"),
    ):
        with pytest.raises(EvaluacionError) as caught:
            record(text, archivo)
        (problem,) = caught.value.problemas
        assert problem.origen is not None
        assert (problem.origen.linea, "renglón 2" in problem.mensaje) == (4, True)


def test_an_unknown_key_gets_the_nearest_word():
    """The nearest key is offered; without one, those that exist."""
    for written, said in (
        ("evidensia", "¿Quiso escribir «evidencia»?"),
        ("Motivos", "¿Quiso escribir «motivo»?"),
        ("zzz", "Se admite: respuesta, evidencia, motivo"),
    ):
        with pytest.raises(EvaluacionError) as caught:
            record(f"practica: a\nrespuestas: {{prueba: {{a.b: {{respuesta: sí, {written}: x}}}}}}\n")
        assert said in caught.value.problemas[0].remedio


def test_three_mistakes_give_three_messages():
    """Each of three separate mistakes is told in one run, with its line and how to mend it."""
    text = "practica: ejemplo\nresposable: Ana\nods: [71]\nevaluacion:\n  rol: extreno\n"
    with pytest.raises(EvaluacionError) as caught:
        record(text)
    told = [str(problem) for problem in caught.value.problemas]
    assert [line.split(" ")[0] for line in told] == ["a.yaml:2:1:", "a.yaml:3:7:", "a.yaml:5:8:"]
    assert "¿Quiso escribir «responsable»?" in told[0]
    assert "menor o igual que 17" in told[1]
    assert "«71»" in told[1]
    assert "¿Quiso escribir «externo»?" in told[2]


def test_text_marks_of_the_encoding_are_explained():
    """A file from Excel in Windows is told to be so, with its line and how to save it."""
    from evaluacion.read.texto import decode

    with pytest.raises(EvaluacionError) as caught:
        decode("a: 1\nb: 2\nc: ñ\n".encode("cp1252"), "a.yaml")
    (problem,) = caught.value.problemas
    assert "Windows-1252" in problem.mensaje
    assert "UTF-8" in problem.remedio
    assert str(problem.origen) == "a.yaml:3"
