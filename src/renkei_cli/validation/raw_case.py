"""A case as its file has it, and what a rule finds wrong in it."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from renkei_cli.schema.types import REF_PATTERN

if TYPE_CHECKING:
    from renkei_cli.yamlio.loader import Entry

EACH = None
"""In a pattern: every item of a list."""
IS_REF = re.compile(REF_PATTERN)
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
        self.entry = entry
        self.value: Value = entry.value
        self.today = today

    @cached_property
    def parts(self) -> list[tuple[Path, dict[str, Value]]]:
        """Return all mappings of the case, each with its path."""
        parts: list[tuple[Path, dict[str, Value]]] = []
        _collect(self.value, (), parts)
        return parts

    @cached_property
    def refs(self) -> list[tuple[Path, str]]:
        """Return all refs that are in the form of one, each with its path."""
        return [
            ((*path, "ref", index), ref)
            for path, part in self.parts
            if isinstance(refs := part.get("ref"), tuple)
            for index, ref in enumerate(refs)
            if isinstance(ref, str) and IS_REF.match(ref)
        ]

    def found(self, *pattern: str | None) -> list[tuple[Path, Value]]:
        """Return what stands at a path, EACH being every item of a list; nothing where a case has another shape."""
        # Step by step without recursion: every case is walked through some twenty times.
        reached: list[tuple[Path, Value]] = [((), self.value)]
        for step in pattern:
            if step is EACH:
                reached = [
                    ((*path, index), item)
                    for path, held in reached
                    if isinstance(held, tuple)
                    for index, item in enumerate(held)
                ]
            else:
                reached = [
                    ((*path, step), held[step]) for path, held in reached if isinstance(held, dict) and step in held
                ]
        return reached

    def words(self, *pattern: str | None) -> Iterator[tuple[Path, str]]:
        """Return the texts among what stands at a path."""
        return ((path, leaf) for path, leaf in self.found(*pattern) if isinstance(leaf, str))

    def prose(self) -> Iterator[tuple[Path, str]]:
        """Return the texts that people read, in both languages."""
        for path, part in self.parts:
            for language in ("ja", "en"):
                if isinstance(text := part.get(language), str):
                    yield (*path, language), text


def _collect(value: Value, path: Path, parts: list[tuple[Path, dict[str, Value]]]) -> None:
    # No generator: handing each part up through every level took longer than reading the file.
    if isinstance(value, dict):
        parts.append((path, value))
    for step, item in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(item, dict | tuple):
            _collect(item, (*path, step), parts)
