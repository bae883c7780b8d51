"""The line in which a fault stands, and how far the wrong piece reaches."""

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from renkei_cli.core.diagnostics import Diagnostic, DiagnosticWithSource, SourceExcerpt

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
_LONGEST = 65_536
"""Characters in which the end of a piece is looked for."""
_LINES_OF_A_TEXT = 50
"""Lines of a text in which its wrong piece is looked for."""


class _Lines:
    """The lines of a file in UTF-8, counted from 0 and decoded one at a time; a line ends with LF, CR or both."""

    def __init__(self, content: bytes) -> None:
        self._content = content.removeprefix(b"\xef\xbb\xbf")
        # As numbers alone: the lines of 64 MB as texts would take 256 MB.
        self._starts = array("Q", (0, *(end.end() for end in re.finditer(rb"\r\n?|\n", self._content))))
        self.line = lru_cache(maxsize=2)(self._line)

    def _line(self, number: int) -> str | None:
        if not 0 <= number < len(self._starts):
            return None
        end = self._starts[number + 1] if number + 1 < len(self._starts) else None
        return self._content[self._starts[number] : end].decode("utf-8").rstrip("\r\n")

    def find(self, number: int, column: int, part: str) -> tuple[int, int] | None:
        """Look for a piece from its text's first character on, also where the text goes on below, further in."""
        indent = 0
        for at in range(number, number + _LINES_OF_A_TEXT):
            line = self.line(at) or ""
            inside = len(line) - len(line.lstrip(" "))
            if at == number:
                indent = inside
            elif line.strip() and inside <= indent:
                return None
            found = line.find(part, column if at == number else 0)
            if found >= 0:
                return at, found
        return None


def findings(faults: Iterable[Diagnostic], content: bytes) -> Iterator[DiagnosticWithSource]:
    """Return the faults of one file with their lines; where a piece of a text is wrong, it is found and named."""
    lines = _Lines(content)
    for fault in faults:
        number, column, found = fault.place.line - 1, fault.place.column - 1, None
        try:
            line = lines.line(number)
            if line is not None and fault.part and (found := lines.find(number, column, fault.part)):
                number, column = found
                line = lines.line(number)
        except UnicodeDecodeError:
            # In another encoding the line would be shown as gibberish.
            line = None
        if line is None:
            yield DiagnosticWithSource(fault)
            continue
        length = len(fault.part) if found else _length(line, column)
        moved = replace(fault, place=replace(fault.place, line=number + 1, column=column + 1))
        yield DiagnosticWithSource(moved, _excerpt(line, column, length))


def _length(line: str, column: int) -> int:
    """Measure what begins at a column: a text in quotes, a key, a value."""
    found = _PIECE.match(line, column, column + _LONGEST)
    return len(found[0].rstrip()) if found else 0


def _excerpt(line: str, column: int, length: int) -> SourceExcerpt:
    first, last = max(0, column - _KEPT), column + min(length, _KEPT) + _KEPT
    return SourceExcerpt(line[first:last], column - first, length, before=first > 0, after=last < len(line))
