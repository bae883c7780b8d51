"""The line in which a fault stands, and how far the wrong piece reaches."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from renkei_cli.diagnostics import Excerpt, Fault, Finding

_LINE_END = re.compile("\r\n|[\n\r]")
_PIECE = re.compile(
    r"""
      "(?:[^"\\]|\\.)*"?                                      # in double quotes
    | '(?:[^']|'')*'?                                         # in single quotes
    | [\[{](?:[^\]}\#]*[\]}])?                                # in brackets, if they end on the line
    | [*&!][^\s,\[\]{}]*                                      # an alias, an anchor, a tag
    | (?:(?!:(?:\s|$)|\s\#|[,\]}](?:\s|$|[,\]}])).)+          # without quotes, up to a colon, a comment, a bracket
    """,
    re.VERBOSE,
)
_KEPT = 400
"""Characters of a long line kept on each side of the wrong piece; no terminal shows more."""
_LINES_OF_A_TEXT = 50
"""Lines of a text in which its wrong piece is looked for."""


def findings(faults: Iterable[Fault], content: bytes) -> Iterator[Finding]:
    """Give the faults of one file with their lines; where a piece of a text is wrong, it is found and named."""
    try:
        lines = _LINE_END.split(content.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError:
        # In another encoding the line would be shown as gibberish.
        lines = []
    for fault in faults:
        number, column = fault.place.line - 1, fault.place.column - 1
        if not 0 <= number < len(lines):
            yield Finding(fault)
            continue
        length = _length(lines[number], column)
        if fault.part and (found := _spot(lines, number, column, fault.part)):
            number, column = found
            length = len(fault.part)
        moved = replace(fault, place=replace(fault.place, line=number + 1, column=column + 1))
        yield Finding(moved, _window(lines[number], column, length))


def _length(line: str, column: int) -> int:
    """Measure what begins at a column: a text in quotes, a key, a value."""
    found = _PIECE.match(line, column)
    return len(found[0].rstrip()) if found else 0


def _spot(lines: list[str], number: int, column: int, part: str) -> tuple[int, int] | None:
    """Look for a piece from its text's first character on, also where the text goes on below, further in."""
    found = lines[number].find(part, column)
    if found >= 0:
        return number, found
    indent = _indent(lines[number])
    for below in range(number + 1, min(number + _LINES_OF_A_TEXT, len(lines))):
        if lines[below].strip() and _indent(lines[below]) <= indent:
            break
        found = lines[below].find(part)
        if found >= 0:
            return below, found
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _window(line: str, column: int, length: int) -> Excerpt:
    first = max(0, column - _KEPT)
    last = column + min(length, _KEPT) + _KEPT
    return Excerpt(line[first:last], column - first, length, before=first > 0, after=last < len(line))
