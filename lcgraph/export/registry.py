"""The formats of `lcgraph export`: one registry, and the one way in which a graph becomes a file.

Each format is one `Format`: what it is for, the function that writes it, what that function needs, and
whether it gives text, bytes or a folder. A format is added by one entry in `FORMATS`; its function lives in
`lcgraph.export` or `lcgraph.render`, takes what it needs in that order, and knows nothing of this module.

    {name: written(lcgraph.open(), name).content for name in ("turtle", "qdc")}

Every format gets the public quads (`lcgraph.privacy`), all quads only where a caller says `private`.
The same graph, language and date give the same bytes.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

from lcgraph.errors import CallError, unknown
from lcgraph.export.rocrate import Part
from lcgraph.export.written import Exported
from lcgraph.privacy import PublicRule, Withheld
from lcgraph.release import this_release
from lcgraph.say import Text

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from lcgraph.graph import Graph

Content = bytes | Iterable[bytes] | Mapping[str, bytes]
"""Bytes at once or in parts, or (a folder) the bytes of each file by its path below the folder."""


@dataclass(frozen=True)
class Format:
    """One format of `lcgraph export`.

    `function` is `module:name`, imported when it is asked for. It is called with what `needs` lists, in
    that order:

    - `quads`: the quads that may leave, in the order of every export;
    - `stream`: the same, read from the store one at a time, in no order: for formats that bound their memory;
    - `graph`: a `Graph` over them and the ontology, for queries, tables and labels;
    - `rows:NAME`: the `Rows` of a named query over that graph;
    - `tables` and `labels`: its cross-case tables, and its labels in the language asked for;
    - `parts`: the files of all formats that have a `file`, as `Part` by path;
    - `day`: the day of publication as YYYY-MM-DD (see `written`);
    - `lang`: `nl` or `en`; `name`: the name of the format, for functions that write several.

    It gives text or bytes, parts of bytes, a mapping from path to bytes (`kind="folder"`), or an `Exported`.
    `private`: whether `--private` may, must or must not be given. `ontology`: whether ontology and shared
    schemes are among the quads always, never, or `asked` for by `--ontology`. `file` is the name of its file
    (or folder) in the package of `ro-crate`, "" when it is not in there, and `media` its media type.
    """

    name: str
    about: Text
    function: str
    needs: tuple[str, ...] = ("quads",)
    kind: Literal["text", "binary", "folder"] = "text"
    private: Literal["may", "must", "never"] = "may"
    ontology: Literal["asked", "always", "never"] = "asked"
    file: str = ""
    media: str = ""

    def writer(self) -> Callable[..., Any]:
        """The function that writes this format."""
        module, _, name = self.function.partition(":")
        found: Callable[..., Any] = getattr(importlib.import_module(module), name)
        return found


_REFI: Final = ("lcgraph.export.refi:export_refi", ("quads", "name", "lang"))
_ALL: Final = (
    Format(
        "turtle",
        Text("RDF om te lezen, met prefixen", "RDF to read, with prefixes"),
        "lcgraph.export.rdf:export_turtle",
        file="study.ttl",
        media="text/turtle",
    ),
    Format(
        "trig",
        Text("Turtle met de grafen apart", "Turtle that keeps the graphs apart"),
        "lcgraph.export.rdf:export_trig",
        file="study.trig",
        media="application/trig",
    ),
    Format(
        "nquads",
        Text("een uitspraak per regel, met haar graaf", "a statement a line, with its graph"),
        "lcgraph.export.lines:export_nquads",
        ("stream",),
        media="application/n-quads",
    ),
    Format(
        "ntriples",
        Text("een uitspraak per regel", "a statement a line"),
        "lcgraph.export.lines:export_ntriples",
        ("stream",),
        media="application/n-triples",
    ),
    Format(
        "jsonld",
        Text("RDF als JSON, met context", "RDF as JSON, with its context"),
        "lcgraph.export.jsonld:export_jsonld",
        file="study.jsonld",
        media="application/ld+json",
    ),
    Format(
        "rdfxml",
        Text("RDF als XML", "RDF as XML"),
        "lcgraph.export.rdf:export_rdfxml",
        file="study.rdf",
        media="application/rdf+xml",
    ),
    Format(
        "nquads-canonical",
        Text("N-Quads volgens RDFC-1.0, met hun SHA-256", "N-Quads by RDFC-1.0, with their SHA-256"),
        "lcgraph.export.lines:export_canonical",
        file="study.nq",
        media="application/n-quads",
    ),
    Format(
        "csvw",
        Text(
            "tabellen als CSV met metadata (CSV on the Web)", "tables as CSV with metadata (CSV on the Web)"
        ),
        "lcgraph.export.csvw:export_csvw",
        kind="folder",
        ontology="always",
        file="tables",
    ),
    Format(
        "datacube",
        Text("cellen en aantallen als RDF Data Cube", "cells and counts as an RDF Data Cube"),
        "lcgraph.export.cube:export_datacube",
        ontology="always",
        file="cube.ttl",
        media="text/turtle",
    ),
    Format(
        "xlsx",
        Text("de tabellen en cellen als werkmap (Excel)", "the tables and cells as a workbook (Excel)"),
        "lcgraph.render.workbook:render_workbook",
        ("tables", "labels", "quads", "lang"),
        kind="binary",
        ontology="always",
        file="tables.xlsx",
        media="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    Format(
        "nanopub",
        Text("elke bevinding apart te citeren (TriG)", "each finding to be cited alone (TriG)"),
        "lcgraph.export.nanopub:export_nanopubs",
        ("quads", "day"),
        private="never",
        ontology="always",
        file="nanopublications.trig",
        media="application/trig",
    ),
    Format(
        "dcat",
        Text("wat het is, met aantallen (DCAT 3 en VoID)", "what it is, with counts (DCAT 3 and VoID)"),
        "lcgraph.export.describe:export_dcat",
        ("quads", "day"),
        private="never",
        ontology="never",
        file="dataset.ttl",
        media="text/turtle",
    ),
    Format(
        "schema-org",
        Text("wat het is, voor zoekmachines (schema.org)", "what it is, for search engines (schema.org)"),
        "lcgraph.export.describe:export_schema_org",
        ("quads", "lang", "day"),
        private="never",
        ontology="never",
    ),
    Format(
        "ro-crate",
        Text("een pakket met alles erin (RO-Crate)", "a package with all of it (RO-Crate)"),
        "lcgraph.export.rocrate:export_rocrate",
        ("quads", "parts", "lang", "day"),
        kind="folder",
        private="never",
        ontology="always",
    ),
    Format(
        "bibtex",
        Text("de literatuur voor LaTeX, Zotero en JabRef", "the literature for LaTeX, Zotero and JabRef"),
        "lcgraph.export.bibliography:literature",
        ("quads", "name"),
        ontology="never",
        file="references.bib",
        media="application/x-bibtex",
    ),
    Format(
        "csl-json",
        Text("de literatuur voor Zotero, Pandoc en Word", "the literature for Zotero, Pandoc and Word"),
        "lcgraph.export.bibliography:literature",
        ("quads", "name"),
        ontology="never",
        file="references.json",
        media="application/vnd.citationstyles.csl+json",
    ),
    Format(
        "ris",
        Text("de literatuur voor EndNote en Mendeley", "the literature for EndNote and Mendeley"),
        "lcgraph.export.bibliography:literature",
        ("quads", "name"),
        ontology="never",
        file="references.ris",
        media="application/x-research-info-systems",
    ),
    Format(
        "references",
        Text("de literatuurlijst volgens APA (Markdown)", "the reference list in APA style (Markdown)"),
        "lcgraph.export.registry:reference_list",
        ("quads", "lang"),
        ontology="never",
        file="references.md",
        media="text/markdown",
    ),
    Format(
        "graphml",
        Text(
            "auteurs en clusters als netwerk (yEd, Gephi)", "authors and clusters as a network (yEd, Gephi)"
        ),
        "lcgraph.export.registry:network_file",
        ("graph", "name", "lang"),
        ontology="always",
        file="authors-clusters.graphml",
        media="application/graphml+xml",
    ),
    Format(
        "gexf",
        Text("auteurs en clusters als netwerk (Gephi)", "authors and clusters as a network (Gephi)"),
        "lcgraph.export.registry:network_file",
        ("graph", "name", "lang"),
        ontology="always",
        file="authors-clusters.gexf",
        media="application/gexf+xml",
    ),
    Format(
        "sssom",
        Text("de begrippen van bronnen naast de onze (SSSOM)", "concepts of sources beside ours (SSSOM)"),
        "lcgraph.export.sssom:export_sssom",
        ontology="always",
        media="text/tab-separated-values",
    ),
    Format(
        "sssom-rdf",
        Text("hetzelfde als RDF", "the same as RDF"),
        "lcgraph.export.sssom:export_sssom_rdf",
        ontology="always",
        media="text/turtle",
    ),
    Format(
        "qdc",
        Text("het motievenschema als codeboek (REFI-QDA)", "the motive scheme as a code book (REFI-QDA)"),
        *_REFI,
        private="never",
        ontology="always",
        file="motives.qdc",
        media="application/xml",
    ),
    Format(
        "qdpx",
        Text(
            "de gecodeerde interviews als project (REFI-QDA)", "the coded interviews as a project (REFI-QDA)"
        ),
        *_REFI,
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
    graph: Graph,
    name: str,
    *,
    lang: str = "en",
    private: bool = False,
    ontology: bool = False,
    day: str = "",
) -> Written:
    """A graph in a format; `CallError` when the format is unknown or `private` does not go with it.

    Without `private` nothing is written but what may be published. `day` (YYYY-MM-DD) is the day of
    publication, for the formats that tell one; without it the day on which this version of lcgraph was
    issued, so that the same data give the same bytes on any day.
    """
    day = chosen_day(day)
    if name not in FORMATS:
        raise unknown("format", name, FORMATS)
    chosen = FORMATS[name]
    if chosen.private == "must" and not private:
        raise CallError(f"{name} holds respondents and what they said: add --private if it may leave you")
    if chosen.private == "never" and private:
        raise CallError(f"{name} is for publishing and holds nothing private: leave --private out")
    source = _Source(graph, chosen, lang, private, ontology, day)
    given = chosen.writer()(*(source.give(need) for need in chosen.needs))
    exported = given if isinstance(given, Exported) else Exported(given)
    data = exported.data.encode() if isinstance(exported.data, str) else exported.data
    return Written(chosen, data, exported.losses, exported.notes, source.withheld)


def chosen_day(day: str) -> str:
    """A day of publication as it was given, or that of this version; `CallError` when it is no day."""
    if day and not _is_day(day):
        raise CallError(f"{day!r} is no day: write it as 2026-12-31")
    return day or this_release().day


def reference_list(quads: Iterable[Quad], lang: str) -> str:
    """The works as APA writes them, in Markdown; `lcgraph.export.references` also gives text and HTML."""
    from lcgraph.export.references import references

    return references(quads, form="markdown", lang=lang)


def network_file(graph: Graph, format_: str, lang: str) -> Exported:
    """The network of authors and clusters; `lcgraph network` writes the others."""
    from lcgraph.export.networks import export_network

    name = "author-cluster"
    text = export_network(graph.network(name), format_, name=graph.names(lang), lang=lang)
    note = Text(
        f"dit is het netwerk {name}; andere: lcgraph network",
        f"this is the network {name}; for others: lcgraph network",
    )
    return Exported(text, notes=(note,))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@dataclass
class _Source:
    """What a format may need, read from the graph when it is asked for."""

    graph: Graph
    format: Format
    lang: str
    private: bool
    ontology: bool
    day: str
    withheld: Withheld | None = None
    _quads: list[Quad] = field(default_factory=list)
    _over: Graph | None = None

    def give(self, need: str) -> object:
        kind, _, query = need.partition(":")
        if kind == "rows":
            return self.over().query(query)
        ways: dict[str, Callable[[], object]] = {
            "quads": self.quads,
            "stream": self.stream,
            "graph": self.over,
            "tables": lambda: self.over().tables(),
            "labels": lambda: self.over().labels(self.lang),
            "parts": self.parts,
            "day": lambda: self.day,
            "lang": lambda: self.lang,
            "name": lambda: self.format.name,
        }
        return ways[kind]()

    @property
    def with_ontology(self) -> bool:
        return {"asked": self.ontology, "always": True, "never": False}[self.format.ontology]

    def quads(self) -> list[Quad]:
        if not self._quads:
            if self.private:
                self._quads = self.graph.quads(ontology=self.with_ontology)
            else:
                self._quads, self.withheld = self.graph.public(ontology=self.with_ontology)
        return self._quads

    def stream(self) -> Iterator[Quad]:
        if self.private:
            return self.graph.stream(ontology=self.with_ontology)
        rule = PublicRule(self.graph.stream(ontology=self.with_ontology))
        self.withheld = rule.withheld()
        return filter(rule.lets_out, self.graph.stream(ontology=self.with_ontology))

    def parts(self) -> dict[str, Part]:
        found: dict[str, Part] = {}
        for each in FORMATS.values():
            if not each.file:
                continue
            content = written(self.graph, each.name, lang=self.lang, day=self.day).content
            if isinstance(content, Mapping):
                found |= {f"{each.file}/{path}": Part(data, each.about) for path, data in content.items()}
            else:
                whole = content if isinstance(content, bytes) else b"".join(content)
                found[each.file] = Part(whole, each.about, each.media)
        return found

    def over(self) -> Graph:
        if self._over is None:
            self._over = self.graph.over(self.quads())
        return self._over


__all__ = ["FORMATS", "Content", "Format", "Written", "chosen_day", "written"]
