"""What TAB offers, and that no shell evaluates it."""

import os
import pty
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from typer.main import get_command

from renkei_cli.cli.completion import answer

Run = Callable[..., Any]
NASTY = "$(touch pwned) `touch pwned` \"'\\ : * ~ ; touch pwned"
"""A title that is a program to any shell that evaluates it."""


@pytest.mark.parametrize(
    ("shell", "words", "offer"),
    [
        ("bash", ["sh"], "show"),
        ("bash", ["show", "hi"], "himeshima"),
        ("zsh", ["show", "hi"], "himeshima:ITアイランド推進計画"),
        ("powershell", ["show", "hi"], "himeshima\tITアイランド推進計画"),
        ("fish", ["list", "--type", ""], "遠隔連携\tRemote"),
        ("fish", ["list", "--type", "rem"], "remote\tRemote"),
        ("fish", ["list", "--theme", "観"], "観光・交流\tTourism and exchange"),
        ("fish", ["list", "--trigger", ""], "視察\tA study visit"),
        ("fish", ["list", "--benefit", "sca"], "scale\tScale"),
        ("fish", ["list", "--region", ""], "四国\tShikoku"),
        ("fish", ["list", "--collaborator", ""], "大学\tUniversity"),
        ("fish", ["list", "-p", "shima"], "shimane\t島根県"),
        ("fish", ["list", "-m", "恵"], "恵庭市\tEniwa"),
        ("fish", ["list", "-m", "eni"], "eniwa\t恵庭市"),
        ("fish", ["list", "-m", "ひめ"], "ひめしまむら\t姫島村"),
        ("fish", ["list", "-m", "ヒメ"], "ヒメしまむら\t姫島村"),
        ("fish", ["filter", "type="], "type=県内連携\tWithin a prefecture"),
        ("fish", ["filter", "themes!=tou"], "themes!=tourism\tTourism and exchange"),
        ("fish", ["filter", "prefecture=shim"], "prefecture=shimane\t島根県"),
        ("fish", ["filter", "participants=姫"], "participants=姫島村\tHimeshima"),
        ("fish", ["filter", "region="], "region=四国\tShikoku"),
        ("bash", ["filter", "type", "="], "県内連携"),
        ("bash", ["filter", "type", "=", "県"], "県内連携"),
        ("bash", ["list", "--type", "="], "遠隔連携"),
        ("bash", ["list", "-o", "js"], "jsonl"),
        ("zsh", ["list", "-o", "js"], "jsonl"),
        ("bash", ["list", "--fields", "id,tit"], "id,title"),
        ("bash", ["list", "--sort", "-spa"], "-span_km"),
        ("bash", ["filter", "title."], "title.en"),
        ("bash", ["list", "--prefe"], "--prefecture"),
        ("bash", ["list", "--type="], "遠隔連携"),
        ("bash", [], "show"),
        ("bash", ["nothing", ""], "show"),
    ],
)
def test_tab_offers(run: Run, shell: str, words: list[str], offer: str) -> None:
    """Commands, options, ids with titles, values and fields, as the shell wants them written."""
    result = run(*words, env={"_RENKEI_COMPLETE": shell})
    assert (result.code, result.err) == (0, "")
    assert offer in result.out.splitlines()


@pytest.mark.parametrize(("words", "offer"), [(["-p", ""], "shimane\t島根県"), (["--type", ""], "remote\tRemote")])
def test_english_is_offered_english(run: Run, words: list[str], offer: str) -> None:
    """Romaji and codes come first to one who reads no Japanese."""
    assert offer in run("list", *words, env={"_RENKEI_COMPLETE": "fish", "RENKEI_LANG": "en"}).out.splitlines()


@pytest.mark.parametrize(
    "words",
    [
        ["show", "zzz"],
        ["list", "--nothing", ""],
        ["list", "-o", "json", "x"],
        ["filter", "title=x"],
        ["filter", "nothing="],
    ],
)
def test_where_there_is_nothing_to_offer_nothing_is_printed(run: Run, words: list[str]) -> None:
    """An unknown value or option is no failure at the prompt."""
    result = run(*words, env={"_RENKEI_COMPLETE": "bash"})
    assert (result.code, result.out, result.err) == (0, "", "")


