"""What a sound YAML may say that is not sound: numbers, names, cycles, formulas, and words that other readers misread."""

from __future__ import annotations

from .bases import COMPARACION, ESTRATEGIA, MARCO, PRACTICA, TABLA
from .caso import caso
from .casos_csv import MEDIDO

JSON = "calificar {0} --marco marco.yaml --formato json"


def practica(name: str, trampa: str, text: str, *, marco: str = MARCO, orden: str = JSON, **rest: object) -> None:
    """Add a case of a record."""
    caso(f"registro/{name}", trampa, {"beca.yaml": text, "marco.yaml": marco}, orden=orden, **rest)


def marco(name: str, trampa: str, text: str, **rest: object) -> None:
    """Add a case of an instrument."""
    caso(f"instrumento/{name}", trampa, {"marco.yaml": text}, orden="validar {0}", **rest)


# --- words and numbers of YAML that other readers take for something else ------------------------------------------------

for _name, _written, _shown in (
    ("no", "no", '"titulo": "no"'),
    ("on", "on", '"titulo": "on"'),
    ("y", "y", '"titulo": "y"'),
    ("noruega", "NO", '"titulo": "NO"'),
    ("octal", "012", '"titulo": "012"'),
    ("octal-nuevo", "0o14", '"titulo": "0o14"'),
    ("hexadecimal", "0x1F", '"titulo": "0x1F"'),
    ("guion-bajo", "1_000", '"titulo": "1_000"'),
    ("sexagesimal", "12:30:45", '"titulo": "12:30:45"'),
    ("fecha", "2024-01-31", '"titulo": "2024-01-31"'),
    ("instante", "2024-01-31T10:00:00Z", '"titulo": "2024-01-31T10:00:00Z"'),
    ("igual", "=", '"titulo": "="'),
    ("formula", "=1+1", '"titulo": "=1+1"'),
    ("decimal-con-ceros", "1.10", '"titulo": "1.10"'),
    ("numeral-pegado", "Programa#1", '"titulo": "Programa#1"'),
    ("emoji", "😀", "😀"),
    ("marcado", "<b>x</b>", "<b>x</b>"),
    ("plegado", ">-\n  uno\n  dos", '"titulo": "uno dos"'),
    ("escape", '"a\\u00f1o"', '"titulo": "año"'),
):
    practica(
        f"palabra-{_name}",
        f"Un título escrito {_written[:20]}",
        PRACTICA.replace("titulo: Beca", f"titulo: {_written}"),
        sale=0,
        dice=_shown,
    )
practica(
    "numeral-comido",
    "Lo que sigue a « #» se pierde",
    PRACTICA.replace("titulo: Beca", "titulo: Beca #1"),
    sale=0,
    codigos="comentario_dudoso",
)
for _name, _trampa, _old, _new, _code in (
    ("titulo-lista", "Una lista por título", "titulo: Beca", "titulo: [a]", "tipo_equivocado"),
    ("titulo-booleano", "Un verdadero por título", "titulo: Beca", "titulo: true", "tipo_equivocado"),
    ("id-ruta", "Un identificador que sube de carpeta", "practica: beca", "practica: ../../beca", "forma_no_valida"),
    ("id-acento", "Un identificador con acento", "practica: beca", "practica: becá", "forma_no_valida"),
    ("id-homografo", "Un identificador con una letra cirílica", "practica: beca", "practica: bec\u0430", "forma_no_valida"),
    ("id-espacio", "Un identificador con espacios", "practica: beca", "practica: beca uno", "forma_no_valida"),
    ("id-numero", "Un identificador que es un decimal", "practica: beca", "practica: 1.5", ""),
    ("id-invisible", "Un identificador con espacio de ancho cero", "practica: beca", "practica: be\u200bca", "caracter_invisible"),
    ("id-punto", "Un identificador que es un punto", "practica: beca", 'practica: ".."', "forma_no_valida"),
    ("id-reservado", "Un identificador con diagonal inversa", "practica: beca", "practica: 'a\\b'", "forma_no_valida"),
    ("pregunta-homografa", "Una pregunta con una letra cirílica", "alcance.registro", "alc\u0430nce.registro", "pregunta_desconocida"),
    ("pregunta-invisible", "Una pregunta con espacio de ancho cero", "alcance.registro", '"alcance.reg\u200bistro"', "caracter_invisible"),
    (
        "pregunta-repetida-nfd",
        "La misma pregunta, con y sin espacio al final",
        "alcance.registro: no",
        'alcance.registro: no\n    "alcance.registro ": sí',
        "forma_no_valida",
    ),
    ("respuesta-lista", "Una lista por respuesta", "registro: no", "registro: [no]", "tipo_equivocado"),
    ("respuesta-numero", "Un número por respuesta", "registro: no", "registro: 1", "respuesta_desconocida"),
    ("respuesta-homografa", "«nо» con una letra cirílica", "registro: no", "registro: n\u043e", "respuesta_desconocida"),
    ("ods-18", "Un ODS que no existe", "titulo: Beca", "titulo: Beca\nods: [18]", "fuera_de_limites"),
    ("ods-negativo", "Un ODS negativo", "titulo: Beca", "titulo: Beca\nods: [-1]", "fuera_de_limites"),
    ("ods-decimal", "Un ODS con decimales", "titulo: Beca", "titulo: Beca\nods: [1.5]", "tipo_equivocado"),
    (
        "fecha-imposible",
        "El 31 de febrero",
        "titulo: Beca",
        "titulo: Beca\nevaluacion: {evaluador: ana, fecha: 2024-02-31}",
        "valor_no_permitido",
    ),
    (
        "periodo-al-reves",
        "Un periodo que termina antes de empezar",
        "titulo: Beca",
        "titulo: Beca\nperiodo: {desde: 2024, hasta: 2020}",
        "",
    ),
):
    practica(_name, _trampa, PRACTICA.replace(_old, _new), sale=2, codigos=_code)
