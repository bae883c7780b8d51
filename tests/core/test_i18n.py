"""Which language."""

from collections.abc import Callable
from typing import Any

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
    """Whatever is typed and whatever is set; --lang goes before the environment, in either way of writing it."""
    assert i18n.choose_language(argv, environ) in i18n.LANGUAGES
    for language in i18n.LANGUAGES:
        assert i18n.choose_language(["list", "--lang", language], environ) == language
        assert i18n.choose_language(["list", f"--lang={language}"], environ) == language


@given(ENVIRONMENTS)
def test_the_first_that_says_something_decides(environ: dict[str, str]) -> None:
    """RENKEI_LANG, then LC_ALL, LC_MESSAGES and LANG; what is empty says nothing."""
    decides = next((value for name in NAMES if (value := environ.get(name))), "")
    assert i18n.choose_language([], environ) == i18n.choose_language([], {"LANG": decides})


def test_locales() -> None:
    """ja…, C, POSIX and unset mean Japanese, anything else English."""
    japanese = ("", "ja", "JA", "ja_JP.eucJP", "ja-JP", "japanese", "C", "C.UTF-8", "POSIX")
    others = ("en", "en_US.UTF-8", "de_DE@euro", "cs_CZ", "zh_TW", "tlh")
    for locale in japanese + others:
        assert (locale, i18n.choose_language([], {"LANG": locale})) == (locale, "ja" if locale in japanese else "en")


def test_what_is_no_language_is_left_to_the_option() -> None:
    """The environment decides in which language it is refused."""
    for argv in (["--lang"], ["--lang", "de"], ["--lang=de"], ["--", "--lang", "en"], ["search", "lang"]):
        assert i18n.choose_language(argv, {"LANG": "ja_JP"}) == "ja"


def test_words_are_said_in_the_language_spoken() -> None:
    """The same words in both languages, and no message stays no message."""
    for language, word in (("en", "town"), ("ja", "町")):
        i18n.activate(language)
        assert (i18n.current_language(), i18n.LocalizedText("町", "town").here(), i18n._("")) == (language, word, "")


def test_question_marks_are_no_japanese() -> None:
    """Where nobody says a language and the screen has no Japanese, English is spoken; who asks for Japanese gets it."""
    chosen = i18n.choose_language
    for encoding in ("ascii", "latin-1", "cp1252"):
        assert chosen([], {}, encoding) == chosen([], {"LC_ALL": "C"}, encoding) == "en"
        assert chosen([], {"LC_ALL": "ja_JP"}, encoding) == chosen(["--lang", "ja"], {}, encoding) == "ja"
    assert chosen([], {}, "cp932") == "ja"


def test_rules_are_drawn_on_any_screen(process: Callable[..., Any]) -> None:
    """In ASCII, too, a table has its lines, and a text its brackets."""
    there = {"LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    assert "\n------" in process("compare", "himeshima", "takamatsu", env=there).stdout
    shown = process("show", "himeshima", env=there).stdout
    assert "\n# Participants\n* Oita Prefecture (Plan author) [Heading]\n  > Its departments" in shown
    assert "?" not in shown.partition("# Summary")[0]
