"""How the words of a command line are read: options, their values, and words."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import typer

# Typer's copy of Click, which it does not hand out otherwise; renkei pins Typer.
from typer._click.exceptions import BadOptionUsage, UsageError
from typer._click.parser import _OptionParser
from typer.core import TyperCommand, TyperGroup, TyperOption

from renkei_cli.cli.options import GENERAL, FilterOptions
from renkei_cli.core.errors import UsageError as Refusal
from renkei_cli.core.i18n import N_, _

_TEXTS = {*FilterOptions._fields, "name", "names", "words", "terms", "fields", "sort"}
"""Parameters that are compared with texts; the others may be paths."""

if TYPE_CHECKING:
    from renkei_cli.domain.vocabulary import Vocabulary


def excludes(word: str, shorts: Mapping[str, str]) -> bool:
    """Tell whether a word of a search that begins with a minus excludes; `shorts` names the short options.

    It does unless it is an option: a long one, a short one as it stands (-o), or a short one with a value
    attached that is one of its own: -n5, -ojson, -t遠隔, -p大分, -m姫島村, -Ocases.csv.
    """
    if word.startswith("--") or word in shorts:
        return False
    return word[:2] not in shorts or not _is_value(word[2:], shorts[word[:2]])


def _is_value(text: str, option: str) -> bool:
    """Tell whether a text is a value of an option, and could hardly be the rest of a word."""
    if option == "limit":
        return text.isdecimal()
    if option == "format":
        from renkei_cli.output.registry import Format  # noqa: PLC0415 - few searches come here

        return text in list(Format)
    if option == "output":
        return "." in text or "/" in text
    # There are places called Ie and Ito: -mie and -mito exclude Mie and Mito.
    if option == "municipality" and text.isascii() and not text.isdecimal():
        return False
    from renkei_cli.core.text import fold  # noqa: PLC0415 - few searches come here

    vocabulary = _vocabulary(option)
    return vocabulary is not None and text == text.strip() and fold(text) in vocabulary.spellings()


def _vocabulary(option: str) -> "Vocabulary | None":
    from renkei_cli.domain.places import municipality_terms, prefecture_terms  # noqa: PLC0415 - few searches come here
    from renkei_cli.domain.vocabulary import VOCABULARIES  # noqa: PLC0415 - the same

    places = {"prefecture": prefecture_terms, "municipality": municipality_terms}
    return places[option]() if option in places else VOCABULARIES.get(option)


class _Parser(_OptionParser):
    """Typer's parser, which takes no option for the value of another."""

    def _get_value_from_state(self, option_name: str, option: Any, state: Any) -> Any:  # noqa: ANN401 - Typer's types
        if state.rargs and state.rargs[0].partition("=")[0] in self._long_opt:
            raise BadOptionUsage(option_name, "")
        return super()._get_value_from_state(option_name, option, state)


class _WordParser(_Parser):
    """The same, for words that may begin with a minus."""

    def _process_opts(self, arg: str, state: Any) -> None:  # noqa: ANN401 - Typer's type
        shorts = {short: option.obj.name or "" for short, option in self._short_opt.items()}
        if excludes(arg, shorts):
            state.largs.append(arg)
        else:
            super()._process_opts(arg, state)


def _readable(word: str) -> str:
    """Read what was typed as UTF-8 where the locale can't; what no encoding has becomes U+FFFD. Paths stay as bytes."""
    try:
        word.encode()
    except UnicodeEncodeError:
        read = re.sub(
            "[\udc80-\udcff]+", lambda one: one[0].encode("utf-8", "surrogateescape").decode(errors="replace"), word
        )
        return re.sub("[\ud800-\udfff]", "\ufffd", read)
    return word


class _Read:
    """What our commands and their group have in common: the parser, and a help page of our own."""

    parser: ClassVar[type[_OptionParser]] = _Parser
    _help: TyperOption | None = None

    def make_parser(self, ctx: Any) -> _OptionParser:  # noqa: ANN401 - Typer's own Click
        """Let our parser read the words."""
        parser = self.parser(ctx)
        for parameter in self.get_params(ctx):  # type: ignore[attr-defined]
            parameter.add_to_parser(parser, ctx)
        return parser

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer's own Click
        """Read the words; every complaint knows its command."""
        if not ctx.resilient_parsing and not all(map(str.isascii, args)):
            self._refuse_slips(ctx, args)
        try:
            read: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        except UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        for name in _TEXTS & ctx.params.keys():
            value = ctx.params[name]
            several = isinstance(value, list | tuple)
            ctx.params[name] = [_readable(one) for one in value] if several else value and _readable(value)
        return read

    def _refuse_slips(self, ctx: Any, args: list[str]) -> None:  # noqa: ANN401 - Typer's own Click
        from renkei_cli.cli.typos import find_typographic_option  # noqa: PLC0415 - only for words that are not all ASCII

        options = {opt for parameter in self.get_params(ctx) for opt in parameter.opts}  # type: ignore[attr-defined]
        # Behind the name of a command the options are its own.
        own = args[:1] if isinstance(self, Group) else args
        if slip := find_typographic_option(own, options, ctx.obj, excluding=self.parser is _WordParser):
            raise Refusal(*slip)

    def get_help_option(self, ctx: object) -> TyperOption:  # noqa: ARG002 - Typer's signature
        """Give the option that shows our help page."""
        if self._help is None:
            self._help = TyperOption(
                param_decls=["--help", "-h"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_help,
                help=N_("Show this page."),
                rich_help_panel=GENERAL,
            )
        return self._help


class Command(_Read, TyperCommand):
    """A command."""


class WordCommand(Command):
    """A command whose words may begin with a minus."""

    parser = _WordParser


class Group(_Read, TyperGroup):
    """The group of all commands."""


def _show_help(ctx: Any, _parameter: object, value: bool) -> None:  # noqa: ANN401, FBT001 - Typer's signature
    if value and not ctx.resilient_parsing:
        from renkei_cli.cli.help.pages import show  # noqa: PLC0415 - only one who asks for help needs it

        show(ctx)
        raise typer.Exit


def named(parameter: Any) -> str:  # noqa: ANN401 - Typer's own Click
    """Name a parameter as the reader writes it: --limit/-n, ID."""
    if parameter.param_type_name == "argument":
        return _(parameter.metavar)
    return "/".join(parameter.opts)
