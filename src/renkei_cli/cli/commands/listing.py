"""What `list`, `filter` and `search` have in common: fields, order, limit, count."""

from collections.abc import Mapping, Sequence

from renkei_cli.schema.fields import chosen_fields
from renkei_cli.query.selection import Filters, Selection
from renkei_cli.core.i18n import _, plural
from renkei_cli.casebook.index import Field, Index
from renkei_cli.output.messages import note
from renkei_cli.cli.options import Output
from renkei_cli.output.results import Listing


def listing(
    index: Index, selection: Selection, output: Output, *, sort: str | None, limit: int | None
) -> tuple[Listing, str]:
    """Describe the selected cases as a listing that streams, and count them in words."""
    fields = index.fields()
    shown = chosen_fields(fields, output.fields)
    tell(selection)
    total = index.count() if selection.ids is None else len(selection.ids)
    if sort is not None:
        ids: Sequence[str] | None = in_order(index, selection.ids, fields, sort)[:limit]
    elif selection.ids is None:
        ids = None if limit is None else index.ids(limit)
    else:
        ids = selection.ids[:limit]
    report = Listing(index.cases(ids), fields, shown, documents=index.documents(ids))
    return report, count(total if ids is None else len(ids), total)


def in_order(index: Index, ids: Sequence[str] | None, fields: Mapping[str, Field], sort: str | None) -> list[str]:
    """Put ids, or all of them, in the order of a field; without one they stay as they are."""
    if sort is None:
        return index.ids() if ids is None else list(ids)
    from renkei_cli.query.filters import ordered  # noqa: PLC0415 - only for --sort

    return ordered(index.cases(ids), fields, sort)


def selected(index: Index, filters: Filters) -> Selection:
    """Find the cases that the named options leave; without any, all of them, and at no cost."""
    if filters == Filters():
        return Selection(None)
    from renkei_cli.query.filters import select  # noqa: PLC0415 - only where something narrows

    return select(index, filters)


def tell(selection: Selection) -> None:
    """Tell the reader what the narrowing found worth telling."""
    for remark in selection.notes:
        note(remark)


def count(shown: int, total: int) -> str:
    """Say how many cases there are, and how many of them are shown."""
    if not total:
        return _("no case fits")
    if shown < total:
        return _("{shown} of {total} cases").format(shown=shown, total=total)
    return plural("{n} case", "{n} cases", total)
