"""A case, a list and a comparison in the reader's words, described once for all formats that people read."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum, auto
from functools import partial
from itertools import groupby, repeat
from operator import itemgetter
from typing import NamedTuple

from renkei_cli.core.i18n import N_, _, bullet, current_language, in_brackets, localized, plural, separator
from renkei_cli.domain import dates
from renkei_cli.domain.places import place_name
from renkei_cli.domain.vocabulary import NOT_STATED
from renkei_cli.output.results import HITS, Case, CaseComparison, CaseDetail, CaseList
from renkei_cli.schema.fields import Field, fields_by_rank, texts, value_at

_SOURCE_HEADINGS = {"heading": N_("Heading"), "activities": N_("Activities"), "background": N_("How it began"),
                    "merits": N_("Merits"), "figures": N_("Figure")}  # fmt: skip


_FEW_NAMES = 3  # so many participants stand for their case at the head of a column; more are counted
_LACKING = "-"  # in the place of a part that an item of a list lacks


def not_stated(case: Case) -> str:
    """Return what is said where a case states nothing.

    Where the source's bullets are counted, all of them are in the case, and the source is silent; else nobody wrote it.
    """
    source = case.get("source")
    return _("not filled in") if source and source["bullets"] is None else _(NOT_STATED)


def in_language(japanese: str, other: str) -> str:
    """Return the sign of Japanese typography, or that of other languages."""
    return japanese if current_language() == "ja" else other


def format_refs(refs: Sequence[str]) -> str:
    """Return places in the source by their names: 〔事業内容1、経緯2〕."""
    gap = in_language("", " ")
    parted = (ref.partition("/") for ref in refs)
    names = [f"{_(_SOURCE_HEADINGS[section])}{gap}{number}".rstrip() for section, _slash, number in parted]
    return in_language("〔{}〕", "[{}]").format(separator().join(names)) if names else ""


def cited(text: str, refs: Sequence[str]) -> str:
    """Return a text with where the source says it: 文〔メリット2〕."""
    return f"{text}{in_language('', ' ')}{format_refs(refs)}" if refs else text


def item_name(item: Case) -> Case:
    """Return the text, in both languages, that stands for a part of a case; a text stands for itself."""
    keys = ("label", "name", "text", "caption", "document", "organisation")
    return next((item[key] for key in keys if item.get(key)), item)


def field_lines(case: Case, field: Field, *, kinds: bool = False) -> list[str]:
    """Return a field's values in words, one an item; an empty list where the case does not state it."""
    value = value_at(case, field.key)
    if value is None:
        return []
    items = value if isinstance(value, list) else [value]
    if field.parts:
        return _part_lines(items, field)
    if field.kind == "number" and field.derived:
        # What is worked out from the places of offices is no more exact than that.
        return [f"{one:,.0f}" for one in items]
    in_words = _IN_WORDS.get(field.kind, str)
    if field.kind in _DATED:
        in_words = partial(in_words, date=partial(dates.format_date, language=current_language(), era=_has_eras(case)))
    if kinds and field.kind in ("collaborator", "instrument"):
        in_words = partial(in_words, kind=partial(_kind, always=True))
    # Of a list within a list, an item says all that it holds.
    lines = (separator().join(map(in_words, one)) if isinstance(one, list) else in_words(one) for one in items)
    # A part of a case may be there and hold nothing.
    return list(filter(None, lines))


def _has_eras(case: Case) -> bool:
    """Return whether dates are counted by eras, as Japanese offices do, unless the case's own sentences do not."""
    said = "\n".join(texts(case))
    return not re.search("(?<![0-9])(?:19|20)[0-9]{2}年", said) or bool(re.search("(?:昭和|平成|令和)[0-9元]", said))


def _part_lines(items: Sequence[Case], field: Field) -> list[str]:
    """Return some parts of a list's items, one item a line; what one lacks keeps its place."""
    lines = [[separator().join(field_lines(item, part)) or _LACKING for part in field.parts] for item in items]
    return [" / ".join(line) for line in lines] if any(set(line) != {_LACKING} for line in lines) else []


