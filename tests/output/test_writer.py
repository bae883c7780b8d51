"""From a result to the reader: the format, the stream or file, its width, colour and encoding."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from renkei_cli.cli.app import main
from renkei_cli.output.options import OutputOptions, use_color
from renkei_cli.output.registry import FaultFormat, Format
from renkei_cli.output.wrap import width
from renkei_cli.output.writer import silence_stream

Run = Callable[..., Any]
IMPORT = ("import", "t.csv", "--role", "lead", "-O")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder with a table and a faulty case file."""
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text("名称,参加団体,出典\n甲,彦根市;長浜市,x\n", encoding="utf-8")
    Path("t.yaml").write_text("[]\n", encoding="utf-8")


# --- width and colour ---


def test_the_same_on_a_terminal_and_in_a_pipe(run: Run, terminal: Run) -> None:
    """Without COLUMNS the terminal's width counts; but for the colour a pipe of that width gets the same."""
    assert terminal("list", "--color", "never", cells=60).out == run("list", env={"COLUMNS": "60"}).out


@pytest.mark.parametrize(
    ("argv", "env", "colored"),
    [
        ([], {}, True),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"NO_COLOR": ""}, True),
        ([], {"TERM": "dumb"}, False),
        ([], {"CLICOLOR": "0"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {}, False),
        (["-o", "csv"], {}, False),
    ],
)
def test_colour_on_a_terminal(terminal: Run, argv: list[str], env: dict[str, str], *, colored: bool) -> None:
    """NO_COLOR, where it says something, and a dumb terminal take the colour away; --color decides over both."""
    assert ("\x1b[" in terminal("show", "himeshima", *argv, **env).out) is colored


