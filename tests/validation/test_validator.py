"""The rules across fields, cases and files, the warnings, and values that stand in no file."""

import os
import sys
from collections.abc import Callable, Iterable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from renkei_cli.core import i18n
from renkei_cli.core.diagnostics import Diagnostic, Severity
from renkei_cli.core.errors import DataError
from renkei_cli.core.files import LARGEST, data_folder
from renkei_cli.validation.validator import Validator, check_values, validate_files
from renkei_cli.yamlio.loader import entries

Check = Callable[..., list[Diagnostic]]
CaseOf = Callable[..., str]

COUNTED = {
    "background": ", ref: [background/1]", "activities": ", ref: [activities/1]", "role": ", ref: [heading]",
    "source": ", bullets: {activities: 1, background: 1, merits: 0}",
}  # fmt: skip
"""A case whose source's bullets are counted."""


def _told(faults: Iterable[Diagnostic]) -> str:
    """Write faults as codes with their lines."""
    return " ".join(f"{fault.code}:{fault.place.line}" for fault in faults)


def test_the_type_fits_the_prefectures(check: Check, case: CaseOf) -> None:
    """One prefecture, several that touch, several that lie apart: each type has its own."""
    for other, fits in [
        ('"442020"', ["県内連携"]), ('"452017"', ["隣県連携", "遠隔連携"]), ('"012319"', ["遠隔連携"])
    ]:  # fmt: skip
        for kind in ("県内連携", "隣県連携", "遠隔連携"):
            expected = "" if kind in fits else "type-prefectures:2"
            assert _told(check(case(type=kind, other=other))) == expected, (kind, other)


def test_nothing_follows_from_a_participant_that_is_faulty(check: Check, case: CaseOf) -> None:
    """A code that is wrong is one fault; whether the type fits it, nobody can say."""
    for other in ("452017", "宮崎市", '"452018"', '"449997"'):
        assert [fault.place.line for fault in check(case(other=other, activities=', for: ["452017"]'))] == [10], other


def test_what_is_named_takes_part(check: Check, case: CaseOf) -> None:
    """A statement, a result and an instrument name participants; a fault of the schema hides none of it."""
    more = (
        'instruments: [{name: {ja: 協定}, kind: agreement, parties: ["442011", "452017"]}]\n'
        'results: [{ja: 訪れる人が増えた。, for: ["012319"]}]\n'
    )
    assert _told(check(case() + more)) == "not-a-participant:12 not-a-participant:13"
    faults = check(case(title="2019", type="遠隔連携", activities=', for: ["452017"]'))
    assert _told(faults) == "type-prefectures:2 text-unquoted:3 not-a-participant:7"


def test_a_period_runs_forwards(check: Check, case: CaseOf) -> None:
    """An end before the start is a fault, if both are dates."""
    for period, told in [
        ('{start: "2017-04", end: "2019-03"}', ""),
        ('{start: "2017-04"}', ""),
        ('{start: FY2017, end: "2017-05"}', ""),
        ('{start: "2017-04-01", end: "2017-04-01"}', ""),
        ('{start: "2017-04", end: "2017-03"}', "period:12"),
        ('{start: "2017-04", end: "2017-13"}', "date:12"),
        ("{start: 2017, end: 2016}", "date-unquoted:12 date-unquoted:12"),
    ]:
        assert _told(check(f"{case()}period: {period}\n")) == told, period


def test_refs_stay_within_a_source_that_is_counted(check: Check, case: CaseOf) -> None:
    """Every statement has a ref, every ref a bullet, every bullet a ref; nothing follows from a wrong shape."""
    counted = case(**COUNTED)
    for changes, told in [
        ({}, ""),
        ({"role": ""}, "ref-missing:9 ref-missing:10"),
        ({"background": ", ref: [background/2]"}, "ref-uncited:6 ref-range:6"),
        ({"background": ", ref: [background/1, activities/1]"}, "ref-section:6"),
        ({"background": ", ref: [経緯]"}, "ref-form:6"),
        ({"background": ", ref: 経緯"}, "ref-uncited:6 shape:6"),
        ({"background": ", ref: [figures/1]"}, "ref-uncited:6 ref-section:6"),
        ({"role": ", ref: [figures/1]"}, "ref-range:9 ref-range:10"),
        ({"source": ", bullets: {activities: 1, background: 1, merits: 2}"}, "ref-uncited:1"),
        ({"source": ", bullets: {activities: true, background: 1, merits: 0}"}, "number:11"),
        ({"source": ", bullets: {activities: 1, background: 999999999, merits: 0}"}, "ref-uncited:6"),
        ({"source": ", bullets: 2"}, "shape:11"),
    ]:
        assert _told(check(case(**(COUNTED | changes)))) == told, changes
    for old, new, told in [
        ("background: [{ja: 前から交流があった。, ref: [background/1]}]", "background: 前からの交流", "shape:6"),
        ("[{ja: 観光の催しを開く。,", "[{en: x}, {ja: 観光の催しを開く。,", "missing:7 ref-missing:7"),
        (
            "network_member, ref: [heading]}]",
            "network_member, ref: [heading]}], contribution: {ja: 人}",
            "ref-missing:10",
        ),
    ]:
        assert old in counted
        assert _told(check(counted.replace(old, new))) == told, new


