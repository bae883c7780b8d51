"""A file written or replaced as a whole or not at all."""

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from shutil import copyfile, copymode

from renkei_cli.core import files
from renkei_cli.core.errors import DataError, reason
from renkei_cli.core.i18n import _


def unwritable(path: "str | os.PathLike[str]", why: str | OSError) -> DataError:
    """Say that a file cannot be written, and why; a folder that is not there is named."""
    if isinstance(why, OSError):
        folder = os.path.dirname(path)  # noqa: PTH120 - a Path would call the folder at hand `.`
        lacking = why.errno == errno.ENOENT and folder and not os.path.lexists(folder)
        why = _("there is no folder {name}").format(name=folder) if lacking else reason(why)
    return DataError(_("{path} cannot be written: {reason}").format(path=path, reason=why))


@contextmanager
def put(path: Path) -> Iterator[Path]:
    """Give a place beside a file; what is written there becomes the file, unless something goes wrong before the end.

    A link stays a link, a file with several names keeps them all, and its permissions. OSError where the system
    refuses, as it does for a file that may not be written.
    """
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    # A run of the same number may have been killed here. A link that somebody has put there is not followed.
    beside.unlink(missing_ok=True)
    try:
        beside.open("xb").close()
        if target.exists():
            target.open("r+b").close()
            copymode(target, beside)
        yield beside
        if target.exists() and target.stat().st_nlink > 1:
            copyfile(beside, target)
        else:
            beside.replace(target)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def replace(path: str, before: bytes, after: bytes) -> None:
    """Put `after` where `before` stood; DataError where the file has changed since, or cannot be written.

    Permissions and links are kept.
    """
    target = Path(path).resolve()
    try:
        if files.read(path) != before:
            message = _("{path} has changed meanwhile and is left as it is").format(path=path)
            raise DataError(message, _("run the command again"))
        with put(target) as beside, beside.open("wb") as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise unwritable(path, error) from error


def write_all(contents: Mapping[Path, bytes]) -> None:
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
                places.enter_context(put(path)).write_bytes(content)
    except OSError as error:
        # Only the making of folders stumbles over what is there.
        taken = isinstance(error, FileExistsError)
        raise unwritable(path, _("a part of the path is no folder") if taken else error) from error
