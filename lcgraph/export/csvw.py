"""Tables as CSV on the Web: CSV files, and metadata by which a standard conversion gives back the triples.

Goes in: the quads of studies with the ontology. Comes out: one CSV a kind of thing, and
`csv-metadata.json` (W3C Metadata Vocabulary for Tabular Data, 2015). A row is a thing, a column a property:
`csv2rdf` in minimal mode gives the statements of the studies, merged, and those of the shared schemes, so
that labels are at hand. Columns that end in `_id` hold IRIs without https://w3id.org/lcgraph/ before them;
codes of closed schemes stand as such. Columns for people (`case` and `role` beside `group_id`) are marked as
no output. A cell with several IRIs is one for people too: CSVW knows one value URL a cell, so that such
statements stand in a table of their own (`works_creator.csv`), one a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pyoxigraph as ox

from lcgraph.export.jsonld import as_json
from lcgraph.privacy.withheld import unsaid
from lcgraph.say import Text
from lcgraph.subjects import Facts
from lcgraph.vocab import (
    BASE,
    DCTERMS,
    FOAF,
    LCG,
    ONTOLOGY,
    PROV,
    RDF,
    RDFS,
    SKOS,
    XSD,
)
from lcgraph.written import Exported, csv_text, inert

METADATA: Final = "csv-metadata.json"
_TABLES: Final[Mapping[str, tuple[ox.NamedNode, ...]]] = {
    "studies": (LCG.Study,),
    "cases": (LCG.Case, LCG.Collaboration),
    "groups": (LCG.PartnerGroup,),
    "cells": (LCG.Finding, LCG.PublishedFinding, LCG.DerivedFinding),
    "motives": (LCG.Motive,),
    "clusters": (LCG.MotiveCluster,),
    "rules": (LCG.ReportingRule, LCG.RuleException),
    "quantities": (LCG.Quantity,),
    "limitations": (LCG.Limitation,),
    "citations": (LCG.Citation, LCG.Placement),
    "claims": (LCG.Claim,),
    "readings": (LCG.Reading,),
    "queries": (LCG.Query,),
    "attributes": (LCG.Attribute,),
    "facets": (LCG.Facet,),
    "works": (LCG.Work,),
    "journals": (LCG.Journal,),
    "publishers": (LCG.Publisher,),
    "agents": (FOAF.Person, FOAF.Organization),
    "respondents": (LCG.Respondent,),
    "mentions": (LCG.Mention,),
    "codes": (SKOS.Concept,),
    "schemes": (ox.NamedNode(SKOS.iri + "ConceptScheme"),),
    "sources": (PROV.Entity, PROV.Activity, PROV.SoftwareAgent),
}
"""The tables in order, each with the types of its rows; a thing stands in the first that has a type of it."""
_REST: Final = "others"
_NAMES: Final[Mapping[ox.NamedNode, str]] = {
    LCG.partOfStudy: "study",
    LCG.aboutGroup: "group",
    LCG.inGroup: "group",
    LCG.forGroup: "group",
    LCG.inCase: "case",
    LCG.aboutMotive: "motive",
    LCG.placesMotive: "motive",
    LCG.mentionsMotive: "motive",
    LCG.byRespondent: "respondent",
    LCG.respondentsMentioning: "n",
    LCG.respondentsAsked: "total",
    LCG.quantityValue: "value",
    LCG.citesWork: "work",
    LCG.inCluster: "cluster",
    LCG.tableCluster: "cluster",
    SKOS.notation: "code",
    SKOS.prefLabel: "label",
    PROV.wasDerivedFrom: "written_in",
}
"""Column names that are not just the property's own."""
_SCHEMES: Final[Mapping[ox.NamedNode, str]] = {
    LCG.status: "status",
    LCG.role: "role",
    LCG.setting: "setting",
    LCG.qualifier: "qualifier",
    LCG.level: "level",
    LCG.phase: "phase",
    LCG.relation: "relation",
    LCG.inCluster: "cluster",
    LCG.tableCluster: "cluster",
}
"""Properties whose values are codes of one closed scheme."""
_ORDER: Final = (
    LCG.partOfStudy, SKOS.notation, LCG.inCase, LCG.role, LCG.aboutGroup, LCG.inGroup, LCG.forGroup,
    LCG.byRespondent, LCG.aboutMotive, LCG.placesMotive, LCG.mentionsMotive, LCG.status,
    LCG.respondentsMentioning, LCG.respondentsAsked, LCG.citesWork, LCG.relation, LCG.about, LCG.inCluster,
    LCG.tableCluster, SKOS.prefLabel, RDFS.label, DCTERMS.title, FOAF.name, LCG.respondents, LCG.locator,
)  # fmt: skip
"""The properties that come first, in the order of columns."""
_BUILT_IN: Final = {
    XSD.iri + name: name
    for name in (
        "integer",
        "boolean",
        "date",
        "gYear",
        "gYearMonth",
        "decimal",
        "double",
        "dateTime",
        "anyURI",
    )
}
_CANONICAL: Final = {
    XSD.iri + "integer": re.compile(r"0|-?[1-9][0-9]*"),
    XSD.iri + "boolean": re.compile("true|false"),
    XSD.iri + "decimal": re.compile(r"-?(0|[1-9][0-9]*)\.([0-9]*[1-9]|0)"),
}
_IN_TEMPLATE: Final = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")
"""What the reserved expansion of a URI template leaves as it is (RFC 6570, 3.2.3)."""
_SEPARATORS: Final = (" ", "; ", "|", "¦", "\n")


