"""The canonical form: order, style, comments, and what is refused."""

import random
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renkei_cli.core.errors import InvalidDataError
from renkei_cli.core.files import data_folder
from renkei_cli.yamlio.formatter import assert_lossless, comments, content, format_bytes, read_tree
from renkei_cli.yamlio.loader import entries

BUNDLED = (data_folder() / "cases.yaml").read_text(encoding="utf-8")
COMMENT = re.compile(r"(?:^|\s)(#.*)")


def format_text(file: str, text: str) -> str:
    """Return the canonical form of a file that holds a text."""
    return format_bytes(file, text.encode()).decode()


def values(text: str) -> list[Any]:
    """Read a file's values as the checker does; there must be no fault."""
    faults: list[Any] = []
    found = [(entry.path, entry.value) for entry in entries("x", text.encode(), faults)]
    assert not faults
    return found


STALE = """\
themes:
  - code: tourism  # 移住・関係人口
  - {code: jobs, ref: [activities/1]}  # 企業誘致・雇用創出
participants:
  - {code: "252034", roles: [{code: plan_author}]}  # 彦根市
  - code: "252140"  # 滋賀県
activities:
  - ja: 何かをする。
    for: ["252034"]  # 彦根市
  - ja: また何かをする。
    for:
      - "252034"  # 長浜市（代表）
      - "252140"  # 滋賀県長浜市
"""


def test_names_behind_codes_are_renewed() -> None:
    """A name that is another's goes for the code's own; a remark, the prefecture, and what is about a list stay."""
    written = format_text("x", "id: a\n" + STALE)
    for line in (
        "- code: tourism  # 観光・交流", "- code: jobs  # 企業誘致・雇用創出",
        '- code: "252034"  # 長浜市', '- code: "252140"  # 滋賀県',
        "for:  # 彦根市", '- "252034"  # 長浜市（代表）', '- "252140"  # 米原市',
    ):  # fmt: skip
        assert f"  {line}\n" in written, written
    assert format_text("x", written) == written


def test_bundled_cases_are_in_the_form() -> None:
    """The cases that renkei ships stay as they are, byte for byte."""
    assert format_text("cases.yaml", BUNDLED) == BUNDLED


def test_order_and_style() -> None:
    """Keys stand in the schema's order, unknown ones last; blocks, two spaces, LF, a blank line between cases."""
    for given_text, wanted in (
        ("type: 遠隔連携\nid: a\n", "id: a\ntype: 遠隔連携\n"),
        ("zzz: 1\nid: a\n", "id: a\nzzz: 1\n"),
        ("\ufeffid: a\r\ntype: x\r\n", "id: a\ntype: x\n"),
        ("id: a   \n\n\n\n\ntype: x\n\n\n", "id: a\n\ntype: x\n"),
        ("%YAML 1.2 # c\n---\nid: a\n...\n", "# c\nid: a\n"),
        ('{"id": "a", "themes": [{"code": jobs}]}', 'id: "a"\nthemes:\n  - code: jobs  # 企業誘致・雇用創出\n'),
        ("id: a\nthemes: []\nsource: {}\nurls:\n", "id: a\nthemes: []\nurls:\nsource: {}\n"),
        ("id: a\nurls:\n- x\n-\n- - y\n  - z\n", "id: a\nurls:\n  - x\n  -\n  - - y\n    - z\n"),
        ("? id\n: a\n? >-\n  two\n  words\n: b\n", "id: a\ntwo words: b\n"),
        ("id: a\n'true': b\n", 'id: a\n"true": b\n'),
        ("cases: []\ncasebook:\n  title:\n    ja: x\n", "casebook:\n  title:\n    ja: x\n\ncases: []\n"),
        ("cases:\n- id: a\n- id: b\n", "cases:\n  - id: a\n\n  - id: b\n"),
    ):
        assert format_text("x", given_text) == wanted, given_text
        assert format_text("x", wanted) == wanted


