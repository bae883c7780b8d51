"""Case files as values that know where they stand and how they were written."""

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from renkei_cli.core import i18n
from renkei_cli.core.diagnostics import Diagnostic
from renkei_cli.yamlio.loader import Entry, entries

BOTH = (False, True)
"""The parser in C and the one in Python."""


def one(text: str) -> Entry:
    """Read a text that is one case and has no fault."""
    faults: list[Diagnostic] = []
    (entry,) = entries("case.yaml", text.encode(), faults)
    assert faults == []
    return entry


def faulty(text: str, *, pure: bool = False) -> list[str]:
    """Read a text and give its faults, each as place and code."""
    i18n.activate("en")
    faults: list[Diagnostic] = []
    list(entries("f", text.encode(), faults, pure=pure))
    return [f"{fault.place.line}:{fault.place.column} {fault.code}" for fault in faults]


def test_a_value_remembers_how_it_was_written() -> None:
    """What YAML takes for a number, a date, a truth value or nothing keeps its text; text needs none."""
    for written, value, remembered in (
        ("012319", 12319, "012319"),
        ("12_319", 12319, "12_319"),
        ("1.50", 1.5, "1.50"),
        ("0x1F", "0x1F", "0x1F"),
        ("2017-08-23", "2017-08-23", "2017-08-23"),
        ("2017-8-23", "2017-8-23", None),
        ("2017/08/23", "2017/08/23", None),
        ("true", True, "true"),
        ("yes", "yes", None),
        ("", None, ""),
        ("~", None, "~"),
        ('"012319"', "012319", None),
        ("'2017-08-23'", "2017-08-23", None),
        ("|\n    saga", "saga\n", None),
        (">\n    saga", "saga\n", None),
        ("!!str 012319", "012319", None),
        ("遠隔連携", "遠隔連携", None),
        ("x" * 70, "x" * 70, None),
        ("[012319]", (12319,), None),
    ):
        entry = one(f"code: {written}\n")
        assert entry.value == {"code": value}, written
        assert entry.written(("code",)) == remembered, written


def test_paths_lead_to_places() -> None:
    """Through mappings and lists, by key and index; what is missing stands where the nearest that holds it does."""
    entry = one(f"participants:\n  - code: 012319\n    roles: [lead, 3]\n{'k' * 70}: x\n")
    for path, place, key_place, written in (
        ((), "1:1", "1:1", None),
        (("participants",), "2:3", "1:1", None),
        (("participants", 0), "2:5", "2:5", None),
        (("participants", 0, "code"), "2:11", "2:5", "012319"),
        (("participants", 0, "roles", 1), "3:19", "3:19", "3"),
        (("participants", 0, "roles", 2), "3:12", "3:5", None),
        (("participants", 1), "2:3", "1:1", None),
        (("participants", 0, "code", "x"), "2:11", "2:5", None),
        (("participants", "code"), "2:3", "1:1", None),
        (("id",), "1:1", "1:1", None),
        (("k" * 70,), "4:73", "4:1", None),
    ):
        found = (str(entry.place(path)), str(entry.place(path, of_key=True)), entry.written(path))
        assert found == (f"case.yaml:{place}", f"case.yaml:{key_place}", written), path
    part = entry.part(("participants", 0))
    assert (part.value, part.path) == ({"code": 12319, "roles": ("lead", 3)}, ("participants", 0))
    assert part.written(("code",)) == "012319"


