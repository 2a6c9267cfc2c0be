"""The closed lists of Spanish words that every pass shares, in plain letters."""

from __future__ import annotations

ARTICULOS = frozenset("el la los las lo".split())
POSESIVOS = frozenset("su sus nuestro nuestra nuestros nuestras mi mis cuyo cuya cuyos cuyas".split())
DEMOSTRATIVOS = frozenset("este esta estos estas ese esa esos esas aquel aquella aquellos aquellas dicho dicha dichos dichas".split())
INDEFINIDOS = frozenset(
    "un una uno unos unas algun alguna algunos algunas varios varias cada otro otra otros otras mas menos mucho mucha muchos muchas "
    "poco poca pocos pocas todo toda todos todas ambos ambas cualquier cualquiera ningun ninguna tal tales mismo misma".split()
)
PREPOSICIONES = frozenset(
    "a al ante bajo con contra de del desde durante en entre hacia hasta mediante para por segun sin sobre tras via vs versus "
    "excepto salvo incluso".split()
)
CONJUNCIONES = frozenset(
    "y e o u ni que pero como si cuando donde mientras aunque porque pues sino asi ademas tanto cual cuales quien quienes".split()
)
OTRAS = frozenset(
    "no se le les me nos ya aun tambien solo muy tan hoy ahora luego despues antes siempre nunca aqui alli "
    "aproximadamente aprox minimo maximo anualmente mensualmente anual anuales mensual mensuales trimestrales semestrales "
    "es son sea sean sera seran fue fueron era eran ha han haya hayan estan esten respecto junto dentro fuera".split()
)
VACIAS = ARTICULOS | POSESIVOS | DEMOSTRATIVOS | INDEFINIDOS | PREPOSICIONES | CONJUNCIONES | OTRAS
"""Words that name nothing: none of them is what a number counts."""

_CON_GENERO = (
    "nuev buen mal primer segund tercer ultim unic divers distint numeros pequen median alt baj antigu verdader autentic ampli long cort "
    "propi sucesiv modern elevad destacad reconocid seleccionad necesari previst requerid mencionad citad referid llamad distinguid "
    "prestigios valios exitos cuantios nutrid variad futur pretendid supuest"
)
_SIN_GENERO = (
    "importante principal potencial diferente posible siguiente relevante suficiente actual reciente excelente grande mejor mayor menor"
)
ADJETIVOS = frozenset(
    {f"{stem}{end}" for stem in _CON_GENERO.split() for end in ("o", "a", "os", "as")}
    | {f"{word}{end}" for word in _SIN_GENERO.split() for end in ("", "s", "es")}
    | {"gran", "buen", "primer", "tercer"}
)
"""Adjectives that Spanish puts before the noun."""

CONTADORES = frozenset("numero cantidad total conjunto cifra num suma".split())
"""Nouns that only announce what is counted: the number of …"""

LUGARES = frozenset("lugar puesto posicion sitio escalon top".split())
"""Nouns whose number is a place in a list, and is the target itself."""

MAGNITUDES = frozenset("calificacion puntaje puntuacion nota promedio indice coeficiente tasa".split())
"""Nouns that are themselves what a number without a noun measures: una calificación de 8."""

APROXIMADORES = (
    ("al", "menos"),
    ("por", "lo", "menos"),
    ("cuando", "menos"),
    ("como", "minimo"),
    ("un", "minimo", "de"),
    ("minimo",),
    ("mas", "de"),
    ("cerca", "de"),
    ("alrededor", "de"),
    ("hasta",),
    ("unos",),
    ("unas",),
    ("casi",),
    ("aproximadamente",),
    ("aprox", "."),
    ("aprox",),
)

INFINITIVOS_QUE_NO_SON = frozenset(
    "bienestar malestar hogar mujer taller lugar dolar titular militar familiar popular escolar particular singular nuclear similar celular "
    "solar lunar azucar mar bar par pilar altar ejemplar auxiliar lider alquiler ayer poder placer caracter cualquier primer tercer master "
    "poster charter cluster inter canciller bachiller crater martir elixir porvenir peninsular insular curricular vehicular consular "
    "interdisciplinar multidisciplinar preescolar extraescolar bipolar polar secular hangar calamar collar telar manglar palmar olivar "
    "pinar paladar radar sonar gibraltar madagascar dakar qatar catar zanzibar myanmar alcazar baltazar oscar omar cesar escobar aznar "
    "vilar bolivar salazar alcocer oliver javier vladimir dossier atelier esther cancer somier revolver tanger ultramar bazar mudejar "
    "nectar jaguar ambar caviar estandar avatar trailer sueter super hacker quehacer amanecer atardecer alfiler chofer gangster reporter "
    "manager partner center premier ganador deber haber pulgar tabular bilinear lineal molecular muscular ocular tubular modular "
    "espectacular irregular triangular rectangular circular cuadrangular angular perpendicular binocular celular capilar dental ulterior "
    "estelar interestelar hospitalar domiciliar biliar subsidiar intrafamiliar unifamiliar multifamiliar monofamiliar "
    "termosolar pesar andar manjar lagar cadaver eter mister lasser laser "
    "buffer container freezer influencer newsletter router scanner server twitter webinar "
    "nadir emir visir souvenir faquir zafir menhir fakir sir air".split()
)
"""Words that end as infinitives do and are something else."""
