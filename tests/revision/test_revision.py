"""How a review judges beyond its rules: the day, what is excepted, what was known, what is configured, what is shown."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.check.catalogo import FAMILIAS, all_rules
from evaluacion.check.regla import BIEN, Ajena, Duda, Falta, join_verdicts, verdict_of
from evaluacion.flujo.formatos import formats, write_as
from evaluacion.flujo.revisar import Opciones, review_paths
from evaluacion.model.estrategia import Fin, Frecuencia, Objeto
from evaluacion.read.configuracion import find_configuracion

from .conftest import review_text

RAIZ = Path(__file__).resolve().parents[2]
CUATRO = "ejes:\n  - {id: a}\n  - {id: b}\n  - {id: c}\n  - {id: d}\n"
HOY = date(2026, 7, 1)


@pytest.fixture
def plan(tmp_path, monkeypatch):
    """Write a strategy in a folder of work of its own."""
    monkeypatch.chdir(tmp_path)

    def write(text, name="plan.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if "estrategia:" in text else f"estrategia: plan\n{text}", encoding="utf-8")
        return path

    return write


def review(*rutas, **opciones):
    return review_paths(rutas, Opciones(hoy=HOY, **opciones)).total


def codes(total, estado="nuevo"):
    return [item.regla for item in total.hallazgos if item.estado == estado]


# --- verdicts ------------------------------------------------------------------------------------------------------

MAL, MEDIO = Falta((), "mal"), Falta((), "a medias", parcial=True)


@pytest.mark.parametrize(
    ("juicios", "veredicto"),
    [
        ([BIEN, BIEN], "sí"),
        ([MAL, MAL], "no"),
        ([BIEN, MAL], "parcial"),
        ([MEDIO], "parcial"),
        ([BIEN, Duda((), "no se dice")], None),
        ([Duda((), "no se dice")], None),
        ([], None),
        ([Ajena("no corresponde")], "no aplica"),
    ],
)
def test_a_verdict_is_all_nothing_or_between_and_a_doubt_leaves_it_open(juicios, veredicto):
    """What a rule saw becomes the answer to its question."""
    assert verdict_of(juicios)[0] == veredicto


@pytest.mark.parametrize(
    ("de_reglas", "veredicto"),
    [
        (["sí", "no"], "no"),
        (["sí", "parcial"], "parcial"),
        (["sí", None], None),
        (["no", None], "no"),
        (["no aplica", "sí"], "sí"),
        (["no aplica", "no aplica"], "no aplica"),
    ],
)
def test_a_question_of_several_rules_takes_the_worst_answer(de_reglas, veredicto):
    """A rule that could not judge leaves it open, unless another already says no."""
    assert join_verdicts([(item, None) for item in de_reglas])[0] == veredicto


# --- the day of reference ------------------------------------------------------------------------------------------

VENCE = "objetivos: [{id: x, meta: {periodo: 2025, valor: 3}}]\n"


@pytest.mark.parametrize(
    ("fecha_archivo", "opcion", "usada", "de"),
    [
        ("fecha: 2025-02-01\n", None, "2025-02-01", "archivo"),
        ("fecha: 2025-02-01\n", date(2024, 1, 1), "2024-01-01", "opción"),
        ("", None, "2026-07-01", "hoy"),
    ],
)
def test_the_day_of_reference_is_that_of_the_option_else_of_the_file_else_today(plan, fecha_archivo, opcion, usada, de):
    """And the output says which was used and where it came from."""
    total = review(plan(fecha_archivo + VENCE), fecha=opcion)
    assert (total.revisiones[0].fecha, total.revisiones[0].fecha_de) == (usada, de)
    assert usada in write_as("texto", total)
    assert usada in str(total.procedencia.politicas)
    assert ("plazo_pasado" in codes(total)) is (usada > "2025-12-31")


# --- small governments ---------------------------------------------------------------------------------------------


def test_a_government_without_office_is_not_faulted_for_what_the_book_excuses():
    """The rules about the unit become no aplica, with what the source proposes instead."""
    dictamen = review_text("estrategia: p\nperfil: sin_oficina\nestructura: {enlace: Gabinete}\n")
    answers = {item.regla.codigo: item for item in dictamen.respuestas}
    for code in ("PLAN-11", "PLAN-12"):
        assert answers[code].veredicto == "no aplica"
        assert "red" in answers[code].motivo
    assert answers["PLAN-10"].veredicto == "sí"


# --- exceptions ----------------------------------------------------------------------------------------------------


def test_an_exception_marks_the_finding_with_its_reason_and_is_counted(plan):
    """It does not count any more, and it is still shown."""
    total = review(plan(CUATRO + "excepciones: [{regla: EJE-03, motivo: Acuerdo de cabildo, hasta: 2027-12-31}]\n"))
    assert codes(total, "suprimido") == ["EJE-03"]
    assert "EJE-03" not in codes(total)
    text = write_as("texto", total)
    assert "Acuerdo de cabildo (hasta 2027-12-31)" in text
    assert "1 suprimido." in text


def test_an_exception_of_a_path_covers_only_what_is_there(plan):
    """The same rule elsewhere counts."""
    total = review(
        plan('objetivos: [{id: x}, {id: y}]\nexcepciones: [{regla: OBJ-08, motivo: m, hasta: 2027-12-31, ruta: "objetivos[x]"}]\n')
    )
    found = {item.ruta: item.estado for item in total.hallazgos if item.regla == "OBJ-08"}
    assert found == {"objetivos[x].responsable": "suprimido", "objetivos[y].responsable": "nuevo"}


@pytest.mark.parametrize("falta", ["motivo", "hasta"])
def test_an_exception_without_reason_or_end_is_an_error(plan, falta):
    """Nobody can except a rule in silence, nor for ever."""
    keys = {"regla": "EJE-03", "motivo": "m", "hasta": "2027-12-31"}
    del keys[falta]
    written = ", ".join(f"{key}: {value}" for key, value in keys.items())
    with pytest.raises(EvaluacionError, match=falta):
        review(plan(f"{CUATRO}excepciones: [{{{written}}}]\n"))


def test_an_exception_does_not_change_the_score(plan):
    """It excuses the finding; the answer stays what it was."""
    before = review(plan(CUATRO)).revisiones[0].puntajes[1]
    after = review(plan(CUATRO + "excepciones: [{regla: EJE-03, motivo: m, hasta: 2027-12-31}]\n")).revisiones[0].puntajes[1]
    assert (before.puntaje, before.respondidas) == (after.puntaje, after.respondidas)


# --- what was known ------------------------------------------------------------------------------------------------


def test_a_fingerprint_survives_what_does_not_change_the_finding(plan):
    """Comments, other lines, another order of items: the same fingerprints."""
    one = review(plan("objetivos:\n  - {id: x}\n  - {id: y, responsable: r}\n"))
    other = review(plan("# nota\n\nobjetivos:\n  - id: y\n    responsable: r\n\n  - id: x\n"))
    assert {item.huella for item in one.hallazgos} == {item.huella for item in other.hallazgos}
    assert [item.origen.linea for item in one.hallazgos] != [item.origen.linea for item in other.hallazgos]


def test_two_findings_never_share_a_fingerprint(plan):
    """Not even when two items go by the same name."""
    found = review(plan("actores: [{nombre: A}, {nombre: A}]\n")).hallazgos
    assert len({item.huella for item in found}) == len(found)


def test_only_what_is_new_fails_against_a_baseline(plan, orden, tmp_path):
    """Known findings are told and do not count; a new one does."""
    path = plan(CUATRO)
    orden("revisar", path, "--fallar-con", "nunca", "--guardar-conocidos", "k.json", cwd=tmp_path, check=0)
    assert " 0 fallas, 0 avisos, " in orden("revisar", path, "--ya-conocidos", "k.json", cwd=tmp_path, check=0).stdout
    plan(f"# otra línea\n{CUATRO}objetivos: [{{id: x, enunciado: Firmar 3 acuerdos para 2028}}]\n")
    said = orden("revisar", path, "--ya-conocidos", "k.json", "--formato", "ndjson", cwd=tmp_path, check=1).stdout
    new = {item["ruta"] for item in map(json.loads, said.splitlines()) if item["estado"] == "nuevo"}
    assert new
    assert all(ruta.startswith(("objetivos", "acciones")) for ruta in new)


def test_a_file_that_is_no_baseline_is_refused(plan, orden, tmp_path):
    """A wrong file would make everything new, or everything known."""
    (tmp_path / "k.json").write_text("[]", encoding="utf-8")
    done = orden("revisar", plan(CUATRO), "--ya-conocidos", "k.json", cwd=tmp_path, check=2)
    assert "k.json" in done.stderr


# --- configuration -------------------------------------------------------------------------------------------------


def test_a_configuration_above_the_file_switches_rules_thresholds_and_severities(plan, tmp_path):
    """The nearest one holds."""
    path = plan(CUATRO, "a/b/plan.yaml")
    (tmp_path / "evaluacion.yaml").write_text("reglas: {EJE-03: aviso, EJE-04: no, COH-03: {umbrales: {}}}\n", encoding="utf-8")
    found = {item.regla: item.severidad for item in review(path).hallazgos}
    assert found["EJE-03"] == "aviso"
    assert "EJE-04" not in found
    (tmp_path / "a" / "evaluacion.yaml").write_text("reglas: {EJE-03: {umbrales: {maximo: 4}}}\n", encoding="utf-8")
    found = {item.regla for item in review(path).hallazgos}
    assert "EJE-03" not in found
    assert "EJE-04" in found


def test_a_rule_that_is_off_leaves_its_question_open_so_that_no_score_rises(plan, tmp_path):
    """The guaranteed score cannot grow by looking at less."""
    path = plan(CUATRO)
    before = review(path).revisiones[0].puntajes
    (tmp_path / "evaluacion.yaml").write_text("reglas: {EJE-03: no, EJE-04: no, PLAN-01: no}\n", encoding="utf-8")
    after = review(path).revisiones[0].puntajes
    assert all(one.puntaje.minimo >= other.puntaje.minimo for one, other in zip(before, after, strict=True))
    assert after[1].respondidas[0] < before[1].respondidas[0]


@pytest.mark.parametrize(
    ("regla", "texto", "falla"),
    [
        ("{ruta: vision, condicion: existe}", "titulo: t\n", True),
        ("{ruta: vision, condicion: existe}", "vision: v\n", False),
        ("{ruta: presupuesto.total, condicion: no_existe}", "presupuesto: {total: 5}\n", True),
        (
            "{ruta: 'objetivos[].responsable', condicion: uno_de, valor: [Economía, Cultura]}",
            "objetivos: [{id: x, responsable: economia}]\n",
            False,
        ),
        (
            "{ruta: 'objetivos[].responsable', condicion: uno_de, valor: [Economía, Cultura]}",
            "objetivos: [{id: x, responsable: Turismo}]\n",
            True,
        ),
        ("{ruta: titulo, condicion: contiene, valor: internacional}", "titulo: Estrategia Internacional\n", False),
        ("{ruta: titulo, condicion: contiene, valor: internacional}", "titulo: Estrategia\n", True),
        ("{ruta: titulo, condicion: no_contiene, valor: borrador}", "titulo: Borrador 2\n", True),
        ("{ruta: 'acciones[].presupuesto.monto', condicion: maximo, valor: 100}", "acciones: [{id: a, presupuesto: {monto: 101}}]\n", True),
        (
            "{ruta: 'acciones[].presupuesto.monto', condicion: maximo, valor: 100}",
            "acciones: [{id: a, presupuesto: {monto: 100}}]\n",
            False,
        ),
        ("{ruta: estructura.personal, condicion: minimo, valor: 3}", "estructura: {personal: 2}\n", True),
        ("{ruta: 'diagnostico.amenazas[]', condicion: no_contiene, valor: aranceles}", "diagnostico: {amenazas: [Aranceles]}\n", True),
        ("{ruta: 'diagnostico.amenazas[]', condicion: no_contiene, valor: aranceles}", "titulo: t\n", False),
        ("{ruta: ejes, condicion: cuenta_minima, valor: 2}", "ejes: [{id: a}]\n", True),
        ("{ruta: ejes, condicion: cuenta_maxima, valor: 2}", "ejes: [{id: a}, {id: b}]\n", False),
    ],
)
def test_a_rule_of_the_house_looks_at_a_path_with_a_condition(plan, tmp_path, regla, texto, falla):
    """Each condition of the closed set, holding and not."""
    own = regla.replace("{ruta", "{regla: CASA-01, mensaje: No se cumple., ruta", 1)
    (tmp_path / "evaluacion.yaml").write_text(f"propias:\n  - {own}\n", encoding="utf-8")
    assert ("CASA-01" in codes(review(plan(texto)))) is falla


@pytest.mark.parametrize(
    ("config", "codigo", "dicho"),
    [
        ("regla: {EJE-03: no}\n", "clave_desconocida", "reglas"),
        ("reglas: {EJE-33: no}\n", "clave_desconocida", "EJE-03"),
        ("reglas: {EJE-03: {umbrales: {maxmo: 4}}}\n", "clave_desconocida", "maximo"),
        ("reglas: {EJE-03: {severidad: grave}}\n", "valor_no_permitido", "falla"),
        ("propias: [{regla: EJE-03, ruta: vision, condicion: existe, mensaje: m}]\n", "valor_no_permitido", "EJE-03"),
        ("propias: [{regla: CASA-01, ruta: vision, condicion: minimo, mensaje: m}]\n", "falta_clave", "valor"),
        ("propias: [{regla: CASA-01, ruta: vision, condicion: exista, mensaje: m}]\n", "valor_no_permitido", "existe"),
        ("propias: [{regla: CASA-01, mensaje: m, ruta: visio, condicion: existe}]\n", "clave_desconocida", "vision"),
        (
            "propias: [{regla: CASA-01, mensaje: m, ruta: 'objetivos[].responsble', condicion: existe}]\n",
            "clave_desconocida",
            "responsable",
        ),
        ("propias: [{regla: CASA-01, mensaje: m, ruta: vision.lema, condicion: existe}]\n", "clave_desconocida", "lema"),
        ("propias: [{regla: CASA-01, mensaje: m, ruta: 'vision[]', condicion: existe}]\n", "forma_no_valida", "no es una lista"),
        ("propias: [{regla: CASA-01, mensaje: m, ruta: objetivos.responsable, condicion: existe}]\n", "forma_no_valida", "objetivos[]"),
        (
            "propias: [{regla: CASA-01, mensaje: m, ruta: estructura.personal, condicion: minimo, valor: tres}]\n",
            "tipo_equivocado",
            "número",
        ),
        (
            "propias: [{regla: C-1, ruta: vision, condicion: existe, mensaje: m}, {regla: C-1, ruta: titulo, condicion: existe, mensaje: m}]\n",
            "valor_no_permitido",
            "C-1",
        ),
        ("reglas: {EJE-03: {umbrales: {maximo: -4}}}\n", "fuera_de_limites", "«-4»"),
        ("reglas: {EJE-03: {umbrales: {maximo: 1.5}}}\n", "fuera_de_limites", "entero"),
        ("reglas: {OBJ-04: {umbrales: {veces: -0.5}}}\n", "fuera_de_limites", "cero o mayor"),
        (
            "propias: [{regla: C-1, mensaje: m, ruta: 'acciones[]', condicion: cuenta_maxima, valor: 1}]\n",
            "valor_no_permitido",
            "no es una lista",
        ),
        (
            "propias: [{regla: C-1, mensaje: m, ruta: 'acciones[].responsable', condicion: maximo, valor: 1}]\n",
            "valor_no_permitido",
            "no es un número",
        ),
        (
            "propias: [{regla: C-1, mensaje: m, ruta: vision, condicion: cuenta_minima, valor: 1}]\n",
            "valor_no_permitido",
            "no es una lista",
        ),
        (
            "propias: [{regla: C-1, mensaje: m, ruta: presupuesto, condicion: contiene, valor: a}]\n",
            "valor_no_permitido",
            "grupo de claves",
        ),
        ("propias: [{regla: C-1, mensaje: m, ruta: vision, condicion: uno_de, valor: []}]\n", "valor_vacio", "vacío"),
        ("propias: [{regla: C-1, mensaje: m, ruta: vision, condicion: contiene, valor: ''}]\n", "valor_vacio", "vacío"),
        ("propias: [{regla: C-1, mensaje: m, ruta: ejes, condicion: cuenta_minima, valor: -1}]\n", "fuera_de_limites", "«-1»"),
        ("propias: [{regla: C-1, mensaje: m, ruta: ejes, condicion: cuenta_minima, valor: 1.5}]\n", "fuera_de_limites", "entero"),
        ("propias: [{regla: C-1, mensaje: m, ruta: vision, condicion: existe, valor: 1}]\n", "valor_no_permitido", "no usa"),
        ("extiende: ../otra.yaml\n", "extension_no_valida", "carpeta de trabajo"),
        ("extiende: evaluacion.yaml\n", "extension_no_valida", "ciclo"),
    ],
)
def test_a_wrong_configuration_is_an_error_with_its_place_and_the_nearest_name(plan, tmp_path, config, codigo, dicho):
    """Nothing is reviewed under a configuration that is not understood."""
    (tmp_path.parent / "otra.yaml").write_text("reglas: {}\n", encoding="utf-8")
    path = plan("vision: v\n")
    (tmp_path / "evaluacion.yaml").write_text(config, encoding="utf-8")
    with pytest.raises(EvaluacionError) as error:
        review(path)
    found = [problem for problem in error.value.problemas if problem.codigo == codigo]
    assert found
    assert found[0].origen.archivo == "evaluacion.yaml"
    assert dicho in f"{found[0].mensaje} {found[0].remedio}"


@pytest.mark.parametrize(
    "umbral", ["EJE-03: {umbrales: {maximo: 0}}", "OBJ-04: {umbrales: {veces: 2.5}}", "COH-07: {umbrales: {tolerancia: 0}}"]
)
def test_a_threshold_may_be_zero_and_a_proportion_need_not_be_whole(plan, tmp_path, umbral):
    """Only what counts things is a whole number."""
    (tmp_path / "evaluacion.yaml").write_text(f"reglas: {{{umbral}}}\n", encoding="utf-8")
    assert review(plan(CUATRO)).hallazgos


@pytest.mark.parametrize(
    ("texto", "lista"),
    [
        ("acciones: [{id: a, presupuesto: {monto: 100}}]\n", "en_regla"),
        ("acciones: [{id: a, presupuesto: {monto: 101}}]\n", "hallazgos"),
        ("acciones: [{id: a, responsable: r}]\n", "en_duda"),
        ("vision: v\n", "en_duda"),
    ],
)
def test_a_rule_of_the_house_is_met_or_found_broken_or_could_not_be_judged(plan, tmp_path, texto, lista):
    """One that had nothing to look at is not silent, nor taken for met."""
    own = "{regla: C-1, mensaje: m, ruta: 'acciones[].presupuesto.monto', condicion: maximo, valor: 100}"
    (tmp_path / "evaluacion.yaml").write_text(f"propias: [{own}]\n", encoding="utf-8")
    found = review(plan(texto), con_dudas=True).revisiones[0]
    lists = {"en_regla": found.en_regla, "en_duda": found.en_duda, "hallazgos": [item.regla for item in found.hallazgos]}
    assert [name for name, having in lists.items() if "C-1" in having] == [lista]
    assert any(item.regla == "C-1" for item in found.no_juzgadas) is (lista == "en_duda")


def test_a_rule_of_the_house_compares_numbers_as_they_are_written(plan, tmp_path):
    """A 3 of the file is the 3 of the configuration."""
    own = "{regla: C-1, mensaje: m, ruta: estructura.personal, condicion: uno_de, valor: 3}"
    (tmp_path / "evaluacion.yaml").write_text(f"propias: [{own}]\n", encoding="utf-8")
    assert "C-1" not in codes(review(plan("estructura: {personal: 3}\n")))
    assert "C-1" in codes(review(plan("estructura: {personal: 4}\n")))


def test_a_configuration_extends_another_of_the_tree_and_wins_over_it(plan, tmp_path):
    """What both say is said by the nearer one."""
    (tmp_path / "base.yaml").write_text("reglas: {EJE-03: no, EJE-04: no}\nfallar_con: aviso\n", encoding="utf-8")
    (tmp_path / "evaluacion.yaml").write_text("extiende: base.yaml\nreglas: {EJE-03: aviso}\n", encoding="utf-8")
    done = review_paths([plan(CUATRO)], Opciones(hoy=HOY))
    found = {item.regla: item.severidad for item in done.total.hallazgos}
    assert found["EJE-03"] == "aviso"
    assert "EJE-04" not in found
    assert done.configuraciones[0].configuracion.fallar_con == "aviso"


def test_no_configuration_above_the_repository_is_read(plan, tmp_path):
    """The search stops where `.git` is."""
    (tmp_path / "evaluacion.yaml").write_text("reglas: {}\n", encoding="utf-8")
    path = plan("vision: v\n", "repo/planes/plan.yaml")
    assert find_configuracion(path) == tmp_path / "evaluacion.yaml"
    (tmp_path / "repo" / ".git").mkdir()
    assert find_configuracion(path) is None


def test_no_configuration_above_the_home_is_read(plan, tmp_path, monkeypatch):
    """What another person left above it is nobody's rule."""
    (tmp_path / "evaluacion.yaml").write_text("reglas: {}\n", encoding="utf-8")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path.resolve() / "casa"))
    path = plan("vision: v\n", "casa/planes/plan.yaml")
    assert find_configuracion(path) is None
    (tmp_path / "casa" / "evaluacion.yaml").write_text("reglas: {}\n", encoding="utf-8")
    assert find_configuracion(path) == tmp_path.resolve() / "casa" / "evaluacion.yaml"


