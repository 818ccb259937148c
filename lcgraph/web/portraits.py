"""The page of a thing: what is particular to its kind, before what holds for everything.

Goes in: a page's view, the cells and the IRI. Comes out: what the template `thing.html` shows: a definition,
the tables cut to the thing, citations of works, why a cell is what it is, the values of an attribute,
the rows of a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from lcgraph.analysis.matrix import CrossTable
from lcgraph.answers import Cell
from lcgraph.render.text import counts_text, difference_text, rule_text
from lcgraph.render.words import MARKS
from lcgraph.vocab import DCTERMS, FOAF, LCG, PROV, SKOS, study_iri
from lcgraph.web.addresses import stem
from lcgraph.web.asked import literature
from lcgraph.web.cells import Cells
from lcgraph.web.things import Things
from lcgraph.web.view import View

_CITED_BY: Final = (
    (LCG.Motive, (LCG.about, LCG.placesMotive)),
    (LCG.MotiveCluster, (LCG.about, LCG.inCluster)),
    (LCG.MotiveLevel, (LCG.about,)),
    (LCG.Work, (LCG.citesWork,)),
)
"""How the citations about a thing are found, by its type."""


@dataclass(frozen=True)
class Portraits:
    """What pages of things show; `withheld` are the groups and findings whose numbers may not leave."""

    things: Things
    cells: Cells
    withheld: frozenset[str]
    labels: Mapping[str, Mapping[tuple[str, str], str]]

    def of(self, view: View, iri: str) -> dict[str, Any]:
        """Everything particular about a thing."""
        return {
            "lead": self._lead(view, iri),
            "blocks": self.blocks(iri),
            "values": self._values(iri),
            "citations": literature(self.things, self._citations(iri)),
            "why": self.why(view, iri) if self.things.is_a(iri, LCG.Finding) else [],
            "beside_blocks": self._same_motive(iri),
            "rows": self._rows(iri),
            "limitations": [
                (
                    each,
                    self.things.one(each, LCG.statement, view.lang),
                    self.things.said.all(each, LCG.locator),
                )
                for each in self.things.said.all(iri, LCG.limitation)
            ],
            "own_work": self.things.is_a(iri, LCG.Work),
            "withheld": iri in self.withheld,
        }

    def _lead(self, view: View, iri: str) -> str:
        """One sentence: the definition, a statement, or how to cite it."""
        for predicate in (SKOS.definition, LCG.statement, SKOS.scopeNote):
            if found := self.things.one(iri, predicate, view.lang):
                return found
        if self.things.is_a(iri, LCG.Work):
            return self.things.one(iri, DCTERMS.title, view.lang)
        if self.things.is_a(iri, LCG.Study):
            return self.things.one(iri, DCTERMS.bibliographicCitation, view.lang)
        return ""

    def blocks(self, iri: str) -> list[CrossTable]:
        """The cross-case tables, cut to what a thing is about; none for a thing that they do not show."""
        keep = self._keep(iri)
        return self.cells.blocks(keep) if keep else []

    def _keep(self, iri: str) -> Callable[[str, str], bool] | None:
        things, said = self.things, self.things.said

        def case(group: str) -> str:
            return said.one(group, LCG.inCase)

        def within(concepts: list[str]) -> bool:
            return any(iri in things.within(each) for each in concepts)

        ways: dict[Any, Callable[[str, str], bool]] = {
            LCG.Motive: lambda motive, group: motive == iri,
            LCG.MotiveCluster: lambda motive, group: within(said.all(motive, LCG.tableCluster)),
            LCG.Case: lambda motive, group: case(group) == iri,
            LCG.PartnerGroup: lambda motive, group: group == iri,
            LCG.PartnerRole: lambda motive, group: within(said.all(group, LCG.role)),
            LCG.Setting: lambda motive, group: within(said.all(case(group), LCG.setting)),
            LCG.Sector: lambda motive, group: within(said.all(case(group), LCG.sector)),
            LCG.Facet: lambda motive, group: iri in said.all(group, LCG.facet),
            LCG.Study: lambda motive, group: said.one(group, LCG.partOfStudy) == iri,
        }
        return next((way for type_, way in ways.items() if things.is_a(iri, type_)), None)

    def _same_motive(self, iri: str) -> list[CrossTable]:
        """For a finding: its motive in all groups."""
        if not self.things.is_a(iri, LCG.Finding):
            return []
        return self.blocks(self.things.said.one(iri, LCG.aboutMotive))

    def _citations(self, iri: str) -> list[str]:
        things = self.things
        if things.is_a(iri, FOAF.Person, FOAF.Organization):
            works = things.refer(iri, DCTERMS.creator)
            return [each for work in works for each in things.refer(work, LCG.citesWork)]
        for type_, ways in _CITED_BY:
            if things.is_a(iri, type_):
                return list(dict.fromkeys(each for way in ways for each in things.refer(iri, way)))
        return []

    def why(self, view: View, finding: str) -> list[dict[str, Any]]:
        """A cell explained: its finding, and the one of the other kind where the study has both."""
        rows = self.cells.why(finding)
        told = [self._reason(view, row) for row in rows]
        if len(rows) == 2:
            printed, derived = sorted(rows, key=lambda row: row["kind"] != "published")
            told[0]["difference"] = difference_text(printed, derived, self.labels[view.lang], view.lang)
        return told

    def _reason(self, view: View, row: Mapping[str, Cell]) -> dict[str, Any]:
        study, case, role, motive = (str(row[name]) for name in ("study", "case", "role", "motive"))
        status = str(row["status"])
        finding = self.cells.findings[study, case, role, motive][str(row["kind"])]
        group = self.things.said.one(finding, LCG.aboutGroup)
        hidden = finding in self.withheld or (row["n"] is None and group in self.withheld)
        return {
            "finding": finding,
            "kind": view.t(str(row["kind"])),
            "mark": MARKS.get(status, status),
            "code": status,
            "status": self.cells.codes.find("status", status),
            "cluster": self.cells.codes.find("cluster", str(row["cluster"] or ""), study),
            "rule": rule_text(row, view.lang),
            "rule_iri": self.things.said.one(study_iri(study).value, LCG.reportingRule),
            "counts": view.t("withheld") if hidden else counts_text(row, view.lang),
            "place": str(row["locator"] or ""),
            "work": self.things.said.one(study_iri(study).value, DCTERMS.source),
            "note": str(row[f"note_{view.lang}"] or row["note_nl"] or row["note_en"] or ""),
            "written_in": str(row["written_in"] or ""),
            "difference": "",
        }

    def _values(self, iri: str) -> list[tuple[str, list[NamedNode | Literal]]]:
        """For an attribute: who has it, in reading order, and its values."""
        if not self.things.is_a(iri, LCG.Attribute):
            return []
        said = self.things.said
        owners = (each for each in said.said if iri in said.said[each])
        return [(each, said.terms(each, NamedNode(iri))) for each in sorted(owners, key=said.order)]

    def _rows(self, iri: str) -> list[tuple[str, list[str]]]:
        """For a file of a study: its rows, and what is written in each."""
        found = {
            place.rpartition("=")[2]: self.things.refer(place, PROV.wasDerivedFrom)
            for place in self.things.documents[stem(iri)]
            if "#row=" in place
        }
        order = sorted(found, key=lambda row: (not row.isdecimal(), int(row) if row.isdecimal() else 0, row))
        return [(row, found[row]) for row in order]
