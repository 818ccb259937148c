"""The form of a conversation: which partners talk about which motives, in both languages.

Goes in: the codes of a graph (`lcgraph.schemes`), the names of the partners. Comes out: a `Form`, which
pages, paper and hand-over codes are made of. Two forms with the same motives and partners have the same
number, so that a code that was made with another form is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lcgraph.errors import CallError, unknown
from lcgraph.say import Text
from lcgraph.schemes import Concept, Schemes

TITLE: Final = Text(nl="Wat willen we van elkaar?", en="What do we want from each other?")
"""What a conversation is called, unless it is given a name."""
MOST_MOTIVES: Final = 40
PARTNERS: Final = (2, 8)
"""The fewest and the most partners that a conversation is made for."""
_FNV_OFFSET, _FNV_PRIME = 0x811C9DC5, 0x01000193


@dataclass(frozen=True)
class Motive:
    """One motive to talk about, with the top cluster under which the form shows it."""

    code: str
    label: Text
    definition: Text
    cluster: Text


@dataclass(frozen=True)
class Form:
    """What a conversation is about: a title, the motives in order, and the partners, where they are known."""

    title: Text
    motives: tuple[Motive, ...]
    partners: tuple[str, ...] = field(default=())

    @property
    def number(self) -> int:
        """A number from 0 to 1023 for the motives and partners, in order: FNV-1a (Fowler, Noll & Vo), folded.

        >>> Form(Text(), ()).number
        753
        """
        return fingerprint([motive.code for motive in self.motives], self.partners)


def fingerprint(motives: Sequence[str], partners: Sequence[str]) -> int:
    """The number of a form, from codes of motives and names of partners."""
    value = _FNV_OFFSET
    for byte in "\n".join((*motives, "", *partners)).encode():
        value = ((value ^ byte) * _FNV_PRIME) & 0xFFFFFFFF
    return (value ^ (value >> 10) ^ (value >> 20) ^ (value >> 30)) & 0x3FF


def in_tables(cells: Iterable[Mapping[str, object]]) -> list[str]:
    """The motives of rows of `cross-case-matrix`, each once, in their order: what a conversation is about.

    >>> in_tables([{"motive": "image"}, {"motive": "network"}, {"motive": "image"}])
    ['image', 'network']
    """
    return list(dict.fromkeys(str(cell["motive"]) for cell in cells))


def make_form(
    schemes: Schemes, *, title: Text, motives: Sequence[str] = (), partners: Sequence[str] = ()
) -> Form:
    """A form about these motives, in the order given; without any, about all motives of the scheme.

    `CallError` names an unknown motive with the nearest, and says how many motives and partners it may have.
    """
    known = {each.code: each for each in schemes if each.scheme == "motive"}
    clusters = {each.code: each for each in schemes if each.scheme == "cluster"}
    for code in motives:
        if code not in known:
            raise unknown("motive", code, known)
    chosen = list(dict.fromkeys(motives)) or list(known)
    _counted(len(chosen), MOST_MOTIVES, Text(nl="motieven", en="motives"), 1)
    names = tuple(dict.fromkeys(name.strip() for name in partners if name.strip()))
    if names:
        _counted(len(names), PARTNERS[1], Text(nl="partners", en="partners"), PARTNERS[0])
    return Form(title, tuple(_motive(known[code], clusters) for code in chosen), names)


def _motive(concept: Concept, clusters: dict[str, Concept]) -> Motive:
    top = clusters.get(concept.cluster)
    while top and top.broader in clusters:
        top = clusters[top.broader]
    return Motive(concept.code, concept.label, concept.definition, top.label if top else Text())


def _counted(number: int, most: int, what: Text, least: int) -> None:
    if not least <= number <= most:
        raise CallError(
            nl=f"{number} {what.nl}: een gesprek gaat over {least} tot {most} {what.nl}",
            en=f"{number} {what.en}: a conversation is about {least} to {most} {what.en}",
        )
