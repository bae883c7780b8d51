"""A table, one case a row, into case files."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from typer import Argument, Option

from renkei_cli.authoring.case_writer import format_cases, format_plain_case
from renkei_cli.authoring.tables.columns import read_map
from renkei_cli.authoring.tables.readers import read_table
from renkei_cli.authoring.tables.rows import ROLES, SOURCE, ImportResult, import_table
from renkei_cli.core import files
from renkei_cli.core.errors import EXIT_FAULTS, DataError, UsageError
from renkei_cli.core.i18n import N_, _, plural
from renkei_cli.domain.vocabulary import VOCABULARIES
from renkei_cli.output.writer import check_writable, print_message, report_written, require_name, write_text

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
) -> None:
    """Import cases."""
    if output is not None and folder is not None:
        raise UsageError(_("--output and --folder exclude each other"))
    require_name(folder, "--folder", "FOLDER")
    require_name(output, "--output", "FILE")
    if output is not None and output != STDIN:
        check_writable(output, force=force)
    content = sys.stdin.buffer.read(files.LARGEST + 1) if file == STDIN else files.read_file(file)
    given = read_map(files.display_path(map_file), files.read_file(map_file)) if map_file else None
    said = {SOURCE: source} if source else {}
    if role is not None:
        roles = VOCABULARIES["role"]
        said[ROLES] = "".join(term.value for term in roles.spelt(role))
        if not said[ROLES]:
            allowed = ", ".join(f"{term.code} ({term.label.here()})" for term in roles)
            hint = _("write one of {allowed}").format(allowed=allowed)
            raise UsageError(_("{option}: this value is not allowed").format(option="--role"), hint)
    found = import_table(read_table(files.display_path(file), content, encoding, sheet), given, said)
    _report(found, skip_faulty=skip_faulty)
    if folder is None:
        write_text(format_cases(found.cases), output)
    else:
        texts = {Path(folder) / f"{case['id']}.yaml": format_plain_case(case).encode() for case in found.cases}
        files.write_files(texts)
    imported = plural("{n} case imported", "{n} cases imported", len(found.cases))
    if not report_written(output, imported):
        print_message(imported)
    if found.left_out:
        print_message(plural("{n} row left out", "{n} rows left out", found.left_out))


def _report(found: ImportResult, *, skip_faulty: bool) -> None:
    """Print remarks and faults; end the program where no case may be written."""
    for line in found.remarks:
        print_message(line)
    for fault in found.faults:
        # A row of a workbook has no line.
        place = f"{fault.place.file}:{fault.place.line}" if fault.place.line else fault.place.file
        print_message(fault.said, place=place)
    for line in found.lacking:
        print_message(line)
    if found.cases and not found.lacking and (skip_faulty or not found.faults):
        return
    if not found.lacking and not found.faults:
        raise DataError(_("no row is a case, so nothing is written"))
    message = _("nothing is written")
    if found.faults and not skip_faulty:
        message = _("nothing is written: {faults} in {rows}; --skip-faulty leaves those rows out")
    faults = plural("{n} fault", "{n} faults", len(found.faults))
    print_message(message.format(faults=faults, rows=plural("{n} row", "{n} rows", found.left_out)))
    raise typer.Exit(EXIT_FAULTS)
