"""The help pages: of a command, of a topic, of a rule, of the program."""

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from functools import partial

from renkei_cli import __version__
from renkei_cli.cli.help.examples import EXAMPLES
from renkei_cli.cli.help.formatter import DefinitionRow, HelpFormatter
from renkei_cli.cli.help.topics import EXIT_CODES, REPEATING, TOPICS, load_rules, rule_page
from renkei_cli.cli.options import GENERAL, NARROWING
from renkei_cli.cli.parsing import ANYTHING, ClickCommand, ClickContext, ClickParameter, ValueType
from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import N_, _, current_language, in_brackets, own_name, separator
from renkei_cli.domain.places import REGIONS
from renkei_cli.domain.vocabulary import VOCABULARIES
from renkei_cli.output.options import OutputOptions, resolve_width, use_color, use_plain
from renkei_cli.output.wrap import width
from renkei_cli.output.writer import open_output

VARIABLES = {
    "RENKEI_LANG": N_("The language, as ja or en, where --lang says nothing; else the locale decides."),
    "RENKEI_DATA": N_("Whose cases, where --data says nothing."),
    "COLUMNS": N_("The width of a line, where it is not the terminal's."),
    "RENKEI_PLAIN": N_("With 1, linear text instead of tables, as with --plain."),
    "RENKEI_PAGER": N_("The pager for what outgrows the screen, as less -FRX; as with --pager."),
    "NO_COLOR": N_("No colour, whatever its value."),
    "FORCE_COLOR": N_("Colour in a pipe, too, unless it is 0; CLICOLOR_FORCE likewise."),
    "RENKEI_DEBUG": N_("With 1, a bug shows where it happened."),
}
_IN_ANOTHER = {
    "en": "in English; with RENKEI_LANG=en, always",
    "ja": "日本語で表示（RENKEI_LANG=ja なら、つねに日本語）",
}
"""What is said to one who does not read the language of the page."""
_ABOUT = N_("Find, read, compare and hand on cases of cooperation between local governments in Japan.")
_FEW = 3
"""So many words of a vocabulary are explained beside their option; more are named, or have a topic."""
_MEANINGS = {
    "color": {"auto": N_("on a terminal only"), "always": N_("also in a pipe or a file"), "never": N_("nowhere")},
    "encoding_errors": {
        "strict": N_("an error that names the character"), "nearest": N_("take the nearest that there is")
    },
    "lang": {"ja": N_("Japanese"), "en": N_("English")},
}  # fmt: skip
"""What the values of an option mean, where that is said beside the option."""

Draw = Callable[[HelpFormatter], None]


def show_help(ctx: ClickContext, *, greeting: bool = False) -> None:
    """Write the page of a context's command; the greeting is for one who types the program's name alone."""
    draw = partial(_greeting, tree=ctx.command) if greeting else _page(ctx, ctx.command.name if ctx.parent else None)
    _write(draw, _options_of(ctx.obj))


def show_page(ctx: ClickContext, name: str | None, options: OutputOptions) -> None:
    """Write the page of a command, topic or rule; UsageError naming the nearest if there is none."""
    _write(_page(ctx, name), options)


def pages_beginning(ctx: ClickContext, incomplete: str) -> list[tuple[str, str]]:
    """Return the commands and topics whose names begin so, with a line on each."""
    pages = {**ctx.find_root().command.purposes, **{name: topic.purpose for name, topic in TOPICS.items()}}
    return [(name, _(purpose)) for name, purpose in pages.items() if name.startswith(incomplete)]


def _page(ctx: ClickContext, name: str | None) -> Draw:
    tree = ctx.find_root().command
    if name is None:
        return partial(_program_page, tree=tree)
    if name in tree.purposes:
        return partial(_command_page, command=tree.get_command(ctx, name))
    if name in TOPICS:
        return partial(_topic_page, name=name)
    rules = load_rules()
    if name in rules:
        return partial(rule_page, rule=rules[name])
    known = [*tree.purposes, *TOPICS]
    near = get_close_matches(name, [*known, *rules], 3, 0.5)
    message = _("there is no help page {name}").format(name=repr(name))
    hint = _("did you mean {near}?") if near else _("ask for one of the pages {near}")
    raise UsageError(message, hint.format(near=", ".join(near or known)))


def _write(draw: Draw, options: OutputOptions) -> None:
    with open_output(options, human=True) as out:
        page = HelpFormatter(resolve_width(options), bold=use_color(options), plain=use_plain(options))
        draw(page)
        out.writelines(f"{line}\n" for line in page.lines)


def _options_of(argv: Sequence[str]) -> OutputOptions:
    """Return how the page is wanted; help is shown before the options behind it are read."""
    color = "auto"
    for index, word in enumerate(argv):
        name, _equals, value = word.partition("=")
        if name == "--color":
            color = value or "".join(argv[index + 1 : index + 2])
    return OutputOptions(color=color, plain="--plain" in argv, pager="--pager" in argv)


# --- pages ---


