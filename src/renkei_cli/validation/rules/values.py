"""Rules about keys and values: which stand where, and in which form; the schema applies most of them."""

from collections.abc import Iterator

from renkei_cli.core.i18n import _
from renkei_cli.validation.raw_case import Path, RawCase, Violation
from renkei_cli.validation.rules.rulebook import Rulebook, event

RULES = Rulebook()
rule = RULES.rule
TRUTHS = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null"})
"""Words that YAML 1.1 takes for a truth value or for nothing, and YAML 1.2 in part."""


def _towns(one: str) -> str:
    return f"""\
participants:
  - {{code: {one}, roles: [{{code: lead}}]}}
  - {{code: "442020", roles: [{{code: network_member}}]}}
"""


# fmt: off
rule("missing", "必要な項目を省かない。", "No field is missing that a case must have.",
     "title: {en: A plan for tourism}\n", "title: {ja: 観光の計画}\n", schema=True)
rule("unknown-key", "キーは決められた名で、決められた所に書く。", "A key is one that is known, in the place where it belongs.",
     "題名: {ja: 観光の計画}\nEvents: []\n", "title: {ja: 観光の計画}\nevents: []\n", schema=True)
rule("empty-value", "書いた項目には値がある。", "A field that is written has a value.",
     "title: {ja: }\nthemes:\n", "title: {ja: 観光の計画}\n", schema=True)
rule("bare-text", "文は ja と en に分けて書く。", "A text is written under ja and en.",
     "title: 観光の計画\n", "title: {ja: 観光の計画}\n", schema=True)
rule("shape", "一覧は一覧、まとまりはまとまりとして書く。", "A list is written as a list, a mapping as a mapping.",
     "themes: [tourism, jobs]\n", "themes: [{code: tourism}, {code: jobs}]\n", schema=True)
rule("text-unquoted", "文の所に数や真偽値を書かない。", "Where text belongs there is no number and no truth value.",
     "title: {ja: 2019}\n", 'title: {ja: "2019年の計画"}\n', schema=True)
rule("number", "数の所には、範囲の中の数を書く。", "Where a number belongs there is one, and within its range.",
     "funding:\n  - name: {ja: 交付金}\n    amount: 1,200,000円\n", "funding:\n  - name: {ja: 交付金}\n    amount: 1200000\n", schema=True)
rule("count", "一覧の件数は決められた範囲とする。", "A list has as many items as it may have.",
     'participants:\n  - {code: "442011", roles: [{code: lead}]}\n', 'participants:\n  - {code: "442011", roles: [{code: lead}]}\n  - {code: "442020", roles: [{code: network_member}]}\n', schema=True)
rule("too-long", "概要は300字、IDは64字、ほかの文は65,536字までとする。", "A summary has at most 300 characters, an id 64, any text 65,536.",
     f"summary: {{ja: {'二つの市が観光で手を結ぶ。' * 26}}}\n", "summary: {ja: 二つの市が観光で手を結ぶ。}\n", schema=True)
rule("outer-space", "文の前後に空白を置かない。", "A text neither begins nor ends with white space.",
     'title: {ja: "観光の計画　"}\n', "title: {ja: 観光の計画}\n", schema=True)
rule("one-line", "文の中で改行しない。タブも使わない。", "A text holds no line breaks and no tabs.",
     "purpose:\n  ja: |\n    訪れる人を増やす。\n    産品を売る。\n", "purpose:\n  ja: 訪れる人を増やす。産品を売る。\n", schema=True)
rule("control-character", "目に見えない文字や制御文字を使わない。", "There are no invisible and no control characters.",
     'title: {ja: "観光\\u200bの計画"}\n', "title: {ja: 観光の計画}\n")
rule("form", "値は、その項目の形で書く。", "A value has the form of its field.")

rule("not-allowed", "語は決められた一覧から選ぶ。", "A controlled word is one of its list.",
     "type: 県内\nthemes: [{code: 観光}]\n", "type: 県内連携\nthemes: [{code: tourism}]\n", schema=True)
rule("code-unquoted", "団体コードは引用符で囲む。囲まないと数になり、先頭の0が失われる。", "A local government's code is quoted; else it is a number and loses its leading zeros.",
     f"type: 遠隔連携\n{_towns('012319')}", "type: 遠隔連携\n" + _towns('"012319"'), schema=True)
rule("code", "団体コードは6桁とする。", "A local government's code has six digits.",
     _towns('"44201"'), _towns('"442011"'), schema=True)
rule("code-name", "団体は名称でなく団体コードで書く。", "A local government is written by its code, not by its name.",
     f"type: 遠隔連携\n{_towns('池田町')}", "type: 遠隔連携\n" + _towns('"214043"'), schema=True)
rule("check-digit", "団体コードの6桁目は検査数字とする。", "The sixth digit of a code is its check digit.",
     _towns('"442012"'), _towns('"442011"'))
rule("unknown-code", "団体コードは実在する団体のものとする。", "A code is that of a local government that exists.",
     _towns('"449997"'), _towns('"442011"'))
rule("date-unquoted", "年や年月は引用符で囲む。囲まないと数になる。", "A year or a month is quoted; else it is a number.",
     event("2017.10"), event('"2017-10"'), schema=True)
rule("date-form", "日付は 2017-08-23、2017-08、2017、FY2017 のどれかの形で書く。", "A date is written as 2017-08-23, 2017-08, 2017 or FY2017.",
     event("平成29年8月"), event('"2017-08"'), schema=True)
rule("date", "日付は暦にあるものとする。", "A date is one of the calendar.",
     event('"2017-02-30"'), event('"2017-02-28"'))
rule("id-form", "IDは英小文字と数字で書き、間をハイフンでつなぐ。", "An id is made of a-z and 0-9 with hyphens between.",
     "id: Fujieda_Eniwa\n", "id: fujieda-eniwa\n", schema=True)
rule("ref-form", "ref は heading か、節の名と番号とする。", "A ref is heading, or a section and a number.",
     "background:\n  - {ja: 前から交流があった。, ref: [経緯1]}\n", "background:\n  - {ja: 前から交流があった。, ref: [background/1]}\n", schema=True)
rule("address", "URLとメールアドレスは、その形で書く。", "Addresses of pages and e-mail have their form.",
     "urls:\n  - www.example.lg.jp\n", "urls:\n  - https://www.example.lg.jp\n", schema=True)


@rule("id-truth", "IDは yes、no、true のような、YAMLで真偽値になる語にしない。", "An id is no word that YAML takes for a truth value, such as yes, no or true.",
     "id: yes\n", "id: yes-fujieda\n")
def _id_is_no_truth_value(case: RawCase) -> Iterator[Violation]:
    given = case.value.get("id")
    if isinstance(given, str) and given in TRUTHS:
        yield id_truth(("id",), given)


def id_truth(path: Path, given: str) -> Violation:
    """Explain an id that many readers of YAML take for a truth value, or for nothing."""
    message = _("the id {given} is a truth value to many programs that read YAML").format(given=given)
    return Violation(path, "id-truth", message, _("write an id that names the case, as in fujieda-eniwa"))
