"""Markdown: tables and pages for papers, wikis and mail."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TextIO

from renkei_cli.core.text import escape_invisible
from renkei_cli.output import views
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import Case, CaseDetail, CaseList, CaseResult, case_pages, result_fields
from renkei_cli.output.views import Block, BlockKind
from renkei_cli.schema.fields import Field

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")
# Before what would begin a list, or be a rule across the page, where it begins a line.
_LIST = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=[-+](?:\s|$))|(?=-[-\s]*$))", re.ASCII)


def render(result: CaseResult, out: TextIO, _options: RenderOptions) -> None:
    """Write a table of cases, a page for one case, or a table with a column a case."""
    if isinstance(result, CaseDetail) or (isinstance(result, CaseList) and result.pages):
        for number, page in enumerate([result] if isinstance(result, CaseDetail) else case_pages(result)):
            out.writelines(f"{line}\n" for line in (*([""] if number else []), *_page(page)))
        return
    rows: Iterable[Sequence[str]]
    fields = views.listed_fields(result, views.LISTED) if isinstance(result, CaseList) else result_fields(result)
    labels = [_plain(field.label.here()) for field in fields]
    if isinstance(result, CaseList):
        # The usual columns give an overview; whoever asks for a field wants to know where it comes from, too.
        cells = ([_cell(case, field, places=bool(result.shown)) for field in fields] for case in result.cases)
        rows = chain([labels, ["---"] * len(labels)], cells)
    else:
        columns = [[_plain(case["id"]), "---", *(_cell(case, field) for field in fields)] for case in result.cases]
        rows = zip(["", "---", *labels], *columns, strict=True) if columns else ()
    out.writelines(f"| {' | '.join(row)} |\n" for row in rows)


def _plain(text: str) -> str:
    """Write text so that Markdown takes it as text."""
    return _LIST.sub(r"\1\\", _SPECIAL.sub(r"\\\1", escape_invisible(text)))


def _cell(case: Case, field: Field, *, places: bool = True) -> str:
    texts = views.cell_texts(case, field, places=places, one_line=True)
    return "<br>".join(map(_plain, texts or [views.not_stated()]))


def _page(result: CaseDetail) -> Iterator[str]:
    yield f"# {_plain(views.field_lines(result.case, result.fields['title'])[0])}"
    for field in result_fields(result):
        if field.key != "title":
            blocks = views.field_blocks(result.case, field)
            yield from ("", f"## {_plain(field.label.here())}", "", *_blocks(blocks))


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    """Write the texts under a heading, a list where there are several; whom they are told of heads its own list."""
    for number, block in enumerate(blocks):
        text = f"{_plain(block.text)} {_plain(views.format_refs(block.refs))}".rstrip()
        if block.kind is BlockKind.NAMES:
            yield from (*([""] if number else []), f"### {text}", "")
        elif len(blocks) > 1:
            yield f"{'  ' if block.kind is BlockKind.UNDER else ''}- {text}"
        else:
            yield text
