"""Which cases are asked for: terms, options, words, names; here the options, for runs that load no more."""

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
    population: Sequence[str] = ()
    since: str | None = None
    until: str | None = None
