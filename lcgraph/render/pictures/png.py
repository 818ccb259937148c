"""A picture as PDF, or as PNG at 300 dots an inch, drawn by matplotlib with its own font (DejaVu Sans).

The same picture gives the same bytes with the same version of matplotlib; the file names no program and no
date. A letter that the font does not have is refused: a box in its place would be no picture of the data.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from lcgraph.errors import CallError, MissingExtra
from lcgraph.render.pictures.canvas import PAPER, Arrow, Bow, Box, Dot, Line, Mark, Picture, Spot, Word

if TYPE_CHECKING:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

_PIXELS: Final = 96
"""Pixels of a picture in an inch, as in CSS."""
_POINTS: Final = 72 / _PIXELS
"""Points, in which matplotlib measures letters and strokes, in a pixel."""
_DOTS: Final = 300
_MOST: Final = 20_000
"""The most dots a side: matplotlib cannot draw more than 65,535, and few programs open so many."""


def drawn(picture: Picture, format_: str, inches: float | None = None) -> bytes:
    """The picture as `png` or `pdf`, in which text stays text, as wide as it is or so many inches.

    `MissingExtra` without matplotlib, `CallError` for what cannot be drawn.
    """
    try:
        import matplotlib as mpl
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtra("plot", "matplotlib") from error
    from matplotlib.transforms import Affine2D

    scale = 1.0 if inches is None else inches * _PIXELS / picture.wide
    _refuse(picture, format_, scale)
    out = io.BytesIO()
    with mpl.rc_context():
        mpl.rcdefaults()  # what a user has set for figures of their own is not for this one
        mpl.rcParams["pdf.fonttype"] = 42  # letters, not their outlines
        size = (picture.wide * scale / _PIXELS, picture.high * scale / _PIXELS)
        figure = Figure(figsize=size, facecolor=PAPER)
        FigureCanvasAgg(figure)
        from_top = Affine2D().scale(1 / picture.wide, -1 / picture.high).translate(0, 1)
        common: dict[str, Any] = {"transform": from_top + figure.transFigure}
        for order, mark in enumerate(picture.marks):
            if isinstance(mark, Word):
                figure.text(mark.x, mark.y, mark.text, **_lettering(mark, scale), zorder=order, **common)
            elif not isinstance(mark, Spot):
                figure.add_artist(_shape(mark, {**common, "zorder": order}, scale))
        metadata: dict[str, Any] = {"Title": picture.title, "Software": None}
        if format_ == "pdf":
            metadata = {"Title": picture.title} | dict.fromkeys(("Creator", "Producer", "CreationDate"))
        figure.savefig(out, format=format_, dpi=_DOTS, metadata=metadata)
    return out.getvalue()


def _refuse(picture: Picture, format_: str, scale: float) -> None:
    from matplotlib import ft2font, get_data_path

    if format_ == "png" and max(picture.wide, picture.high) * scale * _DOTS / _PIXELS > _MOST:
        raise CallError(
            nl="deze afbeelding is te groot voor png: kies svg of html, of minder studies",
            en="this picture is too large for png: choose svg or html, or fewer studies",
        )
    font = ft2font.FT2Font(f"{get_data_path()}/fonts/ttf/DejaVuSans.ttf")
    texts = "".join(mark.text for mark in picture.marks if isinstance(mark, Word))
    missing = sorted({letter for letter in texts if not font.get_char_index(ord(letter))})
    if missing:
        told = f"{' '.join(missing[:5])} (U+{ord(missing[0]):04X})"
        raise CallError(
            nl=f"{format_} heeft geen letter voor {told}: kies svg of html",
            en=f"{format_} has no letter for {told}: choose svg or html",
        )


def _lettering(word: Word, scale: float) -> dict[str, Any]:
    """The style of a text; `parse_math` off, because a `$` in a label is a dollar."""
    return {
        "fontsize": word.size * _POINTS * scale,
        "fontfamily": "DejaVu Sans",
        "fontweight": "bold" if word.bold else "normal",
        "color": word.fill,
        "ha": {"start": "left", "middle": "center", "end": "right"}[word.anchor],
        "va": "baseline",
        "rotation": 90 if word.turned else 0,
        "rotation_mode": "anchor",
        "parse_math": False,
    }


def _shape(mark: Mark, common: dict[str, Any], scale: float) -> PathPatch:
    """A mark that is not text, as a path in the pixels of the picture."""
    from matplotlib.patches import PathPatch

    style: dict[str, Any] = {"facecolor": "none", "edgecolor": "none", "linewidth": 0, **common}
    assert isinstance(mark, Line | Bow | Arrow | Box | Dot)
    if isinstance(mark, Arrow):
        fill = PAPER if mark.hollow else mark.stroke
        style |= {"facecolor": fill, "edgecolor": mark.stroke, "linewidth": _POINTS * scale}
        return PathPatch(_path(mark), **style)
    if mark.stroke:
        style |= {"edgecolor": mark.stroke, "linewidth": mark.thick * _POINTS * scale, "capstyle": "butt"}
    if isinstance(mark, Box | Dot):
        style |= {"facecolor": mark.fill, "joinstyle": "miter"}
    elif mark.dash:
        style |= {"linestyle": (0, [length / mark.thick for length in mark.dash])}
    return PathPatch(_path(mark), **style)


def _path(mark: Line | Bow | Arrow | Box | Dot) -> Path:
    from matplotlib.path import Path

    x, y = mark.x, mark.y
    if isinstance(mark, Line):
        ends = [end for x1, y1, x2, y2 in mark.pieces for end in ((x + x1, y + y1), (x + x2, y + y2))]
        return Path(ends, [Path.MOVETO, Path.LINETO] * len(mark.pieces))
    if isinstance(mark, Bow):
        half = x + mark.dx / 2
        bends = [(x, y), (half, y), (half, y + mark.dy), (x + mark.dx, y + mark.dy)]
        return Path(bends, [Path.MOVETO, *[Path.CURVE4] * 3])
    if isinstance(mark, Arrow):
        point, *sides = mark.head
        ends = [(x + dx, y + dy) for dx, dy in ((0, 0), point, point, *sides, point)]
        return Path(ends, [Path.MOVETO, Path.LINETO, Path.MOVETO, *[Path.LINETO] * 3])
    if isinstance(mark, Dot) and not mark.corners:
        return Path.circle((x, y), mark.r)
    if isinstance(mark, Box):
        corners = [(x, y), (x + mark.wide, y), (x + mark.wide, y + mark.high), (x, y + mark.high)]
    else:
        corners = [(x + dx, y + dy) for dx, dy in mark.corners]
    return Path([*corners, corners[0]], closed=True)