def test_a_reviewed_strategy_is_a_record_that_answers_families_and_nothing_else(plan):
    """It has the shape of every record that is scored: no requirement said, no series; without objectives, no word on indicators."""
    registros = review_paths([plan(CUATRO), plan("vision: v\n", "otro.yaml")], Opciones(hoy=HOY)).registros
    assert {name: rows.tolist() for name, rows in registros.marcos().items()} == {
        name: [True, True] for name in FAMILIAS if name != "revision_indicadores"
    }
    assert registros.requisito("vigencia") == [None, None]
    assert (len(registros.serie("firmados").periodos), registros.indicadores()) == (0, {})


def test_an_empty_baseline_says_that_it_is_empty(orden, plan, tmp_path):
    """A file that a stopped program left without a byte is no list of known findings."""
    (tmp_path / "k.json").write_text("\n", encoding="utf-8")
    done = orden("revisar", plan(CUATRO), "--ya-conocidos", "k.json", cwd=tmp_path, check=2)
    assert "k.json: error [archivo_vacio] El archivo está vacío." in done.stderr


@pytest.mark.parametrize(
    ("excepcion", "regla"),
    [
        ("{regla: EJE-03, motivo: m, hasta: 2027-12-31}", None),
        ("{regla: EJE-02, motivo: m, hasta: 2027-12-31}", "EXC-01"),
        ("{regla: EJE-99, motivo: m, hasta: 2027-12-31}", "EXC-02"),
        ("{regla: EJE-03, motivo: m, hasta: 2026-06-30}", "EXC-03"),
        ("{regla: EJE-03, motivo: m, hasta: 2026-07-15}", "EXC-04"),
    ],
)
def test_the_exceptions_of_a_configuration_are_judged_too(plan, tmp_path, excepcion, regla):
    """Unused in every file, unknown, expired or about to expire: found in the configuration itself."""
    (tmp_path / "evaluacion.yaml").write_text(f"excepciones:\n  - {excepcion}\n", encoding="utf-8")
    plan(CUATRO)
    total = review(tmp_path)
    found = [(item.regla, item.origen.archivo, item.origen.linea) for item in total.hallazgos if item.regla.startswith("EXC")]
    assert found == ([(regla, "evaluacion.yaml", 2)] if regla else [])
    assert ("EJE-03" in codes(total, "suprimido")) is (regla in (None, "EXC-04"))


