"""What is unlikely but possible: rules whose breach is a warning."""

from renkei_cli.core.diagnostics import Rule, Severity
from renkei_cli.core.i18n import LocalizedText


def _doubt(code: str, ja: str, en: str, wrong: str, right: str, *, whole: bool = False) -> Rule:
    return Rule(code, LocalizedText(ja, en), wrong, right, Severity.WARNING, whole)


def _event(date: str) -> str:
    return f'events:\n  - date: "{date}"\n    text: {{ja: 協定を結んだ。}}\n'


_TWO = """\
cases:
  - id: oita
    type: 県内連携
    title: {{ja: {one}}}
    summary: {{ja: 大分市と別府市が観光で手を結ぶ。}}
    purpose: {{ja: 訪れる人を増やす。}}
    background: [{{ja: 前から交流があった。}}]
    activities: [{{ja: 観光の催しを開く。}}]
    participants:
      - {{code: "442011", roles: [{{code: lead}}]}}
      - {{code: "442020", roles: [{{code: network_member}}]}}
    source: {{document: {{ja: 計画書}}, heading: {{ja: 観光}}}}
  - id: oita-nakatsu
    type: 県内連携
    title: {{ja: {other}}}
    summary: {{ja: 大分市と中津市が観光で手を結ぶ。}}
    purpose: {{ja: 訪れる人を増やす。}}
    background: [{{ja: 前から交流があった。}}]
    activities: [{{ja: 観光の催しを開く。}}]
    participants:
      - {{code: "442011", roles: [{{code: lead}}]}}
      - {{code: "442038", roles: [{{code: network_member}}]}}
    source: {{document: {{ja: 計画書}}, heading: {{ja: 観光}}}}
"""

RULES = (
    _doubt("incomplete", "事例には、国のデータモデル（DS-451-3）が求める概要、目的、経緯、事業内容がある。",
           "A case has what the government's data model (DS-451-3) asks for: summary, purpose, background, activities.",
           "purpose:\nbackground: []\n", "purpose: {ja: 訪れる人を増やす。}\n"),
    _doubt("translation", "英語は、事例のすべての文に書くか、どの文にも書かない。",
           "Either all texts of a case have English or none has.",
           "title: {ja: 観光の計画, en: A plan for tourism}\n", "title: {ja: 観光の計画}\n"),
    _doubt("japanese-text", "ja には日本語の文を書く。", "Under ja stands Japanese.",
           "purpose: {ja: To draw more visitors.}\n", "purpose: {ja: 訪れる人を増やす。}\n"),
    _doubt("english-text", "en には英語の文を書く。", "Under en stands English.",
           "title: {ja: 観光の計画, en: 観光の計画}\n", "title: {ja: 観光の計画}\n"),
    _doubt("placeholder", "文の所に、はい・いいえや仮の語を書かない。", "Where text belongs there is no yes, no or to-do.",
           "purpose: {ja: yes}\n", "purpose: {ja: 訪れる人を増やす。}\n"),
    _doubt("half-width-kana", "かなは全角で書く。", "Kana are written in full width.",
           "title: {ja: 観光ｶﾞｲﾄﾞの計画}\n", "title: {ja: 観光ガイドの計画}\n"),
    _doubt("wave-dash", "1つのファイルの中で、波の線は 〜（U+301C）か ～（U+FF5E）のどちらかにそろえる。",
           "A file keeps to one wave dash, 〜 (U+301C) or ～ (U+FF5E).",
           "title: {ja: 観光の計画〜春～}\n", "title: {ja: 観光の計画～春～}\n"),
    _doubt("date-unlikely", "日付は、地方自治法の施行から今日までの間とする。",
           "A date lies between the Local Autonomy Act and today.", _event("1917-08-23"), _event("2017-08-23")),
    _doubt("said-twice", "1つの事例で、同じことを2度書かない。", "A case says nothing twice.",
           "activities:\n  - {ja: 二つの市で観光の催しを開く。}\n  - {ja: 二つの市で観光の催しを開く。}\n",
           "activities:\n  - {ja: 二つの市で観光の催しを開く。}\n  - {ja: 観光の案内人を育てる。}\n"),
    _doubt("title-twice", "名称は事例ごとに違う。", "No two cases have one title.",
           _TWO.format(one="観光の計画", other="観光の計画"), _TWO.format(one="観光の計画", other="中津との観光の計画"), whole=True),
)  # fmt: skip
