"""From a result to the reader: the format, the stream, its width, colour and encoding."""

import io
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from renkei_cli.output import writer
from renkei_cli.output.options import OutputOptions, use_color
from renkei_cli.output.registry import FaultFormat, Format, FormatTraits, _AnyFormat
from renkei_cli.output.results import CaseList
from renkei_cli.output.wrap import width

Run = Callable[..., Any]


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
    """It would print them; newer ones obey, and so do those whose reader asks for colour."""
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: True))
    for prints_escapes in (True, False):
        with monkeypatch.context() as patch:
            patch.setattr("rich.console.detect_legacy_windows", lambda: prints_escapes)  # noqa: B023 - called below
            patch.setattr(os, "name", "nt")
            found = use_color(OutputOptions()), use_color(OutputOptions(color="always"))
        assert found == (not prints_escapes, True)


def test_no_line_is_wider_than_the_terminal(run: Run) -> None:
    """Tables and pages fold to any width from 20 on; what is no width is as good as unset, which means 120."""
    unset = {"": 120, "0": 120, "-5": 120, "wide": 120, "1e3": 120}
    cells = {"1": 20, "20": 20, "60": 60, "９０": 90, "100000": 1000, "9" * 20: 1000, "9" * 5000: 120}
    for argv in (["list"], ["compare"], ["compare", "saga", "takamatsu"], ["search", "IT"], ["show", "local-venture"]):
        for columns, least in (unset | cells).items():
            result = run(*argv, env={"COLUMNS": columns})
            assert result.code == 0
            assert max(map(width, result.out.splitlines())) <= least, (argv, columns[:9])
            assert columns not in unset or result.out == run(*argv, env={"COLUMNS": "120"}).out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--excel"], "--excel belongs to the format csv"),
        (["-o", "tsv", "--excel"], "--excel belongs to the format csv"),
        (["-o", "ids", "--plain"], "--plain belongs to the format table"),
        (["-o", "json", "--encoding", "cp932"], "--encoding belongs to the formats csv and tsv"),
        (["--encoding-errors", "nearest"], "--encoding belongs to the formats csv and tsv"),
        (["-o", "csv", "--encoding", "cp9320"], "there is no encoding 'cp9320'\nwrite it as in utf-8, cp932"),
        *((["-o", "csv", "--encoding", name], "there is no encoding") for name in ("rot13", "idna", "undefined")),
        (["--json", "-o", "csv"], "--json and -o csv contradict each other"),
        (["-o", "csv", "-O", "x.json"], "-o csv does not fit the name x.json\nwrite -o json, or the name x.csv"),
        (["-o", "ids", "-O", "x.json"], "write -o json, or the name x.txt"),
        (["-O", "a b.xlsx"], "writes no .xlsx\nfor a file that Excel opens, write: -o csv --excel -O 'a b.csv'"),
        (["-O", "x.pdf"], "write -o markdown -O x.md; then pandoc makes it: pandoc x.md -o x.pdf"),
        (["-O", "x.sarif"], "for code scanning, check the case files: renkei validate -O x.sarif"),
        (["-O", "x.y"], "name a file that ends in .json, .jsonl, .ndjson, .csv"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("unbroken")
def test_options_that_do_not_go_together(run: Run, argv: list[str], said: str) -> None:
    """Refused, with what does."""
    result = run("list", *argv, "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_a_file_says_its_format(run: Run, tmp_path: Path) -> None:
    """By its suffix; no suffix, or .txt, says none."""
    for name, form in {
        "x.JSON": "json", "x.ndjson": "jsonl", "x.csv": "csv", "x.tsv": "tsv", "x.yml": "yaml", "x.md": "markdown",
        "x": "table", "x.txt": "table",
    }.items():  # fmt: skip
        assert run("list", "-O", str(tmp_path / name)).code == 0
        assert (tmp_path / name).read_text(encoding="utf-8") == run("list", "-o", form).out.replace("\r\n", "\n"), name
    for name, form in {"y.txt": "ids", "y.csv": "csv"}.items():
        assert run("list", "-o", form, "-O", str(tmp_path / name)).code == 0
    assert run("validate", "-O", str(tmp_path / "z.sarif")).code == 0
    assert run("validate", "-O", str(tmp_path / "z.csv")).code == 2


def test_every_format_has_its_module() -> None:
    """Named after it; and one line of help."""
    for form in (*Format, *FaultFormat):
        assert form.traits.help
        assert form.traits.help


class _Binary(_AnyFormat):
    BYTES = "bytes", FormatTraits("", binary=True)


def test_a_binary_format_writes_bytes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A new format is a module and an entry; where its flag says so, it gets a stream of bytes."""
    module: Any = ModuleType("bytes")
    module.render = lambda result, out, _options: out.write(bytes(result.cases))
    monkeypatch.setitem(sys.modules, "renkei_cli.output.formats.bytes", module)
    options: Any = OutputOptions(_Binary.BYTES, str(tmp_path / "x"))
    writer.write_result(CaseList(b"\x00\xff\r\n", {}), options)
    assert (tmp_path / "x").read_bytes() == b"\x00\xff\r\n"
    stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", stdout)
    writer.write_result(CaseList(b"\x00\xff\r\n", {}), replace(options, output=None))
    assert stdout.buffer.getvalue() == b"\x00\xff\r\n"


@pytest.mark.parametrize(
    "argv", [["list"], ["show", "tsunan-sakae"], ["compare", "saga", "tsunan-sakae"], ["list", "-o", "tsv"]]
)
def test_a_character_that_does_not_fit_is_traced_to_its_case(run: Run, argv: list[str]) -> None:
    """Whatever the command; nothing is written before all of it is known to fit."""
    result = run(*(argv if "-o" in argv else [*argv, "-o", "csv"]), "--encoding", "cp932", "--lang", "en")
    assert (result.code, result.out) == (4, "")
    assert "cp932 has no character 焰 (U+7130), which stands in tsunan-sakae" in result.err


def test_a_character_of_a_heading_stands_in_no_case(run: Run) -> None:
    """A localised header may hold a character that the encoding lacks, too."""
    result = run("list", "-o", "csv", "--excel", "--encoding", "ascii", "--fields", "span_km", "--lang", "ja")
    assert (result.code, result.err.splitlines()[0]) == (4, "エラー: ascii には「最」（U+6700）がありません")


def test_control_characters_of_the_command_line_do_not_reach_the_terminal(run: Run) -> None:
    """What was typed is named visibly."""
    result = run("show", "\x1b[31mred\u202e", "--lang", "en")
    assert not {"\x1b", "\u202e"} & set(result.err)
