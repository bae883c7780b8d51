"""Cases as typed objects, for Python programs."""

from collections.abc import Iterable, Iterator, Sequence
from os import PathLike, fspath
from typing import overload

from renkei_cli.casebook.casebook import CollectionSpec, open_index
from renkei_cli.casebook.documents import to_case
from renkei_cli.casebook.index import Index
from renkei_cli.query import Filters
from renkei_cli.query.terms import parse_terms, select_cases
from renkei_cli.schema.models import Case


class Casebook(Sequence[Case]):
    """Cases in order, found by position or by id; each is read when it is asked for."""

    def __init__(self, index: Index, ids: Iterable[str]) -> None:
        """Take the cases of these ids from an open index."""
        self._index = index
        self.ids = tuple(ids)

    def __len__(self) -> int:
        """Return the number of cases."""
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

    def __iter__(self) -> Iterator[Case]:
        """Yield the cases in order."""
        return map(to_case, self._index.cases(self.ids))

    def filter(self, *terms: str, **options: str | Sequence[str]) -> "Casebook":
        """Return the cases that fulfil all terms (type=遠隔, 'participants>=3') and options (theme="観光").

        They mean what they mean to `renkei filter` and `renkei list`; several values of an option mean any of them.
        Raise UsageError for a term or a value that means nothing.
        """
        several = {name: [value] if isinstance(value, str) else value for name, value in options.items()}
        dates = {name: options[name] for name in ("since", "until") if name in options}
        filters = Filters(**several | dates)  # type: ignore[arg-type] # by their names
        left = {*self._index.select(parse_terms(terms, self._index.fields()))}
        left &= {*(select_cases(self._index, filters).ids or ())}
        return Casebook(self._index, (case_id for case_id in self.ids if case_id in left))


def load(*paths: str | PathLike[str]) -> Casebook:
    """Return the cases of files and folders, or the bundled ones, checked.

    Raise InvalidDataError where they hold faults, DataError where they cannot be read.
    """
    index = open_index(CollectionSpec(tuple(fspath(path) for path in paths)))
    return Casebook(index, index.ids())
