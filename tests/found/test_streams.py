"""Cases that come from a stream: standard input, what a shell opens for <(…), and JSON that was printed before."""

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.core import files

Run = Callable[..., Any]


def test_streams_are_collections_too(run: Run, write_cases: Callable[..., Path]) -> None:
    """Standard input is read by every command, beside files, and where RENKEI_DATA names it."""
    folder = write_cases("one", "two")
    case = (folder / "one.yaml").read_bytes()
    for line in ("list --data -", "filter id=one --data -", "search の計画 --data -", "show one --data - --fields id"):
        answer = run(*line.split(), "-o", "ids", stdin=case)
        assert (line, answer.code, answer.out) == (line, 0, "one\n")
    answer = run("list", "--data", "-", "--data", str(folder / "two.yaml"), "-o", "ids", stdin=case)
    assert answer.out == "one\ntwo\n"
    assert run("list", "-o", "ids", env={"RENKEI_DATA": "-"}, stdin=case).out == "one\n"
    assert "cases: 1" in run("validate", "--data", "-", "--lang", "en", stdin=case).err
    answer = run("list", "--data", "-", "--lang", "en", stdin=b"id: [")
    assert (answer.code, answer.err.startswith("<stdin>:1:5: ")) == (4, True)


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="the system shows no open files")
@pytest.mark.parametrize("more", [0, files.SMALL])
def test_a_pipe_of_the_shell_is_read(run: Run, write_cases: Callable[..., Path], more: int) -> None:
    """`<(…)` is a path that can be read once, small or large; `fmt` answers on stdout and writes nothing to it."""
    case = (write_cases("one") / "one.yaml").read_bytes() + b"#" * more

    def sent(*argv: str) -> Any:  # noqa: ANN401 - a run's result
        reading, writing = os.pipe()
        with os.fdopen(writing, "wb") as stream:
            sender = threading.Thread(target=lambda: (stream.write(case), stream.close()))
            sender.start()
            answer = run(*argv, f"/dev/fd/{reading}")
            sender.join()
        os.close(reading)
        return answer

    assert sent("list", "-o", "ids", "--data").out == "one\n"
    assert sent("validate").code == 0
    assert sent("fmt").out.startswith("id: one\n")


def test_tab_waits_for_no_stream(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a reader types at the prompt is not taken for cases."""
    monkeypatch.setattr(sys, "stdin", None)
    assert run("show", "--data", "-", "", env={"_RENKEI_COMPLETE": "bash"}) == (0, "", "", b"")


@pytest.mark.usefixtures("unbroken")
def test_json_that_was_printed_is_refused_in_one_sentence(run: Run) -> None:
    """Whatever a command prints as JSON is told to be no case file, once, with how it becomes one."""
    for line in (
        "list --json", "list --json --fields id,title", "list -o jsonl", "show saga --json", "compare --json",
        "search 観光 --json", "filter type=remote --json",
    ):  # fmt: skip
        printed = run(*line.split()).raw
        fault, *rest = run("list", "--data", "-", "--lang", "en", stdin=printed).err.splitlines()
        assert (line, "this is what renkei prints as JSON" in fault, len(rest)) == (line, True, 2)
    assert "cases-key" in run("list", "--data", "-", stdin=b"[{id: a, source: {}}]").err
    assert run("list", "--data", "-", "-o", "ids", stdin=run("show", "saga", "-o", "yaml").raw).out == "saga\n"
