"""Folding, text that is safe to show, and command lines as a shell takes them."""

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from shlex import quote
from typing import Any

import joyokanji

# --- folding ---

_VARIANTS = (
    "飮飲銳鋭悅悦閱閲顏顔龜亀敎教戶戸吳呉娛娯吿告歲歳產産舍舎尙尚靑青淸清稅税說説絕絶脫脱內内餠餅舖舗沒没隸隷籠篭堯尭"
    "巖巌摑掴彥彦檜桧槇槙瑤瑶禰祢禱祷祿禄穰穣簞箪聰聡遙遥啞唖噓嘘穎頴鷗鴎軀躯鶯鴬攪撹麴麹鹼鹸嚙噛繡繍蔣蒋醬醤搔掻屛屏"
    "幷并濾沪蘆芦蠟蝋彎弯礦鉱砿鉱讚讃顚顛巓巔醱醗潑溌輛輌繫繋瀆涜儘侭藪薮籔薮蠅蝿嬀媯驒騨鬥闘鬪闘鬬闘亙亘凜凛晄晃晉晋"
    "萠萌焰炎焔炎嶋島嶌島冨富淵渕舘館薗園桒桑栁柳邉辺濵浜嵜崎碕崎户戸𣘺橋槗橋蟬蝉頰頬剝剥吞呑塡填囊嚢俠侠俱倶萊莱姸妍"
    "𠮟叱竈釜竃釜檮梼鰺鯵峯峰礪砺蠣蛎諌諫杤栃壺壷舩船圡土𡈽土刄刃囬回迴廻啟啓勛勲寳宝冲沖凉涼况況决決减減羣群畧略裡裏"
    "鄰隣强強鬱欝鉤鈎頸頚邇迩濤涛鐡鉄囯国圀国埜野塲場冝宜翆翠⺌小⺍小⺎兀⺐尢⺒巳⺓幺⺔彑⺕彐⺗心⺙攵⺛旡⺜日⺝月⺟母"
    "⺠民⺧牛⺩王⺫目⺬示⺭礻⺲罒⺴冗⺶羊⺹耂⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻆角⻊足⻌辶⻍辶⻎辶⻏邑⻑長⻒長⻖阝"
    "⻗雨⻘青⻝食⻟食⻡首⻣骨⻤鬼⻨麦⻩黄⻫斉⻭歯⻯竜⻱亀⻲亀"
)
"""Characters, each before the one that it is a form of, where joyokanji has it not: forms of names and of printers, and
the radicals that PDF files bring for whole characters (source: Unicode's EquivalentUnifiedIdeograph.txt)."""
_FORMS = dict(zip(_VARIANTS[::2], _VARIANTS[1::2], strict=True))


class _Characters(dict[int, int | str | None]):
    """What each character folds to: a kanji to its form of today, one that nobody sees to nothing."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        invisible = unicodedata.category(character) == "Cf"
        self[code] = None if invisible else ord(joyokanji.convert(character, variants=True))
        return self[code]  # type: ignore[return-value] # just set


_FOLDED = _Characters(
    {
        **{katakana: katakana - 0x60 for katakana in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)},  # is hiragana
        # These four have no hiragana of their own, only one with a combining voiced mark.
        **{ord(voiced): f"{plain}\u3099" for voiced, plain in zip("ヷヸヹヺ", "わゐゑを", strict=True)},
        **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
        **dict.fromkeys(map(ord, "〜∼⁓"), "~"),
        **{ord(form): ord(character) for form, character in _FORMS.items()},
        # The small ヶ of 3ヶ月 and 七ヶ宿, in all its forms.
        **dict.fromkeys(map(ord, "ヶヵゖゕ箇"), "か"),
        # With or without a variation selector a character is the same to a reader; fillers are not seen either.
        **dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x34F, 0x115F, 0x1160)),
    }
)
_KANJI = "々〇\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# In kana they are so between kanji or behind a number: ケ, カ as they are typed, が in names. `re` compiles them, which
# takes 4 ms, with the first Japanese text that is folded.
_LARGE = f"[ケｹカｶ](?<=[0-9０-９{_KANJI}].)(?=[{_KANJI}])"
_VOICED = f"が(?<=[{_KANJI}].)(?=[{_KANJI}])"
LATIN = "a-z0-9à-öø-ɏḁ-ỿ"
"""Folded Latin letters, those with accents too, and digits: what a Latin word goes on with; for a class of `re`."""


def _fold_characters(text: str) -> str:
    if text.isascii():
        return text.lower()
    # Case folding may undo the composition, and so may a dropped selector: hence NFKC twice.
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)
    return unicodedata.normalize("NFKC", folded)


def fold(text: str) -> str:
    """Return what of the text counts when two texts are compared.

    That is NFKC without case and invisible characters, katakana as hiragana (ー stays), kanji in their forms of
    today, the ヶ of 3ヶ月 and 関ヶ原 (ケ, カ, が, 箇) as か, every dash as `-`, every wave dash as `~`, a run of white
    space as one space, and none at either end. A second time it changes nothing.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(re.sub(_VOICED, "か", _fold_characters(re.sub(_LARGE, "ヶ", text))).split())


