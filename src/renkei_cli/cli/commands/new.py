"""A new case file: by question and answer, from answers in a file, or as a template."""

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from renkei_cli.authoring.answers import case_from_answers, case_from_json
from renkei_cli.authoring.case_writer import empty_case, format_case, schema_file
from renkei_cli.authoring.interview import Asker, Interview, run_interview
from renkei_cli.casebook.casebook import CollectionSpec, open_index
from renkei_cli.cli.options import DisplayOptions, Force, output_option
from renkei_cli.core import errors, files
from renkei_cli.core.diagnostics import Location
from renkei_cli.core.errors import DataError, UsageError
from renkei_cli.core.i18n import N_, _, current_language, data_language, plural
from renkei_cli.core.text import command_line
from renkei_cli.output.options import OutputOptions
from renkei_cli.output.results import CaseDetail
from renkei_cli.output.writer import check_writable, print_message, report_written, write_result, write_text
from renkei_cli.schema.json_schema import format_json_schema

Target = Annotated[str | None, typer.Argument(metavar=N_("FILE"), show_default=False,
    help=N_("The YAML file to write; without one, --template and --from write to the screen."))]  # fmt: skip
Answers = Annotated[str | None, output_option("--from", metavar=N_("ANSWERS"),
    help=N_("Take the answers from a JSON file instead of asking; - is standard input."))]  # fmt: skip
Template = Annotated[bool, output_option("--template", help=N_("Write an empty case with every field explained."))]


def new_case(
    look: DisplayOptions,
    file: Target = None,
    answers: Answers = None,
    *,
    template: Template = False,
    force: Force = False,
) -> None:
    """Write a new case file."""
    if template and answers is not None:
        raise UsageError(_("--from and --template do not go together"), _("leave one of the two out"))
    asks = not template and answers is None
    if asks and not (sys.stdin.isatty() and sys.stderr.isatty()):
        message = _("`renkei new` asks its questions on a terminal, and there is none")
        raise UsageError(message, _("write renkei new FILE --from ANSWERS, or renkei new FILE --template"))
    target = None if file is None else check_writable(file, force=force)
    if asks:
        from renkei_cli.cli.prompter import Prompter  # noqa: PLC0415 - prompt_toolkit is loaded for an interview alone

        prompter = Prompter()
        try:
            target = target or prompter.file_name(lambda name: check_writable(name, force=force))
        except (KeyboardInterrupt, EOFError):
            raise typer.Exit(errors.EXIT_INTERRUPTED) from None
        ask_for_case(target, prompter, look.output_options(), force=force)
        return
    if answers is None:
        text = empty_case()
    else:
        text = format_case(case_from_json(files.display_path(answers), files.read_file(answers)))
    write_text(text, target)
    if target:
        _report(target)


def ask_for_case(target: str, asker: Asker, wish: OutputOptions, *, force: bool = False) -> None:
    """Ask, write the case file and show the case; where the reader leaves, keep the answers and exit with 130."""
    draft = Path(target).with_name(f".{Path(target).name}.renkei-draft.json")
    interview = Interview(_read_draft(draft))
    if interview.typed and (following := interview.next()):
        kept = plural("{n} answer is kept", "{n} answers are kept", len(interview.typed))
        message = _("{count} in {path}; we go on with: {label}")
        print_message(message.format(count=kept, path=draft, label=following.label))
    with suppress(KeyboardInterrupt, EOFError):
        run_interview(interview, asker, lambda: _write_draft(interview, draft))
    if not interview.agreed:
        if interview.typed:
            print_message(_("the answers are kept in {path}; the same command goes on with them").format(path=draft))
        raise typer.Exit(errors.EXIT_INTERRUPTED)
    text = format_case(case_from_answers(interview.answers(), lambda _path: Location(target, 0, 0)))
    write_text(text, check_writable(target, force=force))
    draft.unlink(missing_ok=True)
    index = open_index(CollectionSpec((target,)))
    case = next(index.cases(index.ids()))
    write_result(CaseDetail(case, index.fields(), []), wish)
    _report(target, command_line("show", [case["id"]], {"data": target}))


def _read_draft(draft: Path) -> list[tuple[str, str]]:
    try:
        kept = json.loads(files.read_file(str(draft)))["answers"] if draft.exists() else ()
        return [(str(key), str(typed)) for key, typed in kept]
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        reason = _("these are no answers of renkei new")
        message = _("{path} cannot be read: {reason}").format(path=draft, reason=reason)
        raise DataError(message, _("delete it to begin anew")) from error


def _write_draft(interview: Interview, draft: Path) -> None:
    """Write the answers for their owner alone; a link at the draft's name is replaced, not followed."""
    kept = {"renkei": 1, "language": current_language(), "answers": list(interview.typed.items())}
    try:
        if draft.is_symlink():
            draft.unlink()
        with files.atomic_write(draft) as beside:
            beside.chmod(0o600)
            beside.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise files.write_error(draft, error) from error


def _report(target: str, *following: str) -> None:
    """Put the schema beside a case file, where its first line says it is; say what was written and what may follow."""
    path = Path(target).with_name(schema_file())
    if not path.exists():
        write_text(format_json_schema(data_language()), str(path))
        print_message(_("written: {path}, by which an editor completes and checks the case").format(path=path))
    report_written(target)
    for command in (command_line("validate", [target]), *following):
        print_message(_("next: {command}").format(command=command))
