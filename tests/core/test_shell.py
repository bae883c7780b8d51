"""Suggested command lines."""

import shlex

from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.core.shell import command_line, quote_words


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
