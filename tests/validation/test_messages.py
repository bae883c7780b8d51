"""What is said of a value that is wrong, and what would be right."""

from collections.abc import Callable

from renkei_cli.core.diagnostics import Diagnostic, Severity
from renkei_cli.validation.rules import RULEBOOK

Check = Callable[..., list[Diagnostic]]


def _changed(*changes: tuple[str, str]) -> str:
    """Put pieces of text in the place of others."""
    text = RULEBOOK["empty"].right
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def _event(date: str) -> str:
    return _changed(("source:", f"events: [{{date: {date}, text: {{ja: 協定を結んだ。}}}}]\nsource:"))


# Written, code of the fault, what its hint holds; None where it has none.
CODES = [
    ("12319", "code-unquoted", '"012319" Eniwa City (恵庭市), Hokkaido'),
    ("012319", "code-unquoted", '"012319" Eniwa City (恵庭市), Hokkaido'),
    ("442011", "code-unquoted", '"442011" Oita City (大分市), Oita Prefecture'),
    ("44_2011", "code-unquoted", '"442011" Oita City (大分市), Oita Prefecture'),
    ("1.5", "code-unquoted", "put it in double quotes"),
    ('"12319"', "code", '"012319" Eniwa City (恵庭市), Hokkaido'),
    ('"44201"', "code", '"442011" Oita City (大分市), Oita Prefecture'),
    ('"9"', "code", 'write its six digits in double quotes, as in "012319"'),
    ("名もない村々の集まり", "code", 'write its six digits in double quotes, as in "012319"'),
    ("池田町", "code-name", "Hokkaido / "),
    ("恵庭市", "code-name", '"012319" Eniwa City (恵庭市), Hokkaido'),
    ("北海道", "code-name", '"010006" Hokkaido'),
    ("篠山市", "code-name", 'did you mean "282219" Tanbasasayama City (丹波篠山市), Hyogo Prefecture?'),
    ("Eniwa", "code-name", '"012319" Eniwa City (恵庭市), Hokkaido'),
    ("恵定市", "code-name", "Eniwa City (恵庭市), Hokkaido"),
    ('"442012"', "check-digit", '"442011" Oita City (大分市), Oita Prefecture'),
    ('"440211"', "check-digit", "Oita City (大分市), Oita Prefecture"),
    ('"449997"', "unknown-code", None),
]
DATES = [
    ("平成29年8月", "date-form", 'write "2017-08"'),
    ("平成29年8月23日", "date-form", 'write "2017-08-23"'),
    ("平成29年度", "date-form", 'write "FY2017"'),
    ("令和元年", "date-form", 'write "2019"'),
    ("H29", "date-form", 'write "2017"'),
    ("平成32年", "date-form", 'write "2020"'),
    ("2017/8/23", "date-form", 'write "2017-08-23"'),
    ("2017年8月", "date-form", 'write "2017-08"'),
    ("2017-8", "date-form", 'write "2017-08"'),
    ('"２０１７－０８"', "date-form", 'write "2017-08"'),
    ("2017.8", "date-unquoted", 'write "2017-08"'),
    ("2017.10", "date-unquoted", 'write "2017-10"'),
    ("2017", "date-unquoted", 'write "2017"'),
    ("201708", "date-unquoted", 'write "2017-08"'),
    ("20170823", "date-unquoted", 'write "2017-08-23"'),
    ("true", "date-unquoted", 'write "true"'),
    ("2017〜2018", "date-form", "write a period as start and end, each a date of its own"),
    ("春ごろ", "date-form", "write a day, a month, a year or a fiscal year: 2017-08-23, 2017-08, 2017, FY2017"),
    ("2017-13", "date", None),
    ("2017-02-30", "date", None),
]
TERMS = [
    ("type: 県内", "write 県内連携 (Within a prefecture)"),
    ("type: remotely", "write 遠隔連携 (Remote)"),
    ("type: 遠隔連系", "write 遠隔連携 (Remote)"),
    (
        "type: 全国連合",
        "write one of 県内連携 (Within a prefecture), 隣県連携 (Neighbouring prefectures), 遠隔連携 (Remote)",
    ),
    (
        "type: 観光・交流",
        "tourism is a word of another field (theme); here is one of 県内連携 (Within a prefecture)",
    ),
]
# What is changed, code of the fault, what its message and its hint hold.
# fmt: off
MISTAKES = [
    (("id: oita", "id: Oita Beppu"), "id-form", "Oita Beppu", "oita-beppu"),
    (("id: oita", "id: 恵庭市"), "id-form", "恵庭市", "eniwa"),
    (("id: oita", "id: ！"), "id-form", "！", "write a-z and 0-9 with hyphens between, as in fujieda-eniwa"),
    (("id: oita", f"id: {'a' * 65}"), "too-long", "id has 65 characters, 1 too many", "at most 64"),
    (("id: oita", 'id: ""'), "id-form", "", "a-z and 0-9"),
    (("{ja: 観光の計画}", "観光の計画"), "bare-text", "title", "title: {ja: 観光の計画}"),
    (("{ja: 観光の計画}", '"観光: 計画"'), "bare-text", "title", 'title: {ja: "観光: 計画"}'),
    (("{ja: 観光の計画}", "[観光の計画]"), "shape", "title is no list", "leave the “- ” out"),
    (("{ja: 観光の計画}", "{ja: [観光]}"), "shape", "title.ja is one text", None),
    (("{ja: 観光の計画}", '{ja: ""}'), "empty-value", "title.ja is empty", "write the text of Title"),
    (("heading: {ja: 観光}", "heading: {ja: }"), "empty-value", "heading.ja is empty", "write the text of Heading"),
    (("{ja: 観光の計画}", ""), "empty-value", "title is empty", "write the text of Title"),
    (("{ja: 観光の計画}", "{ja: 計画}\nsubtitle: {ja: }"), "empty-value", "subtitle.ja", "leave out all of this entry of subtitle"),
    (("{ja: 観光の計画}", "{ja: 計画}\nurls: ['']"), "empty-value", "urls is empty", "or leave the line out"),
    (("type: 県内連携", "type:"), "empty-value", "type is empty", "write one of 県内連携"),
    (('{code: "442011",', "{code: ,"), "empty-value", "code is empty", "write its six digits"),
    (("source:", "events: [{date: , text: {ja: 協定。}}]\nsource:"), "empty-value", "date is empty", "write a day, a month"),
    (("id: oita", "id:"), "empty-value", "id is empty", "write a-z and 0-9"),
    (("id: oita", "id: yes"), "id-truth", "the id yes is a truth value", "as in fujieda-eniwa"),
    (("id: oita", "id: 'true'"), "id-truth", "the id true is a truth value", "as in fujieda-eniwa"),
    (("id: oita", "id: Yes"), "id-form", "Yes is not in the form", "write a-z and 0-9"),
    (("{ja: 観光の計画}", "{ja: 2019}"), "text-unquoted", "2019 is a number", '"2019"'),
    (("{ja: 観光の計画}", "{ja: true}"), "text-unquoted", "true is a number or a truth value", '"true"'),
    (("{ja: 観光の計画}", "{en: Plan}"), "missing", "title.ja is missing", "add ja:, which says: Japanese"),
    (("title: {ja: 観光の計画}\n", ""), "missing", "title is missing", "add title:, which says: Title"),
    (("{ja: 観光の計画}", "{ja: 観光の計画, EN: Plan}"), "unknown-key", "EN", "write en"),
    (("source:", "themes: tourism\nsource:"), "shape", "themes is a list", "begin each"),
    (("source:", "themes: [tourism]\nsource:"), "shape", "bare words", "- code: tourism"),
    (("source:", "themes: [442011]\nsource:"), "shape", "bare words", "one of innovation"),
    (("source:", "themes: [高齢化]\nsource:"), "shape", "bare words", "one of innovation"),
    (("source:", "memo:\nsource:"), "unknown-key", "memo", None),
    (("source:", "contact: {organisation: {ja: x}, 電話: }\nsource:"), "unknown-key", "電話", "phone"),
    (("source:", "funding: [{name: {ja: x}, amount: 1,000万円}]\nsource:"), "key", "the comma", "without a comma"),
    (("source:", "themes: [IT]\nsource:"), "shape", "bare words", "- code: digital"),
    (("source:", "period: 2017\nsource:"), "shape", "period is a mapping", "it has: start, end"),
    (("source:", f"themes: [{', '.join(['{code: tourism}'] * 4)}]\nsource:"), "count", "themes holds 4", "at most 3"),
    (('  - {code: "442020", roles: [{code: network_member}]}\n', ""), "count", "holds 1", "at least 2"),
    (("source:", "kpis: [{name: {ja: 来訪者数}, target: 多数}]\nsource:"), "number", "target must be a number", "write it in digits alone"),
    (("source:", "kpis: [{name: {ja: 来訪者数}, target: 1，200人}]\nsource:"), "number", "1，200人", "1200"),
    (("source:\n", "source:\n  page: 0\n"), "number", "0 is too small for page", "at least 1"),
    (("source:\n", "source:\n  page: 1.5\n"), "number", "page must be a number", "1.5"),
    (("source:\n", "source:\n  url: example.jp\n"), "address", "example.jp", "http:// or https://"),
    (("source:", "contact: {organisation: {ja: 観光課}, email: 観光課}\nsource:"), "address", "e-mail", "name@example"),
    (("source:", "figures: [{caption: {ja: 地図}, ref: [図1]}]\nsource:"), "unknown-key", "ref", "themes, trigger"),
    (("交流があった。}", "交流があった。, ref: [経緯1]}"), "ref-form", "経緯1", "background/1"),
    (("source:", "名称: {ja: 計画}\nsource:"), "unknown-key", "名称", "write title"),
    (("source:", "budget: 1\nsource:"), "unknown-key", "budget", "write funding"),
    (("source:", "zzz: 1\nsource:"), "unknown-key", "zzz", None),
    (("source:", "parties: [大分市]\nsource:"), "unknown-key", "parties", "move it into instruments"),
    (("{ja: 訪れる人を増やす。}", "{ja: x}\nkpis: [{name: {ja: 数}, ja: 数}]"), "unknown-key", "ja", "move it into kpis.name"),
    (("document:", "publisher: {ja: 市}\n  document:"), "unknown-key", "publisher", "use one of the fields here: document"),
    (("source:", "heading: {ja: 観光}\nsource:"), "unknown-key", "heading", "move it into source"),
    (("{ja: 訪れる人を増やす。}", "{ja: 訪れる, summary: 人}"), "unknown-key", "summary", "move it into the case itself"),
    (("{ja: 訪れる人を増やす。}", "{ja: ' 訪れる'}"), "outer-space", "white space", "leave it out"),
    (("{ja: 訪れる人を増やす。}", '{ja: "訪れる\\n人"}'), "one-line", "purpose.ja", ">-"),
    (("{ja: 訪れる人を増やす。}", '{ja: "訪れる\\u202e人"}'), "control-character", "‹U+202E›", "delete it"),
    (("大分市と別府市が観光で手を結ぶ。", "あ" * 312), "too-long", "summary.ja has 312 characters, 12 too many", "at most 300"),
]
# fmt: on


