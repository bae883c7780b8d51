"""What a researcher writes; `.ci/run` has mypy hold it against the types that the installed package brings."""

from pathlib import Path

from renkei_cli import Case, Casebook, InvalidDataError, RenkeiError, load


def where(case: Case) -> list[str]:
    """Return who takes part in a case, each with its prefecture and population."""
    return [f"{one.name.en}, {one.prefecture.en}: {one.population}" for one in case.participants]


def themes(cases: Casebook) -> dict[str, list[str]]:
    """Return the themes of the cases, by id."""
    return {case.id: [theme.label.en for theme in case.themes] for case in cases.filter(type="remote")}


def first_hit(word: str) -> str:
    """Return the best sentence that holds a word."""
    found = load().search(word)
    return f"{found[0].case.title.ja}: {found[0].hits[0]['text']}"


def faults(file: Path) -> list[tuple[str, int, str]]:
    """Return the file, line and rule of all that is wrong in a file of cases."""
    try:
        load(file, with_bundled=True)
    except InvalidDataError as error:
        return [(fault.place.file, fault.place.line, fault.code) for fault in error.faults]
    except RenkeiError as error:
        return [(error.message, 0, error.hint)]
    return []
