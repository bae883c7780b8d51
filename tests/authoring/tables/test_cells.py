"""What people write in cells, as values of a case."""

from datetime import date as day_of

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.authoring.tables import cells
from renkei_cli.core.errors import UsageError
from renkei_cli.domain import dates
from renkei_cli.domain.vocabulary import COLLABORATOR_KINDS


def test_values_are_understood_as_people_write_them() -> None:
    """Eras, slashes, full-width digits, counted and grouped numbers."""
    for reader, cell, wanted in (
        (cells.READERS["date"], "平成29年8月23日", "2017-08-23"),
        (cells.READERS["date"], "H29.8", "2017-08"),
        (cells.READERS["date"], "令和元年度", "FY2019"),
        (cells.READERS["date"], "２０１７年", "2017"),
        (cells.READERS["date"], "2017/8/3", "2017-08-03"),
        (cells.READERS["date"], "9999-12-31", "9999-12-31"),
        (cells.READERS["date"], "0987", "0987"),
        (cells.number, "第53回", 53),
        (cells.READERS["integer"], "５３", 53),
        (cells.READERS["integer"], "1,000円", 1000),
        (cells.number, " 12 ", 12),
        (cells.number, "1,200．5", 1200.5),
        (cells.line, " a\nb ", "a b"),
        (cells.line, "一行目。\n二行目。", "一行目。二行目。"),
        (cells.line, "\n\n", ""),
        (cells.line, "a\tb", "a b"),
        (cells.line, "東京\nTokyo", "東京Tokyo"),
    ):
        assert reader(cell) == wanted, cell


def test_what_is_none_is_an_error_of_its_cell() -> None:
    """What is no date or number is told as such, whatever it is."""
    for reader, wrong in (
        (cells.READERS["date"], ("", "平成29年13月", "2017-02-30", "FY9999", "R9999", "昨年", "3年間")),
        (cells.READERS["integer"], ("", ",", "第回", "1.5", "-1", "1" * 400)),
        (cells.number, ("", ".", "1.x", "x.5", "1.2.3")),
    ):
        for cell in wrong:
            with pytest.raises(UsageError):
                reader(cell)


@given(day=st.dates(max_value=day_of(9998, 12, 31)), precision=st.sampled_from([4, 7, 10]))
def test_a_stored_date_is_read_as_itself(day: object, precision: int) -> None:
    """What a case file holds comes back as it was."""
    stored = str(day)[:precision]
    assert cells.READERS["date"](stored) == stored
    assert dates.date_span(cells.READERS["date"](stored)) == dates.date_span(stored)


def test_items() -> None:
    """An empty value between others keeps its place; in prose a semicolon with a space belongs to the sentence."""
    assert cells.items("a;;b") == ["a", "", "b"]
    assert cells.items(" ; ") == []
    assert cells.items("a; b;c", prose=True) == ["a; b", "c"]
    assert cells.items("a、b；c|d", "、", "", "|") == ["a", "b", "c", "d"]


def test_a_name_says_what_it_is() -> None:
    """Of several words in a name the last counts; a word of another vocabulary says nothing."""
    for name, kind in (("協議会の会員企業", "company"), ("甲大学ＮＰＯ", "npo"), ("協定書", ""), ("甲", "")):
        assert cells.kind(name, COLLABORATOR_KINDS) == kind, name
