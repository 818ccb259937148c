"""The server as an ASGI application: routes, the SPARQL Protocol, and what is kept. It looks into no query.

Goes in: requests of strangers. Comes out: whole answers with a true status. What is asked of the data goes to
other processes (`lcgraph.serve.pool`); here only its size, time and place are looked at.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, MutableMapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import parse_qsl

from lcgraph.serve.accepted import NAMED, best, chosen, language, weight_of
from lcgraph.serve.bounds import Bounds
from lcgraph.serve.frames import Head
from lcgraph.serve.metrics import Metrics
from lcgraph.serve.pool import Buffered, Full, Gone, Pages, Pool
from lcgraph.serve.responses import PLAIN, Response, matches, told

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_CHUNK: Final = 1 << 16
_HOST: Final = re.compile(r"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_HERE: Final = re.compile(r"(?:localhost|127\.[0-9.]{5,11}|\[::1\])(?::[0-9]{1,5})?")
_AGAIN: Final = ("retry-after", "5")
_READING: Final = ("GET", "HEAD", "OPTIONS")
_NEGOTIATED: Final = "Accept, Accept-Language"
_FIELDS: Final = 200


class Wrong(Exception):
    """A request that is answered with no more than why not."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


@dataclass(frozen=True)
class Settings:
    """What a server serves: which version of the data, and whether it is all of them."""

    version: str
    private: bool = False
    logged: bool = False


