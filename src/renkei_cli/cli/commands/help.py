"""The help pages, as plain text: of the program, of a command, of a topic, of a rule."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import starmap
from typing import Annotated, Any, NamedTuple

import typer

from renkei_cli import __version__
from renkei_cli.casebook.casebook import open_index
from renkei_cli.cli.commands import ALIASES
from renkei_cli.cli.examples import EXAMPLES
from renkei_cli.cli.options import FURTHER, NARROWING, DisplayOptions
from renkei_cli.cli.parsing import ClickCommand, ClickContext, ClickParameter, ValueType, nearest_name
from renkei_cli.core import errors
from renkei_cli.core.diagnostics import Rule, Severity
from renkei_cli.core.errors import UsageError, did_you_mean
from renkei_cli.core.i18n import N_, _, current_language, in_brackets, separator
from renkei_cli.core.text import escape_invisible
from renkei_cli.domain.places import REGIONS
from renkei_cli.domain.vocabulary import BENEFITS, THEMES, TRIGGERS, VOCABULARIES, Concept, Vocabulary
from renkei_cli.output.options import PLAIN_WIDTH, READING_WIDTH, OutputOptions, resolve_width, use_color, use_plain
from renkei_cli.output.registry import FaultFormat, Format
from renkei_cli.output.results import HIT_FIELDS
from renkei_cli.output.terminal import HEADING, apply_style
from renkei_cli.output.wrap import pad, width, wrap
from renkei_cli.output.writer import open_output
from renkei_cli.schema.fields import Field

VARIABLES = {
    "RENKEI_LANG": N_("The language, as ja or en, where --lang says nothing; else the locale decides."),
    "RENKEI_DATA": N_("Whose cases, where --data says nothing."),
    "COLUMNS": N_("The width of a line, where it is not the terminal's."),
    "RENKEI_PLAIN": N_("With 1, linear text instead of tables, as with --plain."),
    "RENKEI_PAGER": N_("The pager for what outgrows the screen, as less -FRX; as with --pager."),
    "NO_COLOR": N_("No colour, whatever its value."),
    "FORCE_COLOR": N_("Colour in a pipe, too, unless it is 0; CLICOLOR_FORCE likewise."),
    "RENKEI_DEBUG": N_("With 1, a bug shows where it happened."),
}
EXIT_CODES = {
    errors.EXIT_OK: N_("Answered, also when nothing matched."),
    errors.EXIT_FAULTS: N_(
        "The answer is no: validate, import or new --from found faults, or fmt --check a change to make."
    ),
    errors.EXIT_USAGE: N_("The command line is wrong: an unknown command, option, field, value or format."),
    errors.NotFoundError.exit_code: N_("There is no such case, or several fit; the nearest are named."),
    errors.EXIT_DATA: N_("Data or a file cannot be read or written, nor cases with faults be listed or shown."),
    errors.EXIT_BUG: N_("A bug in renkei."),
    errors.EXIT_INTERRUPTED: N_("Interrupted by the reader (Ctrl+C)."),
}
OPERATOR_WORDS = {
    "=": N_("is"),
    "!=": N_("is not"),
    ">=": N_("at least; for dates: then or later"),
    "<=": N_("at most; for dates: then or earlier"),
    ">": N_("more than; for dates: later than"),
    "<": N_("less than; for dates: earlier than"),
    "~": N_("contains the text"),
}
# What is said to one who does not read the language of the page.
_IN_ANOTHER = {
    "en": "in English; with RENKEI_LANG=en, always",
    "ja": "日本語で表示（RENKEI_LANG=ja なら、つねに日本語）",
}
_ABOUT = N_("Find, read, compare and hand on cases of cooperation between local governments in Japan.")
_REPEATING = N_('The same option again means "or"; another option means "and".')
_FEW = 3  # so many words of a vocabulary are explained beside their option; more are named, or have a topic
_INDENT = 2
_GAP = 2
_BELOW_NAME = 4  # how far words that stand below their name are moved in
_WIDEST_NAME = 28
_NO_BREAK = "\u00a0"


def _pages_beginning(ctx: ClickContext, incomplete: str) -> list[tuple[str, str]]:
    pages = {**ctx.find_root().command.purposes, **{name: topic.purpose for name, topic in TOPICS.items()}}
    return [(name, _(purpose)) for name, purpose in pages.items() if name.startswith(incomplete)]


Page = Annotated[str | None, typer.Argument(metavar=N_("PAGE"), autocompletion=_pages_beginning,
    help=N_("A command or a topic; none gives the page about renkei itself."))]  # fmt: skip


def help_page(ctx: typer.Context, looks: DisplayOptions, page: Page = None) -> None:
    """Show a help page."""
    _show_page(ctx, page, looks.output_options())


def show_help(ctx: ClickContext) -> None:
    """Write the page of a context's command, before the options behind --help are read."""
    color = re.search(r"--color[ =](\w+)", " ".join(ctx.obj))
    options = OutputOptions(color=color[1] if color else "auto", plain="--plain" in ctx.obj, pager="--pager" in ctx.obj)
    _show_page(ctx, ctx.command.name if ctx.parent else None, options)


