"""The canonical form of a case file: the schema's order, one style, every comment kept.

The YAML library's own round trip keeps comments only as long as no key moves: it attaches a comment to the key before
it. Here each comment is attached to what it speaks of, and the lines are written anew.
"""

import json
import re
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent, ScalarEvent

from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.errors import InvalidDataError
from renkei_cli.core.i18n import _
from renkei_cli.domain.places import local_governments
from renkei_cli.domain.vocabulary import BENEFITS, THEMES, TRIGGERS
from renkei_cli.schema.models import Case, CaseFile, inner_type, is_model, tag_vocabulary
from renkei_cli.yamlio.encoding import decode_source
from renkei_cli.yamlio.loader import LimitError, Node, Reader, Value, entries
from renkei_cli.yamlio.syntax_errors import Event

_EXPLAINED = (THEMES, TRIGGERS, BENEFITS)
"""The vocabularies whose codes get their label behind them, as codes of local governments get the name."""
_CODES = ("code", "for", "parties")
_NUMERIC = re.compile(r"(?:FY)?[0-9][0-9./:_-]*")
"""Texts that are quoted wherever a text belongs: codes, dates, telephone numbers."""
_ODD = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_BROKEN = re.compile("[\n\x85\u2028\u2029]")
_EDITOR = "# yaml-language-server:"
_UNSAFE = (
    "key", "merge-key", "duplicate-key", "second-document",
    "full-width-colon", "full-width-dash", "full-width-space",
)  # fmt: skip
"""Faults that make YAML read other keys and lists than were meant."""
_MOST_ITEMS = 500_000
"""Keys and items of a file, as in one of 15 MB: what holds more is to be parted."""


@dataclass(slots=True, eq=False)
class Item:
    """A key with its value, an item of a list, or a whole file, with the comments that travel with it."""

    node: Node
    key: str | None = None
    key_source: str = ""
    """The key as written, quotes included."""
    source: str = ""
    """A scalar as written."""
    start: int = 0
    holder: "Item | None" = None
    items: "list[Item]" = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    """Comments on lines of their own before it; "" is a blank line."""
    behind: list[str] = field(default_factory=list)
    """Comments at the end of its line."""
    below: list[str] = field(default_factory=list)
    """Comments after the last of its items."""

    @property
    def is_flow(self) -> bool:
        """Whether it stands in braces or brackets."""
        return isinstance(self.node.value, dict | tuple) and bool(self.node.event.flow_style)

    def walk(self) -> Iterator["Item"]:
        """Return it and all that it holds, in the order in which they begin."""
        yield self
        for item in self.items:
            yield from item.walk()


def format_bytes(file: str, source: bytes) -> bytes:
    """Return the canonical form of a case file as it stands on the disk: UTF-8 alone, without a byte order mark."""
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError as error:
        faults: list[Diagnostic] = []
        decode_source(file, source, faults, 1)
        raise InvalidDataError(faults[0].message, faults) from error
    return format_text(file, text).encode("utf-8")


def format_text(file: str, text: str) -> str:
    """Return the canonical form of a case file; the canonical form itself is returned unchanged.

    Line ends become LF and a byte order mark goes. Codes without a comment get the name behind them.
    Raise InvalidDataError where anything would be lost: a value, a comment, an anchor, a tag, a key that stands twice.
    """
    root = read_tree(file, text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    keys = {item.key for item in root.items}
    if not keys & {"cases", "id"}:
        message = _("this is no case file: a mapping with cases or id belongs here")
        raise _refused(file, None if isinstance(root.node.value, dict) else root.node.event, "no-case", message)
    before = content(root), comments(root)
    written = "\n".join(_file(root, CaseFile if "cases" in keys else Case)) + "\n"
    assert_lossless(file, before, read_tree(file, written))
    return written


def _refused(file: str, event: Event | None, code: str, message: str) -> InvalidDataError:
    mark = event.start_mark if event else None
    place = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file, 0, 0)
    return InvalidDataError(message, [Diagnostic(place, code, message)])


