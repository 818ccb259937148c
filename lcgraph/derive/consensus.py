"""Which mentions count where several coders read: the consensus that a reporting rule asks for.

Goes in: what a store says. Comes out: the mentions that are set aside, by the rule that does so. `union` (as
where nothing is said) sets nothing aside: what one coder found counts. `both` keeps what every coder of the
study found at a respondent, `majority` what more than half of them found; anything else is the name of the
one coder who counts. The coders of a study are all who coded something in it; mentions that name no coder
are taken for those of one coder more. Whom a respondent is, and so N, does not depend on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode

from lcgraph.answers import Term
from lcgraph.derive.statements import Statements
from lcgraph.vocab import CONSENSUS, LCG

_Read = tuple[Term | None, Term]
"""A respondent and a motive."""


def set_aside(said: Statements) -> dict[NamedNode, NamedNode]:
    """The mentions that do not count, in order, each with the rule that sets it aside."""
    rules = {
        study: (rule, consensus.value)
        for study, rule in said.one(LCG.reportingRule).items()
        if isinstance(rule, NamedNode)
        and isinstance(consensus := said.one(LCG.consensus).get(rule), Literal)
        and consensus.value != "union"
    }
    if not rules:
        return {}
    mentions: dict[Term | None, list[NamedNode]] = {study: [] for study in rules}
    for mention in said.each(LCG.mentionsMotive):
        study = said.one(LCG.partOfStudy).get(mention)
        if study in mentions and isinstance(mention, NamedNode):
            mentions[study].append(mention)
    return {
        mention: rule
        for study, (rule, consensus) in rules.items()
        for mention in sorted(_overruled(said, mentions[study], consensus), key=str)
    }


def _overruled(said: Statements, mentions: Iterable[NamedNode], consensus: str) -> list[NamedNode]:
    """Those mentions of one study that its consensus does not keep."""
    coders = {mention: _coder(said, mention) for mention in mentions}
    if consensus not in CONSENSUS:
        return [mention for mention, coder in coders.items() if coder != consensus]
    found: dict[_Read, set[str]] = {}
    for mention, coder in coders.items():
        for read in _reads(said, mention):
            found.setdefault(read, set()).add(coder)
    everybody = len(set(coders.values()))
    needed = everybody if consensus == "both" else everybody // 2 + 1
    return [mention for mention in coders if not _kept(said, mention, found, needed)]


def _kept(said: Statements, mention: NamedNode, found: Mapping[_Read, set[str]], needed: int) -> bool:
    return any(len(found[read]) >= needed for read in _reads(said, mention))


def _reads(said: Statements, mention: NamedNode) -> list[_Read]:
    respondent = said.one(LCG.byRespondent).get(mention)
    return [(respondent, motive) for motive in said.each(LCG.mentionsMotive)[mention]]


def _coder(said: Statements, mention: NamedNode) -> str:
    coder = said.one(LCG.coder).get(mention)
    return coder.value if isinstance(coder, Literal) else ""
