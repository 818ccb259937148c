"""The model as quads: deterministic IRIs, and for every record the row it was written in.

Goes in: a `Study`. Comes out: quads in two named graphs, `…/graph/asserted` (what the study says) and
`…/graph/provenance` (which row says it, as RFC 7111 fragments: `findings.csv#row=12`). No blank nodes, no
dates of today: the same study gives the same bytes on every machine.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from itertools import chain

from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
)

from lcgraph.literature.model import Agent, Work
from lcgraph.literature.names import slug
from lcgraph.quads import doi_link, integer, moment
from lcgraph.say import Place, Text
from lcgraph.schemes import Concept, case_kinds
from lcgraph.study.concepts import schemes_of
from lcgraph.study.conditions import written
from lcgraph.study.model import (
    Attribute,
    Case,
    Citation,
    Claim,
    Correspondence,
    Finding,
    Mention,
    Quantity,
    Reading,
    Respondent,
    Rule,
    Study,
    Value,
)
from lcgraph.vocab import (
    BASE,
    BIBO,
    CITATIONS,
    CITO,
    DC,
    DCAT,
    DCTERMS,
    FOAF,
    LCG,
    OWL,
    PRISM,
    PROV,
    RDF,
    RDFS,
    SKOS,
    WORK_KINDS,
    XSD,
    graph_iri,
    member,
    study_iri,
)

Term = NamedNode | Literal


_CHUNK = 50_000  # lines of N-Quads that are held at a time


def study_quads(study: Study) -> Iterator[Quad]:
    """All quads of a study, in no order, made as they are taken.

    They are written as N-Quads and parsed again, which is three times as fast as building them one by one,
    and holds a few megabytes of a study of any size.
    """
    for chunk in _Writer(study).chunks():
        yield from parse(chunk, format=RdfFormat.N_QUADS)


_CONTAINERS = {
    "article": BIBO.Journal,
    "magazine-article": BIBO.Periodical,
    "newspaper-article": BIBO.Periodical,
    "chapter": BIBO.Book,
    "paper": BIBO.Proceedings,
}
"""What works of a kind are in."""

_CLASSES = {
    "role": LCG.PartnerRole,
    "setting": LCG.Setting,
    "sector": LCG.Sector,
    "cluster": LCG.MotiveCluster,
    "level": LCG.MotiveLevel,
    "phase": LCG.Phase,
    "motive": LCG.Motive,
}
"""What a concept of a scheme is."""

_PARTS = (LCG.Work, LCG.WorkConcept, LCG.Quantity, LCG.RuleException, LCG.Reading)
"""What is of no study, or of a study through what it is a part of."""

_OF_MENTION = tuple(
    f" {name} "
    for name in (
        *(
            RDF.type,
            SKOS.notation,
            LCG.partOfStudy,
            LCG.byRespondent,
            LCG.mentionsMotive,
            LCG.level,
            LCG.phase,
        ),
        *(LCG.segment, LCG.segmentSource, LCG.coder, LCG.codedOn, SKOS.note),
    )
)


_OF_PASSAGE = tuple(name.replace(str(LCG.byRespondent), str(LCG.wordsOf)) for name in _OF_MENTION)


def _fullest(study: Study) -> dict[str, Agent]:
    """Each agent of a study under the longest of its given names, with its iD if one of them has it."""
    works = (agent for work in study.works for agent in (*work.authors, *work.editors, *work.translators))
    matches = (agent for found in study.correspondences for agent in found.authors)
    known: dict[str, Agent] = {}
    for agent in (*study.creators, *works, *matches):
        there = known.setdefault(agent.slug, agent)
        fuller = agent if len(agent.given) > len(there.given) else there
        known[agent.slug] = replace(fuller, same_as=there.same_as or agent.same_as)
    return known


def _spelt(study: Study) -> dict[str, str]:
    """The journals and publishers of a study by their IRIs, under the spelling that most works have."""
    written: dict[str, Counter[str]] = {}
    for work in study.works:
        for iri, name in ((journal_of(work), work.container), (publisher_of(work), work.publisher)):
            if iri:
                written.setdefault(iri.value, Counter())[name] += 1
    return {iri: names.most_common(1)[0][0] for iri, names in written.items()}


def journal_of(work: Work) -> NamedNode | None:
    """The journal, magazine or newspaper that a work is in; none of what is in a book, or names none."""
    periodical = _CONTAINERS.get(work.kind) in (BIBO.Journal, BIBO.Periodical)
    return NamedNode(f"{BASE}journal/{_called(work.container)}") if periodical and work.container else None


def publisher_of(work: Work) -> NamedNode | None:
    """Who published a work; none where it does not say."""
    return NamedNode(f"{BASE}publisher/{_called(work.publisher)}") if work.publisher else None


def _called(name: str) -> str:
    """A name as a step of an IRI; `&` and *and*, and an article before it, make no other name.

    >>> _called("The Journal of Bread & Butter"), _called("Journal of Bread and Butter")
    ('journal-of-bread-and-butter', 'journal-of-bread-and-butter')
    """
    return slug(re.sub(r"^(the|de|het) (?=.)", "", name.replace("&", " and "), flags=re.IGNORECASE))


class _Writer:
    """Writes the N-Quads of one study; `add` leaves out what is absent (unknown is not "no")."""

    def __init__(self, study: Study) -> None:
        self.data = study
        self.lines: list[str] = []
        self.files: set[str] = set()
        self.iri = study_iri(study.id)
        self.asserted = graph_iri(study.id, "asserted")
        self.provenance = graph_iri(study.id, "provenance")
        self.schemes = schemes_of(study)
        self.codes: dict[tuple[str, str], NamedNode] = {}
        self.works = {work.key for work in study.works}
        self.known_agents = _fullest(study)
        self.spelt = _spelt(study)

    def at(self, *path: str) -> NamedNode:
        return study_iri(self.data.id, *path)

    def code(self, scheme: str, code: str) -> NamedNode:
        """The link of a code: the study's own concept, else the shared one; looked up once."""
        if (scheme, code) not in self.codes:
            self.codes[scheme, code] = self.schemes.iri(scheme, code, self.data.id)
        return self.codes[scheme, code]

    def motive(self, code: str) -> NamedNode:
        return self.code("motive", code)

    def group(self, case: str, role: str) -> NamedNode:
        return self.at("group", case, role)

    def add(self, subject: NamedNode, predicate: NamedNode, *values: Term | str | int | None) -> None:
        for value in values:
            if value is None or value == "":
                continue
            term = integer(value) if isinstance(value, int) else value
            object_ = Literal(term) if isinstance(term, str) else term
            self.lines.append(f"{subject} {predicate} {object_} {self.asserted} .\n")

    def text(self, subject: NamedNode, predicate: NamedNode, text: Text) -> None:
        for lang, value in (("nl", text.nl), ("en", text.en)):
            if value:
                self.add(subject, predicate, Literal(value, language=lang))

    def thing(self, subject: NamedNode, type_: NamedNode, place: Place, *, code: str = "") -> NamedNode:
        """State the type and code of a thing, that it belongs to the study, and where it was written."""
        self.add(subject, RDF.type, type_)
        self.add(subject, SKOS.notation, code)
        if subject != self.iri and type_ not in _PARTS:
            self.add(subject, LCG.partOfStudy, self.iri)
        self.written(subject, place)
        return subject

    def written(self, subject: NamedNode | str, place: Place) -> None:
        """The row that says something of a subject (or of one already put as text)."""
        file, end = self.at("file", place.file), f" {self.provenance} .\n"
        row = f"<{file.value}#row={place.row}>" if place.row is not None else file
        self.lines.append(f"{subject} {PROV.wasDerivedFrom} {row}{end}")
        if place.file not in self.files:
            self.files.add(place.file)
            self.lines.append(f"{file} {RDF.type} {PROV.Entity}{end}")

    def chunks(self) -> Iterator[bytes]:
        """The whole study as N-Quads, piece by piece."""
        self.study()
        for mention in chain(self.data.mentions, self.data.passages):
            self.mention(mention)
            if len(self.lines) >= _CHUNK:
                yield self.taken()
        yield self.taken()

    def taken(self) -> bytes:
        lines, self.lines = dict.fromkeys(self.lines), []
        return "".join(lines).encode()

    def study(self) -> None:
        """All but the mentions, of which there may be many."""
        data = self.data
        self.thing(self.iri, LCG.Study, data.place, code=data.id)
        self.text(self.iri, DCTERMS.title, data.title)
        self.agents(self.iri, data.creators, data.place)
        self.add(self.iri, DCTERMS.license, NamedNode(data.licence) if data.licence else None)
        self.add(self.iri, DCTERMS.bibliographicCitation, data.source_citation)
        self.add(self.iri, BIBO.doi, data.source_doi)
        if data.source_work:
            self.add(self.iri, DCTERMS.source, self.work(data.source_work, data.place))
        self.add(self.iri, LCG.collectedFrom, moment(data.collected_from) if data.collected_from else None)
        self.add(self.iri, LCG.collectedUntil, moment(data.collected_until) if data.collected_until else None)
        for lang, words in data.keywords.items():
            self.add(self.iri, DCAT.keyword, *(Literal(word, language=lang or None) for word in words))
        self.add(self.iri, DCAT.theme, *map(NamedNode, data.theme))
        self.limitations()
        if data.rule:
            self.rule(data.rule)
        self.own_schemes()
        for number, attribute in enumerate(data.attributes, 1):
            self.attribute(attribute, number)
        for position, case in enumerate(data.cases, 1):
            self.case(case, position)
        self.groups()
        for respondent in data.respondents:
            self.respondent(respondent)
        for finding in data.findings:
            self.finding(finding)
        self.literature()
        self.conclusions()
        for agent in self.known_agents.values():
            self.agent(agent)

    def literature(self) -> None:
        self.bibliography()
        for citation in self.data.citations:
            self.citation(citation)
        for correspondence in self.data.correspondences:
            self.correspondence(correspondence)

    def conclusions(self) -> None:
        """The claims of the study, and its own questions."""
        for number, claim in enumerate(self.data.claims, 1):
            self.claim(claim, number)
        for query in self.data.queries:
            node = self.thing(self.at("query", query.name), LCG.Query, query.place, code=query.name)
            self.add(node, LCG.sparql, query.text)

    def limitations(self) -> None:
        for number, limitation in enumerate(self.data.limitations, 1):
            node = self.thing(self.at("limitation", str(number)), LCG.Limitation, limitation.place)
            self.text(node, LCG.statement, limitation.text)
            self.add(node, LCG.locator, limitation.locator)
            self.add(self.iri, LCG.limitation, node)

    def threshold(self, node: NamedNode, threshold: Fraction) -> None:
        self.add(node, LCG.thresholdNumerator, threshold.numerator)
        self.add(node, LCG.thresholdDenominator, threshold.denominator)

    def rule(self, rule: Rule) -> None:
        node = self.thing(self.at("rule", "reporting"), LCG.ReportingRule, rule.place, code="reporting")
        self.add(self.iri, LCG.reportingRule, node)
        self.threshold(node, rule.threshold)
        self.add(node, LCG.locator, rule.locator)
        self.add(node, LCG.consensus, rule.consensus)
        for exception in rule.exceptions:
            path = ("rule", "reporting", "exception", exception.case, exception.role)
            other = self.thing(self.at(*path), LCG.RuleException, exception.place)
            self.add(node, LCG.exception, other)
            self.add(other, LCG.forGroup, self.group(exception.case, exception.role))
            self.threshold(other, exception.threshold)
            self.add(other, LCG.locator, exception.locator)

    def own_schemes(self) -> None:
        """What the study adds to the shared schemes, after their concepts in order."""
        for concept in self.data.concepts:
            scheme = self.at(concept.scheme)
            self.add(scheme, RDF.type, SKOS.ConceptScheme)
            self.add(scheme, LCG.partOfStudy, self.iri)
            node = self.concept(concept, concept.place)
            self.written(scheme, Place("schemes.csv"))
            self.add(node, SKOS.inScheme, scheme)
            self.text(node, LCG.shortLabel, concept.short)
            if concept.broader:
                self.add(node, SKOS.broader, self.code(concept.scheme, concept.broader))
            else:
                self.add(node, SKOS.topConceptOf, scheme)
        for motive in self.data.motives:
            own = self.schemes.get("motive", motive.code, self.data.id)
            if own is not None:
                node = self.concept(own, motive.place)
                self.add(node, LCG.tableCluster, self.code("cluster", motive.cluster))

    def concept(self, concept: Concept, place: Place) -> NamedNode:
        node = self.thing(concept.iri, _CLASSES[concept.scheme], place, code=concept.code)
        self.add(node, RDF.type, SKOS.Concept)
        self.add(node, LCG.position, concept.position)
        self.text(node, SKOS.prefLabel, concept.label)
        self.text(node, SKOS.definition, concept.definition)
        return node

    def attribute(self, attribute: Attribute, position: int) -> None:
        place = attribute.place
        node = self.thing(self.at("attribute", attribute.code), LCG.Attribute, place, code=attribute.code)
        is_thing = attribute.type == "quantity"
        self.add(node, RDF.type, OWL.ObjectProperty if is_thing else OWL.DatatypeProperty)
        self.text(node, RDFS.label, attribute.label)
        self.add(node, LCG.attributeOf, attribute.of)
        self.add(node, LCG.attributeType, attribute.type)
        self.add(node, LCG.position, position)

    def values(self, node: NamedNode, values: Mapping[str, Value], place: Place) -> None:
        """What a case, group or respondent has of the attributes that the study declares."""
        types = {attribute.code: attribute.type for attribute in self.data.attributes}
        for code, value in values.items():
            predicate = self.at("attribute", code)
            if isinstance(value, Text):
                self.text(node, predicate, value)
            elif isinstance(value, Quantity):
                self.quantity(node, predicate, value, NamedNode(f"{node.value}/{code}"), place)
            elif isinstance(value, bool):
                self.add(node, predicate, Literal(value))
            elif isinstance(value, Decimal):
                self.add(node, predicate, Literal(format(value, "f"), datatype=XSD.decimal))
            else:
                self.add(node, predicate, moment(f"{value:04}") if types[code] == "year" else value)

    def quantity(
        self, of: NamedNode, predicate: NamedNode, quantity: Quantity, node: NamedNode, place: Place
    ) -> None:
        self.thing(node, LCG.Quantity, place)
        self.add(of, predicate, node)
        self.add(node, LCG.quantityValue, quantity.value)
        self.add(node, LCG.qualifier, self.code("qualifier", quantity.qualifier))

    def case(self, case: Case, position: int) -> None:
        node = self.thing(self.at("case", case.id), LCG.Case, case.place, code=case.id)
        self.add(node, RDF.type, case_kinds().get(self.data.case_kind))
        self.add(node, LCG.position, position)
        self.text(node, SKOS.prefLabel, case.label)
        self.add(node, LCG.sector, self.code("sector", case.sector) if case.sector else None)
        self.add(node, LCG.setting, self.code("setting", case.setting) if case.setting else None)
        self.add(node, LCG.startYear, moment(f"{case.start_year:04}") if case.start_year else None)
        self.values(node, case.attributes, case.place)

    def groups(self) -> None:
        for group in self.data.groups:
            node = self.thing(self.group(group.case, group.role), LCG.PartnerGroup, group.place)
            self.add(node, LCG.inCase, self.at("case", group.case))
            self.add(node, LCG.role, self.code("role", group.role))
            self.add(node, LCG.respondents, group.respondents)
            self.values(node, group.attributes, group.place)

    def respondent(self, respondent: Respondent) -> None:
        place = respondent.place
        node = self.thing(self.at("respondent", respondent.id), LCG.Respondent, place, code=respondent.id)
        self.add(node, LCG.inGroup, self.group(respondent.case, respondent.role))
        self.add(node, LCG.organisation, respondent.organisation)
        self.add(
            node, LCG.interviewedOn, moment(respondent.interviewed_on) if respondent.interviewed_on else None
        )
        self.add(node, LCG.notAskedAbout, *(self.motive(code) for code in respondent.not_asked))
        self.values(node, respondent.attributes, place)

    def mention(self, mention: Mention) -> None:
        """One coding, put together as text: a study may have a million of them."""
        node, end = f"<{self.iri.value}/mention/{mention.id}>", f" {self.asserted} .\n"
        kind, properties = (LCG.Mention, _OF_MENTION) if mention.motive else (LCG.ReadPassage, _OF_PASSAGE)
        values = (
            kind,
            Literal(mention.id),
            self.iri,
            f"<{self.iri.value}/respondent/{mention.respondent}>",
            mention.motive and self.motive(mention.motive),
            mention.level and self.code("level", mention.level),
            mention.phase and self.code("phase", mention.phase),
            mention.segment and Literal(mention.segment),
            mention.source and Literal(mention.source),
            mention.coder and Literal(mention.coder),
            mention.coded_on and moment(mention.coded_on),
            mention.note and Literal(mention.note),
        )
        about = zip(properties, values, strict=True)
        self.lines += [f"{node}{name}{value}{end}" for name, value in about if value]
        self.written(node, mention.place)

    def finding(self, finding: Finding) -> None:
        node = self.at("finding", finding.case, finding.role, finding.motive)
        self.thing(node, LCG.PublishedFinding, finding.place)
        self.add(node, RDF.type, LCG.Finding)
        self.add(node, LCG.aboutGroup, self.group(finding.case, finding.role))
        self.add(node, LCG.aboutMotive, self.motive(finding.motive))
        self.add(node, LCG.status, self.code("status", finding.status))
        self.add(node, LCG.locator, finding.locator)
        self.text(node, SKOS.note, finding.note)

    def agents(
        self, subject: NamedNode, agents: Iterable[Agent], place: Place, role: NamedNode = DCTERMS.creator
    ) -> list[NamedNode]:
        """The agents of a subject in a role, as nodes in their order."""
        nodes = []
        for agent in agents:
            node = NamedNode(f"{BASE}agent/{agent.slug}")
            self.add(subject, role, node)
            self.written(node, place)
            nodes.append(node)
        return nodes

    def agent(self, agent: Agent) -> None:
        """An author or editor, under the fullest of the names that the study writes."""
        node = NamedNode(f"{BASE}agent/{agent.slug}")
        self.add(node, RDF.type, FOAF.Organization if agent.corporate else FOAF.Person)
        self.add(node, FOAF.name, agent.name)
        self.add(node, FOAF.familyName, "" if agent.corporate else agent.family)
        self.add(node, FOAF.givenName, agent.given)
        self.add(node, OWL.sameAs, NamedNode(agent.same_as) if agent.same_as else None)

    def as_written(self, work: NamedNode, list_: NamedNode, agents: Iterable[Agent], place: Place) -> None:
        """The names of a list that differ from those of their agents, as `LIST/POSITION`."""
        for position, agent in enumerate(agents, 1):
            known = self.known_agents[agent.slug]
            if (agent.family, agent.given) != (known.family, known.given):
                node = NamedNode(f"{list_.value}/{position}")
                self.add(work, LCG.writtenName, node)
                self.add(node, RDF.type, LCG.WrittenName)
                self.add(node, LCG.nameOf, NamedNode(f"{BASE}agent/{agent.slug}"))
                self.add(node, LCG.writtenFamily, agent.family)
                self.add(node, LCG.writtenGiven, agent.given)
                self.written(node, place)

    def work(self, key: str, place: Place) -> NamedNode:
        """The IRI of a work; one that stands in no list is stated where it is cited, with its key only."""
        node = NamedNode(f"{BASE}work/{key}")
        if key not in self.works:
            self.add(node, RDF.type, LCG.Work)
            self.add(node, SKOS.notation, key)
            self.written(node, place)
        return node

    def cited(self, key: str, place: Place) -> NamedNode:
        """The IRI of a work that the text cites; the study's own publication does not cite itself."""
        work = self.work(key, place)
        if key != self.data.source_work:
            self.add(work, LCG.citedIn, self.iri)
        return work

    def bibliography(self) -> None:
        for work in self.data.works:
            node = self.thing(self.work(work.key, work.place), LCG.Work, work.place, code=work.key)
            self.add(node, LCG.listedIn, self.iri if work.listed else None)
            self.add(node, RDFS.label, work.label)
            self.add(node, DCTERMS.title, work.title)
            self.add(
                node,
                DCTERMS.issued,
                moment(f"{work.year:0{5 if work.year < 0 else 4}}") if work.year else None,
            )
            self.add(node, DCTERMS.bibliographicCitation, work.citation)
            self.add(node, BIBO.doi, work.doi)
            self.add(node, OWL.sameAs, doi_link(work.doi) if work.doi else None)
            self.people(node, work)
            self.reference(node, work)

    def people(self, node: NamedNode, work: Work) -> None:
        """Authors and editors, and the order of each in an `rdf:Seq`; further ones are only said to be.

        Editors are creators only of a work that has no authors: it goes by them.
        """
        roles = (
            (work.authors, DCTERMS.creator, BIBO.authorList, "authors"),
            (work.editors, BIBO.editor, BIBO.editorList, "editors"),
        )
        for agents, role, of_list, name in roles:
            in_order = self.agents(node, agents, work.place, role)
            if in_order:
                list_ = NamedNode(f"{node.value}/{name}")
                self.add(node, of_list, list_)
                self.add(list_, RDF.type, RDF.Seq)
                self.written(list_, work.place)
                for position, agent in enumerate(in_order, 1):
                    self.add(list_, member(position), agent)
                self.as_written(node, list_, agents, work.place)
                if not work.authors:
                    self.add(node, DCTERMS.creator, *in_order)
        self.agents(node, work.translators, work.place, BIBO.translator)
        self.add(node, LCG.andOthers, Literal(True) if work.others else None)

    def reference(self, node: NamedNode, work: Work) -> None:
        """What a reference says beside people, title and year: kind, what the work is in, numbers, links."""
        self.add(node, RDF.type, *WORK_KINDS[work.kind])
        self.add(node, DC.publisher, work.publisher)
        if publisher := publisher_of(work):
            self.add(node, DCTERMS.publisher, publisher)
            self.add(publisher, RDF.type, LCG.Publisher)
            self.add(publisher, FOAF.name, self.spelt[publisher.value])
            self.written(publisher, work.place)
        self.add(node, BIBO.volume, work.volume)
        self.add(node, PRISM.issueIdentifier, work.number)
        self.add(node, BIBO.pages, work.pages)
        self.add(node, BIBO.edition, work.edition)
        self.add(node, BIBO.uri, *work.urls)
        self.add(node, LCG.placeOfPublication, work.address)
        self.add(node, DCTERMS.identifier, work.eprint)
        for isbn in work.isbns:
            self.add(node, BIBO.isbn13 if len(isbn) == 13 else BIBO.isbn10, isbn)
        if work.container or work.issns:
            journal = journal_of(work)
            container = journal or NamedNode(f"{node.value}/container")
            self.add(node, DCTERMS.isPartOf, container)
            if journal:  # as this reference has it
                self.add(journal, RDF.type, LCG.Journal)
                self.add(node, PRISM.publicationName, work.container)
                self.add(node, PRISM.issn, *work.issns)
            self.add(container, RDF.type, _CONTAINERS.get(work.kind, BIBO.Collection))
            self.written(container, work.place)
            self.add(container, DCTERMS.title, self.spelt[journal.value] if journal else work.container)
            self.add(container, BIBO.issn, *work.issns)
            links = (NamedNode(f"https://portal.issn.org/resource/ISSN/{issn}") for issn in work.issns)
            self.add(container, RDFS.seeAlso, *links)
        if work.series:
            series = NamedNode(f"{node.value}/series")
            self.add(node, DCTERMS.isPartOf, series)
            self.add(series, RDF.type, BIBO.Series)
            self.written(series, work.place)
            self.add(series, DCTERMS.title, work.series)

    def citation(self, found: Citation) -> None:
        """A citation; one that names a motive in a cluster places it there, unless it disputes just that."""
        about = found.about.replace(":", "-").replace("@", "-")
        digest = sha256(found.locator.encode()).hexdigest()[:6]
        node = self.at("citation", f"{found.work}-{found.relation}-{about}-{digest}")
        places = bool(found.placed) and found.relation != "disputes"
        self.thing(node, LCG.Placement if places else LCG.Citation, found.place)
        self.add(node, RDF.type, LCG.Citation)
        work = self.cited(found.work, found.place)
        self.add(node, LCG.citesWork, work)
        self.cites(node, found, work)
        self.add(node, LCG.relation, self.code("relation", found.relation))
        self.add(node, LCG.locator, found.locator)
        self.text(node, SKOS.note, found.note)
        if places:
            self.placement(node, found.code, found.placed, own=found.work == self.data.source_work)
        elif found.kind == "background":
            self.add(node, LCG.background, Literal(True))
        else:
            disputed = self.code("cluster", found.placed) if found.placed else None
            self.add(node, LCG.about, self.code(found.kind, found.code), disputed)

    def cites(self, node: NamedNode, found: Citation, work: NamedNode) -> None:
        """That the study's publication cites the work, and how; not for what that publication says itself."""
        if not self.data.source_work or found.work == self.data.source_work:
            return
        citing = self.work(self.data.source_work, self.data.place)
        how = CITATIONS.get("background" if found.kind == "background" else found.relation)
        self.add(node, CITO.hasCitingEntity, citing)
        if how:
            self.add(citing, how, work)
            self.add(node, CITO.hasCitationCharacterization, how)

    def placement(self, node: NamedNode, motive: str, cluster: str, *, own: bool) -> None:
        """A placement by the study's own source is the one its tables use when it names that cluster."""
        known = self.schemes.get("motive", motive, self.data.id)
        self.add(node, LCG.placesMotive, self.motive(motive))
        self.add(self.motive(motive), LCG.hasPlacement, node)
        self.add(node, LCG.inCluster, self.code("cluster", cluster))
        if own and known and cluster == known.cluster:
            self.add(node, LCG.usedInTablesOf, self.iri)

    def claim(self, claim: Claim, position: int) -> None:
        """What the study concludes, with each of its readings."""
        node = self.thing(self.at("claim", claim.id), LCG.Claim, claim.place, code=claim.id)
        self.text(node, LCG.statement, claim.text)
        self.add(node, LCG.claimKind, claim.kind)
        self.add(node, LCG.locator, claim.locator)
        self.add(node, LCG.position, position)
        for number, reading in enumerate(claim.readings, 1):
            self.add(node, LCG.hasReading, self.reading(claim, reading, number))

    def reading(self, claim: Claim, reading: Reading, number: int) -> NamedNode:
        node = self.thing(self.at("claim", claim.id, "reading", str(number)), LCG.Reading, reading.place)
        self.add(node, LCG.position, number)
        self.add(node, LCG.expect, reading.expect)
        self.add(node, LCG.groups, written(reading.groups))
        self.add(node, LCG.than, written(reading.than))
        self.add(node, LCG.aboutMotive, *map(self.motive, reading.motives))
        self.add(node, LCG.motiveOrder, " ".join(reading.motives))
        self.text(node, SKOS.note, reading.text)
        self.text(node, LCG.differs, reading.differs)
        self.add(node, LCG.checkedBy, self.at("query", reading.query) if reading.query else None)
        return node

    def correspondence(self, found: Correspondence) -> None:
        """A correspondence, the work's concept, and the SKOS mapping that both come down to."""
        path = ("correspondence", found.kind, found.code, found.work, found.concept)
        node = self.thing(self.at(*path), LCG.Correspondence, found.place)
        concept_ = NamedNode(f"{BASE}work/{found.work}/concept/{found.concept}")
        self.thing(concept_, LCG.WorkConcept, found.place, code=found.concept)
        self.add(concept_, RDF.type, SKOS.Concept)
        self.text(concept_, SKOS.prefLabel, found.label)
        self.add(concept_, LCG.conceptOf, self.cited(found.work, found.place))
        of = self.code(found.kind, found.code)
        self.add(node, LCG.ofConcept, of)
        self.add(node, LCG.withConcept, concept_)
        self.add(node, LCG.match, self.code("match", found.match))
        self.add(node, LCG.locator, found.locator)
        self.text(node, SKOS.note, found.note)
        self.agents(node, found.authors, found.place)
        if self.schemes.get("match", found.match):
            self.add(of, NamedNode(f"{SKOS.iri}{found.match}Match"), concept_)
