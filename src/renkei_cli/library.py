"""The door: case files in, an open index out."""

import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from renkei_cli.bundled import data_folder
from renkei_cli.errors import DataError, FaultyDataError
from renkei_cli.i18n import _, plural
from renkei_cli.index import FORMAT, Index, open_file

if TYPE_CHECKING:
    from renkei_cli.authoring.schema import Case
    from renkei_cli.diagnostics import Fault

try:
    # The very function that hashlib gives, without the OpenSSL that importing hashlib loads (2 ms a run).
    from _blake2 import blake2b
except ImportError:  # pragma: no cover - an interpreter that keeps it elsewhere
    from hashlib import blake2b


def open_index() -> Index:
    """Open the index of the bundled cases; compile it first where there is none, or a damaged one.

    FaultyDataError where the cases hold faults, DataError where they cannot be read.
    """
    sources = _sources()
    path = _cache_folder() / f"{_digest(sources)}.sqlite"
    with suppress(sqlite3.DatabaseError, OSError):
        return open_file(path)
    return _compiled(sources, path)


def load() -> "tuple[Case, ...]":
    """Give the bundled cases, validated, as typed objects.

    FaultyDataError where the cases hold faults, DataError where they cannot be read.
    """
    return _checked(_sources())


def write_yaml(value: Mapping[str, Any] | Sequence[Any], stream: TextIO) -> None:
    """Write plain values as YAML."""
    from renkei_cli.authoring.source import write  # noqa: PLC0415 - the one door into the authoring wing

    write(value, stream)


def write_cases(cases: Sequence[Mapping[str, Any]], stream: TextIO) -> None:
    """Write cases, as JSON prints them, as a case file that can be checked and read again."""
    from renkei_cli.authoring.compile import authored  # noqa: PLC0415 - the one door into the authoring wing

    write_yaml({"cases": [authored(case) for case in cases]}, stream)


def _sources() -> dict[Path, bytes]:
    path = data_folder() / "cases.yaml"
    try:
        return {path: path.read_bytes()}
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataError(_("{path} cannot be read: {reason}").format(path=path, reason=reason)) from error


def _digest(sources: Mapping[Path, bytes]) -> str:
    """Name what an index is made of: the cases, the code tables, the code that compiles them, the format."""
    digest = blake2b(digest_size=16)
    here = Path(__file__).parent
    makers = sorted((here / "authoring").glob("*.py"))
    makers += [here / name for name in ("passages.py", "places.py", "text.py", "vocabulary.py", "dates.py")]
    tables = [data_folder() / name for name in ("municipalities.csv", "prefecture-neighbours.csv")]
    contents = [path.read_bytes() for path in (*makers, *tables)]
    for content in (
        str(FORMAT).encode(),
        *contents,
        *(part for item in sources.items() for part in _named(*item)),
    ):
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()


def _named(path: Path, content: bytes) -> tuple[bytes, bytes]:
    return os.fsencode(path), content


def _cache_folder() -> Path:
    from platformdirs import user_cache_path  # noqa: PLC0415 - kept beside its only use

    return user_cache_path("renkei", appauthor=False)


def _checked(sources: Mapping[Path, bytes]) -> "tuple[Case, ...]":
    from renkei_cli.authoring.check import Checker  # noqa: PLC0415 - the one door into the authoring wing
    from renkei_cli.authoring.source import entries  # noqa: PLC0415 - the same

    faults: list[Fault] = []
    checker = Checker(faults)
    read = (entry for path, content in sources.items() for entry in entries(_shown(path), content, faults))
    cases = tuple(checker.cases(read))
    if faults:
        raise FaultyDataError(
            plural("{n} fault in the case files", "{n} faults in the case files", len(faults)), sorted(faults)
        )
    return cases


def _shown(path: Path) -> str:
    """Name a file from where the reader stands, if it is below."""
    with suppress(ValueError, OSError):
        return str(path.relative_to(Path.cwd()))
    return str(path)


def _compiled(sources: Mapping[Path, bytes], path: Path) -> Index:
    from renkei_cli.authoring.compile import compiled  # noqa: PLC0415 - the one door into the authoring wing

    cases = _checked(sources)
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        compiled(cases, beside).close()
        beside.replace(path)
        return open_file(path)
    except (OSError, sqlite3.Error):
        # No folder to write to, no room, a name taken: the index lives in memory for this run.
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        return compiled(cases)
