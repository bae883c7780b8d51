"""Tables and pages for a reader at a terminal; as plain text for one who listens, or for a mail."""

from typing import TextIO

from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import CaseComparison, CaseDetail, CaseResult


def render(report: CaseResult, out: TextIO, style: RenderOptions) -> None:
    """Draw a listing as a table, one case as a page, several beside each other."""
    # Each look loads what it needs: a listing is the commonest, and should cost no more than it must.
    if style.plain:
        from renkei_cli.output.formats.plain import draw_linear  # noqa: PLC0415

        draw_linear(report, out, style)
        return
    from renkei_cli.output.terminal import make_table_writer  # noqa: PLC0415

    if isinstance(report, CaseDetail):
        from renkei_cli.output.formats.table_page import draw_page  # noqa: PLC0415

        draw_page(report, make_table_writer(out, style))
    elif isinstance(report, CaseComparison):
        from renkei_cli.output.formats.table_comparison import draw_comparison  # noqa: PLC0415

        draw_comparison(report, make_table_writer(out, style))
    else:
        from renkei_cli.output.formats.table_listing import columns, draw_rows  # noqa: PLC0415

        draw_rows(report.cases, columns(report), make_table_writer(out, style))
