"""Rules about a file, and about how its YAML is written; the reader of YAML applies them."""

from renkei_cli.validation.rules.rulebook import BASE, LISTED, Rulebook

RULES = Rulebook()
rule = RULES.rule
_GOOD = "title: {ja: 観光の計画}\n"
_GOOD_LINES = "title:\n  ja: 観光の計画\n"
_WORKS = "activities:\n  - ja: 観光の催しを開く。\n"

# fmt: off
rule("unreadable", "ファイルは読めるもので、64 MiB以下とする。", "A file can be read, and has at most 64 MiB.")
rule("not-text", "ファイルはテキストとする。", "A file is text.",
     "title: {ja: 観光\0の計画}\n", "title: {ja: 観光の計画}\n")
rule("not-utf8", "ファイルの文字コードはUTF-8とする。", "A file is encoded in UTF-8.",
     "title: {ja: 観光の計画}\n", "title: {ja: 観光の計画}\n", encoding="cp932")
rule("empty", "ファイルには事例がある。", "A file holds a case.",
     "# まだ何もない\n", BASE, whole=True)
rule("second-document", "1つのファイルに、YAMLの文書は1つとする。", "A file holds one YAML document.",
     f"{BASE}---\n{BASE}", BASE, whole=True)
rule("cases-key", "事例の並びは cases という名の下に書く。", "The list of cases stands under the key cases.",
     f"事例:\n{LISTED}", f"cases:\n{LISTED}", whole=True, schema=True)
rule("too-deep", "入れ子は40段までとする。", "Nothing is nested more than 40 levels deep.",
     f"title: {{ja: {'[' * 45}{']' * 45}}}\n", "title: {ja: 観光の計画}\n", schema=True)
rule("too-many-values", "1つの事例の項目と値は20,000個までとする。", "A case has at most 20,000 keys and values.")
rule("too-many-faults", "1つのファイルの誤りは1,000件まで示す。", "Of one file, 1,000 errors are told.")

rule("yaml", "ファイルは正しいYAMLとする。", "A file is well-formed YAML.")
rule("tab", "字下げにタブを使わない。", "Lines are not indented with tabs.",
     "title:\n\tja: 観光の計画\n", _GOOD_LINES)
rule("indentation", "まとまりの中の行は、同じ桁から始める。", "Lines that belong together begin in one column.",
     "title:\n    ja: 観光の計画\n  en: A plan for tourism\n", _GOOD_LINES)
rule("full-width-space", "字下げや区切りに全角の空白を使わない。", "No full-width space indents or parts.",
     "title:\n　　ja: 観光の計画\n", _GOOD_LINES)
rule("full-width-dash", "一覧の印は半角の - とする。", "The mark of a list is a half-width -.",
     "activities:\n  － ja: 観光の催しを開く。\n", _WORKS)
rule("full-width-colon", "キーの後のコロンは半角とする。", "The colon after a key is half-width.",
     "title:\n  ja：観光の計画\n", _GOOD_LINES)
rule("full-width-hash", "注釈の印は半角の # とする。", "The mark of a comment is a half-width #.",
     "title:\n  ja: 観光の計画 ＃ 仮の名\n", "title:\n  ja: 観光の計画 # 仮の名\n")
rule("full-width-quote", "値を囲む引用符は半角とする。", "Quotes around a value are half-width.",
     "title:\n  ja: “観光の計画”\n", 'title:\n  ja: "観光の計画"\n')
rule("space-after-colon", "コロンの後に空白を置く。", "A colon is followed by a space.",
     "title:\n  ja:観光の計画\n", _GOOD_LINES)
rule("no-colon", "行は、キーとコロンで始まるか、上の行の続きとする。", "A line begins with a key and a colon, or goes on from the line above.",
     "title\n  ja: 観光の計画\n", _GOOD_LINES)
rule("colon-in-value", "コロンと空白を含む値は引用符で囲む。", "A value that holds a colon and a space is quoted.",
     "title:\n  ja: 観光: 二つの市の計画\n", 'title:\n  ja: "観光: 二つの市の計画"\n')
rule("unclosed-quote", "引用符は閉じる。", "A quote is closed.",
     'title:\n  ja: "観光の計画\n', _GOOD_LINES)
rule("after-quote", "値を引用符で囲むときは、全体を囲む。", "Quotes hold a value whole.",
     'title:\n  ja: "観光"の計画\n', "title:\n  ja: '\"観光\"の計画'\n")
rule("unclosed-bracket", "括弧は閉じる。", "A bracket is closed.",
     "title: {ja: 観光の計画\n", _GOOD)
rule("reserved-character", "引用符のない値を、YAMLの記号で始めない。", "A value without quotes does not begin with a sign of YAML's own.",
     "title:\n  ja: @観光の計画\n", 'title:\n  ja: "@観光の計画"\n')
rule("list-in-line", "一覧の項目は、行を改めて始める。", "Each item of a list begins on a line of its own.",
     "title: - ja: 観光の計画\n", _GOOD)
rule("block-text", "| や > の後の文は、次の行から字下げして書く。", "A text after | or > begins on the next line, indented.",
     "title:\n  ja: > 観光の計画\n", "title:\n  ja: >-\n    観光の計画\n")
rule("escape", "二重引用符の中の \\ は、決められた記号の前だけに書く。", "In double quotes a \\ stands only before certain letters.",
     'title: {ja: "観光\\の計画"}\n', _GOOD)
rule("key", "キーは文字列とする。", "A key is text.",
     "title: {ja: 観光の計画, 2019: 計画}\n", _GOOD)
rule("duplicate-key", "同じキーを2度書かない。", "No key stands twice.",
     "title: {ja: 観光の計画, ja: 計画}\n", _GOOD)
rule("merge-key", "<< は使わない。", "There is no <<.",
     "title: {ja: 観光の計画, <<: {}}\n", _GOOD)
rule("alias", "アンカー（&）とエイリアス（*）は使わない。", "There are no anchors (&) and aliases (*).",
     "title: {ja: 観光の計画}\npurpose: *計画\n", "title: {ja: 観光の計画}\npurpose: {ja: 観光の計画}\n")
rule("tag", "タグ（!）は使わない。", "There are no tags (!).",
     "title: {ja: !secret 観光の計画}\n", _GOOD)
rule("directive", "% で始まる行は書かない。", "No line begins with %.",
     f"%VERSION 2\n{BASE}", BASE, whole=True)
