"""One case as a page that one would hand to a mayor."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from rich.console import Console
from rich.text import Text

from renkei_cli.i18n import _, current
from renkei_cli.index import Field
from renkei_cli.render.console import HEADING, QUIET, READING_WIDTH, draw
from renkei_cli.report import Page
from renkei_cli.text import visible
from renkei_cli.typeset import pad, width, wrap
from renkei_cli.vocabulary import VOCABULARIES
from renkei_cli.wording import (
    brief,
    bullet,
    here,
    in_brackets,
    lines,
    not_stated,
    place_name,
    refs,
    separator,
    shown_date,
)

_LOOKED_FOR = ("period", "funding", "kpis", "results", "contact")
"""What a planner looks for; where the source is silent, the page says so."""
_SELDOM = ("figures", "certification", "urls")
"""What is left out where there is nothing."""


def draw_page(report: Page, target: Console) -> None:
    """Draw the whole case, or the fields that were asked for."""
    page = _Drawing(report, target)
    if report.shown:
        for field in report.shown:
            page.plain(field)
    else:
        page.whole()


class _Drawing:
    """A page in the making."""

    def __init__(self, report: Page, target: Console) -> None:
        self.case = report.case
        self.fields = report.fields
        self.target = target
        self.cells = min(target.width, READING_WIDTH)
        self.begun = False

    def whole(self) -> None:
        """Draw title, parties, times, texts, what is not stated, and the source, in this order."""
        self.title()
        self.heading("participants")
        for participant in self.case["participants"]:
            self.participant(participant)
        self.block("events", ((line, one["ref"]) for line, one in self.told("events")))
        self.plain(self.fields["summary"])
        self.plain(self.fields["purpose"])
        for field in ("themes", "trigger", "benefits"):
            self.block(field, ((here(tag["label"]), tag["ref"]) for tag in self.case[field]))
        self.block("activities", self.statements("activities"))
        self.block("background", self.statements("background"))
        self.merits()
        self.block("collaborators", (self.body(one, "collaborator") for one in self.case["collaborators"]))
        self.block("instruments", (self.body(one, "instrument") for one in self.case["instruments"]))
        for field in (*(key for key in _SELDOM if self.case[key]), *_LOOKED_FOR):
            self.plain(self.fields[field])
        self.plain(self.fields["source"])

    def title(self) -> None:
        self.begun = True
        case = self.case
        self.text(here(case["title"]), look=HEADING)
        if case["subtitle"]:
            self.text(here(case["subtitle"]))
        counted = lines(case, self.fields["participant_count"])[0]
        facts = [
            brief(case, self.fields["type"]),
            brief(case, self.fields["prefectures"]),
            _("{n} local governments").format(n=counted),
            _("{n} km at most between them").format(n=lines(case, self.fields["span_km"])[0]),
        ]
        self.text((" ・ " if current() == "ja" else " · ").join(facts))
        self.text(f"ID: {case['id']}", look=QUIET)
        if case["title_as_printed"]:
            label = self.fields["title_as_printed"].label.here()
            self.text(f"{label}: {here(case['title_as_printed'])}", look=QUIET)

    def participant(self, participant: dict[str, Any]) -> None:
        roles = separator().join(here(role["label"]) for role in participant["roles"])
        cited = list(dict.fromkeys(ref for role in participant["roles"] for ref in role["ref"]))
        self.item(place_name(participant) + in_brackets(roles), cited)
        if said := participant["contribution"]:
            self.item(here(said), said["ref"], mark="→", indent=2)

    def body(self, item: dict[str, Any], vocabulary: str) -> tuple[str, list[str]]:
        notes = [VOCABULARIES[vocabulary][item["kind"]].label.here()]
        notes += [here(role["label"]) for role in item.get("roles", ())]
        notes += [shown_date(item["date"])] if item.get("date") else []
        return here(item["name"]) + in_brackets(separator().join(notes)), item["ref"]

    def told(self, field: str) -> Iterator[tuple[str, Any]]:
        return zip(lines(self.case, self.fields[field]), self.case[field], strict=True)

    def statements(self, field: str) -> Iterator[tuple[str, list[str]]]:
        return ((here(one), one["ref"]) for one in self.case[field])

    def merits(self) -> None:
        """Draw what each gained: under the names of those whom the source says it of."""
        self.heading("merits")
        names = {one["code"]: here(one["name"]) for one in self.case["participants"]}
        if not self.case["merits"]:
            self.silence()
        for number, (codes, group) in enumerate(groupby(self.case["merits"], key=itemgetter("for"))):
            if codes:
                self.text(separator().join(names[code] for code in codes), indent=2, look="italic")
            elif number:
                self.text(_("of no one in particular"), indent=2, look="italic")
            for one in group:
                self.item(here(one), one["ref"])

    def block(self, field: str, items: Iterable[tuple[str, list[str]]]) -> None:
        """Draw a heading and what stands under it, or that the source does not state it."""
        self.heading(field)
        for text, cited in items:
            self.item(text, cited)
        if not self.case[field]:
            self.silence()

    def plain(self, field: Field) -> None:
        """Draw a field's values under its label, or that the source does not state it."""
        self.heading(field.key)
        said = lines(self.case, field)
        for text in said:
            self.item(text, [], mark=None if len(said) > 1 else "")
        if not said:
            self.silence()

    def silence(self) -> None:
        self.text(not_stated(), indent=2, look=QUIET)

    def heading(self, field: str) -> None:
        if self.begun:
            draw(self.target, "")
        self.begun = True
        label = self.fields[field].label.here()
        self.text(f"■ {label}", look=HEADING)

    def text(self, text: str, *, indent: int = 0, look: str = "") -> None:
        for line in wrap(visible(text), self.cells - indent):
            draw(self.target, " " * indent + line, look)

    def item(self, text: str, cited: list[str], *, mark: str | None = None, indent: int = 0) -> None:
        """Draw a text that hangs behind its bullet, and quietly where the source says it."""
        before = " " * indent + pad(bullet() if mark is None else mark, 2)
        room = self.cells - width(before)
        broken = wrap(visible(text), room)
        said = refs(cited)
        # A reference that does not fit behind the last line takes lines of its own.
        behind = bool(said) and width(broken[-1]) + width(said) + 1 <= room
        for number, line in enumerate(broken):
            drawn = Text((before if not number else " " * width(before)) + line)
            if behind and number == len(broken) - 1:
                drawn.append(" " * (0 if current() == "ja" else 1) + said, QUIET)
            draw(self.target, drawn)
        if said and not behind:
            for line in wrap(said, room):
                draw(self.target, " " * width(before) + line, QUIET)
