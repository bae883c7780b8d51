"""What a field of a case says about itself, and how fields and their values are found."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple, TypeAlias

from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import LocalizedText, _
from renkei_cli.core.text import fold

JsonValue: TypeAlias = "str | int | float | list[JsonValue] | dict[str, JsonValue] | None"
Document = dict[str, JsonValue]
"""A case, or a part of one, as its JSON has it."""
Value = Any
"""Plain values of a file: dict, tuple, str, int, float, bool, None. A faulty case may hold any of them anywhere."""
Path = tuple[str | int, ...]
"""Where a value stands within another: keys and indexes."""

WEIGHTS = {"title": 16, "themes": 8, "bodies": 4, "summary": 2, "statements": 1}
"""What a search hit counts, by the weight class of the field that holds it."""
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
    comparison_rank: int = 0  # in a comparison, from top to bottom
    weight: str = ""  # weight class in a search, a key of `WEIGHTS`; empty where it is not searched
    interview_rank: int = 0  # among the questions of `renkei new`; the hundreds are their section
    aliases: tuple[str, ...] = ()  # other names by which people call it in a case file, folded
    headings: tuple[str, ...] = ()  # other names by which the heading of a table calls it
    example: str | int | None = None  # what its value may look like; None where its description says enough


_REFERENCE_KEYS = ("ref", "for", "parties", "code", "kana")
"""Parts of a value that point elsewhere; they are read only when they are asked for by name."""


def find_field(fields: Mapping[str, Field], name: str, where: str) -> Field:
    """Find a field by its key, its singular or its label; UsageError naming `where` if there is none."""
    if name in fields:
        return fields[name]
    spellings: dict[str, Field] = {}
    for field in fields.values():
        singular, hyphens = field.key.removesuffix("s"), field.key.replace("_", "-")
        for spelling in (field.key, singular, hyphens, *field.label, field.label.here()):
            # A unit in brackets behind a label need not be typed.
            for name_of_it in (spelling, re.sub("[(（].*", "", spelling)):
                spellings.setdefault(fold(name_of_it), field)
    asked = fold(name)
    if asked in spellings:
        return spellings[asked]
    near = dict.fromkeys(spellings[key].key for key in get_close_matches(asked, spellings, 3, 0.6))
    message = _("{where}: there is no field {name}").format(where=where, name=repr(name))
    hint = _("did you mean {near}?").format(near=", ".join(near)) + "\n" if near else ""
    raise UsageError(message, hint + _names(fields))


def _names(fields: Mapping[str, Field]) -> str:
    """Say which fields there are, and how to name a part of one."""
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


def value_at(value: Any, key: str) -> Any:  # noqa: ANN401 - any part of a case
    """Return the value of a field in a case, or in a part of one; through a list, the values of all its items."""
    if not key or value is None:
        return value
    if isinstance(value, list):
        found = [value_at(item, key) for item in value]
        return [part for item in found if item is not None for part in (item if isinstance(item, list) else [item])]
    name, _dot, rest = key.partition(".")
    return value_at(value.get(name), rest)


def texts(value: object) -> Iterator[str]:
    """Yield every text in a value, in both languages."""
    if isinstance(value, Mapping | list):
        for item in value if isinstance(value, list) else (value[key] for key in value if key not in _REFERENCE_KEYS):
            yield from texts(item)
    elif value is not None:
        yield str(value)