def _show_page(ctx: ClickContext, name: str | None, options: OutputOptions) -> None:
    page = HelpFormatter(resolve_width(options), bold=use_color(options), plain=use_plain(options))
    tree = ctx.find_root().command
    if name is None and ctx.parent is None and not {"-h", "--help"} & set(ctx.obj):
        # For one who types the program's name alone.
        _greeting(page, tree)
    elif name is None:
        _program_page(page, tree)
    elif name in tree.purposes:
        _command_page(page, tree.get_command(ctx, name))
    elif name in TOPICS:
        page.heading(_(TOPICS[name].purpose))
        if name == "options":
            _shared_options(page, [tree, *(tree.get_command(ctx, one) for one in tree.purposes)])
        TOPICS[name].draw(page)
        page.rows(_examples(name), _("Examples"), below=True)
    elif rule := _rulebook().get(name):
        _rule_page(page, rule)
    else:
        aliases = {one: topic.aliases for one, topic in TOPICS.items()} | dict.fromkeys(_rulebook(), "")
        near = nearest_name(name, aliases | ALIASES)
        hint = _("ask for one of the pages {near}").format(near=", ".join([*tree.purposes, *TOPICS]))
        message = _("there is no help page {name}").format(name=repr(name))
        raise UsageError(message, did_you_mean([f"renkei help {near}"]) if near else hint)
    with open_output(options, human_readable=True) as out:
        out.writelines(f"{line}\n" for line in page.lines)


class DefinitionRow(NamedTuple):
    """A name, what there is to say about it, and the values that it takes."""

    name: str
    words: str
    values: "Sequence[DefinitionRow]" = ()


Rows = Iterable[DefinitionRow] | Mapping[Any, str]


class HelpFormatter:
    """The lines of a page in the making; none is wider than the page, and nothing is cut."""

    def __init__(self, cells: int, *, bold: bool = False, plain: bool = False) -> None:
        """Begin a page; headings are bold where the terminal can show it; plain lines stand below one another."""
        self.cells = min(cells, PLAIN_WIDTH if plain else READING_WIDTH)
        self.lines: list[str] = []
        self._bold = bold
        self._plain = plain

    def heading(self, text: str) -> None:
        """Begin a part of the page."""
        self.lines += [""] if self.lines else []
        self.lines += [apply_style([(line, HEADING)], color=self._bold) for line in wrap(text, self.cells)]

    def text(self, *texts: str, indent: int = 0) -> None:
        """Set paragraphs; words in backquotes stay on one line."""
        indent = 0 if self._plain else indent
        for text in texts:
            self.lines += _indented(_wrapped(text, self.cells - indent), indent)

    def rows(self, rows: Rows, heading: str = "", *, least: int = 0, below: bool = False) -> None:
        """Set a table of names and words; a mapping holds words that are to be translated.

        Where there is little room, or with `below`, the words stand below the name. The names take `least` cells or
        more, so that the tables of a page can stand in line.
        """
        if heading:
            self.heading(heading)
        if isinstance(rows, Mapping):
            rows = [DefinitionRow(str(name), _(said)) for name, said in rows.items()]
        if not self._plain:
            self.lines += _indented(_table(list(rows), self.cells - _INDENT, least, below=below), _INDENT)
            return
        for row in rows:
            self.text(f"{row.name.lstrip()}: {row.words}")
            self.rows(row.values)


