"""The completion script for a shell, and what TAB offers in it."""

import re
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Annotated

from typer import Argument

from renkei_cli.casebook.casebook import CollectionSpec, from_environment, open_index
from renkei_cli.cli.parsing import ClickCommand, ValueType
from renkei_cli.core.i18n import N_, _, current_language, localized
from renkei_cli.core.text import escape_invisible, fold
from renkei_cli.domain.places import REGIONS, LocalGovernment, local_governments, prefectures, vocabulary_of
from renkei_cli.domain.vocabulary import VOCABULARIES, Concept
from renkei_cli.schema.fields import find_field

_SCRIPTS = Path(__file__).parents[1] / "scripts"
"""In these, words travel as arguments and offers as lines: nothing that a case file holds is evaluated by a shell."""
Shell = Annotated[str, ValueType(str, dict.fromkeys(("bash", "zsh", "fish", "powershell"), "")), Argument(
    metavar=N_("SHELL"), help=N_("The shell that is to complete."))]  # fmt: skip
Offer = tuple[str, str]  # what may be typed, and what it means


def completion_script(shell: Shell) -> None:
    """Print the completion script of a shell."""
    sys.stdout.write((_SCRIPTS / shell).read_text(encoding="utf-8"))


def print_offers(tree: ClickCommand, shell: str, words: Sequence[str]) -> None:
    """Print what may stand in the place of the last word, one offer a line; on any failure, nothing."""
    try:
        begun, words = _joined(words) if shell == "bash" else ("", words)
        words = [_unquoted(word) for word in words]
        *args, incomplete = words or [""]
        lines = []
        for value, meaning in _offers(tree, args, incomplete):
            typed = value.removeprefix(begun)
            typed = typed.replace(":", r"\:") if shell == "zsh" else typed
            separator = ":" if shell == "zsh" else "\t"
            has_meaning = meaning and shell != "bash"
            lines.append(f"{typed}{separator}{escape_invisible(meaning)}\n" if has_meaning else f"{typed}\n")
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        sys.stdout.writelines(lines)
    except BaseException:  # noqa: BLE001, S110 - whatever goes wrong, nothing may reach the user's prompt
        pass


