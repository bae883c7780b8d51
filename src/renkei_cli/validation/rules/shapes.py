"""Rules about keys, and about which kind of value stands where."""

from renkei_cli.core.diagnostics import Rule
from renkei_cli.core.i18n import LocalizedText

RULES = (
    Rule("missing", LocalizedText("必要な項目を省かない。", "No field is missing that a case must have."),
         "title: {en: A plan for tourism}\n", "title: {ja: 観光の計画}\n", schema=True),
    Rule("unknown-key", LocalizedText("キーは決められた名で、決められた所に書く。", "A key is one that is known, in the place where it belongs."),
         "題名: {ja: 観光の計画}\nEvents: []\n", "title: {ja: 観光の計画}\nevents: []\n", schema=True),
    Rule("empty-value", LocalizedText("書いた項目には値がある。", "A field that is written has a value."),
         "title: {ja: }\nthemes:\n", "title: {ja: 観光の計画}\n", schema=True),
    Rule("bare-text", LocalizedText("文は ja と en に分けて書く。", "A text is written under ja and en."),
         "title: 観光の計画\n", "title: {ja: 観光の計画}\n", schema=True),
    Rule("shape", LocalizedText("一覧は一覧、まとまりはまとまりとして書く。", "A list is written as a list, a mapping as a mapping."),
         "themes: [tourism, jobs]\n", "themes: [{code: tourism}, {code: jobs}]\n", schema=True),
    Rule("text-unquoted", LocalizedText("文の所に数や真偽値を書かない。", "Where text belongs there is no number and no truth value."),
         "title: {ja: 2019}\n", 'title: {ja: "2019年の計画"}\n', schema=True),
    Rule("number", LocalizedText("数の所には、範囲の中の数を書く。", "Where a number belongs there is one, and within its range."),
         "funding:\n  - name: {ja: 交付金}\n    amount: 1,200,000円\n",
         "funding:\n  - name: {ja: 交付金}\n    amount: 1200000\n", schema=True),
    Rule("count", LocalizedText("一覧の件数は決められた範囲とする。", "A list has as many items as it may have."),
         'participants:\n  - {code: "442011", roles: [{code: lead}]}\n',
         'participants:\n  - {code: "442011", roles: [{code: lead}]}\n  - {code: "442020", roles: [{code: network_member}]}\n',
         schema=True),
    Rule("too-long", LocalizedText("概要は300字、IDは64字、ほかの文は65,536字までとする。", "A summary has at most 300 characters, an id 64, any text 65,536."),
         f"summary: {{ja: {'二つの市が観光で手を結ぶ。' * 26}}}\n", "summary: {ja: 二つの市が観光で手を結ぶ。}\n", schema=True),
    Rule("outer-space", LocalizedText("文の前後に空白を置かない。", "A text neither begins nor ends with white space."),
         'title: {ja: "観光の計画　"}\n', "title: {ja: 観光の計画}\n", schema=True),
    Rule("one-line", LocalizedText("文の中で改行しない。タブも使わない。", "A text holds no line breaks and no tabs."),
         "purpose:\n  ja: |\n    訪れる人を増やす。\n    産品を売る。\n", "purpose:\n  ja: 訪れる人を増やす。産品を売る。\n", schema=True),
    Rule("control-character", LocalizedText("目に見えない文字や制御文字を使わない。", "There are no invisible and no control characters."),
         'title: {ja: "観光\\u200bの計画"}\n', "title: {ja: 観光の計画}\n"),
    Rule("form", LocalizedText("値は、その項目の形で書く。", "A value has the form of its field.")),
)  # fmt: skip
