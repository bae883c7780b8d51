"""Local governments in running text."""

from renkei_cli.authoring.tables.cells import resolve_names
from renkei_cli.core import i18n
from renkei_cli.domain.places import local_governments

JOINTS = "write names alone, and between several of them ; 、 , / or a line break"


def test_names_become_codes() -> None:
    """Names with prefecture and district, readings, romaji, codes without zero or check digit; each once."""
    for text, codes in (
        ("佐賀県及び佐賀市", "410004 412015"),
        ("大分県及び大分県東国東郡姫島村", "440001 443221"),
        ("北海道上川郡下川町及び勇払郡厚真町、釜石市並びに日南市", "014681 015814 032115 452041"),
        ("新潟県津南町とともに長野県栄村", "154822 206024"),
        ("佐賀市と唐津市", "412015 412023"),
        ("津南町・栄村", "154822 206024"),
        ("兵庫県赤穂郡上郡町、郡山市、大和郡山市", "284815 072036 292036"),
        ("東京都調布市;府中市", "132080 132063"),
        ("ふじえだし; Eniwa City", "222143 012319"),
        ("丹波篠山", "282219"),
        ("１２３１９;41201;412015; 412015;1231", "012319 412015"),
        ("", ""),
    ):
        found = resolve_names(text)
        assert (" ".join(found.codes), found.problems) == (codes, []), text
    assert resolve_names("12319;412015").mended == ["012319"]


def test_what_is_not_understood() -> None:
    """Nothing is guessed: a name of several, of none or of another level is told with what it may have meant."""
    i18n.activate("en")
    for text, code, hint in (
        ("池田町", "ambiguous", "name the prefecture: 北海道池田町, 福井県池田町, 長野県池田町, 岐阜県池田町"),
        ("佐賀", "ambiguous", "name the prefecture: 佐賀県, 佐賀県佐賀市"),
        ("藤枝町", "unknown-name", "did you mean 静岡県藤枝市?"),
        ("長野県津南町", "unknown-name", "did you mean 長野県阿南町, 長野県南木曽町?"),
        ("Himeshimma Vilage", "unknown-name", f"did you mean 大分県姫島村, 鹿児島県三島村? / {JOINTS}"),
        ("12203", "ambiguous", "write one of 012203 士別市, 122033 市川市"),
        ("竹取物語", "unknown-name", ""),
        ("999999", "unknown-code", ""),
        ("9999", "unknown-code", ""),
        ("津南町と竹取物語", "unknown-name", ""),
    ):  # fmt: skip
        (problem,) = resolve_names(text).problems
        assert problem[::2] == (code, hint), text


def test_hints_decide_between_names_and_codes_alike() -> None:
    """The row's prefecture or code says which 府中市 is meant, or what stood before a number; alone it is nobody's."""
    assert resolve_names("府中市", {"34"}).codes == resolve_names("府中市", (), {"342084"}).codes == ["342084"]
    assert not resolve_names("府中市").codes
    assert resolve_names("12203", {"01"}).codes == ["012203"]
    assert resolve_names("12203", {"12"}).codes == ["122033"]


def test_every_local_government_is_understood_by_its_full_name() -> None:
    """Each of the 1,788 is found by prefecture and name, and by its code."""
    for code, place in local_governments().items():
        assert resolve_names(f"{place.prefecture}{place.municipality}").codes == [code]
        assert resolve_names(code).codes == [code]


def test_a_name_as_long_as_a_book_is_told_at_once() -> None:
    """It is no name, and is compared with none."""
    (problem,) = resolve_names("郡" * 100_000).problems
    assert problem[::2] == ("unknown-name", "")
