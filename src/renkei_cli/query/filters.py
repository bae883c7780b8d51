"""What was asked: the named options, the order, the limit."""

import re
from difflib import get_close_matches
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from renkei_cli.casebook.index import Condition, Index
from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import _, current_language, data_language, plural
from renkei_cli.core.shell import quote_words
from renkei_cli.core.text import fold
from renkei_cli.domain import dates
from renkei_cli.domain.places import OTHER_REGIONS, REGIONS, municipality_terms, prefecture_terms
from renkei_cli.domain.vocabulary import BENEFITS, COLLABORATOR_KINDS, THEMES, TRIGGERS, TYPES, Vocabulary
from renkei_cli.query.selection import Filters, Selection
from renkei_cli.schema.fields import Field, find_field, texts, value_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from renkei_cli.domain.vocabulary import Concept


def resolve_value(vocabulary: Vocabulary, where: str, text: str) -> list[str]:
    """Give the values that `text` means; UsageError naming `where` and the nearest values if none."""
    found = vocabulary.resolve(text)
    if found:
        return [term.value for term in found]
    message = _("{where}: {value} is none of the known values").format(where=where, value=repr(text))
    raise UsageError(message, _each_by_itself(vocabulary, where, text) or nearest_terms(vocabulary, text))


_SHORTS = {"type": "-t", "prefecture": "-p", "municipality": "-m"}
_COMMAS = re.compile("[,，、;；]")
_FEW_DIGITS = 2
"""So short a number is a prefecture's."""
_OF_OPTIONS = {"type", "prefecture", "region", "municipality", "theme", "trigger", "benefit", "collaborator"}


def _each_by_itself(vocabulary: Vocabulary, where: str, text: str) -> str:
    """Show how several values are given, and what a region that is none of ours is made of; else nothing."""
    if vocabulary.name not in _OF_OPTIONS:
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
    """Give the prefectures and regions of which a region that people speak of is made."""
    asked = fold(region)
    plain = asked.replace("-", "").replace("'", "") if asked.isascii() else asked
    named = {plain, plain.removesuffix("地方"), plain.removesuffix("地域")}
    return next((made.split() for name, (romaji, made) in OTHER_REGIONS.items() if named & {name, romaji}), [])


def _options(where: str, values: "Iterable[tuple[str, str]]") -> str:
    line = quote_words(word for name, value in values for word in (_SHORTS.get(name, f"--{name}"), value))
    # Terms must all hold: that any of several does is for the options of a list.
    return line if where.startswith("--") else f"renkei list {line}"


_NEAREST = 3
_LEAST_JAPANESE = 0.6
_LEAST_DIGITS = 0.8


def alike(asked: str, spellings: "Iterable[str]", most: int, least: float) -> list[str]:
    """Give the spellings that resemble a folded text; of two Japanese characters one in common is no resemblance."""
    if asked >= "\u2e80":
        least = max(least, _LEAST_JAPANESE)
    elif asked.isdecimal():
        least = _LEAST_DIGITS
    return get_close_matches(asked, spellings, most, least)


def nearest_terms(vocabulary: Vocabulary, text: str, shown_at_most: int = 20) -> str:
    """Name the terms that are spelt most like `text`, and all of them where they are few."""
    few = len(vocabulary.terms) <= shown_at_most
    spellings = vocabulary.spellings()
    likely = vocabulary.numbered(text) or [spellings[key] for key in alike(fold(text), spellings, _NEAREST, 0.5)]
    near = dict.fromkeys(likely or vocabulary.begun(text)[:_NEAREST] if fold(text) else ())
    asked = _("did you mean {near}?").format(near=_listed(near, coded=few or fold(text).isdecimal())) if near else ""
    if few:
        allowed = _("write one of {allowed}").format(allowed=_listed(vocabulary, coded=True))
        return f"{asked}\n{allowed}".strip()
    example = vocabulary.terms[0]
    return asked or _("write it as in {examples}").format(examples=f"{example.label.here()}, {example.code}")


def _listed(terms: "Iterable[Concept]", *, coded: bool) -> str:
    """Name terms in the reader's language, and by their codes; a label may hold a comma."""
    form = "{label}（{code}）" if current_language() == "ja" else "{label} ({code})"
    named = (form.format(label=term.label.here(), code=term.code) if coded else term.label.here() for term in terms)
    return ("、" if current_language() == "ja" else "; " if coded else ", ").join(named)


