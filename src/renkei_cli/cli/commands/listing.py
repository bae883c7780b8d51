"""What `list`, `filter` and `search` have in common: fields, order, limit, count."""

from collections.abc import Sequence

from renkei_cli.casebook.index import Index
from renkei_cli.cli.options import OutputOptionGroup
from renkei_cli.core.i18n import _, plural
from renkei_cli.output.messages import print_message
from renkei_cli.output.results import CaseList
from renkei_cli.query.filters import Filters, Selection
from renkei_cli.schema.fields import parse_field_list


def listing(
    index: Index, selection: Selection, output: OutputOptionGroup, *, sort: str | None, limit: int | None
) -> tuple[CaseList, str]:
    """Describe the selected cases as a listing that streams, and count them in words."""
    fields = index.fields()
    shown = parse_field_list(fields, output.fields)
    tell(selection)
    total = index.count() if selection.ids is None else len(selection.ids)
    if sort is not None:
        ids: Sequence[str] | None = in_order(index, selection.ids, sort)[:limit]
    elif selection.ids is None:
        ids = None if limit is None else index.ids(limit)
    else:
        ids = selection.ids[:limit]
    cases = index.cases(ids, [field.key for field in shown])
    report = CaseList(cases, fields, shown, documents=index.documents(ids), ids=index.ids() if ids is None else ids)
    return report, count(total if ids is None else len(ids), total)


def in_order(index: Index, ids: Sequence[str] | None, sort: str | None) -> list[str]:
    """Put ids, or all of them, in the order of a field; without one they stay as they are."""
    ids = index.ids() if ids is None else list(ids)
    if sort is None:
        return ids
    from renkei_cli.query.values import sort_cases  # noqa: PLC0415 - only for --sort

    return sort_cases(index, ids, sort)


def selected(index: Index, filters: Filters) -> Selection:
    """Find the cases that the named options leave; without any, all of them, and at no cost."""
    if filters == Filters():
        return Selection(None)
    from renkei_cli.query.terms import select_cases  # noqa: PLC0415 - only where something narrows

    return select_cases(index, filters)


def tell(selection: Selection) -> None:
    """Tell the reader what the narrowing found worth telling."""
    for remark in selection.notes:
        print_message(remark)


def count(shown: int, total: int) -> str:
    """Say how many cases there are, and how many of them are shown."""
    if not total:
        return _("no case fits")
    if shown < total:
        return _("{shown} of {total} cases").format(shown=shown, total=total)
    return plural("{n} case", "{n} cases", total)
