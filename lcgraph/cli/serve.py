"""The command `serve`: the pages live, with a SPARQL 1.1 endpoint."""

from __future__ import annotations

import hashlib
import ipaddress
import os

import click

from lcgraph import __version__
from lcgraph.cli.language import command, lines, option, tell
from lcgraph.cli.options import graph_of, language_option, progress, seconds, source_options
from lcgraph.errors import CallError, MissingExtra
from lcgraph.graph import Graph
from lcgraph.say import Text

_OURS = {"sparql": "/sparql", "query": "/query/contrast?by=setting&format=csv", "health": "/health"}


@command(
    nl="""Serveer de gekoppelde gegevens, met een SPARQL 1.1-endpoint.

    De pagina's en gegevens van lcgraph site liggen op de paden van hun IRI's; /sparql beantwoordt vragen,
    /query/NAME?param=waarde de benoemde vragen. Er wordt alleen gelezen, en alleen wat gepubliceerd mag
    worden. Vragen van vreemden hebben grenzen: zie docs/serve.md. Stop met Ctrl-C.
    """,
    en="""Serve the linked data, with a SPARQL 1.1 endpoint.

    The pages and data of lcgraph site lie at the paths of their IRIs; /sparql answers queries, and
    /query/NAME?param=value the named ones. Nothing is ever written, and only what may be published is
    served. Queries of strangers have bounds: see docs/serve.md. Stop with Ctrl-C.
    """,
)
@source_options
@option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    nl="Adres waarop wordt geluisterd; 0.0.0.0 is voor iedereen.",
    en="Address to listen on; 0.0.0.0 is for everybody.",
)
@option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8010,
    show_default=True,
    nl="Poort waarop wordt geluisterd; 0 neemt een vrije.",
    en="Port to listen on; 0 takes a free one.",
)
@option(
    "--workers",
    type=click.IntRange(1, 64),
    default=4,
    show_default=True,
    nl="Hoeveel vragen tegelijk worden beantwoord.",
    en="How many queries are answered at a time.",
)
@option(
    "--timeout",
    type=float,
    callback=seconds,
    default=10.0,
    show_default=True,
    nl="Hoeveel seconden een vraag mag duren.",
    en="How many seconds a query may take.",
)
@option(
    "--private",
    is_flag=True,
    nl="Beantwoord vragen uit alle gegevens, ook wat niet gepubliceerd mag worden; alleen op deze machine.",
    en="Answer queries from all data, also what may not be published; on this machine only.",
)
@option(
    "--access-log",
    is_flag=True,
    nl="Schrijf elk verzoek als JSON naar stderr, zonder vraagtekst en zonder adres.",
    en="Write each request to stderr as JSON, without query texts and addresses.",
)
@language_option
def serve(
    studies: tuple[str, ...],
    store: str | None,
    host: str,
    port: int,
    workers: int,
    timeout: float,
    private: bool,
    access_log: bool,
    lang: str,
) -> int:
    """Serve the linked data, with a SPARQL 1.1 endpoint."""
    if not hasattr(os, "fork"):
        raise CallError(
            nl="lcgraph serve heeft een systeem nodig dat processen splitst (Linux, macOS, WSL)",
            en="lcgraph serve needs a system that forks processes (Linux, macOS, WSL)",
        )
    if private and not _loopback(host):
        raise CallError(
            nl=f"--private gaat niet samen met --host {host}: dat geeft persoonsgegevens aan anderen; "
            "kies 127.0.0.1",
            en=f"--private does not go with --host {host}: it would give personal data to others; "
            "choose 127.0.0.1",
        )
    try:
        import hypercorn  # noqa: F401  # what is missing is told before anything is read
        import jinja2  # noqa: F401  # the pages import it late
    except ImportError as error:
        raise MissingExtra("serve", error.name or "hypercorn") from error
    from lcgraph.serve.app import Settings
    from lcgraph.serve.bounds import Bounds
    from lcgraph.serve.parent import Parent, opened

    bound = opened(host, port)
    progress(lang, nl="de gegevens worden gelezen", en="reading")
    graph, public, version = _served(studies, store, lang, private=private)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{bound.getsockname()[1]}"
    bounds = Bounds(seconds=timeout, workers=workers)
    settings = Settings(version, private=private, logged=access_log)
    return Parent(graph, public, bound, settings, bounds, lambda: _say(address, lang, private=private)).run()


def _served(
    studies: tuple[str, ...], store: str | None, lang: str, *, private: bool
) -> tuple[Graph, Graph, str]:
    """What answers queries, what the pages are of, and the version of what answers; all in memory."""
    whole = graph_of(studies, store, lang)
    quads, withheld = whole.public()
    if withheld and not private:
        said = withheld.told()
        tell(
            lang,
            nl=f"openbaar, niet meegegeven: {said.nl} (waarom: docs/privacy.md)",
            en=f"public, withheld: {said.en} (why: docs/privacy.md)",
        )
    public = graph = whole.over(quads)
    if private:
        quads = whole.quads()
        graph = whole.over(quads)
    digest = hashlib.sha256(__version__.encode())
    for quad in quads:
        digest.update(str(quad).encode("utf-8", "surrogatepass"))
    return graph, public, digest.hexdigest()


def _loopback(host: str) -> bool:
    """Whether nobody but this machine reaches an address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _say(address: str, lang: str, *, private: bool) -> None:
    """Where the server is, once it answers."""
    told = {
        "sparql": Text(nl="SPARQL-endpoint", en="SPARQL endpoint"),
        "query": Text(nl="een benoemde vraag", en="a named query"),
        "health": Text(nl="of alles werkt", en="whether all is well"),
    }
    tell(lang, nl=f"geserveerd op {address}/", en=f"serving on {address}/")
    for name, path in _OURS.items():
        lines(f"  {address}{path}  {told[name].in_(lang)}")
    if private:
        tell(
            lang,
            nl="PRIVÉ: /sparql en /query antwoorden uit alle gegevens. Houd dit adres voor u",
            en="PRIVATE: /sparql and /query answer from all data. Keep this address to yourself",
        )
    tell(lang, nl="stop met Ctrl-C", en="stop with Ctrl-C")
