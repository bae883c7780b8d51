"""CSV and TSV: one case a row; with --excel in the form that spreadsheets open safely."""

import csv
from collections.abc import Iterator, Sequence
from typing import TextIO

from renkei_cli.core.i18n import LANGUAGES, LocalizedText
from renkei_cli.output.registry import Format, RenderOptions
from renkei_cli.output.results import Case, CaseComparison, CaseResult, result_cases, result_fields
from renkei_cli.output.views import cited, in_language, item_name, not_stated
from renkei_cli.schema.fields import Field, value_at

_FIELD = LocalizedText("項目", "Field")
_PARTS = {
    "ja": LocalizedText("日本語", "Japanese"),
    "en": LocalizedText("英語", "English"),
    "code": LocalizedText("コード", "code"),
    "date": LocalizedText("日付", "date"),
}
_FORMULA = tuple("=+-@＝＋－＠\t\r")  # what a spreadsheet takes for the beginning of one
_JOINT = ";"  # between several values in one cell
_NAMED = {"text", "tag", "statement", "participant", "collaborator", "instrument", "funding", "kpi", "event", "figure",
          "source", "contact"}  # fmt: skip
"""Kinds of which an item has a name, in both languages."""
_CODED = {"tag": "code", "participant": "code", "event": "date"}  # which part besides is worth a column
_PLACES = "ref"  # beside the sentences of a search: where each stands in the source, as in merits/2,background/1
_SPOKEN = "spoken"  # a sentence that bears its place in the source itself

_Row = list[str | int | float]
_Column = tuple[Field, str]  # which part of a field: a language, its code, or all of it


def render(result: CaseResult, out: TextIO, options: RenderOptions) -> None:
    """Write a header and one row a case; for Excel in the reader's words, and so that none is run."""
    dialect = "excel-tab" if options.format is Format.TSV else "excel"
    writer = csv.writer(out, dialect=dialect, lineterminator="\r\n" if options.excel else "\n")
    chosen = _columns(result, spoken=options.excel)
    if options.excel:
        # A program takes a blank for what it is; a person would take it for a no.
        table = _rows(result, chosen, [_header(*column) for column in chosen], _FIELD.here(), not_stated())
        for row in table:
            # Nor is a text run; numbers are what they are.
            writer.writerow(f"'{one}" if isinstance(one, str) and one.startswith(_FORMULA) else one for one in row)
    else:
        names = [f"{field.key}.{part}" if part else field.key for field, part in chosen]
        writer.writerows(_rows(result, chosen, names, "field"))


def _header(field: Field, part: str) -> str:
    label = field.label.here()
    return in_language("{}（{}）", "{} ({})").format(label, _PARTS[part].here()) if part in _PARTS else label


def _columns(result: CaseResult, *, spoken: bool) -> list[_Column]:
    found: list[_Column] = []
    for field in result_fields(result):
        parts = [_CODED[field.kind]] if field.kind in _CODED else []
        if field.kind in _NAMED:
            parts += LANGUAGES
        elif field.kind == "hit":
            parts += [_SPOKEN] if spoken else ["", _PLACES]
        found += [(field, part) for part in parts or [""]]
    return found


def _rows(
    result: CaseResult, chosen: Sequence[_Column], names: Sequence[str], field: str, silence: str = ""
) -> Iterator[_Row]:
    """Return the header and the cells; a comparison has one field a row, under the name `field`.

    Numbers are numbers; where a case does not state a field, `silence` stands.
    """
    cells = ([_cell(case, *column, silence) for column in chosen] for case in result_cases(result))
    table: Iterator[Sequence[str | int | float]] = cells
    if isinstance(result, CaseComparison):
        table = zip(names, *table, strict=True)
        names = [field, *(case["id"] for case in result.cases)]
    yield list(names)
    yield from map(list, table)


def _cell(case: Case, field: Field, part: str, silence: str) -> str | int | float:
    value = value_at(case, field.key)
    if value is None or value == []:
        return silence
    items = value if isinstance(value, list) else [value]
    if len(items) == 1 and isinstance(items[0], int | float):
        return items[0]
    return _JOINT.join(_part(item, field.kind, part) if isinstance(item, dict) else str(item) for item in items)


def _part(item: Case, kind: str, part: str) -> str:
    if part in LANGUAGES:
        return item_name(item)[part] or ""
    if part == _PLACES:
        return ",".join(item["ref"])
    if kind == "hit":
        return cited(item["text"], item["ref"] if part == _SPOKEN else ())
    return str(item[part]) if part else " ".join(str(value) for value in item.values() if value is not None)
