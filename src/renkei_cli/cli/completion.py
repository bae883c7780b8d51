"""What TAB offers."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from renkei_cli.casebook.index import Index
from renkei_cli.casebook.sources import CollectionSpec
from renkei_cli.cli.commands import COMMANDS
from renkei_cli.core.i18n import _, current_language, localized
from renkei_cli.core.text import escape_invisible, fold
from renkei_cli.output.registry import Format

if TYPE_CHECKING:
    from typer.core import TyperGroup

    from renkei_cli.domain.places import LocalGovernment
    from renkei_cli.domain.vocabulary import Concept, Vocabulary

Offer = tuple[str, str]
"""What may be typed, and what it means."""


def answer(tree: "TyperGroup", shell: str, words: Sequence[str]) -> None:
    """Print what may stand in the place of the last word, one offer a line; on any failure, nothing."""
    try:
        begun, words = _parted(words) if shell == "bash" else ("", words)
        offers = [
            (value.removeprefix(begun), meaning)
            for value, meaning in _offers(tree, list(words[:-1]), words[-1] if words else "")
        ]
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        sys.stdout.writelines(f"{_written(shell, value, escape_invisible(meaning))}\n" for value, meaning in offers)
    except BaseException:  # noqa: BLE001 - whatever goes wrong, nothing may reach the user's prompt
        return


def _parted(words: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Join what bash parts at =: type, = and the beginning of a value; with what it has before the cursor already."""
    for back in (1, 2):
        if len(words) > back and words[-back] == "=":
            begun = f"{words[-back - 1]}="
            return begun, [*words[: -back - 1], begun + words[-1][2 - back :]]
    return "", words


def _written(shell: str, value: str, meaning: str) -> str:
    if shell == "bash" or not meaning:
        return value.replace(":", r"\:") if shell == "zsh" else value
    return f"{value.replace(':', chr(92) + ':')}:{meaning}" if shell == "zsh" else f"{value}\t{meaning}"


def _offers(tree: "TyperGroup", args: list[str], incomplete: str) -> list[Offer]:
    # Typer's copy of Click: renkei pins Typer, and an own walk through options and arguments would be a second parser.
    from typer._click.shell_completion import (  # noqa: PLC0415 - only for TAB
        _is_incomplete_option,
        _resolve_context,
        _resolve_incomplete,
    )

    context = _resolve_context(tree, {}, "renkei", args)
    # The value of an option may begin as an option does: --sort -title.
    signed = [
        one for one in context.command.params if incomplete[:1] == "-" and _is_incomplete_option(context, args, one)
    ]
    asked, word = (signed[0], incomplete) if signed else _resolve_incomplete(context, args, incomplete)
    if asked is tree and not word.startswith("-"):
        # Typer would load every command for its purpose.
        return [(name, _(purpose)) for name, (_function, purpose) in COMMANDS.items() if name.startswith(word)]
    items = asked.shell_complete(context, word)
    # What is asked of a command are its options; a value's meaning is in the reader's language already.
    told = _ if asked is context.command else str
    return [(item.value, told(item.help or "")) for item in items]


# --- what each option and argument offers; Typer keeps those that begin with what was typed ---


def _opened(wanted: CollectionSpec) -> Index:
    from renkei_cli.casebook.casebook import open_index  # noqa: PLC0415 - most offers need no index

    return open_index(wanted, quickly=True)


def _vocabulary(name: str) -> "Vocabulary":
    from renkei_cli.domain.vocabulary import VOCABULARIES  # noqa: PLC0415 - most offers are no terms

    return VOCABULARIES[name]


def _of_terms(terms: "Iterable[Concept]", incomplete: str) -> Iterator[Offer]:
    """Offer the words in the reader's language first; the other spelling only to one who types it."""
    for term in terms:
        japanese = (term.label.ja, term.label.en)
        code = (term.code, term.label.en if current_language() == "ja" else term.label.here())
        usual, other = (japanese, code) if current_language() == "ja" else (code, japanese)
        yield other if incomplete and not usual[0].startswith(incomplete) else usual


def types(incomplete: str, _wanted: CollectionSpec) -> list[Offer]:
    """Offer the types of cooperation."""
    return list(_of_terms(_vocabulary("type"), incomplete))


def themes(incomplete: str, _wanted: CollectionSpec) -> list[Offer]:
    """Offer the themes."""
    return list(_of_terms(_vocabulary("theme"), incomplete))


def triggers(incomplete: str, _wanted: CollectionSpec) -> list[Offer]:
    """Offer the ways in which cooperation begins."""
    return list(_of_terms(_vocabulary("trigger"), incomplete))


