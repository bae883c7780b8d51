"""JSON: one object with all faults; its form has a version, and within a version keys are only added."""

import json
from typing import TextIO

from renkei_cli.core.diagnostics import DiagnosticWithSource, Severity, ValidationReport
from renkei_cli.output.registry import RenderOptions

VERSION = 1


def render(report: ValidationReport, out: TextIO, _options: RenderOptions) -> None:
    """Write the counts and the faults."""
    value = {
        "version": VERSION,
        "files": report.files,
        "cases": report.cases,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "faults": [fault_object(finding) for finding in report.findings],
    }
    json.dump(value, out, ensure_ascii=False, indent=2)
    out.write("\n")


def fault_object(finding: DiagnosticWithSource) -> dict[str, str | int | None]:
    """Return a fault as an object; line and columns are null where it concerns the whole file."""
    fault = finding.fault
    placed = fault.place.line > 0
    return {
        "file": fault.place.file,
        "line": fault.place.line if placed else None,
        "column": fault.place.column if placed else None,
        "end_column": finding.end_column if placed else None,
        "severity": fault.severity.value,
        "code": fault.code,
        "message": fault.message,
        "hint": fault.hint or None,
        "path": fault.path or None,
    }
