"""Cases side by side: as columns where they fit, as rows where they are many, else one below the other."""

from collections.abc import Sequence

from rich.box import Box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from renkei_cli.i18n import current
from renkei_cli.index import Field
from renkei_cli.render.console import HEADING, QUIET, READING_WIDTH, broken, draw
from renkei_cli.report import Case, Comparison
from renkei_cli.text import visible
from renkei_cli.typeset import pad, width, wrap
from renkei_cli.wording import brief, lines, not_stated

GRID = Box("    \n    \n ─┼ \n    \n ─┼ \n ─┼ \n    \n    \n")
_SIDE_BY_SIDE = ("title", "type", "participants", "collaborators", "instruments", "events", "themes", "trigger",
                 "benefits", "purpose", "merits", "period", "funding", "kpis", "results")  # fmt: skip
_IN_ROWS = ("type", "participants", "themes", "trigger", "benefits")
_FEW = 3
_GAP = 2
_LEAST_COLUMN = 20
_LEAST_CELL = 10


def draw_comparison(report: Comparison, target: Console) -> None:
    """Draw the comparison in the form that stays readable at this width."""
    few = len(report.cases) <= _FEW
    usual = _SIDE_BY_SIDE if few else _IN_ROWS
    fields = list(report.shown) or [report.fields[key] for key in usual]
    labels = min(max(width(field.label.here()) for field in fields), 16)
    ids = max(width(case["id"]) for case in report.cases)
    room = (target.width - labels - _GAP * len(report.cases)) // len(report.cases)
    cell = (target.width - ids - _GAP * len(fields)) // len(fields)
    if few and room >= _LEAST_COLUMN:
        header = [case["id"] for case in report.cases]
        body = [[field.label.here(), *(_cell(case, field) for case in report.cases)] for field in fields]
        _draw_grid(target, ["", *header], body, [labels, *[room] * len(report.cases)])
    elif not few and cell >= _LEAST_CELL:
        header = ["ID", *(field.label.here() for field in fields)]
        body = [[case["id"], *(_cell(case, field) for field in fields)] for case in report.cases]
        _draw_grid(target, header, body, [ids, *[cell] * len(fields)])
    else:
        _draw_below(report.cases, fields, target)


def _cell(case: Case, field: Field) -> list[str]:
    """Give the paragraphs of a cell: an item each, marked as items where there are several."""
    said = [brief(case, field)] if field.kind == "term" else lines(case, field)
    if field.kind == "tag":
        return said
    mark = "・" if current() == "ja" else "• "
    return [mark + text for text in said] if len(said) > 1 else said


def _draw_grid(target: Console, header: Sequence[str], body: Sequence[Sequence[str | list[str]]], widths: Sequence[int]) -> None:
    table = Table(box=GRID, show_edge=False, show_lines=True, pad_edge=False, padding=(0, 1, 0, 0), border_style=QUIET,
                  header_style=HEADING)  # fmt: skip
    for name, cells in zip(header, widths, strict=True):
        table.add_column(broken([name], cells), width=cells, no_wrap=True, overflow="ignore")
    for row in body:
        first, *rest = row
        cells = [broken([str(first)], widths[0], HEADING)]
        cells += [_set(said, room) for said, room in zip(rest, widths[1:], strict=True)]
        table.add_row(*cells)
    target.print(table, crop=False)


def _set(said: str | list[str], cells: int) -> Text:
    if not said:
        return broken([not_stated()], cells, QUIET)
    return broken([said] if isinstance(said, str) else said, cells)


def _draw_below(cases: Sequence[Case], fields: Sequence[Field], target: Console) -> None:
    """Draw field by field, in each the cases one below the other."""
    cells = min(target.width, READING_WIDTH)
    for number, field in enumerate(fields):
        if number:
            draw(target, "")
        draw(target, broken([f"■ {field.label.here()}"], cells, HEADING))
        for case in cases:
            draw(target, f"  {case['id']}", HEADING)
            for text in _cell(case, field) or [not_stated()]:
                for line in wrap(visible(text), cells - 4):
                    draw(target, pad("", 4) + line, "" if lines(case, field) else QUIET)
