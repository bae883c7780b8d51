"""CSV as spreadsheets write it: encodings told strictly, separators found, bounds kept."""

import pytest

from renkei_cli.authoring.tables.readers import MAX_COLUMNS, MAX_ROWS, _csv_problem, Table, column_letters, read_table
from renkei_cli.core import i18n
from renkei_cli.core.errors import DataError, UsageError

def read_csv(name: str, content: bytes, encoding: str | None = None) -> Table:
    return read_table(name, content, encoding, None)


TEXT = "名称,参加団体\n計画,佐賀県及び佐賀市\n"
ROWS = [("名称", "参加団体"), ("計画", "佐賀県及び佐賀市")]


@pytest.fixture(autouse=True)
def _english() -> None:
    """Read messages in English."""
    i18n.activate("en")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), None),
        (TEXT.encode("utf-8-sig"), None),
        (TEXT.encode("utf-16"), None),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), None),
        (TEXT.encode("cp932"), None),
        (TEXT.encode("euc_jp"), "euc_jp"),
        (TEXT.replace(",", "\t").replace("\n", "\r\n").encode("utf-16"), None),
        (TEXT.replace(",", ";").encode(), None),
    ],
)
def test_encodings_and_separators(content: bytes, encoding: str | None) -> None:
    """UTF-8 with and without a mark, UTF-16 with one, CP932, and what is named, parted by , ; or tab."""
    table = read_csv("t.csv", content, encoding)
    assert [row.cells for row in table.rows] == ROWS


def test_cp932_is_told() -> None:
    """That a file was taken for CP932 is worth a word."""
    assert read_csv("t.csv", TEXT.encode("cp932")).remarks == ("t.csv is read as cp932",)


@pytest.mark.parametrize(
    ("content", "encoding", "message"),
    [
        (TEXT.encode("euc_jp"), None, "t.csv"),
        ("名称,ひらがなとカタカナ\n".encode("euc_jp"), None, "t.csv"),
        ("é,ü,ß,ñ\n".encode("latin-1"), None, "t.csv"),
        ("ｱｲｳｴｵ\n".encode("cp932"), None, "t.csv: it is not certain in which encoding this is written"),
        (b"\xff\xfea", None, "t.csv, line 1: this is not written in utf-16"),
        (b"a\n\x81", "utf-8", "t.csv, line 2: this is not written in utf-8"),
        (b"a,\x81\x00\xff", None, "t.csv, line 1: this is not written in UTF-8, CP932"),
    ],
)
def test_what_is_not_certain_is_refused(content: bytes, encoding: str | None, message: str) -> None:
    """Never mojibake: bytes that may be something else are refused, and the hint says how to name it."""
    with pytest.raises(DataError) as caught:
        read_csv("t.csv", content, encoding)
    assert caught.value.message.startswith(message)
    assert "--encoding" in caught.value.hint


@pytest.mark.parametrize("name", ["x-unknown", "hex", "zip"])
def test_unknown_encodings(name: str) -> None:
    """A name that is no encoding of text is a usage error."""
    with pytest.raises(UsageError):
        read_csv("t.csv", b"a", name)


def test_rows_know_their_lines() -> None:
    """A cell may hold line breaks; rows count as in a spreadsheet, lines as in an editor; blank rows are left."""
    table = read_csv("t.csv", b'a,b\n"x\ny",z\n\n,,\nlast,\n')
    assert [(row.number, row.line, row.cells) for row in table.rows] == [
        (1, 1, ("a", "b")), (2, 2, ("x\ny", "z")), (5, 6, ("last",))]  # fmt: skip


def test_formulas_are_text() -> None:
    """What a spreadsheet would run stays text; the apostrophe that guards it goes, another one stays."""
    table = read_csv("t.csv", b"a,b,c\n=1+1,'=1+1,'s\n")
    assert table.rows[1].cells == ("=1+1", "=1+1", "'s")


@pytest.mark.parametrize("content", ["a,b\n" * (MAX_ROWS + 1), "a," * MAX_COLUMNS + "a\n"])
def test_bounds(content: str) -> None:
    """More rows or columns than any list of cases has are refused."""
    with pytest.raises(DataError) as caught:
        read_csv("t.csv", content.encode())
    assert "100,000 rows or 1,000 columns" in caught.value.message


def test_a_cell_without_end() -> None:
    """A cell longer than the reader takes is an error with its line, whichever separator is tried."""
    with pytest.raises(DataError) as caught:
        read_csv("t.csv", b'a,b\n"' + b"x" * 200_000 + b'",c\n')
    assert caught.value.message.startswith(
        "t.csv, line 2: this is not well-formed CSV: a cell holds more than 131,072 characters"
    )
    with pytest.raises(DataError):
        read_csv("t.csv", b"x" * 200_000)


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_letters(column: int, name: str) -> None:
    """Columns are named as spreadsheets name them."""
    assert column_letters(column) == name


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("iso2022_jp", "ISO-2022-JP (JIS)"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("utf-32-le", "UTF-32"),
        ("utf-32-be", "UTF-32"),
        ("euc_jp", "EUC-JP"),
    ],
)
def test_another_encoding_is_named(codec: str, name: str) -> None:
    """What cannot be read without being told is named, with the option that reads it."""
    content = "名称,参加団体\n湖の計画,彦根市と長浜市\n".encode(codec)
    with pytest.raises(DataError) as caught:
        read_csv("t.csv", content)
    assert name in caught.value.message
    named = caught.value.hint.rpartition(" ")[2]
    assert read_csv("t.csv", content, named).rows == read_csv("t.csv", content.decode(codec).encode()).rows


def test_what_python_says_of_csv_has_words_or_a_frame() -> None:
    """Whatever else its reader complains of is quoted."""
    assert _csv_problem("line contains NUL") == "in the words of the system: “line contains NUL”"
