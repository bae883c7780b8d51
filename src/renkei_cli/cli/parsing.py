"""How the words of a command line are read; the one module that reaches Click's classes, by Typer's public names."""

import re
import sys
import unicodedata
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from contextlib import suppress
from difflib import get_close_matches
from enum import Enum
from itertools import takewhile
from typing import Any, NamedTuple, TypeAlias

import typer
from typer.core import TyperCommand

from renkei_cli.core.errors import UsageError, one_of
from renkei_cli.core.i18n import _
from renkei_cli.core.text import fold, quote_words

click: Any = sys.modules[typer.BadParameter.__module__]
"""The module of the parser's exceptions, whether Typer brings a Click of its own or depends on it."""

# Click's classes have no public name in Typer; what is used of them is the same in all versions.
ClickCommand: TypeAlias = Any
ClickContext: TypeAlias = Any
ClickError: TypeAlias = Any
ClickParameter: TypeAlias = Any

_EXCLUDED = "\0"  # marks a word that excludes while the words are parsed; no argument of a process can hold it
_SPACE = "\u3000"
_DASHES = "-‐‑‒–—―−－ー─━ｰ﹣"


class ValueType(NamedTuple):
    """What the text of an option or argument stands for. Typer sees texts only, so that all complaints are ours."""

    parse: Callable[[str], object]
    choices: Mapping[str, str] = {}  # the only texts that are taken, each with its meaning or ""; none means any
    least: int | None = None  # the lowest number that is taken
    offers: str = ""  # what TAB offers, a key of `completion.OFFERS`; without one, the choices
    topic: str = ""  # the help topic that explains the values
    suggest: Callable[[str], str] = lambda _value: ""  # what to write instead of a value that is none; "" names all

    def read(self, value: Any, parameter: ClickParameter) -> object:  # noqa: ANN401 - whatever Typer makes of a parameter
        """Return the value that a text or a list of texts stands for; raise UsageError naming the parameter."""
        if isinstance(value, list | tuple):
            return [self.read(one, parameter) for one in value]
        if value is None:
            return None
        if not self.choices or value in self.choices:
            with suppress(ValueError):
                value = self.parse(value)
            if self.least is None or (isinstance(value, int) and value >= self.least):
                return value
        hint = self.suggest(value) or one_of(self.choices)
        if self.least is not None:
            hint = _("write a whole number, {n} or more").format(n=self.least)
        message = _("{option}: {value} cannot be used").format(option=written_name(parameter), value=repr(value))
        raise UsageError(message, hint)


def decode_argument(word: str) -> str:
    """Return what was typed, read as UTF-8 where the locale cannot; what is no text becomes U+FFFD."""
    # Windows lets half characters be typed, which are no bytes either.
    whole = re.sub("[\ud800-\udc7f\udd00-\udfff]", "\ufffd", word.replace(_EXCLUDED, "-", 1))
    return whole.encode("utf-8", "surrogateescape").decode(errors="replace")


def text(offers: str = "", topic: str = "") -> ValueType:
    """Return the type of a text that is compared with texts. What has no type is a path: its bytes stay as they are."""
    return ValueType(decode_argument, offers=offers, topic=topic)


def choice_of(kind: type[Enum], topic: str = "") -> ValueType:
    """Return the type whose values are the members of an enum."""
    return ValueType(kind, {str(one.value): "" for one in kind}, topic=topic)


