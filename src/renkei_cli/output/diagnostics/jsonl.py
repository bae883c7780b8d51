"""JSON Lines: one fault a line, as an object."""

import json
from typing import TextIO

from renkei_cli.core.diagnostics import ValidationReport
from renkei_cli.output.diagnostics.json import described
from renkei_cli.output.registry import RenderOptions


def render(report: ValidationReport, out: TextIO, style: RenderOptions) -> None:  # noqa: ARG001 - a machine format has no style
    """Write the faults."""
    out.writelines(json.dumps(described(finding), ensure_ascii=False) + "\n" for finding in report.findings)
