"""JSON: whole cases, or the fields that were asked for."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import Case, CaseComparison, CaseDetail, CaseList, CaseResult, result_fields
from renkei_cli.schema.fields import Field, value_at


def render(report: CaseResult, out: TextIO, style: RenderOptions) -> None:  # noqa: ARG001 - a machine format has no style
    """Write an array of cases, one object for one case, or an object of fields and cases."""
    if isinstance(report, CaseList):
        _write_array(listed(report), out)
        return
    value = compared(report) if isinstance(report, CaseComparison) else shown(report)
    json.dump(value, out, ensure_ascii=False, indent=2)
    out.write("\n")


def _write_array(documents: Iterable[str], out: TextIO) -> None:
    """Write one case a line, so that a long listing streams and a diff stays readable."""
    gap = "[\n"
    for document in documents:
        out.write(gap + document)
        gap = ",\n"
    out.write("[]\n" if gap == "[\n" else "\n]\n")


def listed(report: CaseList) -> Iterator[str]:
    """Give the JSON of each case of a listing."""
    if report.documents is not None and not report.shown:
        yield from report.documents
        return
    for case in report.cases:
        yield json.dumps(picked(case, report.shown), ensure_ascii=False)


def picked(case: Case, fields: Iterable[Field]) -> Case:
    """Give the asked fields of a case by their names; the whole case where none is asked for."""
    return {field.key: value_at(case, field.key) for field in fields} or case


def shown(report: CaseDetail) -> Case:
    """Give what is shown of one case."""
    return picked(report.case, report.shown)


def compared(report: CaseComparison) -> dict[str, Any]:
    """Give the fields with their labels, and for each case the value of each field."""
    fields = result_fields(report)
    return {
        "fields": [{"key": field.key, "label": field.label._asdict()} for field in fields],
        "cases": [{"id": case["id"], **picked(case, fields)} for case in report.cases],
    }
