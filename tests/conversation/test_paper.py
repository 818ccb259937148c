"""The conversation on paper, and the commands that write it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5rdf
import pytest

from lcgraph.conversation.form import Form, Motive
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