def test_an_exception_of_a_configuration_is_not_called_unused_when_only_some_files_were_reviewed(plan, tmp_path):
    """A hook hands over the files that changed: another one may need the exception."""
    (tmp_path / "evaluacion.yaml").write_text("excepciones:\n  - {regla: EJE-02, motivo: m, hasta: 2027-12-31}\n", encoding="utf-8")
    assert not [code for code in codes(review(plan(CUATRO))) if code.startswith("EXC")]


def test_an_exception_of_a_rule_that_is_off_is_not_called_unused():
    """Nobody looked."""
    text = "estrategia: p\nejes: [{id: a}]\nexcepciones: [{regla: EJE-03, motivo: m, hasta: 2030-12-31}]\n"
    assert "EXC-01" in {item.regla for item in review_text(text).hallazgos}
    assert "EXC-01" not in {item.regla for item in review_text(text, sin={"EJE-03"}).hallazgos}


# --- what is shown -------------------------------------------------------------------------------------------------


def test_findings_come_in_order_of_place_and_the_same_input_gives_the_same_bytes(plan):
    """Whatever the order of the rules."""
    path = plan("objetivos:\n  - {id: x}\nacciones:\n  - {id: a}\n" + CUATRO)
    total = review(path)
    places = [(item.origen.linea, item.origen.columna) for item in total.hallazgos]
    assert places == sorted(places)
    for formato in formats():
        assert write_as(formato, total) == write_as(formato, review(path))


