"""The formats of an answer, each declared once, and which one is meant."""

from enum import StrEnum
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TextIO, TypeVar

from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import N_, _
from renkei_cli.core.shell import quote_words

if TYPE_CHECKING:
    from typing import Self

    from renkei_cli.output.results import Result


class FormatTraits(NamedTuple):
    """What is known of a format before its module is loaded."""

    help: str
    suffixes: tuple[str, ...] = ()  # of files that hold it, the usual one first
    human: bool = False  # it speaks the reader's language, in the terminal's encoding
    counted: bool = False  # the reader is told beside it how much it was
    binary: bool = False  # its module writes bytes
    module: str = ""  # that writes it, where that is not named after it


class _AnyFormat(StrEnum):
    """Formats of one kind of answer, the usual one first; each written by a module with a function `render`."""

    traits: FormatTraits

    def __new__(cls, name: str, traits: FormatTraits) -> "Self":
        member = str.__new__(cls, name)
        member._value_ = name
        member.traits = traits
        return member


# fmt: off
class Format(_AnyFormat):
    """The formats of an answer about cases, each written by a module of `formats`."""

    TABLE = "table", FormatTraits(N_("A table or page to read on the screen; the default."), human=True, counted=True)
    JSON = "json", FormatTraits(N_("For programs: whole cases, in both languages."), (".json",))
    JSONL = "jsonl", FormatTraits(N_("The same, one case a line."), (".jsonl", ".ndjson"), module="json")
    CSV = "csv", FormatTraits(
        N_("For spreadsheets: one case a row. With --excel, a file that Excel opens by a double click."), (".csv",))
    TSV = "tsv", FormatTraits(N_("The same, with tabs between the columns."), (".tsv",), module="csv")
    YAML = "yaml", FormatTraits(N_("A case file, which can be edited and read again."), (".yaml", ".yml"))
    MARKDOWN = "markdown", FormatTraits(
        N_("Text with headings or a table, to paste into a report or a wiki."), (".md", ".markdown"),
        human=True, counted=True)
    IDS = "ids", FormatTraits(N_("The ids alone, one a line, to hand on to another command."), module="json")


class FaultFormat(_AnyFormat):
    """The formats of faults in case files, each written by a module of `diagnostics`."""

    TEXT = "text", FormatTraits(
        N_("Each fault with its line, to read on the screen; the default."), human=True, counted=True)
    JSON = "json", FormatTraits(N_("For programs: one object with all faults."), (".json",), module="data")
    JSONL = "jsonl", FormatTraits(N_("One fault a line."), (".jsonl", ".ndjson"), module="data")
    SARIF = "sarif", FormatTraits(
        N_("For code scanning: SARIF 2.1.0, with all rules."), (".sarif", ".json"), module="data")
    GITHUB = "github", FormatTraits(
        N_("For GitHub Actions: notes beside the lines of a pull request."), counted=True, module="data")
# fmt: on


class RenderOptions(NamedTuple):
    """How an answer is to look."""

    format: Format | FaultFormat
    width: int  # in cells
    color: bool = False
    plain: bool = False  # a table or page is to be linear text, as one hears it
    excel: bool = False


def render(result: "Result", out: TextIO | BinaryIO, options: RenderOptions) -> None:
    """Write the result by the module of its format, to a stream of bytes where that is binary."""
    form = options.format
    folder = "diagnostics" if isinstance(form, FaultFormat) else "formats"
    import_module(f"renkei_cli.output.{folder}.{form.traits.module or form.value}").render(result, out, options)


# Which format is meant.

_Form = TypeVar("_Form", bound=_AnyFormat)

_TEXT = ("", ".txt")  # any format may have these; alone they mean the usual one
_SHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".numbers")
_DOCUMENTS = (".docx", ".doc", ".odt", ".rtf", ".pdf", ".pptx", ".html", ".htm", ".epub", ".tex")


def resolve_format(asked: _Form | None, kind: type[_Form], *, json: bool, output: str | None) -> _Form:
    """Return the format that is meant: the one asked for, that of the file's name, or else the usual one.

    Raise UsageError where they contradict each other.
    """
    usual = next(iter(kind))
    if json and asked not in (None, kind["JSON"]):
        message = _("--json and -o {name} contradict each other").format(name=asked)
        raise UsageError(message, _("leave one of the two out"))
    form = kind["JSON"] if json else asked
    if not output or output == "-":
        return form or usual
    path = PurePath(output)
    suffix = path.suffix.lower()
    possible = [one for one in kind if suffix in one.traits.suffixes]
    if not possible:
        foreign = {*_SHEETS, *_DOCUMENTS, *_suffixes(Format), *_suffixes(FaultFormat)}
        if suffix in foreign or not (form or suffix in _TEXT):
            message = _("{file}: this command writes no {suffix}").format(file=output, suffix=suffix)
            raise UsageError(message, _suggest_file(path, suffix, kind))
        return form or usual
    if form and form not in possible:
        message = _("-o {name} does not fit the name {file}").format(name=form.value, file=output)
        right = path.with_suffix((*form.traits.suffixes, ".txt")[0])
        hint = _("write -o {form}, or the name {file}")
        raise UsageError(message, hint.format(form=possible[0].value, file=right))
    return form or possible[0]


def _suffixes(kind: type[_AnyFormat]) -> list[str]:
    return list(dict.fromkeys(suffix for form in kind for suffix in form.traits.suffixes))


def _suggest_file(path: PurePath, suffix: str, kind: type[_AnyFormat]) -> str:
    csv, page, asked = (quote_words([str(path.with_suffix(end))]) for end in (".csv", ".md", path.suffix))
    if kind is Format and suffix in _SHEETS:
        return _("for a file that Excel opens, write: {line}").format(line=f"-o csv --excel -O {csv}")
    if kind is Format and suffix in _DOCUMENTS:
        lines = {"line": f"-o markdown -O {page}", "further": f"pandoc {page} -o {asked}"}
        return _("write {line}; then pandoc makes it: {further}").format(**lines)
    if kind is Format and suffix == ".sarif":
        return _("for code scanning, check the case files: {line}").format(line=f"renkei validate -O {asked}")
    hint = _("name a file that ends in {suffixes}, or write -o FORMAT")
    return hint.format(suffixes=", ".join((*_suffixes(kind), ".txt")))
