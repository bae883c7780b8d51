"""Terms over any field, as in 'participants>=3', and options as terms: what they ask of the index; and the order."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from renkei_cli.casebook.index import Condition, Index
from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import _, current_language, data_language, in_brackets, plural, separator
from renkei_cli.core.text import fold, quote_words
from renkei_cli.domain import dates
from renkei_cli.domain.places import OTHER_REGIONS, REGIONS, municipality_terms, prefecture_terms
from renkei_cli.domain.vocabulary import COLLABORATOR_KINDS, TYPES, VOCABULARIES, Concept, Vocabulary
from renkei_cli.query import Filters, Selection
from renkei_cli.schema.fields import Field, find_field, flat_values, texts, value_at

FilterTerm = tuple[Condition, ...]
"""The conditions of which a case must meet one."""

OPERATORS = ("=", "!=", ">=", "<=", ">", "<", "~")
_SIGNS = str.maketrans(
    dict(zip("＝！＞＜～〜≧≦≥≤≠", ("=", "!", ">", "<", "~", "~", ">=", "<=", ">=", "<=", "!="), strict=True))
)
_FORM = re.compile(r"\s*([^=!><~＝！＞＜～〜≧≦≥≤≠]+?)\s*([=!><~＝！＞＜～〜≧≦≥≤≠]+)\s*(.*?)\s*", re.DOTALL)
_LEAST_DIGITS_OF_CODE = 4  # a number shorter than this counts participants; a longer one is a code
_NUMBERS = ("integer", "number")
_NUMBER = re.compile(r"[-+]?[0-9]{1,15}([.][0-9]*)?")

_FIELD_OF_OPTION = {
    "type": "type", "prefecture": "prefectures", "region": "regions", "municipality": "participants",
    "theme": "themes", "trigger": "trigger", "benefit": "benefits", "collaborator": "collaborators",
}  # fmt: skip
"""The field that each option asks: --theme 観光 is the term themes=観光."""
_DATED_FIELDS = ("events.date", "instruments.date")  # that --since and --until ask


def parse_terms(words: Sequence[str], fields: Mapping[str, Field]) -> list[FilterTerm]:
    """Understand terms such as type=遠隔 or 'span_km>500'; raise UsageError for what is none."""
    return [(_condition(word, fields),) for word in words]


def _condition(word: str, fields: Mapping[str, Field]) -> Condition:
    found, where = _FORM.fullmatch(word), repr(word)
    if not found:
        hint = _("write a term as field, operator and value: 'participants>=3', theme=tourism")
        raise UsageError(_("{word} is no term").format(word=where), hint)
    name, sign, value = found.groups()
    sign = sign.translate(_SIGNS)
    if sign not in OPERATORS:
        hint = _("use one of the operators {operators}").format(operators=" ".join(OPERATORS))
        raise UsageError(_("{word}: there is no operator {sign}").format(word=where, sign=sign), hint)
    field = find_field(fields, name, where)
    if sign == "~":
        if not fold(value):
            hint = _("write a text behind ~; for what the source does not state, write {term}")
            message = _("{word}: there is no text to look for").format(word=where)
            raise UsageError(message, hint.format(term=f"{field.key}="))
        return Condition(field.key, "contains", (fold(value),))
    if not value and sign in ("=", "!="):
        return Condition(field.key, "stated", negated=sign == "=")
    return _comparison(where, field, sign.removeprefix("!"), value)._replace(negated=sign == "!=")


def _comparison(where: str, field: Field, sign: str, value: str) -> Condition:
    if field.kind == "date":
        first, last = (day.isoformat() for day in _asked_date(where, value))
        if sign == "=":
            return Condition(field.key, "meets", (last, first))
        test = f"begins{sign}" if sign.startswith(">") else f"ends{sign}"
        return Condition(field.key, test, (last if sign in (">", "<=") else first,))
    plain = fold(value).replace(",", "")
    number = float(plain) if _NUMBER.fullmatch(plain) else None
    if field.key == "years" and number is None:
        number = _asked_date(where, value).first.year
    if field.kind in _NUMBERS and number is not None:
        return Condition(field.key, sign, (number,))
    listed = field.many and field.kind not in (*_NUMBERS, "string")
    if listed and number is not None and (sign != "=" or len(value) < _LEAST_DIGITS_OF_CODE):
        return Condition(field.key, f"count{sign}", (number,))
    if sign != "=" or field.kind in _NUMBERS:
        numeric = listed or field.kind in _NUMBERS
        operators = _("use one of the operators {operators}").format(operators="= != ~")
        message = _("{word}: {field} cannot be compared like this").format(word=where, field=field.key)
        raise UsageError(message, _("write a number") if numeric else operators)
    return _equals(where, field, [value])


def _equals(where: str, field: Field, values: Iterable[str]) -> Condition:
    vocabulary = vocabulary_of(field)
    if vocabulary is None:
        return Condition(field.key, "equals", tuple(map(fold, values)))
    codes: list[str] = []
    for value in values:
        found = vocabulary.resolve(value)
        if not found:
            raise _unknown_value(vocabulary, where, value)
        codes += (term.code for term in found)
    return Condition(field.key, "in", tuple(codes))


def vocabulary_of(field: Field) -> Vocabulary | None:
    """Return the words that a field may hold, where they are a closed list."""
    if field.kind == "participant" or field.key in ("participants.code", "instruments.parties"):
        return municipality_terms()
    if field.vocabulary == "prefecture":
        return prefecture_terms()
    return REGIONS if field.vocabulary == "region" else VOCABULARIES.get(field.vocabulary)


def _asked_date(where: str, text: str) -> dates.Span:
    try:
        return dates.parse_user_date(text, of_era=True)
    except ValueError as error:
        message = _("{where}: {value} is not a date").format(where=where, value=repr(text))
        raise UsageError(message, dates.date_hint(error)) from error


# --- options ---


def select_cases(index: Index, filters: Filters) -> Selection:
    """Find the cases that all given options leave; raise UsageError for a value that means nothing."""
    terms: list[FilterTerm] = []
    for option, key in _FIELD_OF_OPTION.items():
        values: Sequence[str] = getattr(filters, option)
        if values and option == "collaborator":
            terms.append(tuple(one for value in values for one in _collaborators(index, value)))
        elif values:
            terms.append((_equals(f"--{option}", index.fields()[key], values),))
    if filters.since is None and filters.until is None:
        return Selection(index.select(terms))
    since = "" if filters.since is None else _asked_date("--since", filters.since).first.isoformat()
    until = "9999" if filters.until is None else _asked_date("--until", filters.until).last.isoformat()
    if since > until:
        message = _("--since {since} is later than --until {until}")
        hint = _("write {usage}").format(usage=f"--since {filters.until} --until {filters.since}")
        raise UsageError(message.format(since=filters.since, until=filters.until), hint)
    undated = len(index.select([*terms, *((Condition(key, "stated", negated=True),) for key in _DATED_FIELDS)]))
    note = plural("{n} case has no date in its source", "{n} cases have no date in their source", undated)
    terms.append(tuple(Condition(key, "meets", (until, since)) for key in _DATED_FIELDS))
    return Selection(index.select(terms), (note,) if undated else ())


def _collaborators(index: Index, text: str) -> FilterTerm:
    """Ask for a kind of collaborator or for a part of a name."""
    kinds = tuple(term.code for term in COLLABORATOR_KINDS.resolve(text))
    named = Condition("collaborators.name", "contains", (fold(text),))
    found = (Condition("collaborators.kind", "in", kinds), named)
    if not kinds and not index.select([found]):
        names = [one["name"] for case in index.cases(index.ids(), ["collaborators"]) for one in case["collaborators"]]
        near = _alike(fold(text), sorted({" ".join(map(fold, texts(name))) for name in names}), 0.4)
        hint = _("did you mean {near}?").format(near=", ".join(near)) if near else ""
        raise _unknown_value(COLLABORATOR_KINDS, "--collaborator", text, hint)
    return found


# --- what to write instead of a value that means nothing ---

_SHORTS = {"type": "-t", "prefecture": "-p", "municipality": "-m"}
_COMMAS = re.compile("[,，、;；]")
_DIGITS_OF_PREFECTURE = 2
_NEAREST = 3
_FEW = 20  # a list no longer than this is named whole


def _unknown_value(vocabulary: Vocabulary, where: str, text: str, near: str = "") -> UsageError:
    message = _("{where}: {value} is none of the known values").format(where=where, value=repr(text))
    return UsageError(message, _other_options(vocabulary, where, text) or near or _nearest_terms(vocabulary, text))


def _other_options(vocabulary: Vocabulary, where: str, text: str) -> str:
    """Show how several values are given, and what a region that is none of ours is made of; else return ""."""
    if vocabulary.name not in _FIELD_OF_OPTION:
        return ""
    asked = fold(text)
    parts = [part for part in map(str.strip, _COMMAS.split(text)) if part]
    if len(parts) > 1 and all(map(vocabulary.resolve, parts)):
        hint, named = _("repeat the option for each value: {line}"), [(vocabulary.name, part) for part in parts]
    elif vocabulary is REGIONS:
        region = asked.replace("-", "").replace("'", "") if asked.isascii() else asked
        spelt = {region, region.removesuffix("地方"), region.removesuffix("地域")}
        made_of = " ".join(members for name, (romaji, members) in OTHER_REGIONS.items() if spelt & {name, romaji})
        hint = _("name what it is made of: {line}")
        named = [("region" if REGIONS.resolve(one) else "prefecture", one) for one in made_of.split()]
    elif vocabulary.name == "municipality" and len(asked) <= _DIGITS_OF_PREFECTURE:
        hint, named = _("for a prefecture: {line}"), [("prefecture", text)] * bool(prefecture_terms().numbered(text))
    else:
        return ""
    line = quote_words(word for name, value in named for word in (_SHORTS.get(name, f"--{name}"), value))
    # Terms must all hold: that any of several does is for the options of a list.
    return hint.format(line=line if where.startswith("--") else f"renkei list {line}") if named else ""


def _alike(asked: str, spellings: Iterable[str], least: float) -> list[str]:
    """Return the spellings that resemble a folded text; of two Japanese characters one in common is no resemblance."""
    if asked >= "\u2e80":
        least = max(least, 0.6)
    elif asked.isdecimal():
        least = 0.8
    return get_close_matches(asked, spellings, _NEAREST, least)


def _nearest_terms(vocabulary: Vocabulary, text: str) -> str:
    """Name the terms that are spelt most like `text`, and all of them where they are few."""
    few = len(vocabulary.terms) <= _FEW
    spellings = vocabulary.spellings()
    likely = vocabulary.numbered(text) or [spellings[key] for key in _alike(fold(text), spellings, 0.5)]
    near = dict.fromkeys(likely or vocabulary.begun(fold(text))[:_NEAREST] if fold(text) else ())
    asked = _("did you mean {near}?").format(near=_listed(near, coded=few or fold(text).isdecimal())) if near else ""
    if few:
        allowed = _("write one of {allowed}").format(allowed=_listed(vocabulary, coded=True))
        return f"{asked}\n{allowed}".strip()
    example = vocabulary.terms[0]
    return asked or _("write it as in {examples}").format(examples=f"{example.label.here()}, {example.code}")


def _listed(terms: Iterable[Concept], *, coded: bool) -> str:
    """Name terms in the reader's language, and by their codes; a label may hold a comma."""
    named = (term.label.here() + (in_brackets(term.code) if coded else "") for term in terms)
    return ("; " if coded and current_language() != "ja" else separator()).join(named)


# --- the order ---


def sort_cases(index: Index, ids: Sequence[str], sort: str) -> list[str]:
    """Put cases in the order of a field; with `-` before its name the other way round. Those that lack it come last."""
    field = find_field(index.fields(), sort.removeprefix("-"), "--sort")
    values = ((case["id"], flat_values(value_at(case, field.key))) for case in index.cases(ids, [field.key]))
    ranks = {case_id: _rank(found, field) for case_id, found in values if found}
    ordered = sorted(ranks, key=ranks.__getitem__, reverse=sort.startswith("-"))
    return [*ordered, *(case_id for case_id in ids if case_id not in ranks)]


def _rank(values: Sequence[Any], field: Field) -> Any:  # noqa: ANN401 - a number, or a text
    first = values[0]
    if field.key == "type":
        return [term.code for term in TYPES].index(first["code"])
    if isinstance(first, dict):
        return len(values) if field.many else fold(str(first.get(data_language()) or next(texts(first), "")))
    return first
