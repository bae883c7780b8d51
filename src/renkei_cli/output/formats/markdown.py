"""Markdown: tables and pages for papers, wikis and mail."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import TextIO

from renkei_cli.core.i18n import bullet
from renkei_cli.core.text import escape_invisible
from renkei_cli.output import views
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import Case, CaseDetail, CaseList, CaseResult, case_pages
from renkei_cli.output.views import Block, BlockKind
from renkei_cli.schema.fields import Field

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")
# Before what would begin a list, or be a rule across the page, where it begins a line.
_LIST = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=[-+](?:\s|$))|(?=-[-\s]*$))", re.ASCII)

_CLOSED = tuple("。.!?:：〕]）)】」")
"""What ends a text behind which no comma stands."""
_NARROW = ("id", "type")  # columns that need little room


def render(result: CaseResult, out: TextIO, _options: RenderOptions) -> None:
    """Write a table of cases, a page for one case, or a table with a column a case."""
    if isinstance(result, CaseDetail) or (isinstance(result, CaseList) and result.pages):
        for number, page in enumerate([result] if isinstance(result, CaseDetail) else case_pages(result)):
            out.writelines(f"{line}\n" for line in (*([""] if number else []), *_page(page)))
    elif isinstance(result, CaseList):
        fields = views.listed_fields(result, views.LISTED)
        # The usual columns give an overview; whoever asks for a field wants to know where it comes from, too.
        cells = ([_cell(case, field, places=bool(result.shown)) for field in fields] for case in result.cases)
        narrow = [field.key in _NARROW for field in fields]
        out.writelines(_table([_plain(field.label.here()) for field in fields], cells, narrow))
    elif result.cases:
        fields, blank = views.compared_rows(result)
        rows = ([_plain(one.label.here()), *(_cell(case, one) for case in result.cases)] for one in fields)
        names = ["", *(_plain(views.short_name(case)) for case in result.cases)]
        out.writelines(_table(names, rows, [True] + [False] * len(result.cases)))
        out.write(f"\n{_plain(blank)}\n" if blank else "")


def _table(names: Sequence[str], rows: Iterable[Sequence[str]], narrow: Sequence[bool]) -> Iterator[str]:
    """Yield the lines of a table; by the dashes pandoc shares out the width of the page."""
    rule = ["---" if one else "-" * 9 for one in narrow]
    return (f"| {' | '.join(row)} |\n" for row in chain([names, rule], rows))


def _plain(text: str) -> str:
    return _LIST.sub(r"\1\\", _SPECIAL.sub(r"\\\1", escape_invisible(text)))


def _cell(case: Case, field: Field, *, places: bool = True) -> str:
    """Return the texts of a cell as one: its items are sentences, or parted as a list is. Word knows no line break."""
    texts = [text.removeprefix(bullet()) for text in views.cell_texts(case, field, places=places, one_line=True)]
    texts = texts or [views.not_stated(case)]
    after, between = views.in_language("　", " "), views.in_language("、", "; ")
    joints = (after if text.endswith(_CLOSED) else between for text in texts[:-1])
    return _plain("".join(chain.from_iterable(zip_longest(texts, joints, fillvalue=""))))


def _page(result: CaseDetail) -> Iterator[str]:
    title = result.fields["title"]
    yield f"# {_plain(views.field_lines(result.case, title)[0])}"
    for label, blocks in () if list(result.shown) == [title] else views.case_sections(result):
        if blocks[0].kind is BlockKind.TITLE:
            # It stands above; the id is the program's.
            shown = (one for one in blocks[1:] if one.kind is not BlockKind.ASIDE)
            yield from (line for one in shown for line in ("", _plain(one.text)))
        elif not label:
            yield from ("", _plain(blocks[0].text))
        elif label != title.label.here():
            yield from ("", f"## {_plain(label)}", "", *_blocks(blocks))


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    """Write the texts under a heading, a list where there are several; whom they are told of heads its own list."""
    listed = sum(block.kind is not BlockKind.ASIDE for block in blocks) > 1
    for number, block in enumerate(blocks):
        text = f"{_plain(block.text)} {_plain(views.format_refs(block.refs))}".rstrip()
        if block.kind is BlockKind.NAMES:
            yield from (*([""] if number else []), f"### {text}", "")
        elif block.kind is BlockKind.ASIDE:
            yield from ("", text)
        elif listed:
            yield f"{'  ' if block.kind is BlockKind.UNDER else ''}- {text}"
        else:
            yield text
