"""Lines of pieces of text, how they are set, and how they get onto the reader's stream."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TextIO

from renkei_cli.looks import USUAL, Piece, painted
from renkei_cli.render import Style
from renkei_cli.text import visible
from renkei_cli.typeset import width, wrap

READING_WIDTH = 100
"""Prose on a wider terminal stops here, in cells: longer lines are hard to follow."""

Line = Sequence[Piece]


class Paper(NamedTuple):
    """Where lines are drawn. What they hold is set beforehand: nothing is broken or cut here."""

    out: TextIO
    width: int
    """In cells."""
    color: bool

    def line(self, *pieces: Piece) -> None:
        """Draw a line."""
        self.out.write(painted(pieces, color=self.color) + "\n")

    def text(self, text: str, look: str = USUAL) -> None:
        """Draw a line that looks the same all along."""
        self.line((text, look))


def paper(out: TextIO, style: Style) -> Paper:
    """Give the paper for a stream."""
    return Paper(out, style.width, style.color)


def broken(paragraphs: Iterable[str], cells: int, look: str = USUAL, *, hang: int = 0) -> list[Line]:
    """Set paragraphs in lines of at most `cells` cells, all but the first line of each `hang` cells further in."""
    return [[(line, look)] for paragraph in paragraphs for line in _hanging(visible(paragraph), cells, hang)]


def _hanging(paragraph: str, cells: int, hang: int) -> Iterator[str]:
    paragraph = paragraph.strip()
    first, *rest = wrap(paragraph, cells)
    yield first
    if rest:
        behind = paragraph[len(first) :].lstrip()
        yield from (" " * hang + line for line in wrap(behind, cells - hang))


def beside(cells: Sequence[Sequence[Line]], widths: Sequence[int], between: Piece) -> Iterator[Line]:
    """Put cells beside each other, each line filled up to its column's width."""
    for at in range(max(map(len, cells))):
        line: list[Piece] = []
        for number, (cell, room) in enumerate(zip(cells, widths, strict=True)):
            if number:
                line.append(between)
            drawn = cell[at] if at < len(cell) else ()
            line += drawn
            # Measured as a whole: what a joiner joins is narrower than its parts.
            line.append((" " * (room - width("".join(text for text, _look in drawn))), USUAL))
        yield line
