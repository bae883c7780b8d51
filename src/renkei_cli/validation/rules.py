"""The rules: each with its sentence, an example of wrong and right and, where it is ours to apply, its check.

One long table beside the checks that read it: whoever adds a rule sees the ones before it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import cached_property, partial
from typing import NamedTuple

from renkei_cli.core.diagnostics import Rule, Severity
from renkei_cli.core.i18n import LocalizedText, _, plural
from renkei_cli.domain.dates import date_span
from renkei_cli.domain.places import fitting_types, local_governments
from renkei_cli.domain.vocabulary import TYPES
from renkei_cli.schema.fields import Path, Value
from renkei_cli.schema.models import case_fields
from renkei_cli.schema.types import REF_PATTERN
from renkei_cli.validation import suggestions

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
        """Take over a case, and the day on which it is judged."""
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


Check = Callable[[RawCase], Iterator[Violation]]
RULEBOOK: dict[str, Rule] = {}
"""Every code that a fault can have, in the order in which they are declared."""
CHECKS: dict[Severity, list[Check]] = {Severity.ERROR: [], Severity.WARNING: []}
"""Those that find what makes a case unusable, besides what the schema says; and those that find what is unlikely."""


def rule(
    code: str, ja: str, en: str, wrong: str = "", right: str = "", severity: Severity = Severity.ERROR, *,
    whole: bool = False, schema: bool = False, encoding: str = "utf-8",
) -> Callable[[Check], Check]:  # fmt: skip
    """Declare a rule; return a decorator for the function that checks it, where not pydantic or YAML does."""
    RULEBOOK[code] = Rule(code, LocalizedText(ja, en), wrong, right, severity, whole, schema, encoding)

    def enter(check: Check) -> Check:
        CHECKS[severity].append(check)
        return check

    return enter


TRUTHS = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null"})
"""Words that YAML 1.1 takes for a truth value or for nothing, and YAML 1.2 in part."""
_NO_TEXT = TRUTHS | {"~", "none", "n/a", "tbd", "todo", "-"}
_STATEMENTS = tuple(key for key, field in case_fields().items() if field.kind == "statement")
_SAME_AGAIN = 10  # characters from which on the same text twice is no coincidence
_IS_REF = re.compile(REF_PATTERN)
_HALF_WIDTH = re.compile("[\uff66-\uff9f｡｢｣､･]+")
_JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\uff66-\uff9f々〆]")
_LATIN = re.compile("[A-Za-z]")

BASE = """\
id: oita
type: 県内連携
title: {ja: 観光の計画}
summary: {ja: 大分市と別府市が観光で手を結ぶ。}
purpose: {ja: 訪れる人を増やす。}
background: [{ja: 前から交流があった。}]
activities: [{ja: 観光の催しを開く。}]
participants:
  - {code: "442011", roles: [{code: lead}]}
  - {code: "442020", roles: [{code: network_member}]}
source:
  document: {ja: 計画書}
  heading: {ja: 観光}
"""
"""A case without faults, into which the examples of a part of a case are set."""
_LISTED = "".join(f"    {line}\n" for line in BASE.splitlines()).replace("    id", "  - id", 1)
_TITLE = "title: {ja: 観光の計画}\n"
_TITLE_LINES = "title:\n  ja: 観光の計画\n"
_PURPOSE = "purpose: {ja: 訪れる人を増やす。}\n"
_ACTIVITY = "activities:\n  - ja: 観光の催しを開く。\n"
_BACKGROUND = "background:\n  - {{ja: 前から交流があった。, ref: [{}]}}\n"
_LEAD = '  - {code: "442011", roles: [{code: lead}]}\n'
_MEMBER = '  - {code: "442020", roles: [{code: network_member}]}\n'
_EVENT = "events:\n  - date: {}\n    text: {{ja: 協定を結んだ。}}\n"
_COUNTED = """\
background:
  - {{ja: 前から交流があった。, ref: [{}]}}
activities:
  - {{ja: 観光の催しを開く。, ref: [activities/1]}}
participants:
  - {{code: "442011", roles: [{{code: lead, ref: [heading]}}]}}
  - {{code: "442020", roles: [{{code: network_member, ref: [heading]}}]}}
source:
  document: {{ja: 計画書}}
  heading: {{ja: 観光}}
  bullets: {{activities: 1, background: {}, merits: 0}}