def _greeting(page: HelpFormatter, tree: ClickCommand) -> None:
    page.text(f"renkei {__version__}", _(_ABOUT))
    _table(page, _("Commands"), tree.purposes)
    _examples(page, _("First steps"), "renkei")
    page.heading(_("Read on"))
    page.rows([
        DefinitionRow("renkei --help", _("the whole page: languages, exit codes, topics")),
        DefinitionRow("renkei list --help", _("a command's options and examples; the same with every command")),
        DefinitionRow("renkei help themes", _("what the themes mean; likewise triggers, benefits, fields, formats")),
        *(DefinitionRow(f"renkei --lang {other}", words) for other, words in _IN_ANOTHER.items()
          if other != current_language()),
    ])  # fmt: skip


def _program_page(page: HelpFormatter, tree: ClickCommand) -> None:
    _usage(page, "renkei", _("COMMAND"), _("[OPTIONS]"))
    page.text(_(_ABOUT))
    _table(page, _("Commands"), tree.purposes)
    _table(page, _("Topics, as in renkei help themes"), {name: topic.purpose for name, topic in TOPICS.items()})
    _parameters(page, tree)
    _examples(page, _("Examples"), "renkei")
    _table(page, _("Exit codes"), EXIT_CODES)
    _table(page, _("Environment variables"), VARIABLES)


def _command_page(page: HelpFormatter, command: ClickCommand) -> None:
    arguments = [_usage_name(one) for one in command.params if one.param_type_name == "argument"]
    _usage(page, "renkei", command.name, *arguments, _("[OPTIONS]"))
    page.text(_(command.help))
    _parameters(page, command)
    if not any(one.name == "plain" for one in command.params):
        page.gap()
        page.text(_("What this command writes is for programs: there is no --plain, --pager or --color. "
                    "What it says is plain text."))  # fmt: skip
    _examples(page, _("Examples"), command.name)


def _topic_page(page: HelpFormatter, name: str) -> None:
    topic = TOPICS[name]
    page.heading(_(topic.purpose))
    topic.draw(page)
    _examples(page, _("Examples"), name)


def _usage(page: HelpFormatter, *words: str) -> None:
    page.text(_("Usage: {words}").format(words=" ".join(words)))
    page.gap()


def _table(page: HelpFormatter, heading: str, rows: Mapping[str, str] | Mapping[int, str]) -> None:
    page.heading(heading)
    page.rows(DefinitionRow(str(name), _(words)) for name, words in rows.items())


def _examples(page: HelpFormatter, heading: str, name: str) -> None:
    page.heading(heading)
    page.below(DefinitionRow(_(one.line), _(one.does)) for one in EXAMPLES[name])


# --- arguments and options ---


def _parameters(page: HelpFormatter, command: ClickCommand) -> None:
    """Set arguments, then options by their groups; the general ones last."""
    rows = {one.name: _parameter(one, command.value_types.get(one.name, ANYTHING)) for one in command.params}
    groups: dict[str, list[DefinitionRow]] = {}
    for one in command.params:
        group = N_("Arguments") if one.param_type_name == "argument" else one.rich_help_panel or GENERAL
        groups.setdefault(group, []).append(rows[one.name])
    arguments_first = sorted(groups, key=lambda group: (group != "Arguments", group == GENERAL))
    for group in arguments_first:
        page.heading(_(group))
        if group == NARROWING:
            page.text(_(REPEATING), indent=2)
        page.rows(groups[group], least=max(width(row.name) for row in rows.values()))


def _usage_name(argument: ClickParameter) -> str:
    """Return an argument as a usage line has it: ID, [ID...]."""
    name = _(argument.metavar) + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _parameter(parameter: ClickParameter, kind: ValueType) -> DefinitionRow:
    """Return a parameter as it is typed, what there is to say about it, and its values."""
    if parameter.param_type_name == "argument":
        name = _usage_name(parameter)
    else:
        *short, long = sorted(parameter.opts, key=len)
        name = (f"{short[0]}, " if short else "    ") + long
        name += "" if parameter.is_flag else f" {_(parameter.metavar)}"
    explained: list[DefinitionRow] = []
    words = [_(parameter.help)]
    meanings = _MEANINGS.get(parameter.name)
    vocabulary = REGIONS if kind.offers == "region" else VOCABULARIES.get(kind.offers)
    japanese = current_language() == "ja"
    values = [choice + _default(parameter, choice) for choice in kind.choices]
    if meanings:
        explained = [
            DefinitionRow(
                choice, (_(meanings[choice]) if choice in meanings else own_name(choice)) + _default(parameter, choice)
            )
            for choice in kind.choices
        ]
    elif vocabulary and len(vocabulary.terms) <= _FEW:
        explained = [
            DefinitionRow(term.label.ja if japanese else term.code, term.definition.here()) for term in vocabulary
        ]
    elif vocabulary and not kind.topic:
        values = [term.label.here() for term in vocabulary]
    if values and not explained:
        words.append(_("Values: {values}.").format(values=separator().join(values)))
    if kind.least is not None:
        words.append(_("A whole number, {n} or more.").format(n=kind.least))
    if kind.topic:
        words.append(_("See {command}.").format(command=f"`renkei help {kind.topic}`"))
    return DefinitionRow(name, "\n".join(words), explained)


def _default(parameter: ClickParameter, choice: str) -> str:
    return in_brackets(_("the default")) if choice == parameter.default else ""
