"""A process that answers queries of strangers, each in a child that may die (`lcgraph.untrusted.bounded`).

Goes in: messages that say what is asked. Comes out: for each an answer with its status of HTTP: whole, or
why there is none. The text of a query is looked at in the child only.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from lcgraph.answers import Rows
from lcgraph.errors import LcgraphError
from lcgraph.export.rdf import export_triples
from lcgraph.graph import Graph
from lcgraph.render.rows import render_rows, sparql_results
from lcgraph.say import Text
from lcgraph.serve.accepted import NAMED, ROWS, TRIPLES, best, chosen
from lcgraph.serve.bounds import Bounds
from lcgraph.serve.description import described
from lcgraph.serve.frames import Head, packed, receive
from lcgraph.untrusted.bounded import bounded

UTF8 = frozenset({"text/csv", "text/tab-separated-values", "text/markdown", "text/plain", "text/turtle"})
"""Media types of which a client would not know that they are UTF-8."""


class Refused(Exception):
    """What is asked cannot be answered: a status of HTTP, and why."""

    def __init__(self, status: int, *, nl: str, en: str) -> None:
        super().__init__(en)
        self.status, self.text = status, Text(nl=nl, en=en)


def serve(graph: Graph, stream: socket.socket, bounds: Bounds) -> None:
    """Answer what is asked until the other side leaves."""
    while message := receive(stream):
        head, body = message
        stream.sendall(packed(*answered(graph, head, body, bounds)))


def answered(graph: Graph, head: Head, body: bytes, bounds: Bounds) -> tuple[Head, bytes]:
    """The status, media type and bytes of an answer; `why` it was stopped, where it was."""
    asked = {"sparql": _sparql, "query": _named, "description": _description}[head["kind"]]

    def work(output: BinaryIO) -> int:
        try:
            media, found = asked(graph, head, body)
            told, data = {"status": 200, "type": media}, found
        except Refused as refused:
            told, data = _told(refused.status, refused.text, head)
        except LcgraphError as error:
            told, data = _told(400, error.text, head)
        output.write(json.dumps(told).encode() + b"\n" + data)
        return 0

    ended = bounded(work, seconds=bounds.seconds, memory=bounds.memory, output=bounds.answer)
    if ended.why or not ended.output:
        why = ended.why or "memory"
        told, data = _told(504 if why == "time" else 422, _stopped(why, bounds), head)
        return {**told, "why": why}, data
    start, _, data = ended.output.partition(b"\n")
    return json.loads(start), data


def _told(status: int, text: Text, head: Mapping[str, Any]) -> tuple[Head, bytes]:
    return {"status": status, "type": "text/plain; charset=utf-8"}, f"{text.in_(head['lang'])}\n".encode()


def _stopped(why: str, bounds: Bounds) -> Text:
    if why == "time":
        return Text(
            nl=f"de vraag duurde langer dan {bounds.seconds:g} s en is gestopt: vraag minder",
            en=f"the query took longer than {bounds.seconds:g} s and was stopped: ask for less",
        )
    if why == "output":
        most = bounds.answer >> 20
        return Text(
            nl=f"het antwoord is groter dan {most} MB en is niet gegeven: vraag minder, met FILTER of LIMIT",
            en=f"the answer is larger than {most} MB and was not given: ask for less, with FILTER or LIMIT",
        )
    return Text(
        nl="de vraag vroeg te veel geheugen, of is te diep genest voor de motor",
        en="the query needed too much memory, or is nested too deeply for the engine",
    )


def _sparql(graph: Graph, head: Head, body: bytes) -> tuple[str, bytes]:
    """The answer to a query of the SPARQL Protocol."""
    answer = graph.asked(_text(body), base=head["base"], default=head["default"], named=head["named"])
    if isinstance(answer, Rows | bool):
        form = _form(head, ROWS)
        return _media(ROWS, form), sparql_results(answer, form).encode()
    form = _form(head, TRIPLES)
    return _media(TRIPLES, form), export_triples(answer, form)


def _named(graph: Graph, head: Head, body: bytes) -> tuple[str, bytes]:
    """The answer to a named query, as `lcgraph query` writes it."""
    form = _form(head, NAMED)
    try:
        asked = graph.find(head["name"])
    except LcgraphError as error:
        raise Refused(404, nl=error.text.nl, en=error.text.en) from error
    rows = graph.query(head["name"], **head["values"])
    labels = graph.labels(head["lang"]) if form in ("table", "markdown") else {}
    text = render_rows(rows, form, lang=head["lang"], labels=labels, schemes=asked.codes, across=asked.across)
    return _media(NAMED, form), text.encode()


def _description(graph: Graph, head: Head, _: bytes) -> tuple[str, bytes]:
    """What the endpoint says of itself."""
    form = _form(head, TRIPLES)
    return _media(TRIPLES, form), export_triples(described(head["base"], graph.store.graphs()), form)


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise Refused(400, nl="de vraag is geen UTF-8", en="the query is not UTF-8") from error


def _form(head: Head, offered: Mapping[str, Sequence[str]]) -> str:
    """The format of an answer: what `format` says, else what the client accepts."""
    known = ", ".join(offered)
    if head["format"]:
        form = chosen(head["format"], offered)
        if form is None:
            raise Refused(
                400, nl=f"dit formaat is er niet: kies {known}", en=f"there is no such format: choose {known}"
            )
        return form
    form = best(head["accept"], offered)
    if form is None:
        medias = ", ".join(each[0] for each in offered.values())
        raise Refused(
            406,
            nl=f"geen formaat dat wordt aanvaard; er is {medias}",
            en=f"no format that is accepted; there is {medias}",
        )
    return form


def _media(offered: Mapping[str, Sequence[str]], form: str) -> str:
    media = offered[form][0]
    return f"{media}; charset=utf-8" if media in UTF8 else media
