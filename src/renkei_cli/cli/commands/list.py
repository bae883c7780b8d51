"""The cases, one a row, narrowed by named options."""

from renkei_cli.cli.commands.listing import select_ids, write_listing
from renkei_cli.cli.options import DataOptions, FilterOptions, OrderOptions, OutputOptionGroup


def list_cases(
    narrowing: FilterOptions, output: OutputOptionGroup, collection: DataOptions, order: OrderOptions
) -> None:
    """List the cases."""
    index = collection.open_index()
    write_listing(index, select_ids(index, narrowing), output, order)
