"""LaTeX in reference lists: what people wrote as text, and text as BibTeX can hold it.

`decode(encode(text)) == text` for every text on one line. Decoding is `pylatexenc`'s, imported when a text
has anything to decode; a text that it cannot read within bounds loses its braces and nothing else.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from functools import cache, lru_cache
from typing import Any, Final

_DEEPEST: Final = 40
"""How deep braces may be nested; pylatexenc is recursive."""
_MOST_BRACKETS: Final = 4
"""How many `[` may begin the option of a command: pylatexenc reads what is in it twice, and so on within."""
_BRACKET: Final = chr(0xF8E0)
_LONGEST: Final = 20_000
"""How long a text with commands may be for pylatexenc, which is slower than linear."""
_BRACES: Final = re.compile("[{}]")

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
_SIGNS: Final = {f"\\{char}": chr(0xF8C0 + number) for number, char in enumerate("&%$#_")}
_BACK: Final = {
    **{ord(private): char for char, private in _PRIVATE.items()},
    **{ord(private): written[1] for written, private in _SIGNS.items()},
    ord(_BRACKET): "[",
}
_ESCAPES: Final = {
    **{char: f"\\{command}{{}}" for command, char in _COMMANDS.items() if char not in "<>|"},
    **{char: f"\\{char}" for char in "&%$#_"},
}
_LATEX: Final = re.compile(r"[\\{}~$]|``|''")
_ESCAPED: Final = re.compile(r"\\[\\&%$#_]")
_MATH: Final = re.compile(r"((?<!\\)\$(?=[^$]*[\\^_])[^$]+(?<!\\)\$)")
"""A formula, which says so by a command or an index; `from $5 to $6` holds none."""
_WRAPPERS: Final = re.compile(
    r"\\href\s*\{[^{}]*\}\s*(?=\{)|\\(?:title|author|date|thanks|footnote|url|nolinkurl)\s*(?=\{)"
)
"""Commands of which only the text in their last braces counts."""
_SPECIAL: Final = {
    "~": " ", "``": "“", "''": "”", "--": "–", "---": "—", "!`": "¡", "?`": "¿"
}  # fmt: skip
_SPECIALS: Final = re.compile(r"---|--|``|''|[!?]`|~")
_MARKS: Final = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331",
}  # fmt: skip
_ACCENT: Final = re.compile(
    r"""\\\\|\\(?:(?P<sign>['`^"~=.])\s*|(?P<name>[uvHckrdb])(?:\s*(?=[{\\])|\s+(?=[A-Za-z])))
    (?:\{\s*\\?(?P<braced>[A-Za-z])\s*\}|\\(?P<dotless>[ij])(?![A-Za-z])(?:\{\}|\s*)|(?P<bare>[A-Za-z])
    |\{(?P<spaced>[^\W\d_])\})""",
    re.VERBOSE,
)
"""A command that sets a mark on the letter after it, in braces or bare; or the end of a line."""
_LETTERS: Final = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł",
    "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
}  # fmt: skip
_LETTER: Final = re.compile(
    r"(?<!\\)\\(" + "|".join(sorted(_LETTERS, key=len, reverse=True)) + r")(?:\{\}|(?![A-Za-z])\s*)"
)
_MARKUP: Final = re.compile(
    r"</?(?:i|b|em|strong|sub|sup|scp|span|sc|u|p|jats:[a-z-]+)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_LIGATURE: Final = re.compile(r"([-`'<>,])(?=\1)|([?!])(?=`)")


def decode(text: str) -> str:
    """BibTeX text as people read it: LaTeX escapes resolved, braces and line breaks gone.

    >>> decode('{\\\\"U}ber {DNA} & 5%'), decode(r"\\href{https://example.org/}{A page}")
    ('Über DNA & 5%', 'A page')
    >>> decode("``Quotes'' -- from $5 to $6"), decode(r"$\\alpha$ of $x_2$")
    ('“Quotes” – from $5 to $6', 'α of x_2')
    """
    joined = " ".join(text.split())
    return _decoded(joined) if _LATEX.search(joined) else joined


@lru_cache(maxsize=10_000)
def _decoded(text: str) -> str:
    """A text that may hold LaTeX; accents, escapes and braces need no parser."""
    bare = " ".join(re.sub(r"[\\{}]", "", text).split())
    if _depth(text) > _DEEPEST or len(text) > _LONGEST:
        return bare
    named = _WORDS.sub(lambda found: _PRIVATE[_COMMANDS[found[1] or found[2]]], _WRAPPERS.sub("", text))
    plain = _accented(named)
    if not _MATH.search(plain):
        plain = _ESCAPED.sub(lambda found: _SIGNS.get(found[0], found[0]), plain)
        if "\\" not in plain:
            read = _SPECIALS.sub(lambda found: _SPECIAL[found[0]], plain)
            return " ".join(re.sub(r"[{}]", "", read).translate(_BACK).split())
    safe = "".join(
        part if number % 2 else re.sub(r"(?<!\\)([&%$#_])", r"\\\1", part)
        for number, part in enumerate(_MATH.split(plain))
    )
    if safe.count("[") > _MOST_BRACKETS:
        safe = safe.replace("[", _BRACKET)
    try:
        return " ".join(_parser().latex_to_text(safe).translate(_BACK).split())
    except Exception:  # commands unlike their use: nobody can list what pylatexenc raises for them
        return bare


def _accented(text: str) -> str:
    """A text with the accents and letters that commands make; all other commands as they are."""
    if "\\" not in text:
        return text
    return _LETTER.sub(lambda found: _LETTERS[found[1]], _ACCENT.sub(_with_accent, text))


def _with_accent(found: re.Match[str]) -> str:
    if found[0] == r"\\":
        return found[0]
    letter = found["braced"] or found["dotless"] or found["bare"] or found["spaced"]
    return unicodedata.normalize("NFC", letter + _MARKS[found["sign"] or found["name"]])


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
    for found in _BRACES.finditer(text):
        depth += 1 if found.group() == "{" else -1
        if depth < 0:
            return -1
        deepest = max(deepest, depth)
    return deepest


@cache
def _parser() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text

    logging.getLogger("pylatexenc").addHandler(logging.NullHandler())  # it would print what it cannot read
    return LatexNodes2Text()
