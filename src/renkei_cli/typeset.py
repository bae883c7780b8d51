"""Line breaking and cell widths."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from budoux.parser import Parser


PLAIN_WIDTH = 72
"""Cells of a line of plain text: what a mail takes, also once it has been quoted."""


class _Break(IntEnum):
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
class _Cluster:
    """A character with all that takes no cells of its own: marks, selectors, what a joiner joins."""

    text: str
    cells: int
    gap: str
    """The white space before it; dropped where a line begins here."""
    cost: _Break
    """What it costs to begin a line here."""
    opened: int = 0
    """Cells before it from the bracket on in which it stands; 0 outside of brackets."""


_IN_A_LITTLE = {_Break.PHRASE: _Break.CHARACTER, _Break.SCRIPT: _Break.WORD, _Break.CHARACTER: _Break.WORD}
"""What a break costs that would leave an opening bracket with little of what it holds at the end of a line."""

_CLOSING = frozenset("、。，．・：；！？）」』】〕〉》］｝〟…‥｡､･｣”’)]}")
_NEVER_FIRST = _CLOSING | frozenset(
    "ー々〻ゝゞヽヾ゛゜ｰぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶｧｨｩｪｫｬｭｮｯ%％‰℃°′″,.:;!?"
)
_NEVER_LAST = frozenset("（「『【〔〈《［｛〝｢“‘([{")
_BRACKETS_CLOSED = frozenset("）」』】〕〉》］｝〟｣”’)]}")
_DASHES = frozenset("—―‒–⸺─")
_HALF_WIDTH_MARKS = frozenset("ﾞﾟ")
_NO_BREAK_SPACES = frozenset("\u00a0\u2007\u202f")
# White space that takes no cells in Rich's eyes but moves the cursor of a terminal.
_CURSOR_SPACE = re.compile("[\t\x0b-\r\x1c-\x1f\x85\u2028\u2029]")
_LITTLE = 8
"""Cells of an opening bracket and what follows: so little of it had better begin the next line than end this one."""
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


def pad(text: str, cells: int) -> str:
    """Fill the text up to that many cells with spaces on its right."""
    return text + " " * (cells - width(text))


def wrap(text: str, cells: int) -> list[str]:
    """Break the text into lines of at most `cells` cells, at phrases where it can, by the rules of kinsoku.

    A newline always ends a line. White space at either end of a line is dropped; nothing else is lost.
    No line is wider than `cells`, provided that `cells` is at least 2, the width of one Japanese character.
    """
    return [line for paragraph in text.split("\n") for line in _lines(paragraph, cells)]


def phrases(line: str) -> list[str]:
    """Cut a text where a line may well begin: before each phrase and word. Nothing is lost."""
    pieces: list[str] = []
    for cluster in _clusters(line) if line else ():
        if not pieces or cluster.cost is _Break.PHRASE:
            pieces.append("")
        pieces[-1] += cluster.gap + cluster.text
    return [*pieces, line[len("".join(pieces)) :]]


def _lines(paragraph: str, cells: int) -> Iterator[str]:
    paragraph = _CURSOR_SPACE.sub(" ", paragraph).strip()
    if width(paragraph) <= cells:
        yield paragraph
        return
    clusters = list(_clusters(paragraph))
    starts = [0]
    while (end := _line_end(clusters, starts[-1], cells)) < len(clusters):
        starts.append(end)
    if len(starts) > 1:
        starts[-1] = _last_start(clusters, starts[-2], starts[-1], cells)
    for start, end in pairwise([*starts, len(clusters)]):
        yield _joined(clusters[start:end]).strip()


def _joined(clusters: Sequence[_Cluster]) -> str:
    return "".join(cluster.gap + cluster.text for cluster in clusters)


def _last_start(clusters: list[_Cluster], before: int, last: int, cells: int) -> int:
    """Let no word stand alone on the last line where the line above can spare some, and stays half full."""

    def length(start: int, end: int) -> int:
        return width(_joined(clusters[start:end]).strip())

    alone = min(cells // 5, _LITTLE)
    if length(last, len(clusters)) > alone:
        return last
    start = last - 1
    while length(before, start) * 2 >= cells:
        if clusters[start].cost is _Break.PHRASE and length(start, len(clusters)) > alone:
            return start
        start -= 1
    return last


def _line_end(clusters: list[_Cluster], start: int, cells: int) -> int:
    """Choose where the line after the one from `start` begins: the furthest that fits at the lowest cost."""
    furthest: dict[_Break, int] = {}
    well_filled: dict[_Break, int] = {}
    filled = clusters[start].cells
    for index in range(start + 1, len(clusters)):
        cluster = clusters[index]
        cost = cluster.cost
        if 0 < cluster.opened <= _LITTLE and cluster.opened < filled:
            cost = _IN_A_LITTLE.get(cost, cost)
        furthest[cost] = index
        if filled * 3 >= cells:
            well_filled[cost] = index
        filled += width(cluster.gap) + cluster.cells
        if filled > cells:
            break
    else:
        return len(clusters)
    # A phrase may be torn to fill a line that would otherwise stay two thirds empty; a word may not.
    for cost in (_Break.PHRASE, _Break.SCRIPT):
        if cost in well_filled:
            return well_filled[cost]
    allowed = [index for cost, index in furthest.items() if cost <= _Break.CHARACTER]
    return max(allowed) if allowed else furthest[min(furthest)]


def _clusters(paragraph: str) -> Iterator[_Cluster]:
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
        if start in phrases and cost < _Break.PATH:
            cost = _Break.PHRASE
        if start in bound:
            cost = max(cost, _Break.WORD)
        elif start in held:
            cost = max(cost, _Break.CHARACTER)
        cells = width(text)
        yield _Cluster(text, cells, gap, cost, opened)
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


def _cost(before: str, after: str, gap: str) -> _Break:
    """Weigh a line's beginning between two characters by their kinds alone, without regard to phrases."""
    if after in _HALF_WIDTH_MARKS:
        return _Break.GRAPHEME
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return _Break.KINSOKU
    if before in _NO_BREAK_SPACES or after in _NO_BREAK_SPACES or (before == after and before in _DASHES):
        return _Break.WORD
    if gap or before in _DASHES or after in _DASHES:
        return _Break.PHRASE
    return _cost_between_scripts(before, after)


def _cost_between_scripts(before: str, after: str) -> _Break:
    scripts = _script(before), _script(after)
    if scripts == ("latin", "latin"):
        return _Break.PATH if before == "/" != after else _Break.WORD
    if before in _CLOSING:
        return _Break.PHRASE
    if scripts == ("katakana", "katakana"):
        return _Break.WORD
    # Hiragana mostly ends the word that another script began: 行|う.
    return _Break.CHARACTER if scripts[0] == scripts[1] or scripts[1] == "hiragana" else _Break.SCRIPT


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
