"""What the commands that list cases have in common: narrowing, order, limit, count."""

from collections.abc import Sequence

from renkei_cli.casebook.index import Index
from renkei_cli.cli.options import FilterOptions, OutputOptionGroup
from renkei_cli.core.i18n import _, plural
from renkei_cli.output.messages import print_message
from renkei_cli.output.results import CaseList
from renkei_cli.output.writer import write_result
from renkei_cli.query.filters import Filters, Selection
from renkei_cli.schema.fields import parse_field_list


def select(index: Index, filters: Filters) -> Selection:
    """Return the cases that the options leave; without any, all of them, and at no cost."""
    if filters == Filters():
        return Selection(None)
    from renkei_cli.query.terms import select_cases  # noqa: PLC0415 - 8 ms, only where something narrows

    return select_cases(index, filters)


def select_ids(index: Index, narrowing: FilterOptions) -> list[str] | None:
    """Return the ids that the options leave, None for all; print what is worth saying about their values."""
    selection = select(index, narrowing.filters())
    for note in selection.notes:
        print_message(note)
    return selection.ids


def sort_ids(index: Index, ids: Sequence[str] | None, sort: str) -> list[str]:
    """Return ids, or all of them, in the order of a field."""
    from renkei_cli.query.terms import sort_cases  # noqa: PLC0415 - 8 ms, only for --sort

    return sort_cases(index, index.ids() if ids is None else ids, sort)


def write_listing(
    index: Index, ids: Sequence[str] | None, output: OutputOptionGroup, *, sort: str | None, limit: int | None
) -> None:
    """Write the cases with these ids, or all, as a listing that streams."""
    fields = index.fields()
    shown = parse_field_list(fields, output.fields)
    total = index.count() if ids is None else len(ids)
    if sort is not None:
        ids = sort_ids(index, ids, sort)[:limit]
    elif ids is not None:
        ids = ids[:limit]
    elif limit is not None:
        ids = index.ids(limit)
    cases = index.cases(ids, [field.key for field in shown])
    result = CaseList(cases, fields, shown, documents=index.documents(ids), ids=index.ids() if ids is None else ids)
    counted = count_in_words(total if ids is None else len(ids), total)
    write_result(result, output.output_options(), counted=counted)


def count_in_words(shown: int, total: int) -> str:
    """Return how many cases there are, and how many of them are shown."""
    if not total:
        return _("no case fits")
    if shown < total:
        return _("{shown} of {total} cases").format(shown=shown, total=total)
    return plural("{n} case", "{n} cases", total)