"""


def _towns(one: str) -> str:
    return "participants:\n" + _LEAD.replace('"442011"', one) + _MEMBER


# fmt: off
# --- a file, and how its YAML is written: the reader of YAML applies these ---

rule("unreadable", "ファイルは読めるもので、64 MiB以下とする。", "A file can be read, and has at most 64 MiB.")
rule("not-text", "ファイルはテキストとする。", "A file is text.", "title: {ja: 観光\0の計画}\n", _TITLE)
rule("not-utf8", "ファイルの文字コードはUTF-8とする。", "A file is encoded in UTF-8.", _TITLE, _TITLE, encoding="cp932")
rule("empty", "ファイルには事例がある。", "A file holds a case.", "# まだ何もない\n", BASE, whole=True)
rule("second-document", "1つのファイルに、YAMLの文書は1つとする。", "A file holds one YAML document.",
     f"{BASE}---\n{BASE}", BASE, whole=True)
rule("cases-key", "事例の並びは cases という名の下に書く。", "The list of cases stands under the key cases.",
     f"事例:\n{_LISTED}", f"cases:\n{_LISTED}", whole=True, schema=True)
rule("json-output", "事例ファイルは、renkei が -o json で出力したものではない。", "A case file is not what renkei prints with -o json.",
     "id: oita\nparticipant_count: 2\nspan_km: 10.1\n", BASE, whole=True, schema=True)
rule("too-deep", "入れ子は40段までとする。", "Nothing is nested more than 40 levels deep.",
     f"title: {{ja: {'[' * 45}{']' * 45}}}\n", _TITLE, schema=True)
rule("too-many-values", "1つの事例の項目と値は20,000個までとする。", "A case has at most 20,000 keys and values.")
rule("too-many-faults", "1つのファイルの誤りは1,000件まで示す。", "Of one file, 1,000 errors are told.")

rule("yaml", "ファイルは正しいYAMLとする。", "A file is well-formed YAML.")
rule("tab", "字下げにタブを使わない。", "Lines are not indented with tabs.", "title:\n\tja: 観光の計画\n", _TITLE_LINES)
rule("indentation", "まとまりの中の行は、同じ桁から始める。", "Lines that belong together begin in one column.",
     "title:\n    ja: 観光の計画\n  en: A plan for tourism\n", _TITLE_LINES)
rule("full-width-space", "字下げや区切りに全角の空白を使わない。", "No full-width space indents or parts.",
     "title:\n　　ja: 観光の計画\n", _TITLE_LINES)
rule("full-width-dash", "一覧の印は半角の - とする。", "The mark of a list is a half-width -.",
     "activities:\n  － ja: 観光の催しを開く。\n", _ACTIVITY)
rule("full-width-colon", "キーの後のコロンは半角とする。", "The colon after a key is half-width.",
     "title:\n  ja：観光の計画\n", _TITLE_LINES)
rule("full-width-hash", "注釈の印は半角の # とする。", "The mark of a comment is a half-width #.",
     "title:\n  ja: 観光の計画 ＃ 仮の名\n", "title:\n  ja: 観光の計画 # 仮の名\n")
rule("full-width-quote", "値を囲む引用符は半角とする。", "Quotes around a value are half-width.",
     "title:\n  ja: “観光の計画”\n", 'title:\n  ja: "観光の計画"\n')
rule("space-after-colon", "コロンの後に空白を置く。", "A colon is followed by a space.", "title:\n  ja:観光の計画\n", _TITLE_LINES)
rule("no-colon", "行は、キーとコロンで始まるか、上の行の続きとする。", "A line begins with a key and a colon, or goes on from the line above.",
     "title\n  ja: 観光の計画\n", _TITLE_LINES)
rule("colon-in-value", "コロンと空白を含む値は引用符で囲む。", "A value that holds a colon and a space is quoted.",
     "title:\n  ja: 観光: 二つの市の計画\n", 'title:\n  ja: "観光: 二つの市の計画"\n')
rule("unclosed-quote", "引用符は閉じる。", "A quote is closed.", 'title:\n  ja: "観光の計画\n', _TITLE_LINES)
rule("after-quote", "値を引用符で囲むときは、全体を囲む。", "Quotes hold a value whole.",
     'title:\n  ja: "観光"の計画\n', "title:\n  ja: '\"観光\"の計画'\n")
rule("unclosed-bracket", "括弧は閉じる。", "A bracket is closed.", "title: {ja: 観光の計画\n", _TITLE)
rule("reserved-character", "引用符のない値を、YAMLの記号で始めない。", "A value without quotes does not begin with a sign of YAML's own.",
     "title:\n  ja: @観光の計画\n", 'title:\n  ja: "@観光の計画"\n')
rule("list-in-line", "一覧の項目は、行を改めて始める。", "Each item of a list begins on a line of its own.",
     "title: - ja: 観光の計画\n", _TITLE)
rule("block-text", "| や > の後の文は、次の行から字下げして書く。", "A text after | or > begins on the next line, indented.",
     "title:\n  ja: > 観光の計画\n", "title:\n  ja: >-\n    観光の計画\n")
rule("escape", "二重引用符の中の \\ は、決められた記号の前だけに書く。", "In double quotes a \\ stands only before certain letters.",
     'title: {ja: "観光\\の計画"}\n', _TITLE)
rule("key", "キーは文字列とする。", "A key is text.", "title: {ja: 観光の計画, 2019: 計画}\n", _TITLE)
rule("duplicate-key", "同じキーを2度書かない。", "No key stands twice.", "title: {ja: 観光の計画, ja: 計画}\n", _TITLE)
rule("merge-key", "<< は使わない。", "There is no <<.", "title: {ja: 観光の計画, <<: {}}\n", _TITLE)
rule("alias", "アンカー（&）とエイリアス（*）は使わない。", "There are no anchors (&) and aliases (*).",
     "title: {ja: 観光の計画}\npurpose: *計画\n", "title: {ja: 観光の計画}\npurpose: {ja: 観光の計画}\n")
rule("tag", "タグ（!）は使わない。", "There are no tags (!).", "title: {ja: !secret 観光の計画}\n", _TITLE)
rule("directive", "% で始まる行は書かない。", "No line begins with %.", f"%VERSION 2\n{BASE}", BASE, whole=True)

# --- keys and values: which stand where, and in which form; the schema applies most of these ---

rule("missing", "必要な項目を省かない。", "No field is missing that a case must have.",
     "title: {en: A plan for tourism}\n", _TITLE, schema=True)
rule("unknown-key", "キーは決められた名で、決められた所に書く。", "A key is one that is known, in the place where it belongs.",
     "題名: {ja: 観光の計画}\nEvents: []\n", "title: {ja: 観光の計画}\nevents: []\n", schema=True)
rule("empty-value", "書いた項目には値がある。", "A field that is written has a value.",
     "title: {ja: }\nthemes:\n", _TITLE, schema=True)
rule("bare-text", "文は ja と en に分けて書く。", "A text is written under ja and en.", "title: 観光の計画\n", _TITLE, schema=True)
rule("shape", "一覧は一覧、まとまりはまとまりとして書く。", "A list is written as a list, a mapping as a mapping.",
     "themes: [tourism, jobs]\n", "themes: [{code: tourism}, {code: jobs}]\n", schema=True)
rule("text-unquoted", "文の所に数や真偽値を書かない。", "Where text belongs there is no number and no truth value.",
     "title: {ja: 2019}\n", 'title: {ja: "2019年の計画"}\n', schema=True)
rule("number", "数の所には、範囲の中の数を書く。", "Where a number belongs there is one, and within its range.",
     "funding:\n  - name: {ja: 交付金}\n    amount: 1,200,000円\n", "funding:\n  - name: {ja: 交付金}\n    amount: 1200000\n", schema=True)
rule("count", "一覧の件数は決められた範囲とする。", "A list has as many items as it may have.",
     f"participants:\n{_LEAD}", f"participants:\n{_LEAD}{_MEMBER}", schema=True)
rule("too-long", "概要は300字、IDは64字、ほかの文は65,536字までとする。", "A summary has at most 300 characters, an id 64, any text 65,536.",
     f"summary: {{ja: {'二つの市が観光で手を結ぶ。' * 26}}}\n", "summary: {ja: 二つの市が観光で手を結ぶ。}\n", schema=True)
rule("outer-space", "文の前後に空白を置かない。", "A text neither begins nor ends with white space.",
     'title: {ja: "観光の計画　"}\n', _TITLE, schema=True)
rule("one-line", "文の中で改行しない。タブも使わない。", "A text holds no line breaks and no tabs.",
     "purpose:\n  ja: |\n    訪れる人を増やす。\n    産品を売る。\n", "purpose:\n  ja: 訪れる人を増やす。産品を売る。\n", schema=True)
rule("control-character", "目に見えない文字や制御文字を使わない。", "There are no invisible and no control characters.",
     'title: {ja: "観光\\u200bの計画"}\n', _TITLE)
rule("form", "値は、その項目の形で書く。", "A value has the form of its field.")

rule("not-allowed", "語は決められた一覧から選ぶ。", "A controlled word is one of its list.",
     "type: 県内\nthemes: [{code: 観光}]\n", "type: 県内連携\nthemes: [{code: tourism}]\n", schema=True)
rule("code-unquoted", "団体コードは引用符で囲む。囲まないと数になり、先頭の0が失われる。", "A local government's code is quoted; else it is a number and loses its leading zeros.",
     f"type: 遠隔連携\n{_towns('012319')}", "type: 遠隔連携\n" + _towns('"012319"'), schema=True)
rule("code", "団体コードは6桁とする。", "A local government's code has six digits.",
     _towns('"44201"'), _towns('"442011"'), schema=True)
rule("code-name", "団体は名称でなく団体コードで書く。", "A local government is written by its code, not by its name.",
     f"type: 遠隔連携\n{_towns('池田町')}", "type: 遠隔連携\n" + _towns('"214043"'), schema=True)
rule("check-digit", "団体コードの6桁目は検査数字とする。", "The sixth digit of a code is its check digit.",
     _towns('"442012"'), _towns('"442011"'))
rule("unknown-code", "団体コードは実在する団体のものとする。", "A code is that of a local government that exists.",
     _towns('"449997"'), _towns('"442011"'))
rule("date-unquoted", "年や年月は引用符で囲む。囲まないと数になる。", "A year or a month is quoted; else it is a number.",
     _EVENT.format("2017.10"), _EVENT.format('"2017-10"'), schema=True)
rule("date-form", "日付は 2017-08-23、2017-08、2017、FY2017 のどれかの形で書く。", "A date is written as 2017-08-23, 2017-08, 2017 or FY2017.",
     _EVENT.format("平成29年8月"), _EVENT.format('"2017-08"'), schema=True)
rule("date", "日付は暦にあるものとする。", "A date is one of the calendar.",
     _EVENT.format('"2017-02-30"'), _EVENT.format('"2017-02-28"'))
rule("id-form", "IDは英小文字と数字で書き、間をハイフンでつなぐ。", "An id is made of a-z and 0-9 with hyphens between.",
     "id: Fujieda_Eniwa\n", "id: fujieda-eniwa\n", schema=True)
rule("ref-form", "ref は heading か、節の名と番号とする。", "A ref is heading, or a section and a number.",
     _BACKGROUND.format("経緯1"), _BACKGROUND.format("background/1"), schema=True)
rule("address", "URLとメールアドレスは、その形で書く。", "Addresses of pages and e-mail have their form.",
     "urls:\n  - www.example.lg.jp\n", "urls:\n  - https://www.example.lg.jp\n", schema=True)

@rule("id-truth", "IDは yes、no、true のような、YAMLで真偽値になる語にしない。", "An id is no word that YAML takes for a truth value, such as yes, no or true.",
     "id: yes\n", "id: yes-fujieda\n")
def _id_is_no_truth_value(case: RawCase) -> Iterator[Violation]:
    given = case.value.get("id")
    if isinstance(given, str) and given in TRUTHS:
        message = _("the id {given} is a truth value to many programs that read YAML").format(given=given)
        yield Violation(("id",), "id-truth", message, _("write an id that names the case, as in fujieda-eniwa"))


# --- the fields of a case, and cases, among each other: each is silent about what it cannot judge ---

_OTHER = _LISTED.replace("観光の計画", "人を育てる計画")
rule("id-unique", "IDは事例ごとに違う。", "No two cases have one id.",
     f"cases:\n{_LISTED}{_OTHER}", f"cases:\n{_LISTED}{_OTHER.replace('oita', 'oita-beppu')}", whole=True)


def id_taken(case_id: str, ids: dict[str, str], place: str) -> Iterator[Violation]:
    """Find an id that a case before has; `ids` tells where each stands, and learns this one's place."""
    if case_id in ids:
        message = _("the id {id} is taken already, at {place}").format(id=case_id, place=ids[case_id])
        yield Violation(("id",), "id-unique", message, _("give every case an id of its own"))
    ids.setdefault(case_id, place)


