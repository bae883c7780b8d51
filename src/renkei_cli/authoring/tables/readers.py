"""Tables as they are found: CSV in the encodings that spreadsheets write, row by row, nothing understood yet."""

import csv
import io
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from renkei_cli.core.errors import DataError, UsageError, quote_system_message
from renkei_cli.core.i18n import _
from renkei_cli.yamlio.encoding import Encoding, detect_encoding, detect_japanese_encoding

MAX_ROWS = 100_000
MAX_COLUMNS = 1_000
"""A table larger than this is refused: no list of cases is."""
_SEPARATORS = ",;\t"
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


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
    remarks: tuple[str, ...] = ()
    """What the reader should know about how it was read."""
    unread: dict[tuple[int, int], str] = {}  # noqa: RUF012 - never changed
    """By row number and column: why a cell could not be read."""


def letters(column: int) -> str:
    """Name a column, counted from 0, as spreadsheets do: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def read_csv(file: str, content: bytes, encoding: str | None = None) -> Table:
    """Read CSV with commas, semicolons or tabs; DataError where it can't be read, or not for certain."""
    text, found = _decoded(file, content, encoding)
    remarks = () if found.startswith("utf") else (_("{file} is read as {encoding}").format(file=file, encoding=found),)
    rows = list(limited(file, _records(file, text)))
    return Table(file, rows, remarks)


def limited(file: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Pass rows on, within bounds and without the empty cells at their ends."""
    for count, row in enumerate(rows):
        width = max((at + 1 for at, cell in enumerate(row.cells) if cell), default=0)
        if count >= MAX_ROWS or width > MAX_COLUMNS:
            message = _("{file} has more than {rows} rows or {columns} columns")
            raise DataError(message.format(file=file, rows=f"{MAX_ROWS:,}", columns=f"{MAX_COLUMNS:,}"))
        if width:
            yield row._replace(cells=row.cells[:width])


def _records(file: str, text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    begins, number = 1, 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = _("{file}, line {line}: this is not well-formed CSV: {problem}")
            raise DataError(
                message.format(file=file, line=max(begins, reader.line_num), problem=_said(str(error)))
            ) from error
        number += 1
        yield Row(number, begins, tuple(_unguarded(cell) for cell in cells))
        begins = reader.line_num + 1


def _said(message: str) -> str:
    """Say in the reader's language what Python's reader of CSV stumbles over."""
    if message == "unexpected end of data":
        return _("quotes are not closed")
    if "expected after" in message:
        return _("something stands between closing quotes and the next separator")
    if "field limit" in message:
        return _("a cell holds more than {n} characters").format(n=f"{csv.field_size_limit():,}")
    return quote_system_message(message)


def _unguarded(cell: str) -> str:
    """Take off the apostrophe that keeps spreadsheets from running a cell; a formula is text like any other."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@＝＋－＠") else cell


def _separator(text: str) -> str:
    """Find which character parts the earliest row, and parts it into the most cells."""

    def parted(separator: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=separator)
        with suppress(csv.Error):
            for number, row in enumerate(reader):
                if len(row) > 1:
                    return -number, len(row)
        return -len(text), 1

    return max(_SEPARATORS, key=parted)


def _decoded(file: str, content: bytes, encoding: str | None) -> tuple[str, str]:
    """Decode strictly, and tell as what."""
    if encoding:
        try:
            return content.decode(encoding), encoding
        except LookupError as error:
            message = _("--encoding: there is no encoding {name}").format(name=repr(encoding))
            raise UsageError(
                message, _("write it as in {example}").format(example="utf-8, cp932, utf-16, euc_jp")
            ) from error
        except UnicodeError as error:
            raise _undecodable(file, content, encoding, error) from error
    marked = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "")
    if (found := detect_encoding(content)) and found.codec != marked:
        raise _looks_like(file, found)
    try:
        return content.decode(marked or "utf-8"), marked or "utf-8"
    except UnicodeDecodeError as error:
        if marked:
            raise _undecodable(file, content, marked, error) from error
    return _cp932(file, content), "cp932"


def _cp932(file: str, content: bytes) -> str:
    """Decode what is no UTF-8 as CP932, if that is what was meant."""
    try:
        text = content.decode("cp932")
    except UnicodeDecodeError as error:
        if found := detect_japanese_encoding(content):
            raise _looks_like(file, found) from error
        raise _undecodable(file, content, "UTF-8, CP932", error) from error
    if _japanese(text):
        return text
    if (found := detect_japanese_encoding(content)) and found.codec != "cp932":
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


_USUAL = frozenset("県市町村区郡都道府、。「」（）・年度名計画地域再生事業")


def _japanese(text: str) -> bool:
    """Tell whether text decoded as CP932 is likely to be what was meant.

    Bytes of other encodings come out as half-width katakana, as characters for private use, or as rare kanji.
    """
    wide = [character for character in text if not character.isascii()]
    odd = sum(
        "\uff61" <= character <= "\uff9f" or unicodedata.category(character) in ("Co", "Cc") for character in wide
    )
    usual = sum(character in _USUAL or "\u3041" <= character <= "\u30fe" for character in wide)
    return odd * 10 < len(wide) and usual * 20 >= len(wide)
