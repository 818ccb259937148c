"""What stands out in the cells as sentences, in Dutch and English.

Goes in: `Highlights`, and what the codes are called. Comes out: `Told`: a heading with its sentences. Each
number is in the sentence, and nothing is said that is not among the highlights: where no two shares lie apart
there is no sentence about a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from lcgraph.analysis.contrasts import Share
from lcgraph.analysis.highlights import Counted, Difference, Highlights
from lcgraph.say import Text

Name = Callable[[str, str], str]
"""What a code of a scheme is called: `motive`, `cluster`, `by`, or what groups are told apart by."""
DIFFERENCES: Final = 2
"""How many ways in which groups differ are told."""
_OF: Final = Text(nl="{} van de {}", en="{} of {}")
_OF_GROUPS: Final = Text(nl="{} van de {} groepen", en="{} of {} groups")
_AND: Final = Text(nl=" en ", en=" and ")
_MOST: Final = Text(nl="Wat groepen het vaakst noemen", en="What groups name most")
_LEAST: Final = Text(nl="Wat bijna niemand noemt", en="What hardly anyone names")
_NOBODY: Final = Text(nl="Wat niemand noemt", en="What nobody names")
_DIFFER: Final = {
    "role": Text(nl="Waarin rollen verschillen", en="Where roles differ"),
    "setting": Text(nl="Waarin settings verschillen", en="Where settings differ"),
    "sector": Text(nl="Waarin sectoren verschillen", en="Where sectors differ"),
}
_DIFFER_BY: Final = Text(nl="Wat verschilt naar {}", en="What differs by {}")
_NAMED: Final = Text(nl="Groepen noemen het vaakst {}.", en="Groups most often name {}.")
_NAMED_LEAST: Final = Text(nl="Het minst genoemd: {}.", en="Named least: {}.")
_NAMED_BY_NONE: Final = Text(nl="Geen enkele groep noemt {}.", en="Not one group names {}.")
_WIDEST: Final = {
    "role": Text(nl="Rollen verschillen het meest bij {}.", en="Roles differ most on {}."),
    "setting": Text(nl="Settings verschillen het meest bij {}.", en="Settings differ most on {}."),
    "sector": Text(nl="Sectoren verschillen het meest bij {}.", en="Sectors differ most on {}."),
}
_WIDEST_BY: Final = Text(nl="Het grootste verschil: {}.", en="The largest difference: {}.")
_ONLY_BY: Final = Text(nl="Alleen genoemd door {}: {}.", en="Named only by {}: {}.")
_ONLY_IN: Final = Text(nl="Alleen genoemd bij {}: {}.", en="Named only in {}: {}.")
_CLUSTERS: Final = Text(
    nl="Van de soorten motieven noemen groepen {} het meest ({} van de {} groepen noemen er minstens één){}.",
    en="Of the kinds of motives, groups name {} most ({} of {} groups name at least one){}.",
)
_THEN: Final = Text(nl=", daarna {}", en=", then {}")
_WHY: Final = Text(nl="Waarom zij samenwerken", en="Why they collaborate")
_LOW: Final = 3
"""A motive that a larger share than one in this many reports is not one that hardly anyone names."""
MORE: Final = Text(nl="en nog {}", en="and {} more")
_MANY: Final = 4


@dataclass(frozen=True)
class Told:
    """A heading, what it is about (`clusters`, `most`, `least`, `nobody` or a facet), and its sentences."""

    about: str
    heading: str
    sentences: tuple[str, ...]


def told(found: Highlights, name: Name, lang: str) -> list[Told]:
    """The highlights that there are, why first; none of them speaks of what the cells do not have."""
    parts: list[Told] = []

    def add(about: str, heading: Text, *sentences: str) -> None:
        parts.append(Told(about, heading.in_(lang), sentences))

    if found.clusters:
        add("clusters", _WHY, _kinds(found.clusters, name, lang))
    if found.most:
        add("most", _MOST, _NAMED.in_(lang).format(_counted(found.most, "motive", name, lang)))
    for each in found.differences[:DIFFERENCES]:
        heading = _DIFFER.get(each.by) or _by(each.by, name)
        add(each.by, heading, *_different(each, name, lang))
    if found.nobody:
        names = [f"{name('motive', each.code)} ({_share(each.share, lang)})" for each in found.nobody]
        add("nobody", _NOBODY, _NAMED_BY_NONE.in_(lang).format(joined(names, lang)))
    elif found.least and all(each.share.reporting * _LOW <= each.share.groups for each in found.least):
        add("least", _LEAST, _NAMED_LEAST.in_(lang).format(_counted(found.least, "motive", name, lang)))
    return parts


def _by(by: str, name: Name) -> Text:
    label = name("by", by)
    return Text(nl=_DIFFER_BY.nl.format(label), en=_DIFFER_BY.en.format(label))


def _kinds(found: Sequence[Counted], name: Name, lang: str) -> str:
    """The clusters, the one that most groups name a motive of first."""
    first, *others = found
    rest = _THEN.in_(lang).format(_counted(others, "cluster", name, lang, groups=False)) if others else ""
    share = first.share
    return _CLUSTERS.in_(lang).format(name("cluster", first.code), share.reporting, share.groups, rest)


def _counted(found: Sequence[Counted], scheme: str, name: Name, lang: str, *, groups: bool = True) -> str:
    """Motives or clusters, each with its share; the first one says what is counted."""
    return joined(
        (
            f"{name(scheme, each.code)} ({_share(each.share, lang, groups=groups and place == 0)})"
            for place, each in enumerate(found)
        ),
        lang,
    )


def _different(found: Difference, name: Name, lang: str) -> list[str]:
    """Where groups differ most, and what only those of one value report."""
    items, before = [], ("", "")
    for each in found.spreads:
        pair = (each.high, each.low)
        most, least = (
            _share(each.most, lang, groups=before == ("", "")), _share(each.least, lang)
        )  # fmt: skip
        if pair != before:
            most, least = f"{name(found.by, each.high)} {most}", f"{name(found.by, each.low)} {least}"
        items.append(f"{name('motive', each.motive)} ({most}, {least})")
        before = pair
    sentences = [_WIDEST.get(found.by, _WIDEST_BY).in_(lang).format(joined(items, lang))]
    only = _ONLY_BY if found.by == "role" else _ONLY_IN
    for value, motives in found.only.items():
        names = [name("motive", each) for each in motives]
        sentences.append(only.in_(lang).format(name(found.by, value), shortened(names, lang)))
    return sentences


def _share(share: Share, lang: str, *, groups: bool = False) -> str:
    return (_OF_GROUPS if groups else _OF).in_(lang).format(share.reporting, share.groups)


def shortened(names: Sequence[str], lang: str, most: int = _MANY) -> str:
    """The first names, and how many more there are."""
    if len(names) <= most + 1:
        return joined(names, lang)
    return f"{', '.join(names[:most])} {MORE.in_(lang).format(len(names) - most)}"


def joined(names: Iterable[str], lang: str) -> str:
    """Names beside each other as a sentence has them.

    >>> joined(["a", "b", "c"], "en")
    'a, b and c'
    """
    found = list(names)
    if len(found) < 2:  # nothing to join
        return "".join(found)
    return ", ".join(found[:-1]) + _AND.in_(lang) + found[-1]
