"""A collection as one compiled index, to hand on to others."""

import sqlite3
from pathlib import Path

from renkei_cli.collection import Wanted
from renkei_cli.errors import UsageError, database_reason
from renkei_cli.i18n import _
from renkei_cli.index import INDEX_SUFFIX, Index
from renkei_cli.library import open_index
from renkei_cli.rewriting import put, unwritable


def hand_on(wanted: Wanted, target: str) -> int:
    """Write a collection as a compiled index that `--data` opens anywhere; give the number of its cases.

    UsageError for a name by which `--data` would not know it, DataError where it cannot be written.
    """
    path = Path(target)
    if path.suffix != INDEX_SUFFIX:
        message = _("the name of a compiled index ends in {suffix}").format(suffix=INDEX_SUFFIX)
        raise UsageError(message, _("write it as in {example}").format(example=path.with_suffix(INDEX_SUFFIX).name))
    index = open_index(wanted)
    _write(index, path)
    return index.count()


def _write(index: Index, path: Path) -> None:
    """Write an index to a file as a whole or not at all; DataError where it cannot be written."""
    try:
        with put(path) as beside:
            try:
                index.copy(beside)
            except sqlite3.OperationalError as error:
                # SQLite does not say why. A file of that name meets the same reason.
                beside.touch()
                raise unwritable(path, database_reason(error)) from error
    except OSError as error:
        raise unwritable(path, error) from error
