"""The help pages: whole, within the width, in both languages, with examples that work."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.casebook.casebook import open_index
from renkei_cli.cli.app import command_tree
from renkei_cli.cli.commands import COMMANDS
from renkei_cli.cli.commands.help import (
    EXIT_CODES,
    OPERATOR_WORDS,
    TOPICS,
    VARIABLES,
    DefinitionRow,
    HelpFormatter,
)
from renkei_cli.cli.examples import EXAMPLES
from renkei_cli.cli.options import FURTHER
from renkei_cli.core import i18n
from renkei_cli.core.text import escape_invisible
from renkei_cli.domain.vocabulary import BENEFITS, THEMES, TRIGGERS
from renkei_cli.output.registry import FaultFormat, Format
from renkei_cli.output.wrap import width
from renkei_cli.query.terms import OPERATORS
from renkei_cli.validation.rules import RULEBOOK

Run = Callable[..., Any]
PAGES = [[], ["--help"], *([name, "--help"] for name in COMMANDS), *(["help", name] for name in TOPICS)]
LANGUAGES = ["ja", "en"]
GOLDEN = {
    "alone": [], "program": ["--help"], "list": ["list", "--help"], "search": ["search", "--help"],
    "formats": ["help", "formats"],
}  # fmt: skip


def _letters(*texts: str) -> str:
    return "".join("".join(text.replace("`", "").split()) for text in texts)


@pytest.mark.parametrize("columns", [20, 60, 80, 120])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_wider_than_the_screen(run: Run, language: str, columns: int) -> None:
    """Every page keeps to the width, with no trailing white space, and says nothing on stderr."""
    for argv in PAGES:
        result = run(*argv, "--lang", language, env={"COLUMNS": str(columns)})
        assert (argv, result.code, result.err) == (argv, 0, "")
        assert [line for line in result.out.splitlines() if width(line) > columns or line != line.rstrip()] == []


@pytest.mark.parametrize("columns", ["60", "120"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_tells_all_that_a_command_takes(run: Run, language: str, columns: str) -> None:
    """Every option stands there with all its names, what it takes, its words and values; nothing is cut.

    Those that many commands take are only named there, and told by a page of their own.
    """
    further = _letters(run("help", "options", "--lang", language, env={"COLUMNS": columns}).out)
    for name in COMMANDS:
        page = _letters(run(name, "--help", "--lang", language, env={"COLUMNS": columns}).out)
        command: Any = command_tree().get_command(None, name)
        wanted = [COMMANDS[name].purpose, *(text for one in EXAMPLES[name] for text in one)]
        for one in command.params:
            assert one.help
            said = [one.help, *getattr(command.value_types.get(one.name), "choices", ())]
            if one.param_type_name == "option":
                wanted += one.opts
                said.append(_letters(one.opts[0], "" if one.is_flag else i18n._(one.metavar)))
            if one.rich_help_panel == FURTHER:
                assert [text for text in said if _letters(i18n._(text)) not in further] == []
            else:
                wanted += said
        assert [text for text in wanted if _letters(i18n._(text)) not in page] == []


def test_what_an_option_takes_is_named_in_japanese() -> None:
    """No name of a value is left in English on a Japanese page."""
    i18n.activate("ja")
    root: Any = command_tree()
    for command in [root, *(root.get_command(None, name) for name in COMMANDS)]:
        named = [one.metavar for one in command.params if not getattr(one, "is_flag", False)]
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
    """A short page names every command, a line each, and three first steps; the whole one topics, too."""
    page = run().out
    assert len(page.splitlines()) <= 20 + len(COMMANDS)
    assert all(f"  {command} " in page for command in COMMANDS)
    assert page.count("  renkei ") >= 6
    assert "renkei --lang en" in page
    assert "renkei --lang ja" in run("--lang", "en").out
    page = run("--help").out
    assert all(f"\n  {name} " in page for name in TOPICS)
    assert run("-h").out == run("help").out == page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_read_at_a_glance(run: Run, language: str) -> None:
    """Examples come first; what narrows a list, and the forms of it, fit in two screens."""
    examples = {"ja": "例", "en": "Examples"}[language]
    for argv in PAGES[1 : 2 + len(COMMANDS)]:
        lines = run(*argv, "--lang", language).out.splitlines()
        assert [line for line in lines if line and not line.startswith(" ")].index(examples) <= 3
        assert (argv, len(lines) <= 66) == (argv, True)
    assert len(run("list", "--help", "--lang", language).out.splitlines()) <= 50


def test_help_has_three_names(run: Run) -> None:
    """-h, --help and `help` show the same page of every command."""
    for name in COMMANDS:
        assert run("help", name).out == run(name, "-h").out == run(name, "--help").out


@pytest.mark.parametrize("language", LANGUAGES)
def test_topics_tell_all_that_there_is(run: Run, language: str) -> None:
    """Every term, field, format, operator, rule and exit code stands on its topic's page."""

    def page(name: str) -> str:
        return _letters(run("help", name, "--lang", language).out)

    for topic, vocabulary in (("themes", THEMES), ("triggers", TRIGGERS), ("benefits", BENEFITS)):
        drawn = page(topic)
        for term in vocabulary:
            assert all(_letters(text) in drawn for text in (term.code, term.label.here(), term.definition.here()[:-1]))
    assert list(OPERATOR_WORDS) == list(OPERATORS)
    drawn = page("fields")
    for key, field in open_index().fields().items():
        assert key.partition(".")[2] in drawn
        assert "." in key or _letters(key + field.label.here()) in drawn
    tables: list[tuple[str, dict[Any, str]]] = [
        ("formats", {form: form.traits.help for form in (*Format, *FaultFormat)}), ("filters", dict(OPERATOR_WORDS)),
        ("exit-codes", dict(EXIT_CODES)), ("options", dict(VARIABLES)),
        ("rules", {code: rule.sentence.here() for code, rule in RULEBOOK.items()}),
    ]  # fmt: skip
    for topic, words in tables:
        drawn = page(topic)
        assert [name for name, said in words.items() if _letters(str(name), i18n._(said)) not in drawn] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_rule_has_a_page(run: Run, language: i18n.Language) -> None:
    """With its severity, what it says, and texts that break it and that keep to it, line by line."""
    for code, rule in RULEBOOK.items():
        result = run("help", code, "--lang", language)
        first, says, *_rest = result.out.splitlines()
        assert (result.code, first.startswith(code), _letters(says) in _letters(rule.sentence.here())) == (
            0,
            True,
            True,
        )
        printed = result.out.replace("\t", "").replace("\n", "")
        assert escape_invisible(printed) == printed
        shown = {_letters(line) for line in result.out.splitlines()}
        lines = [line for line in (rule.wrong + rule.right).split("\n") if line and line.isprintable()]
        assert [line for line in lines if _letters(line) not in shown] == []


