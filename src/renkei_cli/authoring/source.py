"""YAML to plain values, remembering where each stood; and plain values to YAML."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

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

if TYPE_CHECKING:
    from ruamel.yaml.error import StreamMark

Path = tuple[str | int, ...]
_MAX_DEPTH = 40
_LONG = 64
"""Characters above which a text without quotes is no number, date or truth value."""
_TAG = "tag:yaml.org,2002:"

Marks = Any
"""Where the parts of a value stand, in the value's own shape.

A scalar has its mark; a sequence a pair of its mark and its items' marks; a mapping a pair of its mark and,
by key, the mark of the key and the marks of what it leads to.
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

    def _find(self, path: Path) -> tuple[Place, Place]:
        marks, key = self.marks, self.marks
        for step in path:
            inside = marks[1] if isinstance(marks, tuple) else {}
            if isinstance(inside, dict) and step in inside:
                key, marks = inside[step]
            elif isinstance(inside, list) and isinstance(step, int) and step < len(inside):
                key = marks = inside[step]
            else:
                break
        return _at(self.file, marks), _at(self.file, key)


def _at(file: str, marks: Marks) -> Place:
    mark: StreamMark = marks[0] if isinstance(marks, tuple) else marks
    return Place(file, mark.line + 1, mark.column + 1)


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
        place = _at(file, mark) if mark else Place(file, 1, 1)
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
        self.resolver = YAML(typ="safe").resolver
        self.tags: dict[str, str] = {}

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
                self.fault(event.start_mark, "second-document", _("a file holds one YAML document"))
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
        yield Entry(self.file, rest, (event.start_mark, marks), is_case=not listed)

    def node(self, event: Any, depth: int) -> tuple[Any, Marks]:  # noqa: ANN401 - an event of the parser
        kind = type(event)
        mark = event.start_mark
        if kind is AliasEvent:
            self.fault(mark, "alias", _("aliases (*) are not allowed"), _("write the value out"))
            return None, mark
        if event.tag is not None and event.tag not in (f"{_TAG}str", f"{_TAG}map", f"{_TAG}seq"):
            self.fault(mark, "tag", _("tags such as {tag} are not allowed").format(tag=event.tag))
        if kind is ScalarEvent:
            text = event.value
            kind_of = self.kind(text) if event.implicit[0] else "str"
            return text if kind_of == "str" else _scalar(kind_of, text), mark
        if depth > _MAX_DEPTH:
            self.fault(mark, "too-deep", _("nested more than {n} levels deep").format(n=_MAX_DEPTH))
            self.skip()
            return None, mark
        if kind is MappingStartEvent:
            found: dict[str, Any] = {}
            marks: dict[str, Any] = {}
            for key, key_mark in self.keys(found):
                value, inside = self.node(next(self.events), depth + 1)
                if key is not None:
                    found[key] = value
                    marks[key] = (key_mark, inside)
            return found, (mark, marks)
        items: list[Any] = []
        places: list[Any] = []
        for started in self.events:
            if type(started) is SequenceEndEvent:
                break
            value, inside = self.node(started, depth + 1)
            items.append(value)
            places.append(inside)
        return tuple(items), (mark, places)

    def kind(self, plain: str) -> str:
        """Tell what YAML takes a text without quotes for: str, int, float, bool, null, timestamp."""
        # Keys and codes come again and again; what is long is prose, and prose does not.
        if len(plain) > _LONG:
            return "str"
        if plain not in self.tags:
            self.tags[plain] = str(self.resolver.resolve(ScalarNode, plain, (True, False))).removeprefix(_TAG)
        return self.tags[plain]

    def keys(self, found: Mapping[str, Any]) -> Iterator[tuple[str | None, Any]]:
        """Give the keys of a mapping with their marks, None for one that is refused."""
        for event in self.events:
            kind = type(event)
            if kind is MappingEndEvent:
                return
            mark = event.start_mark
            key = event.value if kind is ScalarEvent else None
            if key is None or (event.implicit[0] and self.kind(key) != "str"):
                self.fault(mark, "key", _("a key must be text"))
                if kind is not ScalarEvent:
                    self.skip(event)
                key = None
            elif key in found:
                self.fault(mark, "duplicate-key", _("the key {key} stands twice").format(key=key))
                key = None
            yield key, mark

    def skip(self, event: Any = None) -> None:  # noqa: ANN401 - an event of the parser
        """Pass over a collection whose beginning has been read."""
        open_ones = 0 if isinstance(event, AliasEvent) else 1
        while open_ones:
            passed = type(next(self.events))
            open_ones += (passed in (MappingStartEvent, SequenceStartEvent)) - (
                passed in (MappingEndEvent, SequenceEndEvent)
            )

    def fault(self, mark: "StreamMark | None", code: str, message: str, hint: str = "") -> None:
        place = _at(self.file, mark) if mark else Place(self.file, 0, 0)
        self.faults.append(Fault(place, code, message, hint))


def _scalar(kind: str, text: str) -> str | float | bool | None:
    if kind in ("null", "bool"):
        truths: dict[str, bool] = {"true": True, "false": False}
        return truths.get(text.lower())
    try:
        if kind == "int":
            return int(text.replace("_", ""), 10)
        if kind == "float":
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
