"""TSV: one case a row, tabs between."""

from typing import TextIO

from renkei_cli.output.formats.csv import write_rows
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import CaseResult


def render(result: CaseResult, out: TextIO, _options: RenderOptions) -> None:
    """Write a header and one row a case."""
    write_rows(result, out, dialect="excel-tab")
