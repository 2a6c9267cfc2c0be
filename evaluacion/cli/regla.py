"""`evaluacion regla`: the page of a problem code, or of a rule about strategies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evaluacion.cli.consola import say
from evaluacion.cli.espanol import Orden

if TYPE_CHECKING:
    from evaluacion.check.regla import Regla


@click.command(cls=Orden, epilog="Ejemplo: evaluacion regla clave_desconocida")
@click.argument("codigo", required=False, metavar="[CODIGO]")
def regla(codigo: str | None) -> int:
    """Explica un código: qué es, por qué importa, un ejemplo mal y uno bien. Sin código, lista los de problemas.

    También explica las reglas de «evaluacion revisar», que «evaluacion revisar --lista-reglas» lista.
    """
    from evaluacion.base.codigos import CODIGOS  # noqa: PLC0415 - keeps --help light
    from evaluacion.base.problema import EvaluacionError, Problema, quote, suggestion  # noqa: PLC0415

    if codigo is None:
        width = max(map(len, CODIGOS))
        for name, page in CODIGOS.items():
            say(f"{name.ljust(width)}  {page.titulo}")
        return 0
    from evaluacion.check.catalogo import all_rules  # noqa: PLC0415 - heavy

    codigo = next((name for name in (*CODIGOS, *all_rules()) if name.casefold() == codigo.casefold()), codigo)
    if codigo not in CODIGOS and codigo not in all_rules():
        raise EvaluacionError(
            [Problema("opcion_no_valida", f"No hay un código {quote(codigo)}.", None, suggestion(codigo, [*CODIGOS, *all_rules()]))]
        )
    if codigo in CODIGOS:
        page = CODIGOS[codigo]
        say(f"{codigo}: {page.titulo}\n\nQué es: {page.que}\nPor qué importa: {page.por_que}\nMal:  {page.mal}\nBien: {page.bien}\n")
    if codigo in all_rules():
        say(_page_of_rule(all_rules()[codigo]))
    return 0


def _page_of_rule(rule: Regla) -> str:
    """Return the page of a rule as text."""
    example = {
        name: "\n".join(f"    {line}" for line in text.rstrip("\n").split("\n")) for name, text in (("mal", rule.mal), ("bien", rule.bien))
    }
    limits = "".join(f"\nUmbral «{name}»: {value:g}" for name, value in rule.umbrales.items())
    excused = "".join(f"\nNo aplica con perfil {perfil}: {reason}." for perfil, reason in rule.exenta.items())
    return (
        f"{rule.codigo}: {rule.titulo} ({rule.severidad})\n\nQué es: {rule.que}\nPor qué importa: {rule.por_que}\n"
        f"Fuente: {rule.fuente}.\nMal:\n{example['mal']}\nBien:\n{example['bien']}\nRemedio: {rule.remedio}{limits}{excused}\n"
        f"Responde: {rule.familia}, {rule.pregunta}\n"
    )
