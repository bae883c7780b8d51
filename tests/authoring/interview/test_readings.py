"""What people write, as a case file holds it."""

from collections.abc import Callable

import pytest

from renkei_cli.authoring.interview.readings import (
    AnswerRejectedError,
    parse_date,
    parse_number,
    parse_place,
    parse_term,
    place_name,
)
from renkei_cli.core import i18n
from renkei_cli.domain.places import local_governments
from renkei_cli.domain.vocabulary import COLLABORATOR_KINDS, THEMES


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.activate("en")


def rejection(parse: Callable[[str], object], written: str) -> str:
    """Return the reason for which something is not taken."""
    with pytest.raises(AnswerRejectedError) as caught:
        parse(written)
    return str(caught.value)


def test_a_local_government_has_many_names() -> None:
    """Name, reading, romaji and code all mean the same one, and so does the name that renkei shows."""
    names = ["姫島村", "姫島", "ひめしまむら", "Himeshima", "443221", "44322", "大分県姫島村", "４４３２２１"]
    for written in (*names, "Himeshima Village, Oita Prefecture", "himeshima village, oita"):
        assert parse_place(written) == "443221", written
    for language in i18n.LANGUAGES:
        i18n.activate(language)
        for code in list(local_governments())[::40]:
            assert parse_place(place_name(code)) == code


def test_a_name_of_several_asks_for_the_prefecture() -> None:
    """池田町 exists four times; among participants one of them is meant."""
    i18n.activate("ja")
    assert "北海道池田町 / 福井県池田町 / 長野県池田町 / 岐阜県池田町" in rejection(parse_place, "池田町")
    assert parse_place("池田町", ["214043", "443221"]) == "214043"
    assert parse_place("岐阜県池田町") == "214043"
    assert "…" in rejection(parse_place, "南")


def test_what_means_no_local_government_names_the_nearest() -> None:
    """A beginning or a misspelling brings names; nonsense brings none."""
    assert "Himeshima Village, Oita Prefecture" in rejection(parse_place, "姫嶋村")
    assert "Sagae City" in rejection(parse_place, "さが")
    assert rejection(parse_place, "xyzzy") == "there is no local government 'xyzzy'"


def test_a_word_has_many_spellings() -> None:
    """Label and code in both languages mean the same word; a slip brings the nearest, an unknown word all of them."""
    for written in ("観光", "tourism", "観光・交流", "Tourism and exchange", "ＴＯＵＲＩＳＭ"):
        assert parse_term(THEMES, written) == "tourism", written
    assert "did you mean Tourism and exchange?" in rejection(lambda one: parse_term(THEMES, one), "turism")
    assert "University / Non-profit" in rejection(lambda one: parse_term(COLLABORATOR_KINDS, one), "xyz")
    assert "one of" in rejection(lambda one: parse_term(THEMES, one), "")


def test_dates_keep_their_precision() -> None:
    """A day stays a day, a month a month, a year a year, a fiscal year a fiscal year; eras are converted."""
    stored = {
        "平成29年8月23日": "2017-08-23", "H29.8.23": "2017-08-23", "2017/8/23": "2017-08-23", "平成29年8月": "2017-08",
        "R1": "2019", "令和元年度": "FY2019", "２０１７年": "2017",
    }  # fmt: skip
    stored |= {date: date for date in ("2017-12", "FY2016", "2016-02", "2017-04-01", "2017-04", "9998", "FY9998")}
    assert {written: parse_date(written) for written in stored} == stored
    for written in ("", "いつか", "2017-13", "2017-02-30", "17", "FY9999", "9999-12"):
        assert "平成29年8月" in rejection(parse_date, written), written


def test_numbers_may_have_commas() -> None:
    """What is none, or has no end, is refused."""
    assert [parse_number(written) for written in ("5,000,000", "１２", "-3", "9.5")] == [5_000_000, 12, -3, 9.5]
    for written in ("x", "1e5", "1.5e400", "", "."):
        assert rejection(parse_number, written) == "a number belongs here", written
