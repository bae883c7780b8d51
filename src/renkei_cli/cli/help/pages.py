"""The help pages: of a command, of a topic, of the program."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any

from renkei_cli import __version__
from renkei_cli.cli.commands import COMMANDS
from renkei_cli.cli.help.examples import EXAMPLES, Example
from renkei_cli.cli.help.formatter import DefinitionRow, HelpFormatter
from renkei_cli.cli.help.parameters import all_parameters, draw_parameters, written
from renkei_cli.cli.help.topics import EXIT_CODES, TOPICS
from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import N_, _, current_language
from renkei_cli.output.options import OutputOptions, resolve_width, use_color, use_plain
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


_FOR_PROGRAMS = N_(
    "What this command writes is for programs: there is no --plain, --pager or --color. What it says is plain text."
)


def show(ctx: Any) -> None:  # noqa: ANN401 - Typer's own Click
    """Show the page of a context's command."""
    name = ctx.command.name
    _write(_program_page if ctx.parent is None else _command_page, ctx.command, name, _asked(ctx.obj))


def greet(ctx: Any) -> None:  # noqa: ANN401 - Typer's own Click
    """Show the short page of one who types the program's name alone."""
    _write(_greeting, ctx.command, "", _asked(ctx.obj))


def find(ctx: Any, name: str | None, wish: OutputOptions) -> None:  # noqa: ANN401 - Typer's own Click
    """Show the page of a command or topic; UsageError naming the nearest if there is none."""
    tree = ctx.find_root().command
    if name is None:
        _write(_program_page, tree, "", wish)
    elif name in COMMANDS:
        _write(_command_page, tree.get_command(ctx, name), name, wish)
    elif name in TOPICS:
        _write(_topic_page, tree, name, wish)
    else:
        known = [*COMMANDS, *TOPICS]
        near = get_close_matches(name, known, 3, 0.5)
        message = _("there is no help page {name}").format(name=repr(name))
        hint = _("did you mean {near}?") if near else _("ask for one of the pages {near}")
        raise UsageError(message, hint.format(near=", ".join(near or known)))


def _write(draw: Callable[[HelpFormatter, Any, str], None], command: Any, name: str, wish: OutputOptions) -> None:  # noqa: ANN401
    with open_output(wish, human=True) as out:
        sheet = HelpFormatter(resolve_width(wish), bold=use_color(wish), plain=use_plain(wish))
        draw(sheet, command, name)
        out.writelines(f"{line}\n" for line in sheet.lines)


def _asked(argv: Sequence[str]) -> OutputOptions:
    """Find how the page is wanted; help is shown before the options behind it are read."""
    color = "auto"
    for index, word in enumerate(argv):
        name, _equals, value = word.partition("=")
        if name == "--color":
            color = value or "".join(argv[index + 1 : index + 2])
    return OutputOptions(color=color, plain="--plain" in argv, pager="--pager" in argv)


# Pages.


def _greeting(sheet: HelpFormatter, _tree: object, _name: str) -> None:
    sheet.text(f"renkei {__version__}")
    sheet.text(_("Find, read, compare and hand on cases of cooperation between local governments in Japan."))
    _commands(sheet)
    _examples(sheet, _("First steps"), EXAMPLES["renkei"])
    sheet.heading(_("Read on"))
    sheet.rows([
        DefinitionRow("renkei --help", _("the whole page: languages, exit codes, topics")),
        DefinitionRow("renkei list --help", _("a command's options and examples; the same with every command")),
        DefinitionRow("renkei help themes", _("what the themes mean; likewise triggers, benefits, fields, formats")),
        *(DefinitionRow(f"renkei --lang {other}", words) for other, words in _IN_ANOTHER.items() if other != current_language()),
    ])  # fmt: skip


def _program_page(sheet: HelpFormatter, tree: Any, _name: str) -> None:  # noqa: ANN401 - Typer's own Click
    _usage(sheet, ["renkei", _("COMMAND"), _("[OPTIONS]")])
    sheet.text(_("Find, read, compare and hand on cases of cooperation between local governments in Japan."))
    _commands(sheet)
    sheet.heading(_("Topics, as in renkei help themes"))
    sheet.rows([DefinitionRow(name, _(topic.purpose)) for name, topic in TOPICS.items()])
    draw_parameters(sheet, all_parameters(tree))
    _examples(sheet, _("Examples"), EXAMPLES["renkei"])
    sheet.heading(_("Exit codes"))
    sheet.rows([DefinitionRow(str(code), _(words)) for code, words in EXIT_CODES.items()])
    sheet.heading(_("Environment variables"))
    sheet.rows([DefinitionRow(name, _(words)) for name, words in VARIABLES.items()])


def _command_page(sheet: HelpFormatter, command: Any, name: str) -> None:  # noqa: ANN401 - Typer's own Click
    parameters = all_parameters(command)
    arguments = [written(one) for one in parameters if one.param_type_name == "argument"]
    _usage(sheet, ["renkei", name, *arguments, _("[OPTIONS]")])
    sheet.text(_(command.help))
    draw_parameters(sheet, parameters)
    if not any(one.name == "plain" for one in parameters):
        sheet.gap()
        sheet.text(_(_FOR_PROGRAMS))
    _examples(sheet, _("Examples"), EXAMPLES[name])


def _topic_page(sheet: HelpFormatter, _tree: object, name: str) -> None:
    topic = TOPICS[name]
    sheet.heading(_(topic.purpose))
    topic.draw(sheet)
    _examples(sheet, _("Examples"), EXAMPLES[name])


# Parts of pages.


def _usage(sheet: HelpFormatter, words: Sequence[str]) -> None:
    sheet.text(_("Usage: {words}").format(words=" ".join(words)))
    sheet.gap()


def _commands(sheet: HelpFormatter) -> None:
    sheet.heading(_("Commands"))
    sheet.rows([DefinitionRow(name, _(purpose)) for name, (_function, purpose) in COMMANDS.items()])


def _examples(sheet: HelpFormatter, heading: str, examples: Sequence[Example]) -> None:
    sheet.heading(heading)
    sheet.below(DefinitionRow(_(one.line), _(one.does)) for one in examples)
