"""The rules across fields, cases and files, and the doubts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Check = Callable[..., list[tuple[str, int]]]

CASE = """\
id: {id}
type: {type}
title: {{ja: {title}}}
summary: {{ja: 二つの市が観光で手を結ぶ。}}
purpose: {{ja: 訪れる人を増やす。}}
background: [{{ja: 前から交流があった。{background}}}]
activities: [{{ja: 観光の催しを開く。{activities}}}]
participants:
  - {{code: {one}, roles: [{{code: lead{role}}}]}}
  - {{code: {other}, roles: [{{code: network_member{role}}}]}}
source: {{document: {{ja: 計画書}}, heading: {{ja: 観光}}{source}}}
"""
USUAL = {
    "id": "oita", "type": "県内連携", "title": "観光の計画", "background": "", "activities": "", "role": "",
    "one": '"442011"', "other": '"442020"', "source": "",
}  # fmt: skip


def _case(**changes: str) -> str:
    return CASE.format(**{**USUAL, **changes})


@pytest.fixture
def check(run: Run, tmp_path: Path) -> Check:
    """Check files, and give each fault's code and line."""

    def checks(*texts: str) -> list[tuple[str, int]]:
        for number, text in enumerate(texts):
            (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
        result = run("validate", str(tmp_path), "-o", "jsonl", "--lang", "en")
        faults = [json.loads(line) for line in result.out.splitlines()]
        return [(fault["code"], fault["line"]) for fault in faults]

    return checks


def test_the_usual_case_has_no_fault(check: Check) -> None:
    """What the other tests change keeps all rules."""
    assert check(_case()) == []


@pytest.mark.parametrize(
    ("kind", "other", "fits"),
    [
        ("県内連携", '"442020"', True),
        ("隣県連携", '"442020"', False),
        ("遠隔連携", '"442020"', False),
        ("県内連携", '"452017"', False),
        ("隣県連携", '"452017"', True),
        ("遠隔連携", '"452017"', True),
        ("隣県連携", '"012319"', False),
        ("遠隔連携", '"012319"', True),
    ],
)
def test_the_type_fits_the_prefectures(check: Check, kind: str, other: str, fits: bool) -> None:  # noqa: FBT001
    """One prefecture, several that touch, several that lie apart: each type has its own."""
    assert check(_case(type=kind, other=other)) == ([] if fits else [("type-prefectures", 2)])


@pytest.mark.parametrize("other", ["452017", "宮崎市", '"452018"', '"449997"'])
def test_nothing_follows_from_a_participant_that_is_faulty(check: Check, other: str) -> None:
    """A code that is wrong is one fault; whether the type fits it, nobody can say."""
    faults = check(_case(other=other, activities=', for: ["452017"]'))
    assert [line for _code, line in faults] == [10]


def test_a_case_that_fails_the_schema_is_judged_by_the_other_rules(check: Check) -> None:
    """A wrong type of value in one place does not hide what contradicts itself in another."""
    case = _case(title="2019", type="遠隔連携", activities=', for: ["452017"]')
    assert check(case) == [("type-prefectures", 2), ("text-unquoted", 3), ("not-a-participant", 7)]


def test_parties_and_results_name_participants(check: Check) -> None:
    """Whoever is party to an instrument, or whom a result concerns, takes part."""
    more = """\
instruments:
  - {name: {ja: 協定}, kind: agreement, parties: ["442011", "452017"]}
results:
  - {ja: 訪れる人が増えた。, for: ["012319"]}
"""
    assert check(_case() + more) == [("not-a-participant", 13), ("not-a-participant", 15)]


@pytest.mark.parametrize(
    ("period", "codes"),
    [
        ('{start: "2017-04", end: "2019-03"}', []),
        ('{start: "2017-04"}', []),
        ('{start: FY2017, end: "2017-05"}', []),
        ('{start: "2017-04", end: "2017-03"}', ["period"]),
        ('{start: "2017-04", end: "2017-13"}', ["date"]),
        ("{start: 2017, end: 2016}", ["date-unquoted", "date-unquoted"]),
    ],
)
def test_a_period_runs_forwards(check: Check, period: str, codes: list[str]) -> None:
    """An end before the start is a fault, if both are dates."""
    assert [code for code, _line in check(f"{_case()}period: {period}\n")] == codes


COUNTED = {
    "background": ", ref: [background/1]", "activities": ", ref: [activities/1]", "role": ", ref: [heading]",
    "source": ", bullets: {activities: 1, background: 1, merits: 0}",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, []),
        ({"role": ""}, [("ref-missing", 9), ("ref-missing", 10)]),
        ({"background": ", ref: [background/2]"}, [("ref-uncited", 6), ("ref-range", 6)]),
        ({"background": ", ref: [background/1, activities/1]"}, [("ref-section", 6)]),
        ({"background": ", ref: [経緯]"}, [("ref-form", 6)]),
        ({"background": ", ref: 経緯"}, [("ref-uncited", 6), ("shape", 6)]),
        ({"background": ", ref: [figures/1]"}, [("ref-uncited", 6), ("ref-section", 6)]),
        ({"role": ", ref: [figures/1]"}, [("ref-range", 9), ("ref-range", 10)]),
        ({"source": ", bullets: {activities: 1, background: 1, merits: 2}"}, [("ref-uncited", None)]),
        ({"source": ", bullets: {activities: true, background: 1, merits: 0}"}, [("number", 11)]),
        ({"source": ", bullets: {activities: 1, background: 999999999, merits: 0}"}, [("ref-uncited", 6)]),
        ({"source": ", bullets: 2"}, [("shape", 11)]),
    ],
)
def test_refs_stay_within_a_source_that_is_counted(
    check: Check, changes: dict[str, str], faults: list[tuple[str, int]]
) -> None:
    """Every statement has a ref, every ref a bullet, every bullet a ref."""
    found = check(_case(**{**COUNTED, **changes}))
    assert sorted(code for code, _line in found) == sorted(code for code, _line in faults)
    assert {line for _code, line in found} >= {line for _code, line in faults if line}


