"""The home page: what the cells say, in sentences and in full; the cases, the claims, the literature.

Goes in: the `Content` of a site. Comes out: what fills the template `home.html`. Every sentence is made from
the data at hand; where they carry none, its part is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from lcgraph.analysis.highlights import Highlights
from lcgraph.answers import Cell
from lcgraph.render.claims import counted
from lcgraph.render.highlights import joined, shortened, told
from lcgraph.vocab import LCG, SKOS, study_iri
from lcgraph.web.claims import STATES
from lcgraph.web.content import Content
from lcgraph.web.view import View

FAILING: Final = 6
"""How many claims that fail the home page names."""


def home(site: Content, view: View) -> dict[str, Any]:
    """What fills the home page."""
    name = _named(site, view)
    blocks = site.cells.blocks()
    found = site.highlights
    return {
        "studies": site.studies,
        "counts": _counts(site, view),
        "told": [
            (each.about, each.heading, [Markup(sentence) for sentence in each.sentences])
            for each in told(found, name, view.lang)
        ],
        "bars": _bars(found, name),
        "matrix": site.cells.matrix(blocks, view, totals=True) if blocks else "",
        "profiles": profiles(site, view),
        "states": [
            (state, sum(verdict.holds is holds for verdict in site.claims.verdicts))
            for holds, state in reversed(list(STATES.items()))
        ],
        "claims_counted": counted(site.claims.verdicts).in_(view.lang) if site.claims.verdicts else "",
        "failing": [verdict for verdict in site.claims.verdicts if verdict.holds is False][:FAILING],
        "claim_iri": site.claims.iri,
        "verdicts": len(site.claims.verdicts),
        "expected": _expected(site, view, name),
        "works": len(site.things.said.of(LCG.Work)),
        "jsonld": site.catalogue.for_search_engines(view.lang),
    }


def _named(site: Content, view: View) -> Callable[[str, str], str]:
    """What a code is called, as a link to its page where it has one."""
    labels = site.labels[view.lang]

    def label(scheme: str, code: str) -> str:
        study, slash, plain = code.rpartition("/")
        own = labels.get((scheme, code)) or labels.get((scheme, plain)) or plain
        return f"{own} ({study})" if slash and scheme in ("motive", "cluster") else own

    def name(scheme: str, code: str) -> str:
        if scheme == "by":
            return str(Markup.escape(label("attribute", code)))
        if ("attribute", scheme) in labels:
            value = view.t(code) if code in ("yes", "no") else code
            return f"{Markup.escape(label('attribute', scheme))}: {Markup.escape(value)}"
        iri = site.codes.find(scheme, code, _only_study(site))
        text = label(scheme, code)
        return str(view.a(iri, text) if iri else Markup.escape(text))  # Markup would escape what it joins

    return name


def _only_study(site: Content) -> str:
    return site.cells.studies[0] if len(site.cells.studies) == 1 else ""


def _counts(site: Content, view: View) -> str:
    """How many cases, groups and respondents there are, as far as that may be told."""
    said = site.things.said
    groups = {column for table in site.cells.tables for column in table.columns}
    cases = {column[:2] for column in groups}
    sizes = [said.one(site.cells.group(column), LCG.respondents) for column in sorted(groups)]
    parts = [view.counted(len(cases), "case"), view.counted(len(groups), "group")]
    if sizes and all(size.isdecimal() for size in sizes):
        parts.append(view.counted(sum(map(int, sizes)), "respondent"))
    return ", ".join(parts) if cases else ""


def _bars(found: Highlights, name: Callable[[str, str], str]) -> list[tuple[Markup, int, int]]:
    """The clusters with how many groups of how many name a motive of each."""
    return [
        (Markup(name("cluster", each.code)), each.share.reporting, each.share.groups)
        for each in found.clusters
    ]


def profiles(site: Content, view: View) -> list[dict[str, Any]]:
    """The cases: where each stands, and for each of its groups which motives it names."""
    names = site.cells.named[view.lang]
    rows = {(str(row["study"]), str(row["case"])): row for row in site.graph.query("cases").dicts()}
    found = []
    for case in dict.fromkeys(column[:2] for table in site.cells.tables for column in table.columns):
        columns = [each for each in site.cells.tables[0].columns if each[:2] == case]
        found.append(
            {
                "iri": study_iri(case[0], "case", case[1]).value,
                "label": names.case(*case),
                "about": " · ".join(_standing(site, view, rows.get(case, {}))),
                "groups": [
                    {
                        "iri": site.cells.group(column),
                        "role": names.label("role", column[2], column[0]),
                        **site.cells.strip(column, view),
                    }
                    for column in columns
                ],
            }
        )
    return found


def _standing(site: Content, view: View, row: Mapping[str, Cell]) -> list[str]:
    """The setting and sector of a case, and since when it is there."""
    labels = site.labels[view.lang]
    parts = []
    for scheme in ("setting", "sector"):
        if code := row.get(scheme):
            own = labels.get((scheme, f"{row['study']}/{code}"))
            parts.append(own or labels.get((scheme, str(code)), str(code)))
    if row.get("start_year"):
        parts.append(view.t("since", row["start_year"]))
    return parts


def _expected(site: Content, view: View, name: Callable[[str, str], str]) -> list[Markup]:
    """What the literature expects and groups do not name, and the other way about; nothing without works."""
    if not any(row["arguing"] for row in site.graph.query("literature-versus-evidence").dicts()):
        return []
    unnamed = site.graph.query("expected-not-reported").dicts()
    unnamed = [row for row in unnamed if not row.get("withheld")]  # a group that is not shown may name it
    named = site.graph.query("reported-not-expected").dicts()

    def works(row: Mapping[str, Cell]) -> str:
        count = row["works"]
        return f"{name('motive', str(row['motive']))} ({view.counted(int(str(count)), 'work')})"

    asked = [works(row) for row in unnamed if row["cells"]]
    rowless = [works(row) for row in unnamed if not row["cells"]]
    surprising = sorted(named, key=lambda row: -int(str(row["groups_reporting"])))
    more = [name("motive", str(row["motive"])) for row in surprising]
    return [
        *_sentence(view, "expected_unnamed", asked, len(asked)),
        *_sentence(view, "expected_no_row", rowless, len(rowless)),
        *_sentence(view, "unexpected_named", more, 5),
    ]


def _sentence(view: View, word: str, names: Sequence[str], most: int) -> list[Markup]:
    if not names:
        return []
    text = shortened(names, view.lang, most) if len(names) > most + 1 else joined(names, view.lang)
    return [Markup(view.t(word, text))]


def tree(site: Content, view: View) -> list[dict[str, Any]]:
    """The motives as a tree: by cluster, then by the cluster below it where they stand in one.

    Beside those of the tables, motives that the literature cited expects and the tables do not have.
    """
    name = _named(site, view)
    expected: dict[str, list[str]] = {}
    for row in site.graph.query("expected-not-reported").dicts():
        if not row["cells"]:
            expected.setdefault(str(row["cluster"] or ""), []).append(name("motive", str(row["motive"])))
    found = []
    for table in site.cells.tables:
        top = site.cells.cluster(table)
        below: dict[str, list[tuple[Markup, int, int]]] = {}
        for code in table.motives:
            iri = site.cells.motives[code]
            within = [each for each in site.things.said.all(iri, LCG.tableCluster) if each != top]
            bar = (Markup(name("motive", code)), *site.cells.counted(code))
            below.setdefault(within[0] if within else "", []).append(bar)
        found.append(
            {
                "cluster": view.a(top) if top else site.cells.named[view.lang].title(table),
                "definition": site.things.one(top, SKOS.definition, view.lang) if top else "",
                "below": [(view.a(each) if each else "", bars) for each, bars in below.items()],
                "expected": [Markup(each) for each in expected.get(table.cluster, [])],
            }
        )
    return found
