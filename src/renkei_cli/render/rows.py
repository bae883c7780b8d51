"""Cases as rows: columns share the width, and those that do not fit are left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from rich.box import Box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from renkei_cli.i18n import _
from renkei_cli.index import Field
from renkei_cli.render import Style
from renkei_cli.render.console import HEADING, MARK, QUIET, broken
from renkei_cli.report import Case
from renkei_cli.text import visible
from renkei_cli.typeset import width, wrap
from renkei_cli.wording import brief, bullet, lines, not_stated, refs, separator

RULES = Box("    \n    \n ── \n    \n ── \n ── \n    \n    \n")
"""Thin lines below the header and between rows, none down the sides."""
_GAP = 2
_WORD = 16
"""A word longer than this may be torn."""
_PIECE = 16
"""Columns are measured on this many rows; the rest streams in pieces of the same size."""


@dataclass(frozen=True, slots=True)
class Column:
    """A field that is to be a column."""

    field: Field
    least: int = 0
    """Cells below which it is dropped; 0 for one that takes its natural width and is never dropped."""
    share: int = 1
    """Its part of the cells that are left over."""


def draw_rows(cases: Iterable[Case], asked: Sequence[Column], target: Console, style: Style) -> None:
    """Draw one row a case; say which columns found no room."""
    coming = iter(cases)
    first = list(islice(coming, _PIECE))
    if not first:
        return
    widths, dropped = _widths(asked, first, target.width)
    shown = [column.field for column in asked if column not in dropped]
    header = True
    for piece in chain([first], iter(lambda: list(islice(coming, _PIECE)), [])):
        target.print(_table(shown, widths, piece, header=header), crop=False)
        header = False
    if dropped:
        names = separator().join(column.field.label.here() for column in dropped)
        style.note(_("left out for want of width: {columns}").format(columns=names))


def _table(fields: Sequence[Field], widths: Sequence[int], cases: Sequence[Case], *, header: bool) -> Table:
    table = Table(box=RULES, show_edge=False, show_header=header, show_lines=True, pad_edge=False, padding=(0, 1, 0, 0),
                  header_style=HEADING, border_style=QUIET)  # fmt: skip
    for field, cells in zip(fields, widths, strict=True):
        table.add_column(broken([field.label.here()], cells), width=cells, no_wrap=True, overflow="ignore")
    for case in cases:
        table.add_row(*(_cell(case, field, cells) for field, cells in zip(fields, widths, strict=True)))
    return table


def _cell(case: Case, field: Field, cells: int) -> Text:
    if field.kind == "hit":
        return Text("\n").join(_sentence(hit, cells) for hit in case["hits"])
    said = _said(case, field)
    look = HEADING if field.key == "id" else ""
    hang = width(bullet()) if len(said) > 1 else 0
    return broken(said, cells, look, hang=hang) if said else broken([not_stated()], cells, QUIET)


def _sentence(hit: Case, cells: int) -> Text:
    """Set the sentence of a hit with its words marked, and where it stands."""
    plain = visible(hit["text"]) == hit["text"]
    set_lines = wrap(visible(hit["text"]), cells)
    text = Text("\n".join(set_lines), no_wrap=True)
    for begin, end in hit["marks"] if plain else ():
        for at in range(begin, end):
            place = _place(hit["text"], text.plain, at)
            text.stylize(MARK, place, place + 1)
    if hit["ref"]:
        text.append("\n")
        text.append(broken([refs(hit["ref"])], cells, QUIET))
    return text


def _place(text: str, broken_text: str, at: int) -> int:
    """Find where a character went when the text was broken: breaks add a newline or replace a space."""
    wanted = sum(not character.isspace() for character in text[:at])
    places = [place for place, character in enumerate(broken_text) if not character.isspace()]
    return [*places, len(broken_text)][wanted]


def _widths(columns: Sequence[Column], cases: Sequence[Case], cells: int) -> tuple[list[int], list[Column]]:
    """Share the width out; drop columns from the right until the rest fits. The first is never dropped."""
    natural = {column.field.key: _natural(column.field, cases) for column in columns}
    longest = {column.field.key: _longest_word(column.field, cases) for column in columns}
    kept = list(columns)
    dropped: list[Column] = []

    def least(column: Column) -> int:
        wanted = natural[column.field.key]
        return min(wanted, max(column.least, longest[column.field.key]) if column.least else wanted)

    while len(kept) > 1 and sum(least(column) + _GAP for column in kept) - _GAP > cells:
        dropped.insert(0, kept.pop())
    left = cells - sum(least(column) + _GAP for column in kept) + _GAP
    widths = [least(column) for column in kept]
    while left > 0:
        growing = [(at, column.share or 1) for at, column in enumerate(kept) if widths[at] < natural[column.field.key]]
        if not growing:
            break
        # The one that is furthest behind its share grows by a cell.
        at = min(growing, key=lambda one: (widths[one[0]] + 1) / one[1])[0]
        widths[at] += 1
        left -= 1
    return [min(one, cells) for one in widths], dropped


def _said(case: Case, field: Field) -> list[str]:
    """Give the paragraphs of a cell; participants by their names alone, one after the other."""
    if field.kind == "hit":
        return [hit["text"] for hit in case["hits"]]
    return [brief(case, field)] if field.kind == "participant" else lines(case, field)


def _longest_word(field: Field, cases: Sequence[Case]) -> int:
    """Measure the longest word that spaces part: a column narrower than it would tear it."""
    words = (word for case in cases for text in _said(case, field) for word in text.split() if word.isascii())
    return min(max((len(word) for word in words), default=0), _WORD)


def _natural(field: Field, cases: Sequence[Case]) -> int:
    """Measure the width that a column would like to have."""
    said = [text for case in cases for text in _said(case, field)]
    return max(width(text) for text in (*said, field.label.here(), "" if said else not_stated()))
