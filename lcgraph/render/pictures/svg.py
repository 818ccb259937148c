"""A picture as SVG: text stays text, with title and description for those who do not see it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Final

from lcgraph.render.pictures.canvas import PAPER, Arrow, Bow, Box, Dot, Line, Mark, Picture, Word


def svg(picture: Picture, inches: float | None = None) -> str:
    """The picture as an SVG document that ends in a line break; the same for the same picture.

    It is as wide as it was drawn, or so many inches.
    """
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + element(picture, inches) + "\n"


def element(picture: Picture, inches: float | None = None) -> str:
    """The picture as an `svg` element, to stand in a page."""
    wide, high = number(picture.wide), number(picture.high)
    size = f'width="{wide}" height="{high}"'
    if inches is not None:
        size = f'width="{number(inches)}in" height="{number(inches * picture.high / picture.wide)}in"'
    title, description = (f"lcgraph-{picture.name}-{part}" for part in ("title", "desc"))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" {size} '
        f'lang="{picture.lang}" role="img" aria-labelledby="{title} {description}" font-family="sans-serif">',
        f'<title id="{title}">{escape(picture.title)}</title>',
        f'<desc id="{description}">{escape(picture.description)}</desc>',
        f'<rect width="{wide}" height="{high}" fill="{PAPER}"/>',
        *(_WRITERS[type(mark)](mark) for mark in picture.marks),
        "</svg>",
    ]
    return "\n".join(lines)


def number(value: float) -> str:
    """A length with two decimals at most, and none where there are none."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _word(mark: Mark) -> str:
    assert isinstance(mark, Word)
    x, y = number(mark.x), number(mark.y)
    style = f' font-size="{number(mark.size)}" fill="{mark.fill}"'
    style += f' text-anchor="{mark.anchor}"' if mark.anchor != "start" else ""
    style += ' font-weight="bold"' if mark.bold else ""
    style += f' transform="rotate(-90 {x} {y})"' if mark.turned else ""
    return f'<text x="{x}" y="{y}"{style}>{escape(mark.text)}</text>'


def _stroke(stroke: str, thick: float, dash: tuple[float, ...] = ()) -> str:
    text = f' stroke="{stroke}" stroke-width="{number(thick)}"'
    return text + (f' stroke-dasharray="{" ".join(map(number, dash))}"' if dash else "")


def _line(mark: Mark) -> str:
    assert isinstance(mark, Line)
    path = "".join(
        f"M{number(mark.x + x1)} {number(mark.y + y1)}L{number(mark.x + x2)} {number(mark.y + y2)}"
        for x1, y1, x2, y2 in mark.pieces
    )
    return f'<path d="{path}" fill="none"{_stroke(mark.stroke, mark.thick, mark.dash)}/>'


def _bow(mark: Mark) -> str:
    assert isinstance(mark, Bow)
    half = mark.x + mark.dx / 2
    points = (
        (mark.x, mark.y),
        (half, mark.y),
        (half, mark.y + mark.dy),
        (mark.x + mark.dx, mark.y + mark.dy),
    )
    start, *rest = (f"{number(x)} {number(y)}" for x, y in points)
    return f'<path d="M{start}C{" ".join(rest)}" fill="none"{_stroke(mark.stroke, mark.thick, mark.dash)}/>'


def _arrow(mark: Mark) -> str:
    assert isinstance(mark, Arrow)
    ends = f"M{number(mark.x)} {number(mark.y)}L{number(mark.x + mark.dx)} {number(mark.y + mark.dy)}"
    points = " ".join(f"{number(mark.x + x)},{number(mark.y + y)}" for x, y in mark.head)
    fill = PAPER if mark.hollow else mark.stroke
    return (
        f'<path d="{ends}" fill="none"{_stroke(mark.stroke, 1)}/>'
        f'<polygon points="{points}" fill="{fill}"{_stroke(mark.stroke, 1)}/>'
    )


def _box(mark: Mark) -> str:
    assert isinstance(mark, Box)
    place = (
        f'x="{number(mark.x)}" y="{number(mark.y)}" width="{number(mark.wide)}" height="{number(mark.high)}"'
    )
    return f'<rect {place} fill="{mark.fill}"{_stroke(mark.stroke, mark.thick) if mark.stroke else ""}/>'


def _dot(mark: Mark) -> str:
    assert isinstance(mark, Dot)
    style = f'fill="{mark.fill}"{_stroke(mark.stroke, mark.thick) if mark.stroke else ""}'
    if not mark.corners:
        return f'<circle cx="{number(mark.x)}" cy="{number(mark.y)}" r="{number(mark.r)}" {style}/>'
    points = " ".join(f"{number(mark.x + x)},{number(mark.y + y)}" for x, y in mark.corners)
    return f'<polygon points="{points}" {style}/>'


_WRITERS: Final[dict[type[Mark], Callable[[Mark], str]]] = {
    Word: _word,
    Line: _line,
    Bow: _bow,
    Arrow: _arrow,
    Box: _box,
    Dot: _dot,
}
