"""Markdown: tables and pages for papers, wikis and mail."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from renkei_cli.core.text import escape_invisible
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import HITS, Case, CaseComparison, CaseDetail, CaseList, CaseResult, result_fields
from renkei_cli.output.views.case_page import Block, BlockKind, Section, field_section
from renkei_cli.output.views.cells import LISTED, cell_texts
from renkei_cli.output.views.phrases import field_lines, field_summary, format_refs, not_stated
from renkei_cli.schema.fields import Field

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")
_LIST = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=[-+](?:\s|$))|(?=-[-\s]*$))", re.ASCII)
"""Before what would begin a list, or be a rule across the page, where it begins a line."""


def render(result: CaseResult, out: TextIO, _options: RenderOptions) -> None:
    """Write a table of cases, a page for one case, or a table with a column a case."""
    if isinstance(result, CaseDetail):
        out.writelines(f"{line}\n" for line in _page(result))
    elif isinstance(result, CaseList):
        _write_table(*_listed(result), out)
    elif result.cases:
        _write_table(*_compared(result), out)


def _listed(result: CaseList) -> tuple[list[str], Iterable[list[str]]]:
    fields = list(result.shown) or [result.fields[key] for key in LISTED]
    fields += [HITS] if result.hits else []
    # The usual columns give an overview; whoever asks for a field wants to know where it comes from, too.
    places = bool(result.shown)
    body = ([_cell(case, field, places=places) for field in fields] for case in result.cases)
    return [field.label.here() for field in fields], body


def _compared(result: CaseComparison) -> tuple[list[str], Iterable[list[str]]]:
    body = (
        [_plain(field.label.here()), *(_cell(case, field) for case in result.cases)] for field in result_fields(result)
    )
    return ["", *(case["id"] for case in result.cases)], body


def _write_table(header: Sequence[str], body: Iterable[Sequence[str]], out: TextIO) -> None:
    out.write(_row([_plain(name) for name in header]))
    out.write(_row(["---"] * len(header)))
    out.writelines(map(_row, body))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _plain(text: str) -> str:
    """Write text so that Markdown takes it as text."""
    return _LIST.sub(r"\1\\", _SPECIAL.sub(r"\\\1", escape_invisible(text)))


def _cell(case: Case, field: Field, *, places: bool = True) -> str:
    if field.kind in ("term", "tag"):
        return _plain(field_summary(case, field)) or _plain(not_stated())
    return "<br>".join(map(_plain, cell_texts(case, field, places=places) or [not_stated()]))


def _page(result: CaseDetail) -> Iterator[str]:
    yield f"# {_plain(field_lines(result.case, result.fields['title'])[0])}"
    for field in result_fields(result):
        if field.key != "title":
            section = field_section(result.case, field)
            yield from ("", f"## {_plain(section.label)}", "", *_section(section))


def _section(section: Section) -> Iterator[str]:
    """Write the texts under a heading, a list where there are several; whom they are told of heads its own list."""
    if len(section.blocks) == 1:
        yield _block(section.blocks[0])
        return
    for number, block in enumerate(section.blocks):
        if block.kind is BlockKind.NAMES:
            yield from (*([""] if number else []), f"### {_block(block)}", "")
        else:
            yield f"{'  ' if block.kind is BlockKind.UNDER else ''}- {_block(block)}"


def _block(block: Block) -> str:
    """Write a text, and behind it where the source says it."""
    return f"{_plain(block.text)} {_plain(format_refs(block.refs))}".rstrip()
