"""The texts of a case in the order of their weight, as search reads them."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from renkei_cli.core.i18n import LANGUAGES, Language
from renkei_cli.core.text import fold
from renkei_cli.schema.fields import WEIGHTS, Field, flat_values, value_at

SEPARATOR = "\x1f"  # between segments in a search text, so that no phrase reaches from one into the next
WEIGHT_SEPARATOR = "\x1e"  # between its weight classes: the fewer of them before a hit, the heavier it is
CAPITALS_MARK = "\x1d"  # on both sides of a word of two or three capitals, which follows its segment once more

_UPPER = "A-Z0-9Ａ-Ｚ０-９"
_INSIDE = f"[{_UPPER}a-zａ-ｚ]"
_CAPITALS = re.compile(f"(?<!{_INSIDE})(?=[0-9０-９]*[A-ZＡ-Ｚ])[{_UPPER}]{{2,3}}(?=s?(?!{_INSIDE}))")
_HYPHEN = re.compile("(?<=[a-z])-(?=[a-z])")
_JOINS_LABELS = "・"
_SHORT = 24  # characters of a label or a name rather than prose


class SearchSegment(NamedTuple):
    """A piece of a case's text."""

    field: Field
    text: Mapping[str, str | None]  # in both languages; None where there is no translation
    refs: tuple[str, ...] = ()

    def texts(self, first: Language) -> list[str]:
        """Return the texts that there are, the one in the language `first` before the other."""
        return [text for language in dict.fromkeys((first, *LANGUAGES)) if (text := self.text[language])]


def searched_fields(fields: Mapping[str, Field]) -> list[Field]:
    """Return the fields that a search reads, the weightiest first; in a class, parts of other fields come last."""
    searched = [field for field in fields.values() if field.weight]
    return sorted(searched, key=lambda field: (-WEIGHTS[field.weight], "." in field.key))


def search_segments(case: Mapping[str, Any], fields: list[Field]) -> Iterator[SearchSegment]:
    """Yield the texts of a case in the order of the fields.

    A label of several things (子育て・ひとり親支援) is none of them: a case that bears it may be about the other one.
    """
    for field in fields:
        for number, item in enumerate(flat_values(value_at(case, field.key)), 1):
            text: Mapping[str, str | None] = dict.fromkeys(LANGUAGES, str(item))
            refs: tuple[str, ...] = ()
            if field.kind == "participant":
                text = _participant(**item)
            elif field.vocabulary:
                text = item["label"]
            elif isinstance(item, dict):
                text = item if "ja" in item else next(part for part in item.values() if isinstance(part, dict))
                # A figure and the heading are places in the source themselves.
                places = {"figures": f"figures/{number}", "source.heading": "heading"}
                refs = (places[field.key],) if field.key in places else tuple(item.get("ref", ()))
            if not (field.vocabulary and _JOINS_LABELS in str(text["ja"])):
                yield SearchSegment(field, text, refs)


def _participant(name: Mapping[str, str], prefecture: Mapping[str, str], kana: str, **_more: object) -> dict[str, str]:
    above = {"ja": "", "en": ""} if name == prefecture else prefecture
    return {"ja": f"{above['ja']}{name['ja']}（{kana}）", "en": ", ".join(filter(None, (name["en"], above["en"])))}


def build_search_text(case: Mapping[str, Any], fields: list[Field]) -> str:
    """Return all texts of a case folded into one, in both languages, one weight class behind the other."""
    classes: dict[str, list[str]] = {weight: [] for weight in WEIGHTS}
    for segment in search_segments(case, fields):
        texts = filter(None, map(segment.text.get, LANGUAGES))
        # Labels and names come again in other cases; what is long is prose, and prose does not.
        folded = (_fold_label(text) if len(text) <= _SHORT else fold_segment(text) for text in texts)
        classes[segment.field.weight] += folded
    return WEIGHT_SEPARATOR.join(map(SEPARATOR.join, classes.values()))


def fold_segment(text: str) -> str:
    """Fold a text; name behind it its words of two or three capitals, and the same text without hyphens.

    IT is found apart from it, and both startup and up in start-up.
    """
    folded = fold(text)
    joined, hyphens = _HYPHEN.subn("", folded) if "-" in folded else ("", 0)
    short = _CAPITALS.findall(text)
    more = [joined] * bool(hyphens) + ["".join(map(capitals, dict.fromkeys(short)))] * bool(short)
    return SEPARATOR.join([folded, *more])


def inner_hyphens(folded: str) -> set[int]:
    """Return where in a folded text hyphens stand between the letters of a word."""
    return {found.start() for found in _HYPHEN.finditer(folded)}


_fold_label = lru_cache(maxsize=4096)(fold_segment)


def capitals(word: str) -> str:
    """Return a word of capitals as it follows its segment."""
    return f"{CAPITALS_MARK}{fold(word)}{CAPITALS_MARK}"


def is_capitals(word: str) -> bool:
    """Return whether a word is two or three capitals, digits among them."""
    return bool(_CAPITALS.fullmatch(word))
