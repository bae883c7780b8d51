"""JSON and JSON Lines: whole cases, or the fields that were asked for; and the ids alone."""

import json
from collections.abc import Iterable
from typing import TextIO

from renkei_cli.output import results
from renkei_cli.output.registry import Format, RenderOptions
from renkei_cli.output.results import Case, CaseComparison, CaseDetail, CaseList, CaseResult
from renkei_cli.schema.fields import select_fields

_JSON = json.JSONEncoder(ensure_ascii=False)


def render(result: CaseResult, out: TextIO, options: RenderOptions) -> None:
    """Write an array of cases, one object for one case, or an object of fields and cases; as lines, a case a line."""
    if options.format is Format.IDS:
        known = result.ids if isinstance(result, CaseList) else None
        out.writelines(f"{case_id}\n" for case_id in known or (case["id"] for case in results.result_cases(result)))
    elif options.format is Format.JSONL:
        out.writelines(f"{document}\n" for document in _documents(result))
    elif isinstance(result, CaseList):
        # One case a line, so that a long listing streams and a diff stays readable.
        gap = "["
        for document in _documents(result):
            out.write(f"{gap}\n{document}")
            gap = ","
        out.write("\n]\n" if gap == "," else "[]\n")
    else:
        json.dump(result_value(result), out, ensure_ascii=False, indent=2)
        out.write("\n")


def _documents(result: CaseResult) -> Iterable[str]:
    if isinstance(result, CaseList) and result.documents is not None:
        return result.documents
    if isinstance(result, CaseComparison):
        return map(_JSON.encode, result_value(result)["cases"])
    return (_JSON.encode(select_fields(case, result.shown)) for case in results.result_cases(result))


def result_value(result: CaseDetail | CaseComparison) -> Case:
    """Return what is shown of one case; or the compared fields with their labels, and the values that each case has."""
    if isinstance(result, CaseDetail):
        return select_fields(result.case, result.shown)
    fields = results.result_fields(result)
    return {
        "fields": [{"key": field.key, "label": field.label._asdict()} for field in fields],
        "cases": [{"id": case["id"], **select_fields(case, fields)} for case in result.cases],
    }
