"""The table of commands; each is loaded when it is asked for."""

from importlib import import_module
from keyword import iskeyword
from typing import Any, NamedTuple

from renkei_cli.core.i18n import N_


class CommandEntry(NamedTuple):
    """A command: the function in the module of its name, and what it does."""

    function: str
    purpose: str


COMMANDS = {
    "list": CommandEntry("list_cases", N_("List the cases, narrowed by options.")),
    "filter": CommandEntry("filter_cases", N_("List the cases that fulfil terms over any field.")),
    "search": CommandEntry("search_cases", N_("Search the text of the cases.")),
    "show": CommandEntry("show_cases", N_("Show cases, whole, with their sources.")),
    "compare": CommandEntry("compare_cases", N_("Put cases side by side.")),
    "validate": CommandEntry(
        "validate_cases", N_("Check case files: every fault with its place and what would be right.")
    ),
    "fmt": CommandEntry("fmt_cases", N_("Bring case files into one order and style.")),
    "import": CommandEntry("import_cases", N_("Turn a table, one case a row, into case files.")),
    "schema": CommandEntry("schema_of_cases", N_("Print a JSON Schema: of a case file, or of a command's JSON.")),
    "new": CommandEntry("new_case", N_("Write a new case file, by question and answer.")),
    "completion": CommandEntry("completion_script", N_("Print the completion script of a shell.")),
    "help": CommandEntry("help_page", N_("Show the help page of a command or topic.")),
}
"""In the order of the help page."""
ALIASES = dict.fromkeys(COMMANDS, "") | {
    "list": "一覧 リスト 事例 事例一覧 ls",
    "filter": "絞り込み 絞込み 絞込 フィルター 抽出",
    "search": "検索 探す さがす find grep",
    "show": "表示 見る 読む 詳細 view cat",
    "compare": "比較 比べる くらべる diff",
    "validate": "検証 検査 確認 チェック check lint",
    "fmt": "整形 フォーマット format",
    "import": "取り込み 取込み 取込 インポート",
    "new": "新規 新規作成 作成 追加 add init",
    "help": "ヘルプ 使い方 説明",
}
"""Other words by which people call a command, with spaces between; they are answered with its name."""


def load_module(name: str) -> Any:  # noqa: ANN401 - each module has a function of its own
    """Return the module of a command."""
    return import_module(f"{__name__}.{name}{'_' * iskeyword(name)}")
