"""The one place where a Rich console is made, and how lines and tables get onto it."""

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import NamedTuple, TextIO

from rich.box import Box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from renkei_cli.core.text import escape_invisible
from renkei_cli.output.hanging import hanging_indent
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.styles import DIM, ERROR, HEADING, HIGHLIGHT, ITALIC, PLAIN, StyledText
from renkei_cli.output.wrap import wrap

ROWS = Box("    \n    \n ── \n    \n ── \n ── \n    \n    \n")
"""Thin lines below the header and between rows, none down the sides."""
GRID = Box("    \n  │ \n ─┼ \n  │ \n ─┼ \n ─┼ \n  │ \n    \n")
"""The same, and lines between the columns."""

Line = Sequence[StyledText]
Cell = Sequence[Line]

_STYLES = {
    PLAIN: "",
    HEADING: "bold",
    DIM: "dim",
    ITALIC: "italic",
    ERROR: "bold reverse",
    HIGHLIGHT: "bold underline",
}
_RESET = "\x1b[0m"


class TableWriter(NamedTuple):
    """Where lines are drawn. What they hold is set beforehand: nothing is broken or cut here."""

    out: TextIO
    width: int
    """In cells."""
    console: Console
    """Draws into a buffer, from which lines go out without the blanks at their ends."""

    def line(self, *pieces: StyledText) -> None:
        """Draw a line."""
        self._print(_text([pieces]))

    def text(self, text: str, look: str = PLAIN) -> None:
        """Draw a line that looks the same all along."""
        self.line((text, look))

    def table(
        self, rows: Iterable[Sequence[Cell]], widths: Sequence[int], box: Box, header: Sequence[Cell] | None = None
    ) -> None:
        """Draw a table whose cells are set to the widths of their columns."""
        gap = (0, 1) if box is GRID else (0, 1, 0, 0)
        table = Table(box=box, show_edge=False, show_header=header is not None, show_lines=True, pad_edge=False,
                      padding=gap, header_style="", border_style=_STYLES[DIM])  # fmt: skip
        for cell, cells in zip(header or [()] * len(widths), widths, strict=True):
            table.add_column(_text(cell), width=cells, no_wrap=True, overflow="ignore")
        for row in rows:
            table.add_row(*map(_text, row))
        self._print(table)

    def _print(self, drawn: Text | Table) -> None:
        self.console.print(drawn, overflow="ignore", no_wrap=True, crop=False)
        buffer = self.console.file
        assert isinstance(buffer, StringIO)  # noqa: S101 - made so below
        said = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        self.out.write("\n".join(map(_trimmed, said.split("\n"))))


def make_table_writer(out: TextIO, style: RenderOptions) -> TableWriter:
    """Give the paper for a stream: it adds nothing to what is drawn, and reads nothing from the environment."""
    console = Console(
        file=StringIO(),
        width=style.width,
        force_terminal=style.color,
        no_color=not style.color,
        color_system="standard" if style.color else None,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
        legacy_windows=False,
        force_jupyter=False,
        _environ={},
    )
    return TableWriter(out, style.width, console)


def _text(lines: Iterable[Sequence[StyledText]]) -> Text:
    """Make Rich's text of lines; it is never markup."""
    text = Text(no_wrap=True, overflow="ignore")
    for number, line in enumerate(lines):
        if number:
            text.append("\n")
        for piece, look in line:
            text.append(piece, _STYLES[look])
    return text


def _trimmed(line: str) -> str:
    """Drop the blanks at the end of a line, in a look of their own or not."""
    line = line.rstrip(" ")
    while line.endswith(_RESET):
        begins = line.rfind("\x1b[", 0, -len(_RESET))
        _look, _m, text = line[begins : -len(_RESET)].partition("m")
        if text.strip(" "):
            break
        line = line[:begins].rstrip(" ")
    return line


def wrap_cell(paragraphs: Iterable[str], cells: int, look: str = PLAIN, *, hang: int = 0) -> list[Line]:
    """Set paragraphs in lines of at most `cells` cells, all but the first line of each `hang` cells further in."""
    return [
        [(line, look)]
        for paragraph in paragraphs
        for line in hanging_indent(escape_invisible(paragraph), cells, hang=hang, fill=wrap)
    ]
