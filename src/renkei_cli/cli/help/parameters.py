"""A command's arguments and options in words, for its help page."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from renkei_cli.cli.help.formatter import DefinitionRow, HelpFormatter
from renkei_cli.cli.help.topics import REPEATING
from renkei_cli.cli.options import GENERAL, NARROWING
from renkei_cli.core.i18n import N_, _, current_language, in_brackets, own_name, separator
from renkei_cli.domain.places import REGIONS
from renkei_cli.domain.vocabulary import VOCABULARIES
from renkei_cli.output.wrap import width

_FEW = 3
"""So many values are explained beside their option; more are named, or have a topic."""
_TOPIC_OF = {
    "theme": "themes", "trigger": "triggers", "benefit": "benefits",
    "format": "formats", "fields": "fields", "sort": "fields", "terms": "fields",
}  # fmt: skip
_MEANINGS = {
    "color": {
        "auto": N_("on a terminal only"),
        "always": N_("also in a pipe or a file"),
        "never": N_("nowhere"),
    },
    "encoding_errors": {
        "strict": N_("an error that names the character"),
        "nearest": N_("take the nearest that there is"),
    },
    "lang": {"ja": N_("Japanese"), "en": N_("English")},
}
"""What the values of an option mean, where that is said beside the option."""


def draw_parameters(sheet: HelpFormatter, parameters: Sequence[Any]) -> None:
    """Draw arguments, then options by their groups; the general ones last."""
    least = max(width(row_of(one).name) for one in parameters)
    arguments = [one for one in parameters if one.param_type_name == "argument"]
    groups: dict[str, list[Any]] = {N_("Arguments"): arguments} if arguments else {}
    general = []
    for one in parameters:
        if one.param_type_name == "argument":
            continue
        if one.rich_help_panel in (None, GENERAL):
            general.append(one)
        else:
            groups.setdefault(one.rich_help_panel, []).append(one)
    for heading, members in [*groups.items(), (GENERAL, general)]:
        sheet.heading(_(heading))
        if heading == NARROWING:
            sheet.text(_(REPEATING), indent=2)
        sheet.rows([row_of(one) for one in members], least=least)


def all_parameters(command: Any) -> list[Any]:  # noqa: ANN401 - Typer's own Click
    """Give what a command takes, its help option last."""
    return [*command.params, command.get_help_option(None)]


def written(argument: Any) -> str:  # noqa: ANN401 - Typer's own Click
    """Write an argument as a usage line has it: ID, [ID...]."""
    name = _(argument.metavar) + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def row_of(parameter: Any) -> DefinitionRow:  # noqa: ANN401 - Typer's own Click
    """Give a parameter's name as it is typed, what there is to say about it, and its values."""
    if parameter.param_type_name == "argument":
        name = written(parameter)
    else:
        short = next((opt for opt in parameter.opts if not opt.startswith("--")), "")
        long = next(opt for opt in parameter.opts if opt.startswith("--"))
        name = f"{short}, {long}" if short else f"    {long}"
        name += "" if parameter.is_flag else f" {_(parameter.metavar)}"
    values = tuple(_values(parameter))
    return DefinitionRow(name, "\n".join([_(parameter.help), *(() if values else _named(parameter))]), values)


def _values(parameter: Any) -> Iterator[DefinitionRow]:  # noqa: ANN401 - Typer's own Click
    """Give the values of a parameter that are few enough to be explained."""
    meanings = _MEANINGS.get(parameter.name, {})
    for choice in getattr(parameter.type, "choices", ()) if meanings else ():
        meaning = _(meanings[choice]) if choice in meanings else own_name(choice)
        yield DefinitionRow(choice, meaning + _default(parameter, choice))
    vocabulary = VOCABULARIES.get(parameter.name)
    if vocabulary and len(vocabulary.terms) <= _FEW:
        for term in vocabulary:
            yield DefinitionRow(term.label.ja if current_language() == "ja" else term.code, term.definition.here())


def _named(parameter: Any) -> Iterator[str]:  # noqa: ANN401 - Typer's own Click
    """Name the values that are too many to be explained here, and where they are."""
    topic = _TOPIC_OF.get(parameter.name)
    vocabulary = VOCABULARIES.get(parameter.name, REGIONS if parameter.name == "region" else None)
    if choices := getattr(parameter.type, "choices", ()):
        yield _("Values: {values}.").format(values=_listed(one + _default(parameter, one) for one in choices))
    elif vocabulary and not topic:
        yield _("Values: {values}.").format(values=_listed(term.label.here() for term in vocabulary))
    if (least := getattr(parameter.type, "min", None)) is not None:
        yield _("A whole number, {n} or more.").format(n=least)
    if topic:
        yield _("See {command}.").format(command=f"`renkei help {topic}`")


def _listed(values: Iterable[str]) -> str:
    return separator().join(values)


def _default(parameter: Any, choice: str) -> str:  # noqa: ANN401 - Typer's own Click
    return in_brackets(_("the default")) if choice == parameter.default else ""
