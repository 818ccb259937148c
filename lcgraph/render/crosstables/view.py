"""What all writers of cross-case tables share: the tables, and what their parts are called in a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from lcgraph.analysis.matrix import CrossTable, Mark
from lcgraph.render.abbreviated import abbreviated
from lcgraph.render.words import (
    CONTRADICTED,
    CONTRADICTED_LEGEND,
    COUNTS_LEGEND,
    EMPTY_CELL,
    KEPT,
    KEPT_LEGEND,
    MARKS,
    NO_CELL,
    NO_CLUSTER,
    NOT_SHOWN,
    OTHER_RULE,
    UNKNOWN,
    consensus_told,
)
from lcgraph.say import clean

Column = tuple[str, str, str]
"""Study, case and role."""
Labels = Mapping[tuple[str, str], str]
"""What codes are called, by scheme and code; of a study's own also by scheme and `study/code`."""


@dataclass(frozen=True)
class View:
    """The tables, and the labels of one language; `short` are those for narrow columns, where they are said.

    With `counts` cells show n/N too. `consensus` is that of the coders, by study, where its rule says which.
    """

    tables: Sequence[CrossTable]
    labels: Labels
    lang: str
    short: Labels = field(default_factory=dict)
    threshold: Fraction | None = None
    counts: bool = False
    consensus: Mapping[str, str] = field(default_factory=dict)

    def label(self, scheme: str, code: str, study: str = "") -> str:
        """What a code is called, by the study that brings it where several do."""
        own = self.labels.get((scheme, f"{study}/{code}")) if study else None
        return clean(own or self.labels.get((scheme, code), code))

    def title(self, table: CrossTable) -> str:
        """What a table is called: its cluster."""
        return capital(self._apart("cluster", table.cluster) if table.cluster else NO_CLUSTER.in_(self.lang))

    def head(self, study: str, case: str) -> str:
        """The case's label, for where its study stands above it."""
        return self.label("case", case, study)

    def case(self, study: str, case: str) -> str:
        """The case's label; with the study before it when there are several studies."""
        label = self.label("case", case, study)
        return f"{study}: {label}" if self.several else label

    def role(self, column: Column) -> str:
        """The head of a column: a short label that no other role has."""
        return self._heads[self._role(column)]

    def motive(self, code: str) -> str:
        """The motive's label; one that stays apart from another study's own has its study behind it."""
        return capital(self._apart("motive", code))

    def _apart(self, scheme: str, code: str) -> str:
        study, slash, _ = code.rpartition("/")
        return self.label(scheme, code) + (f" ({study})" if slash else "")

    def _role(self, column: Column) -> tuple[str, str]:
        """What the ontology or the study calls a role, long and short ("" where it does not)."""
        study, _, role = column
        short = self.short.get(("role", f"{study}/{role}")) or self.short.get(("role", role), "")
        return self.label("role", role, study), clean(short)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of all tables, in their order."""
        return tuple(dict.fromkeys(column for table in self.tables for column in table.columns))

    @cached_property
    def several(self) -> bool:
        """Whether more than one study is shown."""
        return len({study for study, _, _ in self.columns}) > 1

    @cached_property
    def _heads(self) -> dict[tuple[str, str], str]:
        """The head of each role by its labels: the short one that is said, unless two roles have it.

        In the order of the case that has most of them.
        """
        cases = sorted(by_case(self.columns).values(), key=len, reverse=True)
        roles = dict.fromkeys(self._role(column) for columns in cases for column in columns)
        said = [short for _, short in roles if short]
        kept = {role: role[1] for role in roles if role[1] and said.count(role[1]) == 1}
        made = abbreviated([label for label, short in roles if (label, short) not in kept], kept.values())
        return {role: kept.get(role) or made[role[0]] for role in roles}

    def mark(self, table: CrossTable, motive: str, column: Column) -> str:
        """What stands in a cell."""
        cell = table.at(motive, column)
        if not cell:
            return NO_CELL
        kept = KEPT if cell.as_published else ""
        mark = MARKS.get(cell.status, cell.status) + kept + (CONTRADICTED if cell.recomputed else "")
        return f"{mark} {self.counted(cell)}".strip()

    def counted(self, cell: Mark) -> str:
        """How many of those asked name the motive; "" where no source says so, or nobody wants it."""
        return f"{cell.n}/{cell.total}" if self.counts and cell.n is not None else ""

    @property
    def contradicted(self) -> bool:
        """Whether the interviews of a study contradict a cell that it published."""
        return any(cell.recomputed for table in self.tables for cell in table.cells.values())

    def legend(self) -> str:
        """The roles and the marks in one line."""
        return "; ".join(self.legend_parts())

    def legend_parts(self) -> list[str]:
        """The roles and the marks that occur, in words."""
        statuses = self.statuses()
        parts = self.roles_told()
        for status in (status for status in MARKS if status in statuses):
            mark = MARKS[status]
            parts.append(f"{mark} = {self.label('status', status)}" if mark else EMPTY_CELL.in_(self.lang))
        if "" in statuses:
            parts.append(f"{NO_CELL} = {self.no_cell()}")
        if any(cell.as_published for table in self.tables for cell in table.cells.values()):
            parts.append(KEPT_LEGEND.in_(self.lang))
        if self.contradicted:
            parts.append(CONTRADICTED_LEGEND.in_(self.lang))
        if self.counts:
            parts.append(COUNTS_LEGEND.in_(self.lang))
        return parts

    def statuses(self) -> set[str]:
        """The statuses that occur; "" where a study has no cell."""
        found = {
            table.at(motive, column)
            for table in self.tables
            for motive in table.motives
            for column in table.columns
        }
        return {cell.status if cell else "" for cell in found}

    def no_cell(self) -> str:
        """What it means that a cell is not there."""
        return (NOT_SHOWN if any(table.partial for table in self.tables) else UNKNOWN).in_(self.lang)

    def roles_told(self) -> list[str]:
        """What the heads of the columns mean, for those that are not the label itself."""
        return [f"{head} = {label}" for (label, _), head in self._heads.items() if head != label]

    def rule(self) -> str:
        """That these are the tables under another rule, and which; "" when they are under the study's own."""
        return OTHER_RULE.in_(self.lang).format(self.threshold) if self.threshold is not None else ""

    def opening(self) -> list[str]:
        """What stands above the tables: another rule, and the consensus of coders by which was counted."""
        shown = {study for study, _, _ in self.columns}
        told = [
            (f"{study}: " if self.several else "") + consensus_told(consensus).in_(self.lang)
            for study, consensus in self.consensus.items()
            if study in shown
        ]
        return [*filter(None, (self.rule(),)), *map(capital, told)]


def by_case(columns: Sequence[Column]) -> dict[tuple[str, str], list[Column]]:
    """The columns of each case, in order."""
    cases: dict[tuple[str, str], list[Column]] = {}
    for column in columns:
        cases.setdefault(column[:2], []).append(column)
    return cases


def capital(text: str) -> str:
    """A text with a capital first."""
    return text[:1].upper() + text[1:]
