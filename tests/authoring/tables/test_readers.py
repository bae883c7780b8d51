"""CSV and workbooks as spreadsheets write them: read for certain or not at all, within bounds, nothing run."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from renkei_cli.authoring.tables.readers import MAX_COLUMNS, MAX_ROWS, Table, column_letters, read_table
from renkei_cli.core import i18n
from renkei_cli.core.errors import DataError, RenkeiError, UsageError

TEXT = "名称,参加団体\n計画,佐賀県及び佐賀市\n"
MERGED = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 1000 + b"</mergeCells>"
LAUGHS = b"<!ENTITY a0 'ha'>" + b"".join(b"<!ENTITY a%d '&a%d;&a%d;'>" % (n + 1, n, n) for n in range(40))
DAMAGED = "t.xlsx is no workbook that can be read: it is no .xlsx file, or not a whole one"


@pytest.fixture(autouse=True)
def _english() -> None:
    """Read messages in English."""
    i18n.activate("en")


def read(content: str | bytes, encoding: str | None = None) -> Table:
    """Read CSV."""
    return read_table("t.csv", content.encode() if isinstance(content, str) else content, encoding, None)


def read_workbook(content: bytes, sheet: str | None = None) -> Table:
    """Read a workbook."""
    return read_table("t.xlsx", content, None, sheet)


def refused(reads: Callable[[], Table], error: type[RenkeiError] = DataError) -> RenkeiError:
    """Return the error with which a table is refused."""
    with pytest.raises(error) as caught:
        reads()
    return caught.value


def saved(*rows: list[Any], then: Callable[[Workbook, Worksheet], None] | None = None) -> bytes:
    """Make a workbook of rows."""
    book, stream = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    if then:
        then(book, book.worksheets[0])
    book.save(stream)
    return stream.getvalue()


def packed(content: bytes, before: bytes, after: bytes) -> bytes:
    """Pack a workbook anew with another text in its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(before, after, 1))
    return stream.getvalue()


def test_encodings_and_separators() -> None:
    """UTF-8 with and without a mark, UTF-16 with one, CP932, and what is named, parted by , ; or tab."""
    for content, encoding in (
        (TEXT.encode(), None),
        (TEXT.encode("utf-8-sig"), None),
        (TEXT.encode("utf-16"), None),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), None),
        (TEXT.encode("cp932"), None),
        (TEXT.encode("euc_jp"), "euc_jp"),
        (TEXT.replace(",", "\t").replace("\n", "\r\n").encode("utf-16"), None),
        (TEXT.replace(",", ";").encode(), None),
    ):
        table = read(content, encoding)
        assert [row.cells for row in table.rows] == [("名称", "参加団体"), ("計画", "佐賀県及び佐賀市")]
    assert read(TEXT.encode("cp932")).remark == "t.csv is read as cp932"


def test_what_is_not_certain_is_refused() -> None:
    """Never mojibake: bytes that may be something else are refused, and the hint says how to name it."""
    for content, encoding, message in (
        ("名称,ひらがなとカタカナ\n".encode("euc_jp"), None, "t.csv: this looks like EUC-JP"),
        ("é,ü,ß,ñ\n".encode("latin-1"), None, "t.csv, line 1: this is not written in utf-8"),
        ("ｱｲｳｴｵ\n".encode("cp932"), None, "t.csv: this looks like CP932 (Shift_JIS)"),
        (TEXT.encode("cp932") * 30_000 + b"\x81", None, "t.csv: this looks like CP932 (Shift_JIS)"),
        (b"\xff\xfea", None, "t.csv, line 1: this is not written in utf-16"),
        (b"a\n\x81", "utf-8", "t.csv, line 2: this is not written in utf-8"),
        (b"a,\x81\x00\xff", None, "t.csv, line 1: this is not written in utf-8"),
    ):
        error = refused(partial(read, content, encoding))
        assert error.message.startswith(message)
        assert "--encoding" in error.hint
    for name in ("x-unknown", "hex", "zip"):
        refused(partial(read, b"a", name), UsageError)


def test_another_encoding_is_named() -> None:
    """What cannot be read without being told is named, with the option that reads it."""
    for codec, name in {
        "iso2022_jp": "ISO-2022-JP (JIS)", "utf-32": "UTF-32", "utf-16-le": "UTF-16", "euc_jp": "EUC-JP"
    }.items():  # fmt: skip
        content = "名称,参加団体\n湖の計画,彦根市と長浜市\n".encode(codec)
        error = refused(partial(read, content))
        assert name in error.message
        assert read(content, error.hint.rpartition(" ")[2]).rows == read(content.decode(codec)).rows


def test_rows_know_their_lines() -> None:
    """A cell may hold line breaks; rows count as in a spreadsheet, lines as in an editor; blank rows are left."""
    table = read('a,b\n"x\ny",z\n\n,,\nlast,\n')
    assert table.rows == [(1, 1, ("a", "b")), (2, 2, ("x\ny", "z")), (5, 6, ("last",))]


def test_formulas_are_text() -> None:
    """What a spreadsheet would run stays text; the apostrophe that guards it goes, another one stays."""
    assert read("a,b,c\n=1+1,'=1+1,'s\n").rows[1].cells == ("=1+1", "=1+1", "'s")


