"""The Japanese catalogue and the messages in the code."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from renkei_cli import i18n

TOOL = Path(__file__).parent.parent / "tools" / "catalogue.py"
PLACEHOLDER = re.compile(r"\{(\w+)\}")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """Load the script that keeps the catalogue."""
    spec = importlib.util.spec_from_file_location("catalogue", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """Leave the language as it was."""
    before = i18n.current()
    yield
    i18n.activate(before)


def test_every_message_is_translated_and_no_translation_is_unused(tool: ModuleType) -> None:
    """The messages in the code and those of the catalogue are the same, and none is blank."""
    assert tool.untranslated(tool.translated()) == []
    wanted = {message.id for message in tool.messages(tool.extracted())}
    assert {message.id for message in tool.messages(tool.translated())} == wanted


def test_placeholders_are_kept(tool: ModuleType) -> None:
    """A translation has just the placeholders of its message."""
    for message in tool.messages(tool.translated()):
        original = message.id if isinstance(message.id, str) else message.id[-1]
        for form in tool.forms(message):
            assert set(PLACEHOLDER.findall(form)) == set(PLACEHOLDER.findall(original)), original


def test_the_compiled_catalogue_is_in_step(tool: ModuleType) -> None:
    """The .mo file is what compiling the .po file gives."""
    assert tool.MO.read_bytes() == tool.compiled()


def test_the_program_speaks_japanese() -> None:
    """A message comes out in the language that was activated."""
    i18n.activate("ja")
    assert i18n._("not stated in the source") == "出典に記載なし"
    assert i18n.plural("{n} case", "{n} cases", 8) == "8件"
    i18n.activate("en")
    assert i18n.plural("{n} case", "{n} cases", 1) == "1 case"
