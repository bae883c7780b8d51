"""The eight cases: what the casebook says, in both languages, at its place, and nothing else."""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

import renkei_cli
from renkei_cli.domain.places import local_governments
from renkei_cli.schema.models import Case, Statement, Text

SECTIONS = ("activities", "background", "merits")
UNSAID = ("period", "funding", "kpis", "results", "contact", "urls", "certification")
KANA_OR_KANJI = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")

HERE = Path(__file__).parent


def table(name: str) -> list[tuple[str, ...]]:
    """Read the rows of a table beside this file."""
    with (HERE / name).open(encoding="utf-8", newline="") as rows:
        return [tuple(row) for row in csv.reader(rows, delimiter="\t")][1:]


FACTS = table("facts.tsv")
TERMS = table("terms.tsv")
RUN, DIGEST = 30, 5
"""Characters of a run of the source in `source-runs.bin`, bytes of its digest."""

IDS = "saga takamatsu himeshima local-venture fujieda-eniwa tsunan-sakae hamada minokamo-yonago"
ROLES = """\
saga plan_author 410004 412015
saga agreement_party 410004 412015 412023 413879
saga coordinator 410004
takamatsu plan_author 370002 372013
himeshima plan_author 440001 443221
local-venture plan_author 014681 015814 032115 042021 042056 172022 322091 336432 363022 434230 452041
local-venture initiator 336432
fujieda-eniwa plan_author 222143 012319
fujieda-eniwa agreement_party 222143 012319
tsunan-sakae plan_author 154822 206024
hamada plan_author 322024
hamada plan_area 322024 014729 103667 284467
hamada network_member 322024
minokamo-yonago plan_author 212113 312029"""
INSTRUMENTS = """\
saga council さが藻類バイオマス協議会 - 412015
saga certification バイオマス産業都市 2014-11 412015
saga agreement 美と健康に関する自治体間連携協定 2017-08-23 410004 412015 412023 413879
local-venture council ローカルベンチャー推進協議会 FY2016 336432
local-venture declaration ローカルベンチャー宣言 -
fujieda-eniwa network 藤枝市農商工連携・6次産業化推進ネットワーク 2011 222143
fujieda-eniwa agreement 災害時相互応援協定 - 222143 012319
fujieda-eniwa agreement 友好都市提携協定 - 222143 012319
tsunan-sakae certification 苗場山麓ジオパーク - 154822 206024
hamada network ひとり親地方移住支援ネットワーク会議 - 322024"""


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    """Load the cases by id."""
    return {case.id: case for case in renkei_cli.load()}


def statements(case: Case) -> list[Statement]:
    """Give the statements of all three sections."""
    return [statement for section in SECTIONS for statement in getattr(case, section)]


def texts(part: object) -> Iterator[Text]:
    """Give every text of a part of a case, however deep."""
    if isinstance(part, Text):
        yield part
    for _, value in part if hasattr(part, "model_fields_set") else ():
        for one in value if isinstance(value, tuple) else (value,):
            yield from texts(one)


def test_the_cases_stand_in_the_order_of_the_casebook(cases: dict[str, Case]) -> None:
    """Eight cases, by their ids, each of the type under which it is printed."""
    assert " ".join(cases) == IDS
    types = " ".join(case.type.removesuffix("連携") for case in cases.values())
    assert types == "県内 県内 県内 遠隔 遠隔 隣県 遠隔 遠隔"


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


def test_names_numbers_and_dates_are_kept(cases: dict[str, Case]) -> None:
    """Of each fact, one statement that cites its bullet says it in both languages."""

    def said(case_id: str, ref: str, ja: str, en: str) -> bool:
        cited = [statement for statement in statements(cases[case_id]) if ref in statement.ref]
        return any(ja in statement.ja and en in (statement.en or "") for statement in cited)

    assert [fact for fact in FACTS if not said(*fact)] == []
    # Each of the 52 bullets is held by at least one fact of the table.
    held = {(case_id, ref) for case_id, ref, _, _ in FACTS}
    assert held == {(case.id, ref) for case in cases.values() for one in statements(case) for ref in one.ref}
    assert len(held) == 52


def test_the_words_of_the_field_find_their_cases(run: Callable[..., Any]) -> None:
    """Each term of the source is found by the word that a reader would type, in every case whose source has it."""
    missed = [
        (term, case_id)
        for term, ids in TERMS
        for case_id in set(ids.split()) - set(run("search", term, "-o", "ids").out.split())
    ]
    assert missed == []


def test_the_wording_is_ours(cases: dict[str, Case]) -> None:
    """No text shares a run of 30 characters with the source, whose headings alone stand as printed.

    `source-runs.bin` holds the BLAKE2b digests of the source's runs (NFKC, without white space), not its words.
    """
    runs = (HERE / "source-runs.bin").read_bytes()
    printed = {runs[at : at + DIGEST] for at in range(0, len(runs), DIGEST)}

    def copied(text: str) -> bool:
        bare = "".join(unicodedata.normalize("NFKC", text).split())
        pieces = (bare[at : at + RUN] for at in range(len(bare) - RUN + 1))
        return any(blake2b(piece.encode(), digest_size=DIGEST).digest() in printed for piece in pieces)

    assert copied(cases["saga"].source.heading.ja)
    ours = [one.ja for case in cases.values() for one in texts(case.model_copy(update={"source": None}))]
    assert [one for one in ours if copied(one)] == []