HINTS = {
    "theme": "もしかして: renkei help themes",
    "lst": "もしかして: renkei help list",
    "no-colour": "もしかして: renkei help no-colon",
    "テーマ": "もしかして: renkei help themes",
    "検索": "もしかして: renkei help search",
    "絞り込み方": "もしかして: renkei help filters",
    "xyzzy": "次のどれかを指定してください: list, filter, ",
}


@pytest.mark.usefixtures("unbroken")
def test_an_unknown_page_is_answered_with_the_nearest(run: Run) -> None:
    """A page that does not exist is a usage error, which names those that do."""
    for page, hint in HINTS.items():
        result = run("help", page)
        message, hinted = result.err.splitlines()
        assert (result.code, result.out, message) == (2, "", f"エラー: '{page}' の説明はありません")
        assert hinted.startswith(hint)


# --- how a page is set ---

_WORDS = st.text("観光、テーマ。abc- `\n", max_size=60)
_ROWS = st.lists(
    st.builds(
        DefinitionRow,
        st.text("観光テーマabc-", min_size=1, max_size=40),
        _WORDS,
        st.lists(st.builds(DefinitionRow, st.text("観a", min_size=1, max_size=9), _WORDS, st.just(())), max_size=3),
    ),
    min_size=1,
)


@given(rows=_ROWS, cells=st.integers(20, 120))
def test_a_table_loses_nothing_and_keeps_to_its_width(rows: list[DefinitionRow], cells: int) -> None:
    """Whatever names, words and values are, and however narrow the page."""
    page = HelpFormatter(cells)
    page.rows(rows)
    assert all(width(line) <= min(cells, 100) and line == line.rstrip() for line in page.lines)
    wanted = [text for row in rows for text in (row.name, row.words, *(part for one in row.values for part in one[:2]))]
    # A name that is broken, and words that run beside it, may not part; but no letter is lost.
    assert sorted(_letters(*page.lines)) == sorted(_letters(*wanted))


def _lines(cells: int, *rows: DefinitionRow, plain: bool = False) -> list[str]:
    page = HelpFormatter(cells, plain=plain)
    page.rows(rows)
    return page.lines


