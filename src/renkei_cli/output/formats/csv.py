"""CSV and TSV: one case a row; with --excel in the form that spreadsheets open safely."""

import csv
from collections.abc import Iterator, Sequence
from typing import TextIO

from renkei_cli.core.i18n import LANGUAGES, LocalizedText
from renkei_cli.output.registry import Format, RenderOptions
from renkei_cli.output.results import Case, CaseComparison, CaseResult, result_cases, result_fields
from renkei_cli.output.views import cited, hit_text, in_language, item_name, not_stated
from renkei_cli.schema.fields import Field, value_at

_FIELD = LocalizedText("項目", "Field")
_PART_LABELS = {
    "ja": LocalizedText("日本語", "Japanese"),
    "en": LocalizedText("英語", "English"),
    "code": LocalizedText("コード", "code"),
    "date": LocalizedText("日付", "date"),
}
_COLUMNS_OF_KIND = {
    **dict.fromkeys(("tag", "participant"), ("code", *LANGUAGES)),
    "event": ("date", *LANGUAGES),
    **dict.fromkeys(("text", "statement", "collaborator", "instrument", "funding", "kpi", "figure", "source",
                     "contact"), LANGUAGES),
    "hit": ("", "field", "ref"),
}  # fmt: skip
"""The parts of a value that have a column each, where it is not one cell: languages, a code, a date, its places."""
_FORMULA = tuple("=+-@＝＋－＠\t\r")  # what a spreadsheet takes for the beginning of one

_Value = str | int | float
_Column = tuple[Field, str]  # a field, and which part of it


def render(result: CaseResult, out: TextIO, options: RenderOptions) -> None:
    """Write a header and one row a case; for Excel in the reader's words, and so that none is run."""
    dialect = "excel-tab" if options.format is Format.TSV else "excel"
    writer = csv.writer(out, dialect=dialect, lineterminator="\r\n" if options.excel else "\n")
    parts = _COLUMNS_OF_KIND | ({"hit": ("cited",)} if options.excel else {})
    columns = [(field, part) for field in result_fields(result) for part in parts.get(field.kind, ("",))]
    if not options.excel:
        names = [f"{field.key}.{part}" if part else field.key for field, part in columns]
        writer.writerows(_rows(result, columns, names, "field", ""))
        return
    shape = in_language("{}（{}）", "{} ({})")
    parts_in_words = {part: shape.format("{}", label.here()) for part, label in _PART_LABELS.items()}
    names = [parts_in_words.get(part, "{}").format(field.label.here()) for field, part in columns]
    # A program takes a blank for what it is; a person would take it for a no.
    for row in _rows(result, columns, names, _FIELD.here(), not_stated()):
        # Nor is a text run; numbers are what they are.
        writer.writerow(f"'{one}" if isinstance(one, str) and one.startswith(_FORMULA) else one for one in row)


def _rows(
    result: CaseResult, columns: Sequence[_Column], names: Sequence[str], corner: str, blank: str
) -> Iterator[Sequence[_Value]]:
    """Yield the header and the cells, a case a row; of a comparison a field a row, with `corner` above their names."""
    cells = ([_cell(case, *column, blank) for column in columns] for case in result_cases(result))
    if isinstance(result, CaseComparison):
        yield [corner, *(case["id"] for case in result.cases)]
        yield from zip(names, *cells, strict=True)
    else:
        yield names
        yield from cells


def _cell(case: Case, field: Field, part: str, blank: str) -> _Value:
    value = value_at(case, field.key)
    if value is None or value == []:
        return blank
    items = value if isinstance(value, list) else [value]
    if len(items) == 1 and isinstance(items[0], int | float):
        return items[0]
    return ";".join(_part(item, field.kind, part) if isinstance(item, dict) else str(item) for item in items)


def _part(item: Case, kind: str, part: str) -> str:
    if part in LANGUAGES:
        return item_name(item)[part] or ""
    if kind == "hit":
        # For a person as in a table; for a program in columns of their own, the places as merits/2,background/1.
        parts = {"": item["text"], "field": item["field"], "ref": ",".join(item["ref"])}
        return cited(hit_text(item), item["ref"]) if part == "cited" else parts[part]
    return str(item[part]) if part else " ".join(str(value) for value in item.values() if value is not None)
