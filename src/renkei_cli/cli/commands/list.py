"""The cases, one a row, narrowed by named options."""

from renkei_cli.output.writer import give
from renkei_cli.cli.commands.listing import listing, selected
from renkei_cli.casebook.casebook import open_index
from renkei_cli.cli.options import Collection, Limit, Narrowing, Output, Sort


def list_cases(
    narrowing: Narrowing, output: Output, collection: Collection, sort: Sort = None, limit: Limit = None
) -> None:
    """List the cases."""
    index = open_index(collection.wanted())
    selection = selected(index, narrowing.filters())
    report, counted = listing(index, selection, output, sort=sort, limit=limit)
    give(report, output.wish(), counted=counted)
