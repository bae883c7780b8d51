"""A case as the text of a file in the canonical form, with codes explained; and an empty case, to be filled in."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from renkei_cli.core.i18n import _, data_language
from renkei_cli.domain.places import full_name, local_governments
from renkei_cli.domain.vocabulary import VOCABULARIES
from renkei_cli.schema.fields import Field
from renkei_cli.schema.models import Case, fields_of, inner_model
from renkei_cli.schema.types import StrictModel
from renkei_cli.validation.rules import SECTIONS
from renkei_cli.yamlio.writer import explain_code, quote_scalar


def schema_file() -> str:
    """Return the name of the file of the schema that editors are to find beside a case, by its first line."""
    return f"renkei.schema.{data_language()}.json"


def format_case(case: Case) -> str:
    """Return a case as a file in the canonical form, with the schema's words above each field."""
    by = _("Written by renkei new; `renkei validate FILE` checks it.")
    lines = [f"# yaml-language-server: $schema={schema_file()}", f"# {by}"]
    values = case.model_dump(by_alias=True)
    for key, field in fields_of(Case).items():
        if written := _lines(Case, {key: values[key]}, _meaning):
            lines += ["", f"# {field.label.here()}: {field.description.here()}", *written]
    return "\n".join(lines) + "\n"


def format_plain_case(case: Mapping[str, Any]) -> str:
    """Return the values of one case as a file of its own in the canonical form."""
    return "\n".join(_lines(Case, case, explain_code)) + "\n"


def format_cases(cases: Iterable[Mapping[str, Any]]) -> str:
    """Return the values of cases as one file in the canonical form."""
    written = ("\n    ".join(_lines(Case, case, explain_code)) for case in cases)
    return "cases:\n  - " + "\n\n  - ".join(written) + "\n"


def _lines(model: type[StrictModel], values: Mapping[str, Any], explain: Callable[[Field, str], str]) -> list[str]:
    lines: list[str] = []
    for key, field in fields_of(model).items():
        value, inner = values.get(key), inner_model(model, key)
        if value is None or value in ((), []):
            continue
        if not inner and not field.many:
            lines.append(f"{key}: {_scalar(field, value, explain)}")
            continue
        lines.append(f"{key}:")
        for item in value if field.many else [value]:
            inside = _lines(inner, item, explain) if inner else [_scalar(field, item, explain)]
            dash, indent = ("  - ", "    ") if field.many else ("  ", "  ")
            lines += [(indent if number else dash) + line for number, line in enumerate(inside)]
    return lines


def _scalar(field: Field, value: str | float, explain: Callable[[Field, str], str]) -> str:
    meaning = explain(field, str(value))
    return f"{quote_scalar(value)}  # {meaning}" if meaning else quote_scalar(value)


def _meaning(field: Field, value: str) -> str:
    """Return what a code means in the reader's language; nothing where that is the code itself."""
    if not field.vocabulary:
        return full_name(value) if value in local_governments() else ""
    label = VOCABULARIES[field.vocabulary][value].label.here()
    return "" if label == value else label


# --- an empty case ---


def empty_case() -> str:
    """Return an empty case in the reader's language: every field explained, blank or commented out with an example."""
    lead = _(
        "Fill in the fields that have nothing after the colon, marked with *: a case needs them.\n"
        'All others are commented out with an example: take "# " away from the lines that you want, and change them.\n'
        "Lines with ## explain. `renkei validate FILE` checks the case."
    )
    lines = [f"# yaml-language-server: $schema={schema_file()}", *(f"## {line}" for line in lead.splitlines())]
    explained: set[str] = set()
    for key in fields_of(Case):
        lines += ["", *_empty_field(Case, key, key, explained)]
    return "\n".join(lines) + "\n"


def _empty_field(
    model: type[StrictModel], key: str, top: str, explained: set[str], *, inactive: bool = False
) -> list[str]:
    """Return the lines of a field within the case's field `top`, with the explanations that did not stand before.

    What is not needed is commented out, unless what is around it is `inactive`: commented out as a whole.
    """
    one, inner = fields_of(model)[key], inner_model(model, key)
    optional = inactive or not one.required
    explanations = [f"{one.label.here()}{'' if optional else _(' *')}: {one.description.here()}"]
    for term in VOCABULARIES[one.vocabulary] if one.vocabulary and not inner else ():
        label = "" if term.label.here() == term.value else f"{term.label.here()}: "
        explanations.append(f"  {term.value}  {label}{term.definition.here()}")
    lines = [f"## {text}" for text in explanations if text not in explained]
    explained.update(explanations)
    if not inner:
        example = _example(one, top) if optional or one.many else ""
        lines += [f"{key}:", f"  - {example}"] if one.many else [f"{key}: {example}".rstrip()]
    else:
        lines.append(f"{key}:")
        # A case needs two participants, so two have a place.
        for _time in range(2 if key == "participants" else 1):
            parts = [
                line
                for name in fields_of(inner)
                for line in _empty_field(inner, name, top, explained, inactive=optional)
            ]
            # What explains the first key of an item stands before its dash.
            first = next(n for n, line in enumerate(parts) if not line.startswith("##")) if one.many else 0
            lines += (f"  ## {line.lstrip('# ')}" for line in parts[:first])
            dash = "  - " if one.many else "  "
            lines += (f"{'    ' if one.many and n else dash}{line}" for n, line in enumerate(parts[first:]))
    if inactive or one.required:
        return lines
    return [re.sub("^( *)## ", r"## \1", line) if line.lstrip().startswith("##") else f"# {line}" for line in lines]


def _example(one: Field, top: str) -> str:
    if one.key == "ref":
        return quote_scalar(f"{top}/1" if top in SECTIONS else "heading")
    value = VOCABULARIES[one.vocabulary].terms[0].value if one.vocabulary else one.example
    return _scalar(one, _("(write here)") if value is None else value, _meaning)
