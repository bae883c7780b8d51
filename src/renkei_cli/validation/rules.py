"""The rules, whose sentences and examples stand in data/rules.yaml, and the checks of those that are ours to apply."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import NamedTuple

from renkei_cli.core.diagnostics import Rule, Severity
from renkei_cli.core.errors import one_of
from renkei_cli.core.files import data_folder
from renkei_cli.core.i18n import LocalizedText, _, plural
from renkei_cli.domain.dates import date_span
from renkei_cli.domain.places import fitting_types, local_governments
from renkei_cli.domain.vocabulary import TYPES
from renkei_cli.schema.fields import Path, Value
from renkei_cli.schema.models import case_fields
from renkei_cli.schema.types import REF_PATTERN
from renkei_cli.validation import suggestions
from renkei_cli.yamlio.loader import entries

EACH = None
"""In a pattern: every item of a list."""
SECTIONS = ("activities", "background", "merits")


class Violation(NamedTuple):
    """A fault before its place in the file is known."""

    path: Path
    code: str
    message: str
    hint: str = ""
    part: str = ""  # the very piece of a text that is wrong, where it is not all of it
    at_key: bool = False  # whether the key is wrong, not what it leads to
    lacks: str = ""  # the key that is missing


class RawCase:
    """A case's plain values by their paths, whatever its shape."""

    def __init__(self, value: Value, today: date) -> None:
        self.value, self.today = value, today
        self.mappings: list[tuple[Path, dict[str, Value]]] = []  # all of the case, each with its path
        self._collect((), self.value)

    def _collect(self, path: Path, value: Value) -> None:
        is_mapping = isinstance(value, dict)
        if is_mapping:
            self.mappings.append((path, value))
        for step, item in value.items() if is_mapping else enumerate(value):
            # Most lists hold texts alone.
            if isinstance(item, dict) or (isinstance(item, tuple) and item and not isinstance(item[0], str)):
                self._collect((*path, step), item)

    def values_at(self, *pattern: str | None) -> list[tuple[Path, Value]]:
        """Return what stands at a path, EACH being every item of a list; nothing where a case has another shape."""
        reached: list[tuple[Path, Value]] = [((), self.value)]
        for step in pattern:
            if step is EACH:
                lists = [(path, held) for path, held in reached if isinstance(held, tuple)]
                reached = [((*path, index), item) for path, held in lists for index, item in enumerate(held)]
            else:
                parts = [(path, held) for path, held in reached if isinstance(held, dict) and step in held]
                reached = [((*path, step), held[step]) for path, held in parts]
        return reached

    def texts_at(self, *pattern: str | None) -> list[tuple[Path, str]]:
        """Return the texts among what stands at a path."""
        return [(path, text) for path, text in self.values_at(*pattern) if isinstance(text, str)]

    def sentences(self) -> Iterator[tuple[Path, str]]:
        """Return the texts that people read, in both languages."""
        for path, part in self.mappings:
            for language in ("ja", "en"):
                if isinstance(text := part.get(language), str):
                    yield (*path, language), text

    @cached_property
    def refs(self) -> list[tuple[Path, str]]:
        """All refs that are in the form of one."""
        listed = [((*path, "ref"), part["ref"]) for path, part in self.mappings if isinstance(part.get("ref"), tuple)]
        every = [((*path, index), ref) for path, refs in listed for index, ref in enumerate(refs)]
        return [(path, ref) for path, ref in every if isinstance(ref, str) and _IS_REF.match(ref)]

    @cached_property
    def bullets(self) -> dict[str, int]:
        """How many bullets the source has in each section, where the case says so."""
        found = [item for section in SECTIONS for item in self.values_at("source", "bullets", section)]
        return {str(path[-1]): count for path, count in found if type(count) is int}


def _read_rules() -> Iterator[Rule]:
    [entry] = entries("rules.yaml", (data_folder() / "rules.yaml").read_bytes(), [])
    for code, held in entry.value.items():
        sentence, severity = LocalizedText(held.pop("ja"), held.pop("en")), Severity(held.pop("severity", "error"))
        # YAML takes no byte of 0.
        wrong = held.pop("wrong", "").replace("␀", "\0")
        yield Rule(code, sentence, wrong, severity=severity, **held)


RULEBOOK = {rule.code: rule for rule in _read_rules()}
"""Every code that a fault can have, in the order in which they are told."""
TRUTHS = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null"})
"""Words that YAML 1.1 takes for a truth value or for nothing, and YAML 1.2 in part."""
_NO_TEXT = TRUTHS | {"~", "none", "n/a", "tbd", "todo", "-"}
_STATEMENTS = tuple(key for key, field in case_fields().items() if field.kind == "statement")
_SAME_AGAIN = 10  # characters from which on the same text twice is no coincidence
_IS_REF = re.compile(REF_PATTERN)
_HALF_WIDTH = re.compile("[\uff66-\uff9f｡｢｣､･]+")
_JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\uff66-\uff9f々〆]")
_LATIN = re.compile("[A-Za-z]")


