"""JSON: whole cases, or the fields that were asked for."""

import json
from collections.abc import Iterable, Iterator
from typing import TextIO

from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import Case, CaseComparison, CaseDetail, CaseList, CaseResult, result_fields
from renkei_cli.schema.fields import Field, value_at


def render(result: CaseResult, out: TextIO, _options: RenderOptions) -> None:
    """Write an array of cases, one object for one case, or an object of fields and cases."""
    if isinstance(result, CaseList):
        # One case a line, so that a long listing streams and a diff stays readable.
        gap = "[\n"
        for document in documents(result):
            out.write(gap + document)
            gap = ",\n"
        out.write("[]\n" if gap == "[\n" else "\n]\n")
        return
    json.dump(value(result), out, ensure_ascii=False, indent=2)
    out.write("\n")


def documents(result: CaseList) -> Iterator[str]:
    """Return the JSON of each case of a list."""
    if result.documents is not None and not result.shown:
        yield from result.documents
        return
    for case in result.cases:
        yield json.dumps(picked(case, result.shown), ensure_ascii=False)


def picked(case: Case, fields: Iterable[Field]) -> Case:
    """Return the given fields of a case by their names; the whole case where there are none."""
    return {field.key: value_at(case, field.key) for field in fields} or case


def value(result: CaseDetail | CaseComparison) -> Case:
    """Return what is shown of one case; or the compared fields with their labels, and the values that each case has."""
    if isinstance(result, CaseDetail):
        return picked(result.case, result.shown)
    fields = result_fields(result)
    return {
        "fields": [{"key": field.key, "label": field.label._asdict()} for field in fields],
        "cases": [{"id": case["id"], **picked(case, fields)} for case in result.cases],
    }
