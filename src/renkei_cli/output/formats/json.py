"""JSON: whole cases, or the fields that were asked for."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from renkei_cli.schema.fields import value_at
from renkei_cli.casebook.index import Field
from renkei_cli.output.registry import Style
from renkei_cli.output.results import Case, Comparison, Listing, Page, Report, top_fields


def render(report: Report, out: TextIO, style: Style) -> None:  # noqa: ARG001 - a machine format has no style
    """Write an array of cases, one object for one case, or an object of fields and cases."""
    if isinstance(report, Listing):
        _write_array(listed(report), out)
        return
    value = compared(report) if isinstance(report, Comparison) else shown(report)
    json.dump(value, out, ensure_ascii=False, indent=2)
    out.write("\n")


def _write_array(documents: Iterable[str], out: TextIO) -> None:
    """Write one case a line, so that a long listing streams and a diff stays readable."""
    gap = "[\n"
    for document in documents:
        out.write(gap + document)
        gap = ",\n"
    out.write("[]\n" if gap == "[\n" else "\n]\n")


def listed(report: Listing) -> Iterator[str]:
    """Give the JSON of each case of a listing."""
    if report.documents is not None and not report.shown:
        yield from report.documents
        return
    for case in report.cases:
        yield json.dumps(picked(case, report.shown), ensure_ascii=False)


def picked(case: Case, fields: Iterable[Field]) -> Case:
    """Give the asked fields of a case by their names; the whole case where none is asked for."""
    return {field.key: value_at(case, field.key) for field in fields} or case


def shown(report: Page) -> Case:
    """Give what is shown of one case."""
    return picked(report.case, report.shown)


def compared(report: Comparison) -> dict[str, Any]:
    """Give the fields with their labels, and for each case the value of each field."""
    fields = top_fields(report)
    return {
        "fields": [{"key": field.key, "label": field.label._asdict()} for field in fields],
        "cases": [{"id": case["id"], **picked(case, fields)} for case in report.cases],
    }
