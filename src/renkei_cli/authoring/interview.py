"""An interview: its questions in the order of DS-451-3, the government's guide for cases, and how answers are read.

A question depends on the answers before it alone, so that an interview can be left, taken up again and gone back in.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, Protocol

from renkei_cli.authoring.answers import check_answer, nest
from renkei_cli.authoring.values import AnswerRejectedError, holds_places, parse_term, parse_value, proposed_id
from renkei_cli.core.i18n import N_, Language, LocalizedText, _, current_language, data_language, in_brackets, separator
from renkei_cli.core.text import fold
from renkei_cli.domain import dates
from renkei_cli.domain.places import fitting_types, full_name, local_governments
from renkei_cli.domain.vocabulary import ROLES, TYPES, VOCABULARIES, Concept, Vocabulary
from renkei_cli.schema.models import Case, Text, fields_of, inner_model
from renkei_cli.schema.types import StrictModel

_SECTIONS = (
    N_("Before we begin"), N_("What it is"), N_("Who takes part"), N_("Why it was begun"), N_("What it is for"),
    N_("What is done"), N_("What was gained"), N_("When"), N_("Where the facts come from"),
    N_("More, where there is more"),
)  # fmt: skip
"""By the hundreds of a field's rank in the interview; the first is about the interview itself."""
_RARE = 900  # from this rank on fields are asked for only when they are wanted
_UNASKED = ("source.bullets", "collaborators.roles", "background.for", "activities.for")
"""Parts that are not asked for, besides the places in the source: they would make the interview long."""
COMMAS = "[、,，;；]"  # between several answers
YES = "yes"
_YES_OR_NO = Vocabulary("answer", (
    Concept(YES, YES, LocalizedText("はい", "yes"), aliases=("y", "hai")),
    Concept("no", "no", LocalizedText("いいえ", "no"), aliases=("n", "iie")),
))  # fmt: skip
LAST = "write"  # key of the question whether all is answered; it is asked anew whenever an interview is taken up


class Offer(NamedTuple):
    """What may be typed, what it means, and the folded spellings under which it is found."""

    word: str
    meaning: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked; its key says where the answer belongs: participants/0/roles."""

    key: str
    label: str
    says: str
    read: Callable[[str], Any]  # turn what was typed into a value; raise AnswerRejectedError where it cannot be taken
    optional: bool = False
    ends: bool = False  # whether no answer ends a list rather than skips a field
    offers: tuple[Offer, ...] = ()
    listed: bool = False  # whether the offers are shown, numbered, before the question
    suggestion: str = ""
    limit: int = 0  # characters that there may be at most, where they are counted; 0 where not
    show: Callable[[Any], str] = str  # write an answer as it was understood
    example: str = ""


Answers = Mapping[str, Any]  # the answers so far, by the questions' keys; None for what was skipped


def questions(given: Answers) -> Iterator[Question]:
    """Yield the questions in their order, each as the answers before it make it."""
    yield _yes_or_no("english", _("English too?"), _("Whether texts are to be written in English as well."), "no")
    ranked = sorted(fields_of(Case).values(), key=lambda one: one.interview_rank)
    for one in ranked:
        if 0 < one.interview_rank < _RARE:
            yield from _field(given, Case, one.key, one.key)
    rarer = (one for one in ranked if one.interview_rank >= _RARE)
    terms = Vocabulary("more", (Concept(one.key, one.key, one.label, one.description) for one in rarer))
    says = _("Which of these there is something to say about.")
    yield Question("more", _("Anything more?"), says, optional=True, **_choice(terms, 0))
    for key in given.get("more") or ():
        yield from _field(given, Case, key, key, chosen=True)
    yield _yes_or_no(LAST, _("Write the file?"), _("Whether all is answered. No leaves, and keeps the answers."), YES)


def _field(
    given: Answers, model: type[StrictModel], name: str, key: str, *,
    chosen: bool = False, item: bool = False, **settings: object,
) -> Iterator[Question]:  # fmt: skip
    """Yield the questions for a field, or one `item` of it; those of a field that was `chosen` can't all be skipped."""
    one, inner = fields_of(model)[name], inner_model(model, name)
    asked: dict[str, Any] = {"label": one.label.here(), "says": one.description.here(), "optional": not one.required}
    asked |= settings
    if found := re.fullmatch("participants/([0-9]+)/(roles|contribution)", key):
        label = _("{name}: roles") if name == "roles" else _("{name}: contribution")
        asked["label"] = label.format(name=full_name(_codes(given)[int(found[1])]))
    whole = bool(one.vocabulary) or holds_places(one)
    if one.many and not item and not whole:
        dated = inner and next(iter(fields_of(inner).values())).kind == "date"
        label, least = _("{label} {n}: date") if dated else "{label} {n}", _bound(model, name, "min_length")
        n = 0
        while n == 0 or _answered(given, f"{key}/{n - 1}"):
            asked |= {"optional": n >= least, "ends": n >= least}
            numbered = {**asked, "label": label.format(label=asked["label"], n=n + 1)}
            yield from _field(given, model, name, f"{key}/{n}", item=True, **numbered)
            n += 1
    elif inner is None or whole:
        yield Question(key, **(asked | _settings(given, model, name, key)))
    else:
        if not item and not issubclass(inner, Text):
            asked = {} if chosen or one.required else {"optional": True}
        yield from _parts(given, inner, key, asked)


