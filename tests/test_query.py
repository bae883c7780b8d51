"""What was asked: the named options and the order."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--type", "遠隔連系"], "did you mean Remote (remote)?\nwrite one of Within"),
        (
            ["--type", "zzz"],
            "write one of Within a prefecture (same_prefecture); Neighbouring prefectures (neighbouring); Remote (rem",
        ),
        (["--prefecture", "シマネー"], "did you mean Shimane Prefecture"),
        (["--prefecture", "zzzz"], "--prefecture: 'zzzz' is none of the known values\nwrite it as in Hokkaido, 01\n"),
        (["--collaborator", "zzz"], "write one of University (university); Non-profit (npo)"),
        (["--collaborator", "univercity of tsukuba"], "筑波大学"),
        (["--since", "yesterday"], "2017-08"),
        (["--until", "2017-13"], "--until: '2017-13' is not a date"),
        (["--sort", "titel"], "did you mean title"),
    ],
)
@pytest.mark.usefixtures("unbroken")
def test_a_value_that_means_nothing_is_refused(run: Run, argv: list[str], said: str) -> None:
    """Never an empty list: the nearest values, or all if they are few."""
    result = run("list", *argv, "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def _order(values: list[Any], *, turned: bool) -> list[Any]:
    filled = [value for value in values if value not in (None, [])]
    return sorted(filled, reverse=turned) + [value for value in values if value in (None, [])]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("field", "rank"),
    [
        ("id", lambda case: case["id"]),
        ("span_km", lambda case: case["span_km"]),
        ("participants", lambda case: len(case["participants"])),
        ("years", lambda case: case["years"][:1]),
        ("type", lambda case: ["県内連携", "隣県連携", "遠隔連携"].index(case["type"])),
    ],
)
def test_cases_are_put_in_order(
    run: Run, cases: dict[str, Any], field: str, rank: Callable[[Any], Any], *, turned: bool
) -> None:
    """By number, text, count, first value or rank of a word; blanks come last either way."""
    ids = run("list", "--sort", f"-{field}" if turned else field, "-o", "ids").out.split()
    assert sorted(ids) == sorted(cases)
    ranks = [rank(cases[case_id]) for case_id in ids]
    assert ranks == _order([rank(case) for case in cases.values()], turned=turned)


@pytest.mark.parametrize(("language", "first"), [("ja", "himeshima"), ("en", "hamada")])
def test_texts_are_put_in_the_order_of_the_readers_language(run: Run, language: str, first: str) -> None:
    """A title is ordered as it is shown."""
    assert run("list", "--sort", "title", "-n", "1", "-o", "ids", "--lang", language).out == f"{first}\n"


def test_blanks_come_last(run: Run) -> None:
    """Only one case has a title as printed."""
    for sort in ("title_as_printed", "-title_as_printed"):
        assert run("list", "--sort", sort, "-n", "1", "-o", "ids").out == "minokamo-yonago\n"
