"""The completion script for a shell."""

import sys
from enum import StrEnum
from typing import Annotated

from typer import Argument

from renkei_cli.completion import SCRIPTS
from renkei_cli.i18n import N_
from renkei_cli.options import Lang


class Shell(StrEnum):
    """The shells that have a script."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


Chosen = Annotated[Shell, Argument(metavar=N_("SHELL"), show_default=False, help=N_("The shell that is to complete."))]


def completion_script(shell: Chosen, lang: Lang = None) -> None:  # noqa: ARG001 - read where the program begins
    """Print the completion script of a shell."""
    sys.stdout.write(SCRIPTS[shell.value])
