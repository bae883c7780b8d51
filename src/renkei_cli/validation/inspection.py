"""All that is wrong in case files, file by file, each fault with its line."""

from renkei_cli.core.diagnostics import Diagnostic, DiagnosticWithSource, Location
from renkei_cli.validation.excerpts import findings
from renkei_cli.validation.validator import Validator
from renkei_cli.yamlio.loader import entries


class ValidationRun:
    """Files that are checked one after another as one collection."""

    def __init__(self) -> None:
        """Begin with no file."""
        self.findings: list[DiagnosticWithSource] = []
        """By file, within a file from top to bottom."""
        self.files = 0
        self._faults: list[Diagnostic] = []
        self._checker = Validator(self._faults, thorough=True)

    @property
    def cases(self) -> int:
        """Count the cases seen, faulty ones too."""
        return self._checker.count

    def file(self, name: str, content: bytes) -> None:
        """Check one file."""
        self.files += 1
        for _case in self._checker.cases(entries(name, content, self._faults)):
            pass
        doubts = self._checker.doubts
        if self._faults or doubts:
            found = findings([*self._faults, *doubts], content)
            self.findings += sorted(found, key=lambda finding: finding.fault)
            self._faults.clear()
            doubts.clear()

    def unreadable(self, name: str, message: str, hint: str) -> None:
        """Note a file that could not be read."""
        self.findings.append(DiagnosticWithSource(Diagnostic(Location(name, 0, 0), "unreadable", message, hint)))