MISTAKES = {
    # A full-width colon, the first, a middle, a nested and the last of its mapping, and in a list.
    "type：遠隔連携\nid: x\n": "1:5 full-width-colon",
    "id: x\ntype：遠隔連携\nthemes: x\n": "2:5 full-width-colon",
    "title:\n  ja：藤枝\n  en: x\n": "2:5 full-width-colon",
    "title:\n  ja: x\n  en：藤枝\nid: y\n": "3:5 full-width-colon",
    "title:\n  ja：藤枝\n": "2:5 full-width-colon",
    "titles:\n  - ja：藤枝\n": "2:7 full-width-colon",
    "{ja：藤枝}\n": "1:4 full-width-colon",
    # No space after the colon.
    "id:x\ntype: y\n": "1:3 space-after-colon",
    "type: y\nid:x\n": "2:3 space-after-colon",
    "a:\n  - code:x\n    b: c\n": "2:9 space-after-colon",
    "a:\n  - ja:藤枝\n": "2:7 space-after-colon",
    "{id: b, ja:d}\n": "1:11 space-after-colon",
    # A full-width dash, a long vowel's mark or a minus as the mark of a list.
    "themes:\n  － code: x\n    ref: y\n  － code: z\n": "2:3 full-width-dash",
    "themes:\n－ code: x\n": "2:1 full-width-dash",
    "themes:\n  －移住\n  －観光\n": "2:3 full-width-dash",
    "themes:\n  - 移住\n  －観光\nid: x\n": "3:3 full-width-dash",
    "themes:\n  ー 移住\n  ー 観光\nid: x\n": "2:3 full-width-dash",
    "themes:\n  − 移住\n": "2:3 full-width-dash",
    # A full-width space as indentation, after a dash or a colon, at the end; and its relative from a web page.
    "title:\n　ja: x\n　en: y\n": "2:1 full-width-space, 3:1 full-width-space",
    "title:\n  ja: x\n　　en: y\nid: z\n": "3:1 full-width-space",
    "id:　x\ntype: y\n": "1:4 full-width-space",
    "type: y\nid:　x\n": "2:4 full-width-space",
    "a:\n  -　x\n  -　y\n": "2:4 full-width-space",
    "a:\n  -　code: x\n    ref: y\n": "2:4 full-width-space",
    "id: 　x\n": "1:5 full-width-space",
    "id: x　\n": "1:6 full-width-space",
    "title: 連携\n  事業　　\n": "1:8 full-width-space",
    "title:\n\u00a0 ja: x\n": "2:1 full-width-space",
    "id　: x\n": "1:3 full-width-space",
    # A full-width hash as a comment.
    "id: x\n＃ コメント\ntype: y\n": "2:1 full-width-hash",
    "title:\n  ja: あ\n  ＃ コメント\n  en: x\n": "3:3 full-width-hash",
    "＃ コメント\nid: x\n": "1:1 full-width-hash",
    "id: x ＃ コメント\n": "1:7 full-width-hash",
    "title: 連携\n  事業 ＃ 本文\n": "1:8 full-width-hash",
    # Full-width and curly quotes.
    "title: “藤枝”\n": "1:8 full-width-quote",
    "title: ”藤枝”\n": "1:8 full-width-quote",
    "code: 「012319」\n": "1:7 full-width-quote",
    "“id”: x\n": "1:1 full-width-quote",
    "title: “藤枝: 恵庭”\n": "1:8 full-width-quote",
    # Tabs.
    "title:\n\tja: x\n": "2:1 tab",
    "title:\n  ja: x\n\ten: y\n": "3:1 tab",
    "a:\n  -\tx\n": "2:4 tab",
    "a: |\n\tx\n": "2:1 tab",
    # Quotes that do not close, close too late or too early.
    'code: "012319\nname: x\n': "1:7 unclosed-quote",
    'code: "012319\nname: "x"\nid: y\n': "1:7 unclosed-quote",
    "code: '012319\nname: 'x'\nid: y\n": "1:7 unclosed-quote",
    'a: "x\n--- \n"\n': "1:4 unclosed-quote",
    'title: "x" y\n': "1:12 after-quote",
    'title: "C:\\Users"\n': "1:11 escape",
    'title: "\\q"\n': "1:9 escape",
    'title: "\\uD800"\n': "1:8 escape",
    # Brackets.
    "roles: [lead, plan\nid: x\n": "1:8 unclosed-bracket",
    "roles: {a: b\nid: x\n": "1:8 unclosed-bracket",
    "roles: [[a], [b\n": "1:14 unclosed-bracket",
    "[": "1:1 unclosed-bracket",
    # Indentation.
    "title:\n  ja: x\n en: y\n": "3:2 indentation",
    "title:\n  ja: x\n   en: y\n": "3:4 indentation",
    "a:\n  - x\n - y\n": "3:2 indentation",
    " id: x\ntype: y\n": "2:1 indentation",
    "a:\n  - b: x\n   c: y\n": "3:4 indentation",
    "a: b\n- c\n": "2:1 indentation",
    "- a\nb: c\n": "2:1 indentation",
    # Characters that mean something to YAML.
    "title: @x\n": "1:8 reserved-character",
    "title: `x`\n": "1:8 reserved-character",
    "title: %x\n": "1:8 reserved-character",
    "title: , x\n": "1:8 reserved-character",
    "title: ? x\n": "1:8 reserved-character",
    "title: *注\n": "1:8 alias",
    "title: *a\n": "1:8 alias",
    "title: &注 x\n": "1:8 alias",
    "title: & x\n": "1:8 alias",
    "title: !重要 x\n": "1:8 tag",
    "title: !secret x\n": "1:8 tag",
    "a: !e!x y\n": "1:4 tag",
    "%x: y\n": "1:1 directive",
    "%YAML 3.0\n---\na: b\n": "1:1 directive",
    "%TAG !a! x\n---\na: b\n": "1:1 directive",
    "title: | x y\n": "1:8 block-text",
    "a: |0\n x\n": "1:4 block-text",
    "a: - b\n": "1:4 list-in-line",
    "title: 連携: 藤枝\nid: x\n": "1:10 colon-in-value",
    "😀が連携: 藤枝: x\n": "1:9 colon-in-value",
    f"{'a' * 1100}: x\n": "1:1101 colon-in-value",
    "a: b\nc\n": "2:1 no-colon",
    f"[{'x' * 20_000}, @]\n": "1:20004 reserved-character",
    # What a case file has no use for.
    "": "0:0 empty",
    "# nothing\n": "0:0 empty",
    "a: b\n--- x\n": "2:1 second-document",
    "<<: {a: b}\n": "1:1 merge-key",
    "2019: x\n": "1:1 key",
    "{amount: 1,000}\n": "1:12 key",
    "? [a]\n: b\n": "1:3 key",
    "? {a: [b]}\n: b\n": "1:3 key",
    "id: x\nid: y\n": "2:1 duplicate-key",
    'id: x\n"id": y\n': "2:1 duplicate-key",
    "cases: []\ncases: []\n": "2:1 duplicate-key",
    "!x id: y\n": "1:1 tag",
    "? &a id\n: y\n": "1:3 alias",
    "a: &b [c]\n": "1:4 alias",
    '"\\e": x\n': "1:1 control-character",
    # Lines end with LF, CR or both.
    "a: b\r\nc: d\re: @f\r\n": "3:4 reserved-character",
    # Columns count characters: wide ones, ones of four bytes, combining ones.
    "連😀か\u3099: {a: @}\n": "1:11 reserved-character",
}  # fmt: skip


