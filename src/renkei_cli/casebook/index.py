"""The compiled cases and the one engine that finds them; this module and the builder alone know SQL."""

import json
import os
import sqlite3
import stat
from _blake2 import blake2b  # what hashlib gives, without the OpenSSL that importing hashlib loads (2 ms a run)
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar
from zlib import crc32

from renkei_cli.core.i18n import LocalizedText
from renkei_cli.core.text import fold
from renkei_cli.schema.fields import Field, texts

FORM = 3
"""Counted up whenever the tables change; it enters the fingerprint that names an index."""
DIGEST = 32
"""Bytes of the digest of all others, with which an index file ends."""
Connection = sqlite3.Connection
SMALL = 8_000_000
"""Bytes of an index file up to which it is read whole, and its digest checked before anything is answered."""


class Condition(NamedTuple):
    """What the values of a field must be; with `negated`, what none of them may be."""

    key: str
    test: str
    """A key of `TESTS`."""
    values: tuple[str | float, ...] = ()
    negated: bool = False


TESTS = {
    "stated": "{item} IS NOT NULL",
    "in": "{code} IN ({marks})",
    "says": "instr(folded({json}), char(31) || ? || char(31))",
    "contains": "instr(folded({json}), ?)",
    **{sign: f"{{item}} {sign} ?" for sign in ("=", ">", ">=", "<", "<=")},
    **{f"count{sign}": f"count({{item}}) {sign} ?" for sign in ("=", ">", ">=", "<", "<=")},
    "meets": "day({item}, 0) <= ? AND day({item}, 1) >= ?",
    **{f"begins{sign}": f"day({{item}}, 0) {sign} ?" for sign in (">", ">=")},
    **{f"ends{sign}": f"day({{item}}, 1) {sign} ?" for sign in ("<", "<=")},
}
"""Each test in SQL, for which a case needs one value that passes.

`item` is a value; `code` the code of a tag or a participant, `json` the value as JSON; `count` counts the values.
`says` compares whole texts, `contains` looks for a part; both want a folded text. `meets` takes the last and the first
day of a span, in this order.
"""

_SCALARS = ("string", "term", "date", "integer", "number")
"""The kinds of field whose values are no objects."""
_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


def checksum(number: int, content: bytes, field: str = "") -> int:
    """Return the checksum of a record: of its content and of the place where it belongs."""
    return crc32(content, crc32(field.encode(), number))


def _checked(crc: int, number: int, field: str, content: str) -> str:
    if checksum(number, content.encode(), field) != crc:
        raise sqlite3.DatabaseError(field)
    return content


def _folded(content: str | None) -> str:
    """Return every text in a JSON value, folded, each between separators that no folded text holds."""
    return "\x1f".join(["", *map(fold, texts(json.loads(content or "null"))), ""])


def _day(date: str | None, end: int) -> str | None:
    """Return the first or the last day of a date."""
    from renkei_cli.domain.dates import date_span  # noqa: PLC0415 - only for a question about dates

    return date and date_span(date)[end].isoformat()


def _healed(
    method: "Callable[Concatenate[Index, _Given], _Answer]",
) -> "Callable[Concatenate[Index, _Given], _Answer]":
    """Let a method that reads at once begin anew with a new index where it finds the old one damaged."""

    @wraps(method)
    def heals(index: "Index", /, *args: _Given.args, **kwargs: _Given.kwargs) -> _Answer:
        try:
            return method(index, *args, **kwargs)
        except (sqlite3.Error, TypeError, ValueError, OverflowError, MemoryError) as error:
            # A damaged record may hold anything instead of a number or a text.
            index.recover(error)
            return method(index, *args, **kwargs)

    return heals


class _PartialCase(dict[str, Any]):
    """Some fields of a case; another is read when it is asked for by subscript."""

    def __init__(self, index: "Index", case_id: str, keys: Sequence[str]) -> None:
        super().__init__(index.part(case_id, keys))
        self._index = index

    def __missing__(self, key: str) -> Any:  # noqa: ANN401 - whatever the field holds
        self.update(self._index.part(self["id"], [key]))
        return self[key]


