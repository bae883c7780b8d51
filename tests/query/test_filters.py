"""What was asked: the named options and the order."""

from collections.abc import Callable
from typing import Any

import pytest

from renkei_cli.domain.places import OTHER_REGIONS, REGIONS, prefecture_terms

Run = Callable[..., Any]


REFUSED: tuple[tuple[list[str], str], ...] = (
    (["--type", "遠隔連系"], "did you mean Remote (remote)?\nwrite one of Within"),
    (["--type", "zzz"], "write one of Within a prefecture (same_prefecture); Neighbouring prefectures (neighb"),
    (["--prefecture", "シマネー"], "did you mean Shimane Prefecture"),
    (["--type", "r"], "did you mean Remote (remote)?"),
    (["--theme", "foo"], "did you mean Agriculture, forestry, fisheries and food (agrifood)?"),
    (["--theme", "テーマ"], "of the known values\nwrite one of New"),
    (["--theme", "s"], "did you mean Start-ups and new ventures (startup)"),
    (["--theme", ""], "--theme: '' is none of the known values\nwrite one of New"),
    (["--region", "上越"], "another option takes this value: -m 上越\n"),
    (["--region", "北陸"], "name what it is made of: -p 富山 -p 石川 -p 福井\n"),
    (["--region", "東海地方"], "name what it is made of: -p 岐阜 -p 静岡 -p 愛知 -p 三重\n"),
    (["--region", "Shuto-ken"], "name what it is made of: --region 関東 -p 山梨\n"),
    (["--prefecture", "044"], "did you mean Oita Prefecture (44); Miyagi Prefecture (04)?"),
    (["-m", "44"], "--municipality: '44' is none of the known values\nanother option takes this value: -p 44\n"),
    (["-m", "99"], "write it as in 姫島村, ひめしま, himeshima, 443221"),
    (["-m", "12203"], "did you mean Shibetsu City, Hokkaido (012203); Ichikawa City, Chiba Prefecture (122033)?"),
    (["-m", "443222"], "Himeshima Village, Oita Prefecture (443221)"),
    (["-m", "津南町,栄村"], "repeat the option for each value: -m 津南町 -m 栄村\n"),
    (["-m", "津南町、栄村、"], "repeat the option for each value: -m 津南町 -m 栄村\n"),
    (["--collaborator", "大学,企業"], "repeat the option for each value: --collaborator 大学 --collaborator 企業\n"),
    (["--since", "2017", "--until", "2016"], "later than --until 2016\nwrite --since 2016 --until 2017\n"),
    (["--since", "FY2017", "--until", "2017-03"], "--since FY2017 is later than --until 2017-03\n"),
    (
        ["--prefecture", "zzzz"],
        "--prefecture: 'zzzz' is none of the known values\nwrite it as in 島根, しまね, shimane, 32\n",
    ),
    (["--collaborator", "zzz"], "write one of University (university); Non-profit (npo)"),
    (["--collaborator", "univercity of tsukuba"], "筑波大学"),
    (["--since", "yesterday"], "2017-08"),
    (["--until", "2017-13"], "--until: '2017-13' is not a date"),
    (["--sort", "titel"], "did you mean title"),
)


@pytest.mark.usefixtures("unbroken")
def test_a_value_that_means_nothing_is_refused(run: Run) -> None:
    """Never an empty list: the nearest values, or all if they are few."""
    for argv, said in REFUSED:
        result = run("list", *argv, "--lang", "en")
        assert (argv, result.code, result.out) == (argv, 2, "")
        assert said in result.err


def test_options_leave_what_terms_leave(run: Run) -> None:
    """Each option is a term over its field; a collaborator is asked for by kind or by a part of its name."""
    for option, value, term in (
        ("type", "遠隔", "type=遠隔"),
        ("prefecture", "島根", "prefectures=島根"),
        ("region", "四国", "regions=四国"),
        ("municipality", "恵庭", "participants=恵庭"),
        ("theme", "観光", "themes=観光"),
        ("trigger", "視察", "trigger=視察"),
        ("benefit", "役割分担", "benefits=役割分担"),
        ("collaborator", "npo", "collaborators.kind=npo"),
        ("collaborator", "ETIC", "collaborators.name~ETIC"),
    ):
        by_option, by_term = run("list", f"--{option}", value, "-o", "ids"), run("filter", term, "-o", "ids")
        assert (option, by_option.out) == (option, by_term.out)
        assert 1 <= len(by_option.out.split()) < 8


def test_dates_leave_what_may_have_happened_then(run: Run) -> None:
    """An event of a fiscal year counts where it may have fallen into the range; cases without a date are counted."""
    for argv, ids, undated in (
        (["--since", "2017-04"], "local-venture saga himeshima", 1),
        (["--until", "2014"], "saga fujieda-eniwa", 1),
        (["--since", "2014", "--until", "2014", "--type", "県内", "-p", "佐賀"], "saga", 0),
    ):
        result = run("list", *argv, "-o", "ids", "--lang", "en")
        assert (argv, set(result.out.split()), result.err.count("no date")) == (argv, set(ids.split()), undated)


def test_a_region_that_cuts_across_is_made_of_ours() -> None:
    """Each is made of whole regions and of prefectures that there are, and is none of the eight itself."""
    for name, (_romaji, made) in OTHER_REGIONS.items():
        assert all(len(REGIONS.resolve(one)) + len(prefecture_terms().resolve(one)) for one in made.split()), name
        assert not REGIONS.resolve(name)


RANKS: dict[str, Callable[[Any], Any]] = {
    "id": lambda case: case["id"],
    "span_km": lambda case: case["span_km"] or [],
    "participants": lambda case: len(case["participants"]),
    "years": lambda case: case["years"][:1],
    "type": lambda case: ["県内連携", "隣県連携", "遠隔連携"].index(case["type"]["label"]["ja"]),
}


def test_cases_are_put_in_order(run: Run, cases: dict[str, Any]) -> None:
    """By number, text, count, first value or rank of a word; blanks come last either way."""
    for field, rank in RANKS.items():
        for sort in (field, f"-{field}"):
            ids = run("list", "--sort", sort, "-o", "ids").out.split()
            assert (sort, sorted(ids)) == (sort, sorted(cases))
            ranks = [rank(cases[case_id]) for case_id in ids]
            blanks = [one for one in ranks if one == []]
            assert ranks == sorted((one for one in ranks if one != []), reverse=sort != field) + blanks
    for sort, first, language in (
        ("title", "himeshima", "ja"),
        ("title", "hamada", "en"),
        ("title_as_printed", "minokamo-yonago", "ja"),
        ("-title_as_printed", "minokamo-yonago", "ja"),
    ):
        answer = run("list", "--sort", sort, "-n", "1", "-o", "ids", "--lang", language)
        assert (sort, language, answer.out) == (sort, language, f"{first}\n")
