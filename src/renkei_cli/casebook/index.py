"""The compiled cases; the only module that knows the file's form."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from renkei_cli.core.i18n import LocalizedText
from renkei_cli.schema.fields import Field

FORMAT = 2
"""Counted up whenever the tables below change; it enters the digest that names an index."""

APPLICATION = 0x72656E6B
"""Marks an SQLite file as an index of cases ("renk")."""
_MOST = 2**63 - 1
"""The largest number that SQLite takes."""

_DOCUMENT = "SELECT document FROM record JOIN sequence USING (number)"


class Record(NamedTuple):
    """One compiled case."""

    id: str
    place: str
    """Where its file says it: line:column."""
    haystack: str
    """All that can be searched, folded, the weightiest first."""
    document: str
    """The case's JSON, as --json prints it."""
    facts: tuple[tuple[str, str | int | float], ...]
    """The values by which cases are narrowed."""


class Condition(NamedTuple):
    """What a fact of a case must be."""

    field: str
    values: Sequence[str | int | float]
    how: str = "is"
    """is: one of the values; holds: has the one value in its text; meets: a span that meets the one from the
    first to the second value."""


_HOW = {
    "is": "value IN ({marks})",
    "holds": "instr(value, ?)",
    "meets": "substr(value, 12) >= ? AND substr(value, 1, 10) <= ?",
}


class Index:
    """An open index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take over a connection that stands open for reading."""
        self._connection = connection

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __del__(self) -> None:
        """Let go of the file where nobody closed it: Python 3.13 warns of a connection that is left open."""
        self._connection.close()

    def fields(self) -> dict[str, Field]:
        """Give all fields by key, in the schema's order."""
        rows = self._connection.execute("SELECT traits FROM field ORDER BY rowid")
        return {field.key: field for field in (_field(json.loads(traits)) for (traits,) in rows)}

    def count(self) -> int:
        """Count the cases."""
        number: int = self._connection.execute("SELECT count(*) FROM sequence").fetchone()[0]
        return number

    def has(self, case_id: str) -> bool:
        """Tell whether there is a case of this id."""
        return bool(self._connection.execute("SELECT 1 FROM sequence WHERE id = ?", (case_id,)).fetchone())

    def ids(self, limit: int | None = None) -> list[str]:
        """Give the ids of all cases, or of the first so many, in order."""
        asked = "SELECT id FROM sequence ORDER BY position LIMIT ?"
        return [row[0] for row in self._connection.execute(asked, (-1 if limit is None else min(limit, _MOST),))]

    def ids_where(self, every: Iterable[Sequence[Condition]], lacking: str = "") -> list[str]:
        """Give the ids, in order, of the cases that meet one condition of each group.

        With `lacking`, only of those that have no fact of that field.
        """
        asked = ["SELECT id FROM sequence WHERE true"]
        values: list[Any] = []
        for group in every:
            wanted = []
            for condition in group:
                test = _HOW[condition.how].format(marks=", ".join("?" * len(condition.values)))
                wanted.append(f"number IN (SELECT number FROM fact WHERE field = ? AND {test})")  # noqa: S608 - fixed words
                values += [condition.field, *condition.values]
            asked.append(f"AND ({' OR '.join(wanted)})")
        if lacking:
            asked.append("AND number NOT IN (SELECT number FROM fact WHERE field = ?)")
            values.append(lacking)
        return [row[0] for row in self._connection.execute(f"{' '.join(asked)} ORDER BY position", values)]

    def ids_beginning(self, start: str, field: str) -> list[tuple[str, Any]]:
        """Give the ids that begin with `start`, each with its value of a field that every case has."""
        asked = """
            SELECT id, value FROM sequence JOIN fact USING (number)
            WHERE id >= ? AND id < ? AND field = ? ORDER BY position
        """
        return self._connection.execute(asked, (start, f"{start}\U0010ffff", field)).fetchall()

    def facts(self, field: str) -> list[tuple[Any, str]]:
        """Give all values of a field, each with the id of its case, in the order of cases."""
        asked = """
            SELECT value, id FROM fact JOIN sequence USING (number) WHERE field = ? ORDER BY position, fact.rowid
        """
        return self._connection.execute(asked, (field,)).fetchall()

    def values(self, field: str) -> list[Any]:
        """Give each value that a field has somewhere."""
        return [row[0] for row in self._connection.execute("SELECT DISTINCT value FROM fact WHERE field = ?", (field,))]

    def haystacks(self, groups: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
        """Give id and folded text, in order, of the cases whose text holds one of the words of each group."""
        asked = ["SELECT id, text FROM sequence JOIN haystack USING (number) WHERE true"]
        values: list[str] = []
        for group in groups:
            asked.append(f"AND ({' OR '.join(['instr(text, ?)'] * len(group))})")
            values += group
        yield from self._connection.execute(f"{' '.join(asked)} ORDER BY position", values)

    def documents(self, ids: Iterable[str] | None = None) -> Iterator[str]:
        """Give the JSON of the named cases in the order named; of all in their order where none are named."""
        if ids is None:
            yield from (row[0] for row in self._connection.execute(f"{_DOCUMENT} ORDER BY position"))
            return
        for case_id in ids:
            yield self._connection.execute(f"{_DOCUMENT} WHERE sequence.id = ?", (case_id,)).fetchone()[0]

    def cases(self, ids: Iterable[str] | None = None) -> Iterator[dict[str, Any]]:
        """Give the same cases as values."""
        return (json.loads(document) for document in self.documents(ids))


def open_file(path: Path) -> Index:
    """Open an index file for reading; sqlite3.DatabaseError where it is damaged or is none."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True)
    try:
        sound = _is_sound(connection, path)
    except (sqlite3.DatabaseError, OSError):
        connection.close()
        raise
    if not sound:
        connection.close()
        raise sqlite3.DatabaseError(path)
    return Index(connection)


def _is_sound(connection: sqlite3.Connection, path: Path) -> bool:
    """Tell whether a file is a finished index, whole, and holds nothing that would run when it is read."""
    marks = [mark(connection, name) for name in ("application_id", "user_version")]
    size = mark(connection, "page_count") * mark(connection, "page_size")
    connection.execute("PRAGMA trusted_schema = OFF")
    strange = "SELECT count(*) FROM sqlite_schema WHERE type NOT IN ('table', 'index')"
    return (
        marks == [APPLICATION, FORMAT] and size == path.stat().st_size and not connection.execute(strange).fetchone()[0]
    )


def mark(connection: sqlite3.Connection, pragma: str) -> int:
    """Read one of the numbers that an index file bears on its head."""
    number: int = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
    return number


def _field(traits: dict[str, Any]) -> Field:
    label, description = LocalizedText(*traits["label"]), LocalizedText(*traits["description"])
    aliases, headings = tuple(traits["aliases"]), tuple(traits["headings"])
    return Field(**{**traits, "label": label, "description": description, "aliases": aliases, "headings": headings})
