"""A case of a file as plain values that know where they stand and how they were written."""

from functools import lru_cache
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.events import ScalarEvent
from ruamel.yaml.nodes import ScalarNode

from renkei_cli.core.diagnostics import Location

Path = tuple[str | int, ...]
_LONG = 64
"""Characters above which a text without quotes is no number, date or truth value."""
TAG = "tag:yaml.org,2002:"

Marks = Any
"""The parser's events for the parts of a value, in the value's own shape; each knows where it stands.

A scalar has its event; a sequence a pair of its event and its items' marks; a mapping a pair of its event and,
by key, the event of the key and the marks of what it leads to.
"""


class Entry(NamedTuple):
    """A case of a file, or the rest of the file around its cases."""

    file: str
    value: Any
    """Plain values: dict, tuple, str, int, float, bool, None."""
    marks: Marks
    path: Path = ()
    """Where in the file it stands: ("cases", 3), or () for a file that is one case."""
    is_case: bool = True
    is_cut: bool = False
    """Whether the parser gave up behind it: it may go on below, so that nothing follows from what it lacks."""

    def place(self, path: Path) -> Location:
        """Find where a path within the entry stands; where it is missing, the nearest thing that holds it."""
        return self._find(path)[0]

    def key_place(self, path: Path) -> Location:
        """Find where the key stands that leads to a path."""
        return self._find(path)[1]

    def written(self, path: Path) -> str | None:
        """Give a value as it is written, where YAML takes it for something else than text for want of quotes.

        That is a number, a date, a truth value or a null: `code: 012319` is the value 12319, written "012319";
        `date: 2017-08-23` the value "2017-08-23", written the same. None for whatever YAML takes for text without
        more ado (`yes`, `2017-8-23`, `2017/08/23`), stands in quotes, is a collection or is missing.
        """
        event = self._scalar(path)
        return None if event is None or is_quoted(event) or kind(event.value) == "str" else str(event.value)

    def quoted(self, path: Path) -> bool:
        """Tell whether a value is a text in quotes, or set off by `|` or `>`; False where it is missing."""
        event = self._scalar(path)
        return event is not None and is_quoted(event)

    def _scalar(self, path: Path) -> Any:  # noqa: ANN401 - an event of the parser
        marks = self._reached(path)[0]
        return marks if isinstance(marks, ScalarEvent) else None

    def _find(self, path: Path) -> tuple[Location, Location]:
        reached: tuple[Marks, Marks] = (None, None)
        while reached[0] is None:
            reached = self._reached(path)
            path = path[:-1]
        marks, key = reached
        return at(self.file, marks), at(self.file, key)

    def _reached(self, path: Path) -> tuple[Marks, Marks]:
        """Give the marks of a path and of the key that leads to it; None where it is missing."""
        marks, key = self.marks, self.marks
        for step in path:
            inside = marks[1] if isinstance(marks, tuple) else {}
            if isinstance(inside, dict) and step in inside:
                key, marks = inside[step]
            elif isinstance(inside, list) and isinstance(step, int) and step < len(inside):
                key = marks = inside[step]
            else:
                return None, None
        return marks, key


def at(file: str, marks: Marks) -> Location:
    """Give the place of a mark."""
    mark = (marks[0] if isinstance(marks, tuple) else marks).start_mark
    return Location(file, mark.line + 1, mark.column + 1)


def is_quoted(event: Any) -> bool:  # noqa: ANN401 - an event of the parser
    """Tell whether a scalar's event is a text in quotes, a block of text, or tagged to be a text."""
    quoted: bool = not event.implicit[0]
    return quoted


_RESOLVER = YAML(typ="safe").resolver


@lru_cache(maxsize=16_384)
def _kind(plain: str) -> str:
    return str(_RESOLVER.resolve(ScalarNode, plain, (True, False))).removeprefix(TAG)


def kind(plain: str) -> str:
    """Tell what YAML takes a text without quotes for: str, int, float, bool, null, timestamp, merge."""
    # Keys and codes come again and again; what is long or not ASCII is prose, and prose does not.
    return "str" if len(plain) > _LONG or not plain.isascii() else _kind(plain)
