"""Checked cases into an index file, which is kept in the cache folder; what no run needs that finds one."""

import gc
import json
import os
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from renkei_cli.casebook.documents import to_document
from renkei_cli.casebook.index import DAMAGE, SEARCHED, WHOLE, checksum, open_file
from renkei_cli.casebook.search_text import build_search_text, searched_fields
from renkei_cli.core import files
from renkei_cli.core.errors import raise_if_invalid
from renkei_cli.schema.fields import Document, Field
from renkei_cli.schema.models import case_fields
from renkei_cli.validation.validator import Validator
from renkei_cli.yamlio.loader import entries

if TYPE_CHECKING:
    from renkei_cli.casebook.casebook import Fingerprint
    from renkei_cli.core.diagnostics import Diagnostic

_SETTINGS = """
PRAGMA cache_size = -32000; -- KiB of pages: one for each field, at which values are added
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
"""
_TABLES = """
CREATE TABLE IF NOT EXISTS meta (crc INTEGER, json TEXT);
CREATE TABLE IF NOT EXISTS source (file TEXT PRIMARY KEY, signature TEXT, crc INTEGER, cases TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS record (
    part TEXT, number INTEGER, crc INTEGER, content BLOB, PRIMARY KEY (part, number)
) WITHOUT ROWID;
"""
"""`meta` holds the index's name, the fields, and the numbers of the cases in order. `source` has for each case of a
file its number, id and place; `record` what each case states in a field, as JSON, all cases of a field together."""
_KEPT = 32  # indexes that stay in the cache folder; the one that was compiled longest ago goes first
_TICK_NS = 2_000_000_000  # a file may change within it without a new time: FAT counts in two seconds
_Place = tuple[int, str, str]  # a case's number, its id, and the line:column where its file says it
_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False)  # as --json prints it


def compile_index(
    found: "Fingerprint", clock: Callable[[], int] = time.time_ns, *, anew: bool = False
) -> sqlite3.Connection:
    """Compile a collection and keep the index; where it can't be kept, it lives in memory for this run.

    Unless it is made anew, files that did not change since the collection was compiled before are not read again.
    Raise InvalidDataError where cases hold faults, DataError where a file cannot be read.
    """
    thresholds = gc.get_threshold()
    # What is made for a case goes with it: looking for garbage seldom saves an eighth of the time.
    gc.set_threshold(20_000, 50, 1_000)
    try:
        found.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.remove_leftovers(found.folder)
        beside = found.folder / f".{found.key}.{os.getpid()}-{os.urandom(8).hex()}.tmp"
        beside.touch(mode=0o600, exist_ok=False)
        try:
            with closing(sqlite3.connect(beside)) as connection:
                connection.executescript(_SETTINGS)
                earlier = [] if anew else _by_age(found.folder, f"{found.key}-*.sqlite")
                for newest in earlier[-1:]:
                    with closing(open_file(newest)) as kept:
                        kept.backup(connection)
                path = _build(connection, found, clock)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        _prune(found, path)
        return open_file(path)
    except (*DAMAGE, OSError):
        if not anew:
            return compile_index(found, clock, anew=True)
        # No folder to write to, no room, a name taken.
        connection = sqlite3.connect(":memory:")
        _build(connection, found, clock)
        return connection
    finally:
        gc.set_threshold(*thresholds)


