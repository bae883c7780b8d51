"""Terms over any field, as in 'participants>=3': read, and held against a case."""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import _
from renkei_cli.core.text import fold
from renkei_cli.domain import dates
from renkei_cli.domain.places import REGIONS, municipality_terms, prefecture_terms
from renkei_cli.domain.vocabulary import VOCABULARIES, Vocabulary
from renkei_cli.query.filters import asked_date, resolve_value
from renkei_cli.schema.fields import Field, find_field, texts, value_at

OPERATORS = ("=", "!=", ">=", "<=", ">", "<", "~")
_FULL_WIDTH = str.maketrans("＝！＞＜～〜≧≦≥≤≠", "=!><~~><><!")
_FORM = re.compile(r"\s*([^=!><~＝！＞＜～〜≧≦≥≤≠]+?)\s*([=!><~＝！＞＜～〜≧≦≥≤≠]+)\s*(.*?)\s*", re.DOTALL)
_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le, "=": operator.eq,
}  # fmt: skip
_FEW_DIGITS = 4
"""A number this short counts participants; a longer one is a code."""

Test = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class FilterTerm:
    """One thing asked of a field."""

    field: Field
    test: Test
    negated: bool = False

    def holds(self, case: Mapping[str, Any]) -> bool:
        """Tell whether a case fulfils it."""
        return self.test(value_at(case, self.field.key)) != self.negated


def parse_terms(words: Sequence[str], fields: Mapping[str, Field]) -> list[FilterTerm]:
    """Understand terms such as type=遠隔 or 'span_km>500'; UsageError for what is none."""
    return [_read(word, fields) for word in words]


def _read(word: str, fields: Mapping[str, Field]) -> FilterTerm:
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
        return FilterTerm(field, _contains(fold(value)))
    if not value and sign in ("=", "!="):
        return FilterTerm(field, _is_blank, negated=sign == "!=")
    return FilterTerm(field, _comparison(word, field, sign.removeprefix("!"), value), negated=sign == "!=")


def _sign(sign: str) -> str:
    plain = sign.translate(_FULL_WIDTH)
    return plain + "=" if sign in "≧≦≥≤≠" else plain


def _is_blank(value: Any) -> bool:  # noqa: ANN401 - any field's value
    return value in (None, [])


def _contains(asked: str) -> Test:
    return lambda value: any(asked in fold(text) for text in texts(value))


def _comparison(word: str, field: Field, sign: str, value: str) -> Test:
    order = _ORDERS[sign]
    if field.kind == "date":
        return _date_test(word, sign, value)
    if field.key == "years" and _number(value) is None:
        value = str(asked_date(repr(word), value).first.year)
    if field.kind in ("integer", "number") and (asked := _number(value)) is not None:
        return lambda held: any(order(one, asked) for one in _each(held))
    listed = field.many and field.kind not in ("integer", "number", "string")
    if listed and (asked := _number(value)) is not None and (sign != "=" or len(value) < _FEW_DIGITS):
        return lambda held: order(len(held), asked)
    if sign != "=" or field.kind in ("integer", "number"):
        possible = (
            _("write a number")
            if listed or field.kind in ("integer", "number")
            else _("use one of the operators {operators}").format(operators="= != ~")
        )
        message = _("{word}: {field} cannot be compared like this").format(word=repr(word), field=field.key)
        raise UsageError(message, possible)
    return _equals(word, field, value)


def _each(held: Any) -> list[Any]:  # noqa: ANN401 - any field's value
    if held is None:
        return []
    return held if isinstance(held, list) else [held]


def _number(text: str) -> float | None:
    try:
        number = float(fold(text).replace(",", ""))
    except ValueError:
        return None
    return number if isfinite(number) else None


def _date_test(word: str, sign: str, value: str) -> Test:
    asked = asked_date(repr(word), value)

    def fits(stored: str) -> bool:
        first, last = dates.date_span(stored)
        if sign == "=":
            return first <= asked.last and last >= asked.first
        if sign in (">", ">="):
            return first > asked.last if sign == ">" else first >= asked.first
        return last < asked.first if sign == "<" else last <= asked.last

    return lambda held: any(fits(stored) for stored in _each(held))


def _equals(word: str, field: Field, value: str) -> Test:
    vocabulary = vocabulary_of(field)
    if vocabulary is None:
        asked = fold(value)
        return lambda held: any(asked == fold(text) for text in texts(held))
    codes = set(resolve_value(vocabulary, repr(word), value))
    return lambda held: any((one["code"] if isinstance(one, dict) else one) in codes for one in _each(held))


def vocabulary_of(field: Field) -> Vocabulary | None:
    """Give the words that a field may hold, where they are a closed list."""
    if field.kind == "participant" or field.key in ("participants.code", "instruments.parties"):
        return municipality_terms()
    if field.vocabulary == "prefecture":
        return prefecture_terms()
    return REGIONS if field.vocabulary == "region" else VOCABULARIES.get(field.vocabulary)
