"""A cached index that is damaged, replaced or somebody else's: the answer is right, and the next run finds one."""

import os
import random
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.casebook.casebook import CollectionSpec, open_index
from renkei_cli.casebook.index import Condition, Index, open_file

Run = Callable[..., Any]
Write = Callable[..., Path]
BUNDLED = Path(__file__).parents[2] / "data" / "cases.yaml"
BLOCK = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an index of some hundred renamed copies of the bundled cases."""
    folder = tmp_path_factory.mktemp("large")
    cases = re.split(r"^(?=  - id: )", BUNDLED.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    renamed = (re.sub("- id: .*", f"- id: c{number}", cases[number % len(cases)], count=1) for number in range(200))
    (folder / "cases.yaml").write_text("cases:\n" + "".join(renamed), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        open_index(CollectionSpec((str(folder / "cases.yaml"),)))
    (path,) = (folder / "renkei").iterdir()
    return path


def _answers(index: Index) -> list[object]:
    """Ask for something of every kind."""
    return [
        index.ids(),
        index.select([[Condition("type", "in", ("遠隔連携",))], [Condition("themes", "count>", (1,))]]),
        index.select([[Condition("participants.contribution", "contains", ("研究",), negated=True)]]),
        [case["title"] for case in index.cases(index.ids(), ["title"])],
        list(index.cases(index.ids(), ["collaborators"])),
        list(index.search_texts()),
        list(index.documents(["c7", "c77", "c177"])),
        [dict(case) for case in index.cases(["c8", "c88", "c188"], ["merits", "kpis"])],
    ]


def _damages(content: bytes) -> Iterator[bytes]:
    """Damage a copy in every way that was tried: bits, blocks, pages, the end."""
    dice = random.Random(1)  # noqa: S311 - the same damages each time
    blocks = [content[at : at + BLOCK] for at in range(0, len(content), BLOCK)]
    for _trial in range(40):
        at = dice.randrange(len(content))
        yield content[:at] + bytes([content[at] ^ 1 << dice.randrange(8)]) + content[at + 1 :]
    for _trial in range(15):
        damaged = list(blocks)
        damaged[dice.randrange(len(blocks))] = bytes(BLOCK)
        yield b"".join(damaged)
        one, other = dice.sample(range(1, len(blocks)), 2)
        swapped = list(blocks)
        swapped[one], swapped[other] = blocks[other], blocks[one]
        yield b"".join(swapped)
    yield content[: len(content) // 2]
    yield content + b"x"
    yield content.replace("観光".encode(), "観党".encode(), 1)
    yield b""
    yield b"not a database at all"


LOSSES = (
    "DELETE FROM record WHERE part = 'themes' AND number = 100",
    "DELETE FROM record WHERE part = 'search text' AND number = 100",
    "DELETE FROM record WHERE part = 'whole case' AND number = 78",
    "UPDATE record SET content = CAST(replace(content, '計画', '計面') AS BLOB) WHERE number = 78",
    "UPDATE record SET content = CAST(content AS TEXT) WHERE part = 'title' AND number = 100",
    "UPDATE record SET crc = NULL WHERE part = 'search text' AND number = 100",
    "REPLACE INTO record SELECT 'title', number, crc, content FROM record WHERE part = 'summary' AND number = 100",
    "UPDATE record SET number = 1000 WHERE part = 'type' AND number = 100",
)


def test_a_damaged_index_answers_rightly(whole: Path, tmp_path: Path) -> None:
    """What is read is checked when it is read; where it is not what was compiled, a new index answers.

    Also where the database itself is in order. Where the new index is no better, that is an error, no endless loop.
    """
    expected = _answers(Index(open_file(whole)))
    damaged = tmp_path / whole.name
    noticed = 0

    def recover() -> sqlite3.Connection:
        nonlocal noticed
        noticed += 1
        return open_file(whole)

    for number, content in enumerate(_damages(whole.read_bytes())):
        damaged.write_bytes(content)
        damaged.chmod(0o600)
        try:
            index = Index(open_file(damaged), recover)
        except (sqlite3.Error, OSError):
            noticed += 1
            continue
        assert (number, _answers(index)) == (number, expected)
    assert noticed > 15
    for change in LOSSES:
        damaged.write_bytes(whole.read_bytes())
        with closing(sqlite3.connect(damaged)) as connection:
            connection.execute(change)
            connection.commit()
        assert (change, _answers(Index(open_file(damaged), recover))) == (change, expected)
        again = Index(open_file(damaged), lambda: open_file(damaged))
        for _time in ("after the index is compiled anew", "later"):
            with pytest.raises((sqlite3.Error, TypeError, LookupError)):
                _answers(again)


def test_the_next_run_finds_a_whole_index(run: Run, write_cases: Write, own_cache: Path) -> None:
    """Whatever is noticed is put in order."""
    folder = str(write_cases("one", "two"))
    expected = run("list", "--data", folder, "--json").out
    (kept,) = own_cache.iterdir()
    content = kept.read_bytes()
    for damaged in (content.replace("計画".encode(), "計面".encode()), content[: len(content) // 2], b"", b"not ours"):
        kept.write_bytes(damaged)
        assert run("list", "--data", folder, "--json").out == expected
        assert Index(open_file(kept)).ids() == ["one", "two"]


def test_an_earlier_index_is_continued_only_if_it_is_whole(run: Run, write_cases: Write, own_cache: Path) -> None:
    """A damage is not copied on when a file changes."""
    folder = str(write_cases("one", "two"))
    run("list", "--data", folder)
    for old, new, file in (("twoの計画", "twoの計面", "three"), ('"two", "', '"ten", "', "four")):
        (kept,) = own_cache.iterdir()
        kept.write_bytes(kept.read_bytes().replace(old.encode(), new.encode()))
        write_cases(file)
        answer = run("list", "--data", folder, "--json")
        assert (answer.code, new in answer.out, '"two"' in answer.out, "twoの計画" in answer.out) == (
            0,
            False,
            True,
            True,
        )


def test_what_is_no_file_of_ours_is_not_read(run: Run, write_cases: Write, own_cache: Path) -> None:
    """A pipe, a link, a folder, or a file that others may write: none is waited for or believed."""
    folder = str(write_cases("one"))
    expected = run("list", "--data", folder, "--json").out
    (kept,) = own_cache.iterdir()
    away = own_cache.parent / kept.name
    kept.rename(away)
    replacements: dict[str, Callable[[], object]] = {
        "pipe": lambda: os.mkfifo(kept),
        "link": lambda: kept.symlink_to(away),
        "folder": kept.mkdir,
        "writable": lambda: (kept.write_bytes(away.read_bytes()), kept.chmod(0o666)),
        "of another collection": lambda: kept.write_bytes(away.read_bytes()),
    }
    for name, replace in replacements.items():
        replace()
        at = kept
        if name == "of another collection":
            at = kept.rename(kept.with_name("0" * len(kept.stem) + ".sqlite"))
        with pytest.raises((sqlite3.Error, OSError)):
            Index(open_file(at))
        assert (name, run("list", "--data", folder, "--json").out) == (name, expected)
        kept.rmdir() if kept.is_dir() else kept.unlink(missing_ok=True)
