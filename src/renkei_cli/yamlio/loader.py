"""Case files read one case at a time: plain values that know where they stand and how they were written."""

import io
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import islice
from typing import Any, Final, NamedTuple, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.main import CParser  # type: ignore[attr-defined] # named there for the library's own use
from ruamel.yaml.nodes import ScalarNode

from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.i18n import _
from renkei_cli.core.text import escape_invisible
from renkei_cli.yamlio.encoding import STAND_IN, UNSEEN, decode_source, invisible_character, unify_line_ends
from renkei_cli.yamlio.syntax_errors import (
    ALIAS,
    DIRECTIVE,
    NOT_THE_CHARACTER,
    Event,
    Mark,
    Mistake,
    explain,
    is_doubtful,
    mistake_in_key,
    mistake_in_value,
)

MOST_FAULTS: Final = 1_000
"""Faults of a file after which the rest is not read: nobody reads more, and a million would fill the memory."""
MOST_RESUMED: Final = 100
"""Mistakes of YAML in a file behind which it is read on."""
DEEPEST: Final = 40
"""Levels of nesting: a case has 7. Deeper ones cost the C parser time by the square."""
MOST_VALUES: Final = 20_000
"""Keys and values of a case, or of what stands around the cases: the largest case has some 400."""
LONGEST: Final = 65_536
"""Characters of a text: a summary has 300, and what is longer belongs into a document of its own."""
LONGEST_PIECE: Final = 8_000_000
"""Bytes that the parser may read without finding a scalar: it would hold a text of 60 MB three times over."""
_DIRECTIVES = 16
"""Lines that begin with %TAG, above which a file is not read: the C parser compares each with all before it."""
_LONG = 64
"""Characters above which a text without quotes is no number, date or truth value."""
_SHORT = 32
"""Characters of a value that is a code or a ref rather than prose."""
_KNOWN = 1_000
"""Keys, and as many values, that are remembered."""
_SHOWN = 60
"""Characters of a key or tag that a message repeats."""
_LINES_ABOVE = 20
"""Lines above the one where the parser gave up in which the culprit is looked for."""
_LONGEST_LINE = 16_384
"""Bytes of a line that are looked at."""
_TAG = "tag:yaml.org,2002:"
_PLAIN_TAGS = (f"{_TAG}str", f"{_TAG}map", f"{_TAG}seq")
_THOUSANDS = re.compile(r"[0-9]{3}(?![0-9])")
"""What follows the comma of a large number: {amount: 1,000万円}."""

Path = tuple[str | int, ...]
Value = Any
"""Plain values: dict, tuple, str, int, float, bool, None."""


class Spot(NamedTuple):
    """Where a value stands, and how it is written there."""

    place: Location
    key_place: Location
    """Of the key that leads to it; of the value itself, where it has none."""
    written: str | None = None
    """A value without quotes that YAML takes for something else than text, as it is written."""
    quoted: bool = False
    """Whether it is a text in quotes, or set off by `|` or `>`."""


class Entry(NamedTuple):
    """A case of a file, or the rest of the file around its cases; or values from elsewhere that are checked alike."""

    file: str
    value: Value
    locate: Callable[[Path], Spot]
    """Finds where a path within the value stands; where it is missing, the nearest thing that holds it."""
    path: Path = ()
    """Where in the file it stands: ("cases", 3), or () for a file that is one case."""
    is_case: bool = True
    is_cut: bool = False
    """Whether the parser gave up behind it: it may go on below, so that nothing follows from what it lacks."""

    def place(self, path: Path) -> Location:
        """Return where a path within the entry stands; where it is missing, the nearest thing that holds it."""
        return self.locate(path).place

    def key_place(self, path: Path) -> Location:
        """Return where the key stands that leads to a path."""
        return self.locate(path).key_place

    def written(self, path: Path) -> str | None:
        """Return a value as it is written, where YAML takes it for something else than text for want of quotes.

        That is a number, a date, a truth value or a null: `code: 012319` is the value 12319, written "012319";
        `date: 2017-08-23` the value "2017-08-23", written the same. None for whatever YAML takes for text without
        more ado (`yes`, `2017-8-23`, `2017/08/23`), stands in quotes, is a collection or is missing.
        """
        return self.locate(path).written

    def quoted(self, path: Path) -> bool:
        """Return whether a value is a text in quotes, or set off by `|` or `>`; False where it is missing."""
        return self.locate(path).quoted

    def part(self, path: Path) -> "Entry":
        """Return what stands at a path as an entry of its own."""
        value = self.value
        for step in path:
            value = value[step]
        return self._replace(value=value, path=(*self.path, *path), locate=lambda inner: self.locate((*path, *inner)))


