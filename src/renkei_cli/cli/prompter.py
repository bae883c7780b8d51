"""Questions and answers on a terminal: the one place where prompt_toolkit is used."""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.application import create_app_session, get_app
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import DummyHistory
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import Output, create_output
from prompt_toolkit.shortcuts import print_formatted_text
from prompt_toolkit.utils import is_dumb_terminal

from renkei_cli.authoring.interview import COMMAS, Offer, Question
from renkei_cli.core.errors import RenkeiError
from renkei_cli.core.i18n import _, current_language
from renkei_cli.core.text import escape_invisible, fold
from renkei_cli.output.options import READING_WIDTH
from renkei_cli.output.wrap import wrap

_MOST = 50
"""Offers that are enough to choose from."""


class Prompter:
    """Asks on stderr, so that stdout stays free for the answer."""

    def __init__(self, source: Input | None = None, output: Output | None = None) -> None:
        """Talk through the terminal, or through what is passed in."""
        self._input = source or create_input()
        self._output = output or create_output(stdout=sys.stderr)
        self._explained: set[str] = set()

    def ask(self, question: Question, typed: str) -> str:
        """Ask, with what was typed before, else what is likely, in the line already."""
        self.write("")
        self.write(question.label + ("" if question.optional else _(" *")), "bold")
        gap = "" if current_language() == "ja" else " "
        skips = _("Enter alone: no more.") if question.ends else _("Enter alone: skip.") if question.optional else ""
        self.write(f"{question.says}{gap}{skips}".strip())
        kind = question.key.rpartition("/")[2]
        if kind not in self._explained:
            self._explained.add(kind)
            self._list(question)
        return self._line(
            typed or question.suggestion,
            # A choice is made anew; a text is mended.
            gives_way=not typed or question.listed,
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

    def _line(self, typed: str, *, gives_way: bool = False, **settings: Any) -> str:  # noqa: ANN401 - prompt_toolkit's own
        """Read a line; what stands in it `gives_way` to what is typed at its end."""
        # Only a session that is told of no terminal itself does without one's arts where it has none.
        with create_app_session(self._input, self._output):
            keys = _keys(typed if gives_way else "")
            session: PromptSession[str] = PromptSession(history=DummyHistory(), key_bindings=keys)
            # A dumb terminal does not draw what stands in the line already.
            shown = f"> {typed}" if is_dumb_terminal() else "> "
            return session.prompt(shown, default=typed, complete_while_typing=True, **settings)

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


def _keys(suggested: str) -> KeyBindings:
    """Let Ctrl-D leave also where something stands in the line, and let a suggestion give way to what is typed."""
    bindings = KeyBindings()

    @bindings.add("c-d")
    def _leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError)

    @Condition
    def _stands_alone() -> bool:
        buffer = get_app().current_buffer
        return bool(suggested) and buffer.text == suggested and not buffer.document.text_after_cursor

    @bindings.add(Keys.Any, filter=_stands_alone)
    def _replace(event: KeyPressEvent) -> None:
        event.current_buffer.text = ""
        event.current_buffer.insert_text(event.data)

    return bindings


def toolbar(question: Question, typed: str) -> str:
    """Return what the keys do and, where characters are counted, how many there are."""
    keys = _("? explains   < back   Ctrl-C leaves and saves")
    return f"{len(typed.strip())}/{question.limit}   {keys}" if question.limit else keys


@dataclass(frozen=True)
class OfferCompleter(Completer):
    """Offers what fits the last of several answers."""

    offers: tuple[Offer, ...]

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002 - prompt_toolkit's signature
        """Yield those that begin with what was typed, then those that hold it."""
        last = re.split(COMMAS, document.text_before_cursor)[-1].lstrip()
        asked = fold(last)
        if not asked:
            return
        begun = [offer for offer in self.offers if any(word.startswith(asked) for word in offer.spellings)]
        holding = [offer for offer in self.offers if any(asked in word for word in offer.spellings)]
        for offer in list(dict.fromkeys(begun + holding))[:_MOST]:
            yield Completion(offer.word, -len(last), display=offer.word, display_meta=offer.meaning)
