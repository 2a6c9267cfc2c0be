"""Records drawn from a number: everything that a record may say, with the texts and numbers that workbooks spoil."""

from __future__ import annotations

import random

from evaluacion.model.practica import SIN_EVIDENCIA, Practica

LONGEST = 32_767
"""Longest text of a cell, in the units in which Excel counts."""
SHARED = ("_x005F_x000D_", "_x0041_x0042_", "_x0041_x0042_x0043_ fin")
"""Texts with two escapes of workbooks that share an underscore: LibreOffice 7.4 does not keep them, Excel and this tool do."""
TEXTS = (
    "Ñandú, pingüino y Åse: «citas» — ¿ya?",
    "=1+1",
    '=HYPERLINK("http://a.mx","x")',
    "+52 55 1234 5678",
    "-1",
    "@SUM(A1)",
    "{=A1}",
    "'comilla inicial",
    "''dos",
    '"entre comillas"',
    "_x0041_",
    "__x0009_ y _xZZZZ_",
    "primer renglón\nsegundo\n\ncuarto",
    "tabulador\taquí",
    "dos  espacios   seguidos",
    "😀 🇲🇽 👩‍👩‍👧 familia",
    "日本語 العربية עברית",
    "e\u0301 descompuesta",
    "007",
    "1e5",
    "0.10",
    "1,234.5",
    "12:30",
    "2024-05-12",
    "3/4",
    "sí",
    "NO",
    "no aplica",
    "null",
    "TRUE",
    "VERDADERO",
    "#N/A",
    "#DIV/0!",
    "a: b # c",
    "- guion",
    "| barra",
    "&amp; <b>&lt;</b> ]]>",
    "<r><t>negrita</t></r>",
    "<r> & mal</r>",
    "http://a.mx/x?y=1&z=2",
    "mailto:a@b.mx",
    "internal:Hoja!A1",
    "C:\\ruta\\nueva",
    "%TEMP% $(x) `y`",
    "—",
    "Respondidas: 3",
    "1/mezcla/base.hay",
    "Clave (no cambiar)",
    "x" * 300,
    "\ue000 privado",
    "𝔘nicode 𐐷",
)
NUMBERS = (0.0, 1.0, -1.0, 0.1, 1 / 4, 123456789012345.0, -99999999999999.9, 0.000000123456789012345, 1.23456789012345e200, 1e-300, 70.5)
DAYS = ("2024-02-29", "1900-01-01", "1999-12-31", "2025-05-12")
PARTIAL = ("2021", "2021-03", *DAYS)
PERIODS = ("2019", "2020", "2021-S1", "2021-S2", "2022-T3", "2023-07", "2023-08", "2024-C2", "2025")
ANSWERS = {
    "mezcla": (
        ("base.hay", "base.abierta", "base.inversa", "probada.acta", "probada.foto", "sola.unica", "muda.nada"),
        ("sí", "a veces", "nunca", "no aplica"),
    ),
    "cualitativo": (
        ("sostenibilidad.continuidad", "enfoque_ods.localizacion", "innovacion.antecedentes"),
        ("sí", "parcial", "no", "no aplica"),
    ),
    "ausente": (("otro.dato",), ("sí", "lo que sea")),
}
"""By marco, some questions and the answers of its scale; the last one is of a marco that the forms do not ask."""
SHOWN, HIDDEN = ("firmados", "en_tramite", "total"), ("ajeno",)


