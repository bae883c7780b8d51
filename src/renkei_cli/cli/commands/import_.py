"""A table, one case a row, into case files."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from typer import Argument, Option

from renkei_cli.authoring.case_writer import format_cases
from renkei_cli.authoring.tables.columns import read_map
from renkei_cli.authoring.tables.importer import ImportResult, import_table
from renkei_cli.authoring.tables.rows import ImportOptions
from renkei_cli.cli.options import Lang
from renkei_cli.core import files
from renkei_cli.core.errors import EXIT_FAULTS, DataError, UsageError
from renkei_cli.core.i18n import N_, _, plural
from renkei_cli.domain.vocabulary import ROLES
from renkei_cli.output.files import check_writable, report_written, require_name
from renkei_cli.output.messages import print_message
from renkei_cli.output.writer import write_text

STDIN = "-"
_TABLE = N_("What the table says")
_OUTPUT = N_("Output")

File = Annotated[str, Argument(metavar=N_("FILE"), show_default=False,
    help=N_("A CSV or .xlsx file with a header, or - for CSV on standard input."))]  # fmt: skip
Output = Annotated[str | None, Option("--output", "-O", rich_help_panel=_OUTPUT, metavar=N_("FILE"),
    help=N_("Write the case file here instead of on the screen."))]  # fmt: skip
Folder = Annotated[str | None, Option("--folder", rich_help_panel=_OUTPUT, metavar=N_("FOLDER"),
    help=N_("Write one file a case into this folder; a file that is there already is not touched."))]  # fmt: skip
Force = Annotated[bool, Option("--force", rich_help_panel=_OUTPUT,
    help=N_("With -O: write over a file that is there already."))]  # fmt: skip
Map = Annotated[str | None, Option("--map", rich_help_panel=_TABLE, metavar=N_("FILE"),
    help=N_("A YAML or JSON file that says which column is which field."))]  # fmt: skip
Source = Annotated[str | None, Option("--source", rich_help_panel=_TABLE, metavar=N_("TITLE"),
    help=N_("The document that the facts come from, where the table does not say."))]  # fmt: skip
Role = Annotated[str | None, Option("--role", rich_help_panel=_TABLE, metavar=N_("ROLE"),
    help=N_("What the participants are, where the table does not say: plan_author, network_member."))]  # fmt: skip
Skip = Annotated[bool, Option("--skip-faulty", rich_help_panel=_TABLE,
    help=N_("Leave rows with faults out, and import the others."))]  # fmt: skip
Encoding = Annotated[str | None, Option("--encoding", rich_help_panel=_TABLE, metavar=N_("ENCODING"),
    help=N_("How a CSV file is written, where that is not certain: cp932, utf-16, euc_jp."))]  # fmt: skip
Sheet = Annotated[str | None, Option("--sheet", rich_help_panel=_TABLE, metavar=N_("NAME"),
    help=N_("Which sheet of a workbook, by name or number."))]  # fmt: skip


def import_cases(
    file: File,
    *,
    output: Output = None,
    folder: Folder = None,
    map_file: Map = None,
    source: Source = None,
    role: Role = None,
    skip_faulty: Skip = False,
    encoding: Encoding = None,
    sheet: Sheet = None,
    force: Force = False,
    lang: Lang = None,  # noqa: ARG001 - read where the program begins
) -> None:
    """Import cases."""
    _refuse_what_cannot_be_written(output, folder, force=force)
    content = sys.stdin.buffer.read(files.LARGEST + 1) if file == STDIN else files.read_file(file)
    given = read_map(files.display_path(map_file), files.read_file(map_file)) if map_file else None
    wishes = ImportOptions(source, _role(role))
    found = import_table(files.display_path(file), content, given, wishes, encoding=encoding, sheet=sheet)
    _tell_what_was_found(found, skip_faulty=skip_faulty)
    _write(found.cases, output, folder)
    imported = plural("{n} case imported", "{n} cases imported", len(found.cases))
    if not report_written(output, imported):
        print_message(imported)
    if found.left_out:
        print_message(plural("{n} row left out", "{n} rows left out", found.left_out))


def _tell_what_was_found(found: ImportResult, *, skip_faulty: bool) -> None:
    """Tell remarks and faults, and end where no case may be written."""
    for line in found.remarks:
        print_message(line)
    for fault in found.faults:
        # A row of a workbook has no line.
        place = f"{fault.place.file}:{fault.place.line}" if fault.place.line else fault.place.file
        print_message(fault.said, place=place)
    for line in found.lacking:
        print_message(line)
    if found.lacking or (found.faults and not skip_faulty):
        _tell_faults(found.left_out, len(found.faults))
        raise typer.Exit(EXIT_FAULTS)
    if found.faults and not found.cases:
        print_message(_("nothing is written: every row has faults"))
        raise typer.Exit(EXIT_FAULTS)
    if not found.cases:
        raise DataError(_("no row is a case, so nothing is written"))


def _refuse_what_cannot_be_written(output: str | None, folder: str | None, *, force: bool) -> None:
    if output is not None and folder is not None:
        raise UsageError(_("--output and --folder exclude each other"))
    require_name(folder, "--folder", "FOLDER")
    require_name(output, "--output", "FILE")
    if output is not None and output != STDIN:
        check_writable(output, force=force)


def _role(given: str | None) -> str | None:
    if given is None:
        return None
    found = ROLES.resolve(given)
    if len(found) != 1:
        allowed = ", ".join(f"{term.code} ({term.label.here()})" for term in ROLES)
        raise UsageError(_("{option}: this value is not allowed").format(option="--role"),
                         _("write one of {allowed}").format(allowed=allowed))  # fmt: skip
    return found[0].value


def _tell_faults(rows: int, faults: int) -> None:
    if not faults:
        print_message(_("nothing is written"))
        return
    print_message(_("nothing is written: {faults} in {rows}; --skip-faulty leaves those rows out").format(
        faults=plural("{n} fault", "{n} faults", faults), rows=plural("{n} row", "{n} rows", rows)
    ))  # fmt: skip


def _write(cases: list[dict[str, object]], output: str | None, folder: str | None) -> None:
    """Write all cases, or none."""
    if folder is not None:
        files.write_files({Path(folder) / f"{case['id']}.yaml": format_cases([case], single=True) for case in cases})
        return
    content = format_cases(cases)
    write_text(content.decode("utf-8"), output)
