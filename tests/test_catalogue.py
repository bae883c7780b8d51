"""Catalogues: all messages are translated, the program speaks what they say, and a further language is one of them."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.pofile import read_po, write_po

from renkei_cli.core import i18n

if TYPE_CHECKING:
    from babel.messages.catalog import Message

_ROOT = Path(__file__).parent.parent
_SPEC = spec_from_file_location("catalogue", _ROOT / "tools" / "catalogue.py")
assert _SPEC
assert _SPEC.loader
catalogue = module_from_spec(_SPEC)
_SPEC.loader.exec_module(catalogue)

JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿、。「」（）]")
LANGUAGES = catalogue.languages()

EXTRACTED = {message.id for message in catalogue.messages(catalogue.extracted("ja"))}
TRANSLATED = {message.id: message for message in catalogue.messages(catalogue.translated("ja"))}
EVERY = [
    pytest.param(message, id=f"{language}-{message.id if isinstance(message.id, str) else message.id[0]}")
    for language in LANGUAGES
    for message in catalogue.messages(catalogue.translated(language))
    if all(catalogue.forms(message))
]


def _originals(message: "Message") -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _placeholders(*texts: str) -> set[str]:
    return {name for text in texts for _before, name, _spec, _conversion in Formatter().parse(text) if name is not None}


# --- the catalogues ---


def test_extraction_finds_each_way_of_marking() -> None:
    """Messages are found whether they are translated on the spot, marked for later, or counted."""
    assert {"error: {message}", "Merits", ("{n} case", "{n} cases")} <= EXTRACTED


def test_every_message_is_translated() -> None:
    """No message of the code lacks its Japanese, and none is its English over again."""
    assert EXTRACTED - TRANSLATED.keys() == set()
    assert catalogue.untranslated(catalogue.translated("ja")) == []
    forms = [form for message in TRANSLATED.values() for form in catalogue.forms(message)]
    assert [form for form in forms if not JAPANESE.search(form)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_is_used(language: str) -> None:
    """No translation is left from a message that is gone, and none is a guess that nobody has read."""
    wanted = {(message.context, message.id) for message in catalogue.messages(catalogue.extracted(language))}
    there = list(catalogue.messages(catalogue.translated(language)))
    assert {(message.context, message.id) for message in there} - wanted == set()
    assert [message.id for message in there if message.fuzzy] == []


@pytest.mark.parametrize("message", EVERY)
def test_placeholders_agree(message: "Message") -> None:
    """A translation puts in what its message puts in: nothing is lost, and nothing else is asked for."""
    wanted = _placeholders(*_originals(message))
    assert [_placeholders(form) for form in catalogue.forms(message)] == [wanted] * len(catalogue.forms(message))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_po_file_is_what_update_writes(language: str) -> None:
    """The file is up to date, in order, and free of whatever changes by itself."""
    assert catalogue.po(language).read_bytes() == catalogue.written(catalogue.merged(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mo_file_is_what_compile_writes(language: str) -> None:
    """The program reads the translations that people read."""
    assert catalogue.mo(language).read_bytes() == catalogue.compiled(language)


def test_the_program_speaks_japanese_and_english() -> None:
    """Messages, and messages that count, come in the language that is spoken."""
    i18n.activate("ja")
    assert i18n._("not stated in the source") == "出典に記載なし"
    assert [i18n.plural("{n} case", "{n} cases", n) for n in (1, 3)] == ["1件", "3件"]
    i18n.activate("en")
    assert i18n._("not stated in the source") == "not stated in the source"
    assert [i18n.plural("{n} case", "{n} cases", n) for n in (1, 3)] == ["1 case", "3 cases"]


def test_every_translation_reaches_the_program() -> None:
    """Each message in the code, looked up as the program does it, gives the catalogue's Japanese."""
    i18n.activate("ja")
    for message in TRANSLATED.values():
        one, *many = _originals(message)
        spoken = i18n._catalogue().ngettext(one, many[0], 2) if many else i18n._(one)
        assert spoken == catalogue.forms(message)[0]


