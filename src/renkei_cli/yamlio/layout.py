"""YAML as it is written: entries in a tree, each with its own text and the comments that belong to it."""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import ScalarNode

from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.errors import InvalidDataError
from renkei_cli.core.i18n import _
from renkei_cli.yamlio.loader import entries

_DEEPEST = 40
_LONG = 64
MOST_KEYS = 1_000
MOST_ENTRIES = 500_000
"""Keys of one mapping, and keys and items of a file in all, as in a file of 15 MB: what holds more is to be parted."""
_NOWHERE = 1 << 30
"""The column of an entry in braces or brackets: no comment stands below it."""

Node = Any
"""A Scalar or a Collection."""


@dataclass(slots=True)
class Scalar:
    """A text as its file writes it."""

    value: str
    source: str
    """As written, quotes included."""
    plain: bool
    kind: str
    """What YAML takes it for: str, int, float, bool, null, timestamp."""


@dataclass(slots=True)
class Entry:
    """A key with its value, or an item of a sequence, and the comments that travel with it."""

    key: Scalar | None
    value: Node
    start: int
    column: int
    home: "Collection"
    """What holds it."""
    above: list[str] = field(default_factory=list)
    """Comments on lines of their own before it; "" is a blank line."""
    behind: list[str] = field(default_factory=list)
    """Comments at the end of its line."""


@dataclass(slots=True)
class Collection:
    """A mapping or a sequence."""

    mapping: bool
    flow: bool
    end: int = 0
    entries: list[Entry] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    """Comments after its last entry."""
    holder: Entry | None = None


def refused(fault: Diagnostic) -> InvalidDataError:
    """Make the error that says why a file is left as it is."""
    return InvalidDataError(fault.message, [fault])


def layout(file: str, text: str) -> Collection:
    """Read a text as a mapping with its comments; FaultyDataError where that would lose something."""
    try:
        return _Reader(file, text).root()
    except YAMLError as error:
        # Reading it as a case file finds the words for what the parser stumbled over.
        faults: list[Diagnostic] = []
        deque(entries(file, text.encode(), faults), maxlen=0)
        raise InvalidDataError(faults[-1].message, faults) from error