rule("type-prefectures", "連携類型は、参加団体の都道府県と合う。", "The type of cooperation fits the participants' prefectures.",
     "type: 遠隔連携\n", "type: 県内連携\n")
rule("participant-unique", "同じ団体を2度書かない。", "A local government takes part once.",
     f"participants:\n{_LEAD}{_LEAD.replace('lead', 'initiator')}", f"participants:\n{_LEAD.replace('lead', 'lead}, {code: initiator')}{_MEMBER}")


@rule("not-a-participant", "文の対象や協定の当事者は、参加団体とする。", "Whom a statement concerns, and who is party to an instrument, takes part.",
     f'{_ACTIVITY}    for: ["131016"]\n', f'{_ACTIVITY}    for: ["442011"]\n')
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
            hint = _("write one of {allowed}").format(allowed=suggestions.choice(sorted(set(codes))))
            yield Violation(path, "not-a-participant", message, hint)


@rule("period", "期間の終わりは始まりより後とする。", "A period ends after it begins.",
     'period: {start: "2019-04", end: "2017-03"}\n', 'period: {start: "2017-04", end: "2019-03"}\n')
def _period_runs_forwards(case: RawCase) -> Iterator[Violation]:
    for (_path, start), (path, end) in zip(case.texts_at("period", "start"), case.texts_at("period", "end"), strict=False):
        with suppress(ValueError):
            if date_span(end).last < date_span(start).first:
                message = _("the period ends before it begins: {end} is before {start}")
                yield Violation(path, "period", message.format(start=start, end=end))