def _build(connection: sqlite3.Connection, found: "Fingerprint", clock: Callable[[], int]) -> Path:
    """Bring an index, empty or of an earlier state, to what the files say now; return its place.

    That names the files' signatures: "" for a file that may have changed since it was signed.
    """
    connection.executescript(_TABLES)
    places = _keep(connection, found.signatures)
    number = max((number for cases in places.values() for number, _id, _place in cases), default=0)
    changed = [source for file, source in found.sources.items() if file not in places]
    faults: list[Diagnostic] = []
    checker = Validator(faults)
    for file, cases in places.items():
        shown = files.display_path(file)
        checker.id_locations |= {case_id: f"{shown}:{place}" for _number, case_id, place in cases}
    fields = case_fields()
    searched = searched_fields(fields)
    signatures, done = dict(found.signatures), 0
    with files.reading_progress(sum(source.size for source in changed)) as reach:
        for source in changed:
            content = found.contents.get(source.path)
            if content is None:
                content, signatures[source.path] = _read(source, clock)
            lines = max(content.count(b"\n"), content.count(b"\r")) + 1
            places[source.path] = []
            read = entries(files.display_path(source.path), content, faults)
            for case, place in checker.cases_with_locations(read):
                number += 1
                _add(connection, number, to_document(case), searched)
                places[source.path].append((number, case.id, f"{place.line}:{place.column}"))
                reach(done + len(content) * min(place.line / lines, 1))
            done += source.size
            listed = _JSON.encode(places[source.path])
            signed = signatures[source.path]
            row = (source.path, signed, checksum(0, listed.encode(), source.path + signed), listed)
            connection.execute("INSERT INTO source VALUES (?, ?, ?, ?)", row)
    raise_if_invalid(faults)

    path = found.index_path(signatures)
    meta = {
        "name": path.name,
        # Two traits in three are what they usually are, and each run reads them all.
        "fields": [
            {name: value for name, value in field._asdict().items() if value != Field._field_defaults.get(name)}
            for field in fields.values()
        ],
        "cases": {case_id: number for file in signatures for number, case_id, _place in places[file]},
    }
    text = _JSON.encode(meta)
    connection.execute("DELETE FROM meta")
    connection.execute("INSERT INTO meta VALUES (?, ?)", (checksum(0, text.encode(), "meta"), text))
    connection.commit()
    return path


def _keep(connection: sqlite3.Connection, signatures: Mapping[str, str]) -> dict[str, list[_Place]]:
    """Drop the files that are gone or have another signature now; return the others with their cases."""
    places: dict[str, list[_Place]] = {}
    for file, signed, crc, cases in connection.execute("SELECT file, signature, crc, cases FROM source").fetchall():
        if crc != checksum(0, cases.encode(), file + signed):
            raise sqlite3.DatabaseError(file)
        if signatures.get(file) == signed:
            places[file] = json.loads(cases)
        else:
            connection.execute("DELETE FROM source WHERE file = ?", (file,))
    kept = json.dumps([number for cases in places.values() for number, _id, _place in cases])
    connection.execute("DELETE FROM record WHERE number NOT IN (SELECT value FROM json_each(?))", (kept,))
    return places


def _read(source: files.SourceFile, clock: Callable[[], int]) -> tuple[bytes, str]:
    """Return the content of a file, and its signature if nothing else can bear the same."""
    began = clock()
    content = files.read_file(source.path)
    same = files.find_case_files([source.path]) == [source] and began - source.changed_ns > _TICK_NS
    return content, source.signature if same else ""


def _add(connection: sqlite3.Connection, number: int, document: Document, searched: list[Field]) -> None:
    parts = {key: _JSON.encode(value) for key, value in document.items()}
    parts[WHOLE] = "{" + ", ".join(f'"{key}": {part}' for key, part in parts.items()) + "}"
    parts[SEARCHED] = build_search_text(document, searched)
    contents = ((part, text.encode()) for part, text in parts.items())
    rows = ((part, number, checksum(number, content, part), content) for part, content in contents)
    connection.executemany("INSERT INTO record VALUES (?, ?, ?, ?)", rows)


def _prune(found: "Fingerprint", newest: Path) -> None:
    others = [path for path in _by_age(found.folder, "*.sqlite") if path != newest]
    for number, path in enumerate(reversed(others), 1):
        if number >= _KEPT or path.name.startswith(f"{found.key}-"):
            # Where another run reads it, some systems do not let go of it. The next compilation tries again.
            with suppress(OSError):
                path.unlink()


def _by_age(folder: Path, pattern: str) -> list[Path]:
    return sorted(folder.glob(pattern), key=lambda path: path.lstat().st_mtime)