def test_text_opens_with_what_comes_first_and_underlines_the_value(plan):
    """At most five, faults first and by weight; then each finding under its line, and what is already right."""
    text = write_as(
        "texto", review(plan("periodo: {desde: 2024, hasta: 2027}\nacciones: [{id: a, inicio: 2027-01-01, fin: 2028-02-28}]\n"))
    )
    lines = text.splitlines()
    assert lines[0] == "Lo primero"
    assert [line[:4] for line in lines[1:6]] == [f"  {n}." for n in range(1, 6)]
    assert lines[6] == ""
    at = next(number for number, line in enumerate(lines) if "[COH-05]" in line and line.startswith("plan.yaml"))
    assert lines[at + 1] == "  3 | acciones: [{id: a, inicio: 2027-01-01, fin: 2028-02-28}]"
    assert lines[at + 2].strip() == "| " + " " * lines[at + 1][6:].index("2028-02-28") + "^" * 10
    assert any(line.startswith("Ya está en regla (") for line in lines)
    assert any(line.startswith("No se pudo juzgar (") for line in lines)


@pytest.mark.parametrize(
    ("renglon", "columna", "fin"),
    [
        ("vision: 'a, b' # nota", 9, 15),
        ('vision: "a \\" b"', 9, 17),
        ("vision: hola mundo  # nota", 9, 19),
        ("a: {b: uno dos, c: 3}", 8, 15),
        ("a: {b: uno}", 8, 11),
        ("a: [x, {y: 1}]", 4, 15),
        ("a: [{b: uno,  ", 4, 13),
        ("ejes:", 1, 5),
        ("  - id: a", 5, 7),
        ("vision: ñandú", 9, 14),
    ],
)
def test_the_end_of_a_value_is_found_in_its_line(renglon, columna, fin):
    """Quoted, in braces, in a list, plain, or a key; what goes on in the next line ends with its own."""
    from evaluacion.check.renglones import end_of_value

    assert end_of_value(renglon, columna) == fin


