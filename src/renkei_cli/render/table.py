"""Tables and pages for a reader at a terminal."""

from typing import TextIO

from renkei_cli.render import Style
from renkei_cli.render.columns import draw_comparison
from renkei_cli.render.console import console
from renkei_cli.render.page import draw_page
from renkei_cli.render.rows import Column, draw_rows
from renkei_cli.report import HITS, Comparison, Listing, Page, Report

_USUAL = {"id": (0, 0), "type": (8, 0), "title": (18, 4), "participants": (14, 4), "themes": (20, 3)}
_SEARCHED = {"id": (0, 0), "title": (16, 2)}
"""The usual columns, the least needed last: their least widths and their shares of what is left over."""
_LEAST = 8


def render(report: Report, out: TextIO, style: Style) -> None:
    """Draw a listing as a table, one case as a page, several beside each other."""
    target = console(out, style)
    if isinstance(report, Page):
        draw_page(report, target)
    elif isinstance(report, Comparison):
        draw_comparison(report, target, style)
    else:
        draw_rows(report.cases, _columns(report), target, style)


def _columns(report: Listing) -> list[Column]:
    usual = _SEARCHED if report.hits else _USUAL
    if report.shown:
        asked = [Column(field, 0 if field.key == "id" else _LEAST) for field in report.shown]
    else:
        asked = [Column(report.fields[key], least, share) for key, (least, share) in usual.items()]
    return [*asked, Column(HITS, 24, 5)] if report.hits else asked
