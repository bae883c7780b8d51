"""The cases, one a row, narrowed by terms over any field."""

from typing import Annotated

from typer import Argument

from renkei_cli.answer import give
from renkei_cli.commands.listing import counted_listing
from renkei_cli.fields import chosen_fields
from renkei_cli.i18n import N_
from renkei_cli.library import open_index
from renkei_cli.options import Limit, Output, Sort, offering
from renkei_cli.query import ordered
from renkei_cli.terms import read_terms

Terms = Annotated[
    list[str],
    Argument(
        metavar="TERM...",
        autocompletion=offering("fields"),
        show_default=False,
        help=N_(
            "Field, operator, value: type=遠隔 'participants>=3' title~アイランド. "
            "Operators: = != >= <= > < ~ (contains). An empty value means: not stated."
        ),
    ),
]


def filter_cases(terms: Terms, output: Output, sort: Sort = None, limit: Limit = None) -> None:
    """List the cases that fulfil every term."""
    index = open_index()
    fields = index.fields()
    read = read_terms(terms, fields)
    shown = chosen_fields(fields, output.fields)
    kept = [case for case in index.cases() if all(term.holds(case) for term in read)]
    report, counted = counted_listing(ordered(kept, fields, sort), index, shown=shown, limit=limit)
    give(report, output.wish(), counted=counted)