practica(
    "titulo-vacio", "Un título en blanco, como en la plantilla", PRACTICA.replace("titulo: Beca", "titulo:"), sale=0, dice='"titulo": null'
)
practica(
    "id-largo",
    "Un identificador de 10,000 letras",
    PRACTICA.replace("practica: beca", f"practica: {'b' * 10_000}"),
    codigos="forma_no_valida",
)
caso(
    "registro/id-de-cien-en-formulario",
    "El identificador más largo que se admite, como nombre de archivo",
    {"beca.yaml": PRACTICA.replace("practica: beca", f"practica: {'b' * 100}"), "marco.yaml": MARCO},
    orden="formulario marco.yaml --practicas {0} --salida f",
    sale=0,
    escribe="f",
)
practica(
    "url-javascript",
    "Una dirección que es código",
    PRACTICA.replace("titulo: Beca", "titulo: Beca\nfuente: {obra: x, url: 'javascript:alert(1)'}"),
    codigos="valor_no_permitido",
)
practica(
    "muchas-respuestas",
    "100,000 respuestas que no existen",
    "practica: beca\nrespuestas:\n  prueba:\n" + "".join(f"    a{n}.b: no\n" for n in range(90_000)),
    sale=2,
    segundos=12,
    mb=400,
)
practica(
    "muchos-nodos", "200,001 valores", "practica: beca\nods: [" + "1," * 200_001 + "1]\n", sale=2, codigos="archivo_grande", segundos=6
)
practica("renglon-de-1-mb", "Un renglón de 1.9 MB", PRACTICA.replace("Beca", "x" * 1_900_000), sale=0, segundos=6)
practica("clave-de-1-mb", "Una clave de 1.9 MB", f"{PRACTICA}{'x' * 1_900_000}: 1\n", sale=2, segundos=6)
practica(
    "bomba-de-alias",
    "Nueve niveles de alias",
    "a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(8)) + PRACTICA,
    sale=2,
    codigos="yaml_no_admitido",
)

_SERIE = "practica: beca\nindicadores:\n  acuerdos:\n    linea_base: {periodo: 2020, valor: 0}\n    meta: {periodo: 2026, valor: 100}\n    valores: {2024: @}\n"
for _name, _written, _code in (
    ("infinito", ".inf", "numero_no_finito"),
    ("nan", ".NaN", "numero_no_finito"),
    ("enorme", "1e999", "numero_no_finito"),
    ("muchas-cifras", "9" * 5000, "numero_no_finito"),
    ("texto", "mucho", "valor_no_permitido"),
    ("comillas", '"40"', ""),
    ("guion-bajo", "1_000", "valor_no_permitido"),
    ("lista", "[1]", "tipo_equivocado"),
    ("cero-entre-cero", "0/0", "valor_no_permitido"),
    ("arabigo", "\u0664", "valor_no_permitido"),
    ("coma", "1,5", ""),
):
    practica(f"valor-{_name}", f"Un dato escrito {_written[:12]}", _SERIE.replace("@", _written), marco=MEDIDO, sale=2, codigos=_code)