def field_summary(case: Case, field: Field) -> str:
    """Return a field's values in words on one line, names alone."""
    if field.kind == "participant":
        return separator().join(localized(one["name"]) for one in case[field.key])
    return separator().join(field_lines(case, field))


def _joined(*parts: str | None) -> str:
    return separator().join(filter(None, parts))


def _with_notes(item: Case, *notes: str) -> str:
    return localized(item_name(item)) + (in_brackets(_joined(*notes)) if any(notes) else "")


def _roles(item: Case) -> list[str]:
    return [localized(role["label"]) for role in item["roles"]]


def _place_with_roles(item: Case) -> str:
    return place_name(item) + in_brackets(_joined(*_roles(item)))


def _kind(item: Case, *, always: bool = False) -> str:
    """Return what sort of body or instrument it is, unless its name says so."""
    label = localized(item["kind"]["label"])
    return "" if not always and label.casefold() in localized(item["name"]).casefold() else label


_Calendar = Callable[[str], str]
"""Puts a date of a case into words, by the calendar of its page."""


def _date(item: Case, date: _Calendar) -> str:
    return date(item["date"]) if item["date"] else ""


def _decimal(number: float) -> str:
    """Return a number with all its digits: a small one has no exponent."""
    return f"{Decimal(str(number)):,f}"


def _count(message: str, number: float | None) -> str:
    return "" if number is None else message.format(n=number, amount=_decimal(number))


def _participant(item: Case) -> str:
    gives = in_language("：", ": ") + localized(item["contribution"]) if item["contribution"] else ""
    return _place_with_roles(item) + gives


def _period(item: Case, date: _Calendar) -> str:
    start, end = date(item["start"]), date(item["end"]) if item["end"] else ""
    return in_language(f"{start}～{end}", f"{start} to {end}" if end else f"from {start}")


def _kpi(item: Case, date: _Calendar) -> str:
    unit = f" {localized(item['unit'])}" if item["unit"] else ""
    labels = {"target": _("target"), "actual": _("actual")}
    numbers = (f"{label} {_decimal(item[key])}{unit}" for key, label in labels.items() if item[key] is not None)
    return _with_notes(item, *numbers, _date(item, date))


def _source(item: Case, date: _Calendar) -> str:
    page = _count(_("page {n}"), item["page"])
    return _joined(localized(item["document"]), localized(item["heading"]), _date(item, date), page, item["url"])


def hit_text(hit: Case) -> str:
    """Return the sentence of a hit; the word of a vocabulary behind what it is: テーマ: デジタル."""
    return f"{localized(hit['label'])}: {hit['text']}" if hit["label"] else hit["text"]


def compared_fields(result: CaseComparison) -> list[Field]:
    """Return the fields of a comparison: those asked for, else the usual ones."""
    return list(result.shown) or fields_by_rank(result.fields, "comparison_rank")


_DATED: dict[str, Callable[..., str]] = {
    "instrument": lambda item, date, kind=_kind: _with_notes(item, kind(item), _date(item, date)),
    "event": lambda item, date: _date(item, date) + in_language("　", ": ") + localized(item["text"]),
    "date": lambda item, date: date(item),
    "period": _period,
    "funding": lambda item, date: _with_notes(item, _count(_("{amount} yen"), item["amount"]), _date(item, date)),
    "kpi": _kpi,
    "certification": lambda item, date: _joined(_count(_("round {n}"), item["round"]), _date(item, date)),
    "source": _source,
}
"""How an item of a kind that may hold a date is put into words."""
_IN_WORDS: dict[str, Callable[..., str]] = {
    **_DATED,
    **dict.fromkeys(("text", "statement", "tag", "figure"), _with_notes),
    "participant": _participant,
    "collaborator": lambda item, kind=_kind: _with_notes(item, kind(item), *_roles(item)),
    "number": _decimal,
    "contact": lambda item: _joined(localized(item["organisation"]), item["phone"], item["email"]),
    "bullets": lambda item: _joined(*(f"{_(_SOURCE_HEADINGS[key])} {number}" for key, number in item.items())),
    "hit": hit_text,
}
"""How an item of a kind is put into words."""


