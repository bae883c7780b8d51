"""What was found, before anyone decides how it looks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from renkei_cli.core.i18n import LocalizedText
from renkei_cli.schema.fields import Field

Case = Mapping[str, Any]
"""A case, or a part of one, as its JSON has it."""

HITS = Field("hits", LocalizedText("該当箇所", "Hits"), kind="hit", many=True, derived=True)
"""What a search adds to a case: the sentences that hold the words."""


@dataclass(frozen=True, slots=True)
class CaseList:
    """Cases, one a row; read one by one and once."""

    cases: Iterable[Case]
    fields: Mapping[str, Field]  # all that the collection knows
    shown: Sequence[Field] = ()  # those that were asked for; none leaves the choice to the format
    documents: Iterable[str] | None = None  # what is shown of the same cases as JSON, where it stands so in the index
    hits: bool = False  # the cases carry the sentences that a search found
    ids: Iterable[str] | None = None  # of the same cases, where they are known without reading the cases


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """One case, whole."""

    case: Case
    fields: Mapping[str, Field]
    shown: Sequence[Field] = ()


@dataclass(frozen=True, slots=True)
class CaseComparison:
    """Cases side by side, field by field."""

    cases: Sequence[Case]
    fields: Mapping[str, Field]
    shown: Sequence[Field] = ()


CaseResult = CaseList | CaseDetail | CaseComparison


def result_cases(result: CaseResult) -> Iterable[Case]:
    """Return the cases that a result is about."""
    return [result.case] if isinstance(result, CaseDetail) else result.cases


def result_fields(result: CaseResult) -> list[Field]:
    """Return the fields that a complete account has: those asked for, else every field that is no part of another."""
    if result.shown:
        return list(result.shown)
    whole = [field for key, field in result.fields.items() if "." not in key]
    return [*whole, HITS] if isinstance(result, CaseList) and result.hits else whole
