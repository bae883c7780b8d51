"""Which column of a table is which field of a case: by what the fields say of themselves, or by a map file."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, ValidationError
from pydantic import Field as Bounds

from renkei_cli.authoring.tables.readers import Row, Table
from renkei_cli.authoring.tables.written import is_stated, recognise
from renkei_cli.core.diagnostics import Diagnostic
from renkei_cli.core.errors import DataError, InvalidDataError, one_of
from renkei_cli.core.i18n import N_, LocalizedText, _, plural
from renkei_cli.core.text import fold
from renkei_cli.schema.fields import Field
from renkei_cli.schema.models import Case, fields_of, inner_model
from renkei_cli.schema.types import StrictModel
from renkei_cli.yamlio.loader import entries

PREFECTURE = "prefecture"
SEAT = "participants.seat"
AREA = "source.area"
_BESIDE: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    PREFECTURE: ((), ("都道府県", "都道府県名")),
    SEAT: (("participants",), ("地方公共団体コード", "全国地方公共団体コード", "団体コード", "自治体コード")),
    AREA: (("source",), ("区域の範囲", "区域", "計画の区域")),
}
"""Columns that are no fields, with the path that each helps to fill, and its headings.

The prefecture of the participants and the code of one of them help to understand their names; the area of the plan
becomes part of the source's heading.
"""
_PARTS = {
    "ja": LocalizedText("日本語", "Japanese"), "en": LocalizedText("英語", "English"),
    "code": LocalizedText("コード", "code"), "date": LocalizedText("日付", "date"),
}  # fmt: skip
"""How the heading of a column names a part of any field."""
_NATIONAL = frozenset(map(fold, ("地域再生計画の名称", "作成主体名")))
"""Columns by which the national list of approved 地域再生計画 is known; those whom it names have drawn up the plan."""
_READABLE = ("string", "text", "term", "date", "integer", "number")  # kinds of values that a cell can hold
_HEADER_ROWS = 20


def _target(name: str) -> str:
    if name not in targets():
        raise ValueError(name)
    return name


Target = Annotated[str, AfterValidator(_target)]


class MapFile(StrictModel):
    """What a map file says; each description says what to write."""

    columns: dict[str, Target] = Bounds(
        description=N_("write a column and its field on each line, as in 計画名: title.ja")
    )
    constants: dict[Target, str | int] = Bounds(
        {}, description=N_("write a field and its text on each line, as in source.ja: 取組事例集")
    )
    joint: str = Bounds("", description=N_("write a text"))  # what parts values in a cell, besides ; and line breaks
    header: int | None = Bounds(None, description=N_("write the number of the row that names the columns"))


class ColumnMapping(NamedTuple):
    """How the columns of a table become fields."""

    columns: Mapping[int, str]  # target by column
    header: tuple[str, ...]
    rows: Sequence[Row]
    constants: Mapping[str, str]
    joint: str
    unused: tuple[str, ...]
    national: bool
    form: str = ""  # that of a table that renkei wrote


@cache
def inner_fields(key: str) -> Mapping[str, Field]:
    """Return the fields inside of a field of a case; none where it holds plain values."""
    model = inner_model(Case, key)
    return fields_of(model) if model else {}


@cache
def name_of(key: str) -> str:
    """Return which inner field of a field is the text that says what it is; empty where none does."""
    return next((name for name, inner in inner_fields(key).items() if inner.kind == "text"), "")


@cache
def _known() -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return the path of the part of a case that each target fills, and the target of each folded heading."""
    paths: dict[str, tuple[str, ...]] = {}
    headings: dict[str, str] = {}
    for field in fields_of(Case).values():
        key, (ja, en), inside = field.key, field.label, inner_fields(field.key)
        text = "" if "code" in inside else name_of(key)
        if "code" in inside:
            parts = ["code", "ja", "en", *(part for part in inside if part == "roles")]
        else:
            readable = (part for part, inner in inside.items() if inner.kind in _READABLE and not inner.many)
            parts = [*(("ja", "en") if text else ()), *(part for part in readable if part != text)]
        whole = f"{key}.ja" if parts[:1] == ["ja"] else key
        paths[whole] = (key,)
        headings |= dict.fromkeys(map(fold, (key, ja, en, *field.headings)), whole)
        for part in parts:
            target, inner = f"{key}.{part}", inside.get(part)
            paths[target] = (key, text, part) if text and part in ("ja", "en") else (key, part)
            labels = [label for label in (_PARTS.get(part), inner and inner.label) if label]
            names = [name for label in labels for name in (f"{ja}（{label.ja}）", f"{en} ({label.en})")]
            headings |= dict.fromkeys(map(fold, (target, *names, *(inner.headings if inner else ()))), target)
    for target, (path, others) in _BESIDE.items():
        paths[target] = path
        headings |= dict.fromkeys(map(fold, (target, *others)), target)
    return paths, headings