class Node(NamedTuple):
    """A value with what the parser says of it."""

    event: Event
    value: Value
    items: Sequence[tuple[Event, "Node"]] = ()
    """Of a mapping: each key, refused ones too, with what it leads to; of a list: each item, behind its own event."""
    end: int = 0
    """The character behind a collection."""

    @property
    def kind(self) -> str:
        """What YAML takes a scalar for: str, int, float, bool, null, timestamp, merge."""
        return _kind(self.event.value) if self.event.implicit[0] else "str"

    def step(self, step: str | int) -> "tuple[Event, Node] | None":
        """Return what stands at a key or index, behind the event of its key."""
        if isinstance(self.value, dict) and step in self.value:
            return next(item for item in self.items if item[0].value == step)
        if isinstance(self.value, tuple) and isinstance(step, int) and step < len(self.items):
            return self.items[step]
        return None


class Part(NamedTuple):
    """A case, or what stands around the cases, as it is read."""

    node: Node
    path: Path = ()
    is_case: bool = True
    is_cut: bool = False


class _LimitError(Exception):
    """The rest of the file is not read; a fault says why."""


class _EndlessError(Exception):
    """The parser reads on and on without finding a scalar."""


class _Stream(io.BytesIO):
    """A file that the parser reads piece by piece, and that ends where a piece of YAML has no end."""

    head = b""
    """What is read before it."""
    last: Event | None = None
    """The scalar found last."""
    _seen: Event | None = None
    _since = 0

    def read(self, size: int | None = -1) -> bytes:
        """Return the next bytes; _EndlessError where too many have gone by without a scalar."""
        if self.head:
            head, self.head = self.head, b""
            return head
        if self.last is not self._seen:
            self._seen, self._since = self.last, self.tell()
        if self.tell() - self._since > LONGEST_PIECE:
            raise _EndlessError
        return super().read(size)


def entries(file: str, content: bytes, faults: list[Diagnostic], *, pure: bool = False) -> Iterator[Entry]:
    """Read one YAML file case by case; sequences become tuples, dates stay text.

    Faults of the YAML itself are added to `faults`, never raised; what stands before one is still given, and so are
    the cases below it. After MOST_FAULTS faults, whoever adds them, or MOST_RESUMED of the YAML itself, the rest of the
    file is not read. A UTF-8 byte order mark is passed over.
    `pure` reads with the parser in Python, as happens by itself where there is none in C; it finds the same.
    """
    before = len(faults)
    limit = before + MOST_FAULTS
    text = decode_source(file, content, faults, limit)
    if text is None:
        if len(faults) >= limit:
            faults.append(too_many(faults[-1].place))
        return
    reader: Reader | None = Reader(file, text, faults, limit=limit, pure=pure)
    mistakes = 0
    while reader:
        try:
            for node, path, is_case, is_cut in reader.parts():
                yield Entry(file, node.value, partial(reader.locate, node), path, is_case, is_cut)
        except _LimitError:
            return
        except MarkedYAMLError as error:
            fault = reader.explain(error)
        else:
            return
        # A mistake that shows in a value may make the parser stumble, too.
        if fault not in faults[before:]:
            faults.append(fault)
        reader, mistakes = reader.behind(fault.place.line), mistakes + 1
        if reader and mistakes > MOST_RESUMED:
            faults.append(too_many(fault.place, len(faults) - before))
            return


def too_many(place: Location, number: int = MOST_FAULTS) -> Diagnostic:
    """Return the fault that the rest of a file is not read."""
    message = _("there are {n} faults up to here: the rest of the file is not read").format(n=number)
    return Diagnostic(place, "too-many-faults", message, _("mend these first"))


