"""Folding, and text that is safe to show."""

import io
import subprocess
import sys
import unicodedata
from encodings.aliases import aliases
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from renkei_cli.core.text import escape_invisible, fold, fold_with_offsets, register_nearest, transliterate

# Characters that meet each other in unforeseen ways, each far likelier here than among all of Unicode.
TRICKY = st.sampled_from(
    "かハはうヴウワヷｶﾊﾞﾟ\u3099\u309a\u0301\u0323\u0345\ufe0f\U000e0100"
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


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ｒｅｍｏｔｅ", "remote"),
        ("Straße", "strasse"),
        ("カキクケコ", "かきくけこ"),
        ("ﾃﾞｰﾀ", "でーた"),
        ("ヴィーナス", "ゔぃーなす"),
        ("ウ\u3099ィ", "ゔぃ"),
        ("ヷ", "わ\u3099"),
        ("ァヶヽヾ", "ぁゖゝゞ"),
        ("　市\t\n 町 ", "市 町"),
        ("春〜夏～秋∼冬", "春~夏~秋~冬"),
        ("‐‑‒–—―−－", "--------"),
        ("葛\U000e0100城", "葛城"),
        ("葛\ufe00\ufe0f\U000e01ef城", "葛城"),
        ("か\ufe0f\u3099", "が"),
        ("㍍", "めーとる"),
        ("①", "1"),
        ("", ""),
    ],
)
def test_fold_reduces_text_to_what_counts(text: str, folded: str) -> None:
    """Width, case, kana, white space, dashes and selectors make no difference; ー does."""
    assert fold(text) == folded


def test_fold_keeps_the_long_vowel_mark_apart_from_dashes() -> None:
    """ビール and ビル are different words."""
    assert fold("ビール") not in {fold("ビル"), fold("ビ-ル")}


@given(TEXTS)
def test_fold_changes_nothing_the_second_time(text: str) -> None:
    """What has been folded can be compared with what has just been folded."""
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
@example(" か\u3099 ")
@example("ﾊ\u0323\u309a")
def test_offsets_belong_to_the_same_fold(text: str) -> None:
    """The text with offsets is the folded text, save for a space at either end, one offset to a character."""
    folded, offsets = fold_with_offsets(text)
    assert folded.strip() == fold(text)
    assert len(folded) == len(offsets)


@given(TEXTS)
def test_offsets_point_into_the_text_in_its_order(text: str) -> None:
    """Each offset is a place in the text, and none comes before the one on its left."""
    _, offsets = fold_with_offsets(text)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@given(TEXTS)
def test_each_stretch_of_the_text_folds_to_what_points_at_it(text: str) -> None:
    """Cut where the offsets say, the pieces fold by themselves to what the whole folds to."""
    folded, offsets = fold_with_offsets(text)
    starts = [*dict.fromkeys(offsets), len(text)]
    for start, end in pairwise(starts):
        here = "".join(character for character, offset in zip(folded, offsets, strict=True) if offset == start)
        assert fold(here) == fold(text[start:end])


@pytest.mark.parametrize(
    ("text", "folded", "offsets"),
    [
        ("か\u3099き", "がき", [0, 2]),
        ("ﾊﾟﾝ", "ぱん", [0, 2]),
        ("3㍍先", "3めーとる先", [0, 1, 1, 1, 1, 2]),
        ("A \u3000\nB", "a b", [0, 1, 4]),
        (" 市 ", " 市 ", [0, 1, 2]),
        ("a´", "a \u0301", [0, 1, 1]),
        ("葛\U000e0100城", "葛城", [0, 2]),
        ("\u1112\u1161\u11ab", "\ud55c", [0]),
    ],
)
def test_a_hit_in_the_folded_text_is_found_again(text: str, folded: str, offsets: list[int]) -> None:
    """Sequences that compose, characters that fall apart and white space lead back to where they began."""
    assert fold_with_offsets(text) == (folded, offsets)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m赤", "‹U+001B›[31m赤"),
        ("町\n村\t区", "町 村 区"),
        ("\r\0\x7f\x85", "‹U+000D›‹U+0000›‹U+007F›‹U+0085›"),
        ("\u202egnp.exe\u2069", "‹U+202E›gnp.exe‹U+2069›"),
        ("\u200e\u200f\u061c", "‹U+200E›‹U+200F›‹U+061C›"),
        ("\u2028\u2029\u200b\ufeff", "‹U+2028›‹U+2029›‹U+200B›‹U+FEFF›"),
        ("\udc80", "‹U+DC80›"),
    ],
)
def test_visible_names_what_would_not_show(text: str, shown: str) -> None:
    """What moves the cursor, turns text around or hides in it is named by its code point."""
    assert escape_invisible(text) == shown