def test_an_old_windows_console_gets_no_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would print them; one that obeys says its name, and a reader who asks for colour gets it."""
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: True))
    for variable in ("TERM", "TERM_PROGRAM", "ConEmuANSI", "WT_SESSION"):
        monkeypatch.delenv(variable, raising=False)
    for obeys in (False, True):
        with monkeypatch.context() as patch:
            patch.setattr(os, "name", "nt")
            found = use_color(OutputOptions()), use_color(OutputOptions(color="always"))
        assert found == (obeys, True)
        monkeypatch.setenv("WT_SESSION", "x")


def test_no_line_is_wider_than_the_terminal(run: Run) -> None:
    """Tables and pages fold to any width from 20 on; what is no width is as good as unset, which means 120."""
    unset = {"": 120, "0": 120, "-5": 120, "wide": 120, "1e3": 120}
    cells = {"1": 20, "20": 20, "60": 60, "９０": 90, "100000": 1000, "9" * 20: 1000, "9" * 5000: 120}
    for line in ("list", "compare", "compare saga takamatsu", "search IT", "show local-venture"):
        for columns, least in (unset | cells).items():
            result = run(*line.split(), env={"COLUMNS": columns})
            assert result.code == 0
            assert max(map(width, result.out.splitlines())) <= least, (line, columns[:9])
            assert columns not in unset or result.out == run(*line.split(), env={"COLUMNS": "120"}).out


# --- formats and encodings ---


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--excel --json", "--excel belongs to the format csv"),
        ("-o tsv --excel", "--excel belongs to the format csv"),
        *((f"-o {form} --plain", "--plain belongs to the format table") for form in ("ids", "json", "csv", "markdown")),
        ("-o json --encoding cp932", "--encoding belongs to the formats csv and tsv"),
        ("--encoding-errors nearest", "--encoding belongs to the formats csv and tsv"),
        ("-o csv --encoding cp9320", "there is no encoding 'cp9320'\nwrite it as in utf-8, cp932"),
        *((f"-o csv --encoding {name}", "there is no encoding") for name in ("rot13", "idna", "undefined")),
        ("--json -o csv", "--json and -o csv contradict each other"),
        ("-o csv -O x.json", "-o csv does not fit the name x.json\nwrite -o json, or the name x.csv"),
        ("-o ids -O x.json", "write -o json, or the name x.txt"),
        ("-O b'.xlsx", "writes no .xlsx\nfor a file that Excel opens, write: -o csv --excel -O 'b'\"'\"'.csv'"),
        ("-O x.pdf", "write -o markdown -O x.md; then pandoc makes it: pandoc x.md -o x.pdf"),
        ("-O x.sarif", "this command writes no .sarif\nname a file that ends in .json"),
        ("-O x.y", "name a file that ends in .json, .jsonl, .ndjson, .csv"),
    ],
)
@pytest.mark.usefixtures("unbroken")
def test_options_that_do_not_go_together(run: Run, line: str, said: str) -> None:
    """Refused, with what does."""
    result = run("list", *line.split(), "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_a_file_says_its_format(run: Run) -> None:
    """By its suffix; no suffix, or .txt, says none."""
    for name, form in {
        "x.JSON": "json", "x.ndjson": "jsonl", "x.csv": "csv", "x.tsv": "tsv", "x.yml": "yaml", "x.md": "markdown",
        "x": "table", "x.txt": "table",
    }.items():  # fmt: skip
        assert run("list", "-O", name).code == 0
        assert Path(name).read_text(encoding="utf-8") == run("list", "-o", form).out.replace("\r\n", "\n"), name
    for name, form in {"y.txt": "ids", "y.csv": "csv"}.items():
        assert run("list", "-o", form, "-O", name).code == 0
    assert (run("validate", "-O", "z.sarif").code, run("validate", "-O", "z.csv").code) == (0, 2)
    assert all(form.traits.help for form in (*Format, *FaultFormat))


def test_a_character_that_does_not_fit_is_traced_to_its_case(run: Run) -> None:
    """Whatever the command; nothing is written before all of it is known to fit. A heading stands in no case."""
    for line in ("list -o csv", "show tsunan-sakae -o csv", "compare saga tsunan-sakae -o csv", "list -o tsv"):
        result = run(*line.split(), "--fields", "background.ja", "--encoding", "cp932", "--lang", "en")
        assert (result.code, result.out) == (4, "")
        assert "cp932 has no character 焰 (U+7130), which stands in tsunan-sakae" in result.err
    result = run("list", "-o", "csv", "--excel", "--encoding", "ascii", "--fields", "span_km", "--lang", "ja")
    assert (result.code, result.err.splitlines()[0]) == (4, "エラー: ascii には「最」（U+6700）がありません")


def test_control_characters_of_the_command_line_do_not_reach_the_terminal(run: Run) -> None:
    """What was typed is named visibly."""
    assert not {"\x1b", "\u202e"} & set(run("show", "\x1b[31mred\u202e", "--lang", "en").err)


# --- files and streams ---


def test_nothing_is_written_over_without_force(run: Run) -> None:
    """One rule for all that writes a file: what stands there stays, with exit 4 and the way out."""
    for line in ("list", "filter id=saga", "search IT", "show saga", "compare saga hamada", "validate t.yaml", "schema",
                 "import t.csv --role lead", "list -o csv --explode events"):  # fmt: skip
        file = Path("mine.yaml" if line.startswith("import") else "mine.txt")
        file.write_text("# my edit\n", encoding="utf-8")
        result = run(*line.split(), "-O", str(file), "--lang", "en")
        refused = f"error: {file} is there already\nchoose another name; --force writes over it\n"
        assert (line, result.code, result.out) == (line, 4, "")
        assert result.err.endswith(refused)
        assert file.read_text(encoding="utf-8") == "# my edit\n", line
        assert run(*line.split(), "-O", str(file), "--force").code in (0, 1), line
        assert file.read_text(encoding="utf-8") != "# my edit\n", line


def test_a_file_is_replaced_whole_or_not_at_all(run: Run) -> None:
    """What cannot be encoded leaves the old file as it was, and nothing beside it; a link stays a link."""
    file, link = Path("cases.csv"), Path("link.csv")
    file.write_text("before", encoding="utf-8")
    link.symlink_to(file)
    argv = ["list", "--encoding", "cp932", "-O", str(link)]
    assert (run(*argv, "--force").code, file.read_text(encoding="utf-8")) == (4, "before")
    assert run(*argv, "--encoding-errors", "nearest", "--force").code == 0
    assert link.is_symlink()
    assert "火炎型土器" in file.read_text(encoding="cp932")
    assert sorted(os.listdir()) == ["cases.csv", "link.csv", "t.csv", "t.yaml"]  # noqa: PTH208 - names alone


@pytest.mark.usefixtures("unbroken")
def test_what_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    """A folder, a link that leads to itself, a stream that is closed, a disk that is full."""
    Path("loop.csv").symlink_to("loop.csv")
    for output in (str(tmp_path), "loop.csv", "none/x.csv", "/dev/fd/987", "/dev/full"):
        result = run("list", "-O", output, "--lang", "en")
        assert (result.code, result.out) == (4, "")
        assert result.err.startswith(f"error: {output} cannot be written: ")


def test_a_stream_is_written_on() -> None:
    """What others have written to a stream, and write to it afterwards, stays, though it may be a file."""
    for output in ("-", "/dev/stdout", "/dev/fd/1", "/dev/stderr"):
        with Path("f.txt").open("w", encoding="utf-8") as file:
            file.write("before\n")
            file.flush()
            streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
            streams["stderr" if output.endswith("stderr") else "stdout"] = file.fileno()
            program = [sys.executable, "-m", "renkei_cli", "list", "-o", "ids", "-n", "1", "-O", output]
            assert subprocess.run(program, **streams, check=False).returncode == 0  # type: ignore[call-overload] # noqa: S603 - our own program
            file.seek(0, os.SEEK_END)
            file.write("after\n")
        assert Path("f.txt").read_text(encoding="utf-8") == "before\nsaga\nafter\n", output


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("list -O x.csv", "written: x.csv (8 cases)"),
        ("list -n 2 -O x.txt", "written: x.txt (2 of 8 cases)"),
        ("search IT -O x.json", "written: x.json (1 case)"),
        ("compare saga hamada -O x.MD", "written: x.MD (2 cases)"),
        ("show saga -O x.yaml", "written: x.yaml"),
        ("schema -O x.json", "written: x.json"),
        ("import t.csv --role lead -O x.yml", "written: x.yml (1 case imported)"),
        ("validate t.yaml -O x.json", "written: x.json (files: 1, cases: 1, errors: 1, warnings: 0)"),
        ("new x.yaml --template", "written: x.yaml"),
    ],
)
def test_a_written_file_is_told(run: Run, line: str, told: str) -> None:
    """Whatever the form, the reader hears on stderr that it is there and how much is in it."""
    result = run(*line.split(), "--lang", "en")
    assert result.out == ""
    assert told in result.err.splitlines()


def test_a_reader_who_leaves_has_seen_enough(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe that nobody reads any more is a success, be it stdout or named as a file."""
    reading, writing = os.pipe()
    os.close(reading)
    assert run("show", "saga", "-O", f"/dev/fd/{writing}")[:3] == (0, "", "")
    with os.fdopen(writing, "w", encoding="utf-8") as stdout, monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", stdout)
        assert main(["show", "saga"]) == 0


