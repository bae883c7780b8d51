"""Which files a collection is made of, and the name of the index that they are compiled into."""

import os
import time
from _blake2 import blake2b  # what hashlib gives, without the OpenSSL that importing hashlib loads (2 ms a run)
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from renkei_cli.casebook.index import FORMAT
from renkei_cli.core import files
from renkei_cli.core.errors import UsageError
from renkei_cli.core.files import data_folder
from renkei_cli.core.i18n import _

_ROOMS = ("casebook", "validation", "yamlio", "schema", "domain", "core")
"""The rooms whose code decides what is in an index."""

SMALL = 4_000_000
"""Bytes up to which sources are known by their contents; larger ones by size, time and inode."""

_TICK = 2_000_000_000
"""Nanoseconds within which a file may change without a new time: the coarsest file systems count in two seconds."""


class CollectionSpec(NamedTuple):
    """Whose cases are asked for."""

    paths: tuple[str, ...] = ()
    """Files and folders of cases; none means the bundled cases."""
    bundled: bool = False
    """Whether the bundled cases come with those of the paths."""

    def named(self) -> list[str]:
        """Give all paths, the bundled cases first."""
        own = [str(data_folder() / "cases.yaml")] if self.bundled or not self.paths else []
        return [*own, *dict.fromkeys(_absolute(path) for path in self.paths)]


def _absolute(path: str) -> str:
    try:
        return os.path.abspath(path)  # noqa: PTH100 - 3 ms for pathlib's way
    except OSError:
        # The reader's folder is gone. What is not there is told where it is read.
        return path


class Fingerprint(NamedTuple):
    """The files of a collection, each with a signature that changes when it changes."""

    signatures: dict[str, str]
    """By absolute path, in the order of the cases."""
    sources: dict[str, files.SourceFile]
    contents: dict[str, bytes]
    """Of those that had to be read to be signed and are small."""
    unsettled: frozenset[str] = frozenset()
    """Those that may change yet without a new time."""

    def digest(self) -> str:
        """Name this very state of the collection."""
        return digest(part for item in self.signatures.items() for part in item)


def fingerprint(wanted: CollectionSpec) -> Fingerprint:
    """Find the files of a collection and sign them; DataError where one cannot be read."""
    found = {source.path: source for source in files.find_case_files(wanted.named())}
    if not found:
        raise files.no_case_file(wanted.paths)
    if sum(source.size for source in found.values()) <= SMALL:
        contents = {path: files.read_file(path) for path in found}
        return Fingerprint({path: _of(content) for path, content in contents.items()}, found, contents)
    now = time.time_ns()
    unsettled = frozenset(path for path, source in found.items() if now - source.mtime_ns < _TICK)
    signatures = {
        path: _of(files.read_file(path)) if path in unsettled else f"{source.size} {source.mtime_ns} {source.inode}"
        for path, source in found.items()
    }
    return Fingerprint(signatures, found, {}, unsettled)


def refingerprint(before: Fingerprint, wanted: CollectionSpec) -> Fingerprint:
    """Sign a collection again after it was read; where only the clock has moved on, by the lasting signatures."""
    if not before.unsettled:
        return before
    after = fingerprint(wanted)
    same = after.sources == before.sources and all(
        _of(files.read_file(path)) == before.signatures[path] for path in before.unsettled
    )
    return after if same else before


def _of(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def digest(parts: Iterable[str]) -> str:
    """Give a name for a list of texts."""
    made = blake2b(digest_size=16)
    for part in parts:
        encoded = os.fsencode(part)
        made.update(len(encoded).to_bytes(8, "big"))
        made.update(encoded)
    return made.hexdigest()


def program_version() -> str:
    """Name the program that compiles: its modules and tables by name, size and time, and the form of the index."""
    here = Path(__file__).parents[1]
    found = sorted(entry.path for room in _ROOMS for entry in os.scandir(here / room) if entry.name.endswith(".py"))
    tables = [str(data_folder() / name) for name in ("municipalities.csv", "prefecture-neighbours.csv")]
    parts = [str(FORMAT)]
    for path in (*found, *tables):
        status = os.stat(path)  # noqa: PTH116 - a Path for each would cost more than the files
        parts += (path, f"{status.st_size} {status.st_mtime_ns}")
    return digest(parts)


class CacheLocation(NamedTuple):
    """Where the indexes of a collection are kept."""

    folder: Path
    key: str
    """Names the collection and the program, whatever the state of the files."""

    def path(self, signed: Fingerprint) -> Path:
        """Give the place of the index of a state."""
        return self.folder / f"{self.key}-{signed.digest()}.sqlite"


def cache_location(wanted: CollectionSpec, made_by: str) -> CacheLocation:
    """Find the place of a collection's indexes in the reader's cache folder."""
    return CacheLocation(cache_folder(), digest([made_by, *wanted.named()]))


def cache_folder() -> Path:
    """Give the folder where this system keeps what can be made again."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - kept beside its only use

    return user_cache_path("renkei", appauthor=False)


def from_environment(paths: Sequence[str] | None, *, bundled: bool) -> CollectionSpec:
    """Take the paths of the options, else those of RENKEI_DATA, parted as in PATH."""
    if paths and "" in paths:
        raise UsageError(
            _("{option}: its value is missing").format(option="--data"),
            _("write {usage}").format(usage="--data " + _("PATH")),
        )
    given = tuple(paths or ()) or tuple(filter(None, os.environ.get("RENKEI_DATA", "").split(os.pathsep)))
    return CollectionSpec(given, bundled)