def select_cases(index: Index, filters: Filters) -> Selection:
    """Find the cases that all given options leave."""
    options: tuple[tuple[str, Sequence[str], Callable[[], Vocabulary]], ...] = (
        ("type", filters.type, lambda: TYPES),
        ("prefecture", filters.prefecture, prefecture_terms),
        ("region", filters.region, lambda: REGIONS),
        ("municipality", filters.municipality, municipality_terms),
        ("theme", filters.theme, lambda: THEMES),
        ("trigger", filters.trigger, lambda: TRIGGERS),
        ("benefit", filters.benefit, lambda: BENEFITS),
    )
    facts = {"prefecture": "prefectures", "region": "regions", "municipality": "participants", "theme": "themes",
             "benefit": "benefits"}  # fmt: skip
    groups: list[list[Condition]] = []
    for option, given, vocabulary in options:
        if given:
            values = [value for text in given for value in resolve_value(vocabulary(), f"--{option}", text)]
            groups.append([Condition(facts.get(option, option), values)])
    if filters.collaborator:
        groups.append([one for text in filters.collaborator for one in _collaborating(index, text)])
    notes: tuple[str, ...] = ()
    if filters.since is not None or filters.until is not None:
        if undated := len(index.ids_where(groups, lacking="date")):
            notes = (plural("{n} case has no date in its source", "{n} cases have no date in their source", undated),)
        groups.append([_dated(filters)])
    return Selection(index.ids_where(groups), notes) if groups else Selection(None)


def _collaborating(index: Index, text: str) -> list[Condition]:
    asked = fold(text)
    kinds = [term.value for term in COLLABORATOR_KINDS.resolve(text)]
    found = [Condition("collaborators.kind", kinds), Condition("collaborators", [asked], "holds")]
    if not kinds and not index.ids_where([found]):
        message = _("{where}: {value} is none of the known values").format(where="--collaborator", value=repr(text))
        near = alike(asked, index.values("collaborators"), 3, 0.4)
        hint = _each_by_itself(COLLABORATOR_KINDS, "--collaborator", text)
        hint = hint or (_("did you mean {near}?").format(near=", ".join(near)) if near else "")
        raise UsageError(message, hint or nearest_terms(COLLABORATOR_KINDS, text))
    return found


def _dated(filters: Filters) -> Condition:
    since = asked_date("--since", filters.since).first.isoformat() if filters.since is not None else ""
    until = asked_date("--until", filters.until).last.isoformat() if filters.until is not None else "9999"
    if since > until:
        message = _("--since {since} is later than --until {until}")
        hint = _("write {usage}").format(usage=f"--since {filters.until} --until {filters.since}")
        raise UsageError(message.format(since=filters.since, until=filters.until), hint)
    return Condition("date", [since, until], "meets")


def asked_date(where: str, text: str) -> dates.Span:
    """Understand a date; UsageError naming `where` if it is none."""
    try:
        return dates.parse_user_date(text, of_era=True)
    except ValueError as error:
        message = _("{where}: {value} is not a date").format(where=where, value=repr(text))
        raise UsageError(message, dates.date_hint(error)) from error


def sort_cases(cases: "Iterable[Mapping[str, Any]]", fields: "Mapping[str, Field]", sort: str) -> list[str]:
    """Give the ids of cases in the order of a field; with `-` before its name the other way round. Blanks come last."""
    field = find_field(fields, sort.removeprefix("-"), "--sort")
    filled: list[tuple[Any, str]] = []
    blank: list[str] = []
    for case in cases:
        value = value_at(case, field.key)
        if value in (None, []):
            blank.append(case["id"])
        else:
            filled.append((_rank(value, field), case["id"]))
    filled.sort(key=itemgetter(0), reverse=sort.startswith("-"))
    return [case_id for _value, case_id in filled] + blank


def _rank(value: Any, field: Field) -> Any:  # noqa: ANN401 - a number, or a text
    if field.key == "type":
        return [term.value for term in TYPES].index(value)
    if isinstance(value, list) and isinstance(value[0], dict):
        return len(value)
    if isinstance(value, list):
        return value[0]
    if isinstance(value, dict):
        return fold(str(value.get(data_language()) or next(texts(value), "")))
    return value
