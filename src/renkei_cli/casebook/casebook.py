"""A collection: the case files it is made of, the place of the index that they are compiled into, and its opening."""

import os
from _blake2 import blake2b  # what hashlib gives, without the OpenSSL that importing hashlib loads (2 ms a run)
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_cache_path

from renkei_cli.casebook.index import DAMAGE, INDEX_VERSION, Connection, Index, open_file
from renkei_cli.core import files
from renkei_cli.core.errors import DataError, UsageError
from renkei_cli.core.i18n import _

_COMPILING_PACKAGES = ("casebook", "validation", "yamlio", "schema", "domain", "core")
"""The packages whose code decides what is in an index."""
_TABLES = ("municipalities.csv", "prefecture-neighbours.csv")


class CollectionSpec(NamedTuple):
    """Whose cases are asked for."""

    paths: tuple[str, ...] = ()  # files and folders of cases; none means the bundled cases
    bundled: bool = False  # whether the bundled cases come with those of the paths

    def named(self) -> list[str]:
        """Return all paths, the bundled cases first."""
        own = [str(files.data_folder() / "cases.yaml")] if self.bundled or not self.paths else []
        return [*own, *dict.fromkeys(map(files.absolute_path, self.paths))]


def from_environment(paths: Sequence[str] | None, *, bundled: bool) -> CollectionSpec:
    """Take the paths of the options, else those of RENKEI_DATA, parted as in PATH."""
    if paths and "" in paths:
        raise UsageError(
            _("{option}: its value is missing").format(option="--data"),
            _("write {usage}").format(usage="--data " + _("PATH")),
        )
    given = tuple(paths or ()) or tuple(filter(None, os.environ.get("RENKEI_DATA", "").split(os.pathsep)))
    return CollectionSpec(given, bundled)


class Fingerprint(NamedTuple):
    """The files of a collection by absolute path, in the order of the cases."""

    signatures: dict[str, str]  # each changes when its file changes
    sources: dict[str, files.SourceFile]
    contents: dict[str, bytes]  # the very bytes that were signed, where the sources are small


def fingerprint(spec: CollectionSpec) -> Fingerprint:
    """Find the files of a collection and sign them; raise DataError where one cannot be read."""
    sources = {source.path: source for source in files.find_case_files(spec.named())}
    if not sources:
        raise files.no_case_file(spec.paths)
    if sum(source.size for source in sources.values()) > files.SMALL:
        return Fingerprint({path: source.signature for path, source in sources.items()}, sources, {})
    contents = {path: files.read_file(path) for path in sources}
    signatures = {path: blake2b(content, digest_size=16).hexdigest() for path, content in contents.items()}
    return Fingerprint(signatures, sources, contents)


class CacheLocation(NamedTuple):
    """Where the indexes of a collection are kept."""

    folder: Path
    key: str  # names the collection and the program, whatever the state of the files

    def path(self, signatures: dict[str, str]) -> Path:
        """Return the place of the index of a state of the collection."""
        state = _digest(part for item in signatures.items() for part in item)
        return self.folder / f"{self.key}-{state}.sqlite"


def cache_location(spec: CollectionSpec) -> CacheLocation:
    """Return the place of a collection's indexes in the reader's cache folder.

    The program is named by the name, size and time of the modules and tables that compile, and the index's form.
    """
    package = Path(__file__).parents[1]
    modules = sorted(
        entry.path for room in _COMPILING_PACKAGES for entry in os.scandir(package / room) if entry.name.endswith(".py")
    )
    parts = [str(INDEX_VERSION)]
    for path in (*modules, *(str(files.data_folder() / name) for name in _TABLES)):
        status = os.stat(path)  # noqa: PTH116 - a Path for each would cost more than the files
        parts += (path, f"{status.st_size} {status.st_mtime_ns}")
    return CacheLocation(user_cache_path("renkei", appauthor=False), _digest([*parts, *spec.named()]))


def _digest(parts: Iterable[str]) -> str:
    made = blake2b(digest_size=16)
    for part in parts:
        encoded = os.fsencode(part)
        made.update(len(encoded).to_bytes(8, "big") + encoded)
    return made.hexdigest()


def open_index(spec: CollectionSpec = CollectionSpec(), *, quickly: bool = False) -> Index:  # noqa: B008 - a value, never changed
    """Open the index of a collection; compile it first where it is missing or damaged.

    Raise InvalidDataError where the cases hold faults, DataError where they cannot be read; with `quickly`, DataError
    also where there is so much to compile that a reader would notice.
    """
    found = fingerprint(spec)
    location = cache_location(spec)

    def compiled(*, anew: bool = True) -> Connection:
        from renkei_cli.casebook.builder import compile_index  # noqa: PLC0415 - most runs find an index

        if quickly and sum(source.size for source in found.sources.values()) > files.SMALL:
            raise DataError(_("the cases are not compiled yet"))
        return compile_index(found, location, anew=anew)

    try:
        return Index(open_file(location.path(found.signatures)), compiled)
    except (*DAMAGE, OSError):
        # Missing, damaged, or somebody else's.
        return Index(compiled(anew=False), compiled)
