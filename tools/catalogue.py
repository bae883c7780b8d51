"""Keep the Japanese catalogue in step with the messages in the code.

    python tools/catalogue.py update    take new messages in, drop those that are gone
    python tools/catalogue.py compile   write the file that the program reads

Both write the same bytes for the same messages, whenever and wherever they run.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parent.parent / "src" / "renkei_cli"
PO = SOURCE / "locale" / "ja" / "LC_MESSAGES" / "renkei.po"
MO = PO.with_suffix(".mo")

_KEYWORDS = {"_": None, "N_": None, "plural": (1, 2)}


class _Catalogue(Catalog):
    """A catalogue whose header says only what gettext must know: no dates, no names, no version of Babel."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Give the header."""
        return [
            ("Language", "ja"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Plural-Forms", "nplurals=1; plural=0;"),
        ]


def extracted() -> Catalog:
    """Collect the messages in the code, without translations."""
    found = _Catalogue(locale="ja", header_comment="", fuzzy=False)
    for file, _line, message, _comments, _context in extract_from_dir(
        SOURCE, method_map=[("**.py", "python")], keywords=_KEYWORDS
    ):
        if message:
            found.add(message, locations=[(Path("src", "renkei_cli", file).as_posix(), 0)])
    return found


def translated() -> Catalog:
    """Read the translations that there are."""
    with PO.open("rb") as stream:
        return read_po(stream, locale="ja")


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


def merged() -> Catalog:
    """Give the messages in the code with the translations that they have; nothing is guessed, nothing obsolete kept."""
    known = {message.id: message.string for message in messages(translated())}
    wanted = extracted()
    for message in messages(wanted):
        message.string = known.get(message.id, message.string)
    return wanted


def written(catalogue: Catalog) -> bytes:
    """Write a catalogue as a .po file, sorted by its messages."""
    stream = io.BytesIO()
    write_po(stream, catalogue, sort_output=True, include_lineno=False, width=0, ignore_obsolete=True)
    return stream.getvalue()


def compiled() -> bytes:
    """Write the translations as a .mo file."""
    plain = _Catalogue(locale="ja")
    for message in messages(translated()):
        plain.add(message.id, message.string)
    stream = io.BytesIO()
    write_mo(stream, plain)
    return stream.getvalue()


def main(action: str) -> int:
    """Do what is asked; `update` fails where translations are lacking."""
    if action == "compile":
        MO.write_bytes(compiled())
        return 0
    catalogue = merged()
    PO.write_bytes(written(catalogue))
    lacking = untranslated(catalogue)
    for message in lacking:
        print(f"not translated: {message}")
    return 1 if lacking else 0


if __name__ == "__main__":
    if sys.argv[1:] not in (["update"], ["compile"]):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
