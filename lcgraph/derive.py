"""The reporting rule applied to coded interviews: derived findings in a graph of their own.

The rule is data, and applying it is a query (`queries/derive/cells.rq`). A motive that the study publishes
but that stands in no coding is `not-coded`: its codebook did not hold it. Goes in: a store that holds the
asserted graphs. Comes out: quads for `…/graph/derived` with n, N and status of each cell, the mentions it
rests on, and the activity, rule and software version that made it. The same store gives the same quads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from lcgraph.answers import Rows, value
from lcgraph.resources import artefact
from lcgraph.store import EmbeddedStore, Store
from lcgraph.vocab import BASE, LCG, PROV, RDF, RDFS, concept

_MOTIVES = "SELECT ?mention ?motive WHERE { ?mention lcg:mentionsMotive ?motive }"
_RESPONDENTS = "SELECT ?mention ?respondent WHERE { ?mention lcg:byRespondent ?respondent }"
_GROUPS = "SELECT ?respondent ?group WHERE { ?respondent lcg:inGroup ?group }"
_PUBLISHED = "SELECT DISTINCT ?study WHERE { ?finding a lcg:PublishedFinding ; lcg:partOfStudy ?study }"


_LOOKED_AT = frozenset(
    {
        *(RDF.type, LCG.partOfStudy, LCG.inGroup, LCG.notAskedAbout, LCG.byRespondent, LCG.mentionsMotive),
        *(LCG.aboutMotive, LCG.reportingRule, LCG.exception, LCG.forGroup),
        *(LCG.thresholdNumerator, LCG.thresholdDenominator),
    }
)
"""The properties that the rule asks for (a test compares them with its query)."""
_BATCH = 50_000


class Grounds:
    """What the rule looks at, kept in memory of quads on their way to a store.

    The rule is answered here five times as fast as on disk. Goes in: all quads of a new store, through
    `passing`. Comes out: `store`, of which `derive` says the same as of the whole.
    """

    def __init__(self) -> None:
        self.store = EmbeddedStore()

    def passing(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """The same quads; what the rule looks at stays behind as well."""
        kept: list[Quad] = []
        for quad in quads:
            if quad.predicate in _LOOKED_AT:
                kept.append(quad)
                if len(kept) == _BATCH:
                    self.store.add(kept)
                    kept = []
            yield quad
        self.store.add(kept)


def derive(store: Store, version: str) -> list[Quad]:
    """The derived findings of every study in the store that has mentions and a rule."""
    cells = _select(store, artefact("queries", "derive", "cells.rq").read_text(encoding="utf-8"))
    if not len(cells):
        return []
    mentions = _mentions(store)
    published = {row[0] for row in _select(store, _PUBLISHED).terms}
    quads: list[Quad] = []
    rules = {}
    for study, group, motive, n, total, status, rule in cells.terms:
        if not (
            isinstance(study, NamedNode) and isinstance(group, NamedNode) and isinstance(motive, NamedNode)
        ):
            continue
        rules[study] = rule
        finding = _finding(study, group, motive, beside_published=study in published)
        graph = NamedNode(f"{study.value}/graph/derived")
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
        quads += [
            Quad(finding, predicate, object_, graph) for predicate, object_ in facts if object_ is not None
        ]
    for study, rule in rules.items():
        quads += _activity(study, rule, version)
    return quads


def _mentions(store: Store) -> dict[tuple[object, object], list[NamedNode]]:
    """The mentions of each group and motive, in order.

    Joined and sorted here: three questions of one pattern each are answered five times as fast as one
    question that joins and sorts (100,000 mentions on disk).
    """
    groups = {row[0]: row[1] for row in _select(store, _GROUPS).terms}
    speakers = {row[0]: row[1] for row in _select(store, _RESPONDENTS).terms}
    found: dict[tuple[object, object], list[NamedNode]] = {}
    for mention, motive in _select(store, _MOTIVES).terms:
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
    activity, graph = NamedNode(f"{study.value}/derivation"), NamedNode(f"{study.value}/graph/derived")
    software = NamedNode(f"{BASE}software/lcgraph/{version}")
    yield Quad(activity, RDF.type, PROV.Activity, graph)
    yield Quad(activity, PROV.used, NamedNode(f"{study.value}/graph/asserted"), graph)
    if isinstance(rule, NamedNode):
        yield Quad(activity, PROV.used, rule, graph)
    yield Quad(activity, PROV.wasAssociatedWith, software, graph)
    yield Quad(software, RDF.type, PROV.SoftwareAgent, graph)
    yield Quad(software, RDFS.label, Literal(f"lcgraph {version}"), graph)


def _select(store: Store, text: str) -> Rows:
    found = store.query(text)
    if not isinstance(found, Rows):
        raise TypeError("a SELECT was expected")
    return found
