"""The eight cases."""

import pytest

import renkei_cli
from renkei_cli.authoring.schema import Case

SECTIONS = ("activities", "background", "merits")


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    """Load the cases by id."""
    return {case.id: case for case in renkei_cli.load()}


def test_the_cases_stand_in_the_order_of_the_casebook(cases: dict[str, Case]) -> None:
    """Eight cases, by their ids."""
    assert list(cases) == [
        "saga", "takamatsu", "himeshima", "local-venture",
        "fujieda-eniwa", "tsunan-sakae", "hamada", "minokamo-yonago",
    ]  # fmt: skip


def test_every_bullet_of_the_source_is_cited(cases: dict[str, Case]) -> None:
    """16, 18 and 18 bullets, each cited by a statement of its section."""
    totals = dict.fromkeys(SECTIONS, 0)
    for case in cases.values():
        assert case.source.bullets is not None
        for section in SECTIONS:
            count = getattr(case.source.bullets, section)
            cited = {ref for statement in getattr(case, section) for ref in statement.ref}
            assert cited == {f"{section}/{number}" for number in range(1, count + 1)}
            totals[section] += count
    assert totals == {"activities": 16, "background": 18, "merits": 18}


@pytest.mark.parametrize(
    ("case_id", "fact"),
    [
        ("saga", "平成26年11月"), ("saga", "四者"), ("saga", "筑波大学"), ("saga", "美と健康に関する自治体間連携協定"),
        ("takamatsu", "台湾"), ("takamatsu", "病害虫防除"), ("himeshima", "IT企業2社"), ("himeshima", "OITA4.0"),
        ("local-venture", "ETIC"), ("local-venture", "ローカルベンチャーサミット"),
        ("fujieda-eniwa", "災害時相互応援協定"),
        ("fujieda-eniwa", "友好都市提携協定"), ("tsunan-sakae", "古型マンモス"), ("tsunan-sakae", "按分"),
        ("tsunan-sakae", "火焰型土器"), ("hamada", "平成27年度"), ("hamada", "シングルペアレント介護人材育成事業"),
        ("minokamo-yonago", "状態把握プログラム"),
    ],
)  # fmt: skip
def test_names_numbers_and_dates_are_kept(cases: dict[str, Case], case_id: str, fact: str) -> None:
    """What the source names stands in the case, exactly."""
    assert fact in cases[case_id].model_dump_json()


def test_the_misprint_is_corrected_and_kept(cases: dict[str, Case]) -> None:
    """Case 8's title is right, and the printed one stands beside it."""
    case = cases["minokamo-yonago"]
    assert "子育て" in case.title.ja
    assert case.title_as_printed is not None
    assert "于育て" in case.title_as_printed.ja


@pytest.mark.parametrize(
    ("case_id", "role", "number"),
    [
        ("saga", "plan_author", 2), ("saga", "agreement_party", 4), ("local-venture", "plan_author", 11),
        ("local-venture", "initiator", 1), ("hamada", "plan_author", 1), ("hamada", "network_member", 4),
    ],
)  # fmt: skip
def test_roles_are_told_apart(cases: dict[str, Case], case_id: str, role: str, number: int) -> None:
    """Authors, parties, members and initiators are as many as the source has."""
    participants = cases[case_id].participants
    assert sum(role in [one.code for one in participant.roles] for participant in participants) == number


def test_the_cases_are_silent_where_the_source_is(cases: dict[str, Case]) -> None:
    """No case has a budget, a KPI or a contact."""
    assert not any(case.funding or case.kpis or case.contact for case in cases.values())
