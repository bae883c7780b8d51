"""Line breaking by phrases and by the Japanese rules of kinsoku, and cell widths."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from rich.cells import cell_len, split_graphemes


class BreakCost(IntEnum):
    """What it costs to begin a line here, the cheapest first."""

    PHRASE = 0  # at a space, between phrases, after closing punctuation, around a dash
    SCRIPT = 1  # inside a phrase, where one script gives way to another: 連携|プロジェクト
    CHARACTER = 2  # inside a phrase, between any two of its characters
    PATH = 3  # inside a word, behind a stroke: the parts of a path or an address stay whole
    WORD = 4  # inside a word of Latin letters or katakana, or a number with its unit, where it outgrows a line
    KINSOKU = 5  # before what never begins a line or after what never ends one, where no line could obey


class Grapheme(NamedTuple):
    """A character with all that takes no cells of its own: marks, selectors, what a joiner joins."""

    text: str
    cells: int
    gap: str  # the white space before it; dropped where a line begins here
    cost: BreakCost
    opened: int  # cells before it from the bracket on in which it stands; 0 outside of brackets


_CLOSING = frozenset("、。，．・：；！？）」』】〕〉》］｝〟…‥｡､･｣”’)]}")
_NEVER_FIRST = _CLOSING | frozenset(
    "ー々〻ゝゞヽヾ゛゜ｰﾞﾟぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶｧｨｩｪｫｬｭｮｯ%％‰℃°′″,.:;!?"
)
_NEVER_LAST = frozenset("（「『【〔〈《［｛〝｢“‘([{")
_BRACKETS_CLOSED = frozenset("）」』】〕〉》］｝〟｣”’)]}")
_DASHES = frozenset("—―‒–⸺─")
_NO_BREAK_SPACES = frozenset("\u00a0\u2007\u202f")
# White space that takes no cells in Rich's eyes but moves the cursor of a terminal.
_CURSOR_SPACE = re.compile("[\t\x0b-\r\x1c-\x1f\x85\u2028\u2029]")

_JAPANESE = ("KATAKANA", "HIRAGANA", "IDEOGRAPH")  # words in the Unicode names of its characters
_IN_BRACKETS = re.compile("[（「『〈《([][^（「『〈《([）」』〉》)\\]]{1,14}[）」』〉》)\\]]")
_TERM = re.compile("ひとり親")  # BudouX ends a phrase within
_CITATION = re.compile("〔[^〔〕]+〕|\\[[^\\[\\]]+\\]")  # places in the source: 〔事業内容1、経緯2〕
_LONGEST_CITED = 24  # cells of one of them that stays whole
_SHORT_QUOTATION = 16  # cells of one, or of a remark in brackets, that stays on one line where it can
_NUMBER = "[0-9０-９]+(?:[,.:/–，．：／][0-9０-９]+)*"
_UNITS = (
    "年(?:度|間|目|生)?|[かカヵヶ箇](?:月間?|年|所|国|町村|市町村)|日[間目]?|週間?|時間?|分間?|[月秒]"
    "|平方メートル|平方キロ(?:メートル)?|キロ(?:メートル|グラム)?|メートル|センチ|トン|ヘクタール|リットル|パーセント|ポイント"
    "|自治体|市町村?|町村|団体|世帯|種類|品目|次産業|[人回番][目号]?|[㎞㎡㎢㎏㎝㎜㏊％%℃]"
    "|[名件社者市町村県都道府区度位号条章節項款歳才代期次戸校園棟台隻頭羽匹本枚冊点種品個割倍円つ]"
    "| (?:km|cm|mm|m|kg|g|t|ha|[kMG]?Wh?|%)(?![0-9A-Za-z])"
)
_QUANTITY = re.compile(
    "(?:約|第|明治|大正|昭和|平成|令和|[￥＄￡＋－±])?"
    "(?:[0-9０-９]{1,2}月[0-9０-９]{1,2}日|[0-9０-９]{1,2}時[0-9０-９]{1,2}分"
    f"|{_NUMBER}(?:[千百十]?[万億兆]|[千百])?(?:{_UNITS})?)"
)
_FEW = 8  # cells of text that had better not stand alone on the last line, nor behind a bracket that ends one
width = cell_len  # of a text in cells


def pad(text: str, cells: int) -> str:
    """Return the text, filled up to that many cells with spaces on its right."""
    return text + " " * (cells - width(text))


def wrap(text: str, cells: int) -> list[str]:
    """Return the text in lines of at most `cells` cells, broken at phrases where it can, by the rules of kinsoku.

    A newline always ends a line. White space at either end of a line is dropped; nothing else is lost.
    No line is wider than `cells`, provided that `cells` is at least 2, the width of one Japanese character.
    """
    return [line for paragraph in text.split("\n") for line in _lines(paragraph, cells)]


def _lines(paragraph: str, cells: int) -> list[str]:
    paragraph = _CURSOR_SPACE.sub(" ", paragraph).strip()
    if width(paragraph) <= cells:
        return [paragraph]
    clusters = list(_graphemes(paragraph))

    def joined(start: int, end: int | None = None) -> str:
        return "".join(cluster.gap + cluster.text for cluster in clusters[start:end]).strip()

    starts = [0]
    while (end := _line_end(clusters, starts[-1], cells)) < len(clusters):
        starts.append(end)
    alone = min(cells // 5, _FEW)
    if len(starts) > 1 and width(joined(starts[-1])) <= alone:
        # No word stands alone on the last line where the line above can spare some, and stays half full.
        above, last = starts[-2:]
        ends = [end for end in range(above + 1, last) if width(joined(above, end)) * 2 >= cells]
        longer = [end for end in ends if clusters[end].cost is BreakCost.PHRASE and width(joined(end)) > alone]
        starts[-1] = max(longer, default=last)
    return [joined(start, end) for start, end in pairwise([*starts, len(clusters)])]


def _line_end(clusters: Sequence[Grapheme], start: int, cells: int) -> int:
    """Return where the line after the one from `start` begins: the furthest that fits at the lowest cost."""
    ends: list[tuple[int, BreakCost, bool]] = []  # whether the line before it is nearly filled to a third
    filled = clusters[start].cells
    for index in range(start + 1, len(clusters)):
        _text, taken, gap, cost, opened = clusters[index]
        if cost <= BreakCost.CHARACTER and 0 < opened <= _FEW and opened < filled:
            # It would leave an opening bracket with little of what it holds at the end of the line.
            cost = BreakCost(cost + 2)
        ends.append((index, cost, filled * 16 >= cells * 5))
        filled += width(gap) + taken
        if filled > cells:
            break
    else:
        return len(clusters)
    # A phrase may be torn to fill a line that would otherwise stay two thirds empty; a word may not.
    for wanted in (BreakCost.PHRASE, BreakCost.SCRIPT):
        if found := [index for index, cost, well_filled in ends if cost is wanted and well_filled]:
            return found[-1]
    allowed = max(BreakCost.CHARACTER, min(cost for _index, cost, _well_filled in ends))
    return [index for index, cost, _well_filled in ends if cost <= allowed][-1]


def _graphemes(paragraph: str) -> Iterator[Grapheme]:
    """Cut a paragraph into what no line tears, each with its cells and the cost of a line that begins there."""
    phrases = _phrase_starts(paragraph)
    least = _least_costs(paragraph)
    before, gap, opened = " ", "", 0
    for start, end, cells in split_graphemes(paragraph)[0]:
        text = paragraph[start:end]
        if text.isspace() and text not in _NO_BREAK_SPACES:
            gap += text
            continue
        cost = _cost(before, text[0], gap)
        if start in phrases and cost < BreakCost.PATH:
            cost = BreakCost.PHRASE
        yield Grapheme(text, cells, gap, max(cost, least.get(start, cost)), opened)
        if text[0] in _BRACKETS_CLOSED:
            opened = 0
        elif opened or text[0] in _NEVER_LAST:
            opened += width(gap) + cells
        before, gap = text[0], ""


def _least_costs(paragraph: str) -> dict[int, BreakCost]:
    """Return what a line costs at least that begins inside a short quotation, a citation or a quantity."""
    least: dict[int, BreakCost] = {}
    for found in _IN_BRACKETS.finditer(paragraph):
        if width(found[0]) <= _SHORT_QUOTATION:
            least |= dict.fromkeys(range(found.start() + 1, found.end()), BreakCost.CHARACTER)
    for found in _CITATION.finditer(paragraph):
        for part in re.finditer("[^、,]+(?:[、,] ?)?", found[0]):
            if width(part[0]) <= _LONGEST_CITED:
                start = found.start() + part.start()
                least |= dict.fromkeys(range(start + 1, start + len(part[0])), BreakCost.WORD)
    for found in chain(_QUANTITY.finditer(paragraph), _TERM.finditer(paragraph)):
        least |= dict.fromkeys(range(found.start() + 1, found.end()), BreakCost.WORD)
    return least


def _cost(before: str, after: str, gap: str) -> BreakCost:
    """Weigh a line's beginning between two characters by their kinds alone."""
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return BreakCost.KINSOKU
    if before in _NO_BREAK_SPACES or after in _NO_BREAK_SPACES or (before == after and before in _DASHES):
        return BreakCost.WORD
    if gap or before in _DASHES or after in _DASHES:
        return BreakCost.PHRASE
    one, other = _script(before), _script(after)
    if one == other and one in ("LATIN", "KATAKANA") and (one == "LATIN" or before not in _CLOSING):
        return BreakCost.PATH if before == "/" != after else BreakCost.WORD
    if before in _CLOSING:
        return BreakCost.PHRASE
    # Hiragana mostly ends the word that another script began: 行|う.
    return BreakCost.CHARACTER if other in (one, "HIRAGANA") else BreakCost.SCRIPT


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    name = unicodedata.name(character, "")
    latin = width(character) == 1 or name.startswith(("FULLWIDTH LATIN", "FULLWIDTH DIGIT"))
    return next((script for script in _JAPANESE if script in name), "LATIN" if latin else "WIDE")


