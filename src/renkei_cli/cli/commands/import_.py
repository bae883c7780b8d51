"""A table, one case a row, into case files."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from renkei_cli.authoring.case_writer import format_cases, format_plain_case
from renkei_cli.authoring.tables.columns import read_map
from renkei_cli.authoring.tables.readers import read_table
from renkei_cli.authoring.tables.rows import ROLES, SOURCE, ImportResult, import_table
from renkei_cli.cli.options import Force, OutputFile, output_option
from renkei_cli.core import files
from renkei_cli.core.errors import EXIT_FAULTS, DataError, UsageError, one_of
from renkei_cli.core.i18n import N_, _, plural
from renkei_cli.domain.vocabulary import VOCABULARIES
from renkei_cli.output.writer import check_writable, print_message, report_written, require_name, write_text

_table_option = partial(typer.Option, rich_help_panel=N_("What the table says"))

File = Annotated[str, typer.Argument(metavar=N_("FILE"), show_default=False,
    help=N_("A CSV or .xlsx file with a header, or - for CSV on standard input."))]  # fmt: skip
Folder = Annotated[str | None, output_option("--folder", metavar=N_("FOLDER"),
    help=N_("Write one file a case into this folder; a file that is there already is not touched."))]  # fmt: skip
Map = Annotated[str | None, _table_option("--map", metavar=N_("FILE"),
    help=N_("A YAML or JSON file that says which column is which field."))]  # fmt: skip
Source = Annotated[str | None, _table_option("--source", metavar=N_("TITLE"),
    help=N_("The document that the facts come from, where the table does not say."))]  # fmt: skip
Role = Annotated[str | None, _table_option("--role", metavar=N_("ROLE"),
    help=N_("What the participants are, where the table does not say: plan_author, network_member."))]  # fmt: skip
Skip = Annotated[bool, _table_option("--skip-faulty", help=N_("Leave rows with faults out, and import the others."))]
Encoding = Annotated[str | None, _table_option("--encoding", metavar=N_("ENCODING"),
    help=N_("How a CSV file is written, where that is not certain: cp932, utf-16, euc_jp."))]  # fmt: skip
Sheet = Annotated[str | None, _table_option("--sheet", metavar=N_("NAME"),
    help=N_("Which sheet of a workbook, by name or number."))]  # fmt: skip


def import_cases(
    file: File,
    *,
    output: OutputFile = None,
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
    if output is not None and output != files.STDIN:
        check_writable(output, force=force)
    content = files.read_file(file)
    given = read_map(files.display_path(map_file), files.read_file(map_file)) if map_file else None
    said = {SOURCE: source} if source else {}
    if role is not None:
        roles = VOCABULARIES["role"]
        said[ROLES] = "".join(term.value for term in roles.spelt(role))
        if not said[ROLES]:
            hint = one_of(f"{term.code} ({term.label.here()})" for term in roles)
            raise UsageError(_("{option}: this value is not allowed").format(option="--role"), hint)
    found = import_table(read_table(files.display_path(file), content, encoding, sheet), given, said)
    _report(found, skip_faulty=skip_faulty)
    if folder is None:
        write_text(format_cases(found.cases), output)
    else:
        files.write_files({Path(folder, f"{one['id']}.yaml"): format_plain_case(one).encode() for one in found.cases})
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
        print_message(fault.text, place=place)
    for line in found.lacking:
        print_message(line)
    if found.cases and not found.lacking and (skip_faulty or not found.faults):
        return
    if not found.lacking and not found.faults:
        raise DataError(_("no row is a case, so nothing is written"))
    message = _("nothing is written")
    if found.faults and not skip_faulty:
        message = _("nothing is written: {faults} in {rows}; --skip-faulty leaves those rows out")
    faults, rows = plural("{n} fault", "{n} faults", len(found.faults)), plural("{n} row", "{n} rows", found.left_out)
    print_message(message.format(faults=faults, rows=rows))
    raise typer.Exit(EXIT_FAULTS)
