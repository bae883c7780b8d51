"""The cells of lists and comparisons: in words for people, flat for CSV and TSV."""

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

from renkei_cli.core.i18n import LANGUAGES, bullet
from renkei_cli.output.results import HITS, Case, CaseComparison, CaseList, CaseResult, result_cases, result_fields
from renkei_cli.output.views.case_page import BlockKind, field_blocks
from renkei_cli.output.views.phrases import cited, field_lines, field_summary, headed
from renkei_cli.schema.fields import Field, value_at

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


# Flat rows.

_JOINT = ";"
"""What stands between several values in one cell."""
_NAMED: dict[str, Callable[[Case], Case]] = {
    "text": lambda item: item,
    "tag": lambda item: item.get("label") or item["name"],
    "statement": lambda item: item,
    **dict.fromkeys(("participant", "collaborator", "instrument", "funding", "kpi"), lambda item: item["name"]),
    "event": lambda item: item["text"],
    "figure": lambda item: item["caption"],
    "source": lambda item: item["document"],
    "contact": lambda item: item["organisation"],
}
"""Which text, in both languages, stands for an item of a kind."""
_CODED = {"tag": "code", "participant": "code", "event": "date"}
"""Which part besides is worth a column of its own."""
_PLACES = "ref"
"""The column of a search beside its sentences: where each stands in the source, as in merits/2,background/1."""
_SPOKEN = "spoken"
"""A sentence that bears its place in the source itself."""

Row = list[str | int | float]
Column = tuple[Field, str]
"""A field, and which part of it: a language, its code, or all of it."""


def columns(result: CaseResult, *, spoken: bool = False) -> list[Column]:
    """Return the columns of all fields, for a program or else as they are `spoken` for a person."""
    found: list[Column] = []
    for field in result_fields(result):
        if field.kind in _CODED:
            found.append((field, _CODED[field.kind]))
        if field.kind in _NAMED:
            found += [(field, "ja"), (field, "en")]
        elif field.kind == "hit":
            found += [(field, _SPOKEN)] if spoken else [(field, ""), (field, _PLACES)]
        else:
            found.append((field, ""))
    return found


def rows(
    result: CaseResult, chosen: Sequence[Column], names: Sequence[str], field: str, silence: str = ""
) -> Iterator[Row]:
    """Return the header and the cells; a comparison has one field a row, under the name `field`.

    Numbers are numbers; where a case does not state a field, `silence` stands.
    """
    table: Iterator[Row] = ([_cell(case, *column, silence) for column in chosen] for case in result_cases(result))
    if isinstance(result, CaseComparison):
        yield [field, *(case["id"] for case in result.cases)]
        sides = list(table)
        yield from ([name, *(side[row] for side in sides)] for row, name in enumerate(names))
    else:
        yield list(names)
        yield from table


def _cell(case: Case, field: Field, part: str, silence: str) -> str | int | float:
    """Return one cell, several values joined; what merely has no translation stays blank."""
    value = value_at(case, field.key)
    if value is None or value == []:
        return silence
    items = value if isinstance(value, list) else [value]
    if len(items) == 1 and isinstance(items[0], int | float):
        return items[0]
    return _JOINT.join(_part(item, field.kind, part) if isinstance(item, dict) else str(item) for item in items)


def _part(item: Case, kind: str, part: str) -> str:
    if part in LANGUAGES:
        return _NAMED[kind](item)[part] or ""
    if part == _PLACES:
        return ",".join(item["ref"])
    if kind == "hit":
        return cited(item["text"], item["ref"] if part == _SPOKEN else ())
    if part:
        return str(item[part])
    return " ".join(str(value) for value in item.values() if value is not None)
