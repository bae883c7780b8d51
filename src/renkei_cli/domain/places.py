"""The local governments of Japan: codes, names, readings, regions, positions, population and area."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import asin, cos, radians, sin, sqrt
from typing import Any, NamedTuple

from renkei_cli.core.i18n import LocalizedText, current_language, localized
from renkei_cli.core.text import fold
from renkei_cli.domain.vocabulary import VOCABULARIES, Concept, Vocabulary, read_table, stem

_LEVELS = {
    "都": "Metropolis", "府": "Prefecture", "県": "Prefecture",
    "市": "City", "区": "Ward", "町": "Town", "村": "Village",
}  # fmt: skip


def _kinds_together(asked: str) -> list[str]:
    return [one.code for one in KINDS if one.label.ja in asked] if set(asked) <= set("市区町村") else []


KINDS: Vocabulary = Vocabulary("level", (
    Concept("prefecture", "prefecture", LocalizedText("都道府県", "Prefecture"), aliases=("都", "道", "府", "県")),
    Concept("city", "city", LocalizedText("市", "City")), Concept("ward", "ward", LocalizedText("区", "Ward")),
    Concept("town", "town", LocalizedText("町", "Town")), Concept("village", "village", LocalizedText("村", "Village")),
), described=_kinds_together)  # fmt: skip
"""The kinds of local government; 町村 means both."""

_REGIONS = read_table("regions.csv")
REGIONS = Vocabulary("region", (
    Concept(code, code, LocalizedText(ja, en), aliases=tuple(filter(None, spellings.split(";"))))
    for code, ja, en, spellings, _parts in _REGIONS if en
))  # fmt: skip
REGION_OF = {prefecture: code for code, _ja, en, _spellings, parts in _REGIONS if en for prefecture in parts.split()}
OTHER_REGIONS = {ja: (romaji, parts) for romaji, ja, en, _spellings, parts in _REGIONS if not en}
"""Regions that people speak of and that cut across the eight: their romaji, and what they are made of."""
_EARTH_RADIUS_KM = 6371.0088
"""The mean radius of the Earth (source: IUGG)."""
_OF_PLACES = (".for", ".parties")  # how the paths end whose values are codes of participants
_DIGITS = 6  # of a local government's code, the last one a check digit
_SHORT = 2  # of a prefecture's


class LocalGovernment(NamedTuple):
    """A prefecture or a municipality (sources: data/README.md)."""

    code: str  # 全国地方公共団体コード: six digits, the last one a check digit
    prefecture: str
    municipality: str  # empty on a prefecture's own row
    kana: str
    romaji: str
    latitude: float  # WGS 84 degrees, of the office
    longitude: float
    population: int  # of the 2020 census; 0 where nobody was there
    area_km2: float  # on 1 January 2026

    @property
    def name(self) -> LocalizedText:
        """Return the name; in English with its level, as in Himeshima Village."""
        name = self.municipality or self.prefecture
        level = _LEVELS.get(name[-1], "") if name != "北海道" else ""
        return LocalizedText(name, f"{self.romaji} {level}".strip())

    @property
    def kind(self) -> Concept:
        """Return whether it is a prefecture, a city, a ward, a town or a village."""
        return KINDS.exact(self.municipality[-1:] or KINDS.terms[0].code)[0]

    @property
    def prefecture_code(self) -> str:
        """Return the JIS X 0401 code of the prefecture."""
        return self.code[:2]

    def term(self) -> Concept:
        """Return this local government as a controlled word."""
        aliases: tuple[str, ...] = (self.romaji, self.kana)
        if len(self.name.ja) == len("津市"):  # of longer names any spelling is known without its level
            aliases += (self.name.ja[0],)
        if self.municipality:
            aliases += (self.prefecture + self.municipality, self.code[:5])
        return Concept(self.code, self.code, self.name, aliases=aliases)

    def distance_km(self, other: "LocalGovernment") -> float:
        """Return the great-circle distance to another's office in kilometres (haversine formula)."""
        south, north = radians(self.latitude), radians(other.latitude)
        east = radians(other.longitude - self.longitude)
        half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(east / 2) ** 2
        return 2 * _EARTH_RADIUS_KM * asin(sqrt(half))


@cache
def local_governments() -> dict[str, LocalGovernment]:
    """Read all local governments, by code, in the order of codes."""
    found = {}
    for code, *names, latitude, longitude, population, area in read_table("municipalities.csv"):
        prefecture, municipality, kana, romaji = names
        figures = float(latitude), float(longitude), int(population), float(area)
        found[code] = LocalGovernment(code, prefecture, municipality, kana, romaji, *figures)
    return found


def prefectures() -> Iterator[LocalGovernment]:
    """Return the 47 prefectures in the order of their codes."""
    return (place for place in local_governments().values() if not place.municipality)