def test_json_says_where_each_finding_is_and_brings_the_scorecards(plan):
    """The keys of the contract are all there."""
    path = plan(CUATRO)
    data = json.loads(write_as("json", review(path, con_fichas=True)))
    assert set(data) == {"procedencia", "revisiones", "hallazgos", "fichas"}
    assert {"regla", "severidad", "archivo", "linea", "columna", "ruta", "texto", "remedio"} <= set(data["hallazgos"][0])
    assert len(data["fichas"]) == 5
    assert data["procedencia"]["archivos"][0]["archivo"] == "plan.yaml"


def test_every_finding_has_a_sentence_and_a_remedy():
    """The remedies do not repeat the fault, and nothing is empty."""
    for item in review_text("estrategia: p\nobjetivos: [{id: x}]\nacciones: [{id: a}]\nejes: [{id: a}]\n").hallazgos:
        assert re.fullmatch(r"[A-ZÁÉÍÓÚ«].*[.:]", item.texto.rstrip("»") or "x"), item
        assert item.remedio.strip()
        assert item.texto != item.remedio


# --- the command ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "codigo"),
    [
        (["--solo", "EJE-03"], 1),
        (["--solo", "EJE-01"], 0),
        (["--solo", "EJE-03", "--fallar-con", "nunca"], 0),
        (["--solo", "EJE-04"], 0),
        (["--solo", "EJE-04", "--fallar-con", "aviso"], 1),
        (["--solo", "EJE-01", "--minimo", "50"], 1),
        (["--solo", "EJE-01", "--cobertura-minima", "90"], 1),
        (["--solo", "EJE-333"], 2),
        (["--formato", "pdf"], 2),
        (["--formato", "json", "--formato", "texto"], 2),
        (["--fecha", "2025-02-30"], 2),
        (["--minimo", "nan"], 2),
        (["--minimo", "101"], 2),
        (["--cobertura-minima=-1"], 2),
        (["--salida", "plan.yaml"], 2),
    ],
)
def test_a_run_ends_with_0_1_or_2(plan, orden, tmp_path, args, codigo):
    """Clean, over the limit, or it could not work."""
    plan(CUATRO)
    done = orden("revisar", "plan.yaml", *args, cwd=tmp_path)
    assert done.returncode == codigo, done.stdout + done.stderr
    assert (tmp_path / "plan.yaml").read_text(encoding="utf-8").endswith(CUATRO)


