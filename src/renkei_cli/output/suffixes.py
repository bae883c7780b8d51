"""What the name of a file says of the form of the answer in it."""

from pathlib import PurePath
from typing import TypeVar

from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import _
from renkei_cli.core.shell import quote_words
from renkei_cli.output.registry import FaultFormat, Format

_Form = TypeVar("_Form", Format, FaultFormat)

_FORMS: dict[str, tuple[Format | FaultFormat, ...]] = {
    ".json": (Format.JSON, FaultFormat.JSON, FaultFormat.SARIF),  # SARIF is JSON, and often called so
    ".jsonl": (Format.JSONL, FaultFormat.JSONL),
    ".ndjson": (Format.JSONL, FaultFormat.JSONL),
    ".sarif": (FaultFormat.SARIF,),
    ".csv": (Format.CSV,),
    ".tsv": (Format.TSV,),
    ".yaml": (Format.YAML,),
    ".yml": (Format.YAML,),
    ".md": (Format.MARKDOWN,),
    ".markdown": (Format.MARKDOWN,),
}
"""By the suffix; the first of a kind is meant where nothing else is asked for."""
_TEXT = ("", ".txt")
"""What the first form of each kind is called: what people read, or no more than a list of names."""
_SHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".numbers")
_DOCUMENTS = (".docx", ".doc", ".odt", ".rtf", ".pdf", ".pptx", ".html", ".htm", ".epub", ".tex")


def format_from_suffix(asked: _Form | None, kind: type[_Form], output: str) -> _Form | None:
    """Give the form that a file's name asks for where nothing else does; UsageError where the two disagree.

    None where neither the name nor anything else says.
    """
    path = PurePath(output)
    suffix = path.suffix.lower()
    possible = [form for form in _FORMS.get(suffix, ()) if isinstance(form, kind)]
    unwritten = suffix in (*_SHEETS, *_DOCUMENTS) or (suffix in _FORMS and not possible)
    if unwritten or (asked is None and not possible and suffix not in _TEXT):
        message = _("{file}: this command writes no {suffix}").format(file=output, suffix=suffix)
        raise UsageError(message, _instead(path, suffix, kind))
    if asked is None:
        return possible[0] if possible else None
    if possible and asked not in possible:
        message = _("-o {name} does not fit the name {file}").format(name=asked.value, file=output)
        right = next((end for end, forms in _FORMS.items() if asked in forms), ".txt")
        hint = _("write -o {form}, or the name {file}")
        raise UsageError(message, hint.format(form=possible[0].value, file=path.with_suffix(right)))
    return asked


def _instead(path: PurePath, suffix: str, kind: type[Format] | type[FaultFormat]) -> str:
    """Say how to come by such a file, or which there are."""
    if suffix in _SHEETS and kind is Format:
        line = f"-o csv --excel -O {_quoted(path.with_suffix('.csv'))}"
        return _("for a file that Excel opens, write: {line}").format(line=line)
    if suffix in _DOCUMENTS and kind is Format:
        text = _quoted(path.with_suffix(".md"))
        lines = {"line": f"-o markdown -O {text}", "further": f"pandoc {text} -o {_quoted(path)}"}
        return _("write {line}; then pandoc makes it: {further}").format(**lines)
    if suffix == ".sarif" and kind is Format:
        return _("for code scanning, check the case files: {line}").format(line=f"renkei validate -O {_quoted(path)}")
    known = [end for end, forms in _FORMS.items() if any(isinstance(form, kind) for form in forms)]
    hint = _("name a file that ends in {suffixes}, or write -o FORMAT")
    return hint.format(suffixes=", ".join((*known, ".txt")))


def _quoted(path: PurePath) -> str:
    return quote_words([str(path)])