rule("ref-section", "文の ref は、その文と同じ節を指す。", "A statement cites its own section.",
     _BACKGROUND.format("merits/1"), _BACKGROUND.format("background/1"))


@rule("ref-range", "ref の番号は、出典にある項目のものとする。", "A ref's number is that of a bullet that the source has.",
     _COUNTED.format("background/1, background/3", 1), _COUNTED.format("background/1", 1))
def _refs_are_within_their_section(case: RawCase) -> Iterator[Violation]:
    counts = {"figures": len(case.values_at("figures", EACH)), **case.bullets}
    for path, ref in case.refs:
        section, _slash, number = ref.partition("/")
        if path[0] in SECTIONS and section != path[0]:
            message = _("a statement of {section} cites {ref}").format(section=path[0], ref=ref)
            yield Violation(path, "ref-section", message, _("cite {section}/…").format(section=path[0]))
        elif number and section in counts and int(number) > counts[section]:
            hint = _("cite one of the {n} of {section}, or mend their number").format(section=section, n=counts[section])
            yield Violation(path, "ref-range", _("the source has no {ref}").format(ref=ref), hint)


rule("ref-uncited", "出典の項目数を書いたら、すべての項目をどれかの文が引く。", "Where the source's bullets are counted, each is cited.",
     _COUNTED.format("background/1", 2), _COUNTED.format("background/1, background/2", 2))


