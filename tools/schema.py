"""Write the JSON Schema of a case file, in both languages, beside the cases."""

from pathlib import Path

from renkei_cli.core.i18n import LANGUAGES
from renkei_cli.schema.json_schema import format_json_schema

DATA = Path(__file__).parent.parent / "data"

if __name__ == "__main__":
    for each in LANGUAGES:
        (DATA / f"cases.schema.{each}.json").write_text(format_json_schema(each), encoding="utf-8")
