"""A case's values in the reader's words, and where the source says them."""

from collections.abc import Callable, Sequence

from renkei_cli.core.i18n import N_, _, current_language, in_brackets, localized, separator, with_label
from renkei_cli.domain import dates
from renkei_cli.domain.places import place_name
from renkei_cli.domain.vocabulary import NOT_STATED, VOCABULARIES
from renkei_cli.output.results import Case
from renkei_cli.schema.fields import Field, value_at

_SECTIONS = {
    "heading": N_("Heading"),
    "activities": N_("Activities"),
    "background": N_("How it began"),
    "merits": N_("Merits"),
    "figures": N_("Figure"),
}


def not_stated() -> str:
    """Return what is said where the source is silent."""
    return _(NOT_STATED)


def in_language(japanese: str, other: str) -> str:
    """Return the sign of Japanese typography, or that of other languages."""
    return japanese if current_language() == "ja" else other


def format_refs(names: Sequence[str]) -> str:
    """Return places in the source by their names: 〔事業内容1、経緯2〕."""
    if not names:
        return ""
    parted = (name.partition("/") for name in names)
    gap = in_language("", " ")
    named = [f"{_(_SECTIONS[section])}{gap}{number}".rstrip() for section, _slash, number in parted]
    return in_language("〔{}〕", "[{}]").format(separator().join(named))


def cited(text: str, places: Sequence[str]) -> str:
    """Return a text with where the source says it: 文〔メリット2〕."""
    return f"{text}{in_language('', ' ')}{format_refs(places)}" if places else text


def headed(names: str) -> str:
    """Return the names of those of whom the items below are told."""
    return with_label(names, "").rstrip()


def field_lines(case: Case, field: Field) -> list[str]:
    """Return a field's values in words, one an item; an empty list where the case does not state it."""
    value = value_at(case, field.key)
    if value is None:
        return []
    items = value if isinstance(value, list) else [value]
    if field.kind == "term":
        return [VOCABULARIES[field.vocabulary][one].label.here() for one in items]
    describe = _KINDS.get(field.kind, str)
    # A part of a case may be there and hold nothing.
    return [text for one in items if (text := describe(one))]


def field_summary(case: Case, field: Field) -> str:
    """Return a field's values in words on one line, names alone."""
    if field.kind == "participant":
        return separator().join(localized(one["name"]) for one in case[field.key])
    return separator().join(field_lines(case, field))


def place_with_roles(item: Case) -> str:
    """Return a participant's name, and in brackets what it is."""
    return place_name(item) + in_brackets(_joined(*_roles(item)))


def _joined(*parts: str | None) -> str:
    return separator().join(part for part in parts if part)


def _noted(name: Case, *notes: str) -> str:
    return localized(name) + (in_brackets(_joined(*notes)) if any(notes) else "")


def _roles(item: Case) -> list[str]:
    return [localized(role["label"]) for role in item["roles"]]


def _kind(item: Case, vocabulary: str) -> str:
    return VOCABULARIES[vocabulary][item["kind"]].label.here()


def _date(stored: str | None) -> str:
    return dates.format_date(stored, current_language()) if stored else ""


def _filled(message: str, number: float | None) -> str:
    return "" if number is None else message.format(n=number, amount=f"{number:,}")


def _participant(item: Case) -> str:
    said = item["contribution"]
    return place_with_roles(item) + (in_language("：", ": ") + localized(said) if said else "")


def _period(item: Case) -> str:
    start, end = _date(item["start"]), _date(item["end"])
    return in_language(f"{start}～{end}", f"{start} to {end}" if end else f"from {start}")


def _kpi(item: Case) -> str:
    unit = f" {localized(item['unit'])}" if item["unit"] else ""
    labels = {"target": _("target"), "actual": _("actual")}
    numbers = (f"{label} {item[key]:,}{unit}" for key, label in labels.items() if item[key] is not None)
    return _noted(item["name"], *numbers, _date(item["date"]))


def _source(item: Case) -> str:
    page = _filled(_("page {n}"), item["page"])
    return _joined(localized(item["document"]), localized(item["heading"]), _date(item["date"]), page, item["url"])


_KINDS: dict[str, Callable[..., str]] = {
    "text": localized,
    "statement": localized,
    "tag": lambda item: localized(item.get("label") or item["name"]),
    "participant": _participant,
    "collaborator": lambda item: _noted(item["name"], _kind(item, "collaborator"), *_roles(item)),
    "instrument": lambda item: _noted(item["name"], _kind(item, "instrument"), _date(item["date"])),
    "event": lambda item: _date(item["date"]) + in_language("　", ": ") + localized(item["text"]),
    "figure": lambda item: localized(item["caption"]),
    "date": _date,
    "number": lambda item: f"{item:,}",
    "period": _period,
    "funding": lambda item: _noted(item["name"], _filled(_("{amount} yen"), item["amount"]), _date(item["date"])),
    "kpi": _kpi,
    "contact": lambda item: _joined(localized(item["organisation"]), item["phone"], item["email"]),
    "certification": lambda item: _joined(_filled(_("round {n}"), item["round"]), _date(item["date"])),
    "source": _source,
    "bullets": lambda item: separator().join(f"{_(_SECTIONS[key])} {number}" for key, number in item.items()),
    "hit": lambda item: item["text"],
}
"""How an item of a kind is put into words."""
