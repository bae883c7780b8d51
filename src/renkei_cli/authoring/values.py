"""What people write, as a case file holds it: names become codes, labels words, era dates ISO 8601."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import NamedTuple

from renkei_cli.core.errors import UsageError, did_you_mean, one_of
from renkei_cli.core.i18n import _
from renkei_cli.core.text import fold
from renkei_cli.domain import dates, places
from renkei_cli.domain.places import LocalGovernment, full_name, local_governments
from renkei_cli.domain.vocabulary import VOCABULARIES, Vocabulary
from renkei_cli.schema.fields import Field
from renkei_cli.validation.suggestions import codes_of_name

_SEPARATORS = re.compile(r"[;；、,，/／\n\t]+|及び|並びに|ならびに|および|とともに|と共に")
_POSSIBLE_SEPARATORS = re.compile("[と・]")
"""What also stands within names: it parts them only where the whole is none and all parts are."""
_NO_SEPARATORS = re.compile(r"[\s&+|()（）〔〕\[\]]")
_LONGEST = 60  # characters of a name, with prefecture and district
_MOST = 2  # names of local governments that a hint lists at most
_NUMBER = re.compile(r"第?(-?[0-9][0-9,]{0,30}(?:\.[0-9]{1,30})?)(?:回|円|頁|ぺーじ|p)?")


class AnswerRejectedError(UsageError):
    """What was written cannot be taken: `message` says why, `hint` what would do where it is known."""


def holds_places(field: Field) -> bool:
    """Return whether a field holds codes of local governments."""
    return field.key in ("code", "for", "parties") and not field.vocabulary


def parse_value(field: Field, written: str, among: Sequence[str] = ()) -> str | float:
    """Return a value of a field as a case file holds it; raise AnswerRejectedError where it means nothing."""
    if field.vocabulary:
        return parse_term(VOCABULARIES[field.vocabulary], written)
    if holds_places(field):
        return parse_place(written, among)
    if field.kind in ("integer", "number"):
        return parse_number(written)
    return parse_date(written) if field.kind == "date" else written


def parse_date(written: str) -> str:
    """Return the ISO 8601 form of a date written as people do: H29, 平成29年8月, 2017/8/23."""
    try:
        return dates.to_iso(dates.parse_user_date(written))
    except ValueError as error:
        message = _("{given} is not a date of the calendar").format(given=repr(written))
        raise AnswerRejectedError(message, dates.date_hint(error)) from error


def parse_number(written: str) -> float:
    """Return a number as people write it: 53, ５３, 第53回, 1,000円, 12.5."""
    found = _NUMBER.fullmatch(fold(written))
    if not found:
        hint = _("write it as in {example}").format(example="53")
        raise AnswerRejectedError(_("{given} is no number").format(given=repr(written)), hint)
    plain = found[1].replace(",", "")
    return float(plain) if "." in plain else int(plain)


@lru_cache(maxsize=1024)
def parse_term(vocabulary: Vocabulary, written: str) -> str:
    """Return the word of a vocabulary that is meant by its label, its code or another of its spellings."""
    found = vocabulary.spelt(written)
    if len(found) == 1:
        return found[0].value
    spellings = vocabulary.spellings()
    near = [spellings[key] for key in get_close_matches(fold(written), spellings, 3, 0.4)]
    offered = found or list(dict.fromkeys(near))
    labels = [(one.label.here(), one.code) for one in offered or vocabulary]
    named = ", ".join(label if label == code else f"{label} ({code})" for label, code in labels)
    hint = did_you_mean([named]) if offered else one_of([named])
    raise AnswerRejectedError(_("{given} is not one of the allowed values").format(given=repr(written)), hint)


def parse_place(written: str, among: Sequence[str] = ()) -> str:
    """Return the code of the local government meant; of those `among`, where that leaves just one."""
    word = " ".join(unicodedata.normalize("NFKC", written).split())
    found, _prefecture = _candidates(word)
    found = [place for place in found if place.code in among] or found
    if len(found) == 1:
        return found[0].code
    _code, message, hint = _problem(word, found, lambda place: full_name(place.code))
    raise AnswerRejectedError(message, hint)


def kind_in(name: str, vocabulary: Vocabulary) -> str:
    """Return what sort of body or instrument a name speaks of; nothing where it does not say."""
    plain = unicodedata.normalize("NFKC", name)
    words = [(word, term.value) for term in vocabulary for word in (*term.label, *term.aliases)]
    found = {plain.rfind(word): value for word, value in words if word in plain}
    # In Japanese the last word says what a thing is: 協議会の会員企業.
    return found[max(found)] if found else ""


def proposed_id(codes: Sequence[str]) -> str:
    """Return an id made of the romaji of the first two participants."""
    names = (re.sub(r"[^a-z0-9]", "", fold(local_governments()[code].romaji)) for code in codes)
    return "-".join(list(dict.fromkeys(names))[:2])


class ResolvedNames(NamedTuple):
    """The codes of a text, in its order, and what was not understood."""

    codes: list[str]
    problems: list[tuple[str, str, str]]  # the rule, what is wrong and what would be right
    mended: list[str]  # codes whose leading zero or check digit was put back


def resolve_names(text: str, within: Collection[str] = (), likely: Collection[str] = ()) -> ResolvedNames:
    """Return the local governments that a text names, by name, reading, romaji or code.

    A prefecture written before a name holds for the names after it, where they fit: 北海道上川郡下川町及び勇払郡厚真町.
    Of several that bear a name, one of the codes `likely` is meant, or the one in the prefectures `within`.
    """
    resolved = ResolvedNames([], [], [])
    carried = ""
    for word in _words(text):
        found, prefecture = _candidates(word)
        carried = prefecture or carried
        for hint in (likely, (carried,), within):
            found = [place for place in found if place.code in hint or place.prefecture_code in hint] or found
        if len(found) != 1:
            resolved.problems.append(_problem(word, found, lambda place: place.prefecture + place.municipality))
        elif (code := found[0].code) not in resolved.codes:
            resolved.codes.append(code)
            resolved.mended.extend([code] if word.isdecimal() and code != word else [])
    return resolved


def _words(text: str) -> Iterator[str]:
    for part in _SEPARATORS.split(unicodedata.normalize("NFKC", text)):
        word = " ".join(part.split())
        parts = _POSSIBLE_SEPARATORS.split(word)
        if len(parts) > 1 and not _candidates(word)[0] and all(_candidates(part)[0] for part in parts):
            yield from parts
        elif word:
            yield word


@lru_cache(maxsize=16_384)
def _candidates(word: str) -> tuple[Sequence[LocalGovernment], str]:
    """Return the local governments that a word may name, and the prefecture that it says."""
    if len(word) > _LONGEST:
        return (), ""
    if word.isdecimal():
        # A spreadsheet may have taken its leading zero.
        return [local_governments()[code] for code in sorted(places.codes_of_digits(word))], ""
    if exact := _by_spelling().get(fold(word)):
        return exact, exact[0].prefecture_code if word.startswith(exact[0].prefecture) else ""
    codes, prefecture = places.codes_within(fold(word))
    return [local_governments()[code] for code in codes], prefecture


@cache
def _by_spelling() -> dict[str, list[LocalGovernment]]:
    found: dict[str, list[LocalGovernment]] = defaultdict(list)
    for place in local_governments().values():
        # As renkei writes it in English: Himeshima Village, Oita Prefecture.
        english = f"{place.name.en}, {places.prefecture_terms()[place.prefecture_code].label.en}"
        for key in {*place.term().keys(), fold(english)}:
            found[key].append(place)
    return found


def _problem(
    word: str, found: Sequence[LocalGovernment], name: Callable[[LocalGovernment], str]
) -> tuple[str, str, str]:
    """Return the rule, the message and the hint for a word that names no local government, or several."""
    if word.isdecimal() and found:
        allowed = one_of(f"{one.code} {one.name.ja}" for one in found)
        return "ambiguous", _("the code {code} may be any of several").format(code=word), allowed
    if word.isdecimal():
        return "unknown-code", _("no local government has the code {given}").format(given=word), ""
    if found:
        hint = _("name the prefecture: {names}").format(names=", ".join(map(name, found)))
        return "ambiguous", _("{name} may be any of several").format(name=word), hint
    hints = [did_you_mean(name(local_governments()[code]) for code in codes_of_name(word)[0][:_MOST])]
    if _NO_SEPARATORS.search(word):
        joints = _("; 、 , / or a line break")
        hints.append(_("write names alone, and between several of them {joints}").format(joints=joints))
    return "unknown-name", _("no local government is called {name}").format(name=word), " / ".join(filter(None, hints))
