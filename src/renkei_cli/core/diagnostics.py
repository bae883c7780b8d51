"""What is wrong in case files: the rule, the place, the message."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from renkei_cli.core.i18n import LocalizedText


class Severity(StrEnum):
    """Whether a file can be used all the same."""

    ERROR = "error"  # it breaks a rule: the file cannot be used
    WARNING = "warning"  # it is unlikely but possible: the file can be used


class Rule(NamedTuple):
    """A rule for case files, under a name that does not change."""

    code: str
    sentence: LocalizedText
    wrong: str = ""  # a text that breaks it: top-level keys of a case, or a file; empty where none can show it
    right: str = ""  # the same, mended
    severity: Severity = Severity.ERROR
    whole: bool = False  # whether the texts are files, not parts of a case
    schema: bool = False  # whether JSON Schema can tell, so that other validators refuse the wrong text too
    encoding: str = "utf-8"  # in which the wrong text is written


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """Where in a file something stands; line 0 means the whole file, a column counts characters from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        """Write the place as compilers do, so that editors can jump to it."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One thing that is wrong in a case file."""

    place: Location
    code: str  # the rule's
    message: str  # what is wrong, in the reader's language
    hint: str = ""  # what would be right, where that is known
    severity: Severity = Severity.ERROR
    path: str = ""  # the same place as a JSON Pointer into the file's values, where it has one: /cases/0/title/ja
    part: str = ""  # the very piece of a text that is wrong, where it is not all of it

    @property
    def text(self) -> str:
        """Return what is wrong and what would be right, without the place."""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.message}{hint} [{self.code}]"

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


class SourceExcerpt(NamedTuple):
    """The line in which a fault stands, or as much of a very long one as surrounds the place."""

    text: str
    start: int  # where in `text` the wrong piece begins, counted from 0
    length: int  # how many characters it has; 0 where a line is shown for its place alone
    before: bool = False  # whether the line goes on to the left of `text`
    after: bool = False  # whether it goes on to the right


class DiagnosticWithSource(NamedTuple):
    """A fault with its line; without one where it concerns the whole file."""

    fault: Diagnostic
    excerpt: SourceExcerpt | None = None

    @property
    def end_column(self) -> int:
        """Return the column behind the wrong piece."""
        return self.fault.place.column + (self.excerpt.length if self.excerpt else 0)


class ValidationReport(NamedTuple):
    """What is wrong in case files."""

    findings: Sequence[DiagnosticWithSource]  # by file in the order named, within a file from top to bottom
    files: int
    cases: int
    rules: Sequence[Rule] = ()  # all that were applied
    version: str = ""  # of the program that applied them

    def count(self, severity: Severity) -> int:
        """Return the number of faults of a severity."""
        return sum(finding.fault.severity is severity for finding in self.findings)
