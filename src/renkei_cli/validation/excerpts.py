"""The line in which a fault stands, and how far the wrong piece reaches."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

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


def findings(faults: Iterable[Diagnostic], content: bytes) -> Iterator[DiagnosticWithSource]:
    """Return the faults of one file with their lines; where a piece of a text is wrong, it is found and named."""
    # A line ends with LF, CR or both; only those that are shown are decoded.
    lines = re.split(rb"\r\n?|\n", content.removeprefix(b"\xef\xbb\xbf"))
    for fault in faults:
        try:
            yield _finding(fault, lines)
        except UnicodeDecodeError:
            # In another encoding the line would be shown as gibberish.
            yield DiagnosticWithSource(fault)


def _finding(fault: Diagnostic, lines: Sequence[bytes]) -> DiagnosticWithSource:
    number, column = fault.place.line - 1, fault.place.column - 1
    if not 0 <= number < len(lines):
        return DiagnosticWithSource(fault)
    line = lines[number].decode()
    piece = _PIECE.match(line, column, column + _LONGEST)
    length = len(piece[0].rstrip()) if piece else 0
    if fault.part:
        indent = len(line) - len(line.lstrip(" "))
        for at in range(number, min(number + _LINES_OF_A_TEXT, len(lines))):
            below = lines[at].decode()
            # A text goes on below, further in.
            if at > number and below.strip() and len(below) - len(below.lstrip(" ")) <= indent:
                break
            if (found := below.find(fault.part, column if at == number else 0)) >= 0:
                line, number, column, length = below, at, found, len(fault.part)
                break
    first, last = max(0, column - _KEPT), column + min(length, _KEPT) + _KEPT
    return DiagnosticWithSource(
        replace(fault, place=replace(fault.place, line=number + 1, column=column + 1)),
        SourceExcerpt(line[first:last], column - first, length, before=first > 0, after=last < len(line)),
    )