def targets() -> dict[str, tuple[str, ...]]:
    """Return what a column can become, and the path of the part of a case that it fills."""
    return _known()[0]


def path_of(target: str) -> tuple[str, ...]:
    """Return the path of the part of a case that a column fills."""
    return targets().get(target) or tuple(target.split("."))


def plan_columns(table: Table, given: MapFile | None) -> ColumnMapping:
    """Return what the columns of a table are; raise DataError where no row names them."""
    wanted = {fold(name): target for name, target in given.columns.items()} if given else _known()[1]
    for at, row in enumerate(table.rows[:_HEADER_ROWS]):
        form, known = ("", {}) if given else recognise(table, at)
        if form:
            unused = tuple(name for column, name in enumerate(row.cells) if name and column not in known)
            stated = {column: key for column, key in known.items() if is_stated(key)}
            return ColumnMapping(stated, row.cells, table.rows[at + 1 :], {}, "", unused, national=False, form=form)
        used = {column: wanted[name] for column, name in enumerate(map(fold, row.cells)) if name in wanted}
        found = set(used.values())
        if given:
            is_header = found == set(wanted.values()) and given.header in (None, row.number)
        else:
            is_header = len(found) > 1 and bool({one.partition(".")[0] for one in found} & {"title", "participants"})
        if is_header:
            return _plan(table, at, used, given)
    if not given:
        names = _("Title, Participants, Summary, Source")
        hint = _("write a row of headings such as {names}, or use --map").format(names=names)
        raise DataError(_("{file}: no row names the columns").format(file=table.file), hint)
    there = {fold(name) for row in table.rows[:_HEADER_ROWS] for name in row.cells}
    missing = [name for name in given.columns if fold(name) not in there] or list(given.columns)
    message = plural(
        "{n} column of the map is not in the table", "{n} columns of the map are not in the table", len(missing)
    )
    message = f"{table.file}: {message}"
    raise DataError(message, _("name them as the table does: {names}").format(names=", ".join(missing)))


def _plan(table: Table, at: int, used: Mapping[int, str], given: MapFile | None) -> ColumnMapping:
    header = table.rows[at].cells
    for target in used.values():
        names = [header[column] for column, other in used.items() if other == target]
        if len(names) > 1:
            message = _("{file}: two columns are {target}: {names}")
            message = message.format(file=table.file, target=target, names=", ".join(names))
            raise DataError(message, _("rename one, or use --map"))
    unused = tuple(name for column, name in enumerate(header) if name and column not in used)
    national = not given and set(map(fold, header)) >= _NATIONAL
    constants = given.constants if given else {"participants.roles": "plan_author"} if national else {}
    said = {target: str(text) for target, text in constants.items()}
    joint = given.joint if given else "、" if national else ""
    return ColumnMapping(used, header, table.rows[at + 1 :], said, joint, unused, national)


def read_map(file: str, content: bytes) -> MapFile:
    """Return what a map file says; raise InvalidDataError naming the lines where it holds faults."""
    faults: list[Diagnostic] = []
    found = [entry for entry in entries(file, content, faults) if isinstance(entry.value, dict)]
    if not found and not faults:
        raise DataError(_("{file} is no map: columns: and below it each column with its field").format(file=file))
    for entry in found[-1:]:
        wrong = _wrong_in_map(entry.value)
        faults += (Diagnostic(entry.place(path), "map", message, hint) for path, message, hint in wrong)
    if faults:
        raise InvalidDataError(plural("{n} fault in the map", "{n} faults in the map", len(faults)), sorted(faults))
    return MapFile(**found[-1].value)


def _wrong_in_map(value: Mapping[str, Any]) -> Iterator[tuple[tuple[int | str, ...], str, str]]:
    wrong: dict[tuple[int | str, ...], str] = {}
    try:
        MapFile.model_validate(value)
    except ValidationError as error:
        wrong = {detail["loc"][:2]: detail["type"] for detail in error.errors()}
    for path, kind in wrong.items():
        key, allowed = str(path[-1]), list(MapFile.model_fields)
        message, hint = _("a map has no {key}"), ""
        if kind == "value_error":
            key = value["columns"][key] if path[0] == "columns" else key
            message, allowed = _("there is no field {key} here"), get_close_matches(key, targets(), 3, 0.5)
            allowed = allowed or sorted(targets())
        elif path[0] in allowed:
            message, hint = _("{key} has a wrong form"), _(MapFile.model_fields[str(path[0])].description or "")
        yield path, message.format(key=key), hint or one_of(allowed)