def test_nothing_checked_is_not_green(plan, orden, tmp_path):
    """No path, a folder without strategies, a file that is something else, a file that cannot be read: 2."""
    (tmp_path / "vacia").mkdir()
    plan("practica: p\n# estrategia:\n", "practica.yaml")
    plan("estrategia: x\nvison: v\n", "rota.yaml")
    for args in ([], ["vacia"], ["practica.yaml"], ["no-hay.yaml"], ["rota.yaml"]):
        done = orden("revisar", *args, cwd=tmp_path, check=2)
        assert done.stderr.strip()
    assert "¿Quiso escribir «vision»?" in orden("revisar", "rota.yaml", cwd=tmp_path).stderr


def test_one_broken_file_does_not_hide_the_findings_of_the_others(plan, orden, tmp_path):
    """Everything is told, and the run ends with 2."""
    plan(CUATRO, "buena.yaml")
    plan("estrategia: x\nvison: v\n", "rota.yaml")
    done = orden("revisar", ".", "--solo", "EJE-03", cwd=tmp_path, check=2)
    assert "buena.yaml:6:5: falla [EJE-03]" in done.stdout
    assert "rota.yaml:2:1: error [clave_desconocida]" in done.stderr


def test_nothing_found_is_nothing_written_in_ndjson(plan, orden, tmp_path):
    """An empty line is no JSON."""
    plan("vision: v\n")
    assert orden("revisar", "plan.yaml", "--solo", "PLAN-05", "--formato", "ndjson", cwd=tmp_path, check=0).stdout == ""


def test_the_exceptions_of_a_configuration_come_in_order_of_place(plan, tmp_path):
    """Not by the rule that found them."""
    lines = "".join(
        f"  - {{regla: {code}, motivo: m, hasta: {day}}}\n"
        for code, day in (("EJE-99", "2027-12-31"), ("EJE-02", "2027-12-31"), ("EJE-03", "2026-06-30"))
    )
    (tmp_path / "evaluacion.yaml").write_text(f"excepciones:\n{lines}", encoding="utf-8")
    plan(CUATRO)
    found = [item.origen.linea for item in review(tmp_path).hallazgos if item.origen.archivo == "evaluacion.yaml"]
    assert found == sorted(found)
    assert set(found) == {2, 3, 4}


def test_the_standard_input_is_a_dash(orden, tmp_path):
    """And its findings say so."""
    done = orden("revisar", "-", "--solo", "EJE-03", cwd=tmp_path, entrada=f"estrategia: p\n{CUATRO}", check=1)
    assert "-:6:5: falla [EJE-03]" in done.stdout


def test_several_shapes_go_to_the_screen_and_to_files_in_one_run(plan, orden, tmp_path):
    """The screen holds only its shape."""
    plan(CUATRO)
    args = ("--solo", "EJE-03", "--formato", "ndjson", "--formato", "texto=r.txt", "--formato", "json=r.json")
    done = orden("revisar", "plan.yaml", *args, cwd=tmp_path, check=1)
    assert [json.loads(line)["regla"] for line in done.stdout.splitlines()] == ["EJE-03"]
    assert (tmp_path / "r.txt").read_text(encoding="utf-8").startswith("Lo primero")
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["hallazgos"][0]["regla"] == "EJE-03"


def test_the_help_of_a_review_imports_neither_pandas_nor_the_writer_of_workbooks():
    """`sys.modules` after the help has none of the heavy libraries."""
    code = "import sys\nfrom evaluacion.cli.principal import _run\n_run(['revisar', '--help'])\nprint(sorted({'pandas', 'xlsxwriter', 'numpy', 'yaml'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"}
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert "--lista-reglas" in done.stdout


def test_each_rule_has_its_page_in_the_terminal(orden):
    """With its example and its source; a slip gets the nearest code."""
    said = orden("regla", "EJE-03", check=0).stdout
    rule = all_rules()["EJE-03"]
    assert all(part in said for part in (rule.titulo, rule.por_que, rule.fuente, rule.remedio, rule.bien.strip()))
    assert "EJE-03" in orden("regla", "EJE-33", check=2).stderr
    assert orden("regla", "eje-03", check=0).stdout == said


def test_two_axes_with_one_id_are_an_error_at_the_second(plan):
    """What names it could not tell them apart."""
    with pytest.raises(EvaluacionError) as error:
        review(plan("ejes:\n  - {id: a}\n  - {id: a}\n"))
    assert [problem.origen.linea for problem in error.value.problemas if problem.codigo == "identificador_repetido"] == [4]


def test_a_strategy_has_scores_and_a_board_like_any_record(plan, orden, tmp_path):
    """The same engine, the same commands."""
    plan(CUATRO)
    assert "revision_plan" in orden("calificar", "plan.yaml", cwd=tmp_path, check=0).stdout
    orden("tablero", "plan.yaml", "--salida", "t.xlsx", cwd=tmp_path, check=0)
    assert (tmp_path / "t.xlsx").stat().st_size > 10_000


# --- what a blank file is worth, and how findings read -------------------------------------------------------------


def test_a_blank_template_earns_nothing_by_its_silence(plan, orden):
    """No objective, no link between blanks and no list of kinds without content gives points: only the two axes that it comes with."""
    path = plan(orden("nueva", "estrategia", check=0).stdout)
    scores = {item.marco: item.puntaje.puntaje for item in review(path).revisiones[0].puntajes}
    assert scores.pop("revision_plan") < 10
    assert set(scores.values()) <= {0.0, None}


def test_objectives_without_any_number_are_not_achievable():
    """An example whose source gives no target: what would be wrong with a number is left open, not right."""
    total = review_paths([RAIZ / "examples/estrategias/coahuila-global.yaml"], Opciones(con_fichas=True)).total
    criteria = {item.criterio.id: item.puntaje.puntaje for item in total.revisiones[0].fichas[0].grupos[0].criterios}
    assert criteria["alcanzable"] is None


