"""Long output on a terminal, shown by the reader's pager."""

import os
import shlex
import shutil
import signal
import subprocess
from typing import TextIO

from renkei_cli.core.i18n import _
from renkei_cli.output.messages import print_message


def show_in_pager(text: str, terminal: TextIO, *, asked: bool) -> None:
    """Show a text by the reader's pager; on the terminal itself where it fits the screen or the pager fails.

    The pager is that of RENKEI_PAGER or, where `asked`, of PAGER, else less or more.
    """
    command = os.environ.get("RENKEI_PAGER", "").strip()
    if asked and not command:
        usual = (name for name in ("less", "more") if shutil.which(name))
        command = os.environ.get("PAGER", "").strip() or next(usual, "")
    size = os.get_terminal_size(terminal.fileno())
    rows = (size.lines or 24) - 1
    if command and (text.count("\n") > rows or len(text) > rows * (size.columns or 80)):
        try:
            # On Windows a backslash is no escape.
            if _run(shlex.split(command, posix=os.name != "nt"), text, terminal) <= 0:
                return
            failure = _("the pager {command} ended with an error")
        except (OSError, ValueError, IndexError):
            failure = _("the pager {command} cannot be started")
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
