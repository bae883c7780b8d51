"""What to try: instead of a value that means nothing, and where no case is left."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches
from unicodedata import normalize

from renkei_cli.casebook.index import Condition, Index
from renkei_cli.core.errors import UsageError, did_you_mean, one_of
from renkei_cli.core.i18n import _, current_language, in_brackets, plural, separator
from renkei_cli.core.text import command_line, fold, quote_words
from renkei_cli.domain import dates, places
from renkei_cli.domain.places import KINDS, REGIONS, full_name, municipality_terms, prefecture_terms, vocabulary_of
from renkei_cli.domain.vocabulary import VOCABULARIES, Concept, Vocabulary
from renkei_cli.schema.fields import Field, value_at

_SHORTS = {"type": "-t", "prefecture": "-p", "municipality": "-m"}
_COMMAS = re.compile("[,，、;；]")
_NEAREST = 3
_FEW = 20  # a list no longer than this is named whole
_NAMED = 5  # cases, or places, that a hint names
_EXAMPLES = {"prefecture": "島根, しまね, shimane, 32", "municipality": "姫島村, ひめしま, himeshima, 443221"}


# --- instead of a value that means nothing ---


def unknown_value(vocabulary: Vocabulary, where: str, text: str, near: str = "") -> UsageError:
    """Return the complaint that a value is none of a vocabulary's, with what to write instead."""
    message = _("{where}: {value} is none of the known values").format(where=where, value=repr(text))
    return UsageError(message, _other_options(vocabulary, where, text) or near or _nearest_terms(vocabulary, text))


def _option_vocabularies() -> dict[str, Vocabulary]:
    own = {name: words for name, words in VOCABULARIES.items() if name not in ("role", "instrument")}
    return {"region": REGIONS, "prefecture": prefecture_terms(), "municipality": municipality_terms(), **own}


def options_taking(text: str) -> list[str]:
    """Return the options of which a text is a value."""
    return [name for name, words in _option_vocabularies().items() if words.spelt(text)]


def _other_options(vocabulary: Vocabulary, where: str, text: str) -> str:
    """Show how several values are given, which option takes the value, what a region is made of; else return ""."""
    if vocabulary.name not in _option_vocabularies():
        return ""
    asked = fold(text)
    parts = [part for part in map(str.strip, _COMMAS.split(text)) if part]
    region = asked.replace("-", "").replace("'", "") if asked.isascii() else asked
    spelt = {region, region.removesuffix("地方"), region.removesuffix("地域")}
    made_of = [members for name, (romaji, members) in places.OTHER_REGIONS.items() if spelt & {name, romaji}]
    of_place = vocabulary.name in ("region", "prefecture", "municipality")
    if len(parts) > 1 and all(map(vocabulary.resolve, parts)):
        hint, named = _("repeat the option for each value: {line}"), [[(vocabulary.name, part) for part in parts]]
    elif made_of and of_place:
        hint, members = _("name what it is made of: {line}"), made_of[0].split()
        named = [[("region" if REGIONS.resolve(one) else "prefecture", one) for one in members]]
    elif of_place and KINDS.spelt(text):
        line = command_line("filter", [f"participants.kind={text}"])
        return _("that is a kind of local government; to choose by it: {line}").format(line=line)
    else:
        hint = _("another option takes this value: {line}")
        named = [[(name, text)] for name in options_taking(text)]
    # Terms must all hold: that any of several does is for the options of a list.
    before = "" if where.startswith("--") else "renkei list "
    words = ((word for name, value in one for word in (_SHORTS.get(name, f"--{name}"), value)) for one in named)
    return "\n".join(hint.format(line=before + quote_words(one)) for one in words)


def alike(asked: str, spellings: Iterable[str], least: float) -> list[str]:
    """Return the spellings that resemble a folded text; of two Japanese characters one in common is no resemblance."""
    if asked >= "\u2e80":
        least = max(least, 0.6)
    elif asked.isdecimal():
        least = 0.8
    near = get_close_matches(asked, spellings, _NEAREST, least)
    # A slip in a reading is oftenest in its voicing, and what follows it is not typed yet.
    start, voiceless = len(asked), _voiceless(asked)
    likeness = {key: SequenceMatcher(None, voiceless, _voiceless(key[:start])).ratio() for key in near}
    return sorted(near, key=likeness.__getitem__, reverse=True)


def _voiceless(text: str) -> str:
    return re.sub("[\u3099\u309a]", "", normalize("NFD", text))


def _nearest_terms(vocabulary: Vocabulary, text: str) -> str:
    """Name the terms that are spelt most like `text`, and all of them where they are few."""
    few = len(vocabulary.terms) <= _FEW
    spellings = vocabulary.spellings()
    likely = vocabulary.numbered(text) or vocabulary.namesakes(text)
    likely = likely or [spellings[key] for key in alike(fold(text), spellings, 0.5)]
    near = dict.fromkeys(likely or vocabulary.begun(fold(text))[:_NEAREST] if fold(text) else ())
    asked = did_you_mean([_listed(near, coded=few or fold(text).isdecimal())])
    if few:
        return f"{asked}\n{one_of([_listed(vocabulary, coded=True)])}".strip()
    return asked or _("write it as in {examples}").format(examples=_EXAMPLES[vocabulary.name])


def _listed(terms: Iterable[Concept], *, coded: bool) -> str:
    """Name terms in the reader's language, and by their codes; a label may hold a comma."""
    known = places.local_governments()
    names = {one.code: full_name(one.code) if one.code in known else one.label.here() for one in terms}
    named = [name + (in_brackets(code) if coded else "") for code, name in names.items()]
    holds_commas = current_language() != "ja" and (coded or any("," in name for name in named))
    return ("; " if holds_commas else separator()).join(named)


# --- where no case is left ---


