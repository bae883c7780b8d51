"""The canonical form of a case file: the schema's order, one style, every comment kept.

The YAML library's own round trip keeps comments only as long as no key moves: it attaches a comment to the key before
it. Here each comment is attached to what it speaks of, and the lines are written anew.
"""

import re
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from ruamel.yaml.error import YAMLError

from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.errors import InvalidDataError
from renkei_cli.core.i18n import _
from renkei_cli.schema.fields import Field, Value
from renkei_cli.schema.models import Case, CaseFile, fields_of, inner_model
from renkei_cli.schema.types import StrictModel
from renkei_cli.yamlio.encoding import decode_source
from renkei_cli.yamlio.loader import LimitError, Node, YamlReader, entries
from renkei_cli.yamlio.syntax_errors import Event
from renkei_cli.yamlio.writer import explain_code, names_another, quote_scalar

_NUMERIC = re.compile(r"(?:FY)?[0-9][0-9./:_-]*")  # quoted wherever a text belongs: codes, dates, telephone numbers
_BROKEN = re.compile("[\n\x85\u2028\u2029]")
_EDITOR = "# yaml-language-server:"
_UNSAFE = (
    "key", "merge-key", "duplicate-key", "second-document", "directive", "alias", "tag", "full-width-colon",
    "full-width-dash", "full-width-space",
)  # fmt: skip
"""Faults that make YAML read other keys and lists than were meant."""

_Shape = tuple[Field | None, type[StrictModel] | None]
"""The field that a value or an item of a list belongs to, and its model; None for what the schema knows nothing of."""


@dataclass(slots=True, eq=False)
class Item:
    """A key with its value, an item of a list, or a whole file, with the comments that travel with it."""

    node: Node
    start: int
    holder: "Item | None"
    shape: _Shape
    key: str | None = None
    written: list[tuple[int, str]] = field(default_factory=list)
    """The key and the value, if it is a scalar, as written, quotes included, each with where it begins."""
    items: "list[Item]" = field(default_factory=list)
    above: list[str] = field(default_factory=list)  # comments on lines of their own before it; "" is a blank line
    behind: list[str] = field(default_factory=list)  # comments at the end of its line
    below: list[str] = field(default_factory=list)  # comments after the last of its items

    def walk(self) -> Iterator["Item"]:
        """Return it and all that it holds, in the order in which they begin."""
        yield self
        for item in self.items:
            yield from item.walk()


def format_bytes(file: str, source: bytes) -> bytes:
    """Return the canonical form of a case file; the canonical form itself is returned unchanged.

    Line ends become LF and a byte order mark goes. Codes without a comment, or with the name of something else as one,
    get their name behind them.
    Raise InvalidDataError where anything would be lost: a value, a comment, an anchor, a key that stands twice.
    """
    faults: list[Diagnostic] = []
    if decode_source(file, source, faults) is None:
        raise InvalidDataError(faults[0].message, faults)
    text = source.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    root = read_tree(file, text)
    if not {item.key for item in root.items} & {"cases", "id"}:
        message = _("this is no case file: a mapping with cases or id belongs here")
        raise _refused(file, None if isinstance(root.node.value, dict) else root.node.event, "no-case", message)
    _drop_stale_names(root)
    before = content(root), comments(root)
    head = _header(root.items[0])
    _arrange(root)
    written = "\n".join([*head, *_header(root.items[0]), *_lines(root)]) + "\n"
    assert_lossless(file, before, read_tree(file, written))
    return written.encode("utf-8")


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
    source = text.encode("utf-8")
    reader = YamlReader(file, source, faults)
    try:
        nodes = [entry.node for entry in reader.entries()]
    except (LimitError, YAMLError) as error:
        # Reading on finds all that is wrong with the YAML.
        faults = []
        deque(entries(file, source, faults), maxlen=0)
        raise InvalidDataError(faults[-1].message, faults) from error
    if unsafe := [fault for fault in faults if fault.code in _UNSAFE]:
        raise InvalidDataError(unsafe[0].message, unsafe)
    *cases, node = nodes or [Node(None, None, None)]
    for inner in node.items:
        if cases and inner.key.value == "cases":
            # They have been read one by one before.
            inner.items = cases
    is_file = isinstance(node.value, dict) and "cases" in node.value
    root = _item(text, node, None, (None, CaseFile if is_file else Case))
    _attach_comments(text, root)
    return root


@cache
def _shapes(model: type[StrictModel] | None) -> dict[str, _Shape]:
    return {key: (found, inner_model(model, key)) for key, found in fields_of(model).items()} if model else {}


def _item(text: str, node: Node, holder: Item | None, shape: _Shape) -> Item:
    first, event = node.key or node.event, node.event
    item = Item(node, first.start_mark.index if first else 0, holder, shape)
    if node.key:
        item.key = node.key.value
        item.written.append((item.start, text[item.start : node.key.end_mark.index]))
    if isinstance(node.value, dict | tuple):
        shapes = _shapes(shape[1])
        for inner in node.items:
            inherited = shape if inner.key is None else shapes.get(inner.key.value, (None, None))
            item.items.append(_item(text, inner, item, inherited))
    elif event:
        source = text[event.start_mark.index : event.end_mark.index]
        item.written.append((event.start_mark.index, source))
        if comment := re.match(r"(?:!\S* +)?[|>][^#\n]*(#.*)", source):
            # A comment behind the | lies within the text's own bounds.
            item.behind.append(comment[1].rstrip())
    return item


