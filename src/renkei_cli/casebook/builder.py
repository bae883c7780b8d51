"""Checked cases into an index file, which is kept in the cache folder; what no run needs that finds one."""

import gc
import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from renkei_cli.casebook.documents import to_document
from renkei_cli.casebook.index import DIGEST, checksum, digest_of, open_file, open_regular
from renkei_cli.casebook.search_text import build_search_text, searched_fields
from renkei_cli.casebook.sources import CacheLocation, Fingerprint, signature
from renkei_cli.core import files
from renkei_cli.core.errors import raise_if_invalid
from renkei_cli.core.progress import Bar
from renkei_cli.schema.models import Case, case_fields
from renkei_cli.validation.validator import Validator
from renkei_cli.yamlio.loader import entries

if TYPE_CHECKING:
    from renkei_cli.core.diagnostics import Diagnostic

_PAGE = 16384
"""Bytes of a page: a document takes one or two, so that reading many does not leap about in the file."""
_CACHE_KIB = 32_000
"""KiB of pages kept in memory: one for each field, at which values are added."""
_TABLES = """
CREATE TABLE meta (crc INTEGER, json TEXT);
CREATE TABLE source (file TEXT PRIMARY KEY, signature TEXT, cases TEXT) WITHOUT ROWID;
CREATE TABLE document (number INTEGER PRIMARY KEY, crc INTEGER, content BLOB);
CREATE TABLE value (field TEXT, number INTEGER, crc INTEGER, json TEXT, PRIMARY KEY (field, number)) WITHOUT ROWID;
CREATE TABLE text (number INTEGER PRIMARY KEY, crc INTEGER, content BLOB);
"""
"""`meta` holds the fields, the cases in order and a checksum of the rest. `source` has for each case of a file its
number, id and place (line:column); `value` what a case states in each field, all cases of a field together; `text`
what can be searched. A checksum stands before what it is of, so that a large record need not be read to add it up."""
_KEPT = 32
"""Indexes that stay in the cache folder; the one that was compiled longest ago goes first."""
_TICK_NS = 2_000_000_000
"""Within so many ns a file may change without a new time: the coarsest file systems count in two seconds."""
_CHUNK = 1 << 20
_BLANK = ("null", "[]")
"""The JSON of what a case does not state."""
_Place = tuple[int, str, str]
"""A case's number, its id, and the line:column where its file says it."""

_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False)
"""Writes JSON as --json prints it."""


def compile_index(
    found: Fingerprint, location: CacheLocation, clock: Callable[[], int] = time.time_ns
) -> sqlite3.Connection:
    """Compile a collection and keep the index; where it can't be kept, it lives in memory for this run.

    Files that did not change since the collection was compiled before are not read again. Raise InvalidDataError
    where cases hold faults, DataError where a file cannot be read.
    """
    thresholds = gc.get_threshold()
    # What is made for a case goes with it: looking for garbage seldom saves an eighth of the time.
    gc.set_threshold(20_000, 50, 1_000)
    try:
        location.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.remove_leftovers(location.folder)
        beside = location.folder / f".{location.key}.{os.getpid()}-{os.urandom(8).hex()}.tmp"
        os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            _continue(location, beside)
            with closing(sqlite3.connect(beside)) as connection:
                path = location.path(_build(connection, found, clock))
            with beside.open("r+b") as stream:
                stream.write(digest_of(path, _chunks(stream)))
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        _prune(location, path)
        return open_file(path)
    except (OSError, sqlite3.Error):
        # No folder to write to, no room, a name taken.
        connection = sqlite3.connect(":memory:")
        _build(connection, found, clock)
        return connection
    finally:
        gc.set_threshold(*thresholds)


def _continue(location: CacheLocation, beside: Path) -> None:
    """Begin with the index of an earlier state of the collection, if there is one and it is whole."""
    for earlier in sorted(location.folder.glob(f"{location.key}-*.sqlite"), key=_age)[-1:]:
        with suppress(OSError, sqlite3.Error), os.fdopen(open_regular(earlier), "rb") as stream:
            with beside.open("wb") as copy:
                size = os.fstat(stream.fileno()).st_size - DIGEST
                digest = digest_of(earlier, (part for part in _chunks(stream, size) if copy.write(part)))
            if digest == stream.read():
                return
        beside.write_bytes(b"")


def _chunks(stream: BinaryIO, size: int = sys.maxsize) -> Iterator[bytes]:
    while size > 0 and (part := stream.read(min(size, _CHUNK))):
        size -= len(part)
        yield part


