"""Two rounds from files: what changed, what moved it, and the same from a result set, a folder or in another order."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from evaluacion.base.problema import EvaluacionError
from evaluacion.compare.cambio import PARTES
from evaluacion.flujo.diferencias import differences_of
from evaluacion.publish import diferencias_datos, diferencias_texto

AQUI = Path(__file__).parent
RAIZ = AQUI.parents[1]
CASOS = sorted((AQUI / "casos").glob("*.yaml"))


def _case(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _differences(folder, *names, **options):
    return differences_of([str(folder / name) for name in names], **{"marcos": ["cualitativo"], **options}).diferencias


def _cualitativo(found):
    return next(marco for marco in found.marcos if marco.marco == "cualitativo")


def _told(text):
    """Return a text without the hashes of files that each run writes anew."""
    return re.sub(r"sha256 [0-9a-f]{64}", "sha256 …", text)


@pytest.mark.parametrize("path", CASOS, ids=lambda path: path.stem)
def test_each_case_gives_its_parts_and_reads_as_its_golden_text(rondas, dorado, monkeypatch, path):
    """What each part moves in the central total (none: nothing is split), down to questions and rules; and its Markdown."""
    case = _case(path)
    monkeypatch.chdir(rondas(case))
    found = differences_of(["2024", "2025"], marcos=["cualitativo"]).diferencias
    dorado(AQUI / f"esperado/{path.stem}.md", _told(diferencias_texto.as_markdown(found)))
    marco = _cualitativo(found.tramos[0])
    record = marco.registros[0]
    if case["partes"] is None:
        assert marco.ruptura
        assert record.total.partes is None
        assert record.total.cambio is None
        return
    assert {name: part.puntaje for name, part in zip(PARTES, record.total.partes, strict=True)} == pytest.approx(case["partes"], abs=1e-9)
    for position, part in enumerate(record.total.partes):
        alone = [question.en_total.puntaje for question in record.preguntas if question.parte == position]
        rules = [rule.en_total.puntaje for rule in record.reglas] if PARTES[position] == "reglas" else []
        assert sum([*alone, *rules, record.total.juntas[position].puntaje]) == pytest.approx(part.puntaje, abs=1e-9)


def test_a_result_set_gives_the_same_as_its_records(rondas, corre):
    """`calificar --formato json` keeps all that the split needs: answers, evidence, places and the rules by their hash."""
    folder = rondas(_case(AQUI / "casos/de_todo.yaml"))
    for name in ("2024", "2025"):
        corre("calificar", folder / name, "--marco", "cualitativo", "--formato", "json", "--salida", folder / f"{name}.json", check=0)
    from_records, from_json = _differences(folder, "2024", "2025"), _differences(folder, "2024.json", "2025.json")
    for one, other in zip(from_records.tramos[0].marcos, from_json.tramos[0].marcos, strict=True):
        assert one.registros == other.registros


def test_a_result_set_that_somebody_changed_is_refused(rondas, corre):
    """A total that the answers do not give is an error, and its remedy says what to do."""
    folder = rondas(_case(AQUI / "casos/nada.yaml"))
    corre("calificar", folder / "2024", "--marco", "cualitativo", "--formato", "json", "--salida", folder / "2024.json", check=0)
    data = json.loads((folder / "2024.json").read_text(encoding="utf-8"))
    data["fichas"][0]["puntaje"] += 1
    (folder / "2024.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    with pytest.raises(EvaluacionError) as error:
        _differences(folder, "2024.json", "2025")
    assert [problem.codigo for problem in error.value.problemas] == ["resultado_no_coincide"]


def test_a_result_set_without_its_rules_is_refused(rondas, corre):
    """Without the marco of that content hash nothing can be scored again: it says which and how to give it."""
    folder = rondas(_case(AQUI / "casos/solo_reglas.yaml"))
    corre("calificar", folder / "2025", "--marco", "cualitativo", "--formato", "json", "--salida", folder / "2025.json", check=0)
    (folder / "2025/marco.yaml").rename(folder / "guardado.yaml")
    with pytest.raises(EvaluacionError, match="huella"):
        _differences(folder, "2024", "2025.json")
    assert _differences(folder, "2024", "2025.json", marcos=[str(folder / "guardado.yaml")])


@pytest.mark.parametrize(
    "broken", ['{\n "procedencia": {\n', '{\n "procedencia": {\n}, "fichas": []}', '{\n "procedencia": {\n "herramienta": 1}}']
)
def test_a_result_set_that_is_not_one_says_so(tmp_path, rondas, broken):
    """A file cut short, or with other keys, is told by its code and not by a failure of the tool."""
    folder = rondas(_case(AQUI / "casos/nada.yaml"))
    (tmp_path / "roto.json").write_text(broken, encoding="utf-8")
    with pytest.raises(EvaluacionError) as error:
        _differences(folder, "roto.json", "2025")
    assert {problem.codigo for problem in error.value.problemas} <= {"json_invalido", "tipo_de_archivo"}


def test_records_that_come_and_go_are_listed(rondas):
    """A record of one round only is named with its level, and enters no change."""
    folder = rondas(_case(AQUI / "casos/nada.yaml"))
    shutil.copy(RAIZ / "examples/practicas/simar-sureste.yaml", folder / "2025")
    shutil.copy(RAIZ / "examples/practicas/medellin-aci.yaml", folder / "2024")
    found = _cualitativo(_differences(folder, "2024", "2025").tramos[0])
    assert [item.id for item in found.aparecen] == ["simar-sureste"]
    assert [item.id for item in found.desaparecen] == ["med-aci"]
    assert [record.id for record in found.registros] == ["qro-oficina"]


def test_three_rounds_give_each_step_and_the_whole_term(rondas):
    """Each round with the one before it, and the last with the first; the line breaks where the version is another major."""
    folder = rondas(_case(AQUI / "casos/ruptura.yaml"))
    shutil.copytree(folder / "2025", folder / "2026")
    found = _differences(folder, "2024", "2025", "2026")
    assert [(step.de, step.a) for step in found.todas] == [("2024", "2025"), ("2025", "2026"), ("2024", "2026")]
    assert [_cualitativo(step).ruptura for step in found.todas] == [True, False, True]
    assert next(item for item in found.trayectorias if item.marco == "cualitativo").rupturas == (False, True, False)


def test_the_names_of_the_files_change_no_number(rondas):
    """The same records in files that sort the other way give the same differences."""
    folder = rondas(_case(AQUI / "casos/de_todo.yaml"))
    shutil.copy(RAIZ / "examples/practicas/simar-sureste.yaml", folder / "2024/b.yaml")
    shutil.copy(RAIZ / "examples/practicas/simar-sureste.yaml", folder / "2025/b.yaml")
    before = _cualitativo(_differences(folder, "2024", "2025").tramos[0])
    for name in ("2024", "2025"):
        (folder / name / "b.yaml").rename(folder / name / "zzz.yaml")
        (folder / name / "queretaro-beca-embajadores.yaml").rename(folder / name / "zzzz.yaml")
    after = _cualitativo(_differences(folder, "2024", "2025").tramos[0])
    assert [record.nodos for record in before.registros] == [record.nodos for record in after.registros]


def test_two_versions_of_a_marco_show_their_rules_and_what_they_do(rondas):
    """With `--practicas` the change of a total is of rules only, across a break too, which is said."""
    folder = rondas(_case(AQUI / "casos/solo_reglas.yaml"))
    record = str(folder / "2024/queretaro-oficina.yaml")
    only = _differences(folder, "2024/marco.yaml", "2025/marco.yaml").tramos[0].marcos[0]
    assert [(rule.lugar, rule.antes, rule.despues, rule.mueve) for rule in only.reglas] == [("sostenibilidad: peso", "1", "3", "puntaje")]
    assert only.registros == ()
    shown = _differences(folder, "2024/marco.yaml", "2025/marco.yaml", practicas=[record]).tramos[0].marcos[0]
    total = shown.registros[0].total
    assert total.partes[2] == pytest.approx(total.cambio)
    assert shown.registros[0].reglas[0].en_total == pytest.approx(total.cambio)


def test_what_one_version_cannot_read_is_unanswered_there(rondas):
    """A question that only one version asks is a change of rules, never an error."""
    folder = rondas(_case(AQUI / "casos/nada.yaml"))
    text = (folder / "2025/marco.yaml").read_text(encoding="utf-8")
    first = text.index("          - id: continuidad")
    last = text.index("          - id:", first + 10)
    (folder / "2025/marco.yaml").write_text(text[:first] + text[last:], encoding="utf-8")
    found = _differences(folder, "2024/marco.yaml", "2025/marco.yaml", practicas=[str(folder / "2024/queretaro-oficina.yaml")])
    marco = found.tramos[0].marcos[0]
    assert marco.reglas[0].despues is None
    parts = marco.registros[0].total.partes
    assert sum(part.puntaje for part in parts) == pytest.approx(marco.registros[0].total.cambio.puntaje)
    assert "otro contenido" in diferencias_texto.as_text(found)


@pytest.mark.parametrize(
    ("names", "options", "told"),
    [
        (["2024"], {}, "al menos dos"),
        (["2024", "2025/marco.yaml"], {}, "marcos y registros"),
        (["2024/marco.yaml", "2025/marco.yaml", "2024/marco.yaml"], {}, "dos versiones"),
        (["2024", "2025"], {"practicas": ["2024"]}, "--practicas"),
        (["2024/marco.yaml", "criteria"], {}, "No son dos versiones"),
    ],
)
def test_what_cannot_be_compared_is_refused(rondas, monkeypatch, names, options, told):
    """Each combination that means nothing says why and what to do."""
    folder = rondas(_case(AQUI / "casos/nada.yaml"))
    shutil.copytree(RAIZ / "criteria/estrategico", folder / "criteria")
    monkeypatch.chdir(folder)
    with pytest.raises(EvaluacionError, match=told):
        differences_of(names, **options)


def test_panels_split_what_is_of_other_evaluators(tmp_path):
    """An evaluator less, and no moderation: the change of every consolidated total is of votes."""
    for name in ("antes", "despues"):
        shutil.copytree(RAIZ / "examples/panel", tmp_path / name)
    (tmp_path / "despues/evaluaciones/evaluadora_c.csv").unlink()
    (tmp_path / "despues/moderacion.yaml").unlink()
    (tmp_path / "despues/panel.yaml").unlink()
    found = _cualitativo(_differences(tmp_path, "antes/panel.yaml", "despues").tramos[0])
    assert len(found.registros) == 12
    for record in found.registros:
        assert record.total.partes[3] == pytest.approx(record.total.cambio, abs=1e-9)


def test_json_and_csv_carry_both_sides(rondas):
    """JSON has the provenance of both sides of every step; the table, a row a record and node."""
    found = _differences(rondas(_case(AQUI / "casos/de_todo.yaml")), "2024", "2025")
    data = json.loads(diferencias_datos.as_json(found))
    sides = data["tramos"][0]["procedencia"]
    assert [item["version"] for side in ("antes", "despues") for item in sides[side]["marcos"] if item["marco"] == "cualitativo"] == [
        "1.0.0",
        "1.1.0",
    ]
    question = data["tramos"][0]["marcos"][0]["registros"][0]["preguntas"][0]
    assert question["antes"]["origen"]["linea"] == 13
    assert question["antes"]["evidencia"].startswith("La impulsa la Secretaría")
    rows = diferencias_datos.as_csv(found).splitlines()
    assert rows[0].startswith("de,a,marco,version_antes,version_despues,ruptura_de_serie,registro,clase,nodo,nivel,antes.puntaje,")
    assert len(rows) > 15
    assert json.loads(diferencias_datos.provenance_as_json(found))["diferencias"][0]["de"] == "2024"
