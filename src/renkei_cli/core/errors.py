"""The ways renkei can fail, each with its exit code."""

import errno
from typing import TYPE_CHECKING, ClassVar

from renkei_cli.core.i18n import N_, _, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from renkei_cli.core.diagnostics import Diagnostic


MOST_FAULTS_SHOWN = 20  # where `validate` shows all


class RenkeiError(Exception):
    """A failure that the user can mend; `message` and `hint`, which says what would be right, are translated."""

    exit_code: ClassVar[int]
    faults: "tuple[Diagnostic, ...]" = ()  # of case files that break rules: each with its place, rule and message

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        more = len(self.faults) - MOST_FAULTS_SHOWN
        rest = plural("… and {n} more", "… and {n} more", more) if more > 0 else ""
        return "\n".join(filter(None, (self.message, *map(str, self.faults[:MOST_FAULTS_SHOWN]), rest, self.hint)))


class UsageError(RenkeiError):
    """The command line is wrong: an unknown option, field, value or format."""

    exit_code = 2


class NotFoundError(RenkeiError):
    """No case, or more than one, has that id or name."""

    exit_code = 3


class DataError(RenkeiError):
    """Data or a file cannot be read or written."""

    exit_code = 4


class InvalidDataError(DataError):
    """Case files break rules; all faults are listed."""

    def __init__(self, message: str, faults: "Sequence[Diagnostic]", hint: str = "") -> None:
        super().__init__(message, hint)
        self.faults = tuple(faults)


class InvalidAnswersError(InvalidDataError):
    """Answers from which a case was to be made break rules: as with `validate`, the answer is no."""

    exit_code = 1


EXIT_OK = 0
EXIT_FAULTS = InvalidAnswersError.exit_code
"""The answer is no: what was to be checked, imported or written has faults, or `fmt --check` would change it."""
EXIT_USAGE = UsageError.exit_code
EXIT_DATA = DataError.exit_code
EXIT_BUG = 70
EXIT_INTERRUPTED = 130


def raise_if_invalid(faults: "Sequence[Diagnostic]") -> None:
    """Raise InvalidDataError if there is any fault."""
    if faults:
        message = plural("{n} fault in the case files", "{n} faults in the case files", len(faults))
        raise InvalidDataError(message, sorted(faults), _("renkei validate shows each with its line"))


def did_you_mean(near: "Iterable[str]", joint: str = ", ") -> str:
    """Return the hint that names what may be meant; empty where nothing is near."""
    named = joint.join(near)
    return _("did you mean {near}?").format(near=named) if named else ""


def one_of(allowed: "Iterable[str]") -> str:
    """Return the hint that names all that is allowed."""
    return _("write one of {allowed}").format(allowed=", ".join(allowed))


def quote_system_message(words: str) -> str:
    """Return words of the system or a library, which are in a language of their own, marked as a quotation."""
    return _("in the words of the system: “{words}”").format(words=words)


_REASONS = (
    (N_("there is no such file or folder"), (errno.ENOENT,)),
    (N_("permission is lacking"), (errno.EACCES, errno.EPERM)),
    (N_("it is a folder"), (errno.EISDIR,)),
    (N_("a part of the path is no folder"), (errno.ENOTDIR,)),
    (N_("it is there already"), (errno.EEXIST,)),
    (N_("its links lead in a circle"), (errno.ELOOP,)),
    (N_("the name is too long"), (errno.ENAMETOOLONG,)),
    (N_("the file system is read-only"), (errno.EROFS,)),
    (N_("there is no room left"), (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)),
    (N_("the stream is closed"), (errno.EBADF,)),
    (N_("reading or writing failed"), (errno.EIO,)),
    (N_("another program is using it"), (errno.EBUSY, errno.ETXTBSY)),
    (N_("too many files are open"), (errno.EMFILE, errno.ENFILE)),
)


def os_error_reason(error: OSError) -> str:
    """Return in the reader's language why the system refused; a rare reason is quoted in the system's words."""
    known = next((said for said, numbers in _REASONS if error.errno in numbers), "")
    return _(known) if known else quote_system_message(error.strerror or str(error))
