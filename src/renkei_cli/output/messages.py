"""What the reader is told beside the answer: on stderr, set to the width of the screen."""

import os
import sys
from contextlib import suppress
from typing import TextIO

from renkei_cli.output.styles import READING_WIDTH

_LEAST_WIDTH = 20
_UNDER_PLACE = 4
_HANG = 2
"""Cells by which lines stand further in where there is no sign to stand under."""


def detect_width(out: TextIO) -> int | None:
    """Give the cells of a line: what COLUMNS says, else the terminal; None in a pipe that nothing is known of."""
    with suppress(ValueError):
        if (asked := int(os.environ.get("COLUMNS", ""))) > 0:
            return max(asked, _LEAST_WIDTH)
    with suppress(OSError, ValueError):
        return max(os.get_terminal_size(out.fileno()).columns, _LEAST_WIDTH)
    return None


def print_message(message: str, *, place: str = "", whole: bool = False) -> None:
    """Tell the reader something beside the answer; its place, as file:line:column, comes first and is never broken.

    On a screen it is broken where phrases end; in a pipe whose width is not known, or as a `whole`, it is one line.
    """
    from renkei_cli.core.text import escape_invisible, register_nearest  # noqa: PLC0415 - an answer to a script says nothing beside

    register_nearest()
    encoding = sys.stderr.encoding or "utf-8"
    head, said = (
        escape_invisible(text).encode(encoding, "renkei.nearest").decode(encoding) for text in (place, message)
    )
    head += ": " if head else ""
    lines = [head + said]
    known = detect_width(sys.stderr)
    if known and not whole and _widest(lines[0]) > (cells := min(known, READING_WIDTH)):
        from renkei_cli.output.hanging import hanging_indent, message_prefix  # noqa: PLC0415 - what fits is as it is
        from renkei_cli.output.wrap import width  # noqa: PLC0415 - the same

        if head:
            lines = hanging_indent(said, cells, head=head, hang=_UNDER_PLACE)
        else:
            head = message_prefix(said, cells)
            lines = hanging_indent(said.removeprefix(head), cells, head=head, hang=width(head) or _HANG)
    # Where nobody can hear it, the answer is none the worse.
    with suppress(OSError):
        sys.stderr.write("".join(f"{line}\n" for line in lines))


def _widest(line: str) -> int:
    """Give the cells that a line takes at most: to measure it loads what most messages do without."""
    return len(line) + sum(not character.isascii() for character in line)
