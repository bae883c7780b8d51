"""A case as the text of a file in the canonical form: one text a line, codes explained."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from renkei_cli.core.i18n import _, data_language
from renkei_cli.domain.places import full_name, local_governments
from renkei_cli.domain.vocabulary import VOCABULARIES
from renkei_cli.schema.fields import Field
from renkei_cli.schema.models import Case, fields_of, inner_model
from renkei_cli.schema.types import StrictModel
from renkei_cli.yamlio.writer import explain_code, quote_scalar

_inner_model = cache(inner_model)


def schema_file() -> str:
    """Return the name of the file of the schema that editors are to find beside a case."""
    return f"renkei.schema.{data_language()}.json"


def header() -> str:
    """Return the line by which an editor finds the schema."""
    return f"# yaml-language-server: $schema={schema_file()}"


def format_case(case: Case) -> str:
    """Return a case as a file in the canonical form, with the schema's words above each field."""
    by = _("Written by renkei new; `renkei validate FILE` checks it.")
    lines = [header(), f"# {by}"]
    values = case.model_dump(by_alias=True)
    for key, field in fields_of(Case).items():
        if written := _lines(Case, {key: values[key]}, explained):
            lines += ["", f"# {field.label.here()}: {field.description.here()}", *written]
    return "\n".join(lines) + "\n"


def format_cases(cases: Iterable[Mapping[str, Any]]) -> str:
    """Return the values of cases as one file in the canonical form."""
    written = ("\n    ".join(_lines(Case, case, _tagged)) for case in cases)
    return "cases:\n  - " + "\n\n  - ".join(written) + "\n"


def format_plain_case(case: Mapping[str, Any]) -> str:
    """Return the values of one case as a file of its own in the canonical form."""
    return "\n".join(_lines(Case, case, _tagged)) + "\n"


def _lines(model: type[StrictModel], values: Mapping[str, Any], explain: Callable[[Field, Any], str]) -> list[str]:
    """Return the lines of a part of a case: each field that has a value, with all that it holds."""
    lines: list[str] = []
    for key, field in fields_of(model).items():
        value, inner = values.get(key), _inner_model(model, key)
        if value is None or value in ((), []):
            continue
        if not inner and not field.many:
            lines.append(f"{key}: {explain(field, value)}")
            continue
        lines.append(f"{key}:")
        for item in value if field.many else [value]:
            inside = _lines(inner, item, explain) if inner else [explain(field, item)]
            dash, indent = ("  - ", "    ") if field.many else ("  ", "  ")
            lines += [(indent if number else dash) + line for number, line in enumerate(inside)]
    return lines


def explained(field: Field, value: str | float) -> str:
    """Return a value as YAML, with a comment that says in the reader's language what a code means."""
    meaning = ""
    if field.vocabulary:
        meaning = VOCABULARIES[field.vocabulary][str(value)].label.here()
    elif value in local_governments():
        meaning = full_name(str(value))
    return f"{quote_scalar(value)}  # {meaning}" if meaning not in ("", value) else quote_scalar(value)


def _tagged(field: Field, value: str | float) -> str:
    """Return a value as YAML, with the comments that the formatter of case files adds."""
    meaning = explain_code(field, str(value))
    return f"{quote_scalar(value)}  # {meaning}" if meaning else quote_scalar(value)
