"""What people do not see in a study, or see as something else: told as warnings, with file, row and column.

Invisible characters are those that `say.clean` replaces wherever people read. A word whose letters are of
several scripts, one of which looks like another (Unicode Technical Standard 39, 5.1: mixed-script
confusables), and two names that look alike, can be taken for what they are not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final

from lcgraph.literature.model import Work
from lcgraph.say import Problems, Text, unseen
from lcgraph.study.tables import Row

_NAMED: Final = re.compile(r"(id|code|label|short|case|role|motive|cluster|sector|setting)(_(nl|en))?")
"""Columns that hold codes and labels."""
_REFERRING: Final = ("case", "role", "motive", "cluster", "sector", "setting")
"""Those that refer to a code of elsewhere."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_LIKE_LATIN: Final = ("ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "MATHEMATICAL", "FULLWIDTH")
_ALIKE: Final = str.maketrans(
    "АВЕЅІЈКМНОРСТХаеіјорсухԛԝһѕԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυ0I1|",
    "ABESlJKMHOPCTXaeijopcyxqwhsdABEZHlKMNOPTYXovuOlll",
)
"""Letters and digits that look like another: of Cyrillic and Greek the Latin ones, and `0`, `1`, `I`, `|`."""


def tell_unseen(
    settings: Mapping[str, Any],
    tables: Mapping[str, Iterable[Row]],
    works: Iterable[Work],
    problems: Problems,
) -> None:
    """Warn of what is not seen, or looks like something else, in settings, tables and works."""
    for path, text in _texts(settings):
        _tell(text, "study.toml", None, path, problems, named="label" in path or "title" in path)
    for file, rows in tables.items():
        first: dict[tuple[str, str], tuple[str, int | None]] = {}
        for row in rows:
            for column, cell in row.cells.items():
                named = _NAMED.fullmatch(column) is not None
                if not cell.isascii():
                    _tell(cell, file, row.place.row, column, problems, named=named)
                if named and column not in _REFERRING:
                    _tell_alike(first, cell, row, column, problems)
    for work in works:
        for text in (work.title, *(agent.name for agent in work.people)):
            _tell(text, work.place.file, work.place.row, None, problems, named=True)


def _texts(value: Any, path: str = "") -> Iterable[tuple[str, str]]:
    """The texts of settings with their paths."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, path)


def _tell(
    text: str, file: str, row: int | None, column: str | None, problems: Problems, *, named: bool
) -> None:
    if told := strange(text, named=named):
        problems.add(file, row, column, nl=told.nl, en=told.en, severity="warning")


def strange(text: str, *, named: bool = True) -> Text | None:
    """What there is to tell of a text with what people do not see; of a name also what misleads them."""
    if found := unseen().search(text):
        sign = _named(found.group())
        return Text(
            nl=f"bevat het onzichtbare teken {sign}: haal het weg",
            en=f"holds the invisible character {sign}: take it out",
        )
    if named and (word := next(filter(mixed, _WORD.findall(text)), "")):
        letter = _named(next(filter(_like_latin, word)))
        return Text(
            nl=f"het woord {word!r} mengt letters van verschillende schriften, zoals {letter}: typ "
            "het opnieuw",
            en=f"the word {word!r} mixes letters of different scripts, such as {letter}: type it anew",
        )
    return None


def _tell_alike(
    first: dict[tuple[str, str], tuple[str, int | None]], cell: str, row: Row, column: str, problems: Problems
) -> None:
    """Warn of a name that looks as an earlier one of its column does, and is another."""
    if len(cell) > 1 and cell[:1].isalpha():
        other, where = first.setdefault((column, skeleton(cell)), (cell, row.place.row))
        if other != cell:
            problems.add(
                row.place.file,
                row.place.row,
                column,
                nl=f"{cell!r} ziet eruit als {other!r} in rij {where}, maar is anders geschreven: schrijf "
                "ze gelijk, of duidelijk anders",
                en=f"{cell!r} looks like {other!r} in row {where}, but is written otherwise: write them "
                "alike, or clearly different",
                severity="warning",
            )


def mixed(word: str) -> bool:
    """Whether a word has letters of Latin, and letters of another script that look like them.

    >>> mixed("im\\u0430ge"), mixed("image"), mixed("\\u0430\\u0431\\u0432"), mixed("\\u03bcm")
    (True, False, False, False)
    """
    if word.isascii():
        return False
    return any(map(_like_latin, word)) and any(_script(letter) == "LATIN" for letter in word)


def _like_latin(letter: str) -> bool:
    return not letter.isascii() and (ord(letter) in _ALIKE or _script(letter) in _LIKE_LATIN)


def skeleton(text: str) -> str:
    """What a name looks like: names of one skeleton are hard to tell apart.

    >>> skeleton("R1") == skeleton("Rl"), skeleton("\\u0441\\u043e\\u0441\\u043e") == skeleton("coco")
    (True, True)
    """
    return unicodedata.normalize("NFKC", text).translate(_ALIKE)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _named(char: str) -> str:
    """`U+202E (RIGHT-TO-LEFT OVERRIDE)`."""
    name = unicodedata.name(char, "")
    return f"U+{ord(char):04X}" + (f" ({name})" if name else "")
