"""Tables as they are found, CSV and .xlsx: rows of text, nothing understood yet and nothing run."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, time
from typing import TYPE_CHECKING, Literal, NamedTuple

from renkei_cli.core.errors import DataError, UsageError
from renkei_cli.core.i18n import N_, _
from renkei_cli.core.text import quote_words
from renkei_cli.yamlio.encoding import detect_encoding, detect_japanese_encoding

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MAX_ROWS = 100_000
MAX_COLUMNS = 1_000  # a table larger than this is refused: no list of cases is
_MOST_BYTES = 256 * 1024 * 1024  # a workbook that unpacks to more is refused
_USUAL = re.compile("[ぁ-ヾ県市町村区郡都道府、。「」年度名計画]")
"""What any Japanese table holds; bytes of other encodings read as CP932 come out as rare kanji."""
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of a spreadsheet begin; those of the second kind, .xls or with a password, can't be read."""
_MERGED = re.compile(r'<mergeCell [^>]*ref="([A-Z]+[0-9]+):([A-Z]+[0-9]+)"')
_UNCOUNTED = re.compile(r'<c r="([A-Z]+[0-9]+)"[^>]*><f[^>]*(?:/>|>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>')
"""A cell with a formula whose value the program that wrote it has not counted."""
OWN_COLUMN = "participants.roles.code"
"""A heading by which a table that renkei wrote is known."""
_ESCAPE = re.compile(r"\\([\\tnr])")
_ESCAPED = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}
_CSV_PROBLEMS = {
    "unexpected end of data": N_("quotes are not closed"),
    "expected after": N_("something stands between closing quotes and the next separator"),
    "field limit": N_("a cell holds more than {n} characters"),
}
"""What Python's reader of CSV says, in words for our reader."""


class Row(NamedTuple):
    """A row with its number, as a spreadsheet counts, the line where it begins, 0 in a workbook, and cells of text."""

    number: int
    line: int
    cells: tuple[str, ...]


class Table(NamedTuple):
    """A table of a file."""

    file: str
    rows: list[Row]
    remark: str  # what the reader should know about how it was read
    unread: dict[tuple[int, int], str]  # by row number and column: why a cell could not be read


def read_table(file: str, content: bytes, encoding: str | None, sheet: str | None) -> Table:
    """Return the table of a CSV or .xlsx file; raise DataError where it can't be read, or not for certain."""
    if content.startswith(_WORKBOOKS) or file.lower().endswith((".xlsx", ".xlsm")):
        if encoding is not None:
            raise UsageError(_("--encoding belongs to CSV files"))
        return _read_workbook(file, content, sheet)
    if sheet is not None:
        raise UsageError(_("--sheet belongs to .xlsx files"))
    text, codec = _decode(file, content, encoding)
    remark = "" if codec.startswith("utf") else _("{file} is read as {encoding}").format(file=file, encoding=codec)
    return Table(file, _within_bounds(file, _csv_rows(file, text)), remark, {})


def _within_bounds(file: str, rows: Iterator[Row]) -> list[Row]:
    """Return the rows that are not empty, without the empty cells at their ends."""
    found = []
    for count, row in enumerate(rows):
        width = max((at + 1 for at, cell in enumerate(row.cells) if cell), default=0)
        if count >= MAX_ROWS or width > MAX_COLUMNS:
            message = _("{file} has more than {rows} rows or {columns} columns")
            raise DataError(message.format(file=file, rows=f"{MAX_ROWS:,}", columns=f"{MAX_COLUMNS:,}"))
        if width:
            found.append(row._replace(cells=row.cells[:width]))
    return found


def _decode(file: str, content: bytes, asked: str | None) -> tuple[str, str]:
    """Return the text and its encoding, never a guess: UTF-8, UTF-16 with its mark, CP932, or what is asked for."""
    found = None if asked else detect_encoding(content)
    codec = asked or ("utf-16" if found and found.codec == "utf-16" else "utf-8")
    line = 0
    if not found or found.codec == codec:
        try:
            return content.decode(codec).removeprefix("\ufeff"), codec
        except LookupError as error:
            hint = _("write it as in {example}").format(example="utf-8, cp932, utf-16, euc_jp")
            raise UsageError(_("--encoding: there is no encoding {name}").format(name=repr(asked)), hint) from error
        except UnicodeError as error:
            line = content.count(b"\n", 0, getattr(error, "start", 0)) + 1
            found = None if asked or found else detect_japanese_encoding(content)
    with suppress(UnicodeDecodeError):
        if found and found.codec == "cp932" and _USUAL.search(text := content.decode("cp932")):
            return text, "cp932"
    if found:
        message = _("{file}: this looks like {encoding}").format(file=file, encoding=found.name)
        raise DataError(message, _("if it is, say so: --encoding {codec}").format(codec=found.codec))
    message = _("{file}, line {line}: this is not written in {encoding}").format(file=file, line=line, encoding=codec)
    raise DataError(message, _("save it as UTF-8, or name its encoding: --encoding"))


