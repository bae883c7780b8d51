"""A case's plain values by their paths, whatever its shape."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from renkei_cli.schema.types import REF
from renkei_cli.yamlio.loader import Path

EACH = None
"""In a pattern: every item of a list."""
IS_REF = re.compile(REF)
_HOLDING = (dict, tuple)
SECTIONS = ("activities", "background", "merits")

Value = Any
"""A case's plain values: dict, tuple, str, int, float, bool, None. A faulty case may hold any of them anywhere."""


class RawCase:
    """A case as its file has it, faulty or not."""

    def __init__(self, value: dict[str, Value]) -> None:
        """Take over a case's values."""
        self.value = value

    @cached_property
    def parts(self) -> list[tuple[Path, dict[str, Value]]]:
        """Give all mappings of the case, each with its path."""
        parts: list[tuple[Path, dict[str, Value]]] = []
        _collect(self.value, (), parts)
        return parts

    @cached_property
    def refs(self) -> list[tuple[Path, str]]:
        """Give all refs that are in the form of one, each with its path."""
        return [
            ((*path, "ref", index), ref)
            for path, part in self.parts
            if isinstance(refs := part.get("ref"), tuple)
            for index, ref in enumerate(refs)
            if isinstance(ref, str) and IS_REF.match(ref)
        ]

    def found(self, *pattern: str | int | None) -> list[tuple[Path, Value]]:
        """Give what stands at a path, with EACH for every item of a list; nothing where a case has another shape."""
        return found(self.value, *pattern)

    def words(self, *pattern: str | int | None) -> Iterator[tuple[Path, str]]:
        """Give the texts among what stands at a path."""
        return ((path, leaf) for path, leaf in found(self.value, *pattern) if isinstance(leaf, str))


def found(value: Value, *pattern: str | int | None) -> list[tuple[Path, Value]]:
    """Give what stands at a path within any value."""
    # Step by step without recursion: every case is walked through some twenty times.
    reached: list[tuple[Path, Value]] = [((), value)]
    for step in pattern:
        if step is EACH:
            reached = [
                ((*path, index), item)
                for path, held in reached
                if isinstance(held, tuple)
                for index, item in enumerate(held)
            ]
        else:
            reached = [((*path, step), held[step]) for path, held in reached if isinstance(held, dict) and step in held]
    return reached


def _collect(value: Value, path: Path, parts: list[tuple[Path, dict[str, Value]]]) -> None:
    # No generator: handing each part up through every level took longer than reading the file.
    if isinstance(value, dict):
        parts.append((path, value))
        for key, item in value.items():
            if isinstance(item, _HOLDING):
                _collect(item, (*path, key), parts)
    else:
        for index, item in enumerate(value):
            if isinstance(item, _HOLDING):
                _collect(item, (*path, index), parts)