def _attach_comments(text: str, root: Item) -> None:
    """Give each comment to the item that it belongs to, and each item the blank line before it."""
    _root, *every = root.walk()
    starts = [item.start for item in every]
    below_blank = {found.end() for found in re.finditer(r"^[ \t]*\n", text, re.MULTILINE)}
    # Between two texts, whatever stands behind a # is a comment.
    spans = [(start, start + len(source), item) for item in every for start, source in item.written]
    # What stands behind a closing bracket is about the key of the list or mapping, or else about its last key or item.
    closed = [item for item in every if isinstance(item.node.value, dict | tuple) and item.node.event.flow_style]
    spans += [(item.node.end.end_mark.index - 1, item.node.end.end_mark.index, _last_on_line(item)) for item in closed]
    spans.sort(key=lambda span: span[:2])
    for (_start, begin, last), (end, _end, _next) in pairwise([(0, 0, None), *spans, (len(text), len(text), None)]):
        for found in re.finditer("#.*", text[begin:end]):
            at, comment = begin + found.start(), found[0].rstrip()
            line = text.rfind("\n", 0, at) + 1
            if last and text[line:at].strip(" \t") and begin >= line:
                last.behind.append(comment)
                continue
            following = bisect_left(starts, at)
            after = every[following] if following < len(starts) else None
            # Between a key and its value nothing can stand.
            within = last and end in [start for start, _source in last.written[1:]]
            lines = last.above if last and within else _own_line(root, at, at - line, last, after)
            lines += ["", comment] if line in below_blank else [comment]
    outer = -1
    for item in every:
        # Of items that begin at one place the outermost comes first; the line before is its own.
        if item.start != outer and text.rfind("\n", 0, item.start) + 1 in below_blank:
            item.above.append("")
        outer = item.start


def _last_on_line(item: Item) -> Item:
    if item.key is not None or not item.items:
        return item
    # What stands behind an item in brackets is about what its code means.
    return _last_on_line(next((inner for inner in item.items if inner.key == "code"), item.items[-1]))


def _drop_stale_names(root: Item) -> None:
    for item in root.walk():
        field, code = item.shape[0], item.node.value
        if field and isinstance(code, str):
            item.behind = [comment for comment in item.behind if not names_another(field, code, comment)]


def _own_line(root: Item, at: int, column: int, before: Item | None, after: Item | None) -> list[str]:
    """Return where a comment on its own line belongs: above what follows, or below what it is indented with."""
    item, beside = before, after and after.holder
    least = beside.node.event.start_mark.column if beside else -1
    while item and (holder := item.holder) and not (beside and beside in (item, holder)):
        if holder.node.event.flow_style:
            if at < holder.node.end.end_mark.index:
                return holder.below
        elif column >= holder.node.event.start_mark.column and column > least:
            return holder.below
        item = holder
    return after.above if after else root.below


def _arrange(item: Item) -> None:
    if isinstance(item.node.value, dict):
        order = [*_shapes(item.shape[1])]
        item.items.sort(key=lambda inner: order.index(inner.key) if inner.key in order else len(order))
    for inner in item.items:
        _arrange(inner)
        inner.above += inner.behind[:-1]
        inner.behind = inner.behind[-1:]
        if inner.key is None and inner.items:
            # Nothing can stand between an item's dash and its first key.
            inner.above += _tidy(inner.items[0].above, first=True)
            inner.items[0].above = []


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


def _lines(item: Item, indent: int = 0) -> Iterator[str]:
    """Return the lines of what an item holds; a blank line parts the keys of a file, and its cases."""
    pad = " " * indent
    apart = item.shape[1] is CaseFile or (item.shape[1] is Case and item.key is not None)
    for number, inner in enumerate(item.items):
        yield from (pad + line if line else "" for line in _tidy(inner.above, first=not number, apart=apart))
        key = inner.key if not inner.key or inner.written[0][1] == inner.key else quote_scalar(inner.key)
        head = f"{pad}-" if key is None else f"{pad}{key}:"
        if inner.items:
            inside = _lines(inner, indent + 2)
            yield f"{head} {next(inside).lstrip(' ')}" if inner.key is None else "  ".join([head, *inner.behind])
            yield from inside
        else:
            leaf, behind = _leaf(inner)
            yield "  ".join([f"{head} {leaf}".rstrip(" "), *behind])
    yield from (pad + line if line else "" for line in _tidy(item.below))


def _leaf(item: Item) -> tuple[str, list[str]]:
    """Return a value on one line, quoted as it was, codes and dates always; and the comments behind it."""
    if isinstance(item.node.value, dict | tuple):
        return "{}" if isinstance(item.node.value, dict) else "[]", item.behind
    text, source, (of, model) = item.node.event.value, item.written[-1][1], item.shape
    is_text = of is not None and model is None and of.kind not in ("integer", "number")
    meaning = explain_code(of, text) if of and is_text and not item.behind else ""
    behind = [f"# {meaning}"] if meaning else item.behind
    if is_text and item.node.kind not in ("bool", "null") and _NUMERIC.fullmatch(text):
        return f'"{text}"', behind
    if not _BROKEN.search(source):
        return source, behind
    return quote_scalar(text, always=source.startswith(('"', "'"))), behind
