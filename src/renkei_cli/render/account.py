"""What a page tells of a case, part by part, whatever it is going to look like."""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from renkei_cli.i18n import _, current
from renkei_cli.index import Field
from renkei_cli.report import Page
from renkei_cli.vocabulary import VOCABULARIES
from renkei_cli.wording import (
    brief,
    here,
    in_brackets,
    lines,
    not_stated,
    place_name,
    separator,
    shown_date,
)

_LOOKED_FOR = ("period", "funding", "kpis", "results", "contact")
"""What a planner looks for; where the source is silent, the page says so."""
_SELDOM = ("figures", "certification", "urls")
"""What is left out where there is nothing."""


class Role(Enum):
    """What a text is on the page."""

    TITLE = auto()
    TEXT = auto()
    ASIDE = auto()
    """A text that is told beside, behind its label."""
    ITEM = auto()
    """One of several."""
    UNDER = auto()
    """What is told of the item before."""
    NAMES = auto()
    """Those of whom the items that follow are told."""
    SILENCE = auto()
    """That the source does not state it."""


class Said(NamedTuple):
    """A text on the page."""

    role: Role
    text: str
    refs: Sequence[str] = ()
    """Where the source says it."""
    label: str = ""


class Part(NamedTuple):
    """A label and what is said under it; the first part has no label, and its texts have their own."""

    label: str
    said: list[Said]


def parts(report: Page) -> Iterator[Part]:
    """Give title, parties, times, texts, what is not stated, and the source, in this order; or the asked fields."""
    account = _Account(report)
    if report.shown:
        yield from (account.plain(field.key) for field in report.shown)
        return
    case = report.case
    yield Part("", account.title())
    yield account.part("participants", (said for one in case["participants"] for said in _participant(one)))
    yield account.part("events", account.events())
    yield account.plain("summary")
    yield account.plain("purpose")
    for field in ("themes", "trigger", "benefits"):
        yield account.part(field, (Said(Role.ITEM, here(tag["label"]), tag["ref"]) for tag in case[field]))
    yield account.part("activities", map(_statement, case["activities"]))
    yield account.part("background", map(_statement, case["background"]))
    yield account.part("merits", account.merits())
    yield account.part("collaborators", (_body(one, "collaborator") for one in case["collaborators"]))
    yield account.part("instruments", (_body(one, "instrument") for one in case["instruments"]))
    for field in (*(key for key in _SELDOM if case[key]), *_LOOKED_FOR, "source"):
        yield account.plain(field)


class _Account:
    """A case, and the words for its fields."""

    def __init__(self, report: Page) -> None:
        self.case = report.case
        self.fields = report.fields

    def label(self, field: str) -> str:
        return self.fields[field].label.here()

    def part(self, field: str, said: Iterable[Said]) -> Part:
        return Part(self.label(field), list(said) or [Said(Role.SILENCE, not_stated())])

    def plain(self, field: str) -> Part:
        """Tell a field's values."""
        said = self.told(self.fields[field])
        return self.part(field, (Said(Role.ITEM if len(said) > 1 else Role.TEXT, text) for text in said))

    def told(self, field: Field) -> list[str]:
        return lines(self.case, field)

    def title(self) -> list[Said]:
        case = self.case
        said = [Said(Role.TITLE, here(case["title"]), label=self.label("title"))]
        if case["subtitle"]:
            said.append(Said(Role.TEXT, here(case["subtitle"])))
        facts = [
            brief(case, self.fields["type"]),
            brief(case, self.fields["prefectures"]),
            _("{n} local governments").format(n=self.told(self.fields["participant_count"])[0]),
            _("{n} km at most between them").format(n=self.told(self.fields["span_km"])[0]),
        ]
        said.append(Said(Role.TEXT, (" ・ " if current() == "ja" else " · ").join(facts)))
        said.append(Said(Role.ASIDE, case["id"], label="ID"))
        if case["title_as_printed"]:
            said.append(Said(Role.ASIDE, here(case["title_as_printed"]), label=self.label("title_as_printed")))
        return said

    def events(self) -> Iterator[Said]:
        told = self.told(self.fields["events"])
        return (Said(Role.ITEM, text, one["ref"]) for text, one in zip(told, self.case["events"], strict=True))

    def merits(self) -> Iterator[Said]:
        """Tell what each gained: under the names of those whom the source says it of."""
        names = {one["code"]: here(one["name"]) for one in self.case["participants"]}
        for number, (codes, group) in enumerate(groupby(self.case["merits"], key=itemgetter("for"))):
            if codes:
                yield Said(Role.NAMES, separator().join(names[code] for code in codes))
            elif number:
                yield Said(Role.NAMES, _("of no one in particular"))
            yield from map(_statement, group)


def _statement(one: dict[str, Any]) -> Said:
    return Said(Role.ITEM, here(one), one["ref"])


def _participant(one: dict[str, Any]) -> Iterator[Said]:
    roles = separator().join(here(role["label"]) for role in one["roles"])
    cited = list(dict.fromkeys(ref for role in one["roles"] for ref in role["ref"]))
    yield Said(Role.ITEM, place_name(one) + in_brackets(roles), cited)
    if said := one["contribution"]:
        yield Said(Role.UNDER, here(said), said["ref"])


def _body(item: dict[str, Any], vocabulary: str) -> Said:
    notes = [VOCABULARIES[vocabulary][item["kind"]].label.here()]
    notes += [here(role["label"]) for role in item.get("roles", ())]
    notes += [shown_date(item["date"])] if item.get("date") else []
    return Said(Role.ITEM, here(item["name"]) + in_brackets(separator().join(notes)), item["ref"])
