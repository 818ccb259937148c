"""A picture in one of the formats of files."""

from __future__ import annotations

from typing import Final

from lcgraph.errors import unknown
from lcgraph.render.pictures.canvas import Picture

PICTURE_FORMATS: Final = ("svg", "png", "pdf", "html")


def render_picture(picture: Picture, format_: str, *, inches: float | None = None) -> str | bytes:
    """A picture in one of `PICTURE_FORMATS`: text that ends in a line break, or the bytes of a PNG or PDF.

    It is as wide as it was drawn (96 pixels an inch), or so many `inches`; a page of HTML has its own width.
    """
    if format_ == "svg":
        from lcgraph.render.pictures.svg import svg

        return svg(picture, inches)
    if format_ == "html":
        from lcgraph.render.pictures.page import html

        return html(picture)
    if format_ in ("png", "pdf"):
        from lcgraph.render.pictures.png import drawn

        return drawn(picture, format_, inches)
    raise unknown("format", format_, PICTURE_FORMATS)
