"""What is unlikely but possible in a case: rules whose breach is a warning."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from renkei_cli.core.diagnostics import Severity
from renkei_cli.core.i18n import _, plural
from renkei_cli.domain.dates import date_span
from renkei_cli.validation.raw_case import EACH, SECTIONS, Path, RawCase, Violation
from renkei_cli.validation.rules.rulebook import LISTED, Rulebook, event

RULES = Rulebook(Severity.WARNING)
rule = RULES.rule
_REQUIRED = ("summary", "purpose", "background", "activities")
"""What the government's data model of such cases (DS-451-3) asks for besides what the schema does."""
_SELF_GOVERNMENT = date(1947, 5, 3)
"""The Local Autonomy Act (地方自治法) came into force."""
_HALF_WIDTH = re.compile("[\uff66-\uff9f｡｢｣､･]+")
_JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\uff66-\uff9f々〆]")
_LATIN = re.compile("[A-Za-z]")
_WAVES = "〜～"
_ENOUGH = 20
"""Characters of a piece of text by which its writer recognises it."""
_NAME = 3
"""Words up to which a text may be a name."""
_SAME_AGAIN = 10
"""Characters from which on the same text twice is no coincidence."""
_NO_TEXT = frozenset(
    {"yes", "no", "on", "off", "y", "n", "true", "false", "null", "~", "none", "n/a", "tbd", "todo", "-"}
)
"""Words that stand where somebody meant a truth value, or nothing yet."""
_NAKATSU = LISTED.replace("442020", "442038").replace("id: oita", "id: oita-nakatsu")


# fmt: off
@rule("incomplete", "事例には、国のデータモデル（DS-451-3）が求める概要、目的、経緯、事業内容がある。", "A case has what the government's data model (DS-451-3) asks for: summary, purpose, background, activities.",
     "purpose:\nbackground: []\n", "purpose: {ja: 訪れる人を増やす。}\n")
def _fields_are_complete(case: RawCase) -> Iterator[Violation]:
    # What stands there in a wrong shape is there all the same.
    lacking = [key for key in _REQUIRED if case.value.get(key) in (None, ())]
    if lacking:
        message = _("the government's data model (DS-451-3) also asks for: {keys}").format(keys=", ".join(lacking))
        yield Violation(("id",), "incomplete", message)


@rule("translation", "英語は、事例のすべての文に書くか、どの文にも書かない。", "Either all texts of a case have English or none has.",
     "title: {ja: 観光の計画, en: A plan for tourism}\n", "title: {ja: 観光の計画}\n")
def _translation_is_whole(case: RawCase) -> Iterator[Violation]:
    texts = [(path, part) for path, part in case.parts if isinstance(part.get("ja"), str)]
    without = [path for path, part in texts if not part.get("en")]
    if without and len(without) < len(texts):
        message = plural(
            "{n} text of this case has no English, others have", "{n} texts of this case have no English, others have",
            len(without),
        )
        yield Violation(without[0], "translation", message, _("add en, or leave it out everywhere in the case"))


@rule("japanese-text", "ja には日本語の文を書く。", "Under ja stands Japanese.",
     "purpose: {ja: To draw more visitors.}\n", "purpose: {ja: 訪れる人を増やす。}\n")
def _japanese_is_japanese(case: RawCase) -> Iterator[Violation]:
    for path, ja in case.prose():
        if path[-1] != "ja" or _JAPANESE.search(ja) or ja.casefold() in _NO_TEXT:
            continue
        # A name may be Latin in Japanese too: NPO, OITA4.0, km. Prose of several words is not.
        if len(ja.split()) > _NAME or (path[0] in (*SECTIONS, "summary", "purpose") and _LATIN.search(ja)):
            yield Violation(path, "japanese-text", _("the Japanese text holds no Japanese"))


@rule("english-text", "en には英語の文を書く。", "Under en stands English.",
     "title: {ja: 観光の計画, en: 観光の計画}\n", "title: {ja: 観光の計画}\n")
def _english_is_english(case: RawCase) -> Iterator[Violation]:
    for path, en in case.prose():
        if path[-1] == "en" and _JAPANESE.search(en) and not _LATIN.search(en):
            yield Violation(path, "english-text", _("the English text is in Japanese"))


@rule("placeholder", "文の所に、はい・いいえや仮の語を書かない。", "Where text belongs there is no yes, no or to-do.",
     "purpose: {ja: yes}\n", "purpose: {ja: 訪れる人を増やす。}\n")
def _texts_say_something(case: RawCase) -> Iterator[Violation]:
    for path, text in case.prose():
        if text.casefold() in _NO_TEXT:
            message = _("{given} is hardly a text").format(given=text)
            yield Violation(path, "placeholder", message, _("write the text, or leave the line out"))


