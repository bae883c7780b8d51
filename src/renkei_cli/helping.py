"""Help pages in the reader's language, broken at phrases.

Typer's own pages speak English, and cut Japanese with `…` where it outgrows its cell.
"""

import sys
from collections.abc import Iterator
from typing import Any

from typer.core import TyperCommand, TyperGroup

from renkei_cli.i18n import N_, _

_TYPERS = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."), N_("Show this message and exit."))
"""What Typer says by itself; the page translates it with the rest."""
_WIDEST = 100
_LONGEST_LABEL = 28
"""In cells. A longer one stands on a line of its own."""

Item = tuple[str, str]
"""What may be typed, and what it does."""


class Command(TyperCommand):
    """A command with such a page."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer's own Click
        """Write the page."""
        formatter.write(page(self, ctx))


class Group(TyperGroup):
    """A group of commands with such a page."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer's own Click
        """Write the page."""
        formatter.write(page(self, ctx))


def page(command: TyperCommand | TyperGroup, ctx: Any) -> str:  # noqa: ANN401 - Typer's own Click
    """Write a command's page, as wide as stdout and in its encoding."""
    # Only a reader who asks for help pays for these.
    from renkei_cli.answer import width  # noqa: PLC0415
    from renkei_cli.text import register_nearest  # noqa: PLC0415

    register_nearest()
    encoding = sys.stdout.encoding or "utf-8"
    text = "\n".join(_lines(command, ctx, min(width(sys.stdout), _WIDEST)))
    return text.encode(encoding, "renkei.nearest").decode(encoding)


def _lines(command: TyperCommand | TyperGroup, ctx: Any, cells: int) -> Iterator[str]:  # noqa: ANN401 - the same
    from renkei_cli.typeset import width, wrap  # noqa: PLC0415 - only for a help page

    # Typer puts braces around what must be given; a reader knows them from nowhere else.
    pieces = [_(piece).strip("{}") for piece in command.collect_usage_pieces(ctx)]
    yield from wrap(_("Usage: {usage}").format(usage=" ".join([ctx.command_path, *pieces])), cells)
    yield ""
    yield from wrap(command.help or "", cells)
    sections = _sections(command, ctx)
    labels = [width(label) for items in sections.values() for label, _text in items]
    column = min(max(one for one in labels if one <= _LONGEST_LABEL) + 4, cells // 2)
    for name, items in sections.items():
        yield from ("", name)
        for label, text in items:
            before = f"  {label}  "
            if width(before) > column:
                yield before.rstrip()
                before = ""
            for line in wrap(text, cells - column):
                yield before + " " * (column - width(before)) + line
                before = ""
    if command.epilog:
        yield from ("", _("Example"), f"  {command.epilog}")


def _sections(command: TyperCommand | TyperGroup, ctx: Any) -> dict[str, list[Item]]:  # noqa: ANN401 - the same
    """Give arguments, commands and options under their headings."""
    found: dict[str, list[Item]] = {_("Arguments"): [], _("Commands"): []}
    for parameter in command.get_params(ctx):
        argument = parameter.param_type_name == "argument"
        panel = getattr(parameter, "rich_help_panel", None) or (N_("Arguments") if argument else N_("General"))
        if not getattr(parameter, "hidden", False):
            label = parameter.make_metavar(ctx=ctx) if argument else _option(parameter, ctx)
            found.setdefault(_(panel), []).append((label, _(getattr(parameter, "help", None) or "")))
    if isinstance(command, TyperGroup):
        loaded = [(name, command.get_command(ctx, name)) for name in command.list_commands(ctx)]
        found[_("Commands")] = [(name, one.help or "") for name, one in loaded if one and not one.hidden]
    return {name: items for name, items in found.items() if items}


def _option(option: Any, ctx: Any) -> str:  # noqa: ANN401 - the same
    """Name an option, the short form first; those without one stand below the long forms of the others."""
    names = sorted([*option.opts, *option.secondary_opts], key=len)
    label = ", ".join(names) if len(names[0]) == len("-x") else f"    {', '.join(names)}"
    return label if option.is_flag else f"{label} {option.make_metavar(ctx=ctx)}"
