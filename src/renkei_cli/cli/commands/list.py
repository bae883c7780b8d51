"""The cases, one a row, narrowed by named options."""

from renkei_cli.casebook.casebook import open_index
from renkei_cli.cli.commands.listing import listing
from renkei_cli.cli.options import DataOptions, FilterOptions, Limit, OutputOptionGroup, Sort
from renkei_cli.output.writer import write_result
from renkei_cli.query.filters import select_cases


def list_cases(
    narrowing: FilterOptions, output: OutputOptionGroup, collection: DataOptions, sort: Sort = None, limit: Limit = None
) -> None:
    """List the cases."""
    index = open_index(collection.wanted())
    selection = select_cases(index, narrowing.filters())
    report, counted = listing(index, selection, output, sort=sort, limit=limit)
    write_result(report, output.wish(), counted=counted)
