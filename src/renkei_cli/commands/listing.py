"""What `list`, `filter` and `search` have in common: fields, order, limit, count."""

from collections.abc import Sequence
from typing import Any

from renkei_cli.answer import note
from renkei_cli.fields import chosen_fields
from renkei_cli.filters import Filters, Selection
from renkei_cli.i18n import _, plural
from renkei_cli.index import Index
from renkei_cli.options import Output
from renkei_cli.report import Listing


def listing(
    index: Index, selection: Selection, output: Output, *, sort: str | None, limit: int | None
) -> tuple[Listing, str]:
    """Describe the selected cases as a listing, and count them in words. Unsorted, they stream."""
    fields = index.fields()
    shown = chosen_fields(fields, output.fields)
    tell(selection)
    if sort is not None:
        from renkei_cli.query import ordered  # noqa: PLC0415 - only for --sort

        return counted_listing(ordered(list(index.cases(selection.ids)), fields, sort), index, shown=shown, limit=limit)
    ids = index.ids() if selection.ids is None and limit is not None else selection.ids
    total = index.count() if ids is None else len(ids)
    kept = ids if ids is None or limit is None else ids[:limit]
    report = Listing(index.cases(kept), fields, shown, documents=index.documents(kept))
    return report, count(total if kept is None else len(kept), total)


def counted_listing(
    cases: Sequence[dict[str, Any]],
    index: Index,
    *,
    shown: Sequence[Any],
    limit: int | None,
    hits: bool = False,
) -> tuple[Listing, str]:
    """Describe cases that are at hand as a listing, and count them in words."""
    kept = cases[:limit]
    return Listing(kept, index.fields(), shown, hits=hits), count(len(kept), len(cases))


def selected(index: Index, filters: Filters) -> Selection:
    """Find the cases that the named options leave; without any, all of them, and at no cost."""
    if filters == Filters():
        return Selection(None)
    from renkei_cli.query import select  # noqa: PLC0415 - only where something narrows

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
