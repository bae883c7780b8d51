"""What a value of a closed list means, and what to write instead of one that means nothing; the order of values."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from operator import itemgetter
from typing import Any

from renkei_cli.casebook.index import Index
from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import _, current_language, data_language
from renkei_cli.core.shell import quote_words
from renkei_cli.core.text import fold
from renkei_cli.domain.places import OTHER_REGIONS, REGIONS, prefecture_terms
from renkei_cli.domain.vocabulary import TYPES, Concept, Vocabulary
from renkei_cli.query.filters import FILTERED_FIELDS
from renkei_cli.schema.fields import Field, find_field, texts, value_at

_SHORTS = {"type": "-t", "prefecture": "-p", "municipality": "-m"}
_COMMAS = re.compile("[,，、;；]")
_FEW_DIGITS = 2
"""A number this short is a prefecture's."""
_NEAREST = 3
_LEAST_JAPANESE = 0.6
_LEAST_DIGITS = 0.8
_FEW = 20
"""A list no longer than this is named whole."""


def resolve_value(vocabulary: Vocabulary, where: str, text: str) -> list[str]:
    """Return the values that `text` means; raise UsageError naming `where` and the nearest values if none."""
    found = vocabulary.resolve(text)
    if found:
        return [term.value for term in found]
    message = _("{where}: {value} is none of the known values").format(where=where, value=repr(text))
    raise UsageError(message, each_by_itself(vocabulary, where, text) or nearest_terms(vocabulary, text))


def each_by_itself(vocabulary: Vocabulary, where: str, text: str) -> str:
    """Show how several values are given, and what a region that is none of ours is made of; else return ""."""
    if vocabulary.name not in FILTERED_FIELDS:
        return ""
    parts = [part.strip() for part in _COMMAS.split(text) if part.strip()]
    if len(parts) > 1 and all(map(vocabulary.resolve, parts)):
        line = _options(where, [(vocabulary.name, part) for part in parts])
        return _("repeat the option for each value: {line}").format(line=line)
    if vocabulary is REGIONS and (members := _members(text)):
        named = [("region" if REGIONS.resolve(one) else "prefecture", one) for one in members]
        return _("name what it is made of: {line}").format(line=_options(where, named))
    if vocabulary.name == "municipality" and len(fold(text)) <= _FEW_DIGITS and prefecture_terms().numbered(text):
        return _("for a prefecture: {line}").format(line=_options(where, [("prefecture", text)]))
    return ""


def _members(region: str) -> list[str]:
    """Return the prefectures and regions of which a region that people speak of is made."""
    asked = fold(region)
    plain = asked.replace("-", "").replace("'", "") if asked.isascii() else asked
    named = {plain, plain.removesuffix("地方"), plain.removesuffix("地域")}
    return next((made.split() for name, (romaji, made) in OTHER_REGIONS.items() if named & {name, romaji}), [])


def _options(where: str, values: Iterable[tuple[str, str]]) -> str:
    line = quote_words(word for name, value in values for word in (_SHORTS.get(name, f"--{name}"), value))
    # Terms must all hold: that any of several does is for the options of a list.
    return line if where.startswith("--") else f"renkei list {line}"


def alike(asked: str, spellings: Iterable[str], most: int, least: float) -> list[str]:
    """Return the spellings that resemble a folded text; of two Japanese characters one in common is no resemblance."""
    if asked >= "\u2e80":
        least = max(least, _LEAST_JAPANESE)
    elif asked.isdecimal():
        least = _LEAST_DIGITS
    return get_close_matches(asked, spellings, most, least)


def nearest_terms(vocabulary: Vocabulary, text: str) -> str:
    """Name the terms that are spelt most like `text`, and all of them where they are few."""
    few = len(vocabulary.terms) <= _FEW
    spellings = vocabulary.spellings()
    likely = vocabulary.numbered(text) or [spellings[key] for key in alike(fold(text), spellings, _NEAREST, 0.5)]
    near = dict.fromkeys(likely or vocabulary.begun(text)[:_NEAREST] if fold(text) else ())
    asked = _("did you mean {near}?").format(near=_listed(near, coded=few or fold(text).isdecimal())) if near else ""
    if few:
        allowed = _("write one of {allowed}").format(allowed=_listed(vocabulary, coded=True))
        return f"{asked}\n{allowed}".strip()
    example = vocabulary.terms[0]
    return asked or _("write it as in {examples}").format(examples=f"{example.label.here()}, {example.code}")


def _listed(terms: Iterable[Concept], *, coded: bool) -> str:
    """Name terms in the reader's language, and by their codes; a label may hold a comma."""
    form = "{label}（{code}）" if current_language() == "ja" else "{label} ({code})"
    named = (form.format(label=term.label.here(), code=term.code) if coded else term.label.here() for term in terms)
    return ("、" if current_language() == "ja" else "; " if coded else ", ").join(named)


def sort_cases(index: Index, ids: Sequence[str], sort: str) -> list[str]:
    """Put cases in the order of a field; with `-` before its name the other way round. Those that lack it come last."""
    field = find_field(index.fields(), sort.removeprefix("-"), "--sort")
    top = field.key.partition(".")[0]
    column = index.column(top)
    ranks: list[tuple[Any, str]] = []
    blank: list[str] = []
    for case_id in ids:
        value = value_at({top: column.get(case_id)}, field.key)
        if value in (None, []):
            blank.append(case_id)
        else:
            ranks.append((_rank(value, field), case_id))
    ranks.sort(key=itemgetter(0), reverse=sort.startswith("-"))
    return [case_id for _value, case_id in ranks] + blank


def _rank(value: Any, field: Field) -> Any:  # noqa: ANN401 - a number, or a text
    if isinstance(value, list):
        return len(value) if isinstance(value[0], dict) else _rank(value[0], field)
    if isinstance(value, dict):
        return fold(str(value.get(data_language()) or next(texts(value), "")))
    if field.key == "type":
        return [term.value for term in TYPES].index(value)
    return value
