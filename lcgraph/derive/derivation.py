"""What follows from the statements of studies, said once: derived statements in graphs of their own.

Goes in: a store that holds the asserted graphs and the ontology. Comes out: quads for `…/graph/derived` of
every study, and for the one graph of that name about the shared schemes: the findings of the reporting rule
(`lcgraph.derive.findings`), and what every question needs, so that none has to say it again. That is which
finding counts for a group and a motive (`lcg:Cell`), the topmost concept of each concept and the top cluster
of each motive, the rule and the minimum of each group, its facets (`lcgraph.derive.facets`), and the phases
of a study. The same store gives the same quads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pyoxigraph import NamedNode, Quad

from lcgraph.derive.facets import Fact, facets
from lcgraph.derive.findings import derived_graph, findings
from lcgraph.derive.statements import Statements
from lcgraph.quads import integer
from lcgraph.store import EmbeddedStore, Store
from lcgraph.vocab import BASE, LCG, PROV, RDF, SHARED, SKOS

_OPEN: Final = (LCG.PartnerRole, LCG.Setting, LCG.Sector, LCG.MotiveCluster, LCG.MotiveLevel, LCG.Phase)
_MADE: Final = frozenset({LCG.DerivedFinding, PROV.Activity, PROV.SoftwareAgent})

_LOOKED_AT: Final = frozenset(
    {
        *(RDF.type, LCG.partOfStudy, LCG.inGroup, LCG.notAskedAbout, LCG.byRespondent, LCG.mentionsMotive),
        *(LCG.aboutMotive, LCG.aboutGroup, LCG.reportingRule, LCG.exception, LCG.forGroup, LCG.phase),
        *(LCG.thresholdNumerator, LCG.thresholdDenominator, LCG.respondents, LCG.inCase, LCG.role),
        *(LCG.setting, LCG.sector, LCG.startYear, LCG.position, LCG.tableCluster, SKOS.broader),
        *(LCG.coder, LCG.consensus),
        *(LCG.attributeOf, LCG.attributeType, LCG.quantityValue, LCG.qualifier),
    }
)
"""The properties that are asked for, beside codes and the attributes of studies (a test compares them)."""
_BATCH = 50_000


class Grounds:
    """What deriving looks at, kept in memory of quads on their way to a store.

    The rule is answered here five times as fast as on disk. Goes in: all quads of a new store, through
    `passing`. Comes out: `store`, of which `derive` says the same as of the whole.
    """

    def __init__(self) -> None:
        self.store = EmbeddedStore()

    def passing(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """The same quads; what is looked at stays behind as well."""
        kept: list[Quad] = []
        for quad in quads:
            if quad.predicate in _LOOKED_AT or _is_looked_at(quad):
                kept.append(quad)
                if len(kept) == _BATCH:
                    self.store.add(kept)
                    kept = []
            yield quad
        self.store.add(kept)


def _is_looked_at(quad: Quad) -> bool:
    """Whether this is a code (those of mentions, of which there are many, apart) or an attribute's value."""
    if quad.predicate == SKOS.notation:
        return "/mention/" not in str(quad.subject)
    return quad.predicate.value.startswith(BASE + "study/")


def derive(store: Store, version: str) -> list[Quad]:
    """The derived statements of every study in the store, and those about the shared schemes."""
    said = Statements(store)
    studies = said.all(LCG.Study)
    quads, ruled = findings(said, version)
    quads += _kept(store, [study for study in studies if study not in ruled])
    quads += list(_cells(said, quads))
    for subject, predicate, object_ in _everywhere(said):
        study = said.study(subject)
        quads.append(Quad(subject, predicate, object_, derived_graph(study) if study else SHARED))
    for study in studies:
        facts = (*facets(said, study), *_phases(said, study))
        quads += [Quad(*fact, derived_graph(study)) for fact in facts]
    return quads


def _kept(store: Store, studies: Iterable[NamedNode]) -> list[Quad]:
    """What came with studies whose interviews are not here: derived findings, what made them, phases."""
    kept = []
    for study in studies:
        there = list(store.quads(derived_graph(study).value))
        made = {quad.subject for quad in there if quad.predicate == RDF.type and quad.object in _MADE}
        kept += [quad for quad in there if quad.subject in made and quad.object != LCG.Cell]
        kept += [quad for quad in there if quad.predicate == LCG.hasPhase]
    return kept


def _cells(said: Statements, derived: Sequence[Quad]) -> Iterator[Quad]:
    """The finding that counts for its group and motive: the published one, and else the derived one."""
    groups, motives = said.one(LCG.aboutGroup), said.one(LCG.aboutMotive)
    printed = set()
    for finding in said.all(LCG.PublishedFinding):
        group = groups.get(finding)
        printed.add((group, motives.get(finding)))
        if study := said.study(finding) or said.study(group):
            yield Quad(finding, RDF.type, LCG.Cell, derived_graph(study))
    group_of = {quad.subject: quad.object for quad in derived if quad.predicate == LCG.aboutGroup}
    for quad in derived:
        if quad.predicate == LCG.aboutMotive and (group_of.get(quad.subject), quad.object) not in printed:
            yield Quad(quad.subject, RDF.type, LCG.Cell, quad.graph_name)


def _everywhere(said: Statements) -> Iterator[Fact]:
    """What follows for single things: top concepts and clusters, and the rules of groups."""
    for class_ in _OPEN:
        for concept_ in said.all(class_):
            yield concept_, LCG.topConcept, said.chain(concept_)[-1]
    for motive in said.all(LCG.Motive):
        cluster = said.one(LCG.tableCluster).get(motive)
        if isinstance(cluster, NamedNode):
            yield motive, LCG.topCluster, said.chain(cluster)[-1]
    exceptions = {group: each for each, group in sorted(said.one(LCG.forGroup).items(), key=str)}
    for group in said.all(LCG.PartnerGroup):
        rule = exceptions.get(group) or said.one(LCG.reportingRule).get(said.study(group))
        if isinstance(rule, NamedNode):
            yield group, LCG.governedBy, rule
            yield from _minimum(said, group, rule)


def _minimum(said: Statements, group: NamedNode, rule: NamedNode) -> Iterator[Fact]:
    """The smallest number of respondents with which a motive is reported, in whole numbers."""
    asked = said.number(LCG.respondents, group)
    share, whole = (said.number(each, rule) for each in (LCG.thresholdNumerator, LCG.thresholdDenominator))
    if asked and share is not None and whole:
        yield group, LCG.minimum, integer(max(1, -(-asked * share // whole)))


def _phases(said: Statements, study: NamedNode) -> Iterator[Fact]:
    """The phases of a study: its own, and shared ones that it uses; all shared ones if it has no own."""
    phases = said.all(LCG.Phase)
    own = [phase for phase in phases if said.study(phase) == study]
    used = said.phases().get(study, set())
    if used and not own:
        own = [phase for phase in phases if said.study(phase) is None]
    for phase in phases:
        if phase in own or phase in used:
            yield study, LCG.hasPhase, phase
