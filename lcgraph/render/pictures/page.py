"""A picture as one HTML page: the SVG in it, then its data as tables. No scripts, nothing from elsewhere."""

from __future__ import annotations

from html import escape
from typing import Final

from lcgraph.render.pictures.canvas import Grid, Picture
from lcgraph.render.pictures.svg import element
from lcgraph.say import Text, clean

_DATA: Final = Text(nl="De gegevens van deze afbeelding", en="The data of this picture")
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE: Final = """\
body { margin: 2rem auto; max-width: 75rem; padding: 0 1rem; font: 1rem/1.5 sans-serif; color: #1a1a1a; }
figure { margin: 0; overflow-x: auto; }
svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; margin: 1.5rem 0; font-size: 0.9rem; }
caption { text-align: left; font-weight: bold; padding: 0.3rem 0; }
th, td { border-bottom: 1px solid #c4c4c4; padding: 0.25rem 0.8rem 0.25rem 0; text-align: left; }
thead th { border-bottom: 2px solid #1a1a1a; vertical-align: bottom; }
tbody th { font-weight: normal; }
section { overflow-x: auto; }
"""


def html(picture: Picture) -> str:
    """The picture as a page that ends in a line break; the same for the same picture."""
    title = escape(picture.title)
    grids = "".join(map(_grid, picture.data))
    return (
        f'<!DOCTYPE html>\n<html lang="{picture.lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<figure>\n{element(picture)}\n</figure>\n"
        f"<section>\n<h2>{_DATA.in_(picture.lang)}</h2>\n{grids}</section>\n</main>\n</body>\n</html>\n"
    )


def _grid(grid: Grid) -> str:
    heads = "".join(f'<th scope="col">{_cell(head)}</th>' for head in grid.heads)
    rows = "".join(
        f'<tr><th scope="row">{_cell(row[0])}</th>'
        + "".join(f"<td>{_cell(cell)}</td>" for cell in row[1:])
        + "</tr>\n"
        for row in grid.rows
    )
    return (
        f"<table>\n<caption>{_cell(grid.caption)}</caption>\n<thead>\n<tr>{heads}</tr>\n</thead>\n"
        f"<tbody>\n{rows}</tbody>\n</table>\n"
    )


def _cell(text: str) -> str:
    return escape(clean(text))