def test_every_label_is_taken_into_a_further_catalogue() -> None:
    """Each pair of words that stands in the code is found by its English side; so are the vocabularies and fields."""
    pairs = {
        ast.literal_eval(call.args[1])
        for file in catalogue.SOURCE.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Words"
        if len(call.args) == len(i18n.LANGUAGES) and all(isinstance(one, ast.Constant) for one in call.args)
    }
    assert len(pairs) > 10
    assert pairs - {""} - catalogue.labels() == set()
    assert {"Tourism and exchange", "A study visit", "Kyushu and Okinawa", "Title", "Roles"} <= catalogue.labels()


# --- a further language ---

WORDS = {
    "error: {message}": "Fehler: {message}",
    "Usage: {words}": "Aufruf: {words}",
    "[OPTIONS]": "[OPTIONEN]",
    "Narrowing": "Eingrenzen",
    "Type of cooperation.": "Art der Zusammenarbeit.",
    "Values: {values}.": "Werte: {values}.",
    "write one of {allowed}": "möglich: {allowed}",
    "{option}: {value} cannot be used": "{option}: {value} geht nicht",
    "{where}: {value} is none of the known values": "{where}: {value} ist unbekannt",
    "did you mean {near}?": "vielleicht {near}?",
    "Examples": "Beispiele",
    ("{n} case", "{n} cases"): ("{n} Fall", "{n} Fälle"),
}
LABELS = {
    "Title": "Titel",
    "Participants": "Beteiligte",
    "Code": "Schlüssel",
    "Type": "Art",
    "Remote": "Entfernt",
    "Tourism and exchange": "Tourismus und Begegnung",
    "Attracting firms and creating jobs": "Ansiedlung von Firmen",
    "Party to the agreement": "Vertragspartei",
    "Cooperation between local governments of one prefecture.": "Zusammenarbeit innerhalb einer Präfektur.",
}

Speaks = Callable[..., Any]


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a checkout to which somebody has added a small German catalogue, as CONTRIBUTING says."""
    root = tmp_path_factory.mktemp("checkout")
    for folder in ("src", "tools", "data"):
        shutil.copytree(_ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))

    def does(*action: str) -> None:
        command = [sys.executable, str(root / "tools" / "catalogue.py"), *action]
        subprocess.run(command, env={"PYTHONPATH": str(root / "src")}, check=True, capture_output=True)  # noqa: S603 - ours

    does("init", "de")
    file = root / "src/renkei_cli/core/locale/de/LC_MESSAGES/renkei.po"
    with file.open("rb") as stream:
        begun = read_po(stream, locale="de")
    for message in begun:
        if message.id:
            message.string = (LABELS if message.context else WORDS).get(message.id, message.string)
    with file.open("wb") as out:
        write_po(out, begun)
    does("update")
    does("compile")
    return root


@pytest.fixture
def speaks(german: Path, process: Speaks) -> Speaks:
    """Run the program of that checkout."""

    def runs(*argv: str, **env: str) -> Any:  # noqa: ANN401 - a finished process
        return process(*argv, env={"PYTHONPATH": str(german / "src"), **env})

    return runs


@pytest.mark.parametrize("given", [{"RENKEI_LANG": "de"}, {"LANG": "de_AT.UTF-8"}, {"LC_ALL": "de"}])
def test_a_further_language_is_chosen_like_the_others(speaks: Speaks, given: dict[str, str]) -> None:
    """By the option, the variable and the locale; the locale's country does not matter."""
    page = speaks("list", "--help", **given).stdout
    assert page == speaks("list", "--help", "--lang", "de").stdout
    assert page.startswith("Aufruf: renkei list [OPTIONEN]\n")
    assert "\nEingrenzen\n" in page
    assert "Art der Zusammenarbeit." in page
    assert "Zusammenarbeit innerhalb einer Präfektur." in " ".join(page.split())
    # What the catalogue does not have yet is in English.
    assert "\nOutput\n" in page


