"""renkei fmt: files rewritten whole or not at all, checks for CI, diffs."""

import io
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.cli.app import main
from renkei_cli.core.files import data_folder

UGLY = "type: 遠隔連携 # why\nid: a\n"
FORM = "id: a\ntype: 遠隔連携  # why\n"
Run = Callable[..., Any]


@pytest.fixture
def ugly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a file that is not in the form, in the folder where the program runs."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.yaml"
    path.write_text(UGLY, encoding="utf-8")
    return path


def test_bundled_cases_pass_the_check(run: Run) -> None:
    """The cases that renkei ships are in the form: nothing would change."""
    result = run("fmt", "--check", str(data_folder() / "cases.yaml"), "--lang", "en")
    assert (result.code, result.out, result.err) == (0, "", "1 file, nothing to change\n")
    result = run("fmt", "nowhere.yaml", "--lang", "en")
    assert (result.code, result.err.splitlines()[0]) == (
        4,
        "nowhere.yaml cannot be read: there is no such file or folder",
    )


def test_a_file_is_rewritten_once(run: Run, ugly: Path) -> None:
    """The first run rewrites, the second finds nothing to do, and the file is byte for byte the same."""
    assert (run("fmt", "a.yaml", "--lang", "en").err) == "1 file brought into the form\n"
    assert ugly.read_text(encoding="utf-8") == FORM
    assert run("fmt", "a.yaml", "--lang", "en").err == "1 file, nothing to change\n"
    assert ugly.read_text(encoding="utf-8") == FORM
    assert list(ugly.parent.iterdir()) == [ugly]


def test_check_writes_nothing(run: Run, ugly: Path) -> None:
    """--check names the files that would change, once each, writes nothing and ends with 1."""
    Path("b.yaml").write_text(FORM, encoding="utf-8")
    result = run("fmt", "--check", ".", "a.yaml", "./a.yaml", "--lang", "en")
    assert (result.code, result.out) == (1, "./a.yaml\na.yaml\n")
    assert "would change" in result.err
    assert ugly.read_text(encoding="utf-8") == UGLY


def test_diff_can_be_applied(run: Run, tool: Callable[..., str], ugly: Path) -> None:
    """--diff writes nothing and shows a diff that patch applies, also where the last line lacks its end."""
    ugly.write_text(UGLY.rstrip(), encoding="utf-8")
    result = run("fmt", "--diff", "a.yaml")
    assert result.code == 0
    assert "\\ No newline at end of file" in result.out
    assert ugly.read_text(encoding="utf-8") == UGLY.rstrip()
    subprocess.run([tool("patch"), "a.yaml"], input=result.raw, check=True, capture_output=True)  # noqa: S603 - patch
    assert ugly.read_text(encoding="utf-8") == FORM


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_diff_on_a_terminal_is_safe(ugly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal, a character that reorders others is named."""
    ugly.write_text('type: "\u202ex"\nid: a\n', encoding="utf-8")
    screen = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Terminal(screen, encoding="utf-8", write_through=True))
    assert main(["fmt", "--diff", "a.yaml"]) == 0
    assert "‹U+202E›" in screen.getvalue().decode()


def test_standard_input_goes_to_standard_output(run: Run) -> None:
    """- reads standard input and writes the form to standard output; with --check it only answers."""
    given = b"\xef\xbb\xbf" + UGLY.replace("\n", "\r\n").encode()
    for arguments, wanted in (((), (0, FORM)), (("--check",), (1, "<stdin>\n"))):
        result = run("fmt", "-", *arguments, stdin=given)
        assert (result.code, result.out) == wanted


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.usefixtures("unbroken")
def test_what_would_be_lost_is_left(run: Run, ugly: Path, golden: Callable[[str, str], None], language: str) -> None:
    """Files that would lose something stay as they were, each with its reason; the others are done; the exit is 4."""
    broken = {
        "alias.yaml": b"id: &x a\ntype: *x\n",
        "cp932.yaml": "id: a\ntype: 遠隔\n".encode("cp932"),
        "mkdocs.yml": b"site_name: x\n",
        "colon.yaml": "id： a\n".encode(),
        "comma.yaml": b"id: a\nfunding: [{amount: 1,000}]\n",
        "tab.yaml": b"id: a\n\ttype: b\n",
        "twice.yaml": b"id: a\nid: b\n",
    }
    for name, content in broken.items():
        Path(name).write_bytes(content)
    result = run("fmt", "a.yaml", "missing.yaml", *broken, "--lang", language)
    golden(f"fmt/refused.{language}.txt", result.err)
    assert result.code == 4
    assert ugly.read_text(encoding="utf-8") == FORM
    assert {name: Path(name).read_bytes() for name in broken} == broken


def test_a_diff_on_a_terminal_has_weight(run: Run, ugly: Path) -> None:
    """Names and added lines are bold, places dim; signs say the same, and --plain takes the looks off."""
    plainly = run("fmt", "--diff", str(ugly)).out
    drawn = run("fmt", "--diff", str(ugly), "--color", "always").out
    assert re.sub(r"\x1b\[[0-9;]*m", "", drawn) == plainly
    assert "\x1b[1m+" in drawn
    assert "\x1b[2m@@" in drawn
    assert "\n-" in drawn
    assert run("fmt", "--diff", str(ugly), "--color", "always", "--plain").out == plainly


def test_a_diff_in_a_pipe_keeps_every_byte(process: Run, ugly: Path) -> None:
    """Whatever the encoding of the terminal: a program applies it."""
    wanted = process("fmt", "--diff", str(ugly)).stdout
    assert "遠隔" in wanted
    assert process("fmt", "--diff", str(ugly), env={"PYTHONIOENCODING": "ascii", "LANG": "C"}).stdout == wanted


def test_a_long_diff_goes_through_the_pager(terminal: Run, ugly: Path) -> None:
    """On a terminal, where the reader asks for it."""
    shown = terminal("fmt", "--diff", str(ugly), lines=4, RENKEI_PAGER="sed s/^/>/").out
    assert shown.startswith(">\x1b[1m--- a.yaml")
