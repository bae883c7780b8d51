"""Terms over any field, as in 'participants>=3', and options as terms: what they ask of the index."""

import re
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite

from renkei_cli.casebook.index import Condition, Index
from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import _, plural
from renkei_cli.core.text import fold
from renkei_cli.domain import dates
from renkei_cli.domain.places import REGIONS, municipality_terms, prefecture_terms
from renkei_cli.domain.vocabulary import COLLABORATOR_KINDS, VOCABULARIES, Vocabulary
from renkei_cli.query.filters import DATED_FIELDS, FILTERED_FIELDS, Filters, Selection
from renkei_cli.query.values import alike, each_by_itself, nearest_terms, resolve_value
from renkei_cli.schema.fields import Field, find_field

FilterTerm = tuple[Condition, ...]
"""The conditions of which a case must meet one."""

OPERATORS = ("=", "!=", ">=", "<=", ">", "<", "~")
_FULL_WIDTH = str.maketrans("＝！＞＜～〜≧≦≥≤≠", "=!><~~><><!")
_FORM = re.compile(r"\s*([^=!><~＝！＞＜～〜≧≦≥≤≠]+?)\s*([=!><~＝！＞＜～〜≧≦≥≤≠]+)\s*(.*?)\s*", re.DOTALL)
_FEW_DIGITS = 4
"""A number shorter than this counts participants; a longer one is a code."""
_NUMBERS = ("integer", "number")


def parse_terms(words: Sequence[str], fields: Mapping[str, Field]) -> list[FilterTerm]:
    """Understand terms such as type=遠隔 or 'span_km>500'; raise UsageError for what is none."""
    return [(_condition(word, fields),) for word in words]


def _condition(word: str, fields: Mapping[str, Field]) -> Condition:
    found = _FORM.fullmatch(word)
    if not found:
        message = _("{word} is no term").format(word=repr(word))
        raise UsageError(message, _("write a term as field, operator and value: 'participants>=3', theme=tourism"))
    name, sign, value = found.groups()
    sign = _sign(sign)
    if sign not in OPERATORS:
        message = _("{word}: there is no operator {sign}").format(word=repr(word), sign=sign)
        raise UsageError(message, _("use one of the operators {operators}").format(operators=" ".join(OPERATORS)))
    field = find_field(fields, name, repr(word))
    if sign == "~" and not fold(value):
        message = _("{word}: there is no text to look for").format(word=repr(word))
        hint = _("write a text behind ~; for what the source does not state, write {term}")
        raise UsageError(message, hint.format(term=f"{field.key}="))
    if sign == "~":
        return Condition(field.key, "contains", (fold(value),))
    if not value and sign in ("=", "!="):
        return Condition(field.key, "stated", negated=sign == "=")
    compared = _comparison(repr(word), field, sign.removeprefix("!"), value)
    return compared._replace(negated=sign == "!=")


def _sign(sign: str) -> str:
    plain = sign.translate(_FULL_WIDTH)
    return plain + "=" if sign in "≧≦≥≤≠" else plain


def _comparison(where: str, field: Field, sign: str, value: str) -> Condition:
    if field.kind == "date":
        return _on_day(field, sign, asked_date(where, value))
    number = _number(value)
    if field.key == "years" and number is None:
        number = asked_date(where, value).first.year
    if field.kind in _NUMBERS and number is not None:
        return Condition(field.key, sign, (number,))
    listed = field.many and field.kind not in (*_NUMBERS, "string")
    if listed and number is not None and (sign != "=" or len(value) < _FEW_DIGITS):
        return Condition(field.key, f"count{sign}", (number,))
    if sign != "=" or field.kind in _NUMBERS:
        numeric = listed or field.kind in _NUMBERS
        operators = _("use one of the operators {operators}").format(operators="= != ~")
        message = _("{word}: {field} cannot be compared like this").format(word=where, field=field.key)
        raise UsageError(message, _("write a number") if numeric else operators)
    return _equals(where, field, [value])