@rule("ref-missing", "出典の項目数を書いたら、どの文にも ref を書く。", "Where the source's bullets are counted, every statement has a ref.",
     _COUNTED.format("background/1", 1) + "themes: [{code: tourism}]\n", _COUNTED.format("background/1", 1) + "themes: [{code: tourism, ref: [background/1]}]\n")
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

warning = partial(rule, severity=Severity.WARNING)


@warning("incomplete", "事例には、国のデータモデル（DS-451-3）が求める概要、目的、経緯、事業内容がある。", "A case has what the government's data model (DS-451-3) asks for: summary, purpose, background, activities.",
         "purpose:\nbackground: []\n", _PURPOSE)
def _fields_are_complete(case: RawCase) -> Iterator[Violation]:
    # What stands there in a wrong shape is there all the same.
    asked = ("summary", "purpose", "background", "activities")
    lacking = [key for key in asked if case.value.get(key) in (None, ())]
    if lacking:
        message = _("the government's data model (DS-451-3) also asks for: {keys}").format(keys=", ".join(lacking))
        yield Violation(("id",), "incomplete", message)


@warning("translation", "英語は、事例のすべての文に書くか、どの文にも書かない。", "Either all texts of a case have English or none has.",
         "title: {ja: 観光の計画, en: A plan for tourism}\n", _TITLE)
def _translation_is_whole(case: RawCase) -> Iterator[Violation]:
    texts = [(path, part) for path, part in case.mappings if isinstance(part.get("ja"), str)]
    without = [path for path, part in texts if not part.get("en")]
    if without and len(without) < len(texts):
        message = plural(
            "{n} text of this case has no English, others have", "{n} texts of this case have no English, others have",
            len(without),
        )
        yield Violation(without[0], "translation", message, _("add en, or leave it out everywhere in the case"))


warning("japanese-text", "ja には日本語の文を書く。", "Under ja stands Japanese.",
        "purpose: {ja: To draw more visitors.}\n", _PURPOSE)