def _examples(page: str) -> Iterator[DefinitionRow]:
    return (DefinitionRow(_(line), _(does)) for line, does in EXAMPLES[page])


def _table(rows: Sequence[DefinitionRow], cells: int, least: int = 0, *, below: bool = False) -> Iterator[str]:
    column = min(max(least, *(width(row.name) for row in rows)), _WIDEST_NAME) + _GAP
    beside = not below and (cells - column) * 5 >= cells * 3
    left = column if beside else _BELOW_NAME
    for row in rows:
        words = [*_wrapped(row.words, cells - left), *(_table(row.values, cells - left) if row.values else ())]
        if beside and width(row.name) + _GAP <= column:
            yield (pad(row.name, column) + words.pop(0)).rstrip()
        else:
            yield from _wrapped(row.name, cells)
        yield from _indented(words, left)


def _wrapped(text: str, cells: int) -> list[str]:
    bound = re.sub("`([^`]+)`", lambda found: found[1].replace(" ", _NO_BREAK), text)
    return [line.replace(_NO_BREAK, " ") for line in wrap(bound, cells)]


def _indented(lines: Iterable[str], indent: int) -> Iterator[str]:
    return ((" " * indent + line).rstrip() for line in lines)


# --- the program and its commands ---


def _greeting(page: HelpFormatter, tree: ClickCommand) -> None:
    page.text(f"renkei {__version__}", _(_ABOUT))
    page.rows(tree.purposes, _("Commands"))
    page.rows(_examples("renkei"), _("First steps"), below=True)
    others = {f"renkei --lang {other}": words for other, words in _IN_ANOTHER.items() if other != current_language()}
    further = {
        "renkei --help": N_("the whole page: languages, exit codes, topics"),
        "renkei list --help": N_("a command's options and examples; the same with every command"),
        "renkei help themes": N_("what the themes mean; likewise triggers, benefits, fields, formats"),
    }
    page.rows({**further, **others}, _("Read on"))


def _program_page(page: HelpFormatter, tree: ClickCommand) -> None:
    page.text(_("Usage: {words}").format(words=f"renkei {_('COMMAND')} {_('[OPTIONS]')}"), "", _(_ABOUT))
    page.rows(_examples("renkei"), _("Examples"), below=True)
    page.rows(tree.purposes, _("Commands"))
    page.rows({name: topic.purpose for name, topic in TOPICS.items()}, _("Topics, as in renkei help themes"))
    _parameters(page, [tree], lambda _option: True)


def _command_page(page: HelpFormatter, command: ClickCommand) -> None:
    arguments = [_usage_name(one) for one in command.params if one.param_type_name == "argument"]
    usage = " ".join(["renkei", command.name, *arguments, _("[OPTIONS]")])
    page.text(_("Usage: {words}").format(words=usage), "", _(command.help))
    page.rows(_examples(command.name), _("Examples"), below=True)
    _parameters(page, [command], lambda one: one.rich_help_panel != FURTHER, brief=True)
    names = ("/".join(sorted(one.opts, key=len)) for one in command.params if one.rich_help_panel == FURTHER)
    page.heading(_("Further options, told by renkei help options"))
    page.text(", ".join(f"`{name}`" for name in names), indent=_INDENT)
    if not any(one.name == "plain" for one in command.params):
        page.text("", _("What this command writes is for programs: there is no --plain, --pager or --color. "
                        "What it says is plain text."))  # fmt: skip