@dataclass
class _Column:
    """One property of a table, with values of one kind: IRIs, texts in a language, or of a datatype."""

    predicate: ox.NamedNode
    kind: str
    name: str = ""
    cells: dict[str, list[str]] = field(default_factory=dict)
    start: str = ""
    separator: str | None = None

    @property
    def is_iri(self) -> bool:
        return self.kind == "@id"

    def finish(self) -> None:
        """Choose how IRIs are shortened, and what stands between several values."""
        values = [value for cell in self.cells.values() for value in cell]
        if self.is_iri:
            starts = [BASE] if self.predicate != RDF.type else [LCG.iri]
            if self.predicate in _SCHEMES:
                starts.insert(0, f"{BASE}{_SCHEMES[self.predicate]}/")
            self.start = next((start for start in starts if all(map(_after(start), values))), "")
        if any(len(cell) > 1 for cell in self.cells.values()):
            parts = [value.removeprefix(self.start) for value in values]
            self.separator = next(
                sign for sign in (*_SEPARATORS, "\x1f") if not any(sign in part for part in parts)
            )

    def text(self, subject: str) -> str:
        cell = [value.removeprefix(self.start) for value in self.cells.get(subject, ())]
        return (self.separator or "").join(cell)

    @property
    def links(self) -> bool:
        """Whether a cell holds several IRIs, so that the statements stand in a table of their own."""
        return self.is_iri and self.separator is not None

    def described(self) -> dict[str, Any]:
        told: dict[str, Any] = {"name": self.name, "titles": self.name}
        if self.links:
            return told | {"separator": self.separator, "suppressOutput": True}
        told["propertyUrl"] = self.predicate.value
        if self.is_iri:
            told["valueUrl"] = f"{self.start}{{+{self.name}}}"
        elif self.kind.startswith("@"):
            told["lang"] = self.kind[1:]
        elif self.kind in _BUILT_IN:
            told["datatype"] = _BUILT_IN[self.kind]
        elif self.kind != XSD.string.value:
            told["datatype"] = {"base": "string", "@id": self.kind}
        if self.separator:
            told["separator"] = self.separator
        return told


