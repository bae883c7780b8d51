"""The cases, one a row, narrowed by named options."""

from renkei_cli.casebook.casebook import open_index
from renkei_cli.cli.commands.listing import listing, selected
from renkei_cli.cli.options import DataOptions, FilterOptions, Limit, OutputOptionGroup, Sort
from renkei_cli.output.writer import write_result


def list_cases(
    narrowing: FilterOptions, output: OutputOptionGroup, collection: DataOptions, sort: Sort = None, limit: Limit = None
) -> None:
    """List the cases."""
    index = open_index(collection.wanted())
    selection = selected(index, narrowing.filters())
    report, counted = listing(index, selection, output, sort=sort, limit=limit)
    write_result(report, output.wish(), counted=counted)
