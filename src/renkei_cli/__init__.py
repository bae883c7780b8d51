"""Cases of cooperation between local governments in Japan: find, read, compare, hand on."""

from collections.abc import Sequence
from os import fspath
from typing import TYPE_CHECKING, overload

from renkei_cli.core.errors import DataError, InvalidDataError, RenkeiError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from renkei_cli.casebook.index import Index
    from renkei_cli.schema.models import Case

__all__ = ["Case", "Casebook", "DataError", "InvalidDataError", "RenkeiError", "UsageError", "load"]
__version__ = "0.1.0"


class Casebook(Sequence["Case"]):
    """Cases as typed objects, in order; found by position or by id."""

    def __init__(self, index: "Index", ids: "Sequence[str]") -> None:
        """Take the cases of these ids from an open index."""
        self._index = index
        self.ids = tuple(ids)

    def __len__(self) -> int:
        """Return the number of cases."""
        return len(self.ids)

    @overload
    def __getitem__(self, key: int | str) -> "Case": ...
    @overload
    def __getitem__(self, key: slice) -> "Casebook": ...
    def __getitem__(self, key: int | str | slice) -> "Case | Casebook":
        """Return the case at a position or of an id, or the cases of a slice; raise IndexError or KeyError."""
        if isinstance(key, slice):
            return Casebook(self._index, self.ids[key])
        if isinstance(key, str) and key not in self.ids:
            raise KeyError(key)
        return next(self._cases([key if isinstance(key, str) else self.ids[key]]))

    def __iter__(self) -> "Iterator[Case]":
        """Yield the cases in order."""
        return self._cases(self.ids)

    def _cases(self, ids: "Sequence[str]") -> "Iterator[Case]":
        from renkei_cli.casebook.documents import to_case  # noqa: PLC0415 - loads pydantic

        return map(to_case, self._index.cases(ids))

    def filter(self, *terms: str, **options: "str | Sequence[str]") -> "Casebook":
        """Return the cases that fulfil all terms (type=遠隔, 'participants>=3') and options (theme="観光").

        They are those of `renkei filter` and `renkei list`: several values of an option mean any of them; raise
        UsageError for what means nothing.
        """
        from renkei_cli.query.filters import Filters, select_cases  # noqa: PLC0415 - importing the package stays cheap
        from renkei_cli.query.terms import parse_terms  # noqa: PLC0415 - the same

        unknown = options.keys() - set(Filters._fields)
        if unknown:
            raise TypeError(f"filter() has no option {', '.join(sorted(unknown))}")
        single = ("since", "until")
        given = {
            name: value if name in single or not isinstance(value, str) else [value] for name, value in options.items()
        }
        named = select_cases(self._index, Filters(**given)).ids  # type: ignore[arg-type] # by their names
        kept = set(self._index.select(parse_terms(terms, self._index.fields())))
        kept &= set(self._index.ids() if named is None else named)
        return Casebook(self._index, [case_id for case_id in self.ids if case_id in kept])


def load(*paths: "str | PathLike[str]") -> Casebook:
    """Return the cases of files and folders, or the bundled ones, checked.

    Raise InvalidDataError where they hold faults, DataError where they cannot be read.
    """
    from renkei_cli.casebook.casebook import open_index  # noqa: PLC0415 - importing the package stays cheap
    from renkei_cli.casebook.sources import CollectionSpec  # noqa: PLC0415 - the same

    index = open_index(CollectionSpec(tuple(fspath(path) for path in paths)))
    return Casebook(index, index.ids())


def __getattr__(name: str) -> object:
    if name == "Case":
        from renkei_cli.schema.models import Case  # noqa: PLC0415 - loads pydantic

        return Case
    raise AttributeError(name)
