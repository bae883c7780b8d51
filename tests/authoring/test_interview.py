"""The interview: its order, its answers, back and forth, left and taken up again."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from renkei_cli.authoring.answers import case_from_answers
from renkei_cli.authoring.case_writer import format_case
from renkei_cli.authoring.interview import Interview, Question, _field, run_interview
from renkei_cli.authoring.values import AnswerRejectedError
from renkei_cli.core import i18n
from renkei_cli.core.diagnostics import Location
from renkei_cli.schema.models import Case, Many, Period, Statement
from renkei_cli.schema.types import StrictModel, field
from renkei_cli.validation.validator import Validator
from renkei_cli.yamlio.loader import entries


class Script:
    """Answers question after question from a list, and notes what was said."""

    def __init__(self, answers: Sequence[str]) -> None:
        """Take the answers; where they end, the reader leaves."""
        self.answers = iter(answers)
        self.said: list[str] = []

    def ask(self, question: Question, typed: str) -> str:
        """Answer; `=` takes what is in the line already."""
        self.said.append(f"{question.key} {typed or question.suggestion}".strip())
        answer = next(self.answers, None)
        if answer is None:
            raise EOFError
        return (typed or question.suggestion) if answer == "=" else answer

    def explain(self, question: Question) -> None:
        """Note an explanation."""
        self.said.append(f"? {question.says}")

    def write(self, text: str, look: str = "") -> None:
        """Note a section, a refusal or how an answer was understood."""
        mark = {"bold": "#", "ansired": "!", "ansigreen": "->", "": ""}[look]
        if text:
            self.said.append(f"{mark} {text.strip('─✗→ ')}")


def talk(*answers: str) -> tuple[Interview, list[str]]:
    """Hold an interview until the answers end."""
    script, interview = Script(answers), Interview()
    try:
        run_interview(interview, script, lambda: None)
    except EOFError:
        script.said.append("left")
    return interview, script.said


def refusals(said: Sequence[str]) -> list[str]:
    """Return what was refused, without the hints."""
    return [line.partition(" (")[0] for line in said if line.startswith("!")]


PARTNERS = ("no", "計画", "姫島", "1", "", "恵庭市", "=", "", "")
"""The answers up to the question for the id."""
SHORTEST = (*PARTNERS, "=", "=", *[""] * 11, "資料", "見出し", "", "", "", "", "=")
RARE = (
    "subtitle", "title_as_printed", "figures", "period", "funding", "kpis", "results", "contact", "urls",
    "certification",
)  # fmt: skip
"""Fields that are asked for only when they are wanted."""


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.activate("en")


def case_of(interview: Interview) -> Case:
    """Make the case that an interview's answers give."""
    return case_from_answers(interview.answers(), lambda _path: Location("x", 0, 0))


def test_the_order_is_the_guides() -> None:
    """What, who, why, what for, what is done, what was gained, when, from where; then what is rarer."""
    interview, said = talk(*SHORTEST)
    assert " ".join(line for line in said if line.startswith("#")) == (
        "# Before we begin # What it is # Who takes part # Why it was begun # What it is for # What is done"
        " # What was gained # When # Where the facts come from # More, where there is more"
    )
    assert " ".join(line.partition(" ")[0] for line in said if line[0] not in "#-") == (
        "english title/ja participants/0/code participants/0/roles participants/0/contribution/ja participants/1/code"
        " participants/1/roles participants/1/contribution/ja participants/2/code id type collaborators/0/name/ja"
        " trigger background/0/ja purpose/ja themes summary/ja activities/0/ja merits/0/ja benefits events/0/date"
        " instruments/0/name/ja source/document/ja source/heading/ja source/url source/date source/page more write"
    )
    assert interview.next() is None
    assert interview.agreed
    case = case_of(interview)
    assert (case.id, case.type, case.title.ja) == ("himeshima-eniwa", "遠隔連携", "計画")
    assert [participant.roles[0].code for participant in case.participants] == ["plan_author", "plan_author"]


def test_a_new_field_is_asked_for_by_its_kind() -> None:
    """A list of statements, and a value of several parts that may be skipped: nothing but the field says so."""

    class More(StrictModel):
        lessons: Many[Statement] = field("教訓", "Lessons", "学んだこと。", "What was learnt.", default=())
        trial: Period | None = field("試行", "Trial", "試した期間。", "When it was tried.", default=None)

    def asked(name: str, **answers: Any) -> list[tuple[str, str, bool]]:  # noqa: ANN401 - an answer of any kind
        given = {key.replace("_", "/"): value for key, value in answers.items()}
        return [(one.key, one.label, one.optional) for one in _field(given, More, name, name)]

    first = ("lessons/0/ja", "Lessons 1 (in Japanese)", True)
    assert asked("lessons") == [first]
    second = [("lessons/0/for", "Concerns", True), ("lessons/1/ja", "Lessons 2 (in Japanese)", True)]
    assert asked("lessons", lessons_0_ja="文") == [first, *second]
    assert asked("trial") == [("trial/start", "Start", True)]
    assert asked("trial", trial_start="2017") == [("trial/start", "Start", True), ("trial/end", "End", True)]