@rule("half-width-kana", "かなは全角で書く。", "Kana are written in full width.",
     "title: {ja: 観光ｶﾞｲﾄﾞの計画}\n", "title: {ja: 観光ガイドの計画}\n")
def _kana_are_full_width(case: RawCase) -> Iterator[Violation]:
    for path, text in case.prose():
        if pieces := _HALF_WIDTH.findall(text):
            shown = [piece[:_ENOUGH] for piece in pieces[:3]]
            right = " / ".join(unicodedata.normalize("NFKC", piece) for piece in shown)
            message = _("half-width kana: {given}").format(given=" / ".join(shown))
            yield Violation(path, "half-width-kana", message, _("write {value}").format(value=right), pieces[0])


@rule("date-unlikely", "日付は、地方自治法の施行から今日までの間とする。", "A date lies between the Local Autonomy Act and today.",
     event('"1917-08-23"'), event('"2017-08-23"'))
def _dates_are_likely(case: RawCase) -> Iterator[Violation]:
    dated = [
        *case.words("events", EACH, "date"), *case.words("instruments", EACH, "date"),
        *case.words("source", "date"), *case.words("certification", "date"), *case.words("period", "start"),
    ]
    for path, stored in dated:
        with suppress(ValueError):
            first, last = date_span(stored)
            if last < _SELF_GOVERNMENT:
                message = _("{date} is before the Local Autonomy Act of 1947").format(date=stored)
                yield Violation(path, "date-unlikely", message, _("check the era"))
            elif first > case.today and path[0] != "period":
                yield Violation(path, "date-unlikely", _("{date} lies in the future").format(date=stored))


@rule("said-twice", "1つの事例で、同じことを2度書かない。", "A case says nothing twice.",
     "activities:\n  - {ja: 二つの市で観光の催しを開く。}\n  - {ja: 二つの市で観光の催しを開く。}\n",
     "activities:\n  - {ja: 二つの市で観光の催しを開く。}\n  - {ja: 観光の案内人を育てる。}\n")
def _nothing_is_said_twice(case: RawCase) -> Iterator[Violation]:
    seen: dict[str, Path] = {}
    for section in (*SECTIONS, "results", "events"):
        for path, text in case.words(section, EACH, *(("text", "ja") if section == "events" else ("ja",))):
            if len(text) >= _SAME_AGAIN and text in seen:
                # Named as refs do: activities/2.
                where = f"{seen[text][0]}/{int(seen[text][1]) + 1}"
                message = _("the same text stands in {where} already").format(where=where)
                yield Violation(path, "said-twice", message)
            seen.setdefault(text, path)


rule("wave-dash", "1つのファイルの中で、波の線は 〜（U+301C）か ～（U+FF5E）のどちらかにそろえる。", "A file keeps to one wave dash, 〜 (U+301C) or ～ (U+FF5E).",
     "title: {ja: 観光の計画〜春～}\n", "title: {ja: 観光の計画～春～}\n")

@dataclass(slots=True)
class WaveDashes:
    """Where a file's prose first has each form of the wave dash, and in how many texts."""

    first: dict[str, tuple[RawCase, Path]] = field(default_factory=dict)
    count: Counter[str] = field(default_factory=Counter)

    def see(self, case: RawCase) -> None:
        """Count the wave dashes of a case."""
        for path, text in case.prose():
            for wave in set(_WAVES).intersection(text):
                self.first.setdefault(wave, (case, path))
                self.count[wave] += 1

    def mixed(self) -> Iterator[tuple[RawCase, Violation]]:
        """Return the first place of the rarer form, if the file has both."""
        if len(self.count) > 1:
            rare, usual = sorted(self.count, key=lambda wave: (self.count[wave], wave))
            case, path = self.first[rare]
            message = _("this file writes both {rare} (U+{rare_code}) and {usual} (U+{usual_code})").format(
                rare=rare, rare_code=f"{ord(rare):04X}", usual=usual, usual_code=f"{ord(usual):04X}"
            )
            yield case, Violation(path, "wave-dash", message, _("keep to {usual}").format(usual=usual), rare)


rule("title-twice", "名称は事例ごとに違う。", "No two cases have one title.",
     f"cases:\n{LISTED}{_NAKATSU}", f"cases:\n{LISTED}{_NAKATSU.replace('観光の計画', '中津との観光の計画')}", whole=True)


def title_twice(case: RawCase, titles: dict[str, str]) -> Iterator[Violation]:
    """Find a title that a case before has; `titles` tells where each stands, and learns this one's place."""
    for path, title in case.words("title", "ja"):
        if title in titles:
            message = _("the title is that of the case at {place}").format(place=titles[title])
            yield Violation(path, "title-twice", message)
        titles.setdefault(title, str(case.entry.place(path)))
