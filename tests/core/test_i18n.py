"""Which language."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.core import i18n

NAMES = ("RENKEI_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
VALUES = st.text() | st.sampled_from(
    ["", "ja", "ja_JP.UTF-8", "en_GB", "C", "C.UTF-8", "POSIX", "de_DE@euro", "japanese"]
)
ENVIRONMENTS = st.dictionaries(st.sampled_from([*NAMES, "HOME", "LANGUAGE"]), VALUES)


@given(st.lists(st.text() | st.sampled_from(["--lang", "--lang=", "--lang=en", "ja", "--"])), ENVIRONMENTS)
def test_every_run_has_a_language(argv: list[str], environ: dict[str, str]) -> None:
    """Whatever is typed and whatever is set."""
    assert i18n.choose_language(argv, environ) in i18n.LANGUAGES


@given(st.sampled_from(i18n.LANGUAGES), ENVIRONMENTS)
def test_the_option_wins(language: i18n.Language, environ: dict[str, str]) -> None:
    """--lang before anything in the environment, in either way of writing it."""
    assert i18n.choose_language(["list", "--lang", language], environ) == language
    assert i18n.choose_language(["list", f"--lang={language}"], environ) == language


@given(ENVIRONMENTS)
def test_the_first_that_says_something_decides(environ: dict[str, str]) -> None:
    """RENKEI_LANG, then LC_ALL, LC_MESSAGES and LANG; what is empty says nothing."""
    decides = next((value for name in NAMES if (value := environ.get(name))), "")
    assert i18n.choose_language([], environ) == i18n.choose_language([], {"LANG": decides})


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        *((locale, "ja") for locale in ("", "ja", "JA", "ja_JP.eucJP", "ja-JP", "japanese", "C", "C.UTF-8", "POSIX")),
        *((locale, "en") for locale in ("en", "en_US.UTF-8", "de_DE@euro", "cs_CZ", "zh_TW", "tlh")),
    ],
)
def test_locales(locale: str, language: str) -> None:
    """ja…, C, POSIX and unset mean Japanese, anything else English."""
    assert i18n.choose_language([], {"LANG": locale}) == language


@pytest.mark.parametrize(
    "argv", [["--lang"], ["--lang", "de"], ["--lang=de"], ["--", "--lang", "en"], ["search", "lang"]]
)
def test_what_is_no_language_is_left_to_the_option(argv: list[str]) -> None:
    """The environment decides in which language it is refused."""
    assert i18n.choose_language(argv, {"LANG": "ja_JP"}) == "ja"


def test_words_are_said_in_the_language_spoken() -> None:
    """The same words in both languages, and no message stays no message."""
    words = i18n.LocalizedText("町", "town")
    i18n.activate("en")
    assert (i18n.current_language(), words.here(), i18n._("")) == ("en", "town", "")
    i18n.activate("ja")
    assert (i18n.current_language(), words.here(), i18n._("")) == ("ja", "町", "")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "none-such"])
def test_question_marks_are_no_japanese(encoding: str) -> None:
    """Where nobody says a language and the screen has no Japanese, English is spoken; who asks for Japanese gets it."""
    assert i18n.choose_language([], {}, encoding) == i18n.choose_language([], {"LC_ALL": "C"}, encoding) == "en"
    assert (
        i18n.choose_language([], {"LC_ALL": "ja_JP"}, encoding)
        == i18n.choose_language(["--lang", "ja"], {}, encoding)
        == "ja"
    )
    assert i18n.choose_language([], {}, "cp932") == "ja"


def test_rules_are_drawn_on_any_screen(process: Callable[..., Any]) -> None:
    """In ASCII, too, a table has its lines, and a text its brackets."""
    there = {"LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    assert "\n------" in process("compare", "himeshima", "takamatsu", env=there).stdout
    shown = process("show", "himeshima", env=there).stdout
    assert "\n# Participants\n* Oita Prefecture (Plan author) [Heading]\n  > Its departments" in shown
    assert "?" not in shown.partition("# Summary")[0]
