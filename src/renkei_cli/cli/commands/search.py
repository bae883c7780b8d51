"""Cases whose text holds the words, best first, with the hit in its sentence."""

from collections.abc import Mapping
from typing import Annotated, Any

from typer import Argument

from renkei_cli.casebook.casebook import open_index
from renkei_cli.cli.commands.listing import count, in_order, selected, tell
from renkei_cli.cli.options import DataOptions, FilterOptions, Limit, OutputOptionGroup, Sort
from renkei_cli.core.i18n import N_, _
from renkei_cli.output.messages import print_message
from renkei_cli.output.registry import COUNTED_FORMATS
from renkei_cli.output.results import CaseList
from renkei_cli.output.writer import write_result
from renkei_cli.query.search import Search, excluded_words, parse_query, unclosed
from renkei_cli.schema.fields import Field, parse_field_list

_HELP = N_(
    'Words that must all occur. "a phrase" keeps words together, OR joins, -word excludes.\n'
    "A word in Latin letters is found as the beginning of one, and in the plural or singular; one of up to three "
    "letters as a whole; two or three capitals, as in IT, in capitals alone.\n"
    "Whatever begins with one - excludes (-tourism, -mie), unless it is an option as it stands (-o) or with one of "
    "its values attached: -n5, -ojson, -t遠隔, -p大分, -m姫島村, -Ocases.csv."
)
Words = Annotated[list[str], Argument(metavar=N_("WORD"), show_default=False, help=_HELP)]


def search_cases(
    words: Words,
    narrowing: FilterOptions,
    output: OutputOptionGroup,
    collection: DataOptions,
    sort: Sort = None,
    limit: Limit = None,
) -> None:
    """Search the text of the cases."""
    index = open_index(collection.wanted())
    sought = parse_query(words)
    asked = Search(sought)
    fields = index.fields()
    shown = parse_field_list(fields, output.fields)
    selection = selected(index, narrowing.filters())
    tell(selection)
    ids = asked.ids(index, selection.ids)
    # Hits are looked for where they are shown: a listing streams, and a limit is a limit of the work.
    kept = in_order(index, ids, sort)[:limit]
    cases = (_with_hits(case, asked, fields) for case in index.cases(kept))
    counted = count(len(kept), len(ids))
    if unwanted := excluded_words(words):
        from renkei_cli.core.i18n import in_brackets, separator  # noqa: PLC0415 - only for searches that exclude

        # A word that was meant as an option shows itself here.
        counted += in_brackets(_("without {words}").format(words=separator().join(unwanted)))
    wish = output.wish()
    write_result(CaseList(cases, fields, shown, hits=True, ids=kept), wish, counted=counted)
    if wish.format in COUNTED_FORMATS and unclosed(words):
        print_message(_("a quote is not closed; the words were looked for without it"))
    if not ids and wish.format in COUNTED_FORMATS:
        from renkei_cli.query.suggestions import FailedSearch, no_result_hints  # noqa: PLC0415 - most searches find something

        for remark in no_result_hints(
            index, FailedSearch(sought, words, selection.ids, narrowing._asdict(), collection._asdict())
        ):
            print_message(remark)


def _with_hits(case: dict[str, Any], asked: Search, fields: Mapping[str, Field]) -> dict[str, Any]:
    hits = [
        {"field": hit.field, "ref": list(hit.refs), "text": hit.text, "marks": [list(mark) for mark in hit.marks]}
        for hit in asked.hits(case, fields)
    ]
    return {**case, "hits": hits}
