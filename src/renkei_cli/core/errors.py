"""The ways renkei can fail, each with its exit code."""

import errno
from typing import TYPE_CHECKING, ClassVar

from renkei_cli.core.i18n import N_, _, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from renkei_cli.core.diagnostics import Diagnostic


class RenkeiError(Exception):
    """A failure that is the reader's to mend; `message` is in the reader's language."""

    exit_code: ClassVar[int]

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep what is wrong and, where it is known, what would be right."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(RenkeiError):
    """The command line is wrong: an unknown option, field, value or format."""

    exit_code = 2


class NotFoundError(RenkeiError):
    """No case, or more than one, bears that name."""

    exit_code = 3


class DataError(RenkeiError):
    """Data or a file cannot be read or written."""

    exit_code = 4


class InvalidDataError(DataError):
    """Case files hold faults; all of them are listed."""

    def __init__(self, message: str, faults: "Sequence[Diagnostic]", hint: str = "") -> None:
        """Keep the faults, in the order in which they are to be read."""
        super().__init__(message, hint)
        self.faults = tuple(faults)


class InvalidAnswersError(InvalidDataError):
    """Answers of which a case was to be made hold faults: as with `validate`, the answer is no."""

    exit_code = 1


def raise_if_invalid(faults: "Sequence[Diagnostic]") -> None:
    """Raise FaultyDataError where there is any fault that keeps a collection from being used."""
    if faults:
        message = plural("{n} fault in the case files", "{n} faults in the case files", len(faults))
        raise InvalidDataError(message, sorted(faults), _("renkei validate shows each with its line"))


def quote_system_message(words: str) -> str:
    """Frame what the system or a library says, which is in a language of its own."""
    return _("in the words of the system: “{words}”").format(words=words)


_REASONS = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.EACCES: N_("permission is lacking"),
    errno.EPERM: N_("permission is lacking"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a part of the path is no folder"),
    errno.EEXIST: N_("it is there already"),
    errno.ELOOP: N_("its links lead in a circle"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EROFS: N_("the file system is read-only"),
    errno.ENOSPC: N_("there is no room left"),
    errno.EBADF: N_("the stream is closed"),
    errno.EIO: N_("reading or writing failed"),
    errno.EBUSY: N_("another program is using it"),
    errno.ETXTBSY: N_("another program is using it"),
    errno.EDQUOT: N_("there is no room left"),
    errno.EFBIG: N_("there is no room left"),
    errno.EMFILE: N_("too many files are open"),
    errno.ENFILE: N_("too many files are open"),
}


def os_error_reason(error: OSError) -> str:
    """Say in the reader's language why the system refused; a rare reason in the system's words, quoted."""
    known = _REASONS.get(error.errno or 0)
    return _(known) if known else quote_system_message(error.strerror or str(error))


_DATABASE_REASONS = {
    "SQLITE_CORRUPT": N_("it does not hold what was written"),
    "SQLITE_NOTADB": N_("it is no file of SQLite"),
    "SQLITE_CANTOPEN": N_("it cannot be opened"),
    "SQLITE_IOERR": N_("reading or writing failed"),
    "SQLITE_FULL": N_("there is no room left"),
    "SQLITE_READONLY": N_("the file system is read-only"),
}


def database_reason(error: Exception) -> str:
    """Say in the reader's language what SQLite found; a rare thing in its own words, quoted."""
    kind = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
    return _(_DATABASE_REASONS[kind]) if kind in _DATABASE_REASONS else quote_system_message(str(error))


EXIT_OK = 0
EXIT_FAULTS = InvalidAnswersError.exit_code
"""The answer is no: what was to be checked, imported or written has faults, or `fmt --check` would change it."""
EXIT_USAGE = UsageError.exit_code
EXIT_DATA = DataError.exit_code
EXIT_BUG = 70
EXIT_INTERRUPTED = 130
