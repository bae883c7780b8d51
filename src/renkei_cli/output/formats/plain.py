"""Plain text, line after line, as a screen reader speaks it and a mail takes it: one field a line."""

from collections.abc import Iterator, Sequence
from typing import TextIO

from renkei_cli.casebook.index import Field
from renkei_cli.output.registry import Style
from renkei_cli.output.views.case_page import Part, Role, Said, parts
from renkei_cli.output.views.citations import cited, compared_cell, headed
from renkei_cli.output.formats.table_comparison import compared_fields
from renkei_cli.output.formats.table_listing import columns
from renkei_cli.output.results import Case, Comparison, Listing, Page, Report
from renkei_cli.core.text import visible
from renkei_cli.output.wrap import PLAIN_WIDTH, wrap
from renkei_cli.output.views.phrases import brief, bullet, labelled, not_stated


def draw_linear(report: Report, out: TextIO, style: Style) -> None:
    """Write the fields that the table or page has, none left out; no line holds more than a mail takes."""
    cells = min(style.width, PLAIN_WIDTH)
    for paragraph in _paragraphs(report):
        out.writelines(f"{line}\n" for line in wrap(visible(paragraph), cells))


def _paragraphs(report: Report) -> Iterator[str]:
    if isinstance(report, Page):
        for part in parts(report):
            yield from _part(part)
    elif isinstance(report, Comparison):
        yield from _compared(report)
    else:
        yield from _listed(report)


def _listed(report: Listing) -> Iterator[str]:
    """Give case after case, an empty line between them."""
    fields = [column.field for column in columns(report)]
    for number, case in enumerate(report.cases):
        if number:
            yield ""
        for field in fields:
            yield from _field(field.label.here(), _said(case, field))


def _compared(report: Comparison) -> Iterator[str]:
    """Give field after field, in each what the cases say, an empty line between the fields."""
    for number, field in enumerate(compared_fields(report) if report.cases else ()):
        if number:
            yield ""
        yield field.label.here()
        for case in report.cases:
            yield from _field(case["id"], [brief(case, field)] if field.kind == "tag" else compared_cell(case, field))


def _said(case: Case, field: Field) -> list[str]:
    if field.kind == "hit":
        return [cited(hit["text"], hit["ref"]) for hit in case["hits"]]
    return [brief(case, field)] if field.kind in ("tag", "participant") else compared_cell(case, field)


def _field(label: str, said: Sequence[str]) -> Iterator[str]:
    """Give a field on one line; where there are several texts, one below the other under their label."""
    said = [text for text in said if text] or [not_stated()]
    if len(said) == 1:
        yield labelled(label, said[0])
    else:
        yield labelled(label, "").rstrip()
        yield from said


def _part(part: Part) -> Iterator[str]:
    if not part.label:
        yield from (labelled(said.label, said.text) if said.label else said.text for said in part.said)
    elif len(part.said) == 1:
        yield labelled(part.label, cited(part.said[0].text, part.said[0].refs))
    else:
        yield labelled(part.label, "").rstrip()
        yield from map(_item, part.said)


def _item(said: Said) -> str:
    if said.role is Role.NAMES:
        return headed(said.text)
    return (bullet() if said.role is Role.ITEM else "→ ") + cited(said.text, said.refs)
