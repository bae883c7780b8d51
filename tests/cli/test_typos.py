"""Full-width spaces and dashes in a command line."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("argv", "line"),
    [
        (["list", "ー−type", "遠隔"], "list --type 遠隔"),
        (["list", "–type=遠隔"], "list --type=遠隔"),
        (["list", "－t", "遠隔"], "list -t 遠隔"),
        (["list", "－－ｔｙｐｅ", "遠隔"], "list --type 遠隔"),
        (["list", "--type　遠隔", "-m", "a b"], "list --type 遠隔 -m 'a b'"),
        (["list", "-t", "遠隔　--json"], "list -t 遠隔 --json"),
        (["list　"], "list"),
        (["list　——json"], "list --json"),
        (["show", "himeshima", "—json"], "show himeshima --json"),
        (["search", "観光", "——type", "遠隔"], "search 観光 --type 遠隔"),
        (["——lang", "ja", "list"], "--lang ja list"),
        (["——json", "list"], "--json list"),
    ],
)
@pytest.mark.usefixtures("unbroken")
def test_the_line_that_was_meant_is_shown(run: Run, argv: list[str], line: str) -> None:
    """An option with other dashes, or a full-width space beside one, is refused with the line in half width."""
    result = run(*argv, "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[1:] == [f"write renkei {line} --lang en"]


@pytest.mark.parametrize(
    ("argv", "japanese", "english"),
    [
        (
            ["list", "——type", "遠隔"],
            "エラー: '——type' の初めの横線が半角ハイフンではありません。オプションは半角の「-」で始めます",
            "error: '——type' begins with another dash; an option begins with half-width hyphens (-)",
        ),
        (
            ["list\u3000--type\u3000遠隔"],
            "エラー: 'list\u3000--type\u3000遠隔' に全角の空白があります。コマンドの区切りは半角の空白です",
            (
                "error: there is a full-width space in 'list\u3000--type\u3000遠隔'; "
                "a command line is parted by half-width ones"
            ),
        ),
    ],
)
@pytest.mark.usefixtures("unbroken")
def test_what_slipped_is_said(run: Run, argv: list[str], japanese: str, english: str) -> None:
    """The word and what is wrong in it, in both languages."""
    assert run(*argv).err == f"{japanese}\n書き方: renkei list --type 遠隔\n"
    assert run(*argv, env={"LANG": "en_GB.UTF-8"}).err == f"{english}\nwrite renkei list --type 遠隔\n"


@pytest.mark.parametrize(
    "argv",
    [
        ["search", "観光", "－t"],
        ["search", "観光", "−type"],
        ["search", "雪国　文化"],
        ["search", "観光", "--", "——type"],
        ["list", "--type", "遠隔"],
        ["filter", "title~－t"],
    ],
)
def test_what_is_no_slip_is_let_through(run: Run, argv: list[str]) -> None:
    """Words that a search excludes, words behind --, and texts with a full-width space or dash stay as they are."""
    assert run(*argv).code == 0


def test_words_that_are_no_command_are_looked_for(run: Run) -> None:
    """A full-width space between words alone is no slip of a command."""
    assert "renkei search 観光　交流" in run("観光　交流", "--lang", "en").err