class Request:
    """A request, as far as it is needed."""

    def __init__(self, scope: Scope, receive: Receive, bounds: Bounds) -> None:
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.target: bytes = scope.get("query_string", b"")
        self.length = len(scope.get("raw_path") or b"") + len(self.target)
        self.client: str = (scope.get("client") or ("", 0))[0]
        self.scheme: str = scope.get("scheme", "http")
        self._receive, self._bounds = receive, bounds
        self._headers: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            self._headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        self.whole = False

    def header(self, name: str) -> str:
        """A header; several of one name as one."""
        return ", ".join(self._headers.get(name, ()))

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The fields of the address."""
        return _fields(self.target)

    async def body(self) -> bytes:
        """What is sent along; 413 when it is too much, 408 when it does not come."""
        if (said := self.header("content-length")).isdecimal() and int(said) > self._bounds.body:
            raise Wrong(self._too_much())
        pieces, size = [], 0
        try:
            async with asyncio.timeout(self._bounds.arriving):
                while not self.whole:
                    event = await self._receive()
                    if event["type"] == "http.disconnect":
                        raise asyncio.CancelledError
                    pieces.append(event.get("body", b""))
                    size += len(pieces[-1])
                    if size > self._bounds.body:
                        raise Wrong(self._too_much())
                    self.whole = not event.get("more_body", False)
        except TimeoutError as error:
            raise Wrong(told(408, "the request did not arrive in time", ("connection", "close"))) from error
        return b"".join(pieces)

    def _too_much(self) -> Response:
        return told(413, f"at most {self._bounds.body} bytes", ("connection", "close"))

    async def left(self) -> None:
        """Wait until the client leaves; what it still sends is passed over."""
        while (await self._receive())["type"] != "http.disconnect":
            pass


def _fields(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS
        )
    except ValueError as error:  # UnicodeDecodeError is one
        raise Wrong(told(400, "the fields are not URL-encoded UTF-8, or too many")) from error


class App:
    """The application."""

    def __init__(
        self,
        settings: Settings,
        bounds: Bounds,
        metrics: Metrics,
        *,
        pool: Pool,
        pages: Pages,
        buffered: Buffered,
        cut: Callable[[Any], None],
        log: Callable[[str], None],
        gauges: Callable[[], dict[str, float]],
    ) -> None:
        self.settings, self.bounds, self.metrics = settings, bounds, metrics
        self.pool, self.pages, self.buffered = pool, pages, buffered
        self.cut, self.log, self.gauges = cut, log, gauges
        self._kept: OrderedDict[str, Response] = OrderedDict()
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        if scope["type"] != "http":
            return
        started = time.monotonic()
        request = Request(scope, receive, self.bounds)
        route, answering = self._route(request)
        try:
            response = await self._present(request, answering)
        except Wrong as wrong:
            response = wrong.response
        except Full:
            response = told(503, "all places are taken: try again in a moment", _AGAIN)
        except Gone:
            response = told(503, "this is being prepared: try again in a moment", _AGAIN)
        except asyncio.CancelledError:
            self._note(request, route, 499, started)
            return
        try:
            await self._send(request, response, send, scope)
        finally:
            self.buffered.give(response.held)
            self._note(request, route, response.status, started, len(response.body))

    def _route(self, request: Request) -> tuple[str, Coroutine[Any, Any, Response]]:
        """The name of what is asked, and what answers it."""
        path, host = request.path, request.header("host")
        if request.length > self.bounds.target:
            return "refused", _plain(414, f"an address has at most {self.bounds.target} bytes: use POST")
        if not _HOST.fullmatch(host) or (self.settings.private and not _HERE.fullmatch(host)):
            return "refused", _plain(421, "this server does not answer for that host")
        here = {"/health": self._health, "/ready": self._ready, "/metrics": self._metrics}
        if path in ("/sparql", "/sparql/"):
            return "sparql", self._sparql(request)
        if request.method == "OPTIONS":
            return "options", _options("GET, HEAD, OPTIONS")
        if request.method not in _READING:
            return "refused", _plain(405, "this server is read-only", ("allow", "GET, HEAD, OPTIONS"))
        if path in here:
            return path[1:], here[path]()
        name = path.removeprefix("/query/")
        if name != path and name and "." not in name.rpartition("/")[2]:
            return "query", self._query(request, name)
        return "page", self._page(request)

    async def _present(self, request: Request, answering: Coroutine[Any, Any, Response]) -> Response:
        """An answer for who is there: when the client leaves, what would answer it is given up."""
        work = asyncio.ensure_future(answering)
        leaving = asyncio.ensure_future(self._leaving(request, work))
        try:
            await asyncio.wait([work, leaving], return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                work.cancel()
                await asyncio.wait([work])
            return work.result()
        finally:
            leaving.cancel()
            work.cancel()

    async def _leaving(self, request: Request, work: asyncio.Future[Response]) -> None:
        """Wait until the client leaves; while its request comes in, that is seen where it is read."""
        if request.method in _READING:
            await request.left()
        while not request.whole:
            await asyncio.sleep(0.05)
        await request.left()

    # ---- what is answered

    async def _health(self) -> Response:
        return told(200, "ok")

    async def _ready(self) -> Response:
        if self.pool.helpers and self.pages.ready.is_set():
            return told(200, "ready")
        return told(503, "not ready yet", _AGAIN)

    async def _metrics(self) -> Response:
        now = {
            "workers": float(len(self.pool.helpers)),
            "workers_idle": float(len(self.pool.idle)),
            "queries_waiting": float(self.pool.queue),
            "buffered_bytes": float(self.buffered.held),
            "kept_bytes": float(self._size),
            **self.gauges(),
        }
        return Response(200, self.metrics.text(now), "text/plain; version=0.0.4; charset=utf-8")

    async def _sparql(self, request: Request) -> Response:
        """The query operation of the SPARQL 1.1 Protocol, and the description of the service."""
        if request.method == "OPTIONS":
            return await _options("GET, HEAD, POST, OPTIONS")
        fields, text = request.fields, None
        if request.method == "POST":
            media = request.header("content-type").partition(";")[0].strip().lower()
            if media == _UPDATE:
                return _read_only()
            if media not in (_FORM, _QUERY):
                return told(415, f"POST takes {_FORM} or {_QUERY}", ("accept-post", f"{_FORM}, {_QUERY}"))
            body = await request.body()
            if media == _QUERY:
                text = body
            else:
                fields = [*fields, *_fields(body)]
        elif request.method not in _READING:
            return told(405, "queries come by GET or POST", ("allow", "GET, HEAD, POST, OPTIONS"))
        values: dict[str, list[str]] = {}
        for name, value in fields:
            values.setdefault(name, []).append(value)
        if "update" in values:
            return _read_only()
        queries = [
            *([text] if text is not None else ()),
            *(each.encode() for each in values.get("query", ())),
        ]
        if len(queries) > 1:
            return told(400, "one query at a time")
        if not queries and request.method == "POST":
            return told(400, "there is no query")
        head = self._head(request, "sparql" if queries else "description", values.get("format", []))
        head |= {"default": values.get("default-graph-uri", []), "named": values.get("named-graph-uri", [])}
        if (
            not queries
            and not head["format"]
            and weight_of("text/html", head["accept"])
            > max(weight_of(each, head["accept"]) for each in ("text/turtle", "application/rdf+xml"))
        ):
            where = "/queries.html" if head["lang"] == "en" else "/queries.nl.html"
            return Response(303, location=where, vary=_NEGOTIATED)
        return replace(await self._asked(request, head, queries[0] if queries else b""), vary=_NEGOTIATED)

    def _head(self, request: Request, kind: str, form: list[str]) -> Head:
        """What a process is told of a question, whatever is asked."""
        if len(form) > 1:
            raise Wrong(told(400, "one format at a time"))
        return {
            "kind": kind,
            "format": form[0] if form else "",
            "accept": request.header("accept"),
            "lang": language(request.header("accept-language")),
            "base": f"{request.scheme}://{request.header('host')}/sparql",
        }

    async def _asked(self, request: Request, head: Head, body: bytes) -> Response:
        answer, data = await self.pool.ask(request.client, head, body)
        if "why" in answer:
            self.metrics.count("stopped", why=answer["why"])
        return Response(answer["status"], data, answer["type"], held=len(data))

    async def _query(self, request: Request, name: str) -> Response:
        """A named query, whose answers are kept as long as the data are these."""
        values: dict[str, str] = {}
        for field, value in request.fields:
            if field in values:
                return told(400, f"{field[:100]!r} is given twice")
            values[field] = value
        head = self._head(request, "query", [values.pop("format")] if "format" in values else [])
        head["lang"] = values.pop("lang", head["lang"])
        if head["lang"] not in ("nl", "en"):
            return told(400, "lang is nl or en")
        if not head["format"] and weight_of("text/html", head["accept"]) > max(
            weight_of(medias[0], head["accept"]) for medias in NAMED.values()
        ):
            where = await self._page_of(request, f"query/{name}")
            return replace(where, vary=_NEGOTIATED)
        form = chosen(head["format"], NAMED) if head["format"] else best(head["accept"], NAMED)
        key = json.dumps([name, sorted(values.items()), form, head["lang"] if form in _WORDS else ""])
        etag = hashlib.sha256(f"{self.settings.version} {key}".encode()).hexdigest()[:32]
        known = request.header("if-none-match")
        if form and known.strip() != "*" and matches(known, etag):  # which it has from here
            return Response(304, etag=etag, vary=_NEGOTIATED)
        if form and (kept := self._get(f"query {key}")):
            return kept
        response = await self._asked(request, {**head, "name": name, "values": values}, b"")
        if response.status == 200:
            links = tuple(f'</query/{name}.{each}>; rel="describedby"' for each in ("html", "rq"))
            response = replace(response, etag=etag, links=links if _plain_name(name) else ())
            self._keep(f"query {key}", response)
        return replace(response, vary=_NEGOTIATED)

    async def _page(self, request: Request) -> Response:
        """A page or file of the site, or where a thing is told of."""
        return await self._page_of(request, request.path.removeprefix("/"))

    async def _page_of(self, request: Request, path: str) -> Response:
        if kept := self._get(f"page {path}"):
            return kept
        answer, data = await self.pages.ask(
            {
                "path": path,
                "accept": request.header("accept"),
                "languages": request.header("accept-language"),
            }
        )
        response = Response(
            answer["status"],
            data,
            answer.get("type", ""),
            etag=answer.get("etag", ""),
            location=answer.get("location", ""),
            links=tuple(answer.get("links", ())),
            vary="" if answer["status"] == 200 else _NEGOTIATED,
            held=len(data),
        )
        if response.status == 200:
            self._keep(f"page {path}", response)
        return response

    # ---- what is kept

    def _get(self, key: str) -> Response | None:
        found = self._kept.get(key)
        self.metrics.count("cache", found="no" if found is None else "yes")
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def _keep(self, key: str, response: Response) -> None:
        """Keep an answer in the place of those that nobody asked for longest."""
        if key in self._kept or len(response.body) > self.bounds.kept // 4:
            return
        self._kept[key] = replace(response, held=0, vary=_NEGOTIATED if key.startswith("query") else "")
        self._size += len(response.body) + len(key)
        while self._size > self.bounds.kept:
            old, dropped = self._kept.popitem(last=False)
            self._size -= len(dropped.body) + len(old)

    # ---- how it leaves

    async def _send(self, request: Request, response: Response, send: Send, scope: Scope) -> None:
        """Send an answer whole; who reads it too slowly is cut off, which its length tells."""
        shown = response.unless(request.header("if-none-match"))
        headers = shown.headers(shared=not self.settings.private)
        passing = asyncio.ensure_future(request.left())  # else what still comes in would be in the way
        try:
            async with asyncio.timeout(self.bounds.leaving):
                await send({"type": "http.response.start", "status": shown.status, "headers": headers})
                body = b"" if request.method == "HEAD" else shown.body
                for start in range(0, len(body), _CHUNK):
                    part = body[start : start + _CHUNK]
                    await send({"type": "http.response.body", "body": part, "more_body": True})
                await send({"type": "http.response.body", "body": b""})
        except TimeoutError:
            self.metrics.count("stopped", why="reader")
            self.cut(scope.get("client"))
        finally:
            passing.cancel()

    def _note(self, request: Request, route: str, status: int, started: float, size: int = 0) -> None:
        """Count a request, and write it down without its words and without whose it is."""
        took = time.monotonic() - started
        self.metrics.count("requests", route=route, status=status)
        self.metrics.took(route, took)
        if self.settings.logged:
            self.log(
                json.dumps(
                    {
                        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                        "method": request.method if request.method in (*_READING, "POST") else "other",
                        "route": route,
                        "status": status,
                        "bytes": size,
                        "ms": round(took * 1000, 1),
                    }
                )
            )


_WORDS: Final = ("table", "markdown")
"""The formats with words of a language."""


def _plain_name(name: str) -> bool:
    return re.fullmatch(r"[a-z0-9-]+", name) is not None


def _read_only() -> Response:
    return told(403, "this endpoint is read-only: it takes no updates")


async def _plain(status: int, text: str, *more: tuple[str, str]) -> Response:
    return told(status, text, *more)


async def _options(allowed: str) -> Response:
    """What a browser asks before it lets a page of another site ask."""
    return Response(
        204,
        more=(
            ("allow", allowed),
            ("access-control-allow-methods", allowed),
            ("access-control-allow-headers", "Accept, Accept-Language, Content-Type, If-None-Match"),
            ("access-control-max-age", "86400"),
        ),
    )


__all__ = ["PLAIN", "App", "Settings"]
