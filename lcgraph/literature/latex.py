"""LaTeX in reference lists: what people wrote as text, and text as BibTeX can hold it.

`decode(encode(text)) == text` for every text on one line. Decoding is `pylatexenc`'s, imported when a text
has anything to decode; a text that it cannot read within bounds loses its braces and nothing else.
"""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import Any, Final

_DEEPEST: Final = 40
"""How deep braces may be nested; pylatexenc is recursive."""
_MOST_BRACKETS: Final = 4
"""How many `[` may begin the option of a command: pylatexenc reads what is in it twice, and so on within."""
_BRACKET: Final = chr(0xF8E0)

_COMMANDS: Final = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
}
"""Commands for characters that mean something to LaTeX itself."""

_WORDS: Final = re.compile(
    r"\{\\(" + "|".join(_COMMANDS) + r")\}|\\(" + "|".join(_COMMANDS) + r")(?:\{\}|\b *)"
)
_PRIVATE: Final = {char: chr(0xF8D0 + number) for number, char in enumerate(_COMMANDS.values())}
_BACK: Final = {ord(private): char for char, private in _PRIVATE.items()} | {ord(_BRACKET): "["}
_ESCAPES: Final = {
    **{char: f"\\{command}{{}}" for command, char in _COMMANDS.items() if char not in "<>|"},
    **{char: f"\\{char}" for char in "&%$#_"},
}
_HREF: Final = re.compile(r"\\href\s*\{[^{}]*\}\s*(?=\{)")
_MARKUP: Final = re.compile(
    r"</?(?:i|b|em|strong|sub|sup|scp|span|sc|u|p|jats:[a-z-]+)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_LIGATURE: Final = re.compile(r"([-`'<>,])(?=\1)|([?!])(?=`)")


def decode(text: str) -> str:
    """BibTeX text as people read it: LaTeX escapes resolved, braces and line breaks gone.

    >>> decode('{\\\\"U}ber {DNA} & 5%'), decode(r"\\href{https://example.org/}{A page}")
    ('Über DNA & 5%', 'A page')
    """
    joined = " ".join(text.split())
    if not re.search(r"[\\{}~]", joined):
        return joined
    bare = " ".join(re.sub(r"[\\{}]", "", joined).split())
    if _depth(joined) > _DEEPEST:
        return bare
    named = _WORDS.sub(lambda found: _PRIVATE[_COMMANDS[found[1] or found[2]]], _HREF.sub("", joined))
    safe = re.sub(r"(?<!\\)([&%$#_])", r"\\\1", named)
    if safe.count("[") > _MOST_BRACKETS:
        safe = safe.replace("[", _BRACKET)
    try:
        return " ".join(_latex().latex_to_text(safe).translate(_BACK).split())
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError):  # a command unlike its use
        return bare


def encode(text: str) -> str:
    """A text as the value of a BibTeX field, in braces that balance.

    >>> encode("R&D at 5% {sic}")
    'R\\\\&D at 5\\\\% \\\\textbraceleft{}sic\\\\textbraceright{}'
    """
    escaped = "".join(_ESCAPES.get(char, char) for char in " ".join(text.split()))
    return _LIGATURE.sub(r"\1\2{}", escaped)


def pages(text: str) -> str:
    """Pages from and to, as BibTeX has them.

    >>> pages("10 – 19"), pages("10-19"), pages("221")
    ('10--19', '10--19', '221')
    """
    return encode(re.sub(r" ?[-‐‑‒–—]+ ?", "–", " ".join(text.split()))).replace("–", "--")


def without_markup(text: str) -> str:
    """A title without the tags that some programs keep in it.

    >>> without_markup("<i>E. coli</i> in a<sub>2</sub> < b")
    'E. coli in a2 < b'
    """
    return _MARKUP.sub("", text)


def verbatim(text: str) -> str:
    r"""An address or identifier: the escapes that some programs put into it are taken out.

    >>> verbatim(r"\url{https://example.org/a\_b?c=1\&d=~e}")
    'https://example.org/a_b?c=1&d=~e'
    """
    bare = re.sub(r"\\url\s*(?=\{)|[{}\s]", "", re.sub(r"\{?\\textasciitilde(\{\})?\}?|\\~\{\}", "~", text))
    return re.sub(r"\\([&%$#_~])", r"\1", bare)


def balanced(text: str) -> bool:
    r"""Whether a value can stand between braces; an escaped brace counts for BibTeX as any other.

    >>> balanced("{DNA} and {RNA}"), balanced("a } b { c"), balanced(r"a \{ b")
    (True, False, False)
    """
    return _depth(text) >= 0 and text.count("{") == text.count("}")


def _depth(text: str) -> int:
    """How deep braces are nested at most; -1 when one closes that was not opened."""
    depth = deepest = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return -1
        deepest = max(deepest, depth)
    return deepest


@cache
def _latex() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text

    logging.getLogger("pylatexenc").addHandler(logging.NullHandler())  # it would print what it cannot read
    return LatexNodes2Text()
