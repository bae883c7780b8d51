"""One case, whole, with its sources."""

from typing import Annotated

from typer import Argument

from renkei_cli.cli.options import DataOptions, OutputOptionGroup
from renkei_cli.cli.parsing import text
from renkei_cli.core.i18n import N_
from renkei_cli.output.results import CaseDetail
from renkei_cli.output.writer import write_result
from renkei_cli.query.lookup import resolve_case

Name = Annotated[str, text("id"), Argument(metavar=N_("ID"),
    help=N_("The case's id; also a participant's name, reading or code, or a piece of the title."))]  # fmt: skip


def show_case(name: Name, output: OutputOptionGroup, collection: DataOptions) -> None:
    """Show one case."""
    index = collection.open_index()
    fields = index.fields()
    shown = output.shown_fields(fields)
    case = next(index.cases([resolve_case(index, name, collection._asdict())]))
    write_result(CaseDetail(case, fields, shown), output.output_options())