def test_an_answer_is_checked_at_once() -> None:
    """A refused answer is told why, and stands in the line again; an understood one is shown."""
    _interview, said = talk("no", "計画", "池田町", "岐阜県池田町", "", "9")
    assert [line.partition("(")[0].strip() for line in said[said.index("participants/0/code") :]] == [
        "participants/0/code",
        "! 池田町 may be any of several",
        "participants/0/code 池田町",
        "-> Ikeda Town, Gifu Prefecture 214043",
        "participants/0/roles",
        "! an answer is needed here",
        "participants/0/roles",
        "! '9' is not one of the allowed values",
        "participants/0/roles 9",
        "left",
    ]


def test_going_back_and_asking_why() -> None:
    """`<` takes the last answer back and offers it again; at the beginning it does nothing. `?` explains."""
    interview, said = talk("<", "no", "計画", "＜", "=", "？", "姫島")
    assert said == [
        "# Before we begin",
        "english no",
        "english no",
        "# What it is",
        "title/ja",
        "# Who takes part",
        "participants/0/code",
        "# What it is",
        "title/ja 計画",
        "# Who takes part",
        "participants/0/code",
        "? The local governments that cooperate. By name, reading, romaji or code.",
        "participants/0/code",
        "-> Himeshima Village, Oita Prefecture 443221",
        "participants/0/roles",
        "left",
    ]
    assert interview.given == {"english": "no", "title/ja": "計画", "participants/0/code": "443221"}
    # A command may stand behind what is in the line already.
    _interview, said = talk("no?", "=", "計画", "<", "計画<")
    assert sum(line.startswith("? ") for line in said) == 1
    assert refusals(said) == []


def test_it_is_taken_up_where_it_was_left() -> None:
    """After any answer it can be left, and goes on with the same question; whether to write is asked once more."""
    whole, _said = talk(*SHORTEST)
    keys = list(whole.given)
    for n in (0, 1, 5, 10, len(keys) - 1, len(keys)):
        again = Interview(list(whole.typed.items())[:n])
        question = again.next()
        assert question
        assert question.key == keys[min(n, len(keys) - 1)]
        assert again.given == {key: whole.given[key] for key in keys[:n] if key != "write"}
        assert not again.agreed


def test_what_can_no_longer_be_taken_is_asked_again() -> None:
    """A record from another time is followed as far as it makes sense."""
    for record in ("nonsense x", "english xyz", "title/ja x", "english no title/ja \n", "english no title/ja 1 id x"):
        words = record.split(" ")
        assert set(Interview(list(zip(words[::2], words[1::2], strict=True))).given) <= {"english", "title/ja"}


def test_english_is_asked_for_where_it_is_wanted() -> None:
    """With English wanted, each text is asked for twice; one that is skipped is not asked for in English."""
    _interview, said = talk("yes", "計画", "Plan", "姫島", "1", "", "恵庭市", "2", "分担", "Part", "")
    assert "title/en" in said
    assert "participants/0/contribution/en" not in said
    assert "participants/1/contribution/en" in said


def test_what_cannot_be_is_not_taken() -> None:
    """A participant twice, a truth value as id, a type that does not fit, someone who takes no part."""
    _interview, said = talk(
        *("no", "計画", "姫島", "1", "", "姫島", "佐賀市", "=", "", ""),
        *("yes", "saga", "same_prefecture", "remote", *[""] * 7, "得", "札幌市", "佐賀市、姫島"),
    )
    assert refusals(said) == [
        "! Himeshima Village, Oita Prefecture is a participant already",
        "! the id yes is a truth value to many programs that read YAML",
        "! 'same_prefecture' is not one of the allowed values",
        "! '札幌市' is not one of the allowed values",
    ]
    assert "-> Saga City, Saga Prefecture; Himeshima Village, Oita Prefecture" in said


def test_participants_are_numbered_as_they_are_listed() -> None:
    """In the order in which they were named."""
    interview, _said = talk(*PARTNERS, "=", "=", *[""] * 7, "得")
    question = interview.next()
    assert question
    assert [offer.word.split()[0] for offer in question.offers] == ["Himeshima", "Eniwa"]
    assert question.read("2, 1") == ["012319", "443221"]


