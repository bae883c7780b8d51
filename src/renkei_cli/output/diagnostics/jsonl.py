"""JSON Lines: one fault a line, as an object."""

import json
from typing import TextIO

from renkei_cli.core.diagnostics import ValidationReport
from renkei_cli.output.diagnostics.json import fault_object
from renkei_cli.output.registry import RenderOptions


def render(report: ValidationReport, out: TextIO, _options: RenderOptions) -> None:
    """Write the faults."""
    out.writelines(json.dumps(fault_object(finding), ensure_ascii=False) + "\n" for finding in report.findings)
