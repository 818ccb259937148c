"""The cells of the cross-case tables with the pages behind them, and why each is what it is.

Goes in: a graph over the public quads, its things and codes. Comes out: tables, whole or cut to what a page
is about, and their HTML, in which every head and cell leads to its page; and for each finding the row of
`cell-evidence`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from markupsafe import Markup

from lcgraph.analysis.contrasts import ANSWERED
from lcgraph.analysis.matrix import CrossTable
from lcgraph.answers import Cell
from lcgraph.graph import Graph
from lcgraph.render.crosstables.html import Parts, html_matrix, html_table
from lcgraph.render.crosstables.view import Column
from lcgraph.render.crosstables.view import View as Named
from lcgraph.render.words import CONTRADICTED, EMPTY_CELL, MARKS, NO_CELL
from lcgraph.vocab import LCG, SKOS, study_iri
from lcgraph.web.addresses import LANGUAGES
from lcgraph.web.asked import Codes
from lcgraph.web.things import Things, upper_first
from lcgraph.web.view import View

Place = tuple[str, str, str, str]
"""A cell by codes: study, case, role, motive."""
MOST_VALUES: Final = 8
"""With more values than this an attribute is nothing to choose by."""
MOST_COLUMNS: Final = 12
"""How many columns fit beside each other on a phone."""


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
        self.studies = list(dict.fromkeys(study for table in self.tables for study, _, _ in table.columns))
        """The codes of the studies in the tables."""
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

    def counted(self, motive: str) -> tuple[int, int]:
        """How many groups report a motive, of those that could have."""
        found = [
            cell.status for table in self.tables for (name, _), cell in table.cells.items() if name == motive
        ]
        return found.count("reported"), sum(each in ANSWERED for each in found)

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

    def matrix(self, tables: Sequence[CrossTable], view: View, *, totals: bool = False) -> Markup:
        """All tables as one, each head and cell a link; `dense` where a phone has no room for the columns."""
        named = self.named[view.lang]
        written = html_matrix(tables, Linked(self, view, totals=totals), view.lang, view.t("tables_title"))
        frame = '<div class="wide matrix{}" role="group" tabindex="0" aria-label="{}">\n{}</div>'
        dense = (" dense" if len(tables[0].columns) > MOST_COLUMNS else "") + (" totals" if totals else "")
        return Markup(frame).format(dense, view.t("tables_title"), Markup(written)) + self.heads(named)

    def choices(self, view: View) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """By what groups can be chosen: its code, heading, and values with their labels; then the clusters.

        Only what tells some of the groups apart, and of what is counted or written only what has few values.
        """
        found: dict[str, dict[str, str]] = {}
        labels: dict[str, str] = {}
        facets = sorted(
            {facet for column in self.columns for facet in self._facets(column)}, key=self.things.said.order
        )
        for facet in facets:
            by, value, heading, label = self._facet(facet, view)
            found.setdefault(by, {})[value] = label
            labels[by] = heading
        first = [by for by in ("case", "role", "setting", "sector") if by in found]
        kept = [
            (by, upper_first(labels[by]), list(found[by].items()))
            for by in [*first, *sorted(set(found) - set(first) - {"start_year"})]
            if len(found[by]) > 1 and (by in first or len(found[by]) <= MOST_VALUES)
        ]
        named = self.named[view.lang]
        clusters = [(table.cluster, named.title(table)) for table in self.tables]
        return [*kept, *([("cluster", view.t("cluster"), clusters)] if len(clusters) > 1 else [])]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The groups of the tables."""
        return self.tables[0].columns if self.tables else ()

    def _facets(self, column: Column) -> list[str]:
        return self.things.said.all(self.group(column), LCG.facet)

    def _facet(self, facet: str, view: View) -> tuple[str, str, str, str]:
        """By what a facet tells groups apart, its value, and both as labels."""
        by, value = (self.things.said.one(facet, each) for each in (LCG.facetBy, LCG.facetValue))
        heading, _, label = view.label(facet).partition(": ")
        return by, value, heading, label

    def told(self, column: Column, view: View) -> str:
        """What a group is, for the script that chooses: `role:ngo` and the like, as a list in JSON."""
        return json.dumps(
            [f"{by}:{value}" for by, value, *_ in (self._facet(each, view) for each in self._facets(column))]
        )

    def _meaning(self, status: str, view: View) -> Markup:
        """What a sign means, linked to its page; of an empty cell in the words of every other table too."""
        label = view.a(self.codes.find("status", status))
        _, _, means = EMPTY_CELL.in_(view.lang).partition(" = ")
        return label if MARKS[status] else Markup("{}: {}").format(label, means)

    def heads(self, named: Named) -> Markup:
        """What the short heads of columns stand for: on touch and paper nothing else tells."""
        told = "; ".join(named.roles_told())
        return Markup('<p class="heads">{}</p>\n').format(told) if told else Markup("")

    def strip(self, column: Column, view: View) -> dict[str, Any]:
        """The motives of a group in a row, by cluster: which it names, of how many that it could have."""
        clusters = [
            [(motive, found) for motive in table.motives if (found := table.cells.get((motive, column)))]
            for table in self.tables
        ]
        cells = [each for cluster in clusters for each in cluster]
        named = self.named[view.lang]
        return {
            "clusters": [[found.status for _, found in cluster] for cluster in clusters if cluster],
            "named": sum(found.status == "reported" for _, found in cells),
            "able": sum(found.status in ANSWERED for _, found in cells),
            "motives": ", ".join(
                named.motive(motive) for motive, found in cells if found.status == "reported"
            ),
        }

    def legend(self, view: View) -> list[tuple[str, str, Markup]]:
        """The signs that occur in the tables: status, sign, and what it means, linked where it has a page."""
        there = self.named[view.lang].statuses()
        found = [(status, MARKS[status], self._meaning(status, view)) for status in MARKS if status in there]
        if "" in there:
            found.append(("none", NO_CELL, Markup.escape(self.named[view.lang].no_cell())))
        if self.named[view.lang].contradicted:
            found.append(("", CONTRADICTED, Markup.escape(view.t("differs_mark"))))
        return found