def _parts(given: Answers, model: type[StrictModel], key: str, first: dict[str, Any]) -> Iterator[Question]:
    """Ask for the parts of a value; `first` is how the first is asked for, without which there are no others."""
    where = ".".join(step for step in key.split("/") if not step.isdecimal())
    both, settings = given.get("english") == YES, first
    for name in fields_of(model):
        if name == "ref" or f"{where}.{name}" in _UNASKED:
            continue
        if issubclass(model, Text) and name == "en":
            if not both:
                continue
            settings = {"label": _("{label} (in English)").format(label=first["label"])}
        elif issubclass(model, Text) and name == "ja":
            settings = {**first, "limit": _bound(model, name, "max_length")}
            if both or current_language() != "ja":
                settings["label"] = _("{label} (in Japanese)").format(label=first["label"])
        yield from _field(given, model, name, f"{key}/{name}", **settings)
        if first and not _answered(given, key):
            return
        settings = {}


def _answered(given: Answers, key: str) -> bool:
    return any(f"{one}/".startswith(f"{key}/") for one, value in given.items() if value is not None)


def _codes(given: Answers) -> list[str]:
    return [code for key, code in given.items() if code and re.fullmatch("participants/[0-9]+/code", key)]


def _bound(model: type[StrictModel], name: str, bound: str) -> int:
    """Return a bound that the schema sets to a length; 0 where it sets none."""
    return next((getattr(mark, bound) for mark in model.model_fields[name].metadata if hasattr(mark, bound)), 0)


def _settings(given: Answers, model: type[StrictModel], name: str, key: str) -> dict[str, Any]:
    """Return how a field without parts is asked for: what may be typed, and how it is read and shown."""
    one, codes = fields_of(model)[name], _codes(given)

    def read(typed: str) -> object:
        value = parse_value(one, typed)
        if one.key == "code" and value in codes:
            raise AnswerRejectedError(_("{code} is a participant already").format(code=full_name(str(value))))
        check_answer(given, key, value)
        return value

    settings: dict[str, Any] = {"read": read, "example": "" if one.example is None else str(one.example)}
    if key == "id":
        settings["suggestion"] = proposed_id(codes)
    elif key == "type":
        fits = [TYPES[fit] for fit in fitting_types(codes)]
        settings |= _choice(Vocabulary("type", fits), 1) | {"suggestion": _offer(fits[0]).word}
    elif one.vocabulary:
        settings |= _choice(VOCABULARIES[one.vocabulary], _bound(model, name, "max_length") if one.many else 1)
        if found := re.fullmatch("participants/([0-9]+)/roles", key):
            # What somebody is, the one before may be too.
            before = given.get(f"participants/{int(found[1]) - 1}/roles", ())
            settings["suggestion"] = separator().join(_offer(ROLES[role]).word for role in before)
    elif one.key == "code":
        says = [fields_of(Case)["participants"].description.here(), _("By name, reading, romaji or code.")]
        settings["says"] = ("" if current_language() == "ja" else " ").join(says)
        settings |= {"offers": _place_offers(data_language()), "show": lambda code: f"{full_name(code)} {code}"}
    elif holds_places(one):
        places = _places(data_language())
        settings |= _choice(Vocabulary("participant", (places[code] for code in codes)), 0)
    elif one.kind == "date" and current_language() == "ja":
        settings["show"] = lambda stored: stored + in_brackets(dates.format_date(stored, "ja"))
    return settings


@cache
def _places(language: Language) -> dict[str, Concept]:
    """Return all local governments by their codes, each with a name that no other bears."""
    named = {}
    for code, one in local_governments().items():
        term, name = one.term(), full_name(code)
        meaning = f"{one.kana} {one.romaji} {code}" if language == "ja" else f"{one.name.ja} {code}"
        named[code] = Concept(code, name, LocalizedText(name, name), LocalizedText(meaning, meaning),
                              (*term.aliases, *term.label, code))  # fmt: skip
    return named


@cache
def _place_offers(language: Language) -> tuple[Offer, ...]:
    return tuple(map(_offer, _places(language).values()))


def _offer(term: Concept) -> Offer:
    label, definition = term.label.here(), term.definition.here()
    if current_language() == "ja" or term.code == label:
        return Offer(label, definition, tuple(term.keys()))
    return Offer(term.code, f"{label}: {definition}", tuple(term.keys()))


