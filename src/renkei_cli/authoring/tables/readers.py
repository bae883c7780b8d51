"""Tables as they are found, CSV and .xlsx: rows of text, nothing understood yet and nothing run."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, time
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile, ZipFile

from renkei_cli.core.errors import DataError, UsageError, quote_system_message
from renkei_cli.core.i18n import _
from renkei_cli.core.shell import quote_words
from renkei_cli.yamlio.encoding import Encoding, detect_encoding, detect_japanese_encoding

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MAX_ROWS = 100_000
MAX_COLUMNS = 1_000
"""A table larger than this is refused: no list of cases is."""
_MOST_BYTES = 256 * 1024 * 1024
_MOST_PARTS = 2_000
_MOST_MERGED = 1_000_000
"""A workbook that unpacks to more bytes or parts is refused, and so is one that merges more cells."""
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_COMMON = frozenset("県市町村区郡都道府、。「」（）・年度名計画地域再生事業")
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_MERGED = re.compile(rb'<mergeCell [^>]*ref="([A-Z0-9:]+)"')


class Row(NamedTuple):
    """A row with its cells as text."""

    number: int
    """As a spreadsheet counts, from 1."""
    line: int
    """Where it begins in the file; 0 where the file has no lines."""
    cells: tuple[str, ...]


class Table(NamedTuple):
    """A table of a file."""

    file: str
    rows: list[Row]
    remarks: tuple[str, ...]
    """What the reader should know about how it was read."""
    unread: dict[tuple[int, int], str]
    """By row number and column: why a cell could not be read."""


def read_table(file: str, content: bytes, encoding: str | None, sheet: str | None) -> Table:
    """Return the table of a CSV or .xlsx file; raise DataError where it can't be read, or not for certain."""
    workbook = content.startswith((b"PK\x03\x04", _OLD_WORKBOOK)) or file.lower().endswith((".xlsx", ".xlsm"))
    if sheet is not None and not workbook:
        raise UsageError(_("--sheet belongs to .xlsx files"))
    if encoding is not None and workbook:
        raise UsageError(_("--encoding belongs to CSV files"))
    return _read_workbook(file, content, sheet) if workbook else _read_csv(file, content, encoding)


def _within_bounds(file: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Pass on rows that are not empty, without the empty cells at their ends."""
    for count, row in enumerate(rows):
        width = max((at + 1 for at, cell in enumerate(row.cells) if cell), default=0)
        if count >= MAX_ROWS or width > MAX_COLUMNS:
            message = _("{file} has more than {rows} rows or {columns} columns")
            raise DataError(message.format(file=file, rows=f"{MAX_ROWS:,}", columns=f"{MAX_COLUMNS:,}"))
        if width:
            yield row._replace(cells=row.cells[:width])


def _read_csv(file: str, content: bytes, encoding: str | None) -> Table:
    text, found = _decode(file, content, encoding)
    remarks = () if found.startswith("utf") else (_("{file} is read as {encoding}").format(file=file, encoding=found),)
    return Table(file, list(_within_bounds(file, _records(file, text))), remarks, {})


def _records(file: str, text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    begins = 1
    try:
        for number, cells in enumerate(reader, 1):
            yield Row(number, begins, tuple(map(_without_guard, cells)))
            begins = reader.line_num + 1
    except csv.Error as error:
        line, problem = max(begins, reader.line_num), _csv_problem(str(error))
        message = _("{file}, line {line}: this is not well-formed CSV: {problem}")
        raise DataError(message.format(file=file, line=line, problem=problem)) from error


def _csv_problem(message: str) -> str:
    """Return in the reader's language what Python's reader of CSV says."""
    if message == "unexpected end of data":
        return _("quotes are not closed")
    if "expected after" in message:
        return _("something stands between closing quotes and the next separator")
    if "field limit" in message:
        return _("a cell holds more than {n} characters").format(n=f"{csv.field_size_limit():,}")
    return quote_system_message(message)


def _without_guard(cell: str) -> str:
    """Take off the apostrophe that keeps spreadsheets from running a cell; a formula is text like any other."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@＝＋－＠") else cell


def _separator(text: str) -> str:
    """Return the character that parts the earliest row, and parts it into the most cells."""

    def parted(separator: str) -> tuple[int, int]:
        with suppress(csv.Error):
            for number, row in enumerate(csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=separator)):
                if len(row) > 1:
                    return -number, len(row)
        return -len(text), 1

    return max(",;\t", key=parted)


