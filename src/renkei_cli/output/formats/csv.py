"""CSV and TSV: one case a row; with --excel in the form that spreadsheets open safely."""

import csv
from typing import TextIO

from renkei_cli.core.i18n import LocalizedText, current_language
from renkei_cli.output.registry import Format, RenderOptions
from renkei_cli.output.results import CaseResult
from renkei_cli.output.views.cells import Row, columns, rows
from renkei_cli.output.views.phrases import not_stated
from renkei_cli.schema.fields import Field

_FIELD = LocalizedText("項目", "Field")
_PARTS = {
    "ja": LocalizedText("日本語", "Japanese"),
    "en": LocalizedText("英語", "English"),
    "code": LocalizedText("コード", "code"),
    "date": LocalizedText("日付", "date"),
}
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula, full-width forms too."""


def render(result: CaseResult, out: TextIO, options: RenderOptions) -> None:
    """Write a header and one row a case; for Excel in the reader's words, and so that none is run."""
    excel = options.excel
    dialect = "excel-tab" if options.format is Format.TSV else "excel"
    writer = csv.writer(out, dialect=dialect, lineterminator="\r\n" if excel else "\n")
    chosen = columns(result, spoken=excel)
    if not excel:
        names = [f"{field.key}.{part}" if part else field.key for field, part in chosen]
        writer.writerows(rows(result, chosen, names, "field"))
        return
    # A program takes a blank for what it is; a person would take it for a no.
    for row in rows(result, chosen, [_header(*column) for column in chosen], _FIELD.here(), not_stated()):
        writer.writerow(_guarded(row))


def _header(field: Field, part: str) -> str:
    label = field.label.here()
    if part not in _PARTS:
        return label
    name = _PARTS[part].here()
    return f"{label}（{name}）" if current_language() == "ja" else f"{label} ({name})"


def _guarded(row: Row) -> Row:
    """Keep a spreadsheet from running a cell as a formula; numbers are what they are."""
    return [f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell for cell in row]
