"""From a report to the reader: the format, the stream, its width and colour."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

Run = Callable[..., Any]


@pytest.mark.parametrize("cells", [60, 100])
def test_the_same_on_a_terminal_and_in_a_pipe(run: Run, terminal: Run, cells: int) -> None:
    """Without COLUMNS the terminal's width counts; but for the colour a pipe of that width gets the same."""
    assert terminal("list", "--color", "never", cells=cells).out == run("list", env={"COLUMNS": str(cells)}).out


@pytest.mark.parametrize(
    ("argv", "env", "colored"),
    [
        ([], {}, True),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"NO_COLOR": ""}, True),
        ([], {"TERM": "dumb"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {}, False),
        (["-o", "csv"], {}, False),
    ],
)
def test_colour_on_a_terminal(terminal: Run, argv: list[str], env: dict[str, str], *, colored: bool) -> None:
    """NO_COLOR, where it says something, and a dumb terminal take the colour away; --color decides over both."""
    assert ("\x1b[" in terminal("show", "himeshima", *argv, **env).out) is colored


@pytest.mark.parametrize(
    ("argv", "colored"), [([], False), (["--color", "always"], True), (["--color", "auto"], False)]
)
def test_colour_in_a_pipe(run: Run, argv: list[str], *, colored: bool) -> None:
    """None, unless it is asked for."""
    assert ("\x1b[" in run("show", "himeshima", *argv).out) is colored


@pytest.mark.parametrize("columns", ["", "0", "-5", "wide", "120"])
def test_a_pipe_has_120_cells_where_columns_says_nothing(run: Run, columns: str) -> None:
    """COLUMNS=0 and what is no number are as good as unset."""
    assert run("list", env={"COLUMNS": columns}).out == run("list", env={"COLUMNS": "120"}).out


@pytest.mark.parametrize("columns", ["1", "20", "60", "80", "160", "100000"])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "argv", [["list"], ["compare"], ["compare", "himeshima", "takamatsu"], ["search", "IT"], ["show", "local-venture"]]
)
def test_no_line_is_wider_than_the_terminal(run: Run, argv: list[str], language: str, columns: str) -> None:
    """Tables and pages fold; they are never wider than the screen, if that has 20 cells."""
    result = run(*argv, "--lang", language, env={"COLUMNS": columns})
    assert result.code == 0
    assert max(cell_len(line) for line in result.out.splitlines()) <= max(int(columns), 20)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--excel"], "--excel belongs to the format csv"),
        (["-o", "tsv", "--excel"], "--excel belongs to the format csv"),
        (["-o", "json", "--encoding", "cp932"], "--encoding belongs to the formats csv and tsv"),
        (["--encoding-errors", "nearest"], "--encoding belongs to the formats csv and tsv"),
        (["-o", "csv", "--encoding", "cp9320"], "there is no encoding 'cp9320'\nwrite it as in utf-8, cp932"),
        *((["-o", "csv", "--encoding", name], "there is no encoding") for name in ("rot13", "idna", "undefined")),
    ],
)
def test_options_that_do_not_go_together(run: Run, argv: list[str], said: str) -> None:
    """Refused, with what does."""
    result = run("list", *argv, "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_a_file_is_replaced_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    """What cannot be encoded leaves the old file as it was, and nothing beside it."""
    file = tmp_path / "cases.csv"
    file.write_text("before", encoding="utf-8")
    result = run("list", "-o", "csv", "--encoding", "cp932", "-O", str(file))
    assert (result.code, file.read_text(encoding="utf-8")) == (4, "before")
    assert "tsunan-sakae" in result.err
    nearest = run("list", "-o", "csv", "--encoding", "cp932", "--encoding-errors", "nearest", "-O", str(file))
    assert (nearest.code, os.listdir(tmp_path)) == (0, ["cases.csv"])  # noqa: PTH208 - names alone
    assert "火炎型土器" in file.read_text(encoding="cp932")


def test_a_link_stays_a_link(run: Run, tmp_path: Path) -> None:
    """The file that it leads to is replaced."""
    (tmp_path / "link").symlink_to("file")
    assert run("list", "-o", "ids", "-n", "1", "-O", str(tmp_path / "link")).code == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text(encoding="utf-8") == "saga\n"


@pytest.mark.parametrize("output", ["-", "/dev/stdout"])
def test_a_device_is_written_as_it_is(process: Run, output: str) -> None:
    """`-` and a device are no files to be replaced."""
    assert process("list", "-o", "ids", "-n", "1", "-O", output).stdout == "saga\n"


@pytest.mark.usefixtures("unbroken")
def test_a_folder_is_no_file(run: Run, tmp_path: Path) -> None:
    """It stays, and the reader is told."""
    result = run("list", "-O", str(tmp_path), "--lang", "en")
    assert (result.code, result.err) == (4, f"error: {tmp_path} cannot be written: it is a folder\n")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["list"], "cp932 has no character 焰 (U+7130), which stands in tsunan-sakae"),
        (["show", "tsunan-sakae"], "cp932 has no character 焰 (U+7130), which stands in tsunan-sakae"),
        (["compare", "saga", "tsunan-sakae"], "cp932 has no character 焰 (U+7130), which stands in tsunan-sakae"),
    ],
)
def test_a_character_that_does_not_fit_is_traced_to_its_case(run: Run, argv: list[str], said: str) -> None:
    """Whatever the command."""
    assert said in run(*argv, "-o", "csv", "--encoding", "cp932", "--lang", "en").err


def test_a_character_of_a_heading_stands_in_no_case(run: Run) -> None:
    """A localised header may hold a character that the encoding lacks, too."""
    result = run("list", "-o", "csv", "--excel", "--encoding", "ascii", "--fields", "span_km", "--lang", "ja")
    assert (result.code, result.err.splitlines()[0]) == (4, "エラー: ascii には「最」（U+6700）がありません")


def test_control_characters_of_the_command_line_do_not_reach_the_terminal(run: Run) -> None:
    """What was typed is named visibly."""
    result = run("show", "\x1b[31mred\u202e", "--lang", "en")
    assert "\x1b" not in result.err
    assert "\u202e" not in result.err
