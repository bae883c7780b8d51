"""The order in which an interview asks: that of the government's own guide for cases, DS-451-3.

Every question depends on the answers before it alone, so that an interview can be left, taken up and gone back in.
"""

from collections.abc import Callable
from dataclasses import replace

from renkei_cli.authoring import readings
from renkei_cli.authoring.interview.compose import fitting_types, proposed_id
from renkei_cli.authoring.interview.partners import place
from renkei_cli.authoring.interview.questions import (
    Question,
    comma,
    date,
    described,
    joined,
    line,
    number,
    words,
    yes_or_no,
)
from renkei_cli.authoring.interview.texts import Given, Questions, participants, text, texts
from renkei_cli.authoring.readings import AnswerRejectedError
from renkei_cli.core.i18n import N_, _
from renkei_cli.domain import dates
from renkei_cli.domain.vocabulary import (
    BENEFITS,
    ROLES,
    THEMES,
    TRIGGERS,
    TYPES,
    Concept,
    Vocabulary,
)
from renkei_cli.schema import models as schema

_Case = schema.Case
_LEAST = 2
"""So many participants make a cooperation."""
_FEW = 3
"""So many themes a case may have."""

MORE = ("subtitle", "title_as_printed", "figures", "period", "funding", "kpis", "results", "contact", "urls",
        "certification")  # fmt: skip
"""Fields that are asked for only when they are wanted."""
LAST = "write"
"""Key of the question whether all is answered; it is asked anew whenever an interview is taken up."""
ASIDE = ("english", "more", LAST)
"""Keys of questions about the interview, not about the case."""


def questions(given: Given) -> Questions:
    """Give the questions in their order, each as the answers before it make it."""
    for section, ask in _SECTIONS:
        for question in ask(given):
            yield replace(question, section=_(section))


def _first(_given: Given) -> Questions:
    yield yes_or_no("english", _("English too?"), _("Whether texts are to be written in English as well."), "no")


def _what(given: Given) -> Questions:
    yield from text(given, _Case, "title", "title")


def _who(given: Given) -> Questions:
    label, says = described(_Case, "participants")
    hint = _("By name, reading, romaji or code.")
    n = 0
    while True:
        key, known = f"participants/{n}", participants(given)[:n]

        def read(typed: str, known: list[str] = known) -> str:
            code = readings.parse_place(typed)
            if code in known:
                raise AnswerRejectedError(_("{code} is a participant already").format(code=readings.place_name(code)))
            return code

        enough = n >= _LEAST
        yield place(schema.Participant, "code", f"{key}/code", label=f"{label} {n + 1}", says=joined(says, hint),
                    read=read, optional=enough, ends=enough)  # fmt: skip
        if given.get(f"{key}/code") is None:
            break
        name = readings.place_name(given[f"{key}/code"])
        yield _roles(given, n, name)
        said = _("{name}: contribution").format(name=name)
        yield from text(given, schema.Participant, "contribution", f"{key}/contribution", label=said, optional=True)
        n += 1
    yield line(_Case, "id", "id", suggestion=proposed_id(participants(given)))
    fits = Vocabulary("type", (TYPES[one] for one in fitting_types(participants(given))))
    asked = words(_Case, "type", "type", fits, most=1)
    yield replace(asked, suggestion=asked.offers[0].word)
    yield from texts(given, _Case, "collaborators", "name")


def _roles(given: Given, n: int, name: str) -> Question:
    """Ask for a participant's roles; those of the one before are the likeliest."""
    asked = words(schema.Participant, "roles", f"participants/{n}/roles", ROLES, listed=n == 0,
                  label=_("{name}: roles").format(name=name))  # fmt: skip
    before = given.get(f"participants/{n - 1}/roles", ())
    usual = [offer.word for offer, term in zip(asked.offers, ROLES, strict=True) if term.value in before]
    return replace(asked, suggestion=comma().join(usual))


def _why(given: Given) -> Questions:
    yield words(_Case, "trigger", "trigger", TRIGGERS, optional=True)
    yield from texts(given, _Case, "background")


def _what_for(given: Given) -> Questions:
    yield from text(given, _Case, "purpose", "purpose", optional=True)
    yield words(_Case, "themes", "themes", THEMES, most=_FEW, optional=True)


