"""Where the YAML parser gave up, and what had led it astray."""

import io
from itertools import islice
from typing import TYPE_CHECKING, Any

from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.yamlio.complaints import (
    AFTER_QUOTE,
    COLON_IN_VALUE,
    DIRECTIVE,
    ESCAPE,
    INDENTATION,
    NO_COLON,
    RESERVED,
    UNCLOSED_BRACKET,
    UNCLOSED_QUOTE,
    UNKNOWN,
    complaint,
)
from renkei_cli.yamlio.entry import is_quoted
from renkei_cli.yamlio.events import Reader
from renkei_cli.yamlio.mistakes import Typo, in_lines, told

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

_LINES_ABOVE = 20
"""Lines above the one where the parser gave up in which the culprit is looked for."""
_LONGEST_LINE = 16_384
"""Bytes of a line that are looked at."""


def stumbled(reader: Reader, content: bytes, error: "MarkedYAMLError") -> Diagnostic:
    """Say what led the parser astray, and where."""
    line, column, lines = _within(content, error.problem_mark)
    meant = complaint(str(error.context or ""), str(error.problem or ""), _character(lines, column))
    if meant is INDENTATION and content.startswith(b"%"):
        return told(Location(reader.file, 1, 1), Typo(DIRECTIVE))
    if meant is ESCAPE:
        column = max(0, lines[-1].rfind("\\", 0, column + 1))
    if meant.at_context:
        brackets = [event.start_mark for event in reader.opened if event.flow_style]
        mark = brackets[-1] if meant is UNCLOSED_BRACKET and brackets else error.context_mark
        line, column, lines = _within(content, mark or error.problem_mark)
    found = Typo(meant, _character(lines, column), column)
    if meant in (COLON_IN_VALUE, NO_COLON, INDENTATION):
        above, found = in_lines(lines) or (0, found)
        line -= above
    last = reader.last
    if found.complaint is INDENTATION and last is not None and is_quoted(last) and last.end_mark.line == line:
        # What stands in quotes ended just before: where it should, or where the next quote opens.
        spans = last.start_mark.line != line
        found = Typo(UNCLOSED_QUOTE if spans else AFTER_QUOTE, "", last.start_mark.column if spans else column)
        line = last.start_mark.line
    elif found.complaint is COLON_IN_VALUE and ": " not in lines[-1][:column] and line:
        # Its key goes on from the line above, further in than the keys beside it.
        found = Typo(INDENTATION, "", len(lines[-1]) - len(lines[-1].lstrip(" ")))
    elif found.complaint is RESERVED and not found.character:
        found = Typo(UNKNOWN, "", column)
    return told(Location(reader.file, line + 1, 1), found)


def _within(content: bytes, mark: Any) -> tuple[int, int, list[str]]:  # noqa: ANN401 - of either parser
    """Give the line and column of a mark from 0, and the lines up to there; the end of the file is within its last."""
    last = max(0, _count(content) - 1)
    if mark.line <= last:
        return mark.line, mark.column, _lines(content, mark.line)
    lines = _lines(content, last)
    return last, len(lines[-1]) if lines else 0, lines


def _character(lines: list[str], column: int) -> str:
    return lines[-1][column : column + 1] if lines else ""


def plain(content: bytes) -> bytes:
    """Give a text with LF alone at the end of its lines."""
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in content else content


def _lines(content: bytes, last: int) -> list[str]:
    """Give a line, counted from 0, and those above it."""
    found = islice(io.BytesIO(plain(content)), max(0, last - _LINES_ABOVE), last + 1)
    return [line[:_LONGEST_LINE].decode("utf-8", "ignore").rstrip("\n") for line in found]


def _count(content: bytes) -> int:
    text = plain(content)
    return text.count(b"\n") + (not text.endswith(b"\n"))
