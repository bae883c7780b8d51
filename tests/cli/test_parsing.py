"""How words are read: options, words that exclude, full-width spaces and dashes."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.cli.app import command_tree
from renkei_cli.cli.commands.search import excludes
from renkei_cli.cli.parsing import decode_argument
from renkei_cli.output.registry import Format

Run = Callable[..., Any]
SHORTS = {
    "-t": "type", "-p": "prefecture", "-m": "municipality", "-o": "format", "-n": "limit", "-O": "output",
    "-h": "help_",
}  # fmt: skip
OPTIONS = [
    *SHORTS, "--theme", "--theem", "--", "--観光", "-n5", "-n0", "-n５", *(f"-o{form}" for form in Format),
    "-t遠隔", "-t遠隔連携", "-tremote", "-tＲｅｍｏｔｅ", "-p大分", "-p大分県", "-poita", "-p44",
    "-m姫島村", "-mひめしまむら", "-m443221", "-Ocases.csv", "-Oout/cases", "-O./cases",
]  # fmt: skip
EXCLUDED = [
    "-観光", "-tourism", "-a phrase", '-"a phrase"', "-", "-5", "-x", "-json", "-N5", "-タイプ",
    "-ne", "-n-1", "-n5年", "-n1.5", "-oxlsx", "-ojso", "-oJSON",
    "-tokyo", "-t遠", "-t遠隔地", "-t 遠隔", "-potato", "-p大", "-p99",
    "-mie", "-mito", "-mono", "-m姫島町民", "-Osaka", "-OECD", "-hotel", "-h5", "-h遠隔",
]  # fmt: skip


def test_words_that_exclude() -> None:
    """What is no option, and no short option with one of its values attached, excludes; long options never do."""
    command: Any = command_tree().get_command(None, "search")
    assert {opt: one.name for one in command.params for opt in one.opts if len(opt) == len("-x")} == SHORTS
    assert [word for word in OPTIONS if excludes(word, SHORTS)] == []
    assert [word for word in EXCLUDED if not excludes(word, SHORTS)] == []


@given(st.text(min_size=1))
def test_a_word_behind_a_letter_that_is_no_option_excludes(text: str) -> None:
    """Whatever begins with a minus and no letter of an option, nor a second minus, excludes."""
    word = f"-{text}"
    assert excludes(word, SHORTS) == (not word.startswith("--")) or word[:2] in SHORTS


SEARCHES = {
    ("観光", "-ガイド"): "fujieda-eniwa",
    ("観光", "－ガイド"): "fujieda-eniwa",
    ("観光", "−ガイド"): "fujieda-eniwa",
    ("-ガイド", "観光"): "fujieda-eniwa",
    ("観光", "-tourism"): "",
    ("観光", "--", "-ガイド"): "fujieda-eniwa",
    ("観光", "-n1"): "tsunan-sakae",
    ("観光", "-n", "1", "-t隣県"): "tsunan-sakae",
    ("観光", "-p北海道"): "fujieda-eniwa",
    ("観光", "-p", "hokkaido", "-pother"): "fujieda-eniwa",
    ("観光", "--sort", "-id"): "tsunan-sakae fujieda-eniwa",
    ("観光", "-恵庭 市"): "tsunan-sakae",
    ("観光", '-"ガイド"'): "fujieda-eniwa",
    ("観光", '－"ガイド"'): "fujieda-eniwa",
    ("観光", "-"): "tsunan-sakae fujieda-eniwa",
}


def test_search_tells_options_from_excluded_words(run: Run) -> None:
    """The command finds what the rule says, wherever the word stands; TAB follows the same rule."""
    assert {words: " ".join(run("search", "-oids", *words).out.split()) for words in SEARCHES} == SEARCHES
    assert run("search", "観光", "-tourism", "--the", env={"_RENKEI_COMPLETE": "bash"}).out == "--theme\n"


def test_a_search_says_what_it_left_out(run: Run) -> None:
    """A word that was meant as an option shows itself beside the count; scripts are told nothing."""
    assert run("search", "観光", "-ガイド", "-oxlsx").err == "1件（ガイド、oxlsxを含むものを除く）\n"
    assert run("search", "観光", "-ガイド", "--lang", "en").err == "1 case (without ガイド)\n"
    assert not run("search", "観光", "-ガイド", "-ojson").err


def test_words_that_the_locale_cannot_read() -> None:
    """They are read as UTF-8; what is no text at all becomes U+FFFD."""
    assert decode_argument("観光".encode().decode("ascii", "surrogateescape")) == "観光"
    assert decode_argument(os.fsdecode(b"caf\xe9")) == "caf\ufffd"
    assert decode_argument("\ud800") == "\ufffd"


# --- full-width spaces and dashes ---

SLIPS = {
    ("list", "ー−type", "遠隔"): "list --type 遠隔",
    ("list", "–type=遠隔"): "list --type=遠隔",
    ("list", "－t", "遠隔"): "list -t 遠隔",
    ("list", "－－ｔｙｐｅ", "遠隔"): "list --type 遠隔",
    ("list", "--type　遠隔", "-m", "a b"): "list --type 遠隔 -m 'a b'",
    ("list", "-t", "遠隔　--json"): "list -t 遠隔 --json",
    ("list　",): "list",
    ("list　——json",): "list --json",
    ("show", "himeshima", "—json"): "show himeshima --json",
    ("search", "観光", "——type", "遠隔"): "search 観光 --type 遠隔",
    ("——lang", "ja", "list"): "--lang ja list",
    ("——json", "list"): "--json list",
}
SAID = {
    ("list", "——type", "遠隔"): (
        "エラー: '——type' の初めの横線が半角ハイフンではありません。オプションは半角の「-」で始めます",
        "error: '——type' begins with another dash; an option begins with half-width hyphens (-)",
    ),
    ("list\u3000--type\u3000遠隔",): (
        "エラー: 'list\u3000--type\u3000遠隔' に全角の空白があります。コマンドの区切りは半角の空白です",
        (
            "error: there is a full-width space in 'list\u3000--type\u3000遠隔'; "
            "a command line is parted by half-width ones"
        ),
    ),
}
LET_THROUGH = [
    ["search", "観光", "－t"], ["search", "観光", "−type"], ["search", "雪国　文化"],
    ["search", "観光", "--", "——type"], ["list", "--type", "遠隔"], ["filter", "title~－t"],
    ["search", "h"],
]  # fmt: skip


@pytest.mark.usefixtures("unbroken")
def test_the_line_that_was_meant_is_shown(run: Run) -> None:
    """An option with other dashes, or a full-width space beside one, is refused with the line in half width."""
    for argv, line in SLIPS.items():
        result = run(*argv, "--lang", "en")
        assert (result.code, result.out, result.err.splitlines()[1:]) == (2, "", [f"write renkei {line} --lang en"])
    for argv, (japanese, english) in SAID.items():
        assert run(*argv).err == f"{japanese}\n書き方: renkei list --type 遠隔\n"
        assert run(*argv, env={"LANG": "en_GB.UTF-8"}).err == f"{english}\nwrite renkei list --type 遠隔\n"


def test_what_is_no_slip_is_let_through(run: Run) -> None:
    """Words that a search excludes, words behind --, and texts with a full-width space or dash stay as they are."""
    assert [argv for argv in LET_THROUGH if run(*argv).code] == []
    assert "renkei search 観光 交流" in run("観光　交流", "--lang", "en").err
