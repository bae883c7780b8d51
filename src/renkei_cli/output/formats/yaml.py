"""YAML: a case file that can be read again, or the fields that were asked for."""

from typing import TextIO

from renkei_cli.output.registry import Style
from renkei_cli.output.formats.json import compared, picked
from renkei_cli.output.results import Comparison, Report, cases_of


def render(report: Report, out: TextIO, style: Style) -> None:
    """Write whole cases as a case file; chosen fields and comparisons as plain YAML."""
    if isinstance(report, Comparison):
        style.write_yaml(compared(report), out)
    elif report.shown:
        style.write_yaml([picked(case, report.shown) for case in cases_of(report)], out)
    else:
        style.write_cases(list(cases_of(report)), out)