def _phrase_starts(paragraph: str) -> set[int]:
    starts: set[int] = set()
    for run in re.finditer(r"\S+", paragraph):
        start = run.start()
        for phrase in _phrase_parser()(run[0]) if any(_script(one) in _JAPANESE for one in run[0]) else ():
            # A single kanji behind another ends the word: 大分|県.
            if len(phrase) > 1 or not all(_script(one) == "IDEOGRAPH" for one in paragraph[start - 1 : start + 1]):
                starts.add(start)
            start += len(phrase)
    return starts


@cache
def _phrase_parser() -> Callable[[str], list[str]]:
    import budoux  # noqa: PLC0415 - 4 ms, which a text that fits on its line or holds no Japanese does not pay

    return budoux.load_default_japanese_parser().parse


# Paragraphs whose lines hang under their beginning, and lists whose values stay whole.

_LIST = 2  # so many short pieces between commas or strokes are the values of a list


def fill_list(text: str, cells: int) -> list[str]:
    """Return a text in lines of at most `cells` cells; the values of a list stay whole where they fit."""
    # Between semicolons a comma parts nothing: Agriculture, forestry, fisheries and food (agrifood); …
    values = re.split("(?<=; )" if text.count("; ") >= _LIST else "(?<=, )|(?<= / )|(?<=）、)", text)
    short = min(64, cells)
    if sum(width(value) <= short for value in values[1:-1]) < _LIST:
        return wrap(text, cells)
    return fill_pieces(values, cells, longest=short)


