"""Commands in the language of their user: help in Dutch and English, click's own words, and lines on stderr.

The language of a call is known before it is parsed (`spoken`), so that a wrong call and `--help` are
answered in it. What click itself says comes from `locale/nl/LC_MESSAGES/messages.po`, through gettext, as
click has it.
"""

from __future__ import annotations

import copy
import gettext
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from lcgraph.resources import default_language
from lcgraph.say import Text, clean

LANGUAGES: Final = ("nl", "en")
_NAME: Final = 11
"""The room of the name of a command in the list."""
_F = TypeVar("_F", bound=Callable[..., Any])


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
    """A message on stderr, after the name of the program."""
    lines(f"lcgraph: {Text(nl=nl, en=en).in_(lang)}")


def lines(text: str) -> None:
    """Lines on stderr: the one way in which messages leave, so that nothing in them steers a terminal."""
    click.echo(clean(text.rstrip("\n"), lines=True), err=True)


def passing(text: str) -> None:
    """A line on stderr that the next one takes the place of; for people who wait at a terminal."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{clean(text)}", err=True, nl=False)


def agreed(question: str, lang: str) -> bool:
    """What a person at the terminal answers: ja, j, yes or y is yes, and nothing is no."""
    yes, no = {"nl": ("j", "N"), "en": ("y", "N")}[lang]
    while True:
        click.echo(f"{clean(question)} [{yes}/{no}] ", err=True, nl=False)
        answer = sys.stdin.readline()
        if not answer:
            raise click.Abort
        if (said := answer.strip().lower()) in ("ja", "j", "yes", "y"):
            return True
        if said in ("", "nee", "no", "n"):
            return False
        tell(lang, nl="antwoord met ja of nee", en="answer yes or no")


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
    """Commands in both languages, listed by what they are for (`sections`) and with an example of each.

    A command that no section names stands in the last.
    """

    sections: tuple[tuple[Text, Mapping[str, str]], ...] = ()

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        waiting = dict.fromkeys(self.list_commands(ctx), "")
        plain = Text(nl="Opdrachten", en="Commands")
        sections = self.sections or ((plain, {}),)
        for number, (title, examples) in enumerate(sections, 1):
            mine = {name: example for name, example in examples.items() if name in waiting}
            for name in mine:
                del waiting[name]
            if number == len(sections):
                mine |= waiting
            with formatter.section(title.in_(_lang(ctx))):
                for name, example in mine.items():
                    self._format_one(ctx, formatter, name, example)

    def _format_one(
        self, ctx: click.Context, formatter: click.HelpFormatter, name: str, example: str
    ) -> None:
        room = formatter.width - formatter.current_indent - _NAME
        start = " " * formatter.current_indent
        about = click.Command(name, help=self.line(ctx, name, _lang(ctx))).get_short_help_str(room)
        formatter.write(f"{start}{name:{_NAME}}{about}\n")
        if example:
            formatter.write(f"{start}{'':{_NAME}}$ lcgraph {example}\n")

    def line(self, ctx: click.Context, name: str, lang: str) -> str:
        """What the help of a command begins with."""
        found = self.get_command(ctx, name)
        return found.said.in_(lang) if isinstance(found, _Bilingual) else ""


def command(
    *,
    nl: str,
    en: str,
    after: Callable[[], Text] | None = None,
    cls: type[Command] = Command,
    **settings: Any,
) -> Callable[[Callable[..., Any]], Command]:
    """Make a command of a function; `nl` and `en` are its help, `after` what follows its options."""

    def decorate(function: Callable[..., Any]) -> Command:
        made = click.command(cls=cls, nl=nl, en=en, after=after, **settings)(function)
        assert isinstance(made, Command)
        return made

    return decorate


def option(*names: str, nl: str, en: str, **settings: Any) -> Callable[[_F], _F]:
    """An option of a command, with its help in both languages."""
    return click.option(*names, cls=Option, nl=nl, en=en, **settings)
