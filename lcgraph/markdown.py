"""Text inside Markdown: what stands in a label is read as it is written, and makes no link, picture or HTML.

CommonMark and the tables of GitHub; a backslash before a sign of ASCII makes it a sign and nothing else.
"""

from __future__ import annotations

import re
from typing import Final

from lcgraph.say import clean

_SIGNS: Final = re.compile(r"[\\`*\[\]<>|~$]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")
_START: Final = re.compile(r"^(?:[-+#=](?=\s|[-+#=]|$)|\d{1,9}(?=[.)]))")


def escaped(text: str, *, start: bool = False) -> str:
    """A text for a cell or a line of Markdown; with `start` it may be the first of its line.

    >>> print(escaped("a|b <img src=x onerror=y> [x](javascript:z) `c`"))
    a\\|b \\<img src=x onerror=y\\> \\[x\\](javascript:z) \\`c\\`
    >>> print(escaped("co_author"), escaped("_x_"), escaped("1. a", start=True))
    co_author \\_x\\_ 1\\. a
    """
    safe = _SIGNS.sub(lambda sign: f"\\{sign.group()}", clean(text))
    if not start:
        return safe
    return _START.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", safe)
