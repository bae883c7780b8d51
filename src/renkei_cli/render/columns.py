"""Cases side by side: as columns where they fit, as rows where they are many, else one below the other."""

from collections.abc import Sequence

from rich.box import Box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from renkei_cli.index import Field
from renkei_cli.render import Style
from renkei_cli.render.console import HEADING, QUIET, READING_WIDTH, broken, draw
from renkei_cli.render.rows import Column, draw_rows
from renkei_cli.report import Case, Comparison
from renkei_cli.text import visible
from renkei_cli.typeset import pad, width, wrap
from renkei_cli.wording import brief, bullet, lines, not_stated

GRID = Box("    \n  │ \n ─┼ \n  │ \n ─┼ \n ─┼ \n  │ \n    \n")
_SIDE_BY_SIDE = ("title", "type", "participants", "collaborators", "instruments", "events", "themes", "trigger",
                 "benefits", "purpose", "merits", "period", "funding", "kpis", "results")  # fmt: skip
_IN_ROWS = {"id": (0, 0), "type": (8, 0), "participants": (14, 4), "themes": (18, 3), "trigger": (12, 2),
            "benefits": (12, 2)}  # fmt: skip
_FEW = 3
_GAP = 3
_LEAST_COLUMN = 20
_LEAST_CELL = 12


def draw_comparison(report: Comparison, target: Console, style: Style) -> None:
    """Draw the comparison in the form that stays readable at this width; nothing where there is no case."""
    if not report.cases:
        return
    fields = list(report.shown) or [report.fields[key] for key in _SIDE_BY_SIDE]
    labels = min(max(width(field.label.here()) for field in fields), 16)
    room = (target.width - labels - _GAP * len(report.cases)) // len(report.cases)
    if len(report.cases) <= _FEW and room >= _LEAST_COLUMN:
        _draw_grid(report.cases, fields, target, [labels, *[room] * len(report.cases)])
    elif len(report.cases) > _FEW and not report.shown:
        usual = [Column(report.fields[key], least, share) for key, (least, share) in _IN_ROWS.items()]
        draw_rows(report.cases, usual, target, style)
    elif len(report.cases) > _FEW and target.width // (len(fields) + 1) >= _LEAST_CELL + _GAP:
        asked = [
            Column(report.fields["id"]),
            *(Column(field, _LEAST_CELL) for field in fields if field.key != "id"),
        ]
        draw_rows(report.cases, asked, target, style)
    else:
        _draw_below(report.cases, fields, target)


def _cell(case: Case, field: Field) -> list[str]:
    """Give the paragraphs of a cell: an item each, marked as items where there are several."""
    said = [brief(case, field)] if field.kind == "term" else lines(case, field)
    if field.kind == "tag":
        return said
    return [bullet() + text for text in said] if len(said) > 1 else said


def _draw_grid(cases: Sequence[Case], fields: Sequence[Field], target: Console, widths: Sequence[int]) -> None:
    table = Table(box=GRID, show_edge=False, show_lines=True, pad_edge=False, padding=(0, 1), border_style=QUIET,
                  header_style=HEADING)  # fmt: skip
    for name, cells in zip(["", *(case["id"] for case in cases)], widths, strict=True):
        table.add_column(broken([name], cells), width=cells, no_wrap=True, overflow="ignore")
    for field in fields:
        label = broken([field.label.here()], widths[0], HEADING)
        table.add_row(label, *(_set(_cell(case, field), room) for case, room in zip(cases, widths[1:], strict=True)))
    target.print(table, crop=False)


def _set(said: list[str], cells: int) -> Text:
    hang = width(bullet()) if len(said) > 1 else 0
    return broken(said, cells, hang=hang) if said else broken([not_stated()], cells, QUIET)


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