@dataclass
class _Table:
    """The rows of one kind of thing."""

    name: str
    subjects: list[str]
    columns: list[_Column]
    types: list[str]
    codes: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def start(self) -> str:
        return BASE if all(map(_after(BASE), self.subjects)) else ""

    @property
    def running(self) -> int:
        """How many cells a spreadsheet would run."""
        cells = [column.text(subject) for column in self.columns for subject in column.cells]
        return sum(inert(cell) != cell for cell in cells)

    def written(self) -> bytes:
        heads = ["id", *(name for name, _ in self.codes), *(column.name for column in self.columns)]
        rows = [heads]
        for subject in self.subjects:
            codes = [values.get(subject, "") for _, values in self.codes]
            cells = [column.text(subject) for column in self.columns]
            rows.append([subject.removeprefix(self.start), *codes, *cells])
        return csv_text(rows, end="\r\n").encode()

    def described(self, facts: Facts) -> dict[str, Any]:
        hidden = [
            {"name": name, "titles": name, "suppressOutput": True}
            for name in ("id", *(name for name, _ in self.codes))
        ]
        hidden[0]["required"] = True
        typed = [
            {"virtual": True, "name": f"type_{number}", "propertyUrl": RDF.type.value, "valueUrl": type_}
            for number, type_ in enumerate(self.types, 1)
        ]
        columns = [{**column.described(), **_labels(facts, column.predicate)} for column in self.columns]
        return {
            "url": f"{self.name}.csv",
            "tableSchema": {
                "columns": [*hidden, *columns, *typed],
                "aboutUrl": f"{self.start}{{+id}}",
                "primaryKey": "id",
            },
        }


@dataclass
class _Links:
    """The statements of a property with several IRIs a thing, one a row."""

    table: _Table
    column: _Column

    @property
    def name(self) -> str:
        return f"{self.table.name}_{self.column.name.removesuffix('_id')}"

    def written(self) -> bytes:
        rows = [["id", self.column.name]]
        for subject in self.table.subjects:
            for value in self.column.cells.get(subject, ()):
                rows.append([subject.removeprefix(self.table.start), value.removeprefix(self.column.start)])
        return csv_text(rows, end="\r\n").encode()

    def described(self, facts: Facts) -> dict[str, Any]:
        single = _Column(self.column.predicate, self.column.kind, self.column.name, start=self.column.start)
        of = {"name": "id", "titles": "id", "suppressOutput": True, "required": True}
        key = {
            "columnReference": "id",
            "reference": {"resource": f"{self.table.name}.csv", "columnReference": "id"},
        }
        return {
            "url": f"{self.name}.csv",
            "tableSchema": {
                "columns": [of, {**single.described(), **_labels(facts, self.column.predicate)}],
                "aboutUrl": f"{self.table.start}{{+id}}",
                "foreignKeys": [key],
            },
        }


def export_csvw(given: Iterable[ox.Quad]) -> Exported:
    """The files of the tables by name, the metadata first, and what they cannot hold."""
    quads = list(given)
    kept = [quad for quad in quads if quad.graph_name != ONTOLOGY or _of_a_scheme(quad.subject)]
    all_facts = Facts(quads, "en")
    facts = Facts(kept, "en")
    tables = [_table(name, subjects, facts) for name, subjects in _sorted_out(facts).items()]
    links = [_Links(table, column) for table in tables for column in table.columns if column.links]
    described = [
        *(_with_keys(table, tables, table.described(all_facts)) for table in tables),
        *(each.described(all_facts) for each in links),
    ]
    context = "http://www.w3.org/ns/csvw"
    metadata = {"@context": context, **_about(facts), "dialect": {"trim": False}, "tables": described}
    files = {METADATA: as_json(metadata)}
    every: list[_Table | _Links] = [*tables, *links]
    files |= {f"{each.name}.csv": each.written() for each in every}
    return Exported(files, losses=_losses(kept, sum(table.running for table in tables)))


def _of_a_scheme(subject: object) -> bool:
    """Whether this is a code of a shared scheme, or such a scheme."""
    if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(BASE):
        return False
    first, _, rest = subject.value.removeprefix(BASE).partition("/")
    return (
        first not in ("ontology", "study", "agent", "work", "journal", "publisher")
        and not first.startswith("ontology#")
        and "/" not in rest
    )


def _sorted_out(facts: Facts) -> dict[str, list[str]]:
    """The subjects of each table, in reading order; tables without any are left out."""
    place: dict[str, str] = {}
    for name, types in _TABLES.items():
        for type_ in types:
            for subject in facts.types.get(type_.value, ()):
                place.setdefault(subject, name)
    found: dict[str, list[str]] = {}
    for subject in sorted(facts.said, key=facts.order):
        name = place.get(subject) or ("motives" if subject.startswith(BASE + "motive/") else _REST)
        found.setdefault(name, []).append(subject)
    return {name: found[name] for name in (*_TABLES, _REST) if name in found}


