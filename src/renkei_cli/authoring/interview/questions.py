"""The questions of an interview: which there are, in which order, and how each answer is read, by the fields' traits.

The order is that of the government's own guide for cases, DS-451-3. Every question depends on the answers before it
alone, so that an interview can be left, taken up again and gone back in.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from renkei_cli.authoring.interview.answers import accept, fitting_types, proposed_id
from renkei_cli.authoring.interview.readings import (
    AnswerRejectedError,
    holds_places,
    parse_date,
    parse_number,
    parse_place,
    parse_several,
    parse_term,
    place_name,
)
from renkei_cli.core.i18n import N_, Language, LocalizedText, _, current_language, data_language, in_brackets, separator
from renkei_cli.core.text import fold
from renkei_cli.domain import dates
from renkei_cli.domain.places import local_governments, prefecture_terms
from renkei_cli.domain.vocabulary import ROLES, TYPES, VOCABULARIES, Concept, Vocabulary
from renkei_cli.schema.fields import Field
from renkei_cli.schema.models import Case, Participant, Text, fields_of, inner_model
from renkei_cli.schema.types import StrictModel

_SECTIONS = (
    N_("Before we begin"), N_("What it is"), N_("Who takes part"), N_("Why it was begun"), N_("What it is for"),
    N_("What is done"), N_("What was gained"), N_("When"), N_("Where the facts come from"),
    N_("More, where there is more"),
)  # fmt: skip
"""By the hundreds of a field's rank in the interview; the first is about the interview itself."""
_MORE = len(_SECTIONS) - 1
_UNASKED = ("source.bullets", "collaborators.roles", "background.for", "activities.for")
"""Parts that are not asked for, besides the places in the source: they would make the interview long."""
_LEAST = 2
"""Participants that make a cooperation."""
LAST = "write"
"""Key of the question whether all is answered; it is asked anew whenever an interview is taken up."""
ABOUT_ITSELF = ("english", "more", LAST)
"""Keys of questions about the interview, not about the case."""


class Offer(NamedTuple):
    """What may be typed, what it means, and the folded spellings under which it is found."""

    word: str
    meaning: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked."""

    key: str
    """Where the answer belongs: participants/0/roles."""
    label: str
    says: str
    """What is wanted, in the schema's words."""
    read: Callable[[str], Any]
    """Turn what was typed into a value; raise AnswerRejectedError where it cannot be taken."""
    section: str = ""
    optional: bool = False
    ends: bool = False
    """Whether no answer ends a list rather than skips a field."""
    offers: tuple[Offer, ...] = ()
    listed: bool = False
    """Whether the offers are shown, numbered, before the question."""
    suggestion: str = ""
    limit: int = 0
    """Characters that there may be at most, where they are counted; 0 where not."""
    show: Callable[[Any], str] = str
    """Write an answer as it was understood."""
    example: str = ""


Given = Mapping[str, Any]
"""The answers so far, by the questions' keys; None for what was skipped."""
Questions = Iterator[Question]


# --- the order ---


def questions(given: Given) -> Questions:
    """Yield the questions in their order, each as the answers before it make it."""
    says = _("Whether texts are to be written in English as well.")
    yield _yes_or_no("english", _("English too?"), says, "no", section=_(_SECTIONS[0]))
    for one in _ranked():
        section = one.interview // 100
        if section < _MORE:
            asked = _BY_HAND[one.key](given) if one.key in _BY_HAND else _field(given, Case, one.key, one.key)
            yield from (replace(question, section=_(_SECTIONS[section])) for question in asked)
    yield from (replace(question, section=_(_SECTIONS[_MORE])) for question in _rarer(given))


@cache
def _ranked() -> list[Field]:
    return sorted((one for one in fields_of(Case).values() if one.interview), key=lambda one: one.interview)