class _Reader:
    """Build the tree from the parser's events, then hang the comments into it."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.events: Iterator[Any] = iter(YAML(typ="safe").parse(text))
        self.resolver = YAML(typ="safe").resolver
        self.kinds: dict[str, str] = {}
        self.scalars: list[tuple[int, int, Entry]] = []
        """Where each text stands and whose it is."""
        self.all: list[Entry] = []
        """All entries in the order in which they begin."""

    def root(self) -> Collection:
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                if event.version or event.tags:
                    raise self.refused(event, "directive", _("a directive (%) would be lost"))
                break
        event = next(self.events, None)
        if not isinstance(event, MappingStartEvent):
            raise self.refused(event, "no-case", _("this is no case file: a mapping with cases or id belongs here"))
        root = self.collection(event, None, 0)
        if second := next((event for event in self.events if isinstance(event, DocumentStartEvent)), None):
            raise self.refused(second, "second-document", _("a file holds one YAML document"))
        self.hang(root)
        return root

    def refused(self, event: Any, code: str, message: str) -> InvalidDataError:  # noqa: ANN401 - an event, or none
        mark = event.start_mark if event else None
        place = Location(self.file, mark.line + 1, mark.column + 1) if mark else Location(self.file, 0, 0)
        return refused(Diagnostic(place, code, message))

    def collection(self, event: Any, holder: Entry | None, depth: int) -> Collection:  # noqa: ANN401 - an event
        if depth > _DEEPEST:
            raise self.refused(event, "too-deep", _("nested more than {n} levels deep").format(n=_DEEPEST))
        mapping = isinstance(event, MappingStartEvent)
        found = Collection(mapping, bool(event.flow_style), holder=holder)
        column = _NOWHERE if found.flow else event.start_mark.column
        seen: set[str] = set()
        while not isinstance(first := next(self.events), MappingEndEvent | SequenceEndEvent):
            entry = Entry(None, None, first.start_mark.index, column, found)
            found.entries.append(entry)
            self.all.append(entry)
            if len(self.all) > MOST_ENTRIES or (mapping and len(found.entries) > MOST_KEYS):
                message = _("more than {keys} keys in one place, or {all} keys and items in all")
                message = message.format(keys=f"{MOST_KEYS:,}", all=f"{MOST_ENTRIES:,}")
                raise self.refused(first, "too-large", message)
            if mapping:
                self.sound(first)
                if first.value in seen:
                    message = _("the key {key} stands twice").format(key=first.value)
                    raise self.refused(first, "duplicate-key", message)
                seen.add(first.value)
                entry.key = self.scalar(first, entry)
                first = next(self.events)
            entry.value = self.node(first, entry, depth)
        found.end = first.end_mark.index
        return found

    def node(self, event: Any, entry: Entry, depth: int) -> Node:  # noqa: ANN401 - an event of the parser
        self.sound(event)
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            return self.collection(event, entry, depth + 1)
        return self.scalar(event, entry)

    def sound(self, event: Any) -> None:  # noqa: ANN401 - an event of the parser
        if isinstance(event, AliasEvent):
            raise self.refused(event, "alias", _("an alias (*{name}) would be lost").format(name=event.anchor))
        if event.anchor is not None:
            raise self.refused(event, "anchor", _("an anchor (&{name}) would be lost").format(name=event.anchor))
        if event.tag is not None:
            raise self.refused(event, "tag", _("the tag {tag} would be lost").format(tag=event.tag))

    def scalar(self, event: Any, entry: Entry) -> Scalar:  # noqa: ANN401 - an event of the parser
        start, end = event.start_mark.index, event.end_mark.index
        source = self.text[start:end]
        if source.startswith(("|", ">")):
            # A comment behind the | lies within the text's own bounds.
            _mark, sharp, said = source.partition("\n")[0].partition("#")
            entry.behind += [(sharp + said).rstrip()] if sharp else []
        self.scalars.append((start, end, entry))
        plain = bool(event.implicit[0])
        return Scalar(event.value, source, plain, self.kind(event.value) if plain else "str")

    def kind(self, value: str) -> str:
        """Tell what YAML takes a text without quotes for."""
        # Keys and codes come again and again; what is long is prose, and no number, date or truth value.
        if len(value) > _LONG:
            return "str"
        if value not in self.kinds:
            tag = str(self.resolver.resolve(ScalarNode, value, (True, False)))
            self.kinds[value] = tag.removeprefix("tag:yaml.org,2002:")
        return self.kinds[value]

    def hang(self, root: Collection) -> None:
        """Give each comment to the entry that it belongs to, and each entry the blank line before it."""
        starts = [entry.start for entry in self.all]
        for at, comment, own_line in self.comments():
            number = bisect_left(self.scalars, at, key=lambda scalar: scalar[0])
            before = self.scalars[number - 1] if number else None
            if before and not own_line and (owner := self.owner(before, at)):
                owner.behind.append(comment)
                continue
            following = bisect_left(starts, at)
            after = self.all[following] if following < len(starts) else None
            between = before and number < len(self.scalars) and self.scalars[number][2] is before[2]
            lines = before[2].above if before and between else self.place(root, at, before and before[2], after)
            lines += ["", comment] if self.blank_before(at) else [comment]
        outer = -1
        for entry in self.all:
            # Of entries that begin at one place the outermost comes first; the line before is its own.
            if entry.start != outer and self.blank_before(entry.start):
                entry.above.append("")
            outer = entry.start

    def owner(self, before: tuple[int, int, Entry], at: int) -> Entry | None:
        """Tell on whose line a comment stands that follows something; none where it follows a dash."""
        _start, end, entry = before
        inside = entry
        while inside.home.flow and inside.home.end <= at and inside.home.holder:
            end, inside = inside.home.end, inside.home.holder
            # An item that is a collection has no line of its own.
            entry = inside if inside.key else entry
        return None if "\n" in self.text[end:at] else entry

    def place(self, root: Collection, at: int, before: Entry | None, after: Entry | None) -> list[str]:
        """Tell where a comment on a line of its own belongs: above what follows, or below what it is indented with."""
        column = at - self.line_start(at)
        entry = before
        while entry and not (after and after.home.holder is before):
            home = entry.home
            if after and after.home is home:
                break
            if home.flow:
                if at < home.end:
                    return home.below
            elif entry.column <= column and not (after and column <= after.column):
                return home.below
            entry = home.holder
        return after.above if after else root.below

    def comments(self) -> Iterator[tuple[int, str, bool]]:
        """Find the comments: where one begins, its text, whether it has its line for itself."""
        bounds = [(0, 0), *((start, end) for start, end, _entry in self.scalars), (len(self.text), len(self.text))]
        for (_start, end), (start, _end) in pairwise(bounds):
            for found in re.finditer("#.*", self.text[end:start]):
                at = end + found.start()
                yield at, found[0].rstrip(), not self.text[self.line_start(at) : at].strip(" \t")

    def line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def blank_before(self, at: int) -> bool:
        """Tell whether the line before the one at `at` is blank."""
        start = self.line_start(at)
        return start > 0 and not self.text[self.line_start(start - 1) : start].strip(" \t\n")
