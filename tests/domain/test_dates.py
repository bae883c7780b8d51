"""Dates as precise as their source; eras in Japanese."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.core import i18n
from renkei_cli.domain import dates

DAYS = st.dates(date(1000, 1, 1), date(9998, 12, 31))
STORED = st.builds(lambda day, form: day.strftime(form), DAYS, st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y", "FY%Y"]))


@given(STORED)
def test_what_is_shown_can_be_asked_for(stored: str) -> None:
    """A date typed as it is stored, or shown in either language, means the same days, and comes back from them.

    The first day is no later than the last; a fiscal year begins in April of the year that names it.
    """
    first, last = span = dates.date_span(stored)
    forms = (stored, dates.format_date(stored, "ja"), dates.format_date(stored, "en"))
    assert [dates.parse_user_date(form) for form in forms] == [span] * 3
    assert dates.to_iso(span) == stored
    assert first <= last
    assert first.year == dates.year(stored)
    assert (first.month, first.day) == (4, 1) or not stored.startswith("FY")


@given(DAYS)
def test_the_finer_lies_within_the_coarser(day: date) -> None:
    """A day is in its month, a month in its year."""
    spans = [dates.date_span(day.strftime(form)) for form in ("%Y-%m-%d", "%Y-%m", "%Y")]
    assert spans == sorted(spans, key=lambda span: span.last - span.first)
    assert all(span.first <= day <= span.last for span in spans)


@given(st.text() | st.text("FYfyHR元0123456789-/.年月日度 平成令和"))
def test_any_text_is_a_date_or_none(text: str) -> None:
    """Whatever is typed is understood or refused as a value, nothing else."""
    for read in (dates.parse_user_date, dates.date_span):
        try:
            span = read(text)
        except ValueError:
            continue
        assert span.first <= span.last


TYPED = {
    "2017 西暦2017年 H29 Ｈ２９ H.29 ㍻29年 二〇一七年": "2017",
    "2017-08 2017-8 2017年8月 ２０１７／８ 平成29年8月 平成二十九年八月": "2017-08",
    "2017/8/23": "2017-08-23",
    "FY2017 2017年度 平成29年度 H29年度": "FY2017",
    "平成十年": "1998",
    # A year and a month in which the era changed bear both names, and so does a day before 1989.
    "令和元年 平成31年 R1": "2019",
    "S64 昭和64年 平成元年": "1989",
    "昭和64年1月 平成元年1月": "1989-01",
    "昭和64年1月7日": "1989-01-07",
    "大正15年12月25日 昭和元年12月25日": "1926-12-25",
    "明治45年7月30日": "1912-07-30",
    "平成31年4月30日": "2019-04-30",
    "r1.5.1": "2019-05-01",
    "平成31年度 令和元年度": "FY2019",
    "昭和64年度": "FY1989",
    "2016年12月": "2016-12",
}
SPANS = {
    "2017": ("2017-01-01", "2017-12-31"),
    "FY2017": ("2017-04-01", "2018-03-31"),
    "2016-12": ("2016-12-01", "2016-12-31"),
    "2016-02": ("2016-02-01", "2016-02-29"),
    "9999": ("9999-01-01", "9999-12-31"),
    "fy 2017": ("2017-04-01", "2018-03-31"),
    "平成 29 年 8 月": ("2017-08-01", "2017-08-31"),
    "明治": ("1868-01-25", "1912-07-30"),
    "昭和": ("1926-12-25", "1989-01-07"),
}


def test_dates_as_people_write_them() -> None:
    """Western and Japanese years, months, days and fiscal years."""
    for texts, stored in TYPED.items():
        for text in texts.split():
            assert (text, dates.to_iso(dates.parse_user_date(text))) == (text, stored)
    assert {text: tuple(map(str, dates.parse_user_date(text))) for text in SPANS} == SPANS


def test_what_is_no_date() -> None:
    """Days that no calendar has, years without an era, months of fiscal years; a case file writes all in one way."""
    typed = (
        " 29 H 2017-13 2017-00 2017-00-01 2017-02-29 FY2017-08 FY2017-00 平成29年度8月 20170823 0 平成0年 平成二二十年"
    )
    for text in (*typed.split(" "), "H2 9", "2017 8", "十年", "平成十二二年", "令和9999年", "慶応3年"):
        with pytest.raises(ValueError) as refused:  # noqa: PT011 - whatever the calendar says about it
            dates.parse_user_date(text)
        assert type(refused.value) is ValueError
    for text in ("", "H29", "2017-8", "FY17", "FY2017-04", "２０１７", "٢٠١٧", "2017-02-30"):
        with pytest.raises(ValueError):  # noqa: PT011 - whatever the calendar says about it
            dates.date_span(text)


SHOWN = {
    "2017-08-23": "平成29年8月23日", "2014-11": "平成26年11月", "2011": "平成23年", "FY2016": "平成28年度",
    "2019-04-30": "平成31年4月30日", "2019-05-01": "令和元年5月1日", "2019": "令和元年", "FY2019": "令和元年度",
    "FY2018": "平成30年度", "FY1988": "昭和63年度", "1989-01-08": "平成元年1月8日", "1989-01": "昭和64年1月",
    "1926-12-24": "大正15年12月24日", "1989-01-07": "昭和64年1月7日", "1926-12-25": "昭和元年12月25日",
    "1912-07-30": "大正元年7月30日", "1868": "明治元年", "1867": "1867年",
}  # fmt: skip


def test_each_era_begins_on_its_day() -> None:
    """Japanese names the era of the day, and of the last day where a year has two; English writes ISO 8601."""
    assert {stored: dates.format_date(stored, "ja") for stored in SHOWN} == SHOWN
    for stored in SHOWN:
        assert dates.format_date(stored, "en") == stored.replace("FY", "FY ")


@given(st.sampled_from(dates.ERAS))
def test_an_era_ends_where_the_next_begins(era: dates.Era) -> None:
    """The day before an era's first is not of that era, and none is left without one."""
    assert dates.format_date(era.first.isoformat(), "ja").startswith(f"{era.name}元年")
    assert not dates.format_date((era.first - timedelta(1)).isoformat(), "ja").startswith(era.name)
    following = era.last + timedelta(1) if era.last < date.max else era.last
    assert dates.format_date(following.isoformat(), "ja").startswith(era.name) == (era.last == date.max)