def _on_day(field: Field, sign: str, asked: dates.Span) -> Condition:
    first, last = asked.first.isoformat(), asked.last.isoformat()
    if sign == "=":
        return Condition(field.key, "meets", (last, first))
    test = f"begins{sign}" if sign.startswith(">") else f"ends{sign}"
    return Condition(field.key, test, (last if sign in (">", "<=") else first,))


def _number(text: str) -> float | None:
    try:
        number = float(fold(text).replace(",", ""))
    except ValueError:
        return None
    return number if isfinite(number) else None


def _equals(where: str, field: Field, values: Iterable[str]) -> Condition:
    vocabulary = vocabulary_of(field)
    if vocabulary is None:
        return Condition(field.key, "says", tuple(map(fold, values)))
    return Condition(
        field.key, "in", tuple(code for value in values for code in resolve_value(vocabulary, where, value))
    )


def vocabulary_of(field: Field) -> Vocabulary | None:
    """Return the words that a field may hold, where they are a closed list."""
    if field.kind == "participant" or field.key in ("participants.code", "instruments.parties"):
        return municipality_terms()
    if field.vocabulary == "prefecture":
        return prefecture_terms()
    return REGIONS if field.vocabulary == "region" else VOCABULARIES.get(field.vocabulary)


# --- options ---


def select_cases(index: Index, filters: Filters) -> Selection:
    """Find the cases that all given options leave; raise UsageError for a value that means nothing."""
    terms, dated = _option_terms(index, filters), _date_terms(filters)
    if not dated:
        return Selection(index.select(terms))
    undated = len(index.select([*terms, *((Condition(key, "stated", negated=True),) for key in DATED_FIELDS)]))
    note = plural("{n} case has no date in its source", "{n} cases have no date in their source", undated)
    return Selection(index.select([*terms, *dated]), (note,) if undated else ())


def _option_terms(index: Index, filters: Filters) -> list[FilterTerm]:
    """Return what the options ask, but those about dates; raise UsageError for a value that means nothing."""
    terms: list[FilterTerm] = []
    for option, key in FILTERED_FIELDS.items():
        values: Sequence[str] = getattr(filters, option)
        if values and option == "collaborator":
            terms.append(tuple(one for value in values for one in _collaborators(index, key, value)))
        elif values:
            terms.append((_equals(f"--{option}", index.fields()[key], values),))
    return terms


def _collaborators(index: Index, key: str, text: str) -> FilterTerm:
    """Ask for a kind of collaborator or for a part of a name."""
    kinds = tuple(term.value for term in COLLABORATOR_KINDS.resolve(text))
    found = (Condition(f"{key}.kind", "in", kinds), Condition(f"{key}.name", "contains", (fold(text),)))
    if not kinds and not index.select([found]):
        message = _("{where}: {value} is none of the known values").format(where="--collaborator", value=repr(text))
        near = alike(fold(text), index.folded_texts(f"{key}.name"), 3, 0.4)
        hint = each_by_itself(COLLABORATOR_KINDS, "--collaborator", text)
        hint = hint or (_("did you mean {near}?").format(near=", ".join(near)) if near else "")
        raise UsageError(message, hint or nearest_terms(COLLABORATOR_KINDS, text))
    return found


def _date_terms(filters: Filters) -> list[FilterTerm]:
    """Return what --since and --until ask: something dated that meets the days between."""
    if filters.since is None and filters.until is None:
        return []
    since = "" if filters.since is None else asked_date("--since", filters.since).first.isoformat()
    until = "9999" if filters.until is None else asked_date("--until", filters.until).last.isoformat()
    if since > until:
        message = _("--since {since} is later than --until {until}")
        hint = _("write {usage}").format(usage=f"--since {filters.until} --until {filters.since}")
        raise UsageError(message.format(since=filters.since, until=filters.until), hint)
    return [tuple(Condition(key, "meets", (until, since)) for key in DATED_FIELDS)]


def asked_date(where: str, text: str) -> dates.Span:
    """Understand a date; raise UsageError naming `where` if it is none."""
    try:
        return dates.parse_user_date(text, of_era=True)
    except ValueError as error:
        message = _("{where}: {value} is not a date").format(where=where, value=repr(text))
        raise UsageError(message, dates.date_hint(error)) from error
