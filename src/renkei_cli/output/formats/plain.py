"""Plain text, line after line, as a screen reader speaks it and a mail takes it: one field a line."""

from collections.abc import Iterator, Sequence
from typing import TextIO

from renkei_cli.core.i18n import bullet, with_label
from renkei_cli.core.text import escape_invisible
from renkei_cli.output.options import PLAIN_WIDTH
from renkei_cli.output.results import Case, CaseComparison, CaseDetail, CaseList, CaseResult
from renkei_cli.output.views.case_page import BlockKind, Section, case_sections
from renkei_cli.output.views.cells import cell_texts, compared_fields, listed_fields
from renkei_cli.output.views.phrases import cited, field_summary, headed, not_stated
from renkei_cli.output.wrap import wrap
from renkei_cli.schema.fields import Field


def write_plain(result: CaseResult, out: TextIO, width: int) -> None:
    """Write the fields that the table or page has, none left out; no line holds more than a mail takes."""
    for paragraph in _paragraphs(result):
        out.writelines(f"{line}\n" for line in wrap(escape_invisible(paragraph), min(width, PLAIN_WIDTH)))


def _paragraphs(result: CaseResult) -> Iterator[str]:
    if isinstance(result, CaseDetail):
        for section in case_sections(result):
            yield from _section(section)
    elif isinstance(result, CaseComparison):
        yield from _compared(result)
    else:
        yield from _listed(result)


def _listed(result: CaseList) -> Iterator[str]:
    """Write case after case, an empty line between them."""
    fields = listed_fields(result)
    for number, case in enumerate(result.cases):
        if number:
            yield ""
        for field in fields:
            names = field.kind == "participant"
            yield from _field(field.label.here(), [field_summary(case, field)] if names else _texts(case, field))


def _compared(result: CaseComparison) -> Iterator[str]:
    """Write field after field, in each what the cases say, an empty line between the fields."""
    for number, field in enumerate(compared_fields(result) if result.cases else ()):
        if number:
            yield ""
        yield field.label.here()
        for case in result.cases:
            yield from _field(case["id"], _texts(case, field))


def _texts(case: Case, field: Field) -> list[str]:
    return [field_summary(case, field)] if field.kind == "tag" else cell_texts(case, field)


def _field(label: str, texts: Sequence[str]) -> Iterator[str]:
    """Write a field on one line; where there are several texts, one below the other under their label."""
    if len(texts) > 1:
        yield headed(label)
        yield from texts
    else:
        yield with_label(label, "".join(texts) or not_stated())


def _section(section: Section) -> Iterator[str]:
    blocks = section.blocks
    if not section.label:
        yield from (with_label(block.label, block.text) if block.label else block.text for block in blocks)
    elif len(blocks) == 1:
        yield with_label(section.label, cited(blocks[0].text, blocks[0].refs))
    else:
        yield headed(section.label)
        marks = {BlockKind.ITEM: bullet(), BlockKind.UNDER: "→ "}
        for block in blocks:
            text = cited(block.text, block.refs)
            yield headed(text) if block.kind is BlockKind.NAMES else marks[block.kind] + text