for _name, _written, _shown in (
    ("fraccion", "4/2", '"valor": 2'),
    ("negativo", "-3", '"valor": -3'),
    ("menos-cero", "-0.0", '"valor"'),
    ("enorme-finito", "1e300", "e+300"),
):
    practica(f"valor-{_name}", f"Un dato escrito {_written}", _SERIE.replace("@", _written), marco=MEDIDO, sale=0, dice=_shown)
practica(
    "meta-igual-a-la-base",
    "La meta es la línea base: se divide entre cero",
    _SERIE.replace("valor: 100", "valor: 0").replace("@", "5"),
    marco=MEDIDO,
    sale=0,
    codigos="indicador_no_calculable",
)
practica(
    "meta-casi-igual",
    "La meta dista de la base 5e-324",
    _SERIE.replace("valor: 100", "valor: 5e-324").replace("@", "1e300"),
    marco=MEDIDO,
    sale=0,
    codigos="indicador_no_calculable",
)

# --- instruments ---------------------------------------------------------------------------------------------------------

for _name, _trampa, _old, _new, _code in (
    ("peso-negativo", "Un peso negativo", "id: poblacion,", "id: poblacion, peso: -1,", "fuera_de_limites"),
    ("peso-enorme", "Un peso de 1e308, dos veces", "id: poblacion,", "id: poblacion, peso: 1.0e308,", ""),
    ("peso-texto", "Un peso en letras", "id: poblacion,", "id: poblacion, peso: mucho,", "valor_no_permitido"),
    ("peso-muchas-cifras", "Un peso de 400 cifras", "id: poblacion,", f"id: poblacion, peso: {'9' * 400},", "numero_no_finito"),
    ("id-repetido", "Dos preguntas con el mismo identificador", "id: registro", "id: poblacion", "marco_incoherente"),
    ("id-con-punto", "Un identificador con punto", "id: registro", "id: a.b", "forma_no_valida"),
    ("id-con-ruta", "Un identificador con diagonales", "marco: prueba", "marco: ../prueba", "forma_no_valida"),
    ("version-rara", "Una versión que no lo es", "version: 1.0.0", "version: uno", "forma_no_valida"),
    ("depende-de-si", "Una pregunta que depende de sí misma", "id: registro,", "id: registro, depende_de: registro,", "marco_incoherente"),
    (
        "depende-de-nadie",
        "Una pregunta que depende de otra que no hay",
        "id: registro,",
        "id: registro, depende_de: nadie,",
        "marco_incoherente",
    ),
    ("escala-vacia", "Una escala vacía", "grupos:", "escala: []\ngrupos:", ""),
    ("escala-repetida", "Dos respuestas iguales", "grupos:", "escala: [{valor: sí, puntos: 1}, {valor: SÍ, puntos: 0}]\ngrupos:", ""),
    ("rango-al-reves", "Un rango al revés", "grupos:", "rango: [100, 0]\ngrupos:", ""),
    ("rango-vacio", "Un rango sin ancho", "grupos:", "rango: [1, 1]\ngrupos:", ""),
    ("rango-enorme", "Un rango que se desborda", "grupos:", "rango: [-1.0e308, 1.0e308]\ngrupos:", ""),
    (
        "niveles-desordenados",
        "Niveles en desorden",
        "grupos:",
        "niveles: [{desde: 60, nombre: a}, {desde: 0, nombre: b}]\ngrupos:",
        "marco_incoherente",
    ),
    ("cobertura-mayor-que-1", "Una cobertura mínima de 5", "grupos:", "cobertura_minima: 5\ngrupos:", "fuera_de_limites"),
    ("sin-grupos", "Sin preguntas", MARCO[MARCO.index("grupos:") :], "grupos: []\n", "valor_vacio"),
    (
        "compuerta-sin-nivel",
        "Una compuerta de un nivel que no hay",
        "grupos:",
        "compuertas: [{nivel: x, criterios: todos, minimo: 4}]\ngrupos:",
        "marco_incoherente",
    ),
):
    marco(_name, _trampa, MARCO.replace(_old, _new, 1), sale=2, codigos=_code)
