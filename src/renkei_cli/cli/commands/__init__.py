"""What commands there are."""

from renkei_cli.core.i18n import N_

COMMANDS = {
    "list": ("list_cases", N_("List the cases, narrowed by options.")),
    "filter": ("filter_cases", N_("List the cases that fulfil terms over any field.")),
    "search": ("search_cases", N_("Search the text of the cases.")),
    "show": ("show_case", N_("Show one case, whole, with its sources.")),
    "compare": ("compare_cases", N_("Put cases side by side.")),
    "validate": ("validate_cases", N_("Check case files: every fault with its place and what would be right.")),
    "fmt": ("fmt_cases", N_("Bring case files into one order and style.")),
    "import": ("import_cases", N_("Turn a table, one case a row, into case files.")),
    "schema": ("schema_of_cases", N_("Print the JSON Schema of a case file, for editors.")),
    "new": ("new_case", N_("Write a new case file, by question and answer.")),
    "completion": ("completion_script", N_("Print the completion script of a shell.")),
    "help": ("help_page", N_("Show the help page of a command or topic.")),
}
"""Each command's function in its module of `commands`, and what the command does; its examples stand in `examples`."""