def test_a_code_is_answered_with_the_one_that_was_meant(check: Check) -> None:
    """A number, a name, a piece of a code and a slip each lead to the code and its name."""
    for written, code, right in CODES:
        (fault,) = check(_changed(('"442011"', written)))
        assert (fault.code, fault.place.line, fault.place.column) == (code, 9, 12), written
        assert (right in fault.hint) if right else fault.hint == "", (written, fault.hint)


def test_four_towns_of_one_name_are_all_named(check: Check) -> None:
    """池田町 exists four times, so the prefecture is asked for."""
    (fault,) = check(_changed(('"442011"', "池田町")), language="ja")
    assert fault.message == "団体コードの所に、名称 池田町 が書かれています。どの都道府県ですか"
    assert all(f"池田町（{name}）" in fault.hint for name in ("北海道", "福井県", "長野県", "岐阜県"))


def test_a_date_is_answered_with_its_form(check: Check) -> None:
    """Eras, slashes, points and numbers are understood, and the date is given as a file has it."""
    for written, code, right in DATES:
        (fault,) = check(_event(written))
        assert (fault.code, fault.hint) == (code, right or ""), written
    # A day needs no quotes: nothing is lost without them.
    for written in ("2017-08-23", '"2017-08"', '"2017"', "FY2017"):
        assert check(_event(written)) == [], written


