"""YAML: a case file that can be read again, or the fields that were asked for."""

from typing import TextIO

from renkei_cli.casebook.documents import from_document
from renkei_cli.output.formats.json import picked, value
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import CaseComparison, CaseResult, result_cases
from renkei_cli.yamlio.loader import write


def render(result: CaseResult, out: TextIO, _options: RenderOptions) -> None:
    """Write whole cases as a case file; chosen fields and comparisons as plain YAML."""
    if isinstance(result, CaseComparison):
        write(value(result), out)
    elif result.shown:
        write([picked(case, result.shown) for case in result_cases(result)], out)
    else:
        write({"cases": [from_document(case) for case in result_cases(result)]}, out)