def test_a_mistake_is_told_where_it_was_made() -> None:
    """Not where the parser gave up; with a code of its own, by both parsers, and only once."""
    for text, wanted in MISTAKES.items():
        for pure in BOTH:
            found = faulty(text, pure=pure)
            assert ", ".join(found[: wanted.count(",") + 1]) == wanted, (text, pure)
            assert len(found) == len(set(found)), (text, pure)


def test_what_is_meant_as_it_stands_is_left_alone() -> None:
    """Quotation marks, hash tags, colons and dashes in prose are prose; a byte order mark at the top is none."""
    for text in (
        "title: 「健康」に関する協定\n", "title: “Local Venture” Summit\n", "text: ＃地方創生 と ＃移住 の発信\n",
        "text:\n  - SDGs：持続可能な開発目標\n", "urls:\n  - https://example.org/\n  - mailto:a@example.org\n",
        "text: －5度\n", "text: 本文\n  続き：注記\n", "text: |\n  － 一\n  key：x\n\n  　二\n", "text: '　x'\n",
        "a: !!str 3\nb: !!map {}\n", "---\nid: x\n...\n", "%YAML 1.2\n---\nid: x\n", "a: [０, １]\n", "\ufeffid: x\n",
    ):  # fmt: skip
        for pure in BOTH:
            assert faulty(text, pure=pure) == [], text


