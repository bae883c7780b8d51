"""The local governments of Japan."""

from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.domain import places

DIGITS = st.text("0123456789", min_size=5, max_size=5)


def test_every_code_bears_its_check_digit() -> None:
    """All 1,788 codes end in the digit that the first five give."""
    codes = places.local_governments()
    assert len(codes) == 1788
    assert [code for code in codes if places.check_digit(code) != code[-1]] == []


@given(DIGITS)
def test_the_check_digit_completes_the_sum(five: str) -> None:
    """Weighed 6, 5, 4, 3, 2 and 1 the six digits give a multiple of 11; 10 is written 0 and 11 is 1."""
    digit = places.check_digit(five)
    assert len(digit) == 1
    total = sum(weight * int(one) for weight, one in zip((6, 5, 4, 3, 2, 1), five + digit, strict=True))
    assert total % 11 in ((0, 1) if digit in "01" else (0,))


@given(DIGITS, st.integers(0, 4), st.integers(1, 9))
def test_a_slip_of_one_digit_shows(five: str, at: int, by: int) -> None:
    """One wrong digit changes the check digit, unless both remainders are written alike."""
    slipped = five[:at] + str((int(five[at]) + by) % 10) + five[at + 1 :]
    digits = {places.check_digit(five), places.check_digit(slipped)}
    assert len(digits) == 2 or digits == {"1"}


def test_prefectures_and_regions() -> None:
    """There are 47 prefectures, each in one of eight regions."""
    codes = [place.prefecture_code for place in places.prefectures()]
    assert codes == [f"{number:02}" for number in range(1, 48)]
    assert {places.REGION_OF[code] for code in codes} == {term.value for term in places.REGIONS}


def test_population_and_area() -> None:
    """The census's numbers: a prefecture has the people of its municipalities, and all of Japan 126,146,099."""
    known = places.local_governments()
    assert [(known[code].population, known[code].area_km2) for code in ("443221", "075469", "440001")] == [
        (1725, 6.99), (0, 51.42), (1123852, 6340.63),
    ]  # fmt: skip
    people: dict[str, int] = {}
    for place in known.values():
        if place.municipality:
            people[place.prefecture_code] = people.get(place.prefecture_code, 0) + place.population
    assert people == {place.prefecture_code: place.population for place in places.prefectures()}
    assert sum(people.values()) == 126_146_099
    assert all(place.area_km2 > 0 for place in known.values())


def test_readings_have_their_small_kana() -> None:
    """The code table prints small kana large; what it can't tell is as the places themselves say it."""
    known = places.local_governments()
    assert [(known[code].kana, known[code].romaji) for code in ("112062", "473260", "143839", "332089", "112119")] == [
        ("ぎょうだし", "Gyoda"), ("ちゃたんちょう", "Chatan"), ("まなづるまち", "Manazuru"),
        ("そうじゃし", "Soja"), ("ほんじょうし", "Honjo"),
    ]  # fmt: skip


def test_names() -> None:
    """In English a name is followed by its level."""
    for code, ja, en in (
        ("010006", "北海道", "Hokkaido"),
        ("130001", "東京都", "Tokyo Metropolis"),
        ("260002", "京都府", "Kyoto Prefecture"),
        ("131016", "千代田区", "Chiyoda Ward"),
        ("443221", "姫島村", "Himeshima Village"),
    ):
        assert places.local_governments()[code].name == (ja, en)


MUNICIPALITIES = {
    "府中市": "132063 342084", "広島県府中市": "342084", "ひめしま": "443221", "himeshima": "443221", "44322": "443221",
    "４４３２２": "443221", "12319": "012319", "1231": "012319", "12203": "", "443222": "", "4432": "", "津": "242012",
    "ナシ町": "",
    "大分市": "442011", "上野市": "", "姫島町": "", "彦根村": "", "大分町": "",
    "京都": "260002 261009",
    "東国東郡姫島村": "443221", "大分県東国東郡姫島村": "443221",
    "三宅島三宅村": "133817", "米子市（鳥取県）": "312029",
    "府中市(広島)": "342084", "広島府中市": "342084", "八丈島八丈町": "134015", "小豆島津": "", "米子市（代表）": "",
    "七ケ宿町": "043028", "鎌ヶ谷市": "122246", "龍ヶ崎市": "082082", "竜ケ崎市": "082082", "茅ケ崎市": "142077",
    "塩釜市": "042030", "髙松市": "372013", "長﨑市": "422011", "會津若松市": "072028", "飛驒市": "212172",
    "檮原町": "394050", "鯵ヶ沢町": "023213", "須惠町": "403440", "⻑野市": "202011", "⻄宮市": "282049",
    "ぎょうだ": "112062", "Chatan": "473260",
}  # fmt: skip
PREFECTURES = {
    "1": "01", "01": "01", "010006": "01", "10006": "01", "44": "44", "440001": "44",
    "0": "", "48": "", "044": "", "443221": "", "大分市": "", "長野村": "", "大分県": "44", "大分": "44",
}  # fmt: skip


def test_a_place_is_found_by_its_spellings() -> None:
    """Names, with the prefecture before them too, readings, romaji, and codes with or without the check digit.

    A number finds a prefecture with or without the zero; it is never the beginning of another.
    """
    vocabularies = (places.municipality_terms(), MUNICIPALITIES), (places.prefecture_terms(), PREFECTURES)
    for vocabulary, found in vocabularies:
        assert {text: " ".join(term.value for term in vocabulary.resolve(text)) for text in found} == found


def test_neighbours_are_pairs_of_prefectures() -> None:
    """Niigata touches Nagano; nobody is one's own neighbour."""
    assert frozenset({"15", "20"}) in places.neighbours()
    assert {len(pair) for pair in places.neighbours()} == {2}
