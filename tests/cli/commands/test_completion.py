"""What TAB offers, and that no shell evaluates it."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.cli.app import command_tree
from renkei_cli.cli.commands import COMMANDS
from renkei_cli.cli.commands.completion import OFFERS

Run = Callable[..., Any]
NASTY = "$(touch pwned) `touch pwned` \"'\\ : * ~ ; touch pwned"
"""A title that is a program to any shell that evaluates it."""
OFFERED = [
    ("bash", "sh", "show"),
    ("bash", "show hi", "himeshima"),
    ("zsh", "show hi", "himeshima:ITアイランド推進計画"),
    ("powershell", "show hi", "himeshima\tITアイランド推進計画"),
    ("fish", "compare saga hi", "himeshima\tITアイランド推進計画"),
    ("fish", "list --type ", "遠隔連携\tRemote"),
    ("fish", "list --type rem", "remote\tRemote"),
    ("fish", "list --theme 観", "観光・交流\tTourism and exchange"),
    ("fish", "list --trigger ", "視察\tA study visit"),
    ("fish", "list --benefit sca", "scale\tScale"),
    ("fish", "list --region ", "四国\tShikoku"),
    ("fish", "list --collaborator ", "大学\tUniversity"),
    ("fish", "list -p shima", "shimane\t島根県"),
    ("fish", "list -m 恵", "恵庭市\tEniwa"),
    ("fish", "list -m eni", "eniwa\t恵庭市"),
    ("fish", "list -m ひめ", "ひめしまむら\t姫島村"),
    ("fish", "list -m ヒメ", "ヒメしまむら\t姫島村"),
    ("fish", "filter type=", "type=県内連携\tWithin a prefecture"),
    ("fish", "filter themes!=tou", "themes!=tourism\tTourism and exchange"),
    ("fish", "filter prefecture=shim", "prefecture=shimane\t島根県"),
    ("fish", "filter participants=姫", "participants=姫島村\tHimeshima"),
    ("fish", "filter region=", "region=四国\tShikoku"),
    ("bash", "filter type =", "県内連携"),
    ("bash", "filter type = 県", "県内連携"),
    ("bash", "list --type =", "遠隔連携"),
    ("bash", "list -o js", "jsonl"),
    ("zsh", "list -o js", "jsonl"),
    ("bash", "list --color al", "always"),
    ("bash", "--lang ", "en"),
    ("bash", "list --fields id,tit", "id,title"),
    ("bash", "list --sort -spa", "-span_km"),
    ("bash", "filter title.", "title.en"),
    ("bash", "list --prefe", "--prefecture"),
    ("bash", "list --type = rem", "remote"),
    ("zsh", "list --type=rem", "--type=remote:Remote"),
    ("fish", "list --type=rem", "--type=remote\tRemote"),
    ("fish", "list --color=al", "--color=always"),
    ("fish", "help --lang=e", "--lang=en"),
    ("bash", "filter 'themes=新", "themes=新産業・研究開発"),
    ("fish", 'filter "themes=新', "themes=新産業・研究開発\tNew industries and R&D"),
    ("zsh", "list --theme='新", "--theme=新産業・研究開発:New industries and R&D"),
    ("bash", "filter 'type=remote' 'themes=tou", "themes=tourism"),
    ("fish", "list --json --he", "--help\tこの説明を表示します。"),
    ("bash", "list --type=", "--type=遠隔連携"),
    ("fish", "he", "help\tコマンドや用語の説明を表示します。"),
    ("fish", "help th", "themes\tテーマ（--theme で使うもの）"),
    ("bash", "--ver", "--version"),
    ("bash", "nothing ", "show"),
    ("bash", "", "show"),
]
NOTHING = [
    "show zzz",
    "list --nothing ",
    "list -o json x",
    "completion bash z",
    "compare saga saga",
    "list --data=ca",
    "filter 'nothing='x'",
    'show "a\\',
    "filter title=x",
    "filter nothing=",
    "validate ca",
]


def _tab(run: Run, shell: str, line: str, **env: str) -> Any:  # noqa: ANN401 - a run's result
    return run(*line.split(" ") if line else [], env={"_RENKEI_COMPLETE": shell, **env})


def test_tab_offers(run: Run) -> None:
    """Commands, options, ids with titles, values and fields, as the shell wants them written."""
    for shell, line, offer in OFFERED:
        result = _tab(run, shell, line)
        assert (line, result.code, result.err) == (line, 0, "")
        assert offer in result.out.splitlines()
    offered = _tab(run, "bash", "help ").out.split()
    assert (offered[0], offered[-1]) == ("list", "exit-codes")
    for line, offer in (("list -p ", "shimane\tShimane Prefecture"), ("list --type ", "remote\tRemote")):
        assert offer in _tab(run, "fish", line, RENKEI_LANG="en").out.splitlines()


def test_where_there_is_nothing_to_offer_nothing_is_printed(run: Run, tmp_path: Path) -> None:
    """An unknown value or option, a file's place, or case files that hold faults, are no failure at the prompt."""
    assert {line: _tab(run, "bash", line) for line in NOTHING} == dict.fromkeys(NOTHING, (0, "", "", b""))
    file = tmp_path / "cases.yaml"
    file.write_text("cases: [{}]\n", encoding="utf-8")
    assert _tab(run, "zsh", "show ", RENKEI_DATA=str(file)) == (0, "", "", b"")


