"""The conversation on paper, and the commands that write it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5rdf
import pytest

import lcgraph
from lcgraph.conversation.form import Form, Motive, make_form
from lcgraph.conversation.handover import Answer, Mark, encode
from lcgraph.conversation.paper import paper
from lcgraph.say import Text

Ask = Callable[..., Any]


def test_a_label_is_text_and_never_markup() -> None:
    motive = Motive("x", Text(nl="<b>x</b>", en="a & b"), Text(en="<script>"), Text(en="c"))
    made = paper(Form(Text(en="T"), (motive,), ("<i>",)), "en").decode()
    html5rdf.HTMLParser(strict=True).parse(made)
    assert "<script" not in made
    assert "a &amp; b" in made
    assert "&lt;i&gt;" in made


def test_the_form_to_print_has_every_motive_of_the_tables(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "paper.html"
    told = ask("converse", "paper", out, "--lang", "nl", "--partners", "Bakker;School")
    assert told.status == 0
    assert told.err == (
        f"lcgraph: {out}: 13 motieven. Open het in een browser en druk het af: één formulier per partner.\n"
    )
    made = out.read_text(encoding="utf-8")
    html5rdf.HTMLParser(strict=True).parse(made)
    assert len(re.findall('class="card"', made)) == 13
    assert made.count("werven van personeel") == 3


PARTNERS = ("--partners", "Bakery;School", "--motives", "image,network")


@pytest.fixture
def codes(tmp_path: Path) -> Path:
    """What Bakery and School handed over: one code a line."""
    form = make_form(
        lcgraph.open().schemes, title=Text(), motives=["image", "network"], partners=["Bakery", "School"]
    )
    bakery = Answer(0, marks={"image": Mark(3)}, guesses={1: ("network",)})
    school = Answer(1, marks={"image": Mark(2, bring=True)})
    file = tmp_path / "codes.txt"
    file.write_text(f"{encode(form, bakery)}\n\n{encode(form, school).lower()}\n")
    return file


def test_codes_give_the_findings_of_the_conversation(ask: Ask, codes: Path) -> None:
    told = ask("converse", "report", codes, *PARTNERS, "--format", "csv", "--lang", "en")
    assert told.out.splitlines() == [
        "finding,motive,partner,other,mutual",
        "shared,image,,,",
        "match,image,Bakery,School,false",
        "imagined,network,School,Bakery,",
    ]
    assert told.err == "lcgraph: by chance alone about 0.5 of the 2 would be shared\n"


def test_every_wrong_code_is_told_with_its_line(ask: Ask, codes: Path) -> None:
    right = codes.read_text().splitlines()[0]
    codes.write_text(f"{right}\n{right}\n{right[1:]}\nUuh\n")
    told = ask("converse", "report", codes, *PARTNERS, "--lang", "en")
    assert told.status == 2
    assert told.out == ""
    many = len(right.replace("-", ""))
    for line in (
        "codes.txt:2: there already is a code of this person of Bakery",
        f"codes.txt:3: this code has {many - 1} characters: it must have {many}",
        "codes.txt:4: a code has no U: digits only, and letters except I, L, O and U",
    ):
        assert line in told.err
    assert ask("converse", "report", codes, "--lang", "en").err.startswith("lcgraph: --partners is missing")


def test_a_study_with_its_own_motives_has_a_form_of_those(ask: Ask, city: Path, tmp_path: Path) -> None:
    out = tmp_path / "form.html"
    assert ask("converse", "new", out, "--study", city).status == 0
    assert '"code":"show-the-city"' in out.read_text(encoding="utf-8")
    assert len(re.findall('"code":', out.read_text(encoding="utf-8"))) > 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--motives", "imaje"), "unknown motive 'imaje': did you mean 'image'?"),
        (("--partners", "A"), "1 partners: a conversation is about 2 to 8 partners"),
        (("--partners", "A;B;C;D;E;F;G;H;I"), "9 partners: a conversation is about 2 to 8 partners"),
    ],
)
def test_a_form_that_cannot_be_is_told(ask: Ask, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    told = ask("converse", "new", tmp_path / "x.html", *words)
    assert told.status == 2
    assert said in told.err
    assert not (tmp_path / "x.html").exists()


def test_help_of_the_conversation_is_in_the_language_of_the_call(ask: Ask) -> None:
    dutch = ask("converse", "--help", "--lang", "nl")
    assert dutch.status == 0
    assert "partners ontdekken in een uur" in " ".join(dutch.out.split())
    assert "Toon deze uitleg." in dutch.out
