"""Rules about codes, dates, ids and controlled words."""

from renkei_cli.core.diagnostics import Rule
from renkei_cli.core.i18n import LocalizedText

_TOWNS = """\
participants:
  - {{code: {one}, roles: [{{code: lead}}]}}
  - {{code: {other}, roles: [{{code: network_member}}]}}
"""


def _towns(one: str, other: str = '"442020"') -> str:
    return _TOWNS.format(one=one, other=other)


def _event(date: str) -> str:
    return f"events:\n  - date: {date}\n    text: {{ja: 協定を結んだ。}}\n"


RULES = (
    Rule("not-allowed", LocalizedText("語は決められた一覧から選ぶ。", "A controlled word is one of its list."),
         "type: 県内\nthemes: [{code: 観光}]\n", "type: 県内連携\nthemes: [{code: tourism}]\n", schema=True),
    Rule("code-unquoted", LocalizedText("団体コードは引用符で囲む。囲まないと数になり、先頭の0が失われる。",
                                "A local government's code is quoted; else it is a number and loses its leading zeros."),
         f"type: 遠隔連携\n{_towns('012319')}", "type: 遠隔連携\n" + _towns('"012319"'), schema=True),
    Rule("code", LocalizedText("団体コードは6桁とする。", "A local government's code has six digits."),
         _towns('"44201"'), _towns('"442011"'), schema=True),
    Rule("code-name", LocalizedText("団体は名称でなく団体コードで書く。", "A local government is written by its code, not by its name."),
         f"type: 遠隔連携\n{_towns('池田町')}", "type: 遠隔連携\n" + _towns('"214043"'), schema=True),
    Rule("check-digit", LocalizedText("団体コードの6桁目は検査数字とする。", "The sixth digit of a code is its check digit."),
         _towns('"442012"'), _towns('"442011"')),
    Rule("unknown-code", LocalizedText("団体コードは実在する団体のものとする。", "A code is that of a local government that exists."),
         _towns('"449997"'), _towns('"442011"')),
    Rule("date-unquoted", LocalizedText("年や年月は引用符で囲む。囲まないと数になる。", "A year or a month is quoted; else it is a number."),
         _event("2017.10"), _event('"2017-10"'), schema=True),
    Rule("date-form", LocalizedText("日付は 2017-08-23、2017-08、2017、FY2017 のどれかの形で書く。",
                            "A date is written as 2017-08-23, 2017-08, 2017 or FY2017."),
         _event("平成29年8月"), _event('"2017-08"'), schema=True),
    Rule("date", LocalizedText("日付は暦にあるものとする。", "A date is one of the calendar."), _event('"2017-02-30"'), _event('"2017-02-28"')),
    Rule("id-form", LocalizedText("IDは英小文字と数字で書き、間をハイフンでつなぐ。", "An id is made of a-z and 0-9 with hyphens between."),
         "id: Fujieda_Eniwa\n", "id: fujieda-eniwa\n", schema=True),
    Rule("id-truth", LocalizedText("IDは yes、no、true のような、YAMLで真偽値になる語にしない。",
                           "An id is no word that YAML takes for a truth value, such as yes, no or true."),
         "id: yes\n", "id: yes-fujieda\n"),
    Rule("ref-form", LocalizedText("ref は heading か、節の名と番号とする。", "A ref is heading, or a section and a number."),
         "background:\n  - {ja: 前から交流があった。, ref: [経緯1]}\n",
         "background:\n  - {ja: 前から交流があった。, ref: [background/1]}\n", schema=True),
    Rule("address", LocalizedText("URLとメールアドレスは、その形で書く。", "Addresses of pages and e-mail have their form."),
         "urls:\n  - www.example.lg.jp\n", "urls:\n  - https://www.example.lg.jp\n", schema=True),
)  # fmt: skip