marco(
    "puntos-mayores-que-1",
    "Una escala de puntos enteros",
    MARCO.replace("grupos:", "escala: [{valor: sí, puntos: 2}, {valor: no, puntos: 0}]\ngrupos:"),
    sale=0,
)
marco(
    "pesos-en-cero",
    "Todos los pesos de un grupo en cero",
    MARCO.replace("id: alcance\n", "id: alcance\n        peso: 0\n"),
    sale=0,
    codigos="marco_incoherente",
)
for _name, _trampa, _formula in (
    ("exponentes", "Una potencia sin nombres", "9**2"),
    ("propia", "Se nombra a sí misma", "acuerdos + 1"),
):
    marco(
        f"formula-{_name}",
        _trampa,
        MEDIDO.replace("medida: avance,", f'medida: avance, formula: "{_formula}",'),
        sale=2,
        codigos="marco_incoherente",
    )
for _name, _trampa, _formula in (
    ("importa", "Ejecuta una orden", "__import__('os').system('id')"),
    ("atributo", "Lee un atributo", "acuerdos.__class__"),
    ("indice", "Toma un elemento", "acuerdos[0]"),
    ("lambda", "Define una función", "lambda: 1"),
    ("comprension", "Una lista por comprensión", "[x for x in y]"),
    ("texto", "Un texto", "'a' * 9"),
    ("llama-otra", "Llama a una función que no hay", "eval(acuerdos)"),
    ("asigna", "Asigna", "a := 1"),
    ("compara", "Compara", "a < b"),
    ("logica", "Y lógico", "a and b"),
    ("parentesis", "5,000 paréntesis", "(" * 5000 + "a" + ")" * 5000),
    ("signos", "5,000 signos menos", "-" * 5000 + "a"),
    ("larga", "Una suma de 50,000 términos", " + ".join(["a"] * 50_000)),
    ("vacia", "Nada", '""'),
    ("sola-coma", "Una coma", "sum(,)"),
    ("sin-argumentos", "Una suma de nada", "sum()"),
    ("cifras-arabigas", "Cifras que no son 0 a 9", "\u0661 + a"),
    ("entero-enorme", "Un número de 5,000 cifras", "9" * 5000),
    ("punto-y-coma", "Dos órdenes", "a; b"),
    ("renglon", "Un renglón en medio", '"a +\\n__import__"'),
    ("comentario", "Un comentario", '"a #b"'),
    ("identificador-unicode", "Un nombre con letra de otro alfabeto", "\u0430cuerdos + 1"),
):
    marco(
        f"formula-{_name}",
        _trampa,
        MEDIDO.replace(
            "medida: avance,", f"medida: avance, formula: {_formula if _formula.startswith(chr(34)) else chr(34) + _formula + chr(34)},"
        ),
        sale=2,
        codigos="" if _name == "vacia" else "formula_no_valida",
    )
_CALCULADO = MEDIDO.replace("medida: avance,", 'medida: avance, formula: "@",')
for _name, _trampa, _formula in (
    ("entre-cero", "Divide entre cero", "a / (a - a)"),
    ("cero-a-la-menos-uno", "Cero elevado a -1", "(a - a) ** -1"),
    ("raiz-de-negativo", "Raíz de un negativo", "(-a) ** 0.5"),
    ("desborda", "Se desborda", "(a ** 60) * (a ** 60)"),
):
    texto = "practica: beca\nindicadores:\n  a: {valores: {2024: 1e30}}\n  acuerdos: {linea_base: {periodo: 2020, valor: 0}, meta: {periodo: 2026, valor: 100}}\n"
    caso(
        f"instrumento/cuenta-{_name}",
        _trampa,
        {"beca.yaml": texto, "marco.yaml": _CALCULADO.replace("@", _formula)},
        orden=JSON,
        sale=0,
        codigos="indicador_no_calculable",
    )

