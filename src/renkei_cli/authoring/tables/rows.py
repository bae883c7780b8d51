"""Tables into cases: every row becomes a case that keeps all rules, or faults with row and column."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from renkei_cli.authoring.answers import SMALLEST_CASE
from renkei_cli.authoring.tables import columns
from renkei_cli.authoring.tables.columns import ColumnMapping, MapFile, inner_fields, name_of, path_of
from renkei_cli.authoring.tables.readers import Row, Table, column_letters
from renkei_cli.authoring.tables.written import FLAT, SHEET, flat_value, sheet_value
from renkei_cli.authoring.values import AnswerRejectedError, kind_in, parse_value, proposed_id, resolve_names
from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.i18n import _
from renkei_cli.core.text import fold
from renkei_cli.domain.places import fitting_types, local_governments, prefecture_terms
from renkei_cli.domain.vocabulary import BLANKS, VOCABULARIES
from renkei_cli.schema.fields import Field
from renkei_cli.schema.models import Case, fields_of
from renkei_cli.validation.validator import check_values

_Values = dict[str, object]
SOURCE = "source.ja"
ROLES = "participants.roles"  # what the reader may say for all rows, where the table does not
_PAIR = 2  # participants that a cooperation has at least, and that an id names; of more it names the first
_SPAN = re.compile(r"\s*(?:[〜～~‐–—―]|から|より|\s-\s|\sto\s|\s)\s*")
_PROSE = ("statement", "event", "figure")
_PUNCTUATION = frozenset("、，,。．.・ 　")
"""Kinds whose texts are sentences, and what stands within these: as a joint it parts everything else, but no prose."""
_RULES = {"date": "date", "integer": "number", "number": "number"}
"""The rule that a cell breaks which can't be read, by the kind of its field."""


class ImportResult(NamedTuple):
    """What a table gave."""

    remarks: list[str]  # what the reader should know about how it was read
    lacking: list[str]  # what the table says for no row, and the reader has not said for all
    cases: list[_Values]
    faults: list[Diagnostic]
    left_out: int  # rows with faults


def import_table(table: Table, given: MapFile | None, said: Mapping[str, str]) -> ImportResult:
    """Return the cases of a table, and all that is wrong in it; `said` holds for rows that do not say it themselves."""
    plan = columns.plan_columns(table, given)
    remarks, lacking = [table.remark] if table.remark else [], []
    if plan.national:
        message = _("{file} is read as the national list of approved plans (地域再生計画)")
        remarks.append(message.format(file=table.file))
    if plan.form == SHEET:
        message = _("{file} is read as a sheet of --excel: it has one language and no places in the source")
        if "Title" in plan.header:
            message = _("{file} is read as an English sheet of --excel: for the Japanese besides, take --all-columns")
        remarks.append(message.format(file=table.file))
    if plan.unused:
        remarks.append(_("columns that are not used: {names}").format(names=", ".join(plan.unused)))
    # What no row can say is asked for once, and the rows are read on as if it had been said.
    known = {*plan.columns.values(), *plan.constants, *said, *({ROLES} if plan.form else ())}
    if not known & {SOURCE, "source.en", "source", "source.document", "source.document.ja"}:
        lacking.append(_("it is not said where the facts come from: add a column 出典, or --source TITLE"))
        said = {**said, SOURCE: "?"}
    if ROLES not in known:
        message = _("it is not said what the participants are in the cooperation: {hint}")
        lacking.append(message.format(hint=_("add a column 参加団体（役割）, or --role plan_author")))
        said = {**said, ROLES: "plan_author"}
    rows = [RowCase(table, plan, said, row) for row in plan.rows]
    taken = Counter({str(row.case["id"]) for row in rows if "id" in row.case})
    ids: dict[str, str] = {}
    cases, faults = [], []
    for row in rows:
        row.check(ids, taken)
        faults += sorted(row.faults)
        if not row.faults:
            cases.append(row.case)
            remarks += row.remarks
    return ImportResult(remarks, lacking, cases, faults, len(rows) - len(cases))


