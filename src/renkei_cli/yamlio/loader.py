"""Case files read one case at a time: plain values that know where they stand and how they were written."""

import io
import re
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, NamedTuple

from ruamel.yaml import YAML, events
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.main import CParser  # type: ignore[attr-defined] # named there for the library's own use
from ruamel.yaml.nodes import ScalarNode

from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.i18n import _
from renkei_cli.core.text import escape_invisible
from renkei_cli.schema.fields import Path, Value
from renkei_cli.yamlio import syntax_errors
from renkei_cli.yamlio.encoding import MOST_FAULTS, STAND_IN, UNSEEN, decode_source, invisible_character
from renkei_cli.yamlio.syntax_errors import ALIAS, DIRECTIVE, NOT_THE_CHARACTER, Event, Mistake, is_doubtful

_DEEPEST = 40  # levels of nesting: a case has 7, and deeper ones cost the C parser time by the square
_MOST_VALUES = 20_000  # keys and values of a case, or of what stands around the cases: the largest case has some 400
_PROSE = 64  # characters above which a text without quotes is no number, date or truth value
_SHOWN = 60  # characters of a key or tag that a message repeats
_TAG = "tag:yaml.org,2002:"
_PLAIN_TAGS = (f"{_TAG}str", f"{_TAG}map", f"{_TAG}seq")


@dataclass(slots=True, eq=False)
class Node:
    """A value, and what the parser says of it; one that is frozen takes half as long again to make."""

    event: Event
    key: Event  # that of the key that leads to it, or None
    value: Value
    items: "Sequence[Node]" = ()  # what stands in a list or mapping, also behind keys that are refused
    end: Event = None  # the end of a list or mapping

    @property
    def kind(self) -> str:
        """What YAML takes a scalar for: str, int, float, bool, null, timestamp."""
        return _kind(self.event.value) if self.event.implicit[0] else "str"

    def step(self, step: str | int) -> "Node | None":
        """Return what stands at a key or index."""
        if isinstance(self.value, dict):
            return next((item for item in self.items if getattr(item.key, "value", None) == step), None)
        return self.items[step] if isinstance(step, int) and step < len(self.items) else None


class Entry(NamedTuple):
    """A case of a file, or the rest of the file around its cases; or values from elsewhere that are checked alike."""

    file: str
    value: Value
    node: Node = Node(None, None, None)
    above: int = 0  # lines of the file above those that the parser counts
    path: Path = ()  # where in the file it stands: ("cases", 3), or () for a file that is one case
    is_case: bool = True

    def _nearest(self, path: Path) -> tuple[Node, bool]:
        node = self.node
        for step in path:
            if (inner := node.step(step)) is None:
                return node, False
            node = inner
        return node, True

    def place(self, path: Path, *, of_key: bool = False) -> Location:
        """Return where a path within the entry stands, or its key; where it is missing, what comes nearest."""
        node, _found = self._nearest(path)
        return _location(self.file, self.above, (of_key and node.key) or node.event)

    def written(self, path: Path) -> str | None:
        """Return a value as it is written, where YAML takes it for something else than text for want of quotes.

        `code: 012319` is the value 12319, written "012319"; `date: 2017-08-23` the value "2017-08-23", written so.
        """
        node, found = self._nearest(path)
        return node.event.value if found and type(node.event) is events.ScalarEvent and node.kind != "str" else None

    def part(self, path: Path) -> "Entry":
        """Return what stands at a path as an entry of its own."""
        node, _found = self._nearest(path)
        return self._replace(value=node.value, node=node, path=(*self.path, *path))


class LimitError(Exception):
    """The rest of the file is not read; a fault says why."""


def entries(file: str, content: bytes, faults: list[Diagnostic], *, pure: bool = False) -> Iterator[Entry]:
    """Read one YAML file case by case; sequences become tuples, dates stay text.

    Faults of the YAML itself are added to `faults`, never raised; what stands before one is still given, and so are
    the cases below it. After MOST_FAULTS faults, whoever adds them, the rest of the file is not read.
    `pure` reads with the parser in Python, as happens by itself where there is none in C; it finds the same.
    """
    text = decode_source(file, content, faults)
    if text is None:
        return
    reader = YamlReader(file, text, faults, pure=pure)
    with suppress(LimitError):
        while True:
            try:
                yield from reader.entries()
            except MarkedYAMLError as error:
                if reader.recover(error):
                    continue
            return


