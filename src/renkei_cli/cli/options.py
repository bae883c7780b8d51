"""Options that more than one command takes, in groups."""

import inspect
from collections.abc import Callable, Mapping
from functools import partial
from typing import Annotated, Any, NamedTuple, get_args, get_type_hints

from typer import Option

from renkei_cli.casebook.casebook import from_environment, open_index
from renkei_cli.casebook.index import Index
from renkei_cli.cli.parsing import ValueType, choice_of, decode_argument, text
from renkei_cli.core.i18n import N_, available_languages, own_name
from renkei_cli.output.options import OutputOptions
from renkei_cli.output.registry import Format, resolve_format, suggest_format
from renkei_cli.query import Filters
from renkei_cli.schema.fields import Field, find_list, parse_field_list

NARROWING = N_("Narrowing")
narrowing_option = partial(Option, rich_help_panel=NARROWING)
OUTPUT = N_("Output")
output_option = partial(Option, rich_help_panel=OUTPUT)
FURTHER = N_("Further options")
"""Those that many commands take; a command's page only names them."""
further_option = partial(Option, rich_help_panel=FURTHER)
_LANGUAGES = {"ja": N_("Japanese"), "en": N_("English")}
_COLORS = {"auto": N_("on a terminal only"), "always": N_("also in a pipe or a file"), "never": N_("nowhere")}
_ENCODING_ERRORS = {"strict": N_("an error that names the character"), "nearest": N_("take the nearest that there is")}

# fmt: off
Several = list[str] | None
Lang = Annotated[str | None, ValueType(str, {one: _LANGUAGES.get(one) or own_name(one) for one in available_languages()}), further_option("--lang", metavar=N_("LANGUAGE"), help=N_("Language of labels and messages; else RENKEI_LANG and the locale decide."))]
Color = Annotated[str, ValueType(str, _COLORS), further_option("--color", metavar=N_("WHEN"), help=N_("When there is colour."))]
Plain = Annotated[bool, further_option("--plain", help=N_("Linear text without boxes or colour, for a screen reader or a mail; else RENKEI_PLAIN=1 decides."))]
Pager = Annotated[bool, further_option("--pager", help=N_("On a terminal: what outgrows the screen goes through RENKEI_PAGER, else PAGER, else less."))]
Json = Annotated[bool, further_option("--json", help=N_("The same as -o json."))]
OutputFile = Annotated[str | None, output_option("--output", "-O", metavar=N_("FILE"), help=N_("Write to a file instead of the screen."))]
Force = Annotated[bool, further_option("--force", help=N_("Write over a file that is there already."))]


class DisplayOptions(NamedTuple):
    """How what people read looks, of commands whose answer has one form."""

    plain: Plain = False
    pager: Pager = False
    color: Color = "auto"

    def output_options(self) -> OutputOptions:
        """Return how the answer is wanted."""
        return OutputOptions(color=self.color, plain=self.plain, pager=self.pager)


class FilterOptions(NamedTuple):
    """The options that leave fewer cases. One option twice means or; two options mean and."""

    type: Annotated[Several, text("type"), narrowing_option("--type", "-t", metavar=N_("TYPE"), help=N_("Type of cooperation."))] = None
    prefecture: Annotated[Several, text("prefecture"), narrowing_option("--prefecture", "-p", metavar=N_("PREFECTURE"), help=N_("Prefecture of a participant: 大分, oita, 44."))] = None
    region: Annotated[Several, text("region"), narrowing_option("--region", metavar=N_("REGION"), help=N_("Region of a participant: 九州, kyushu."))] = None
    municipality: Annotated[Several, text("municipality"), narrowing_option("--municipality", "-m", metavar=N_("NAME"), help=N_("Participant, by name, reading, romaji or code."))] = None
    theme: Annotated[Several, text("theme", "themes"), narrowing_option("--theme", metavar=N_("THEME"), help=N_("Theme: 観光, tourism."))] = None
    trigger: Annotated[Several, text("trigger", "triggers"), narrowing_option("--trigger", metavar=N_("TRIGGER"), help=N_("How it began: 視察, study_visit."))] = None
    benefit: Annotated[Several, text("benefit", "benefits"), narrowing_option("--benefit", metavar=N_("BENEFIT"), help=N_("Kind of gain: 役割分担, role_division."))] = None
    collaborator: Annotated[Several, text("collaborator"), narrowing_option("--collaborator", metavar=N_("NAME"), help=N_("Body that takes part, by kind or part of its name: 大学, ETIC."))] = None
    population: Annotated[Several, text(), narrowing_option("--population", metavar=N_("PEOPLE"), help=N_("People of a municipality that takes part: '<5000', '>=100000', 1000..5000."))] = None
    since: Annotated[str | None, text(), narrowing_option("--since", metavar=N_("DATE"), help=N_("Dated then or later: 2017, 2017-08, FY2017, H29."))] = None
    until: Annotated[str | None, text(), narrowing_option("--until", metavar=N_("DATE"), help=N_("Dated then or earlier."))] = None

    def filters(self) -> Filters:
        """Return what was asked, as the query understands it."""
        return Filters(**{name: value for name, value in self._asdict().items() if value not in (None, (), [])})


