"""Where a line may begin, and what it costs: phrases, kinsoku, words, numbers with their units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from budoux.parser import Parser


class BreakCost(IntEnum):
    """What it costs to begin a line here, the cheapest first."""

    PHRASE = 0
    """At a space, between phrases, after closing punctuation, around a dash."""
    SCRIPT = 1
    """Inside a phrase, where one script gives way to another: 連携|プロジェクト."""
    CHARACTER = 2
    """Inside a phrase, between any two of its characters."""
    PATH = 3
    """Inside a word, behind a stroke: the parts of a path or an address stay whole."""
    WORD = 4
    """Inside a word of Latin letters or katakana, or a number with its unit, where it outgrows a line."""
    KINSOKU = 5
    """Before what never begins a line or after what never ends one, where no line could obey."""
    GRAPHEME = 6
    """Between a half-width kana and its voiced mark, where even these outgrow a line."""


@dataclass(frozen=True, slots=True)
class Grapheme:
    """A character with all that takes no cells of its own: marks, selectors, what a joiner joins."""

    text: str
    cells: int
    gap: str
    """The white space before it; dropped where a line begins here."""
    cost: BreakCost
    """What it costs to begin a line here."""
    opened: int = 0
    """Cells before it from the bracket on in which it stands; 0 outside of brackets."""


_CLOSING = frozenset("、。，．・：；！？）」』】〕〉》］｝〟…‥｡､･｣”’)]}")
_NEVER_FIRST = _CLOSING | frozenset(
    "ー々〻ゝゞヽヾ゛゜ｰぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶｧｨｩｪｫｬｭｮｯ%％‰℃°′″,.:;!?"
)
_NEVER_LAST = frozenset("（「『【〔〈《［｛〝｢“‘([{")
_BRACKETS_CLOSED = frozenset("）」』】〕〉》］｝〟｣”’)]}")
_DASHES = frozenset("—―‒–⸺─")
_HALF_WIDTH_MARKS = frozenset("ﾞﾟ")
_NO_BREAK_SPACES = frozenset("\u00a0\u2007\u202f")
_ZERO_WIDTH_JOINER = "\u200d"

_SCRIPTS = (
    ("\u3041", "\u309f", "hiragana"),
    ("\u30a1", "\u30ff", "katakana"), ("\u31f0", "\u31ff", "katakana"), ("\uff66", "\uff9f", "katakana"),
    ("々", "〆", "kanji"), ("\u3400", "\u9fff", "kanji"), ("\uf900", "\ufaff", "kanji"),
    ("\U00020000", "\U0003ffff", "kanji"),
    ("０", "９", "latin"), ("Ａ", "Ｚ", "latin"), ("ａ", "ｚ", "latin"),
)  # fmt: skip
"""First and last character of a script, and its name. As a pattern they would take 3 ms to compile."""
_JAPANESE = frozenset({"hiragana", "katakana", "kanji"})

_IN_BRACKETS = re.compile("[（「『〈《([][^（「『〈《([）」』〉》)\\]]{1,14}[）」』〉》)\\]]")
_PAIR = 2
_SHORT = 16
"""Cells of a quotation or a remark in brackets, these included, that stays on one line where it can."""

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


def width(text: str) -> int:
    """Count the cells that the text takes, as Rich counts them."""
    return cell_len(text)


def split_graphemes(paragraph: str) -> Iterator[Grapheme]:
    """Cut a paragraph into what no line tears, each with its cells and the cost of a line that begins there."""
    phrases = _phrase_starts(paragraph)
    bound = {place for found in _QUANTITY.finditer(paragraph) for place in range(found.start() + 1, found.end())}
    short = (found.span() for found in _IN_BRACKETS.finditer(paragraph) if width(found[0]) <= _SHORT)
    held = {place for start, end in short for place in range(start + 1, end)}
    starts = _cluster_starts(paragraph)
    before = gap = ""
    opened = 0
    for start, end in zip(starts, (*starts[1:], len(paragraph)), strict=True):
        text = paragraph[start:end]
        if text.isspace() and text not in _NO_BREAK_SPACES:
            gap += text
            continue
        cost = _cost(before, text[0], gap)
        if start in phrases and cost < BreakCost.PATH:
            cost = BreakCost.PHRASE
        if start in bound:
            cost = max(cost, BreakCost.WORD)
        elif start in held:
            cost = max(cost, BreakCost.CHARACTER)
        cells = width(text)
        yield Grapheme(text, cells, gap, cost, opened)
        opened = _opened(text[0], opened, width(gap) + cells)
        before, gap = text[0], ""


def _opened(character: str, opened: int, cells: int) -> int:
    """Give the cells from a bracket on, after one more character of so many cells."""
    if character in _BRACKETS_CLOSED:
        return 0
    return opened + cells if opened or character in _NEVER_LAST else 0


def _cluster_starts(paragraph: str) -> list[int]:
    """Find where clusters begin, such that the widths of clusters add up to the width of their line."""
    starts: list[int] = []
    joined = False
    for index, character in enumerate(paragraph):
        # A flag is a pair of letters; three of them in a row are a flag and a half.
        flag = bool(starts) and _is_flag_letter(character) and _is_flag_letter(paragraph[starts[-1] : index])
        if not starts or not (joined or flag or width(character) == 0):
            starts.append(index)
        joined = character == _ZERO_WIDTH_JOINER and not joined
    return starts


def _is_flag_letter(text: str) -> bool:
    return len(text) == 1 and "\U0001f1e6" <= text <= "\U0001f1ff"


def _cost(before: str, after: str, gap: str) -> BreakCost:
    """Weigh a line's beginning between two characters by their kinds alone, without regard to phrases."""
    if after in _HALF_WIDTH_MARKS:
        return BreakCost.GRAPHEME
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return BreakCost.KINSOKU
    if before in _NO_BREAK_SPACES or after in _NO_BREAK_SPACES or (before == after and before in _DASHES):
        return BreakCost.WORD
    if gap or before in _DASHES or after in _DASHES:
        return BreakCost.PHRASE
    return _cost_between_scripts(before, after)


def _cost_between_scripts(before: str, after: str) -> BreakCost:
    scripts = _script(before), _script(after)
    if scripts == ("latin", "latin"):
        return BreakCost.PATH if before == "/" != after else BreakCost.WORD
    if before in _CLOSING:
        return BreakCost.PHRASE
    if scripts == ("katakana", "katakana"):
        return BreakCost.WORD
    # Hiragana mostly ends the word that another script began: 行|う.
    return BreakCost.CHARACTER if scripts[0] == scripts[1] or scripts[1] == "hiragana" else BreakCost.SCRIPT


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    for first, last, name in _SCRIPTS:
        if first <= character <= last:
            return name
    return "wide" if width(character) > 1 else "latin"


def _phrase_starts(paragraph: str) -> set[int]:
    starts: set[int] = set()
    for run in re.finditer(r"\S+", paragraph):
        if any(_script(character) in _JAPANESE for character in run[0]):
            start = run.start()
            for phrase in _parser().parse(run[0]):
                # A single sign behind another of its kind ends the word: 大分|県.
                pair = paragraph[max(start - 1, 0) : start + len(phrase)]
                if len(pair) != _PAIR or not all(_script(character) == "kanji" for character in pair):
                    starts.add(start)
                start += len(phrase)
    return starts


@cache
def _parser() -> "Parser":
    # Some 4 ms, of which a text that fits on its line or holds no Japanese pays nothing.
    import budoux  # noqa: PLC0415

    return budoux.load_default_japanese_parser()
