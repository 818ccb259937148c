"""The pages of a site, in the order of its menu; then those of all things.

Goes in: the `Content` of a site. Comes out: a `Page` for everything that has an address, each with what fills
its template; the pictures; and the index that the search reads.
"""

from __future__ import annotations

import json
from typing import Any, Final

from pyoxigraph import Literal

from lcgraph.answers import Rows
from lcgraph.render.pictures.svg import svg
from lcgraph.render.rows import render_rows
from lcgraph.resources import artefact
from lcgraph.say import clean
from lcgraph.vocab import DCTERMS, FOAF, LCG, ONTOLOGY, PREFIXES, SKOS
from lcgraph.web.addresses import LANGUAGES, link, page
from lcgraph.web.asked import MOST_ROWS, Answer, Asked, cells, crossed, grouped
from lcgraph.web.catalogue import FOLDER
from lcgraph.web.content import Content, Page
from lcgraph.web.datapage import data_pages
from lcgraph.web.home import home, profiles, tree
from lcgraph.web.terms import changes, issued
from lcgraph.web.things import upper_first
from lcgraph.web.view import View
from lcgraph.web.words import WORDS

_OWL: Final = PREFIXES["owl"]
_SCHEMA: Final = {
    LCG.Work.value: "https://schema.org/CreativeWork",
    FOAF.Person.value: "https://schema.org/Person",
    FOAF.Organization.value: "https://schema.org/Organization",
    SKOS.Concept.value: "https://schema.org/DefinedTerm",
    LCG.Study.value: "https://schema.org/ScholarlyArticle",
    _OWL + "Class": "https://schema.org/DefinedTerm",
}

_CLAIMED: Final = {
    LCG.Motive: "motive",
    LCG.Case: "case",
    LCG.PartnerRole: "role",
    LCG.Setting: "setting",
    LCG.Sector: "sector",
}
"""What claims are about, and how their conditions call it."""


def pages(site: Content) -> list[Page]:
    """Every page of a site."""
    return [
        Page("index", "home.html", site.title, lambda v: home(site, v), section="home"),
        Page(
            "tables",
            "tables.html",
            lambda v: v.t("tables_title"),
            lambda v: _tables(site, v),
            section="tables",
        ),
        Page(
            "cases",
            "cases.html",
            lambda v: v.t("cases"),
            lambda v: {"profiles": profiles(site, v)},
            section="cases",
        ),
        Page(
            "motives",
            "motives.html",
            lambda v: v.t("motives"),
            lambda v: {"tree": tree(site, v)},
            section="motives",
        ),
        Page(
            "claims",
            "claims.html",
            lambda v: v.t("claims_title"),
            site.claims.listed,
            section="claims",
        ),
        Page(
            "queries",
            "queries.html",
            lambda v: v.t("queries"),
            lambda v: {"asked": site.asked},
            section="queries",
        ),
        *(_query_page(site, asked) for asked in site.asked),
        Page(
            "literature",
            "literature.html",
            lambda v: v.t("literature"),
            lambda v: _literature(site),
            section="literature",
        ),
        Page(
            "pictures",
            "pictures.html",
            lambda v: v.t("pictures"),
            lambda v: {"drawings": site.drawings[v.lang], "grid_path": _grid_path},
            section="pictures",
        ),
        *_thing_pages(site),
        *data_pages(site),
        Page("about", "about.html", lambda v: v.t("about_title"), section="about"),
        Page("404", "404.html", lambda v: v.t("not_found")),
        Page("search", "search.html", lambda v: v.t("search"), section="search"),
        Page(
            "all",
            "all.html",
            lambda v: v.t("all_title"),
            lambda v: {"listed": _listed(site, v)},
            section="search",
        ),
    ]


def _tables(site: Content, view: View) -> dict[str, Any]:
    return {"blocks": site.cells.blocks(), "choices": site.cells.choices(view), "folder": FOLDER}


def _query_page(site: Content, asked: Asked) -> Page:
    things = site.things
    readings = things.refer(asked.iri, LCG.checkedBy) if asked.iri else []

    def content(view: View) -> dict[str, Any]:
        return {
            "asked": asked,
            "study": things.said.one(asked.iri, LCG.partOfStudy),
            "checks": list(
                dict.fromkeys(claim for each in readings for claim in things.refer(each, LCG.hasReading))
            ),
            "query": asked.query,
            "crossed": lambda answer: crossed(view, site.codes, answer.rows),
            "rows": lambda answer: cells(view, site.codes, answer.rows, asked.query.codes),
            "shown_for": lambda answer: _shown_for(site, view, asked, answer),
            "most": MOST_ROWS,
            "folder": FOLDER,
            "command": _command(asked),
        }

    return Page(
        asked.stem, "query.html", lambda v: asked.query.question.in_(v.lang), content, asked.iri, "queries",
        bool(asked.iri), about=lambda v: asked.name,
    )  # fmt: skip


