"""A case as the text of a file: commented for its reader, one text a line."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from renkei_cli.authoring.interview.answers import place_name
from renkei_cli.core.i18n import _, data_language
from renkei_cli.domain.places import local_governments
from renkei_cli.domain.vocabulary import VOCABULARIES
from renkei_cli.schema.fields import Field
from renkei_cli.schema.models import Case, fields_of
from renkei_cli.schema.types import StrictModel
from renkei_cli.validation.rules.values import TRUTHS
from renkei_cli.yamlio.formatter import format_bytes
from renkei_cli.yamlio.writer import write_yaml

_ODD = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_PLAIN = re.compile(
    r"(?!.* [#＃] |.* #|[a-z_]+：|FY\d|[「『][!-~]+[」』]$)"  # a comment, a key, a fiscal year, a text in quotes
    r"(?:https?://\S*[^\s:]|(?=\D|.*[^!-~])[^\W_ー][^:]*|[「『（(][^:]*)"
)
"""Texts that YAML takes for nothing but a text: none that is like a number, or has a colon."""


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
    for field, value in _said(case):
        lines += ["", f"# {field.label.here()}: {field.description.here()}", *_lines(field, value)]
    return "\n".join(lines) + "\n"


def _said(part: StrictModel) -> Iterator[tuple[Field, Any]]:
    for name, field in zip(type(part).model_fields, fields_of(type(part)).values(), strict=True):
        value = getattr(part, name)
        if value is not None and value != ():
            yield field, value


def _lines(field: Field, value: StrictModel | tuple[StrictModel | str, ...] | str | float) -> Iterator[str]:
    if isinstance(value, StrictModel):
        yield f"{field.key}:"
        yield from (f"  {line}" for line in _mapping(value))
    elif isinstance(value, tuple):
        yield f"{field.key}:"
        for item in value:
            lines = _mapping(item) if isinstance(item, StrictModel) else [explained(field, item)]
            yield from (f"    {line}" if number else f"  - {line}" for number, line in enumerate(lines))
    else:
        yield f"{field.key}: {explained(field, value)}"


def _mapping(part: StrictModel) -> Iterator[str]:
    return (line for field, value in _said(part) for line in _lines(field, value))


def explained(field: Field, value: str | float) -> str:
    """Return a value as YAML, with a comment that says what a code means."""
    meaning = ""
    if field.vocabulary:
        meaning = VOCABULARIES[field.vocabulary][str(value)].label.here()
    elif value in local_governments():
        meaning = place_name(str(value))
    return f"{scalar(value)}  # {meaning}" if meaning not in ("", value) else scalar(value)


def scalar(value: str | float) -> str:
    """Return a text or number as YAML that is read back as what it is: in double quotes where it has to be."""
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.casefold() not in TRUTHS:
        return value
    # JSON is YAML, once what YAML does not take raw is named.
    return _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def format_cases(cases: Sequence[Mapping[str, Any]], *, single: bool = False) -> bytes:
    """Return plain cases as a case file in the canonical form; with `single`, the one case is the file."""
    stream = StringIO()
    write_yaml(cases[0] if single else {"cases": list(cases)}, stream)
    return format_bytes("", stream.getvalue().encode("utf-8"))
