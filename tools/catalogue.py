"""Keep the catalogues in step with the messages and labels in the code.

    python tools/catalogue.py update     take new messages in, drop those that are gone
    python tools/catalogue.py compile    write the files that the program reads
    python tools/catalogue.py init de    start the catalogue of another language

All write the same bytes for the same messages, whenever and wherever they run. Labels have their Japanese beside
their English in the code; in the catalogue of a further language they stand in the context "label".
"""

import io
import pkgutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import renkei_cli
from renkei_cli.core.i18n import LocalizedText
from renkei_cli.domain.vocabulary import Vocabulary
from renkei_cli.schema.models import Case, fields_of, inner_model
from renkei_cli.schema.types import StrictModel

SOURCE = Path(__file__).parent.parent / "src" / "renkei_cli"
LOCALE = SOURCE / "core" / "locale"

_KEYWORDS = {"_": None, "N_": None, "plural": (1, 2)}
_LABEL = "label"


class _Catalogue(Catalog):
    """A catalogue whose header says only what gettext must know: no dates, no persons, no version of Babel."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Give the header; a further language says what it calls itself."""
        own = [] if self.locale_identifier == "ja" else [("X-Language-Name", self.locale.get_display_name())]
        return [
            ("Language", self.locale_identifier),
            *own,
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Plural-Forms", self.plural_forms),
        ]


def po(language: str) -> Path:
    """Name the file in which a language's translations are written."""
    return LOCALE / language / "LC_MESSAGES" / "renkei.po"


def mo(language: str) -> Path:
    """Name the file that the program reads."""
    return po(language).with_suffix(".mo")


def languages() -> list[str]:
    """Name the languages that have a catalogue."""
    return sorted(file.parent.parent.name for file in LOCALE.glob("*/LC_MESSAGES/renkei.po"))


# --- what there is to translate ---


def extracted(language: str) -> Catalog:
    """Collect the messages in the code, without translations; for a further language than Japanese the labels too."""
    found = _Catalogue(locale=language, header_comment="", fuzzy=False)
    for file, _line, message, _comments, _context in extract_from_dir(
        SOURCE, method_map=[("**.py", "python")], keywords=_KEYWORDS
    ):
        if message:
            found.add(message, locations=[(Path("src", "renkei_cli", file).as_posix(), 0)])
    if language != "ja":
        for english in labels():
            found.add(english, context=_LABEL)
    return found


def labels() -> set[str]:
    """Collect the English side of all labels: those that modules hold, and those of the fields."""
    from renkei_cli.schema.models import case_fields

    modules = [
        import_module(one.name)
        for one in pkgutil.walk_packages(renkei_cli.__path__, "renkei_cli.")
        if not one.name.endswith("__main__")
    ]
    found = {words.en for module in modules for words in _words(list(vars(module).values()))}
    for field in case_fields().values():
        # What a field is called that is part of another, the program puts together.
        found |= set(field.label.en.split(": ")) if "." in field.key else {field.label.en}
    return (found | set(_described(Case))) - {""}


def _described(model: type[StrictModel]) -> Iterator[str]:
    """Give what fields are called and what they say of themselves: `new` asks with these words."""
    for key, field in fields_of(model).items():
        yield from (field.label.en, field.description.en)
        if inner := inner_model(model, key):
            yield from _described(inner)


def _words(value: Any) -> Iterator[LocalizedText]:  # noqa: ANN401 - whatever a module holds
    if isinstance(value, LocalizedText):
        yield value
    elif isinstance(value, Mapping):
        yield from _words(list(value.values()))
    elif isinstance(value, Vocabulary | tuple | list | set | frozenset):
        for one in value:
            yield from _words(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _words(getattr(value, field.name))


# --- catalogues ---


def translated(language: str) -> Catalog:
    """Read the translations that there are."""
    with po(language).open("rb") as stream:
        return read_po(stream, locale=language)


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Give the messages of a catalogue, without its header."""
    return (message for message in catalogue if message.id)


def untranslated(catalogue: Catalog) -> list[str]:
    """Name the messages that lack a translation, or one of its plural forms."""
    lacking = [message for message in messages(catalogue) if not all(forms(message))]
    return [message.id if isinstance(message.id, str) else message.id[0] for message in lacking]


def forms(message: Message) -> tuple[str, ...]:
    """Give the translations of a message: one for each plural form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def merged(language: str) -> Catalog:
    """Give the messages in the code with the translations that they have; nothing is guessed, nothing obsolete kept."""
    known = {(message.context, message.id): message.string for message in messages(translated(language))}
    wanted = extracted(language)
    for message in messages(wanted):
        message.string = known.get((message.context, message.id), message.string)
    return wanted


def written(catalogue: Catalog) -> bytes:
    """Write a catalogue as a .po file, sorted by its messages."""
    stream = io.BytesIO()
    write_po(stream, catalogue, sort_output=True, include_lineno=False, width=0, ignore_obsolete=True)
    return stream.getvalue()


def compiled(language: str) -> bytes:
    """Write the translations as a .mo file; what is not translated is left out, and said in English."""
    plain = _Catalogue(locale=language)
    for message in messages(translated(language)):
        if all(forms(message)):
            plain.add(message.id, message.string, context=message.context)
    stream = io.BytesIO()
    write_mo(stream, plain)
    return stream.getvalue()


# --- actions ---


def init(language: str) -> int:
    """Start a catalogue, with nothing translated yet."""
    try:
        Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        sys.exit(f"no language is known as {language!r}; write it as in fr, de or pt_BR")
    if language == "en" or po(language).exists():
        sys.exit(f"there is {language} already")
    po(language).parent.mkdir(parents=True)
    catalogue = extracted(language)
    po(language).write_bytes(written(catalogue))
    print(f"{po(language)}: {len(list(messages(catalogue)))} messages and labels to translate")
    return 0


def update() -> int:
    """Bring every catalogue up to date; Japanese must be whole, the others say what they lack in English."""
    failed = 0
    for language in languages():
        catalogue = merged(language)
        po(language).write_bytes(written(catalogue))
        lacking = untranslated(catalogue)
        for message in lacking:
            print(f"{language}: not translated: {message}")
        failed |= bool(lacking) and language == "ja"
    return failed


def main(argv: list[str]) -> int:
    """Do what is asked; `update` fails where Japanese is lacking."""
    match argv:
        case ["update"]:
            return update()
        case ["compile"]:
            for language in languages():
                mo(language).write_bytes(compiled(language))
            return 0
        case ["init", language]:
            return init(language)
    sys.exit(__doc__)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
