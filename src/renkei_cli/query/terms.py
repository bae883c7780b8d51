"""Terms over any field, as in 'participants>=3', and options as terms: what they ask of the index; and the order."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from renkei_cli.casebook.index import Condition, Index
from renkei_cli.core.errors import UsageError, did_you_mean
from renkei_cli.core.i18n import LocalizedText, _, data_language, plural
from renkei_cli.core.text import fold, option_words, quote_words
from renkei_cli.domain import dates
from renkei_cli.domain.places import vocabulary_of
from renkei_cli.domain.vocabulary import COLLABORATOR_KINDS, TYPES
from renkei_cli.query import Filters
from renkei_cli.query.suggestions import alike, explain_empty, unknown_value
from renkei_cli.schema.fields import Field, find_field, flat_values, texts, value_at

FilterTerm = tuple[Condition, ...]
"""The conditions of which a case must meet one."""

OPERATORS = ("=", "!=", ">=", "<=", ">", "<", "~")
_SIGNS = str.maketrans(
    dict(zip("＝！＞＜～〜≧≦≥≤≠", ["=", "!", ">", "<", "~", "~", ">=", "<=", ">=", "<=", "!="], strict=True))
)
_SIGN = "[=!><~＝！＞＜～〜≧≦≥≤≠]"
_NO_SIGN = _SIGN.replace("[", "[^")
_FORM = re.compile(rf"\s*({_NO_SIGN}+?)\s*({_SIGN}+)\s*(.*?)\s*", re.DOTALL)
_OF_ITEM = re.compile(rf"\s*({_NO_SIGN}+?)\s*[(（](.*)[)）]\s*", re.DOTALL)
_BETWEEN = re.compile(rf"[\s&＆;；,、]+(?={_NO_SIGN.replace('^', '^' + chr(92) + 's')}+\s*{_SIGN})")
_LEAST_DIGITS_OF_CODE = 4  # a number shorter than this counts participants; a longer one is a code
_FIRST_YEAR = 1800  # from here on a number looks like a year rather than a count
_NUMBERS = ("integer", "number")
_NUMBER = re.compile(r"[-+]?[0-9]{1,15}([.][0-9]*)?")

_FIELD_OF_OPTION = {
    "type": "type", "prefecture": "prefectures", "region": "regions", "municipality": "participants",
    "theme": "themes", "trigger": "trigger", "benefit": "benefits", "collaborator": "collaborators",
    "population": "participants.population",
}  # fmt: skip
"""The field that each option asks: --theme 観光 is the term themes=観光."""


def parse_terms(words: Sequence[str], fields: Mapping[str, Field]) -> list[FilterTerm]:
    """Understand terms such as type=遠隔 or 'span_km>500'; raise UsageError for what is none."""
    return [(_condition(word, fields),) for word in words]


def _condition(word: str, fields: Mapping[str, Field], within: str = "") -> Condition:
    if (found := _OF_ITEM.fullmatch(word)) and not within:
        return _item_condition(word, fields, *found.groups())
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
    field = field._replace(key=within + field.key)
    if sign == "~":
        if not fold(value):
            hint = _("write a text behind ~; for what the source does not state, write {term}")
            message = _("{word}: there is no text to look for").format(word=where)
            raise UsageError(message, hint.format(term=f"{field.key}="))
        return Condition(field.key, "contains", (fold(value),))
    if not value and sign in ("=", "!="):
        return Condition(field.key, "stated", negated=sign == "=")
    return _comparison(where, field, sign.removeprefix("!"), value)._replace(negated=sign == "!=")


def _item_condition(word: str, fields: Mapping[str, Field], name: str, terms: str) -> Condition:
    """Understand the terms in brackets behind the name of a list: one item of it fulfils them all."""
    whole = find_field(fields, name, repr(word))
    parts: dict[str, Field] = {}
    for key, field in fields.items():
        if key.startswith(f"{whole.key}."):
            label = LocalizedText(field.label.ja.rpartition("：")[2], field.label.en.rpartition(": ")[2])
            part = key.removeprefix(f"{whole.key}.")
            parts[part] = field._replace(key=part, label=label)
    if not whole.many or not parts:
        hint = _("write terms in brackets behind a list: {line}")
        example = "'participants(code=412023 roles=coordinator)'"
        message = _("{word}: {field} has no items with parts").format(word=repr(word), field=whole.key)
        raise UsageError(message, hint.format(line=example))
    found = (_condition(term, parts, f"{whole.key}.") for term in _BETWEEN.split(terms.strip()))
    return Condition(whole.key, "item", parts=tuple(found))


def _comparison(where: str, field: Field, sign: str, value: str) -> Condition:
    if field.kind == "date":
        first, last = (day.isoformat() for day in _asked_date(where, value))
        if sign == "=":
            return Condition(field.key, "meets", (last, first))
        # What may be that date is at most and at least that date, too; later or earlier is what can't be it.
        edge, day = ("begins", last) if sign in (">", "<=") else ("ends", first)
        return Condition(field.key, f"{edge}{sign}", (day,))
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
    vocabulary = vocabulary_of(field.key, field.vocabulary)
    if vocabulary is None:
        return Condition(field.key, "equals", tuple(map(fold, values)))
    codes: list[str] = []
    for value in values:
        found = vocabulary.resolve(value)
        if not found:
            raise unknown_value(vocabulary, where, value)
        codes += (term.code for term in found)
    return Condition(field.key, "in", tuple(codes))


def _asked_date(where: str, text: str) -> dates.Span:
    try:
        return dates.parse_user_date(text, of_era=True)
    except ValueError as error:
        message = _("{where}: {value} is not a date").format(where=where, value=repr(text))
        raise UsageError(message, dates.date_hint(error)) from error


# --- options ---


def select_cases(
    index: Index, filters: Filters, words: Sequence[str] = (), collection: Mapping[str, object] | None = None
) -> tuple[list[str], list[str]]:
    """Return the ids of the cases that all given options and terms leave, in order, and notes for the reader.

    Where none is left, the notes say why and what to try, with the options of the collection where there are any.
    Raise UsageError for a value that means nothing.
    """
    fields = index.fields()
    asked: dict[str, FilterTerm] = {quote_words([word]): (_condition(word, fields),) for word in words}
    for option, key in _FIELD_OF_OPTION.items():
        values: Sequence[str] = getattr(filters, option)
        written = quote_words(option_words({option: values}))
        if values and option == "collaborator":
            asked[written] = tuple(one for value in values for one in _collaborators(index, value))
        elif values and option == "population":
            asked[written] = tuple(_population(value) for value in values)
        elif values:
            asked[written] = (_equals(f"--{option}", fields[key], values),)
    notes = list(_counting_notes(asked, fields))
    if filters.since is not None or filters.until is not None:
        dated = _dated(fields, filters)
        lacking = ((one._replace(test="stated", values=(), negated=True),) for one in dated)
        if undated := len(index.select([*asked.values(), *lacking])):
            note = plural("{n} case has no date in its source", "{n} cases have no date in their source", undated)
            notes.append(note)
        asked[quote_words(option_words({"since": filters.since, "until": filters.until}))] = dated
    ids = index.select([*asked.values()])
    return ids, [*notes, *(() if ids else explain_empty(index, asked, collection or {}))]


def _counting_notes(asked: Mapping[str, FilterTerm], fields: Mapping[str, Field]) -> Iterator[str]:
    """Say of a number that looks like a year that it is compared with how many there are."""
    for written, term in asked.items():
        for one in term:
            dated = f"{one.key}.date"
            if one.test.startswith("count") and dated in fields and one.values[0] >= _FIRST_YEAR:  # type: ignore[operator] # a number
                line = quote_words([f"{dated}{one.test.removeprefix('count')}{one.values[0]:.0f}"])
                message = _("{term} counts; for the dates: {line}")
                yield message.format(term=written, line=line)


def _dated(fields: Mapping[str, Field], filters: Filters) -> FilterTerm:
    """Ask for a date, or a period, that may have fallen between those of --since and --until."""
    since = "" if filters.since is None else _asked_date("--since", filters.since).first.isoformat()
    until = "9999" if filters.until is None else _asked_date("--until", filters.until).last.isoformat()
    if since > until:
        message = _("--since {since} is later than --until {until}")
        hint = _("write {usage}").format(usage=f"--since {filters.until} --until {filters.since}")
        raise UsageError(message.format(since=filters.since, until=filters.until), hint)
    tests = {"date": "meets", "period": "overlaps"}
    # The date of the source is none of what happened.
    own = (one for key, one in fields.items() if not one.derived and not key.startswith(("source.", "period.")))
    return tuple(Condition(one.key, tests[one.kind], (until, since)) for one in own if one.kind in tests)


def _population(text: str) -> Condition:
    """Ask for a municipality that has so many people: '<5000', 5000-, -5000, 1000..5000, 5000人以上."""
    asked = fold(text).translate(_SIGNS).replace(",", "").replace("人", "")
    bounds: list[tuple[str, str]] = []
    if found := re.fullmatch(r"([<>]=?) ?([0-9]{1,9})", asked):
        bounds = [(found[1], found[2])]
    elif found := re.fullmatch("([0-9]{1,9})(未満|以下|以上|超)", asked):
        bounds = [({"未満": "<", "以下": "<=", "以上": ">=", "超": ">"}[found[2]], found[1])]
    elif found := re.fullmatch(r"([0-9]{0,9})(?:\.\.|-|~)([0-9]{0,9})", asked):
        bounds = [(sign, number) for sign, number in ((">=", found[1]), ("<=", found[2])) if number]
    if not bounds:
        message = _("--population: {value} is no number of people").format(value=repr(text))
        raise UsageError(message, _("write it as in {examples}").format(examples="'<5000', '>=100000', 1000..5000"))
    least, most = (dict(bounds).get(sign) for sign in (">=", "<="))
    if least and most and int(least) > int(most):
        message = _("--population: {least} is more than {most}").format(least=least, most=most)
        raise UsageError(message, _("write {usage}").format(usage=f"--population {most}..{least}"))
    parts = [Condition("participants.population", sign, (int(number),)) for sign, number in bounds]
    municipal = Condition("participants.kind", "in", ("prefecture",), negated=True)
    return Condition("participants", "item", parts=(municipal, *parts))


def _collaborators(index: Index, text: str) -> FilterTerm:
    kinds = tuple(term.code for term in COLLABORATOR_KINDS.resolve(text))
    named = Condition("collaborators.name", "contains", (fold(text),))
    found = (Condition("collaborators.kind", "in", kinds), named)
    if not kinds and not index.select([found]):
        names = [one["name"] for case in index.cases(index.ids(), ["collaborators"]) for one in case["collaborators"]]
        near = alike(fold(text), sorted({" ".join(map(fold, texts(name))) for name in names}), 0.4)
        raise unknown_value(COLLABORATOR_KINDS, "--collaborator", text, did_you_mean(near))
    return found


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