def assert_lossless(file: str, before: tuple[Value, Counter[str]], after: Item) -> None:
    """Raise InvalidDataError where anything that was read, values and comments, is missing in what is to be written.

    The form is made so that this never happens: but a file is worth more than that belief.
    """
    if content(after) != before[0]:
        raise _refused(file, None, "value-lost", _("a value would be lost"))
    if lost := before[1] - comments(after):
        message = _("a comment would be lost: {text}").format(text=next(iter(lost)))
        raise _refused(file, None, "comment-lost", message)


def content(item: Item) -> Value:
    """Return the values of a tree, and for texts whether YAML takes them for texts."""
    if isinstance(item.node.value, dict):
        return {inner.key: content(inner) for inner in item.items}
    if isinstance(item.node.value, tuple):
        return [content(inner) for inner in item.items]
    text, kind = item.node.event.value, item.node.kind
    return text, "str" if kind in ("int", "float", "timestamp") and _NUMERIC.fullmatch(text) else kind


def comments(root: Item) -> Counter[str]:
    """Count the comments of a tree."""
    return Counter(line for item in root.walk() for line in (*item.above, *item.behind, *item.below) if line)


def read_tree(file: str, text: str) -> Item:
    """Read a text, of which each line ends with LF, as a tree; InvalidDataError where that would lose something."""
    faults: list[Diagnostic] = []
    source = text.encode("utf-8", "surrogatepass")
    reader = Reader(file, source, faults)
    tree = _Tree(file, text)
    root, cases = Item(Node(None, None, None)), []
    try:
        for entry, node in reader.entries():
            item = tree.item(node)
            if entry.path:
                cases.append(item)
            else:
                root = item
    except LimitError:
        raise InvalidDataError(faults[-1].message, faults[-1:]) from None
    except YAMLError as error:
        # Reading on finds all that is wrong with the YAML.
        faults = []
        deque(entries(file, source, faults), maxlen=0)
        raise InvalidDataError(faults[-1].message, faults) from error
    if unsafe := [fault for fault in faults if fault.code in _UNSAFE]:
        raise InvalidDataError(unsafe[0].message, unsafe)
    if reader.directive:
        raise _refused(file, reader.directive, "directive", _("a directive (%) would be lost"))
    for case in cases:
        case.holder = next(item for item in root.items if item.key == "cases")
        case.holder.items.append(case)
    tree.attach_comments(root)
    return root


