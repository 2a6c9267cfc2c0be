"""click in Spanish: headings, help and the messages of a call that is not understood."""

from __future__ import annotations

import re
from typing import Any

import click

_NAMES_OF_FILES = ("ARCHIVO", "CARPETA", "RUTA")
_HELP = "Muestra esta ayuda y termina."


class Orden(click.Command):
    """A command whose help reads in Spanish, and whose options that name a file name one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of a call.

        Raises:
            UsageError: a file has an empty name, as where a variable of the shell has no value.
        """
        left = super().parse_args(ctx, args)
        for param in self.params:
            if ctx.params.get(param.name or "") == "" and any(word in (param.metavar or "") for word in _NAMES_OF_FILES):
                name = param.opts[0] if param.param_type_name == "option" else (param.metavar or "").strip("[]")
                raise click.UsageError(f"A {name} le falta el nombre: está en blanco.", ctx)
        return left

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option with its text in Spanish."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[OPCIONES]")
        formatter.write_usage(ctx.command_path, pieces, "Uso: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a heading in Spanish."""
        _write_options(self, ctx, formatter)


class Grupo(click.Group):
    """A group of commands whose help reads in Spanish, and whose commands load when they are called."""

    command_class = Orden

    def __init__(self, *args: Any, ordenes: dict[str, tuple[str, str]] | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.ordenes = ordenes or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands, in the order in which a person meets them."""
        return [*self.ordenes, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing its module."""
        if cmd_name in self.ordenes:
            from importlib import import_module  # noqa: PLC0415 - only for the command that runs

            command: click.Command = getattr(import_module(self.ordenes[cmd_name][0]), cmd_name.replace("-", "_"))
            return command
        return super().get_command(ctx, cmd_name)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that was called, or say which one resembles it."""
        if args and args[0] not in self.ordenes and not args[0].startswith("-"):
            from evaluacion.base.problema import quote, suggestion  # noqa: PLC0415 - only for a slip

            raise click.UsageError(f"No existe la orden {quote(args[0])}. {suggestion(args[0], self.ordenes)}", ctx)
        return super().resolve_command(ctx, args)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option with its text in Spanish."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        formatter.write_usage(ctx.command_path, "[OPCIONES] ORDEN [ARGUMENTOS]…", "Uso: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands under headings in Spanish."""
        _write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their one-line help, without importing them."""
        with formatter.section("Órdenes"):
            formatter.write_dl([(name, self.ordenes[name][1]) for name in self.list_commands(ctx)])


def _write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    records = (param.get_help_record(ctx) for param in command.get_params(ctx))
    rows = [(name, text.replace("[required]", "(obligatoria)")) for name, text in filter(None, records)]
    if rows:
        with formatter.section("Opciones"):
            formatter.write_dl(rows)


_MESSAGES = (
    (r"No such option '?([^'.]+)'?\.?(.*)", r"No existe la opción «\1».\2"),
    (r"No such option: '?([^'.\s]+)'?\.?(.*)", r"No existe la opción «\1».\2"),
    (r"No such command '([^']+)'\.(.*)", r"No existe la orden «\1».\2"),
    (r"Missing argument '([^']+)'\. Choose from:\s+(.+)", r"Falta indicar \1: \2."),
    (r"Missing argument '([^']+)'\.", r"Falta indicar \1."),
    (r"Missing option '([^']+)'\.(.*)", r"Falta la opción \1.\2"),
    (r"Option '([^']+)' requires an argument\.", r"La opción \1 necesita un valor."),
    (r"Got unexpected extra arguments? \((.+)\)", r"Sobra: \1."),
    (r"Invalid value for '([^']+)': '?(.+?)'? is not one of (.+)\.", r"\1 no admite «\2». Se admite: \3."),
    (r"Invalid value for '([^']+)': '?(.+?)'? is not a valid (?:float|integer)\.", r"\1 debe ser un número y dice «\2»."),
    (r"Invalid value for '([^']+)': (\S+) is not in the range (\d+)<=x<=(\d+)\.", r"\1 va de \3 a \4 y dice \2."),
    (r"Invalid value for '([^']+)': (.+)", r"\1: \2"),
    (r"Missing command\.", r"Falta la orden."),
)
_ENDINGS = (
    (r"\s*Did you mean ('?)([^'?]+)\1\?", r" ¿Quiso escribir «\2»?"),
    (r"\s*\(?\s*Did you mean one of: '([^']+)', ([^?]+)\?\s*\)?", r" ¿Quiso escribir «\1»? También se parece a \2."),
    (r"\s*\(Possible options: ([^)]+)\)", r" Se parece a: \1."),
    (r"\s*Did you mean one of: (.+)\?", r" Se parece a: \1."),
)


def translate_usage(message: str) -> str:
    """Return a message of click about the call in Spanish."""
    for pattern, spanish in _MESSAGES:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match is not None:
            message = match.expand(spanish)
            break
    message = re.sub(r"'([a-z]+)'(?=[,.]|$)", r"\1", message.replace(",\n\t", ", "))
    for pattern, spanish in _ENDINGS:
        message = re.sub(pattern, spanish, message)
    return message
