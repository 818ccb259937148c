"""Does an id look like a person? A guess on the form of the words, for a warning and nothing more.

Goes in: what stands in a column of ids. Comes out: whether it looks like a name or an e-mail address. Codes
such as `R01`, `ict-3` and `P12-werkveld` do not. A rare name may be missed, an invented one is flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from lcgraph.say import Problems, Text
from lcgraph.study.tables import Row

_READ: Final = 320  # the longest e-mail address there can be
_MAIL: Final = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]{2,}")
_ENDING: Final = re.compile(r"\.(txt|docx?|odt|rtf|pdf|md|mp3|mp4|m4a|wav|csv|xlsx?)$", re.IGNORECASE)
_PARTICLE: Final = r"(?:van|von|de|der|den|het|ten|ter|te|el|al|da|di|la|le|du)"
_FAMILY: Final = rf"(?:{_PARTICLE}[ _-])*[A-ZÀ-Þ][a-zß-ÿ]+(?:-[A-ZÀ-Þ][a-zß-ÿ]+)?"
_INITIALS: Final = r"(?:[A-ZÀ-Þ]\.[ _]?)+"
_NAME: Final = re.compile(
    rf"{_INITIALS}[ _-]?{_FAMILY}"  # P. Bos, P.A. de Vries
    rf"|{_FAMILY},[ _]?{_INITIALS}"  # Bos, P.
    rf"|[A-ZÀ-Þ][a-zß-ÿ]+[ _](?:{_PARTICLE}[ _])+[A-ZÀ-Þ][a-zß-ÿ]+"  # Peter van der Vaart
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_MONTH: Final = re.compile(r"\bjan[ ._-]?\d", re.IGNORECASE)
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_GIVEN: Final = frozenset(
    _WORD.findall("""
    ahmed aisha alexander ali amira amina andrea andreas anja anke anna annemarie anne annelies anouk
    anton arjan arnold astrid barbara bart ben bert bianca bob bram brigitte carla carolien caroline
    chantal charlotte chris christine claudia corinne daan daniel danny david dennis diana dirk eefje
    ellen els emma eric erik esther eva evelien fatima femke fleur floor frank frans fred frederik
    gerard gerda gert gijs hannah hans hassan heleen helena hendrik henk herman hugo ibrahim ilse inge
    ingrid irene iris jaap jack jacob jacqueline jan janneke jasper jeroen jessica jesse johan johanna
    john jolanda joost joris jos judith julia karel karin kees khalid kim klaas koen lars laura leo lia
    lieke linda lisa loes lotte lucas luuk maaike maarten manon marc marco margriet maria marieke
    marijke marion marjan mark marleen martijn martin maud menno michael michel michiel miranda mohamed
    mohammed monique mustafa nancy nadia natasja nicole niels nina noor olga omar patricia patrick paul
    paula peter petra pieter pim rachid ramon remco rené rene richard rik rob robert robin roel rogier
    roland ronald roos ruben ruud sabine samira sander sandra sanne sara sarah saskia sebastiaan simon
    simone sjoerd sofie sophie stefan stephan steven stijn suzanne sven sylvia tamara theo thijs thomas
    tim tineke tjeerd tom ton truus vera victor vincent willem willemijn wim wouter yasmin yvonne
    youssef
    """)
)
"""Given names that are common in the Netherlands and are not words of the field."""


def looks_personal(text: str) -> bool:
    """Whether an id looks like the name or the e-mail address of a person.

    >>> [looks_personal(text) for text in ("j.jansen@school.nl", "Jan Jansen", "jan-jansen", "Bos, P.")]
    [True, True, True, True]
    >>> [looks_personal(text) for text in ("R01", "P12-werkveld", "Bakery One", "jan 2021.docx")]
    [False, False, False, False]
    """
    text = text[:_READ]
    if _MAIL.search(text):
        return True
    bare = _ENDING.sub("", text.strip())
    if _NAME.search(bare):
        return True
    words = [word.lower() for word in _WORD.findall(_CAMEL.sub(" ", _MONTH.sub(" ", bare)))]
    return any(word in _GIVEN for word in words)


def personal(text: str) -> str:
    """`mail` or `name` when a text looks like a person's e-mail address or name, else "".

    >>> personal("jan@school.nl"), personal("Jan de Vries"), personal("r-07"), personal("Practice Partner")
    ('mail', 'name', '', '')
    """
    text = text[:_READ].strip()
    if _MAIL.search(text):
        return "mail"
    return "name" if looks_personal(text) else ""


def pseudonym_needed(text: str, kind: str) -> Text:
    """What to tell about such a text."""
    en, nl = {"mail": ("an e-mail address", "een e-mailadres"), "name": ("a person's name", "een naam")}[kind]
    return Text(
        nl=f"{text!r} lijkt op {nl}: gebruik een pseudoniem, zoals r07, en bewaar de sleutel elders",
        en=f"{text!r} looks like {en}: use a pseudonym, such as r07, and keep the key elsewhere",
    )


def twins(ids: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of ids that differ only in case or white space: the first one met, and each later one.

    >>> twins(["p1", "P 1", "p2", "p1"])
    [('p1', 'P 1')]
    """
    first: dict[str, str] = {}
    found = []
    for each in dict.fromkeys(ids):
        other = first.setdefault("".join(each.split()).casefold(), each)
        if other != each:
            found.append((other, each))
    return found


def twin_told(other: str, each: str) -> Text:
    """What to tell about two such ids."""
    return Text(
        nl=f"{each!r} en {other!r} verschillen alleen in hoofdletters of spaties en tellen als twee mensen: "
        "schrijf ze gelijk als het er een is",
        en=f"{each!r} and {other!r} differ only in capitals or spaces and count as two people: if they are "
        "one, write them alike",
    )


def tell_twins(rows: Iterable[Row], column: str, problems: Problems) -> None:
    """Warn of the ids in this column that differ from an earlier one only in case or white space."""
    places = {row[column]: row.place for row in reversed(list(rows))}
    for other, each in twins(reversed(list(places))):
        place = places[each]
        told = twin_told(other, each)
        problems.add(place.file, place.row, column, nl=told.nl, en=told.en, severity="warning")


def tell_personal(rows: Iterable[Row], columns: Iterable[str], problems: Problems) -> None:
    """Warn once of each value in these columns of ids that looks like a person."""
    told: set[tuple[str, str]] = set()
    names = tuple(columns)
    for row in rows:
        for column in names:
            value = row[column]
            if not value or (column, value) in told:
                continue
            told.add((column, value))
            if kind := personal(value):
                needed = pseudonym_needed(value, kind)
                problems.add(
                    row.place.file, row.place.row, column, nl=needed.nl, en=needed.en, severity="warning"
                )