_PROPIO = "marco: @\nversion: 1.0.0\ntitulo: Propio\nextiende: "
for _name, _trampa, _files in (
    ("a-si-mismo", "Un marco que se extiende a sí mismo", {"a.yaml": _PROPIO.replace("@", "a") + "a.yaml\n"}),
    (
        "en-circulo",
        "Dos marcos que se extienden uno a otro",
        {"a.yaml": _PROPIO.replace("@", "a") + "b.yaml\n", "b.yaml": _PROPIO.replace("@", "b") + "a.yaml\n"},
    ),
    ("por-otro-nombre", "Un marco que se extiende por otra ruta", {"a.yaml": _PROPIO.replace("@", "a") + "./././a.yaml\n"}),
    (
        "cadena-de-cien",
        "Cien extensiones encadenadas",
        {f"m{n}.yaml": _PROPIO.replace("@", f"m{n}") + f"m{n + 1}.yaml\n" for n in range(100)}
        | {"m100.yaml": MARCO.replace("prueba", "m100")},
    ),
    ("version-que-no-es", "Otra versión mayor", {"a.yaml": _PROPIO.replace("@", "a") + "cualitativo@9\n"}),
    ("que-no-existe", "Un marco que no hay", {"a.yaml": _PROPIO.replace("@", "a") + "alebrije@1\n"}),
    (
        "cambio-sin-lugar",
        "Un cambio a lo que no existe",
        {"a.yaml": _PROPIO.replace("@", "a") + "cualitativo@1\ncambios: {criterios: {alebrije: {peso: 2}}}\n"},
    ),
):
    caso(
        f"instrumento/extiende-{_name}",
        _trampa,
        _files,
        orden="validar {0}",
        sale=2,
        codigos="extension_no_valida" if _name != "cambio-sin-lugar" else "",
    )

# --- comparisons ---------------------------------------------------------------------------------------------------------

for _name, _trampa, _old, _new in (
    ("padre-de-si", "Un nodo que es su padre", "nombre: Uno, padre: indice", "nombre: Uno, padre: uno"),
    ("dos-raices", "Dos índices", "nombre: Uno, padre: indice", "nombre: Uno"),
    ("peso-negativo", "Un peso negativo", "nombre: Uno, padre: indice", "nombre: Uno, padre: indice, peso: -1"),
    ("peso-enorme", "Pesos que se desbordan", "padre: indice}", "padre: indice, peso: 1.0e308}"),
    ("nodo-repetido", "Dos nodos con el mismo identificador", "id: dos", "id: uno"),
    ("metodo", "Un método que no existe", "nodos:", "normalizacion: {metodo: magia}\nnodos:"),
    ("postes-al-reves", "Postes al revés", "padre: indice}", "padre: indice, postes: [10, 0]}"),
    ("sorteos", "Diez elevado a 12 sorteos", "nodos:", "incertidumbre: {pesos: 25%, sorteos: 1000000000000}\nnodos:"),
    ("sorteos-negativos", "Sorteos negativos", "nodos:", "incertidumbre: {pesos: 25%, sorteos: -1}\nnodos:"),
    ("salida-al-reves", "Una escala de salida al revés", "nodos:", "normalizacion: {metodo: minmax, salida: [100, 0]}\nnodos:"),
    (
        "salida-enorme",
        "Una escala de salida que se desborda",
        "nodos:",
        "normalizacion: {metodo: minmax, salida: [-1.0e308, 1.0e308]}\nnodos:",
    ),
    ("columna-que-no-hay", "La columna de las claves no existe", "id: clave", "id: llave"),
    ("finalistas-negativos", "Finalistas negativos", "nodos:", "finalistas: -2\nnodos:"),
    ("bandas-al-reves", "Bandas en desorden", "padre: indice}", "padre: indice, bandas: {cortes: [50, 25], valores: [0, 50, 100]}}"),
    ("semilla-enorme", "Una semilla de 10,000 cifras", "nodos:", f"incertidumbre: {{pesos: 25%, semilla: {'9' * 10_000}}}\nnodos:"),
):
    text = COMPARACION.replace(_old, _new, 1) if _name != "peso-enorme" else COMPARACION.replace(_old, _new)
    caso(f"comparacion-mal/{_name}", _trampa, {"c.yaml": text, "datos.csv": TABLA}, orden="comparar {0}", sale=2, segundos=6)
