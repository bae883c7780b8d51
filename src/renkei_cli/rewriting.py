"""A file replaced as a whole or not at all, its permissions and links kept."""

import os
from contextlib import suppress
from pathlib import Path
from shutil import copymode

from renkei_cli import files
from renkei_cli.errors import DataError
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
        reason = error.strerror or str(error)
        raise DataError(_("{path} cannot be written: {reason}").format(path=path, reason=reason)) from error
