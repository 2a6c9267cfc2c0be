"""Marcos that extend others: what changes, what stays, and where problems of each are."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.base.recursos import shipped_marcos
from evaluacion.read.documento import parse_documento, read_documento
from evaluacion.read.marco import load_marco, read_marco, resolve_marco

BASE = """\
marco: base
version: 2.3.0
titulo: Marco base
requisitos: [{id: vigencia, texto: Está vigente.}]
niveles: [{desde: 0, nombre: bajo}, {desde: 50, nombre: alto}]
compuertas: [{nivel: alto, criterios: [uno], minimo: 40}]
grupos:
  - id: primero
    nombre: Primero
    criterios:
      - id: uno
        nombre: Uno
        preguntas:
          - {id: a, texto: ¿A?}
          - {id: b, texto: ¿B?, depende_de: a}
      - id: dos
        nombre: Dos
        peso: 3
        preguntas:
          - {id: a, texto: ¿A de dos?}
  - id: segundo
    nombre: Segundo
    criterios:
      - id: tres
        nombre: Tres
        indicadores:
          - {id: acuerdos, nombre: Acuerdos, definicion: Firmados., unidad: acuerdos, sentido: ascendente,
             acumulacion: existencia, medida: avance, frecuencia: anual}
"""
HEAD = "marco: mio\nversion: 1.0.0\ntitulo: Marco mío\nextiende: base.yaml\n"


@pytest.fixture
def extend(tmp_path):
    """Return a function that reads a marco that extends the base one with some changes."""
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")

    def read(changes: str, head: str = HEAD):
        path = tmp_path / "mio.yaml"
        path.write_text(head + changes, encoding="utf-8")
        return read_marco(path)

    return read


def problems_of(extend, changes: str, head: str = HEAD) -> list[str]:
    """Return what is wrong with a marco, as `file:line:column code`."""
    with pytest.raises(EvaluacionError) as caught:
        extend(changes, head)
    return [f"{Path(p.origen.archivo).name}:{p.origen.linea}:{p.origen.columna} {p.codigo}" for p in caught.value.problemas]


@pytest.mark.parametrize("name", sorted(shipped_marcos()))
def test_the_marcos_that_ship_are_sound(name):
    """Every marco that ships reads without a word, by id, by file and by folder, with the same hash."""
    path = shipped_marcos()[name]
    by_id, by_file, by_folder = load_marco(name), load_marco(path), load_marco(path.parent)
    assert by_id.avisos == ()
    assert by_id.huella == by_file.huella == by_folder.huella
    assert by_id.marco.marco == name


@pytest.mark.parametrize("name", sorted(shipped_marcos()))
def test_a_marco_that_ships_can_be_extended_without_changes(name, tmp_path):
    """Extending and changing nothing changes only the heading; weights, questions and order stay."""
    base = load_marco(name).marco
    major = base.version.split(".")[0]
    path = tmp_path / "m.yaml"
    path.write_text(f"marco: mio\nversion: 1.0.0\ntitulo: Mío\nextiende: {name}@{major}\n", encoding="utf-8")
    mine = read_marco(path).marco
    assert mine.model_copy(update={"marco": name, "version": base.version, "titulo": base.titulo}) == base


def test_a_weight_changes_and_the_rest_stays(extend):
    """A change of weight touches that weight alone."""
    marco = extend("cambios: {criterios: {uno: {peso: 5}}, grupos: {segundo: {peso: 0.5}}, preguntas: {uno.a: {peso: 2}}}\n").marco
    assert [(criterio.id, criterio.peso) for criterio in marco.criterios] == [("uno", 5), ("dos", 3), ("tres", 1)]
    assert [grupo.peso for grupo in marco.grupos] == [1, 0.5]
    assert [pregunta.peso for pregunta in marco.criterios[0].preguntas] == [2, 1]
    assert marco.preguntas["uno.a"].texto == "¿A?"
    assert (marco.marco, marco.version) == ("mio", "1.0.0")
    assert [nivel.nombre for nivel in marco.niveles] == ["bajo", "alto"]


@pytest.mark.parametrize("off", ["no", "false", '"No"'])
def test_a_question_is_switched_off(extend, off):
    """`no` takes a question out."""
    assert list(extend(f"cambios: {{preguntas: {{uno.b: {off}}}}}\n").marco.preguntas) == ["uno.a", "dos.a"]


def test_criteria_groups_and_indicators_are_switched_off(extend):
    """`no` takes a criterion or a group out, with all that it holds."""
    assert [c.id for c in extend("cambios: {criterios: {dos: no}}\n").marco.criterios] == ["uno", "tres"]
    assert [g.id for g in extend("cambios: {grupos: {segundo: no}}\n").marco.grupos] == ["primero"]


def test_a_question_is_added_at_the_end(extend):
    """A path that the criterion does not have adds a question to it."""
    marco = extend("cambios: {preguntas: {dos.nueva: {texto: ¿Nueva?, depende_de: a}}}\n").marco
    assert list(marco.preguntas) == ["uno.a", "uno.b", "dos.a", "dos.nueva"]
    assert marco.preguntas["dos.nueva"].depende_de == "a"


def test_an_indicator_is_changed_and_added(extend):
    """Indicators go by criterio.indicador."""
    marco = extend(
        "cambios:\n  indicadores:\n    tres.acuerdos: {unidad: convenios}\n    tres.cartas: "
        "{nombre: Cartas, definicion: Enviadas., unidad: cartas, "
        "sentido: ascendente, acumulacion: flujo_anual, medida: avance, frecuencia: anual}\n"
    ).marco
    assert list(marco.indicadores) == ["acuerdos", "cartas"]
    assert marco.indicadores["acuerdos"].unidad == "convenios"


def test_a_criterion_is_added_to_the_group_that_it_names(extend):
    """A new criterion says its group where there are several."""
    marco = extend("cambios: {criterios: {cuatro: {grupo: segundo, nombre: Cuatro, preguntas: [{id: x, texto: ¿X?}]}}}\n").marco
    assert [[c.id for c in grupo.criterios] for grupo in marco.grupos] == [["uno", "dos"], ["tres", "cuatro"]]


def test_keys_of_the_root_replace_those_of_the_base(extend):
    """A key written beside `extiende` replaces the one of the base."""
    marco = extend("rango: [1, 5]\nniveles: []\ncompuertas: []\nclasificacion: no\n").marco
    assert (marco.rango, marco.niveles, marco.clasificacion) == ((1, 5), (), False)


def test_extending_leaves_the_base_as_it_was(extend, tmp_path):
    """The base read before and after somebody extends it is the same."""
    before = read_marco(tmp_path / "base.yaml").huella
    extend("cambios: {criterios: {uno: {peso: 5}, dos: no}, preguntas: {uno.b: no}}\n")
    assert read_marco(tmp_path / "base.yaml").huella == before


def test_the_hash_is_that_of_the_content(extend, tmp_path):
    """The hash changes with the content, not with comments, order of keys or file format."""
    plain = read_marco(tmp_path / "base.yaml").huella
    commented = resolve_marco(
        parse_documento("# otro comentario\n" + BASE.replace("marco: base\nversion: 2.3.0\n", "version: 2.3.0\nmarco: base\n"), "x.yaml"),
        tmp_path / "x.yaml",
    )
    assert commented.huella == plain
    assert extend("").huella != plain
    assert extend("cambios: {criterios: {uno: {peso: 5}}}\n").huella != extend("cambios: {criterios: {uno: {peso: 4}}}\n").huella


@pytest.mark.usefixtures("extend")
def test_how_votes_are_put_together_is_part_of_the_content_only_where_it_is_not_the_mean(tmp_path):
    """A marco that never knew of votes keeps its hash when it says what it did anyway."""
    base = tmp_path / "base.yaml"
    plain, text = read_marco(base).huella, base.read_text(encoding="utf-8")
    found = []
    for how in ("media", "mediana"):
        base.write_text(f"{text}\nconsolidacion: {how}\n", encoding="utf-8")
        found.append(read_marco(base).huella == plain)
    assert found == [True, False]


def test_extensions_of_extensions(extend, tmp_path):
    """A marco that extends one that extends the base has the changes of both."""
    extend("cambios: {criterios: {uno: {peso: 5}}}\n")
    (tmp_path / "nieto.yaml").write_text(
        "marco: nieto\nversion: 1.0.0\ntitulo: Nieto\nextiende: mio.yaml\ncambios: {criterios: {dos: {peso: 7}}}\n", encoding="utf-8"
    )
    assert [c.peso for c in read_marco(tmp_path / "nieto.yaml").marco.criterios] == [5, 7, 1]


def test_a_base_is_found_in_its_folder_and_by_its_folder(extend, tmp_path):
    """`extiende` may name a folder that holds a `marco.yaml`."""
    (tmp_path / "otro").mkdir()
    (tmp_path / "otro" / "marco.yaml").write_text(BASE, encoding="utf-8")
    assert extend("", HEAD.replace("base.yaml", "otro")).marco.criterios


@pytest.mark.usefixtures("extend")
def test_json_extends_too(tmp_path):
    """A marco written in JSON extends and its problems have their places."""
    path = tmp_path / "m.json"
    path.write_text(
        '{"marco": "mio", "version": "1.0.0", "titulo": "Mío", "extiende": "base.yaml",\n'
        ' "cambios": {"criterios": {"uno": {"peso": 2},\n  "nada": "no"}}}',
        encoding="utf-8",
    )
    with pytest.raises(EvaluacionError) as caught:
        resolve_marco(read_documento(path), path)
    assert [str(p.origen).split("/")[-1] for p in caught.value.problemas] == ["m.json:3:3"]


def test_a_cycle_is_refused(extend, tmp_path):
    """Two marcos that extend each other are refused at the `extiende` that closes the circle."""
    (tmp_path / "base.yaml").write_text("marco: base\nversion: 1.0.0\ntitulo: B\nextiende: mio.yaml\n", encoding="utf-8")
    assert problems_of(extend, "") == ["base.yaml:4:11 extension_no_valida"]


@pytest.mark.usefixtures("extend")
def test_a_long_chain_is_refused(tmp_path):
    """Eight extensions in a row are read; a ninth is refused."""
    previous = "base.yaml"
    for n in range(1, 10):
        path = tmp_path / f"m{n}.yaml"
        path.write_text(f"marco: m{n}\nversion: 1.0.0\ntitulo: M\nextiende: {previous}\n", encoding="utf-8")
        previous = path.name
    assert read_marco(tmp_path / "m8.yaml").marco.marco == "m8"
    with pytest.raises(EvaluacionError, match="encadenadas"):
        read_marco(tmp_path / "m9.yaml")


def test_a_link_that_leads_outside_is_refused(extend, tmp_path, tmp_path_factory):
    """A link inside the folder that leads outside of it is a path that leaves the folder."""
    outside = tmp_path_factory.mktemp("fuera") / "base.yaml"
    outside.write_text(BASE, encoding="utf-8")
    try:
        (tmp_path / "enlace.yaml").symlink_to(outside)
    except OSError:
        pytest.skip("links need permission here")
    assert problems_of(extend, "", HEAD.replace("base.yaml", "enlace.yaml")) == ["mio.yaml:4:11 extension_no_valida"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ("cambios:\n  criterios:\n    uno: {peso: -1}\n", ["mio.yaml:7:17 fuera_de_limites"]),
        ("cambios:\n  criterios:\n    uno:\n      peso: 1\n      pesso: 2\n", ["mio.yaml:9:7 clave_desconocida"]),
        ("cambios:\n  preguntas:\n    uno.nueva: {peso: 2}\n", ["mio.yaml:7:16 falta_clave"]),
        ("cambios:\n  preguntas:\n    uno.a: no\n", ["base.yaml:15:45 marco_incoherente"]),
        ("cambios:\n  criterios:\n    uno: no\n", ["base.yaml:6:40 marco_incoherente"]),
        ("cambios:\n  preguntas:\n    dos.nueva: {texto: ¿X?, depende_de: zz}\n", ["mio.yaml:7:41 marco_incoherente"]),
        ("cambios:\n  criterios:\n    cuatro: {nombre: Cuatro, preguntas: [{id: x, texto: ¿X?}]}\n", ["mio.yaml:7:5 extension_no_valida"]),
        (
            "cambios:\n  criterios:\n    cuatro: {grupo: tercero, nombre: C, preguntas: [{id: x, texto: ¿X?}]}\n",
            ["mio.yaml:7:5 extension_no_valida"],
        ),
        (
            "cambios:\n  criterios:\n    cuatro:\n      grupo: segundo\n      preguntas: [{id: x, texto: ¿X?}]\n",
            ["mio.yaml:8:7 falta_clave"],
        ),
        ("rango: [100, 0]\n", ["mio.yaml:5:8 marco_incoherente"]),
        ("nivels: []\n", ["mio.yaml:5:1 clave_desconocida"]),
    ],
)
def test_problems_of_an_extension_are_where_they_were_written(extend, changes, expected):
    """A problem names the file that wrote what is wrong: the extension or its base, with lines of that file."""
    found = problems_of(extend, changes)
    assert [line for line in found if line in expected] == expected
    assert not [line for line in found if line.endswith("falta_clave") and line not in expected]


def test_a_problem_in_the_base_is_in_the_base(extend, tmp_path):
    """What is wrong in the base is told with the file and line of the base."""
    (tmp_path / "base.yaml").write_text(BASE.replace("nombre: Dos\n", "nombre: Dos\n        extra: 1\n"), encoding="utf-8")
    assert problems_of(extend, "") == ["base.yaml:18:9 clave_desconocida"]


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ("cambios: {criterios: {unno: no}}", "«uno»"),
        ("cambios: {preguntas: {uno.aa: no}}", "«a»"),
        ("cambios: {criterio: {uno: no}}", "«criterios»"),
        ("cambios: {grupos: {primer: no}}", "«primero»"),
        ("cambios: {preguntas: {unno.a: no}}", "«uno»"),
    ],
)
def test_the_nearest_name_is_offered(extend, changes, word):
    """A change of something that is not there offers what is."""
    with pytest.raises(EvaluacionError) as caught:
        extend(changes)
    assert word in caught.value.problemas[0].remedio


@pytest.mark.parametrize("kind", ["grupos", "criterios", "preguntas", "indicadores"])
def test_a_kind_of_change_of_another_form_says_so(extend, kind):
    """A list where changes go by name is told to be a list, not to be misspelled."""
    with pytest.raises(EvaluacionError) as caught:
        extend(f"cambios: {{{kind}: [uno]}}")
    assert "¿Quiso escribir" not in caught.value.problemas[0].remedio


def test_an_extension_names_itself(extend):
    """What extends a marco is another one: without an id of its own it is refused where it begins."""
    assert problems_of(extend, "", "version: 1.0.0\ntitulo: Mío\nextiende: base.yaml\n") == ["mio.yaml:1:1 falta_clave"]


@pytest.mark.parametrize("taken", ["[1, 2]", "solo un texto"])
@pytest.mark.parametrize("takes", [False, True], ids=["extends", "takes an indicator"])
def test_a_base_that_is_no_marco_is_refused_in_its_own_file(extend, tmp_path, taken, takes):
    """A list or a text in place of a marco, for who extends it and for who takes an indicator from it."""
    (tmp_path / "base.yaml").write_text(f"{taken}\n", encoding="utf-8")
    indicators = "grupos: [{id: g, nombre: G, criterios: [{id: c, nombre: C, indicadores: [{id: acuerdos, toma_de: base.yaml}]}]}]\n"
    found = problems_of(extend, indicators, HEAD.replace("extiende: base.yaml\n", "")) if takes else problems_of(extend, "")
    assert found == ["base.yaml:1:1 extension_no_valida"]


def test_a_question_added_to_a_criterion_of_indicators_is_a_contradiction(extend):
    """The list that was not there is made, and the criterion is then told to be of both kinds."""
    found = problems_of(extend, "cambios: {preguntas: {tres.nueva: {texto: ¿Nueva?}}}\n")
    assert found
    assert {line.split()[-1] for line in found} == {"marco_incoherente"}
