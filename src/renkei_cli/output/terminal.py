"""Lines and tables of styled text; what they hold is broken to its width beforehand, nothing is cut here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TextIO

from renkei_cli.core.text import escape_invisible
from renkei_cli.output.wrap import hanging_indent, width, wrap

# Looks are by weight and shape alone, so that any colours of the reader's will do.
PLAIN = ""
HEADING = "1"  # bold
DIM = "2"  # for rules and for what words, brackets or a label set apart as well: a terminal may not show it
ITALIC = "3"  # for names on a line of their own
ERROR = "1;7"  # bold, the colours exchanged, for the word that something is wrong
HIGHLIGHT = "1;4"  # bold and underlined, for the words that were searched for

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


def wrap_cell(paragraphs: Iterable[str], cells: int, look: str = PLAIN, *, hang: int = 0) -> list[Line]:
    """Return paragraphs as lines of at most `cells` cells, all but the first line of each `hang` cells further in."""
    return [
        [(line, look)]
        for paragraph in paragraphs
        for line in hanging_indent(escape_invisible(paragraph), cells, hang=hang, fill=wrap)
    ]


@dataclass(frozen=True, slots=True)
class Screen:
    """Where lines are drawn."""

    out: TextIO
    width: int  # in cells
    color: bool

    def line(self, *pieces: StyledText) -> None:
        """Draw a line."""
        self.out.write(apply_style(pieces, color=self.color) + "\n")

    def row(self, row: Sequence[Cell], widths: Sequence[int], joint: StyledText, *, header: bool = False) -> None:
        """Draw cells, set to the widths of their columns, with a joint between; those of a header stand on its foot."""
        height = max(map(len, row))
        for number in range(height):
            pieces: list[StyledText] = []
            for cell, cells in zip(row, widths, strict=True):
                at = number - (height - len(cell) if header else 0)
                line = cell[at] if 0 <= at < len(cell) else ()
                pieces += [joint, *line, (" " * (cells - sum(width(text) for text, _look in line)), PLAIN)]
            self.line(*pieces[1:])
