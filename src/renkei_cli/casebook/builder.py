"""Checked cases into an index that is kept; what no run needs that finds one."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from shutil import copyfile
from typing import TYPE_CHECKING

from renkei_cli.casebook.building import Builder
from renkei_cli.casebook.documents import to_record
from renkei_cli.casebook.index import Index, Record, open_file
from renkei_cli.casebook.keeping import latest, tidy
from renkei_cli.casebook.sources import CacheLocation, CollectionSpec, Fingerprint, refingerprint
from renkei_cli.core import files
from renkei_cli.core.errors import raise_if_invalid
from renkei_cli.core.progress import Bar
from renkei_cli.schema.models import case_fields
from renkei_cli.validation.validator import Validator
from renkei_cli.yamlio.loader import entries

if TYPE_CHECKING:
    from pathlib import Path

    from renkei_cli.core.diagnostics import Diagnostic


def compiled(wanted: CollectionSpec, signed: Fingerprint, place: CacheLocation, made_by: str) -> Index:
    """Compile a collection and keep the index; where it can't be kept, it lives in memory for this run."""
    beside = place.path(signed).with_suffix(f".{os.getpid()}.tmp")
    try:
        place.folder.mkdir(parents=True, exist_ok=True)
        _continued(latest(place), beside)
        _built(signed, beside, made_by).close()
        kept = place.path(refingerprint(signed, wanted))
        beside.replace(kept)
        tidy(place, kept)
        return open_file(kept)
    except (OSError, sqlite3.Error):
        # No folder to write to, no room, a name taken.
        return _built(signed, None, made_by)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _continued(earlier: "Path | None", beside: "Path") -> None:
    """Begin a new index with the one before it, if that is sound."""
    # A run of the same number may have been killed here.
    beside.unlink(missing_ok=True)
    if earlier:
        with suppress(sqlite3.DatabaseError):
            open_file(earlier).close()
            copyfile(earlier, beside)


def _built(signed: Fingerprint, path: "Path | None", made_by: str) -> Index:
    builder = Builder(path, made_by, case_fields().values())
    try:
        stay = builder.keep(signed.signatures)
        faults: list[Diagnostic] = []
        checker = Validator(faults)
        homes = checker.id_locations
        homes.update((case_id, f"{files.display_path(file)}:{at}") for case_id, (file, at) in builder.places().items())
        changed = [signed.sources[file] for file in signed.signatures if file not in stay]
        done = 0
        with Bar(sum(source.size for source in changed)) as bar:
            for source in changed:
                builder.begin(source.path, signed.signatures[source.path])
                content = signed.contents.get(source.path) or files.read_file(source.path)
                for found, part in _records(checker, files.display_path(source.path), content):
                    builder.add(found)
                    bar.reach(done + part)
                done += source.size
        raise_if_invalid(faults)
        return builder.finish(signed.signatures)
    except BaseException:
        builder.discard()
        raise


def _records(checker: Validator, shown: str, content: bytes) -> Iterator[tuple[Record, float]]:
    """Give the cases of a file that keep all rules, compiled, each with the number of bytes that are read by then."""
    lines = max(content.count(b"\n"), content.count(b"\r")) + 1
    for case, place in checker.cases_with_locations(entries(shown, content, checker.faults)):
        yield to_record(case, f"{place.line}:{place.column}"), len(content) * min(place.line / lines, 1)
