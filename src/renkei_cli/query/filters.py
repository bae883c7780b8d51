"""The named options that narrow, and the cases that they leave."""

from collections.abc import Sequence
from typing import NamedTuple

from renkei_cli.casebook.index import Condition, Index
from renkei_cli.core.i18n import plural


class Filters(NamedTuple):
    """The named options that narrow a listing; several values of one mean any of them."""

    type: Sequence[str] = ()
    prefecture: Sequence[str] = ()
    region: Sequence[str] = ()
    municipality: Sequence[str] = ()
    theme: Sequence[str] = ()
    trigger: Sequence[str] = ()
    benefit: Sequence[str] = ()
    collaborator: Sequence[str] = ()
    since: str | None = None
    until: str | None = None


FILTERED_FIELDS = {
    "type": "type",
    "prefecture": "prefectures",
    "region": "regions",
    "municipality": "participants",
    "theme": "themes",
    "trigger": "trigger",
    "benefit": "benefits",
    "collaborator": "collaborators",
}
"""The field that each option asks: --theme 観光 is the term themes=観光."""
DATED_FIELDS = ("events.date", "instruments.date")
"""The fields that --since and --until ask."""


class Selection(NamedTuple):
    """The cases that are left, and what the reader should know about it."""

    ids: list[str] | None
    """In the collection's order; None means all of them."""
    notes: tuple[str, ...] = ()


def select_cases(index: Index, filters: Filters) -> Selection:
    """Find the cases that all given options leave; raise UsageError for a value that means nothing."""
    if filters == Filters():
        return Selection(None)
    from renkei_cli.query.terms import date_terms, option_terms  # noqa: PLC0415 - only where something narrows

    terms, dated = option_terms(index, filters), date_terms(filters)
    if not dated:
        return Selection(index.select(terms))
    undated = len(index.select([*terms, *((Condition(key, "stated", negated=True),) for key in DATED_FIELDS)]))
    note = plural("{n} case has no date in its source", "{n} cases have no date in their source", undated)
    return Selection(index.select([*terms, *dated]), (note,) if undated else ())