def test_no_file_and_no_name(run: Run) -> None:
    """The screen and a device are no files that are told of; an empty name is most often an unset variable."""
    assert {run("list", "-o", "csv", "-O", output).err for output in ("-", "/dev/null")} == {""}
    for line in ("list -O", "schema -O", "import t.csv -O", "import t.csv --folder"):
        result = run(*line.split(), "", "--lang", "en")
        assert (result.code, result.out) == (2, "")
        assert f"{'--folder' if '--folder' in line else '--output'}: its value is missing" in result.err


@pytest.mark.usefixtures("unbroken")
def test_a_case_file_is_called_one(run: Run) -> None:
    """YAML under another name is refused, with the name that would be right, and nothing is written."""
    for argv in (IMPORT, ("new", "--template")):
        for name in ("x.csv", "x"):
            result = run(*argv, name, "--lang", "en")
            message = f"error: {name}: a case file is YAML, and its name ends in .yaml, .yml"
            assert (result.code, result.err.splitlines()) == (2, [message, "write it as in x.yaml"])
            assert not Path(name).exists()
        long = f"{'x' * 300}.yaml"
        for place, reason in {".": "it is a folder", "none/x.yaml": "there is no folder none", long: ""}.items():
            result = run(*argv, place, "--lang", "en")
            assert result.code == 4
            assert result.err.startswith(f"error: {place} cannot be written: {reason}")


def test_an_import_overwrites_nothing_unasked(run: Run) -> None:
    """A file that is there stays, unless --force says otherwise; a stream is no file."""
    Path("x.yaml").write_text("mine", encoding="utf-8")
    result = run(*IMPORT, "x.yaml", "--lang", "en")
    assert (result.code, Path("x.yaml").read_text(encoding="utf-8")) == (4, "mine")
    assert "x.yaml is there already\nchoose another name; --force writes over it\n" in result.err
    assert run(*IMPORT, "x.yaml", "--force").code == 0
    assert Path("x.yaml").read_text(encoding="utf-8").startswith("cases:")
    assert run(*IMPORT, "/dev/stdout").out.startswith("cases:")


def test_what_is_silenced_waits_for_no_reader() -> None:
    """What was still to be written is let go: nobody need read for the stream to close."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="utf-8") as stream:
        stream.write("heard")
        stream.flush()
        stream.write("unheard")
        silence_stream(stream)
    assert [os.read(reading, 100), os.read(reading, 100)] == [b"heard", b""]
    os.close(reading)
