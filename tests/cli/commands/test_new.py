"""`renkei new`: from answers in a file, as a template, and by question and answer."""

import io
import json
import os
import sys
import threading
import tty
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from renkei_cli.cli.commands.new import draft_of, hold
from renkei_cli.cli.prompter import Conversation
from renkei_cli.core import i18n
from renkei_cli.core.errors import DataError

Run = Callable[..., Any]
ANSWERS = Path(__file__).parents[2] / "examples" / "answers.json"
PARTNERS = ("", "計画", "姫島", "1", "", "恵庭市", "", "", "")
REST = ("", "", *[""] * 11, "資料", "見出し", "", "", "", "", "")
"""Answers to all questions, as short as can be; an empty one takes what is in the line, or skips."""
CTRL_C, CTRL_D = "\x03", "\x04"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("argv", [["--template"], ["--from", str(ANSWERS)]])
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_is_written_is_in_the_canonical_form(run: Run, argv: list[str], language: str) -> None:
    """`renkei fmt` leaves it as it is."""
    assert run("new", "c.yaml", *argv, "--lang", language).code == 0
    assert run("fmt", "--check", "c.yaml").code == 0


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_answers_become_a_file(run: Run, golden: Callable[[str, str], None], language: str) -> None:
    """A whole case is written with comments in the reader's language, and the schema beside it."""
    result = run("new", "c.yaml", "--from", str(ANSWERS), "--lang", language)
    assert (result.code, result.out) == (0, "")
    text = Path("c.yaml").read_text(encoding="utf-8")
    golden(f"new.{language}.yaml", text)
    assert text.startswith(f"# yaml-language-server: $schema=renkei.schema.{language}.json\n")
    assert "$schema" in json.loads(Path(f"renkei.schema.{language}.json").read_text(encoding="utf-8"))
    assert f"renkei.schema.{language}.json" in result.err
    assert "renkei validate c.yaml" in result.err
    assert json.loads(run("show", "himeshima", "--data", "c.yaml", "--json").out)["id"] == "himeshima-okinoshima"


def test_without_a_file_it_goes_to_the_screen(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers may come through a pipe, and the case may go into one."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ANSWERS.read_bytes())))
    piped = run("new", "--from", "-")
    assert (piped.code, piped.err) == (0, "")
    assert piped.out == run("new", "--from", str(ANSWERS)).out
    assert run("new", "--template").out.startswith("# yaml-language-server")
    assert list(Path().iterdir()) == []


def test_faults_write_nothing(run: Run) -> None:
    """Faults name the key, and no file comes to be."""
    Path("a.json").write_text('{"themse": []}', encoding="utf-8")
    result = run("new", "c.yaml", "--from", "a.json", "--lang", "en")
    assert result.code == 1
    assert "a.json: themse: there is no field themse here" in result.err
    assert not Path("c.yaml").exists()


def test_a_file_is_never_overwritten_unasked(run: Run) -> None:
    """What is there stays, unless --force says otherwise; a schema that is there stays in any case."""
    Path("c.yaml").write_text("mine", encoding="utf-8")
    Path("renkei.schema.ja.json").write_text("mine", encoding="utf-8")
    result = run("new", "c.yaml", "--template", "--lang", "en")
    assert result.code == 4
    assert "c.yaml is there already" in result.err
    assert Path("c.yaml").read_text(encoding="utf-8") == "mine"
    assert run("new", "c.yaml", "--template", "--force").code == 0
    assert Path("c.yaml").read_text(encoding="utf-8").startswith("# yaml")
    assert Path("renkei.schema.ja.json").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("target", "reason"), [(".", "it is a folder"), ("no/c.yaml", "there is no folder no")])
def test_where_no_file_can_be(run: Run, target: str, reason: str) -> None:
    """It is told at once, before anything is asked."""
    result = run("new", target, "--template", "--lang", "en")
    assert (result.code, reason in result.err) == (4, True)


@pytest.mark.parametrize("argv", [["c.yaml"], [], ["--from", "a.json", "--template"]])
def test_what_does_not_go_together(run: Run, argv: list[str]) -> None:
    """Without a terminal, or with two sources, the command line is wrong and says what would be right."""
    result = run("new", *argv, "--lang", "en")
    assert (result.code, "--from" in result.err) == (2, True)


