"""Which picture draws what: asks a graph for the numbers, and hands them to those who draw.

Goes in: a graph (anything that answers as `lcgraph.graph.Graph` does), the name of a picture and what narrows
it. Comes out: a `Picture`, to be written by `render_picture`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Protocol

from lcgraph.analysis.contrasts import Contrast
from lcgraph.analysis.matrix import CrossTable
from lcgraph.answers import Cell, Rows
from lcgraph.errors import CallError, unknown
from lcgraph.render.pictures.canvas import Picture
from lcgraph.render.pictures.edition import Edition
from lcgraph.schemes import Schemes

if TYPE_CHECKING:
    import networkx as nx

    from lcgraph.analysis.concepts import Context

ACROSS: Final = ("lattice", "dendrogram", "map", "truth-table", "xy")
"""Pictures of analyses across cases, which are asked of a context or of cases with conditions."""
PICTURES: Final = ("matrix", "contrast", "literature", "co-occurrence", "timeline")


class Answers(Protocol):
    """What a picture asks of a graph."""

    def query(self, name: str, **parameters: str | int) -> Rows: ...
    def tables(self, threshold: Fraction | None = None) -> list[CrossTable]: ...
    def cells(self, threshold: Fraction | None = None) -> list[dict[str, Cell]]: ...
    def contrasts(
        self, by: str = "role", *, broader: bool = False, threshold: Fraction | None = None
    ) -> list[Contrast]: ...
    def network(
        self,
        name: str,
        *,
        relations: Collection[str] | None = None,
        threshold: Fraction | None = None,
    ) -> nx.Graph: ...
    def codes(self, scheme: str) -> list[str]: ...
    @property
    def schemes(self) -> Schemes: ...
    def labels(self, lang: str) -> dict[tuple[str, str], str]: ...
    def short_labels(self, lang: str) -> dict[tuple[str, str], str]: ...
    def names(self, lang: str) -> Callable[[str, str], str]: ...


def draw(
    graph: Answers,
    name: str,
    *,
    lang: str = "en",
    by: str = "role",
    broader: bool = False,
    relations: Collection[str] | None = None,
    threshold: Fraction | None = None,
    counts: bool = False,
    narrow: bool = False,
) -> Picture:
    """One of the `PICTURES`.

    `by` and `broader` divide a contrast, as in `Graph.contrasts`; `relations` are those by which a work
    counts for what it is cited for, `threshold` is another rule for the cells; `counts` puts n/N into the
    cells of a matrix. `narrow` is for a phone, or one column of a journal. `CallError` names what is valid,
    and says so when there is nothing to draw.
    """
    if name not in PICTURES:
        raise unknown("picture", name, PICTURES)
    if counts and name != "matrix":
        raise CallError(
            nl=f"de afbeelding {name} heeft geen cellen met aantallen: --counts is voor matrix",
            en=f"the picture {name} has no cells with counts: --counts is for matrix",
        )
    if threshold is not None and name == "literature":
        raise CallError(
            nl="de afbeelding literature toont geen cellen, die met een drempel kunnen veranderen",
            en="the picture literature shows no cells, which a threshold could change",
        )
    if relations is not None and name not in ("literature", "timeline"):
        raise CallError(
            nl=f"de afbeelding {name} rust niet op waarvoor werken worden aangehaald: geen relatie",
            en=f"the picture {name} does not rest on what works are cited for: no relation",
        )
    if relations is not None:
        relations = [graph.schemes.code("relation", each) for each in relations]
    edition = _edition(graph, lang, threshold, narrow)
    if name == "matrix":
        from lcgraph.render.pictures.matrix import draw_matrix

        return draw_matrix(graph.tables(threshold), edition, counts=counts)
    if name == "contrast":
        from lcgraph.render.pictures.contrast import draw_contrast

        meant = graph.schemes.meanings("attribute", by)
        code = meant[0] if len(meant) == 1 else by
        return draw_contrast(graph.contrasts(code, broader=broader, threshold=threshold), code, edition)
    if name == "co-occurrence":
        return _co_occurrence(graph, edition)
    return (_literature if name == "literature" else _timeline)(graph, relations, edition)


def _edition(graph: Answers, lang: str, threshold: Fraction | None, narrow: bool = False) -> Edition:
    studies, minimums = (graph.query(each).dicts() for each in ("studies", "rule-minimums"))
    return Edition(
        lang,
        graph.labels(lang),
        studies,
        minimums,
        threshold,
        short=graph.short_labels(lang),
        clusters=tuple(_tops(graph.schemes)),
        narrow=narrow,
    )


def draw_context(graph: Answers, name: str, context: Context, *, lang: str, unit: str) -> Picture:
    """A picture of groups or cases by motives (lattice, dendrogram or map), with labels and sources."""
    edition = _edition(graph, lang, None)
    labels = [edition.label("motive", code) for code in context.attributes]
    names = [_called(edition, code, unit) for code in context.objects]
    return of_context(name)(context, lang=lang, labels=labels, names=names, notes=edition.notes())


def of_context(name: str) -> Callable[..., Picture]:
    """What draws a context: a lattice, dendrogram or map."""
    from lcgraph.render.pictures.lattice import draw_lattice
    from lcgraph.render.pictures.likeness import draw_dendrogram, draw_map

    return {"lattice": draw_lattice, "dendrogram": draw_dendrogram, "map": draw_map}[name]


def _called(edition: Edition, code: str, unit: str) -> str:
    """A group (`case/role`) or a case, with or without its study before it, in words."""
    parts = code.split("/")
    role = parts.pop() if unit == "group" else ""
    case = parts.pop()
    of = parts[0] if parts else ""
    return f"{edition.case(of, case)}: {edition.role(of, role)}" if role else edition.case(of, case)


def _tops(schemes: Schemes) -> list[str]:
    """The top clusters in reading order, so that one has the same sign in every picture.

    One that several studies have of their own under one code is told apart, as in tables.
    """
    tops: dict[str, list[str]] = {}
    for each in schemes:
        if each.scheme == "cluster" and schemes.top("cluster", each.code, each.study) == each.code:
            tops.setdefault(each.code, []).append(f"{each.study}/{each.code}" if each.study else each.code)
    found = (tops[code] for code in schemes.codes("cluster") if code in tops)
    return [code for codes in found for code in (codes if len(codes) > 1 else [codes[0].rpartition("/")[2]])]


def _co_occurrence(graph: Answers, edition: Edition) -> Picture:
    from lcgraph.render.pictures.cooccurrence import draw_co_occurrence

    clusters = {motive: table.cluster for table in graph.tables() for motive in table.motives}
    network = graph.network("motive-co-occurrence", threshold=edition.threshold)
    return draw_co_occurrence(network, clusters, edition)


def _literature(graph: Answers, relations: Collection[str] | None, edition: Edition) -> Picture:
    from lcgraph.analysis.networks import SPEAKING
    from lcgraph.render.pictures.literature import draw_literature

    network = graph.network("author-cluster", relations=relations)
    called = graph.names(edition.lang)
    authors = {code: called("author", code) for _, code in network.nodes(data="code")}
    return draw_literature(network, authors, tuple(relations or SPEAKING), edition)


def _timeline(graph: Answers, relations: Collection[str] | None, edition: Edition) -> Picture:
    from lcgraph.analysis.networks import SPEAKING
    from lcgraph.analysis.years import case_years, work_years
    from lcgraph.render.pictures.timeline import draw_timeline

    chosen: Sequence[str] = tuple(relations or SPEAKING)
    cases = case_years(graph.query("cases").dicts(), edition.studies, graph.cells(edition.threshold))
    claims, years = (graph.query(each).dicts() for each in ("citations", "work-years"))
    works = work_years(claims, years, relations=chosen, clusters=graph.codes("cluster"))
    return draw_timeline(cases, works, chosen, edition)
