"""The file that an answer goes to: what it may be called, how it comes about, and that the reader hears of it."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from stat import S_ISDIR
from typing import TextIO

from renkei_cli.core.errors import DataError, UsageError
from renkei_cli.core.i18n import _
from renkei_cli.output.messages import print_message

STDOUT = "-"
_STREAM = re.compile(r"/dev/(?:stdout|stderr)|(?:/dev/fd|/proc/self/fd)/([0-9]{1,9})", re.ASCII)
_CASE_FILES = (".yaml", ".yml")


def silence_stream(stream: TextIO) -> None:
    """Let nothing more reach the reader, not even what waits to be written: the one who reads may never do so."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def require_name(given: str | None, option: str, what: str) -> None:
    """Raise UsageError where an option is given and names nothing."""
    if given == "":
        usage = _("write {usage}").format(usage=f"{option} {_(what)}")
        raise UsageError(_("{option}: its value is missing").format(option=option), usage)


def names_file(output: str | None) -> bool:
    """Tell whether the answer goes elsewhere than to the screen; UsageError where the name is empty."""
    require_name(output, "--output", "FILE")
    return output not in (None, STDOUT)


def is_std_stream(output: str) -> bool:
    """Tell whether a path names a stream that the program was started with."""
    return bool(_STREAM.fullmatch(output))


@contextmanager
def stream(output: str, encoding: str, errors: str) -> Iterator[TextIO]:
    """Open a stream that the program was started with; it goes on where others have left off writing."""
    found = _STREAM.fullmatch(output)
    number = int(found[1]) if found and found[1] else 2 if output.endswith("stderr") else 1
    for one in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            one.flush()
    with os.fdopen(os.dup(number), "w", encoding=encoding, errors=errors, newline="") as out:
        yield out


@contextmanager
def open_file_output(output: str, encoding: str, errors: str) -> Iterator[TextIO]:
    """Open a file that takes its place only when it is whole; a stream, pipe or device is written as it is."""
    from renkei_cli.core.files import atomic_write, write_error  # noqa: PLC0415 - most answers go to the screen

    path = Path(output)
    try:
        if is_std_stream(output):
            with stream(output, encoding, errors) as out:
                yield out
            return
        # Asked of the path itself: what /dev/stdout resolves to need not have a name.
        regular = path.is_file() or not path.exists()
        with (
            atomic_write(path) if regular else nullcontext(path) as place,
            place.open("w", encoding=encoding, errors=errors, newline="") as out,
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
    """Give the name of a case file back if it may be written.

    UsageError where it does not end as case files do, DataError where it is taken, or has no folder.
    """
    from renkei_cli.core.files import write_error  # noqa: PLC0415 - most answers go to the screen

    path = Path(file)
    try:
        with suppress(FileNotFoundError):
            if S_ISDIR(path.stat().st_mode):
                raise write_error(file, _("it is a folder"))
        if not path.parent.is_dir():
            raise write_error(file, _("there is no folder {name}").format(name=path.parent))
    except OSError as error:
        raise write_error(file, error) from error
    if path.suffix.lower() not in _CASE_FILES and (path.is_file() or not path.exists()):
        message = _("{file}: a case file is YAML, and its name ends in {suffixes}")
        raise UsageError(
            message.format(file=file, suffixes=", ".join(_CASE_FILES)),
            _("write it as in {example}").format(example=path.with_suffix(_CASE_FILES[0])),
        )
    if not force and os.path.lexists(path):
        raise DataError(
            _("{path} is there already").format(path=file), _("choose another name; --force writes over it")
        )
    return file


def report_written(output: str | None, how_much: str = "") -> bool:
    """Tell the reader that a file was written, and how much is in it; tell whether there was any to speak of."""
    if output is None or is_std_stream(output) or not Path(output).is_file():
        return False
    said = _("written: {path}").format(path=output)
    if how_much:
        from renkei_cli.core.i18n import in_brackets  # noqa: PLC0415 - most answers go to the screen

        said += in_brackets(how_much)
    print_message(said)
    return True
