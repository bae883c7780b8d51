"""The command `help`."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("page", "hint"),
    [
        ("theme", "もしかして: themes, schema\n"),
        ("lst", "もしかして: list\n"),
        ("format", "もしかして: formats"),
        ("xyzzy", "次のどれかを指定してください: list, filter, "),
    ],
)
def test_an_unknown_page_is_answered_with_the_nearest(run: Run, page: str, hint: str) -> None:
    """A page that does not exist is a usage error, which names those that do."""
    result = run("help", page)
    assert (result.code, result.out) == (2, "")
    message, hinted = result.err.split("\n", 1)
    assert message == f"エラー: '{page}' の説明はありません"
    assert hinted.startswith(hint)


@pytest.mark.parametrize(
    ("words", "offer"),
    [
        (["help", "th"], "themes\tテーマ（--theme で使うもの）"),
        (["help", "sea"], "search\t事例の本文を検索します。"),
        (["he"], "help\tコマンドや用語の説明を表示します。"),
    ],
)
def test_tab_offers_pages(run: Run, words: list[str], offer: str) -> None:
    """TAB completes topics and commands, each with its one line."""
    assert run(*words, env={"_RENKEI_COMPLETE": "fish"}).out.splitlines() == [offer]


def test_tab_offers_all_pages(run: Run) -> None:
    """With nothing typed, commands come first, then topics."""
    offered = run("help", "", env={"_RENKEI_COMPLETE": "bash"}).out.split()
    assert offered[0] == "list"
    assert offered[-1] == "exit-codes"
