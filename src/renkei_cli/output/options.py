"""How the reader wants an answer, and what the terminal before them can show."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TextIO

from renkei_cli.output.registry import FaultFormat, Format

READING_WIDTH = 100
"""Cells of a line on a wide screen: a longer one is hard to follow."""
PLAIN_WIDTH = 72
"""Cells of a line of plain text: what a mail takes, also once it has been quoted."""
_PIPED_WIDTH = 120
_LEAST_WIDTH, _GREATEST_WIDTH = 20, 1000


class OutputOptions(NamedTuple):
    """How the reader wants the answer."""

    format: Format | FaultFormat = Format.TABLE
    output: str | None = None
    excel: bool = False
    encoding: str | None = None
    nearest: bool = False  # a character that the encoding lacks is replaced by the nearest
    color: str = "auto"
    plain: bool = False  # tables and pages are linear text; else RENKEI_PLAIN decides
    pager: bool = False  # what outgrows the screen goes through a pager; else RENKEI_PAGER decides
    no_refs: bool = False  # people do not see where the source says it
    all_columns: bool = False  # the sheet for Excel has every field there is
    explode: str | None = None  # the field whose items have a row each
    force: bool = False  # the file may be there already, and is replaced

    @property
    def to_stdout(self) -> bool:
        """Return whether the answer goes to stdout, not to a file."""
        return self.output in (None, "-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


def detect_width(out: TextIO | None) -> int | None:
    """Return the cells of a line: what COLUMNS says, else the terminal; None where nothing is known."""
    with suppress(ValueError):
        if (asked := int(os.environ.get("COLUMNS", ""))) > 0:
            return min(max(asked, _LEAST_WIDTH), _GREATEST_WIDTH)
    with suppress(OSError, ValueError):
        return max(os.get_terminal_size(out.fileno()).columns, _LEAST_WIDTH) if out else None
    return None


def resolve_width(options: OutputOptions) -> int:
    """Return the cells of a line of the answer: those of COLUMNS, else the terminal's, else those of a pipe.

    In a pipe it is the terminal of the other streams, else the one from which the program was started.
    """
    if not options.to_stdout:
        return detect_width(None) or _PIPED_WIDTH
    known = next(filter(None, map(detect_width, (sys.stdout, sys.stderr, sys.stdin))), None)
    if known is None:
        with suppress(OSError), Path("/dev/tty").open(encoding="ascii") as terminal:
            known = detect_width(terminal)
    return known or _PIPED_WIDTH


def use_plain(options: OutputOptions) -> bool:
    """Return whether the reader wants linear text where there would be tables and pages."""
    return options.plain or _is_on("RENKEI_PLAIN")


def use_color(options: OutputOptions) -> bool:
    """Return whether there may be colour: on a terminal that can show it, unless the reader decides."""
    environ = os.environ
    if use_plain(options) or options.color != "auto":
        return options.color == "always" and not use_plain(options)
    # A file is no screen, whatever the environment says.
    if environ.get("NO_COLOR") or not options.to_stdout:
        return False
    if _is_on("FORCE_COLOR") or _is_on("CLICOLOR_FORCE"):
        return True
    # The console of an older Windows prints escape sequences; what obeys them says its name.
    obeys = os.name != "nt" or any(map(environ.get, ("WT_SESSION", "TERM", "TERM_PROGRAM", "ConEmuANSI")))
    return obeys and sys.stdout.isatty() and environ.get("TERM") != "dumb" and environ.get("CLICOLOR") != "0"


def _is_on(variable: str) -> bool:
    return os.environ.get(variable, "0") not in ("", "0")