def explain_empty(
    index: Index, asked: Mapping[str, Sequence[Condition]], collection: Mapping[str, object]
) -> Iterator[str]:
    """Say why no case fulfils all that was asked, and what to try; each is given as it was written."""
    counts = {written: len(index.select([term])) for written, term in asked.items()}
    if len(asked) > 1 and any(counts.values()):
        each = (f"{written}: {count_cases(number)}" for written, number in counts.items())
        yield _("each by itself: {counts}").format(counts="; ".join(each))
    for written, term in asked.items():
        # Of --since and --until, which ask all dates, the years say enough.
        dated = len(term) > 1 and term[0].test == "meets"
        for one in () if counts[written] else [Condition("years", "=")] if dated else term:
            yield from _why(index, one, collection)


def _why(index: Index, condition: Condition, collection: Mapping[str, object]) -> Iterator[str]:
    field = index.fields()[condition.key]
    name = field.label.here()
    if condition.test == "stated":
        message = _("{field}: every case states it") if condition.negated else _("{field}: no case states it")
        yield message.format(field=name)
    elif condition.negated:
        yield _("{field}: no case has anything else").format(field=name)
    elif condition.test == "in":
        yield from _why_none_of(index, field, [str(code) for code in condition.values], collection)
    elif condition.test == "item":
        alone = [part for part in condition.parts if not index.select([[part]])]
        for part in alone:
            yield from _why(index, part, collection)
        if not alone:
            yield _("{field}: each of the terms holds for one, but none fulfils them all").format(field=name)
    elif condition.test in ("contains", "equals"):
        text = str(condition.values[0])
        line = command_line("search", [text], collection)
        if condition.test == "equals":
            line = command_line("filter", [f"{field.key}~{text}"], collection)
        yield _("{field}: no case has this text; to look further: {line}").format(field=name, line=line)
    elif bounds := _bounds(index, condition):
        message = _("{field}: from {least} to {most} in the cases that there are")
        yield message.format(field=name, least=bounds[0], most=bounds[1])
    else:
        yield _("{field}: no case states it").format(field=name)


def _why_none_of(index: Index, field: Field, codes: Sequence[str], collection: Mapping[str, object]) -> Iterator[str]:
    if field.key == "prefectures":
        for code in codes[:_NAMED]:
            label = prefecture_terms()[code].label.here()
            yield _("no case has a local government of {place} in it").format(place=label)
            yield from _cases_of_region(index, code, collection)
    elif (words := vocabulary_of(field.key, field.vocabulary)) is municipality_terms():
        yield from explain_absence(index, codes, collection)
    else:
        labels = (term.label.here() for term in words or () if {term.code, term.value} & {*codes})
        yield _("{field}: no case has {value}").format(field=field.label.here(), value=separator().join(labels))


def _bounds(index: Index, condition: Condition) -> tuple[str, str] | None:
    """Return the least and the greatest value, or number of values, of a field that a condition compares."""
    numbers: list[float] = []
    days: list[str] = []
    for case in index.cases(index.ids(), [condition.key]):
        value = value_at(case, condition.key)
        found = value if isinstance(value, list) else [value]
        if condition.test.startswith("count"):
            numbers.append(len(found))
        elif index.fields()[condition.key].kind == "date":
            days += filter(None, found)
        else:
            numbers += (one for one in found if isinstance(one, int | float))
    if days:
        first, *_between, last = sorted([*days, *days], key=dates.date_span)
        return dates.format_date(first, current_language()), dates.format_date(last, current_language())
    form = "" if condition.key == "years" else ","
    return (f"{min(numbers):{form}}", f"{max(numbers):{form}}") if numbers else None


def explain_absence(index: Index, codes: Sequence[str], collection: Mapping[str, object]) -> Iterator[str]:
    """Say that local governments take part in no case, and which cases there are near them."""
    named = [full_name(code) for code in codes[:_NAMED]] + ["…"] * (len(codes) > _NAMED)
    only = len(codes) == 1 and not places.local_governments()[codes[0]].municipality
    message = _("{place} itself takes part in no case") if only else _("no case has {place} in it")
    # In English each name holds a comma.
    yield message.format(place=("; " if "," in named[0] else separator()).join(named))
    prefectures = dict.fromkeys(code[:2] for code in codes[:_NAMED])
    near = [line for prefecture in prefectures for line in _cases_near(index, prefecture, collection)]
    yield from near or [_("all cases: {line}").format(line=command_line("list", [], collection))]


def _cases_near(index: Index, prefecture: str, collection: Mapping[str, object]) -> Iterator[str]:
    """Name the cases of a prefecture, else those of its region, and how to list them."""
    place = prefecture_terms()[prefecture].label
    if ids := index.select([[Condition("prefectures", "in", (prefecture,))]]):
        yield _near_cases(place.here(), ids, {"prefecture": [place.ja]}, collection)
    else:
        yield from _cases_of_region(index, prefecture, collection)


def _cases_of_region(index: Index, prefecture: str, collection: Mapping[str, object]) -> Iterator[str]:
    region = REGIONS[places.REGION_OF[prefecture]]
    if ids := index.select([[Condition("regions", "in", (region.code,))]]):
        yield _near_cases(region.label.here(), ids, {"region": [region.label.ja]}, collection)


def _near_cases(place: str, ids: Sequence[str], given: Mapping[str, object], collection: Mapping[str, object]) -> str:
    line = command_line("list", [], given, collection)
    named = separator().join([*ids[:_NAMED], *["…"] * (len(ids) > _NAMED)])
    return _("cases of {place}: {cases}; to list them: {line}").format(place=place, cases=named, line=line)


def count_cases(number: int) -> str:
    """Return how many cases there are, in words."""
    return plural("{n} case", "{n} cases", number)
