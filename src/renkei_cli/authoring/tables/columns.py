"""Which column of a table is which field of a case: by our own labels, by a map file, or by a map that is built in."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from renkei_cli.authoring.tables.readers import Row, Table
from renkei_cli.core.errors import DataError
from renkei_cli.core.i18n import _, plural
from renkei_cli.core.text import fold
from renkei_cli.schema.models import case_fields

PREFECTURE = "prefecture"
"""A column that says in which prefecture the participants are; it only helps to understand their names."""
SEAT = "participants.seat"
"""A column with the code of one of the participants; it helps to understand the names."""
AREA = "source.area"
"""A column with the area of the plan; it becomes part of the heading of the source."""
NOTHING = ""

_TEXTS = ("title", "subtitle", "title_as_printed", "summary", "purpose")
_STATEMENTS = ("activities", "background", "merits", "results")
_BOTH = ("ja", "en")
_PARTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_TEXTS, _BOTH),
    **dict.fromkeys(_STATEMENTS, _BOTH),
    **dict.fromkeys(("themes", "trigger", "benefits"), ("code", *_BOTH)),
    "participants": ("code", *_BOTH, "roles"),
    "collaborators": (*_BOTH, "kind"),
    "instruments": (*_BOTH, "kind", "date"),
    "events": ("date", *_BOTH),
    "figures": _BOTH,
    "funding": _BOTH,
    "kpis": _BOTH,
    "contact": (*_BOTH, "phone", "email"),
    "period": ("start", "end"),
    "certification": ("round", "date"),
    "source": (*_BOTH, "heading", "url", "date", "page"),
}
_BARE = ("id", "type", "themes", "trigger", "benefits", "participants", "period", "urls", "certification")
"""Fields that a column may hold as a whole."""
_NAMES = {
    "ja": ("日本語", "Japanese"), "en": ("英語", "English"), "code": ("コード", "code"), "date": ("日付", "date"),
    "roles": ("役割", "roles"), "kind": ("種類", "kind"), "heading": ("見出し", "heading"), "url": ("URL", "URL"),
    "page": ("ページ", "page"), "start": ("開始", "start"), "end": ("終了", "end"), "round": ("認定回", "round"),
    "phone": ("電話", "telephone"), "email": ("電子メール", "e-mail"),
}  # fmt: skip
"""How the heading of a column names a part of a field."""
_ALSO = {
    PREFECTURE: ("都道府県", "都道府県名", "prefecture"),
    SEAT: ("地方公共団体コード", "全国地方公共団体コード", "団体コード", "自治体コード"),
    AREA: ("区域の範囲", "区域", "計画の区域"),
    "title.ja": ("地域再生計画の名称", "計画の名称", "計画名", "事業名", "取組名", "プロジェクト名"),
    "type": ("類型", "連携の類型"),
    "participants": ("作成主体名", "作成主体", "参加自治体", "連携自治体", "自治体", "自治体名", "市町村", "市町村名",
                     "団体名", "実施主体", "構成団体"),
    "funding.ja": ("支援措置", "財源", "交付金"),
    "certification.round": ("認定回", "認定回数"),
    "certification.date": ("認定日", "認定年月日"),
    "themes": ("分野", "取組分野"),
    "period": ("計画期間", "事業期間"),
    "source.heading": ("見出し",),
    "urls": ("URL", "ホームページ"),
}  # fmt: skip
NATIONAL = frozenset({"地域再生計画の名称", "作成主体名"})
"""Columns by which the national list of approved 地域再生計画 is known."""

BUILT_IN = {"participants.roles": "plan_author"}
"""What the national list says of every row without a column: those named have drawn up the plan."""


class ColumnMapping(NamedTuple):
    """How the columns of a table become fields."""

    columns: Mapping[int, str]
    """Target by column; targets are the columns that `list -o csv` writes, and a few more."""
    header: tuple[str, ...]
    rows: Sequence[Row]
    constants: Mapping[str, str]
    joint: str = ""
    """What parts several values in one cell, besides ; and line breaks."""
    unused: tuple[str, ...] = ()
    national: bool = False


class MapFile(NamedTuple):
    """A map file: which column is which field."""

    columns: Mapping[str, str]
    constants: Mapping[str, str]
    joint: str
    header: int | None


def targets() -> list[str]:
    """List what a column can become."""
    parts = [f"{field}.{part}" for field, names in _PARTS.items() for part in names]
    return sorted({*_BARE, *parts, PREFECTURE, SEAT, AREA})


@cache
def _spellings() -> dict[str, str]:
    """Give the target of each folded heading; headings of derived fields lead to nothing."""
    found: dict[str, str] = {}
    labels = {field.key: field.label for field in case_fields().values() if "." not in field.key}
    for key, label in labels.items():
        derived = case_fields()[key].derived
        bare = NOTHING if derived else key if key in _BARE else f"{key}.ja"
        for name in (key, *label):
            found[fold(name)] = bare
        for part in ("code", *_BOTH) if derived else _PARTS.get(key, ()):
            target = NOTHING if derived else f"{key}.{part}"
            ja, en = _NAMES[part]
            found |= {fold(name): target for name in (f"{key}.{part}", f"{label.ja}（{ja}）", f"{label.en} ({en})")}
    for target, names in _ALSO.items():
        found |= {fold(name): target for name in names}
    return found


def plan_columns(table: Table, given: MapFile | None) -> ColumnMapping:
    """Find the header of a table and what its columns are; DataError where there is none."""
    if given:
        return _as_given(table, given)
    for at, row in enumerate(table.rows[:20]):
        known = {
            column: _spellings()[fold(name)] for column, name in enumerate(row.cells) if fold(name) in _spellings()
        }
        fields_here = set(known.values()) - {NOTHING}
        if len(fields_here) > 1 and {target.partition(".")[0] for target in fields_here} & {"title", "participants"}:
            return _plan(table, at, known)
    message = _("{file}: no row names the columns").format(file=table.file)
    hint = _("write a row of headings such as {names}, or use --map").format(
        names=_("Title, Participants, Summary, Source")
    )
    raise DataError(message, hint)


def _plan(table: Table, at: int, known: Mapping[int, str]) -> ColumnMapping:
    header = table.rows[at].cells
    used: dict[int, str] = {}
    for column, target in known.items():
        if target in used.values():
            message = _("{file}: two columns are {target}: {names}")
            names = ", ".join(name for place, name in enumerate(header) if known.get(place) == target)
            raise DataError(message.format(file=table.file, target=target, names=names), _("rename one, or use --map"))
        if target != NOTHING:
            used[column] = target
    unused = tuple(name for column, name in enumerate(header) if name and column not in known)
    national = {fold(name) for name in NATIONAL} <= {fold(name) for name in header}
    rows = table.rows[at + 1 :]
    return ColumnMapping(used, header, rows, BUILT_IN if national else {}, "、" if national else "", unused, national)


def _as_given(table: Table, given: MapFile) -> ColumnMapping:
    wanted = {fold(name): target for name, target in given.columns.items()}
    for at, row in enumerate(table.rows[:20]):
        if given.header is not None and row.number != given.header:
            continue
        known = {column: wanted[fold(name)] for column, name in enumerate(row.cells) if fold(name) in wanted}
        if len(known) == len(wanted):
            unused = tuple(name for column, name in enumerate(row.cells) if name and column not in known)
            return ColumnMapping(known, row.cells, table.rows[at + 1 :], given.constants, given.joint, unused)
    there = {fold(name) for row in table.rows[:20] for name in row.cells}
    missing = [name for name in given.columns if fold(name) not in there] or list(given.columns)
    message = plural("{n} column of the map is not in the table", "{n} columns of the map are not in the table",
                     len(missing))  # fmt: skip
    detail = f"{table.file}: {message}"
    raise DataError(detail, _("name them as the table does: {names}").format(names=", ".join(missing)))