def _choice(vocabulary: Vocabulary, most: int) -> dict[str, Any]:
    """Return how words of a vocabulary are asked for: as many as `most`, of which 0 is no limit."""
    labels = {term.value: term.label.here() for term in vocabulary}
    numbers = {str(n): value for n, value in enumerate(labels, 1)}
    between = "; " if any("," in label for label in labels.values()) else separator()

    def one(typed: str) -> str:
        return numbers.get(fold(typed)) or parse_term(vocabulary, typed)

    def read(typed: str) -> str | list[str]:
        try:
            # A label that holds a comma itself is one answer.
            found = [one(typed)]
        except AnswerRejectedError:
            parts = [part for part in map(str.strip, re.split(COMMAS, typed)) if part]
            if len(parts) <= 1:
                raise
            found = list(dict.fromkeys(map(one, parts)))
        if most and len(found) > most:
            raise AnswerRejectedError(_("these are {n}").format(n=len(found)), _("write at most {n}").format(n=most))
        return found[0] if most == 1 else found

    def show(value: str | Sequence[str]) -> str:
        return between.join(labels[one] for one in ([value] if isinstance(value, str) else value))

    return {"read": read, "show": show, "offers": tuple(map(_offer, vocabulary)), "listed": True, "example": ""}


def _yes_or_no(key: str, label: str, says: str, suggestion: str) -> Question:
    example = " / ".join(one.label.here() for one in _YES_OR_NO)
    settings = _choice(_YES_OR_NO, 1) | {"listed": False, "offers": (), "example": example}
    return Question(key, label, says, suggestion=_YES_OR_NO[suggestion].label.here(), **settings)


class Asker(Protocol):
    """Whoever talks with the reader."""

    def ask(self, question: Question, typed: str) -> str:
        """Ask, with `typed` in the line already; raise KeyboardInterrupt or EOFError where the reader leaves."""

    def explain(self, question: Question) -> None:
        """Write all there is to say about a question."""

    def write(self, text: str, look: str = "") -> None:
        """Write a line: bold, ansired or ansigreen."""


class Interview:
    """The answers so far, and the question that follows from them."""

    def __init__(self, typed: Iterable[tuple[str, str]] = ()) -> None:
        """Begin, or take up again what was `typed` before: as far as the answers can still be taken."""
        self.given: dict[str, Any] = {}
        self.typed: dict[str, str] = {}
        for key, answer in typed:
            question = self.next()
            if not question or question.key != key or key == LAST:
                break
            try:
                self.answer(question, answer)
            except AnswerRejectedError:
                break

    def next(self) -> Question | None:
        """Return the question that comes next; None where all are answered."""
        return next((question for question in questions(self.given) if question.key not in self.given), None)

    def answer(self, question: Question, typed: str) -> object:
        """Take an answer and return it as it was understood; raise AnswerRejectedError where it can't be taken."""
        typed = typed.strip()
        if not typed and not question.optional:
            raise AnswerRejectedError(_("an answer is needed here"), _("< goes back one question"))
        self.given[question.key] = value = question.read(typed) if typed else None
        self.typed[question.key] = typed
        return value

    def back(self) -> str:
        """Take the last answer back and return what was typed; empty where there is none."""
        if not self.given:
            return ""
        self.given.popitem()
        return self.typed.popitem()[1]

    def answers(self) -> dict[str, Any]:
        """Return the answers that are about the case, in its shape."""
        return nest({key: value for key, value in self.given.items() if key.partition("/")[0] in fields_of(Case)})

    @property
    def agreed(self) -> bool:
        """Whether the reader wants the file to be written."""
        return self.given.get(LAST) == YES


def run_interview(interview: Interview, asker: Asker, save: Callable[[], None]) -> None:
    """Ask until all is answered, and save after each answer; raise what `asker` raises where the reader leaves."""
    section = typed = ""
    while question := interview.next():
        field, before = fields_of(Case).get(question.key.partition("/")[0]), section
        section = _SECTIONS[field.interview_rank // 100 if field else 0 if question.key == "english" else -1]
        if section != before:
            asker.write("")
            asker.write(f"── {_(section)} ──", "bold")
        answer = asker.ask(question, typed)
        # A command may stand behind what was in the line already.
        command = fold(answer).removeprefix(fold(typed or question.suggestion)).strip()
        typed = ""
        if command == "?":
            asker.explain(question)
        elif command == "<":
            typed = interview.back()
            save()
        else:
            try:
                value = interview.answer(question, answer)
            except AnswerRejectedError as error:
                asker.write(f"✗ {error.message}" + (f" ({error.hint})" if error.hint else ""), "ansired")
                typed = answer
                continue
            save()
            if value is not None and (understood := question.show(value)) != answer.strip():
                asker.write(f"→ {understood}", "ansigreen")
