"""Rows of a table into cases, each fault with its row and column."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from renkei_cli.authoring.tables.columns import ColumnMapping, MapFile, plan_columns
from renkei_cli.authoring.tables.readers import Row, Table, letters, read_csv
from renkei_cli.authoring.tables.row_case import ImportOptions, RowCase
from renkei_cli.authoring.tables.row_fields import understand
from renkei_cli.authoring.tables.workbook import read_workbook
from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import _
from renkei_cli.domain.places import local_governments
from renkei_cli.validation.validator import Validator
from renkei_cli.yamlio.loader import Entry, Path, Spot

_LONGEST_ID = 64


_ROLES = ({"code": "plan_author"},)
_STAND_INS: dict[str, Any] = {
    "type": "県内連携",
    "participants": ({"code": "410004", "roles": _ROLES}, {"code": "412015", "roles": _ROLES}),
    "source": {"document": {"ja": "?"}, "heading": {"ja": "?"}},
}
"""What stands for a required field whose cell has a fault already while the rest of its row is checked."""


class TableFault(NamedTuple):
    """One thing that is wrong in a row of a table."""

    file: str
    row: Row
    column: int
    """Counted from 0; -1 where it concerns the whole row."""
    heading: str
    code: str
    message: str
    hint: str

    @property
    def place(self) -> str:
        """Write the place as compilers do; a workbook's rows have no lines."""
        return f"{self.file}:{self.row.line}" if self.row.line else self.file

    @property
    def said(self) -> str:
        """Say what is wrong and what would be right, naming the row and the column as a spreadsheet does."""
        where = _("row {row}").format(row=self.row.number)
        if self.column >= 0:
            where = _("row {row}, column {column} “{heading}”") if self.heading else _("row {row}, column {column}")
            where = where.format(row=self.row.number, column=letters(self.column), heading=self.heading)
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}: {self.message}{hint} [{self.code}]"


@dataclass(slots=True)
class ImportResult:
    """What a table gave."""

    remarks: list[str]
    """What the reader should know about how it was read."""
    lacking: list[str] = field(default_factory=list)
    """What the table says for no row, and the reader has not said for all."""
    cases: list[dict[str, Any]] = field(default_factory=list)
    faults: list[TableFault] = field(default_factory=list)
    left_out: int = 0
    """Rows with faults."""


def import_table(
    file: str, content: bytes, given: MapFile | None, wishes: ImportOptions, *, encoding: str | None, sheet: str | None
) -> ImportResult:
    """Read a table of whatever kind, and turn its rows into cases."""
    workbook = content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or file.lower().endswith((".xlsx", ".xlsm"))
    if sheet is not None and not workbook:
        raise UsageError(_("--sheet belongs to .xlsx files"))
    if encoding is not None and workbook:
        raise UsageError(_("--encoding belongs to CSV files"))
    table = read_workbook(file, content, sheet) if workbook else read_csv(file, content, encoding)
    plan = plan_columns(table, given)
    remarks = list(table.remarks)
    if plan.national:
        remarks.append(_("{file} is read as the national list of approved plans (地域再生計画)").format(file=file))
    if plan.unused:
        remarks.append(_("columns that are not used: {names}").format(names=", ".join(plan.unused)))
    found = ImportResult(remarks)
    _fill(table, plan, _asked_for(plan, wishes, found.lacking), found)
    return found


def _asked_for(plan: ColumnMapping, wishes: ImportOptions, lacking: list[str]) -> ImportOptions:
    """Ask once for what no row can say, not in each row; the rows are read on as if it had been said."""
    given = {*plan.columns.values(), *plan.constants}
    if not wishes.source and not given & {"source.ja", "source.en"}:
        lacking.append(_("it is not said where the facts come from: add a column 出典, or --source TITLE"))
        wishes = wishes._replace(source="?")
    if not wishes.role and "participants.roles" not in given:
        hint = _("add a column 参加団体（役割）, or --role plan_author")
        lacking.append(_("it is not said what the participants are in the cooperation: {hint}").format(hint=hint))
        wishes = wishes._replace(role="plan_author")
    return wishes


