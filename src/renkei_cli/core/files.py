"""Files on the disk: found in folders, read within bounds, written whole or not at all."""

import errno
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple, NoReturn

from renkei_cli.core.errors import DataError, os_error_reason, quote_system_message
from renkei_cli.core.i18n import _
from renkei_cli.core.text import escape_invisible

SUFFIXES = (".yaml", ".yml")
LARGEST = 64 * 1024 * 1024
"""Bytes of the largest case file that is read: some 6,000 cases."""
SMALL = 4_000_000
"""Bytes of case files that are read in a second: up to so many a collection is known by its contents, and no progress
is shown."""
STDIN = "-"
"""The path that means standard input."""
_STREAM = re.compile("-|/dev/stdin|/(?:dev|proc/self)/fd/[0-9]+")
# Without O_NONBLOCK, opening a named pipe waits for a writer without end; without O_NOCTTY, a terminal becomes ours.
_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY"))


class SourceFile(NamedTuple):
    """A case file as the folder lists it."""

    path: str
    size: int  # in bytes
    changed_ns: int  # when content, name or permissions changed last, as the system counts
    signature: str  # all that the system says of the file, by which a change is known without reading


# --- finding ---


def find_case_files(paths: Sequence[str]) -> list[SourceFile]:
    """Return the case files that paths name, in the order named; within a folder sorted by name, folders last.

    Files and folders whose names begin with a dot are passed over, and so are links to folders: a folder that
    links to itself ends. Whatever else has a case file's name is a case file, so that none is left out unnoticed.
    Raise DataError for a path or a case file that is not there or may not be read.
    """
    sources: list[SourceFile] = []
    for path in paths:
        if is_stream(path):
            sources.append(SourceFile(path, 0, 0, ""))
            continue
        try:
            for file in _files_inside(path) if os.path.isdir(path) else (path,):
                file.encode("utf-8")
                status = os.stat(file)
                # On Windows ctime is when a file was made.
                changed_ns = status.st_mtime_ns if os.name == "nt" else status.st_ctime_ns
                signature = f"{status.st_size} {status.st_mtime_ns} {changed_ns} {status.st_ino}"
                sources.append(SourceFile(file, status.st_size, changed_ns, signature))
        except UnicodeEncodeError as error:
            message = _("the name of {path} is not UTF-8").format(path=_shown(error.object))
            raise DataError(message, _("rename it")) from error
        except (OSError, ValueError) as error:
            raise _unreadable(path, error) from error
    return sources


def find_readable(paths: Iterable[str]) -> tuple[dict[str, SourceFile], dict[str, DataError]]:
    """Return the case files that paths name, each once, by their paths; and for each path that cannot be read, why."""
    found: dict[str, SourceFile] = {}
    failed: dict[str, DataError] = {}
    for path in paths:
        try:
            found |= {source.path: source for source in find_case_files([path])}
        except DataError as error:
            failed[path] = error
    return found, failed


def _files_inside(folder: str) -> Iterator[str]:
    def fail(error: OSError) -> NoReturn:
        raise error

    for inside, folders, names in os.walk(folder, onerror=fail):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(SUFFIXES) and not name.startswith("."):
                yield os.path.join(inside, name)


def is_stream(path: str) -> bool:
    """Return whether a path is a stream that the reader's shell opened, as in <(…): it can be read once."""
    return bool(_STREAM.fullmatch(path))


def no_case_file(paths: Iterable[str]) -> DataError:
    """Return the error for folders that hold no case file."""
    message = _("there is no case file in {paths}").format(paths=", ".join(paths))
    return DataError(message, _("case files end in {suffixes}").format(suffixes=", ".join(SUFFIXES)))


def absolute_path(path: str) -> str:
    """Return the path from the root on; where the current folder is gone, the path itself: it is not found later."""
    try:
        return path if path == STDIN else os.path.abspath(path)
    except OSError:
        return path


def display_path(path: str) -> str:
    """Return the path from the current folder on if the file is below it; of standard input a name."""
    if path == STDIN:
        return "<stdin>"
    with suppress(ValueError, OSError):
        return str(Path(path).relative_to(Path.cwd()))
    return path


def _shown(path: str) -> str:
    return escape_invisible(display_path(path))


def data_folder() -> Path:
    """Return the folder of the bundled data: inside the package in a wheel, at the top of a checkout."""
    inside = Path(__file__).parents[1] / "data"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "data"


# --- reading ---


