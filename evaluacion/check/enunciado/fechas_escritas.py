"""The shapes in which Spanish writes dates, and the words in them."""

from __future__ import annotations

import re

NOMBRES_DE_MES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
MONTH_OF = {
    **{name: number for number, name in enumerate(NOMBRES_DE_MES, 1)},
    **{name[:3]: number for number, name in enumerate(NOMBRES_DE_MES, 1)},
    "sept": 9, "setiembre": 9, "set": 9,
}  # fmt: skip
_LONG = "|".join([*NOMBRES_DE_MES, "setiembre"])
_ANY = rf"(?:(?:{_LONG})\b|(?:ene|feb|mar|abr|may|jun|jul|ago|sept?|set|oct|nov|dic)\b\.?)"
_UNITS = dict(enumerate("uno dos tres cuatro cinco seis siete ocho nueve".split(), 1))
ANIOS_EN_LETRAS = {
    "dos mil diez": 2010, "dos mil quince": 2015, "dos mil veinte": 2020, "dos mil treinta": 2030, "dos mil cuarenta": 2040, "dos mil cincuenta": 2050,
    **{f"dos mil dieci{unit}": 2010 + number for number, unit in _UNITS.items() if number > 5},
    **{f"dos mil veinti{unit}": 2020 + number for number, unit in _UNITS.items()},
    **{f"dos mil {ten} y {unit}": start + number for start, ten in ((2030, "treinta"), (2040, "cuarenta")) for number, unit in _UNITS.items()},
}  # fmt: skip
_YEAR = rf"(?:(?:19|20|21)\d\d(?![\d%])(?![.,]\d)|(?:{'|'.join(sorted(ANIOS_EN_LETRAS, key=len, reverse=True))})\b)"
_REL = r"(?:este|presente|proximo|siguiente|mismo|corriente) ano|ano (?:en curso|proximo|entrante|siguiente|que viene|que entra|actual|corriente)|ano(?! ?\d| dos mil| pasado| anterior)"
_OF_YEAR = rf"(?:(?: ?(?:,|-|/)| de el| del| de| en| en el)? ?(?:ano )?(?:de )?(?P<y>{_YEAR})|(?: del| de)(?: el)? (?P<r>{_REL}))"
ORDINALES = {
    **{word: place for place, words in enumerate((
        "primer primero primera i", "segundo segunda ii", "tercer tercero tercera iii", "cuarto cuarta iv", "quinto quinta v", "sexto sexta vi",
        "septimo septima", "octavo octava", "noveno novena", "decimo decima",
    ), 1) for word in words.split()},
    "ultimo": -1, "ultima": -1,
}  # fmt: skip
"""The place that each ordinal in letters says; the last is -1."""
_ORD = (
    rf"(?:1?\d(?:\.?(?:er|ero|era|do|da|ra|ro|to|ta|mo|ma|vo|va|no|na|o|a|º|ª))?|{'|'.join(sorted(ORDINALES, key=len, reverse=True))})\b\.?"
)
MESES_DE_PARTE = {"trimestre": 3, "trim": 3, "semestre": 6, "sem": 6, "cuatrimestre": 4, "bimestre": 2, "mitad": 6, "t": 3, "q": 3, "s": 6}
_PART = r"(?:(?:trimestre|semestre|cuatrimestre|bimestre|mitad)\b|(?:trim|sem)\b\.?)"

PATRONES = {
    "iso": re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?![\d-])"),
    "numeros": re.compile(r"(?P<d>\d{1,2}) ?(?P<s>[/.-]) ?(?P<m>\d{1,2}) ?(?P=s) ?(?P<y>\d{4}|\d{2}(?=\b))(?!\d)"),
    "mes_iso": re.compile(r"(?P<y>20\d\d)-(?P<m>0[1-9]|1[0-2])(?![\d-])"),
    "mes_numero": re.compile(r"(?P<m>0?[1-9]|1[0-2])/(?P<y>20\d\d)(?!\d)"),
    "parte_corta": re.compile(r"(?:(?P<k>[tqs])-?(?P<n>[1-4])|(?P<n2>[1-4])-?(?P<k2>[tqs]))[ -]?(?:de |del )?(?P<y>20\d\d)\b|(?P<y3>20\d\d)-?(?P<k3>[tqs])(?P<n3>[1-4])\b"),
    "dias": re.compile(rf"(?P<d1>\d{{1,2}}) (?:al?|y|y el|e|-) (?P<d>\d{{1,2}}) de (?P<m>{_ANY}){_OF_YEAR}"),
    "dia": re.compile(
        rf"(?P<d>\d{{1,2}}|primero|uno|[a-z]{{3,13}}(?: y [a-z]{{3,6}})?)(?:\.? ?(?:er|ero|ro|o|º|°)\.?)?(?: dias)?(?: de| del mes de|-|/| del)? ?(?P<m>{_ANY})(?:{_OF_YEAR})?"
    ),
    "meses": re.compile(rf"(?P<m>{_ANY})(?: ?- ?| a | y | al | hasta )(?P<m2>{_ANY}){_OF_YEAR}"),
    "mes": re.compile(rf"(?P<m>{_ANY})(?:{_OF_YEAR})?"),
    "quincena": re.compile(rf"(?P<o>primera|segunda) (?P<k>quincena|semana|mitad) (?:de|del mes de) (?P<m>{_ANY})(?:{_OF_YEAR})?"),
    "parte": re.compile(rf"(?P<o>{_ORD})(?: ?(?:y|e|o|,|-|al?|hasta|y hasta) (?:el )?(?P<o2>{_ORD}))? ?(?P<k>{_PART})(?:{_OF_YEAR})?"),
    "parte_despues": re.compile(rf"(?P<k>{_PART}) (?P<o>{_ORD})(?:{_OF_YEAR})?"),
    "primeros_meses": re.compile(rf"(?P<o>primeros|ultimos) (?P<n>\d{{1,2}}|[a-z]+) meses{_OF_YEAR}"),
    "anios": re.compile(rf"(?P<y>{_YEAR})(?: ?[-/] ?)(?P<y2>{_YEAR}|\d\d(?![\d/-]))"),
    "lista": re.compile(rf"(?:, (?:en )?(?:el )?{_YEAR})*(?:,? (?:y|e|o|u)|,)(?: en)?(?: el)? (?P<y>{_YEAR})"),
    "anio": re.compile(rf"(?P<y>{_YEAR})"),
}  # fmt: skip
