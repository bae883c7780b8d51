"""Text: each fault as file:line:column, what is wrong, and the line itself with carets under the place."""

from collections.abc import Iterator, Sequence
from typing import TextIO

from renkei_cli.core.diagnostics import DiagnosticWithSource, Severity, SourceExcerpt, ValidationReport
from renkei_cli.core.i18n import N_, _
from renkei_cli.core.text import escape_invisible
from renkei_cli.output.options import PLAIN_WIDTH
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.terminal import DIM, ERROR, HEADING, PLAIN, Line, write_lines
from renkei_cli.output.wrap import fill_list, width, wrap

_WORDS = {Severity.ERROR: (N_("error"), ERROR), Severity.WARNING: (N_("warning"), HEADING)}
_INDENT = 4
_CUT = "…"
_LEAST = 10  # cells of a line that are shown at least, however narrow the screen


def render(report: ValidationReport, out: TextIO, options: RenderOptions) -> None:
    """Write the faults, an empty line between them."""
    for number, finding in enumerate(report.findings):
        out.write("\n" if number else "")
        write_lines(_lines(finding, options), out, color=options.color)


def _lines(finding: DiagnosticWithSource, options: RenderOptions) -> Iterator[Line]:
    fault, excerpt, cells = finding.fault, finding.excerpt, options.width
    # No place stands before a message that itself names the file.
    named = not fault.place.line and escape_invisible(fault.place.file) in fault.message
    place = "" if named else f"{fault.place}: "
    word, look = _WORDS[fault.severity]
    if options.plain:
        # As one hears it: where and what, the line, what would be right.
        quoted = f"{fault.place.line}: {excerpt.text.strip()}" if excerpt else ""
        for text in filter(None, (f"{place}{_(word)}[{fault.code}]: {fault.message}", quoted, fault.hint)):
            yield from ([(line, PLAIN)] for line in wrap(escape_invisible(text), min(cells, PLAIN_WIDTH)))
        return
    head = [(escape_invisible(place), HEADING), (_(word), look), (f"[{fault.code}]", DIM)]
    message = escape_invisible(fault.message)
    if width("".join(text for text, _look in head) + f": {message}") <= cells:
        yield [*head, (f": {message}", PLAIN)]
    else:
        yield head
        yield from ([(" " * _INDENT + line, PLAIN)] for line in fill_list(message, max(cells - _INDENT, _LEAST)))
    number = f"{fault.place.line or '':>{_INDENT}}"
    gutter = " " * (len(number) if excerpt else _INDENT)
    room = max(cells - len(gutter) - 3, _LEAST)
    if excerpt:
        text, blanks, carets = _point(excerpt, room)
        yield [(f"{number} │ ", DIM), (text, PLAIN)]
        # No look reaches the blanks: colours exchanged would make a bar of these.
        yield [(f"{gutter} │ ", DIM), (" " * blanks, PLAIN), ("^" * carets, HEADING)]
    for row, line in enumerate(fill_list(escape_invisible(fault.hint), room) if fault.hint else ()):
        yield [(f"{gutter} {' ' if row else '→'} ", DIM), (line, PLAIN)]


def _point(excerpt: SourceExcerpt, room: int) -> tuple[str, int, int]:
    """Return as much of the line as there is room for, the cells before its wrong piece, and those of the piece."""
    text, start = excerpt.text, excerpt.start
    cells = [width(escape_invisible(character)) for character in text]
    first, last = 0, len(text)
    if excerpt.before or excerpt.after or sum(cells) > room:
        first, last = _window(cells, start, room - 2 * width(_CUT))
    end = min(start + max(excerpt.length, 1), max(last, start + 1))
    before, piece, after = (escape_invisible(part) for part in (text[first:start], text[start:end], text[end:last]))
    left = (_CUT if excerpt.before or first else "") + before
    right = after + (_CUT if excerpt.after or last < len(text) else "")
    return left + piece + right, width(left), max(width(piece), 1)


def _window(cells: Sequence[int], start: int, room: int) -> tuple[int, int]:
    """Choose which characters are shown: a third of the room before the place, the rest from there on."""
    first, last = start, start + 1
    while first and sum(cells[first - 1 : start]) <= min(room // 3, room - sum(cells[start:last])):
        first -= 1
    while last < len(cells) and sum(cells[first : last + 1]) <= room:
        last += 1
    # Room that is left at the end of the line goes to its beginning.
    while last >= len(cells) and first and sum(cells[first - 1 :]) <= room:
        first -= 1
    return first, last