def test_a_case_that_a_mistake_cuts_off_lacks_nothing(check: Check) -> None:
    """What stands below the mistake may say it; what is said already is judged."""
    cut = "cases:\n  - id: one\n    type: remote\n   title: {ja: x}\n"
    assert check(cut) == [("not-allowed", 3), ("indentation", 4)]


def test_what_is_no_list_lacks_nothing_besides(check: Check) -> None:
    """A section in a wrong shape is one fault; that nothing in it cites a bullet follows."""
    case = _case(**COUNTED).replace(
        "background: [{ja: 前から交流があった。, ref: [background/1]}]", "background: 前から交流があった。"
    )
    assert check(case) == [("shape", 6)]


def test_what_lacks_its_text_lacks_its_ref_too(check: Check) -> None:
    """Two mistakes in one statement are two faults."""
    case = _case(**COUNTED).replace(
        "activities: [{ja: 観光の催しを開く。, ",
        "activities: [{ja: 観光の催しを開く。, ref: [activities/1]}, {en: x}, {ja: 人を育てる。, ",
    )
    assert sorted(code for code, _line in check(case)) == ["missing", "ref-missing"]


def test_a_contribution_has_a_ref_too(check: Check) -> None:
    """What a participant brings is a statement of its own."""
    case = _case(**COUNTED).replace(
        "network_member, ref: [heading]}]", "network_member, ref: [heading]}], contribution: {ja: 人を出す。}"
    )
    assert check(case) == [("ref-missing", 10)]


def test_one_id_in_two_files_names_both_places(run: Run, tmp_path: Path) -> None:
    """The second place is the fault's, the first stands in its message."""
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(_case(title=f"計画{name[0]}"), encoding="utf-8")
    (fault,) = [json.loads(line) for line in run("validate", str(tmp_path), "-o", "jsonl").out.splitlines()]
    assert (fault["code"], fault["file"]) == ("id-unique", str(tmp_path / "b.yaml"))
    assert f"{tmp_path / 'a.yaml'}:1:5" in fault["message"]


