"""The cells of the cross-case tables with the pages behind them, and why each is what it is.

Goes in: a graph over the public quads, its things and codes. Comes out: tables, whole or cut to what a page
is about, and their HTML, in which every head and cell leads to its page; and for each finding the row of
`cell-evidence`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from markupsafe import Markup

from lcgraph.analysis.matrix import CrossTable
from lcgraph.answers import Cell
from lcgraph.graph import Graph
from lcgraph.render.crosstables.html import Parts, html_table
from lcgraph.render.crosstables.view import Column
from lcgraph.render.crosstables.view import View as Named
from lcgraph.render.words import CONTRADICTED, MARKS, NO_CELL
from lcgraph.vocab import LCG, SKOS, study_iri
from lcgraph.web.addresses import LANGUAGES
from lcgraph.web.asked import Codes
from lcgraph.web.things import Things
from lcgraph.web.view import View

Place = tuple[str, str, str, str]
"""A cell by codes: study, case, role, motive."""
EMPTY_MARK: Final = "○"
"""What stands for a cell that the source leaves empty: something to click on."""


class Cells:
    """Tables and findings of one graph."""

    def __init__(self, graph: Graph, things: Things, codes: Codes) -> None:
        self.things = things
        self.codes = codes
        self.tables = graph.tables()
        self.named = {
            lang: Named(self.tables, graph.labels(lang), lang, graph.short_labels(lang)) for lang in LANGUAGES
        }
        self.findings: dict[Place, dict[str, str]] = {}
        for finding in things.said.of(LCG.Finding):
            kind = "derived" if things.is_a(finding, LCG.DerivedFinding) else "published"
            self.findings.setdefault(self.place(finding), {})[kind] = finding
        self.evidence = self._evidence(graph)
        self.motives = {code: self._motive(table, code) for table in self.tables for code in table.motives}
        """The IRI of each motive of the tables."""

    def place(self, finding: str) -> Place:
        """Study, case, role and motive of a finding, as codes."""
        said = self.things.said
        group = said.one(finding, LCG.aboutGroup)
        steps = (
            said.one(finding, LCG.partOfStudy),
            said.one(group, LCG.inCase),
            said.one(group, LCG.role),
            said.one(finding, LCG.aboutMotive),
        )
        study, case, role, motive = (said.one(step, SKOS.notation) for step in steps)
        return study, case, role, motive

    def _evidence(self, graph: Graph) -> dict[tuple[Place, str], dict[str, Cell]]:
        return {
            (
                (str(row["study"]), str(row["case"]), str(row["role"]), str(row["motive"])),
                str(row["kind"]),
            ): row
            for row in graph.free("cell-evidence").dicts()
        }

    def why(self, finding: str) -> list[Mapping[str, Cell]]:
        """The rows about the cell of a finding: its own first, then the other kind where there is one."""
        place = self.place(finding)
        kinds = (
            ("derived", "published")
            if self.things.is_a(finding, LCG.DerivedFinding)
            else ("published", "derived")
        )
        return [self.evidence[place, kind] for kind in kinds if (place, kind) in self.evidence]

    def blocks(self, keep: Callable[[str, str], bool] = lambda motive, group: True) -> list[CrossTable]:
        """The tables, cut to the motives and groups with a cell for whose IRIs `keep` holds."""
        found = [self._cut(table, keep) for table in self.tables]
        return [table for table in found if table.motives and table.columns]

    def _cut(self, table: CrossTable, keep: Callable[[str, str], bool]) -> CrossTable:
        motives = {code: self.motives[code] for code in table.motives}
        groups = {column: self.group(column) for column in table.columns}
        wanted = [(code, each) for code in motives for each in groups if keep(motives[code], groups[each])]
        rows, columns = {code for code, _ in wanted}, {column for _, column in wanted}
        return replace(
            table,
            motives=tuple(code for code in table.motives if code in rows),
            columns=tuple(column for column in table.columns if column in columns),
        )

    def _motive(self, table: CrossTable, code: str) -> str:
        """The IRI of a motive of a table: one of a study's own, or of the scheme."""
        study = next((column[0] for name, column in table.cells if name == code), "")
        return self.codes.find("motive", code, study)

    def cluster(self, table: CrossTable) -> str:
        """The IRI of the cluster of a table, a study's own or of the scheme; "" where it has none."""
        study = next((column[0] for _, column in table.cells), "")
        return self.codes.find("cluster", table.cluster, study) if table.cluster else ""

    def group(self, column: Column) -> str:
        """The IRI of the group of a column."""
        study, case, role = column
        return study_iri(study, "group", case, role).value

    def finding(self, motive: str, column: Column) -> str:
        """The IRI of the finding behind a cell, the published one first; "" for none."""
        kinds = self.findings.get((*column, motive.rpartition("/")[2]), {})
        return kinds.get("published") or kinds.get("derived") or ""

    def html(self, table: CrossTable, view: View) -> Markup:
        """A table in which every head and cell is a link."""
        written = html_table(table, Linked(self, view), view.lang)
        frame = '<div class="wide" role="group" tabindex="0" aria-label="{}">\n{}</div>'
        return Markup(frame).format(self.named[view.lang].title(table), Markup(written))

    def statuses(self) -> list[str]:
        """The statuses that occur, in the order of the scheme."""
        there = {cell.status for table in self.tables for cell in table.cells.values()}
        return [status for status in MARKS if status in there]


class Linked(Parts):
    """The parts of a table as links to their pages."""

    def __init__(self, cells: Cells, page: View) -> None:
        super().__init__(cells.named[page.lang])
        self.cells = cells
        self.page = page

    def caption(self, table: CrossTable) -> str:
        iri = self.cells.cluster(table)
        return self.page.a(iri, self.view.title(table)) if iri else super().caption(table)

    def case(self, study: str, case: str) -> str:
        return self.page.a(study_iri(study, "case", case).value, self.view.case(study, case))

    def role(self, column: Column) -> str:
        group = self.cells.group(column)
        head = '<a href="{}" title="{}">{}</a>'
        return Markup(head).format(self.page.href(group), self.page.label(group), self.view.role(column))

    def motive(self, code: str) -> str:
        return self.page.a(self.cells.motives[code], self.view.motive(code))

    def cell(self, table: CrossTable, motive: str, column: Column) -> str:
        found = table.cells.get((motive, column))
        if not found:
            none = '<td class="mark none"><span aria-label="{}" role="img">{}</span></td>'
            return Markup(none).format(self.page.t("no_cell"), NO_CELL)
        finding = self.cells.finding(motive, column)
        status = self.view.label("status", found.status)
        mark = (MARKS.get(found.status) or EMPTY_MARK) + (CONTRADICTED if found.recomputed else "")
        told = f"{status} ({self.page.t('differs_mark')})" if found.recomputed else status
        shown = Markup('<span aria-hidden="true">{}</span><span class="unseen">{}</span>').format(mark, told)
        if finding:
            link = '<a href="{}" title="{}: {}">{}</a>'
            shown = Markup(link).format(self.page.href(finding), self.page.label(finding), status, shown)
        return Markup('<td class="mark {}">{}</td>').format(found.status, shown)
