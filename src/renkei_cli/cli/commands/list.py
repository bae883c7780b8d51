"""The cases, one a row, narrowed by named options; and what the commands that list cases have in common."""

from collections.abc import Callable, Sequence
from typing import Any

from renkei_cli.casebook.index import Index
from renkei_cli.cli.options import DataOptions, FilterOptions, OrderOptions, OutputOptionGroup
from renkei_cli.core.i18n import _, in_brackets, plural, separator
from renkei_cli.output.options import OutputOptions
from renkei_cli.output.results import HIT_FIELDS, CaseList
from renkei_cli.output.writer import print_message, write_result
from renkei_cli.query import Filters


def list_cases(
    narrowing: FilterOptions, output: OutputOptionGroup, collection: DataOptions, order: OrderOptions
) -> None:
    """List the cases."""
    index = collection.open_index()
    write_listing(index, select_ids(index, narrowing, collection), output, order)


def select_ids(
    index: Index, narrowing: FilterOptions, collection: DataOptions, words: Sequence[str] = ()
) -> list[str] | None:
    """Return the ids that the options and terms leave, None for all; print what is worth saying about them."""
    filters = narrowing.filters()
    if filters == Filters() and not words:
        return None
    from renkei_cli.query.terms import select_cases  # noqa: PLC0415 - 8 ms, only where something narrows

    ids, notes = select_cases(index, filters, words, collection._asdict())
    for note in notes:
        print_message(note)
    return ids


def write_listing(
    index: Index,
    ids: Sequence[str] | None,
    output: OutputOptionGroup,
    order: OrderOptions,
    *,
    with_hits: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
    unwanted: Sequence[str] = (),
) -> None:
    """Write the cases with these ids, or all, as a listing that streams; a search left out the `unwanted` words."""
    fields = index.fields() | (HIT_FIELDS if with_hits else {})
    shown = output.shown_fields(fields)
    if shown and not any(field.key in HIT_FIELDS for field in shown):
        with_hits = None
    found = index.ids() if ids is None else ids
    if order.sort is not None:
        from renkei_cli.query.terms import sort_cases  # noqa: PLC0415 - as above

        found = sort_cases(index, found, order.sort)
    ids = found[: order.limit]
    # Hits are looked for where they are shown: a listing streams, and a limit is a limit of the work.
    keys = [field.key for field in shown]
    options = output.output_options()
    # To people a blank is told by the case's source, and a date by the calendar of its sentences.
    in_words = options.format.traits.human_readable or options.excel
    inside = [one for key, one in fields.items() if any(f"{key}.".startswith(f"{shown}.") for shown in keys)]
    whole = with_hits or (in_words and any(one.kind == "date" for one in inside))
    cases = index.cases(ids, [] if whole else [*keys, *["source"] * bool(in_words and keys)])
    cases = map(with_hits, cases) if with_hits else cases
    documents = None if with_hits or any("." in key for key in keys) else index.documents(ids, keys)
    result = CaseList(cases, fields, shown, documents, hits=bool(with_hits), ids=ids)
    write_result(result, options, counted=count_in_words(options, len(ids), len(found), unwanted))


def count_in_words(options: OutputOptions, shown: int, total: int, unwanted: Sequence[str] = ()) -> str:
    """Return how many cases there are and how many are shown; nothing to a script, which need not load the messages."""
    if not (options.format.traits.reports_count or options.output):
        return ""
    counted = plural("{n} case", "{n} cases", total) if total else _("no case fits")
    if shown < total:
        counted = _("{shown} of {total} cases").format(shown=shown, total=total)
    # A word that was meant as an option shows itself here.
    return counted + (in_brackets(_("without {words}").format(words=separator().join(unwanted))) if unwanted else "")
