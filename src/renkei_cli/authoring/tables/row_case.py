"""One row of a table: its cells by what they are, and the case that is made of them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from renkei_cli.authoring.tables import cells
from renkei_cli.authoring.tables.columns import ColumnMapping
from renkei_cli.authoring.tables.readers import Row
from renkei_cli.core.i18n import _
from renkei_cli.core.text import fold
from renkei_cli.domain.vocabulary import NOT_STATED, SILENCES, Vocabulary

_PROSE = frozenset({"activities", "background", "merits", "results", "events", "figures"})
"""Fields whose texts are sentences, in which commas and semicolons may stand."""
_PUNCTUATION = frozenset("、，,。．.・ 　")
"""What stands within sentences: as a joint it parts everything else, but no prose."""


class ImportOptions(NamedTuple):
    """What the reader adds to a table."""

    source: str | None = None
    """The document that the facts come from."""
    role: str | None = None
    """What the participants are in the cooperation."""
    long_summary: str = "fault"
    """What happens to a summary that is too long: fault, activities, split."""


class RowCase:
    """A case in the making, with its faults and where each of its parts comes from."""

    def __init__(self, row: Row, plan: ColumnMapping, wishes: ImportOptions) -> None:
        """Take the cells of a row by what they are."""
        self.row = row
        self.wishes = wishes
        self.joint = plan.joint
        self.national = plan.national
        self.case: dict[str, Any] = {}
        self.faults: list[tuple[int, str, str, str]] = []
        """Column, code, message, hint."""
        self.remarks: list[str] = []
        self.columns = {target: column for column, target in plan.columns.items()}
        given = {target: row.cells[column] for target, column in self.columns.items() if column < len(row.cells)}
        silent = {"", *map(fold, SILENCES), fold(_(NOT_STATED))}
        self.cells = {**plan.constants, **{target: cell for target, cell in given.items() if fold(cell) not in silent}}

    def fault(self, column: int, code: str, message: str, hint: str = "") -> None:
        """Note what is wrong."""
        self.faults.append((column, code, message, hint))

    def unsure(self) -> set[str]:
        """Give the fields whose cells have faults: nothing follows from them."""
        faulty = {column for column, *_rest in self.faults}
        fields = {target.partition(".")[0] for target, column in self.columns.items() if column in faulty}
        # Without participants nobody can say which type fits them.
        return fields | {"type"} if "participants" in fields else fields

    def column(self, path: Sequence[str]) -> int:
        """Find the column that a part of the case comes from, -1 if none does."""
        own = [target for target in self.columns if target.partition(".")[0] == (path or ("",))[0]]
        exact = [target for target in own if target.partition(".")[2] in path[1:]]
        return self.columns[(exact or own)[0]] if own else -1

    @contextmanager
    def at(self, target: str) -> Iterator[None]:
        """Note what a cell of this target gets wrong."""
        try:
            yield
        except cells.CellError as error:
            column = self.columns.get(target, self.column(target.split(".")))
            self.fault(column, error.code, error.message, error.hint)

    def text(self, field: str) -> dict[str, str] | None:
        """Give a text in the languages that the row has it in."""
        said = {
            part: cells.line(self.cells[f"{field}.{part}"]) for part in ("ja", "en") if f"{field}.{part}" in self.cells
        }
        return said or None

    def texts(self, field: str) -> list[dict[str, str]]:
        """Give the texts of a field with many, the languages side by side."""
        prose = field in _PROSE
        joint = "" if prose and self.joint in _PUNCTUATION else self.joint
        ja, en = (cells.items(self.cells.get(f"{field}.{part}", ""), joint, prose=prose) for part in ("ja", "en"))
        if en and len(ja) != len(en):
            message = _("in Japanese: {n}, in English: {m}").format(n=len(ja), m=len(en))
            self.fault(self.column((field, "en")), "count", message)
            return []
        pairs = zip(ja, en or [""] * len(ja), strict=True)
        return [{"ja": one, **({"en": other} if other else {})} for one, other in pairs if one or other]

    def parted(self, target: str) -> str:
        """Give a cell with a semicolon where the map's own joint parts it."""
        cell = self.cells.get(target, "")
        return cell.replace(self.joint, ";") if self.joint else cell

    def words(self, target: str, vocabulary: Vocabulary) -> list[str]:
        """Give the controlled words of a cell."""
        found: list[str] = []
        for item in filter(None, cells.items(self.parted(target), "、")):
            with self.at(target):
                found.append(cells.term(item, vocabulary, several=True))
        return list(dict.fromkeys(found))

    def put(self, field: str, value: Any) -> None:  # noqa: ANN401 - any part of a case
        """Set a field where there is something to set."""
        if value:
            self.case[field] = tuple(value) if isinstance(value, list) else value

    def parts(self, field: str, **readers: Callable[[str], Any]) -> dict[str, Any]:
        """Read the parts of a field that have a column each."""
        found: dict[str, Any] = {}
        for part, reader in readers.items():
            if cell := self.cells.get(f"{field}.{part}"):
                with self.at(f"{field}.{part}"):
                    found[part] = reader(cell)
        return found
