"""Texts in RDF that no format can hold, and texts with what people do not see: told by their thing.

A study folder is looked at row by row while it is read (`lcgraph.study.unseen`); here pass the quads
of files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from lcgraph.quads import NOT_XML
from lcgraph.say import Problem, Text
from lcgraph.study.unseen import strange


def noted(quads: Iterable[ox.Quad], problems: list[Problem]) -> Iterator[ox.Quad]:
    """The same quads, on their way; what is odd about their texts comes among the problems."""
    for quad in quads:
        text = quad.object
        if isinstance(text, ox.Literal) and not (text.value.isascii() and text.value.isprintable()):
            problems += _odd(quad, text.value)
        yield quad


def _odd(quad: ox.Quad, text: str) -> Iterator[Problem]:
    focus = str(quad.subject) if isinstance(quad.subject, ox.Triple) else quad.subject.value
    if found := NOT_XML.search(text):
        yield Problem(
            Text(
                nl=f"bevat het stuurteken {found.group()!r}, dat geen tekst is: haal het weg",
                en=f"holds the control character {found.group()!r}, which is no text: take it out",
            ),
            focus=focus,
        )
    elif told := strange(text):
        yield Problem(told, "warning", focus=focus)
