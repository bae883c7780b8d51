"""SARIF 2.1.0, which code scanning reads (source: OASIS, Static Analysis Results Interchange Format)."""

import json
import os
from pathlib import PurePath
from typing import Any, TextIO
from urllib.parse import quote

from renkei_cli.core.diagnostics import DiagnosticWithSource, Rule, ValidationReport
from renkei_cli.core.i18n import current_language
from renkei_cli.output.registry import RenderOptions

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_UNREADABLE = "unreadable"


def render(report: ValidationReport, out: TextIO, style: RenderOptions) -> None:  # noqa: ARG001 - a machine format has no style
    """Write one run with all rules and all faults."""
    order = {rule.code: number for number, rule in enumerate(report.rules)}
    run = {
        "tool": {
            "driver": {
                "name": "renkei",
                "version": report.version,
                "semanticVersion": report.version,
                "rules": [_rule(rule) for rule in report.rules],
            }
        },
        "language": current_language().replace("_", "-"),
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": all(finding.fault.code != _UNREADABLE for finding in report.findings)}],
        "results": [_result(finding, order) for finding in report.findings],
    }
    json.dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, out, ensure_ascii=False, indent=2)
    out.write("\n")


def _rule(rule: Rule) -> dict[str, Any]:
    said = rule.says.here()
    return {
        "id": rule.code,
        "shortDescription": {"text": said},
        "fullDescription": {"text": f"{rule.says.ja} / {rule.says.en}"},
        "help": {"text": _help(rule, said), "markdown": _help(rule, said, fence="```")},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _help(rule: Rule, said: str, fence: str = "") -> str:
    parts = [said]
    for mark, example in (("✗", rule.wrong), ("✓", rule.right)):
        if example:
            parts.append(
                f"{mark}\n{fence}yaml\n{example.rstrip()}\n{fence}" if fence else f"{mark}\n{example.rstrip()}"
            )
    return "\n\n".join(parts)


def _result(finding: DiagnosticWithSource, order: dict[str, int]) -> dict[str, Any]:
    fault = finding.fault
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(fault.place.file)}}
    if fault.place.line:
        place["region"] = {
            "startLine": fault.place.line,
            "startColumn": fault.place.column,
            "endLine": fault.place.line,
            "endColumn": finding.end_column,
        }
    location: dict[str, Any] = {"physicalLocation": place}
    if fault.path:
        location["logicalLocations"] = [{"fullyQualifiedName": fault.path}]
    return {
        "ruleId": fault.code,
        "ruleIndex": order[fault.code],
        "level": fault.severity.value,
        "message": {"text": f"{fault.message}\n{fault.hint}".rstrip()},
        "locations": [location],
    }


def _uri(file: str) -> str:
    """Write a file's name as a URI: relative to where the reader stands if it is below, else absolute."""
    path = PurePath(file)
    prefix = "file://" if path.is_absolute() else ""
    return prefix + quote(os.fsencode(path.as_posix()))
