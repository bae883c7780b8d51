"""Case files on the disk: found in folders, read within bounds."""

import os
import stat
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from renkei_cli.errors import DataError, reason
from renkei_cli.i18n import _

SUFFIXES = (".yaml", ".yml")
LARGEST = 64 * 1024 * 1024
"""Bytes of the largest case file that is read: some 18,000 cases."""


class Source(NamedTuple):
    """A case file as the folder lists it."""

    path: str
    size: int
    """In bytes."""
    mtime_ns: int
    inode: int


def found(paths: Sequence[str]) -> list[Source]:
    """Find the case files that paths name, in the order named; within a folder sorted by name, folders last.

    Files and folders whose names begin with a dot are passed over, and so are links to folders: a folder that
    links to itself ends. DataError for a path that is not there or may not be read.
    """
    sources: list[Source] = []
    for path in paths:
        try:
            status = os.stat(path)  # noqa: PTH116 - a Path for each of 10,000 files costs more than the files
            if stat.S_ISDIR(status.st_mode):
                sources += _inside(path)
            else:
                sources.append(Source(path, status.st_size, status.st_mtime_ns, status.st_ino))
        except OSError as error:
            raise _unreadable(path, error) from error
    return sources


def _inside(folder: str) -> Iterator[Source]:
    folders: list[str] = []
    with os.scandir(folder) as listing:
        for entry in sorted(listing, key=lambda entry: entry.name):
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif entry.name.endswith(SUFFIXES):
                status = entry.stat()
                if stat.S_ISREG(status.st_mode):
                    yield Source(entry.path, status.st_size, status.st_mtime_ns, status.st_ino)
    for inner in folders:
        yield from _inside(inner)


def read(path: str) -> bytes:
    """Read a file whole; DataError where it cannot be read, is no regular file or is too large."""
    try:
        # Without waiting: a pipe that nobody writes to would be waited for without end.
        with os.fdopen(
            os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb"
        ) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise DataError(_("{path} is no regular file").format(path=path))
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(content) > LARGEST:
        message = _("{path} is larger than {n} MB").format(path=path, n=LARGEST // 1_000_000)
        raise DataError(message, _("split it into several files"))
    return content


def _unreadable(path: str, error: OSError) -> DataError:
    return DataError(_("{path} cannot be read: {reason}").format(path=path, reason=reason(error)))