# What a page says of a case, part by part, whatever it is going to look like.


class BlockKind(Enum):
    """What a text is on the page."""

    TITLE = auto()
    TEXT = auto()
    FACTS = auto()  # what stands below the title, parted by dots
    ASIDE = auto()  # a remark beside what stands above it
    ITEM = auto()  # one of several
    UNDER = auto()  # what is said of the item before
    NAMES = auto()  # those of whom the items that follow are told
    NOT_STATED = auto()


class Block(NamedTuple):
    """A text on the page."""

    kind: BlockKind
    text: str
    refs: Sequence[str] = ()  # where the source says it


def case_sections(result: CaseDetail) -> Iterator[tuple[str, list[Block]]]:
    """Return the title and the stated fields of the page in order, or the fields that were asked for: label and texts.

    What a page does not state stands in its last section, which has no label.
    """
    case, fields = result.case, result.fields
    if result.shown and not result.short:
        yield from ((field.label.here(), field_blocks(case, field)) for field in result.shown)
        return
    yield fields["title"].label.here(), list(_title(case, fields))
    page = [one for one in fields_by_rank(fields, "page_rank") if not result.short or one in result.shown]
    stated = [one for one in page if field_lines(case, one)]
    for field in stated:
        summary = [Block(BlockKind.TEXT, field_summary(case, field))] if result.short else []
        blocks = summary or field_blocks(case, field)
        if field.key == "source" and (printed := case["title_as_printed"]):
            misprint = _("the source prints the title as “{title}”, which is a misprint")
            blocks.append(Block(BlockKind.ASIDE, misprint.format(title=localized(printed))))
        yield field.label.here(), blocks
    if blank := [one for one in page if one not in stated and one.shown_blank]:
        yield "", [Block(BlockKind.NOT_STATED, blank_fields(blank, [case]))]


def blank_fields(fields: Sequence[Field], cases: Sequence[Case]) -> str:
    """Return the one line that names what none of the cases states."""
    silent = in_language("・", " / ").join(dict.fromkeys(map(not_stated, cases)))
    return f"{silent}: {_joined(*(field.label.here() for field in fields))}"


def field_blocks(case: Case, field: Field) -> list[Block]:
    """Return what is said under a field, each text with where the source says it."""
    blocks = _participants(case, field) if field.kind == "participant" else _blocks(case, field)
    return list(blocks) or [Block(BlockKind.NOT_STATED, not_stated(case))]


def block_texts(blocks: Sequence[Block], *, places: bool = True) -> list[str]:
    """Return blocks as paragraphs that are marked as items where there are several, with their places in the source."""
    marks = {BlockKind.UNDER: "→ {}", BlockKind.NAMES: in_language("{}：", "{}:"), BlockKind.ASIDE: "{}"}
    usual = bullet() + "{}" if len(blocks) > 1 else "{}"
    return [marks.get(one.kind, usual).format(cited(one.text, one.refs if places else ())) for one in blocks]


def _blocks(case: Case, field: Field) -> Iterator[Block]:
    """Yield a field's values in words, one an item; what was gained, under the names of those who gained it."""
    lines = field_lines(case, field)
    value = value_at(case, field.key)
    items = value if isinstance(value, list) else [value]
    if field.key == "merits" and not field.parts:
        names = {one["code"]: localized(one["name"]) for one in case["participants"]}
        for number, (codes, group) in enumerate(groupby(items, key=itemgetter("for"))):
            nobody = _("of no one in particular") if number else ""
            if whose := _joined(*(names[code] for code in codes)) or nobody:
                yield Block(BlockKind.NAMES, whose)
            yield from (Block(BlockKind.ITEM, localized(one), one["ref"]) for one in group)
        return
    # A part of a case may be there and hold nothing.
    whole = len(items) == len(lines) and not field.parts
    refs = list(map(_refs, items)) if whole else [[] for _line in lines]
    kind = BlockKind.ITEM if len(lines) > 1 or any(refs) else BlockKind.TEXT
    yield from map(Block, repeat(kind), lines, refs)


