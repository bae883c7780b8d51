"""Case files on the disk: found in folders, read within bounds."""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from renkei_cli.core.errors import DataError, quoted, reason
from renkei_cli.core.i18n import _

SUFFIXES = (".yaml", ".yml")
LARGEST = 64 * 1024 * 1024
"""Bytes of the largest case file that is read: some 18,000 cases."""

ATTEMPTS = 3
"""How often a file is read that changes meanwhile: whoever saves a file is done by then."""
_FLAGS = os.O_RDONLY
# Without waiting: a pipe that nobody writes to would be waited for without end. And no terminal becomes ours.
for _name in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)


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
    links to itself ends. Whatever else bears a case file's name is a case file, so that none is left out unnoticed.
    DataError for a path or a case file that is not there or may not be read.
    """
    sources: list[Source] = []
    for path in paths:
        try:
            status = os.stat(path)  # noqa: PTH116 - a Path for each of 10,000 files costs more than the files
            if stat.S_ISDIR(status.st_mode):
                sources += _inside(path)
            else:
                sources.append(_source(path, status))
        except (OSError, ValueError) as error:
            raise _unreadable(path, error) from error
    return sources


def _inside(folder: str) -> Iterator[Source]:
    # Without recursion: folders may be nested more deeply than calls.
    waiting = [folder]
    while waiting:
        folders: list[str] = []
        with os.scandir(waiting.pop()) as listing:
            for entry in sorted(listing, key=lambda entry: entry.name):
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif entry.name.endswith(SUFFIXES):
                    status = os.stat(entry.path)  # noqa: PTH116 - names the file where it fails, as entry.stat may not
                    if not stat.S_ISDIR(status.st_mode):
                        yield _source(entry.path, status)
        waiting += reversed(folders)


def _source(path: str, status: os.stat_result) -> Source:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError as error:
        message = _("the name of {path} is not UTF-8").format(path=_visible(shown(path)))
        raise DataError(message, _("rename it")) from error
    return Source(path, status.st_size, status.st_mtime_ns, status.st_ino)


def read(path: str, *, whole: Callable[[int, int], bytes] | None = None) -> bytes:
    """Read a file whole; DataError where it cannot be read, is no regular file, is too large or does not hold still.

    `whole` reads what is open, up to a number of bytes.
    """
    for _attempt in range(ATTEMPTS):
        content = _once(path, whole or _whole)
        if content is not None:
            return content
    message = _("{path} changes while it is read").format(path=_visible(shown(path)))
    raise DataError(message, _("try again when whatever writes it is done"))


def _once(path: str, whole: Callable[[int, int], bytes]) -> bytes | None:
    """Read a file, None if it changed meanwhile."""
    try:
        opened = os.open(path, _FLAGS)
        try:
            before = os.fstat(opened)
            if not stat.S_ISREG(before.st_mode):
                raise DataError(_("{path} is no regular file").format(path=_visible(shown(path))))
            if before.st_size > LARGEST:
                message = _("{path} is larger than {n} MiB").format(path=_visible(shown(path)), n=LARGEST >> 20)
                raise DataError(message, _("split it into several files"))
            content = whole(opened, before.st_size + 1)
            after = os.fstat(opened)
        finally:
            os.close(opened)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    held_still = before.st_mtime_ns == after.st_mtime_ns and len(content) == before.st_size == after.st_size
    return content if held_still else None


def _whole(opened: int, most: int) -> bytes:
    """Read what is open, in one go where the system gives all at once."""
    parts: list[bytes] = []
    while most and (part := os.read(opened, most)):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _visible(path: str) -> str:
    from renkei_cli.core.text import visible  # noqa: PLC0415 - only for a file that fails

    return visible(path)


def _unreadable(path: str, error: OSError | ValueError) -> DataError:
    named = error.filename if isinstance(error, OSError) and isinstance(error.filename, str) else path
    if isinstance(error, FileNotFoundError) and os.path.islink(named):  # noqa: PTH114 - as everywhere here
        why = _("it is a link to something that is not there")
    else:
        why = reason(error) if isinstance(error, OSError) else quoted(str(error))
    return DataError(_("{path} cannot be read: {reason}").format(path=_visible(shown(named)), reason=why))


def shown(path: str) -> str:
    """Name a file from where the reader stands, if it is below."""
    with suppress(ValueError, OSError):
        return str(Path(path).relative_to(Path.cwd()))
    return path
