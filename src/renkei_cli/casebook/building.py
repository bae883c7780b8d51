"""An index in the making; what no run needs that finds one."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from renkei_cli.casebook.index import APPLICATION, FORMAT, Index, Record, mark
from renkei_cli.schema.fields import Field

_PAGE = 16384
"""Bytes of a page: a document takes one or two, so that reading many does not leap about in the file."""

_TABLES = """
CREATE TABLE made (by TEXT NOT NULL);
CREATE TABLE field (key TEXT PRIMARY KEY, traits TEXT NOT NULL);
CREATE TABLE source (number INTEGER PRIMARY KEY, file TEXT NOT NULL UNIQUE, signature TEXT NOT NULL);
CREATE TABLE record (
  number INTEGER PRIMARY KEY, source INTEGER NOT NULL, id TEXT NOT NULL, place TEXT NOT NULL, document TEXT NOT NULL
);
CREATE TABLE haystack (number INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE fact (field TEXT NOT NULL, value NOT NULL, number INTEGER NOT NULL);
CREATE TABLE sequence (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, number INTEGER NOT NULL UNIQUE);
"""
"""`sequence` is the order of the cases; it is small, so that one case more does not move all documents."""
_INDEXES = """
CREATE INDEX record_source ON record (source, number, id, place);
CREATE INDEX fact_value ON fact (field, value, number);
CREATE INDEX fact_number ON fact (number);
"""
"""Made when the tables are full for the first time: sorting all at once takes a fourth of the time."""


class Builder:
    """An index in the making: empty, or a copy of an earlier one of which some sources are dropped."""

    def __init__(self, path: Path | None, made_by: str, fields: Iterable[Field]) -> None:
        """Begin at `path`, continuing what stands there; in memory where there is no path."""
        self._connection = sqlite3.connect(path or ":memory:")
        self._connection.execute(f"PRAGMA page_size = {_PAGE}")
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._is_new = not mark(self._connection, "application_id")
        if self._is_new:
            self._connection.executescript(_TABLES)
            self._connection.execute("INSERT INTO made VALUES (?)", (made_by,))
            rows = ((one.key, json.dumps(asdict(one), ensure_ascii=False)) for one in fields)
            self._connection.executemany("INSERT INTO field VALUES (?, ?)", rows)
        # Until it is finished, the file does not bear the mark of one that is.
        self._connection.execute("PRAGMA user_version = 0")
        self._source = 0

    def keep(self, signatures: Mapping[str, str]) -> set[str]:
        """Drop the sources that are gone or have another signature now; give the files of those that stay."""
        known = self._connection.execute("SELECT number, file, signature FROM source").fetchall()
        stale = [(number,) for number, file, signature in known if signatures.get(file) != signature]
        for table in ("haystack", "fact"):
            self._connection.executemany(
                f"DELETE FROM {table} WHERE number IN (SELECT number FROM record WHERE source = ?)",  # noqa: S608 - fixed words
                stale,
            )
        self._connection.executemany("DELETE FROM record WHERE source = ?", stale)
        self._connection.executemany("DELETE FROM source WHERE number = ?", stale)
        return {row[0] for row in self._connection.execute("SELECT file FROM source")}

    def places(self) -> dict[str, tuple[str, str]]:
        """Give for each case its file, and line:column there, by its id."""
        asked = "SELECT id, file, place FROM record JOIN source ON source.number = record.source"
        return {case_id: (file, place) for case_id, file, place in self._connection.execute(asked)}

    def begin(self, file: str, signature: str) -> None:
        """Begin with a source; what is added next comes from it."""
        row = self._connection.execute("INSERT INTO source (file, signature) VALUES (?, ?)", (file, signature))
        self._source = row.lastrowid or 0

    def add(self, record: Record) -> None:
        """Add a case of the source."""
        row = (self._source, record.id, record.place, record.document)
        number = self._connection.execute(
            "INSERT INTO record (source, id, place, document) VALUES (?, ?, ?, ?)", row
        ).lastrowid
        self._connection.execute("INSERT INTO haystack VALUES (?, ?)", (number, record.haystack))
        facts = ((field, value, number) for field, value in record.facts)
        self._connection.executemany("INSERT INTO fact VALUES (?, ?, ?)", facts)

    def finish(self, order: Iterable[str]) -> Index:
        """Put the sources' cases in order, and give the index for reading."""
        if self._is_new:
            self._connection.executescript(_INDEXES)
        self._connection.execute("DELETE FROM sequence")
        self._connection.execute("CREATE TEMP TABLE ranked (rank INTEGER PRIMARY KEY, file TEXT NOT NULL UNIQUE)")
        self._connection.executemany("INSERT INTO ranked (file) VALUES (?)", ((file,) for file in order))
        self._connection.execute("""
            INSERT INTO sequence (id, number)
            SELECT id, record.number FROM record JOIN source ON source.number = record.source
            JOIN ranked USING (file) ORDER BY rank, record.number
        """)
        self._connection.execute(f"PRAGMA application_id = {APPLICATION}")
        self._connection.execute(f"PRAGMA user_version = {FORMAT}")
        self._connection.commit()
        return Index(self._connection)

    def discard(self) -> None:
        """Let go of an index that is not to be finished."""
        self._connection.close()