def test_bounds() -> None:
    """More rows or columns than any list of cases has are refused, and a cell without end in any form of CSV."""
    for content in ("a,b\n" * (MAX_ROWS + 1), "a," * MAX_COLUMNS + "a\n"):
        assert "100,000 rows or 1,000 columns" in refused(partial(read, content)).message
    message = "t.csv, line 2: this is not well-formed CSV: a cell holds more than 131,072 characters"
    assert refused(partial(read, 'a,b\n"' + "x" * 200_000 + '",c\n')).message == message
    refused(partial(read, "x" * 200_000))


def test_columns_are_named_as_spreadsheets_do() -> None:
    """A to Z, then AA."""
    assert [column_letters(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_values_of_a_workbook_become_text() -> None:
    """Whole numbers without a point, dates as dates, truth values as they are, nothing as nothing."""
    book = saved(["a"], [12319, 1.5, date(2017, 8, 23), datetime(2017, 8, 23, 9), time(9), True, None, "x"])  # noqa: DTZ001 - spreadsheets know no zones
    wanted = ("12319", "1.5", "2017-08-23", "2017-08-23 09:00:00", "09:00:00", "True", "", "x")
    assert read_workbook(book).rows[1].cells == wanted
    assert read_workbook(packed(book, b"<v>12319</v>", b"<v>12319.0</v>")).rows[1].cells == wanted


def test_merged_cells_hold_their_value_each() -> None:
    """A value that is written once over several cells counts for each of them, down and across."""

    def merge(_book: Workbook, sheet: Worksheet) -> None:
        for cells in ("A2:A3", "B2:C2", "D5:D9"):
            sheet.merge_cells(cells)

    content = saved(["h", "i", "j"], ["佐賀県", "x"], [None, "y"], then=merge)
    rows = [row.cells for row in read_workbook(content).rows]
    assert rows == [("h", "i", "j"), ("佐賀県", "x", "x"), ("佐賀県", "y")]
    rows = [row.cells for row in read_workbook(packed(saved(["a", "b"], ["c"]), b"</sheetData>", MERGED)).rows]
    assert rows == [("a", "a"), ("a", "a")]


def test_sheets() -> None:
    """The first sheet that is shown is read, or the one that is named or numbered; none is a usage error."""

    def add(book: Workbook, sheet: Worksheet) -> None:
        sheet.sheet_state = "hidden"
        book.create_sheet("二").append(["two"])
        book.create_sheet("三").append(["three"])

    book = saved(["one"], then=add)
    for asked, wanted in ((None, "two"), ("三", "three"), ("3", "three"), ("Sheet", "one")):
        table = read_workbook(book, asked)
        assert (table.rows[0].cells, bool(table.remark)) == ((wanted,), asked is None)
    assert refused(partial(read_workbook, book, "4"), UsageError).hint == "sheets: Sheet, 二, 三; write --sheet Sheet"
    assert not read_workbook(saved(["one"])).remark


def test_formulas_of_a_workbook() -> None:
    """A formula without a value, or one that failed, can't be read; its place is kept for the fault."""
    table = read_workbook(saved(["a", "b"], ["=A1&B1", "#N/A"]))
    assert table.rows[1].cells == ("", "#N/A")
    assert {place: why.partition(":")[0] for place, why in table.unread.items()} == {
        (2, 0): "the formula has no value", (2, 1): "the formula has failed"}  # fmt: skip


def test_a_workbook_s_size_is_what_it_holds() -> None:
    """What a sheet says of its own size is not believed; a stray cell far below costs no time and is out of bounds."""
    book = packed(saved(["a"], ["b"]), b'<dimension ref="A1:A2"', b'<dimension ref="A1:XFD1048576"')
    assert [row.cells for row in read_workbook(book).rows] == [("a",), ("b",)]
    stray = packed(saved(["a"], ["b"]), b'<row r="2"><c r="A2"', b'<row r="1048576"><c r="A1048576"')
    assert "100,000 rows" in refused(partial(read_workbook, stray)).message


def bomb(files: int, size: int) -> bytes:
    """Make an archive that is small and unpacks to much."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(files):
            archive.writestr(f"{number}.xml", b"\0" * size)
    return stream.getvalue()


def locked(archive: bytes) -> bytes:
    """Mark the parts of an archive as encrypted: the lowest bit of the flags behind both signatures."""
    for signature, at in ((b"PK\x03\x04", 2), (b"PK\x01\x02", 4)):
        head, *rest = archive.split(signature)
        archive = signature.join([head, *(part[:at] + bytes([part[at] | 1]) + part[at + 1 :] for part in rest)])
    return archive


def test_what_could_do_harm_is_refused() -> None:
    """Bombs, damage, entities and other formats: one message, no traceback, nothing run."""
    for content, message in (
        (locked(saved(["a"])), DAMAGED),
        (bomb(3, 100_000_000), "t.xlsx is larger than 256 MiB once unpacked"),
        (bomb(1, 1), DAMAGED),
        (b"PK\x03\x04", DAMAGED),
        (b"\xd0\xcf\x11\xe0", DAMAGED),
        (packed(saved(["a"]), b"<worksheet", b"<!DOCTYPE x [" + LAUGHS + b"]><worksheet a='&a40;'"), DAMAGED),
        (packed(saved(["a"]), b"</sheetData>", b""), DAMAGED),
    ):
        assert refused(partial(read_workbook, content)).message == message
