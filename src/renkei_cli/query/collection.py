"""Cases as typed objects, for Python programs."""

import os
from collections.abc import Iterable, Iterator, Sequence
from os import PathLike, fspath
from typing import Any, NamedTuple, overload

from renkei_cli.casebook.casebook import CollectionSpec, open_index
from renkei_cli.casebook.documents import to_case
from renkei_cli.casebook.index import Index
from renkei_cli.core.errors import NotFoundError
from renkei_cli.core.i18n import _, activate, choose_language
from renkei_cli.query import Filters
from renkei_cli.query.lookup import resolve_case
from renkei_cli.query.search import Search, parse_query
from renkei_cli.query.terms import parse_terms, select_cases
from renkei_cli.schema.fields import fields_by_rank, find_field, value_at
from renkei_cli.schema.models import Case


class SearchResult(NamedTuple):
    """A case that a search found."""

    case: Case
    hits: tuple[dict[str, Any], ...]
    """The sentences that hold the words, best first, each with the keys that `renkei search --json` has."""


class Casebook(Sequence[Case]):
    """Cases in order, found by position or by id; each is read when it is asked for."""

    def __init__(self, index: Index, ids: Iterable[str]) -> None:
        self._index = index
        self.ids = tuple(ids)

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, key: int | str) -> Case: ...
    @overload
    def __getitem__(self, key: slice) -> "Casebook": ...
    def __getitem__(self, key: int | str | slice) -> "Case | Casebook":
        """Return the case at a position or of an id, or the cases of a slice; raise IndexError or KeyError."""
        if isinstance(key, slice):
            return Casebook(self._index, self.ids[key])
        if isinstance(key, str) and key not in self.ids:
            raise KeyError(key)
        return to_case(next(self._index.cases([key if isinstance(key, str) else self.ids[key]])))

    def __contains__(self, case: object) -> bool:
        return case in self.ids or super().__contains__(case)

    def __iter__(self) -> Iterator[Case]:
        return map(to_case, self._index.cases(self.ids))

    def find(self, name: str) -> Case:
        """Return the case that a name means to `renkei show`: an id, a participant or its code, a piece of a title.

        Raise NotFoundError where it is none of these cases, or several.
        """
        return self[self._resolve(name)]

    def _resolve(self, name: str) -> str:
        found = resolve_case(self._index, name)
        if found not in self.ids:
            raise NotFoundError(_("there is no case {name}").format(name=repr(name)))
        return found

    def filter(self, *terms: str, **options: str | Sequence[str]) -> "Casebook":
        """Return the cases that fulfil all terms (type=遠隔, 'participants>=3') and options (theme="観光").

        They mean what they mean to `renkei filter` and `renkei list`; several values of an option mean any of them.
        Raise UsageError for a term or a value that means nothing.
        """
        several = {name: [value] if isinstance(value, str) else value for name, value in options.items()}
        dates = {name: str(options[name]) for name in ("since", "until") if name in options}
        filters = Filters(**several | dates)  # type: ignore[arg-type] # by their names
        left = {*self._index.select(parse_terms(terms, self._index.fields()))}
        left &= {*select_cases(self._index, filters)[0]}
        return Casebook(self._index, (case_id for case_id in self.ids if case_id in left))

    def search(self, *words: str) -> list[SearchResult]:
        """Return the cases that hold the words, best first, with the sentences in which they stand.

        The words mean what they mean to `renkei search`. Raise UsageError where there is none to look for.
        """
        search, fields = Search(parse_query(words)), self._index.fields()
        found = self._index.cases(search.ids(self._index, self.ids))
        return [SearchResult(to_case(case), tuple(search.hits(case, fields))) for case in found]

    def compare(self, *names: str, fields: Sequence[str] = ()) -> dict[str, dict[str, Any]]:
        """Return for each field what each case says, by its id, in the form of the JSON: {"themes": {"saga": …}}.

        The names and fields mean what they mean to `renkei compare`; no name compares all cases, no field those that
        it shows. Raise NotFoundError for a name that is no case here, UsageError for a field that there is not.
        """
        known = self._index.fields()
        ids = list(dict.fromkeys(map(self._resolve, names))) or self.ids
        asked = [find_field(known, name, "fields") for name in fields] or fields_by_rank(known, "comparison_rank")
        cases = {case["id"]: case for case in self._index.cases(ids)}
        return {one.key: {key: value_at(case, one.key) for key, case in cases.items()} for one in asked}


def load(*paths: str | PathLike[str], with_bundled: bool = False) -> Casebook:
    """Return the cases of files and folders, with or without the bundled ones, else these alone; all are checked.

    Raise InvalidDataError where they hold faults, each with its file, line and rule, DataError where they cannot be
    read. From here on messages are in the language that RENKEI_LANG, else the locale names.
    """
    activate(choose_language((), os.environ))
    index = open_index(CollectionSpec(tuple(fspath(path) for path in paths), with_bundled))
    return Casebook(index, index.ids())
