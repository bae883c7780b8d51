"""The help pages: whole, within the width, in both languages, with examples that work."""

import os
import pty
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.casebook.casebook import open_index
from renkei_cli.cli.app import tree
from renkei_cli.cli.commands import COMMANDS
from renkei_cli.cli.help.examples import EXAMPLES
from renkei_cli.cli.help.topics import EXIT_CODES, OPERATOR_WORDS, TOPICS
from renkei_cli.core import i18n
from renkei_cli.domain.vocabulary import BENEFITS, THEMES, TRIGGERS
from renkei_cli.output.registry import FaultFormat, Format
from renkei_cli.output.wrap import width
from renkei_cli.query.terms import OPERATORS

Run = Callable[..., Any]
PAGES = [[], ["--help"], *([name, "--help"] for name in COMMANDS), *(["help", name] for name in TOPICS)]
NAMES = [" ".join(page) or "alone" for page in PAGES]
LANGUAGES = ["ja", "en"]
GOLDEN = {
    "alone": [], "program": ["--help"], "list": ["list", "--help"], "search": ["search", "--help"],
    "formats": ["help", "formats"],
}  # fmt: skip


def _letters(text: str) -> str:
    return "".join(text.replace("`", "").split())


@pytest.mark.parametrize("columns", ["20", "60", "80", "120"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_no_line_is_wider_than_the_screen(run: Run, page: list[str], language: str, columns: str) -> None:
    """Every page keeps to the width, with no trailing white space, and says nothing on stderr."""
    result = run(*page, "--lang", language, env={"COLUMNS": columns})
    assert (result.code, result.err) == (0, "")
    assert [line for line in result.out.splitlines() if width(line) > int(columns) or line != line.rstrip()] == []


@pytest.mark.parametrize("columns", ["60", "80", "120"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_page_tells_all_that_a_command_takes(run: Run, command: str, language: str, columns: str) -> None:
    """Every option stands there with all its names, what it takes, its words and its default; nothing is cut."""
    page = _letters(run(command, "--help", "--lang", language, env={"COLUMNS": columns}).out)
    loaded = tree().get_command(None, command)
    assert _letters(i18n._(COMMANDS[command][1])) in page
    for parameter in loaded.get_params(None):
        assert _letters(i18n._(parameter.help))
        assert _letters(i18n._(parameter.help)) in page
        if parameter.param_type_name == "option":
            assert all(opt in page for opt in parameter.opts)
            taken = "" if parameter.is_flag else i18n._(parameter.metavar)
            assert f"{parameter.opts[0]}{taken}" in page
        assert all(choice in page for choice in getattr(parameter.type, "choices", ()))
    for example in EXAMPLES[command]:
        assert _letters(i18n._(example.line) + i18n._(example.does)) in page


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_what_an_option_takes_is_named_in_japanese(command: str) -> None:
    """No name of a value is left in English on a Japanese page."""
    i18n.activate("ja")
    loaded = tree().get_command(None, command) if command else tree()
    named = [one.metavar for one in loaded.params if not getattr(one, "is_flag", False)]
    assert [name for name in named if not name or i18n._(name) == name] == []


@pytest.mark.parametrize("columns", ["60", "80"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", GOLDEN)
def test_pages_look_as_they_should(
    run: Run, golden: Callable[[str, str], None], name: str, language: str, columns: str
) -> None:
    """The pages that people see first are held letter by letter."""
    page = run(*GOLDEN[name], "--lang", language, env={"COLUMNS": columns}).out
    golden(f"help/{name}.{language}.{columns}.txt", page)


def test_the_program_alone_says_where_to_begin(run: Run) -> None:
    """A short page names every command, a line each, and three first steps."""
    page = run().out
    assert len(page.splitlines()) <= 20 + len(COMMANDS)
    assert all(f"  {command} " in page for command in COMMANDS)
    assert page.count("  renkei ") >= 6
    assert "renkei --lang en" in page
    assert "renkei --lang ja" in run("--lang", "en").out


def test_the_whole_page_names_exit_codes_and_topics(run: Run) -> None:
    """What a script must know stands on the main page, which has three names."""
    page = run("--help").out
    assert all(f"\n  {code} " in page for code in EXIT_CODES)
    assert all(f"\n  {topic} " in page for topic in TOPICS)
    assert run("-h").out == run("help").out == page


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_three_names(run: Run, command: str) -> None:
    """-h, --help and `help` show the same page."""
    page = run("help", command)
    assert page.code == 0
    assert page.out == run(command, "-h").out == run(command, "--help").out


@pytest.mark.parametrize("language", LANGUAGES)
def test_topics_tell_all_that_there_is(run: Run, language: str) -> None:
    """Every term, field, format, operator and exit code stands on its topic's page."""
    for topic, vocabulary in (("themes", THEMES), ("triggers", TRIGGERS), ("benefits", BENEFITS)):
        page = _letters(run("help", topic, "--lang", language).out)
        for term in vocabulary:
            assert all(_letters(text) in page for text in (term.code, term.label.here(), term.definition.here()[:-1]))
    page = _letters(run("help", "fields", "--lang", language).out)
    for key, field in open_index().fields().items():
        assert key.partition(".")[2] in page
        assert "." in key or _letters(key + field.label.here()) in page
    for topic, words in (
        ("formats", {form: form.traits.help for form in (*Format, *FaultFormat)}),
        ("filters", OPERATOR_WORDS),
        ("exit-codes", EXIT_CODES),
    ):
        page = _letters(run("help", topic, "--lang", language).out)
        assert all(_letters(f"{name}{i18n._(said)}") in page for name, said in words.items())  # type: ignore[attr-defined]


def test_topics_are_whole() -> None:
    """A new operator needs its words."""
    assert list(OPERATOR_WORDS) == list(OPERATORS)


# Examples.


def test_every_page_has_examples() -> None:
    """Each command and topic has three at least, which speak of it; none is left over."""
    assert EXAMPLES.keys() == {"renkei", *COMMANDS, *TOPICS}
    assert all(len(examples) >= 3 for examples in EXAMPLES.values())
    assert all(one.line.startswith(f"renkei {name}") for name in COMMANDS for one in EXAMPLES[name])


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_stay_whole_on_a_narrow_screen(language: i18n.Language) -> None:
    """A line to be typed or copied is not broken at 60 columns."""
    i18n.activate(language)
    lines = [i18n._(one.line) for examples in EXAMPLES.values() for one in examples]
    assert [line for line in lines if width(line) > 58] == []


MAP = """\
columns:
  名称: title.ja
  参加団体: participants
constants:
  source.ja: 資料
  participants.roles: lead
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write_cases: Callable[..., Path]) -> Path:
    """Give examples a folder with cases to write into, and a shell that finds our program."""
    program = tmp_path / "bin" / "renkei"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m renkei_cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / ".config" / "fish").mkdir(parents=True)
    shutil.copyfile(Path(__file__).parents[3] / "data" / "cases.yaml", tmp_path / "cases.yaml")
    write_cases("saga", "oita")
    heading = "名称,参加団体,参加団体（役割）,出典"
    (tmp_path / "plans.csv").write_text(f"{heading}\n計画,佐賀県;佐賀市,代表,資料\n", encoding="utf-8")
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


LINES = {
    (language, line): None
    for language in LANGUAGES
    for examples in EXAMPLES.values()
    for line, _does in examples
}  # fmt: skip


@pytest.mark.parametrize(("language", "line"), LINES)
@pytest.mark.usefixtures("home")
def test_every_example_works(run: Run, language: i18n.Language, line: str) -> None:
    """Each line of each page, typed as it stands, ends with 0 and finds something."""
    i18n.activate(language)
    line = i18n._(line)
    words = list(shlex.shlex(line, posix=True, punctuation_chars=True))
    if any(set(word) <= set("|&<>") for word in words):
        needed = [after for before, after in pairwise(words) if before == "|"]
        if missing := [name for name in ["bash", *needed] if not shutil.which(name)]:
            pytest.skip(f"needs {missing}")
        ended = subprocess.run(  # noqa: S603 - our own examples, as a reader's shell runs them
            [shutil.which("bash") or "", "-o", "pipefail", "-c", line], env={**os.environ, "RENKEI_LANG": language},
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        said = ended.stderr
    else:
        result = run(*shlex.split(line)[1:], env={"RENKEI_LANG": language})
        assert result.code == 0, result.err
        said = result.err
    assert "no case fits" not in said
    assert "当てはまる事例はありません" not in said


# Looks.


@pytest.mark.parametrize("argv", [["--help"], [], ["list", "-h"], ["help", "themes"]])
def test_a_pipe_gets_no_colour(process: Run, argv: list[str]) -> None:
    """What is piped or kept in a file is plain text."""
    ended = process(*argv)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "\x1b" not in ended.stdout


@pytest.mark.parametrize(
    "argv",
    [
        ["list", "--help", "--color", "always"],
        ["list", "--color=always", "-h"],
        ["help", "list", "--color", "always"],
        ["help", "--color=always"],
    ],
)
def test_the_reader_may_ask_for_bold_headings(run: Run, argv: list[str]) -> None:
    """--color decides wherever it stands; headings alone are bold."""
    lines = run(*argv).out.splitlines()
    assert "\x1b[1m例\x1b[0m" in lines
    assert all(line.startswith("\x1b[1m") and line.endswith("\x1b[0m") for line in lines if "\x1b" in line)
    assert not any("\x1b" in line for line in run(*(word.replace("always", "never") for word in argv)).out)


@pytest.mark.parametrize(
    ("env", "bold"), [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"TERM": "xterm", "NO_COLOR": "1"}, False)]
)
def test_headings_are_bold_on_a_terminal(env: dict[str, str], bold: bool) -> None:  # noqa: FBT001 - a case of the test
    """A terminal shows bold headings unless it cannot, or its owner wants none."""
    ours, theirs = pty.openpty()
    ended = subprocess.run(
        [sys.executable, "-m", "renkei_cli", "completion", "-h"], stdout=theirs, env={**os.environ, **env}, check=False
    )
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert ended.returncode == 0
    assert ("\x1b[1m例\x1b[0m" in shown) == bold
    assert "例" in shown


SHOW_MODULES = (
    "import sys; from renkei_cli.cli.app import main; code = main(sys.argv[1:]); "
    "print(*sorted(name.removeprefix('renkei_cli.') for name in sys.modules if name.removeprefix('renkei_cli.') in "
    "('help', 'sheet', 'parameters', 'examples', 'topics', 'typeset', 'failure', 'rich')), file=sys.stderr)"
)


@pytest.mark.parametrize(
    ("argv", "env", "loaded"),
    [
        (["list", "--json"], {}, ""),
        (["search", "観光", "-ガイド", "--json"], {}, ""),
        (["list", "--the"], {"_RENKEI_COMPLETE": "bash"}, ""),
        (["li"], {"_RENKEI_COMPLETE": "zsh"}, ""),
        (["help", "th"], {"_RENKEI_COMPLETE": "bash"}, "topics"),
        (["list", "--help"], {}, "help parameters sheet examples topics typeset rich"),
    ],
)
def test_only_help_loads_help(run: Run, argv: list[str], env: dict[str, str], loaded: str) -> None:
    """A run that asks for no help pays nothing for it."""
    run("list", "-o", "ids")
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", SHOW_MODULES, *argv],
        env={**os.environ, **env}, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert ended.stderr.splitlines()[-1:] == [" ".join(sorted(loaded.split()))]
