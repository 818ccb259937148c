"""The command line: parse, call the graph, show. Data go to stdout, messages to stderr.

Exit status: 0 done; 1 the answer is "no"; 2 the call or the input is wrong. This is the only place that
knows them, and the only one that turns an `LcgraphError` into a line for the user.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import sys
from collections.abc import Sequence
from typing import Any

import click

from lcgraph import __version__
from lcgraph.cli.language import LANGUAGES, Group, Option, in_words_of_click, lines, option, spoken, tell
from lcgraph.cli.listed import COMMANDS, SECTIONS
from lcgraph.errors import LcgraphError


class _Lazy(Group):
    """A group that imports a command's module when the command is asked for, and not to name it."""

    sections = tuple(
        (title, {name: each.example for name, each in listed.items()}) for title, listed in SECTIONS
    )

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].module.partition(":")
        command = getattr(importlib.import_module(f"lcgraph.cli.{module}"), name or cmd_name)
        return command if isinstance(command, click.Command) else None

    def line(self, ctx: click.Context, name: str, lang: str) -> str:
        return COMMANDS[name].nl if lang == "nl" else COMMANDS[name].en

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from lcgraph.errors import unknown

            raise unknown("command", args[0], COMMANDS)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    nl="""Waarom organisaties samenwerken, als kennisgraaf die antwoord geeft.

    Zonder --study en --store antwoordt de meegeleverde studie (Bos, Ros, Snoeren & Thunnissen 2023).
    Begin met: lcgraph tables
    """,
    en="""Why organisations collaborate, as a knowledge graph that answers.

    With neither --study nor --store the bundled study answers (Bos, Ros, Snoeren & Thunnissen 2023).
    Start with: lcgraph tables
    """,
)
@click.version_option(
    __version__, prog_name="lcgraph", cls=Option, nl="Toon de versie.", en="Show the version and exit."
)
@option(
    "--lang",
    type=click.Choice(LANGUAGES),
    expose_value=False,
    nl="Taal van deze uitleg.",
    en="Language of this help.",
)
def cli() -> None:
    """The command line of lcgraph."""


def main(args: Sequence[str] | None = None) -> Any:
    """Run the command line and leave with its exit status."""
    gc.set_threshold(100_000, 50, 100)  # a study is millions of objects that stay: looking them over costs
    atexit.register(gc.freeze)  # also at the end
    words = list(sys.argv[1:] if args is None else args)
    lang = spoken(words)
    with in_words_of_click(lang):
        try:
            status = cli.main(args=words, prog_name="lcgraph", standalone_mode=False, obj=lang)
        except click.ClickException as error:
            error.show(told := io.StringIO())
            lines(told.getvalue())
            sys.exit(2)
        except (click.Abort, KeyboardInterrupt):
            tell(lang, nl="gestopt", en="stopped")
            sys.exit(130)
        except LcgraphError as error:
            lines(f"lcgraph: {error.in_(lang)}")
            sys.exit(2)
        except OSError as error:
            where = f" ({error.filename})" if isinstance(error.filename, str) else ""
            tell(
                lang,
                nl=f"een bestand kan niet worden gelezen of geschreven: {error.strerror or error}{where}",
                en=f"a file cannot be read or written: {error.strerror or error}{where}",
            )
            sys.exit(2)
    sys.exit(status if isinstance(status, int) else 0)
