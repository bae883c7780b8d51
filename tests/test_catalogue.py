"""Messages: all of them are translated, and the program speaks what the catalogue says."""

import re
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from renkei_cli import i18n

if TYPE_CHECKING:
    from babel.messages.catalog import Message

_FILE = Path(__file__).parent.parent / "tools" / "catalogue.py"
_SPEC = spec_from_file_location("catalogue", _FILE)
assert _SPEC
assert _SPEC.loader
catalogue = module_from_spec(_SPEC)
_SPEC.loader.exec_module(catalogue)

JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿、。「」（）]")

EXTRACTED = {message.id for message in catalogue.messages(catalogue.extracted())}
TRANSLATED = {message.id: message for message in catalogue.messages(catalogue.translated())}


@pytest.fixture
def language() -> Iterator[None]:
    """Let a test speak any language; the one before comes back."""
    before = i18n._language, i18n._catalogue
    yield
    i18n._language, i18n._catalogue = before


def _originals(message: "Message") -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _placeholders(*texts: str) -> set[str]:
    return {name for text in texts for _before, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def test_extraction_finds_each_way_of_marking() -> None:
    """Messages are found whether they are translated on the spot, marked for later, or counted."""
    assert {"error: {message}", "Merits", ("{n} case", "{n} cases")} <= EXTRACTED


def test_every_message_is_translated() -> None:
    """No message of the code lacks its Japanese, and none is its English over again."""
    assert EXTRACTED - TRANSLATED.keys() == set()
    assert catalogue.untranslated(catalogue.translated()) == []
    forms = [form for message in TRANSLATED.values() for form in catalogue.forms(message)]
    assert [form for form in forms if not JAPANESE.search(form)] == []


def test_every_translation_is_used() -> None:
    """No translation is left from a message that is gone."""
    assert TRANSLATED.keys() - EXTRACTED == set()


def test_no_translation_is_a_guess() -> None:
    """What Babel marks as fuzzy nobody has read."""
    assert [message.id for message in TRANSLATED.values() if message.fuzzy] == []


@pytest.mark.parametrize("message", TRANSLATED.values(), ids=lambda message: _originals(message)[0])
def test_placeholders_agree(message: "Message") -> None:
    """A translation puts in what its message puts in: nothing is lost, and nothing else is asked for."""
    wanted = _placeholders(*_originals(message))
    assert [_placeholders(form) for form in catalogue.forms(message)] == [wanted] * len(catalogue.forms(message))


def test_the_po_file_is_what_update_writes() -> None:
    """The file is up to date, in order, and free of whatever changes by itself."""
    assert catalogue.PO.read_bytes() == catalogue.written(catalogue.merged())


def test_the_mo_file_is_what_compile_writes() -> None:
    """The program reads the translations that people read."""
    assert catalogue.MO.read_bytes() == catalogue.compiled()


@pytest.mark.usefixtures("language")
def test_the_program_speaks_japanese_and_english() -> None:
    """Messages, and messages that count, come in the language that is spoken."""
    i18n.activate("ja")
    assert i18n._("not stated in the source") == "出典に記載なし"
    assert [i18n.plural("{n} case", "{n} cases", n) for n in (1, 3)] == ["1件", "3件"]
    i18n.activate("en")
    assert i18n._("not stated in the source") == "not stated in the source"
    assert [i18n.plural("{n} case", "{n} cases", n) for n in (1, 3)] == ["1 case", "3 cases"]


@pytest.mark.usefixtures("language")
def test_every_translation_reaches_the_program() -> None:
    """Each message in the code, looked up as the program does it, gives the catalogue's Japanese."""
    i18n.activate("ja")
    for message in TRANSLATED.values():
        one, *many = _originals(message)
        spoken = i18n._catalogue.ngettext(one, many[0], 2) if many else i18n._(one)
        assert spoken == catalogue.forms(message)[0]
