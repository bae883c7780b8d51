"""The cases, one a row, narrowed by named options."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
REMOTE = "local-venture fujieda-eniwa hamada minokamo-yonago"
WITHIN = "saga takamatsu himeshima"
LEFT = {
    "--type 遠隔": REMOTE,
    "--type remote": REMOTE,
    "--type ｒｅｍｏｔｅ": REMOTE,
    "--type 県内": WITHIN,
    "--type 隣県": "tsunan-sakae",
    "--type 県内 --type 隣県": f"{WITHIN} tsunan-sakae",
    "--type 遠隔 --theme 観光": "",
    "--prefecture 島根": "local-venture hamada",
    "--prefecture 北海道": "local-venture fujieda-eniwa hamada",
    "-p oita -p 44": "himeshima",
    "-p 1": "local-venture fujieda-eniwa hamada",
    "-p 440001": "himeshima",
    "-m 12319": "fujieda-eniwa",
    "-m 津": "",
    "--region kyushu": "saga himeshima local-venture",
    "--municipality 札幌市": "",
    "-m 恵庭": "fujieda-eniwa",
    "--theme tourism": "tsunan-sakae",
    "--trigger 視察": "fujieda-eniwa",
    "--benefit shared_data": "minokamo-yonago",
    "--collaborator 大学": "saga",
    "--collaborator ETIC": "local-venture",
    "--collaborator npo": "local-venture",
    "--since H29 --until FY2017": "saga himeshima local-venture",
    "--since 2018": "himeshima local-venture",
    "--since 2019": "local-venture",
    "--since H31": "local-venture",
    "--since R1": "",
    "--sort -participants -n 1": "local-venture",
    "--limit 2": "saga takamatsu",
    "--type 遠隔 -n 1": "local-venture",
    "-n 0": "",
    f"-n {'9' * 30} -p oita": "himeshima",
}
COUNTS = {"": "8 cases", "-m 恵庭": "1 case", "-n 3": "3 of 8 cases", "-m 札幌市": "no case fits"}


def test_options_leave_the_right_cases(run: Run) -> None:
    """One option twice means or; two options mean and; values are folded before they are compared."""
    assert {line: " ".join(run("list", *line.split(), "-o", "ids").out.split()) for line in LEFT} == LEFT


def test_people_are_told_how_many(run: Run) -> None:
    """The count stands on stderr, beside the answer."""
    counts = {line: run("list", *line.split(), "--lang", "en").err.splitlines()[-1] for line in COUNTS}
    assert counts == COUNTS


def test_scripts_get_whole_cases_and_no_count(run: Run) -> None:
    """--json is an array of cases with text in both languages, with none it is empty; stderr stays silent."""
    result = run("list", "--json")
    cases = json.loads(result.out)
    assert [case["type"]["code"] for case in cases].count("remote") == 4
    assert cases[2]["title"] == {"ja": "ITアイランド推進計画", "en": "IT Island Promotion Plan"}
    assert not result.err
    assert json.loads(run("list", "-m", "札幌市", "--json").out) == []


def test_the_undated_are_told(run: Run) -> None:
    """A case without a date can be neither since nor until; the reader learns that some were left out for it."""
    assert run("list", "--since", "2017", "--lang", "en").err.startswith("3 cases have no date in their source\n")
    assert run("list", "--until", "2017", "-p", "島根", "--lang", "en").err == "2 cases\n"


FILES = {
    "x.json": "[\n", "x.JSONL": '{"id"', "x.csv --excel": "\ufeffID,", "x.yml": "cases:", "x.md": "| ID",
    "x.TXT": "ID ", "x": "ID ", "y.json --json": "[\n", "x.csv.bak -o csv": "id,",
}  # fmt: skip


def test_the_name_of_the_file_chooses_the_form(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing else is asked for, .json is JSON; a name that says nothing leaves it at the table."""
    monkeypatch.chdir(tmp_path)
    for line, begins in FILES.items():
        result = run("list", "-O", *line.split(), "--lang", "en")
        assert (line, result.code, result.out) == (line, 0, "")
        assert Path(line.split()[0]).read_text(encoding="utf-8").startswith(begins)


CONTRADICTIONS: list[tuple[list[str], list[str]]] = [
    (["list", "-o", "csv", "-O", "x.xlsx"], ["x.xlsx: this command writes no .xlsx", "-o csv --excel -O x.csv"]),
    (["show", "saga", "-O", "x.docx"], ["this command writes no .docx", "pandoc x.md -o x.docx"]),
    (["list", "-O", "my cases.xlsx"], ["my cases.xlsx: this", "-o csv --excel -O 'my cases.csv'"]),
    (["show", "saga", "-O", "$.docx"], ["-o markdown -O '$.md'", "pandoc '$.md' -o '$.docx'"]),
    (["list", "-O", "x y.sarif"], ["this command writes no .sarif", "or write -o FORMAT"]),
    (["list", "-O", "x.sarif"], ["this command writes no .sarif", "or write -o FORMAT"]),
    (["list", "-o", "jsonl", "-O", "x.json"], ["-o jsonl does not fit the name x.json", "or the name x.jsonl"]),
    (
        ["list", "-o", "ids", "-O", "x.csv"],
        ["-o ids does not fit the name x.csv", "write -o csv, or the name x.txt"],
    ),
    (["list", "--json", "-o", "csv"], ["--json and -o csv contradict each other", "leave one of the two out"]),
    (
        ["validate", "x.yaml", "-O", "x.csv"],
        ["this command writes no .csv", ".json, .jsonl, .ndjson, .sarif, .txt"],
    ),
    (["validate", "x.yaml", "-O", "x.xyz"], ["this command writes no .xyz", ".ndjson, .sarif"]),
    (["validate", "x.yaml", "-O", "x.xlsx"], ["this command writes no .xlsx", ".sarif, .txt"]),
    (["list", "-O", "x.foo"], ["x.foo: this command writes no .foo", ".csv, .tsv, .yaml", "or write -o FORMAT"]),
    (["list", "-O", "x.csv.gz"], ["this command writes no .gz"]),
    (["list", "-O", "x.CSV "], ["this command writes no .csv "]),
    (
        ["validate", "x.yaml", "-o", "text", "-O", "x.json"],
        ["-o text does not fit", "write -o json, or the name x.txt"],
    ),
    (["validate", "x.yaml", "-o", "text", "--json"], ["--json and -o text contradict each other"]),
]


def test_contradictions_are_refused(run: Run) -> None:
    """A form and a name that disagree, or a name of which nothing is written, are told with what would be right."""
    for argv, told in CONTRADICTIONS:
        result = run(*argv, "--lang", "en")
        assert (argv, result.code, result.out) == (argv, 2, "")
        assert [words for words in told if words not in result.err] == []
