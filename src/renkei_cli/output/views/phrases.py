"""A case's values in the reader's words."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from renkei_cli.schema.fields import value_at
from renkei_cli.core.i18n import LANGUAGES, N_, _, current, label, of_data
from renkei_cli.casebook.index import Field
from renkei_cli.domain.vocabulary import NOT_STATED, VOCABULARIES

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


def here(text: Mapping[str, Any]) -> str:
    """Give a text or a label in the reader's language, else in English; in Japanese where it has no translation."""
    spoken: str = text[of_data()] or text["ja"]
    return spoken if current() in LANGUAGES else label(spoken) or spoken


def separator() -> str:
    """Give what stands between the items of a list."""
    return "、" if current() == "ja" else ", "


def bullet() -> str:
    """Give what stands before an item of a list: two cells."""
    return "・" if current() == "ja" else "• "


def in_brackets(text: str) -> str:
    """Put a remark in brackets."""
    return f"（{text}）" if current() == "ja" else f" ({text})"


def labelled(label: str, text: str) -> str:
    """Put a label before a text."""
    return f"{label}: {text}"


def refs(names: Sequence[str]) -> str:
    """Name places in the source: 〔事業内容1、経緯2〕."""
    if not names:
        return ""
    gap = "" if current() == "ja" else " "
    named = []
    for name in names:
        section, _slash, number = name.partition("/")
        named.append(f"{_(_SECTIONS[section])}{gap}{number}".rstrip())
    return f"〔{'、'.join(named)}〕" if current() == "ja" else f"[{', '.join(named)}]"


def place_name(participant: Item) -> str:
    """Name a participant with its prefecture."""
    name, prefecture = here(participant["name"]), here(participant["prefecture"])
    if name == prefecture:
        return name
    return f"{prefecture}{name}" if current() == "ja" else f"{name}, {prefecture}"


def lines(case: Mapping[str, Any], field: Field) -> list[str]:
    """Give a field's values in words, one an item; an empty list where the case does not state it."""
    value = value_at(case, field.key)
    if value is None:
        return []
    describe = _KINDS.get(field.kind, str)
    if field.kind == "term":
        return [VOCABULARIES[field.vocabulary][one].label.here() for one in _each(value)]
    # A part of a case may be there and hold nothing.
    return [said for one in _each(value) if (said := describe(one))]


def brief(case: Mapping[str, Any], field: Field) -> str:
    """Give a field's values in words on one line, names alone."""
    if field.kind == "participant":
        return separator().join(here(one["name"]) for one in case[field.key])
    return separator().join(lines(case, field))


def _each(value: Any) -> list[Item]:  # noqa: ANN401 - any field's value
    return value if isinstance(value, list) else [value]


def _participant(item: Item) -> str:
    roles = separator().join(here(role["label"]) for role in item["roles"])
    said = item["contribution"]
    colon = "：" if current() == "ja" else ": "
    return f"{place_name(item)}{in_brackets(roles)}{colon + here(said) if said else ''}"


def _collaborator(item: Item) -> str:
    notes = [
        VOCABULARIES["collaborator"][item["kind"]].label.here(),
        *(here(role["label"]) for role in item["roles"]),
    ]
    return here(item["name"]) + in_brackets(separator().join(notes))


def _instrument(item: Item) -> str:
    notes = [VOCABULARIES["instrument"][item["kind"]].label.here()]
    if item["date"]:
        notes.append(shown_date(item["date"]))
    return here(item["name"]) + in_brackets(separator().join(notes))


def shown_date(stored: str) -> str:
    """Write a date for the reader."""
    from renkei_cli.domain.dates import shown  # noqa: PLC0415 - a list shows no dates

    return shown(stored, current())


def _event(item: Item) -> str:
    return f"{shown_date(item['date'])}{'　' if current() == 'ja' else ': '}{here(item['text'])}"


def _period(item: Item) -> str:
    start, end = shown_date(item["start"]), shown_date(item["end"]) if item["end"] else ""
    if current() == "ja":
        return f"{start}～{end}"
    return f"{start} to {end}" if end else f"from {start}"


def _funding(item: Item) -> str:
    notes = [_("{amount} yen").format(amount=f"{item['amount']:,}")] if item["amount"] is not None else []
    notes += [shown_date(item["date"])] if item["date"] else []
    return here(item["name"]) + (in_brackets(separator().join(notes)) if notes else "")


def _kpi(item: Item) -> str:
    unit = f" {here(item['unit'])}" if item["unit"] else ""
    notes = [
        f"{label} {item[key]:,}{unit}"
        for key, label in (("target", _("target")), ("actual", _("actual")))
        if item[key] is not None
    ]
    notes += [shown_date(item["date"])] if item["date"] else []
    return here(item["name"]) + (in_brackets(separator().join(notes)) if notes else "")


def _contact(item: Item) -> str:
    return separator().join([here(item["organisation"]), *(item[key] for key in ("phone", "email") if item[key])])


def _certification(item: Item) -> str:
    notes = [_("round {n}").format(n=item["round"])] if item["round"] else []
    return separator().join([*notes, *([shown_date(item["date"])] if item["date"] else [])])


def _source(item: Item) -> str:
    parts = [here(item["document"]), here(item["heading"])]
    parts += [shown_date(item["date"])] if item["date"] else []
    parts += [_("page {n}").format(n=item["page"])] if item["page"] else []
    return separator().join([*parts, *([item["url"]] if item["url"] else [])])


def _bullets(item: Item) -> str:
    return separator().join(f"{_(_SECTIONS[key])} {number}" for key, number in item.items())


_KINDS: dict[str, Callable[[Item], str]] = {
    "text": here,
    "statement": here,
    "tag": lambda item: here(item.get("label") or item["name"]),
    "participant": _participant,
    "collaborator": _collaborator,
    "instrument": _instrument,
    "event": _event,
    "figure": lambda item: here(item["caption"]),
    "date": shown_date,
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
