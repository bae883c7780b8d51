"""Which fields a list or a comparison shows, and the texts of their cells."""

from operator import attrgetter

from renkei_cli.core.i18n import bullet
from renkei_cli.output.results import HITS, Case, CaseComparison, CaseList
from renkei_cli.output.views.case_page import BlockKind, field_blocks
from renkei_cli.output.views.phrases import cited, field_lines, field_summary, headed
from renkei_cli.schema.fields import Field

LISTED = ("id", "type", "title", "participants", "themes")
"""The fields of a list, the least needed last."""
SEARCHED = ("id", "title")
"""Those of a search, beside its hits."""


def listed_fields(result: CaseList) -> list[Field]:
    """Return the fields of a list: those asked for, else the usual ones; and the hits of a search."""
    usual = SEARCHED if result.hits else LISTED
    fields = list(result.shown) or [result.fields[key] for key in usual]
    return [*fields, HITS] if result.hits else fields


def compared_fields(result: CaseComparison) -> list[Field]:
    """Return the fields of a comparison: those asked for, else the usual ones."""
    usual = (field for field in result.fields.values() if field.compared)
    return list(result.shown) or sorted(usual, key=attrgetter("compared"))


def cell_texts(case: Case, field: Field, *, places: bool = True) -> list[str]:
    """Return the paragraphs of a cell: an item each, marked as items where there are several.

    They bear their places in the source, unless there is no room for them.
    """
    if field.kind == "hit":
        return [cited(hit["text"], hit["ref"]) for hit in case[field.key]]
    if field.kind == "term":
        return [field_summary(case, field)]
    if field.kind == "tag":
        return field_lines(case, field)
    blocks = list(field_blocks(case, field))
    texts = [cited(block.text, block.refs if places else ()) for block in blocks]
    if len(blocks) == 1:
        return texts
    marks = (None if block.kind is BlockKind.NAMES else bullet() for block in blocks)
    return [headed(text) if mark is None else mark + text for mark, text in zip(marks, texts, strict=True)]
