"""The compiled cases and the one engine that finds them; this module and the builder alone know SQL."""

import json
import os
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from renkei_cli.core.i18n import LocalizedText
from renkei_cli.core.text import fold
from renkei_cli.schema.fields import Field, texts

INDEX_VERSION = 7
"""Counted up whenever the tables change; it enters the fingerprint that names an index."""
WHOLE, SEARCHED = "whole case", "search text"
"""The parts of a case in the table of records that are no field: its JSON, and what a search reads."""
DAMAGE = (sqlite3.Error, TypeError, ValueError, LookupError, OverflowError, MemoryError)
"""What a damaged index raises: where a number or a text was, anything may stand, or nothing."""
Connection = sqlite3.Connection


class Condition(NamedTuple):
    """What the values of a field must be; with `negated`, what none of them may be."""

    key: str
    test: str
    """A key of `TESTS`, or "item": one item of the list meets all `parts`, which are conditions on its fields."""
    values: tuple[str | float, ...] = ()
    negated: bool = False
    parts: "tuple[Condition, ...]" = ()


_FIRST_DAY = "CASE WHEN {item} LIKE 'FY%' THEN substr({item}, 3) || '-04-01' ELSE substr({item} || '-01-01', 1, 10) END"
_PERIOD = "CASE length({item}) WHEN 10 THEN '+1 day' WHEN 7 THEN '+1 month' ELSE '+1 year' END"
_LAST_DAY = f"coalesce(date({_FIRST_DAY}, {_PERIOD}, '-1 day'), '9999-12-31')"
_START, _END = "json_extract({item}, '$.start')", "json_extract({item}, '$.end')"
_COMPARED = (">", ">=", "<", "<=")
TESTS = {
    "stated": "{item} IS NOT NULL",
    "in": "{code} IN ({marks})",
    "equals": "instr(folded({json}), char(31) || ? || char(31))",
    "contains": "instr(folded({json}), ?)",
    **{sign: f"{{item}} {sign} ?" for sign in ("=", *_COMPARED)},
    **{f"count{sign}": f"count({{item}}) {sign} ?" for sign in ("=", *_COMPARED)},
    "meets": f"{_FIRST_DAY} <= ? AND {_LAST_DAY} >= ?",
    "overlaps": f"{_FIRST_DAY.format(item=_START)} <= ? AND {_LAST_DAY.format(item=_END)} >= ?",
    **{f"begins{sign}": f"{_FIRST_DAY} {sign} ?" for sign in (">", "<=")},
    **{f"ends{sign}": f"{{item}} IS NOT NULL AND {_LAST_DAY} {sign} ?" for sign in ("<", ">=")},
}
"""Each test in SQL, for which a case needs one value that passes.

`item` is a value; `code` the code of a tag or a participant, `json` the value as JSON; `count` counts the values.
`equals` compares whole texts, `contains` looks for a part; both want a folded text. `meets` takes the last and the
first day of a span, in this order; so does `overlaps`, for a period, which without an end goes on.
"""
_SCALARS = ("string", "term", "date", "integer", "number")
"""The kinds of field whose values are no objects."""


def checksum(number: int, content: bytes, part: str) -> int:
    """Return the checksum of a record: of its content, its case's number, and which part of the case it is."""
    return crc32(content, number) ^ crc32(part.encode())


def _folded(content: str | None) -> str:
    """Return every text in a JSON value, folded, each between separators that no folded text holds."""
    return "\x1f".join(["", *map(fold, texts(json.loads(content or "null"))), ""])