class _Tree:
    """Makes a tree of the nodes of a text, and attaches the comments."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.count = 0

    def item(self, node: Node, holder: Item | None = None) -> Item:
        """Return an item with all that it holds; InvalidDataError where YAML says more than the form can."""
        event, key = node.event, node.key
        self.count += 1
        if self.count > _MOST_ITEMS:
            message = _("more than {n} keys and items").format(n=f"{_MOST_ITEMS:,}")
            raise _refused(self.file, event, "too-large", message)
        self.refuse_loss(event)
        made = Item(node, start=event.start_mark.index, holder=holder)
        if key:
            self.refuse_loss(key)
            if not isinstance(key, ScalarEvent):
                raise _refused(self.file, key, "key", _("a key must be text"))
            made.key, made.key_source, made.start = key.value, self.source(key), key.start_mark.index
        if isinstance(node.value, dict | tuple):
            made.items = [self.item(inner, made) for inner in node.items]
        else:
            made.source = self.source(event)
            if made.source.startswith(("|", ">")):
                # A comment behind the | lies within the text's own bounds.
                _mark, sharp, said = made.source.partition("\n")[0].partition("#")
                made.behind += [(sharp + said).rstrip()] if sharp else []
        return made

    def refuse_loss(self, event: Event) -> None:
        if isinstance(event, AliasEvent):
            raise _refused(self.file, event, "alias", _("an alias (*{name}) would be lost").format(name=event.anchor))
        if event.anchor is not None:
            message = _("an anchor (&{name}) would be lost").format(name=event.anchor)
            raise _refused(self.file, event, "anchor", message)
        if event.tag is not None:
            raise _refused(self.file, event, "tag", _("the tag {tag} would be lost").format(tag=event.tag))

    def source(self, event: Event) -> str:
        return self.text[event.start_mark.index : event.end_mark.index]

    def attach_comments(self, root: Item) -> None:
        """Give each comment to the item that it belongs to, and each item the blank line before it."""
        _root, *every = root.walk()
        starts = [item.start for item in every]
        # Between two texts, whatever stands behind a # is a comment.
        nothing, ends = (0, 0, None), (len(self.text), len(self.text), None)
        for (_start, begin, last), (end, _end, next_one) in pairwise([nothing, *_scalars(every), ends]):
            for found in re.finditer("#.*", self.text[begin:end]):
                at, comment = begin + found.start(), found[0].rstrip()
                is_behind = self.text[self.line_start(at) : at].strip(" \t") != ""
                if last and is_behind and (owner := self.owner(last, begin, at)):
                    owner.behind.append(comment)
                    continue
                following = bisect_left(starts, at)
                after = every[following] if following < len(starts) else None
                lines = last.above if last and next_one is last else self.place(root, at, last, after)
                lines += ["", comment] if self.blank_before(at) else [comment]
        outer = -1
        for item in every:
            # Of items that begin at one place the outermost comes first; the line before is its own.
            if item.start != outer and self.blank_before(item.start):
                item.above.append("")
            outer = item.start

    def owner(self, item: Item, end: int, at: int) -> Item | None:
        """Return on whose line a comment stands that follows an item's text, ending at `end`; None behind a dash."""
        inside = item
        while (holder := inside.holder) and holder.holder and holder.is_flow and holder.node.end <= at:
            end, inside = holder.node.end, holder
            # An item that is a collection has no line of its own.
            item = item if inside.key is None else inside
        return None if "\n" in self.text[end:at] else item

    def place(self, root: Item, at: int, before: Item | None, after: Item | None) -> list[str]:
        """Return where a comment on its own line belongs: above what follows, or below what it is indented with."""
        column, beside = at - self.line_start(at), after and after.holder
        item = before
        while item and (holder := item.holder) and not (beside and beside in (item, holder)):
            if holder.is_flow:
                if at < holder.node.end:
                    return holder.below
            elif _column(holder) <= column and not (beside and column <= _column(beside)):
                return holder.below
            item = holder
        return after.above if after else root.below

    def line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def blank_before(self, at: int) -> bool:
        start = self.line_start(at)
        return start > 0 and not self.text[self.line_start(start - 1) : start].strip(" \t\n")


def _column(collection: Item) -> int:
    return int(collection.node.event.start_mark.column)


def _scalars(items: list[Item]) -> Iterator[tuple[int, int, Item]]:
    """Return where each key and each scalar begins and ends, and whose it is."""
    for item in items:
        if item.key is not None:
            yield item.start, item.start + len(item.key_source), item
        if not isinstance(item.node.value, dict | tuple):
            start = item.node.event.start_mark.index
            yield start, start + len(item.source), item


def _arrange(item: Item, kind: object) -> None:
    """Put keys into the schema's order, and comments where they can stand in the new order."""
    fields = _fields(kind) if isinstance(item.node.value, dict) else {}
    for inner in item.items:
        _arrange(inner, kind if inner.key is None else fields.get(inner.key))
    if fields:
        order = {key: place for place, key in enumerate(fields)}
        item.items.sort(key=lambda inner: order.get(inner.key or "", len(order)))
    for inner in item.items:
        inner.above += inner.behind[:-1]
        inner.behind = inner.behind[-1:]
        if inner.key is None and inner.items:
            # Nothing can stand between an item's dash and its first key.
            inner.above += _tidy(inner.items[0].above, first=True)
            inner.items[0].above = []


@cache
def _fields(kind: object) -> dict[str, object]:
    """Return the keys of a part of a case in their order, and of what type each is or holds many."""
    fields = kind.model_fields.items() if is_model(kind) else ()
    return {info.alias or name: inner_type(info.annotation)[0] for name, info in fields}


