"""Failures in the reader's words, each with its exit code."""

import os
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from renkei_cli.cli.help.examples import EXAMPLES
from renkei_cli.cli.parsing import (
    ClickContext,
    ClickError,
    click,
    help_of,
    missing_value,
    typographic_command,
    usage_of,
    written_name,
)
from renkei_cli.core import errors
from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import _, plural
from renkei_cli.output.files import silence_stream
from renkei_cli.output.messages import print_message

if TYPE_CHECKING:
    from renkei_cli.core.diagnostics import Diagnostic

_MOST_FAULTS = 20
"""Faults that a command names that was asked for something else."""


def report_error(error: Exception) -> int:
    """Print what went wrong to stderr, and return the exit code."""
    if isinstance(error, click.UsageError):
        error = _in_words(error)
    if isinstance(error, errors.InvalidDataError):
        _print_faults_of(error)
    if isinstance(error, errors.RenkeiError):
        print_message(_error(error.message))
        for line in error.hint.splitlines():
            print_message(line)
        return error.exit_code
    if isinstance(error, OSError):
        print_message(_error(_("the answer cannot be written: {reason}").format(reason=errors.os_error_reason(error))))
        # Nor may the interpreter fail once more when it flushes what could not be written.
        silence_stream(sys.stdout)
        return errors.EXIT_DATA
    debugging = bool(os.environ.get("RENKEI_DEBUG"))
    for line in "".join(traceback.format_exception(error)).splitlines() if debugging else ():
        print_message(line, whole=True)
    kind = type(error).__name__
    print_message(_error(_("this is a bug in renkei: {kind}: {text}").format(kind=kind, text=error)))
    if not debugging:
        print_message(_("RENKEI_DEBUG=1 shows where"))
    return errors.EXIT_BUG


def _print_faults_of(error: errors.InvalidDataError) -> None:
    """Print what is wrong in files; where another command shows all, a few are enough."""
    shown = error.faults[:_MOST_FAULTS] if error.hint else error.faults
    print_faults(shown)
    if more := len(error.faults) - len(shown):
        print_message(plural("… and {n} more", "… and {n} more", more))


def print_faults(faults: Iterable["Diagnostic"]) -> None:
    """Print faults of case files, each with its place."""
    for fault in faults:
        print_message(fault.said, place=str(fault.place))


def _error(message: str) -> str:
    return _("error: {message}").format(message=message)


def unknown_command(name: str, commands: Mapping[str, str], argv: Sequence[str]) -> UsageError:
    """Return the complaint that there is no such command: with the nearest, else all, and how to look for a word."""
    if slip := typographic_command(name, commands, argv):
        return slip
    near = get_close_matches(name, commands, 1)
    hint = _did_you_mean(near) if near else _("use one of the commands {names}").format(names=", ".join(commands))
    if not name.isascii():
        hint = _("to look for words: {line}").format(line=f"renkei search {name}")
    return UsageError(_("there is no command {name}").format(name=repr(name)), hint)


def _in_words(error: ClickError) -> UsageError:
    """Return one of the parser's complaints in the reader's words, with what would be right."""
    ctx = error.ctx
    if isinstance(error, click.NoSuchOption):
        return _unknown_option(error.option_name, ctx)
    if isinstance(error, click.BadOptionUsage):
        parameter = next(one for one in ctx.command.params if error.option_name in one.opts)
        if parameter.is_flag:
            return UsageError(_("{option} takes no value").format(option=error.option_name), help_of(ctx))
        return missing_value(error.option_name, ctx.command)
    if isinstance(error, click.MissingParameter):
        example = _("write it as in: {line}").format(line=_(EXAMPLES[ctx.command.name][0].line))
        return UsageError(_("{name} is missing").format(name=written_name(error.param)), example)
    # What a newer Typer may refuse, in its own words.
    return UsageError(errors.quote_system_message(error.message), help_of(ctx))


def _unknown_option(name: str, ctx: ClickContext) -> UsageError:
    short = not name.startswith("--")
    # -json is read letter by letter; the reader meant one word.
    typed = next((word for word in ctx.obj if word.startswith(name)), name) if short else name
    message = _("there is no option {name}").format(name=typed)
    for meant in (typed, f"-{typed}"):
        if ctx.parent is None and (usage := _usage_with(meant, ctx)):
            return UsageError(_("{option} stands after the name of a command").format(option=meant), usage)
    known = [opt for one in ctx.command.params for opt in one.opts if opt.startswith("-")]
    likely = [one for one in (f"-{typed}", name.swapcase()) if short and one in known]
    if near := likely or get_close_matches(name, [one for one in known if one[:2] == "--"], 2, 0.7):
        return UsageError(message, _did_you_mean(near))
    return UsageError(message, help_of(ctx))


def _usage_with(option: str, ctx: ClickContext) -> str:
    """Return how a command takes an option: the one that was typed, else the first that has it."""
    commands = ctx.command.purposes
    for name in [*(word for word in ctx.obj if word in commands), *commands]:
        for parameter in ctx.command.get_command(ctx, name).params:
            if option in parameter.opts:
                return usage_of(f"renkei {name} {option}", parameter)
    return ""


def _did_you_mean(near: Iterable[str]) -> str:
    return _("did you mean {near}?").format(near=", ".join(near))
