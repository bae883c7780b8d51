"""The completion script for a shell."""

import sys
from pathlib import Path
from typing import Annotated

from typer import Argument

from renkei_cli.cli.options import Lang
from renkei_cli.cli.parsing import ValueType
from renkei_cli.core.i18n import N_

SHELLS = ("bash", "zsh", "fish", "powershell")
_SCRIPTS = Path(__file__).parents[1] / "scripts"
"""In these, words travel as arguments and offers as lines: nothing that a case file holds is evaluated by a shell."""

Shell = Annotated[str, ValueType(str, SHELLS), Argument(metavar=N_("SHELL"), show_default=False,
    help=N_("The shell that is to complete."))]  # fmt: skip


def completion_script(shell: Shell, lang: Lang = None) -> None:  # noqa: ARG001 - read where the program begins
    """Print the completion script of a shell."""
    sys.stdout.write((_SCRIPTS / shell).read_text(encoding="utf-8"))
