"""Which language; choosing ja or en."""

import gettext
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")
_VARIABLES = ("RENKEI_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_JAPANESE = {"", "c", "posix"}

_language: Language = "ja"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


class Words(NamedTuple):
    """The same words in both languages."""

    ja: str
    en: str

    def here(self) -> str:
        """Give the words in the reader's language."""
        return self.ja if _language == "ja" else self.en


def chosen(argv: Sequence[str], environ: Mapping[str, str]) -> Language:
    """Find the reader's language: `--lang`, then RENKEI_LANG, LC_ALL, LC_MESSAGES and LANG.

    A value of `--lang` that is no language is left for the option itself to refuse.
    """
    for index, word in enumerate(argv):
        if word == "--":
            break
        name, _, value = word.partition("=")
        if name == "--lang":
            given = value or " ".join(argv[index + 1 : index + 2])
            if given in LANGUAGES:
                return given
    named = next((value for name in _VARIABLES if (value := environ.get(name, ""))), "")
    tag = named.replace("-", "_").split("_")[0].split(".")[0].split("@")[0].lower()
    return "ja" if tag in _JAPANESE or tag.startswith("ja") else "en"


def activate(language: Language) -> None:
    """Speak `language` from here on. English is the language that messages are written in."""
    global _language, _catalogue
    _language = language
    _catalogue = gettext.NullTranslations()
    if language != "en":
        path = Path(__file__).parent / "locale" / language / "LC_MESSAGES" / "renkei.mo"
        with path.open("rb") as stream:
            _catalogue = gettext.GNUTranslations(stream)


def current() -> Language:
    """Give the language that is spoken."""
    return _language


def _(message: str) -> str:
    """Translate a message of the program."""
    return _catalogue.gettext(message) if message else ""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for marking without translating
    """Mark a message for the catalogue; whoever shows it translates it."""
    return message


def plural(one: str, many: str, number: int) -> str:
    """Translate a message that counts, and put the number in."""
    return _catalogue.ngettext(one, many, number).format(n=number)
