"""A fault before its place in the file is known, and what is known of the value at fault."""

from typing import TYPE_CHECKING, Any, NamedTuple

from renkei_cli.core.text import escape_invisible
from renkei_cli.yamlio.loader import Path

if TYPE_CHECKING:
    from renkei_cli.schema.types import StrictModel

_ENOUGH = 40
"""Characters of a value by which its writer recognises it."""


class Violation(NamedTuple):
    """A fault before its place in the file is known."""

    path: Path
    code: str
    message: str
    hint: str = ""
    part: str = ""
    """The very piece of a text that is wrong, where it is not all of it."""
    at_key: bool = False
    """Whether the key is wrong, not what it leads to."""
    lacks: str = ""
    """The key that is missing."""


class ErrorContext(NamedTuple):
    """One of pydantic's errors."""

    path: Path
    key: str
    """The last name on the path, a language with the name before it."""
    given: Any
    written: str
    """What stands in the file."""
    context: dict[str, Any]
    model: type["StrictModel"]

    @property
    def shown(self) -> str:
        """Give what stands in the file, short and safe."""
        return brief(self.written)

    def problem(self, code: str, message: str, hint: str = "", part: str = "") -> Violation:
        """Make a problem of it."""
        return Violation(self.path, code, message.format(key=self.key, given=self.shown), hint, part)


def brief(text: str) -> str:
    """Give a text short and safe, so that its writer recognises it."""
    return escape_invisible(text) if len(text) <= _ENOUGH else escape_invisible(text[:_ENOUGH]) + "…"