def test_what_parameters_offer_is_there() -> None:
    """Each names a kind of value that completion knows."""
    commands: list[Any] = [command_tree().get_command(None, name) for name in COMMANDS]
    offers = {kind.offers for command in commands for kind in command.value_types.values() if kind.offers}
    assert offers - OFFERS.keys() == set()


def test_an_offer_is_a_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A meaning with line ends, tabs and control characters stays on its line and moves no cursor."""
    monkeypatch.setitem(OFFERS, "id", lambda _incomplete, _spec: [("a:b", "x\ny\tz\x1b")])
    printed = {shell: _tab(run, shell, "show ").out for shell in ("bash", "zsh", "fish")}
    assert printed == {"bash": "a:b\n", "zsh": "a\\:b:x y z‹U+001B›\n", "fish": "a:b\tx y z‹U+001B›\n"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_nothing_reaches_the_prompt_when_something_is_wrong() -> None:
    """Neither a closed nor a full stream nor a reader who has left makes a sound."""
    for line in ('"$@" >&-', '"$@" > /dev/full', '"$@" | true'):
        ended = subprocess.run(  # noqa: S603 - our own program
            ["/bin/sh", "-c", line, "sh", sys.executable, "-m", "renkei_cli", "show", ""],
            env={**os.environ, "_RENKEI_COMPLETE": "bash"}, capture_output=True, check=False,
        )  # fmt: skip
        assert (ended.returncode, ended.stderr) == (0, b"")


def test_each_shell_has_its_script(run: Run, golden: Callable[[str, str], None]) -> None:
    """The script goes to stdout and nothing else does; other shells are refused with those that there are."""
    for shell in ("bash", "zsh", "fish", "powershell"):
        result = run("completion", shell)
        assert (shell, result.code, result.err) == (shell, 0, "")
        golden(f"completion/{shell}.txt", result.out)
    result = run("completion", "tcsh", "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert "bash, zsh, fish, powershell" in result.err


# --- in real shells, among cases whose titles are programs ---


@pytest.fixture
def prompt(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a shell that finds `renkei`, and cases whose titles are programs."""
    title = NASTY.replace("\\", "\\\\").replace('"', '\\"')
    cases = [
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
    (tmp_path / "cases.yaml").write_text("cases:\n" + "".join(cases), encoding="utf-8")
    program = tmp_path / "bin" / "renkei"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m renkei_cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    home = tmp_path / "home"
    home.mkdir()
    return {
        **os.environ,
        "RENKEI_DATA": str(tmp_path / "cases.yaml"),
        "HOME": str(home),
        "ZDOTDIR": str(home),
        "LANG": "C.UTF-8",
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "RENKEI_LANG": "ja",
    }


def _printed(prompt: dict[str, str], *argv: str) -> str:
    ended = subprocess.run(  # noqa: S603 - a shell, under test
        argv, env=prompt, cwd=prompt["HOME"], capture_output=True, encoding="utf-8", check=True
    )
    assert ended.stderr == ""
    assert not Path(prompt["HOME"], "pwned").exists()
    return ended.stdout


BASH = {
    ("show", "hime"): "himeshima himeji",
    ("show", ""): "himeshima himeji other",
    ("compare", "himeji", "o"): "other",
    ("list", "--fields", "*,tit"): "*,title *,title_as_printed",
    ("show", "$(touch pwned)"): "",
    ("show", "'hime"): "himeshima himeji",
    ("filter", "'type=県"): "type=県内連携",
    ("show", "'$(touch pwned)"): "",
}


@pytest.mark.slow
def test_bash(tool: Callable[..., str], prompt: dict[str, str]) -> None:
    """The script fills COMPREPLY with the offers, and neither titles nor words are evaluated or expanded."""
    bash = tool("bash")
    Path(prompt["HOME"], "a file,title").touch()
    for words, offers in BASH.items():
        typed = " ".join(shlex.quote(word) for word in words)
        script = f"""
            exec 3>/dev/null
            eval "$(renkei completion bash)"
            complete -p renkei >&3
            COMP_WORDS=(renkei {typed}); COMP_CWORD={len(words)}
            _renkei renkei
            printf '%s\\n' "${{COMPREPLY[@]}}"
        """
        assert _printed(prompt, bash, "--norc", "-c", script).split() == offers.split()


@pytest.mark.slow
def test_fish(tool: Callable[..., str], prompt: dict[str, str]) -> None:
    """Fish offers ids with their titles, as they are, behind = and in quotes too; and paths where those belong."""
    Path(prompt["HOME"], "a case.yaml").touch()
    Path(prompt["HOME"], "cases").mkdir()
    himeji = f"himeji\t{NASTY}", f"himeshima\t{NASTY}"
    for typed, offers in {
        "renkei show hime": himeji,
        "renkei show 'hime": himeji,
        "renkei list --type=rem": ("--type=remote\tRemote",),
        'renkei filter "type=県': ("type=県内連携\tWithin a prefecture",),
        **{f"renkei {line} a": ("a case.yaml",) for line in ("import", "fmt", "new --from", "list --data", "list -O")},
        "renkei list --data 'a c": ("a case.yaml",),
        "renkei import x --folder=ca": ("--folder=cases/",),
        "renkei show $(touch pwned)": (),
    }.items():
        script = f"renkei completion fish | source; complete -C {shlex.quote(typed)}"
        shown = _printed(prompt, tool("fish"), "--no-config", "--private", "-c", script)
        assert (typed, sorted(shown.splitlines())) == (typed, [*offers])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("renkei show himes\t", "renkei show himeshima "),
        ("renkei show h\t", "renkei show hime"),
        ("renkei comp\t", "renkei comp"),
        ("renkei list --type=rem\t", "renkei list --type=remote "),
        ("renkei show 'himes\t", "renkei show 'himeshima' "),
        ("renkei filter 'type=県\t", "renkei filter 'type=県内連携' "),
    ],
)
def test_zsh(tool: Callable[..., str], prompt: dict[str, str], tmp_path: Path, typed: str, line: str) -> None:
    """In a zsh on a terminal TAB completes the line, shows the titles, and evaluates nothing."""
    pty = pytest.importorskip("pty")
    told = tmp_path / "told"
    os.mkfifo(told)
    Path(prompt["HOME"], ".zshrc").write_text(
        f"""
        autoload -Uz compinit && compinit -u -d {tmp_path}/dump
        eval "$(renkei completion zsh)"
        tell() {{ print -rn -- "$BUFFER" > {told}; exit }}
        zle -N tell; bindkey '^X' tell
        print -rn ready > {told}
        """,
        encoding="utf-8",
    )
    zsh = shutil.which(tool("zsh")) or ""
    shown, terminal = pty.openpty()
    with subprocess.Popen(  # noqa: S603 - a shell, under test
        [zsh, "-i"], stdin=terminal, stdout=terminal, stderr=terminal, env=prompt, cwd=prompt["HOME"],
        start_new_session=True,
    ) as running:  # fmt: skip
        os.close(terminal)
        try:
            assert told.read_text(encoding="utf-8") == "ready"
            os.write(shown, f"{typed}\x18".encode())
            assert told.read_text(encoding="utf-8") == line
        finally:
            running.kill()
            os.close(shown)
    assert not Path(prompt["HOME"], "pwned").exists()
