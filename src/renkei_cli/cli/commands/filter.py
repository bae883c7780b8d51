"""The cases, one a row, narrowed by terms over any field."""

from typing import Annotated

from typer import Argument

from renkei_cli.cli.commands.list import write_listing
from renkei_cli.cli.options import DataOptions, OrderOptions, OutputOptionGroup
from renkei_cli.cli.parsing import text
from renkei_cli.core.i18n import N_
from renkei_cli.query.terms import parse_terms

Terms = Annotated[list[str], text("term", "fields"), Argument(metavar=N_("TERM"),
    help=N_(
        "Field, operator, value: type=remote 'participants>=3' title~island. "
        "Operators: = != >= <= > < ~ (contains). An empty value means: not stated."
    ))]  # fmt: skip


def filter_cases(terms: Terms, output: OutputOptionGroup, collection: DataOptions, order: OrderOptions) -> None:
    """List the cases that fulfil every term."""
    index = collection.open_index()
    ids = index.select(parse_terms(terms, index.fields()))
    write_listing(index, ids, output, order)
