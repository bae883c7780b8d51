"""Markdown: tables and pages for papers, wikis and mail."""

import re
from collections.abc import Iterator, Sequence
from typing import TextIO

from renkei_cli.core.text import escape_invisible
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import HITS, Case, CaseComparison, CaseDetail, CaseList, CaseResult, result_fields
from renkei_cli.output.views.case_page import Block, BlockKind, Section, field_section
from renkei_cli.output.views.citations import cited, compared_cell
from renkei_cli.output.views.phrases import field_lines, field_summary, format_refs, not_stated
from renkei_cli.schema.fields import Field

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")
_LIST = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=[-+](?:\s|$))|(?=-[-\s]*$))", re.ASCII)
"""Before what would begin a list, or be a rule across the page, where it begins a line."""
_LISTED = ("id", "type", "title", "participants", "themes")


def render(report: CaseResult, out: TextIO, style: RenderOptions) -> None:  # noqa: ARG001 - Markdown has no width
    """Write a table of cases, a page for one case, or a table with a column a case."""
    if isinstance(report, CaseDetail):
        out.writelines(f"{line}\n" for line in _page(report))
    elif isinstance(report, CaseComparison):
        if not report.cases:
            return
        header = ["", *(case["id"] for case in report.cases)]
        body = (
            [_plain(field.label.here()), *(_cell(case, field) for case in report.cases)]
            for field in result_fields(report)
        )
        _write_table(header, body, out)
    else:
        _write_listing(report, out)


def _write_listing(report: CaseList, out: TextIO) -> None:
    fields = list(report.shown) or [report.fields[key] for key in _LISTED]
    fields += [HITS] if report.hits else []
    # The usual columns give an overview; whoever asks for a field wants to know where it comes from, too.
    body = ([_cell(case, field, places=bool(report.shown)) for field in fields] for case in report.cases)
    _write_table([field.label.here() for field in fields], body, out)


def _write_table(header: Sequence[str], body: Iterator[list[str]], out: TextIO) -> None:
    out.write(_row([_plain(name) for name in header]))
    out.write(_row(["---"] * len(header)))
    out.writelines(_row(cells) for cells in body)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _plain(text: str) -> str:
    """Write text so that Markdown takes it as text."""
    return _LIST.sub(r"\1\\", _SPECIAL.sub(r"\\\1", escape_invisible(text)))


def _cell(case: Case, field: Field, *, places: bool = True) -> str:
    if field.kind in ("term", "tag"):
        return _plain(field_summary(case, field)) or _plain(not_stated())
    if field.kind == "hit":
        return "<br>".join(_plain(cited(hit["text"], hit["ref"])) for hit in case["hits"])
    return "<br>".join(_plain(text) for text in compared_cell(case, field, places=places) or [not_stated()])


def _page(report: CaseDetail) -> Iterator[str]:
    yield f"# {_plain(field_lines(report.case, report.fields['title'])[0])}"
    for field in result_fields(report):
        if field.key == "title":
            continue
        yield ""
        yield f"## {_plain(field.label.here())}"
        yield ""
        yield from _part(field_section(report, field))


def _part(part: Section) -> Iterator[str]:
    """Give the texts under a heading, a list where there are several; whom they are told of heads its own list."""
    if len(part.said) == 1:
        yield _told(part.said[0])
        return
    for number, said in enumerate(part.said):
        if said.role is BlockKind.NAMES:
            yield from ([""] if number else [])
            yield from (f"### {_told(said)}", "")
        else:
            yield f"{'  ' if said.role is BlockKind.UNDER else ''}- {_told(said)}"


def _told(said: Block) -> str:
    """Write a text, and behind it where the source says it."""
    return f"{_plain(said.text)} {_plain(format_refs(said.refs))}".rstrip()
