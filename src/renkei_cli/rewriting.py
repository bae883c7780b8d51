"""A file replaced as a whole or not at all, its permissions and links kept."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from shutil import copymode

from renkei_cli import files
from renkei_cli.errors import DataError, reason
from renkei_cli.i18n import _


def replace(path: str, before: bytes, after: bytes) -> None:
    """Put `after` where `before` stood; DataError where the file has changed since, or cannot be written.

    The new content is written beside the file and renamed into its place. A link stays a link. A file with several
    names is written through, so that all of them go on naming the same file.
    """
    target = Path(path).resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        if files.read(path) != before:
            message = _("{path} has changed meanwhile and is left as it is").format(path=path)
            raise DataError(message, _("run the command again"))
        try:
            with beside.open("xb") as stream:
                stream.write(after)
                stream.flush()
                os.fsync(stream.fileno())
            copymode(target, beside)
            target.open("r+b").close()  # A file that may not be written is not replaced either.
            if target.stat().st_nlink > 1:
                target.write_bytes(after)
            else:
                beside.replace(target)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    except OSError as error:
        raise DataError(_("{path} cannot be written: {reason}").format(path=path, reason=reason(error))) from error


def write_all(contents: Mapping[Path, bytes], *, anew: bool = False) -> None:
    """Write files, all of them or none; DataError where one cannot be written or, unless `anew`, is there already.

    Each is written beside its place first; only when all are whole are they renamed. Folders are made.
    """
    beside: dict[Path, Path] = {}
    path = Path()
    try:
        for path, content in contents.items():
            if not anew and path.exists():
                message = _("{path} is there already").format(path=path)
                raise DataError(message, _("move it away, or write into another folder"))
            target = path.resolve()
            target.parent.mkdir(parents=True, exist_ok=True)
            beside[target] = target.with_name(f".{target.name}.{os.getpid()}.tmp")
            beside[target].write_bytes(content)
        for path, written in beside.items():
            written.replace(path)
    except OSError as error:
        raise DataError(_("{path} cannot be written: {reason}").format(path=path, reason=reason(error))) from error
    finally:
        for written in beside.values():
            with suppress(OSError):
                written.unlink(missing_ok=True)
