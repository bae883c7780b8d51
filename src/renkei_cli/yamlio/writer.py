"""Values written as YAML: whole documents, single texts, and the comments that say what a code means."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from ruamel.yaml import YAML

from renkei_cli.domain.places import local_governments, municipality_terms, prefectures
from renkei_cli.domain.vocabulary import VOCABULARIES
from renkei_cli.schema.fields import Field

_ODD = "\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"  # characters that YAML wants named and JSON does not
_PLAIN = re.compile(
    r"(?!.* [#＃] |.* #|[a-z_]+：|FY\d|[「『][!-~]+[」』]$)"  # a comment, a key, a fiscal year, a text in quotes
    r"(?!(?i:yes|no|on|off|y|n|true|false|null)$)"
    rf"(?:https?://[^\s{_ODD}]*[^\s:{_ODD}]|(?=\D|.*[^!-~])[^\W_ー][^:\0-\x1f{_ODD}]*|[「『（(][^:\0-\x1f{_ODD}]*)(?<!\s)"
)
"""Texts that YAML takes for nothing but a text: none that is like a number, or has a colon."""
_LABELLED_VOCABULARIES = ("theme", "trigger", "benefit")
"""The vocabularies whose codes have their label behind them, as codes of local governments have the name."""


def write_yaml(value: Mapping[str, Any] | Sequence[Any], stream: TextIO) -> None:
    """Write plain values as block-style YAML, each text on one line."""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 1_000_000
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment] # annotated None, meant bool
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(value, stream)


def quote_scalar(value: str | float, *, always: bool = False) -> str:
    """Return a text or number as YAML on one line: a text in double quotes where it is not read back without."""
    if isinstance(value, str) and not always and _PLAIN.fullmatch(value):
        return value
    return re.sub(f"[{_ODD}]", lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def explain_code(field: Field, value: str) -> str:
    """Return what a code of a case file means, as its comment in the canonical form says; "" for what has none."""
    if field.key == "code" and field.vocabulary in _LABELLED_VOCABULARIES:
        vocabulary = VOCABULARIES[field.vocabulary]
        return vocabulary[value].label.ja if value in vocabulary else ""
    if field.key in ("code", "for", "parties") and value in local_governments():
        return local_governments()[value].name.ja
    return ""


def names_another(field: Field, value: str, comment: str) -> bool:
    """Return whether a comment behind a code is the name of something else, as it is where the code has changed.

    The prefecture of a municipality is nothing else, and whatever is more than a name is a remark.
    """
    if not explain_code(field, value):
        return False
    known = VOCABULARIES.get(field.vocabulary) or municipality_terms()
    meant = {term.value for term in known.spelt(comment.lstrip("# "))}
    around = {one.code for one in prefectures() if one.prefecture_code == value[:2]}
    return bool(meant) and not meant & {value, *around}