def test_an_id_in_a_wrong_form_is_one_fault_a_case(check: Check) -> None:
    """Two cases with the same wrong id have wrong ids; that they are alike is no third fault."""
    assert check(_case(id="Oita", title="甲の計画"), _case(id="Oita", title="乙の計画")) == [
        ("id-form", 1),
        ("id-form", 1),
    ]


def _listed(key: str, *cases: str) -> str:
    return key + "".join("  - " + case.replace("\n", "\n    ").rstrip() + "\n" for case in cases)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (_listed("cases:\n", _case()), []),
        (_listed("case:\n", _case()), [("cases-key", 1)]),
        (_listed("事例:\n", _case()), [("cases-key", 1)]),
        (_listed("Cases:\n", _case()), [("cases-key", 1)]),
        (_listed("一覧:\n", _case()), [("cases-key", 1)]),
        (_listed("case:\n", _case(type="遠隔連携")), [("cases-key", 1), ("type-prefectures", 3)]),
        ("case:\n  - 観光\n", [("cases-key", 1)]),
        (_listed("casebook:\n  title: {ja: 事例集}\n事例:\n", _case()), [("cases-key", 3)]),
        ("casebook:\n  title: {ja: 事例集}\n", [("cases-key", 1)]),
        (_listed("", _case()), [("cases-key", 1)]),
        ("cases:\n  id: oita\n", [("cases-key", 2)]),
        ("cases:\n", [("cases-key", 1)]),
        ("- 観光\n- 交流\n", [("shape", 1)]),
        ("観光の計画\n", [("shape", 1)]),
        ("cases:\n  - 観光\n", [("shape", 2)]),
        (_listed("casebook: {title: 事例集}\ncases:\n", _case()), [("bare-text", 1)]),
        (_listed("note: 1\ncases:\n", _case()), [("unknown-key", 1)]),
    ],
)
def test_a_file_is_one_case_or_a_list_under_cases(check: Check, text: str, faults: list[tuple[str, int]]) -> None:
    """A list under another name is one fault, and its cases are checked all the same."""
    found = check(text)
    assert [code for code, _line in found] == [code for code, _line in faults]
    assert [abs(line - there) <= 1 for (_c, line), (_d, there) in zip(found, faults, strict=True)] == [True] * len(
        found
    )


@pytest.mark.parametrize(
    ("changes", "more", "codes"),
    [
        ({"title": "観光の計画, en: Plan"}, "", ["translation"]),
        ({"background": ", en: 前からです。"}, "", ["translation", "english-text"]),
        ({"background": ", en: Ties with 別府."}, "", ["translation"]),
        ({"title": "OITA4.0"}, "", []),
        ({"title": "A plan for the tourism of two cities"}, "", ["japanese-text"]),
        ({"title": "大分の1〜2月の～計画"}, "", ["wave-dash"]),
        ({"title": "大分の1～2月の計画"}, "", []),
        ({"title": "todo"}, "", ["placeholder"]),
        ({"title": "ｶﾝｺｳの計画"}, "", ["half-width-kana"]),
        ({}, 'events: [{date: "1946", text: {ja: 合併した。}}]\n', ["date-unlikely"]),
        ({}, 'events: [{date: "1947", text: {ja: 合併した。}}]\n', []),
        ({}, 'events: [{date: "2999", text: {ja: 合併する。}}]\n', ["date-unlikely"]),
        ({}, 'period: {start: "2999"}\n', []),
        ({}, 'period: {start: "1917"}\n', ["date-unlikely"]),
        ({}, "merits: [{ja: 観光の催しを開く。}]\n", []),
        ({}, "merits: [{ja: 観光の催しを各地で開く。}]\nresults: [{ja: 観光の催しを各地で開く。}]\n", ["said-twice"]),
        ({}, 'urls: ["https://example.jp/"]\ncontact: {organisation: {ja: 観光課}, email: a@example.jp}\n', []),
    ],
)  # fmt: skip
def test_what_is_unlikely_is_a_warning(check: Check, changes: dict[str, str], more: str, codes: list[str]) -> None:
    """Doubts are told where there is reason to, and not elsewhere."""
    assert sorted(code for code, _line in check(_case(**changes) + more)) == sorted(codes)


