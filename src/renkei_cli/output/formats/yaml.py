"""YAML: a case file that can be read again, or the fields that were asked for."""

from typing import TextIO

from renkei_cli.casebook.documents import from_document
from renkei_cli.output.formats.json import result_value
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import CaseComparison, CaseResult, result_cases
from renkei_cli.schema.fields import select_fields
from renkei_cli.yamlio.writer import write_yaml


def render(result: CaseResult, out: TextIO, _options: RenderOptions) -> None:
    """Write whole cases as a case file; chosen fields and comparisons as plain YAML."""
    if isinstance(result, CaseComparison):
        write_yaml(result_value(result), out)
    elif result.shown:
        write_yaml([select_fields(case, result.shown) for case in result_cases(result)], out)
    else:
        write_yaml({"cases": [from_document(case) for case in result_cases(result)]}, out)