def _build(connection: sqlite3.Connection, found: Fingerprint, clock: Callable[[], int]) -> dict[str, str]:
    """Bring an index, empty or of an earlier state, to what the files say now.

    Return the signatures under which it may be kept: "" for a file that may have changed since it was signed.
    """
    tables = _Tables(connection)
    kept = tables.keep(found.signatures)
    faults: list[Diagnostic] = []
    checker = Validator(faults)
    checker.id_locations.update(
        {one[1]: f"{files.display_path(file)}:{one[2]}" for file, cases in kept.items() for one in cases}
    )
    changed = [source for file, source in found.sources.items() if file not in kept]
    signatures, done = dict(found.signatures), 0
    with Bar(sum(source.size for source in changed)) as bar:

        def cases(file: str, content: bytes) -> Iterator[tuple[Case, str]]:
            lines = max(content.count(b"\n"), content.count(b"\r")) + 1
            for case, place in checker.cases_with_locations(entries(files.display_path(file), content, faults)):
                yield case, f"{place.line}:{place.column}"
                bar.reach(done + len(content) * min(place.line / lines, 1))

        for source in changed:
            content = found.contents.get(source.path)
            if content is None:
                content, signatures[source.path] = _read(source, clock)
            tables.add_source(source.path, signatures[source.path], cases(source.path, content))
            done += source.size
    raise_if_invalid(faults)
    tables.finish(found.signatures)
    return signatures


def _read(source: files.SourceFile, clock: Callable[[], int]) -> tuple[bytes, str]:
    """Return the content of a file, and its signature if nothing else can bear the same."""
    began = clock()
    content = files.read_file(source.path)
    same = files.find_case_files([source.path]) == [source] and began - source.changed_ns > _TICK_NS
    return content, signature(source) if same else ""


class _Tables:
    """The tables of an index in the making."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._execute = connection.execute
        for setting in (
            f"page_size = {_PAGE}",
            f"cache_size = -{_CACHE_KIB}",
            "journal_mode = OFF",
            "synchronous = OFF",
        ):
            self._execute(f"PRAGMA {setting}")
        if not self._execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            connection.executescript(_TABLES)
        self._number: int = self._execute("SELECT coalesce(max(number), 0) FROM document").fetchone()[0]
        self._fields = case_fields()
        self._searched = searched_fields(self._fields)

    def keep(self, signatures: Mapping[str, str]) -> dict[str, list[_Place]]:
        """Drop the files that are gone or have another signature now; return the others with their cases."""
        kept = {}
        for file, signed, cases in self._execute("SELECT file, signature, cases FROM source").fetchall():
            if signatures.get(file) == signed:
                kept[file] = json.loads(cases)
                continue
            self._execute("DELETE FROM source WHERE file = ?", (file,))
            for number, _id, _place in json.loads(cases):
                self._execute("DELETE FROM document WHERE number = ?", (number,))
                self._execute("DELETE FROM text WHERE number = ?", (number,))
                gone = ((field, number) for field in self._fields)
                self._connection.executemany("DELETE FROM value WHERE field = ? AND number = ?", gone)
        return kept

    def add_source(self, file: str, signature: str, cases: Iterable[tuple[Case, str]]) -> None:
        """Add a file and its cases, each with the line:column where it stands there."""
        places = [(self._add(case), case.id, place) for case, place in cases]
        self._execute("INSERT INTO source VALUES (?, ?, ?)", (file, signature, json.dumps(places)))

    def _add(self, case: Case) -> int:
        self._number += 1
        number = self._number
        document = to_document(case)
        parts = {key: _JSON.encode(value) for key, value in document.items()}
        whole = ", ".join(f'"{key}": {part}' for key, part in parts.items())
        for table, text in (("document", f"{{{whole}}}"), ("text", build_search_text(document, self._searched))):
            content = text.encode()
            row = (number, checksum(number, content), content)
            self._execute(f"INSERT INTO {table} VALUES (?, ?, ?)", row)
        stated = ((key, part) for key, part in parts.items() if part not in _BLANK)
        rows = ((key, number, checksum(number, part.encode(), key), part) for key, part in stated)
        self._connection.executemany("INSERT INTO value VALUES (?, ?, ?, ?)", rows)
        return number

    def finish(self, order: Iterable[str]) -> None:
        """Write what stands for the whole: the fields, the cases in the order of the files, the sums of checksums."""
        cases = dict(self._execute("SELECT file, cases FROM source"))
        sums = self._execute("SELECT '', count(*), coalesce(sum(crc), 0) FROM text UNION ALL "
                             "SELECT field, count(*), sum(crc) FROM value GROUP BY field")  # fmt: skip
        meta = {
            "fields": [asdict(field) for field in self._fields.values()],
            "cases": [(case_id, number) for file in order for number, case_id, _place in json.loads(cases[file])],
            "sums": {field: (count, total) for field, count, total in sums},
        }
        text = _JSON.encode(meta)
        self._execute("DELETE FROM meta")
        self._execute("INSERT INTO meta VALUES (?, ?)", (checksum(0, text.encode(), "meta"), text))
        self._connection.commit()


def _prune(location: CacheLocation, newest: Path) -> None:
    """Remove this collection's other indexes, and the oldest of all where they are too many."""
    others = sorted((path for path in location.folder.glob("*.sqlite") if path != newest), key=_age)
    for number, path in enumerate(reversed(others), 1):
        if number >= _KEPT or path.name.startswith(f"{location.key}-"):
            # Where another run reads it, some systems do not let go of it. The next compilation tries again.
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