def _decode(file: str, content: bytes, encoding: str | None) -> tuple[str, str]:
    """Return the text, decoded strictly, and its encoding."""
    marked = next((codec for mark, codec in _BYTE_ORDER_MARKS.items() if content.startswith(mark)), "")
    codec = encoding or marked or "utf-8"
    if not encoding and (found := detect_encoding(content)) and found.codec != marked:
        raise _looks_like(file, found)
    try:
        return content.decode(codec), codec
    except LookupError as error:
        message = _("--encoding: there is no encoding {name}").format(name=repr(encoding))
        raise UsageError(
            message, _("write it as in {example}").format(example="utf-8, cp932, utf-16, euc_jp")
        ) from error
    except UnicodeError as error:
        if encoding or marked:
            raise _undecodable(file, content, codec, error) from error
    return _decode_cp932(file, content), "cp932"


def _decode_cp932(file: str, content: bytes) -> str:
    found = detect_japanese_encoding(content)
    try:
        text = content.decode("cp932")
    except UnicodeDecodeError as error:
        raise (_looks_like(file, found) if found else _undecodable(file, content, "UTF-8, CP932", error)) from error
    if _is_japanese(text):
        return text
    if found and found.codec != "cp932":
        raise _looks_like(file, found)
    message = _("{file}: it is not certain in which encoding this is written").format(file=file)
    raise DataError(message, _("say so: --encoding cp932, euc_jp, latin-1 …"))


def _looks_like(file: str, found: Encoding) -> DataError:
    message = _("{file}: this looks like {encoding}").format(file=file, encoding=found.name)
    return DataError(message, _("if it is, say so: --encoding {codec}").format(codec=found.codec))


def _undecodable(file: str, content: bytes, encoding: str, error: UnicodeError) -> DataError:
    line = content.count(b"\n", 0, getattr(error, "start", 0)) + 1
    message = _("{file}, line {line}: this is not written in {encoding}")
    hint = _("save it as UTF-8, or name its encoding: --encoding")
    return DataError(message.format(file=file, line=line, encoding=encoding), hint)


def _is_japanese(text: str) -> bool:
    """Return whether text decoded as CP932 is likely to be what was meant.

    Bytes of other encodings come out as half-width katakana, as characters for private use, or as rare kanji.
    """
    wide = [one for one in text if not one.isascii()]
    odd = sum("\uff61" <= one <= "\uff9f" or unicodedata.category(one) in ("Co", "Cc") for one in wide)
    usual = sum(one in _COMMON or "\u3041" <= one <= "\u30fe" for one in wide)
    return odd * 10 < len(wide) and usual * 20 >= len(wide)


def _read_workbook(file: str, content: bytes, asked: str | None) -> Table:
    try:
        from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415 - an extra, and only for .xlsx
        from openpyxl.utils import range_boundaries  # noqa: PLC0415 - the same
    except ImportError as error:
        message = _("{file}: reading .xlsx takes openpyxl, which is not installed").format(file=file)
        raise DataError(message, "pip install 'renkei-cli[xlsx]'") from error
    parts = _unpack(file, content)
    try:
        values, formulas = (ExcelReader(io.BytesIO(content), read_only=True, data_only=one) for one in (True, False))
        values.read()
        formulas.read()
        sheet, remarks = _choose_sheet(values.wb, asked)
        path = next(target.target for one, target in values.parser.find_sheets() if one.name == sheet.title)
        merged = [tuple(map(int, filter(None, range_boundaries(one.decode())))) for one in _MERGED.findall(parts[path])]
        unread: dict[tuple[int, int], str] = {}
        rows = list(_within_bounds(file, _sheet_rows(sheet, formulas.wb[sheet.title], unread)))
        return Table(file, _with_merged(file, rows, merged), remarks, unread)
    except (DataError, UsageError):
        raise
    except Exception as error:
        # A damaged workbook fails inside openpyxl in as many ways as it can be damaged.
        raise _damaged(file, quote_system_message(f"{type(error).__name__}: {error}")) from error


def _damaged(file: str, problem: str) -> DataError:
    return DataError(_("{file} is no workbook that can be read: {problem}").format(file=file, problem=problem))


