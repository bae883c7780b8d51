"""The cases, one a row, narrowed by named options."""

from renkei_cli.casebook.casebook import open_index
from renkei_cli.cli.commands.listing import select_ids, write_listing
from renkei_cli.cli.options import DataOptions, FilterOptions, Limit, OutputOptionGroup, Sort


def list_cases(
    narrowing: FilterOptions, output: OutputOptionGroup, collection: DataOptions, sort: Sort = None, limit: Limit = None
) -> None:
    """List the cases."""
    index = open_index(collection.collection())
    write_listing(index, select_ids(index, narrowing), output, sort=sort, limit=limit)