@pytest.mark.parametrize(
    ("texto", "regla", "dicho"),
    [
        ("riesgos: [{tipo: político}]\n", "RIE-02", "El riesgo «politico» no dice su probabilidad."),
        ("seguimiento: {informe: {publico: no, frecuencia: anual}}\n", "SEG-02", "El informe no es público."),
        ("seguimiento: {informe: {frecuencia: anual}}\n", "SEG-02", "No consta que el informe sea público."),
        ("actores: [{nombre: U, sector: académico}]\n", "ACT-01", "En el mapa faltan cooperantes y representaciones extranjeras"),
        ("alineacion: [{instrumento: PMD}]\n", "PLAN-06", "De «PMD» no se dice a cuál de sus objetivos sirve la estrategia."),
        ("objetivos: [{id: x, indicador: {nombre: Reducción de emisiones}}]\n", "COH-09", "(«Reducción»)"),
    ],
)
def test_a_finding_says_what_the_file_says(texto, regla, dicho):
    """In good Spanish, with the words of the file."""
    said = [item.texto for item in review_text(f"estrategia: p\n{texto}").hallazgos if item.regla == regla]
    assert any(dicho in text for text in said), said


@pytest.mark.parametrize(
    ("regla", "texto", "dicho"),
    [
        ("EJE-02", "ejes: [{id: a}, {id: b}]\n", "Hay 2 ejes; se piden al menos 5. Complete 5 ejes."),
        ("EJE-02", "ejes: [{id: a}]\n", "Hay un solo eje, «a»; se piden al menos 5. Complete 5 ejes."),
        ("PLAN-11", "estructura: {unidad: u, personal: 2}\n", "La unidad tiene 2 personas y se recomiendan al menos 5. Asigne al menos 5 "),
        ("PLAN-11", "estructura: {unidad: u, personal: 1}\n", "La unidad tiene 1 persona y se recomiendan al menos 5. Asigne al menos 5 "),
    ],
)
def test_a_finding_speaks_of_the_threshold_that_was_configured(regla, texto, dicho):
    """Both what is wrong and how to mend it."""
    found = review_text(f"estrategia: p\n{texto}", umbrales={regla: {"minimo": 5.0}}).hallazgos
    assert any(f"{item.texto} {item.remedio}".startswith(dicho) for item in found if item.regla == regla)


@pytest.mark.parametrize(
    ("periodo", "meta", "remedio", "severidad"),
    [
        ("desde: 2025, hasta: 2027", "2030", "Fije el objetivo para el último año del plan, en «enunciado» y en «meta»", "aviso"),
        ("desde: 2025, hasta: 2027-09", "2027", "Diga en el enunciado el día, y en «meta», el mes: «periodo: 2027-09»", "aviso"),
        ("desde: 2025, hasta: 2027-09-15", "2027", "Diga en el enunciado el día, y en «meta», el mes: «periodo: 2027-08»", "aviso"),
        ("desde: 2025, hasta: 2027-01-15", "2027", "Diga en el enunciado el día, y en «meta», el año anterior: «periodo: 2026»", "aviso"),
        ("desde: 2025, hasta: 2027", "2024", "Corrija el plazo, o el inicio del periodo del plan.", "falla"),
    ],
)
def test_a_deadline_outside_the_plan_has_a_remedy_of_its_own(periodo, meta, remedio, severidad):
    """What is asked can be written in the file, and written there it takes the finding away."""
    text = "estrategia: p\nperiodo: {%s}\nobjetivos: [{id: x, meta: {periodo: %s, valor: 1}}]\n"
    found = next(item for item in review_text(text % (periodo, meta)).hallazgos if item.regla == "OBJ-07")
    assert found.remedio.startswith(remedio)
    assert found.severidad == severidad
    named = re.search(r"periodo: ([\d-]+)", found.remedio)
    mended = named[1] if named else periodo[-4:]
    assert "OBJ-07" not in {item.regla for item in review_text(text % (periodo, mended)).hallazgos}


def test_who_has_no_risks_is_told_to_write_the_four_kinds():
    """Not to add one «of that kind»."""
    (found,) = [item for item in review_text("estrategia: p\n").hallazgos if item.regla == "RIE-01"]
    assert "político o institucional" in found.remedio
    assert "ese tipo" not in found.remedio


def test_a_quantity_of_each_year_and_one_of_all_is_a_warning_with_its_own_remedy():
    """A total and a yearly target that add up are no contradiction: the statement is to say which is which."""
    text = (
        "estrategia: p\nobjetivos: [{id: x, enunciado: Capacitar a 500 personas entre 2025 y 2027, meta: {periodo: 2027, valor: 200},"
        " linea_base: {periodo: 2024, valor: 100}, indicador: {nombre: P, frecuencia: anual}}]\n"
    )
    (found,) = [item for item in review_text(text).hallazgos if item.regla == "OBJ-09"]
    assert found.severidad == "aviso"
    assert "«al año»" in found.remedio


def test_findings_of_one_place_come_by_weight_and_then_by_code():
    """What matters most is read first."""
    found = [item for item in review_text("estrategia: p\n").hallazgos if not item.escrito]
    assert len(found) > 20
    assert [(-item.peso, item.regla) for item in found] == sorted((-item.peso, item.regla) for item in found)


def test_what_the_file_does_not_have_is_told_together_in_text(plan):
    """One block with a line for each, so that the first line of the file is not underlined again and again; a blank key has its own line."""
    text = write_as("texto", review(plan("vision:\n")))
    lines = text.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("plan.yaml:1:1: falta en el archivo ("))
    block = lines[at + 1 : lines.index("", at)]
    assert len(block) == int(re.search(r"\((\d+)\)", lines[at])[1]) > 20
    assert all(re.match(r"  (falla|aviso) \[\S+\] ", line) for line in block)
    assert "| estrategia" not in text
    assert "plan.yaml:2:1: falla [PLAN-05] No hay visión de largo plazo." in lines