class Index:
    """An open index; one that turns out to be damaged is compiled anew and goes on answering.

    Each record bears a checksum, and each case has a record for each part: what is changed or lost is noticed when it
    is read.
    """

    def __init__(self, connection: Connection, recover: Callable[[], Connection] | None = None) -> None:
        """Take over a connection that stands open for reading, and what compiles the index anew and opens it.

        Raise sqlite3.Error or ValueError where there is no index.
        """
        self._connection = connection
        self._recover = recover
        self._attach(connection)

    def _attach(self, connection: Connection) -> None:
        if connection is not self._connection:
            self._connection.close()
        self._connection = connection
        connection.create_function("folded", 1, _folded, deterministic=True)
        ((crc, meta),) = connection.execute("SELECT crc, json FROM meta")
        ((_number, _schema, file),) = connection.execute("PRAGMA database_list")
        if crc != checksum(0, meta.encode(), "meta"):
            raise sqlite3.DatabaseError(file)
        known = json.loads(meta)
        if file and known["name"] != Path(file).name:
            raise sqlite3.DatabaseError(file)
        self._fields = {traits["key"]: _field(traits) for traits in known["fields"]}
        self._numbers: dict[str, int] = known["cases"]
        """The cases' numbers in the tables, by id, in the collection's order."""

    def __del__(self) -> None:
        """Let go of the file: Python 3.13 warns of a connection that is left open."""
        self._connection.close()

    def _heal(self, error: Exception) -> None:
        """Go on with an index that is compiled anew; raise the error where that was done before."""
        if self._recover is None:
            raise error
        recover, self._recover = self._recover, None
        self._attach(recover())

    def fields(self) -> dict[str, Field]:
        """Return all fields by key, in the schema's order."""
        return self._fields

    def ids(self) -> list[str]:
        """Return the ids of all cases in order."""
        return list(self._numbers)

    def select(self, terms: Sequence[Sequence[Condition]]) -> list[str]:
        """Return the ids, in order, of the cases that meet one condition of each term."""
        try:
            return self._select(terms)
        except DAMAGE as error:
            self._heal(error)
            return self._select(terms)

    def _select(self, terms: Sequence[Sequence[Condition]]) -> list[str]:
        left = set(self._numbers.values())
        for term in terms:
            left &= set().union(*map(self._meeting, term))
        return [case_id for case_id, number in self._numbers.items() if number in left]

    def _meeting(self, condition: Condition) -> set[int]:
        part = condition.key.partition(".")[0]
        passes, rows, values = self._in_sql(condition)
        asked = f"SELECT number, crc, content, {passes} FROM {rows} WHERE part = ? GROUP BY number"
        met: dict[int, bool] = {}
        place = crc32(part.encode())
        for number, crc, content, passed in self._connection.execute(asked, (*values, part)):
            if crc32(content, number) ^ place != crc:
                raise sqlite3.DatabaseError(part)
            met[number] = bool(passed)
        return {number for number in self._numbers.values() if met[number] != condition.negated}

    def _in_sql(
        self, condition: Condition, within: str = "", rows: str = "record", item: str = "CAST(content AS TEXT)"
    ) -> tuple[str, str, tuple[str | float, ...]]:
        """Return whether a value passes, the rows of the values, and what is put in; `within` a list, of one item."""
        names, path = condition.key.split("."), "$"
        for depth, name in enumerate(names):
            if not f"{within}.".startswith(".".join(names[: depth + 1]) + "."):
                path += f".{name}" if depth else ""
                if self._fields[".".join(names[: depth + 1])].many:
                    rows += f" LEFT JOIN json_each({item}, '{path}') AS e{depth}"
                    item, path = f"e{depth}.value", "$"
        whole = path == "$" and "JOIN" in rows
        item = item if whole else f"json_extract({item}, '{path}')"
        if condition.test == "item":
            tests: list[str] = []
            values: tuple[str | float, ...] = ()
            for part in condition.parts:
                passes, inner, put = self._in_sql(part, condition.key, f"(SELECT {item} AS value) AS one", "one.value")
                tests.append(f"{'NOT ' * part.negated}coalesce((SELECT {passes} FROM {inner}), 0)")
                values += put
            return f"max({item} IS NOT NULL AND {' AND '.join(tests)})", rows, values
        scalar = self._fields[condition.key].kind in _SCALARS
        code = item if scalar else f"json_extract({item}, '$.code')"
        marks = ", ".join("?" * len(condition.values))
        quoted = f"json_quote({item})" if scalar else item
        test = TESTS[condition.test].format(item=item, code=code, json=quoted, marks=marks)
        return test if condition.test.startswith("count") else f"max({test})", rows, condition.values

    def _records(self, ids: Sequence[str], parts: Sequence[str]) -> Iterator[tuple[bytes, ...]]:
        """Yield these parts of the cases, in the order of the ids; where one is damaged, go on with a new index."""
        done = 0
        while done < len(ids):
            try:
                for contents in zip(*(self._contents(part, ids[done:]) for part in parts), strict=True):
                    yield contents
                    done += 1
            except DAMAGE as error:
                self._heal(error)

    def _contents(self, part: str, ids: Sequence[str]) -> Iterator[bytes]:
        if part == "id":  # the index itself knows it: a narrow listing is a fifth faster
            yield from (f'"{case_id}"'.encode() for case_id in ids)
            return
        place = crc32(part.encode())
        numbers = [self._numbers[case_id] for case_id in ids]
        asked = "SELECT crc, content FROM json_each(?) LEFT JOIN record ON part = ? AND number = value"
        rows = self._connection.execute(asked, (json.dumps(numbers), part))
        for number, (crc, content) in zip(numbers, rows, strict=True):
            if crc32(content, number) ^ place != crc:
                raise sqlite3.DatabaseError(part)
            yield content

    def documents(self, ids: Sequence[str], keys: Sequence[str] = ()) -> Iterator[str]:
        """Yield the JSON of the named cases in the order named; where top-level fields are named, of these alone."""
        if not keys:
            return (str(content, "utf-8") for (content,) in self._records(ids, [WHOLE]))
        form = b"{" + b", ".join(f'"{key}": %b'.encode() for key in keys) + b"}"
        return (str(form % contents, "utf-8") for contents in self._records(ids, keys))

    def search_texts(self) -> Iterator[bytes]:
        """Yield what a search reads of each case, in order."""
        return (content for (content,) in self._records(self.ids(), [SEARCHED]))

    def cases(self, ids: Sequence[str], keys: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
        """Yield the same cases as values; where fields are named, these and what they need to be shown are read."""
        top = dict.fromkeys(key.partition(".")[0] for key in keys)
        whose = ["participants"] if any(f"{key}.for" in self._fields for key in top) else []
        return map(json.loads, self.documents(ids, list(dict.fromkeys(["id", *top, *whose])) if top else ()))


def _field(traits: dict[str, Any]) -> Field:
    for name in ("label", "description", "aliases", "headings"):
        if name in traits:
            traits[name] = LocalizedText(*traits[name]) if name in ("label", "description") else tuple(traits[name])
    return Field(**traits)


def open_file(path: Path) -> Connection:
    """Return a connection to an index file; raise OSError or sqlite3.Error where it is none, or not ours."""
    status = os.lstat(path)
    ours = os.name == "nt" or (status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
    if not (stat.S_ISREG(status.st_mode) and ours):
        raise sqlite3.DatabaseError(path)
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
