"""The cases, one a row, narrowed by terms over any field."""

from typing import Annotated

from typer import Argument

from renkei_cli.output.writer import give
from renkei_cli.cli.commands.listing import listing
from renkei_cli.query.selection import Selection
from renkei_cli.core.i18n import N_
from renkei_cli.casebook.casebook import open_index
from renkei_cli.cli.options import Collection, Limit, Output, Sort, offering
from renkei_cli.query.terms import read_terms

Terms = Annotated[
    list[str],
    Argument(
        metavar=N_("TERM"),
        autocompletion=offering("terms"),
        show_default=False,
        help=N_(
            "Field, operator, value: type=remote 'participants>=3' title~island. "
            "Operators: = != >= <= > < ~ (contains). An empty value means: not stated."
        ),
    ),
]


def filter_cases(terms: Terms, output: Output, collection: Collection, sort: Sort = None, limit: Limit = None) -> None:
    """List the cases that fulfil every term."""
    index = open_index(collection.wanted())
    read = read_terms(terms, index.fields())
    kept = [case["id"] for case in index.cases() if all(term.holds(case) for term in read)]
    report, counted = listing(index, Selection(kept), output, sort=sort, limit=limit)
    give(report, output.wish(), counted=counted)
