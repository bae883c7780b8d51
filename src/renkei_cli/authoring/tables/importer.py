"""Tables into cases: every row becomes a case that keeps all rules, or faults with row and column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count

from renkei_cli.authoring.tables.columns import ColumnMapping, MapFile, plan_columns
from renkei_cli.authoring.tables.readers import Table, read_table
from renkei_cli.authoring.tables.rows import ImportOptions, RowCase
from renkei_cli.core.diagnostics import Diagnostic
from renkei_cli.core.i18n import _
from renkei_cli.domain.places import local_governments
from renkei_cli.validation.validator import check_values

_LONGEST_ID = 64
_NAMED_BOTH = 2
"""Participants that an id names; of more it names the first."""
_ROLES = [{"code": "plan_author"}]
_STAND_INS: Mapping[str, object] = {
    "type": "県内連携",
    "participants": [{"code": "410004", "roles": _ROLES}, {"code": "412015", "roles": _ROLES}],
    "source": {"document": {"ja": "?"}, "heading": {"ja": "?"}},
}
"""What stands for a required field whose cell has a fault already while the rest of its row is checked."""


@dataclass(slots=True)
class ImportResult:
    """What a table gave."""

    remarks: list[str]
    """What the reader should know about how it was read."""
    lacking: list[str]
    """What the table says for no row, and the reader has not said for all."""
    cases: list[dict[str, object]] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    left_out: int = 0
    """Rows with faults."""


def import_table(
    file: str, content: bytes, given: MapFile | None, options: ImportOptions, *, encoding: str | None, sheet: str | None
) -> ImportResult:
    """Return the cases of a table of whatever kind, and all that is wrong in it."""
    table = read_table(file, content, encoding, sheet)
    plan = plan_columns(table, given)
    remarks = list(table.remarks)
    if plan.national:
        remarks.append(_("{file} is read as the national list of approved plans (地域再生計画)").format(file=file))
    if plan.unused:
        remarks.append(_("columns that are not used: {names}").format(names=", ".join(plan.unused)))
    found = ImportResult(remarks, [])
    _fill(table, plan, _asked_for(plan, options, found.lacking), found)
    return found


def _asked_for(plan: ColumnMapping, options: ImportOptions, lacking: list[str]) -> ImportOptions:
    """Ask once for what no row can say, not in each row; the rows are read on as if it had been said."""
    given = {*plan.columns.values(), *plan.constants}
    if not options.source and not given & {"source.ja", "source.en"}:
        lacking.append(_("it is not said where the facts come from: add a column 出典, or --source TITLE"))
        options = options._replace(source="?")
    if not options.role and "participants.roles" not in given:
        hint = _("add a column 参加団体（役割）, or --role plan_author")
        lacking.append(_("it is not said what the participants are in the cooperation: {hint}").format(hint=hint))
        options = options._replace(role="plan_author")
    return options


def _fill(table: Table, plan: ColumnMapping, options: ImportOptions, found: ImportResult) -> None:
    rows = [RowCase(table, plan, options, row) for row in plan.rows]
    taken = {str(row.case["id"]) for row in rows if "id" in row.case}
    places: dict[str, str] = {}
    for row in rows:
        named = "id" in row.case
        if not row.faults and not named:
            # The id stands first, as in a case file that a person writes.
            row.case = {"id": _new_id(row.codes, taken), **row.case}
        # A row with faults is checked too, for what else may be wrong with it.
        values = {"id": "row", **row.case, **{key: _STAND_INS[key] for key in row.unsure & set(_STAND_INS)}}
        place = f"{table.file}:{row.row.number}:{row.column_of(('id',)) + 1}"
        _case, violations = check_values(values, places if named else None, place)
        for violation in violations:
            # Of a field whose cells have faults of their own, what else is wrong may only follow from these.
            if not row.unsure.intersection(violation.path[:1]):
                row.add_fault(row.column_of(violation.path), violation.code, violation.message, violation.hint)
        found.faults += sorted(row.faults)
        if not row.faults:
            found.cases.append(row.case)
            found.remarks += row.remarks
    found.left_out = len(rows) - len(found.cases)


def _new_id(codes: Sequence[str], taken: set[str]) -> str:
    """Return an id made of the participants' romaji, and note it as taken: the same rows get the same ids."""
    places = [local_governments()[code] for code in codes]
    inside = [place for place in places if place.municipality] or places
    words = ["".join(filter(str.isalnum, place.romaji.lower())) for place in inside]
    short = "-".join(words if len(words) == _NAMED_BOTH else words[:1])
    whole = "-".join(dict.fromkeys(words))
    names = chain([short], [whole] if len(whole) <= _LONGEST_ID else [], (f"{short}-{n}" for n in count(2)))
    name = next(name for name in names if name not in taken)
    taken.add(name)
    return name