def test_a_controlled_word_is_answered_with_its_value(check: Check) -> None:
    """A label, an alias and a slip lead to the exact value; else all values are named."""
    for field, right in TERMS:
        (fault,) = check(_changed(("type: 県内連携", field)))
        assert (fault.code, fault.hint[: len(right)]) == ("not-allowed", right)
    (fault,) = check(_changed(("type: 県内連携", "type: 県内")), language="ja")
    assert fault.hint == "次のように書いてください: 県内連携"
    # A type is written by its name or by its code, as every other word is; both are held against the participants.
    assert check(_changed(("type: 県内連携", "type: same_prefecture"))) == []
    (fault,) = check(_changed(("type: 県内連携", "type: remote")), language="en")
    assert (fault.code, fault.hint[:11]) == ("type-prefectures", "write 県内連携,")


def test_one_mistake_is_one_fault(check: Check) -> None:
    """Each slip gives one error, which says what is wrong and what would be right."""
    for change, code, said, hint in MISTAKES:
        (fault,) = [fault for fault in check(_changed(change)) if fault.severity is Severity.ERROR]
        assert fault.code == code, change
        assert said in fault.message, (change, fault.message)
        assert (hint in fault.hint) if hint else fault.hint == "", (change, fault.hint)
    # A key under another name is not missing too.
    assert [fault.code for fault in check(_changed(("title:", "題名:")))] == ["unknown-key"]


def test_a_long_value_is_shown_by_its_beginning(check: Check) -> None:
    """A message stays short, whatever stands in the file."""
    for old, new in [("type: 県内連携", f"type: {'県内' * 5000}"), ("source:", f"{'鍵' * 100}: 1\nsource:")]:
        (fault,) = check(_changed((old, new)))
        assert len(fault.message) < 100