def test_visible_leaves_ordinary_text_alone() -> None:
    """Wide space, marks, selectors, joiners and colour of skin are text like any other."""
    text = "火焰型土器　か\u3099 葛\U000e0100 👩🏽\u200d🌾 “e\u0301” \u00a0 한"
    assert escape_invisible(text) == text


@given(TEXTS)
def test_visible_leaves_no_control_character(text: str) -> None:
    """No control character or surrogate survives, whichever it is, and no bidi control."""
    shown = escape_invisible(text)
    assert not [character for character in shown if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not [
        character
        for character in shown
        if unicodedata.bidirectional(character) in {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
    ]


@pytest.mark.parametrize(
    ("text", "encoding", "replaced"),
    [
        ("火焰型土器", "cp932", "火炎型土器"),
        ("髙﨑さん", "cp932", "髙﨑さん"),
        ("髙﨑さん", "shift_jis", "高崎さん"),
        ("𠮷野", "cp932", "吉野"),
        ("飛驒の麴", "cp932", "飛騨の麹"),
        ("Kōchi", "cp932", "Kochi"),
        ("Kōchi", "latin-1", "Kochi"),
        ("10〜20", "ascii", "10~20"),
        ("10〜20", "cp932", "10〜20"),
        ("10～20", "euc_jp", "10〜20"),
        ("−5", "ascii", "-5"),
        ("－5", "shift_jis", "−5"),
        ("美—食", "cp932", "美―食"),
        ("‖¥", "cp932", "‖￥"),
        ("レオナルド·ダ", "cp932", "レオナルド・ダ"),
        ("“‘a’”…", "ascii", "\"'a'\"..."),
        ("か\u3099は\u309a", "cp932", "か゛は゜"),
        ("葛\U000e0100\u200b城", "cp932", "葛城"),
        ("5㎢", "ascii", "5km2"),
        ("⅓", "cp932", "1/3"),
        ("Łódź Æ ©", "ascii", "Lodz AE (C)"),
        ("🦀", "cp932", "〓"),
        ("町", "ascii", "?"),
        ("\ud800\udfff", "cp932", "??"),
        ("a\ud800", "utf-8", "a?"),
    ],
)
def test_nearest_keeps_what_a_reader_would(text: str, encoding: str, replaced: str) -> None:
    """A character gives way to its other form, its common form, its parts, then 〓, then a question mark."""
    assert transliterate(text, encoding) == replaced


@given(TEXTS, ENCODINGS)
def test_nearest_fits_the_encoding(text: str, encoding: str) -> None:
    """Whatever the text, the result can be written."""
    transliterate(text, encoding).encode(encoding)


@given(TEXTS, ENCODINGS)
def test_nearest_leaves_what_fits(text: str, encoding: str) -> None:
    """Beside a character that fits nowhere, those that do stay as they are."""
    fitting = "".join(character for character in text if character.encode(encoding, "ignore"))
    # UTF-7 writes even what is half a character.
    half = "\udc80" if encoding == "utf_7" else "?"
    assert transliterate(f"{fitting}\udc80", encoding) == f"{fitting}{half}"


def test_nearest_refuses_an_unknown_encoding() -> None:
    """A misspelt encoding is an error, not a text full of question marks."""
    with pytest.raises(LookupError):
        transliterate("町", "cp9320")


@given(TEXTS, st.sampled_from(["cp932", "shift_jis", "ascii", "latin-1", "utf-8", "utf-16"]))
def test_a_stream_replaces_as_nearest_does(text: str, encoding: str) -> None:
    """The registered handler and the function give the same bytes."""
    register_nearest()
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding=encoding, errors="renkei.nearest", newline="")
    stream.write(text)
    stream.flush()
    assert written.getvalue() == transliterate(text, encoding).encode(encoding)


@given(TEXTS, ENCODINGS)
def test_a_stream_never_fails(text: str, encoding: str) -> None:
    """Not even under the codecs that keep their own name from the handler."""
    register_nearest()
    text.encode(encoding, "renkei.nearest")


def test_a_stream_in_a_code_page_keeps_the_letters() -> None:
    """Where the handler does not learn the encoding, it falls back on ASCII."""
    register_nearest()
    assert "Kōchi 10〜20 町".encode("cp1252", "renkei.nearest") == b"Kochi 10~20 ?"


def test_the_handler_is_for_writing_only() -> None:
    """What cannot be read is not guessed at."""
    register_nearest()
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
    assert done.stdout == "{'renkei_cli'}\n"
    assert "LookupError: unknown error handler name" in done.stderr