class YamlReader:
    """Turns the parser's events into nodes, refusing what a case file has no use for."""

    def __init__(self, file: str, text: bytes, faults: list[Diagnostic], *, pure: bool = False) -> None:
        """Read UTF-8 with LF at the ends of lines; add to `faults`, and stop behind a case when they are too many."""
        self._file, self._faults, self._pure = file, faults, pure or CParser is None
        self._limit = len(faults) + MOST_FAULTS
        self._start(text, 0, 0)

    def _start(self, text: bytes, above: int, number: int) -> None:
        """Begin with a text that has lines of the file above it, and of which the first case has a number."""
        self._text, self._above, self._number = text, above, number
        self._next: Callable[[], Any]
        if self._pure:
            self._next = partial(next, YAML(typ="safe", pure=True).parse(io.BytesIO(text)), None)
        else:
            # Around it, YAML would look for plug-ins and make a class for each file: as long as reading 1 KB takes.
            self._next = CParser(text).get_event
        self._last: Event | None = None  # the scalar read last
        self._opened: list[Event] = []  # the collections that are open, from the outermost inwards
        self._listing: Event | None = None  # what opened the list of cases, while that is read
        self._case: Event | None = None  # what opened the case that is being read, or was read last
        self._left = _MOST_VALUES

    def entries(self) -> Iterator[Entry]:
        """Read the file: its cases one by one, then what stands around them; a file without `cases` is one case.

        Raise MarkedYAMLError where the parser gives up, LimitError where the rest is not to be read.
        """
        if not self._begin():
            self._faults.append(Diagnostic(Location(self._file, 0, 0), "empty", _("there is no case in this file")))
            return
        root = self._next()
        if type(root) is events.MappingStartEvent:
            yield from self._root(root)
        else:
            yield self._entry(self._node(root, 0))
        if second := self._begin():
            self._fault(second, "second-document", _("a file holds one YAML document"))

    def _begin(self) -> Event | None:
        """Pass over what stands before a document; return its beginning, None where there is none."""
        while (event := self._next()) is not None and type(event) is not events.DocumentStartEvent:
            pass
        if event and event.tags:
            self._faults.append(Mistake(DIRECTIVE).at(self._file, 1, 1))
        return event

    def _entry(self, node: Node, path: Path = (), *, is_case: bool = True) -> Entry:
        return Entry(self._file, node.value, node, self._above, path, is_case)

    def _root(self, event: Event) -> Iterator[Entry]:
        self._open(event)
        rest: dict[str, Value] = {}
        items: list[Node] = []
        listed = False
        while type(key_event := self._next()) is not events.MappingEndEvent:
            key, value = self._key(key_event, rest, 1), self._next()
            if key == "cases" and type(value) is events.SequenceStartEvent:
                listed = True
                node = yield from self._cases(key_event, value)
            else:
                node = self._node(value, 1, key_event)
            items.append(node)
            if key is not None:
                rest[key] = node.value
        yield self._entry(Node(event, None, rest, items, key_event), is_case=not listed)

    def _cases(self, key: Event, listing: Event) -> Generator[Entry, None, Node]:
        """Read the cases one by one; the key only remembers that they were there."""
        self._open(listing)
        self._listing = listing
        event = self._next()
        while type(event) is not events.SequenceEndEvent:
            self._left, self._case = _MOST_VALUES, event
            entry = self._entry(self._node(event, 2), ("cases", self._number))
            # Where the parser gives up behind a case, that goes on below.
            event = self._next()
            yield entry
            self._number += 1
            if len(self._faults) >= self._limit:
                raise LimitError
        self._left, self._listing = _MOST_VALUES, None
        self._opened.pop()
        return Node(listing, key, (), (), event)

    def _open(self, event: Event) -> None:
        self._refuse(event)
        self._opened.append(event)

    def _node(self, event: Event, depth: int, key: Event | None = None) -> Node:
        self._left -= 1
        if self._left < 0:
            self._fault(event, "too-many-values", _("a case has at most {n} values").format(n=_MOST_VALUES))
            raise LimitError
        kind = type(event)
        if kind is events.ScalarEvent:
            return Node(event, key, self._scalar(event, key))
        if kind is events.AliasEvent:
            self._fault(event, "alias", _(ALIAS.message).format(character="*"), _(ALIAS.hint))
            return Node(event, key, None)
        self._open(event)
        if depth > _DEEPEST:
            self._fault(event, "too-deep", _("nested more than {n} levels deep").format(n=_DEEPEST))
            raise LimitError
        following, inside = self._next, depth + 1
        items: list[Node] = []
        value: Value = {}
        if kind is events.MappingStartEvent:
            while type(inner := following()) is not events.MappingEndEvent:
                name = self._key(inner, value, inside)
                node = self._node(following(), inside, inner)
                items.append(node)
                if name is not None:
                    value[name] = node.value
        else:
            while type(inner := following()) is not events.SequenceEndEvent:
                items.append(self._node(inner, inside))
            value = tuple([node.value for node in items])
        self._opened.pop()
        return Node(event, key, value, items, inner)

    def _scalar(self, event: Event, key: Event | None) -> Value:
        self._last = event
        if not event.implicit[0] or event.anchor is not None:
            return self._text_of(event)
        text: str = event.value
        value, doubtful = _plain_value(text) if len(text) <= _PROSE else (text, is_doubtful(text))
        if doubtful:
            own_line = key is None or key.start_mark.line != event.start_mark.line
            if mistake := syntax_errors.mistake_in_value(text, own_line=own_line):
                self._mistake(event, mistake)
        return value

    def _key(self, event: Event, found: Mapping[str, Value], depth: int) -> str | None:
        """Return the key of a mapping in which others were found before, None for one that is refused."""
        if type(event) is not events.ScalarEvent:
            self._fault(event, "key", _("a key must be text"))
            self._node(event, depth)
            return None
        self._last = event
        if not event.implicit[0] or event.anchor is not None:
            key = self._text_of(event)
        elif mistake := _mistake_in_key(key := event.value, self._opened[-1].flow_style):
            self._mistake(event, mistake)
            return None
        if key in found:
            message = _("the key {key} stands twice").format(key=escape_invisible(event.value[:_SHOWN]))
            self._fault(event, "duplicate-key", message)
            return None
        return key

    def _text_of(self, event: Event) -> str:
        """Return what is in quotes, or has a tag or an anchor; an escape may have made characters that nobody sees."""
        self._refuse(event)
        text: str = event.value
        if event.style == '"' and (found := UNSEEN.search(text)):
            if "\ud800" <= found[0] <= "\udfff":
                self._mistake(event, Mistake(NOT_THE_CHARACTER))
            else:
                self._faults.append(invisible_character(_location(self._file, self._above, event), found[0]))
            text = UNSEEN.sub(STAND_IN, text)
        return text

    def _refuse(self, event: Event) -> None:
        if event.ctag is not None and event.tag not in _PLAIN_TAGS:
            shown = escape_invisible(event.tag[:_SHOWN])
            self._fault(event, "tag", _("tags such as {tag} are not allowed").format(tag=shown))
        if event.anchor is not None:
            self._fault(event, "alias", _(ALIAS.message).format(character="&"), _(ALIAS.hint))

    def _mistake(self, event: Event, mistake: Mistake) -> None:
        place, offset = _location(self._file, self._above, event), mistake.offset
        if " " in event.value[:offset] and event.start_mark.line != event.end_mark.line:
            # A space may have been the end of a line.
            offset = 0
        self._faults.append(mistake.at(self._file, place.line, place.column + offset))

    def _fault(self, event: Event, code: str, message: str, hint: str = "") -> None:
        self._faults.append(Diagnostic(_location(self._file, self._above, event), code, message, hint))

    def recover(self, error: MarkedYAMLError) -> bool:
        """Add the fault that led the parser astray; return whether `entries` goes on below the case that holds it.

        It does with a line that begins with `- ` in the column of the list's items: what belongs to a case stands
        further in. Only a text in quotes that goes on over several lines could hold another such line.
        """
        fault_line, mistake = syntax_errors.explain(error, self._text, self._opened, self._last)
        fault = mistake.at(self._file, fault_line + 1 + self._above, 1 + mistake.offset)
        # A mistake that shows in a value may make the parser give up, too.
        if fault not in self._faults:
            self._faults.append(fault)
        if self._listing is None or self._listing.flow_style or len(self._faults) >= self._limit:
            return False
        read = self._case.start_mark.line if self._case else -1
        # A case that was read whole is not at fault, and the one that is may not have been begun.
        wanted = read + 1 if self._case and self._opened[-1] is not self._listing else max(read, fault_line) + 1
        # Those at fault that were not begun count, too.
        number, line, at = self._number if self._case else self._number - 1, 0, 0
        item = rb"^ {%d}-(?: +\S|$)" % self._listing.start_mark.column
        for found in re.finditer(item, self._text, re.MULTILINE):
            line, at = line + self._text.count(b"\n", at, found.start()), found.start()
            number += line > read
            if line >= wanted:
                # The list goes on below a key of its own.
                self._start(b"cases:\n" + self._text[at:], self._above + line - 1, number)
                return True
        return False


