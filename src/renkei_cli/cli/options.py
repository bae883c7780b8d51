"""Options that more than one command takes, in groups."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, NamedTuple, get_args, get_type_hints

from typer import Option

from renkei_cli.casebook.casebook import CollectionSpec, from_environment
from renkei_cli.cli.parsing import ValueType, choice_of, decode_argument, text, value_type
from renkei_cli.core.i18n import N_, available_languages
from renkei_cli.output.options import OutputOptions
from renkei_cli.output.registry import Format, resolve_format
from renkei_cli.query.filters import Filters

NARROWING = N_("Narrowing")
OUTPUT = N_("Output")
_CASES = N_("Whose cases")
GENERAL = N_("General")
_KEYWORD = inspect.Parameter.KEYWORD_ONLY


Several = list[str] | None
Lang = Annotated[str | None, ValueType(str, available_languages()), Option("--lang", metavar=N_("LANGUAGE"), rich_help_panel=GENERAL, show_default=False,
    help=N_("Language of labels and messages; else RENKEI_LANG and the locale decide."))]  # fmt: skip
Color = Annotated[str, ValueType(str, ("auto", "always", "never")), Option("--color", metavar=N_("WHEN"), rich_help_panel=GENERAL, show_default=False,
    help=N_("When there is colour."))]  # fmt: skip
Plain = Annotated[bool, Option("--plain", rich_help_panel=OUTPUT,
    help=N_("Linear text without boxes or colour, for a screen reader or a mail; else RENKEI_PLAIN=1 decides."))]  # fmt: skip
Pager = Annotated[bool, Option("--pager", rich_help_panel=OUTPUT,
    help=N_("On a terminal: what outgrows the screen goes through RENKEI_PAGER, else PAGER, else less."))]  # fmt: skip
Json = Annotated[bool, Option("--json", rich_help_panel=OUTPUT, help=N_("The same as -o json."))]
OutputFile = Annotated[str | None, Option("--output", "-O", metavar=N_("FILE"), rich_help_panel=OUTPUT,
    help=N_("Write to a file instead of the screen."))]  # fmt: skip
Sort = Annotated[str | None, text("field", "fields"), Option("--sort", metavar=N_("FIELD"), rich_help_panel=OUTPUT, help=N_("Order by a field; with - before it, the other way round."))]  # fmt: skip
Limit = Annotated[int | None, ValueType(int, least=0), Option("--limit", "-n", metavar=N_("N"), rich_help_panel=OUTPUT,
    help=N_("At most so many cases."))]  # fmt: skip


class DisplayOptions(NamedTuple):
    """How what people read looks, of commands whose answer has one form."""

    plain: Plain = False
    pager: Pager = False
    color: Color = "auto"
    lang: Lang = None

    def output_options(self) -> OutputOptions:
        """Return how the answer is wanted."""
        return OutputOptions(color=self.color, plain=self.plain, pager=self.pager)


class FilterOptions(NamedTuple):
    """The options that leave fewer cases. One option twice means or; two options mean and."""

    type: Annotated[Several, text("type"), Option("--type", "-t", metavar=N_("TYPE"), rich_help_panel=NARROWING, help=N_("Type of cooperation."))] = None  # fmt: skip
    prefecture: Annotated[Several, text("prefecture"), Option("--prefecture", "-p", metavar=N_("PREFECTURE"), rich_help_panel=NARROWING, help=N_("Prefecture of a participant: 大分, oita, 44."))] = None  # fmt: skip
    region: Annotated[Several, text("region"), Option("--region", metavar=N_("REGION"), rich_help_panel=NARROWING, help=N_("Region of a participant: 九州, kyushu."))] = None  # fmt: skip
    municipality: Annotated[Several, text("municipality"), Option("--municipality", "-m", metavar=N_("NAME"), rich_help_panel=NARROWING, help=N_("Participant, by name, reading, romaji or code."))] = None  # fmt: skip
    theme: Annotated[Several, text("theme", "themes"), Option("--theme", metavar=N_("THEME"), rich_help_panel=NARROWING, help=N_("Theme: 観光, tourism."))] = None  # fmt: skip
    trigger: Annotated[Several, text("trigger", "triggers"), Option("--trigger", metavar=N_("TRIGGER"), rich_help_panel=NARROWING, help=N_("How it began: 視察, study_visit."))] = None  # fmt: skip
    benefit: Annotated[Several, text("benefit", "benefits"), Option("--benefit", metavar=N_("BENEFIT"), rich_help_panel=NARROWING, help=N_("Kind of gain: 役割分担, role_division."))] = None  # fmt: skip
    collaborator: Annotated[Several, text("collaborator"), Option("--collaborator", metavar=N_("NAME"), rich_help_panel=NARROWING, help=N_("Body that takes part, by kind or part of its name: 大学, ETIC."))] = None  # fmt: skip
    since: Annotated[str | None, text(), Option("--since", metavar=N_("DATE"), rich_help_panel=NARROWING,
        help=N_("Something dated happened then or later: 2017, 2017-08, FY2017, H29."))] = None  # fmt: skip
    until: Annotated[str | None, text(), Option("--until", metavar=N_("DATE"), rich_help_panel=NARROWING,
        help=N_("Something dated happened then or earlier."))] = None  # fmt: skip

    def filters(self) -> Filters:
        """Return what was asked, as the query understands it."""
        return Filters(**{name: value for name, value in self._asdict().items() if value not in (None, (), [])})


class DataOptions(NamedTuple):
    """Whose cases are asked for."""

    data: Annotated[Several, Option("--data", metavar=N_("PATH"), rich_help_panel=_CASES,
        help=N_("Case file or folder of case files instead of the bundled cases; else RENKEI_DATA."))] = None  # fmt: skip
    with_bundled: Annotated[bool, Option("--with-bundled", rich_help_panel=_CASES,
        help=N_("With --data: the bundled cases too."))] = False  # fmt: skip

    def collection(self) -> CollectionSpec:
        """Return whose cases are asked for."""
        return from_environment(self.data, bundled=self.with_bundled)


class OutputOptionGroup(NamedTuple):
    """The options that every command with an answer takes."""

    format: Annotated[Format | None, choice_of(Format, "formats"), Option("--format", "-o", metavar=N_("FORMAT"), rich_help_panel=OUTPUT, show_default=False,
        help=N_("Form of the answer; else the name of the file behind -O decides, as in cases.csv."))] = None  # fmt: skip
    json: Json = False
    fields: Annotated[str | None, text("field_list", "fields"), Option("--fields", metavar=N_("A,B"), rich_help_panel=OUTPUT, help=N_("Only these fields, in this order."))] = None  # fmt: skip
    output: OutputFile = None
    excel: Annotated[bool, Option("--excel", rich_help_panel=OUTPUT,
        help=N_("With csv: a file that Excel opens by a double click."))] = False  # fmt: skip
    encoding: Annotated[str | None, Option("--encoding", metavar=N_("ENCODING"), rich_help_panel=OUTPUT,
        help=N_("With csv and tsv: another encoding than UTF-8, as cp932."))] = None  # fmt: skip
    encoding_errors: Annotated[str, ValueType(str, ("strict", "nearest")), Option("--encoding-errors", metavar=N_("HOW"), rich_help_panel=OUTPUT, show_default=False,
        help=N_("What to do with a character that the encoding lacks."))] = "strict"  # fmt: skip
    plain: Plain = False
    pager: Pager = False
    color: Color = "auto"
    lang: Lang = None

    def output_options(self) -> OutputOptions:
        """Return how the answer is wanted."""
        return OutputOptions(
            format=resolve_format(self.format, Format, json=self.json, output=self.output),
            output=self.output,
            excel=self.excel,
            encoding=self.encoding,
            nearest=self.encoding_errors == "nearest",
            color=self.color,
            plain=self.plain,
            pager=self.pager,
        )


def expand_option_groups(function: Callable[..., None], **more: object) -> Callable[..., None]:
    """Return a command as Typer is to see it: each group of options as its options, each value as a text.

    A group is a parameter whose type is a named tuple. `more` names flags that the function itself does not get.
    """
    groups: dict[str, Any] = {}
    parameters = [inspect.Parameter(name, _KEYWORD, default=False, annotation=hint) for name, hint in more.items()]
    hints = get_type_hints(function, include_extras=True)
    for name, own in inspect.signature(function).parameters.items():
        members, inside = {name: own.default}, hints
        if defaults := getattr(hints[name], "_field_defaults", None):
            groups[name] = hints[name]
            members, inside = defaults, get_type_hints(hints[name], include_extras=True)
        for member, default in members.items():
            hint = inside[member]
            if (kind := value_type(hint)) and kind.parse is not decode_argument:
                hint = Annotated[(str | None, *get_args(hint)[1:])]
            parameters.append(inspect.Parameter(member, _KEYWORD, default=default, annotation=hint))

    @wraps(function)
    def flat(**given: Any) -> None:  # noqa: ANN401 - the values of all options
        for name in more:
            del given[name]
        grouped = {name: group(**{key: given.pop(key) for key in group._fields}) for name, group in groups.items()}
        function(**given, **grouped)

    flat.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    flat.__annotations__ = {one.name: one.annotation for one in parameters}
    del flat.__wrapped__
    return flat