def test_another_encoding_is_named() -> None:
    """By its byte order mark, its zeros, its escapes, or as what reads as Japanese; and nothing is read."""
    i18n.activate("en")
    for content, fault, said in (
        ("a: x\ntitle: 連携\n".encode("cp932"), "2:8 not-utf8", "CP932 (Shift_JIS)"),
        ("title: 連携\n".encode("euc_jp"), "1:9 not-utf8", "EUC-JP"),
        ("title: 連携\n".encode("iso2022_jp"), "1:1 not-utf8", "ISO-2022-JP (JIS)"),
        ("id: x\n".encode("utf-16"), "1:1 not-utf8", "UTF-16"),
        ("id: x\n".encode("utf-32"), "1:1 not-utf8", "UTF-32"),
        ("id: x\n".encode("utf-16-le"), "1:1 not-utf8", "UTF-16"),
        ("title: 連携\n".encode("utf-16-be"), "1:1 not-utf8", "UTF-16"),
        (b"a: 1\r\nid: caf\xe9 au lait\n", "2:8 not-utf8", "0xE9"),
        (b"id: \xed\xa0\x80\n", "1:5 not-utf8", "0xED"),
        (b"a: 1\nid: x\0y\n", "2:6 not-text", "bytes of value 0"),
        (b"id: x\n" * 300_000 + "title: 連携\n".encode("cp932"), "300001:8 not-utf8", "0x98"),
    ):
        faults: list[Diagnostic] = []
        assert list(entries("f", content, faults)) == []
        assert [f"{one.place.line}:{one.place.column} {one.code}" for one in faults] == [fault], content[:40]
        assert said in faults[0].message


def test_unseen_characters_are_faults_wherever_they_stand() -> None:
    """In comments, keys and values; what follows keeps its column."""
    for character in "\x1b\x7f\x85\u200b\u202e\u2028\ufeff\uffff":
        text = f"# 注{character}\nid: x{character}y{character} @\nt{character}: @\n"
        expected = ["1:4", "2:6", "2:8", "3:2"]
        wanted = [*(f"{place} control-character" for place in expected), "3:5 reserved-character"]
        for pure in BOTH:
            assert faulty(text, pure=pure) == wanted, character
    assert faulty("連携😀: x\r\n" * 150_000 + "a: \u202e\n")[0] == "150001:4 control-character"


def test_bounds_end_the_reading() -> None:
    """The last fault says why the rest was not read."""
    for text, number, last in (
        ("\u202e" * 2_000, 1_000, "1:1000 control-character"),
        ("a: b\n" * 2_000, 1_999, "2000:1 duplicate-key"),
        ("a:\n" + "- x\n" * 30_000, 1, "20001:3 too-many-values"),
        ("[" * 1_000, 1, "1:42 too-deep"),
        ("? " + "[" * 1_000, 2, "1:43 too-deep"),
        ("? " * 1_000, 42, "1:83 too-deep"),
        ("- " * 1_000 + "x\n", 1, "1:83 too-deep"),
        ("cases:\n" + '  - id: x\n    type: "a\n' * 1_500, 1_000, "2001:11 unclosed-quote"),
    ):
        found = faulty(text)
        assert (len(found), found[-1]) == (number, last), text[:20]


def test_bounds_are_a_cases_or_everybodys() -> None:
    """Whoever checks the entries adds to the same list; each case may have as many values as one."""
    faults: list[Diagnostic] = []
    read = 0
    for entry in entries("f", b"cases:\n" + b"- x\n" * 5_000, faults):
        read += 1
        faults.append(Diagnostic(entry.place(()), "code", "message"))
    assert read == 1_000
    text = "cases:\n" + ("- a: [" + "x, " * 9_000 + "]\n") * 4
    faults = []
    assert len(list(entries("f", text.encode(), faults))) == 5
    assert faults == []


def test_entries_before_a_fault_are_given() -> None:
    """A case file with a mistake at its end is read up to there."""
    faults: list[Diagnostic] = []
    found = entries("f", b"cases:\n- id: x\n- id: @\n", faults)
    assert [entry.value for entry in found] == [{"id": "x"}]
    assert [str(fault.place) for fault in faults] == ["f:3:7"]


ODD = "　－ー：＃“”「」\t:-#[]{}&*!|>'\"%@`,?\n \r\x00\x85\u2028\u202e\ufeff😀が\\u0"
CASES = Path(__file__).parents[2].joinpath("data", "cases.yaml").read_text(encoding="utf-8")[:1500]


def holds(content: bytes) -> None:
    """Hold that any bytes give entries or faults, and that each fault stands within them."""
    lines = re.split("\r\n|\r|\n", content.decode("utf-8", "replace").removeprefix("\ufeff"))
    for pure in (False, True):
        faults: list[Diagnostic] = []
        assert [*entries("f", content, faults, pure=pure), *faults]
        for fault in faults:
            place = fault.place
            assert fault.code == "empty" or 1 <= place.line <= len(lines)
            # What a broken byte is shown as takes a column of its own, or several bytes share one.
            assert (
                fault.code in ("empty", "not-utf8", "not-text") or 1 <= place.column <= len(lines[place.line - 1]) + 1
            )


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    """Whatever a file holds, there is no exception."""
    holds(content)


