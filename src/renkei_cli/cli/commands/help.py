"""The help page of a command or topic."""

from typing import Annotated

import typer
from typer import Argument

from renkei_cli.cli.help import pages_beginning, show_page
from renkei_cli.cli.options import DisplayOptions
from renkei_cli.core.i18n import N_

Page = Annotated[str | None, Argument(metavar=N_("PAGE"), autocompletion=pages_beginning,
    help=N_("A command or a topic; none gives the page about renkei itself."))]  # fmt: skip


def help_page(ctx: typer.Context, looks: DisplayOptions, page: Page = None) -> None:
    """Show a help page."""
    show_page(ctx, page, looks.output_options())
