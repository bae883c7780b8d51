"""A page of plain text in the making: headings, paragraphs and tables of two columns, for a width in cells."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from renkei_cli.core.text import escape_invisible
from renkei_cli.output.options import PLAIN_WIDTH, READING_WIDTH
from renkei_cli.output.terminal import HEADING, apply_style
from renkei_cli.output.wrap import pad, width, wrap

_INDENT = 2
_GAP = 2
_UNDER = 4
"""How far words that stand below their name are moved in."""
_WIDEST_NAME = 28
_QUOTED = re.compile("`([^`]+)`")
_NO_BREAK = "\u00a0"


class DefinitionRow(NamedTuple):
    """A name, what there is to say about it, and the values that it takes."""

    name: str
    words: str
    values: "Sequence[DefinitionRow]" = ()


class HelpFormatter:
    """The lines of a page; none is wider than the page, and nothing is cut."""

    def __init__(self, cells: int, *, bold: bool = False, plain: bool = False) -> None:
        """Begin a page; headings are bold where the terminal can show it; plain lines stand below one another."""
        self.cells = min(cells, PLAIN_WIDTH if plain else READING_WIDTH)
        self.lines: list[str] = []
        self._bold = bold
        self._plain = plain

    def heading(self, text: str) -> None:
        """Begin a part of the page."""
        self.gap()
        self.lines += [apply_style([(line, HEADING)], color=self._bold) for line in wrap(text, self.cells)]

    def gap(self) -> None:
        """Leave a line free, except at the top."""
        if self.lines:
            self.lines.append("")

    def text(self, *texts: str, indent: int = 0) -> None:
        """Set paragraphs; words in backquotes stay on one line."""
        indent = 0 if self._plain else indent
        for text in texts:
            self.lines += _moved(_set(text, self.cells - indent), indent)

    def verbatim(self, text: str) -> None:
        """Set lines that can be copied: none is broken; what would not show, but for tabs, is named."""
        lines = ("\t".join(map(escape_invisible, line.split("\t"))) for line in text.split("\n"))
        self.lines += _moved(lines, _INDENT)

    def rows(self, rows: Iterable[DefinitionRow], *, least: int = 0) -> None:
        """Set a table of names and words; where there is little room, the words stand below their name.

        The names take `least` cells or more, so that the tables of a page can stand in line.
        """
        rows = list(rows)
        if self._plain:
            for row in rows:
                self.text(f"{row.name.lstrip()}: {row.words}")
                self.rows(row.values)
        else:
            self.lines += _moved(_table(rows, self.cells - _INDENT, least), _INDENT)

    def below(self, rows: Iterable[DefinitionRow]) -> None:
        """Set names with their words below them, however much room there is."""
        if self._plain:
            self.rows(rows)
            return
        for name, words, _values in rows:
            self.text(name, indent=_INDENT)
            self.text(words, indent=_INDENT + _UNDER)


def _table(rows: Sequence[DefinitionRow], cells: int, least: int = 0) -> Iterator[str]:
    column = min(max(least, *(width(row.name) for row in rows)), _WIDEST_NAME) + _GAP
    beside = (cells - column) * 5 >= cells * 3
    left = column if beside else _UNDER
    for row in rows:
        words = [*_set(row.words, cells - left), *(_table(row.values, cells - left) if row.values else ())]
        if beside and width(row.name) + _GAP <= column:
            yield (pad(row.name, column) + words.pop(0)).rstrip()
        else:
            yield from _set(row.name, cells)
        yield from _moved(words, left)


def _set(text: str, cells: int) -> list[str]:
    bound = _QUOTED.sub(lambda found: found[1].replace(" ", _NO_BREAK), text)
    return [line.replace(_NO_BREAK, " ") for line in wrap(bound, cells)]


def _moved(lines: Iterable[str], indent: int) -> Iterator[str]:
    return ((" " * indent + line).rstrip() for line in lines)
