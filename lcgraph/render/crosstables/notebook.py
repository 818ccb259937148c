"""Cross-case tables that show themselves: as text where they are printed, as HTML in a notebook.

Goes in: tables, and what gives the labels of a language. Comes out: the same tables, a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Final

from lcgraph.analysis.matrix import CrossTable
from lcgraph.render.crosstables.view import Labels
from lcgraph.render.crosstables.writing import render_tables

_WIDE: Final = 100


class Tables(list[CrossTable]):
    """The tables of a graph, one a cluster, in one language unless another is asked for."""

    def __init__(
        self,
        tables: Iterable[CrossTable],
        labels: Callable[[str], tuple[Labels, Labels]],
        threshold: Fraction | None = None,
        *,
        lang: str = "en",
        consensus: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(tables)
        self.labels, self.threshold, self.lang, self.consensus = labels, threshold, lang, consensus

    def written(self, format_: str, *, lang: str = "", counts: bool = False, width: int | None = None) -> str:
        """The tables in a format of `lcgraph tables`: table, markdown, html, latex, svg, csv and others."""
        lang = lang or self.lang
        labels, short = self.labels(lang)
        return render_tables(
            self, format_, labels=labels, short=short, lang=lang, threshold=self.threshold, counts=counts,
            consensus=self.consensus, width=width,
        )  # fmt: skip

    def __repr__(self) -> str:
        return self.written("table", width=_WIDE).rstrip("\n")

    def _repr_html_(self) -> str:
        return self.written("html")
