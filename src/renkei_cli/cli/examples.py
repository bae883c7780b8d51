"""The examples of the help pages: a line that runs as it stands, at most 56 cells wide, and what it does.

A line is marked for translation where a Japanese reader would type other words.
"""

from typing import NamedTuple

from renkei_cli.core.i18n import N_


class Example(NamedTuple):
    """A line to type, and what it does."""

    line: str
    does: str


_ROWS = (
    ("renkei", "renkei list", N_("All cases, one a row.")),
    ("renkei", "renkei show himeshima", N_("One case, whole; its id is the first word of its row.")),
    ("renkei", N_("renkei search tourism"), N_("The cases that speak of tourism.")),
    ("list", N_("renkei list --type remote"), N_("The cases of remote cooperation.")),
    ("list", N_("renkei list -p shimane -p gifu --theme childcare"), N_("With a participant in Shimane or in Gifu, and on childcare.")),
    ("list", "renkei list --excel -O cases.csv", N_("All cases in a file that Excel opens by a double click.")),
    ("list", "renkei list --json | jq -r '.[].title.ja'", N_("For scripts: the titles alone.")),
    ("filter", "renkei filter 'participants>=4'", N_("Four participants or more. Where < or > stands, quotes are needed.")),
    ("filter", N_("renkei filter type!=within theme=branding"), N_("Not within a prefecture, and on local brands.")),
    ("filter", N_("renkei filter 'background~visit' 'span_km>300'"), N_("How it began speaks of a visit, and they lie more than 300 km apart.")),
    ("filter", N_("renkei filter theme=tourism -o ids | renkei show -"), N_("What was found, one after the other, whole.")),
    ("search", N_("renkei search tourism guide"), N_("Both words occur.")),
    ("search", N_("renkei search tourism -guide"), N_("The first word occurs, the second does not.")),
    ("search", N_("renkei search bonsai OR algae"), N_("One of the two occurs.")),
    ("search", N_('renkei search "snow-country culture" --type neighbouring'), N_("The words stand together, in cases of neighbouring prefectures.")),
    ("show", "renkei show himeshima", N_("The case with this id.")),
    ("show", N_("renkei show eniwa"), N_("The case in which Eniwa takes part.")),
    ("show", "renkei show saga hamada --short", N_("Two cases, half a page each.")),
    ("show", "renkei show hamada --fields trigger,benefits", N_("How it began and what was gained, nothing else.")),
    ("show", "renkei show saga -o markdown -O saga.md", N_("A file to paste into a report.")),
    ("compare", "renkei compare himeshima takamatsu", N_("Two cases, field by field.")),
    ("compare", N_("renkei compare --type remote --fields trigger,benefits"), N_("All cases of remote cooperation: how they began and what was gained.")),
    ("compare", "renkei compare hamada saga --differences", N_("Without what is the same in both.")),
    ("compare", "renkei compare hamada saga -o markdown", N_("As a table to paste into a report.")),
    ("validate", "renkei validate", N_("The bundled cases; without faults only the count is told, beside the answer.")),
    ("validate", "renkei validate cases/", N_("All files of a folder: every fault with its line and what would be right.")),
    ("validate", "renkei validate cases.yaml --strict", N_("One file; warnings count too.")),
    ("validate", "renkei validate cases/ -o sarif -O faults.sarif", N_("A report for code scanning.")),
    ("fmt", "renkei fmt cases", N_("All case files of a folder, rewritten where they need it.")),
    ("fmt", "renkei fmt --check cases", N_("For CI: names the files that would change, and then ends with 1.")),
    ("fmt", "renkei fmt --diff cases", N_("What would change, line by line.")),
    ("fmt", "renkei fmt - < cases/saga.yaml", N_("In a pipe or from an editor: the form goes to standard output.")),
    ("import", "renkei import plans.csv -O new.yaml", N_("A table with a header into a case file, if every row is sound.")),
    ("import", "renkei import plans.csv --folder new", N_("One file a case.")),
    ("import", "renkei import plans.csv --skip-faulty > new.yaml", N_("The sound rows; the others are named.")),
    ("import", "renkei import plans.csv --map map.yaml", N_("Below columns: the map names a field for each column.")),
    ("schema", "renkei schema -O renkei.schema.ja.json", N_("A file that an editor with the YAML language server reads.")),
    ("schema", "renkei schema --lang en > renkei.schema.en.json", N_("The same in English, whatever the reader's language.")),
    ("schema", "renkei schema | jq '.[\"$defs\"].Case.required'", N_("The fields that every case needs.")),
    ("schema", "renkei schema list -O list.schema.json", N_("What list --json prints, for programs that check it.")),
    ("new", "renkei new case.yaml --template", N_("An empty case, every field explained, to be filled in.")),
    ("new", "renkei new --template | less", N_("The same on the screen.")),
    ("new", "renkei new --template --lang en > case.yaml", N_("The same in English, whatever the reader's language.")),
    ("completion", "renkei completion bash >> ~/.bashrc", N_("For bash; it works from the next terminal on.")),
    ("completion", "renkei completion zsh >> ~/.zshrc", N_("For zsh, below the line with compinit.")),
    ("completion", "renkei completion fish >> ~/.config/fish/config.fish", N_("For fish.")),
    ("help", "renkei help list", N_("All about one command.")),
    ("help", "renkei help themes", N_("The themes that --theme takes.")),
    ("help", "renkei help filters", N_("All ways of narrowing.")),
    ("fields", "renkei list --fields id,title,years", N_("Three columns, in this order.")),
    ("fields", "renkei list --sort -span_km", N_("Those that lie furthest apart come first.")),
    ("fields", "renkei filter collaborators.kind=university", N_("A part of a field, with a dot.")),
    ("json", "renkei list --json --fields id,title.en,events.start", N_("Parts of fields, nested as they are in the case.")),
    ("json", "renkei show saga --json | jq '.participants[].name.ja'", N_("The names of those who take part.")),
    ("json", "renkei schema show", N_("The JSON Schema of what show prints.")),
    ("themes", N_("renkei list --theme tourism"), N_("The cases on tourism.")),
    ("themes", N_("renkei filter theme!=tourism theme=heritage"), N_("On heritage, but not on tourism.")),
    ("themes", N_("renkei compare --theme childcare"), N_("The cases on childcare, side by side.")),
    ("triggers", N_("renkei list --trigger study_visit"), N_("Those that began with a study visit.")),
    ("triggers", N_("renkei compare --trigger firm_arrival"), N_("Those that began when firms came, field by field.")),
    ("triggers", "renkei list --fields id,trigger", N_("How each case began.")),
    ("benefits", N_("renkei list --benefit expertise"), N_("Those that lent each other expertise.")),
    ("benefits", N_("renkei list --benefit choice --benefit outreach"), N_("One of the two gains, or both.")),
    ("benefits", "renkei list --fields id,benefits", N_("What was gained in each case.")),
    ("formats", "renkei list --excel -O cases.csv", N_("A file that Excel opens by a double click.")),
    ("formats", "renkei list -o csv --explode participants", N_("One row a participant, for statistics.")),
    ("formats", "renkei show himeshima -o markdown", N_("Text to paste into a report.")),
    ("formats", "renkei list -o jsonl --fields id,type", N_("One case a line, for scripts.")),
    ("options", "renkei list --data cases.yaml", N_("Cases of your own instead of the bundled ones.")),
    ("options", "renkei show hamada --no-refs", N_("Without the places in the source.")),
    ("options", "renkei list --lang en", N_("In English, whatever the reader's language.")),
    ("filters", N_("renkei list --region kyushu --since 2016"), N_("In Kyushu, with something dated in 2016 or later.")),
    ("filters", N_("renkei filter prefecture=hokkaido 'participants<5'"), N_("With a place in Hokkaido; few take part.")),
    ("filters", N_("renkei search IT --type within"), N_("A word in the text, and an option beside it.")),
    ("rules", "renkei help no-colon", N_("What one rule says, with an example of wrong and right.")),
    ("rules", "renkei validate cases.yaml", N_("Every fault with its rule in brackets.")),
    ("rules", "renkei validate cases -o jsonl | jq .code", N_("For scripts: the rules that are broken.")),
    ("exit-codes", "renkei show himeshima -o ids && echo found", N_("The second command runs only if the first one succeeds.")),
    ("exit-codes", "renkei show atlantis || echo $?", N_("Prints 3: there is no such case.")),
    ("exit-codes", "renkei list --fields titel 2>/dev/null || echo $?", N_("Prints 2: the command line is wrong.")),
)  # fmt: skip
EXAMPLES: dict[str, list[Example]] = {}
"""By the name of a command or topic; those of `renkei` stand on the page of the program."""
for _page, *_example in _ROWS:
    EXAMPLES.setdefault(_page, []).append(Example(*_example))
