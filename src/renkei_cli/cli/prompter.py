"""Questions and answers on a terminal: the one place where prompt_toolkit is used."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.application import create_app_session, get_app
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import DummyHistory
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.output import Output, create_output
from prompt_toolkit.shortcuts import print_formatted_text
from prompt_toolkit.utils import is_dumb_terminal

from renkei_cli.authoring.interview import COMMAS, Offer, Question
from renkei_cli.core.errors import RenkeiError
from renkei_cli.core.i18n import _, current_language
from renkei_cli.core.text import escape_invisible, fold
from renkei_cli.output.options import READING_WIDTH
from renkei_cli.output.wrap import wrap

_MOST = 50  # offers that are enough to choose from


class Prompter:
    """Asks on stderr, so that stdout stays free for the answer."""

    def __init__(self, source: Input | None = None, output: Output | None = None) -> None:
        self._input = source or create_input()
        self._output = output or create_output(stdout=sys.stderr)
        self._explained: set[str] = set()

    def ask(self, question: Question, typed: str) -> str:
        """Ask; what was typed before stands in the line, what is likely is taken by Enter alone."""
        self.write("")
        self.write(question.label + ("" if question.optional else _(" *")), "bold")
        skips = _("Enter alone: no more.") if question.ends else _("Enter alone: skip.") if question.optional else ""
        self.write(("" if current_language() == "ja" else " ").join(filter(None, (question.says, skips))))
        kind = question.key.rpartition("/")[2]
        if kind not in self._explained:
            self._explained.add(kind)
            self._list(question)
        return self._line(
            typed,
            "" if typed else question.suggestion,
            completer=OfferCompleter(question.offers),
            bottom_toolbar=lambda: toolbar(question, get_app().current_buffer.text),
            reserve_space_for_menu=6 if question.offers else 0,
        )

    def file_name(self, check: Callable[[str], str]) -> str:
        """Ask which file to write, until `check` takes it."""
        self.write(_("File"), "bold")
        self.write(_("The YAML file to write, as in cases/himeshima.yaml."))
        typed = ""
        while True:
            typed = self._line(typed, reserve_space_for_menu=0).strip()
            try:
                if typed:
                    return check(typed)
            except RenkeiError as error:
                self.write(f"✗ {error.message}", "ansired")

    def explain(self, question: Question) -> None:
        """Write what is wanted, with an example, all offers and what can be done."""
        self.write(question.says)
        if question.example:
            self.write(_("write it as in: {example}").format(example=question.example))
        self._list(question)
        self.write(_("< goes back one question; Ctrl-U empties the line; Ctrl-C leaves and keeps the answers."))

    def _line(self, typed: str, usual: str = "", **settings: Any) -> str:  # noqa: ANN401 - prompt_toolkit's own
        """Read a line in which `typed` stands; an empty one is `usual`."""
        # Only a session that is told of no terminal itself does without one's arts where it has none.
        with create_app_session(self._input, self._output):
            grey = FormattedText([("ansibrightblack", usual)])
            session = PromptSession[str](history=DummyHistory(), complete_while_typing=True, placeholder=grey)
            # A dumb terminal does not draw what stands in the line already.
            shown = f"> {typed or usual}" if is_dumb_terminal() else "> "
            return session.prompt(shown, default=typed, **settings) or usual

    def _list(self, question: Question) -> None:
        for number, offer in enumerate(question.offers if question.listed else (), 1):
            self.write(f"{offer.word}  {offer.meaning}", lead=f"{number:>3}  ")

    def write(self, text: str, look: str = "", lead: str = "") -> None:
        """Write a text in lines, the first behind `lead`."""
        cells = min(self._output.get_size().columns - 1, READING_WIDTH) - len(lead)
        for line in wrap(escape_invisible(text), cells):
            if is_dumb_terminal():
                self._output.write(f"{lead}{line}\n")
                self._output.flush()
            else:
                print_formatted_text(FormattedText([(look, lead + line)]), output=self._output)
            lead = " " * len(lead)


def toolbar(question: Question, typed: str) -> str:
    """Return what the keys do and, where characters are counted, how many there are."""
    keys = _("? explains   < back   Ctrl-C leaves and saves")
    return f"{len(typed.strip())}/{question.limit}   {keys}" if question.limit else keys


class OfferCompleter(Completer):
    """Offers what fits the last of several answers."""

    def __init__(self, offers: Sequence[Offer]) -> None:
        self._offers = offers

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002 - prompt_toolkit's signature
        """Yield those that begin with what was typed, then those that hold it."""
        last = re.split(COMMAS, document.text_before_cursor)[-1].lstrip()
        asked = fold(last)
        holding = [offer for offer in self._offers if asked and any(asked in word for word in offer.spellings)]
        holding.sort(key=lambda offer: not any(word.startswith(asked) for word in offer.spellings))
        for offer in holding[:_MOST]:
            yield Completion(offer.word, -len(last), display=offer.word, display_meta=offer.meaning)
