"""Dates as precise as their source: a day, a month, a year or a fiscal year; eras in Japanese."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from renkei_cli.text import fold

# When each era began (source: the era names' promulgation; 明治 is counted in the solar calendar, from 1873).
_ERAS = (
    ("令和", "r", date(2019, 5, 1)),
    ("平成", "h", date(1989, 1, 8)),
    ("昭和", "s", date(1926, 12, 25)),
    ("大正", "t", date(1912, 7, 30)),
    ("明治", "m", date(1868, 1, 25)),
)
_STORED = re.compile(r"(?:(?P<fiscal>FY)(?P<fy>\d{4})|(?P<y>\d{4})(?:-(?P<m>\d{2})(?:-(?P<d>\d{2}))?)?)", re.ASCII)
_ERA_NAMES = "|".join(part for name, letter, _ in _ERAS for part in (name, letter))
_ASKED = re.compile(
    rf"(?P<fy>fy ?)?(?:(?P<era>{_ERA_NAMES}) ?)?(?P<y>元|\d{{1,4}})(?P<nendo>年度)?"
    r"(?:(?:年|[-/.])(?:(?P<m>\d{1,2})(?:(?:月|[-/.])(?:(?P<d>\d{1,2})日?)?)?)?)?",
    re.ASCII,
)
_FISCAL_YEAR_BEGINS = 4


class Span(NamedTuple):
    """The first and the last day that a date of any precision covers."""

    first: date
    last: date


def span(stored: str) -> Span:
    """Give the days that a date of a case file covers; ValueError if it is none."""
    found = _STORED.fullmatch(stored)
    if not found:
        raise ValueError(stored)
    if found["fiscal"]:
        return _days(int(found["fy"]), None, None, fiscal=True)
    month, day = (int(part) if part else None for part in (found["m"], found["d"]))
    return _days(int(found["y"]), month, day)


def asked(text: str) -> Span:
    """Understand a date as people write it: 2017, 2017-08, FY2017, H29, 平成29年8月, 令和元年度.

    ValueError if it is none.
    """
    found = _ASKED.fullmatch(fold(text))
    if not found:
        raise ValueError(text)
    year = 1 if found["y"] == "元" else int(found["y"])
    if not found["era"] and len(found["y"]) != len("2017"):
        raise ValueError(text)
    if found["era"]:
        year += next(began.year for name, letter, began in _ERAS if found["era"] in (name, letter)) - 1
    month, day = (int(part) if part else None for part in (found["m"], found["d"]))
    fiscal = bool(found["fy"] or found["nendo"])
    if fiscal and month is not None:
        raise ValueError(text)
    return _days(year, month, day, fiscal=fiscal)


def _days(year: int, month: int | None, day: int | None, *, fiscal: bool = False) -> Span:
    if fiscal:
        return Span(date(year, _FISCAL_YEAR_BEGINS, 1), date(year + 1, _FISCAL_YEAR_BEGINS, 1) - timedelta(1))
    if month is None:
        return Span(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        following = date(year + month // 12, month % 12 + 1, 1)
        return Span(date(year, month, 1), following - timedelta(1))
    return Span(date(year, month, day), date(year, month, day))


def year(stored: str) -> int:
    """Give the year, or the fiscal year, of a date of a case file."""
    return int(stored.removeprefix("FY")[:4])


def shown(stored: str, language: str) -> str:
    """Write a date of a case file for a reader: with the era in Japanese, ISO 8601 in any other language."""
    if language != "ja":
        return stored.replace("FY", "FY ") if stored.startswith("FY") else stored
    if stored.startswith("FY"):
        return f"{_era(span(stored).first)}年度"
    first = span(stored).first
    parts = stored.split("-")
    month = f"{first.month}月" if len(parts) > 1 else ""
    day = f"{first.day}日" if len(parts) > 2 else ""  # noqa: PLR2004 - year, month, day
    # A year in which the era changed is named by the era of its last day, as calendars do.
    return f"{_era(first if month else date(first.year, 12, 31))}年{month}{day}"


def _era(day: date) -> str:
    for name, _, began in _ERAS:
        if day >= began:
            count = day.year - began.year + 1
            return f"{name}{'元' if count == 1 else count}"
    return str(day.year)
