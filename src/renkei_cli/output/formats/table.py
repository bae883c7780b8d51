"""Tables and pages for a reader at a terminal; as plain text for one who listens, or for a mail."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple, TextIO

from renkei_cli.core.i18n import bullet
from renkei_cli.core.text import escape_invisible
from renkei_cli.output import terminal, views
from renkei_cli.output.options import PLAIN_WIDTH, READING_WIDTH
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import Case, CaseComparison, CaseDetail, CaseList, CaseResult, case_pages
from renkei_cli.output.terminal import DIM, HEADING, PLAIN, Line, row_lines, wrap_cell
from renkei_cli.output.views import BlockKind
from renkei_cli.output.wrap import fill_pieces, longest_word, pad, width, wrap
from renkei_cli.schema.fields import Field

_INDENT = "  "
# All in cells.
_GAP = 2  # between the columns of a list
_GRID_GAP = 3  # between the columns of a comparison, the line between them included
_LONGEST_WORD = 16  # a column folds rather than tear one of so many
_LEAST_COLUMN = 19
_GOOD_COLUMN = 24  # below it labels take no more than their longest word
_WIDEST_LABEL = 16
_UNBOUNDED = 100_000

_MEASURED = 16  # columns are measured on so many rows; the others stream
_FEW = 3  # so many cases are compared in columns, or none; of more as many as find room


def render(result: CaseResult, out: TextIO, options: RenderOptions) -> None:
    """Draw a list as a table, one case as a page, several beside each other; or all of it as lines."""
    terminal.write_lines(_lines(result, options), out, color=options.color)


def _lines(result: CaseResult, options: RenderOptions) -> Iterator[Line]:
    if options.plain:
        for text in map(escape_invisible, _plain_texts(result)):
            yield from ([(line, PLAIN)] for line in wrap(text, min(options.width, PLAIN_WIDTH)))
    elif isinstance(result, CaseDetail):
        yield from _page(result, min(options.width, READING_WIDTH))
    elif isinstance(result, CaseList) and result.pages:
        for number, page in enumerate(case_pages(result)):
            yield from [(), [("─" * min(options.width, READING_WIDTH), DIM)], ()] if number else ()
            yield from _page(page, min(options.width, READING_WIDTH))
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
        yield from _plain_page(result)
    elif isinstance(result, CaseComparison):
        yield from _plain_comparison(result) if result.cases else ()
    else:
        for number, case in enumerate(case_pages(result)):
            yield from [""] if number else []
            yield from _plain_page(case) if result.pages else _plain_row(result, case.case)


def _plain_page(result: CaseDetail) -> Iterator[str]:
    for label, blocks in views.case_sections(result):
        if blocks[0].kind is BlockKind.TITLE:
            yield from (f"{label}: {blocks[0].text}", *(block.text for block in blocks[1:]))
        else:
            texts = views.block_texts(blocks)
            yield from _plain_field(label, texts) if label else texts


def _plain_row(result: CaseList, case: Case) -> Iterator[str]:
    for field in views.listed_fields(result):
        names = [views.field_summary(case, field)] if field.kind == "participant" else []
        texts = names or views.cell_texts(case, field, one_line=True)
        yield from _plain_field(field.label.here(), texts or [views.not_stated(case)])


def _plain_comparison(result: CaseComparison) -> Iterator[str]:
    fields, blank = views.compared_rows(result)
    gap: list[str] = []
    for field in fields:
        yield from [*gap, field.label.here()]
        for case in result.cases:
            texts = views.cell_texts(case, field, one_line=True)
            yield from _plain_field(case["id"], texts or [views.not_stated(case)])
        gap = [""]
    yield from [*gap, blank] if blank else ()


def _plain_field(label: str, texts: Sequence[str]) -> list[str]:
    return [f"{label}:", *texts] if len(texts) > 1 else [f"{label}: {texts[0]}"]


# Cases as rows: columns share the width, and those that find no room fold below their row.


class _Column(NamedTuple):
    field: Field
    least: int = 8  # cells below which it folds; 0 for one that takes its natural width
    share: int = 1  # its part of the cells that are left over


_SIZES = {"id": (0, 1), "type": (8, 1), "title": (18, 4), "participants": (14, 4), "themes": (20, 3),
          "hits": (24, 5), "trigger": (12, 2), "benefits": (12, 2)}  # fmt: skip
"""How wide the usual columns are at least, and their shares."""
_LOOKS_OF_FIELDS = {"id": terminal.IDENTIFIER, "type": terminal.TYPE}


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
    sized = list(zip(shown, widths, strict=False))
    names = [_aligned(wrap_cell([field.label.here()], cells, HEADING), field, cells) for field, cells in sized]
    yield from row_lines(names, widths, joint, header=not folded)
    for case in chain(first, coming):
        yield [(rule, DIM)]
        row = [_aligned(_list_cell(case, *column), *column) for column in sized]
        yield from row_lines(row, widths, joint)
        yield from _below(case, folded, widths, screen)


def _aligned(cell: terminal.Cell, field: Field, cells: int) -> terminal.Cell:
    """Set numbers, and what heads them, to the right of their column."""
    if field.many or field.kind not in ("integer", "number"):
        return cell
    return [[(" " * (cells - sum(width(text) for text, _look in line)), PLAIN), *line] for line in cell]


def _share_width(columns: Sequence[_Column], cases: Sequence[Case], screen: int) -> list[int]:
    """Share the width out among as many columns, from the left, as find room; the first always does."""
    lines: list[list[str]] = []
    for field, *_sizes in columns:
        drawn = chain(wrap_cell([field.label.here()], _UNBOUNDED), *(_list_cell(case, field) for case in cases))
        lines.append(["".join(text for text, _look in line) for line in drawn])
    natural = [max(map(width, column)) for column in lines]
    if sum(natural) + _GAP * (len(natural) - 1) <= screen:
        return natural
    words = [max(map(longest_word, column)) for column in lines]
    widths = [
        min(wanted, max(one.least, min(word, _LONGEST_WORD))) if one.least else wanted
        for one, wanted, word in zip(columns, natural, words, strict=True)
    ]
    while len(widths) > 1 and sum(widths) + _GAP * (len(widths) - 1) > screen:
        widths.pop()
    grown = _grow(widths, screen - _GAP * (len(widths) - 1), [words, natural], [one.share for one in columns])
    return [min(one, screen) for one in grown]


def _grow(widths: Sequence[int], room: int, wanted: Sequence[Sequence[int]], shares: Sequence[int]) -> list[int]:
    """Let columns grow within a room to the first widths that are wanted, then to the next.

    No word is torn where another column could do with less.
    """
    grown = list(widths)
    for goals in wanted:
        for _cell in range(room - sum(grown)):
            if growing := [at for at in range(len(grown)) if grown[at] < goals[at]]:
                # The one that is furthest behind its share grows by a cell.
                grown[min(growing, key=lambda at: (grown[at] + 1) / shares[at])] += 1
    return grown


def _list_texts(case: Case, field: Field) -> list[str]:
    """Return the paragraphs of a cell; participants by their names alone, one after the other."""
    return [views.field_summary(case, field)] if field.kind == "participant" else views.field_lines(case, field)


def _list_cell(case: Case, field: Field, cells: int = _UNBOUNDED) -> list[Line]:
    if field.kind == "hit":
        hits, more = views.shown_hits(case, field)
        mark = bullet() if len(hits) > 1 else ""
        lines = [line for hit in hits for line in _hit_lines(hit, cells, mark)]
        return lines + (wrap_cell([more], cells) if more else [])
    return _item_lines(case, _list_texts(case, field), cells, _LOOKS_OF_FIELDS.get(field.key, PLAIN))


def _item_lines(case: Case, texts: Sequence[str], cells: int, look: str = PLAIN) -> list[Line]:
    hang = width(bullet()) if len(texts) > 1 else 0
    return wrap_cell(texts, cells, look, hang=hang) if texts else wrap_cell([views.not_stated(case)], cells, DIM)


def _hit_lines(hit: Case, cells: int, mark: str) -> Iterator[Line]:
    said = views.hit_text(hit)
    text, before = escape_invisible(said), len(said) - len(hit["text"])
    marked = {before + at for begin, end in hit["marks"] for at in range(begin, end)} if text == said else ()
    # Breaks drop white space or add nothing: the other characters come in their order.
    places = iter([at for at, character in enumerate(text) if not character.isspace()])
    for line in _hanging(text, cells, terminal.HIGHLIGHT, mark, views.format_refs(hit["ref"])):
        styled: list[terminal.StyledText] = []
        for piece, look in line:
            if look == terminal.HIGHLIGHT:
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
            text = f"{label} {''.join(texts) or views.not_stated(case)}"
            lines = wrap_cell([text], screen - indent, hang=_GAP)
            if lines[0][0][0].startswith(label):
                lines[0] = [(label, DIM), (lines[0][0][0].removeprefix(label), PLAIN)]
        yield from _indented(lines, indent)


def _indented(lines: Iterable[Line], cells: int) -> Iterator[Line]:
    return ([(" " * cells, PLAIN), *line] for line in lines)


# Cases side by side: as columns, as many as fit; where not even a few do, one below the other.


def _comparison(result: CaseComparison, screen: int) -> Iterator[Line]:
    cases = result.cases
    fields, blank = views.compared_rows(result)
    labels = [field.label.here() for field in fields]
    narrow = max(map(longest_word, labels), default=0)
    most = (screen - narrow) // (_LEAST_COLUMN + _GRID_GAP)
    if most < min(len(cases), _FEW):
        yield from _stacked(cases, fields, min(screen, READING_WIDTH))
    else:
        # As many in each block as in the others.
        blocks = -(-len(cases) // most)
        columns = -(-len(cases) // blocks)
        wide = min(max(map(width, labels), default=0), _WIDEST_LABEL)
        rooms = [(screen - label) // columns - _GRID_GAP for label in (wide, narrow)]
        label, room = (wide, rooms[0]) if rooms[0] >= _GOOD_COLUMN else (narrow, rooms[1])
        for at in range(0, len(cases), columns):
            yield from [()] if at else []
            yield from _grid(cases[at : at + columns], fields, label, room * columns)
    yield from [(), *_blank(blank, min(screen, READING_WIDTH))] if blank else ()


def _grid(cases: Sequence[Case], fields: Sequence[Field], label: int, room: int) -> Iterator[Line]:
    columns = [[views.cell_texts(case, field, places=False) for field in fields] for case in cases]
    heads = [[views.short_name(case), case["id"]] for case in cases]
    texts = [
        [*head, views.not_stated(case), *chain.from_iterable(column)]
        for case, head, column in zip(cases, heads, columns, strict=True)
    ]
    hang = width(bullet())
    goals = [[max(map(measure, column)) + hang for column in texts] for measure in (longest_word, width)]
    cells = _grow([0] * len(cases), room, goals, [1] * len(cases))
    widths, joint = [label, *cells], (" │ ", DIM)
    sized = zip(heads, cells, strict=True)
    names = [
        wrap_cell([name], one, HEADING) + wrap_cell([case_id], one, terminal.IDENTIFIER)
        for (name, case_id), one in sized
    ]
    yield from row_lines([wrap_cell([""], label), *names], widths, joint, header=True)
    for number, field in enumerate(fields):
        yield [("─┼─".join("─" * one for one in widths), DIM)]
        row = [_item_lines(case, column[number], one) for case, column, one in zip(cases, columns, cells, strict=True)]
        yield from row_lines([wrap_cell([field.label.here()], label, HEADING), *row], widths, joint)


def _stacked(cases: Sequence[Case], fields: Sequence[Field], cells: int) -> Iterator[Line]:
    for number, field in enumerate(fields):
        yield from [()] if number else []
        yield from _hanging(f"■ {field.label.here()}", cells, HEADING)
        for case in cases:
            name = views.short_name(case)
            if width(f"{_INDENT}{name}  {case['id']}") <= cells:
                yield [(f"{_INDENT}{name}  ", HEADING), (case["id"], terminal.IDENTIFIER)]
            else:
                yield from _hanging(name, cells, HEADING, _INDENT)
                yield from _hanging(case["id"], cells, terminal.IDENTIFIER, _INDENT)
            yield from _indented(_item_lines(case, views.cell_texts(case, field), cells - 4), 4)


# One case as a page that one would hand to a mayor.

_LOOKS = {BlockKind.TITLE: HEADING, BlockKind.ASIDE: DIM, BlockKind.NAMES: terminal.ITALIC, BlockKind.NOT_STATED: DIM}


def _page(result: CaseDetail, cells: int) -> Iterator[Line]:
    marks = {BlockKind.ITEM: bullet(), BlockKind.UNDER: "  → "}
    sections = list(views.case_sections(result))
    column = max(width(label) for label, _blocks in sections) + _GAP
    for number, (label, blocks) in enumerate(sections):
        bare = blocks[0].kind is BlockKind.TITLE or not label
        yield from [()] if number == 1 or (number and not result.short) else []
        if result.short and not bare:
            text, *more = wrap(escape_invisible(blocks[0].text), cells - column)
            yield [(pad(label, column), HEADING), (text, PLAIN)]
            yield from ([(" " * column + line, PLAIN)] for line in more)
            continue
        yield from () if bare else _hanging(f"■ {label}", cells, HEADING)
        for block in blocks:
            if block.kind is BlockKind.FACTS:
                yield from _facts(escape_invisible(block.text), cells)
                continue
            if not label:
                yield from _blank(block.text, cells)
                continue
            mark = marks.get(block.kind, "" if bare else _INDENT)
            refs = views.format_refs(block.refs)
            yield from _hanging(block.text, cells, _LOOKS.get(block.kind, PLAIN), mark, refs)


def _blank(text: str, cells: int) -> Iterator[Line]:
    """Break the line that names what is blank between two of its labels."""
    return ([(line, PLAIN)] for line in fill_pieces(re.split("(?<=、)|(?<=[,:] )", text), cells))


def _facts(text: str, cells: int) -> Iterator[Line]:
    """Break the facts below a title between two of them; the first is the type."""
    first, *others = fill_pieces(re.split("(?<= [・·] )", text), cells)
    type_, gap, rest = first.partition(" ")
    yield [(type_, terminal.TYPE), (gap + rest, PLAIN)]
    yield from ([(line, PLAIN)] for line in others)


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