class Linked(Parts):
    """The parts of a table as links to their pages."""

    def __init__(self, cells: Cells, page: View, *, totals: bool = False) -> None:
        super().__init__(cells.named[page.lang])
        self.totals = totals
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

    def attributes(self, column: Column) -> str:
        return Markup(' data-of="{}"').format(self.cells.told(column, self.page)) if self.totals else ""

    def total_head(self) -> str:
        return self.page.t("groups_head") if self.totals else ""

    def total(self, table: CrossTable, motive: str) -> str:
        reporting, able = self.cells.counted(motive)
        return Markup('<span title="{}">{}/{}</span>').format(
            self.page.t("total_title", reporting, able), reporting, able
        )

    def cell(self, table: CrossTable, motive: str, column: Column) -> str:
        found = table.at(motive, column)
        if not found:
            none = '<td class="mark none"><span aria-label="{}" role="img">{}</span></td>'
            return Markup(none).format(self.view.no_cell(), NO_CELL)
        finding = self.cells.finding(motive, column)
        status = self.view.label("status", found.status)
        mark = MARKS.get(found.status, found.status) + (CONTRADICTED if found.recomputed else "")
        told = f"{status} ({self.page.t('differs_mark')})" if found.recomputed else status
        shown = Markup('<span aria-hidden="true">{}</span><span class="unseen">{}</span>').format(mark, told)
        if finding:
            link = '<a href="{}" title="{}: {}">{}</a>'
            shown = Markup(link).format(self.page.href(finding), self.page.label(finding), status, shown)
        return Markup('<td class="mark {}">{}</td>').format(found.status, shown)
