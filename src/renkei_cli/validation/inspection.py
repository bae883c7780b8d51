"""All that is wrong in case files, file by file, each fault with its line."""

from collections.abc import Sequence

from renkei_cli.core import files
from renkei_cli.core.diagnostics import Diagnostic, DiagnosticWithSource, Location, ValidationReport
from renkei_cli.core.errors import DataError
from renkei_cli.core.i18n import _
from renkei_cli.core.progress import Bar
from renkei_cli.validation.excerpts import findings
from renkei_cli.validation.rules import RULEBOOK
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


STDIN = "<stdin>"
"""What standard input is called in a fault's place."""


def validate_files(paths: Sequence[str], stdin: bytes | None = None) -> ValidationReport:
    """Check case files, all of them and whole, and give every fault with its line.

    A file that cannot be read is a fault of its own, so that the others are checked nevertheless.
    """

    inspection = ValidationRun()
    named: list[files.SourceFile] = []
    for path in paths:
        try:
            named += files.find_case_files([path])
        except DataError as error:
            inspection.unreadable(files.display_path(path), error.message, error.hint)
    sources = list({source.path: source for source in named}.values())
    if not sources and not inspection.findings and stdin is None:
        raise files.no_case_file(paths)
    done = 0
    with Bar(sum(source.size for source in sources)) as bar:
        for source in sources:
            try:
                inspection.file(files.display_path(source.path), files.read_file(source.path))
            except DataError as error:
                inspection.unreadable(files.display_path(source.path), error.message, error.hint)
            bar.reach(done := done + source.size)
    if stdin is not None and len(stdin) > files.LARGEST:
        message = _("{path} is larger than {n} MiB").format(path=STDIN, n=files.LARGEST >> 20)
        inspection.unreadable(STDIN, message, _("split it into several files"))
    elif stdin is not None:
        inspection.file(STDIN, stdin)
    return ValidationReport(inspection.findings, inspection.files, inspection.cases, tuple(RULEBOOK.values()))
