"""Text: each fault as file:line:column, what is wrong, and the line itself with carets under the place."""

from collections.abc import Iterator
from typing import TextIO

from renkei_cli.core.diagnostics import Diagnostic, DiagnosticWithSource, Severity, SourceExcerpt, ValidationReport
from renkei_cli.core.i18n import N_, _, with_label
from renkei_cli.core.text import escape_invisible
from renkei_cli.output.hanging import fill_list
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.styles import DIM, ERROR, HEADING, PLAIN, StyledText
from renkei_cli.output.terminal import make_table_writer
from renkei_cli.output.wrap import PLAIN_WIDTH, width, wrap

_LOOK = {Severity.ERROR: ERROR, Severity.WARNING: HEADING}
_WORD = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning")}
_INDENT = "    "
_CUT = "…"
_LEAST = 10
"""Cells of a line that are shown at least, however narrow the screen."""


def render(report: ValidationReport, out: TextIO, style: RenderOptions) -> None:
    """Write the faults, an empty line between them."""
    sheet = make_table_writer(out, style)
    for number, finding in enumerate(report.findings):
        if number:
            sheet.text("")
        for line in _linear(finding, style.width) if style.plain else _lines(finding, style.width):
            sheet.line(*line)


def _linear(finding: DiagnosticWithSource, cells: int) -> Iterator[list[StyledText]]:
    """Tell a fault as one hears it: where and what, the line, what would be right."""
    fault = finding.fault
    said = [f"{_before(fault)}{_(_WORD[fault.severity])}[{fault.code}]: {fault.message}"]
    if finding.excerpt:
        said.append(with_label(str(fault.place.line), finding.excerpt.text.strip()))
    said += [fault.hint] if fault.hint else []
    for text in said:
        yield from ([(line, PLAIN)] for line in wrap(escape_invisible(text), min(cells, PLAIN_WIDTH)))


def _before(fault: Diagnostic) -> str:
    """Give the place that stands before a message; nothing where the message itself names the file."""
    return "" if not fault.place.line and escape_invisible(fault.place.file) in fault.message else f"{fault.place}: "


def _lines(finding: DiagnosticWithSource, cells: int) -> Iterator[list[StyledText]]:
    fault = finding.fault
    word = _(_WORD[fault.severity])
    head: list[StyledText] = [
        (escape_invisible(_before(fault)), HEADING),
        (word, _LOOK[fault.severity]),
        (f"[{fault.code}]", DIM),
    ]
    begun = width("".join(text for text, _look in head)) + 2
    message = escape_invisible(fault.message)
    if begun + width(message) <= cells:
        yield [*head, (": ", ""), (message, "")]
    else:
        yield head
        for line in fill_list(message, max(cells - len(_INDENT), _LEAST)):
            yield [(_INDENT + line, "")]
    gutter = " " * len(_INDENT)
    if finding.excerpt:
        number = f"{fault.place.line:>{len(_INDENT)}}"
        gutter = " " * len(number)
        text, carets = _pointed(finding.excerpt, max(cells - len(gutter) - 3, _LEAST))
        yield [(f"{number} │ ", DIM), (text, "")]
        # No look reaches the blanks before them: colours exchanged would make a bar of these.
        blanks = carets[: -len(carets.lstrip())]
        yield [(f"{gutter} │ ", DIM), (blanks, PLAIN), (carets.lstrip(), HEADING)]
    for number_of_line, line in enumerate(
        fill_list(escape_invisible(fault.hint), max(cells - len(gutter) - 3, _LEAST))
    ):
        if line:
            yield [(f"{gutter} {' ' if number_of_line else '→'} ", DIM), (line, "")]


def _pointed(excerpt: SourceExcerpt, room: int) -> tuple[str, str]:
    """Give as much of the line as there is room for, and the carets below its wrong piece."""
    text, start = excerpt.text, excerpt.start
    end = min(start + max(excerpt.length, 1), max(len(text), start + 1))
    # What nobody could see anyway is not measured.
    first, last = max(0, start - room), min(len(text), end + room)
    cut_left, cut_right = excerpt.before or first > 0, excerpt.after or last < len(text)
    cells = [width(escape_invisible(character)) for character in text[first:last]]
    if cut_left or cut_right or sum(cells) > room:
        first, last = _window(cells, start - first, end - first, room, first)
        cut_left, cut_right = excerpt.before or first > 0, excerpt.after or last < len(text)
    left = (_CUT if cut_left else "") + escape_invisible(text[first:start])
    middle = escape_invisible(text[start : min(end, last)])
    right = escape_invisible(text[min(end, last) : last]) + (_CUT if cut_right else "")
    return left + middle + right, " " * width(left) + "^" * max(width(middle), 1)


def _window(cells: list[int], start: int, end: int, room: int, offset: int) -> tuple[int, int]:
    """Choose which characters are shown: a third of the room before the place, the rest from there on."""
    room -= 2  # for … at both ends
    first = start
    used = 0
    while first > 0 and used + cells[first - 1] <= room // 3:
        first -= 1
        used += cells[first]
    while first < start < len(cells) and used + cells[start] > room:
        used -= cells[first]
        first += 1
    last = start
    while last < len(cells) and used + cells[last] <= room:
        used += cells[last]
        last += 1
    # Room that is left at the end of the line goes to its beginning.
    while first > 0 and last == len(cells) and used + cells[first - 1] <= room:
        first -= 1
        used += cells[first]
    return first + offset, max(last, min(end, start + 1)) + offset
