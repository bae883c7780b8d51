"""YAML to plain values, remembering where each stood; and plain values to YAML."""

import io
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TextIO

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import ScalarNode

from renkei_cli.diagnostics import Fault, Place
from renkei_cli.i18n import _

Path = tuple[str | int, ...]
_MAX_DEPTH = 40
_LONG = 64
"""Characters above which a text without quotes is no number, date or truth value."""
_TAG = "tag:yaml.org,2002:"

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

    def place(self, path: Path) -> Place:
        """Find where a path within the entry stands; where it is missing, the nearest thing that holds it."""
        return self._find(path)[0]

    def key_place(self, path: Path) -> Place:
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

    def _find(self, path: Path) -> tuple[Place, Place]:
        reached: tuple[Marks, Marks] = (None, None)
        while reached[0] is None:
            reached = self._reached(path)
            path = path[:-1]
        marks, key = reached
        return _at(self.file, marks), _at(self.file, key)

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


def _at(file: str, marks: Marks) -> Place:
    mark = (marks[0] if isinstance(marks, tuple) else marks).start_mark
    return Place(file, mark.line + 1, mark.column + 1)


def is_quoted(event: Any) -> bool:  # noqa: ANN401 - an event of the parser
    """Tell whether a scalar's event is a text in quotes, a block of text, or tagged to be a text."""
    return not event.implicit[0]


_RESOLVER = YAML(typ="safe").resolver


@lru_cache(maxsize=16_384)
def _kind(plain: str) -> str:
    return str(_RESOLVER.resolve(ScalarNode, plain, (True, False))).removeprefix(_TAG)


def kind(plain: str) -> str:
    """Tell what YAML takes a text without quotes for: str, int, float, bool, null, timestamp, merge."""
    # Keys and codes come again and again; what is long is prose, and prose does not.
    return "str" if len(plain) > _LONG else _kind(plain)


def entries(file: str, content: bytes, faults: list[Fault]) -> Iterator[Entry]:
    """Read one YAML file case by case; sequences become tuples, dates stay text.

    Faults of the YAML itself are added to `faults`, never raised; what stands before one is still given.
    """
    reader = _Reader(file, faults)
    try:
        content.decode("utf-8")
        # The C parser where it is there. Its events are taken one by one, so that a file is never whole in memory.
        yield from reader.read(YAML(typ="safe").parse(content))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        faults.append(Fault(Place(file, line, 1), "not-utf8", _("the file is not UTF-8"), _("save it as UTF-8")))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
        problem = str(error.problem or error.context)
        faults.append(Fault(place, "yaml", _("this is not well-formed YAML: {problem}").format(problem=problem)))
    except YAMLError as error:
        problem = str(error).splitlines()[0]
        faults.append(
            Fault(Place(file, 0, 0), "yaml", _("this is not well-formed YAML: {problem}").format(problem=problem))
        )


