"""Collections: which files they are made of, when they are compiled anew, and where the index is kept."""

import gc
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import renkei_cli
from renkei_cli.casebook import casebook as library
from renkei_cli.casebook import sources as collection
from renkei_cli.casebook.index import FORMAT
from renkei_cli.casebook.sources import CollectionSpec
from renkei_cli.core import files
from renkei_cli.core.errors import DataError, InvalidDataError

Run = Callable[..., Any]
Write = Callable[..., Path]


@pytest.fixture
def shelf_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give a cache folder that no other test uses."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "renkei"


def _ids(*paths: str | Path, bundled: bool = False) -> list[str]:
    return library.open_index(CollectionSpec(tuple(map(str, paths)), bundled)).ids()


def test_data_leaves_the_bundled_cases_out_unless_they_are_asked_for(run: Run, write_cases: Write) -> None:
    """`--data` names whose cases answer; `--with-bundled` puts the eight before them."""
    folder = write_cases("two", "one")
    assert run("list", "--data", str(folder), "-o", "ids").out.split() == ["one", "two"]
    both = run("list", "--data", str(folder), "--with-bundled", "-o", "ids").out.split()
    assert (len(both), both[0], both[-1]) == (10, "saga", "two")


def test_several_paths_keep_their_order(run: Run, write_cases: Write) -> None:
    """Repeated, `--data` reads the paths in the order given; a path named twice counts once."""
    first, second = write_cases("b", folder="x"), write_cases("a", folder="y")
    answer = run("list", "--data", str(first), "--data", str(second / "a.yaml"), "--data", str(first), "-o", "ids")
    assert answer.out.split() == ["b", "a"]


def test_the_environment_names_a_collection_too(run: Run, write_cases: Write) -> None:
    """RENKEI_DATA holds paths, parted as in PATH; the option goes before it."""
    first, second = write_cases("a", folder="x"), write_cases("b", folder="y")
    env = {"RENKEI_DATA": f"{first}{os.pathsep}{second}"}
    assert run("list", "-o", "ids", env=env).out.split() == ["a", "b"]
    assert run("list", "-o", "ids", "--data", str(second), env=env).out.split() == ["b"]


@pytest.mark.parametrize(
    "argv", [["list"], ["filter", "type=県内"], ["search", "one"], ["show", "one"], ["compare", "one"]]
)
def test_every_command_works_on_it(run: Run, write_cases: Write, argv: list[str]) -> None:
    """Whatever is asked is asked of the named cases."""
    assert run(*argv, "--data", str(write_cases("one")), "-o", "ids").out == "one\n"


def test_tab_offers_its_ids(run: Run, write_cases: Write) -> None:
    """TAB looks into the collection that the line names."""
    folder = str(write_cases("one", "other"))
    offered = run("show", "--data", folder, "o", env={"_RENKEI_COMPLETE": "fish"}).out
    assert offered.splitlines() == ["one\toneの計画", "other\totherの計画"]


def test_tab_does_not_wait_for_a_large_collection(run: Run, write_cases: Write) -> None:
    """What is large and not compiled yet is not compiled at a press of TAB."""
    folder = write_cases("one")
    (folder / "large.yaml").write_text("#" * (collection.SMALL + 1), encoding="utf-8")
    answer = run("show", "--data", str(folder), "o", env={"_RENKEI_COMPLETE": "bash"})
    assert (answer.out, answer.err) == ("", "")


