"""Collections: which files they are made of, when they are compiled anew, and where the index is kept."""

import gc
import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from renkei_cli.casebook.casebook import CollectionSpec, open_index
from renkei_cli.casebook.index import TESTS, Index, open_file
from renkei_cli.core import files
from renkei_cli.core.errors import InvalidDataError
from renkei_cli.domain.dates import date_span

Run = Callable[..., Any]
Write = Callable[..., Path]


def _ids(folder: Path) -> list[str]:
    return open_index(CollectionSpec((str(folder),))).ids()


def test_which_files_answer(run: Run, write_cases: Write) -> None:
    """`--data` leaves the bundled cases out and goes before RENKEI_DATA; paths keep their order, each counts once."""
    first, second = str(write_cases("b", "c", folder="x")), str(write_cases("a", folder="y"))
    for argv, named, ids in (
        (["--data", first], "", "b c"),
        (["--data", first, "--data", f"{second}/a.yaml", "--data", first], "", "b c a"),
        ([], f"{second}{os.pathsep}{first}", "a b c"),
        (["--data", first], second, "b c"),
    ):
        assert run("list", "-o", "ids", *argv, env={"RENKEI_DATA": named}).out.split() == ids.split()
    both = run("list", "--data", first, "--with-bundled", "-o", "ids").out.split()
    assert (len(both), both[0], both[-1]) == (10, "saga", "c")


def test_tab_offers_its_ids(run: Run, write_cases: Write) -> None:
    """TAB looks into the collection that the line names; it does not wait for a large one to be compiled."""
    folder = write_cases("one", "other")
    offered = run("show", "--data", str(folder), "o", env={"_RENKEI_COMPLETE": "fish"}).out
    assert offered.splitlines() == ["one\toneの計画", "other\totherの計画"]
    (folder / "large.yaml").write_text("#" * (files.SMALL + 1), encoding="utf-8")
    answer = run("show", "--data", str(folder), "o", env={"_RENKEI_COMPLETE": "bash"})
    assert (answer.out, answer.err) == ("", "")