def _shared_options(page: HelpFormatter, commands: Sequence[ClickCommand]) -> None:
    taken = Counter(opt for command in commands for one in command.params for opt in one.opts[:1])
    _parameters(page, commands, lambda one: one.param_type_name != "argument" and taken[one.opts[0]] > 1)


def _parameters(
    page: HelpFormatter,
    commands: Sequence[ClickCommand],
    wanted: Callable[[ClickParameter], bool],
    *,
    brief: bool = False,
) -> None:
    groups: dict[str, dict[str, DefinitionRow]] = {}
    topics: dict[str, None] = {}
    for command in commands:
        for one in filter(wanted, sorted(command.params, key=lambda one: one.param_type_name != "argument")):
            group = N_("Arguments") if one.param_type_name == "argument" else one.rich_help_panel or N_("Options")
            kind = command.value_types.get(one.name, ValueType(str))
            if brief and group == NARROWING and kind.topic:
                topics[f"`renkei help {kind.topic}`"] = None
                kind = kind._replace(topic="", offers="")
            groups.setdefault(group, {}).setdefault(one.name, _parameter(one, kind, brief=brief))
    least = max((width(row.name) for rows in groups.values() for row in rows.values()), default=0)
    for group, rows in groups.items():
        page.heading(_(group))
        if group == NARROWING:
            page.text(_(_REPEATING), indent=_INDENT)
            page.text(*[_("See {command}.").format(command=separator().join(topics))] if topics else [], indent=_INDENT)
        page.rows(rows.values(), least=least)


def _usage_name(argument: ClickParameter) -> str:
    """Return an argument as a usage line has it: ID, [ID...]."""
    name = _(argument.metavar) + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _parameter(parameter: ClickParameter, kind: ValueType, *, brief: bool) -> DefinitionRow:
    if parameter.param_type_name == "argument":
        name = _usage_name(parameter)
    else:
        *short, long = sorted(parameter.opts, key=len)
        name = (f"{short[0]}, " if short else "    ") + long
        name += "" if parameter.is_flag else f" {_(parameter.metavar)}"
    vocabulary = REGIONS if kind.offers == "region" else VOCABULARIES.get(kind.offers)
    meanings = {choice: _(meaning) for choice, meaning in kind.choices.items()}
    if vocabulary and len(vocabulary.terms) <= _FEW:
        meanings = {_spelling(term): "" if brief else term.definition.here() for term in vocabulary}
    elif vocabulary and not kind.topic and not brief:
        meanings = {term.label.here(): "" for term in vocabulary}
    explained = any(meanings.values())
    if (default := str(parameter.default)) in meanings:
        meanings[default] += in_brackets(_("the default"))
    words = [_(parameter.help)]
    if meanings and not explained:
        values = separator().join(value + remark for value, remark in meanings.items())
        words.append(_("Values: {values}.").format(values=values))
    if kind.least is not None:
        words.append(_("A whole number, {n} or more.").format(n=kind.least))
    if kind.topic:
        words.append(_("See {command}.").format(command=f"`renkei help {kind.topic}`"))
    gap = "\n" if not brief else "。" if current_language() == "ja" else " "
    said = gap.join(words).replace("。。", "。")
    return DefinitionRow(name, said, list(starmap(DefinitionRow, meanings.items())) if explained else ())


# --- the topics ---


def _fields(page: HelpFormatter) -> None:
    page.text(_("A field is named by its key, as in --fields id,title, or by its label: --fields 名称."),
              _("A part of a field is named with a dot, as in title.en or participants.code."))  # fmt: skip
    fields = open_index().fields()
    words = {key: field.label.here() for key, field in fields.items() if "." not in key}
    for key in words:
        if parts := ", ".join(part.removeprefix(f"{key}.") for part in fields if part.startswith(f"{key}.")):
            words[key] += "\n" + _("parts: {parts}").format(parts=parts)
    page.rows(starmap(DefinitionRow, words.items()), _("Fields, and their parts"))


