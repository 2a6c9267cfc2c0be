"""Each pass of the reader by its table: numbers, currencies, units, dates, names, starting points, verbs, findings."""

from __future__ import annotations

from datetime import date

import pytest

from evaluacion.check.enunciado import read_enunciado
from evaluacion.check.enunciado.numeros_cifras import read_cifra
from evaluacion.check.enunciado.numeros_palabras import read_numero
from evaluacion.check.enunciado.plural import singular

HOY = date(2025, 1, 31)


def read(texto):
    return read_enunciado(texto, HOY)


def quantities(texto):
    return [(item.valor, item.hasta, item.unidad, item.tramo) for item in read(texto).cantidades]


def faults(texto):
    return {item.regla for item in read(texto).hallazgos}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("uno mil", 1000), ("cien", 100), ("ciento uno", 101), ("dieciséis", None), ("dieciseis", 16), ("veintiun mil", 21000), ("treinta y dos", 32),
        ("dos mil quinientas", 2500), ("mil quinientos", 1500), ("un millon", 10**6), ("dos millones trescientos mil", 2_300_000), ("cero", 0),
        ("un", None), ("una", None), ("novecientas noventa y nueve", 999), ("tres mil millones", 3 * 10**9), ("casa", None),
    ],
)  # fmt: skip
def test_numbers_in_words(words, value):
    """Cardinals with their feminine and clipped forms; `un` alone is an article."""
    found = read_numero(words.split(), 0)
    assert (found.valor if found else None) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,500", 1500), ("1,500.25", 1500.25), ("1 500", 1500), ("1'500,000.00", 1_500_000), ("1.500.000", 1_500_000), ("2.5", 2.5), ("2,5", 2.5),
        ("2.500.000,50", 2_500_000.5), ("0.125", 0.125), ("0,125", 0.125), ("12", 12), ("1,234,567", 1_234_567),
    ],
)  # fmt: skip
def test_numbers_in_digits(text, value):
    """Comma for thousands and point for decimals, and the other ways that can only mean one thing."""
    assert read_cifra(text) == (value, False)


@pytest.mark.parametrize("text", ["1.500", "12.345"])
def test_a_single_point_before_three_digits_is_not_guessed(text):
    assert read_cifra(text) == (None, True)


@pytest.mark.parametrize("text", ["1.2.3", "10.20", "1,23,4", "9" * 400])
def test_what_is_no_number_of_a_count_has_no_ambiguity(text):
    found = read_cifra(text)
    assert found is None or not found.ambigua


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("misiones", "misión"), ("planes", "plan"), ("países", "país"), ("ciudades", "ciudad"), ("sedes", "sede"), ("redes", "red"), ("mujeres", "mujer"),
        ("nombres", "nombre"), ("hospitales", "hospital"), ("calles", "calle"), ("enlaces", "enlace"), ("voces", "voz"), ("jóvenes", "joven"),
        ("dictámenes", "dictamen"), ("imágenes", "imagen"), ("líderes", "líder"), ("leyes", "ley"), ("análisis", "análisis"), ("pymes", "pyme"),
        ("franceses", "francés"), ("clases", "clase"), ("meses", "mes"), ("autobuses", "autobús"), ("comités", "comité"), ("series", "serie"),
        ("MISIONES", "misión"), ("beca", "beca"), ("estudiantes", "estudiante"), ("solicitudes", "solicitud"), ("semestres", "semestre"),
    ],
)  # fmt: skip
def test_the_singular_of_a_noun(many, one):
    assert singular(many) == one


@pytest.mark.parametrize(
    ("texto", "expected"),
    [
        ("Captar 2 docenas de socios", (24, None, "socio", "2 docenas")),
        ("Sembrar ½ millón de árboles", (500_000, None, "árbol", "½ millón")),
        ("Certificar 3/4 partes de los hoteles", (0.75, None, "hotel", "3/4 partes")),
        ("Beneficiar a 2 de cada 3 comunidades", (0.6667, None, "comunidad", "2 de cada 3")),
        ("Digitalizar la totalidad de los expedientes", (1, None, "expediente", "la totalidad")),
        ("Recibir más de un millón y medio de turistas", (1_500_000, None, "turista", "un millón y medio")),
        ("Exportar 12.5 mil cajas", (12_500, None, "caja", "12.5 mil")),
        ("Vacunar a 10k personas", (10_000, None, "persona", "10k")),
        ("Construir 40,000 m2 de parque", (40_000, None, "metro cuadrado", "40,000")),
        ("Firmar 5 o más acuerdos", (5, None, "acuerdo", "5")),
        ("Sumar 45 nuevos aliados", (45, None, "aliado", "45")),
        ("Elevar el número de convenios vigentes a 20", (20, None, "convenio", "20")),
        ("Alcanzar el puesto 5 del índice", (5, None, "puesto", "5")),
        ("Invertir 2 a 3 millones de pesos", (2_000_000, 3_000_000, "MXN", "2 a 3 millones de pesos")),
        ("Captar 10 M€", (10_000_000, None, "EUR", "10 M€")),
        ("Captar USD 2 MM", (2_000_000, None, "USD", "USD 2 MM")),
        ("Captar 250 millones de dólares canadienses", (250_000_000, None, "CAD", "250 millones de dólares canadienses")),
        ("Captar Q 500,000", (500_000, None, "GTQ", "Q 500,000")),
        ("Captar $ 2.500.000", (2_500_000, None, "$", "$ 2.500.000")),
        ("Aumentar 5 pp la participación", (5, None, "punto porcentual", "5 pp")),
        ("Triplicar, respecto a 2022, el monto de inversión", (3, None, "monto", "Triplicar")),
    ],
)
def test_a_quantity_with_its_unit_and_its_text(texto, expected):
    assert quantities(texto) == [expected]