class Reader:
    """What our commands and their group have in common; mixed into Typer's classes."""

    name: str | None
    params: list[ClickParameter]
    value_types: Mapping[str, ValueType] = {}
    purposes: Mapping[str, str] = {}  # what each command of a group does, by its name
    excludes: Callable[[str, Mapping[str, str]], bool] | None = None
    """Tells whether a word behind a minus is none of the short options, which are given by name; None: it is one."""

    def parse_args(self, ctx: ClickContext, args: list[str]) -> list[str]:
        """Read the words; every complaint of Click's knows its command."""
        options = {name: one for one in self.params for name in one.opts if name.startswith("-")}
        strict = not ctx.resilient_parsing
        if strict:
            # Behind the name of a command the options are its own.
            self._refuse_typographic(args[:1] if self.purposes else args, {*options, *self.purposes}, ctx.obj)
        try:
            rest: list[str] = super().parse_args(ctx, self._prepared(args, options, strict=strict))  # type: ignore[misc]
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        for one in self.params if strict else ():
            if kind := self.value_types.get(one.name):
                ctx.params[one.name] = kind.read(ctx.params[one.name], one)
        if strict and rest and not self.purposes:
            extra = " ".join(map(decode_argument, rest))
            hint = help_of(ctx)
            if self.name == "list":
                words = [word for word in map(decode_argument, ctx.obj) if word != "list"]
                meant = "filter" if re.search("[=<>~≧≦]", extra) else "search"
                message = _("to narrow by terms: {line}") if meant == "filter" else _("to look for words: {line}")
                hint = message.format(line=quote_words(["renkei", meant, *words]))
            raise UsageError(_("words too many: {words}").format(words=extra), hint)
        return rest

    def _prepared(self, args: list[str], options: Mapping[str, ClickParameter], *, strict: bool) -> list[str]:
        """Mark words that exclude; refuse an option in the place of another's value."""
        shorts = {name: one.name for name, one in options.items() if name[1] != "-"}
        words: list[str] = []
        waiting = ""
        for word in args:
            if strict and waiting and word.startswith("--") and word.partition("=")[0] in options:
                raise click.BadOptionUsage(waiting, "")
            taken, waiting = waiting, word if not waiting and word in options and not options[word].is_flag else ""
            if word == "--" and not taken:
                break
            if strict and not (taken or self.excludes) and f"-{word.partition('=')[0]}" in options and word[0] == "-":
                # -theme would be read as -t heme.
                raise click.NoSuchOption(word)
            marked = self.excludes and not taken and word[:1] == "-" and self.excludes(word, shorts)
            words.append(_EXCLUDED + word[1:] if marked else word)
        return words + args[len(words) :]

    def _refuse_typographic(self, words: Iterable[str], known: Container[str], argv: Sequence[str]) -> None:
        """Refuse a full-width space beside an option or command, and an option that begins with another dash."""
        for word in takewhile(lambda word: word != "--", words):
            parts = word.split(_SPACE)
            # Where words can exclude, a full-width or a mathematical minus does too.
            excluded = f"[−－](?![{_DASHES}])" if self.excludes else "(?!)"
            meant = [one if re.match(excluded, one) else _with_hyphens(one) for one in parts]
            # In the place of a command, whatever looks like an option was meant as one.
            has_known = any(one.partition("=")[0] in known for one in meant)
            if (has_known and _SPACE in word) or (meant != parts and (has_known or self.purposes)):
                message = _("{word} begins with another dash; an option begins with half-width hyphens (-)")
                if _SPACE in word:
                    message = _("there is a full-width space in {word}; a command line is parted by half-width ones")
                line = map(_with_hyphens, filter(None, _SPACE.join(argv).split(_SPACE)))
                hint = _("write {usage}").format(usage=quote_words(["renkei", *line]))
                raise UsageError(message.format(word=f"'{word}'"), hint)


class Command(Reader, TyperCommand):
    """A command; words that are too many are refused in our words."""

    allow_extra_args = True


def written_name(parameter: ClickParameter) -> str:
    """Return a parameter as the reader writes it: --limit/-n, ID."""
    return _(parameter.metavar) if parameter.param_type_name == "argument" else "/".join(parameter.opts)


def nearest_name(name: str, names: Mapping[str, str]) -> str:
    """Return which of the names is meant by a word, as it is, by another word for it, or nearly; nothing for none."""
    spellings = {fold(word): key for key, aliases in reversed([*names.items()]) for word in (*aliases.split(), key)}
    near = get_close_matches(fold(name), spellings, 1, 0.6)
    return spellings[near[0]] if near else ""


def help_of(ctx: ClickContext) -> str:
    """Return the hint that names the help page of a command."""
    return _("{command} --help shows what there is").format(command=str(ctx.command_path))


def _with_hyphens(word: str) -> str:
    """Write an option with hyphens that was written with other dashes; anything else stays."""
    if word.isascii() or not (found := re.fullmatch(f"([{_DASHES}]+)([A-Za-zＡ-Ｚａ-ｚ][^=]*)(=.*)?", word, re.DOTALL)):
        return word
    dashes, name, value = found.groups("")
    name = unicodedata.normalize("NFKC", name)
    return word if dashes.isascii() else f"{'-' if len(name) == 1 else '--'}{name}{value}"
