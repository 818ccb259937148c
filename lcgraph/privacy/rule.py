"""The public part of a graph: nothing in it depends on what is withheld.

Goes in: quads. Comes out: the quads of a public edition, and a count of what it leaves out. Statistical
offices call it primary suppression to hide a number that points at people, and complementary suppression to
hide those from which it follows (Cox, 1980; Willenborg & De Waal, 2001; Hundepool et al., 2012). Here nothing
is chosen cell by cell: the answers of a group of too few people are taken out whole, *before* anything is
counted over them, so that no sum, difference, status or presence can hold them (non-interference: Goguen &
Meseguer, 1982).

- Respondents and mentions never leave, nor anything that points at them, nor the name of a coder who counts.
- A group of one or two respondents says only that it is there (`lcg:answersWithheld`); so does one whose size
  differs by one or two from that of an earlier edition. Its cells all say `withheld`, and nothing else.
- A cell of a larger group for which one or two were asked says `withheld`.
- Where a study withholds anything, a motive has cells only when a group names it that may be shown; a motive
  or cluster of the study's own that nothing else speaks of does not leave either.
- What a publication prints is public already: a study without interviews, with a source and with published
  cells, leaves whole. Published cells of a study with a source stay as they are printed.

The rule, its proof and its limits are told in `docs/privacy.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from lcgraph.privacy import allowed
from lcgraph.privacy.gathered import NUMBERS, Earlier, Gathered
from lcgraph.privacy.withheld import WITHHELD, Withheld
from lcgraph.vocab import LCG, ONTOLOGY, PROV, RDF, SHARED, XSD, is_member

FEW: Final = 3
"""The answers of fewer respondents than this are withheld."""

_NOTHING: Final[Mapping[object, frozenset[int]]] = {}


def public_quads(quads: Iterable[Quad], earlier: Earlier = _NOTHING) -> tuple[list[Quad], Withheld]:
    """The quads of a public edition, and what was left out.

    The ontology leaves whole; so does a study that is printed (see above). The same quads give the same.
    """
    given = list(quads)
    rule = PublicRule(given, earlier)
    return list(rule.public(given)), rule.withheld()


class PublicRule:
    """What a public edition of some quads holds; `earlier` are the numbers of editions before it."""

    def __init__(self, quads: Iterable[Quad], earlier: Earlier = _NOTHING) -> None:
        known = self.known = Gathered(quads)
        self.earlier = earlier
        self.things = known.public_things()
        self.properties = allowed.PROPERTIES | known.attributes
        self.printed = known.printed()
        self.published = known.published()
        sizes = known.sizes()
        self.groups = {group for group, size in sizes.items() if self._few_people(group, size)}
        """The groups whose answers do not leave."""
        derived = known.of(LCG.DerivedFinding)
        self.cells = {cell for cell in derived if self._few_asked(cell)}
        """The derived cells that say `withheld`."""
        self.partial = {known.study_of(each) for each in (*self.groups, *self.cells)}
        """The studies that withhold an answer."""
        self.named = {self._motive(cell) for cell in derived if self._names(cell)}
        """What is named by a group that may be shown, as study and motive."""
        self.cells = {cell for cell in self.cells if self._motive(cell) in self.named}
        self.unnamed = {cell for cell in derived if self._unnamed(cell)}
        self.unprinted = {cell for cell in known.of(LCG.PublishedFinding) if self._unprinted(cell)}
        self.with_cells = {study for study, _ in map(self._motive, derived) if study not in self.partial} | {
            study for study, _ in self.named
        }
        self.unspoken = self._unspoken()

    # ---- Who is few

    def _few_people(self, group: object, size: int) -> bool:
        if self.known.study_of(group) in self.printed:
            return False
        marked = self.known.value(group, LCG.answersWithheld)
        return self._few(group, size) or (isinstance(marked, Literal) and marked.value in ("true", "1"))

    def _few_asked(self, cell: object) -> bool:
        if self.known.study_of(cell) in self.printed:
            return False
        if self.known.value(cell, LCG.status) == WITHHELD:
            return True
        asked = self.known.number(cell, LCG.respondentsAsked) or 0
        return self.known.value(cell, LCG.aboutGroup) in self.groups or self._few(cell, asked)

    def _few(self, thing: object, size: int) -> bool:
        """Whether so many are few, or few more or fewer than an earlier edition tells of."""
        changes = {abs(size - before) for before in self.earlier.get(thing, ())}
        return 0 < size < FEW or any(0 < change < FEW for change in changes)

    # ---- What may be said of motives

    def _motive(self, cell: object) -> tuple[str, object]:
        return self.known.study_of(cell), self.known.value(cell, LCG.aboutMotive)

    def _names(self, cell: object) -> bool:
        """Whether a cell that is shown says that somebody names its motive."""
        return cell not in self.cells and bool(self.known.number(cell, LCG.respondentsMentioning))

    def _unnamed(self, cell: object) -> bool:
        study, _ = motive = self._motive(cell)
        return study in self.partial and motive not in self.named

    def _unprinted(self, cell: object) -> bool:
        """Whether this is a cell of too few people in a study that names no publication."""
        in_group = self.known.value(cell, LCG.aboutGroup) in self.groups
        return in_group and self.known.study_of(cell) not in self.published

    def _unspoken(self) -> set[object]:
        """The motives and clusters of a study's own that only withheld answers speak of."""
        named = {motive for _, motive in self.named}
        silent = {*self.unnamed, *self.unprinted}

        def speaks(thing: object) -> bool:
            return thing in self.things and thing not in silent and thing not in found

        found: set[object] = set()
        waiting = [
            thing
            for thing in (*self.known.of(LCG.Motive), *self.known.of(LCG.MotiveCluster))
            if allowed.is_own_concept(thing) and self.known.study_of(thing) in self.partial
        ]
        while True:
            more = {
                thing
                for thing in waiting
                if thing not in found
                and thing not in named
                and (self.known.is_a(thing, LCG.Motive) or self.known.speaking.get(thing, set()) & found)
                and not any(map(speaks, self.known.speaking.get(thing, ())))
            }
            if not more:
                return found
            found |= more

    # ---- What leaves

    def public(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """The quads that leave, of those that the rule was made of; what is added comes last."""
        spoken: set[object] = set()
        shared: list[Quad] = []
        for quad in quads:
            if not self.lets_out(quad):
                continue
            if quad.graph_name == SHARED and not self.known.with_ontology:
                shared.append(quad)
                continue
            if quad.predicate == LCG.status and quad.subject in self.cells:
                quad = Quad(quad.subject, LCG.status, WITHHELD, quad.graph_name)
            spoken.add(quad.object)
            yield quad
        spoken |= {quad.object for quad in shared if quad.subject in spoken}
        yield from (quad for quad in shared if quad.subject in spoken)
        yield from self._added()

    def lets_out(self, quad: Quad) -> bool:
        """Whether a public edition carries this quad, its status apart, which may become `withheld`."""
        if quad.graph_name == ONTOLOGY:
            return True
        subject, predicate, object_ = quad.subject, quad.predicate, quad.object
        if subject not in self.things or object_ in self.known.private:
            return False
        if predicate in allowed.PRIVATE_PROPERTIES:
            return False
        if predicate not in self.properties and not is_member(predicate):
            return False
        if predicate in NUMBERS and (subject in self.groups or subject in self.cells):
            return False
        if predicate == LCG.consensus and object_ not in allowed.CODERS:
            return False
        if predicate == LCG.hasPhase and (study := self.known.study_of(subject)) in self.partial:
            return self.known.study_of(object_) == study  # who is withheld may alone speak of a shared phase
        if subject in self.unspoken or object_ in self.unspoken:
            return False
        if subject in self.unnamed or subject in self.unprinted:
            return False
        return not self._makes_nothing(subject)

    def _makes_nothing(self, thing: object) -> bool:
        """Whether this is what made the derived cells, where none is shown."""
        if self.known.is_a(thing, PROV.Activity):
            return self.known.study_of(thing) in self.partial - self.with_cells
        return self.known.is_a(thing, PROV.SoftwareAgent) and not self.with_cells

    def _added(self) -> Iterator[Quad]:
        """What an edition says of what it leaves out: groups, and cells in the place of unprinted ones."""
        for group in sorted(self.groups, key=str):
            if self.known.value(group, LCG.answersWithheld) is None and isinstance(group, NamedNode):
                yes = Literal("true", datatype=XSD.boolean)
                asserted = NamedNode(f"{self.known.study_of(group)}/graph/asserted")
                yield Quad(group, LCG.answersWithheld, yes, asserted)
        beside = {self._place(cell) for cell in self.unprinted}
        for cell in sorted(self.cells, key=str):
            if self._place(cell) in beside and isinstance(cell, NamedNode):
                yield Quad(cell, RDF.type, LCG.Cell, self._derived(cell))

    def _place(self, cell: object) -> tuple[object, object]:
        return self.known.value(cell, LCG.aboutGroup), self.known.value(cell, LCG.aboutMotive)

    def _derived(self, thing: object) -> NamedNode:
        return NamedNode(f"{self.known.study_of(thing)}/graph/derived")

    def withheld(self) -> Withheld:
        """What a public edition leaves out, counted."""
        known = self.known.private | self.things
        return Withheld(
            respondents=sum(self.known.is_a(thing, LCG.Respondent) for thing in self.known.private),
            mentions=sum(self.known.is_a(thing, LCG.Mention) for thing in self.known.private),
            groups=len(self.groups),
            cells=len(self.cells),
            motives=len({self._motive(cell) for cell in self.unnamed}),
            others=sum(thing not in known for thing in self.known.types),
        )
