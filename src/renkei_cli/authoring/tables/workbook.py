"""Workbooks of a spreadsheet as tables; what they hold is data, and nothing in them is run."""

import io
import re
from collections.abc import Iterator
from datetime import datetime, time
from itertools import zip_longest
from typing import Any
from zipfile import BadZipFile, ZipFile

from renkei_cli.authoring.tables.readers import MAX_COLUMNS, Row, Table, limited
from renkei_cli.core import shell as command_line
from renkei_cli.core.errors import DataError, UsageError, quote_system_message
from renkei_cli.core.i18n import _, plural

LARGEST = 256 * 1024 * 1024
"""Bytes of a workbook once unpacked."""
_MOST_PARTS = 2_000
_LARGEST_MERGED = 1_000_000
"""Cells that may be merged in all."""
_OLD = b"\xd0\xcf\x11\xe0"
_MERGED = re.compile(rb'<mergeCell [^>]*ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_HIDDEN = re.compile(rb'<row [^>]*hidden="(?:1|true)"')


def read_workbook(file: str, content: bytes, sheet: str | None = None) -> Table:
    """Read one sheet of an .xlsx file; DataError where it can't be read."""
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - an extra, and only for .xlsx
    except ImportError as error:
        message = _("{file}: reading .xlsx takes openpyxl, which is not installed").format(file=file)
        raise DataError(message, "pip install 'renkei-cli[xlsx]'") from error
    parts = _unpacked(file, content)
    try:
        values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        formulas = load_workbook(io.BytesIO(content), read_only=True)
        found, remarks = _chosen(values, sheet)
        table = _table(file, found, formulas[found.title])
        return _completed(table, parts.get(found._worksheet_path.lstrip("/"), b""), remarks)  # noqa: SLF001 - its only way to say where
    except (DataError, UsageError):
        raise
    except Exception as error:
        # A damaged workbook fails inside openpyxl in as many ways as it can be damaged.
        raise _damaged(file, quote_system_message(f"{type(error).__name__}: {error}")) from error


def _damaged(file: str, problem: str) -> DataError:
    return DataError(_("{file} is no workbook that can be read: {problem}").format(file=file, problem=problem))


def _unpacked(file: str, content: bytes) -> dict[str, bytes]:
    """Unpack the sheets within bounds, and refuse what no spreadsheet writes."""
    if content.startswith(_OLD):
        message = _("{file} is an old .xls workbook, or one with a password").format(file=file)
        raise DataError(message, _("save it as .xlsx without a password, or as CSV"))
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_PARTS or sum(member.file_size for member in members) > LARGEST:
                message = _("{file} is larger than {n} MiB once unpacked").format(file=file, n=LARGEST >> 20)
                raise DataError(message, _("save the sheet as CSV"))
            parts = {one.filename: archive.read(one) for one in members if one.filename.endswith((".xml", ".rels"))}
    except BadZipFile as error:
        raise _damaged(file, _("it is no .xlsx file, or not a whole one")) from error
    except (NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise _damaged(file, quote_system_message(str(error))) from error
    if any(b"<!DOCTYPE" in part or b"<!ENTITY" in part for part in parts.values()):
        raise _damaged(file, _("it holds {what}, which no spreadsheet writes").format(what="<!DOCTYPE"))
    return parts


def _chosen(book: Any, asked: str | None) -> tuple[Any, tuple[str, ...]]:  # noqa: ANN401 - openpyxl has no types
    """Find the sheet that is asked for, by name or number, else the first that is shown."""
    sheets = list(book.worksheets)
    if asked is not None:
        for number, sheet in enumerate(sheets, 1):
            if asked in (sheet.title, str(number)):
                return sheet, ()
        names = ", ".join(sheet.title for sheet in sheets)
        hint = _("sheets: {names}; write --sheet {first}").format(
            names=names, first=command_line.quote_words([sheets[0].title])
        )
        raise UsageError(_("--sheet: there is no sheet {name}").format(name=repr(asked)), hint)
    shown = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or sheets
    others = ", ".join(sheet.title for sheet in sheets if sheet is not shown[0])
    remark = _("the sheet {name} is read; others with --sheet: {others}").format(name=shown[0].title, others=others)
    return shown[0], (remark,) if others else ()


def _table(file: str, values: Any, formulas: Any) -> Table:  # noqa: ANN401 - openpyxl has no types
    unread: dict[tuple[int, int], str] = {}

    def rows() -> Iterator[Row]:
        # What a sheet says of its own size may be wrong, or a trap.
        values.reset_dimensions()
        formulas.reset_dimensions()
        pairs = zip_longest(values.iter_rows(max_col=MAX_COLUMNS + 1), formulas.iter_rows(max_col=MAX_COLUMNS + 1))
        for number, (shown, written) in enumerate(pairs, 1):
            for column, (cell, formula) in enumerate(zip(shown, written, strict=True)):
                if cell.value is None and formula.data_type == "f":
                    unread[number, column] = _("the formula has no value: open and save the file in a spreadsheet")
                elif cell.data_type == "e":
                    unread[number, column] = _("the formula has failed: {value}").format(value=cell.value)
            cells = (_text(cell.value) or _text(formula.value) for cell, formula in zip(shown, written, strict=True))
            yield Row(number, 0, tuple(cells))

    return Table(file, list(limited(file, rows())), unread=unread)


def _text(value: object) -> str:
    """Give a cell as text: dates as dates, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _completed(table: Table, part: bytes, remarks: tuple[str, ...]) -> Table:
    """Let the value of merged cells count for each of them; tell of rows that are hidden, which are read too."""
    rows = {row.number: list(row.cells) for row in table.rows}
    area = 0
    for left, top, right, bottom in _MERGED.findall(part):
        first, last = _number(left), min(_number(right), MAX_COLUMNS)
        numbers = range(int(top), min(int(bottom), max(rows, default=0)) + 1)
        area += len(numbers) * (last + 1 - first)
        if area > _LARGEST_MERGED:
            raise _damaged(table.file, "mergeCells")
        above = rows.get(int(top), [])
        value = above[first] if first < len(above) else ""
        for number in filter(rows.__contains__, numbers):
            cells = [*rows[number], *[""] * (last + 1 - len(rows[number]))]
            rows[number] = [*cells[:first], *[value] * (last + 1 - first), *cells[last + 1 :]]
    if hidden := len(_HIDDEN.findall(part)):
        remarks += (plural("{n} hidden row is read too", "{n} hidden rows are read too", hidden),)
    return table._replace(rows=[row._replace(cells=tuple(rows[row.number])) for row in table.rows], remarks=remarks)


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
