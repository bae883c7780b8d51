"""The topics of the help pages, drawn from the vocabularies, the fields and the formats themselves."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from renkei_cli.core import errors
from renkei_cli.core.i18n import N_, _, current_language
from renkei_cli.domain.vocabulary import BENEFITS, THEMES, TRIGGERS, Vocabulary
from renkei_cli.output.registry import FaultFormat, Format

if TYPE_CHECKING:
    from renkei_cli.cli.help.formatter import HelpFormatter


class Topic(NamedTuple):
    """A page that belongs to no command."""

    purpose: str
    draw: "Callable[[HelpFormatter], None]"


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


def _fields(sheet: "HelpFormatter") -> None:
    from renkei_cli.casebook.casebook import open_index  # noqa: PLC0415 - only this topic needs the index
    from renkei_cli.cli.help.formatter import DefinitionRow  # noqa: PLC0415 - TAB needs the names of topics alone

    sheet.text(_("A field is named by its key, as in --fields id,title, or by its label: --fields 名称."))
    sheet.text(_("A part of a field is named with a dot, as in title.en or participants.code."))
    fields = open_index().fields()
    rows = []
    for key, field in fields.items():
        if "." not in key:
            parts = [part.removeprefix(f"{key}.") for part in fields if part.startswith(f"{key}.")]
            told = [_("parts: {parts}").format(parts=", ".join(parts))] if parts else []
            rows.append(DefinitionRow(key, "\n".join([field.label.here(), *told])))
    sheet.heading(_("Fields, and their parts"))
    sheet.rows(rows)


def _terms(vocabulary: Vocabulary, option: str, field: str) -> "Callable[[HelpFormatter], None]":
    def draw(sheet: "HelpFormatter") -> None:
        from renkei_cli.cli.help.formatter import DefinitionRow  # noqa: PLC0415 - TAB needs the names of topics alone

        said = _("For {option} and {term}. Each may be written in Japanese, in English or as its code.")
        sheet.text(said.format(option=f"--{option}", term=f"`renkei filter {field}=…`"))
        sheet.gap()
        sheet.rows([DefinitionRow(*words) for words in _explained(vocabulary)])

    return draw


def _explained(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for term in vocabulary:
        also = "\n" + _("also: {names}").format(names=", ".join(term.aliases)) if term.aliases else ""
        if current_language() == "ja":
            yield term.label.ja, f"{term.definition.ja}（{term.code}）{also}"
        else:
            yield term.code, f"{term.label.here()}. {term.definition.here()}{also}"


def _formats(sheet: "HelpFormatter") -> None:
    from renkei_cli.cli.help.formatter import DefinitionRow  # noqa: PLC0415 - TAB needs the names of topics alone

    sheet.text(_("`-o FORMAT` or `--format FORMAT` gives the answer another form; `-O FILE` writes it to a file."))
    sheet.gap()
    sheet.rows([DefinitionRow(form.value, _(form.traits.help)) for form in Format])
    sheet.gap()
    sheet.text(_("Without -o the name of the file decides: cases.csv, .json, .jsonl, .tsv, .yaml or .md."))
    sheet.text(_("Where the source is silent, a cell for a program is blank; with --excel it says so."))
    sheet.text(_("Keys and codes of json, jsonl, csv, tsv and yaml do not change with the language."))
    sheet.heading(_("Of faults: renkei validate"))
    sheet.rows([DefinitionRow(form.value, _(form.traits.help)) for form in FaultFormat])


def _filters(sheet: "HelpFormatter") -> None:
    from renkei_cli.cli.help.formatter import DefinitionRow  # noqa: PLC0415 - TAB needs the names of topics alone
    from renkei_cli.query.terms import OPERATORS  # noqa: PLC0415 - the same

    sheet.heading(_("By options, on most commands"))
    sheet.text(_(REPEATING))
    sheet.text(_("Width of letters, capitals, hiragana and katakana, and a 県, 市, 町, 村 or 連携 at the end do not "
                 "matter: 大分, 大分県, oita and 44 are one."))  # fmt: skip
    sheet.text(_("The beginning of a value is enough: four Latin letters or two characters of Japanese."))
    sheet.text(_("With --since and --until an event of a fiscal year counts where it may have fallen into the range: "
                 "FY2016 runs to March 2017."))  # fmt: skip
    sheet.text(_("`renkei list --help` names the options."))
    sheet.heading(_("By terms over any field: renkei filter"))
    sheet.text(_("A term is field, operator and value, without spaces. All terms must hold."))
    sheet.rows([DefinitionRow(sign, _(OPERATOR_WORDS[sign])) for sign in OPERATORS])
    sheet.text(_("An empty value means: not stated in the source, as in kpis= or kpis!=."))
    sheet.text(_("Put a term with < or > into quotes: 'participants>=4'."))
    sheet.heading(_("By words of the text: renkei search"))
    sheet.text(_("All words must occur; a word behind a minus must not; OR joins two; quotes keep a phrase together."))
    sheet.text(_("A word in Latin letters is found as the beginning of one, and in the plural or singular; one of up "
                 "to three letters as a whole; two or three capitals, as in IT, in capitals alone."))  # fmt: skip


def _exit_codes(sheet: "HelpFormatter") -> None:
    from renkei_cli.cli.help.formatter import DefinitionRow  # noqa: PLC0415 - TAB needs the names of topics alone

    sheet.text(_("The number with which renkei ends, for scripts; a shell keeps it in $?."))
    sheet.gap()
    sheet.rows([DefinitionRow(str(code), _(words)) for code, words in EXIT_CODES.items()])


REPEATING = N_('The same option again means "or"; another option means "and".')

TOPICS = {
    "fields": Topic(N_("The fields of a case, for --fields, --sort and filter."), _fields),
    "themes": Topic(N_("The themes, for --theme."), _terms(THEMES, "theme", "themes")),
    "triggers": Topic(N_("How cooperation begins, for --trigger."), _terms(TRIGGERS, "trigger", "trigger")),
    "benefits": Topic(N_("What is gained, for --benefit."), _terms(BENEFITS, "benefit", "benefits")),
    "formats": Topic(N_("The forms of an answer, for --format."), _formats),
    "filters": Topic(N_("All ways of narrowing."), _filters),
    "exit-codes": Topic(N_("What the exit codes mean."), _exit_codes),
}
"""Each topic's one line, and what draws its page."""
