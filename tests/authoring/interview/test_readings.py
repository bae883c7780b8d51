"""What people write, as a case file holds it."""

from collections.abc import Callable

import pytest

from renkei_cli.authoring.interview import readings
from renkei_cli.authoring.interview.readings import AnswerRejectedError
from renkei_cli.core import i18n
from renkei_cli.domain.places import local_governments
from renkei_cli.domain.vocabulary import COLLABORATOR_KINDS, THEMES


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.activate("en")


def refusal(read: Callable[[str], object], written: str) -> str:
    """Give the reason for which something is not taken."""
    with pytest.raises(AnswerRejectedError) as caught:
        read(written)
    return str(caught.value)


@pytest.mark.parametrize(
    "written",
    [
        "姫島村",
        "姫島",
        "ひめしまむら",
        "Himeshima",
        "443221",
        "44322",
        "大分県姫島村",
        "４４３２２１",
        "Himeshima Village, Oita Prefecture",
        "himeshima village, oita",
    ],
)
def test_a_local_government_has_many_names(written: str) -> None:
    """Name, reading, romaji and code all mean the same one."""
    assert readings.parse_place(written) == "443221"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_each_is_found_by_the_name_that_it_is_given(language: i18n.Language) -> None:
    """The name with the prefecture is no other's, in both languages."""
    i18n.activate(language)
    for code in list(local_governments())[::40]:
        assert readings.parse_place(readings.place_name(code)) == code


def test_a_name_of_several_asks_for_the_prefecture() -> None:
    """池田町 exists four times; among participants one of them is meant."""
    i18n.activate("ja")
    assert "北海道池田町 / 福井県池田町 / 長野県池田町 / 岐阜県池田町" in refusal(readings.parse_place, "池田町")
    assert readings.parse_place("池田町", ["214043", "443221"]) == "214043"
    assert readings.parse_place("岐阜県池田町") == "214043"
    assert "…" in refusal(readings.parse_place, "南")


def test_what_means_no_local_government_names_the_nearest() -> None:
    """A beginning or a misspelling brings names; nonsense brings none."""
    assert "Himeshima Village, Oita Prefecture" in refusal(readings.parse_place, "姫嶋村")
    assert "Sagae City" in refusal(readings.parse_place, "さが")
    assert refusal(readings.parse_place, "xyzzy") == "there is no local government 'xyzzy'"


@pytest.mark.parametrize("written", ["観光", "tourism", "観光・交流", "Tourism and exchange", "ＴＯＵＲＩＳＭ"])
def test_a_word_has_many_spellings(written: str) -> None:
    """Label and code in both languages mean the same word."""
    assert readings.parse_term(THEMES, written) == "tourism"


def test_what_is_no_word_names_the_nearest_or_all() -> None:
    """A slip brings one word, an unknown word all of them, a shared part those that share it."""
    assert "did you mean Tourism and exchange?" in refusal(lambda one: readings.parse_term(THEMES, one), "turism")
    assert "University / Non-profit" in refusal(lambda one: readings.parse_term(COLLABORATOR_KINDS, one), "xyz")
    assert "one of" in refusal(lambda one: readings.parse_term(THEMES, one), "")


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("平成29年8月23日", "2017-08-23"),
        ("H29.8.23", "2017-08-23"),
        ("2017/8/23", "2017-08-23"),
        ("平成29年8月", "2017-08"),
        ("2017-12", "2017-12"),
        ("R1", "2019"),
        ("令和元年度", "FY2019"),
        ("FY2016", "FY2016"),
        ("２０１７年", "2017"),
        ("2016-02", "2016-02"),
        ("2017-04-01", "2017-04-01"),
        ("2017-04", "2017-04"),
        ("9998", "9998"),
        ("FY9998", "FY9998"),
    ],
)
def test_dates_keep_their_precision(written: str, stored: str) -> None:
    """A day stays a day, a month a month, a year a year, a fiscal year a fiscal year; eras are converted."""
    assert readings.parse_date(written) == stored


@pytest.mark.parametrize("written", ["", "いつか", "2017-13", "2017-02-30", "17", "FY9999", "9999-12"])
def test_what_is_no_date_is_refused(written: str) -> None:
    """What the calendar does not know is refused, and says what would do."""
    assert "平成29年8月" in refusal(readings.parse_date, written)