def test_ids_and_titles_are_those_of_one_case(check: Check, case: CaseOf) -> None:
    """The second place is the fault's, the first stands in its message; a wrong id is one fault a case."""
    (fault,) = check(case(title="計画a"), case(title="計画b"))
    assert (fault.code, fault.place.file.endswith("1.yaml")) == ("id-unique", True)
    assert "0.yaml:1:5" in fault.message
    assert _told(check(case(id="Oita", title="甲"), case(id="Oita", title="乙"))) == "id-form:1 id-form:1"
    (fault,) = check(case(), case(id="beppu"))
    assert (fault.code, fault.severity, fault.path) == ("title-twice", Severity.WARNING, "/title/ja")
    assert "0.yaml:3:13" in fault.message


def _listed(key: str, *cases: str) -> str:
    return key + "".join("  - " + case.replace("\n", "\n    ").rstrip() + "\n" for case in cases)


def test_a_file_is_one_case_or_a_list_under_cases(check: Check, case: CaseOf) -> None:
    """A list under another name is one fault, and its cases are checked all the same."""
    book = "casebook:\n  title: {ja: 事例集}\n"
    for text, told in [
        (_listed("cases:\n", case()), ""),
        (_listed("case:\n", case()), "cases-key:1"),
        (_listed("事例:\n", case()), "cases-key:1"),
        (_listed("Cases:\n", case()), "cases-key:1"),
        (_listed("一覧:\n", case()), "cases-key:1"),
        (_listed("case:\n", case(type="遠隔連携")), "cases-key:1 type-prefectures:3"),
        ("case:\n  - 観光\n", "cases-key:1"),
        (_listed(f"{book}事例:\n", case()), "cases-key:3"),
        (book, "cases-key:1"),
        (_listed("", case()), "cases-key:1"),
        ("cases:\n  id: oita\n", "cases-key:2"),
        ("cases:\n", "cases-key:1"),
        ("- 観光\n- 交流\n", "shape:1"),
        ("観光の計画\n", "shape:1"),
        ("cases:\n  - 観光\n", "shape:2"),
        (_listed("casebook: {title: 事例集}\ncases:\n", case()), "bare-text:1"),
        (_listed("note: 1\ncases:\n", case()), "unknown-key:1"),
        # What stands below a mistake of YAML may belong to the case above it.
        ("cases:\n  - id: one\n    type: remote\n   title: {ja: x}\n", "indentation:4"),
    ]:
        assert _told(check(text)) == told, text
    for text, message in [
        ("cases:\n", "cases holds no list of cases"),
        (book, "the key cases is missing"),
        ("case:\n  - 観光\n", "the list of cases is called cases, not case"),
    ]:
        assert check(text)[0].message == message
    # Two cases on a line are two cases.
    told = _told(check("cases: [{id: A}, {id: B}]\n"))
    assert (told.count("missing:1"), told.count("id-form:1"), told.count("incomplete:1")) == (8, 2, 2)


