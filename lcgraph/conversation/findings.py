"""What comes of the answers: shared, wanted and brought, unguessed, imagined, not of one mind.

Goes in: a `Form` and the answers that were handed over. Comes out: `Found`, with motives in the order of the
form and partners by their place at the table. A partner wants a motive from a weight of 2 on; of several
people of one partner the highest weight counts. `static/converse.js` shows the same in a browser; a test
holds both against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from lcgraph.conversation.form import Form
from lcgraph.conversation.handover import Answer, Mark

WANTED: Final = 2
"""From this weight on a partner wants a motive."""
APART: Final = 2
"""By how much weights of people of one partner differ when they are not of one mind."""
RATERS: Final = 5
"""From how many partners on a coefficient of agreement says something."""


KINDS: Final = ("shared", "match", "unseen", "imagined", "mixed", "own", "together", "alone")
"""The kinds of findings, in the order in which they are talked about."""


@dataclass(frozen=True)
class Line:
    """One finding: its kind, the motive, the partner that it is about, and the other one where there is one.

    `kind` is `shared`, `match` (the other can bring what this partner wants), `unseen` (wanted by one,
    guessed by none), `imagined` (guessed by the other of this partner, who gives it no role), `mixed`, `own`
    or `together` (at which level, where partners differ) or `alone`.
    """

    kind: str
    motive: str
    partner: int | None = None
    other: int | None = None
    mutual: bool = False


@dataclass(frozen=True)
class Found:
    """All findings; `chance` is how many motives would be shared by accident, `kappa` see `_Table.kappa`."""

    partners: tuple[int, ...]
    lines: tuple[Line, ...]
    chance: Fraction
    kappa: Fraction | None

    def of(self, kind: str) -> tuple[Line, ...]:
        """The findings of one kind."""
        return tuple(line for line in self.lines if line.kind == kind)


def find(form: Form, answers: Sequence[Answer]) -> Found:
    """The findings of these answers; of each person there is one at most.

    The expected number of shared motives is M times the product of the partners' shares of wanted motives, if
    each had drawn theirs from the M motives by lot.
    """
    table = _Table(form, answers)
    chance = Fraction(len(table.motives))
    for partner in table.partners:
        chance *= Fraction(sum(table.wants(partner, each) for each in table.motives), len(table.motives))
    lines = [line for motive in table.motives for line in table.lines(motive)]
    return Found(table.partners, tuple(lines), chance, table.kappa())


class _Table:
    """The answers by partner and motive."""

    def __init__(self, form: Form, answers: Sequence[Answer]) -> None:
        self.motives = [motive.code for motive in form.motives]
        self.answers = answers
        self.partners = tuple(sorted({answer.partner for answer in answers}))

    def people(self, partner: int) -> list[Answer]:
        return [answer for answer in self.answers if answer.partner == partner]

    def weights(self, partner: int, motive: str) -> list[int]:
        return [answer.marks.get(motive, Mark()).weight for answer in self.people(partner)]

    def wants(self, partner: int, motive: str) -> bool:
        return max(self.weights(partner, motive)) >= WANTED

    def brings(self, partner: int, motive: str) -> bool:
        return any(answer.marks.get(motive, Mark()).bring for answer in self.people(partner))

    def guessed(self, by: int, about: int, motive: str) -> bool:
        return any(motive in answer.guesses.get(about, ()) for answer in self.people(by))

    def helps(self, partner: int, other: int) -> bool:
        """Whether the other can bring anything that this partner wants."""
        return any(self.wants(partner, each) and self.brings(other, each) for each in self.motives)

    def pairs(self) -> Iterator[tuple[int, int]]:
        return ((a, b) for a in self.partners for b in self.partners if a != b)

    def lines(self, motive: str) -> Iterator[Line]:
        wanting = [partner for partner in self.partners if self.wants(partner, motive)]
        if len(wanting) == len(self.partners):
            yield Line("shared", motive)
        for a, b in self.pairs():
            if a in wanting and self.brings(b, motive):
                yield Line("match", motive, a, b, self.helps(b, a))
        if len(wanting) == 1 and self.unseen(wanting[0], motive):
            yield Line("unseen", motive, wanting[0])
        for by, about in self.pairs():
            if self.guessed(by, about, motive) and not max(self.weights(about, motive)):
                yield Line("imagined", motive, about, by)
        for partner in self.partners:
            weights = self.weights(partner, motive)
            if max(weights) - min(weights) >= APART:
                yield Line("mixed", motive, partner)
        yield from self.levels(motive, wanting)
        for partner in self.partners:
            if any(answer.alone.get(motive) == "yes" for answer in self.people(partner)):
                yield Line("alone", motive, partner)

    def unseen(self, partner: int, motive: str) -> bool:
        others = [each for each in self.partners if each != partner]
        guessing = any(any(answer.guesses.values()) for each in others for answer in self.people(each))
        return guessing and not any(self.guessed(each, partner, motive) for each in others)

    def levels(self, motive: str, wanting: Sequence[int]) -> Iterator[Line]:
        """Who wants it at which level, where both occur."""
        at = {
            level: [partner for partner in wanting if self.at(partner, motive, level)]
            for level in ("organisational", "collective")
        }
        if all(at.values()):
            yield from (Line("own", motive, partner) for partner in at["organisational"])
            yield from (Line("together", motive, partner) for partner in at["collective"])

    def at(self, partner: int, motive: str, level: str) -> bool:
        marks = [answer.marks.get(motive, Mark()) for answer in self.people(partner)]
        return any(mark.weight >= WANTED and mark.level == level for mark in marks)

    def kappa(self) -> Fraction | None:
        """Fleiss (1971), two categories; None below five partners, or where all wanted all or nothing."""
        raters, many = len(self.partners), len(self.motives)
        if raters < RATERS:
            return None
        counts = [sum(self.wants(partner, each) for partner in self.partners) for each in self.motives]
        share = Fraction(sum(counts), many * raters)
        expected = share**2 + (1 - share) ** 2
        if expected == 1:
            return None
        alike = sum(n * (n - 1) + (raters - n) * (raters - n - 1) for n in counts)
        return (Fraction(alike, many * raters * (raters - 1)) - expected) / (1 - expected)
