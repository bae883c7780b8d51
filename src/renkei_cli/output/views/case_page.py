"""What a page says of a case, part by part, whatever it is going to look like."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from operator import attrgetter, itemgetter

from renkei_cli.core.i18n import _, bullet, localized, separator
from renkei_cli.output.results import Case, CaseDetail
from renkei_cli.output.views.phrases import (
    cited,
    field_lines,
    field_summary,
    headed,
    in_language,
    not_stated,
    place_with_roles,
)
from renkei_cli.schema.fields import Field, value_at

_GAINED = "merits"


class BlockKind(Enum):
    """What a text is on the page."""

    TITLE = auto()
    TEXT = auto()
    ASIDE = auto()
    """A text beside the title, behind its label."""
    ITEM = auto()
    """One of several."""
    UNDER = auto()
    """What is said of the item before."""
    NAMES = auto()
    """Those of whom the items that follow are told."""
    SILENCE = auto()
    """That the source does not state it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A text on the page."""

    kind: BlockKind
    text: str
    refs: Sequence[str] = ()
    """Where the source says it."""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A label and the blocks under it; the first section has no label, and its blocks have their own."""

    label: str
    blocks: Sequence[Block]


def case_sections(result: CaseDetail) -> Iterator[Section]:
    """Return the title and the fields of the page in their order, or the fields that were asked for."""
    fields: Iterable[Field] = result.shown
    if not fields:
        yield Section("", list(_title(result.case, result.fields)))
        page = sorted(result.fields.values(), key=attrgetter("page"))
        fields = (one for one in page if one.page and (one.shown_blank or result.case[one.key]))
    yield from (field_section(result.case, field) for field in fields)


def field_section(case: Case, field: Field) -> Section:
    """Return what is said under a field, each text with where the source says it."""
    blocks = list(_participants(case, field) if field.kind == "participant" else field_blocks(case, field))
    return Section(field.label.here(), blocks or [Block(BlockKind.SILENCE, not_stated())])


def field_blocks(case: Case, field: Field) -> Iterator[Block]:
    """Return a field's values in words, one an item; what was gained, under the names of those who gained it."""
    lines = field_lines(case, field)
    value = value_at(case, field.key)
    items = value if isinstance(value, list) else [value]
    if field.key == _GAINED:
        yield from _grouped(case, items)
        return
    # A part of a case may be there and hold nothing.
    refs = list(map(_refs, items)) if len(items) == len(lines) else [[] for _line in lines]
    kind = BlockKind.ITEM if len(lines) > 1 or any(refs) else BlockKind.TEXT
    yield from (Block(kind, text, places) for text, places in zip(lines, refs, strict=True))


def block_texts(blocks: Sequence[Block], *, places: bool = True) -> list[str]:
    """Return blocks as paragraphs that are marked as items where there are several, with their places in the source."""
    texts = [cited(block.text, block.refs if places else ()) for block in blocks]
    if len(blocks) == 1:
        return texts
    marks = {BlockKind.UNDER: "→ ", BlockKind.NAMES: ""}
    pairs = zip(blocks, texts, strict=True)
    return [
        headed(text) if one.kind is BlockKind.NAMES else marks.get(one.kind, bullet()) + text for one, text in pairs
    ]


def _refs(item: Case | str | float | None) -> list[str]:
    """Return the places at which the source says a part of a case, each once."""
    if not isinstance(item, dict):
        return []
    parts = [item, *item.get("roles", ()), item.get("contribution")]
    return list(dict.fromkeys(ref for part in parts if part for ref in part.get("ref") or ()))


def _grouped(case: Case, statements: Sequence[Case]) -> Iterator[Block]:
    names = {one["code"]: localized(one["name"]) for one in case["participants"]}
    for number, (codes, group) in enumerate(groupby(statements, key=itemgetter("for"))):
        nobody = _("of no one in particular") if number else ""
        if whose := separator().join(names[code] for code in codes) or nobody:
            yield Block(BlockKind.NAMES, whose)
        yield from (Block(BlockKind.ITEM, localized(one), one["ref"]) for one in group)


def _participants(case: Case, field: Field) -> Iterator[Block]:
    for one in value_at(case, field.key):
        yield Block(BlockKind.ITEM, place_with_roles(one), _refs({"roles": one["roles"]}))
        if said := one["contribution"]:
            yield Block(BlockKind.UNDER, localized(said), said["ref"])


def _title(case: Case, fields: Mapping[str, Field]) -> Iterator[Block]:
    yield Block(BlockKind.TITLE, localized(case["title"]), label=fields["title"].label.here())
    if case["subtitle"]:
        yield Block(BlockKind.TEXT, localized(case["subtitle"]))
    facts = [field_summary(case, fields["type"]), field_summary(case, fields["prefectures"])]
    facts.append(_("{n} local governments").format(n=field_summary(case, fields["participant_count"])))
    if case["span_km"]:
        # Between a prefecture and the town of its office there is none, which would look like a mistake.
        facts.append(_("{n} km at most between them").format(n=field_summary(case, fields["span_km"])))
    yield Block(BlockKind.TEXT, in_language(" ・ ", " · ").join(facts))
    yield Block(BlockKind.ASIDE, case["id"], label="ID")
    if printed := case["title_as_printed"]:
        yield Block(BlockKind.ASIDE, localized(printed), label=fields["title_as_printed"].label.here())
