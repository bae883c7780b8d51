"""What people write, as a case file holds it: dates, numbers, words, local governments alone and in running text."""

from collections.abc import Callable
from datetime import date as day_of

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.authoring import values
from renkei_cli.authoring.values import parse_date, parse_number, parse_place, parse_term, resolve_names
from renkei_cli.core import i18n
from renkei_cli.domain import dates
from renkei_cli.domain.places import full_name, local_governments
from renkei_cli.domain.vocabulary import COLLABORATOR_KINDS, THEMES

JOINTS = "write names alone, and between several of them ; 、 , / or a line break"


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.activate("en")


def rejection(parse: Callable[[str], object], written: str) -> str:
    """Return the reason for which something is not taken."""
    with pytest.raises(values.AnswerRejectedError) as caught:
        parse(written)
    return f"{caught.value.message} ({caught.value.hint})".removesuffix(" ()")


def test_dates_keep_their_precision() -> None:
    """A day stays a day, a month a month, a year a year, a fiscal year a fiscal year; eras are converted."""
    stored = {
        "平成29年8月23日": "2017-08-23", "H29.8.23": "2017-08-23", "2017/8/3": "2017-08-03", "平成29年8月": "2017-08",
        "R1": "2019", "令和元年度": "FY2019", "２０１７年": "2017", "H29.8": "2017-08", "9999-12-31": "9999-12-31",
    }  # fmt: skip
    stored |= {date: date for date in ("2017-12", "FY2016", "2016-02", "2017-04-01", "9998", "FY9998", "0987")}
    assert {written: parse_date(written) for written in stored} == stored
    for written in ("", "いつか", "平成29年13月", "2017-02-30", "17", "FY9999", "R9999", "昨年", "3年間"):
        assert "平成29年8月" in rejection(parse_date, written), written


@given(day=st.dates(max_value=day_of(9998, 12, 31)), precision=st.sampled_from([4, 7, 10]))
def test_a_stored_date_is_read_as_itself(day: object, precision: int) -> None:
    """What a case file holds comes back as it was."""
    stored = str(day)[:precision]
    assert parse_date(stored) == stored
    assert dates.date_span(parse_date(stored)) == dates.date_span(stored)


def test_numbers_are_read_as_people_write_them() -> None:
    """With commas, units and full-width digits; what is none, or has no end, is refused."""
    for written, number in {
        "第53回": 53, "５３": 53, "1,000円": 1000, " 12 ": 12, "1,200．5": 1200.5, "-3": -3, "12ページ": 12,
    }.items():  # fmt: skip
        assert parse_number(written) == number, written
    for written in ("x", "1e5", "1.5e400", "", ".", "-", ",", "第回", "1" * 400, "1.x", "x.5", "1.2.3"):
        assert "is no number (write it as in 53)" in rejection(parse_number, written), written


def test_a_word_has_many_spellings() -> None:
    """Label and code in both languages mean the same word; a slip brings the nearest, an unknown word all of them."""
    for written in ("観光", "tourism", "観光・交流", "Tourism and exchange", "ＴＯＵＲＩＳＭ"):
        assert parse_term(THEMES, written) == "tourism", written
    assert "did you mean Tourism and exchange (tourism)" in rejection(lambda one: parse_term(THEMES, one), "turism")
    said = rejection(lambda one: parse_term(COLLABORATOR_KINDS, one), "xyz")
    assert "write one of University (university), Non-profit (npo)" in said
    assert "one of" in rejection(lambda one: parse_term(THEMES, one), "")


def test_a_local_government_has_many_names() -> None:
    """Name, reading, romaji and code all mean the same one, and so does the name that renkei shows."""
    names = ["姫島村", "姫島", "ひめしまむら", "Himeshima", "443221", "44322", "大分県姫島村", "４４３２２１"]
    for written in (*names, "Himeshima Village, Oita Prefecture", "himeshima village, oita prefecture"):
        assert parse_place(written) == "443221", written
    for language in i18n.LANGUAGES:
        i18n.activate(language)
        for code in list(local_governments())[::40]:
            assert parse_place(full_name(code)) == code


