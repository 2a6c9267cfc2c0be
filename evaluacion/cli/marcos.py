"""`evaluacion marcos`: what instruments ship, and one of them as a page."""

from __future__ import annotations

import click

from evaluacion.cli.consola import say
from evaluacion.cli.espanol import Orden


@click.command(cls=Orden, epilog="Ejemplo: evaluacion marcos cualitativo")
@click.argument("marco", required=False, metavar="[ID|RUTA]")
@click.option("--formato", type=click.Choice(("texto", "json")), default="texto", metavar="texto|json", help="Forma de la salida.")
def marcos(marco: str | None, formato: str) -> int:
    """Lista los instrumentos incluidos; con ID o RUTA muestra uno como una página que se lee."""
    import json  # noqa: PLC0415

    from evaluacion.base.recursos import shipped_marcos  # noqa: PLC0415 - heavy
    from evaluacion.publish.marco import marco_page  # noqa: PLC0415
    from evaluacion.read.marco import load_marco  # noqa: PLC0415

    if marco is not None:
        leido = load_marco(marco)
        if formato == "json":
            say(json.dumps({**leido.marco.model_dump(mode="json"), "huella": leido.huella}, ensure_ascii=False, indent=1), es_dato=True)
        else:
            say(marco_page(leido.marco, leido.huella))
        return 0
    found = [load_marco(name) for name in shipped_marcos()]
    if formato == "json":
        say(
            json.dumps(
                [{"marco": m.marco.marco, "version": m.marco.version, "titulo": m.marco.titulo, "huella": m.huella} for m in found],
                ensure_ascii=False,
                indent=1,
            ),
            es_dato=True,
        )
        return 0
    width = max(len(item.marco.marco) for item in found)
    for item in found:
        questions, indicators = len(item.marco.preguntas), len(item.marco.indicadores)
        holds = f"{questions} preguntas" if questions else f"{indicators} indicadores"
        say(f"{item.marco.marco.ljust(width)}  {item.marco.version}  {item.marco.titulo} ({len(item.marco.criterios)} criterios, {holds})")
    return 0