def test_what_is_unlikely_is_a_warning(check: Check, case: CaseOf) -> None:
    """It is told where there is reason to, and not elsewhere."""
    said = "merits: [{{ja: 観光の催しを{where}開く。}}]\nresults: [{{ja: 観光の催しを{where}開く。}}]\n"
    for changes, more, codes in [
        ({"title": "観光の計画, en: Plan"}, "", "translation"),
        ({"background": ", en: 前からです。"}, "", "english-text translation"),
        ({"background": ", en: Ties with 別府."}, "", "translation"),
        ({"title": "OITA4.0"}, "", ""),
        ({"title": "A plan for the tourism of two cities"}, "", "japanese-text"),
        ({"title": "大分の1〜2月の～計画"}, "", "wave-dash"),
        ({"title": "大分の1～2月の計画"}, "", ""),
        ({"title": "City of OITA"}, "", ""),
        ({"title": "todo"}, "", "placeholder"),
        ({"title": "ｶﾝｺｳの計画"}, "", "half-width-kana"),
        ({}, 'events: [{date: "1946", text: {ja: 合併した。}}]\n', "date-unlikely"),
        ({}, 'events: [{date: "1947", text: {ja: 合併した。}}]\n', ""),
        ({}, 'events: [{date: "2020", text: {ja: 合併した。}}]\n', ""),
        ({}, 'events: [{date: "2021", text: {ja: 合併する。}}]\n', "date-unlikely"),
        ({}, 'period: {start: "2021"}\n', ""),
        ({}, 'period: {start: "1917"}\n', "date-unlikely"),
        ({}, "merits: [{ja: 観光の催しを開く。}]\n", ""),
        ({}, said.format(where=""), ""),
        ({}, said.format(where="皆"), "said-twice"),
        ({}, said.format(where="各地で"), "said-twice"),
        ({}, "events:\n" + "  - {date: FY2017, text: {ja: 各地で催しを何度も開く。}}\n" * 2, "said-twice"),
        ({}, 'urls: ["https://example.jp/"]\ncontact: {organisation: {ja: 観光課}, email: a@example.jp}\n', ""),
    ]:  # fmt: skip
        faults = check(case(**changes) + more)
        assert " ".join(sorted(fault.code for fault in faults)) == codes, (changes, more)
        assert all(fault.severity is Severity.WARNING for fault in faults)
    lacking = "".join(line for line in case().splitlines(keepends=True) if not line.startswith(("summary", "purpose")))
    (fault,) = check(case(title="観光の計画, en: Plan"))
    assert (fault.path, fault.message[:2]) == ("/summary", "6 ")
    (fault,) = check(case() + said.format(where="各地で"))
    assert fault.message == "the same text stands in merits/1 already"
    (fault,) = check(lacking)
    assert (fault.code, "summary, purpose" in fault.message) == ("incomplete", True)


def test_the_wave_dash_that_is_rarer_in_a_case_is_pointed_at(check: Check, case: CaseOf) -> None:
    """Not the first that stands there, but the one that differs from the rest; each case for itself."""
    one = case(title="春～夏の計画").replace("観光で", "春～夏に").replace("訪れる", "秋〜冬に訪れる")
    (fault,) = check(one, case(id="beppu", title="秋〜冬の計画"))
    assert (fault.place.file[-6:], fault.place.line, fault.place.column, fault.part) == ("0.yaml", 5, 16, "〜")


def test_a_case_with_countless_faults_ends(check: Check, case: CaseOf) -> None:
    """A thousand are told, then that there are more."""
    many = "".join(f"zz{number}: 1\n" for number in range(2500))
    assert len(check(case() + "".join(many.splitlines(keepends=True)[:999]))) == 999
    faults = check(case(type="遠隔連携") + many)
    assert [fault.code for fault in faults].count("unknown-key") == 1000
    assert _told(faults).count("too-many-faults") == 1
    assert len(faults) == len(check("cases: []\n" + many)) == 1001
    assert _told(check(_listed("cases:\n", case() + many))).count("too-many-faults") == 1


def test_cases_that_keep_all_rules_are_given_with_their_places(case: CaseOf) -> None:
    """A case with a fault, of the schema or across fields or cases, is not."""
    faults: list[Diagnostic] = []
    cases = [case(), case(id="one", title="2019"), case(id="two", type="遠隔連携"), case(), case(id="beppu")]
    validator = Validator(faults)
    validator.id_locations["beppu"] = "elsewhere"
    content = _listed("cases:\n", *cases, case(id="usa", title="観光ｶﾞｲﾄﾞ")).encode()
    found = list(validator.cases_with_locations(entries("x.yaml", content, faults)))
    assert [(one.id, str(place)) for one, place in found] == [("oita", "x.yaml:2:9"), ("usa", "x.yaml:57:9")]
    assert [fault.code for fault in faults] == ["text-unquoted", "type-prefectures", "id-unique", "id-unique"]
    assert (validator.warnings, validator.count) == ([], 6)


def test_messages_stay_short_whatever_stands_in_the_file(check: Check, case: CaseOf) -> None:
    """Long pieces and long lists are told by their beginning."""
    codes = ("442038", "442046", "442054", "442062", "442071")
    towns = "".join(f'  - {{code: "{code}", roles: [{{code: lead, ref: [heading]}}]}}\n' for code in codes)
    changed = COUNTED | {"activities": ', ref: [activities/1], for: ["012319"]'}
    text = case(**changed).replace("background: 1,", "background: 900,").replace("観光で", "ｶ" * 900)
    faults = check(text.replace("source:", f"{towns}source:"))
    assert {fault.code for fault in faults} == {"too-long", "half-width-kana", "ref-uncited", "not-a-participant"}
    assert max(len(fault.message) for fault in faults) < 200
    assert all(fault.hint.endswith("…") for fault in faults if fault.code == "not-a-participant")