@cache
def prefecture_terms() -> Vocabulary:
    """Return the prefectures as a vocabulary; a prefecture's value is its two-digit code."""
    codes = ((one.prefecture_code, one) for one in prefectures())
    terms = (Concept(code, code, one.name, aliases=(one.romaji, one.kana, one.code)) for code, one in codes)
    return Vocabulary("prefecture", terms, _prefectures_of_digits)


@cache
def municipality_terms() -> Vocabulary:
    """Return all local governments, prefectures included, as a vocabulary; its values are codes."""
    terms = (place.term() for place in local_governments().values())
    return Vocabulary("municipality", terms, codes_of_digits, lambda asked: codes_within(asked)[0])


_DISTRICT = re.compile("[郡島]")
_BRACKETS = re.compile(r"(.+?) ?[(〔\[](.+)[)〕\]]")


def codes_within(asked: str) -> tuple[list[str], str]:
    """Return the codes of the municipalities that a folded name means which says where they are, and the prefecture's.

    That is the prefecture, before the name or in brackets behind it, and the district or island: 米子市(鳥取県),
    大分県東国東郡姫島村, 三宅島三宅村. The prefecture's code is empty where none is named.
    """
    if bracketed := _BRACKETS.fullmatch(asked):
        asked = bracketed[2] + bracketed[1]
    spelt = ((fold(one.prefecture), one.prefecture_code) for one in prefectures())
    named = ((name, code) for whole, code in spelt for name in (whole, stem(whole)))
    prefecture, code = next((found for found in named if asked.startswith(found[0])), ("", ""))
    rest = asked.removeprefix(prefecture).strip(" ・")
    for start in (0, *(found.end() for found in _DISTRICT.finditer(rest))):
        found = [term.value for term in municipality_terms().exact(rest[start:]) if term.value.startswith(code)]
        # A place called 津 may follow anything.
        if found and len(rest) - start > 1:
            return found, code
    return [], code


@cache
def neighbours() -> frozenset[frozenset[str]]:
    """Read the pairs of prefectures that share a land border, a road bridge or a tunnel."""
    return frozenset(frozenset((one, other)) for one, other, _ in read_table("prefecture-neighbours.csv"))


def codes_of_digits(digits: str) -> list[str]:
    """Return the codes that a number may have been: a zero lost in front, or the check digit left out."""
    known = local_governments()
    if digits in known:
        return [digits]
    five = digits.zfill(_DIGITS - 1)
    found = (digits.zfill(_DIGITS), five + (check_digit(five) if five.isdecimal() else ""))
    return [code for code in found if code in known]


def _prefectures_of_digits(digits: str) -> list[str]:
    """Return the prefectures that a number may mean: 1 and 01, or the prefecture's own code of six digits."""
    whole = (code[:_SHORT] for code in codes_of_digits(digits) if not local_governments()[code].municipality)
    return [code for code in (digits.zfill(_SHORT), *whole) if code in REGION_OF]


def fitting_types(codes: Sequence[str]) -> list[str]:
    """Return the types of cooperation that fit participants, by their codes; the likeliest first."""
    prefectures = {code[:_SHORT] for code in codes}
    if len(prefectures) <= 1:
        return ["県内連携"]
    # Neighbours are those that hang together, through others of them too.
    reached = {min(prefectures)}
    while grown := {code for pair in neighbours() if pair <= prefectures and pair & reached for code in pair} - reached:
        reached |= grown
    return ["隣県連携", "遠隔連携"] if reached == prefectures else ["遠隔連携"]


def check_digit(code: str) -> str:
    """Compute the sixth digit from the first five (weights 6 to 2; 11 minus the sum modulo 11)."""
    total = sum(weight * int(digit) for weight, digit in zip((6, 5, 4, 3, 2), code, strict=False))
    return str(11 - total % 11)[-1]


def place_name(participant: Mapping[str, Any]) -> str:
    """Return a participant with its prefecture."""
    name, prefecture = localized(participant["name"]), localized(participant["prefecture"])
    if name == prefecture:
        return name
    return f"{prefecture}{name}" if current_language() == "ja" else f"{name}, {prefecture}"


def full_name(code: str) -> str:
    """Return the name of a local government with its prefecture, which no other bears."""
    place = local_governments()[code]
    prefecture = prefecture_terms()[place.prefecture_code].label
    return place_name({"name": place.name._asdict(), "prefecture": prefecture._asdict()})


def vocabulary_of(key: str, name: str) -> Vocabulary | None:
    """Return the words that a field may hold, by its key and the name of its vocabulary; None where any text may be."""
    if key in ("participants", "participants.code") or key.endswith(_OF_PLACES):
        return municipality_terms()
    if name == "prefecture":
        return prefecture_terms()
    return {"region": REGIONS, "level": KINDS}.get(name) or VOCABULARIES.get(name)