def _table(name: str, subjects: list[str], facts: Facts) -> _Table:
    columns: dict[tuple[str, str], _Column] = {}
    common = set.intersection(*(_types(facts, subject) for subject in subjects))
    for subject in subjects:
        for predicate in facts.said[subject]:
            for term in facts.terms(subject, ox.NamedNode(predicate)):
                if predicate == RDF.type.value and term.value in common:
                    continue
                kind = _kind(term)
                column = columns.setdefault((predicate, kind), _Column(ox.NamedNode(predicate), kind))
                column.cells.setdefault(subject, []).append(term.value)
    ordered = sorted(
        columns.values(), key=lambda each: (_rank(each.predicate), each.predicate.value, each.kind)
    )
    _name(ordered)
    for column in ordered:
        column.finish()
    return _Table(name, subjects, ordered, sorted(common), _codes(subjects, ordered, facts))


def _types(facts: Facts, subject: str) -> set[str]:
    return {term.value for term in facts.terms(subject, RDF.type) if isinstance(term, ox.NamedNode)}


def _kind(term: ox.NamedNode | ox.Literal) -> str:
    """`@id`, `@nl` and the like, or the IRI of a datatype."""
    if isinstance(term, ox.NamedNode):
        return "@id"
    return f"@{term.language}" if term.language else term.datatype.value


def _rank(predicate: ox.NamedNode) -> int:
    return _ORDER.index(predicate) if predicate in _ORDER else len(_ORDER)


def _name(columns: list[_Column]) -> None:
    """Names by property: `_id` after IRIs, the language after texts, the datatype where there are several."""
    kinds: dict[ox.NamedNode, int] = {}
    for column in columns:
        kinds[column.predicate] = kinds.get(column.predicate, 0) + (not column.kind.startswith("@"))
    taken = {"id"}
    for column in columns:
        name = _NAMES.get(column.predicate) or _snake(column.predicate.value)
        if column.is_iri:
            name += "" if column.predicate in _SCHEMES or column.predicate == RDF.type else "_id"
        elif column.kind.startswith("@"):
            name += "_" + _snake(column.kind[1:])
        elif kinds[column.predicate] > 1 and column.kind != XSD.string.value:
            name += "_" + _snake(column.kind)
        column.name = next(each for each in _numbered(name) if each not in taken)
        taken.add(column.name)