@pytest.mark.usefixtures("unbroken")
def test_two_cases_of_one_id_name_both_places(run: Run, write_cases: Write) -> None:
    """The message says where the id stands now, and where it stood before."""
    folder = write_cases("one", "two")
    (folder / "two.yaml").write_text((folder / "one.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    answer = run("list", "--data", str(folder), "--lang", "en")
    assert answer.code == 4
    assert f"{folder}/two.yaml:1:5: " in answer.err
    assert f"{folder}/one.yaml:1:5" in answer.err


@pytest.mark.parametrize(("name", "said"), [("nowhere", "there is no such file"), ("empty", "there is no case file")])
def test_a_path_without_cases_is_named(run: Run, tmp_path: Path, name: str, said: str) -> None:
    """A path that is not there, and a folder in which nothing is a case file."""
    (tmp_path / "empty").mkdir()
    answer = run("list", "--data", str(tmp_path / name), "--lang", "en")
    assert (answer.code, answer.out) == (4, "")
    assert said in answer.err
    assert name in answer.err


def test_only_changed_files_are_read_again(write_cases: Write, shelf_folder: Path) -> None:
    """A file that did not change is taken from the index before, as a mark left in that index shows."""
    folder = write_cases("one", "two", "three")
    assert _ids(folder) == ["one", "three", "two"]
    (before,) = shelf_folder.glob("*.sqlite")
    with sqlite3.connect(before) as connection:
        connection.execute("""UPDATE record SET document = '{"id": "marked"}' WHERE id = 'two'""")
    connection.close()
    (folder / "one.yaml").unlink()
    write_cases("zero", "three")
    index = library.open_index(CollectionSpec((str(folder),)))
    assert [case["id"] for case in index.cases()] == ["three", "marked", "zero"]
    assert [path == before for path in shelf_folder.iterdir()] == [False]


def test_a_changed_case_answers_as_it_is_now(run: Run, write_cases: Write, shelf_folder: Path) -> None:
    """Texts, values and order of a changed file are those of its new contents."""
    folder = write_cases("one", "two")
    run("list", "--data", str(folder))
    write_cases("one", themes="[{code: tourism}]")
    assert run("list", "--data", str(folder), "--theme", "観光", "-o", "ids").out == "one\n"
    assert run("search", "観光", "--data", str(folder), "-o", "ids").out == "one\n"
    assert len(list(shelf_folder.iterdir())) == 1


def test_a_fault_leaves_the_index_before_it_alone(write_cases: Write, shelf_folder: Path) -> None:
    """Cases with faults are not compiled, not even in part."""
    folder = write_cases("one")
    assert _ids(folder) == ["one"]
    write_cases("two", colour="red")
    with pytest.raises(InvalidDataError):
        _ids(folder)
    assert len(list(shelf_folder.iterdir())) == 1
    (folder / "two.yaml").unlink()
    assert _ids(folder) == ["one"]


def test_large_collections_are_known_by_size_time_and_inode(
    write_cases: Write, shelf_folder: Path, tmp_path: Path
) -> None:
    """Past some size the files are not read to know them; one that has just changed is, until it has settled."""
    folder = write_cases("one", "two")
    padding = folder / "padding.yaml"
    padding.write_text((tmp_path / "cases/one.yaml").read_text(encoding="utf-8").replace("one", "padding"), "utf-8")
    with padding.open("a", encoding="utf-8") as stream:
        stream.write("#" * collection.SMALL)
    wanted = CollectionSpec((str(folder),))
    assert collection.fingerprint(wanted).unsettled == set(collection.fingerprint(wanted).signatures)
    assert _ids(folder) == ["one", "padding", "two"]
    for path in folder.iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    signed = collection.fingerprint(wanted)
    assert not signed.unsettled
    assert all(len(signature.split()) == 3 for signature in signed.signatures.values())
    assert _ids(folder) == ["one", "padding", "two"]
    os.utime(folder / "one.yaml", (1_000_000_001, 1_000_000_001))
    assert collection.fingerprint(wanted).digest() != signed.digest()
    assert len(list(shelf_folder.iterdir())) == 1


def test_what_settles_while_it_is_read_is_known_by_its_lasting_signature(write_cases: Write, tmp_path: Path) -> None:
    """After reading, files that have not changed since are signed by their times; a changed one is not."""
    folder = write_cases("one")
    with (folder / "one.yaml").open("a", encoding="utf-8") as stream:
        stream.write("#" * collection.SMALL)
    wanted = CollectionSpec((str(folder),))
    before = collection.fingerprint(wanted)
    assert before.unsettled
    after = collection.refingerprint(before, wanted)
    assert after.sources == before.sources
    (tmp_path / "cases/one.yaml").write_text("#" * (collection.SMALL + 1), encoding="utf-8")
    assert collection.refingerprint(before, wanted) is before


def test_where_nothing_can_be_kept_the_index_lives_in_memory(
    write_cases: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A cache folder that cannot be made is no failure."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert _ids(write_cases("one")) == ["one"]


@pytest.mark.parametrize("damage", [b"", b"not a database at all", None])
def test_a_damaged_index_is_compiled_again(write_cases: Write, shelf_folder: Path, damage: bytes | None) -> None:
    """An index that is empty, something else, or cut short."""
    folder = write_cases("one")
    assert _ids(folder) == ["one"]
    (kept,) = shelf_folder.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert _ids(folder) == ["one"]
    assert kept.read_bytes()[:16] == whole[:16]


def test_an_index_with_a_view_is_none(write_cases: Write, shelf_folder: Path) -> None:
    """A file that would run something of its own when it is read is not opened."""
    folder = write_cases("one")
    assert _ids(folder) == ["one"]
    (kept,) = shelf_folder.iterdir()
    with sqlite3.connect(kept) as connection:
        connection.execute("CREATE VIEW strange AS SELECT 1")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
    connection.close()
    with pytest.raises(DataError):
        _ids(kept)


def test_old_indexes_go(write_cases: Write, shelf_folder: Path) -> None:
    """Of very many collections, the index that was compiled longest ago is removed; what can't be removed stays."""
    shelf_folder.mkdir(parents=True)
    for number in range(40):
        old = shelf_folder / f"{number:03}-old.sqlite"
        old.write_bytes(b"")
        os.utime(old, (number, number))
    (shelf_folder / "gone.sqlite").symlink_to(shelf_folder / "nowhere")
    (shelf_folder / "000-folder.sqlite").mkdir()
    (shelf_folder / "crew.tmp").mkdir()
    (shelf_folder / "crew.tmp" / "0").touch()
    os.utime(shelf_folder / "crew.tmp", (0, 0))
    os.utime(shelf_folder / "000-folder.sqlite", (0, 0))
    assert _ids(write_cases("one")) == ["one"]
    left = {path.name for path in shelf_folder.iterdir()}
    assert {"000-folder.sqlite", "039-old.sqlite"} <= left
    assert "crew.tmp" not in left
    assert not {"000-old.sqlite", "gone.sqlite"} & left


def test_the_garbage_collector_is_left_as_it_was(write_cases: Write, shelf_folder: Path) -> None:
    """Compiling looks for garbage more seldom, but only while it compiles."""
    before = gc.get_threshold()
    assert _ids(write_cases("one")) == ["one"]
    assert shelf_folder.is_dir()
    assert gc.get_threshold() == before


def test_python_reads_any_collection(write_cases: Write, tmp_path: Path) -> None:
    """`renkei_cli.load` takes paths; faults and unreadable files are raised."""
    folder = write_cases("one", "two")
    assert [case.id for case in renkei_cli.load(folder / "two.yaml", str(folder / "one.yaml"))] == ["two", "one"]
    (folder / "two.yaml").write_text("id: Two", encoding="utf-8")
    with pytest.raises(InvalidDataError):
        renkei_cli.load(folder)
    with pytest.raises(DataError):
        renkei_cli.load(tmp_path / "nowhere")


def test_json_of_a_text_without_english(run: Run, write_cases: Write) -> None:
    """A text that has no translation is null in JSON, and Japanese to an English reader."""
    folder = str(write_cases("one"))
    (case,) = json.loads(run("list", "--data", folder, "--json").out)
    assert case["title"] == {"ja": "oneの計画", "en": None}
    assert "oneの計画" in run("list", "--data", folder, "--lang", "en").out
    assert "oneの計画,\n" in run("list", "--data", folder, "-o", "csv", "--fields", "title").out


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("form", ["table", "markdown", "csv", "tsv", "yaml", "json", "jsonl"])
@pytest.mark.parametrize("argv", [["list"], ["show", "one"], ["compare", "one", "two"], ["search", "計画"]])
def test_a_case_that_says_little_is_shown(
    run: Run, write_cases: Write, argv: list[str], form: str, language: str
) -> None:
    """A case with nothing but what is required goes through every command and format; blanks say so."""
    answer = run(*argv, "--data", str(write_cases("one", "two")), "-o", form, "--lang", language)
    assert answer.code == 0
    assert "None" not in answer.out
    if argv[0] == "show" and form == "table":
        assert answer.out.count("出典に記載なし" if language == "ja" else "not stated in the source") > 10


def test_the_makers_are_those_that_compile() -> None:
    """Each module of ours that compiling loads enters the name of an index, but those that decide nothing of it."""
    code = (
        "import sys, renkei_cli.compiling\n"
        "import renkei_cli.validation.validator, renkei_cli.casebook.documents, renkei_cli.authoring.source\n"
        "ours = [(name, one) for name, one in sys.modules.items() if name.startswith('renkei_cli.')]\n"
        "print(*(name for name, one in ours if not hasattr(one, '__path__')))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)  # noqa: S603 - our own program
    loaded = {name.removeprefix("renkei_cli.").replace(".", "/") + ".py" for name in ended.stdout.split()}
    # Which files there are, where an index is kept, and what is said of failures.
    apart = {"collection.py", "errors.py", "files.py", "keeping.py"}
    assert loaded - apart == set(collection.MAKERS)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    """The bound is named, and what to do."""
    large = tmp_path / "large.yaml"
    with large.open("wb") as stream:
        stream.truncate(files.LARGEST + 1)
    with pytest.raises(DataError) as refused:
        files.read_file(str(large))
    assert "MiB" in refused.value.message
    assert refused.value.hint


def test_a_message_names_a_file_from_where_the_reader_stands(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file below the reader's folder is named from there, whether the option or RENKEI_DATA gave it."""
    monkeypatch.chdir(tmp_path)
    said = "error: sub/nope.yaml cannot be read: there is no such file or folder\n"
    assert run("list", "--data", "sub/nope.yaml", "--lang", "en").err == said
    assert run("list", "--lang", "en", env={"RENKEI_DATA": "sub/nope.yaml"}).err == said
    os.mkfifo(tmp_path / "pipe.yaml")
    assert run("list", "--data", "pipe.yaml", "--lang", "en").err == "error: pipe.yaml is no regular file\n"


@pytest.mark.parametrize("argv", [["list"], ["show", "one"], ["validate"], ["compile", "x.sqlite"]])
def test_an_empty_path_is_no_folder(run: Run, argv: list[str]) -> None:
    """A variable of the shell that is not set does not mean all that lies around."""
    answer = run(*argv, "--data", "", "--lang", "en")
    assert (answer.code, answer.out) == (2, "")
    assert "--data: its value is missing" in answer.err


@pytest.mark.usefixtures("unbroken")
def test_of_very_many_faults_some_are_told(run: Run, write_cases: Write) -> None:
    """A command that only reads does not fill the screen; it says how many there are and what shows them all."""
    folder = write_cases(*(f"case-{number}" for number in range(25)), colour="red")
    answer = run("list", "--data", str(folder), "--lang", "en")
    assert answer.code == 4
    *told, more, count, hint = answer.err.splitlines()
    assert (len(told), more) == (20, "… and 5 more")
    assert (count, hint) == ("error: 25 faults in the case files", "renkei validate shows each with its line")


@pytest.mark.usefixtures("unbroken")
def test_a_case_of_an_index_has_no_line(run: Run, write_cases: Write, tmp_path: Path) -> None:
    """Where an id is taken by a case of a compiled index, the index is named: a line of it means nothing."""
    folder = write_cases("one")
    kept = str(tmp_path / "kept.sqlite")
    assert run("compile", kept, "--data", str(folder)).code == 0
    answer = run("list", "--data", kept, "--data", str(folder), "--lang", "en")
    assert f"is taken already, at {kept} (" in answer.err
    other = write_cases("two", folder="other")
    assert run("list", "--data", kept, "--data", str(other), "-o", "ids").out.split() == ["one", "two"]
    write_cases("one", folder="other")
    answer = run("list", "--data", kept, "--data", str(other), "--lang", "en")
    assert f"is taken already, at {kept} (" in answer.err


def test_what_a_killed_run_left_behind_goes(write_cases: Write, shelf_folder: Path) -> None:
    """An unfinished index that nobody has written to for a day is removed; another run's stays."""
    shelf_folder.mkdir(parents=True)
    old, fresh = shelf_folder / "x.1.tmp", shelf_folder / "x.2.tmp"
    old.write_bytes(b"half")
    fresh.write_bytes(b"half")
    os.utime(old, (1_000_000_000, 1_000_000_000))
    assert _ids(write_cases("one")) == ["one"]
    assert (old.exists(), fresh.exists()) == (False, True)


def test_a_run_begins_anew_where_one_of_its_number_was_killed(write_cases: Write, shelf_folder: Path) -> None:
    """What stands in the place of the index in the making is not continued."""
    folder = write_cases("one")
    assert _ids(folder) == ["one"]
    (kept,) = shelf_folder.iterdir()
    kept.rename(kept.with_suffix(f".{os.getpid()}.tmp"))
    assert _ids(folder) == ["one"]
    assert list(shelf_folder.iterdir()) == [kept]


def test_a_reader_whose_folder_is_gone(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """From a folder that was removed no path leads anywhere; the bundled cases are there all the same."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    answer = run("list", "--data", "x", "--lang", "en")
    assert (answer.code, answer.err) == (4, "error: x cannot be read: there is no such file or folder\n")
    assert len(run("list", "-o", "ids").out.split()) == 8
