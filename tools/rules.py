"""Write the page that documents each rule for case files, in both languages, from the rules themselves."""

import re
from pathlib import Path

from renkei_cli.authoring.rules.rulebook import RULEBOOK
from renkei_cli.authoring.rules.rulebook.files import BASE
from renkei_cli.diagnostics import Rule
from renkei_cli.i18n import LANGUAGES, Language
from renkei_cli.text import visible

DOCS = Path(__file__).parent.parent / "docs"
_WORDS = {
    "ja": {
        "head": "# 事例ファイルの規則",
        "intro": (
            "`renkei validate` が確かめる規則の一覧です。このページは規則そのものから作られています（`python tools/rules.py`）。\n\n"
            "「誤り」はファイルを使えなくするもの、「警告」はありうるが疑わしいものです。警告は `--strict` を付けたときだけ終了コードに響きます。\n"
            "*スキーマ* とある規則は、JSON Schema（`data/cases.schema.ja.json`）を読むエディターや検証ツールも確かめます。\n\n"
            "例は、次の事例の同じ名の項目を置き換えたものです。「ファイル全体」とある例は、それだけで1つのファイルです。"
        ),
        "table": "| 規則 | | 内容 |",
        "severity": {"error": "誤り", "warning": "警告"},
        "schema": "スキーマ",
        "whole": "ファイル全体",
        "wrong": "誤った例",
        "doubt": "疑わしい例",
        "right": "正しい例",
        "encoding": "文字コードは {encoding}",
    },
    "en": {
        "head": "# Rules for case files",
        "intro": (
            "What `renkei validate` checks. This page is made from the rules themselves (`python tools/rules.py`).\n\n"
            "An error makes a file unusable; a warning is something unlikely but possible, and enters the exit code only "
            "with `--strict`.\nRules marked *schema* are also held by editors and validators that read the JSON Schema "
            "(`data/cases.schema.en.json`).\n\n"
            "Examples replace the fields of the same names in the following case. Those marked *whole file* stand for "
            "themselves."
        ),
        "table": "| Rule | | What it says |",
        "severity": {"error": "error", "warning": "warning"},
        "schema": "schema",
        "whole": "whole file",
        "wrong": "Wrong",
        "doubt": "Doubtful",
        "right": "Right",
        "encoding": "encoded in {encoding}",
    },
}


def file_of(rule: Rule, *, wrong: bool) -> bytes:
    """Make a whole case file of a rule's wrong or right example."""
    example, encoding = (rule.wrong, rule.encoding) if wrong else (rule.right, "utf-8")
    if rule.whole:
        return example.encode(encoding)
    parts = _parts(BASE) | _parts(example)
    return "".join(parts.values()).encode(encoding)


def _parts(text: str) -> dict[str, str]:
    """Cut a text into its top-level fields, by key."""
    found = re.findall(r"^\S.*\n(?:\s.*\n)*", text, re.MULTILINE)
    return {part.partition("\n")[0].partition(":")[0]: part for part in found}


def written(language: Language) -> str:
    """Give the text of the page in a language."""
    words = _WORDS[language]
    table = [
        f"| [`{rule.code}`](#{rule.code}) | {words['severity'][rule.severity]} | {_said(rule, language)} |"
        for rule in RULEBOOK.values()
    ]
    parts = [words["head"], words["intro"], _fenced(BASE), "\n".join([words["table"], "| --- | --- | --- |", *table])]
    parts += [_section(rule, language) for rule in RULEBOOK.values()]
    return "\n\n".join(parts) + "\n"


def _said(rule: Rule, language: Language) -> str:
    return str(getattr(rule.says, language))


def _section(rule: Rule, language: Language) -> str:
    words = _WORDS[language]
    marks = [words["severity"][rule.severity]]
    marks += [words["schema"]] if rule.schema else []
    marks += [words["whole"]] if rule.whole else []
    parts = [f"## {rule.code}", f"*{' · '.join(marks)}*", _said(rule, language)]
    if rule.wrong:
        note = f" ({words['encoding'].format(encoding=rule.encoding)})" if rule.encoding != "utf-8" else ""
        parts += [f"{words['wrong' if rule.severity == 'error' else 'doubt']}{note}:", _fenced(rule.wrong)]
        parts += [f"{words['right']}:", _fenced(rule.right)]
    return "\n\n".join(parts)


def _fenced(text: str) -> str:
    # What a page can't show, or would obey, is named: NUL, bidirectional controls.
    shown = "".join(one if one in "\n\t" else visible(one) for one in text)
    return f"```yaml\n{shown}```"


if __name__ == "__main__":
    DOCS.mkdir(exist_ok=True)
    for each, name in zip(LANGUAGES, ("rules.ja.md", "rules.md"), strict=True):
        (DOCS / name).write_text(written(each), encoding="utf-8")
