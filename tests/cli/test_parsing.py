"""Words that begin with a minus: an option, or a word to exclude."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.cli.app import tree
from renkei_cli.cli.commands.search import excludes
from renkei_cli.output.registry import Format

Run = Callable[..., Any]
SHORTS = {
    "-t": "type", "-p": "prefecture", "-m": "municipality", "-o": "format", "-n": "limit", "-O": "output", "-h": "help",
}  # fmt: skip


@pytest.mark.parametrize(
    "word",
    [
        *SHORTS, "--theme", "--theem", "--", "--観光",
        "-n5", "-n0", "-n５", *(f"-o{form}" for form in Format),
        "-t遠隔", "-t遠隔連携", "-tremote", "-tＲｅｍｏｔｅ",
        "-p大分", "-p大分県", "-poita", "-p44", "-m姫島村", "-mひめしまむら", "-m443221",
        "-Ocases.csv", "-Oout/cases", "-O./cases",
    ],
)  # fmt: skip
def test_an_option_stays_an_option(word: str) -> None:
    """A known short option, alone or with one of its values attached, and every long one, is no excluded word."""
    assert not excludes(word, SHORTS)


@pytest.mark.parametrize(
    "word",
    [
        "-観光", "-tourism", "-a phrase", '-"a phrase"', "-", "-5", "-x", "-json", "-N5", "-タイプ",
        "-ne", "-n-1", "-n5年", "-n1.5", "-oxlsx", "-ojso", "-oJSON",
        "-tokyo", "-t遠", "-t遠隔地", "-t 遠隔", "-potato", "-p大", "-p99",
        "-mie", "-mito", "-mono", "-m姫島町民", "-Osaka", "-OECD", "-hotel", "-h5", "-h遠隔",
    ],
)  # fmt: skip
def test_anything_else_excludes(word: str) -> None:
    """What is no option, and no option with one of its values, is a word to exclude."""
    assert excludes(word, SHORTS)


def test_the_short_options_are_those_of_the_command() -> None:
    """The table above is the one that the command has."""
    command = tree().get_command(None, "search")
    parameters = command.get_params(None)
    assert {opt: one.name for one in parameters for opt in one.opts if len(opt) == len("-x")} == SHORTS


@given(st.text(min_size=1))
def test_a_word_behind_a_letter_that_is_no_option_excludes(text: str) -> None:
    """Whatever begins with a minus and no letter of an option, nor a second minus, excludes."""
    word = f"-{text}"
    assert excludes(word, SHORTS) == (not word.startswith("--")) or word[:2] in SHORTS


@pytest.mark.parametrize(
    ("argv", "ids"),
    [
        (["観光", "-ガイド"], ["fujieda-eniwa"]),
        (["観光", "－ガイド"], ["fujieda-eniwa"]),
        (["観光", "−ガイド"], ["fujieda-eniwa"]),
        (["-ガイド", "観光"], ["fujieda-eniwa"]),
        (["観光", "-tourism"], []),
        (["観光", "--", "-ガイド"], ["fujieda-eniwa"]),
        (["観光", "-n1"], ["tsunan-sakae"]),
        (["観光", "-n", "1", "-t隣県"], ["tsunan-sakae"]),
        (["観光", "-p北海道"], ["fujieda-eniwa"]),
        (["観光", "-p", "hokkaido", "-pother"], ["fujieda-eniwa"]),
        (["観光", "-恵庭 市"], ["tsunan-sakae"]),
        (["観光", '-"ガイド"'], ["fujieda-eniwa"]),
        (["観光", '－"ガイド"'], ["fujieda-eniwa"]),
        (["観光", "-"], ["tsunan-sakae", "fujieda-eniwa"]),
    ],
)
def test_search_tells_options_from_excluded_words(run: Run, argv: list[str], ids: list[str]) -> None:
    """The command finds what the rule says, wherever the word stands."""
    result = run("search", "-oids", *argv)
    assert (result.code, result.out.split()) == (0, ids)


def test_a_search_says_what_it_left_out(run: Run) -> None:
    """A word that was meant as an option shows itself beside the count; scripts are told nothing."""
    assert run("search", "観光", "-ガイド", "-oxlsx").err == "1件（ガイド、oxlsxを含むものを除く）\n"
    assert run("search", "観光", "-ガイド", "--lang", "en").err == "1 case (without ガイド)\n"
    assert not run("search", "観光", "-ガイド", "-ojson").err


@pytest.mark.parametrize("command", ["list", "filter", "show", "compare"])
def test_values_may_be_attached_everywhere(run: Run, command: str) -> None:
    """-oids is -o ids on every command."""
    words = {"filter": ["type=隣県"], "show": ["saga"], "compare": ["saga"]}.get(command, [])
    assert run(command, *words, "-ojson").out == run(command, *words, "-o", "json").out


def test_tab_follows_the_same_rule(run: Run) -> None:
    """Behind an excluded word, TAB still knows where it is."""
    offered = run("search", "観光", "-tourism", "--the", env={"_RENKEI_COMPLETE": "bash"}).out
    assert offered.splitlines() == ["--theme"]
