"""A collection: the case files it is made of, the place of the index that they are compiled into, and its opening."""

import os
from _blake2 import blake2b  # what hashlib gives, without the OpenSSL that importing hashlib loads (2 ms a run)
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_cache_path

from renkei_cli.casebook.index import DAMAGE, INDEX_VERSION, Connection, Index, open_file
from renkei_cli.core import files
from renkei_cli.core.errors import DataError, UsageError
from renkei_cli.core.i18n import _

_COMPILING_PACKAGES = ("casebook", "validation", "yamlio", "schema", "domain", "core")
"""The packages whose code decides what is in an index."""
_TABLES = ("municipalities.csv", "prefecture-neighbours.csv", "regions.csv", "vocabularies.csv", "rules.yaml")


class CollectionSpec(NamedTuple):
    """Whose cases are asked for."""

    paths: tuple[str, ...] = ()  # files and folders of cases, - for standard input; none means the bundled cases
    bundled: bool = False  # whether the bundled cases come with those of the paths

    def named(self) -> list[str]:
        """Return all paths, the bundled cases first."""
        own = [str(files.data_folder() / "cases.yaml")] if self.bundled or not self.paths else []
        return [*own, *dict.fromkeys(map(files.absolute_path, self.paths))]


def from_environment(paths: Sequence[str] | None, *, bundled: bool) -> CollectionSpec:
    """Take the paths of the options, else those of RENKEI_DATA, parted as in PATH."""
    if paths and "" in paths:
        hint = _("write {usage}").format(usage="--data " + _("PATH"))
        raise UsageError(_("{option}: its value is missing").format(option="--data"), hint)
    given = tuple(paths or ()) or tuple(filter(None, os.environ.get("RENKEI_DATA", "").split(os.pathsep)))
    return CollectionSpec(given, bundled)


class Fingerprint(NamedTuple):
    """The files of a collection by absolute path, in the order of the cases, and where its indexes are kept."""

    signatures: dict[str, str]  # each changes when its file changes
    sources: dict[str, files.SourceFile]
    contents: dict[str, bytes]  # the very bytes that were signed, of streams and where the sources are small
    folder: Path  # in the reader's cache folder
    key: str  # names the collection and the program, whatever the state of the files

    def index_path(self, signatures: Mapping[str, str]) -> Path:
        """Return the place of the index of a state of the collection."""
        state = _digest(part for item in signatures.items() for part in item)
        return self.folder / f"{self.key}-{state}.sqlite"

    def is_large(self) -> bool:
        """Return whether a reader notices that so much is read."""
        return sum(source.size for source in self.sources.values()) > files.SMALL


def fingerprint(spec: CollectionSpec) -> Fingerprint:
    """Find the files of a collection and sign them; raise DataError where one cannot be read."""
    sources = {source.path: source for source in files.find_case_files(spec.named())}
    if not sources:
        raise files.no_case_file(spec.paths)
    folder = user_cache_path("renkei", appauthor=False)
    # What can be read only once is.
    contents = {path: files.read_file(path) for path in sources if files.is_stream(path)}
    sources |= {path: sources[path]._replace(size=len(content)) for path, content in contents.items()}
    signatures = {path: source.signature for path, source in sources.items()}
    found = Fingerprint(signatures, sources, contents, folder, _digest([*_program(), *spec.named()]))
    if not found.is_large():
        contents |= {path: files.read_file(path) for path in sources if path not in contents}
    signatures |= {path: blake2b(content, digest_size=16).hexdigest() for path, content in contents.items()}
    return found


def _program() -> Iterator[str]:
    """Yield what decides how cases are compiled: name, size and time of modules and tables, and the tables' version."""
    package = Path(__file__).parents[1]
    entries = (entry for name in _COMPILING_PACKAGES for entry in os.scandir(package / name))
    modules = sorted(entry.path for entry in entries if entry.name.endswith(".py"))
    for path in (*modules, *(str(files.data_folder() / name) for name in _TABLES)):
        status = os.stat(path)  # noqa: PTH116 - a Path for each would cost more than the files
        yield from (path, f"{status.st_size} {status.st_mtime_ns}")
    yield str(INDEX_VERSION)


def _digest(parts: Iterable[str]) -> str:
    made = blake2b(digest_size=16)
    for part in parts:
        encoded = os.fsencode(part)
        made.update(len(encoded).to_bytes(8, "big") + encoded)
    return made.hexdigest()


def open_index(spec: CollectionSpec | None = None, *, quickly: bool = False) -> Index:
    """Open the index of a collection, else of the bundled cases; compile it first where it is missing or damaged.

    Raise InvalidDataError where the cases hold faults, DataError where they cannot be read; with `quickly`, DataError
    also where there is so much to compile that a reader would notice.
    """
    spec = spec or CollectionSpec()
    if quickly and any(map(files.is_stream, spec.paths)):
        raise DataError(_("the cases are not compiled yet"))  # nor is what a reader types at the prompt read
    found = fingerprint(spec)

    def compiled(*, anew: bool = True) -> Connection:
        from renkei_cli.casebook.builder import compile_index  # noqa: PLC0415 - most runs find an index

        if quickly and found.is_large():
            raise DataError(_("the cases are not compiled yet"))
        return compile_index(found, anew=anew)

    try:
        return Index(open_file(found.index_path(found.signatures)), compiled)
    except (*DAMAGE, OSError):
        # Missing, damaged, or somebody else's.
        return Index(compiled(anew=False), compiled)
