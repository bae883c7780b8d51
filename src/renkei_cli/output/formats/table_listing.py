"""Cases as rows: columns share the width, and those that find no room fold below their row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from renkei_cli.core.i18n import bullet, with_label
from renkei_cli.core.text import escape_invisible
from renkei_cli.output.results import HITS, Case, CaseList
from renkei_cli.output.styles import DIM, HEADING, HIGHLIGHT, PLAIN
from renkei_cli.output.terminal import ROWS, Cell, Line, TableWriter, wrap_cell
from renkei_cli.output.views.phrases import field_lines, field_summary, format_refs, not_stated
from renkei_cli.output.wrap import width, wrap
from renkei_cli.schema.fields import Field

_GAP = 2
_WORD = 16
"""A word longer than this may be torn."""
_MEASURED = 16
"""Columns are measured on this many rows; the rest streams in pieces of the same size."""
_USUAL = {"id": (0, 0), "type": (8, 0), "title": (18, 4), "participants": (14, 4), "themes": (20, 3)}
_SEARCHED = {"id": (0, 0), "title": (16, 2)}
"""The usual columns, the least needed last: their least widths and their shares of what is left over."""
_LEAST = 8


@dataclass(frozen=True, slots=True)
class Column:
    """A field that is to be a column."""

    field: Field
    least: int = 0
    """Cells below which it folds; 0 for one that takes its natural width."""
    share: int = 1
    """Its part of the cells that are left over."""


def columns(report: CaseList) -> list[Column]:
    """Give the columns of a listing: those asked for, else the usual ones; and the hits of a search."""
    usual = _SEARCHED if report.hits else _USUAL
    if report.shown:
        asked = [Column(field, 0 if field.key == "id" else _LEAST) for field in report.shown]
    else:
        asked = [Column(report.fields[key], least, share) for key, (least, share) in usual.items()]
    return [*asked, Column(HITS, 24, 5)] if report.hits else asked


def draw_rows(cases: Iterable[Case], asked: Sequence[Column], paper: TableWriter) -> None:
    """Draw one row a case, thin lines between them."""
    coming = iter(cases)
    first = list(islice(coming, _MEASURED))
    if not first:
        return
    widths = _widths(asked, first, paper.width)
    shown, folded = ([column.field for column in part] for part in (asked[: len(widths)], asked[len(widths) :]))
    names: list[Cell] = [
        wrap_cell([field.label.here()], cells, HEADING) for field, cells in zip(shown, widths, strict=True)
    ]
    if folded:
        # Rules go all the way, as what has folded does.
        paper.table([names], widths, ROWS)
    header = None if folded else names
    size = 1 if folded else _MEASURED
    every = chain(first, coming)
    for piece in iter(lambda: list(islice(every, size)), []):
        if header is None:
            paper.text("─" * (paper.width if folded else sum(widths) + _GAP * (len(widths) - 1)), DIM)
        rows = [[_cell(case, field, room) for field, room in zip(shown, widths, strict=True)] for case in piece]
        paper.table(rows, widths, ROWS, header)
        header = None
        for line in _below(piece[-1], folded, widths, paper.width):
            paper.line(*line)


def _below(case: Case, fields: Sequence[Field], widths: Sequence[int], cells: int) -> Iterator[Line]:
    """Set what found no room as a column: each field behind its label, below the second column if that leaves room."""
    indent = widths[0] + _GAP if len(widths) > 1 and (widths[0] + _GAP) * 2 <= cells else _GAP
    before = (" " * indent, PLAIN)
    for field in fields:
        label = with_label(field.label.here(), "")
        said = [field_summary(case, field)] if field.kind in ("term", "tag", "participant") else _said(case, field)
        if field.kind == "hit" or len(said) > 1:
            yield [before, (label.rstrip(), DIM)]
            under = (" " * (indent + _GAP), PLAIN)
            yield from ([under, *line] for line in _cell(case, field, cells - indent - _GAP))
            continue
        first, *rest = wrap_cell([label + ("".join(said) or not_stated())], cells - indent, hang=_GAP)
        yield [before, *_quiet(first, label)]
        yield from ([before, *line] for line in rest)


def _quiet(line: Line, label: str) -> Line:
    """Draw the label that begins a line quietly, if it stands there whole."""
    [(text, look)] = line
    label = label.rstrip()
    return [(label, DIM), (text[len(label) :], look)] if text.startswith(label) else line


def _cell(case: Case, field: Field, cells: int) -> list[Line]:
    if field.kind == "hit":
        return [line for hit in case["hits"] for line in _sentence(hit, cells)]
    said = _said(case, field)
    look = HEADING if field.key == "id" else PLAIN
    hang = width(bullet()) if len(said) > 1 else 0
    return wrap_cell(said, cells, look, hang=hang) if said else wrap_cell([not_stated()], cells, DIM)


def _sentence(hit: Case, cells: int) -> Iterator[Line]:
    """Set the sentence of a hit with its words marked, and where it stands."""
    text = hit["text"]
    marks = hit["marks"] if escape_invisible(text) == text else ()
    marked = {at for begin, end in marks for at in range(begin, end)}
    # Breaks drop white space or add nothing: the other characters come in their order.
    places = iter([at for at, character in enumerate(text) if not character.isspace()])
    for line in wrap(escape_invisible(text), cells):
        if marked:
            yield [(one, HIGHLIGHT if not one.isspace() and next(places) in marked else PLAIN) for one in line]
        else:
            yield [(line, PLAIN)]
    if hit["ref"]:
        yield from wrap_cell([format_refs(hit["ref"])], cells, DIM)


def _widths(columns: Sequence[Column], cases: Sequence[Case], cells: int) -> list[int]:
    """Share the width out among as many columns, from the left, as find room; the first always does."""
    natural = {column.field.key: _natural(column.field, cases) for column in columns}
    longest = {column.field.key: _longest_word(column.field, cases) for column in columns}
    kept = list(columns)

    def least(column: Column) -> int:
        wanted = natural[column.field.key]
        return min(wanted, max(column.least, longest[column.field.key]) if column.least else wanted)

    while len(kept) > 1 and sum(least(column) + _GAP for column in kept) - _GAP > cells:
        kept.pop()
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
    return [min(one, cells) for one in widths]


def _said(case: Case, field: Field) -> list[str]:
    """Give the paragraphs of a cell; participants by their names alone, one after the other."""
    if field.kind == "hit":
        return [hit["text"] for hit in case["hits"]]
    return [field_summary(case, field)] if field.kind == "participant" else field_lines(case, field)


def _longest_word(field: Field, cases: Sequence[Case]) -> int:
    """Measure the longest word that spaces part: a column narrower than it would tear it."""
    words = (word for case in cases for text in _said(case, field) for word in text.split() if word.isascii())
    return min(max((len(word) for word in words), default=0), _WORD)


def _natural(field: Field, cases: Sequence[Case]) -> int:
    """Measure the width that a column would like to have."""
    said = [text for case in cases for text in _said(case, field)]
    return max(width(text) for text in (*said, field.label.here(), "" if said else not_stated()))