def _id_is_no_truth_value(case: RawCase) -> Iterator[Violation]:
    given = case.value.get("id")
    if isinstance(given, str) and given in TRUTHS:
        message = _("the id {given} is a truth value to many programs that read YAML").format(given=given)
        yield Violation(("id",), "id-truth", message, _("write an id that names the case, as in fujieda-eniwa"))


# --- the fields of a case, and cases, among each other: each is silent about what it cannot judge ---


def seen_before(code: str, path: Path, text: str, seen: dict[str, str], place: str) -> Iterator[Violation]:
    """Find an id or a title that a case before has; `seen` tells where each stands, and learns this one's place."""
    if text in seen and code == "id-unique":
        message = _("the id {id} is taken already, at {place}").format(id=text, place=seen[text])
        yield Violation(path, code, message, _("give every case an id of its own"))
    elif text in seen:
        yield Violation(path, code, _("the title is that of the case at {place}").format(place=seen[text]))
    seen.setdefault(text, place)


def _participants_fit(case: RawCase) -> Iterator[Violation]:
    given, found, known = case.value.get("type"), case.texts_at("participants", EACH, "code"), local_governments()
    codes = [code for _path, code in found]
    for number, (path, code) in enumerate(found):
        if code in codes[:number] and code in known:
            message = _("{name} is a participant already").format(name=suggestions.quoted(code))
            yield Violation(path, "participant-unique", message, _("put all its roles into one entry"))
    if len(codes) < len(case.values_at("participants", EACH)) or not known.keys() >= set(codes):
        # Nothing follows from a participant that is faulty.
        return
    # It takes two.
    given = next((term.value for term in TYPES if given in (term.value, term.code)), "")
    if given and codes[1:] and given not in (fits := fitting_types(codes)):
        names = ", ".join(dict.fromkeys(suggestions.prefecture(code) for code in codes))
        message = _("{type} does not fit participants in {prefectures}").format(type=given, prefectures=names)
        hint = _("write {type}, or check the participants").format(type=" / ".join(fits))
        yield Violation(("type",), "type-prefectures", message, hint)
    named = [item for section in _STATEMENTS for item in case.texts_at(section, EACH, "for", EACH)]
    for path, code in (*named, *case.texts_at("instruments", EACH, "parties", EACH)) if codes else ():
        if code not in codes and code in known:
            message = _("{name} is no participant of this case").format(name=suggestions.quoted(code))
            yield Violation(path, "not-a-participant", message, one_of([suggestions.choice(sorted(set(codes)))]))


def _period_runs_forwards(case: RawCase) -> Iterator[Violation]:
    starts, ends = case.texts_at("period", "start"), case.texts_at("period", "end")
    for (_path, start), (path, end) in zip(starts, ends, strict=False):
        with suppress(ValueError):
            if date_span(end).last < date_span(start).first:
                message = _("the period ends before it begins: {end} is before {start}")
                yield Violation(path, "period", message.format(start=start, end=end))


def _refs_are_within_their_section(case: RawCase) -> Iterator[Violation]:
    counts = {"figures": len(case.values_at("figures", EACH)), **case.bullets}
    for path, ref in case.refs:
        section, _slash, number = ref.partition("/")
        if path[0] in SECTIONS and section != path[0]:
            message = _("a statement of {section} cites {ref}").format(section=path[0], ref=ref)
            yield Violation(path, "ref-section", message, _("cite {section}/…").format(section=path[0]))
        elif number and section in counts and int(number) > counts[section]:
            hint = _("cite one of the {n} of {section}, or mend their number")
            hint = hint.format(section=section, n=counts[section])
            yield Violation(path, "ref-range", _("the source has no {ref}").format(ref=ref), hint)


def _every_bullet_is_cited(case: RawCase) -> Iterator[Violation]:
    counts, cited = case.bullets, {ref for _path, ref in case.refs}
    for section, count in counts.items():
        # A count far beyond any source's must not make a list without end.
        bullets = [f"{section}/{number}" for number in range(1, min(count, 999) + 1)]
        missing = [bullet for bullet in bullets if bullet not in cited]
        if missing and all(_IS_REF.match(ref) for _path, ref in case.texts_at(section, EACH, "ref", EACH)):
            named = ", ".join([*missing[:10], *(["…"] if missing[10:] else [])])
            hint = _("add a statement with this ref, or lower the count in source.bullets")
            yield Violation((section,), "ref-uncited", _("nothing cites {ref}").format(ref=named), hint, at_key=True)
    without = [path for path, part in case.mappings if part.get("ref", ()) == ()] if counts else []
    for path in without:
        if ".".join(step for step in path if isinstance(step, str)) in suggestions.key_locations()["ref"]:
            yield Violation(path, "ref-missing", _("ref is missing: where does the source say this?"))


