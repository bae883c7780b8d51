"""The cases, one a row, narrowed by terms over any field."""

from typing import Annotated

from typer import Argument

from renkei_cli.casebook.casebook import open_index
from renkei_cli.cli.commands.listing import listing
from renkei_cli.cli.options import DataOptions, Limit, OutputOptionGroup, Sort, completes
from renkei_cli.core.i18n import N_
from renkei_cli.output.writer import write_result
from renkei_cli.query.filters import Selection
from renkei_cli.query.terms import parse_terms

Terms = Annotated[
    list[str],
    Argument(
        metavar=N_("TERM"),
        autocompletion=completes("terms"),
        show_default=False,
        help=N_(
            "Field, operator, value: type=remote 'participants>=3' title~island. "
            "Operators: = != >= <= > < ~ (contains). An empty value means: not stated."
        ),
    ),
]


def filter_cases(
    terms: Terms, output: OutputOptionGroup, collection: DataOptions, sort: Sort = None, limit: Limit = None
) -> None:
    """List the cases that fulfil every term."""
    index = open_index(collection.wanted())
    selection = Selection(index.select(parse_terms(terms, index.fields())))
    report, counted = listing(index, selection, output, sort=sort, limit=limit)
    write_result(report, output.wish(), counted=counted)
