"""What the README shows is what a reader gets."""

from __future__ import annotations

import doctest
import os
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = {
    "README.md": 5,
    "README.nl.md": 5,
    "docs/tutorial.md": 9,
    "docs/tutorial.nl.md": 9,
    "docs/import.md": 11,
}
PYTHON = {"docs/python.md": 6, "docs/notebook.md": 12}
PAIRS = [("README.md", "README.nl.md"), ("docs/tutorial.md", "docs/tutorial.nl.md")]


@pytest.mark.ci(every=5)
@pytest.mark.skipif(os.name == "nt", reason="the examples are written for a POSIX shell and terminal")
@pytest.mark.parametrize("readme", sorted(COMMANDS))
def test_each_command_prints_what_the_readme_shows(readme: str, examples: ModuleType) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    told = examples.commands(text)
    assert len(told) >= COMMANDS[readme], "fewer commands than there were: is a block not found any more?"
    with examples.folder() as top:
        for example in told:
            printed = examples.run(example.command, top, examples.FILES[readme])
            assert printed == example.output, f"{example.command}: run python docs/examples.py"


@pytest.mark.parametrize("readme", sorted(PYTHON))
def test_the_python_of_the_readme_answers_as_shown(
    readme: str, examples: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    text = (ROOT / readme).read_text(encoding="utf-8")
    body = "\n".join(block["body"] for block in examples._blocks(text, "python"))
    test = doctest.DocTestParser().get_doctest(body, {}, readme, readme, 0)
    outcome = doctest.DocTestRunner(verbose=False).run(test)
    assert outcome.attempted >= PYTHON[readme]
    assert outcome.failed == 0


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0])
def test_both_languages_show_the_same_commands(examples: ModuleType, pair: tuple[str, str]) -> None:
    english, dutch = (
        [re.sub(" --lang ..", "", example.command) for example in examples.commands(text)]
        for text in ((ROOT / name).read_text(encoding="utf-8") for name in pair)
    )
    assert dutch == english


def test_an_example_that_is_not_true_any_more_is_noticed(examples: ModuleType) -> None:
    text = "```console\n$ echo yes\nno\n$ printf 'a\\nb\\n'\na\nb\n```\n"
    assert [example.output for example in examples.commands(text)] == ["no\n", "a\nb\n"]
    assert examples.renewed(text, "en") == text.replace("no\n", "yes\n")


@pytest.mark.parametrize("readme", ["README.md", "README.nl.md"])
def test_a_readme_is_short(readme: str) -> None:
    assert len((ROOT / readme).read_text(encoding="utf-8").splitlines()) <= 150
