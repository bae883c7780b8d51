"""Catalogues: all messages are translated, the program speaks what they say, and a further language is one of them."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.pofile import read_po, write_po

import catalogue
from renkei_cli.core import i18n

ROOT = Path(__file__).parent.parent
JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿、。「」（）]")
Run = Callable[..., Any]


@pytest.fixture(scope="module")
def translations() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the Japanese of every message in the code, one or two forms in English, as many as Japanese has."""
    messages = catalogue.messages(catalogue.updated("ja"))
    return {
        (message.id,) if isinstance(message.id, str) else tuple(message.id): catalogue.forms(message)
        for message in messages
    }


# --- the catalogues ---


def test_the_files_are_what_the_tool_writes() -> None:
    """They are up to date, in order, and free of whatever changes by itself."""
    stale = [path.name for path, content in catalogue.files() if path.read_bytes() != content]
    assert stale == [], "run: python tools/generate.py"


def test_every_message_is_translated(translations: dict[tuple[str, ...], tuple[str, ...]]) -> None:
    """Translated on the spot, marked for later, or counted: none lacks its Japanese, or is its English over again."""
    assert {("error: {message}",), ("Output",), ("{n} case", "{n} cases")} <= translations.keys()
    assert [one for one, forms in translations.items() if not all(map(JAPANESE.search, forms))] == []


def test_placeholders_agree(translations: dict[tuple[str, ...], tuple[str, ...]]) -> None:
    """A translation puts in what its message puts in: nothing is lost, and nothing else is asked for."""

    def placeholders(*texts: str) -> set[str]:
        return {name for text in texts for _text, name, _spec, _kind in Formatter().parse(text) if name is not None}

    for english, forms in translations.items():
        for form in forms:
            assert placeholders(form) == placeholders(*english), form


def test_every_translation_reaches_the_program(translations: dict[tuple[str, ...], tuple[str, ...]]) -> None:
    """Each message in the code, looked up as the program does it, gives the catalogue's Japanese; in English itself."""
    for language in ("ja", "en"):
        i18n.activate(language)
        for english, japanese in translations.items():
            spoken = i18n._catalogue().ngettext(*english, 2) if len(english) > 1 else i18n._(*english)
            assert spoken == ((language == "ja" and japanese[0]) or english[-1])


def test_labels_are_taken_into_a_further_catalogue() -> None:
    """Labels in the code, of vocabularies, of fields and of parts of fields; sentences of rules."""
    vocabularies = {"Tourism and exchange", "A study visit", "Kyushu and Okinawa"}
    assert {*vocabularies, "Title", "Roles", "No two cases have one id."} <= catalogue.labels()
    assert all(map(str.strip, catalogue.labels()))


# --- a further language ---

