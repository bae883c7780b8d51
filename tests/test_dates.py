"""Dates as precise as their source; eras in Japanese."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei_cli import dates
from renkei_cli.i18n import LANGUAGES, Language

DAYS = st.dates(date(1000, 1, 1), date(9998, 12, 31))
STORED = st.builds(lambda day, form: day.strftime(form), DAYS, st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y", "FY%Y"]))


@given(STORED, st.sampled_from(LANGUAGES))
def test_what_is_shown_can_be_asked_for(stored: str, language: Language) -> None:
    """A date typed as it is shown, in either language, means the same days."""
    assert dates.asked(dates.shown(stored, language)) == dates.span(stored) == dates.asked(stored)


@given(STORED)
def test_a_span_begins_before_it_ends(stored: str) -> None:
    """The first day is no later than the last; a fiscal year begins in April of the year that names it."""
    first, last = dates.span(stored)
    assert first <= last
    assert first.year == dates.year(stored)
    assert (first.month, first.day) == (4, 1) or not stored.startswith("FY")


@given(DAYS)
def test_the_finer_lies_within_the_coarser(day: date) -> None:
    """A day is in its month, a month in its year."""
    spans = [dates.span(day.strftime(form)) for form in ("%Y-%m-%d", "%Y-%m", "%Y")]
    assert spans == sorted(spans, key=lambda span: span.last - span.first)
    assert all(span.first <= day <= span.last for span in spans)


@given(st.text() | st.text("FYfyHR元0123456789-/.年月日度 平成令和"))
def test_any_text_is_a_date_or_none(text: str) -> None:
    """Whatever is typed is understood or refused as a value, nothing else."""
    for read in (dates.asked, dates.span):
        try:
            span = read(text)
        except ValueError:
            continue
        assert span.first <= span.last


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017", "2017-01-01", "2017-12-31"),
        ("2017-08", "2017-08-01", "2017-08-31"),
        ("2017/8/23", "2017-08-23", "2017-08-23"),
        ("FY2017", "2017-04-01", "2018-03-31"),
        ("fy 2017", "2017-04-01", "2018-03-31"),
        ("H29", "2017-01-01", "2017-12-31"),
        ("Ｈ２９", "2017-01-01", "2017-12-31"),
        ("平成29年8月", "2017-08-01", "2017-08-31"),
        ("平成29年度", "2017-04-01", "2018-03-31"),
        ("令和元年", "2019-01-01", "2019-12-31"),
        ("昭和64年1月7日", "1989-01-07", "1989-01-07"),
        ("2016年12月", "2016-12-01", "2016-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
    ],
)
def test_dates_as_people_write_them(text: str, first: str, last: str) -> None:
    """Western and Japanese years, months, days and fiscal years."""
    assert dates.asked(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    ["", "29", "H", "2017-13", "2017-00", "2017-02-29", "FY2017-08", "FY2017-00", "平成29年度8月", "20170823", "0"],
)
def test_what_is_no_date(text: str) -> None:
    """Days that no calendar has, years without an era, months of fiscal years."""
    with pytest.raises(ValueError):  # noqa: PT011 - whatever the calendar says about it
        dates.asked(text)


@pytest.mark.parametrize("text", ["", "H29", "2017-8", "FY17", "FY2017-04", "２０１７", "٢٠١٧", "2017-02-30"])
def test_what_a_case_file_may_not_hold(text: str) -> None:
    """A case file knows one way to write a date, in ASCII."""
    with pytest.raises(ValueError):  # noqa: PT011 - whatever the calendar says about it
        dates.span(text)


@pytest.mark.parametrize(
    ("stored", "ja", "en"),
    [
        ("2017-08-23", "平成29年8月23日", "2017-08-23"),
        ("2014-11", "平成26年11月", "2014-11"),
        ("2011", "平成23年", "2011"),
        ("FY2016", "平成28年度", "FY 2016"),
        ("2019-04-30", "平成31年4月30日", "2019-04-30"),
        ("2019-05-01", "令和元年5月1日", "2019-05-01"),
        ("2019", "令和元年", "2019"),
        ("1989-01-07", "昭和64年1月7日", "1989-01-07"),
        ("1926-12-25", "昭和元年12月25日", "1926-12-25"),
        ("1912-07-30", "大正元年7月30日", "1912-07-30"),
        ("1868", "明治元年", "1868"),
        ("1867", "1867年", "1867"),
    ],
)
def test_each_era_begins_on_its_day(stored: str, ja: str, en: str) -> None:
    """Japanese names the era of the day, and of the last day where a year has two; English writes ISO 8601."""
    assert (dates.shown(stored, "ja"), dates.shown(stored, "en")) == (ja, en)


@given(st.sampled_from(["令和", "平成", "昭和", "大正", "明治"]))
def test_an_era_ends_where_the_next_begins(era: str) -> None:
    """The day before an era's first is not of that era."""
    began = next(first for name, _letter, first in dates._ERAS if name == era)
    assert dates.shown(began.isoformat(), "ja").startswith(f"{era}元年")
    assert not dates.shown((began - timedelta(1)).isoformat(), "ja").startswith(era)