def _json(page: HelpFormatter) -> None:
    page.text(_("list, filter and search print an array of cases, show one case or an array of several, compare an "
                "object: its fields with their labels, and its cases. jsonl has a case a line."),
              _("What is not stated is null or an empty list; no key is missing. Keys and codes do not change with the "
                "language; a text has ja and en, a word of a vocabulary code and label."),
              _("Each path below can be named in --fields, without the brackets that mark a list; the answer is nested "
                "as here. `renkei schema list` (show, compare, search, case) is the JSON Schema, with a "
                "schema_version that is counted up when a key goes or changes its meaning."))  # fmt: skip
    fields = open_index().fields()
    for heading, known in ((_("A case"), fields), (_("What search adds"), HIT_FIELDS)):
        paths = {key: field for key, field in known.items() if not key.endswith((".ja", ".en"))}
        rows = (DefinitionRow(_path(key, known), _meaning(field)) for key, field in paths.items())
        page.rows(rows, heading)


def _path(key: str, fields: Mapping[str, Field]) -> str:
    """Return a path of the JSON with brackets behind each list: kpis[].target."""
    names = key.split(".")
    lists = (fields[".".join(names[: depth + 1])].many for depth in range(len(names)))
    path = ".".join(f"{name}[]" if many else name for name, many in zip(names, lists, strict=True))
    return path + (" {ja, en}" if f"{key}.ja" in fields else "")


def _meaning(field: Field) -> str:
    said = field.description.here() or field.label.here()
    return said + (in_brackets(_("derived")) if field.derived else "")


def _vocabulary(vocabulary: Vocabulary, field: str, page: HelpFormatter) -> None:
    about = _("For {option} and {term}. Each may be written in Japanese, in English or as its code.")
    page.text(about.format(option=f"--{vocabulary.name}", term=f"`renkei filter {field}=…`"), "")
    words = {}
    for term in vocabulary:
        said = f"{term.label.here()}. {term.definition.here()}"
        if current_language() == "ja":
            said = f"{term.definition.ja}（{term.code}）"
        if term.aliases:
            said += "\n" + _("also: {names}").format(names=", ".join(term.aliases))
        words[_spelling(term)] = said
    page.rows(starmap(DefinitionRow, words.items()))


def _spelling(term: Concept) -> str:
    return term.label.ja if current_language() == "ja" else term.code


def _formats(page: HelpFormatter) -> None:
    page.text(_("`-o FORMAT` or `--format FORMAT` gives the answer another form; `-O FILE` writes it to a file."), "")
    page.rows({form.value: form.traits.help for form in Format})
    page.text("", _("Without -o the name of the file decides: cases.csv, .json, .jsonl, .tsv, .yaml or .md."),
              _("In csv and tsv a column is a path of the JSON (`renkei help json`), and nothing is left out. The "
                "items of a list are parted by a line feed, which no text holds (in tsv written \\n); a list within an "
                "item by ;, one within that by a comma; an item that lacks a value keeps its place. --explode kpis "
                "gives each item a row."),
              _("--excel is the sheet of an office: the fields that people read, in your language, without codes; "
                "--all-columns gives everything."),
              _("Where the source is silent, a cell for a program is blank; with --excel it says so."),
              _("Keys and codes of json, jsonl, csv, tsv and yaml do not change with the language."))  # fmt: skip
    page.rows({form.value: form.traits.help for form in FaultFormat}, _("Of faults: renkei validate"))


