"""Options that more than one command takes."""

import inspect
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Annotated, Any, NamedTuple, get_type_hints

from typer import Context, Option

# What Typer makes of a fixed list of values; the languages are known only when the program runs.
from typer._types import TyperChoice

from renkei_cli.casebook.sources import CollectionSpec, from_environment
from renkei_cli.core.i18n import N_, available_languages
from renkei_cli.output.options import OutputOptions
from renkei_cli.output.registry import Format, resolve_format
from renkei_cli.query.filters import Filters

NARROWING = N_("Narrowing")
_OUTPUT = N_("Output")
_CASES = N_("Whose cases")
GENERAL = N_("General")


class Color(StrEnum):
    """When an answer is coloured."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class EncodingErrors(StrEnum):
    """What happens to a character that an encoding lacks."""

    STRICT = "strict"
    NEAREST = "nearest"


def completes(what: str) -> Callable[[Context, str], list[tuple[str, str]]]:
    """Give what TAB asks for the values of an option; only TAB loads what it takes to answer."""

    def offers(ctx: Context, incomplete: str) -> list[tuple[str, str]]:
        from renkei_cli.cli import completion  # noqa: PLC0415 - a run that is no TAB does not need it

        given = ctx.params
        wanted = from_environment(given.get("data"), bundled=bool(given.get("with_bundled")))
        found: list[tuple[str, str]] = getattr(completion, what)(incomplete, wanted)
        return found

    return offers


Several = list[str] | None
Lang = Annotated[str | None, Option("--lang", click_type=TyperChoice(available_languages()), metavar=N_("LANGUAGE"), rich_help_panel=GENERAL, show_default=False,
    help=N_("Language of labels and messages; else RENKEI_LANG and the locale decide."))]  # fmt: skip

Colored = Annotated[Color, Option("--color", metavar=N_("WHEN"), rich_help_panel=GENERAL, show_default=False,
    help=N_("When there is colour."))]  # fmt: skip
Plain = Annotated[bool, Option("--plain", rich_help_panel=_OUTPUT,
    help=N_("Linear text without boxes or colour, for a screen reader or a mail; else RENKEI_PLAIN=1 decides."))]  # fmt: skip
Pager = Annotated[bool, Option("--pager", rich_help_panel=_OUTPUT,
    help=N_("On a terminal: what outgrows the screen goes through RENKEI_PAGER, else PAGER, else less."))]  # fmt: skip


class DisplayOptions(NamedTuple):
    """The options that say how what people read looks, of commands whose answer has one form."""

    plain: Plain = False
    pager: Pager = False
    color: Colored = Color.AUTO
    lang: Lang = None

    def wish(self) -> OutputOptions:
        """Give how the answer is wanted."""
        return OutputOptions(color=self.color.value, plain=self.plain, pager=self.pager)


class FilterOptions(NamedTuple):
    """The named options that leave fewer cases. One option twice means or; two options mean and."""

    type: Annotated[Several, Option("--type", "-t", metavar=N_("TYPE"), rich_help_panel=NARROWING,
        autocompletion=completes("types"), help=N_("Type of cooperation."))] = None  # fmt: skip
    prefecture: Annotated[Several, Option("--prefecture", "-p", metavar=N_("PREFECTURE"), rich_help_panel=NARROWING,
        autocompletion=completes("prefectures"), help=N_("Prefecture of a participant: 大分, oita, 44."))] = None  # fmt: skip
    region: Annotated[Several, Option("--region", metavar=N_("REGION"), rich_help_panel=NARROWING,
        autocompletion=completes("regions"), help=N_("Region of a participant: 九州, kyushu."))] = None  # fmt: skip
    municipality: Annotated[Several, Option("--municipality", "-m", metavar=N_("NAME"), rich_help_panel=NARROWING,
        autocompletion=completes("municipalities"),
        help=N_("Participant, by name, reading, romaji or code."))] = None  # fmt: skip
    theme: Annotated[Several, Option("--theme", metavar=N_("THEME"), rich_help_panel=NARROWING,
        autocompletion=completes("themes"), help=N_("Theme: 観光, tourism."))] = None  # fmt: skip
    trigger: Annotated[Several, Option("--trigger", metavar=N_("TRIGGER"), rich_help_panel=NARROWING,
        autocompletion=completes("triggers"), help=N_("How it began: 視察, study_visit."))] = None  # fmt: skip
    benefit: Annotated[Several, Option("--benefit", metavar=N_("BENEFIT"), rich_help_panel=NARROWING,
        autocompletion=completes("benefits"), help=N_("Kind of gain: 役割分担, role_division."))] = None  # fmt: skip
    collaborator: Annotated[Several, Option("--collaborator", metavar=N_("NAME"), rich_help_panel=NARROWING,
        autocompletion=completes("collaborators"),
        help=N_("Body that takes part, by kind or part of its name: 大学, ETIC."))] = None  # fmt: skip
    since: Annotated[str | None, Option("--since", metavar=N_("DATE"), rich_help_panel=NARROWING,
        help=N_("Something dated happened then or later: 2017, 2017-08, FY2017, H29."))] = None  # fmt: skip
    until: Annotated[str | None, Option("--until", metavar=N_("DATE"), rich_help_panel=NARROWING,
        help=N_("Something dated happened then or earlier."))] = None  # fmt: skip

    def filters(self) -> Filters:
        """Give what was asked, as the query understands it."""
        return Filters(**{name: value for name, value in self._asdict().items() if value is not None})


class DataOptions(NamedTuple):
    """The options that say whose cases are asked for."""

    data: Annotated[Several, Option("--data", metavar=N_("PATH"), rich_help_panel=_CASES,
        help=N_("Case file or folder of case files instead of the bundled cases; else RENKEI_DATA."))] = None  # fmt: skip
    with_bundled: Annotated[bool, Option("--with-bundled", rich_help_panel=_CASES,
        help=N_("With --data: the bundled cases too."))] = False  # fmt: skip

    def wanted(self) -> CollectionSpec:
        """Give whose cases are asked for."""
        return from_environment(self.data, bundled=self.with_bundled)


class OutputOptionGroup(NamedTuple):
    """The options that every command with an answer takes."""

    format: Annotated[Format | None, Option("--format", "-o", metavar=N_("FORMAT"), rich_help_panel=_OUTPUT, show_default=False,
        autocompletion=completes("formats"), help=N_("Form of the answer; else the name of the file behind -O decides, as in cases.csv."))] = None  # fmt: skip
    json: Annotated[bool, Option("--json", rich_help_panel=_OUTPUT, help=N_("The same as -o json."))] = False
    fields: Annotated[str | None, Option("--fields", metavar=N_("A,B"), rich_help_panel=_OUTPUT,
        autocompletion=completes("field_lists"), help=N_("Only these fields, in this order."))] = None  # fmt: skip
    output: Annotated[str | None, Option("--output", "-O", metavar=N_("FILE"), rich_help_panel=_OUTPUT,
        help=N_("Write to a file instead of the screen."))] = None  # fmt: skip
    excel: Annotated[bool, Option("--excel", rich_help_panel=_OUTPUT,
        help=N_("With csv: a file that Excel opens by a double click."))] = False  # fmt: skip
    encoding: Annotated[str | None, Option("--encoding", metavar=N_("ENCODING"), rich_help_panel=_OUTPUT,
        help=N_("With csv and tsv: another encoding than UTF-8, as cp932."))] = None  # fmt: skip
    encoding_errors: Annotated[EncodingErrors, Option("--encoding-errors", metavar=N_("HOW"), rich_help_panel=_OUTPUT, show_default=False,
        help=N_("What to do with a character that the encoding lacks."))] = EncodingErrors.STRICT  # fmt: skip
    plain: Plain = False
    pager: Pager = False
    color: Colored = Color.AUTO
    lang: Lang = None

    def wish(self) -> OutputOptions:
        """Give how the answer is wanted."""
        return OutputOptions(
            format=resolve_format(self.format, Format, json=self.json, output=self.output),
            output=self.output,
            excel=self.excel,
            encoding=self.encoding,
            nearest=self.encoding_errors is EncodingErrors.NEAREST,
            color=self.color.value,
            plain=self.plain,
            pager=self.pager,
        )


Sort = Annotated[str | None, Option("--sort", metavar=N_("FIELD"), rich_help_panel=_OUTPUT,
    autocompletion=completes("fields"), help=N_("Order by a field; with - before it, the other way round."))]  # fmt: skip
Limit = Annotated[int | None, Option("--limit", "-n", metavar=N_("N"), min=0, rich_help_panel=_OUTPUT,
    help=N_("At most so many cases."))]  # fmt: skip


def expand_option_groups(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command take its options by groups: a parameter whose type is a named tuple stands for its fields."""
    hints = get_type_hints(command, include_extras=True)
    hints.pop("return")
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if hasattr(hint, "_field_defaults")}
    own = inspect.signature(command).parameters
    parameters: list[inspect.Parameter] = []
    for name, hint in hints.items():
        if name not in groups:
            parameters.append(own[name].replace(annotation=hint, kind=inspect.Parameter.KEYWORD_ONLY))
            continue
        inside = get_type_hints(hint, include_extras=True)
        parameters += [
            inspect.Parameter(field, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=inside[field])
            for field, default in hint._field_defaults.items()
        ]

    @wraps(command)
    def flat(**given: Any) -> None:  # noqa: ANN401 - every option of every group
        grown = {name: group(**{field: given.pop(field) for field in group._fields}) for name, group in groups.items()}
        command(**given, **grown)

    flat.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    flat.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    del flat.__wrapped__
    return flat
