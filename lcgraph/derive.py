"""What follows from the statements of studies, said once: derived statements in graphs of their own.

Goes in: a store that holds the asserted graphs and the ontology. Comes out: quads for `…/graph/derived` of
every study, and for the one graph of that name about the shared schemes. The same store gives the same quads.

- The reporting rule applied to coded interviews: derived findings with n, N and status of each cell, the
  mentions they rest on, and the activity, rule and software version that made them. The rule is data, and
  applying it is a query (`queries/derive/cells.rq`). A motive that the study publishes but that stands in no
  coding is `not-coded`: its codebook did not hold it.
- What every question needs, so that none has to say it again: which finding counts for a group and a motive
  (`lcg:Cell`), the topmost concept of each concept and the top cluster of each motive, the rule and the
  minimum of each group, its facets (`lcgraph.facets`), and the phases of a study.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from lcgraph.answers import Term, value
from lcgraph.facets import Fact, facets
from lcgraph.quads import integer
from lcgraph.resources import artefact
from lcgraph.statements import Statements
from lcgraph.store import EmbeddedStore, Store
from lcgraph.vocab import BASE, LCG, PROV, RDF, RDFS, SKOS, concept

SHARED: Final = NamedNode(f"{BASE}graph/derived")
"""Where derived statements about the shared schemes stand, whichever studies there are."""

_OPEN: Final = (LCG.PartnerRole, LCG.Setting, LCG.Sector, LCG.MotiveCluster, LCG.MotiveLevel, LCG.Phase)
_MADE: Final = frozenset({LCG.DerivedFinding, PROV.Activity, PROV.SoftwareAgent})

_LOOKED_AT: Final = frozenset(
    {
        *(RDF.type, LCG.partOfStudy, LCG.inGroup, LCG.notAskedAbout, LCG.byRespondent, LCG.mentionsMotive),
        *(LCG.aboutMotive, LCG.aboutGroup, LCG.reportingRule, LCG.exception, LCG.forGroup, LCG.phase),
        *(LCG.thresholdNumerator, LCG.thresholdDenominator, LCG.respondents, LCG.inCase, LCG.role),
        *(LCG.setting, LCG.sector, LCG.startYear, LCG.position, LCG.tableCluster, SKOS.broader),
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
    quads, ruled = _by_rule(said, version)
    quads += _kept(store, [study for study in studies if study not in ruled])
    quads += list(_cells(said, quads))
    for subject, predicate, object_ in _everywhere(said):
        study = said.study(subject)
        quads.append(Quad(subject, predicate, object_, _graph(study) if study else SHARED))
    for study in studies:
        facts = (*facets(said, study), *_phases(said, study))
        quads += [Quad(*fact, _graph(study)) for fact in facts]
    return quads


def _graph(study: NamedNode) -> NamedNode:
    return NamedNode(f"{study.value}/graph/derived")


def _by_rule(said: Statements, version: str) -> tuple[list[Quad], set[NamedNode]]:
    """The findings that the rule gives, and the studies whose interviews it was applied to."""
    cells = said.select(artefact("queries", "derive", "cells.rq").read_text(encoding="utf-8"))
    mentions = _mentions(said) if len(cells) else {}
    published = {said.study(finding) for finding in said.all(LCG.PublishedFinding)}
    quads: list[Quad] = []
    rules = {}
    for study, group, motive, n, total, status, rule in cells.terms:
        if not (
            isinstance(study, NamedNode) and isinstance(group, NamedNode) and isinstance(motive, NamedNode)
        ):
            continue
        rules[study] = rule
        facts = [
            (RDF.type, LCG.DerivedFinding),
            (RDF.type, LCG.Finding),
            (LCG.partOfStudy, study),
            (LCG.aboutGroup, group),
            (LCG.aboutMotive, motive),
            (LCG.status, concept("status", str(value(status)))),
            (LCG.respondentsMentioning, n),
            (LCG.respondentsAsked, total),
            (PROV.wasGeneratedBy, NamedNode(f"{study.value}/derivation")),
            *((PROV.wasDerivedFrom, mention) for mention in mentions.get((group, motive), [])),
        ]
        finding = _finding(study, group, motive, beside_published=study in published)
        graph = _graph(study)
        quads += [
            Quad(finding, predicate, object_, graph) for predicate, object_ in facts if object_ is not None
        ]
    for study, rule in rules.items():
        quads += _activity(study, rule, version)
    return quads, set(rules)


def _mentions(said: Statements) -> dict[tuple[Term | None, Term | None], list[NamedNode]]:
    """The mentions of each group and motive, in order."""
    groups, speakers = said.one(LCG.inGroup), said.one(LCG.byRespondent)
    found: dict[tuple[Term | None, Term | None], list[NamedNode]] = {}
    for mention, motives in said.each(LCG.mentionsMotive).items():
        for motive in motives:
            if isinstance(mention, NamedNode):
                found.setdefault((groups.get(speakers.get(mention)), motive), []).append(mention)
    for used in found.values():
        used.sort(key=lambda mention: mention.value)
    return found


def _finding(study: NamedNode, group: NamedNode, motive: NamedNode, *, beside_published: bool) -> NamedNode:
    """The cell's IRI; beside a published cell the derived one has a name of its own below it."""
    case_role = group.value.partition("/group/")[2]
    code = motive.value.rpartition("/")[2]
    tail = "/derived" if beside_published else ""
    return NamedNode(f"{study.value}/finding/{case_role}/{code}{tail}")


def _activity(study: NamedNode, rule: object, version: str) -> Iterable[Quad]:
    """What made the derived findings: the rule as plan, the asserted graph as input, this software."""
    activity, graph = NamedNode(f"{study.value}/derivation"), _graph(study)
    software = NamedNode(f"{BASE}software/lcgraph/{version}")
    yield Quad(activity, RDF.type, PROV.Activity, graph)
    yield Quad(activity, PROV.used, NamedNode(f"{study.value}/graph/asserted"), graph)
    if isinstance(rule, NamedNode):
        yield Quad(activity, PROV.used, rule, graph)
    yield Quad(activity, PROV.wasAssociatedWith, software, graph)
    yield Quad(software, RDF.type, PROV.SoftwareAgent, graph)
    yield Quad(software, RDFS.label, Literal(f"lcgraph {version}"), graph)


def _kept(store: Store, studies: Iterable[NamedNode]) -> list[Quad]:
    """The derived findings that came with studies whose interviews are not here, and what made them."""
    kept = []
    for study in studies:
        there = list(store.quads(_graph(study).value))
        made = {quad.subject for quad in there if quad.predicate == RDF.type and quad.object in _MADE}
        kept += [quad for quad in there if quad.subject in made and quad.object != LCG.Cell]
    return kept


def _cells(said: Statements, derived: Sequence[Quad]) -> Iterator[Quad]:
    """The finding that counts for its group and motive: the published one, and else the derived one."""
    groups, motives = said.one(LCG.aboutGroup), said.one(LCG.aboutMotive)
    printed = set()
    for finding in said.all(LCG.PublishedFinding):
        group = groups.get(finding)
        printed.add((group, motives.get(finding)))
        if study := said.study(finding) or said.study(group):
            yield Quad(finding, RDF.type, LCG.Cell, _graph(study))
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
    exceptions = {said.one(LCG.forGroup).get(each): each for each in said.all(LCG.RuleException)}
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
