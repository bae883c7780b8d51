"""The line in which a fault stands, and how far the wrong piece reaches."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from renkei_cli.core.diagnostics import Diagnostic, DiagnosticWithSource, SourceExcerpt
from renkei_cli.validation.lines import Line, Lines

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


def findings(faults: Iterable[Diagnostic], content: bytes) -> Iterator[DiagnosticWithSource]:
    """Give the faults of one file with their lines; where a piece of a text is wrong, it is found and named."""
    lines = Lines(content)
    for fault in faults:
        number, column = fault.place.line - 1, fault.place.column - 1
        try:
            line = lines.around(number, column) if number >= 0 else None
            if line is None:
                yield DiagnosticWithSource(fault)
                continue
            length = _length(line.text, column - line.first)
            if fault.part and (found := _spot(lines, number, column, fault.part)):
                number, column = found
                length = len(fault.part)
                line = lines.around(number, column) or line
        except UnicodeDecodeError:
            # In another encoding the line would be shown as gibberish.
            yield DiagnosticWithSource(fault)
            continue
        moved = replace(fault, place=replace(fault.place, line=number + 1, column=column + 1))
        yield DiagnosticWithSource(moved, _window(line, column, length))


def _length(line: str, column: int) -> int:
    """Measure what begins at a column: a text in quotes, a key, a value."""
    found = _PIECE.match(line, column)
    return len(found[0].rstrip()) if found else 0


def _spot(lines: Lines, number: int, column: int, part: str) -> tuple[int, int] | None:
    """Look for a piece from its text's first character on, also where the text goes on below, further in."""
    found = lines.find(number, column, part)
    if found is not None:
        return number, found
    indent = _indent(lines, number)
    for below in range(number + 1, number + _LINES_OF_A_TEXT):
        line = lines.around(below, 0)
        if line is None or (line.text.strip() and _indent(lines, below) <= indent):
            break
        found = lines.find(below, 0, part)
        if found is not None:
            return below, found
    return None


def _indent(lines: Lines, number: int) -> int:
    line = lines.around(number, 0)
    return len(line.text) - len(line.text.lstrip(" ")) if line else 0


def _window(line: Line, column: int, length: int) -> SourceExcerpt:
    at = column - line.first
    first = max(0, at - _KEPT)
    last = at + min(length, _KEPT) + _KEPT
    before, after = line.first + first > 0, line.cut or last < len(line.text)
    return SourceExcerpt(line.text[first:last], at - first, length, before=before, after=after)
