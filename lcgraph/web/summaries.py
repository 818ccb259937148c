"""The page of a thing in words: what it comes to in one line, a box of facts, how roles and settings name it.

Goes in: things, cells, contrasts, and the IRI. Comes out: what stands at the top of its page. What the data
do not say has no line here; numbers that were withheld are not among them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup
from pyoxigraph import Literal, NamedNode

from lcgraph.analysis.contrasts import ANSWERED, Contrast
from lcgraph.analysis.highlights import Counted
from lcgraph.vocab import BIBO, DCTERMS, FOAF, LCG, PREFIXES, SKOS
from lcgraph.web.cells import Cells
from lcgraph.web.things import Things, upper_first
from lcgraph.web.view import View

Bar = tuple[Markup, int, int]
"""What a bar stands for, and how many groups of how many it counts."""
_FACTS: Final = {
    LCG.Case: (LCG.partOfStudy, LCG.setting, LCG.sector, LCG.startYear),
    LCG.PartnerGroup: (LCG.inCase, LCG.role, LCG.respondents, LCG.minimum),
    LCG.Motive: (LCG.tableCluster, SKOS.broader),
    LCG.MotiveCluster: (SKOS.broader,),
    LCG.PartnerRole: (SKOS.broader,),
    LCG.Setting: (SKOS.broader,),
    LCG.Sector: (SKOS.broader,),
    LCG.Work: (DCTERMS.issued, DCTERMS.isPartOf, DCTERMS.publisher, BIBO.doi),
    LCG.Journal: (BIBO.issn,),
    LCG.Study: (DCTERMS.creator, DCTERMS.source, LCG.reportingRule, DCTERMS.license),
}
"""What the box of facts says of each kind of thing, in its order."""
_CALLED: Final = {
    LCG.setting: LCG.Setting, LCG.sector: LCG.Sector, LCG.inCase: LCG.Case, LCG.role: LCG.PartnerRole,
    LCG.partOfStudy: LCG.Study, LCG.tableCluster: LCG.MotiveCluster,
}  # fmt: skip
"""Properties that the box calls after what they lead to."""
_SEQ: Final = PREFIXES["rdf"] + "_"


@dataclass(frozen=True)
class Summaries:
    """What stands at the top of the pages of things; `contrasts` are those by role, setting and the like."""

    things: Things
    cells: Cells
    contrasts: Mapping[str, Sequence[Contrast]]
    clusters: Sequence[Counted]

    def line(self, view: View, iri: str) -> str:
        """What a thing comes to, in one sentence; "" where there is nothing to count."""
        if self.things.is_a(iri, LCG.Motive):
            counts = self._overall(iri)
            return view.t("named_by", *counts) if counts and counts[1] else ""
        if self.things.is_a(iri, LCG.MotiveCluster):
            found = next((each for each in self.clusters if self._cluster(each.code) == iri), None)
            return view.t("cluster_by", found.share.reporting, found.share.groups) if found else ""
        if self.things.is_a(iri, LCG.Case):
            return self._between(view, iri)
        if self.things.is_a(iri, LCG.Work):
            return self._cited(view, iri)
        if self.things.is_a(iri, LCG.PartnerGroup):
            strip = next((self.cells.strip(each, view) for each in self._columns(iri)), None)
            return self._names(view, strip) if strip else ""
        return ""

    def _between(self, view: View, case: str) -> str:
        """How many motives the groups of a case name between them, and which all of them name.

        Nothing where the answers of one are withheld, which might say otherwise.
        """
        cells = self.cells
        columns = [
            each for each in cells.columns if self.things.said.one(cells.group(each), LCG.inCase) == case
        ]
        found = [
            (motive, [cell.status for each in columns if (cell := table.at(motive, each))])
            for table in cells.tables
            for motive in table.motives
        ]
        if any("withheld" in statuses for _, statuses in found):
            return ""
        able = [motive for motive, statuses in found if any(each in ANSWERED for each in statuses)]
        if not able:
            return upper_first(view.t("motives_none")) + "." if columns else ""
        named = sum("reported" in statuses for _, statuses in found)
        shared = [motive for motive, statuses in found if len(statuses) > 1 and set(statuses) == {"reported"}]
        if len(columns) == 1:
            return view.t("group_names", named, len(able))
        told = ", ".join(cells.named[view.lang].motive(motive).lower() for motive in shared)
        words = ("case_names", "case_names_shared")[bool(shared)]
        return view.t(words, named, len(able), told) if shared else view.t(words, named, len(able))

    def _cited(self, view: View, work: str) -> str:
        """What a work is cited for, by what it does there; or that it stands in a list only."""
        said = self.things.said
        found: dict[str, list[str]] = {}
        for citation in self.things.refer(work, LCG.citesWork):
            about = [*said.all(citation, LCG.about), *said.all(citation, LCG.placesMotive)]
            place = found.setdefault(said.one(citation, LCG.relation) if about else "", [])
            place += [label for label in map(view.label, about) if label not in place]
        if not found:
            return view.t("listed_only") if said.all(work, LCG.listedIn) else ""
        parts = [
            f"{view.label(relation)} {', '.join(labels)}" if relation else view.t("as_background")
            for relation, labels in found.items()
        ]
        return view.t("cited_as", "; ".join(parts))

    def works(self, view: View, iri: str) -> list[tuple[str, str]]:
        """The works of an author, of a journal, or that a publisher brought out, each as a reference."""
        found = (
            each for way in (DCTERMS.creator, BIBO.editor, DCTERMS.isPartOf, DCTERMS.publisher)
            for each in self.things.refer(iri, way)
        )  # fmt: skip
        works = dict.fromkeys(each for each in found if self.things.is_a(each, LCG.Work))
        told = [(work, self.reference(view, work)) for work in works]
        return sorted(told, key=lambda each: each[1].lower())

    @staticmethod
    def _names(view: View, strip: Mapping[str, object]) -> str:
        if not strip["able"]:
            return upper_first(view.t("motives_none")) + "."
        return view.t("group_names", strip["named"], strip["able"])

    def _columns(self, iri: str) -> list[tuple[str, str, str]]:
        return [
            each for table in self.cells.tables for each in table.columns if self.cells.group(each) == iri
        ]

    def _cluster(self, code: str) -> str:
        return next((self.cells.cluster(table) for table in self.cells.tables if table.cluster == code), "")

    def _code(self, motive: str) -> str:
        """The code of a motive in tables; "" where they do not have it."""
        return next((code for code, iri in self.cells.motives.items() if iri == motive), "")

    def _overall(self, motive: str) -> tuple[int, int] | None:
        code = self._code(motive)
        return self.cells.counted(code) if code else None

    def bars(self, view: View, iri: str) -> list[tuple[str, list[Bar]]]:
        """For a motive: by role, setting and the like, how many groups of each value name it."""
        code = self._code(iri) if self.things.is_a(iri, LCG.Motive) else ""
        found = []
        for by, contrasts in self.contrasts.items():
            mine = next((each for each in contrasts if each.motive == code), None) if code else None
            shares = {value: share for value, share in mine.shares.items() if share.groups} if mine else {}
            if len(shares) > 1:
                bars = [
                    (self._value(view, by, value), share.reporting, share.groups)
                    for value, share in shares.items()
                ]
                found.append((view.t(f"by_{by}"), bars))
        return found

    def _value(self, view: View, by: str, code: str) -> Markup:
        study = self.cells.studies[0] if len(self.cells.studies) == 1 else ""
        iri = self.cells.codes.find(by, code, study)
        return view.a(iri) if iri else Markup.escape(code)

    def facts(self, view: View, iri: str) -> list[tuple[str, list[Markup]]]:
        """The box of facts: what is looked for first, in words and numbers."""
        predicates = next((known for type_, known in _FACTS.items() if self.things.is_a(iri, type_)), ())
        found: list[tuple[str, list[Markup]]] = []
        if authors := self.authors(iri):
            found.append((view.t("authors"), [view.a(each) for each in authors]))
        for predicate in predicates:
            terms = self._spoken(view, iri, predicate)
            found.append(
                (
                    upper_first(view.label(_CALLED.get(predicate, predicate).value)),
                    [self._shown(view, term, predicate.value) for term in terms],
                )
            )
        if self.things.is_a(iri, LCG.Case):
            found.append((view.t("groups_head"), [self._group(view, each) for each in self._groups(iri)]))
        for attribute in self._attributes(iri):
            terms = self._spoken(view, iri, NamedNode(attribute))
            found.append(
                (upper_first(view.label(attribute)), [self._shown(view, term, attribute) for term in terms])
            )
        return [(name, values) for name, values in found if values]

    def _shown(self, view: View, term: NamedNode | Literal, predicate: str) -> Markup:
        """A value as the box has it: a quantity as a number, anything else as on any page."""
        if isinstance(term, NamedNode) and (number := view.quantity(term.value)):
            return Markup.escape(number)
        return view.value(term, predicate)

    def _spoken(self, view: View, iri: str, predicate: NamedNode) -> list[NamedNode | Literal]:
        """The values of a property; of texts those in the language of the page, where it has one."""
        terms = self.things.said.terms(iri, predicate)
        texts = [term for term in terms if isinstance(term, Literal) and term.language]
        mine = [term for term in texts if isinstance(term, Literal) and term.language == view.lang]
        return [term for term in terms if term not in texts or not mine or term in mine]

    def _groups(self, case: str) -> list[str]:
        return [
            each for each in self.things.refer(case, LCG.inCase) if self.things.is_a(each, LCG.PartnerGroup)
        ]

    def _group(self, view: View, group: str) -> Markup:
        """A group by its role, with how many were interviewed where that may be told."""
        said = self.things.said
        link = view.a(group, view.label(said.one(group, LCG.role)))
        size = said.one(group, LCG.respondents)
        return link + (f": {view.counted(int(size), 'respondent')}" if size.isdecimal() else "")

    def _attributes(self, iri: str) -> list[str]:
        """The attributes of the study's own that a thing has, in their order."""
        there = self.things.said.said.get(iri, {})
        return sorted(
            (each for each in there if self.things.is_a(each, LCG.Attribute)), key=self.things.said.order
        )

    def authors(self, iri: str) -> list[str]:
        """The authors of a work in the order in which it names them."""
        if not self.things.is_a(iri, LCG.Work):
            return []
        said = self.things.said
        listed = said.said.get(said.one(iri, BIBO.authorList), {})
        order = sorted(
            (each for each in listed if each.startswith(_SEQ)), key=lambda each: int(each.removeprefix(_SEQ))
        )
        named = [term.value for each in order for term in listed[each] if isinstance(term, NamedNode)]
        rest = [each for each in said.all(iri, DCTERMS.creator) if each not in named]
        return list(dict.fromkeys([*named, *rest]))

    def reference(self, view: View, iri: str) -> str:
        """A work as a list of references has it: authors, year, title, where it appeared."""
        if not self.things.is_a(iri, LCG.Work):
            return ""
        names = [self.things.one(each, FOAF.name) or view.label(each) for each in self.authors(iri)]
        people = " & ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
        year = self.things.one(iri, DCTERMS.issued)[:4]
        title = self.things.one(iri, DCTERMS.title, view.lang).rstrip(".")
        where = self.things.one(iri, DCTERMS.bibliographicCitation, view.lang)
        start = f"{people} ({year})" if year else people
        return ". ".join(part.rstrip(".") for part in (start, title, where) if part) + "."
