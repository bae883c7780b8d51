"""`renkei new`: from answers in a file, as a template, and by question and answer."""

import io
import json
import os
import sys
import threading
import tty
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
import typer
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from renkei_cli.authoring.interview import Interview
from renkei_cli.cli.app import main
from renkei_cli.cli.commands.new import ask_for_case
from renkei_cli.cli.prompter import Prompter
from renkei_cli.core import i18n
from renkei_cli.core.errors import DataError
from renkei_cli.output.writer import OutputOptions

Run = Callable[..., Any]
ANSWERS = Path(__file__).parents[2] / "examples" / "answers.json"
NEEDED = {
    "title/ja": "計画", "participants/0/code": "姫島", "participants/0/roles": "1", "participants/1/code": "恵庭市",
    "source/document/ja": "資料", "source/heading/ja": "見出し",
}  # fmt: skip
CTRL_C, CTRL_D = "\x03", "\x04"


def _shortest() -> list[str]:
    """Answer all questions, as short as can be; an empty answer takes what is in the line, or skips."""
    i18n.activate("en")
    interview, typed = Interview(), []
    while question := interview.next():
        typed.append(NEEDED.get(question.key, ""))
        interview.answer(question, typed[-1] or question.suggestion)
    return typed


KEYS = _shortest()
PARTNERS, REST = KEYS[:9], KEYS[9:]
DRAFT = Path(".c.yaml.renkei-draft.json")


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_answers_become_a_file(run: Run, golden: Callable[[str, str], None], language: str) -> None:
    """A whole case is written with comments in the reader's language, and the schema beside it; so is a template."""
    result = run("new", "c.yaml", "--from", str(ANSWERS), "--lang", language)
    assert (result.code, result.out) == (0, "")
    text = Path("c.yaml").read_text(encoding="utf-8")
    golden(f"new.{language}.yaml", text)
    assert text.startswith(f"# yaml-language-server: $schema=renkei.schema.{language}.json\n")
    assert "$schema" in json.loads(Path(f"renkei.schema.{language}.json").read_text(encoding="utf-8"))
    assert f"renkei.schema.{language}.json" in result.err
    assert "renkei validate c.yaml" in result.err
    assert json.loads(run("show", "himeshima", "--data", "c.yaml", "--json").out)["id"] == "himeshima-okinoshima"
    assert run("new", "t.yaml", "--template", "--lang", language).code == 0
    assert run("fmt", "--check", "c.yaml", "t.yaml").code == 0


def test_without_a_file_it_goes_to_the_screen(run: Run) -> None:
    """Answers may come through a pipe, and the case may go into one."""
    piped = run("new", "--from", "-", stdin=ANSWERS.read_bytes())
    assert (piped.code, piped.err) == (0, "")
    assert piped.out == run("new", "--from", str(ANSWERS)).out
    assert run("new", "--template").out.startswith("# yaml-language-server")
    assert list(Path().iterdir()) == []


def test_what_is_there_is_never_overwritten_unasked(run: Run) -> None:
    """It stays, unless --force says otherwise; a schema that is there stays in any case. Faults write nothing."""
    Path("c.yaml").write_text("mine", encoding="utf-8")
    Path("renkei.schema.ja.json").write_text("mine", encoding="utf-8")
    result = run("new", "c.yaml", "--template", "--lang", "en")
    assert (result.code, "c.yaml is there already" in result.err) == (4, True)
    Path("a.json").write_text('{"themse": []}', encoding="utf-8")
    result = run("new", "c.yaml", "--from", "a.json", "--force", "--lang", "en")
    assert (result.code, "a.json:1:12: themse: there is no field themse here" in result.err) == (1, True)
    assert Path("c.yaml").read_text(encoding="utf-8") == "mine"
    assert run("new", "c.yaml", "--template", "--force").code == 0
    assert Path("c.yaml").read_text(encoding="utf-8").startswith("# yaml")
    assert Path("renkei.schema.ja.json").read_text(encoding="utf-8") == "mine"


def test_what_cannot_be_is_told_before_anything_is_asked(run: Run) -> None:
    """A place where no file can be; no terminal, or two sources: then it is said what would be right."""
    for target, reason in ((".", "it is a folder"), ("no/c.yaml", "there is no folder no")):
        result = run("new", target, "--template", "--lang", "en")
        assert (result.code, reason in result.err) == (4, True), target
    for argv in (["c.yaml"], [], ["--from", "a.json", "--template"]):
        result = run("new", *argv, "--lang", "en", stdin=b"")
        assert (result.code, "--from" in result.err) == (2, True), argv


Talk = Callable[..., tuple[int, str, str]]


