"""A fault and its file:line:column."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file something stands."""

    file: str
    line: int
    """Counted from 1; 0 where a fault concerns the whole file."""
    column: int
    """Counted in characters from 1."""

    def __str__(self) -> str:
        """Write the place as compilers do, so that editors can jump to it."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a case file."""

    place: Place
    code: str
    """The rule's name; it does not change with the language."""
    message: str
    """What is wrong, in the reader's language."""
    hint: str = ""
    """What would be right, where that is known."""

    def __str__(self) -> str:
        """Write the fault on one line."""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.place}: {self.message}{hint} [{self.code}]"
