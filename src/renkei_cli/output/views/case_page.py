"""What a page tells of a case, part by part, whatever it is going to look like."""

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import Any, NamedTuple

from renkei_cli.core.i18n import _, current_language, in_brackets, localized, separator
from renkei_cli.domain.places import place_name
from renkei_cli.output.results import CaseDetail
from renkei_cli.output.views.citations import cited_lines, gains
from renkei_cli.output.views.phrases import field_lines, field_summary, not_stated
from renkei_cli.schema.fields import Field

_LOOKED_FOR = ("period", "funding", "kpis", "results", "contact")
"""What a planner looks for; where the source is silent, the page says so."""
_PARTS = ("participants", "events", "summary", "purpose", "themes", "trigger", "benefits", "activities", "background",
          "merits", "collaborators", "instruments")  # fmt: skip
_SELDOM = ("figures", "certification", "urls")
"""What is left out where there is nothing."""


class BlockKind(Enum):
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


class Block(NamedTuple):
    """A text on the page."""

    role: BlockKind
    text: str
    refs: Sequence[str] = ()
    """Where the source says it."""
    label: str = ""


class Section(NamedTuple):
    """A label and what is said under it; the first part has no label, and its texts have their own."""

    label: str
    said: list[Block]


def case_sections(report: CaseDetail) -> Iterator[Section]:
    """Give title, parties, times, texts, what is not stated, and the source, in this order; or the asked fields."""
    account = _Account(report)
    if report.shown:
        yield from map(account.of, report.shown)
        return
    yield Section("", account.title())
    for key in (*_PARTS, *(key for key in _SELDOM if report.case[key]), *_LOOKED_FOR, "source"):
        yield account.of(report.fields[key])


def field_section(report: CaseDetail, field: Field) -> Section:
    """Give what is said under a field, on its own."""
    return _Account(report).of(field)


class _Account:
    """A case, and the words for its fields."""

    def __init__(self, report: CaseDetail) -> None:
        self.case = report.case
        self.fields = report.fields

    def label(self, field: str) -> str:
        return self.fields[field].label.here()

    def of(self, field: Field) -> Section:
        """Tell what a field says, each of its texts with where the source says it."""
        special = {"participants": self.participants, "merits": self.merits}.get(field.key)
        said = list(special() if special else self.texts(field))
        return Section(field.label.here(), said or [Block(BlockKind.SILENCE, not_stated())])

    def texts(self, field: Field) -> list[Block]:
        told = cited_lines(self.case, field)
        items = len(told) > 1 or any(places for _text, places in told)
        return [Block(BlockKind.ITEM if items else BlockKind.TEXT, text, places) for text, places in told]

    def participants(self) -> Iterator[Block]:
        return (said for one in self.case["participants"] for said in _participant(one))

    def told(self, field: Field) -> list[str]:
        return field_lines(self.case, field)

    def title(self) -> list[Block]:
        case = self.case
        said = [Block(BlockKind.TITLE, localized(case["title"]), label=self.label("title"))]
        if case["subtitle"]:
            said.append(Block(BlockKind.TEXT, localized(case["subtitle"])))
        facts = [
            field_summary(case, self.fields["type"]),
            field_summary(case, self.fields["prefectures"]),
            _("{n} local governments").format(n=self.told(self.fields["participant_count"])[0]),
        ]
        if case["span_km"]:
            # Between a prefecture and the town of its office there is none, which would look like a mistake.
            facts.append(_("{n} km at most between them").format(n=self.told(self.fields["span_km"])[0]))
        said.append(Block(BlockKind.TEXT, (" ・ " if current_language() == "ja" else " · ").join(facts)))
        said.append(Block(BlockKind.ASIDE, case["id"], label="ID"))
        if case["title_as_printed"]:
            said.append(
                Block(BlockKind.ASIDE, localized(case["title_as_printed"]), label=self.label("title_as_printed"))
            )
        return said

    def merits(self) -> Iterator[Block]:
        for names, statements in gains(self.case):
            if names:
                yield Block(BlockKind.NAMES, names)
            yield from (Block(BlockKind.ITEM, localized(one), one["ref"]) for one in statements)


def _participant(one: dict[str, Any]) -> Iterator[Block]:
    roles = separator().join(localized(role["label"]) for role in one["roles"])
    cited = list(dict.fromkeys(ref for role in one["roles"] for ref in role["ref"]))
    yield Block(BlockKind.ITEM, place_name(one) + in_brackets(roles), cited)
    if said := one["contribution"]:
        yield Block(BlockKind.UNDER, localized(said), said["ref"])
