"""A case's values in the reader's words, and where the source says them."""

from collections.abc import Callable, Iterable, Sequence

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


def format_refs(names: Sequence[str]) -> str:
    """Name places in the source: 〔事業内容1、経緯2〕."""
    if not names:
        return ""
    gap = "" if current_language() == "ja" else " "
    parted = (name.partition("/") for name in names)
    named = [f"{_(_SECTIONS[section])}{gap}{number}".rstrip() for section, _slash, number in parted]
    return f"〔{'、'.join(named)}〕" if current_language() == "ja" else f"[{', '.join(named)}]"


def cited(text: str, places: Sequence[str]) -> str:
    """Put behind a text where the source says it: 文〔メリット2〕."""
    gap = "" if current_language() == "ja" else " "
    return f"{text}{gap}{format_refs(places)}" if places else text


def headed(names: str) -> str:
    """Write the names of those of whom the items below are told."""
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


def format_date(stored: str) -> str:
    """Write a date for the reader."""
    return dates.format_date(stored, current_language())


def role_names(item: Case) -> list[str]:
    """Return what a participant or a collaborator is, in words."""
    return [localized(role["label"]) for role in item["roles"]]


def _with_notes(item: Case, notes: Iterable[str]) -> str:
    joined = separator().join(notes)
    return localized(item["name"]) + (in_brackets(joined) if joined else "")


def _date_notes(item: Case) -> list[str]:
    return [format_date(item["date"])] if item["date"] else []


def _kind_of(item: Case, vocabulary: str) -> str:
    return VOCABULARIES[vocabulary][item["kind"]].label.here()


def _participant(item: Case) -> str:
    said = item["contribution"]
    colon = "：" if current_language() == "ja" else ": "
    roles = in_brackets(separator().join(role_names(item)))
    return f"{place_name(item)}{roles}{colon + localized(said) if said else ''}"


def _event(item: Case) -> str:
    return f"{format_date(item['date'])}{'　' if current_language() == 'ja' else ': '}{localized(item['text'])}"


def _period(item: Case) -> str:
    start, end = format_date(item["start"]), format_date(item["end"]) if item["end"] else ""
    if current_language() == "ja":
        return f"{start}～{end}"
    return f"{start} to {end}" if end else f"from {start}"


def _funding(item: Case) -> str:
    notes = [_("{amount} yen").format(amount=f"{item['amount']:,}")] if item["amount"] is not None else []
    return _with_notes(item, notes + _date_notes(item))


def _kpi(item: Case) -> str:
    unit = f" {localized(item['unit'])}" if item["unit"] else ""
    labels = (("target", _("target")), ("actual", _("actual")))
    notes = [f"{label} {item[key]:,}{unit}" for key, label in labels if item[key] is not None]
    return _with_notes(item, notes + _date_notes(item))


def _contact(item: Case) -> str:
    return separator().join([localized(item["organisation"]), *(item[key] for key in ("phone", "email") if item[key])])


def _certification(item: Case) -> str:
    notes = [_("round {n}").format(n=item["round"])] if item["round"] else []
    return separator().join(notes + _date_notes(item))


def _source(item: Case) -> str:
    parts = [localized(item["document"]), localized(item["heading"]), *_date_notes(item)]
    parts += [_("page {n}").format(n=item["page"])] if item["page"] else []
    return separator().join([*parts, *([item["url"]] if item["url"] else [])])


_KINDS: dict[str, Callable[..., str]] = {
    "text": localized,
    "statement": localized,
    "tag": lambda item: localized(item.get("label") or item["name"]),
    "participant": _participant,
    "collaborator": lambda item: _with_notes(item, [_kind_of(item, "collaborator"), *role_names(item)]),
    "instrument": lambda item: _with_notes(item, [_kind_of(item, "instrument"), *_date_notes(item)]),
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
    "bullets": lambda item: separator().join(f"{_(_SECTIONS[key])} {number}" for key, number in item.items()),
    "hit": lambda item: item["text"],
}
"""How an item of a kind is put into words."""
