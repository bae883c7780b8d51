"""The door: case files in, an open index out."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from renkei_cli.core import files
from renkei_cli.casebook.sources import SMALL, Wanted, maker, shelf, sign
from renkei_cli.core.errors import DataError, refuse
from renkei_cli.core.i18n import _
from renkei_cli.casebook.index import Index, open_file

if TYPE_CHECKING:
    from renkei_cli.schema.models import Case
    from renkei_cli.core.diagnostics import Fault


def open_index(wanted: Wanted = Wanted(), *, quickly: bool = False) -> Index:  # noqa: B008 - a value that never changes
    """Open the index of a collection; compile it first where there is none, or a damaged one.

    FaultyDataError where the cases hold faults, DataError where they cannot be read. With `quickly`, DataError
    also where there is so much to compile that the reader would notice.
    """
    made_by = maker()
    signed = sign(wanted)
    place = shelf(wanted, made_by)
    with suppress(sqlite3.DatabaseError, OSError):
        return open_file(place.path(signed))
    if quickly and sum(source.size for source in signed.sources.values()) > SMALL:
        raise DataError(_("the cases are not compiled yet"))
    from renkei_cli.casebook.builder import compiled  # noqa: PLC0415 - most runs find an index

    return compiled(wanted, signed, place, made_by)


def load(wanted: Wanted = Wanted()) -> "tuple[Case, ...]":  # noqa: B008 - a value that never changes
    """Give the cases of a collection, validated, as typed objects.

    FaultyDataError where the cases hold faults, DataError where they cannot be read.
    """
    from renkei_cli.validation.validator import Checker  # noqa: PLC0415 - the one door into the authoring wing
    from renkei_cli.yamlio.loader import entries  # noqa: PLC0415 - the same

    faults: list[Fault] = []
    paths = [source.path for source in files.found(wanted.named())]
    read = (entry for path in paths for entry in entries(files.shown(path), files.read(path), faults))
    cases = tuple(Checker(faults).cases(read))
    refuse(faults)
    return cases


def write_yaml(value: Mapping[str, Any] | Sequence[Any], stream: TextIO) -> None:
    """Write plain values as YAML."""
    from renkei_cli.yamlio.loader import write  # noqa: PLC0415 - the one door into the authoring wing

    write(value, stream)


def write_cases(cases: Sequence[Mapping[str, Any]], stream: TextIO) -> None:
    """Write cases, as JSON prints them, as a case file that can be checked and read again."""
    from renkei_cli.casebook.documents import authored  # noqa: PLC0415 - the one door into the authoring wing

    write_yaml({"cases": [authored(case) for case in cases]}, stream)
