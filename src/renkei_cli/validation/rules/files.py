"""Rules about a file and its YAML."""

from renkei_cli.core.diagnostics import Rule
from renkei_cli.core.i18n import LocalizedText

BASE = """\
id: oita
type: 県内連携
title: {ja: 観光の計画}
summary: {ja: 大分市と別府市が観光で手を結ぶ。}
purpose: {ja: 訪れる人を増やす。}
background: [{ja: 前から交流があった。}]
activities: [{ja: 観光の催しを開く。}]
participants:
  - {code: "442011", roles: [{code: lead}]}
  - {code: "442020", roles: [{code: network_member}]}
source:
  document: {ja: 計画書}
  heading: {ja: 観光}
"""
"""A case without faults, into which the examples of a part of a case are set."""
LISTED = "".join(f"    {line}\n" for line in BASE.splitlines()).replace("    id", "  - id", 1)

RULES = (
    Rule("unreadable", LocalizedText("ファイルは読めるもので、64 MiB以下とする。", "A file can be read, and has at most 64 MiB.")),
    Rule("not-text", LocalizedText("ファイルはテキストとする。", "A file is text."), "title: {ja: 観光\0の計画}\n", "title: {ja: 観光の計画}\n"),
    Rule("not-utf8", LocalizedText("ファイルの文字コードはUTF-8とする。", "A file is encoded in UTF-8."),
         "title: {ja: 観光の計画}\n", "title: {ja: 観光の計画}\n", encoding="cp932"),
    Rule("empty", LocalizedText("ファイルには事例がある。", "A file holds a case."), "# まだ何もない\n", BASE, whole=True),
    Rule("second-document", LocalizedText("1つのファイルに、YAMLの文書は1つとする。", "A file holds one YAML document."),
         f"{BASE}---\n{BASE}", BASE, whole=True),
    Rule("cases-key", LocalizedText("事例の並びは cases という名の下に書く。", "The list of cases stands under the key cases."),
         f"事例:\n{LISTED}", f"cases:\n{LISTED}", whole=True, schema=True),
    Rule("too-deep", LocalizedText("入れ子は40段までとする。", "Nothing is nested more than 40 levels deep."),
         f"title: {{ja: {'[' * 45}{']' * 45}}}\n", "title: {ja: 観光の計画}\n", schema=True),
    Rule("too-many-values", LocalizedText("1つの事例の項目と値は20,000個までとする。", "A case has at most 20,000 keys and values.")),
    Rule("too-many-faults", LocalizedText("1つのファイルの誤りは1,000件まで示す。", "Of one file, 1,000 errors are told.")),
)  # fmt: skip
