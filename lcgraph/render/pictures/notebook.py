"""Pictures that show themselves in a notebook."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from fractions import Fraction

from lcgraph.render.pictures import drawing
from lcgraph.render.pictures.canvas import Picture
from lcgraph.render.pictures.drawing import Answers
from lcgraph.render.pictures.svg import svg


class Shown(Picture):
    """A picture as a notebook shows it."""

    def _repr_svg_(self) -> str:
        return svg(self)


def draw(
    graph: Answers,
    name: str,
    *,
    lang: str = "en",
    by: str = "role",
    broader: bool = False,
    relations: Collection[str] | None = None,
    threshold: Fraction | None = None,
    counts: bool = False,
    narrow: bool = False,
) -> Shown:
    """A picture of a graph, as `lcgraph plot` draws it.

    `lcgraph.render.pictures.writing.render_picture` writes it in a format.
    """
    made = drawing.draw(
        graph,
        name,
        lang=lang,
        by=by,
        broader=broader,
        relations=relations,
        threshold=threshold,
        counts=counts,
        narrow=narrow,
    )
    return Shown(**{each.name: getattr(made, each.name) for each in fields(made)})
