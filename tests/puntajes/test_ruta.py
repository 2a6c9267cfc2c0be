"""The way to the next level: it gets there, and no step of it is to spare."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluacion.flujo.calificar import score_paths
from evaluacion.score.brechas import Calificado, find_brechas
from evaluacion.score.kernel import MINIMO
from evaluacion.score.levels import find_levels
from evaluacion.score.ruta import find_rutas
from evaluacion.score.variantes import Variantes

RAIZ = Path(__file__).parents[2]
NIVELES = "niveles: [{desde: 0, nombre: inicial}, {desde: 50, nombre: medio}, {desde: 90, nombre: alto}]\n"
MARCO = f"""\
marco: m
version: 1.0.0
titulo: De prueba
{NIVELES}grupos:
  - id: g
    nombre: G
    criterios:
      - id: a
        nombre: A
        preguntas: [{{id: uno, texto: ¿Uno?, evidencia: opcional}}, {{id: dos, texto: ¿Dos?, evidencia: opcional}}]
      - id: b
        nombre: B
        preguntas: [{{id: tres, texto: ¿Tres?, evidencia: opcional}}, {{id: cuatro, texto: ¿Cuatro?, evidencia: opcional, peso: 3}}]
"""


def rutas_of(tmp_path, respuestas, marco=MARCO):
    (tmp_path / "marco.yaml").write_text(marco, encoding="utf-8")
    (tmp_path / "r.yaml").write_text(f"practica: r\nrespuestas: {{m: {{{respuestas}}}}}\n", encoding="utf-8")
    (resultado,) = score_paths(tmp_path).resultados
    gaps = find_brechas(resultado, [Calificado(0, resultado.ficha(0))])
    return resultado, find_rutas(resultado, gaps)


def steps_of(ruta):
    return [paso.brecha.item.pregunta.id for paso in ruta.pasos]


def test_the_way_takes_what_is_worth_most_until_the_next_level(tmp_path):
    """Nothing answered: «cuatro» earns 37.5 and «uno» 25, and 62.5 assures «medio»."""
    _, (ruta,) = rutas_of(tmp_path, "")
    assert steps_of(ruta) == ["cuatro", "uno"]
    assert [(paso.despues, paso.nivel) for paso in ruta.pasos] == [(pytest.approx(37.5), "inicial"), (pytest.approx(62.5), "medio")]
    assert ruta.meta == "medio"


SUELTO = """\
marco: m
version: 1.0.0
titulo: De prueba
niveles: [{{desde: 0, nombre: inicial}}, {{desde: 99.95, nombre: pleno}}]
grupos:
  - id: g
    nombre: G
    criterios:
      - id: a
        nombre: A
        preguntas:
          - {{id: mayor, texto: ¿Mayor?, evidencia: opcional, peso: 990}}
          - {{id: uno, texto: ¿Uno?, evidencia: opcional, peso: {pesos[0]}}}
          - {{id: dos, texto: ¿Dos?, evidencia: opcional, peso: {pesos[1]}}}
          - {{id: tres, texto: ¿Tres?, evidencia: opcional, peso: {pesos[2]}}}
"""


@pytest.mark.parametrize("said", ["", ", a.uno: no, a.dos: no, a.tres: no"])
def test_a_tenth_of_a_point_puts_one_step_before_another(tmp_path, said):
    """Of three gaps that earn less than a point, the one that earns most is first, wherever it stands."""
    _, (ruta,) = rutas_of(tmp_path, f"a.mayor: sí{said}", SUELTO.format(pesos=(2, 5, 3)))
    assert steps_of(ruta) == ["dos", "tres", "uno"]


def test_of_two_steps_that_earn_the_same_the_one_that_is_open_comes_first(tmp_path):
    """A `no` and a silence earn the same once mended; the silence also says what was not known, were it a tenth of a point."""
    _, (ruta,) = rutas_of(tmp_path, "a.mayor: sí, a.uno: no, a.dos: no", SUELTO.format(pesos=(3, 3, 3)))
    assert steps_of(ruta) == ["tres", "uno", "dos"]


def test_a_step_that_another_makes_needless_is_left_out(tmp_path):
    """The gate of «medio» asks for A whole: both questions of A suffice, and «cuatro», worth more alone, is not needed."""
    gate = "compuertas: [{nivel: medio, criterios: [a], minimo: 100}]\n"
    _, (ruta,) = rutas_of(tmp_path, "", MARCO.replace("grupos:", gate + "grupos:"))
    assert steps_of(ruta) == ["uno", "dos"]
    assert [paso.nivel for paso in ruta.pasos] == ["inicial", "medio"]


def test_of_two_steps_too_the_needless_one_is_left_out(tmp_path):
    """«cuatro» alone earns most and opens nothing; «dos» alone opens the gate and is enough."""
    gate = "compuertas: [{nivel: medio, criterios: [a], minimo: 100}]\n"
    _, (ruta,) = rutas_of(tmp_path, "a.uno: sí", MARCO.replace("grupos:", gate + "grupos:"))
    assert steps_of(ruta) == ["dos"]


def test_who_has_the_highest_level_has_no_way(tmp_path):
    """Everything answered with the best answer leaves nothing to do; and a marco without levels leads nowhere."""
    assert rutas_of(tmp_path, "a.uno: sí, a.dos: sí, b.tres: sí, b.cuatro: sí")[1] == []
    assert rutas_of(tmp_path, "", MARCO.replace(NIVELES, ""))[1] == []


def test_a_record_to_which_too_little_applies_has_no_way(tmp_path):
    """Where no level may be given, whatever is answered, none is promised."""
    none = "{respuesta: no aplica, motivo: No hay.}"
    resultado, rutas = rutas_of(tmp_path, f"a.uno: {none}, a.dos: {none}, b.tres: no, b.cuatro: {none}")
    assert resultado.ficha(0).nivel.al_menos is None
    assert rutas == []


@pytest.mark.parametrize("marco", ["cualitativo", "estrategico"])
def test_the_ways_of_the_examples_arrive_and_have_no_step_to_spare(marco):
    """For every shipped record: with all the steps the level is assured, and without any one of them it is not."""
    (resultado,) = score_paths(RAIZ / "examples" / "practicas", marcos=[marco]).resultados
    records = [Calificado(i, resultado.ficha(i)) for i in range(len(resultado))]
    rutas = find_rutas(resultado, find_brechas(resultado, records))
    assert rutas
    names = [nivel.nombre for nivel in resultado.marco.niveles]
    for ruta in rutas:
        variants = Variantes()
        changes = [paso.brecha.cambio for paso in ruta.pasos]
        variants.mend(ruta.registro.posicion, changes)
        for left in range(len(changes)):
            variants.mend(ruta.registro.posicion, [*changes[:left], *changes[left + 1 :]])
        nodes = variants.score(resultado)
        whole, *without = (int(level) for level in find_levels(resultado.plan, nodes).bajo)
        assert names[whole] == ruta.meta
        assert whole > resultado.niveles.bajo[ruta.registro.posicion]
        assert all(level <= resultado.niveles.bajo[ruta.registro.posicion] for level in without)
        assert nodes[MINIMO, -1, 0] == pytest.approx(ruta.pasos[-1].despues)
