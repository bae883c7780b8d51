"""Workflow commands of GitHub Actions, by which faults are shown beside the lines of a pull request."""

from pathlib import PurePath
from typing import TextIO

from renkei_cli.core.diagnostics import DiagnosticWithSource, ValidationReport
from renkei_cli.core.text import escape_invisible
from renkei_cli.output.registry import RenderOptions

# How GitHub's toolkit escapes messages and, besides, what stands between properties.
_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


def render(report: ValidationReport, out: TextIO, _options: RenderOptions) -> None:
    """Write one command a fault."""
    out.writelines(_command(finding) + "\n" for finding in report.findings)


def _command(finding: DiagnosticWithSource) -> str:
    fault = finding.fault
    line, column = fault.place.line, fault.place.column
    properties: dict[str, str | int] = {"file": PurePath(fault.place.file).as_posix()}
    if line:
        properties |= {"line": line, "endLine": line, "col": column, "endColumn": finding.end_column}
    properties["title"] = fault.code
    given = ",".join(f"{name}={str(value).translate(_PROPERTY)}" for name, value in properties.items())
    # Each part alone: escaping would take a newline between them away.
    text = "\n→ ".join(escape_invisible(part) for part in (fault.message, fault.hint) if part)
    return f"::{fault.severity.value} {given}::{text.translate(_MESSAGE)}"