def _shown_for(site: Content, view: View, asked: Asked, answer: Answer) -> Any:
    iri = site.codes.find(answer.scheme, answer.value, asked.query.study)
    return view.a(iri) if iri else answer.value


def _command(asked: Asked) -> str:
    """The call of the command line that gives the answer, with the first value of what it needs."""
    words = ["lcgraph query", asked.name]
    for parameter in asked.required:
        value = asked.answers[0].value if asked.answers and asked.answers[0].value else parameter.name.upper()
        words.append(f"--{parameter.name} {value}")
    return " ".join([*words, "--format csv"])


def _literature(site: Content) -> dict[str, Any]:
    things = site.things
    works = [(work, grouped(things, things.refer(work, LCG.citesWork))) for work in things.said.of(LCG.Work)]
    authors = [
        iri
        for iri in things.said.of(FOAF.Person) + things.said.of(FOAF.Organization)
        if things.refer(iri, DCTERMS.creator)
    ]

    def by_name(iris: list[str]) -> list[str]:
        return sorted(iris, key=lambda each: things.label(each, LANGUAGES[0]).lower())

    return {
        "houses": [
            (name, by_name(things.said.of(type_)))
            for name, type_ in (("journals", LCG.Journal), ("publishers", LCG.Publisher))
        ],
        "works": sorted(works, key=lambda each: things.label(each[0], LANGUAGES[0]).lower()),
        "authors": by_name(authors),
    }


def drawn(site: Content) -> dict[str, bytes]:
    """The pictures as SVG, and the diagram of the ontology, by path."""
    files = {}
    for lang in LANGUAGES:
        view = View(site.things, "ontology", lang)
        files[f"picture/ontology.{lang}.svg"] = site.terms.diagram(
            lang, view.t("diagram"), view.t("diagram_text")
        )
        for each in site.drawings[lang]:
            files[f"picture/{each.name}.{lang}.svg"] = svg(each.picture).encode()
            for number, grid in enumerate(each.picture.data, 1):
                rows = tuple(tuple(Literal(text) for text in row) for row in grid.rows)
                table = render_rows(Rows(grid.heads, rows), "csv")
                files[_grid_path(each.name, number, lang)] = table.encode()
    return files


def _grid_path(name: str, number: int, lang: str) -> str:
    """Where the CSV of a table behind a picture lies."""
    return f"picture/{name}.{number}.{lang}.csv"


def _thing_pages(site: Content) -> list[Page]:
    """A page for every document that has none yet, the ontology's own among them."""
    there = {asked.stem for asked in site.asked}
    return [_thing_page(site, each) for each in sorted(site.things.documents) if each not in there]


def _thing_page(site: Content, stem_: str) -> Page:
    things = site.things
    iri = things.main(stem_)
    if iri == ONTOLOGY.value:
        return Page(
            stem_, "ontology.html", lambda v: v.label(iri), lambda v: _ontology(site), iri, "ontology", True
        )

    def content(view: View) -> dict[str, Any]:
        return {
            **site.portraits.of(view, iri),
            "checked": site.claims.checked(view, iri),
            "line": site.summaries.line(view, iri),
            "facts": site.summaries.facts(view, iri),
            "bars": site.summaries.bars(view, iri),
            "reference": site.summaries.reference(view, iri),
            "works": site.summaries.works(view, iri),
            "claims": _claims(site, iri),
            "iri": iri,
            "kinds": things.kinds(iri),
            "steps": _steps(site, iri),
        }

    types = things.types(iri)
    schema = next((_SCHEMA[each] for each in types if each in _SCHEMA), "https://schema.org/Thing")
    return Page(
        stem_, "thing.html", lambda v: upper_first(v.label(iri)), content, iri, _section(site, iri), True,
        about=lambda v: _about(site, v, iri), schema=schema,
    )  # fmt: skip


