"""Cases whose text holds the words, best first, with the hit in its sentence."""

from collections.abc import Mapping
from typing import Annotated

from typer import Argument

from renkei_cli.casebook.casebook import open_index
from renkei_cli.cli.commands.listing import count_in_words, select_ids, sort_ids
from renkei_cli.cli.options import DataOptions, FilterOptions, Limit, OutputOptionGroup, Sort
from renkei_cli.cli.parsing import text
from renkei_cli.core.i18n import N_, _, in_brackets, separator
from renkei_cli.core.text import fold
from renkei_cli.domain.places import municipality_terms, prefecture_terms
from renkei_cli.domain.vocabulary import VOCABULARIES
from renkei_cli.output.messages import print_message
from renkei_cli.output.registry import COUNTED_FORMATS, Format
from renkei_cli.output.results import CaseList
from renkei_cli.output.writer import write_result
from renkei_cli.query.search import Search, parse_query, unclosed
from renkei_cli.query.suggestions import FailedSearch, no_result_hints
from renkei_cli.schema.fields import parse_field_list

_HELP = N_(
    'Words that must all occur. "a phrase" keeps words together, OR joins, -word excludes.\n'
    "A word in Latin letters is found as the beginning of one, and in the plural or singular; one of up to three "
    "letters as a whole; two or three capitals, as in IT, in capitals alone.\n"
    "Whatever begins with one - excludes (-tourism, -mie), unless it is an option as it stands (-o) or with one of "
    "its values attached: -n5, -ojson, -t遠隔, -p大分, -m姫島村, -Ocases.csv."
)
Words = Annotated[list[str], text(), Argument(metavar=N_("WORD"), show_default=False, help=_HELP)]


def search_cases(
    words: Words,
    narrowing: FilterOptions,
    output: OutputOptionGroup,
    collection: DataOptions,
    sort: Sort = None,
    limit: Limit = None,
) -> None:
    """Search the text of the cases."""
    index = open_index(collection.collection())
    query = parse_query(words)
    search = Search(query)
    fields = index.fields()
    shown = parse_field_list(fields, output.fields)
    among = select_ids(index, narrowing)
    found = search.ids(index, among)
    ids = (found if sort is None else sort_ids(index, found, sort))[:limit]
    # Hits are looked for where they are shown: a listing streams, and a limit is a limit of the work.
    cases = ({**case, "hits": list(search.hits(case, fields))} for case in index.cases(ids))
    counted = count_in_words(len(ids), len(found))
    if unwanted := query.unwanted:
        # A word that was meant as an option shows itself here.
        counted += in_brackets(_("without {words}").format(words=separator().join(unwanted)))
    options = output.output_options()
    write_result(CaseList(cases, fields, shown, hits=True, ids=ids), options, counted=counted)
    if options.format not in COUNTED_FORMATS:
        return
    if unclosed(words):
        print_message(_("a quote is not closed; the words were looked for without it"))
    if not found:
        failed = FailedSearch(query, words, among, narrowing._asdict(), collection._asdict())
        for hint in no_result_hints(index, failed):
            print_message(hint)


def excludes(word: str, shorts: Mapping[str, str]) -> bool:
    """Return whether a word that begins with a minus excludes; `shorts` names the short options.

    It does unless it is an option: a long one, a short one as it stands (-o), or a short one with a value
    attached that is one of its own: -n5, -ojson, -t遠隔, -p大分, -m姫島村, -Ocases.csv.
    """
    if word.startswith("--") or word in shorts:
        return False
    return word[:2] not in shorts or not _is_value(word[2:], shorts[word[:2]])


def _is_value(text: str, option: str) -> bool:
    """Return whether a text is a value of an option, and could hardly be the rest of a word."""
    if option == "limit":
        return text.isdecimal()
    if option == "format":
        return text in list(Format)
    if option == "output":
        return "." in text or "/" in text
    if option == "prefecture":
        vocabulary = prefecture_terms()
    elif option == "municipality":
        # There are places called Ie and Ito: -mie and -mito exclude Mie and Mito.
        if text.isascii() and not text.isdecimal():
            return False
        vocabulary = municipality_terms()
    elif option in VOCABULARIES:
        vocabulary = VOCABULARIES[option]
    else:
        return False
    return text == text.strip() and fold(text) in vocabulary.spellings()
