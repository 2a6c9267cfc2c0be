"""Which way a verb or its noun moves a figure: up, down, or from one value to another."""

from __future__ import annotations

from collections.abc import Sequence

_AR = ("ar", "arse", "ando", "ara", "aran", "aremos", "e", "en", "arlo", "arla", "arlos", "arlas")
_ER = ("er", "erse", "iendo", "era", "eran", "eremos", "a", "an", "erlo", "erla")
_IR = ("ir", "irse", "iendo", "ira", "iran", "iremos", "a", "an", "irlo", "irla", "irlos", "irlas")


def _forms(stems: str, endings: Sequence[str], sense: int) -> dict[str, int]:
    return {f"{stem}{end}": sense for stem in stems.split() for end in endings}


VERBOS: dict[str, int] = {
    **_forms("aument increment elev ampli acrecent escal", _AR, 1),
    **_forms("duplic triplic cuadruplic quintuplic multiplic", _AR, 1),
    **_forms("crec extend expand ascend", _ER, 1),
    **_forms("sub", _IR, 1),
    **_forms("baj recort acort aminor merm rebaj", _AR, -1),
    **_forms("decrec descend", _ER, -1),
    **_forms("reduc disminu abat", _IR, -1),
    **_forms("pas llev transit avanz mejor evolucion", _AR, 0),
    **_forms("mov", _ER, 0),
    **dict.fromkeys(("crezca", "crezcan"), 1),
    **dict.fromkeys(("reduzca", "reduzcan", "disminuya", "disminuyan", "disminuyendo", "decrezca", "descienda"), -1),
}
NOMBRES: dict[str, int] = {
    **dict.fromkeys(
        "aumento incremento elevacion ampliacion crecimiento alza subida expansion ascenso alzas aumentos incrementos".split(), 1
    ),
    **dict.fromkeys("reduccion disminucion baja recorte abatimiento descenso decremento caida reducciones".split(), -1),
}
SENTIDOS = VERBOS | NOMBRES
"""Each word with its sense: 1 up, -1 down, 0 from one value to another without saying which is better."""