@pytest.mark.parametrize("line", ['"$@" >&-', '"$@" > /dev/full', '"$@" | true'])
def test_nothing_reaches_the_prompt_when_something_is_wrong(line: str) -> None:
    """Neither a closed nor a full stream nor a reader who has left makes a sound."""
    ended = subprocess.run(  # noqa: S603 - our own program
        ["/bin/bash", "-c", line, "bash", sys.executable, "-m", "renkei_cli", "show", ""],
        env={**os.environ, "_RENKEI_COMPLETE": "bash"}, capture_output=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_faulty_cases_are_no_concern_of_the_prompt(run: Run, tmp_path: Path) -> None:
    """With case files that hold faults, nothing is offered and nothing said."""
    file = tmp_path / "cases.yaml"
    file.write_text("cases: [{}]\n", encoding="utf-8")
    result = run("show", "", env={"_RENKEI_COMPLETE": "zsh", "RENKEI_DATA": str(file)})
    assert (result.code, result.out, result.err) == (0, "", "")


@pytest.mark.parametrize(
    ("shell", "printed"),
    [("bash", "a:b\n"), ("zsh", "a\\:b:x y z‹U+001B›\n"), ("fish", "a:b\tx y z‹U+001B›\n")],
)
def test_an_offer_is_a_line(capsys: pytest.CaptureFixture[str], shell: str, printed: str) -> None:
    """A meaning with line ends, tabs and control characters stays on its line and moves no cursor."""
    app = typer.Typer(add_completion=False)

    @app.command()
    def command(name: Annotated[str, typer.Argument(autocompletion=lambda: [("a:b", "x\ny\tz\x1b")])]) -> None:
        """Take what is offered."""

    tree: Any = get_command(app)
    answer(tree, shell, [""])
    assert capsys.readouterr().out == printed


# --- in real shells, among cases whose titles are programs ---


@pytest.fixture
def prompt(tmp_path: Path) -> dict[str, str]:
    """Give the surroundings of a shell that finds `renkei`, and cases whose titles are programs."""
    title = NASTY.replace("\\", "\\\\").replace('"', '\\"')
    data = tmp_path / "cases.yaml"
    data.write_text(
        "".join(
            ["cases:\n"]
            + [
                f"""\
  - id: {name}
    type: 遠隔連携
    title: {{ja: "{title}", en: "{title}"}}
    participants:
      - {{code: "015814", roles: [{{code: plan_author, ref: [heading]}}]}}
      - {{code: "154822", roles: [{{code: plan_author, ref: [heading]}}]}}
    source: {{document: {{ja: 書, en: Book}}, heading: {{ja: 題, en: Heading}}}}
"""
                for name in ("himeshima", "himeji", "other")
            ]
        ),
        encoding="utf-8",
    )
    program = tmp_path / "bin" / "renkei"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m renkei_cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    home = tmp_path / "home"
    home.mkdir()
    surroundings = {**os.environ, "RENKEI_DATA": str(data), "HOME": str(home), "ZDOTDIR": str(home), "TERM": "xterm"}
    return surroundings | {
        "LANG": "C.UTF-8",
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "RENKEI_LANG": "ja",
    }


def _needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(shell), reason=f"{shell} is not installed here")


def _says(prompt: dict[str, str], tmp_path: Path, *argv: str) -> str:
    ended = subprocess.run(  # noqa: S603 - a shell, under test
        argv, env=prompt, cwd=tmp_path / "home", capture_output=True, encoding="utf-8", check=True
    )
    assert ended.stderr == ""
    assert "pwned" not in os.listdir(tmp_path / "home")  # noqa: PTH208 - names alone
    return ended.stdout


@_needs("bash")
@pytest.mark.parametrize(
    ("words", "offers"),
    [
        (["show", "hime"], "himeshima himeji"),
        (["show", ""], "himeshima himeji other"),
        (["compare", "himeji", "o"], "other"),
        (["list", "--fields", "*,tit"], "*,title *,title_as_printed"),
        (["show", "$(touch pwned)"], ""),
    ],
)
def test_bash(prompt: dict[str, str], tmp_path: Path, words: list[str], offers: str) -> None:
    """The script fills COMPREPLY with the offers, and neither titles nor words are evaluated or expanded."""
    (tmp_path / "home" / "a file,title").touch()
    typed = " ".join(shlex.quote(word) for word in words)
    script = f"""
        eval "$(renkei completion bash)"
        complete -p renkei >&3
        COMP_WORDS=(renkei {typed}); COMP_CWORD={len(words)}
        _renkei renkei
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    assert _says(prompt, tmp_path, "bash", "--norc", "-c", f"exec 3>/dev/null; {script}").split() == offers.split()


@_needs("fish")
def test_fish(prompt: dict[str, str], tmp_path: Path) -> None:
    """Fish offers ids with their titles, as they are."""
    says = _says(
        prompt,
        tmp_path,
        "fish",
        "--no-config",
        "--private",
        "-c",
        "renkei completion fish | source; complete -C 'renkei show hime'",
    )
    assert sorted(says.splitlines()) == [f"himeji\t{NASTY}", f"himeshima\t{NASTY}"]


@_needs("zsh")
@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("renkei show himes\t", "renkei show himeshima "),
        ("renkei show h\t", "renkei show hime"),
        ("renkei comp\t", "renkei comp"),
    ],
)
def test_zsh(prompt: dict[str, str], tmp_path: Path, typed: str, line: str) -> None:
    """In a zsh on a terminal TAB completes the line, shows the titles, and evaluates nothing."""
    told = tmp_path / "told"
    os.mkfifo(told)
    (tmp_path / "home" / ".zshrc").write_text(
        f"""
        autoload -Uz compinit && compinit -u -d {tmp_path}/dump
        eval "$(renkei completion zsh)"
        tell() {{ print -rn -- "$BUFFER" > {told}; exit }}
        zle -N tell; bindkey '^X' tell
        print -rn ready > {told}
        """,
        encoding="utf-8",
    )
    shown, terminal = pty.openpty()
    with subprocess.Popen(  # noqa: S603 - a shell, under test
        [shutil.which("zsh") or "", "-i"], stdin=terminal, stdout=terminal, stderr=terminal,
        env=prompt, cwd=tmp_path / "home", start_new_session=True,
    ) as running:  # fmt: skip
        os.close(terminal)
        try:
            assert told.read_text(encoding="utf-8") == "ready"
            os.write(shown, f"{typed}\x18".encode())
            assert told.read_text(encoding="utf-8") == line
        finally:
            running.kill()
            os.close(shown)
    assert "pwned" not in os.listdir(tmp_path / "home")  # noqa: PTH208 - names alone