@given(st.dates(date(1868, 1, 1), date(2100, 12, 31)))
def test_every_day_is_understood_as_japanese_writes_it(day: date) -> None:
    """With the era's name, its letter, full-width digits and kanji numbers; the day keeps its one meaning."""
    shown = dates.format_date(day.isoformat(), "ja")
    letters = {era.name: era.letter.upper() for era in dates.ERAS}
    short = shown.replace("元年", "1年").replace("年", ".").replace("月", ".").removesuffix("日")
    forms = [shown, "".join(f" {one} " if one in "年月日" else one for one in shown)]
    forms.append(letters.get(short[:2], short[:2]) + short[2:])
    forms.append(re.sub("[0-9]", lambda digit: chr(ord(digit[0]) + 0xFEE0), shown))
    forms.append(re.sub("(?<![0-9])[0-9]{1,2}(?![0-9])", _kanji, shown))
    assert [dates.parse_user_date(form) for form in forms] == [(day, day)] * len(forms)
    assert dates.to_iso(dates.parse_user_date(shown)) == day.isoformat()


def _kanji(found: re.Match[str]) -> str:
    tens, ones = divmod(int(found[0]), 10)
    digits = "〇一二三四五六七八九"
    return ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")


def test_what_is_no_date_is_shown_how_to_write_one() -> None:
    """In the forms that are understood."""
    i18n.activate("en")
    assert dates.date_hint(ValueError()).startswith("write it as in 2017, 2017-08, 2017-08-23, FY2017, H29 or ")


def test_an_era_is_no_date_of_a_case_file() -> None:
    """One may ask for 明治, and not write it as a date."""
    with pytest.raises(ValueError, match="1868, 1, 25"):
        dates.to_iso(dates.parse_user_date("明治"))


OTHER_ERAS = """\
平成32年 ended 2019-04-30 平成31年4月30日 令和2年 2020
H32 ended 2019-04-30 平成31年4月30日 令和2年 2020
平成32年度 ended 2019-04-30 平成31年4月30日 令和2年度 FY2020
平成31年5月1日 ended 2019-04-30 平成31年4月30日 令和元年5月1日 2019-05-01
令和元年4月 began 2019-05-01 令和元年5月1日 平成31年4月 2019-04
令和元年4月30日 began 2019-05-01 令和元年5月1日 平成31年4月30日 2019-04-30
昭和64年3月 ended 1989-01-07 昭和64年1月7日 平成元年3月 1989-03
昭和64年1月8日 ended 1989-01-07 昭和64年1月7日 平成元年1月8日 1989-01-08
平成元年1月7日 began 1989-01-08 平成元年1月8日 昭和64年1月7日 1989-01-07
大正15年12月26日 ended 1926-12-25 大正15年12月25日 昭和元年12月26日 1926-12-26
昭和元年12月24日 began 1926-12-25 昭和元年12月25日 大正15年12月24日 1926-12-24
明治元年1月1日 began 1868-01-25 明治元年1月25日 1868年1月1日 1868-01-01"""


def test_a_date_of_an_era_that_was_not_then() -> None:
    """It is refused, with the date that is meant in both ways of counting."""
    for row in OTHER_ERAS.splitlines():
        text, what, day, on, japanese, iso = row.split()
        with pytest.raises(dates.OtherEraError) as refused:
            dates.parse_user_date(text)
        era = refused.value.era.name
        i18n.activate("en")
        assert dates.date_hint(refused.value) == f"{era} {what} on {day}: write {japanese} or {iso}"
        i18n.activate("ja")
        reach = "から" if what == "began" else "まで"
        assert dates.date_hint(refused.value) == f"{era}は{on}{reach}です。{japanese}か{iso}と書いてください"


def test_dates_are_understood_wherever_one_is_asked_for(run: Callable[..., Any]) -> None:
    """In options and terms, years too: Japanese ones are answered, and what never was is refused with what was."""
    for command, where in (
        ("list --since=平成32", "--since"),
        ("list --until=平成32", "--until"),
        ("filter events.date>=平成32", "'events.date>=平成32'"),
        ("filter years=平成32", "'years=平成32'"),
    ):
        code, out, err, _ = run(*command.split(), "--lang", "en")
        assert (code, out) == (2, "")
        assert err == f"error: {where}: '平成32' is not a date\n平成 ended on 2019-04-30: write 令和2年 or 2020\n"
        right, western = (command.replace("平成32", one).split() for one in ("平成29年", "2017"))
        assert run(*right, "-o", "ids") == run(*western, "-o", "ids")
        assert run(*right, "-o", "ids").out.count("\n") in range(1, 9)


def test_a_year_may_mean_the_days_of_its_era_alone() -> None:
    """Asked so, 令和元年 begins in May; a fiscal year and a year of the common era are whole."""
    late = ("2019-05-01", "2019-12-31")
    asked = {"R1": late, "令和元年": late, "H31": ("2019-01-01", "2019-04-30")}
    asked |= {"令和元年度": ("2019-04-01", "2020-03-31"), "2019": ("2019-01-01", "2019-12-31")}
    assert {text: tuple(map(str, dates.parse_user_date(text, of_era=True))) for text in asked} == asked
