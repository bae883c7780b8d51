"""The door: case files in, an open index out."""

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

from renkei_cli.casebook.index import Index, open_file
from renkei_cli.casebook.sources import SMALL, CollectionSpec, cache_location, fingerprint, program_version
from renkei_cli.core import files
from renkei_cli.core.errors import DataError, raise_if_invalid
from renkei_cli.core.i18n import _

if TYPE_CHECKING:
    from renkei_cli.core.diagnostics import Diagnostic
    from renkei_cli.schema.models import Case


def open_index(wanted: CollectionSpec = CollectionSpec(), *, quickly: bool = False) -> Index:  # noqa: B008 - a value that never changes
    """Open the index of a collection; compile it first where there is none, or a damaged one.

    FaultyDataError where the cases hold faults, DataError where they cannot be read. With `quickly`, DataError
    also where there is so much to compile that the reader would notice.
    """
    made_by = program_version()
    signed = fingerprint(wanted)
    place = cache_location(wanted, made_by)
    with suppress(sqlite3.DatabaseError, OSError):
        return open_file(place.path(signed))
    if quickly and sum(source.size for source in signed.sources.values()) > SMALL:
        raise DataError(_("the cases are not compiled yet"))
    from renkei_cli.casebook.builder import compiled  # noqa: PLC0415 - most runs find an index

    return compiled(wanted, signed, place, made_by)


def load(wanted: CollectionSpec = CollectionSpec()) -> "tuple[Case, ...]":  # noqa: B008 - a value that never changes
    """Give the cases of a collection, validated, as typed objects.

    FaultyDataError where the cases hold faults, DataError where they cannot be read.
    """
    from renkei_cli.validation.validator import Validator  # noqa: PLC0415 - the one door into the authoring wing
    from renkei_cli.yamlio.loader import entries  # noqa: PLC0415 - the same

    faults: list[Diagnostic] = []
    paths = [source.path for source in files.find_case_files(wanted.named())]
    read = (entry for path in paths for entry in entries(files.display_path(path), files.read_file(path), faults))
    cases = tuple(Validator(faults).cases(read))
    raise_if_invalid(faults)
    return cases
