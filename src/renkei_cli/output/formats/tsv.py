"""TSV: one case a row, tabs between."""

from typing import TextIO

from renkei_cli.output.registry import Style
from renkei_cli.output.formats.csv import write
from renkei_cli.output.results import Report


def render(report: Report, out: TextIO, style: Style) -> None:  # noqa: ARG001 - a machine format has no style
    """Write a header and one row a case."""
    write(report, out, excel=False, dialect="excel-tab")
