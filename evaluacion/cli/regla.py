"""`evaluacion regla`: the page of a problem code."""

from __future__ import annotations

import click

from evaluacion.cli.consola import say
from evaluacion.cli.espanol import Orden


@click.command(cls=Orden, epilog="Ejemplo: evaluacion regla clave_desconocida")
@click.argument("codigo", required=False, metavar="[CODIGO]")
def regla(codigo: str | None) -> int:
    """Explica un código de problema: qué es, por qué importa, un ejemplo mal y uno bien. Sin código, los lista."""
    from evaluacion.base.codigos import CODIGOS  # noqa: PLC0415 - keeps --help light
    from evaluacion.base.problema import EvaluacionError, Problema, quote, suggestion  # noqa: PLC0415

    if codigo is None:
        width = max(map(len, CODIGOS))
        for name, page in CODIGOS.items():
            say(f"{name.ljust(width)}  {page.titulo}")
        return 0
    if codigo not in CODIGOS:
        raise EvaluacionError([Problema("opcion_no_valida", f"No hay un código {quote(codigo)}.", None, suggestion(codigo, CODIGOS))])
    page = CODIGOS[codigo]
    say(f"{codigo}: {page.titulo}\n\nQué es: {page.que}\nPor qué importa: {page.por_que}\nMal:  {page.mal}\nBien: {page.bien}\n")
    return 0
