"""Long output on a terminal, shown by the reader's pager."""

import io
import os
import shlex
import shutil
import signal
import subprocess
from typing import TextIO

from renkei_cli.core.i18n import _
from renkei_cli.output.messages import print_message


class PagedText(io.StringIO):
    """A text that is collected for a pager; it looks like the terminal on which it will be shown."""

    def __init__(self, terminal: TextIO) -> None:
        """Begin empty."""
        super().__init__()
        self._terminal = terminal

    def fileno(self) -> int:
        """Return the terminal's."""
        return self._terminal.fileno()

    def isatty(self) -> bool:
        """Return True: a terminal is at the end of it."""
        return True


def choose_pager(*, asked: bool) -> str | None:
    """Return the command line of the pager that the reader wants; None where none is wanted, or there is none."""
    chosen = os.environ.get("RENKEI_PAGER", "").strip()
    if chosen or not asked:
        return chosen or None
    usual = (name for name in ("less", "more") if shutil.which(name))
    return os.environ.get("PAGER", "").strip() or next(usual, None)


def show_in_pager(text: str, command: str, terminal: TextIO) -> None:
    """Show a text by a pager; on the terminal itself where it fits the screen or the pager fails, which is told."""
    size = os.get_terminal_size(terminal.fileno())
    failure = ""
    if text.count("\n") >= (size.lines or 24) or len(text) > (size.lines or 24) * (size.columns or 80):
        try:
            # On Windows a backslash is no escape.
            if _run(shlex.split(command, posix=os.name != "nt"), text, terminal) <= 0:
                return
            failure = _("the pager {command} ended with an error")
        except (OSError, ValueError, IndexError):
            failure = _("the pager {command} cannot be started")
    if failure:
        print_message(failure.format(command=repr(command)))
    terminal.write(text)


def _run(words: list[str], text: str, terminal: TextIO) -> int:
    """Run a pager, and return how it ended: below 0 where the reader broke it off."""
    utf8 = {"LESSCHARSET": "utf-8"} if terminal.encoding.lower().replace("-", "") == "utf8" else {}
    with subprocess.Popen(  # noqa: S603 - the reader's own choice
        words, stdin=subprocess.PIPE, encoding=terminal.encoding, errors=terminal.errors,
        env={"LESS": "FRX", "LV": "-c", **utf8, **os.environ},
    ) as pager:  # fmt: skip
        # Ctrl-C is for the pager, which stops searching at it, or ends.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        pager.communicate(text)
        signal.signal(signal.SIGINT, before)
    return pager.returncode
