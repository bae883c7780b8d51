"""Which column of a table is which field of a case: by what the fields say of themselves, or by a map file."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any, NamedTuple

from renkei_cli.authoring.tables.cells import READERS
from renkei_cli.authoring.tables.readers import Row, Table
from renkei_cli.core.diagnostics import Diagnostic
from renkei_cli.core.errors import DataError, InvalidDataError
from renkei_cli.core.i18n import N_, LocalizedText, _, plural
from renkei_cli.core.text import fold
from renkei_cli.schema.fields import Field
from renkei_cli.schema.models import DERIVED, Case, fields_of, inner_model
from renkei_cli.yamlio.loader import Entry, entries

PREFECTURE = "prefecture"
SEAT = "participants.seat"
AREA = "source.area"
_PSEUDO = {
    PREFECTURE: ((), ("都道府県", "都道府県名", "prefecture")),
    SEAT: (("participants",), ("地方公共団体コード", "全国地方公共団体コード", "団体コード", "自治体コード")),
    AREA: (("source",), ("区域の範囲", "区域", "計画の区域")),
}
"""Columns that are no fields, with the path that each helps to fill, and its headings.

The prefecture of the participants and the code of one of them help to understand their names; the area of the plan
becomes part of the source's heading.
"""
_IGNORED = ""
"""The target of a column that follows from others."""
_PARTS = {
    "ja": LocalizedText("日本語", "Japanese"),
    "en": LocalizedText("英語", "English"),
    "code": LocalizedText("コード", "code"),
    "date": LocalizedText("日付", "date"),
}
"""How the heading of a column names a part of any field."""
_READABLE = {*READERS, "term"}
_NATIONAL = frozenset({"地域再生計画の名称", "作成主体名"})
"""Columns by which the national list of approved 地域再生計画 is known."""
_PLAN_AUTHORS = {"participants.roles": "plan_author"}
"""What the national list says of every row without a column: those named have drawn up the plan."""
_HEADER_ROWS = 20


class ColumnMapping(NamedTuple):
    """How the columns of a table become fields."""

    columns: Mapping[int, str]
    """Target by column."""
    header: tuple[str, ...]
    rows: Sequence[Row]
    constants: Mapping[str, str]
    joint: str
    """What parts several values in one cell, besides ; and line breaks."""
    unused: tuple[str, ...]
    national: bool


class MapFile(NamedTuple):
    """What a map file says."""

    columns: Mapping[str, str]
    constants: Mapping[str, str]
    joint: str
    header: int | None


@cache
def inner_fields(key: str) -> Mapping[str, Field]:
    """Return the fields inside of a field of a case; none where it holds plain values."""
    model = inner_model(Case, key)
    return fields_of(model) if model else {}


@cache
def name_of(key: str) -> str:
    """Return which inner field of a field is the text that says what it is; empty where none does."""
    return next((name for name, inner in inner_fields(key).items() if inner.kind == "text"), "")


def _parts(field: Field) -> dict[str, tuple[str, ...]]:
    """Return the parts of a field that can have a column each, and where inside the field each stands."""
    inside, name = inner_fields(field.key), name_of(field.key)
    if "code" in inside:
        codes: dict[str, tuple[str, ...]] = dict.fromkeys(("code", "ja", "en"), ("code",))
        return codes | ({"roles": ("roles",)} if "roles" in inside else {})
    if "ja" in inside:
        return {"ja": ("ja",), "en": ("en",)}
    others = (one for one, inner in inside.items() if one != name and inner.kind in _READABLE and not inner.many)
    return {part: (name, part) for part in ("ja", "en") if name} | {one: (one,) for one in others}


@cache
def targets() -> dict[str, tuple[str, ...]]:
    """Return what a column can become, and the path of the part of a case that it fills."""
    found = {target: path for target, (path, _headings) in _PSEUDO.items()}
    for field in fields_of(Case).values():
        parts = _parts(field)
        if "code" in parts or "ja" not in parts:
            found[field.key] = (field.key,)
        found |= {f"{field.key}.{part}": (field.key, *path) for part, path in parts.items()}
    return found


@cache
def _target_by_heading() -> dict[str, str]:
    found: dict[str, str] = {}
    for field in (*DERIVED, *fields_of(Case).values()):
        key, (ja, en) = field.key, field.label
        whole = _IGNORED if field.derived else key if key in targets() else f"{key}.ja"
        found |= dict.fromkeys(map(fold, (key, ja, en, *field.headings)), whole)
        for part in ("code", "ja", "en") if field.derived else _parts(field):
            inner = None if field.derived else inner_fields(key).get(part)
            labels = [label for label in (_PARTS.get(part), inner and inner.label) if label]
            names = [name for label in labels for name in (f"{ja}（{label.ja}）", f"{en} ({label.en})")]
            target = _IGNORED if field.derived else f"{key}.{part}"
            found |= dict.fromkeys(map(fold, (f"{key}.{part}", *names, *(inner.headings if inner else ()))), target)
    return found | {fold(name): target for target, (_path, names) in _PSEUDO.items() for name in (target, *names)}


def plan_columns(table: Table, given: MapFile | None) -> ColumnMapping:
    """Return what the columns of a table are; raise DataError where no row names them."""
    wanted = {fold(name): target for name, target in given.columns.items()} if given else _target_by_heading()
    for at, row in enumerate(table.rows[:_HEADER_ROWS]):
        names = [fold(name) for name in row.cells]
        known = {column: wanted[name] for column, name in enumerate(names) if name in wanted}
        found = set(known.values()) - {_IGNORED}
        if given:
            is_header = found == set(wanted.values()) and given.header in (None, row.number)
        else:
            is_header = len(found) > 1 and bool({one.partition(".")[0] for one in found} & {"title", "participants"})
        if is_header:
            return _plan(table, at, known, given)
    if given:
        raise _not_in_table(table, given)
    hint = _("write a row of headings such as {names}, or use --map")
    hint = hint.format(names=_("Title, Participants, Summary, Source"))
    raise DataError(_("{file}: no row names the columns").format(file=table.file), hint)


def _plan(table: Table, at: int, known: Mapping[int, str], given: MapFile | None) -> ColumnMapping:
    header = table.rows[at].cells
    used = {column: target for column, target in known.items() if target != _IGNORED}
    twice = next((target for target, count in Counter(used.values()).items() if count > 1), "")
    if twice:
        names = ", ".join(header[column] for column, target in used.items() if target == twice)
        message = _("{file}: two columns are {target}: {names}").format(file=table.file, target=twice, names=names)
        raise DataError(message, _("rename one, or use --map"))
    unused = tuple(name for column, name in enumerate(header) if name and column not in known)
    national = not given and {fold(name) for name in header} >= {fold(name) for name in _NATIONAL}
    constants = given.constants if given else _PLAN_AUTHORS if national else {}
    joint = given.joint if given else "、" if national else ""
    return ColumnMapping(used, header, table.rows[at + 1 :], constants, joint, unused, national)


def _not_in_table(table: Table, given: MapFile) -> DataError:
    there = {fold(name) for row in table.rows[:_HEADER_ROWS] for name in row.cells}
    missing = [name for name in given.columns if fold(name) not in there] or list(given.columns)
    message = plural(
        "{n} column of the map is not in the table", "{n} columns of the map are not in the table", len(missing)
    )
    hint = _("name them as the table does: {names}").format(names=", ".join(missing))
    return DataError(f"{table.file}: {message}", hint)


_KEYS: dict[str, tuple[type, str]] = {
    "columns": (dict, N_("write a column and its field on each line, as in 計画名: title.ja")),
    "constants": (dict, N_("write a field and its text on each line, as in source.ja: 取組事例集")),
    "joint": (str, N_("write a text")),
    "header": (int, N_("write the number of the row that names the columns")),
}
"""The keys of a map file, with the form of each and what to write there."""


def read_map(file: str, content: bytes) -> MapFile:
    """Return what a map file says; raise InvalidDataError naming the lines where it holds faults."""
    faults: list[Diagnostic] = []
    found = [entry for entry in entries(file, content, faults) if isinstance(entry.value, dict)]
    if not found and not faults:
        raise DataError(_("{file} is no map: columns: and below it each column with its field").format(file=file))
    if found:
        faults += _faults(found[-1])
    if faults:
        raise InvalidDataError(plural("{n} fault in the map", "{n} faults in the map", len(faults)), sorted(faults))
    value = found[-1].value
    constants = {key: str(said) for key, said in value.get("constants", {}).items()}
    return MapFile(value["columns"], constants, value.get("joint", ""), value.get("header"))


def _faults(entry: Entry) -> Iterator[Diagnostic]:
    value: dict[str, Any] = entry.value
    for key, given in value.items():
        if key not in _KEYS:
            yield _fault(entry, (key,), _("a map has no {key}").format(key=key), _one_of(_KEYS))
        elif not isinstance(given, _KEYS[key][0]):
            yield _fault(entry, (key,), _("{key} has a wrong form").format(key=key), _(_KEYS[key][1]))
        elif isinstance(given, dict):
            yield from _section_faults(entry, key, given)
    if "columns" not in value:
        yield _fault(entry, (), _("{key} is missing here").format(key="columns"), _(_KEYS["columns"][1]))


def _section_faults(entry: Entry, section: str, inside: Mapping[str, Any]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for name, given in inside.items():
        target, path = given if section == "columns" else name, (section, name)
        if not isinstance(given, str | int):
            yield _fault(entry, path, _("{key} has a wrong form").format(key=name), _(_KEYS[section][1]))
        elif target not in targets():
            near = get_close_matches(str(target), targets(), 3, 0.5) or sorted(targets())
            yield _fault(entry, path, _("there is no field {key} here").format(key=target), _one_of(near))
        elif target in seen:
            yield _fault(entry, path, _("{key} is given twice").format(key=target))
        seen.add(str(target))


def _one_of(names: Sequence[str] | Mapping[str, object]) -> str:
    return _("write one of {allowed}").format(allowed=", ".join(names))


def _fault(entry: Entry, path: tuple[str, ...], message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(entry.place(path), "map", message, hint)
