"""The cases, one a row, narrowed by named options; and what the commands that list cases have in common."""

from collections.abc import Callable, Sequence
from typing import Any

from renkei_cli.casebook.index import Index
from renkei_cli.cli.options import DataOptions, FilterOptions, OrderOptions, OutputOptionGroup
from renkei_cli.core.i18n import _, plural
from renkei_cli.output.messages import print_message
from renkei_cli.output.results import CaseList
from renkei_cli.output.writer import write_result
from renkei_cli.query.filters import Filters
from renkei_cli.schema.fields import parse_field_list


def list_cases(
    narrowing: FilterOptions, output: OutputOptionGroup, collection: DataOptions, order: OrderOptions
) -> None:
    """List the cases."""
    index = collection.open_index()
    write_listing(index, select_ids(index, narrowing), output, order)


def _terms() -> Any:  # noqa: ANN401 - a module
    from renkei_cli.query import terms  # noqa: PLC0415 - 4 ms, only where something narrows or sorts

    return terms


def select_ids(index: Index, narrowing: FilterOptions) -> list[str] | None:
    """Return the ids that the options leave, None for all; print what is worth saying about their values."""
    filters = narrowing.filters()
    if filters == Filters():
        return None
    selection = _terms().select_cases(index, filters)
    for note in selection.notes:
        print_message(note)
    ids: list[str] | None = selection.ids
    return ids


def write_listing(
    index: Index,
    ids: Sequence[str] | None,
    output: OutputOptionGroup,
    order: OrderOptions,
    *,
    with_hits: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
    left_out: str = "",
) -> None:
    """Write the cases with these ids, or all, as a listing that streams; `left_out` stands beside the count."""
    fields = index.fields()
    shown = parse_field_list(fields, output.fields)
    found = index.ids() if ids is None else ids
    if order.sort is not None:
        found = _terms().sort_cases(index, found, order.sort)
    ids = found[: order.limit]
    # Hits are looked for where they are shown: a listing streams, and a limit is a limit of the work.
    if with_hits:
        result = CaseList(map(with_hits, index.cases(ids)), fields, shown, hits=True, ids=ids)
    else:
        cases = index.cases(ids, [field.key for field in shown])
        result = CaseList(cases, fields, shown, documents=index.documents(ids), ids=ids)
    write_result(result, output.output_options(), counted=count_in_words(len(ids), len(found)) + left_out)


def count_in_words(shown: int, total: int) -> str:
    """Return how many cases there are, and how many of them are shown."""
    if not total:
        return _("no case fits")
    if shown < total:
        return _("{shown} of {total} cases").format(shown=shown, total=total)
    return plural("{n} case", "{n} cases", total)