_HONDO = "".join(f"  - {{id: n{n}, nombre: N, padre: {'indice' if n == 0 else f'n{n - 1}'}}}\n" for n in range(3000))
caso(
    "comparacion-mal/tres-mil-niveles",
    "Un árbol de 3,000 niveles",
    {
        "c.yaml": f"comparacion: prueba\nunidades: {{archivo: datos.csv, id: clave}}\nnodos:\n  - {{id: indice, nombre: I}}\n{_HONDO}  - {{id: uno, nombre: U, padre: n2999}}\n",
        "datos.csv": TABLA,
    },
    orden="comparar {0}",
    sale=0,
    dice="u1",
    segundos=20,
    mb=400,
)

caso(
    "comparacion-mal/circulo",
    "Dos nodos que cuelgan uno de otro",
    {
        "c.yaml": COMPARACION.replace("nombre: Uno, padre: indice", "nombre: Uno, padre: dos").replace(
            "nombre: Dos, padre: indice", "nombre: Dos, padre: uno"
        ),
        "datos.csv": TABLA,
    },
    orden="comparar {0}",
    sale=2,
)
caso(
    "comparacion-mal/pesos-cero",
    "Todos los pesos en cero: no hay puntaje, y se dice",
    {"c.yaml": COMPARACION.replace("padre: indice}", "padre: indice, peso: 0}"), "datos.csv": TABLA},
    orden="comparar {0}",
    sale=0,
    codigos="comparacion_no_valida",
)
caso(
    "configuracion-mal/excepcion-de-nada",
    "Una excepción de una regla que no hay: es un hallazgo",
    {"evaluacion.yaml": "excepciones: [{regla: XXX-99, motivo: x, hasta: 2030-01-01}]\n", "plan.yaml": ESTRATEGIA},
    orden="revisar plan.yaml --fallar-con nunca",
    sale=0,
    dice="evaluacion.yaml:1:23: falla [EXC-02]",
)

# --- configuration of a review, strategies -------------------------------------------------------------------------------

for _name, _trampa, _text in (
    ("regla-que-no-hay", "Una regla que no existe", "reglas: {XXX-99: no}\n"),
    ("severidad", "Una severidad que no existe", "reglas: {OBJ-01: gravísima}\n"),
    ("umbral-nan", "Un umbral NaN", "reglas: {OBJ-01: {umbrales: {x: .nan}}}\n"),
    ("umbral-que-no-hay", "Un umbral que no existe", "reglas: {OBJ-01: {umbrales: {alebrije: 1}}}\n"),
    ("minimo-fuera", "Un mínimo de 1,000", "minimo: 1000\n"),
    ("excepcion-sin-motivo", "Una excepción sin motivo", "excepciones: [{regla: OBJ-01}]\n"),
    (
        "propia-con-codigo",
        "Una ruta propia que es código",
        'propias: [{regla: CASA-01, ruta: "__class__", condicion: existe, mensaje: x}]\n',
    ),
    (
        "propia-patron",
        "Una ruta propia que es un patrón catastrófico",
        'propias: [{regla: CASA-01, ruta: "(a+)+$", condicion: existe, mensaje: x}]\n',
    ),
    (
        "propia-repetida",
        "Dos reglas propias con el mismo código",
        "propias: [{regla: CASA-01, ruta: titulo, condicion: existe, mensaje: x}, {regla: CASA-01, ruta: vision, condicion: existe, mensaje: y}]\n",
    ),
    (
        "propia-de-la-casa",
        "Una regla propia con el código de una incluida",
        "propias: [{regla: OBJ-01, ruta: titulo, condicion: existe, mensaje: x}]\n",
    ),
    ("extiende-a-si", "Se extiende a sí misma", "extiende: evaluacion.yaml\n"),
    ("lista", "Una lista", "- reglas\n"),
    ("texto", "Un texto", "reglas\n"),
):
    caso(
        f"configuracion-mal/{_name}",
        _trampa,
        {"evaluacion.yaml": _text, "plan.yaml": ESTRATEGIA},
        orden="revisar plan.yaml --fallar-con nunca",
        sale=2,
    )
