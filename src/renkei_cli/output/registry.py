"""The formats of an answer, each declared once, and which one is meant."""

from enum import StrEnum
from pathlib import PurePath
from typing import NamedTuple, Self, TypeVar

from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import N_, _
from renkei_cli.core.text import quote_words


class FormatTraits(NamedTuple):
    """What is known of a format before its module is loaded."""

    help: str
    suffixes: tuple[str, ...] = ()  # of files that hold it, the usual one first
    human_readable: bool = False  # it speaks the reader's language, in the terminal's encoding
    reports_count: bool = False  # the reader hears on stderr how much it was
    module: str = ""  # that writes it, where that is not named after it


class _AnyFormat(StrEnum):
    """Formats of one kind of answer, the usual one first; each written by a module with a function `render`."""

    traits: FormatTraits

    def __new__(cls, name: str, traits: FormatTraits) -> Self:
        member = str.__new__(cls, name)
        member._value_ = name
        member.traits = traits
        return member


# fmt: off
class Format(_AnyFormat):
    """The formats of an answer about cases, each written by a module of `formats`."""

    TABLE = "table", FormatTraits(
        N_("A table or page to read on the screen; the default."), human_readable=True, reports_count=True)
    JSON = "json", FormatTraits(N_("For programs: whole cases, in both languages."), (".json",))
    JSONL = "jsonl", FormatTraits(N_("The same, one case a line."), (".jsonl", ".ndjson"), module="json")
    CSV = "csv", FormatTraits(
        N_("For spreadsheets: one case a row. With --excel, a file that Excel opens by a double click."), (".csv",))
    TSV = "tsv", FormatTraits(N_("The same, with tabs between the columns."), (".tsv",), module="csv")
    YAML = "yaml", FormatTraits(N_("A case file, which can be edited and read again."), (".yaml", ".yml"))
    MARKDOWN = "markdown", FormatTraits(
        N_("Text with headings or a table, to paste into a report or a wiki."), (".md", ".markdown"),
        human_readable=True, reports_count=True)
    IDS = "ids", FormatTraits(N_("The ids alone, one a line, to hand on to another command."), module="json")


class FaultFormat(_AnyFormat):
    """The formats of faults in case files, each written by a module of `diagnostics`."""

    TEXT = "text", FormatTraits(
        N_("Each fault with its line, to read on the screen; the default."), human_readable=True, reports_count=True)
    JSON = "json", FormatTraits(N_("For programs: one object with all faults."), (".json",), module="data")
    JSONL = "jsonl", FormatTraits(N_("One fault a line."), (".jsonl", ".ndjson"), module="data")
    SARIF = "sarif", FormatTraits(
        N_("For code scanning: SARIF 2.1.0, with all rules."), (".sarif", ".json"), module="data")
    GITHUB = "github", FormatTraits(
        N_("For GitHub Actions: notes beside the lines of a pull request."), reports_count=True, module="data")
# fmt: on


class RenderOptions(NamedTuple):
    """How an answer is to look."""

    format: Format | FaultFormat
    width: int  # in cells
    color: bool = False
    plain: bool = False  # a table or page is to be linear text, as one hears it
    excel: bool = False
    all_columns: bool = False  # the sheet for Excel has every field there is


# Which format is meant.

_Kind = TypeVar("_Kind", bound=_AnyFormat)

_TEXT = ("", ".txt")  # any format may have these; alone they mean the usual one
_SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".numbers")
_DOCUMENTS = (".docx", ".doc", ".odt", ".rtf", ".pdf", ".pptx", ".html", ".htm", ".epub", ".tex")


def resolve_format(asked: _Kind | None, kind: type[_Kind], *, json: bool, output: str | None) -> _Kind:
    """Return the format that is meant: the one asked for, that of the file's name, or else the usual one.

    Raise UsageError where they contradict each other.
    """
    if json and asked not in (None, kind["JSON"]):
        message = _("--json and -o {name} contradict each other").format(name=asked)
        raise UsageError(message, _("leave one of the two out"))
    asked = kind["JSON"] if json else asked
    path = PurePath("" if output in (None, "-") else str(output))
    suffix = path.suffix.lower()
    fitting = [one for one in kind if suffix in one.traits.suffixes]
    if asked and fitting and asked not in fitting:
        message = _("-o {name} does not fit the name {file}").format(name=asked.value, file=output)
        right = path.with_suffix((*asked.traits.suffixes, ".txt")[0])
        hint = _("write -o {form}, or the name {file}")
        raise UsageError(message, hint.format(form=fitting[0].value, file=right))
    foreign = {*_SPREADSHEETS, *_DOCUMENTS, *_suffixes(Format), *_suffixes(FaultFormat)}
    if not fitting and (suffix in foreign or not (asked or suffix in _TEXT)):
        message = _("{file}: this command writes no {suffix}").format(file=output, suffix=suffix)
        raise UsageError(message, _suggest_file(path, suffix, kind))
    return asked or next(iter(fitting or kind))


def _suffixes(kind: type[_AnyFormat]) -> list[str]:
    return list(dict.fromkeys(suffix for one in kind for suffix in one.traits.suffixes))


def suggest_format(name: str) -> str:
    """Return what to write instead of a format that is none: xlsx, excel, docx, word, pdf; nothing for any other."""
    suffix = {"excel": ".xlsx", "word": ".docx"}.get(name.lower(), f".{name.lower()}")
    known = suffix in (*_SPREADSHEETS, *_DOCUMENTS)
    return _suggest_file(PurePath(f"cases{suffix}"), suffix, Format) if known else ""


def _suggest_file(path: PurePath, suffix: str, kind: type[_AnyFormat]) -> str:
    sheet, page, asked = (quote_words([str(path.with_suffix(end))]) for end in (".csv", ".md", path.suffix))
    if kind is Format and suffix in _SPREADSHEETS:
        return _("for a file that Excel opens, write: {line}").format(line=f"-o csv --excel -O {sheet}")
    if kind is Format and suffix in _DOCUMENTS:
        further = f"pandoc {page} -o {asked}"
        return _("write {line}; then pandoc makes it: {further}").format(line=f"-o markdown -O {page}", further=further)
    hint = _("name a file that ends in {suffixes}, or write -o FORMAT")
    return hint.format(suffixes=", ".join((*_suffixes(kind), ".txt")))
