"""A row of a table as a case: each field is read by its kind, each fault keeps its row and column."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple, TypeVar

from renkei_cli.authoring.tables import cells, columns
from renkei_cli.authoring.tables.names import resolve_names
from renkei_cli.authoring.tables.readers import Row, Table, column_letters
from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.i18n import _
from renkei_cli.core.text import fold
from renkei_cli.domain.places import local_governments, prefecture_terms, touching
from renkei_cli.domain.vocabulary import NOT_STATED, SILENCES, VOCABULARIES
from renkei_cli.schema.fields import Field
from renkei_cli.schema.models import Case, fields_of

_Value = TypeVar("_Value")
_Values = dict[str, object]
_PROSE = ("statement", "event", "figure")
"""Kinds whose texts are sentences, in which commas and semicolons may stand."""
_PUNCTUATION = frozenset("、，,。．.・ 　")
"""What stands within sentences: as a joint it parts everything else, but no prose."""
_IN_ADDRESSES = "://.?&=#%-_~+@"
_FEWEST = 2
"""Participants of a cooperation."""


class ImportOptions(NamedTuple):
    """What the reader adds to a table."""

    source: str | None
    """The document that the facts come from."""
    role: str | None
    """What the participants are in the cooperation."""


class RowCase:
    """The case of one row, with what is wrong in it and what the reader should know."""

    def __init__(self, table: Table, plan: columns.ColumnMapping, options: ImportOptions, row: Row) -> None:
        """Read the whole row."""
        self.file, self.plan, self.options, self.row = table.file, plan, options, row
        self.faults: list[Diagnostic] = []
        """Their columns count from 1; 0 where one concerns the whole row."""
        self.remarks: list[str] = []
        self.unsure: set[str] = set()
        """Fields whose cells have faults: nothing follows from them."""
        self.codes: tuple[str, ...] = ()
        """Of the participants."""
        self.columns = {target: column for column, target in plan.columns.items()}
        blank = _blanks(_(NOT_STATED))
        given = {target: row.cells[column] for target, column in self.columns.items() if column < len(row.cells)}
        self.cells = {**plan.constants, **{target: cell for target, cell in given.items() if fold(cell) not in blank}}
        for target, column in self.columns.items():
            if why := table.unread.get((row.number, column)):
                self._fault(target, "unread", why)
        for column, cell in enumerate(row.cells[len(plan.header) :], len(plan.header)):
            if cell.strip():
                message = _("the header has no column here, but the row has {given}").format(given=repr(cell))
                hint = _("put a text that holds a separator into quotes, or write a heading above")
                self.add_fault(column, "no-column", message, hint)
        self.case: _Values = {key: value for key, value in self._fields() if value}

    def add_fault(self, column: int, code: str, message: str, hint: str) -> None:
        """Note what is wrong in a column, counted from 0, or in the whole row if it is -1."""
        where = _("row {row}").format(row=self.row.number)
        if column >= 0:
            heading = self.plan.header[column] if column < len(self.plan.header) else ""
            where = _("row {row}, column {column} “{heading}”") if heading else _("row {row}, column {column}")
            where = where.format(row=self.row.number, column=column_letters(column), heading=heading)
        place = Location(self.file, self.row.line, column + 1)
        self.faults.append(Diagnostic(place, code, f"{where}: {message}", hint))

    def column_of(self, path: Sequence[str | int]) -> int:
        """Return the column that a part of the case comes from, -1 if none does."""
        names = tuple(step for step in path if isinstance(step, str))
        for length in range(len(names), 0, -1):
            for target, column in self.columns.items():
                if columns.targets()[target][:length] == names[:length]:
                    return column
        return -1

    def _fault(self, target: str, code: str, message: str, hint: str = "") -> None:
        field = target.partition(".")[0]
        # Without participants nobody can say which type fits them.
        self.unsure |= {field, "type"} if field == "participants" else {field}
        near = self.column_of(columns.targets()[target]) if "." in target else -1
        self.add_fault(self.columns.get(target, near), code, message, hint)

    def _read(self, target: str, reader: Callable[[str], _Value], cell: str) -> _Value | None:
        try:
            return reader(cell)
        except cells.CellError as error:
            self._fault(target, error.code, error.message, error.hint)
            return None

    def _fields(self) -> Iterator[tuple[str, object]]:
        participants = self._participants()
        for field in fields_of(Case).values():
            if field.key == "participants":
                yield field.key, participants
            elif field.key == "type" and "type" not in self.cells:
                yield field.key, _type_of({code[:2] for code in self.codes})
            elif field.key == "source":
                yield field.key, self._source(field)
            else:
                yield field.key, self._value(field)

    def _value(self, field: Field) -> object:
        key, inside = field.key, columns.inner_fields(field.key)
        if field.kind == "tag":
            target = next((one for one in (f"{key}.code", f"{key}.ja", f"{key}.en") if one in self.cells), key)
            return [{"code": code} for code in self._terms(target, field.vocabulary)]
        if "ja" in inside:
            return list(filter(None, self._texts(field))) if field.many else self._text(key)
        if inside:
            return self._entries(field) if field.many else self._mapping(field)
        if not field.many:
            return self._read(key, _reader(field), self.cells[key]) if key in self.cells else None
        return list(filter(None, (self._read(key, _reader(field), cell) for cell in self._values(key))))

    def _items(self, target: str, *joints: str) -> list[str]:
        return cells.items(self.cells.get(target, ""), self.plan.joint, *joints)

    def _values(self, key: str) -> list[str]:
        cell, joint = self.cells.get(key, ""), self.plan.joint
        if "://" not in cell:
            return list(filter(None, cells.items(cell, joint)))
        return [word for part in cells.items(cell, "" if joint in _IN_ADDRESSES else joint) for word in part.split()]

    def _terms(self, target: str, vocabulary: str) -> list[str]:
        reader = partial(cells.term, vocabulary=VOCABULARIES[vocabulary], several=True)
        found = (self._read(target, reader, item) for item in self._items(target, "、") if item)
        return list(dict.fromkeys(code for code in found if code))

    def _text(self, key: str) -> dict[str, str]:
        given = ((part, self.cells.get(f"{key}.{part}")) for part in ("ja", "en"))
        return {part: cells.line(cell) for part, cell in given if cell is not None}

    def _texts(self, field: Field) -> list[dict[str, str]]:
        """Return the texts of a list, the languages side by side; empty where nothing stands between two joints."""
        prose = field.kind in _PROSE
        joint = "" if prose and self.plan.joint in _PUNCTUATION else self.plan.joint
        said = (self.cells.get(f"{field.key}.{part}", "") for part in ("ja", "en"))
        ja, en = (cells.items(cell, joint, prose=prose) for cell in said)
        if en and len(ja) != len(en):
            message = _("in Japanese: {n}, in English: {m}").format(n=len(ja), m=len(en))
            self._fault(f"{field.key}.en", "count", message)
            return []
        pairs = zip(ja, en or [""] * len(ja), strict=True)
        return [{"ja": one} | ({"en": other} if other else {}) if one or other else {} for one, other in pairs]

    def _mapping(self, field: Field) -> _Values:
        """Return the parts of a field, from the column that holds it whole and from those of its parts."""
        key, inside = field.key, columns.inner_fields(field.key)
        whole = cells.period if field.kind == "period" else partial(_read_parts, inside)
        found = self._read(key, whole, self.cells[key]) if key in self.cells else None
        said = {part: self.cells[f"{key}.{part}"] for part in inside if f"{key}.{part}" in self.cells}
        return {**(found or {}), **self._parts(field, self._text(key), said)}

    def _parts(self, field: Field, text: dict[str, str], said: dict[str, str]) -> _Values:
        found: _Values = {}
        for part, inner in columns.inner_fields(field.key).items():
            value: object = text if part == columns.name_of(field.key) else None
            if cell := said.get(part):
                value = self._read(f"{field.key}.{part}", _reader(inner), cell)
            elif inner.kind == "term":
                value = cells.kind(text.get("ja", ""), VOCABULARIES[inner.vocabulary])
            found |= {part: value} if value or value == 0 else {}
        return found

    def _entries(self, field: Field) -> list[_Values]:
        """Return the items of a list, their names side by side with their kinds, dates and other parts."""
        key, inside = field.key, columns.inner_fields(field.key)
        texts = self._texts(field)
        beside = {part: self._items(f"{key}.{part}") for part in inside if f"{key}.{part}" in columns.targets()}
        for part, inner in inside.items():
            if inner.kind == "date" and inner.required and list(map(bool, beside[part])) != list(map(bool, texts)):
                n, m = sum(map(bool, beside[part])), sum(map(bool, texts))
                self._fault(f"{key}.{part}", "count", _("dates: {n}, events: {m}").format(n=n, m=m))
                return []
        found: list[_Values] = []
        for at, text in enumerate(texts):
            item = self._parts(field, text, {part: said[at] for part, said in beside.items() if at < len(said)})
            lacking = [part for part, inner in inside.items() if inner.required and part not in item]
            if text and lacking:
                message = _("row {row}: left out, for its kind is not known: {name}; a column {target} can say it")
                target = f"{key}.{lacking[0]}"
                self.remarks.append(message.format(row=self.row.number, name=text["ja"], target=target))
            found += [] if lacking else [item]
        return found

    def _participants(self) -> list[_Values]:
        names = ("participants.code", "participants", "participants.ja", "participants.en", columns.SEAT)
        target = next((name for name in names if name in self.cells), "participants")
        places = filter(None, self._items(columns.PREFECTURE, "、"))
        within = {term.value for word in places for term in prefecture_terms().resolve(word)}
        seat = resolve_names(self.cells.get(columns.SEAT, ""), within).codes
        found = resolve_names(self.cells.get(target, "").replace(self.plan.joint or ";", ";"), within, seat)
        self.codes = found.codes
        for problem in found.problems:
            self._fault(target, problem.code, problem.message, problem.hint)
        if found.mended:
            codes = ", ".join(found.mended)
            self.remarks.append(_("row {row}: codes mended: {codes}").format(row=self.row.number, codes=codes))
        if not found.problems:
            if strange := ", ".join(f"{code} {_name(code)}" for code in seat if code not in found.codes):
                message = _("{names} is not among the participants").format(names=strange)
                self._fault(columns.SEAT, "not-a-participant", message)
            if len(found.codes) < _FEWEST:
                name = ", ".join(map(_name, found.codes))
                message = _("one participant alone is no cooperation: {name}") if name else _("no participant is named")
                self._fault(target, "one-participant", message.format(name=name))
        roles = self._terms("participants.roles", "role") or list(filter(None, [self.options.role]))
        if not roles and "participants.roles" not in self.cells:
            message = _("it is not said what the participants are in the cooperation")
            self._fault(
                "participants.roles", "no-role", message, _("add a column 参加団体（役割）, or --role plan_author")
            )
        return [{"code": code, "roles": [{"code": role} for role in roles]} for code in found.codes]

    def _source(self, field: Field) -> _Values:
        found = self._mapping(field)
        document = found.get("document") or (self.options.source and {"ja": self.options.source})
        if not document:
            message = _("it is not said where the facts come from")
            self._fault("source.ja", "no-source", message, _("add a column 出典, or --source TITLE"))
            return {}
        heading = self._text("title")
        if self.plan.national:
            area = self.cells.get(columns.AREA, "")
            said = f"{self.cells.get('participants', '')} {self.cells.get('title.ja', '')}"
            heading = {"ja": cells.line(said + (f"（地域再生計画の区域：{area}）" if area else ""))}
        return {"document": document, "heading": heading, **found}


@cache
def _blanks(not_stated: str) -> frozenset[str]:
    return frozenset(map(fold, ("", *SILENCES, not_stated)))


def _name(code: str) -> str:
    return local_governments()[code].name.ja


def _reader(field: Field) -> Callable[[str], object]:
    if field.kind == "term":
        return partial(cells.term, vocabulary=VOCABULARIES[field.vocabulary])
    return cells.READERS[field.kind]


def _read_parts(inside: Mapping[str, Field], cell: str) -> _Values:
    return {part: _reader(inner)(word) for (part, inner), word in zip(inside.items(), cell.split(), strict=False)}


def _type_of(prefectures: set[str]) -> str:
    if len(prefectures) <= 1:
        return "県内連携"
    return "隣県連携" if touching(prefectures) else "遠隔連携"
