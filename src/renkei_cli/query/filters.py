"""The named options that narrow, and the fields that they ask; `terms` turns them into what the index answers."""

from collections.abc import Sequence
from typing import NamedTuple


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
