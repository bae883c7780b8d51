"""Failures in the reader's words, each with its exit code."""

import os
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from itertools import product
from typing import TYPE_CHECKING

from renkei_cli.cli import parsing
from renkei_cli.cli.examples import EXAMPLES
from renkei_cli.cli.parsing import ClickContext, ClickError, ClickParameter, click, decode_argument, help_of
from renkei_cli.core import errors
from renkei_cli.core.errors import UsageError, did_you_mean, one_of
from renkei_cli.core.i18n import _, plural
from renkei_cli.core.text import fold, quote_words
from renkei_cli.output.writer import print_message, silence_stream

if TYPE_CHECKING:
    from renkei_cli.core.diagnostics import Diagnostic


def report_error(error: Exception) -> int:
    """Print what went wrong to stderr, and return the exit code."""
    if isinstance(error, click.UsageError):
        error = _in_words(error)
    if isinstance(error, errors.InvalidDataError):
        shown = error.faults[: errors.MOST_FAULTS_SHOWN] if error.hint else error.faults
        print_faults(shown)
        if more := len(error.faults) - len(shown):
            print_message(plural("… and {n} more", "… and {n} more", more))
    if isinstance(error, errors.RenkeiError):
        message, hint, code = error.message, error.hint, error.exit_code
    elif isinstance(error, OSError):
        message = _("the answer cannot be written: {reason}").format(reason=errors.os_error_reason(error))
        hint, code = "", errors.EXIT_DATA
        # Nor may the interpreter fail once more when it flushes what could not be written.
        silence_stream(sys.stdout)
    else:
        message = _("this is a bug in renkei: {kind}: {text}").format(kind=type(error).__name__, text=error)
        hint, code = _("RENKEI_DEBUG=1 shows where"), errors.EXIT_BUG
        if os.environ.get("RENKEI_DEBUG"):
            hint = ""
            traceback.print_exception(error)
    print_message(_("error: {message}").format(message=message))
    for line in hint.splitlines():
        print_message(line)
    return code


def print_faults(faults: Iterable["Diagnostic"]) -> None:
    """Print faults of case files, each with its place."""
    for fault in faults:
        print_message(fault.text, place=str(fault.place))


def unknown_command(words: Sequence[str], commands: Mapping[str, str]) -> UsageError:
    """Return the complaint that a line begins with no command: with the line that is meant, the other words kept.

    That is the nearest of the commands, by its name or another word for it, else a search for Japanese words.
    """
    # A full-width space parts words, too.
    name, *others = [*decode_argument(words[0]).split("\u3000"), *map(decode_argument, words[1:])]
    if meant := parsing.nearest_name(name, commands):
        hint = did_you_mean([quote_words(["renkei", meant, *others])])
    elif not name.isascii():
        hint = _("to look for words: {line}").format(line=quote_words(["renkei", "search", name, *others]))
    else:
        hint = _("use one of the commands {names}").format(names=", ".join(commands))
    return UsageError(_("there is no command {name}").format(name=repr(name)), hint)


def _in_words(error: ClickError) -> UsageError:
    ctx = error.ctx
    if isinstance(error, click.NoSuchOption):
        return _unknown_option(error.option_name, ctx)
    if isinstance(error, click.BadOptionUsage):
        option = error.option_name
        parameter = next(one for one in ctx.command.params if option in one.opts)
        if parameter.is_flag:
            return UsageError(_("{option} takes no value").format(option=option), help_of(ctx))
        kind = ctx.command.value_types.get(parameter.name)
        hint = one_of(kind.choices) if kind and kind.choices else _usage(option, parameter)
        return UsageError(_("{option}: its value is missing").format(option=option), hint)
    if isinstance(error, click.MissingParameter):
        line, _does = EXAMPLES[ctx.command.name][0]
        example = _("write it as in: {line}").format(line=_(line))
        return UsageError(_("{name} is missing").format(name=parsing.written_name(error.param)), example)
    # What a newer Typer may refuse, in its own words.
    return UsageError(errors.quote_system_message(error.message), help_of(ctx))


def _unknown_option(name: str, ctx: ClickContext) -> UsageError:
    short = not name.startswith("--")
    # -json is read letter by letter; the reader meant one word.
    typed = next((word for word in ctx.obj if word.startswith(name)), name) if short else name
    # How a command takes the option: the one that was typed, else the first that has it.
    commands = [word for word in (*ctx.obj, *ctx.command.purposes) if word in ctx.command.purposes]
    for meant, command in product((typed, f"-{typed}"), commands):
        for parameter in ctx.command.get_command(ctx, command).params:
            if meant in parameter.opts:
                message = _("{option} stands after the name of a command").format(option=meant)
                return UsageError(message, _usage(f"renkei {command} {meant}", parameter))
    known = [opt for one in ctx.command.params for opt in one.opts if opt.startswith("-")]
    near = [one for one in (f"-{typed}", name.swapcase()) if short and one in known]
    # By what it takes, in the reader's words: --テーマ.
    asked = fold(name.strip("-"))
    near = near or [one.opts[0] for one in ctx.command.params if one.metavar and fold(_(one.metavar)) == asked]
    long = [one[2:] for one in known if one.startswith("--")]
    near = near or [f"--{one}" for one in get_close_matches(asked, long, 2, 0.7)]
    return UsageError(_("there is no option {name}").format(name=typed), did_you_mean(near) or help_of(ctx))


def _usage(option: str, parameter: ClickParameter) -> str:
    usage = option if parameter.is_flag else f"{option} {_(parameter.metavar)}"
    return _("write {usage}").format(usage=usage)
