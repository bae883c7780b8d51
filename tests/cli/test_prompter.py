"""Questions on a terminal: what is shown, what is offered while typing, and what the keys do."""

import io
from dataclasses import replace

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.data_structures import Size
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output

from renkei_cli.authoring.interview import Question, questions
from renkei_cli.cli.prompter import OfferCompleter, Prompter, toolbar
from renkei_cli.core import i18n
from renkei_cli.core.errors import UsageError
from renkei_cli.output.wrap import width

GIVEN = {"participants/0/code": "443221", "participants/1/code": "012319", "participants/2/code": None}


@pytest.fixture(params=i18n.LANGUAGES, autouse=True)
def _language(request: pytest.FixtureRequest) -> None:
    i18n.activate(request.param)


def question(key: str) -> Question:
    """Return a question of the interview."""
    return next(one for one in questions(GIVEN) if one.key == key)


def shown(*asked: Question, keys: str, columns: int = 60, term: str = "xterm") -> tuple[list[str], str]:
    """Ask on a terminal of its own, then explain the first; return the answers and all that was drawn."""
    drawn = io.StringIO()
    output = Vt100_Output(drawn, lambda: Size(20, columns), term=term, default_color_depth=ColorDepth.DEPTH_1_BIT,
                          enable_cpr=False)  # fmt: skip
    with create_pipe_input() as source:
        source.send_text(keys)
        prompter = Prompter(source, output)
        answers = [prompter.ask(one, "") for one in asked]
        prompter.explain(asked[0])
        prompter.write("だめ\x1b[31m", "ansired")
    return answers, drawn.getvalue()


def test_offers_are_for_the_last_of_several_answers() -> None:
    """Behind a comma the next word is offered, local governments by any of their names; with nothing typed, nothing."""

    def offers(key: str, typed: str) -> list[str]:
        found = OfferCompleter(question(key).offers).get_completions(Document(typed), CompleteEvent())
        return [one.text for one in found]

    japanese = i18n.current_language() == "ja"
    for typed in ("姫", "ひめしま", "ヒメシマ", "himesh", "4432", "大分県姫"):
        wanted = "大分県姫島村" if japanese else "Himeshima Village, Oita Prefecture"
        assert wanted in offers("participants/0/code", typed), typed
    assert offers("themes", "観光、デジ") == (["デジタル"] if japanese else ["digital"])
    assert offers("themes", "tourism, ") == offers("themes", "") == []


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_a_question_says_what_is_wanted(monkeypatch: pytest.MonkeyPatch, term: str) -> None:
    """Label, description, what Enter does, the choices with their definitions once; a dumb terminal does, too."""
    monkeypatch.setenv("TERM", term)
    roles = question("participants/0/roles")
    again = replace(roles, key="participants/1/roles", optional=True)
    optional = replace(question("id"), optional=True, ends=True)
    answers, drawn = shown(roles, again, optional, keys="1\r2\rx\r", columns=99, term=term)
    assert answers == ["1", "2", "x"]
    assert drawn.count(f"{roles.offers[5].word}  ") == 2
    assert "‹U+001B›[31m" in drawn
    for said in ("Enter alone: no more.", "Enter alone: skip."):
        assert i18n._(said) in drawn
    assert ("> himeshima-eniwa" in drawn.replace("\x1b[0m", "")) or term == "xterm"


def test_long_choices_are_broken_within_the_width() -> None:
    """A definition goes on below itself."""
    _answers, drawn = shown(question("participants/0/roles"), keys="1\r", columns=40)
    listed = drawn[drawn.rindex("  1  ") :].split("6  ")[0].replace("\r", "").split("\n")
    assert all(width(row.partition("\x1b")[0]) < 40 for row in listed)


def test_characters_are_counted_while_typing() -> None:
    """Where there is a limit, the line below tells how many there are; an example explains."""
    summary = question("summary/ja")
    assert shown(summary, keys="あい\r")[0] == ["あい"]
    assert toolbar(summary, " あい").startswith("2/300   ?")
    assert toolbar(question("id"), "あい").startswith("?")
    assert "himeshima\r\n" in shown(replace(question("id"), suggestion=""), keys="x\r")[1]


def test_ctrl_c_and_ctrl_d_leave() -> None:
    """Also where a suggestion stands in the line."""
    for key, error in (("\x03", KeyboardInterrupt), ("\x04", EOFError)):
        with pytest.raises(error):
            shown(question("id"), keys=key)


def test_a_suggestion_is_taken_by_enter_alone() -> None:
    """Whatever is typed takes its place."""
    suggested = replace(question("id"), suggestion="いいえ")
    assert [shown(suggested, keys=f"{keys}\r")[0] for keys in ("", "はい", "\x15a")] == [["いいえ"], ["はい"], ["a"]]


def test_a_file_name_is_asked_for_until_it_will_do() -> None:
    """An empty one is asked for again, and so is one that is refused, with the reason."""

    def check(name: str) -> str:
        if name == "a":
            raise UsageError("taken")  # noqa: EM101 - what the test looks for
        return name

    drawn = io.StringIO()
    with create_pipe_input() as source:
        source.send_text("\ra\rb\r")
        output = Vt100_Output(drawn, lambda: Size(20, 60), term="xterm", enable_cpr=False)
        assert Prompter(source, output).file_name(check) == "ab"
    assert "taken" in drawn.getvalue()
