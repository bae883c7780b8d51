"""Failures in the reader's words, each with its exit code."""

import os
import re
import sys
import traceback
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from typer._click import exceptions as click

from renkei_cli.cli.commands import COMMANDS
from renkei_cli.cli.help.examples import EXAMPLES
from renkei_cli.cli.parsing import named
from renkei_cli.cli.typos import find_typographic_command
from renkei_cli.core import errors
from renkei_cli.core.i18n import _, plural
from renkei_cli.output.files import silence_stream
from renkei_cli.output.messages import print_message

_MOST_FAULTS = 20
"""Faults that a command tells that was asked for something else."""

# Typer's copy of Click, which it does not hand out otherwise; renkei pins Typer.


def report_error(error: Exception) -> int:
    """Tell the reader what went wrong, and give the exit code."""
    if isinstance(error, errors.InvalidDataError):
        _tell_faults(error)
    if isinstance(error, errors.RenkeiError):
        print_message(_error(error.message))
        for line in error.hint.splitlines():
            print_message(line)
        return error.exit_code
    if isinstance(error, click.UsageError):
        return report_error(_in_words(error))
    if isinstance(error, OSError):
        print_message(_error(_("the answer cannot be written: {reason}").format(reason=errors.os_error_reason(error))))
        # Nor may the interpreter fail once more when it flushes what could not be written.
        silence_stream(sys.stdout)
        return errors.EXIT_DATA
    debugging = bool(os.environ.get("RENKEI_DEBUG"))
    for line in traceback.format_exc().splitlines() if debugging else ():
        print_message(line, whole=True)
    kind = type(error).__name__
    print_message(_error(_("this is a bug in renkei: {kind}: {text}").format(kind=kind, text=error)))
    if not debugging:
        print_message(_("RENKEI_DEBUG=1 shows where"))
    return errors.EXIT_BUG


def _tell_faults(error: errors.InvalidDataError) -> None:
    """Tell what is wrong in files; where another command shows all, a few are enough."""
    told_here = error.faults[:_MOST_FAULTS] if error.hint else error.faults
    for fault in told_here:
        print_message(fault.said, place=str(fault.place))
    if more := len(error.faults) - len(told_here):
        print_message(plural("… and {n} more", "… and {n} more", more))


def _error(message: str) -> str:
    return _("error: {message}").format(message=message)


# The parser's complaints.


def no_command(name: str, argv: Sequence[str]) -> errors.UsageError:
    """Say that there is no such command; name the nearest, else all, and how to look for a word."""
    if slip := find_typographic_command(name, COMMANDS, argv):
        return errors.UsageError(*slip)
    near = get_close_matches(name, COMMANDS, 1)
    hint = _did_you_mean(near) if near else _("use one of the commands {names}").format(names=_listed(COMMANDS))
    if not name.isascii():
        hint = _("to look for words: {line}").format(line=f"renkei search {name}")
    return errors.UsageError(_("there is no command {name}").format(name=repr(name)), hint)


def _in_words(error: click.UsageError) -> errors.UsageError:
    """Put one of the parser's complaints into words, with what would be right."""
    context: Any = error.ctx
    if isinstance(error, click.NoSuchOption):
        return errors.UsageError(*_unknown_option(error.option_name, context))
    if isinstance(error, click.BadOptionUsage):
        return errors.UsageError(*_wrong_use(error.option_name, context))
    if isinstance(error, click.MissingParameter):
        line = _(EXAMPLES[context.command.name][0].line)
        return errors.UsageError(_("{name} is missing").format(name=named(error.param)), _as_in(line))
    if isinstance(error, click.BadParameter):
        return errors.UsageError(*_bad_value(error.message, error.param, context))
    # What is left is the one complaint that has no kind of its own: words too many.
    extra = error.message[error.message.index("(", error.message.index("argument(s)") + 11) + 1 : -1]
    return errors.UsageError(_("words too many: {words}").format(words=extra), _instead(context, extra))


def _unknown_option(name: str, context: Any) -> tuple[str, str]:  # noqa: ANN401 - Typer's own Click
    short = not name.startswith("--")
    # -json is read letter by letter; the reader meant one word.
    typed = next((word for word in context.obj if word.startswith(name)), name) if short else name
    message = _("there is no option {name}").format(name=typed)
    for meant in (typed, f"-{typed}"):
        if context.parent is None and (usage := _usage_with(meant, context)):
            return _("{option} stands after the name of a command").format(option=meant), usage
    known = [opt for parameter in context.command.get_params(context) for opt in parameter.opts]
    likely = [one for one in (f"-{typed}", name.swapcase()) if short and one in known]
    if near := likely or get_close_matches(name, [one for one in known if one[:2] == "--"], 2, 0.7):
        return message, _did_you_mean(near)
    return message, _help_of(context)


def _usage_with(option: str, context: Any) -> str:  # noqa: ANN401 - Typer's own Click
    """Show a command that takes an option: the one that was typed, else the first."""
    typed = [word for word in context.obj if word in COMMANDS]
    for command in [*typed, *COMMANDS]:
        loaded = context.command.get_command(context, command)
        for parameter in loaded.params:
            if option in parameter.opts:
                return _as_usual(f"renkei {command} {option}", parameter)
    return ""


def _wrong_use(option: str, context: Any) -> tuple[str, str]:  # noqa: ANN401 - Typer's own Click
    parameter = next(one for one in context.command.get_params(context) if option in one.opts)
    if parameter.is_flag:
        return _("{option} takes no value").format(option=option), _help_of(context)
    allowed = getattr(parameter.type, "choices", ())
    hint = _("write one of {allowed}").format(allowed=_listed(allowed)) if allowed else _as_usual(option, parameter)
    return _("{option}: its value is missing").format(option=option), hint


def _bad_value(detail: str, parameter: Any, context: Any) -> tuple[str, str]:  # noqa: ANN401 - Typer's own Click
    """Say which value cannot be used, and which can; the parser tells the value in its message alone."""
    found = re.match("(.*) is not ", detail, re.DOTALL)
    said = _("{option}: {value} cannot be used") if found else "{option}: {value}"
    message = said.format(option=named(parameter), value=found[1] if found else detail)
    if allowed := getattr(parameter.type, "choices", ()):
        return message, _("write one of {allowed}").format(allowed=_listed(allowed))
    if (least := getattr(parameter.type, "min", None)) is not None:
        return message, _("write a whole number, {n} or more").format(n=least)
    return message, _help_of(context)


def _instead(context: Any, extra: str) -> str:  # noqa: ANN401 - Typer's own Click
    """Name the command that takes such words."""
    name = context.command.name
    if name == "list":
        return _("to look for words: {line}").format(line=f"renkei search {extra}")
    if name == "show":
        given = " ".join([context.params["name"], extra])
        return _("to put cases side by side: {line}").format(line=f"renkei compare {given}")
    return _help_of(context)


def _as_usual(option: str, parameter: Any) -> str:  # noqa: ANN401 - Typer's own Click
    usage = option if parameter.is_flag else f"{option} {_(parameter.metavar)}"
    return _("write {usage}").format(usage=usage)


def _did_you_mean(near: Iterable[str]) -> str:
    return _("did you mean {near}?").format(near=_listed(near))


def _as_in(line: str) -> str:
    return _("write it as in: {line}").format(line=line)


def _help_of(context: Any) -> str:  # noqa: ANN401 - Typer's own Click
    return _("{command} --help shows what there is").format(command=str(context.command_path))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
