"""The schema of a case file as JSON Schema, in a chosen language."""

from typing import Any

from renkei_cli.authoring.schema import CaseFile
from renkei_cli.i18n import Language
from renkei_cli.vocabulary import VOCABULARIES


def json_schema(language: Language) -> dict[str, Any]:
    """Give JSON Schema 2020-12 with titles and descriptions in `language`, for editors and other validators."""
    schema = CaseFile.model_json_schema(by_alias=True)
    worded: dict[str, Any] = _worded(schema, language)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **worded}


def _worded(node: Any, language: Language) -> Any:  # noqa: ANN401 - any part of a JSON Schema
    if isinstance(node, list):
        return [_worded(item, language) for item in node]
    if not isinstance(node, dict):
        return node
    worded = {key: _worded(item, language) for key, item in node.items() if not key.startswith("x-renkei")}
    if words := node.get("x-renkei"):
        worded |= words[language]
    if vocabulary := node.get("x-renkei-vocabulary"):
        # The YAML language server shows these beside the values that it offers.
        worded["markdownEnumDescriptions"] = [
            f"{getattr(term.label, language)}: {getattr(term.definition, language)}".removesuffix(": ")
            for term in VOCABULARIES[vocabulary]
        ]
    return worded
