"""What people write in cells, as values of a case."""

from datetime import date as day_of

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.authoring.tables.cells import CellError, date, integer, items, line, number, period
from renkei_cli.domain import dates

LAST = day_of(9998, 12, 31)


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        ("平成29年8月23日", "2017-08-23"), ("H29.8", "2017-08"), ("令和元年度", "FY2019"), ("２０１７年", "2017"),
        ("2017/8/3", "2017-08-03"), ("FY2017", "FY2017"), ("9999-12-31", "9999-12-31"),
        ("9999", "9999"), ("0987", "0987"),
    ],
)  # fmt: skip
def test_dates(cell: str, stored: str) -> None:
    """Eras, slashes, full-width digits: stored no more precisely than they are written."""
    assert date(cell) == stored


@given(day=st.dates(max_value=LAST), precision=st.sampled_from([4, 7, 10]))
def test_a_stored_date_is_read_as_itself(day: object, precision: int) -> None:
    """What a case file holds comes back as it was."""
    stored = str(day)[:precision]
    assert date(stored) == stored
    assert dates.date_span(date(stored)) == dates.date_span(stored)


@pytest.mark.parametrize("cell", ["", "平成29年13月", "2017-02-30", "FY9999", "R9999", "昨年"])
def test_no_dates(cell: str) -> None:
    """What is no date of the calendar is an error of its cell, whatever it is."""
    with pytest.raises(CellError):
        date(cell)


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("平成28年度～令和元年度", {"start": "FY2016", "end": "FY2019"}),
        ("2017 2019", {"start": "2017", "end": "2019"}),
        ("2017-04から", {"start": "2017-04"}),
    ],
)
def test_spans(cell: str, wanted: dict[str, str]) -> None:
    """A period has a beginning and maybe an end; a hyphen within a date is none of its joints."""
    assert period(cell) == wanted


@pytest.mark.parametrize(("cell", "wanted"), [("第53回", 53), ("５３", 53), ("1,000円", 1000), (" 12 ", 12)])
def test_numbers(cell: str, wanted: int) -> None:
    """A number may be counted, grouped or full-width."""
    assert integer(cell) == wanted


@pytest.mark.parametrize("cell", ["", ",", "第回", "1.5", "-1", "1" * 400])
def test_no_numbers(cell: str) -> None:
    """Anything else is an error of its cell."""
    with pytest.raises(CellError):
        integer(cell)


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (" a\nb ", "a b"),
        ("一行目。\n二行目。", "一行目。二行目。"),
        ("\n\n", ""),
        ("a\tb", "a b"),
        ("東京\nTokyo", "東京Tokyo"),
    ],
)
def test_lines(cell: str, wanted: str) -> None:
    """A text of several lines becomes one; between Japanese there is no space."""
    assert line(cell) == wanted


def test_items() -> None:
    """An empty value between others keeps its place; in prose a semicolon with a space belongs to the sentence."""
    assert items("a;;b") == ["a", "", "b"]
    assert items(" ; ") == []
    assert items("a; b;c", prose=True) == ["a; b", "c"]
    assert items("a、b；c", "、") == ["a", "b", "c"]

