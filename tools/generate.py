"""Make anew all files that follow from others: catalogues, JSON Schemas, the outputs in the READMEs.

    python tools/generate.py           write those that are out of date
    python tools/generate.py --check   only name them, and fail if there are any

The pictures need a font and are drawn apart, by tools/pictures.py.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import catalogue
import readme
from renkei_cli.core.i18n import LANGUAGES
from renkei_cli.schema.json_schema import format_json_schema

ROOT = Path(__file__).parent.parent


def schemas() -> Iterator[tuple[Path, bytes]]:
    """Return the JSON Schema of a case file in both languages, as it ought to be."""
    for language in LANGUAGES:
        yield ROOT / "data" / f"cases.schema.{language}.json", format_json_schema(language).encode()


def main(argv: list[str]) -> int:
    """Write or name what is out of date; each file is written before the next is made, which may follow from it."""
    check = argv == ["--check"]
    if argv and not check:
        sys.exit(__doc__)
    stale = 0
    for files in (catalogue.files, schemas, readme.files):
        for path, content in files():
            if not path.exists() or path.read_bytes() != content:
                stale += 1
                print(f"{path.relative_to(ROOT)}: {'out of date' if check else 'written'}")
                if not check:
                    path.write_bytes(content)
    return int(check and stale > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