def _csv_rows(file: str, text: str) -> Iterator[Row]:
    first_parted = next((line for line in text.splitlines() if re.search("[,;\t]", line)), "")
    delimiter = max(",;\t", key=first_parted.count)
    # What renkei writes as TSV has escapes instead of quotes.
    escaped = delimiter == "\t" and OWN_COLUMN in first_parted.split("\t")
    quoting: Literal[0, 3] = csv.QUOTE_NONE if escaped else csv.QUOTE_MINIMAL
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=True)
    begins = 1
    try:
        for number, cells in enumerate(reader, 1):
            # The apostrophe that keeps spreadsheets from running a cell goes; a formula is text like any other.
            plain = [_ESCAPE.sub(lambda found: _ESCAPED[found[1]], cell) for cell in cells] if escaped else cells
            yield Row(number, begins, tuple(re.sub(r"^'(?=[=+\-@＝＋－＠])", "", cell) for cell in plain))
            begins = reader.line_num + 1
    except csv.Error as error:
        problem = next(_(words) for said, words in _CSV_PROBLEMS.items() if said in str(error))
        problem = problem.format(n=f"{csv.field_size_limit():,}")
        message = _("{file}, line {line}: this is not well-formed CSV: {problem}")
        raise DataError(message.format(file=file, line=max(begins, reader.line_num), problem=problem)) from error


def _read_workbook(file: str, content: bytes, asked: str | None) -> Table:
    try:
        return _read_sheet(file, content, asked)
    except (DataError, UsageError):
        raise
    except ImportError as error:
        message = _("{file}: reading .xlsx takes openpyxl, which is not installed").format(file=file)
        raise DataError(message, "pip install 'renkei-cli[xlsx]'") from error
    except Exception as error:  # a damaged workbook fails inside openpyxl in as many ways as it can be damaged
        problem = _("it is no .xlsx file, or not a whole one")
        message = _("{file} is no workbook that can be read: {problem}").format(file=file, problem=problem)
        raise DataError(message, _("save it as .xlsx without a password, or as CSV")) from error


def _read_sheet(file: str, content: bytes, asked: str | None) -> Table:
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415 - an extra, and only for .xlsx
    from openpyxl.utils.cell import coordinate_to_tuple  # noqa: PLC0415 - the same

    reader = ExcelReader(io.BytesIO(content), read_only=True, data_only=True)
    if sum(member.file_size for member in reader.archive.infolist()) > _MOST_BYTES:
        message = _("{file} is larger than {n} MiB once unpacked").format(file=file, n=_MOST_BYTES >> 20)
        raise DataError(message, _("save the sheet as CSV"))
    reader.read()
    sheet, remark = _choose_sheet(reader.wb, asked)
    part = next(where.target for one, where in reader.parser.find_sheets() if one.name == sheet.title)
    written = reader.archive.read(part).decode("utf-8")
    without_value = [coordinate_to_tuple(cell) for cell in _UNCOUNTED.findall(written)]
    why = _("the formula has no value: open and save the file in a spreadsheet")
    unread = {(row, column - 1): why for row, column in without_value}
    rows = _within_bounds(file, _sheet_rows(sheet, unread))
    merged = [(*coordinate_to_tuple(first), *coordinate_to_tuple(last)) for first, last in _MERGED.findall(written)]
    return Table(file, _within_bounds(file, _fill_merged(rows, merged)), remark, unread)


def _choose_sheet(book: "Workbook", asked: str | None) -> "tuple[Worksheet, str]":
    """Return the sheet that is asked for by name or number, else the first that is shown, with a remark on it."""
    sheets = book.worksheets
    titles = [sheet.title for sheet in sheets]
    if asked is None:
        chosen = next((sheet for sheet in sheets if sheet.sheet_state == "visible"), sheets[0])
        others = ", ".join(title for title in titles if title != chosen.title)
        remark = _("the sheet {name} is read; others with --sheet: {others}") if others else ""
        return chosen, remark.format(name=chosen.title, others=others)
    for number, sheet in enumerate(sheets, 1):
        if asked in (sheet.title, str(number)):
            return sheet, ""
    hint = _("sheets: {names}; write --sheet {first}").format(names=", ".join(titles), first=quote_words(titles[:1]))
    raise UsageError(_("--sheet: there is no sheet {name}").format(name=repr(asked)), hint)


def _sheet_rows(sheet: "Worksheet", unread: dict[tuple[int, int], str]) -> Iterator[Row]:
    # What a sheet says of its own size may be wrong, or a trap.
    sheet.reset_dimensions()  # type: ignore[attr-defined] # sheets that are only read have it
    for number, cells in enumerate(sheet.iter_rows(), 1):
        for column, cell in enumerate(cells):
            if cell.data_type == "e":
                unread[number, column] = _("the formula has failed: {value}").format(value=cell.value)
        yield Row(number, 0, tuple(_text(cell.value) for cell in cells[: MAX_COLUMNS + 1]))


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _fill_merged(rows: list[Row], areas: Iterable[tuple[int, int, int, int]]) -> Iterator[Row]:
    """Return the rows where the value of merged cells counts for each of them."""
    width, last = max((len(row.cells) for row in rows), default=0), max((row.number for row in rows), default=0)
    grid = {row.number: [*row.cells, *[""] * (width - len(row.cells))] for row in rows}
    for top, left, bottom, right in areas:
        value = grid.get(top, [""] * width)[left - 1 : left]
        for number in filter(grid.__contains__, range(top, min(bottom, last) + 1)):
            grid[number][left - 1 : right] = value * (min(right, width) - left + 1)
    return (row._replace(cells=tuple(grid[row.number])) for row in rows)


def column_letters(column: int) -> str:
    """Return the name of a column, counted from 0, as spreadsheets write it: A, Z, AA."""
    before, last = divmod(column, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)