@pytest.fixture
def talk(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """Hold the interview through a pipe: give its exit code, what stands on stdout, and what on stderr."""

    def talks(*keys: str, target: str = "c.yaml") -> tuple[int, str, str]:
        i18n.activate("en")
        monkeypatch.setattr(sys, "stdout", out := io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
        with create_pipe_input() as source:
            source.send_text("".join(key if key in (CTRL_C, CTRL_D) else f"{key}\r" for key in keys))
            try:
                hold(target, Conversation(source, DummyOutput()))
            except typer.Exit as ended:
                return ended.exit_code, "", capsys.readouterr().err
        out.seek(0)
        return 0, out.read(), capsys.readouterr().err

    return talks


def test_an_interview_ends_with_the_case(talk: Callable[..., tuple[int, str, str]], run: Run) -> None:
    """The file is written, the case shown, the next commands named, and no draft is left."""
    code, out, err = talk(*PARTNERS, *REST)
    assert code == 0
    assert out.startswith("計画\n")
    assert "written: c.yaml" in err
    assert "next: renkei show himeshima-eniwa --data c.yaml" in err
    assert sorted(path.name for path in Path().iterdir()) == ["c.yaml", "renkei.schema.en.json"]
    assert json.loads(run("show", "himeshima-eniwa", "--data", "c.yaml", "--json").out)["title"]["ja"] == "計画"


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_it_is_left_and_taken_up_again(talk: Callable[..., tuple[int, str, str]], key: str) -> None:
    """Leaving keeps the answers beside the file; the same command goes on, and says with what."""
    code, _out, err = talk(*PARTNERS, key)
    assert (code, Path("c.yaml").exists(), draft_of("c.yaml").exists()) == (130, False, True)
    assert "the answers are kept in .c.yaml.renkei-draft.json" in err
    code, _out, err = talk(*REST)
    assert "9 answers are kept in .c.yaml.renkei-draft.json; we go on with: ID" in err
    assert (code, Path("c.yaml").exists(), draft_of("c.yaml").exists()) == (0, True, False)


def test_a_no_at_the_end_keeps_the_answers(talk: Callable[..., tuple[int, str, str]]) -> None:
    """Nothing is written; the next time only the last question is left."""
    code, _out, _err = talk(*PARTNERS, *REST[:-1], "\x15no")
    assert (code, Path("c.yaml").exists()) == (130, False)
    code, _out, err = talk("")
    assert "we go on with: Write the file?" in err
    assert (code, Path("c.yaml").exists()) == (0, True)


def test_leaving_at_once_keeps_nothing(talk: Callable[..., tuple[int, str, str]]) -> None:
    """Where nothing was answered there is nothing to keep."""
    code, _out, err = talk(CTRL_D)
    assert (code, err, list(Path().iterdir())) == (130, "", [])


@pytest.mark.parametrize("content", ["", "[]", '{"answers": 3}', '{"answers": [1]}', '{"answers": [[1]]}', "\xff" * 9])
def test_a_draft_that_is_none_is_left_alone(talk: Callable[..., tuple[int, str, str]], content: str) -> None:
    """It is not ours to overwrite."""
    draft_of("c.yaml").write_bytes(content.encode("latin-1"))
    with pytest.raises(DataError, match="these are no answers of renkei new"):
        talk("")
    assert draft_of("c.yaml").read_bytes() == content.encode("latin-1")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], int]]:
    """Give stdin and stderr a terminal when called, and give its other end."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)  # No key is lost between two prompts.
    monkeypatch.setenv("TERM", "dumb")
    with (
        open(theirs, encoding="utf-8", closefd=False) as source,
        open(theirs, "w", encoding="utf-8", closefd=False) as out,
    ):

        def attach() -> int:
            monkeypatch.setattr(sys, "stdin", source)
            monkeypatch.setattr(sys, "stderr", out)
            return ours

        yield attach
        monkeypatch.undo()
    os.close(theirs)
    os.close(ours)


@pytest.mark.parametrize(("argv", "keys", "code"), [
    (["new"], ["", "taken.yaml", ".\x15c.yaml", "", CTRL_C], 130),
    (["new"], [CTRL_D], 130),
    (["new", "c.yaml"], ["", CTRL_D], 130),
    (["new", "c.yaml"], [*PARTNERS, *REST], 0),
    (["new", "taken.yaml"], [], 4),
])  # fmt: skip
def test_on_a_terminal(terminal: Callable[[], int], argv: list[str], keys: list[str], code: int) -> None:
    """The file is asked for where it is not named; a dumb terminal does; leaving is not an error of the program."""
    from renkei_cli.cli.app import main  # noqa: PLC0415 - with the streams of the terminal

    Path("taken.yaml").write_text("mine", encoding="utf-8")
    left = iter(keys)
    screen = terminal()

    def answer() -> None:
        """Press the next keys whenever a prompt comes."""
        seen = ""
        while True:
            try:
                seen += os.read(screen, 4096).decode("utf-8", "replace")
            except OSError:
                return
            if "> " in seen:
                seen = ""
                key = next(left, None)
                if key is not None:
                    os.write(screen, (key if key in (CTRL_C, CTRL_D) else f"{key}\r").encode())

    threading.Thread(target=answer, daemon=True).start()
    assert main([*argv, "--lang", "en"]) == code
    assert Path("taken.yaml").read_text(encoding="utf-8") == "mine"
