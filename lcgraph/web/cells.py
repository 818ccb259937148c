"""The cells of the cross-case tables with the pages behind them, and why each is what it is.

Goes in: a graph over the public quads, and its things. Comes out: tables, whole or cut to what a page is
about, in which every cell knows its finding; and for each finding the row of `cell-evidence`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from lcgraph import queries
from lcgraph.analysis.matrix import CrossTable, Mark
from lcgraph.answers import Cell, Rows
from lcgraph.graph import Graph
from lcgraph.render.crosstables.view import Column, View
from lcgraph.render.words import MARKS
from lcgraph.vocab import BASE, LCG, SKOS
from lcgraph.web.addresses import LANGUAGES
from lcgraph.web.things import Things

Place = tuple[str, str, str, str]
"""A cell by codes: study, case, role, motive."""
EMPTY_MARK: Final = "○"
"""What stands for a cell that the source leaves empty: something to click on."""


@dataclass(frozen=True)
class Shown:
    """A cell of a table on a page; `finding` is its IRI."""

    mark: str
    status: str
    finding: str
    contradicted: bool


@dataclass(frozen=True)
class Block:
    """A table on a page: IRIs of its cluster, cases (with their number of columns), groups and motives.

    A group has its column beside it.
    """

    cluster: str
    cases: tuple[tuple[str, int], ...]
    groups: tuple[tuple[str, Column], ...]
    rows: tuple[tuple[str, tuple[Shown | None, ...]], ...]


class Cells:
    """Tables and findings of one graph."""

    def __init__(self, graph: Graph, things: Things) -> None:
        self.things = things
        self.tables = graph.tables()
        self.views = {
            lang: View(self.tables, graph.labels(lang), lang, graph.short_labels(lang)) for lang in LANGUAGES
        }
        self.findings: dict[Place, dict[str, str]] = {}
        self.motives: dict[tuple[str, str], str] = {}
        for motive in things.said.of(LCG.Motive):
            study = things.said.one(things.said.one(motive, LCG.partOfStudy), SKOS.notation)
            self.motives[study, things.said.one(motive, SKOS.notation)] = motive
        for finding in things.said.of(LCG.Finding):
            kind = "derived" if things.is_a(finding, LCG.DerivedFinding) else "published"
            self.findings.setdefault(self.place(finding), {})[kind] = finding
        self.evidence = self._evidence(graph)

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
        rows = graph.store.query(queries.find("cell-evidence").text)
        assert isinstance(rows, Rows)
        return {
            (
                (str(row["study"]), str(row["case"]), str(row["role"]), str(row["motive"])),
                str(row["kind"]),
            ): row
            for row in rows.dicts()
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

    def motive(self, study: str, code: str) -> str:
        """The IRI of a motive of the scheme, or of a study's own."""
        plain = code.rpartition("/")[2]
        return self.motives.get((study, plain)) or self.motives.get(("", plain)) or f"{BASE}motive/{plain}"

    def blocks(self, keep: Callable[[str, str], bool] = lambda motive, group: True) -> list[Block]:
        """The tables, of which only the cells stay for whose motive and group (IRIs) `keep` holds."""
        found = [self._block(table, keep) for table in self.tables]
        return [block for block in found if block.rows and block.groups]

    def _block(self, table: CrossTable, keep: Callable[[str, str], bool]) -> Block:
        groups = {
            column: f"{BASE}study/{column[0]}/group/{column[1]}/{column[2]}" for column in table.columns
        }
        motives = {
            code: next(
                (self.motive(study, code) for (name, (study, _, _)) in table.cells if name == code),
                f"{BASE}motive/{code}",
            )
            for code in table.motives
        }
        wanted = {
            (code, column)
            for code in table.motives
            for column in table.columns
            if keep(motives[code], groups[column])
        }
        columns = [column for column in table.columns if any(each == column for _, each in wanted)]
        cases: dict[str, int] = {}
        for study, case, _ in columns:
            iri = f"{BASE}study/{study}/case/{case}"
            cases[iri] = cases.get(iri, 0) + 1
        rows = tuple(
            (
                motives[code],
                tuple(self._shown(table.cells.get((code, column)), code, column) for column in columns),
            )
            for code in table.motives
            if any(each == code for each, _ in wanted)
        )
        cluster = f"{BASE}cluster/{table.cluster}" if table.cluster else ""
        return Block(cluster, tuple(cases.items()), tuple((groups[each], each) for each in columns), rows)

    def _shown(self, cell: Mark | None, motive: str, column: tuple[str, str, str]) -> Shown | None:
        if cell is None:
            return None
        kinds = self.findings.get((*column, motive.rpartition("/")[2]), {})
        finding = kinds.get("published") or kinds.get("derived") or ""
        return Shown(MARKS.get(cell.status) or EMPTY_MARK, cell.status, finding, bool(cell.recomputed))

    def head(self, column: Column, lang: str) -> str:
        """The short label of the role above a column."""
        return self.views[lang].role(column)

    def statuses(self) -> list[str]:
        """The statuses that occur, in the order of the scheme."""
        there = {cell.status for table in self.tables for cell in table.cells.values()}
        return [status for status in MARKS if status in there]
