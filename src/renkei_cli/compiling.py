"""Checked cases into an index that is kept; what no run needs that finds one."""

import gc
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

from renkei_cli import files
from renkei_cli.building import Builder
from renkei_cli.collection import Shelf, Signed, Wanted, handed_on, settled
from renkei_cli.crew import Crew, cores, strength
from renkei_cli.errors import refuse
from renkei_cli.i18n import _
from renkei_cli.index import INDEX_SUFFIX, Index, open_file
from renkei_cli.keeping import latest, tidy
from renkei_cli.member import GARBAGE, records

if TYPE_CHECKING:
    from collections.abc import Callable

    from renkei_cli.authoring.check import Checker
    from renkei_cli.diagnostics import Fault


def compiled(wanted: Wanted, signed: Signed, place: Shelf, made_by: str, members: int | None = None) -> Index:
    """Compile a collection and keep the index; where it can't be kept, it lives in memory for this run.

    So many processes are `members`; unless it is told, as many as are worth it.
    """
    beside = place.path(signed).with_suffix(f".{os.getpid()}.tmp")
    usual = gc.get_threshold()
    gc.set_threshold(GARBAGE)
    try:
        place.folder.mkdir(parents=True, exist_ok=True)
        _continued(latest(place), beside)
        _built(signed, beside, made_by, members).close()
        kept = place.path(settled(signed, wanted))
        beside.replace(kept)
        tidy(place, kept)
        return open_file(kept)
    except (OSError, sqlite3.Error):
        # No folder to write to, no room, a name taken.
        return _built(signed, None, made_by)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        gc.set_threshold(*usual)


def _absorb(path: str, builder: Builder, homes: dict[str, str], faults: "list[Fault]") -> None:
    """Take over the cases of a compiled index."""
    from renkei_cli.diagnostics import Fault, Place  # noqa: PLC0415 - few collections hold an index

    for record in handed_on(Path(path)).records():
        if record.id in homes:
            message = _("the id {id} is taken already, at {place}").format(id=record.id, place=homes[record.id])
            faults.append(Fault(Place(files.shown(path), 0, 0), "id-unique", message))
        else:
            homes[record.id] = _home(path, record.place)
            builder.add(record)


def _taken_over(path: str, crew: Crew, builder: Builder, checker: "Checker", reach: "Callable[[float], None]") -> bool:
    """Take over the cases of a file that another process has read; False where it is to be read here."""
    found = crew.found(path, reach)
    # That an id is taken is told with the place where it is taken, which no other process knows.
    if not found or not checker.homes.keys().isdisjoint(found.homes):
        return False
    checker.homes.update(found.homes)
    checker.faults += found.faults
    for record in crew.records(found):
        builder.add(record)
    return True


def _home(file: str, place: str) -> str:
    """Name the place of a case; what an index says of places was true of the files that it was made from."""
    return files.shown(file) if file.endswith(INDEX_SUFFIX) else f"{files.shown(file)}:{place}"


def _continued(earlier: Path | None, beside: Path) -> None:
    """Begin a new index with the one before it, if that is sound."""
    # A run of the same number may have been killed here.
    beside.unlink(missing_ok=True)
    if earlier:
        with suppress(sqlite3.DatabaseError):
            open_file(earlier).close()
            copyfile(earlier, beside)


def _built(signed: Signed, path: Path | None, made_by: str, members: int | None = 0) -> Index:
    from renkei_cli.authoring.check import Checker  # noqa: PLC0415 - the one door into the authoring wing
    from renkei_cli.authoring.compile import fields  # noqa: PLC0415 - the same
    from renkei_cli.progress import Bar  # noqa: PLC0415 - the same

    builder = Builder(path, made_by, fields())
    try:
        stay = builder.keep(signed.signatures)
        faults: list[Fault] = []
        checker = Checker(faults)
        homes = checker.homes
        homes.update((case_id, _home(file, at)) for case_id, (file, at) in builder.places().items())
        changed = [signed.sources[file] for file in signed.signatures if file not in stay]
        yaml = [source for source in changed if not source.path.endswith(INDEX_SUFFIX)]
        done = 0

        def reach(part: float) -> None:
            bar.reach(done + part)

        with (
            Bar(sum(source.size for source in changed)) as bar,
            Crew(yaml, strength(yaml, cores()) if members is None else members, path) as crew,
        ):
            for source in changed:
                builder.begin(source.path, signed.signatures[source.path])
                if source.path.endswith(INDEX_SUFFIX):
                    _absorb(source.path, builder, homes, faults)
                elif not _taken_over(source.path, crew, builder, checker, reach):
                    content = signed.contents.get(source.path) or files.read(source.path)
                    for record, part in records(checker, files.shown(source.path), content):
                        builder.add(record)
                        reach(part)
                done += source.size
        refuse(faults)
        return builder.finish(signed.signatures)
    except BaseException:
        builder.discard()
        raise
