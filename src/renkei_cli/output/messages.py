"""What the reader is told beside the answer: on stderr, set to the width of the screen."""

import sys
from contextlib import suppress

from renkei_cli.core.text import escape_invisible, register_nearest
from renkei_cli.output.options import READING_WIDTH, detect_width

_UNDER_PLACE = 4
_HANG = 2
"""Cells by which lines stand further in where there is no sign to stand under."""


def print_message(message: str, *, place: str = "", whole: bool = False) -> None:
    """Write a message to stderr; its place, as file:line:column, comes first and is never broken.

    On a screen it is broken where phrases end; in a pipe whose width is not known, or as a `whole`, it is one line.
    """
    register_nearest()
    encoding = sys.stderr.encoding or "utf-8"
    head, text = (
        escape_invisible(text).encode(encoding, "renkei.nearest").decode(encoding) for text in (place, message)
    )
    head += ": " if head else ""
    known = detect_width(sys.stderr)
    lines = [head + text]
    if known and not whole and _widest(lines[0]) > (cells := min(known, READING_WIDTH)):
        from renkei_cli.output.wrap import hanging_indent, message_prefix, width  # noqa: PLC0415 - most messages fit

        if head:
            lines = hanging_indent(text, cells, head=head, hang=_UNDER_PLACE)
        else:
            head = message_prefix(text, cells)
            lines = hanging_indent(text.removeprefix(head), cells, head=head, hang=width(head) or _HANG)
    # Where nobody can hear it, the answer is none the worse.
    with suppress(OSError):
        sys.stderr.write("".join(f"{line}\n" for line in lines))


def _widest(line: str) -> int:
    """Return the cells that a line takes at most: to measure it loads what most messages do without."""
    return len(line) + sum(not character.isascii() for character in line)