class _Reader:
    """Turn a parser's events into values, refusing what a case file has no use for."""

    def __init__(self, file: str, faults: list[Fault]) -> None:
        self.file = file
        self.faults = faults
        self.events: Iterator[Any] = iter(())

    def read(self, events: Iterator[Any]) -> Iterator[Entry]:
        self.events = events
        for event in events:
            if isinstance(event, DocumentStartEvent):
                break
        else:
            self.fault(None, "empty", _("there is no case in this file"))
            return
        root = next(events)
        if isinstance(root, MappingStartEvent):
            yield from self.root(root)
        else:
            value, marks = self.node(root, 0)
            yield Entry(self.file, value, marks)
        for event in events:
            if isinstance(event, DocumentStartEvent):
                self.fault(event, "second-document", _("a file holds one YAML document"))
                return

    def root(self, event: Any) -> Iterator[Entry]:  # noqa: ANN401 - an event of the parser
        """Give the items of `cases` one by one, then what stands around them; without `cases`, the file is a case."""
        rest: dict[str, Any] = {}
        marks: dict[str, Any] = {}
        listed = False
        for key, key_mark in self.keys(rest):
            item = next(self.events)
            if key == "cases" and isinstance(item, SequenceStartEvent) and item.tag is None:
                listed = True
                for number, started in enumerate(iter(lambda: next(self.events), None)):
                    if isinstance(started, SequenceEndEvent):
                        break
                    value, inside = self.node(started, 2)
                    yield Entry(self.file, value, inside, ("cases", number))
            else:
                value, inside = self.node(item, 1)
                if key is not None:
                    rest[key] = value
                    marks[key] = (key_mark, inside)
        yield Entry(self.file, rest, (event, marks), is_case=not listed)

    def node(self, event: Any, depth: int) -> tuple[Any, Marks]:  # noqa: ANN401 - an event of the parser
        form = type(event)
        if form is AliasEvent:
            self.fault(event, "alias", _("aliases (*) are not allowed"), _("write the value out"))
            return None, event
        if event.tag is not None and event.tag not in (f"{_TAG}str", f"{_TAG}map", f"{_TAG}seq"):
            self.fault(event, "tag", _("tags such as {tag} are not allowed").format(tag=event.tag))
        if form is ScalarEvent:
            text = event.value
            kind_of = kind(text) if event.implicit[0] else "str"
            return text if kind_of == "str" else _scalar(kind_of, text), event
        if depth > _MAX_DEPTH:
            self.fault(event, "too-deep", _("nested more than {n} levels deep").format(n=_MAX_DEPTH))
            self.skip()
            return None, event
        if form is MappingStartEvent:
            found: dict[str, Any] = {}
            marks: dict[str, Any] = {}
            for key, key_mark in self.keys(found):
                value, inside = self.node(next(self.events), depth + 1)
                if key is not None:
                    found[key] = value
                    marks[key] = (key_mark, inside)
            return found, (event, marks)
        items: list[Any] = []
        places: list[Any] = []
        for started in self.events:
            if type(started) is SequenceEndEvent:
                break
            value, inside = self.node(started, depth + 1)
            items.append(value)
            places.append(inside)
        return tuple(items), (event, places)

    def keys(self, found: Mapping[str, Any]) -> Iterator[tuple[str | None, Any]]:
        """Give the keys of a mapping with their events, None for one that is refused."""
        for event in self.events:
            form = type(event)
            if form is MappingEndEvent:
                return
            key = event.value if form is ScalarEvent else None
            if key is None or (event.implicit[0] and kind(key) != "str"):
                self.fault(event, "key", _("a key must be text"))
                if form is not ScalarEvent:
                    self.skip(event)
                key = None
            elif key in found:
                self.fault(event, "duplicate-key", _("the key {key} stands twice").format(key=key))
                key = None
            yield key, event

    def skip(self, event: Any = None) -> None:  # noqa: ANN401 - an event of the parser
        """Pass over a collection whose beginning has been read."""
        open_ones = 0 if isinstance(event, AliasEvent) else 1
        while open_ones:
            passed = type(next(self.events))
            open_ones += (passed in (MappingStartEvent, SequenceStartEvent)) - (
                passed in (MappingEndEvent, SequenceEndEvent)
            )

    def fault(self, event: Any, code: str, message: str, hint: str = "") -> None:  # noqa: ANN401 - the same
        place = _at(self.file, event) if event else Place(self.file, 0, 0)
        self.faults.append(Fault(place, code, message, hint))


def _scalar(kind_of: str, text: str) -> str | float | bool | None:
    if kind_of in ("null", "bool"):
        truths: dict[str, bool] = {"true": True, "false": False}
        return truths.get(text.lower())
    try:
        if kind_of == "int":
            return int(text.replace("_", ""), 10)
        if kind_of == "float":
            return float(text.replace("_", ""))
    except ValueError:
        # A hexadecimal number, an infinity: no field of a case takes one, so the text will be refused as text.
        return text
    return text


def write(value: Mapping[str, Any] | Sequence[Any], stream: TextIO) -> None:
    """Write plain values as block-style YAML, each text on one line."""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 1_000_000
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment] # annotated None, meant bool
    yaml.indent(mapping=2, sequence=4, offset=2)
    buffer = io.StringIO()
    yaml.dump(value, buffer)
    stream.write(buffer.getvalue())
