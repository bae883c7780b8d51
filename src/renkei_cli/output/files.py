"""The file that an answer goes to: what it may be called, how it comes about, and that the reader hears of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TextIO

from renkei_cli.core.errors import DataError, UsageError
from renkei_cli.core.files import SUFFIXES, atomic_write, write_error
from renkei_cli.core.i18n import _, in_brackets
from renkei_cli.output.messages import print_message

_STREAMS = ("/dev/std", "/dev/fd/", "/proc/")
"""How names of streams begin that the program was started with."""


def silence_stream(stream: TextIO) -> None:
    """Let nothing more reach the reader, not even what waits to be written: the one who reads may never do so."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def require_name(given: str | None, option: str, what: str) -> None:
    """Raise UsageError where an option is given and names nothing."""
    if given == "":
        usage = _("write {usage}").format(usage=f"{option} {_(what)}")
        raise UsageError(_("{option}: its value is missing").format(option=option), usage)


@contextmanager
def open_file(output: str, encoding: str, errors: str) -> Iterator[TextIO]:
    """Open a file that takes its place only when it is whole; a stream, pipe or device is written as it is.

    Raise DataError where it cannot be written.
    """
    path = Path(output)
    try:
        # What stands behind a stream may be a file, and holds what others wrote.
        regular = not output.startswith(_STREAMS) and (path.is_file() or not path.exists())
        with (
            atomic_write(path) if regular else nullcontext(path) as place,
            place.open("w" if regular else "a", encoding=encoding, errors=errors, newline="") as out,
        ):
            try:
                yield out
            except BaseException:
                silence_stream(out)
                raise
    except BrokenPipeError:
        raise
    except OSError as error:
        raise write_error(path, error) from error


def check_writable(file: str, *, force: bool) -> str:
    """Return the name of a case file if it may be written.

    Raise UsageError where it does not end as case files do, DataError where it is taken, or has no folder.
    """
    path = Path(file)
    if file.startswith(_STREAMS):
        return file
    try:
        if path.is_dir():
            raise write_error(file, _("it is a folder"))
        if not path.parent.is_dir():
            raise write_error(file, _("there is no folder {name}").format(name=path.parent))
        regular = path.is_file() or not path.exists()
    except OSError as error:
        raise write_error(file, error) from error
    if path.suffix.lower() not in SUFFIXES and regular:
        message = _("{file}: a case file is YAML, and its name ends in {suffixes}")
        raise UsageError(
            message.format(file=file, suffixes=", ".join(SUFFIXES)),
            _("write it as in {example}").format(example=path.with_suffix(SUFFIXES[0])),
        )
    if not force and os.path.lexists(path):
        raise DataError(
            _("{path} is there already").format(path=file), _("choose another name; --force writes over it")
        )
    return file


def report_written(output: str | None, how_much: str = "") -> bool:
    """Tell the reader that a file was written, and how much is in it; return whether there was any to speak of."""
    if output is None or output.startswith(_STREAMS) or not Path(output).is_file():
        return False
    print_message(_("written: {path}").format(path=output) + (in_brackets(how_much) if how_much else ""))
    return True
