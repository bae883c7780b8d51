"""Cases side by side: as columns where they fit, as rows where they are many, else one below the other."""

from collections.abc import Sequence

from renkei_cli.core.i18n import bullet
from renkei_cli.output.formats.table_listing import Column, draw_rows
from renkei_cli.output.results import Case, CaseComparison
from renkei_cli.output.styles import DIM, HEADING, PLAIN, READING_WIDTH
from renkei_cli.output.terminal import GRID, Line, TableWriter, wrap_cell
from renkei_cli.output.views.citations import compared_cell
from renkei_cli.output.views.phrases import not_stated
from renkei_cli.output.wrap import width, wrap
from renkei_cli.schema.fields import Field

_SIDE_BY_SIDE = ("title", "type", "participants", "collaborators", "instruments", "events", "themes", "trigger",
                 "benefits", "purpose", "merits", "period", "funding", "kpis", "results")  # fmt: skip
_IN_ROWS = {"id": (0, 0), "type": (8, 0), "participants": (14, 4), "themes": (18, 3), "trigger": (12, 2),
            "benefits": (12, 2)}  # fmt: skip
_FEW = 3
_GAP = 3
_LEAST_COLUMN = 20
_LEAST_CELL = 12


def compared_fields(report: CaseComparison) -> list[Field]:
    """Give the fields that are compared: those asked for, else the usual ones."""
    return list(report.shown) or [report.fields[key] for key in _SIDE_BY_SIDE]


def draw_comparison(report: CaseComparison, paper: TableWriter) -> None:
    """Draw the comparison in the form that stays readable at this width; nothing where there is no case."""
    if not report.cases:
        return
    fields = compared_fields(report)
    labels = min(max(width(field.label.here()) for field in fields), 16)
    room = (paper.width - labels - _GAP * len(report.cases)) // len(report.cases)
    if len(report.cases) <= _FEW and room >= _LEAST_COLUMN:
        _draw_grid(report.cases, fields, paper, [labels, *[room] * len(report.cases)])
    elif len(report.cases) > _FEW and not report.shown:
        usual = [Column(report.fields[key], least, share) for key, (least, share) in _IN_ROWS.items()]
        draw_rows(report.cases, usual, paper)
    elif len(report.cases) > _FEW and paper.width // (len(fields) + 1) >= _LEAST_CELL + _GAP:
        asked = [
            Column(report.fields["id"]),
            *(Column(field, _LEAST_CELL) for field in fields if field.key != "id"),
        ]
        draw_rows(report.cases, asked, paper)
    else:
        _draw_below(report.cases, fields, paper)


def _draw_grid(cases: Sequence[Case], fields: Sequence[Field], paper: TableWriter, widths: Sequence[int]) -> None:
    header = [
        wrap_cell([name], cells, HEADING)
        for name, cells in zip(["", *(case["id"] for case in cases)], widths, strict=True)
    ]
    rows = (
        [
            wrap_cell([field.label.here()], widths[0], HEADING),
            *(
                _set(compared_cell(case, field, places=False), room)
                for case, room in zip(cases, widths[1:], strict=True)
            ),
        ]
        for field in fields
    )
    paper.table(rows, widths, GRID, header)


def _set(said: list[str], cells: int) -> list[Line]:
    hang = width(bullet()) if len(said) > 1 else 0
    return wrap_cell(said, cells, hang=hang) if said else wrap_cell([not_stated()], cells, DIM)


def _draw_below(cases: Sequence[Case], fields: Sequence[Field], paper: TableWriter) -> None:
    """Draw field by field, in each the cases one below the other."""
    cells = min(paper.width, READING_WIDTH)
    for number, field in enumerate(fields):
        if number:
            paper.text("")
        for line in wrap_cell([f"■ {field.label.here()}"], cells, HEADING):
            paper.line(*line)
        for case in cases:
            for piece in wrap(case["id"], cells - 2):
                paper.text(f"  {piece}", HEADING)
            said = compared_cell(case, field)
            for line in wrap_cell(
                said or [not_stated()],
                cells - 4,
                PLAIN if said else DIM,
                hang=width(bullet()) if len(said) > 1 else 0,
            ):
                paper.line(("    ", PLAIN), *line)