def test_a_stale_name_behind_a_code_is_told(tmp_path: Path) -> None:
    """The comment itself is marked; what may be about other items of a line, or is more than a name, is not judged."""
    text = (
        "id: a\ntype: 県内連携\ntitle: {ja: 観光の計画}\nthemes: [{code: tourism}, {code: jobs}]  # 観光・交流\n"
        "participants:\n"
        '  - {code: "252034", roles: [{code: plan_author}]}  # 彦根市\n  - code: "252140"  # 滋賀県\n'
        "    roles: [{code: plan_author}]\nactivities:\n  - ja: 何かをする。\n    for:\n"
        '      - "252034"  # 長浜市（代表）\n      - "252140"\nsource: {document: {ja: 書}, heading: {ja: 章}}\n'
    )
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    found = [one for one in validate_files([str(file)]).findings if one.fault.code == "stale-name"]
    assert [(one.fault.place.line, one.fault.place.column, one.fault.part) for one in found] == [(6, 55, "彦根市")]
    assert found[0].excerpt is not None
    assert found[0].excerpt.text[found[0].excerpt.start :] == "彦根市"


def test_the_bundled_cases_have_neither_errors_nor_warnings() -> None:
    """The eight cases are as clean as we ask others to be, on whatever day."""
    report = validate_files([str(data_folder() / "cases.yaml")])
    assert (list(report.findings), report.files, report.cases) == ([], 1, 8)


def test_what_cannot_be_read_hides_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: CaseOf) -> None:
    """It is a fault of its own; standard input is a file like the others, and as large at most."""
    i18n.activate("en")
    good, gone, locked = tmp_path / "good.yaml", tmp_path / "gone.yaml", tmp_path / "locked.yaml"
    good.write_text(case(), encoding="utf-8")
    locked.mkdir()
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(case(type="遠隔連携").encode())))
    report = validate_files([str(gone), str(good), str(good), "-"])
    found = [(finding.fault.place.file, finding.fault.code) for finding in report.findings]
    assert found[0] == (str(gone), "unreadable")
    assert [code for file, code in found if file == "<stdin>"] == ["id-unique", "type-prefectures", "title-twice"]
    assert (report.files, report.cases, len(found)) == (2, 2, 4)
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b" " * (LARGEST + 1))))
    (large,) = validate_files(["-"]).findings
    assert (large.fault.code, large.fault.message) == ("unreadable", "<stdin> is larger than 64 MiB")
    with pytest.raises(DataError):
        validate_files([str(locked)])


def test_a_pipe_is_told_and_the_rest_is_checked(tmp_path: Path, case: CaseOf) -> None:
    """What is no regular file is never waited for."""
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "good.yaml").write_text(case(), encoding="utf-8")
    report = validate_files([str(tmp_path)])
    assert [(Path(one.fault.place.file).name, one.fault.code) for one in report.findings] == [
        ("pipe.yaml", "unreadable")
    ]


# --- values that stand in no file ---

VALUES = {
    "id": "oita", "type": "県内連携", "title": {"ja": "観光の計画"},
    "participants": [{"code": code, "roles": [{"code": "lead"}]} for code in ("442011", "442020")],
    "source": {"document": {"ja": "計画書"}, "heading": {"ja": "観光"}},
}  # fmt: skip


def test_values_are_checked_without_a_file() -> None:
    """Lists may be lists; an id is taken once it is used."""
    ids: dict[str, str] = {}
    case, faults = check_values(VALUES, ids, "row 1")
    assert case
    assert (case.id, faults, ids) == ("oita", [], {"oita": "row 1"})
    taken, (fault,) = check_values(VALUES, ids, "row 2")
    assert (taken, fault.code, fault.path, "row 1" in fault.message) == (None, "id-unique", ("id",), True)
    assert check_values(VALUES)[1] == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"type": "遠隔連携"}, [("type-prefectures", ("type",))]),
        ({"type": "遠隔連携", "titel": 1}, [("unknown-key", ("titel",))]),
        ({"title": {"ja": True}}, [("text-unquoted", ("title", "ja"))]),
        ({"title": {"ja": "あ" * 65_537}}, [("too-long", ("title", "ja"))]),
        ({"title": {"ja": "a\u200bb"}}, [("control-character", ("title", "ja"))]),
        ({"id": "\ud800"}, [("form", ("id",))]),
        ({"source": {"heading": {"ja": "x"}}}, [("missing", ("source",))]),
    ],
)
def test_faults_of_values_have_their_paths(changes: dict[str, object], found: list[tuple[str, object]]) -> None:
    """What the reader of files would have refused, the schema refuses itself."""
    case, faults = check_values({**VALUES, **changes})
    assert {fault.part for fault in faults} <= {"", "\u200b"}
    assert (case, [(fault.code, fault.path) for fault in faults]) == (None, found)
