"""Cases as flat rows: what CSV and TSV have in common."""

from collections.abc import Iterator, Sequence
from typing import Any

from renkei_cli.core.i18n import LANGUAGES
from renkei_cli.output.results import Case, CaseComparison, CaseResult, result_cases, result_fields
from renkei_cli.output.views.citations import cited
from renkei_cli.schema.fields import Field, value_at

JOINT = ";"
"""What stands between several values in one cell."""

_NAMED = {
    "tag": lambda item: item.get("label") or item["name"],
    "statement": lambda item: item,
    "participant": lambda item: item["name"],
    "collaborator": lambda item: item["name"],
    "instrument": lambda item: item["name"],
    "funding": lambda item: item["name"],
    "kpi": lambda item: item["name"],
    "event": lambda item: item["text"],
    "figure": lambda item: item["caption"],
    "source": lambda item: item["document"],
    "contact": lambda item: item["organisation"],
}
"""Which text of a part of a case stands for it in a cell."""

_CODED = {"tag": "code", "participant": "code", "event": "date"}
"""Which part besides is worth a column of its own."""
PLACES = "ref"
"""The column of a search beside its sentences: where each stands in the source, as in merits/2,background/1."""
_SPOKEN = "spoken"

Row = list[str | int | float]


def columns(report: CaseResult, *, spoken: bool = False) -> list[tuple[Field, str]]:
    """Give the columns: each field, and which part of it: a language, its code, or all of it.

    Where a person reads it (`spoken`), a sentence that was found bears its place in the source itself.
    """
    found: list[tuple[Field, str]] = []
    for field in result_fields(report):
        if field.kind in _CODED:
            found.append((field, _CODED[field.kind]))
        if field.kind == "text" or field.kind in _NAMED:
            found += [(field, "ja"), (field, "en")]
        else:
            found.append((field, _SPOKEN if field.kind == "hit" and spoken else ""))
            found += [(field, PLACES)] if field.kind == "hit" and not spoken else []
    return found


def rows(
    report: CaseResult, chosen: Sequence[tuple[Field, str]], names: list[str], field: str, silence: str = ""
) -> Iterator[Row]:
    """Give the header and the cells, numbers as numbers; a comparison has one field a row, under the name `field`.

    Where a case does not state a field, `silence` stands.
    """
    table: Iterator[Row] = ([cell(case, *column, silence) for column in chosen] for case in result_cases(report))
    if isinstance(report, CaseComparison):
        ids: Row = [field, *(case["id"] for case in report.cases)]
        yield ids
        sides = list(table)
        yield from ([name, *(side[row] for side in sides)] for row, name in enumerate(names))
    else:
        yield list(names)
        yield from table


def cell(case: Case, field: Field, part: str, silence: str = "") -> str | int | float:
    """Give one cell; several values are joined by a semicolon. What merely has no translation stays blank."""
    value = value_at(case, field.key)
    if value is None or value == []:
        return silence
    items = value if isinstance(value, list) else [value]
    if len(items) == 1 and isinstance(items[0], int | float):
        return items[0]
    return JOINT.join(_part(item, field.kind, part) for item in items)


def _part(item: Any, kind: str, part: str) -> str:  # noqa: ANN401 - any part of a case
    if part in LANGUAGES:
        text: dict[str, str | None] = _NAMED[kind](item) if kind in _NAMED else item
        return text[part] or ""
    if part == PLACES:
        return ",".join(item["ref"])
    if kind == "hit":
        return cited(item["text"], item["ref"] if part == _SPOKEN else ())
    if part:
        return str(item[part])
    if isinstance(item, dict):
        return " ".join(str(value) for value in item.values() if value is not None)
    return str(item)
