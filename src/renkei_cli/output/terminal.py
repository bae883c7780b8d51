"""Lines and tables of styled text; what they hold is broken to its width beforehand, nothing is cut here."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TextIO

from renkei_cli.core.text import escape_invisible
from renkei_cli.output.wrap import hanging_indent, width, wrap

# Looks are by weight and shape; the two colours, which add to them, can be read on white and on black.
PLAIN = ""
HEADING = "1"  # bold
DIM = "2"  # for rules and for what words, brackets or a label set apart as well: a terminal may not show it
ITALIC = "3"  # for names on a line of their own
ERROR = "1;7"  # bold, the colours exchanged, for the word that something is wrong
HIGHLIGHT = "1;4;31"  # bold, underlined and red, for the words that were searched for
IDENTIFIER = "1;35"  # bold and magenta, for ids
TYPE = "35"  # magenta, for the type of cooperation

StyledText = tuple[str, str]  # a text, and its look
Line = Sequence[StyledText]
Cell = Sequence[Line]


def apply_style(pieces: Line, *, color: bool) -> str:
    """Return the pieces as one line, in their looks where there may be colour; without white space at its end."""
    left = len("".join(text for text, _look in pieces).rstrip())
    styled = ""
    for look, group in groupby(pieces, key=itemgetter(1)):
        text = "".join(text for text, _look in group)[:left]
        left -= len(text)
        styled += f"\x1b[{look}m{text}\x1b[0m" if color and look and text else text
    return styled


def write_lines(lines: Iterable[Line], out: TextIO, *, color: bool) -> None:
    """Write lines while they come."""
    out.writelines(f"{apply_style(line, color=color)}\n" for line in lines)


def wrap_cell(paragraphs: Iterable[str], cells: int, look: str = PLAIN, *, hang: int = 0) -> list[Line]:
    """Return paragraphs as lines of at most `cells` cells, all but the first line of each `hang` cells further in."""
    return [
        [(line, look)]
        for paragraph in paragraphs
        for line in hanging_indent(escape_invisible(paragraph), cells, hang=hang, fill=wrap)
    ]


def row_lines(row: Sequence[Cell], widths: Sequence[int], joint: StyledText, *, header: bool = False) -> Iterator[Line]:
    """Yield cells beside each other, set to the widths of their columns; those of a header stand on its foot."""
    height = max(map(len, row))
    blank: Line = [("", PLAIN)]
    filled = [[blank] * (height - len(cell)) + [*cell] if header else [*cell] + [blank] * height for cell in row]
    for number in range(height):
        pieces: list[StyledText] = []
        for cell, cells in zip(filled, widths, strict=True):
            line = cell[number]
            pieces += [joint, *line, (" " * (cells - sum(width(text) for text, _look in line)), PLAIN)]
        yield pieces[1:]
