"""TSV: one case a row, tabs between."""

from typing import TextIO

from renkei_cli.output.formats.csv import write
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import CaseResult


def render(report: CaseResult, out: TextIO, style: RenderOptions) -> None:  # noqa: ARG001 - a machine format has no style
    """Write a header and one row a case."""
    write(report, out, excel=False, dialect="excel-tab")
