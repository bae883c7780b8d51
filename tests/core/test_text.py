"""Folding, text that is safe to show, and command lines."""

import shlex
import subprocess
import sys
import unicodedata
from encodings.aliases import aliases
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from renkei_cli.core.text import (
    command_line,
    escape_invisible,
    fold,
    fold_with_offsets,
    quote_words,
    register_nearest,
)

# Characters that meet each other in unforeseen ways, each far likelier here than among all of Unicode.
TRICKY = st.sampled_from(
    "町龍かガケハはうヴウワヷｶﾊﾞﾟ\u3099\u309a\u0301\u0323\u0345\ufe0f\U000e0100"
    "㍍ﬁßİ𠮷 \u3000\n〜～−—ー゛´한\u1161ㅏ가\u11a8\U00016d63\U00016d67\U00016d68"
)
ANY_CHARACTER = st.characters(exclude_categories=())
TEXTS = st.text(TRICKY | ANY_CHARACTER)


def _is_for_text(name: str) -> bool:
    try:
        return len(("," * 100).encode(name)) >= 100
    except (LookupError, UnicodeError):
        return False


ENCODINGS = st.sampled_from([name for name in sorted(set(aliases.values())) if _is_for_text(name)])
"""All that Python knows; not those of other things than text, nor of host names."""


FOLDED = {
    "Ｒｅｍｏｔｅ": "remote", "Straße": "strasse", "カキクケコ": "かきくけこ", "ﾃﾞｰﾀ": "でーた",
    "ヴィーナス": "ゔぃーなす", "ウ\u3099ィ": "ゔぃ", "ヷ": "わ\u3099", "ァヽヾ": "ぁゝゞ", "　市\t\n 町 ": "市 町",
    "春〜夏～秋∼冬": "春~夏~秋~冬", "‐‑‒–—―−－": "--------", "葛\U000e0100城": "葛城",
    "葛\ufe00\ufe0f\U000e01ef城": "葛城", "観\u00ad光\u200bの\u2060計\ufeff画": "観光の計画", "\u3164市": "市",
    "七ケ宿": "七か宿", "七ヶ宿": "七か宿", "鰺ｹ沢": "鯵か沢", "霞が関": "霞か関", "３ヶ月": "3か月",
    "3カ月": "3か月", "3箇月": "3か月",
    "サケ": "さけ", "大分が": "大分が", "受け入れ": "受け入れ", "塩竈": "塩釜", "髙﨑": "高崎",
    "德濵會曾": "徳浜会曽", "飛驒": "飛騨",
    "檮原龍須惠": "梼原竜須恵", "⻑⻘⻄⻲⻤⻯黑戶": "長青西亀鬼竜黒戸", "火焰焔": "火炎炎",
    "か\ufe0f\u3099": "が", "㍍": "めーとる", "①": "1", "": "",
}  # fmt: skip


def test_fold_reduces_text_to_what_counts() -> None:
    """Width, case, kana, white space, dashes, selectors and old forms of kanji make no difference, nor which ヶ it is.

    ー does: ビール is not ビル.
    """
    assert {text: fold(text) for text in FOLDED} == FOLDED
    assert fold("ビール") not in {fold("ビル"), fold("ビ-ル")}


@given(TEXTS)
@example(" か\u3099 ")
@example("ﾊ\u0323\u309a")
def test_offsets_belong_to_the_fold(text: str) -> None:
    """Folded a second time, nothing changes; with offsets, a space at either end stays.

    There is one offset to a character, a place in the text, and none comes before the one on its left. Cut where the
    offsets say, the pieces fold by themselves to what the whole folds to.
    """
    folded, offsets = fold_with_offsets(text)
    assert folded.strip() == fold(text) == fold(fold(text))
    assert len(folded) == len(offsets)
    assert offsets == sorted(offsets)
    starts = [*dict.fromkeys(offsets), len(text)]
    assert starts == sorted(set(starts))
    for start, end in pairwise(starts):
        here = "".join(character for character, offset in zip(folded, offsets, strict=True) if offset == start)
        # Which kana is a ヶ, the characters beside it say.
        assert fold(here) in (fold(text[start:end]), "か")


def test_a_hit_in_the_folded_text_is_found_again() -> None:
    """Sequences that compose, characters that fall apart and white space lead back to where they began."""
    hits = {
        "か\u3099き": ("がき", [0, 2]), "ﾊﾟﾝ": ("ぱん", [0, 2]), "3㍍先": ("3めーとる先", [0, 1, 1, 1, 1, 2]),
        "A \u3000\nB": ("a b", [0, 1, 4]), " 市 ": (" 市 ", [0, 1, 2]), "a´": ("a \u0301", [0, 1, 1]),
        "葛\U000e0100城": ("葛城", [0, 2]), "\u1112\u1161\u11ab": ("\ud55c", [0]),
    }  # fmt: skip
    assert {text: fold_with_offsets(text) for text in hits} == hits


