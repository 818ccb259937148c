"""A picture as SVG: text stays text, with title and description for those who do not see it.

In a page it can be live: its spots are links that say what is drawn there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Final

from lcgraph.render.pictures.canvas import PAPER, Arrow, Bow, Box, Dot, Line, Mark, Picture, Spot, Word

Writer = Callable[[Mark], str]


def svg(picture: Picture, inches: float | None = None) -> str:
    """The picture as an SVG document that ends in a line break; the same for the same picture.

    It is as wide as it was drawn, or so many inches.
    """
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + element(picture, inches) + "\n"


Linked = Callable[[Spot], tuple[str, str]]
"""Where a spot leads ("" for nowhere), and what is said of it."""


def element(picture: Picture, inches: float | None = None) -> str:
    """The picture as an `svg` element, to stand in a page."""
    return _element(picture, inches, _WRITERS, "img")


def live(picture: Picture, linked: Linked) -> str:
    """The picture as an `svg` element whose spots are links, each with a title."""
    return _element(picture, None, {**_WRITERS, Spot: lambda mark: _spot(mark, linked)}, "group")


def _element(picture: Picture, inches: float | None, writers: Mapping[type[Mark], Writer], role: str) -> str:
    wide, high = number(picture.wide), number(picture.high)
    size = f'width="{wide}" height="{high}"'
    if inches is not None:
        size = f'width="{number(inches)}in" height="{number(inches * picture.high / picture.wide)}in"'
    name = f"lcgraph-{picture.name}{'-narrow' if picture.narrow else ''}"
    title, description = f"{name}-title", f"{name}-desc"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" {size} '
        f'lang="{picture.lang}" role="{role}" aria-labelledby="{title} {description}" '
        'font-family="sans-serif">',
        f'<title id="{title}">{escape(picture.title)}</title>',
        f'<desc id="{description}">{escape(picture.description)}</desc>',
        f'<rect width="{wide}" height="{high}" fill="{PAPER}"/>',
        *(writers[type(mark)](mark) for mark in picture.marks if type(mark) in writers),
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


def _spot(mark: Mark, linked: Linked) -> str:
    """A place to press, above what is drawn there."""
    assert isinstance(mark, Spot)
    href, told = linked(mark)
    size = f'width="{number(mark.wide)}" height="{number(mark.high)}"'
    place = f'<rect x="{number(mark.x)}" y="{number(mark.y)}" {size} fill="none" pointer-events="all"/>'
    tag = f'a href="{escape(href)}"' if href else "g"
    return f"<{tag}><title>{escape(told)}</title>{place}</{tag[0]}>"


_WRITERS: Final[Mapping[type[Mark], Writer]] = {
    Word: _word,
    Line: _line,
    Bow: _bow,
    Arrow: _arrow,
    Box: _box,
    Dot: _dot,
}
