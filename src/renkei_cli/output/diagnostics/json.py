"""JSON and JSON Lines: all faults; the form of the object has a version, within which keys are only added."""

import json
from typing import TextIO

from renkei_cli.core.diagnostics import DiagnosticWithSource, Severity, ValidationReport
from renkei_cli.output.registry import FaultFormat, RenderOptions

VERSION = 1


def render(report: ValidationReport, out: TextIO, options: RenderOptions) -> None:
    """Write the counts and the faults; as lines, the faults alone."""
    faults = map(_fault, report.findings)
    if options.format is FaultFormat.JSONL:
        out.writelines(json.dumps(fault, ensure_ascii=False) + "\n" for fault in faults)
        return
    value = {
        "version": VERSION,
        "files": report.files,
        "cases": report.cases,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "faults": list(faults),
    }
    json.dump(value, out, ensure_ascii=False, indent=2)
    out.write("\n")


def _fault(finding: DiagnosticWithSource) -> dict[str, str | int | None]:
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
