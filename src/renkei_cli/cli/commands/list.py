"""The cases, one a row, narrowed by named options; and what the commands that list cases have in common."""

from collections.abc import Callable, Sequence
from typing import Any

from renkei_cli.casebook.index import Index
from renkei_cli.cli.options import DataOptions, FilterOptions, OrderOptions, OutputOptionGroup
from renkei_cli.core.i18n import _, plural
from renkei_cli.output.results import CaseList
from renkei_cli.output.writer import print_message, write_result
from renkei_cli.query import Filters
from renkei_cli.schema.fields import parse_field_list


def list_cases(
    narrowing: FilterOptions, output: OutputOptionGroup, collection: DataOptions, order: OrderOptions
) -> None:
    """List the cases."""
    index = collection.open_index()
    write_listing(index, select_ids(index, narrowing), output, order)


def select_ids(index: Index, narrowing: FilterOptions) -> list[str] | None:
    """Return the ids that the options leave, None for all; print what is worth saying about their values."""
    filters = narrowing.filters()
    if filters == Filters():
        return None
    from renkei_cli.query.terms import select_cases  # noqa: PLC0415 - 8 ms, only where something narrows

    selection = select_cases(index, filters)
    for note in selection.notes:
        print_message(note)
    return selection.ids


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
    sort, limit = order
    found = index.ids() if ids is None else ids
    if sort is not None:
        from renkei_cli.query.terms import sort_cases  # noqa: PLC0415 - 8 ms, only for --sort

        found = sort_cases(index, found, sort)
    ids = found[:limit]
    # Hits are looked for where they are shown: a listing streams, and a limit is a limit of the work.
    keys = [field.key for field in shown]
    cases = index.cases(ids) if with_hits else index.cases(ids, keys)
    result = CaseList(
        map(with_hits, cases) if with_hits else cases,
        fields,
        shown,
        documents=None if with_hits or any("." in key for key in keys) else index.documents(ids, keys),
        hits=bool(with_hits),
        ids=ids,
    )
    counted = count_in_words(len(ids), len(found)) + left_out
    write_result(result, output.output_options(), counted=counted)


def count_in_words(shown: int, total: int) -> str:
    """Return how many cases there are, and how many of them are shown."""
    if not total:
        return _("no case fits")
    if shown < total:
        return _("{shown} of {total} cases").format(shown=shown, total=total)
    return plural("{n} case", "{n} cases", total)
