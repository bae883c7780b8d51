"""Plain text, line after line, as a screen reader speaks it and a mail takes it: one field a line."""

from collections.abc import Iterator, Sequence
from typing import TextIO

from renkei_cli.core.i18n import bullet, with_label
from renkei_cli.core.text import escape_invisible
from renkei_cli.output.formats.table_comparison import compared_fields
from renkei_cli.output.formats.table_listing import columns
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import Case, CaseComparison, CaseDetail, CaseList, CaseResult
from renkei_cli.output.views.case_page import Block, BlockKind, Section, case_sections
from renkei_cli.output.views.citations import cited, compared_cell, headed
from renkei_cli.output.views.phrases import field_summary, not_stated
from renkei_cli.output.wrap import PLAIN_WIDTH, wrap
from renkei_cli.schema.fields import Field


def draw_linear(report: CaseResult, out: TextIO, style: RenderOptions) -> None:
    """Write the fields that the table or page has, none left out; no line holds more than a mail takes."""
    cells = min(style.width, PLAIN_WIDTH)
    for paragraph in _paragraphs(report):
        out.writelines(f"{line}\n" for line in wrap(escape_invisible(paragraph), cells))


def _paragraphs(report: CaseResult) -> Iterator[str]:
    if isinstance(report, CaseDetail):
        for part in case_sections(report):
            yield from _part(part)
    elif isinstance(report, CaseComparison):
        yield from _compared(report)
    else:
        yield from _listed(report)


def _listed(report: CaseList) -> Iterator[str]:
    """Give case after case, an empty line between them."""
    fields = [column.field for column in columns(report)]
    for number, case in enumerate(report.cases):
        if number:
            yield ""
        for field in fields:
            yield from _field(field.label.here(), _said(case, field))


def _compared(report: CaseComparison) -> Iterator[str]:
    """Give field after field, in each what the cases say, an empty line between the fields."""
    for number, field in enumerate(compared_fields(report) if report.cases else ()):
        if number:
            yield ""
        yield field.label.here()
        for case in report.cases:
            yield from _field(
                case["id"], [field_summary(case, field)] if field.kind == "tag" else compared_cell(case, field)
            )


def _said(case: Case, field: Field) -> list[str]:
    if field.kind == "hit":
        return [cited(hit["text"], hit["ref"]) for hit in case["hits"]]
    return [field_summary(case, field)] if field.kind in ("tag", "participant") else compared_cell(case, field)


def _field(label: str, said: Sequence[str]) -> Iterator[str]:
    """Give a field on one line; where there are several texts, one below the other under their label."""
    said = [text for text in said if text] or [not_stated()]
    if len(said) == 1:
        yield with_label(label, said[0])
    else:
        yield with_label(label, "").rstrip()
        yield from said


def _part(part: Section) -> Iterator[str]:
    if not part.label:
        yield from (with_label(said.label, said.text) if said.label else said.text for said in part.said)
    elif len(part.said) == 1:
        yield with_label(part.label, cited(part.said[0].text, part.said[0].refs))
    else:
        yield with_label(part.label, "").rstrip()
        yield from map(_item, part.said)


def _item(said: Block) -> str:
    if said.role is BlockKind.NAMES:
        return headed(said.text)
    return (bullet() if said.role is BlockKind.ITEM else "→ ") + cited(said.text, said.refs)