@lru_cache(maxsize=4096)
def _attaches(character: str) -> bool:
    """Return whether normalisation may merge the character with the one before it."""
    first = unicodedata.normalize("NFKC", character)[0]
    # Hangul vowels and finals, and Kirat Rai vowels, are the only letters that compose.
    composes = "\u115f" <= first <= "\u11ff" or "\U00016d67" <= first <= "\U00016d68"
    return composes or unicodedata.category(first).startswith(("M", "Cf"))


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its characters where in `text` it came from.

    A space at either end stays, so that `fold(text) == folded.strip()`. Characters that fold together (か and
    a combining voiced mark, or ㍍ into four) all carry the place of the first. The hit `folded[i:j]` thus
    begins at `offsets[i]` and ends before the next greater offset after `offsets[j - 1]`, or with the text.
    """
    folded: list[str] = []
    offsets: list[int] = []
    start = 0
    written = re.sub(_LARGE, "ヶ", text)
    for end in range(1, len(text) + 1):
        if end < len(text) and _attaches(text[end]):
            continue
        for character in _fold_characters(written[start:end]):
            blank = character.isspace()
            if blank and folded and folded[-1] == " ":
                continue
            folded.append(" " if blank else character)
            offsets.append(start)
        start = end
    return re.sub(_VOICED, "か", "".join(folded)), offsets


# --- showing ---

# Control characters; bidi controls, which reorder what stands around them; separators and spaces that nobody sees;
# lone surrogates, which no encoding writes. Left to `re` to compile and keep at first use: machine formats never ask.
_UNSAFE = "[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\u200b\ufeff\ud800-\udfff]"


def escape_invisible(text: str) -> str:
    """Return the text with what would not show as itself, or would reorder what does, named as `‹U+202E›`.

    That is control and bidi characters, separators and spaces without width, and lone surrogates. A newline
    or tab becomes a space.
    """
    return re.sub(_UNSAFE, lambda found: " " if found[0] in "\n\t" else f"‹U+{ord(found[0]):04X}›", text)


# --- encoding ---

# A character and what to try for it, in this order, before its compatibility form.
_ALTERNATIVES = """\
“ "  ” "  „ "  ″ "  ‘ '  ’ '  ‚ '  ʻ '  ʼ '  ′ '  〜 ～ ~  ～ 〜  − － -  － −  ‐ -  ‑ ‐ -  ‒ -  – -  — ― -  ― — -
‖ ∥  ∥ ‖  ¢ ￠  £ ￡  ¥ ￥  ¬ ￢  ¦ ￤  · ・ -  ・ ·  • ・ · *  → >  ─ -  │ |  ┼ +  ■ #  ✗ x  〔 [  〕 ]  、 ,  。 .
「 "  」 "  × x  ⁄ /  © (C)  ® (R)  Æ AE  æ ae  Œ OE  œ oe  ß ss  Ø O  ø o  Ł L  ł l"""
_NEAREST = {item[0]: item[1:].split() for item in re.split(" {2,}|\n", _ALTERNATIVES)}
# macOS writes が as か and a combining mark; the spacing mark keeps the sound.
_NEAREST |= {"\u3099": ["゛"], "\u309a": ["゜"]}
_GETA = "〓"  # the printer's sign for a sort that is not in the case


def fits(text: str, encoding: str) -> bool:
    """Return whether an encoding has all the characters; raise LookupError where there is no such encoding."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _nearest_character(character: str, encoding: str) -> str:
    # The UTFs take no 〓 from an error handler, and lone surrogates are all they refuse.
    if "\ud800" <= character <= "\udfff":
        return "?"
    # o for ō, and ⅓ is 1, fraction slash, 3.
    parts = unicodedata.normalize("NFKD", character).replace("\u2044", "/")
    unmarked = "".join(part for part in parts if unicodedata.category(part) not in {"Mn", "Mc", "Me", "Cf"})
    form = _FORMS.get(character) or joyokanji.convert(character, variants=True)
    candidates = (*_NEAREST.get(character, ()), form, unicodedata.normalize("NFKC", character), unmarked, _GETA)
    return next((candidate for candidate in candidates if fits(candidate, encoding)), "?")


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    # Python's table-driven codecs all give their name as this one, which as an encoding would be Latin-1.
    encoding = "ascii" if error.encoding == "charmap" else error.encoding
    unfit = error.object[error.start : error.end]
    return "".join(_nearest_character(character, encoding) for character in unfit), error.end


def register_nearest() -> None:
    """Register the error handler `renkei.nearest`: what an encoding lacks gives way to the nearest, 〓, or `?`."""
    codecs.register_error("renkei.nearest", _replace)


# --- command lines that are suggested ---

_HARMLESS = re.compile(r"[\w@%+=:,./-]+")
"""What no shell takes for more than it is; shlex would put quotes around all Japanese."""


def quote_words(words: Iterable[str]) -> str:
    """Write words on one line, each in quotes where a shell would take it for more than it is."""
    return " ".join(word if _HARMLESS.fullmatch(word) else quote(word) for word in words)


def option_words(given: Mapping[str, Any]) -> Iterator[str]:
    """Return options as they are typed, by the names of their parameters; what is not given is left out."""
    for name, value in given.items():
        option = "--" + name.replace("_", "-")
        if value is True:
            yield option
        elif value:
            for one in [value] if isinstance(value, str) else value:
                yield from [f"{option}={one}"] if one.startswith("-") else [option, one]


def command_line(command: str, words: Iterable[str], *given: Mapping[str, Any]) -> str:
    """Write the line that runs a command with words and with options."""
    return quote_words(["renkei", command, *words, *chain.from_iterable(map(option_words, given))])
