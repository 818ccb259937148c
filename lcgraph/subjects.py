"""What quads say of each thing, for writers that need it by subject and not by statement."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from lcgraph.vocab import LCG, PROV, RDF, RDFS, SKOS


class Facts:
    """What quads say of each subject, whatever their graph."""

    def __init__(self, quads: Iterable[ox.Quad], lang: str) -> None:
        self.lang = lang
        self.said: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self.types: dict[str, set[str]] = defaultdict(set)
        for quad in quads:
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, (ox.NamedNode, ox.Literal)):
                self.said[quad.subject.value][quad.predicate.value].append(quad.object)
                if quad.predicate == RDF.type:
                    self.types[quad.object.value].add(quad.subject.value)

    def of(self, type_: ox.NamedNode) -> list[str]:
        """The subjects of a type, in reading order."""
        return sorted(self.types.get(type_.value, ()), key=self.order)

    def order(self, subject: str) -> tuple[int, list[tuple[int, str]], str]:
        """The place of a thing among others in reading order: position or row, then code, then IRI."""
        position = self.one(subject, LCG.position) or self._row(subject)
        parts = re.findall(r"\d+|\D+", self.one(subject, SKOS.notation))
        natural = [(int(part), "") if part.isdigit() else (0, part) for part in parts]
        return int(position) if position.isdigit() else 10**9, natural, subject

    def _row(self, subject: str) -> str:
        """The row of the file that a thing was read from, where the quads tell it."""
        return self.one(subject, PROV.wasDerivedFrom).rpartition("#row=")[2]

    def all(self, subject: str, predicate: ox.NamedNode) -> list[str]:
        """Every value, sorted; of texts in several languages those in the language asked for."""
        found = self.said[subject][predicate.value] if subject in self.said else []
        spoken = [term for term in found if isinstance(term, ox.Literal) and term.language == self.lang]
        return sorted({term.value for term in spoken or found})

    def terms(self, subject: str, predicate: ox.NamedNode) -> list[ox.NamedNode | ox.Literal]:
        """Every value as a term, each once, sorted."""
        found = self.said[subject].get(predicate.value, ()) if subject in self.said else ()
        return sorted(set(found), key=str)

    def one(self, subject: str, predicate: ox.NamedNode) -> str:
        """The first value, or ""."""
        return next(iter(self.all(subject, predicate)), "")

    def label(self, subject: str) -> str:
        """What a thing is called: its preferred label, else another label, else its code; "" for none."""
        if not subject:
            return ""
        named = (SKOS.prefLabel, RDFS.label, SKOS.notation)
        return next(filter(None, (self.one(subject, name) for name in named)), "")
