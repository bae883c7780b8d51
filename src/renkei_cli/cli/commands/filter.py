"""The cases, one a row, narrowed by terms over any field."""

from typing import Annotated

from typer import Argument

from renkei_cli.cli.commands.list import select_ids, write_listing
from renkei_cli.cli.options import DataOptions, FilterOptions, OrderOptions, OutputOptionGroup
from renkei_cli.cli.parsing import text
from renkei_cli.core.i18n import N_

Terms = Annotated[list[str], text("term", "fields"), Argument(metavar=N_("TERM"),
    help=N_(
        "Field, operator, value: type=remote 'participants>=3' title~island. "
        "Operators: = != >= <= > < ~ (contains). An empty value means: not stated. Each term holds for the case; terms "
        "in brackets behind a list hold together for one of its items: 'participants(code=412023 roles=coordinator)'."
    ))]  # fmt: skip


def filter_cases(
    terms: Terms, narrowing: FilterOptions, output: OutputOptionGroup, collection: DataOptions, order: OrderOptions
) -> None:
    """List the cases that fulfil every term."""
    index = collection.open_index()
    write_listing(index, select_ids(index, narrowing, collection, terms), output, order)
