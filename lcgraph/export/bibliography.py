"""The works of a graph as reference lists for other programs: BibTeX, CSL-JSON and RIS.

Goes in: quads. Comes out: text, works in the order of their keys, the same for the same quads. `lcgraph
import` reads each of them back to the same works. What the graph does not hold is not in them either: notes,
series, the place of a publisher, months. Names are as each reference writes them.
RIS has no way to tell a person with one name from an organisation, no comma in the name of an organisation,
and no identifiers of people.

A work that is cited and stands in no list has a key and no title: it is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad

from lcgraph.export.written import Exported
from lcgraph.literature import csl as csljson
from lcgraph.literature import ris
from lcgraph.literature.bibtex import written
from lcgraph.literature.latex import encode, pages
from lcgraph.literature.names import as_annotations, as_bibtex
from lcgraph.literature.works import TYPES
from lcgraph.say import Place, Text
from lcgraph.study.model import Agent, Work
from lcgraph.vocab import (
    BASE,
    BIBO,
    DC,
    DCTERMS,
    FOAF,
    LCG,
    OWL,
    PRISM,
    RDF,
    SKOS,
    WORK_KINDS,
    is_member,
)

_KIND_OF: Final = {fabio: kind for kind, (_, fabio) in WORK_KINDS.items()}
_THESES: Final = {"phd-thesis": "PhD thesis", "masters-thesis": "Master's thesis"}


# ---- From the graph

Said = dict[object, dict[NamedNode, list[Any]]]
"""What is said of each thing: property, objects."""


def works_of(quads: Iterable[Quad]) -> list[Work]:
    """The works with a title, by key; where studies say different things of one work, the first as sorted."""
    said: Said = {}
    for quad in quads:
        said.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
    works = [_work(said, thing) for thing, facts in said.items() if LCG.Work in facts.get(RDF.type, ())]
    return sorted((work for work in works if work.title), key=lambda work: work.key)


def _texts(said: Said, thing: object, predicate: NamedNode) -> list[str]:
    """The literals of a property, sorted and without doubles."""
    values = said.get(thing, {}).get(predicate, ())
    return sorted({value.value for value in values if isinstance(value, Literal)})


def _text(said: Said, thing: object, predicate: NamedNode) -> str:
    return next(iter(_texts(said, thing, predicate)), "")


def _work(said: Said, thing: object) -> Work:
    year = _text(said, thing, DCTERMS.issued)
    containers = sorted(said[thing].get(DCTERMS.isPartOf, ()), key=str)
    container = next(iter(containers), None)
    kinds = [_KIND_OF[type_] for type_ in said[thing][RDF.type] if type_ in _KIND_OF]
    return Work(
        key=_text(said, thing, SKOS.notation),
        kind=min(kinds, default="document"),
        title=_text(said, thing, DCTERMS.title),
        authors=_people(said, thing, BIBO.authorList, DCTERMS.creator),
        year=int(year) if year.isdecimal() else None,
        citation=_text(said, thing, DCTERMS.bibliographicCitation),
        doi=_text(said, thing, BIBO.doi),
        listed=LCG.listedIn in said[thing],
        place=Place(""),
        editors=_people(said, thing, BIBO.editorList, BIBO.editor),
        others="true" in _texts(said, thing, LCG.andOthers),
        container=_text(said, container, DCTERMS.title),
        volume=_text(said, thing, BIBO.volume),
        number=_text(said, thing, PRISM.issueIdentifier),
        pages=_text(said, thing, BIBO.pages),
        edition=_text(said, thing, BIBO.edition),
        publisher=_text(said, thing, DC.publisher),
        isbns=tuple(_texts(said, thing, BIBO.isbn13) + _texts(said, thing, BIBO.isbn10)),
        issns=tuple(_texts(said, container, BIBO.issn)),
        url=_text(said, thing, BIBO.uri),
    )


def _people(said: Said, thing: object, of_list: NamedNode, role: NamedNode) -> tuple[Agent, ...]:
    """The agents in the order of their list; those of a graph without a list by their IRI."""
    lists = sorted(said[thing].get(of_list, ()), key=str)
    members = [
        (int(predicate.value.rpartition("_")[2]), node)
        for predicate, nodes in (said.get(lists[0], {}) if lists else {}).items()
        if is_member(predicate)
        for node in nodes
    ]
    nodes = [node for _, node in sorted(members, key=lambda each: (each[0], str(each[1])))]
    if not lists:
        editors = said[thing].get(BIBO.editor, ()) if role == DCTERMS.creator else ()
        nodes = sorted({node for node in said[thing].get(role, ()) if node not in editors}, key=str)
    list_ = lists[0].value if lists else ""
    return tuple(
        _agent(said, node, NamedNode(f"{list_ or node.value}/{position}"))
        for position, node in enumerate(nodes, 1)
        if isinstance(node, NamedNode)
    )


def _agent(said: Said, node: NamedNode, written: NamedNode) -> Agent:
    """An agent under the name that the list writes, where that is not its own."""
    name = _text(said, node, FOAF.name)
    links = sorted(link.value for link in said.get(node, {}).get(OWL.sameAs, ()))
    family, given = _text(said, node, FOAF.familyName) or name, _text(said, node, FOAF.givenName)
    if node in said.get(written, {}).get(LCG.nameOf, ()):
        family, given = _text(said, written, LCG.writtenFamily), _text(said, written, LCG.writtenGiven)
    return Agent(
        slug=node.value.removeprefix(f"{BASE}agent/"),
        family=family,
        given=given,
        corporate=FOAF.Organization in said.get(node, {}).get(RDF.type, ()),
        same_as=next(iter(links), ""),
    )


def literature(quads: Iterable[Quad], name: str) -> Exported:
    """The works as `bibtex`, `csl-json` or `ris`, with what of them is not in there."""
    given = list(quads)
    write = {"bibtex": bibtex, "csl-json": csl_json, "ris": ris_text}[name]
    works = works_of(given)
    more = [work.key for work in works if _unwritten(work)]
    known = [work.key for work in works if any(agent.same_as for agent in (*work.authors, *work.editors))]
    losses = []
    if more:
        losses.append(
            Text(
                f"plaats van uitgave, reeks of soort uitgave van {', '.join(more)}: staat alleen in de "
                "literatuurlijst van de studie",
                f"place of publication, series or manner of publication of {', '.join(more)}: only in the "
                "reference list of the study",
            )
        )
    if known and name == "ris":
        losses.append(
            Text(
                f"ORCID iD's en ROR iD's bij {', '.join(known)}: RIS kent ze niet",
                f"ORCID iDs and ROR iDs with {', '.join(known)}: RIS has none",
            )
        )
    return Exported(write(given), tuple(losses))


def _unwritten(work: Work) -> str:
    """What the citation of a work says beside container, numbers, pages and publisher."""
    rest = work.citation
    for said in (work.container, work.publisher, f"{work.volume}({work.number})", work.volume, work.pages):
        rest = f", {rest}, ".replace(f", {said}, ", ", ", 1).strip(", ") if said else rest
    return rest


# ---- BibTeX


def bibtex(quads: Iterable[Quad]) -> str:
    """The works as BibTeX, in UTF-8; `online` and `thesis` are types of biblatex."""
    entries = (written(TYPES[work.kind], work.key, _bibtex_fields(work)) for work in works_of(quads))
    return "\n".join(f"{entry}\n" for entry in entries)


def _bibtex_fields(work: Work) -> dict[str, str]:
    fields = {
        "author": as_bibtex(work.authors, others=work.others and bool(work.authors)),
        **as_annotations(work.authors, "author"),
        "editor": as_bibtex(work.editors, others=work.others and not work.authors),
        **as_annotations(work.editors, "editor"),
        "title": encode(work.title),
        "journal" if work.kind.endswith("article") else "booktitle": encode(work.container),
        "entrysubtype": work.kind.removesuffix("-article") if work.kind.endswith("-article") else "",
        "year": str(work.year or ""),
        "volume": encode(work.volume),
        "number": encode(work.number),
        "pages": pages(work.pages),
        "edition": encode(work.edition),
        _house(work): encode(work.publisher),
        "doi": work.doi,
        "isbn": ", ".join(work.isbns),
        "issn": ", ".join(work.issns),
        "url": work.url,
        "keywords": "" if work.listed else "study",
    }
    return {name: value for name, value in fields.items() if value}


def _house(work: Work) -> str:
    return "institution" if work.kind == "report" else "school" if "thesis" in work.kind else "publisher"


# ---- CSL-JSON


def csl_json(quads: Iterable[Quad]) -> str:
    """The works as CSL-JSON that its schema accepts; links of people stand under `custom`."""
    items = [_csl_item(work) for work in works_of(quads)]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _csl_item(work: Work) -> dict[str, object]:
    links = {
        role: {str(at): agent.same_as for at, agent in enumerate(agents, 1) if agent.same_as}
        for role, agents in (("author", work.authors), ("editor", work.editors))
    }
    item = {
        "id": work.key,
        "citation-key": work.key,
        "type": csljson.KINDS[work.kind],
        "genre": _THESES.get(work.kind, ""),
        "author": _csl_names(work.authors, others=work.others),
        "editor": _csl_names(work.editors, others=work.others and not work.authors),
        "title": work.title,
        "container-title": work.container,
        "issued": {"date-parts": [[work.year]]} if work.year else None,
        "volume": work.volume,
        "issue" if work.kind.endswith("article") else "number": work.number,
        "page": work.pages,
        "edition": work.edition,
        "publisher": work.publisher,
        "DOI": work.doi,
        "ISBN": ", ".join(work.isbns),
        "ISSN": ", ".join(work.issns),
        "URL": work.url,
        "custom": {"same-as": {role: known for role, known in links.items() if known}}
        if any(links.values())
        else None,
    }
    return {name: value for name, value in item.items() if value}


def _csl_names(agents: Iterable[Agent], *, others: bool) -> list[dict[str, str]]:
    names = [_csl_name(agent) for agent in agents]
    return [*names, {"literal": "et al."}] if others and names else names


def _csl_name(agent: Agent) -> dict[str, str]:
    if agent.corporate:
        return {"literal": agent.family}
    words = agent.family.split(" ")
    particles = 0
    while particles < len(words) - 1 and words[particles][:1].islower():
        particles += 1
    given, _, suffix = agent.given.partition(", ")
    name = {
        "family": " ".join(words[particles:]),
        "given": given,
        "non-dropping-particle": " ".join(words[:particles]),
        "suffix": suffix,
    }
    return {part: text for part, text in name.items() if text}


# ---- RIS


def ris_text(quads: Iterable[Quad]) -> str:
    """The works as RIS of 2011, with the line ends that it asks for."""
    records = [
        "\r\n".join(f"{tag}  - {value}" for tag, value in _ris_lines(work)) for work in works_of(quads)
    ]
    return "".join(f"{record}\r\nER  - \r\n\r\n" for record in records)


def _ris_lines(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", ris.KINDS[work.kind]
    yield "ID", work.key
    yield from (("AU", _ris_name(agent)) for agent in work.authors)
    if work.others and work.authors:
        yield "AU", "et al."
    role = "A2" if work.kind in ("chapter", "paper", "article") else "ED"
    yield from ((role, _ris_name(agent)) for agent in work.editors)
    if work.others and not work.authors:
        yield role, "et al."
    first, _, last = work.pages.partition("–")
    lines = {
        "TI": work.title,
        "T2": work.container,
        "PY": str(work.year or ""),
        "VL": work.volume,
        "IS": work.number,
        "SP": first,
        "EP": last,
        "ET": work.edition,
        "PB": work.publisher,
        "M3": _THESES.get(work.kind, ""),
        "DO": work.doi,
        "UR": work.url,
    }
    yield from ((tag, value) for tag, value in lines.items() if value)
    yield from (("SN", number) for number in (*work.isbns, *work.issns))


def _ris_name(agent: Agent) -> str:
    return agent.family if agent.corporate else f"{agent.family}, {agent.given}"
