"""Questions on a terminal: what is shown, what is offered while typing, and what the keys do."""

import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output

from renkei_cli.authoring.interview.partners import place
from renkei_cli.authoring.interview.questions import Question, line, words
from renkei_cli.cli.prompter import Conversation, _Offering, toolbar
from renkei_cli.core import i18n
from renkei_cli.core.errors import UsageError
from renkei_cli.domain.vocabulary import ROLES, THEMES
from renkei_cli.output.wrap import width
from renkei_cli.schema import models as schema


def shown(
    questions: Sequence[Question], keys: str, *, columns: int = 60, explain: bool = False
) -> tuple[list[str], str]:
    """Ask questions on a terminal of its own; give the answers and all that was drawn."""
    drawn = io.StringIO()
    output = Vt100_Output(drawn, lambda: Size(20, columns), term="xterm", default_color_depth=ColorDepth.DEPTH_1_BIT,
                          enable_cpr=False)  # fmt: skip
    with create_pipe_input() as source:
        source.send_text(keys)
        asker = Conversation(source, output)
        answers = [asker.ask(question, "") for question in questions]
        if explain:
            asker.explain(questions[0])
        asker.begin("節")
        asker.refuse("だめ\x1b[31m")
        asker.confirm("わかった")
    return answers, drawn.getvalue()


def offers(question: Question, typed: str) -> list[str]:
    """Give what is offered for the end of what was typed."""
    return [one.text for one in _Offering(question.offers).get_completions(Document(typed), None)]  # type: ignore[arg-type]


@pytest.fixture(params=i18n.LANGUAGES, autouse=True)
def _language(request: pytest.FixtureRequest) -> None:
    i18n.activate(request.param)


@pytest.mark.parametrize("typed", ["姫", "ひめしま", "ヒメシマ", "himesh", "4432", "大分県姫"])
def test_local_governments_are_offered_by_any_name(typed: str) -> None:
    """Name, reading, romaji, code, and the name with its prefecture."""
    wanted = "大分県姫島村" if i18n.current_language() == "ja" else "Himeshima Village, Oita Prefecture"
    assert wanted in offers(place(schema.Participant, "code", "participants/0/code"), typed)


def test_offers_are_for_the_last_of_several_answers() -> None:
    """Behind a comma the next word is offered; with nothing typed, nothing is."""
    question = words(schema.Case, "themes", "themes", THEMES)
    assert offers(question, "観光、デジ") == (["デジタル"] if i18n.current_language() == "ja" else ["digital"])
    assert offers(question, "tourism, ") == offers(question, "") == []


def test_a_question_says_what_is_wanted() -> None:
    """Label, description, what Enter does, the choices with their definitions once, and no line too wide."""
    roles = words(schema.Participant, "roles", "participants/0/roles", ROLES)
    again = replace(roles, key="participants/1/roles", optional=True)
    optional = replace(line(schema.Case, "id", "id"), optional=True, ends=True)
    answers, drawn = shown([roles, again, optional], "1\r2\rx\r", columns=99, explain=True)
    assert answers == ["1", "2", "x"]
    plain = drawn.replace("\x1b[0m", "")
    assert plain.count(f"{roles.offers[5].word}  ") == 2
    assert "‹U+001B›[31m" in plain
    assert ("Enter alone: no more." if i18n.current_language() == "en" else "なければ Enter だけで次へ。") in plain


def test_long_choices_are_broken_within_the_width() -> None:
    """A definition goes on below itself."""
    trial = words(schema.Participant, "roles", "participants/0/roles", ROLES)
    _answers, drawn = shown([trial], "1\r", columns=40, explain=True)
    listed = drawn[drawn.rindex("  1  ") :].split("6  ")[0].replace("\r", "").split("\n")
    assert all(width(row.partition("\x1b")[0]) < 40 for row in listed)


def test_characters_are_counted_while_typing() -> None:
    """Where there is a limit, the line below tells how many there are."""
    summary = line(schema.Summary, "ja", "summary/ja", limit=300)
    assert shown([summary], "あい\r")[0] == ["あい"]
    assert toolbar(summary, " あい").startswith("2/300   ?")
    assert toolbar(replace(summary, limit=0), "あい").startswith("?")


@pytest.mark.parametrize(("key", "error"), [("\x03", KeyboardInterrupt), ("\x04", EOFError)])
def test_ctrl_c_and_ctrl_d_leave(key: str, error: type[BaseException]) -> None:
    """Also where a suggestion stands in the line."""
    with pytest.raises(error):
        shown([replace(line(schema.Case, "id", "id"), suggestion="himeshima")], key)


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ("\r", "いいえ"),
        ("はい\r", "はい"),
        ("\x1b[D\x1b[Ca\r", "a"),
        ("\x7fa\r", "いいa"),
        ("\x15a\r", "a"),
        ("ab\r", "ab"),
    ],
)
def test_a_suggestion_gives_way_to_what_is_typed(keys: str, answer: str) -> None:
    """Enter takes it; a letter at its end replaces it; who takes a step back mends it."""
    assert shown([replace(line(schema.Case, "id", "id"), suggestion="いいえ")], keys)[0] == [answer]


def test_a_question_without_choices_is_explained_by_an_example() -> None:
    """What is wanted, and how it may look."""
    assert "himeshima\r\n" in shown([line(schema.Case, "id", "id")], "x\r", explain=True)[1]


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
        assert Conversation(source, output).file_name(check) == "ab"
    assert "taken" in drawn.getvalue()
