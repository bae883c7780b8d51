"""Failures in the reader's words, each with its exit code."""

import os
import sqlite3
import traceback
from difflib import get_close_matches

from typer._click import exceptions as click

from renkei_cli import errors
from renkei_cli.answer import note
from renkei_cli.collection import cache_folder
from renkei_cli.i18n import _

# Typer's copy of Click, which it does not hand out otherwise; renkei pins Typer.


def told(error: Exception) -> int:
    """Tell the reader what went wrong, and give the exit code."""
    if isinstance(error, errors.FaultyDataError):
        for fault in error.faults:
            note(str(fault))
        note(_error(error.message))
        return error.exit_code
    if isinstance(error, errors.RenkeiError):
        note(_error(error.message))
        if error.hint:
            note(error.hint)
        return error.exit_code
    if isinstance(error, click.UsageError):
        message, hint = _usage(error)
        note(_error(message))
        note(hint)
        return errors.EXIT_USAGE
    if isinstance(error, sqlite3.DatabaseError):
        note(_error(_("the compiled index is damaged: {reason}").format(reason=error)))
        note(_("remove it, and it is compiled again: {folder}").format(folder=cache_folder()))
        return errors.EXIT_DATA
    if isinstance(error, OSError):
        note(_error(_("the answer cannot be written: {reason}").format(reason=errors.reason(error))))
        _mute()
        return errors.EXIT_DATA
    if os.environ.get("RENKEI_DEBUG"):
        note(traceback.format_exc())
    kind = type(error).__name__
    note(_error(_("this is a bug in renkei: {kind}: {text}").format(kind=kind, text=error)))
    note(_("RENKEI_DEBUG=1 shows where"))
    return errors.EXIT_BUG


def _error(message: str) -> str:
    return _("error: {message}").format(message=message)


def _mute() -> None:
    """Keep the interpreter from failing once more when it flushes what could not be written."""
    import sys  # noqa: PLC0415 - kept with its only use

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _usage(error: click.UsageError) -> tuple[str, str]:
    """Put one of the parser's complaints into words, with what would be right."""
    path = error.ctx.command_path if error.ctx else "renkei"
    hint = _("{command} --help shows what there is").format(command=path)
    if isinstance(error, click.NoSuchOption):
        known = [name for parameter in error.ctx.command.params for name in parameter.opts] if error.ctx else []
        near = get_close_matches(error.option_name, known, 3)
        message = _("there is no option {name}").format(name=error.option_name)
        return message, _("did you mean {near}?").format(near=", ".join(near)) if near else hint
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param else ""
        return _("{name} is missing").format(name=name), hint
    if isinstance(error, click.BadParameter):
        name = "/".join(error.param.opts) if error.param else ""
        allowed = ", ".join(getattr(error.param.type, "choices", ())) if error.param else ""
        given = _("{option}: this value cannot be used: {detail}").format(option=name, detail=error.message)
        if allowed:
            given = _("{option}: this value is not allowed").format(option=name)
        return given, _("one of {allowed}").format(allowed=allowed) if allowed else hint
    if isinstance(error, click.BadOptionUsage):
        return _("{option}: its value is missing, or it takes none").format(option=error.option_name), hint
    return _("the command line has words too many: {detail}").format(detail=error.message), hint
