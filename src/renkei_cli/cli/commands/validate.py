"""Check case files: every fault as file:line:column, with what would be right."""

from typing import Annotated

import typer

from renkei_cli import __version__
from renkei_cli.casebook.casebook import from_environment
from renkei_cli.cli.options import DataOptions, DisplayOptions, Force, Json, OutputFile, output_option
from renkei_cli.cli.parsing import choice_of
from renkei_cli.core.diagnostics import Severity
from renkei_cli.core.errors import EXIT_DATA, EXIT_FAULTS
from renkei_cli.core.i18n import N_, _
from renkei_cli.output.registry import FaultFormat, resolve_format
from renkei_cli.output.writer import write_result

Paths = Annotated[list[str] | None, typer.Argument(metavar=N_("FILE|FOLDER|-"),
    help=N_("Case files or folders of them; - is standard input. Without any: the collection that --data names."),
    )]  # fmt: skip
Strict = Annotated[bool, output_option("--strict",
    help=N_("Warnings count too: with one, the exit code is 1."))]  # fmt: skip
Form = Annotated[FaultFormat | None, choice_of(FaultFormat, "formats"), output_option("--format", "-o",
    metavar=N_("FORMAT"), help=N_("Form of the answer; else the name of the file behind -O decides."))]  # fmt: skip


def validate_cases(
    collection: DataOptions,
    paths: Paths = None,
    *,
    form: Form = None,
    json: Json = False,
    output: OutputFile = None,
    force: Force = False,
    looks: DisplayOptions,
    strict: Strict = False,
) -> None:
    """Check case files."""
    from renkei_cli.validation.validator import validate_files  # noqa: PLC0415 - 150 ms; TAB needs the options alone

    form = resolve_format(form, FaultFormat, json=json, output=output)
    options = looks.output_options()._replace(format=form, output=output, force=force)
    spec = from_environment([*(paths or ()), *(collection.data or ())], bundled=collection.with_bundled)
    report = validate_files(spec.named())._replace(version=__version__)
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    counted = _("files: {files}, cases: {cases}, errors: {errors}, warnings: {warnings}")
    counted = counted.format(files=report.files, cases=report.cases, errors=errors, warnings=warnings)
    write_result(report, options, counted=counted)
    if any(finding.fault.code == "unreadable" for finding in report.findings):
        raise typer.Exit(EXIT_DATA)
    if errors or (strict and report.findings):
        raise typer.Exit(EXIT_FAULTS)
