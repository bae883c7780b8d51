"""The man page: in step with the help pages, in each language, with nothing that roff would set otherwise."""

import re
import shutil
import subprocess
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei_cli import i18n
from renkei_cli.cli import tree
from renkei_cli.contents import COMMANDS
from renkei_cli.examples import EXAMPLES
from renkei_cli.help import VARIABLES
from renkei_cli.parameters import all_parameters
from renkei_cli.sheet import Row
from renkei_cli.topics import EXIT_CODES, TOPICS
from renkei_cli.typeset import phrases, width
from renkei_cli.vocabulary import THEMES

_SPEC = spec_from_file_location("manual", Path(__file__).parent.parent / "tools" / "manual.py")
assert _SPEC
assert _SPEC.loader
manual = module_from_spec(_SPEC)
_SPEC.loader.exec_module(manual)

PAGES = dict(manual.pages())
READABLE = {
    r"\:": "", r"\&": "", r"\fB": "", r"\fI": "", r"\fR": "", r"\~": "\u00a0",
    r"\(aq": "'", r"\(ga": "`", r"\(ha": "^", r"\(ti": "~", r"\-": "-", r"\(rs": "\\",
}  # fmt: skip


def _read(roff: str) -> str:
    """Undo what roff undoes."""
    return re.sub("|".join(map(re.escape, READABLE)), lambda found: READABLE[found[0]], roff)


def _letters(text: str) -> str:
    return "".join(text.replace("`", "").split())


@pytest.mark.parametrize(("file", "language"), PAGES.items(), ids=PAGES.values())
def test_the_page_is_what_the_tool_writes(file: Path, language: str) -> None:
    """The file is in step with the help pages; its date is the day on which it last changed."""
    there = file.read_text(encoding="utf-8")
    assert re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", manual.date_of(there))
    assert there == manual.page(language, manual.date_of(there))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_page_tells_all(language: str) -> None:
    """Every command, argument, option, example, topic, theme, exit code and variable is there, with its words."""
    page = _letters(_read(manual.page(language, "").replace("\n.br\n", "\n")))
    loaded = tree()
    said = [i18n._(purpose) for _function, purpose in COMMANDS.values()]
    for name in COMMANDS:
        for parameter in all_parameters(loaded.get_command(None, name)):
            said += [*(parameter.opts if parameter.param_type_name == "option" else ()), i18n._(parameter.help)]
    said += [i18n._(word) for examples in EXAMPLES.values() for one in examples for word in one]
    said = [one for one in said if one not in [i18n._(word) for one in EXAMPLES["exit-codes"] for word in one]]
    said += [i18n._(topic.purpose) for name, topic in TOPICS.items() if name != "exit-codes"]
    said += [word.here() for term in THEMES for word in (term.label, term.definition)]
    said += [i18n._(words) for words in (*EXIT_CODES.values(), *VARIABLES.values())]
    assert [one for one in said if _letters(one).rstrip("。.") not in page] == []


def test_an_option_of_many_commands_is_explained_once() -> None:
    """Elsewhere it is named."""
    page = manual.page("en", "")
    assert page.count("Language of labels and messages") == 1
    assert page.count(r"\fB\-\-lang\fR") > len(COMMANDS) - 2


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))) | st.text(".'\\-~^`a 連携"))
def test_text_stays_what_it_is(text: str) -> None:
    """Whatever is written is read again from the page, and no line of it is a command of roff."""
    assert "".join(phrases(text)) == text
    lines = manual._prose(text.replace("`", ""))
    assert _letters(_read("".join(lines))) == _letters(text)
    assert [line for line in lines if line.startswith((".", "'"))] == []
    assert [line for line in lines if len(line) > 80 and " " in line and line.isascii() and " " in line[:80]] == []


def test_escaping() -> None:
    """A hyphen can be copied, a leading dot and a backslash are letters, and what is to be typed is bold."""
    roff = manual.Roff()
    roff.text("See `renkei help x`: .a\\b 'c' ~d")
    roff.rows([Row("-n, --limit N", "one\n.two", [Row("a", "b")])])
    roff.heading("H")
    roff.text("T")
    assert roff.lines == [
        r"See \fBrenkei help x\fR: .a\(rsb \(aqc\(aq \(tid",
        ".TP", r"\fB\-n,\fR \fB\-\-limit\fR \fIN\fR", "one", ".br", r"\&.two", ".RS", ".TP", r"\fBa\fR", "b", ".RE",
        ".PP", r"\fIH\fR", ".PP", "T",
    ]  # fmt: skip


def test_the_date_changes_only_with_the_page(tmp_path: Path) -> None:
    """A page that says the same keeps its date; one that does not is written anew."""
    tool = module_from_spec(_SPEC)
    _SPEC.loader.exec_module(tool)
    tool.FOLDER = tmp_path
    tool.main()
    files = [file for file, _language in tool.pages()]
    assert [file.relative_to(tmp_path).as_posix() for file in files] == ["ja/man1/renkei.1", "man1/renkei.1"]
    old = files[1].read_text(encoding="utf-8").replace(tool.date_of(files[1].read_text(encoding="utf-8")), "2020-01-01")
    files[1].write_text(old, encoding="utf-8")
    files[0].write_text(old, encoding="utf-8")
    tool.main()
    assert files[1].read_text(encoding="utf-8") == old
    assert tool.date_of(files[0].read_text(encoding="utf-8")) > "2020-01-01"


@pytest.mark.skipif(not shutil.which("mandoc"), reason="mandoc checks man pages where it is installed")
@pytest.mark.parametrize("file", PAGES)
def test_an_independent_reader_finds_nothing_to_mend(file: Path) -> None:
    """Mandoc's lint is silent."""
    checked = subprocess.run(["mandoc", "-T", "lint", file], capture_output=True, text=True, check=False)  # noqa: S603, S607 - where it is installed
    assert (checked.stdout, checked.returncode) == ("", 0)


@pytest.mark.skipif(not shutil.which("groff"), reason="groff sets man pages where it is installed")
@pytest.mark.parametrize("cells", [60, 80, 120])
@pytest.mark.parametrize("file", PAGES)
def test_the_page_fits_the_screen(file: Path, cells: int) -> None:
    """Set by groff as man does it: no warning, and no line wider than the screen."""
    command = ["groff", "-ww", "-mja", "-Kutf8", "-man", "-Tutf8", "-P-cbou", f"-rLL={cells}n", str(file)]
    drawn = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)  # noqa: S603 - where it is installed
    assert drawn.stderr == ""
    assert [line for line in drawn.stdout.splitlines() if width(line) > cells] == []