def _what_is_done(given: Given) -> Questions:
    yield from text(given, _Case, "summary", "summary", optional=True)
    yield from texts(given, _Case, "activities")


def _gained(given: Given) -> Questions:
    yield from texts(given, _Case, "merits", concerns=True)
    yield words(_Case, "benefits", "benefits", BENEFITS, optional=True)


def _when(given: Given) -> Questions:
    label, says = described(_Case, "events")
    n = 0
    while True:
        yield date(schema.Event, "date", f"events/{n}/date", label=_("{label} {n}: date").format(label=label, n=n + 1),
                   says=says, optional=True, ends=True)  # fmt: skip
        if given.get(f"events/{n}/date") is None:
            break
        yield from text(given, schema.Event, "text", f"events/{n}/text")
        n += 1
    yield from texts(given, _Case, "instruments", "name")


def _source(given: Given) -> Questions:
    yield from text(given, schema.Source, "document", "source/document")
    yield from text(given, schema.Source, "heading", "source/heading")
    yield line(schema.Source, "url", "source/url", optional=True)
    yield date(schema.Source, "date", "source/date", optional=True)
    yield number(schema.Source, "page", "source/page", optional=True)


def _more(given: Given) -> Questions:
    fields = Vocabulary("more", (_as_term(name) for name in MORE))
    yield words(_Case, "id", "more", fields, optional=True, example="", label=_("Anything more?"),
                says=_("Which of these there is something to say about."))  # fmt: skip
    for name in given.get("more") or ():
        yield from _MORE[name](given)
    says = _("Whether all is answered. No leaves, and keeps the answers.")
    yield yes_or_no(LAST, _("Write the file?"), says, "yes")


def _as_term(name: str) -> Concept:
    field = schema.field_of(_Case, name)
    return Concept(name, name, field.label, field.description)


def _period(given: Given) -> Questions:
    yield date(schema.Period, "start", "period/start")

    def end(typed: str) -> str:
        stored = readings.parse_date(typed)
        if dates.date_span(stored).last < dates.date_span(given["period/start"]).first:
            raise AnswerRejectedError(_("the period ends before it begins"))
        return stored

    yield date(schema.Period, "end", "period/end", read=end, optional=True)


def _contact(given: Given) -> Questions:
    yield from text(given, schema.Contact, "organisation", "contact/organisation")
    yield line(schema.Contact, "phone", "contact/phone", optional=True)
    yield line(schema.Contact, "email", "contact/email", optional=True)


def _urls(given: Given) -> Questions:
    label, _says = described(_Case, "urls")
    n = 0
    while True:
        yield line(_Case, "urls", f"urls/{n}", label=f"{label} {n + 1}", optional=True, ends=True)
        if given.get(f"urls/{n}") is None:
            return
        n += 1


def _certification(_given: Given) -> Questions:
    yield number(schema.Certification, "round", "certification/round", optional=True)
    yield date(schema.Certification, "date", "certification/date", optional=True)


_MORE: dict[str, Callable[[Given], Questions]] = {
    "subtitle": lambda given: text(given, _Case, "subtitle", "subtitle", optional=True),
    "title_as_printed": lambda given: text(given, _Case, "title_as_printed", "title_as_printed", optional=True),
    "figures": lambda given: texts(given, _Case, "figures", "caption"),
    "period": _period,
    "funding": lambda given: texts(given, _Case, "funding", "name"),
    "kpis": lambda given: texts(given, _Case, "kpis", "name"),
    "results": lambda given: texts(given, _Case, "results", concerns=True),
    "contact": _contact,
    "urls": _urls,
    "certification": _certification,
}

_SECTIONS: tuple[tuple[str, Callable[[Given], Questions]], ...] = (
    (N_("Before we begin"), _first),
    (N_("What it is"), _what),
    (N_("Who takes part"), _who),
    (N_("Why it was begun"), _why),
    (N_("What it is for"), _what_for),
    (N_("What is done"), _what_is_done),
    (N_("What was gained"), _gained),
    (N_("When"), _when),
    (N_("Where the facts come from"), _source),
    (N_("More, where there is more"), _more),
)