def _filters(page: HelpFormatter) -> None:
    page.heading(_("By options, on most commands"))
    page.text(_(_REPEATING),
              _("Width of letters, capitals, hiragana and katakana do not matter, and 県, 市, 町, 村 or 連携 at "
                "the end may be left out: 大分, 大分県, oita and 44 are one. Where it is written it is meant: 大分市 "
                "is another."),
              _("The beginning of a value is enough: four Latin letters or two characters of Japanese."),
              _("With --since and --until an event of a fiscal year counts where it may have fallen into the range: "
                "FY2016 runs to March 2017."),
              _("`renkei list --help` names the options."))  # fmt: skip
    page.heading(_("By terms over any field: renkei filter"))
    page.text(_("A term is field, operator and value, without spaces. All terms must hold."))
    page.rows(OPERATOR_WORDS)
    page.text(_("An empty value means: not stated in the source, as in kpis= or kpis!=."),
              _("Put a term with < or > into quotes: 'participants>=4'."))  # fmt: skip
    page.heading(_("By words of the text: renkei search"))
    page.text(_("All words must occur; a word behind a minus must not; OR joins two; quotes keep a phrase together."),
              _("A word in Latin letters is found as the beginning of one, and in the plural or singular; one of up "
                "to three letters as a whole; two or three capitals, as in IT, in capitals alone."))  # fmt: skip


def _rulebook() -> dict[str, Rule]:
    from renkei_cli.validation.rules import RULEBOOK  # noqa: PLC0415 - 120 ms, for few pages

    return RULEBOOK


def _rules(page: HelpFormatter) -> None:
    page.text(_("`renkei validate` names a rule with each fault; `renkei help no-colon` explains one, with examples."))
    for severity, heading in (
        (Severity.ERROR, _("Errors: with one, a file cannot be used")),
        (Severity.WARNING, _("Warnings: unlikely, but possible; with --strict they count too")),
    ):
        rules = (rule for rule in _rulebook().values() if rule.severity is severity)
        page.rows((DefinitionRow(rule.code, rule.sentence.here()) for rule in rules), heading)


def _rule_page(page: HelpFormatter, rule: Rule) -> None:
    severity, wrong = (_("error"), _("Wrong")) if rule.severity is Severity.ERROR else (_("warning"), _("Doubtful"))
    page.heading(rule.code + in_brackets(severity))
    page.text(rule.sentence.here())
    for heading, example in ((wrong, rule.wrong), (_("Right"), rule.right)) if rule.wrong else ():
        page.heading(heading)
        # To be copied: no line is broken; what would not show, but for tabs, is named.
        lines = ("\t".join(map(escape_invisible, line.split("\t"))) for line in example.rstrip("\n").split("\n"))
        page.lines += _indented(lines, _INDENT)


def _exit_codes(page: HelpFormatter) -> None:
    page.text(_("The number with which renkei ends, for scripts; a shell keeps it in $?."), "")
    page.rows(EXIT_CODES)


def _variables(page: HelpFormatter) -> None:
    page.rows(VARIABLES, _("Environment variables"))


class Topic(NamedTuple):
    """A page that belongs to no command: what it is about, what draws it, and other words by which people call it."""

    purpose: str
    draw: Callable[[HelpFormatter], None]
    aliases: str


TOPICS = {
    "options": Topic(
        N_("The options that many commands take, and environment variables."), _variables, "オプション 環境変数"
    ),
    "filters": Topic(N_("All ways of narrowing."), _filters, "絞り込み方 条件"),
    "fields": Topic(N_("The fields of a case, for --fields, --sort and filter."), _fields, "項目 フィールド"),
    "json": Topic(N_("Every key of the JSON that the commands print."), _json, "キー"),
    "themes": Topic(N_("The themes, for --theme."), partial(_vocabulary, THEMES, "themes"), "テーマ 分野"),
    "triggers": Topic(
        N_("How cooperation begins, for --trigger."), partial(_vocabulary, TRIGGERS, "trigger"), "きっかけ"
    ),
    "benefits": Topic(
        N_("What is gained, for --benefit."), partial(_vocabulary, BENEFITS, "benefits"), "効果 連携の効果 メリット"
    ),
    "formats": Topic(N_("The forms of an answer, for --format."), _formats, "形式 出力形式 エクセル excel word"),
    "rules": Topic(N_("The rules for case files, for validate."), _rules, "規則 ルール"),
    "exit-codes": Topic(N_("What the exit codes mean."), _exit_codes, "終了コード"),
}
