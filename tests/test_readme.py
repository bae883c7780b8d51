"""The READMEs: what they tell their readers to type works, and shows what they say it shows."""

import re
import shutil
from importlib.util import module_from_spec, spec_from_file_location
from itertools import zip_longest
from pathlib import Path
from types import ModuleType

import pytest

import renkei_cli
from renkei_cli.cli.app import tree
from renkei_cli.cli.commands import COMMANDS
from renkei_cli.core import errors
from renkei_cli.output.registry import FaultFormat, Format

ROOT = Path(__file__).parent.parent
JAPANESE_ONLY = "パソコンに入れる"
"""The section on installing that the English README lacks: its readers have used a terminal before."""
REFRESH = "run: python tools/readme.py"


def _tool(name: str) -> ModuleType:
    spec = spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


readme = _tool("readme")
pictures = _tool("pictures")
Block = readme.Block

PAGES: dict[str, str] = {language: path.read_text(encoding="utf-8") for language, path in readme.READMES.items()}
STEPS = [
    pytest.param(language, *step, id=f"{language}-{number}")
    for language, page in PAGES.items()
    for number, step in enumerate(readme.steps(page))
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder in which the readers work, each in one of their own; a command may read what an earlier wrote."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def common() -> dict[str, str]:
    """Give the pages without the section that one of them alone has."""
    japanese = re.sub(rf"^## {JAPANESE_ONLY}\n.*?(?=^## )", "", PAGES["ja"], flags=re.MULTILINE | re.DOTALL)
    return {**PAGES, "ja": japanese}


@pytest.mark.skipif(not shutil.which("bash"), reason="the READMEs' commands are run by bash")
@pytest.mark.parametrize(("language", "block", "output"), STEPS)
def test_a_command_prints_what_is_shown(home: Path, language: str, block: Block, output: Block | None) -> None:
    """Each block of commands ends as it says, well if it says nothing; what stands below it is what it prints."""
    if name := readme.lacking(block):
        pytest.skip(f"{name} is not on this machine")
    folder = home / language
    folder.mkdir(exist_ok=True)
    ended = readme.run(block, language, folder)
    assert ended.returncode == block.ends, ended.stderr or ended.stdout
    if output:
        assert readme.shown(ended.stdout, output.marks) == output.text, REFRESH


def test_both_readmes_show_the_same_commands(common: dict[str, str]) -> None:
    """Block by block: the same commands, and outputs below the same ones; each names the schema in its language."""
    english, japanese = (
        [block[:2] if block.kind == "text" else block[:3] for block in readme.blocks(page)]
        for page in (common["en"].replace(".en.json", ".ja.json"), common["ja"])
    )
    for ours, theirs in zip_longest(english, japanese):
        assert ours == theirs


def test_both_readmes_have_the_same_sections(common: dict[str, str]) -> None:
    """The same levels of headings in the same order, and one section of its own for the reader new to terminals."""
    english, japanese = (re.findall(r"^(#+) ", _prose(common[language]), re.MULTILINE) for language in ("en", "ja"))
    assert english == japanese
    own = PAGES["ja"].partition(f"\n## {JAPANESE_ONLY}\n")[2].partition("\n## ")[0]
    assert re.findall(r"^### (.*)", own, re.MULTILINE)[:3] == ["Windows", "macOS", "Linux"]


@pytest.mark.parametrize("language", PAGES)
def test_a_readme_shows_every_picture_in_its_language(language: str) -> None:
    """The same pictures in the same order; each has words for those who cannot see it, and is small."""
    shown = re.findall(r"!\[([^]]+)\]\(([^)]+)\)", PAGES[language])
    assert [path for _words, path in shown] == [
        f"docs/{name}.{language}.png" for name in ("list", "search", "show", "compare")
    ]
    assert {Path(path).name.partition(".")[0] for _words, path in shown} == set(pictures.PICTURES)
    assert all((ROOT / path).stat().st_size < 200_000 for _words, path in shown)


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("name", pictures.PICTURES)
def test_a_picture_shows_what_the_program_prints(name: str, language: str) -> None:
    """The text that a picture was drawn from is what the program prints today."""
    assert pictures.drawn(ROOT / "docs" / f"{name}.{language}.png") == pictures.shown(name, language), REFRESH


@pytest.mark.parametrize("language", PAGES)
def test_a_readme_lists_the_formats_and_exit_codes_of_the_program(language: str) -> None:
    """No format and no exit code is missing or made up."""
    rows = re.findall(r"^\| ([^|]+) \|", PAGES[language], re.MULTILINE)
    formats = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert formats == [form.value for form in (*Format, *FaultFormat)]
    codes = {kind.exit_code for kind in _kinds(errors.RenkeiError)}
    codes |= {value for name, value in vars(errors).items() if name.startswith("EXIT_")}
    assert [int(row) for row in rows if row.isdecimal()] == sorted(codes)


@pytest.mark.parametrize("language", PAGES)
def test_a_readme_names_only_options_that_there_are(language: str) -> None:
    """Also in its sentences."""
    group = tree()
    commands = [group, *(group.get_command(None, name) for name in COMMANDS)]  # type: ignore[arg-type]
    known = {option for command in commands for parameter in command.params for option in parameter.opts}  # type: ignore[union-attr]
    assert set(re.findall(r"(?<![-\w])--[a-z][a-z-]+", PAGES[language])) <= {*known, "--help"}


@pytest.mark.parametrize("name", ["README.md", "README.ja.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/README.md"])
def test_links_within_the_project_lead_somewhere(name: str) -> None:
    """Each link to a file or a heading finds it."""
    page = (ROOT / name).read_text(encoding="utf-8")
    headings = {title.lower().replace(" ", "-") for title in re.findall(r"^#+ (.*)", page, re.MULTILINE)}
    for target in re.findall(r"\]\(([^)]+)\)", page):
        if target.startswith("#"):
            assert target[1:] in headings
        elif not target.startswith("https://"):
            assert (ROOT / name).with_name("x").parent.joinpath(target).is_file()


@pytest.mark.parametrize("language", PAGES)
def test_a_readme_states_the_width(language: str) -> None:
    """A reader with a wider terminal sees other lines, and is told why."""
    assert re.search(rf"\b{readme.COLUMNS} columns|幅{readme.COLUMNS}桁", PAGES[language])


def test_an_output_is_cut_visibly() -> None:
    """Where the first lines alone are shown, a mark says that more follows."""
    assert readme.shown("1\n2\n3\n", "lines=2") == "1\n2\n…\n"
    assert readme.shown("1\n2\n", "lines=2") == "1\n2\n"


def test_a_changed_output_is_written_anew(tmp_path: Path) -> None:
    """The tool replaces what is shown and leaves all else as it is."""
    page = "```sh\nrenkei --version | tee v\n```\n\n```text\nold\n```\n\n```sh install\nexit 1\n```\n\n"
    page += "```sh\ncat v\n```\n\n```text\nold\n```\n"
    expected = page.replace("old", f"renkei {renkei_cli.__version__}")
    assert readme.refreshed(page, "en", tmp_path) == expected


def test_a_block_is_written_into_the_file_that_it_shows(tmp_path: Path) -> None:
    """What a later command reads stands in the README as a file, not as a command that makes one."""
    page = "```json file=a.json\n{}\n```\n\n```sh\ncat a.json\n```\n\n```text\nold\n```\n"
    assert readme.refreshed(page, "en", tmp_path) == page.replace("old", "{}")


def test_a_command_may_say_no(tmp_path: Path) -> None:
    """A block that says how it ends must end so, and shows its messages; any other end stops the tool."""
    page = "```sh exit=4\nrenkei list --data none.yaml\n```\n\n```text\nold\n```\n"
    assert "error: " in readme.refreshed(page, "en", tmp_path)
    with pytest.raises(SystemExit, match="ended with 4"):
        readme.refreshed(page.replace("exit=4", "exit=1"), "en", tmp_path)


def test_the_changelog_knows_this_version() -> None:
    """What is released is described."""
    assert f"\n## {renkei_cli.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def _prose(page: str) -> str:
    return re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)


def _kinds(kind: type[errors.RenkeiError]) -> list[type[errors.RenkeiError]]:
    below = [each for child in kind.__subclasses__() for each in _kinds(child)]
    return [*below, *([kind] if hasattr(kind, "exit_code") else [])]
