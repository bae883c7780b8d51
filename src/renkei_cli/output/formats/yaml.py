"""YAML: a case file that can be read again."""

from io import StringIO
from typing import TextIO

from renkei_cli.casebook.documents import from_document
from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import _
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import CaseResult, result_cases
from renkei_cli.yamlio.formatter import format_bytes
from renkei_cli.yamlio.writer import write_yaml


def render(result: CaseResult, out: TextIO, _options: RenderOptions) -> None:
    """Write whole cases in the form of fmt; raise UsageError where only some of their fields are asked for."""
    if result.shown:
        hint = _("leave out --fields, or write -o json")
        raise UsageError(_("-o yaml writes a case file, and that holds whole cases"), hint)
    plain = StringIO()
    write_yaml({"cases": [from_document(case) for case in result_cases(result)]}, plain)
    out.write(format_bytes("", plain.getvalue().encode()).decode())