def _fill(table: Table, plan: ColumnMapping, wishes: ImportOptions, found: ImportResult) -> None:
    """Turn each row into a case that keeps all rules, or into faults."""
    taken: set[str] = set()
    rows = [_row(table, plan, wishes, row, taken) for row in plan.rows]
    checker_faults: list[Diagnostic] = []
    checker = Validator(checker_faults)
    for row in rows:
        sound = not row.faults
        if sound:
            _name(row, taken)
        before = len(checker_faults)
        # A row with faults is checked too, for what else may be wrong with it.
        for _case in checker.cases([_entry(table.file, row)]):
            if sound:
                found.cases.append(row.case)
                found.remarks += row.remarks
        # What the row has said of a cell itself, with the option that helps, is not said again.
        told = {(fault[0], fault[1]) for fault in row.faults}
        for fault in checker_faults[before:]:
            if (fault.place.column - 1, fault.code) not in told:
                row.fault(fault.place.column - 1, fault.code, fault.message, fault.hint)
        found.faults += [_told(table, plan, row, *fault) for fault in sorted(row.faults)]
    found.left_out = len(rows) - len(found.cases)


def _row(table: Table, plan: ColumnMapping, wishes: ImportOptions, row: Row, taken: set[str]) -> RowCase:
    """Understand one row as far as it goes; all its faults are collected."""
    made = RowCase(row, plan, wishes)
    for column in plan.columns:
        if why := table.unread.get((row.number, column)):
            made.fault(column, "unread", why)
    for column, cell in enumerate(row.cells[len(plan.header) :], len(plan.header)):
        if cell.strip():
            message = _("the header has no column here, but the row has {given}").format(given=repr(cell))
            hint = _("put a text that holds a separator into quotes, or write a heading above")
            made.fault(column, "no-column", message, hint)
    understand(made)
    if isinstance(given := made.case.get("id"), str):
        taken.add(given)
    return made


def _told(
    table: Table, plan: ColumnMapping, row: RowCase, column: int, code: str, message: str, hint: str
) -> TableFault:
    heading = plan.header[column] if 0 <= column < len(plan.header) else ""
    return TableFault(table.file, row.row, column, heading, code, message, hint)


def _name(row: RowCase, taken: set[str]) -> None:
    """Make an id of the participants' romaji where the table gives none: the same rows get the same ids."""
    if "id" in row.case:
        return
    places = [local_governments()[participant["code"]] for participant in row.case["participants"]]
    inside = [place for place in places if place.municipality] or places
    words = ["".join(filter(str.isalnum, place.romaji.lower())) for place in inside]
    short = "-".join(words if len(words) == 2 else words[:1])  # noqa: PLR2004 - two are named, of more the first
    whole = "-".join(dict.fromkeys(words))
    names = [short, *([whole] if len(whole) <= _LONGEST_ID else [])]
    count = 2
    while names[0] in taken:
        names = [*names[1:], f"{short}-{count}"]
        count += 1
    # The id stands first, as in a case file that a person writes.
    row.case = {"id": names[0], **row.case}
    taken.add(names[0])


def _entry(file: str, row: RowCase) -> Entry:
    """Give a case as if it had been read from a file whose lines are rows and whose columns are columns."""

    def spot(path: Path) -> Spot:
        keys = tuple(step for step in path if isinstance(step, str))
        place = Location(file, row.row.number, row.column(keys) + 1)
        return Spot(place, place)

    value = row.case
    if row.faults:
        stand_in = {field: _STAND_INS[field] for field in row.unsure() & set(_STAND_INS)}
        value = {"id": f"row-{row.row.number}", **row.case, **stand_in}
    return Entry(file, value, spot, ("cases", row.row.number))
