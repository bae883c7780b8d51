"""A case as its file has it, and what a rule finds wrong in it."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from renkei_cli.yamlio.loader import Entry

EACH = None
"""In a pattern: every item of a list."""
SECTIONS = ("activities", "background", "merits")

Path = tuple[str | int, ...]
Value = Any
"""A case's plain values: dict, tuple, str, int, float, bool, None. A faulty case may hold any of them anywhere."""


class Violation(NamedTuple):
    """A fault before its place in the file is known."""

    path: Path
    code: str
    message: str
    hint: str = ""
    part: str = ""
    """The very piece of a text that is wrong, where it is not all of it."""
    at_key: bool = False
    """Whether the key is wrong, not what it leads to."""
    lacks: str = ""
    """The key that is missing."""


class RawCase:
    """A case's plain values by their paths, whatever its shape."""

    def __init__(self, entry: "Entry", today: date) -> None:
        """Take over a case of a file, or from elsewhere, and the day on which it is judged."""
        self.entry, self.value, self.today = entry, entry.value, today
        self.parts: list[tuple[Path, dict[str, Value]]] = []
        """All mappings of the case, each with its path."""
        self._collect((), self.value)

    def _collect(self, path: Path, value: Value) -> None:
        is_part = isinstance(value, dict)
        if is_part:
            self.parts.append((path, value))
        for step, item in value.items() if is_part else enumerate(value):
            if isinstance(item, dict | tuple):
                self._collect((*path, step), item)

    def found(self, *pattern: str | None) -> list[tuple[Path, Value]]:
        """Return what stands at a path, EACH being every item of a list; nothing where a case has another shape."""
        reached: list[tuple[Path, Value]] = [((), self.value)]
        for step in pattern:
            if step is EACH:
                lists = [(path, held) for path, held in reached if isinstance(held, tuple)]
                reached = [((*path, index), item) for path, held in lists for index, item in enumerate(held)]
            else:
                parts = [(path, held) for path, held in reached if isinstance(held, dict) and step in held]
                reached = [((*path, step), held[step]) for path, held in parts]
        return reached

    def words(self, *pattern: str | None) -> list[tuple[Path, str]]:
        """Return the texts among what stands at a path."""
        return [(path, word) for path, word in self.found(*pattern) if isinstance(word, str)]

    def prose(self) -> Iterator[tuple[Path, str]]:
        """Return the texts that people read, in both languages."""
        for path, part in self.parts:
            for language in ("ja", "en"):
                if isinstance(text := part.get(language), str):
                    yield (*path, language), text
