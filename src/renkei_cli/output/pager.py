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
    columns, lines = os.get_terminal_size(terminal.fileno())
    rows = (lines or 24) - 1
    if not command or (text.count("\n") <= rows and len(text) <= rows * (columns or 80)):
        terminal.write(text)
        return
    utf8 = {"LESSCHARSET": "utf-8"} if terminal.encoding.lower().replace("-", "") == "utf8" else {}
    environ = {"LESS": "FRX", "LV": "-c", **utf8, **os.environ}
    # Ctrl-C is for the pager, which stops searching at it, or ends; what is ignored it would ignore as well.
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        # On Windows a backslash is no escape.
        words = shlex.split(command, posix=os.name != "nt")
        shown = subprocess.run(  # noqa: S603 - the reader's own choice
            words, input=text, encoding=terminal.encoding, errors=terminal.errors, env=environ, check=False
        )
        # Below 0 the reader broke it off.
        failure = _("the pager {command} ended with an error") if shown.returncode > 0 else ""
    except (OSError, ValueError, IndexError):
        failure = _("the pager {command} cannot be started")
    finally:
        signal.signal(signal.SIGINT, before)
    if failure:
        print_message(failure.format(command=repr(command)))
        terminal.write(text)
