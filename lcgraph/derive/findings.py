"""The reporting rule applied to coded interviews: derived findings, and what made them.

The rule is data, and applying it is a query (`queries/derive/cells.rq`). A motive that the study publishes
but that stands in no coding is `not-coded`: its codebook did not hold it. Goes in: what a store says. Comes
out: quads with n, N and status of each cell, the mentions it rests on, and the activity, rule and software
version that made it. Where a rule asks coders for consensus (`lcgraph.derive.consensus`), the mentions that
it sets aside count for no cell, and say so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from lcgraph.answers import Term, value
from lcgraph.derive.consensus import set_aside
from lcgraph.derive.statements import Statements
from lcgraph.resources import artefact
from lcgraph.vocab import BASE, LCG, PROV, RDF, RDFS, concept

_SET_ASIDE: Final = "VALUES ?mention { UNDEF }"
"""Where the query has the mentions that do not count."""


def derived_graph(study: NamedNode) -> NamedNode:
    """Where the derived statements of a study stand."""
    return NamedNode(f"{study.value}/graph/derived")


def findings(said: Statements, version: str) -> tuple[list[Quad], set[NamedNode]]:
    """The findings that the rule gives, and the studies to whose interviews it was applied."""
    aside = set_aside(said)
    cells = said.select(_question(aside))
    mentions = _mentions(said, aside) if len(cells) else {}
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
        graph = derived_graph(study)
        quads += [
            Quad(finding, predicate, object_, graph) for predicate, object_ in facts if object_ is not None
        ]
    for study, rule in rules.items():
        quads += _activity(study, rule, version)
        graph = derived_graph(study)
        quads += [Quad(mention, LCG.setAsideBy, by, graph) for mention, by in aside.items() if by == rule]
    return quads, set(rules)


def _question(aside: Collection[NamedNode]) -> str:
    """The query for cells, with the mentions that do not count as terms in it."""
    text = artefact("queries", "derive", "cells.rq").read_text(encoding="utf-8")
    terms = " ".join(str(mention) for mention in aside)
    return text.replace(_SET_ASIDE, f"VALUES ?mention {{ {terms} }}") if terms else text


def _mentions(
    said: Statements, aside: Collection[NamedNode]
) -> dict[tuple[Term | None, Term | None], list[NamedNode]]:
    """The mentions of each group and motive that count, in order."""
    groups, speakers = said.one(LCG.inGroup), said.one(LCG.byRespondent)
    found: dict[tuple[Term | None, Term | None], list[NamedNode]] = {}
    for mention, motives in said.each(LCG.mentionsMotive).items():
        for motive in motives:
            if isinstance(mention, NamedNode) and mention not in aside:
                found.setdefault((groups.get(speakers.get(mention)), motive), []).append(mention)
    for used in found.values():
        used.sort(key=lambda mention: mention.value)
    return found


def _finding(study: NamedNode, group: NamedNode, motive: NamedNode, *, beside_published: bool) -> NamedNode:
    """The cell's IRI; beside a published cell the derived one has a name of its own below it."""
    case_role = group.value.partition("/group/")[2] or quote(group.value, safe="")
    code = motive.value.rpartition("/")[2] if motive.value.startswith(BASE) else quote(motive.value, safe="")
    tail = "/derived" if beside_published else ""
    return NamedNode(f"{study.value}/finding/{case_role}/{code}{tail}")


def _activity(study: NamedNode, rule: object, version: str) -> Iterable[Quad]:
    """What made the derived findings: the rule as plan, the asserted graph as input, this software."""
    activity, graph = NamedNode(f"{study.value}/derivation"), derived_graph(study)
    software = NamedNode(f"{BASE}software/lcgraph/{version}")
    yield Quad(activity, RDF.type, PROV.Activity, graph)
    yield Quad(activity, PROV.used, NamedNode(f"{study.value}/graph/asserted"), graph)
    if isinstance(rule, NamedNode):
        yield Quad(activity, PROV.used, rule, graph)
    yield Quad(activity, PROV.wasAssociatedWith, software, graph)
    yield Quad(software, RDF.type, PROV.SoftwareAgent, graph)
    yield Quad(software, RDFS.label, Literal(f"lcgraph {version}"), graph)