def test_visible_names_what_would_not_show() -> None:
    """What moves the cursor, turns text around or hides in it is named by its code point."""
    shown = {
        "\x1b[31m赤": "‹U+001B›[31m赤", "町\n村\t区": "町 村 区", "\udc80": "‹U+DC80›",
        "\r\0\x7f\x85": "‹U+000D›‹U+0000›‹U+007F›‹U+0085›", "\u202egnp.exe\u2069": "‹U+202E›gnp.exe‹U+2069›",
        "\u200e\u200f\u061c": "‹U+200E›‹U+200F›‹U+061C›",
        "\u2028\u2029\u200b\ufeff": "‹U+2028›‹U+2029›‹U+200B›‹U+FEFF›",
    }  # fmt: skip
    assert {text: escape_invisible(text) for text in shown} == shown


def test_visible_leaves_ordinary_text_alone() -> None:
    """Wide space, marks, selectors, joiners and colour of skin are text like any other."""
    text = "火焰型土器　か\u3099 葛\U000e0100 👩🏽\u200d🌾 “e\u0301” \u00a0 한"
    assert escape_invisible(text) == text


@given(TEXTS)
def test_visible_leaves_no_control_character(text: str) -> None:
    """No control character or surrogate survives, whichever it is, and no bidi control."""
    shown = escape_invisible(text)
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cs", "Zl", "Zp"}
    turning = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
    assert not {unicodedata.bidirectional(character) for character in shown} & turning


NEAREST = """\
cp932 火焰型土器 火炎型土器 | cp932 髙﨑さん 髙﨑さん | shift_jis 髙﨑さん 高崎さん | cp932 𠮷野 吉野
cp932 飛驒の麴 飛騨の麹 | cp932 Kōchi Kochi | latin-1 Kōchi Kochi | ascii 10〜20 10~20 | cp932 10〜20 10〜20
euc_jp 10～20 10〜20 | ascii −5 -5 | shift_jis －5 −5 | cp932 美—食 美―食 | cp932 ‖¥ ‖￥
cp932 レオナルド·ダ レオナルド・ダ | ascii “‘a’”… "'a'"... | cp932 か\u3099は\u309a か゛は゜
cp932 葛\U000e0100\u200b城 葛城 | ascii 5㎢ 5km2 | cp932 ⅓ 1/3
ascii ŁódźÆ© LodzAE(C) | cp932 🦀 〓 | ascii 町 ? | cp932 \ud800\udfff ?? | utf-8 a\ud800 a?"""


def test_nearest_keeps_what_a_reader_would() -> None:
    """A character gives way to its other form, its common form, its parts, then 〓, then a question mark."""
    register_nearest()
    for row in NEAREST.replace("\n", " | ").split(" | "):
        encoding, text, replaced = row.split(" ")
        assert (row, text.encode(encoding, "renkei.nearest")) == (row, replaced.encode(encoding))


@given(TEXTS, ENCODINGS)
def test_nearest_fits_the_encoding(text: str, encoding: str) -> None:
    """Whatever the text, it can be written; beside what fits nowhere, what does stays as it is.

    Also under the codecs that keep their own name from the handler.
    """
    register_nearest()
    text.encode(encoding, "renkei.nearest")
    fitting = "".join(character for character in text if character.encode(encoding, "ignore"))
    # UTF-7 writes even what is half a character.
    half = "\udc80" if encoding == "utf_7" else "?"
    assert f"{fitting}\udc80".encode(encoding, "renkei.nearest") == f"{fitting}{half}".encode(encoding)


def test_the_handler_knows_its_limits() -> None:
    """Where it does not learn the encoding, it falls back on ASCII; what cannot be read is not guessed at."""
    register_nearest()
    assert "Kōchi 10〜20 町".encode("cp1252", "renkei.nearest") == b"Kochi 10~20 ?"
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", "renkei.nearest")


def test_importing_registers_nothing_and_loads_the_standard_library_alone() -> None:
    """The module is on the path of every run, so its import must neither cost nor do anything."""
    program = (
        "import codecs, sys\n"
        "before = set(sys.modules)\n"
        "import renkei_cli.core.text\n"
        "print({name.partition('.')[0] for name in set(sys.modules) - before} - sys.stdlib_module_names)\n"
        "codecs.lookup_error('renkei.nearest')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    assert done.stdout in ("{'renkei_cli', 'joyokanji'}\n", "{'joyokanji', 'renkei_cli'}\n")
    assert "LookupError: unknown error handler name" in done.stderr


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), min_size=1)))
def test_a_shell_reads_the_words_again(words: list[str]) -> None:
    """Whatever stands in them."""
    assert shlex.split(quote_words(words)) == words


def test_options_stand_as_they_are_typed() -> None:
    """Several values repeat the option, what is not given is left out, and none is taken for an option."""
    for options, line in (
        ({"data": ["a b", "c"], "with_bundled": True}, "renkei show 姫島 --data 'a b' --data c --with-bundled"),
        ({"type": None, "theme": ["観光"], "since": ""}, "renkei show 姫島 --theme 観光"),
        ({"data": "-x"}, "renkei show 姫島 --data=-x"),
    ):
        assert command_line("show", ["姫島"], options) == line