def _tidy(lines: list[str], *, first: bool = False, apart: bool = False) -> list[str]:
    """Leave one blank line where there are several, none at the beginning of a part, one before what stands apart."""
    lines = ["", *lines] if apart and not first else lines
    return [line for line, before in zip(lines, ["" if first else "-", *lines], strict=False) if line or before]


def _header(item: Item) -> list[str]:
    """Take the comments off the first key that are about the whole file: what a blank line parts from the key."""
    above = _tidy(item.above, first=True)
    blank = max((at for at, line in enumerate(above) if not line), default=-1)
    if blank < 0 and above and above[0].startswith(_EDITOR):
        blank = len(above)
    item.above = above[blank + 1 :]
    return [*above[:blank], ""] if blank > 0 else []


def _file(root: Item, model: type[Case | CaseFile]) -> Iterator[str]:
    yield from _header(root.items[0])
    _arrange(root, model)
    yield from _header(root.items[0])
    yield from _collection(root, model, "", 0, apart=model is CaseFile)


def _collection(item: Item, kind: object, key: str, indent: int, *, apart: bool = False) -> Iterator[str]:
    """Return the lines of what an item holds; those that stand apart have a blank line between them."""
    pad = " " * indent
    for number, inner in enumerate(item.items):
        yield from (pad + line if line else "" for line in _tidy(inner.above, first=not number, apart=apart))
        if inner.key is None:
            yield from _item(inner, f"{pad}-", kind, key, indent)
        else:
            head = f"{pad}{_key(inner)}:"
            yield from _item(inner, head, _fields(kind).get(inner.key), inner.key, indent, kind)
    yield from (pad + line if line else "" for line in _tidy(item.below))


def _item(item: Item, head: str, kind: object, key: str, indent: int, model: object = None) -> Iterator[str]:
    """Return the lines of an item of a `model` that begins with `head`, without the comments above it."""
    if item.items:
        inside = _collection(item, kind, key, indent + 2, apart=item.key is not None and kind is Case)
        yield f"{head} {next(inside).lstrip(' ')}" if item.key is None else "  ".join([head, *item.behind])
        yield from inside
        return
    if isinstance(item.node.value, dict | tuple):
        leaf, behind = "{}" if isinstance(item.node.value, dict) else "[]", item.behind
    else:
        leaf, behind = _scalar(item, kind), item.behind or _explained(item.node.event.value, kind, key, model)
    yield "  ".join([f"{head} {leaf}".rstrip(" "), *behind])


def _explained(value: str, kind: object, key: str, model: object) -> list[str]:
    """Return the comment that says what a code means."""
    vocabulary = tag_vocabulary(model) if key == "code" and is_model(model) else None
    if vocabulary in _EXPLAINED and value in vocabulary:
        return [f"# {vocabulary[value].label.ja}"]
    if kind is str and key in _CODES and value in local_governments():
        return [f"# {local_governments()[value].name.ja}"]
    return []


def _key(item: Item) -> str:
    key = item.key or ""
    return key if item.key_source == key or _stays_plain(key) else _quoted(key)


def _scalar(item: Item, kind: object) -> str:
    """Write a text on one line, quoted as it was; codes and dates always in double quotes."""
    text, source = item.node.event.value, item.source
    if kind is str and item.node.kind not in ("bool", "null") and _NUMERIC.fullmatch(text):
        return f'"{text}"'
    if not _BROKEN.search(source):
        return source
    return text if not source.startswith(('"', "'")) and _stays_plain(text) else _quoted(text)


def _quoted(text: str) -> str:
    """Write a text in double quotes: JSON's way is YAML's too, once what JSON need not name is named."""
    return _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _stays_plain(text: str) -> bool:
    """Return whether a text without quotes is read as the same text again."""
    try:
        read = read_tree("", f"key: {text}").items[0]
    except InvalidDataError:
        return False
    return not read.items and content(read) == (text, "str")
