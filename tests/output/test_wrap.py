"""Line breaking and cell widths."""

import re
from itertools import accumulate, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from renkei_cli.output.wrap import fill_list, hanging_indent, message_prefix, pad, width, wrap

NEVER_FIRST = tuple(
    "、。，．・：；！？）」』】〕〉》］｝ー々ゝゞヽヾ…‥%％℃”’)]}ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
)
NEVER_LAST = tuple("（「『【〔〈《［｛“‘([{")

# All that may meet in a line: wide, narrow, half-width, combining, joining, blank, opening, closing.
TRICKY = st.sampled_from(
    "市町村ひらカナーﾊﾟｶﾞabc019,.-%年km\u3099\u0301\ufe0f\ufe0e\U000e0100\u200d\u200b"
    "☺👩🏽🌾🇯🇵1⃣ \u3000\u00a0\t\n\r\u2028、。「」（）っャ…—―“”[]"
)
CHARACTERS = TRICKY | st.characters(exclude_categories=())
TEXTS = st.text(CHARACTERS, max_size=20) | st.text(TRICKY, min_size=30) | st.text(CHARACTERS, min_size=30)

QUANTITIES = (
    *("2,000人", "29年", "8月23日", "500km", "100%", "平成29年", "第2期", "1,788団体", "3万円"),
    *("2.5倍", "５０％", "20 ha", "11時30分"),
)
WORDS = (
    *("二つの町は", "離れた", "縄文文化を", "「火焰街道」の", "（以下「町」という。）", "学び、", "プロモーションで"),
    *("ショップを", "ロゴ・マークを", "人々に", "日本遺産（愛称は藻類）", "LOVE", " and ", "“美”と", "待っていた！"),
    *("作った。", "――海と山――", "広域連携協定"),
)
PIECES = st.lists(st.sampled_from(QUANTITIES + WORDS), min_size=8, max_size=20)


def cells_from(least: int) -> st.SearchStrategy[int]:
    """Draw widths up to 200, narrow ones more often, since these break more lines."""
    return st.integers(least, least + 20) | st.integers(least, 200)


def solid(text: str) -> str:
    """Take all white space out of the text."""
    return "".join(text.split())


def breaks(lines: list[str]) -> set[int]:
    """Tell after how many characters other than white space the lines end."""
    return set(accumulate(len(solid(line)) for line in lines))