def rarer_fields() -> list[Field]:
    """Return the fields that are asked for only when they are wanted."""
    return [one for one in _ranked() if one.interview // 100 == _MORE]


def _rarer(given: Given) -> Questions:
    terms = Vocabulary("more", (Concept(one.key, one.key, one.label, one.description) for one in rarer_fields()))
    says = _("Which of these there is something to say about.")
    yield Question("more", _("Anything more?"), says, optional=True, **_choice(terms, 0))
    for key in given.get("more") or ():
        yield from _field(given, Case, key, key, chosen=True)
    says = _("Whether all is answered. No leaves, and keeps the answers.")
    yield _yes_or_no(LAST, _("Write the file?"), says, "yes")


# --- along the models ---


def _field(
    given: Given, model: type[StrictModel], name: str, key: str, *, chosen: bool = False, **settings: object
) -> Questions:
    """Yield the questions for a field: one, or those for its parts, or for one item after the other.

    An optional value of several parts may be skipped at its first part, unless it was `chosen` before.
    """
    one, inner = fields_of(model)[name], inner_model(model, name)
    asked: dict[str, Any] = {"label": one.label.here(), "says": one.description.here(), "optional": not one.required}
    asked |= settings
    if one.many and not one.vocabulary and not holds_places(one):
        yield from _items(given, one, inner, key)
    elif inner is None or one.vocabulary:
        yield _plain(given, one, key, _longest(model, name) if one.many and one.vocabulary else 1, asked)
    elif issubclass(inner, Text):
        yield from _parts(given, inner, key, asked)
    else:
        yield from _parts(given, inner, key, {} if chosen or one.required else {"optional": True})


def _items(given: Given, one: Field, inner: type[StrictModel] | None, key: str) -> Questions:
    """Ask for one item after the other until there is no answer."""
    dated = inner and next(iter(fields_of(inner).values())).kind == "date"
    label = _("{label} {n}: date") if dated else "{label} {n}"
    n, more = 0, True
    while more:
        asked = {"label": label.format(label=one.label.here(), n=n + 1), "says": one.description.here(),
                 "optional": True, "ends": True}  # fmt: skip
        at = f"{key}/{n}"
        yield from _parts(given, inner, at, asked) if inner else [_plain(given, one, at, 1, asked)]
        n, more = n + 1, _answered(given, at)


def _parts(given: Given, model: type[StrictModel], key: str, first: dict[str, Any]) -> Questions:
    """Ask for the parts of a value; `first` is how the first is asked for, without which there are no others."""
    names = [name for name in fields_of(model) if name != "ref"]
    if issubclass(model, Text):
        yield from _text(given, model, key, first)
        names.remove("en")
    else:
        yield from _field(given, model, names[0], f"{key}/{names[0]}", **first)
    if first.get("optional") and not _answered(given, key):
        return
    where = ".".join(step for step in key.split("/") if not step.isdecimal())
    for name in names[1:]:
        if f"{where}.{name}" not in _UNASKED:
            yield from _field(given, model, name, f"{key}/{name}")


def _text(given: Given, model: type[Text], key: str, first: dict[str, Any]) -> Questions:
    """Ask for a text in Japanese and, where it is wanted and there is one, in English."""
    both, label = given.get("english"), first["label"]
    marked = _("{label} (in Japanese)").format(label=label) if both or current_language() != "ja" else label
    japanese = {**first, "label": marked, "limit": _longest(model, "ja")}
    yield from _field(given, model, "ja", f"{key}/ja", **japanese)
    if both and given.get(f"{key}/ja") is not None:
        yield from _field(given, model, "en", f"{key}/en", label=_("{label} (in English)").format(label=label))


def _answered(given: Given, key: str) -> bool:
    return any(f"{one}/".startswith(f"{key}/") for one, value in given.items() if value is not None)


def _longest(model: type[StrictModel], name: str) -> int:
    return next((mark.max_length for mark in model.model_fields[name].metadata if hasattr(mark, "max_length")), 0)


def _plain(given: Given, one: Field, key: str, most: int, asked: dict[str, Any]) -> Question:
    """Return the question for a field without parts: as many values as `most`, of which 0 is no limit."""
    parse: Callable[[str], Any] = {"date": parse_date, "integer": parse_number, "number": parse_number}.get(
        one.kind, str
    )
    usual: dict[str, Any] = {"read": lambda typed: accept(given, key, parse(typed)),
                             "example": "" if one.example is None else str(one.example)}  # fmt: skip
    if one.vocabulary:
        usual |= _choice(VOCABULARIES[one.vocabulary], most)
    elif holds_places(one):
        usual |= _partners(_codes(given))
    elif one.kind == "date":
        usual["show"] = _show_date
    return Question(key, **(usual | asked))


# --- the fields that are asked for in their own way ---


def _codes(given: Given) -> list[str]:
    """Return the codes of those who take part, as far as they are known."""
    return [code for key, code in given.items() if code and re.fullmatch("participants/[0-9]+/code", key)]


def _participants(given: Given) -> Questions:
    n, more = 0, True
    while more:
        yield from _participant(given, n)
        n, more = n + 1, _answered(given, f"participants/{n}/code")


def _participant(given: Given, n: int) -> Questions:
    key, known = f"participants/{n}", _codes(given)[:n]
    one, code = fields_of(Case)["participants"], fields_of(Participant)["code"]

    def read(typed: str) -> str:
        code = parse_place(typed)
        if code in known:
            raise AnswerRejectedError(_("{code} is a participant already").format(code=place_name(code)))
        return code

    says = [one.description.here(), _("By name, reading, romaji or code.")]
    yield from _field(
        given, Participant, "code", f"{key}/code", label=f"{one.label.here()} {n + 1}", example=code.example,
        says=("" if current_language() == "ja" else " ").join(says), optional=n >= _LEAST, ends=n >= _LEAST,
        read=read, show=lambda code: f"{place_name(code)} {code}", listed=False,
        offers=tuple(_place_offers(data_language()).values()),
    )  # fmt: skip
    if _answered(given, f"{key}/code"):
        name = place_name(given[f"{key}/code"])
        before = given.get(f"participants/{n - 1}/roles", ())
        usual = separator().join(_word(role) for role in ROLES if role.value in before)
        yield from _field(given, Participant, "roles", f"{key}/roles", label=_("{name}: roles").format(name=name),
                          suggestion=usual, listed=n == 0)  # fmt: skip
        yield from _field(given, Participant, "contribution", f"{key}/contribution",
                          label=_("{name}: contribution").format(name=name))  # fmt: skip


def _id(given: Given) -> Questions:
    yield from _field(given, Case, "id", "id", suggestion=proposed_id(_codes(given)))


def _type(given: Given) -> Questions:
    """Ask for one of the types that fit; the likeliest is suggested."""
    fits = [TYPES[one] for one in fitting_types(_codes(given))]
    yield from _field(given, Case, "type", "type", suggestion=_word(fits[0]), **_choice(Vocabulary("type", fits), 1))


_BY_HAND = {"participants": _participants, "id": _id, "type": _type}


# --- kinds of question ---


def _choice(vocabulary: Vocabulary, most: int) -> dict[str, Any]:
    """Return how words of a vocabulary are asked for."""
    values = [term.value for term in vocabulary]

    def read(typed: str) -> str | list[str]:
        found = parse_several(typed, values, lambda part: parse_term(vocabulary, part))
        if most and len(found) > most:
            raise AnswerRejectedError(_("these are {n}").format(n=len(found)), _("write at most {n}").format(n=most))
        return found[0] if most == 1 else found

    def show(value: str | Sequence[str]) -> str:
        each = [value] if isinstance(value, str) else value
        return separator().join(vocabulary[one].label.here() for one in each)

    offers = tuple(Offer(_word(term), _meaning(term), tuple(dict.fromkeys(term.keys()))) for term in vocabulary)
    return {"read": read, "show": show, "offers": offers, "listed": True}


def _word(term: Concept) -> str:
    return term.label.ja if current_language() == "ja" else term.code


def _meaning(term: Concept) -> str:
    here = term.label.here(), term.definition.here()
    return here[1] if current_language() == "ja" else ": ".join(here)


def _partners(codes: Sequence[str]) -> dict[str, Any]:
    """Return how participants are asked for."""

    def one(typed: str) -> str:
        code = parse_place(typed, codes)
        if code not in codes:
            message = _("{code} is no participant of this case").format(code=place_name(code))
            allowed = " / ".join(map(place_name, codes))
            raise AnswerRejectedError(message, _("write one of {allowed}").format(allowed=allowed))
        return code

    between = "、" if current_language() == "ja" else "; "
    return {
        "read": lambda typed: parse_several(typed, codes, one),
        "show": lambda value: between.join(map(place_name, value)),
        "offers": tuple(_place_offers(data_language())[code] for code in codes),
        "listed": True,
        "example": "",
    }


@cache
def _place_offers(language: Language) -> dict[str, Offer]:
    """Return all local governments by their codes, each by a name that no other bears."""
    return {
        code: Offer(
            place_name(code),
            f"{one.kana} {one.romaji} {code}" if language == "ja" else f"{one.name.ja} {code}",
            (fold(one.municipality or one.prefecture), fold(one.kana), fold(one.romaji), code,
             fold(f"{one.prefecture}{one.municipality}"), fold(prefecture_terms()[one.prefecture_code].label.en)),
        )
        for code, one in local_governments().items()
    }  # fmt: skip


def _show_date(stored: str) -> str:
    """Return a date both ways: as the file holds it, and with its era."""
    return stored + (in_brackets(dates.format_date(stored, "ja")) if current_language() == "ja" else "")


def _yes_or_no(key: str, label: str, says: str, suggestion: str, section: str = "") -> Question:
    yes = Concept("yes", "yes", LocalizedText("はい", "yes"), aliases=("y", "hai"))
    no = Concept("no", "no", LocalizedText("いいえ", "no"), aliases=("n", "iie"))
    answers = Vocabulary("answer", (yes, no))
    return Question(
        key, label, says, read=lambda typed: parse_term(answers, typed) == "yes", section=section,
        show=lambda value: (yes if value else no).label.here(), suggestion=answers[suggestion].label.here(),
        example=f"{yes.label.here()} / {no.label.here()}",
    )  # fmt: skip
