"""Long output on a terminal, shown page by page by the reader's pager."""

import io
import os
import re
import shlex
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO, cast

from renkei_cli.core.i18n import _
from renkei_cli.output.wrap import width

_USUAL = ("less", "more")
_SEQUENCE = re.compile("\x1b\\[[0-9;]*m")
_SETTINGS = {"LESS": "FRX", "LV": "-c"}
"""What pagers are told where the reader tells them nothing: keep colours, leave the screen as it was."""


def wanted(*, asked: bool) -> str | None:
    """Give the command line of the pager that the reader wants, None where none is; empty for whichever there is."""
    chosen = os.environ.get("RENKEI_PAGER", "").strip()
    if chosen or not asked:
        return chosen or None
    return os.environ.get("PAGER", "").strip()


@contextmanager
def paged(out: TextIO, command: str, note: Callable[[str], None]) -> Iterator[TextIO]:
    """Open a stream that goes to the terminal `out` or, if it outgrows the screen, through a pager.

    A pager that is not there or does not start is no failure, nor is a reader who leaves it early.
    """
    stream = _Paged(out, command, note)
    try:
        # A pager that has been left closes its end.
        with suppress(BrokenPipeError):
            yield cast("TextIO", stream)
    finally:
        stream.end()


class _Paged(io.TextIOBase):
    """A stream that holds back a screenful before it decides where to go."""

    def __init__(self, out: TextIO, command: str, note: Callable[[str], None]) -> None:
        """Begin with an empty screen."""
        self._out = self._target = out
        self._command = command
        self._note = note
        size = os.get_terminal_size(out.fileno())
        # A terminal need not know its size. The prompt of the shell wants a line, too.
        self._columns, self._room = size.columns or 80, (size.lines or 24) - 1
        self._cells = 0
        self._held: list[str] | None = []
        self._process: subprocess.Popen[str] | None = None

    def fileno(self) -> int:
        """Give the terminal's."""
        return self._out.fileno()

    def isatty(self) -> bool:
        """Tell that a terminal is at the end of it."""
        return True

    def write(self, text: str) -> int:
        """Write, when it is known where to."""
        if self._held is None:
            self._target.write(text)
            return len(text)
        self._held.append(text)
        for number, piece in enumerate(_SEQUENCE.sub("", text).split("\n")):
            if number:
                self._room -= 1
                self._cells = 0
            before, self._cells = self._rows(), self._cells + width(piece)
            self._room -= self._rows() - before
        if self._room < 0:
            self._begin()
            self._release()
        return len(text)

    def _rows(self) -> int:
        """Tell on how many rows the last line goes on; the cursor stays behind a row's last cell."""
        return max(self._cells - 1, 0) // self._columns

    def end(self) -> None:
        """Write what is left, and wait until the reader has read."""
        with suppress(BrokenPipeError):
            self._release()
        if self._process is None:
            return
        with suppress(BrokenPipeError):
            self._target.close()
        self._process.wait()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def _release(self) -> None:
        held, self._held = self._held or (), None
        self._target.writelines(held)

    def _begin(self) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the reader's own choice
                _found(self._command), stdin=subprocess.PIPE, env={**_SETTINGS, **_charset(self._out), **os.environ},
                encoding=self._out.encoding, errors=self._out.errors,
            )  # fmt: skip
        except (OSError, ValueError):
            if self._command:
                self._note(_("the pager {command} cannot be started").format(command=repr(self._command)))
            return
        # Ctrl-C is for the pager, which stops searching at it, or ends.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._target = cast("TextIO", self._process.stdin)


def _found(command: str) -> list[str]:
    """Split a command line into words; where there is none, take the usual pager that is there.

    ValueError for a quotation that does not end.
    """
    if command:
        # On Windows a backslash is no escape.
        return shlex.split(command, posix=os.name != "nt")
    return [next((path for name in _USUAL if (path := shutil.which(name))), "")]


def _charset(out: TextIO) -> dict[str, str]:
    """Tell less that the text is UTF-8, whatever the locale says."""
    return {"LESSCHARSET": "utf-8"} if out.encoding.lower().replace("-", "") == "utf8" else {}
