"""Commands in the language of their user: help in Dutch and English, click's own words, and lines on stderr.

The language of a call is known before it is parsed (`spoken`), so that a wrong call and `--help` are
answered in it. What click itself says comes from `locale/nl/LC_MESSAGES/messages.po`, through gettext, as
click has it.
"""

from __future__ import annotations

import copy
import gettext
import locale
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from lcgraph.say import Text

LANGUAGES: Final = ("nl", "en")
_F = TypeVar("_F", bound=Callable[..., Any])


def default_language() -> str:
    """Dutch when LCGRAPH_LANG or the system says so, English otherwise."""
    names = ("LCGRAPH_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    wanted = next((os.environ[name] for name in names if os.environ.get(name)), None)
    wanted = wanted or locale.getlocale()[0] or ""  # Windows says Dutch_Netherlands, and sets none of these
    return "nl" if wanted.lower().startswith(("nl", "dutch")) else "en"


def spoken(args: Sequence[str]) -> str:
    """The language that a call asks for with `--lang`, else that of the user.

    >>> spoken(["tables", "--lang", "nl"]), spoken(["tables", "--lang=en"])
    ('nl', 'en')
    """
    for word, after in zip(args, [*args, ""][1:], strict=True):
        wanted = after if word == "--lang" else word.removeprefix("--lang=")
        if wanted in LANGUAGES and (word == "--lang" or word != wanted):
            return wanted
    return default_language()


@contextmanager
def in_words_of_click(lang: str) -> Iterator[None]:
    """What click says by itself (`Usage:`, `No such option`) is said in this language."""
    before = os.environ.get("LANGUAGE")
    gettext.bindtextdomain("messages", str(Path(__file__).with_name("locale")))
    os.environ["LANGUAGE"] = lang
    try:
        yield
    finally:
        os.environ.pop("LANGUAGE", None)
        if before is not None:
            os.environ["LANGUAGE"] = before


def tell(lang: str, *, nl: str, en: str) -> None:
    """A line on stderr."""
    click.echo(f"lcgraph: {Text(nl=nl, en=en).in_(lang)}", err=True)


def _lang(ctx: click.Context) -> str:
    return ctx.find_root().obj or default_language()


class Option(click.Option):
    """An option with its help in both languages."""

    def __init__(self, declared: Sequence[str], *, nl: str, en: str, **settings: Any) -> None:
        super().__init__(declared, **{**settings, "help": en})
        self.dutch = nl

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        if _lang(ctx) != "nl":
            return super().get_help_record(ctx)
        mine = copy.copy(self)
        mine.help = self.dutch
        return super(Option, mine).get_help_record(ctx)


class _Bilingual(click.Command):
    """A command whose help, one-line help and epilogue are there in both languages."""

    def __init__(
        self, name: str | None, *, nl: str, en: str, after: Callable[[], Text] | None = None, **settings: Any
    ) -> None:
        super().__init__(name, **{**settings, "help": en})  # click brings the docstring as help
        self.said = Text(nl=nl, en=en)
        self.after = after

    def in_(self, lang: str) -> _Bilingual:
        """The same command, with its texts in one language."""
        mine = copy.copy(self)
        mine.help = self.said.in_(lang)
        mine.epilog = self.after().in_(lang) if self.after else None
        return mine

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        click.Command.format_help_text(self.in_(_lang(ctx)), ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        click.Command.format_epilog(self.in_(_lang(ctx)), ctx, formatter)


class Command(_Bilingual):
    """A command in both languages."""


class Group(_Bilingual, click.Group):
    """A group of commands in both languages, which lists them in the language of the call."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None:
                mine = command.in_(_lang(ctx)) if isinstance(command, _Bilingual) else command
                rows.append((name, mine.get_short_help_str(limit=formatter.width - 20)))
        with formatter.section(gettext.gettext("Commands")):
            formatter.write_dl(rows)


def command(
    *, nl: str, en: str, after: Callable[[], Text] | None = None, **settings: Any
) -> Callable[[Callable[..., Any]], Command]:
    """Make a command of a function; `nl` and `en` are its help, `after` what follows its options."""

    def decorate(function: Callable[..., Any]) -> Command:
        made = click.command(cls=Command, nl=nl, en=en, after=after, **settings)(function)
        assert isinstance(made, Command)
        return made

    return decorate


def option(*names: str, nl: str, en: str, **settings: Any) -> Callable[[_F], _F]:
    """An option of a command, with its help in both languages."""
    return click.option(*names, cls=Option, nl=nl, en=en, **settings)
