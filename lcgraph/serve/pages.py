"""A process that has the pages of the site: each is made when it is asked for.

Goes in: a path, and what the client accepts. Comes out: a file, or where a thing is told of: 303 to its page
or its data, as the redirects of w3id.org do (`w3id/README.md`), 406 when nothing fits, 404 for what is not.
"""

from __future__ import annotations

import hashlib
import mimetypes
import re
import socket
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote

from lcgraph.graph import Graph
from lcgraph.serve.accepted import best, language, weight_of
from lcgraph.serve.frames import Head, packed, receive
from lcgraph.vocab import BASE
from lcgraph.web.addresses import ENDINGS, page, stem
from lcgraph.web.site import MEDIA, Site

DOCUMENTS: Final = {
    "turtle": ("text/turtle",),
    "jsonld": ("application/ld+json", "application/json"),
    "ntriples": ("application/n-triples",),
    "html": ("text/html", "application/xhtml+xml"),
}
"""In what a thing is told of; of equals the first, as w3id.org does."""
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".ttl": "text/turtle; charset=utf-8",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".rdf": "application/rdf+xml",
    ".rq": "application/sparql-query",
    ".csv": "text/csv; charset=utf-8",
    ".tsv": "text/tab-separated-values; charset=utf-8",
    ".svg": "image/svg+xml",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".graphml": "application/xml",
    ".gexf": "application/xml",
    ".bib": "text/x-bibtex; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
_NANOPUBLICATION: Final = re.compile(r"np/RA[A-Za-z0-9_-]{43}")
_GRAPH: Final = re.compile(r"(?:study/[^/]+/)?graph/[^/]+")


def serve(graph: Graph, stream: socket.socket) -> None:
    """Prepare the pages, say that they are there, and answer until the other side leaves."""
    site = Site(graph)
    answer(site, "index.html", "", "")  # what all pages share is made once
    stream.sendall(packed({"ready": True}))
    while message := receive(stream):
        head, _ = message
        stream.sendall(packed(*answer(site, head["path"], head["accept"], head["languages"])))


def answer(site: Site, path: str, accept: str, languages: str) -> tuple[Head, bytes]:
    """What is at a path: a document, where a thing is told of, or nothing."""
    data = site.file(path)
    if data is not None:
        etag = hashlib.sha256(data).hexdigest()[:32]
        return {"status": 200, "type": media_of(path), "etag": etag, "links": _links(site, path)}, data
    status, where = _of_thing(site, path.removesuffix("/"), accept, languages)
    if status == 303:
        return {"status": 303, "location": "/" + quote(where, safe="/~"), "links": _links(site, where)}, b""
    if status == 406:
        medias = ", ".join(each[0] for each in DOCUMENTS.values())
        return {"status": 406, "type": _TYPES[".txt"]}, f"406: {medias}\n".encode()
    missing = (
        site.file(page("404", language(languages))) if weight_of("text/html", accept) and accept else None
    )
    if missing is None or "text/html" not in accept:
        return {"status": 404, "type": _TYPES[".txt"]}, b"404\n"
    return {"status": 404, "type": _TYPES[".html"]}, missing


def media_of(path: str) -> str:
    """The media type of a file of the site.

    >>> media_of("motive/image.ttl"), media_of(".well-known/void"), media_of("a.zip")
    ('text/turtle; charset=utf-8', 'text/turtle; charset=utf-8', 'application/zip')
    """
    if path == ".well-known/void":
        return _TYPES[".ttl"]
    ending = PurePosixPath(path).suffix
    return _TYPES.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"


def _of_thing(site: Site, path: str, accept: str, languages: str) -> tuple[int, str]:
    """303 and the document that tells of the thing at a path; else 406 or 404."""
    fixed = _fixed(path, accept)
    if fixed:
        return (303, fixed) if site.has(fixed) else (404, "")
    form = best(accept, DOCUMENTS)
    html = page("", language(languages))
    places = list(_places(path, "html" if form == "html" else "", html))
    if not any(site.has(where + ending) for where in places for ending in ("", html, ENDINGS["turtle"])):
        return 404, ""
    if form is None:
        return 406, ""
    ending = html if form == "html" else ENDINGS[form]
    for where in places:
        for each in (where, where + ending):
            if site.has(each):
                return 303, each
    return 406, ""


def _fixed(path: str, accept: str) -> str:
    """The one file that tells of some things, whatever is accepted."""
    if _NANOPUBLICATION.fullmatch(path):
        return "download/nanopublications.trig"
    if path == "cube" or path.startswith("cube/"):
        return "cube.ttl"
    if re.fullmatch("study/[^/]+/query/[^/]+", path) and weight_of("application/sparql-query", accept) > max(
        weight_of("text/html", accept), weight_of("text/turtle", accept)
    ):
        return f"{path}.rq"
    if _GRAPH.fullmatch(path) and weight_of("application/trig", accept) > weight_of("text/html", accept):
        return "download/study.trig"
    return ""


def _places(path: str, form: str, html: str) -> Iterator[str]:
    """Where the thing at a path may be told of: with or without an ending, the likeliest first."""
    study = re.match("study/[^/]+", path)
    if path in ("", "catalogue"):
        yield "index" if form else "catalogue"
    elif study and re.match("study/[^/]+/(graph|cube)/", path):
        yield (
            f"{study[0]}/dataset" if form else f"download/{'study.trig' if '/graph/' in path else 'cube.ttl'}"
        )
    elif path.startswith("graph/"):
        yield "index" if form else "download/study.trig"
    elif study and path == f"{study[0]}/crosswalk":
        yield study[0]
    elif re.fullmatch("ontology/shapes/[^/]+", path):
        yield "ontology/shapes"
    elif path.startswith("software/"):
        yield f"about{html}"
    yield path
    yield stem(BASE + path)  # what a file system would confuse is written otherwise


def _links(site: Site, path: str) -> list[str]:
    """The formats of the document at a path, as values of a `Link` header."""
    for ending in (".nl.html", ".html", *ENDINGS.values()):
        stem_ = path.removesuffix(ending)
        if stem_ != path and site.has(stem_ + ENDINGS["turtle"]):
            forms = {stem_ + ENDINGS[form]: MEDIA[form] for form in ENDINGS} | {f"{stem_}.html": "text/html"}
            links = [
                f'</{quote(where, safe="/~")}>; rel="alternate"; type="{media}"'
                for where, media in forms.items()
                if site.has(where) and where != path
            ]
            return [*links, f'<{BASE}{quote(stem_, safe="/~")}>; rel="describes"']
    return []
