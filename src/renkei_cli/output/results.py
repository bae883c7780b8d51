"""What was found, before anyone decides how it looks."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from renkei_cli.core.diagnostics import ValidationReport
from renkei_cli.core.i18n import LocalizedText
from renkei_cli.schema.fields import Field

Case = Mapping[str, Any]

HITS = Field("hits", LocalizedText("該当箇所", "Hits"), kind="hit", many=True, derived=True)
"""What a search adds to a case: the sentences that hold the words."""


class CaseList(NamedTuple):
    """Cases, one a row."""

    cases: Iterable[Case]
    fields: Mapping[str, Field]
    """All fields that the collection knows."""
    shown: Sequence[Field] = ()
    """The fields that were asked for; none leaves the choice to the format."""
    documents: Iterable[str] | None = None
    """The same cases as JSON, where nothing was changed in them since they were compiled."""
    hits: bool = False
    """Whether the cases carry the sentences that a search found."""
    ids: Iterable[str] | None = None
    """The ids of the same cases, where they are known without reading the cases."""


class CaseDetail(NamedTuple):
    """One case, whole."""

    case: Case
    fields: Mapping[str, Field]
    shown: Sequence[Field] = ()
    document: str = ""
    """The same case as JSON."""


class CaseComparison(NamedTuple):
    """Cases side by side, field by field."""

    cases: Sequence[Case]
    fields: Mapping[str, Field]
    shown: Sequence[Field] = ()


CaseResult = CaseList | CaseDetail | CaseComparison
"""What is about cases."""
Result = CaseResult | ValidationReport


def result_cases(report: CaseResult) -> Iterable[Case]:
    """Give the cases that a report is about."""
    return [report.case] if isinstance(report, CaseDetail) else report.cases


def result_fields(report: CaseResult) -> list[Field]:
    """Give the fields that a complete account has: those asked for, else every field that is no part of another."""
    if report.shown:
        return list(report.shown)
    whole = [field for key, field in report.fields.items() if "." not in key]
    return [*whole, HITS] if isinstance(report, CaseList) and report.hits else whole
