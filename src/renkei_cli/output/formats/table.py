"""Tables and pages for a reader at a terminal; as plain text for one who listens, or for a mail."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TextIO

from renkei_cli.core.i18n import bullet, current_language, with_label
from renkei_cli.core.text import escape_invisible
from renkei_cli.output.formats.plain import write_plain
from renkei_cli.output.options import READING_WIDTH
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import Case, CaseComparison, CaseDetail, CaseList, CaseResult
from renkei_cli.output.terminal import DIM, HEADING, HIGHLIGHT, ITALIC, PLAIN, Line, Screen, wrap_cell
from renkei_cli.output.views.case_page import Block, BlockKind, Section, case_sections
from renkei_cli.output.views.cells import cell_texts, compared_fields, listed_fields
from renkei_cli.output.views.phrases import field_lines, field_summary, format_refs, not_stated
from renkei_cli.output.wrap import pad, width, wrap
from renkei_cli.schema.fields import Field

_INDENT = 2
_GAP = 2
"""Cells between the columns of a list."""
_GRID_GAP = 3
"""Cells between the columns of a comparison, the line between them included."""
_LONGEST_WORD = 16
"""A word longer than this may be torn."""
_MEASURED = 16
"""Columns are measured on so many rows; the others stream."""
_LEAST = 8
_LEAST_CELL = 12
_LEAST_COLUMN = 20
_WIDEST_LABEL = 16
_FEW = 3
"""So many cases are compared in columns; more are rows."""


def render(result: CaseResult, out: TextIO, options: RenderOptions) -> None:
    """Draw a list as a table, one case as a page, several beside each other."""
    screen = Screen(out, options.width, options.color)
    if options.plain:
        write_plain(result, out, options.width)
    elif isinstance(result, CaseDetail):
        _draw_page(result, replace(screen, width=min(screen.width, READING_WIDTH)))
    elif isinstance(result, CaseComparison):
        _draw_comparison(result, screen)
    else:
        _draw_rows(result.cases, _list_columns(result), screen)


# Cases as rows: columns share the width, and those that find no room fold below their row.


@dataclass(frozen=True, slots=True)
class _Column:
    field: Field
    least: int = _LEAST
    """Cells below which it folds; 0 for one that takes its natural width."""
    share: int = 1
    """Its part of the cells that are left over."""


_LIST = {"id": (0, 0), "type": (8, 0), "title": (18, 4), "participants": (14, 4), "themes": (20, 3), "hits": (24, 5)}
_SEARCH = _LIST | {"title": (16, 2)}
_COMPARISON = {"id": (0, 0), "type": (8, 0), "participants": (14, 4), "themes": (18, 3), "trigger": (12, 2),
               "benefits": (12, 2)}  # fmt: skip
"""The columns of many cases side by side, the least needed last: their least widths and shares."""


def _list_columns(result: CaseList) -> list[_Column]:
    fields = listed_fields(result)
    if result.shown:
        known = {"id": (0, 1), "hits": _LIST["hits"]}
        return [_Column(field, *known.get(field.key, (_LEAST, 1))) for field in fields]
    return [_Column(field, *(_SEARCH if result.hits else _LIST)[field.key]) for field in fields]


def _draw_rows(cases: Iterable[Case], columns: Sequence[_Column], screen: Screen) -> None:
    """Draw one row a case, thin lines between them."""
    coming = iter(cases)
    first = list(islice(coming, _MEASURED))
    if not first:
        return
    widths = _share_width(columns, first, screen.width)
    shown, folded = ([column.field for column in part] for part in (columns[: len(widths)], columns[len(widths) :]))
    # Rules go all the way where what has folded does.
    rule = "─" * (screen.width if folded else sum(widths) + _GAP * (len(widths) - 1))
    joint = (" " * _GAP, PLAIN)
    names = [wrap_cell([field.label.here()], cells, HEADING) for field, cells in zip(shown, widths, strict=True)]
    screen.row(names, widths, joint, header=not folded)
    for case in chain(first, coming):
        screen.text(rule, DIM)
        screen.row([_list_cell(case, *column) for column in zip(shown, widths, strict=True)], widths, joint)
        for line in _below(case, folded, widths, screen.width):
            screen.line(*line)


def _share_width(columns: Sequence[_Column], cases: Sequence[Case], cells: int) -> list[int]:
    """Share the width out among as many columns, from the left, as find room; the first always does."""
    natural, longest = zip(*(_measure(column.field, cases) for column in columns), strict=True)
    least = [
        min(wanted, max(column.least, word)) if column.least else wanted
        for column, wanted, word in zip(columns, natural, longest, strict=True)
    ]
    while len(least) > 1 and sum(least) + _GAP * (len(least) - 1) > cells:
        least.pop()
    widths = least
    for _cell in range(cells - sum(widths) - _GAP * (len(widths) - 1)):
        growing = [at for at in range(len(widths)) if widths[at] < natural[at]]
        if not growing:
            break
        # The one that is furthest behind its share grows by a cell.
        widths[min(growing, key=lambda at: (widths[at] + 1) / (columns[at].share or 1))] += 1
    return [min(one, cells) for one in widths]


def _measure(field: Field, cases: Sequence[Case]) -> tuple[int, int]:
    """Return the width that a column would like to have, and that of its longest word, which it had better not tear."""
    texts = [text for case in cases for text in _list_texts(case, field)]
    words = [len(word) for text in texts for word in text.split() if word.isascii()]
    natural = max(width(text) for text in (*texts, field.label.here(), "" if texts else not_stated()))
    return natural, min(max(words, default=0), _LONGEST_WORD)


def _list_texts(case: Case, field: Field) -> list[str]:
    """Return the paragraphs of a cell; participants by their names alone, one after the other."""
    return [field_summary(case, field)] if field.kind == "participant" else field_lines(case, field)


def _list_cell(case: Case, field: Field, cells: int) -> list[Line]:
    if field.kind == "hit":
        return [line for hit in case[field.key] for line in _sentence(hit, cells)]
    return _hung(_list_texts(case, field), cells, HEADING if field.key == "id" else PLAIN)


def _hung(texts: Sequence[str], cells: int, look: str = PLAIN) -> list[Line]:
    """Break texts to lines that hang under their beginning where there are several; or say that there is none."""
    if not texts:
        return wrap_cell([not_stated()], cells, DIM)
    return wrap_cell(texts, cells, look, hang=width(bullet()) if len(texts) > 1 else 0)


def _sentence(hit: Case, cells: int) -> Iterator[Line]:
    """Break the sentence of a hit with its words marked, and where it stands."""
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


def _below(case: Case, fields: Sequence[Field], widths: Sequence[int], cells: int) -> Iterator[Line]:
    """Set what found no room as a column: each field behind its label, below the second column if that leaves room."""
    indent = widths[0] + _GAP if len(widths) > 1 and (widths[0] + _GAP) * 2 <= cells else _GAP
    before = (" " * indent, PLAIN)
    for field in fields:
        label = with_label(field.label.here(), "")
        texts = _list_texts(case, field)
        if field.kind in ("term", "tag"):
            texts = [field_summary(case, field)]
        if field.kind == "hit" or len(texts) > 1:
            yield [before, (label.rstrip(), DIM)]
            under = (" " * (indent + _GAP), PLAIN)
            yield from ([under, *line] for line in _list_cell(case, field, cells - indent - _GAP))
            continue
        for line in wrap_cell([label + ("".join(texts) or not_stated())], cells - indent, hang=_GAP):
            [(text, _look)] = line
            begun = label.rstrip() if text.startswith(label.rstrip()) else ""
            yield [before, (begun, DIM), (text.removeprefix(begun), PLAIN)]


# Cases side by side: as columns where they fit, as rows where they are many, else one below the other.


def _draw_comparison(result: CaseComparison, screen: Screen) -> None:
    """Draw the comparison in the form that stays readable at this width; nothing where there is no case."""
    cases = result.cases
    if not cases:
        return
    fields = compared_fields(result)
    labels = min(max(width(field.label.here()) for field in fields), _WIDEST_LABEL)
    room = (screen.width - labels - _GRID_GAP * len(cases)) // len(cases)
    if len(cases) <= _FEW and room >= _LEAST_COLUMN:
        _draw_grid(cases, fields, screen, [labels, *[room] * len(cases)])
    elif len(cases) > _FEW and not result.shown:
        _draw_rows(cases, [_Column(result.fields[key], *sizes) for key, sizes in _COMPARISON.items()], screen)
    elif len(cases) > _FEW and screen.width // (len(fields) + 1) >= _LEAST_CELL + _GRID_GAP:
        asked = [_Column(field, _LEAST_CELL) for field in fields if field.key != "id"]
        _draw_rows(cases, [_Column(result.fields["id"], 0), *asked], screen)
    else:
        _draw_below_each_other(cases, fields, replace(screen, width=min(screen.width, READING_WIDTH)))


def _draw_grid(cases: Sequence[Case], fields: Sequence[Field], screen: Screen, widths: Sequence[int]) -> None:
    names = ("", *(case["id"] for case in cases))
    header = [wrap_cell([name], cells, HEADING) for name, cells in zip(names, widths, strict=True)]
    screen.row(header, widths, (" │ ", DIM), header=True)
    for field in fields:
        screen.text("─┼─".join("─" * cells for cells in widths), DIM)
        cells = [_hung(cell_texts(case, field, places=False), widths[1]) for case in cases]
        screen.row([wrap_cell([field.label.here()], widths[0], HEADING), *cells], widths, (" │ ", DIM))


def _draw_below_each_other(cases: Sequence[Case], fields: Sequence[Field], screen: Screen) -> None:
    """Draw field by field, in each the cases one below the other."""
    for number, field in enumerate(fields):
        if number:
            screen.text("")
        _draw_text(f"■ {field.label.here()}", 0, HEADING, screen)
        for case in cases:
            _draw_text(case["id"], _INDENT, HEADING, screen)
            for line in _hung(cell_texts(case, field), screen.width - 2 * _INDENT):
                screen.line((" " * (2 * _INDENT), PLAIN), *line)


# One case as a page that one would hand to a mayor.

_LOOKS = {BlockKind.TITLE: HEADING, BlockKind.ASIDE: DIM, BlockKind.NAMES: ITALIC, BlockKind.SILENCE: DIM}


def _draw_page(result: CaseDetail, screen: Screen) -> None:
    for number, section in enumerate(case_sections(result)):
        if number:
            screen.text("")
        _draw_section(section, screen)


def _draw_section(section: Section, screen: Screen) -> None:
    if section.label:
        _draw_text(f"■ {section.label}", 0, HEADING, screen)
    for block in section.blocks:
        if block.kind is BlockKind.ITEM:
            _draw_item(block, pad(bullet(), 2), screen)
        elif block.kind is BlockKind.UNDER:
            _draw_item(block, "  → ", screen)
        else:
            text = with_label(block.label, block.text) if block.kind is BlockKind.ASIDE else block.text
            _draw_text(text, _INDENT if section.label else 0, _LOOKS.get(block.kind, PLAIN), screen)


def _draw_text(text: str, indent: int, look: str, screen: Screen) -> None:
    for line in wrap_cell([text], screen.width - indent, look):
        screen.line((" " * indent, PLAIN), *line)


def _draw_item(block: Block, mark: str, screen: Screen) -> None:
    """Draw a text that hangs behind its mark, and dimmed where the source says it."""
    hang = " " * width(mark)
    room = screen.width - width(mark)
    *lines, last = wrap(escape_invisible(block.text), room)
    for number, line in enumerate(lines):
        screen.text((hang if number else mark) + line)
    refs = format_refs(block.refs)
    pieces = [((hang if lines else mark) + last, PLAIN)]
    # A reference that does not fit behind the last line takes lines of its own.
    if behind := width(last) + width(refs) + 1 <= room:
        pieces.append((("" if current_language() == "ja" else " ") + refs, DIM))
    screen.line(*pieces)
    if refs and not behind:
        _draw_text(refs, width(mark), DIM, screen)
