"""A YAML parser's events into values, refusing what a case file has no use for."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.i18n import _
from renkei_cli.core.text import escape_invisible
from renkei_cli.yamlio.bounds import DEEPEST, LONGEST, LONGEST_PIECE, MOST_VALUES, Stop, too_many
from renkei_cli.yamlio.complaints import ALIAS, NOT_THE_CHARACTER
from renkei_cli.yamlio.encoding import STAND_IN, UNSEEN, invisible_character
from renkei_cli.yamlio.entry import TAG, Entry, Marks, at, is_quoted, kind
from renkei_cli.yamlio.mistakes import Typo, doubtful, in_key, in_value, told

_THOUSANDS = re.compile(r"[0-9]{3}(?![0-9])")
"""What follows the comma of a large number: {amount: 1,000万円}."""


class Reader:
    """Turns events into entries; faults are collected, never raised."""

    def __init__(self, file: str, faults: list[Diagnostic], limit: int, number: int = 0) -> None:
        """Add to `faults`, and stop when they are as many as `limit`; the first of `cases` has the given number."""
        self.file = file
        self.faults = faults
        self.last: Any = None
        """The scalar read last, for whoever must tell why the parser gave up."""
        self.opened: list[Any] = []
        """The collections that are open, from the outermost inwards, for the same."""
        self.listing: Any = None
        """The event that opened the list of cases, while that is read; None before and after."""
        self.item: Any = None
        """The event that opened the case that is being read, or was read last."""
        self.whole = False
        """Whether that was read to its end."""
        self.number = number
        self._limit = limit
        self._next: Callable[[], Any] = _nothing
        """Gives the parser's next event."""
        self._left = MOST_VALUES

    def endless(self) -> None:
        """Say that what comes after the last scalar does not end, and stop."""
        message = _("what comes here goes on for more than {n} MB").format(n=LONGEST_PIECE // 1_000_000)
        place = at(self.file, self.last) if self.last else Location(self.file, 1, 1)
        self.faults.append(
            Diagnostic(place, "too-long", message, _("write texts of at most {n} characters").format(n=LONGEST))
        )
        raise Stop

    def read(self, following: Callable[[], Any]) -> Iterator[Entry]:
        """Give the entries of a file whose events `following` gives, None behind the last.

        Stop where the rest of the file is not to be read.
        """
        self._next = following
        if not self._document():
            self._fault(None, "empty", _("there is no case in this file"))
            return
        root = following()
        if isinstance(root, MappingStartEvent):
            yield from self._root(root)
        else:
            value, marks = self._node(root, 0, -1)
            yield Entry(self.file, value, marks)
        if second := self._document():
            self._fault(second, "second-document", _("a file holds one YAML document"))

    def let_go(self) -> None:
        """Forget the parser, which holds the file and knows its reader: what goes round would wait to be collected."""
        self._next = _nothing

    def _document(self) -> Any:  # noqa: ANN401 - an event of the parser
        """Give the beginning of the next document; None where there is none."""
        while (event := self._next()) is not None and type(event) is not DocumentStartEvent:
            pass
        return event

    def _root(self, event: Any) -> Iterator[Entry]:  # noqa: ANN401 - an event of the parser
        """Give the items of `cases` one by one, then what stands around them; without `cases`, the file is a case."""
        self._refuse(event)
        self.opened.append(event)
        rest: dict[str, Any] = {}
        marks: dict[str, Any] = {}
        listed = False
        while type(key_event := self._next()) is not MappingEndEvent:
            key = self._key(key_event, rest)
            item = self._next()
            if key == "cases" and isinstance(item, SequenceStartEvent) and item.tag is None and item.anchor is None:
                listed = True
                # Given below one by one; the key remembers that it was there.
                rest[key], marks[key] = (), (key_event, (item, []))
                self.opened.append(item)
                self.listing = item
                yield from self._cases()
                self.listing = None
                self.opened.pop()
                continue
            value, inside = self._node(item, 1, key_event.start_mark.line)
            if key is not None:
                rest[key] = value
                marks[key] = (key_event, inside)
        yield Entry(self.file, rest, (event, marks), is_case=not listed)

    def _cases(self) -> Iterator[Entry]:
        around = self._left
        started = self._next()
        while type(started) is not SequenceEndEvent:
            self._left = MOST_VALUES
            self.item, self.whole = started, False
            value, inside = self._node(started, 2, -1)
            entry = Entry(self.file, value, inside, ("cases", self.number))
            self.whole = True
            try:
                started = self._next()
            except MarkedYAMLError:
                yield entry._replace(is_cut=True)
                raise
            yield entry
            self.number += 1
            if len(self.faults) >= self._limit:
                self._give_up(at(self.file, self.item))
        self._left = around

    def _node(self, event: Any, depth: int, line: int) -> tuple[Any, Marks]:  # noqa: ANN401 - the same
        """Read a value; `line` is that of its key, -1 where it has none."""
        self._left -= 1
        if self._left < 0:
            self._fault(event, "too-many-values", _("a case has at most {n} values").format(n=MOST_VALUES))
            raise Stop
        form = type(event)
        if form is ScalarEvent:
            if event.value in _VALUES and event.implicit[0] and event.anchor is None:
                self.last = event
                return _VALUES[event.value], event
            return self._scalar(event, line), event
        if form is AliasEvent:
            self._fault(event, "alias", _(ALIAS.message).format(character="*"), _(ALIAS.hint))
            return None, event
        self._refuse(event)
        if depth > DEEPEST:
            self._too_deep(event)
        return self._mapping(event, depth) if form is MappingStartEvent else self._sequence(event, depth)

    def _mapping(self, event: Any, depth: int) -> tuple[Any, Marks]:  # noqa: ANN401 - the same
        found: dict[str, Any] = {}
        marks: dict[str, Any] = {}
        self.opened.append(event)
        following = self._next
        while type(key_event := following()) is not MappingEndEvent:
            key = self._key(key_event, found)
            value, inside = self._node(following(), depth + 1, key_event.start_mark.line)
            if key is not None:
                found[key] = value
                marks[key] = (key_event, inside)
        self.opened.pop()
        return found, (event, marks)

    def _sequence(self, event: Any, depth: int) -> tuple[Any, Marks]:  # noqa: ANN401 - the same
        items: list[Any] = []
        marks: list[Any] = []
        self.opened.append(event)
        following = self._next
        while type(started := following()) is not SequenceEndEvent:
            value, inside = self._node(started, depth + 1, -1)
            items.append(value)
            marks.append(inside)
        self.opened.pop()
        return tuple(items), (event, marks)

    def _scalar(self, event: Any, line: int) -> Any:  # noqa: ANN401 - the same
        self.last = event
        if event.ctag is not None or event.anchor is not None:
            self._refuse(event)
        text: str = event.value
        if not event.implicit[0]:
            return self._quoted(event)
        looked_into = doubtful(text)
        if looked_into and (mistake := in_value(text, own_line=line != event.start_mark.line)):
            self._mistake(event, mistake)
        kind_of = kind(text)
        if kind_of != "str":
            return _read(kind_of, text)
        if not looked_into and len(text) <= _SHORT and len(_VALUES) < _KNOWN:
            _VALUES[text] = text
        return self._bounded(event)

    def _key(self, event: Any, found: Mapping[str, Any]) -> str | None:  # noqa: ANN401 - the same
        """Give the key of a mapping in which others were found before, None for one that is refused."""
        if type(event) is not ScalarEvent:
            self._fault(event, "key", _("a key must be text"))
            self._skip(event)
            return None
        self.last = event
        if event.value in _KEYS and event.implicit[0] and event.anchor is None:
            key: str | None = _KEYS[event.value]
        else:
            key = self._new_key(event)
        if key is not None and key in found:
            self._fault(
                event, "duplicate-key", _("the key {key} stands twice").format(key=escape_invisible(key[:_SHOWN]))
            )
            return None
        return key

    def _new_key(self, event: Any) -> str | None:  # noqa: ANN401 - the same
        key: str = event.value
        if event.ctag is not None or event.anchor is not None:
            self._refuse(event)
        if is_quoted(event):
            return self._quoted(event)
        kind_of = kind(key)
        if _THOUSANDS.match(key) and self.opened[-1].flow_style:
            message = _("the comma before this parts the entries of {braces}").format(braces="{ }")
            self._fault(event, "key", message, _("write the number without a comma, or the text in quotes"))
            return None
        if kind_of == "merge":
            self._fault(event, "merge-key", _("merge keys (<<) are not allowed"), _("write the values out"))
            return None
        if kind_of != "str":
            self._fault(event, "key", _("a key must be text"), _("put it in quotes"))
            return None
        if mistake := in_key(key):
            self._mistake(event, mistake)
            return None
        if len(key) <= _SHORT and len(_KEYS) < _KNOWN:
            _KEYS[key] = key
        return self._bounded(event)

    def _quoted(self, event: Any) -> str:  # noqa: ANN401 - the same
        """Give a text in quotes; an escape in double quotes may have made characters that nobody sees."""
        if event.style == '"' and (found := UNSEEN.search(event.value)):
            if "\ud800" <= found[0] <= "\udfff":
                self._mistake(event, Typo(NOT_THE_CHARACTER))
            else:
                self._add(invisible_character(at(self.file, event), found[0]))
            event.value = UNSEEN.sub(STAND_IN, event.value)
        return self._bounded(event)

    def _bounded(self, event: Any) -> str:  # noqa: ANN401 - the same
        text: str = event.value
        if len(text) > LONGEST:
            self._fault(event, "too-long", _("a text has at most {n} characters").format(n=LONGEST))
            event.value = text = text[:LONGEST]
        return text

    def _refuse(self, event: Any) -> None:  # noqa: ANN401 - the same
        """Refuse a tag other than those that change nothing, and an anchor."""
        if event.ctag is not None and event.tag not in _PLAIN_TAGS:
            shown = escape_invisible(event.tag[:_SHOWN])
            self._fault(event, "tag", _("tags such as {tag} are not allowed").format(tag=shown))
        if event.anchor is not None:
            self._fault(event, "alias", _(ALIAS.message).format(character="&"), _(ALIAS.hint))

    def _skip(self, event: Any) -> None:  # noqa: ANN401 - the same
        """Pass over a collection whose beginning has been read, or an alias."""
        depth = 0 if isinstance(event, AliasEvent) else 1
        while depth:
            event = self._next()
            depth += isinstance(event, _OPENING) - isinstance(event, _CLOSING)
            if depth > DEEPEST:
                self._too_deep(event)

    def _too_deep(self, event: Any) -> None:  # noqa: ANN401 - the same
        self._fault(event, "too-deep", _("nested more than {n} levels deep").format(n=DEEPEST))
        raise Stop

    def _mistake(self, event: Any, mistake: Typo) -> None:  # noqa: ANN401 - the same
        place, before, after = at(self.file, event), event.value[: mistake.offset], event.value[mistake.offset :]
        if " " in before and event.start_mark.line != event.end_mark.line:
            # A space may have been a line's end: what is in the last line is counted from behind, else from the start.
            mistake = mistake._replace(offset=0)
            if " " not in after:
                place = Location(self.file, event.end_mark.line + 1, event.end_mark.column + 1 - len(after))
        self._add(told(place, mistake))

    def _fault(self, event: Any, code: str, message: str, hint: str = "") -> None:  # noqa: ANN401 - the same
        self._add(Diagnostic(at(self.file, event) if event else Location(self.file, 0, 0), code, message, hint))

    def _add(self, fault: Diagnostic) -> None:
        self.faults.append(fault)
        if len(self.faults) >= self._limit:
            self._give_up(fault.place)

    def _give_up(self, place: Location) -> None:
        self.faults.append(too_many(place))
        raise Stop


_KEYS: dict[str, str] = {}
_VALUES: dict[str, str] = {}
"""Keys and values without quotes that were found to be texts free of mistakes: the same few come again and again."""
_KNOWN = 1_000
"""Keys, and as many values, that are remembered."""
_SHORT = 32
"""Characters of a value that is a code or a ref rather than prose."""
_SHOWN = 60
"""Characters of a key or tag that a message repeats."""
_PLAIN_TAGS = (f"{TAG}str", f"{TAG}map", f"{TAG}seq")
_OPENING = (MappingStartEvent, SequenceStartEvent)
_CLOSING = (MappingEndEvent, SequenceEndEvent)


def _nothing() -> None:
    """Give no event."""


def _read(kind_of: str, text: str) -> str | float | bool | None:
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