WORDS = {
    "error: {message}": "Fehler: {message}", "Usage: {words}": "Aufruf: {words}", "[OPTIONS]": "[OPTIONEN]",
    "Narrowing": "Eingrenzen", "Type of cooperation.": "Art der Zusammenarbeit.",
    "write one of {allowed}": "möglich: {allowed}", "{option}: {value} cannot be used": "{option}: {value} geht nicht",
    "{where}: {value} is none of the known values": "{where}: {value} ist unbekannt",
    "did you mean {near}?": "vielleicht {near}?", ("{n} case", "{n} cases"): ("{n} Fall", "{n} Fälle"),
}  # fmt: skip
LABELS = {
    "Title": "Titel", "Participants": "Beteiligte", "Code": "Schlüssel", "Remote": "Entfernt",
    "Tourism and exchange": "Tourismus und Begegnung", "Party to the agreement": "Vertragspartei",
    "Attracting firms and creating jobs": "Ansiedlung von Firmen",
    "Drawing visitors and making people come and go.": "Gäste gewinnen.",
}  # fmt: skip


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Return the environment of a checkout to which somebody has added a small German catalogue."""
    root = tmp_path_factory.mktemp("checkout")
    for folder in ("src", "tools", "data"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    env = {"PYTHONPATH": f"{root / 'src'}:{root / 'tools'}"}
    file = root / "src/renkei_cli/core/locale/de/LC_MESSAGES/renkei.po"
    file.parent.mkdir(parents=True)
    file.touch()
    write = "import catalogue; [path.write_bytes(content) for path, content in catalogue.files()]"
    for translate in (True, False):
        subprocess.run([sys.executable, "-c", write], env=env, check=True)  # noqa: S603 - ours
        if translate:
            with file.open("rb") as stream:
                begun = read_po(stream, locale="de")
            for message in begun:
                if message.id:
                    message.string = (LABELS if message.context else WORDS).get(message.id, message.string)
            with file.open("wb") as out:
                write_po(out, begun)
    yield env
    shutil.rmtree(root)


@pytest.mark.slow
def test_a_further_language_is_chosen_like_the_others(process: Run, german: dict[str, str]) -> None:
    """By the option, the variable and the locale, whose country does not matter; what is lacking is in English."""
    page = process("list", "--help", "--lang", "de", env=german).stdout
    for given in ({"RENKEI_LANG": "de"}, {"LANG": "de_AT.UTF-8"}, {"LC_ALL": "de"}):
        assert process("list", "--help", env=german | given).stdout == page
    assert page.startswith("Aufruf: renkei list [OPTIONEN]\n")
    for said in ("Eingrenzen", "Art der Zusammenarbeit.", "Output"):
        assert said in " ".join(page.split())
    assert "Gäste gewinnen." in process("help", "themes", "--lang", "de", env=german).stdout


@pytest.mark.slow
def test_a_further_language_is_offered(process: Run, german: dict[str, str]) -> None:
    """In the help, in errors and by TAB, whatever language is spoken; the help says what it calls itself."""
    english = process("help", "options", "--lang", "en", env=german).stdout
    assert re.search(r"ja +Japanese\n +en +English\n +de +Deutsch\n", english)
    assert process("list", "--lang", "", env=german | {"_RENKEI_COMPLETE": "bash"}).stdout.split() == ["ja", "en", "de"]
    refused = process("list", "--lang", "fr", env=german | {"RENKEI_LANG": "de"})
    assert (refused.returncode, refused.stderr) == (2, "Fehler: --lang: 'fr' geht nicht\nmöglich: ja, en, de\n")
    refused = process("list", "--theme", "Tourismus und Begegnng", "--lang", "de", env=german)
    near = "^Fehler.*ist unbekannt\nvielleicht Tourismus und Begegnung \\(tourism\\)\\?\n"
    assert (refused.returncode, bool(re.search(near, refused.stderr))) == (2, True)


@pytest.mark.slow
def test_a_case_is_shown_with_labels_of_the_further_language(process: Run, german: dict[str, str]) -> None:
    """Labels are the catalogue's, what a case says is in English, and numbers have their plural."""

    def says(*argv: str) -> Any:  # noqa: ANN401 - a finished process
        return process(*argv, "--lang", "de", env=german)

    listed = says("list", "-t", "entfernt", "-o", "markdown", "--fields", "id,type,themes")
    assert (listed.returncode, listed.stdout.count("Entfernt")) == (0, 4)
    assert listed.stderr.endswith(" Fälle\n")
    assert says("list", "-n1", "--theme", "Ansiedlung von Firmen").stderr.endswith("1 Fall\n")
    assert "Vertragspartei" in says("show", "saga").stdout
    head = says("list", "-o", "csv", "--excel", "--fields", "title.en,participants.code").stdout
    assert head.startswith("\ufeffTitel")
    assert "Beteiligte (Schlüssel)" in head
    page = says("show", "himeshima").stdout
    assert JAPANESE.findall(page) == JAPANESE.findall(process("show", "himeshima", "--lang", "en", env=german).stdout)


@pytest.mark.slow
def test_what_exists_in_two_languages_is_in_english(process: Run, german: dict[str, str]) -> None:
    """The JSON Schema, and the sentences that a search finds; machines read the same in every language."""
    assert "guide" in process("search", "guides", "--lang", "de", env=german).stdout
    for argv in (["schema"], *(["list", "-o", form] for form in ("json", "csv", "yaml", "ids"))):
        answers = {process(*argv, "--lang", language, env=german).stdout for language in ("en", "de")}
        assert len(answers) == 1