def fill_pieces(pieces: Sequence[str], cells: int, *, longest: int = 1000) -> list[str]:
    """Return pieces of text in lines of at most `cells` cells, each whole where it fits and is not the `longest`."""
    lines = [""]
    for piece in pieces:
        joined = lines[-1] + piece
        if width(joined.rstrip()) <= cells:
            lines[-1] = joined
        elif lines[-1] and width(piece.rstrip()) <= min(longest, cells):
            lines.append(piece)
        else:
            lines[-1:] = wrap(joined, cells)
            lines[-1] += " " * (len(joined) - len(joined.rstrip()))
    return [line.rstrip() for line in lines]


def longest_word(text: str) -> int:
    """Return the cells below which a line of the text would tear a word."""
    longest = filled = 0
    for cluster in _graphemes(_CURSOR_SPACE.sub(" ", text)):
        filled = cluster.cells if cluster.cost <= BreakCost.SCRIPT else filled + width(cluster.gap) + cluster.cells
        longest = max(longest, filled)
    return longest


def hanging_indent(
    text: str, cells: int, *, hang: int, head: str = "", fill: Callable[[str, int], list[str]] = fill_list
) -> list[str]:
    """Return a paragraph in lines of at most `cells` cells, those after the first further in by `hang`.

    A `head`, as a place in a file, is never broken: it begins the first line, alone where there is little room.
    """
    text = text.strip()
    room = cells - width(head)
    if head and width(text) > room and room * 2 < cells:
        return [head.rstrip(), *(" " * hang + line for line in fill(text, cells - hang))]
    first, *rest = fill(text, room)
    if rest:
        rest = fill(text[len(first) :].lstrip(), cells - hang)
    return [head + first, *(" " * hang + line for line in rest)]


def message_prefix(text: str, cells: int) -> str:
    """Return a word or two with which a message begins, as `error: `; nothing where they take much of the line."""
    found = re.match("[^:：]{1,14}(?:: |：)", text)
    return found[0] if found and width(found[0]) <= min(cells // 3, 16) else ""
