"""The canonical form of a case file: the schema's order, one style, every comment kept.

The YAML library's own round trip keeps comments only as long as no key moves: it hangs a comment to the key before
it. Here the library reads, `layout` hangs each comment to what it speaks of, and the lines are written anew.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.errors import InvalidDataError
from renkei_cli.core.i18n import _
from renkei_cli.domain.places import local_governments
from renkei_cli.domain.vocabulary import BENEFITS, THEMES, TRIGGERS, Vocabulary
from renkei_cli.schema.models import Case, CaseFile
from renkei_cli.schema.types import StrictModel, vocabulary_of
from renkei_cli.yamlio.encoding import decode_source
from renkei_cli.yamlio.layout import Collection, Entry, Node, Scalar, layout, refused
from renkei_cli.yamlio.loader import entries

_EXPLAINED = (THEMES, TRIGGERS, BENEFITS)
"""The vocabularies whose codes get their label behind them, as codes of local governments get the name."""
_NUMERIC = re.compile(r"(?:FY)?[0-9][0-9./:_-]*")
"""Texts that are quoted wherever a text belongs: codes, dates, telephone numbers."""
_ODD = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_BROKEN = re.compile("[\n\x85\u2028\u2029]")
_CODES = ("code", "for", "parties")
_EDITOR = "# yaml-language-server:"


class _Shape(NamedTuple):
    """What the schema says of the value of a key."""

    model: type[StrictModel] | None = None
    text: bool = False
    vocabulary: Vocabulary | None = None


_UNKNOWN = _Shape()


def format_bytes(file: str, content: bytes) -> bytes:
    """Give the canonical form of a case file as it stands on the disk: UTF-8 alone, without a byte order mark."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        faults: list[Diagnostic] = []
        decode_source(file, content, faults, 1)
        raise refused(faults[0]) from error
    return format_text(file, text).encode("utf-8")


def format_text(file: str, text: str) -> str:
    """Give the canonical form of a case file; the canonical form itself is given back unchanged.

    Line ends become LF and a byte order mark goes. Codes without a comment get the name behind them.
    FaultyDataError where anything would be lost: a value, a comment, an anchor, a tag, a key that stands twice.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    _keys_stand(file, text)
    root = layout(file, text)
    keys = {entry.key.value for entry in root.entries if entry.key}
    if not keys & {"cases", "id"}:
        raise _refused(file, "no-case", _("this is no case file: a mapping with cases or id belongs here"))
    before = content(root), comments(root)
    written = "\n".join(_file(root, CaseFile if "cases" in keys else Case)) + "\n"
    assert_lossless(file, before, layout(file, written))
    return written


_MISREAD = ("key", "full-width-colon", "full-width-dash", "full-width-space")


def _keys_stand(file: str, text: str) -> None:
    """Refuse a file in which a slip has made YAML read other keys and lists than were meant."""
    faults: list[Diagnostic] = []
    for _entry in entries(file, text.encode("utf-8", "surrogatepass"), faults):
        pass
    if slips := [fault for fault in faults if fault.code in _MISREAD]:
        raise InvalidDataError(slips[0].message, slips)


def assert_lossless(file: str, before: tuple[Any, Counter[str]], after: Collection) -> None:
    """Compare what was read with what is to be written; FaultyDataError where anything is missing.

    The form is made so that this never happens: but a file is worth more than that belief.
    """
    if content(after) != before[0]:
        raise _refused(file, "value-lost", _("a value would be lost"))
    if lost := before[1] - comments(after):
        raise _refused(file, "comment-lost", _("a comment would be lost: {text}").format(text=next(iter(lost))))


def _refused(file: str, code: str, message: str) -> InvalidDataError:
    return refused(Diagnostic(Location(file, 0, 0), code, message))


def content(node: Node) -> Any:  # noqa: ANN401 - plain values
    """Give the values of a tree, and for texts whether YAML takes them for texts."""
    if isinstance(node, Scalar):
        numeric = node.kind in ("int", "float", "timestamp")
        return node.value, "str" if numeric and _NUMERIC.fullmatch(node.value) else node.kind
    if node.mapping:
        return {entry.key.value: content(entry.value) for entry in node.entries}
    return [content(entry.value) for entry in node.entries]


def comments(node: Node) -> Counter[str]:
    """Count the comments of a tree."""
    found: Counter[str] = Counter()
    if isinstance(node, Collection):
        found.update(line for line in node.below if line)
        for entry in node.entries:
            found.update(line for line in (*entry.above, *entry.behind) if line)
            found.update(comments(entry.value))
    return found


@cache
def _shapes(model: type[StrictModel] | None) -> dict[str, _Shape]:
    """Give the keys of a part of a case in their order, and what each leads to."""
    return {
        info.alias or name: _shape(info.annotation, info.metadata)
        for name, info in (model.model_fields if model else {}).items()
    }


def _shape(annotation: Any, metadata: list[Any]) -> _Shape:  # noqa: ANN401 - any type that a field may have
    """Look through `X | None`, `Annotated[X, …]` and `tuple[X, ...]`."""
    vocabulary = vocabulary_of(metadata)
    if isinstance(annotation, type) and issubclass(annotation, StrictModel):
        return _Shape(annotation)
    if annotation is str:
        return _Shape(None, text=True, vocabulary=vocabulary)
    parts = [part for part in getattr(annotation, "__args__", ()) if part not in (type(None), ...)]
    return _shape(parts[0], list(getattr(annotation, "__metadata__", ()))) if parts else _UNKNOWN


def _arrange(node: Node, shape: _Shape) -> None:
    """Put keys into the schema's order, and comments where they can stand in the new order."""
    if isinstance(node, Scalar):
        return
    shapes = _shapes(shape.model) if node.mapping else {}
    for entry in node.entries:
        _arrange(entry.value, shapes.get(entry.key.value, _UNKNOWN) if entry.key else shape)
    if node.mapping:
        order = {key: place for place, key in enumerate(shapes)}
        node.entries.sort(key=lambda entry: order.get(entry.key.value, len(order)))
    for entry in node.entries:
        entry.above += entry.behind[:-1]
        entry.behind = entry.behind[-1:]
        if entry.key is None and isinstance(entry.value, Collection) and entry.value.entries:
            # Nothing can stand between an item's dash and its first key.
            first = entry.value.entries[0]
            entry.above += _tidy(first.above, first=True)
            first.above = []


