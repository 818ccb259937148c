"""Tables of text that fit a width: columns narrowed between words, or rows below their names.

Goes in: heads and cells, and a width in columns of a terminal. Comes out: the room of each column, or text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lcgraph.render.lettering import broken

_GAP: Final = 2
"""Between two columns."""
_WORD: Final = 26
"""A longer word may be cut."""


def wide(text: str) -> int:
    """The columns of a terminal that a text takes."""
    from wcwidth import wcswidth

    return max(wcswidth(text), 0)


def broken_to(text: str, room: int) -> list[str]:
    """A text in lines of so many columns, broken between words.

    >>> broken_to("better education and better care", 16)
    ['better education', 'and better care']
    """
    return broken(text, lambda line: wide(line) <= room)


def narrowed(heads: Sequence[str], body: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """The room of each column, so that all fit; [] where they do as they are, None where they cannot.

    The widest columns give way first; none becomes narrower than its longest word.

    >>> narrowed(["a", "b"], [["one", "better education and better care"]], 24)
    [3, 19]
    """
    columns = list(zip(heads, *body, strict=True))
    rooms = [max(map(wide, column)) for column in columns]
    least = [
        max(min(max(map(wide, cell.split()), default=0), _WORD) for cell in column) for column in columns
    ]
    over = sum(rooms) + _GAP * (len(rooms) - 1) - width
    if over <= 0:
        return []
    if sum(least) + _GAP * (len(least) - 1) > width:
        return None
    while over > 0:
        place = max(range(len(rooms)), key=lambda each: (rooms[each] > least[each], rooms[each]))
        rooms[place] -= 1
        over -= 1
    return rooms


def stacked(heads: Sequence[str], body: Sequence[Sequence[str]], width: int) -> str:
    """Each row as a block of named cells; empty cells are left out.

    >>> print(stacked(["motive", "n"], [["image", "3"]], 40), end="")
    motive  image
    n       3
    """
    left = min(max(map(wide, heads)), max(width // 3, 1))
    blocks = []
    for row in body:
        lines = []
        for head, cell in zip(heads, row, strict=True):
            names, texts = broken_to(head, left), broken_to(cell, max(width - left - _GAP, 8))
            if cell:
                for number in range(max(len(names), len(texts))):
                    name = names[number] if number < len(names) else ""
                    text = texts[number] if number < len(texts) else ""
                    lines.append(f"{name}{' ' * (left - wide(name) + _GAP)}{text}".rstrip())
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"