def _joined(words: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Join what bash parts at =: type, = and the beginning of a value; with what it has before the cursor already."""
    for back in (1, 2):
        if len(words) > back and words[-back] == "=":
            begun = f"{words[-back - 1]}="
            return begun, [*words[: -back - 1], begun + words[-1][2 - back :]]
    return "", words


def _unquoted(word: str) -> str:
    """Return a word without the quotes in which a shell has it, also the one that is still being typed."""
    for closing in ("", "'", '"'):
        with suppress(ValueError):
            return "".join(shlex.split(word + closing))
    return word


def _offers(tree: ClickCommand, args: list[str], incomplete: str) -> list[Offer]:
    ctx = tree.make_context("renkei", list(args), resilient_parsing=True)
    name = next((word for word in args if word in tree.purposes), None)
    if name:
        args = args[args.index(name) + 1 :]
        ctx = tree.get_command(ctx, name).make_context(name, list(args), parent=ctx, resilient_parsing=True)
    command = ctx.command
    valued = {name: one for one in command.params for name in one.opts if name[:1] == "-" and not one.is_flag}
    option, equals, value = incomplete.partition("=")
    before = ""
    if args and args[-1] in valued:
        asked, word = valued[args[-1]], incomplete
    elif equals and option in valued:
        asked, word, before = valued[option], value, f"{option}="
    elif incomplete[:1] == "-" and "--" not in args:
        return [(item.value, _(item.help)) for item in command.shell_complete(ctx, incomplete)]
    elif name is None:
        return [(name, _(purpose)) for name, purpose in tree.purposes.items() if name.startswith(incomplete)]
    else:
        # The first argument that takes one more word.
        arguments = (one for one in command.params if one.param_type_name == "argument")
        left = (one for one in arguments if one.nargs == -1 or ctx.params.get(one.name) is None)
        asked, word = next(left, None), incomplete
    if asked is None:
        return []
    kind = command.value_types.get(asked.name)
    if kind is None:
        return [(before + item.value, item.help or "") for item in asked.shell_complete(ctx, word)]
    spec = from_environment(ctx.params.get("data"), bundled=bool(ctx.params.get("with_bundled")))
    offers = OFFERS[kind.offers](word, spec) if kind.offers else ((choice, "") for choice in kind.choices)
    return [(before + value, meaning) for value, meaning in offers if value.startswith(word) and value not in args]


# --- what each option and argument offers ---


def _concepts(concepts: Iterable[Concept], incomplete: str, _spec: CollectionSpec) -> Iterator[Offer]:
    """Offer words in the reader's language first; the other spelling only to one who types it."""
    japanese = current_language() == "ja"
    for concept in concepts:
        name = concept.label.ja, concept.label.en
        code = concept.code, concept.label.en if japanese else concept.label.here()
        usual, other = (name, code) if japanese else (code, name)
        yield other if incomplete and not usual[0].startswith(incomplete) else usual


def _places(places: Iterable[LocalGovernment], incomplete: str) -> Iterator[Offer]:
    """Offer places in the script that is typed: names, romaji or readings."""
    romaji = incomplete.isascii() if incomplete else current_language() != "ja"
    for place in places:
        name = place.name.ja
        if romaji:
            yield place.romaji.lower(), place.name.here()
        elif name.startswith(incomplete) or not place.kana.startswith(fold(incomplete)):
            yield name, place.romaji
        else:
            # What is typed in katakana goes on: only what begins with it is offered.
            yield incomplete + place.kana[len(incomplete) :], name


def _municipalities(incomplete: str, spec: CollectionSpec) -> Iterator[Offer]:
    index = open_index(spec, quickly=True)
    codes = {one["code"] for case in index.cases(index.ids(), ["participants"]) for one in case["participants"]}
    return _places(map(local_governments().__getitem__, sorted(codes)), incomplete)


def _ids(incomplete: str, spec: CollectionSpec) -> Iterator[Offer]:
    index = open_index(spec, quickly=True)
    begun = [case_id for case_id in index.ids() if case_id.startswith(incomplete)]
    return ((case["id"], localized(case["title"])) for case in index.cases(begun, ["title"]))


def _fields(incomplete: str, spec: CollectionSpec) -> Iterator[Offer]:
    """Offer the fields, of a list the last one; the parts of one only when its name is typed."""
    begun = incomplete[: incomplete.rfind(",") + 1] or "-" * incomplete.startswith("-")
    deep = incomplete.removeprefix(begun).count(".")
    fields = open_index(spec, quickly=True).fields().values()
    return ((begun + field.key, field.label.here()) for field in fields if field.key.count(".") <= deep)


def _terms(incomplete: str, spec: CollectionSpec) -> Iterator[Offer]:
    """Offer fields, and behind field and operator the words that the field may hold."""
    found = re.match("([^=!]+)(!?=)(.*)", incomplete)
    if not found:
        yield from _fields(incomplete, spec)
        return
    name, sign, value = found.groups()
    field = find_field(open_index(spec, quickly=True).fields(), name, name)
    if vocabulary := vocabulary_of(field.key, field.vocabulary):
        offer = OFFERS.get(vocabulary.name) or partial(_concepts, vocabulary)
        yield from ((f"{name}{sign}{word}", meaning) for word, meaning in offer(value, spec))


OFFERS: dict[str, Callable[[str, CollectionSpec], Iterable[Offer]]] = {
    **{name: partial(_concepts, words) for name, words in VOCABULARIES.items()},
    "region": partial(_concepts, REGIONS),
    "prefecture": lambda incomplete, _spec: _places(prefectures(), incomplete),
    "municipality": _municipalities,
    "id": _ids,
    "field": _fields,
    "term": _terms,
}
"""What may be typed for each kind of value, from its beginning and whose cases are asked for."""
