"""An interview: question after question, back and forth, left and taken up again."""

from collections.abc import Callable, Iterable
from typing import Any, Literal, Protocol

from renkei_cli.authoring.interview.answers import AnswerRejectedError
from renkei_cli.authoring.interview.questions import ABOUT_ITSELF, LAST, YES, Question, questions
from renkei_cli.core.i18n import _
from renkei_cli.core.text import fold


class Asker(Protocol):
    """Whoever talks with the reader."""

    def ask(self, question: Question, typed: str) -> str:
        """Ask, with `typed` in the line already; raise KeyboardInterrupt or EOFError where the reader leaves."""

    def explain(self, question: Question) -> None:
        """Write all there is to say about a question."""

    def write(self, kind: Literal["section", "refused", "understood"], text: str) -> None:
        """Write which part begins, why an answer is not taken, or how it was understood."""


class Interview:
    """The answers so far, and the question that follows from them."""

    def __init__(self, typed: Iterable[tuple[str, str]] = ()) -> None:
        """Begin, or take up again what was `typed` before: as far as the answers can still be taken."""
        self.given: dict[str, Any] = {}
        self.typed: dict[str, str] = {}
        for key, answer in typed:
            question = self.next()
            if not question or question.key != key or key == LAST:
                break
            try:
                self.answer(question, answer)
            except AnswerRejectedError:
                break

    def next(self) -> Question | None:
        """Return the question that comes next; None where all are answered."""
        return next((question for question in questions(self.given) if question.key not in self.given), None)

    def answer(self, question: Question, typed: str) -> object:
        """Take an answer and return it as it was understood; raise AnswerRejectedError where it can't be taken."""
        typed = typed.strip()
        if not typed and not question.optional:
            raise AnswerRejectedError(_("an answer is needed here"), _("< goes back one question"))
        self.given[question.key] = value = question.read(typed) if typed else None
        self.typed[question.key] = typed
        return value

    def back(self) -> str:
        """Take the last answer back and return what was typed; empty where there is none."""
        if not self.given:
            return ""
        self.given.popitem()
        return self.typed.popitem()[1]

    def answers(self) -> dict[str, Any]:
        """Return the answers that are about the case."""
        return {key: value for key, value in self.given.items() if key not in ABOUT_ITSELF}

    @property
    def agreed(self) -> bool:
        """Whether the reader wants the file to be written."""
        return self.given.get(LAST) == YES


def run_interview(interview: Interview, asker: Asker, save: Callable[[], None]) -> None:
    """Ask until all is answered, and save after each answer.

    Raise KeyboardInterrupt or EOFError where the reader leaves: all answers are saved by then.
    """
    section = typed = ""
    while question := interview.next():
        if question.section != section:
            section = question.section
            asker.write("section", section)
        answer = asker.ask(question, typed)
        # A command may stand behind what was in the line already.
        command = fold(answer).removeprefix(fold(typed or question.suggestion)).strip()
        typed = ""
        if command == "?":
            asker.explain(question)
        elif command == "<":
            typed = interview.back()
            save()
        else:
            try:
                value = interview.answer(question, answer)
            except AnswerRejectedError as error:
                asker.write("refused", f"{error.message} ({error.hint})" if error.hint else error.message)
                typed = answer
                continue
            save()
            if value is not None and (understood := question.show(value)) != answer.strip():
                asker.write("understood", understood)
