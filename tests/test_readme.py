"""The READMEs: what they tell their readers to type works, and shows what they say it shows."""

import re
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path

import pytest

import pictures
import readme
import renkei_cli
from renkei_cli.cli.app import command_tree
from renkei_cli.cli.commands import COMMANDS
from renkei_cli.core import errors
from renkei_cli.output.registry import FaultFormat, Format

ROOT = Path(__file__).parent.parent
JAPANESE_ONLY = "パソコンに入れる"
"""The section on installing that the English README lacks: its readers have used a terminal before."""
PAGES: dict[str, str] = {language: path.read_text(encoding="utf-8") for language, path in readme.READMES.items()}
BOTH = pytest.mark.parametrize("language", PAGES)


def _prose(page: str) -> str:
    return re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)


# --- what they show ---


@pytest.mark.slow
@BOTH
def test_commands_print_what_is_shown(language: str, tool: Callable[..., str]) -> None:
    """Each block of commands ends as it says, well if it says nothing; what stands below it is what it prints."""
    tool("bash")
    page, missing = readme.refreshed(PAGES[language], language)
    assert page == PAGES[language], "run: python tools/generate.py"
    for name in missing:
        tool(name)


@pytest.mark.slow
@BOTH
def test_pictures_show_what_the_program_prints(language: str) -> None:
    """The same pictures in the same order; each has words for those who cannot see it, is small, and up to date."""
    shown = re.findall(r"!\[[^]]+\]\(([^)]+)\)", PAGES[language])
    assert shown == [f"docs/{name}.{language}.png" for name in ("list", "search", "show", "compare")]
    for name in pictures.PICTURES:
        file = ROOT / "docs" / f"{name}.{language}.png"
        assert file.stat().st_size < 200_000
        assert pictures.drawn(file) == pictures.shown(name, language), "run: python tools/pictures.py"


def test_both_readmes_are_in_step() -> None:
    """The same commands, outputs below the same ones, and headings; one has a section of its own for newcomers."""
    own = re.search(rf"^## {JAPANESE_ONLY}\n.*?(?=^## )", PAGES["ja"], re.MULTILINE | re.DOTALL)
    assert own
    assert re.findall(r"^### (.*)", own[0], re.MULTILINE)[:3] == ["Windows", "macOS", "Linux"]
    # Each names the schema in its language.
    english, japanese = PAGES["en"].replace(".en.json", ".ja.json"), PAGES["ja"].replace(own[0], "")
    for ours, theirs in zip_longest(readme.blocks(english), readme.blocks(japanese)):
        assert (ours[:2] if ours.kind == "text" else ours[:3]) == (theirs[:2] if ours.kind == "text" else theirs[:3])
    headings = [re.findall(r"^(#+) ", _prose(page), re.MULTILINE) for page in (english, japanese)]
    assert headings[0] == headings[1]


# --- what they say ---


@BOTH
def test_a_readme_knows_the_program(language: str) -> None:
    """Its formats and exit codes, all of them; no option that there is not; the width of what is shown."""
    page = PAGES[language]
    rows = re.findall(r"^\| ([^|]+) \|", page, re.MULTILINE)
    assert [name for row in rows for name in re.findall(r"`(\w+)`", row)] == [*Format, *FaultFormat]
    codes = {value for name, value in vars(errors).items() if name.startswith("EXIT_")} | {3}
    assert [int(row) for row in rows if row.isdecimal()] == sorted(codes)
    group = command_tree()
    commands = [group, *(group.get_command(None, name) for name in COMMANDS)]  # type: ignore[arg-type]
    known = {option for command in commands for parameter in command.params for option in parameter.opts}  # type: ignore[union-attr]
    assert set(re.findall(r"(?<![-\w])--[a-z][a-z-]+", page)) <= {*known, "--help"}
    assert re.search(rf"\b{readme.COLUMNS} columns|幅{readme.COLUMNS}桁", page)


@pytest.mark.parametrize("name", ["README.md", "README.ja.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/README.md"])
def test_links_within_the_project_lead_somewhere(name: str) -> None:
    """Each link to a file or a heading finds it, and so does each path that stands in code."""
    page = (ROOT / name).read_text(encoding="utf-8")
    headings = {title.lower().replace(" ", "-") for title in re.findall(r"^#+ (.*)", page, re.MULTILINE)}
    for target in re.findall(r"\]\(([^)]+)\)", page):
        if target.startswith("#"):
            assert target[1:] in headings
        elif not target.startswith("https://"):
            assert (ROOT / name).parent.joinpath(target).is_file()
    for path in re.findall(r"`((?:src|tests|tools|data|docs)/[\w./-]+)`", page):
        assert (ROOT / path).exists(), path


def test_the_changelog_knows_this_version() -> None:
    """What is released is described."""
    assert f"\n## {renkei_cli.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


# --- the tool that writes what is shown ---


def test_an_output_is_written_anew_as_its_block_asks(tool: Callable[..., str]) -> None:
    """All of it, its first lines with a mark that more follows, messages of a command that says no; all else stays."""
    tool("bash")
    page = (
        "```json file=a.json\n{}\n```\n\n```sh\ncat a.json\n```\n\n```text\nold\n```\n\n"
        "```sh install\nexit 1\n```\n\n```sh\nprintf '1\\n2\\n3\\n'\n```\n\n```text lines=2\nold\n```\n\n"
        "```sh exit=4\necho no >&2; exit 4\n```\n\n```text\nold\n```\n"
    )
    expected = page.replace("old", "{}", 1).replace("old", "1\n2\n…", 1).replace("old", "no", 1)
    assert readme.refreshed(page, "en") == (expected, set())
    assert readme.refreshed(expected, "en") == (expected, set())
    with pytest.raises(SystemExit, match="ended with 4"):
        readme.refreshed(page.replace("exit=4", "exit=1"), "en")