# --- what is unlikely but possible: a warning ---


def _fields_are_complete(case: RawCase) -> Iterator[Violation]:
    # What stands there in a wrong shape is there all the same.
    asked = ("summary", "purpose", "background", "activities")
    lacking = [key for key in asked if case.value.get(key) in (None, ())]
    if lacking:
        message = _("the government's data model (DS-451-3) also asks for: {keys}").format(keys=", ".join(lacking))
        yield Violation(("id",), "incomplete", message)


def _translation_is_whole(case: RawCase) -> Iterator[Violation]:
    texts = [(path, part) for path, part in case.mappings if isinstance(part.get("ja"), str)]
    without = [path for path, part in texts if not part.get("en")]
    if without and len(without) < len(texts):
        message = plural(
            "{n} text of this case has no English, others have",
            "{n} texts of this case have no English, others have",
            len(without),
        )
        yield Violation(without[0], "translation", message, _("add en, or leave it out everywhere in the case"))


def _texts_read_well(case: RawCase) -> Iterator[Violation]:
    for path, text in case.sentences():
        japanese, latin = _JAPANESE.search(text), _LATIN.search(text)
        # A name may be Latin in Japanese too: NPO, OITA4.0, km. Prose of more than three words is not.
        is_prose = text.split()[3:] or (path[0] in (*SECTIONS, "summary", "purpose") and latin)
        if text.casefold() in _NO_TEXT:
            message = _("{given} is hardly a text").format(given=text)
            yield Violation(path, "placeholder", message, _("write the text, or leave the line out"))
        elif path[-1] == "ja" and not japanese and is_prose:
            yield Violation(path, "japanese-text", _("the Japanese text holds no Japanese"))
        elif path[-1] == "en" and japanese and not latin:
            yield Violation(path, "english-text", _("the English text is in Japanese"))
        if pieces := _HALF_WIDTH.findall(text):
            shown = " / ".join(piece[:20] for piece in pieces[:3])
            message, right = _("half-width kana: {given}").format(given=shown), unicodedata.normalize("NFKC", shown)
            yield Violation(path, "half-width-kana", message, suggestions.write(right), pieces[0])


def _dates_are_likely(case: RawCase) -> Iterator[Violation]:
    listed = [found for key in ("events", "instruments") for found in case.texts_at(key, EACH, "date")]
    dated = [found for key in ("source", "certification") for found in case.texts_at(key, "date")]
    for path, stored in (*listed, *dated, *case.texts_at("period", "start")):
        with suppress(ValueError):
            first, last = date_span(stored)
            if last < date(1947, 5, 3):
                message = _("{date} is before the Local Autonomy Act of 1947").format(date=stored)
                yield Violation(path, "date-unlikely", message, _("check the era"))
            elif first > case.today and path[0] != "period":
                yield Violation(path, "date-unlikely", _("{date} lies in the future").format(date=stored))


def _nothing_is_said_twice(case: RawCase) -> Iterator[Violation]:
    seen: dict[str, Path] = {}
    said = [item for section in _STATEMENTS for item in case.texts_at(section, EACH, "ja")]
    for path, text in (*said, *case.texts_at("events", EACH, "text", "ja")):
        if len(text) >= _SAME_AGAIN and text in seen:
            # Named as refs do: activities/2.
            where = f"{seen[text][0]}/{int(seen[text][1]) + 1}"
            yield Violation(path, "said-twice", _("the same text stands in {where} already").format(where=where))
        seen.setdefault(text, path)


def _wave_dashes_are_alike(case: RawCase) -> Iterator[Violation]:
    found = {wave: [path for path, text in case.sentences() if wave in text] for wave in "〜～"}
    rare, usual = sorted(found, key=lambda wave: len(found[wave]))
    if found[rare]:
        message = _("this file writes both {rare} (U+{rare_code}) and {usual} (U+{usual_code})")
        codes = {"rare_code": f"{ord(rare):04X}", "usual_code": f"{ord(usual):04X}"}
        message = message.format(rare=rare, usual=usual, **codes)
        yield Violation(found[rare][0], "wave-dash", message, _("keep to {usual}").format(usual=usual), rare)


CHECKS: dict[Severity, Sequence[Callable[[RawCase], Iterator[Violation]]]] = {
    Severity.ERROR: (
        _id_is_no_truth_value, _participants_fit, _period_runs_forwards, _refs_are_within_their_section,
        _every_bullet_is_cited,
    ),
    Severity.WARNING: (
        _fields_are_complete, _translation_is_whole, _texts_read_well, _dates_are_likely, _nothing_is_said_twice,
        _wave_dashes_are_alike,
    ),
}  # fmt: skip
"""Those that find what makes a case unusable, besides what the schema says; and those that find what is unlikely."""
