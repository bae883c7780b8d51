"""One case as a page that one would hand to a mayor."""

from renkei_cli.core.i18n import current
from renkei_cli.output.styles import HEADING, NAMES, QUIET, READING_WIDTH, USUAL, Piece
from renkei_cli.output.views.case_page import Part, Role, Said, parts
from renkei_cli.output.terminal import Paper, broken
from renkei_cli.output.results import Page
from renkei_cli.core.text import visible
from renkei_cli.output.wrap import pad, width, wrap
from renkei_cli.output.views.phrases import bullet, labelled, refs

_INDENT = 2
_LOOKS = {Role.TITLE: HEADING, Role.ASIDE: QUIET, Role.NAMES: NAMES, Role.SILENCE: QUIET}


def draw_page(report: Page, paper: Paper) -> None:
    """Draw the whole case, or the fields that were asked for."""
    paper = paper._replace(width=min(paper.width, READING_WIDTH))
    for number, part in enumerate(parts(report)):
        if number:
            paper.text("")
        _draw_part(part, paper)


def _draw_part(part: Part, paper: Paper) -> None:
    if part.label:
        _draw_text(f"■ {part.label}", 0, HEADING, paper)
    for said in part.said:
        if said.role is Role.ITEM:
            _draw_item(said, pad(bullet(), 2), paper)
        elif said.role is Role.UNDER:
            _draw_item(said, "  → ", paper)
        else:
            text = labelled(said.label, said.text) if said.role is Role.ASIDE else said.text
            _draw_text(text, _INDENT if part.label else 0, _LOOKS.get(said.role, USUAL), paper)


def _draw_text(text: str, indent: int, look: str, paper: Paper) -> None:
    for line in broken([text], paper.width - indent, look):
        paper.line((" " * indent, USUAL), *line)


def _draw_item(said: Said, before: str, paper: Paper) -> None:
    """Draw a text that hangs behind its mark, and quietly where the source says it."""
    room = paper.width - width(before)
    set_lines = wrap(visible(said.text), room)
    cited = refs(said.refs)
    # A reference that does not fit behind the last line takes lines of its own.
    behind = bool(cited) and width(set_lines[-1]) + width(cited) + 1 <= room
    for number, line in enumerate(set_lines):
        drawn: list[Piece] = [((" " * width(before) if number else before) + line, USUAL)]
        if behind and number == len(set_lines) - 1:
            drawn.append((" " * (0 if current() == "ja" else 1) + cited, QUIET))
        paper.line(*drawn)
    if cited and not behind:
        _draw_text(cited, width(before), QUIET, paper)
