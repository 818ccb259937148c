"""The works of a graph for `lcgraph export`: BibTeX, CSL-JSON, RIS, and a reference list as the APA has it.

Goes in: quads. Comes out: text, works in the order of their keys, the same for the same quads. `lcgraph
import` reads the first three back to the same works.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad

from lcgraph.literature import apa, bibtex, csl, ris
from lcgraph.literature.model import Work
from lcgraph.literature.works import works_in
from lcgraph.say import Text
from lcgraph.written import Exported

_WRITERS = {"bibtex": bibtex.write, "csl-json": csl.write, "ris": ris.write}


def reference_list(quads: Iterable[Quad], lang: str) -> str:
    """The works as the APA writes them, in Markdown."""
    return apa.write(works_in(quads), lang=lang)


def literature(quads: Iterable[Quad], name: str) -> Exported:
    """The works as `bibtex`, `csl-json` or `ris`, with what of them is not in there."""
    works = works_in(quads)
    losses = [*_unwritten(works), *(_without_ids(works) if name == "ris" else [])]
    return Exported(_WRITERS[name](works), tuple(losses))


def _unwritten(works: Iterable[Work]) -> list[Text]:
    keys = ", ".join(work.key for work in works if _rest(work))
    told = Text(
        nl=f"soort uitgave van {keys}: staat alleen in de literatuurlijst van de studie",
        en=f"manner of publication of {keys}: only in the reference list of the study",
    )
    return [told] if keys else []


def _rest(work: Work) -> str:
    """What the citation of a work says beside container, series, numbers, pages, publisher and place."""
    rest = work.citation
    told = (work.container, work.series, work.publisher, f"{work.volume}({work.number})", work.volume)
    for said in (*told, work.pages, work.address):
        rest = f", {rest}, ".replace(f", {said}, ", ", ", 1).strip(", ") if said else rest
    return rest


def _without_ids(works: Iterable[Work]) -> list[Text]:
    keys = ", ".join(
        work.key for work in works if any(agent.same_as for agent in (*work.authors, *work.editors))
    )
    told = Text(
        nl=f"ORCID iD's en ROR iD's bij {keys}: RIS kent ze niet",
        en=f"ORCID iDs and ROR iDs with {keys}: RIS has none",
    )
    return [told] if keys else []
