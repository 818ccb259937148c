"""Pictures of the answers: drawn once as marks, then written as SVG, PNG or a page of HTML.

Goes in: a graph that answers, or numbers of `lcgraph.analysis` and an `Edition` (language, labels, sources).
Comes out: a `Picture`, and from `render_picture` its text or bytes, the same for the same picture. Only PNG
needs the extra `plot`.
"""

from __future__ import annotations

from typing import Final

from lcgraph.errors import unknown
from lcgraph.render.pictures.canvas import Picture
from lcgraph.render.pictures.drawing import PICTURES, draw
from lcgraph.render.pictures.edition import Edition

PICTURE_FORMATS: Final = ("svg", "png", "html")


def render_picture(picture: Picture, format_: str) -> str | bytes:
    """A picture in one of `PICTURE_FORMATS`: text that ends in a line break, or the bytes of a PNG."""
    if format_ == "svg":
        from lcgraph.render.pictures.svg import svg

        return svg(picture)
    if format_ == "html":
        from lcgraph.render.pictures.page import html

        return html(picture)
    if format_ == "png":
        from lcgraph.render.pictures.png import png

        return png(picture)
    raise unknown("format", format_, PICTURE_FORMATS)


__all__ = ["PICTURES", "PICTURE_FORMATS", "Edition", "Picture", "draw", "render_picture"]