warning("english-text", "en には英語の文を書く。", "Under en stands English.",
        "title: {ja: 観光の計画, en: 観光の計画}\n", _TITLE)
warning("placeholder", "文の所に、はい・いいえや仮の語を書かない。", "Where text belongs there is no yes, no or to-do.",
        "purpose: {ja: yes}\n", _PURPOSE)


@warning("half-width-kana", "かなは全角で書く。", "Kana are written in full width.",
         "title: {ja: 観光ｶﾞｲﾄﾞの計画}\n", "title: {ja: 観光ガイドの計画}\n")
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


@warning("date-unlikely", "日付は、地方自治法の施行から今日までの間とする。", "A date lies between the Local Autonomy Act and today.",
         _EVENT.format('"1917-08-23"'), _EVENT.format('"2017-08-23"'))
def _dates_are_likely(case: RawCase) -> Iterator[Violation]:
    dated = [("events", EACH, "date"), ("instruments", EACH, "date"), ("source", "date"), ("certification", "date"), ("period", "start")]
    for path, stored in (found for pattern in dated for found in case.texts_at(*pattern)):
        with suppress(ValueError):
            first, last = date_span(stored)
            if last < date(1947, 5, 3):
                message = _("{date} is before the Local Autonomy Act of 1947").format(date=stored)
                yield Violation(path, "date-unlikely", message, _("check the era"))
            elif first > case.today and path[0] != "period":
                yield Violation(path, "date-unlikely", _("{date} lies in the future").format(date=stored))


@warning("said-twice", "1つの事例で、同じことを2度書かない。", "A case says nothing twice.",
         "activities:\n" + "  - {ja: 二つの市で観光の催しを開く。}\n" * 2,
         "activities:\n  - {ja: 二つの市で観光の催しを開く。}\n  - {ja: 観光の案内人を育てる。}\n")
def _nothing_is_said_twice(case: RawCase) -> Iterator[Violation]:
    seen: dict[str, Path] = {}
    said = [item for section in _STATEMENTS for item in case.texts_at(section, EACH, "ja")]
    for path, text in (*said, *case.texts_at("events", EACH, "text", "ja")):
        if len(text) >= _SAME_AGAIN and text in seen:
            # Named as refs do: activities/2.
            where = f"{seen[text][0]}/{int(seen[text][1]) + 1}"
            yield Violation(path, "said-twice", _("the same text stands in {where} already").format(where=where))
        seen.setdefault(text, path)


@warning("wave-dash", "1つの事例の中で、波の線は 〜（U+301C）か ～（U+FF5E）のどちらかにそろえる。", "A case keeps to one wave dash, 〜 (U+301C) or ～ (U+FF5E).",
         "title: {ja: 観光の計画〜春～}\n", "title: {ja: 観光の計画～春～}\n")
def _wave_dashes_are_alike(case: RawCase) -> Iterator[Violation]:
    found = {wave: [path for path, text in case.sentences() if wave in text] for wave in "〜～"}
    rare, usual = sorted(found, key=lambda wave: len(found[wave]))
    if found[rare]:
        message = _("this file writes both {rare} (U+{rare_code}) and {usual} (U+{usual_code})").format(
            rare=rare, rare_code=f"{ord(rare):04X}", usual=usual, usual_code=f"{ord(usual):04X}")
        yield Violation(found[rare][0], "wave-dash", message, _("keep to {usual}").format(usual=usual), rare)


warning("stale-name", "コードの後ろの注釈の名は、そのコードのものとする。", "A name in the comment behind a code is that of the code.",
        f"participants:\n{_LEAD.rstrip()}  # 別府市\n{_MEMBER}", f"participants:\n{_LEAD.rstrip()}  # 大分市\n{_MEMBER}")


_NAKATSU = _LISTED.replace("442020", "442038").replace("id: oita", "id: oita-nakatsu")
warning("title-twice", "名称は事例ごとに違う。", "No two cases have one title.",
        f"cases:\n{_LISTED}{_NAKATSU}", f"cases:\n{_LISTED}{_NAKATSU.replace('観光の計画', '中津との観光の計画')}", whole=True)


def title_twice(case: RawCase, titles: dict[str, str], place: str) -> Iterator[Violation]:
    """Find a title that a case before has; `titles` tells where each stands, and learns this one's place."""
    for path, title in case.texts_at("title", "ja"):
        if title in titles:
            yield Violation(path, "title-twice", _("the title is that of the case at {place}").format(place=titles[title]))
        titles.setdefault(title, place)
