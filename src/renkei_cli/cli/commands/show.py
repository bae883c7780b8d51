"""One case, whole, with its sources."""

from typing import Annotated

from typer import Argument

from renkei_cli.output.writer import give
from renkei_cli.schema.fields import chosen_fields
from renkei_cli.core.i18n import N_
from renkei_cli.query.lookup import case_named
from renkei_cli.casebook.casebook import open_index
from renkei_cli.cli.options import Collection, Output, offering
from renkei_cli.output.results import Page

Name = Annotated[str, Argument(metavar=N_("ID"), autocompletion=offering("ids"), show_default=False,
    help=N_("The case's id; also a participant's name, reading or code, or a piece of the title."))]  # fmt: skip


def show_case(name: Name, output: Output, collection: Collection) -> None:
    """Show one case."""
    index = open_index(collection.wanted())
    fields = index.fields()
    shown = chosen_fields(fields, output.fields)
    case = next(index.cases([case_named(index, name)]))
    give(Page(case, fields, shown), output.wish())
