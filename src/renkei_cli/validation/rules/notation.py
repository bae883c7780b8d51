"""Rules about how YAML is written."""

from renkei_cli.core.diagnostics import Rule
from renkei_cli.core.i18n import LocalizedText
from renkei_cli.validation.rules.files import BASE

_GOOD = "title: {ja: 観光の計画}\n"
_GOOD_LINES = "title:\n  ja: 観光の計画\n"
_WORKS = "activities:\n  - ja: 観光の催しを開く。\n"

RULES = (
    Rule("yaml", LocalizedText("ファイルは正しいYAMLとする。", "A file is well-formed YAML.")),
    Rule("tab", LocalizedText("字下げにタブを使わない。", "Lines are not indented with tabs."), "title:\n\tja: 観光の計画\n", _GOOD_LINES),
    Rule("indentation", LocalizedText("まとまりの中の行は、同じ桁から始める。", "Lines that belong together begin in one column."),
         "title:\n    ja: 観光の計画\n  en: A plan for tourism\n", _GOOD_LINES),
    Rule("full-width-space", LocalizedText("字下げや区切りに全角の空白を使わない。", "No full-width space indents or parts."),
         "title:\n　　ja: 観光の計画\n", _GOOD_LINES),
    Rule("full-width-dash", LocalizedText("一覧の印は半角の - とする。", "The mark of a list is a half-width -."),
         "activities:\n  － ja: 観光の催しを開く。\n", _WORKS),
    Rule("full-width-colon", LocalizedText("キーの後のコロンは半角とする。", "The colon after a key is half-width."),
         "title:\n  ja：観光の計画\n", _GOOD_LINES),
    Rule("full-width-hash", LocalizedText("注釈の印は半角の # とする。", "The mark of a comment is a half-width #."),
         "title:\n  ja: 観光の計画 ＃ 仮の名\n", "title:\n  ja: 観光の計画 # 仮の名\n"),
    Rule("full-width-quote", LocalizedText("値を囲む引用符は半角とする。", "Quotes around a value are half-width."),
         "title:\n  ja: “観光の計画”\n", 'title:\n  ja: "観光の計画"\n'),
    Rule("space-after-colon", LocalizedText("コロンの後に空白を置く。", "A colon is followed by a space."),
         "title:\n  ja:観光の計画\n", _GOOD_LINES),
    Rule("no-colon", LocalizedText("行は、キーとコロンで始まるか、上の行の続きとする。", "A line begins with a key and a colon, or goes on from the line above."),
         "title\n  ja: 観光の計画\n", _GOOD_LINES),
    Rule("colon-in-value", LocalizedText("コロンと空白を含む値は引用符で囲む。", "A value that holds a colon and a space is quoted."),
         "title:\n  ja: 観光: 二つの市の計画\n", 'title:\n  ja: "観光: 二つの市の計画"\n'),
    Rule("unclosed-quote", LocalizedText("引用符は閉じる。", "A quote is closed."), 'title:\n  ja: "観光の計画\n', _GOOD_LINES),
    Rule("after-quote", LocalizedText("値を引用符で囲むときは、全体を囲む。", "Quotes hold a value whole."),
         'title:\n  ja: "観光"の計画\n', "title:\n  ja: '\"観光\"の計画'\n"),
    Rule("unclosed-bracket", LocalizedText("括弧は閉じる。", "A bracket is closed."), "title: {ja: 観光の計画\n", _GOOD),
    Rule("reserved-character", LocalizedText("引用符のない値を、YAMLの記号で始めない。", "A value without quotes does not begin with a sign of YAML's own."),
         "title:\n  ja: @観光の計画\n", 'title:\n  ja: "@観光の計画"\n'),
    Rule("list-in-line", LocalizedText("一覧の項目は、行を改めて始める。", "Each item of a list begins on a line of its own."),
         "title: - ja: 観光の計画\n", _GOOD),
    Rule("block-text", LocalizedText("| や > の後の文は、次の行から字下げして書く。", "A text after | or > begins on the next line, indented."),
         "title:\n  ja: > 観光の計画\n", "title:\n  ja: >-\n    観光の計画\n"),
    Rule("escape", LocalizedText("二重引用符の中の \\ は、決められた記号の前だけに書く。", "In double quotes a \\ stands only before certain letters."),
         'title: {ja: "観光\\の計画"}\n', _GOOD),
    Rule("key", LocalizedText("キーは文字列とする。", "A key is text."), "title: {ja: 観光の計画, 2019: 計画}\n", _GOOD),
    Rule("duplicate-key", LocalizedText("同じキーを2度書かない。", "No key stands twice."), "title: {ja: 観光の計画, ja: 計画}\n", _GOOD),
    Rule("merge-key", LocalizedText("<< は使わない。", "There is no <<."), "title: {ja: 観光の計画, <<: {}}\n", _GOOD),
    Rule("alias", LocalizedText("アンカー（&）とエイリアス（*）は使わない。", "There are no anchors (&) and aliases (*)."),
         "title: {ja: 観光の計画}\npurpose: *計画\n", "title: {ja: 観光の計画}\npurpose: {ja: 観光の計画}\n"),
    Rule("tag", LocalizedText("タグ（!）は使わない。", "There are no tags (!)."), "title: {ja: !secret 観光の計画}\n", _GOOD),
    Rule("directive", LocalizedText("% で始まる行は書かない。", "No line begins with %."), f"%VERSION 2\n{BASE}", BASE, whole=True),
)  # fmt: skip
