"""The door: case files in, an open index out."""

import gc
import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING, Any, TextIO

from renkei_cli import files
from renkei_cli.collection import SMALL, Shelf, Signed, Wanted, maker, settled, shelf, sign
from renkei_cli.errors import DataError, FaultyDataError
from renkei_cli.i18n import _, plural
from renkei_cli.index import Builder, Index, open_file

if TYPE_CHECKING:
    from renkei_cli.authoring.schema import Case
    from renkei_cli.diagnostics import Fault

INDEX_SUFFIX = ".sqlite"
"""How the name of a compiled index ends."""


def open_index(wanted: Wanted = Wanted(), *, quickly: bool = False) -> Index:  # noqa: B008 - a value that never changes
    """Open the index of a collection; compile it first where there is none, or a damaged one.

    FaultyDataError where the cases hold faults, DataError where they cannot be read. With `quickly`, DataError
    also where there is so much to compile that the reader would notice.
    """
    if len(wanted.paths) == 1 and not wanted.bundled and wanted.paths[0].endswith(INDEX_SUFFIX):
        return _handed(Path(wanted.paths[0]))
    made_by = maker()
    signed = sign(wanted)
    place = shelf(wanted, made_by)
    with suppress(sqlite3.DatabaseError, OSError):
        return open_file(place.path(signed))
    if quickly and sum(source.size for source in signed.sources.values()) > SMALL:
        raise DataError(_("the cases are not compiled yet"))
    return _compiled(wanted, signed, place, made_by)


def load(wanted: Wanted = Wanted()) -> "tuple[Case, ...]":  # noqa: B008 - a value that never changes
    """Give the cases of a collection, validated, as typed objects.

    FaultyDataError where the cases hold faults, DataError where they cannot be read.
    """
    from renkei_cli.authoring.check import Checker  # noqa: PLC0415 - the one door into the authoring wing
    from renkei_cli.authoring.source import entries  # noqa: PLC0415 - the same

    faults: list[Fault] = []
    paths = [source.path for source in files.found(wanted.named())]
    read = (entry for path in paths for entry in entries(shown(path), files.read(path), faults))
    cases = tuple(Checker(faults).cases(read))
    _refuse(faults)
    return cases


def write_yaml(value: Mapping[str, Any] | Sequence[Any], stream: TextIO) -> None:
    """Write plain values as YAML."""
    from renkei_cli.authoring.source import write  # noqa: PLC0415 - the one door into the authoring wing

    write(value, stream)


def write_cases(cases: Sequence[Mapping[str, Any]], stream: TextIO) -> None:
    """Write cases, as JSON prints them, as a case file that can be checked and read again."""
    from renkei_cli.authoring.compile import authored  # noqa: PLC0415 - the one door into the authoring wing

    write_yaml({"cases": [authored(case) for case in cases]}, stream)


def shown(path: str) -> str:
    """Name a file from where the reader stands, if it is below."""
    with suppress(ValueError, OSError):
        return str(Path(path).relative_to(Path.cwd()))
    return path


def _handed(path: Path) -> Index:
    """Open an index that somebody compiled before."""
    try:
        return open_file(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataError(_("{path} cannot be read: {reason}").format(path=path, reason=reason)) from error
    except sqlite3.DatabaseError as error:
        message = _("{path} is no index that this version of renkei can read").format(path=path)
        raise DataError(message, _("name the case files instead")) from error


def _refuse(faults: Sequence["Fault"]) -> None:
    if faults:
        message = plural("{n} fault in the case files", "{n} faults in the case files", len(faults))
        raise FaultyDataError(message, sorted(faults))


def _compiled(wanted: Wanted, signed: Signed, place: Shelf, made_by: str) -> Index:
    """Compile a collection and keep the index; where it can't be kept, it lives in memory for this run."""
    beside = place.path(signed).with_suffix(f".{os.getpid()}.tmp")
    collecting = gc.isenabled()
    gc.disable()
    try:
        place.folder.mkdir(parents=True, exist_ok=True)
        earlier = place.latest()
        if earlier:
            copyfile(earlier, beside)
        _built(signed, beside, made_by).close()
        kept = place.path(settled(signed, wanted))
        beside.replace(kept)
        place.tidy(kept)
        return open_file(kept)
    except (OSError, sqlite3.Error):
        # No folder to write to, no room, a name taken.
        return _built(signed, None, made_by)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        if collecting:
            gc.enable()


def _built(signed: Signed, path: Path | None, made_by: str) -> Index:
    from renkei_cli.authoring import compile as compiling  # noqa: PLC0415 - the one door into the authoring wing
    from renkei_cli.authoring.check import Checker  # noqa: PLC0415 - the same
    from renkei_cli.authoring.source import entries  # noqa: PLC0415 - the same
    from renkei_cli.progress import Bar  # noqa: PLC0415 - the same

    builder = Builder(path, made_by, compiling.fields())
    try:
        stay = builder.keep(signed.signatures)
        faults: list[Fault] = []
        homes = {case_id: f"{shown(file)}:{at}" for case_id, (file, at) in builder.places().items()}
        checker = Checker(faults, homes)
        changed = [signed.sources[file] for file in signed.signatures if file not in stay]
        done = 0
        with Bar(sum(source.size for source in changed)) as bar:
            for source in changed:
                builder.begin(source.path, signed.signatures[source.path])
                content = signed.contents.get(source.path) or files.read(source.path)
                lines = content.count(b"\n") + 1
                for case, place in checker.placed(entries(shown(source.path), content, faults)):
                    builder.add(compiling.record(case, f"{place.line}:{place.column}"))
                    bar.reach(done + source.size * place.line / lines)
                done += source.size
        _refuse(faults)
        return builder.finish(signed.signatures)
    except BaseException:
        builder.discard()
        raise