@pytest.mark.parametrize(
    "texto",
    [
        "Participar en la COP 30", "Sumarse al C40 y a la red ODS 5, 8 y 17", "Aplicar la NOM-035", "Mantener la certificación ISO 9001:2015",
        "Implementar el Plan Municipal de Desarrollo 2024-2027", "Conmemorar el 5 de mayo", "Atender a jóvenes de 18 a 29 años",
        "Reunir a mayores de 60 años cada 2 meses", "Instalar la 4.ª mesa", "Rehabilitar la Av. 16 de Septiembre", "Operar 24/7 con tecnología 5G",
        "Organizar la Feria del Libro 2026", "Implementar Basura Cero",
    ],
)  # fmt: skip
def test_names_ages_ordinals_and_frequencies_count_nothing(texto):
    assert quantities(texto) == []


@pytest.mark.parametrize(
    ("texto", "said", "end"),
    [
        ("en el III trimestre de 2026", None, "2026-09-30"), ("para el 2T 2026", None, "2026-06-30"), ("en T3-2026", None, "2026-09-30"),
        ("(sept. 2026)", "sept. 2026", "2026-09-30"), ("antes de dic-2027", None, "2027-11-30"), ("al 31/12/2026", None, "2026-12-31"),
        ("a más tardar el 1o. de marzo de 2027", None, "2027-03-01"), ("del 3 al 5 de octubre de 2026", None, "2026-10-05"),
        ("entre enero y marzo de 2026", None, "2026-03-31"), ("de enero a junio de 2026", None, "2026-06-30"), ("al finalizar 2027", None, "2027-12-31"),
        ("hacia mediados del 2027", None, "2027-06-30"), ("a mediados de marzo de 2026", None, "2026-03-15"), ("antes de 2030", None, "2029-12-31"),
        ("en un plazo de seis (6) meses", None, "2025-07-31"), ("en 3 años", None, "2028-01-31"), ("este semestre", None, "2025-06-30"),
        ("para diciembre del próximo año", None, "2026-12-31"), ("durante toda la administración 2024-2027", None, "2027-12-31"),
        ("en el periodo 2025 – 2028", None, "2028-12-31"), ("para fines del 2026", None, "2026-12-31"), ("a fin de año", None, "2025-12-31"),
        ("a corto y mediano plazo", None, None), ("a fin de sexenio", None, None), ("en mayo", None, None), ("en breve", None, None),
        ("en los próximos meses", None, None), ("a principios de 2027", None, None),
    ],
)  # fmt: skip
def test_a_deadline_with_its_text_and_its_last_day(texto, said, end):
    found = read(f"Firmar 3 acuerdos {texto}").plazo
    assert found is not None
    assert (found.texto, found.fin) == (said or texto, end)


@pytest.mark.parametrize(
    "texto",
    [
        "a partir de 2026",
        "firmados en 2019",
        "del Mundial 2026",
        "cada año",
        "desde enero de 2026",
        "con la Agenda 2030",
        "respecto de 2023",
    ],
)
def test_a_date_that_is_no_deadline(texto):
    assert read(f"Renovar los 12 acuerdos {texto}").plazo is None


@pytest.mark.parametrize(
    ("texto", "value", "year"),
    [
        ("Elevar los convenios de 12 a 20", 12, None), ("Pasar de 3 ciudades en 2024 a 8 en 2028", 3, 2024),
        ("Reducir 30 % las emisiones con base en el inventario 2019", None, 2019), ("Aumentar 15 % el turismo respecto al año anterior", None, 2024),
        ("Incrementar de 2 a 3.5 millones de euros los fondos", 2_000_000, None), ("Llegar a 4 mdd, a partir de los 2.5 registrados en 2023", 2_500_000, 2023),
        ("Elevar a 70 % la ejecución (línea base: 52 % en 2023)", 52, 2023), ("Reducir el plazo de 30 días a 10 días", 30, None),
    ],
)  # fmt: skip
def test_a_starting_point(texto, value, year):
    found = read(texto).linea_base
    assert found is not None
    assert (found.valor, found.periodo) == (value, year)