def test_texts() -> None:
    """A text keeps its quotes and goes on one line; what looks like a number or date gets double quotes."""
    for written, wanted in (
        ("'a'", "'a'"),
        ('"a"', '"a"'),
        (">-\n    two\n    words", "two words"),
        ("two\n    words", "two words"),
        ("'two\n    words'", '"two words"'),
        ("|-\n    # no comment", '"# no comment"'),
        (">\n    ends with a break", '"ends with a break\\n"'),
        ("|-\n    null", '"null"'),
        ("|-\n    - a", '"- a"'),
        ("|-\n    a: b", '"a: b"'),
        ("2017", '"2017"'),
        ("'2017-08-23'", '"2017-08-23"'),
        ("FY2017", '"FY2017"'),
        ('"a\n   \\x7f"', '"a \\u007f"'),
        ("|-\n    　a", '"　a"'),
        ("!!str |- # b\n    a", "a  # b"),
        ("!!str 12", '"12"'),
        ("true", "true"),
        ("~", "~"),
    ):
        form = format_text("x", f"id: a\ntitle:\n  ja: {written}\n")
        assert form == f"id: a\ntitle:\n  ja: {wanted}\n", written
        assert format_text("x", form) == form


def test_numbers_stay_numbers() -> None:
    """A page or an amount is a number, and is not quoted."""
    text = "id: a\nkpis:\n  - target: 12\nsource:\n  page: 3\n"
    assert format_text("x", text) == text


def test_codes_are_quoted_and_named() -> None:
    """A code that lost its quotes gets them again, and the name behind it; a comment that is there stays alone."""
    text = "id: a\nparticipants:\n- code: 412015\n- code: '010006' # here\n- code: 012319\n- code: 999999\n"
    text += "urls: [412015]\n"
    assert format_text("x", text) == (
        'id: a\nparticipants:\n  - code: "412015"  # 佐賀市\n  - code: "010006"  # here\n'
        '  - code: "012319"  # 恵庭市\n  - code: "999999"\nurls:\n  - "412015"\n'
    )


COMMENTED = """\
# the file

# the cases
cases:  # all of them
- # dash
  # title
  title: # words
    ja: x # ja
    # below ja
  # id
  id: a  # the id

  # themes, first
  # themes, second

  themes: [ # bracket
    {code: jobs}, # job
    # before tourism
    {code: tourism} # tourism
    # after tourism
  ] # closed
  purpose:
    # before ja
    ja: | # block
      y
  # below the keys of a
# before b
- id: b
  urls:
    - x
    # between
    - y # y
    # below the urls
# the end of the cases

# the end of the file
casebook:
  # no title
  title:
    # on a line of its own
    {ja: x}
"""


def test_comments_travel(golden: Callable[[str, str], None]) -> None:
    """Each comment stays with what it speaks of when keys change their places."""
    form = format_text("x", COMMENTED)
    golden("fmt/comments.yaml", form)
    assert format_text("x", form) == form
    assert not Counter(COMMENT.findall(COMMENTED)) - Counter(COMMENT.findall(form))


def test_comments_at_head_and_end() -> None:
    """What speaks of the whole file stays at its head; what follows the last key stays last."""
    for text, wanted in (
        ("# yaml-language-server: $schema=x\ntype: y\nid: a\n",
         "# yaml-language-server: $schema=x\n\nid: a\ntype: y\n"),
        ("# about type\ntype: y\nid: a\n", "id: a\n# about type\ntype: y\n"),
        ("# head\n\n\n# about type\ntype: y\nid: a\n", "# head\n\nid: a\n# about type\ntype: y\n"),
        ("type: y\n\n# far\n\n# near\nid: a\n", "# far\n\n# near\nid: a\ntype: y\n"),
        ("id: a\n# the end", "id: a\n# the end\n"),
        ("id: # a\n # b\n a # c\n", "# b\n# a\nid: a  # c\n"),
        ("id: a\nurls: [ # none\n  # at all\n]\n", "id: a\nurls: []  # none\n# at all\n"),
        ("id: a\nurls:\n- [[]] # e\n- b\n", "id: a\nurls:\n  - - []  # e\n  - b\n"),
    ):  # fmt: skip
        assert format_text("x", text) == wanted, text
        assert format_text("x", wanted) == wanted


