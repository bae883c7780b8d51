"""Cases whose text holds the words, best first, with the hit in its sentence."""

from typing import Annotated

from typer import Argument

from renkei_cli.answer import give
from renkei_cli.commands.listing import counted_listing, selected, tell
from renkei_cli.fields import chosen_fields
from renkei_cli.i18n import N_
from renkei_cli.library import open_index
from renkei_cli.options import Limit, Narrowing, Output, Sort
from renkei_cli.query import ordered
from renkei_cli.search import Found, read_words, search

Words = Annotated[list[str], Argument(metavar="WORD...", show_default=False,
    help=N_('Words that must all occur. "a phrase" keeps words together, -word excludes, OR joins.'))]  # fmt: skip


def search_cases(words: Words, narrowing: Narrowing, output: Output, sort: Sort = None, limit: Limit = None) -> None:
    """Search the text of the cases."""
    index = open_index()
    asked = read_words(words)
    fields = index.fields()
    shown = chosen_fields(fields, output.fields)
    selection = selected(index, narrowing.filters())
    tell(selection)
    cases = [_with_hits(found) for found in search(index, asked, selection.ids)]
    report, counted = counted_listing(ordered(cases, fields, sort), index, shown=shown, limit=limit, hits=True)
    give(report, output.wish(), counted=counted)


def _with_hits(found: Found) -> dict[str, object]:
    hits = [
        {
            "field": hit.field,
            "ref": list(hit.refs),
            "text": hit.text,
            "marks": [list(mark) for mark in hit.marks],
        }
        for hit in found.hits
    ]
    return {**found.case, "hits": hits}
