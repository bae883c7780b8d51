"""What a writer meant: the key, code, date, id or controlled word that would be right."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import chain
from operator import ne

from renkei_cli.core.errors import one_of
from renkei_cli.core.i18n import _, current_language
from renkei_cli.core.text import fold
from renkei_cli.domain import dates
from renkei_cli.domain.places import check_digit, local_governments, municipality_terms, prefecture_terms
from renkei_cli.domain.vocabulary import VOCABULARIES, Concept, Vocabulary, stem
from renkei_cli.schema.fields import Field, Path, Value
from renkei_cli.schema.models import DERIVED, Case, CaseFile, case_fields, fields_of, inner_model
from renkei_cli.schema.types import StrictModel

_MOST = 5  # names of local governments that a hint lists at most
_FEW = 12  # keys that a hint lists at most
_DERIVED = frozenset(field.key for field in DERIVED)
_COMPARED, _COMMON = 20, 500
_LONGEST = 40  # characters of a key or value that are compared with names; none is longer


def write(right: str) -> str:
    """Say what is to be written; nothing where that is not known."""
    return _("write {value}").format(value=right) if right else ""


# --- values ---


def prefecture(code: str) -> str:
    """Name the prefecture of a code."""
    return prefecture_terms()[code[:2]].label.here()


def quoted(code: str) -> str:
    """Write a code as a case file has it, with its name: "012319" 恵庭市（北海道）."""
    place = local_governments()[code]
    if not place.municipality:
        return f'"{code}" {prefecture(code)}'
    if current_language() == "ja":
        return f'"{code}" {place.name.here()}（{prefecture(code)}）'
    return f'"{code}" {place.name.here()} ({place.name.ja}), {prefecture(code)}'


def choice(codes: Iterable[str]) -> str:
    """Name the codes that may be meant."""
    listed = [quoted(code) for code in codes]
    return " / ".join([*listed[:_MOST], *(["…"] if listed[_MOST:] else [])])


def codes_near(code: str) -> list[str]:
    """Return the code with the right check digit, or those with one other digit or two that changed places."""
    known = local_governments()
    if (right := code[:5] + check_digit(code)) in known:
        return [right]
    swapped = {code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(len(code) - 1)}
    return [other for other in known if other in swapped or sum(map(ne, code, other)) == 1]


@lru_cache(maxsize=1024)
def codes_of_name(name: str) -> tuple[list[str], bool]:
    """Return the codes of the local governments of a name, or of the nearest names; tell whether it is the name."""
    asked = fold(name[:_LONGEST])
    spellings, by_piece = _place_spellings()
    core = stem(asked)
    if named := municipality_terms().spelt(name):
        return [term.value for term in named], True
    if namesakes := municipality_terms().namesakes(name):
        return [term.value for term in namesakes][:_MOST], False
    # Comparing is dear: only the spellings that share most pieces are compared.
    shared = Counter(chain.from_iterable(by_piece.get(piece, ()) for piece in sorted(_pieces(asked))))
    held = {spellings[key] for key in shared if core in key}
    holding = sorted(term.value for term in held if core in fold(term.label.ja))
    near = [] if holding else get_close_matches(asked, [key for key, _n in shared.most_common(_COMPARED)], _MOST, 0.6)
    return list(dict.fromkeys(holding or [spellings[key].value for key in near]))[:_MOST], False


@cache
def _place_spellings() -> tuple[dict[str, Concept], dict[str, list[str]]]:
    """Return local governments by their spellings, and these by piece; a piece of hundreds tells nothing."""
    spellings = municipality_terms().spellings()
    found: dict[str, list[str]] = defaultdict(list)
    for key in spellings:
        for piece in _pieces(key):
            found[piece].append(key)
    return spellings, {piece: keys for piece, keys in found.items() if len(keys) < _COMMON}


def _pieces(text: str) -> set[str]:
    return {text[n : n + 3] for n in range(len(text) - 2)} if text.isascii() else set(text)


def date_meant(text: str) -> str:
    """Return the date of a case file that a text means: 平成29年8月 is 2017-08; empty where it is none."""
    text = unicodedata.normalize("NFKC", text).strip()
    if found := re.fullmatch(r"([12]\d{3})(\d{2})(\d{2})?", text):
        text = "-".join(filter(None, found.groups()))
    try:
        return dates.to_iso(dates.parse_user_date(text))
    except dates.OtherEraError as error:
        return error.meant
    except ValueError:
        return ""


def id_meant(text: str) -> str:
    """Return an id in the right form: lower case, hyphens; empty where nothing in the text can be one."""
    terms = municipality_terms().resolve(text) if not text.isascii() else []
    if terms:
        text = terms[0].label.en.split(" ")[0]
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).casefold()
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:64].strip("-")


def digits(text: str) -> str:
    """Return the number that a text holds, without separators and units; none for １，２００万円, which is unclear."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace("_", "")
    found = re.fullmatch(r"\D{0,3}?(-?\d+(?:\.\d+)?)[^\d万億千百兆]*", plain)
    return found[1] if found else ""


