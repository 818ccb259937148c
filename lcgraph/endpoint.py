"""One request to a SPARQL endpoint that nobody vouches for: bounded in time and bytes, never led elsewhere.

Goes in: an address and what to ask. Comes out: the bytes of the answer, or a `StoreError` or `QueryError`
that says what happened. An endpoint may hang, drip, send without end, break off, or redirect: the connection
is cut when its time is over, whatever it was doing; a redirect is told and not followed, since it turns an
update into a question, or leads to a file.
"""

from __future__ import annotations

import ast
import http.client
import re
import textwrap
import threading
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final
from urllib.error import HTTPError

from lcgraph.errors import QueryError, StoreError

MAX_ANSWER: Final = 256_000_000
"""Bytes of an answer."""
_CHUNK: Final = 1 << 20
_TOLD: Final = 4096
_ERRORS: Final = {400: "QueryBadFormed", 401: "Unauthorized", 404: "EndPointNotFound", 414: "URITooLong"}


def send(
    url: str, update_url: str, text: str, *, kind: str, accept: str, graphs: Sequence[str], seconds: float
) -> bytes:
    """The answer to a query (or to an update: kind `INSERT`) over the union of `graphs`."""
    from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

    cut = _Cut()
    timer = threading.Timer(seconds, cut.now)
    timer.daemon = True
    timer.start()
    try:
        wrapper = _wrapper(url, update_url, cut, seconds)
        # not setQuery: it guesses the kind, and takes a comment with the word "move" for an update
        wrapper.queryString, wrapper.queryType = text, kind
        wrapper.setReturnFormat(accept)
        for graph in graphs:
            wrapper.addDefaultGraph(graph)
            wrapper.addNamedGraph(graph)
        answer = _all_of(wrapper.query().response, url)
        if cut.is_cut:  # to its reader a connection that is cut has come to its end
            raise OSError("cut")
        return answer
    except QueryBadFormed as error:
        said = response(error)
        raise QueryError(
            nl=f"het endpoint weigert de vraag: {said}", en=f"the endpoint refuses the query: {said}"
        ) from error
    except (SPARQLWrapperException, http.client.HTTPException, OSError, ValueError, AttributeError) as error:
        if cut.is_cut or TimeoutError in (type(error), type(getattr(error, "reason", None))):
            raise StoreError(
                nl=f"het endpoint {url} antwoordt niet binnen {seconds:g} s",
                en=f"the endpoint {url} does not answer within {seconds:g} s",
            ) from error
        said = response(error) or type(error).__name__
        raise StoreError(
            nl=f"het endpoint {url} antwoordt niet: {said}", en=f"the endpoint {url} does not answer: {said}"
        ) from error
    finally:
        timer.cancel()


class _Cut:
    """The connections of a request, to be cut when its time is over."""

    def __init__(self) -> None:
        self.is_cut = False
        self.open: list[Any] = []

    def now(self) -> None:
        self.is_cut = True
        for socket in self.open:
            with suppress(OSError, ValueError):
                socket.shutdown(2)


def _wrapper(url: str, update_url: str, cut: _Cut, seconds: float) -> Any:
    """SPARQLWrapper, which asks through the opener below."""
    from SPARQLWrapper import POST, SPARQLExceptions, SPARQLWrapper

    opener = _opener(url, cut)

    class Bounded(SPARQLWrapper):
        def _query(self) -> tuple[Any, str]:
            try:
                return opener.open(self._createRequest(), timeout=seconds), self.returnFormat
            except HTTPError as error:
                said = error.read(_TOLD)
                if name := _ERRORS.get(error.code):
                    raise getattr(SPARQLExceptions, name)(said) from error
                raise OSError(f"{error.code} {error.reason}") from error

    wrapper = Bounded(url, updateEndpoint=update_url)
    wrapper.setMethod(POST)
    return wrapper


def _opener(url: str, cut: _Cut) -> urllib.request.OpenerDirector:
    """What opens http and https, and nothing else; its connections are known to `cut`."""

    def known(kind: type[http.client.HTTPConnection]) -> Any:
        class Connection(kind):  # type: ignore[misc, valid-type]
            def connect(self) -> None:
                super().connect()
                cut.open.append(self.sock)
                if cut.is_cut:
                    cut.now()

        return Connection

    class Http(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(known(http.client.HTTPConnection), req)

    class Https(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(known(http.client.HTTPSConnection), req)

    class Stays(urllib.request.HTTPRedirectHandler):
        def http_error_302(self, req: Any, fp: Any, code: int, msg: Any, headers: Any) -> Any:
            to = textwrap.shorten(str(headers.get("location", "")), 200, placeholder=" …")
            raise StoreError(
                nl=f"het endpoint {url} verwijst door naar {to!r}; dat wordt niet gevolgd: noem dat adres "
                "zelf, als u het vertrouwt",
                en=f"the endpoint {url} redirects to {to!r}, which is not followed: name that address "
                "yourself if you trust it",
            )

        http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302

    opener = urllib.request.OpenerDirector()
    for handler in (
        *(urllib.request.ProxyHandler(), urllib.request.UnknownHandler(), Http(), Https(), Stays()),
        *(urllib.request.HTTPDefaultErrorHandler(), urllib.request.HTTPErrorProcessor()),
    ):
        opener.add_handler(handler)
    return opener


def _all_of(answer: http.client.HTTPResponse, url: str) -> bytes:
    """The whole body; told where it is too long, or shorter than it says of itself."""
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read(_CHUNK):
        pieces.append(piece)
        size += len(piece)
        if size > MAX_ANSWER:
            raise StoreError(
                nl=f"het antwoord van {url} is groter dan {MAX_ANSWER // 1_000_000} MB: vraag minder",
                en=f"the answer of {url} is larger than {MAX_ANSWER // 1_000_000} MB: ask for less",
            )
    if answer.length:
        raise OSError(f"{answer.length} bytes are missing")
    return b"".join(pieces)


def response(error: Exception) -> str:
    """What an endpoint said, in one line."""
    _, _, body = str(error).rpartition("Response:\n")
    try:
        words = ast.literal_eval(body).decode("utf-8", "replace")
    except (AttributeError, SyntaxError, ValueError):
        words = body
    return textwrap.shorten(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", words), 300, placeholder=" …")
