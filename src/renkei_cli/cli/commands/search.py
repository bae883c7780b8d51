"""Cases whose text holds the words, best first, with the hit in its sentence."""

from collections.abc import Mapping
from typing import Annotated, Any

from typer import Argument

from renkei_cli.cli.commands.list import select_ids, write_listing
from renkei_cli.cli.options import DataOptions, FilterOptions, OrderOptions, OutputOptionGroup
from renkei_cli.cli.parsing import text
from renkei_cli.core.i18n import N_, _
from renkei_cli.core.text import fold
from renkei_cli.domain.places import municipality_terms, prefecture_terms
from renkei_cli.domain.vocabulary import VOCABULARIES
from renkei_cli.output.registry import Format
from renkei_cli.output.writer import print_message
from renkei_cli.query.search import AskedSearch, Search, parse_query, search_hints, unclosed

_HELP = N_(
    'Words that must all occur. "a phrase" keeps words together, OR joins, -word excludes.\n'
    "A word in Latin letters is found as the beginning of one, in the plural or singular, in British or American "
    "spelling; one of up to three letters as a whole; two or three capitals, as in IT, in capitals alone.\n"
    "A table shows three hits of a case; --fields id,hits and --json show all.\n"
    "Whatever begins with one - excludes (-tourism, -mie), unless it is an option as it stands (-o) or with one of "
    "its values attached: -n5, -ojson, -t遠隔, -p大分, -m姫島村, -Ocases.csv."
)
Words = Annotated[list[str], text(), Argument(metavar=N_("WORD"), help=_HELP)]


def search_cases(
    words: Words, narrowing: FilterOptions, output: OutputOptionGroup, collection: DataOptions, order: OrderOptions
) -> None:
    """Search the text of the cases."""
    index = collection.open_index()
    query = parse_query(words)
    search = Search(query)
    fields = index.fields()
    among = select_ids(index, narrowing, collection)
    found = search.ids(index, among)

    def with_hits(case: dict[str, Any]) -> dict[str, Any]:
        hits = search.hits(case, fields)
        return {**case, "hit_count": len(hits), "hits": hits}

    write_listing(index, found, output, order, with_hits=with_hits, unwanted=query.unwanted)
    if found and not output.output_options().format.traits.reports_count:
        return
    if unclosed(words):
        print_message(_("a quote is not closed; the words were looked for without it"))
    asked = AskedSearch(query, words, among, narrowing._asdict(), collection._asdict(), found)
    for hint in search_hints(index, asked):
        print_message(hint)


def excludes(word: str, shorts: Mapping[str, str]) -> bool:
    """Return whether a word that begins with a minus excludes; `shorts` names the short options.

    It does unless it is an option: a long one, a short one as it stands (-o), or a short one with a value
    attached that is one of its own, and could hardly be the rest of a word: -n5, -ojson, -t遠隔, -Ocases.csv.
    """
    if word.startswith("--") or word in shorts:
        return False
    value = word[2:]
    match shorts.get(word[:2]):
        case "limit":
            return not value.isdecimal()
        case "format":
            return value not in list(Format)
        case "output":
            return "." not in value and "/" not in value
        case "prefecture":
            vocabulary = prefecture_terms()
        # There are places called Ie and Ito: -mie and -mito exclude Mie and Mito.
        case "municipality" if value.isdecimal() or not value.isascii():
            vocabulary = municipality_terms()
        case "type":
            vocabulary = VOCABULARIES["type"]
        case _:
            return True
    return value != value.strip() or fold(value) not in vocabulary.spellings()