for _name, _trampa, _text in (
    ("enunciado-largo", "Un enunciado de 100,000 letras", ESTRATEGIA.replace("Firmar 3", "Firmar " + "3 " * 50_000)),
    ("enunciado-de-cifras", "Un enunciado de 100,000 cifras", ESTRATEGIA.replace("Firmar 3", "Firmar " + "3" * 100_000)),
    (
        "enunciado-de-puntos",
        "Un enunciado de números con puntos y comas",
        ESTRATEGIA.replace("Firmar 3", "'Firmar " + "1,1.1" * 20_000).replace("2027}", "2027'}"),
    ),
    (
        "enunciado-de-parentesis",
        "Un enunciado de paréntesis",
        ESTRATEGIA.replace("Firmar 3", "'Firmar " + "(" * 50_000).replace("2027}", "2027'}"),
    ),
    (
        "enunciado-de-espacios",
        "Un enunciado de espacios",
        ESTRATEGIA.replace("Firmar 3", "'Firmar" + " " * 100_000 + "3").replace("2027}", "2027'}"),
    ),
    ("enunciado-de-fechas", "Un enunciado de fechas imposibles", ESTRATEGIA.replace("para 2027", "para el 31 de febrero de 99999 " * 500)),
    (
        "muchos-objetivos",
        "2,000 objetivos",
        ESTRATEGIA.split("objetivos:")[0]
        + "objetivos:\n"
        + "".join(f"  - {{id: o{n}, enunciado: Firmar {n} acuerdos para 2027}}\n" for n in range(2000)),
    ),
):
    caso(
        f"estrategia-rara/{_name}",
        _trampa,
        {"plan.yaml": _text},
        orden="revisar {0} --fallar-con nunca --formato json",
        sale=0,
        segundos=20,
        mb=400,
    )

# --- what has a date or a number of its own ------------------------------------------------------------------------------

for _name, _trampa, _text, _orden in (
    (
        "proyeccion-periodos",
        "Mil millones de periodos",
        "proyeccion: p\ntitulo: x\nbase: 1\ntasa: 20\nperiodos: 1000000000\n",
        "proyectar {0}",
    ),
    (
        "proyeccion-desborda",
        "Una tasa que se desborda",
        "proyeccion: p\ntitulo: x\nbase: 1.0e300\ntasa: 1.0e300\nperiodos: 50\n",
        "proyectar {0}",
    ),
    ("proyeccion-nan", "Una base NaN", "proyeccion: p\ntitulo: x\nbase: .nan\ntasa: 20\nperiodos: 5\n", "proyectar {0}"),
    ("expediente-anio-0", "El año 0", "procedimiento: hermanamiento\ndesde: 0000-01-01\n", "procedimiento hermanamiento {0}"),
    (
        "expediente-anio-9999",
        "El último día del calendario",
        "procedimiento: hermanamiento\ndesde: 9999-12-31\nfecha: 9999-12-31\n",
        "procedimiento hermanamiento {0}",
    ),
    (
        "expediente-cierre-enorme",
        "Un cierre de ocho mil años",
        "procedimiento: acuerdo_interinstitucional\nfirma: 2026-03-27\nfecha: 2026-03-01\ndias_inhabiles: [{desde: 1900-01-01, hasta: 9999-12-31, motivo: x}]\n",
        "procedimiento acuerdo_interinstitucional {0}",
    ),
    (
        "expediente-al-reves",
        "Un cierre que termina antes de empezar",
        "procedimiento: acuerdo_interinstitucional\nfirma: 2026-03-27\ndias_inhabiles: [{desde: 2026-04-03, hasta: 2026-03-30, motivo: x}]\n",
        "procedimiento acuerdo_interinstitucional {0}",
    ),
    (
        "consulta-otra",
        "Una respuesta que no es opción",
        "decision: espacio_dialogo\nrespuestas: {proposito: alebrije}\n",
        "decidir espacio_dialogo --respuestas {0}",
    ),
):
    caso(f"fechas-y-cuentas/{_name}", _trampa, {"x.yaml": _text}, orden=_orden, sale=2, segundos=6)
for _name, _trampa, _data in (
    ("nul", "Un NUL", b"Firmar\x00 3\n"),
    ("latin-1", "En Latin-1", "Año\n".encode("latin-1")),
    ("utf-16", "En UTF-16", "Firmar 3\n".encode("utf-16")),
    ("pesado", "3 MB", b"x" * 3_000_000),
):
    caso(f"objetivos-mal/{_name}", _trampa, {"o.txt": _data}, orden="leer-objetivo --archivo {0} --fecha 2025-01-01", sale=2)
caso(
    "objetivos-mal/vacio",
    "Cero bytes",
    {"o.txt": b""},
    orden="leer-objetivo --archivo {0} --fecha 2025-01-01",
    sale=2,
    codigos="nada_que_evaluar",
    sin_lugar=True,
)
