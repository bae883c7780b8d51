"""Markdown: tables and pages for papers, wikis and mail."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from renkei_cli.core import i18n
from renkei_cli.core.i18n import LocalizedText
from renkei_cli.core.text import escape_invisible
from renkei_cli.output.formats import markdown
from renkei_cli.output.registry import Format, RenderOptions
from renkei_cli.output.results import CaseComparison, CaseDetail, CaseList, CaseResult
from renkei_cli.schema.fields import Field

Run = Callable[..., Any]
TITLE = Field("title", LocalizedText("名称", "Title"), kind="text")
URLS = Field("urls", LocalizedText("関連URL", "Links"), many=True)
TRICKY = st.sampled_from("\\`*_[]<>|#~&!-+=.:()\"'0123 aA町$^{}@\t\u202e")
TEXTS = st.text(TRICKY | st.characters(exclude_categories=()), min_size=1).map(str.strip).filter(bool)


def _written(report: CaseResult) -> str:
    out = io.StringIO()
    markdown.render(report, out, RenderOptions(Format.MARKDOWN, 80))
    return out.getvalue()


def _read(text: str) -> list[tuple[str, str]]:
    """Give each piece of text with what holds it, as another program understands it."""
    held = ""
    found = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        if token.type != "inline":
            held = token.tag
            continue
        inside = token.children or []
        assert {one.type for one in inside} <= {"text", "text_special", "html_inline"}
        found.append((held, "".join(one.content for one in inside)))
    return found


@given(TEXTS)
@example("- item")
@example("1. item")
@example("+")
@example("---")
@example("a | b")
@example("<br>")
@example("&amp;")
@example("\\")
def test_text_is_text_wherever_it_stands(text: str) -> None:
    """In a heading, under one, behind a bullet and in the cells of tables, Markdown gives back what went in."""
    i18n.activate("en")
    place = {"name": {"ja": "町", "en": "Town"}}
    case = {"id": "x", "title": {"ja": text, "en": text}, "urls": [text], "participants": [place]}
    shown = escape_invisible(text).strip()
    fields = {"title": TITLE, "urls": URLS}
    assert _read(_written(CaseDetail(case, fields, [TITLE, URLS]))) == [("h1", shown), ("h2", "Links"), ("p", shown)]
    page = _written(CaseDetail(case | {"urls": [text, text]}, fields, [URLS]))
    assert _read(page)[2:] == [("p", shown), ("p", shown)]
    assert _read(_written(CaseList([case], fields, [TITLE]))) == [("th", "Title"), ("td", shown)]
    compared = _read(_written(CaseComparison([case, case], fields, [TITLE])))
    assert compared[:3] == [("th", ""), ("th", "Town"), ("th", "Town")]
    assert compared[-3:] == [("td", "Title"), ("td", shown), ("td", shown)]


def test_word_gets_the_page_of_the_screen(run: Run) -> None:
    """Its sections in its order, what is blank in one line; no break that is no Markdown, no field of the program's."""
    for language in ("ja", "en"):
        page = run("show", "minokamo-yonago", "-o", "markdown", "--lang", language).out
        screen = run("show", "minokamo-yonago", "--lang", language).out
        headings = re.findall("^## (.*)", page, re.MULTILINE)
        assert headings == list(re.findall("^■ (.*)", screen, re.MULTILINE))
        assert page.splitlines()[-1].count("、" if language == "ja" else ", ") == 6
        assert not re.search("minokamo-yonago|same_|<br>", page)
        refs = run("show", "minokamo-yonago", "-o", "markdown", "--no-refs", "--lang", language).out
        assert not set("〔[") & set(refs)


def test_word_gets_a_table_with_names_above(run: Run) -> None:
    """A cell is one text, its items are sentences or parted; what is blank in all cases stands below."""
    out = run("compare", "himeshima", "hamada", "-o", "markdown", "--lang", "ja").out
    *table, blank = out.strip().split("\n\n")
    lines = table[0].splitlines()
    assert lines[0] == "|  | 大分県・姫島村 | 浜田市など4団体 |"
    assert blank.startswith("出典に記載なし: ")
    assert "<br>" not in out
    assert {line.count(" | ") for line in lines} == {2}
    [themes] = [line for line in lines if line.startswith("| テーマ ")]
    assert themes.startswith("| テーマ | 企業誘致・雇用創出、デジタル、人材育成・確保 | 移住・関係人口、")
    page = run("show", "saga", "-o", "markdown", "--fields", "title", "--lang", "en").out
    assert page == "# Saga Algae Industry Promotion Project\n"


@pytest.mark.parametrize("text", ["0.0", "2017-08-23", "-5", "1,788", "+81 3"])
def test_numbers_and_dates_stay_readable(text: str) -> None:
    """What begins no list is left as it is."""
    assert f"\n{text}\n" in _written(
        CaseDetail({"title": {"ja": "x", "en": "x"}, "urls": [text]}, {"title": TITLE}, [URLS])
    )
