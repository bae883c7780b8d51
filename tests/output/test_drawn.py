"""Whatever is drawn, of any text at any width: no line is too long, nothing is lost, nothing is torn without need."""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from renkei_cli.casebook.casebook import open_index
from renkei_cli.core import i18n
from renkei_cli.core.text import escape_invisible
from renkei_cli.output.formats import table
from renkei_cli.output.registry import Format, RenderOptions
from renkei_cli.output.results import CaseComparison, CaseDetail, CaseList, CaseResult
from renkei_cli.output.views import field_lines
from renkei_cli.output.wrap import width

NASTY = (
    "１，０００人の㈱町", "ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟがんばる", "か\u3099き\u3099く\u3099", "葛\U000e0100城市", "x\u0301\u0323y",
    "αβγ±×÷°—…※→①", "👩\u200d🌾と👨\u200d👩\u200d👧が🇯🇵で",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk",
    "https://example.jp/a/very/long/path?with=words", "ภาษาไทยไม่มีเว้นวรรค", "اللغة العربية", "עברית", "한국어도",
    "\u202eevil\u202c", "a\u200bb", "\x1b[31mred", "[bold]markup[/bold]", ":smile:", "  ", "\u3000", " 字下げ",
    "「「（（『", "。。、、！？」』", "ーーっっゃゃ", "平成29年8月23日", "1,330.0 km",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(NASTY) | st.text(max_size=8), min_size=1, max_size=6).map(" ".join)
QUANTITIES = ("2,000人", "平成29年", "8月23日", "500km", "100%", "1,788団体", "2.5倍", "20 ha", "ICT", "OITA4.0")
PHRASES = (
    "二つの町は", "「火焰街道」の", "（以下「町」という。）", "学び、", "プロモーションで", "人々に", "待っていた！"
)  # fmt: skip
PROSE = st.lists(st.sampled_from(QUANTITIES + PHRASES), min_size=1, max_size=12)
WIDTHS = st.integers(20, 60) | st.integers(20, 200)
LANGUAGES = st.sampled_from(["ja", "en"])
ROWS = ("id", "type", "title", "participants", "themes", "funding", "activities", "span_km")
DRAWN = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
BOXES = str.maketrans("", "", "─│┼■•・→:：")


Retell = Callable[[dict[str, Any]], dict[str, Any]]


def _retold(value: Any, texts: Iterator[str]) -> Any:  # noqa: ANN401 - any part of a case
    """Put other texts into a case; what is a code or a number stays."""
    if isinstance(value, dict):
        if value.keys() >= {"ja", "en"}:
            said = next(texts)
            return {**value, "ja": said, "en": said if value["en"] else None}
        return {key: _retold(one, texts) for key, one in value.items()}
    return [_retold(one, texts) for one in value] if isinstance(value, list) else value


def retellings(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Retell]:
    """Draw a way to tell a case in other texts."""
    told = st.lists(texts, min_size=1, max_size=12)
    return told.map(lambda several: lambda case: _retold(case, cycle(several)))


def drawn(report: CaseResult, cells: int, *, plain: bool = False) -> str:
    """Give what is drawn of a report."""
    out = io.StringIO()
    table.render(report, out, RenderOptions(Format.TABLE, cells, plain=plain))
    return out.getvalue()


def reports(cases: list[dict[str, Any]]) -> dict[str, CaseResult]:
    """Give every kind of report on cases."""
    fields = open_index().fields()
    rows = [fields[key] for key in ROWS]
    hit = {"ref": ["activities/1"], "label": None, "marks": [[0, 3]]}
    hits = [{**case, "hits": [{**hit, "text": case["title"]["ja"]}]} for case in cases]
    return {
        "list": CaseList(cases, fields),
        "fields": CaseList(cases, fields, rows),
        "search": CaseList(hits, fields, hits=True),
        "show": CaseDetail(cases[0], fields),
        "part": CaseDetail(cases[0], fields, rows),
        "compare": CaseComparison(cases[:2], fields),
        "many": CaseComparison(cases, fields),
        "below": CaseComparison(cases, fields, rows),
    }


FOUR = ("saga", "hamada", "tsunan-sakae", "fujieda-eniwa")
KINDS = ("list", "fields", "search", "show", "part", "compare", "many", "below")


def solid(text: str) -> str:
    """Take away white space and what drawing adds."""
    return "".join(text.split()).translate(BOXES)


@DRAWN
@given(retell=retellings(TEXTS), cells=WIDTHS, language=LANGUAGES, kind=st.sampled_from(KINDS), plain=st.booleans())
def test_no_line_is_too_long(
    cases: dict[str, Any], retell: Retell, cells: int, language: i18n.Language, kind: str, *, plain: bool
) -> None:
    """Nor does it end in white space, nor hold what a terminal would obey."""
    i18n.activate(language)
    report = reports([retell(cases[name]) for name in FOUR])[kind]
    for line in drawn(report, cells, plain=plain).split("\n"):
        assert width(line) <= min(cells, 72 if plain else cells)
        assert line == line.rstrip()
        assert escape_invisible(line) == line


@DRAWN
@given(retell=retellings(TEXTS), cells=WIDTHS, language=LANGUAGES, kind=st.sampled_from(KINDS))
def test_nothing_is_lost(cases: dict[str, Any], retell: Retell, cells: int, language: i18n.Language, kind: str) -> None:
    """Each character is there as often as on the widest screen; on a page, in the same order."""
    i18n.activate(language)
    report = reports([retell(cases[name]) for name in FOUR])[kind]
    narrow, wide = (solid(drawn(report, room)) for room in (cells, 100_000))
    if kind in ("show", "part"):
        assert narrow == wide
    shown = [report.case] if isinstance(report, CaseDetail) else report.cases
    titles = (text for case in shown for text in field_lines(case, report.fields["title"]))
    told = Counter(solid("".join(map(escape_invisible, titles))))
    # Many cases side by side have no room for their titles.
    assert kind == "many" or not told - Counter(narrow)
    if kind in ("list", "fields", "search"):
        assert not Counter(wide) - Counter(narrow)


@DRAWN
@given(
    retell=retellings(PROSE.map("、".join)),
    cells=st.integers(28, 200),
    kind=st.sampled_from(["show", "part", "search"]),
    plain=st.booleans(),
)
def test_prose_is_set_by_the_rules(
    cases: dict[str, Any], retell: Retell, cells: int, kind: str, *, plain: bool
) -> None:
    """No line of a page begins or ends as none may; numbers stay with their units, words and dates whole."""
    i18n.activate("en")
    report = reports([retell(cases[name]) for name in FOUR])[kind]
    out = drawn(report, cells, plain=plain)
    begun = [line.lstrip(" •→") for line in out.splitlines()]
    if kind != "search" or plain:
        assert [line for line in begun if line.startswith(tuple("、。）」ーっゃ！%"))] == []
        assert [line for line in begun if line.endswith(tuple("「（"))] == []
        parted = ((one[:at], one[at:].lstrip()) for one in QUANTITIES for at in range(1, len(one)))
        assert re.findall("|".join(f"{re.escape(one)}\n *{re.escape(other)}" for one, other in parted), out) == []