def test_width_counts_cells() -> None:
    """Japanese takes two cells a character, Latin and half-width kana one, a mark none; `pad` fills up to a width."""
    assert [width(text) for text in ("町a", "ｶﾞ", "か\u3099", "")] == [3, 2, 2, 0]
    assert [pad(text, 4) for text in ("町", "abcd", "abcde", "")] == ["町  ", "abcd", "abcde", "    "]


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("", 10, [""]),
        ("  ", 10, [""]),
        ("町\n\n村\n", 10, ["町", "", "村", ""]),
        (" 町 ", 2, ["町"]),
        ("a  b", 4, ["a  b"]),
        ("a\tb c", 3, ["a b", "c"]),
        ("町　村", 4, ["町", "村"]),
        # Phrases, not characters.
        ("二つの町は協定を結び、観光客を増やす。", 16, ["二つの町は協定を", "結び、観光客を", "増やす。"]),
        ("町が海の幸を届ける。", 10, ["町が海の", "幸を", "届ける。"]),
        # A phrase that would leave the line two thirds empty is torn, if possible where scripts meet.
        ("山が自治体間連携協定", 14, ["山が自治体間連", "携協定"]),
        ("広域連携協定締結式", 10, ["広域連携協", "定締結式"]),
        ("広域連携プロジェクトを", 14, ["広域連携", "プロジェクトを"]),
        ("ロゴ製作委員会議", 12, ["ロゴ", "製作委員会議"]),
        ("ロゴ製作委員会議", 13, ["ロゴ製作委員", "会議"]),
        ("佐賀県が広域連携プロジェクトを", 18, ["佐賀県が", "広域連携", "プロジェクトを"]),
        ("a 한국어말", 5, ["a 한", "국어", "말"]),
        ("企業ブランディング", 14, ["企業", "ブランディング"]),
        ("コスメティック構想", 8, ["コスメ", "ティック", "構想"]),
        # An opening bracket goes to the next line sooner than that little of what it holds stays with it.
        ("二つの村は「ITアイランド」を進める", 20, ["二つの村は", "「ITアイランド」を", "進める"]),
        ("町「ITアイランド」推進計画", 16, ["町", "「ITアイランド」", "推進計画"]),
        ("「ITアイランド」推進", 12, ["「IT", "アイランド」", "推進"]),
        ("町の「高松の盆栽を世界に広める計画」", 20, ["町の「高松の盆栽を", "世界に広める計画」"]),
        ("（町）の「山」と市市市市市市", 16, ["（町）の「山」と", "市市市市市市"]),
        # Kinsoku.
        ("美食です。」", 10, ["美食で", "す。」"]),
        ("山と「川」", 6, ["山と", "「川」"]),
        ("あああっああ", 6, ["ああ", "あっあ", "あ"]),
        ("ああ「「ああ", 6, ["ああ", "「「あ", "あ"]),
        ("ああ 、い", 6, ["あ", "あ 、", "い"]),
        ("ロゴ・マーク", 10, ["ロゴ・", "マーク"]),
        ("市市市。\ufe00", 6, ["市市", "市。\ufe00"]),
        ("（\ufe00市）", 4, ["（\ufe00市", "）"]),
        # Where no line could obey, width wins.
        ("。。。。", 4, ["。。", "。。"]),
        ("ーー", 2, ["ー", "ー"]),
        # Words and numbers.
        ("The Eniwa council", 9, ["The Eniwa", "council"]),
        ("a twinning", 5, ["a", "twinn", "ing"]),
        ("距離は2,000km", 8, ["距離は", "2,000km"]),
        ("人口は約500人", 10, ["人口は", "約500人"]),
        ("平成29年8月23日", 12, ["平成29年", "8月23日"]),
        ("面積は 500 km です", 12, ["面積は", "500 km です"]),
        ("about 500 km", 9, ["about", "500 km"]),
        ("a km 1", 4, ["a km", "1"]),
        ("ＩＣＴ化", 6, ["ＩＣＴ", "化"]),
        ("１，０００人", 10, ["１，０００", "人"]),
        ("市 町\u00a0村", 6, ["市", "町\u00a0村"]),
        ("市町\u00a0村", 5, ["市", "町\u00a0村"]),
        # Around a dash, but not within a double one.
        ("village—town", 8, ["village—", "town"]),
        ("海山――川", 5, ["海山", "――川"]),
        ("abc――d", 4, ["abc", "――d"]),
        # What is seen as one character.
        ("か\u3099か\u3099か\u3099", 4, ["か\u3099か\u3099", "か\u3099"]),
        ("葛\U000e0100葛\U000e0100", 2, ["葛\U000e0100", "葛\U000e0100"]),
        ("👩\u200d🌾👩\u200d🌾", 2, ["👩\u200d🌾", "👩\u200d🌾"]),
        ("ｱｶﾞ", 2, ["ｱ", "ｶﾞ"]),
        ("アﾞ", 2, ["ア", "ﾞ"]),
        # No word stands alone on the last line where the line above has some to spare, and stays half full.
        ("Write nothing; name the files that would change, if there are any.", 64,
         ["Write nothing; name the files that would change, if", "there are any."]),
        ("栄村と按分して予算を出す。津南町と栄村が、按分して予算を出す。", 55,
         ["栄村と按分して予算を出す。津南町と栄村が、按分して", "予算を出す。"]),
        (f"one {'x' * 52} two", 58, [f"one {'x' * 52}", "two"]),
        (f"{'x' * 58} two", 58, ["x" * 58, "two"]),
        # A short quotation, a place's name and the parts of a path are not torn where it can be helped.
        ("保育士のさまざまな「気づき」を、データにして「見える化」する。", 54,
         ["保育士のさまざまな「気づき」を、データにして", "「見える化」する。"]),
        ("The Bonsai no Sato (Home of Bonsai) Concept", 30, ["The Bonsai no Sato", "(Home of Bonsai) Concept"]),
        ("一つの一つの参加団体は、大分県", 28, ["一つの一つの参加団体は、", "大分県"]),
        ("see a/long/way/to/some.yaml", 14, ["see", "a/long/way/to/", "some.yaml"]),
        # Places in the source stay whole, a comma apart; so does a term that BudouX would tear.
        ("文〔事業内容1、経緯2〕", 14, ["文", "〔事業内容1、", "経緯2〕"]),
        ("Said. [How it began 1, Merits 2]", 20, ["Said.", "[How it began 1,", "Merits 2]"]),
        ("一員はひとり親移住支援", 12, ["一員は", "ひとり親移住", "支援"]),
        # One cell is too few for a Japanese character, and yet the text arrives.
        ("町村", 1, ["町", "村"]),
        ("字", 1, ["字"]),
    ],
)  # fmt: skip
def test_wrap(text: str, cells: int, lines: list[str]) -> None:
    """Lines break at phrases and spaces, then between scripts and characters, and only then within words."""
    assert wrap(text, cells) == lines


@given(TEXTS, cells_from(2))
@example("あ\u200d\u200dい", 2)
@example("☺\t\ufe0f", 2)
@example("000 \x1b", 2)
@example("000\u00a0\u00a0", 2)
def test_lines_fit_and_lose_nothing(text: str, cells: int) -> None:
    """Whatever the text: each line fits, they hold all of it but white space, and need no more breaking."""
    lines = wrap(text, cells)
    assert max(map(width, lines)) <= cells
    assert solid("".join(lines)) == solid(text)
    assert wrap("\n".join(lines), cells) == lines


