"""What stands in a label is read as it is written, in Markdown as GitHub and CommonMark show it."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lcgraph
from lcgraph.answers import Rows
from lcgraph.markdown import escaped
from lcgraph.render.crosstables.writing import render_tables
from lcgraph.render.rows import render_rows
from lcgraph.say import clean

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)",
    "a | b",
    "`code` and ``more``",
    "*a* **b** _c_ __d__ ~~e~~",
    "&lt;script&gt; &#106;avascript:",
    "\\<b\\>",
    "# no head",
    "a\n\n# b",
    "$x$",
]


class Seen(HTMLParser):
    """The words of a page, and the elements that they stand in."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def shown() -> Callable[[str], Seen]:
    """What a reader of Markdown sees of a text."""
    markdown_it = pytest.importorskip("markdown_it")
    reader: Any = markdown_it.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

    def show(text: str) -> Seen:
        seen = Seen()
        seen.feed(reader.render(text))
        return seen

    return show


@pytest.mark.parametrize("text", HOSTILE)
def test_a_cell_of_a_table_is_the_words_that_it_holds(shown: Callable[[str], Seen], text: str) -> None:
    rows = Rows(("a", "b"), ((ox.Literal(text), ox.Literal("end")),))
    seen = shown(render_rows(rows, "markdown"))
    assert seen.tags == {"table", "thead", "tbody", "tr", "th", "td"}
    words = [word.strip() for word in "".join(seen.words).split("\n") if word.strip()]
    assert words == ["a", "b", clean(text), "end"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_label_in_a_cross_case_table_is_the_words_that_it_holds(
    shown: Callable[[str], Seen], text: str
) -> None:
    graph = lcgraph.open()
    codes = (("motive", "image"), ("case", "ict"), ("status", "reported"), ("cluster", "legitimacy"))
    labels = graph.labels("en") | dict.fromkeys(codes, text)
    seen = shown(render_tables(graph.tables(), "markdown", labels=labels))
    assert seen.tags == {"table", "thead", "tbody", "tr", "th", "td", "h3", "p"}
    assert clean(text) in " ".join(seen.words) or clean(text) in "".join(seen.words)


@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_any_text_is_only_text(shown: Callable[[str], Seen], text: str) -> None:
    line = clean(text).strip()
    seen = shown(f"a {escaped(line)} z")
    assert seen.tags == {"p"}
    assert "".join(seen.words).strip() == f"a {line} z".strip()


@given(text=st.text(alphabet="#-+=>1.)* \t`~_|a[]<", max_size=12))
def test_a_line_begins_nothing_but_itself(shown: Callable[[str], Seen], text: str) -> None:
    line = clean(text).strip()
    seen = shown(escaped(line, start=True))
    assert seen.tags == ({"p"} if line else set())
    assert "".join(seen.words).strip() == line
