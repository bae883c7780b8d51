"""Dates as precise as their source: a day, a month, a year or a fiscal year; eras in Japanese."""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from renkei_cli.core.i18n import _, current_language
from renkei_cli.core.text import fold


class Era(NamedTuple):
    """A Japanese era, with its first and last day."""

    name: str
    letter: str
    first: date
    last: date


# Source: the edicts and cabinet orders. 明治 is counted in the solar calendar, which came in 1873. Those of 大正 and
# 昭和 held on the day itself, which therefore has two names; those of 平成 and 令和 from the next midnight.
ERAS = (
    Era("令和", "r", date(2019, 5, 1), date.max),
    Era("平成", "h", date(1989, 1, 8), date(2019, 4, 30)),
    Era("昭和", "s", date(1926, 12, 25), date(1989, 1, 7)),
    Era("大正", "t", date(1912, 7, 30), date(1926, 12, 25)),
    Era("明治", "m", date(1868, 1, 25), date(1912, 7, 30)),
)
_STORED = re.compile(r"(?:FY(?P<fy>\d{4})|(?P<y>\d{4})(?:-(?P<m>\d{2})(?:-(?P<d>\d{2}))?)?)", re.ASCII)
_NAMED = {spelling: era for era in ERAS for spelling in (era.name, era.letter)}
_ASKED = re.compile(
    rf"(?P<fy>fy)?(?:西暦|(?P<era>{'|'.join(_NAMED)})\.?)?(?P<y>元|\d{{1,4}})(?P<nendo>年度)?"
    r"(?:(?:年|[-/.])(?:(?P<m>\d{1,2})(?:(?:月|[-/.])(?:(?P<d>\d{1,2})日?)?)?)?)?",
    re.ASCII,
)
_KANJI_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")
_APRIL = 4  # when a fiscal year begins
_YEAR_DIGITS = 4  # of a year without its era


class Span(NamedTuple):
    """The first and the last day that a date of any precision covers."""

    first: date
    last: date


class OtherEraError(ValueError):
    """A date is named by an era that was not then: 平成32年, 昭和64年3月."""

    def __init__(self, era: Era, meant: str) -> None:
        """Keep the era, and the date that is meant as a case file holds it."""
        super().__init__(meant)
        self.era = era
        self.meant = meant


@lru_cache(maxsize=4096)
def date_span(text: str) -> Span:
    """Return the days that a date of a case file covers; raise ValueError if it is none."""
    found = _STORED.fullmatch(text)
    if not found:
        raise ValueError(text)
    return _days(int(found["fy"] or found["y"]), found["m"], found["d"], fiscal=bool(found["fy"]))


def parse_user_date(text: str, *, of_era: bool = False) -> Span:
    """Return the days of a date as people write it: 2017, 2017-08, FY2017, H29, 平成29年8月, 令和元年度, 明治.

    A year or a month in which the era changed may be named by either and means all its days; with `of_era` only those
    of the era that names it: 令和元年 begins in May.
    Raise ValueError if it is no date, OtherEraError if the era that names it was not then.
    """
    written = re.sub("[〇一二三四五六七八九十]+", _arabic, re.sub(r"(?<!\d) | (?!\d)", "", fold(text)))
    if len(written) > 1 and written in _NAMED:
        return Span(_NAMED[written].first, _NAMED[written].last)
    found = _ASKED.fullmatch(written)
    if not found:
        raise ValueError(text)
    named = _NAMED.get(found["era"] or "")
    number = 1 if found["y"] == "元" else int(found["y"])
    fiscal = bool(found["fy"] or found["nendo"])
    if number < 1 or (not named and len(found["y"]) != _YEAR_DIGITS) or (fiscal and found["m"]):
        raise ValueError(text)
    year = number + (named.first.year - 1 if named else 0)
    days = _days(year, found["m"], found["d"], fiscal=fiscal)
    if not named:
        return days
    # A fiscal year bears the name of an era that was there in the year that names it.
    first, last = _days(year) if fiscal else days
    if first > named.last or last < named.first:
        raise OtherEraError(named, to_iso(days))
    return Span(max(first, named.first), min(last, named.last)) if of_era and not fiscal else days


def _arabic(found: re.Match[str]) -> str:
    tens, ten, ones = found[0].translate(_KANJI_DIGITS).partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return found[0] if ten else tens
    return str(int(tens or 1) * 10 + int(ones or 0)) if ten else tens


def _days(year: int, month: str | None = None, day: str | None = None, *, fiscal: bool = False) -> Span:
    if fiscal:
        return Span(date(year, _APRIL, 1), date(year + 1, _APRIL, 1) - timedelta(1))
    first, last_month = date(year, int(month or 1), int(day or 1)), int(month or 12)
    return Span(first, first if day else date(year, last_month, monthrange(year, last_month)[1]))


def to_iso(days: Span) -> str:
    """Return days as a case file has them: a day, month, year or fiscal year; raise ValueError if they are none."""
    first, last = days
    year = f"{first.year:04}"
    for text in (first.isoformat(), first.isoformat()[:7], year, f"FY{year}"):
        if date_span(text) == days:
            return text
    raise ValueError(first, last)


def date_hint(error: ValueError) -> str:
    """Return what would be right instead of a text that `parse_user_date` refuses."""
    if not isinstance(error, OtherEraError):
        return _("write it as in 2017, 2017-08, 2017-08-23, FY2017, H29 or 平成29年8月")
    era = error.era
    if date_span(error.meant).last < era.first:
        day, message = era.first, _("{era} began on {day}: write {japanese} or {date}")
    else:
        day, message = era.last, _("{era} ended on {day}: write {japanese} or {date}")
    # The last day of 大正 is also the first of 昭和, which is not what is told here.
    when = f"{_counted(era, day)}{day.month}月{day.day}日" if current_language() == "ja" else day.isoformat()
    return message.format(era=era.name, day=when, japanese=format_date(error.meant, "ja"), date=error.meant)


def year(text: str) -> int:
    """Return the year, or the fiscal year, of a date of a case file."""
    return int(text.removeprefix("FY")[:4])


def format_date(text: str, language: str, *, era: bool = True) -> str:
    """Return a date of a case file for a reader: in Japanese by the era or by the year; else in ISO 8601."""
    if language != "ja":
        return text.replace("FY", "FY ") if text.startswith("FY") else text
    first, precision = date_span(text).first, text.count("-")
    # A year in which the era changed is named by the era of its last day, as calendars do; so is a fiscal year
    # (source: the names of the budget years by the Ministry of Finance; all of fiscal 2019 is 令和元年度).
    named = first if precision else date(first.year, 12, 31)
    eras = ERAS if era else ()
    year_of_era = next((_counted(one, named) for one in eras if named >= one.first), f"{named.year:04}年")
    details = (f"{first.month}月", f"{first.day}日")[:precision]
    return year_of_era + ("度" if text.startswith("FY") else "".join(details))


def _counted(era: Era, day: date) -> str:
    count = day.year - era.first.year + 1
    return f"{era.name}{'元' if count == 1 else count}年"