def test_a_name_of_several_asks_for_the_prefecture() -> None:
    """池田町 exists four times; among participants one of them is meant."""
    assert "Ikeda Town, Hokkaido, Ikeda Town, Fukui Prefecture" in rejection(parse_place, "池田町")
    assert parse_place("池田町", ["214043", "443221"]) == "214043"
    assert parse_place("岐阜県池田町") == "214043"


def test_what_means_no_local_government_names_the_nearest() -> None:
    """A misspelling brings names in the reader's language; nonsense brings none."""
    assert "Himeshima Village, Oita Prefecture" in rejection(parse_place, "姫鳥村")
    assert rejection(parse_place, "xyzzy") == "no local government is called xyzzy"


def test_names_become_codes() -> None:
    """Names with prefecture and district, readings, romaji, codes without zero or check digit; each once."""
    for text, codes in (
        ("佐賀県及び佐賀市", "410004 412015"),
        ("大分県及び大分県東国東郡姫島村", "440001 443221"),
        ("北海道上川郡下川町及び勇払郡厚真町、釜石市並びに日南市", "014681 015814 032115 452041"),
        ("新潟県津南町とともに長野県栄村", "154822 206024"),
        ("佐賀市と唐津市", "412015 412023"),
        ("津南町・栄村", "154822 206024"),
        ("兵庫県赤穂郡上郡町、郡山市、大和郡山市", "284815 072036 292036"),
        ("東京都調布市;府中市", "132080 132063"),
        ("ふじえだし; Eniwa City", "222143 012319"),
        ("丹波篠山", "282219"),
        ("１２３１９;41201;412015; 412015;1231", "012319 412015"),
        ("", ""),
    ):
        found = resolve_names(text)
        assert (" ".join(found.codes), found.problems) == (codes, []), text
    assert resolve_names("12319;412015").mended == ["012319"]


def test_what_is_not_understood() -> None:
    """Nothing is guessed: a name of several, of none or of another level is told with what it may have meant."""
    for text, code, hint in (
        ("池田町", "ambiguous", "name the prefecture: 北海道池田町, 福井県池田町, 長野県池田町, 岐阜県池田町"),
        ("佐賀", "ambiguous", "name the prefecture: 佐賀県, 佐賀県佐賀市"),
        ("藤枝町", "unknown-name", "did you mean 静岡県藤枝市?"),
        ("長野県津南町", "unknown-name", "did you mean 長野県阿南町, 長野県南木曽町?"),
        ("Himeshimma Vilage", "unknown-name", f"did you mean 大分県姫島村, 鹿児島県三島村? / {JOINTS}"),
        ("12203", "ambiguous", "write one of 012203 士別市, 122033 市川市"),
        ("竹取物語", "unknown-name", ""),
        ("999999", "unknown-code", ""),
        ("9999", "unknown-code", ""),
        ("津南町と竹取物語", "unknown-name", ""),
    ):  # fmt: skip
        (problem,) = resolve_names(text).problems
        assert problem[::2] == (code, hint), text


def test_hints_decide_between_names_and_codes_alike() -> None:
    """The row's prefecture or code says which 府中市 is meant, or what stood before a number; alone it is nobody's."""
    assert resolve_names("府中市", {"34"}).codes == resolve_names("府中市", (), {"342084"}).codes == ["342084"]
    assert not resolve_names("府中市").codes
    assert resolve_names("12203", {"01"}).codes == ["012203"]
    assert resolve_names("12203", {"12"}).codes == ["122033"]


def test_every_local_government_is_understood_by_its_full_name() -> None:
    """Each of the 1,788 is found by prefecture and name, and by its code."""
    for code, place in local_governments().items():
        assert resolve_names(f"{place.prefecture}{place.municipality}").codes == [code]
        assert resolve_names(code).codes == [code]


def test_a_name_as_long_as_a_book_is_told_at_once() -> None:
    """It is no name, and is compared with none."""
    (problem,) = resolve_names("郡" * 100_000).problems
    assert problem[::2] == ("unknown-name", "")
