"""Files on the disk: found in folders, read within bounds, written whole or not at all."""

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from shutil import copymode
from tempfile import mkstemp
from typing import NamedTuple

from renkei_cli.core.errors import DataError, os_error_reason, quote_system_message
from renkei_cli.core.i18n import _

SUFFIXES = (".yaml", ".yml")
LARGEST = 64 * 1024 * 1024
"""Bytes of the largest case file that is read: some 18,000 cases."""

ATTEMPTS = 3
"""How often a file is read that changes meanwhile: whoever saves a file is done by then."""
_NAME_KEPT = 60
"""Characters of a file's name that its temporary file keeps: names have at most 255 bytes."""
_FLAGS = os.O_RDONLY
# Without waiting: a pipe that nobody writes to would be waited for without end. And no terminal becomes ours.
for _name in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)


class SourceFile(NamedTuple):
    """A case file as the folder lists it."""

    path: str
    size: int
    """In bytes."""
    mtime_ns: int
    changed_ns: int
    """When content, name or permissions changed last, as the system counts; on Windows when its content did."""
    inode: int


def find_case_files(paths: Sequence[str]) -> list[SourceFile]:
    """Find the case files that paths name, in the order named; within a folder sorted by name, folders last.

    Files and folders whose names begin with a dot are passed over, and so are links to folders: a folder that
    links to itself ends. Whatever else bears a case file's name is a case file, so that none is left out unnoticed.
    DataError for a path or a case file that is not there or may not be read.
    """
    sources: list[SourceFile] = []
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


def _inside(folder: str) -> Iterator[SourceFile]:
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


def _source(path: str, status: os.stat_result) -> SourceFile:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError as error:
        message = _("the name of {path} is not UTF-8").format(path=_visible(display_path(path)))
        raise DataError(message, _("rename it")) from error
    # On Windows ctime is when a file was made.
    changed_ns = status.st_mtime_ns if os.name == "nt" else status.st_ctime_ns
    return SourceFile(path, status.st_size, status.st_mtime_ns, changed_ns, status.st_ino)


def no_case_file(paths: Iterable[str]) -> DataError:
    """Say that folders hold no case file."""
    message = _("there is no case file in {paths}").format(paths=", ".join(paths))
    return DataError(message, _("case files end in {suffixes}").format(suffixes=", ".join(SUFFIXES)))


def read_file(path: str, *, whole: Callable[[int, int], bytes] | None = None) -> bytes:
    """Read a file whole; DataError where it cannot be read, is no regular file, is too large or does not hold still.

    `whole` reads what is open, up to a number of bytes.
    """
    for _attempt in range(ATTEMPTS):
        content = _once(path, whole or _whole)
        if content is not None:
            return content
    message = _("{path} changes while it is read").format(path=_visible(display_path(path)))
    raise DataError(message, _("try again when whatever writes it is done"))


def _once(path: str, whole: Callable[[int, int], bytes]) -> bytes | None:
    """Read a file, None if it changed meanwhile."""
    try:
        opened = os.open(path, _FLAGS)
        try:
            before = os.fstat(opened)
            if not stat.S_ISREG(before.st_mode):
                raise DataError(_("{path} is no regular file").format(path=_visible(display_path(path))))
            if before.st_size > LARGEST:
                message = _("{path} is larger than {n} MiB").format(path=_visible(display_path(path)), n=LARGEST >> 20)
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
    from renkei_cli.core.text import escape_invisible  # noqa: PLC0415 - only for a file that fails

    return escape_invisible(path)


def _unreadable(path: str, error: OSError | ValueError) -> DataError:
    named = error.filename if isinstance(error, OSError) and isinstance(error.filename, str) else path
    if isinstance(error, FileNotFoundError) and os.path.islink(named):  # noqa: PTH114 - as everywhere here
        why = _("it is a link to something that is not there")
    else:
        why = os_error_reason(error) if isinstance(error, OSError) else quote_system_message(str(error))
    return DataError(_("{path} cannot be read: {reason}").format(path=_visible(display_path(named)), reason=why))


