"""The package, for Python programs."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import renkei_cli
from renkei_cli import DataError, InvalidDataError, NotFoundError, UsageError

Run = Callable[..., Any]
FULL = Path(__file__).parent / "full.yaml"


def test_the_cases_are_typed_objects() -> None:
    """What the README shows; one is found by position, as in a tuple, and by id, as in a dictionary."""
    cases = renkei_cli.load()
    assert len(cases) == 8
    assert cases[2].title.ja == "ITアイランド推進計画"
    assert [case.id for case in cases] == list(cases.ids)
    assert all(isinstance(case, renkei_cli.Case) for case in cases)
    assert cases["hamada"] == cases[-2] == cases[-3:][1]
    assert cases["hamada"] in cases
    for key, error in ((8, IndexError), ("nowhere", KeyError)):
        with pytest.raises(error):
            cases[key]
    with pytest.raises(KeyError):
        cases[:2]["hamada"]


def test_a_casebook_is_filtered_as_by_the_commands(run: Run) -> None:
    """Terms and options mean what they mean on the command line; one selection can be narrowed further."""
    cases = renkei_cli.load()
    remote = cases.filter(type="遠隔")
    assert list(remote.ids) == run("list", "--type", "遠隔", "-o", "ids").out.split()
    assert remote.filter("participants>=4").ids == cases.filter("type=remote", "participants≧4").ids
    assert cases.filter(prefecture=["大分", "島根"], since="2017").ids == tuple(
        run("list", "-p", "大分", "-p", "島根", "--since", "2017", "-o", "ids").out.split()
    )
    assert cases.filter().ids == cases.ids
    with pytest.raises(UsageError):
        cases.filter(theme="観光業界")
    with pytest.raises(TypeError):
        cases.filter(colour="red")


def test_python_reads_any_collection(write_cases: Callable[..., Path], tmp_path: Path) -> None:
    """`renkei_cli.load` takes paths; faults and unreadable files are raised."""
    folder = write_cases("one", "two")
    assert [case.id for case in renkei_cli.load(folder / "two.yaml", str(folder / "one.yaml"))] == ["two", "one"]
    (folder / "two.yaml").write_text("id: Two", encoding="utf-8")
    with pytest.raises(InvalidDataError):
        renkei_cli.load(folder)
    with pytest.raises(DataError):
        renkei_cli.load(tmp_path / "nowhere")
    assert renkei_cli.load(folder / "one.yaml", with_bundled=True).ids == (*renkei_cli.load().ids, "one")


def test_values_have_their_names(cases: dict[str, dict[str, Any]]) -> None:
    """Labels, names and what the table of municipalities knows are there as in the JSON."""
    for case in renkei_cli.load():
        shown = cases[case.id]
        for key in ("themes", "trigger", "benefits"):
            assert [one.label._asdict() for one in getattr(case, key)] == [one["label"] for one in shown[key]]
        for one, seen in zip(case.participants, shown["participants"], strict=True):
            assert (one.code, one.kana, one.name._asdict()) == (seen["code"], seen["kana"], seen["name"])
            assert one.prefecture._asdict() == seen["prefecture"]
            assert [role.label._asdict() for role in one.roles] == [role["label"] for role in seen["roles"]]
            assert (one.kind.code, one.population, one.area_km2) == (
                seen["kind"]["code"], seen["population"], seen["area_km2"]
            )  # fmt: skip
        assert {"code": case.type_code, "label": case.type_label._asdict()} == shown["type"]
        for key in ("participant_count", "population", "span_km"):
            assert getattr(case, key) == shown[key]
        assert [*case.years] == shown["years"]
        assert [(one.code, one.label._asdict()) for one in (*case.prefectures, *case.regions)] == [
            (one["code"], one["name"]) for one in (*shown["prefectures"], *shown["regions"])
        ]
    case = renkei_cli.load()["himeshima"]
    assert case.participants[1].name.en == "Himeshima Village"
    assert (case.participants[1].population, case.participants[1].area_km2) == (1725, 6.99)
    kinds = {one.kind: one.kind_label for one in (*case.collaborators, *renkei_cli.load()["saga"].instruments)}
    assert kinds["company"] == ("企業", "Company")
    assert kinds["agreement"] == ("協定", "Agreement")


def test_a_case_goes_out_and_comes_back() -> None:
    """What pydantic dumps, it reads again, as values and as JSON: under the keys of the file."""
    for case in [*renkei_cli.load(), *renkei_cli.load(FULL)]:
        assert renkei_cli.Case.model_validate(case.model_dump()) == case
        assert renkei_cli.Case.model_validate_json(case.model_dump_json()) == case
    assert renkei_cli.load()["saga"].model_dump()["activities"][0]["for"]


def test_a_casebook_is_searched_and_compared_as_by_the_commands(run: Run) -> None:
    """Words, names and fields mean what they mean on the command line, within the cases that are left."""
    cases = renkei_cli.load()
    for words in (["観光"], ["盆栽", "OR", "geopark"], ["観光", "-産業"]):
        printed = json.loads(run("search", *words, "--json").out)
        assert [(one.case.id, [*one.hits]) for one in cases.search(*words)] == [
            (one["id"], one["hits"]) for one in printed
        ]
    assert [one.case.id for one in cases.filter(type="県内").search("盆栽")] == ["takamatsu"]
    assert cases.filter(type="遠隔").search("盆栽") == []
    printed = json.loads(run("compare", "姫島", "takamatsu", "--fields", "trigger,title", "--json").out)
    assert cases.compare("姫島", "takamatsu", fields=["trigger", "title"]) == {
        key: {one["id"]: one[key] for one in printed["cases"]} for key in ("trigger", "title")
    }
    compared = cases.filter(type="遠隔").compare()
    assert [*compared["benefits"]] == ["local-venture", "fujieda-eniwa", "hamada", "minokamo-yonago"]
    assert cases.find("恵庭市").id == "fujieda-eniwa"
    assert "saga" in cases
    assert cases[0] in cases
    assert "kochi" not in cases
    assert cases.filter(since=2018).ids == cases.filter(since="2018").ids  # type: ignore[arg-type] # as people write it
    for name in ("恵庭市", "nowhere"):
        with pytest.raises(NotFoundError):
            cases.filter(type="県内").find(name)
    with pytest.raises(UsageError):
        cases.search("-観光")
    with pytest.raises(UsageError):
        cases.compare(fields=["nothing"])


def test_errors_say_where_and_what(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of faults names file, line and rule of each, as many as can be read, in the reader's words."""
    file = tmp_path / "broken.yaml"
    file.write_text("id: a\ntype: 県内\n" + "x: {}\n" * 30, encoding="utf-8")
    for language, found in (("ja", "件の誤りがあります"), ("en", "faults in the case files")):
        monkeypatch.setenv("RENKEI_LANG", language)
        with pytest.raises(InvalidDataError) as caught:
            renkei_cli.load(file)
        first, *lines = str(caught.value).splitlines()
        assert found in first
        assert f"{file}:2:7: " in "\n".join(lines)
        assert "[not-allowed]" in "\n".join(lines)
        assert len(lines) == 20 + 2
        assert {fault.code for fault in caught.value.faults} >= {"not-allowed", "missing"}
    with pytest.raises(UsageError, match="tourism"):
        renkei_cli.load().filter(theme="観光業界")


def test_importing_the_package_is_cheap() -> None:
    """The program itself begins with it: neither the models nor the tables are loaded before they are asked for."""
    heavy = ("pydantic", "renkei_cli.casebook", "rich", "csv")
    code = f"import sys, renkei_cli; print(*(name for name in {heavy} if name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b""  # noqa: S603 - our own program
    with pytest.raises(AttributeError):
        renkei_cli.nothing  # noqa: B018 - asking is the test
