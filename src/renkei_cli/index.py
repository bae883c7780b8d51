"""The compiled cases; the only module that knows the file's form."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from renkei_cli.i18n import Words

FORMAT = 1
"""Counted up whenever the tables below change; it enters the digest that names an index."""

_TABLES = """
CREATE TABLE record (id TEXT PRIMARY KEY, position INTEGER NOT NULL, haystack TEXT NOT NULL, document TEXT NOT NULL);
CREATE TABLE fact (field TEXT NOT NULL, value NOT NULL, id TEXT NOT NULL);
CREATE TABLE field (
  key TEXT PRIMARY KEY, ja TEXT, en TEXT, kind TEXT NOT NULL, vocabulary TEXT, many INTEGER, facet INTEGER
);
"""
_ORDER = """
CREATE INDEX record_position ON record (position);
CREATE INDEX fact_value ON fact (field, value, id);
"""


class Field(NamedTuple):
    """A field that can be asked for, shown and compared."""

    key: str
    """A path of names: title, title.en, participants.roles."""
    label: Words
    kind: str
    """Which kind of value: string, text, term, date, integer, number, place, … or object."""
    vocabulary: str = ""
    """The controlled vocabulary that its values come from, if they do."""
    many: bool = False
    facet: bool = False
    """Whether its values are few enough to be listed."""


class Record(NamedTuple):
    """One compiled case."""

    id: str
    haystack: str
    """All that can be searched, folded."""
    document: str
    """The case's JSON, as --json prints it."""
    facts: tuple[tuple[str, str | int | float], ...]
    """The values by which cases are narrowed."""


class Index:
    """An open index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take over a connection that stands open for reading."""
        self._connection = connection

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def fields(self) -> dict[str, Field]:
        """Give all fields by key, in the schema's order."""
        rows = self._connection.execute("SELECT key, ja, en, kind, vocabulary, many, facet FROM field ORDER BY rowid")
        return {
            key: Field(key, Words(ja, en), kind, vocabulary, bool(many), bool(facet))
            for key, ja, en, kind, vocabulary, many, facet in rows
        }

    def count(self) -> int:
        """Count the cases."""
        number: int = self._connection.execute("SELECT count(*) FROM record").fetchone()[0]
        return number

    def ids(self) -> list[str]:
        """Give the ids of all cases, in order."""
        return [row[0] for row in self._connection.execute("SELECT id FROM record ORDER BY position")]

    def ids_with(self, field: str, values: Sequence[str | int | float]) -> set[str]:
        """Give the ids of the cases that have one of the values."""
        marks = ", ".join("?" * len(values))
        asked = f"SELECT DISTINCT id FROM fact WHERE field = ? AND value IN ({marks})"  # noqa: S608 - only question marks
        return {row[0] for row in self._connection.execute(asked, (field, *values))}

    def facts(self, field: str) -> list[tuple[Any, str]]:
        """Give all values of a field, each with the id of its case, in the order of cases."""
        asked = "SELECT value, id FROM fact WHERE field = ? ORDER BY rowid"
        return self._connection.execute(asked, (field,)).fetchall()

    def ids_holding(self, word: str) -> set[str]:
        """Give the ids of the cases whose text holds the folded word."""
        return {row[0] for row in self._connection.execute("SELECT id FROM record WHERE instr(haystack, ?)", (word,))}

    def documents(self, ids: Sequence[str] | None = None) -> Iterator[str]:
        """Give the JSON of the named cases in the order named; of all in their order where none are named."""
        if ids is None:
            rows = self._connection.execute("SELECT document FROM record ORDER BY position")
            yield from (row[0] for row in rows)
            return
        for case_id in ids:
            found = self._connection.execute("SELECT document FROM record WHERE id = ?", (case_id,)).fetchone()
            yield found[0]

    def cases(self, ids: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
        """Give the same cases as values."""
        return (json.loads(document) for document in self.documents(ids))


def open_file(path: Path) -> Index:
    """Open an index file for reading; sqlite3.DatabaseError where it is damaged."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True)
    try:
        finished = connection.execute("PRAGMA user_version").fetchone()[0] == FORMAT
    except sqlite3.DatabaseError:
        connection.close()
        raise
    if not finished:
        connection.close()
        raise sqlite3.DatabaseError(path)
    return Index(connection)


def build(fields: Iterable[Field], records: Iterable[Record], path: Path | None = None) -> Index:
    """Fill a new index, in memory or at `path`, and leave it open."""
    connection = sqlite3.connect(path or ":memory:")
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.executescript(_TABLES)
    for field in fields:
        row = (field.key, *field.label, field.kind, field.vocabulary, field.many, field.facet)
        connection.execute("INSERT INTO field VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    for position, record in enumerate(records):
        kept = (record.id, position, record.haystack, record.document)
        connection.execute("INSERT INTO record VALUES (?, ?, ?, ?)", kept)
        facts = ((field, value, record.id) for field, value in record.facts)
        connection.executemany("INSERT INTO fact VALUES (?, ?, ?)", facts)
    connection.executescript(_ORDER)
    # Set last: a file that was not finished does not bear it.
    connection.execute(f"PRAGMA user_version = {FORMAT}")
    connection.commit()
    return Index(connection)
