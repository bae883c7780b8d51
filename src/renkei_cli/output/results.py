"""What was found, before anyone decides how it looks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from renkei_cli.core.i18n import LocalizedText
from renkei_cli.schema.fields import Field

Case = Mapping[str, Any]
"""A case, or a part of one, as its JSON has it."""

HITS = Field("hits", LocalizedText("該当箇所", "Hits"), kind="hit", many=True, derived=True)
"""What a search adds to a case: the sentences that hold the words."""


class CaseList(NamedTuple):
    """Cases, one a row; read one by one and once."""

    cases: Iterable[Case]
    fields: Mapping[str, Field]  # all that the collection knows
    shown: Sequence[Field] = ()  # those that were asked for; none leaves the choice to the format
    documents: Iterable[str] | None = None  # what is shown of the same cases as JSON, where it stands so in the index
    hits: bool = False  # the cases carry the sentences that a search found
    ids: Iterable[str] | None = None  # of the same cases, where they are known without reading the cases
    pages: bool = False  # people read each whole, one after the other, as `CaseDetail` says
    short: bool = False


class CaseDetail(NamedTuple):
    """One case, whole."""

    case: Case
    fields: Mapping[str, Field]
    shown: Sequence[Field] = ()
    short: bool = False  # people read half a page: its title and what is shown


class CaseComparison(NamedTuple):
    """Cases side by side, field by field."""

    cases: Sequence[Case]
    fields: Mapping[str, Field]
    shown: Sequence[Field] = ()


def case_pages(result: CaseList) -> Iterator[CaseDetail]:
    """Return the cases of a list that is read page by page."""
    return (CaseDetail(case, result.fields, result.shown, result.short) for case in result.cases)


CaseResult = CaseList | CaseDetail | CaseComparison


def result_cases(result: CaseResult) -> Iterable[Case]:
    """Return the cases that a result is about."""
    return [result.case] if isinstance(result, CaseDetail) else result.cases


def without_refs(result: CaseResult) -> CaseResult:
    """Return the same without the places in the source."""
    if isinstance(result, CaseDetail):
        return result._replace(case=_without_refs(result.case))
    return result._replace(cases=list(map(_without_refs, result.cases)))


def _without_refs(value: Any) -> Any:  # noqa: ANN401 - any part of a case
    if isinstance(value, list):
        return list(map(_without_refs, value))
    if isinstance(value, dict):
        return {key: [] if key == "ref" else _without_refs(one) for key, one in value.items()}
    return value


def result_fields(result: CaseResult) -> list[Field]:
    """Return the fields that a complete account has: those asked for, else every field that is no part of another."""
    if result.shown:
        return list(result.shown)
    whole = [field for key, field in result.fields.items() if "." not in key]
    return [*whole, HITS] if isinstance(result, CaseList) and result.hits else whole
