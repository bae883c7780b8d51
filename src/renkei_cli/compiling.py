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
from renkei_cli.errors import refuse
from renkei_cli.i18n import _
from renkei_cli.index import INDEX_SUFFIX, Index, open_file
from renkei_cli.keeping import latest, tidy

if TYPE_CHECKING:
    from renkei_cli.diagnostics import Fault

_GARBAGE = 20_000
"""Objects after which garbage is looked for while cases are compiled."""


def compiled(wanted: Wanted, signed: Signed, place: Shelf, made_by: str) -> Index:
    """Compile a collection and keep the index; where it can't be kept, it lives in memory for this run."""
    beside = place.path(signed).with_suffix(f".{os.getpid()}.tmp")
    # What a case leaves behind is little and gone soon: looking for it more seldom saves a tenth.
    usual = gc.get_threshold()
    gc.set_threshold(_GARBAGE)
    try:
        place.folder.mkdir(parents=True, exist_ok=True)
        _continued(latest(place), beside)
        _built(signed, beside, made_by).close()
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


def _built(signed: Signed, path: Path | None, made_by: str) -> Index:
    from renkei_cli.authoring import compile as compiling  # noqa: PLC0415 - the one door into the authoring wing
    from renkei_cli.authoring.check import Checker  # noqa: PLC0415 - the same
    from renkei_cli.authoring.source import entries  # noqa: PLC0415 - the same
    from renkei_cli.progress import Bar  # noqa: PLC0415 - the same

    builder = Builder(path, made_by, compiling.fields())
    try:
        stay = builder.keep(signed.signatures)
        faults: list[Fault] = []
        checker = Checker(faults)
        homes = checker.homes
        homes.update((case_id, _home(file, at)) for case_id, (file, at) in builder.places().items())
        changed = [signed.sources[file] for file in signed.signatures if file not in stay]
        done = 0
        with Bar(sum(source.size for source in changed)) as bar:
            for source in changed:
                builder.begin(source.path, signed.signatures[source.path])
                if source.path.endswith(INDEX_SUFFIX):
                    _absorb(source.path, builder, homes, faults)
                    continue
                content = signed.contents.get(source.path) or files.read(source.path)
                lines = content.count(b"\n") + 1
                for case, place in checker.placed(entries(files.shown(source.path), content, faults)):
                    builder.add(compiling.record(case, f"{place.line}:{place.column}"))
                    bar.reach(done + source.size * place.line / lines)
                done += source.size
        refuse(faults)
        return builder.finish(signed.signatures)
    except BaseException:
        builder.discard()
        raise
