"""Text: each fault as file:line:column, what is wrong, and the line itself with carets under the place."""

from collections.abc import Iterator
from typing import TextIO

from renkei_cli.core.diagnostics import Excerpt, Fault, Finding, Severity
from renkei_cli.output.hanging import filled
from renkei_cli.core.i18n import N_, _
from renkei_cli.output.styles import ALARM, HEADING, QUIET, USUAL, Piece
from renkei_cli.output.registry import Style
from renkei_cli.output.terminal import paper
from renkei_cli.output.results import Validation
from renkei_cli.core.text import visible
from renkei_cli.output.wrap import PLAIN_WIDTH, width, wrap
from renkei_cli.output.views.phrases import labelled

_LOOK = {Severity.ERROR: ALARM, Severity.WARNING: HEADING}
_WORD = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning")}
_INDENT = "    "
_CUT = "…"
_LEAST = 10
"""Cells of a line that are shown at least, however narrow the screen."""


def render(report: Validation, out: TextIO, style: Style) -> None:
    """Write the faults, an empty line between them."""
    sheet = paper(out, style)
    for number, finding in enumerate(report.findings):
        if number:
            sheet.text("")
        for line in _linear(finding, style.width) if style.plain else _lines(finding, style.width):
            sheet.line(*line)


def _linear(finding: Finding, cells: int) -> Iterator[list[Piece]]:
    """Tell a fault as one hears it: where and what, the line, what would be right."""
    fault = finding.fault
    said = [f"{_before(fault)}{_(_WORD[fault.severity])}[{fault.code}]: {fault.message}"]
    if finding.excerpt:
        said.append(labelled(str(fault.place.line), finding.excerpt.text.strip()))
    said += [fault.hint] if fault.hint else []
    for text in said:
        yield from ([(line, USUAL)] for line in wrap(visible(text), min(cells, PLAIN_WIDTH)))


def _before(fault: Fault) -> str:
    """Give the place that stands before a message; nothing where the message itself names the file."""
    return "" if not fault.place.line and visible(fault.place.file) in fault.message else f"{fault.place}: "


def _lines(finding: Finding, cells: int) -> Iterator[list[Piece]]:
    fault = finding.fault
    word = _(_WORD[fault.severity])
    head: list[Piece] = [(visible(_before(fault)), HEADING), (word, _LOOK[fault.severity]), (f"[{fault.code}]", QUIET)]
    begun = width("".join(text for text, _look in head)) + 2
    message = visible(fault.message)
    if begun + width(message) <= cells:
        yield [*head, (": ", ""), (message, "")]
    else:
        yield head
        for line in filled(message, max(cells - len(_INDENT), _LEAST)):
            yield [(_INDENT + line, "")]
    gutter = " " * len(_INDENT)
    if finding.excerpt:
        number = f"{fault.place.line:>{len(_INDENT)}}"
        gutter = " " * len(number)
        text, carets = _pointed(finding.excerpt, max(cells - len(gutter) - 3, _LEAST))
        yield [(f"{number} │ ", QUIET), (text, "")]
        # No look reaches the blanks before them: colours exchanged would make a bar of these.
        blanks = carets[: -len(carets.lstrip())]
        yield [(f"{gutter} │ ", QUIET), (blanks, USUAL), (carets.lstrip(), HEADING)]
    for number_of_line, line in enumerate(filled(visible(fault.hint), max(cells - len(gutter) - 3, _LEAST))):
        if line:
            yield [(f"{gutter} {' ' if number_of_line else '→'} ", QUIET), (line, "")]


def _pointed(excerpt: Excerpt, room: int) -> tuple[str, str]:
    """Give as much of the line as there is room for, and the carets below its wrong piece."""
    text, start = excerpt.text, excerpt.start
    end = min(start + max(excerpt.length, 1), max(len(text), start + 1))
    # What nobody could see anyway is not measured.
    first, last = max(0, start - room), min(len(text), end + room)
    cut_left, cut_right = excerpt.before or first > 0, excerpt.after or last < len(text)
    cells = [width(visible(character)) for character in text[first:last]]
    if cut_left or cut_right or sum(cells) > room:
        first, last = _window(cells, start - first, end - first, room, first)
        cut_left, cut_right = excerpt.before or first > 0, excerpt.after or last < len(text)
    left = (_CUT if cut_left else "") + visible(text[first:start])
    middle = visible(text[start : min(end, last)])
    right = visible(text[min(end, last) : last]) + (_CUT if cut_right else "")
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