def test_what_is_rarer_is_asked_for_on_demand() -> None:
    """One question offers the rarer fields; each that is chosen is asked for, and no other."""
    interview, said = talk(
        *SHORTEST[:-2],
        ", ".join(RARE),
        *("副題", "表記", "図", "", "H29", "H28", "R3", "交付金", "5,000,000", "", ""),
        *("来た人", "人", "12,000", "1.5e400", "9.5", "2020", "", "成果", "", ""),
        *("企画課", "0978-00-0000", "x", "a@b.c", "ftp://x", "https://x.jp", "", "x", "0", "42", "", "="),
    )
    refused = [key.partition(" ")[0] for key, answer in pairwise(said) if answer.startswith("!")]
    assert refused == ["period/end", "kpis/0/actual", "contact/email", "urls/0", *["certification/round"] * 2]
    case = case_of(interview)
    found = case.model_dump()
    assert all(found[key] not in (None, ()) for key in RARE)
    assert (case.kpis[0].actual, case.funding[0].amount) == (9.5, 5_000_000)


def test_lists_take_one_thing_after_the_other() -> None:
    """Collaborators with their kind, events with their date, instruments with their parties."""
    interview, said = talk(
        *(*PARTNERS, "=", "=", "大分大学", "1", "", "視察, call_to_join", "経緯1", "経緯2", "", "目的"),
        *("tourism,2、digital", "概要", "活動", "", "得", "1", "", "synergy", "H29.8", "結んだ", "2018", "x", ""),
        *("協定書", "協定", "H29", "1", "", "資料", "見出し", "", "", "", "", "no"),
    )
    assert refusals(said) == []
    assert not interview.agreed
    case = case_of(interview)
    assert [one.kind for one in case.collaborators] == ["university"]
    assert [one.code for one in case.trigger] == ["study_visit", "call_to_join"]
    assert [one.ja for one in case.background] == ["経緯1", "経緯2"]
    assert [one.code for one in case.themes] == ["tourism", "startup", "digital"]
    assert [one.date for one in case.events] == ["2017-08", "2018"]
    assert case.instruments[0].parties == case.merits[0].for_ == ("443221",)


def test_at_most_three_themes() -> None:
    """A fourth is refused; a label that holds a comma is one answer."""
    answers = (*PARTNERS, "=", "=", "", "", "", "", "1,2,3,4", "Agriculture, forestry, fisheries and food")
    interview, said = talk(*answers)
    assert "! these are 4 (write at most 3)" in said
    assert interview.given["themes"] == ["agrifood"]


def test_questions_speak_japanese() -> None:
    """Labels, hints and what was understood come in the reader's language."""
    i18n.activate("ja")
    _interview, said = talk("いいえ", "計画", "姫島", "計画の作成主体", "", "恵庭市", "1、3")
    assert said[:5] == ["# はじめに", "english いいえ", "# 何の事例か", "title/ja", "# だれが"]
    assert "-> 計画の作成主体、協定の当事者" in said


@st.composite
def conversations(draw: st.DrawFn) -> Interview:
    """Hold an interview with any answers; what is refused is answered anew, in the end with what is right."""
    i18n.activate(draw(st.sampled_from(i18n.LANGUAGES)))
    interview = Interview()
    asked = 0
    while question := interview.next():
        asked += 1
        for answer in likelier(draw, question, short=asked > 60):
            try:
                interview.answer(question, answer)
            except AnswerRejectedError:
                continue
            break
    return interview


def likelier(draw: st.DrawFn, question: Question, *, short: bool) -> Iterator[str]:
    """Give answers to try, ending with one that is right."""
    if question.optional and (short or draw(st.integers(0, 2)) == 0):
        yield ""
    words = [offer.word for offer in question.offers]
    yield draw(
        st.one_of(
            st.text(max_size=20), st.sampled_from(words or ["2017", "R2.3", "12", "a@b.c", "https://x.jp", "a: b #c"])
        )
    )
    yield from (word for word in (question.suggestion, question.example) if word)
    yield from draw(st.permutations(words[:20]))
    yield from ("文", "2999", "")


@given(conversations())
@settings(max_examples=10, phases=[Phase.generate])
def test_whatever_is_accepted_gives_a_file_that_validates(interview: Interview) -> None:
    """The answers are a case, and the file that is written of it is valid and says the same."""
    case = case_of(interview)
    faults: list[Any] = []
    text = format_case(case)
    found = Validator(faults).cases_with_locations(entries("x", text.encode(), faults))
    assert [read for read, _place in found] == [case]
    assert faults == []