class OrderOptions(NamedTuple):
    """Which of the cases come first, and how many come."""

    sort: Annotated[str | None, text("field", "fields"), output_option("--sort", metavar=N_("FIELD"), help=N_("Order by a field; with - before it, the other way round."))] = None
    limit: Annotated[int | None, ValueType(int, least=0), output_option("--limit", "-n", metavar=N_("N"), help=N_("At most so many cases."))] = None


class DataOptions(NamedTuple):
    """Whose cases are asked for."""

    data: Annotated[Several, further_option("--data", metavar=N_("PATH"), help=N_("Case file, folder of them, or - for stdin, instead of the bundled cases; else RENKEI_DATA."))] = None
    with_bundled: Annotated[bool, further_option("--with-bundled", help=N_("With --data: the bundled cases too."))] = False

    def open_index(self) -> Index:
        """Return the index of the cases that are asked for."""
        return open_index(from_environment(self.data, bundled=self.with_bundled))


class OutputOptionGroup(NamedTuple):
    """The options that every command with an answer takes."""

    format: Annotated[Format | None, choice_of(Format, "formats")._replace(suggest=suggest_format), output_option("--format", "-o", metavar=N_("FORMAT"), help=N_("Form of the answer; else the name of the file behind -O decides, as in cases.csv."))] = None
    json: Json = False
    fields: Annotated[str | None, text("field", "fields"), output_option("--fields", metavar=N_("A,B"), help=N_("Only these fields, in this order."))] = None
    output: OutputFile = None
    force: Force = False
    no_refs: Annotated[bool, further_option("--no-refs", help=N_("For people: without the places in the source."))] = False
    excel: Annotated[bool, output_option("--excel", help=N_("A CSV sheet for Excel, in your language."))] = False
    all_columns: Annotated[bool, further_option("--all-columns", help=N_("With --excel: every field, with codes and in both languages."))] = False
    explode: Annotated[str | None, text("field", "fields"), further_option("--explode", metavar=N_("FIELD"), help=N_("With csv and tsv: one row an item of this list, as participants, kpis, funding, events, activities."))] = None
    encoding: Annotated[str | None, further_option("--encoding", metavar=N_("ENCODING"), help=N_("With csv and tsv: another encoding than UTF-8, as cp932."))] = None
    encoding_errors: Annotated[str, ValueType(str, _ENCODING_ERRORS), further_option("--encoding-errors", metavar=N_("HOW"), help=N_("What to do with a character that the encoding lacks."))] = "strict"
    plain: Plain = False
    pager: Pager = False
    color: Color = "auto"

    def shown_fields(self, fields: Mapping[str, Field]) -> list[Field]:
        """Return the fields that are asked for; with --explode the list whose items are rows is among them."""
        shown = parse_field_list(fields, self.fields)
        if self.explode is None:
            return shown
        listed = find_list(fields, self.explode)
        inside = any(f"{one.key}.".startswith(f"{listed.key}.") for one in shown)
        return [*(shown or [fields["id"]]), *([] if inside else [listed])]

    def output_options(self) -> OutputOptions:
        """Return how the answer is wanted."""
        asked = Format.CSV if self.excel and not (self.format or self.json) else self.format
        form = resolve_format(asked, Format, json=self.json, output=self.output)
        nearest = self.encoding_errors == "nearest"
        looks = (self.color, self.plain, self.pager, self.no_refs, self.all_columns, self.explode, self.force)
        return OutputOptions(form, self.output, self.excel, self.encoding, nearest, *looks)
# fmt: on


def expand_option_groups(
    function: Callable[..., None], help_: object
) -> tuple[Callable[..., None], dict[str, ValueType]]:
    """Return a command as Typer is to see it, and the types of its values, which Typer takes for texts.

    A parameter whose type is a named tuple stands for the options in it. Behind them come the language, which is read
    where the program begins, and help.
    """
    hints = get_type_hints(function, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if hasattr(hint, "_field_defaults")}
    members: dict[str, tuple[Any, object]] = {}
    for name, own in inspect.signature(function).parameters.items():
        if group := groups.get(name):
            inside = get_type_hints(group, include_extras=True)
            members |= {key: (inside[key], default) for key, default in group._field_defaults.items()}
        else:
            members[name] = hints[name], own.default
    members |= {"lang": (Lang, None), "help_": (help_, False)}
    types = {name: one for name, (hint, _) in members.items() for one in get_args(hint) if isinstance(one, ValueType)}
    parameters = []
    for name, (hint, default) in members.items():
        as_text = name in types and types[name].parse is not decode_argument
        annotation = Annotated[(str | None, *get_args(hint)[1:])] if as_text else hint
        parameters.append(
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        )

    def flat(**given: Any) -> None:  # noqa: ANN401 - the values of all options
        del given["lang"], given["help_"]
        grouped = {name: group(**{key: given.pop(key) for key in group._fields}) for name, group in groups.items()}
        function(**given, **grouped)

    flat.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    flat.__annotations__ = {one.name: one.annotation for one in parameters}
    return flat, types