class Sorteo:
    """Draws a record."""

    def __init__(self, seed, answers, texts):
        self.draw = random.Random(seed)  # noqa: S311 - a fixed draw
        self.answers, self.texts = answers, texts
        self.seed = seed

    def often(self, chance=0.5):
        """Return whether something is there."""
        return self.draw.random() < chance

    def text(self):
        """Return one of the texts, alone or among words."""
        text = self.draw.choice(self.texts)
        return text if self.often(0.7) else f"{text} {self.draw.choice(self.texts)}".strip()

    def proof(self):
        """Return one of the texts that says something: `no` is no evidence."""
        text = self.text()
        return f"{text}: consta" if SIN_EVIDENCIA.fullmatch(text) else text

    def some(self, **parts):
        """Return some of these parts, at least one."""
        found = {name: make() for name, make in parts.items() if self.often()}
        return found or {name: make() for name, make in list(parts.items())[:1]}

    def source(self):
        """Return a source."""
        return self.some(**dict.fromkeys(("lugar", "obra", "autor", "publicado", "url", "nota"), self.text))

    def answer(self, path, scale):
        """Return an answer with its evidence, its reason, its checks."""
        said = self.draw.choice([answer for answer in scale if answer != "no aplica" or path != "base.inversa"])
        found = {"respuesta": said} if self.often(0.9) else {"nota": self.text()}
        if said == "no aplica" or self.often(0.2):
            found["motivo"] = self.text()
        proof = dict.fromkeys(("texto", "documento", "lugar", "pagina", "url"), self.proof)
        makers = {
            "evidencia": lambda: self.some(**proof, fecha=lambda: self.draw.choice(PARTIAL)),
            "fuente": self.source,
            "nota": self.text,
            "verificada": lambda: {"por": self.text(), "fecha": self.draw.choice(DAYS)},
            "correccion": lambda: {"antes": self.draw.choice(scale), "motivo": self.text(), "quien": self.text()},
            "excusa": self.text,
        }
        return found | {name: make() for name, make in makers.items() if self.often(0.3)}

    def number(self):
        """Return a number of fifteen figures at most."""
        return self.draw.choice(NUMBERS) if self.often() else float(f"{self.draw.uniform(-1e6, 1e6):.15g}")

    def series(self):
        """Return the data of an indicator, or why it does not apply."""
        if self.often(0.15):
            return {"no_aplica": True, "motivo": self.text()}
        points = dict.fromkeys(("linea_base", "meta"), lambda: {"periodo": self.draw.choice(PERIODS), "valor": self.number()})
        many = {
            name: lambda: {period: self.number() for period in self.draw.sample(PERIODS, self.draw.randint(1, 9))} for name in ("valores",)
        }
        few = {"intermedias": lambda: {period: self.number() for period in self.draw.sample(PERIODS, 2)}}
        return self.some(**points, **many, **few, nota=self.text, fuente=self.source)

    def record(self):
        """Return a record."""
        data = {"practica": f"r{self.seed}"} | self.some(
            titulo=self.text,
            descripcion=self.text,
            territorio=lambda: self.some(nombre=self.text, tipo=self.text, clave=lambda: "09001", pais=lambda: "MX"),
            periodo=lambda: self.draw.choice([{"desde": "2021", "hasta": "2024-12-31"}, {"desde": "2021-03"}, {"hasta": "2024-12-31"}]),
            responsable=self.text,
            ods=lambda: self.draw.sample(range(1, 18), self.draw.randint(1, 17)),
            evaluacion=lambda: self.some(evaluador=self.text, fecha=lambda: self.draw.choice(DAYS), rol=lambda: "externo"),
            requisitos=lambda: {"vigencia": self.often(), **({"otro": True} if self.often() else {})},
            fuente=self.source,
            nota=self.text,
        )
        data["respuestas"] = {}
        for marco, (paths, scale) in self.answers.items():
            chosen = [path for path in paths if self.often()]
            if chosen:
                data["respuestas"][marco] = {path: self.answer(path, scale) for path in chosen}
        data["indicadores"] = {name: self.series() for name in (*SHOWN, *HIDDEN) if self.often()}
        if self.seed % 10 == 0:
            data["descripcion"] = self.longest()
        return Practica.model_validate(data)

    def longest(self):
        """Return a text as long as a cell takes: plain, with accents, with line breaks, or of letters that count twice."""
        piece = self.draw.choice(["á", "x", "dos renglones\n", "😀", "_x0041_", "&<"])
        units = len(piece.encode("utf-16-le")) // 2
        return (piece * (LONGEST // units)).strip().ljust(3, "x")


def draw_record(seed, marcos=("mezcla", "ausente"), texts=(*TEXTS, *SHARED)):
    """Return the record of a number, with answers to some marcos."""
    return Sorteo(seed, {name: ANSWERS[name] for name in marcos}, texts).record()
