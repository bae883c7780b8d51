"""One case as a page that one would hand to a mayor."""

from renkei_cli.core.i18n import bullet, current_language, with_label
from renkei_cli.core.text import escape_invisible
from renkei_cli.output.results import CaseDetail
from renkei_cli.output.styles import DIM, HEADING, ITALIC, PLAIN, READING_WIDTH, StyledText
from renkei_cli.output.terminal import TableWriter, wrap_cell
from renkei_cli.output.views.case_page import Block, BlockKind, Section, case_sections
from renkei_cli.output.views.phrases import format_refs
from renkei_cli.output.wrap import pad, width, wrap

_INDENT = 2
_LOOKS = {BlockKind.TITLE: HEADING, BlockKind.ASIDE: DIM, BlockKind.NAMES: ITALIC, BlockKind.SILENCE: DIM}


def draw_page(report: CaseDetail, paper: TableWriter) -> None:
    """Draw the whole case, or the fields that were asked for."""
    paper = paper._replace(width=min(paper.width, READING_WIDTH))
    for number, part in enumerate(case_sections(report)):
        if number:
            paper.text("")
        _draw_part(part, paper)


def _draw_part(part: Section, paper: TableWriter) -> None:
    if part.label:
        _draw_text(f"■ {part.label}", 0, HEADING, paper)
    for said in part.said:
        if said.role is BlockKind.ITEM:
            _draw_item(said, pad(bullet(), 2), paper)
        elif said.role is BlockKind.UNDER:
            _draw_item(said, "  → ", paper)
        else:
            text = with_label(said.label, said.text) if said.role is BlockKind.ASIDE else said.text
            _draw_text(text, _INDENT if part.label else 0, _LOOKS.get(said.role, PLAIN), paper)


def _draw_text(text: str, indent: int, look: str, paper: TableWriter) -> None:
    for line in wrap_cell([text], paper.width - indent, look):
        paper.line((" " * indent, PLAIN), *line)


def _draw_item(said: Block, before: str, paper: TableWriter) -> None:
    """Draw a text that hangs behind its mark, and quietly where the source says it."""
    room = paper.width - width(before)
    set_lines = wrap(escape_invisible(said.text), room)
    cited = format_refs(said.refs)
    # A reference that does not fit behind the last line takes lines of its own.
    behind = bool(cited) and width(set_lines[-1]) + width(cited) + 1 <= room
    for number, line in enumerate(set_lines):
        drawn: list[StyledText] = [((" " * width(before) if number else before) + line, PLAIN)]
        if behind and number == len(set_lines) - 1:
            drawn.append((" " * (0 if current_language() == "ja" else 1) + cited, DIM))
        paper.line(*drawn)
    if cited and not behind:
        _draw_text(cited, width(before), DIM, paper)
