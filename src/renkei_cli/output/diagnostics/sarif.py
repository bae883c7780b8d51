"""SARIF 2.1.0, which code scanning reads (source: OASIS, Static Analysis Results Interchange Format)."""

import json
import os
from collections.abc import Mapping
from pathlib import PurePath
from typing import TextIO
from urllib.parse import quote

from renkei_cli.core.diagnostics import DiagnosticWithSource, Rule, ValidationReport
from renkei_cli.core.i18n import current_language
from renkei_cli.output.registry import RenderOptions

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_UNREADABLE = "unreadable"


def render(report: ValidationReport, out: TextIO, _options: RenderOptions) -> None:
    """Write one run with all rules and all faults."""
    order = {rule.code: number for number, rule in enumerate(report.rules)}
    driver = {
        "name": "renkei",
        "version": report.version,
        "semanticVersion": report.version,
        "rules": [_rule(rule) for rule in report.rules],
    }
    run = {
        "tool": {"driver": driver},
        "language": current_language().replace("_", "-"),
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": all(finding.fault.code != _UNREADABLE for finding in report.findings)}],
        "results": [_result(finding, order) for finding in report.findings],
    }
    json.dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, out, ensure_ascii=False, indent=2)
    out.write("\n")


def _rule(rule: Rule) -> dict[str, object]:
    text = rule.says.here()
    examples = [(mark, example.rstrip()) for mark, example in (("✗", rule.wrong), ("✓", rule.right)) if example]
    plainly = [f"{mark}\n{example}" for mark, example in examples]
    fenced = [f"{mark}\n```yaml\n{example}\n```" for mark, example in examples]
    return {
        "id": rule.code,
        "shortDescription": {"text": text},
        "fullDescription": {"text": f"{rule.says.ja} / {rule.says.en}"},
        "help": {"text": "\n\n".join([text, *plainly]), "markdown": "\n\n".join([text, *fenced])},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(finding: DiagnosticWithSource, order: Mapping[str, int]) -> dict[str, object]:
    fault = finding.fault
    line, column = fault.place.line, fault.place.column
    place: dict[str, object] = {"artifactLocation": {"uri": _uri(fault.place.file)}}
    if line:
        place["region"] = {
            "startLine": line, "startColumn": column, "endLine": line, "endColumn": finding.end_column
        }  # fmt: skip
    location: dict[str, object] = {"physicalLocation": place}
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