def test_rules_that_look_at_exceptions_are_not_listed_where_there_are_none(plan):
    """That nothing is excepted is no news."""
    text = write_as("texto", review(plan("vision: v\n")))
    assert "EXC-" not in text


@pytest.mark.parametrize(("args", "vistas"), [(["--solo", "entorno"], {"RIE", "ACT", "COM", "DIA"}), (["--sin", "plan"], None)])
def test_a_family_is_chosen_or_left_out_by_its_name(plan, orden, tmp_path, args, vistas):
    """As rules are."""
    plan(CUATRO)
    said = orden("revisar", "plan.yaml", *args, "--fallar-con", "nunca", "--formato", "ndjson", cwd=tmp_path, check=0).stdout
    seen = {json.loads(line)["regla"].split("-")[0] for line in said.splitlines()}
    assert seen <= vistas if vistas else seen.isdisjoint({"PLAN", "EJE", "ACC", "SEG"})
    assert seen


def test_a_broken_file_alone_is_told_by_its_own_problem_first(plan, orden, tmp_path):
    """That nothing was reviewed is a consequence, not the news."""
    plan("estrategia: x\nvison: v\n", "rota.yaml")
    said = orden("revisar", "rota.yaml", cwd=tmp_path, check=2).stderr
    assert said.startswith("rota.yaml:2:1: error [clave_desconocida]")
    assert "No se revisó ninguna" not in said


def test_a_word_that_a_key_does_not_take_is_answered_with_those_that_it_takes(plan, orden, tmp_path):
    """All of them, for nobody knows the list by heart."""
    plan("objetivos: [{id: x, indicador: {nombre: n, para: cumplimiento}}]\n")
    said = orden("revisar", "plan.yaml", cwd=tmp_path, check=2).stderr
    for word in ("progreso", "impacto", "rendición de cuentas", "funcionamiento", "corrección", "objetivos"):
        assert word in said


# --- what a reader is told -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("codigo", ["PLAN-11", "PLAN-12"])
def test_a_single_liaison_is_not_asked_for_the_staff_nor_the_money_of_an_office(codigo):
    """For the same reason."""
    answers = {item.regla.codigo: item for item in review_text("estrategia: p\nperfil: enlace\n").respuestas}
    assert answers[codigo].veredicto == "no aplica"
    assert "enlace" in answers[codigo].motivo


@pytest.mark.parametrize(("regla", "palabras"), [("IND-05", Frecuencia), ("IND-07", Objeto), ("IND-08", Fin)])
def test_the_remedy_of_a_missing_word_of_a_closed_list_gives_the_list(regla, palabras):
    """Every value that the key admits, so that nobody has to look it up."""
    values = get_args(get_args(palabras)[0])
    assert values
    assert all(value in all_rules()[regla].remedio for value in values)


def test_a_year_with_zero_money_is_not_told_to_add_the_year():
    """It is there already."""
    text = "estrategia: p\nperiodo: {desde: 2025, hasta: 2026}\npresupuesto: {por_anio: {2025: 5, 2026: 0}}\n"
    found = [item.remedio for item in review_text(text).hallazgos if item.regla == "ACC-05"]
    assert found == ["Escriba cuánto se destina a ese año: en «presupuesto: por_anio» tiene cero."]


def test_an_exception_that_repeats_another_is_not_needed(plan):
    """Only the first covers something; the second would hide the next fault."""
    one = "{regla: EJE-03, motivo: m, hasta: 2027-12-31}"
    path = plan(f"{CUATRO}excepciones:\n  - {one}\n  - {one}\n")
    last = path.read_text(encoding="utf-8").count("\n")
    assert [item.origen.linea for item in review(path).hallazgos if item.regla == "EXC-01"] == [last]


@pytest.mark.parametrize(
    ("hasta", "dicho"), [("2026-07-02", "queda 1 día."), ("2026-07-01", "es el último día."), ("2026-07-03", "quedan 2 días.")]
)
def test_the_days_left_of_an_exception_agree_in_number(plan, hasta, dicho):
    """One day is not several."""
    total = review(plan(f"{CUATRO}excepciones: [{{regla: EJE-03, motivo: m, hasta: {hasta}}}]\n"))
    assert [item.texto.endswith(dicho) for item in total.hallazgos if item.regla == "EXC-04"] == [True]


def test_what_should_be_a_list_is_said_in_its_gender(plan):
    """Una lista."""
    with pytest.raises(EvaluacionError, match="debe ser una lista"):
        review(plan("ejes: 3\n"))


def test_an_answer_given_twice_is_an_error(orden):
    """The last one would win in silence."""
    said = orden("decidir", "espacio_dialogo", "--respuestas", "proposito=acordar", "--respuestas", "proposito=acordar", check=2).stderr
    assert "«proposito» está 2 veces" in said


@pytest.mark.parametrize("formato", ["texto", "json", "markdown"])
@pytest.mark.parametrize(("hasta", "desde"), [("2024", "2022-01-01"), ("2030", None)])
def test_the_day_from_which_deadlines_are_judged_is_told_when_it_is_another(plan, formato, hasta, desde):
    """An old plan is judged by its own period, and who reads the review must know."""
    said = write_as(formato, review(plan(f"periodo: {{desde: 2022, hasta: {hasta}}}\n")))
    if formato == "json":
        assert json.loads(said)["revisiones"][0]["plazos_desde"] == (desde or "2026-07-01")
    else:
        assert (f"plazos juzgados desde {desde}" in said) is (desde is not None)


def test_the_words_of_closed_lists_are_shown_as_people_write_them(tmp_path):
    """With accents and blanks, and read so; never the spelling of the code."""
    path = tmp_path / "e.yaml"
    path.write_text("estrategia: e\nactores: [{nombre: a, sector: academi}, {nombre: b, sector: otros gobiernos}]\n", encoding="utf-8")
    with pytest.raises(EvaluacionError) as error:
        review_paths([path])
    (found,) = error.value.problemas
    assert found.remedio.startswith(
        "¿Quiso escribir «académico»? Se admite: social, privado, académico, internacional, medios, otros gobiernos"
    )
