"""What the reader is told beside the answer: on stderr, set to the width of the screen."""

import os
import sys
from contextlib import suppress
from typing import TextIO

from renkei_cli.core.text import escape_invisible, register_nearest
from renkei_cli.output.options import READING_WIDTH, detect_width

# Cells by which lines stand further in: under a place, and where there is no sign to stand under.
_UNDER_PLACE = 4
_HANG = 2


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
    lines = [head + text]
    known = None if whole else detect_width(sys.stderr)
    # The cells that it takes at most: to measure it loads what most messages do without.
    widest = len(lines[0]) + sum(not character.isascii() for character in lines[0])
    if known and widest > (cells := min(known, READING_WIDTH)):
        from renkei_cli.output.wrap import hanging_indent, message_prefix, width  # noqa: PLC0415 - most messages fit

        sign = head or message_prefix(text, cells)
        hang = _UNDER_PLACE if head else width(sign) or _HANG
        lines = hanging_indent(text.removeprefix(sign), cells, head=sign, hang=hang)
    # Where nobody can hear it, the answer is none the worse.
    with suppress(OSError):
        sys.stderr.write("".join(f"{line}\n" for line in lines))


def silence_stream(stream: TextIO) -> None:
    """Let nothing more reach the reader, not even what waits to be written: the one who reads may never do so."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
