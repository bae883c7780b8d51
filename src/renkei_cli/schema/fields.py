"""What a field of a case says about itself, and how fields and their values are found."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from renkei_cli.core.errors import UsageError, did_you_mean, one_of
from renkei_cli.core.i18n import LocalizedText, _
from renkei_cli.core.text import fold

JsonValue: TypeAlias = "str | int | float | list[JsonValue] | dict[str, JsonValue] | None"
Document = dict[str, JsonValue]
"""A case, or a part of one, as its JSON has it."""
Value = Any
"""Plain values of a file: dict, tuple, str, int, float, bool, None. A faulty case may hold any of them anywhere."""
Path = tuple[str | int, ...]
"""Where a value stands within another: keys and indexes."""

WEIGHTS = {"title": 16, "bodies": 8, "summary": 4, "statements": 2, "labels": 1}
"""What a search hit counts, by the weight class of the field that holds it; labels say the same in other cases."""
_NO_WORDS = LocalizedText("", "")


class Field(NamedTuple):
    """A field that can be asked for, searched, shown and compared; declared once, in `models`.

    The ranks put fields in order; a new field takes a number between those of its neighbours. 0 leaves it out.
    """

    key: str  # a path of names: title, title.en, participants.roles
    label: LocalizedText
    description: LocalizedText = _NO_WORDS
    kind: str = "string"  # string, text, term, date, integer, number, or a model's name in lower case
    vocabulary: str = ""  # the controlled vocabulary that its values come from, if they do
    many: bool = False
    required: bool = False
    derived: bool = False  # whether it is worked out from the others, never written in a case file
    page_rank: int = 0  # on the page of one case, from top to bottom
    shown_blank: bool = True  # whether that page says so where the source does not state it
    in_short: bool = False  # whether half a page has it
    comparison_rank: int = 0  # in a comparison, from top to bottom
    weight: str = ""  # weight class in a search, a key of `WEIGHTS`; empty where it is not searched
    interview_rank: int = 0  # among the questions of `renkei new`; the hundreds are their section
    aliases: tuple[str, ...] = ()  # other names by which people call it in a case file, folded
    headings: tuple[str, ...] = ()  # other names by which the heading of a table calls it
    example: str | int | None = None  # what its value may look like; None where its description says enough
    parts: tuple["Field", ...] = ()  # those that are asked for of the items of a list; see `group_parts`


def derived(key: str, ja: str, en: str, ja_description: str, en_description: str, **traits: Any) -> Field:  # noqa: ANN401 - as in Field
    """Return a field that no case file has: worked out from the others, or found by a search."""
    described = LocalizedText(ja_description, en_description)
    return Field(key, LocalizedText(ja, en), described, derived=True, **traits)


JOINTS = ("\n", ";", ",")
"""What parts the items of a list in a flat cell, those of a list in an item, and those of one in that. No text of a
case holds the first; within items there are only lists of codes, labels, places and numbers, which hold no other."""
_REFERENCE_KEYS = ("ref", "for", "parties", "code", "kana")
"""Parts of a value that point elsewhere; they are read only when they are asked for by name."""


def _folded(name: str) -> str:
    return fold(name).replace(" (", "(")


def find_field(fields: Mapping[str, Field], name: str, where: str) -> Field:
    """Find a field by its key, its singular, its label or another name; UsageError naming `where` if there is none."""
    if name in fields:
        return fields[name]
    spellings: dict[str, Field] = {}
    for field in fields.values():
        singular, hyphens = field.key.removesuffix("s"), field.key.replace("_", "-")
        labels = (*field.label, field.label.here())
        # A unit in brackets behind a label need not be typed.
        bare = (re.sub("[(（].*", "", label) for label in labels)
        for spelling in (field.key, singular, hyphens, *labels, *bare, *_part_names(fields, field)):
            spellings.setdefault(_folded(spelling), field)
    for field in fields.values():
        for alias in () if "." in field.key else field.aliases:
            spellings.setdefault(_folded(alias), field)
    asked = _folded(name)
    if asked in spellings:
        return spellings[asked]
    near = dict.fromkeys(spellings[key].key for key in get_close_matches(asked, spellings, 3, 0.6))
    message = _("{where}: there is no field {name}").format(where=where, name=repr(name))
    raise UsageError(message, f"{did_you_mean(near)}\n{_names(fields)}".lstrip())


def heading(label: str) -> str:
    """Return the label of a field as a sheet heads its column, parts in brackets behind the whole: 参加団体（役割）."""
    for sign, brackets in (("：", "{}（{}）"), (": ", "{} ({})")):
        whole, _sign, parts = label.partition(sign)
        if parts:
            return brackets.format(whole, parts)
    return label


def _part_names(fields: Mapping[str, Field], field: Field) -> Iterator[str]:
    """Yield other names of a part of a field: 名称.ja, 参加団体.役割, and 参加団体（役割） as --excel heads it."""
    above, _dot, rest = field.key.partition(".")
    if rest:
        yield from (f"{whole}.{rest}" for whole in fields[above].label)
        yield from (name for label in field.label for name in (re.sub("：|: ", ".", label), heading(label)))


def _names(fields: Mapping[str, Field]) -> str:
    names = ", ".join(key for key in fields if "." not in key)
    whole, part = _("name one of {fields}"), _("a part of a field is named with a dot, as in title.en")
    return f"{whole.format(fields=names)}\n{part}"


def parse_field_list(fields: Mapping[str, Field], asked: str | None) -> list[Field]:
    """Read the value of `--fields`: names with commas between; no value gives none."""
    if asked is None:
        return []
    names = filter(None, map(str.strip, re.split("[,、，]", asked)))
    found = list(dict.fromkeys(find_field(fields, name, "--fields") for name in names))
    if not found:
        raise UsageError(_("--fields: no field is named"), _names(fields))
    return found


def find_list(fields: Mapping[str, Field], name: str) -> Field:
    """Return the list of a case that `--explode` names; raise UsageError where it is none."""
    lists = {key: field for key, field in fields.items() if field.many and "." not in key}
    found = find_field(fields, name, "--explode")
    if found.key in lists:
        return found
    raise UsageError(_("--explode: {name} is no list").format(name=found.key), one_of(lists))


def fields_by_rank(fields: Mapping[str, Field], rank: str) -> list[Field]:
    """Return the fields that have a rank, in its order; `rank` is the name of one of those in `Field`."""
    return sorted(filter(attrgetter(rank), fields.values()), key=attrgetter(rank))


def direct_parts(fields: Mapping[str, Field], key: str) -> list[Field]:
    """Return the parts of a field that are no parts of one another."""
    return [one for one in fields.values() if one.key.rpartition(".")[0] == key]


def value_at(value: Any, key: str) -> Any:  # noqa: ANN401 - any part of a case
    """Return the value of a field in a case, or in a part of one.

    Through a list it is the list of what each item holds, None in the place of one that lacks it: the values of two
    fields of the same items stand in the same places.
    """
    if not key or value is None:
        return value
    if isinstance(value, list):
        return [value_at(item, key) for item in value]
    name, _dot, rest = key.partition(".")
    return value_at(value.get(name), rest)


def flat_values(value: Any) -> list[Any]:  # noqa: ANN401 - any part of a case
    """Return all that a value holds, of lists their items, without what is None."""
    if isinstance(value, list):
        return [part for item in value for part in flat_values(item)]
    return [] if value is None else [value]


def group_parts(shown: Sequence[Field], fields: Mapping[str, Field]) -> list[Field]:
    """Put the parts of one list's items into one field, for forms in which an item is a line.

    Its parts are named from the item on; a list within an item is one part of it.
    """
    found: dict[str, Field] = {}
    for field in shown:
        names = field.key.split(".")
        above = (".".join(names[:depth]) for depth in range(1, len(names)))
        root = next((fields[key] for key in above if key in fields and fields[key].many), None)
        if root is None:
            found[field.key] = field
            continue
        ja, en = (label.removeprefix(whole) for label, whole in zip(field.label, root.label, strict=True))
        part = field._replace(key=field.key.removeprefix(f"{root.key}."), label=LocalizedText(ja[1:], en[2:]))
        group = found.get(f"{root.key}.", root)
        joints = ("、", ", ") if group.parts else ("：", ": ")
        label = (whole + joint + own for whole, joint, own in zip(group.label, joints, part.label, strict=True))
        found[f"{root.key}."] = group._replace(label=LocalizedText(*label), parts=(*group.parts, part), kind="parts")
    return list(found.values())


def select_fields(case: Mapping[str, Any], fields: Sequence[Field]) -> Mapping[str, Any]:
    """Return what the given fields of a case hold, nested as in the case; the whole case where there are none."""
    wanted: dict[str, Any] = {}
    for field in fields:
        *above, last = field.key.split(".")
        inner: dict[str, Any] | None = wanted
        for name in above:
            # What is asked for whole stays whole.
            inner = inner if inner is None else inner.setdefault(name, {})
        if inner is not None:
            inner[last] = None
    return _project(case, wanted) if wanted else case


def _project(value: Any, wanted: Mapping[str, Any] | None) -> Any:  # noqa: ANN401 - any part of a case
    if wanted is None or value is None:
        return value
    if isinstance(value, list):
        return [_project(item, wanted) for item in value]
    return {name: _project(value.get(name), inner) for name, inner in wanted.items()}


def texts(value: object) -> Iterator[str]:
    """Yield every text in a value, in both languages."""
    if isinstance(value, Mapping | list):
        for item in value if isinstance(value, list) else (value[key] for key in value if key not in _REFERENCE_KEYS):
            yield from texts(item)
    elif value is not None:
        yield str(value)
