"""Check case files: every fault as file:line:column, with what would be right."""

import sys
from typing import Annotated, NamedTuple

from typer import Argument, Exit, Option

from renkei_cli import __version__
from renkei_cli.casebook.casebook import from_environment
from renkei_cli.cli.options import OUTPUT, Color, DataOptions, Json, Lang, OutputFile, Pager, Plain
from renkei_cli.cli.parsing import choice_of
from renkei_cli.core.diagnostics import Severity, ValidationReport
from renkei_cli.core.errors import EXIT_DATA, EXIT_FAULTS
from renkei_cli.core.files import LARGEST
from renkei_cli.core.i18n import N_, _
from renkei_cli.output.options import OutputOptions
from renkei_cli.output.registry import FaultFormat, resolve_format
from renkei_cli.output.writer import write_result

Paths = Annotated[list[str] | None, Argument(metavar=N_("FILE|FOLDER|-"), show_default=False,
    help=N_("Case files or folders of them; - is standard input. Without any: the collection that --data names."),
    )]  # fmt: skip
Strict = Annotated[bool, Option("--strict", rich_help_panel=OUTPUT,
    help=N_("Warnings count too: with one, the exit code is 1."))]  # fmt: skip


class FaultOptions(NamedTuple):
    """How faults are given."""

    format: Annotated[FaultFormat | None, choice_of(FaultFormat, "formats"), Option("--format", "-o",
        metavar=N_("FORMAT"), rich_help_panel=OUTPUT, show_default=False,
        help=N_("Form of the answer; else the name of the file behind -O decides."))] = None  # fmt: skip
    json: Json = False
    output: OutputFile = None
    plain: Plain = False
    pager: Pager = False
    color: Color = "auto"
    lang: Lang = None

    def output_options(self) -> OutputOptions:
        """Return how the answer is wanted."""
        form = resolve_format(self.format, FaultFormat, json=self.json, output=self.output)
        return OutputOptions(format=form, output=self.output, color=self.color, plain=self.plain, pager=self.pager)


def validate_cases(
    collection: DataOptions, output: FaultOptions, paths: Paths = None, *, strict: Strict = False
) -> None:
    """Check case files."""
    from renkei_cli.validation.validator import validate_files  # noqa: PLC0415 - 150 ms; TAB needs the options alone

    options = output.output_options()
    named = list(paths or ())
    stdin = sys.stdin.buffer.read(LARGEST + 1) if "-" in named else None
    asked = [path for path in named if path != "-"] + list(collection.data or ())
    spec = from_environment(asked, bundled=collection.with_bundled)
    report = validate_files(spec.named() if asked or stdin is None else (), stdin)._replace(version=__version__)
    write_result(report, options, counted=summary(report))
    if any(finding.fault.code == "unreadable" for finding in report.findings):
        raise Exit(EXIT_DATA)
    if report.count(Severity.ERROR) or (strict and report.findings):
        raise Exit(EXIT_FAULTS)


def summary(report: ValidationReport) -> str:
    """Return the numbers of files, cases, errors and warnings in words."""
    return _("files: {files}, cases: {cases}, errors: {errors}, warnings: {warnings}").format(
        files=report.files,
        cases=report.cases,
        errors=report.count(Severity.ERROR),
        warnings=report.count(Severity.WARNING),
    )
