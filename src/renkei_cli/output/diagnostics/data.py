"""Faults for programs: JSON, JSON Lines, SARIF for code scanning, and workflow commands of GitHub Actions."""

import json
import os
from pathlib import PurePath
from typing import TextIO
from urllib.parse import quote

from renkei_cli.core.diagnostics import DiagnosticWithSource, Rule, Severity, ValidationReport
from renkei_cli.core.i18n import current_language
from renkei_cli.core.text import escape_invisible
from renkei_cli.output.registry import FaultFormat, RenderOptions

VERSION = 1  # of the JSON object; within it keys are only added
# How GitHub's toolkit escapes messages and, besides, what stands between properties.
_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


def render(report: ValidationReport, out: TextIO, options: RenderOptions) -> None:
    """Write the faults: an object with all of them, or one a line."""
    if options.format is FaultFormat.JSONL:
        out.writelines(json.dumps(_fault(finding), ensure_ascii=False) + "\n" for finding in report.findings)
    elif options.format is FaultFormat.GITHUB:
        out.writelines(_command(finding) + "\n" for finding in report.findings)
    else:
        document = {
            "version": VERSION,
            "files": report.files,
            "cases": report.cases,
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "faults": list(map(_fault, report.findings)),
        }
        document = document if options.format is FaultFormat.JSON else _sarif(report)
        out.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _fault(finding: DiagnosticWithSource) -> dict[str, object]:
    fault, place = finding.fault, finding.fault.place
    return {
        "file": place.file,
        # Null where it concerns the whole file.
        "line": place.line or None,
        "column": place.column or None,
        "end_column": finding.end_column or None,
        "severity": fault.severity.value,
        "code": fault.code,
        "message": fault.message,
        "hint": fault.hint or None,
        "path": fault.path or None,
    }


def _command(finding: DiagnosticWithSource) -> str:
    fault = finding.fault
    line, column = fault.place.line, fault.place.column
    place = {"line": line, "endLine": line, "col": column, "endColumn": finding.end_column} if line else {}
    properties = {"file": PurePath(fault.place.file).as_posix(), **place, "title": fault.code}
    written = ",".join(f"{name}={str(value).translate(_PROPERTY)}" for name, value in properties.items())
    # Each part alone: escaping would take a newline between them away.
    text = "\n→ ".join(escape_invisible(part) for part in (fault.message, fault.hint) if part)
    return f"::{fault.severity.value} {written}::{text.translate(_MESSAGE)}"


def _sarif(report: ValidationReport) -> dict[str, object]:
    """Return one run with all rules and all faults (source: OASIS, Static Analysis Results Interchange Format)."""
    order = {rule.code: number for number, rule in enumerate(report.rules)}
    version = {"version": report.version, "semanticVersion": report.version}
    run = {
        "tool": {"driver": {"name": "renkei", **version, "rules": list(map(_rule, report.rules))}},
        "language": current_language().replace("_", "-"),
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": all(one.fault.code != "unreadable" for one in report.findings)}],
        "results": [_result(finding, order[finding.fault.code]) for finding in report.findings],
    }
    schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return {"$schema": schema, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, object]:
    text = rule.sentence.here()
    examples = [(mark, example.rstrip()) for mark, example in (("✗", rule.wrong), ("✓", rule.right)) if example]
    plainly = [f"{mark}\n{example}" for mark, example in examples]
    fenced = [f"{mark}\n```yaml\n{example}\n```" for mark, example in examples]
    return {
        "id": rule.code,
        "shortDescription": {"text": text},
        "fullDescription": {"text": f"{rule.sentence.ja} / {rule.sentence.en}"},
        "help": {"text": "\n\n".join([text, *plainly]), "markdown": "\n\n".join([text, *fenced])},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(finding: DiagnosticWithSource, rule: int) -> dict[str, object]:
    fault = finding.fault
    line, column, path = fault.place.line, fault.place.column, PurePath(fault.place.file)
    # Relative to where the reader stands if it is below, else absolute.
    uri = ("file://" if path.is_absolute() else "") + quote(os.fsencode(path.as_posix()))
    region = {"startLine": line, "startColumn": column, "endLine": line, "endColumn": finding.end_column}
    place = {"artifactLocation": {"uri": uri}, **({"region": region} if line else {})}
    named = {"logicalLocations": [{"fullyQualifiedName": fault.path}]} if fault.path else {}
    return {
        "ruleId": fault.code,
        "ruleIndex": rule,
        "level": fault.severity.value,
        "message": {"text": f"{fault.message}\n{fault.hint}".rstrip()},
        "locations": [{"physicalLocation": place, **named}],
    }
