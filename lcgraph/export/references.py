"""The works of a graph as a list of references in the style of the APA, in Dutch and English.

The rules are those of the Publication Manual of the American Psychological Association, 7th edition,
chapters 8 to 10; in Dutch `n.d.` is `z.d.`, `Ed.` is `Red.` and `2nd ed.` is `2e druk`. `&` joins the names
in a list in both languages, the words do in running text (`in_text`).
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Quad

from lcgraph.errors import unknown
from lcgraph.export.bibliography import works_of
from lcgraph.quads import doi_link
from lcgraph.say import Text
from lcgraph.study.model import Agent, Work

FORMS: Final = ("text", "markdown", "html")
_NO_DATE: Final = Text("z.d.", "n.d.")
_AND: Final = Text("en", "and")
_EDITOR: Final = (Text("Red.", "Ed."), Text("Red.", "Eds."))
_THESES: Final = {
    "thesis": Text("Scriptie", "Thesis"),
    "phd-thesis": Text("Proefschrift", "Doctoral dissertation"),
    "masters-thesis": Text("Masterscriptie", "Master's thesis"),
}
_MOST: Final = 20


@dataclass(frozen=True)
class Span:
    """A piece of a reference: in italics, or an address that can be followed."""

    text: str
    italic: bool = False
    link: bool = False


def references(quads: Iterable[Quad], *, form: str = "text", lang: str = "en") -> str:
    """The references of the works that have a title, in the order of the APA: names, year, title.

    `form` is `text`, `markdown` (a paragraph each) or `html` (a list, each item with the key as its id).
    """
    if form not in FORMS:
        raise unknown("form", form, FORMS)
    works = sorted(works_of(quads), key=_in_order)
    letters = _letters(works)
    listed = [(work, reference(work, lang=lang, letter=letters[work.key])) for work in works]
    if form == "html":
        items = (f'<li id="{html.escape(work.key)}">{_html(spans)}</li>\n' for work, spans in listed)
        return f'<ul class="references">\n{"".join(items)}</ul>\n'
    show = _markdown if form == "markdown" else _plain
    return "\n".join(f"{show(spans)}\n" for _, spans in listed)


def in_text(work: Work, lang: str = "en") -> str:
    """A work as running text names it: `Gray and Purdy (2018)`, `Gray en Purdy (2018)`, `Bos (z.d.)`."""
    names = [agent.family for agent in work.people] or [work.title]
    if len(names) > 2 or work.others:
        names = [f"{names[0]} et al."]
    return f"{f' {_AND.in_(lang)} '.join(names)} ({work.year or _NO_DATE.in_(lang)})"


def _in_order(work: Work) -> tuple[object, ...]:
    names = [f"{agent.family} {agent.given}".casefold() for agent in work.people] or [work.title.casefold()]
    return names, work.year or 0, work.title.casefold(), work.key


def _letters(works: Sequence[Work]) -> dict[str, str]:
    """The letter after the year of works that running text could not tell apart: 2008a, 2008b."""
    shown = [in_text(work) for work in works]
    doubled, seen = Counter(shown), Counter[str]()
    letters = {}
    for work, name in zip(works, shown, strict=True):
        letter = chr(ord("a") + seen[name] % 26) * (1 + seen[name] // 26) if doubled[name] > 1 else ""
        seen[name] += 1
        letters[work.key] = letter if work.year or not letter else f"-{letter}"
    return letters


# ---- One reference


def reference(work: Work, *, lang: str = "en", letter: str = "") -> list[Span]:
    """One reference in pieces."""
    date = f"({work.year or _NO_DATE.in_(lang)}{letter})."
    whole = work.kind not in ("article", "magazine-article", "newspaper-article", "chapter", "paper")
    title = _title(work, lang, italic=whole or not work.container)
    people = _people(work, lang)
    head = [Span(f"{people} {date} "), *title] if people else [*title, Span(f" {date}")]
    spans = [*head, *_source(work, lang, whole=whole)]
    if address := doi_link(work.doi).value if work.doi else work.url:
        spans += [Span(" "), Span(address, link=True)]
    return spans


def _title(work: Work, lang: str, *, italic: bool) -> list[Span]:
    after = []
    if work.edition and italic:
        after.append(f"({_edition(work.edition, lang)})")
    if work.kind in _THESES:
        said = ", ".join(filter(None, (_THESES[work.kind].in_(lang), work.publisher)))
        after.append(f"[{said}]")
    if after:
        return [Span(work.title, italic=italic), Span(f" {' '.join(after)}.")]
    return [Span(work.title, italic=italic), *([] if work.title[-1] in ".?!" else [Span(".")])]


def _edition(edition: str, lang: str) -> str:
    if not edition.isdecimal():
        return edition
    number = int(edition)
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return Text(f"{number}e druk", f"{number}{ending} ed.").in_(lang)


def _source(work: Work, lang: str, *, whole: bool) -> list[Span]:
    """What the work is in, or who published it."""
    house = work.publisher if work.kind not in _THESES else ""
    if house in [agent.family for agent in work.people]:
        house = ""
    published = [Span(f" {house}" + ("" if house.endswith(".") else "."))] if house else []
    if whole or not work.container:
        return published
    if work.kind.endswith("article"):
        return _in_journal(work)
    editors = ""
    if work.editors and work.authors:
        names = _joined([_first_given(agent) for agent in work.editors])
        editors = f"{names} ({_EDITOR[len(work.editors) > 1].in_(lang)}), "
    pages = f"{'pp.' if '–' in work.pages else 'p.'} {work.pages}" if work.pages else ""
    inside = ", ".join(filter(None, (_edition(work.edition, lang), pages)))
    after = f" ({inside})." if inside else "."
    return [Span(f" In {editors}"), Span(work.container, italic=True), Span(after), *published]


def _in_journal(work: Work) -> list[Span]:
    spans = [Span(" "), Span(work.container, italic=True)]
    if work.volume:
        spans += [Span(", "), Span(work.volume, italic=True)]
    number = f"({work.number})" if work.number else ""
    number = f", {number}" if number and not work.volume else number
    return [*spans, Span(number + (f", {work.pages}" if work.pages else "") + ".")]


def _people(work: Work, lang: str) -> str:
    """The names that a reference begins with, closed by a full stop; "" when nobody is named."""
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
        shown += f" ({_EDITOR[len(work.editors) > 1 or work.others].in_(lang)})"
    return shown if shown.endswith(".") else shown + "."


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


# ---- How it is shown


def _plain(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans)


def _markdown(spans: Iterable[Span]) -> str:
    def shown(span: Span) -> str:
        if span.link:
            return f"<{span.text}>" if re.fullmatch(r"https?://[^\s<>]+", span.text) else _escaped(span.text)
        return f"*{_escaped(span.text)}*" if span.italic and span.text else _escaped(span.text)

    return "".join(map(shown, spans))


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", text)


def _html(spans: Iterable[Span]) -> str:
    def shown(span: Span) -> str:
        text = html.escape(span.text)
        if span.link and re.match(r"https?://", span.text):
            return f'<a href="{text}">{text}</a>'
        return f"<i>{text}</i>" if span.italic else text

    return "".join(map(shown, spans))