def _tidy(lines: list[str], *, first: bool = False, apart: bool = False) -> list[str]:
    """Leave one blank line where there are several, none at the beginning of a part, one before what stands apart."""
    lines = ["", *lines] if apart and not first else lines
    return [line for line, before in zip(lines, ["" if first else "-", *lines], strict=False) if line or before]


def _header(entry: Entry) -> list[str]:
    """Take the comments off the first key that are about the whole file: what a blank line parts from the key."""
    above = _tidy(entry.above, first=True)
    blank = max((at for at, line in enumerate(above) if not line), default=-1)
    if blank < 0 and above and above[0].startswith(_EDITOR):
        blank = len(above)
    entry.above = above[blank + 1 :]
    return [*above[:blank], ""] if blank > 0 else []


def _file(root: Collection, model: type[StrictModel]) -> Iterator[str]:
    yield from _header(root.entries[0])
    _arrange(root, _Shape(model))
    yield from _header(root.entries[0])
    yield from _collection(root, _Shape(model), "", 0, apart=model is CaseFile)


def _collection(node: Collection, shape: _Shape, key: str, indent: int, *, apart: bool = False) -> Iterator[str]:
    """Give the lines of a collection; entries that stand apart have a blank line between them."""
    pad = " " * indent
    shapes = _shapes(shape.model) if node.mapping else {}
    for number, entry in enumerate(node.entries):
        yield from (pad + line if line else "" for line in _tidy(entry.above, first=not number, apart=apart))
        if entry.key:
            name = entry.key.value
            yield from _entry(entry, f"{pad}{_key(entry.key)}:", shapes.get(name, _UNKNOWN), name, indent)
        else:
            yield from _entry(entry, f"{pad}-", shape, key, indent)
    yield from (pad + line if line else "" for line in _tidy(node.below))


def _entry(entry: Entry, head: str, shape: _Shape, key: str, indent: int) -> Iterator[str]:
    """Give the lines of an entry that begins with `head`, without the comments above it."""
    value = entry.value
    if isinstance(value, Collection) and value.entries:
        inside = _collection(value, shape, key, indent + 2, apart=entry.key is not None and shape.model is Case)
        yield "  ".join([head, *entry.behind]) if entry.key else f"{head} {next(inside).lstrip(' ')}"
        yield from inside
        return
    if isinstance(value, Scalar):
        leaf = _scalar(value, shape)
        behind = entry.behind or _explained(value.value, shape, key)
    else:
        leaf, behind = "{}" if value.mapping else "[]", entry.behind
    yield "  ".join([f"{head} {leaf}".rstrip(" "), *behind])


def _explained(value: str, shape: _Shape, key: str) -> list[str]:
    """Give the comment that says what a code means."""
    if shape.vocabulary in _EXPLAINED and value in shape.vocabulary:
        return [f"# {shape.vocabulary[value].label.ja}"]
    if shape.text and key in _CODES and value in local_governments():
        return [f"# {local_governments()[value].name.ja}"]
    return []


def _key(key: Scalar) -> str:
    return key.value if key.source == key.value or _stays_plain(key.value) else _quoted(key.value)


def _scalar(scalar: Scalar, shape: _Shape) -> str:
    """Write a text on one line, quoted as it was; codes and dates always in double quotes."""
    if shape.text and scalar.kind not in ("bool", "null") and _NUMERIC.fullmatch(scalar.value):
        return f'"{scalar.value}"'
    if not _BROKEN.search(scalar.source):
        return scalar.source
    quoted = scalar.source.startswith(('"', "'"))
    return scalar.value if not quoted and _stays_plain(scalar.value) else _quoted(scalar.value)


def _quoted(text: str) -> str:
    """Write a text in double quotes: JSON's way is YAML's too, once what JSON need not name is named."""
    return _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _stays_plain(text: str) -> bool:
    """Tell whether a text without quotes is read as the same text again."""
    try:
        value = layout("", f"key: {text}").entries[0].value
    except InvalidDataError:
        return False
    return isinstance(value, Scalar) and value.value == text and value.kind == "str"
