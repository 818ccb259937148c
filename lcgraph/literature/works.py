"""Works, out of the entries of a reference list or out of the quads of a graph.

What the graph does not hold is not in a work that is made of it: notes, months, the manner of publication.
Names are as each reference writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad

from lcgraph.literature.entries import PUBLISHERS, Entry, kind_of, plain_fields, year_of
from lcgraph.literature.identifiers import addresses, doi_of_link, is_doi_link, isbns, issns, normal_doi
from lcgraph.literature.latex import decode, verbatim, without_markup
from lcgraph.literature.model import Agent, Work
from lcgraph.literature.names import identified, names
from lcgraph.say import Place
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

REFERENCES: Final = "references.bib"
"""The reference list of a study."""
_CONTAINERS: Final = ("journal", "booktitle", "series", "publisher", "school", "institution", "howpublished")
_LINK: Final = re.compile(r"(?:https?|ftp)://[^\s{}]+")
_VERBATIM: Final = ("doi", "url", "orcid-numbers", "eprint")
_KIND_OF: Final = {fabio: kind for kind, (_, fabio) in WORK_KINDS.items()}

# ---- From an entry


def work_of(entry: Entry) -> Work:
    """The work that an entry describes; its title is "" when it has none."""
    source = plain_fields(entry)
    named = {role: names(source.get(role, "")) for role in ("author", "editor", "translator")}
    plain = {name: (verbatim if name in _VERBATIM else decode)(value) for name, value in source.items()}
    authors, editors = (identified(named[role].agents, source, role) for role in ("author", "editor"))
    kind = kind_of(entry)
    return Work(
        key=entry.key,
        kind=kind,
        title=without_markup(plain.get("title", "")),
        authors=authors,
        year=year_of(plain.get("year", "")),
        citation=_citation(plain),
        doi=normal_doi(plain.get("doi", "")) or doi_of_link(plain.get("url", "")),
        listed="study" not in re.split(r"\s*[,;]\s*", plain.get("keywords", "")),
        place=Place(REFERENCES, entry.line),
        editors=editors,
        others=named["author" if authors else "editor"].others,
        container=plain.get("journal", "") or plain.get("booktitle", ""),
        volume=plain.get("volume", ""),
        number=_dashed(plain, "number"),
        pages=_dashed(plain, "pages"),
        edition=plain.get("edition", ""),
        publisher=next((plain[name] for name in PUBLISHERS if plain.get(name)), ""),
        isbns=isbns(plain.get("isbn", "")),
        issns=issns(plain.get("issn", "")),
        urls=_addresses(plain),
        address=plain.get("address", ""),
        series=plain.get("series", ""),
        eprint=_eprint(plain),
        translators=named["translator"].agents,
    )


def _dashed(fields: dict[str, str], name: str) -> str:
    """Numbers of pages or issues, from and to with a dash between, however that was typed."""
    return re.sub(r"\s*(?:--|[‐‑‒–—]|(?<=\d)-(?=\d))\s*", "–", fields.get(name, ""))


def _addresses(fields: dict[str, str]) -> tuple[str, ...]:
    """The addresses of a work; also those in a note or `howpublished` that holds nothing else."""
    others = [fields.get(name, "").removesuffix(".") for name in ("howpublished", "note")]
    links = [text for text in others if text and all(_LINK.fullmatch(part) for part in addresses(text))]
    found = [part for text in (fields.get("url", ""), *links) for part in addresses(text)]
    return tuple(dict.fromkeys(part for part in found if not is_doi_link(part) or part == fields.get("url")))


def _eprint(fields: dict[str, str]) -> str:
    number, kind = fields.get("eprint", ""), fields.get("eprinttype", "").lower()
    return f"{kind}:{number}" if kind and number and ":" not in number else number


def _citation(fields: dict[str, str]) -> str:
    """What follows the title in a reference: container, volume(number), pages, publisher, place."""
    parts = []
    container = next((fields[key] for key in _CONTAINERS if fields.get(key)), "")
    volume = fields.get("volume", "") + (f"({_dashed(fields, 'number')})" if fields.get("number") else "")
    parts += [container, volume, _dashed(fields, "pages")]
    if fields.get("publisher") and fields["publisher"] != container:
        parts.append(fields["publisher"])
    parts.append(fields.get("address", ""))
    return ", ".join(part for part in parts if part)


# ---- From the graph

Said = dict[object, dict[NamedNode, list[Any]]]
"""What is said of each thing: property, objects."""


def works_in(quads: Iterable[Quad]) -> list[Work]:
    """The works with a title, by key; where studies say different things of one work, the first as sorted.

    A work that is cited and stands in no list has a key and no title: it is left out.
    """
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
    wholes = sorted(said[thing].get(DCTERMS.isPartOf, ()), key=str)
    series = [whole for whole in wholes if BIBO.Series in said.get(whole, {}).get(RDF.type, ())]
    containers = [whole for whole in wholes if whole not in series]
    container = next(iter(containers), None)
    kinds = [_KIND_OF[type_] for type_ in said[thing][RDF.type] if type_ in _KIND_OF]
    return Work(
        key=_text(said, thing, SKOS.notation),
        kind=min(kinds, default="document"),
        title=_text(said, thing, DCTERMS.title),
        authors=_agents(said, thing, BIBO.authorList, DCTERMS.creator),
        year=int(year) if re.fullmatch(r"-?[0-9]+", year) else None,
        citation=_text(said, thing, DCTERMS.bibliographicCitation),
        doi=_text(said, thing, BIBO.doi),
        listed=LCG.listedIn in said[thing],
        place=Place(""),
        editors=_agents(said, thing, BIBO.editorList, BIBO.editor),
        others="true" in _texts(said, thing, LCG.andOthers),
        container=_text(said, thing, PRISM.publicationName) or _text(said, container, DCTERMS.title),
        volume=_text(said, thing, BIBO.volume),
        number=_text(said, thing, PRISM.issueIdentifier),
        pages=_text(said, thing, BIBO.pages),
        edition=_text(said, thing, BIBO.edition),
        publisher=_text(said, thing, DC.publisher),
        isbns=tuple(_texts(said, thing, BIBO.isbn13) + _texts(said, thing, BIBO.isbn10)),
        issns=_issns(said, thing, container),
        urls=tuple(_texts(said, thing, BIBO.uri)),
        address=_text(said, thing, LCG.placeOfPublication),
        series=_text(said, next(iter(series), None), DCTERMS.title),
        eprint=_text(said, thing, DCTERMS.identifier),
        translators=_agents(said, thing, None, BIBO.translator),
    )


def _issns(said: Said, thing: object, container: object) -> tuple[str, ...]:
    """The ISSNs that a reference writes; of a graph that does not tell them, those of what the work is in."""
    written = PRISM.publicationName in said.get(thing, {})
    return tuple(_texts(said, thing, PRISM.issn) if written else _texts(said, container, BIBO.issn))


def _agents(said: Said, thing: object, of_list: NamedNode | None, role: NamedNode) -> tuple[Agent, ...]:
    """The agents in the order of their list; those of a graph without a list by their IRI."""
    lists = sorted(said[thing].get(of_list, ()), key=str) if of_list else []
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