def _refs(item: Case | str | float | None) -> list[str]:
    parts = [item, *item.get("roles", ()), item.get("contribution")] if isinstance(item, dict) else []
    return list(dict.fromkeys(ref for part in parts if part for ref in part.get("ref") or ()))


def _participants(case: Case, field: Field) -> Iterator[Block]:
    for one in value_at(case, field.key):
        yield Block(BlockKind.ITEM, _place_with_roles(one), _refs({"roles": one["roles"]}))
        if contribution := one["contribution"]:
            yield Block(BlockKind.UNDER, localized(contribution), contribution["ref"])


def _title(case: Case, fields: Mapping[str, Field]) -> Iterator[Block]:
    yield Block(BlockKind.TITLE, localized(case["title"]))
    if case["subtitle"]:
        yield Block(BlockKind.TEXT, localized(case["subtitle"]))
    shown = ("type", "prefectures", "participant_count", "span_km")
    type_, places, count, km = (field_summary(case, fields[key]) for key in shown)
    facts = [type_, places, _("{n} local governments").format(n=count)]
    if case["span_km"]:
        # Between a prefecture and the town of its office there is none, which would look like a mistake.
        facts.append(_("about {n} km at most between them").format(n=km))
    yield Block(BlockKind.FACTS, in_language(" ・ ", " · ").join(facts))
    yield Block(BlockKind.ASIDE, f"ID: {case['id']}")


# The columns and cells of lists and comparisons.

_BEST = 3
BEST_HITS = HITS._replace(many=False)
"""The hits of which a table shows the best; all are shown where they are asked for."""
LISTED = ("id", "type", "title", "participants", "themes")  # the least needed last


def listed_fields(result: CaseList, searched: Sequence[str] = ("id", "title")) -> list[Field]:
    """Return the fields of a list: those asked for, else the usual ones, with the best hits of a search."""
    if result.shown:
        return list(result.shown)
    return [*(result.fields[key] for key in (searched if result.hits else LISTED)), *[BEST_HITS] * result.hits]


def shown_hits(case: Case, field: Field) -> tuple[list[Case], str]:
    """Return the hits of a search that a cell has room for, and how many more there are."""
    shown = case["hits"] if field.many else case["hits"][:_BEST]
    more = len(case["hits"]) - len(shown)
    return shown, plural("{n} more", "{n} more", more) if more else ""


def compared_rows(result: CaseComparison) -> tuple[list[Field], str]:
    """Return the fields that a case of the comparison states, and the line that names the others, if there are any."""
    fields = compared_fields(result)
    stated = [field for field in fields if any(field_lines(case, field) for case in result.cases)]
    blank = [field for field in fields if field not in stated]
    return stated, blank_fields(blank, result.cases) if blank else ""


def is_equal(cases: Sequence[Case], field: Field) -> bool:
    """Return whether all cases say the same of a field, wherever their sources say it."""
    return all(field_lines(case, field) == field_lines(cases[0], field) for case in cases)


def short_name(case: Case) -> str:
    """Return the names by which a case is known at the head of a column: those of its few participants."""
    names = [localized(one["name"]) for one in case["participants"]]
    if len(names) <= _FEW_NAMES:
        return in_language("・", ", ").join(names)
    return _("{name} and others ({n})").format(name=names[0], n=len(names))


def cell_texts(case: Case, field: Field, *, places: bool = True, one_line: bool = False) -> list[str]:
    """Return the paragraphs of a cell, none where the case does not state the field.

    Each is an item, marked as one where there are several, with its places in the source if there is room for them;
    the items of a vocabulary are bare words, if need be on `one_line`.
    """
    if field.kind == "hit":
        hits, more = shown_hits(case, field)
        mark = bullet() if len(hits) > 1 else ""
        return [*(mark + cited(hit_text(hit), hit["ref"]) for hit in hits), *filter(None, [more])]
    if one_line and field.kind == "tag":
        return list(filter(None, [field_summary(case, field)]))
    if field.kind == "tag":
        return field_lines(case, field)
    return block_texts(list(_blocks(case, field)), places=places)