def display_path(path: str) -> str:
    """Name a file from where the reader stands, if it is below."""
    with suppress(ValueError, OSError):
        return str(Path(path).relative_to(Path.cwd()))
    return path


def data_folder() -> Path:
    """Return the folder of the bundled data: inside the package in a wheel, at the top of a checkout."""
    inside = Path(__file__).parents[1] / "data"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "data"


# --- writing ---


def write_error(path: "str | os.PathLike[str]", why: str | OSError) -> DataError:
    """Say that a file cannot be written, and why; a folder that is not there is named."""
    if isinstance(why, OSError):
        folder = os.path.dirname(path)  # noqa: PTH120 - a Path would call the folder at hand `.`
        lacking = why.errno == errno.ENOENT and folder and not os.path.lexists(folder)
        why = _("there is no folder {name}").format(name=folder) if lacking else os_error_reason(why)
    return DataError(_("{path} cannot be written: {reason}").format(path=path, reason=why))


@contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """Yield an empty file beside `path`; on a normal exit it takes the place of `path` in one step.

    On an exception `path` keeps its content and the file beside it is removed. A symbolic link stays a link, and the
    permissions of what was there are kept. Of several hard links only this name gets the new content: to write into
    the shared file could lose it on a full disk. What a killed run left beside `path` is removed.
    Raise OSError where the system refuses, as it does for a file that may not be written.
    """
    try:
        target = path.resolve()
    except RuntimeError as error:
        # Python 3.11 and 3.12 raise this where links lead in a circle; later ones give the path back.
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error
    remove_leftovers(target.parent, f"{target.name[:_NAME_KEPT]}.")
    handle, name = mkstemp(".tmp", f".{target.name[:_NAME_KEPT]}.{os.getpid()}-", target.parent)
    os.close(handle)
    beside = Path(name)
    try:
        if target.exists():
            target.open("r+b").close()
            copymode(target, beside)
        else:
            beside.chmod(0o666 & ~_umask())
        yield beside
        beside.replace(target)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _umask() -> int:
    """Return the process's umask; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def remove_leftovers(folder: Path, prefix: str = "") -> None:
    """Remove files that `atomic_write` made in a folder, for names that begin so, in a process that has ended since."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            number = entry.name.removesuffix(".tmp").rpartition(".")[2].partition("-")[0]
            ours = entry.name.startswith(f".{prefix}") and entry.name.endswith(".tmp") and number.isdecimal()
            if ours and entry.is_file(follow_symlinks=False) and not _is_running(int(number)):
                with suppress(OSError):
                    os.unlink(entry.path)  # noqa: PTH108 - an entry has a path, no Path


def _is_running(process: int) -> bool:
    """Return whether a process of this number runs, as far as the system tells."""
    if os.name == "nt":
        # There, signal 0 would end it.
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def replace_file(path: str, before: bytes, after: bytes) -> None:
    """Put `after` where `before` stood; DataError where the file has changed since, or cannot be written.

    Permissions and links are kept.
    """
    target = Path(path).resolve()
    try:
        if read_file(path) != before:
            message = _("{path} has changed meanwhile and is left as it is").format(path=path)
            raise DataError(message, _("run the command again"))
        with atomic_write(target) as beside, beside.open("wb") as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise write_error(path, error) from error


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write files, all of them or none; DataError where one cannot be written or is there already.

    Only when all are whole do they take their places. Folders are made.
    """
    path = Path()
    try:
        with ExitStack() as places:
            for path, content in contents.items():
                if path.exists():
                    message = _("{path} is there already").format(path=path)
                    raise DataError(message, _("move it away, or write into another folder"))
                path.resolve().parent.mkdir(parents=True, exist_ok=True)
                places.enter_context(atomic_write(path)).write_bytes(content)
    except OSError as error:
        # Only the making of folders stumbles over what is there.
        taken = isinstance(error, FileExistsError)
        raise write_error(path, _("a part of the path is no folder") if taken else error) from error
