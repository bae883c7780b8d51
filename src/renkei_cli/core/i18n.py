"""The language of a run, and messages and labels in it."""

import gettext
import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any, Literal, NamedTuple

from renkei_cli.core.text import fits

Language = Literal["ja", "en"]  # in which cases and labels are written down side by side
LANGUAGES: tuple[Language, ...] = ("ja", "en")
_CATALOGUES = Path(__file__).parent / "locale"
_VARIABLES = ("RENKEI_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_JAPANESE = {"", "c", "posix"}
_language: str = "en"


class LocalizedText(NamedTuple):
    """The same words in both languages; in a further one they are the catalogue's, by the English words."""

    ja: str
    en: str

    def here(self) -> str:
        """Return the words in the reader's language; in English where the catalogue lacks them."""
        if _language in LANGUAGES:
            return self.ja if _language == "ja" else self.en
        # A field that is part of another is called after both.
        return label(self.en) or ": ".join(label(part) or part for part in self.en.split(": "))


def label(english: str) -> str:
    """Return a label in a language that is neither Japanese nor English; empty where its catalogue lacks it."""
    # By its context: a label and a message may be one word in English and two elsewhere.
    found = _catalogue().pgettext("label", english)
    return "" if found == english else found


@cache
def available_languages() -> tuple[str, ...]:
    """Return the languages that the program speaks: Japanese, English, and those with a catalogue."""
    found = sorted(file.parts[-3] for file in _CATALOGUES.glob("*/LC_MESSAGES/renkei.mo"))
    return (*LANGUAGES, *(language for language in found if language not in LANGUAGES))


def own_name(language: str) -> str:
    """Return a language's name for itself, as its catalogue's header has it; nothing where it has none."""
    return _read(language).info().get("x-language-name", "")


def choose_language(argv: Sequence[str], environ: Mapping[str, str], encoding: str = "utf-8") -> str:
    """Return the reader's language: `--lang`, then RENKEI_LANG, LC_ALL, LC_MESSAGES and LANG.

    Where none is given, a screen whose `encoding` has no Japanese gets English: Japanese would be question marks.
    A value of `--lang` that is no language is left for the option itself to refuse.
    """
    options = list(takewhile(lambda word: word != "--", argv))
    for word, following in pairwise([*options, ""]):
        option, _equals, value = word.partition("=")
        if option == "--lang" and (given := value or following) in available_languages():
            return given
    named = next((value for name in _VARIABLES if (value := environ.get(name, ""))), "")
    if named.partition(".")[0].lower() in _JAPANESE and not fits("日", encoding):
        return "en"
    return _of_locale(named) or "en"


def unsupported_language(environ: Mapping[str, str]) -> str:
    """Return the value of RENKEI_LANG where it is no language that the program speaks."""
    asked = environ.get("RENKEI_LANG", "")
    return "" if _of_locale(asked) else asked


def _of_locale(named: str) -> str:
    """Return the language of a locale: pt_BR's own, else that of pt; nothing where it is not spoken."""
    locale = re.split("[.@]", named.replace("-", "_").lower())[0]
    tag = locale.partition("_")[0]
    if tag in _JAPANESE or tag.startswith("ja"):
        return "ja"
    # English needs no look at the catalogues.
    known = {"en": "en"} if tag == "en" else {name.lower(): name for name in available_languages()}
    return known.get(locale) or known.get(tag, "")


def activate(language: str) -> None:
    """Make `language` that of the run from here on."""
    global _language
    _language = language
    _catalogue.cache_clear()


@cache
def _catalogue() -> gettext.NullTranslations:
    # Messages are written in English, which needs no catalogue.
    return gettext.NullTranslations() if _language == "en" else _read(_language)


def _read(language: str) -> gettext.GNUTranslations:
    with (_CATALOGUES / language / "LC_MESSAGES" / "renkei.mo").open("rb") as stream:
        return gettext.GNUTranslations(stream)


def current_language() -> str:
    """Return the language that is spoken."""
    return _language


def data_language() -> Language:
    """Return the language in which the reader gets what is written in Japanese and English only."""
    return "ja" if _language == "ja" else "en"


def _(message: str) -> str:
    """Return a message of the program in the reader's language."""
    return _catalogue().gettext(message) if message else ""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for marking without translating
    """Return a message as it is: marked for the catalogue, translated where it is shown."""
    return message


def plural(one: str, many: str, number: int) -> str:
    """Return a message that counts, in the reader's language, with the number put in."""
    return _catalogue().ngettext(one, many, number).format(n=number)


# --- typography ---


def localized(text: Mapping[str, Any]) -> str:
    """Return a text or a label in the reader's language, else in English; in Japanese where it has no translation."""
    spoken: str = text[data_language()] or text["ja"]
    return spoken if current_language() in LANGUAGES else label(spoken) or spoken


def separator() -> str:
    """Return what stands between the items of a list."""
    return "、" if current_language() == "ja" else ", "


def bullet() -> str:
    """Return what stands before an item of a list: two cells."""
    return "・" if current_language() == "ja" else "• "


def in_brackets(text: str) -> str:
    """Return a remark in brackets."""
    return f"（{text}）" if current_language() == "ja" else f" ({text})"
