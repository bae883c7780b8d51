"""The catalogues of messages: brought into step with the code, and compiled for the program.

For the same code they are the same bytes, whenever and wherever they are made. Labels have their Japanese beside their
English in the code; in the catalogue of a further language they stand in the context "label". A further language begins
with an empty file: core/locale/de/LC_MESSAGES/renkei.po.
"""

import ast
import io
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from renkei_cli.domain.places import REGIONS
from renkei_cli.domain.vocabulary import VOCABULARIES
from renkei_cli.schema.models import case_fields
from renkei_cli.validation.rules import RULEBOOK

SOURCE = Path(__file__).parent.parent / "src" / "renkei_cli"
LOCALE = SOURCE / "core" / "locale"


class _Catalogue(Catalog):
    """A catalogue whose header says only what gettext must know: no dates, no persons, no version of Babel."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return the header; a further language says what it calls itself."""
        own = [] if self.locale_identifier == "ja" else [("X-Language-Name", self.locale.get_display_name())]
        return [
            ("Language", self.locale_identifier),
            *own,
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Plural-Forms", self.plural_forms),
        ]


def po(language: str) -> Path:
    """Return the file in which a language's translations are written."""
    return LOCALE / language / "LC_MESSAGES" / "renkei.po"


def languages() -> list[str]:
    """Return the languages that have a catalogue."""
    return sorted(file.parent.parent.name for file in LOCALE.glob("*/LC_MESSAGES/renkei.po"))


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Return the messages of a catalogue without its header."""
    return (message for message in catalogue if message.id)


def forms(message: Message) -> tuple[str, ...]:
    """Return the translations of a message, one for each plural form; an empty one is lacking."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def updated(language: str) -> Catalog:
    """Return the messages in the code with the translations that they have; none is guessed, no obsolete one kept."""
    with po(language).open("rb") as stream:
        known = {(message.context, message.id): message.string for message in messages(read_po(stream, language))}
    catalogue = _Catalogue(locale=language, header_comment="", fuzzy=False)
    for file, name, texts in _calls_with_texts("_", "N_", "plural"):
        catalogue.add(texts[:2] if name == "plural" else texts[0], locations=[(file, 0)])
    for label in labels() if language != "ja" else ():
        catalogue.add(label, context="label")
    for message in messages(catalogue):
        message.string = known.get((message.context, message.id), message.string)
    return catalogue


def labels() -> set[str]:
    """Return the English side of all labels: those that stand in the code, of controlled words and of fields."""
    found = {rule.sentence.en for rule in RULEBOOK.values()}
    found |= {text for _file, _name, texts in _calls_with_texts("LocalizedText") for text in texts[1:]}
    for concept in chain(REGIONS, *VOCABULARIES.values()):
        found |= {concept.label.en, concept.definition.en}
    for field in case_fields().values():
        # The program puts together what a field is called that is part of another.
        found |= {field.description.en, *field.label.en.split(": ")}
    return found - {""}


def _calls_with_texts(*names: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Return the calls in the code of functions with these names that begin with a text: file, name and texts."""
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""
            if name in names and node.args and isinstance(node.args[0], ast.Constant) and node.args[0].value:
                texts = tuple(argument.value for argument in node.args if isinstance(argument, ast.Constant))
                yield file.relative_to(SOURCE.parents[1]).as_posix(), name, texts


def files() -> Iterator[tuple[Path, bytes]]:
    """Return each catalogue's two files, for people and for the program, as they ought to be."""
    for language in languages():
        catalogue = updated(language)
        for message in messages(catalogue):
            if language == "ja" and not all(forms(message)):
                print(f"not translated: {message.id}")
        text, compiled = io.BytesIO(), io.BytesIO()
        write_po(text, catalogue, sort_output=True, include_lineno=False, width=0, ignore_obsolete=True)
        write_mo(compiled, catalogue)
        yield po(language), text.getvalue()
        yield po(language).with_suffix(".mo"), compiled.getvalue()