def test_what_would_be_lost_is_refused() -> None:
    """A file that cannot be written again without loss is refused, naming the place."""
    for text, place, code in (
        ("id: &a b\n", "x:1:5", "alias"),
        ("id: a\ntype: *a\n", "x:2:7", "alias"),
        ("id: !a b\n", "x:1:5", "tag"),
        ("id: a\ntype: b\nid: c\n", "x:3:1", "duplicate-key"),
        ("id: a\n? [b]\n: c\n", "x:2:3", "key"),
        ("%TAG !a! x\n---\nid: a\n", "x:1:1", "directive"),
        ("id: a\n---\nid: b\n", "x:2:1", "second-document"),
        ("id: a\n b: c\n", "x:2:2", "indentation"),
        ("id: \x01\n", "x:1:5", "control-character"),
        ("- a\n", "x:1:1", "no-case"),
        ("", "x", "no-case"),
        ("site_name: y\n", "x", "no-case"),
        ("id: [" + "a," * 20_000 + "]", "x:1:40004", "too-many-values"),
        ("id: a\n<<: b\n", "x:2:1", "merge-key"),
        ("id: " + "[" * 50 + "]" * 50, "x:1:45", "too-deep"),
    ):
        with pytest.raises(InvalidDataError) as caught:
            format_text("x", text)
        (fault,) = caught.value.faults
        assert (str(fault.place), fault.code) == (place, code)
        assert caught.value.message == fault.message


def test_a_loss_would_be_noticed() -> None:
    """Before anything is written, values and comments are compared with what was read."""
    before = read_tree("x", "id: a # c\n")
    assert_lossless("x", (content(before), comments(before)), before)
    for after, code in (("id: b # c\n", "value-lost"), ("id: 1 # c\n", "value-lost"), ("id: a\n", "comment-lost")):
        with pytest.raises(InvalidDataError) as caught:
            assert_lossless("x", (content(before), comments(before)), read_tree("x", after))
        assert caught.value.faults[0].code == code


def test_bytes_are_utf8() -> None:
    """A byte order mark goes; another encoding is named, with the place of its first byte."""
    assert format_bytes("x", b"\xef\xbb\xbftype: x\r\nid: a\r\n") == b"id: a\ntype: x\n"
    with pytest.raises(InvalidDataError) as caught:
        format_bytes("x", "id: a\ntype: 遠隔\n".encode("cp932"))
    assert [(str(fault.place), fault.code) for fault in caught.value.faults] == [("x:2:7", "not-utf8")]


LINES = BUNDLED.split("\n")
FIRST = LINES[LINES.index("cases:") : LINES.index("  - id: takamatsu")]


@st.composite
def disordered(draw: st.DrawFn) -> str:
    """Give a valid case with its keys in any order and comments in random places."""
    dice = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - drawn by hypothesis, no secret
    blocks: list[list[str]] = []
    for line in FIRST[1:]:
        line = line.replace("  - id", "    id")  # noqa: PLW2901 - the same line without its dash
        if re.match(r" {4}\w", line) or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    dice.shuffle(blocks)
    lines = [line for block in blocks for line in block if line]
    lines[0] = "  - " + lines[0][4:]
    out = ["cases:"]
    for number, line in enumerate(lines):
        roll = dice.random()
        if roll < 0.15:
            out += [""] * dice.randrange(2)
            out.append(" " * dice.randrange(14) + f"# own line {number}")
            out += [""] * dice.randrange(3)
        bare = not re.search(r"\s#|[\"]$", line)
        out.append(line + (f" # behind {number}" if bare and roll > 0.85 else ""))
    return "\n".join(out) + "\n" + "# end\n" * dice.randrange(2)


@given(text=disordered())
@settings(max_examples=60, deadline=None)
def test_nothing_is_lost_and_twice_is_once(text: str) -> None:
    """Whatever the order of keys and wherever comments stand: all values and comments stay, and twice is once."""
    form = format_text("x", text)
    assert values(form) == values(text)
    assert Counter(COMMENT.findall(form)) == Counter(COMMENT.findall(text))
    assert format_text("x", form) == form
