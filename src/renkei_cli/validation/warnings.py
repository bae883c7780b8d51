"""What is unlikely but possible in a case: warnings. Each looks at plain values, as the rules do."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date

from renkei_cli.core.i18n import _, plural
from renkei_cli.domain.dates import date_span
from renkei_cli.validation.raw_case import EACH, SECTIONS, RawCase
from renkei_cli.validation.violations import Violation
from renkei_cli.yamlio.loader import Path

_REQUIRED = ("summary", "purpose", "background", "activities")
"""What the government's data model of such cases (DS-451-3) asks for besides what the schema does."""
_SELF_GOVERNMENT = date(1947, 5, 3)
"""The Local Autonomy Act (地方自治法) came into force."""
_HALF_WIDTH = re.compile("[\uff66-\uff9f｡｢｣､･]+")
_JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\uff66-\uff9f々〆]")
_LATIN = re.compile("[A-Za-z]")
_ENOUGH = 20
"""Characters of a piece of text by which its writer recognises it."""
_SAME_AGAIN = 10
"""Characters from which on the same text twice is no coincidence."""
_YES_NO = frozenset(
    {"yes", "no", "on", "off", "y", "n", "true", "false", "null", "~", "none", "n/a", "tbd", "todo", "-"}
)
"""Words that stand where somebody meant a truth value, or nothing yet."""


def fields_are_complete(case: RawCase) -> Iterator[Violation]:
    """A case says what the government's data model asks for."""
    # What stands there in a wrong shape is there all the same.
    lacking = [key for key in _REQUIRED if case.value.get(key) in (None, ())]
    if lacking:
        message = _("the government's data model (DS-451-3) also asks for: {keys}").format(keys=", ".join(lacking))
        yield Violation(("id",), "incomplete", message)


def translation_is_whole(case: RawCase) -> Iterator[Violation]:
    """Either all texts of a case have an English one, or none has."""
    texts = [(path, part) for path, part in case.parts if isinstance(part.get("ja"), str)]
    without = [path for path, part in texts if not part.get("en")]
    if without and len(without) < len(texts):
        message = plural(
            "{n} text of this case has no English, others have", "{n} texts of this case have no English, others have",
            len(without),
        )  # fmt: skip
        yield Violation(without[0], "translation", message, _("add en, or leave it out everywhere in the case"))


def languages_are_told_apart(case: RawCase) -> Iterator[Violation]:
    """Under `ja` stands Japanese, under `en` English."""
    for path, part in case.parts:
        ja, en = part.get("ja"), part.get("en")
        if isinstance(en, str) and _JAPANESE.search(en) and not _LATIN.search(en):
            yield Violation((*path, "en"), "english-text", _("the English text is in Japanese"))
        if not isinstance(ja, str) or _JAPANESE.search(ja) or ja.casefold() in _YES_NO:
            continue
        # A name may be Latin in Japanese too: NPO, OITA4.0, km. Prose of several words is not.
        if len(ja.split()) > 3 or (path and path[0] in (*SECTIONS, "summary", "purpose") and _LATIN.search(ja)):  # noqa: PLR2004
            yield Violation((*path, "ja"), "japanese-text", _("the Japanese text holds no Japanese"))


def texts_say_something(case: RawCase) -> Iterator[Violation]:
    """A text is no yes, no or to-do."""
    for path, text in _prose(case):
        if text.casefold() in _YES_NO:
            message = _("{given} is hardly a text").format(given=text)
            yield Violation(path, "placeholder", message, _("write the text, or leave the line out"))


def kana_are_full_width(case: RawCase) -> Iterator[Violation]:
    """Kana are written in full width."""
    for path, text in _prose(case):
        if pieces := _HALF_WIDTH.findall(text):
            shown = [piece[:_ENOUGH] for piece in pieces[:3]]
            right = " / ".join(unicodedata.normalize("NFKC", piece) for piece in shown)
            message = _("half-width kana: {given}").format(given=" / ".join(shown))
            yield Violation(path, "half-width-kana", message, _("write {value}").format(value=right), pieces[0])


def dates_are_likely(case: RawCase) -> Iterator[Violation]:
    """What has happened did so since the Local Autonomy Act, and before tomorrow."""
    today = date.today()  # noqa: DTZ011 - the reader's own day
    dated = [
        *case.words("events", EACH, "date"), *case.words("instruments", EACH, "date"),
        *case.words("source", "date"), *case.words("certification", "date"), *case.words("period", "start"),
    ]  # fmt: skip
    for path, stored in dated:
        with suppress(ValueError):
            first, last = date_span(stored)
            if last < _SELF_GOVERNMENT:
                message = _("{date} is before the Local Autonomy Act of 1947").format(date=stored)
                yield Violation(path, "date-unlikely", message, _("check the era"))
            elif first > today and path[0] != "period":
                yield Violation(path, "date-unlikely", _("{date} lies in the future").format(date=stored))


def nothing_is_said_twice(case: RawCase) -> Iterator[Violation]:
    """No two statements of a case are the same."""
    seen: dict[str, Path] = {}
    for section in (*SECTIONS, "results", "events"):
        inner = ("text", "ja") if section == "events" else ("ja",)
        for path, text in case.words(section, EACH, *inner):
            if len(text) >= _SAME_AGAIN and text in seen:
                message = _("the same text stands in {where} already").format(where=_said(seen[text]))
                yield Violation(path, "said-twice", message)
            seen.setdefault(text, path)


def _said(path: Path) -> str:
    """Name a statement as refs do: activities/2."""
    return f"{path[0]}/{int(path[1]) + 1}"


def _prose(case: RawCase) -> Iterator[tuple[Path, str]]:
    """Give the texts that people read."""
    for path, part in case.parts:
        for language in ("ja", "en"):
            if isinstance(text := part.get(language), str):
                yield (*path, language), text


WAVES = "〜～"


def waves(case: RawCase) -> Iterator[tuple[Path, str]]:
    """Give the wave dashes of a case's prose, each form once a text; a file keeps to one of the two forms."""
    for path, text in _prose(case):
        yield from ((path, wave) for wave in WAVES if wave in text)


def titles(case: RawCase) -> Iterator[tuple[Path, str]]:
    """Give a case's title; no two cases have the same."""
    return case.words("title", "ja")


DOUBTS: tuple[Callable[[RawCase], Iterator[Violation]], ...] = (
    fields_are_complete,
    translation_is_whole,
    languages_are_told_apart,
    texts_say_something,
    kana_are_full_width,
    dates_are_likely,
    nothing_is_said_twice,
)
