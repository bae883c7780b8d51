"""The command tree, and the one place where errors become exit codes."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command

from renkei_cli import __version__
from renkei_cli.cli.commands import COMMANDS
from renkei_cli.cli.options import Lang, expand_option_groups
from renkei_cli.cli.parsing import Command, Group, WordCommand
from renkei_cli.core import errors, i18n
from renkei_cli.core.i18n import N_, _
from renkei_cli.output.files import silence_stream
from renkei_cli.output.messages import print_message

COMPLETING = "_RENKEI_COMPLETE"
"""Set by the completion scripts to the shell's name; the words up to the cursor are then the arguments."""

_MODULES = {"import": "import_"}
"""The modules of commands whose names are words of Python."""


class Tree(Group):
    """The commands, each loaded when it is asked for."""

    def get_command(self, ctx: object, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - Typer's signature, its own Click
        """Load one command; its words are translated where they are shown."""
        if cmd_name not in COMMANDS:
            return None
        name, purpose = COMMANDS[cmd_name]
        function: Callable[..., None] = getattr(
            import_module(f"renkei_cli.cli.commands.{_MODULES.get(cmd_name, cmd_name)}"), name
        )
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(cmd_name, cls=WordCommand if cmd_name == "search" else Command, help=purpose)(
            expand_option_groups(function)
        )
        return get_command(app)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - Typer's own Click
        """Refuse an unknown command in the reader's words."""
        if args[0] not in COMMANDS and not ctx.resilient_parsing:
            from renkei_cli.cli.errors import no_command  # noqa: PLC0415 - only a failure needs words for failures

            raise no_command(args[0], ctx.obj)
        return super().resolve_command(ctx, args)


def tree() -> Tree:
    """Build the command tree."""
    app = typer.Typer(
        name="renkei",
        cls=Tree,
        add_completion=False,
        rich_markup_mode=None,
    )
    app.callback(invoke_without_command=True)(_root)
    return get_command(app)  # type: ignore[return-value]


def _root(
    ctx: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help=N_("Print the version and stop."))] = False,
    lang: Lang = None,  # noqa: ARG001 - read where the program begins
) -> None:
    if version:
        sys.stdout.write(f"renkei {__version__}\n")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        from renkei_cli.cli.help.pages import greet  # noqa: PLC0415 - only one who asks for help needs it

        greet(ctx)


def main(argv: Sequence[str]) -> int:
    """Run one command line and give its exit code; whatever goes wrong is told on stderr."""
    i18n.activate(i18n.choose_language(argv, os.environ, sys.stdout.encoding))
    if shell := os.environ.get(COMPLETING):
        from renkei_cli.cli.completion import answer  # noqa: PLC0415 - a run that is no TAB does not need it

        answer(tree(), shell, argv)
        return errors.EXIT_OK
    if unspoken := i18n.unsupported_language(os.environ):
        message = _("RENKEI_LANG={value} names no language that renkei speaks; write one of {languages}")
        print_message(message.format(value=unspoken, languages=", ".join(i18n.available_languages())))
    if sys.stdout.encoding.lower() != "utf-8":
        # A help page goes to any terminal.
        from renkei_cli.core.text import register_nearest  # noqa: PLC0415 - UTF-8 lacks nothing

        register_nearest()
        sys.stdout.reconfigure(errors="renkei.nearest")  # type: ignore[union-attr]
    try:
        code = _ran(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough. Nothing more may be written, not even by the interpreter's last flush.
        silence_stream(sys.stdout)
        return errors.EXIT_OK
    except Exception as error:  # noqa: BLE001 - the one place that turns errors into exit codes
        from renkei_cli.cli.errors import report_error  # noqa: PLC0415 - only a failure needs words for failures

        return report_error(error)
    return code


def _ran(argv: Sequence[str]) -> int:
    # Not through Typer's own main: it would turn a closed pipe into a failure, and expand arguments on Windows.
    commands = tree()
    try:
        with commands.make_context("renkei", list(argv), obj=tuple(argv)) as context:
            commands.invoke(context)
    except typer.Exit as ended:
        return ended.exit_code
    return errors.EXIT_OK
