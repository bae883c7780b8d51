"""Case files that change unseen: no answer comes from a text that is no longer there."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.casebook.builder import compile_index
from renkei_cli.casebook.casebook import CollectionSpec, Fingerprint, fingerprint, open_index
from renkei_cli.casebook.index import Index
from renkei_cli.core import files

Run = Callable[..., Any]
Write = Callable[..., Path]
LONG_AGO = (1_000_000_000, 1_000_000_000)


@pytest.fixture
def large(write_cases: Write) -> Path:
    """Write a collection too large to be known by its contents, not changed for long."""
    folder = write_cases("one", "two")
    with (folder / "two.yaml").open("a", encoding="utf-8") as stream:
        stream.write("#" * files.SMALL)
    for path in folder.iterdir():
        os.utime(path, LONG_AGO)
    return folder


def _later(signed: Fingerprint) -> Callable[[], int]:
    """Return a clock that shows a time long after the last change."""
    return lambda: max(source.changed_ns for source in signed.sources.values()) + 10**10


def _titles(*paths: Path) -> list[str]:
    return _titles_in(open_index(CollectionSpec(tuple(map(str, paths)))))


def _titles_in(index: Index) -> list[str]:
    return [case["title"]["ja"] for case in index.cases(index.ids(), ["title"])]


def test_a_settled_collection_is_compiled_once(large: Path, own_cache: Path) -> None:
    """What nobody has changed for some seconds is known by what the system says of it."""
    spec = CollectionSpec((str(large),))
    signed = fingerprint(spec)
    compile_index(signed, _later(signed)).close()
    (kept,) = own_cache.iterdir()
    assert kept == signed.index_path(signed.signatures)
    before = kept.stat()
    assert _titles(large) == ["oneの計画", "twoの計画"]
    assert kept.stat().st_ino == before.st_ino


def test_a_change_that_keeps_size_time_and_inode_is_seen(large: Path) -> None:
    """When a file changed last is for nobody to set."""
    path, spec = large / "one.yaml", CollectionSpec((str(large),))
    signed = fingerprint(spec)
    compile_index(signed, _later(signed)).close()
    path.write_text(path.read_text(encoding="utf-8").replace("oneの", "甲の"), encoding="utf-8")
    os.utime(path, LONG_AGO)
    assert path.stat().st_size == signed.sources[str(path)].size
    assert _titles(large) == ["甲の計画", "twoの計画"]


def test_a_file_swapped_while_it_is_read_is_not_kept(large: Path, own_cache: Path) -> None:
    """Another text stands at the file's name while the index is made, and the file comes back as it was."""
    path, spec = large / "one.yaml", CollectionSpec((str(large),))
    signed = fingerprint(spec)
    path.rename(large.parent / "away")
    path.write_text((large.parent / "away").read_text(encoding="utf-8").replace("oneの", "偽の"), encoding="utf-8")
    os.utime(path, LONG_AGO)
    compiled = Index(compile_index(signed, _later(signed)))
    assert _titles_in(compiled) == ["偽の計画", "twoの計画"]
    assert not signed.index_path(signed.signatures).exists()
    (large.parent / "away").rename(path)
    assert _titles(large) == ["oneの計画", "twoの計画"]
    assert len(list(own_cache.iterdir())) == 1


def test_what_has_just_changed_is_read_again(large: Path, own_cache: Path) -> None:
    """Within the clock's tick a file may change once more and look the same: it is used, and read again next time."""
    assert _titles(large) == ["oneの計画", "twoの計画"]
    signed = fingerprint(CollectionSpec((str(large),)))
    (kept,) = own_cache.iterdir()
    assert kept != signed.index_path(signed.signatures)