def _snake(iri: str) -> str:
    """The last part of an IRI as a name of a column: `startYear` is `start_year`, `rdf:_1` is `member_1`."""
    local = re.sub("^_", "member_", re.split(r"[#/:]", iri)[-1])  # no name may begin with a low line
    return re.sub(r"\W", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", local).lower(), flags=re.ASCII) or "value"


def _numbered(name: str) -> Iterable[str]:
    yield name
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1


def _codes(subjects: list[str], columns: list[_Column], facts: Facts) -> list[tuple[str, dict[str, str]]]:
    """The columns for people: the code of what a column of IRIs points to, case and role of a group."""
    wanted = {"study", "case", "motive", "sector", "work", "respondent"}
    found: dict[str, dict[str, str]] = {}
    for column in columns:
        name = column.name.removesuffix("_id")
        if name == "group":
            for word, path in (("case", (LCG.inCase, SKOS.notation)), ("role", (LCG.role, SKOS.notation))):
                values = {
                    subject: _follow(facts, column.cells.get(subject, []), path) for subject in subjects
                }
                found[word] = {subject: value for subject, value in values.items() if value}
        elif name in wanted and column.name.endswith("_id"):
            values = {
                subject: _follow(facts, column.cells.get(subject, []), (SKOS.notation,))
                for subject in subjects
            }
            found[name] = {subject: value for subject, value in values.items() if value}
    names = {column.name for column in columns}
    return [
        (name, found[name])
        for name in ("study", "case", "role", "motive", "sector", "work", "respondent")
        if found.get(name) and name not in names
    ]


def _follow(facts: Facts, things: list[str], path: tuple[ox.NamedNode, ...]) -> str:
    for predicate in path:
        things = [value for thing in things for value in facts.all(thing, predicate)]
    return " ".join(things)


def _after(start: str) -> Any:
    """A test whether an IRI begins with this and goes on."""
    return lambda iri: iri.startswith(start) and len(iri) > len(start)


def _labels(facts: Facts, predicate: ox.NamedNode) -> dict[str, Any]:
    """What the ontology calls a property, in both languages."""
    found = [
        {"@value": term.value, "@language": term.language}
        for term in facts.terms(predicate.value, RDFS.label)
        if isinstance(term, ox.Literal) and term.language
    ]
    return {"rdfs:label": found} if found else {}


def _about(facts: Facts) -> dict[str, Any]:
    """Title, source and licence of the studies, where there is one."""
    studies = facts.of(LCG.Study)
    told: dict[str, Any] = {}
    titles = [facts.one(study, DCTERMS.title) for study in studies]
    if any(titles):
        told["dc:title"] = "; ".join(title for title in titles if title)
    licences = {licence for study in studies for licence in facts.all(study, DCTERMS.license)}
    if len(licences) == 1:
        told["dc:license"] = {"@id": licences.pop()}
    cited = [facts.one(study, DCTERMS.bibliographicCitation) for study in studies]
    if any(cited):
        told["dc:source"] = "; ".join(citation for citation in cited if citation)
    if left_out := unsaid(facts):
        told["dc:accessRights"] = [
            {"@value": " ".join(text.in_(lang) for text in left_out), "@language": lang}
            for lang in ("nl", "en")
        ]
    return told


def _with_keys(table: _Table, tables: list[_Table], described: dict[str, Any]) -> dict[str, Any]:
    """Foreign keys of the columns that have one IRI in every row, all of them of one table."""
    keys = []
    for column in table.columns:
        full = len(column.cells) == len(table.subjects)
        if not column.is_iri or column.separator or column.start != BASE or not full:
            continue
        pointed = {value for cell in column.cells.values() for value in cell}
        for other in tables:
            if other.start == BASE and pointed <= set(other.subjects):
                reference = {"resource": f"{other.name}.csv", "columnReference": "id"}
                keys.append({"columnReference": column.name, "reference": reference})
    if keys:
        described["tableSchema"]["foreignKeys"] = keys
    return described


def _losses(quads: list[ox.Quad], running: int) -> tuple[Text, ...]:
    """What comes back otherwise than it went, counted; `running` cells would run in a spreadsheet."""
    terms = [(quad.subject, quad.object) for quad in set(quads)]
    nameless = sum(
        not isinstance(one, ox.NamedNode) or not isinstance(two, ox.NamedNode | ox.Literal)
        for one, two in terms
    )
    odd = sum(
        any(isinstance(term, ox.NamedNode) and not _IN_TEMPLATE.fullmatch(term.value) for term in pair)
        for pair in terms
    )
    empty = sum(isinstance(term, ox.Literal) and not _kept(term) for _, term in terms)
    told = []
    if nameless:
        told.append(
            Text(
                nl=f"uitspraken over dingen zonder naam: {nameless}",
                en=f"statements about things without a name: {nameless}",
            )
        )
    if odd:
        told.append(
            Text(
                nl=f"IRI's met tekens buiten ASCII, die een omzetting als %-codes teruggeeft: {odd}",
                en=f"IRIs with characters beyond ASCII, which a conversion gives back as %-codes: {odd}",
            )
        )
    if empty:
        told.append(
            Text(
                nl=f"lege teksten, en getallen die anders geschreven terugkomen: {empty}",
                en=f"empty texts, and numbers that come back in another spelling: {empty}",
            )
        )
    if running:
        told.append(
            Text(
                nl="cellen die een rekenblad zou uitvoeren, en die daarom met een apostrof beginnen: "
                f"{running}",
                en="cells that a spreadsheet would run, and that therefore begin with an apostrophe: "
                f"{running}",
            )
        )
    return tuple(told)


def _kept(literal: ox.Literal) -> bool:
    """Whether a conversion gives back just this literal."""
    form = _CANONICAL.get(literal.datatype.value)
    return bool(literal.value) and (form is None or form.fullmatch(literal.value) is not None)