def test_who_takes_part_and_what_is_pictured(cases: dict[str, Case]) -> None:
    """As many participants, kinds of collaborators and captions as the source has."""
    found = [
        (len(case.participants), " ".join(sorted(one.kind for one in case.collaborators)), len(case.figures))
        for case in cases.values()
    ]
    assert found == [
        (4, "company company council university university", 3), (2, "producers", 0), (2, "company", 2),
        (11, "company council npo", 1), (2, "company", 1), (2, "residents", 1), (4, "", 2), (2, "research", 1),
    ]  # fmt: skip


def test_each_participant_is_named_in_both_languages(cases: dict[str, Case]) -> None:
    """The name and its romanisation in the table of local governments are the ones that the case's text uses."""
    for case in cases.values():
        said = list(texts(case))
        for participant in case.participants:
            name = local_governments()[participant.code].name
            assert any(name.ja in one.ja and name.en in (one.en or "") for one in said), name


def test_roles_are_told_apart(cases: dict[str, Case]) -> None:
    """Authors, parties, members, initiators and coordinators are those of the source; nobody is the lead."""
    held: dict[tuple[str, str], list[str]] = {}
    for case in cases.values():
        for one in case.participants:
            for role in one.roles:
                held.setdefault((case.id, role.code), []).append(one.code)
    assert sorted(" ".join((*key, *codes)) for key, codes in held.items()) == sorted(ROLES.splitlines())
    others = [(one.name.ja, role.code) for case in cases.values() for one in case.collaborators for role in one.roles]
    assert others == [("NPO法人ETIC", "initiator")]


def test_instruments_are_those_of_the_source(cases: dict[str, Case]) -> None:
    """Name, kind, date in the source's precision, and parties; no others."""
    found = [
        " ".join((case.id, one.kind, one.name.ja, one.date or "-", *one.parties))
        for case in cases.values()
        for one in case.instruments
    ]
    assert found == INSTRUMENTS.splitlines()


def test_events_are_as_precise_as_the_source(cases: dict[str, Case]) -> None:
    """Seven dated events."""
    assert {case.id: [event.date for event in case.events] for case in cases.values() if case.events} == {
        "saga": ["2014-11", "2017-08-23"], "himeshima": ["FY2017"], "local-venture": ["FY2016", "FY2018"],
        "fujieda-eniwa": ["2011"], "hamada": ["FY2015"],
    }  # fmt: skip


def test_every_judgement_says_what_it_rests_on(cases: dict[str, Case]) -> None:
    """Themes, triggers, benefits, roles, contributions, collaborators, instruments, events and statements have refs."""
    for case in cases.values():
        people = (*case.participants, *case.collaborators)
        judgements = [
            *case.themes, *case.trigger, *case.benefits, *case.collaborators, *case.instruments, *case.events,
            *(role for one in people for role in one.roles),
            *(one.contribution for one in case.participants if one.contribution),
            *statements(case),
        ]  # fmt: skip
        assert all((case.themes, case.trigger, case.benefits))
        assert [one for one in judgements if not one.ref] == []


def test_a_statement_is_one_sentence_and_said_once(cases: dict[str, Case]) -> None:
    """One full stop a statement, in plain form (である), and no statement twice in a case."""
    for case in cases.values():
        said = [statement.ja for statement in statements(case)]
        assert [one for one in said if one.count("。") != 1 or not one.endswith("。")] == []
        assert [one for one in said if re.search("です|ます", one)] == []
        assert [one for one, count in Counter(said).items() if count > 1] == []


def test_the_english_is_english(cases: dict[str, Case]) -> None:
    """Every text has its English; Japanese stands in it only in brackets, beside the translation."""
    for case in cases.values():
        for one in texts(case.model_copy(update={"title_as_printed": None})):
            assert one.en
            assert not KANA_OR_KANJI.search(re.sub(r"\([^()]*\)", "", one.en)), one.en
        assert all((statement.en or "").endswith(".") for statement in statements(case))


def test_summaries_fit_into_an_index(cases: dict[str, Case]) -> None:
    """Each case has a summary of at most 300 characters, and a purpose."""
    for case in cases.values():
        assert 0 < len(case.summary.ja if case.summary else "") <= 300
        assert case.purpose is not None


def test_the_misprint_is_corrected_and_kept(cases: dict[str, Case]) -> None:
    """Case 8's title is right, and the printed one stands beside it; no other title was touched."""
    assert cases["minokamo-yonago"].title.ja == "二市連携 ICT 活用子育て支援事業"
    for case in cases.values():
        printed = case.title_as_printed or case.title
        assert printed.ja in case.source.heading.ja
        assert case.title.ja == printed.ja.replace("于育て", "子育て")


def test_the_cases_are_silent_where_the_source_is(cases: dict[str, Case]) -> None:
    """No case has a period, a budget, a KPI, a result, a contact, a link or an approval."""
    assert [(case.id, field) for case in cases.values() for field in UNSAID if getattr(case, field)] == []
