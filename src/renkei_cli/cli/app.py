"""The command tree, and the run of one command line."""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from renkei_cli import __version__
from renkei_cli.cli.commands import ALIASES, COMMANDS, load_module
from renkei_cli.cli.errors import report_error, unknown_command
from renkei_cli.cli.options import FURTHER, expand_option_groups
from renkei_cli.cli.parsing import ClickContext, Command, Reader
from renkei_cli.core import errors, i18n
from renkei_cli.core.i18n import N_, _
from renkei_cli.output.writer import print_message, silence_stream


def _on_help(ctx: typer.Context, value: bool) -> None:  # noqa: FBT001 - Typer's signature
    if value and not ctx.resilient_parsing:
        load_module("help").show_help(ctx)
        raise typer.Exit


Help = Annotated[bool, typer.Option("--help", "-h", is_eager=True, callback=_on_help, rich_help_panel=FURTHER,
    help=N_("Show this page."))]  # fmt: skip
Version = Annotated[bool, typer.Option("--version", help=N_("Print the version and stop."))]


class CommandTree(Reader, TyperGroup):
    """The commands, each loaded when it is asked for; their words are translated where they are shown."""

    purposes: Mapping[str, str] = {name: entry.purpose for name, entry in COMMANDS.items()}

    def get_command(self, ctx: object, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - Typer's signature
        """Load one command."""
        module, entry = load_module(cmd_name), COMMANDS[cmd_name]
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        flat, value_types = expand_option_groups(getattr(module, entry.function), Help)
        app.command(cmd_name, cls=Command, help=entry.purpose, add_help_option=False)(flat)
        command: Any = get_command(app)
        command.value_types, command.excludes = value_types, getattr(module, "excludes", None)
        return command

    def resolve_command(self, ctx: ClickContext, args: list[str]) -> Any:  # noqa: ANN401 - Typer's signature
        """Refuse an unknown command in the reader's words."""
        if args[0] not in self.purposes:
            raise unknown_command(args, ALIASES)
        return super().resolve_command(ctx, args)


def command_tree() -> Any:  # noqa: ANN401 - a CommandTree, which to mypy is a class of Typer's
    """Return the command tree."""
    app = typer.Typer(name="renkei", cls=CommandTree, add_completion=False, rich_markup_mode=None)
    root, value_types = expand_option_groups(_root, Help)
    app.callback(invoke_without_command=True, add_help_option=False)(root)
    tree: Any = get_command(app)
    tree.value_types = value_types
    return tree


def _root(ctx: typer.Context, *, version: Version = False) -> None:
    if version:
        sys.stdout.write(f"renkei {__version__}\n")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        _on_help(ctx, value=True)


def main(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code; whatever goes wrong is said on stderr."""
    i18n.activate(i18n.choose_language(argv, os.environ, sys.stdout.encoding))
    # Set by the completion scripts to the shell's name; the words up to the cursor are then the arguments.
    if shell := os.environ.get("_RENKEI_COMPLETE"):
        load_module("completion").print_offers(command_tree(), shell, argv)
        return errors.EXIT_OK
    if unspoken := i18n.unsupported_language(os.environ):
        message = _("RENKEI_LANG={value} names no language that renkei speaks; write one of {languages}")
        print_message(message.format(value=unspoken, languages=", ".join(i18n.available_languages())))
    code = errors.EXIT_OK
    try:
        # Not through Typer's own main: it would turn a closed pipe into a failure, and expand arguments on Windows.
        try:
            tree = command_tree()
            with tree.make_context("renkei", list(argv), obj=tuple(argv)) as context:
                tree.invoke(context)
        except typer.Exit as ended:
            code = ended.exit_code
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough. Nothing more may be written, not even by the interpreter's last flush.
        silence_stream(sys.stdout)
        return errors.EXIT_OK
    except Exception as error:  # noqa: BLE001 - the one place that turns errors into exit codes
        return report_error(error)
    return code
