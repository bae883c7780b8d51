"""Text: each fault as file:line:column, what is wrong, and the line itself with carets under the place."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TextIO

from renkei_cli.core.diagnostics import Diagnostic, DiagnosticWithSource, Severity, SourceExcerpt, ValidationReport
from renkei_cli.core.i18n import N_, _, with_label
from renkei_cli.core.text import escape_invisible
from renkei_cli.output.options import PLAIN_WIDTH
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.terminal import DIM, ERROR, HEADING, PLAIN, Line, Screen
from renkei_cli.output.wrap import fill_list, width, wrap

_LOOK = {Severity.ERROR: ERROR, Severity.WARNING: HEADING}
_WORD = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning")}
_INDENT = 4
_CUT = "…"
_LEAST = 10
"""Cells of a line that are shown at least, however narrow the screen."""


def render(report: ValidationReport, out: TextIO, options: RenderOptions) -> None:
    """Write the faults, an empty line between them."""
    screen = Screen(out, options.width, options.color)
    for number, finding in enumerate(report.findings):
        if number:
            screen.text("")
        for line in _linear(finding, options.width) if options.plain else _lines(finding, options.width):
            screen.line(*line)


def _linear(finding: DiagnosticWithSource, cells: int) -> Iterator[Line]:
    """Write a fault as one hears it: where and what, the line, what would be right."""
    fault = finding.fault
    texts = [f"{_place(fault)}{_(_WORD[fault.severity])}[{fault.code}]: {fault.message}"]
    if finding.excerpt:
        texts.append(with_label(str(fault.place.line), finding.excerpt.text.strip()))
    texts += [fault.hint] if fault.hint else []
    for text in texts:
        yield from ([(line, PLAIN)] for line in wrap(escape_invisible(text), min(cells, PLAIN_WIDTH)))


def _place(fault: Diagnostic) -> str:
    """Write the place that stands before a message; nothing where the message itself names the file."""
    return "" if not fault.place.line and escape_invisible(fault.place.file) in fault.message else f"{fault.place}: "


def _lines(finding: DiagnosticWithSource, cells: int) -> Iterator[Line]:
    fault = finding.fault
    head = [
        (escape_invisible(_place(fault)), HEADING),
        (_(_WORD[fault.severity]), _LOOK[fault.severity]),
        (f"[{fault.code}]", DIM),
    ]
    message = escape_invisible(fault.message)
    if sum(width(text) for text, _look in head) + width(f": {message}") <= cells:
        yield [*head, (f": {message}", PLAIN)]
    else:
        yield head
        yield from ([(" " * _INDENT + line, PLAIN)] for line in fill_list(message, max(cells - _INDENT, _LEAST)))
    number = f"{fault.place.line or '':>{_INDENT}}"
    gutter = " " * len(number) if finding.excerpt else " " * _INDENT
    room = max(cells - len(gutter) - 3, _LEAST)
    if finding.excerpt:
        text, blanks, carets = _point(finding.excerpt, room)
        yield [(f"{number} │ ", DIM), (text, PLAIN)]
        # No look reaches the blanks: colours exchanged would make a bar of these.
        yield [(f"{gutter} │ ", DIM), (" " * blanks, PLAIN), ("^" * carets, HEADING)]
    if fault.hint:
        for row, line in enumerate(fill_list(escape_invisible(fault.hint), room)):
            yield [(f"{gutter} {' ' if row else '→'} ", DIM), (line, PLAIN)]


def _point(excerpt: SourceExcerpt, room: int) -> tuple[str, int, int]:
    """Return as much of the line as there is room for, the cells before its wrong piece, and those of the piece."""
    text, start = excerpt.text, excerpt.start
    end = min(start + max(excerpt.length, 1), max(len(text), start + 1))
    # What nobody could see anyway is not measured.
    first, last = max(0, start - room), min(len(text), end + room)
    cells = [width(escape_invisible(character)) for character in text[first:last]]
    if excerpt.before or excerpt.after or last - first < len(text) or sum(cells) > room:
        begin, stop = _window(cells, start - first, room - 2 * width(_CUT))
        first, last = first + begin, max(first + stop, min(end, start + 1))
    end = min(end, last)
    before, piece, after = (escape_invisible(part) for part in (text[first:start], text[start:end], text[end:last]))
    left = (_CUT if excerpt.before or first else "") + before
    right = after + (_CUT if excerpt.after or last < len(text) else "")
    return left + piece + right, width(left), max(width(piece), 1)


def _window(cells: Sequence[int], start: int, room: int) -> tuple[int, int]:
    """Choose which characters are shown: a third of the room before the place, the rest from there on."""

    def fitting(sizes: Sequence[int], room: int) -> int:
        return sum(used <= room for used in accumulate(sizes))

    before = fitting(cells[:start][::-1], room // 3)
    used = sum(cells[start - before : start])
    while before and start < len(cells) and used + cells[start] > room:
        used -= cells[start - before]
        before -= 1
    after = fitting(cells[start:], room - used)
    if start + after == len(cells):
        # Room that is left at the end of the line goes to its beginning.
        before = max(before, fitting(cells[:start][::-1], room - sum(cells[start:])))
    return start - before, start + after
