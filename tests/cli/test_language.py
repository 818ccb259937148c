"""A call is answered in the language that it asks for: help, wrong calls, and what click itself says."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from babel.messages import mofile, pofile

from lcgraph import cli
from lcgraph.cli.language import Command, Group, Option

Run = Callable[..., Any]
LOCALE = Path(cli.__file__).with_name("locale") / "nl" / "LC_MESSAGES"


def commands() -> list[click.Command]:
    context = click.Context(cli.cli)
    found = [cli.cli.get_command(context, name) for name in cli.cli.list_commands(context)]
    assert len(found) > 14
    known = [command for command in found if command is not None]
    return known + [each for group in known if isinstance(group, Group) for each in group.commands.values()]


@pytest.mark.parametrize("command", commands(), ids=lambda command: command.name)
def test_every_command_and_option_has_its_help_in_both_languages(command: click.Command) -> None:
    assert isinstance(command, Command | Group)
    assert command.said.nl != command.said.en
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert isinstance(parameter, Option), parameter.name
            assert parameter.dutch
            assert parameter.dutch != parameter.help, parameter.name


def test_help_is_in_the_language_of_the_call(ask: Run) -> None:
    assert "Toets studiemappen of RDF-bestanden." in ask("validate", "--lang", "nl", "--help").out
    assert "Check study folders or RDF files." in ask("validate", "--lang", "en", "--help").out
    assert "  validate   Toets studiemappen of RDF-bestanden.\n" in ask("--lang", "nl", "--help").out


def test_a_wrong_call_is_told_in_the_language_of_the_call(ask: Run) -> None:
    wrong = ask("tables", "--lang=nl", "--stor", "x")
    assert (wrong.status, wrong.out) == (2, "")
    assert (
        "De optie '--stor' bestaat niet. (Bedoelde u een van: '--coder', '--store', '--study'?)" in wrong.err
    )
    assert (
        "No such option '--stor'. (Did you mean one of: '--coder', '--store', '--study'?)"
        in ask("tables", "--lang=en", "--stor", "x").err
    )
    told = ask("tabels", "--lang", "nl")
    assert told.status == 2
    assert told.err.startswith(
        "lcgraph: opdracht 'tabels' bestaat niet: bedoelde u 'tables'? Geldig: tables, "
    )


def test_the_words_of_click_are_compiled_from_their_source() -> None:
    with (LOCALE / "messages.po").open("rb") as source:
        catalogue = pofile.read_po(source, locale="nl")
    compiled = io.BytesIO()
    mofile.write_mo(compiled, catalogue)
    assert compiled.getvalue() == (LOCALE / "messages.mo").read_bytes()