def test_words_stand_beside_a_name_or_below_it() -> None:
    """Where they would have less than three fifths of the line, they stand below; a long name has its own line."""
    rows = [
        DefinitionRow("-t, --type TYPE", "Type of cooperation.", [DefinitionRow("remote", "far apart")]),
        DefinitionRow("    --json", ""),
    ]
    beside = ["  -t, --type TYPE  Type of cooperation.", "                   remote  far apart", "      --json"]
    below = ["  -t, --type TYPE", "      Type of cooperation.", "      remote  far apart", "  --json", ""]
    assert _lines(60, *rows) == beside
    assert _lines(30, *rows) == below
    assert _lines(60, *rows, plain=True) == ["-t, --type TYPE: Type of cooperation.", "remote: far apart", "--json:"]
    page = HelpFormatter(30)
    page.text("All of it is told by `renkei help themes` here.")
    assert page.lines == ["All of it is told by", "renkei help themes here."]
    page = HelpFormatter(60, plain=True)
    page.rows([DefinitionRow("renkei list", "All cases.")], below=True)
    assert page.lines == ["renkei list: All cases."]
    long = [DefinitionRow("a" * 40, "first"), DefinitionRow("b", "second")]
    assert _lines(100, *long) == ["  " + "a" * 40, " " * 32 + "first", "  b" + " " * 29 + "second"]


# --- examples ---


def test_every_page_has_examples() -> None:
    """Each command and topic has three at least, which speak of it and stay whole at 60 columns; none is left over."""
    assert EXAMPLES.keys() == {"renkei", *COMMANDS, *TOPICS}
    assert all(len(examples) >= 3 for examples in EXAMPLES.values())
    assert all(line.startswith(f"renkei {name}") for name in COMMANDS for line, _does in EXAMPLES[name])
    for language in LANGUAGES:
        i18n.activate(language)
        assert [line for rows in EXAMPLES.values() for line, _does in rows if width(i18n._(line)) > 58] == []


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
    """Return a folder with cases for the examples to write into, and a shell that finds our program."""
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


def _in_words(line: str) -> list[str]:
    return list(shlex.shlex(line, posix=True, punctuation_chars=True))


def _needs_a_shell(line: str) -> bool:
    return any(set(word) <= set("|&<>") for word in _in_words(line))


LINES = list(dict.fromkeys(line for rows in EXAMPLES.values() for line, _does in rows))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("home")
def test_examples_work(run: Run, language: i18n.Language) -> None:
    """Each line of each page that needs no shell, typed as it stands, ends with 0 and finds something."""
    i18n.activate(language)
    for line in filter(lambda line: not _needs_a_shell(line), map(i18n._, LINES)):
        result = run(*shlex.split(line)[1:], env={"RENKEI_LANG": language})
        assert (line, result.code) == (line, 0), result.err
        assert "no case fits" not in result.err
        assert "当てはまる事例はありません" not in result.err


@pytest.mark.slow
@pytest.mark.parametrize("line", [line for line in LINES if _needs_a_shell(line)])
@pytest.mark.usefixtures("home")
def test_examples_for_a_shell_work(tool: Callable[..., str], line: str) -> None:
    """The same by bash, where the programs behind its pipes are there."""
    bash, *_others = map(tool, ["bash", *(after for before, after in pairwise(_in_words(line)) if before == "|")])
    ended = subprocess.run(  # noqa: S603 - our own examples, as a reader's shell runs them
        [bash, "-o", "pipefail", "-c", line], env={**os.environ, "RENKEI_LANG": "en"},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr


# --- looks ---


def test_a_pipe_gets_no_colour_unless_it_is_asked_for(run: Run) -> None:
    """--color decides wherever it stands; headings alone are bold."""
    for argv in (["--help"], [], ["list", "-h"], ["help", "themes"], ["list", "-h", "--color", "never"]):
        assert "\x1b" not in run(*argv).out
    for line in (
        "list --help --color always",
        "list --color=always -h",
        "help list --color always",
        "help --color=always",
    ):
        lines = run(*line.split()).out.splitlines()
        assert "\x1b[1m例\x1b[0m" in lines
        assert all(shown.startswith("\x1b[1m") and shown.endswith("\x1b[0m") for shown in lines if "\x1b" in shown)


def test_headings_are_bold_on_a_terminal(terminal: Run) -> None:
    """A terminal shows bold headings unless it cannot, or its owner wants none."""
    looks: list[tuple[dict[str, str], bool]] = [({}, True), ({"TERM": "dumb"}, False), ({"NO_COLOR": "1"}, False)]
    for env, bold in looks:
        shown = terminal("completion", "-h", **env).out
        assert (("\x1b[1m例\x1b[0m" in shown), "例" in shown) == (bold, True)