def _unpack(file: str, content: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook, within bounds; raise DataError on what no spreadsheet writes."""
    if content.startswith(_OLD_WORKBOOK):
        message = _("{file} is an old .xls workbook, or one with a password").format(file=file)
        raise DataError(message, _("save it as .xlsx without a password, or as CSV"))
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_PARTS or sum(member.file_size for member in members) > _MOST_BYTES:
                message = _("{file} is larger than {n} MiB once unpacked").format(file=file, n=_MOST_BYTES >> 20)
                raise DataError(message, _("save the sheet as CSV"))
            parts = {one.filename: archive.read(one) for one in members if one.filename.endswith((".xml", ".rels"))}
    except BadZipFile as error:
        raise _damaged(file, _("it is no .xlsx file, or not a whole one")) from error
    except (NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise _damaged(file, quote_system_message(str(error))) from error
    if any(b"<!DOCTYPE" in part or b"<!ENTITY" in part for part in parts.values()):
        raise _damaged(file, _("it holds {what}, which no spreadsheet writes").format(what="<!DOCTYPE"))
    return parts


def _choose_sheet(book: "Workbook", asked: str | None) -> "tuple[Worksheet, tuple[str, ...]]":
    """Return the sheet that is asked for by name or number, else the first that is shown, and remarks on it."""
    sheets = book.worksheets
    if asked is not None:
        for number, sheet in enumerate(sheets, 1):
            if asked in (sheet.title, str(number)):
                return sheet, ()
        names, first = ", ".join(sheet.title for sheet in sheets), quote_words([sheets[0].title])
        hint = _("sheets: {names}; write --sheet {first}").format(names=names, first=first)
        raise UsageError(_("--sheet: there is no sheet {name}").format(name=repr(asked)), hint)
    chosen = next((sheet for sheet in sheets if sheet.sheet_state == "visible"), sheets[0])
    others = ", ".join(sheet.title for sheet in sheets if sheet is not chosen)
    remark = _("the sheet {name} is read; others with --sheet: {others}").format(name=chosen.title, others=others)
    return chosen, (remark,) if others else ()


def _sheet_rows(values: "Worksheet", formulas: "Worksheet", unread: dict[tuple[int, int], str]) -> Iterator[Row]:
    for sheet in (values, formulas):
        # What a sheet says of its own size may be wrong, or a trap.
        sheet.reset_dimensions()  # type: ignore[attr-defined] # sheets that are only read have it
    for number, rows in enumerate(zip(values.iter_rows(), formulas.iter_rows(), strict=True), 1):
        shown, written = (row[: MAX_COLUMNS + 1] for row in rows)
        for column, (cell, formula) in enumerate(zip(shown, written, strict=True)):
            if cell.value is None and formula.data_type == "f":
                unread[number, column] = _("the formula has no value: open and save the file in a spreadsheet")
            elif cell.data_type == "e":
                unread[number, column] = _("the formula has failed: {value}").format(value=cell.value)
        texts = (_text(cell.value) or _text(formula.value) for cell, formula in zip(shown, written, strict=True))
        yield Row(number, 0, tuple(texts))


def _text(value: object) -> str:
    """Return a cell as text: dates as dates, whole numbers without a point."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _with_merged(file: str, rows: list[Row], merged: list[tuple[int, ...]]) -> list[Row]:
    """Return the rows where the value of merged cells counts for each of them."""
    cells = {row.number: list(row.cells) for row in rows}
    last, area = max(cells, default=0), 0
    for left, top, right, bottom in merged:
        numbers = range(top, min(bottom, last) + 1)
        width = max(0, min(right, MAX_COLUMNS) + 1 - left)
        area += len(numbers) * width
        if area > _MOST_MERGED:
            raise _damaged(file, "mergeCells")
        value = "".join(cells.get(top, [])[left - 1 : left])
        for number in filter(cells.__contains__, numbers):
            cells[number] += [""] * (left - 1 + width - len(cells[number]))
            cells[number][left - 1 : left - 1 + width] = [value] * width
    return [row._replace(cells=tuple(cells[row.number])) for row in rows]


def column_letters(column: int) -> str:
    """Return the name of a column, counted from 0, as spreadsheets write it: A, Z, AA."""
    before, last = divmod(column, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)
