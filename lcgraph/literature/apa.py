"""Works as a list of references in the style of the APA, in Dutch and English.

The rules are those of the Publication Manual of the American Psychological Association, 7th edition,
chapters 8 to 10; in Dutch `n.d.` is `z.d.`, `Ed.` is `Red.` and `2nd ed.` is `2e druk`, and `&` joins the
names as in English. Why no CSL processor does this: `docs/decisions/0035-references-by-hand.md`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from lcgraph.literature.model import Agent, Work
from lcgraph.literature.names import PARTICLES, slug
from lcgraph.markdown import escaped
from lcgraph.quads import doi_link
from lcgraph.say import Text

_NO_DATE: Final = Text(nl="z.d.", en="n.d.")
_EDITOR: Final = Text(nl="Red.", en="Ed.")
_EDITORS: Final = Text(nl="Red.", en="Eds.")
_TRANSLATED: Final = Text(nl="Vert.", en="Trans.")
_THESES: Final = {
    "thesis": Text(nl="Scriptie", en="Thesis"),
    "phd-thesis": Text(nl="Proefschrift", en="Doctoral dissertation"),
    "masters-thesis": Text(nl="Masterscriptie", en="Master's thesis"),
}
_REPORT: Final = Text(nl="Rapport nr.", en="Report No.")
_MOST: Final = 20
"""How many authors a reference names."""


def write(works: Iterable[Work], *, lang: str = "en") -> str:
    """A paragraph of Markdown for each work, in the order of the APA: names, year, title."""
    ordered = sorted(works, key=lambda work: _in_order(work, lang))
    letters = _letters(ordered)
    listed = (_reference(work, lang, letters[work.key]) for work in ordered)
    return "\n".join(f"{reference}\n" for reference in listed)


def _in_order(work: Work, lang: str) -> tuple[object, ...]:
    names = [_by(agent, lang) for agent in work.people] or [_letters_of(work.title)]
    return names, work.year or 0, _letters_of(work.title), work.key


def _by(agent: Agent, lang: str) -> str:
    """What a name is sorted by: letters without marks; in Dutch without the particles before the family."""
    words = agent.family.split()
    while lang == "nl" and len(words) > 1 and words[0].lower() in PARTICLES and not agent.corporate:
        words = words[1:]
    return f"{_letters_of(' '.join(words))} {_letters_of(agent.given)}"


def _letters_of(text: str) -> str:
    """A text as Dutch and English sort it: `Ö` with `O`, and no marks between the words."""
    return slug(text.lower().replace("'", "").replace("’", "")).replace("-", " ")


def _letters(works: Sequence[Work]) -> dict[str, str]:
    """The letter after the year of works that running text could not tell apart: 2008a, 2008b."""
    shown = [(work.label or work.title, work.year) for work in works]
    doubled, seen = Counter(shown), Counter[tuple[str, int | None]]()
    letters = {}
    for work, name in zip(works, shown, strict=True):
        letter = chr(ord("a") + seen[name] % 26) * (1 + seen[name] // 26) if doubled[name] > 1 else ""
        seen[name] += 1
        letters[work.key] = letter if work.year or not letter else f"-{letter}"
    return letters


# ---- One reference


def _reference(work: Work, lang: str, letter: str) -> str:
    date = f"({_year(work.year).in_(lang)}{letter})."
    whole = work.kind not in ("article", "magazine-article", "newspaper-article", "chapter", "paper")
    title = _title(work, lang, italic=whole or not work.container)
    named = _named(work, lang)
    head = f"{escaped(named)} {date} {title}" if named else f"{title} {date}"
    address = doi_link(work.doi).value if work.doi else work.url
    return " ".join(filter(None, (head, _source(work, lang, whole=whole), _linked(address))))


def _year(year: int | None) -> Text:
    if year is None:
        return _NO_DATE
    return Text(nl=str(year), en=str(year)) if year > 0 else Text(nl=f"{-year} v.Chr.", en=f"{-year} B.C.E.")


def _title(work: Work, lang: str, *, italic: bool) -> str:
    title = _italic(work.title) if italic else escaped(work.title)
    after = []
    if work.translators:
        names = _joined([_first_given(agent) for agent in work.translators])
        after.append(f"({names}, {_TRANSLATED.in_(lang)})")
    if work.edition and italic:
        after.append(f"({_edition(work.edition, lang)})")
    if work.kind == "report" and work.number:
        after.append(f"({_REPORT.in_(lang)} {work.number})")
    if work.kind in _THESES:
        said = ", ".join(filter(None, (_THESES[work.kind].in_(lang), work.publisher)))
        after.append(f"[{said}]")
    if after:
        return f"{title} {escaped(' '.join(after))}."
    return title if work.title[-1] in ".?!" else f"{title}."


def _edition(edition: str, lang: str) -> str:
    if not edition.isdecimal():
        return edition
    number = int(edition)
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return Text(nl=f"{number}e druk", en=f"{number}{ending} ed.").in_(lang)


def _source(work: Work, lang: str, *, whole: bool) -> str:
    """What the work is in, or who published it; "" when neither is to be told."""
    house = work.publisher if work.kind not in _THESES else ""
    if house in [agent.family for agent in work.people]:
        house = ""
    published = escaped(house if house.endswith(".") or not house else f"{house}.")
    if whole or not work.container:
        return published
    if work.kind.endswith("article"):
        return _in_journal(work)
    editors = ""
    if work.editors and work.authors:
        names = _joined([_first_given(agent) for agent in work.editors])
        editors = f"{names} ({_editors(work).in_(lang)}), "
    pages = f"{'pp.' if '–' in work.pages else 'p.'} {work.pages}" if work.pages else ""
    inside = ", ".join(filter(None, (_edition(work.edition, lang), pages)))
    after = f" ({inside})." if inside else "."
    book = f"In {escaped(editors)}{_italic(work.container)}{escaped(after)}"
    return f"{book} {published}" if published else book


def _in_journal(work: Work) -> str:
    volume = f", {_italic(work.volume)}" if work.volume else ""
    number = f"({work.number})" if work.number else ""
    number = f", {number}" if number and not work.volume else number
    return (
        _italic(work.container) + volume + escaped(number + (f", {work.pages}" if work.pages else "") + ".")
    )


def _named(work: Work, lang: str) -> str:
    """The authors, or else editors, that a reference begins with, closed by a full stop; "" for nobody."""
    names = [_family_first(agent) for agent in work.people]
    if not names:
        return ""
    if work.others:
        shown = ", ".join(names) + ", et al."
    elif len(names) > _MOST:
        shown = f"{', '.join(names[:19])}, … {names[-1]}"
    else:
        shown = _joined(names)
    if not work.authors:
        shown += f" ({_editors(work).in_(lang)})"
    return shown if shown.endswith(".") else shown + "."


def _editors(work: Work) -> Text:
    return _EDITORS if len(work.editors) > 1 or (work.others and not work.authors) else _EDITOR


def _joined(names: Sequence[str]) -> str:
    if len(names) < 3:
        comma = "," if names and "," in names[0] else ""
        return f"{comma} & ".join(names)
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _family_first(agent: Agent) -> str:
    initials, suffix = _initials(agent)
    return ", ".join(filter(None, (agent.family, initials, suffix)))


def _first_given(agent: Agent) -> str:
    initials, suffix = _initials(agent)
    return ", ".join(filter(None, (" ".join(filter(None, (initials, agent.family))), suffix)))


def _initials(agent: Agent) -> tuple[str, str]:
    """`John Michael` as `J. M.`, `Jean-Paul` as `J.-P.`; and the suffix."""
    given, _, suffix = agent.given.partition(", ")
    words = re.sub(r"\.(?=\w)", ". ", given).split()
    return " ".join(_initial(word) for word in words), suffix


def _initial(word: str) -> str:
    if word[:1].islower() or re.fullmatch(r"\W*", word):  # a particle
        return word
    if re.fullmatch(r"[A-Z]{2,3}", word):
        return " ".join(f"{letter}." for letter in word)
    return "-".join(f"{part[0]}." for part in word.split("-") if part)


# ---- As Markdown


def _linked(address: str) -> str:
    return f"<{address}>" if re.fullmatch(r"https?://[^\s<>]+", address) else escaped(address)


def _italic(text: str) -> str:
    return f"*{escaped(text)}*" if text else ""