@given(PIECES, cells_from(8))
def test_lines_begin_and_end_as_they_may(pieces: list[str], cells: int) -> None:
    """No line of prose begins with closing punctuation or a small kana, nor ends with an opening bracket."""
    lines = wrap("".join(pieces), cells)
    assert not [line for line in lines if line.startswith(NEVER_FIRST)]
    assert not [line for line in lines if line.endswith(NEVER_LAST)]


@given(PIECES, cells_from(12))
def test_numbers_stay_with_their_units(pieces: list[str], cells: int) -> None:
    """No line ends inside a number or between it and its unit."""
    ends = breaks(wrap(" ".join(pieces), cells))
    place = 0
    for piece in pieces:
        within = set(range(place + 1, place + len(solid(piece))))
        assert piece not in QUANTITIES or not within & ends
        place += len(solid(piece))


@given(st.lists(st.from_regex(r"[a-z]{1,8}(-[a-z]{1,4})?", fullmatch=True), min_size=1), st.integers(13, 80))
def test_words_are_not_torn(words: list[str], cells: int) -> None:
    """A text of short Latin words breaks at its spaces only; a line holds what it can, or spares some for the last."""
    lines = wrap(" ".join(words), cells)
    assert " ".join(lines).split() == words
    *full, (above, last) = [("", ""), *pairwise(lines)]
    assert all(width(line) + 1 + width(following.split()[0]) > cells for line, following in full[1:])
    assert not last or width(above) + 1 + width(last.split()[0]) > cells or width(above) * 2 >= cells


@given(st.text("市町村", min_size=1), st.integers(2, 40))
def test_a_long_phrase_fills_its_lines(text: str, cells: int) -> None:
    """A long phrase is torn sooner than that its line stays emptier than it must."""
    *lines, _ = wrap(text, cells)
    assert all(width(line) >= cells // 2 for line in lines)


def test_what_may_not_begin_a_line_is_known_from_its_neighbours() -> None:
    """Every mark of the rule, one by one, takes the character before or after it along."""
    for mark in NEVER_FIRST:
        assert not re.search(f"\n{re.escape(mark)}", "\n".join(wrap(f"市市市市{mark}市", 8)))
    for mark in NEVER_LAST:
        assert not re.search(f"{re.escape(mark)}\n", "\n".join(wrap(f"市市市{mark}市市", 8)))


# --- paragraphs that hang, and lists ---


def test_the_values_of_a_list_stay_whole() -> None:
    """A line ends behind a comma or a stroke; a value that is too long for a line is broken as any text."""
    assert fill_list("one of a b (c), d e (f), g h (i), j", 20) == ["one of a b (c),", "d e (f), g h (i), j"]
    assert fill_list("aaa bbb / ccc ddd / eee fff / ggg", 12) == ["aaa bbb /", "ccc ddd /", "eee fff /", "ggg"]
    assert fill_list("a, b, c, one value that is long, d", 12) == ["a, b, c, one", "value that", "is long, d"]
    assert fill_list("of a, b and c (x); d, e (y); f (z)", 18) == ["of a, b and c (x);", "d, e (y); f (z)"]
    assert fill_list("使える値: 観光・交流, 移住・関係人口, 人材育成・確保, デジタル", 26) == [
        "使える値: 観光・交流,",
        "移住・関係人口,",
        "人材育成・確保, デジタル",
    ]


def test_prose_is_no_list() -> None:
    """A comma or two are none; nor are commas with long pieces between."""
    assert fill_list("here, as it is, words", 9) == ["here, as", "it is,", "words"]


def test_a_head_is_never_broken() -> None:
    """It begins the line, alone where there is little room; the other lines stand further in."""
    for text, cells, lines in (
        ("words that go on", 20, ["a.yaml:1:2:", "    words that go on"]),
        ("words that go on", 27, ["a.yaml:1:2: words that", "    go on"]),
        ("short", 20, ["a.yaml:1:2: short"]),
    ):
        assert hanging_indent(text, cells, hang=4, head="a.yaml:1:2: ") == lines


def test_a_sign_is_what_says_what_follows() -> None:
    """A word or two before a colon are one, unless they take a third of the line."""
    assert message_prefix("error: no such thing", 60) == "error: "
    assert message_prefix("使える値: 県内連携", 60) == "使える値: "
    assert message_prefix("使える値: 県内連携", 20) == ""
    assert message_prefix("no sign here", 60) == ""


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))), st.integers(12, 100))
def test_what_hangs_is_neither_wider_nor_lost(text: str, cells: int) -> None:
    """Whatever the text, no line is wider than asked, and every character but white space is there."""
    lines = hanging_indent(text, cells, hang=4)
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    listed = ", ".join([text] * 5)
    assert all(width(line) <= cells for line in fill_list(listed, cells))
    assert "".join("".join(fill_list(listed, cells)).split()) == "".join(listed.split())
