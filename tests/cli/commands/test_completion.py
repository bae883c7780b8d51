"""The completion script for a shell."""

from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


def test_each_shell_has_its_script(run: Run, golden: Callable[[str, str], None]) -> None:
    """The script goes to stdout and nothing else does; other shells are refused with those that there are."""
    for shell in ("bash", "zsh", "fish", "powershell"):
        result = run("completion", shell)
        assert (shell, result.code, result.err) == (shell, 0, "")
        golden(f"completion/{shell}.txt", result.out)
    result = run("completion", "tcsh", "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert "bash, zsh, fish, powershell" in result.err