class RowCase:
    """The case of one row, with what is wrong in it and what the reader should know."""

    def __init__(self, table: Table, plan: ColumnMapping, said: Mapping[str, str], row: Row) -> None:
        self.file, self.plan, self.row = table.file, plan, row
        self.faults: list[Diagnostic] = []  # their columns count from 1; 0 where one concerns the whole row
        self.remarks: list[str] = []
        self.unsure: set[str] = set()  # fields whose cells have faults: nothing follows from them
        self.codes: list[str] = []
        self.columns = {target: column for column, target in plan.columns.items()}
        self.cells = {**said, **plan.constants}
        for target, column in self.columns.items():
            if column < len(row.cells) and fold(row.cells[column]) not in BLANKS:
                self.cells[target] = row.cells[column]
            if why := table.unread.get((row.number, column)):
                self._fault(target, "unread", why)
        for column, cell in enumerate(row.cells[len(plan.header) :], len(plan.header)):
            if cell.strip():
                message = _("the header has no column here, but the row has {given}").format(given=repr(cell))
                hint = _("put a text that holds a separator into quotes, or write a heading above")
                self._add_fault(column, "no-column", message, hint)
        known = self._written() if plan.form else {"participants": self._participants(), "source": self._source()}
        filled = {"type", *known, *(target.partition(".")[0] for target in self.cells)}
        self.case: _Values = {}
        for key, field in fields_of(Case).items():
            values = () if key not in filled else known[key] if key in known else self._values(field)
            if any(values):
                self.case[key] = values if field.many else values[0]

    def _written(self) -> dict[str, Sequence[object]]:
        """Return what a table of ours says of each field that it has columns for."""
        found: dict[str, Sequence[object]] = {}
        columns_of: dict[str, dict[str, str]] = {}
        for target in self.columns:
            if target in self.cells:
                columns_of.setdefault(target.partition(".")[0], {})[target] = self.cells[target]
        for key in dict.fromkeys(("participants", *fields_of(Case))):
            field, cells = fields_of(Case)[key], columns_of.get(key, {})
            flat = self.plan.form == FLAT
            value = flat_value(field, cells, self._read) if flat else sheet_value(field, cells, self.codes, self._read)
            found |= {key: value if isinstance(value, list) else [value]} if cells else {}
            if key == "participants":
                self.codes = [str(one["code"]) for one in found.get(key, ()) if isinstance(one, dict) and "code" in one]
        if self.plan.form == SHEET or "source" not in found:
            # As in others' tables the reader may name the document, and the title stands for its heading.
            names = {"title": "title.ja", "source": SOURCE, "source.document": SOURCE}
            self.cells |= {name: self.cells[one] for one, name in names.items() if one in self.cells}
            found["source"] = self._source()
        return found

    def check(self, ids: dict[str, str], taken: Counter[str]) -> None:
        """Add what the schema and the rules find wrong; a case without faults gets an id that is not `taken`."""
        named = "id" in self.case
        if not self.faults and not named:
            self.case["id"] = _new_id(self.codes, taken)
        # A row with faults is checked too, for what else may be wrong with it.
        values = {"id": "row", **self.case, **{key: SMALLEST_CASE[key] for key in self.unsure & set(SMALLEST_CASE)}}
        place = f"{self.file}:{self.row.number}:{self._column_of(('id',)) + 1}"
        _case, violations = check_values(values, ids if named else None, place)
        for violation in violations:
            # Of a field whose cells have faults of their own, what else is wrong may only follow from these.
            if not self.unsure.intersection(violation.path[:1]):
                column = self._column_of(violation.path)
                self._add_fault(column, violation.code, violation.message, violation.hint)

    def _add_fault(self, column: int, code: str, message: str, hint: str) -> None:
        """Note what is wrong in a column, counted from 0, or in the whole row if it is -1."""
        heading = "".join(self.plan.header[column : column + 1])
        where = _("row {row}, column {column} “{heading}”") if heading else _("row {row}, column {column}")
        where = where if column >= 0 else _("row {row}")
        where = where.format(row=self.row.number, column=column_letters(max(column, 0)), heading=heading)
        place = Location(self.file, self.row.line, column + 1)
        self.faults.append(Diagnostic(place, code, f"{where}: {message}", hint))

    def _fault(self, target: str, code: str, message: str, hint: str = "") -> None:
        """Note what is wrong with the cell for a target, or with the nearest one."""
        field = target.partition(".")[0]
        # Without participants nobody can say which type fits them.
        self.unsure |= {field, "type"} if field == "participants" else {field}
        self._add_fault(self.columns.get(target, self._column_of(path_of(target))), code, message, hint)

    def _column_of(self, path: Sequence[str | int]) -> int:
        """Return the column that a part of the case comes from, -1 if none does."""
        names = tuple(step for step in path if isinstance(step, str))
        for length in range(len(names), 0, -1):
            for target, column in self.columns.items():
                if path_of(target)[:length] == names[:length]:
                    return column
        return -1

    def _read(self, target: str, field: Field, cell: str) -> object:
        try:
            value = parse_value(field._replace(key=field.key.rpartition(".")[2]), line(cell), self.codes)
        except AnswerRejectedError as error:
            hint = error.hint
            if field.kind == "tag" and len(re.split(r"[・&/\s,，]+", cell.strip())) > 1:
                hint += " / " + _("several are parted by {joints}").format(joints=_("; 、 or a line break"))
            self._fault(target, _RULES.get(field.kind, "not-allowed"), error.message, hint)
            return None
        return {"ja": value} if field.kind == "text" else value

    def _values(self, field: Field) -> Sequence[object]:
        key, inside = field.key, inner_fields(field.key)
        if field.kind == "tag":
            target = next((one for one in (f"{key}.code", f"{key}.ja", f"{key}.en") if one in self.cells), key)
            return self._terms(target, field)
        if inside:
            return list(filter(None, self._texts(field))) if "ja" in inside else self._entries(field)
        if field.many:
            # These are addresses, in which any other joint may stand.
            return list(filter(None, re.split(r"[;；、|\s]+", self.cells.get(key, ""))))
        if key == "type" and key not in self.cells:
            return fitting_types(self.codes)[:1]
        return [self._read(key, field, self.cells[key])]

    def _terms(self, target: str, field: Field) -> list[_Values]:
        words = items(self.cells.get(target, ""), self.plan.joint, "、")
        found = dict.fromkeys(self._read(target, field, word) for word in words if word)
        return [{"code": code} for code in found if code]

    def _texts(self, field: Field) -> list[dict[str, str]]:
        """Return the texts of a field, the languages side by side; empty where nothing stands between two joints."""
        ja, en = (self.cells.get(f"{field.key}.{part}", "") for part in ("ja", "en"))
        if not field.many:
            return [{part: line(cell) for part, cell in (("ja", ja), ("en", en)) if cell}]
        prose = field.kind in _PROSE
        joint = "" if prose and self.plan.joint in _PUNCTUATION else self.plan.joint
        texts, others = (items(cell, joint, prose=prose) for cell in (ja, en))
        if others and len(texts) != len(others):
            message = _("in Japanese: {n}, in English: {m}").format(n=len(texts), m=len(others))
            self._fault(f"{field.key}.en", "count", message)
            return []
        pairs = zip_longest(texts, others, fillvalue="")
        return [{part: text for part, text in zip(("ja", "en"), pair, strict=True) if text} for pair in pairs]

    def _entries(self, field: Field) -> list[_Values]:
        """Return the items of a field, their names side by side with their kinds, dates and other parts."""
        key, inside, texts = field.key, inner_fields(field.key), self._texts(field)
        beside = {part: items(self.cells.get(f"{key}.{part}", ""), self.plan.joint) for part in inside}
        if not field.many:
            # One column may hold it whole.
            words = list(filter(None, _SPAN.split(self.cells.get(key, ""))))
            if field.kind == "period" and len(words) > len(inside):
                message = _("{given} is no period").format(given=repr(self.cells[key]))
                self._fault(key, "period", message, _("write it as in {example}").format(example="2017～2021"))
                return []
            whole = dict(zip(inside, words, strict=False))
            beside = {part: [self.cells.get(f"{key}.{part}") or whole.get(part, "")] for part in inside}
        elif field.kind == "event" and list(map(bool, beside["date"])) != list(map(bool, texts)):
            n, m = sum(map(bool, beside["date"])), sum(map(bool, texts))
            self._fault(f"{key}.date", "count", _("dates: {n}, events: {m}").format(n=n, m=m))
            return []
        found: list[_Values] = []
        for at, text in enumerate(texts):
            item: _Values = {name_of(key): text} if text else {}
            for part, inner in inside.items():
                target, cell = f"{key}.{part}", "".join(beside[part][at : at + 1])
                value: object = None
                if cell:
                    value = self._read(target if target in self.cells else key, inner, cell)
                elif inner.kind == "term":
                    value = kind_in(text.get("ja", ""), VOCABULARIES[inner.vocabulary])
                item |= {part: value} if value or value == 0 else {}
            lacking = [part for part, inner in inside.items() if field.many and inner.required and part not in item]
            if text and lacking:
                message = _("row {row}: left out, for its kind is not known: {name}; a column {target} can say it")
                target = f"{key}.{lacking[0]}"
                self.remarks.append(message.format(row=self.row.number, name=text["ja"], target=target))
            found += [] if lacking else [item]
        return found

    def _participants(self) -> Sequence[object]:
        ways = ("participants.code", "participants", "participants.ja", "participants.en", columns.SEAT)
        target = next((way for way in ways if way in self.cells), "participants")
        places = filter(None, items(self.cells.get(columns.PREFECTURE, ""), self.plan.joint, "、"))
        within = {term.value for word in places for term in prefecture_terms().resolve(word)}
        seat = resolve_names(self.cells.get(columns.SEAT, ""), within).codes
        found = resolve_names(self.cells.get(target, "").replace(self.plan.joint or ";", ";"), within, seat)
        self.codes = found.codes
        for problem in found.problems:
            self._fault(target, *problem)
        if found.mended:
            codes = ", ".join(found.mended)
            self.remarks.append(_("row {row}: codes mended: {codes}").format(row=self.row.number, codes=codes))
        names = {code: local_governments()[code].name.ja for code in (*found.codes, *seat)}
        strange = ", ".join(f"{code} {names[code]}" for code in seat if code not in found.codes)
        if strange and not found.problems:
            message = _("{names} is not among the participants").format(names=strange)
            self._fault(columns.SEAT, "not-a-participant", message)
        if len(found.codes) < _PAIR and not found.problems:
            name = ", ".join(names[code] for code in found.codes)
            message = _("one participant alone is no cooperation: {name}") if name else _("no participant is named")
            self._fault(target, "one-participant", message.format(name=name))
        roles = self._terms(ROLES, inner_fields("participants")["roles"])
        if ROLES not in self.cells:
            message = _("it is not said what the participants are in the cooperation")
            self._fault(ROLES, "no-role", message, _("add a column 参加団体（役割）, or --role plan_author"))
        return [{"code": code, "roles": roles} for code in found.codes]

    def _source(self) -> Sequence[object]:
        [found] = self._entries(fields_of(Case)["source"])
        if "document" not in found:
            message = _("it is not said where the facts come from")
            self._fault(SOURCE, "no-source", message, _("add a column 出典, or --source TITLE"))
            return []
        heading = self._texts(fields_of(Case)["title"])[0]
        if self.plan.national:
            area = self.cells.get(columns.AREA, "")
            said = f"{self.cells.get('participants', '')} {self.cells.get('title.ja', '')}"
            heading = {"ja": line(said + (f"（地域再生計画の区域：{area}）" if area else ""))}
        return [{"heading": heading, **found}]


def line(cell: str) -> str:
    """Return a text of one line: no white space around it, line breaks joined as Japanese is, without a space."""
    joined = ""
    for part in filter(None, map(str.strip, cell.splitlines())):
        joined += f" {part}" if joined and (joined[-1] + part[0]).isascii() else part
    return joined.replace("\t", " ")


def items(cell: str, *joints: str, prose: bool = False) -> list[str]:
    """Return the values of a cell; one that is empty keeps its place, so that languages stay side by side.

    In prose a semicolon with a space behind it belongs to the sentence.
    """
    if not cell:
        return []
    patterns = [r";(?!\s)" if prose else "[;；]", r"[\r\n]+", *map(re.escape, filter(None, joints))]
    parts = [line(part) for part in re.split("|".join(patterns), cell.strip())]
    return parts if any(parts) else []


def _new_id(codes: Sequence[str], taken: Counter[str]) -> str:
    """Return an id made of the participants' romaji, and note it as taken: the same rows get the same ids."""
    inside = [code for code in codes if local_governments()[code].municipality] or codes
    name = short = proposed_id(inside if len(inside) == _PAIR else inside[:1])
    while taken[name]:
        taken[short] += 1
        name = f"{short}-{taken[short]}"
    taken[name] += 1
    return name
