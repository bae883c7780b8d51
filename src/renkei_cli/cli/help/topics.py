"""The topics of the help pages, drawn from the vocabularies, the fields, the formats and the rules themselves."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from renkei_cli.casebook.casebook import open_index
from renkei_cli.cli.help.formatter import DefinitionRow, HelpFormatter
from renkei_cli.core import errors
from renkei_cli.core.diagnostics import Rule, Severity
from renkei_cli.core.i18n import N_, _, current_language, in_brackets
from renkei_cli.domain.vocabulary import BENEFITS, THEMES, TRIGGERS, Vocabulary
from renkei_cli.output.registry import FaultFormat, Format
from renkei_cli.query.terms import OPERATORS


class Topic(NamedTuple):
    """A page that belongs to no command."""

    purpose: str
    draw: Callable[[HelpFormatter], None]


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

REPEATING = N_('The same option again means "or"; another option means "and".')


def _fields(page: HelpFormatter) -> None:
    page.text(_("A field is named by its key, as in --fields id,title, or by its label: --fields 名称."),
              _("A part of a field is named with a dot, as in title.en or participants.code."))  # fmt: skip
    fields = open_index().fields()
    rows = []
    for key, field in fields.items():
        if "." not in key:
            parts = ", ".join(part.removeprefix(f"{key}.") for part in fields if part.startswith(f"{key}."))
            label = field.label.here()
            inside = _("parts: {parts}").format(parts=parts)
            rows.append(DefinitionRow(key, f"{label}\n{inside}" if parts else label))
    page.heading(_("Fields, and their parts"))
    page.rows(rows)


def _vocabulary(vocabulary: Vocabulary, option: str, field: str, page: HelpFormatter) -> None:
    words = _("For {option} and {term}. Each may be written in Japanese, in English or as its code.")
    page.text(words.format(option=f"--{option}", term=f"`renkei filter {field}=…`"))
    page.gap()
    rows = []
    for term in vocabulary:
        also = "\n" + _("also: {names}").format(names=", ".join(term.aliases)) if term.aliases else ""
        if current_language() == "ja":
            rows.append(DefinitionRow(term.label.ja, f"{term.definition.ja}（{term.code}）{also}"))
        else:
            rows.append(DefinitionRow(term.code, f"{term.label.here()}. {term.definition.here()}{also}"))
    page.rows(rows)


def _formats(page: HelpFormatter) -> None:
    page.text(_("`-o FORMAT` or `--format FORMAT` gives the answer another form; `-O FILE` writes it to a file."))
    page.gap()
    page.rows(DefinitionRow(form.value, _(form.traits.help)) for form in Format)
    page.gap()
    page.text(_("Without -o the name of the file decides: cases.csv, .json, .jsonl, .tsv, .yaml or .md."),
              _("Where the source is silent, a cell for a program is blank; with --excel it says so."),
              _("Keys and codes of json, jsonl, csv, tsv and yaml do not change with the language."))  # fmt: skip
    page.heading(_("Of faults: renkei validate"))
    page.rows(DefinitionRow(form.value, _(form.traits.help)) for form in FaultFormat)


def _filters(page: HelpFormatter) -> None:
    page.heading(_("By options, on most commands"))
    page.text(_(REPEATING),
              _("Width of letters, capitals, hiragana and katakana, and a 県, 市, 町, 村 or 連携 at the end do not "
                "matter: 大分, 大分県, oita and 44 are one."),
              _("The beginning of a value is enough: four Latin letters or two characters of Japanese."),
              _("With --since and --until an event of a fiscal year counts where it may have fallen into the range: "
                "FY2016 runs to March 2017."),
              _("`renkei list --help` names the options."))  # fmt: skip
    page.heading(_("By terms over any field: renkei filter"))
    page.text(_("A term is field, operator and value, without spaces. All terms must hold."))
    page.rows(DefinitionRow(sign, _(OPERATOR_WORDS[sign])) for sign in OPERATORS)
    page.text(_("An empty value means: not stated in the source, as in kpis= or kpis!=."),
              _("Put a term with < or > into quotes: 'participants>=4'."))  # fmt: skip
    page.heading(_("By words of the text: renkei search"))
    page.text(_("All words must occur; a word behind a minus must not; OR joins two; quotes keep a phrase together."),
              _("A word in Latin letters is found as the beginning of one, and in the plural or singular; one of up "
                "to three letters as a whole; two or three capitals, as in IT, in capitals alone."))  # fmt: skip


_SEVERITIES = {
    Severity.ERROR: N_("Errors: with one, a file cannot be used"),
    Severity.WARNING: N_("Warnings: unlikely, but possible; with --strict they count too"),
}


def load_rules() -> dict[str, Rule]:
    """Return all rules by their codes."""
    from renkei_cli.validation.rules import RULEBOOK  # noqa: PLC0415 - 120 ms, for few pages

    return RULEBOOK


def _rules(page: HelpFormatter) -> None:
    page.text(_("`renkei validate` names a rule with each fault; `renkei help no-colon` explains one, with examples."))
    for severity, heading in _SEVERITIES.items():
        page.heading(_(heading))
        page.rows(
            DefinitionRow(rule.code, rule.says.here()) for rule in load_rules().values() if rule.severity is severity
        )


def rule_page(page: HelpFormatter, rule: Rule) -> None:
    """Set what a rule of `validate` says, with a text that breaks it and the same mended."""
    severity = _("error") if rule.severity is Severity.ERROR else _("warning")
    page.heading(rule.code + in_brackets(severity))
    page.text(rule.says.here())
    if rule.wrong:
        page.heading(_("Wrong") if rule.severity is Severity.ERROR else _("Doubtful"))
        page.verbatim(rule.wrong.rstrip("\n"))
        page.heading(_("Right"))
        page.verbatim(rule.right.rstrip("\n"))


def _exit_codes(page: HelpFormatter) -> None:
    page.text(_("The number with which renkei ends, for scripts; a shell keeps it in $?."))
    page.gap()
    page.rows(DefinitionRow(str(code), _(words)) for code, words in EXIT_CODES.items())


TOPICS = {
    "fields": Topic(N_("The fields of a case, for --fields, --sort and filter."), _fields),
    "themes": Topic(N_("The themes, for --theme."), partial(_vocabulary, THEMES, "theme", "themes")),
    "triggers": Topic(
        N_("How cooperation begins, for --trigger."), partial(_vocabulary, TRIGGERS, "trigger", "trigger")
    ),
    "benefits": Topic(N_("What is gained, for --benefit."), partial(_vocabulary, BENEFITS, "benefit", "benefits")),
    "formats": Topic(N_("The forms of an answer, for --format."), _formats),
    "filters": Topic(N_("All ways of narrowing."), _filters),
    "rules": Topic(N_("The rules for case files, for validate."), _rules),
    "exit-codes": Topic(N_("What the exit codes mean."), _exit_codes),
}
"""Each topic's one line, and what draws its page."""
