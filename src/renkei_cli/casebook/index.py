"""The compiled cases and the one engine that finds them; this module and the builder alone know SQL."""

import json
import os
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar
from zlib import crc32

from renkei_cli.core.i18n import LocalizedText
from renkei_cli.core.text import fold
from renkei_cli.schema.fields import Field, texts

FORM = 4
"""Counted up whenever the tables change; it enters the fingerprint that names an index."""
Connection = sqlite3.Connection


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
DAMAGE = (sqlite3.Error, TypeError, ValueError, LookupError, OverflowError, MemoryError)
"""What a damaged index raises: where a number or a text was, anything may stand, or nothing."""
_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


def checksum(number: int, content: bytes, place: str) -> int:
    """Return the checksum of a record: of its content, its case, and the field or the table where it belongs."""
    return crc32(content, crc32(place.encode(), number))


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
        except DAMAGE:
            if index.recover is None:
                raise
            recover, index.recover = index.recover, None
            index.attach(recover())
            return method(index, *args, **kwargs)

    return heals


class Index:
    """An open index; one that turns out to be damaged is compiled anew and goes on answering.

    Each record bears a checksum, and each case has one for each field: what is changed or lost is noticed when it is
    read.
    """

    def __init__(self, connection: Connection, recover: Callable[[], Connection] | None = None) -> None:
        """Take over a connection that stands open for reading, and what compiles the index anew and opens it.

        Raise sqlite3.Error or ValueError where there is no index.
        """
        self._connection = connection
        self.recover = recover
        self.attach(connection)

    def attach(self, connection: Connection) -> None:
        """Go on with another connection."""
        if connection is not self._connection:
            self._connection.close()
        self._connection = connection
        for name, arguments, function in (("checked", 4, _checked), ("folded", 1, _folded), ("day", 2, _day)):
            connection.create_function(name, arguments, function, deterministic=True)
        ((meta,),) = connection.execute("SELECT checked(crc, 0, 'meta', json) FROM meta")
        known = json.loads(meta)
        ((_number, _schema, file),) = connection.execute("PRAGMA database_list")
        if file and known["name"] != Path(file).name:
            raise sqlite3.DatabaseError(file)
        self._fields = {traits["key"]: _field(traits) for traits in known["fields"]}
        self._numbers: dict[str, int] = dict(known["cases"])
        """The cases' numbers in the tables, by id, in the collection's order."""

    def __del__(self) -> None:
        """Let go of the file: Python 3.13 warns of a connection that is left open."""
        self._connection.close()

    def fields(self) -> dict[str, Field]:
        """Return all fields by key, in the schema's order."""
        return self._fields

    def ids(self) -> list[str]:
        """Return the ids of all cases in order."""
        return list(self._numbers)

    @_healed
    def select(self, terms: Iterable[Sequence[Condition]]) -> list[str]:
        """Return the ids, in order, of the cases that meet one condition of each term."""
        left = set(self._numbers.values())
        for term in terms:
            left &= set().union(*map(self._meeting, term))
        return [case_id for case_id, number in self._numbers.items() if number in left]

    def _meeting(self, condition: Condition) -> set[int]:
        """Return the numbers of the cases that meet a condition."""
        source, item = self._in_sql(condition.key)
        scalar = self._fields[condition.key].kind in _SCALARS
        code = item if scalar else f"json_extract({item}, '$.code')"
        marks = ", ".join("?" * len(condition.values))
        quoted = f"json_quote({item})" if scalar else item
        test = TESTS[condition.test].format(item=item, code=code, json=quoted, marks=marks)
        passes = test if condition.test.startswith("count") else f"max({test})"
        asked = f"SELECT v.number, {passes} FROM {source} WHERE v.field = ? GROUP BY v.number"
        met = dict(self._connection.execute(asked, (*condition.values, condition.key.partition(".")[0])))
        return {number for number in self._numbers.values() if bool(met[number]) != condition.negated}

    def _in_sql(self, key: str) -> tuple[str, str]:
        """Return the tables that give each value at a path a row, and the expression of one value."""
        parts = key.split(".")
        # In a damaged table, other fields may stand between the records of one.
        source, item, path = "value AS v", f"checked(v.crc, v.number, '{parts[0]}', v.json)", "$"
        for depth, part in enumerate(parts):
            path += f".{part}" if depth else ""
            if self._fields[".".join(parts[: depth + 1])].many:
                source += f" LEFT JOIN json_each({item}, '{path}') AS e{depth}"
                item, path = f"e{depth}.value", "$"
        whole = path == "$" and "JOIN" in source
        return source, item if whole else f"json_extract({item}, '{path}')"

    @_healed
    def scores(self, score: Callable[[bytes], int]) -> dict[str, int]:
        """Return what `score` gives for the search text of each case, by id, in order; cases with 0 are left out."""
        found: dict[int, int] = {}
        for number, crc, content in self._connection.execute("SELECT number, crc, content FROM text"):
            if checksum(number, content, "text") != crc:
                raise sqlite3.DatabaseError(number)
            found[number] = score(content)
        return {case_id: found[number] for case_id, number in self._numbers.items() if found[number]}

    @_healed
    def column(self, field: str) -> dict[str, Any]:
        """Return the values of a field that is no part of another, by id, in order; None or [] where it is blank."""
        asked = "SELECT number, checked(crc, number, field, json) FROM value WHERE field = ?"
        found = dict(self._connection.execute(asked, (field,)))
        return {case_id: json.loads(found[number]) for case_id, number in self._numbers.items()}

    def documents(self, ids: Iterable[str]) -> Iterator[str]:
        """Yield the JSON of the named cases in the order named."""
        return map(self._document, ids)

    @_healed
    def _document(self, case_id: str) -> str:
        number = self._numbers[case_id]
        asked = "SELECT crc, content FROM document WHERE number = ?"
        crc, content = self._connection.execute(asked, (number,)).fetchone()
        if checksum(number, content, "document") != crc:
            raise sqlite3.DatabaseError(case_id)
        return str(content, "utf-8")

    def cases(self, ids: Iterable[str], keys: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
        """Yield the same cases as values; where fields are named, these and what they need to be shown are read."""
        top = dict.fromkeys(key.partition(".")[0] for key in keys)
        if not top:
            return map(json.loads, self.documents(ids))
        whose = ["participants"] if any(f"{key}.for" in self._fields for key in top) else []
        fields = list(dict.fromkeys(["id", *top, *whose]))
        return (self._part(case_id, fields) for case_id in ids)

    @_healed
    def _part(self, case_id: str, fields: Sequence[str]) -> dict[str, Any]:
        asked = "SELECT checked(crc, number, field, json) FROM value WHERE number = ? AND field = ?"
        number = self._numbers[case_id]
        found = {key: self._connection.execute(asked, (number, key)).fetchone() for key in fields}
        return {key: json.loads(value) for key, (value,) in found.items()}


def _field(traits: dict[str, Any]) -> Field:
    texts = {name: LocalizedText(*traits[name]) for name in ("label", "description")}
    return Field(**{**traits, **texts, **{name: tuple(traits[name]) for name in ("aliases", "headings")}})


def open_file(path: Path) -> Connection:
    """Return a connection to an index file; raise OSError or sqlite3.Error where it is none, or not ours."""
    status = os.lstat(path)
    ours = os.name == "nt" or (status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
    if not (stat.S_ISREG(status.st_mode) and ours):
        raise sqlite3.DatabaseError(path)
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