@given(st.text(st.sampled_from(ODD + "ab1"), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Above all what means something to YAML, or looks as if it did."""
    holds(text.encode())


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 1500), st.integers(0, 3), st.text(st.sampled_from(ODD), max_size=3)),
        min_size=1, max_size=3,
    )
)  # fmt: skip
def test_any_slip_in_a_case_file_is_read_or_refused(slips: list[tuple[int, int, str]]) -> None:
    """Characters that are left out, put in or mistyped."""
    text = CASES
    for place, left_out, put_in in slips:
        text = text[:place] + put_in + text[place + left_out :]
    holds(text.encode())


_BESIDE = """\
cases:
  - id: one
    title: {{ja: 一}}
  - id: bad
{wrong}
  - id: two
    title: {{ja: 二}}
  - id: worse
{wrong}
  - id: three
    title: {{ja: 三}}
"""


def test_cases_below_a_mistake_are_read() -> None:
    """Where the parser gives up, it goes on with the next case: with its line, and its number in the list."""
    for wrong in (
        '    type: "県内',
        "    themes: [{code: tourism}",
        "    title: a: b",
        "\ttype: x",
        "    type：県内",
        "    themes:\n     - code: x\n    - code: y",
        "   type: x",
    ):
        for end, pure in (("\n", False), ("\r\n", False), ("\n", True), ("\r\n", True)):
            text = _BESIDE.format(wrong=wrong).replace("\n", end)
            faults: list[Diagnostic] = []
            found = [entry for entry in entries("x.yaml", text.encode(), faults, pure=pure) if entry.is_case]
            whole = {entry.value["id"]: entry for entry in found}
            numbers = {case_id: entry.path for case_id, entry in whole.items()}
            assert numbers == {"one": ("cases", 0), "two": ("cases", 2), "three": ("cases", 4)}, (wrong, end, pure)
            lines = text.split(end)
            for case_id, entry in whole.items():
                assert lines[entry.place(("id",)).line - 1].endswith(f" {case_id}"), (wrong, end, pure)
            assert len(faults) == 2
            assert len({fault.code for fault in faults}) == 1


def test_what_is_no_case_for_certain_is_not_read() -> None:
    """Without a list of cases, or a line that begins one in its column, the parser does not go on."""
    for text in (
        'id: x\ntype: "a\n- id: two\n',
        "cases: [{id: one, type: [}]\n  - id: two\n",
        # Behind a list in brackets, what looks like a case stands in the column of its first bracket.
        "cases:\n  [\n  {id: one},\n  {id: 1,\n  type: @x},\n  - id: two\n",
        'cases:\n  - id: one\n    type: "a\n  - title: x\n',
        'cases:\n  - id: one\n    type: "a',
        "cases:\n  - id: one\n    type: x\n   b: 1",
        "cases:\n  - id: one\n    type: x\nb: [\n  - id: two\n",
    ):
        faults: list[Diagnostic] = []
        assert not [entry for entry in entries("x.yaml", text.encode(), faults) if entry.value.get("id") == "two"], text
        assert len(faults) == 1, text


NUMBERED = """\
cases:
  - @
  - id: one
    title: a: b
  - type: x
    id: two
  -
    id: three
  - @
  - id: five
    title: "a
  - id: six
    title: b
  - id: seven
    title: "c"
  - id: eight
"""


def test_every_case_between_mistakes_is_read_and_keeps_its_number() -> None:
    """Also those that a text without its end has swallowed; not one behind which the parser gives up at once."""
    for pure in BOTH:
        faults: list[Diagnostic] = []
        found = [entry for entry in entries("x.yaml", NUMBERED.encode(), faults, pure=pure) if entry.is_case]
        numbers = {entry.value["id"]: entry.path[1] for entry in found}
        assert numbers == {"two": 2, "six": 6, "seven": 7, "eight": 8}
        assert [(fault.code, fault.place.line) for fault in faults] == [
            ("reserved-character", 2),
            ("colon-in-value", 4),
            ("reserved-character", 9),
            ("unclosed-quote", 11),
        ]
