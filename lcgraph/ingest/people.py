"""Names and e-mail addresses where a pseudonym belongs: a guess, told as a warning, never a verdict.

Goes in: the text of an id cell. Comes out: what it looks like. Interviews are personal data even under
pseudonyms; a name in a link can never be taken back.
"""

from __future__ import annotations

import re

_READ = 320  # the longest e-mail address there can be
_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_PARTICLE = r"(?:van|von|de|der|den|het|ten|ter|te|la|le|el|'t|in)"
_WORD = r"[^\W\d_]['’\w]*"
_GAP = r"[\s._-]+"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ](?:\.|[a-zß-öø-ÿ'’]+)"
_NAME = re.compile(
    rf"(?:{_CAPITAL}{_GAP}?)+(?:{_PARTICLE}{_GAP})*{_CAPITAL}|{_CAPITAL}{_GAP}(?:{_PARTICLE}{_GAP})+{_CAPITAL}"
)
_FAMILY_FIRST = re.compile(rf"(?:{_PARTICLE}\s+)*{_CAPITAL},\s*{_CAPITAL}.*", re.IGNORECASE)
_PARTICLES_INSIDE = re.compile(
    rf"{_WORD}[\s._-]+(?:van|von|de|der|den|ten|ter)(?:[\s._-]+(?:de|der|den|het))?[\s._-]+{_WORD}", re.I
)
_NO_NAMES = re.compile(
    r"interview|respondent|deelnemer|participant|partner|praktijk|practice|werkveld|opleiding|education|docent|"
    r"teacher|student|school|case|casus|groep|group|organi[sz]ation|organisatie|bedrijf|company|file|bestand|"
    r"transcript|ronde|round|zorg|care|hospital|ziekenhuis|team|bron|source|persoon|person|manager|expert",
    re.IGNORECASE,
)


def personal(text: str) -> str:
    """`mail` or `name` when a text looks like a person's e-mail address or name, else "".

    >>> personal("jan@school.nl"), personal("Jan de Vries"), personal("r-07"), personal("Practice Partner")
    ('mail', 'name', '', '')
    """
    text = text[:_READ].strip()
    if _MAIL.search(text):
        return "mail"
    if len(text) > 60 or _NO_NAMES.search(text) or re.search(r"\d", text):
        return ""
    if _NAME.fullmatch(text) or _FAMILY_FIRST.fullmatch(text) or _PARTICLES_INSIDE.fullmatch(text):
        return "name"
    return ""


def pseudonym_needed(text: str, kind: str) -> tuple[str, str]:
    """What to tell about such a text, in English and in Dutch."""
    en, nl = {"mail": ("an e-mail address", "een e-mailadres"), "name": ("a person's name", "een naam")}[kind]
    return (
        f"{text!r} looks like {en}: use a pseudonym, such as r07, and keep the key elsewhere",
        f"{text!r} lijkt op {nl}: gebruik een pseudoniem, zoals r07, en bewaar de sleutel elders",
    )