def benefits(incomplete: str, _wanted: CollectionSpec) -> list[Offer]:
    """Offer the kinds of gain."""
    return list(_of_terms(_vocabulary("benefit"), incomplete))


def regions(incomplete: str, _wanted: CollectionSpec) -> list[Offer]:
    """Offer the regions."""
    from renkei_cli.domain.places import REGIONS  # noqa: PLC0415 - only for this option

    return list(_of_terms(REGIONS, incomplete))


def prefectures(incomplete: str, _wanted: CollectionSpec) -> list[Offer]:
    """Offer the 47 prefectures; in romaji to one who types it so."""
    from renkei_cli.domain.places import prefectures as known  # noqa: PLC0415 - only for this option

    return _of_places(known(), incomplete)


def municipalities(incomplete: str, wanted: CollectionSpec) -> list[Offer]:
    """Offer the participants of the cases."""
    from renkei_cli.domain.places import local_governments  # noqa: PLC0415 - only for this option

    places = [local_governments()[code] for code in _opened(wanted).texts("participants.code")]
    return _of_places(places, incomplete)


def _of_places(places: "Iterable[LocalGovernment]", incomplete: str) -> list[Offer]:
    """Offer places in the script that is typed: names, romaji or readings."""
    romaji = current_language() != "ja" if not incomplete else incomplete.isascii()
    return [
        (place.romaji.lower(), place.name.ja) if romaji else _by_name_or_reading(place, incomplete) for place in places
    ]


def _by_name_or_reading(place: "LocalGovernment", incomplete: str) -> Offer:
    name = place.name.ja
    if name.startswith(incomplete) or not place.kana.startswith(fold(incomplete)):
        return name, place.romaji
    # What is typed in katakana goes on: only what begins with it is offered.
    return incomplete + place.kana[len(incomplete) :], name


def collaborators(incomplete: str, _wanted: CollectionSpec) -> list[Offer]:
    """Offer the kinds of collaborator."""
    return list(_of_terms(_vocabulary("collaborator"), incomplete))


def formats(incomplete: str, _wanted: CollectionSpec) -> list[Offer]:
    """Offer the formats."""
    return [(form.value, "") for form in Format if form.value.startswith(incomplete)]


def pages(incomplete: str, _wanted: CollectionSpec) -> list[Offer]:
    """Offer the help pages: commands, then topics."""
    from renkei_cli.cli.help.topics import TOPICS  # noqa: PLC0415 - only for this argument

    known = {name: purpose for name, (_function, purpose) in COMMANDS.items()}
    known |= {name: topic.purpose for name, topic in TOPICS.items()}
    return [(name, _(purpose)) for name, purpose in known.items() if name.startswith(incomplete)]


def ids(incomplete: str, wanted: CollectionSpec) -> list[Offer]:
    """Offer the ids of the cases, with their titles."""
    index, start = _opened(wanted), fold(incomplete)
    begun = [case_id for case_id in index.ids() if case_id.startswith(start)]
    titles = index.column("title")
    return [(case_id, localized(titles[case_id])) for case_id in begun]


def fields(incomplete: str, wanted: CollectionSpec) -> list[Offer]:
    """Offer the fields; the parts of one only when its name is typed."""
    known = _opened(wanted).fields().values()
    minus = "-" if incomplete.startswith("-") else ""
    deep = incomplete.count(".")
    return [(minus + field.key, field.label.here()) for field in known if field.key.count(".") <= deep]


def field_lists(incomplete: str, wanted: CollectionSpec) -> list[Offer]:
    """Offer fields behind those that are typed already with commas between."""
    before, comma, last = incomplete.rpartition(",")
    return [(f"{before}{comma}{key}", meaning) for key, meaning in fields(last, wanted)]


def terms(incomplete: str, wanted: CollectionSpec) -> list[Offer]:
    """Offer fields, and behind field and operator the words that the field may hold."""
    found = re.match("([^=!]+)(!?=)(.*)", incomplete)
    if not found:
        return fields(incomplete, wanted)
    from renkei_cli.query.terms import vocabulary_of  # noqa: PLC0415 - the same
    from renkei_cli.schema.fields import find_field  # noqa: PLC0415 - few terms come here

    name, sign, value = found.groups()
    vocabulary = vocabulary_of(find_field(_opened(wanted).fields(), name, name))
    places = {"prefecture": prefectures, "municipality": municipalities}
    if vocabulary is None:
        return []
    offers = places[vocabulary.name](value, wanted) if vocabulary.name in places else _of_terms(vocabulary, value)
    return [(f"{name}{sign}{offer}", meaning) for offer, meaning in offers]