@pytest.mark.usefixtures("unbroken")
def test_two_cases_of_one_id_name_both_places(run: Run, write_cases: Write) -> None:
    """The message says where the id stands now, and where it stood before, also if that file is not read again."""
    folder = write_cases("one")
    assert _ids(folder) == ["one"]
    (folder / "two.yaml").write_text((folder / "one.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    answer = run("list", "--data", str(folder), "--lang", "en")
    assert answer.code == 4
    assert f"{folder}/two.yaml:1:5: " in answer.err
    assert f"{folder}/one.yaml:1:5" in answer.err


@pytest.mark.usefixtures("unbroken")
def test_what_cannot_be_read_is_named(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """From where the reader stands, whether the option or RENKEI_DATA gave it; an empty path is no folder."""
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    os.mkfifo("pipe.yaml")
    with Path("large.yaml").open("wb") as stream:
        stream.truncate(files.LARGEST + 1)
    for path, said in (
        ("sub/nope.yaml", "error: sub/nope.yaml cannot be read: there is no such file or folder\n"),
        ("pipe.yaml", "error: pipe.yaml is no regular file\n"),
        ("large.yaml", "error: large.yaml is larger than 64 MiB\nsplit it into several files\n"),
        ("empty", "error: there is no case file in empty\ncase files end in .yaml, .yml\n"),
    ):
        for answer in (
            run("list", "--data", path, "--lang", "en"),
            run("list", "--lang", "en", env={"RENKEI_DATA": path}),
        ):
            assert (answer.code, answer.out, answer.err) == (4, "", said)
    for argv in (["list"], ["show", "one"], ["validate"]):
        answer = run(*argv, "--data", "", "--lang", "en")
        assert (answer.code, answer.out) == (2, "")
        assert "--data: its value is missing" in answer.err


def test_a_reader_whose_folder_is_gone(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """From a folder that was removed no path leads anywhere; the bundled cases are there all the same."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    answer = run("list", "--data", "x", "--lang", "en")
    assert (answer.code, answer.err) == (4, "error: x cannot be read: there is no such file or folder\n")
    assert len(run("list", "-o", "ids").out.split()) == 8


@pytest.mark.usefixtures("unbroken")
def test_of_very_many_faults_some_are_told(run: Run, write_cases: Write) -> None:
    """A command that only reads does not fill the screen; it says how many there are and what shows them all."""
    folder = write_cases(*(f"case-{number}" for number in range(25)), colour="red")
    answer = run("list", "--data", str(folder), "--lang", "en")
    assert answer.code == 4
    *told, more, count, hint = answer.err.splitlines()
    assert (len(told), more) == (20, "… and 5 more")
    assert (count, hint) == ("error: 25 faults in the case files", "renkei validate shows each with its line")


def test_only_changed_files_are_read_again(run: Run, write_cases: Write, own_cache: Path) -> None:
    """Cases of unchanged files keep their numbers; those of others are dropped, read again or added, in order."""
    folder = write_cases("one", "two", "three")
    assert _ids(folder) == ["one", "three", "two"]
    (before,) = own_cache.iterdir()
    assert _numbers(before) == {"one": 1, "three": 2, "two": 3}
    (folder / "one.yaml").unlink()
    write_cases("zero")
    write_cases("three", themes="[{code: digital}]")
    listed = json.loads(run("list", "--data", str(folder), "--json").out)
    assert [(case["id"], len(case["themes"])) for case in listed] == [("three", 1), ("two", 0), ("zero", 0)]
    (after,) = own_cache.iterdir()
    assert _numbers(after) == {"three": 4, "two": 3, "zero": 5}
    for argv in (["list", "--theme", "IT"], ["search", "デジタル"], ["filter", "themes!="]):
        assert run(*argv, "--data", str(folder), "-o", "ids").out == "three\n"


def _numbers(path: Path) -> dict[str, int]:
    numbers: dict[str, int] = Index(open_file(path))._numbers
    return numbers


def test_a_fault_leaves_the_index_before_it_alone(write_cases: Write, own_cache: Path) -> None:
    """Cases with faults are not compiled, not even in part."""
    folder = write_cases("one")
    assert _ids(folder) == ["one"]
    write_cases("two", colour="red")
    with pytest.raises(InvalidDataError):
        _ids(folder)
    assert len(list(own_cache.iterdir())) == 1
    (folder / "two.yaml").unlink()
    assert _ids(folder) == ["one"]


def test_where_nothing_can_be_kept_the_index_lives_in_memory(
    write_cases: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A cache folder that cannot be made is no failure."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert _ids(write_cases("one")) == ["one"]


def test_the_index_is_private(write_cases: Write, own_cache: Path) -> None:
    """Nobody else can put an index there, or read what cases one has. The garbage collector is left as it was."""
    before = gc.get_threshold()
    assert (_ids(write_cases("one")), gc.get_threshold()) == (["one"], before)
    (kept,) = own_cache.iterdir()
    assert (own_cache.stat().st_mode & 0o777, kept.stat().st_mode & 0o777) == (0o700, 0o600)


def test_the_cache_folder_is_kept_small(write_cases: Write, own_cache: Path) -> None:
    """Of very many collections, those compiled longest ago are removed; what can't be removed stays.

    An unfinished index of a run that was killed goes, that of one that may still run stays.
    """
    own_cache.mkdir(parents=True)
    ended, running = own_cache / f".x.99999999-{16 * 'a'}.tmp", own_cache / f".x.1-{16 * 'a'}.tmp"
    running.touch()
    for path in (ended, *(own_cache / f"{number:03}-old.sqlite" for number in range(40))):
        path.write_bytes(b"")
        os.utime(path, (int(path.name[:3]) if path.suffix == ".sqlite" else 0,) * 2)
    (own_cache / "gone.sqlite").symlink_to(own_cache / "nowhere")
    (own_cache / "000-folder.sqlite").mkdir()
    for name in ("gone.sqlite", "000-folder.sqlite"):
        os.utime(own_cache / name, (0, 0), follow_symlinks=False)
    assert _ids(write_cases("one")) == ["one"]
    left = {path.name for path in own_cache.iterdir()}
    assert {"000-folder.sqlite", "039-old.sqlite", running.name} <= left
    assert not {"000-old.sqlite", "gone.sqlite", ended.name} & left
    assert len(left) == 34


def test_a_case_that_says_little_is_shown(run: Run, write_cases: Write) -> None:
    """A case with nothing but what is required goes through every command and format; blanks say so.

    A text that has no translation is null in JSON, and Japanese to an English reader.
    """
    folder = str(write_cases("one", "two"))
    for argv in (["list"], ["filter", "type=県内"], ["show", "one"], ["compare", "one", "two"], ["search", "計画"]):
        for form in ("table", "markdown", "csv", "tsv", "yaml", "json", "jsonl"):
            for language, silence in (("ja", "未記入: 概要、"), ("en", "not filled in: Summary, ")):
                answer = run(*argv, "--data", folder, "-o", form, "--lang", language)
                assert (argv, form, answer.code, "None" in answer.out) == (argv, form, 0, False)
                assert "oneの計画" in answer.out
                assert argv[0] != "show" or form != "table" or silence in answer.out
    case = json.loads(run("show", "one", "--data", folder, "--json").out)
    assert case["title"] == {"ja": "oneの計画", "en": None}
    assert "oneの計画,\n" in run("list", "--data", folder, "-o", "csv", "--fields", "title").out


def test_fields_alone_are_read_as_they_are_in_the_whole_case(cases: dict[str, dict[str, Any]]) -> None:
    """What is asked for of a case, blanks too, is what its document says, with what it needs to be shown."""
    index = open_index()
    keys = [key for key in index.fields() if "." not in key]
    for part in index.cases(index.ids(), keys):
        assert part == cases[part["id"]]
    for asked, read in (
        ("title.ja", ["id", "title"]),
        ("merits", ["id", "merits", "participants"]),
    ):
        assert [list(part) for part in index.cases(["hamada"], [asked])] == [read]


_DAYS = st.dates().map(str)


@given(_DAYS | _DAYS.map(lambda day: day[:7]) | _DAYS.map(lambda day: day[:4]) | _DAYS.map(lambda day: f"FY{day[:4]}"))
@example("2016-02")
@example("9999-12-31")
def test_the_index_knows_the_days_of_a_date(date: str) -> None:
    """SQLite reckons the first and the last day as the rest of the program does."""
    if date == "FY9999":
        return
    first, last = (day.isoformat() for day in date_span(date))
    for test, values, passes in (
        ("meets", (first, last), 1), ("begins>", (first,), 0), ("begins<=", (first,), 1),
        ("ends<", (last,), 0), ("ends>=", (last,), 1),
    ):  # fmt: skip
        asked = f"SELECT {TESTS[test].format(item=repr(date))}"
        assert (test, sqlite3.connect(":memory:").execute(asked, values).fetchall()) == (test, [(passes,)])