class Index:
    """An open index; one that turns out to be damaged is compiled anew and goes on answering."""

    def __init__(self, connection: Connection, recover: Callable[[], Connection] | None = None) -> None:
        """Take over a connection that stands open for reading, and what compiles the index anew and opens it.

        Raise sqlite3.Error or ValueError where there is no index.
        """
        self._recover = recover
        self._attach(connection)

    def _attach(self, connection: Connection) -> None:
        self._connection = connection
        connection.create_function("checked", 4, _checked, deterministic=True)
        connection.create_function("folded", 1, _folded, deterministic=True)
        connection.create_function("day", 2, _day, deterministic=True)
        ((meta,),) = connection.execute("SELECT checked(crc, 0, 'meta', json) FROM meta")
        known = json.loads(meta)
        self._fields = {traits["key"]: _field(traits) for traits in known["fields"]}
        self._numbers: dict[str, int] = dict(known["cases"])
        """The cases' numbers in the tables, by id, in the collection's order."""
        self._sums: dict[str, list[int]] = known["sums"]
        """How many values of each field there are, and the sum of their checksums; of the search texts under ""."""
        self._sound: set[str] = set()

    def recover(self, error: Exception) -> None:
        """Go on with an index that is compiled anew; raise `error` where that was done already."""
        if self._recover is None:
            raise error
        recover, self._recover = self._recover, None
        self._connection.close()
        self._attach(recover())

    def __del__(self) -> None:
        """Let go of the file: Python 3.13 warns of a connection that is left open."""
        self._connection.close()

    def _check_all_there(self, field: str, found: Sequence[int]) -> None:
        """Raise sqlite3.DatabaseError unless as many records, with the same checksums, are found as were written."""
        if list(found) != self._sums.get(field, [0, 0]):
            raise sqlite3.DatabaseError(field)

    def _check(self, key: str) -> str:
        """Raise sqlite3.DatabaseError unless all values are there of the field that holds this one; return its key."""
        field = key.partition(".")[0]
        if field not in self._sound:
            asked = "SELECT count(*), coalesce(sum(crc), 0) FROM value WHERE field = ?"
            self._check_all_there(field, self._connection.execute(asked, (field,)).fetchone())
            self._sound.add(field)
        return field

    # --- which cases ---

    def fields(self) -> dict[str, Field]:
        """Return all fields by key, in the schema's order."""
        return self._fields

    def count(self) -> int:
        """Return how many cases there are."""
        return len(self._numbers)

    def has(self, case_id: str) -> bool:
        """Return whether there is a case of this id."""
        return case_id in self._numbers

    def ids(self, limit: int | None = None) -> list[str]:
        """Return the ids of all cases, or of the first so many, in order."""
        return list(self._numbers)[:limit]

    @_healed
    def select(self, terms: Iterable[Sequence[Condition]]) -> list[str]:
        """Return the ids, in order, of the cases that meet one condition of each term."""
        left = set(self._numbers.values())
        for term in terms:
            left &= set().union(*map(self._meeting, term))
        return [case_id for case_id, number in self._numbers.items() if number in left]

    def _meeting(self, condition: Condition) -> set[int]:
        counts = condition.test.startswith("count")
        source, item = self._in_sql(condition.key)
        test = self._test(condition, item)
        having = f"GROUP BY v.number HAVING {test}" if counts else f"AND {test}"
        asked = f"SELECT v.number FROM {source} WHERE v.field = ? {having}"
        top = self._check(condition.key)
        found = {number for (number,) in self._connection.execute(asked, (top, *condition.values))}
        if counts and _first(self._connection, f"SELECT 0 {condition.test.removeprefix('count')} ?", condition.values):
            found |= self._meeting(Condition(condition.key, "stated", negated=True))
        return set(self._numbers.values()) - found if condition.negated else found

    def _in_sql(self, key: str) -> tuple[str, str]:
        """Return the tables that give each value at a path a row, and the expression of one value."""
        parts = key.split(".")
        source, item, path = ["value AS v"], "checked(v.crc, v.number, v.field, v.json)", "$"
        for depth, part in enumerate(parts):
            path += f".{part}" if depth else ""
            if self._fields[".".join(parts[: depth + 1])].many:
                source.append(f"json_each({item}, '{path}') AS e{depth}")
                item, path = f"e{depth}.value", "$"
        whole = path == "$" and len(source) > 1
        return ", ".join(source), item if whole else f"json_extract({item}, '{path}')"

    def _test(self, condition: Condition, item: str) -> str:
        scalar = self._fields[condition.key].kind in _SCALARS
        code = item if scalar else f"json_extract({item}, '$.code')"
        quoted = f"json_quote({item})" if scalar else item
        marks = ", ".join("?" * len(condition.values))
        return TESTS[condition.test].format(item=item, code=code, json=quoted, marks=marks)

    @_healed
    def scores(self, score: Callable[[bytes], int]) -> dict[str, int]:
        """Return what `score` gives for the search text of each case, by id, in order; cases with 0 are left out."""
        found: dict[int, int] = {}
        count = total = 0
        for number, crc, content in self._connection.execute("SELECT number, crc, content FROM text"):
            if crc32(content, number) != crc:
                raise sqlite3.DatabaseError(number)
            count, total = count + 1, total + crc
            if scored := score(content):
                found[number] = scored
        self._check_all_there("", (count, total))
        return {case_id: found[number] for case_id, number in self._numbers.items() if number in found}

    # --- what they hold ---

    @_healed
    def folded_texts(self, key: str) -> list[str]:
        """Return the folded text of each value that a field has somewhere, in order."""
        source, item = self._in_sql(key)
        asked = f"SELECT DISTINCT folded(json_quote({item})) FROM {source} WHERE v.field = ? ORDER BY 1"
        return [" ".join(text.split()) for (text,) in self._connection.execute(asked, (self._check(key),))]

    @_healed
    def column(self, field: str) -> dict[str, Any]:
        """Return the values of a field that is no part of another, by id, in order; cases that lack it are left out."""
        self._check(field)
        asked = "SELECT number, checked(crc, number, field, json) FROM value WHERE field = ?"
        found = dict(self._connection.execute(asked, (field,)))
        return {case_id: json.loads(found[number]) for case_id, number in self._numbers.items() if number in found}

    def documents(self, ids: Iterable[str] | None = None) -> Iterator[str]:
        """Yield the JSON of the named cases in the order named, or of all in their order."""
        return map(self._document, self.ids() if ids is None else ids)

    @_healed
    def _document(self, case_id: str) -> str:
        number = self._numbers[case_id]
        asked = "SELECT crc, content FROM document WHERE number = ?"
        crc, content = self._connection.execute(asked, (number,)).fetchone()
        if crc32(content, number) != crc:
            raise sqlite3.DatabaseError(case_id)
        return str(content, "utf-8")

    def cases(self, ids: Iterable[str] | None = None, keys: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
        """Yield the same cases as values; where fields are named, these and `id` alone are read."""
        if not keys:
            return map(json.loads, self.documents(ids))
        top = list(dict.fromkeys(key.partition(".")[0] for key in ("id", *keys)))
        return (_PartialCase(self, case_id, top) for case_id in (self.ids() if ids is None else ids))

    @_healed
    def part(self, case_id: str, keys: Sequence[str]) -> dict[str, Any]:
        """Return some fields of a case, none of which is a part of another."""
        for key in keys:
            self._check(key)
        fields, marks = self._fields, ", ".join("?" * len(keys))
        asked = f"SELECT field, checked(crc, number, field, json) FROM value WHERE number = ? AND field IN ({marks})"
        found = dict(self._connection.execute(asked, (self._numbers[case_id], *keys)))
        # A field that is not stated has no record.
        return {key: json.loads(found[key]) if key in found else [] if fields[key].many else None for key in keys}


def _field(traits: dict[str, Any]) -> Field:
    texts = {name: LocalizedText(*traits[name]) for name in ("label", "description")}
    return Field(**{**traits, **texts, **{name: tuple(traits[name]) for name in ("aliases", "headings")}})


def open_index_file(path: Path, recover: Callable[[], Connection]) -> Index | None:
    """Return the index in a file; None where it is missing, damaged, or may be somebody else's."""
    try:
        return Index(open_file(path), recover)
    except (sqlite3.Error, OSError, ValueError):
        return None


def open_file(path: Path) -> Connection:
    """Return a connection to an index file that is ours and whole; of a large one the records are checked when read.

    Raise OSError or sqlite3.DatabaseError where there is none.
    """
    with os.fdopen(open_regular(path), "rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        # Where SQLite is too old to take over the bytes, each record is checked instead.
        if size <= SMALL and hasattr(Connection, "deserialize"):
            return _loaded(stream.read(), path)
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    with ExitStack() as unless_whole:
        unless_whole.callback(connection.close)
        if size != DIGEST + _first(connection, "PRAGMA page_count") * _first(connection, "PRAGMA page_size"):
            raise sqlite3.DatabaseError(path)
        unless_whole.pop_all()
    return connection


def open_regular(path: Path) -> int:
    """Open a file without waiting for the other end of a pipe; raise sqlite3.DatabaseError for one that is not ours."""
    handle = os.open(path, sum(getattr(os, name, 0) for name in ("O_RDONLY", "O_NONBLOCK", "O_NOFOLLOW", "O_BINARY")))
    status = os.fstat(handle)
    ours = os.name == "nt" or (status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
    if not (stat.S_ISREG(status.st_mode) and ours):
        os.close(handle)
        raise sqlite3.DatabaseError(path)
    return handle


def _loaded(content: bytes, path: Path) -> Connection:
    """Return a connection to the very bytes that were checked."""
    database = content[:-DIGEST]
    if content[-DIGEST:] != digest_of(path, [database]):
        raise sqlite3.DatabaseError(path)
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database)
    return connection


def digest_of(path: Path, content: Iterable[bytes]) -> bytes:
    """Return the digest with which an index file of this name ends."""
    made = blake2b(digest_size=DIGEST, key=path.stem.encode()[-blake2b.MAX_KEY_SIZE :])
    for part in content:
        made.update(part)
    return made.digest()


def _first(connection: Connection, asked: str, values: Sequence[str | float] = ()) -> int:
    number: int = connection.execute(asked, values).fetchone()[0]
    return number