def read_file(path: str) -> bytes:
    """Return a file's bytes, or all that comes from a stream of the reader's shell.

    Raise DataError where it cannot be read, is no regular file or is too large.
    """
    try:
        streams = is_stream(path)
        opener = None if streams else lambda name, _flags: os.open(name, _FLAGS)
        with nullcontext(sys.stdin.buffer) if path == STDIN else open(path, "rb", opener=opener) as stream:
            if not (streams or stat.S_ISREG(os.fstat(stream.fileno()).st_mode)):
                raise DataError(_("{path} is no regular file").format(path=_shown(path)))
            content = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if len(content) > LARGEST:
        message = _("{path} is larger than {n} MiB").format(path=_shown(path), n=LARGEST >> 20)
        raise DataError(message, _("split it into several files"))
    return content


def _unreadable(path: str, error: OSError | ValueError) -> DataError:
    named = error.filename if isinstance(error, OSError) and isinstance(error.filename, str) else path
    if isinstance(error, FileNotFoundError) and os.path.islink(named):
        reason = _("it is a link to something that is not there")
    else:
        reason = os_error_reason(error) if isinstance(error, OSError) else quote_system_message(str(error))
    return DataError(_("{path} cannot be read: {reason}").format(path=_shown(named), reason=reason))


@contextmanager
def reading_progress(total: int) -> Iterator[Callable[[float], None]]:
    """Yield what is told how many of `total` bytes are read; on a terminal it draws a bar, unless they are few."""
    if total <= SMALL or not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich import console, progress  # noqa: PLC0415 - few runs draw a bar, and loading it costs more than most runs

    screen = console.Console(stderr=True, color_system=None, force_jupyter=False)
    with progress.Progress(*progress.Progress.get_default_columns()[:3], console=screen, transient=True) as bar:
        task = bar.add_task(_("reading the cases"), total=total)
        yield lambda done: bar.update(task, completed=done)


# --- writing ---


def write_error(path: "str | os.PathLike[str]", why: str | OSError) -> DataError:
    """Return the error for a file that cannot be written; a folder that is not there is named."""
    if isinstance(why, OSError):
        folder = os.path.dirname(path)
        lacking = why.errno == errno.ENOENT and folder and not os.path.lexists(folder)
        why = _("there is no folder {name}").format(name=folder) if lacking else os_error_reason(why)
    return DataError(_("{path} cannot be written: {reason}").format(path=path, reason=why))


@contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """Yield an empty file beside `path`; on a normal exit it takes the place of `path` in one step.

    On an exception `path` keeps its content and the file beside it is removed. A symbolic link stays a link, and the
    permissions of what was there are kept. Of several hard links only this name gets the new content: to write into
    the shared file could lose it on a full disk.
    Raise OSError where the system refuses, as it does for a file that may not be written.
    """
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    replaces = target.exists()
    if replaces:
        target.open("r+b").close()
    remove_leftovers(target.parent)
    # The random part keeps others from taking the name beforehand; names have at most 255 bytes.
    beside = target.parent / f".{target.name[:50]}.{os.getpid()}-{os.urandom(8).hex()}.tmp"
    os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if replaces else 0o666))
    try:
        if replaces:
            beside.chmod(stat.S_IMODE(target.stat().st_mode))
        yield beside
        beside.replace(target)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


@cache
def remove_leftovers(folder: Path) -> None:
    """Remove, once in a run, what `atomic_write` made in a folder in runs that were killed, a day ago or longer."""
    for path in folder.glob(f".*.[0-9]*-{'[0-9a-f]' * 16}.tmp"):
        with suppress(OSError):
            if path.lstat().st_mtime < time.time() - 86_400:
                path.unlink()


def replace_file(path: str, before: bytes, after: bytes) -> None:
    """Write `after` where `before` stood; raise DataError if the file has changed since or cannot be written."""
    try:
        if read_file(path) != before:
            message = _("{path} has changed meanwhile and is left as it is").format(path=path)
            raise DataError(message, _("run the command again"))
        with atomic_write(Path(path)) as beside, beside.open("wb") as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise write_error(path, error) from error


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write new files, all of them or none, and the folders that they need.

    Raise DataError where one cannot be written or is there already.
    """
    path = Path()
    try:
        with ExitStack() as places:
            for path, content in contents.items():
                if path.exists():
                    message = _("{path} is there already").format(path=path)
                    raise DataError(message, _("move it away, or write into another folder"))
                path.parent.mkdir(parents=True, exist_ok=True)
                places.enter_context(atomic_write(path)).write_bytes(content)
    except OSError as error:
        # Only making folders fails because something is there.
        taken = isinstance(error, FileExistsError)
        raise write_error(path, _("a part of the path is no folder") if taken else error) from error
