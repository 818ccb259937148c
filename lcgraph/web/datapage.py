"""The pages of the data set and of this version of it: files, how to ask them, how to cite them.

Goes in: the `Content` of a site. Comes out: the two pages, with one question that is answered by clicking, by
a spreadsheet and by SPARQL.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from pyoxigraph import NamedNode

from lcgraph import __version__
from lcgraph.vocab import BASE, LCG, RDF, SKOS
from lcgraph.web.addresses import stem
from lcgraph.web.catalogue import FOLDER
from lcgraph.web.content import Content, Page
from lcgraph.web.view import View


def data_pages(site: Content) -> list[Page]:
    """The data set, and this version of it."""
    role, motive = _example(site)

    def content(view: View) -> dict[str, Any]:
        return {
            "iri": site.catalogue.dataset,
            "jsonld": site.catalogue.for_search_engines(view.lang),
            "counted": _counted(site),
            "tables": [each for each in site.files if each.path.startswith(f"{FOLDER}/tables/")],
            "rest": [each for each in site.files if not each.path.startswith(f"{FOLDER}/tables/")],
            "folder": FOLDER,
            "example": (role, motive),
            "sparql": _example_query(role, motive),
            "codes": tuple(site.things.said.one(each, SKOS.notation) for each in (role, motive)),
        }

    return [
        Page(
            stem(site.catalogue.dataset),
            "data.html",
            lambda v: v.t("downloads"),
            content,
            site.catalogue.dataset,
            "downloads",
            True,
            schema="https://schema.org/Dataset",
        ),
        Page(
            stem(site.catalogue.version),
            "data.html",
            lambda v: f"{v.t('downloads')} {__version__}",
            lambda v: {**content(v), "iri": site.catalogue.version},
            site.catalogue.version,
            "downloads",
            True,
            schema="https://schema.org/Dataset",
        ),
    ]


def _counted(site: Content) -> list[tuple[str, int]]:
    """How many things of each type the data set has, the most first."""
    counts: dict[str, set[Any]] = {}
    for quad in site.data:
        if quad.predicate == RDF.type and isinstance(quad.object, NamedNode):
            counts.setdefault(quad.object.value, set()).add(quad.subject)
    return sorted(((iri, len(found)) for iri, found in counts.items()), key=lambda each: (-each[1], each[0]))


def _example(site: Content) -> tuple[str, str]:
    """The IRIs of a role and a motive for the question of the page; "" where no group reports anything.

    The pair that tells most: the most groups with that role, and the fewest others, report the motive.
    """
    said = site.things.said
    pairs: Counter[tuple[str, str]] = Counter()
    for finding in said.of(LCG.Finding):
        if said.one(finding, LCG.status).endswith("/reported"):
            group, motive = said.one(finding, LCG.aboutGroup), said.one(finding, LCG.aboutMotive)
            pairs[said.one(group, LCG.role), motive] += 1
    motives: Counter[str] = Counter()
    for (_, motive), count in pairs.items():
        motives[motive] += count

    def telling(pair: tuple[str, str]) -> tuple[int, int, tuple[str, str]]:
        return 2 * pairs[pair] - motives[pair[1]], pairs[pair], pair

    return max(pairs, key=telling, default=("", ""))


def _example_query(role: str, motive: str) -> str:
    """The question of the page of the data in SPARQL, over the Turtle file alone."""
    return f"""PREFIX lcg: <{LCG.iri}>
PREFIX skos: <{SKOS.iri}>
SELECT ?case ?place WHERE {{
  ?finding lcg:aboutMotive <{motive}> ; lcg:aboutGroup ?group ; lcg:status <{BASE}status/reported> .
  ?group lcg:inCase/skos:notation ?case ; lcg:role <{role}> .
  OPTIONAL {{ ?finding lcg:locator ?place }}
}} ORDER BY ?case"""
