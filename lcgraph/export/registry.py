"""The formats of `lcgraph export`: one registry, and the one way in which a graph becomes a file.

Each format is one `Format`: what it is for, its writer, and whether it gives text, bytes or a folder. A
format is added by one entry in `FORMATS` and one `Writer`, which takes what it needs from a `Source`, calls
a function of `lcgraph.export`, `lcgraph.literature`, `lcgraph.interviews` or `lcgraph.render` that knows
nothing of this module, and imports it late: who writes Turtle does not wait for the other formats.

    {name: written(lcgraph.open(), name).content for name in ("turtle", "qdc")}

Every format gets the public quads (`lcgraph.privacy`), all quads only where a caller says `private`.
The same graph, language and date give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, Literal

from lcgraph.errors import CallError, unknown
from lcgraph.export.rocrate import Part
from lcgraph.privacy.gathered import earlier_sizes
from lcgraph.privacy.rule import PublicRule
from lcgraph.privacy.withheld import Withheld
from lcgraph.release import this_release
from lcgraph.say import Text
from lcgraph.written import Exported

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from lcgraph.graph import Graph

Given = str | bytes | Iterable[bytes] | Mapping[str, bytes] | Exported
"""What a writer gives."""
Writer = Callable[["Source"], Given]
Content = bytes | Iterable[bytes] | Mapping[str, bytes]
"""Bytes at once or in parts, or (a folder) the bytes of each file by its path below the folder."""


@dataclass(frozen=True)
class Format:
    """One format of `lcgraph export`.

    `write` gives text or bytes, parts of bytes, a mapping from path to bytes (`kind="folder"`), or an
    `Exported` with what is to be told beside it.
    `private`: whether `--private` may, must or must not be given. `ontology`: whether ontology and shared
    schemes are among the quads always, never, or `asked` for by `--ontology`. `file` is the name of its file
    (or folder) in the package of `ro-crate`, "" when it is not in there, and `media` its media type.
    """

    name: str
    about: Text
    write: Writer
    kind: Literal["text", "binary", "folder"] = "text"
    private: Literal["may", "must", "never"] = "may"
    ontology: Literal["asked", "always", "never"] = "asked"
    file: str = ""
    media: str = ""


class Reading:
    """What may leave of a graph: read and put in order once, for all formats that are written of it.

    `earlier` are the quads of public editions before this one.
    """

    def __init__(
        self, whole: Graph, *, private: bool = False, earlier: Sequence[Sequence[Quad]] = ()
    ) -> None:
        self.whole = whole
        self.private = private
        self.earlier = earlier
        self.quads = cache(self._quads)
        self.graph = cache(self._graph)

    def _quads(self, ontology: bool) -> tuple[list[Quad], Withheld | None]:
        """The quads, in the order of every export, and what was withheld."""
        if self.private:
            return self.whole.quads(ontology=ontology), None
        return self.whole.public(ontology=ontology, earlier=self.earlier)

    def _graph(self, ontology: bool) -> Graph:
        """A graph over the quads and the ontology."""
        return self.whole.over(self.quads(ontology)[0])


@dataclass
class Source:
    """What a writer may take: the quads that may leave, and what is asked of them; read on demand."""

    reading: Reading
    format: Format
    lang: str
    ontology: bool
    day: str
    """The day of publication as YYYY-MM-DD."""
    base_url: str = ""
    """Where the files will lie, for a description that says so."""
    withheld: Withheld | None = None

    @property
    def with_ontology(self) -> bool:
        """Whether ontology and shared schemes are among the quads."""
        return {"asked": self.ontology, "always": True, "never": False}[self.format.ontology]

    def quads(self) -> list[Quad]:
        """The quads that may leave, in the order of every export."""
        quads, self.withheld = self.reading.quads(self.with_ontology)
        return quads

    def stream(self) -> Iterator[Quad]:
        """The same, read from the store one at a time, in no order: for formats that bound their memory."""
        whole = self.reading.whole
        if self.reading.private:
            return whole.stream(ontology=self.with_ontology)
        rule = PublicRule(whole.stream(ontology=self.with_ontology), earlier_sizes(self.reading.earlier))
        self.withheld = rule.withheld()
        return rule.public(whole.stream(ontology=self.with_ontology))

    def graph(self) -> Graph:
        """A graph over the quads and the ontology, for queries, tables and labels."""
        self.withheld = self.reading.quads(self.with_ontology)[1]
        return self.reading.graph(self.with_ontology)

    def parts(self) -> dict[str, Part]:
        """The files of all formats that have a `file`, by path."""
        found: dict[str, Part] = {}
        for each in FORMATS.values():
            if not each.file:
                continue
            content = written(self.reading, each.name, lang=self.lang, day=self.day).content
            if isinstance(content, Mapping):
                found |= {f"{each.file}/{path}": Part(data, each.about) for path, data in content.items()}
            else:
                whole = content if isinstance(content, bytes) else b"".join(content)
                found[each.file] = Part(whole, each.about, each.media)
        return found


def _turtle(source: Source) -> Given:
    from lcgraph.export.rdf import export_turtle

    return export_turtle(source.quads())


def _trig(source: Source) -> Given:
    from lcgraph.export.rdf import export_trig

    return export_trig(source.quads())


def _rdfxml(source: Source) -> Given:
    from lcgraph.export.rdf import export_rdfxml

    return export_rdfxml(source.quads())


def _nquads(source: Source) -> Given:
    from lcgraph.export.lines import export_nquads

    return export_nquads(source.stream())


def _ntriples(source: Source) -> Given:
    from lcgraph.export.lines import export_ntriples

    return export_ntriples(source.stream())


def _canonical(source: Source) -> Given:
    from lcgraph.export.lines import export_canonical

    return export_canonical(source.quads())


def _jsonld(source: Source) -> Given:
    from lcgraph.export.jsonld import export_jsonld

    return export_jsonld(source.quads())


def _flat(source: Source) -> Given:
    from lcgraph.export.jsonld import export_flat

    return export_flat(source.quads())


def _csvw(source: Source) -> Given:
    from lcgraph.export.csvw import export_csvw

    return export_csvw(source.quads())


def _datacube(source: Source) -> Given:
    from lcgraph.export.cube import export_datacube

    return export_datacube(source.quads())


def _workbook(source: Source) -> Given:
    from lcgraph.export.workbook import export_workbook

    graph = source.graph()
    labels, short = graph.labels(source.lang), graph.short_labels(source.lang)
    return export_workbook(graph.tables(), labels, source.quads(), source.lang, short=short)


def _nanopubs(source: Source) -> Given:
    from lcgraph.export.nanopub import export_nanopubs

    return export_nanopubs(source.quads(), source.day)


def _dcat(source: Source) -> Given:
    from lcgraph.export.describe import Distribution, export_dcat

    if not source.base_url:
        return export_dcat(source.quads(), source.day)
    parts = source.parts()
    del parts[str(source.format.file)]  # a file cannot tell its own checksum
    at = address(source.base_url)
    files = [
        Distribution.of(f"{at}{path}", part.media or media_of(path), part.about, part.data)
        for path, part in parts.items()
    ]
    return export_dcat(source.quads(), source.day, files)


def _schema_org(source: Source) -> Given:
    from lcgraph.export.describe import export_schema_org

    return export_schema_org(source.quads(), source.lang, source.day)


def _rocrate(source: Source) -> Given:
    from lcgraph.export.rocrate import export_rocrate

    return export_rocrate(source.quads(), source.parts(), source.lang, source.day)


def _bibliography(source: Source) -> Given:
    from lcgraph.export.bibliography import literature

    return literature(source.quads(), source.format.name)


def _references(source: Source) -> Given:
    from lcgraph.export.bibliography import reference_list

    return reference_list(source.quads(), source.lang)


def _network(source: Source) -> Given:
    """The network of authors and clusters; `lcgraph network` writes the others."""
    from lcgraph.export.networks import export_network

    name, graph = "author-cluster", source.graph()
    called = graph.names(source.lang)
    text = export_network(graph.network(name), source.format.name, name=called, lang=source.lang)
    note = Text(
        nl=f"dit is het netwerk {name}; andere: lcgraph network",
        en=f"this is the network {name}; for others: lcgraph network",
    )
    return Exported(text, notes=(note,))


def _sssom(source: Source) -> Given:
    from lcgraph.export.sssom import export_sssom

    return export_sssom(source.quads())


def _sssom_rdf(source: Source) -> Given:
    from lcgraph.export.sssom import export_sssom_rdf

    return export_sssom_rdf(source.quads())


def _refi(source: Source) -> Given:
    from lcgraph.interviews.refi_write import export_refi

    return export_refi(source.quads(), source.format.name, source.lang)


_ALL: Final = (
    Format(
        "turtle",
        Text(nl="RDF om te lezen, met prefixen", en="RDF to read, with prefixes"),
        _turtle,
        file="study.ttl",
        media="text/turtle",
    ),
    Format(
        "trig",
        Text(nl="Turtle met de grafen apart", en="Turtle that keeps the graphs apart"),
        _trig,
        file="study.trig",
        media="application/trig",
    ),
    Format(
        "nquads",
        Text(nl="een uitspraak per regel, met haar graaf", en="a statement a line, with its graph"),
        _nquads,
        media="application/n-quads",
    ),
    Format(
        "ntriples",
        Text(nl="een uitspraak per regel", en="a statement a line"),
        _ntriples,
        media="application/n-triples",
    ),
    Format(
        "jsonld",
        Text(nl="RDF als JSON, met context", en="RDF as JSON, with its context"),
        _jsonld,
        file="study.jsonld",
        media="application/ld+json",
    ),
    Format(
        "rdfxml",
        Text(nl="RDF als XML", en="RDF as XML"),
        _rdfxml,
        file="study.rdf",
        media="application/rdf+xml",
    ),
    Format(
        "jsonld-flat",
        Text(
            nl="RDF als JSON zonder benoemde grafen, voor wie er geen leest",
            en="RDF as JSON without named graphs, for readers that know none",
        ),
        _flat,
        file="study.flat.jsonld",
        media="application/ld+json",
    ),
    Format(
        "nquads-canonical",
        Text(nl="N-Quads volgens RDFC-1.0, met hun SHA-256", en="N-Quads by RDFC-1.0, with their SHA-256"),
        _canonical,
        file="study.nq",
        media="application/n-quads",
    ),
    Format(
        "csvw",
        Text(
            nl="tabellen als CSV met metadata (CSV on the Web)",
            en="tables as CSV with metadata (CSV on the Web)",
        ),
        _csvw,
        kind="folder",
        ontology="always",
        file="tables",
    ),
    Format(
        "datacube",
        Text(nl="cellen en aantallen als RDF Data Cube", en="cells and counts as an RDF Data Cube"),
        _datacube,
        ontology="always",
        file="cube.ttl",
        media="text/turtle",
    ),
    Format(
        "xlsx",
        Text(nl="de tabellen en cellen als werkmap (Excel)", en="the tables and cells as a workbook (Excel)"),
        _workbook,
        kind="binary",
        ontology="always",
        file="tables.xlsx",
        media="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    Format(
        "nanopub",
        Text(nl="elke bevinding apart te citeren (TriG)", en="each finding to be cited alone (TriG)"),
        _nanopubs,
        private="never",
        ontology="always",
        file="nanopublications.trig",
        media="application/trig",
    ),
    Format(
        "dcat",
        Text(nl="wat het is, met aantallen (DCAT 3 en VoID)", en="what it is, with counts (DCAT 3 and VoID)"),
        _dcat,
        private="never",
        ontology="never",
        file="dataset.ttl",
        media="text/turtle",
    ),
    Format(
        "schema-org",
        Text(
            nl="wat het is, voor zoekmachines (schema.org)", en="what it is, for search engines (schema.org)"
        ),
        _schema_org,
        private="never",
        ontology="never",
    ),
    Format(
        "ro-crate",
        Text(nl="een pakket met alles erin (RO-Crate)", en="a package with all of it (RO-Crate)"),
        _rocrate,
        kind="folder",
        private="never",
        ontology="always",
    ),
    Format(
        "bibtex",
        Text(
            nl="de literatuur voor LaTeX, Zotero en JabRef", en="the literature for LaTeX, Zotero and JabRef"
        ),
        _bibliography,
        ontology="never",
        file="references.bib",
        media="application/x-bibtex",
    ),
    Format(
        "csl-json",
        Text(nl="de literatuur voor Zotero, Pandoc en Word", en="the literature for Zotero, Pandoc and Word"),
        _bibliography,
        ontology="never",
        file="references.json",
        media="application/vnd.citationstyles.csl+json",
    ),
    Format(
        "ris",
        Text(nl="de literatuur voor EndNote en Mendeley", en="the literature for EndNote and Mendeley"),
        _bibliography,
        ontology="never",
        file="references.ris",
        media="application/x-research-info-systems",
    ),
    Format(
        "references",
        Text(nl="de literatuurlijst volgens APA (Markdown)", en="the reference list in APA style (Markdown)"),
        _references,
        ontology="never",
        file="references.md",
        media="text/markdown",
    ),
    Format(
        "graphml",
        Text(
            nl="auteurs en clusters als netwerk (yEd, Gephi)",
            en="authors and clusters as a network (yEd, Gephi)",
        ),
        _network,
        ontology="always",
        file="authors-clusters.graphml",
        media="application/graphml+xml",
    ),
    Format(
        "gexf",
        Text(nl="auteurs en clusters als netwerk (Gephi)", en="authors and clusters as a network (Gephi)"),
        _network,
        ontology="always",
        file="authors-clusters.gexf",
        media="application/gexf+xml",
    ),
    Format(
        "sssom",
        Text(
            nl="de begrippen van bronnen naast de onze (SSSOM)", en="concepts of sources beside ours (SSSOM)"
        ),
        _sssom,
        ontology="always",
        media="text/tab-separated-values",
    ),
    Format(
        "sssom-rdf",
        Text(nl="hetzelfde als RDF", en="the same as RDF"),
        _sssom_rdf,
        ontology="always",
        media="text/turtle",
    ),
    Format(
        "qdc",
        Text(
            nl="het motievenschema als codeboek (REFI-QDA)", en="the motive scheme as a code book (REFI-QDA)"
        ),
        _refi,
        private="never",
        ontology="always",
        file="motives.qdc",
        media="application/xml",
    ),
    Format(
        "qdpx",
        Text(
            nl="de gecodeerde interviews als project (REFI-QDA)",
            en="the coded interviews as a project (REFI-QDA)",
        ),
        _refi,
        kind="binary",
        private="must",
        ontology="always",
        media="application/zip",
    ),
)
FORMATS: Final[Mapping[str, Format]] = {each.name: each for each in _ALL}
"""Every format by its name, in the order in which they are listed."""


@dataclass(frozen=True)
class Written:
    """An export: its content, what it does not hold, what else is to be told, and what was withheld."""

    format: Format
    content: Content
    losses: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    withheld: Withheld | None = None


def written(
    graph: Graph | Reading,
    name: str,
    *,
    lang: str = "en",
    private: bool = False,
    ontology: bool = False,
    day: str = "",
    base_url: str = "",
    earlier: Sequence[Sequence[Quad]] = (),
) -> Written:
    """A graph in a format; `CallError` when the format is unknown or `private` does not go with it.

    Several formats of one graph are given its `Reading`, which says what is private and what was earlier.
    Without `private` nothing is written but what may be published. `day` (YYYY-MM-DD) is the day of
    publication, for the formats that tell one; without it the day on which this version of lcgraph was
    issued, so that the same data give the same bytes on any day. With `base_url` the description (`dcat`)
    lists the files of all formats, at that address, with their sizes and checksums. `earlier` are the quads
    of public editions before this one (see `Graph.public`).
    """
    day = chosen_day(day)
    if name not in FORMATS:
        raise unknown("format", name, FORMATS)
    chosen = FORMATS[name]
    reading = graph if isinstance(graph, Reading) else Reading(graph, private=private, earlier=earlier)
    private = reading.private
    if chosen.private == "must" and not private:
        raise CallError(
            nl=f"{name} bevat respondenten en wat zij zeiden: geef --private mee als dat de deur uit mag",
            en=f"{name} holds respondents and what they said: add --private if it may leave you",
        )
    if chosen.private == "never" and private:
        raise CallError(
            nl=f"{name} is om te publiceren en bevat niets wat privé is: laat --private weg",
            en=f"{name} is for publishing and holds nothing private: leave --private out",
        )
    if base_url and name != "dcat":
        raise CallError(
            nl=f"--base-url hoort bij dcat: {name} noemt geen adressen van bestanden",
            en=f"--base-url goes with dcat: {name} names no addresses of files",
        )
    source = Source(reading, chosen, lang, ontology, day, base_url)
    given = chosen.write(source)
    exported = given if isinstance(given, Exported) else Exported(given)
    data = exported.data.encode() if isinstance(exported.data, str) else exported.data
    return Written(chosen, data, exported.losses, exported.notes, source.withheld)


def address(base_url: str) -> str:
    """An address with a stroke at its end; `CallError` for what is none.

    >>> address("https://example.org/motives")
    'https://example.org/motives/'
    """
    if not re.fullmatch(r"https?://[\w.-]+(:[0-9]+)?(/[\w.~/%-]*)?", base_url, re.ASCII):
        raise CallError(
            nl=f"--base-url {base_url}: geef een adres zoals https://example.org/motieven/",
            en=f"--base-url {base_url}: give an address such as https://example.org/motives/",
        )
    return base_url if base_url.endswith("/") else f"{base_url}/"


def media_of(path: str) -> str:
    """The media type of a file by its ending.

    >>> media_of("tables/cells.csv")
    'text/csv'
    """
    return {".csv": "text/csv", ".json": "application/json"}[PurePosixPath(path).suffix]


def chosen_day(day: str) -> str:
    """A day of publication as it was given, or that of this version; `CallError` when it is not a day."""
    if day and not _is_day(day):
        raise CallError(
            nl=f"{day!r} is geen dag: schrijf hem als 2026-12-31",
            en=f"{day!r} is not a day: write it as 2026-12-31",
        )
    return day or this_release().day


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


__all__ = ["FORMATS", "Content", "Format", "Written", "chosen_day", "written"]
