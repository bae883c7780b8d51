"""The texts of a case in the order of their weight, as search reads them."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from renkei_cli.core.i18n import LANGUAGES, Language
from renkei_cli.core.text import fold
from renkei_cli.domain.vocabulary import TYPES

SEPARATOR = "\x1f"
"""Stands between passages in a haystack, so that no phrase reaches from one into the next."""

TIER_SEPARATOR = "\x1e"
"""Stands between the tiers of a haystack: as many of them before a hit, as heavy it is."""

CAPITALS_MARK = "\x1d"
"""Stands on both sides of a word of two or three capitals, which follows its passage once more."""

_UPPER = "A-Z0-9Ａ-Ｚ０-９"
_INSIDE = f"[{_UPPER}a-zａ-ｚ]"
_CAPITALS = re.compile(f"(?<!{_INSIDE})(?=[0-9０-９]*[A-ZＡ-Ｚ])[{_UPPER}]{{2,3}}(?=s?(?!{_INSIDE}))")

TITLE, THEMES, BODIES, SUMMARY, STATEMENTS = range(5)
"""Where a passage stands; the lower, the more a hit there counts."""

_ORDERS = {first: (first, *(language for language in LANGUAGES if language != first)) for first in LANGUAGES}
"""The languages, by the one that comes first."""
_SHORT = 24
"""Characters of a label or a name rather than prose."""
_TITLES = ("title", "subtitle", "title_as_printed")
_STATEMENTS = ("activities", "background", "merits", "results")


class SearchSegment(NamedTuple):
    """A piece of a case's text."""

    tier: int
    field: str
    text: Mapping[str, str | None]
    """In both languages: {ja, en}; None where there is no translation."""
    refs: tuple[str, ...] = ()

    def spoken(self, first: Language) -> list[str]:
        """Give the texts that there are, the one in the language `first` before the other."""
        return [text for language in _ORDERS[first] if (text := self.text[language])]


def search_segments(case: Mapping[str, Any]) -> Iterator[SearchSegment]:
    """Give the passages of a case (as its JSON has it), the weightiest first."""
    yield SearchSegment(TITLE, "id", {"ja": case["id"], "en": case["id"]})
    yield from (SearchSegment(TITLE, field, case[field]) for field in _TITLES if case[field])
    for field in ("themes", "trigger", "benefits"):
        yield from (SearchSegment(THEMES, field, tag["label"], tuple(tag["ref"])) for tag in case[field])
    yield SearchSegment(THEMES, "type", TYPES[case["type"]].label._asdict())
    yield from _bodies(case)
    yield from (SearchSegment(SUMMARY, field, case[field]) for field in ("summary", "purpose") if case[field])
    for field in _STATEMENTS:
        yield from (SearchSegment(STATEMENTS, field, said, tuple(said["ref"])) for said in case[field])
    yield from _asides(case)


def _asides(case: Mapping[str, Any]) -> Iterator[SearchSegment]:
    for participant in case["participants"]:
        if said := participant["contribution"]:
            yield SearchSegment(STATEMENTS, "participants.contribution", said, tuple(said["ref"]))
    for event in case["events"]:
        yield SearchSegment(STATEMENTS, "events", event["text"], tuple(event["ref"]))
    for number, figure in enumerate(case["figures"], 1):
        yield SearchSegment(STATEMENTS, "figures", figure["caption"], (f"figures/{number}",))


def _bodies(case: Mapping[str, Any]) -> Iterator[SearchSegment]:
    for participant in case["participants"]:
        name, prefecture = participant["name"], participant["prefecture"]
        town = name["ja"] != prefecture["ja"]
        ja = f"{prefecture['ja'] if town else ''}{name['ja']}（{participant['kana']}）"
        en = f"{name['en']}, {prefecture['en']}" if town else name["en"]
        yield SearchSegment(BODIES, "participants", {"ja": ja, "en": en})
    for field in ("collaborators", "instruments", "funding", "kpis"):
        for body in case[field]:
            yield SearchSegment(BODIES, field, body["name"], tuple(body["ref"]))


def build_search_text(case: Mapping[str, Any]) -> str:
    """Fold all passages of a case into one text, in both languages, tier by tier."""
    tiers: list[list[str]] = [[] for _tier in range(STATEMENTS + 1)]
    for passage in search_segments(case):
        tiers[passage.tier] += map(_searchable, passage.spoken("ja"))
    return TIER_SEPARATOR.join(map(SEPARATOR.join, tiers))


def fold_segment(text: str) -> str:
    """Fold a text, and name behind it its words of two or three capitals: IT is found apart from it."""
    short = _CAPITALS.findall(text)
    return fold(text) + (SEPARATOR + "".join(map(capitals, dict.fromkeys(short))) if short else "")


_label = lru_cache(maxsize=4096)(fold_segment)


def _searchable(text: str) -> str:
    # Labels and names come again in other cases; what is long is prose, and prose does not.
    return _label(text) if len(text) <= _SHORT else fold_segment(text)


def capitals(word: str) -> str:
    """Write a word of capitals as it follows its passage."""
    return f"{CAPITALS_MARK}{fold(word)}{CAPITALS_MARK}"


def is_capitals(word: str) -> bool:
    """Tell whether a word is two or three capitals, digits among them."""
    return bool(_CAPITALS.fullmatch(word))