@pytest.fixture
def talk(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Hold the interview through a pipe: return its exit code, what stands on stdout, and what on stderr."""

    def talks(*keys: str, target: str = "c.yaml") -> tuple[int, str, str]:
        i18n.activate("en")
        monkeypatch.setattr(sys, "stdout", out := io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
        with create_pipe_input() as source:
            # At the end whoever types leaves, so that no question waits for ever.
            source.send_text("".join(key if key in (CTRL_C, CTRL_D) else f"{key}\r" for key in keys) + CTRL_D)
            try:
                ask_for_case(target, Prompter(source, DummyOutput()), OutputOptions())
            except typer.Exit as ended:
                return ended.exit_code, "", capsys.readouterr().err
        out.seek(0)
        return 0, out.read(), capsys.readouterr().err

    return talks


def test_it_is_left_and_taken_up_again(talk: Talk, run: Run) -> None:
    """Leaving keeps the answers beside the file, for their owner alone; the same command goes on, to the end."""
    assert talk(CTRL_D) == (130, "", "")
    assert list(Path().iterdir()) == []
    code, _out, err = talk(*PARTNERS, CTRL_C)
    assert (code, Path("c.yaml").exists(), DRAFT.stat().st_mode & 0o777) == (130, False, 0o600)
    assert "the answers are kept in .c.yaml.renkei-draft.json" in err
    code, _out, err = talk("", CTRL_D)
    assert (code, Path("c.yaml").exists()) == (130, False)
    assert "9 answers are kept in .c.yaml.renkei-draft.json; we go on with: ID" in err
    code, _out, err = talk(*REST[1:-1], "\x15no")
    assert (code, Path("c.yaml").exists()) == (130, False)
    code, out, err = talk("")
    assert "we go on with: Write the file?" in err
    assert (code, out.startswith("計画\n"), DRAFT.exists()) == (0, True, False)
    assert "written: c.yaml" in err
    assert "next: renkei show himeshima-eniwa --data c.yaml" in err
    assert sorted(path.name for path in Path().iterdir()) == ["c.yaml", "renkei.schema.en.json"]
    assert json.loads(run("show", "himeshima-eniwa", "--data", "c.yaml", "--json").out)["title"]["ja"] == "計画"


def test_a_draft_that_is_none_is_left_alone(talk: Talk) -> None:
    """It is not ours to overwrite."""
    for content in ("", "[]", '{"answers": 3}', '{"answers": [1]}', '{"answers": [[1]]}', "\xff" * 9):
        DRAFT.write_bytes(content.encode("latin-1"))
        with pytest.raises(DataError, match="these are no answers of renkei new"):
            talk("")
        assert DRAFT.read_bytes() == content.encode("latin-1")


def test_a_draft_is_never_written_through_a_link(talk: Talk) -> None:
    """A link at its name, also one that leads nowhere, gives way to the draft; what cannot be written is an error."""
    DRAFT.symlink_to("elsewhere.json")
    assert talk("", CTRL_D)[0] == 130
    assert (Path("elsewhere.json").exists(), DRAFT.is_symlink(), DRAFT.is_file()) == (False, False, True)
    with pytest.raises(DataError, match="there is no folder no"):
        talk("", target="no/c.yaml")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Callable[[int], None]], None]]:
    """Make stdin and stderr a terminal when called, at whose other end somebody sits until it is closed."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)  # No key is lost between two prompts.
    monkeypatch.setenv("TERM", "dumb")
    people: list[threading.Thread] = []
    with ExitStack() as opened:

        def attach(sits: Callable[[int], None]) -> None:
            monkeypatch.setattr(sys, "stdin", opened.enter_context(open(theirs, encoding="utf-8", closefd=False)))
            out = opened.enter_context(open(theirs, "w", encoding="utf-8", closefd=False))
            monkeypatch.setattr(sys, "stderr", out)
            people.append(threading.Thread(target=sits, args=(ours,), daemon=True))
            people[-1].start()

        yield attach
        monkeypatch.undo()
    os.close(theirs)
    # Whoever still sits there would press keys on the next terminal, which gets the same number.
    for one in people:
        one.join()
    os.close(ours)


@pytest.mark.parametrize(("argv", "keys", "code"), [
    (["new"], ["", "taken.yaml", ".\x15c.yaml", "", CTRL_C], 130),
    (["new", "c.yaml"], [*PARTNERS, *REST], 0),
])  # fmt: skip
def test_on_a_terminal(terminal: Callable[..., None], argv: list[str], keys: list[str], code: int) -> None:
    """The file is asked for where it is not named; a dumb terminal does; leaving is not an error of the program."""
    Path("taken.yaml").write_text("mine", encoding="utf-8")
    left = iter(keys)

    def answer(screen: int) -> None:
        """Press the next keys whenever a prompt comes."""
        seen = ""
        # A terminal that has been left gives an error instead of an end.
        with suppress(OSError):
            while part := os.read(screen, 4096):
                seen += part.decode("utf-8", "replace")
                if "> " in seen:
                    seen = ""
                    # At the end of the answers the reader leaves.
                    key = next(left, CTRL_D)
                    os.write(screen, (key if key in (CTRL_C, CTRL_D) else f"{key}\r").encode())

    terminal(answer)
    assert main([*argv, "--lang", "en"]) == code
    if code:
        assert main(["new", "--lang", "en"]) == 130
        assert main(["new", "taken.yaml", "--lang", "en"]) == 4
    assert Path("taken.yaml").read_text(encoding="utf-8") == "mine"