class Reader:
    """Turns the parser's events into nodes, refusing what a case file has no use for."""

    def __init__(
        self, file: str, text: bytes, faults: list[Diagnostic], *, limit: int = 1 << 30, pure: bool = False,
        start: int = 0, line: int = 0, number: int = 0,
    ) -> None:  # fmt: skip
        """Add to `faults`, and stop when they are as many as `limit`.

        Begin with the case of that number at the byte `start`, which is the line `line`, counted from 0.
        """
        self.file = file
        self.has_directives = False
        self._text = text
        self._faults = faults
        self._limit = limit
        self._pure = pure
        self._start, self._line, self._number = start, line, number
        self._lines_before = line
        """How many lines more are above a place than the parser knows of."""
        self._opened: list[Event] = []
        """The collections that are open, from the outermost inwards."""
        self._listing: Event | None = None
        """What opened the list of cases, while that is read."""
        self._case: Event | None = None
        """What opened the case that is being read, or was read last."""
        self._whole = False
        """Whether that was read to its end."""
        self._left = MOST_VALUES
        self._stream = _Stream(text)
        if start:
            # The list goes on below a key of its own.
            self._stream.seek(start)
            self._stream.head = b"cases:\n"
            self._lines_before -= 1
        self._next: Callable[[], Any] = self._events()

    def _events(self) -> Callable[[], Any]:
        if self._pure or CParser is None:
            return partial(next, YAML(typ="safe", pure=True).parse(self._stream), None)
        # Around it, YAML would look for plug-ins and make a class for each file: that takes as long as reading 1 KB.
        following: Callable[[], Any] = CParser(self._stream).get_event
        return following

    def parts(self) -> Iterator[Part]:
        """Read the file: its cases one by one, then what stands around them; a file without `cases` is one case."""
        if self._text.count(b"\n%TAG") + self._text.startswith(b"%TAG") > _DIRECTIVES:
            self._add(Mistake(DIRECTIVE).at(self.file, 1, 1))
            return
        try:
            if not self._document():
                self._add(Diagnostic(Location(self.file, 0, 0), "empty", _("there is no case in this file")))
                return
            root = self._next()
            if type(root) is MappingStartEvent:
                yield from self._root(root)
            else:
                yield Part(self._node(root, 0, -1))
            if second := self._document():
                self._fault(second, "second-document", _("a file holds one YAML document"))
        except _EndlessError:
            place = self._at(self._stream.last) if self._stream.last else Location(self.file, 1, 1)
            message = _("what comes here goes on for more than {n} MB").format(n=LONGEST_PIECE // 1_000_000)
            hint = _("write texts of at most {n} characters").format(n=LONGEST)
            self._add(Diagnostic(place, "too-long", message, hint))

    def _document(self) -> Event | None:
        while (event := self._next()) is not None and type(event) is not DocumentStartEvent:
            pass
        self.has_directives |= bool(event and (event.version or event.tags))
        return event

    def _root(self, event: Event) -> Iterator[Part]:
        self._refuse(event)
        self._opened.append(event)
        rest: dict[str, Value] = {}
        items: list[tuple[Event, Node]] = []
        listed = False
        while type(key_event := self._next()) is not MappingEndEvent:
            key = self._key(key_event, rest)
            value = self._next()
            if key == "cases" and type(value) is SequenceStartEvent and value.tag is None and value.anchor is None:
                listed = True
                # Given below one by one; the key remembers that it was there.
                node = Node(value, ())
                self._opened.append(value)
                self._listing = value
                yield from self._cases()
                self._listing = None
                self._opened.pop()
            else:
                node = self._node(value, 1, key_event.start_mark.line)
            items.append((key_event, node))
            if key is not None:
                rest[key] = node.value
        yield Part(Node(event, rest, items, key_event.end_mark.index), is_case=not listed)

    def _cases(self) -> Iterator[Part]:
        around = self._left
        event = self._next()
        while type(event) is not SequenceEndEvent:
            self._left = MOST_VALUES
            self._case, self._whole = event, False
            part = Part(self._node(event, 2, -1), ("cases", self._number))
            self._whole = True
            try:
                event = self._next()
            except MarkedYAMLError:
                yield part._replace(is_cut=True)
                raise
            yield part
            self._number += 1
            if len(self._faults) >= self._limit:
                self._give_up(self._at(self._case))
        self._left = around

    def _node(self, event: Event, depth: int, line: int) -> Node:
        """Read a value; `line` is that of its key, -1 where it has none."""
        self._left -= 1
        if self._left < 0:
            self._stop(event, "too-many-values", _("a case has at most {n} values").format(n=MOST_VALUES))
        form = type(event)
        if form is ScalarEvent:
            if event.value in _VALUES and event.implicit[0] and event.anchor is None:
                self._stream.last = event
                return Node(event, _VALUES[event.value])
            return Node(event, self._scalar(event, line))
        if form is AliasEvent:
            self._fault(event, "alias", _(ALIAS.message).format(character="*"), _(ALIAS.hint))
            return Node(event, None)
        self._refuse(event)
        if depth > DEEPEST:
            self._too_deep(event)
        self._opened.append(event)
        node = self._mapping(event, depth + 1) if form is MappingStartEvent else self._sequence(event, depth + 1)
        self._opened.pop()
        return node

    def _mapping(self, event: Event, depth: int) -> Node:
        value: dict[str, Value] = {}
        items: list[tuple[Event, Node]] = []
        following = self._next
        while type(key_event := following()) is not MappingEndEvent:
            key = self._key(key_event, value)
            node = self._node(following(), depth, key_event.start_mark.line)
            items.append((key_event, node))
            if key is not None:
                value[key] = node.value
        return Node(event, value, items, key_event.end_mark.index)

    def _sequence(self, event: Event, depth: int) -> Node:
        items: list[tuple[Event, Node]] = []
        following = self._next
        while type(item := following()) is not SequenceEndEvent:
            items.append((item, self._node(item, depth, -1)))
        return Node(event, tuple([node.value for _item, node in items]), items, item.end_mark.index)

    def _scalar(self, event: Event, line: int) -> Value:
        self._stream.last = event
        if event.ctag is not None or event.anchor is not None:
            self._refuse(event)
        text = event.value
        if not event.implicit[0]:
            return self._quoted(event)
        looked_into = is_doubtful(text)
        if looked_into and (mistake := mistake_in_value(text, own_line=line != event.start_mark.line)):
            self._mistake(event, mistake)
        kind = _kind(text)
        if kind != "str":
            return _read(kind, text)
        if not looked_into and len(text) <= _SHORT and len(_VALUES) < _KNOWN:
            _VALUES[text] = text
        return self._bounded(event, text)

    def _key(self, event: Event, found: Mapping[str, Value]) -> str | None:
        """Return the key of a mapping in which others were found before, None for one that is refused."""
        if type(event) is not ScalarEvent:
            self._fault(event, "key", _("a key must be text"))
            self._skip(event)
            return None
        self._stream.last = event
        key: str | None = event.value
        if not (key in _KEYS and event.implicit[0] and event.anchor is None):
            key = self._new_key(event)
        if key is not None and key in found:
            message = _("the key {key} stands twice").format(key=escape_invisible(key[:_SHOWN]))
            self._fault(event, "duplicate-key", message)
            return None
        return key

    def _new_key(self, event: Event) -> str | None:
        key = event.value
        if event.ctag is not None or event.anchor is not None:
            self._refuse(event)
        if not event.implicit[0]:
            return self._quoted(event)
        if _THOUSANDS.match(key) and self._opened[-1].flow_style:
            message = _("the comma before this parts the entries of {braces}").format(braces="{ }")
            self._fault(event, "key", message, _("write the number without a comma, or the text in quotes"))
        elif (kind := _kind(key)) == "merge":
            self._fault(event, "merge-key", _("merge keys (<<) are not allowed"), _("write the values out"))
        elif kind != "str":
            self._fault(event, "key", _("a key must be text"), _("put it in quotes"))
        elif mistake := mistake_in_key(key):
            self._mistake(event, mistake)
        else:
            if len(key) <= _SHORT and len(_KEYS) < _KNOWN:
                _KEYS.add(key)
            return self._bounded(event, key)
        return None

    def _quoted(self, event: Event) -> str:
        """Return a text in quotes; an escape in double quotes may have made characters that nobody sees."""
        text = event.value
        if event.style == '"' and (found := UNSEEN.search(text)):
            if "\ud800" <= found[0] <= "\udfff":
                self._mistake(event, Mistake(NOT_THE_CHARACTER))
            else:
                self._add(invisible_character(self._at(event), found[0]))
            text = UNSEEN.sub(STAND_IN, text)
        return self._bounded(event, text)

    def _bounded(self, event: Event, text: str) -> str:
        if len(text) <= LONGEST:
            return text
        self._fault(event, "too-long", _("a text has at most {n} characters").format(n=LONGEST))
        return text[:LONGEST]

    def _refuse(self, event: Event) -> None:
        """Refuse a tag other than those that change nothing, and an anchor."""
        if event.tag is not None and event.tag not in _PLAIN_TAGS:
            shown = escape_invisible(event.tag[:_SHOWN])
            self._fault(event, "tag", _("tags such as {tag} are not allowed").format(tag=shown))
        if event.anchor is not None:
            self._fault(event, "alias", _(ALIAS.message).format(character="&"), _(ALIAS.hint))

    def _skip(self, event: Event) -> None:
        """Pass over a collection whose beginning has been read, or an alias."""
        depth = int(isinstance(event, CollectionStartEvent))
        while depth:
            event = self._next()
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if depth > DEEPEST:
                self._too_deep(event)

    def _too_deep(self, event: Event) -> None:
        self._stop(event, "too-deep", _("nested more than {n} levels deep").format(n=DEEPEST))

    def _mistake(self, event: Event, mistake: Mistake) -> None:
        place, before, after = self._at(event), event.value[: mistake.offset], event.value[mistake.offset :]
        if " " in before and event.start_mark.line != event.end_mark.line:
            # A space may have been a line's end: what is in the last line is counted from behind, else from the start.
            mistake = mistake._replace(offset=0)
            if " " not in after:
                mark = event.end_mark
                place = Location(self.file, mark.line + 1 + self._lines_before, mark.column + 1 - len(after))
        self._add(mistake.at(self.file, place.line, place.column))

    def _fault(self, event: Event, code: str, message: str, hint: str = "") -> None:
        self._add(Diagnostic(self._at(event), code, message, hint))

    def _add(self, fault: Diagnostic) -> None:
        self._faults.append(fault)
        if len(self._faults) >= self._limit:
            self._give_up(fault.place)

    def _stop(self, event: Event, code: str, message: str) -> NoReturn:
        self._fault(event, code, message)
        raise _LimitError

    def _give_up(self, place: Location) -> NoReturn:
        self._faults.append(too_many(place))
        raise _LimitError

    def _at(self, event: Event) -> Location:
        mark = event.start_mark
        return Location(self.file, mark.line + 1 + self._lines_before, mark.column + 1)

    def locate(self, node: Node, path: Path) -> Spot:
        """Return where a path within a node stands, or else the nearest thing that holds it."""
        key = node.event
        for step in path:
            found = node.step(step)
            if not found:
                return Spot(self._at(node.event), self._at(key))
            key, node = found
        quoted = type(node.event) is ScalarEvent and not node.event.implicit[0]
        bare = type(node.event) is ScalarEvent and node.kind != "str"
        return Spot(self._at(node.event), self._at(key), node.event.value if bare else None, quoted)

    def explain(self, error: MarkedYAMLError) -> Diagnostic:
        """Return the fault that led the parser astray."""
        if b"\r" in self._text:
            # Lines are counted alike however they end, bytes only now.
            self._text = unify_line_ends(self._text)
        line, mistake = explain(error, self._lines_to, self._opened, self._stream.last)
        return mistake.at(self.file, line + 1 + self._lines_before, 1)

    def _lines_to(self, mark: Mark) -> tuple[int, int, list[str]]:
        """Return the line and column of a mark, and the lines up to there; the end of the file is within its last."""
        stream = io.BytesIO(self._text)
        stream.seek(self._start)
        first = self._line - self._lines_before
        lines = deque(enumerate(islice(stream, max(0, mark.line - first) + 1), first), maxlen=_LINES_ABOVE + 1)
        texts = [line[:_LONGEST_LINE].decode("utf-8", "ignore").rstrip("\n") for _number, line in lines]
        last = lines[-1][0] if lines else 0
        return last, mark.column if last == mark.line else len("".join(texts[-1:])), texts

    def behind(self, fault_line: int) -> "Reader | None":
        """Return a reader that goes on with the case below the one at fault; None where there is none for certain.

        That is a line that begins with `- ` in the column of the list's items: what belongs to a case stands further
        in. Only a text in quotes that goes on over several lines could hold another such line.
        """
        if self._listing is None or self._listing.flow_style:
            return None
        item = re.compile(rb" {%d}-(?: +\S|$)" % self._listing.start_mark.column, re.MULTILINE)
        read = self._case.start_mark.line + self._lines_before if self._case else -1
        # A case that was read whole is not at fault, and the one that is may not have been begun.
        wanted = read + 1 if self._case and not self._whole else fault_line
        number = self._number if self._case else self._number - 1
        start, line = self._start, self._line
        while start < len(self._text):
            # Those at fault that were not begun count, too.
            if line > read and item.match(self._text, start):
                number += 1
                if line >= wanted:
                    return Reader(
                        self.file, self._text, self._faults, limit=self._limit, pure=self._pure,
                        start=start, line=line, number=number,
                    )  # fmt: skip
            start = self._text.find(b"\n", start) + 1 or len(self._text)
            line += 1
        return None


_KEYS: set[str] = set()
_VALUES: dict[str, str] = {}
"""Keys and values without quotes that were found to be texts free of mistakes: the same few come again and again."""
_RESOLVER = YAML(typ="safe").resolver


@lru_cache(maxsize=16_384)
def _resolved(text: str) -> str:
    return str(_RESOLVER.resolve(ScalarNode, text, (True, False))).removeprefix(_TAG)


def _kind(text: str) -> str:
    """Return what YAML takes a text without quotes for."""
    # Keys and codes come again and again; what is long or not ASCII is prose, and prose does not.
    return "str" if len(text) > _LONG or not text.isascii() else _resolved(text)


def _read(kind: str, text: str) -> str | float | bool | None:
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