@pytest.mark.parametrize(
    "texto", ["Colaborar frente a la Unión Europea", "Luchar contra la pobreza", "Operar con base en la ley", "Firmar de 3 a 5 cartas"]
)
def test_what_is_no_starting_point(texto):
    assert read(texto).linea_base is None


@pytest.mark.parametrize(
    ("texto", "verbs"),
    [
        ("El gobierno municipal tiene como meta firmar 4 acuerdos", ["firmar"]), ("El municipio aspira a recibir 4 misiones", ["recibir"]),
        ("La meta consiste en elevar al 75 % la satisfacción", ["elevar"]), ("Esta oficina tiene el objetivo de captar 20 mdd", ["captar"]),
        ("Con miras a crecer, abrir 2 sedes", ["abrir"]), ("Para atraer, retener y formar talento, otorgar 30 becas", ["otorgar"]),
        ("Firmar 3 acuerdos para impulsar el comercio y fortalecer la cultura", ["firmar"]), ("Negociar, firmar y ejecutar 3 acuerdos", ["negociar", "firmar", "ejecutar"]),
        ("Hermanarse con 3 ciudades", ["hermanar"]), ("DAR A CONOCER 12 RUTAS", ["dar"]), ("Organizar charlas, foros y un taller consular y escolar", ["organizar"]),
        ("Lograr captar 3 socios", ["lograr"]), ("Para crecer, diseñar y publicar un plan", ["diseñar", "publicar"]), ("El bienestar popular", []), ("Al exportar más, el lugar mejora", []), ("Haber firmado 5 acuerdos", ["haber"]),
    ],
)  # fmt: skip
def test_the_infinitives_of_the_goal(texto, verbs):
    assert list(read(texto).verbos) == verbs


@pytest.mark.parametrize(
    ("texto", "double"),
    [
        ("Firmar 2 convenios; capacitar a 40 enlaces", True), ("Captar 3 socios y abrir 2 sedes", True), ("Diseñar y publicar un plan", False),
        ("Identificar 20 proyectos y registrarlos", False), ("Diseñar, aprobar y poner en marcha 3 planes", False), ("Poner en marcha y operar 3 centros", False),
        ("Firmar 3 acuerdos para crear empleo y reducir costos", False), ("Elaborar 3 guías y difundir las mismas", False),
    ],
)  # fmt: skip
def test_two_verbs_with_their_own_complements_are_two_goals(texto, double):
    assert ("doble_objetivo" in faults(texto)) is double


@pytest.mark.parametrize(
    ("texto", "rule", "present"),
    [
        ("Reducir 120 % las emisiones", "valor_imposible", True), ("Aumentar 120 % las ventas", "valor_imposible", False),
        ("Certificar al 120 % de los hoteles", "valor_imposible", True), ("Reducir a cero los rezagos", "valor_imposible", False),
        ("Aumentar 25 % el turismo", "porcentaje_sin_base", True), ("Elevar a 70 % la ocupación", "porcentaje_sin_base", False),
        ("Certificar al 80 % de los hoteles", "porcentaje_sin_base", False), ("Aumentar el turismo médico 10 por ciento", "porcentaje_sin_base", True),
        ("Lograr un crecimiento de 5 % en ventas", "porcentaje_sin_base", True), ("Aumentar de 60 a 40 los convenios", "meta_contra_linea_base", True),
        ("Pasar de 60 a 40 los convenios", "meta_contra_linea_base", False), ("Captar 10 millones", "sin_unidad", True),
        ("Captar 10 millones de pesos", "moneda_ambigua", False), ("Captar $10", "moneda_ambigua", True), ("Firmar varios convenios", "cantidad_vaga", True),
        ("Firmar un convenio a más tardar en 2026", "cantidad_vaga", False), ("Atender a adultos mayores", "cantidad_vaga", False),
        ("Capacitar a todos los enlaces", "sin_cantidad", False), ("Capacitar a los enlaces", "sin_cantidad", True),
        ("Captar 3 socios el 31 de junio de 2026", "fecha_inexistente", True), ("Captar 3 socios entre 2028 y 2026", "plazo_invertido", True),
        ("Captar 3 socios el 31 de enero de 2025", "plazo_pasado", False), ("Captar 3 socios el 30 de enero de 2025", "plazo_pasado", True),
    ],
)  # fmt: skip
def test_when_a_rule_finds_something_and_its_near_miss(texto, rule, present):
    assert (rule in faults(texto)) is present
