"""Workbooks: values as text, merged and hidden cells, several sheets, and what could do harm."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from renkei_cli.authoring.tables.readers import Table, read_table
from renkei_cli.core import i18n
from renkei_cli.core.errors import DataError, UsageError


@pytest.fixture(autouse=True)
def _english() -> None:
    """Read messages in English."""
    i18n.activate("en")


def read_workbook(name: str, content: bytes, sheet: str | None = None) -> Table:
    return read_table(name, content, None, sheet)


def saved(*rows: list[Any], then: Callable[[Workbook, Worksheet], None] | None = None) -> bytes:
    """Make a workbook of rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    if then:
        then(book, sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def packed(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Pack a workbook anew with changed parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return stream.getvalue()


def test_values_become_text() -> None:
    """Whole numbers without a point, dates as dates, truth values as they are, nothing as nothing."""
    book = saved(["a"], [12319, 1.5, date(2017, 8, 23), datetime(2017, 8, 23, 9), time(9), True, None, "x"])  # noqa: DTZ001 - spreadsheets know no zones
    assert read_workbook("t.xlsx", book).rows[1].cells == (
        "12319", "1.5", "2017-08-23", "2017-08-23 09:00:00", "09:00:00", "True", "", "x")  # fmt: skip


def test_a_whole_number_with_a_point() -> None:
    """12319.0 is what some programs write for 12319."""
    book = packed(saved(["a"], [12319]), lambda _name, part: part.replace(b"<v>12319</v>", b"<v>12319.0</v>"))
    assert read_workbook("t.xlsx", book).rows[1].cells == ("12319",)


def test_merged_cells_hold_their_value_each() -> None:
    """A value that is written once over several cells counts for each of them, down and across."""

    def merge(_book: Workbook, sheet: Worksheet) -> None:
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B2:C2")
        sheet.merge_cells("D5:D9")

    rows = read_workbook("t.xlsx", saved(["h"], ["佐賀県", "x"], [None, "y"], then=merge)).rows
    assert [row.cells for row in rows] == [("h",), ("佐賀県", "x", "x"), ("佐賀県", "y")]




def sheets(book: Workbook, sheet: Worksheet) -> None:
    """Add sheets, and hide the first."""
    sheet.sheet_state = "hidden"
    book.create_sheet("二").append(["two"])
    book.create_sheet("三").append(["three"])


@pytest.mark.parametrize(("asked", "wanted"), [(None, "two"), ("三", "three"), ("3", "three"), ("Sheet", "one")])
def test_sheets(asked: str | None, wanted: str) -> None:
    """The first sheet that is shown is read, or the one that is named or numbered."""
    table = read_workbook("t.xlsx", saved(["one"], then=sheets), asked)
    assert table.rows[0].cells == (wanted,)
    assert bool(table.remarks) == (asked is None)


def test_no_such_sheet() -> None:
    """A sheet that is not there is a usage error that lists those that are."""
    i18n.activate("en")
    with pytest.raises(UsageError) as caught:
        read_workbook("t.xlsx", saved(["one"], then=sheets), "4")
    assert caught.value.hint == "sheets: Sheet, 二, 三; write --sheet Sheet"


def test_formulas() -> None:
    """A formula without a value, or one that failed, can't be read; its place is kept for the fault."""
    table = read_workbook("t.xlsx", saved(["a", "b"], ["=A1&B1", "#N/A"]))
    assert table.rows[1].cells == ("=A1&B1", "#N/A")
    assert {place: why.partition(":")[0] for place, why in table.unread.items()} == {
        (2, 0): "the formula has no value", (2, 1): "the formula has failed"}  # fmt: skip


def test_a_size_that_lies() -> None:
    """What a sheet says of its own size is not believed."""
    book = packed(
        saved(["a"], ["b"]),
        lambda name, part: part.replace(b'<dimension ref="A1:A2"', b'<dimension ref="A1:XFD1048576"')
        if "sheet1" in name else part,
    )  # fmt: skip
    assert [row.cells for row in read_workbook("t.xlsx", book).rows] == [("a",), ("b",)]


MERGED = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 1000 + b"</mergeCells>"


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


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (locked(saved(["a"])), "t.xlsx is no workbook that can be read: in the words of the system: “File "),
        (bomb(3, 100_000_000), "t.xlsx is larger than 256 MiB once unpacked"),
        (bomb(2001, 1), "t.xlsx is larger than 256 MiB once unpacked"),
        (bomb(1, 1), "t.xlsx is no workbook that can be read: in the words of the system: “KeyError"),
        (b"PK\x03\x04", "t.xlsx is no workbook that can be read"),
        (b"\xd0\xcf\x11\xe0", "t.xlsx is an old .xls workbook, or one with a password"),
        (packed(saved(["a"]), lambda _name, part: b'<!DOCTYPE x [<!ENTITY a "b">]>' + part),
         "t.xlsx is no workbook that can be read: it holds <!DOCTYPE, which no spreadsheet writes"),
        (packed(saved(["a"]), lambda name, part: part[:200] if "sheet1" in name else part),
         "t.xlsx is no workbook that can be read"),
        (packed(saved(["a"], ["b"]), lambda name, part: part.replace(b"</sheetData>", MERGED)
            if "sheet1" in name else part), "t.xlsx is no workbook that can be read: mergeCells"),
    ],
)  # fmt: skip
def test_what_could_do_harm_is_refused(content: bytes, message: str) -> None:
    """Bombs, damage, entities and other formats: one message, no traceback, nothing run."""
    with pytest.raises(DataError) as caught:
        read_workbook("t.xlsx", content)
    assert caught.value.message.startswith(message)


@pytest.mark.usefixtures("unbroken")
def test_through_the_command(run: Callable[..., Any], tmp_path: Path) -> None:
    """A workbook is known by its bytes; faults name row and column; --encoding is not for it."""
    path = tmp_path / "t.bin"
    path.write_bytes(
        saved(["名称", "参加団体", "出典"], ["A", "=A1", "s"], ["B", "津南町", "s"], ["C", "津南町;栄村", "s"])
    )
    result = run("import", str(path), "--role", "lead", "--lang", "en", "--skip-faulty")
    assert "t.bin: row 2, column B “参加団体”: the formula has no value" in result.err
    assert "t.bin: row 3, column B “参加団体”: one participant alone" in result.err
    assert "id: tsunan-sakae" in result.out
    assert run("import", str(path), "--encoding", "cp932").code == 2
    assert run("import", str(tmp_path / "none.xlsx")).code == 4