def _claims(site: Content, iri: str) -> list[tuple[str, str, Any]]:
    """The claims about a motive, a case, a role and the like; of what a study brings itself, its own."""
    said = site.things.said
    kind = next((kind for type_, kind in _CLAIMED.items() if site.things.is_a(iri, type_)), "")
    study = said.one(said.one(iri, LCG.partOfStudy), SKOS.notation)
    return site.claims.about(kind, said.one(iri, SKOS.notation), study) if kind else []


def _about(site: Content, view: View, iri: str) -> str:
    """What sort of thing a page is about; of a claim its verdict."""
    state = site.claims.state(iri)
    return view.t(state) if state else site.things.kind(iri, view.lang)


def _section(site: Content, iri: str) -> str:
    """The part of the menu that a thing belongs to."""
    if iri.startswith((LCG.iri, ONTOLOGY.value)):
        return "ontology"
    if site.things.is_a(
        iri,
        LCG.Work,
        LCG.Citation,
        LCG.WorkConcept,
        LCG.Journal,
        LCG.Publisher,
        FOAF.Person,
        FOAF.Organization,
    ):
        return "literature"
    if site.things.is_a(iri, LCG.Claim, LCG.Reading):
        return "claims"
    if site.things.is_a(iri, LCG.Case, LCG.PartnerGroup):
        return "cases"
    if site.things.is_a(iri, LCG.Motive, LCG.MotiveCluster):
        return "motives"
    if site.things.is_a(iri, LCG.Finding):
        return "tables"
    return ""


def _steps(site: Content, iri: str) -> list[str]:
    """What a thing lies below, from the outside in: its study, case and the like, or its scheme."""
    said = site.things.said
    steps = [said.one(iri, predicate) for predicate in (LCG.partOfStudy, SKOS.inScheme)]
    group = said.one(iri, LCG.aboutGroup)
    steps += [said.one(group or iri, LCG.inCase), group, *site.things.refer(iri, LCG.hasReading)]
    if iri.startswith(LCG.iri):
        steps.append(ONTOLOGY.value)
    return [each for each in steps if each and site.things.has_page(each)]


def _ontology(site: Content) -> dict[str, Any]:
    version = site.terms.version()
    return {
        "iri": ONTOLOGY.value,
        "terms": site.terms,
        "number": version.number,
        "version_iri": version.iri,
        "earlier": version.earlier,
        "day": issued(site.things),
        "changes": changes(artefact("CHANGELOG.md").read_text(encoding="utf-8")),
        "definition": SKOS.definition,
        "example": SKOS.example,
        "note": SKOS.scopeNote,
        "arrows": site.terms.arrows(),
        "kinds": site.terms.kinds(),
    }


def _listed(site: Content, view: View) -> list[tuple[str, list[tuple[str, str]]]]:
    """All things by kind: title and address of each."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for stem_ in site.things.documents:
        iri = site.things.main(stem_)
        if site.things.is_a(iri, LCG.Facet):
            continue
        kind = site.things.kind(iri, view.lang) or view.t("thing")
        groups.setdefault(kind, []).append((view.label(iri), view.to(stem_)))
    return [
        (kind, sorted(groups[kind], key=lambda each: (each[0].lower(), each[1])))
        for kind in sorted(groups, key=str.lower)
    ]


def search_index(site: Content, listed: list[Page], lang: str) -> bytes:
    """What the search looks through, as a script (a page from a disk may load scripts, and no JSON)."""
    entries = []
    for each in listed:
        if each.stem in ("search", "all", "404") or site.things.is_a(each.iri, LCG.Facet):
            continue
        view = View(site.things, each.stem, lang)
        other = View(site.things, each.stem, view.other)
        words = [each.about(view), each.title(other)]
        if each.iri:
            words += [
                site.things.one(each.iri, predicate, lang) for predicate in (SKOS.notation, SKOS.definition)
            ]
        title = each.title(view)
        address = link(page("search", lang), page(each.stem, lang))
        more = dict.fromkeys(word for word in words[1:] if word and word != title)
        entries.append([clean(title), clean(words[0]), clean(" · ".join(more)), address])
    text = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    for mark in ("\u2028", "\u2029"):
        text = text.replace(mark, " ")
    told = {
        name: WORDS[name].in_(lang)
        for name in ("search_none", "search_near", "search_found", "search_found_one")
    }
    return f"window.lcgraph={{entries:{text},words:{json.dumps(told, ensure_ascii=False)}}};\n".encode()
