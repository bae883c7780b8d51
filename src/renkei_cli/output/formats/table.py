"""Tables and pages for a reader at a terminal; as plain text for one who listens, or for a mail."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple, TextIO

from renkei_cli.core.i18n import bullet, with_label
from renkei_cli.core.text import escape_invisible
from renkei_cli.output import views
from renkei_cli.output.options import PLAIN_WIDTH, READING_WIDTH
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import Case, CaseComparison, CaseDetail, CaseList, CaseResult
from renkei_cli.output.terminal import (
    DIM,
    HEADING,
    HIGHLIGHT,
    ITALIC,
    PLAIN,
    Line,
    StyledText,
    row_lines,
    wrap_cell,
    write_lines,
)
from renkei_cli.output.views import BlockKind
from renkei_cli.output.wrap import width, wrap
from renkei_cli.schema.fields import Field

_INDENT = "  "
# All in cells.
_GAP = 2  # between the columns of a list
_GRID_GAP = 3  # between the columns of a comparison, the line between them included
_LONGEST_WORD = 16  # a longer one may be torn
_LEAST_CELL = 12
_LEAST_COLUMN = 20
_WIDEST_LABEL = 16

_MEASURED = 16  # columns are measured on so many rows; the others stream
_FEW = 3  # so many cases are compared in columns; more are rows


def render(result: CaseResult, out: TextIO, options: RenderOptions) -> None:
    """Draw a list as a table, one case as a page, several beside each other; or all of it as lines."""
    write_lines(_lines(result, options), out, color=options.color)


def _lines(result: CaseResult, options: RenderOptions) -> Iterator[Line]:
    if options.plain:
        for text in map(escape_invisible, _plain_texts(result)):
            yield from ([(line, PLAIN)] for line in wrap(text, min(options.width, PLAIN_WIDTH)))
    elif isinstance(result, CaseDetail):
        yield from _page(result, min(options.width, READING_WIDTH))
    elif isinstance(result, CaseList):
        sizes = _SIZES | ({"title": (16, 2)} if result.hits else {})
        if result.shown:
            sizes = {key: sizes[key] for key in ("id", "hits")}
        columns = [_Column(field, *sizes.get(field.key, ())) for field in views.listed_fields(result)]
        yield from _rows(result.cases, columns, options.width)
    elif result.cases:
        yield from _comparison(result, options.width)


# Plain text: a field a line; where there are several texts, one below the other under their label.


def _plain_texts(result: CaseResult) -> Iterator[str]:
    if isinstance(result, CaseDetail):
        for label, blocks in views.case_sections(result):
            if blocks[0].kind is BlockKind.TITLE:
                yield from (with_label(label, blocks[0].text), *(block.text for block in blocks[1:]))
            else:
                yield from _plain_field(label, views.block_texts(blocks))
    elif isinstance(result, CaseList):
        fields = views.listed_fields(result)
        for number, case in enumerate(result.cases):
            yield from [""] if number else []
            for field in fields:
                names = [views.field_summary(case, field)] if field.kind == "participant" else []
                yield from _plain_field(field.label.here(), names or views.cell_texts(case, field, one_line=True))
    else:
        for number, field in enumerate(views.compared_fields(result) if result.cases else ()):
            yield from ["", field.label.here()] if number else [field.label.here()]
            for case in result.cases:
                yield from _plain_field(case["id"], views.cell_texts(case, field, one_line=True))


def _plain_field(label: str, texts: Sequence[str]) -> list[str]:
    return [f"{label}:", *texts] if len(texts) > 1 else [with_label(label, "".join(texts) or views.not_stated())]


# Cases as rows: columns share the width, and those that find no room fold below their row.


class _Column(NamedTuple):
    field: Field
    least: int = 8  # cells below which it folds; 0 for one that takes its natural width
    share: int = 1  # its part of the cells that are left over


_SIZES = {"id": (0, 1), "type": (8, 1), "title": (18, 4), "participants": (14, 4), "themes": (20, 3),
          "hits": (24, 5), "trigger": (12, 2), "benefits": (12, 2)}  # fmt: skip
"""How wide the usual columns are at least, and their shares."""
_COMPARED = ("id", "type", "participants", "themes", "trigger", "benefits")  # of many cases, the least needed last


def _rows(cases: Iterable[Case], columns: Sequence[_Column], screen: int) -> Iterator[Line]:
    coming = iter(cases)
    first = list(islice(coming, _MEASURED))
    if not first:
        return
    widths = _share_width(columns, first, screen)
    shown, folded = ([column.field for column in part] for part in (columns[: len(widths)], columns[len(widths) :]))
    # Rules go all the way where what has folded does.
    rule = "─" * (screen if folded else sum(widths) + _GAP * (len(widths) - 1))
    joint = (" " * _GAP, PLAIN)
    names = [wrap_cell([field.label.here()], cells, HEADING) for field, cells in zip(shown, widths, strict=True)]
    yield from row_lines(names, widths, joint, header=not folded)
    for case in chain(first, coming):
        yield [(rule, DIM)]
        row = [_list_cell(case, *column) for column in zip(shown, widths, strict=True)]
        yield from row_lines(row, widths, joint)
        yield from _below(case, folded, widths, screen)


def _share_width(columns: Sequence[_Column], cases: Sequence[Case], screen: int) -> list[int]:
    """Share the width out among as many columns, from the left, as find room; the first always does."""
    natural, widths = [], []
    for column in columns:
        texts = [text for case in cases for text in _list_texts(case, column.field)]
        wanted = max(map(width, (*texts, column.field.label.here(), "" if texts else views.not_stated())))
        longest = max((len(word) for text in texts for word in text.split() if word.isascii()), default=0)
        natural.append(wanted)
        # A column had better not tear its longest word.
        least = max(column.least, min(longest, _LONGEST_WORD)) if column.least else wanted
        widths.append(min(wanted, least))
    while len(widths) > 1 and sum(widths) + _GAP * (len(widths) - 1) > screen:
        widths.pop()
    for _cell in range(screen - sum(widths) - _GAP * (len(widths) - 1)):
        if growing := [at for at in range(len(widths)) if widths[at] < natural[at]]:
            # The one that is furthest behind its share grows by a cell.
            widths[min(growing, key=lambda at: (widths[at] + 1) / columns[at].share)] += 1
    return [min(one, screen) for one in widths]


def _list_texts(case: Case, field: Field) -> list[str]:
    """Return the paragraphs of a cell; participants by their names alone, one after the other."""
    return [views.field_summary(case, field)] if field.kind == "participant" else views.field_lines(case, field)


def _list_cell(case: Case, field: Field, cells: int) -> list[Line]:
    if field.kind == "hit":
        hits, more = views.shown_hits(case, field)
        mark = bullet() if len(hits) > 1 else ""
        lines = [line for hit in hits for line in _hit_lines(hit, cells, mark)]
        return lines + (wrap_cell([more], cells) if more else [])
    return _item_lines(_list_texts(case, field), cells, HEADING if field.key == "id" else PLAIN)


def _item_lines(texts: Sequence[str], cells: int, look: str = PLAIN) -> list[Line]:
    hang = width(bullet()) if len(texts) > 1 else 0
    return wrap_cell(texts, cells, look, hang=hang) if texts else wrap_cell([views.not_stated()], cells, DIM)


def _hit_lines(hit: Case, cells: int, mark: str) -> Iterator[Line]:
    said = views.hit_text(hit)
    text, before = escape_invisible(said), len(said) - len(hit["text"])
    marked = {before + at for begin, end in hit["marks"] for at in range(begin, end)} if text == said else ()
    # Breaks drop white space or add nothing: the other characters come in their order.
    places = iter([at for at, character in enumerate(text) if not character.isspace()])
    for line in _hanging(text, cells, HIGHLIGHT, mark, views.format_refs(hit["ref"])):
        styled: list[StyledText] = []
        for piece, look in line:
            if look == HIGHLIGHT:
                styled += [(one, look if not one.isspace() and next(places) in marked else PLAIN) for one in piece]
            else:
                styled.append((piece, look))
        yield styled


def _below(case: Case, fields: Sequence[Field], widths: Sequence[int], screen: int) -> Iterator[Line]:
    """Set what found no room as a column: each field behind its label, below the second column if that leaves room."""
    indent = widths[0] + _GAP if len(widths) > 1 and (widths[0] + _GAP) * 2 <= screen else _GAP
    for field in fields:
        label = f"{field.label.here()}:"
        texts = [views.field_summary(case, field)] if field.kind in ("term", "tag") else _list_texts(case, field)
        if field.kind == "hit" or len(texts) > 1:
            lines = [[(label, DIM)], *_indented(_list_cell(case, field, screen - indent - _GAP), _GAP)]
        else:
            text = f"{label} {''.join(texts) or views.not_stated()}"
            lines = wrap_cell([text], screen - indent, hang=_GAP)
            if lines[0][0][0].startswith(label):
                lines[0] = [(label, DIM), (lines[0][0][0].removeprefix(label), PLAIN)]
        yield from _indented(lines, indent)


def _indented(lines: Iterable[Line], cells: int) -> Iterator[Line]:
    return ([(" " * cells, PLAIN), *line] for line in lines)


# Cases side by side: as columns where they fit, as rows where they are many, else one below the other.


def _comparison(result: CaseComparison, screen: int) -> Iterator[Line]:
    cases, fields = result.cases, views.compared_fields(result)
    labels = min(max(width(field.label.here()) for field in fields), _WIDEST_LABEL)
    room = (screen - labels - _GRID_GAP * len(cases)) // len(cases)
    many = len(cases) > _FEW
    if not many and room >= _LEAST_COLUMN:
        widths, joint = [labels, *[room] * len(cases)], (" │ ", DIM)
        header = [wrap_cell([""], labels), *(wrap_cell([case["id"]], room, HEADING) for case in cases)]
        yield from row_lines(header, widths, joint, header=True)
        for field in fields:
            yield [("─┼─".join("─" * cells for cells in widths), DIM)]
            row = [_item_lines(views.cell_texts(case, field, places=False), room) for case in cases]
            yield from row_lines([wrap_cell([field.label.here()], labels, HEADING), *row], widths, joint)
    elif many and not result.shown:
        yield from _rows(cases, [_Column(result.fields[key], *_SIZES[key]) for key in _COMPARED], screen)
    elif many and screen // (len(fields) + 1) >= _LEAST_CELL + _GRID_GAP:
        asked = [_Column(field, _LEAST_CELL) for field in fields if field.key != "id"]
        yield from _rows(cases, [_Column(result.fields["id"], 0), *asked], screen)
    else:
        cells = min(screen, READING_WIDTH)
        for number, field in enumerate(fields):
            yield from [()] if number else []
            yield from _hanging(f"■ {field.label.here()}", cells, HEADING)
            for case in cases:
                yield from _hanging(case["id"], cells, HEADING, _INDENT)
                yield from _indented(_item_lines(views.cell_texts(case, field), cells - 4), 4)


# One case as a page that one would hand to a mayor.

_LOOKS = {BlockKind.TITLE: HEADING, BlockKind.ASIDE: DIM, BlockKind.NAMES: ITALIC, BlockKind.NOT_STATED: DIM}


def _page(result: CaseDetail, cells: int) -> Iterator[Line]:
    marks = {BlockKind.ITEM: bullet(), BlockKind.UNDER: "  → "}
    for number, (label, blocks) in enumerate(views.case_sections(result)):
        titled = blocks[0].kind is BlockKind.TITLE
        yield from [()] if number else []
        yield from () if titled else _hanging(f"■ {label}", cells, HEADING)
        for block in blocks:
            mark = marks.get(block.kind, "" if titled else _INDENT)
            yield from _hanging(block.text, cells, _LOOKS.get(block.kind, PLAIN), mark, views.format_refs(block.refs))


def _hanging(text: str, cells: int, look: str = PLAIN, mark: str = "", refs: str = "") -> Iterator[Line]:
    """Break a text that hangs behind its mark, and dimmed where the source says it."""
    room = cells - width(mark)
    lines: list[Line] = [[(line, look)] for line in wrap(escape_invisible(text), room)]
    # A reference that does not fit behind the last line takes lines of its own.
    if refs and width(lines[-1][0][0]) + width(refs) + 1 <= room:
        lines[-1] = [*lines[-1], (views.in_language("", " ") + refs, DIM)]
    elif refs:
        lines += [[(line, DIM)] for line in wrap(refs, room)]
    return ([(" " * width(mark) if number else mark, PLAIN), *line] for number, line in enumerate(lines))
