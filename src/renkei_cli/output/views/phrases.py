"""A case's values in the reader's words."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from renkei_cli.core.i18n import (
    N_,
    _,
    current_language,
    in_brackets,
    localized,
    separator,
)
from renkei_cli.domain.places import place_name
from renkei_cli.domain.vocabulary import NOT_STATED, VOCABULARIES
from renkei_cli.schema.fields import Field, value_at

Item = Any
"""One value of a field, as a case's JSON has it."""

_SECTIONS = {
    "heading": N_("Heading"),
    "activities": N_("Activities"),
    "background": N_("How it began"),
    "merits": N_("Merits"),
    "figures": N_("Figure"),
}


def not_stated() -> str:
    """Say that the source is silent."""
    return _(NOT_STATED)


def format_refs(names: Sequence[str]) -> str:
    """Name places in the source: 〔事業内容1、経緯2〕."""
    if not names:
        return ""
    gap = "" if current_language() == "ja" else " "
    named = []
    for name in names:
        section, _slash, number = name.partition("/")
        named.append(f"{_(_SECTIONS[section])}{gap}{number}".rstrip())
    return f"〔{'、'.join(named)}〕" if current_language() == "ja" else f"[{', '.join(named)}]"


def field_lines(case: Mapping[str, Any], field: Field) -> list[str]:
    """Give a field's values in words, one an item; an empty list where the case does not state it."""
    value = value_at(case, field.key)
    if value is None:
        return []
    describe = _KINDS.get(field.kind, str)
    if field.kind == "term":
        return [VOCABULARIES[field.vocabulary][one].label.here() for one in _each(value)]
    # A part of a case may be there and hold nothing.
    return [said for one in _each(value) if (said := describe(one))]


def field_summary(case: Mapping[str, Any], field: Field) -> str:
    """Give a field's values in words on one line, names alone."""
    if field.kind == "participant":
        return separator().join(localized(one["name"]) for one in case[field.key])
    return separator().join(field_lines(case, field))


def _each(value: Any) -> list[Item]:  # noqa: ANN401 - any field's value
    return value if isinstance(value, list) else [value]


def _participant(item: Item) -> str:
    roles = separator().join(localized(role["label"]) for role in item["roles"])
    said = item["contribution"]
    colon = "：" if current_language() == "ja" else ": "
    return f"{place_name(item)}{in_brackets(roles)}{colon + localized(said) if said else ''}"


def _collaborator(item: Item) -> str:
    notes = [
        VOCABULARIES["collaborator"][item["kind"]].label.here(),
        *(localized(role["label"]) for role in item["roles"]),
    ]
    return localized(item["name"]) + in_brackets(separator().join(notes))


def _instrument(item: Item) -> str:
    notes = [VOCABULARIES["instrument"][item["kind"]].label.here()]
    if item["date"]:
        notes.append(format_date(item["date"]))
    return localized(item["name"]) + in_brackets(separator().join(notes))


def format_date(stored: str) -> str:
    """Write a date for the reader."""
    from renkei_cli.domain.dates import format_date  # noqa: PLC0415 - a list shows no dates

    return format_date(stored, current_language())


def _event(item: Item) -> str:
    return f"{format_date(item['date'])}{'　' if current_language() == 'ja' else ': '}{localized(item['text'])}"


def _period(item: Item) -> str:
    start, end = format_date(item["start"]), format_date(item["end"]) if item["end"] else ""
    if current_language() == "ja":
        return f"{start}～{end}"
    return f"{start} to {end}" if end else f"from {start}"


def _funding(item: Item) -> str:
    notes = [_("{amount} yen").format(amount=f"{item['amount']:,}")] if item["amount"] is not None else []
    notes += [format_date(item["date"])] if item["date"] else []
    return localized(item["name"]) + (in_brackets(separator().join(notes)) if notes else "")


def _kpi(item: Item) -> str:
    unit = f" {localized(item['unit'])}" if item["unit"] else ""
    notes = [
        f"{label} {item[key]:,}{unit}"
        for key, label in (("target", _("target")), ("actual", _("actual")))
        if item[key] is not None
    ]
    notes += [format_date(item["date"])] if item["date"] else []
    return localized(item["name"]) + (in_brackets(separator().join(notes)) if notes else "")


def _contact(item: Item) -> str:
    return separator().join([localized(item["organisation"]), *(item[key] for key in ("phone", "email") if item[key])])


def _certification(item: Item) -> str:
    notes = [_("round {n}").format(n=item["round"])] if item["round"] else []
    return separator().join([*notes, *([format_date(item["date"])] if item["date"] else [])])


def _source(item: Item) -> str:
    parts = [localized(item["document"]), localized(item["heading"])]
    parts += [format_date(item["date"])] if item["date"] else []
    parts += [_("page {n}").format(n=item["page"])] if item["page"] else []
    return separator().join([*parts, *([item["url"]] if item["url"] else [])])


def _bullets(item: Item) -> str:
    return separator().join(f"{_(_SECTIONS[key])} {number}" for key, number in item.items())


_KINDS: dict[str, Callable[[Item], str]] = {
    "text": localized,
    "statement": localized,
    "tag": lambda item: localized(item.get("label") or item["name"]),
    "participant": _participant,
    "collaborator": _collaborator,
    "instrument": _instrument,
    "event": _event,
    "figure": lambda item: localized(item["caption"]),
    "date": format_date,
    "number": lambda item: f"{item:,}",
    "period": _period,
    "funding": _funding,
    "kpi": _kpi,
    "contact": _contact,
    "certification": _certification,
    "source": _source,
    "bullets": _bullets,
    "hit": lambda item: item["text"],
}
