"""YAML: a case file that can be read again, or the fields that were asked for."""

from typing import TextIO

from renkei_cli.output.formats.json import compared, picked
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import CaseComparison, CaseResult, result_cases


def render(report: CaseResult, out: TextIO, style: RenderOptions) -> None:
    """Write whole cases as a case file; chosen fields and comparisons as plain YAML."""
    if isinstance(report, CaseComparison):
        style.write_yaml(compared(report), out)
    elif report.shown:
        style.write_yaml([picked(case, report.shown) for case in result_cases(report)], out)
    else:
        style.write_cases(list(result_cases(report)), out)
