"""Tables and pages for a reader at a terminal; as plain text for one who listens, or for a mail."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import NamedTuple, TextIO

from renkei_cli.core.i18n import bullet, with_label
from renkei_cli.core.text import escape_invisible
from renkei_cli.output.options import PLAIN_WIDTH, READING_WIDTH
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import Case, CaseComparison, CaseDetail, CaseList, CaseResult
from renkei_cli.output.terminal import DIM, HEADING, HIGHLIGHT, ITALIC, PLAIN, Line, Screen, wrap_cell
from renkei_cli.output.views import (
    BlockKind,
    Section,
    block_texts,
    case_sections,
    cell_texts,
    compared_fields,
    field_lines,
    field_summary,
    format_refs,
    headed,
    in_language,
    listed_fields,
    not_stated,
)
from renkei_cli.output.wrap import width, wrap
from renkei_cli.schema.fields import Field

_INDENT = "  "
# All in cells.
_GAP = 2  # between the columns of a list
_GRID_GAP = 3  # between the columns of a comparison, the line between them included
_LONGEST_WORD = 16  # a longer one may be torn
_LEAST = 8
_LEAST_CELL = 12
_LEAST_COLUMN = 20
_WIDEST_LABEL = 16

_MEASURED = 16  # columns are measured on so many rows; the others stream
_FEW = 3  # so many cases are compared in columns; more are rows


def render(result: CaseResult, out: TextIO, options: RenderOptions) -> None:
    """Draw a list as a table, one case as a page, several beside each other; or all of it as lines."""
    screen = Screen(out, options.width, options.color)
    page = replace(screen, width=min(screen.width, READING_WIDTH))
    if options.plain:
        for text in _plain_texts(result):
            out.writelines(f"{line}\n" for line in wrap(escape_invisible(text), min(screen.width, PLAIN_WIDTH)))
    elif isinstance(result, CaseDetail):
        for number, section in enumerate(case_sections(result)):
            if number:
                screen.line()
            _draw_section(section, page)
    elif isinstance(result, CaseList):
        _draw_rows(result.cases, _list_columns(result), screen)
    elif result.cases:
        _draw_comparison(result, screen, page)


# Plain text: a field a line; where there are several texts, one below the other under their label.


def _plain_texts(result: CaseResult) -> Iterator[str]:
    if isinstance(result, CaseDetail):
        for section in case_sections(result):
            if section.label:
                yield from _plain_field(section.label, block_texts(section.blocks))
            else:
                yield from (with_label(one.label, one.text) if one.label else one.text for one in section.blocks)
    elif isinstance(result, CaseList):
        fields = listed_fields(result)
        for number, case in enumerate(result.cases):
            yield from [""] if number else []
            for field in fields:
                names = [field_summary(case, field)] if field.kind == "participant" else None
                yield from _plain_field(field.label.here(), names or cell_texts(case, field, one_line=True))
    else:
        for number, field in enumerate(compared_fields(result) if result.cases else ()):
            yield from [""] if number else []
            yield field.label.here()
            for case in result.cases:
                yield from _plain_field(case["id"], cell_texts(case, field, one_line=True))


def _plain_field(label: str, texts: Sequence[str]) -> list[str]:
    return [headed(label), *texts] if len(texts) > 1 else [with_label(label, "".join(texts) or not_stated())]


# Cases as rows: columns share the width, and those that find no room fold below their row.


class _Column(NamedTuple):
    field: Field
    least: int = _LEAST  # cells below which it folds; 0 for one that takes its natural width
    share: int = 1  # its part of the cells that are left over


_SIZES = {"id": (0, 1), "type": (8, 1), "title": (18, 4), "participants": (14, 4), "themes": (20, 3),
          "hits": (24, 5), "trigger": (12, 2), "benefits": (12, 2)}  # fmt: skip
"""How wide the usual columns are at least, and their shares."""
_SEARCH = _SIZES | {"title": (16, 2)}
_COMPARISON = _SIZES | {"themes": (18, 3)}
_COMPARED = ("id", "type", "participants", "themes", "trigger", "benefits")
"""The columns of many cases side by side, the least needed last."""


def _list_columns(result: CaseList) -> list[_Column]:
    sizes = _SEARCH if result.hits else _SIZES
    if result.shown:
        sizes = {key: sizes[key] for key in ("id", "hits")}
    return [_Column(field, *sizes.get(field.key, ())) for field in listed_fields(result)]


def _draw_rows(cases: Iterable[Case], columns: Sequence[_Column], screen: Screen) -> None:
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
        screen.line((rule, DIM))
        screen.row([_list_cell(case, *column) for column in zip(shown, widths, strict=True)], widths, joint)
        for line in _below(case, folded, widths, screen.width):
            screen.line(*line)


def _share_width(columns: Sequence[_Column], cases: Sequence[Case], cells: int) -> list[int]:
    """Share the width out among as many columns, from the left, as find room; the first always does."""
    natural, widths = [], []
    for column in columns:
        texts = [text for case in cases for text in _list_texts(case, column.field)]
        wanted = max(map(width, (*texts, column.field.label.here(), "" if texts else not_stated())))
        longest = max((len(word) for text in texts for word in text.split() if word.isascii()), default=0)
        natural.append(wanted)
        # A column had better not tear its longest word.
        least = max(column.least, min(longest, _LONGEST_WORD)) if column.least else wanted
        widths.append(min(wanted, least))
    while len(widths) > 1 and sum(widths) + _GAP * (len(widths) - 1) > cells:
        widths.pop()
    for _cell in range(cells - sum(widths) - _GAP * (len(widths) - 1)):
        growing = [at for at in range(len(widths)) if widths[at] < natural[at]]
        if not growing:
            break
        # The one that is furthest behind its share grows by a cell.
        widths[min(growing, key=lambda at: (widths[at] + 1) / columns[at].share)] += 1
    return [min(one, cells) for one in widths]


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
    text = escape_invisible(hit["text"])
    marks = hit["marks"] if text == hit["text"] else ()
    marked = {at for begin, end in marks for at in range(begin, end)}
    # Breaks drop white space or add nothing: the other characters come in their order.
    places = iter([at for at, character in enumerate(text) if not character.isspace()])
    for line in wrap(text, cells):
        yield [(one, HIGHLIGHT if not one.isspace() and next(places) in marked else PLAIN) for one in line]
    if hit["ref"]:
        yield from wrap_cell([format_refs(hit["ref"])], cells, DIM)


def _below(case: Case, fields: Sequence[Field], widths: Sequence[int], cells: int) -> Iterator[Line]:
    """Set what found no room as a column: each field behind its label, below the second column if that leaves room."""
    indent = widths[0] + _GAP if len(widths) > 1 and (widths[0] + _GAP) * 2 <= cells else _GAP
    before = (" " * indent, PLAIN)
    for field in fields:
        label = headed(field.label.here())
        texts = [field_summary(case, field)] if field.kind in ("term", "tag") else _list_texts(case, field)
        if field.kind == "hit" or len(texts) > 1:
            yield [before, (label, DIM)]
            under = (" " * (indent + _GAP), PLAIN)
            yield from ([under, *line] for line in _list_cell(case, field, cells - indent - _GAP))
            continue
        text = with_label(field.label.here(), "".join(texts) or not_stated())
        for [(line, _look)] in wrap_cell([text], cells - indent, hang=_GAP):
            begun = label if line.startswith(label) else ""
            yield [before, (begun, DIM), (line.removeprefix(begun), PLAIN)]


# Cases side by side: as columns where they fit, as rows where they are many, else one below the other.


def _draw_comparison(result: CaseComparison, screen: Screen, page: Screen) -> None:
    cases, fields = result.cases, compared_fields(result)
    labels = min(max(width(field.label.here()) for field in fields), _WIDEST_LABEL)
    room = (screen.width - labels - _GRID_GAP * len(cases)) // len(cases)
    if len(cases) <= _FEW and room >= _LEAST_COLUMN:
        _draw_grid(cases, fields, screen, [labels, *[room] * len(cases)])
    elif len(cases) > _FEW and not result.shown:
        _draw_rows(cases, [_Column(result.fields[key], *_COMPARISON[key]) for key in _COMPARED], screen)
    elif len(cases) > _FEW and screen.width // (len(fields) + 1) >= _LEAST_CELL + _GRID_GAP:
        asked = [_Column(field, _LEAST_CELL) for field in fields if field.key != "id"]
        _draw_rows(cases, [_Column(result.fields["id"], 0), *asked], screen)
    else:
        for number, field in enumerate(fields):
            if number:
                page.line()
            _draw_text(f"■ {field.label.here()}", page, HEADING)
            for case in cases:
                _draw_text(case["id"], page, HEADING, _INDENT)
                for line in _hung(cell_texts(case, field), page.width - 2 * len(_INDENT)):
                    page.line((2 * _INDENT, PLAIN), *line)


def _draw_grid(cases: Sequence[Case], fields: Sequence[Field], screen: Screen, widths: Sequence[int]) -> None:
    joint = (" │ ", DIM)
    names = ("", *(case["id"] for case in cases))
    header = [wrap_cell([name], cells, HEADING) for name, cells in zip(names, widths, strict=True)]
    screen.row(header, widths, joint, header=True)
    for field in fields:
        screen.line(("─┼─".join("─" * cells for cells in widths), DIM))
        row = [_hung(cell_texts(case, field, places=False), widths[1]) for case in cases]
        screen.row([wrap_cell([field.label.here()], widths[0], HEADING), *row], widths, joint)


# One case as a page that one would hand to a mayor.

_LOOKS = {BlockKind.TITLE: HEADING, BlockKind.ASIDE: DIM, BlockKind.NAMES: ITALIC, BlockKind.SILENCE: DIM}


def _draw_section(section: Section, screen: Screen) -> None:
    if section.label:
        _draw_text(f"■ {section.label}", screen, HEADING)
    marks = {BlockKind.ITEM: bullet(), BlockKind.UNDER: "  → "}
    for block in section.blocks:
        text = with_label(block.label, block.text) if block.kind is BlockKind.ASIDE else block.text
        mark = marks.get(block.kind, _INDENT if section.label else "")
        _draw_text(text, screen, _LOOKS.get(block.kind, PLAIN), mark, format_refs(block.refs))


def _draw_text(text: str, screen: Screen, look: str = PLAIN, mark: str = "", refs: str = "") -> None:
    """Draw a text that hangs behind its mark, and dimmed where the source says it."""
    room = screen.width - width(mark)
    lines: list[list[tuple[str, str]]] = [[(line, look)] for line in wrap(escape_invisible(text), room)]
    # A reference that does not fit behind the last line takes lines of its own.
    if refs and width(lines[-1][0][0]) + width(refs) + 1 <= room:
        lines[-1].append((in_language("", " ") + refs, DIM))
    elif refs:
        lines += [[(line, DIM)] for line in wrap(refs, room)]
    for number, line in enumerate(lines):
        screen.line((" " * width(mark) if number else mark, PLAIN), *line)