def test_a_further_language_is_offered(speaks: Speaks) -> None:
    """In the help, in the error and by TAB, whatever language is spoken; the help says what it calls itself."""
    assert re.search(r"ja +Japanese\n +en +English\n +de +Deutsch\n", speaks("list", "--help", "--lang", "en").stdout)
    refused = speaks("list", "--lang", "fr", RENKEI_LANG="de")
    assert (refused.returncode, refused.stderr) == (2, "Fehler: --lang: 'fr' geht nicht\nmöglich: ja, en, de\n")
    assert speaks("list", "--lang", "", _RENKEI_COMPLETE="bash").stdout.split() == ["ja", "en", "de"]


def test_a_case_is_shown_with_labels_of_the_further_language(speaks: Speaks) -> None:
    """Labels are the catalogue's, what a case says is in English, dates are ISO, and numbers have their plural."""
    listed = speaks("list", "--lang", "de", "-t", "entfernt", "-o", "markdown", "--fields", "id,type,themes")
    assert (listed.returncode, listed.stdout.count("Entfernt")) == (0, 4)
    assert listed.stderr.endswith(" Fälle\n")
    assert speaks("list", "--lang", "de", "-n1", "--theme", "Ansiedlung von Firmen").stderr.endswith("1 Fall\n")
    page = speaks("show", "himeshima", "--lang", "de").stdout
    assert "IT Island Promotion Plan" in page
    assert "Vertragspartei" in speaks("show", "saga", "--lang", "de").stdout
    assert JAPANESE.findall(page) == JAPANESE.findall(speaks("show", "himeshima", "--lang", "en").stdout)
    head = speaks("list", "-o", "csv", "--excel", "--fields", "title.en,participants.code", "--lang", "de").stdout
    assert head.startswith("\ufeffTitel")
    assert "Beteiligte: Schlüssel" in head


def test_what_exists_in_two_languages_is_in_english(speaks: Speaks) -> None:
    """The JSON Schema is written in Japanese or English; a search finds and shows English sentences."""
    assert speaks("schema", "--lang", "de").stdout == speaks("schema", "--lang", "en").stdout
    assert "guide" in speaks("search", "guides", "--lang", "de").stdout
    named = speaks("show", "高松", "--lang", "de")
    assert (named.returncode, "Takamatsu City, Kagawa Prefecture" in named.stdout) == (0, True)


def test_a_fault_is_told_with_labels_of_the_further_language(speaks: Speaks, tmp_path: Path) -> None:
    """What is missing is called as everywhere else."""
    (tmp_path / "x.yaml").write_text("id: x\n", encoding="utf-8")
    told = speaks("validate", str(tmp_path / "x.yaml"), "--lang", "de")
    assert (told.returncode, "title:, which says: Titel" in told.stdout + told.stderr) == (1, True)


def test_an_error_is_told_in_the_further_language(speaks: Speaks) -> None:
    """What is wrong, and the labels of what would be right."""
    refused = speaks("list", "--theme", "Tourismus und Begegnng", "--lang", "de")
    assert refused.returncode == 2
    assert refused.stderr.startswith(
        "Fehler: --theme: 'Tourismus und Begegnng' ist unbekannt\nvielleicht Tourismus und Begegnung (tourism)?\n"
    )


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "yaml", "ids"])
def test_machines_read_the_same_in_every_language(speaks: Speaks, form: str) -> None:
    """JSON, codes and flat tables do not change with the language."""
    answers = {speaks("list", "-o", form, "--lang", language).stdout for language in ("ja", "en", "de")}
    assert len(answers) == 1


def test_what_is_no_language_starts_no_catalogue(german: Path) -> None:
    """A name that nobody knows, one that is there, and English, in which the messages are written."""
    for name in ("xx_yy_zz", "de", "en"):
        command = [sys.executable, str(german / "tools" / "catalogue.py"), "init", name]
        refused = subprocess.run(command, env={"PYTHONPATH": str(german / "src")}, capture_output=True, check=False)  # noqa: S603 - ours
        assert (refused.returncode, refused.stdout) == (1, b"")
