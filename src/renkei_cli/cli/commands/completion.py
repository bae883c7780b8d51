"""The completion script for a shell."""

import sys
from pathlib import Path
from typing import Annotated

from typer import Argument

from renkei_cli.cli.parsing import ValueType
from renkei_cli.core.i18n import N_

_SCRIPTS = Path(__file__).parents[1] / "scripts"
"""In these, words travel as arguments and offers as lines: nothing that a case file holds is evaluated by a shell."""

Shell = Annotated[str, ValueType(str, dict.fromkeys(("bash", "zsh", "fish", "powershell"), "")), Argument(
    metavar=N_("SHELL"), help=N_("The shell that is to complete."))]  # fmt: skip


def completion_script(shell: Shell) -> None:
    """Print the completion script of a shell."""
    sys.stdout.write((_SCRIPTS / shell).read_text(encoding="utf-8"))
