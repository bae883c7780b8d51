"""The completion script for a shell."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_has_its_script(run: Run, golden: Callable[[str, str], None], shell: str) -> None:
    """The script goes to stdout and nothing else does."""
    result = run("completion", shell)
    assert (result.code, result.err) == (0, "")
    golden(f"completion/{shell}.txt", result.out)


def test_another_shell_is_refused(run: Run) -> None:
    """The shells that there are get named."""
    result = run("completion", "tcsh", "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert "bash, zsh, fish, powershell" in result.err