def term_meant(given: str, vocabulary: Vocabulary) -> str:
    """Say which value of a vocabulary was meant; where none comes near, name all of them with their labels."""
    given = given[:_LONGEST]
    spellings = vocabulary.spellings()
    found = vocabulary.resolve(given) or [spellings[key] for key in get_close_matches(fold(given), spellings, 1, 0.6)]
    if found:
        return write(" / ".join(map(_labelled, found)))
    for other in VOCABULARIES.values():
        exact = [term for term in other if fold(given) in map(fold, (term.value, *term.label))]
        if exact and other is not vocabulary:
            message = _("{value} is a word of another field ({field}); here is one of {allowed}")
            return message.format(value=exact[0].value, field=other.name, allowed=allowed(vocabulary))
    return one_of([allowed(vocabulary)])


def allowed(vocabulary: Vocabulary) -> str:
    """Name all values of a vocabulary with their labels."""
    return ", ".join(map(_labelled, vocabulary))


def _labelled(term: Concept) -> str:
    label = term.label.here()
    if label == term.value:
        return label
    return f"{term.value}（{label}）" if current_language() == "ja" else f"{term.value} ({label})"


# --- keys ---


def holder(model: type[StrictModel], path: Path) -> tuple[type[StrictModel], str]:
    """Return the model that holds the last key of a path, and that key."""
    *above, key = (step for step in path if isinstance(step, str))
    for step in above:
        model = inner_model(model, step) or model
    return model, key


def field_at(model: type[StrictModel], path: Path) -> Field:
    """Return the field at the end of a path."""
    model, key = holder(model, path)
    return fields_of(model)[key]


def closest_key(model: type[StrictModel], path: Path, *, exactly: bool = False) -> str:
    """Return the key of the same mapping that was meant: by its label, another case or number, or a slip."""
    model, key = holder(model, path)
    spellings = _spellings(model)
    asked = fold(key[:_LONGEST]).replace("-", "_").replace(" ", "_")
    near = [asked] if asked in spellings or exactly else get_close_matches(asked, spellings, 1, 0.7)
    return spellings.get(near[0], "") if near else ""


@cache
def _spellings(model: type[StrictModel]) -> dict[str, str]:
    """Return a mapping's keys by all names that people have for them, folded; a key's own name goes first."""
    beside, of_case = fields_of(model), case_fields()
    aliases = {name: key for key in beside for one in (beside, of_case) if key in one for name in one[key].aliases}
    labels = {fold(name): key for key, field in beside.items() for name in field.label}
    return aliases | labels | {fold(key): key for key in beside}


def key_hint(model: type[StrictModel], path: Path) -> str:
    """Say which key was meant, or where this one belongs."""
    where = key_locations().get(str(path[-1]), [])
    if key := closest_key(model, path, exactly=bool(where)):
        return write(key)
    here = ".".join(step for step in path[:-1] if isinstance(step, str))
    # What is one step too high belongs one step deeper, not somewhere else.
    where = [name for name in where if here and name.rpartition(".")[0] == here] or where
    if where:
        named = ", ".join(name or _("the case itself") for name in where[:3])
        return _("move it into {where}").format(where=named)
    beside = fields_of(holder(model, path)[0])
    return _("use one of the fields here: {keys}").format(keys=", ".join(beside)) if len(beside) <= _FEW else ""


@cache
def key_locations() -> dict[str, list[str]]:
    """Return for each key in which parts of a case it may stand; "" is the case itself."""
    known: dict[str, list[str]] = {}
    for path, field in case_fields().items():
        where, _dot, key = path.rpartition(".")
        if not field.derived:
            known.setdefault(key, []).append(where)
    return known


def misspelt_cases(value: Value) -> str | None:
    """Return the key that was meant for `cases` in a file that has neither `cases` nor the fields of a case.

    It is "" where the cases stand there without any key, and None where the file may well be one case.
    """
    if not isinstance(value, dict):
        return "" if _are_cases(value) else None
    if {"id", "title", "participants"} & value.keys():
        return None
    names = {"cases", *map(fold, fields_of(CaseFile)["cases"].label)}
    for key, item in value.items():
        unknown = key not in fields_of(Case) and key != "casebook"
        if key == "cases" or (unknown and (_are_cases(item) or get_close_matches(fold(key[:_LONGEST]), names, 1, 0.7))):
            return str(key)
    return "casebook" if "casebook" in value else None


def is_printed(value: Value, *, in_brackets: bool) -> bool:
    """Return whether a file, or a case of one, is what a command prints as JSON, whole or some of its fields."""
    listed = _are_cases(value)
    every = value if listed else (value,) if isinstance(value, dict) else ()
    return any(len(_DERIVED & one.keys()) > 1 or (listed and in_brackets and "source" not in one) for one in every)


def _are_cases(value: Value) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(one, dict) for one in value)