def test_what_the_data_model_asks_for_is_one_warning(run: Run, tmp_path: Path) -> None:
    """A case that lacks several of its fields is told so once, with their names."""
    file = tmp_path / "case.yaml"
    lines = [line for line in _case().splitlines(keepends=True) if not line.startswith(("summary", "purpose"))]
    file.write_text("".join(lines), encoding="utf-8")
    (fault,) = [json.loads(line) for line in run("validate", str(file), "-o", "jsonl").out.splitlines()]
    assert (fault["code"], fault["severity"]) == ("incomplete", "warning")
    assert "summary, purpose" in fault["message"]


def test_the_wave_dash_that_is_rarer_in_a_file_is_pointed_at(run: Run, tmp_path: Path) -> None:
    """Not the first that stands there, but the one that differs from the rest; each file for itself."""
    one, other = tmp_path / "1.yaml", tmp_path / "2.yaml"
    one.write_text(
        _case(title="春～夏の計画").replace("観光で", "春～夏に").replace("訪れる", "秋〜冬に訪れる"), encoding="utf-8"
    )
    other.write_text(_case(id="beppu", title="秋〜冬の計画"), encoding="utf-8")
    (fault,) = [json.loads(line) for line in run("validate", str(tmp_path), "-o", "jsonl").out.splitlines()]
    assert (fault["file"], fault["line"], fault["column"], fault["end_column"]) == (str(one), 5, 16, 17)


def test_two_titles_alike_name_both_places(check: Check) -> None:
    """The same title in two cases is a warning."""
    assert check(_case(), _case(id="beppu")) == [("title-twice", 3)]


def test_a_case_with_countless_faults_ends(check: Check) -> None:
    """A thousand are told, then how many more there are."""
    faults = check(_case(type="遠隔連携") + "".join(f"zz{number}: 1\n" for number in range(2500)))
    assert [code for code, _line in faults].count("unknown-key") == 1000
    assert ("too-many-faults", 1) in faults
    assert len(faults) == 1001
    around = check("cases: []\n" + "".join(f"zz{number}: 1\n" for number in range(2500)))
    assert len(around) == 1001


def test_messages_stay_short_whatever_stands_in_the_file(run: Run, tmp_path: Path) -> None:
    """Long pieces and long lists are told by their beginning."""
    file = tmp_path / "case.yaml"
    case = _case(**COUNTED).replace("background: 1,", "background: 900,").replace("観光で", "ｶ" * 900)
    codes = ("442038", "442046", "442054", "442062", "442071")
    towns = "".join(f'  - {{code: "{code}", roles: [{{code: lead, ref: [heading]}}]}}\n' for code in codes)
    case = case.replace("source:", f"{towns}source:").replace(
        "ref: [activities/1]", 'ref: [activities/1], for: ["012319"]'
    )
    file.write_text(case, encoding="utf-8")
    faults = [json.loads(line) for line in run("validate", str(file), "-o", "jsonl").out.splitlines()]
    assert {fault["code"] for fault in faults} == {"too-long", "half-width-kana", "ref-uncited", "not-a-participant"}
    assert max(len(fault["message"]) for fault in faults) < 200
    assert all(fault["hint"].endswith("…") for fault in faults if fault["code"] == "not-a-participant")


def test_the_bundled_cases_have_neither_errors_nor_warnings(run: Run) -> None:
    """The eight cases are as clean as we ask others to be."""
    result = run("validate", "--strict", "--lang", "en")
    assert (result.code, result.out) == (0, "")
    assert result.err == "files: 1, cases: 8, errors: 0, warnings: 0\n"
