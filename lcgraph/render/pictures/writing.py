"""A picture in one of the formats of files."""

from __future__ import annotations

from typing import Final

from lcgraph.errors import unknown
from lcgraph.render.pictures.canvas import Picture

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