def _location(file: str, above: int, event: Event) -> Location:
    return Location(file, event.start_mark.line + 1 + above, event.start_mark.column + 1)


_RESOLVER = YAML(typ="safe").resolver


def _kind(text: str) -> str:
    """Return what YAML takes a text without quotes for; what is long or not ASCII is prose."""
    if len(text) > _PROSE or not text.isascii():
        return "str"
    return str(_RESOLVER.resolve(ScalarNode, text, (True, False))).removeprefix(_TAG)


@lru_cache(maxsize=4_096)
def _mistake_in_key(text: str, in_braces: bool) -> Mistake | None:  # noqa: FBT001 - by name, a cached call takes twice as long
    return syntax_errors.mistake_in_key(text, _kind(text), in_braces=bool(in_braces))


@lru_cache(maxsize=16_384)
def _plain_value(text: str) -> tuple[Value, bool]:
    """Return the value of a text without quotes, and whether it is doubtful; codes and refs come again and again."""
    kind, number = _kind(text), text.replace("_", "")
    value: Value = text
    if kind in ("null", "bool"):
        return {"true": True, "false": False}.get(text.lower()), False
    # A hexadecimal number, an infinity: no field of a case takes one, so the text will be refused as text.
    with suppress(ValueError):
        value = int(number, 10) if kind == "int" else float(number) if kind == "float" else text
    return value, is_doubtful(text)
