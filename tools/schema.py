"""Write the JSON Schema of a case file, in both languages, beside the cases."""

import json
from pathlib import Path

from renkei_cli.authoring.jsonschema import json_schema
from renkei_cli.i18n import LANGUAGES, Language

DATA = Path(__file__).parent.parent / "data"


def written(language: Language) -> str:
    """Give the text of the file for a language."""
    return json.dumps(json_schema(language), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for each in LANGUAGES:
        (DATA / f"cases.schema.{each}.json").write_text(written(each), encoding="utf-8")
